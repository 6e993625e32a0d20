/* The locale: every word the program itself shows to a reader, from locale/nl.yaml. Code holds no Dutch. */
#pragma once
#include "base/diag.h"
#include "base/number.h"
#include "base/period.h"

typedef struct Locale Locale;

Locale *locale_load(const char *path, const char *display_path, Diags *diags); /* NULL on errors */
void locale_free(Locale *locale);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Locale, locale_free)

const char *locale_language(const Locale *locale); /* BCP 47: "nl" */
const NumberStyle *locale_number_style(const Locale *locale);

/* The word or phrase of a dotted key ("status.on_course", "value.secret.words", "date.months.3": lists count from 1). A missing key shows as itself in
 * brackets and is found by a unit test that lists every key used in gen/. Borrowed. */
const char *locale_word(const Locale *locale, const char *key);
bool locale_has(const Locale *locale, const char *key);
/* The phrase with its {name} placeholders filled: pairs of (name, value) strings, ended by NULL. A placeholder without
 * value stays as it stands. Owned by the caller. */
char *locale_phrase(const Locale *locale, const char *key, ...) G_GNUC_NULL_TERMINATED;
/* "key.one" for 1, else "key.other", with {count} filled (formatted) and further pairs as in locale_phrase(). */
char *locale_count(const Locale *locale, const char *key, guint64 count, ...) G_GNUC_NULL_TERMINATED;

char *locale_number(const Locale *locale, double value, int decimals);   /* owned */
/* "14 maart 2025", "maart 2025", "eerste kwartaal 2025", "2025". Owned. */
char *locale_period(const Locale *locale, Period period);
/* The list "a, b en c". Owned. */
char *locale_list(const Locale *locale, const char *const *items, guint count);
/* "vier": in words as far as the locale has them, "21" after. Owned. */
char *locale_number_words(const Locale *locale, guint number);
/* "eerste", "tweede" … in words up to twelve, "13e" after. Owned. */
char *locale_ordinal(const Locale *locale, guint number);
/* Sorts names as Dutch readers expect: case and diacritics folded, words before letters ("Den Haag" before "Denekamp"),
 * apostrophes left out, so that "'s-Hertogenbosch" stands at the S and "De Bilt" at the D. */
int locale_collate(const Locale *locale, const char *a, const char *b);

const char *locale_digest(const Locale *locale); /* SHA-256, for output keys */
