/* The theme: the example against STYLE's numbers, every required part missing once, and the names that C code asks for. */
#include "config/theme.h"
#include "config/yaml.h"
#include "support/folder.h"
#include "unit/config/support_scan.h"
#include <math.h>

static const char EXAMPLE[] = "templates/theme.yaml";

static Theme *load_example(void) {
  g_autoptr(Diags) diags = diags_new();
  Theme *theme = theme_load(EXAMPLE, EXAMPLE, diags);
  g_autofree char *found = diags_format(diags, 0);
  if (!theme || *found) fail_msg("%s", found);
  return theme;
}

static char *example_text(void) {
  char *text = NULL;
  assert_true(file_read(EXAMPLE, &text, &(gsize){0}, NULL));
  return text;
}

/* Loads the example with one text in the place of another. */
static Theme *load_changed(const char *from, const char *to, Diags *diags) {
  g_autofree char *text = example_text();
  g_auto(GStrv) parts = g_strsplit(text, from, 2);
  if (!parts[1]) fail_msg("the example does not hold '%s'", from);
  g_autofree char *changed = g_strjoinv(to, parts);
  char *root = folder_new();
  g_autofree char *path = g_build_filename(root, "theme.yaml", NULL);
  folder_write(root, "theme.yaml", changed);
  Theme *theme = theme_load(path, "theme.yaml", diags);
  folder_drop(root);
  return theme;
}

static void check_refused(const char *from, const char *to, const char *code, const char *word) {
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(Theme) theme = load_changed(from, to, diags);
  g_autofree char *found = diags_format(diags, 0);
  if (theme) fail_msg("'%s' in the place of '%s' was taken", to, from);
  assert_string_equal(diags_get(diags, 0)->code, code);
  if (!strstr(found, word)) fail_msg("%sdoes not say %s", found, word);
}

static bool near(double a, double b) { return fabs(a - b) < 1e-9; }

static void check_style(const Theme *theme, TypeRole role, MediumKind medium, double size, double leading, int weight,
                        double tracking, const char *color) {
  const TypeStyle *style = theme_type(theme, role, medium);
  assert_true(near(style->size, size) && near(style->leading, leading) && near(style->tracking, tracking));
  assert_int_equal(style->weight, weight);
  assert_string_equal(theme_color_name(theme, style->color), color);
}

static void test_type(void **state G_GNUC_UNUSED) {
  g_autoptr(Theme) theme = load_example();
  check_style(theme, TYPE_REGION_NAME, MEDIUM_PAPER, 33, 35, 700, -0.025, "on-brand");
  check_style(theme, TYPE_FINDING, MEDIUM_PAPER, 14.5, 18.5, 600, -0.017, "ink");
  check_style(theme, TYPE_CHART_TITLE, MEDIUM_PAPER, 10, 12.5, 700, -0.01, "ink");
  check_style(theme, TYPE_BODY, MEDIUM_PAPER, 8.75, 12.4, 400, 0, "ink");
  check_style(theme, TYPE_SUBTITLE, MEDIUM_PAPER, 7.5, 10, 400, 0, "ink2");
  check_style(theme, TYPE_SOURCE, MEDIUM_PAPER, 7, 9.4, 400, 0, "ink3");
  check_style(theme, TYPE_BODY, MEDIUM_WEB_WIDE, 16, 24, 400, 0, "ink");
  assert_true(near(theme_type(theme, TYPE_REGION_NAME, MEDIUM_WEB_WIDE)->size, 64));
  assert_true(near(theme_type(theme, TYPE_REGION_NAME, MEDIUM_WEB_NARROW)->size, 44));
  assert_true(near(theme_type(theme, TYPE_LABEL, MEDIUM_WEB_WIDE)->size, 13.5));
  assert_true(near(theme_type(theme, TYPE_AXIS, MEDIUM_WEB_NARROW)->size, 12));
  assert_string_equal(theme_font_family(theme), "Inter");
  assert_non_null(strstr(theme_web_fallback(theme), "sans-serif"));
}

