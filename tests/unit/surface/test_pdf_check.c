/* Every refusal of the check before drawing: each document here has exactly one fault, and is told once, at its place. */
#include "surface/pdf_check.h"
#include "unit/surface/sample_pages.h"
#include <string.h>

/* A sound document with a title on line 1 and room for a fault below it. */
static Sample begin(void **state) {
  SampleFixture *f = *state;
  Sample s = sample_begin(f->theme, f->engine);
  tag_tree_root(s.pages->tags)->pos = (SourcePos){"templates/gemeente.md", 1, 0};
  sample_leaf(&s, tag_tree_root(s.pages->tags), TAG_H1, 40, 60, "Delft", 20, 700);
  return s;
}

/* All findings as text; the pages are freed. */
static char *findings(Sample *s) {
  g_autoptr(Diags) diags = diags_new();
  bool clean = pdf_check(s->pages, "Delft", diags);
  assert_int_equal(clean, !diags_has_errors(diags));
  pages_free(s->pages);
  return diags_format(diags, 0);
}

static void assert_found(Sample *s, const char *expected) {
  g_autofree char *found = findings(s);
  g_auto(GStrv) lines = g_strsplit(found, "\n", -1);
  g_autoptr(GString) errors = g_string_new(NULL);
  for (char **line = lines; *line; line++)
    if (**line && !g_str_has_prefix(*line, "  hint: ")) g_string_append_printf(errors, "%s\n", *line);
  assert_string_equal(errors->str, expected);
}

/* The element that a fault is put in; on line 12. */
static Tag *add(Sample *s, Tag *parent, TagType type) {
  Tag *tag = tag_add(s->pages->tags, parent ? parent : tag_tree_root(s->pages->tags), type);
  if (!parent) tag->pos.line = 12;
  return tag;
}

static Tag *leaf(Sample *s, Tag *parent, TagType type, const char *text) {
  Tag *tag = add(s, parent, type);
  sample_text(s, 40, 100 + 12 * tag->id, text, 9, 400, tag->id);
  return tag;
}

static void a_sound_document_has_no_findings(void **state) {
  SampleFixture *f = *state;
  Sample s = {.pages = sample_factsheet(f->theme, f->engine)};
  assert_found(&s, "");
}

/* ---- texts ---- */

static void untagged_text(void **state) {
  Sample s = begin(state);
  sample_text(&s, 40, 100, "verdwaald", 9, 400, 0);
  sample_text(&s, 40, 120, "1 / 2", 9, 400, TAG_ARTIFACT);
  assert_found(&s, "templates/gemeente.md:1: error: Delft: page 1: text \"verdwaald\" has no tag [pdf-untagged-text]\n");
}

static void an_id_that_the_tree_does_not_know(void **state) {
  Sample s = begin(state);
  sample_text(&s, 40, 100, "weg", 9, 400, 99);
  assert_found(&s, "templates/gemeente.md:1: error: Delft: page 1: text \"weg\" has tag 99, which is not in the tree "
                   "[pdf-unknown-tag]\n");
}

static void a_leaf_that_nothing_was_drawn_for(void **state) {
  Sample s = begin(state);
  add(&s, NULL, TAG_P);
  assert_found(&s, "templates/gemeente.md:12: error: Delft: an element P has nothing in it [pdf-empty-element]\n");
  s = begin(state);
  sample_text(&s, 40, 100, " \u200b\u00a0", 9, 400, add(&s, NULL, TAG_P)->id);
  assert_found(&s, "templates/gemeente.md:12: error: Delft: an element P has nothing in it [pdf-empty-element]\n");
  s = begin(state);
  add(&s, NULL, TAG_P)->actual_text = g_strdup("alleen gezegd");
  assert_found(&s, "templates/gemeente.md:12: error: Delft: an element P has nothing in it [pdf-empty-element]\n");
  s = begin(state);
  add(&s, NULL, TAG_SECT);
  assert_found(&s, "templates/gemeente.md:12: error: Delft: an element Sect has nothing in it [pdf-empty-element]\n");
}

