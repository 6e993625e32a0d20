/* Tables: every cell against its field, every slip with its place, in one run. */
#include "data/table.h"
#include "data/package_check.h"
#include "fixture.h"

enum { ID, NUMBER, WORD };
static const TableColumn COLUMNS[] = {[ID] = {.name = "id", .needed = true, .key = true},
                                      [NUMBER] = {.name = "n"},
                                      [WORD] = {.name = "w", .refers = "sources.id"}};
static const TableShape SHAPE = {COLUMNS, G_N_ELEMENTS(COLUMNS), false};
static const char FIELDS[] = "{\"name\": \"id\"}, {\"name\": \"n\", \"type\": \"number\"}, {\"name\": \"w\"}";

static bool covers_unique(const Resource *resource, const GPtrArray *fields) {
  return table_shape_has_key(&SHAPE, resource, fields);
}

static bool covers_nothing(const Package *package, const Resource *resource, const ForeignKey *key) {
  (void)package, (void)resource, (void)key;
  return false;
}

static void see(const Row *row, gpointer user_data) {
  GString *seen = user_data;
  for (guint i = 0; i < SHAPE.count; i++) {
    const Cell *cell = row_cell(row, i);
    g_string_append_printf(seen, "%s%s%s", i ? "|" : "", cell->missing ? "-" : cell->text, cell->bad ? "!" : "");
  }
  g_string_append_c(seen, '\n');
}

/* Reads `csv` by a schema of `fields` (and what else stands in "schema"). */
static void check_schema(const char *schema, const char *more, const char *csv, const char *rows, const char *findings) {
  g_autoptr(Project) project = fixture_new("");
  g_autofree char *json = g_strdup_printf("{\"resources\": [{\"name\": \"t\", \"path\": \"t.csv\", %s\"schema\": {%s},\n"
                                          "\"feitenblad\": {\"role\": \"groups\"}}]}", more, schema);
  fixture_write(project, "datapackage.json", json, -1);
  g_autoptr(Package) package = package_load(&project->config, project->diags);
  fixture_expect(project->diags, "");
  g_autoptr(Keys) keys = keys_new(package, (KeysCovered){covers_unique, covers_nothing}, project->diags);
  g_autoptr(GString) seen = g_string_new(NULL);
  table_read(package_resource(package, "t"), csv, strlen(csv), &SHAPE, keys, (TableTaker){see, NULL, seen}, project->diags);
  keys_finish(keys, project->diags);
  fixture_expect(project->diags, findings);
  assert_string_equal(seen->str, rows);
}

static void check(const char *fields, const char *csv, const char *rows, const char *findings) {
  g_autofree char *schema = g_strdup_printf("\"fields\": [%s]", fields);
  check_schema(schema, "", csv, rows, findings);
}

#define T "datasets/t.csv:"

static void test_rows(void **state G_GNUC_UNUSED) {
  check(FIELDS, "id,n,w\na,1.5,x\nb,,\n", "a|1.5|x\nb|-|-\n", "");
  check(FIELDS, "w,id,n\nx , a,2\n", "a|2|x\n", "");
  check(FIELDS, "id,n,w\n", "", T "1:1 table-no-rows\n");
  check(FIELDS, "", "", T "1:1 table-no-header\n");
}

static void test_header(void **state G_GNUC_UNUSED) {
  check(FIELDS, "id,m,w\na,1,x\n", "", T "1:4 table-unknown-column\n" T "1:1 table-missing-column\n");
  check(FIELDS, "id,n,w,extra\na,1,x,y\n", "a|1|x\n", T "1:8 table-unknown-column\n");
  check(FIELDS, "id,n,w,n\na,1,x,2\n", "", T "1:8 table-duplicate-column\n");
  check(FIELDS, "id,n,\"w\na,1,x\n", "", T "1:6 csv-unclosed-quote\n" T "1:1 table-no-header\n");
}

