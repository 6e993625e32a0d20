/* What the table of mergers means for numbers; see merge.h. One slab at a time: which old codes have something, which regions
 * they went into, and what the parts of each of those make together. Means come before sums, because the weights of their
 * parts are sums that are merged too. This file must not know files, nor what may be published. */
#include "data/merge.h"
#include "base/number.h"
#include "data/parts.h"
#include <math.h>
#include <string.h>

typedef struct {
  Observations *observations;
  const Mergers *mergers;
  const Catalog *catalog;
  const Regions *regions;
  Diags *diags;
  GHashTable *warned;     /* line of a row without share that was reported → itself */
  /* of the series at hand */
  const Indicator *indicator;
  guint group;
  bool *broken;           /* a region: a period before was refused, and none is known since */
} Merge;

/* What of an old code, or of a region as it was, belongs to a region. */
typedef struct {
  const Region *from;
  double share;      /* NAN = not known */
  SourcePos unknown;
  Observation observation; /* its share of it */
} Part;

/* A region's parts in one period; NULL for most. */
typedef GArray *PartsOfRegion;

static const Observation REFUSED = {.value = NAN, .low = NAN, .high = NAN, .state = STATE_MISSING, .flags = FLAG_BREAK};

static bool says_something(const Observation *observation) {
  return observation->state != STATE_ABSENT && observation->state != STATE_MISSING && observation->state != STATE_IMPOSSIBLE;
}

static SourcePos place_of(const Slab *slab, guint region) {
  CellPlace place = slab_place(slab, region);
  return (SourcePos){place.file, place.line, place.file ? 1 : 0};
}

/* ---- Shares ---------------------------------------------------------------------------------------------------- */

static Observation scaled(const Observation *whole, double share) {
  Observation part = *whole;
  if (share == 1) return part;
  part.value *= share;
  part.low *= share;
  part.high *= share;
  part.flags |= FLAG_ESTIMATED;
  return part;
}

/* By largest remainder: each share is cut off at the indicator's decimals, and what is left goes, a unit each, to those from
 * which most was cut off. What was whole stays whole. */
static void share_out(double whole, int decimals, Part **parts, guint count) {
  double unit = pow(10, -decimals), left = round(whole / unit);
  g_autofree double *rests = g_new(double, count);
  for (guint i = 0; i < count; i++) {
    double exact = whole * parts[i]->share / unit, cut = floor(exact + 1e-9);
    rests[i] = exact - cut;
    left -= cut;
    parts[i]->observation.value = cut;
  }
  while (left >= 1) {
    guint most = 0;
    for (guint i = 1; i < count; i++)
      if (rests[i] > rests[most] + 1e-9) most = i;
    rests[most] -= 1;
    parts[most]->observation.value += 1;
    left--;
  }
  for (guint i = 0; i < count; i++) parts[i]->observation.value = number_round(parts[i]->observation.value * unit, decimals);
}

/* ---- Which parts a region has ---------------------------------------------------------------------------------- */

/* True values: with room for all parts at once, so that growing leaves no copy, and wiped in the end. */
static void add_part(const Merge *merge, PartsOfRegion *parts, const Region *into, Part part) {
  guint room = mergers_old_regions(merge->mergers)->len + 1;
  if (!parts[into->index]) parts[into->index] = g_array_sized_new(FALSE, FALSE, sizeof(Part), room);
  g_array_append_val(parts[into->index], part);
}

static void parts_free(GArray *parts) {
  if (parts->len) explicit_bzero(parts->data, sizeof(Part) * parts->len);
  g_array_unref(parts);
}

