/* What travels inside a factsheet's PDF, taken out again by poppler: the sheet's own numbers, each file as its schema and the
 * provenance say, and a new PDF exactly when something in it is new. */
#include "golden/project.h"
#include "unit/web/open_table.h"

static void detach(const char *pdf, const char *folder) {
  const char *argv[] = {"pdfdetach", "-saveall", "-o", folder, pdf, NULL};
  int wait_status = 1;
  g_mkdir_with_parents(folder, 0777);
  if (!g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &wait_status, NULL) || wait_status)
    fail_msg("pdfdetach %s: install poppler-utils (sh packages.sh test)", pdf);
}

/* Takes the files out of a region's PDF into <project>/attached/<path>. */
static void take_out(const Project *project, const char *path) {
  g_autofree char *pdf = g_strdup_printf("%s/public/%s/factsheet.pdf", project->folder, path);
  g_autofree char *folder = g_strdup_printf("%s/attached/%s", project->folder, path);
  file_remove_tree(folder, NULL);
  detach(pdf, folder);
}

static char *attached_file(const Project *project, const char *path, const char *name) {
  g_autofree char *file = g_strdup_printf("attached/%s/%s", path, name);
  return read_file(project, file);
}

static bool has_row(const GPtrArray *rows, char **row) {
  for (guint i = 1; i < rows->len; i++)
    if (g_strv_equal((const char *const *)rows->pdata[i], (const char *const *)row)) return true;
  return false;
}

/* A row of the region itself is the same as on its page; its secret values are hidden here as they are there. */
static void expect_rows_of_site(const Project *project, const char *path, const char *code, const char *csv) {
  g_autofree char *site_name = g_strdup_printf("public/%s/data.csv", path), *site = read_file(project, site_name);
  g_autoptr(GPtrArray) all = open_table_read(site), shown = open_table_read(csv);
  assert_non_null(all);
  assert_non_null(shown);
  guint own = 0, others = 0;
  for (guint i = 1; i < shown->len; i++) {
    char **row = shown->pdata[i];
    bool is_own = g_str_equal(row[0], code);
    if (is_own && !has_row(all, row)) fail_msg("%s: %s %s is not in its data.csv", path, row[2], row[3]);
    own += is_own;
    others += !is_own;
    if (g_str_equal(row[8], "secret")) assert_string_equal(row[5], "");
  }
  assert_true(own > 20 && others > 20 && own < all->len / 2);
}

static void expect_checksum(const json_t *file, const char *text) {
  g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
  assert_string_equal(json_string_value(json_object_get(file, "sha256")), sum);
  assert_int_equal(json_integer_value(json_object_get(file, "bytes")), strlen(text));
}

/* A table with small counts has no checksum of its bytes: it would tell which of four values gives it. */
static void expect_source(const json_t *file, const char *text) {
  const char *path = json_string_value(json_object_get(file, "path"));
  bool guarded = strstr(path, "toewijzingen") || strstr(path, "statushouders") || strstr(path, "dakloos");
  if (!guarded) {
    expect_checksum(file, text);
    return;
  }
  g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
  assert_int_equal(strlen(json_string_value(json_object_get(file, "sha256_published"))), strlen(sum));
  assert_string_not_equal(json_string_value(json_object_get(file, "sha256_published")), sum);
  assert_null(json_object_get(file, "sha256"));
  assert_null(json_object_get(file, "bytes"));
}

static void expect_provenance(const Project *project, const char *path, const char *code) {
  g_autofree char *text = attached_file(project, path, "provenance.json");
  json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, NULL), *item;
  size_t i;
  assert_non_null(root);
  assert_string_equal(json_string_value(json_object_get(json_object_get(root, "region"), "code")), code);
  assert_string_equal(json_string_value(json_object_get(root, "edition")), "2025-06-20");
  json_t *made = json_object_get(root, "wasGeneratedBy"), *files[] = {json_object_get(made, "used"), json_object_get(root, "wasDerivedFrom")};
  for (guint f = 0; f < G_N_ELEMENTS(files); f++) {
    assert_true(json_array_size(files[f]) > 0);
    json_array_foreach(files[f], i, item) {
      g_autofree char *source = read_file(project, json_string_value(json_object_get(item, "path")));
      expect_source(item, source);
    }
  }
  json_array_foreach(json_object_get(root, "hadMember"), i, item) {
    g_autofree char *member = attached_file(project, path, json_string_value(json_object_get(item, "name")));
    expect_checksum(item, member);
  }
  assert_true(json_array_size(json_object_get(root, "hadPrimarySource")) >= 4);
  json_decref(root);
}