static void test_wrong_delimiter_is_suspected(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("");
  fixture_write(project, "datapackage.json",
                "{\"resources\": [{\"name\": \"t\", \"path\": \"t.csv\", \"dialect\": {\"delimiter\": \",\"}, \"schema\": "
                "{\"fields\": [{\"name\": \"a\"}, {\"name\": \"b\"}]}}]}\n", -1);
  fixture_write(project, "t.csv", "a;b\n1;2\n", -1);
  g_autofree char *path = g_build_filename(project->root, "datasets", NULL);
  PackageCount count;
  package_check(path, &count, project->diags);
  assert_true(fixture_mentions(project->diags, "is the delimiter ';'?"));
}

static void test_header_elsewhere(void **state G_GNUC_UNUSED) {
  const char *csv = "Title\n\nid;n;w\n;kg;\na;1;x\n";
  g_autofree char *schema = g_strdup_printf("\"fields\": [%s]", FIELDS);
  check_schema(schema, "\"dialect\": {\"delimiter\": \";\", \"headerRows\": [3], \"commentRows\": [4]}, ", csv, "a|1|x\n", "");
  check_schema(schema, "\"dialect\": {\"header\": false}, ", "a,1,x\n", "a|1|x\n", "");
}

static void test_number_of_fields(void **state G_GNUC_UNUSED) {
  check(FIELDS, "id,n,w\na,1\nb,2,x,y\nc,3,z\n", "c|3|z\n", T "2:1 table-field-count\n" T "3:1 table-field-count\n");
}

static void test_types(void **state G_GNUC_UNUSED) {
  check(FIELDS, "id,n,w\na,\"1,5\",x\nb,one,y\n", "a|1,5!|x\nb|one!|y\n", T "2:3 table-type\n" T "3:3 table-type\n");
  check("{\"name\": \"id\", \"type\": \"integer\"}, {\"name\": \"n\", \"type\": \"boolean\"}, {\"name\": \"w\", \"type\": \"date\"}",
        "id,n,w\n1,true,2024-02-29\n1.0,yes,2023-02-29\n2,0,2024\n", "1|true|2024-02-29\n1.0!|yes!|2023-02-29!\n2|0|2024!\n",
        T "3:1 table-type\n" T "3:5 table-type\n" T "3:9 table-type\n" T "4:5 table-type\n");
  check("{\"name\": \"id\", \"type\": \"year\"}, {\"name\": \"n\", \"type\": \"number\", \"decimalChar\": \",\", \"groupChar\": \".\"}, "
        "{\"name\": \"w\", \"type\": \"yearmonth\"}",
        "id,n,w\n2024,\"1.234,5\",2024-03\n24,1.5,2024-Q1\n", "2024|1.234,5|2024-03\n24!|1.5!|2024-Q1!\n",
        T "3:1 table-type\n" T "3:4 table-type\n" T "3:8 table-type\n");
}

static void test_constraints(void **state G_GNUC_UNUSED) {
  check("{\"name\": \"id\", \"constraints\": {\"required\": true, \"pattern\": \"[a-z]\"}},"
        "{\"name\": \"n\", \"type\": \"number\", \"constraints\": {\"minimum\": 0, \"maximum\": 10}},"
        "{\"name\": \"w\", \"constraints\": {\"enum\": [\"yes\", \"no\"], \"maxLength\": 3, \"minLength\": 2}}",
        "id,n,w\na,-1,yes\nb,11,no\n,10,ys\nBB,0,n\n", "a|-1!|yes\nb|11!|no\n-!|10|ys!\nBB!|0|n!\n",
        T "2:3 table-minimum\n" T "3:3 table-maximum\n" T "4:1 table-required\n" T "4:5 table-enum\n"
        T "5:1 table-pattern\n" T "5:6 table-enum\n" T "5:6 table-length\n");
  check("{\"name\": \"id\"}, {\"name\": \"n\", \"type\": \"year\", \"constraints\": {\"minimum\": \"1995\", \"maximum\": \"2025\"}}, {\"name\": \"w\"}",
        "id,n,w\na,1994,\nb,2026,\nc,1995,\n", "a|1994!|-\nb|2026!|-\nc|1995|-\n", T "2:3 table-minimum\n" T "3:3 table-maximum\n");
}