static void place_old(const Merge *merge, const Slab *slab, const Region *old, PartsOfRegion *parts) {
  g_autoptr(GArray) successors = g_array_new(FALSE, FALSE, sizeof(Successor));
  mergers_successors(merge->mergers, old, slab_period(slab), successors);
  Observation whole = slab_get(slab, old->index);
  g_autofree Part *made = g_new(Part, successors->len);
  g_autofree Part **exact = g_new(Part *, successors->len);
  guint count = 0;
  for (guint i = 0; i < successors->len; i++) {
    const Successor *to = &g_array_index(successors, Successor, i);
    made[i] = (Part){old, to->share, to->unknown, scaled(&whole, to->share)};
    if (!isnan(to->share)) exact[count++] = &made[i];
  }
  bool divides = merge->indicator->aggregation == AGGREGATE_SUM && count > 1 && count == successors->len;
  if (divides && observation_known(&whole)) share_out(whole.value, merge->indicator->decimals, exact, count);
  if (merge->indicator->aggregation != AGGREGATE_SUM)
    for (guint i = 0; i < successors->len; i++) {
      guint8 flags = made[i].observation.flags;
      made[i].observation = whole;
      made[i].observation.flags = flags;
    }
  for (guint i = 0; i < successors->len; i++) add_part(merge, parts, g_array_index(successors, Successor, i).region, made[i]);
  if (successors->len) explicit_bzero(made, sizeof *made * successors->len);
}

static void report_dissolved(const Merge *merge, const Slab *slab, const Region *old) {
  char iso[PERIOD_TEXT];
  diags_error(merge->diags, "observation-dissolved", place_of(slab, old->index),
              "take the row out, give it the new code, or correct the table of mergers",
              "'%s' of %s (%s) in %s: it was no more, or not yet, by then", merge->indicator->id, old->code, old->name,
              period_iso(slab_period(slab), iso));
}

/* False when no old code has a row in the slab. */
static bool place_parts(const Merge *merge, const Slab *slab, PartsOfRegion *parts) {
  const GPtrArray *old = mergers_old_regions(merge->mergers);
  bool found = false;
  for (guint i = 0; i < old->len; i++) {
    const Region *region = old->pdata[i];
    found = found || slab_get(slab, region->index).state != STATE_ABSENT;
  }
  for (guint i = 0; found && i < old->len; i++) {
    const Region *region = old->pdata[i];
    Observation own = slab_get(slab, region->index);
    if (mergers_existed(merge->mergers, region, slab_period(slab))) place_old(merge, slab, region, parts);
    else if (says_something(&own)) report_dissolved(merge, slab, region);
  }
  return found;
}

/* ---- Parts into one -------------------------------------------------------------------------------------------- */

static void warn_unknown(Merge *merge, const Part *part) {
  if (!g_hash_table_add(merge->warned, GINT_TO_POINTER(part->unknown.line))) return;
  diags_add(merge->diags, DIAG_WARNING, "merger-share-unknown", part->unknown, "fill in the share, with where it is from",
            "the share of %s (%s) that went here is not known: numbers of before are missing", part->from->code, part->from->name);
}

static bool shares_known(Merge *merge, const GArray *parts) {
  bool known = true;
  for (guint i = 0; i < parts->len; i++) {
    const Part *part = &g_array_index(parts, Part, i);
    if (!isnan(part->share) || part->observation.state == STATE_NIL || part->observation.state == STATE_IMPOSSIBLE) continue;
    warn_unknown(merge, part);
    known = false;
  }
  return known;
}

static PartOrigin origin_of(const Slab *slab, const Part *part) {
  return (PartOrigin){slab_source(slab, part->from->index), slab_resource(slab, part->from->index)};
}

static Observation combine_sum(const Merge *merge, const Slab *slab, const GArray *parts, Parts *all) {
  for (guint i = 0; i < parts->len; i++) {
    const Part *part = &g_array_index(parts, Part, i);
    parts_add(all, &part->observation, origin_of(slab, part));
  }
  return parts_sum(all, merge->indicator->coverage);
}

