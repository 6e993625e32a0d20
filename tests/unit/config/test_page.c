/* Pages: what each format comes to, what is left unsaid, and what is refused with its line and column. */
#include "config/page.h"
#include "config/theme.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* cmocka last: it needs the types above. */
#include <cmocka.h>

static double mm(double millimetres) { return millimetres * 72 / 25.4; }

static PageGrid theme_grid(void) {
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(Theme) theme = theme_load("templates/theme.yaml", "theme.yaml", diags);
  assert_non_null(theme);
  return *theme_page(theme);
}

/* Reads `page:` as it stands in front matter. */
static bool read_text(const char *text, const PageGrid *base, PageGrid *page, Diags *diags) {
  g_autofree char *front = g_strconcat("page: ", text, "\n", NULL);
  g_autoptr(YamlDoc) yaml = yaml_parse(front, strlen(front), g_intern_string("t.md"), 1, diags);
  if (!yaml) fail_msg("no YAML: %s", text);
  return page_read(yaml_get(yaml_root(yaml), "page"), base, page, diags);
}

static PageGrid taken(const char *text) {
  PageGrid base = theme_grid(), page;
  g_autoptr(Diags) diags = diags_new();
  bool ok = read_text(text, &base, &page, diags);
  g_autofree char *found = diags_format(diags, 0);
  if (!ok || *found) fail_msg("%s: %s", text, found);
  return page;
}

static void refused(const char *text, const char *code, int line, int column, const char *words) {
  PageGrid base = theme_grid(), page;
  g_autoptr(Diags) diags = diags_new();
  if (read_text(text, &base, &page, diags)) fail_msg("'%s' was taken", text);
  const Diag *first = diags_get(diags, 0);
  g_autofree char *all = diags_format(diags, 0);
  if (strcmp(first->code, code) || !strstr(all, words)) fail_msg("%s: %s", text, all);
  assert_int_equal(first->pos.line, line);
  assert_int_equal(first->pos.column, column);
}

static void formats(void **state) {
  (void)state;
  static const struct { const char *text; double width, height, scale; int columns; } CASES[] = {
      {"A4", 210, 297, 1, 12},          {"a4 landscape", 297, 210, 1, 12},    {"A5", 148, 210, 1, 8},
      {"A5 landscape", 210, 148, 1, 12}, {"A3", 297, 420, 1.4, 12},           {"A3 landscape", 420, 297, 1.4, 12},
      {"16:9", 338.667, 190.5, 1.4, 12}, {"16:9 portrait", 190.5, 338.667, 1.4, 7},
      {"297mm 210mm", 297, 210, 1, 12},  {"297mm 210mm portrait", 210, 297, 1, 12},
      {"{size: A3, scale: 1}", 297, 420, 1, 12}, {"{size: 1200px 630px, band: false}", 317.5, 166.6875, 1, 12}};
  for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
    PageGrid page = taken(CASES[i].text);
    assert_float_equal(page.page_width, mm(CASES[i].width), 0.01);
    assert_float_equal(page.page_height, mm(CASES[i].height), 0.01);
    assert_float_equal(page.scale, CASES[i].scale, 1e-9);
    assert_int_equal(page.columns, CASES[i].columns);
  }
}

static void unsaid_is_the_themes(void **state) {
  (void)state;
  PageGrid theme = theme_grid(), same = taken("A4"), large = taken("{size: A4, scale: 2, columns: 4}");
  assert_memory_equal(&same, &theme, sizeof theme);
  assert_float_equal(large.margin_left, 2 * theme.margin_left, 1e-6);
  assert_float_equal(large.gutter, 2 * theme.gutter, 1e-6);
  assert_float_equal(large.band_height, 2 * theme.band_height, 1e-6);
  assert_int_equal(large.columns, 4);
  assert_true(same.band && same.bleed == 0 && !same.crop_marks && same.footer == PAGE_FOOTER_FULL);
}

