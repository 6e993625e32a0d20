/* Disclosure control of the example, asked of the dataset alone: with the sums that a reader can make of what it shows of one
 * region and year, each hidden count keeps an interval of the protection's width. Written for this test: in one sum that
 * is a matter of adding bounds. */
#include "data/dataset.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

typedef struct {
  double low, high;
  bool secret;
} Bounds;

typedef struct {
  guint asked, narrow;
} Tally;

static Config *config;
static Dataset *dataset;

/* What is published of a cell; what is not reported can be anything. */
static Bounds bounds_of(const char *indicator, const Region *region, Period period, const Group *group) {
  Observation o = dataset_observe(dataset, dataset_indicator(dataset, indicator), region, period, group);
  if (observation_known(&o)) return (Bounds){o.value, o.value, false};
  bool secret = o.state == STATE_SECRET;
  if (secret) return (Bounds){isnan(o.low) ? 0 : o.low, isnan(o.high) ? INFINITY : o.high, true};
  return (Bounds){0, o.state == STATE_IMPOSSIBLE ? 0 : INFINITY, false};
}

static Bounds both(Bounds a, Bounds b) { return (Bounds){MAX(a.low, b.low), MIN(a.high, b.high), a.secret}; }

/* The cell's bounds when it and `others` make `total`; one of `others` is the cell itself. */
static Bounds from_total(Bounds cell, const GArray *others, guint self, Bounds total) {
  double low = 0, high = 0;
  for (guint i = 0; i < others->len; i++) {
    if (i == self) continue;
    low += g_array_index(others, Bounds, i).low;
    high += g_array_index(others, Bounds, i).high;
  }
  return both(cell, (Bounds){total.low - high, total.high - low, true});
}

static void ask(Tally *tally, Bounds found, int protection) {
  tally->asked++;
  tally->narrow += !(found.high - found.low >= protection);
}

/* The groups of one region and year, their total, and the indicator that has one of the groups under another name. With
 * `primary` only small counts are taken to be hidden, the others to have the least that they can have. */
static void ask_region(Tally *tally, const Region *region, Period period, bool primary) {
  const GPtrArray *groups = dataset_groups(dataset);
  g_autoptr(GArray) parts = g_array_new(FALSE, FALSE, sizeof(Bounds));
  int protection = dataset_indicator(dataset, "toewijzingen")->protection;
  Bounds total = bounds_of("toewijzingen", region, period, NULL);
  for (guint i = 0; i < groups->len; i++) {
    const Group *group = g_ptr_array_index(groups, i);
    Bounds part = bounds_of("toewijzingen", region, period, group);
    if (!strcmp(group->id, "urgenten")) part = both(part, bounds_of("toewijzingen_urgenten", region, period, NULL));
    if (primary && part.secret && part.low >= 5) part = (Bounds){part.low, part.low, false};
    g_array_append_val(parts, part);
  }
  Bounds parts_together = {0, 0, true};
  for (guint i = 0; i < parts->len; i++) {
    Bounds part = g_array_index(parts, Bounds, i);
    parts_together.low += part.low;
    parts_together.high += part.high;
    if (part.secret) ask(tally, from_total(part, parts, i, total), protection);
  }
  if (total.secret) ask(tally, both(total, parts_together), protection);
}

static Tally ask_all(bool primary) {
  Tally tally = {0};
  const GPtrArray *regions = dataset_level_regions(dataset, "gemeente");
  const GArray *periods = indicator_periods(dataset, dataset_indicator(dataset, "toewijzingen"));
  for (guint r = 0; r < regions->len; r++)
    for (guint p = 0; p < periods->len; p++)
      ask_region(&tally, g_ptr_array_index(regions, r), g_array_index(periods, Period, p), primary);
  return tally;
}

static void test_groups_and_totals(void **state G_GNUC_UNUSED) {
  Tally tally = ask_all(false);
  assert_true(tally.asked > 10000);
  assert_int_equal(tally.narrow, 0);
}

static void test_the_same_question_finds_what_is_open(void **state G_GNUC_UNUSED) {
  assert_true(ask_all(true).narrow > 100);
}

/* A rate beside its denominator is its numerator. */
static void expect_rates_hidden(const char *rate, const char *count, const Group *group) {
  const GPtrArray *regions = dataset_level_regions(dataset, "gemeente");
  const GArray *periods = indicator_periods(dataset, dataset_indicator(dataset, rate));
  guint hidden = 0;
  for (guint r = 0; r < regions->len; r++)
    for (guint p = 0; p < periods->len; p++) {
      const Region *region = g_ptr_array_index(regions, r);
      Period period = g_array_index(periods, Period, p);
      Observation above = dataset_observe(dataset, dataset_indicator(dataset, count), region, period, group);
      Observation shown = dataset_observe(dataset, dataset_indicator(dataset, rate), region, period, NULL);
      if (above.state != STATE_SECRET) continue;
      hidden++;
      assert_false(observation_known(&shown));
    }
  assert_true(hidden > 100);
}

static void test_rates(void **state G_GNUC_UNUSED) {
  expect_rates_hidden("uitstroom", "toewijzingen", dataset_group(dataset, "uitstromers"));
  expect_rates_hidden("dakloze_mensen_per_10000", "dakloze_mensen_gehuisvest", NULL);
}

static int setup(void **state G_GNUC_UNUSED) {
  g_autoptr(Diags) diags = diags_new();
  config = config_load(".", diags);
  dataset = config ? dataset_load(config, diags) : NULL;
  return dataset ? 0 : -1;
}

static int teardown(void **state G_GNUC_UNUSED) {
  dataset_free(dataset);
  config_free(config);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_groups_and_totals),
                                     cmocka_unit_test(test_the_same_question_finds_what_is_open), cmocka_unit_test(test_rates)};
  return cmocka_run_group_tests_name("golden/disclosure_example", tests, setup, teardown);
}
