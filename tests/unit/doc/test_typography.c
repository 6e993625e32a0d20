/* Quotes, apostrophes and dashes as Dutch editors set them. */
#include "support.h"
#include "doc/typography.h"

static void sets(const char *text, const char *expected) {
  g_autofree char *set = typography_set(text);
  support_text(set, expected);
}

static void quotes(void **state) {
  (void)state;
  sets("Zij zei: \"Kom maar.\" En ('ja')", "Zij zei: “Kom maar.” En (‘ja’)");
  sets("\"'Ja', zei hij\"", "“‘Ja’, zei hij”");
  sets("\"\"", "“”");
}

static void apostrophes(void **state) {
  (void)state;
  sets("'s-Gravenhage en 's-Hertogenbosch", "’s-Gravenhage en ’s-Hertogenbosch");
  sets("in 't Harde, zo'n huis, foto's, 'k weet, '90", "in ’t Harde, zo’n huis, foto’s, ’k weet, ’90");
  sets("'sterk' en 'tot'", "‘sterk’ en ‘tot’");
  sets("(’s) 's", "(’s) ’s");
}

static void dashes_and_dots(void **state) {
  (void)state;
  sets("a -- b --- c - d e-f 31-12-2024 ...", "a – b — c – d e-f 31-12-2024 …");
  sets("-3 -", "-3 -");
}

static void blanks_that_hold(void **state) {
  (void)state;
  sets("€ 52 mln en 3 km² op 23 juni 2022", "€\u00a052\u00a0mln en 3\u00a0km² op 23\u00a0juni 2022");
  sets("in 2024 wonen 30 procent, 4 uurwerken", "in 2024 wonen 30\u00a0procent, 4 uurwerken");
  sets("de € en € vijf", "de € en € vijf");
}

static void names_keep_all_but_the_apostrophe(void **state) {
  (void)state;
  g_autofree char *name = typography_name("'s-Gravenhage \"x\" - y");
  support_text(name, "’s-Gravenhage \"x\" - y");
  assert_null(typography_set(NULL));
  assert_null(typography_name(NULL));
}

static void a_part_knows_its_neighbours(void **state) {
  (void)state;
  g_autofree char *after_word = typography_part("\" x '", 'a', 'b'), *dash = typography_part("-", ' ', ' ');
  support_text(after_word, "” x ‘");
  support_text(dash, "–");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(quotes),
      cmocka_unit_test(apostrophes),
      cmocka_unit_test(dashes_and_dots), cmocka_unit_test(blanks_that_hold),
      cmocka_unit_test(names_keep_all_but_the_apostrophe),
      cmocka_unit_test(a_part_knows_its_neighbours),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
