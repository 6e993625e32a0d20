/* What makes a document refuse to become a PDF, before anything is drawn. */
#pragma once
#include "scene/pages.h"

/* Title and language present; every Figure has alt text; headings do not skip a level; every text and link points to a
 * tag that may hold it. The message names string, page and the template's place. */
bool pdf_check(const Pages *pages, GError **error);
