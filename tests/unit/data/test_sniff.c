/* What is not declared: taken from the file, told, and never guessed where two readings are possible. */
#include "drop.h"

#define FIELDS "\"schema\": {\"fields\": [{\"name\": \"a\"}, {\"name\": \"n\", \"type\": \"number\"}]}"
#define DECLARED "\"encoding\": \"utf-8\", \"dialect\": {\"delimiter\": \";\", \"quoteChar\": \"\\\"\", \"header\": true}, "

static void check(const char *table, const char *csv, const char *findings, const char *said, const char *hint) {
  g_autoptr(Drop) drop = drop_of(table, csv, -1);
  drop_expect(drop, DIAG_NOTE, findings);
  if (said) assert_true(fixture_mentions(drop->diags, said));
  if (hint) assert_true(fixture_mentions(drop->diags, hint));
}

static void test_dialect(void **state G_GNUC_UNUSED) {
  check(FIELDS, "a;n\nx;1\n", "t.csv:1:1 csv-sniffed\n", "delimiter ';', as it divides row 1 into the names of the schema",
        "\"encoding\": \"utf-8\", \"dialect\": {\"quoteChar\": \"\\\"\", \"delimiter\": \";\", \"headerRows\": [1]}");
  check(FIELDS, "a\tn\nx\t1\n", "t.csv:1:1 csv-sniffed\n", "delimiter '\\t'", "\"delimiter\": \"\\t\"");
  check(FIELDS, "Titel; van de tabel\n\na;n\nx;1\n", "t.csv:1:1 csv-sniffed\n", "header in row 3", "\"headerRows\": [3]");
  check(FIELDS, "a,n\n'x',1\n'y, z',2\n", "t.csv:1:1 csv-sniffed\n", "quote ', as fields begin and end with it",
        "\"quoteChar\": \"'\"");
  check(FIELDS, "a,n\n's-Gravenhage,1\n't Harde,2\n", "t.csv:1:1 csv-sniffed\n", NULL, "\"quoteChar\": \"\\\"\"");
  /* No row has the names: the most regular division is reported, and the header is an error. */
  check(FIELDS, "b|n\nx|1\n", "t.csv:1:1 csv-sniffed\nt.csv:1:1 table-unknown-column\nt.csv:1:1 table-missing-column\n",
        "delimiter '|', as it divides 2 rows into 2 fields", NULL);
}

static void test_encoding(void **state G_GNUC_UNUSED) {
  check(FIELDS, "a,n\nCaf\xe9,1\n", "t.csv:1:1 csv-sniffed\n", "encoding windows-1252, as line 2 is no UTF-8",
        "\"encoding\": \"windows-1252\"");
  check("\"encoding\": \"utf-8\", " FIELDS, "a,n\nCaf\xe9,1\nx,2\n", "t.csv:1:1 csv-sniffed\nt.csv:2:4 csv-invalid-byte\n", NULL, NULL);
}

static void test_what_is_declared_is_not_sniffed(void **state G_GNUC_UNUSED) {
  check(DECLARED FIELDS, "a;n\nx;1.5\n", "", NULL, NULL);
  check("\"encoding\": \"utf-8\", \"dialect\": {\"delimiter\": \",\", \"quoteChar\": \"\\\"\", \"header\": true}, " FIELDS,
        "a;n\nx;1\n", "t.csv:1:1 table-unknown-column\nt.csv:1:1 table-missing-column\nt.csv:1:1 table-missing-column\n",
        NULL, "is the delimiter ';'?");
}

