/* What is heard of small documents made by hand: each kind of element, what replaces what, and what stays silent. */
#include "surface/transcript.h"
#include "unit/surface/sample_pages.h"
#include <string.h>

typedef struct { Theme *theme; TextEngine *engine; Locale *locale; } Fixture;

static int set_up(void **state) {
  g_autoptr(Diags) diags = diags_new();
  Fixture *f = g_new0(Fixture, 1);
  f->theme = sample_theme();
  f->engine = text_engine_new_stub();
  f->locale = locale_load("templates/locale/nl.yaml", "nl.yaml", diags);
  assert_non_null(f->locale);
  *state = f;
  return 0;
}

static int tear_down(void **state) {
  Fixture *f = *state;
  text_engine_free(f->engine);
  theme_free(f->theme);
  locale_free(f->locale);
  g_free(f);
  return 0;
}

static Sample begin(void **state) {
  Fixture *f = *state;
  return sample_begin(f->theme, f->engine);
}

static Tag *root(Sample *s) { return tag_tree_root(s->pages->tags); }
static Tag *child(Sample *s, Tag *parent, TagType type) { return tag_add(s->pages->tags, parent, type); }

/* A leaf with a text on a line of its own. */
static Tag *leaf(Sample *s, Tag *parent, TagType type, const char *text) {
  return sample_leaf(s, parent, type, 40, 40 + 12 * (double)scene_length(s->scene), text, 8, 400);
}

/* Frees the pages. `expected` is what stands between "[pagina 1]" and the bookmarks. */
static void assert_heard(void **state, Sample *s, const char *expected) {
  Fixture *f = *state;
  g_autofree char *all = transcript_write(s->pages, f->locale), *again = transcript_write(s->pages, f->locale);
  g_autofree char *tail = g_strconcat(expected, "0 bladwijzers\n0 bijlagen\n", NULL);
  pages_free(s->pages);
  assert_string_equal(all, again);
  const char *start = strstr(all, "[pagina 1]\n");
  if (!start) fail_msg("no first page in:\n%s", all);
  assert_string_equal(start + strlen("[pagina 1]\n"), tail);
}

static void headings_and_paragraphs(void **state) {
  Sample s = begin(state);
  leaf(&s, root(&s), TAG_H1, "Delft");
  Tag *sect = child(&s, root(&s), TAG_SECT), *second = child(&s, root(&s), TAG_SECT);
  Tag *p = leaf(&s, sect, TAG_P, "Twee regels van een");
  sample_text(&s, 40, 80, "ali\u00ad", 8, 400, p->id);
  sample_text(&s, 40, 92, "nea.", 8, 400, p->id);
  leaf(&s, second, TAG_H3, "Kop");
  assert_heard(state, &s, "kop 1 Delft\nTwee regels van een alinea.\nkop 3 Kop\n");
}

static void order_is_the_trees_and_not_the_painters(void **state) {
  Sample s = begin(state);
  Tag *first = child(&s, root(&s), TAG_P), *second = child(&s, root(&s), TAG_P);
  sample_text(&s, 40, 40, "tweede", 8, 400, second->id);
  sample_text(&s, 40, 60, "eerste", 8, 400, first->id);
  assert_heard(state, &s, "eerste\ntweede\n");
}

/* An empty item is no item to a listener, but it is counted, as a screen reader counts it: the PDF refuses it. */
static void artifacts_and_empty_elements_are_silent(void **state) {
  Sample s = begin(state);
  sample_text(&s, 40, 20, "loopt mee", 8, 400, TAG_ARTIFACT);
  sample_text(&s, 40, 30, "van een andere boom", 8, 400, 999);
  leaf(&s, root(&s), TAG_P, "Wel.");
  Tag *list = child(&s, root(&s), TAG_L), *item = child(&s, list, TAG_LI);
  list->list_unordered = true;
  leaf(&s, item, TAG_LBODY, " ");
  assert_heard(state, &s, "Wel.\nlijst met 1 onderdeel\neinde lijst\n");
}

