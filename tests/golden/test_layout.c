/* One synthetic document with everything layout knows, with stub metrics: its pages and tags as text, compared with what
 * was accepted, and rules that every page keeps. UPDATE_GOLDEN=1 accepts what is made now. */
#include "unit/layout/doc_builder.h"
#include "base/file.h"
#include "layout/bundle.h"
#include <stdlib.h>

static const char PARAGRAPH[] =
    "Nuenen wees in 2024 **212 woningen** toe aan urgenten, 12 meer dan de jaarafspraak. Vooral mensen met een sociale of "
    "medische urgentie kregen sneller een woning: zie [de handreiking van het expertteam](/kennis/handreikingen/) en "
    "[de figuur hiernaast](#groepen). De wachttijd daalde van 7,2 naar 5,8 maanden in Midden-Delfland en omstreken.";

static void add_tiles(Bench *bench) {
  DocNode *row = bench_block(bench, NULL, NODE_ROW);
  const char *ids[] = {"sociale-huur", "flexwoningen", "urgenten"};
  for (guint i = 0; i < 3; i++) bench_figure(bench, bench_col(bench, row, 4), ids[i], 130);
}

static void add_finding(Bench *bench) {
  DocNode *row = bench_block(bench, NULL, NODE_ROW);
  bench_heading(bench, bench_col(bench, row, 9), 1,
                "Nuenen huisvest meer urgenten dan afgesproken, maar bouwde pas 64% van de beloofde flexwoningen.");
  bench_figure(bench, bench_col(bench, row, 3), "stand", 38);
}

static void add_text_and_figure(Bench *bench) {
  const char *items[] = {"Iedere gemeente groeit naar **30% sociale huur** in 2030.", "Gemeenten verdelen naar rato.",
                         "Uitstroom is ten hoogste **10%** van alle toewijzingen per gemeente.", NULL};
  DocNode *row = bench_block(bench, NULL, NODE_ROW);
  DocNode *columns = bench_block(bench, bench_col(bench, row, 7), NODE_COLUMNS);
  columns->columns = 2;
  bench_heading(bench, columns, 2, "Wat valt op");
  bench_paragraph(bench, columns, PARAGRAPH);
  bench_heading(bench, columns, 2, "Wat is afgesproken");
  bench_list(bench, columns, false, items);
  bench_list(bench, columns, true, items);
  bench_figure(bench, bench_col(bench, row, 5), "groepen", 200);
}

static void add_running_text(Bench *bench) {
  bench_heading(bench, NULL, 2, "Toelichting");
  for (guint i = 0; i < 9; i++) bench_paragraph(bench, NULL, PARAGRAPH);
  bench_heading(bench, NULL, 3, "Begrippen");
  bench_paragraph(bench, bench_block(bench, NULL, NODE_QUOTE), "Een woonwagen\u00adbewoner telt mee als huishouden.");
  bench_block(bench, NULL, NODE_RULE);
  DocNode *code = bench_block(bench, NULL, NODE_CODE_BLOCK);
  code->text = g_strdup("code;naam\nGM0820;Nuenen\n");
  DocNode *columns = bench_block(bench, NULL, NODE_COLUMNS);
  columns->columns = 3;
  for (guint i = 0; i < 5; i++) bench_paragraph(bench, columns, PARAGRAPH);
  bench_figure(bench, NULL, "laatste", 60);
}

static Bench *synthetic(void) {
  Bench *bench = bench_new("Nuenen, Gerwen en Nederwetten");
  bench_crumb(bench, "Nederland", "/nederland/");
  bench_crumb(bench, "Provincie Noord-Brabant", "/provincie/noord-brabant/");
  bench_crumb(bench, "Regio Zuidoost-Brabant", "/regio/zuidoost-brabant/");
  bench_source(bench, "CBS, StatLine 70072ned (1995–2025)", "Centraal Bureau voor de Statistiek", "CC BY 4.0", false);
  bench_source(bench, "voorbeelddata (fictief), opgave gemeenten", "feitenblad", "CC0 1.0", true);
  add_finding(bench);
  add_tiles(bench);
  add_text_and_figure(bench);
  bench_block(bench, NULL, NODE_PAGEBREAK);
  add_running_text(bench);
  return bench;
}

/* ---- goldens ---- */

