/* The store. A cell is eleven bytes and a half: value, line and state, in blocks of 64 regions that are only made where data
 * is, so that neither a country of buurten nor a drop with one number a period costs more than it holds. Source, table and
 * flags are those of a whole block nearly always; where they are not, or lines lie far apart, each cell of the block has its
 * own. Intervals and the counts of aggregated parts are rarer still. Both stand beside the block.
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

/* What is known of a cell beside its value. */
typedef struct {
  gint32 line;        /* of its table; 0 = not read from one */
  guint16 source, resource;
  guint8 flags;
} Origin;

typedef struct {
  double values[BLOCK];
  guint16 lines[BLOCK]; /* one more than from the line of the block; 0 = none */
  guint8 states[BLOCK]; /* ValueState + 1 */
  guint8 count;         /* cells that are not absent */
  guint16 seen;         /* 1 << ValueState of all that cells have, or once had */
  Origin shared;        /* of all cells but for their lines, which count from its line; not used when there are origins */
  Origin *origins;      /* one a cell, or NULL */
  Extras *extras;       /* or NULL */
} Block;

struct Slab {
  Period period;
  Block **blocks;
  const Observations *store;
};

struct Observations {
  guint indicators, groups, regions;
  GPtrArray **series; /* Slab* by period; one an (indicator, group), NULL where there is none */
  GPtrArray *files; /* a table's number: its file, interned; only while reading */
};

static gsize extras_bytes(const Extras *extras) { return extras ? sizeof *extras + sizeof(Extra) * extras->size : 0; }

static void extras_free(Extras *extras) {
  if (extras) explicit_bzero(extras, extras_bytes(extras));
  g_free(extras);
}

static void block_free(Block *block) {
  if (!block) return;
  extras_free(block->extras);
  g_free(block->origins);
  explicit_bzero(block, sizeof *block);
  g_free(block);
}

static guint block_count(guint regions) { return (regions + BLOCK - 1) / BLOCK; }

static void slab_free(gpointer data) {
  Slab *slab = data;
  for (guint i = 0; i < block_count(slab->store->regions); i++) block_free(slab->blocks[i]);
  g_free(slab->blocks);
  g_free(slab);
}

Observations *observations_new(guint indicators, guint groups, guint regions) {
  Observations *observations = g_new0(Observations, 1);
  gsize series = (gsize)indicators * (groups + 1);
  *observations = (Observations){indicators, groups + 1, regions, g_new0(GPtrArray *, series), g_ptr_array_new()};
  return observations;
}

void observations_free(Observations *observations) {
  for (gsize i = 0; i < (gsize)observations->indicators * observations->groups; i++)
    g_clear_pointer(&observations->series[i], g_ptr_array_unref);
  g_free(observations->series);
  g_ptr_array_unref(observations->files);
  g_free(observations);
}

/* ---- Finding a cell -------------------------------------------------------------------------------------------- */

static GPtrArray **series_of(const Observations *observations, guint indicator, guint group) {
  g_assert(indicator < observations->indicators && group < observations->groups);
  return &observations->series[(gsize)indicator * observations->groups + group];
}

static Slab *slab_in(const GPtrArray *series, guint index) { return g_ptr_array_index(series, index); }

