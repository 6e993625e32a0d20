/* Regions as drops name them: what is understood, and what is refused with the choices. */
#include "fixture.h"

static const char REGIONS[] = "code,name,official_name,slug,level,valid_from,valid_to\n"
                              "GM0344,Utrecht,,utrecht,gemeente,,\n"
                              "GM0358,Aalsmeer,,aalsmeer,gemeente,,\n"
                              "GM0373,Bergen (NH.),,bergen-nh,gemeente,,\n"
                              "GM0893,Bergen (L.),,bergen-l,gemeente,,\n"
                              "GM0518,Den Haag,'s-Gravenhage,den-haag,gemeente,,\n"
                              "GM1900,Súdwest-Fryslân,,swf,gemeente,,\n"
                              "GM1960,West Betuwe,,west-betuwe,gemeente,2019-01-01,\n"
                              "PV26,Utrecht,,utrecht,provincie,,\n"
                              "NL,Nederland,,nederland,land,,\n";
static const char MERGERS[] = "date,from_code,from_name,from_slug,to_code,to_name,kind,share,to_existed,source\n"
                              "2019-01-01,GM0236,Geldermalsen,,GM1960,West Betuwe,merged,,,\n";
static const char VARIANTS[] = "code,variant,seen_in\nGM0344,Utrecht (gemeente),cbs\nGM0236,Gelremalsen,\n";

/* A project with a table of observations that names its regions as `regions` (JSON) says. */
static Project *project_of(const char *regions, const char *rows) {
  Project *project = fixture_new("");
  g_autoptr(GString) more = g_string_new("");
  g_autofree char *own = g_strdup_printf("\"feitenblad\": {\"role\": \"observations\"%s%s}", *regions ? ", \"regions\": " : "", regions);
  fixture_add_resource(more, "drop", "region,indicator,period,value", own);
  g_string_append(more, ",\n");
  g_autofree char *mergers = fixture_header(MERGERS);
  fixture_add_resource(more, "mergers", mergers, "\"feitenblad\": {\"role\": \"mergers\"}");
  fixture_add_resource(more, "variants", "code,variant,seen_in", "\"feitenblad\": {\"role\": \"variants\"}");
  char *doubled;
  while ((doubled = strstr(more->str, ",\n,\n"))) g_string_erase(more, doubled - more->str, 2);
  fixture_package(project, more->str);
  fixture_table(project, "regions", REGIONS, "");
  fixture_table(project, "memberships", "code,division,parent\nGM0344,provincie,PV26\n", "");
  fixture_table(project, "mergers", MERGERS, "");
  fixture_table(project, "variants", VARIANTS, "");
  fixture_table(project, "drop", "region,indicator,period,value\n", rows);
  return project;
}

static const char CODES[] = "{\"level\": \"gemeente\"}", NAMES[] = "{\"by\": \"name\", \"level\": \"gemeente\"}";

static void expect_read(const char *regions, const char *written, const char *code, const char *year) {
  g_autofree char *row = g_strdup_printf("%s,homes,%s,12\n", written, year);
  g_autoptr(Project) project = project_of(regions, row);
  g_autoptr(Dataset) dataset = fixture_load(project);
  Observation found = fixture_observe(dataset, "homes", code, year, NULL);
  if (!observation_known(&found) || found.value != 12) fail_msg("'%s' is not %s", written, code);
}

static void test_names(void **state G_GNUC_UNUSED) {
  static const struct { const char *written, *code; } names[] = {
      {"Den Haag", "GM0518"},     {"'s-Gravenhage", "GM0518"}, {"s-Gravenhage", "GM0518"},       {"den haag", "GM0518"},
      {"’s-Gravenhage", "GM0518"}, {"Utrecht", "GM0344"},       {"Utrecht (gemeente)", "GM0344"}, {"Sudwest Fryslan", "GM1900"},
      {"Bergen (L.)", "GM0893"},  {"Bergen (NH)", "GM0373"},   {"Súdwest-Fryslân", "GM1900"}};
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++) expect_read(NAMES, names[i].written, names[i].code, "2024");
}

