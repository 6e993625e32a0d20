/* From rows to observations: every state, long and wide, symbols, and each contradiction with its place. */
#include "fixture.h"
#include <math.h>

static void check_one(const char *row, const char *indicator, const char *group, ValueState state, double value, double low,
                      double high, guint8 flags) {
  g_autofree char *line = g_strconcat(row, "\n", NULL);
  g_autoptr(Project) project = fixture_new(line);
  g_autoptr(Dataset) dataset = fixture_load(project);
  Observation found = fixture_observe(dataset, indicator, "A", "2024", group);
  assert_int_equal(found.state, state);
  assert_int_equal(found.flags, flags);
  assert_true(isnan(value) ? isnan(found.value) : found.value == value);
  assert_true(isnan(low) ? isnan(found.low) : found.low == low);
  assert_true(isnan(high) ? isnan(found.high) : found.high == high);
}

static void test_each_state(void **state G_GNUC_UNUSED) {
  check_one("A,homes,2024,,12,,,,,", "homes", NULL, STATE_VALUE, 12, NAN, NAN, 0);
  check_one("A,homes,2024,,12,,,value,,", "homes", NULL, STATE_VALUE, 12, NAN, NAN, 0);
  check_one("A,homes,2024,,12.5,10,15,rounded,,", "homes", NULL, STATE_ROUNDED, 12.5, 10, 15, 0);
  check_one("A,homes,2024,,12,10,,,,", "homes", NULL, STATE_VALUE, 12, 10, NAN, 0);
  check_one("A,homes,2024,,,,,nil,,", "homes", NULL, STATE_NIL, 0, NAN, NAN, 0);
  check_one("A,homes,2024,,0,,,nil,,", "homes", NULL, STATE_NIL, 0, NAN, NAN, 0);
  check_one("A,homes,2024,,,,,below_half_unit,,", "homes", NULL, STATE_BELOW_HALF_UNIT, 0, NAN, NAN, 0);
  check_one("A,homes,2024,,,,,missing,,", "homes", NULL, STATE_MISSING, NAN, NAN, NAN, 0);
  check_one("A,homes,2024,,,1,9,secret,,", "homes", NULL, STATE_SECRET, NAN, 1, 9, 0);
  check_one("A,homes,2024,,,,,missing_or_secret,,", "homes", NULL, STATE_MISSING_OR_SECRET, NAN, NAN, NAN, 0);
  check_one("A,homes,2024,,,,,impossible,,", "homes", NULL, STATE_IMPOSSIBLE, NAN, NAN, NAN, 0);
  check_one("A,vision,2024,,vast,,,,,", "vision", NULL, STATE_VALUE, 1, NAN, NAN, 0);
  check_one("A ,homes ,2024 , ouderen, 12 ,,,,,", "homes", "ouderen", STATE_VALUE, 12, NAN, NAN, 0);
}

static void test_flags(void **state G_GNUC_UNUSED) {
  check_one("A,homes,2024,,12,,,,provisional break,", "homes", NULL, STATE_VALUE, 12, NAN, NAN, FLAG_PROVISIONAL | FLAG_BREAK);
  check_one("A,homes,2024,,12,,,,revised|estimated,", "homes", NULL, STATE_VALUE, 12, NAN, NAN, FLAG_REVISED | FLAG_ESTIMATED);
  check_one("A,homes,2024,,12,,,,,vb", "homes", NULL, STATE_VALUE, 12, NAN, NAN, FLAG_EXAMPLE);
  check_one("A,people,2024,,12,,,,,", "people", NULL, STATE_VALUE, 12, NAN, NAN, FLAG_EXAMPLE);
  check_one("A,people,2024,,12,,,,,cbs", "people", NULL, STATE_VALUE, 12, NAN, NAN, 0);
}

static void check_bad(const char *rows, const char *findings) {
  g_autoptr(Project) project = fixture_new(rows);
  fixture_refuse(project, findings);
}