static void expect_schema(const Project *project, const char *path, const char *csv_name, const char *schema_name) {
  g_autofree char *csv = attached_file(project, path, csv_name), *schema = attached_file(project, path, schema_name);
  g_autofree char *wrong = open_table_judge(csv, schema);
  if (*wrong) fail_msg("%s: %s: %s", path, csv_name, wrong);
}

static void numbers_travel_with_the_sheet(void **state) {
  static const char *const REGIONS[][2] = {{"gemeente/schiermonnikoog", "GM0088"}, {"gemeente/delft", "GM0503"},
                                           {"regio/haaglanden", "AM21"}, {"nederland", "NL00"}};
  const Project *project = *state;
  g_auto(Said) said = run(project, "build --only schiermonnikoog,delft,AM21,nederland -j2");
  assert_int_equal(said.status, 0);
  for (guint i = 0; i < G_N_ELEMENTS(REGIONS); i++) {
    const char *path = REGIONS[i][0];
    take_out(project, path);
    expect_schema(project, path, "data.csv", "data.schema.json");
    expect_schema(project, path, "targets.csv", "targets.schema.json");
    expect_provenance(project, path, REGIONS[i][1]);
    g_autofree char *csv = attached_file(project, path, "data.csv");
    if (i < 2) expect_rows_of_site(project, path, REGIONS[i][1], csv);
  }
  g_autofree char *data = attached_file(project, "gemeente/schiermonnikoog", "data.csv");
  g_autofree char *targets = attached_file(project, "gemeente/schiermonnikoog", "targets.csv");
  g_autofree char *package = attached_file(project, "gemeente/schiermonnikoog", "datapackage.json");
  g_autofree char *schema = attached_file(project, "gemeente/schiermonnikoog", "data.schema.json");
  assert_golden("schiermonnikoog.data.csv", data);
  assert_golden("schiermonnikoog.targets.csv", targets);
  assert_golden("schiermonnikoog.datapackage.json", package);
  assert_golden("data.schema.json", schema);
}

static char *checksum(const Project *project, const char *name) {
  g_autofree char *path = g_build_filename(project->folder, name, NULL), *bytes = NULL;
  gsize length;
  assert_true(file_read(path, &bytes, &length, NULL));
  return g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, length);
}

/* A file that the sheet says it was made from is another one: the sheet is made again, though no number in it differs. One that
 * it does not use leaves it alone, and so does a table with small counts as long as what may be published of it is the same. */
static void a_new_source_file_is_a_new_pdf(void **state) {
  static const char PDF[] = "public/gemeente/delft/factsheet.pdf";
  const Project *project = *state;
  g_auto(Said) first = run(project, "build --only delft --format pdf -j1");
  assert_int_equal(first.status, 0);
  g_autofree char *before = checksum(project, PDF);
  replace_in(project, "datasets/landelijk.csv", "\n", "\r\n");
  g_auto(Said) unrelated = run(project, "build --only delft --format pdf -j1");
  assert_non_null(strstr(unrelated.out, "1 unchanged"));
  replace_in(project, "datasets/voorbeeld-statushouders.csv", "\n", "\r\n");
  g_auto(Said) guarded = run(project, "build --only delft --format pdf -j1");
  assert_non_null(strstr(guarded.out, "1 unchanged"));
  replace_in(project, "datasets/kwb-2021.csv", "\n", "\r\n");
  g_auto(Said) related = run(project, "build --only delft --format pdf -j1");
  assert_non_null(strstr(related.out, "1 new"));
  g_autofree char *after = checksum(project, PDF);
  assert_string_not_equal(before, after);
  take_out(project, "gemeente/delft");
  expect_provenance(project, "gemeente/delft", "GM0503");
}

/* A resource that the program does not read, added to the package: the research team's own table. */
static void add_resource(const Project *project, const char *name, const char *csv) {
  g_autofree char *json = g_strdup_printf("\"resources\": [\n{\"name\": \"%s\", \"path\": \"%s.csv\", \"title\": \"Onderzoek\", \"schema\": "
                                          "{\"fields\": [{\"name\": \"a\", \"type\": \"string\"}]}},", name, name);
  replace_in(project, "datasets/datapackage.json", "\"resources\": [", json);
  g_autofree char *path = g_strdup_printf("%s/datasets/%s.csv", project->folder, name);
  assert_true(file_write(path, csv, strlen(csv), NULL));
}

static json_t *resource_of(const json_t *package, const char *name) {
  const json_t *list = json_object_get(package, "resources");
  for (size_t i = 0; i < json_array_size(list); i++)
    if (g_str_equal(json_string_value(json_object_get(json_array_get(list, i), "name")), name)) return json_array_get(list, i);
  return NULL;
}

