/* Reading a number from bytes needs nothing but the bytes, so it is what threads can do without a question of order. They
 * take the text in pieces of so many lines, one after the other. Whether a piece begins where a record does, nobody knows
 * before the caller gets there: a line end may stand between quotes. So he looks up where he stands, and what does not fit
 * is read again, by himself. This file must not know what is in a record. */
#include "data/plain_ahead.h"
#include "base/wipe.h"
#include <string.h>

enum { MOST_THREADS = 4, PIECES = 2 * MOST_THREADS, WORTH_THREADS = 1 << 20 };

typedef struct {
  PlainBatch *batch;
  const char *start, *end;
  bool done;
} Piece;

struct PlainAhead {
  Plain *plain;
  PlainBatch *own;           /* what the caller reads himself */
  bool begun;
  GThread *threads[MOST_THREADS];
  guint thread_count;
  GMutex lock;               /* of all that follows */
  GCond changed;
  Piece pieces[PIECES];      /* a ring: from `released` to `claimed` they are in use */
  guint released, claimed;
  const char *next, *end;    /* where the next piece begins; the end of the text */
  bool stop;
};

PlainAhead *plain_ahead_new(Plain *plain) {
  PlainAhead *ahead = g_new0(PlainAhead, 1);
  ahead->plain = plain;
  ahead->own = plain_batch_new(plain);
  g_mutex_init(&ahead->lock);
  g_cond_init(&ahead->changed);
  return ahead;
}

void plain_ahead_free(PlainAhead *ahead) {
  g_mutex_lock(&ahead->lock);
  ahead->stop = true;
  g_cond_broadcast(&ahead->changed);
  g_mutex_unlock(&ahead->lock);
  for (guint i = 0; i < ahead->thread_count; i++) g_thread_join(ahead->threads[i]);
  for (guint i = 0; i < PIECES; i++) g_clear_pointer(&ahead->pieces[i].batch, plain_batch_free);
  plain_batch_free(ahead->own);
  plain_free(ahead->plain);
  g_mutex_clear(&ahead->lock);
  g_cond_clear(&ahead->changed);
  g_free(ahead);
}

/* ---- Threads --------------------------------------------------------------------------------------------------- */

/* Behind as many lines as a batch has rows. */
static const char *piece_end(const char *at, const char *end) {
  for (guint i = 0; i < PLAIN_ROWS && at < end; i++) {
    const char *line_end = memchr(at, '\n', (gsize)(end - at));
    at = line_end ? line_end + 1 : end;
  }
  return at;
}

static gpointer read_pieces(gpointer user_data) {
  PlainAhead *ahead = user_data;
  g_mutex_lock(&ahead->lock);
  while (!ahead->stop && ahead->next < ahead->end) {
    if (ahead->claimed - ahead->released == PIECES) {
      g_cond_wait(&ahead->changed, &ahead->lock);
      continue;
    }
    Piece *piece = &ahead->pieces[ahead->claimed++ % PIECES];
    piece->start = ahead->next;
    piece->end = ahead->next = piece_end(piece->start, ahead->end);
    piece->done = false;
    g_mutex_unlock(&ahead->lock);
    plain_read(ahead->plain, piece->start, piece->end, piece->batch);
    g_mutex_lock(&ahead->lock);
    piece->done = true;
    g_cond_broadcast(&ahead->changed);
  }
  g_mutex_unlock(&ahead->lock);
  wipe_dead_stack();
  return NULL;
}

static void begin(PlainAhead *ahead, const char *at, const char *end) {
  guint threads = MIN(g_get_num_processors() - 1, MOST_THREADS);
  ahead->begun = true;
  if (end - at < WORTH_THREADS) return;
  ahead->next = at;
  ahead->end = end;
  for (guint i = 0; i < PIECES && threads; i++) ahead->pieces[i].batch = plain_batch_new(ahead->plain);
  for (guint i = 0; i < threads; i++) {
    GThread *thread = g_thread_try_new("plain", read_pieces, ahead, NULL);
    if (thread) ahead->threads[ahead->thread_count++] = thread;
  }
}

/* ---- The caller ------------------------------------------------------------------------------------------------ */

static bool find_row(const PlainBatch *batch, const char *at, guint *row) {
  for (*row = 0; *row < batch->rows; (*row)++)
    if (batch->starts[*row] >= at) return batch->starts[*row] == at;
  return false;
}

/* The piece that `at` lies in, when it is done; NULL when there is none any more. Called with the lock. */
static const Piece *piece_at(PlainAhead *ahead, const char *at) {
  while (ahead->released != ahead->claimed || ahead->next < ahead->end) {
    const Piece *piece = &ahead->pieces[ahead->released % PIECES];
    if (ahead->released == ahead->claimed || !piece->done) g_cond_wait(&ahead->changed, &ahead->lock);
    else if (at < piece->end) return piece;
    else {
      ahead->released++;
      g_cond_broadcast(&ahead->changed);
    }
  }
  return NULL;
}

const PlainBatch *plain_ahead_read(PlainAhead *ahead, const char *at, const char *end, guint *row) {
  if (!ahead->begun) begin(ahead, at, end);
  const Piece *piece = NULL;
  if (ahead->thread_count) {
    g_mutex_lock(&ahead->lock);
    piece = piece_at(ahead, at);
    g_mutex_unlock(&ahead->lock);
  }
  if (piece && find_row(piece->batch, at, row)) return piece->batch;
  *row = 0;
  plain_read(ahead->plain, at, piece ? piece->end : end, ahead->own);
  return ahead->own;
}
