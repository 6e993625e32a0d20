/* The sums in a set of tables, whether or not anything in them is secret yet: what will be hidden for the sake of one sum counts
 * in all others. Where the parts do not add up to the total exactly, a reader is taken to know by how much.
 *
 * A count without a row is a number all the same: a reader who works it out from one sum uses it in the next. So a cell that
 * lacks is one unknown, whichever sums it stands in. That is done for regions of the lowest level; above it, a cell that
 * lacks follows from those below, and a sum with such a cell says no more than the sums of the regions below. What says nothing
 * is left out again: a total that lacks, and stands in no other sum. A table that is not there at all is nothing that could be
 * worked out, but for those that make a whole with others of its year.
 *
 * This file must not know thresholds: which cells are secret is the caller's. */
#include "data/relations.h"
#include <math.h>

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

/* Σ parts = total; `rest` when there are parts that have no cell. */
typedef struct {
  guint first, count, total; /* first and count: in Builder.parts */
  bool rest;
} Equation;

typedef struct {
  Relations *relations;
  const RelationCells *cells;
  const RegionSums *sums;
  const GPtrArray *regions;
  SuppressionCell lacking; /* a cell that lacks */
  GHashTable *merged;      /* year → bool*, one a region: another one that lacks wholly stands in for it */
  GArray *equations;       /* Equation */
  GArray *parts;           /* guint: cells */
} Builder;

static const SuppressionCell UNKNOWN = {.value = NAN, .low = 0, .high = INFINITY, .secret = true, .fixed = true};

static bool is_lowest(const Builder *builder, guint region) { return !region_at(builder->regions, region)->members->len; }
static bool is_impossible(const RelationSlab *slab, guint region) {
  return slab->slab && slab_get(slab->slab, region).state == STATE_IMPOSSIBLE;
}
static bool is_merged(const Builder *builder, const RelationSlab *slab, guint region) {
  const bool *merged = g_hash_table_lookup(builder->merged, GINT_TO_POINTER(slab->period.year));
  return merged[region];
}

/* The cell, made when a region of the lowest level lacks it. */
static guint cell_at(const Builder *builder, const RelationSlab *slab, guint region) {
  guint *cell = &slab->cells[region];
  if (*cell == RELATIONS_NONE && is_lowest(builder, region) && !is_impossible(slab, region))
    *cell = suppression_add(builder->relations->suppression, builder->lacking);
  return *cell;
}

static Equation *begin(const Builder *builder) {
  Equation equation = {builder->parts->len, 0, RELATIONS_NONE, false};
  g_array_append_val(builder->equations, equation);
  return &g_array_index(builder->equations, Equation, builder->equations->len - 1);
}

static void add_part(const Builder *builder, Equation *equation, const RelationSlab *slab, guint region) {
  guint cell = cell_at(builder, slab, region);
  if (cell != RELATIONS_NONE) {
    g_array_append_val(builder->parts, cell);
    equation->count++;
  } else equation->rest |= !is_impossible(slab, region);
}

static void finish(const Builder *builder, Equation *equation, guint total) {
  equation->total = total;
  if (equation->count && total != RELATIONS_NONE) return;
  g_array_set_size(builder->parts, equation->first);
  g_array_set_size(builder->equations, builder->equations->len - 1);
}

static guint *parts_of(const Builder *builder, const Equation *equation) {
  return &g_array_index(builder->parts, guint, equation->first);
}

/* ---- What says something ---------------------------------------------------------------------------------------- */

static void count_uses(const Builder *builder, const Equation *equation, guint *uses, int by) {
  const guint *parts = parts_of(builder, equation);
  for (guint i = 0; i < equation->count; i++) uses[parts[i]] += (guint)by;
  uses[equation->total] += (guint)by;
}

/* Whatever the others are, the one that lacks can be what they ask. */
static bool says_nothing(const Builder *builder, const Equation *equation, const guint *uses) {
  const Suppression *suppression = builder->relations->suppression;
  guint total = equation->total, part = *parts_of(builder, equation);
  return (suppression_cell(suppression, total)->fixed && uses[total] == 1) ||
         (equation->count == 1 && suppression_cell(suppression, part)->fixed && uses[part] == 1);
}

