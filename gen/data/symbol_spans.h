/* Which symbols a table uses in which years: what "symbols" in datapackage.json says. */
#pragma once
#include "config/yaml.h"
#include "data/symbols.h"

typedef struct {
  int from, to;         /* years, both included */
  const SymbolSet *set;
  SymbolSet *own;       /* the same when the package describes it itself; else NULL */
} SymbolSpan;

void symbol_span_free(gpointer span); /* SymbolSpan* */

/* Adds SymbolSpan* to `spans`: of a known set by its name, of the package's own ({"x": "secret"}), or of several, each for
 * some years. Findings go to `diags`. */
void symbol_spans_read(GPtrArray *spans, const YamlNode *node, Diags *diags);
/* NULL when no set is for this period. For PERIOD_NONE the first. */
const SymbolSet *symbol_spans_at(const GPtrArray *spans, Period period);
