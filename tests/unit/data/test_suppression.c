/* Cells and equations alone: what is hidden for the sake of what, and what is left to know. */
#include "data/suppression.h"
#include "fixture.h"
#include <math.h>

static guint add(Suppression *suppression, double value) {
  bool small = value > 0 && value < 5;
  SuppressionCell cell = {.value = value, .low = small, .high = small ? 4 : INFINITY, .floor = value >= 5 ? 5 : 0,
                          .protection = 3, .secret = small, .whole = true};
  return suppression_add(suppression, cell);
}

/* parts (ended by G_MAXUINT) make the total */
static void equation(Suppression *suppression, guint total, const guint *parts) {
  suppression_begin(suppression, 0);
  for (; *parts != G_MAXUINT; parts++) suppression_term(suppression, *parts, 1);
  suppression_term(suppression, total, -1);
}

static void expect(Suppression *suppression, const char *expected) {
  g_autoptr(GString) found = g_string_new(NULL);
  suppression_solve(suppression);
  for (guint i = 0; i < suppression_count(suppression); i++) {
    const SuppressionCell *cell = suppression_cell(suppression, i);
    if (!cell->secret) g_string_append_printf(found, "%g ", cell->value);
    else if (cell->withheld) g_string_append(found, "? ");
    else g_string_append_printf(found, "%g..%g ", cell->low, cell->high);
  }
  if (strcmp(found->str, expected)) fail_msg("%s, not %s", found->str, expected);
}

static void test_two_sums_through_one_cell(void **state G_GNUC_UNUSED) {
  g_autoptr(Suppression) s = suppression_new();
  guint total = add(s, 33), small = add(s, 3), large = add(s, 30), again = add(s, 30);
  equation(s, total, (guint[]){small, large, G_MAXUINT});
  equation(s, large, (guint[]){again, G_MAXUINT});
  expect(s, "33 1..4 29..32 29..32 ");
}

/* Rows and columns: hiding one more in the row of the small one, and one more in its column, tells both again unless the fourth
 * corner is hidden too. */
static void test_rows_and_columns(void **state G_GNUC_UNUSED) {
  g_autoptr(Suppression) s = suppression_new();
  static const double values[9] = {3, 20, 40, 21, 22, 50, 41, 51, 60};
  guint cells[9], rows[3], columns[3];
  for (int i = 0; i < 9; i++) cells[i] = add(s, values[i]);
  for (int i = 0; i < 3; i++) {
    rows[i] = add(s, values[3 * i] + values[3 * i + 1] + values[3 * i + 2]);
    columns[i] = add(s, values[i] + values[i + 3] + values[i + 6]);
    equation(s, rows[i], (guint[]){cells[3 * i], cells[3 * i + 1], cells[3 * i + 2], G_MAXUINT});
    equation(s, columns[i], (guint[]){cells[i], cells[i + 3], cells[i + 6], G_MAXUINT});
  }
  expect(s, "1..4 19..22 40 20..23 20..23 50 41 51 60 63 65 93 93 152 150 ");
}

/* Two sums that only together tell: x + y = 10 and x - y = 2 each leave room. */
static void test_what_only_two_sums_tell(void **state G_GNUC_UNUSED) {
  g_autoptr(Suppression) s = suppression_new();
  SuppressionCell unknown = {.value = 6, .low = 0, .high = INFINITY, .protection = 3, .secret = true, .whole = true};
  guint x = suppression_add(s, unknown);
  unknown.value = 4;
  guint y = suppression_add(s, unknown), ten = add(s, 10), other = add(s, 200);
  equation(s, ten, (guint[]){x, y, G_MAXUINT});
  suppression_begin(s, 202);
  suppression_term(s, other, 1);
  suppression_term(s, x, 1);
  suppression_term(s, y, -1);
  suppression_solve(s);
  assert_true(suppression_cell(s, ten)->secret);
  assert_false(suppression_cell(s, other)->secret);
}

