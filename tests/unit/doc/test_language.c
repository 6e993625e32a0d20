/* Language tags: which are refused, and which way they run. */
#include "support.h"
#include "doc/language.h"

static void tags_are_checked(void **state) {
  (void)state;
  static const char *const fine[] = {"en", "fy", "nl-NL", "EN-gb", "sr-Latn", "zh-Hant-TW", "pap", "de-1996", "es-419", "nds"};
  for (gsize i = 0; i < G_N_ELEMENTS(fine); i++)
    if (language_fault(fine[i])) fail_msg("%s", fine[i]);
  static const char *const wrong[] = {"", "e", "engels!", "en_GB", "en-", "en GB", "-en", "english", "en\n"};
  for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) assert_string_equal(language_fault(wrong[i]), "is not a language tag");
  assert_string_equal(language_fault("qq"), "is no language");
  assert_string_equal(language_fault("qab"), "is no language");
}

static void some_run_from_right_to_left(void **state) {
  (void)state;
  assert_true(language_is_rtl("ar") && language_is_rtl("he-IL") && language_is_rtl("FA") && language_is_rtl("az-Arab"));
  assert_false(language_is_rtl("en") || language_is_rtl("ku") || language_is_rtl("ar-Latn") || language_is_rtl(""));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(tags_are_checked),
      cmocka_unit_test(some_run_from_right_to_left),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
