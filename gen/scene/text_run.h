/* A shaped line, for those who draw it (surface/) and those who make it (text.c, text_shape.c): glyphs with their text,
 * so that what is copied or read aloud is the text and not the glyphs. Everyone else uses text.h. */
#pragma once
#include "scene/text.h"
#include <cairo.h>

/* Draws the run with its first glyph's origin at x,y in the current colour. Leaves no current point. */
void text_run_show(const TextRun *run, cairo_t *cr, double x, double y);
/* The same as filled outlines, for pictures: Cairo would move drawn glyphs to whole pixels there. */
void text_run_fill(const TextRun *run, cairo_t *cr, double x, double y);
/* Another font for these glyphs, whose ids are changed to that font's own; or `font` itself. Borrowed. */
typedef cairo_scaled_font_t *(*TextFontFunc)(gpointer user_data, cairo_scaled_font_t *font, cairo_glyph_t *glyphs, int count);
/* As text_run_show(), each part in the font that `choose` gives for it. */
void text_run_show_in(const TextRun *run, cairo_t *cr, double x, double y, TextFontFunc choose, gpointer user_data);
/* What a surface keeps with the engine from document to document: made at the first call, freed with the engine. One. */
gpointer text_engine_companion(TextEngine *engine, gpointer (*make)(void), GDestroyNotify free);
/* The first character that no declared font has; 0 when all have a glyph. */
gunichar text_run_missing(const TextRun *run);
