/* A tile says its number, agreement, benchmarks and status in words, whatever is known of them. */
#include "unit/web/page_bench.h"

static const FigureType TILE = {.name = "tile", .plain_html = true};

static Figure *tile(PageBench *bench, BoundValue value) {
  Figure *figure = page_bench_figure(bench, NULL, &TILE, "flex");
  figure->title = g_strdup("Flexwoningen");
  figure->subtitle = g_strdup("% van de afspraak, 2024");
  figure->source = g_strdup("Bron: opgave gemeenten");
  figure->value = value;
  figure->axis_max = 120;
  figure->table = figure_table_new("Flexwoningen");
  return figure;
}

static void target(Figure *figure, TargetKind kind, Status status, const char *word, const char *text) {
  figure->target = (BoundTarget){.present = true, .kind = kind, .value = 100, .label = g_strdup("afspraak 150"),
                                 .status_word = g_strdup(word), .status_text = g_strdup(text)};
  if (word) figure->target.status_spoken = g_strdup_printf("%s: %s", word, text);
  figure->target.progress.status = status;
}

static void benchmark(Figure *figure, const char *letter, const char *label, double value, const char *text) {
  Mark *mark = figure_add_mark(figure->references, label, ROLE_REFERENCE);
  mark->letter = g_strdup(letter);
  mark->value = page_bench_value(STATE_VALUE, value, 0, text, text);
}

static void write_tile(PageBench *bench, const Figure *figure) {
  figure_html(&bench->page, figure);
  page_bench_well_formed(bench);
}

static void test_known(void **state G_GNUC_UNUSED) {
  PageBench *bench = page_bench_new(FORMAT_HTML);
  Figure *figure = tile(bench, page_bench_value(STATE_VALUE, 64, 0, "64%", "64%"));
  figure->amount = page_bench_value(STATE_VALUE, 96, 0, "96 woningen", "96 woningen");
  figure->arrow = TREND_UP;
  figure->change = g_strdup("+31 in 2024");
  figure->change_spoken = g_strdup("31 woningen meer in 2024");
  target(figure, TARGET_MINIMUM, STATUS_BEHIND, "achter", "Nog 54 woningen");
  benchmark(figure, "R", "regio", 79, "79%");
  benchmark(figure, "P", "provincie", 66, "66%");
  write_tile(bench, figure);
  page_bench_has(bench, "<h2 class=\"tile-title\">Flexwoningen</h2>");
  page_bench_has(bench, "<p class=\"tile-value\">64%</p>");
  page_bench_has(bench, "96 woningen</span> <span class=\"label\">afspraak 150</span>");
  page_bench_has(bench, "<rect class=\"fill\" x=\"0%\" width=\"53.33%\"");
  page_bench_has(bench, "<svg class=\"marker\" overflow=\"visible\" x=\"83.33%\">");
  page_bench_has(bench, "+31 in 2024</span><span class=\"unseen\">31 woningen meer in 2024</span>");
  page_bench_has(bench, "class=\"status status-behind\"");
  page_bench_has(bench, "<span aria-hidden=\"true\">Nog 54 woningen</span><span class=\"unseen\">achter: Nog 54 woningen</span>");
  page_bench_has(bench, "<b aria-hidden=\"true\">R</b> regio</dt><dd>79%</dd>");
  page_bench_has(bench, "prov.</span><span class=\"unseen\">provincie</span>");
  page_bench_has_not(bench, "style=");
  page_bench_free(bench);
}

static void test_provisional(void **state G_GNUC_UNUSED) {
  PageBench *bench = page_bench_new(FORMAT_HTML);
  write_tile(bench, tile(bench, page_bench_value(STATE_VALUE, 26.4, FLAG_PROVISIONAL, "26,4%*", "26,4%, voorlopig cijfer")));
  page_bench_has(bench, "<span aria-hidden=\"true\">26,4%<sup>*</sup></span><span class=\"unseen\">26,4%, voorlopig cijfer</span>");
  page_bench_free(bench);
}

static void test_unknown_is_said_and_hatched(void **state G_GNUC_UNUSED) {
  static const struct { ValueState state; const char *text, *spoken; } cases[] = {
    {STATE_SECRET, "<5", "niet getoond, minder dan 5"}, {STATE_MISSING, "–", "geen opgave"},
    {STATE_MISSING_OR_SECRET, "–", "niet bekend of niet getoond"}, {STATE_IMPOSSIBLE, "n.v.t.", "niet van toepassing"},
    {STATE_ABSENT, "–", "geen cijfer"}};
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    PageBench *bench = page_bench_new(FORMAT_HTML);
    Figure *figure = tile(bench, page_bench_value(cases[i].state, NAN, 0, cases[i].text, cases[i].spoken));
    target(figure, TARGET_MINIMUM, STATUS_NONE, NULL, cases[i].spoken);
    write_tile(bench, figure);
    page_bench_has(bench, cases[i].spoken);
    page_bench_has(bench, "class=\"hatched\"");
    page_bench_has(bench, "class=\"tile-value unknown\"");
    page_bench_has_not(bench, "class=\"fill");
    page_bench_has_not(bench, "nan");
    page_bench_free(bench);
  }
}

