/* The sums in a set of tables. An equation is written down wherever its total and at least one part have rows, whether or
 * not anything in it is secret yet: what will be hidden for the sake of one sum counts in all others. Where the parts do not
 * add up to the total exactly, a reader is taken to know by how much; where parts are missing, what they miss is an unknown
 * of its own. This file must not know thresholds: which cells are secret is the caller's. */
#include "data/relations.h"
#include <math.h>

static const double TINY = 1e-6;

/* ---- How regions add up ---------------------------------------------------------------------------------------- */

static void region_sum_clear(gpointer data) { g_array_unref(((RegionSum *)data)->parts); }

static const Region *region_at(const GPtrArray *all, guint index) { return g_ptr_array_index(all, index); }

static void add_members(RegionSums *sums, const Region *total) {
  RegionSum sum = {total->index, g_array_new(FALSE, FALSE, sizeof(guint)), true};
  for (guint i = 0; i < total->members->len; i++) g_array_append_val(sum.parts, region_at(total->members, i)->index);
  g_array_append_val(sums->sums, sum);
}

static bool lies_within(const Region *part, const bool *inside) {
  for (guint i = 0; i < part->members->len; i++)
    if (!inside[region_at(part->members, i)->index]) return false;
  return part->members->len > 0;
}

/* Regions of a level between, when together they are the whole of it; the level's regions begin at `first`. */
static void add_level(RegionSums *sums, const GPtrArray *all, const Region *total, guint first, const bool *inside) {
  RegionSum sum = {total->index, g_array_new(FALSE, FALSE, sizeof(guint)), false};
  const LevelConfig *level = region_at(all, first)->level;
  guint members = 0;
  for (guint i = first; i < all->len && region_at(all, i)->level == level; i++) {
    if (!lies_within(region_at(all, i), inside)) continue;
    members += region_at(all, i)->members->len;
    g_array_append_val(sum.parts, i);
  }
  if (sum.parts->len && members == total->members->len) g_array_append_val(sums->sums, sum);
  else region_sum_clear(&sum);
}

RegionSums *region_sums_new(const Regions *regions) {
  const GPtrArray *all = regions_all(regions);
  RegionSums *sums = g_new0(RegionSums, 1);
  g_autofree bool *inside = g_new0(bool, all->len + 1);
  sums->sums = g_array_new(FALSE, FALSE, sizeof(RegionSum));
  g_array_set_clear_func(sums->sums, region_sum_clear);
  for (guint r = 0; r < all->len; r++) {
    const Region *total = region_at(all, r);
    if (!total->members->len) continue;
    add_members(sums, total);
    for (guint i = 0; i < total->members->len; i++) inside[region_at(total->members, i)->index] = true;
    for (guint i = 1; i < all->len && region_at(all, i)->level != total->level; i++)
      if (region_at(all, i)->level != region_at(all, i - 1)->level) add_level(sums, all, total, i, inside);
    for (guint i = 0; i < total->members->len; i++) inside[region_at(total->members, i)->index] = false;
  }
  return sums;
}

void region_sums_free(RegionSums *sums) {
  g_array_unref(sums->sums);
  g_free(sums);
}

/* ---- Equations ------------------------------------------------------------------------------------------------- */

typedef struct {
  Relations *relations;
  const RelationCells *cells;
  const RegionSums *sums;
  guint regions;
  GArray *parts; /* guint: cells of the equation at hand */
  bool missing;  /* … of which some have no value */
} Builder;

static const SuppressionCell UNKNOWN = {.value = NAN, .low = 0, .high = INFINITY, .secret = true, .fixed = true};

static void begin(Builder *builder) {
  g_array_set_size(builder->parts, 0);
  builder->missing = false;
}

static void add_part(Builder *builder, const RelationSlab *slab, guint region) {
  guint cell = slab ? slab->cells[region] : RELATIONS_NONE;
  if (cell != RELATIONS_NONE) g_array_append_val(builder->parts, cell);
  else if (!slab || slab_get(slab->slab, region).state != STATE_IMPOSSIBLE) builder->missing = true;
}

typedef struct {
  double value, least, most; /* of what is known; and of what is not even known to us */
} Added;

static Added add_up(const Builder *builder) {
  Added all = {0};
  for (guint i = 0; i < builder->parts->len; i++) {
    const SuppressionCell *cell =
        suppression_cell(builder->relations->suppression, g_array_index(builder->parts, guint, i));
    if (isnan(cell->value)) all.least += cell->low, all.most += cell->high;
    else all.value += cell->value;
  }
  return all;
}

