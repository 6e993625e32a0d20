/* What is under embargo is read and judged, and is then nowhere. */
#include "fixture.h"
#include <math.h>

static const char OPEN[] = "A,homes,2024,,12,,,,,\nA,homes,2025,,4711,,,,,\nB,homes,2024,,7,,,,,\nA,people,2025,,4712,,,,,\n";

/* A project with an edition, a table of embargoes, and a second table of observations with `own` (JSON) and rows. */
static Project *project_of(const char *edition, const char *embargoes, const char *own, const char *rows) {
  Project *project = fixture_new(OPEN);
  g_autoptr(GString) drop = g_string_new(""), table = g_string_new("");
  g_autofree char *feitenblad = g_strdup_printf("\"feitenblad\": {\"role\": \"observations\"%s}", own), *header = fixture_header(FIXTURE_OBSERVATIONS);
  project->config.edition = (char *)edition;
  fixture_add_resource(drop, "drop", header, feitenblad);
  fixture_add_resource(table, "embargoes", "indicator,period,until", "\"feitenblad\": {\"role\": \"embargoes\"}");
  g_autofree char *both = g_strconcat(drop->str, ",\n", table->str, NULL);
  fixture_package(project, both);
  fixture_table(project, "embargoes", "indicator,period,until\n", embargoes);
  fixture_table(project, "drop", FIXTURE_OBSERVATIONS, rows);
  return project;
}

static bool has(const Dataset *dataset, const char *indicator, const char *region, const char *period) {
  return fixture_observe(dataset, indicator, region, period, NULL).state != STATE_ABSENT;
}

static void test_an_indicator_in_a_period(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_of("2025-06-20", "homes,2025,2026-01-15\n", "", "");
  g_autoptr(Dataset) dataset = fixture_load(project);
  assert_false(has(dataset, "homes", "A", "2025"));
  assert_false(has(dataset, "homes", "P1", "2025")); /* nor in a total */
  assert_true(has(dataset, "homes", "A", "2024"));
  assert_true(has(dataset, "people", "A", "2025"));
  assert_int_equal(indicator_periods(dataset, dataset_indicator(dataset, "homes"))->len, 1);
  assert_true(fixture_mentions(project->diags, "1 value of 'homes' in 2025 is under embargo until 2026-01-15; this edition is of 2025-06-20"));
  assert_false(fixture_mentions(project->diags, "4711"));
}

static void test_it_ends_with_the_edition_of_its_day(void **state G_GNUC_UNUSED) {
  static const struct { const char *edition; bool out; } days[] = {{"2026-01-14", false}, {"2026-01-15", true}, {"2026-02-01", true}};
  for (gsize i = 0; i < G_N_ELEMENTS(days); i++) {
    g_autoptr(Project) project = project_of(days[i].edition, "homes,2025,2026-01-15T00:00\n", "", "");
    g_autoptr(Dataset) dataset = fixture_load(project);
    assert_int_equal(has(dataset, "homes", "A", "2025"), days[i].out);
    assert_int_equal(fixture_mentions(project->diags, "embargo"), !days[i].out);
  }
}

static void test_a_whole_indicator_and_a_whole_period(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_of("2025-06-20", "homes,,2026-01-15\n,2025,2026-01-15\n", "", "");
  g_autoptr(Dataset) dataset = fixture_load(project);
  assert_false(has(dataset, "homes", "A", "2024"));
  assert_false(has(dataset, "people", "A", "2025"));
}

