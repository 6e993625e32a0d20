/* Hand-outs in one document: a section, bookmarks and ids of each region's own; cards in equal cells with lines to write on;
 * and what is refused. */
#include "doc_builder.h"
#include "layout/bundle.h"

/* A bench whose Doc is a hand-out with cards of the given heights. */
static Bench *handout(const char *name, char *path, int per_page, const double *heights, guint count) {
  Bench *bench = bench_new(name);
  DocHandout *handout = bench_own(bench, g_new0(DocHandout, 1));
  *handout = (DocHandout){.title = bench_own(bench, g_strdup("Hoe nu verder?")), .per_page = per_page, .notes = true,
                          .question = bench_own(bench, g_strdup("Uw vraag")), .cards = g_ptr_array_new()};
  bench->doc.handout = handout;
  bench->doc.site_path = path;
  bench->doc.meta = bench_own(bench, g_strdup("23 juni 2022\nHand-out"));
  for (guint i = 0; i < count; i++) {
    Figure *figure = figure_new(&BENCH_BLOCK, NULL, (SourcePos){g_intern_string("templates/gemeente.md"), 20 + (int)i, 1});
    figure->id = g_strdup_printf("kaart-%u", i + 1);
    figure->title = g_strdup_printf("Titel %u", i + 1);
    figure->axis_max = heights[i];
    g_ptr_array_add(bench->doc.figures, figure);
    g_ptr_array_add(handout->cards, figure);
  }
  return bench;
}

static void handout_free(Bench *bench) {
  g_ptr_array_unref(bench->doc.handout->cards);
  bench_free(bench);
}

static Bundle *bundle_of(const Bench *bench) {
  return bundle_new(&bench->config, bench->theme, bench->locale, bench->text);
}

static guint count_tags(const TagTree *tags, TagType type) {
  guint count = 0;
  for (guint id = 1; id <= tag_count(tags); id++) count += tag_get(tags, id)->type == type;
  return count;
}

static const double LOW[] = {60, 90, 60, 60};

static void regions_follow_each_other(void **state) {
  (void)state;
  Bench *delft = handout("Delft", (char *)"gemeente/delft", 4, LOW, 4);
  g_autoptr(Bundle) bundle = bundle_of(delft);
  bench_heading(delft, NULL, 2, "Let op");
  bench_paragraph(delft, NULL, "Zie [kaart een](#kaart-1).");
  assert_true(bundle_add(bundle, &delft->doc, delft->diags));
  delft->region.title = delft->doc.title = delft->doc.name = (char *)"Ede";
  delft->doc.site_path = (char *)"gemeente/ede";
  assert_true(bundle_add(bundle, &delft->doc, delft->diags));
  const Pages *pages = bundle_pages(bundle);
  guint first, end;
  bundle_last(bundle, &first, &end);
  assert_int_equal(pages->scenes->len, 2);
  assert_true(first == 1 && end == 2);
  assert_string_equal(pages->title, "Hoe nu verder?");
  const Tag *root = tag_tree_root(pages->tags);
  assert_int_equal(count_tags(pages->tags, TAG_H1), 1);
  assert_int_equal(count_tags(pages->tags, TAG_H2), 2);
  /* Kicker, title, and a section for each region. */
  assert_int_equal(root->children->len, 4);
  assert_int_equal(((const Tag *)g_ptr_array_index(root->children, 3))->type, TAG_SECT);
  assert_int_equal(pages->outline->len, 12); /* each region with its text's heading and four cards */
  for (guint i = 0; i < pages->outline->len; i++) {
    const OutlineEntry *entry = &g_array_index(pages->outline, OutlineEntry, i);
    assert_int_equal(entry->level, i % 6 == 0 ? 1 : 2);
    assert_int_equal(entry->page, i / 6);
  }
  assert_string_equal(g_array_index(pages->outline, OutlineEntry, 6).title, "Ede");
  g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < pages->destinations->len; i++)
    assert_true(g_hash_table_add(ids, g_array_index(pages->destinations, Destination, i).id));
  assert_true(g_hash_table_contains(ids, "gemeente-delft-kaart-1") && g_hash_table_contains(ids, "gemeente-ede-kaart-1"));
  handout_free(delft);
}

/* Where the writing lines of a page stand: y of each, by rising y. */
static GArray *note_lines(const Scene *scene) {
  GArray *lines = g_array_new(FALSE, FALSE, sizeof(double));
  bool notes = false;
  for (guint i = 0; i < scene_length(scene); i++) {
    const SceneItem *item = scene_item(scene, i);
    if (item->kind == SCENE_GROUP_BEGIN) notes = g_strcmp0(item->name, "notes") == 0;
    if (item->kind == SCENE_GROUP_END) notes = false;
    if (notes && item->kind == SCENE_PATH) g_array_append_val(lines, scene_segments(scene)[item->first_segment].x[1]);
  }
  return lines;
}