static void test_page_in_points(void **state G_GNUC_UNUSED) {
  g_autoptr(Theme) theme = load_example();
  const PageGrid *page = theme_page(theme);
  assert_true(near(page->page_width, 210 / 25.4 * 72));
  assert_true(near(page->page_height, 297 / 25.4 * 72));
  assert_true(near(page->margin_left, 14 / 25.4 * 72));
  assert_true(near(page->band_height, 39.5 / 25.4 * 72));
  assert_int_equal(page->columns, 12);
  double column = (page->page_width - page->margin_left - page->margin_right - 11 * page->gutter) / 12;
  assert_true(near(column, 11.5 / 25.4 * 72));
}

static void test_colors_strokes_status(void **state G_GNUC_UNUSED) {
  g_autoptr(Theme) theme = load_example();
  assert_int_equal(theme_rgb(theme, theme_color(theme, "focus"), THEME_LIGHT), 0x0b5a68);
  assert_int_equal(theme_rgb(theme, theme_color(theme, "focus"), THEME_DARK), 0x5cc4d3);
  assert_int_equal(theme_rgb(theme, theme_color(theme, "ink"), THEME_GREY), 0x141414);
  assert_int_equal(theme_color_count(theme), 61);
  assert_true(theme_has_color(theme, "seq5-on"));
  assert_false(theme_has_color(theme, "blauw"));
  assert_true(near(theme_stroke(theme, "axis"), 0.9));
  assert_true(near(theme_stroke(theme, "hatch_pitch"), 5));
  assert_true(near(theme_web_factor(theme), 1.6));
  StatusThresholds status = theme_status(theme);
  assert_true(near(status.on_course, 0.95) && near(status.attention, 0.8));
  assert_true(near(status.max_on_course, 1) && near(status.max_attention, 1.1));
}

/* A handout in grey must not ask for a colour printer. */
static void test_grey_is_grey(void **state G_GNUC_UNUSED) {
  g_autoptr(Theme) theme = load_example();
  for (guint token = 0; token < theme_color_count(theme); token++) {
    guint32 rgb = theme_rgb(theme, (ColorToken)token, THEME_GREY);
    if (rgb != (rgb & 0xff) * 0x010101)
      fail_msg("%s is #%06X in grey", theme_color_name(theme, (ColorToken)token), rgb);
  }
}

static const ThemePattern *pattern_named(const Theme *theme, const char *name, ThemeMode mode) {
  return theme_pattern(theme, theme_color(theme, name), mode);
}

static void test_patterns(void **state G_GNUC_UNUSED) {
  g_autoptr(Theme) theme = load_example();
  const ThemePattern *diagonal = pattern_named(theme, "c2", THEME_GREY), *dots = pattern_named(theme, "c7", THEME_GREY);
  assert_non_null(diagonal);
  assert_int_equal(diagonal->kind, PATTERN_DIAGONAL);
  assert_true(near(diagonal->pitch, 5.4) && near(diagonal->line, 1.7) && near(diagonal->edge, 0.6));
  assert_true(diagonal->ink == 0x222222 && diagonal->ground == 0xffffff);
  assert_int_equal(dots->kind, PATTERN_DOTS);
  assert_true(near(dots->line, 1.8) && near(dots->edge, 0) && dots->ink == 0xffffff && dots->ground == 0x585858);
  assert_null(pattern_named(theme, "c2", THEME_LIGHT));
  assert_null(pattern_named(theme, "c2", THEME_PRINT));
  assert_null(pattern_named(theme, "c1", THEME_GREY));
}

/* Text is set in black ink alone; what is not said for print is as on screen. */
static void test_print(void **state G_GNUC_UNUSED) {
  static const char *const texts[] = {"ink", "ink2", "ink3", "link"};
  g_autoptr(Theme) theme = load_example();
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    guint32 rgb = theme_rgb(theme, theme_color(theme, texts[i]), THEME_PRINT);
    if (rgb != (rgb & 0xff) * 0x010101) fail_msg("%s is #%06X in print", texts[i], rgb);
  }
  assert_int_equal(theme_rgb(theme, theme_color(theme, "focus"), THEME_PRINT), 0x0b5a68);
}

static double luminance(guint32 rgb) {
  double sum = 0;
  static const double weights[] = {0.2126, 0.7152, 0.0722};
  for (int i = 0; i < 3; i++) {
    double part = (rgb >> (16 - 8 * i) & 0xff) / 255.0;
    sum += weights[i] * (part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4));
  }
  return sum;
}

