/* The store. A cell is nine bytes and a half: value and state, in blocks of 128 regions that are only made where data is, so
 * that neither a country of buurten nor a drop with one number a period costs more than it holds. Source, table and flags are
 * those of a whole block nearly always, and most tables have their rows in the order of the regions, so that one line tells all.
 * Where rows lie otherwise each cell has its line, and where it is of another table or source, all of these. Intervals and the
 * counts of aggregated parts are rarer still. All that stands beside the block.
 *
 * Blocks never move and are wiped when dropped: a value that disclosure control replaces leaves no copy. This file must not
 * know what indicators and regions are: to it they are numbers. */
#include "data/observations.h"
#include <math.h>
#include <string.h>
#include <sys/mman.h>

enum { BLOCK = SLAB_SPAN };

enum { NO_LINE = G_MININT32 };

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
  gint32 line;        /* of its table; 0 = not read from one, or NO_LINE as said above */
  guint16 source, resource;
  guint8 flags;
} Origin;

typedef struct {
  double values[BLOCK];
  guint8 states[BLOCK]; /* ValueState + 1 */
  guint8 count;         /* cells that are not absent */
  guint16 seen;         /* 1 << ValueState of all that cells have, or once had */
  Origin shared;        /* of all cells, but for their lines; not used when there are origins */
  guint16 *lines;       /* one a cell: one more than from the line of `shared`, 0 = none. NULL = that line is the one of the
                         * block's first place, and each cell lies one below the one before; or none has a line (NO_LINE) */
  Origin *origins;      /* one a cell, or NULL */
  Extras *extras;       /* or NULL */
} Block;

struct Slab {
  Period period;
  Block **blocks;
  const Observations *store;
};

/* Memory for blocks, straight from the system: it comes zeroed, and a large drop would spend half its time here on asking for it
 * page by page. */
typedef struct {
  char *bytes;
  gsize size, used;
} Chunk;
enum { FIRST_CHUNK = 64 << 10, LAST_CHUNK = 256 << 10 };

struct Observations {
  guint indicators, groups, regions;
  GArray *chunks; /* Chunk */
  GPtrArray **series; /* Slab* by period; one an (indicator, group), NULL where there is none */
  GPtrArray *files; /* a table's number: its file, interned; only while reading */
};

static gsize extras_bytes(const Extras *extras) { return extras ? sizeof *extras + sizeof(Extra) * extras->size : 0; }

static void extras_free(Extras *extras) {
  if (extras) explicit_bzero(extras, extras_bytes(extras));
  g_free(extras);
}

static void add_chunk(GArray *chunks) {
  gsize last = chunks->len ? g_array_index(chunks, Chunk, chunks->len - 1).size : 0;
  Chunk chunk = {.size = last ? MIN(last * 2, LAST_CHUNK) : FIRST_CHUNK};
  int all_at_once = last ? MAP_POPULATE : 0; /* most stores need little of the first */
  chunk.bytes = mmap(NULL, chunk.size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | all_at_once, -1, 0);
  if (chunk.bytes == MAP_FAILED) g_error("no memory for %" G_GSIZE_FORMAT " bytes", chunk.size);
  g_array_append_val(chunks, chunk);
}

static Block *block_new(GArray *chunks) {
  Chunk *chunk = chunks->len ? &g_array_index(chunks, Chunk, chunks->len - 1) : NULL;
  if (!chunk || chunk->size - chunk->used < sizeof(Block)) {
    add_chunk(chunks);
    chunk = &g_array_index(chunks, Chunk, chunks->len - 1);
  }
  chunk->used += sizeof(Block);
  return (Block *)(gpointer)(chunk->bytes + chunk->used - sizeof(Block));
}

static void chunk_free(gpointer data) {
  Chunk *chunk = data;
  explicit_bzero(chunk->bytes, chunk->used);
  munmap(chunk->bytes, chunk->size);
}