/* By how much the total is off what the parts can make; 0 where intervals of the source leave room. */
static double off_by(const SuppressionCell *total, const Added *parts) {
  double low = isnan(total->value) ? total->low : total->value, high = isnan(total->value) ? total->high : total->value;
  double above = low - (parts->value + parts->most), below = high - (parts->value + parts->least);
  return above > 0 ? above : below < 0 ? below : 0;
}

/* Σ parts = total. */
static void finish(Builder *builder, guint total) {
  Suppression *suppression = builder->relations->suppression;
  if (!builder->parts->len || total == RELATIONS_NONE) return;
  Added parts = add_up(builder);
  double over = suppression_cell(suppression, total)->value - parts.value; /* NAN when the total is not known to us */
  double off = off_by(suppression_cell(suppression, total), &parts);
  bool slack = builder->missing && over > parts.most + TINY;
  if (slack) {
    SuppressionCell rest = UNKNOWN;
    rest.value = parts.most == 0 ? over : NAN;
    guint cell = suppression_add(suppression, rest);
    g_array_append_val(builder->parts, cell);
  }
  suppression_begin(suppression, slack ? 0 : -off);
  for (guint i = 0; i < builder->parts->len; i++)
    suppression_term(suppression, g_array_index(builder->parts, guint, i), 1);
  suppression_term(suppression, total, -1);
}

static const RelationSlab *find_slab(const Relations *relations, const Indicator *indicator, guint group, Period period) {
  for (guint i = 0; i < relations->slabs->len; i++) {
    const RelationSlab *slab = &g_array_index(relations->slabs, RelationSlab, i);
    if (slab->indicator == indicator && slab->group == group && period_equal(slab_period(slab->slab), period)) return slab;
  }
  return NULL;
}

/* ---- Regions --------------------------------------------------------------------------------------------------- */

static guint parts_with_rows(const RelationSlab *slab, const RegionSum *sum) {
  guint rows = 0;
  for (guint i = 0; i < sum->parts->len; i++) rows += slab->cells[g_array_index(sum->parts, guint, i)] != RELATIONS_NONE;
  return rows;
}

/* A region without a row of its own still ties its parts together: a rate of it may be published, or two divisions may both
 * add up to it. */
static void imply_total(Builder *builder, RelationSlab *slab, const RegionSum *first, const RegionSum *end) {
  Suppression *suppression = builder->relations->suppression;
  guint total = first->total, levels = 0;
  SuppressionCell cell = UNKNOWN;
  begin(builder);
  for (guint i = 0; i < first->parts->len; i++) add_part(builder, slab, g_array_index(first->parts, guint, i));
  Added members = add_up(builder);
  bool whole = builder->parts->len && !builder->missing && members.most == 0;
  for (const RegionSum *sum = first; sum < end; sum++) levels += !sum->lowest && parts_with_rows(slab, sum) == sum->parts->len;
  if (whole && builder->cells->implied(slab, total, members.value, &cell, builder->cells->user_data))
    slab->cells[total] = suppression_add(suppression, cell);
  else if (levels > 1) slab->cells[total] = suppression_add(suppression, UNKNOWN);
}

static void relate_regions(Builder *builder, RelationSlab *slab) {
  const RegionSum *sums = (const RegionSum *)(void *)builder->sums->sums->data, *end = sums + builder->sums->sums->len;
  for (const RegionSum *sum = sums; sum < end; sum++) {
    const RegionSum *next = sum + 1;
    while (next < end && next->total == sum->total) next++;
    if (sum->lowest && slab->cells[sum->total] == RELATIONS_NONE) imply_total(builder, slab, sum, next);
    if (slab->cells[sum->total] == RELATIONS_NONE) continue;
    begin(builder);
    for (guint i = 0; i < sum->parts->len; i++) add_part(builder, slab, g_array_index(sum->parts, guint, i));
    finish(builder, slab->cells[sum->total]);
  }
}

/* ---- Groups, names, periods ------------------------------------------------------------------------------------ */

static void relate_groups(Builder *builder, const RelationSlab *total, guint groups) {
  if (total->group || total->indicator->groups_overlap) return;
  g_autofree const RelationSlab **slabs = g_new0(const RelationSlab *, groups + 1);
  bool any = false;
  for (guint g = 1; g <= groups; g++) {
    slabs[g] = find_slab(builder->relations, total->indicator, g, slab_period(total->slab));
    any |= slabs[g] != NULL;
  }
  for (guint region = 0; any && region < builder->regions; region++) {
    if (total->cells[region] == RELATIONS_NONE) continue;
    begin(builder);
    for (guint g = 1; g <= groups; g++)
      if (slabs[g]) add_part(builder, slabs[g], region);
    finish(builder, total->cells[region]);
  }
}

