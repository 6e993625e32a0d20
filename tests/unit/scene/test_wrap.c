/* Lines: where they break, where they never do, and that balancing costs no line. */
#include "scene/text.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* cmocka last: it needs the types above. */
#include <cmocka.h>

/* The stub gives 0.55 to a letter and 0.35 to a blank: at size 100, 55 and 35. */
static const TextFont FONT = {.size = 100, .weight = 400};

static char *wrapped(const char *text, double width, bool balanced, bool *overflow) {
  g_autoptr(TextEngine) engine = text_engine_new_stub();
  g_autoptr(GPtrArray) lines = text_wrap(engine, text, FONT, width, balanced, overflow);
  GString *joined = g_string_new(NULL);
  for (guint i = 0; i < lines->len; i++) g_string_append_printf(joined, "%s%s", i ? "|" : "", (char *)lines->pdata[i]);
  return g_string_free(joined, FALSE);
}

static void check(const char *text, double width, const char *expected) {
  g_autofree char *got = wrapped(text, width, false, NULL);
  assert_string_equal(got, expected);
}

static void test_breaks_at_blanks(void **state G_GNUC_UNUSED) {
  check("aaa bbb ccc", 1000, "aaa bbb ccc");
  check("aaa bbb ccc", 365, "aaa bbb|ccc"); /* 3 × 55 + 35 + 3 × 55: just fits */
  check("aaa bbb ccc", 364, "aaa|bbb|ccc");
  check("aaa  bbb\t ccc ", 365, "aaa bbb|ccc");
  check("", 100, "");
  check("   ", 100, "");
}

static void test_line_ends(void **state G_GNUC_UNUSED) {
  check("aaa\nbbb", 1000, "aaa|bbb");
  check("aaa\n\nbbb", 1000, "aaa||bbb");
  check("aaa\r\nbbb\n", 1000, "aaa|bbb");
}

static void test_blanks_that_hold(void **state G_GNUC_UNUSED) {
  check("a \u20ac\u00a052 mln", 200, "a|\u20ac\u00a052|mln");
  check("a b\u202fc", 120, "a|b\u202fc");
  check("a b\u2011c", 120, "a|b\u2011c");
}

static void test_hyphens(void **state G_GNUC_UNUSED) {
  check("sociale-huur", 450, "sociale-|huur");
  check("a -3", 150, "a|-3");
  check("A-4", 60, "A-4");
  check("2015-2024", 300, "2015-2024");
  check("noord- en", 400, "noord-|en");
}

static void test_soft_hyphens(void **state G_GNUC_UNUSED) {
  check("Voor\u00adburg", 1000, "Voorburg");
  check("Voor\u00adburg", 300, "Voor\u00ad|burg");
  /* "Voor-" is 275 wide: one narrower and it must break nowhere else. */
  bool overflow;
  g_autofree char *got = wrapped("Voor\u00adburg", 274, false, &overflow);
  assert_string_equal(got, "Voor\u00ad|burg");
  assert_true(overflow);
  /* A line that is well filled is not hyphenated, one that is not is. */
  check("aaaaaaa bb\u00adbb", 520, "aaaaaaa|bbbb");
  check("aaa bb\u00adbbbbb", 400, "aaa bb\u00ad|bbbbb");
  check("\u00adaa\u00ad bb", 1000, "aa bb");
}

static void test_used_hyphen_has_width(void **state G_GNUC_UNUSED) {
  g_autoptr(TextEngine) engine = text_engine_new_stub();
  assert_true(text_width(engine, "Voor\u00ad", FONT) == text_width(engine, "Voor-", FONT));
  assert_true(text_width(engine, "Vo\u00ador", FONT) == text_width(engine, "Voor", FONT));
}

static void test_too_wide_words(void **state G_GNUC_UNUSED) {
  bool overflow = false;
  g_autofree char *got = wrapped("a bbbbbbbbbb c", 200, false, &overflow);
  assert_string_equal(got, "a|bbbbbbbbbb|c");
  assert_true(overflow);
  g_autofree char *fits = wrapped("a b", 200, false, &overflow);
  assert_string_equal(fits, "a b");
  assert_false(overflow);
}

