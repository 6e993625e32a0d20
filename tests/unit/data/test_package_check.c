/* A package by itself: what both versions of the standard let it say, and whether its files keep it. */
#include "drop.h"

#define STYLE "\"encoding\": \"utf-8\", "
#define DIALECT(more) "\"dialect\": {\"delimiter\": \",\", \"quoteChar\": \"\\\"\"" more "}"
#define FIELDS "\"fields\": [{\"name\": \"a\"}, {\"name\": \"n\", \"type\": \"integer\"}]"
#define SCHEMA "\"schema\": {" FIELDS "}"

static void check(const char *table, const char *csv, const char *findings) {
  g_autofree char *full = g_strconcat(STYLE, table, NULL);
  g_autoptr(Drop) drop = drop_of(full, csv, -1);
  drop_expect(drop, DIAG_WARNING, findings);
}

static void with_dialect(const char *dialect, const char *csv, const char *findings) {
  g_autofree char *table = g_strdup_printf(SCHEMA ", \"dialect\": {\"delimiter\": \",\", %s}", dialect);
  check(table, csv, findings);
}

static void with_schema(const char *schema, const char *csv, const char *findings) {
  g_autofree char *table = g_strdup_printf(DIALECT(", \"header\": true") ", \"schema\": {%s}", schema);
  check(table, csv, findings);
}

static void test_rows_around_the_table(void **state G_GNUC_UNUSED) {
  with_dialect("\"headerRows\": [3], \"commentRows\": [4, 6]", "Titel\n\"\"\na,n\n,aantal\nx,1\nBron: CBS\n", "");
  with_dialect("\"commentRows\": [1]", "Titel\na,n\nx,1\n", "");
  with_dialect("\"commentChar\": \"#\"", "a,n\n# een noot, met komma's, en \"\nx,1\n", "");
  with_dialect("\"header\": false", "x,1\ny,z\n", "t.csv:2:3 table-type\n");
  with_dialect("\"headerRows\":\n1", "a,n\nx,1\n", "datapackage.json:3:1 package-dialect\n");
}

static void test_names_of_several_rows(void **state G_GNUC_UNUSED) {
  const char *fields = DIALECT(", \"headerRows\": [1, 2], \"headerJoin\": \"-\"")
      ", \"schema\": {\"fields\": [{\"name\": \"a\"}, {\"name\": \"b-n\", \"type\": \"integer\"}]}";
  check(fields, "a,b\na,n\nx,1\n", "");
  check(fields, ",b\na,n\nx,y\n", "t.csv:3:3 table-type\n");
  check(fields, "a,b\na,m\nx,1\n", "t.csv:2:3 table-unknown-column\nt.csv:2:1 table-missing-column\n");
}

#define FOOTER ", \"feitenblad\": {\"footer\": \"Bron:\"}"

static void test_footer(void **state G_GNUC_UNUSED) {
  check(SCHEMA FOOTER, "a,n\nx,1\nBron: CBS\n* voorlopig\n", "");
  check(SCHEMA FOOTER, "a,n\nx,1\nBron: CBS,\n", "");
  check(SCHEMA FOOTER, "a,n\nx,1\nBron: CBS\ny,2\n", "t.csv:4:1 table-after-footer\n");
  check(SCHEMA FOOTER, "a,n\nx,1\nBronnen,2\n", "");
  check(SCHEMA FOOTER, "a,n\nx,1\nNoot\n", "t.csv:3:1 table-field-count\n");
  check(SCHEMA ", \"feitenblad\": {\"footer\":\n\"\"}", "a,n\nx,1\n", "datapackage.json:3:1 package-dialect\n");
}

static void test_a_footer_is_suspected(void **state G_GNUC_UNUSED) {
  g_autoptr(Drop) drop = drop_of(SCHEMA, "a,n\nx,1\nBron: CBS\n", -1);
  assert_true(fixture_mentions(drop->diags, "\"feitenblad\": {\"footer\": \"Bron: CBS\"}"));
}

