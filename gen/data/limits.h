/* The limits that an indicator's row sets: how much of a total must be known, and how much a value may change. */
#pragma once
#include "data/dataset.h"
#include "data/table.h"

/* "90": percent, 0 to 100. NAN when the row has none, until limits_settle(). Findings at the cell. */
void limits_read_coverage(const Cell *cell, Indicator *indicator, Diags *diags);
/* "10%" of the old value, or "2.5" in the indicator's unit; 0 when the row has none. Findings at the cell. */
void limits_read_tolerance(const Cell *cell, Indicator *indicator, Diags *diags);
/* The coverage of an indicator whose row has none: half, or of a formula that of its strictest term. Those come first. */
void limits_settle(Indicator *indicator);
