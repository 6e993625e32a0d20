/* Records of numbers, many at once: what is taken is what number_parse() and a reader of fields would say, and all else is
 * left. */
#include "data/plain.h"
#include "base/number.h"
#include "fixture.h"
#include <math.h>

static const CsvDialect COMMAS = {.delimiter = ',', .quote = '"', .header_rows = 1, .trim = true};
static const CsvDialect SEMICOLONS = {.delimiter = ';', .quote = '"', .comment = '#', .header_rows = 1, .trim = true};

static PlainColumn column(PlainKind kind) {
  return (PlainColumn){.kind = kind, .words = g_array_new(FALSE, FALSE, sizeof(PlainWord)), .decimal = '.', .zero = STATE_VALUE,
                       .least = -INFINITY, .most = INFINITY};
}

static void add_word(PlainColumn *to, const char *text, ValueState state) {
  PlainWord word = {text, (guint8)state};
  g_array_append_val(to->words, word);
}

/* A text, something that is passed over, and a number in which "" is missing, "-" nil and "bad" not to be taken. */
static Plain *plain_of(const CsvDialect *dialect, char decimal, char group) {
  GArray *columns = g_array_new(FALSE, FALSE, sizeof(PlainColumn));
  PlainColumn text = column(PLAIN_TEXT), ignored = column(PLAIN_IGNORED), number = column(PLAIN_NUMBER);
  number.decimal = decimal;
  number.group = group;
  number.zero = STATE_BELOW_HALF_UNIT;
  number.least = -1000;
  add_word(&text, "none", STATE_ABSENT);
  add_word(&number, "", STATE_MISSING);
  add_word(&number, "-", STATE_NIL);
  add_word(&number, "bad", STATE_ABSENT);
  g_array_append_val(columns, text);
  g_array_append_val(columns, ignored);
  g_array_append_val(columns, number);
  return plain_new(dialect, columns);
}

static void test_rows(void **state G_GNUC_UNUSED) {
  static const char csv[] = "AB,x y,12\nC,,3.5\r\nD,n.v.t.,\nE,,-\nF,,0.0\nG,,-12.25\nH,,1234567890.5\n";
  static const struct { const char *text; double value; ValueState state; } rows[] = {
      {"AB", 12, STATE_VALUE}, {"C", 3.5, STATE_VALUE},     {"D", NAN, STATE_MISSING},          {"E", 0, STATE_NIL},
      {"F", 0, STATE_BELOW_HALF_UNIT}, {"G", -12.25, STATE_VALUE}, {"H", 1234567890.5, STATE_VALUE}};
  g_autoptr(Plain) plain = plain_of(&COMMAS, '.', '\0');
  g_autoptr(PlainBatch) batch = plain_batch_new(plain);
  plain_read(plain, csv, csv + strlen(csv), batch);
  assert_int_equal(batch->rows, G_N_ELEMENTS(rows));
  for (guint i = 0; i < batch->rows; i++) {
    const PlainText *text = &batch->texts[0][i];
    assert_int_equal(text->length, strlen(rows[i].text));
    assert_memory_equal(text->text, rows[i].text, text->length);
    double value = plain_values(batch, 0)[i];
    assert_true(isnan(rows[i].value) ? isnan(value) : value == rows[i].value);
    assert_int_equal(plain_states(batch, 0)[i], rows[i].state);
  }
  assert_ptr_equal(batch->starts[batch->rows], csv + strlen(csv));
}

/* The second record is not plain: only the first is taken. */
static void check_left(const CsvDialect *dialect, const char *record) {
  g_autofree char *csv = g_strdup_printf("A%cx%c1\n%s", dialect->delimiter, dialect->delimiter, record);
  g_autoptr(Plain) plain = plain_of(dialect, '.', '\0');
  g_autoptr(PlainBatch) batch = plain_batch_new(plain);
  plain_read(plain, csv, csv + strlen(csv), batch);
  if (batch->rows != 1) fail_msg("%u records taken of %s", batch->rows, csv);
  assert_ptr_equal(batch->starts[1], csv + 6);
}