/* Where the period's slab is, or where it would be. */
static guint slab_index(const GPtrArray *series, Period period, bool *found) {
  guint low = 0, high = series->len;
  while (low < high) {
    guint middle = (low + high) / 2;
    int order = period_compare(slab_in(series, middle)->period, period);
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

Slab *observations_open(Observations *observations, guint indicator, guint group, Period period) {
  GPtrArray **series = series_of(observations, indicator, group);
  if (!*series) *series = g_ptr_array_new_with_free_func(slab_free);
  bool found;
  guint index = slab_index(*series, period, &found);
  if (found) return slab_in(*series, index);
  Slab *slab = g_new0(Slab, 1);
  *slab = (Slab){period, g_new0(Block *, block_count(observations->regions)), observations};
  g_ptr_array_insert(*series, (gint)index, slab);
  return slab;
}

Slab *observations_find(const Observations *observations, guint indicator, guint group, Period period) {
  GPtrArray *series = *series_of(observations, indicator, group);
  bool found = false;
  guint index = series ? slab_index(series, period, &found) : 0;
  return found ? slab_in(series, index) : NULL;
}

guint observations_periods(const Observations *observations, guint indicator, guint group) {
  const GPtrArray *series = *series_of(observations, indicator, group);
  return series ? series->len : 0;
}

Slab *observations_slab(const Observations *observations, guint indicator, guint group, guint index) {
  GPtrArray *series = *series_of(observations, indicator, group);
  g_assert(series && index < series->len);
  return slab_in(series, index);
}

/* ---- Cells ----------------------------------------------------------------------------------------------------- */

static const Observation ABSENT = {.value = NAN, .low = NAN, .high = NAN, .state = STATE_ABSENT};

Period slab_period(const Slab *slab) { return slab->period; }

/* The block of a cell that is there; else NULL. */
static inline Block *block_of(const Slab *slab, guint region) {
  g_assert(region < slab->store->regions);
  Block *block = slab->blocks[region / BLOCK];
  return block && block->states[region % BLOCK] != STORED_ABSENT ? block : NULL;
}

static inline Origin origin_in(const Block *block, guint at) {
  if (block->origins) return block->origins[at];
  Origin origin = block->shared;
  origin.line = block->lines[at] ? block->shared.line + block->lines[at] - 1 : 0;
  return origin;
}

static Origin origin_of(const Slab *slab, guint region) {
  const Block *block = block_of(slab, region);
  return block ? origin_in(block, region % BLOCK) : (Origin){0};
}

/* `block` may be NULL. */
static inline Observation get_in(const Slab *slab, const Block *block, guint at) {
  Observation observation = ABSENT;
  observation.period = slab->period;
  if (!block) return observation;
  observation.value = block->values[at];
  observation.state = block->states[at] - 1;
  observation.flags = block->origins ? block->origins[at].flags : block->shared.flags;
  if (!block->extras || !block->extras->of[at]) return observation;
  const Extra *extra = &block->extras->items[block->extras->of[at] - 1];
  observation.low = extra->low;
  observation.high = extra->high;
  observation.parts = extra->parts;
  observation.parts_all = extra->parts_all;
  return observation;
}

Observation slab_get(const Slab *slab, guint region) { return get_in(slab, block_of(slab, region), region % BLOCK); }

Observation slab_get_from(const Slab *slab, guint region, guint16 *source, guint16 *resource) {
  static const Origin none = {0};
  const Block *block = block_of(slab, region);
  const Origin *origin = !block ? &none : block->origins ? &block->origins[region % BLOCK] : &block->shared;
  *source = origin->source;
  *resource = origin->resource;
  return get_in(slab, block, region % BLOCK);
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

static inline void set_extra(Block *block, guint at, Extra extra) {
  bool has = !isnan(extra.low) || !isnan(extra.high) || extra.parts_all;
  if (!block->extras || !block->extras->of[at]) {
    if (!has) return;
    grow_extras(block);
    block->extras->of[at] = (guint8)++block->extras->count;
  }
  block->extras->items[block->extras->of[at] - 1] = extra;
}

/* The line that a block's lines count from: half of what they can tell before the first that is read. */
static gint32 base_line(gint32 line) { return MAX(1, line - G_MAXINT16); }

/* Whether the block can tell it without origins. The first cell says what is shared. */
static bool fits(Block *block, guint at, const Origin *origin) {
  bool first = !block->count || (block->count == 1 && block->states[at] != STORED_ABSENT);
  if (first) {
    block->shared = *origin;
    block->shared.line = base_line(origin->line);
    return true;
  }
  const Origin *shared = &block->shared;
  return origin->source == shared->source && origin->resource == shared->resource && origin->flags == shared->flags &&
         (!origin->line || (origin->line >= shared->line && origin->line - shared->line < G_MAXUINT16));
}

static void set_origin(Block *block, guint at, const Origin *origin) {
  if (!block->origins && fits(block, at, origin)) {
    block->lines[at] = origin->line ? (guint16)(origin->line - block->shared.line + 1) : 0;
    return;
  }
  if (!block->origins) {
    Origin *origins = g_new0(Origin, BLOCK);
    for (guint i = 0; i < BLOCK; i++)
      if (block->states[i] != STORED_ABSENT) origins[i] = origin_in(block, i);
    block->origins = origins;
  }
  block->origins[at] = *origin;
}

static void put_cell(Slab *slab, guint region, const Observation *observation, Origin origin) {
  g_assert(region < slab->store->regions && observation->state != STATE_ABSENT);
  Block **place = &slab->blocks[region / BLOCK];
  guint at = region % BLOCK;
  if (!*place) *place = g_new0(Block, 1);
  Block *block = *place;
  origin.flags = observation->flags;
  set_origin(block, at, &origin);
  block->count += block->states[at] == STORED_ABSENT;
  block->values[at] = observation->value;
  block->states[at] = observation->state + 1;
  block->seen |= 1 << observation->state;
  set_extra(block, at, (Extra){observation->low, observation->high, observation->parts, observation->parts_all});
}

void slab_set(Slab *slab, guint region, const Observation *observation, guint16 source) {
  Origin origin = origin_of(slab, region);
  origin.source = source;
  put_cell(slab, region, observation, origin);
}

void slab_put(Slab *slab, guint region, const Observation *observation, guint16 source, guint16 resource) {
  put_cell(slab, region, observation, (Origin){.line = origin_of(slab, region).line, .source = source, .resource = resource});
}

guint16 slab_source(const Slab *slab, guint region) { return origin_of(slab, region).source; }
guint16 slab_resource(const Slab *slab, guint region) { return origin_of(slab, region).resource; }
int slab_line(const Slab *slab, guint region) { return origin_of(slab, region).line; }

CellPlace slab_place(const Slab *slab, guint region) {
  const GPtrArray *files = slab->store->files;
  Origin origin = origin_of(slab, region);
  if (!origin.line || origin.resource >= files->len) return (CellPlace){NULL, 0, 0};
  return (CellPlace){files->pdata[origin.resource], origin.line, origin.resource};
}

bool slab_has(const Slab *slab, guint regions, guint states) {
  for (guint i = 0; i < block_count(regions); i++) {
    const Block *block = slab->blocks[i];
    if (!block || !(block->seen & states)) continue;
    for (guint at = 0; at < MIN(BLOCK, regions - i * BLOCK); at++)
      if ((1u << block->states[at]) >> 1 & states) return true;
  }
  return false;
}

guint slab_flag_sets(const Slab *slab, guint8 flag) {
  guint sets = 0;
  for (guint i = 0; i < block_count(slab->store->regions); i++) {
    const Block *block = slab->blocks[i];
    if (block && !block->origins) sets |= block->shared.flags & flag ? SLAB_WITH : SLAB_WITHOUT;
    for (guint at = 0; block && block->origins && at < BLOCK; at++)
      if (block->states[at] != STORED_ABSENT) sets |= block->origins[at].flags & flag ? SLAB_WITH : SLAB_WITHOUT;
  }
  return sets;
}

void observations_name(Observations *observations, guint16 resource, const char *file) {
  GPtrArray *files = observations->files;
  if (resource >= files->len) g_ptr_array_set_size(files, resource + 1);
  files->pdata[resource] = (gpointer)file;
}

bool slab_add(Slab *slab, guint region, const Observation *observation, guint16 source, guint16 resource, int line) {
  if (block_of(slab, region)) return false;
  put_cell(slab, region, observation, (Origin){.line = line, .source = source, .resource = resource});
  return true;
}

void observations_put(Observations *observations, CellKey key, const Observation *observation, guint16 source, guint16 resource) {
  slab_put(observations_open(observations, key.indicator, key.group, key.period), key.region, observation, source, resource);
}

/* ---- The whole ------------------------------------------------------------------------------------------------- */

typedef void (*BlockFunc)(Block *block, gpointer user_data);

static void each_block(const Observations *observations, BlockFunc func, gpointer user_data) {
  for (gsize i = 0; i < (gsize)observations->indicators * observations->groups; i++) {
    GPtrArray *series = observations->series[i];
    for (guint k = 0; series && k < series->len; k++) {
      const Slab *slab = slab_in(series, k);
      for (guint b = 0; b < block_count(observations->regions); b++)
        if (slab->blocks[b]) func(slab->blocks[b], user_data);
    }
  }
}

static void wipe_cell(Block *block, guint at) {
  if (block->states[at] == STORED_ABSENT) return;
  set_extra(block, at, (Extra){NAN, NAN, 0, 0});
  block->values[at] = 0;
  block->states[at] = STORED_ABSENT;
  block->lines[at] = 0;
  block->count--;
  if (block->origins) block->origins[at] = (Origin){0};
}

static void slab_drop(Slab *slab, guint first) {
  for (guint i = block_count(first); i < block_count(slab->store->regions); i++) g_clear_pointer(&slab->blocks[i], block_free);
  Block *last = first % BLOCK ? slab->blocks[first / BLOCK] : NULL;
  for (guint at = first % BLOCK; last && at < BLOCK; at++) wipe_cell(last, at);
}

void observations_drop(Observations *observations, guint first) {
  g_assert(first <= observations->regions);
  for (gsize i = 0; first < observations->regions && i < (gsize)observations->indicators * observations->groups; i++)
    for (guint k = 0; observations->series[i] && k < observations->series[i]->len; k++)
      slab_drop(slab_in(observations->series[i], k), first);
  observations->regions = first;
}

void observations_seal(Observations *observations) { g_ptr_array_set_size(observations->files, 0); }

void observations_forget(Observations *observations, guint first) {
  for (gsize i = 0; i < (gsize)observations->indicators * observations->groups; i++) {
    GPtrArray *series = observations->series[i];
    for (guint k = 0; series && k < series->len; k++) {
      const Slab *slab = slab_in(series, k);
      for (guint region = first; region < observations->regions; region++) {
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
  size->bytes += sizeof *block + extras_bytes(block->extras) + (block->origins ? sizeof(Origin) * BLOCK : 0);
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