static void check_contrast(const Theme *theme, const char *a, const char *b, double least) {
  for (int mode = 0; mode < THEME_MODES; mode++) {
    double one = luminance(theme_rgb(theme, theme_color(theme, a), (ThemeMode)mode));
    double other = luminance(theme_rgb(theme, theme_color(theme, b), (ThemeMode)mode));
    double ratio = (MAX(one, other) + 0.05) / (MIN(one, other) + 0.05);
    if (ratio < least) fail_msg("%s on %s in mode %d: %.2f", a, b, mode, ratio);
  }
}

/* WCAG 2.2 AA, in each mode. */
static void test_contrast(void **state G_GNUC_UNUSED) {
  static const char *const texts[] = {"ink", "ink2", "ink3", "focus-text", "link", "let-text", "achter-text", "accent"};
  static const char *const grounds[] = {"surface", "page", "wash", "focus-bg"};
  static const char *const graphics[] = {"focus", "ctx", "ctxbar", "axis", "let", "ok", "achter-edge"};
  g_autoptr(Theme) theme = load_example();
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
    for (gsize j = 0; j < G_N_ELEMENTS(grounds); j++) check_contrast(theme, texts[i], grounds[j], 4.5);
  for (gsize i = 0; i < G_N_ELEMENTS(graphics); i++) check_contrast(theme, graphics[i], "surface", 3);
  check_contrast(theme, "on-brand", "brand", 4.5);
  check_contrast(theme, "on-brand2", "brand", 4.5);
  check_contrast(theme, "accent-warm", "brand", 4.5);
  check_contrast(theme, "focus", "track", 3);
  check_contrast(theme, "on-ok", "ok", 4.5);
}

static void test_slips(void **state G_GNUC_UNUSED) {
  check_refused("  focus:  ", "  focsu:  ", "theme-missing", "is it 'focsu' here?");
  check_refused("\"#0F2227\"", "\"#0F222\"", "theme-color", "is no colour");
  check_refused("\"#0F2227\"", "\"0F22277\"", "theme-color", "is no colour");
  check_refused("\"#0F2227\"", "\"#-F2227\"", "theme-color", "is no colour");
  check_refused("\"#0F2227\"", "#0F2227", "yaml-unclosed-bracket", "quotes"); /* unquoted # is a comment */
  check_refused(", grey: \"#141414\" }", " }", "theme-missing", "'grey'");
  check_refused("grey: \"#141414\"", "gray: \"#141414\"", "yaml-unknown-key", "did you mean 'grey'?");
  check_refused("33/35pt", "33/35px", "theme-type", "33/35px");
  check_refused("33/35pt", "33pt", "theme-type", "8.75/12.4pt");
  check_refused("33/35pt", "35/33pt", "theme-type", "35/33pt");
  check_refused("7/9.4pt", "6.9/9.4pt", "theme-type", "7pt is the smallest");
  check_refused("12/16px", "11.5/16px", "theme-type", "12px is the smallest");
  check_refused("weight: 700", "weight: 650", "theme-type", "650");
  check_refused("color: on-brand,", "color: on-brnad,", "theme-color", "did you mean 'on-brand'?");
  check_refused("gutter: 4mm", "gutter: 4", "theme-length", "'gutter'");
  check_refused("gutter: 4mm", "gutter: -4mm", "theme-length", "'gutter'");
  check_refused("gutter: 4mm", "gutter: 4,5mm", "theme-length", "14mm");
  check_refused("gutter: 4mm", "gutter: 40mm", "page-room", "no room");
  check_refused("columns: 12", "columns: 0", "theme-range", "'columns'");
  check_refused("columns: 12", "columns: 2.5", "theme-range", "whole number");
  check_refused("axis: 0.9pt", "axes: 0.9pt", "theme-missing", "is it 'axes' here?");
  check_refused("attention: 0.80", "attention: 0.96", "theme-range", "above");
  check_refused("attention: 1.10", "attention: 0.96", "theme-range", "below");
  check_refused("web_factor: 1.6", "web_factor: 9", "theme-range", "0.50 to 4.00");
  check_refused("\nweb_factor: 1.6", "", "theme-missing", "'web_factor'");
  check_refused("status:\n", "statsu:\n", "yaml-unknown-key", "did you mean 'status'?");
  check_refused("'Noto Sans'", "</style>", "theme-font", "CSS");
}

