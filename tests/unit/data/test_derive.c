/* Derived indicators: how a formula is written, what it may be made of, and what comes out of secrets and gaps. */
#include "data/formula.h"
#include "fixture.h"
#include <math.h>

#define HEADER "id,title,short_title,unit,unit_label,decimals,kind,polarity,aggregation,weight,threshold,categories,source,definition,formula\n"
#define BASE "homes,Woningen,,aantal,,0,stock,neutral,sum,,,,cbs,,\n" \
             "social,Sociaal,,aantal,,0,stock,neutral,sum,,5,,cbs,,\n" \
             "free,Vrij,,aantal,,0,stock,neutral,sum,,,,cbs,,\n" \
             "people,Mensen,,personen,,0,stock,neutral,sum,,,,cbs,,\n" \
             "price,Prijs,,EUR,,0,rate,neutral,none,,,,cbs,,\n"
#define SHARE "share,Aandeel,,%,,1,rate,neutral,none,,,,cbs,,social / homes * 100\n"

static Project *project_with(const char *indicators, const char *rows) {
  g_autofree char *all = g_strconcat(BASE, indicators, NULL);
  return fixture_new_with(HEADER, all, rows);
}

static void expect(const Dataset *dataset, const char *indicator, const char *region, ValueState state, double value) {
  Observation found = fixture_observe(dataset, indicator, region, "2024", NULL);
  if (found.state != state || !(isnan(value) ? isnan(found.value) : fabs(found.value - value) < 1e-9))
    fail_msg("%s of %s: state %d, value %g", indicator, region, found.state, found.value);
}

