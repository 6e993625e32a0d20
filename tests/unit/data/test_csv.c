/* CSV as it comes: each field with its place, each slip with its own, and a broken record that costs only itself. */
#include "data/csv.h"
#include "fixture.h"
#include <jansson.h>

static const char *const SPECTRUM = "../shared/data/csv-spectrum";
static const char *const STATLINE = "../shared/data/indicatoren/70072ned_2021_statline-kopregels.csv";
static const char *const KWB = "../shared/data/indicatoren/85039NED_KWB2021_gemeenten_afgeleid.csv";

static const CsvDialect PLAIN = {.delimiter = ',', .quote = '"', .header_rows = 1};

typedef struct {
  GString *text;  /* "record: [field@line:column]…" a line */
  guint stop;     /* false is returned for this record */
} Seen;

static bool see(const CsvField *fields, guint count, guint record, gpointer user_data) {
  Seen *seen = user_data;
  g_string_append_printf(seen->text, "%u:", record);
  for (guint i = 0; i < count; i++) {
    assert_int_equal(strlen(fields[i].text), fields[i].length);
    assert_true(g_utf8_validate(fields[i].text, -1, NULL));
    g_string_append_printf(seen->text, " %s%s@%d:%d", fields[i].quoted ? "\"" : "", fields[i].text, fields[i].pos.line,
                           fields[i].pos.column);
  }
  g_string_append_c(seen->text, '\n');
  return record != seen->stop;
}

static char *read_bytes(const char *bytes, gsize length, const CsvDialect *dialect, Diags *diags) {
  Seen seen = {g_string_new(NULL), 0};
  /* Exactly as long as the bytes, so that reading past the end is seen by the sanitizer. */
  g_autofree char *copy = length ? g_memdup2(bytes, length) : g_malloc(1);
  csv_read(copy, length, g_intern_static_string("t.csv"), dialect, see, &seen, diags);
  return g_string_free(seen.text, FALSE);
}

static void check_bytes(const char *bytes, gsize length, const CsvDialect *dialect, const char *records,
                        const char *findings) {
  g_autoptr(Diags) diags = diags_new();
  g_autofree char *seen = read_bytes(bytes, length, dialect, diags);
  assert_string_equal(seen, records);
  fixture_expect(diags, findings);
}

static void check(const char *text, const char *records, const char *findings) {
  check_bytes(text, strlen(text), &PLAIN, records, findings);
}

static void test_fields_have_places(void **state G_GNUC_UNUSED) {
  check("a,b\n1,\"x\"\n", "1: a@1:1 b@1:3\n2: 1@2:1 \"x@2:3\n", "");
  check("a,b\n,\n", "1: a@1:1 b@1:3\n2: @2:1 @2:2\n", "");
  check("a,b", "1: a@1:1 b@1:3\n", "");
  check("é,ü,x\n", "1: é@1:1 ü@1:3 x@1:5\n", "");
  check("", "", "");
  check("\"\"\n", "1: \"@1:1\n", "");
}

static void test_line_ends(void **state G_GNUC_UNUSED) {
  check("a\r\nb\r\n", "1: a@1:1\n2: b@2:1\n", "");
  check("a\rb\r", "1: a@1:1\n2: b@2:1\n", "");
  check("a\n\"x\r\ny\"\r\nb", "1: a@1:1\n2: \"x\r\ny@2:1\n3: b@4:1\n", "");
}

static void test_byte_order_mark_is_no_text(void **state G_GNUC_UNUSED) {
  check("\xef\xbb\xbf\"a\",b\n", "1: \"a@1:1 b@1:5\n", "");
  check("\xef\xbb\xbf", "", "");
}

static void test_utf16_is_named(void **state G_GNUC_UNUSED) {
  check_bytes("\xff\xfe" "a\0,\0", 6, &PLAIN, "", "t.csv:1:1 csv-utf16\n");
}

