/* Each state and unit: what is drawn and what is said. */
#include "sheet.h"

static void reads(const Sheet *sheet, const char *indicator, const char *region, const char *text, const char *spoken) {
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(Binder) binder = binder_new(&sheet->context, sheet_region(sheet, region), diags);
  BoundValue value =
      binder_value(binder, sheet_indicator(sheet, indicator), sheet_region(sheet, region), sheet_year(2024), NULL);
  support_text(value.text, text);
  support_text(value.spoken, spoken);
  bound_value_clear(&value);
  assert_int_equal(value.obs.state, STATE_ABSENT);
}

static void values_of_the_dataset(void **state) {
  reads(*state, "huur", "G1", "26,4%*", "26,4 procent, voorlopig cijfer");
  reads(*state, "huur", "G2", "31,0%**", "31,0 procent, tussen 30,2 en 32,5 procent, nader voorlopig cijfer");
  reads(*state, "huur", "G3", "–", "geen opgave");
  reads(*state, "huur", "G4", "–", "geen cijfer");
  reads(*state, "flex", "G1", "96", "96 woningen");
  reads(*state, "flex", "G3", "<5", "niet getoond, minder dan 5");
  reads(*state, "inkomen", "G1", "€\u00a030.300", "30.300 euro");
  reads(*state, "dichtheid", "G1", "4.321", "4.321 per vierkante kilometer");
  reads(*state, "inwoners", "G3", "0", "0 inwoners");
  reads(*state, "visie", "G1", "Vastgesteld", "Vastgesteld");
  reads(*state, "visie", "G2", "–", "geen cijfer");
}

static void totals_say_what_they_are_made_of(void **state) {
  reads(*state, "flex", "R1", "circa 140", "ongeveer 140 woningen");
  reads(*state, "huur", "R1", "29,9%**", "29,9 procent, nader voorlopig cijfer, op basis van 2 van de 3 gemeenten");
}

/* States that the small dataset does not have, by hand. */
static void state_reads(const Sheet *sheet, Observation obs, const char *text, const char *spoken) {
  g_autoptr(Binder) binder = binder_new(&sheet->context, sheet_region(sheet, "G1"), NULL);
  g_autofree char *drawn = binder_text(binder, NULL, "woningen", 0, &obs),
                  *said = binder_spoken(binder, NULL, "woningen", 0, &obs);
  support_text(drawn, text);
  support_text(said, spoken);
}

static void every_state(void **state) {
  state_reads(*state, (Observation){.value = 1, .state = STATE_ROUNDED}, "1", "1 woning");
  state_reads(*state, (Observation){.value = 0, .state = STATE_BELOW_HALF_UNIT}, "0",
              "0 woningen, meer dan nul, maar afgerond nul");
  state_reads(*state, (Observation){.value = NAN, .low = 1, .high = 4, .state = STATE_SECRET}, "<5",
              "niet getoond, minder dan 5");
  state_reads(*state, (Observation){.value = NAN, .low = 5, .high = 9, .state = STATE_SECRET}, "5–9",
              "niet getoond, tussen 5 en 9");
  state_reads(*state, (Observation){.value = NAN, .low = NAN, .high = NAN, .state = STATE_SECRET}, "geheim",
              "niet getoond");
  state_reads(*state, (Observation){.value = NAN, .state = STATE_MISSING_OR_SECRET}, "–",
              "niet bekend of niet getoond");
  state_reads(*state, (Observation){.value = NAN, .state = STATE_IMPOSSIBLE}, "n.v.t.", "niet van toepassing");
  state_reads(*state, (Observation){.value = 410, .flags = FLAG_ESTIMATED | FLAG_AGGREGATED}, "circa 410",
              "ongeveer 410 woningen");
  state_reads(*state, (Observation){.value = 40, .flags = FLAG_AGGREGATED | FLAG_INCOMPLETE, .parts = 1, .parts_all = 1}, "40",
              "40 woningen, op basis van onvolledige opgaven"); /* the one part has not all of its own */
  state_reads(*state, (Observation){.value = NAN, .state = STATE_MISSING, .flags = FLAG_AGGREGATED | FLAG_INCOMPLETE, .parts = 1, .parts_all = 4},
              "–", "te weinig opgaven (1 van 4)");
  state_reads(*state, (Observation){.value = NAN, .state = STATE_MISSING, .flags = FLAG_AGGREGATED | FLAG_INCOMPLETE, .parts_all = 4}, "–",
              "geen opgave");
  state_reads(*state, (Observation){.value = 410, .flags = FLAG_ESTIMATED}, "410", "410 woningen, geschat");
  state_reads(*state, (Observation){.value = 8, .flags = FLAG_PROVISIONAL | FLAG_REVISED}, "8**",
              "8 woningen, nader voorlopig cijfer");
}

