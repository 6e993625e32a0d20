/* The real engine: the declared fonts or none, runs kept, text kept with its glyphs. */
#include "scene/text_engine.h"
#include "unit/surface/sample_pages.h"
#include <math.h>
#include <string.h>

static const TextFont BODY = {.size = 10, .weight = 400};
static TextEngine *engine_of(void **state) { return *state; }

static int set_up(void **state) {
  *state = sample_engine();
  return 0;
}

static int tear_down(void **state) {
  text_engine_free(*state);
  /* Pango 1.56 may still be sorting fonts in a thread of its own, which a leak checker takes for a leak. */
  g_usleep(200 * 1000);
  return 0;
}

static void assert_near(double a, double b) {
  if (fabs(a - b) > 0.01) fail_msg("%g is not %g", a, b);
}

static void test_missing_family_names_the_package(void **state G_GNUC_UNUSED) {
  g_autoptr(GError) error = NULL;
  assert_null(text_engine_new("Comic Inter", &error));
  assert_non_null(strstr(error->message, "\"Comic Inter\" in weight 400"));
  assert_non_null(strstr(error->message, "fonts/fonts.conf"));
  g_clear_error(&error);
  /* Noto Sans is declared in two weights only: the third is an error and names its package. */
  assert_null(text_engine_new("Noto Sans", &error));
  assert_non_null(strstr(error->message, "fonts-noto-core"));
}

static void test_runs_are_kept(void **state) {
  const TextRun *a = text_shape(engine_of(state), "Delft", BODY);
  assert_ptr_equal(a, text_shape(engine_of(state), "Delft", BODY));
  assert_ptr_not_equal(a, text_shape(engine_of(state), "Delft", (TextFont){.size = 10, .weight = 700}));
  assert_ptr_not_equal(a, text_shape(engine_of(state), "Delft", (TextFont){.size = 10.5, .weight = 400}));
  text_engine_trim(engine_of(state));
  assert_ptr_equal(a, text_shape(engine_of(state), "Delft", BODY)); /* used since: stays */
  text_engine_trim(engine_of(state));
  text_engine_trim(engine_of(state));
  assert_true(text_width(engine_of(state), "Delft", BODY) > 10);
}

static void test_widths_add_up(void **state) {
  TextEngine *e = engine_of(state);
  double blank = text_width(e, " ", BODY);
  assert_near(text_width(e, "twee woorden", BODY), text_width(e, "twee", BODY) + blank + text_width(e, "woorden", BODY));
  assert_near(text_width(e, "Delft", (TextFont){20, 400, 0}), 2 * text_width(e, "Delft", BODY));
  TextFont loose = {.size = 10, .weight = 400, .tracking = 0.1};
  assert_near(text_width(e, "Delft", loose), text_width(e, "Delft", BODY) + 4);
  assert_near(text_width(e, "a b", loose), text_width(e, "a b", BODY) + 2);
  assert_true(text_width(e, "", BODY) == 0);
}

static void test_figures_are_tabular_and_weights_differ(void **state) {
  TextEngine *e = engine_of(state);
  assert_near(text_width(e, "1111", BODY), text_width(e, "8888", BODY));
  assert_true(text_width(e, "Delft", (TextFont){10, 700, 0}) > text_width(e, "Delft", BODY));
}

static void test_soft_hyphens(void **state) {
  TextEngine *e = engine_of(state);
  assert_near(text_width(e, "Voor\u00adburg", BODY), text_width(e, "Voorburg", BODY));
  assert_true(text_width(e, "Voor\u00ad", BODY) > text_width(e, "Voor", BODY) + 2);
}

/* In a PDF one glyph reads as one character: were they drawn alike, every hyphen would read as the first one did. */
static void test_a_used_soft_hyphen_is_another_glyph_than_a_hyphen(void **state) {
  TextEngine *e = engine_of(state);
  const TextRun *soft = text_shape(e, "woningvoorraad\u00ad", BODY), *hard = text_shape(e, "woningvoorraad-", BODY);
  assert_string_equal(soft->text, "woningvoorraad\u00ad");
  assert_string_equal(hard->text, "woningvoorraad-");
  assert_int_not_equal(soft->glyphs[soft->glyph_count - 1].index, hard->glyphs[hard->glyph_count - 1].index);
}

static void test_metrics(void **state) {
  TextEngine *e = engine_of(state);
  double cap = text_cap_height(e, BODY), ascent = text_ascent(e, BODY), descent = text_descent(e, BODY);
  assert_true(cap > 7 && cap < 7.6 && ascent > 9 && ascent < 10 && descent > 2 && descent < 3);
}

