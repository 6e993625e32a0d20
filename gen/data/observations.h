/* All observations, compactly: for each (indicator, group) and period a slab with a cell for each region. */
#pragma once
#include "data/value.h"

typedef struct Observations Observations;
/* The cells of one indicator, group and period; borrowed. */
typedef struct Slab Slab;

/* Which cell. `group` counts from 1; 0 is the total. */
typedef struct {
  guint indicator, group, region;
  Period period;
} CellKey;

/* Where a cell was read. After observations_seal() the table and the line are left. `file` is interned. */
typedef struct {
  const char *file;
  int line;
  guint16 resource; /* the number of its table, from 1, which has one file; kept for provenance */
} CellPlace;

Observations *observations_new(guint indicators, guint groups, guint regions);
/* Wipes what it held. */
void observations_free(Observations *observations);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Observations, observations_free)

/* Before its cells are added: the file of a table. */
void observations_name(Observations *observations, guint16 resource, const char *file);
/* The slab to add cells to, made when it is not there. */
Slab *observations_open(Observations *observations, guint indicator, guint group, Period period);
/* Adds a cell that was read. False when it is there already; slab_place() says from where. `source` counts from 1; 0 = the
 * indicator's own. */
bool slab_add(Slab *slab, guint region, const Observation *observation, guint16 source, guint16 resource, int line);
/* Cells of regions one behind the other, from lines one below the other; without intervals. */
typedef struct {
  guint first, count;   /* regions */
  const double *values;
  const guint8 *states; /* ValueState */
  guint8 flags;         /* these are the same for all */
  guint16 source, resource;
  int line;             /* of the first */
} SlabRun;
/* Whether none of the regions has a cell. */
bool slab_is_free(const Slab *slab, guint first, guint count);
/* Adds cells that were read; none of them may be there already. */
void slab_add_run(Slab *slab, const SlabRun *run);
/* Wipes the cells of the regions from `first` on; there are only `first` regions from then on. */
void observations_drop(Observations *observations, guint first);
/* Sets a cell that was computed, also after sealing. */
void observations_put(Observations *observations, CellKey key, const Observation *observation, guint16 source, guint16 resource);
/* No more reading: forgets where cells came from. */
void observations_seal(Observations *observations);

Observation observations_get(const Observations *observations, CellKey key); /* STATE_ABSENT when there is none */
guint16 observations_source(const Observations *observations, CellKey key);

/* The periods of one indicator and group, ascending, and their slabs. */
guint observations_periods(const Observations *observations, guint indicator, guint group);
Slab *observations_slab(const Observations *observations, guint indicator, guint group, guint index);
/* NULL when there is none. */
Slab *observations_find(const Observations *observations, guint indicator, guint group, Period period);

Period slab_period(const Slab *slab);
Observation slab_get(const Slab *slab, guint region);
/* The same with slab_source() and slab_resource(). */
Observation slab_get_from(const Slab *slab, guint region, guint16 *source, guint16 *resource);
/* Replaces the cell, which may be absent; nothing of the old one is left. */
void slab_set(Slab *slab, guint region, const Observation *observation, guint16 source);
guint16 slab_source(const Slab *slab, guint region);
CellPlace slab_place(const Slab *slab, guint region); /* {NULL, 0, 0} after sealing */
/* The line of its table that a cell was read from; 0 for what was computed. */
int slab_line(const Slab *slab, guint region);
/* The table that a cell was read from, or that all its parts were; 0 = of several, or no cell. */
guint16 slab_resource(const Slab *slab, guint region);
/* slab_set() with another table. */
void slab_put(Slab *slab, guint region, const Observation *observation, guint16 source, guint16 resource);

/* Whether a cell of the first `regions` has one of the states, given as bits 1 << ValueState. */
bool slab_has(const Slab *slab, guint regions, guint states);
/* Whether there are cells with the flag, and cells without it. */
enum { SLAB_WITH = 1, SLAB_WITHOUT = 2 };
guint slab_flag_sets(const Slab *slab, guint8 flag);
/* The same of all periods of one indicator and group. */
guint observations_flag_sets(const Observations *observations, guint indicator, guint group, guint8 flag);

/* Cells of regions one behind the other that have no intervals, and of which all that are there share the rest. */
enum { SLAB_SPAN = 128 };
typedef struct {
  const double *values; /* borrowed; only where a state has one */
  guint8 states[SLAB_SPAN];
  guint8 flags;
  guint16 source, resource;
} SlabSpan;
/* How many of `count` cells from `first` on *span tells of; 0 = look at the first by itself. */
guint slab_span(const Slab *slab, guint first, guint count, SlabSpan *span);

/* Wipes the numbers of all regions from `first` on: those that are none of today and only served to be merged. */
void observations_forget(Observations *observations, guint first);

/* Bytes in use and cells held, for the bench. */
gsize observations_bytes(const Observations *observations, gsize *cells);
