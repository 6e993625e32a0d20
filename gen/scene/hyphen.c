/* Soft hyphens from libhyphen's patterns. It exists because Dutch compounds are longer than narrow columns, and Pango breaks
 * words only where the text already says so. It must not know widths: wrap.c and layout/ choose among the places. */
#include "scene/hyphen.h"
#include <gio/gio.h>
#include <hyphen.h>
#include <string.h>

enum { SHORTEST_WORD = 7, SHORTEST_PART = 3, LONGEST_WORD = 90 };
static const gunichar SOFT_HYPHEN = 0xad;

/* hyph_nl_BE is the same file as hyph_nl_NL. */
static const struct { const char *language, *path, *package; } DICTIONARIES[] = {
    {"nl", "/usr/share/hyphen/hyph_nl_NL.dic", "hyphen-nl"},
};

struct Hyphenator {
  HyphenDict *dictionary;
  char *digest;
};

bool hyphenator_load(const char *language, Hyphenator **hyphenator, GError **error) {
  gsize length = strcspn(language, "-_");
  for (guint i = 0; i < G_N_ELEMENTS(DICTIONARIES); i++) {
    if (strlen(DICTIONARIES[i].language) != length || g_ascii_strncasecmp(DICTIONARIES[i].language, language, length) != 0)
      continue;
    const char *path = DICTIONARIES[i].path;
    g_autofree char *patterns = NULL;
    gsize size = 0;
    HyphenDict *dictionary = g_file_get_contents(path, &patterns, &size, NULL) ? hnj_hyphen_load(path) : NULL;
    if (!dictionary) {
      g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no hyphenation patterns for '%s' at %s: install the Debian package %s",
                  language, path, DICTIONARIES[i].package);
      return false;
    }
    *hyphenator = g_new0(Hyphenator, 1);
    (*hyphenator)->dictionary = dictionary;
    (*hyphenator)->digest = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)patterns, size);
    return true;
  }
  return true;
}

void hyphenator_free(Hyphenator *hyphenator) {
  if (!hyphenator) return;
  hnj_hyphen_free(hyphenator->dictionary);
  g_free(hyphenator->digest);
  g_free(hyphenator);
}

const char *hyphenator_digest(const Hyphenator *hyphenator) { return hyphenator->digest; }

/* The word in small letters in the dictionary's encoding, a byte a letter; NULL when it cannot say it. */
static char *encode(const Hyphenator *hyphenator, const char *word, gsize length, glong letters) {
  g_autofree char *small = g_utf8_strdown(word, (gssize)length);
  gsize bytes = 0;
  g_autofree char *encoded = g_convert(small, -1, hyphenator->dictionary->cset, "UTF-8", NULL, &bytes, NULL);
  return encoded && bytes == (gsize)letters ? g_steal_pointer(&encoded) : NULL;
}

/* Whether `letters` of the word may be broken; marks[i] is odd when it may be broken behind letter i. A break that changes
 * the spelling ("omaatje", "oma-tje") is not used: the words must stay as they are written. */
static bool find_breaks(const Hyphenator *hyphenator, const char *encoded, glong letters, char *marks) {
  char **spelling = NULL;
  int *at = NULL, *cut = NULL;
  bool found = hnj_hyphen_hyphenate2(hyphenator->dictionary, encoded, (int)letters, marks, NULL, &spelling, &at, &cut) == 0;
  for (glong i = 0; found && spelling && i < letters; i++) {
    if (spelling[i]) marks[i] = '0';
    free(spelling[i]);
  }
  free(spelling);
  free(at);
  free(cut);
  return found;
}

static bool is_capitals(const char *word, const char *end) {
  for (; word < end; word = g_utf8_next_char(word))
    if (!g_unichar_isupper(g_utf8_get_char(word))) return false;
  return true;
}

/* Appends one word; true when it got a place to break. */
static bool append_word(const Hyphenator *hyphenator, const char *word, const char *end, GString *out) {
  glong letters = g_utf8_strlen(word, end - word);
  char marks[LONGEST_WORD + 8];
  bool fit = letters >= SHORTEST_WORD && letters <= LONGEST_WORD && !is_capitals(word, end);
  g_autofree char *encoded = fit ? encode(hyphenator, word, (gsize)(end - word), letters) : NULL;
  if (!encoded || !find_breaks(hyphenator, encoded, letters, marks)) {
    g_string_append_len(out, word, end - word);
    return false;
  }
  bool any = false;
  for (glong i = 0; word < end; i++, word = g_utf8_next_char(word)) {
    g_string_append_unichar(out, g_utf8_get_char(word));
    if (i + 1 < SHORTEST_PART || letters - i - 1 < SHORTEST_PART || !(marks[i] & 1)) continue;
    g_string_append_unichar(out, SOFT_HYPHEN);
    any = true;
  }
  return any;
}

/* "woningen," and "(gemeente)" are words; "www.example.nl/x", "23-06", "de@b.nl" and what the author broke are not. */
static bool is_prose(const char *token, const char *end) {
  for (const char *p = token; p < end; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (c == '@' || c == '/' || c == '\\' || c == '_' || c == '#' || c == SOFT_HYPHEN || g_unichar_isdigit(c)) return false;
    if ((c == '.' || c == ':') && p + 1 < end && g_unichar_isalpha(g_utf8_get_char(p + 1))) return false;
  }
  return true;
}

static bool append_token(const Hyphenator *hyphenator, const char *token, const char *end, GString *out) {
  if (!is_prose(token, end)) {
    g_string_append_len(out, token, end - token);
    return false;
  }
  bool any = false;
  for (const char *p = token; p < end;) {
    const char *word = p;
    while (p < end && g_unichar_isalpha(g_utf8_get_char(p))) p = g_utf8_next_char(p);
    if (p > word) any |= append_word(hyphenator, word, p, out);
    const char *rest = p;
    while (p < end && !g_unichar_isalpha(g_utf8_get_char(p))) p = g_utf8_next_char(p);
    g_string_append_len(out, rest, p - rest);
  }
  return any;
}

char *hyphenator_text(const Hyphenator *hyphenator, const char *text) {
  g_autoptr(GString) out = g_string_sized_new(strlen(text) + 16);
  bool any = false;
  for (const char *p = text; *p;) {
    const char *token = p;
    while (*p && !g_unichar_isspace(g_utf8_get_char(p))) p = g_utf8_next_char(p);
    any |= append_token(hyphenator, token, p, out);
    const char *blank = p;
    while (*p && g_unichar_isspace(g_utf8_get_char(p))) p = g_utf8_next_char(p);
    g_string_append_len(out, blank, p - blank);
  }
  return any ? g_strdup(out->str) : NULL;
}