static void words_that_replace_others(void **state) {
  Sample s = begin(state);
  leaf(&s, root(&s), TAG_P, "26,4%*")->actual_text = g_strdup("26,4 procent, voorlopig cijfer");
  Tag *p = child(&s, root(&s), TAG_P), *value = child(&s, p, TAG_SPAN);
  value->actual_text = g_strdup("regio");
  sample_text(&s, 40, 200, "R", 8, 400, value->id);
  sample_text(&s, 60, 200, "27 <5", 8, 400, p->id);
  Tag *figure = child(&s, root(&s), TAG_FIGURE);
  figure->alt = g_strdup("Delft groeide.\nVan 22 naar 26.");
  leaf(&s, figure, TAG_SPAN, "2015");
  leaf(&s, root(&s), TAG_H2, "91%*")->actual_text = g_strdup("91 procent");
  assert_heard(state, &s, "26,4 procent, voorlopig cijfer\nregio 27 <5\n"
                          "afbeelding: Delft groeide. Van 22 naar 26.\nkop 2 91 procent\n");
}

static void links_in_the_running_text(void **state) {
  Sample s = begin(state);
  Tag *p = child(&s, root(&s), TAG_P);
  double x = 40 + sample_text(&s, 40, 60, "Lees meer op ", 8.75, 400, p->id);
  sample_link(&s, p, x, 60, "de site", "https://example.org/");
  sample_text(&s, 200, 60, "of elders.", 8.75, 400, p->id);
  Tag *bare = child(&s, child(&s, root(&s), TAG_P), TAG_LINK);
  scene_link(s.scene, "https://example.org/kaal", (const double[][4]){{40, 80, 30, 12}}, 1, bare->id);
  assert_heard(state, &s, "Lees meer op koppeling de site of elders.\nkoppeling https://example.org/kaal\n");
}

static Tag *item(Sample *s, Tag *list, const char *label, const char *text) {
  Tag *li = child(s, list, TAG_LI);
  if (label) leaf(s, li, TAG_LBL, label);
  Tag *body = child(s, li, TAG_LBODY);
  leaf(s, body, TAG_P, text);
  return body;
}

static void lists_in_lists(void **state) {
  Sample s = begin(state);
  Tag *outer = child(&s, root(&s), TAG_L);
  outer->list_unordered = true;
  Tag *body = item(&s, outer, NULL, "Een");
  Tag *inner = child(&s, body, TAG_L);
  item(&s, inner, "1.", "Eén één");
  item(&s, inner, NULL, "Zonder nummer");
  Tag *only = child(&s, child(&s, child(&s, outer, TAG_LI), TAG_LBODY), TAG_L);
  only->list_unordered = true;
  item(&s, only, NULL, "Diep");
  assert_heard(state, &s, "lijst met 2 onderdelen\nopsomming Een\nlijst op niveau 2 met 2 onderdelen\n1. Eén één\nZonder nummer\n"
                          "einde lijst\nopsomming lijst op niveau 2 met 1 onderdeel\nopsomming Diep\neinde lijst\neinde lijst\n");
}

static void quotes_notes_and_captions(void **state) {
  Sample s = begin(state);
  Tag *quote = child(&s, root(&s), TAG_BLOCKQUOTE);
  leaf(&s, quote, TAG_P, "Wonen is een recht.");
  leaf(&s, root(&s), TAG_NOTE, "Volgens de minister.");
  Tag *div = child(&s, root(&s), TAG_DIV);
  leaf(&s, div, TAG_CAPTION, "Een tekening");
  assert_heard(state, &s, "citaat\nWonen is een recht.\neinde citaat\nnoot Volgens de minister.\nbijschrift: Een tekening\n");
}

