/* The second step: Cairo's file, with marked-content ids around text only, becomes a tagged, archival PDF by libqpdf's C
 * API. Structure tree, parent tree, links, outline titles, metadata and attachments are ours. See gen/decisions/0001. */
#pragma once
#include "scene/pages.h"

/* Which leaf tag each marked-content id belongs to: array per page (GArray of guint tag ids, index = MCID). */
typedef struct { GPtrArray *pages; } MarkedContent;

bool pdf_finish(const Pages *pages, const MarkedContent *marked, GBytes *cairo_pdf, const char *producer, GBytes **pdf,
                GError **error);