static void test_pattern_slips(void **state G_GNUC_UNUSED) {
  check_refused("grey: \"#141414\"", "grey: \"#111416\"", "theme-grey", "\"#141414\"");
  check_refused("pattern: diagonal, pitch", "pattern: diagnal, pitch", "theme-pattern", "did you mean 'diagonal'?");
  check_refused("pattern: diagonal, pitch", "pattern: schubben, pitch", "theme-pattern", "patterns: diagonal, crosshatch, horizontal, dots, plain");
  check_refused("pattern: diagonal, pitch: 5.4pt", "pitch: 5.4pt", "theme-missing", "'pattern'");
  check_refused("pattern: diagonal, pitch", "pattern: dots, pitch", "yaml-unknown-key", "'line'");
  check_refused("pitch: 5.4pt", "pitch: 5.4", "theme-length", "'pitch'");
  check_refused("pitch: 5.4pt", "pitch: 0pt", "theme-pattern", "more than nothing");
  check_refused("pitch: 5.4pt", "pitch: 2.4pt", "theme-pattern", "touch each other");
  check_refused("pitch: 5.4pt, ", "", "theme-missing", "'pitch'");
  check_refused("ink: \"#FFFFFF\"", "ink: \"#585858\"", "theme-pattern", "the same");
  check_refused("ink: \"#FFFFFF\"", "ink: \"#FFFFEE\"", "theme-grey", "no grey");
  check_refused("pattern: plain, edge: 0.6pt", "pattern: plain", "theme-missing", "'edge'");
  check_refused("light: \"#5C9F8C\"", "light: { color: \"#5C9F8C\" }", "theme-missing", "'light'");
}

/* What C code asks for by name must be in the theme, and must be refused when it is taken out. */
static void check_used(const char *pattern, const char *what) {
  g_autoptr(GPtrArray) names = scan_sources(pattern);
  for (guint i = 0; i < names->len; i++) {
    g_autofree char *from = g_strdup_printf("\n  %s:", (const char *)g_ptr_array_index(names, i));
    g_autoptr(Diags) diags = diags_new();
    g_autoptr(Theme) theme = load_changed(from, "\n  x-y:", diags);
    if (theme) fail_msg("gen/ uses the %s '%s', so theme.c must require it", what, (const char *)g_ptr_array_index(names, i));
  }
}

static void test_names_used_in_code(void **state G_GNUC_UNUSED) {
  check_used("theme_color\\([^;\"]*\"([^\"]+)\"\\)", "colour");
  check_used("theme_stroke\\([^;\"]*\"([^\"]+)\"\\)", "stroke");
}

static void test_digest_is_of_the_meaning(void **state G_GNUC_UNUSED) {
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(Theme) theme = load_example();
  g_autoptr(Theme) comment = load_changed("# A4 on a grid", "# On a grid", diags);
  g_autoptr(Theme) order = load_changed("font:\n", "web_factor: 1.60\nfont:\n", diags);
  assert_null(order); /* given twice */
  g_autoptr(Theme) color = load_changed("#0F2227", "#0F2228", diags);
  g_autoptr(Theme) stroke = load_changed("axis: 0.9pt", "axis: 0.95pt", diags);
  g_autoptr(Theme) pattern = load_changed("pitch: 5.4pt", "pitch: 5.5pt", diags);
  g_autoptr(Theme) status = load_changed("on_course: 0.95", "on_course: 0.96", diags);
  assert_int_equal(strlen(theme_digest(theme)), 64);
  assert_string_equal(theme_digest(theme), theme_digest(comment));
  assert_string_not_equal(theme_digest(theme), theme_digest(color));
  assert_string_not_equal(theme_digest(theme), theme_digest(stroke));
  assert_string_not_equal(theme_digest(theme), theme_digest(pattern));
  assert_string_not_equal(theme_digest(theme), theme_digest(status));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_type),
      cmocka_unit_test(test_page_in_points),
      cmocka_unit_test(test_colors_strokes_status),
      cmocka_unit_test(test_grey_is_grey),
      cmocka_unit_test(test_patterns),
      cmocka_unit_test(test_print),
      cmocka_unit_test(test_contrast),
      cmocka_unit_test(test_slips),
      cmocka_unit_test(test_pattern_slips),
      cmocka_unit_test(test_names_used_in_code),
      cmocka_unit_test(test_digest_is_of_the_meaning),
  };
  return cmocka_run_group_tests_name("theme", tests, NULL, NULL);
}
