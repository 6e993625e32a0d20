/* Ratios by WCAG's own examples; what is too weak is found, what stands on a plate or has an edge is not. */
#include "scene/contrast.h"
#include "base/file.h"
#include "unit/surface/sample_pages.h"
#include <glib/gstdio.h>
#include <string.h>

static const TextFont FONT = {.size = 10, .weight = 400};

typedef struct { Theme *theme; TextEngine *engine; Scene *scene; } Fixture;

static Fixture *fixture_of(Theme *theme) {
  Fixture *f = g_new0(Fixture, 1);
  f->theme = theme;
  f->engine = text_engine_new_stub();
  f->scene = scene_new(f->theme, f->engine, 200, 200);
  return f;
}

static int set_up(void **state) {
  *state = fixture_of(sample_theme());
  return 0;
}

static int tear_down(void **state) {
  Fixture *f = *state;
  scene_free(f->scene);
  text_engine_free(f->engine);
  theme_free(f->theme);
  g_free(f);
  return 0;
}

static ColorToken color(const Fixture *f, const char *name) { return theme_color(f->theme, name); }

static void rect(Fixture *f, double x, double w, const char *fill) {
  scene_rect(f->scene, x, 10, w, 20, paint_fill(color(f, fill)));
}

static void text(Fixture *f, double x, const char *token) {
  scene_text(f->scene, x, 25, "Ee", FONT, color(f, token), ANCHOR_START, 0);
}

/* "text achter-text/track" …, joined by commas. */
static void expect(const Fixture *f, ThemeMode mode, const char *expected) {
  static const char *const KINDS[] = {"text", "mark", "fills"};
  g_autoptr(GArray) found = scene_contrast(f->scene, mode, NULL);
  g_autoptr(GString) names = g_string_new(NULL);
  for (guint i = 0; i < found->len; i++) {
    const ContrastFinding *finding = &g_array_index(found, ContrastFinding, i);
    g_string_append_printf(names, "%s%s %s/%s", i ? ", " : "", KINDS[finding->kind], theme_color_name(f->theme, finding->color),
                           finding->against == COLOR_NONE ? "" : theme_color_name(f->theme, finding->against));
  }
  assert_string_equal(names->str, expected);
}

static void test_ratio(void **state G_GNUC_UNUSED) {
  assert_float_equal(contrast_ratio(0x000000, 0xffffff), 21, 0.001);
  assert_float_equal(contrast_ratio(0xffffff, 0x000000), 21, 0.001);
  assert_float_equal(contrast_ratio(0x777777, 0xffffff), 4.48, 0.005); /* the grey that just fails */
  assert_float_equal(contrast_ratio(0x0b5a68, 0xffffff), 7.85, 0.005); /* STYLE.md's own figure */
  assert_float_equal(contrast_ratio(0x123456, 0x123456), 1, 0.001);
}

static void test_text_on_the_page_and_on_fills(void **state) {
  Fixture *f = *state;
  text(f, 0, "ink");
  text(f, 0, "ctx"); /* a colour for graphics */
  rect(f, 40, 60, "focus");
  text(f, 50, "surface");
  text(f, 70, "ink");
  expect(f, THEME_LIGHT, "text ctx/, text ink/focus");
}

static void test_the_lowest_ratio_is_told(void **state) {
  Fixture *f = *state;
  double lowest = 0;
  text(f, 0, "focus");
  g_array_unref(scene_contrast(f->scene, THEME_LIGHT, &lowest));
  assert_float_equal(lowest, 7.85, 0.005);
}

static void test_marks(void **state) {
  Fixture *f = *state;
  rect(f, 0, 20, "focus");
  rect(f, 30, 20, "seq1"); /* pale, without an edge */
  scene_rect(f->scene, 60, 10, 20, 20, (Paint){.fill = color(f, "seq1"), .stroke = color(f, "ctx"), .width = 0.7});
  rect(f, 90, 20, "ctx-prov"); /* decorative: its edge says it */
  rect(f, 120, 60, "track");
  scene_line(f->scene, 130, 15, 140, 15, paint_stroke(color(f, "ctx"), 0.8));
  expect(f, THEME_LIGHT, "mark seq1/, mark ctx/track");
}

static void test_neighbours_in_grey(void **state) {
  Fixture *f = *state;
  rect(f, 0, 20, "c1");
  rect(f, 21, 20, "c2"); /* a pattern */
  rect(f, 42, 20, "c3"); /* another */
  rect(f, 63, 20, "c1");
  expect(f, THEME_GREY, "");
  rect(f, 100, 20, "focus");
  rect(f, 121, 20, "ok"); /* the same grey */
  expect(f, THEME_GREY, "fills ok/focus");
  expect(f, THEME_LIGHT, ""); /* hue is not judged there: ok is focus by design */
}

static void test_text_on_a_pattern_needs_its_plate(void **state) {
  Fixture *f = *state;
  rect(f, 0, 40, "c2");
  text(f, 10, "c2-on");
  expect(f, THEME_GREY, "text c2-on/c2");
  rect(f, 60, 40, "c2");
  scene_plate_on(f->scene, color(f, "c2"), 70, 25, "Ee", FONT, ANCHOR_START);
  text(f, 70, "c2-on");
  expect(f, THEME_GREY, "text c2-on/c2");
}

/* A theme that somebody spoilt. */
static void test_a_pale_theme_is_caught(void **state G_GNUC_UNUSED) {
  g_autofree char *yaml = NULL;
  assert_true(file_read("templates/theme.yaml", &yaml, NULL, NULL));
  char *ink = strstr(yaml, "#0F2227");
  assert_non_null(ink);
  memcpy(ink, "#A0A8AA", 7);
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp("theme-XXXXXX.yaml", &path, NULL);
  assert_true(fd >= 0);
  g_close(fd, NULL);
  assert_true(file_write(path, yaml, strlen(yaml), NULL));
  g_autoptr(Diags) diags = diags_new();
  Fixture *f = fixture_of(theme_load(path, "theme.yaml", diags));
  text(f, 0, "ink");
  expect(f, THEME_LIGHT, "text ink/");
  void *held = f;
  tear_down(&held);
  g_unlink(path);
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_ratio),    EACH(test_text_on_the_page_and_on_fills),     EACH(test_the_lowest_ratio_is_told),
      EACH(test_marks),                EACH(test_neighbours_in_grey),                EACH(test_text_on_a_pattern_needs_its_plate),
      cmocka_unit_test(test_a_pale_theme_is_caught),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