/* Wipes it; its memory is given back with all other. */
static void block_clear(Block *block) {
  if (!block) return;
  extras_free(block->extras);
  g_free(block->origins);
  g_free(block->lines);
  explicit_bzero(block, sizeof *block);
}

static guint block_count(guint regions) { return (regions + BLOCK - 1) / BLOCK; }

static void slab_free(gpointer data) {
  Slab *slab = data;
  for (guint i = 0; i < block_count(slab->store->regions); i++) block_clear(slab->blocks[i]);
  g_free(slab->blocks);
  g_free(slab);
}

Observations *observations_new(guint indicators, guint groups, guint regions) {
  Observations *observations = g_new0(Observations, 1);
  gsize series = (gsize)indicators * (groups + 1);
  *observations = (Observations){indicators, groups + 1, regions, g_array_new(FALSE, FALSE, sizeof(Chunk)),
                                 g_new0(GPtrArray *, series), g_ptr_array_new()};
  g_array_set_clear_func(observations->chunks, chunk_free);
  return observations;
}

void observations_free(Observations *observations) {
  for (gsize i = 0; i < (gsize)observations->indicators * observations->groups; i++)
    g_clear_pointer(&observations->series[i], g_ptr_array_unref);
  g_array_unref(observations->chunks);
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
  if (!block->lines) origin.line = origin.line == NO_LINE ? 0 : origin.line + (gint32)at;
  else origin.line = block->lines[at] ? origin.line + block->lines[at] - 1 : 0;
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

/* Whether the block can tell an origin like those of its other cells, but for the line. The first cell says what is shared. */
static bool shares(Block *block, guint at, const Origin *origin) {
  const Origin *shared = &block->shared;
  bool first = !block->count || (block->count == 1 && block->states[at] != STORED_ABSENT);
  if (!first) return origin->source == shared->source && origin->resource == shared->resource && origin->flags == shared->flags;
  block->shared = *origin;
  block->shared.line = origin->line ? origin->line - (gint32)at : NO_LINE;
  g_clear_pointer(&block->lines, g_free);
  return true;
}

/* Each cell gets its line: they count from half of what they can tell before the one at hand. */
static void spread_lines(Block *block, gint32 line) {
  gint32 base = MAX(1, (line ? line : block->shared.line) - G_MAXINT16);
  guint16 *lines = g_new0(guint16, BLOCK);
  for (guint i = 0; i < BLOCK; i++)
    if (block->states[i] != STORED_ABSENT && block->shared.line != NO_LINE)
      lines[i] = (guint16)(block->shared.line + (gint32)i - base + 1);
  block->lines = lines;
  block->shared.line = base;
}

/* False when the line lies too far from those of the other cells. */
static bool set_line(Block *block, guint at, gint32 line) {
  gint32 known = block->shared.line;
  if (!block->lines && (known == NO_LINE ? !line : line == known + (gint32)at)) return true;
  bool reach = !block->lines && (known == NO_LINE || !line || ABS(line - known) < G_MAXINT16 - BLOCK);
  if (reach) spread_lines(block, line);
  if (!block->lines || (line && (line < block->shared.line || line - block->shared.line >= G_MAXUINT16))) return false;
  block->lines[at] = line ? (guint16)(line - block->shared.line + 1) : 0;
  return true;
}

static void set_origin(Block *block, guint at, const Origin *origin) {
  if (!block->origins && shares(block, at, origin) && set_line(block, at, origin->line)) return;
  if (!block->origins) {
    Origin *origins = g_new0(Origin, BLOCK);
    for (guint i = 0; i < BLOCK; i++)
      if (block->states[i] != STORED_ABSENT) origins[i] = origin_in(block, i);
    block->origins = origins;
    g_clear_pointer(&block->lines, g_free);
  }
  block->origins[at] = *origin;
}

static void put_cell(Slab *slab, guint region, const Observation *observation, Origin origin) {
  g_assert(region < slab->store->regions && observation->state != STATE_ABSENT);
  Block **place = &slab->blocks[region / BLOCK];
  guint at = region % BLOCK;
  if (!*place) *place = block_new(slab->store->chunks);
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

guint observations_flag_sets(const Observations *observations, guint indicator, guint group, guint8 flag) {
  guint sets = 0;
  for (guint i = 0; i < observations_periods(observations, indicator, group); i++)
    sets |= slab_flag_sets(observations_slab(observations, indicator, group, i), flag);
  return sets;
}

guint slab_span(const Slab *slab, guint first, guint count, SlabSpan *span) {
  const Block *block = slab->blocks[first / BLOCK];
  guint at = first % BLOCK, length = MIN(BLOCK - at, count);
  g_assert(first + length <= slab->store->regions);
  if (block && (block->origins || block->extras)) return 0;
  const Origin *shared = block ? &block->shared : NULL;
  if (block)
    *span = (SlabSpan){.values = block->values + at, .flags = shared->flags, .source = shared->source, .resource = shared->resource};
  for (guint i = 0; i < length; i++) {
    guint8 state = block ? block->states[at + i] : STORED_ABSENT;
    span->states[i] = state == STORED_ABSENT ? STATE_ABSENT : state - 1;
  }
  return length;
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

bool slab_is_free(const Slab *slab, guint first, guint count) {
  g_assert(first + count <= slab->store->regions);
  for (guint region = first; region < first + count; region = (region / BLOCK + 1) * BLOCK) {
    const Block *block = slab->blocks[region / BLOCK];
    guint8 states = 0;
    guint end = MIN(BLOCK, first + count - region / BLOCK * BLOCK);
    for (guint at = region % BLOCK; block && at < end; at++) states |= block->states[at];
    if (states != STORED_ABSENT) return false;
  }
  return true;
}

/* The part of a run from its cell `from` on that lies in one block; only where the block can take it as it is. */
static bool add_to_block(Block *block, guint at, const SlabRun *run, guint from, guint count) {
  Origin origin = {run->line + (gint32)from, run->source, run->resource, run->flags};
  if (block->origins || block->lines || block->extras || !shares(block, at, &origin)) return false;
  if (block->shared.line + (gint32)at != origin.line) return false;
  guint seen = 0;
  memcpy(block->values + at, run->values + from, sizeof *run->values * count);
  for (guint i = 0; i < count; i++) {
    block->states[at + i] = run->states[from + i] + 1;
    seen |= 1u << run->states[from + i];
  }
  block->seen |= (guint16)seen;
  block->count += (guint8)count;
  return true;
}

void slab_add_run(Slab *slab, const SlabRun *run) {
  for (guint from = 0, count; from < run->count; from += count) {
    guint region = run->first + from, at = region % BLOCK;
    Block **place = &slab->blocks[region / BLOCK];
    count = MIN(BLOCK - at, run->count - from);
    if (!*place) *place = block_new(slab->store->chunks);
    if (add_to_block(*place, at, run, from, count)) continue;
    for (guint i = from; i < from + count; i++) {
      Observation observation = ABSENT;
      observation.value = run->values[i];
      observation.state = run->states[i];
      observation.flags = run->flags;
      put_cell(slab, run->first + i, &observation,
               (Origin){.line = run->line + (int)i, .source = run->source, .resource = run->resource});
    }
  }
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
  if (block->lines) block->lines[at] = 0;
  block->count--;
  if (block->origins) block->origins[at] = (Origin){0};
}

static void slab_drop(Slab *slab, guint first) {
  for (guint i = block_count(first); i < block_count(slab->store->regions); i++) g_clear_pointer(&slab->blocks[i], block_clear);
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
  size->bytes += sizeof *block + extras_bytes(block->extras) + (block->origins ? sizeof(Origin) * BLOCK : 0) +
                 (block->lines ? sizeof *block->lines * BLOCK : 0);
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
