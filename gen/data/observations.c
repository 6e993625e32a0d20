/* The store. A cell is eighteen bytes: value, line, source, table, state and flags, in blocks of 64 regions that are only made where
 * data is, so that neither a country of buurten nor a drop with one number a period costs more than it holds. Intervals
 * and the counts of aggregated parts are rarer and stand beside their block.
 *
 * Blocks never move and are wiped when freed: a value that disclosure control replaces leaves no copy. This file must not
 * know what indicators and regions are: to it they are numbers. */
#include "data/observations.h"
#include <math.h>
#include <string.h>

enum { BLOCK = 64 };

/* Absent must be zero in memory, so states are kept one higher. */
enum { STORED_ABSENT = 0 };

typedef struct {
  double low, high;
  guint16 parts, parts_all;
} Extra;

/* The extras of a block, for the cells that have one. */
typedef struct {
  guint8 of[BLOCK]; /* a cell's item plus one; 0 = none */
  guint count, size;
  Extra items[];
} Extras;

typedef struct {
  double values[BLOCK];
  gint32 lines[BLOCK];  /* of its table; 0 = not read from one */
  guint16 sources[BLOCK];
  guint16 resources[BLOCK];
  guint8 states[BLOCK]; /* ValueState + 1 */
  guint8 flags[BLOCK];
  Extras *extras;       /* or NULL */
  CellPlace *places;    /* BLOCK of them while reading, or NULL */
} Block;

struct Slab {
  Period period;
  guint regions;
  Block **blocks;
};

struct Observations {
  guint indicators, groups, regions;
  GArray **series; /* Slab by period; one an (indicator, group), NULL where there is none */
  bool sealed;
};

static gsize extras_bytes(const Extras *extras) { return extras ? sizeof *extras + sizeof(Extra) * extras->size : 0; }

static void extras_free(Extras *extras) {
  if (extras) explicit_bzero(extras, extras_bytes(extras));
  g_free(extras);
}

static void block_free(Block *block) {
  if (!block) return;
  extras_free(block->extras);
  g_free(block->places);
  explicit_bzero(block, sizeof *block);
  g_free(block);
}

static guint block_count(guint regions) { return (regions + BLOCK - 1) / BLOCK; }

static void slab_clear(gpointer data) {
  Slab *slab = data;
  for (guint i = 0; i < block_count(slab->regions); i++) block_free(slab->blocks[i]);
  g_free(slab->blocks);
}

Observations *observations_new(guint indicators, guint groups, guint regions) {
  Observations *observations = g_new0(Observations, 1);
  *observations = (Observations){indicators, groups + 1, regions, g_new0(GArray *, (gsize)indicators * (groups + 1)), false};
  return observations;
}

void observations_free(Observations *observations) {
  for (gsize i = 0; i < (gsize)observations->indicators * observations->groups; i++)
    g_clear_pointer(&observations->series[i], g_array_unref);
  g_free(observations->series);
  g_free(observations);
}

/* ---- Finding a cell -------------------------------------------------------------------------------------------- */

static GArray **series_of(const Observations *observations, guint indicator, guint group) {
  g_assert(indicator < observations->indicators && group < observations->groups);
  return &observations->series[(gsize)indicator * observations->groups + group];
}

