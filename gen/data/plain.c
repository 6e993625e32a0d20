/* Most bytes of a drop are digits of short numbers between delimiters, and most time of reading one goes into looking at
 * them one at a time. Here a number is eight bytes at once where it can be (number_scan()), and by number_parse() where it
 * cannot; both give the same value. What this file does not understand it leaves alone: it has no words for what is wrong.
 * It must not know what columns mean. */
#include "data/plain.h"
#include "base/number.h"
#include <math.h>
#include <string.h>

enum { STOPS_FIELD = 1, SPOILS = 2 }; /* what a byte does outside of numbers */

/* A column as it is looked at. */
typedef struct {
  PlainColumn spec;
  bool scannable; /* what number_scan() takes for a number is one, and no word */
  guint place;    /* among those of its kind */
} Column;

struct Plain {
  CsvDialect dialect;
  guint8 bytes[256];
  Column *columns;
  guint count, numbers;
};

static void classify_bytes(Plain *plain) {
  const CsvDialect *dialect = &plain->dialect;
  for (int byte = 0; byte < 256; byte++)
    if ((byte < 0x20 && byte != '\t') || byte >= 0x7f) plain->bytes[byte] = SPOILS;
  plain->bytes[(guchar)dialect->quote] = SPOILS;
  plain->bytes['\r'] = plain->bytes['\n'] = plain->bytes[(guchar)dialect->delimiter] = STOPS_FIELD;
}

/* Scanning knows points and commas, and must not run over a delimiter or past a word that looks like a number. */
static bool is_scannable(const CsvDialect *dialect, const PlainColumn *column) {
  double number;
  bool sign = column->decimal == '.' || column->decimal == ',';
  if (!sign || column->decimal == dialect->delimiter || column->decimal == dialect->quote) return false;
  for (guint i = 0; i < column->words->len; i++) {
    const char *word = g_array_index(column->words, PlainWord, i).text;
    if (number_parse(word, strlen(word), column->decimal, column->group, &number)) return false;
  }
  return true;
}

Plain *plain_new(const CsvDialect *dialect, GArray *columns) {
  Plain *plain = g_new0(Plain, 1);
  guint texts = 0, numbers = 0;
  plain->dialect = *dialect;
  plain->count = columns->len;
  plain->columns = g_new0(Column, columns->len);
  for (guint i = 0; i < columns->len; i++) {
    const PlainColumn *spec = &g_array_index(columns, PlainColumn, i);
    guint place = spec->kind == PLAIN_TEXT ? texts++ : spec->kind == PLAIN_NUMBER ? numbers++ : 0;
    plain->columns[i] = (Column){*spec, is_scannable(dialect, spec), place};
  }
  g_assert(texts <= PLAIN_TEXTS);
  g_array_unref(columns);
  classify_bytes(plain);
  plain->numbers = numbers;
  return plain;
}

void plain_free(Plain *plain) {
  for (guint i = 0; i < plain->count; i++) g_array_unref(plain->columns[i].spec.words);
  g_free(plain->columns);
  g_free(plain);
}

PlainBatch *plain_batch_new(const Plain *plain) {
  PlainBatch *batch = g_new0(PlainBatch, 1);
  batch->numbers = plain->numbers;
  batch->values = g_new0(double, (gsize)plain->numbers * PLAIN_ROWS);
  batch->states = g_new0(guint8, (gsize)plain->numbers * PLAIN_ROWS);
  return batch;
}

void plain_batch_free(PlainBatch *batch) {
  if (batch->numbers) explicit_bzero(batch->values, sizeof *batch->values * batch->numbers * PLAIN_ROWS);
  g_free(batch->values);
  g_free(batch->states);
  g_free(batch);
}

/* ---- One record ------------------------------------------------------------------------------------------------ */

static bool is_blank(char byte) { return byte == ' ' || byte == '\t'; }

/* The end of the field; NULL when it is not plain. */
static const char *field_end(const Plain *plain, const char *at, const char *end) {
  const char *start = at;
  while (at < end && !plain->bytes[(guchar)*at]) at++;
  if (at == end || plain->bytes[(guchar)*at] != STOPS_FIELD) return NULL;
  return at > start && (is_blank(*start) || is_blank(at[-1])) ? NULL : at;
}

static const PlainWord *find_word(const GArray *words, const char *text, gsize length) {
  for (guint i = 0; i < words->len; i++) {
    const PlainWord *word = &g_array_index(words, PlainWord, i);
    if (strlen(word->text) == length && !memcmp(word->text, text, length)) return word;
  }
  return NULL;
}

static const char *read_text(const Plain *plain, const Column *column, const char *at, const char *end, PlainText *text) {
  const char *stop = field_end(plain, at, end);
  if (!stop || find_word(column->spec.words, at, (gsize)(stop - at))) return NULL;
  *text = (PlainText){at, (gsize)(stop - at)};
  return stop;
}

/* Words, and numbers that are long, negative or in groups. */
static const char *read_rare(const Plain *plain, const PlainColumn *column, const char *at, const char *end, double *value,
                             guint8 *state) {
  const char *stop = field_end(plain, at, end);
  gsize length = stop ? (gsize)(stop - at) : 0;
  const PlainWord *word = stop ? find_word(column->words, at, length) : NULL;
  *state = word ? word->state : STATE_VALUE;
  *value = word && word->state == STATE_NIL ? 0 : NAN;
  if (word) return word->state == STATE_ABSENT ? NULL : stop;
  if (!stop || !number_parse(at, length, column->decimal, column->group, value)) return NULL;
  if (*value < column->least || *value > column->most) return NULL;
  if (*value == 0) *state = column->zero;
  return stop;
}

static inline const char *read_number(const Plain *plain, const Column *column, const char *at, const char *end, double *value,
                                      guint8 *state) {
  gsize length = column->scannable && end - at > NUMBER_SCAN_BYTES ? number_scan(at, column->spec.decimal, value) : 0;
  if (G_UNLIKELY(!length || plain->bytes[(guchar)at[length]] != STOPS_FIELD))
    return read_rare(plain, &column->spec, at, end, value, state);
  if (G_UNLIKELY(*value < column->spec.least || *value > column->spec.most)) return NULL;
  *state = *value == 0 ? column->spec.zero : STATE_VALUE;
  return at + length;
}

/* The start of the record behind it; NULL when it is not plain. */
static const char *read_record(const Plain *plain, const char *at, const char *end, PlainBatch *batch, guint row) {
  PlainText ignored;
  if (plain->dialect.comment && *at == plain->dialect.comment) return NULL;
  for (guint i = 0; i < plain->count; i++) {
    const Column *column = &plain->columns[i];
    gsize place = (gsize)column->place * PLAIN_ROWS + row;
    if (column->spec.kind == PLAIN_NUMBER) at = read_number(plain, column, at, end, &batch->values[place], &batch->states[place]);
    else at = read_text(plain, column, at, end, column->spec.kind == PLAIN_TEXT ? &batch->texts[column->place][row] : &ignored);
    if (!at || (*at == plain->dialect.delimiter) != (i + 1 < plain->count)) return NULL;
    at++;
  }
  if (at[-1] == '\n') return at;
  return at < end && *at == '\n' ? at + 1 : NULL; /* CRLF; a lone CR is not plain */
}

void plain_read(const Plain *plain, const char *at, const char *end, PlainBatch *batch) {
  batch->rows = 0;
  batch->starts[0] = at;
  while (batch->rows < PLAIN_ROWS && at < end && (at = read_record(plain, at, end, batch, batch->rows)))
    batch->starts[++batch->rows] = at;
}
