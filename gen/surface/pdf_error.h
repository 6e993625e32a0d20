/* One error domain for the PDF surface. */
#pragma once
#include <glib.h>

#define PDF_ERROR (pdf_error_quark())
typedef enum {
  PDF_ERROR_CAIRO,   /* Cairo said so */
  PDF_ERROR_QPDF,    /* libqpdf said so */
  PDF_ERROR_TAGS,    /* the document is not accessible as it stands: the caller's to mend */
  PDF_ERROR_CONTENT, /* Cairo's file is not what we know how to finish */
  PDF_ERROR_SYSTEM,  /* something is missing on this machine */
} PdfError;

GQuark pdf_error_quark(void);
