/* Formulas worked out; see derive.h. Only published values go in, so that nothing secret can come out. A rate of a provincie
 * is never a mean of rates here. This file must not know how formulas are written. */
#include "data/derive.h"
#include "base/number.h"
#include "data/formula.h"
#include "data/parts.h"
#include <math.h>

typedef struct {
  const Formula *formula;
  int decimals;
  double coverage;
  Slab **slabs; /* a term's, in one period and group */
} Deriving;

/* What the terms of one region make. */
typedef struct {
  double above, below;             /* sums of values */
  double above_low, above_high, below_low, below_high;
  bool interval, rounded, seen, secret, missing_or_secret, impossible, missing;
  bool below_unknown; /* some term under the line */
  guint8 flags;
  guint16 resource;
  bool several;
} Sum;

static const guint8 FLAGS_KEPT = FLAG_PROVISIONAL | FLAG_REVISED | FLAG_ESTIMATED | FLAG_BREAK | FLAG_EXAMPLE |
                                 FLAG_AGGREGATED | FLAG_INCOMPLETE;

static const FormulaTerm *term_at(const Formula *formula, guint index) {
  return &g_array_index(formula->terms, FormulaTerm, index);
}

static void add_known(Sum *sum, const FormulaTerm *term, const Observation *part) {
  bool open = isnan(part->low) && isnan(part->high);
  double low = open ? part->value : part->low, high = open ? part->value : part->high;
  double *bounds = term->below ? &sum->below_low : &sum->above_low;
  *(term->below ? &sum->below : &sum->above) += term->sign * part->value;
  bounds[0] += term->sign > 0 ? low : -high;
  bounds[1] += term->sign > 0 ? high : -low;
  sum->interval |= !open;
  sum->rounded |= part->state == STATE_ROUNDED;
}

static void add_term(Sum *sum, const FormulaTerm *term, const Observation *part, guint16 resource) {
  if (part->state != STATE_ABSENT) {
    sum->several = sum->several || (sum->seen && sum->resource != resource);
    sum->resource = resource;
  }
  sum->seen |= part->state != STATE_ABSENT;
  sum->flags |= part->flags;
  sum->secret |= part->state == STATE_SECRET;
  sum->missing_or_secret |= part->state == STATE_MISSING_OR_SECRET;
  sum->impossible |= part->state == STATE_IMPOSSIBLE;
  sum->missing |= part->state == STATE_MISSING || part->state == STATE_WITHDRAWN || part->state == STATE_ABSENT;
  if (observation_known(part)) add_known(sum, term, part);
  else if (term->below) sum->below_unknown = true;
}

static Sum sum_of(const Deriving *deriving, guint region) {
  Sum sum = {0};
  for (guint i = 0; i < deriving->formula->terms->len; i++) {
    Observation part = slab_get(deriving->slabs[i], region);
    guint16 resource = part.state == STATE_ABSENT ? 0 : slab_resource(deriving->slabs[i], region);
    add_term(&sum, term_at(deriving->formula, i), &part, resource);
  }
  return sum;
}

static bool is_known(const Sum *sum) {
  return sum->seen && !sum->secret && !sum->missing_or_secret && !sum->impossible && !sum->missing;
}

static bool is_incomplete(const Sum *sum) { return sum->flags & FLAG_INCOMPLETE; }

static ValueState state_of(const Sum *sum, const Formula *formula) {
  if (sum->secret) return STATE_SECRET;
  if (sum->missing_or_secret) return STATE_MISSING_OR_SECRET;
  if (sum->impossible) return STATE_IMPOSSIBLE;
  if (sum->missing || (formula->divides && is_incomplete(sum))) return STATE_MISSING;
  if (formula->divides && !(sum->below > 0)) return STATE_IMPOSSIBLE;
  return sum->rounded ? STATE_ROUNDED : STATE_VALUE;
}

/* A side that is open stays open. */
static double bound(const Deriving *deriving, double value) {
  return isfinite(value) ? number_round(value, deriving->decimals) : NAN;
}

