/* Small fonts: the same outlines and widths as the whole ones, and the whole one where a letter is not in them. */
#include "surface/pdf_font.h"
#include "scene/text_run.h"
#include "unit/surface/sample_pages.h"
#include <math.h>
#include <string.h>

typedef struct {
  PdfFonts *fonts;
  guint parts, small; /* parts seen, and those in a small font */
  cairo_scaled_font_t *last;
} Seen;

static void assert_same_ink(cairo_scaled_font_t *a, const cairo_glyph_t *x, cairo_scaled_font_t *b, const cairo_glyph_t *y) {
  cairo_text_extents_t p, q;
  cairo_scaled_font_glyph_extents(a, x, 1, &p);
  cairo_scaled_font_glyph_extents(b, y, 1, &q);
  if (fabs(p.x_advance - q.x_advance) > 1e-4 || fabs(p.width - q.width) > 1e-4 || fabs(p.height - q.height) > 1e-4 ||
      fabs(p.x_bearing - q.x_bearing) > 1e-4 || fabs(p.y_bearing - q.y_bearing) > 1e-4)
    fail_msg("glyph %lu is not glyph %lu", x->index, y->index);
}

static cairo_scaled_font_t *compare(gpointer user_data, cairo_scaled_font_t *font, cairo_glyph_t *glyphs, int count) {
  Seen *seen = user_data;
  g_autofree cairo_glyph_t *before = g_memdup2(glyphs, sizeof *glyphs * (gsize)count);
  cairo_scaled_font_t *chosen = pdf_fonts_small(seen->fonts, font, glyphs, count);
  seen->parts++;
  seen->small += chosen != font;
  seen->last = chosen;
  for (int i = 0; i < count; i++) {
    if (chosen == font) assert_int_equal(glyphs[i].index, before[i].index);
    assert_same_ink(font, &before[i], chosen, &glyphs[i]);
  }
  return chosen;
}

static void show(TextEngine *engine, Seen *seen, const char *text, TextFont font) {
  cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 400, 40);
  cairo_t *cr = cairo_create(surface);
  text_run_show_in(text_shape(engine, text, font), cr, 5, 20, compare, seen);
  assert_int_equal(cairo_status(cr), CAIRO_STATUS_SUCCESS);
  cairo_destroy(cr);
  cairo_surface_destroy(surface);
}

static void test_letters_and_figures_are_small_and_alike(void **state G_GNUC_UNUSED) {
  g_autoptr(TextEngine) engine = sample_engine();
  Seen seen = {.fonts = pdf_fonts_new()};
  for (int weight = 400; weight <= 700; weight += 100)
    show(engine, &seen, "Súdwest-Fryslân: 1.234,5% · € 12 mln → ≥ −3 “ja”", (TextFont){.size = 9, .weight = weight});
  assert_true(seen.parts >= 4);
  assert_int_equal(seen.small, seen.parts);
  pdf_fonts_free(seen.fonts);
}

static void test_sizes_are_kept_apart_and_found_again(void **state G_GNUC_UNUSED) {
  g_autoptr(TextEngine) engine = sample_engine();
  Seen seen = {.fonts = pdf_fonts_new()};
  show(engine, &seen, "Delft", (TextFont){.size = 9, .weight = 400});
  cairo_scaled_font_t *nine = seen.last;
  show(engine, &seen, "Leiden", (TextFont){.size = 9, .weight = 400});
  assert_ptr_equal(seen.last, nine);
  show(engine, &seen, "Delft", (TextFont){.size = 24, .weight = 400});
  assert_ptr_not_equal(seen.last, nine);
  pdf_fonts_free(seen.fonts);
}

static void test_other_scripts_stay_in_the_whole_font(void **state G_GNUC_UNUSED) {
  g_autoptr(TextEngine) engine = sample_engine();
  Seen seen = {.fonts = pdf_fonts_new()};
  show(engine, &seen, "Ωмира", (TextFont){.size = 9, .weight = 400});
  assert_true(seen.parts > 0);
  assert_int_equal(seen.small, 0);
  pdf_fonts_free(seen.fonts);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_letters_and_figures_are_small_and_alike),
      cmocka_unit_test(test_sizes_are_kept_apart_and_found_again),
      cmocka_unit_test(test_other_scripts_stay_in_the_whole_font),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
