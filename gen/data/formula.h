/* How a derived indicator is made of others: counts added or taken off, over counts, times a number. In indicators.csv:
 *   sociale_huur / woningen * 100        (koop + huur) / inwoners * 1000        koop + huur - leegstand
 * Only counts (stock, flow) may stand in it, derived ones too. What is added has one unit, which is also that of a sum; a
 * share in % is of one unit and times 100, one per 1000 times 1000. */
#pragma once
#include "data/dataset.h"


typedef struct {
  char *id;
  const Indicator *indicator; /* NULL until connected */
  int sign;                   /* 1, -1 */
  bool below;                 /* under the line */
  SourcePos pos;
} FormulaTerm;

struct Formula {
  char *text;
  GArray *terms;              /* FormulaTerm, those above the line first */
  bool divides;
  double factor;              /* 1 when none is written */
};

/* NULL with a finding at its place when it cannot be read. `pos` is where the text begins. */
Formula *formula_parse(const char *text, SourcePos pos, Diags *diags);
void formula_free(Formula *formula);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Formula, formula_free)
