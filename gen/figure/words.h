/* Helps types while binding: default texts, alt texts within their length, and the states in words. Internal to
 * figure/. */
#pragma once
#include "doc/binder.h"

enum { ALT_MAX = 300 };

static inline bool bound_known(const BoundValue *value) {
  return observation_known(&value->obs);
}
static inline bool bound_secret(const BoundValue *value) {
  return value->obs.state == STATE_SECRET;
}
static inline bool bound_provisional(const BoundValue *value) {
  return value->obs.flags & (FLAG_PROVISIONAL | FLAG_REVISED);
}
static inline bool bound_absent(const BoundValue *value) {
  return value->obs.state == STATE_ABSENT;
}

/* Sets *field when the template did not; takes `text`. */
void words_default(char **field, char *text);
/* First letter as a capital. Owned. */
char *words_capital(const char *text);
/* "What, unit, period*": leaves out what the figure's own title, and a unit that the indicator's title, says already.
 * Owned. */
char *words_subtitle(Binder *binder, const char *title, const Indicator *indicator, Period from, Period to,
                     bool provisional);
/* A value's text without its marks: for alt texts, which are short; the table has the states in words. Owned. */
char *words_plain(const BoundValue *value);
/* A period or a range of them. Owned. */
char *words_years(const Locale *locale, Period from, Period to);

/* An alt text is made of whole sentences: one that no longer fits is left out. */
GString *alt_new(const char *finding);
void alt_add(GString *alt, char *sentence); /* takes it; NULL: nothing */
char *alt_end(GString *alt);
/* "Wassenaar is niet getoond (<5). Midden-Delfland deed geen opgave." For alt texts; at most three names each. */
void alt_add_unknown(GString *alt, const Locale *locale, const GPtrArray *marks);
/* The subtitle without the mark at its end. */
void alt_add_subtitle(GString *alt, const Figure *figure);
/* "Een deel van de cijfers is voorlopig." The marks of what was said before stay out of an alt text; this says them once. */
void alt_add_flags(GString *alt, const Locale *locale, const GPtrArray *marks);
/* "Regio 5,0, Nederland 3,9." */
void alt_add_marks(GString *alt, const Locale *locale, const GPtrArray *marks);

BoundValue bound_copy(const BoundValue *value);
/* A cell with a value's two readings. */
TableCell *table_value_cell(TableRow *row, const BoundValue *value);
/* A column whose cells name their row. */
TableColumn *table_header_column(FigureTable *table, const char *title);