static Observation combine_mean(const Merge *merge, const Slab *slab, const GArray *parts, Parts *all) {
  const Indicator *by = merge->indicator->weight;
  const Slab *weights = by ? observations_find(merge->observations, by->index, merge->group, slab_period(slab)) : NULL;
  for (guint i = 0; weights && i < parts->len; i++) {
    const Part *part = &g_array_index(parts, Part, i);
    Observation weight = slab_get(weights, part->from->index);
    if (observation_known(&weight)) weight = scaled(&weight, part->share);
    parts_add_weighted(all, &part->observation, origin_of(slab, part), &weight, slab_resource(weights, part->from->index));
  }
  bool known = false;
  for (guint i = 0; i < parts->len; i++) known = known || observation_known(&g_array_index(parts, Part, i).observation);
  return !known || all->weight > 0 ? parts_mean(all, merge->indicator->coverage) : REFUSED;
}

/* Complete, it needs no count of parts, as for the reader there are none. A break in any part is one in the whole. */
static Observation tidy(Observation result, const Merge *merge, const Parts *all) {
  result.flags |= all->any_flags & FLAG_BREAK;
  if (!(result.flags & FLAG_INCOMPLETE)) result.parts = result.parts_all = 0;
  if (merge->indicator->aggregation == AGGREGATE_MEAN && observation_known(&result))
    result.value = number_round(result.value, merge->indicator->decimals);
  return result;
}

static Observation combine(Merge *merge, const Slab *slab, const GArray *parts, Parts *all) {
  Aggregation rule = merge->indicator->aggregation;
  if (rule == AGGREGATE_NONE || !shares_known(merge, parts)) return REFUSED;
  return tidy(rule == AGGREGATE_SUM ? combine_sum(merge, slab, parts, all) : combine_mean(merge, slab, parts, all), merge, all);
}

/* Gives the region what the parts make, at the place of the first of them that was read. */
static void put(Slab *slab, const Region *region, const Observation *result, guint16 source, guint16 resource,
                const GArray *parts) {
  if (slab_get(slab, region->index).state != STATE_ABSENT) {
    slab_put(slab, region->index, result, source, resource);
    return;
  }
  CellPlace place = {NULL, 0, 0};
  for (guint i = 0; !place.file && i < parts->len; i++) place = slab_place(slab, g_array_index(parts, Part, i).from->index);
  slab_add(slab, region->index, result, source, resource, place.line);
}

static guint16 first_resource(const Slab *slab, const GArray *parts) {
  for (guint i = 0; i < parts->len; i++) {
    guint16 resource = slab_resource(slab, g_array_index(parts, Part, i).from->index);
    if (resource) return resource;
  }
  return 0;
}

static void note_own_row(const Merge *merge, const Slab *slab, const Region *region) {
  char iso[PERIOD_TEXT];
  diags_add(merge->diags, DIAG_NOTE, "merger-own-row", place_of(slab, region->index), NULL,
            "'%s' of %s in %s is its own; the rows of the codes before it are left out", merge->indicator->id, region->code,
            period_iso(slab_period(slab), iso));
}

static void merge_region(Merge *merge, Slab *slab, const Region *region, GArray *parts) {
  Observation own = slab_get(slab, region->index), result;
  bool any = false;
  for (guint i = 0; i < parts->len; i++) any = any || g_array_index(parts, Part, i).observation.state != STATE_ABSENT;
  if (!any) return;
  bool existed = mergers_existed(merge->mergers, region, slab_period(slab));
  if (!existed && says_something(&own)) {
    note_own_row(merge, slab, region);
    return;
  }
  if (existed) g_array_append_val(parts, ((Part){region, 1, {0}, own}));
  const Part *only = &g_array_index(parts, Part, 0);
  Parts all = {0};
  bool whole = parts->len == 1 && only->share == 1;
  result = whole ? only->observation : combine(merge, slab, parts, &all);
  merge->broken[region->index] = !whole && result.flags & FLAG_BREAK && !observation_known(&result);
  if (merge->broken[region->index]) result.flags |= merge->indicator->source->example ? FLAG_EXAMPLE : 0;
  guint16 source = whole ? slab_source(slab, only->from->index) : parts_source(&all);
  put(slab, region, &result, source, all.resource ? all.resource : first_resource(slab, parts), parts);
}

