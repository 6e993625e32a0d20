/* The units of derived indicators. */
#pragma once
#include "data/dataset.h"

/* Findings, at its first term, when the units of an indicator with a formula and of its terms, which are connected, do not
 * agree; the rules are in data/formula.h. */
void formula_check_units(const Indicator *indicator, Diags *diags);
