/* A page's content stream as Cairo wrote it → one in which everything painted is marked. */
#pragma once
#include "scene/tag.h"
#include "surface/pdf_finish.h"

/* Rewrites `length` bytes of content. Texts get their tag's name and dense new MCIDs: *tags holds the tag id of each;
 * artifact texts and bare paint become artifacts. Errors: text that no span announces, a span that Cairo lost, operators
 * that our drawing never asks for. `page` counts from 0. The first `backdrop` fills of
 * the page are left out. Both results are the caller's. */
bool pdf_content_rewrite(const char *content, gsize length, guint page, guint backdrop, const GArray *marked,
                         const TagTree *tree, GString **out, GArray **tags, GError **error);
