/* Boxes: the air between them, and where they may break. */
#include "unit/layout/doc_builder.h"
#include "layout/box.h"
#include "layout/compose.h"

static const SourcePos NOWHERE = {0};

/* A paragraph of a number of lines, 10 high each. */
static Box *text_box(LayoutJob *job, guint lines) {
  Box *box = box_new(BOX_TEXT, NOWHERE, 0, 100);
  box->text = inline_new(job);
  for (guint i = 0; i < lines; i++) {
    inline_add(box->text, "regel", (TextFont){10, 400, 0}, theme_color(job->theme, "ink"), 0);
    inline_add_line(box->text);
  }
  inline_break(box->text, 100, INLINE_RAGGED);
  box->leading = 10;
  box->height = lines * 10;
  return box;
}

static void test_gap_is_the_larger_air(void **state) {
  (void)state;
  Box above = {.kind = BOX_TEXT, .after = 6}, below = {.kind = BOX_FIGURE, .before = 18};
  assert_float_equal(box_gap(NULL, &below), 0, 0);
  assert_float_equal(box_gap(&above, &below), 18, 0);
}

static void test_head_is_close_to_its_text(void **state) {
  (void)state;
  Box head = {.kind = BOX_TEXT, .after = 3, .keep_next = true, .after_figure = 9};
  Box text = {.kind = BOX_TEXT, .before = 6}, figure = {.kind = BOX_FIGURE, .before = 18};
  assert_float_equal(box_gap(&head, &text), 3, 0);
  assert_float_equal(box_gap(&head, &figure), 9, 0);
}

static void expect_fitting(guint lines, guint first, double height, guint expected) {
  Bench *bench = bench_new("Delft");
  LayoutJob job = bench_job(bench);
  g_autoptr(Box) box = text_box(&job, lines);
  assert_int_equal(box_parts(box), lines);
  assert_int_equal(box_fitting(box, first, height), expected);
  bench_job_clear(&job);
  bench_free(bench);
}

static void test_no_single_line_on_either_side(void **state) {
  (void)state;
  expect_fitting(6, 0, 100, 6);
  expect_fitting(6, 0, 60, 6);
  expect_fitting(6, 0, 55, 4); /* five would leave one for the next page */
  expect_fitting(6, 0, 45, 4);
  expect_fitting(6, 0, 20, 2);
  expect_fitting(6, 0, 19, 0); /* one line stays with the second */
  expect_fitting(3, 0, 25, 0); /* three lines are never broken */
  expect_fitting(6, 4, 15, 0);
  expect_fitting(6, 2, 25, 2);
}

static void test_height_counts_the_top_once(void **state) {
  (void)state;
  Bench *bench = bench_new("Delft");
  LayoutJob job = bench_job(bench);
  g_autoptr(Box) box = text_box(&job, 5);
  box->top = 4;
  box->height += 4;
  assert_float_equal(box_height(box, 0, 5), 54, 0);
  assert_float_equal(box_height(box, 0, 2), 24, 0);
  assert_float_equal(box_height(box, 2, 3), 30, 0);
  bench_job_clear(&job);
  bench_free(bench);
}

static void test_heads_are_never_broken(void **state) {
  (void)state;
  Bench *bench = bench_new("Delft");
  LayoutJob job = bench_job(bench);
  g_autoptr(Box) box = text_box(&job, 6);
  box->keep_next = true;
  assert_int_equal(box_parts(box), 1);
  assert_int_equal(box_fitting(box, 0, 59), 0);
  assert_int_equal(box_fitting(box, 0, 60), 1);
  bench_job_clear(&job);
  bench_free(bench);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_gap_is_the_larger_air),      cmocka_unit_test(test_head_is_close_to_its_text),
      cmocka_unit_test(test_no_single_line_on_either_side), cmocka_unit_test(test_height_counts_the_top_once),
      cmocka_unit_test(test_heads_are_never_broken),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