static void test_coverage(void **state) {
  gunichar missing = 0;
  assert_true(text_covers(engine_of(state), "Ĳ ë − ≤ → \u202f \u2011 ▲ Ω Ж", &missing));
  assert_false(text_covers(engine_of(state), "Delft 漢字", &missing));
  assert_int_equal(missing, 0x6f22);
  assert_int_equal(text_run_missing(text_shape(engine_of(state), "漢", BODY)), 0x6f22);
  assert_true(text_covers(engine_of(state), "القدس ירושלים Αθήνα Київ Đường x\u0304 \u200b\u200d", &missing));
  /* Inter draws some private characters, but nobody can read them. */
  assert_false(text_covers(engine_of(state), "a \ue123 b", &missing));
  assert_int_equal(missing, 0xe123);
}

static void test_hostile_text(void **state) {
  TextEngine *e = engine_of(state);
  assert_true(text_width(e, "a\xff\xc3", BODY) > 0);
  assert_near(text_width(e, "a\nb\tc", BODY), text_width(e, "a b c", BODY));
  assert_true(text_width(e, "\u00ad", BODY) > 0);
  assert_true(text_width(e, "\u200d\u200b", BODY) >= 0);
  assert_true(text_width(e, "عربي abc 12 عربي\u00ad", BODY) >= 0);
}

/* What Cairo gets must be whole: all bytes and all glyphs in clusters, in any direction. */
static void test_runs_can_be_drawn(void **state) {
  static const char *const texts[] = {"Delft", "e\u0301e\u0323\u0301 x", "مرحبا بالعالم", "abc مرحبا 12 def", "שלום a", "−3,1 → ▲", "Voor\u00ad", " ", "\u200d", "ffi fl"};
  cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 300, 20);
  cairo_t *cr = cairo_create(surface);
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) text_run_show(text_shape(engine_of(state), texts[i], BODY), cr, 5, 15);
  assert_int_equal(cairo_status(cr), CAIRO_STATUS_SUCCESS);
  assert_false(cairo_has_current_point(cr));
  cairo_destroy(cr);
  cairo_surface_destroy(surface);
}

/* A letter that is drawn as several glyphs: each reads as a character, or it would read as what the font has it for. */
static void test_marks_have_their_own_text(void **state) {
  const TextRun *run = text_shape(engine_of(state), "i\u0307\u0323", BODY);
  assert_string_equal(run->text, "\u1ecb\u0307");
  assert_int_equal(run->glyph_count, 2);
  assert_int_equal(run->cluster_count, 2);
}

/* A bracket turns around with its text: it must not be the glyph that is a bracket from left to right as well. */
static void test_brackets_of_two_directions_are_two_glyphs(void **state) {
  const TextRun *left = text_shape(engine_of(state), "(a)", BODY);
  static const char *const texts[] = {"(שלום)", "(قدس)"};
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    const TextRun *right = text_shape(engine_of(state), texts[i], BODY);
    assert_string_equal(right->text, texts[i]);
    for (guint part = 0; part < right->part_count; part++) assert_ptr_not_equal(right->parts[part].font, left->parts[0].font);
  }
}

static void test_wrapped_lines_fit(void **state) {
  static const char text[] = "De gemeente Delft telt 26,4% sociale huur, in Leid\u00adschen\u00addam-Voor\u00adburg is dat − 3,1 procentpunt minder.";
  for (double width = 60; width < 500; width += 13) {
    bool overflow;
    g_autoptr(GPtrArray) lines = text_wrap(engine_of(state), text, BODY, width, width > 200, &overflow);
    for (guint i = 0; !overflow && i < lines->len; i++)
      assert_true(text_width(engine_of(state), lines->pdata[i], BODY) <= width + 0.001);
  }
}

static void test_digest(void **state) {
  const char *digest = text_engine_digest(engine_of(state));
  assert_non_null(strstr(digest, "harfbuzz"));
  g_autoptr(TextEngine) other = sample_engine();
  assert_string_equal(digest, text_engine_digest(other));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_missing_family_names_the_package),
      cmocka_unit_test(test_runs_are_kept),
      cmocka_unit_test(test_widths_add_up),
      cmocka_unit_test(test_figures_are_tabular_and_weights_differ),
      cmocka_unit_test(test_soft_hyphens),
      cmocka_unit_test(test_a_used_soft_hyphen_is_another_glyph_than_a_hyphen),
      cmocka_unit_test(test_metrics),
      cmocka_unit_test(test_coverage),
      cmocka_unit_test(test_hostile_text),
      cmocka_unit_test(test_runs_can_be_drawn),
      cmocka_unit_test(test_marks_have_their_own_text),
      cmocka_unit_test(test_brackets_of_two_directions_are_two_glyphs),
      cmocka_unit_test(test_wrapped_lines_fit),
      cmocka_unit_test(test_digest),
  };
  return cmocka_run_group_tests_name("text", tests, set_up, tear_down);
}
