/* Totals and means of regio, provincie and land. They are computed from published values only, so a total cannot give a
 * secret part away: whatever is subtracted from it, the part's interval is all that comes back. What is not known makes a
 * total incomplete and says so; nothing is filled in. This file must not know how values were read or hidden. */
#include "data/aggregate.h"
#include "data/parts.h"

/* The numbers of all regions' members, one region after the other; looked at for every slab. */
typedef struct {
  GArray *members; /* guint */
  GArray *ends;    /* guint, one a region: where its members end */
} Members;

static Members members_of(const GPtrArray *regions) {
  Members all = {g_array_new(FALSE, FALSE, sizeof(guint)), g_array_new(FALSE, FALSE, sizeof(guint))};
  for (guint i = 0; i < regions->len; i++) {
    const Region *region = g_ptr_array_index(regions, i);
    for (guint k = 0; k < region->members->len; k++)
      g_array_append_val(all.members, ((const Region *)g_ptr_array_index(region->members, k))->index);
    g_array_append_val(all.ends, all.members->len);
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

/* Whether the region's own rows in this series are example data where its parts are not, or the reverse. */
static bool would_splice(const Observations *observations, guint indicator, guint group, guint region, guint8 flags) {
  for (guint i = 0; i < observations_periods(observations, indicator, group); i++) {
    Observation own = slab_get(observations_slab(observations, indicator, group, i), region);
    if (own.state == STATE_ABSENT || own.flags & FLAG_AGGREGATED) continue;
    return (own.flags & FLAG_EXAMPLE) != (flags & FLAG_EXAMPLE);
  }
  return false;
}

static void aggregate_region(Observations *observations, const Indicator *indicator, guint group, Slab *slab,
                             const Slab *weights, guint region, const guint *members, guint count) {
  Parts parts = {0};
  if (slab_get(slab, region).state != STATE_ABSENT) return;
  for (guint i = 0; i < count; i++) gather(&parts, slab, weights, members[i]);
  if (!parts.seen) return;
  Observation result = weights ? parts_mean(&parts, indicator->coverage) : parts_sum(&parts, indicator->coverage);
  if (would_splice(observations, indicator->index, group, region, result.flags)) return;
  slab_put(slab, region, &result, parts_source(&parts), parts.resource);
}

/* A mean of a period or group for which nothing weighs it is not there at all. */
static void aggregate_slab(Observations *observations, const Indicator *indicator, guint group, Slab *slab,
                           const Members *all) {
  const Slab *weights = NULL;
  if (indicator->aggregation == AGGREGATE_MEAN) {
    if (!indicator->weight) return;
    weights = observations_find(observations, indicator->weight->index, group, slab_period(slab));
    if (!weights) return;
  }
  for (guint region = 0, start = 0; region < all->ends->len; region++) {
    guint end = g_array_index(all->ends, guint, region);
    if (end > start)
      aggregate_region(observations, indicator, group, slab, weights, region, &g_array_index(all->members, guint, start), end - start);
    start = end;
  }
}

void aggregate_regions(Observations *observations, const Catalog *catalog, const Regions *regions) {
  const GPtrArray *indicators = catalog_indicators(catalog);
  Members all = members_of(regions_all(regions));
  for (guint i = 0; i < indicators->len; i++) {
    const Indicator *indicator = g_ptr_array_index(indicators, i);
    if (indicator->aggregation == AGGREGATE_NONE) continue;
    for (guint group = 0; group <= catalog_groups(catalog)->len; group++)
      for (guint p = 0; p < observations_periods(observations, i, group); p++)
        aggregate_slab(observations, indicator, group, observations_slab(observations, i, group, p), &all);
  }
  g_array_unref(all.members);
  g_array_unref(all.ends);
}
