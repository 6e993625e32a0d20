/* How much of a total must be known before it is shown: at the boundary, by parts and by weight, and what the column takes. */
#include "fixture.h"
#include <math.h>

#define HEADER "id,title,short_title,unit,unit_label,decimals,kind,polarity,aggregation,weight,threshold,categories,source,definition,formula,coverage\n"
/* Four gemeenten in the land; three of them in P1. */
#define HOMES(coverage) "homes,Woningen,,aantal,,0,stock,neutral,sum,,,,cbs,,," coverage "\n"
#define SOCIAL(coverage) "social,Sociaal,,aantal,,0,stock,neutral,sum,,,,cbs,,," coverage "\n"
#define SHARE(coverage) "share,Aandeel,,%,,1,rate,higher,mean,homes,,,cbs,,," coverage "\n"
#define PART(coverage) "part,Deel,,%,,1,rate,neutral,none,,,,cbs,,social / homes * 100," coverage "\n"
#define OTHER(coverage) "other,Overig,,aantal,,0,stock,neutral,none,,,,cbs,,homes - social," coverage "\n"

#define THREE_OF_FOUR "A,homes,2024,,1,,,,,\nB,homes,2024,,2,,,,,\nC,homes,2024,,3,,,,,\n"
#define ALL_FOUR "A,homes,2024,,100,,,,,\nB,homes,2024,,100,,,,,\nC,homes,2024,,100,,,,,\nD,homes,2024,,700,,,,,\n"

static ValueState state_of(const char *indicators, const char *rows, const char *indicator) {
  g_autoptr(Project) project = fixture_new_with(HEADER, indicators, rows);
  g_autoptr(Dataset) dataset = fixture_load(project);
  Observation found = fixture_observe(dataset, indicator, "NL", "2024", NULL);
  assert_true(found.parts <= found.parts_all);
  return found.state;
}

static void test_parts(void **state G_GNUC_UNUSED) {
  static const struct { const char *row; ValueState state; } CASES[] = {
      {HOMES("75"), STATE_VALUE},   {HOMES("75%"), STATE_VALUE},  {HOMES("75.1"), STATE_MISSING},
      {HOMES("100"), STATE_MISSING}, {HOMES("0"), STATE_VALUE},    {HOMES(""), STATE_VALUE}};
  for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) assert_int_equal(state_of(CASES[i].row, THREE_OF_FOUR, "homes"), CASES[i].state);
  assert_int_equal(state_of(HOMES("100"), ALL_FOUR, "homes"), STATE_VALUE);
  assert_int_equal(state_of(HOMES("0"), "A,homes,2024,,,,,missing,,\n", "homes"), STATE_MISSING); /* of nothing there is no total */
  assert_int_equal(state_of(HOMES(""), "A,homes,2024,,1,,,,,\n", "homes"), STATE_MISSING);
}

/* What may be missing is a share of the parts that can exist, and a secret part with an interval counts as known. Without one it
 * was reported all the same: the total is secret, not missing. */
static void test_what_counts_as_a_part(void **state G_GNUC_UNUSED) {
  assert_int_equal(state_of(HOMES("100"), THREE_OF_FOUR "D,homes,2024,,,,,impossible,,\n", "homes"), STATE_VALUE);
  assert_int_equal(state_of(HOMES("100"), THREE_OF_FOUR "D,homes,2024,,,1,4,secret,,\n", "homes"), STATE_ROUNDED);
  assert_int_equal(state_of(HOMES("100"), THREE_OF_FOUR "D,homes,2024,,,,,secret,,\n", "homes"), STATE_SECRET);
  assert_int_equal(state_of(HOMES("100"), THREE_OF_FOUR "D,homes,2024,,,,,missing_or_secret,,\n", "homes"), STATE_MISSING);
}

/* D is 70% of the homes: without it three of four parts are 30% of the whole, and it alone is 70%. */
static void test_weight(void **state G_GNUC_UNUSED) {
  const char *without = ALL_FOUR "A,share,2024,,10,,,,,\nB,share,2024,,10,,,,,\nC,share,2024,,10,,,,,\n";
  const char *alone = ALL_FOUR "D,share,2024,,10,,,,,\n";
  assert_int_equal(state_of(HOMES("") SHARE("30"), without, "share"), STATE_VALUE);
  assert_int_equal(state_of(HOMES("") SHARE("31"), without, "share"), STATE_MISSING);
  assert_int_equal(state_of(HOMES("") SHARE(""), without, "share"), STATE_MISSING);
  assert_int_equal(state_of(HOMES("") SHARE("70"), alone, "share"), STATE_VALUE);
  assert_int_equal(state_of(HOMES("") SHARE("70.1"), alone, "share"), STATE_MISSING);
}

