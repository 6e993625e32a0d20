/* Targets: whose holds, from which year, and what the members' come to together. */
#include "data/target.h"
#include "fixture.h"
#include <math.h>

static Project *with_targets(const char *rows) {
  Project *project = fixture_new("A,homes,2024,,1,,,,,\n");
  fixture_table(project, "targets", FIXTURE_TARGETS, rows);
  return project;
}

/* The value in force, or NAN. */
static double value_in(const Dataset *dataset, const char *indicator, const char *region, const char *period) {
  Target target;
  bool found = dataset_target(dataset, dataset_indicator(dataset, indicator), dataset_region(dataset, region),
                              fixture_period(period), &target);
  return found ? target.value : NAN;
}

static void test_own_before_level_before_all(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = with_targets("homes,A,,minimum,1,2030,,,,\nhomes,,gemeente,minimum,2,2030,,,,\nhomes,,,minimum,3,2030,,,,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  assert_true(value_in(dataset, "homes", "A", "2024") == 1);
  assert_true(value_in(dataset, "homes", "B", "2024") == 2);
  assert_true(value_in(dataset, "homes", "P1", "2024") == 3);
  assert_true(isnan(value_in(dataset, "people", "A", "2024")));
}

static void test_year_in_force(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = with_targets("homes,A,,minimum,3,2030,,,,\nhomes,A,,minimum,1,2024,,,,\nhomes,A,,minimum,2,2026,,,,\n"
                                            "share,A,,minimum,9,,,,,\nshare,A,,minimum,8,2024,,,,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  assert_true(value_in(dataset, "homes", "A", "2023") == 1);
  assert_true(value_in(dataset, "homes", "A", "2024") == 1);
  assert_true(value_in(dataset, "homes", "A", "2024-12-31") == 1);
  assert_true(value_in(dataset, "homes", "A", "2025-01") == 2);
  assert_true(value_in(dataset, "homes", "A", "2031") == 3);
  assert_true(value_in(dataset, "homes", "A", "") == 3);
  /* Without a year it holds for what the dated ones leave. */
  assert_true(value_in(dataset, "share", "A", "2024") == 8);
  assert_true(value_in(dataset, "share", "A", "2025") == 9);
}

static void test_what_a_target_holds(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = with_targets("homes,A,,maximum,10,2030,2020,4,afspraak,report\nhomes,B,,minimum,10,,,,,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  const Indicator *homes = dataset_indicator(dataset, "homes");
  Target target;
  assert_true(dataset_target(dataset, homes, dataset_region(dataset, "A"), fixture_period("2024"), &target));
  assert_int_equal(target.kind, TARGET_MAXIMUM);
  assert_true(target.base_value == 4 && target.base_year.year == 2020 && target.year.year == 2030);
  assert_string_equal(target.label, "afspraak");
  assert_string_equal(target.source->id, "report");
  assert_false(target.aggregated);
  assert_true(dataset_target(dataset, homes, dataset_region(dataset, "B"), fixture_period("2024"), &target));
  assert_string_equal(target.source->id, "cbs"); /* the indicator's */
  assert_true(isnan(target.base_value) && target.year.kind == PERIOD_NONE);
}

static void test_members_together(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = with_targets("homes,A,,minimum,10,2030,2020,1,x,\nhomes,B,,minimum,20,2030,2020,2,x,\n"
                                            "homes,C,,minimum,40,2028,,,x,\nhomes,D,,minimum,80,2030,2020,4,x,\nshare,A,,minimum,1,2030,,,,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  const Indicator *homes = dataset_indicator(dataset, "homes");
  Target target;
  assert_true(dataset_target(dataset, homes, dataset_region(dataset, "NL"), fixture_period("2024"), &target));
  assert_true(target.aggregated && target.value == 110 && target.base_value == 7 && target.year.year == 2030);
  assert_int_equal(target.parts, 3);
  assert_int_equal(target.parts_all, 4);
  assert_true(dataset_target(dataset, homes, dataset_region(dataset, "P1"), fixture_period("2024"), &target));
  assert_true(target.value == 30 && target.parts == 2 && target.parts_all == 3);
  assert_true(isnan(value_in(dataset, "share", "P1", "2024"))); /* a rate does not add up */
}

/* What 48 of 50 reported is held against what those 48 agreed. */
static void test_only_of_members_in_the_total(void **state G_GNUC_UNUSED) {
  static const char TARGETS[] = "homes,A,,minimum,10,2030,2020,1,x,\nhomes,B,,minimum,20,2030,2020,2,x,\n";
  const struct { const char *rows; double value; guint parts; bool uneven; } cases[] = {
      {"A,homes,2024,,7,,,,,\nB,homes,2024,,9,,,,,\nC,homes,2024,,0,,,,,\n", 30, 2, false},
      {"A,homes,2024,,7,,,,,\nB,homes,2024,,,,,missing,,\nC,homes,2024,,0,,,,,\n", 10, 1, false},
      {"A,homes,2024,,7,,,,,\nB,homes,2024,,,,,missing,,\nC,homes,2024,,5,,,,,\n", 10, 1, true}, /* C agreed to nothing */
      {"A,homes,2024,,7,,,,,\nB,homes,2024,,,1,4,secret,,\nC,homes,2024,,0,,,,,\n", 30, 2, false}, /* its middle counts */
      {"A,homes,2024,,7,,,,,\nP1,homes,2024,,12,,,,,\n", 30, 2, false}, /* a total of its own */
      {"A,homes,2024,,,,,missing,,\nB,homes,2024,,,,,missing,,\nC,homes,2024,,,,,missing,,\n", 30, 2, false}};
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Project) project = fixture_new(cases[i].rows);
    fixture_table(project, "targets", FIXTURE_TARGETS, TARGETS);
    g_autoptr(Dataset) dataset = fixture_load(project);
    const Indicator *homes = dataset_indicator(dataset, "homes");
    Target target;
    assert_true(dataset_target(dataset, homes, dataset_region(dataset, "P1"), fixture_period("2024"), &target));
    if (target.value != cases[i].value || target.parts != cases[i].parts || target.uneven != cases[i].uneven)
      fail_msg("case %zu: %g of %u, uneven %d", i, target.value, target.parts, target.uneven);
    assert_int_equal(target.parts_all, 3);
  }
}

/* Who reported makes no change, and does not stand in the way of a judgement. */
static void test_like_for_like(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("A,homes,2023,,10,,,,,\nB,homes,2023,,100,,,,,\nC,homes,2023,,,,,missing,,\n"
                                           "A,homes,2024,,12,,,,,\nB,homes,2024,,,,,missing,,\nC,homes,2024,,50,40,60,,,\n"
                                           "D,homes,2023,,1,,,,,\nD,homes,2024,,3,,,,,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  const Indicator *homes = dataset_indicator(dataset, "homes");
  const Region *p1 = dataset_region(dataset, "P1"), *p2 = dataset_region(dataset, "P2");
  Observation from = fixture_observe(dataset, "homes", "P1", "2023", NULL), to = fixture_observe(dataset, "homes", "P1", "2024", NULL);
  assert_true(from.value == 110 && to.value == 62);
  dataset_like_for_like(dataset, homes, p1, NULL, &from, &to);
  assert_true(from.value == 10 && to.value == 12 && from.period.year == 2023 && to.period.year == 2024);
  from = fixture_observe(dataset, "homes", "P2", "2023", NULL), to = fixture_observe(dataset, "homes", "P2", "2024", NULL);
  dataset_like_for_like(dataset, homes, p2, NULL, &from, &to);
  assert_true(from.value == 1 && to.value == 3);
  Observation whole = fixture_observe(dataset, "homes", "P1", "2024", NULL);
  Observation held = dataset_against_target(dataset, homes, p1, fixture_period("2024"));
  assert_true(isnan(whole.low) && held.low == 52 && held.high == 72 && held.value == 62);
}

static void test_a_base_that_not_all_have_is_no_base(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = with_targets("homes,A,,minimum,10,2030,2020,1,x,\nhomes,B,,minimum,20,2030,,,x,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  Target target;
  assert_true(dataset_target(dataset, dataset_indicator(dataset, "homes"), dataset_region(dataset, "P1"),
                             fixture_period("2024"), &target));
  assert_true(isnan(target.base_value) && target.base_year.kind == PERIOD_NONE);
}

static void check_bad(const char *rows, const char *findings) {
  g_autoptr(Project) project = with_targets(rows);
  fixture_refuse(project, findings);
}

static void test_slips(void **state G_GNUC_UNUSED) {
#define T "datasets/targets.csv:"
  check_bad("home,A,,minimum,1,2030,,,,\n", T "2:1 indicator-unknown\n");
  check_bad("homes,X,,minimum,1,2030,,,,\n", T "2:7 region-unknown\n");
  check_bad("homes,,gemeent,minimum,1,2030,,,,\n", T "2:8 target-level\n");
  check_bad("homes,A,gemeente,minimum,1,2030,,,,\n", T "2:9 target-owner\n");
  check_bad("homes,A,,least,1,2030,,,,\n", T "2:10 target-kind\n");
  check_bad("homes,A,,minimum,many,2030,,,,\n", T "2:18 table-type\n");
  check_bad("homes,A,,minimum,,2030,,,,\n", T "2:18 target-value\n");
  check_bad("homes,A,,minimum,1,soon,,,,\n", T "2:20 target-year\n");
  check_bad("homes,A,,minimum,1,2030,2020,,,\n", T "2:30 target-base\n");
  check_bad("homes,A,,minimum,1,2030,,5,,\n", T "2:25 target-base\n");
  check_bad("homes,A,,minimum,1,2030,,,,nobody\n", T "2:28 source-unknown\n");
  check_bad("vision,A,,minimum,1,2030,,,,\n", T "2:1 target-category\n");
  check_bad("homes,A,,minimum,1,2030,,,,\nhomes,A,,maximum,2,2030,,,,\n", T "3:1 target-duplicate\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_own_before_level_before_all), cmocka_unit_test(test_year_in_force),
      cmocka_unit_test(test_what_a_target_holds),         cmocka_unit_test(test_members_together),
      cmocka_unit_test(test_only_of_members_in_the_total), cmocka_unit_test(test_like_for_like),
      cmocka_unit_test(test_a_base_that_not_all_have_is_no_base), cmocka_unit_test(test_slips),
  };
  return cmocka_run_group_tests_name("target", tests, NULL, NULL);
}
