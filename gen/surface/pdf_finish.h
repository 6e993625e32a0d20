/* The second step: Cairo's file, with marked-content ids around text only, becomes a tagged, archival PDF. libqpdf
 * reads it; structure tree, parent tree, links, outline, metadata, attachments and the file itself are ours. See
 * gen/decisions/0001. */
#pragma once
#include "scene/pages.h"

/* One marked text as Cairo was given it; its index on the page is the MCID that Cairo must have used. */
typedef struct {
  guint tag;        /* leaf of the tag tree; TAG_ARTIFACT: not in the tree */
  const char *text; /* first string in it, borrowed from the scene: for messages */
} MarkedText;

/* Fills that each page of Cairo's file begins with and that are none of the page's own (see pdf.c). */
enum { PDF_BACKDROP = 2 };

typedef struct { GPtrArray *pages; /* GArray of MarkedText, one a page */ } MarkedContent;

bool pdf_finish(const Pages *pages, const MarkedContent *marked, GBytes *cairo_pdf, const char *producer, GBytes **pdf,
                GError **error);
