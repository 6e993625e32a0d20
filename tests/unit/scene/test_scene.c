/* What a scene keeps: quantised places, anchors, paths, parts; and the dump that goldens stand on. */
#include "scene/scene.h"
#include "unit/surface/sample_pages.h"
#include <math.h>

static Scene *new_scene(void **state) {
  SampleFixture *f = *state;
  return scene_new(f->theme, f->engine, 200, 100);
}

static void check_dump(const Scene *scene, const char *expected) {
  g_autofree char *dump = scene_dump(scene);
  assert_string_equal(dump, expected);
}

static ColorToken color(const Scene *scene, const char *name) { return theme_color(scene_theme(scene), name); }

static void test_dump(void **state) {
  g_autoptr(Scene) scene = new_scene(state);
  scene_rect(scene, 0, 0, 10.004, 5.005, paint_fill(color(scene, "focus")));
  scene_group_clip(scene, "bar", 10, -20.5, 0, 0, 50, 12);
  Paint dashed = paint_stroke(color(scene, "ink"), 0.9);
  dashed.dash_on = 2.4, dashed.dash_off = 2, dashed.cap = CAP_ROUND;
  scene_line(scene, 0, 0, 20, 0, dashed);
  scene_text(scene, 100, 12, "Delft \"x\"\u00a0y", (TextFont){10, 600, 0}, color(scene, "ink2"), ANCHOR_END, 7);
  scene_group_end(scene);
  scene_link(scene, "https://example.org", (const double[][4]){{1, 2, 3, 4}, {5, 6, 7, 8}}, 2, 9);
  check_dump(scene, "scene 200 100\n"
                    "  path fill=focus M 0 0 L 10 0 L 10 5.01 L 0 5.01 Z\n"
                    "  group \"bar\" 10 -20.5 clip 0 0 50 12\n"
                    "    path stroke=ink width=0.9 dash=2.4,2 cap=round M 0 0 L 20 0\n"
                    "    text 45.5 12 \"Delft \\\"x\\\"\\u00a0y\" size=10 weight=600 color=ink2 end=100 w=54.5 #7\n"
                    "  end\n"
                    "  link \"https://example.org\" [ 1 2 3 4 ] [ 5 6 7 8 ] #9\n");
}

static void test_places_are_quantised(void **state) {
  g_autoptr(Scene) scene = new_scene(state);
  scene_move_to(scene, -0.001, 1.0 / 3);
  scene_curve_to(scene, 1e-9, 0.125, 2.345, 2.675, 1.006, -1.006);
  scene_paint(scene, paint_stroke(color(scene, "ink"), 1));
  const Segment *s = scene_segments(scene);
  assert_true(s[0].x[0] == 0 && !signbit(s[0].x[0]) && s[0].x[1] == 0.33);
  assert_true(s[1].x[1] == 0.13 && s[1].x[4] == 1.01 && s[1].x[5] == -1.01);
}

static void test_nothing_is_drawn_for_nothing(void **state) {
  g_autoptr(Scene) scene = new_scene(state);
  scene_rect(scene, 0, 0, 0, 5, paint_fill(color(scene, "ink")));
  scene_rect(scene, 0, 0, 5, -1, paint_fill(color(scene, "ink")));
  scene_circle(scene, 0, 0, 0, paint_fill(color(scene, "ink")));
  scene_paint(scene, paint_fill(color(scene, "ink")));
  scene_rect(scene, 0, 0, 5, 5, paint_fill(COLOR_NONE));
  assert_true(scene_text(scene, 0, 0, "", (TextFont){10, 400, 0}, color(scene, "ink"), ANCHOR_START, 1) == 0);
  scene_link(scene, "x", NULL, 0, 1);
  assert_int_equal(scene_length(scene), 0);
}

static void test_anchors(void **state) {
  g_autoptr(Scene) scene = new_scene(state);
  TextFont font = {10, 400, 0};
  double width = scene_text(scene, 50, 0, "aa", font, color(scene, "ink"), ANCHOR_START, 0);
  scene_text(scene, 50, 0, "aa", font, color(scene, "ink"), ANCHOR_MIDDLE, 0);
  scene_text(scene, 50, 0, "aa", font, color(scene, "ink"), ANCHOR_END, 0);
  assert_true(width == 11);
  assert_true(scene_item(scene, 0)->x == 50 && scene_item(scene, 1)->x == 44.5 && scene_item(scene, 2)->x == 39);
  assert_true(scene_item(scene, 2)->anchor_x == 50);
}

static void test_parts(void **state) {
  Scene *part = new_scene(state);
  scene_line(part, 0, 0, 5, 5, paint_stroke(color(part, "ink"), 1));
  scene_text(part, 1, 2, "a", (TextFont){10, 400, 0}, color(part, "ink"), ANCHOR_START, 3);
  scene_link(part, "#a", (const double[][4]){{0, 0, 1, 1}}, 1, 4);
  g_autoptr(Scene) scene = new_scene(state);
  scene_line(scene, 9, 9, 8, 8, paint_stroke(color(scene, "ink"), 1));
  scene_append(scene, part, 10, 20);
  g_clear_pointer(&part, scene_free); /* the copy stands alone */
  check_dump(scene, "scene 200 100\n"
                    "  path stroke=ink width=1 M 9 9 L 8 8\n"
                    "  group 10 20\n"
                    "    path stroke=ink width=1 M 0 0 L 5 5\n"
                    "    text 1 2 \"a\" size=10 weight=400 color=ink w=5.5 #3\n"
                    "    link \"#a\" [ 0 0 1 1 ] #4\n"
                    "  end\n");
}

