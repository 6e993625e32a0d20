/* Files for a PDF to carry. */
#pragma once
#include "scene/pages.h"

/* Packs `length` bytes. `description` may be NULL. The same bytes in, the same bytes out. The caller's
 * reference. */
Attachment *pdf_attachment_new(const char *name, const char *mime, const char *description, AttachmentRelation relation,
                               const void *data, gsize length);