static void compare(const char *name, const char *made) {
  g_autofree char *path = g_build_filename("tests/golden/layout", name, NULL), *accepted = NULL;
  if (g_getenv("UPDATE_GOLDEN") != NULL) assert_true(file_write(path, made, strlen(made), NULL));
  assert_true(file_read(path, &accepted, NULL, NULL));
  if (strcmp(accepted, made) == 0) return;
  g_auto(GStrv) a = g_strsplit(accepted, "\n", -1), m = g_strsplit(made, "\n", -1);
  guint line = 0;
  while (a[line] != NULL && m[line] != NULL && strcmp(a[line], m[line]) == 0) line++;
  fail_msg("%s:%u: \"%s\" is now \"%s\"; UPDATE_GOLDEN=1 accepts it", path, line + 1, a[line] ? a[line] : "(end)",
           m[line] ? m[line] : "(end)");
}

static void test_pages(void **state) {
  (void)state;
  Bench *bench = synthetic();
  g_autoptr(Pages) pages = bench_pages(bench);
  for (guint i = 0; i < pages->scenes->len; i++) {
    g_autofree char *name = g_strdup_printf("page-%u.txt", i + 1), *dump = scene_dump(bench_page(pages, i));
    compare(name, dump);
  }
  assert_int_equal(pages->scenes->len, 3);
  bench_free(bench);
}

static void test_tags(void **state) {
  (void)state;
  Bench *bench = synthetic();
  g_autoptr(Pages) pages = bench_pages(bench);
  g_autofree char *dump = tag_tree_dump(pages->tags);
  compare("tags.txt", dump);
  bench_free(bench);
}

/* A hand-out's page: band, text, cards with lines to write on, foot. */
static void test_handout(void **state) {
  (void)state;
  Bench *bench = bench_new("Nuenen, Gerwen en Nederwetten");
  g_autoptr(GPtrArray) cards = g_ptr_array_new();
  bench->doc.handout = bench_own(bench, g_new0(DocHandout, 1));
  *bench->doc.handout = (DocHandout){.title = (char *)"Regionale cijfers lezen en gebruiken", .question = (char *)"Uw vraag",
                                     .per_page = 4, .notes = true, .cards = cards};
  bench->doc.meta = (char *)"23 juni 2022\nHand-out voor deelnemers";
  bench_source(bench, "CBS, StatLine 70072ned (1995–2025)", "Centraal Bureau voor de Statistiek", "CC BY 4.0", false);
  bench_paragraph(bench, NULL, PARAGRAPH);
  for (guint i = 0; i < 3; i++) {
    static const char *const IDS[] = {"een", "groepen", "drie"};
    Figure *figure = figure_new(&BENCH_BLOCK, IDS[i], (SourcePos){0});
    figure->title = g_strdup(IDS[i]);
    figure->axis_max = 90 + 20 * i;
    g_ptr_array_add(bench->doc.figures, figure);
    g_ptr_array_add(cards, figure);
  }
  g_autoptr(Bundle) bundle = bundle_new(&bench->config, bench->theme, bench->locale, bench->text);
  assert_true(bundle_add(bundle, &bench->doc, bench->diags));
  g_autofree char *dump = scene_dump(bench_page((Pages *)bundle_pages(bundle), 0));
  compare("handout.txt", dump);
  bench_free(bench);
}

/* ---- rules ---- */

typedef struct { double left, right, top, bottom; } TextBox;

static TextBox text_box(const Bench *bench, const FoundText *found) {
  const SceneItem *item = found->item;
  double blank = g_str_has_suffix(item->text, " ") ? text_width(bench->text, " ", item->font) : 0;
  return (TextBox){found->x, found->x + item->width - blank, found->y - 0.73 * item->font.size,
                   found->y + 0.2 * item->font.size};
}

static void test_all_text_is_inside_the_margins_and_readable(void **state) {
  (void)state;
  Bench *bench = synthetic();
  const PageGrid *grid = theme_page(bench->theme);
  g_autoptr(Pages) pages = bench_pages(bench);
  for (guint p = 0; p < pages->scenes->len; p++) {
    g_autoptr(GArray) texts = bench_texts(bench_page(pages, p));
    for (guint i = 0; i < texts->len; i++) {
      const FoundText *found = &g_array_index(texts, FoundText, i);
      TextBox box = text_box(bench, found);
      assert_true(found->item->font.size >= 7);
      assert_true(box.left >= grid->margin_left - 2); /* optical alignment of the name */
      assert_true(box.right <= grid->page_width - grid->margin_right + 0.1);
      assert_true(box.top > 14 && box.bottom <= grid->page_height - grid->margin_bottom + 0.1);
    }
  }
  bench_free(bench);
}

