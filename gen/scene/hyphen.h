/* Where words may break: Frank Liang's patterns for a language, by libhyphen and Debian's dictionaries. Read-only once
 * loaded, so workers may share it. */
#pragma once
#include <glib.h>
#include <stdbool.h>

typedef struct Hyphenator Hyphenator;

/* `language` is a BCP 47 tag; its first part counts. *hyphenator stays NULL for a language without a dictionary in the
 * list in hyphen.c: its words are not broken. False with `error` naming the Debian package when a listed one is missing. */
bool hyphenator_load(const char *language, Hyphenator **hyphenator, GError **error);
void hyphenator_free(Hyphenator *hyphenator);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Hyphenator, hyphenator_free)
/* The text with U+00AD where its words may break: at least three letters on each side, in words of at least seven. Left whole:
 * addresses, words with digits, abbreviations in capitals, and words that hold a soft hyphen already. Owned by the
 * caller; NULL when nothing can be broken. */
char *hyphenator_text(const Hyphenator *hyphenator, const char *text);
/* SHA-256 of the patterns, for output keys. Borrowed. */
const char *hyphenator_digest(const Hyphenator *hyphenator);
