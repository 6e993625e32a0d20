/* The parts that figures share: spreading labels, icons, key samples, words that must not leave their place. */
#include "figure/canvas.h"
#include "figure/spread.h"
#include "figure/trend.h"
#include "figure/words.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static void spread_keeps_what_fits(void **state) {
  (void)state;
  Spread slots[] = {{10, 4, 0}, {20, 4, 0}};
  spread_apart(slots, 2, 2, 0, 100);
  assert_float_equal(slots[0].at, 10, 1e-9);
  assert_float_equal(slots[1].at, 20, 1e-9);
}

static void spread_shares_the_shift(void **state) {
  (void)state;
  Spread slots[] = {{10, 4, 0}, {10, 4, 0}, {30, 4, 0}};
  spread_apart(slots, 3, 2, 0, 100);
  assert_float_equal(slots[0].at, 7, 1e-9);
  assert_float_equal(slots[1].at, 13, 1e-9);
  assert_float_equal(slots[2].at, 30, 1e-9);
}

static void spread_stays_inside(void **state) {
  (void)state;
  Spread slots[] = {{-5, 10, 0}, {0, 10, 0}, {98, 10, 0}, {99, 10, 0}};
  spread_apart(slots, 4, 1, 0, 100);
  assert_float_equal(slots[0].at, 5, 1e-9);
  assert_float_equal(slots[1].at, 16, 1e-9);
  assert_float_equal(slots[3].at, 95, 1e-9);
  assert_float_equal(slots[2].at, 84, 1e-9);
  /* No room for all: in order, from the start. */
  spread_apart(slots, 4, 1, 0, 20);
  for (guint i = 1; i < 4; i++) assert_true(slots[i].at - slots[i - 1].at >= 11 - 1e-9);
  spread_apart(slots, 0, 1, 0, 20);
}

static Theme *theme(void) {
  g_autoptr(Diags) diags = diags_new();
  Theme *loaded = theme_load("templates/theme.yaml", "theme.yaml", diags);
  assert_non_null(loaded);
  return loaded;
}

/* Icons are path data: a slip in one is an abort, so each is drawn once here. */
static void icons_can_be_drawn(void **state) {
  (void)state;
  static const char *const ids[] = {"arbeid",    "boek",    "chev",     "dakloos",       "doc",       "down",  "flex",
                                    "geld",      "grafiek", "huis",     "kaart",         "kal",       "link",  "menu",
                                    "ouderen",   "pijl",    "praktijk", "statushouders", "studenten", "tabel", "team",
                                    "uitstroom", "urgent",  "webinar",  "wet",           "woonwagen", "zoek"};
  g_autoptr(Theme) look = theme();
  g_autoptr(TextEngine) text = text_engine_new_stub();
  for (guint i = 0; i < G_N_ELEMENTS(ids); i++) {
    assert_true(figure_icon_exists(ids[i]));
    g_autoptr(Scene) scene = scene_new(look, text, 24, 24);
    FigureCanvas canvas = {.scene = scene, .theme = look, .text = text, .k = 1};
    canvas_icon(&canvas, ids[i], 0, 0, 24, theme_color(look, "ink"));
    assert_true(scene_length(scene) > 0);
    const Segment *segments = scene_segments(scene);
    const SceneItem *item = scene_item(scene, 1);
    for (guint s = item->first_segment; s < item->first_segment + item->segments; s++)
      for (guint x = 0; x < (segments[s].op == 'C' ? 6u : segments[s].op == 'Z' ? 0u : 2u); x++)
        if (segments[s].x[x] < -1 || segments[s].x[x] > 25)
          fail_msg("%s leaves its grid: %f", ids[i], segments[s].x[x]);
  }
  assert_false(figure_icon_exists("no-such-icon"));
  assert_null(figure_icon_path(NULL));
}

static void samples_of_the_key(void **state) {
  (void)state;
  g_autoptr(Theme) look = theme();
  g_autoptr(TextEngine) text = text_engine_new_stub();
  static const char *const drawn[] = {"stand",   "afspraak",    "boven_maximum", "lijn",       "secret",
                                      "missing", "provisional", "target_path",   "projection", "status"};
  for (guint i = 0; i < G_N_ELEMENTS(drawn); i++) {
    g_autoptr(Scene) scene = figure_key_sample(drawn[i], look, text, MEDIUM_WEB_WIDE);
    assert_non_null(scene);
    assert_true(scene_length(scene) > 0);
  }
  assert_null(figure_key_sample("pp", look, text, MEDIUM_PAPER));
  assert_null(figure_key_sample("raadsel", look, text, MEDIUM_PAPER));
}

static void alt_texts_keep_their_length(void **state) {
  (void)state;
  g_autoptr(GString) longest = g_string_new(NULL);
  for (int i = 0; i < 80; i++) g_string_append(longest, "woord ");
  g_autofree char *cut = alt_end(alt_new(longest->str));
  assert_true(g_utf8_strlen(cut, -1) < ALT_MAX);
  assert_true(g_str_has_suffix(cut, "woord…"));
  GString *alt = alt_new("Delft staat vijfde");
  alt_add(alt, g_strdup("Regio 5,0"));
  alt_add(alt, g_strdup(longest->str));
  alt_add(alt, NULL);
  alt_add(alt, g_strdup("Klopt dat?"));
  g_autofree char *text = alt_end(alt);
  assert_string_equal(text, "Delft staat vijfde. Regio 5,0. Klopt dat?");
}

