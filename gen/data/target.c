/* Targets with the order in which they hold: a region's own row, else its level's, else everyone's, else, for what adds
 * up, the members' together. This file must not know observations: whether a target is met is status.c's. */
#include "data/target.h"
#include "data/formula.h"
#include <math.h>
#include <string.h>

struct Targets {
  const Config *config;
  const Regions *regions;
  RegionNames *names;
  const Catalog *catalog;
  Embargoes *embargoes;
  Diags *diags;
  GPtrArray *by_indicator; /* GHashTable or NULL: Region*, LevelConfig* or EVERYONE → GArray of Entry, by year */
  GStringChunk *labels;
  char **level_ids;
};

typedef struct {
  Target target;
  int line;
} Entry;

static const char EVERYONE[] = "";

enum { INDICATOR, REGION, LEVEL, KIND, VALUE, YEAR, BASE_YEAR, BASE_VALUE, LABEL, SOURCE };
static const TableColumn COLUMNS[] = {
    [INDICATOR] = {.name = "indicator", .needed = true, .key = true, .refers = "indicators.id"},
    [REGION] = {.name = "region", .key = true, .refers = "regions.code"},
    [LEVEL] = {.name = "level", .key = true},
    [KIND] = {.name = "kind", .needed = true},
    [VALUE] = {.name = "value", .needed = true, .raw = true},
    [YEAR] = {.name = "year", .key = true},
    [BASE_YEAR] = {.name = "base_year"},
    [BASE_VALUE] = {.name = "base_value", .raw = true},
    [LABEL] = {.name = "label"},
    [SOURCE] = {.name = "source", .refers = "sources.id"},
};
const TableShape TARGETS_SHAPE = {COLUMNS, G_N_ELEMENTS(COLUMNS), false};

static const char *const KINDS[] = {"minimum", "maximum", NULL};

static void free_table(gpointer table) {
  if (table) g_hash_table_unref(table);
}

Targets *targets_new(const Config *config, const Regions *regions, RegionNames *names, const Catalog *catalog,
                     Embargoes *embargoes, Diags *diags) {
  Targets *targets = g_new0(Targets, 1);
  *targets = (Targets){config, regions, names, catalog, embargoes, diags, g_ptr_array_new_with_free_func(free_table),
                       g_string_chunk_new(256), g_new0(char *, config->levels->len + 1)};
  g_ptr_array_set_size(targets->by_indicator, (int)catalog_indicators(catalog)->len);
  for (guint i = 0; i < config->levels->len; i++)
    targets->level_ids[i] = g_strdup(((const LevelConfig *)g_ptr_array_index(config->levels, i))->id);
  return targets;
}

void targets_free(Targets *targets) {
  g_ptr_array_unref(targets->by_indicator);
  g_string_chunk_free(targets->labels);
  g_strfreev(targets->level_ids);
  g_free(targets);
}

/* ---- Reading --------------------------------------------------------------------------------------------------- */

/* Whom the row is for; NULL with a finding. */
static gconstpointer read_owner(const Targets *targets, const Row *row) {
  const Cell *region = row_cell(row, REGION), *level = row_cell(row, LEVEL);
  if (region->bad || level->bad) return NULL;
  if (region->missing && level->missing) return EVERYONE;
  if (!region->missing && !level->missing) {
    diags_error(targets->diags, "target-owner", level->pos, "fill in one of the two", "a target is for a region or for a "
                "level, not for both");
    return NULL;
  }
  if (region->missing) {
    int index = cell_word(level, "target-level", "the level", (const char *const *)targets->level_ids, -1, targets->diags);
    return index < 0 ? NULL : g_ptr_array_index(targets->config->levels, (guint)index);
  }
  return region_names_find(targets->names, row->resource, region, false);
}

static bool read_year(Targets *targets, const Cell *cell, Period *period) {
  *period = cell->period;
  if (cell->missing || cell->bad || period->kind != PERIOD_NONE) return !cell->bad;
  if (period_parse(cell->text, cell->length, period)) return true;
  g_autofree char *found = cell_quote(cell);
  diags_error(targets->diags, "target-year", cell->pos, "write it like 2030", "'%s' is no year", found);
  return false;
}

static bool check(Targets *targets, const Row *row, const Target *target) {
  bool year = target->base_year.kind != PERIOD_NONE, value = !isnan(target->base_value);
  if (target->indicator->kind == KIND_CATEGORY)
    diags_error(targets->diags, "target-category", row_cell(row, INDICATOR)->pos, "take the row out",
                "'%s' is a category and has no value to aim at", target->indicator->id);
  else if (isnan(target->value))
    diags_error(targets->diags, "target-value", row_cell(row, VALUE)->pos, "fill it in", "a target without a value");
  else if (year != value)
    diags_error(targets->diags, "target-base", row_cell(row, year ? BASE_VALUE : BASE_YEAR)->pos, "give both or none",
                "a base needs its year and its value");
  else return true;
  return false;
}

