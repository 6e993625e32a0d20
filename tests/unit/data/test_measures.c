/* Order, change and pace: what intervals allow, what is not known, and what stands on each edge. */
#include "data/measures.h"
#include "fixture.h"
#include <math.h>

static Period year(int number) { return (Period){(gint16)number, PERIOD_YEAR, 0, 0}; }

static Observation between(double value, double low, double high) {
  return (Observation){.value = value, .low = low, .high = high, .state = STATE_VALUE, .period = year(2024)};
}

static Observation exact(double value) { return between(value, NAN, NAN); }

static Observation without(ValueState state) {
  return (Observation){.value = NAN, .low = 1, .high = 4, .state = (guint8)state, .period = year(2024)};
}

static void ordered(Observation a, Observation b, int expected) {
  assert_int_equal(measure_order(&a, &b), expected);
  assert_int_equal(measure_order(&b, &a), -expected);
}

static void test_order(void **state G_GNUC_UNUSED) {
  ordered(exact(3), exact(2), 1);
  ordered(exact(2), exact(2), 0);
  ordered(exact(0.1 + 0.2), exact(0.3), 0);
  ordered(between(10, 8, 12), exact(12), 0); /* where they touch they meet */
  ordered(between(10, 8, 12), exact(12.1), -1);
  ordered(between(10, 8, 12), between(15, 12, 18), 0);
  ordered(between(10, 8, 12), between(16, 13, 18), -1);
  ordered(between(10, NAN, 12), exact(1), 0); /* open below: it may be anything down there */
  ordered(between(10, NAN, 12), exact(13), -1);
  ordered(between(10, 8, NAN), exact(1000), 0);
  ordered((Observation){.value = 0, .low = NAN, .high = NAN, .state = STATE_NIL}, exact(1), -1);
}

static void measures(Measure found, double value, double low, double high) {
  double expected[] = {value, low, high}, is[] = {found.value, found.low, found.high};
  for (guint i = 0; i < G_N_ELEMENTS(is); i++)
    if (isnan(expected[i]) ? !isnan(is[i]) : !(fabs(is[i] - expected[i]) < 1e-9 || is[i] == expected[i]))
      fail_msg("%g (%g to %g), not %g (%g to %g)", found.value, found.low, found.high, value, low, high);
}

static void changes(Observation from, Observation to, double value, double low, double high) {
  measures(measure_change(&from, &to), value, low, high);
}

static void test_change(void **state G_GNUC_UNUSED) {
  changes(exact(20), exact(25), 5, 5, 5);
  changes(between(20, 18, 22), between(25, 23, 27), 5, 1, 9);
  changes(between(20, 18, 22), exact(21), 1, -1, 3);
  changes(between(20, NAN, 22), exact(30), 10, 8, INFINITY);
  static const ValueState UNKNOWN[] = {STATE_MISSING, STATE_SECRET, STATE_MISSING_OR_SECRET, STATE_IMPOSSIBLE, STATE_ABSENT};
  for (guint i = 0; i < G_N_ELEMENTS(UNKNOWN); i++) {
    changes(without(UNKNOWN[i]), exact(5), NAN, NAN, NAN);
    changes(exact(5), without(UNKNOWN[i]), NAN, NAN, NAN);
  }
}

static Target target_of(TargetKind kind, double value, int by) {
  return (Target){.kind = kind, .value = value, .year = by ? year(by) : (Period){0}, .base_value = NAN};
}

static void paces(Observation value, TargetKind kind, double target, int by, double pace, double low, double high) {
  Target aim = target_of(kind, target, by);
  measures(measure_pace(&value, &aim, 0), pace, low, high);
}