static void test_no_texts_overlap(void **state) {
  (void)state;
  Bench *bench = synthetic();
  g_autoptr(Pages) pages = bench_pages(bench);
  for (guint p = 0; p < pages->scenes->len; p++) {
    g_autoptr(GArray) texts = bench_texts(bench_page(pages, p));
    for (guint i = 0; i < texts->len; i++) {
      TextBox a = text_box(bench, &g_array_index(texts, FoundText, i));
      for (guint k = i + 1; k < texts->len; k++) {
        TextBox b = text_box(bench, &g_array_index(texts, FoundText, k));
        double across = MIN(a.right, b.right) - MAX(a.left, b.left), down = MIN(a.bottom, b.bottom) - MAX(a.top, b.top);
        if (across > 0.1 && down > 0.1)
          fail_msg("page %u: \"%s\" and \"%s\"", p + 1, g_array_index(texts, FoundText, i).item->text,
                   g_array_index(texts, FoundText, k).item->text);
      }
    }
  }
  bench_free(bench);
}

static bool is_leaf(TagType type) {
  return type != TAG_DOCUMENT && type != TAG_SECT && type != TAG_DIV && type != TAG_L && type != TAG_LI &&
         type != TAG_TABLE && type != TAG_TR;
}

/* An element has text or children, never both, and no element is left empty. */
static void test_text_hangs_on_leaves_only(void **state) {
  (void)state;
  Bench *bench = synthetic();
  g_autoptr(Pages) pages = bench_pages(bench);
  g_autoptr(GHashTable) used = g_hash_table_new(NULL, NULL);
  for (guint p = 0; p < pages->scenes->len; p++) {
    g_autoptr(GArray) texts = bench_texts(bench_page(pages, p));
    for (guint i = 0; i < texts->len; i++) {
      const SceneItem *item = g_array_index(texts, FoundText, i).item;
      if (item->tag != TAG_ARTIFACT) g_hash_table_add(used, GUINT_TO_POINTER(item->tag));
    }
  }
  for (guint id = 1; id <= tag_count(pages->tags); id++) {
    const Tag *tag = tag_get(pages->tags, id);
    bool text = g_hash_table_contains(used, GUINT_TO_POINTER(id)), parent = tag->children->len > 0;
    if (text == parent) fail_msg("%s %u has %s", tag_type_name(tag->type), id, text ? "text and children" : "nothing");
    assert_true(!text || is_leaf(tag->type));
  }
  bench_free(bench);
}

/* A finding about any element can name the line that asked for it. */
static void test_every_tag_has_a_place(void **state) {
  (void)state;
  Bench *bench = synthetic();
  g_autoptr(Pages) pages = bench_pages(bench);
  const GPtrArray *sections = tag_tree_root(pages->tags)->children;
  guint body_end = ((const Tag *)g_ptr_array_index(sections, sections->len - 1))->id; /* the footer's */
  guint body_begin = ((const Tag *)g_ptr_array_index(sections, 1))->id;
  for (guint id = 1; id <= tag_count(pages->tags); id++) {
    const Tag *tag = tag_get(pages->tags, id);
    assert_string_equal(tag->pos.file, "templates/test.md");
    bool body = id >= body_begin && id < body_end;
    if ((tag->pos.line > 1) != body) fail_msg("%s %u has line %d", tag_type_name(tag->type), id, tag->pos.line);
  }
  bench_free(bench);
}

/* Bookmarks are the headings that are drawn, in reading order, with their levels. */
static void test_bookmarks_mirror_headings(void **state) {
  (void)state;
  Bench *bench = synthetic();
  g_autoptr(Pages) pages = bench_pages(bench);
  guint at = 0;
  for (guint id = 1; id <= tag_count(pages->tags); id++) {
    TagType type = tag_get(pages->tags, id)->type;
    if (type < TAG_H1 || type > TAG_H3) continue;
    assert_true(at < pages->outline->len);
    assert_int_equal(g_array_index(pages->outline, OutlineEntry, at++).level, type - TAG_H1 + 1);
  }
  assert_int_equal(at, pages->outline->len);
  bench_free(bench);
}

static void test_headings_skip_no_level(void **state) {
  (void)state;
  Bench *bench = synthetic();
  g_autoptr(Pages) pages = bench_pages(bench);
  int level = 0;
  for (guint id = 1; id <= tag_count(pages->tags); id++) {
    TagType type = tag_get(pages->tags, id)->type;
    if (type < TAG_H1 || type > TAG_H3) continue;
    int next = (int)(type - TAG_H1) + 1;
    assert_true(next <= level + 1);
    level = next;
  }
  bench_free(bench);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_pages),
      cmocka_unit_test(test_tags), cmocka_unit_test(test_handout),
      cmocka_unit_test(test_all_text_is_inside_the_margins_and_readable),
      cmocka_unit_test(test_no_texts_overlap),
      cmocka_unit_test(test_text_hangs_on_leaves_only),
      cmocka_unit_test(test_every_tag_has_a_place),
      cmocka_unit_test(test_bookmarks_mirror_headings),
      cmocka_unit_test(test_headings_skip_no_level),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
