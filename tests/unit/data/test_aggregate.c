/* Totals and means of regions made of others: from published values only, and honest about what lacks. */
#include "data/aggregate.h"
#include "fixture.h"
#include <math.h>

typedef struct {
  ValueState state;
  double value, low, high;
  guint parts, parts_all;
  guint flags; /* beside FLAG_AGGREGATED */
} Expected;

static void check_in(const Dataset *dataset, const char *indicator, const char *region, const char *group, Expected expected) {
  Observation found = fixture_observe(dataset, indicator, region, "2024", group);
  assert_int_equal(found.state, expected.state);
  assert_true(isnan(expected.value) ? isnan(found.value) : fabs(found.value - expected.value) < 1e-9);
  assert_true(isnan(expected.low) ? isnan(found.low) : fabs(found.low - expected.low) < 1e-9);
  assert_true(isnan(expected.high) ? isnan(found.high) : fabs(found.high - expected.high) < 1e-9);
  assert_int_equal(found.parts, expected.parts);
  assert_int_equal(found.parts_all, expected.parts_all);
  assert_int_equal(found.flags, expected.flags | FLAG_AGGREGATED);
}

static void check(const char *rows, const char *indicator, const char *region, Expected expected) {
  g_autoptr(Project) project = fixture_new(rows);
  g_autoptr(Dataset) dataset = fixture_load(project);
  check_in(dataset, indicator, region, NULL, expected);
}

static void test_sum(void **state G_GNUC_UNUSED) {
  const char *rows = "A,homes,2024,,1,,,,,\nB,homes,2024,,2,,,,,\nC,homes,2024,,4,,,,,\nD,homes,2024,,8,,,,,\n";
  check(rows, "homes", "P1", (Expected){STATE_VALUE, 7, NAN, NAN, 3, 3, 0});
  check(rows, "homes", "P2", (Expected){STATE_VALUE, 8, NAN, NAN, 1, 1, 0});
  check(rows, "homes", "NL", (Expected){STATE_VALUE, 15, NAN, NAN, 4, 4, 0});
}