static void test_pace(void **state G_GNUC_UNUSED) {
  paces(exact(96), TARGET_MINIMUM, 150, 2030, 9, 9, 9);
  paces(exact(95), TARGET_MINIMUM, 150, 2030, 10, 10, 10); /* 9.17 a year would not do */
  paces(exact(96), TARGET_MINIMUM, 150, 2025, 54, 54, 54);
  paces(exact(20), TARGET_MAXIMUM, 10, 2027, -4, -4, -4);
  paces(exact(0), TARGET_MINIMUM, 6, 2030, 1, 1, 1);
  /* Reached, whatever the year. */
  paces(exact(150), TARGET_MINIMUM, 150, 2030, 0, 0, 0);
  paces(exact(151), TARGET_MINIMUM, 150, 2020, 0, 0, 0);
  paces(exact(10), TARGET_MAXIMUM, 10, 0, 0, 0, 0);
}

static void test_no_pace(void **state G_GNUC_UNUSED) {
  paces(exact(96), TARGET_MINIMUM, 150, 2024, NAN, NAN, NAN);
  paces(exact(96), TARGET_MINIMUM, 150, 2020, NAN, NAN, NAN);
  paces(exact(96), TARGET_MINIMUM, 150, 0, NAN, NAN, NAN);
  paces(without(STATE_MISSING), TARGET_MINIMUM, 150, 2030, NAN, NAN, NAN);
  paces(without(STATE_SECRET), TARGET_MINIMUM, 2, 2030, NAN, NAN, NAN);
  paces(without(STATE_SECRET), TARGET_MAXIMUM, 150, 2030, NAN, NAN, NAN); /* though 1 to 4 is within it */
  paces(between(96, NAN, 100), TARGET_MINIMUM, 150, 2030, NAN, NAN, NAN);
}

static void test_pace_of_an_interval(void **state G_GNUC_UNUSED) {
  paces(between(96, 90, 102), TARGET_MINIMUM, 150, 2030, 9, 8, 10);
  paces(between(148, 144, 156), TARGET_MINIMUM, 150, 2030, 1, 0, 1); /* it may have been reached, and this is not said */
  paces(between(148, 150, 156), TARGET_MINIMUM, 150, 2030, 0, 0, 0);
  paces(between(20, 18, 22), TARGET_MAXIMUM, 10, 2028, -3, -3, -2);
}

static void test_decimals_and_quarters(void **state G_GNUC_UNUSED) {
  Target by = target_of(TARGET_MINIMUM, 30, 2030);
  Observation value = exact(26.4);
  measures(measure_pace(&value, &by, 1), 0.6, 0.6, 0.6);
  measures(measure_pace(&value, &by, 2), 0.6, 0.6, 0.6);
  value.value = 26.5;
  measures(measure_pace(&value, &by, 2), 0.59, 0.59, 0.59); /* 0.5833 */
  value.period = (Period){2028, PERIOD_QUARTER, 3, 0};       /* a year and a half before */
  value.value = 27;
  measures(measure_pace(&value, &by, 1), 2, 2, 2);
}

static void reached(Observation value, TargetKind kind, double target, bool expected) {
  Target aim = target_of(kind, target, 0);
  assert_int_equal(measure_reached(&value, &aim), expected);
}

static void test_reached(void **state G_GNUC_UNUSED) {
  reached(exact(30), TARGET_MINIMUM, 30, true);
  reached(exact(29.9), TARGET_MINIMUM, 30, false);
  reached(exact(10), TARGET_MAXIMUM, 10, true);
  reached(exact(10.1), TARGET_MAXIMUM, 10, false);
  reached(between(31, 29, 33), TARGET_MINIMUM, 30, false);
  reached(between(9, 8, 11), TARGET_MAXIMUM, 10, false);
  reached(between(9, NAN, 10), TARGET_MAXIMUM, 10, true);
  reached(between(9, NAN, 10), TARGET_MINIMUM, 1, false);
  reached(without(STATE_SECRET), TARGET_MAXIMUM, 10, false);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_order), cmocka_unit_test(test_change), cmocka_unit_test(test_pace), cmocka_unit_test(test_no_pace),
      cmocka_unit_test(test_pace_of_an_interval), cmocka_unit_test(test_decimals_and_quarters), cmocka_unit_test(test_reached),
  };
  return cmocka_run_group_tests_name("measures", tests, NULL, NULL);
}
