/* Whether what a formula makes can have the unit that its indicator says. This file must not know how formulas are written or
 * worked out. */
#include "data/formula_units.h"
#include "data/formula.h"
#include <string.h>

double unit_factor(const char *unit) {
  if (!strcmp(unit, "%")) return 100;
  if (!g_str_has_prefix(unit, "per_")) return 0;
  char *end = NULL;
  guint64 factor = g_ascii_strtoull(unit + strlen("per_"), &end, 10);
  return *end ? 0 : (double)factor;
}

/* The unit that all terms on one side have; NULL with a finding when they differ. */
static const char *unit_of(const Formula *formula, bool below, Diags *diags) {
  const char *unit = NULL;
  for (guint i = 0; i < formula->terms->len; i++) {
    const FormulaTerm *term = &g_array_index(formula->terms, FormulaTerm, i);
    if (term->below != below) continue;
    if (unit && strcmp(unit, term->indicator->unit)) {
      diags_error(diags, "formula-unit", term->pos, "add what is counted in one unit", "'%s' is in %s, what stands before it in %s",
                  term->id, term->indicator->unit, unit);
      return NULL;
    }
    unit = term->indicator->unit;
  }
  return unit;
}

void formula_check_units(const Indicator *indicator, Diags *diags) {
  const Formula *formula = indicator->formula;
  const SourcePos pos = g_array_index(formula->terms, FormulaTerm, 0).pos;
  const char *unit = indicator->unit, *above = unit_of(formula, false, diags);
  const char *below = formula->divides ? unit_of(formula, true, diags) : above;
  double factor = unit_factor(unit);
  if (!above || !below) return;
  if (formula->divides && factor > 0 && factor != formula->factor)
    diags_error(diags, "formula-unit", pos, "correct the unit or the number", "'%s' is in %s, but the formula does not end in * %d",
                indicator->id, unit, (int)factor);
  else if (!strcmp(unit, "%") && strcmp(above, below))
    diags_error(diags, "formula-unit", pos, "a share in % is of what is counted in the same unit",
                "'%s' is in %%, but of %s in %s", indicator->id, above, below);
  else if (!formula->divides && strcmp(unit, above))
    diags_error(diags, "formula-unit", pos, NULL, "'%s' is in %s, but its terms are in %s", indicator->id, unit, above);
}