static void leave_out(const Builder *builder) {
  g_autofree guint *uses = g_new0(guint, suppression_count(builder->relations->suppression) + 1);
  GArray *equations = builder->equations;
  for (guint i = 0; i < equations->len; i++) count_uses(builder, &g_array_index(equations, Equation, i), uses, 1);
  for (bool changed = true; changed;) {
    guint kept = 0;
    for (guint i = 0; i < equations->len; i++) {
      const Equation *equation = &g_array_index(equations, Equation, i);
      if (says_nothing(builder, equation, uses)) count_uses(builder, equation, uses, -1);
      else g_array_index(equations, Equation, kept++) = *equation;
    }
    changed = kept < equations->len;
    g_array_set_size(equations, kept);
  }
}

/* ---- By how much sums are off ------------------------------------------------------------------------------------ */

typedef struct {
  double value, least, most; /* of what is known; and of what is not even known to us */
} Added;

static Added add_up(const Builder *builder, const Equation *equation) {
  Added all = {0};
  const guint *parts = parts_of(builder, equation);
  for (guint i = 0; i < equation->count; i++) {
    const SuppressionCell *cell = suppression_cell(builder->relations->suppression, parts[i]);
    if (isnan(cell->value)) all.least += cell->low, all.most += cell->high;
    else all.value += cell->value;
  }
  if (equation->rest) all.most = INFINITY;
  return all;
}

/* By how much the total is off what the parts can make; 0 where intervals of the source leave room. */
static double off_by(const SuppressionCell *total, const Added *parts) {
  double low = isnan(total->value) ? total->low : total->value, high = isnan(total->value) ? total->high : total->value;
  double above = low - (parts->value + parts->most), below = high - (parts->value + parts->least);
  return above > 0 ? above : below < 0 ? below : 0;
}

static void state(const Builder *builder, const Equation *equation) {
  Suppression *suppression = builder->relations->suppression;
  Added parts = add_up(builder, equation);
  suppression_begin(suppression, -off_by(suppression_cell(suppression, equation->total), &parts));
  for (guint i = 0; i < equation->count; i++) suppression_term(suppression, parts_of(builder, equation)[i], 1);
  if (equation->rest) suppression_term(suppression, suppression_add(suppression, UNKNOWN), 1);
  suppression_term(suppression, equation->total, -1);
}

/* ---- Regions --------------------------------------------------------------------------------------------------- */

/* The sum of the members, NAN when not all are known. */
static double members_of(const Builder *builder, const RelationSlab *slab, const Region *region) {
  double value = region->members->len ? 0 : NAN;
  for (guint i = 0; i < region->members->len; i++) {
    guint part = region_at(region->members, i)->index, cell = slab->cells[part];
    if (cell != RELATIONS_NONE) value += suppression_cell(builder->relations->suppression, cell)->value;
    else if (!is_impossible(slab, part)) return NAN;
  }
  return value;
}

/* A region without a row of its own whose rate is published has its count published in another shape. */
static void imply_counts(const Builder *builder, const RelationSlab *slab) {
  for (guint region = 0; region < builder->regions->len; region++) {
    SuppressionCell cell = UNKNOWN;
    if (slab->cells[region] != RELATIONS_NONE || is_impossible(slab, region)) continue;
    double value = members_of(builder, slab, region_at(builder->regions, region));
    if (builder->cells->implied(slab, region, value, &cell, builder->cells->user_data))
      slab->cells[region] = suppression_add(builder->relations->suppression, cell);
  }
}

static void relate_regions(const Builder *builder, const RelationSlab *slab) {
  const RegionSum *sums = (const RegionSum *)(void *)builder->sums->sums->data, *end = sums + builder->sums->sums->len;
  for (const RegionSum *sum = sums; sum < end; sum++) {
    if (slab->cells[sum->total] == RELATIONS_NONE) continue;
    Equation *equation = begin(builder);
    for (guint i = 0; i < sum->parts->len; i++) {
      guint part = g_array_index(sum->parts, guint, i);
      if (!is_merged(builder, slab, part)) add_part(builder, equation, slab, part);
    }
    finish(builder, equation, slab->cells[sum->total]);
  }
}

