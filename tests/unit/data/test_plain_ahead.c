/* What threads read ahead is what is there, also where lines end within quotes, and they end when they are told. */
#include "data/plain_ahead.h"
#include "fixture.h"
#include <math.h>

enum { RECORDS = 120000 };

static Plain *plain_of(void) {
  static const CsvDialect dialect = {.delimiter = ',', .quote = '"', .header_rows = 1, .trim = true};
  GArray *columns = g_array_new(FALSE, FALSE, sizeof(PlainColumn));
  PlainColumn text = {.kind = PLAIN_TEXT, .words = g_array_new(FALSE, FALSE, sizeof(PlainWord))};
  PlainColumn number = {.kind = PLAIN_NUMBER, .words = g_array_new(FALSE, FALSE, sizeof(PlainWord)), .decimal = '.', .least = -INFINITY, .most = INFINITY};
  g_array_append_val(columns, text);
  g_array_append_val(columns, number);
  return plain_new(&dialect, columns);
}

typedef struct {
  GString *text;
  GArray *starts; /* gsize: of each record; at last the end */
  bool *odd;
} Csv;

/* Records of which some are not plain; of those some hold what looks like plain records. */
static Csv csv_of(guint32 seed, guint odd_of_thousand) {
  g_autoptr(GRand) random = g_rand_new_with_seed(seed);
  Csv csv = {g_string_new(NULL), g_array_new(FALSE, FALSE, sizeof(gsize)), g_new0(bool, RECORDS)};
  for (guint i = 0; i <= RECORDS; i++) {
    g_array_append_val(csv.starts, csv.text->len);
    if (i == RECORDS) break;
    csv.odd[i] = (guint)g_rand_int_range(random, 0, 1000) < odd_of_thousand;
    if (!csv.odd[i]) g_string_append_printf(csv.text, "R%u,%u.5\n", i, i);
    else if (g_rand_boolean(random)) g_string_append_printf(csv.text, "\"A,1\nB,2\nC\",%u\n", i);
    else g_string_append_printf(csv.text, "R%u,x\n", i);
  }
  return csv;
}

static void csv_clear(Csv *csv) {
  g_string_free(csv->text, TRUE);
  g_array_unref(csv->starts);
  g_free(csv->odd);
}

static const char *start_of(const Csv *csv, guint record) { return csv->text->str + g_array_index(csv->starts, gsize, record); }

/* Goes through the records as csv.h does: over those that are not plain, which only it can read. */
static void walk(const Csv *csv, PlainAhead *ahead, guint records) {
  const char *end = csv->text->str + csv->text->len;
  for (guint i = 0; i < records;) {
    guint row, first = i;
    const PlainBatch *batch = plain_ahead_read(ahead, start_of(csv, i), end, &row);
    for (; row < batch->rows; row++, i++) {
      assert_false(csv->odd[i]);
      assert_ptr_equal(batch->starts[row], start_of(csv, i));
      assert_ptr_equal(batch->starts[row + 1], start_of(csv, i + 1));
      if (plain_values(batch, 0)[row] != i + 0.5) fail_msg("record %u is %g", i, plain_values(batch, 0)[row]);
    }
    assert_true(i > first || csv->odd[i]);
    if (i < records && csv->odd[i]) i++;
  }
}

static void test_all_is_read(void **state G_GNUC_UNUSED) {
  static const guint odd[] = {0, 1, 20, 500, 1000};
  for (guint i = 0; i < G_N_ELEMENTS(odd); i++) {
    Csv csv = csv_of(i + 1, odd[i]);
    g_autoptr(PlainAhead) ahead = plain_ahead_new(plain_of());
    walk(&csv, ahead, RECORDS);
    g_clear_pointer(&ahead, plain_ahead_free);
    csv_clear(&csv);
  }
}

/* A caller that stops in the middle, at the start, or before anything was read. */
static void test_stopping(void **state G_GNUC_UNUSED) {
  static const guint records[] = {0, 1, 1000, RECORDS / 2};
  Csv csv = csv_of(7, 5);
  for (guint i = 0; i < 20; i++) {
    g_autoptr(PlainAhead) ahead = plain_ahead_new(plain_of());
    walk(&csv, ahead, records[i % G_N_ELEMENTS(records)]);
  }
  csv_clear(&csv);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_all_is_read), cmocka_unit_test(test_stopping)};
  return cmocka_run_group_tests_name("plain_ahead", tests, NULL, NULL);
}
