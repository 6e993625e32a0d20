/* Small counts are about people who can be recognised. Only this file and what it calls see them: it runs once, right after
 * reading, and what it replaces is gone. It says which counts are small and writes down what became secret; which sums could
 * give one away is known to relations.c, and which cells hide one to suppression.c. It must not know outputs; if a number
 * can be worked out from what is published, the answer is another secret cell here, never a trick there. */
#include "data/disclosure.h"
#include "data/disclosure_rates.h"
#include "data/relations.h"
#include <math.h>
#include <string.h>

typedef struct {
  Observations *observations;
  const Catalog *catalog;
  const Regions *regions;
} Control;

/* ---- Rounding to a base ---------------------------------------------------------------------------------------- */

static void round_slab(Slab *slab, guint regions, int base) {
  for (guint region = 0; region < regions; region++) {
    Observation o = slab_get(slab, region);
    if (!observation_known(&o)) continue;
    o.value = round(o.value / base) * base;
    o.low = o.high = NAN;
    o.state = STATE_ROUNDED;
    slab_set(slab, region, &o, slab_source(slab, region));
  }
}

static void round_counts(const Control *control, const Indicator *indicator) {
  for (guint group = 0; indicator->rounding && group <= catalog_groups(control->catalog)->len; group++)
    for (guint p = 0; p < observations_periods(control->observations, indicator->index, group); p++)
      round_slab(observations_slab(control->observations, indicator->index, group, p), regions_all(control->regions)->len,
                 indicator->rounding);
}

/* ---- Cells ----------------------------------------------------------------------------------------------------- */

enum { HIDDEN_BY_SOURCE = 1 << STATE_SECRET | 1 << STATE_MISSING_OR_SECRET };

static bool hidden_by_source(const Observation *o) { return HIDDEN_BY_SOURCE >> o->state & 1; }

/* A count that is known, as a cell; small ones are secret. */
static SuppressionCell count_cell(const Indicator *indicator, double value) {
  SuppressionCell cell = {.value = value, .low = 0, .high = INFINITY, .protection = indicator->protection,
                          .whole = value == floor(value)};
  cell.floor = indicator->threshold && value >= indicator->threshold ? indicator->threshold : 0;
  return cell;
}

/* A small count is secret; true when it is. */
static bool hide_small(const Indicator *indicator, SuppressionCell *cell) {
  int small = indicator->threshold;
  cell->secret = cell->value > 0 && cell->value < small;
  if (cell->secret && small - 2 >= indicator->protection) cell->low = 1, cell->high = small - 1;
  else if (cell->secret) cell->withheld = true;
  return cell->secret;
}

static bool cell_of(const RelationSlab *slab, guint region, SuppressionCell *cell, gpointer user_data) {
  const Control *control = user_data;
  const Indicator *indicator = slab->indicator;
  Observation o = slab_get(slab->slab, region);
  if (hidden_by_source(&o)) {
    *cell = count_cell(indicator, NAN);
    cell->secret = true;
    cell->whole = true;
    if (!isnan(o.low)) cell->low = o.low;
    if (!isnan(o.high)) cell->high = o.high;
    cell->protection = MIN(cell->protection, cell->high - cell->low);
    return true;
  }
  if (!observation_known(&o)) return false;
  *cell = count_cell(indicator, o.value);
  if (hide_small(indicator, cell) || !rates_hide_count(control->observations, control->catalog, indicator, slab->group, region,
                                                       slab->period))
    return true;
  cell->secret = cell->added = true; /* its rate is secret at the source */
  cell->low = cell->floor;
  return true;
}

static bool implied(const RelationSlab *slab, guint region, double value, SuppressionCell *cell, gpointer user_data) {
  const Control *control = user_data;
  if (!rates_show_count(control->observations, control->catalog, slab->indicator, slab->group, region, slab->period, &value) ||
      isnan(value))
    return false;
  *cell = count_cell(slab->indicator, value);
  hide_small(slab->indicator, cell);
  return true;
}

/* ---- Families of counts ---------------------------------------------------------------------------------------- */

static bool has_secret(const Control *control, const Indicator *indicator) {
  guint regions = regions_all(control->regions)->len;
  for (guint group = 0; group <= catalog_groups(control->catalog)->len; group++)
    for (guint p = 0; p < observations_periods(control->observations, indicator->index, group); p++)
      if (slab_has(observations_slab(control->observations, indicator->index, group, p), regions, HIDDEN_BY_SOURCE)) return true;
  return false;
}

static bool is_numerator(const Catalog *catalog, const Indicator *indicator) {
  for (guint i = 0; i < catalog_indicators(catalog)->len; i++)
    if (((const Indicator *)g_ptr_array_index(catalog_indicators(catalog), i))->numerator.indicator == indicator) return true;
  return false;
}

