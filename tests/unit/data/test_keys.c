/* Keys that reach over several columns and tables; those of one table are in test_table.c. */
#include "data/keys.h"
#include "fixture.h"

static Project *with_keys(const char *keys, const char *csv) {
  Project *project = fixture_new("A,homes,2024,ouderen,1,,,,,\n");
  g_autofree char *resource = g_strdup_printf(
      "{\"name\": \"more\", \"path\": \"more.csv\", \"feitenblad\": {\"role\": \"memberships\"}, \"schema\": {\"fields\": "
      "[{\"name\": \"code\"}, {\"name\": \"division\"}, {\"name\": \"parent\"}],\n\"foreignKeys\": [%s]}}", keys);
  fixture_package(project, resource);
  fixture_write(project, "memberships.csv", "code,division,parent\n", -1);
  fixture_write(project, "more.csv", csv, -1);
  return project;
}

static void test_several_columns(void **state G_GNUC_UNUSED) {
  static const char keys[] = "{\"fields\": [\"code\", \"division\"], \"reference\": {\"resource\": \"regions\", "
                             "\"fields\": [\"code\", \"level\"]}}";
  g_autoptr(Project) project = with_keys(keys, "code,division,parent\nA,provincie,P1\n");
  fixture_refuse(project, "datasets/more.csv:2:1 table-foreign-key\n");
  assert_true(fixture_mentions(project->diags, "'A,provincie' refers to nothing in 'regions'"));
}

static void test_a_table_that_is_read_later(void **state G_GNUC_UNUSED) {
  static const char keys[] = "{\"fields\": \"code\", \"reference\": {\"resource\": \"observations\", \"fields\": \"region\"}}";
  g_autoptr(Project) good = with_keys(keys, "code,division,parent\nA,provincie,P1\n");
  g_autoptr(Dataset) dataset = fixture_load(good);
  assert_non_null(dataset);
  g_autoptr(Project) bad = with_keys(keys, "code,division,parent\nA,provincie,P1\nB,provincie,P1\n");
  fixture_refuse(bad, "datasets/more.csv:3:1 table-foreign-key\n");
}

static void test_a_table_that_is_not_read(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = with_keys("{\"fields\": \"code\", \"reference\": {\"resource\": \"nowhere\", \"fields\": \"id\"}}",
                                         "code,division,parent\n");
  fixture_refuse(project, "datasets/datapackage.json:17:17 package-key\n");
}

/* What the readers look up is reported once, in their words. */
static void test_no_finding_twice(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = with_keys("{\"fields\": \"code\", \"reference\": {\"resource\": \"regions\", \"fields\": \"code\"}}",
                                         "code,division,parent\nX,provincie,P1\n");
  fixture_refuse(project, "datasets/more.csv:2:1 region-unknown\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_several_columns), cmocka_unit_test(test_a_table_that_is_read_later),
      cmocka_unit_test(test_a_table_that_is_not_read), cmocka_unit_test(test_no_finding_twice)};
  return cmocka_run_group_tests_name("keys", tests, NULL, NULL);
}