static void test_what_is_left(void **state G_GNUC_UNUSED) {
  static const char *const records[] = {
      "B,x,1", "B,x,1\rC,x,2\n", "B,x\n", "B,x,1,2\n", "\n", " \n", "B,\"x\",1\n", "B,x,\"1\"\n", "B,x\",1\n", "B,\xc3\xa9,1\n", "\xe9,x,1\n",
      "B,x, 1\n", "B,x,1 \n", " B,x,1\n", "B,x ,1\n", "B,x,1.\n", "B,x,.5\n", "B,x,1.2.3\n", "B,x,1e5\n", "B,x,12a\n", "B,x,bad\n", "none,x,1\n",
      "B,x,-1001\n", "B,x,1\x01\n", "B,x\x7f,1\n", "B,x,1,000\n", "B,x,+-1\n", "B,x,12345678a\n"};
  for (gsize i = 0; i < G_N_ELEMENTS(records); i++) check_left(&COMMAS, records[i]);
  check_left(&SEMICOLONS, "#;x;1\n");
}

static void test_decimal_commas_and_groups(void **state G_GNUC_UNUSED) {
  static const char csv[] = "A;;1.234,5\nB;;12,75\nC;;1234\nD;;1.23\n";
  g_autoptr(Plain) plain = plain_of(&SEMICOLONS, ',', '.');
  g_autoptr(PlainBatch) batch = plain_batch_new(plain);
  plain_read(plain, csv, csv + strlen(csv), batch);
  assert_int_equal(batch->rows, 3);
  assert_true(plain_values(batch, 0)[0] == 1234.5 && plain_values(batch, 0)[1] == 12.75 && plain_values(batch, 0)[2] == 1234);
}

/* A comma that divides fields is never one in a number. */
static void test_a_decimal_sign_that_is_the_delimiter(void **state G_GNUC_UNUSED) {
  static const char csv[] = "A,1,5\nB,,1,5\n";
  g_autoptr(Plain) plain = plain_of(&COMMAS, ',', '\0');
  g_autoptr(PlainBatch) batch = plain_batch_new(plain);
  plain_read(plain, csv, csv + strlen(csv), batch);
  assert_int_equal(batch->rows, 1);
  assert_true(plain_values(batch, 0)[0] == 5);
}

static void test_more_than_a_batch(void **state G_GNUC_UNUSED) {
  g_autoptr(GString) csv = g_string_new(NULL);
  for (guint i = 0; i < PLAIN_ROWS + 7; i++) g_string_append_printf(csv, "R%u,,%u\n", i, i);
  const char *end = csv->str + csv->len;
  g_autoptr(Plain) plain = plain_of(&COMMAS, '.', '\0');
  g_autoptr(PlainBatch) batch = plain_batch_new(plain);
  plain_read(plain, csv->str, end, batch);
  assert_int_equal(batch->rows, PLAIN_ROWS);
  assert_true(plain_values(batch, 0)[PLAIN_ROWS - 1] == PLAIN_ROWS - 1);
  plain_read(plain, batch->starts[PLAIN_ROWS], end, batch);
  assert_int_equal(batch->rows, 7);
  assert_ptr_equal(batch->starts[7], end);
}

/* A word that is a number is a word. */
static void test_words_that_are_numbers(void **state G_GNUC_UNUSED) {
  static const char csv[] = "999\n99\n999.0\n";
  GArray *columns = g_array_new(FALSE, FALSE, sizeof(PlainColumn));
  PlainColumn number = column(PLAIN_NUMBER);
  add_word(&number, "999", STATE_MISSING);
  g_array_append_val(columns, number);
  g_autoptr(Plain) plain = plain_new(&COMMAS, columns);
  g_autoptr(PlainBatch) batch = plain_batch_new(plain);
  plain_read(plain, csv, csv + strlen(csv), batch);
  assert_int_equal(batch->rows, 3);
  assert_int_equal(plain_states(batch, 0)[0], STATE_MISSING);
  assert_true(plain_values(batch, 0)[1] == 99 && plain_values(batch, 0)[2] == 999);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows), cmocka_unit_test(test_what_is_left),
                                     cmocka_unit_test(test_decimal_commas_and_groups),
                                     cmocka_unit_test(test_a_decimal_sign_that_is_the_delimiter),
                                     cmocka_unit_test(test_more_than_a_batch), cmocka_unit_test(test_words_that_are_numbers)};
  return cmocka_run_group_tests_name("plain", tests, NULL, NULL);
}
