#!/bin/sh
# Does the lint still bite? Makes a tree with one sin for each rule, and one of virtue that must pass.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
cd "$tree"
failed=0

good() {
    rm -rf "$tree/gen"
    mkdir -p gen/base gen/data gen/cli
    cat >gen/base/number.h <<'END'
/* Numbers. */
double number_parse(const char *text);
END
    cat >gen/base/number.c <<'END'
/* Reads numbers; knows no files. "strtod" only here. */
#include "base/number.h"
double number_parse(const char *text) { return strtod(text, 0); }
END
    cat >gen/data/rows.h <<'END'
/* Rows. */
int rows_count(const char *text,
               int from);
END
    cat >gen/data/rows.c <<'END'
/* Counts rows. It never calls printf("%f") itself:
 * strtod() and setlocale() in a comment are no sin, nor "stdout". TODO #12: faster. */
#include "data/rows.h"
#include "base/number.h"
#include <stdio.h>
static const char text[] = "30% formeel, 12%; see puts() and \"strtod(\" // no comment";
static int helper(int n) { return n; } /* printf( */
int rows_count(const char *text,
               int from) {
  char quote = '"';
  snprintf((char *)text, 3, "%d%%", from + quote);
  return helper(from);
}
END
    cat >gen/cli/main.c <<'END'
// Prints.
#include "data/rows.h"
int main(void) { printf("x"); return 0; }
END
}

# expect RULE FILE: the tree now has exactly this sin
expect() {
    output=$(sh "$here/run.sh" "$tree" 2>&1) && status=0 || status=$?
    if [ "$status" -eq 0 ] || ! printf '%s\n' "$output" | grep -q "^$2:[0-9]*: .*\[$1\]$" || [ "$(printf '%s\n' "$output" | wc -l)" -ne 2 ]; then
        echo "selftest: rule $1 should find one thing in $2; it said:"
        printf '%s\n' "$output" | sed 's/^/    /'
        failed=1
    fi
}

good
sh "$here/run.sh" "$tree" >out.txt || { echo 'selftest: a clean tree must pass; it said:'; sed 's/^/    /' out.txt; failed=1; }

good; echo '#include "data/rows.h"' >>gen/base/number.c;                            expect include gen/base/number.c
good; echo '#include "rows.h"' >>gen/data/rows.c;                                   expect include gen/data/rows.c
good; mkdir gen/extra; echo '/* x */' >gen/extra/x.c;                               expect include gen/extra
good; echo 'static void f(void) { g_print ("x"); }' >>gen/data/rows.c;              expect print gen/data/rows.c
good; echo 'static void f(void) { fputs("x", stderr); }' >>gen/data/rows.c;         expect print gen/data/rows.c
good; echo 'static double f(void) { return atof("1"); }' >>gen/data/rows.c;         expect number gen/data/rows.c
good; echo 'static void f(char *s) { snprintf(s, 9, "%.2f", 1.0); }' >>gen/data/rows.c; expect number gen/data/rows.c
good; echo 'static void f(void) { setlocale(0, "C"); }' >>gen/cli/main.c;           expect number gen/cli/main.c
good; echo 'int rows_secret(void) { return 1; }' >>gen/data/rows.c;                 expect contract gen/data/rows.c
good; printf 'int x;\n' >gen/data/bare.c;                                           expect opening gen/data/bare.c
good; echo '/* TODO: later */' >>gen/data/rows.h;                                   expect todo gen/data/rows.h
good; echo "{ \"resolved\": \"https:/""/somewhere/x.tgz\" }" >package-lock.json;    expect address package-lock.json
rm package-lock.json
good; awk 'BEGIN { print "/* long */"; for (i = 0; i < 750; i++) print "static int a" i ";" }' >gen/data/long.c
sh "$here/run.sh" "$tree" | grep -q 'gen/data/long.c:.*warning.*\[length\]' || { echo 'selftest: a long file must be warned of'; failed=1; }

[ "$failed" -eq 0 ] && echo 'lint: self-test passed'
exit "$failed"