/* Whole tables: one that is not read, byte for byte; one with small counts, after disclosure control. */
static void whole_tables_travel_too(void **state) {
  static const char OWN[] = "\xef\xbb\xbf" "a\r\n=1;\"x\"\r\n";
  const Project *project = *state;
  add_resource(project, "onderzoek", OWN);
  replace_in(project, "templates/gemeente.md", "---\n", "---\nattach: [onderzoek, voorbeeld-statushouders, targets]\n");
  g_auto(Said) said = run(project, "build --only delft --format pdf -j1");
  if (said.status) print_message("%s", said.err);
  assert_int_equal(said.status, 0);
  take_out(project, "gemeente/delft");
  expect_provenance(project, "gemeente/delft", "GM0503");
  g_autofree char *own = attached_file(project, "gemeente/delft", "table-onderzoek.csv");
  assert_string_equal(own, OWN);
  g_autofree char *targets = attached_file(project, "gemeente/delft", "table-targets.csv");
  g_autofree char *source = read_file(project, "datasets/targets.csv");
  assert_string_equal(targets, source);
  expect_schema(project, "gemeente/delft", "table-voorbeeld-statushouders.csv", "data.schema.json");
  g_autofree char *counts = attached_file(project, "gemeente/delft", "table-voorbeeld-statushouders.csv");
  g_autoptr(GPtrArray) rows = open_table_read(counts);
  assert_true(rows->len > 1000);
  for (guint i = 1; i < rows->len; i++) {
    char **row = rows->pdata[i];
    double value = *row[5] ? g_ascii_strtod(row[5], NULL) : 0;
    assert_true(value == 0 || value >= 5);
  }
  g_autofree char *text = attached_file(project, "gemeente/delft", "datapackage.json");
  json_t *package = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
  const json_t *resource = resource_of(package, "onderzoek");
  assert_string_equal(json_string_value(json_object_get(resource, "path")), "table-onderzoek.csv");
  assert_non_null(json_object_get(json_object_get(resource, "schema"), "fields"));
  const json_t *written = resource_of(package, "voorbeeld-statushouders");
  assert_string_equal(json_string_value(json_object_get(written, "schema")), "data.schema.json");
  assert_null(json_object_get(written, "feitenblad"));
  json_decref(package);
}

static void what_cannot_be_attached(void **state) {
  const Project *project = *state;
  add_resource(project, "Onder zoek", "a\n");
  replace_in(project, "templates/gemeente.md", "---\n", "---\nattach: [datasets/targets.csv, bevolkin, Onder zoek]\n");
  replace_in(project, "templates/land.md", "---\n", "---\nattach: bevolking\n");
  g_auto(Said) said = run(project, "check --only delft,nederland");
  assert_int_equal(said.status, 2);
  g_autofree char *text = findings(&said);
  assert_golden("attach-front.txt", text);
  replace_in(project, "templates/land.md", "attach: bevolking\n", "");
  g_auto(Said) names = run(project, "check --only delft,nederland");
  assert_int_equal(names.status, 2);
  g_autofree char *unknown = findings(&names);
  assert_golden("attach-names.txt", unknown);
}

static void the_same_bytes_twice(void **state) {
  const Project *project = *state;
  g_auto(Said) one = run(project, "build --only delft,ede --format pdf -j1 --output one");
  g_auto(Said) two = run(project, "build --only delft,ede --format pdf -j2 --output two");
  assert_true(one.status == 0 && two.status == 0);
  static const char *const REGIONS[] = {"delft", "ede"};
  for (guint i = 0; i < G_N_ELEMENTS(REGIONS); i++) {
    g_autofree char *a = g_strdup_printf("one/gemeente/%s/factsheet.pdf", REGIONS[i]), *first = checksum(project, a);
    g_autofree char *b = g_strdup_printf("two/gemeente/%s/factsheet.pdf", REGIONS[i]), *second = checksum(project, b);
    assert_string_equal(first, second);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(numbers_travel_with_the_sheet, make_project, remove_project),
      cmocka_unit_test_setup_teardown(a_new_source_file_is_a_new_pdf, make_project, remove_project),
      cmocka_unit_test_setup_teardown(whole_tables_travel_too, make_project, remove_project),
      cmocka_unit_test_setup_teardown(what_cannot_be_attached, make_project, remove_project),
      cmocka_unit_test_setup_teardown(the_same_bytes_twice, make_project, remove_project),
  };
  return cmocka_run_group_tests_name("attached", tests, NULL, NULL);
}
