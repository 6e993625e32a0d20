/* Observations of derived indicators (data/formula.h), for regions of all levels, from what may be published:
 *   a secret term makes it STATE_SECRET without an interval, else an impossible one, or nothing under the line, STATE_IMPOSSIBLE,
 *   else a missing one STATE_MISSING;
 *   above the lowest level the terms are added first and the formula is worked out once; where a term is incomplete, all are
 *   added over the same members, those in which every term is known. Less than the indicator's coverage (of what is under
 *   the line, where that is known of each; else of the members): STATE_MISSING. Where its row gives none, the coverage is that
 *   of its strictest term, so that a formula does not show what a total may not; without an interval, as the rest may be
 *   anything;
 *   on the lowest level a count that is incomplete (of merged codes) makes a sum incomplete, and a share STATE_MISSING.
 * Only in periods and groups for which the data has rows of every term. Rounded to the indicator's decimals. Flags are those of any term. */
#pragma once
#include "data/catalog.h"
#include "data/observations.h"
#include "data/regions.h"

/* Runs after disclosure control and aggregation. */
void derive_observations(Observations *observations, const Catalog *catalog, const Regions *regions);
