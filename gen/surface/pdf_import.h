/* Objects of another PDF, copied into the one in the making. */
#pragma once
#include "surface/pdf_file.h"
#include <qpdf/qpdf-c.h>

typedef struct PdfImport PdfImport;

PdfImport *pdf_import_new(qpdf_data source, PdfFile *file); /* both borrowed */
void pdf_import_free(PdfImport *import);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PdfImport, pdf_import_free)
/* The value as text, with everything it refers to copied once and renumbered. */
void pdf_import_value(PdfImport *import, GString *out, qpdf_oh value);
/* A dictionary's entries without its brackets and without the keys `left_out` (NULL-terminated, "/Key"). */
void pdf_import_entries(PdfImport *import, GString *out, qpdf_oh dictionary, const char *const *left_out);
