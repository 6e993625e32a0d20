/* Op koers, let op, achter: the three rules of design.md, with what stands on each edge. */
#include "data/status.h"
#include "fixture.h"
#include <math.h>

static const StatusThresholds THRESHOLDS = {.on_course = 0.95, .attention = 0.80, .max_on_course = 1.00, .max_attention = 1.10};

static Period year(int number) { return (Period){(gint16)number, PERIOD_YEAR, 0, 0}; }

static Observation value_in(double value, int period) {
  return (Observation){.value = value, .low = NAN, .high = NAN, .state = STATE_VALUE, .period = year(period)};
}

static Progress judge(double value, int period, Target target) {
  Observation observation = value_in(value, period);
  return progress_of(&observation, &target, THRESHOLDS);
}

static const Target LEVEL = {.kind = TARGET_MINIMUM, .value = 30, .year = {2030, PERIOD_YEAR, 0, 0}, .base_value = NAN};
static const Target MAXIMUM = {.kind = TARGET_MAXIMUM, .value = 10, .year = {2030, PERIOD_YEAR, 0, 0}, .base_value = NAN};
static const Target PATH = {.kind = TARGET_MINIMUM, .value = 200, .year = {2030, PERIOD_YEAR, 0, 0},
                            .base_year = {2020, PERIOD_YEAR, 0, 0}, .base_value = 100};

static void check(double value, int period, Target target, Status status, StatusRule rule, double ratio) {
  Progress progress = judge(value, period, target);
  assert_int_equal(progress.status, status);
  assert_int_equal(progress.rule, rule);
  assert_true(isnan(ratio) ? isnan(progress.ratio) : fabs(progress.ratio - ratio) < 1e-9);
}

static void test_level(void **state G_GNUC_UNUSED) {
  check(30, 2024, LEVEL, STATUS_ON_COURSE, STATUS_RULE_LEVEL, 1);
  check(45, 2024, LEVEL, STATUS_ON_COURSE, STATUS_RULE_LEVEL, 1.5);
  check(28.5, 2024, LEVEL, STATUS_ON_COURSE, STATUS_RULE_LEVEL, 0.95);
  check(28.49, 2024, LEVEL, STATUS_ATTENTION, STATUS_RULE_LEVEL, 28.49 / 30);
  check(24, 2024, LEVEL, STATUS_ATTENTION, STATUS_RULE_LEVEL, 0.80);
  check(23.99, 2024, LEVEL, STATUS_BEHIND, STATUS_RULE_LEVEL, 23.99 / 30);
  check(0, 2024, LEVEL, STATUS_BEHIND, STATUS_RULE_LEVEL, 0);
}

static void test_maximum(void **state G_GNUC_UNUSED) {
  check(4, 2024, MAXIMUM, STATUS_ON_COURSE, STATUS_RULE_MAXIMUM, 0.4);
  check(10, 2024, MAXIMUM, STATUS_ON_COURSE, STATUS_RULE_MAXIMUM, 1);
  check(10.01, 2024, MAXIMUM, STATUS_ATTENTION, STATUS_RULE_MAXIMUM, 1.001);
  check(11, 2024, MAXIMUM, STATUS_ATTENTION, STATUS_RULE_MAXIMUM, 1.1);
  check(11.01, 2024, MAXIMUM, STATUS_BEHIND, STATUS_RULE_MAXIMUM, 1.101);
}

static void test_path(void **state G_GNUC_UNUSED) {
  /* Halfway the line asks 150. */
  check(150, 2025, PATH, STATUS_ON_COURSE, STATUS_RULE_PATH, 1);
  check(147.5, 2025, PATH, STATUS_ON_COURSE, STATUS_RULE_PATH, 0.95);
  check(147.4, 2025, PATH, STATUS_ATTENTION, STATUS_RULE_PATH, 0.948);
  check(140, 2025, PATH, STATUS_ATTENTION, STATUS_RULE_PATH, 0.80);
  check(139.9, 2025, PATH, STATUS_BEHIND, STATUS_RULE_PATH, 0.798);
  check(90, 2025, PATH, STATUS_BEHIND, STATUS_RULE_PATH, -0.2);
  check(200, 2021, PATH, STATUS_ON_COURSE, STATUS_RULE_PATH, 10);
  Progress progress = judge(140, 2025, PATH);
  assert_true(progress.path_value == 150 && progress.gap == 60 && progress.level == 0.7);
  /* After its year the line asks the target itself. */
  assert_true(judge(190, 2035, PATH).path_value == 200);
  check(190, 2035, PATH, STATUS_ATTENTION, STATUS_RULE_PATH, 0.9);
}