static Tag *row(Sample *s, Tag *parent, TagType first, const char *const *cells) {
  Tag *tr = child(s, parent, TAG_TR);
  for (guint i = 0; cells[i]; i++) {
    Tag *cell = child(s, tr, i == 0 ? first : first == TAG_TH && parent->type == TAG_THEAD ? TAG_TH : TAG_TD);
    if (cell->type == TAG_TH) cell->scope = parent->type == TAG_THEAD ? TAG_SCOPE_COLUMN : TAG_SCOPE_ROW;
    if (*cells[i]) sample_text(s, 40 + 80 * i, 40 + 12 * (double)scene_length(s->scene), cells[i], 8, 400, cell->id);
  }
  return tr;
}

static void tables_are_read_by_row(void **state) {
  Sample s = begin(state);
  Tag *table = child(&s, root(&s), TAG_TABLE);
  leaf(&s, table, TAG_CAPTION, "In het kort");
  Tag *head = child(&s, table, TAG_THEAD), *body = child(&s, table, TAG_TBODY);
  row(&s, head, TAG_TH, (const char *const[]){"Indicator", "2021", "Friesland", NULL});
  row(&s, body, TAG_TH, (const char *const[]){"Inwoners", "931", "651.435", NULL});
  Tag *second = row(&s, body, TAG_TH, (const char *const[]){"Koop", "", "62*", NULL});
  ((Tag *)second->children->pdata[2])->actual_text = g_strdup("62 procent, voorlopig");
  assert_heard(state, &s, "tabel met 3 rijen en 3 kolommen\nbijschrift: In het kort\nkolomkoppen: Indicator; 2021; Friesland\n"
                          "Inwoners; 2021: 931; Friesland: 651.435\nKoop; 2021: leeg; Friesland: 62 procent, voorlopig\neinde tabel\n");
}

/* A table without headers must sound like one: the transcript does not make any up. */
static void a_table_without_headers(void **state) {
  Sample s = begin(state);
  Tag *table = child(&s, root(&s), TAG_TABLE);
  row(&s, table, TAG_TH, (const char *const[]){"Delft", "5,8", NULL});
  Tag *rest = child(&s, child(&s, table, TAG_TR), TAG_TD);
  rest->col_span = 2;
  sample_text(&s, 40, 300, "… nog 7", 8, 400, rest->id);
  assert_heard(state, &s, "tabel met 2 rijen en 2 kolommen\nDelft; 5,8\n… nog 7\neinde tabel\n");
}

static void headers_over_headers(void **state) {
  Sample s = begin(state);
  Tag *table = child(&s, root(&s), TAG_TABLE), *head = child(&s, table, TAG_THEAD), *body = child(&s, table, TAG_TBODY);
  Tag *top = row(&s, head, TAG_TH, (const char *const[]){"Groep", "Aantal", NULL});
  ((Tag *)top->children->pdata[1])->col_span = 2;
  row(&s, head, TAG_TH, (const char *const[]){"", "2020", "2024", NULL});
  row(&s, body, TAG_TH, (const char *const[]){"Ouderen", "3", "4", NULL});
  Tag *middle = row(&s, body, TAG_TH, (const char *const[]){"Wonen", "toen", "nu", NULL});
  for (guint i = 0; i < 3; i++) {
    Tag *cell = middle->children->pdata[i];
    cell->type = TAG_TH;
    cell->scope = TAG_SCOPE_COLUMN;
  }
  row(&s, body, TAG_TH, (const char *const[]){"Koop", "5", "6", NULL});
  assert_heard(state, &s, "tabel met 5 rijen en 3 kolommen\nkolomkoppen: Groep; Aantal\nkolomkoppen: leeg; 2020; 2024\n"
                          "Ouderen; Aantal, 2020: 3; Aantal, 2024: 4\nkolomkoppen: Wonen; toen; nu\nKoop; toen: 5; nu: 6\neinde tabel\n");
}