static void test_quotes(void **state G_GNUC_UNUSED) {
  check("\"a,\"\"b\"\"\nc\",d\n", "1: \"a,\"b\"\nc@1:1 d@2:4\n", "");
  check("\"a\",\"\",\"\"\"\"\n", "1: \"a@1:1 \"@1:5 \"\"@1:8\n", "");
}

static void test_unclosed_quote_costs_its_record(void **state G_GNUC_UNUSED) {
  check("a,b\n1,\"x\n2,y\n3,\"z\"\n", "1: a@1:1 b@1:3\n3: 2@3:1 y@3:3\n4: 3@4:1 \"z@4:3\n", "t.csv:2:3 csv-unclosed-quote\n");
  check("1,\"x\n2,y\n3,z\n", "2: 2@2:1 y@2:3\n3: 3@3:1 z@3:3\n", "t.csv:1:3 csv-unclosed-quote\n");
  check("1,\"x", "", "t.csv:1:3 csv-unclosed-quote\n");
  /* It goes on after the line of the quote, not of the record. */
  check("\"two\nlines\",\"x\n2,y\n", "2: 2@3:1 y@3:3\n", "t.csv:2:8 csv-unclosed-quote\n");
}

static void test_stray_quote_costs_its_record(void **state G_GNUC_UNUSED) {
  check("5\" pipe,b\n2,y\n", "2: 2@2:1 y@2:3\n", "t.csv:1:2 csv-stray-quote\n");
  check("\"a\"b,c\n2,y\n", "2: 2@2:1 y@2:3\n", "t.csv:1:3 csv-stray-quote\n");
  check("\"a\" ,c\n", "", "t.csv:1:3 csv-stray-quote\n");
}

static void test_all_slips_in_one_run(void **state G_GNUC_UNUSED) {
  check("a\n\"b\nc\"d\nx\x01y\n\"e\n", "1: a@1:1\n",
        "t.csv:2:1 csv-unclosed-quote\nt.csv:3:2 csv-stray-quote\nt.csv:4:2 csv-control-character\nt.csv:5:1 csv-unclosed-quote\n");
}

static void test_blanks(void **state G_GNUC_UNUSED) {
  CsvDialect trim = PLAIN;
  trim.trim = true;
  const char *text = "GM1680    ,  89 ,\t x\n \"  89  \" ,\"\"\n";
  check_bytes(text, strlen(text), &trim, "1: GM1680@1:1 89@1:14 x@1:20\n2: \"89@2:2 \"@2:12\n", "");
  check("a , b\n", "1: a @1:1  b@1:4\n", "");
}

static void test_tabs_can_separate(void **state G_GNUC_UNUSED) {
  CsvDialect tabs = {.delimiter = '\t', .quote = '"', .header_rows = 1, .trim = true};
  check_bytes("a\t\tb \n", 6, &tabs, "1: a@1:1 @1:3 b@1:4\n", "");
}

static void test_blank_lines(void **state G_GNUC_UNUSED) {
  check("a\n\n\nb\n\n\n", "1: a@1:1\n4: b@4:1\n", "t.csv:2:1 csv-blank-line\n");
  CsvDialect preamble = PLAIN;
  preamble.header_rows = 3;
  check_bytes("title\n\na\n1\n", 11, &preamble, "1: title@1:1\n3: a@3:1\n4: 1@4:1\n", "");
}

static void test_windows_1252(void **state G_GNUC_UNUSED) {
  CsvDialect windows = {.delimiter = ';', .quote = '"', .encoding = CSV_WINDOWS_1252, .header_rows = 1};
  check_bytes("Sc\xfart;\x80 5;\"\x93x\x94\"\n", 15, &windows, "1: Scúrt@1:1 € 5@1:7 \"“x”@1:11\n", "");
  check_bytes("ok\na;b\x81\n", 8, &windows, "1: ok@1:1\n", "t.csv:2:4 csv-invalid-byte\n");
}