/* ---- Groups, names, periods ------------------------------------------------------------------------------------ */

static const RelationSlab *find_slab(const Relations *relations, const Indicator *indicator, guint group, Period period) {
  for (guint i = 0; i < relations->slabs->len; i++) {
    const RelationSlab *slab = &g_array_index(relations->slabs, RelationSlab, i);
    if (slab->indicator == indicator && slab->group == group && period_equal(slab->period, period)) return slab;
  }
  return NULL;
}

/* In each region, Σ parts = total; parts that are NULL are no tables. */
static void relate_tables(const Builder *builder, const RelationSlab *const *parts, guint count, const RelationSlab *total) {
  guint found = 0;
  for (guint i = 0; i < count; i++) found += parts[i] != NULL;
  for (guint region = 0; found && region < builder->regions->len; region++) {
    bool lowest = is_lowest(builder, region);
    if (lowest ? is_merged(builder, total, region) : total->cells[region] == RELATIONS_NONE) continue;
    Equation *equation = begin(builder);
    for (guint i = 0; i < count; i++)
      if (parts[i]) add_part(builder, equation, parts[i], region);
    finish(builder, equation, cell_at(builder, total, region));
  }
}

static void relate_groups(const Builder *builder, const RelationSlab *total, guint groups) {
  if (total->group || total->indicator->groups_overlap) return;
  g_autofree const RelationSlab **slabs = g_new0(const RelationSlab *, groups + 1);
  for (guint g = 1; g <= groups; g++) slabs[g] = find_slab(builder->relations, total->indicator, g, total->period);
  relate_tables(builder, slabs + 1, groups, total);
}

/* The group of the indicator under which a table's counts are published, too; -1 = none. */
static int other_group(const RelationSlab *slab) {
  const IndicatorPart *same = &slab->indicator->same_as;
  if (!same->indicator || (same->group && slab->group)) return -1;
  return same->group ? (int)same->group->index + 1 : (int)slab->group;
}

static void relate_names(const Builder *builder, const RelationSlab *slab) {
  int group = other_group(slab);
  if (group < 0) return;
  const RelationSlab *other = find_slab(builder->relations, slab->indicator->same_as.indicator, (guint)group, slab->period);
  if (other) relate_tables(builder, &slab, 1, other);
}

enum { MONTHS = 12, QUARTERS = 4 };

/* A flow of quarters or months makes that of the year, and months that of a quarter. */
static void relate_periods(const Builder *builder, const RelationSlab *total, PeriodKind kind) {
  Period whole = total->period;
  guint count = kind == PERIOD_QUARTER ? QUARTERS : whole.kind == PERIOD_QUARTER ? MONTHS / QUARTERS : MONTHS;
  guint first = whole.kind == PERIOD_QUARTER ? (whole.part - 1U) * count + 1 : 1;
  const RelationSlab *slabs[MONTHS];
  for (guint i = 0; i < count; i++) {
    Period part = {.year = whole.year, .kind = (guint8)kind, .part = (guint8)(first + i)};
    slabs[i] = find_slab(builder->relations, total->indicator, total->group, part);
  }
  relate_tables(builder, slabs, count, total);
}

/* ---- Tables ---------------------------------------------------------------------------------------------------- */

static void add_slab(const Builder *builder, RelationSlab slab) {
  slab.cells = g_new(guint, builder->regions->len + 1);
  for (guint region = 0; region < builder->regions->len; region++) {
    SuppressionCell cell = UNKNOWN;
    bool use = slab.slab && slab_get(slab.slab, region).state != STATE_ABSENT &&
               builder->cells->cell_of(&slab, region, &cell, builder->cells->user_data);
    slab.cells[region] = use ? suppression_add(builder->relations->suppression, cell) : RELATIONS_NONE;
  }
  g_array_append_val(builder->relations->slabs, slab);
}

/* A table in which every cell lacks, when it is not there. */
static void need_slab(const Builder *builder, const Indicator *indicator, guint group, Period period) {
  if (!find_slab(builder->relations, indicator, group, period))
    add_slab(builder, (RelationSlab){indicator, group, period, NULL, NULL});
}

