/* The name in the header, from "Ee" to "Nuenen, Gerwen en Nederwetten" and beyond. */
#include "unit/layout/doc_builder.h"
#include "layout/name.h"

/* Width beside the locator. */
static const double WIDTH = 426;

static void fit(const char *name, double width, double *size, guint *lines, double *excess) {
  Bench *bench = bench_new(name);
  LayoutJob job = bench_job(bench);
  NameLines fitted;
  name_fit(&job, width, &fitted);
  *size = fitted.font.size;
  *lines = fitted.lines->len;
  *excess = fitted.excess;
  for (guint i = 0; i < fitted.lines->len && fitted.excess == 0; i++)
    assert_true(text_width(job.text, g_ptr_array_index(fitted.lines, i), fitted.font) <= width);
  name_clear(&fitted);
  bench_job_clear(&job);
  bench_free(bench);
}

static void test_short_name_is_large(void **state) {
  (void)state;
  double size, excess;
  guint lines;
  fit("Ee", WIDTH, &size, &lines, &excess);
  assert_float_equal(size, 33, 0);
  assert_int_equal(lines, 1);
}

static void test_long_name_steps_down(void **state) {
  (void)state;
  double size, excess;
  guint lines;
  fit("Nuenen, Gerwen en Nederwetten", WIDTH, &size, &lines, &excess);
  assert_true(size < 33 && size >= 18);
  assert_float_equal(size * 2, (int)(size * 2), 0); /* in half points */
  assert_int_equal(lines, 1);
  assert_float_equal(excess, 0, 0);
}

static void test_longer_name_takes_two_lines(void **state) {
  (void)state;
  double size, excess;
  guint lines;
  fit("Koploperregio Metropoolregio Amsterdam en Almere Buiten", WIDTH, &size, &lines, &excess);
  assert_true(size >= 18 && size <= 20);
  assert_int_equal(lines, 2);
  assert_float_equal(excess, 0, 0);
}

static void test_one_endless_word_is_told(void **state) {
  (void)state;
  double size, excess;
  guint lines;
  fit("Westerschouwenduivelandwalcherenbevelandtholenendeomgeving", WIDTH, &size, &lines, &excess);
  assert_float_equal(size, 18, 0);
  assert_true(excess > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_short_name_is_large),
      cmocka_unit_test(test_long_name_steps_down),
      cmocka_unit_test(test_longer_name_takes_two_lines),
      cmocka_unit_test(test_one_endless_word_is_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
