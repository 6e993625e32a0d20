/* Can the page be read from a copier? Real pages of the example, in the greyscale profile, on screen, and as a grey printer
 * turns the screen and the print profile: all text and every mark against what it lies on, fills against those beside
 * them. CONTRAST=1 prints the lowest pairs. The analysis proves first that it finds what is wrong. */
#include "print/contrast.h"
#include "base/file.h"
#include "data/dataset.h"
#include "doc/doc.h"
#include "figure/canvas.h"
#include "layout/layout.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka last: it needs the types above. */
#include <cmocka.h>

static const char *const REGIONS[] = {"delft", "schiermonnikoog", "amsterdam", "arbeidsmarktregio/haaglanden", "koploperregio/haaglanden",
                                      "provincie/drenthe", "nederland"};

typedef struct {
  Config *config;
  Theme *theme;
  Locale *locale;
  Dataset *dataset;
  TextEngine *engine;
  GPtrArray *pages; /* Pages*, a region each */
} Fixture;

static void check_no_findings(const Diags *diags) {
  if (diags_count(diags, DIAG_ERROR) == 0) return;
  g_autofree char *found = diags_format(diags, 0);
  fail_msg("%s", found);
}

static void lay_out(Fixture *f, const char *name) {
  g_autoptr(Diags) diags = diags_new();
  DocContext context = {f->config, f->theme, f->locale, f->dataset, figure_types()};
  const Region *region = dataset_region(f->dataset, name);
  assert_non_null(region);
  g_autoptr(DocTemplate) tmpl = doc_template_load(f->config, f->theme, region->level->template, context.types, diags);
  g_autoptr(Doc) doc = doc_bind(tmpl, &context, region, diags);
  check_no_findings(diags);
  Pages *pages = layout_doc(doc, f->config, f->theme, f->locale, f->engine, diags);
  check_no_findings(diags);
  g_ptr_array_add(f->pages, pages);
}

static int set_up(void **state) {
  g_autoptr(Diags) diags = diags_new();
  g_autofree char *fonts = g_canonicalize_filename("fonts/fonts.conf", NULL);
  g_setenv("FONTCONFIG_FILE", fonts, TRUE);
  Fixture *f = g_new0(Fixture, 1);
  f->config = config_load(".", diags);
  f->theme = theme_load("templates/theme.yaml", "theme.yaml", diags);
  f->locale = locale_load("templates/locale/nl.yaml", "nl.yaml", diags);
  f->dataset = dataset_load(f->config, diags);
  check_no_findings(diags);
  f->engine = text_engine_new(theme_font_family(f->theme), NULL);
  assert_non_null(f->engine);
  f->pages = g_ptr_array_new_with_free_func((GDestroyNotify)(void *)pages_free);
  for (guint i = 0; i < G_N_ELEMENTS(REGIONS); i++) lay_out(f, REGIONS[i]);
  *state = f;
  return 0;
}

static int tear_down(void **state) {
  Fixture *f = *state;
  g_ptr_array_unref(f->pages);
  text_engine_free(f->engine);
  dataset_free(f->dataset);
  locale_free(f->locale);
  theme_free(f->theme);
  config_free(f->config);
  g_free(f);
  return 0;
}

static Contrast contrast_new(const Theme *theme, Look look) {
  return (Contrast){.theme = theme, .look = look, .pairs = g_array_new(FALSE, FALSE, sizeof(Pair))};
}

static void print_lowest(const Contrast *c) {
  if (!g_getenv("CONTRAST")) return;
  for (guint i = 0, shown = 0; i < c->pairs->len; i++) {
    const Pair *pair = &g_array_index(c->pairs, Pair, i);
    if (i > 0 && g_array_index(c->pairs, Pair, i - 1).kind != pair->kind) shown = 0;
    if (shown++ >= 6) continue;
    g_autofree char *ratio = number_format(MIN(pair->ratio, 21), 2, &NUMBER_STYLE_MACHINE);
    print_message("%-26s %-6s %-12s %-12s %6s  %s\n", LOOK_OF[c->look].name,
                  pair->kind == PAIR_TEXT ? "text" : pair->kind == PAIR_MARK ? "mark" : "beside",
                  theme_color_name(c->theme, pair->one), theme_color_name(c->theme, pair->other), ratio,
                  pair->text ? pair->text : "");
  }
}

/* Looks at all pages; the failures, owned by the caller. */
static char *look_at_pages(const Fixture *f, const Theme *theme, Look look, guint regions) {
  Contrast c = contrast_new(theme, look);
  for (guint i = 0; i < MIN(regions, f->pages->len); i++) {
    const Pages *pages = g_ptr_array_index(f->pages, i);
    for (guint page = 0; page < pages->scenes->len; page++) contrast_look(&c, g_ptr_array_index(pages->scenes, page));
  }
  assert_true(c.pairs->len > 20); /* else it looked at nothing */
  char *failures = contrast_failures(&c);
  print_lowest(&c);
  g_array_unref(c.pairs);
  return failures;
}

static void test_pages(void **state) {
  g_autoptr(GString) all = g_string_new(NULL);
  for (Look look = 0; look < LOOKS; look++) {
    const Fixture *f = *state;
    g_autofree char *failures = look_at_pages(f, f->theme, look, f->pages->len);
    g_string_append(all, failures);
  }
  if (all->len > 0) fail_msg("contrast too low:\n%s", all->str);
}

/* ---- it finds what is wrong ---- */