#define O "datasets/observations.csv:"

static void test_unknown_names(void **state G_GNUC_UNUSED) {
  check_bad("X,homes,2024,,1,,,,,\n", O "2:1 region-unknown\n");
  check_bad("A,home,2024,,1,,,,,\n", O "2:3 indicator-unknown\n");
  check_bad("A,homes,2024,jongeren,1,,,,,\n", O "2:14 group-unknown\n");
  check_bad("A,homes,2024,,1,,,,,cb\n", O "2:21 source-unknown\n");
  check_bad("A,homes,24,,1,,,,,\n", O "2:9 observation-period\n");
  check_bad("A,homes,2024,,1,,,unknown,,\n", O "2:19 observation-state\n");
  check_bad("A,homes,2024,,1,,,,maybe provisional,\n", O "2:20 observation-flag\n");
  check_bad("A,vision,2024,,vastgesteld,,,,,\n", O "2:16 observation-category\n");
  check_bad(",,,,1,,,,,\n", O "2:1 table-required\n" O "2:2 table-required\n" O "2:3 table-required\n");
}

static void test_all_slips_of_a_row(void **state G_GNUC_UNUSED) {
  check_bad("X,homes,20x4,jongeren,1.2.3,,,,perhaps,cb\nA,homes,2024,,twelve,,,,,\n",
            O "2:1 region-unknown\n" O "2:14 group-unknown\n" O "2:40 source-unknown\n" O "2:9 observation-period\n"
            O "2:32 observation-flag\n" O "2:23 observation-value\n" O "3:15 observation-value\n");
}

static void test_values(void **state G_GNUC_UNUSED) {
  check_bad("A,homes,2024,,\"1,5\",,,,,\nB,homes,2024,,1.5,,,,,\n", O "2:15 observation-value\n");
  check_bad("A,homes,2024,,1e5,,,,,\n", O "2:15 observation-value\n");
  check_bad("A,homes,2024,,NaN,,,,,\n", O "2:15 observation-value\n");
  check_bad("A,homes,2024,,.,,,,,\n", O "2:15 observation-value\n");
  check_bad("A,homes,2024,,,,,,,\n", O "2:15 observation-empty\n");
  check_bad("A,homes,2024,,,,,value,,\n", O "2:15 observation-empty\n");
  check_bad("A,people,2024,,-3,,,,,\n", O "2:16 observation-count\n");
}

static void test_a_value_beside_a_state_without_one(void **state G_GNUC_UNUSED) {
  check_bad("A,homes,2024,,7,,,missing,,\n", O "2:15 observation-state\n");
  check_bad("A,homes,2024,,7,,,nil,,\n", O "2:15 observation-state\n");
  check_bad("A,homes,2024,,7,,,impossible,,\n", O "2:15 observation-state\n");
  g_autoptr(Project) project = fixture_new("A,homes,2024,,777,,,secret,,\nB,homes,2024,,777,,,missing_or_secret,,\n");
  fixture_refuse(project, O "2:15 observation-state\n" O "3:15 observation-state\n");
  assert_false(fixture_mentions(project->diags, "777")); /* findings are printed and mailed */
}

static void test_intervals(void **state G_GNUC_UNUSED) {
  check_bad("A,homes,2024,,5,6,9,,,\n", O "2:15 observation-interval\n");
  check_bad("A,homes,2024,,5,1,4,,,\n", O "2:15 observation-interval\n");
  check_bad("A,homes,2024,,5,6,4,,,\n", O "2:15 observation-interval\n");
  check_bad("A,homes,2024,,,3,3,secret,,\n", O "2:15 observation-interval\n");
  check_bad("A,homes,2024,,,1,4,missing,,\n", O "2:15 observation-interval\n");
  check_bad("A,vision,2024,,vast,1,4,,,\n", O "2:16 observation-interval\n");
  check_bad("A,homes,2024,,5,low,9,,,\n", O "2:17 table-type\n");
}

