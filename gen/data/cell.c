/* Cells against their fields. Each message names the text that was found and says what would be right, because the one
 * who reads it has the spreadsheet open and not this program. This file must not know rows or roles. */
#include "data/cell.h"
#include "base/number.h"
#include "config/yaml.h"
#include <math.h>
#include <string.h>

char *cell_quote(const Cell *cell) {
  enum { SHOWN = 60 };
  if (g_utf8_strlen(cell->text, -1) <= SHOWN) return g_strdup(cell->text);
  g_autofree char *start = g_utf8_substring(cell->text, 0, SHOWN);
  return g_strconcat(start, "…", NULL);
}

/* ---- Types ----------------------------------------------------------------------------------------------------- */

static bool read_any(Cell *cell, const Field *field) {
  (void)cell, (void)field;
  return true;
}

static bool read_number(Cell *cell, const Field *field) {
  return number_parse(cell->text, cell->length, field->decimal, field->group, &cell->number);
}

static bool read_integer(Cell *cell, const Field *field) {
  return !memchr(cell->text, field->decimal, cell->length) && read_number(cell, field);
}

static bool read_boolean(Cell *cell, const Field *field) {
  cell->truth = g_strv_contains((const char *const *)field->true_values, cell->text);
  return cell->truth || g_strv_contains((const char *const *)field->false_values, cell->text);
}

static bool read_period(Cell *cell, PeriodKind kind) {
  return period_parse(cell->text, cell->length, &cell->period) && cell->period.kind == kind;
}

static bool read_date(Cell *cell, const Field *field) { return (void)field, read_period(cell, PERIOD_DAY); }
static bool read_year(Cell *cell, const Field *field) { return (void)field, read_period(cell, PERIOD_YEAR); }
static bool read_yearmonth(Cell *cell, const Field *field) { return (void)field, read_period(cell, PERIOD_MONTH); }

typedef struct {
  bool (*read)(Cell *cell, const Field *field);
  const char *name, *hint;
} CellType;

static const CellType TYPES[] = {
    [FIELD_ANY] = {read_any, "text", NULL},
    [FIELD_STRING] = {read_any, "text", NULL},
    [FIELD_INTEGER] = {read_integer, "a whole number", "write only digits"},
    [FIELD_NUMBER] = {read_number, "a number", "write it like 1234.5"},
    [FIELD_BOOLEAN] = {read_boolean, "true or false", "write true or false"},
    [FIELD_DATE] = {read_date, "a date", "write it like 2024-03-14"},
    [FIELD_YEAR] = {read_year, "a year", "write it like 2024"},
    [FIELD_YEARMONTH] = {read_yearmonth, "a month", "write it like 2024-03"},
};

bool cell_is_sheet_date(const Cell *cell) {
#define MONTH "(jan|feb|mrt|maa|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)[a-z]*\\.?"
  static const char shape[] = "\\A(\\d{1,2}[-/]\\d{1,2}[-/]\\d{2,4}|\\d{4}-\\d{2}-\\d{2}( 00:00(:00)?)?"
                              "|\\d{1,2}[-/ ]" MONTH "([-/ ]\\d{2,4})?|" MONTH "[-/ ]\\d{2,4})\\z";
#undef MONTH
  return g_regex_match_simple(shape, cell->text, G_REGEX_CASELESS, 0);
}

const char *cell_number_hint(const Cell *cell, const Field *field) {
  bool comma = memchr(cell->text, ',', cell->length), point = memchr(cell->text, '.', cell->length);
  if (cell_is_sheet_date(cell))
    return "a spreadsheet makes dates of numbers: 1,5 becomes 1-5-2024, and 5-24 or 5.24 becomes mei-24; look the number up at "
           "its source, and make the column text before filling it";
  if (comma && !point && field->decimal == '.')
    return "if commas are decimal here, say so in datapackage.json: \"decimalChar\": \",\"";
  if (point && !comma && field->decimal == ',' && !field->group)
    return "if points separate thousands here, say so in datapackage.json: \"groupChar\": \".\"";
  if (comma && point) return "give decimalChar and groupChar of this column in datapackage.json";
  if (memchr(cell->text, ' ', cell->length)) return "take the blanks out";
  if (g_regex_match_simple("\\A[+-]?\\d+([.,]\\d+)?[eE][+-]?\\d+\\z", cell->text, 0, 0))
    return "write all digits of the number; a spreadsheet has shortened it and may have lost some";
  return NULL;
}

bool cell_type(Cell *cell, const Field *field, Diags *diags) {
  const CellType *type = &TYPES[field->type];
  bool read = type->read(cell, field);
  if (read && (!field->form || field->form->holds(cell->text, cell->length))) return true;
  bool number = field->type == FIELD_NUMBER || field->type == FIELD_INTEGER;
  const char *hint = number ? cell_number_hint(cell, field) : NULL;
  g_autofree char *found = cell_quote(cell);
  cell->bad = true;
  if (!hint) hint = field->form ? field->form->hint : type->hint;
  diags_error(diags, "table-type", cell->pos, hint, "'%s' in the column '%s' is not %s", found, field->name,
              field->form ? field->form->name : type->name);
  return false;
}

/* ---- Constraints ----------------------------------------------------------------------------------------------- */

/* Where the cell lies from the bound: < 0 below, 0 on it, > 0 above. */
static int from_bound(const Cell *cell, const Field *field, const Bound *bound) {
  if (field->type >= FIELD_DATE) return period_compare(cell->period, bound->period);
  return (cell->number > bound->number) - (cell->number < bound->number);
}