static void test_beyond_the_maximum(void **state G_GNUC_UNUSED) {
  PageBench *bench = page_bench_new(FORMAT_HTML);
  Figure *figure = tile(bench, page_bench_value(STATE_VALUE, 130, 0, "13%", "13%"));
  figure->axis_max = 140;
  target(figure, TARGET_MAXIMUM, STATUS_BEHIND, "achter", "3 procentpunt boven het maximum");
  write_tile(bench, figure);
  page_bench_has(bench, "<rect class=\"fill\" x=\"0%\" width=\"71.43%\"");
  page_bench_has(bench, "<rect class=\"over\" x=\"71.43%\" width=\"21.43%\"");
  page_bench_has(bench, "<p class=\"tile-target maximum\">");
  page_bench_free(bench);
}

static void test_far_beyond_the_scale(void **state G_GNUC_UNUSED) {
  PageBench *bench = page_bench_new(FORMAT_HTML);
  Figure *figure = tile(bench, page_bench_value(STATE_VALUE, 4000, 0, "4.000%", "4.000%"));
  target(figure, TARGET_MINIMUM, STATUS_ON_COURSE, "op koers", "Gehaald");
  benchmark(figure, "N", "Nederland", 5000, "5.000%");
  write_tile(bench, figure);
  page_bench_has(bench, "width=\"100%\" y=");
  page_bench_has(bench, "5.000%</dd>");
  page_bench_has_not(bench, "class=\"letter\"");
  page_bench_free(bench);
}

static void test_steps(void **state G_GNUC_UNUSED) {
  PageBench *bench = page_bench_new(FORMAT_HTML);
  Figure *figure = tile(bench, page_bench_value(STATE_VALUE, 1, 0, "In ontwikkeling", "In ontwikkeling"));
  g_ptr_array_add(figure->steps, g_strdup("Niet gestart"));
  g_ptr_array_add(figure->steps, g_strdup("In ontwikkeling"));
  g_ptr_array_add(figure->steps, g_strdup("Vastgesteld"));
  figure->step = 1;
  write_tile(bench, figure);
  page_bench_has(bench, "<li aria-current=\"step\">In ontwikkeling</li>");
  page_bench_has(bench, "x2=\"50%\"");
  page_bench_free(bench);
}

static void test_course_keeps_its_gap(void **state G_GNUC_UNUSED) {
  PageBench *bench = page_bench_new(FORMAT_HTML);
  Figure *figure = tile(bench, page_bench_value(STATE_VALUE, 3, 0, "3", "3"));
  Series *series = figure_add_series(figure, "Proef", ROLE_FOCUS);
  static const double values[] = {1, 2, NAN, 3, 4};
  for (guint i = 0; i < G_N_ELEMENTS(values); i++) {
    bool known = values[i] == values[i];
    BoundValue point = page_bench_value(known ? STATE_VALUE : STATE_MISSING, values[i], 0, "x", "x");
    point.obs.period = (Period){.year = (gint16)(2020 + i), .kind = PERIOD_YEAR};
    g_array_append_val(series->points, point);
  }
  write_tile(bench, figure);
  page_bench_has(bench, "d=\"M4 24L21 17.33M55 10.67L72 4\"");
  page_bench_free(bench);
}

static void test_hostile_texts(void **state G_GNUC_UNUSED) {
  PageBench *bench = page_bench_new(FORMAT_HTML);
  Figure *figure = tile(bench, page_bench_value(STATE_VALUE, 1, 0, "<b>1</b>", "\"1\" & meer"));
  g_free(figure->title);
  figure->title = g_strdup("</h2><script>alert(1)</script>");
  target(figure, TARGET_MINIMUM, STATUS_ATTENTION, "<i>", "'\"><img src=x onerror=alert(1)>");
  benchmark(figure, "<", "a\"b", 1, "<5");
  write_tile(bench, figure);
  page_bench_has_not(bench, "<script");
  page_bench_has_not(bench, "<img");
  page_bench_free(bench);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_known), cmocka_unit_test(test_provisional), cmocka_unit_test(test_unknown_is_said_and_hatched),
    cmocka_unit_test(test_beyond_the_maximum), cmocka_unit_test(test_far_beyond_the_scale), cmocka_unit_test(test_steps),
    cmocka_unit_test(test_course_keeps_its_gap), cmocka_unit_test(test_hostile_texts)};
  return cmocka_run_group_tests_name("web/tile", tests, NULL, NULL);
}
