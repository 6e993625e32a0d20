/* The locale: Dutch as an editor writes it, every key that the code uses, and files that are not complete. */
#include "config/locale.h"
#include "support/folder.h"
#include "unit/config/support_scan.h"

static const char EXAMPLE[] = "templates/locale/nl.yaml";

static int load_example(void **state) {
  g_autoptr(Diags) diags = diags_new();
  *state = locale_load(EXAMPLE, EXAMPLE, diags);
  g_autofree char *found = diags_format(diags, 0);
  if (!*state || *found) print_error("%s", found);
  return *state ? 0 : -1;
}

static int free_example(void **state) {
  locale_free(*state);
  return 0;
}

static void check_owned(char *text, const char *expected) {
  g_autofree char *owned = text;
  assert_string_equal(owned, expected);
}

static Period period(const char *iso) {
  Period found = {0};
  assert_true(period_parse(iso, strlen(iso), &found));
  return found;
}

static void test_numbers(void **state) {
  check_owned(locale_number(*state, 1234.5, 1), "1.234,5");
  check_owned(locale_number(*state, -3.1, 1), "−3,1");
  check_owned(locale_number(*state, -0.04, 1), "0,0");
  assert_string_equal(locale_language(*state), "nl");
}

static void test_periods(void **state) {
  check_owned(locale_period(*state, period("2025-03-14")), "14 maart 2025");
  check_owned(locale_period(*state, period("2024-02-01")), "1 februari 2024");
  check_owned(locale_period(*state, period("2025-03")), "maart 2025");
  check_owned(locale_period(*state, period("2025-Q1")), "eerste kwartaal 2025");
  check_owned(locale_period(*state, period("2025Q4")), "vierde kwartaal 2025");
  check_owned(locale_period(*state, period("2025")), "2025");
  check_owned(locale_period(*state, (Period){0}), "");
}

static void test_lists(void **state) {
  static const char *const items[] = {"Delft", "Den Haag", "Rijswijk"};
  check_owned(locale_list(*state, items, 0), "");
  check_owned(locale_list(*state, items, 1), "Delft");
  check_owned(locale_list(*state, items, 2), "Delft en Den Haag");
  check_owned(locale_list(*state, items, 3), "Delft, Den Haag en Rijswijk");
}

static void test_ordinals(void **state) {
  check_owned(locale_ordinal(*state, 1), "eerste");
  check_owned(locale_ordinal(*state, 12), "twaalfde");
  check_owned(locale_ordinal(*state, 13), "13e");
  check_owned(locale_ordinal(*state, 342), "342e");
  check_owned(locale_ordinal(*state, 1000), "1.000e");
}

static void test_phrases(void **state) {
  assert_string_equal(locale_word(*state, "status.on_course"), "op koers");
  assert_string_equal(locale_word(*state, "status.attention"), "let op");
  assert_string_equal(locale_word(*state, "status.behind"), "achter");
  assert_string_equal(locale_word(*state, "value.missing.words"), "geen opgave");
  check_owned(locale_phrase(*state, "value.secret.below.words", "below", "5", NULL), "niet getoond, minder dan 5");
  check_owned(locale_phrase(*state, "value.secret.below.words", NULL), "niet getoond, minder dan {below}");
  check_owned(locale_phrase(*state, "value.interval.words", "low", "{high}", "high", "2", NULL), "tussen {high} en 2");
  check_owned(locale_phrase(*state, "no.such.key", "a", "b", NULL), "[no.such.key]");
  assert_string_equal(locale_word(*state, "no.such.key"), "[no.such.key]");
  assert_false(locale_has(*state, "no.such.key"));
  assert_false(locale_has(*state, "status")); /* a section is no word */
}

static void test_counts(void **state) {
  check_owned(locale_count(*state, "unit.woningen", 1, NULL), "1 woning");
  check_owned(locale_count(*state, "unit.woningen", 0, NULL), "0 woningen");
  check_owned(locale_count(*state, "unit.woningen", 12345, NULL), "12.345 woningen");
  check_owned(locale_count(*state, "unit.personen", G_MAXUINT64, NULL), "18.446.744.073.709.551.615 personen");
  check_owned(locale_count(*state, "absent", 2, NULL), "[absent.other]");
}

