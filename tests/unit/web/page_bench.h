/* A region's page in the making without project, template or dataset: for tests of the HTML of nodes and figures. */
#pragma once
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "figure/canvas.h"
#include "web/region_page.h"

typedef struct {
  Diags *diags;
  Theme *theme;
  Locale *locale;
  TextEngine *text;
  Site site;
  Doc doc;
  SiteFiles *files;
  GString *out;
  GPtrArray *nodes;
  RegionPage page;
} PageBench;

static inline void page_bench_free_node(gpointer data) {
  DocNode *node = data;
  g_ptr_array_unref(node->children);
  g_free(node->text);
  g_free(node->href);
  g_free(node);
}

static inline void page_bench_free_figure(gpointer figure) { figure_free(figure); }

static inline PageBench *page_bench_new(OutputFormats formats) {
  PageBench *bench = g_new0(PageBench, 1);
  bench->diags = diags_new();
  bench->theme = theme_load("templates/theme.yaml", "theme.yaml", bench->diags);
  bench->locale = locale_load("templates/locale/nl.yaml", "nl.yaml", bench->diags);
  bench->text = text_engine_new_stub();
  bench->files = site_files_new();
  bench->out = g_string_new(NULL);
  bench->nodes = g_ptr_array_new_with_free_func(page_bench_free_node);
  bench->site = (Site){.theme = bench->theme, .locale = bench->locale};
  bench->doc = (Doc){.language = "nl", .site_path = "gemeente/proef"};
  bench->doc.figures = g_ptr_array_new_with_free_func(page_bench_free_figure);
  bench->page = (RegionPage){.site = &bench->site, .doc = &bench->doc, .text = bench->text, .formats = formats,
                             .profiles = PROFILES_DEFAULT, .pages = 2,
                             .root = "../../", .out = bench->out, .files = bench->files, .span = 12};
  return bench;
}

static inline void page_bench_free(PageBench *bench) {
  g_ptr_array_unref(bench->doc.figures);
  g_ptr_array_unref(bench->nodes);
  g_string_free(bench->out, TRUE);
  site_files_free(bench->files);
  text_engine_free(bench->text);
  locale_free(bench->locale);
  theme_free(bench->theme);
  diags_free(bench->diags);
  g_free(bench);
}

static inline DocNode *page_bench_node(PageBench *bench, DocNode *parent, NodeType type, const char *text) {
  DocNode *node = g_new0(DocNode, 1);
  node->type = type;
  node->text = g_strdup(text);
  node->children = g_ptr_array_new();
  g_ptr_array_add(bench->nodes, node);
  if (parent) g_ptr_array_add(parent->children, node);
  return node;
}

/* A block with one piece of text in it. */
static inline DocNode *page_bench_block(PageBench *bench, DocNode *parent, NodeType type, int level, const char *text) {
  DocNode *node = page_bench_node(bench, parent, type, NULL);
  node->level = level;
  page_bench_node(bench, node, NODE_TEXT, text);
  return node;
}

static inline Figure *page_bench_figure(PageBench *bench, DocNode *parent, const FigureType *type, const char *id) {
  Figure *figure = figure_new(type, id, (SourcePos){"templates/test.md", 1, 1});
  g_ptr_array_add(bench->doc.figures, figure);
  if (parent) page_bench_node(bench, parent, NODE_FIGURE, NULL)->figure = figure;
  return figure;
}

static inline BoundValue page_bench_value(ValueState state, double value, guint8 flags, const char *text, const char *spoken) {
  return (BoundValue){.obs = {.value = value, .state = (guint8)state, .flags = flags}, .text = g_strdup(text), .spoken = g_strdup(spoken)};
}

/* The page's text so far is a well-formed piece of XML. */
static inline void page_bench_well_formed(const PageBench *bench) {
  static const GMarkupParser nothing = {0};
  g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new(&nothing, 0, NULL, NULL);
  g_autofree char *whole = g_strdup_printf("<div>%s</div>", bench->out->str);
  g_autoptr(GError) error = NULL;
  if (!g_markup_parse_context_parse(context, whole, -1, &error) || !g_markup_parse_context_end_parse(context, &error))
    fail_msg("%s in %s", error->message, whole);
}

static inline void page_bench_has(const PageBench *bench, const char *part) {
  if (!strstr(bench->out->str, part)) fail_msg("no \"%s\" in %s", part, bench->out->str);
}

static inline void page_bench_has_not(const PageBench *bench, const char *part) {
  if (strstr(bench->out->str, part)) fail_msg("\"%s\" in %s", part, bench->out->str);
}