static void test_invalid_utf8(void **state G_GNUC_UNUSED) {
  check("a,b\né,Frysl\xe2n\nc,d\n", "1: a@1:1 b@1:3\n3: c@3:1 d@3:3\n", "t.csv:2:8 csv-invalid-byte\n");
  check("\"x\ny\",\"z\nq\xff\"\n", "", "t.csv:3:2 csv-invalid-byte\n");
  g_autoptr(Diags) diags = diags_new();
  g_free(read_bytes("\xe9", 1, &PLAIN, diags));
  assert_true(fixture_mentions(diags, "0xE9"));
  assert_true(fixture_mentions(diags, "windows-1252"));
}

static void test_nul_is_a_control_character(void **state G_GNUC_UNUSED) {
  check_bytes("a\0b,c\nd\n", 8, &PLAIN, "2: d@2:1\n", "t.csv:1:2 csv-control-character\n");
}

static void test_stopping(void **state G_GNUC_UNUSED) {
  g_autoptr(Diags) diags = diags_new();
  Seen seen = {g_string_new(NULL), 2};
  csv_read("a\nb\nc\n", 6, "t.csv", &PLAIN, see, &seen, diags);
  assert_string_equal(seen.text->str, "1: a@1:1\n2: b@2:1\n");
  g_string_free(seen.text, TRUE);
}

/* Any bytes at all: no crash, no endless run, and every record it gives is text. */
static void test_noise(void **state G_GNUC_UNUSED) {
  static const char alphabet[] = "aé,;\"\"\n\r\t \x81\xff\x00" "1.";
  g_autoptr(GRand) random = g_rand_new_with_seed(2);
  CsvDialect dialects[] = {PLAIN, {.delimiter = ';', .quote = '"', .encoding = CSV_WINDOWS_1252, .trim = true}};
  for (int run = 0; run < 4000; run++) {
    g_autoptr(Diags) diags = diags_new();
    gsize length = (gsize)g_rand_int_range(random, 0, 60);
    g_autofree char *bytes = g_malloc(length + 1);
    for (gsize i = 0; i < length; i++) bytes[i] = alphabet[g_rand_int_range(random, 0, sizeof alphabet - 1)];
    g_free(read_bytes(bytes, length, &dialects[run % 2], diags));
  }
}

/* A quote on each line must not make each line read the rest of the file. */
static void test_many_slips_take_linear_time(void **state G_GNUC_UNUSED) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (int i = 0; i < 100000; i++) g_string_append(text, i % 2 ? "a,\"b\n" : "c,d\n");
  g_autoptr(Diags) diags = diags_new();
  gint64 start = g_get_monotonic_time();
  g_free(read_bytes(text->str, text->len, &PLAIN, diags));
  assert_true(g_get_monotonic_time() - start < 5 * G_USEC_PER_SEC);
}

/* ---- Real files ------------------------------------------------------------------------------------------------ */

static bool there(const char *path) {
  if (g_file_test(path, G_FILE_TEST_EXISTS)) return true;
  print_message("skipped: ../shared/data not there\n");
  return false;
}

static bool to_json(const CsvField *fields, guint count, guint record, gpointer user_data) {
  json_t *rows = user_data;
  if (record == 1) {
    json_t *names = json_array();
    for (guint i = 0; i < count; i++) json_array_append_new(names, json_string(fields[i].text));
    json_array_append_new(rows, names);
    return true;
  }
  json_t *row = json_object(), *names = json_array_get(rows, 0);
  assert_int_equal(count, json_array_size(names));
  for (guint i = 0; i < count; i++)
    json_object_set_new(row, json_string_value(json_array_get(names, i)), json_string(fields[i].text));
  json_array_append_new(rows, row);
  return true;
}

