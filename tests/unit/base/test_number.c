/* Rounding as people do it on paper, signs, groups, and what is no number at all. */
#include "base/number.h"
#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
/* cmocka last: it needs the types above. */
#include <cmocka.h>

static const NumberStyle DUTCH = {",", ".", "\xe2\x88\x92"};

static void check_format(double value, int decimals, const char *expected) {
  g_autofree char *text = number_format(value, decimals, &DUTCH);
  assert_string_equal(text, expected);
}

static void test_rounds_half_away_on_decimal_text(void **state G_GNUC_UNUSED) {
  check_format(2.675, 2, "2,68"); /* 2.67499999999999982236431605997495353221893310546875 */
  check_format(1.005, 2, "1,01");
  check_format(-1.005, 2, "−1,01");
  check_format(0.5, 0, "1");
  check_format(1.5, 0, "2");
  check_format(2.5, 0, "3");
  check_format(-2.5, 0, "−3");
  check_format(0.05, 1, "0,1");
  check_format(0.049999999999999996, 1, "0,0");
  check_format(0.045, 2, "0,05");
  check_format(0.0049, 2, "0,00");
  check_format(26.35, 1, "26,4");
  check_format(8.345, 2, "8,35");
  check_format(1.0000000005, 9, "1,000000001");
  check_format(1234567.5, 0, "1.234.568");
}

static void test_carries(void **state G_GNUC_UNUSED) {
  check_format(9.995, 2, "10,00");
  check_format(99.95, 1, "100,0");
  check_format(999.5, 0, "1.000");
  check_format(999999.995, 2, "1.000.000,00");
  check_format(0.95, 1, "1,0");
}

static void test_groups_and_sizes(void **state G_GNUC_UNUSED) {
  check_format(0, 0, "0");
  check_format(0, 2, "0,00");
  check_format(7, 1, "7,0");
  check_format(999, 0, "999");
  check_format(1000, 0, "1.000");
  check_format(17475415, 0, "17.475.415");
  check_format(-1234.5, 1, "−1.234,5");
  check_format(1e15, 0, "1.000.000.000.000.000");
  check_format(1e21, 1, "1.000.000.000.000.000.000.000,0");
  check_format(123456789012.125, 2, "123.456.789.012,13");
  check_format(5e-324, 9, "0,000000000");
  g_autofree char *huge = number_format(-1.7976931348623157e308, 9, &NUMBER_STYLE_MACHINE);
  assert_int_equal(strlen(huge), 1 + 309 + 1 + 9);
  assert_true(g_str_has_prefix(huge, "-17976931348623157000"));
}

static void test_never_minus_zero(void **state G_GNUC_UNUSED) {
  check_format(-0.0, 0, "0");
  check_format(-0.04, 1, "0,0");
  check_format(-0.05, 1, "−0,1");
  check_format(-0.4, 0, "0");
  assert_false(signbit(number_round(-0.04, 1)));
  assert_false(signbit(number_round(-0.0, 0)));
  assert_false(signbit(number_round(-0.5e-9, 0)));
}

static void check_short(double value, int max_decimals, const char *expected) {
  g_autoptr(GString) out = g_string_new("x");
  number_append_short(out, value, max_decimals);
  assert_string_equal(out->str + 1, expected);
}

static void test_short(void **state G_GNUC_UNUSED) {
  check_short(1.5, 3, "1.5");
  check_short(1.50049, 3, "1.5");
  check_short(1.0005, 3, "1.001");
  check_short(100, 3, "100");
  check_short(0.1 + 0.2, 9, "0.3");
  check_short(-0.0001, 3, "0");
  check_short(-12.25, 2, "-12.25");
  check_short(1234567.25, 2, "1234567.25");
  check_short(20, 0, "20");
}