static void test_order_of_names(void **state) {
  static const char *const ordered[] = {"Den Haag",        "Den Helder",     "Denekamp",  "Échternach",
                                        "Eemnes",          "IJsselstein",    "Laren",     "Noardeast-Fryslân",
                                        "Noord-Beveland",  "Noordenveld",    "Oss",       "'s-Gravenhage",
                                        "'s-Hertogenbosch", "Schagen",       "Steenwijk", "Súdwest-Fryslân",
                                        "Sudwijk",         "'t Zandt",       "Utrecht",   "utrecht"};
  for (gsize i = 0; i < G_N_ELEMENTS(ordered); i++)
    for (gsize j = 0; j < G_N_ELEMENTS(ordered); j++) {
      int order = locale_collate(*state, ordered[i], ordered[j]);
      if ((order < 0) != (i < j) || (order > 0) != (i > j)) fail_msg("%s and %s", ordered[i], ordered[j]);
    }
}

static Locale *load_changed(const char *from, const char *to, Diags *diags) {
  g_autofree char *text = NULL;
  assert_true(file_read(EXAMPLE, &text, &(gsize){0}, NULL));
  g_auto(GStrv) parts = g_strsplit(text, from, 2);
  if (!parts[1]) fail_msg("the example does not hold '%s'", from);
  g_autofree char *changed = g_strjoinv(to, parts);
  char *root = folder_new();
  g_autofree char *path = g_build_filename(root, "nl.yaml", NULL);
  folder_write(root, "nl.yaml", changed);
  Locale *locale = locale_load(path, "nl.yaml", diags);
  folder_drop(root);
  return locale;
}

static void check_refused(const char *from, const char *to, const char *word) {
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(Locale) locale = load_changed(from, to, diags);
  g_autofree char *found = diags_format(diags, 0);
  if (locale) fail_msg("'%s' in the place of '%s' was taken", to, from);
  if (!strstr(found, word)) fail_msg("%sdoes not say %s", found, word);
}

static void test_incomplete_files(void **state G_GNUC_UNUSED) {
  check_refused(", december]", "]", "'date.months.12'");
  check_refused("language: nl", "lang: nl", "'language'");
  check_refused("  last: \" en \"", "", "'list.last'");
  check_refused("decimal: \",\"", "decimal: \"\"", "'number.decimal'");
  check_refused("decimal: \",\"", "decimal: komma", "'komma'");
  check_refused("\nstatus:\n  on_course: op koers", "\nstatus:\n  on_course:", "'status.on_course' has no text");
  check_refused("\nstatus:\n", "\nstatus:\n  attention: twice\n", "given twice");
  check_refused("\nstatus:\n", "\nstatus.none: twice\nstatus:\n", "'status.none' is given twice");
}

static void test_digest(void **state) {
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(Locale) comment = load_changed("# Every word", "# All words", diags);
  g_autoptr(Locale) word = load_changed("op koers", "op weg", diags);
  g_autoptr(Locale) no_group = load_changed("group: \".\"", "group: \"\"", diags);
  assert_string_equal(locale_digest(*state), locale_digest(comment));
  assert_string_not_equal(locale_digest(*state), locale_digest(word));
  check_owned(locale_number(no_group, 12345, 0), "12345");
}

/* A reader must never see "[figure.source]". Keys that are put together at run time are beyond this test. */
static void test_keys_used_in_code(void **state) {
  g_autoptr(GPtrArray) words = scan_sources("locale_(?:word|phrase)\\([^,;\"]*,\\s*\"([^\"]+)\"");
  g_autoptr(GPtrArray) counts = scan_sources("locale_count\\([^,;\"]*,\\s*\"([^\"]+)\"");
  GString *missing = g_string_new(NULL);
  for (guint i = 0; i < words->len; i++) {
    const char *key = g_ptr_array_index(words, i);
    if (!locale_has(*state, key)) g_string_append_printf(missing, " %s", key);
  }
  for (guint i = 0; i < counts->len; i++) {
    g_autofree char *one = g_strconcat(g_ptr_array_index(counts, i), ".one", NULL);
    g_autofree char *other = g_strconcat(g_ptr_array_index(counts, i), ".other", NULL);
    if (!locale_has(*state, one)) g_string_append_printf(missing, " %s", one);
    if (!locale_has(*state, other)) g_string_append_printf(missing, " %s", other);
  }
  if (missing->len) fail_msg("used in gen/, but not in %s:%s", EXAMPLE, missing->str);
  g_string_free(missing, TRUE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_numbers),        cmocka_unit_test(test_periods),          cmocka_unit_test(test_lists),
      cmocka_unit_test(test_ordinals),       cmocka_unit_test(test_phrases),          cmocka_unit_test(test_counts),
      cmocka_unit_test(test_order_of_names), cmocka_unit_test(test_incomplete_files), cmocka_unit_test(test_digest),
      cmocka_unit_test(test_keys_used_in_code),
  };
  return cmocka_run_group_tests_name("locale", tests, load_example, free_example);
}
