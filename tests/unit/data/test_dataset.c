/* The data stage as the rest of the program sees it, and the example project as it stands. */
#include "data/dataset.h"
#include "fixture.h"
#include <math.h>
#include <unistd.h>

static void test_periods_and_latest(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("A,homes,2024,,1,,,,,\nA,homes,2022,,1,,,,,\nB,homes,2023,ouderen,1,,,,,\n"
                                           "C,homes,2024,,,,,missing,,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  const Indicator *homes = dataset_indicator(dataset, "homes");
  const GArray *periods = indicator_periods(dataset, homes);
  assert_int_equal(periods->len, 3);
  for (guint i = 0; i < 3; i++) assert_int_equal(g_array_index(periods, Period, i).year, 2022 + i);
  assert_int_equal(indicator_periods(dataset, dataset_indicator(dataset, "price"))->len, 0);
  assert_int_equal(dataset_latest(dataset, homes, dataset_region(dataset, "A")).year, 2024);
  assert_int_equal(dataset_latest(dataset, homes, dataset_region(dataset, "C")).year, 2024); /* missing is not absent */
  assert_int_equal(dataset_latest(dataset, homes, dataset_region(dataset, "B")).year, 2023); /* only by group */
  assert_int_equal(dataset_latest(dataset, homes, dataset_region(dataset, "D")).kind, PERIOD_NONE);
}

static void test_sources(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("A,homes,2024,,1,,,,,report\nB,homes,2024,,1,,,,,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  const Indicator *homes = dataset_indicator(dataset, "homes");
  Period period = fixture_period("2024");
  assert_string_equal(dataset_source(dataset, homes, dataset_region(dataset, "A"), period, NULL)->id, "report");
  assert_string_equal(dataset_source(dataset, homes, dataset_region(dataset, "B"), period, NULL)->id, "cbs");
  assert_string_equal(dataset_source(dataset, homes, dataset_region(dataset, "C"), period, NULL)->id, "cbs");
}

static void ranks(const Dataset *dataset, const char *indicator, const char *region, Rank expected) {
  Rank found = dataset_rank(dataset, dataset_indicator(dataset, indicator), dataset_region(dataset, region),
                            dataset_level_regions(dataset, "gemeente"), fixture_period("2024"), NULL);
  if (found.rank != expected.rank || found.of != expected.of || found.equal != expected.equal)
    fail_msg("%s of %s: %u of %u, with %u", indicator, region, found.rank, found.of, found.equal);
}

static void test_rank(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("A,homes,2024,,10.2,,,,,\nB,homes,2024,,9.9,,,,,\nC,homes,2024,,,,,missing,,\n"
                                           "D,homes,2024,,30,,,,,\nA,vision,2024,,vast,,,,,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  ranks(dataset, "homes", "D", (Rank){1, 3, 0});
  ranks(dataset, "homes", "A", (Rank){2, 3, 1});
  ranks(dataset, "homes", "B", (Rank){2, 3, 1}); /* both show 10 */
  ranks(dataset, "homes", "C", (Rank){0, 3, 0});
  ranks(dataset, "vision", "A", (Rank){0, 0, 0});
}

/* A may be as much as B, and B as C; but A is less than C for sure. Secret counts are no peers, provisional ones are. */
static void test_rank_with_intervals(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("A,homes,2024,,10,8,12,,,\nB,homes,2024,,13,11,15,,provisional,\nC,homes,2024,,17,14,20,,,\n"
                                           "D,homes,2024,,40,,,,,\nA,people,2024,,30,,,,,\nB,people,2024,,3,,,,,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  ranks(dataset, "homes", "D", (Rank){1, 4, 0});
  ranks(dataset, "homes", "C", (Rank){2, 4, 1});
  ranks(dataset, "homes", "B", (Rank){2, 4, 2});
  ranks(dataset, "homes", "A", (Rank){3, 4, 1});
  ranks(dataset, "people", "A", (Rank){1, 1, 0});
  ranks(dataset, "people", "B", (Rank){0, 1, 0});
}

static void test_breaks(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("A,homes,2020,,1,,,,,\nA,homes,2022,,1,,,,break,\nA,homes,2024,,1,,,,,\nB,homes,2022,,1,,,,,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  static const struct { const char *region, *from, *to; bool breaks; } CASES[] = {
      {"A", "2020", "2024", true}, {"A", "2020", "2022", true}, {"A", "2022", "2024", false}, {"A", "2020", "2021", false}, {"B", "2020", "2024", false}};
  for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++)
    assert_int_equal(dataset_breaks(dataset, dataset_indicator(dataset, "homes"), dataset_region(dataset, CASES[i].region),
                                    fixture_period(CASES[i].from), fixture_period(CASES[i].to), NULL),
                     CASES[i].breaks);
}

static void test_files(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("A,homes,2024,,1,,,,,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  const GPtrArray *files = dataset_files(dataset);
  assert_int_equal(files->len, 8);
  const DatasetFile *package = g_ptr_array_index(files, 0), *sources = g_ptr_array_index(files, 1);
  assert_string_equal(package->path, "datasets/datapackage.json");
  assert_string_equal(sources->path, "datasets/sources.csv");
  assert_int_equal(sources->size, strlen(FIXTURE_SOURCES));
  g_autofree char *sha256 = g_compute_checksum_for_string(G_CHECKSUM_SHA256, FIXTURE_SOURCES, -1);
  assert_string_equal(sources->sha256, sha256);
}

static void test_a_file_that_is_not_there(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("");
  g_autofree char *path = g_build_filename(project->root, "datasets", "groups.csv", NULL);
  assert_int_equal(unlink(path), 0);
  fixture_refuse(project, "datasets/datapackage.json:4:3 file-unreadable\n");
}

static void test_roles_that_lack(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("");
  fixture_write(project, "datapackage.json", "{\"resources\": [{\"name\": \"s\", \"path\": \"sources.csv\", "
                "\"feitenblad\": {\"role\": \"sources\"}, \"schema\": {\"fields\": [{\"name\": \"id\"}]}}]}", -1);
  fixture_refuse(project, "datasets/datapackage.json:1:1 package-role\ndatasets/datapackage.json:1:1 package-role\n"
                          "datasets/datapackage.json:1:1 package-role\n");
}

static void test_all_files_in_one_run(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("A,homes,20,,1,,,,,\n");
  fixture_table(project, "regions", FIXTURE_REGIONS, "A,Aa,,aa,gemeente,,\n");
  fixture_table(project, "targets", FIXTURE_TARGETS, "home,A,,minimum,1,,,,,\n");
  fixture_refuse(project, "datasets/regions.csv:9:1 region-duplicate\ndatasets/targets.csv:2:1 indicator-unknown\n"
                          "datasets/observations.csv:2:9 observation-period\n");
}

static void test_windows_1252_with_semicolons(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("");
  fixture_package(project,
                  "{\"name\": \"more\", \"path\": \"more.csv\", \"encoding\": \"windows-1252\", \"dialect\": {\"delimiter\": \";\"},\n"
                  "\"feitenblad\": {\"role\": \"regions\"}, \"schema\": {\"fields\": [{\"name\": \"code\"}, {\"name\": \"name\"},"
                  "{\"name\": \"slug\"}, {\"name\": \"level\"}]}}");
  fixture_write(project, "more.csv", "code;name;slug;level\r\nE;S\xfa" "dwest-Frysl\xe2n;sudwest;gemeente\r\n", -1);
  g_autoptr(Dataset) dataset = fixture_load(project);
  assert_string_equal(dataset_region(dataset, "E")->name, "Súdwest-Fryslân");
}

/* Bytes at random places of random files: whatever it says, it says it and lives. */
static void test_damage(void **state G_GNUC_UNUSED) {
  static const char *const names[] = {"sources", "groups", "regions", "memberships", "indicators", "targets", "observations"};
  static const char *const tables[] = {FIXTURE_SOURCES, FIXTURE_GROUPS, FIXTURE_REGIONS, FIXTURE_MEMBERSHIPS, FIXTURE_INDICATORS,
                                       FIXTURE_TARGETS, FIXTURE_OBSERVATIONS};
  static const char noise[] = ",\"\n;é\xff\x01-0x";
  g_autoptr(GRand) random = g_rand_new_with_seed(11);
  for (int run = 0; run < 150; run++) {
    g_autoptr(Project) project = fixture_new("");
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
      g_autofree char *text = g_strconcat(tables[i], i == 5 ? "homes,A,,minimum,1,2030,2020,0,x,cbs\n" : "",
                                          i == 6 ? "A,homes,2024,ouderen,1,0,2,,break,cbs\nB,people,2024,,1,,,,,\n" : "", NULL);
      gsize length = strlen(text);
      for (int k = g_rand_int_range(random, 0, 4); k > 0; k--)
        text[g_rand_int_range(random, 0, (gint32)length)] = noise[g_rand_int_range(random, 0, sizeof noise - 1)];
      g_autofree char *file = g_strconcat(names[i], ".csv", NULL);
      fixture_write(project, file, text, (gssize)length);
    }
    g_autoptr(Dataset) dataset = dataset_load(&project->config, project->diags);
    assert_true(dataset || diags_has_errors(project->diags));
  }
}

static void expect_files(const Dataset *dataset, const char *indicator, const char *region, const char *expected) {
  const GPtrArray *files = dataset_files(dataset);
  g_autofree bool *marks = g_new0(bool, files->len);
  dataset_mark_files(dataset, dataset_indicator(dataset, indicator), dataset_region(dataset, region), fixture_period("2024"),
                     NULL, marks);
  g_autoptr(GString) found = g_string_new(NULL);
  for (guint i = 0; i < files->len; i++)
    if (marks[i]) g_string_append_printf(found, "%s ", ((const DatasetFile *)g_ptr_array_index(files, i))->path);
  assert_string_equal(found->str, expected);
}

static const char SECOND_TABLE[] =
    "  {\"name\": \"second\", \"path\": \"second.csv\", \"feitenblad\": {\"role\": \"observations\", \"layout\": \"long\"},"
    " \"schema\": {\"fields\": [{\"name\": \"region\"}, {\"name\": \"indicator\"}, {\"name\": \"period\"}, {\"name\": \"value\"}]}}";

/* Only the tables that a number was read from; of a total those of its parts, of a mean also those that weigh it. */
static void test_files_of_a_number(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("A,homes,2024,,10,,,,,\nB,homes,2024,,10,,,,,\nC,homes,2024,,10,,,,,\n"
                                           "A,people,2024,,3,,,,,\n");
  fixture_package(project, SECOND_TABLE);
  fixture_write(project, "second.csv", "region,indicator,period,value\nD,homes,2024,7\nA,share,2024,1\nB,share,2024,2\n"
                                       "C,share,2024,3\n", -1);
  g_autoptr(Dataset) dataset = fixture_load(project);
  expect_files(dataset, "homes", "A", "datasets/observations.csv ");
  expect_files(dataset, "homes", "D", "datasets/second.csv ");
  expect_files(dataset, "homes", "P1", "datasets/observations.csv ");
  expect_files(dataset, "homes", "P2", "datasets/second.csv ");
  expect_files(dataset, "homes", "NL", "datasets/observations.csv datasets/second.csv ");
  expect_files(dataset, "people", "A", "datasets/observations.csv "); /* made secret, and still from there */
  expect_files(dataset, "share", "A", "datasets/second.csv ");
  expect_files(dataset, "share", "P1", "datasets/observations.csv datasets/second.csv ");
  expect_files(dataset, "vision", "A", "");
}

static void test_files_of_a_target(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("A,homes,2024,,10,,,,,\n");
  fixture_table(project, "targets", FIXTURE_TARGETS, "homes,A,,minimum,30,,,,,\nhomes,B,,minimum,30,,,,,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  static const char *const regions[] = {"A", "P1"};
  for (guint i = 0; i < G_N_ELEMENTS(regions); i++) {
    Target target;
    bool marks[16] = {false};
    assert_true(dataset_target(dataset, dataset_indicator(dataset, "homes"), dataset_region(dataset, regions[i]),
                               fixture_period("2024"), &target));
    dataset_mark_target_files(dataset, &target, marks);
    for (guint f = 0; f < dataset_files(dataset)->len; f++) {
      const DatasetFile *file = g_ptr_array_index(dataset_files(dataset), f);
      assert_int_equal(marks[f], g_str_equal(file->path, "datasets/targets.csv"));
    }
  }
}

static void test_damaged_package(void **state G_GNUC_UNUSED) {
  static const char noise[] = "{}[]\",:\\ 01";
  g_autoptr(GRand) random = g_rand_new_with_seed(12);
  g_autoptr(Project) project = fixture_new("");
  g_autofree char *path = g_build_filename(project->root, "datasets", "datapackage.json", NULL), *whole = NULL;
  gsize length;
  assert_true(file_read(path, &whole, &length, NULL));
  for (int run = 0; run < 400; run++) {
    g_autofree char *text = g_strdup(whole);
    for (int k = g_rand_int_range(random, 1, 4); k > 0; k--)
      text[g_rand_int_range(random, 0, (gint32)length)] = noise[g_rand_int_range(random, 0, sizeof noise - 1)];
    fixture_write(project, "datapackage.json", text, (gssize)length);
    g_autoptr(Diags) diags = diags_new();
    g_autoptr(Dataset) dataset = dataset_load(&project->config, diags);
    assert_true(dataset || diags_has_errors(diags));
  }
}

/* ---- The example ----------------------------------------------------------------------------------------------- */

static void test_the_example(void **state G_GNUC_UNUSED) {
  if (!g_file_test("datasets/datapackage.json", G_FILE_TEST_EXISTS)) {
    print_message("skipped: the example is not there\n");
    skip();
  }
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(Config) config = config_load(".", diags);
  assert_non_null(config);
  g_autoptr(Dataset) dataset = dataset_load(config, diags);
  g_autofree char *found = diags_format(diags, 5);
  assert_string_equal(found, "");
  assert_int_equal(dataset_level_regions(dataset, "gemeente")->len, 342);
  assert_int_equal(dataset_level_regions(dataset, "provincie")->len, 12);
  assert_int_equal(dataset_level_regions(dataset, "arbeidsmarktregio")->len, 35);
  /* SOURCES.md: the sum of population in 2025. */
  Observation people = fixture_observe(dataset, "inwoners", "NL00", "2025", NULL);
  assert_true(people.value == 18044027);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_periods_and_latest), cmocka_unit_test(test_sources), cmocka_unit_test(test_rank), cmocka_unit_test(test_rank_with_intervals), cmocka_unit_test(test_breaks),
      cmocka_unit_test(test_files), cmocka_unit_test(test_a_file_that_is_not_there), cmocka_unit_test(test_roles_that_lack),
      cmocka_unit_test(test_all_files_in_one_run), cmocka_unit_test(test_windows_1252_with_semicolons),
      cmocka_unit_test(test_damage), cmocka_unit_test(test_files_of_a_number), cmocka_unit_test(test_files_of_a_target),
      cmocka_unit_test(test_damaged_package), cmocka_unit_test(test_the_example),
  };
  return cmocka_run_group_tests_name("dataset", tests, NULL, NULL);
}
