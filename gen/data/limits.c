/* Reads the limits in an indicator's row. They stand apart from the catalog because they mean nothing before a total is made
 * or two states are compared. This file must not know values, nor what is done where a limit is passed. */
#include "data/limits.h"
#include "base/number.h"
#include "data/formula.h"
#include <math.h>

static const double COVERAGE = 0.5;

void limits_read_coverage(const Cell *cell, Indicator *indicator, Diags *diags) {
  indicator->coverage = NAN;
  if (cell->missing || cell->bad) return;
  double percent;
  gsize length = cell->length - g_str_has_suffix(cell->text, "%");
  if (number_parse(cell->text, length, '.', '\0', &percent) && percent >= 0 && percent <= 100) {
    indicator->coverage = percent / 100;
    return;
  }
  g_autofree char *found = cell_quote(cell);
  diags_error(diags, "indicator-coverage", cell->pos, "write a number from 0 to 100, such as 90",
              "'%s' is no coverage: the percentage of the parts that must be known", found);
}

void limits_read_tolerance(const Cell *cell, Indicator *indicator, Diags *diags) {
  if (cell->missing || cell->bad) return;
  indicator->tolerance_relative = g_str_has_suffix(cell->text, "%");
  gsize length = cell->length - indicator->tolerance_relative;
  if (number_parse(cell->text, length, '.', '\0', &indicator->tolerance) && indicator->tolerance > 0) {
    if (indicator->tolerance_relative) indicator->tolerance /= 100;
    return;
  }
  indicator->tolerance = 0;
  g_autofree char *found = cell_quote(cell);
  diags_error(diags, "indicator-tolerance", cell->pos, "write it like 10% (of the old value), or 2.5 (in the indicator's unit)",
              "'%s' is no tolerance", found);
}

void limits_settle(Indicator *indicator) {
  if (!isnan(indicator->coverage)) return;
  const Formula *formula = indicator->formula;
  indicator->coverage = formula ? 0 : COVERAGE;
  for (guint i = 0; formula && i < formula->terms->len; i++) {
    const Indicator *term = g_array_index(formula->terms, FormulaTerm, i).indicator;
    if (term) indicator->coverage = MAX(indicator->coverage, term->coverage);
  }
}
