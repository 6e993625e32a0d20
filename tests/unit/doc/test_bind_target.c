/* Agreements: labels, status words and the one sentence about them. */
#include "sheet.h"

static void target_is(const Sheet *sheet, const char *indicator, const char *region, const char *label,
                      const char *word, const char *sentence) {
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(Binder) binder = binder_new(&sheet->context, sheet_region(sheet, region), diags);
  BoundTarget target =
      binder_target(binder, sheet_indicator(sheet, indicator), sheet_region(sheet, region), sheet_year(2024));
  assert_int_equal(target.present, label != NULL);
  support_text(target.label, label);
  support_text(target.status_word, word);
  support_text(target.status_text, sentence);
  bound_target_clear(&target);
}

static void sentences(void **state) {
  target_is(*state, "huur", "G1", "streefwaarde 30%", "let op", "Nog 3,6\u00a0pp tot de streefwaarde");
  target_is(*state, "huur", "G2", "streefwaarde 30%", "op koers", "Streefwaarde gehaald");
  target_is(*state, "flex", "G1", "afspraak 150", "op koers", "Op koers naar 150 in 2030");
  target_is(*state, "flex", "G2", "afspraak 40", "op koers", "Afspraak gehaald");
  target_is(*state, "uitstroom", "G1", "maximum 10%", "op koers", "Binnen het maximum");
  target_is(*state, "uitstroom", "G2", "maximum 10%", "achter", "1,2 procentpunt boven het maximum");
}

static void unknown_values_have_no_status(void **state) {
  target_is(*state, "huur", "G3", "streefwaarde 30%", NULL, NULL);
  target_is(*state, "flex", "G3", NULL, NULL, NULL);
  target_is(*state, "inkomen", "G1", NULL, NULL, NULL);
}

static void gaps_in_words(void **state) {
  const Sheet *sheet = *state;
  g_autoptr(Binder) binder = binder_new(&sheet->context, sheet_region(sheet, "G1"), NULL);
  static const struct {
    const char *indicator;
    double gap;
    bool brief;
    const char *text;
  } cases[] = {{"huur", 3.6, false, "3,6 procentpunt"},
               {"huur", -3.6, true, "3,6\u00a0pp"},
               {"flex", 54, false, "54 woningen"},
               {"flex", 1, false, "1 woning"},
               {"flex", 54, true, "54"},
               {"inkomen", 1.5, false, "€\u00a01.500"}};
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *text =
        binder_gap(binder, sheet_indicator(sheet, cases[i].indicator), cases[i].gap, cases[i].brief);
    support_text(text, cases[i].text);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sentences),
      cmocka_unit_test(unknown_values_have_no_status),
      cmocka_unit_test(gaps_in_words),
  };
  return cmocka_run_group_tests(tests, sheet_setup, sheet_teardown);
}
