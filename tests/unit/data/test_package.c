/* datapackage.json: what is promised is read, and every slip in it has its place. */
#include "data/package.h"
#include "fixture.h"

static Package *load(Project *project, const char *json) {
  fixture_write(project, "datapackage.json", json, -1);
  return package_load(&project->config, project->diags);
}

/* A package with one resource, whose objects a test gives. */
static Package *load_resource(Project *project, const char *resource) {
  g_autofree char *json = g_strdup_printf("{\"resources\": [\n%s\n]}", resource);
  return load(project, json);
}

static void check(const char *json, const char *findings) {
  g_autoptr(Project) project = fixture_new("");
  g_autoptr(Package) package = load(project, json);
  fixture_expect(project->diags, findings);
  assert_true(!package || !strstr(findings, "package-json"));
}

static void check_resource(const char *resource, const char *findings) {
  g_autofree char *json = g_strdup_printf("{\"resources\": [\n%s\n]}", resource);
  check(json, findings);
}

#define AT "datasets/datapackage.json:"
#define FIELDS "\"schema\": {\"fields\": [{\"name\": \"a\"}]}"
#define SOURCES "\"feitenblad\": {\"role\": \"sources\"}"

static void test_json_must_be_json(void **state G_GNUC_UNUSED) {
  check("{\"resources\": [\n  {\"name\": \"a\",}\n]}", AT "2:16 package-json\n");
  check("{\"name\": \"a\", \"name\": \"b\"}", AT "1:15 yaml-duplicate-key\n");
  check("resources: []", AT "1:1 package-json\n");
  check("[]", AT "1:1 package-json\n");
  check("{}", AT "1:1 package-resource\n");
  check("{\"resources\": []}", AT "1:15 package-resource\n");
  check("\xef\xbb\xbf{\"resources\": []}", AT "1:15 package-resource\n");
  check("{\"a\": \"\xff\"}", AT "1:7 package-json\n");
}

static void test_missing_file(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("");
  project->config.datapackage = (char *)"no.json";
  assert_null(package_load(&project->config, project->diags));
  fixture_expect(project->diags, "no.json:0:0 file-unreadable\n");
}

static void test_resources_in_reading_order(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("");
  g_autoptr(Package) package = load_resource(
      project, "{\"name\": \"o\", \"path\": \"o.csv\", " FIELDS ", \"feitenblad\": {\"role\": \"observations\"}},\n"
               "{\"name\": \"s\", \"path\": \"sub/s.csv\", " FIELDS ", " SOURCES "},\n"
               "{\"name\": \"note\", \"path\": \"note.csv\"}");
  fixture_expect(project->diags, AT "4:1 package-no-role\n");
  assert_int_equal(package->resources->len, 2);
  const Resource *first = g_ptr_array_index(package->resources, 0);
  assert_string_equal(first->name, "s");
  assert_string_equal(first->path, "datasets/sub/s.csv");
  assert_ptr_equal(first->file, g_intern_string("datasets/sub/s.csv"));
  assert_int_equal(first->pos.line, 3);
  assert_int_equal(strlen(package->sha256), 64);
  assert_non_null(package_resource(package, "o"));
  assert_null(package_resource(package, "note"));
}

static void test_paths_stay_in_the_folder(void **state G_GNUC_UNUSED) {
  static const char *const bad[] = {"../secret.csv", "/etc/passwd", "a/../../b.csv", "a\\\\b.csv", "",
                                    "./a.csv", "a//b.csv"};
  for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_autofree char *resource =
        g_strdup_printf("{\"name\": \"s\", \"path\": \"%s\", " FIELDS ", " SOURCES "}", bad[i]);
    check_resource(resource, AT "2:23 package-path\n");
  }
  check_resource("{\"name\": \"s\", \"path\": [\"a.csv\", \"../b.csv\"], " FIELDS ", " SOURCES "}", AT "2:33 package-path\n");
  check_resource("{\"name\": \"s\", \"path\": \"https://x.example/a.csv\", " FIELDS ", " SOURCES "}", AT "2:23 package-remote\n");
  check_resource("{\"name\": \"s\", " FIELDS ", " SOURCES "}", AT "2:1 package-path\n");
}

static void test_dialect(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("");
  g_autoptr(Package) package = load_resource(
      project, "{\"name\": \"s\", \"path\": \"s.csv\", \"encoding\": \"Windows-1252\", " FIELDS ", " SOURCES
               ", \"dialect\": {\"delimiter\": \";\", \"quoteChar\": \"'\", \"headerRows\": [4], \"commentRows\": [5]}}");
  fixture_expect(project->diags, "");
  const Resource *resource = package_resource(package, "s");
  assert_int_equal(resource->dialect.delimiter, ';');
  assert_int_equal(resource->dialect.quote, '\'');
  assert_int_equal(resource->dialect.encoding, CSV_WINDOWS_1252);
  assert_int_equal(g_array_index(resource->header_rows, guint, 0), 4);
  assert_int_equal(resource->dialect.header_rows, 5);
  assert_true(resource->dialect.trim);
}

static void test_dialect_slips(void **state G_GNUC_UNUSED) {
  static const struct { const char *dialect, *findings; } cases[] = {
      {"\"delimiter\": \";;\"", AT "3:26 package-dialect\n"},
      {"\"delimiter\": \"\\\"\"", AT "3:12 package-dialect\n"},
      {"\"quoteChar\": \"x\"", AT "3:26 package-dialect\n"},
      {"\"doubleQuote\": false", AT "3:28 package-dialect\n"},
      {"\"delimeter\": \";\"", AT "3:13 yaml-unknown-key\n"},
      {"\"headerRows\": [0]", AT "3:28 package-dialect\n"}};
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *resource = g_strdup_printf(
        "{\"name\": \"s\", \"path\": \"s.csv\", " FIELDS ", " SOURCES ",\n\"dialect\": {%s}}", cases[i].dialect);
    check_resource(resource, cases[i].findings);
  }
  check_resource("{\"name\": \"s\", \"path\": \"s.csv\", \"encoding\": \"utf-16\", " FIELDS ", " SOURCES "}",
                 AT "2:44 package-encoding\n");
}

