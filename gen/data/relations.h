/* What ties published counts to each other: regions that add up to others, groups to their total, months to a year, and the
 * same count under two names. This is the list of sums that a reader can make; disclosure.c asks it for one family of
 * indicators at a time. */
#pragma once
#include "data/catalog.h"
#include "data/observations.h"
#include "data/regions.h"
#include "data/suppression.h"

/* Regions that add up to another one. */
typedef struct {
  guint total;
  GArray *parts; /* guint, indices of regions */
  bool lowest;   /* parts are of the lowest level */
} RegionSum;

/* How regions add up, whatever the indicator: made once. */
typedef struct {
  GArray *sums; /* RegionSum, those of one total behind each other, that over its lowest level first */
} RegionSums;
RegionSums *region_sums_new(const Regions *regions);
void region_sums_free(RegionSums *sums);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RegionSums, region_sums_free)

typedef struct {
  const Indicator *indicator;
  guint group; /* from 1; 0 = the total */
  Period period;
  Slab *slab;   /* NULL when there is no such table, but all of it follows from others */
  guint *cells; /* one a region: number in the suppression, or RELATIONS_NONE; a `fixed` one has no row */
} RelationSlab;

enum { RELATIONS_NONE = 0xffffffff };

/* The tables of a family of counts, with its suppression: filled, not solved. */
typedef struct {
  GArray *slabs; /* RelationSlab */
  Suppression *suppression;
} Relations;

/* What the caller knows of cells. */
typedef struct {
  /* Makes the cell of an observation that is there; false when it has no count to speak of. */
  bool (*cell_of)(const RelationSlab *slab, guint region, SuppressionCell *cell, gpointer user_data);
  /* Whether a region without a row of its own has its count published in another shape, as a rate; then makes its cell. `value`
   * is what its members make; NAN when not all of them are known, or it has none. */
  bool (*implied)(const RelationSlab *slab, guint region, double value, SuppressionCell *cell, gpointer user_data);
  gpointer user_data;
} RelationCells;

/* `family`: Indicator*, tied by same_as. */
Relations *relations_new(const GPtrArray *family, Observations *observations, const Catalog *catalog, const Regions *regions,
                         const RegionSums *sums, const RelationCells *cells);
void relations_free(Relations *relations);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Relations, relations_free)
