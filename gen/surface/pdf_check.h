/* What makes a document refuse to become a PDF, found before anything is drawn: under `check` and `build` alike. */
#pragma once
#include "base/diag.h"
#include "scene/pages.h"

/* Adds one error for each fault, at its tag's place in the template, and returns whether there was none:
 *   document  pages, title, language; groups that end
 *   texts     tagged or named an artifact, with a tag that the tree knows and that holds text; on the page; every glyph known
 *   links     a Link tag with words, an address that is safe and exists
 *   tree      see pdf_check_tree.h
 * `subject` opens each message ("Delft"); NULL for none. */
bool pdf_check(const Pages *pages, const char *subject, Diags *diags);