static void test_names_of_before(void **state G_GNUC_UNUSED) {
  expect_read(NAMES, "Geldermalsen", "GM1960", "2018");
  expect_read(NAMES, "Gelremalsen", "GM1960", "2018"); /* a variant of an old code */
}

static void test_any_level(void **state G_GNUC_UNUSED) {
  expect_read("{\"by\": \"name\"}", "Nederland", "NL", "2024");
  expect_read("{\"by\": \"name\", \"level\": \"provincie\"}", "Utrecht", "PV26", "2024");
}

#define D "datasets/drop.csv:"

static void expect_refused(const char *regions, const char *rows, const char *findings, const char *mention) {
  g_autoptr(Project) project = project_of(regions, rows);
  fixture_refuse(project, findings);
  if (!fixture_mentions(project->diags, mention)) {
    g_autofree char *all = diags_format(project->diags, 0);
    fail_msg("'%s' is not in:\n%s", mention, all);
  }
}

static void test_a_name_of_several_lists_them(void **state G_GNUC_UNUSED) {
  expect_refused(NAMES, "Aalsmeer,homes,2024,1\nBergen,homes,2024,1\n", D "3:1 region-ambiguous\n",
                 "'Bergen' may be 2 regions: Bergen (L.) (gemeente GM0893), Bergen (NH.) (gemeente GM0373)");
  expect_refused("{\"by\": \"name\"}", "Utrecht,homes,2024,1\n", D "2:1 region-ambiguous\n",
                 "Utrecht (gemeente GM0344), Utrecht (provincie PV26)");
  expect_refused("{\"by\": \"name\"}", "Utrecht,homes,2024,1\n", D "2:1 region-ambiguous\n", "if the table is of one level");
}

static void test_unknown_names(void **state G_GNUC_UNUSED) {
  expect_refused(NAMES, "Aalsmer,homes,2024,1\n", D "2:1 region-unknown\n", "did you mean 'Aalsmeer'?");
  expect_refused(NAMES, "Nederland,homes,2024,1\n", D "2:1 region-unknown\n", "there is no gemeente with the name 'Nederland'");
  expect_refused(NAMES, "GM0358,homes,2024,1\n", D "2:1 region-unknown\n", "this is a code");
  expect_refused("", "Aalsmeer,homes,2024,1\n", D "2:1 region-unknown\n", "if the column has names");
}

static void test_codes_that_lost_their_zeros(void **state G_GNUC_UNUSED) {
  static const char *const written[] = {"358", "0358", "GM358", "gm0358", "GM0358"};
  for (gsize i = 0; i < G_N_ELEMENTS(written); i++) expect_read(CODES, written[i], "GM0358", "2024");
  expect_read(CODES, "236", "GM1960", "2018");
  expect_read("{\"level\": \"provincie\"}", "26", "PV26", "2024");
}