/* The theme with one text in the place of another; its tokens have the same numbers. */
static Theme *changed_theme(const char *from, const char *to) {
  g_autoptr(Diags) diags = diags_new();
  g_autofree char *text = NULL;
  assert_true(file_read("templates/theme.yaml", &text, NULL, NULL));
  g_auto(GStrv) parts = g_strsplit(text, from, 2);
  assert_non_null(parts[1]);
  g_autofree char *changed = g_strjoinv(to, parts), *folder = g_dir_make_tmp("feitenblad-contrast-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "theme.yaml", NULL);
  assert_true(file_write(path, changed, strlen(changed), NULL));
  Theme *theme = theme_load(path, "theme.yaml", diags);
  check_no_findings(diags);
  assert_true(file_remove_tree(folder, NULL));
  return theme;
}

static void check_found(const Fixture *f, const char *from, const char *to, const char *found) {
  g_autoptr(Theme) theme = changed_theme(from, to);
  g_autofree char *failures = look_at_pages(f, theme, LOOK_GREY, 1);
  if (!strstr(failures, found)) fail_msg("%s for %s: \"%s\" is not among\n%s", to, from, found, failures);
}

static void test_bad_themes_are_found(void **state) {
  static const char INK3[] = "ink3:        { light: \"#56696F\", dark: \"#9DB0B5\", grey: \"#";
  static const char FOCUS[] = "focus:       { light: \"#0B5A68\", dark: \"#5CC4D3\", grey: \"#";
  static const char CTXBAR[] = "ctxbar:      { light: \"#7F9399\", dark: \"#6F878D\", grey: \"#";
  static const char BRAND[] = "brand:       { light: \"#06363F\", dark: \"#0A2A31\", grey: \"#";
  static const struct { const char *from, *old, *new, *found; } CASES[] = {
      {INK3, "585858", "999999", "text ink3 on page"},
      {FOCUS, "222222", "C0C0C0", "mark focus on track"},
      {CTXBAR, "8F8F8F", "CCCCCC", "mark ctxbar on page"},
      {BRAND, "FFFFFF", "444444", "text on-brand on brand"}};
  for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autofree char *from = g_strconcat(CASES[i].from, CASES[i].old, NULL), *to = g_strconcat(CASES[i].from, CASES[i].new, NULL);
    check_found(*state, from, to, CASES[i].found);
  }
}

static Scene *categories(const Fixture *f, bool plates, const char *const *names) {
  Scene *scene = scene_new(f->theme, f->engine, 420, 20);
  TextFont font = {7.5, 600, 0};
  for (guint i = 0; names[i]; i++) {
    ColorToken fill = theme_color(f->theme, names[i]);
    g_autofree char *on = g_strconcat(names[i], "-on", NULL);
    scene_rect(scene, 10 + 50 * i, 3, 48.8, 13, paint_fill(fill));
    if (plates) scene_plate_on(scene, fill, 34 + 50 * i, 12.2, "23%", font, ANCHOR_MIDDLE);
    scene_text(scene, 34 + 50 * i, 12.2, "23%", font, theme_color(f->theme, on), ANCHOR_MIDDLE, 0);
  }
  return scene;
}

static char *look_at_scene(const Scene *scene, const Theme *theme, Look look) {
  Contrast c = contrast_new(theme, look);
  contrast_look(&c, scene);
  char *failures = contrast_failures(&c);
  print_lowest(&c);
  g_array_unref(c.pairs);
  return failures;
}

static const char *const ALL[] = {"c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", NULL};

/* In grey by pattern; a grey printer that gets the screen's colours loses them, which is why there is a profile. */
static void test_categories(void **state) {
  const Fixture *f = *state;
  g_autoptr(Scene) with = categories(f, true, ALL), without = categories(f, false, ALL);
  g_autofree char *grey = look_at_scene(with, f->theme, LOOK_GREY), *bare = look_at_scene(without, f->theme, LOOK_GREY);
  g_autofree char *copied = look_at_scene(with, f->theme, LOOK_SCREEN_COPIED);
  assert_string_equal(grey, "");
  if (!strstr(bare, "text c2-on on c2") || !strstr(bare, "text c6-on on c6")) fail_msg("no plate, and yet\n%s", bare);
  if (!strstr(copied, "fill c5 beside c6")) fail_msg("copied:\n%s", copied);
}

/* Any two that may stand beside each other. */
static void test_any_two_categories(void **state) {
  const Fixture *f = *state;
  for (guint i = 0; ALL[i]; i++)
    for (guint k = i + 1; ALL[k]; k++) {
      const char *two[] = {ALL[i], ALL[k], NULL};
      g_autoptr(Scene) scene = categories(f, true, two);
      g_autofree char *failures = look_at_scene(scene, f->theme, LOOK_GREY);
      if (*failures) fail_msg("%s", failures);
    }
  g_autoptr(Theme) same = changed_theme("pattern: horizontal, pitch: 3pt", "pattern: diagonal, pitch: 5pt");
  g_autoptr(Scene) scene = categories(f, true, (const char *[]){"c2", "c5", NULL});
  g_autofree char *failures = look_at_scene(scene, same, LOOK_GREY);
  assert_non_null(strstr(failures, "fill c2 beside c5"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_pages),
      cmocka_unit_test(test_bad_themes_are_found),
      cmocka_unit_test(test_categories),
      cmocka_unit_test(test_any_two_categories),
  };
  return cmocka_run_group_tests_name("contrast", tests, set_up, tear_down);
}
