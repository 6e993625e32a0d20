/* A PDF file in the making: objects written as text, packed into object streams, with a cross-reference stream. */
#pragma once
#include <glib.h>
#include <stdbool.h>

typedef struct PdfFile PdfFile;

PdfFile *pdf_file_new(void);
void pdf_file_free(PdfFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PdfFile, pdf_file_free)

/* The first of `n` new object numbers in a row. Each must be written once. */
guint pdf_file_reserve(PdfFile *file, guint n);
/* Starts a reserved object; its text goes into the string that is returned, until pdf_file_end(). One at a time. */
GString *pdf_file_begin(PdfFile *file, guint object);
void pdf_file_end(PdfFile *file);
/* A whole stream under a reserved number. `entries` are its dictionary's besides /Length; with `deflate` the data is
 * packed and /Filter added. */
void pdf_file_stream(PdfFile *file, guint object, const char *entries, const void *data, gsize length, bool deflate);
/* The finished file, version 1.7; its /ID comes from its content. `file` is spent. */
GBytes *pdf_file_finish(PdfFile *file, guint root, guint info);

/* zlib format, as /FlateDecode wants it. */
typedef enum {
  PDF_PACK_ONCE, /* as small as can be: once in a process */
  PDF_PACK_FILE  /* for files that travel along, which may be many or large */
} PdfPacking;
GBytes *pdf_deflate(const void *data, gsize length, PdfPacking packing);
