/* One cell: what a message shows of it, and what is guessed when a number is none. */
#include "data/cell.h"
#include "fixture.h"
#include <math.h>

static Cell cell_of(const char *text) { return (Cell){.text = text, .length = strlen(text), .pos = {"t.csv", 1, 1}}; }

static void test_guesses(void **state G_GNUC_UNUSED) {
  static const struct { const char *text; char decimal, group; const char *hint; } cases[] = {
      {"1,5", '.', 0, "\"decimalChar\": \",\""}, {"2.645", ',', 0, "\"groupChar\": \".\""},
      {"1.234,5", '.', 0, "decimalChar and groupChar"}, {"1 234", '.', 0, "blanks"}, {"many", '.', 0, NULL}};
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    Cell cell = cell_of(cases[i].text);
    Field field = {.decimal = cases[i].decimal, .group = cases[i].group};
    const char *hint = cell_number_hint(&cell, &field);
    if (cases[i].hint) assert_non_null(strstr(hint, cases[i].hint));
    else assert_null(hint);
  }
}

static void test_long_text_is_shortened(void **state G_GNUC_UNUSED) {
  g_autofree char *text = g_strnfill(100, 'x');
  Cell cell = cell_of(text);
  g_autofree char *quote = cell_quote(&cell);
  assert_int_equal(g_utf8_strlen(quote, -1), 61);
}

static void test_words(void **state G_GNUC_UNUSED) {
  static const char *const words[] = {"minimum", "maximum", NULL};
  g_autoptr(Diags) diags = diags_new();
  Cell good = cell_of("maximum"), bad = cell_of("maxmum"), missing = {.text = "", .missing = true};
  assert_int_equal(cell_word(&good, "kind", "the kind", words, 0, diags), 1);
  assert_int_equal(cell_word(&missing, "kind", "the kind", words, 0, diags), 0);
  fixture_expect(diags, "");
  assert_int_equal(cell_word(&bad, "kind", "the kind", words, -1, diags), -1);
  fixture_expect(diags, "t.csv:1:1 kind\n");
  assert_true(fixture_mentions(diags, "did you mean 'maximum'?"));
}

static void test_number_of_any_field(void **state G_GNUC_UNUSED) {
  g_autoptr(Diags) diags = diags_new();
  Field field = {.name = (char *)"x", .decimal = ',', .min_length = -1, .max_length = -1, .maximum = {.given = true, .number = 9}};
  Cell good = cell_of("1,5"), bad = cell_of("1.5"), high = cell_of("10"), missing = {.text = "", .missing = true};
  double number;
  assert_true(cell_number(&good, &field, &number, diags) && number == 1.5);
  assert_true(cell_number(&missing, &field, &number, diags) && isnan(number));
  assert_false(cell_number(&bad, &field, &number, diags));
  assert_false(cell_number(&high, &field, &number, diags));
  fixture_expect(diags, "t.csv:1:1 table-type\nt.csv:1:1 table-maximum\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_guesses), cmocka_unit_test(test_long_text_is_shortened),
                                     cmocka_unit_test(test_words), cmocka_unit_test(test_number_of_any_field)};
  return cmocka_run_group_tests_name("cell", tests, NULL, NULL);
}
