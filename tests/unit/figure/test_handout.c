/* Hand-outs bound with real figure types: cards taken from a region's own factsheet, the programme that names them, and what
 * is refused, each at its place. */
#include "project.h"
#include "doc/handout.h"

static const char SHEET[] = "# Bevinding\n\n```tile\nid: tegel\nindicator: huur\n```\n\n```bars\nid: balken\nindicator: huur\n```\n\n"
                            "{% if region.code == \"G01\" %}\n```trend\nid: lijn\nindicator: huur\n```\n{% endif %}\n";
#define FRONT "---\ntitle: Hoe nu verder?\nmeta: |\n  23 juni\n  Hand-out\n"

/* Binds `text` as a hand-out for a region; NULL on findings, which go to `diags`. */
static Doc *try(const Project *project, const char *code, const char *text, const HandoutOrder *order, Diags *diags) {
  static const HandoutOrder none = {0};
  folder_write(project->root, "templates/t.md", SHEET);
  folder_write(project->root, "templates/h.md", text);
  g_autoptr(DocTemplate) sheet = doc_template_load(project->config, project->theme, "t.md", figure_types(), diags);
  g_autoptr(DocTemplate) tmpl = doc_template_load_handout(project->config, project->theme, "h.md", figure_types(), diags);
  if (!sheet || !tmpl) return NULL;
  return handout_bind(tmpl, sheet, order ? order : &none, &project->context, dataset_region(project->dataset, code), diags);
}

static Doc *bind(const Project *project, const char *code, const char *text, const HandoutOrder *order) {
  g_autoptr(Diags) diags = diags_new();
  Doc *doc = try(project, code, text, order, diags);
  g_autofree char *found = diags_format(diags, 0);
  if (!doc) fail_msg("%s", found);
  return doc;
}

static void refuses(const Project *project, const char *code, const char *text, const char *mention) {
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(Doc) doc = try(project, code, text, NULL, diags);
  g_autofree char *found = diags_format(diags, 0);
  assert_null(doc);
  if (!strstr(found, mention)) fail_msg("'%s' is not in:\n%s", mention, found);
}

static char *card_ids(const Doc *doc) {
  GString *ids = g_string_new(NULL);
  for (guint i = 0; i < doc->handout->cards->len; i++)
    g_string_append_printf(ids, "%s%s", i ? " " : "", ((const Figure *)g_ptr_array_index(doc->handout->cards, i))->id);
  return g_string_free(ids, FALSE);
}

static void cards_are_the_factsheets_figures(void **state) {
  const Project *project = *state;
  g_autoptr(Doc) doc = bind(project, "G01", FRONT "cards: [balken, tegel]\nquestion: Vraag?\n---\n\n{% cards %}\n", NULL);
  g_autofree char *ids = card_ids(doc);
  project_text(ids, "balken tegel");
  project_text(doc->handout->title, "Hoe nu verder?");
  project_text(doc->handout->question, "Vraag?");
  project_text(doc->title, "Aa");
  project_text(doc->meta, "23\u00a0juni\nHand-out");
  assert_int_equal(doc->handout->per_page, 4);
  assert_true(doc->handout->notes);
  const Figure *tile = g_ptr_array_index(doc->handout->cards, 1);
  project_text(tile->value.text, "40,0%");
  project_text(tile->pos.file, "templates/t.md");
  assert_int_equal(tile->pos.line, 3);
  assert_int_equal(doc->sources->len, 2); /* of what is shown: cbs, akkoord */
}

static void the_order_overrules_the_template(void **state) {
  g_autoptr(GPtrArray) cards = handout_words_new();
  handout_words_add(cards, "lijn", (SourcePos){"command line", 0, 0});
  HandoutOrder order = {cards, 6};
  const char *text = FRONT "cards: [balken, tegel]\nper_page: 2\nnotes: false\n---\n\n{% cards %}\n";
  g_autoptr(Doc) plain = bind(*state, "G01", text, NULL), other = bind(*state, "G01", text, &order);
  g_autofree char *ids = card_ids(other);
  project_text(ids, "lijn");
  assert_int_equal(other->handout->per_page, 6);
  assert_int_equal(plain->handout->per_page, 2);
  assert_false(plain->handout->notes);
  assert_string_not_equal(plain->digest, other->digest);
}

