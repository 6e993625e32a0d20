/* Bends names, values and memberships, one thing at a time, so that a finding says what caused it. It exists because the
 * data of tomorrow is not here yet and the templates are. It must not know templates. */
#include "data/worst_case.h"
#include <math.h>
#include <string.h>

enum { MANY_REGIONS = 60 };

static const struct { const char *name, *words; } CASES[WORST_CASES] = {
    [CASE_NONE] = {"none", "the data as it is"},
    [CASE_LONGEST_NAME] = {"longest-name", "every region has its level's longest name"},
    [CASE_ZERO] = {"zero", "every value is 0"},
    [CASE_FULL] = {"full", "every share is 100%, every other value meets its target"},
    [CASE_TEN_TARGETS] = {"ten-targets", "every value is ten times its target"},
    [CASE_ALL_MISSING] = {"all-missing", "no value was reported"},
    [CASE_ALL_SECRET] = {"all-secret", "every value is secret"},
    [CASE_LARGEST] = {"largest", "every value is the indicator's largest, and provisional"},
    [CASE_ONE_REGION] = {"one-region", "one region in each comparison"},
    [CASE_SIXTY_REGIONS] = {"sixty-regions", "sixty regions in each comparison"},
};

const char *worst_case_name(WorstCase bent) { return CASES[bent].name; }
const char *worst_case_words(WorstCase bent) { return CASES[bent].words; }

const Region *worst_case_region(const Regions *regions, const char *level_id) {
  const GPtrArray *all = regions_of_level(regions, level_id);
  const Region *longest = NULL;
  for (guint i = 0; i < all->len; i++) {
    const Region *region = g_ptr_array_index(all, i);
    if (!longest || g_utf8_strlen(region->title, -1) > g_utf8_strlen(longest->title, -1)) longest = region;
  }
  return longest;
}

/* ---- names and memberships ---- */

static void set_text(char **text, const char *now) {
  char *before = *text;
  *text = g_strdup(now);
  g_free(before);
}

static void give_longest_names(Regions *regions) {
  const GPtrArray *all = regions_all(regions);
  g_autoptr(GHashTable) longest = g_hash_table_new(NULL, NULL); /* level → const Region* */
  for (guint i = 0; i < all->len; i++) {
    Region *region = g_ptr_array_index(all, i);
    const Region *model = g_hash_table_lookup(longest, region->level);
    if (!model) {
      model = worst_case_region(regions, region->level->id);
      g_hash_table_insert(longest, (gpointer)region->level, (gpointer)model);
    }
    if (model == region) continue;
    set_text(&region->name, model->name);
    set_text(&region->official_name, model->official_name);
    set_text(&region->title, model->title);
  }
}

/* Each region above the lowest level gets the same members: `count` of them, the lowest level's own stand-in among them. */
static void set_members(Regions *regions, guint count) {
  const GPtrArray *all = regions_all(regions);
  if (all->len == 0) return;
  const LevelConfig *lowest = ((const Region *)g_ptr_array_index(all, 0))->level;
  const GPtrArray *candidates = regions_of_level(regions, lowest->id);
  const Region *focus = worst_case_region(regions, lowest->id);
  for (guint i = 0; i < all->len; i++) {
    Region *region = g_ptr_array_index(all, i);
    if (region->level == lowest) continue;
    g_ptr_array_set_size(region->members, 0);
    g_ptr_array_add(region->members, (gpointer)focus);
    for (guint c = 0; c < candidates->len && region->members->len < count; c++)
      if (g_ptr_array_index(candidates, c) != focus) g_ptr_array_add(region->members, g_ptr_array_index(candidates, c));
  }
}

/* ---- values ---- */

typedef struct {
  WorstCase bent;
  const Regions *regions;
  const Targets *targets;
  const Indicator *indicator;
  double largest; /* of the indicator, all groups and periods */
} Bending;

static void bend_value(const Bending *b, const Region *region, Observation *o) {
  Target target;
  bool has_target = targets_find(b->targets, b->indicator, region, o->period, NULL, NULL, &target);
  bool share = g_str_equal(b->indicator->unit, "%");
  switch (b->bent) {
  case CASE_ZERO: o->value = 0; break;
  case CASE_FULL: o->value = share ? 100 : has_target ? target.value : o->value; break;
  case CASE_TEN_TARGETS: o->value = has_target ? 10 * target.value : o->value; break;
  case CASE_LARGEST:
    o->value = b->largest;
    o->flags |= FLAG_PROVISIONAL;
    break;
  default: break;
  }
}

static void bend_category(const Bending *b, Observation *o) {
  bool high = b->bent == CASE_FULL || b->bent == CASE_TEN_TARGETS || b->bent == CASE_LARGEST;
  o->value = high ? (double)b->indicator->categories->len - 1 : 0;
}

static void bend(const Bending *b, const Region *region, Observation *o) {
  if (b->bent == CASE_ALL_MISSING) {
    o->state = STATE_MISSING;
    o->value = o->low = o->high = NAN;
  } else if (b->bent == CASE_ALL_SECRET) {
    o->state = STATE_SECRET;
    o->value = NAN;
    o->low = 1;
    o->high = MAX(b->indicator->threshold, 5) - 1;
  } else {
    o->state = STATE_VALUE;
    o->low = o->high = NAN;
    if (b->indicator->kind == KIND_CATEGORY) bend_category(b, o);
    else bend_value(b, region, o);
  }
}

static void bend_slab(const Bending *b, Slab *slab) {
  const GPtrArray *regions = regions_all(b->regions);
  for (guint i = 0; i < regions->len; i++) {
    Observation o = slab_get(slab, i);
    bool hidden = b->bent == CASE_ALL_MISSING || b->bent == CASE_ALL_SECRET;
    if (o.state == STATE_ABSENT || o.state == STATE_IMPOSSIBLE || (!hidden && !observation_known(&o))) continue;
    bend(b, g_ptr_array_index(regions, i), &o);
    slab_set(slab, i, &o, slab_source(slab, i));
  }
}

/* Calls bend_slab(), or only looks for the largest value. */
static void each_slab(Bending *b, Observations *observations, guint groups, bool look) {
  for (guint group = 0; group <= groups; group++)
    for (guint p = 0; p < observations_periods(observations, b->indicator->index, group); p++) {
      Slab *slab = observations_slab(observations, b->indicator->index, group, p);
      if (!look) {
        bend_slab(b, slab);
        continue;
      }
      for (guint i = 0; i < regions_all(b->regions)->len; i++) {
        Observation o = slab_get(slab, i);
        if (observation_known(&o)) b->largest = MAX(b->largest, o.value);
      }
    }
}

void worst_case_apply(WorstCase bent, Regions *regions, const Catalog *catalog, const Targets *targets,
                      Observations *observations) {
  switch (bent) {
  case CASE_NONE:
  case WORST_CASES: return;
  case CASE_LONGEST_NAME: give_longest_names(regions); return;
  case CASE_ONE_REGION: set_members(regions, 1); return;
  case CASE_SIXTY_REGIONS: set_members(regions, MANY_REGIONS); return;
  default: break;
  }
  const GPtrArray *indicators = catalog_indicators(catalog);
  guint groups = catalog_groups(catalog)->len;
  for (guint i = 0; i < indicators->len; i++) {
    Bending b = {.bent = bent, .regions = regions, .targets = targets, .indicator = g_ptr_array_index(indicators, i)};
    each_slab(&b, observations, groups, true);
    each_slab(&b, observations, groups, false);
  }
}