static void other_languages(void **state) {
  Sample s = begin(state);
  Tag *p = child(&s, root(&s), TAG_P);
  sample_text(&s, 40, 40, "Eerst ", 8, 400, p->id);
  Tag *term = child(&s, p, TAG_SPAN);
  term->language = g_strdup("en-GB");
  sample_text(&s, 70, 40, "Housing First ", 8, 400, term->id);
  sample_text(&s, 140, 40, "dan wonen.", 8, 400, p->id);
  Tag *list = child(&s, root(&s), TAG_L);
  list->list_unordered = true;
  ((Tag *)item(&s, list, NULL, "Wenjen")->children->pdata[0])->language = g_strdup("fy");
  Tag *body = child(&s, child(&s, list, TAG_LI), TAG_LBODY);
  body->language = g_strdup("de");
  sample_text(&s, 40, 120, "Wohnen", 8, 400, body->id);
  Tag *same = leaf(&s, root(&s), TAG_P, "Gewoon"), *unknown = leaf(&s, root(&s), TAG_P, "Qapla");
  same->language = g_strdup("nl");
  unknown->language = g_strdup("tlh");
  assert_heard(state, &s, "Eerst [taal: Engels] Housing First [taal: Nederlands] dan wonen.\nlijst met 2 onderdelen\n[taal: Fries]\n"
                          "opsomming Wenjen\n[taal: Nederlands]\n[taal: Duits]\nopsomming Wohnen\n[taal: Nederlands]\neinde lijst\n"
                          "Gewoon\n[taal: tlh]\nQapla\n[taal: Nederlands]\n");
}

static void pages_turn_where_the_words_are(void **state) {
  Sample s = begin(state);
  Tag *p = leaf(&s, root(&s), TAG_P, "Loopt");
  Tag *table = child(&s, root(&s), TAG_TABLE);
  row(&s, table, TAG_TH, (const char *const[]){"een", "1", NULL});
  sample_new_page(&s);
  sample_text(&s, 40, 30, "door", 8, 400, p->id);
  row(&s, table, TAG_TH, (const char *const[]){"twee", "2", NULL});
  Tag *figure = child(&s, root(&s), TAG_FIGURE);
  figure->alt = g_strdup("terug");
  assert_heard(state, &s, "Loopt door\ntabel met 2 rijen en 2 kolommen\neen; 1\n[pagina 2]\ntwee; 2\neinde tabel\n[pagina 1]\n"
                          "afbeelding: terug\n");
}

static void what_the_file_holds_besides(void **state) {
  Fixture *f = *state;
  Pages *pages = sample_factsheet(f->theme, f->engine);
  g_autofree char *heard = transcript_write(pages, f->locale);
  pages_free(pages);
  assert_true(g_str_has_prefix(heard, "document: Factsheet Delft – één thuis\n[taal: Nederlands]\n2 pagina’s\n[pagina 1]\nkop 1 Delft\n"));
  assert_true(g_str_has_suffix(heard, "\n3 bladwijzers\nbladwijzer op niveau 1: Delft, pagina 1\nbladwijzer op niveau 2: Kerncijfers, pagina 1\n"
                                      "bladwijzer op niveau 2: Vergeleken, pagina 2\n1 bijlage\nbijlage data.csv: De cijfers van dit blad\n"));
  assert_non_null(strstr(heard, "\nlijst met 2 onderdelen\n• Een punt\n"));
  assert_non_null(strstr(heard, "kolomkoppen: Gemeente; Aandeel\nDelft; Aandeel: 30,0%\n"));
  assert_null(strstr(heard, "voorbeelddata")); /* the running foot */
  assert_null(strstr(heard, "\u00ad"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(headings_and_paragraphs),
      cmocka_unit_test(order_is_the_trees_and_not_the_painters),
      cmocka_unit_test(artifacts_and_empty_elements_are_silent),
      cmocka_unit_test(words_that_replace_others),
      cmocka_unit_test(links_in_the_running_text),
      cmocka_unit_test(lists_in_lists),
      cmocka_unit_test(quotes_notes_and_captions),
      cmocka_unit_test(tables_are_read_by_row),
      cmocka_unit_test(a_table_without_headers),
      cmocka_unit_test(headers_over_headers),
      cmocka_unit_test(other_languages),
      cmocka_unit_test(pages_turn_where_the_words_are),
      cmocka_unit_test(what_the_file_holds_besides),
  };
  return cmocka_run_group_tests_name("transcript", tests, set_up, tear_down);
}
