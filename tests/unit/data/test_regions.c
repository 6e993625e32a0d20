/* Regions: order, addresses, divisions, and what a table of regions can get wrong. */
#include "data/regions.h"
#include "fixture.h"

static void check_names(const GPtrArray *regions, const char *expected) {
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; i < regions->len; i++) g_ptr_array_add(names, ((const Region *)g_ptr_array_index(regions, i))->name);
  g_ptr_array_add(names, NULL);
  g_autofree char *joined = g_strjoinv(" ", (char **)names->pdata);
  assert_string_equal(joined, expected);
}

static void test_order_and_titles(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("");
  g_autoptr(Dataset) dataset = fixture_load(project);
  check_names(dataset_regions(dataset), "Aa Cée De 's-Bee Een Twee Nederland");
  check_names(dataset_level_regions(dataset, "provincie"), "Een Twee");
  assert_int_equal(dataset_level_regions(dataset, "wijk")->len, 0);
  for (guint i = 0; i < dataset_regions(dataset)->len; i++)
    assert_int_equal(((const Region *)g_ptr_array_index(dataset_regions(dataset), i))->index, i);
  assert_string_equal(dataset_region(dataset, "P1")->title, "Provincie Een");
  assert_string_equal(dataset_region(dataset, "A")->title, "Aa");
  assert_string_equal(dataset_region(dataset, "A")->official_name, "Gemeente Aa");
  assert_string_equal(dataset_region(dataset, "B")->official_name, "'s-Bee");
  assert_int_equal(dataset_region(dataset, "B")->valid_from.year, 2019);
  assert_int_equal(dataset_region(dataset, "B")->valid_to.kind, PERIOD_NONE);
}

static void test_divisions(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("");
  g_autoptr(Dataset) dataset = fixture_load(project);
  const Region *a = dataset_region(dataset, "A"), *p1 = dataset_region(dataset, "P1"), *land = dataset_region(dataset, "NL");
  check_names(a->parents, "Een Nederland");
  check_names(p1->parents, "Nederland");
  check_names(region_members(p1), "Aa Cée 's-Bee");
  check_names(region_members(land), "Aa Cée De 's-Bee");
  assert_int_equal(region_members(a)->len, 0);
  assert_ptr_equal(region_parent(a, "provincie"), p1);
  assert_ptr_equal(region_parent(a, "prov"), p1);
  assert_ptr_equal(region_parent(p1, "land"), land);
  assert_ptr_equal(region_parent(p1, "prov"), p1);
  assert_null(region_parent(p1, "gemeente"));
  assert_null(region_parent(a, "wijk"));
}

static void test_names_in_addresses(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("");
  g_autoptr(Dataset) dataset = fixture_load(project);
  assert_string_equal(dataset_region(dataset, "aa")->code, "A");
  assert_string_equal(dataset_region(dataset, "gemeente/de")->code, "D");
  assert_string_equal(dataset_region(dataset, "provincie/de")->code, "P2");
  assert_null(dataset_region(dataset, "de")); /* two regions share it */
  assert_null(dataset_region(dataset, "nowhere"));
}

static void check(const char *regions, const char *memberships, const char *findings) {
  g_autoptr(Project) project = fixture_new("");
  fixture_table(project, "regions", FIXTURE_REGIONS, regions);
  fixture_table(project, "memberships", FIXTURE_MEMBERSHIPS, memberships);
  fixture_refuse(project, findings);
}

#define R "datasets/regions.csv:"
#define M "datasets/memberships.csv:"

static void test_bad_regions(void **state G_GNUC_UNUSED) {
  check("A,Nog een,,nog,gemeente,,\n", "", R "9:1 region-duplicate\n");
  check("../E,E,,e,gemeente,,\n", "", R "9:1 region-code\n");
  check("a/b,E,,e,gemeente,,\n", "", R "9:1 region-code\n");
  check("E,E,,../e,gemeente,,\n", "", R "9:6 region-slug\n");
  check("E,E,,E,gemeente,,\n", "", R "9:6 region-slug\n");
  check("E,E,,aa,gemeente,,\n", "", R "9:1 region-slug\n");
  check("E,E,,e,gemeent,,\n", "", R "9:8 region-level\n");
  check("E,E,,e,gemeente,2019-02-30,x\n", "", R "9:17 region-period\n" R "9:28 region-period\n");
  check("N2,Nog een land,,n2,land,,\n", "", R "9:1 region-country\n");
  check(",E,,,gemeente,,\n", "", R "9:1 table-required\n" R "9:5 table-required\n");
}

static void test_bad_memberships(void **state G_GNUC_UNUSED) {
  check("", "E,provincie,P1\n", M "6:1 region-unknown\n");
  check("", "NL,provincie,X\n", M "6:14 region-unknown\n");
  check("E,E,,e,gemeente,,\n", "E,regio,P1\n", M "6:3 region-level\n");
  check("E,E,,e,gemeente,,\n", "E,land,P1\n", M "6:8 membership-level\n");
  check("", "NL,provincie,P1\n", M "6:4 membership-upside-down\n");
  check("", "P1,provincie,P2\n", M "6:4 membership-upside-down\n");
  check("", "A,provincie,P2\n", M "6:1 membership-duplicate\n");
}

static void test_no_country(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("");
  fixture_write(project, "regions.csv", "code,name,official_name,slug,level,valid_from,valid_to\nA,Aa,,aa,gemeente,,\n", -1);
  fixture_write(project, "memberships.csv", "code,division,parent\n", -1);
  g_autoptr(Dataset) dataset = dataset_load(&project->config, project->diags);
  assert_null(dataset);
  assert_true(fixture_mentions(project->diags, "there is no region of the level 'land'"));
  fixture_expect_up_to(project->diags, DIAG_ERROR, R "1:1 region-country\n");
}

static void test_a_name_cannot_fill_the_pattern(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("");
  fixture_table(project, "regions", FIXTURE_REGIONS, "P3,{name} %s,,p3,provincie,,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  assert_string_equal(dataset_region(dataset, "P3")->title, "Provincie {name} %s");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_order_and_titles), cmocka_unit_test(test_divisions), cmocka_unit_test(test_names_in_addresses),
      cmocka_unit_test(test_bad_regions),      cmocka_unit_test(test_bad_memberships), cmocka_unit_test(test_no_country),
      cmocka_unit_test(test_a_name_cannot_fill_the_pattern),
  };
  return cmocka_run_group_tests_name("regions", tests, NULL, NULL);
}
