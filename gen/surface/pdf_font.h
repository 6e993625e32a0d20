/* Small copies of fonts for PDF: what Cairo embeds from them is a third smaller, and made in a fraction of the time. Kept
 * from document to document. */
#pragma once
#include <cairo.h>
#include <glib.h>

typedef struct PdfFonts PdfFonts;

PdfFonts *pdf_fonts_new(void);
void pdf_fonts_free(PdfFonts *fonts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PdfFonts, pdf_fonts_free)
/* The small font of the same size when it has all `count` glyphs, whose ids are changed to its own; else `font` itself.
 * Same outlines and widths. Borrowed. */
cairo_scaled_font_t *pdf_fonts_small(PdfFonts *fonts, cairo_scaled_font_t *font, cairo_glyph_t *glyphs, int count);