static void test_balanced(void **state G_GNUC_UNUSED) {
  g_autofree char *greedy = wrapped("aaa bbb ccc ddd ee", 1000, false, NULL);
  assert_string_equal(greedy, "aaa bbb ccc ddd ee");
  g_autofree char *two = wrapped("aaa bbb ccc ddd ee", 800, true, NULL);
  assert_string_equal(two, "aaa bbb|ccc ddd ee");
  g_autofree char *unbalanced = wrapped("aaa bbb ccc ddd ee", 800, false, NULL);
  assert_string_equal(unbalanced, "aaa bbb ccc ddd|ee");
  /* Balancing may not break a word that greedy left whole. */
  g_autofree char *whole = wrapped("aaaa bb\u00adbb cccc dd", 620, true, NULL);
  assert_null(strstr(whole, "\u00ad"));
}

static void test_balanced_takes_no_more_lines(void **state G_GNUC_UNUSED) {
  static const char text[] = "Delft houdt zich aan de afspraak over urgenten, maar bouwde pas 37% van de afgesproken "
                             "flex\u00adwoningen in Leid\u00adschen\u00addam-Voor\u00adburg en de rest van de regio Haag\u00adlanden.";
  g_autoptr(TextEngine) engine = text_engine_new_stub();
  for (double width = 300; width < 6000; width += 37) {
    bool overflow, balanced_overflow;
    g_autoptr(GPtrArray) greedy = text_wrap(engine, text, FONT, width, false, &overflow);
    g_autoptr(GPtrArray) balanced = text_wrap(engine, text, FONT, width, true, &balanced_overflow);
    assert_int_equal(greedy->len, balanced->len);
    assert_int_equal(overflow, balanced_overflow);
    for (guint i = 0; !overflow && i < balanced->len; i++)
      assert_true(text_width(engine, balanced->pdata[i], FONT) <= width + 0.001);
  }
}

static void test_tracking_counts_between_letters(void **state G_GNUC_UNUSED) {
  g_autoptr(TextEngine) engine = text_engine_new_stub();
  TextFont loose = {.size = 100, .weight = 400, .tracking = 0.1};
  assert_true(text_width(engine, "aaa", loose) == 3 * 55 + 2 * 10);
  g_autoptr(GPtrArray) lines = text_wrap(engine, "aaa aaa", loose, text_width(engine, "aaa aaa", loose), false, NULL);
  assert_int_equal(lines->len, 1);
}

static void test_ideographs(void **state G_GNUC_UNUSED) {
  check("\u4f4f\u5b85\u6a29\u3002", 120, "\u4f4f\u5b85|\u6a29\u3002");
  check("\u4f4f\u5b85\u3002", 120, "\u4f4f|\u5b85\u3002");
}

/* Each line runs as the paragraph does, also where its own letters do not. */
static void test_lines_keep_their_direction(void **state G_GNUC_UNUSED) {
  check("\u05d0\u05d0\u05d0\u05d0\u05d0 aaa bb", 320, "\u05d0\u05d0\u05d0\u05d0\u05d0|\u200faaa bb");
  check("aaaaa bb \u05d0\u05d0\u05d0", 420, "aaaaa bb|\u200e\u05d0\u05d0\u05d0");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_breaks_at_blanks),
      cmocka_unit_test(test_line_ends),
      cmocka_unit_test(test_blanks_that_hold),
      cmocka_unit_test(test_hyphens),
      cmocka_unit_test(test_soft_hyphens),
      cmocka_unit_test(test_used_hyphen_has_width),
      cmocka_unit_test(test_too_wide_words),
      cmocka_unit_test(test_balanced),
      cmocka_unit_test(test_balanced_takes_no_more_lines),
      cmocka_unit_test(test_tracking_counts_between_letters),
      cmocka_unit_test(test_ideographs),
      cmocka_unit_test(test_lines_keep_their_direction),
  };
  return cmocka_run_group_tests_name("wrap", tests, NULL, NULL);
}