/* The weight of C is not known, so nobody knows what share of the weight is: parts count. */
static void test_weight_that_is_not_known(void **state G_GNUC_UNUSED) {
  const char *rows = "A,homes,2024,,100,,,,,\nB,homes,2024,,100,,,,,\nC,homes,2024,,,,,missing,,\nD,homes,2024,,700,,,,,\n"
                     "A,share,2024,,10,,,,,\nB,share,2024,,10,,,,,\nC,share,2024,,10,,,,,\n";
  assert_int_equal(state_of(HOMES("") SHARE("50"), rows, "share"), STATE_VALUE);
  assert_int_equal(state_of(HOMES("") SHARE("51"), rows, "share"), STATE_MISSING);
}

static void test_formulas(void **state G_GNUC_UNUSED) {
  const char *rows = ALL_FOUR "A,social,2024,,10,,,,,\nB,social,2024,,10,,,,,\nC,social,2024,,10,,,,,\n";
  /* A share is of what stands under the line: of 30% of all homes. */
  assert_int_equal(state_of(HOMES("") SOCIAL("0") PART("30"), rows, "part"), STATE_VALUE);
  assert_int_equal(state_of(HOMES("") SOCIAL("0") PART("30.1"), rows, "part"), STATE_MISSING);
  /* A sum is of the parts: three of four. */
  assert_int_equal(state_of(HOMES("") SOCIAL("0") OTHER("75"), rows, "other"), STATE_VALUE);
  assert_int_equal(state_of(HOMES("") SOCIAL("0") OTHER("76"), rows, "other"), STATE_MISSING);
}

/* Without one of its own, a formula shows no total that its term may not. */
static void test_a_formula_is_as_strict_as_its_terms(void **state G_GNUC_UNUSED) {
  const char *rows = ALL_FOUR "A,social,2024,,10,,,,,\nB,social,2024,,10,,,,,\nC,social,2024,,10,,,,,\n";
  assert_int_equal(state_of(HOMES("") SOCIAL("") OTHER(""), rows, "other"), STATE_VALUE);
  assert_int_equal(state_of(HOMES("") SOCIAL("76") OTHER(""), rows, "other"), STATE_MISSING);
  assert_int_equal(state_of(HOMES("0") SOCIAL("0") PART(""), rows, "part"), STATE_VALUE);
}

static void test_bad_coverage(void **state G_GNUC_UNUSED) {
  static const struct { const char *row, *errors; } CASES[] = {
      {HOMES("101"), "datasets/indicators.csv:2:54 indicator-coverage\n"},
      {HOMES("-1"), "datasets/indicators.csv:2:54 indicator-coverage\n"},
      {HOMES("half"), "datasets/indicators.csv:2:54 indicator-coverage\n"},
      {HOMES("90 %"), "datasets/indicators.csv:2:54 indicator-coverage\n"},
      {"price,Prijs,,EUR,,0,rate,neutral,none,,,,cbs,,,50\n", "datasets/indicators.csv:2:48 indicator-coverage\n"}};
  for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autoptr(Project) project = fixture_new_with(HEADER, CASES[i].row, "");
    fixture_refuse(project, CASES[i].errors);
  }
  g_autoptr(Project) project = fixture_new_with(HEADER, HOMES("101"), "");
  fixture_refuse(project, CASES[0].errors);
  assert_true(fixture_mentions(project->diags, "write a number from 0 to 100"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_parts), cmocka_unit_test(test_what_counts_as_a_part), cmocka_unit_test(test_weight),
      cmocka_unit_test(test_weight_that_is_not_known), cmocka_unit_test(test_formulas),
      cmocka_unit_test(test_a_formula_is_as_strict_as_its_terms), cmocka_unit_test(test_bad_coverage),
  };
  return cmocka_run_group_tests_name("coverage", tests, NULL, NULL);
}