/* 10 of 100 and 90 of 300: a quarter of all homes, though the mean of the two shares is 20%. */
static void test_added_first(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_with(SHARE, "A,social,2024,,10,,,,,\nA,homes,2024,,100,,,,,\nB,social,2024,,90,,,,,\nB,homes,2024,,300,,,,,\n"
                                                   "C,social,2024,,0,,,,,\nC,homes,2024,,0,,,,,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  expect(dataset, "share", "A", STATE_VALUE, 10);
  expect(dataset, "share", "B", STATE_VALUE, 30);
  expect(dataset, "share", "C", STATE_IMPOSSIBLE, NAN); /* of nothing there is no share */
  expect(dataset, "share", "P1", STATE_VALUE, 25);
  expect(dataset, "share", "P2", STATE_ABSENT, NAN);
  assert_int_equal(indicator_periods(dataset, dataset_indicator(dataset, "share"))->len, 1);
}

static void test_states_go_on(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_with(SHARE, "A,social,2024,,3,,,,,\nA,homes,2024,,100,,,,,\nB,social,2024,,,,,missing,,\nB,homes,2024,,300,,,,,\n"
                                                   "C,social,2024,,9,,,,,\nC,homes,2024,,,,,secret,,\nD,social,2024,,10,,,,provisional,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  Observation hidden = fixture_observe(dataset, "share", "A", "2024", NULL);
  assert_true(hidden.state == STATE_SECRET && isnan(hidden.value) && isnan(hidden.low) && isnan(hidden.high));
  expect(dataset, "share", "B", STATE_MISSING, NAN);
  expect(dataset, "share", "C", STATE_SECRET, NAN);
  expect(dataset, "share", "D", STATE_MISSING, NAN); /* nothing is said of its homes */
}

/* The share is of those gemeenten in which both are known: A and B, not C's homes without its social ones. */
static void test_over_the_same_members(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_with(SHARE, "A,social,2024,,10,,,,,\nA,homes,2024,,100,,,,,\nB,social,2024,,90,,,,,\nB,homes,2024,,300,,,,,\n"
                                                   "C,homes,2024,,200,,,,,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  expect(dataset, "share", "P1", STATE_VALUE, 25);
  Observation found = fixture_observe(dataset, "share", "P1", "2024", NULL);
  assert_true(found.parts == 2 && found.parts_all == 3 && found.flags == (FLAG_AGGREGATED | FLAG_INCOMPLETE));
}

/* C has more homes than A and B together: two of three gemeenten are less than half of the whole. */
static void test_too_little_of_the_whole(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_with(SHARE, "A,social,2024,,10,,,,,\nA,homes,2024,,100,,,,,\nB,social,2024,,90,,,,,\nB,homes,2024,,300,,,,,\n"
                                                   "C,homes,2024,,600,,,,,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  expect(dataset, "share", "P1", STATE_MISSING, NAN);
}

/* Nobody has homes of 2023: not missing, but not there. */
static void test_periods_of_all_terms(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_with(SHARE, "A,social,2023,,10,,,,,\nA,social,2024,,10,,,,,\nA,homes,2024,,100,,,,,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  assert_int_equal(indicator_periods(dataset, dataset_indicator(dataset, "share"))->len, 1);
  expect(dataset, "share", "A", STATE_VALUE, 10);
}

static void test_sums_and_chains(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_with("part,Deel,,%,,0,rate,neutral,none,,,,cbs,,rented / homes * 100\n"
                                            "rented,Huur,,aantal,,0,stock,neutral,none,,,,cbs,,social + free\n"
                                            "dense,Dichtheid,,per_1000,,1,rate,neutral,none,,,,cbs,,(homes - free) / people * 1000\n",
                                            "A,social,2024,,10,,,,,\nA,free,2024,,15,,,,,\nA,homes,2024,,100,,,,,\nA,people,2024,,200,,,,,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  expect(dataset, "rented", "A", STATE_VALUE, 25);
  expect(dataset, "part", "A", STATE_VALUE, 25);
  expect(dataset, "dense", "A", STATE_VALUE, 425);
}

static void test_intervals(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_with(SHARE, "A,social,2024,,50,40,60,,,\nA,homes,2024,,200,,,,,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  Observation found = fixture_observe(dataset, "share", "A", "2024", NULL);
  assert_true(found.value == 25 && found.low == 20 && found.high == 30);
  g_autoptr(Project) open = project_with(SHARE, "A,social,2024,,50,40,,,,\nA,homes,2024,,200,,,,,\n");
  g_autoptr(Dataset) half = fixture_load(open);
  found = fixture_observe(half, "share", "A", "2024", NULL);
  assert_true(found.value == 25 && found.low == 20 && isnan(found.high));
}

/* C may have any share: what A and B make says nothing of how high that of the three can be. */
static void test_no_interval_where_members_lack(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_with(SHARE, "A,social,2024,,50,40,60,,,\nA,homes,2024,,200,,,,,\nB,social,2024,,50,40,60,,,\n"
                                                   "B,homes,2024,,200,,,,,\nC,homes,2024,,200,,,,,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  Observation found = fixture_observe(dataset, "share", "P1", "2024", NULL);
  assert_true(found.value == 25 && isnan(found.low) && isnan(found.high) && found.flags & FLAG_INCOMPLETE);
}

/* A and B are secret beside the total of P1. Whichever of the tables that a reader must think possible is true, and whether or not
 * C's homes are told: what formulas make of it is the same to the last bit. */
static void test_the_true_value_makes_no_difference(void **state G_GNUC_UNUSED) {
  static const char *const derived[] = {"share", "rented", "rest", "social"}, *const regions[] = {"A", "B", "C", "D", "P1", "P2", "NL"};
  enum { DERIVED = G_N_ELEMENTS(derived), REGIONS = G_N_ELEMENTS(regions) };
  for (int gap = 0; gap <= 1; gap++) {
    Observation first[DERIVED][REGIONS] = {0};
    for (int secret = 1; secret <= 4; secret++) {
      g_autofree char *rows = g_strdup_printf(
          "A,social,2024,,%d,,,,,\nB,social,2024,,%d,,,,,\nC,social,2024,,57,,,,,\nD,social,2024,,30,,,,,\nP1,social,2024,,100,,,,,\n"
          "A,homes,2024,,200,,,,,\nB,homes,2024,,300,,,,,\n%sD,homes,2024,,500,,,,,\n"
          "A,free,2024,,20,,,,,\nB,free,2024,,30,,,,,\nC,free,2024,,40,,,,,\nD,free,2024,,50,,,,,\n",
          secret, 43 - secret, gap ? "" : "C,homes,2024,,400,,,,,\n");
      g_autoptr(Project) project = project_with(SHARE "rented,Huur,,aantal,,0,stock,neutral,none,,,,cbs,,social + free\n"
                                                      "rest,Rest,,aantal,,0,stock,neutral,none,,,,cbs,,homes - social\n", rows);
      g_autoptr(Dataset) dataset = fixture_load(project);
      for (guint i = 0; i < DERIVED; i++)
        for (guint r = 0; r < REGIONS; r++) {
          Observation found = fixture_observe(dataset, derived[i], regions[r], "2024", NULL);
          if (secret == 1) first[i][r] = found;
          assert_memory_equal(&found.value, &first[i][r].value, sizeof found.value);
          assert_memory_equal(&found.low, &first[i][r].low, sizeof found.low);
          assert_memory_equal(&found.high, &first[i][r].high, sizeof found.high);
          assert_int_equal(found.state, first[i][r].state);
        }
    }
    assert_true(first[0][0].state == STATE_SECRET && first[1][1].state == STATE_SECRET && first[1][2].value == 97);
  }
}

static void test_bad_formulas(void **state G_GNUC_UNUSED) {
  static const struct { const char *row, *errors; } cases[] = {
      {"x,X,,%,,1,rate,neutral,none,,,,cbs,,social / homs * 100\n", "datasets/indicators.csv:7:46 indicator-unknown\n"},
      {"x,X,,%,,1,rate,neutral,none,,,,cbs,,social / homes\n", "datasets/indicators.csv:7:37 formula-unit\n"},
      {"x,X,,%,,1,rate,neutral,none,,,,cbs,,social / people * 100\n", "datasets/indicators.csv:7:37 formula-unit\n"},
      {"x,X,,aantal,,0,stock,neutral,none,,,,cbs,,social + people\n", "datasets/indicators.csv:7:52 formula-unit\n"},
      {"x,X,,EUR,,0,stock,neutral,none,,,,cbs,,social + free\n", "datasets/indicators.csv:7:40 formula-unit\n"},
      {"x,X,,EUR,,0,rate,neutral,none,,,,cbs,,price / homes\n", "datasets/indicators.csv:7:39 formula-term\n"},
      {"x,X,,%,,1,rate,neutral,none,,,,cbs,,social / * 100\n", "datasets/indicators.csv:7:46 formula\n"},
      {"x,X,,%,,1,rate,neutral,none,,,,cbs,,social + free / homes * 100\n", "datasets/indicators.csv:7:53 formula\n"},
      {"x,X,,%,,1,rate,neutral,none,,,,cbs,,social / homes * 0\n", "datasets/indicators.csv:7:54 formula\n"},
      {"x,X,,%,,1,rate,neutral,none,,,,cbs,,social / homes * 100 homes\n", "datasets/indicators.csv:7:58 formula\n"},
      {"x,X,,aantal,,0,stock,neutral,none,,,,cbs,,y + social\ny,Y,,aantal,,0,stock,neutral,none,,,,cbs,,x + free\n",
       "datasets/indicators.csv:8:43 formula-circle\n"},
      {"x,X,,aantal,,0,stock,neutral,sum,,,,cbs,,social + free\n", "datasets/indicators.csv:7:30 indicator-aggregation\n"},
      {"x,X,,aantal,,0,rate,neutral,none,,,,cbs,,social + free\n", "datasets/indicators.csv:7:16 indicator-kind\n"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Project) project = project_with(cases[i].row, "A,homes,2024,,1,,,,,\n");
    fixture_refuse(project, cases[i].errors);
  }
}

static void test_no_rows_of_its_own(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_with(SHARE, "A,homes,2024,,1,,,,,\nA,share,2024,,1,,,,,\n");
  fixture_refuse(project, "datasets/observations.csv:3:3 observation-derived\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_added_first),  cmocka_unit_test(test_states_go_on), cmocka_unit_test(test_over_the_same_members),
      cmocka_unit_test(test_too_little_of_the_whole), cmocka_unit_test(test_periods_of_all_terms),
      cmocka_unit_test(test_sums_and_chains), cmocka_unit_test(test_intervals),
      cmocka_unit_test(test_no_interval_where_members_lack), cmocka_unit_test(test_bad_formulas),
      cmocka_unit_test(test_the_true_value_makes_no_difference),
      cmocka_unit_test(test_no_rows_of_its_own),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
