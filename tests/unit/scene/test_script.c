/* Scripts: which way a text runs, where ideographs break, and what to do about a missing character. */
#include "scene/text.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* cmocka last: it needs the types above. */
#include <cmocka.h>

static void test_direction(void **state G_GNUC_UNUSED) {
  assert_true(text_is_rtl("שלום"));
  assert_true(text_is_rtl("Delft היא עיר בהולנד עם הרבה"));
  assert_true(text_is_rtl("(12) القدس"));
  assert_false(text_is_rtl("القدس is een stad in het oosten"));
  assert_false(text_is_rtl("In een zin: القدس en ירושלים."));
  assert_false(text_is_rtl("Delft 12") || text_is_rtl("") || text_is_rtl(NULL) || text_is_rtl("(12)"));
  assert_true(text_is_rtl("\u200f12."));
  assert_false(text_is_rtl("\u200eשלום"));
  assert_true(text_has_rtl("a ש") && text_has_rtl("\u0660") && !text_has_rtl("Œ Ж Ω 漢 −"));
}

static void test_levels(void **state G_GNUC_UNUSED) {
  g_autofree guint8 *left = text_bidi_levels("a שש 12 b", false);
  static const guint8 expected[] = {0, 0, 1, 1, 1, 2, 2, 0, 0};
  assert_memory_equal(left, expected, sizeof expected);
  g_autofree guint8 *right = text_bidi_levels("ש a", true);
  static const guint8 backward[] = {1, 1, 2};
  assert_memory_equal(right, backward, sizeof backward);
}

static void test_ideographs_break(void **state G_GNUC_UNUSED) {
  assert_true(text_breaks_between(0x4f4f, 0x5b85) && text_breaks_between(0x306f, 0x4eba) && text_breaks_between(0xc11c, 0xc6b8));
  assert_true(text_breaks_between('a', 0x4f4f) && text_breaks_between(0x4f4f, 'a'));
  assert_false(text_breaks_between(0x3060, 0x3002)); /* no line begins with a full stop */
  assert_false(text_breaks_between(0x300c, 0x4f4f)); /* or ends with an opening bracket */
  assert_false(text_breaks_between('a', 'b') || text_breaks_between(0x0414, 0x0435) || text_breaks_between(0x5d0, 0x5d1));
}

static void check_hint(gunichar c, const char *part) {
  g_autofree char *hint = text_missing_hint(c);
  if (!strstr(hint, part)) fail_msg("U+%04X: %s", c, hint);
}

static void test_hints(void **state G_GNUC_UNUSED) {
  check_hint(0x6f22, "fonts-noto-cjk");
  check_hint(0x3042, "fonts-noto-cjk");
  check_hint(0x0e01, "fonts-noto-core");
  check_hint(0x1f600, "emoji");
  check_hint(0xe123, "private");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_direction),
      cmocka_unit_test(test_levels),
      cmocka_unit_test(test_ideographs_break),
      cmocka_unit_test(test_hints),
  };
  return cmocka_run_group_tests_name("script", tests, NULL, NULL);
}