static RelationSlab slab_at(const Builder *builder, guint index) {
  return g_array_index(builder->relations->slabs, RelationSlab, index);
}

/* The kinds of periods of a flow in a year, as bits; 0 when an earlier table had the same. */
static guint kinds_in_year(const Builder *builder, guint index) {
  RelationSlab slab = slab_at(builder, index);
  guint kinds = 0;
  for (guint i = 0; i < builder->relations->slabs->len; i++) {
    RelationSlab other = slab_at(builder, i);
    if (other.indicator != slab.indicator || other.group != slab.group || other.period.year != slab.period.year) continue;
    if (i < index) return 0;
    kinds |= 1U << other.period.kind;
  }
  return kinds;
}

/* All quarters, or months, of a year. */
static void need_periods(const Builder *builder, RelationSlab slab, PeriodKind kind) {
  guint count = kind == PERIOD_MONTH ? MONTHS : kind == PERIOD_QUARTER ? QUARTERS : 1;
  for (guint i = 0; i < count; i++) {
    Period period = {.year = slab.period.year, .kind = (guint8)kind, .part = (guint8)(kind == PERIOD_YEAR ? 0 : i + 1)};
    need_slab(builder, slab.indicator, slab.group, period);
  }
}

/* Tables that are not there, and make a whole with some that are: the other name of a count, the total of groups, and the rest
 * of a year. */
static void need_tables(const Builder *builder) {
  const GArray *slabs = builder->relations->slabs;
  for (guint i = 0, count = slabs->len; i < count; i++) {
    RelationSlab slab = slab_at(builder, i);
    if (other_group(&slab) >= 0) need_slab(builder, slab.indicator->same_as.indicator, (guint)other_group(&slab), slab.period);
  }
  for (guint i = 0, count = slabs->len; i < count; i++) {
    RelationSlab slab = slab_at(builder, i);
    if (slab.group && !slab.indicator->groups_overlap) need_slab(builder, slab.indicator, 0, slab.period);
  }
  for (guint i = 0, count = slabs->len; i < count; i++) {
    if (slab_at(builder, i).indicator->kind != KIND_FLOW) continue;
    guint kinds = kinds_in_year(builder, i), several = kinds & (kinds - 1);
    for (guint kind = PERIOD_YEAR; several && kind <= PERIOD_MONTH; kind++)
      if (kinds >> kind & 1) need_periods(builder, slab_at(builder, i), kind);
  }
}

/* Counts that are only published as rates. */
static void need_counts(const Builder *builder, const GPtrArray *family, const Observations *observations, const Catalog *catalog) {
  for (guint i = 0; i < catalog_indicators(catalog)->len; i++) {
    const IndicatorPart *count = &((const Indicator *)g_ptr_array_index(catalog_indicators(catalog), i))->numerator;
    if (!count->indicator || !g_ptr_array_find((GPtrArray *)(void *)family, count->indicator, NULL)) continue;
    for (guint group = 0; group <= catalog_groups(catalog)->len; group++)
      for (guint p = 0; p < observations_periods(observations, i, group); p++)
        need_slab(builder, count->indicator, count->group ? count->group->index + 1 : group,
                  slab_period(observations_slab(observations, i, group, p)));
  }
}

/* ---- Regions that lack wholly ----------------------------------------------------------------------------------- */

/* Which regions have a cell in any table of a year. */
static void see_regions(const Builder *builder, gint16 year, bool *seen) {
  for (guint i = 0; i < builder->relations->slabs->len; i++) {
    RelationSlab slab = slab_at(builder, i);
    if (slab.period.year != year) continue;
    for (guint region = 0; region < builder->regions->len; region++)
      seen[region] |= slab.cells[region] != RELATIONS_NONE || is_impossible(&slab, region);
  }
}

/* Regions of the lowest level that have nothing in a year, and the same totals above them, are as good as one; without any
 * total above they are nowhere. */