/* The quick way through binary arithmetic and the sure way through decimal text must say the same. */
static void test_quick_way_agrees_with_integers(void **state G_GNUC_UNUSED) {
  for (int thousandths = 0; thousandths < 200000; thousandths += 7) {
    double value = thousandths / 1000.0; /* the double that "0.123" reads as */
    int hundredths = (thousandths + 5) / 10;
    g_autofree char *expected = g_strdup_printf("%d.%02d", hundredths / 100, hundredths % 100);
    g_autofree char *text = number_format(value, 2, &NUMBER_STYLE_MACHINE);
    assert_string_equal(text, expected);
    assert_true(number_round(value, 2) == hundredths / 100.0);
  }
}

static void test_round_equals_what_is_shown(void **state G_GNUC_UNUSED) {
  static const double values[] = {2.675, 1.005, -1.005, 0.5, 1e15 + 0.5, 0.15, 4.35, 26.35, 123456789.125, 1e300, 3.1};
  for (gsize i = 0; i < G_N_ELEMENTS(values); i++)
    for (int decimals = 0; decimals <= 9; decimals++) {
      g_autofree char *shown = number_format(values[i], decimals, &NUMBER_STYLE_MACHINE);
      assert_true(number_round(values[i], decimals) == g_ascii_strtod(shown, NULL));
    }
}

static void check_parse(const char *text, char decimal, char group, double expected) {
  double value = -77;
  assert_true(number_parse(text, strlen(text), decimal, group, &value));
  assert_true(value == expected);
  assert_false(value == 0 && signbit(value));
}

static void check_no_number(const char *text, char decimal, char group) {
  double value = -77;
  if (number_parse(text, strlen(text), decimal, group, &value)) fail_msg("'%s' was read as a number", text);
  assert_true(value == -77);
}

static void test_parse(void **state G_GNUC_UNUSED) {
  check_parse("0", '.', 0, 0);
  check_parse("-0", '.', 0, 0);
  check_parse("-0,00", ',', '.', 0);
  check_parse("+3", '.', 0, 3);
  check_parse("-3.25", '.', 0, -3.25);
  check_parse("\xe2\x88\x92"
              "3,1",
              ',', '.', -3.1);
  check_parse("007", '.', 0, 7);
  check_parse("2.675", '.', 0, 2.675);
  check_parse("1.234", ',', '.', 1234);
  check_parse("1234", ',', '.', 1234);
  check_parse("12.345.678,9", ',', '.', 12345678.9);
  check_parse("123.456", ',', '.', 123456);
  check_parse("1 234,5", ',', ' ', 1234.5);
  check_parse("0.1", '.', ',', 0.1);
  check_parse("9007199254740993", '.', 0, 9007199254740992.0);
}

static void test_parse_refuses(void **state G_GNUC_UNUSED) {
  static const char *const dutch[] = {
      "1.2345", "1.23",  "1234.567", "0.123", "01.234", "1..234", ".234", "1.",  "1.234.", "1.234.56",
      "1,5,5",  "1,234.5", "1,",     ",5",    ".",      "",       "-",    "+",   "--1",    "-+1",
      "1-",     " 1",    "1 ",       "1e5",   "0x10",   "inf",    "nan",  "1,2.3", "12a",  "é",
      "\xe2\x88", "\xe2\x88\x92", "1\u00a0000"};
  for (gsize i = 0; i < G_N_ELEMENTS(dutch); i++) check_no_number(dutch[i], ',', '.');
  check_no_number("1,234", '.', 0);
  check_no_number("1.234.567", '.', 0);
  check_no_number("1.5", ',', 0);
  g_autofree char *endless = g_strnfill(101, '9');
  check_no_number(endless, '.', 0);
  double value;
  assert_false(number_parse("1\0002", 3, '.', 0, &value));
  assert_true(number_parse("12345", 3, '.', 0, &value)); /* the length counts, not a NUL */
  assert_true(value == 123);
}