static void test_the_path_asks_nothing_in_its_base_year(void **state G_GNUC_UNUSED) {
  check(100, 2020, PATH, STATUS_NONE, STATUS_RULE_PATH, NAN);
  check(90, 2019, PATH, STATUS_NONE, STATUS_RULE_PATH, NAN);
  check(210, 2020, PATH, STATUS_ON_COURSE, STATUS_RULE_PATH, NAN);
}

static void test_a_path_that_is_none_is_a_level(void **state G_GNUC_UNUSED) {
  Target same_year = PATH, no_year = PATH, no_value = PATH, flat = PATH, down = PATH;
  same_year.year = year(2020);
  no_year.year = (Period){0};
  no_value.base_value = NAN;
  flat.base_value = 200;
  down.base_value = 300;
  const Target targets[] = {same_year, no_year, no_value, flat, down};
  for (gsize i = 0; i < G_N_ELEMENTS(targets); i++) check(150, 2025, targets[i], STATUS_BEHIND, STATUS_RULE_LEVEL, 0.75);
  check(250, 2025, down, STATUS_ON_COURSE, STATUS_RULE_LEVEL, 1.25);
}

static void test_a_maximum_with_a_base_is_a_maximum(void **state G_GNUC_UNUSED) {
  Target target = PATH;
  target.kind = TARGET_MAXIMUM;
  check(190, 2025, target, STATUS_ON_COURSE, STATUS_RULE_MAXIMUM, 0.95);
  assert_true(isnan(judge(190, 2025, target).path_value));
}

static void test_a_target_of_nothing(void **state G_GNUC_UNUSED) {
  Target none = MAXIMUM, negative = LEVEL;
  none.value = 0;
  negative.value = -5;
  check(0, 2024, none, STATUS_ON_COURSE, STATUS_RULE_MAXIMUM, NAN);
  check(3, 2024, none, STATUS_NONE, STATUS_RULE_MAXIMUM, NAN);
  check(-10, 2024, negative, STATUS_NONE, STATUS_RULE_LEVEL, NAN);
  check(-1, 2024, negative, STATUS_ON_COURSE, STATUS_RULE_LEVEL, NAN);
}

static void test_what_is_not_known_has_no_status(void **state G_GNUC_UNUSED) {
  for (int value_state = STATE_VALUE; value_state <= STATE_ABSENT; value_state++) {
    bool known = value_state <= STATE_BELOW_HALF_UNIT;
    Observation observation = value_in(known ? 0 : NAN, 2024);
    observation.state = (guint8)value_state;
    Progress progress = progress_of(&observation, &PATH, THRESHOLDS);
    assert_int_equal(progress.status, known ? STATUS_BEHIND : STATUS_NONE);
    assert_true(progress.path_value == 140); /* the path is known all the same */
    assert_int_equal(isnan(progress.gap), !known);
  }
}

/* An interval is judged when all of it is judged alike. */
static void test_intervals(void **state G_GNUC_UNUSED) {
  static const struct { double low, high; Status status; } CASES[] = {
      {28.5, 29.5, STATUS_ON_COURSE}, {28.4, 29.5, STATUS_NONE}, {29, 35, STATUS_ON_COURSE}, {NAN, 29.5, STATUS_NONE}, {28.6, NAN, STATUS_ON_COURSE}};
  for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
    Observation observation = value_in(29, 2024);
    observation.low = CASES[i].low;
    observation.high = CASES[i].high;
    Progress progress = progress_of(&observation, &LEVEL, THRESHOLDS);
    assert_int_equal(progress.status, CASES[i].status);
    assert_int_equal(progress.uncertain, CASES[i].status == STATUS_NONE);
    assert_true(fabs(progress.gap - 1) < 1e-9); /* the distance stays that of the value that is shown */
  }
  assert_false(judge(0, 2020, PATH).uncertain); /* nothing is asked yet */
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_level), cmocka_unit_test(test_maximum), cmocka_unit_test(test_path),
      cmocka_unit_test(test_the_path_asks_nothing_in_its_base_year), cmocka_unit_test(test_a_path_that_is_none_is_a_level),
      cmocka_unit_test(test_a_maximum_with_a_base_is_a_maximum), cmocka_unit_test(test_a_target_of_nothing),
      cmocka_unit_test(test_intervals), cmocka_unit_test(test_what_is_not_known_has_no_status),
  };
  return cmocka_run_group_tests_name("status", tests, NULL, NULL);
}
