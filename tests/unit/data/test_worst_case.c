/* Each case bends what its name says, and nothing else. */
#include "data/dataset.h"
#include "fixture.h"

static const char ROWS[] = "A,homes,2024,,10,,,,,\nB,homes,2024,,400,,,,,\nC,homes,2024,,,,,missing,,\nA,share,2024,,26.4,,,,,\n"
                           "A,vision,2024,,geen,,,,,\nA,people,2024,ouderen,30,,,,,\n";

typedef struct { Project *project; Dataset *dataset; } Bent;

static void bent_clear(Bent *bent) {
  dataset_free(bent->dataset);
  fixture_free(bent->project);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Bent, bent_clear)

static Bent bend(WorstCase bent) {
  Bent b = {.project = fixture_new(ROWS)};
  fixture_table(b.project, "targets", FIXTURE_TARGETS, "homes,A,,minimum,50,2024,,,afspraak,cbs\n");
  b.dataset = fixture_load(b.project);
  dataset_bend(b.dataset, bent);
  return b;
}

static double value(const Bent *b, const char *indicator, const char *region) {
  Observation o = fixture_observe(b->dataset, indicator, region, "2024", NULL);
  assert_true(observation_known(&o));
  return o.value;
}

static guint8 state_of(const Bent *b, const char *indicator, const char *region, const char *group) {
  return fixture_observe(b->dataset, indicator, region, "2024", group).state;
}

static void test_none(void **state G_GNUC_UNUSED) {
  g_auto(Bent) b = bend(CASE_NONE);
  assert_float_equal(value(&b, "homes", "A"), 10, 0);
  assert_float_equal(value(&b, "homes", "P1"), 410, 0);
}

static void test_values(void **state G_GNUC_UNUSED) {
  static const struct { WorstCase bent; double homes, share, vision; } EXPECTED[] = {
      {CASE_ZERO, 0, 0, 0}, {CASE_FULL, 50, 100, 1}, {CASE_TEN_TARGETS, 500, 26.4, 1}, {CASE_LARGEST, 410, 26.4, 1}};
  for (guint i = 0; i < G_N_ELEMENTS(EXPECTED); i++) {
    g_auto(Bent) b = bend(EXPECTED[i].bent);
    assert_float_equal(value(&b, "homes", "A"), EXPECTED[i].homes, 0.001);
    assert_float_equal(value(&b, "share", "A"), EXPECTED[i].share, 0.001);
    assert_float_equal(value(&b, "vision", "A"), EXPECTED[i].vision, 0.001);
    assert_int_equal(state_of(&b, "homes", "C", NULL), STATE_MISSING); /* stays what it was */
    assert_int_equal(state_of(&b, "homes", "D", NULL), STATE_ABSENT);
  }
}

static void test_hidden(void **state G_GNUC_UNUSED) {
  g_auto(Bent) missing = bend(CASE_ALL_MISSING);
  assert_int_equal(state_of(&missing, "homes", "P1", NULL), STATE_MISSING);
  assert_int_equal(state_of(&missing, "people", "A", "ouderen"), STATE_MISSING);
  g_auto(Bent) secret = bend(CASE_ALL_SECRET);
  Observation o = fixture_observe(secret.dataset, "people", "A", "2024", "ouderen");
  assert_int_equal(o.state, STATE_SECRET);
  assert_float_equal(o.high, 4, 0);
  assert_int_equal(state_of(&secret, "homes", "C", NULL), STATE_SECRET);
  assert_int_equal(state_of(&secret, "homes", "D", NULL), STATE_ABSENT);
}

static void test_names(void **state G_GNUC_UNUSED) {
  g_auto(Bent) b = bend(CASE_LONGEST_NAME);
  assert_string_equal(dataset_region(b.dataset, "A")->name, "'s-Bee");
  assert_string_equal(dataset_region(b.dataset, "P1")->title, "Provincie Twee");
  assert_string_equal(dataset_worst_region(b.dataset, "gemeente")->name, "'s-Bee");
  assert_null(dataset_worst_region(b.dataset, "waterschap"));
}

static void test_members(void **state G_GNUC_UNUSED) {
  g_auto(Bent) one = bend(CASE_ONE_REGION);
  const Region *focus = dataset_worst_region(one.dataset, "gemeente");
  const GPtrArray *members = dataset_region(one.dataset, "P2")->members;
  assert_int_equal(members->len, 1);
  assert_ptr_equal(members->pdata[0], focus);
  g_auto(Bent) many = bend(CASE_SIXTY_REGIONS); /* as many as there are */
  assert_int_equal(dataset_region(many.dataset, "P2")->members->len, 4);
}

static void test_every_case_has_words(void **state G_GNUC_UNUSED) {
  for (WorstCase bent = CASE_NONE; bent < WORST_CASES; bent++) {
    assert_non_null(worst_case_name(bent));
    assert_non_null(worst_case_words(bent));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_none),  cmocka_unit_test(test_values),  cmocka_unit_test(test_hidden),
      cmocka_unit_test(test_names), cmocka_unit_test(test_members), cmocka_unit_test(test_every_case_has_words),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
