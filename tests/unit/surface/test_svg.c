/* SVG by our own writer: always well-formed, small, named for listeners, and without what a page may not hold. */
#include "surface/svg.h"
#include "surface/uri.h"
#include "unit/surface/sample_pages.h"
#include <string.h>

static Scene *new_scene(void **state) {
  SampleFixture *f = *state;
  return scene_new(f->theme, f->engine, 200, 100);
}

static ColorToken color(const Scene *scene, const char *name) { return theme_color(scene_theme(scene), name); }

/* Well-formed, every id once, every url(#…) and aria-labelledby known. */
typedef struct { GHashTable *ids; GPtrArray *wanted; int depth; } Found;

static void on_start(GMarkupParseContext *context G_GNUC_UNUSED, const char *element G_GNUC_UNUSED, const char **keys,
                     const char **values, gpointer data, GError **error G_GNUC_UNUSED) {
  Found *found = data;
  found->depth++;
  for (int i = 0; keys[i]; i++) {
    if (g_str_equal(keys[i], "id")) assert_true(g_hash_table_add(found->ids, g_strdup(values[i])));
    if (g_str_equal(keys[i], "clip-path")) g_ptr_array_add(found->wanted, g_strndup(values[i] + 5, strlen(values[i]) - 6));
    if (!g_str_equal(keys[i], "aria-labelledby")) continue;
    g_auto(GStrv) names = g_strsplit(values[i], " ", -1);
    for (int k = 0; names[k]; k++) g_ptr_array_add(found->wanted, g_strdup(names[k]));
  }
}

static void check_well_formed(const char *svg) {
  static const GMarkupParser parser = {.start_element = on_start};
  Found found = {g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL), g_ptr_array_new_with_free_func(g_free), 0};
  GError *error = NULL;
  GMarkupParseContext *context = g_markup_parse_context_new(&parser, 0, &found, NULL);
  if (!g_markup_parse_context_parse(context, svg, -1, &error) || !g_markup_parse_context_end_parse(context, &error))
    fail_msg("%s in\n%s", error->message, svg);
  for (guint i = 0; i < found.wanted->len; i++)
    if (!g_hash_table_contains(found.ids, found.wanted->pdata[i])) fail_msg("no id %s", (char *)found.wanted->pdata[i]);
  g_markup_parse_context_free(context);
  g_hash_table_unref(found.ids);
  g_ptr_array_unref(found.wanted);
}

static char *write_body(const Scene *scene) {
  SvgOptions options = {.id_prefix = "f", .hidden = true, .css_variables = true};
  char *svg = svg_write(scene, &options);
  check_well_formed(svg);
  char *body = g_strdup(strchr(svg, '\n') + 1);
  body[strlen(body) - strlen("</svg>\n")] = '\0';
  g_free(svg);
  return body;
}

static void test_head(void **state) {
  g_autoptr(Scene) scene = new_scene(state);
  SvgOptions options = {.id_prefix = "fig-1", .title = "A & <B> \"c\"", .description = "D\x01\x0b", .language = "nl"};
  g_autofree char *svg = svg_write(scene, &options);
  check_well_formed(svg);
  assert_non_null(strstr(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 200 100\""));
  assert_non_null(strstr(svg, " role=\"img\" aria-labelledby=\"fig-1-title fig-1-desc\" lang=\"nl\""));
  assert_non_null(strstr(svg, "<title id=\"fig-1-title\">A &amp; &lt;B&gt; &quot;c&quot;</title>\n<desc id=\"fig-1-desc\">D</desc>"));
  options.hidden = true;
  g_autofree char *hidden = svg_write(scene, &options);
  check_well_formed(hidden);
  assert_non_null(strstr(hidden, "aria-hidden=\"true\""));
  assert_null(strstr(hidden, "title"));
}