/* Where the period's slab is, or where it would be. */
static guint slab_index(const GArray *series, Period period, bool *found) {
  guint low = 0, high = series->len;
  while (low < high) {
    guint middle = (low + high) / 2;
    int order = period_compare(g_array_index(series, Slab, middle).period, period);
    if (order == 0) {
      *found = true;
      return middle;
    }
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  *found = false;
  return low;
}

static Slab *slab_for(Observations *observations, const CellKey *key) {
  GArray **series = series_of(observations, key->indicator, key->group);
  if (!*series) {
    *series = g_array_new(FALSE, FALSE, sizeof(Slab));
    g_array_set_clear_func(*series, slab_clear);
  }
  bool found;
  guint index = slab_index(*series, key->period, &found);
  if (!found) {
    Slab slab = {key->period, observations->regions, g_new0(Block *, block_count(observations->regions))};
    g_array_insert_val(*series, index, slab);
  }
  return &g_array_index(*series, Slab, index);
}

Slab *observations_find(const Observations *observations, guint indicator, guint group, Period period) {
  GArray *series = *series_of(observations, indicator, group);
  bool found = false;
  guint index = series ? slab_index(series, period, &found) : 0;
  return found ? &g_array_index(series, Slab, index) : NULL;
}

guint observations_periods(const Observations *observations, guint indicator, guint group) {
  const GArray *series = *series_of(observations, indicator, group);
  return series ? series->len : 0;
}

Slab *observations_slab(const Observations *observations, guint indicator, guint group, guint index) {
  GArray *series = *series_of(observations, indicator, group);
  g_assert(series && index < series->len);
  return &g_array_index(series, Slab, index);
}

/* ---- Cells ----------------------------------------------------------------------------------------------------- */

static const Observation ABSENT = {.value = NAN, .low = NAN, .high = NAN, .state = STATE_ABSENT};

Period slab_period(const Slab *slab) { return slab->period; }

Observation slab_get(const Slab *slab, guint region) {
  g_assert(region < slab->regions);
  const Block *block = slab->blocks[region / BLOCK];
  guint at = region % BLOCK;
  Observation observation = ABSENT;
  observation.period = slab->period;
  if (!block || block->states[at] == STORED_ABSENT) return observation;
  observation.value = block->values[at];
  observation.state = block->states[at] - 1;
  observation.flags = block->flags[at];
  if (!block->extras || !block->extras->of[at]) return observation;
  const Extra *extra = &block->extras->items[block->extras->of[at] - 1];
  observation.low = extra->low;
  observation.high = extra->high;
  observation.parts = extra->parts;
  observation.parts_all = extra->parts_all;
  return observation;
}

/* Room for one more. realloc() would leave the old items in freed memory. */
static void grow_extras(Block *block) {
  const Extras *old = block->extras;
  if (old && old->count < old->size) return;
  guint size = old ? MIN(BLOCK, old->size * 2) : 4;
  Extras *extras = g_malloc0(sizeof *extras + sizeof(Extra) * size);
  if (old) memcpy(extras, old, extras_bytes(old));
  extras->size = size;
  extras_free(block->extras);
  block->extras = extras;
}

static void set_extra(Block *block, guint at, Extra extra) {
  bool has = !isnan(extra.low) || !isnan(extra.high) || extra.parts_all;
  if (!block->extras || !block->extras->of[at]) {
    if (!has) return;
    grow_extras(block);
    block->extras->of[at] = (guint8)++block->extras->count;
  }
  block->extras->items[block->extras->of[at] - 1] = extra;
}

void slab_set(Slab *slab, guint region, const Observation *observation, guint16 source) {
  g_assert(region < slab->regions && observation->state != STATE_ABSENT);
  Block **block = &slab->blocks[region / BLOCK];
  guint at = region % BLOCK;
  if (!*block) *block = g_new0(Block, 1);
  (*block)->values[at] = observation->value;
  (*block)->sources[at] = source;
  (*block)->states[at] = observation->state + 1;
  (*block)->flags[at] = observation->flags;
  set_extra(*block, at, (Extra){observation->low, observation->high, observation->parts, observation->parts_all});
}

guint16 slab_source(const Slab *slab, guint region) {
  const Block *block = slab->blocks[region / BLOCK];
  return block ? block->sources[region % BLOCK] : 0;
}

CellPlace slab_place(const Slab *slab, guint region) {
  const Block *block = slab->blocks[region / BLOCK];
  return block && block->places ? block->places[region % BLOCK] : (CellPlace){NULL, 0, 0};
}

guint16 slab_resource(const Slab *slab, guint region) {
  const Block *block = slab->blocks[region / BLOCK];
  return block ? block->resources[region % BLOCK] : 0;
}

void slab_set_resource(Slab *slab, guint region, guint16 resource) {
  Block *block = slab->blocks[region / BLOCK];
  g_assert(block);
  block->resources[region % BLOCK] = resource;
}

int slab_line(const Slab *slab, guint region) {
  const Block *block = slab->blocks[region / BLOCK];
  return block ? block->lines[region % BLOCK] : 0;
}

bool observations_add(Observations *observations, CellKey key, const Observation *observation, guint16 source,
                      CellPlace place, CellPlace *first) {
  g_assert(!observations->sealed && key.region < observations->regions);
  Slab *slab = slab_for(observations, &key);
  Block *block = slab->blocks[key.region / BLOCK];
  if (block && block->states[key.region % BLOCK] != STORED_ABSENT) {
    *first = slab_place(slab, key.region);
    return false;
  }
  slab_set(slab, key.region, observation, source);
  slab_set_resource(slab, key.region, place.resource);
  block = slab->blocks[key.region / BLOCK];
  if (!block->places) block->places = g_new0(CellPlace, BLOCK);
  block->places[key.region % BLOCK] = place;
  block->lines[key.region % BLOCK] = place.line;
  return true;
}

void observations_put(Observations *observations, CellKey key, const Observation *observation, guint16 source, guint16 resource) {
  Slab *slab = slab_for(observations, &key);
  slab_set(slab, key.region, observation, source);
  slab_set_resource(slab, key.region, resource);
}

/* ---- The whole ------------------------------------------------------------------------------------------------- */

typedef void (*BlockFunc)(Block *block, gpointer user_data);

static void each_block(const Observations *observations, BlockFunc func, gpointer user_data) {
  for (gsize i = 0; i < (gsize)observations->indicators * observations->groups; i++) {
    GArray *series = observations->series[i];
    for (guint k = 0; series && k < series->len; k++) {
      const Slab *slab = &g_array_index(series, Slab, k);
      for (guint b = 0; b < block_count(slab->regions); b++)
        if (slab->blocks[b]) func(slab->blocks[b], user_data);
    }
  }
}

static void wipe_cell(Block *block, guint at) {
  set_extra(block, at, (Extra){NAN, NAN, 0, 0});
  block->values[at] = 0;
  block->states[at] = STORED_ABSENT;
  block->flags[at] = 0;
  block->sources[at] = block->resources[at] = 0;
  if (block->places) block->places[at] = (CellPlace){NULL, 0, 0};
}

static void slab_drop(Slab *slab, guint first) {
  for (guint i = block_count(first); i < block_count(slab->regions); i++) g_clear_pointer(&slab->blocks[i], block_free);
  Block *last = first % BLOCK ? slab->blocks[first / BLOCK] : NULL;
  for (guint at = first % BLOCK; last && at < BLOCK; at++) wipe_cell(last, at);
  slab->regions = first;
}

void observations_drop(Observations *observations, guint first) {
  g_assert(first <= observations->regions);
  observations->regions = first;
  for (gsize i = 0; i < (gsize)observations->indicators * observations->groups; i++)
    for (guint k = 0; observations->series[i] && k < observations->series[i]->len; k++)
      slab_drop(&g_array_index(observations->series[i], Slab, k), first);
}

static void forget_places(Block *block, gpointer user_data) {
  (void)user_data;
  g_clear_pointer(&block->places, g_free);
}

void observations_seal(Observations *observations) {
  observations->sealed = true;
  each_block(observations, forget_places, NULL);
}

void observations_forget(Observations *observations, guint first) {
  for (gsize i = 0; i < (gsize)observations->indicators * observations->groups; i++) {
    GArray *series = observations->series[i];
    for (guint k = 0; series && k < series->len; k++) {
      const Slab *slab = &g_array_index(series, Slab, k);
      for (guint region = first; region < slab->regions; region++) {
        Block *block = slab->blocks[region / BLOCK];
        if (!block) continue;
        explicit_bzero(&block->values[region % BLOCK], sizeof *block->values);
        guint extra = block->extras ? block->extras->of[region % BLOCK] : 0;
        if (extra) explicit_bzero(&block->extras->items[extra - 1], sizeof *block->extras->items);
      }
    }
  }
}

typedef struct {
  gsize bytes, cells;
} Size;

static void measure(Block *block, gpointer user_data) {
  Size *size = user_data;
  size->bytes += sizeof *block + extras_bytes(block->extras);
  for (guint i = 0; i < BLOCK; i++) size->cells += block->states[i] != STORED_ABSENT;
}

gsize observations_bytes(const Observations *observations, gsize *cells) {
  Size size = {0};
  each_block(observations, measure, &size);
  *cells = size.cells;
  return size.bytes;
}

Observation observations_get(const Observations *observations, CellKey key) {
  const Slab *slab = observations_find(observations, key.indicator, key.group, key.period);
  Observation observation = ABSENT;
  observation.period = key.period;
  return slab ? slab_get(slab, key.region) : observation;
}

guint16 observations_source(const Observations *observations, CellKey key) {
  const Slab *slab = observations_find(observations, key.indicator, key.group, key.period);
  return slab ? slab_source(slab, key.region) : 0;
}
