/* Other pages than the theme's: rows that wrap, sizes that follow the scale, pages without bands, and footers. */
#include "unit/layout/doc_builder.h"

static void set_page(Bench *bench, const char *text) {
  g_autofree char *front = g_strconcat("page: ", text, "\n", NULL);
  g_autoptr(YamlDoc) yaml = yaml_parse(front, strlen(front), g_intern_string("t.md"), 1, bench->diags);
  assert_true(page_read(yaml_get(yaml_root(yaml), "page"), theme_page(bench->theme), &bench->doc.page, bench->diags));
}

static void add_row(Bench *bench, const int *spans, const char *const *ids) {
  DocNode *row = bench_block(bench, NULL, NODE_ROW);
  for (guint i = 0; ids[i]; i++) bench_figure(bench, bench_col(bench, row, spans[i]), ids[i], 40);
}

static FoundText find(const Pages *pages, guint page, const char *text) {
  FoundText found;
  if (!bench_find_text(bench_page(pages, page), text, &found)) fail_msg("page %u does not say '%s'", page + 1, text);
  return found;
}

static const int FOURS[] = {4, 4, 4}, SEVEN_FIVE[] = {7, 5};

static void rows_keep_their_place_on_a_wide_page(void **state) {
  (void)state;
  Bench *bench = bench_new("Delft");
  set_page(bench, "A4 landscape");
  add_row(bench, FOURS, (const char *[]){"a", "b", "c", NULL});
  g_autoptr(Pages) pages = bench_pages(bench);
  double pitch = (bench->doc.page.page_width - 2 * bench->doc.page.margin_left + bench->doc.page.gutter) / 3;
  assert_float_equal(find(pages, 0, "b").x - find(pages, 0, "a").x, pitch, 0.02);
  assert_float_equal(find(pages, 0, "c").y, find(pages, 0, "a").y, 0.01);
  bench_free(bench);
}

/* Two rows of three become three of two; cells stay as wide as on an A4. */
static void equal_cells_wrap_as_one(void **state) {
  (void)state;
  Bench *bench = bench_new("Delft");
  set_page(bench, "A5");
  add_row(bench, FOURS, (const char *[]){"a", "b", "c", NULL});
  add_row(bench, FOURS, (const char *[]){"d", "e", "f", NULL});
  g_autoptr(Pages) pages = bench_pages(bench);
  double pitch = layout_span(theme_page(bench->theme), 4) + bench->doc.page.gutter;
  static const char *const pairs[][2] = {{"a", "b"}, {"c", "d"}, {"e", "f"}};
  for (guint i = 0; i < G_N_ELEMENTS(pairs); i++) {
    FoundText left = find(pages, 0, pairs[i][0]), right = find(pages, 0, pairs[i][1]);
    assert_float_equal(right.x - left.x, pitch, 0.02);
    assert_float_equal(right.y, left.y, 0.01);
    if (i > 0) assert_true(left.y > find(pages, 0, pairs[i - 1][0]).y + 40);
    assert_true(left.item->tag < right.item->tag);
  }
  bench_free(bench);
}

/* Cells that do not fit beside each other each get the whole width. */
static void unequal_cells_fill_their_lines(void **state) {
  (void)state;
  Bench *bench = bench_new("Delft");
  set_page(bench, "A5");
  add_row(bench, SEVEN_FIVE, (const char *[]){"a", "b", NULL});
  g_autoptr(Pages) pages = bench_pages(bench);
  FoundText a = find(pages, 0, "a"), b = find(pages, 0, "b");
  assert_float_equal(a.x, b.x, 0.01);
  assert_true(b.y > a.y + 40);
  g_autofree char *dump = scene_dump(bench_page(pages, 0));
  g_auto(GStrv) around = g_strsplit(dump, "340.16", -1); /* 120 mm */
  assert_true(g_strv_length(around) > 2);
  bench_free(bench);
}

static void type_follows_the_scale(void **state) {
  (void)state;
  Bench *bench = bench_new("Delft");
  set_page(bench, "{size: A3, scale: 2}");
  bench_paragraph(bench, NULL, "Zin.");
  g_autoptr(Pages) pages = bench_pages(bench);
  assert_float_equal(find(pages, 0, "Delft").item->font.size, 66, 0.01);
  assert_float_equal(find(pages, 0, "Zin.").item->font.size, 17.5, 0.01);
  assert_float_equal(find(pages, 0, "Cijfers over 2024").item->font.size, 16, 0.01);
  assert_float_equal(theme_type(bench->theme, TYPE_BODY, MEDIUM_PAPER)->size, 8.75, 1e-9);
  bench_free(bench);
}

static void a_page_without_bands_still_says_whose_it_is(void **state) {
  (void)state;
  Bench *bench = bench_new("Delft");
  set_page(bench, "{band: false}");
  bench_filler(bench, NULL, 2500);
  g_autoptr(Pages) pages = bench_pages(bench);
  assert_true(pages->scenes->len > 1);
  FoundText first = find(pages, 0, "Delft"), later = find(pages, 1, "Delft");
  assert_int_equal(tag_get(pages->tags, first.item->tag)->type, TAG_H1);
  assert_int_equal(later.item->tag, TAG_ARTIFACT);
  assert_float_equal(first.y, later.y, 0.01);
  assert_int_equal(first.item->color, theme_color(bench->theme, "ink"));
  bench_free(bench);
}

