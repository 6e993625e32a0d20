/* What was published and proved wrong. A table with the role "corrections" says it, so that a reader who quoted the old number
 * can know; the old number itself is never in it:
 *   date        the day it was corrected or taken back; never that of a file
 *   indicator
 *   region      blank = all. A region of today: it is its page that said it
 *   period      blank = all; else just this one
 *   group       blank = the total and each group; "total" = the total only
 *   kind        corrected: the observations hold the new value, which is marked
 *               withdrawn: what the observations hold is not published, nor what would be worked out with it
 *   reason      a sentence for readers
 * Of several rows about one value the newest counts: what was withdrawn can be published again by a later correction. */
#pragma once
#include "data/observations.h"
#include "data/region_names.h"
#include "data/catalog.h"

typedef struct Corrections Corrections;

extern const TableShape CORRECTIONS_SHAPE;

/* Findings of all calls below go to `diags`. `names` is only used while rows are taken. */
Corrections *corrections_new(const Config *config, const Catalog *catalog, const Regions *regions, RegionNames *names, Diags *diags);
void corrections_free(Corrections *corrections);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Corrections, corrections_free)

/* Row function for table_read(); `user_data` is the Corrections. */
void corrections_take(const Row *row, gpointer user_data);
/* Takes withdrawn values out of memory, before disclosure control: they are STATE_WITHDRAWN from then on, and unknown to every
 * sum. What `held` has is under embargo; it counts as being there. */
void corrections_withdraw(Corrections *corrections, Observations *observations, const Observations *held);
/* Flags corrected values, and takes out what is derived from withdrawn ones; call it once all is worked out. What the table
 * says of values that are not there, or says too much of, is found here. */
void corrections_mark(Corrections *corrections, Observations *observations);

const GPtrArray *corrections_all(const Corrections *corrections); /* Correction*: the newest first */
/* See dataset_correction(). */
const Correction *corrections_find(const Corrections *corrections, const Indicator *indicator, const Region *region, Period period,
                                   const Group *group);
