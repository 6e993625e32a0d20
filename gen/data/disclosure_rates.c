/* What rates give away. A rate is a count in another shape wherever its denominator is known, so that it shares the count's
 * fate; and a mean over regions is a sum of rates times weights, which is protected like a sum. This file must not know
 * which counts are small. */
#include "data/disclosure_rates.h"
#include "data/formula_units.h"
#include <math.h>
#include <string.h>

/* ---- Rates of a count ------------------------------------------------------------------------------------------ */

static const Indicator *indicator_at(const Catalog *catalog, guint index) {
  return g_ptr_array_index(catalog_indicators(catalog), index);
}

/* Whether a rate of one group is made of a count of another; groups from 1, 0 = the total. */
static bool is_part(const IndicatorPart *part, const Indicator *count, guint group, guint rate_group) {
  if (part->indicator != count) return false;
  return part->group ? part->group->index + 1 == group : rate_group == group;
}

/* A cell of a rate. */
typedef struct {
  const Indicator *rate;
  guint group, region;
  Slab *slab;
} RateCell;
typedef bool (*RateFunc)(const RateCell *cell, gpointer user_data);

/* The cells of rates that are made of a count; stops when `func` is true, and says so. */
static bool any_rate(const Observations *observations, const Catalog *catalog, const Indicator *count, CellKey key,
                     bool denominators, RateFunc func, gpointer user_data) {
  for (guint i = 0; i < catalog_indicators(catalog)->len; i++) {
    const Indicator *rate = indicator_at(catalog, i);
    if (rate->numerator.indicator != count && !(denominators && rate->denominator.indicator == count)) continue;
    for (guint group = 0; group <= catalog_groups(catalog)->len; group++) {
      if (!is_part(&rate->numerator, count, key.group, group) &&
          !(denominators && is_part(&rate->denominator, count, key.group, group)))
        continue;
      Slab *slab = observations_find(observations, i, group, key.period);
      if (slab && func(&(RateCell){rate, group, key.region, slab}, user_data)) return true;
    }
  }
  return false;
}

static bool is_secret(const RateCell *cell, gpointer user_data) {
  (void)user_data;
  return slab_get(cell->slab, cell->region).state == STATE_SECRET;
}

static void hide_cell(Slab *slab, guint region) {
  Observation old = slab_get(slab, region);
  if (!observation_known(&old)) return;
  Observation secret = {.value = NAN, .low = NAN, .high = NAN, .state = STATE_SECRET, .flags = old.flags};
  slab_set(slab, region, &secret, slab_source(slab, region));
}

static bool hide_rate(const RateCell *cell, gpointer user_data) {
  (void)user_data;
  hide_cell(cell->slab, cell->region);
  return false;
}

static Observation part_at(const Observations *observations, const IndicatorPart *part, guint group, guint region,
                           Period period) {
  guint of = part->group ? part->group->index + 1 : group;
  if (!part->indicator) return (Observation){.value = NAN, .state = STATE_ABSENT};
  return observations_get(observations, (CellKey){part->indicator->index, of, region, period});
}

typedef struct {
  const Observations *observations;
  double *count;
} Shown;

/* The count that a known rate makes with its denominator. */
static bool show_count(const RateCell *cell, gpointer user_data) {
  const Shown *shown = user_data;
  Observation rate = slab_get(cell->slab, cell->region);
  if (!observation_known(&rate)) return false;
  Observation below = part_at(shown->observations, &cell->rate->denominator, cell->group, cell->region, rate.period);
  double factor = unit_factor(cell->rate->unit);
  if (isnan(*shown->count) && factor > 0 && observation_known(&below)) *shown->count = round(rate.value * below.value / factor);
  return true;
}

bool rates_hide_count(const Observations *observations, const Catalog *catalog, const Indicator *count, guint group,
                      guint region, Period period) {
  return any_rate(observations, catalog, count, (CellKey){0, group, region, period}, false, is_secret, NULL);
}

bool rates_show_count(const Observations *observations, const Catalog *catalog, const Indicator *count, guint group,
                      guint region, Period period, double *value) {
  Shown shown = {observations, value};
  return any_rate(observations, catalog, count, (CellKey){0, group, region, period}, false, show_count, &shown);
}

void rates_hide(Observations *observations, const Catalog *catalog, const Indicator *count, guint group, guint region,
                Period period) {
  any_rate(observations, catalog, count, (CellKey){0, group, region, period}, true, hide_rate, NULL);
}

/* ---- Rates of rounded counts ----------------------------------------------------------------------------------- */

static void compute_anew(const Observations *observations, const Indicator *rate, guint group, Slab *slab, guint region) {
  Observation o = slab_get(slab, region);
  if (!observation_known(&o)) return;
  Observation above = part_at(observations, &rate->numerator, group, region, o.period);
  Observation below = part_at(observations, &rate->denominator, group, region, o.period);
  if (!unit_factor(rate->unit) || !observation_known(&above) || !observation_known(&below) || !(below.value > 0)) {
    hide_cell(slab, region);
    return;
  }
  o.value = unit_factor(rate->unit) * above.value / below.value;
  o.low = o.high = NAN;
  o.state = STATE_ROUNDED;
  slab_set(slab, region, &o, slab_source(slab, region));
}

static bool is_rounded(const IndicatorPart *part) { return part->indicator && part->indicator->rounding; }

