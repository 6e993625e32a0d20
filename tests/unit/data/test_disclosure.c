/* Small counts become secret before anyone can read them, and are gone. */
#include "data/disclosure.h"
#include "fixture.h"
#include <math.h>

static Dataset *load(Project *project) { return fixture_load(project); }

static void check(const Dataset *dataset, const char *region, const char *group, ValueState state, double value) {
  Observation found = fixture_observe(dataset, "people", region, "2024", group);
  assert_int_equal(found.state, state);
  if (state != STATE_SECRET) {
    assert_true(found.value == value);
    return;
  }
  assert_true(isnan(found.value));
  assert_true(found.low == 1 && found.high == 4);
}

static void test_threshold(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("A,people,2024,,1,,,,,\nB,people,2024,,4,,,,provisional,\n"
                                           "C,people,2024,,5,,,,,\nD,people,2024,,0,,,,,\n"
                                           "A,people,2024,ouderen,3,2,4,rounded,,\nB,people,2024,ouderen,,,,nil,,\n"
                                           "P1,people,2024,,2,,,,,\n");
  g_autoptr(Dataset) dataset = load(project);
  check(dataset, "A", NULL, STATE_SECRET, 0);
  check(dataset, "B", NULL, STATE_SECRET, 0);
  check(dataset, "C", NULL, STATE_VALUE, 5);
  check(dataset, "D", NULL, STATE_VALUE, 0);
  check(dataset, "A", "ouderen", STATE_SECRET, 0);
  check(dataset, "B", "ouderen", STATE_NIL, 0);
  check(dataset, "P1", NULL, STATE_SECRET, 0); /* also above the lowest level */
  assert_int_equal(fixture_observe(dataset, "people", "B", "2024", NULL).flags, FLAG_PROVISIONAL | FLAG_EXAMPLE);
}

static void test_without_threshold_nothing_is_hidden(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("A,homes,2024,,1,,,,,\n");
  g_autoptr(Dataset) dataset = load(project);
  assert_true(fixture_observe(dataset, "homes", "A", "2024", NULL).value == 1);
}

static void test_the_sources_own_secrets_stay_as_they_are(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("A,people,2024,,,10,20,secret,,\nB,people,2024,,,,,secret,,\n");
  g_autoptr(Dataset) dataset = load(project);
  Observation interval = fixture_observe(dataset, "people", "A", "2024", NULL);
  Observation unknown = fixture_observe(dataset, "people", "B", "2024", NULL);
  assert_true(interval.state == STATE_SECRET && interval.low == 10 && interval.high == 20);
  assert_true(unknown.state == STATE_SECRET && isnan(unknown.low) && isnan(unknown.high));
}

/* Whatever the secret value is, what comes out of the dataset is the same, to the last bit. */
static void test_the_true_value_makes_no_difference(void **state G_GNUC_UNUSED) {
  Observation seen[4][6] = {0};
  for (int secret = 1; secret <= 4; secret++) {
    g_autofree char *rows = g_strdup_printf("A,people,2024,,%d,,,,,\nB,people,2024,,40,,,,,\nC,people,2024,,7,,,,,\n"
                                            "D,people,2024,,%d,,,,,\n", secret, 5 - secret);
    g_autoptr(Project) project = fixture_new(rows);
    g_autoptr(Dataset) dataset = load(project);
    static const char *const regions[] = {"A", "B", "D", "P1", "P2", "NL"};
    for (gsize i = 0; i < G_N_ELEMENTS(regions); i++)
      seen[secret - 1][i] = fixture_observe(dataset, "people", regions[i], "2024", NULL);
  }
  for (int i = 1; i < 4; i++)
    for (int k = 0; k < 6; k++) {
      const Observation *one = &seen[0][k], *other = &seen[i][k];
      assert_memory_equal(&one->value, &other->value, sizeof one->value);
      assert_memory_equal(&one->low, &other->low, sizeof one->low);
      assert_memory_equal(&one->high, &other->high, sizeof one->high);
      assert_int_equal(one->state, other->state);
      assert_int_equal(one->flags, other->flags);
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_threshold), cmocka_unit_test(test_without_threshold_nothing_is_hidden),
      cmocka_unit_test(test_the_sources_own_secrets_stay_as_they_are),
      cmocka_unit_test(test_the_true_value_makes_no_difference),
  };
  return cmocka_run_group_tests_name("disclosure", tests, NULL, NULL);
}