static void test_text(void **state) {
  g_autoptr(Scene) scene = new_scene(state);
  scene_text(scene, 100, 12.346, "a<b\u00a0& \"c\"\x02", (TextFont){10, 700, -0.025}, color(scene, "focus"), ANCHOR_MIDDLE, 1);
  scene_text(scene, 0, 5, "Voor\u00adburg\u00ad", (TextFont){8, 400, 0}, color(scene, "ink"), ANCHOR_START, 1);
  g_autofree char *body = write_body(scene);
  assert_string_equal(body, "<text x=\"100\" y=\"12.35\" font-size=\"10\" font-weight=\"700\" letter-spacing=\"-0.25\" text-anchor=\"middle\" "
                            "fill=\"var(--focus,#0b5a68)\">a&lt;b\u00a0&amp; &quot;c&quot;</text>\n"
                            "<text x=\"0\" y=\"5\" font-size=\"8\" fill=\"var(--ink,#0f2227)\">Voorburg-</text>\n");
}

/* XML readers drop a blank at either end and one of two in a row, unless told not to. */
static void test_blanks_are_kept(void **state) {
  static const char *const texts[] = {" voorbeelddata", "Bron ", "a  b", "a b"};
  g_autoptr(Scene) scene = new_scene(state);
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
    scene_text(scene, 0, i, texts[i], (TextFont){8, 400, 0}, color(scene, "ink"), ANCHOR_START, 1);
  g_autofree char *body = write_body(scene);
  assert_non_null(strstr(body, "<text x=\"0\" y=\"0\" xml:space=\"preserve\"> voorbeelddata</text>\n"));
  assert_non_null(strstr(body, "<text x=\"0\" y=\"1\" xml:space=\"preserve\">Bron </text>\n"));
  assert_non_null(strstr(body, "<text x=\"0\" y=\"2\" xml:space=\"preserve\">a  b</text>\n"));
  assert_non_null(strstr(body, "<text x=\"0\" y=\"3\">a b</text>\n"));
}

static void test_neighbours_share_attributes(void **state) {
  g_autoptr(Scene) scene = new_scene(state);
  for (int i = 0; i < 3; i++) scene_rect(scene, 0, 10 * i, 5, 5, paint_fill(color(scene, "ctx")));
  for (int i = 0; i < 3; i++) scene_line(scene, 0, i, 5, i, paint_stroke(color(scene, "grid"), 0.5));
  scene_circle(scene, 3, 4, 2.5, paint_fill(color(scene, "ctx")));
  g_autofree char *body = write_body(scene);
  assert_string_equal(body, "<g fill=\"var(--ctx,#7f9399)\">\n<path d=\"M0 0H5V5H0Z\"/>\n<path d=\"M0 10H5V15H0Z\"/>\n<path d=\"M0 20H5V25H0Z\"/>\n</g>\n"
                            "<path fill=\"none\" stroke=\"var(--grid,#d3dee0)\" stroke-width=\"0.5\" d=\"M0 0H5M0 1H5M0 2H5\"/>\n"
                            "<circle fill=\"var(--ctx,#7f9399)\" cx=\"3\" cy=\"4\" r=\"2.5\"/>\n");
}

static void test_groups(void **state) {
  g_autoptr(Scene) scene = new_scene(state);
  scene_group_begin(scene, NULL, 0, 0); /* says nothing: not written */
  scene_group_begin(scene, "rij <1>", 1.5, -2);
  scene_group_clip(scene, NULL, 0, 0, 1, 2, 30, 40);
  scene_line(scene, 0.5, -0.5, -1.25, 3, paint_stroke(color(scene, "ink"), 1));
  scene_group_end(scene);
  scene_group_end(scene);
  scene_group_end(scene);
  g_autofree char *body = write_body(scene);
  assert_string_equal(body, "<g class=\"rij--1-\" transform=\"translate(1.5 -2)\">\n<g clip-path=\"url(#f-clip1)\">\n"
                            "<clipPath id=\"f-clip1\"><rect x=\"1\" y=\"2\" width=\"30\" height=\"40\"/></clipPath>\n"
                            "<path fill=\"none\" stroke=\"var(--ink,#0f2227)\" d=\"M0.5-0.5L-1.25 3\"/>\n</g>\n</g>\n");
}