static void test_own_rows_win(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("A,homes,2024,,1,,,,,\nP1,homes,2024,,99,,,,,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  Observation own = fixture_observe(dataset, "homes", "P1", "2024", NULL);
  assert_true(own.value == 99 && own.flags == 0 && own.parts_all == 0);
  check_in(dataset, "homes", "NL", NULL, (Expected){STATE_MISSING, NAN, NAN, NAN, 1, 4, FLAG_INCOMPLETE});
}

static void test_missing_parts_make_it_incomplete(void **state G_GNUC_UNUSED) {
  check("A,homes,2024,,1,,,,,\nB,homes,2024,,2,,,,,\nC,homes,2024,,,,,missing,,\n", "homes", "P1",
        (Expected){STATE_VALUE, 3, NAN, NAN, 2, 3, FLAG_INCOMPLETE});
  check("A,homes,2024,,1,,,,,\nB,homes,2024,,2,,,,,\n", "homes", "P1", (Expected){STATE_VALUE, 3, NAN, NAN, 2, 3, FLAG_INCOMPLETE});
  /* Exactly half is enough, less is not. */
  check("A,homes,2024,,1,,,,,\nB,homes,2024,,2,,,,,\n", "homes", "NL", (Expected){STATE_VALUE, 3, NAN, NAN, 2, 4, FLAG_INCOMPLETE});
  check("A,homes,2024,,1,,,,,\nB,homes,2024,,,,,missing_or_secret,,\n", "homes", "P1",
        (Expected){STATE_MISSING, NAN, NAN, NAN, 1, 3, FLAG_INCOMPLETE});
  check("A,homes,2024,,,,,missing,,\n", "homes", "P1", (Expected){STATE_MISSING, NAN, NAN, NAN, 0, 3, FLAG_INCOMPLETE});
  check("A,people,2024,,,,,missing,,\n", "people", "P1",
        (Expected){STATE_MISSING, NAN, NAN, NAN, 0, 3, FLAG_INCOMPLETE | FLAG_EXAMPLE});
}

static void test_nothing_at_all_is_absent(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("D,homes,2024,,1,,,,,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  assert_int_equal(fixture_observe(dataset, "homes", "P1", "2024", NULL).state, STATE_ABSENT);
}

static void test_the_impossible_is_no_part(void **state G_GNUC_UNUSED) {
  check("A,homes,2024,,1,,,,,\nB,homes,2024,,2,,,,,\nC,homes,2024,,,,,impossible,,\n", "homes", "P1",
        (Expected){STATE_VALUE, 3, NAN, NAN, 2, 2, 0});
  check("A,homes,2024,,,,,impossible,,\nB,homes,2024,,,,,impossible,,\nC,homes,2024,,,,,impossible,,\n", "homes", "P1",
        (Expected){STATE_IMPOSSIBLE, NAN, NAN, NAN, 0, 0, 0});
}

static void test_nil(void **state G_GNUC_UNUSED) {
  check("A,homes,2024,,,,,nil,,\nB,homes,2024,,,,,nil,,\nC,homes,2024,,,,,nil,,\n", "homes", "P1",
        (Expected){STATE_NIL, 0, NAN, NAN, 3, 3, 0});
  check("A,homes,2024,,,,,nil,,\nB,homes,2024,,,,,below_half_unit,,\nC,homes,2024,,,,,nil,,\n", "homes", "P1",
        (Expected){STATE_BELOW_HALF_UNIT, 0, NAN, NAN, 3, 3, 0});
  check("A,homes,2024,,,,,nil,,\nB,homes,2024,,3,,,,,\nC,homes,2024,,,,,nil,,\n", "homes", "P1",
        (Expected){STATE_VALUE, 3, NAN, NAN, 3, 3, 0});
}

/* A secret part is the middle of its interval; the total is rounded to 5 and spans the bounds. */
static void test_secret_parts(void **state G_GNUC_UNUSED) {
  check("A,people,2024,,2,,,,,\nB,people,2024,,40,,,,,\nC,people,2024,,50,,,,,\n", "people", "P1",
        (Expected){STATE_ROUNDED, 94, 91, 94, 3, 3, FLAG_ESTIMATED | FLAG_EXAMPLE}); /* 92.5 → 95, but never above 94 */
  check("A,people,2024,,2,,,,,\nB,people,2024,,3,,,,,\nC,people,2024,,50,,,,,\n", "people", "P1",
        (Expected){STATE_ROUNDED, 55, 52, 58, 3, 3, FLAG_ESTIMATED | FLAG_EXAMPLE});
  check("D,people,2024,,2,,,,,\n", "people", "P2", (Expected){STATE_SECRET, NAN, 1, 4, 1, 1, FLAG_EXAMPLE});
  check("A,people,2024,,,,,secret,,\nB,people,2024,,40,,,,,\nC,people,2024,,50,,,,,\n", "people", "P1",
        (Expected){STATE_VALUE, 90, NAN, NAN, 2, 3, FLAG_INCOMPLETE | FLAG_EXAMPLE});
}

/* Reported but not to be shown is not "no return": where known and secret parts together are enough, the total is secret. */
static void test_secret_parts_without_an_interval(void **state G_GNUC_UNUSED) {
  check("A,people,2024,,,,,secret,,\nB,people,2024,,,,,secret,,\nC,people,2024,,50,,,,,\n", "people", "P1",
        (Expected){STATE_SECRET, NAN, NAN, NAN, 1, 3, FLAG_EXAMPLE});
  check("D,people,2024,,,,,secret,,\n", "people", "P2", (Expected){STATE_SECRET, NAN, NAN, NAN, 0, 1, FLAG_EXAMPLE});
  check("A,people,2024,,,,,secret,,\nC,people,2024,,50,,,,,\n", "people", "NL",
        (Expected){STATE_SECRET, NAN, NAN, NAN, 1, 4, FLAG_INCOMPLETE | FLAG_EXAMPLE});
  check("A,people,2024,,,,,secret,,\n", "people", "NL", (Expected){STATE_MISSING, NAN, NAN, NAN, 0, 4, FLAG_INCOMPLETE | FLAG_EXAMPLE});
  check("A,homes,2024,,10,,,,,\nB,homes,2024,,30,,,,,\nC,homes,2024,,10,,,,,\n"
        "A,share,2024,,10,,,,,\nB,share,2024,,,,,secret,,\n", "share", "P1",
        (Expected){STATE_SECRET, NAN, NAN, NAN, 1, 3, FLAG_INCOMPLETE});
}

/* An interval made of the known parts would leave out the truth. */
static void test_what_lacks_leaves_no_interval(void **state G_GNUC_UNUSED) {
  check("A,people,2024,,,1,4,secret,,\nB,people,2024,,40,,,,,\nC,people,2024,,,,,secret,,\n", "people", "P1",
        (Expected){STATE_ROUNDED, 44, NAN, NAN, 2, 3, FLAG_ESTIMATED | FLAG_INCOMPLETE | FLAG_EXAMPLE});
  check("A,people,2024,,,1,4,secret,,\nB,people,2024,,40,,,,,\n", "people", "P1",
        (Expected){STATE_ROUNDED, 44, NAN, NAN, 2, 3, FLAG_ESTIMATED | FLAG_INCOMPLETE | FLAG_EXAMPLE});
  check("A,people,2024,,,1,4,secret,,\nB,people,2024,,,1,4,secret,,\nC,people,2024,,,,,missing,,\n", "people", "P1",
        (Expected){STATE_SECRET, NAN, NAN, NAN, 2, 3, FLAG_INCOMPLETE | FLAG_EXAMPLE});
}

static void test_intervals_add_up(void **state G_GNUC_UNUSED) {
  check("A,homes,2024,,10,8,12,,,\nB,homes,2024,,20,,,,,\nC,homes,2024,,30,25,35,,,\n", "homes", "P1",
        (Expected){STATE_VALUE, 60, 53, 67, 3, 3, 0});
  check("A,homes,2024,,10,8,,,,\nB,homes,2024,,20,,,,,\nC,homes,2024,,30,25,35,,,\n", "homes", "P1",
        (Expected){STATE_VALUE, 60, 53, NAN, 3, 3, 0}); /* an open side stays open */
}

static void test_flags_of_parts(void **state G_GNUC_UNUSED) {
  check("A,homes,2024,,1,,,,provisional break,\nB,homes,2024,,2,,,,break,\nC,homes,2024,,3,,,,break estimated,\n", "homes", "P1",
        (Expected){STATE_VALUE, 6, NAN, NAN, 3, 3, FLAG_PROVISIONAL | FLAG_BREAK | FLAG_ESTIMATED});
  check("A,homes,2024,,1,,,rounded,break,\nB,homes,2024,,2,,,,revised,\nC,homes,2024,,3,,,,,\n", "homes", "P1",
        (Expected){STATE_ROUNDED, 6, NAN, NAN, 3, 3, FLAG_REVISED});
}

static void test_mean_is_weighted(void **state G_GNUC_UNUSED) {
  check("A,homes,2024,,100,,,,,\nB,homes,2024,,300,,,,,\nC,homes,2024,,600,,,,,\n"
        "A,share,2024,,10,,,,,\nB,share,2024,,20,,,,,\nC,share,2024,,30,,,,,\n", "share", "P1",
        (Expected){STATE_VALUE, 25, NAN, NAN, 3, 3, 0});
  check("A,homes,2024,,100,,,,,\nB,homes,2024,,300,,,,,\nC,homes,2024,,,,,missing,,\n"
        "A,share,2024,,10,8,12,,,\nB,share,2024,,20,,,,,\nC,share,2024,,30,,,,,\n", "share", "P1",
        (Expected){STATE_VALUE, 17.5, NAN, NAN, 2, 3, FLAG_INCOMPLETE}); /* the third may be anything */
  check("A,homes,2024,,0,,,,,\nB,homes,2024,,0,,,,,\nC,homes,2024,,0,,,,,\n"
        "A,share,2024,,10,,,,,\nB,share,2024,,20,,,,,\nC,share,2024,,30,,,,,\n", "share", "P1",
        (Expected){STATE_MISSING, NAN, NAN, NAN, 3, 3, FLAG_INCOMPLETE});
  check("A,homes,2024,,100,,,,,\nB,homes,2024,,300,,,,,\nC,homes,2024,,1,,,,,\n"
        "A,share,2024,,10,,,,,\nB,share,2024,,,1,9,secret,,\nC,share,2024,,,,,secret,,\n", "share", "P1",
        (Expected){STATE_SECRET, NAN, NAN, NAN, 1, 3, 0});
}

static void test_mean_without_weights_is_absent(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("A,share,2024,,10,,,,,\nA,homes,2023,,10,,,,,\n"
                                           "A,share,2023,ouderen,10,,,,,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  assert_int_equal(fixture_observe(dataset, "share", "P1", "2024", NULL).state, STATE_ABSENT);
  assert_int_equal(fixture_observe(dataset, "share", "P1", "2023", "ouderen").state, STATE_ABSENT);
}

static void test_what_is_not_aggregated(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("D,price,2024,,10,,,,,\nD,vision,2024,,vast,,,,,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  assert_int_equal(fixture_observe(dataset, "price", "P2", "2024", NULL).state, STATE_ABSENT);
  assert_int_equal(fixture_observe(dataset, "vision", "P2", "2024", NULL).state, STATE_ABSENT);
}

static void test_groups(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("A,homes,2024,,9,,,,,\nA,homes,2024,ouderen,1,,,,,\nB,homes,2024,ouderen,2,,,,,\n"
                                           "C,homes,2024,ouderen,4,,,,,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  check_in(dataset, "homes", "P1", "ouderen", (Expected){STATE_VALUE, 7, NAN, NAN, 3, 3, 0});
  assert_int_equal(fixture_observe(dataset, "homes", "P1", "2024", "studenten").state, STATE_ABSENT);
}

/* The land has a real figure of its own for 2021: totals of example data must not continue its line. */
static void test_example_totals_do_not_continue_a_real_series(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("NL,homes,2021,,9,,,,,\nA,homes,2024,,1,,,,,vb\nB,homes,2024,,1,,,,,vb\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  assert_int_equal(fixture_observe(dataset, "homes", "NL", "2024", NULL).state, STATE_ABSENT);
  check_in(dataset, "homes", "P1", NULL, (Expected){STATE_VALUE, 2, NAN, NAN, 2, 3, FLAG_INCOMPLETE | FLAG_EXAMPLE});
}

static void test_source_of_a_total(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("A,homes,2024,,1,,,,,report\nB,homes,2024,,1,,,,,report\nD,homes,2024,,1,,,,,cbs\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  const Indicator *homes = dataset_indicator(dataset, "homes");
  Period period = fixture_period("2024");
  assert_string_equal(dataset_source(dataset, homes, dataset_region(dataset, "P1"), period, NULL)->id, "report");
  assert_string_equal(dataset_source(dataset, homes, dataset_region(dataset, "NL"), period, NULL)->id, "cbs"); /* mixed */
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_sum), cmocka_unit_test(test_own_rows_win),
      cmocka_unit_test(test_missing_parts_make_it_incomplete), cmocka_unit_test(test_nothing_at_all_is_absent),
      cmocka_unit_test(test_the_impossible_is_no_part), cmocka_unit_test(test_nil), cmocka_unit_test(test_secret_parts),
      cmocka_unit_test(test_secret_parts_without_an_interval), cmocka_unit_test(test_what_lacks_leaves_no_interval),
      cmocka_unit_test(test_intervals_add_up), cmocka_unit_test(test_flags_of_parts), cmocka_unit_test(test_mean_is_weighted),
      cmocka_unit_test(test_mean_without_weights_is_absent), cmocka_unit_test(test_what_is_not_aggregated),
      cmocka_unit_test(test_groups), cmocka_unit_test(test_example_totals_do_not_continue_a_real_series),
      cmocka_unit_test(test_source_of_a_total),
  };
  return cmocka_run_group_tests_name("aggregate", tests, NULL, NULL);
}
