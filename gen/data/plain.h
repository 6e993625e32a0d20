/* Records of numbers as nearly all of a large drop are, many at once: from bytes to columns of values and states, with no
 * field in between. Only what is beyond doubt is read here: ASCII, no quotes, no padding, texts and numbers as the columns
 * expect them. A record of which anything is otherwise is nobody's here; csv.h and who types its cells must take it whole, and
 * say what is wrong with it. Pure: nothing is reported or kept, and threads may share a Plain. */
#pragma once
#include "data/csv.h"
#include "data/value.h"

typedef enum { PLAIN_IGNORED, PLAIN_TEXT, PLAIN_NUMBER } PlainKind;

/* A text that has a meaning of its own in a column; with STATE_ABSENT its record is not plain. */
typedef struct {
  const char *text; /* borrowed */
  guint8 state;     /* ValueState */
} PlainWord;

/* A column of the file. */
typedef struct {
  PlainKind kind;
  GArray *words;      /* PlainWord: looked at before anything else */
  /* of numbers */
  char decimal, group;
  guint8 zero;        /* the ValueState of a written 0 */
  double least, most; /* beyond these the record is not plain */
} PlainColumn;

enum { PLAIN_ROWS = 200, PLAIN_TEXTS = 2 };

typedef struct {
  const char *text;
  gsize length;
} PlainText;

/* What was read, by row. Numbers stand by column, in the order of the file: see plain_values(). */
typedef struct {
  guint rows;
  const char *starts[PLAIN_ROWS + 1];      /* of each record, and where the last one ends */
  PlainText texts[PLAIN_TEXTS][PLAIN_ROWS]; /* of the columns of text; borrowed from what was read */
  guint numbers;                            /* columns */
  double *values;
  guint8 *states;
} PlainBatch;

typedef struct Plain Plain;

/* Takes `columns` (PlainColumn), of which at most PLAIN_TEXTS are text. */
Plain *plain_new(const CsvDialect *dialect, GArray *columns);
void plain_free(Plain *plain);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Plain, plain_free)

PlainBatch *plain_batch_new(const Plain *plain);
/* Wipes what was read. */
void plain_batch_free(PlainBatch *batch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PlainBatch, plain_batch_free)

/* Reads from the record at `at` on, to the first that is not plain, or PLAIN_ROWS. */
void plain_read(const Plain *plain, const char *at, const char *end, PlainBatch *batch);

/* Of a column of numbers, counted among these: PLAIN_ROWS values, and ValueStates. */
static inline const double *plain_values(const PlainBatch *batch, guint number) {
  return batch->values + (gsize)number * PLAIN_ROWS;
}
static inline const guint8 *plain_states(const PlainBatch *batch, guint number) {
  return batch->states + (gsize)number * PLAIN_ROWS;
}