static bool too_low(const Cell *cell, const Field *field, const Bound *bound) {
  return bound->given && from_bound(cell, field, bound) < (bound->exclusive ? 1 : 0);
}

static bool too_high(const Cell *cell, const Field *field, const Bound *bound) {
  return bound->given && from_bound(cell, field, bound) > (bound->exclusive ? -1 : 0);
}

static char *bound_text(const Field *field, const Bound *bound) {
  char iso[PERIOD_TEXT];
  if (field->type >= FIELD_DATE) return g_strdup(period_iso(bound->period, iso));
  GString *text = g_string_new(NULL);
  number_append_short(text, bound->number, 9);
  return g_string_free(text, FALSE);
}

static bool check_bounds(const Cell *cell, const Field *field, Diags *diags) {
  bool low = too_low(cell, field, &field->minimum);
  if (!low && !too_high(cell, field, &field->maximum)) return true;
  g_autofree char *found = cell_quote(cell);
  g_autofree char *bound = bound_text(field, low ? &field->minimum : &field->maximum);
  diags_error(diags, low ? "table-minimum" : "table-maximum", cell->pos,
              "look for a slip in the unit or the decimal character; the bound stands in datapackage.json",
              (low ? field->minimum : field->maximum).exclusive ? "'%s' in the column '%s' should be %s than %s"
                                                                : "'%s' in the column '%s' is %s than %s",
              found, field->name, low == (low ? field->minimum : field->maximum).exclusive ? "more" : "less", bound);
  return false;
}

static bool check_length(const Cell *cell, const Field *field, Diags *diags) {
  if (field->min_length < 0 && field->max_length < 0) return true;
  glong length = g_utf8_strlen(cell->text, -1);
  if (length >= field->min_length && (field->max_length < 0 || length <= field->max_length)) return true;
  g_autofree char *found = cell_quote(cell);
  diags_error(diags, "table-length", cell->pos, NULL, "'%s' in the column '%s' has %ld characters; %s %d is the bound",
              found, field->name, length, length < field->min_length ? "at least" : "at most",
              length < field->min_length ? field->min_length : field->max_length);
  return false;
}

/* Numbers are the same however they are written. */
static bool is_allowed(const Cell *cell, const Field *field) {
  if (g_ptr_array_find_with_equal_func(field->allowed, cell->text, g_str_equal, NULL)) return true;
  double number;
  for (guint i = 0; i < field->allowed->len && (field->type == FIELD_INTEGER || field->type == FIELD_NUMBER); i++) {
    const char *text = g_ptr_array_index(field->allowed, i);
    if (number_parse(text, strlen(text), '.', '\0', &number) && number == cell->number) return true;
  }
  return false;
}

static bool check_allowed(const Cell *cell, const Field *field, Diags *diags) {
  if (!field->allowed || is_allowed(cell, field)) return true;
  g_autoptr(GPtrArray) known = g_ptr_array_copy(field->allowed, NULL, NULL);
  g_autofree char *what = g_strdup_printf("in the column '%s' the value", field->name);
  g_ptr_array_set_free_func(known, NULL);
  g_ptr_array_add(known, NULL);
  cell_unknown(cell, "table-enum", what, (const char *const *)known->pdata, diags);
  return false;
}

static bool check_pattern(const Cell *cell, const Field *field, Diags *diags) {
  if (!field->pattern || g_regex_match(field->pattern, cell->text, 0, NULL)) return true;
  g_autofree char *found = cell_quote(cell);
  diags_error(diags, "table-pattern", cell->pos, "the pattern stands in datapackage.json",
              "'%s' in the column '%s' is not written as the package promises", found, field->name);
  return false;
}

bool cell_check(const Cell *cell, const Field *field, Diags *diags) {
  if (!cell_is_bound(field)) return true;
  bool allowed = check_allowed(cell, field, diags), length = check_length(cell, field, diags);
  bool pattern = check_pattern(cell, field, diags), bounds = check_bounds(cell, field, diags);
  return allowed && length && pattern && bounds;
}

bool cell_number(const Cell *cell, const Field *field, double *number, Diags *diags) {
  *number = NAN;
  if (cell->bad) return false;
  if (cell->missing) return true;
  Field numeric = *field;
  Cell typed = *cell;
  numeric.type = FIELD_NUMBER;
  if (!cell_type(&typed, &numeric, diags) || !cell_check(&typed, &numeric, diags)) return false;
  *number = typed.number;
  return true;
}

/* ---- Words ----------------------------------------------------------------------------------------------------- */

void cell_unknown(const Cell *cell, const char *code, const char *what, const char *const *known, Diags *diags) {
  enum { LISTED = 12 };
  g_autofree char *found = cell_quote(cell), *hint = NULL;
  const char *nearest = yaml_nearest(cell->text, known);
  if (nearest) hint = g_strdup_printf("did you mean '%s'?", nearest);
  else if (g_strv_length((char **)known) <= LISTED) {
    g_autofree char *all = g_strjoinv(", ", (char **)known);
    hint = g_strdup_printf("known are: %s", all);
  }
  diags_error(diags, code, cell->pos, hint, "%s '%s' is not known", what, found);
}

int cell_word(const Cell *cell, const char *code, const char *what, const char *const *words, int fallback, Diags *diags) {
  if (cell->missing || cell->bad) return fallback;
  for (int i = 0; words[i]; i++)
    if (!strcmp(words[i], cell->text)) return i;
  cell_unknown(cell, code, what, words, diags);
  return fallback;
}