static void test_links(void **state) {
  g_autoptr(Scene) scene = new_scene(state);
  scene_text(scene, 0, 10, "de site", (TextFont){10, 400, 0}, color(scene, "link"), ANCHOR_START, 5);
  scene_link(scene, "https://example.org/?a=1&b=(2)", (const double[][4]){{0, 0, 30, 12}}, 1, 5);
  scene_group_begin(scene, "tegel", 100, 50);
  scene_text(scene, 2, 10, "Delft", (TextFont){10, 400, 0}, color(scene, "ink"), ANCHOR_START, 0);
  scene_link(scene, "/gemeente/delft/", (const double[][4]){{0, 0, 40, 20}}, 1, 6);
  scene_group_end(scene);
  scene_link(scene, "javascript:alert(1)", (const double[][4]){{0, 0, 1, 1}}, 1, 7);
  scene_link(scene, "#noot", (const double[][4]){{0, 0, 1, 1}}, 1, 8);
  SvgOptions options = {.id_prefix = "f", .title = "t"};
  g_autofree char *svg = svg_write(scene, &options);
  check_well_formed(svg);
  assert_non_null(strstr(svg, "role=\"group\""));
  assert_non_null(strstr(svg, "<a href=\"https://example.org/?a=1&amp;b=%282%29\"><text "));
  assert_non_null(strstr(svg, "<a href=\"/gemeente/delft/\" aria-label=\"Delft\"><rect x=\"0\" y=\"0\" width=\"40\" height=\"20\" "));
  assert_null(strstr(svg, "javascript"));
  assert_null(strstr(svg, "#noot"));
}

static void test_modes(void **state) {
  g_autoptr(Scene) scene = new_scene(state);
  scene_rect(scene, 0, 0, 5, 5, paint_fill(color(scene, "focus")));
  SvgOptions options = {.id_prefix = "f", .mode = THEME_DARK};
  g_autofree char *svg = svg_write(scene, &options);
  assert_non_null(strstr(svg, "fill=\"#5cc4d3\""));
  assert_null(strstr(svg, "var("));
}

static void test_hostile_strings_stay_xml(void **state) {
  g_autoptr(Scene) scene = new_scene(state);
  for (int c = 1; c < 256; c++) {
    const char bytes[] = {'a', (char)c, ']', ']', '>', '\0'};
    scene_text(scene, 0, c, bytes, (TextFont){10, 400, 0}, color(scene, "ink"), ANCHOR_START, 0);
  }
  scene_text(scene, 0, 0, "\xef\xbf\xbe\xef\xbf\xbf\xed\xa0\x80", (TextFont){10, 400, 0}, color(scene, "ink"), ANCHOR_START, 0);
  SvgOptions options = {.id_prefix = "a\"b<", .title = "\x1f", .description = "x", .language = "\"n"};
  g_autofree char *svg = svg_write(scene, &options);
  check_well_formed(svg);
}

static void test_uris(void **state G_GNUC_UNUSED) {
  assert_true(uri_is_safe("https://example.org"));
  assert_true(uri_is_safe("MAILTO:a@b.nl"));
  assert_true(uri_is_safe("/gemeente/delft/?x=a:b"));
  assert_true(uri_is_safe("../data.csv"));
  assert_false(uri_is_safe("javascript:alert(1)"));
  assert_false(uri_is_safe("JAVASCRIPT:x"));
  assert_false(uri_is_safe("data:text/html,x"));
  assert_false(uri_is_safe("java\tscript:x"));
  assert_false(uri_is_safe(" javascript:x"));
  assert_false(uri_is_safe("\\\\host\\x"));
  assert_false(uri_is_safe(""));
  g_autofree char *encoded = uri_encode("https://x.nl/é (1)?a=%20\"<>'");
  assert_string_equal(encoded, "https://x.nl/%C3%A9%20%281%29?a=%20%22%3C%3E%27");
}