static void text_in_a_tag_for_elements(void **state) {
  static const TagType types[] = {TAG_SECT, TAG_DIV, TAG_BLOCKQUOTE};
  for (guint i = 0; i < G_N_ELEMENTS(types); i++) {
    Sample s = begin(state);
    leaf(&s, NULL, types[i], "los");
    g_autofree char *expected = g_strdup_printf("templates/gemeente.md:12: error: Delft: page 1: text \"los\" is tagged %s, "
                                                "which cannot hold text [pdf-wrong-nesting]\n", tag_type_name(types[i]));
    assert_found(&s, expected);
  }
}

static void signs_that_no_font_has(void **state) {
  Sample s = begin(state);
  leaf(&s, NULL, TAG_P, "Delft 漢");
  leaf(&s, NULL, TAG_P, "Delft 字");
  assert_found(&s, "templates/gemeente.md:12: error: Delft: page 1: no declared font has U+6F22, used in \"Delft 漢\" "
                   "[pdf-missing-glyph]\n"
                   "templates/gemeente.md:12: error: Delft: page 1: no declared font has U+5B57, used in \"Delft 字\" "
                   "[pdf-missing-glyph]\n");
}

static void an_open_group(void **state) {
  Sample s = begin(state);
  scene_group_begin(s.scene, "open", 0, 0);
  assert_found(&s, "templates/gemeente.md:1: error: Delft: page 1: 1 groups are begun and never ended [pdf-open-group]\n");
}

/* ---- document and headings ---- */

static void a_document_without_a_name(void **state) {
  Sample s = begin(state);
  g_clear_pointer(&s.pages->title, g_free);
  g_free(s.pages->language);
  s.pages->language = g_strdup(" ");
  assert_found(&s, "templates/gemeente.md:1: error: Delft: the document has no title [pdf-no-title]\n"
                   "templates/gemeente.md:1: error: Delft: the document has no language [pdf-no-language]\n");
}

static void headings(void **state) {
  Sample s = begin(state);
  leaf(&s, NULL, TAG_H3, "drie");
  assert_found(&s, "templates/gemeente.md:12: error: Delft: a heading H3 follows an H1 [pdf-heading-skipped]\n");
  s = begin(state);
  leaf(&s, NULL, TAG_H1, "nog een");
  assert_found(&s, "templates/gemeente.md:12: error: Delft: the document has a second heading H1 [pdf-second-title]\n");
  s = begin(state);
  leaf(&s, NULL, TAG_H2, "twee");
  leaf(&s, NULL, TAG_H3, "drie");
  leaf(&s, NULL, TAG_H2, "twee");
  assert_found(&s, "");
}

static void a_figure_without_words(void **state) {
  Sample s = begin(state);
  add(&s, NULL, TAG_FIGURE)->alt = g_strdup("\u00a0 ");
  assert_found(&s, "templates/gemeente.md:12: error: Delft: a figure has no alt text [pdf-figure-without-alt]\n");
  s = begin(state);
  add(&s, NULL, TAG_FIGURE)->alt = g_strdup("Delft groeide");
  assert_found(&s, "");
}

/* ---- links ---- */

static void add_link(Sample *s, const char *text, const char *uri) {
  Tag *tag = add(s, add(s, NULL, TAG_P), TAG_LINK);
  if (text) sample_text(s, 40, 100, text, 9, 400, tag->id);
  if (uri) scene_link(s->scene, uri, (const double[][4]){{40, 91, 20, 12}}, 1, tag->id);
}

