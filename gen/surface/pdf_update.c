/* New objects for an existing PDF. It exists because libqpdf's C API makes a dictionary of ten entries with some thirty
 * calls, each with a handle of its own; as text they cost next to nothing, and libqpdf reads, checks and packs them like
 * any other. It must not know what the objects are. */
#include "surface/pdf_update.h"
#include <string.h>

struct PdfUpdate {
  GString *out;
  gsize previous;   /* offset of the base file's cross-reference; 0 = none found */
  guint next;       /* first free object number */
  GArray *offsets;  /* gsize by object number; 0 = not in this update */
};

/* The number after the last "startxref", which must be near the end. 0 = none. */
static gsize find_startxref(const char *data, gsize length) {
  static const char keyword[] = "startxref";
  const char *end = data + length, *start = length > 1024 ? end - 1024 : data, *key = NULL;
  for (const char *p; (p = memmem(start, (gsize)(end - start), keyword, strlen(keyword))); start = key)
    key = p + strlen(keyword);
  gsize offset = 0;
  while (key && key < end && g_ascii_isspace(*key)) key++;
  for (; key && key < end && g_ascii_isdigit(*key); key++) offset = offset * 10 + (gsize)(*key - '0');
  return offset < length ? offset : 0;
}

PdfUpdate *pdf_update_new(GBytes *base, guint size) {
  gsize length;
  const char *data = g_bytes_get_data(base, &length);
  PdfUpdate *update = g_new0(PdfUpdate, 1);
  update->previous = find_startxref(data, length);
  update->out = g_string_sized_new(length + length / 2 + (64 << 10));
  g_string_append_len(update->out, data, (gssize)length);
  g_string_append_c(update->out, '\n');
  update->next = size;
  update->offsets = g_array_new(FALSE, TRUE, sizeof(gsize));
  g_array_set_size(update->offsets, size);
  return update;
}

void pdf_update_free(PdfUpdate *update) {
  if (!update) return;
  if (update->out) g_string_free(update->out, TRUE);
  g_array_unref(update->offsets);
  g_free(update);
}

guint pdf_update_reserve(PdfUpdate *update, guint n) {
  guint first = update->next;
  update->next += n;
  g_array_set_size(update->offsets, update->next);
  return first;
}

GString *pdf_update_begin(PdfUpdate *update, guint object) {
  g_assert(object > 0 && object < update->next);
  g_array_index(update->offsets, gsize, object) = update->out->len;
  g_string_append_printf(update->out, "%u 0 obj\n", object);
  return update->out;
}

void pdf_update_end(PdfUpdate *update) {
  g_string_append(update->out, "\nendobj\n");
}

guint pdf_update_stream(PdfUpdate *update, const char *entries, const void *data, gsize length) {
  guint object = pdf_update_reserve(update, 1);
  GString *out = pdf_update_begin(update, object);
  g_string_append_printf(out, "<<%s/Length %" G_GSIZE_FORMAT ">>\nstream\n", entries, length);
  g_string_append_len(out, data, (gssize)length);
  g_string_append(out, "\nendstream");
  pdf_update_end(update);
  return object;
}

/* One section for each run of object numbers. */
static void add_xref(PdfUpdate *update) {
  const gsize *offsets = (const gsize *)(const void *)update->offsets->data;
  g_string_append(update->out, "xref\n");
  for (guint i = 1; i < update->next; i++) {
    if (offsets[i] == 0) continue;
    guint end = i;
    while (end < update->next && offsets[end] != 0) end++;
    g_string_append_printf(update->out, "%u %u\n", i, end - i);
    for (; i < end; i++) g_string_append_printf(update->out, "%010" G_GSIZE_FORMAT " 00000 n \n", offsets[i]);
  }
}

GBytes *pdf_update_finish(PdfUpdate *update, guint root, guint info) {
  if (update->previous == 0) return NULL;
  gsize start = update->out->len;
  add_xref(update);
  g_string_append_printf(update->out,
                         "trailer\n<</Size %u/Root %u 0 R/Info %u 0 R/Prev %" G_GSIZE_FORMAT ">>\nstartxref\n%" G_GSIZE_FORMAT
                         "\n%%%%EOF\n",
                         update->next, root, info, update->previous, start);
  return g_string_free_to_bytes(g_steal_pointer(&update->out));
}