/* In grey a category is ground, clipped marks and edge; in light it is its colour, and its plate is not there. */
static void test_patterns_are_lines(void **state) {
  g_autoptr(Scene) scene = new_scene(state);
  TextFont font = {8, 600, 0};
  for (int i = 0; i < 2; i++) scene_rect(scene, 10, 30 * i, 60, 20, paint_fill(color(scene, "c2")));
  scene_plate_on(scene, color(scene, "c2"), 40, 40, "23%", font, ANCHOR_MIDDLE);
  scene_text(scene, 40, 40, "23%", font, color(scene, "c2-on"), ANCHOR_MIDDLE, 0);
  g_autofree char *light = svg_write(scene, &(SvgOptions){.id_prefix = "f", .mode = THEME_LIGHT});
  g_autofree char *grey = svg_write(scene, &(SvgOptions){.id_prefix = "f", .mode = THEME_GREY});
  check_well_formed(light);
  check_well_formed(grey);
  assert_null(strstr(light, "clip"));
  assert_null(strstr(light, "#ffffff"));
  assert_non_null(strstr(light, "#c4840f"));
  assert_null(strstr(grey, "<pattern"));
  assert_non_null(strstr(grey, "<clipPath id=\"f-clip2\"><path d=\"M10 30H70V50H10Z\"/></clipPath>\n<g clip-path=\"url(#f-clip2)\">"
                               "<path fill=\"none\" stroke=\"#222222\" stroke-width=\"1.7\" d=\"M"));
  assert_non_null(strstr(grey, "stroke-width=\"1.2\" d=\"M10 30H70V50H10Z\"/></g>"));
  const char *plate = strstr(grey, "<path fill=\"#ffffff\" d=\"M30.4 32.96");
  if (!plate) fail_msg("no plate in\n%s", grey);
  assert_true(plate < strstr(grey, "23%"));
}

/* Words in another language say so, and words from right to left have their start on the right. */
static void test_languages_and_directions(void **state) {
  g_autoptr(Scene) scene = new_scene(state);
  g_autoptr(TagTree) tags = tag_tree_new();
  Tag *p = tag_add(tags, tag_tree_root(tags), TAG_P), *span = tag_add(tags, p, TAG_SPAN), *inner = tag_add(tags, span, TAG_LINK);
  span->language = g_strdup("he");
  TextFont font = {.size = 10, .weight = 400};
  scene_text(scene, 10, 20, "huis", font, color(scene, "ink"), ANCHOR_START, p->id);
  scene_text(scene, 10, 40, "\u05d1\u05d9\u05ea", font, color(scene, "ink"), ANCHOR_START, inner->id);
  scene_text(scene, 90, 60, "\u05d1\u05d9\u05ea", font, color(scene, "focus"), ANCHOR_END, span->id);
  SvgOptions options = {.id_prefix = "x", .language = "nl", .tags = tags};
  g_autofree char *svg = svg_write(scene, &options);
  check_well_formed(svg);
  assert_non_null(strstr(svg, "<text x=\"10\" y=\"20\""));
  assert_non_null(strstr(svg, "<text lang=\"he\" x=\"10\" y=\"40\""));
  assert_non_null(strstr(svg, "direction=\"rtl\" text-anchor=\"end\""));
  assert_non_null(strstr(svg, "<text lang=\"he\" x=\"90\" y=\"60\" font-size=\"10\" direction=\"rtl\" fill="));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_head, sample_set_up_stub, sample_tear_down),
      cmocka_unit_test_setup_teardown(test_text, sample_set_up_stub, sample_tear_down),
      cmocka_unit_test_setup_teardown(test_blanks_are_kept, sample_set_up_stub, sample_tear_down),
      cmocka_unit_test_setup_teardown(test_neighbours_share_attributes, sample_set_up_stub, sample_tear_down),
      cmocka_unit_test_setup_teardown(test_groups, sample_set_up_stub, sample_tear_down),
      cmocka_unit_test_setup_teardown(test_links, sample_set_up_stub, sample_tear_down),
      cmocka_unit_test_setup_teardown(test_modes, sample_set_up_stub, sample_tear_down),
      cmocka_unit_test_setup_teardown(test_hostile_strings_stay_xml, sample_set_up_stub, sample_tear_down),
      cmocka_unit_test_setup_teardown(test_languages_and_directions, sample_set_up_stub, sample_tear_down),
      cmocka_unit_test(test_uris),
      cmocka_unit_test_setup_teardown(test_patterns_are_lines, sample_set_up_stub, sample_tear_down),
  };
  return cmocka_run_group_tests_name("svg", tests, NULL, NULL);
}
