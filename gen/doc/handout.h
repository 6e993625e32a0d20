/* A hand-out: a template's own text, and as cards some figures of the region's own factsheet, bound for that region exactly
 * as on it. */
#pragma once
#include "doc/doc.h"

/* What whoever orders it asks for; otherwise the template decides. */
typedef struct {
  const GPtrArray *cards; /* HandoutWord*: ids of figures, in order; NULL */
  int per_page;           /* 0 */
} HandoutOrder;

/* `tmpl` from doc_template_load_handout(), `sheet` the template of the region's factsheet. Findings carry the place and the
 * region's name: among them a card that the factsheet has no figure for (with the nearest id, and all), and {% cards %} that
 * is missing or not last. NULL on errors. Owned by the caller. */
Doc *handout_bind(const DocTemplate *tmpl, const DocTemplate *sheet, const HandoutOrder *order, const DocContext *context,
                  const Region *region, Diags *diags);