static void test_completing_is_told_once_a_file(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_of(CODES, "GM0893,homes,2024,1\n358,homes,2024,1\n344,homes,2024,1\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  assert_non_null(dataset);
  g_autofree char *found = fixture_findings(project->diags, DIAG_NOTE);
  assert_true(g_str_has_suffix(found, D "3:1 region-completed\n"));
  assert_int_equal(diags_count(project->diags, DIAG_NOTE), 1);
  assert_true(fixture_mentions(project->diags, "'358' is read as GM0358"));
}

static void test_codes_without_a_level(void **state G_GNUC_UNUSED) {
  expect_refused("", "358,homes,2024,1\n", D "2:1 region-unknown\n",
                 "if it is GM0358 (Aalsmeer) without its letters or zeros, say so in datapackage.json: \"regions\": {\"level\": \"gemeente\"}");
  expect_refused(CODES, "359,homes,2024,1\n00358,homes,2024,1\n", D "2:1 region-unknown\n" D "3:1 region-unknown\n",
                 "give a code of the table of regions");
  expect_refused(CODES, "PV26,homes,2024,1\n", D "2:1 region-level\n", "'PV26' is a provincie");
}

static void test_what_the_package_says(void **state G_GNUC_UNUSED) {
#define P "datasets/datapackage.json:"
  expect_refused("{\"by\": \"nam\"}", "", P "16:97 package-regions\n", "did you mean 'name'?");
  expect_refused("{\"by\": \"name\", \"levl\": 1}", "", P "16:105 yaml-unknown-key\n", "did you mean 'level'?");
  expect_refused("\"name\"", "", P "16:90 package-regions\n", "should be an object");
  expect_refused("{\"level\": \"gemeenten\"}", "", P "16:100 region-level\n", "did you mean 'gemeente'?");
}

static void test_targets_by_name(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_of("", "GM0518,homes,2024,12\n");
  g_autofree char *path = g_build_filename(project->root, "datasets", "datapackage.json", NULL), *json = NULL;
  assert_true(file_read(path, &json, &(gsize){0}, NULL));
  g_auto(GStrv) parts = g_strsplit(json, "\"role\": \"targets\"", 2);
  g_autofree char *changed = g_strjoinv("\"role\": \"targets\", \"regions\": {\"by\": \"name\", \"level\": \"gemeente\"}", parts);
  fixture_write(project, "datapackage.json", changed, -1);
  fixture_table(project, "targets", FIXTURE_TARGETS, "homes,'s-Gravenhage,,minimum,20,2030,,,,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  Target target;
  assert_true(dataset_target(dataset, dataset_indicator(dataset, "homes"), dataset_region(dataset, "GM0518"), fixture_period("2024"),
                             &target));
  assert_true(target.value == 20);
}

static void test_variants_of_nothing(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_of("", "GM0518,homes,2024,12\n");
  fixture_table(project, "variants", VARIANTS, "GM9999,Nergens,\n");
  fixture_refuse(project, "datasets/variants.csv:4:1 region-unknown\n");
}

static void test_numbers_that_became_dates(void **state G_GNUC_UNUSED) {
  static const char *const dates[] = {"1-5-2024", "01/05/24", "2024-05-01", "2024-05-01 00:00:00", "mei-24", "1-mei", "5-Mrt-2024"};
  for (gsize i = 0; i < G_N_ELEMENTS(dates); i++) {
    g_autofree char *row = g_strdup_printf("GM0518,homes,2024,%s\n", dates[i]);
    expect_refused("", row, D "2:19 observation-value\n", "a spreadsheet makes dates of numbers: 1,5 becomes 1-5-2024");
  }
  expect_refused("", "GM0518,homes,mrt-24,3\n", D "2:14 observation-period\n", "a spreadsheet rewrote it");
  g_autoptr(Project) range = project_of("", "GM0518,homes,2024,1-4\n"); /* an interval, more likely */
  fixture_refuse(range, D "2:19 observation-value\n");
  assert_false(fixture_mentions(range->diags, "spreadsheet"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_names),
      cmocka_unit_test(test_names_of_before),
      cmocka_unit_test(test_any_level),
      cmocka_unit_test(test_a_name_of_several_lists_them),
      cmocka_unit_test(test_unknown_names),
      cmocka_unit_test(test_codes_that_lost_their_zeros),
      cmocka_unit_test(test_completing_is_told_once_a_file),
      cmocka_unit_test(test_codes_without_a_level),
      cmocka_unit_test(test_what_the_package_says),
      cmocka_unit_test(test_targets_by_name),
      cmocka_unit_test(test_variants_of_nothing),
      cmocka_unit_test(test_numbers_that_became_dates),
  };
  return cmocka_run_group_tests_name("region_names", tests, NULL, NULL);
}
