/* Pictures: real chunks in front of real pixels, the same bytes each time, text that is neither hinted nor moved, and
 * patterns that show in grey only. */
#include "surface/png.h"
#include "unit/surface/sample_pages.h"
#include <cairo.h>
#include <math.h>
#include <string.h>

static GBytes *write_png(const Scene *scene, ThemeMode mode, double scale) {
  PngOptions options = {.title = "Delft", .description = "Kaart van één thuis", .language = "nl", .mode = mode, .scale = scale};
  GError *error = NULL;
  GBytes *png = NULL;
  if (!png_write(scene, &options, &png, &error)) fail_msg("%s", error->message);
  return png;
}

/* ---- reading back, by Cairo ---- */

typedef struct { const guint8 *at; gsize left; } Source;

static cairo_status_t take(void *closure, unsigned char *data, unsigned int length) {
  Source *source = closure;
  if (source->left < length) return CAIRO_STATUS_READ_ERROR;
  memcpy(data, source->at, length);
  source->at += length;
  source->left -= length;
  return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *read_png(GBytes *png) {
  Source source = {0};
  source.at = g_bytes_get_data(png, &source.left);
  cairo_surface_t *surface = cairo_image_surface_create_from_png_stream(take, &source);
  assert_int_equal(cairo_surface_status(surface), CAIRO_STATUS_SUCCESS);
  return surface;
}

static guint32 pixel(cairo_surface_t *surface, int x, int y) {
  guint32 value;
  memcpy(&value, cairo_image_surface_get_data(surface) + y * cairo_image_surface_get_stride(surface) + 4 * x, sizeof value);
  return value & 0xffffff;
}

/* Length of the first chunk of that type, or -1; *data (may be NULL) points into the bytes. */
static int chunk(GBytes *png, const char *type, const guint8 **data) {
  gsize size;
  const guint8 *at = g_bytes_get_data(png, &size), *end = at + size;
  for (at += 8; at + 12 <= end;) {
    guint32 length = (guint32)at[0] << 24 | (guint32)at[1] << 16 | (guint32)at[2] << 8 | at[3];
    if (memcmp(at + 4, type, 4) == 0) {
      if (data) *data = at + 8;
      return (int)length;
    }
    at += 12 + length;
  }
  return -1;
}

static Scene *sample_card(const SampleFixture *f) {
  Scene *scene = scene_new(f->theme, f->engine, 120, 63);
  scene_rect(scene, 0, 0, 120, 20, paint_fill(theme_color(f->theme, "c2")));
  scene_text(scene, 10, 50, "Delft 26,4%", (TextFont){14, 700, 0}, theme_color(f->theme, "ink"), ANCHOR_START, 0);
  return scene;
}

static void test_chunks(void **state) {
  g_autoptr(Scene) scene = sample_card(*state);
  g_autoptr(GBytes) png = write_png(scene, THEME_LIGHT, 10);
  const guint8 *data = NULL;
  assert_int_equal(chunk(png, "IHDR", &data), 13);
  assert_memory_equal(data, "\0\0\x04\xb0\0\0\x02\x76\x08\x02", 10); /* 1200 by 630, RGB */
  assert_int_equal(chunk(png, "sRGB", NULL), 1);
  assert_int_equal(chunk(png, "pHYs", &data), 9);
  int length = chunk(png, "iTXt", &data);
  assert_true(length > 0);
  assert_memory_equal(data, "Title\0\0\0nl\0\0Delft", 17);
  assert_int_equal(chunk(png, "tIME", NULL), -1);
  g_autoptr(GBytes) grey = write_png(scene, THEME_GREY, 1);
  assert_true(chunk(grey, "IHDR", &data) == 13 && data[9] == 0); /* one channel */
}

static void test_pixels(void **state) {
  const SampleFixture *f = *state;
  g_autoptr(Scene) scene = sample_card(f);
  g_autoptr(GBytes) png = write_png(scene, THEME_LIGHT, 2), grey = write_png(scene, THEME_GREY, 4);
  cairo_surface_t *surface = read_png(png), *hatched = read_png(grey);
  assert_int_equal(cairo_image_surface_get_width(surface), 240);
  assert_int_equal(pixel(surface, 100, 20), theme_rgb(f->theme, theme_color(f->theme, "c2"), THEME_LIGHT));
  assert_int_equal(pixel(surface, 2, 100), 0xffffff);
  guint ink = 0, ground = 0;
  for (int x = 20; x < 460; x++) {
    ink += pixel(hatched, x, 40) == 0x222222;
    ground += pixel(hatched, x, 40) == 0xffffff;
  }
  assert_true(ink > 60 && ground > 200); /* 1.7 * sqrt 2 of each 5.4, less the soft edges */
  cairo_surface_destroy(surface);
  cairo_surface_destroy(hatched);
}

static GBytes *write_indexed(const Scene *scene, double scale) {
  PngOptions options = {.mode = THEME_LIGHT, .scale = scale, .indexed = true};
  GBytes *png = NULL;
  assert_true(png_write(scene, &options, &png, NULL));
  return png;
}

/* An index for each pixel: the colours that cover most stay what they are, the blends come near. */
static void test_indexed(void **state) {
  const SampleFixture *f = *state;
  g_autoptr(Scene) scene = sample_card(f);
  /* A ramp, so that there are more colours than places. */
  for (int i = 0; i < 60; i++)
    scene_line(scene, 60, 22, 60 + i, 62, paint_stroke(theme_color(f->theme, i % 2 ? "achter" : "focus"), 0.3));
  g_autoptr(GBytes) png = write_indexed(scene, 10), again = write_indexed(scene, 10), full = write_png(scene, THEME_LIGHT, 10);
  const guint8 *data = NULL;
  assert_true(chunk(png, "IHDR", &data) == 13 && data[8] == 8 && data[9] == 3);
  assert_int_equal(chunk(png, "PLTE", NULL), 3 * 256);
  assert_true(g_bytes_equal(png, again));
  assert_true(g_bytes_get_size(png) < g_bytes_get_size(full) / 2);
  cairo_surface_t *a = read_png(png), *b = read_png(full);
  for (int y = 0; y < 630; y += 3)
    for (int x = 0; x < 1200; x += 3)
      for (int shift = 0; shift < 24; shift += 8)
        assert_true(abs((int)(pixel(a, x, y) >> shift & 255) - (int)(pixel(b, x, y) >> shift & 255)) <= 64);
  assert_int_equal(pixel(a, 100, 100), theme_rgb(f->theme, theme_color(f->theme, "c2"), THEME_LIGHT));
  cairo_surface_destroy(a);
  cairo_surface_destroy(b);
}

/* A fill of the whole picture has no seam, wherever its middle falls. */
static void test_whole_fill(void **state) {
  const SampleFixture *f = *state;
  g_autoptr(Scene) scene = scene_new(f->theme, f->engine, 20, 21);
  scene_rect(scene, 0, 0, 20, 21, paint_fill(theme_color(f->theme, "focus")));
  g_autoptr(GBytes) png = write_png(scene, THEME_LIGHT, 1.3);
  cairo_surface_t *surface = read_png(png);
  for (int y = 0; y < 27; y++) assert_int_equal(pixel(surface, 10, y), 0x0b5a68);
  cairo_surface_destroy(surface);
}

/* The same in another process is what the workers of a build do; here twice in one, with other text in between. */
static void test_same_bytes(void **state) {
  const SampleFixture *f = *state;
  g_autoptr(Scene) scene = sample_card(f), other = scene_new(f->theme, f->engine, 50, 50);
  scene_text(other, 3, 30, "anders", (TextFont){9, 400, 0}, theme_color(f->theme, "ink"), ANCHOR_START, 0);
  g_autoptr(GBytes) first = write_png(scene, THEME_LIGHT, 2), between = write_png(other, THEME_LIGHT, 3.3),
                    second = write_png(scene, THEME_LIGHT, 2);
  assert_true(g_bytes_equal(first, second));
  assert_false(g_bytes_equal(first, between));
  g_autoptr(TextEngine) fresh = sample_engine();
  g_autoptr(Scene) again = sample_card(&(SampleFixture){f->theme, fresh});
  g_autoptr(GBytes) third = write_png(again, THEME_LIGHT, 2);
  assert_true(g_bytes_equal(first, third));
}

/* Darkness of a column of the picture of `text` drawn at x; hinting or whole pixels would make it jump. */
static double centre_of_ink(const SampleFixture *f, const char *text, double x) {
  g_autoptr(Scene) scene = scene_new(f->theme, f->engine, 60, 20);
  scene_text(scene, x, 14, text, (TextFont){9, 400, 0}, theme_color(f->theme, "ink"), ANCHOR_START, 0);
  g_autoptr(GBytes) png = write_png(scene, THEME_GREY, 1);
  cairo_surface_t *surface = read_png(png);
  double sum = 0, weighted = 0;
  for (int y = 0; y < 20; y++)
    for (int column = 0; column < 60; column++) {
      double dark = 255 - (pixel(surface, column, y) & 0xff);
      sum += dark;
      weighted += dark * (column + 0.5);
    }
  cairo_surface_destroy(surface);
  return weighted / sum;
}

static void test_text_stands_where_it_was_measured(void **state) {
  double start = centre_of_ink(*state, "hamvraag", 10);
  for (double shift = 0.1; shift < 1; shift += 0.1) {
    double moved = centre_of_ink(*state, "hamvraag", 10 + shift) - start;
    if (fabs(moved - shift) > 0.06) fail_msg("moved by %d/1000 pixel, drawn %d/1000 further", (int)(shift * 1000), (int)(moved * 1000));
  }
}

static void test_refusals(void **state) {
  const SampleFixture *f = *state;
  g_autoptr(Scene) scene = scene_new(f->theme, f->engine, 1000, 10);
  PngOptions options = {.mode = THEME_LIGHT, .scale = 9};
  GError *error = NULL;
  GBytes *png = NULL;
  assert_false(png_write(scene, &options, &png, &error));
  assert_non_null(strstr(error->message, "9000 by 90"));
  g_clear_error(&error);
  options.scale = 0;
  assert_false(png_write(scene, &options, &png, &error));
  g_clear_error(&error);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_chunks),
      cmocka_unit_test(test_pixels),
      cmocka_unit_test(test_indexed),
      cmocka_unit_test(test_whole_fill),
      cmocka_unit_test(test_same_bytes),
      cmocka_unit_test(test_text_stands_where_it_was_measured),
      cmocka_unit_test(test_refusals),
  };
  return cmocka_run_group_tests_name("png", tests, sample_set_up_fonts, sample_tear_down);
}