static void margins(void **state) {
  (void)state;
  static const struct { const char *text; double top, right, bottom, left; } CASES[] = {
      {"{margins: 9mm}", 9, 9, 9, 9},
      {"{margins: 9mm 12mm}", 9, 12, 9, 12},
      {"{margins: 1mm 2mm 3mm 4mm}", 1, 2, 3, 4},
      {"{margins: [1mm, 2mm, 3mm, 4mm]}", 1, 2, 3, 4},
      {"{margins: {left: 20mm}}", 0, 14, 8, 20},
      {"{band: false}", 8, 14, 8, 14}};
  for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
    PageGrid page = taken(CASES[i].text);
    assert_float_equal(page.margin_top, mm(CASES[i].top), 1e-6);
    assert_float_equal(page.margin_right, mm(CASES[i].right), 1e-6);
    assert_float_equal(page.margin_bottom, mm(CASES[i].bottom), 1e-6);
    assert_float_equal(page.margin_left, mm(CASES[i].left), 1e-6);
  }
  /* Narrow margins leave room for more columns, wide ones for fewer. */
  assert_int_equal(taken("{size: A5, margins: 6mm}").columns, 9);
  assert_int_equal(taken("{size: A4, margins: 8mm 50mm}").columns, 7);
  /* A little narrower is no reason to turn the rows upside down. */
  assert_int_equal(taken("{size: A4, margins: 20mm}").columns, 12);
  assert_int_equal(taken("{size: A4, margins: 8mm 28mm}").columns, 12);
}

static void parts(void **state) {
  (void)state;
  PageGrid page = taken("{footer: line, bleed: 3mm, crop_marks: true, gutter: 5mm}");
  assert_int_equal(page.footer, PAGE_FOOTER_LINE);
  assert_float_equal(page.bleed, mm(3), 1e-6);
  assert_float_equal(page.gutter, mm(5), 1e-6);
  assert_true(page.crop_marks);
  PageGrid card = taken("{band: small, gap: 7mm, scale: 2}"), plain = taken("{band: false}");
  assert_true(card.band && card.small_band && !plain.band && !plain.small_band && page.band && !page.small_band);
  assert_float_equal(card.band_height, 2 * theme_grid().running_band_height, 1e-6);
  assert_float_equal(card.block_gap, mm(7), 1e-6);
  assert_int_equal(taken("{footer: none}").footer, PAGE_FOOTER_NONE);
}

static void refusals(void **state) {
  (void)state;
  refused("A44", "page-size", 2, 7, "did you mean 'A4'");
  refused("letter", "page-size", 2, 7, "A3, A4, A5, 16:9");
  refused("A4 landscap", "page-word", 2, 7, "did you mean 'landscape'");
  refused("A4 landscape 3", "page-words", 2, 7, "'landscape' is too much");
  refused("297mm", "page-size", 2, 7, "no size of page");
  refused("297 210", "page-length", 2, 7, "14mm");
  refused("10mm 10mm", "page-range", 2, 7, "50mm");
  refused("{sise: A4}", "yaml-unknown-key", 2, 8, "did you mean 'size'");
  refused("{size: A4 landscape}", "page-words", 2, 14, "too much");
  refused("{margins: 1mm 2mm 3mm}", "page-margins", 2, 17, "3 values");
  refused("{margins: {tob: 1mm}}", "yaml-unknown-key", 2, 18, "did you mean 'top'");
  refused("{margins: 110mm}", "page-room", 2, 7, "no room");
  refused("{size: A5 , columns: 30}", "page-range", 2, 28, "1 to 24");
  refused("{scale: 0.5}", "page-range", 2, 15, "from 1 to 6");
  refused("{footer: fall}", "page-word", 2, 16, "did you mean 'full'");
  refused("{band: smal}", "page-word", 2, 14, "did you mean 'small'");
  refused("{gap: 7}", "page-length", 2, 13, "'7' is no length");
  refused("{bleed: 30mm}", "page-range", 2, 15, "20mm");
  refused("{bleed: 3}", "page-length", 2, 15, "'3' is no length");
  refused("{crop_marks: yes}", "yaml-type", 2, 20, "true or false");
  refused("{size: 1200px 630px, scale: 3}", "page-room", 2, 7, "band: false");
}

static void words_are_checked_without_a_theme(void **state) {
  (void)state;
  g_autoptr(Diags) diags = diags_new();
  PageGrid page;
  assert_true(read_text("A3 landscape", NULL, &page, diags));
  assert_false(read_text("{size: B4, bleed: x}", NULL, &page, diags));
  assert_int_equal(diags_count(diags, DIAG_ERROR), 2);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(formats), cmocka_unit_test(unsaid_is_the_themes),
      cmocka_unit_test(margins), cmocka_unit_test(parts),
      cmocka_unit_test(refusals), cmocka_unit_test(words_are_checked_without_a_theme)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
