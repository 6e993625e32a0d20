/* Proofreading laid-out pages: what cannot be read well becomes a finding with the author's line. */
#pragma once
#include "doc/doc.h"
#include "scene/pages.h"

/* Findings are errors with the code "text-on-line" and the like (scene/proof.h) or "contrast-text" and the like
 * (scene/contrast.h, on screen, in print and in grey), the region, page, words and template line. */
void layout_proof(const Pages *pages, const Doc *doc, Diags *diags);
/* The same for one of several: the pages [first, end) are doc's. */
void layout_proof_pages(const Pages *pages, guint first, guint end, const Doc *doc, Diags *diags);
