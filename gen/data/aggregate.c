/* Totals and means of regio, provincie and land. They are computed from published values only, so a total cannot give a
 * secret part away: whatever is subtracted from it, the part's interval is all that comes back. What is not known makes a
 * total incomplete and says so; nothing is filled in. This file must not know how values were read or hidden. */
#include "data/aggregate.h"
#include <math.h>

enum { ESTIMATE_BASE = 5 };

/* What is gathered over the parts of one region. For a sum each weight is 1. */
typedef struct {
  double weight, value, low, high;
  guint parts, parts_all, seen, secret, nil, below_half;
  bool rounded, interval;
  guint8 any_flags, all_flags;
  guint source;     /* of all parts; G_MAXUINT = they differ */
  guint16 resource; /* that all parts and weights were read from; 0 = several */
} Gathered;

static const guint8 FLAGS_OF_ANY = FLAG_PROVISIONAL | FLAG_REVISED | FLAG_ESTIMATED | FLAG_EXAMPLE;

static bool has_interval(const Observation *part) { return !isnan(part->low) || !isnan(part->high); }

/* A secret part whose interval is known can be estimated by its middle. */
static bool can_be_estimated(const Observation *part) {
  return (part->state == STATE_SECRET || part->state == STATE_MISSING_OR_SECRET) && !isnan(part->low) && !isnan(part->high);
}

static void gather(Gathered *all, const Observation *part, double weight, guint source) {
  bool secret = !observation_known(part);
  double value = secret ? (part->low + part->high) / 2 : part->value;
  /* A value without interval is exact; one with an open side stays open there (NAN carries on). */
  double low = has_interval(part) ? part->low : value, high = has_interval(part) ? part->high : value;
  all->source = all->parts == 0 || all->source == source ? source : G_MAXUINT;
  all->all_flags = all->parts == 0 ? part->flags : all->all_flags & part->flags;
  all->any_flags |= part->flags;
  all->parts++;
  all->weight += weight;
  all->value += weight * value;
  all->low += weight * low;
  all->high += weight * high;
  all->interval |= has_interval(part);
  all->rounded |= part->state == STATE_ROUNDED;
  all->secret += secret;
  all->nil += part->state == STATE_NIL;
  all->below_half += part->state == STATE_BELOW_HALF_UNIT;
}

static void note_resource(Gathered *all, const Slab *slab, guint region, bool first) {
  guint16 resource = slab_resource(slab, region);
  all->resource = first || all->resource == resource ? resource : 0;
}

/* A part that may not be known: it counts all the same. */
static Observation look_at(Gathered *all, const Slab *slab, guint region) {
  Observation part = slab_get(slab, region);
  if (part.state != STATE_ABSENT) note_resource(all, slab, region, all->seen == 0);
  all->seen += part.state != STATE_ABSENT;
  all->parts_all += part.state != STATE_IMPOSSIBLE;
  all->any_flags |= part.flags & FLAG_EXAMPLE;
  return part;
}

static void gather_sum(Gathered *all, const Slab *slab, guint region) {
  Observation part = look_at(all, slab, region);
  if (observation_known(&part) || can_be_estimated(&part)) gather(all, &part, 1, slab_source(slab, region));
}

static void gather_mean(Gathered *all, const Slab *slab, const Slab *weights, guint region) {
  Observation part = look_at(all, slab, region), weight = slab_get(weights, region);
  if (part.state != STATE_ABSENT && weight.state != STATE_ABSENT) note_resource(all, weights, region, false);
  if (observation_known(&part) && observation_known(&weight) && weight.value >= 0)
    gather(all, &part, weight.value, slab_source(slab, region));
}

static Observation not_known(const Gathered *all, ValueState state) {
  return (Observation){.value = NAN, .low = NAN, .high = NAN, .state = state,
                       .flags = FLAG_AGGREGATED | (state == STATE_MISSING ? FLAG_INCOMPLETE : 0) | (all->any_flags & FLAG_EXAMPLE),
                       .parts = (guint16)all->parts, .parts_all = (guint16)all->parts_all};
}