static void units(void **state) {
  const Sheet *sheet = *state;
  g_autoptr(Binder) binder = binder_new(&sheet->context, sheet_region(sheet, "G1"), NULL);
  static const struct {
    const char *unit;
    int decimals;
    double value;
    const char *text;
  } cases[] = {{"%", 1, 26.4, "26,4%"},
               {"aantal", 0, 1234, "1.234"},
               {"mln EUR", 0, 52, "€\u00a052\u00a0mln"},
               {"EUR", 0, 1250, "€\u00a01.250"},
               {"1000 EUR", 1, 30.3, "€\u00a030.300"},
               {"km2", 2, 24.06, "24,06\u00a0km²"},
               {"per_10000", 1, -3.1, "−3,1"},
               {"unheard", 1, 3, "3,0"}};
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *text = binder_format_unit(binder, cases[i].unit, cases[i].decimals, cases[i].value);
    support_text(text, cases[i].text);
  }
  g_autofree char *title = binder_format(binder, sheet_indicator(sheet, "visie"), 1);
  support_text(title, "Vastgesteld");
}

static void numbers_are_rounded_to_what_is_shown(void **state) {
  const Sheet *sheet = *state;
  g_autoptr(Binder) binder = binder_new(&sheet->context, sheet_region(sheet, "G1"), NULL);
  BoundValue value =
      binder_value(binder, sheet_indicator(sheet, "huur"), sheet_region(sheet, "G1"), sheet_year(2024), NULL);
  assert_true(value.obs.value == 26.4);
  BoundValue share = binder_derived(binder, 100 * value.obs.value / 30, "%", 0, &value);
  support_text(share.text, "88%*");
  support_text(share.spoken, "88 procent, voorlopig cijfer");
  assert_true(share.obs.value == 88);
  bound_value_clear(&value);
  bound_value_clear(&share);
}

static void a_derived_value_gives_no_secret_away(void **state) {
  const Sheet *sheet = *state;
  g_autoptr(Binder) binder = binder_new(&sheet->context, sheet_region(sheet, "G3"), NULL);
  BoundValue secret =
      binder_value(binder, sheet_indicator(sheet, "flex"), sheet_region(sheet, "G3"), sheet_year(2024), NULL);
  BoundValue share = binder_derived(binder, 7.5, "%", 0, &secret);
  assert_int_equal(share.obs.state, STATE_SECRET);
  assert_true(share.obs.value != share.obs.value);
  support_text(share.text, "geheim");
  bound_value_clear(&secret);
  bound_value_clear(&share);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(values_of_the_dataset),
      cmocka_unit_test(totals_say_what_they_are_made_of),
      cmocka_unit_test(every_state),
      cmocka_unit_test(units),
      cmocka_unit_test(numbers_are_rounded_to_what_is_shown),
      cmocka_unit_test(a_derived_value_gives_no_secret_away),
  };
  return cmocka_run_group_tests(tests, sheet_setup, sheet_teardown);
}
