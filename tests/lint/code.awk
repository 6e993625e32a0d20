# Rules that look at the code of one C file: run.sh gives F (path), FOLDER, ALLOWED (folders), HEADERS (all text of the folder's headers).
# Comments are blanked before any rule is asked; `bare` has string contents blanked too.

function report(rule, text) { printf "%s:%d: %s [%s]\n", F, FNR, text, rule }

# Blanks comments (also those over several lines) and character constants; sets `code` and `bare`.
function strip(line,    i, n, c, d, in_string) {
    code = ""; bare = ""; n = length(line)
    for (i = 1; i <= n; i++) {
        c = substr(line, i, 1); d = substr(line, i, 2)
        if (in_comment) { if (d == "*/") { in_comment = 0; i++ } continue }
        if (in_string) {
            code = code c
            if (c == "\\") { code = code substr(line, ++i, 1) }
            else if (c == "\"") { in_string = 0; bare = bare c }
            continue
        }
        if (d == "/*") { in_comment = 1; i++; continue }
        if (d == "//") break
        if (c == "'") { if (substr(line, i + 1, 1) == "\\") i += 3; else i += 2; code = code "0"; bare = bare "0"; continue }
        if (c == "\"") in_string = 1
        code = code c; bare = bare c
    }
}

# True when `bare` calls one of the functions (a regular expression of names).
function calls(names) { return bare ~ ("(^|[^A-Za-z0-9_])(" names ")[ ]*\\(") }

BEGIN {
    split(ALLOWED, list, " "); for (i in list) may[list[i]] = 1
    may["base"] = may[FOLDER] = 1
    is_c = F ~ /\.c$/
}

FNR == 1 || !seen_text {
    if ($0 !~ /^[ \t]*$/) {
        seen_text = 1
        if (is_c && $0 !~ /^(\/\*|\/\/)/) report("opening", "a source file opens with a comment: why it exists and what it must not know")
    }
}

/TODO|FIXME/ { if ($0 !~ /(TODO|FIXME)[^#]*#[0-9]/ && $0 ~ /(^|[^A-Za-z0-9_])(TODO|FIXME)([^A-Za-z0-9_]|$)/) report("todo", "TODO without the number of its issue (#n)") }

{ strip($0) }

code ~ /^[ \t]*#[ \t]*include[ \t]*"/ {
    name = code; sub(/^[^"]*"/, "", name); sub(/".*/, "", name)
    if (name !~ /^[a-z]+\/[a-z0-9_]+\.h$/) report("include", "include \"" name "\" by its folder: \"" FOLDER "/" name "\"")
    else {
        from = name; sub(/\/.*/, "", from)
        if (!(from in may)) report("include", FOLDER "/ may not include " from "/ (allowed: base " FOLDER (ALLOWED == "" ? "" : " " ALLOWED) ")")
    }
    next
}

FOLDER != "cli" {
    if (calls("printf|vprintf|puts|putchar|perror|g_print|g_printerr|g_message|g_warning|g_critical|psignal"))
        report("print", "only cli/ prints; errors go into Diags or GError")
    else if (bare ~ /(^|[^A-Za-z0-9_])(stdout|stderr|STDOUT_FILENO|STDERR_FILENO)([^A-Za-z0-9_]|$)/)
        report("print", "only cli/ knows stdout and stderr")
}

F !~ /(^|\/)gen\/base\/number\.c$/ {
    if (calls("strtod|strtof|strtold|atof|g_strtod|g_ascii_strtod|g_ascii_dtostr|g_ascii_formatd|g_ascii_string_to_double|setlocale|localeconv|uselocale|newlocale"))
        report("number", "numbers and locales belong to base/number.c")
    s = code
    while (match(s, /"([^"\\]|\\.)*"/)) {
        literal = substr(s, RSTART, RLENGTH); s = substr(s, RSTART + RLENGTH)
        gsub(/%%/, "", literal)
        if (literal ~ /%[-+#0-9.*]*[lL]?[feEgGF]([^A-Za-z]|$)/) report("number", "%f, %e and %g print by the process locale: use base/number.h")
    }
}

# A function that is neither static nor declared in a header of its folder is nobody's contract.
is_c && bare ~ /^[A-Za-z_]/ && bare !~ /(^| )static / && bare !~ /^(typedef|extern|struct [A-Za-z_]+ \{|enum|union|else|return|case|default|G_DEFINE|G_[A-Z_]+\()/ && bare ~ /[ *][A-Za-z_][A-Za-z0-9_]*\(/ && bare !~ /;[ \t]*$/ && bare !~ /=/ {
    name = bare; sub(/\(.*/, "", name); sub(/.*[ *]/, "", name)
    if (name != "main" && name ~ /^[a-z]/ && HEADERS !~ ("[ *]" name "\\("))
        report("contract", name "() is exported but no header in gen/" FOLDER "/ declares it: make it static or write its contract")
}

END {
    if (FNR > 700) printf "%s:%d: warning: %d lines; files stay around 600 [length]\n", F, FNR, FNR
}