/* ---- Whole series ---------------------------------------------------------------------------------------------- */

static void flag_break(Slab *slab, guint region) {
  Observation observation = slab_get(slab, region);
  observation.flags |= FLAG_BREAK;
  slab_set(slab, region, &observation, slab_source(slab, region));
}

/* A line through what was refused would tell what nobody knows. */
static void mend_breaks(const Merge *merge, Slab *slab) {
  for (guint i = 0; i < regions_all(merge->regions)->len; i++) {
    Observation own = merge->broken[i] ? slab_get(slab, i) : REFUSED;
    if (!merge->broken[i] || !observation_known(&own)) continue;
    flag_break(slab, i);
    merge->broken[i] = false;
  }
}

static void merge_slab(Merge *merge, Slab *slab) {
  guint count = regions_all(merge->regions)->len;
  g_autofree PartsOfRegion *parts = g_new0(PartsOfRegion, count);
  bool found = place_parts(merge, slab, parts);
  for (guint i = 0; i < count; i++) {
    if (found && parts[i]) merge_region(merge, slab, regions_all(merge->regions)->pdata[i], parts[i]);
    g_clear_pointer(&parts[i], parts_free);
  }
  mend_breaks(merge, slab);
}

/* The series of a region above, as its own rows tell it, is of other land from the change on. */
static void break_at_border(const Merge *merge, const BorderChange *change) {
  bool before = false;
  for (guint i = 0; i < observations_periods(merge->observations, merge->indicator->index, merge->group); i++) {
    Slab *slab = observations_slab(merge->observations, merge->indicator->index, merge->group, i);
    if (slab_get(slab, change->region->index).state == STATE_ABSENT) continue;
    bool after = period_axis(slab_period(slab)) >= period_axis(change->date);
    if (after && before) flag_break(slab, change->region->index);
    if (after) return;
    before = true;
  }
}

static void merge_series(Merge *merge) {
  const GArray *borders = mergers_border_changes(merge->mergers);
  memset(merge->broken, 0, regions_all(merge->regions)->len * sizeof *merge->broken);
  for (guint p = 0; p < observations_periods(merge->observations, merge->indicator->index, merge->group); p++)
    merge_slab(merge, observations_slab(merge->observations, merge->indicator->index, merge->group, p));
  for (guint i = 0; i < borders->len; i++) break_at_border(merge, &g_array_index(borders, BorderChange, i));
}

static void merge_indicators(Merge *merge, bool sums) {
  const GPtrArray *indicators = catalog_indicators(merge->catalog);
  for (guint i = 0; i < indicators->len; i++) {
    merge->indicator = indicators->pdata[i];
    if ((merge->indicator->aggregation == AGGREGATE_SUM) != sums) continue;
    for (merge->group = 0; merge->group <= catalog_groups(merge->catalog)->len; merge->group++) merge_series(merge);
  }
}

void merge_observations(Observations *observations, const Mergers *mergers, const Catalog *catalog, const Regions *regions,
                        Diags *diags) {
  guint count = regions_all(regions)->len;
  if (!mergers_old_regions(mergers)->len && !mergers_border_changes(mergers)->len) return;
  g_autofree bool *broken = g_new0(bool, count + 1);
  g_autoptr(GHashTable) warned = g_hash_table_new(NULL, NULL);
  Merge merge = {.observations = observations, .mergers = mergers, .catalog = catalog, .regions = regions, .diags = diags,
                 .warned = warned, .broken = broken};
  merge_indicators(&merge, false);
  merge_indicators(&merge, true);
  observations_drop(observations, count);
}