static void lines_stand_at_one_height_in_a_row(void **state) {
  (void)state;
  Bench *bench = handout("Delft", (char *)"gemeente/delft", 4, LOW, 4);
  g_autoptr(Bundle) bundle = bundle_of(bench);
  assert_true(bundle_add(bundle, &bench->doc, bench->diags));
  g_autoptr(GArray) lines = note_lines(g_ptr_array_index(bundle_pages(bundle)->scenes, 0));
  /* The highest card of the first row decides for both; the second row has room for more. */
  guint first = 0;
  double middle = g_array_index(lines, double, 0);
  for (guint i = 0; i < lines->len && g_array_index(lines, double, i) < 500; i++) first++;
  assert_true(first > 0 && first % 2 == 0 && (lines->len - first) % 2 == 0 && lines->len - first > first);
  assert_float_equal(middle, g_array_index(lines, double, first / 2), 0.01);
  handout_free(bench);
}

static void cards_that_fill_more_than_a_page(void **state) {
  (void)state;
  static const double HEIGHTS[] = {60, 60, 60, 60, 60};
  static const struct { int per_page; guint pages; } CASES[] = {{2, 3}, {4, 2}, {6, 1}};
  for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
    Bench *bench = handout("Delft", (char *)"gemeente/delft", CASES[i].per_page, HEIGHTS, G_N_ELEMENTS(HEIGHTS));
    g_autoptr(Bundle) bundle = bundle_of(bench);
    assert_true(bundle_add(bundle, &bench->doc, bench->diags));
    assert_int_equal(bundle_pages(bundle)->scenes->len, CASES[i].pages);
    handout_free(bench);
  }
}

/* Text above takes room: two cards stay below it, two go on. */
static void text_pushes_rows_on(void **state) {
  (void)state;
  static const double HEIGHTS[] = {180, 180, 180, 180};
  Bench *bench = handout("Delft", (char *)"gemeente/delft", 4, HEIGHTS, 4);
  for (guint i = 0; i < 4; i++) bench_filler(bench, NULL, 60);
  g_autoptr(Bundle) bundle = bundle_of(bench);
  assert_true(bundle_add(bundle, &bench->doc, bench->diags));
  const Pages *pages = bundle_pages(bundle);
  assert_int_equal(pages->scenes->len, 2);
  assert_int_equal(g_array_index(pages->outline, OutlineEntry, 2).page, 0);
  assert_int_equal(g_array_index(pages->outline, OutlineEntry, 3).page, 1);
  handout_free(bench);
}

static void refuse(Bench *bench, const char *expected) {
  g_autoptr(Bundle) bundle = bundle_of(bench);
  assert_false(bundle_add(bundle, &bench->doc, bench->diags));
  g_autofree char *found = diags_format(bench->diags, 0);
  if (!strstr(found, expected)) fail_msg("'%s' is not in:\n%s", expected, found);
  handout_free(bench);
}

static void too_high_is_told_with_its_template_line(void **state) {
  (void)state;
  static const double HIGH[] = {60, 700};
  refuse(handout("Delft", (char *)"gemeente/delft", 2, HIGH, 2),
         "templates/gemeente.md:21:1: error: Delft: with 2 cards a page the card \"kaart-2\" is too high for its place by");
}

/* Draws, but no heading. */
static void draw_mute(const Figure *figure, struct FigureCanvas *canvas) {
  canvas_text(canvas, 0, 10, figure->title, (TextLook){.role = TYPE_BODY}, ANCHOR_START, canvas_leaf(canvas, canvas->sect, TAG_P));
  canvas->y = 20;
}

static void a_card_needs_a_title(void **state) {
  (void)state;
  static const FigureType MUTE = {.name = "mute", .draw = draw_mute};
  Bench *bench = handout("Delft", (char *)"gemeente/delft", 4, LOW, 2);
  ((Figure *)g_ptr_array_index(bench->doc.figures, 1))->type = &MUTE;
  refuse(bench, "the figure \"kaart-2\" has no title, so it cannot be a card");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(regions_follow_each_other),
      cmocka_unit_test(lines_stand_at_one_height_in_a_row),
      cmocka_unit_test(cards_that_fill_more_than_a_page),
      cmocka_unit_test(text_pushes_rows_on),
      cmocka_unit_test(too_high_is_told_with_its_template_line),
      cmocka_unit_test(a_card_needs_a_title),
  };
  return cmocka_run_group_tests_name("bundle", tests, NULL, NULL);
}
