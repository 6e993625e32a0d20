/* Layout: a Doc on paper. Rows of twelfths flow down pages; headings stay with what follows; rows never split, tables do
 * with their header repeated; what does not fit is an error naming region, template and line, and is never clipped. */
#pragma once
#include "config/locale.h"
#include "doc/doc.h"
#include "scene/pages.h"

/* NULL on findings. Owned by the caller. `text` is the worker's engine. */
Pages *layout_doc(const Doc *doc, const Config *config, const Theme *theme, const Locale *locale, TextEngine *text,
                  Diags *diags);