static void links(void **state) {
  Sample s = begin(state);
  add_link(&s, NULL, "https://example.org");
  assert_found(&s, "templates/gemeente.md:12: error: Delft: a link has no words [pdf-empty-link]\n");
  s = begin(state);
  add_link(&s, "klik", NULL);
  assert_found(&s, "templates/gemeente.md:12: error: Delft: a Link tag has no place to go to [pdf-empty-link]\n");
  s = begin(state);
  add_link(&s, "klik", "#nergens");
  assert_found(&s, "templates/gemeente.md:12: error: Delft: page 1: a link goes to \"#nergens\", which does not exist in this "
                   "document [pdf-link-target]\n");
  s = begin(state);
  add_link(&s, "klik", "javascript:alert(1)");
  assert_found(&s, "templates/gemeente.md:12: error: Delft: page 1: a link goes to \"javascript:alert(1)\", which is not a web "
                   "or mail address [pdf-link-target]\n");
  s = begin(state);
  scene_link(s.scene, "https://example.org", (const double[][4]){{40, 91, 20, 12}}, 1, leaf(&s, NULL, TAG_P, "klik")->id);
  assert_found(&s, "templates/gemeente.md:12: error: Delft: page 1: the link to https://example.org has no Link tag "
                   "[pdf-link-without-tag]\n");
}

/* ---- lists and tables ---- */

static void lists(void **state) {
  Sample s = begin(state);
  Tag *list = add(&s, NULL, TAG_L);
  leaf(&s, list, TAG_P, "geen punt");
  assert_found(&s, "templates/gemeente.md:12: error: Delft: an element L has no element LI [pdf-list-without-items]\n"
                   "templates/gemeente.md:12: error: Delft: an element P stands in an element L, which cannot hold it "
                   "[pdf-wrong-nesting]\n");
  s = begin(state);
  leaf(&s, add(&s, add(&s, NULL, TAG_L), TAG_LI), TAG_LBL, "1.");
  assert_found(&s, "templates/gemeente.md:12: error: Delft: an element LI has 0 elements LBody, not one "
                   "[pdf-list-without-items]\n");
  s = begin(state);
  list = add(&s, NULL, TAG_L);
  Tag *item = add(&s, list, TAG_LI);
  leaf(&s, item, TAG_LBL, "1.");
  Tag *body = add(&s, item, TAG_LBODY);
  leaf(&s, body, TAG_P, "een");
  leaf(&s, add(&s, add(&s, body, TAG_L), TAG_LI), TAG_LBODY, "daaronder");
  assert_found(&s, "");
}

static Tag *cell(Sample *s, Tag *row, TagType type, TagScope scope, guint span) {
  Tag *tag = leaf(s, row, type, "cel");
  tag->scope = scope;
  tag->col_span = span;
  return tag;
}

static void rows_of_a_table(void **state) {
  Sample s = begin(state);
  Tag *table = add(&s, NULL, TAG_TABLE);
  for (guint i = 0; i < 3; i++) {
    Tag *row = add(&s, table, TAG_TR);
    cell(&s, row, TAG_TH, TAG_SCOPE_ROW, 0);
    if (i == 0) cell(&s, row, TAG_TD, TAG_SCOPE_NONE, 2);
    for (guint c = 0; i > 0 && c < 2; c++) cell(&s, row, TAG_TD, TAG_SCOPE_NONE, 0);
  }
  Tag *row = add(&s, table, TAG_TR);
  row->pos.line = 20;
  cell(&s, row, TAG_TH, TAG_SCOPE_ROW, 0);
  add(&s, row, TAG_TD); /* an empty cell is one */
  assert_found(&s, "templates/gemeente.md:20: error: Delft: a row of a table is 2 cells wide, the first is 3 "
                   "[pdf-uneven-rows]\n");
}

static void header_cells(void **state) {
  Sample s = begin(state);
  Tag *row = add(&s, add(&s, NULL, TAG_TABLE), TAG_TR);
  cell(&s, row, TAG_TH, TAG_SCOPE_NONE, 0);
  assert_found(&s, "templates/gemeente.md:12: error: Delft: a header cell does not say what it heads "
                   "[pdf-header-without-scope]\n");
  s = begin(state);
  add(&s, add(&s, add(&s, NULL, TAG_TABLE), TAG_TR), TAG_TH)->scope = TAG_SCOPE_ROW;
  assert_found(&s, "templates/gemeente.md:12: error: Delft: an element TH has nothing in it [pdf-empty-element]\n");
}