static void round_rate(Observations *observations, const Catalog *catalog, const Indicator *rate, guint regions) {
  if (rate->kind != KIND_RATE || (!is_rounded(&rate->numerator) && !is_rounded(&rate->denominator))) return;
  for (guint group = 0; group <= catalog_groups(catalog)->len; group++)
    for (guint p = 0; p < observations_periods(observations, rate->index, group); p++)
      for (guint region = 0; region < regions; region++)
        compute_anew(observations, rate, group, observations_slab(observations, rate->index, group, p), region);
}

/* ---- Means ----------------------------------------------------------------------------------------------------- */

/* One period of a rate that regions above the lowest level have means of. Its cells are rates times weights. */
typedef struct {
  const Indicator *rate;
  Slab *slab;
  const Slab *weights;
  Suppression *suppression;
  guint *cells; /* one a region, or RELATIONS_NONE */
} Mean;

static double weight_at(const Mean *mean, guint region) {
  Observation weight = slab_get(mean->weights, region);
  return observation_known(&weight) && weight.value > 0 ? weight.value : 0;
}

static double weight_of_parts(const Mean *mean, const RegionSum *sum) {
  double weight = 0;
  for (guint i = 0; i < sum->parts->len; i++) weight += weight_at(mean, g_array_index(sum->parts, guint, i));
  return weight;
}

/* How far apart the products have to stay: the protection of the count behind the rate, else a tenth of the product. */
static double protection_of(const Mean *mean, double weight) {
  const Indicator *count = mean->rate->numerator.indicator;
  double width = unit_factor(mean->rate->unit) * (count ? count->protection : 1);
  return width > 0 ? width : weight / 10;
}

static void add_product(Mean *mean, guint region, double weight) {
  Observation o = slab_get(mean->slab, region);
  bool secret = o.state == STATE_SECRET;
  if (!(weight > 0) || (!secret && !observation_known(&o))) return;
  double most = unit_factor(mean->rate->unit) == 100 ? 100 : INFINITY;
  SuppressionCell cell = {.value = secret ? NAN : weight * o.value, .low = 0, .high = weight * most, .secret = secret,
                          .protection = protection_of(mean, weight), .withheld = true};
  mean->cells[region] = suppression_add(mean->suppression, cell);
}

/* Σ rate·weight of the parts = mean·weight, but for what rounding moves, and for parts that are not known. */
static void relate_mean(Mean *mean, const RegionSum *sum) {
  if (mean->cells[sum->total] == RELATIONS_NONE) return;
  double half = 0.5 * pow(10, -mean->rate->decimals), moved = 2 * half * weight_of_parts(mean, sum);
  SuppressionCell rest = {.value = NAN, .low = -moved, .high = moved, .secret = true, .fixed = true};
  bool any = false;
  for (guint i = 0; i < sum->parts->len; i++)
    if (mean->cells[g_array_index(sum->parts, guint, i)] == RELATIONS_NONE) rest.high = INFINITY;
    else any = true;
  if (!any) return;
  guint slack = suppression_add(mean->suppression, rest);
  suppression_begin(mean->suppression, 0);
  for (guint i = 0; i < sum->parts->len; i++) {
    guint cell = mean->cells[g_array_index(sum->parts, guint, i)];
    if (cell != RELATIONS_NONE) suppression_term(mean->suppression, cell, 1);
  }
  suppression_term(mean->suppression, slack, 1);
  suppression_term(mean->suppression, mean->cells[sum->total], -1);
}

static void protect_mean(Mean *mean, guint regions, const RegionSums *sums) {
  if (!slab_has(mean->slab, regions, 1 << STATE_SECRET)) return;
  g_autoptr(Suppression) suppression = mean->suppression = suppression_new();
  g_autofree guint *cells = mean->cells = g_new(guint, regions + 1);
  for (guint region = 0; region < regions; region++) cells[region] = RELATIONS_NONE;
  for (guint i = 0; i < sums->sums->len; i++) {
    const RegionSum *sum = &g_array_index(sums->sums, RegionSum, i);
    if (!sum->lowest) continue;
    for (guint k = 0; k < sum->parts->len; k++) {
      guint part = g_array_index(sum->parts, guint, k);
      if (cells[part] == RELATIONS_NONE) add_product(mean, part, weight_at(mean, part));
    }
    add_product(mean, sum->total, weight_of_parts(mean, sum));
    relate_mean(mean, sum);
  }
  suppression_solve(suppression);
  for (guint region = 0; region < regions; region++)
    if (cells[region] != RELATIONS_NONE && suppression_cell(suppression, cells[region])->secret)
      hide_cell(mean->slab, region);
}

void rates_protect(Observations *observations, const Catalog *catalog, const Regions *regions, const RegionSums *sums) {
  guint count = regions_all(regions)->len;
  for (guint i = 0; i < catalog_indicators(catalog)->len; i++) {
    const Indicator *rate = indicator_at(catalog, i);
    round_rate(observations, catalog, rate, count);
    if (rate->aggregation != AGGREGATE_MEAN || !rate->weight) continue;
    for (guint group = 0; group <= catalog_groups(catalog)->len; group++)
      for (guint p = 0; p < observations_periods(observations, i, group); p++) {
        Slab *slab = observations_slab(observations, i, group, p);
        Mean mean = {.rate = rate, .slab = slab,
                     .weights = observations_find(observations, rate->weight->index, group, slab_period(slab))};
        if (mean.weights) protect_mean(&mean, count, sums);
      }
  }
}