static void check_spectrum(const char *name) {
  g_autofree char *csv = g_strdup_printf("%s/csvs/%s", SPECTRUM, name), *contents = NULL;
  g_autofree char *base = g_strndup(name, strlen(name) - strlen(".csv"));
  g_autofree char *expected_path = g_strdup_printf("%s/json/%s.json", SPECTRUM, base);
  g_autoptr(Diags) diags = diags_new();
  gsize length;
  assert_true(file_read(csv, &contents, &length, NULL));
  json_t *rows = json_array(), *expected = json_load_file(expected_path, 0, NULL);
  csv_read(contents, length, name, &PLAIN, to_json, rows, diags);
  json_array_remove(rows, 0);
  fixture_expect(diags, "");
  if (!json_equal(rows, expected)) fail_msg("%s is read as %s", name, json_dumps(rows, 0));
  json_decref(rows);
  json_decref(expected);
}

static void test_csv_spectrum(void **state G_GNUC_UNUSED) {
  if (!there(SPECTRUM)) skip();
  g_autofree char *folder = g_strdup_printf("%s/csvs", SPECTRUM);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  guint count = 0;
  for (const char *name; (name = g_dir_read_name(dir)); count++) check_spectrum(name);
  assert_int_equal(count, 11);
}

typedef struct {
  guint records, fields_of_last, most;
} Count;

static bool count_records(const CsvField *fields, guint count, guint record, gpointer user_data) {
  (void)fields, (void)record;
  Count *counted = user_data;
  counted->records++;
  counted->fields_of_last = count;
  counted->most = MAX(counted->most, count);
  return true;
}

static Count count_file(const char *path, const CsvDialect *dialect, const char *findings) {
  g_autofree char *contents = NULL;
  g_autoptr(Diags) diags = diags_new();
  Count count = {0};
  gsize length;
  assert_true(file_read(path, &contents, &length, NULL));
  csv_read(contents, length, "x.csv", dialect, count_records, &count, diags);
  fixture_expect(diags, findings);
  return count;
}

/* Title, blank record, two rows of names, units, 727 regions or so, and "Bron: CBS" with one field. */
static void test_statline_as_downloaded(void **state G_GNUC_UNUSED) {
  if (!there(STATLINE)) skip();
  CsvDialect dialect = {.delimiter = ';', .quote = '"', .header_rows = 5, .trim = true};
  Count count = count_file(STATLINE, &dialect, "");
  assert_int_equal(count.most, 5);
  assert_int_equal(count.fields_of_last, 1);
  assert_true(count.records > 300);
}

static void test_kwb(void **state G_GNUC_UNUSED) {
  if (!there(KWB)) skip();
  CsvDialect dialect = {.delimiter = ';', .quote = '"', .header_rows = 1};
  Count count = count_file(KWB, &dialect, "");
  assert_int_equal(count.records, 353);
  assert_int_equal(count.most, 83);
  assert_int_equal(count.fields_of_last, 83);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_fields_have_places),
      cmocka_unit_test(test_line_ends),
      cmocka_unit_test(test_byte_order_mark_is_no_text),
      cmocka_unit_test(test_utf16_is_named),
      cmocka_unit_test(test_quotes),
      cmocka_unit_test(test_unclosed_quote_costs_its_record),
      cmocka_unit_test(test_stray_quote_costs_its_record),
      cmocka_unit_test(test_all_slips_in_one_run),
      cmocka_unit_test(test_blanks),
      cmocka_unit_test(test_tabs_can_separate),
      cmocka_unit_test(test_blank_lines),
      cmocka_unit_test(test_windows_1252),
      cmocka_unit_test(test_invalid_utf8),
      cmocka_unit_test(test_nul_is_a_control_character),
      cmocka_unit_test(test_stopping),
      cmocka_unit_test(test_noise),
      cmocka_unit_test(test_many_slips_take_linear_time),
      cmocka_unit_test(test_csv_spectrum),
      cmocka_unit_test(test_statline_as_downloaded),
      cmocka_unit_test(test_kwb),
  };
  return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
