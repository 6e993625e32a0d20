/* Patterns as lines: inside the box as far as they must be, at the pitch of the theme, and never a format's own. */
#include "scene/pattern.h"
#include "base/diag.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* cmocka last: it needs the types above. */
#include <cmocka.h>

typedef struct {
  Theme *theme;
  TextEngine *engine;
  Scene *scene;
} Fixture;

static int set_up(void **state) {
  Fixture *f = g_new0(Fixture, 1);
  g_autoptr(Diags) diags = diags_new();
  f->theme = theme_load("templates/theme.yaml", "templates/theme.yaml", diags);
  assert_non_null(f->theme);
  f->engine = text_engine_new_stub();
  f->scene = scene_new(f->theme, f->engine, 200, 100);
  *state = f;
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

/* The marks of a box 30 wide and 13 high at 10,20. */
static GArray *marks_of(const Fixture *f, PatternKind kind) {
  scene_rect(f->scene, 10, 20, 30, 13, paint_fill(theme_color(f->theme, "c2")));
  ThemePattern pattern = {.kind = kind, .pitch = 5, .line = 1, .ground = 0xffffff};
  return pattern_marks(&pattern, f->scene, scene_item(f->scene, scene_length(f->scene) - 1));
}

static const Segment *mark(const GArray *marks, guint i) { return &g_array_index(marks, Segment, 2 * i); }

static bool near(double a, double b) { return fabs(a - b) < 0.011; }

static void test_diagonals(void **state) {
  g_autoptr(GArray) marks = marks_of(*state, PATTERN_DIAGONAL), both = marks_of(*state, PATTERN_CROSSHATCH);
  assert_int_equal(marks->len / 2, 9); /* (30 + 13) / 5, and one that only its width brings in */
  for (guint i = 0; i < marks->len / 2; i++) {
    const Segment *from = mark(marks, i), *to = from + 1;
    assert_true(from->op == 'M' && to->op == 'L');
    assert_true(near(to->x[0] - from->x[0], from->x[1] - to->x[1])); /* 45 degrees, rising */
    /* Reaches over both edges of the box, by no more than its own width. */
    assert_true(from->x[0] >= 9 && to->x[0] <= 41 && from->x[1] <= 34.01 && to->x[1] >= 18.99);
    assert_true(near(from->x[0], 9) || near(from->x[1], 34));
    assert_true(near(to->x[0], 41) || near(to->x[1], 19));
  }
  assert_true(near(mark(marks, 4)->x[0] + mark(marks, 4)->x[1] - mark(marks, 3)->x[0] - mark(marks, 3)->x[1], 5));
  assert_int_equal(both->len, 2 * marks->len);
}

static void test_horizontals_are_whole_and_centred(void **state) {
  g_autoptr(GArray) marks = marks_of(*state, PATTERN_HORIZONTAL);
  assert_int_equal(marks->len / 2, 3);
  for (guint i = 0; i < 3; i++) {
    const Segment *line = mark(marks, i);
    assert_true(near(line[0].x[0], 10) && near(line[1].x[0], 40) && near(line[0].x[1], 21.5 + 5 * i));
  }
}

static void test_dots_are_whole_and_centred(void **state) {
  g_autoptr(GArray) marks = marks_of(*state, PATTERN_DOTS);
  assert_int_equal(marks->len / 2, 6 * 2);
  assert_true(near(mark(marks, 0)->x[0], 12.5) && near(mark(marks, 0)->x[1], 24));
  assert_true(near(mark(marks, 11)->x[0], 37.5) && near(mark(marks, 11)->x[1], 29));
}

/* Where it is too small for one mark it still has one, clipped. */
static void test_small_boxes(void **state) {
  const Fixture *f = *state;
  ThemePattern pattern = {.pitch = 5, .line = 1};
  scene_rect(f->scene, 0, 0, 0.5, 0.5, paint_fill(theme_color(f->theme, "c2")));
  for (pattern.kind = PATTERN_DIAGONAL; pattern.kind <= PATTERN_DOTS; pattern.kind++) {
    g_autoptr(GArray) marks = pattern_marks(&pattern, f->scene, scene_item(f->scene, scene_length(f->scene) - 1));
    if (pattern.kind >= PATTERN_HORIZONTAL) assert_int_equal(marks->len, 2);
    assert_true(marks->len <= 8 && (marks->len > 0 || pattern.kind < PATTERN_HORIZONTAL));
  }
}

static void test_plates_show_on_patterns_only(void **state) {
  const Fixture *f = *state;
  ColorToken patterned = theme_color(f->theme, "c2"), plain = theme_color(f->theme, "c1");
  guint first = scene_length(f->scene);
  scene_plate_on(f->scene, patterned, 10, 20, "23%", (TextFont){7.5, 600, 0}, ANCHOR_MIDDLE);
  scene_plate_on(f->scene, plain, 10, 20, "23%", (TextFont){7.5, 600, 0}, ANCHOR_MIDDLE);
  const SceneItem *on_pattern = scene_item(f->scene, first), *on_plain = scene_item(f->scene, first + 1);
  assert_false(pattern_hides(on_pattern, f->theme, THEME_GREY));
  assert_null(pattern_of(on_pattern, f->theme, THEME_GREY)); /* a plate is plain itself */
  assert_true(pattern_hides(on_pattern, f->theme, THEME_LIGHT));
  assert_true(pattern_hides(on_plain, f->theme, THEME_GREY));
  g_autofree char *dump = scene_dump(f->scene);
  assert_non_null(strstr(dump, "path plate=c2 M"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_diagonals),
      cmocka_unit_test(test_horizontals_are_whole_and_centred),
      cmocka_unit_test(test_dots_are_whole_and_centred),
      cmocka_unit_test(test_small_boxes),
      cmocka_unit_test(test_plates_show_on_patterns_only),
  };
  return cmocka_run_group_tests_name("pattern", tests, set_up, tear_down);
}
