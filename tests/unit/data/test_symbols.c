/* What CBS writes where a number could stand. */
#include "data/symbols.h"
#include "fixture.h"

static void check(const char *set, const char *text, int expected) {
  ValueState state = STATE_ABSENT;
  bool found = symbol_set_state(symbol_set_find(set), text, &state);
  assert_int_equal(found ? (int)state : -1, expected);
}

static void test_each_sign(void **state G_GNUC_UNUSED) {
  check("cbs-2011", ".", STATE_MISSING);
  check("cbs-2011", "x", STATE_SECRET);
  check("cbs-2011", "-", STATE_NIL);
  check("cbs-2011", "–", STATE_NIL);
  check("cbs-2011", "", STATE_IMPOSSIBLE);
  check("cbs-2011", "-1", -1);
  check("cbs-2020", ".", STATE_MISSING_OR_SECRET);
  check("cbs-2020", "", STATE_IMPOSSIBLE);
  check("cbs-2020", "x", -1);
}

static void test_marks(void **state G_GNUC_UNUSED) {
  static const struct { const char *text; guint8 flags; gsize length; } cases[] = {
      {"12", 0, 2}, {"12*", FLAG_PROVISIONAL, 2}, {"12 **", FLAG_PROVISIONAL | FLAG_REVISED, 2}, {"*", 0, 1}};
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    gsize length = strlen(cases[i].text);
    assert_int_equal(symbol_set_take_mark(symbol_set_find("cbs-2011"), cases[i].text, &length), cases[i].flags);
    assert_int_equal(length, cases[i].length);
  }
}

static void test_every_id_is_a_set(void **state G_GNUC_UNUSED) {
  for (const char *const *id = symbol_set_ids(); *id; id++) assert_string_equal(symbol_set_find(*id)->id, *id);
  assert_null(symbol_set_find("cbs"));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_each_sign), cmocka_unit_test(test_marks),
                                     cmocka_unit_test(test_every_id_is_a_set)};
  return cmocka_run_group_tests_name("symbols", tests, NULL, NULL);
}
