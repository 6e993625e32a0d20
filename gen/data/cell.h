/* One cell of a table: its text, what its field's type makes of it, and whether it keeps what the field promises. */
#pragma once
#include "data/package.h"

typedef struct {
  const char *text;  /* borrowed until the row's function returns; "" when missing */
  gsize length;
  SourcePos pos;
  bool missing;      /* its text is one of the missing values */
  bool bad;          /* a finding says why */
  double number;     /* integer, number */
  Period period;     /* date, year, yearmonth */
  bool truth;        /* boolean */
} Cell;

/* Types the text by the field's type. False with a finding when it is none. */
bool cell_type(Cell *cell, const Field *field, Diags *diags);
/* The number in a cell of any field, typed and checked; NAN when missing. False with a finding. */
bool cell_number(const Cell *cell, const Field *field, double *number, Diags *diags);
/* Whether the field has any constraint that cell_check() looks at. */
static inline bool cell_is_bound(const Field *field) {
  return field->allowed || field->pattern || field->minimum.given || field->maximum.given || field->min_length >= 0 ||
         field->max_length >= 0;
}
/* Whether a typed cell keeps the field's enum, pattern, lengths and bounds; else a finding. */
bool cell_check(const Cell *cell, const Field *field, Diags *diags);

/* A finding "<what> '<text>' is not known", with the nearest of `known` (ended by NULL), or all, as hint. */
void cell_unknown(const Cell *cell, const char *code, const char *what, const char *const *known, Diags *diags);
/* The text's place in `words` (ended by NULL); a missing cell is `fallback`, an unknown word a finding and `fallback`. */
int cell_word(const Cell *cell, const char *code, const char *what, const char *const *words, int fallback, Diags *diags);
/* Whether a spreadsheet may have made a date of what was written: "1-5-2024", "mei-24". */
bool cell_is_sheet_date(const Cell *cell);
/* Why a text may be no number in the style of `field`; NULL when there is nothing to guess. Static. */
const char *cell_number_hint(const Cell *cell, const Field *field);
/* The text as messages show it: shortened when long. Owned by the caller. */
char *cell_quote(const Cell *cell);
