/* Rates and the counts they are made of: a rate beside its denominator tells the numerator. */
#pragma once
#include "data/catalog.h"
#include "data/observations.h"
#include "data/relations.h"

/* Whether a rate made of this count is secret at the source there, so that the count has to be, too. `group` from 1; 0 = the
 * total. */
bool rates_hide_count(const Observations *observations, const Catalog *catalog, const Indicator *count, guint group,
                      guint region, Period period);
/* Whether a published rate says there what the count is; where `value` is NAN, it becomes that when the denominator is known. */
bool rates_show_count(const Observations *observations, const Catalog *catalog, const Indicator *count, guint group,
                      guint region, Period period, double *value);
/* Hides the rates made of a count that became secret. */
void rates_hide(Observations *observations, const Catalog *catalog, const Indicator *count, guint group, guint region,
                Period period);
/* Rates of rounded counts are computed anew; and where all rates but one make up the published mean of a region, another one or
 * the mean becomes secret. Comes last. */
void rates_protect(Observations *observations, const Catalog *catalog, const Regions *regions, const RegionSums *sums);