static void test_periods_that_share_a_day(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_of("2025-06-20", ",2025-Q4,2026-01-15\n", "",
                                          "C,homes,2025-Q3,,1,,,,,\nC,homes,2025-Q4,,2,,,,,\nC,homes,2025-11,,3,,,,,\n"
                                          "C,homes,2025-12-31,,4,,,,,\nC,homes,2025-09,,5,,,,,\nC,homes,2025,,6,,,,,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  assert_true(has(dataset, "homes", "C", "2025-Q3") && has(dataset, "homes", "C", "2025-09"));
  assert_false(has(dataset, "homes", "C", "2025-Q4") || has(dataset, "homes", "C", "2025-11"));
  assert_false(has(dataset, "homes", "C", "2025-12-31") || has(dataset, "homes", "C", "2025")); /* the year holds the quarter */
}

static void test_a_resource(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_of("2025-06-20", "", ", \"embargo\": \"2026-01-15\"", "D,homes,2024,,12,,,,,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  assert_false(has(dataset, "homes", "D", "2024"));
  assert_true(has(dataset, "homes", "A", "2024"));
  assert_true(fixture_mentions(project->diags, "1 value of the table 'drop' is under embargo until 2026-01-15"));
}

/* A checksum of the file as it is would let anyone try which number gives it. */
static const char *checksum(const Dataset *dataset, const char *path, gsize *size) {
  for (guint i = 0; i < dataset_files(dataset)->len; i++) {
    const DatasetFile *file = g_ptr_array_index(dataset_files(dataset), i);
    *size = file->size;
    if (!strcmp(file->path, path)) return file->sha256;
  }
  return NULL;
}

static void test_checksums_do_not_tell(void **state G_GNUC_UNUSED) {
  g_auto(GStrv) sums = g_new0(char *, 3);
  for (int i = 0; i < 2; i++) {
    gsize size;
    g_autoptr(Project) project = project_of("2025-06-20", "", ", \"embargo\": \"2026-01-15\"",
                                            i ? "D,homes,2024,,12,,,,,\n" : "D,homes,2024,,13,,,,,\n");
    g_autoptr(Dataset) dataset = fixture_load(project);
    sums[i] = g_strdup(checksum(dataset, "datasets/drop.csv", &size));
    assert_int_equal(size, 0);
    checksum(dataset, "datasets/observations.csv", &size);
    assert_true(size > 0);
  }
  assert_string_equal(sums[0], sums[1]);
}

static void test_targets(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_of("2025-06-20", "homes,2025,2026-01-15\nprice,,2026-01-15\n", "", "");
  fixture_table(project, "targets", FIXTURE_TARGETS, "homes,A,,minimum,20,2030,2025,4711,,\nprice,A,,maximum,9,2030,,,,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  Target target;
  assert_true(dataset_target(dataset, dataset_indicator(dataset, "homes"), dataset_region(dataset, "A"), fixture_period("2024"), &target));
  assert_true(target.value == 20 && isnan(target.base_value));
  assert_false(dataset_target(dataset, dataset_indicator(dataset, "price"), dataset_region(dataset, "A"), fixture_period("2024"), &target));
}

static void expect_refused(const char *embargoes, const char *own, const char *rows, const char *findings) {
  g_autoptr(Project) project = project_of("2025-06-20", embargoes, own, rows);
  fixture_refuse(project, findings);
}

static void test_slips(void **state G_GNUC_UNUSED) {
#define E "datasets/embargoes.csv:2:"
  expect_refused("homes,2025,15-1-2026\n", "", "", E "12 embargo-until\n");
  expect_refused("homes,2025,2026-01-15T09:30\n", "", "", E "12 embargo-until\n");
  expect_refused("homes,25,2026-01-15\n", "", "", E "7 embargo-period\n");
  expect_refused("home,2025,2026-01-15\n", "", "", E "1 indicator-unknown\n");
  expect_refused("homes,2025,\n", "", "", E "12 table-required\n");
  expect_refused(",,2026-01-15\n", "", "", E "1 embargo-all\n");
  expect_refused("", ", \"embargo\": \"2026\"", "", "datasets/datapackage.json:16:90 package-embargo\n");
}

static void test_a_bad_drop_is_bad_before_its_day(void **state G_GNUC_UNUSED) {
  expect_refused("", ", \"embargo\": \"2026-01-15\"", "D,homes,2024,,x,,,,,\nX,homes,2024,,1,,,,,\nD,homes,2023,,1,,,,,\nD,homes,2023,,2,,,,,\n",
                 "datasets/drop.csv:2:15 observation-value\ndatasets/drop.csv:3:1 region-unknown\n"
                 "datasets/drop.csv:5:1 observation-duplicate\n");
}

static void test_only_what_has_values(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_of("2025-06-20", "", "", "");
  g_autofree char *path = g_build_filename(project->root, "datasets", "datapackage.json", NULL), *json = NULL;
  assert_true(file_read(path, &json, &(gsize){0}, NULL));
  g_auto(GStrv) parts = g_strsplit(json, "\"role\": \"groups\"", 2);
  g_autofree char *changed = g_strjoinv("\"role\": \"groups\", \"embargo\": \"2026-01-15\"", parts);
  fixture_write(project, "datapackage.json", changed, -1);
  g_autoptr(Dataset) dataset = dataset_load(&project->config, project->diags);
  assert_null(dataset);
  assert_true(fixture_mentions(project->diags, "a table of groups cannot be under embargo"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_an_indicator_in_a_period),
      cmocka_unit_test(test_it_ends_with_the_edition_of_its_day),
      cmocka_unit_test(test_a_whole_indicator_and_a_whole_period),
      cmocka_unit_test(test_periods_that_share_a_day),
      cmocka_unit_test(test_a_resource),
      cmocka_unit_test(test_checksums_do_not_tell),
      cmocka_unit_test(test_targets),
      cmocka_unit_test(test_slips),
      cmocka_unit_test(test_a_bad_drop_is_bad_before_its_day),
      cmocka_unit_test(test_only_what_has_values),
  };
  return cmocka_run_group_tests_name("embargo", tests, NULL, NULL);
}