static void test_duplicates_name_the_first(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("A,homes,2024,,5,,,,,\nB,homes,2024,,5,,,,,\nA,homes,2024,,6,,,,,\n"
                                           "A,homes,2024,ouderen,6,,,,,\nA,homes,2024-Q1,,6,,,,,\n");
  fixture_refuse(project, O "4:1 observation-duplicate\n");
  assert_true(fixture_mentions(project->diags, "the first is in datasets/observations.csv on line 2"));
}

static void test_example_data_is_never_spliced(void **state G_GNUC_UNUSED) {
  check_bad("A,homes,2023,,5,,,,,cbs\nA,homes,2024,,5,,,,,vb\nB,homes,2024,,5,,,,,vb\n", O "3:1 observation-spliced\n");
  g_autoptr(Project) project = fixture_new("A,homes,2023,,5,,,,,cbs\nB,homes,2024,,5,,,,,vb\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  assert_non_null(dataset);
}

/* ---- Wide tables and symbols ----------------------------------------------------------------------------------- */

static Project *wide(const char *own, const char *fields, const char *csv) {
  Project *project = fixture_new("");
  g_autofree char *resource =
      g_strdup_printf("{\"name\": \"wide\", \"path\": \"wide.csv\", \"dialect\": {\"delimiter\": \";\"},\n"
                      "\"feitenblad\": {\"role\": \"observations\", \"layout\": \"wide\", %s},\n"
                      "\"schema\": {\"fields\": [%s]}}", own, fields);
  fixture_package(project, resource);
  fixture_write(project, "wide.csv", csv, -1);
  return project;
}

static const char REGION_2024[] = "\"region\": \"code\", \"period\": \"2024\"";
static const char TWO[] = "{\"name\": \"code\"},"
                          "{\"name\": \"h\", \"type\": \"number\", \"decimalChar\": \",\", \"indicator\": \"homes\"},"
                          "{\"name\": \"s\", \"type\": \"number\", \"decimalChar\": \",\", \"indicator\": \"share\", \"period\": \"2023\"},"
                          "{\"name\": \"name\"}";

static void test_wide(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = wide(REGION_2024, TWO, "\xef\xbb\xbf" "code;h;s;name\r\nA   ;  12;3,5;Aa\r\n\"B\";\"\";0;Bee\r\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  assert_true(fixture_observe(dataset, "homes", "A", "2024", NULL).value == 12);
  assert_true(fixture_observe(dataset, "share", "A", "2023", NULL).value == 3.5);
  assert_int_equal(fixture_observe(dataset, "share", "A", "2024", NULL).state, STATE_ABSENT);
  assert_int_equal(fixture_observe(dataset, "homes", "B", "2024", NULL).state, STATE_MISSING);
  assert_int_equal(fixture_observe(dataset, "share", "B", "2023", NULL).state, STATE_VALUE);
}

static void test_symbols(void **state G_GNUC_UNUSED) {
  static const struct { const char *set; ValueState expected[6]; } sets[] = {
      {"cbs-2011", {STATE_MISSING, STATE_SECRET, STATE_NIL, STATE_IMPOSSIBLE, STATE_BELOW_HALF_UNIT, STATE_VALUE}},
      {"cbs-2020", {STATE_MISSING_OR_SECRET, STATE_MISSING_OR_SECRET, STATE_MISSING_OR_SECRET, STATE_IMPOSSIBLE,
                    STATE_BELOW_HALF_UNIT, STATE_VALUE}}};
  for (gsize i = 0; i < G_N_ELEMENTS(sets); i++) {
    g_autofree char *own = g_strdup_printf("\"region\": \"code\", \"period\": \"jaar\", \"symbols\": \"%s\"", sets[i].set);
    const char *csv = i == 0 ? "code;jaar;h\nA;2019;.\nA;2020;x\nA;2021;-\nA;2022;\nA;2023;0,0\nA;2024;8,5**\n"
                             : "code;jaar;h\nA;2019;.\nA;2020;.\nA;2021;.\nA;2022;\nA;2023;0\nA;2024;8,5 **\n";
    g_autoptr(Project) project = wide(own, "{\"name\": \"code\"}, {\"name\": \"jaar\"},"
                                           "{\"name\": \"h\", \"type\": \"number\", \"decimalChar\": \",\", \"indicator\": \"homes\"}", csv);
    g_autoptr(Dataset) dataset = fixture_load(project);
    for (guint k = 0; k < 6; k++) {
      g_autofree char *year = g_strdup_printf("%u", 2019 + k);
      assert_int_equal(fixture_observe(dataset, "homes", "A", year, NULL).state, sets[i].expected[k]);
    }
    Observation last = fixture_observe(dataset, "homes", "A", "2024", NULL);
    assert_true(last.value == 8.5);
    assert_int_equal(last.flags, FLAG_PROVISIONAL | FLAG_REVISED);
  }
}

static void test_marks_on_periods(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = wide("\"region\": \"code\", \"period\": \"jaar\", \"symbols\": \"cbs-2020\"",
                                    "{\"name\": \"code\"}, {\"name\": \"jaar\"}, {\"name\": \"h\", \"indicator\": \"homes\"}",
                                    "code;jaar;h\nA;2024*;8\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  assert_int_equal(fixture_observe(dataset, "homes", "A", "2024", NULL).flags, FLAG_PROVISIONAL);
}

static void test_wide_source(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = wide("\"region\": \"code\", \"period\": \"2024\", \"source\": \"report\"",
                                    "{\"name\": \"code\"}, {\"name\": \"h\", \"indicator\": \"homes\"}", "code;h\nA;8\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  assert_string_equal(dataset_source(dataset, dataset_indicator(dataset, "homes"), dataset_region(dataset, "A"),
                                     fixture_period("2024"), NULL)->id, "report");
}

static void check_bad_wide(const char *own, const char *fields, const char *csv, const char *findings) {
  g_autoptr(Project) project = wide(own, fields, csv);
  fixture_refuse(project, findings);
}

static void test_bad_wide(void **state G_GNUC_UNUSED) {
#define W "datasets/wide.csv:"
  check_bad_wide(REGION_2024, TWO, "code;h;s;name\nX;1;2;x\nA;1.000;.;x\nA;1;2;x\nA;3;4;x\n",
                 W "2:1 region-unknown\n" W "3:3 observation-value\n" W "3:9 observation-value\n" W "5:3 observation-duplicate\n"
                 W "5:5 observation-duplicate\n");
  check_bad_wide(REGION_2024, "{\"name\": \"code\"}, {\"name\": \"h\", \"indicator\": \"homs\"}", "code;h\nA;1\n",
                 "datasets/datapackage.json:18:68 indicator-unknown\n");
  check_bad_wide("\"region\": \"code\", \"period\": \"2024\", \"source\": \"x\"", TWO, "code;h;s;name\n",
                 "datasets/datapackage.json:17:50 source-unknown\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_each_state),      cmocka_unit_test(test_flags),
      cmocka_unit_test(test_unknown_names),   cmocka_unit_test(test_all_slips_of_a_row),
      cmocka_unit_test(test_values),          cmocka_unit_test(test_a_value_beside_a_state_without_one),
      cmocka_unit_test(test_intervals),       cmocka_unit_test(test_duplicates_name_the_first),
      cmocka_unit_test(test_example_data_is_never_spliced), cmocka_unit_test(test_wide),
      cmocka_unit_test(test_symbols),         cmocka_unit_test(test_marks_on_periods),
      cmocka_unit_test(test_wide_source),     cmocka_unit_test(test_bad_wide),
  };
  return cmocka_run_group_tests_name("observation_rows", tests, NULL, NULL);
}
