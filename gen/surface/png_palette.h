/* The colours of a picture that has few of them. Internal to surface/. */
#pragma once
#include <cairo.h>
#include <glib.h>

typedef struct PngPalette PngPalette;

/* The 256 commonest colours of a surface of Cairo's 0xXXRRGGBB numbers; of colours as common, those with the smallest numbers,
 * so that the same picture has the same palette. Owned by the caller. */
PngPalette *png_palette_new(cairo_surface_t *surface);
void png_palette_free(PngPalette *palette);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PngPalette, png_palette_free)
guint png_palette_length(const PngPalette *palette);
guint32 png_palette_color(const PngPalette *palette, guint index); /* 0xRRGGBB */
/* The index of the nearest colour to one of the picture's. */
guint8 png_palette_index(const PngPalette *palette, guint32 pixel);
