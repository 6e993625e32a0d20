/* Sources, comparisons, notes and axes. */
#include "sheet.h"

static void show(const Sheet *sheet, Binder *binder, const char *indicator, const char *region) {
  BoundValue value =
      binder_value(binder, sheet_indicator(sheet, indicator), sheet_region(sheet, region), sheet_year(2024), NULL);
  bound_value_clear(&value);
}

static void sources_of_what_is_shown(void **state) {
  const Sheet *sheet = *state;
  g_autoptr(Binder) binder = binder_new(&sheet->context, sheet_region(sheet, "G1"), NULL);
  g_autoptr(GPtrArray) sources = g_ptr_array_new();
  binder_begin_figure(binder, sources);
  assert_null(binder_source_line(binder, sources, false));
  show(sheet, binder, "huur", "G4"); /* absent: nothing is shown */
  assert_int_equal(sources->len, 0);
  show(sheet, binder, "huur", "G1");
  show(sheet, binder, "huur", "G2");
  g_autofree char *one = binder_source_line(binder, sources, binder->figure_example);
  support_text(one, "Bron: CBS, Kerncijfers (2024)");
  show(sheet, binder, "flex", "G1");
  show(sheet, binder, "uitstroom", "G1");
  g_autofree char *all = binder_source_line(binder, sources, binder->figure_example);
  support_text(all, "Bron: voorbeelddata (fictief), opgave gemeenten, opgave corporaties; CBS, Kerncijfers (2024)");
  binder_end_figure(binder);
  show(sheet, binder, "inkomen", "G1");
  assert_int_equal(sources->len, 3);
  assert_int_equal(binder->sources->len, 3);
  assert_true(binder->example);
}

static void example_data_is_always_named(void **state) {
  const Sheet *sheet = *state;
  g_autoptr(Binder) binder = binder_new(&sheet->context, sheet_region(sheet, "G1"), NULL);
  g_autoptr(GPtrArray) sources = g_ptr_array_new();
  show(sheet, binder, "huur", "G1");
  g_autofree char *line = binder_source_line(binder, binder->sources, true),
                  *alone = binder_source_line(binder, sources, true);
  support_text(line, "Bron: voorbeelddata, CBS, Kerncijfers (2024)");
  support_text(alone, "Bron: voorbeelddata");
}

static void benchmarks(void **state) {
  const Sheet *sheet = *state;
  static const struct {
    const char *region, *labels;
  } cases[] = {
      {"G1",
       "regio R regio/haaglanden/ 29,9%**\nprovincie P provincie/zuid-holland/ 29,9%**\nNederland N nederland/ 29,9%**\n"},
      {"G4", "provincie P provincie/zuid-holland/ 29,9%**\nNederland N nederland/ 29,9%**\n"},
      {"P1", "Nederland N nederland/ 29,9%**\n"},
      {"NL", ""}};
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Binder) binder = binder_new(&sheet->context, sheet_region(sheet, cases[i].region), NULL);
    g_autoptr(GPtrArray) marks = binder_benchmarks(binder, sheet_indicator(sheet, "huur"), sheet_year(2024), NULL);
    g_autoptr(GString) found = g_string_new(NULL);
    for (guint j = 0; j < marks->len; j++) {
      const Mark *mark = g_ptr_array_index(marks, j);
      g_string_append_printf(found, "%s %s %s %s\n", mark->label, mark->letter, mark->href, mark->value.text);
      assert_int_equal(mark->dashed, strcmp(mark->letter, "N") == 0);
    }
    support_text(found->str, cases[i].labels);
  }
}

static void add_mark(GPtrArray *marks, ValueState state, guint8 flags, const char *text) {
  Mark *mark = figure_add_mark(marks, "x", ROLE_CONTEXT);
  mark->value.obs.state = (guint8)state;
  mark->value.obs.flags = flags;
  mark->value.text = g_strdup(text);
}

static void notes_name_what_is_no_plain_value(void **state) {
  const Sheet *sheet = *state;
  g_autoptr(Binder) binder = binder_new(&sheet->context, sheet_region(sheet, "G1"), NULL);
  g_autoptr(GPtrArray) marks = figure_marks_new();
  add_mark(marks, STATE_VALUE, 0, "3");
  assert_null(binder_state_note(binder, marks));
  add_mark(marks, STATE_VALUE, FLAG_PROVISIONAL, "3*");
  add_mark(marks, STATE_SECRET, FLAG_PROVISIONAL, "<5");
  add_mark(marks, STATE_MISSING, 0, "–");
  add_mark(marks, STATE_MISSING, 0, "–");
  g_autofree char *note = binder_state_note(binder, marks);
  support_text(note, "* voorlopig · <5: niet getoond · 2 zonder opgave");
  add_mark(marks, STATE_SECRET, 0, "28–31");
  g_autofree char *several = binder_state_note(binder, marks);
  support_text(several, "* voorlopig · interval of ‘geheim’: niet getoond · 2 zonder opgave");
}

static void axis_is(double low, double high, bool may_break, double min, double max, double step) {
  double from, to, by;
  binder_axis(low, high, may_break, &from, &to, &by);
  g_autofree char *found = g_strdup_printf("%g %g %g", from, to, by),
                  *expected = g_strdup_printf("%g %g %g", min, max, step);
  support_text(found, expected);
}

static void axes_have_round_steps(void **state) {
  (void)state;
  axis_is(0, 6.8, false, 0, 8, 2);
  axis_is(3, 97, false, 0, 100, 20);
  axis_is(0, 100, false, 0, 100, 20);
  axis_is(24.1, 30, true, 24, 30, 2);
  axis_is(2, 30, true, 0, 30, 10);
  axis_is(0, 0, false, 0, 1, 0.2);
  axis_is(5, 5, true, 5, 5.5, 0.1);
  axis_is(-12, 30, false, -20, 30, 10);
  axis_is(-12, -2, false, -12.5, 0, 2.5);
  axis_is(0, 0.0123, false, 0, 0.0125, 0.0025);
  axis_is(0, 123456, false, 0, 125000, 25000);
  axis_is(NAN, NAN, true, 0, 1, 0.2);
}

static void periods_before(void **state) {
  const Sheet *sheet = *state;
  g_autoptr(Binder) binder = binder_new(&sheet->context, sheet_region(sheet, "G1"), NULL);
  const Indicator *huur = sheet_indicator(sheet, "huur");
  assert_int_equal(binder_period_before(binder, huur, sheet_year(2024)).year, 2023);
  assert_int_equal(binder_period_before(binder, huur, sheet_year(2023)).year, 2020);
  assert_int_equal(binder_period_before(binder, huur, sheet_year(2020)).kind, PERIOD_NONE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sources_of_what_is_shown),
      cmocka_unit_test(example_data_is_always_named),
      cmocka_unit_test(benchmarks),
      cmocka_unit_test(notes_name_what_is_no_plain_value),
      cmocka_unit_test(axes_have_round_steps),
      cmocka_unit_test(periods_before),
  };
  return cmocka_run_group_tests(tests, sheet_setup, sheet_teardown);
}
