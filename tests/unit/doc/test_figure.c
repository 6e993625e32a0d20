/* The model of a figure: its dump tells apart all that is drawn or said. */
#include "sheet.h"

static Figure *sample(void) {
  Figure *figure = figure_new(&SHEET_PROBE, "a", (SourcePos){"t.md", 3, 1});
  figure->title = g_strdup("Titel \"x\"\\");
  figure->value = (BoundValue){
      .obs = {.value = 26.4, .low = NAN, .high = NAN, .flags = FLAG_PROVISIONAL, .period = sheet_year(2024)},
      .text = g_strdup("26,4%*"),
      .spoken = g_strdup("26,4 procent")};
  Mark *mark = figure_add_mark(figure->marks, "'s-Gravenhage", ROLE_FOCUS);
  mark->value = (BoundValue){.obs = {.value = NAN, .low = 1, .high = 4, .state = STATE_SECRET},
                             .text = g_strdup("<5"),
                             .spoken = g_strdup("niet getoond")};
  Series *series = figure_add_series(figure, "Delft", ROLE_CONTEXT);
  BoundValue point = {.obs = {.value = -0.5, .low = NAN, .high = NAN, .period = sheet_year(2020)},
                      .text = g_strdup("−0,5")};
  g_array_append_val(series->points, point);
  figure->table = figure_table_new("Tabel");
  figure_table_column(figure->table, "Kop", COLUMN_NUMBER)->row_header = true;
  figure_table_cell(figure_table_row(figure->table), "1", NULL);
  return figure;
}

static char *dump(const Figure *figure) {
  GString *out = g_string_new(NULL);
  figure_dump(figure, out);
  return g_string_free(out, FALSE);
}

static void dumps_are_canonical(void **state) {
  (void)state;
  g_autoptr(Figure) figure = sample();
  g_autofree char *text = dump(figure);
  assert_non_null(strstr(text, "  title \"Titel \\\"x\\\"\\\\\"\n"));
  assert_non_null(strstr(text, "  value \"26,4%*\" \"26,4 procent\" =26.4 f1 @2024\n"));
  assert_non_null(strstr(text, "  mark \"’s-Gravenhage\"\n"));
  assert_non_null(strstr(text, "    value \"<5\" \"niet getoond\" [1 ]4 s5\n"));
  assert_non_null(strstr(text, "    point \"−0,5\" =-0.5 @2020\n"));
  assert_non_null(strstr(text, "    column \"Kop\"\n      kind 1\n      row_header 1\n"));
  assert_non_null(strstr(text, "      cell \"1\"\n"));
  assert_null(strstr(text, "t.md"));
}

/* Each fact that is drawn changes the dump. */
static void dumps_tell_apart(void **state) {
  (void)state;
  g_autoptr(Figure) figure = sample();
  g_autofree char *before = dump(figure);
  Mark *mark = g_ptr_array_index(figure->marks, 0);
  mark->rank = 2;
  g_autofree char *rank = dump(figure);
  mark->rank = 0, mark->skipped = 2;
  g_autofree char *skipped = dump(figure);
  mark->skipped = 0, mark->value.obs.high = 5;
  g_autofree char *high = dump(figure);
  mark->value.obs.high = 4, figure->step = 0;
  g_autofree char *step = dump(figure);
  figure->step = -1;
  g_autofree char *after = dump(figure);
  const char *all[] = {before, rank, skipped, high, step};
  for (gsize i = 0; i < G_N_ELEMENTS(all); i++)
    for (gsize j = i + 1; j < G_N_ELEMENTS(all); j++) assert_string_not_equal(all[i], all[j]);
  support_text(after, before);
}

static void types_are_found_by_name(void **state) {
  (void)state;
  assert_ptr_equal(figure_type_find(SHEET_TYPES, "probe"), &SHEET_PROBE);
  assert_null(figure_type_find(SHEET_TYPES, "prob"));
  assert_null(figure_type_find(NULL, "probe"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(dumps_are_canonical),
      cmocka_unit_test(dumps_tell_apart),
      cmocka_unit_test(types_are_found_by_name),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
