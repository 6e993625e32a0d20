/* Worst cases: a loaded dataset bent so that every page meets what it may meet one day. For checking layouts only; what
 * is bent is never published. */
#pragma once
#include "data/catalog.h"
#include "data/observations.h"
#include "data/regions.h"
#include "data/target.h"

/* The region of the level that stands in for all of it: the one with the longest title. NULL when the level is empty. */
const Region *worst_case_region(const Regions *regions, const char *level_id);
void worst_case_apply(WorstCase bent, Regions *regions, const Catalog *catalog, const Targets *targets,
                      Observations *observations);
