/* Totals and means of regio, provincie and land. They are computed from published values only, so a total cannot give a
 * secret part away: whatever is subtracted from it, the part's interval is all that comes back. What is not known makes a
 * total incomplete and says so; nothing is filled in. This file must not know how values were read or hidden. */
#include "data/aggregate.h"
#include "data/parts.h"

/* The numbers of all regions' members, one region after the other; looked at for every slab. */
typedef struct {
  GArray *members; /* guint */
  GArray *runs;    /* guint, one a member: so many from it on have numbers one behind the other */
  GArray *ends;    /* guint, one a region: where its members end */
} Members;

static Members members_of(const GPtrArray *regions) {
  Members all = {.members = g_array_new(FALSE, FALSE, sizeof(guint)), .runs = g_array_new(FALSE, TRUE, sizeof(guint)),
                 .ends = g_array_new(FALSE, FALSE, sizeof(guint))};
  for (guint i = 0; i < regions->len; i++) {
    const Region *region = g_ptr_array_index(regions, i);
    for (guint k = 0; k < region->members->len; k++)
      g_array_append_val(all.members, ((const Region *)g_ptr_array_index(region->members, k))->index);
    g_array_append_val(all.ends, all.members->len);
  }
  g_array_set_size(all.runs, all.members->len);
  for (guint i = all.members->len; i-- > 0;) {
    const guint *member = &g_array_index(all.members, guint, i);
    bool goes_on = i + 1 < all.members->len && member[1] == member[0] + 1;
    g_array_index(all.runs, guint, i) = 1 + (goes_on ? g_array_index(all.runs, guint, i + 1) : 0);
  }
  return all;
}

static void gather(Parts *parts, const Slab *slab, const Slab *weights, guint region) {
  PartOrigin origin, weight_origin;
  Observation part = slab_get_from(slab, region, &origin.source, &origin.resource);
  if (!weights) {
    parts_add(parts, &part, origin);
    return;
  }
  Observation weight = slab_get_from(weights, region, &weight_origin.source, &weight_origin.resource);
  parts_add_weighted(parts, &part, origin, &weight, weight_origin.resource);
}

/* As many of the members from the first on as can be added at once; at least one. */
static guint gather_run(Parts *parts, const Slab *slab, const guint *members, guint run) {
  SlabSpan span;
  guint count = slab_span(slab, *members, run, &span);
  if (count) parts_add_many(parts, span.values, span.states, count, span.flags, (PartOrigin){span.source, span.resource});
  else gather(parts, slab, NULL, *members);
  return MAX(count, 1);
}

/* One indicator and group, and the period at hand. */
typedef struct {
  Observations *observations;
  const Indicator *indicator;
  guint group;
  bool mixed;          /* example data and real data */
  Slab *slab;
  const Slab *weights; /* NULL = a sum */
} Series;

/* Whether the region's own rows in this series are example data where its parts are not, or the reverse. */
static bool would_splice(const Series *series, guint region, guint8 flags) {
  guint indicator = series->indicator->index;
  for (guint i = 0; series->mixed && i < observations_periods(series->observations, indicator, series->group); i++) {
    Observation own = slab_get(observations_slab(series->observations, indicator, series->group, i), region);
    if (own.state == STATE_ABSENT || own.flags & FLAG_AGGREGATED) continue;
    return (own.flags & FLAG_EXAMPLE) != (flags & FLAG_EXAMPLE);
  }
  return false;
}

static void aggregate_region(const Series *series, guint region, const Members *all, guint start, guint end) {
  Parts parts = {0};
  double coverage = series->indicator->coverage;
  if (slab_get(series->slab, region).state != STATE_ABSENT) return;
  for (guint i = start; i < end;) {
    const guint *members = &g_array_index(all->members, guint, i);
    if (!series->weights) {
      i += gather_run(&parts, series->slab, members, MIN(g_array_index(all->runs, guint, i), end - i));
      continue;
    }
    gather(&parts, series->slab, series->weights, *members);
    i++;
  }
  if (!parts.seen) return;
  Observation result = series->weights ? parts_mean(&parts, coverage) : parts_sum(&parts, coverage);
  if (would_splice(series, region, result.flags)) return;
  slab_put(series->slab, region, &result, parts_source(&parts), parts.resource);
}

/* A mean of a period or group for which nothing weighs it is not there at all. */
static void aggregate_slab(Series *series, const Members *all) {
  const Indicator *weight = series->indicator->weight;
  series->weights = NULL;
  if (series->indicator->aggregation == AGGREGATE_MEAN) {
    Period period = slab_period(series->slab);
    if (weight) series->weights = observations_find(series->observations, weight->index, series->group, period);
    if (!series->weights) return;
  }
  for (guint region = 0, start = 0; region < all->ends->len; region++) {
    guint end = g_array_index(all->ends, guint, region);
    if (end > start) aggregate_region(series, region, all, start, end);
    start = end;
  }
}

void aggregate_regions(Observations *observations, const Catalog *catalog, const Regions *regions) {
  const GPtrArray *indicators = catalog_indicators(catalog);
  Members all = members_of(regions_all(regions));
  for (guint i = 0; i < indicators->len; i++) {
    const Indicator *indicator = g_ptr_array_index(indicators, i);
    if (indicator->aggregation == AGGREGATE_NONE) continue;
    for (guint group = 0; group <= catalog_groups(catalog)->len; group++) {
      bool mixed = observations_flag_sets(observations, i, group, FLAG_EXAMPLE) == (SLAB_WITH | SLAB_WITHOUT);
      Series series = {.observations = observations, .indicator = indicator, .group = group, .mixed = mixed};
      for (guint p = 0; p < observations_periods(observations, i, group); p++) {
        series.slab = observations_slab(observations, i, group, p);
        aggregate_slab(&series, &all);
      }
    }
  }
  g_array_unref(all.members);
  g_array_unref(all.runs);
  g_array_unref(all.ends);
}
