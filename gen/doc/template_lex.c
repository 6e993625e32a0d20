/* Cuts a template into text, tags and fenced blocks, each with the author's line and column, and decides what whitespace
 * belongs to a tag: `{%-` takes it all, and a line that holds only tags takes its own. It must not know what a tag means,
 * except that a comment ends at its own end tag. An unclosed brace is a finding and is then skipped, so that the rest is
 * still read. */
#include "doc/template_internal.h"
#include "config/yaml.h"
#include <string.h>

typedef struct {
  const char *at, *end;
  const char *mark; /* a place up to which `mark_pos` is known */
  SourcePos mark_pos;
  const char *const *verbatim;
  GArray *tokens;
  Diags *diags;
} Lexer;

SourcePos template_pos(SourcePos pos, const char *from, const char *at) {
  for (; from < at; from++) {
    if (*from == '\n') pos.line++, pos.column = 1;
    else if (((guchar)*from & 0xc0) != 0x80) pos.column++;
  }
  return pos;
}

/* Asked in the order of the text only. */
static SourcePos place(Lexer *lexer, const char *at) {
  lexer->mark_pos = template_pos(lexer->mark_pos, lexer->mark, at);
  lexer->mark = at;
  return lexer->mark_pos;
}

static void add_text(Lexer *lexer, const char *start, const char *end) {
  if (start == end) return;
  SourcePos pos = place(lexer, start);
  Token token = {.kind = TOKEN_TEXT, .start = start, .end = end, .pos = pos, .open = pos};
  g_array_append_val(lexer->tokens, token);
}

static bool starts(const char *at, const char *end, const char *word) {
  gsize length = strlen(word);
  return (gsize)(end - at) >= length && memcmp(at, word, length) == 0;
}

/* ---- Braces ---- */

typedef enum { BRACE_CLOSED, BRACE_OPEN, BRACE_QUOTE } BraceEnd;

/* From just after the opening brace to the closing one, past quoted texts. A new opening or a blank line is the sign that
 * the closing one was forgotten. `*at` stops there. */
static BraceEnd find_close(const char **at, const char *end, const char *closer) {
  const char *quote = NULL;
  for (const char *p = *at; p < end; p++) {
    if (quote) {
      if (*p == '\n') return *at = quote, BRACE_QUOTE;
      if (*p == *quote) quote = NULL;
    } else if (*p == '"' || *p == '\'') quote = p;
    else if (starts(p, end, closer)) return *at = p, BRACE_CLOSED;
    else if (starts(p, end, "{{") || starts(p, end, "{%") || starts(p, end, "\n\n")) return *at = p, BRACE_OPEN;
  }
  *at = quote ? quote : end;
  return quote ? BRACE_QUOTE : BRACE_OPEN;
}

static bool is_comment(const char *start, const char *end) {
  while (start < end && g_ascii_isspace(*start)) start++;
  while (end > start && g_ascii_isspace(end[-1])) end--;
  return end - start == 7 && memcmp(start, "comment", 7) == 0;
}

/* Past `{% endcomment %}`; NULL when there is none. */
static const char *comment_end(const char *at, const char *end, bool *trim_after) {
  for (; (at = g_strstr_len(at, end - at, "{%")); at += 2) {
    const char *p = at + 2;
    if (p < end && *p == '-') p++;
    while (p < end && g_ascii_isspace(*p)) p++;
    if (!starts(p, end, "endcomment")) continue;
    p += 10;
    while (p < end && g_ascii_isspace(*p)) p++;
    *trim_after = p < end && *p == '-';
    if (*trim_after) p++;
    if (starts(p, end, "%}")) return p + 2;
  }
  return NULL;
}

static void unclosed(Lexer *lexer, BraceEnd how, SourcePos open, const char *at, bool output) {
  if (how == BRACE_QUOTE)
    diags_error(lexer->diags, "template-unclosed-quote", place(lexer, at), "close it on the same line",
                "this quote is never closed");
  else
    diags_error(lexer->diags, "template-unclosed-brace", open, output ? "end it with }}" : "end it with %}",
                "%s is never closed", output ? "{{" : "{%");
}

/* A tag at lexer->at ("{{" or "{%"). */
static void lex_brace(Lexer *lexer) {
  bool output = lexer->at[1] == '{';
  Token token = {.kind = output ? TOKEN_OUTPUT : TOKEN_TAG, .open = place(lexer, lexer->at)};
  token.start = lexer->at + 2;
  if (token.start < lexer->end && *token.start == '-') token.trim_before = true, token.start++;
  const char *close = token.start;
  BraceEnd how = find_close(&close, lexer->end, output ? "}}" : "%}");
  token.pos = place(lexer, token.start);
  if (how != BRACE_CLOSED) {
    unclosed(lexer, how, token.open, close, output);
    while (close < lexer->end && *close != '\n' && !starts(close, lexer->end, "{{") && !starts(close, lexer->end, "{%"))
      close++;
    lexer->at = close;
    return;
  }
  token.end = close;
  if (close > token.start && close[-1] == '-') token.trim_after = true, token.end--;
  lexer->at = close + 2;
  if (!output && is_comment(token.start, token.end)) {
    token.comment = true;
    const char *end = comment_end(lexer->at, lexer->end, &token.trim_after);
    if (!end)
      diags_error(lexer->diags, "template-unclosed-tag", token.open, "add {% endcomment %} where it ends",
                  "{%% comment %%} is never closed");
    lexer->at = end ? end : lexer->end;
  }
  g_array_append_val(lexer->tokens, token);
}

