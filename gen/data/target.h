/* Targets: what was agreed for an indicator, for one region, a level or all; see dataset_target(). */
#pragma once
#include "data/catalog.h"
#include "data/embargo.h"
#include "data/observations.h"
#include "data/region_names.h"

typedef struct Targets Targets;

extern const TableShape TARGETS_SHAPE;

/* `names` and `embargoes` are used by targets_take() only. */
Targets *targets_new(const Config *config, const Regions *regions, RegionNames *names, const Catalog *catalog,
                     Embargoes *embargoes, Diags *diags);
void targets_free(Targets *targets);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Targets, targets_free)

/* Row function for table_read(); `user_data` is the Targets. A base under embargo is left out, as is the target of a table or
 * indicator that is wholly under it. */
void targets_take(const Row *row, gpointer user_data);
/* Takes out bases that are small counts, or that say what an observation after disclosure control does not; marks the tables
 * that had one, by their numbers. */
void targets_protect(Targets *targets, const Observations *observations, bool *tables);
/* The number of a member as it stands in the region's total: 0 when it adds nothing, NAN when it is not in it. */
typedef double (*TargetShareFunc)(const Region *member, gpointer user_data);
/* As dataset_target(). `share` NULL = the region has no total of its members in that period. */
bool targets_find(const Targets *targets, const Indicator *indicator, const Region *region, Period period,
                  TargetShareFunc share, gpointer user_data, Target *target);
