/* Binds a hand-out: first the region's whole factsheet, since what a figure says may hang on what stands before it; then the
 * hand-out's own text, which may name cards; then the chosen figures move over. It must not know any figure type, nor how
 * cards are laid out. */
#include "doc/handout.h"
#include "doc/binder_internal.h"
#include "doc/doc_template.h"
#include "doc/typography.h"
#include <string.h>

enum { DEFAULT_PER_PAGE = 4 };

static const char *figure_id(const Doc *doc, guint index) { return ((const Figure *)g_ptr_array_index(doc->figures, index))->id; }

static GPtrArray *figure_ids(const Doc *sheet) {
  GPtrArray *ids = g_ptr_array_new();
  for (guint i = 0; i < sheet->figures->len; i++) g_ptr_array_add(ids, (gpointer)figure_id(sheet, i));
  return ids;
}

static bool holds(const GPtrArray *ids, const char *id) {
  return g_ptr_array_find_with_equal_func((GPtrArray *)ids, id, g_str_equal, NULL);
}

static void unknown_card(const HandoutWord *word, const CardIds *cards, const char *sheet, Diags *found) {
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; i < cards->known->len; i++) g_ptr_array_add(names, g_ptr_array_index(cards->known, i));
  g_ptr_array_add(names, NULL);
  g_autofree char *all = g_strjoinv(", ", (char **)names->pdata);
  const char *nearest = yaml_nearest(word->text, (const char *const *)names->pdata);
  g_autofree char *hint =
      nearest ? g_strdup_printf("did you mean %s? It has: %s", nearest, all) : g_strdup_printf("it has: %s", all);
  diags_error(found, "handout-unknown-card", word->pos, hint, "templates/%s has no figure '%s' for this region", sheet,
              word->text);
}

static void choose(const GPtrArray *words, CardIds *cards, const char *sheet, Diags *found) {
  for (guint i = 0; i < words->len; i++) {
    const HandoutWord *word = g_ptr_array_index(words, i);
    if (!holds(cards->known, word->text)) unknown_card(word, cards, sheet, found);
    else if (holds(cards->chosen, word->text))
      diags_error(found, "handout-card-twice", word->pos, "keep one of the two", "the card '%s' is asked for twice", word->text);
    else g_ptr_array_add(cards->chosen, word->text);
  }
}

/* {% cards %} comes last, once, so that cards can fill the page. */
static void check_place(const Doc *doc, SourcePos top, Diags *found) {
  const GPtrArray *nodes = doc->root->children;
  const DocNode *last = nodes->len > 0 ? g_ptr_array_index(nodes, nodes->len - 1) : NULL;
  for (guint i = 0; i + 1 < nodes->len; i++) {
    const DocNode *node = g_ptr_array_index(nodes, i);
    if (node->type == NODE_CARDS)
      diags_error(found, "handout-cards-place", node->pos, "put it at the end, once", "something stands behind {%% cards %%}");
  }
  if (!last || last->type != NODE_CARDS)
    diags_error(found, "handout-cards-place", last ? last->pos : top, "end the template with {% cards %}",
                "the hand-out does not end with {%% cards %%}");
}

static void add_source(Doc *doc, const Source *source) {
  if (!g_ptr_array_find(doc->sources, source, NULL)) g_ptr_array_add(doc->sources, (gpointer)source);
  if (period_compare(source->date, doc->updated) > 0) doc->updated = source->date;
}

static void take_card(Doc *doc, Doc *sheet, const char *id) {
  guint index = 0;
  while (strcmp(figure_id(sheet, index), id) != 0) index++;
  Figure *figure = g_ptr_array_steal_index(sheet->figures, index);
  g_ptr_array_add(doc->figures, figure);
  g_ptr_array_add(doc->handout->cards, figure);
  for (guint i = 0; i < figure->sources->len; i++) add_source(doc, g_ptr_array_index(figure->sources, i));
  doc->example = doc->example || figure->example;
}

static void take_cards(Doc *doc, Doc *sheet, const CardIds *cards, Diags *found) {
  for (guint i = 0; i < doc->figures->len; i++) {
    const Figure *own = g_ptr_array_index(doc->figures, i);
    if (holds(cards->chosen, own->id))
      diags_error(found, "handout-id-twice", own->pos, "give the hand-out's own figure another id",
                  "a card of this hand-out has the id '%s' as well", own->id);
  }
  if (diags_has_errors(found)) return;
  /* The ids that were chosen are those of figures that move: they stay alive. */
  for (guint i = 0; i < cards->chosen->len; i++) take_card(doc, sheet, g_ptr_array_index(cards->chosen, i));
}

static void check_front(const DocTemplate *tmpl, SourcePos top, Diags *found) {
  if (!tmpl->front[FRONT_TITLE])
    diags_error(found, "handout-no-title", top, "add title: to the front matter, such as the name of the webinar",
                "the hand-out has no title");
}

Doc *handout_bind(const DocTemplate *tmpl, const DocTemplate *sheet_tmpl, const HandoutOrder *order, const DocContext *context,
                  const Region *region, Diags *diags) {
  g_autoptr(Doc) sheet = doc_bind(sheet_tmpl, context, region, diags);
  if (!sheet) return NULL;
  g_autoptr(Diags) found = diags_new();
  g_autoptr(GPtrArray) known = figure_ids(sheet), chosen = g_ptr_array_new();
  CardIds cards = {chosen, known};
  SourcePos top = {tmpl->file, 1, 1};
  const GPtrArray *words = order->cards ? order->cards : tmpl->handout->cards;
  if (words) choose(words, &cards, sheet_tmpl->name, found);
  if (!words || words->len == 0)
    diags_error(found, "handout-no-cards", top,
                "write cards: [dakloos, nieuwbouw] in the front matter, or name them with --cards", "no cards are asked for");
  check_front(tmpl, top, found);
  Doc *doc = doc_bind_parts(tmpl, context, region, &cards, found);
  check_place(doc, top, found);
  take_cards(doc, sheet, &cards, found);
  DocHandout *handout = doc->handout;
  handout->title = g_steal_pointer(&doc->title);
  doc->title = typography_name(region->title);
  if (order->per_page) handout->per_page = order->per_page;
  if (!handout->per_page) handout->per_page = DEFAULT_PER_PAGE;
  return doc_bind_finish(doc, found, diags);
}