static Observation work_out(const Deriving *deriving, const Sum *sum) {
  const Formula *formula = deriving->formula;
  Observation result = {.value = NAN, .low = NAN, .high = NAN, .state = state_of(sum, formula), .flags = sum->flags & FLAGS_KEPT};
  if (!observation_known(&result)) return result;
  double factor = formula->factor;
  result.value = number_round(factor * sum->above / (formula->divides ? sum->below : 1), deriving->decimals);
  bool bounded = sum->interval && (!formula->divides || sum->below_low > 0);
  if (bounded) {
    result.low = bound(deriving, factor * sum->above_low / (formula->divides ? sum->below_high : 1));
    result.high = bound(deriving, factor * sum->above_high / (formula->divides ? sum->below_low : 1));
  }
  return result;
}

static void add_member(Sum *all, const Sum *part) {
  all->above += part->above, all->below += part->below;
  all->above_low += part->above_low, all->above_high += part->above_high;
  all->below_low += part->below_low, all->below_high += part->below_high;
  all->interval |= part->interval;
  all->rounded |= part->rounded;
  all->seen = true;
  all->flags |= part->flags;
}

/* Over the members in which every term is known: shares of different members would tell of nobody. */
static Observation over_members(const Deriving *deriving, const Region *region, Sum *sum) {
  Sum all = {.flags = (sum->flags & ~FLAG_INCOMPLETE) | FLAG_AGGREGATED};
  Parts parts = {.weighed = deriving->formula->divides};
  for (guint i = 0; i < region->members->len; i++) {
    Sum part = sum_of(deriving, ((const Region *)region->members->pdata[i])->index);
    if (part.impossible) continue;
    parts.parts_all++;
    parts.weight_unknown |= part.below_unknown;
    parts.weight_all += part.below;
    if (!is_known(&part) || is_incomplete(&part)) continue;
    parts.parts++;
    add_member(&all, &part);
  }
  parts.weight = all.below;
  all.missing = !parts.parts || !coverage_reaches(parts_coverage(&parts), deriving->coverage);
  Observation result = work_out(deriving, &all);
  result.parts = (guint16)parts.parts;
  result.parts_all = (guint16)parts.parts_all;
  if (parts.parts == parts.parts_all) return result;
  result.flags |= FLAG_INCOMPLETE;
  result.low = result.high = NAN; /* the rest may be anything */
  return result;
}

static void derive_region(Observations *observations, const Deriving *deriving, CellKey key, const Region *region) {
  Sum sum = sum_of(deriving, region->index);
  if (!sum.seen) return;
  bool apart = region->members->len && is_incomplete(&sum) && !sum.secret;
  Observation result = apart ? over_members(deriving, region, &sum) : work_out(deriving, &sum);
  key.region = region->index;
  observations_put(observations, key, &result, 0, sum.several ? 0 : sum.resource);
}

static void derive_period(Observations *observations, const Indicator *indicator, CellKey key, const Regions *regions) {
  const Formula *formula = indicator->formula;
  g_autofree Slab **slabs = g_new0(Slab *, formula->terms->len);
  Deriving deriving = {formula, indicator->decimals, indicator->coverage, slabs};
  for (guint i = 0; i < formula->terms->len; i++) {
    slabs[i] = observations_find(observations, term_at(formula, i)->indicator->index, key.group, key.period);
    if (!slabs[i]) return;
  }
  for (guint i = 0; i < regions_all(regions)->len; i++)
    derive_region(observations, &deriving, key, regions_all(regions)->pdata[i]);
}

/* The periods that all terms have: where nobody has one of them there is nothing to tell. */
static void derive_indicator(Observations *observations, const Indicator *indicator, const Catalog *catalog, const Regions *regions) {
  guint first = term_at(indicator->formula, 0)->indicator->index;
  for (guint group = 0; group <= catalog_groups(catalog)->len; group++)
    for (guint p = 0; p < observations_periods(observations, first, group); p++) {
      CellKey key = {indicator->index, group, 0, slab_period(observations_slab(observations, first, group, p))};
      derive_period(observations, indicator, key, regions);
    }
}

void derive_observations(Observations *observations, const Catalog *catalog, const Regions *regions) {
  const GPtrArray *derived = catalog_derived(catalog);
  for (guint i = 0; i < derived->len; i++) derive_indicator(observations, derived->pdata[i], catalog, regions);
}