static bool is_count(const Indicator *indicator) { return indicator->kind == KIND_STOCK || indicator->kind == KIND_FLOW; }

static int by_id(gconstpointer a, gconstpointer b) {
  return strcmp((*(const Indicator *const *)a)->id, (*(const Indicator *const *)b)->id);
}

/* Takes all that is tied to `indicator` out of `left`. In the order of their ids: which of two equal counts is hidden must not
 * depend on the order of the table. */
static GPtrArray *family_of(const Indicator *indicator, GPtrArray *left) {
  GPtrArray *family = g_ptr_array_new();
  g_ptr_array_add(family, (gpointer)indicator);
  g_ptr_array_remove(left, (gpointer)indicator);
  for (guint i = 0; i < family->len; i++) {
    const Indicator *one = g_ptr_array_index(family, i);
    for (guint k = left->len; k-- > 0;) {
      const Indicator *other = g_ptr_array_index(left, k);
      if (other->same_as.indicator != one && one->same_as.indicator != other) continue;
      g_ptr_array_add(family, (gpointer)other);
      g_ptr_array_remove_index(left, k);
    }
  }
  g_ptr_array_sort(family, by_id);
  return family;
}

static bool needs_control(const Control *control, const GPtrArray *family) {
  for (guint i = 0; i < family->len; i++) {
    const Indicator *indicator = g_ptr_array_index(family, i);
    if (indicator->threshold || is_numerator(control->catalog, indicator) || has_secret(control, indicator)) return true;
  }
  return false;
}

/* ---- Writing down ---------------------------------------------------------------------------------------------- */

static void hide(Slab *slab, guint region, const SuppressionCell *cell) {
  Observation old = slab_get(slab, region);
  if (!observation_known(&old) && !(hidden_by_source(&old) && cell->withheld)) return;
  bool tells = !cell->withheld && !isinf(cell->high);
  Observation secret = {.value = NAN, .low = tells ? cell->low : NAN, .high = tells ? cell->high : NAN,
                        .state = STATE_SECRET, .flags = old.flags};
  slab_set(slab, region, &secret, slab_source(slab, region));
}

static void write_down(const Control *control, const Relations *relations) {
  for (guint i = 0; i < relations->slabs->len; i++) {
    const RelationSlab *slab = &g_array_index(relations->slabs, RelationSlab, i);
    for (guint region = 0; region < regions_all(control->regions)->len; region++) {
      if (slab->cells[region] == RELATIONS_NONE) continue;
      const SuppressionCell *cell = suppression_cell(relations->suppression, slab->cells[region]);
      if (!cell->secret || cell->fixed) continue;
      if (slab->slab) hide(slab->slab, region, cell);
      rates_hide(control->observations, control->catalog, slab->indicator, slab->group, region, slab->period);
    }
  }
}

/* The tables of every family that has something to hide. All are made before anything is hidden: what the source keeps secret
 * must not be mixed up with what follows from it. */
static GPtrArray *relate_families(const Control *control, const RegionSums *sums) {
  const GPtrArray *indicators = catalog_indicators(control->catalog);
  const RelationCells cells = {cell_of, implied, (gpointer)control};
  GPtrArray *all = g_ptr_array_new_with_free_func((GDestroyNotify)relations_free);
  g_autoptr(GPtrArray) left = g_ptr_array_new();
  for (guint i = 0; i < indicators->len; i++)
    if (is_count(g_ptr_array_index(indicators, i))) g_ptr_array_add(left, g_ptr_array_index(indicators, i));
  while (left->len) {
    g_autoptr(GPtrArray) family = family_of(g_ptr_array_index(left, 0), left);
    if (needs_control(control, family))
      g_ptr_array_add(all, relations_new(family, control->observations, control->catalog, control->regions, sums, &cells));
  }
  return all;
}

void disclosure_apply(Observations *observations, const Catalog *catalog, const Regions *regions) {
  const Control control = {observations, catalog, regions};
  const GPtrArray *indicators = catalog_indicators(catalog);
  g_autoptr(RegionSums) sums = region_sums_new(regions);
  g_autoptr(GPtrArray) families = relate_families(&control, sums);
  for (guint i = 0; i < families->len; i++) {
    const Relations *relations = g_ptr_array_index(families, i);
    suppression_solve(relations->suppression);
    write_down(&control, relations);
  }
  for (guint i = 0; i < indicators->len; i++) round_counts(&control, g_ptr_array_index(indicators, i));
  rates_protect(observations, catalog, regions, sums);
  observations_forget(observations, regions_all(regions)->len);
}