static void test_roles(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("");
  g_autoptr(Package) package = load_resource(
      project, "{\"name\": \"s\", \"path\": \"s.csv\", " FIELDS ",\n\"feitenblad\": {\"role\": \"source\", \"simbols\": \"\"}}");
  fixture_expect(project->diags, AT "3:34 yaml-unknown-key\n" AT "3:24 package-role\n");
  assert_int_equal(package->resources->len, 0);
  assert_true(fixture_mentions(project->diags, "did you mean 'sources'?"));
  assert_true(fixture_mentions(project->diags, "did you mean 'symbols'?"));
}

static void test_wide(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("");
  g_autoptr(Package) package = load_resource(
      project, "{\"name\": \"w\", \"path\": \"w.csv\",\n"
               "\"feitenblad\": {\"role\": \"observations\", \"layout\": \"wide\", \"region\": \"code\", \"period\": \"2021\", "
               "\"symbols\": \"cbs-2011\"},\n"
               "\"schema\": {\"fields\": [{\"name\": \"code\"}, {\"name\": \"x\", \"indicator\": \"homes\", \"period\": \"2022\"}]}}");
  fixture_expect(project->diags, "");
  const Resource *resource = package_resource(package, "w");
  assert_true(resource->wide);
  assert_string_equal(resource->region_column, "code");
  assert_int_equal(resource->period.year, 2021);
  assert_null(resource->period_column);
  assert_string_equal(symbol_spans_at(resource->symbols, (Period){0})->id, "cbs-2011");
  const Field *field = resource_field(resource, "x");
  assert_string_equal(field->indicator, "homes");
  assert_int_equal(field->period.year, 2022);
  assert_null(resource_field(resource, "y"));
}

static void test_wide_slips(void **state G_GNUC_UNUSED) {
  static const struct { const char *own, *fields, *findings; } cases[] = {
      {"\"region\": \"code\"", "{\"name\": \"code\"},\n{\"name\": \"x\", \"indicator\": \"homes\"}", AT "5:1 package-wide\n"},
      {"\"region\": \"cod\", \"period\": \"2021\"", "{\"name\": \"x\", \"indicator\": \"homes\"}", AT "3:68 package-wide\n"},
      {"\"period\": \"2021\"", "{\"name\": \"x\", \"indicator\": \"homes\"}", AT "3:15 package-wide\n"},
      {"\"region\": \"x\", \"period\": \"year\"", "{\"name\": \"x\", \"indicator\": \"homes\"}", AT "3:83 package-wide\n"},
      {"\"region\": \"x\", \"period\": \"2021\"", "{\"name\": \"x\"}", AT "3:15 package-wide\n"},
      {"\"region\": \"x\", \"period\": \"2021\", \"symbols\": \"cbs\"", "{\"name\": \"x\", \"indicator\": \"homes\"}",
       AT "3:102 package-symbols\n"}};
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *resource = g_strdup_printf(
        "{\"name\": \"w\", \"path\": \"w.csv\",\n\"feitenblad\": {\"role\": \"observations\", \"layout\": \"wide\", %s},\n"
        "\"schema\": {\"fields\": [%s]}}", cases[i].own, cases[i].fields);
    check_resource(resource, cases[i].findings);
  }
  check_resource("{\"name\": \"w\", \"path\": \"w.csv\", " FIELDS ",\n\"feitenblad\": {\"role\": \"observations\", \"layout\": \"broad\"}}",
                 AT "3:50 package-layout\n");
}

static void test_names_are_unique(void **state G_GNUC_UNUSED) {
  check_resource("{\"name\": \"s\", \"path\": \"s.csv\", " FIELDS ", " SOURCES "},\n"
                 "{\"name\": \"s\", \"path\": \"t.csv\", " FIELDS ", " SOURCES "},\n{\"path\": \"u.csv\", " FIELDS ", " SOURCES "}",
                 AT "3:1 package-resource\n" AT "4:1 package-resource\n");
}

static void test_all_slips_in_one_run(void **state G_GNUC_UNUSED) {
  check_resource("{\"name\": \"s\", \"path\": \"/s.csv\", \"schema\": {\"fields\": [{\"name\": \"a\", \"type\": \"strin\"}]},\n"
                 "\"feitenblad\": {\"role\": \"x\"}},\n{\"name\": \"t\", \"path\": \"t.csv\", " SOURCES "}",
                 AT "2:23 package-path\n" AT "2:77 package-field-type\n" AT "3:24 package-role\n" AT "4:1 package-schema\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_json_must_be_json),       cmocka_unit_test(test_missing_file),
      cmocka_unit_test(test_resources_in_reading_order), cmocka_unit_test(test_paths_stay_in_the_folder),
      cmocka_unit_test(test_dialect),                 cmocka_unit_test(test_dialect_slips),
      cmocka_unit_test(test_roles),                   cmocka_unit_test(test_wide),
      cmocka_unit_test(test_wide_slips),              cmocka_unit_test(test_names_are_unique),
      cmocka_unit_test(test_all_slips_in_one_run),
  };
  return cmocka_run_group_tests_name("package", tests, NULL, NULL);
}