static void relate_names(Builder *builder, const RelationSlab *slab) {
  const IndicatorPart *same = &slab->indicator->same_as;
  if (!same->indicator || (same->group && slab->group)) return;
  guint group = same->group ? same->group->index + 1 : slab->group;
  const RelationSlab *other = find_slab(builder->relations, same->indicator, group, slab_period(slab->slab));
  for (guint region = 0; other && region < builder->regions; region++) {
    if (slab->cells[region] == RELATIONS_NONE || other->cells[region] == RELATIONS_NONE) continue;
    begin(builder);
    add_part(builder, slab, region);
    finish(builder, other->cells[region]);
  }
}

/* A flow of quarters or months makes that of the year, and months that of a quarter. */
static void relate_periods(Builder *builder, const RelationSlab *total, PeriodKind kind) {
  enum { MONTHS = 12, QUARTERS = 4 };
  Period whole = slab_period(total->slab);
  guint count = kind == PERIOD_QUARTER ? QUARTERS : whole.kind == PERIOD_QUARTER ? MONTHS / QUARTERS : MONTHS;
  guint first = whole.kind == PERIOD_QUARTER ? (whole.part - 1U) * count + 1 : 1;
  const RelationSlab *slabs[MONTHS];
  guint found = 0;
  for (guint i = 0; i < count; i++) {
    Period part = {.year = whole.year, .kind = (guint8)kind, .part = (guint8)(first + i)};
    slabs[i] = find_slab(builder->relations, total->indicator, total->group, part);
    found += slabs[i] != NULL;
  }
  for (guint region = 0; found && region < builder->regions; region++) {
    if (total->cells[region] == RELATIONS_NONE) continue;
    begin(builder);
    for (guint i = 0; i < count; i++) add_part(builder, slabs[i], region);
    finish(builder, total->cells[region]);
  }
}

/* ---- The whole ------------------------------------------------------------------------------------------------- */

static void add_slab(Builder *builder, RelationSlab slab) {
  slab.cells = g_new(guint, builder->regions + 1);
  for (guint region = 0; region < builder->regions; region++) {
    SuppressionCell cell = UNKNOWN;
    bool use = slab_get(slab.slab, region).state != STATE_ABSENT &&
               builder->cells->cell_of(&slab, region, &cell, builder->cells->user_data);
    slab.cells[region] = use ? suppression_add(builder->relations->suppression, cell) : RELATIONS_NONE;
  }
  g_array_append_val(builder->relations->slabs, slab);
}

static void slab_clear(gpointer data) { g_free(((RelationSlab *)data)->cells); }

static void relate(Builder *builder, guint groups) {
  GArray *slabs = builder->relations->slabs;
  for (guint i = 0; i < slabs->len; i++) relate_regions(builder, &g_array_index(slabs, RelationSlab, i));
  for (guint i = 0; i < slabs->len; i++) {
    const RelationSlab *slab = &g_array_index(slabs, RelationSlab, i);
    PeriodKind kind = slab_period(slab->slab).kind;
    relate_groups(builder, slab, groups);
    relate_names(builder, slab);
    if (slab->indicator->kind != KIND_FLOW) continue;
    if (kind == PERIOD_YEAR) relate_periods(builder, slab, PERIOD_QUARTER);
    if (kind == PERIOD_YEAR || kind == PERIOD_QUARTER) relate_periods(builder, slab, PERIOD_MONTH);
  }
}

Relations *relations_new(const GPtrArray *family, Observations *observations, const Catalog *catalog, const Regions *regions,
                         const RegionSums *sums, const RelationCells *cells) {
  Relations *relations = g_new0(Relations, 1);
  guint groups = catalog_groups(catalog)->len;
  Builder builder = {relations, cells, sums, regions_all(regions)->len, g_array_new(FALSE, FALSE, sizeof(guint)), false};
  relations->slabs = g_array_new(FALSE, FALSE, sizeof(RelationSlab));
  g_array_set_clear_func(relations->slabs, slab_clear);
  relations->suppression = suppression_new();
  for (guint i = 0; i < family->len; i++) {
    const Indicator *indicator = g_ptr_array_index(family, i);
    for (guint group = 0; group <= groups; group++)
      for (guint p = 0; p < observations_periods(observations, indicator->index, group); p++)
        add_slab(&builder, (RelationSlab){indicator, group, observations_slab(observations, indicator->index, group, p), NULL});
  }
  relate(&builder, groups);
  g_array_unref(builder.parts);
  return relations;
}

void relations_free(Relations *relations) {
  suppression_free(relations->suppression);
  g_array_unref(relations->slabs);
  g_free(relations);
}
