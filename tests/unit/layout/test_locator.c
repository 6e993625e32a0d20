/* Which provinces the locator lights. */
#include "unit/layout/doc_builder.h"
#include "layout/locator.h"
#include "layout/qr.h"

/* Letters of the lit tiles, in the order drawn. */
static char *lit(Bench *bench, Region *region) {
  bench->doc.region = region;
  LayoutJob job = bench_job(bench);
  g_autoptr(Scene) scene = scene_new(bench->theme, bench->text, 595, 200);
  locator_draw(&job, scene, 555, 20);
  GString *out = g_string_new(NULL);
  g_autoptr(GArray) texts = bench_texts(scene);
  assert_int_equal(texts->len, 12);
  for (guint i = 0; i < texts->len; i++) {
    const FoundText *found = &g_array_index(texts, FoundText, i);
    assert_int_equal(found->item->tag, TAG_ARTIFACT);
    assert_true(found->x > 555 - locator_width(&job) && found->x + found->item->width < 555);
    if (found->item->font.weight == 700) g_string_append_printf(out, "%s ", found->item->text);
  }
  bench_job_clear(&job);
  return g_string_free(out, FALSE);
}

static void test_region_lights_its_province(void **state) {
  (void)state;
  Bench *bench = bench_new("Delft");
  g_autofree char *letters = lit(bench, &bench->region);
  assert_string_equal(letters, "ZH ");
  g_autofree char *own = lit(bench, &bench->province);
  assert_string_equal(own, "ZH ");
  bench_free(bench);
}

static void test_region_across_provinces_lights_all_of_them(void **state) {
  (void)state;
  Bench *bench = bench_new("Delft");
  Region other_province, other, across;
  bench_region(&other_province, "PV26", "Utrecht");
  bench_region(&other, "GM0344", "Utrecht");
  bench_region(&across, "AM01", "Midden");
  g_ptr_array_add(other.parents, &other_province);
  g_ptr_array_add(across.members, &bench->region);
  g_ptr_array_add(across.members, &other);
  g_autofree char *letters = lit(bench, &across);
  assert_string_equal(letters, "ZH UT ");
  Region *regions[] = {&other_province, &other, &across};
  for (guint i = 0; i < 3; i++) {
    g_ptr_array_unref(regions[i]->parents);
    g_ptr_array_unref(regions[i]->members);
  }
  bench_free(bench);
}

static void test_country_lights_none(void **state) {
  (void)state;
  Bench *bench = bench_new("Delft");
  Region provinces[12];
  char codes[12][8];
  for (guint i = 0; i < 12; i++) {
    g_snprintf(codes[i], sizeof codes[i], "PV%u", 20 + i);
    bench_region(&provinces[i], codes[i], "p");
    g_ptr_array_add(bench->country.members, &provinces[i]);
  }
  g_autofree char *letters = lit(bench, &bench->country);
  assert_string_equal(letters, "");
  for (guint i = 0; i < 12; i++) {
    g_ptr_array_unref(provinces[i].parents);
    g_ptr_array_unref(provinces[i].members);
  }
  bench_free(bench);
}

static void test_qr_is_one_path_inside_its_square(void **state) {
  (void)state;
  Bench *bench = bench_new("Delft");
  g_autoptr(Scene) scene = scene_new(bench->theme, bench->text, 100, 100);
  assert_true(qr_draw(scene, "https://voorbeeld.nl/gemeente/delft/", 10, 20, 60, theme_color(bench->theme, "ink")));
  assert_int_equal(scene_length(scene), 1);
  const SceneItem *path = scene_item(scene, 0);
  double left = 100, right = 0, top = 100, bottom = 0;
  for (guint i = 0; i < path->segments; i++) {
    const Segment *segment = &scene_segments(scene)[path->first_segment + i];
    if (segment->op == 'Z') continue;
    left = MIN(left, segment->x[0]), right = MAX(right, segment->x[0]);
    top = MIN(top, segment->x[1]), bottom = MAX(bottom, segment->x[1]);
  }
  assert_float_equal(left, 10, 0.01);
  assert_float_equal(right, 70, 0.01);
  assert_float_equal(top, 20, 0.01);
  assert_float_equal(bottom, 80, 0.01);
  g_autofree char *endless = g_strnfill(5000, 'a');
  assert_false(qr_draw(scene, endless, 0, 0, 60, theme_color(bench->theme, "ink")));
  bench_free(bench);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_region_lights_its_province),
      cmocka_unit_test(test_region_across_provinces_lights_all_of_them),
      cmocka_unit_test(test_country_lights_none),
      cmocka_unit_test(test_qr_is_one_path_inside_its_square),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
