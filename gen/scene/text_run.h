/* A shaped line, for those who draw it (surface/) and those who make it (text.c, text_shape.c): glyphs with their text,
 * so that what is copied or read aloud is the text and not the glyphs. Everyone else uses text.h. */
#pragma once
#include "scene/text.h"
#include <cairo.h>

/* Draws the run with its first glyph's origin at x,y in the current colour. Leaves no current point. */
void text_run_show(const TextRun *run, cairo_t *cr, double x, double y);
/* The first character that no declared font has; 0 when all have a glyph. */
gunichar text_run_missing(const TextRun *run);
