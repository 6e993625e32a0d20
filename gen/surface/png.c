/* Scenes as pictures: painted by Cairo with the hands that paint the PDF, written by libpng, because Cairo's own writer
 * can say neither title nor colour space. It must not know what the picture is for. */
#include "surface/png.h"
#include "scene/text_run.h"
#include "surface/draw.h"
#include "surface/png_palette.h"
#include <gio/gio.h>
#include <math.h>
#include <png.h>
#include <string.h>

enum { COMPRESSION = 6 };

/* ---- painting ---- */

static void paint_scene(cairo_t *cr, const Scene *scene, ThemeMode mode) {
  const Theme *theme = scene_theme(scene);
  draw_color(cr, theme, mode, theme_color(theme, "page"));
  cairo_paint(cr);
  for (guint i = 0; i < scene_length(scene); i++) {
    const SceneItem *item = scene_item(scene, i);
    switch (item->kind) {
    case SCENE_GROUP_BEGIN: draw_group_begin(cr, item); break;
    case SCENE_GROUP_END: draw_group_end(cr); break;
    case SCENE_PATH: draw_path(cr, scene, item, theme, mode); break;
    case SCENE_TEXT:
      draw_color(cr, theme, mode, item->color);
      if (item->run) text_run_fill(item->run, cr, item->x, item->y);
      break;
    case SCENE_LINK: break; /* a picture has none */
    }
  }
}

static cairo_surface_t *paint(const Scene *scene, const PngOptions *options, GError **error) {
  double width = round(scene_width(scene) * options->scale), height = round(scene_height(scene) * options->scale);
  if (!(width >= 1 && height >= 1 && width <= PNG_SIDE_MAX && height <= PNG_SIDE_MAX)) {
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                "a picture is 1 to %d pixels wide and high; this one would be %d by %d", PNG_SIDE_MAX,
                (int)MIN(width, G_MAXINT), (int)MIN(height, G_MAXINT));
    return NULL;
  }
  cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)width, (int)height);
  cairo_t *cr = cairo_create(surface);
  cairo_scale(cr, options->scale, options->scale);
  paint_scene(cr, scene, options->mode);
  cairo_status_t status = cairo_status(cr);
  cairo_destroy(cr);
  cairo_surface_flush(surface);
  if (status == CAIRO_STATUS_SUCCESS) return surface;
  g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "Cairo: %s", cairo_status_to_string(status));
  cairo_surface_destroy(surface);
  return NULL;
}

/* ---- writing ---- */

static void take_bytes(png_structp png, png_bytep data, size_t length) {
  g_byte_array_append(png_get_io_ptr(png), data, (guint)length);
}

static void flushed(png_structp png G_GNUC_UNUSED) {}

/* Only memory can run out, or this file be wrong: GLib ends the process for both. */
G_NORETURN static void failed(png_structp png G_GNUC_UNUSED, png_const_charp message) { g_error("libpng: %s", message); }

static void say_texts(png_structp png, png_infop info, const PngOptions *options) {
  const struct { const char *key, *text; } texts[] = {{"Title", options->title}, {"Description", options->description}};
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
    if (!texts[i].text || !*texts[i].text) continue;
    png_text chunk = {.compression = PNG_ITXT_COMPRESSION_NONE,
                      .key = (png_charp)texts[i].key,
                      .text = (png_charp)texts[i].text,
                      .itxt_length = strlen(texts[i].text),
                      .lang = (png_charp)(options->language ? options->language : ""),
                      .lang_key = (png_charp) ""};
    png_set_text(png, info, &chunk, 1);
  }
}

/* Of Cairo's rows of 0xXXRRGGBB numbers. */
static void write_rows(png_structp png, cairo_surface_t *surface, bool grey) {
  int width = cairo_image_surface_get_width(surface), height = cairo_image_surface_get_height(surface);
  g_autofree guint8 *row = g_malloc((gsize)width * 3);
  for (int y = 0; y < height; y++) {
    const guint8 *from = cairo_image_surface_get_data(surface) + (gsize)y * (gsize)cairo_image_surface_get_stride(surface);
    guint8 *to = row;
    for (int x = 0; x < width; x++) {
      guint32 pixel;
      memcpy(&pixel, from + 4 * x, sizeof pixel);
      if (!grey) *to++ = pixel >> 16 & 0xff;
      *to++ = pixel >> 8 & 0xff;
      if (!grey) *to++ = pixel & 0xff;
    }
    png_write_row(png, row);
  }
}

static void say_palette(png_structp png, png_infop info, const PngPalette *palette) {
  png_color colors[PNG_MAX_PALETTE_LENGTH];
  for (guint i = 0; i < png_palette_length(palette); i++) {
    guint32 color = png_palette_color(palette, i);
    colors[i] = (png_color){color >> 16 & 0xff, color >> 8 & 0xff, color & 0xff};
  }
  png_set_PLTE(png, info, colors, (int)png_palette_length(palette));
}

static void write_indexes(png_structp png, cairo_surface_t *surface, const PngPalette *palette) {
  int width = cairo_image_surface_get_width(surface), height = cairo_image_surface_get_height(surface);
  g_autofree guint8 *row = g_malloc((gsize)width);
  for (int y = 0; y < height; y++) {
    const guint8 *from = cairo_image_surface_get_data(surface) + (gsize)y * (gsize)cairo_image_surface_get_stride(surface);
    guint32 before = 0, pixel;
    for (int x = 0; x < width; x++, before = pixel) {
      memcpy(&pixel, from + 4 * x, sizeof pixel);
      row[x] = x > 0 && pixel == before ? row[x - 1] : png_palette_index(palette, pixel);
    }
    png_write_row(png, row);
  }
}

static GBytes *encode(cairo_surface_t *surface, const PngOptions *options) {
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, failed, failed);
  png_infop info = png_create_info_struct(png);
  bool grey = options->mode == THEME_GREY;
  g_autoptr(PngPalette) palette = options->indexed && !grey ? png_palette_new(surface) : NULL;
  int type = grey ? PNG_COLOR_TYPE_GRAY : palette ? PNG_COLOR_TYPE_PALETTE : PNG_COLOR_TYPE_RGB;
  guint32 per_metre = (guint32)lround(options->scale * 72 / 0.0254);
  png_set_write_fn(png, bytes, take_bytes, flushed);
  png_set_compression_level(png, COMPRESSION);
  png_set_IHDR(png, info, (guint32)cairo_image_surface_get_width(surface),
               (guint32)cairo_image_surface_get_height(surface), 8, type, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  if (palette) say_palette(png, info, palette);
  png_set_sRGB(png, info, PNG_sRGB_INTENT_PERCEPTUAL);
  png_set_pHYs(png, info, per_metre, per_metre, PNG_RESOLUTION_METER);
  say_texts(png, info, options);
  png_write_info(png, info);
  if (palette) write_indexes(png, surface, palette);
  else write_rows(png, surface, grey);
  png_write_end(png, NULL);
  png_destroy_write_struct(&png, &info);
  return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
}

bool png_write(const Scene *scene, const PngOptions *options, GBytes **png, GError **error) {
  cairo_surface_t *surface = paint(scene, options, error);
  if (!surface) return false;
  *png = encode(surface, options);
  cairo_surface_destroy(surface);
  return true;
}