/* In a build only what departs from the standard's defaults is told. */
static void test_a_build_is_quiet_about_defaults(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("A,homes,2024,,10,,,,,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  assert_non_null(dataset);
  fixture_expect(project->diags, "datasets/targets.csv:1:1 table-no-rows\n");
  g_autoptr(Project) other = fixture_new("");
  fixture_write(other, "observations.csv",
                "region;indicator;period;group;value;low;high;state;flags;source\nA;homes;2024;;1.234,5;;;;;\n", -1);
  g_autoptr(Dataset) sniffed = fixture_load(other);
  assert_true(fixture_observe(sniffed, "homes", "A", "2024", NULL).value == 1234.5);
  fixture_expect(other->diags, "datasets/targets.csv:1:1 table-no-rows\ndatasets/observations.csv:1:1 csv-sniffed\n"
                               "datasets/observations.csv:2:15 number-sniffed\n");
}

static void number(const char *values, const char *findings, const char *said, const char *hint) {
  g_autofree char *csv = g_strconcat("a;n\n", values, NULL);
  check(DECLARED FIELDS, csv, findings, said, hint);
}

static void test_numbers(void **state G_GNUC_UNUSED) {
  number("x;1.234\ny;12.345,6\n", "t.csv:3:3 number-sniffed\n", "1.234 is read as 1234, because this number has both signs",
         "\"decimalChar\": \",\", \"groupChar\": \".\"");
  number("x;1.234\ny;1.234.567\n", "t.csv:3:3 number-sniffed\n", "stands more than once", "\"groupChar\": \".\"");
  number("x;1.234\ny;0.5\n", "t.csv:3:3 number-sniffed\n", "1.234 is read as 1.234", "\"decimalChar\": \".\"");
  number("x;1.234\ny;2645\n", "t.csv:3:3 number-sniffed\n", "has no sign between thousands", NULL);
  number("x;0.123\ny;12.5\n", "", NULL, NULL);
  number("x;12,5*\ny;3\n", "t.csv:2:3 number-sniffed\nt.csv:2:3 table-type\n", "decimal", NULL);
  number("x;12\ny;3456\n", "", NULL, NULL);
}

static void test_ambiguous_numbers(void **state G_GNUC_UNUSED) {
  number("x;845\ny;1.234\nz;2.645\n", "t.csv:3:3 number-ambiguous\n", "can be read in two ways",
         "\"decimalChar\": \",\", \"groupChar\": \".\" if it is a thousand");
  number("x;845\ny;1,234\n", "t.csv:3:3 number-ambiguous\nt.csv:3:3 table-type\n", NULL, "\"groupChar\": \",\" if it is a thousand");
}

/* The majority decides; who is in the minority is an error at its place. */
static void test_a_slip_among_many(void **state G_GNUC_UNUSED) {
  number("x;1,5\ny;2.5\nz;3.5\n", "t.csv:2:3 table-type\n", NULL, NULL);
}

static void test_other_columns_tell(void **state G_GNUC_UNUSED) {
  const char *fields = DECLARED "\"schema\": {\"fields\": [{\"name\": \"a\", \"type\": \"number\"}, {\"name\": \"n\", \"type\": \"number\"}]}";
  check(fields, "a;n\n12,5;1.234\n", "t.csv:2:1 number-sniffed\nt.csv:2:6 number-sniffed\n", "the other columns of the file", NULL);
  const char *whole = DECLARED "\"schema\": {\"fields\": [{\"name\": \"a\"}, {\"name\": \"n\", \"type\": \"integer\"}]}";
  check(whole, "a;n\nx;1.234\n", "t.csv:2:3 number-sniffed\n", "the column holds whole numbers", NULL);
}

static void test_findings_tell_no_values(void **state G_GNUC_UNUSED) {
  g_autoptr(Drop) drop = drop_of(DECLARED FIELDS, "a;n\nx;7.891,5\ny;3.217\n", -1);
  assert_false(fixture_mentions(drop->diags, "7.891") || fixture_mentions(drop->diags, "3.217"));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_dialect),
                                     cmocka_unit_test(test_encoding),
                                     cmocka_unit_test(test_what_is_declared_is_not_sniffed),
                                     cmocka_unit_test(test_a_build_is_quiet_about_defaults),
                                     cmocka_unit_test(test_numbers),
                                     cmocka_unit_test(test_ambiguous_numbers),
                                     cmocka_unit_test(test_a_slip_among_many),
                                     cmocka_unit_test(test_other_columns_tell),
                                     cmocka_unit_test(test_findings_tell_no_values)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
