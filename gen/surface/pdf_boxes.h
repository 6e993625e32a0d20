/* The boxes of a page for a print shop: the finished page lies within its bleed, and that within the room for crop marks. */
#pragma once
#include "scene/pages.h"
#include <cairo.h>

/* From the edges of the file's page to those of the finished page, in points; 0 without bleed and marks. */
double pdf_boxes_margin(const Pages *pages);
/* Crop marks around a page; cr's origin is the finished page's corner. Nothing when there are none. */
void pdf_boxes_draw_marks(cairo_t *cr, const Pages *pages, const Scene *scene, ThemeMode mode);
/* BleedBox and TrimBox; nothing when they would say what MediaBox says. */
void pdf_boxes_add(GString *out, const Pages *pages, const Scene *scene);
