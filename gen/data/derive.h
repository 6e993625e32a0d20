/* Observations of derived indicators (data/formula.h), for regions of all levels, from what may be published:
 *   a secret term makes it STATE_SECRET without an interval, else an impossible one, or nothing under the line, STATE_IMPOSSIBLE,
 *   else a missing one STATE_MISSING;
 *   above the lowest level the terms are added first and the formula is worked out once; where a term is incomplete, all are
 *   added over the same members, those in which every term is known (less than half of them: STATE_MISSING).
 * Rounded to the indicator's decimals. Flags are those of any term. */
#pragma once
#include "data/catalog.h"
#include "data/observations.h"
#include "data/regions.h"

/* Runs after disclosure control and aggregation. */
void derive_observations(Observations *observations, const Catalog *catalog, const Regions *regions);
