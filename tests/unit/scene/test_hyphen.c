/* Words in Dutch: where they break, what stays whole, and that labels break only when they must. */
#include "scene/text.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* cmocka last: it needs the types above. */
#include <cmocka.h>

static int setup(void **state) {
  Hyphenator *hyphenator = NULL;
  g_autoptr(GError) error = NULL;
  if (!hyphenator_load("nl", &hyphenator, &error)) print_message("%s\n", error->message);
  *state = hyphenator;
  return hyphenator ? 0 : -1;
}

static int teardown(void **state) {
  hyphenator_free(*state);
  return 0;
}

/* With "|" for U+00AD. */
static void check(void **state, const char *text, const char *expected) {
  g_autofree char *broken = hyphenator_text(*state, text);
  if (!broken) broken = g_strdup(text);
  g_auto(GStrv) parts = g_strsplit(broken, "\u00ad", -1);
  g_autofree char *shown = g_strjoinv("|", parts);
  assert_string_equal(shown, expected);
}

static void test_compounds(void **state) {
  check(state, "aandachtsgroepen", "aan|dachts|groe|pen");
  check(state, "Leidschendam-Voorburg", "Leid|schen|dam-Voor|burg");
  check(state, "de woningvoorraad, (statushouders).", "de woning|voor|raad, (sta|tus|hou|ders).");
}

static void test_left_whole(void **state) {
  check(state, "regio", "regio");                               /* short */
  check(state, "CORPORATIE", "CORPORATIE");                     /* an abbreviation, as far as one can tell */
  check(state, "www.eenthuisvooriedereen.example/gemeente", "www.eenthuisvooriedereen.example/gemeente");
  check(state, "redactie@gemeente.example", "redactie@gemeente.example");
  check(state, "toewijzingen2024", "toewijzingen2024");
  check(state, "toe\u00adwijzingen", "toe|wijzingen");          /* the author knows better */
  check(state, "Θεσσαλονίκη", "Θεσσαλονίκη");                    /* letters that the patterns cannot say */
  check(state, "", "");
}

static void test_letters_with_accents(void **state) {
  check(state, "categorieën", "cate|go|rieën");
  check(state, "coördinatoren", "coör|di|na|to|ren");
}

static void test_other_languages_stay_whole(void **state) {
  (void)state;
  Hyphenator *none = NULL;
  g_autoptr(GError) error = NULL;
  assert_true(hyphenator_load("fy", &none, &error));
  assert_null(none);
  g_autoptr(Hyphenator) belgian = NULL;
  assert_true(hyphenator_load("nl-BE", &belgian, &error));
  assert_non_null(belgian);
}

/* A letter of the stub is 55 wide at size 100. */
static const TextFont FONT = {.size = 100, .weight = 400};

static char *wrapped(const Hyphenator *hyphenator, const char *text, double width, bool *overflow) {
  g_autoptr(TextEngine) engine = text_engine_new_stub();
  text_engine_set_hyphenator(engine, hyphenator);
  g_autoptr(GPtrArray) lines = text_wrap(engine, text, FONT, width, false, overflow);
  GString *joined = g_string_new(NULL);
  for (guint i = 0; i < lines->len; i++) g_string_append_printf(joined, "%s%s", i ? "/" : "", (char *)lines->pdata[i]);
  return g_string_free(joined, FALSE);
}

static void test_labels_break_words_only_when_they_must(void **state) {
  bool overflow = true;
  g_autofree char *roomy = wrapped(*state, "nieuwe toewijzingen", 12 * 55 + 1, &overflow);
  assert_string_equal(roomy, "nieuwe/toewijzingen");
  assert_false(overflow);
  g_autofree char *narrow = wrapped(*state, "nieuwe toewijzingen", 9 * 55 + 1, &overflow);
  assert_string_equal(narrow, "nieuwe/toewij\u00ad/zingen");
  assert_false(overflow);
  g_autofree char *none = wrapped(NULL, "nieuwe toewijzingen", 9 * 55 + 1, &overflow);
  assert_string_equal(none, "nieuwe/toewijzingen");
  assert_true(overflow);
}

static void test_longest_word_is_not_broken(void **state) {
  g_autoptr(TextEngine) engine = text_engine_new_stub();
  text_engine_set_hyphenator(engine, *state);
  double toewijzingen = text_width(engine, "toewijzingen", FONT), pijnacker = text_width(engine, "Pijnacker-", FONT);
  assert_float_equal(text_longest_word(engine, "nieuwe toewijzingen\nhier", FONT), toewijzingen, 0.01);
  assert_float_equal(text_longest_word(engine, "Pijnacker-Nootdorp", FONT), pijnacker, 0.01);
  assert_float_equal(text_longest_word(engine, "toe\u00adwijzingen", FONT), toewijzingen, 0.01);
  assert_float_equal(text_longest_word(engine, "", FONT), 0, 0.01);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_compounds),
      cmocka_unit_test(test_left_whole),
      cmocka_unit_test(test_letters_with_accents),
      cmocka_unit_test(test_other_languages_stay_whole),
      cmocka_unit_test(test_labels_break_words_only_when_they_must),
      cmocka_unit_test(test_longest_word_is_not_broken),
  };
  return cmocka_run_group_tests_name("hyphen", tests, setup, teardown);
}