/* A block's cards are numbered as they are in this hand-out; those that it does not have are left out. */
static void a_programme_names_cards(void **state) {
  g_autoptr(Doc) doc = bind(*state, "G01", FRONT "cards: [balken, tegel]\n---\n\n```programme\nid: p\nitems:\n"
                            "  - {label: \"10.00\", title: \"Over {{ region.name }}\", cards: [tegel, balken, lijn]}\n"
                            "  - title: Slot\n    text: Tot ziens\n```\n\n{% cards %}\n", NULL);
  g_autofree char *table = project_table(((const Figure *)g_ptr_array_index(doc->figures, 0))->table);
  project_text(table, "10.00 | Over Aa |  | 2 1\n | Slot | Tot ziens | \n");
  const Figure *programme = g_ptr_array_index(doc->figures, 0);
  const TableRow *row = g_ptr_array_index(programme->table->rows, 0);
  project_text(((const TableCell *)g_ptr_array_index(row->cells, 3))->spoken, "Kaart 2 en 1");
  project_text(programme->alt, "Programma: Over Aa en Slot.");
}

static void what_is_refused(void **state) {
  refuses(*state, "G01", FRONT "cards: [blaken]\n---\n\n{% cards %}\n", "h.md:6:9: error: Aa: templates/t.md has no figure 'blaken'");
  refuses(*state, "G01", FRONT "cards: [blaken]\n---\n\n{% cards %}\n", "did you mean balken? It has: tegel, balken, lijn");
  refuses(*state, "G02", FRONT "cards: [lijn]\n---\n\n{% cards %}\n", "Ba: templates/t.md has no figure 'lijn' for this region");
  refuses(*state, "G01", FRONT "cards: [lijn, lijn]\n---\n\n{% cards %}\n", "is asked for twice");
  refuses(*state, "G01", FRONT "---\n\n{% cards %}\n", "no cards are asked for");
  refuses(*state, "G01", FRONT "cards: [lijn]\n---\n\nTekst.\n", "h.md:9: error: Aa: the hand-out does not end with {% cards %}");
  refuses(*state, "G01", FRONT "cards: [lijn]\n---\n\n{% cards %}\n\nTekst.\n", "something stands behind {% cards %}");
  refuses(*state, "G01", "---\ncards: [lijn]\n---\n\n{% cards %}\n", "the hand-out has no title");
  refuses(*state, "G01", FRONT "per_page: 5\ncards: [lijn]\n---\n\n{% cards %}\n", "a page has 2, 4 or 6 cards");
  refuses(*state, "G01", FRONT "cards: [lijn]\n---\n\n{% row 6 6 %}\n{% cards %}\n{% col %}\n{% endrow %}\n", "cannot stand inside a row");
  refuses(*state, "G01", FRONT "cards: [lijn]\n---\n\n```tile\nid: lijn\nindicator: huur\n```\n\n{% cards %}\n", "a card of this hand-out has the id");
}

#define PROGRAMME(items) FRONT "cards: [lijn]\n---\n\n```programme\nid: p\n" items "```\n\n{% cards %}\n"

static void a_programme_that_is_wrong(void **state) {
  refuses(*state, "G01", PROGRAMME("items:\n  - {title: A, cards: [lijm]}\n"), "h.md:12:24: error: Aa: there is no figure 'lijm'");
  refuses(*state, "G01", PROGRAMME("items:\n  - {titel: A}\n"), "did you mean 'title'");
  refuses(*state, "G01", PROGRAMME("items:\n  - {text: A}\n"), "this item of the programme has no title");
  refuses(*state, "G01", PROGRAMME("items: A\n"), "'items' is a list");
  refuses(*state, "G01", PROGRAMME("items: [A]\n"), "lines of the form key: value");
  refuses(*state, "G01", PROGRAMME("items: []\n"), "the programme has no blocks");
  project_refuses(*state, "programme", "items: [{title: A, cards: [x]}]", "cards are of hand-outs");
}

static void a_factsheet_has_no_cards(void **state) {
  const Project *project = *state;
  g_autoptr(Diags) diags = diags_new();
  folder_write(project->root, "templates/t.md", "# Kop\n\n{% cards %}\n");
  g_autoptr(DocTemplate) tmpl = doc_template_load(project->config, project->theme, "t.md", figure_types(), diags);
  g_autoptr(Doc) doc = doc_bind(tmpl, &project->context, dataset_region(project->dataset, "G01"), diags);
  assert_null(doc);
  assert_non_null(strstr(diags_get(diags, 0)->message, "{% cards %} is for hand-outs"));
  g_autoptr(Diags) front = diags_new();
  folder_write(project->root, "templates/t.md", "---\ncards: [a]\n---\n# Kop\n");
  g_autoptr(DocTemplate) none = doc_template_load(project->config, project->theme, "t.md", figure_types(), front);
  assert_null(none);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(cards_are_the_factsheets_figures), cmocka_unit_test(the_order_overrules_the_template),
      cmocka_unit_test(a_programme_names_cards),          cmocka_unit_test(what_is_refused),
      cmocka_unit_test(a_programme_that_is_wrong),        cmocka_unit_test(a_factsheet_has_no_cards),
  };
  return cmocka_run_group_tests_name("handout", tests, project_setup, project_teardown);
}