static void test_fields_match(void **state G_GNUC_UNUSED) {
  with_schema(FIELDS ", \"fieldsMatch\": \"exact\"", "n,a\n1,x\n", "t.csv:1:1 table-column-order\nt.csv:1:3 table-column-order\n");
  with_schema(FIELDS ", \"fieldsMatch\": [\"equal\"]", "n,a\n1,x\n", "");
  with_schema(FIELDS ", \"fieldsMatch\": \"subset\"", "b,a,n\n9,x,1\n", "");
  with_schema(FIELDS ", \"fieldsMatch\": \"superset\"", "n\n1\n", "");
  with_schema(FIELDS ", \"fieldsMatch\": \"partial\"", "b,n\n9,z\n", "t.csv:2:3 table-type\n");
  with_schema("\"fields\": [{\"name\": \"a\"}, {\"name\": \"b\", \"constraints\": {\"required\": true}}], \"fieldsMatch\": \"superset\"",
              "a\nx\n", "t.csv:1:1 table-missing-column\n");
}

static void test_missing_values(void **state G_GNUC_UNUSED) {
  with_schema(FIELDS ", \"missingValues\": [{\"value\": \".\", \"label\": \"onbekend\"}, \"\"]", "a,n\nx,.\ny,\n", "");
  with_schema(FIELDS ", \"missingValues\": [\n{\"label\": \"onbekend\"}]", "a,n\nx,1\n", "datapackage.json:3:1 package-type\n");
  with_schema("\"fields\": [{\"name\": \"a\", \"type\": \"year\"}, {\"name\": \"n\", \"type\": \"integer\", \"missingValues\": [\"-\"]}]",
              "a,n\n2024,-\n-,1\n", "t.csv:3:1 table-type\n");
  with_dialect("\"nullSequence\": \"\\\\\\\\N\"", "a,n\nx,\\\\N\n", "");
}

static void test_keys(void **state G_GNUC_UNUSED) {
  with_schema(FIELDS ", \"uniqueKeys\": [[\"a\", \"n\"]]", "a,n\nx,1\nx,2\nx,\nx,\nx,1\n", "t.csv:6:1 table-duplicate\n");
  with_schema(FIELDS ", \"uniqueKeys\": [\n[\"b\"]]", "a,n\nx,1\n", "datapackage.json:3:1 package-key\n");
  with_schema(FIELDS ", \"primaryKey\": \"a\"", "a,n\nx,1\n,2\n", "t.csv:3:1 table-primary-key\n");
  with_schema("\"fields\": [{\"name\": \"a\"}, {\"name\": \"n\"}], \"primaryKey\": \"a\", "
              "\"foreignKeys\": [{\"fields\": \"n\", \"reference\": {\"fields\": \"a\"}}]",
              "a,n\nx,\ny,x\nz,w\n", "t.csv:4:3 table-foreign-key\n");
}

static void field(const char *field, const char *value, const char *findings) {
  g_autofree char *schema = g_strdup_printf("\"fields\": [{\"name\": \"a\"}, {\"name\": \"n\", %s}]", field);
  g_autofree char *csv = g_strdup_printf("a,n\nx,%s\n", value);
  with_schema(schema, csv, findings);
}

#define TYPE "t.csv:2:3 table-type\n"

static void test_types(void **state G_GNUC_UNUSED) {
  static const struct { const char *type, *good, *bad; } cases[] = {
      {"\"time\"", "14:30:00", "14.30"},
      {"\"datetime\"", "2024-03-14T14:30:00Z", "2024-03-14 14:30"},
      {"\"duration\"", "P1Y2M10DT2H30M", "P"},
      {"\"geopoint\"", "\"4.36,52.01\"", "\"52.01 4.36\""},
      {"\"object\"", "\"{\"\"a\"\": 1}\"", "[]"},
      {"\"array\"", "[]", "{}"},
      {"\"geojson\"", "\"{\"\"type\"\": \"\"Point\"\", \"\"coordinates\"\": [4, 52]}\"", "{}"},
      {"\"string\", \"format\": \"email\"", "a.b@c.example", "a@b"},
      {"\"string\", \"format\": \"uri\"", "https://a.example/b?c=1", "a.example"},
      {"\"string\", \"format\": \"uuid\"", "123e4567-e89b-42d3-a456-426614174000", "123e4567"},
      {"\"string\", \"format\": \"binary\"", "YWJj", "YW="}};
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *type = g_strdup_printf("\"type\": %s", cases[i].type);
    field(type, cases[i].good, "");
    field(type, cases[i].bad, TYPE);
  }
  field("\"type\": \"list\"", "\"a,b\"", "");
  field("\"type\": \"list\", \"itemType\":\n\"integer\"", "1", "datapackage.json:3:1 package-unsupported\n");
  field("\"type\": \"time\", \"format\":\n\"%H:%M\"", "14:30", "datapackage.json:3:1 package-unsupported\n");
}