static void test_missing_values(void **state G_GNUC_UNUSED) {
  g_autofree char *schema = g_strdup_printf("\"fields\": [%s], \"missingValues\": [\"\", \".\"]", FIELDS);
  check_schema(schema, "", "id,n,w\na,.,x\n.,1,x\n", "a|-|x\n-!|1|x\n", T "3:1 table-required\n");
}

static void test_columns_a_role_needs(void **state G_GNUC_UNUSED) {
  check("{\"name\": \"n\"}, {\"name\": \"w\"}", "n,w\n1,x\n", "", "datasets/datapackage.json:1:16 table-role-column\n");
  check("{\"name\": \"id\"}, {\"name\": \"ww\"}", "id,ww\n1,x\n", "1|-|-\n", "datasets/datapackage.json:1:85 table-unused-column\n");
}

static void test_keys(void **state G_GNUC_UNUSED) {
  g_autofree char *primary = g_strdup_printf("\"fields\": [%s], \"primaryKey\": [\"n\", \"w\"]", FIELDS);
  check_schema(primary, "", "id,n,w\na,1,x\nb,1,y\nc,1,x\nd,,\ne,,\n", "a|1|x\nb|1|y\nc|1|x\nd|-|-\ne|-|-\n",
               T "4:3 table-duplicate\n" T "5:3 table-primary-key\n" T "6:3 table-primary-key\n");
  /* What the reader of the role checks itself is left to it. */
  g_autofree char *own = g_strdup_printf("\"fields\": [%s], \"primaryKey\": \"id\"", FIELDS);
  check_schema(own, "", "id,n,w\na,1,x\na,1,x\n", "a|1|x\na|1|x\n", "");
  check("{\"name\": \"id\"}, {\"name\": \"n\", \"constraints\": {\"unique\": true}}, {\"name\": \"w\"}",
        "id,n,w\na,1,x\nb,1,y\n", "a|1|x\nb|1|y\n", T "3:3 table-duplicate\n");
}

static void test_foreign_keys(void **state G_GNUC_UNUSED) {
  g_autofree char *self = g_strdup_printf(
      "\"fields\": [%s], \"foreignKeys\": [{\"fields\": \"w\", \"reference\": {\"resource\": \"\", \"fields\": \"id\"}}]", FIELDS);
  check_schema(self, "", "id,n,w\na,1,b\nb,1,c\nc,,\n", "a|1|b\nb|1|c\nc|-|-\n", "");
  check_schema(self, "", "id,n,w\na,1,b\n", "a|1|b\n", T "2:5 table-foreign-key\n");
}

static void test_a_flood_is_stopped(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("");
  g_autoptr(GString) rows = g_string_new(FIXTURE_OBSERVATIONS);
  for (int i = 0; i < 5000; i++) g_string_append(rows, "A,homes,2024,,x,,,,,\n");
  fixture_write(project, "observations.csv", rows->str, -1);
  g_autoptr(Dataset) dataset = dataset_load(&project->config, project->diags);
  assert_null(dataset);
  assert_int_equal(diags_count(project->diags, DIAG_ERROR), 1001);
  const Diag *last = diags_get(project->diags, diags_length(project->diags) - 1);
  assert_string_equal(last->code, "table-stopped");
  assert_int_equal(last->pos.line, 1001);
}

static void test_a_header_without_end(void **state G_GNUC_UNUSED) {
  g_autofree char *header = g_strnfill(200000, ',');
  check(FIELDS, header, "", T "1:1 table-too-wide\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_rows),          cmocka_unit_test(test_header),
      cmocka_unit_test(test_wrong_delimiter_is_suspected), cmocka_unit_test(test_header_elsewhere),
      cmocka_unit_test(test_number_of_fields), cmocka_unit_test(test_types),
      cmocka_unit_test(test_constraints),
      cmocka_unit_test(test_missing_values), cmocka_unit_test(test_columns_a_role_needs),
      cmocka_unit_test(test_keys),          cmocka_unit_test(test_foreign_keys),
      cmocka_unit_test(test_a_flood_is_stopped), cmocka_unit_test(test_a_header_without_end),
  };
  return cmocka_run_group_tests_name("table", tests, NULL, NULL);
}
