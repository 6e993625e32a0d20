/* What we draw has a dozen colours and the blends at the edges of letters; two hundred of those cannot be told from two
 * thousand, and weigh a third. It must not know what is in the picture. */
#include "surface/png_palette.h"
#include <string.h>

enum { COLORS_MOST = 256, RGB = 0xffffff };

typedef struct { guint32 color; guint count; guint8 index; } Used;

struct PngPalette {
  guint length;
  guint32 colors[COLORS_MOST];
  GHashTable *used; /* color + 1 → Used* */
};

static int by_count(gconstpointer a, gconstpointer b) {
  const Used *x = *(const Used *const *)a, *y = *(const Used *const *)b;
  if (x->count != y->count) return x->count < y->count ? 1 : -1;
  return (x->color > y->color) - (x->color < y->color);
}

static Used *used(const PngPalette *palette, guint32 color) {
  return g_hash_table_lookup(palette->used, GUINT_TO_POINTER(color + 1));
}

static void count_row(PngPalette *palette, const guint8 *row, int width) {
  Used *last = NULL;
  for (int x = 0; x < width; x++) {
    guint32 pixel;
    memcpy(&pixel, row + 4 * x, sizeof pixel);
    pixel &= RGB;
    if (!last || last->color != pixel) last = used(palette, pixel);
    if (!last) {
      last = g_new0(Used, 1);
      last->color = pixel;
      g_hash_table_insert(palette->used, GUINT_TO_POINTER(pixel + 1), last);
    }
    last->count++;
  }
}

static guint distance(guint32 a, guint32 b) {
  guint sum = 0;
  for (int shift = 0; shift <= 16; shift += 8) {
    int by = (int)(a >> shift & 0xff) - (int)(b >> shift & 0xff);
    sum += (guint)(by * by);
  }
  return sum;
}

static guint8 nearest(const PngPalette *palette, guint32 color) {
  guint best = 0;
  for (guint i = 1; i < palette->length; i++)
    if (distance(color, palette->colors[i]) < distance(color, palette->colors[best])) best = i;
  return (guint8)best;
}

PngPalette *png_palette_new(cairo_surface_t *surface) {
  PngPalette *palette = g_new0(PngPalette, 1);
  int width = cairo_image_surface_get_width(surface), height = cairo_image_surface_get_height(surface);
  const guint8 *data = cairo_image_surface_get_data(surface);
  palette->used = g_hash_table_new_full(NULL, NULL, NULL, g_free);
  for (int y = 0; y < height; y++) count_row(palette, data + (gsize)y * (gsize)cairo_image_surface_get_stride(surface), width);
  g_autoptr(GPtrArray) colors = g_ptr_array_new();
  GHashTableIter iter;
  gpointer entry;
  g_hash_table_iter_init(&iter, palette->used);
  while (g_hash_table_iter_next(&iter, NULL, &entry)) g_ptr_array_add(colors, entry);
  g_ptr_array_sort(colors, by_count);
  palette->length = MIN(colors->len, COLORS_MOST);
  for (guint i = 0; i < palette->length; i++) palette->colors[i] = ((const Used *)g_ptr_array_index(colors, i))->color;
  for (guint i = 0; i < colors->len; i++) {
    Used *one = g_ptr_array_index(colors, i);
    one->index = i < palette->length ? (guint8)i : nearest(palette, one->color);
  }
  return palette;
}

void png_palette_free(PngPalette *palette) {
  if (!palette) return;
  g_hash_table_unref(palette->used);
  g_free(palette);
}

guint png_palette_length(const PngPalette *palette) { return palette->length; }

guint32 png_palette_color(const PngPalette *palette, guint index) { return palette->colors[index]; }

guint8 png_palette_index(const PngPalette *palette, guint32 pixel) { return used(palette, pixel & RGB)->index; }