static void test_bounds_and_categories(void **state G_GNUC_UNUSED) {
  field("\"type\": \"integer\", \"constraints\": {\"exclusiveMinimum\": 0}", "1", "");
  field("\"type\": \"integer\", \"constraints\": {\"exclusiveMinimum\": 0}", "0", "t.csv:2:3 table-minimum\n");
  field("\"type\": \"integer\", \"constraints\": {\"exclusiveMaximum\": 9}", "9", "t.csv:2:3 table-maximum\n");
  field("\"type\": \"integer\", \"constraints\": {\"enum\": [1, 2]}", "02", "");
  field("\"type\": \"string\", \"categories\": [\"koop\", {\"value\": \"huur\", \"label\": \"Huur\"}]", "huur", "");
  field("\"type\": \"string\", \"categories\": [\"koop\", \"huur\"]", "huren", "t.csv:2:3 table-enum\n");
}

static void test_integrity(void **state G_GNUC_UNUSED) {
  check(SCHEMA ", \"bytes\": 8", "a,n\nx,1\n", "");
  check(SCHEMA ", \"bytes\": 80", "a,n\nx,1\n", "t.csv:0:0 file-bytes\n");
  check(SCHEMA ", \"hash\": \"sha256:9d999fb168a62ef450f3bdc5c67cf66e4aac11612413334e678f4f282049ed85\"", "a,n\nx,1\n", "");
  check(SCHEMA ", \"hash\": \"md5:9d999fb168a62ef450f3bdc5c67cf66e\"", "a,n\nx,1\n", "t.csv:0:0 file-hash\n");
  check(SCHEMA ", \"hash\": \"9d999fb168a62ef450f3bdc5c67cf66e\"", "a,n\nx,1\n", "t.csv:0:0 file-hash\n");
  check(SCHEMA ", \"hash\":\n\"crc:9d\"", "a,n\nx,1\n", "datapackage.json:3:1 package-hash\n");
}

static void test_what_is_refused(void **state G_GNUC_UNUSED) {
  check("\"data\":\n[[1]]", "", "datapackage.json:3:1 package-inline-data\n");
  check(SCHEMA ", \"compression\":\n\"gz\"", "", "datapackage.json:3:1 package-compression\n");
  check("\"schema\":\n\"https://x.example/schema.json\"", "a\n", "datapackage.json:3:1 package-remote\n"
        "datapackage.json:1:16 package-schema\n");
  check(SCHEMA ", \"licenses\": [\n{\"title\": \"Vrij\"}]", "a,n\nx,1\n", "datapackage.json:3:1 package-meta\n");
  check(SCHEMA ", \"sources\":\n\"CBS\"", "a,n\nx,1\n", "datapackage.json:3:1 package-meta\n");
}

static void test_several_files(void **state G_GNUC_UNUSED) {
  g_autoptr(Drop) drop = drop_new();
  drop_write(drop, "datapackage.json",
             "{\"resources\": [{\"name\": \"Tabel 1\", \"path\": [\"2023.csv\", \"2024.csv\"], \"schema\": \"schema.json\"},\n"
             "{\"name\": \"plaat\", \"path\": \"plaat.png\"}]}\n", -1);
  drop_write(drop, "schema.json", "{" FIELDS ", \"primaryKey\": \"a\"}\n", -1);
  drop_write(drop, "2023.csv", "a,n\nx,1\n", -1);
  drop_write(drop, "2024.csv", "n,a\n1,y\nz,x\n", -1);
  drop_write(drop, "plaat.png", "PNG", -1);
  drop_check(drop);
  drop_expect(drop, DIAG_WARNING, "datapackage.json:1:25 package-name\n2024.csv:3:1 table-type\n2024.csv:3:3 table-duplicate\n");
  assert_int_equal(drop->count.tables, 1);
  assert_int_equal(drop->count.rows, 3);
}

