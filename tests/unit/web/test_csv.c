/* Cells of data.csv: quoted by RFC 4180, and never something a spreadsheet runs. */
#include "web/csv.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void check(const char *text, const char *expected) {
  g_autoptr(GString) out = g_string_new(NULL);
  csv_append_text(out, text);
  assert_string_equal(out->str, expected);
}

static void test_plain_and_quoted(void **state G_GNUC_UNUSED) {
  check("Delft", "Delft");
  check("", "");
  check(NULL, "");
  check("'s-Hertogenbosch", "'s-Hertogenbosch");
  check("Nuenen, Gerwen en Nederwetten", "\"Nuenen, Gerwen en Nederwetten\"");
  check("zeg \"ja\"", "\"zeg \"\"ja\"\"\"");
  check("twee\nregels", "\"twee\nregels\"");
  check("% van de woningvoorraad", "% van de woningvoorraad");
}

static void test_formulas_are_text(void **state G_GNUC_UNUSED) {
  check("=1+1", "'=1+1");
  check("+31", "'+31");
  check("-2+3", "'-2+3");
  check("@SUM(A1)", "'@SUM(A1)");
  check("\t=1", "'\t=1");
  check("  =1", "'  =1");
  check("\r=1", "\"'\r=1\"");
  check("=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
  check("=1", "'=1");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_plain_and_quoted), cmocka_unit_test(test_formulas_are_text)};
  return cmocka_run_group_tests_name("web/csv", tests, NULL, NULL);
}