/* What both rules share: the flags, and what is left when too little is known. */
static Observation begin_result(const Gathered *all) {
  if (!all->parts_all) return not_known(all, STATE_IMPOSSIBLE);
  if (!all->parts || all->parts * 2 < all->parts_all) return not_known(all, STATE_MISSING);
  Observation result = not_known(all, STATE_VALUE);
  result.flags |= (all->any_flags & FLAGS_OF_ANY) | (all->all_flags & FLAG_BREAK);
  if (all->parts < all->parts_all) result.flags |= FLAG_INCOMPLETE;
  return result;
}

static double estimate(const Gathered *all) {
  double rounded = round(all->value / ESTIMATE_BASE) * ESTIMATE_BASE;
  return CLAMP(rounded, all->low, all->high);
}

static Observation finish_sum(const Gathered *all) {
  Observation result = begin_result(all);
  if (result.state != STATE_VALUE) return result;
  if (all->interval) {
    result.low = all->low;
    result.high = all->high;
  }
  result.value = all->value;
  if (all->rounded) result.state = STATE_ROUNDED;
  if (all->nil == all->parts) result.state = STATE_NIL;
  else if (all->nil + all->below_half == all->parts) result.state = STATE_BELOW_HALF_UNIT;
  if (all->secret == all->parts) {
    result.state = STATE_SECRET;
    result.value = NAN;
  } else if (all->secret) {
    result.state = STATE_ROUNDED;
    result.flags |= FLAG_ESTIMATED;
    result.value = estimate(all);
  }
  return result;
}

static Observation finish_mean(const Gathered *all) {
  Observation result = begin_result(all);
  if (result.state != STATE_VALUE) return result;
  if (!(all->weight > 0)) return not_known(all, STATE_MISSING);
  if (all->interval) {
    result.low = all->low / all->weight;
    result.high = all->high / all->weight;
  }
  result.value = all->value / all->weight;
  return result;
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
                             const Slab *weights, const Region *region) {
  Gathered all = {0};
  if (slab_get(slab, region->index).state != STATE_ABSENT) return;
  for (guint i = 0; i < region->members->len; i++) {
    guint member = ((const Region *)g_ptr_array_index(region->members, i))->index;
    if (weights) gather_mean(&all, slab, weights, member);
    else gather_sum(&all, slab, member);
  }
  if (!all.seen) return;
  Observation result = weights ? finish_mean(&all) : finish_sum(&all);
  if (would_splice(observations, indicator->index, group, region->index, result.flags)) return;
  slab_set(slab, region->index, &result, all.parts && all.source != G_MAXUINT ? (guint16)all.source : 0);
  slab_set_resource(slab, region->index, all.resource);
}

/* A mean of a period or group for which nothing weighs it is not there at all. */
static void aggregate_slab(Observations *observations, const Indicator *indicator, guint group, Slab *slab,
                           const GPtrArray *regions) {
  const Slab *weights = NULL;
  if (indicator->aggregation == AGGREGATE_MEAN) {
    if (!indicator->weight) return;
    weights = observations_find(observations, indicator->weight->index, group, slab_period(slab));
    if (!weights) return;
  }
  for (guint i = 0; i < regions->len; i++) {
    const Region *region = g_ptr_array_index(regions, i);
    if (region->members->len) aggregate_region(observations, indicator, group, slab, weights, region);
  }
}

void aggregate_regions(Observations *observations, const Catalog *catalog, const Regions *regions) {
  const GPtrArray *indicators = catalog_indicators(catalog);
  for (guint i = 0; i < indicators->len; i++) {
    const Indicator *indicator = g_ptr_array_index(indicators, i);
    if (indicator->aggregation == AGGREGATE_NONE) continue;
    for (guint group = 0; group <= catalog_groups(catalog)->len; group++)
      for (guint p = 0; p < observations_periods(observations, i, group); p++)
        aggregate_slab(observations, indicator, group, observations_slab(observations, i, group, p), regions_all(regions));
  }
}
