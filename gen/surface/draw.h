/* Scene → Cairo: paths and colours, the same for every Cairo surface. Text is left to the caller, who may have to mark it. */
#pragma once
#include "scene/scene.h"
#include <cairo.h>

/* The item's path becomes the current one. */
void draw_trace(cairo_t *cr, const Scene *scene, const SceneItem *item);
/* The next strokes are as wide, dashed, capped and joined as the paint says. */
void draw_stroke_style(cairo_t *cr, const Paint *paint);

void draw_color(cairo_t *cr, const Theme *theme, ThemeMode mode, ColorToken color);
void draw_group_begin(cairo_t *cr, const SceneItem *item);
void draw_group_end(cairo_t *cr);
/* Never fills a whole page at once: Cairo 1.16 takes that for a new start and forgets the tags so far. */
/* Patterns become clipped lines; a plate on a plain fill is left out. */
void draw_path(cairo_t *cr, const Scene *scene, const SceneItem *item, const Theme *theme, ThemeMode mode);
