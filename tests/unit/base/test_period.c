/* Periods: what is one, what is none, and their order on the time axis. */
#include "base/period.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* cmocka last: it needs the types above. */
#include <cmocka.h>

static Period parse(const char *text) {
  Period period = {0};
  if (!period_parse(text, strlen(text), &period)) fail_msg("'%s' should be a period", text);
  return period;
}

static void check_iso(const char *text, PeriodKind kind, const char *expected) {
  char buffer[PERIOD_TEXT];
  Period period = parse(text);
  assert_int_equal(period.kind, kind);
  assert_string_equal(period_iso(period, buffer), expected);
}

static void test_reads_and_writes(void **state G_GNUC_UNUSED) {
  check_iso("2024", PERIOD_YEAR, "2024");
  check_iso("0001", PERIOD_YEAR, "0001");
  check_iso("9999-12-31", PERIOD_DAY, "9999-12-31");
  check_iso("2024-Q1", PERIOD_QUARTER, "2024-Q1");
  check_iso("2024Q4", PERIOD_QUARTER, "2024-Q4");
  check_iso("2024-03", PERIOD_MONTH, "2024-03");
  check_iso("2024-03-14", PERIOD_DAY, "2024-03-14");
  char buffer[PERIOD_TEXT];
  assert_string_equal(period_iso((Period){0}, buffer), "");
}

static void test_days(void **state G_GNUC_UNUSED) {
  static const char *const days[] = {"2026-01-15", "2026-01-15T00:00"}, *const others[] = {"2026-01", "2026", "2026-01-15T09:00",
                                                                                           "2026-02-30T00:00", "2026-01-15T00", ""};
  for (gsize i = 0; i < G_N_ELEMENTS(days); i++) {
    Period day = {0};
    assert_true(period_parse_day(days[i], strlen(days[i]), &day));
    assert_true(period_equal(day, parse("2026-01-15")));
  }
  for (gsize i = 0; i < G_N_ELEMENTS(others); i++) assert_false(period_parse_day(others[i], strlen(others[i]), &(Period){0}));
}

static void test_leap_days(void **state G_GNUC_UNUSED) {
  check_iso("2024-02-29", PERIOD_DAY, "2024-02-29");
  check_iso("2000-02-29", PERIOD_DAY, "2000-02-29");
  Period untouched = {.year = 1};
  assert_false(period_parse("2023-02-29", 10, &untouched));
  assert_false(period_parse("1900-02-29", 10, &untouched));
  assert_int_equal(untouched.year, 1);
}

static void test_refuses(void **state G_GNUC_UNUSED) {
  static const char *const wrong[] = {
      "",           "2",          "202",        "20245",       "0000",       "-2024",      "2024-",      "2024-0",
      "2024-00",    "2024-13",    "2024-1",     "2024-Q0",     "2024-Q5",    "2024Q",      "2024q1",     "2024-Q12",
      "2024-W05",   "2024-04-31", "2024-03-00", "2024-03-32",  "2024-03-1",  "2024-3-14",  "20240314",   "2024-03-14T00",
      "2024/03/14", "14-03-2024", "2024 ",      " 2024",       "2024-03-+1", "2024--03",   "2024-03-",   "２０２４",
      "1e10"};
  for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
    Period period;
    if (period_parse(wrong[i], strlen(wrong[i]), &period)) fail_msg("'%s' was read as a period", wrong[i]);
  }
  Period period;
  assert_true(period_parse("2024-03", 4, &period)); /* the length counts */
  assert_int_equal(period.kind, PERIOD_YEAR);
}

static void test_order(void **state G_GNUC_UNUSED) {
  static const char *const ascending[] = {"2023",    "2023-12-31", "2024",    "2024-Q1",    "2024-01", "2024-01-01",
                                          "2024-02", "2024-02-29", "2024-03", "2024-03-31", "2024-Q2", "2024-04",
                                          "2024-Q4", "2024-12",    "2025"};
  Period before = {0};
  for (gsize i = 0; i < G_N_ELEMENTS(ascending); i++) {
    Period period = parse(ascending[i]);
    assert_int_equal(period_compare(before, period), -1);
    assert_int_equal(period_compare(period, before), 1);
    assert_true(period_equal(period, period));
    assert_false(period_equal(period, before));
    before = period;
  }
  assert_true(period_equal(parse("2024Q3"), parse("2024-Q3")));
}

static void test_axis(void **state G_GNUC_UNUSED) {
  assert_true(period_axis(parse("2024")) == 2024);
  assert_true(period_axis(parse("2024-Q1")) == 2024);
  assert_true(period_axis(parse("2024-Q3")) == 2024.5);
  assert_true(period_axis(parse("2024-07")) == 2024.5);
  assert_true(period_axis(parse("2024-01-01")) == 2024);
  assert_true(period_axis(parse("2024-12-31")) == 2024 + 365 / 366.0);
  assert_true(period_axis(parse("2023-12-31")) == 2023 + 364 / 365.0);
  assert_true(isnan(period_axis((Period){0})));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_reads_and_writes), cmocka_unit_test(test_days), cmocka_unit_test(test_leap_days), cmocka_unit_test(test_refuses),
      cmocka_unit_test(test_order),            cmocka_unit_test(test_axis),
  };
  return cmocka_run_group_tests_name("period", tests, NULL, NULL);
}
