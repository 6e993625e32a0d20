/* Plain records of a large file, read ahead by threads; those of a small one by the caller. What comes out is the same on
 * any machine: threads only look at bytes, and it is the caller who goes from record to record. */
#pragma once
#include "data/plain.h"

typedef struct PlainAhead PlainAhead;

/* Takes `plain`. */
PlainAhead *plain_ahead_new(Plain *plain);
/* Ends its threads; the text must still be there. Wipes what they read. */
void plain_ahead_free(PlainAhead *ahead);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PlainAhead, plain_ahead_free)

/* The batch in which a record begins at `at`, and its row; when that is not plain, the row is no more in it. `at` only moves
 * on, through one text that ends at `end`. Borrowed until the next call. */
const PlainBatch *plain_ahead_read(PlainAhead *ahead, const char *at, const char *end, guint *row);
