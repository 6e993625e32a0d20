/* Sets punctuation as Dutch editors do. It exists because cmark's own smart punctuation takes the apostrophe of
 * 's-Gravenhage for an opening quote, and because titles and names never pass cmark. It must not know what a text is for. */
#include "doc/typography.h"
#include <string.h>

/* Words that lost their front: 's avonds, 't Harde, 'n, 'k, 'm, 'r, 'ns, 'em. */
static const char *const CLIPPED[] = {"s", "t", "n", "k", "m", "r", "ns", "em", "ie", NULL};

/* What stays on the line of the number before it. */
static const char *const UNITS[] = {"mln", "mld", "miljoen", "miljard", "duizend", "procent", "procentpunt", "pp", "km", "km²",
                                    "m²", "ha", "uur", "januari", "februari", "maart", "april", "mei", "juni", "juli",
                                    "augustus", "september", "oktober", "november", "december", NULL};

enum {
  NO_BREAK_SPACE = 0xa0,
  APOSTROPHE = 0x2019,
  QUOTE_OPEN = 0x2018,
  DOUBLE_OPEN = 0x201c,
  DOUBLE_CLOSE = 0x201d,
  EN_DASH = 0x2013,
  EM_DASH = 0x2014,
  ELLIPSIS = 0x2026
};

/* Whether an opening quote can stand after this character. */
static bool opens_after(gunichar c) {
  return c == 0 || g_unichar_isspace(c) || g_unichar_type(c) == G_UNICODE_OPEN_PUNCTUATION || c == EN_DASH ||
         c == EM_DASH || c == '/' || c == QUOTE_OPEN || c == DOUBLE_OPEN;
}

/* `at` is just behind the quote: 's, 't … as a whole word, or '90 for a year. */
static bool clipped_word(const char *at) {
  if (g_ascii_isdigit(at[0]) && g_ascii_isdigit(at[1])) return !g_ascii_isdigit(at[2]) && at[2] != '\'';
  const char *end = at;
  while (g_unichar_isalpha(g_utf8_get_char(end))) end = g_utf8_next_char(end);
  g_autofree char *raw = g_strndup(at, (gsize)(end - at));
  g_autofree char *word = g_utf8_strdown(raw, -1);
  return g_strv_contains(CLIPPED, word) && *end != '\'';
}

static gunichar single_quote(const char *next, gunichar before) {
  return opens_after(before) && before != QUOTE_OPEN && !clipped_word(next) ? QUOTE_OPEN : APOSTROPHE;
}

/* Whether the blank between `before` and `next` must not be the end of a line: "€ 52", "52 mln", "23 juni". */
static bool holds_together(gunichar before, const char *next) {
  if (before == 0x20ac) return g_ascii_isdigit(*next) || g_str_has_prefix(next, "\u2212");
  if (!g_unichar_isdigit(before)) return false;
  const char *end = next;
  while (g_unichar_isalpha(g_utf8_get_char(end)) || g_str_has_prefix(end, "²")) end = g_utf8_next_char(end);
  g_autofree char *word = g_strndup(next, (gsize)(end - next));
  return g_strv_contains(UNITS, word);
}

/* How many bytes at `at` become `*replacement`; 0 = none. */
static gsize replace(const char *at, gunichar before, gunichar after_all, gunichar *replacement) {
  gunichar next = at[1] ? g_utf8_get_char(at + 1) : after_all;
  switch (*at) {
  case ' ':
    if (holds_together(before, at + 1)) return *replacement = NO_BREAK_SPACE, 1;
    return 0;
  case '\'': return *replacement = single_quote(at + 1, before), 1;
  case '"': return *replacement = opens_after(before) && before != DOUBLE_OPEN ? DOUBLE_OPEN : DOUBLE_CLOSE, 1;
  case '-':
    if (g_str_has_prefix(at, "---")) return *replacement = EM_DASH, 3;
    if (g_str_has_prefix(at, "--")) return *replacement = EN_DASH, 2;
    if (before == ' ' && next == ' ') return *replacement = EN_DASH, 1;
    return 0;
  case '.':
    if (g_str_has_prefix(at, "...")) return *replacement = ELLIPSIS, 3;
    return 0;
  default: return 0;
  }
}

char *typography_part(const char *text, gunichar before, gunichar after) {
  if (!text) return NULL;
  if (!text[strcspn(text, "'\"-. ")]) return g_strdup(text);
  GString *out = g_string_sized_new(strlen(text) + 8);
  while (*text) {
    gunichar c = 0;
    gsize taken = replace(text, before, after, &c);
    if (!taken) {
      c = g_utf8_get_char(text);
      taken = (gsize)(g_utf8_next_char(text) - text);
    }
    g_string_append_unichar(out, c);
    before = c;
    text += taken;
  }
  return g_string_free(out, FALSE);
}

char *typography_set(const char *text) { return typography_part(text, 0, 0); }

char *typography_name(const char *name) {
  if (!name || !strchr(name, '\'')) return g_strdup(name);
  g_auto(GStrv) parts = g_strsplit(name, "'", -1);
  return g_strjoinv("\u2019", parts);
}
