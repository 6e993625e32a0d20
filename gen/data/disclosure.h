/* Disclosure control: after it, what may not be published is not in the store any more. */
#pragma once
#include "data/catalog.h"
#include "data/observations.h"
#include "data/regions.h"

/* Makes every count of 1 … threshold-1 secret, with that interval. Sees the whole store and all divisions at once, so
 * that rules which protect one cell through another find all they need here. Runs before anything else reads a number. */
void disclosure_apply(Observations *observations, const Catalog *catalog, const Regions *regions);
