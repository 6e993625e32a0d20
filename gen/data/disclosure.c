/* Small counts are about people who can be recognised. This is the only file that sees them: it runs once, right after
 * reading, and what it replaces is gone. It must not know outputs; if a number can be worked out from what is published,
 * the answer is another secret cell here, never a trick there. */
#include "data/disclosure.h"
#include <math.h>

static bool is_small_count(const Observation *observation, int threshold) {
  return observation_known(observation) && observation->value > 0 && observation->value < threshold;
}

static void hide(Slab *slab, guint region, const Observation *old, int threshold) {
  Observation secret = {.value = NAN, .low = 1, .high = threshold - 1, .state = STATE_SECRET, .flags = old->flags};
  slab_set(slab, region, &secret, slab_source(slab, region));
}

static void hide_small_counts(Slab *slab, guint regions, int threshold) {
  for (guint region = 0; region < regions; region++) {
    Observation observation = slab_get(slab, region);
    if (is_small_count(&observation, threshold)) hide(slab, region, &observation, threshold);
  }
}

void disclosure_apply(Observations *observations, const Catalog *catalog, const Regions *regions) {
  const GPtrArray *indicators = catalog_indicators(catalog);
  for (guint i = 0; i < indicators->len; i++) {
    const Indicator *indicator = g_ptr_array_index(indicators, i);
    for (guint group = 0; indicator->threshold && group <= catalog_groups(catalog)->len; group++)
      for (guint p = 0; p < observations_periods(observations, i, group); p++)
        hide_small_counts(observations_slab(observations, i, group, p), regions_all(regions)->len, indicator->threshold);
  }
}