/* ---- Fences ---- */

typedef struct {
  char mark;
  guint width;
  const char *info, *info_end;
} Fence;

static const char *line_end(const char *at, const char *end) {
  const char *newline = memchr(at, '\n', (gsize)(end - at));
  return newline ? newline : end;
}

/* Whether the line at `at` opens a fence: up to three blanks, three or more marks, an info string without backticks. */
static bool read_fence(const char *at, const char *end, Fence *fence) {
  const char *stop = line_end(at, end), *p = at;
  while (p < stop && *p == ' ') p++;
  if (p - at > 3 || p == stop || (*p != '`' && *p != '~')) return false;
  fence->mark = *p;
  const char *run = p;
  while (p < stop && *p == fence->mark) p++;
  fence->width = (guint)(p - run);
  if (fence->width < 3) return false;
  while (p < stop && g_ascii_isspace(*p)) p++;
  while (stop > p && g_ascii_isspace(stop[-1])) stop--;
  fence->info = p;
  fence->info_end = stop;
  return fence->mark != '`' || !memchr(p, '`', (gsize)(stop - p));
}

static bool closes_fence(const char *at, const char *end, const Fence *open) {
  Fence fence;
  return read_fence(at, end, &fence) && fence.mark == open->mark && fence.width >= open->width &&
         fence.info == fence.info_end;
}

/* A body that speaks of an indicator or an id was meant as a figure, whatever its fence says. */
static bool looks_like_figure(const char *body, const char *end) {
  for (; body < end; body = line_end(body, end) + 1)
    if (starts(body, end, "id:") || starts(body, end, "indicator:") || starts(body, end, "indicators:")) return true;
  return false;
}

static bool near_verbatim(Lexer *lexer, const char *info, const char **nearest) {
  *nearest = yaml_nearest(info, lexer->verbatim);
  if (!*nearest || strlen(info) < 3) return false;
  return g_ascii_strcasecmp(info, *nearest) == 0 || g_str_has_prefix(*nearest, info) ||
         g_str_has_prefix(info, *nearest);
}

static void check_other_fence(Lexer *lexer, const char *info, const char *open, const char *body,
                              const char *body_end) {
  const char *nearest = NULL;
  if (!near_verbatim(lexer, info, &nearest) && !looks_like_figure(body, body_end)) return;
  g_autofree char *known = g_strjoinv(", ", (char **)lexer->verbatim);
  g_autofree char *hint =
      nearest ? g_strdup_printf("did you mean %s?", nearest) : g_strdup_printf("figures are: %s", known);
  diags_error(lexer->diags, "figure-unknown-type", place(lexer, open), hint, "there is no figure called '%s'", info);
}

/* A fenced block at lexer->at: a token when verbatim, else text. False when there is none. */
static bool lex_fence(Lexer *lexer) {
  Fence fence;
  if (!read_fence(lexer->at, lexer->end, &fence)) return false;
  const char *open = lexer->at;
  const char *body = MIN(line_end(open, lexer->end) + 1, lexer->end), *close = body;
  while (close < lexer->end && !closes_fence(close, lexer->end, &fence))
    close = MIN(line_end(close, lexer->end) + 1, lexer->end);
  g_autofree char *info = g_strndup(fence.info, (gsize)(fence.info_end - fence.info));
  SourcePos open_pos = place(lexer, open);
  if (close == lexer->end) {
    g_autofree char *hint = g_strdup_printf("end it with a line of %u times %c", fence.width, fence.mark);
    diags_error(lexer->diags, "template-unclosed-fence", open_pos, hint, "the block '%s' is never closed", info);
  }
  lexer->at = close == lexer->end ? close : MIN(line_end(close, lexer->end) + 1, lexer->end);
  if (g_strv_contains(lexer->verbatim, info)) {
    Token token = {.kind = TOKEN_BLOCK, .start = body, .end = close, .open = open_pos, .pos = place(lexer, body)};
    token.info = (char *)g_intern_string(info);
    g_array_append_val(lexer->tokens, token);
  } else {
    check_other_fence(lexer, info, open, body, close);
    add_text(lexer, open, lexer->at);
  }
  return true;
}

/* ---- Whitespace ---- */

static bool is_blank(char c) { return c == ' ' || c == '\t'; }

static void strip_front(Token *text, bool one_line) {
  const char *p = text->start;
  while (p < text->end && (one_line ? is_blank(*p) : g_ascii_isspace(*p))) p++;
  if (one_line && p < text->end && *p == '\n') p++;
  text->pos = template_pos(text->pos, text->start, p);
  text->start = p;
}