/* The package's dialect is that of resources without one. */
static void test_dialect_of_the_package(void **state G_GNUC_UNUSED) {
  g_autoptr(Drop) drop = drop_new();
  drop_write(drop, "datapackage.json",
             "{\"dialect\": {\"delimiter\": \"|\"}, \"resources\": [{\"name\": \"a\", \"path\": \"a.csv\", " SCHEMA "},\n"
             "{\"name\": \"b\", \"path\": \"b.csv\", \"dialect\": \"b.json\", " SCHEMA "}]}\n", -1);
  drop_write(drop, "a.csv", "a|n\nx|1\n", -1);
  drop_write(drop, "b.csv", "a;n\nx;y\n", -1);
  drop_write(drop, "b.json", "{\"delimiter\": \";\"}\n", -1);
  drop_check(drop);
  drop_expect(drop, DIAG_WARNING, "b.csv:2:3 table-type\n");
}

/* In a build each file is a source of its own. */
static void test_several_files_in_a_build(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("");
  fixture_package(project, "{\"name\": \"years\", \"path\": [\"o23.csv\", \"o24.csv\"], \"feitenblad\": {\"role\": \"observations\"}, "
                           "\"schema\": {\"fields\": [{\"name\": \"region\"}, {\"name\": \"indicator\"}, {\"name\": \"period\"}, "
                           "{\"name\": \"value\", \"type\": \"number\"}]}}");
  fixture_write(project, "o23.csv", "region,indicator,period,value\nA,homes,2023,1\n", -1);
  fixture_write(project, "o24.csv", "region,indicator,period,value\nA,homes,2024,2\n", -1);
  g_autoptr(Dataset) dataset = fixture_load(project);
  assert_true(fixture_observe(dataset, "homes", "A", "2023", NULL).value == 1);
  const GPtrArray *files = dataset_files(dataset);
  g_autofree bool *marks = g_new0(bool, files->len);
  dataset_mark_files(dataset, dataset_indicator(dataset, "homes"), dataset_region(dataset, "A"), fixture_period("2024"), NULL, marks);
  guint marked = 0;
  for (guint i = 0; i < files->len; i++) {
    const DatasetFile *file = g_ptr_array_index(files, i);
    if (!marks[i]) continue;
    marked++;
    assert_string_equal(file->path, "datasets/o24.csv");
  }
  assert_int_equal(marked, 1);
}

#define SYMBOLS ", \"feitenblad\": {\"role\": \"observations\", \"symbols\": {\"x\": \"secret\", \"*\": \"provisional\"}}"
#define VALUES "\"schema\": {\"fields\": [{\"name\": \"region\"}, {\"name\": \"value\", \"type\": \"integer\", \"constraints\": {\"minimum\": 0}}]}"

static void test_values_with_symbols(void **state G_GNUC_UNUSED) {
  check(VALUES SYMBOLS, "region,value\nA,12\nB,x\nC,12*\nD,\n", "");
  check(VALUES SYMBOLS, "region,value\nA,y\nB,-1*\n", "t.csv:2:3 table-type\nt.csv:3:3 table-minimum\n");
  check(VALUES, "region,value\nA,x\n", "t.csv:2:3 table-type\n");
}

static void test_a_shortened_number(void **state G_GNUC_UNUSED) {
  g_autoptr(Drop) drop = drop_of(SCHEMA, "a,n\nx,1E+05\n", -1);
  drop_expect(drop, DIAG_ERROR, "t.csv:2:3 table-type\n");
  assert_true(fixture_mentions(drop->diags, "a spreadsheet has shortened it"));
}

static void test_no_package(void **state G_GNUC_UNUSED) {
  g_autoptr(Drop) drop = drop_new();
  drop_check(drop);
  drop_expect(drop, DIAG_NOTE, "datapackage.json:0:0 file-unreadable\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows_around_the_table),
                                     cmocka_unit_test(test_names_of_several_rows),
                                     cmocka_unit_test(test_footer),
                                     cmocka_unit_test(test_a_footer_is_suspected),
                                     cmocka_unit_test(test_fields_match),
                                     cmocka_unit_test(test_missing_values),
                                     cmocka_unit_test(test_keys),
                                     cmocka_unit_test(test_types),
                                     cmocka_unit_test(test_bounds_and_categories),
                                     cmocka_unit_test(test_integrity),
                                     cmocka_unit_test(test_what_is_refused),
                                     cmocka_unit_test(test_several_files),
                                     cmocka_unit_test(test_several_files_in_a_build),
                                     cmocka_unit_test(test_values_with_symbols),
                                     cmocka_unit_test(test_dialect_of_the_package),
                                     cmocka_unit_test(test_a_shortened_number),
                                     cmocka_unit_test(test_no_package)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