static Tag *rows(Sample *s, Tag *table, TagType group) {
  Tag *tag = add(s, table, group);
  cell(s, group == TAG_TR ? tag : add(s, tag, TAG_TR), TAG_TD, TAG_SCOPE_NONE, 0);
  return tag;
}

static void groups_of_a_table(void **state) {
  static const struct { TagType types[4]; const char *message; } cases[] = {
      {{TAG_CAPTION, TAG_THEAD, TAG_TBODY, TAG_TBODY}, NULL},
      {{TAG_THEAD, TAG_TBODY, TAG_CAPTION}, NULL},
      {{TAG_TR, TAG_CAPTION, TAG_TR}, "a table has its Caption in the middle"},
      {{TAG_TBODY, TAG_THEAD}, "a table has rows before its THead"},
      {{TAG_THEAD, TAG_TR}, "a table has rows beside its THead and TBody"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    Sample s = begin(state);
    Tag *table = add(&s, NULL, TAG_TABLE);
    for (guint t = 0; t < 4 && cases[i].types[t]; t++)
      if (cases[i].types[t] == TAG_CAPTION) leaf(&s, add(&s, table, TAG_CAPTION), TAG_P, "2024");
      else rows(&s, table, cases[i].types[t]);
    const char *message = cases[i].message;
    g_autofree char *expected = message ? g_strdup_printf("templates/gemeente.md:12: error: Delft: %s [pdf-wrong-nesting]\n", message)
                                        : g_strdup("");
    assert_found(&s, expected);
  }
  Sample s = begin(state);
  leaf(&s, add(&s, add(&s, NULL, TAG_TABLE), TAG_CAPTION), TAG_P, "2024");
  assert_found(&s, "templates/gemeente.md:12: error: Delft: a table has no rows [pdf-empty-element]\n");
}

/* One of many pairs that no reader expects. */
static void elements_in_the_wrong_place(void **state) {
  static const struct { TagType parent, child; } pairs[] = {
      {TAG_P, TAG_P}, {TAG_H2, TAG_P}, {TAG_P, TAG_NOTE}, {TAG_SECT, TAG_SPAN}, {TAG_SECT, TAG_LBL}, {TAG_SPAN, TAG_P},
      {TAG_P, TAG_DOCUMENT}};
  for (guint i = 0; i < G_N_ELEMENTS(pairs); i++) {
    Sample s = begin(state);
    leaf(&s, add(&s, NULL, pairs[i].parent), pairs[i].child, "binnen");
    g_autofree char *found = findings(&s);
    bool refused = strstr(found, "which cannot hold it [pdf-wrong-nesting]") != NULL;
    if (refused != (pairs[i].child != TAG_NOTE))
      fail_msg("%s in %s: %s", tag_type_name(pairs[i].child), tag_type_name(pairs[i].parent), found);
  }
}

static void a_place_is_inherited(void **state) {
  Sample s = begin(state);
  Tag *outer = add(&s, NULL, TAG_SECT);
  add(&s, add(&s, outer, TAG_DIV), TAG_P);
  assert_found(&s, "templates/gemeente.md:12: error: Delft: an element P has nothing in it [pdf-empty-element]\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_sound_document_has_no_findings), cmocka_unit_test(untagged_text),
      cmocka_unit_test(an_id_that_the_tree_does_not_know), cmocka_unit_test(a_leaf_that_nothing_was_drawn_for),
      cmocka_unit_test(text_in_a_tag_for_elements),        cmocka_unit_test(signs_that_no_font_has),
      cmocka_unit_test(an_open_group),                     cmocka_unit_test(a_document_without_a_name),
      cmocka_unit_test(headings),                          cmocka_unit_test(a_figure_without_words),
      cmocka_unit_test(links),                             cmocka_unit_test(lists),
      cmocka_unit_test(rows_of_a_table),                   cmocka_unit_test(header_cells),
      cmocka_unit_test(groups_of_a_table),                 cmocka_unit_test(elements_in_the_wrong_place),
      cmocka_unit_test(a_place_is_inherited),
  };
  return cmocka_run_group_tests_name("pdf check", tests, sample_set_up_fonts, sample_tear_down);
}