static void strip_back(Token *text, bool one_line) {
  while (text->end > text->start && (one_line ? is_blank(text->end[-1]) : g_ascii_isspace(text->end[-1]))) text->end--;
}

/* Only blanks since the line began, or since the token before when that ends a line. */
static bool begins_line(const GArray *tokens, guint index) {
  if (index == 0) return true;
  const Token *before = &g_array_index(tokens, Token, index - 1);
  if (before->kind == TOKEN_BLOCK) return true;
  if (before->kind != TOKEN_TEXT) return false;
  const char *p = before->end;
  while (p > before->start && is_blank(p[-1])) p--;
  if (p > before->start) return p[-1] == '\n';
  const Token *earlier = index > 1 ? &g_array_index(tokens, Token, index - 2) : NULL;
  return !earlier || earlier->kind == TOKEN_BLOCK || (earlier->kind == TOKEN_TEXT && earlier->end[-1] == '\n');
}

static bool ends_line(const GArray *tokens, guint index) {
  if (index + 1 == tokens->len) return true;
  const Token *after = &g_array_index(tokens, Token, index + 1);
  if (after->kind != TOKEN_TEXT) return after->kind == TOKEN_BLOCK;
  const char *p = after->start;
  while (p < after->end && is_blank(*p)) p++;
  return p < after->end ? *p == '\n' : index + 2 == tokens->len;
}

static bool blank_within_line(const Token *token) {
  if (token->kind != TOKEN_TEXT) return false;
  for (const char *p = token->start; p < token->end; p++)
    if (!is_blank(*p)) return false;
  return true;
}

/* The last of the tags that stand on one line from `first` on. */
static guint run_end(const GArray *tokens, guint first) {
  guint last = first;
  for (guint i = first + 1; i < tokens->len; i++) {
    const Token *token = &g_array_index(tokens, Token, i);
    if (token->kind == TOKEN_TAG) last = i;
    else if (!blank_within_line(token)) break;
  }
  return last;
}

typedef struct {
  guint first, last;
} Run;

/* The runs of tags that are alone on their lines. Found before anything is stripped: blanks are what shows it. */
static GArray *lone_runs(GArray *tokens) {
  GArray *runs = g_array_new(FALSE, FALSE, sizeof(Run));
  for (guint i = 0; i < tokens->len; i++) {
    if (g_array_index(tokens, Token, i).kind != TOKEN_TAG || !begins_line(tokens, i)) continue;
    Run run = {i, run_end(tokens, i)};
    if (ends_line(tokens, run.last)) g_array_append_val(runs, run);
    i = run.last;
  }
  return runs;
}

static void take_line(GArray *tokens, Run run) {
  Token *all = &g_array_index(tokens, Token, 0);
  if (run.first > 0 && all[run.first - 1].kind == TOKEN_TEXT) strip_back(&all[run.first - 1], true);
  for (guint i = run.first; i <= run.last; i++) {
    all[i].alone = true;
    if (all[i].kind == TOKEN_TEXT) all[i].start = all[i].end;
  }
  if (run.last + 1 < tokens->len && all[run.last + 1].kind == TOKEN_TEXT) strip_front(&all[run.last + 1], true);
}

static void take_lines(GArray *tokens) {
  g_autoptr(GArray) runs = lone_runs(tokens);
  for (guint i = 0; i < runs->len; i++) take_line(tokens, g_array_index(runs, Run, i));
}

static void take_dashes(GArray *tokens) {
  for (guint i = 0; i < tokens->len; i++) {
    const Token *token = &g_array_index(tokens, Token, i);
    if (token->trim_before && i > 0 && g_array_index(tokens, Token, i - 1).kind == TOKEN_TEXT)
      strip_back(&g_array_index(tokens, Token, i - 1), false);
    if (token->trim_after && i + 1 < tokens->len && g_array_index(tokens, Token, i + 1).kind == TOKEN_TEXT)
      strip_front(&g_array_index(tokens, Token, i + 1), false);
  }
}

/* ---- */

GArray *template_lex(const char *text, gsize length, SourcePos start, const char *const *verbatim, Diags *diags) {
  Lexer lexer = {text, text + length, text, start, verbatim, g_array_new(FALSE, FALSE, sizeof(Token)), diags};
  const char *from = text;
  bool line_start = true;
  while (lexer.at < lexer.end) {
    bool brace = starts(lexer.at, lexer.end, "{{") || starts(lexer.at, lexer.end, "{%");
    Fence fence;
    bool fenced = verbatim && line_start && !brace && read_fence(lexer.at, lexer.end, &fence);
    if (!brace && !fenced) {
      line_start = *lexer.at++ == '\n';
      continue;
    }
    add_text(&lexer, from, lexer.at);
    if (brace) lex_brace(&lexer);
    else lex_fence(&lexer);
    from = lexer.at;
    line_start = fenced;
  }
  add_text(&lexer, from, lexer.end);
  take_lines(lexer.tokens);
  take_dashes(lexer.tokens);
  return lexer.tokens;
}