static int by_year(gconstpointer a, gconstpointer b) {
  Period first = ((const Entry *)a)->target.year, second = ((const Entry *)b)->target.year;
  bool open = first.kind == PERIOD_NONE, second_open = second.kind == PERIOD_NONE;
  return open || second_open ? open - second_open : period_compare(first, second);
}

static void add(Targets *targets, gconstpointer owner, const Entry *entry, SourcePos pos) {
  gpointer *table = &g_ptr_array_index(targets->by_indicator, entry->target.indicator->index);
  if (!*table) *table = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_array_unref);
  GArray *entries = g_hash_table_lookup(*table, owner);
  if (!entries) {
    entries = g_array_new(FALSE, FALSE, sizeof(Entry));
    g_hash_table_insert(*table, (gpointer)owner, entries);
  }
  for (guint i = 0; i < entries->len; i++) {
    const Entry *other = &g_array_index(entries, Entry, i);
    if (!period_equal(other->target.year, entry->target.year)) continue;
    diags_error(targets->diags, "target-duplicate", pos, "keep one of the two",
                "the target of '%s' for the same region and year is given twice; the first is on line %d",
                entry->target.indicator->id, other->line);
    return;
  }
  g_array_append_vals(entries, entry, 1);
  g_array_sort(entries, by_year);
}

void targets_take(const Row *row, gpointer user_data) {
  Targets *targets = user_data;
  Diags *diags = targets->diags;
  Target target = {.base_value = NAN};
  gconstpointer owner = read_owner(targets, row);
  const Cell *source = row_cell(row, SOURCE);
  target.indicator = catalog_find_indicator(targets->catalog, row_cell(row, INDICATOR), diags);
  target.source = catalog_find_source(targets->catalog, source, diags);
  target.kind = (TargetKind)cell_word(row_cell(row, KIND), "target-kind", "the kind", KINDS, 0, diags);
  bool good = owner && target.indicator && (target.source || source->missing);
  if (!row_number(row, VALUE, &target.value, diags)) good = false;
  if (!row_number(row, BASE_VALUE, &target.base_value, diags)) good = false;
  if (!read_year(targets, row_cell(row, YEAR), &target.year)) good = false;
  if (!read_year(targets, row_cell(row, BASE_YEAR), &target.base_year)) good = false;
  if (!good || !check(targets, row, &target)) return;
  if (embargoes_hold(targets->embargoes, row->resource, target.indicator, (Period){0})) return;
  if (target.base_year.kind != PERIOD_NONE &&
      embargoes_hold(targets->embargoes, row->resource, target.indicator, target.base_year)) {
    target.base_value = NAN;
    target.base_year = (Period){0};
  }
  if (!target.source) target.source = target.indicator->source;
  target.resource = row->resource->number;
  target.label = g_string_chunk_insert_const(targets->labels, row_cell(row, LABEL)->text);
  Entry entry = {target, row->pos.line};
  add(targets, owner, &entry, row->pos);
}

/* ---- Disclosure control ------------------------------------------------------------------------------------------ */

static bool is_small(const Indicator *indicator, double value) { return value > 0 && value < indicator->threshold; }

static bool is_kept(const Slab *slab, const Region *region) {
  ValueState state = slab_get(slab, region->index).state;
  return state == STATE_SECRET || state == STATE_MISSING_OR_SECRET || state == STATE_WITHDRAWN;
}

/* Whether something secret or withdrawn is among what a count or rate of a region is made of: groups, members, terms. */
static bool holds_kept(const Targets *targets, const Observations *observations, const Indicator *indicator,
                         const Region *region, Period period) {
  for (guint i = 0; indicator->formula && i < indicator->formula->terms->len; i++) {
    const Indicator *term = g_array_index(indicator->formula->terms, FormulaTerm, i).indicator;
    if (holds_kept(targets, observations, term, region, period)) return true;
  }
  for (guint group = 0; group <= catalog_groups(targets->catalog)->len; group++) {
    const Slab *slab = observations_find(observations, indicator->index, group, period);
    if (slab && is_kept(slab, region)) return true;
    for (guint i = 0; slab && i < region->members->len; i++)
      if (is_kept(slab, region->members->pdata[i])) return true;
  }
  return false;
}

/* A base is published as it was delivered: a total that has no row, too, and one that only follows from a formula. */
static void hide_base(const Targets *targets, const Region *region, Target *target, const Observations *observations,
                      bool *tables) {
  if (isnan(target->base_value)) return;
  Observation own = observations_get(observations, (CellKey){target->indicator->index, 0, region->index, target->base_year});
  bool kept = !observation_known(&own) && holds_kept(targets, observations, target->indicator, region, target->base_year);
  if (!kept && !is_small(target->indicator, target->base_value)) return;
  target->base_value = NAN;
  target->base_year = (Period){0};
  tables[target->resource] = true;
}

