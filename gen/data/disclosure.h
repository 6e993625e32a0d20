/* Disclosure control: after it, what may not be published is not in the store any more, nor anything it could be worked out
 * from. Each indicator says in the table `indicators` how it is protected:
 *
 *   threshold    counts 1 … threshold-1 are secret (primary suppression), published as that interval
 *   protection   no secret count can be narrowed down to an interval of less than this width; without it threshold-2, which is
 *                the width of the published interval; when it is more, no interval is published
 *   rounding     instead of a threshold: every count, totals and zeros too, is rounded to a multiple of this
 *   groups       partition (as without it): groups add up to the total; overlap: they do not
 *   same_as      this count is published under another name, too: "indicator" or "indicator/group"
 *   numerator, denominator   of a rate, written like same_as; without a denominator it is the weight */
#pragma once
#include "data/catalog.h"
#include "data/observations.h"
#include "data/regions.h"

/* Makes small counts secret; then as many more as it takes that none can be worked out from sums over regions, groups, periods
 * and names (complementary suppression: STATE_SECRET with the interval that follows from what is published, or none); then
 * the rates of which numerator or denominator is secret, or that a mean would give away. A rate of a rounded count is computed
 * anew. What the source keeps secret is protected in the same way. Runs before anything else reads a number. */
void disclosure_apply(Observations *observations, const Catalog *catalog, const Regions *regions);