static void test_process_locale_is_ignored(void **state G_GNUC_UNUSED) {
  if (!setlocale(LC_ALL, "nl_NL.UTF-8") && !setlocale(LC_ALL, "de_DE.UTF-8")) skip();
  check_short(1234.5, 2, "1234.5");
  check_format(1e15 + 0.5, 1, "1.000.000.000.000.000,5");
  check_parse("1.5", '.', 0, 1.5);
  setlocale(LC_ALL, "C");
}

/* Every way of reading gives the double that is nearest, as strtod() does. */
static void test_reads_the_nearest(void **state G_GNUC_UNUSED) {
  g_autoptr(GRand) random = g_rand_new_with_seed(3);
  for (int i = 0; i < 20000; i++) {
    char text[40];
    gint64 whole = (gint64)g_rand_int(random) * g_rand_int_range(random, 1, 400000);
    int digits = g_rand_int_range(random, 0, 8);
    if (digits) g_snprintf(text, sizeof text, "-%" G_GINT64_FORMAT ",%0*d", whole >> g_rand_int_range(random, 0, 48), digits, g_rand_int_range(random, 0, 10));
    else g_snprintf(text, sizeof text, "-%" G_GINT64_FORMAT, whole);
    double read = NAN;
    assert_true(number_parse(text, strlen(text), ',', '\0', &read));
    g_strdelimit(text, ",", '.');
    assert_true(read == g_ascii_strtod(text, NULL));
  }
  static const char *const none[] = {"", "-", ",", "1,", ",5", "1,2,3", "--1", "1-", "1 ", "1e3", "-,5"};
  for (gsize i = 0; i < G_N_ELEMENTS(none); i++) {
    double read = 7;
    assert_false(number_parse(none[i], strlen(none[i]), ',', '\0', &read));
    assert_true(read == 7);
  }
  double zero = 7;
  assert_true(number_parse("-0,0", 4, ',', '\0', &zero) && zero == 0 && !signbit(zero));
}

/* Every short number, whatever stands behind it. */
static void test_scanning_agrees_with_parsing(void **state) {
  (void)state;
  static const char alphabet[] = "0123456789012345678901234567890123456789.,;-+ \nx\x80\xff\xb0\xba";
  g_autoptr(GRand) random = g_rand_new_with_seed(7);
  guint scanned = 0;
  for (guint i = 0; i < 2000000; i++) {
    char text[NUMBER_SCAN_BYTES + 1];
    for (gsize k = 0; k < sizeof text; k++) text[k] = alphabet[g_rand_int_range(random, 0, sizeof alphabet - 1)];
    double value = 7, expected;
    gsize length = number_scan(text, i % 2 ? '.' : ',', &value);
    if (!length) continue;
    scanned++;
    if (!number_parse(text, length, i % 2 ? '.' : ',', '\0', &expected) || memcmp(&value, &expected, sizeof value) ||
        g_ascii_isdigit(text[length]))
      fail_msg("%.9s is not %.17g", text, value);
  }
  assert_true(scanned > 1000000);
  double value = 7;
  assert_int_equal(number_scan("1234567,", ',', &value), 0);
  assert_int_equal(number_scan("12345678;", '.', &value), 0);
  assert_int_equal(number_scan("1234567;x", '.', &value), 7);
  assert_true(value == 1234567);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_rounds_half_away_on_decimal_text),
      cmocka_unit_test(test_carries),
      cmocka_unit_test(test_groups_and_sizes),
      cmocka_unit_test(test_never_minus_zero),
      cmocka_unit_test(test_short),
      cmocka_unit_test(test_quick_way_agrees_with_integers),
      cmocka_unit_test(test_round_equals_what_is_shown),
      cmocka_unit_test(test_parse),
      cmocka_unit_test(test_parse_refuses),
      cmocka_unit_test(test_process_locale_is_ignored),
      cmocka_unit_test(test_reads_the_nearest),
      cmocka_unit_test(test_scanning_agrees_with_parsing),
  };
  return cmocka_run_group_tests_name("number", tests, NULL, NULL);
}
