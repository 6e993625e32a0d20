/* Observations of regions that are made of others, by each indicator's rule; see dataset_observe(). */
#pragma once
#include "data/catalog.h"
#include "data/observations.h"
#include "data/regions.h"

/* Adds what regions above the lowest level lack. Runs after disclosure control and sees only what may be published. */
void aggregate_regions(Observations *observations, const Catalog *catalog, const Regions *regions);