/* The targets that a region may have: its own, its level's, everyone's. A base of many regions is the base of each. */
static void hide_bases(const Targets *targets, GHashTable *table, const Region *region, const Observations *observations,
                       bool *tables) {
  const void *owners[] = {region, region->level, EVERYONE};
  for (gsize i = 0; i < G_N_ELEMENTS(owners); i++) {
    GArray *entries = g_hash_table_lookup(table, owners[i]);
    for (guint k = 0; entries && k < entries->len; k++)
      hide_base(targets, region, &g_array_index(entries, Entry, k).target, observations, tables);
  }
}

void targets_protect(Targets *targets, const Observations *observations, bool *tables) {
  const GPtrArray *regions = regions_all(targets->regions);
  for (guint i = 0; i < targets->by_indicator->len; i++) {
    GHashTable *table = g_ptr_array_index(targets->by_indicator, i);
    for (guint r = 0; table && r < regions->len; r++)
      hide_bases(targets, table, g_ptr_array_index(regions, r), observations, tables);
  }
}

/* ---- Finding --------------------------------------------------------------------------------------------------- */

/* Whether a target of `year` still counts in `period`: one of 2024 does until the year's end. */
static bool reaches(Period year, Period period) {
  if (year.kind == PERIOD_NONE || year.year != period.year) return year.kind == PERIOD_NONE || year.year > period.year;
  return year.kind == PERIOD_YEAR || period_compare(year, period) >= 0;
}

/* The one in force. */
static const Target *pick(const GArray *entries, Period period) {
  for (guint i = 0; entries && period.kind != PERIOD_NONE && i < entries->len; i++) {
    const Entry *entry = &g_array_index(entries, Entry, i);
    if (reaches(entry->target.year, period)) return &entry->target;
  }
  return entries && entries->len ? &g_array_index(entries, Entry, entries->len - 1).target : NULL;
}

/* The region's own or its level's. */
static const Target *pick_own(GHashTable *table, const Region *region, Period period) {
  const GArray *entries = g_hash_table_lookup(table, region);
  return pick(entries ? entries : g_hash_table_lookup(table, region->level), period);
}

static bool aims_alike(const Target *a, const Target *b) { return a->kind == b->kind && period_equal(a->year, b->year); }

/* What most members aim at, by kind and year: the first such target; NULL when none has one. */
static const Target *commonest(GHashTable *table, const GPtrArray *members, Period period) {
  typedef struct { const Target *first; guint count; } Aim;
  g_autoptr(GArray) aims = g_array_new(FALSE, FALSE, sizeof(Aim));
  Aim best = {NULL, 0};
  for (guint i = 0; i < members->len; i++) {
    Aim aim = {pick_own(table, g_ptr_array_index(members, i), period), 0};
    guint k = 0;
    if (!aim.first) continue;
    while (k < aims->len && !aims_alike(g_array_index(aims, Aim, k).first, aim.first)) k++;
    if (k == aims->len) g_array_append_val(aims, aim);
    g_array_index(aims, Aim, k).count++;
  }
  for (guint i = 0; i < aims->len; i++)
    if (g_array_index(aims, Aim, i).count > best.count) best = g_array_index(aims, Aim, i);
  return best.first;
}

static void add_part(Target *sum, const Target *part) {
  if (sum->resource != part->resource) sum->resource = 0;
  if (sum->source != part->source) sum->source = sum->indicator->source;
  if (!period_equal(sum->base_year, part->base_year)) sum->base_value = NAN;
  sum->value += part->value;
  sum->base_value += part->base_value;
}

/* The members' targets together: of those that aim at what most of them aim at, and whose numbers are in the total that is held
 * against it. */
static bool add_up(GHashTable *table, const Region *region, Period period, TargetShareFunc share, gpointer user_data,
                   Target *target) {
  const Target *common = commonest(table, region->members, period);
  Target sum = {0};
  guint parts = 0;
  bool uneven = false;
  for (guint i = 0; common && i < region->members->len; i++) {
    const Region *member = g_ptr_array_index(region->members, i);
    const Target *part = pick_own(table, member, period);
    double own = share ? share(member, user_data) : 0;
    if (!part || !aims_alike(part, common) || isnan(own)) uneven |= own > 0;
    else if (parts++) add_part(&sum, part);
    else sum = *part;
  }
  if (!parts) return false;
  sum.aggregated = true;
  sum.parts = parts;
  sum.parts_all = region->members->len;
  sum.uneven = uneven;
  if (isnan(sum.base_value)) sum.base_year = (Period){0};
  *target = sum;
  return true;
}

bool targets_find(const Targets *targets, const Indicator *indicator, const Region *region, Period period,
                  TargetShareFunc share, gpointer user_data, Target *target) {
  GHashTable *table = g_ptr_array_index(targets->by_indicator, indicator->index);
  if (!table) return false;
  const Target *found = pick_own(table, region, period);
  if (!found) found = pick(g_hash_table_lookup(table, EVERYONE), period);
  if (found) *target = *found;
  return found || (indicator->aggregation == AGGREGATE_SUM && add_up(table, region, period, share, user_data, target));
}