/* 405 - 222 tells 183, hidden or not: it is shown again, and nothing is hidden for its sake. */
static void test_what_hides_nothing_is_shown_again(void **state G_GNUC_UNUSED) {
  g_autoptr(Suppression) s = suppression_new();
  guint one = add(s, 183), large = add(s, 220), small = add(s, 2), all = add(s, 405), two = add(s, 222), other = add(s, 500);
  guint sum = add(s, 683);
  equation(s, all, (guint[]){one, large, small, G_MAXUINT});
  equation(s, two, (guint[]){large, small, G_MAXUINT});
  equation(s, sum, (guint[]){one, other, G_MAXUINT});
  expect(s, "183 218..221 1..4 405 222 500 683 ");
}

static void test_nothing_to_hide(void **state G_GNUC_UNUSED) {
  g_autoptr(Suppression) s = suppression_new();
  guint total = add(s, 33), one = add(s, 13), other = add(s, 20);
  equation(s, total, (guint[]){one, other, G_MAXUINT});
  expect(s, "33 13 20 ");
}

/* Zeros say nothing of people: intervals are withheld first, and zeros hidden last. */
static void test_zeros_come_last(void **state G_GNUC_UNUSED) {
  g_autoptr(Suppression) s = suppression_new();
  guint total = add(s, 3), one = add(s, 1), other = add(s, 2), zero = add(s, 0);
  equation(s, total, (guint[]){one, other, zero, G_MAXUINT});
  expect(s, "? 1..4 1..4 0 ");
}

/* All gemeenten hang together in a country's own row; that must not make it slow. */
static void test_a_country(void **state G_GNUC_UNUSED) {
  enum { PROVINCES = 12, PARTS = 30, GROUPS = 4 };
  g_autoptr(Suppression) s = suppression_new();
  guint all[GROUPS][PROVINCES * PARTS + 1], provinces[GROUPS][PROVINCES + 1], seed = 7;
  for (guint g = 0; g < GROUPS; g++) {
    double country = 0;
    for (guint p = 0; p < PROVINCES; p++) {
      guint parts[PARTS + 1];
      double sum = 0;
      for (guint i = 0; i < PARTS; i++) {
        seed = seed * 1103515245U + 12345U;
        double value = (seed >> 16) % 60;
        parts[i] = all[g][p * PARTS + i] = add(s, value);
        sum += value;
      }
      parts[PARTS] = G_MAXUINT;
      provinces[g][p] = add(s, sum);
      equation(s, provinces[g][p], parts);
      country += sum;
    }
    all[g][PROVINCES * PARTS] = provinces[g][PROVINCES] = G_MAXUINT;
    guint total = add(s, country);
    equation(s, total, provinces[g]);
    equation(s, total, all[g]);
  }
  for (guint i = 0; i < PROVINCES * PARTS; i++) {
    double sum = 0;
    for (guint g = 0; g < GROUPS; g++) sum += suppression_cell(s, all[g][i])->value;
    guint total = add(s, sum);
    equation(s, total, (guint[]){all[0][i], all[1][i], all[2][i], all[3][i], G_MAXUINT});
  }
  gint64 start = g_get_monotonic_time();
  suppression_solve(s);
  guint hidden = 0, small = 0;
  for (guint i = 0; i < suppression_count(s); i++) {
    const SuppressionCell *cell = suppression_cell(s, i);
    hidden += cell->secret;
    small += cell->secret && !cell->added;
  }
  print_message("%u cells, %u small, %u hidden, %d ms\n", suppression_count(s), small, hidden,
                (int)((g_get_monotonic_time() - start) / 1000));
  assert_true(small > 50 && hidden > small && hidden < suppression_count(s) / 2);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_two_sums_through_one_cell), cmocka_unit_test(test_rows_and_columns),
      cmocka_unit_test(test_what_only_two_sums_tell),   cmocka_unit_test(test_nothing_to_hide),
      cmocka_unit_test(test_what_hides_nothing_is_shown_again),
      cmocka_unit_test(test_zeros_come_last),           cmocka_unit_test(test_a_country),
  };
  return cmocka_run_group_tests_name("suppression", tests, NULL, NULL);
}
