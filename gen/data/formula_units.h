/* The units of shares and derived indicators. */
#pragma once
#include "data/dataset.h"

/* What a unit says of the number by which a share is multiplied: 100 for "%", 1000 for "per_1000"; 0 when it says nothing. */
double unit_factor(const char *unit);

/* Findings, at its first term, when the units of an indicator with a formula and of its terms, which are connected, do not
 * agree; the rules are in data/formula.h. */
void formula_check_units(const Indicator *indicator, Diags *diags);
