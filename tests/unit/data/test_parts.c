/* Parts added many at once are parts added one by one. */
#include "data/parts.h"
#include "fixture.h"
#include <math.h>

enum { CASES = 2000, MOST = 20 };

static bool same_parts(const Parts *a, const Parts *b) {
  return a->weight == b->weight && a->value == b->value && a->low == b->low && a->high == b->high && a->parts == b->parts &&
         a->parts_all == b->parts_all && a->seen == b->seen && a->secret == b->secret && a->nil == b->nil && a->below_half == b->below_half &&
         a->rounded == b->rounded && a->interval == b->interval && a->any_flags == b->any_flags && a->all_flags == b->all_flags &&
         a->source == b->source && a->resource == b->resource && a->hidden == b->hidden && a->partial == b->partial;
}

static void test_many_are_each(void **state G_GNUC_UNUSED) {
  static const guint8 flags[] = {0, FLAG_EXAMPLE, FLAG_PROVISIONAL | FLAG_BREAK | FLAG_INCOMPLETE};
  g_autoptr(GRand) random = g_rand_new_with_seed(1);
  for (guint i = 0; i < CASES; i++) {
    Parts many = {0}, each = {0};
    for (guint round = 0; round < 3; round++) {
      double values[MOST];
      guint8 states[MOST];
      guint count = (guint)g_rand_int_range(random, 0, MOST);
      guint8 shared = flags[g_rand_int_range(random, 0, 3)];
      PartOrigin origin = {(guint16)g_rand_int_range(random, 1, 3), (guint16)g_rand_int_range(random, 1, 3)};
      for (guint k = 0; k < count; k++) {
        states[k] = (guint8)(g_rand_boolean(random) ? STATE_VALUE : g_rand_int_range(random, STATE_VALUE, STATE_ABSENT + 1));
        bool known = states[k] <= STATE_ROUNDED, zero = states[k] <= STATE_BELOW_HALF_UNIT;
        values[k] = known ? g_rand_double(random) * 1000 : zero ? 0 : NAN;
        bool there = states[k] != STATE_ABSENT;
        Observation one = {.value = values[k], .low = NAN, .high = NAN, .state = states[k], .flags = there ? shared : 0};
        parts_add(&each, &one, there ? origin : (PartOrigin){0});
      }
      parts_add_many(&many, values, states, count, shared, origin);
      if (!same_parts(&many, &each)) fail_msg("case %u, round %u", i, round);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_many_are_each)};
  return cmocka_run_group_tests_name("parts", tests, NULL, NULL);
}