/* The longest name is set smaller, on one line; what finds no room beside the kicker is left out. */
static void a_small_band_holds_kicker_and_name(void **state) {
  (void)state;
  static const char *const NAMES[] = {"Delft", "Stedendriehoek en Noordwest Veluwe"};
  for (guint i = 0; i < G_N_ELEMENTS(NAMES); i++) {
    Bench *bench = bench_new(NAMES[i]);
    set_page(bench, "{size: 1200px 630px, scale: 2.4, band: small}");
    g_autoptr(Pages) pages = bench_pages(bench);
    FoundText name = find(pages, 0, NAMES[i]), kicker = find(pages, 0, bench->doc.kicker);
    assert_int_equal(tag_get(pages->tags, name.item->tag)->type, TAG_H1);
    assert_true(kicker.y < name.y && name.y < bench->doc.page.band_height);
    assert_true(name.item->width <= layout_measure(&bench->doc.page));
    assert_true(name.item->font.size > kicker.item->font.size && kicker.item->tag < name.item->tag);
    bench_free(bench);
  }
}

/* Where the words would not fit beside the little map, they go before it. */
static void a_narrow_header_leaves_out_the_map(void **state) {
  (void)state;
  Bench *bench = bench_new("Delft");
  set_page(bench, "A5");
  FoundText found;
  g_autoptr(Pages) with = bench_pages(bench);
  assert_true(bench_find_text(bench_page(with, 0), "ZH", &found));
  bench->doc.kicker = "Een thuis voor iedereen · Factsheet gemeente voor de raadsleden";
  g_autoptr(Pages) without = bench_pages(bench);
  assert_false(bench_find_text(bench_page(without, 0), "ZH", &found));
  bench_free(bench);
}

static void narrow_footers_stack(void **state) {
  (void)state;
  Bench *bench = bench_new("Delft");
  set_page(bench, "A5");
  bench_source(bench, "CBS, StatLine 70072ned (1995–2025)", "CBS", "CC BY 4.0", false);
  g_autoptr(Pages) pages = bench_pages(bench);
  FoundText sources = find(pages, 0, "Bronnen"), site = find(pages, 0, "Interactieve");
  assert_float_equal(sources.x, site.x, 0.01);
  assert_true(site.y > sources.y);
  bench_free(bench);
}

/* One line on every page; on the last one it is content, because it is said nowhere else. */
static void a_line_names_all_sources(void **state) {
  (void)state;
  Bench *bench = bench_new("Delft");
  set_page(bench, "{footer: line}");
  bench_source(bench, "CBS, StatLine", "Centraal Bureau voor de Statistiek", "CC BY 4.0", false);
  bench_source(bench, "BZK, Woningbehoefte", "Ministerie van Binnenlandse Zaken en Koninkrijksrelaties", "CC0", false);
  bench_source(bench, "proef", "feitenblad", "CC0", true);
  bench_filler(bench, NULL, 2500);
  g_autoptr(Pages) pages = bench_pages(bench);
  guint last = pages->scenes->len - 1;
  assert_true(last > 0);
  assert_int_equal(find(pages, 0, "voorbeelddata, Centraal").item->tag, TAG_ARTIFACT);
  assert_int_equal(tag_get(pages->tags, find(pages, last, "voorbeelddata, Centraal").item->tag)->type, TAG_P);
  find(pages, last, "Koninkrijksrelaties.");
  FoundText found;
  assert_false(bench_find_text(bench_page(pages, last), "Interactieve", &found));
  bench_free(bench);
}

static void numbers_need_their_sources(void **state) {
  (void)state;
  Bench *bench = bench_new("Delft");
  set_page(bench, "{footer: none}");
  Pages *bare = bench_pages(bench);
  pages_free(bare);
  bench_source(bench, "CBS, StatLine", "CBS", "CC BY 4.0", false);
  assert_null(bench_layout(bench));
  assert_string_equal(diags_get(bench->diags, 0)->code, "layout-no-footer");
  bench_free(bench);
}

/* The band, not the text in it, goes on beyond the edges. */
static void bands_run_into_the_bleed(void **state) {
  (void)state;
  Bench *bench = bench_new("Delft");
  set_page(bench, "{bleed: 3mm, crop_marks: true}");
  g_autoptr(Pages) pages = bench_pages(bench);
  assert_float_equal(pages->bleed, 8.5, 0.01);
  assert_true(pages->crop_marks);
  assert_float_equal(scene_width(bench_page(pages, 0)), 595.28, 0.01);
  const SceneItem *ground = NULL;
  for (guint i = 0; ground == NULL; i++) {
    const SceneItem *item = scene_item(bench_page(pages, 0), i);
    if (item->kind == SCENE_PATH) ground = item;
  }
  const Segment *corners = scene_segments(bench_page(pages, 0)) + ground->first_segment;
  assert_float_equal(corners[0].x[0], -8.5, 0.01);
  assert_float_equal(corners[0].x[1], -8.5, 0.01);
  assert_float_equal(corners[2].x[0], 595.28 + 8.5, 0.01);
  assert_float_equal(find(pages, 0, "Delft").x, bench->doc.page.margin_left - 0.045 * 33, 0.02);
  bench_free(bench);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rows_keep_their_place_on_a_wide_page), cmocka_unit_test(equal_cells_wrap_as_one),
      cmocka_unit_test(unequal_cells_fill_their_lines),       cmocka_unit_test(type_follows_the_scale),
      cmocka_unit_test(a_page_without_bands_still_says_whose_it_is),
      cmocka_unit_test(a_small_band_holds_kicker_and_name),
      cmocka_unit_test(a_narrow_header_leaves_out_the_map),   cmocka_unit_test(narrow_footers_stack),
      cmocka_unit_test(a_line_names_all_sources),             cmocka_unit_test(numbers_need_their_sources),
      cmocka_unit_test(bands_run_into_the_bleed)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