static void test_hatch_stays_inside(void **state) {
  for (double w = 0.5; w < 40; w += 3.3) {
    g_autoptr(Scene) scene = new_scene(state);
    scene_hatch(scene, 10, 20, w, 9, 5, paint_stroke(color(scene, "ctx"), 0.8));
    guint drawn = 0;
    for (guint i = 0; i < scene_length(scene); i++)
      for (guint k = 0; k < scene_item(scene, i)->segments; k++, drawn++) {
        const double *at = scene_segments(scene)[k].x;
        assert_true(at[0] >= 10 && at[0] <= 10 + w && at[1] >= 20 && at[1] <= 29);
      }
    assert_true(w < 3 || drawn >= 2);
    assert_true(drawn % 2 == 0);
  }
}

static void test_plate(void **state) {
  g_autoptr(Scene) scene = new_scene(state);
  scene_plate(scene, 50, 10, "aa", (TextFont){10, 400, 0}, ANCHOR_END);
  check_dump(scene, "scene 200 100\n  path fill=surface M 38 1.8 L 51 1.8 L 51 12.2 L 38 12.2 Z\n");
}

static void check_icon(void **state, const char *d, const char *expected) {
  g_autoptr(Scene) scene = new_scene(state);
  scene_svg_path(scene, d, 0, 0, 1, paint_stroke(color(scene, "ink"), 1));
  g_autofree char *dump = scene_dump(scene);
  const char *path = strstr(dump, " M ");
  assert_non_null(path);
  assert_string_equal(g_strchomp((char *)path + 1), expected);
}

static void test_svg_paths(void **state) {
  check_icon(state, "M1 2 3 4", "M 1 2 L 3 4");
  check_icon(state, "m1 2 3 4z", "M 1 2 L 4 6 Z");
  check_icon(state, "M1.5.5-2-3", "M 1.5 0.5 L -2 -3");
  check_icon(state, "M0 0H5V6h-1v-2", "M 0 0 L 5 0 L 5 6 L 4 6 L 4 4");
  check_icon(state, "M0,0 C1,1 2,1 3,0 S5-1 6 0", "M 0 0 C 1 1 2 1 3 0 C 4 -1 5 -1 6 0");
  check_icon(state, "M0 0s1 1 2 0", "M 0 0 C 0 0 1 1 2 0");
  check_icon(state, "M0 0a1 1 0 0 1 2 0", "M 0 0 C 0 -0.55 0.45 -1 1 -1 C 1.55 -1 2 -0.55 2 0");
  check_icon(state, "M0 0a1 1 0 012 0", "M 0 0 C 0 -0.55 0.45 -1 1 -1 C 1.55 -1 2 -0.55 2 0"); /* flags that touch */
  check_icon(state, "M0 0A0 1 0 0 1 2 0", "M 0 0 L 2 0");
  check_icon(state, "M1 1L2 2Zl3 0", "M 1 1 L 2 2 Z M 1 1 L 4 1");
}

static void test_svg_path_is_scaled(void **state) {
  g_autoptr(Scene) scene = new_scene(state);
  scene_svg_path(scene, "M1 2l1 1", 10, 20, 2, paint_stroke(color(scene, "ink"), 1));
  assert_true(scene_segments(scene)[0].x[0] == 12 && scene_segments(scene)[0].x[1] == 24);
  assert_true(scene_segments(scene)[1].x[0] == 14 && scene_segments(scene)[1].x[1] == 26);
}

static void test_tags(void **state G_GNUC_UNUSED) {
  g_autoptr(TagTree) tree = tag_tree_new();
  Tag *table = tag_add(tree, tag_tree_root(tree), TAG_TABLE), *row = tag_add(tree, table, TAG_TR);
  Tag *head = tag_add(tree, row, TAG_TH), *list = tag_add(tree, tag_tree_root(tree), TAG_L);
  head->scope = TAG_SCOPE_ROW, head->col_span = 2, list->list_unordered = true;
  Tag *figure = tag_add(tree, tag_tree_root(tree), TAG_FIGURE);
  figure->alt = g_strdup("Een \"titel\"\nen meer"), figure->language = g_strdup("fr");
  assert_ptr_equal(tag_get(tree, head->id), head);
  assert_null(tag_get(tree, 0));
  assert_null(tag_get(tree, 99));
  assert_int_equal(tag_count(tree), 6);
  g_autofree char *dump = tag_tree_dump(tree);
  assert_string_equal(dump, "Document #1\n"
                            "  Table #2\n"
                            "    TR #3\n"
                            "      TH #4 scope=row colspan=2\n"
                            "  L #5 unordered\n"
                            "  Figure #6 lang=\"fr\" alt=\"Een \\\"titel\\\"\\nen meer\"\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_dump, sample_set_up_stub, sample_tear_down),
      cmocka_unit_test_setup_teardown(test_places_are_quantised, sample_set_up_stub, sample_tear_down),
      cmocka_unit_test_setup_teardown(test_nothing_is_drawn_for_nothing, sample_set_up_stub, sample_tear_down),
      cmocka_unit_test_setup_teardown(test_anchors, sample_set_up_stub, sample_tear_down),
      cmocka_unit_test_setup_teardown(test_parts, sample_set_up_stub, sample_tear_down),
      cmocka_unit_test_setup_teardown(test_hatch_stays_inside, sample_set_up_stub, sample_tear_down),
      cmocka_unit_test_setup_teardown(test_plate, sample_set_up_stub, sample_tear_down),
      cmocka_unit_test_setup_teardown(test_svg_paths, sample_set_up_stub, sample_tear_down),
      cmocka_unit_test_setup_teardown(test_svg_path_is_scaled, sample_set_up_stub, sample_tear_down),
      cmocka_unit_test(test_tags),
  };
  return cmocka_run_group_tests_name("scene", tests, NULL, NULL);
}
