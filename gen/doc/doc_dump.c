/* A Doc as canonical text: what its digest is taken over, and what golden tests compare. Places in the template are not in
 * it: they are not shown. */
#include "doc/doc.h"
#include "base/number.h"
#include "doc/dump.h"

static const char *const NODE_NAMES[] = {
    [NODE_ROOT] = "root",
    [NODE_HEADING] = "heading",
    [NODE_PARAGRAPH] = "paragraph",
    [NODE_LIST] = "list",
    [NODE_ITEM] = "item",
    [NODE_QUOTE] = "quote",
    [NODE_RULE] = "rule",
    [NODE_CODE_BLOCK] = "code-block",
    [NODE_ROW] = "row",
    [NODE_COL] = "col",
    [NODE_COLUMNS] = "columns",
    [NODE_PAGEBREAK] = "pagebreak",
    [NODE_FIGURE] = "figure",
    [NODE_DIV] = "div",
    [NODE_CARDS] = "cards",
    [NODE_TEXT] = "text",
    [NODE_EMPH] = "emph",
    [NODE_STRONG] = "strong",
    [NODE_CODE] = "code",
    [NODE_LINK] = "link",
    [NODE_SOFTBREAK] = "softbreak",
    [NODE_LINEBREAK] = "linebreak",
    [NODE_SPAN] = "span",
};

static void dump_node(GString *out, const DocNode *node, int depth) {
  const char *own = node->type == NODE_LINK ? node->href : node->type == NODE_FIGURE ? node->figure->id : node->text;
  dump_text(out, depth, NODE_NAMES[node->type], own ? own : "");
  dump_text(out, depth + 2, "lang", node->lang);
  dump_int(out, depth + 2, "level", node->level);
  dump_int(out, depth + 2, "ordered", node->ordered);
  dump_int(out, depth + 2, "start", node->start);
  dump_int(out, depth + 2, "columns", node->columns);
  dump_int(out, depth + 2, "span", node->span);
  for (guint i = 0; node->children && i < node->children->len; i++)
    dump_node(out, g_ptr_array_index(node->children, i), depth + 2);
}

static void dump_page(GString *out, const PageGrid *page) {
  const double numbers[] = {page->page_width,  page->page_height, page->margin_top,  page->margin_right,
                            page->margin_bottom, page->margin_left, page->columns,   page->gutter,
                            page->block_gap,   page->band_height, page->running_band_height, page->scale,
                            page->bleed};
  g_string_append(out, "page");
  for (guint i = 0; i < G_N_ELEMENTS(numbers); i++) {
    g_string_append_c(out, ' ');
    number_append_short(out, numbers[i], 3);
  }
  g_string_append_printf(out, " band %d%d footer %d marks %d\n", page->band, page->small_band, page->footer, page->crop_marks);
}

static void dump_handout(GString *out, const DocHandout *handout) {
  dump_text(out, 0, "handout", handout->title);
  dump_text(out, 2, "question", handout->question);
  dump_int(out, 2, "per-page", handout->per_page);
  dump_int(out, 2, "notes", handout->notes);
  for (guint i = 0; i < handout->cards->len; i++)
    dump_text(out, 2, "card", ((const Figure *)g_ptr_array_index(handout->cards, i))->id);
}

char *doc_dump(const Doc *doc) {
  GString *out = g_string_sized_new(16384);
  dump_text(out, 0, "region", doc->region->code);
  dump_text(out, 0, "template", doc->template_name);
  dump_text(out, 0, "language", doc->language);
  dump_text(out, 0, "title", doc->title);
  dump_text(out, 0, "name", doc->name);
  dump_text(out, 0, "kicker", doc->kicker);
  dump_text(out, 0, "meta", doc->meta);
  dump_text(out, 0, "running", doc->running);
  dump_text(out, 0, "description", doc->description);
  dump_text(out, 0, "footer", doc->footer);
  dump_text(out, 0, "path", doc->site_path);
  dump_period(out, 0, "updated", doc->updated);
  dump_period(out, 0, "edition", doc->edition);
  dump_int(out, 0, "example", doc->example);
  dump_page(out, &doc->page);
  if (doc->handout) dump_handout(out, doc->handout);
  for (guint i = 0; i < doc->crumbs->len; i++) {
    const Crumb *crumb = g_ptr_array_index(doc->crumbs, i);
    dump_text(out, 0, "crumb", crumb->title);
    dump_text(out, 2, "href", crumb->href);
  }
  dump_sources(out, 0, doc->sources);
  for (guint i = 0; i < doc->corrections->len; i++) {
    const BoundCorrection *correction = g_ptr_array_index(doc->corrections, i);
    dump_text(out, 0, "correction", correction->what);
    dump_text(out, 2, "when", correction->when);
    dump_text(out, 2, "reason", correction->reason);
  }
  if (doc->root) dump_node(out, doc->root, 0);
  for (guint i = 0; i < doc->figures->len; i++) figure_dump(g_ptr_array_index(doc->figures, i), out);
  return g_string_free(out, FALSE);
}
