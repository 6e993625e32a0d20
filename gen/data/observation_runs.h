/* Plain rows of wide tables of observations, in runs: many rows into each slab at once. What it takes is what
 * observation_rows_take() would have made of the same rows, to the bit; what would need a word to anybody it leaves. */
#pragma once
#include "data/catalog.h"
#include "data/embargo.h"
#include "data/observations.h"
#include "data/region_names.h"

/* Where rows go and what they are read by; all borrowed. `held` takes what is under embargo, so that it is checked like the
 * rest; nobody else is to read it. */
typedef struct {
  const Regions *regions;
  RegionNames *names;
  const Catalog *catalog;
  Embargoes *embargoes;
  Observations *observations, *held;
  Diags *diags;
} ObservationReading;

typedef struct ObservationRuns ObservationRuns;

/* Of one file. `source` is that of all its cells, or NULL. NULL when the table, or how it is described, asks for more than
 * this can. */
ObservationRuns *observation_runs_new(const ObservationReading *to, const TableLayout *layout, const Source *source);
/* Wipes what it read; the file's text must still be there. */
void observation_runs_free(ObservationRuns *runs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ObservationRuns, observation_runs_free)

/* Takes rows from `at` on. For TableBulkFunc. */
CsvTaken observation_runs_take(ObservationRuns *runs, const char *at, const char *end, int line);
