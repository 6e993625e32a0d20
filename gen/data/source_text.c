/* A table as text and the same table as cells are never both in memory as a whole, whatever the size of a file. What is
 * given back is wiped first, as all that may be secret. The checksum is made by a thread of its own, and of the very bytes
 * that are read. This file must not know what the text says. */
#include "data/source_text.h"
#include "base/file.h"
#include "base/wipe.h"
#include "data/integrity.h"
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { STEP = 4 << 20 }; /* given back at a time */

struct SourceText {
  char *bytes;
  gsize length;
  gsize wiped;   /* so many of the first */
  gsize summed;  /* so many are in the checksum; of its thread */
  GThread *sum;
};

static gpointer make_sum(gpointer user_data) {
  SourceText *text = user_data;
  char *sum = integrity_sha256(text->bytes, text->length, &text->summed);
  wipe_dead_stack();
  return sum;
}

SourceText *source_text_open(const char *path, GError **error) {
  char *bytes;
  gsize length;
  if (!file_read(path, &bytes, &length, error)) return NULL;
  SourceText *text = g_new0(SourceText, 1);
  *text = (SourceText){.bytes = bytes, .length = length};
  text->sum = g_thread_new("checksum", make_sum, text);
  return text;
}

const char *source_text_bytes(const SourceText *text, gsize *length) {
  *length = text->length;
  return text->bytes;
}

/* The whole pages of it are given back; the system hands them out as zeros when they are asked for again. */
static void wipe_up_to(SourceText *text, gsize end) {
  const guintptr page = (guintptr)sysconf(_SC_PAGESIZE);
  char *from = text->bytes + text->wiped;
  explicit_bzero(from, end - text->wiped);
  guintptr first = ((guintptr)from + page - 1) / page * page, last = (guintptr)(text->bytes + end) / page * page;
  if (last > first) madvise((gpointer)first, last - first, MADV_DONTNEED);
  text->wiped = end;
}

void source_text_pass(SourceText *text, const char *at) {
  gsize end = (gsize)(at - text->bytes);
  if (end < text->wiped + STEP) return;
  end = MIN(end, (gsize)g_atomic_pointer_get(&text->summed));
  if (end >= text->wiped + STEP) wipe_up_to(text, end);
}

char *source_text_close(SourceText *text) {
  char *sum = g_thread_join(text->sum);
  explicit_bzero(text->bytes + text->wiped, text->length - text->wiped);
  g_free(text->bytes);
  g_free(text);
  return sum;
}
