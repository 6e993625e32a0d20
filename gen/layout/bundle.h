/* Hand-outs of one or more regions as one document: one structure tree with a section a region, bookmarks, one after another,
 * each on pages of its own. */
#pragma once
#include "config/locale.h"
#include "doc/doc.h"
#include "scene/pages.h"

typedef struct Bundle Bundle;
/* All borrowed for the life of the bundle. Owned by the caller. */
Bundle *bundle_new(const Config *config, const Theme *theme, const Locale *locale, TextEngine *text);
void bundle_free(Bundle *bundle);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Bundle, bundle_free)

/* Lays out a hand-out (doc->handout is set) behind those before; the Doc may be freed after. False on findings; the bundle can
 * still take others, to find what is wrong with them. All are of one template. */
bool bundle_add(Bundle *bundle, const Doc *doc, Diags *diags);
/* The pages of what was added last: [*first, *end). */
void bundle_last(const Bundle *bundle, guint *first, guint *end);
/* What was laid out; borrowed. `title`: of the document. */
const Pages *bundle_pages(const Bundle *bundle);