static bool *merge_regions(const Builder *builder, gint16 year) {
  g_autofree bool *seen = g_new0(bool, builder->regions->len + 1);
  g_autoptr(GHashTable) above = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  bool *merged = g_new0(bool, builder->regions->len + 1);
  see_regions(builder, year, seen);
  for (guint r = 0; r < builder->regions->len; r++) {
    const Region *region = region_at(builder->regions, r);
    if (region->members->len || seen[r]) continue;
    GString *totals = g_string_new(NULL);
    for (guint i = 0; i < region->parents->len; i++)
      if (seen[region_at(region->parents, i)->index])
        g_string_append_printf(totals, "%u ", region_at(region->parents, i)->index);
    bool nowhere = !totals->len;
    merged[r] = !g_hash_table_add(above, g_string_free(totals, FALSE)) || nowhere;
  }
  return merged;
}

/* ---- The whole ------------------------------------------------------------------------------------------------- */

static void slab_clear(gpointer data) { g_free(((RelationSlab *)data)->cells); }

static void relate(const Builder *builder, guint groups) {
  const GArray *slabs = builder->relations->slabs;
  for (guint i = 0; i < slabs->len; i++) relate_regions(builder, &g_array_index(slabs, RelationSlab, i));
  for (guint i = 0; i < slabs->len; i++) {
    const RelationSlab *slab = &g_array_index(slabs, RelationSlab, i);
    PeriodKind kind = slab->period.kind;
    relate_groups(builder, slab, groups);
    relate_names(builder, slab);
    if (slab->indicator->kind != KIND_FLOW) continue;
    if (kind == PERIOD_YEAR) relate_periods(builder, slab, PERIOD_QUARTER);
    if (kind == PERIOD_YEAR || kind == PERIOD_QUARTER) relate_periods(builder, slab, PERIOD_MONTH);
  }
  leave_out(builder);
  for (guint i = 0; i < builder->equations->len; i++) state(builder, &g_array_index(builder->equations, Equation, i));
}

static void add_tables(Builder *builder, const GPtrArray *family, Observations *observations, const Catalog *catalog) {
  for (guint i = 0; i < family->len; i++) {
    const Indicator *indicator = g_ptr_array_index(family, i);
    for (guint group = 0; group <= catalog_groups(catalog)->len; group++)
      for (guint p = 0; p < observations_periods(observations, indicator->index, group); p++) {
        Slab *slab = observations_slab(observations, indicator->index, group, p);
        add_slab(builder, (RelationSlab){indicator, group, slab_period(slab), slab, NULL});
      }
  }
  const Suppression *suppression = builder->relations->suppression;
  for (guint i = 0; i < suppression_count(suppression); i++) builder->lacking.whole &= suppression_cell(suppression, i)->whole;
  need_counts(builder, family, observations, catalog);
  need_tables(builder);
  for (guint i = 0; i < builder->relations->slabs->len; i++)
    imply_counts(builder, &g_array_index(builder->relations->slabs, RelationSlab, i));
  for (guint i = 0; i < builder->relations->slabs->len; i++) {
    gint16 year = slab_at(builder, i).period.year;
    if (!g_hash_table_contains(builder->merged, GINT_TO_POINTER(year)))
      g_hash_table_insert(builder->merged, GINT_TO_POINTER(year), merge_regions(builder, year));
  }
}

Relations *relations_new(const GPtrArray *family, Observations *observations, const Catalog *catalog, const Regions *regions,
                         const RegionSums *sums, const RelationCells *cells) {
  Relations *relations = g_new0(Relations, 1);
  Builder builder = {relations, cells, sums, regions_all(regions), UNKNOWN,
                     g_hash_table_new_full(NULL, NULL, NULL, g_free), g_array_new(FALSE, FALSE, sizeof(Equation)),
                     g_array_new(FALSE, FALSE, sizeof(guint))};
  builder.lacking.whole = true;
  relations->slabs = g_array_new(FALSE, FALSE, sizeof(RelationSlab));
  g_array_set_clear_func(relations->slabs, slab_clear);
  relations->suppression = suppression_new();
  add_tables(&builder, family, observations, catalog);
  relate(&builder, catalog_groups(catalog)->len);
  g_hash_table_unref(builder.merged);
  g_array_unref(builder.equations);
  g_array_unref(builder.parts);
  return relations;
}

void relations_free(Relations *relations) {
  suppression_free(relations->suppression);
  g_array_unref(relations->slabs);
  g_free(relations);
}
