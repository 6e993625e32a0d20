/* Sources, groups and indicators: what is read, and rules that contradict each other. */
#include "data/catalog.h"
#include "fixture.h"

static void test_what_is_read(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("");
  g_autoptr(Dataset) dataset = fixture_load(project);
  const Indicator *share = dataset_indicator(dataset, "share"), *people = dataset_indicator(dataset, "people");
  assert_int_equal(share->kind, KIND_RATE);
  assert_int_equal(share->decimals, 1);
  assert_int_equal(share->aggregation, AGGREGATE_MEAN);
  assert_int_equal(share->polarity, POLARITY_HIGHER);
  assert_ptr_equal(share->weight, dataset_indicator(dataset, "homes"));
  assert_string_equal(share->short_title, "Aandeel");
  assert_string_equal(share->unit_label, "% van de woningen");
  assert_string_equal(people->unit_label, "aantal");
  assert_int_equal(people->threshold, 5);
  assert_true(people->source->example);
  assert_string_equal(share->source->url, "https://cbs.example/");
  assert_int_equal(share->source->date.year, 2024);
  const GPtrArray *categories = dataset_indicator(dataset, "vision")->categories;
  assert_int_equal(categories->len, 2);
  assert_string_equal(((const Category *)g_ptr_array_index(categories, 1))->title, "Vastgesteld");
  assert_null(dataset_indicator(dataset, "nothing"));
}

static void test_groups_stand_in_their_order(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("");
  g_autoptr(Dataset) dataset = fixture_load(project);
  const Group *first = g_ptr_array_index(dataset_groups(dataset), 0);
  assert_string_equal(first->id, "studenten");
  assert_int_equal(first->index, 0);
  assert_string_equal(first->short_title, "Studenten");
  assert_int_equal(dataset_group(dataset, "ouderen")->index, 1);
  assert_null(dataset_group(dataset, "nobody"));
}

static void check(const char *table, const char *start, const char *row, const char *findings) {
  g_autoptr(Project) project = fixture_new("");
  fixture_table(project, table, start, row);
  fixture_refuse(project, findings);
}

#define I(row, findings) check("indicators", FIXTURE_INDICATORS, row, "datasets/indicators.csv:" findings)
#define S(row, findings) check("sources", FIXTURE_SOURCES, row, "datasets/sources.csv:" findings)
#define G(row, findings) check("groups", FIXTURE_GROUPS, row, "datasets/groups.csv:" findings)

static void test_bad_indicators(void **state G_GNUC_UNUSED) {
  I("homes,T,,u,,0,stock,,sum,,,,cbs,\n", "7:1 catalog-duplicate\n");
  I("Homes,T,,u,,0,stock,,sum,,,,cbs,\n", "7:1 catalog-id\n");
  I("x,T,,u,,0,stok,,sum,,,,cbs,\n", "7:11 indicator-kind\n");
  I("x,T,,u,,0,stock,up,sum,,,,cbs,\n", "7:17 indicator-polarity\n");
  I("x,T,,u,,0,stock,,total,,,,cbs,\n", "7:18 indicator-aggregation\n");
  I("x,T,,u,,12,stock,,sum,,,,cbs,\n", "7:9 catalog-number\n");
  I("x,T,,u,,0,stock,,sum,,1,,cbs,\n", "7:23 catalog-number\n");
  I("x,T,,u,,0,stock,,sum,,,,cb,\n", "7:25 source-unknown\n");
  I("x,T,,u,,0,stock,,sum,,,,,\n", "7:25 table-required\n");
  I("x,T,,u,,0,category,,none,,,a|b=B|c=C|c=D,cbs,\n", "7:28 indicator-categories\ndatasets/indicators.csv:7:28 indicator-categories\n");
}

static void test_rules_that_contradict(void **state G_GNUC_UNUSED) {
  I("x,T,,%,,0,rate,,sum,,,,cbs,\n", "7:17 indicator-aggregation\n");
  I("x,T,,u,,0,category,,mean,homes,,a=A,cbs,\n", "7:21 indicator-aggregation\n");
  I("x,T,,%,,0,rate,,mean,,,,cbs,\n", "7:22 indicator-weight\n");
  I("x,T,,%,,0,rate,,none,homes,,,cbs,\n", "7:22 indicator-weight\n");
  I("x,T,,%,,0,rate,,mean,hom,,,cbs,\n", "7:22 indicator-unknown\n");
  I("x,T,,%,,0,rate,,mean,price,,,cbs,\n", "7:22 indicator-weight\n");
  I("x,T,,%,,0,stock,,mean,x,,,cbs,\n", "7:23 indicator-weight\n");
  I("x,T,,%,,0,rate,,none,,5,,cbs,\n", "7:23 indicator-threshold\n");
  I("x,T,,u,,0,category,,none,,,,cbs,\n", "7:28 indicator-categories\n");
  I("x,T,,u,,0,stock,,sum,,,a=A,cbs,\n", "7:24 indicator-categories\n");
}

static void test_bad_sources(void **state G_GNUC_UNUSED) {
  S("cbs,T,C,P,,,,false\n", "5:1 catalog-duplicate\n");
  S("x,T,C,P,javascript:alert(1),,,false\n", "5:9 source-url\n");
  S("x,T,C,P,,3 mei,,false\n", "5:10 source-date\n");
  S("x,T,C,P,,,,maybe\n", "5:12 source-example\n");
  S("x,T,,P,,,,false\n", "5:5 table-required\n");
}

static void test_bad_groups(void **state G_GNUC_UNUSED) {
  G("ouderen,T,,,3\n", "4:1 catalog-duplicate\n");
  G("x,T,,../x,3\n", "4:6 group-icon\n");
  G("x,T,,,first\n", "4:7 catalog-number\n");
}

static void test_nearest_name_is_suggested(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("A,hoems,2024,,1,,,,,\n");
  fixture_refuse(project, "datasets/observations.csv:2:3 indicator-unknown\n");
  assert_true(fixture_mentions(project->diags, "did you mean 'homes'?"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_what_is_read),          cmocka_unit_test(test_groups_stand_in_their_order),
      cmocka_unit_test(test_bad_indicators),        cmocka_unit_test(test_rules_that_contradict),
      cmocka_unit_test(test_bad_sources),           cmocka_unit_test(test_bad_groups),
      cmocka_unit_test(test_nearest_name_is_suggested),
  };
  return cmocka_run_group_tests_name("catalog", tests, NULL, NULL);
}
