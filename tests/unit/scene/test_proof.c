/* What stands in the way of reading is found; what only comes near is not. */
#include "scene/proof.h"
#include "unit/surface/sample_pages.h"

/* With the stub metrics at 10 pt a letter is 5.5 wide; capitals end 7.3 above the baseline or so. */
static const TextFont FONT = {.size = 10, .weight = 400};

typedef struct { Theme *theme; TextEngine *engine; Scene *scene; ColorToken ink, surface, track; } Fixture;

static int set_up(void **state) {
  Fixture *f = g_new0(Fixture, 1);
  f->theme = sample_theme();
  f->engine = text_engine_new_stub();
  f->scene = scene_new(f->theme, f->engine, 200, 200);
  f->ink = theme_color(f->theme, "ink"), f->surface = theme_color(f->theme, "surface"), f->track = theme_color(f->theme, "track");
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

static void text(Fixture *f, double x, double y, const char *words) {
  scene_text(f->scene, x, y, words, FONT, f->ink, ANCHOR_START, 0);
}

static void line(Fixture *f, double x1, double y1, double x2, double y2) {
  scene_line(f->scene, x1, y1, x2, y2, paint_stroke(f->ink, 1));
}

/* Names of the findings, joined by blanks. */
static void expect(const Fixture *f, const char *expected) {
  g_autoptr(GArray) found = scene_proof(f->scene, 7);
  g_autoptr(GString) names = g_string_new(NULL);
  for (guint i = 0; i < found->len; i++)
    g_string_append_printf(names, "%s%s", i ? " " : "", proof_kind_name(g_array_index(found, ProofFinding, i).kind));
  assert_string_equal(names->str, expected);
}

static void test_texts_side_by_side(void **state) {
  text(*state, 10, 20, "Delft");
  text(*state, 35.5, 20, "8,2"); /* touches */
  text(*state, 10, 30, "Wijk");  /* the next line of a tight paragraph */
  expect(*state, "");
}

static void test_text_on_text(void **state) {
  text(*state, 10, 20, "Delft");
  text(*state, 33, 22, "8,2");
  expect(*state, "text-on-text");
}

static void test_blanks_at_the_end_are_no_text(void **state) {
  text(*state, 10, 20, "Delft ");
  text(*state, 38, 20, "8,2");
  expect(*state, "");
}

static void test_text_on_line(void **state) {
  text(*state, 10, 20, "Delft");
  line(*state, 20, 0, 20, 50); /* after it */
  expect(*state, "text-on-line");
}

static void test_a_slanted_line_and_a_curve(void **state) {
  Fixture *f = *state;
  line(f, 0, 40, 60, 0);
  text(f, 10, 20, "Delft");
  expect(f, "text-on-line");
  scene_move_to(f->scene, 100, 0);
  scene_curve_to(f->scene, 100, 15, 110, 30, 140, 30);
  scene_paint(f->scene, paint_stroke(f->ink, 1));
  text(f, 100, 20, "Delft");
  expect(f, "text-on-line text-on-line");
}

static void test_a_plate_hides_the_line(void **state) {
  Fixture *f = *state;
  line(f, 20, 0, 20, 50);
  scene_plate(f->scene, 10, 20, "Delft", FONT, ANCHOR_START);
  text(f, 10, 20, "Delft");
  expect(f, "");
}

static void test_underlines_and_rules_are_welcome(void **state) {
  text(*state, 10, 20, "Delft");
  line(*state, 10, 21.3, 40, 21.3);
  line(*state, 0, 11.5, 100, 11.5);
  expect(*state, "");
}

static void test_text_half_on_a_bar(void **state) {
  Fixture *f = *state;
  scene_rect(f->scene, 0, 10, 20, 12, paint_fill(f->track));
  text(f, 10, 20, "Delft");
  expect(f, "text-on-edge");
}

static void test_text_in_a_bar_stands_on_it(void **state) {
  Fixture *f = *state;
  line(f, 20, 0, 20, 50);
  scene_rect(f->scene, 0, 10, 60, 12, paint_fill(f->track));
  text(f, 10, 20, "Delft");
  text(f, 62, 20, "8,2");
  expect(f, "");
}

static void test_off_the_page_or_its_clip(void **state) {
  Fixture *f = *state;
  text(f, 180, 20, "Delft");
  expect(f, "text-outside");
  scene_group_clip(f->scene, "chart", 100, 100, 0, 0, 30, 30);
  text(f, 10, 20, "Delft");
  scene_group_end(f->scene);
  text(f, 100, 60, "Delft");
  expect(f, "text-outside text-outside");
}

static void test_too_small(void **state) {
  Fixture *f = *state;
  scene_text(f->scene, 10, 20, "Bron", (TextFont){6.9, 400, 0}, f->ink, ANCHOR_START, 0);
  scene_text(f->scene, 10, 40, "Bron", (TextFont){7, 400, 0}, f->ink, ANCHOR_START, 0);
  expect(f, "text-too-small");
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      EACH(test_texts_side_by_side), EACH(test_text_on_text), EACH(test_blanks_at_the_end_are_no_text),
      EACH(test_text_on_line), EACH(test_a_slanted_line_and_a_curve), EACH(test_a_plate_hides_the_line),
      EACH(test_underlines_and_rules_are_welcome), EACH(test_text_half_on_a_bar),
      EACH(test_text_in_a_bar_stands_on_it), EACH(test_off_the_page_or_its_clip), EACH(test_too_small),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
