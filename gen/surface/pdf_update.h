/* An incremental update: new and replaced objects after an existing PDF file, as ISO 32000-1 §7.5.6 describes. */
#pragma once
#include <glib.h>

typedef struct PdfUpdate PdfUpdate;

/* `base` is the file so far, `size` its trailer's /Size. */
PdfUpdate *pdf_update_new(GBytes *base, guint size);
void pdf_update_free(PdfUpdate *update);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PdfUpdate, pdf_update_free)

/* The first of `n` new object numbers in a row. */
guint pdf_update_reserve(PdfUpdate *update, guint n);
/* Starts an object, reserved or existing; its text goes into the string that is returned, until pdf_update_end(). */
GString *pdf_update_begin(PdfUpdate *update, guint object);
void pdf_update_end(PdfUpdate *update);
/* A whole stream; `entries` are its dictionary's besides /Length, e.g. "/Filter/FlateDecode". Returns its number. */
guint pdf_update_stream(PdfUpdate *update, const char *entries, const void *data, gsize length);
/* The file with the update, or NULL when `base` does not end as a PDF must. The update is spent. */
GBytes *pdf_update_finish(PdfUpdate *update, guint root, guint info);