static Mark *add_mark(GPtrArray *marks, const char *name, const char *href, ValueState state, guint8 flags) {
  Mark *mark = figure_add_mark(marks, name, ROLE_CONTEXT);
  mark->href = g_strdup(href);
  mark->value = (BoundValue){.obs = {.value = 1, .state = state, .flags = flags},
                             .text = g_strdup(state == STATE_SECRET ? "<5" : state == STATE_MISSING ? "–" : "1*"),
                             .spoken = g_strdup(state == STATE_SECRET ? "niet getoond, minder dan 5" : "geen opgave")};
  return mark;
}

static void assert_alt(const GPtrArray *marks, const char *expected) {
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(Locale) locale = locale_load("templates/locale/nl.yaml", "nl.yaml", diags);
  GString *alt = alt_new("");
  alt_add_unknown(alt, locale, marks);
  alt_add_flags(alt, locale, marks);
  g_autofree char *text = alt_end(alt);
  assert_string_equal(text, expected);
}

/* Regions in a sentence, groups (whose names are plural) with a colon; what is not final is said once. */
static void alt_texts_are_honest(void **state) {
  (void)state;
  g_autoptr(GPtrArray) marks = figure_marks_new();
  add_mark(marks, "Delft", "gemeente/delft/", STATE_VALUE, FLAG_PROVISIONAL);
  assert_alt(marks, "De cijfers zijn voorlopig.");
  add_mark(marks, "Ede", "gemeente/ede/", STATE_VALUE, FLAG_ESTIMATED);
  add_mark(marks, "Wassenaar", "gemeente/wassenaar/", STATE_SECRET, 0);
  add_mark(marks, "Rijswijk", "gemeente/rijswijk/", STATE_MISSING, 0);
  add_mark(marks, "Westland", "gemeente/westland/", STATE_MISSING, 0);
  assert_alt(marks, "Wassenaar is niet getoond (<5). Rijswijk en Westland deden geen opgave. Een deel van de cijfers is "
                    "voorlopig. Een deel van de cijfers is geschat.");
  g_autoptr(GPtrArray) groups = figure_marks_new();
  add_mark(groups, "Studenten", NULL, STATE_SECRET, 0);
  assert_alt(groups, "Studenten: niet getoond, minder dan 5.");
}

static void words_are_broken_to_fit(void **state) {
  (void)state;
  g_autoptr(Theme) look = theme();
  g_autoptr(TextEngine) text = text_engine_new_stub();
  FigureCanvas canvas = {.theme = look, .text = text, .k = 1, .medium = MEDIUM_PAPER};
  TextLook label = {.role = TYPE_LABEL};
  static const char *const texts[] = {"Leidschendam-Voorburg", "Nuenen, Gerwen en Nederwetten",
                                      "Krimpenerwaardhoekseenlangenaamdienergensbreekt", "’s-Hertogenbosch"};
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autoptr(GPtrArray) lines = canvas_wrap(&canvas, texts[i], label, 50, false);
    g_autoptr(GString) joined = g_string_new(NULL);
    for (guint l = 0; l < lines->len; l++) {
      assert_true(canvas_text_width(&canvas, g_ptr_array_index(lines, l), label) <= 50);
      g_string_append(joined, g_ptr_array_index(lines, l));
    }
    assert_true(joined->len >= strlen(texts[i]) - 4);
  }
}

/* The lower line's name has no room beside its end: it may not come to stand over the upper line, as if it were that one's. */
static void names_stand_by_their_own_line(void **state) {
  (void)state;
  const TrendSegment lines[] = {{121, 98, 136, 78},  {136, 78, 150, 78},     {107, 125, 121, 101},       {121, 101, 136, 92},
                                {136, 92, 150, 91}, {121, 98, 236.6, 103}, {236.6, 99.4, 236.6, 106.6}};
  TrendField field = {g_array_new(FALSE, FALSE, sizeof(TrendSegment)), 27, 236.6, 46, 140};
  g_array_append_vals(field.segments, lines, G_N_ELEMENTS(lines));
  TrendLabel labels[] = {{.x = 150, .y = 78, .width = 74, .size = 7.5}, {.x = 150, .y = 91, .width = 94, .size = 7.5}};
  trend_labels_place(labels, 2, &field, 1);
  assert_float_equal(labels[0].baseline, 78 + 0.36 * 7.5, 1e-6);
  assert_true(labels[1].baseline - 0.76 * 7.5 > 103);
  g_array_unref(field.segments);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(spread_keeps_what_fits), cmocka_unit_test(spread_shares_the_shift),
      cmocka_unit_test(spread_stays_inside),    cmocka_unit_test(icons_can_be_drawn),
      cmocka_unit_test(samples_of_the_key),     cmocka_unit_test(alt_texts_keep_their_length),
      cmocka_unit_test(alt_texts_are_honest), cmocka_unit_test(words_are_broken_to_fit),
      cmocka_unit_test(names_stand_by_their_own_line)};
  return cmocka_run_group_tests_name("figure parts", tests, NULL, NULL);
}
