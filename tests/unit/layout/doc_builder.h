/* Builds small Docs by hand for the tests of layout: no template, no dataset, stub metrics. Inline text is written as
 * "plain **strong** [link](/address/)". Blocks of a given height stand in for figures. */
#pragma once
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "figure/canvas.h"
#include "layout/job.h"
#include "layout/layout.h"

typedef struct {
  Theme *theme;
  Locale *locale;
  Config config;
  TextEngine *text;
  Diags *diags;
  Doc doc;
  GPtrArray *nodes; /* owns all of them */
  GPtrArray *owned; /* other memory */
  Region region, province, country;
  int line;         /* of the next node in the template */
} Bench;

static inline void bench_free_node(gpointer data) {
  DocNode *node = data;
  if (node->children != NULL) g_ptr_array_unref(node->children);
  g_free(node->text);
  g_free(node->href);
  g_free(node->lang);
  g_free(node);
}

static inline void bench_free_figure(gpointer figure) { figure_free(figure); }

static inline DocNode *bench_node(Bench *bench, DocNode *parent, NodeType type) {
  DocNode *node = g_new0(DocNode, 1);
  node->type = type;
  node->children = g_ptr_array_new();
  node->pos = (SourcePos){g_intern_string("templates/test.md"), bench->line, 1};
  if (type < NODE_TEXT) bench->line += 2;
  g_ptr_array_add(bench->nodes, node);
  if (parent != NULL) g_ptr_array_add(parent->children, node);
  return node;
}

static inline gpointer bench_own(Bench *bench, gpointer memory) {
  g_ptr_array_add(bench->owned, memory);
  return memory;
}

static inline void bench_region(Region *region, char *code, char *name) {
  region->code = code;
  region->name = region->title = name;
  region->parents = g_ptr_array_new();
  region->members = g_ptr_array_new();
}

static inline Bench *bench_new(const char *name) {
  Bench *bench = g_new0(Bench, 1);
  bench->diags = diags_new();
  bench->theme = theme_load("templates/theme.yaml", "theme.yaml", bench->diags);
  bench->locale = locale_load("templates/locale/nl.yaml", "nl.yaml", bench->diags);
  bench->text = text_engine_new_stub();
  bench->nodes = g_ptr_array_new_with_free_func(bench_free_node);
  bench->owned = g_ptr_array_new_with_free_func(g_free);
  bench->config = (Config){.title = "Een thuis voor iedereen", .base_url = "https://voorbeeld.nl", .language = "nl"};
  bench_region(&bench->country, "NL00", "Nederland");
  bench_region(&bench->province, "PV28", "Zuid-Holland");
  bench_region(&bench->region, "GM0503", bench_own(bench, g_strdup(name)));
  g_ptr_array_add(bench->region.parents, &bench->province);
  g_ptr_array_add(bench->region.parents, &bench->country);
  bench->line = 10;
  bench->doc = (Doc){.region = &bench->region, .template_name = "test.md", .language = "nl", .title = bench->region.name,
                     .name = bench->region.name, .kicker = "Een thuis voor iedereen · Factsheet gemeente",
                     .meta = "Cijfers over 2024 · editie 14 maart 2025",
                     .running = "Een thuis voor iedereen · cijfers over 2024", .description = "Cijfers over wonen.",
                     .site_path = "gemeente/proef", .edition = {2025, PERIOD_DAY, 3, 14}};
  bench->doc.crumbs = g_ptr_array_new_with_free_func(g_free);
  bench->doc.figures = g_ptr_array_new_with_free_func(bench_free_figure);
  bench->doc.sources = g_ptr_array_new();
  bench->doc.root = bench_node(bench, NULL, NODE_ROOT);
  assert_non_null(bench->theme);
  bench->doc.page = *theme_page(bench->theme);
  assert_non_null(bench->locale);
  return bench;
}

static inline void bench_free(Bench *bench) {
  Region *regions[] = {&bench->region, &bench->province, &bench->country};
  for (guint i = 0; i < G_N_ELEMENTS(regions); i++) {
    g_ptr_array_unref(regions[i]->parents);
    g_ptr_array_unref(regions[i]->members);
  }
  g_ptr_array_unref(bench->doc.crumbs);
  g_ptr_array_unref(bench->doc.figures);
  g_ptr_array_unref(bench->doc.sources);
  g_ptr_array_unref(bench->nodes);
  g_ptr_array_unref(bench->owned);
  text_engine_free(bench->text);
  locale_free(bench->locale);
  theme_free(bench->theme);
  diags_free(bench->diags);
  g_free(bench);
}

static inline void bench_crumb(Bench *bench, char *title, char *href) {
  Crumb *crumb = g_new0(Crumb, 1);
  *crumb = (Crumb){title, href};
  g_ptr_array_add(bench->doc.crumbs, crumb);
}

static inline void bench_source(Bench *bench, char *citation, char *publisher, char *licence, bool example) {
  Source *source = bench_own(bench, g_new0(Source, 1));
  *source = (Source){.id = citation, .title = citation, .citation = citation, .publisher = publisher,
                     .licence = licence, .example = example};
  g_ptr_array_add(bench->doc.sources, source);
  bench->doc.example |= example;
}

/* ---- inline text ---- */

static inline void bench_words(Bench *bench, DocNode *parent, const char *words, gsize length) {
  if (length == 0) return;
  bench_node(bench, parent, NODE_TEXT)->text = g_strndup(words, length);
}

static inline void bench_inline(Bench *bench, DocNode *parent, const char *text) {
  const char *start = text;
  for (const char *at = text; *at != '\0';) {
    const char *strong = g_str_has_prefix(at, "**") ? strstr(at + 2, "**") : NULL;
    const char *bracket = *at == '[' ? strstr(at, "](") : NULL;
    if (strong == NULL && bracket == NULL) {
      at++;
      continue;
    }
    bench_words(bench, parent, start, (gsize)(at - start));
    if (strong != NULL) {
      bench_words(bench, bench_node(bench, parent, NODE_STRONG), at + 2, (gsize)(strong - at - 2));
      start = at = strong + 2;
    } else {
      const char *end = strchr(bracket, ')');
      DocNode *link = bench_node(bench, parent, NODE_LINK);
      link->href = g_strndup(bracket + 2, (gsize)(end - bracket - 2));
      bench_words(bench, link, at + 1, (gsize)(bracket - at - 1));
      start = at = end + 1;
    }
  }
  bench_words(bench, parent, start, strlen(start));
}

/* ---- blocks; parent NULL = the document ---- */

static inline DocNode *bench_block(Bench *bench, DocNode *parent, NodeType type) {
  return bench_node(bench, parent != NULL ? parent : bench->doc.root, type);
}

static inline DocNode *bench_paragraph(Bench *bench, DocNode *parent, const char *text) {
  DocNode *node = bench_block(bench, parent, NODE_PARAGRAPH);
  bench_inline(bench, node, text);
  return node;
}

static inline DocNode *bench_heading(Bench *bench, DocNode *parent, int level, const char *text) {
  DocNode *node = bench_block(bench, parent, NODE_HEADING);
  node->level = level;
  bench_inline(bench, node, text);
  return node;
}

/* Paragraph of `count` words "woord". */
static inline DocNode *bench_filler(Bench *bench, DocNode *parent, guint count) {
  g_autoptr(GString) text = g_string_new("woord");
  for (guint i = 1; i < count; i++) g_string_append(text, " woord");
  return bench_paragraph(bench, parent, text->str);
}

static inline DocNode *bench_list(Bench *bench, DocNode *parent, bool ordered, const char *const *items) {
  DocNode *list = bench_block(bench, parent, NODE_LIST);
  list->ordered = ordered;
  list->start = 1;
  for (; *items != NULL; items++) bench_paragraph(bench, bench_block(bench, list, NODE_ITEM), *items);
  return list;
}

static inline DocNode *bench_col(Bench *bench, DocNode *row, int span) {
  DocNode *col = bench_block(bench, row, NODE_COL);
  col->span = span;
  return col;
}

/* A figure of a fixed height: title, a box, and one tagged word. */
static inline void bench_draw_block(const Figure *figure, struct FigureCanvas *canvas) {
  double height = figure->axis_max;
  guint leaf = canvas_leaf(canvas, canvas->sect, canvas->title_tag);
  scene_rect(canvas->scene, 0, 0, canvas->width, height, paint_stroke(canvas_color(canvas, "ink"), 1));
  scene_text(canvas->scene, 2, 12, figure->title, canvas_font(canvas, TYPE_CHART_TITLE), canvas_color(canvas, "ink"),
             ANCHOR_START, leaf);
  if (figure->alt != NULL) {
    Tag *tag = canvas_tag(canvas, canvas->sect, TAG_FIGURE);
    tag->alt = g_strdup(figure->alt);
    tag->bbox[2] = canvas->width;
    tag->bbox[3] = height;
  }
  canvas->y = height;
}

static const FigureType BENCH_BLOCK = {.name = "block", .draw = bench_draw_block};

static inline DocNode *bench_figure_node(Bench *bench, DocNode *parent, Figure *figure) {
  DocNode *node = bench_block(bench, parent, NODE_FIGURE);
  figure->pos = node->pos;
  node->figure = figure;
  g_ptr_array_add(bench->doc.figures, figure);
  return node;
}

static inline DocNode *bench_figure(Bench *bench, DocNode *parent, const char *id, double height) {
  Figure *figure = figure_new(&BENCH_BLOCK, id, (SourcePos){0});
  figure->title = g_strdup(id);
  figure->axis_max = height;
  return bench_figure_node(bench, parent, figure);
}

static inline Pages *bench_layout(Bench *bench) {
  return layout_doc(&bench->doc, &bench->config, bench->theme, bench->locale, bench->text, bench->diags);
}

/* Lays out and expects no findings. */
static inline Pages *bench_pages(Bench *bench) {
  Pages *pages = bench_layout(bench);
  if (pages == NULL) {
    g_autofree char *found = diags_format(bench->diags, 0);
    print_error("%s", found);
  }
  assert_non_null(pages);
  return pages;
}

/* A job for testing one step of layout: bench_job_clear() frees what it holds. */
static inline LayoutJob bench_job(Bench *bench) {
  Pages *pages = pages_new();
  return (LayoutJob){.doc = &bench->doc, .config = &bench->config, .theme = bench->theme, .locale = bench->locale,
                     .text = bench->text, .diags = bench->diags, .pages = pages, .tags = pages->tags,
                     .root = tag_tree_root(pages->tags), .grid = &bench->doc.page,
                     .ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                     .anchors = g_ptr_array_new()};
}

static inline void bench_job_clear(LayoutJob *job) {
  for (guint i = 0; i < job->anchors->len; i++) {
    LayoutAnchor *anchor = g_ptr_array_index(job->anchors, i);
    g_free(anchor->id);
    g_free(anchor);
  }
  g_ptr_array_unref(job->anchors);
  g_hash_table_unref(job->ids);
  pages_free(job->pages);
}

/* ---- looking at scenes ---- */

/* A text item with its group's shift added. */
typedef struct { const SceneItem *item; double x, y; } FoundText;

/* All text of a scene in page coordinates. Array of FoundText, owned by the caller. */
static inline GArray *bench_texts(const Scene *scene) {
  GArray *found = g_array_new(FALSE, FALSE, sizeof(FoundText));
  g_autoptr(GArray) shifts = g_array_new(FALSE, FALSE, 2 * sizeof(double));
  double shift[2] = {0, 0};
  for (guint i = 0; i < scene_length(scene); i++) {
    const SceneItem *item = scene_item(scene, i);
    if (item->kind == SCENE_GROUP_BEGIN) {
      g_array_append_vals(shifts, shift, 1);
      shift[0] += item->dx;
      shift[1] += item->dy;
    } else if (item->kind == SCENE_GROUP_END) {
      memcpy(shift, shifts->data + (shifts->len - 1) * sizeof shift, sizeof shift);
      g_array_set_size(shifts, shifts->len - 1);
    } else if (item->kind == SCENE_TEXT) {
      FoundText text = {item, item->x + shift[0], item->y + shift[1]};
      g_array_append_val(found, text);
    }
  }
  return found;
}

/* The first text that begins with `start`; false when there is none. */
static inline bool bench_find_text(const Scene *scene, const char *start, FoundText *found) {
  g_autoptr(GArray) texts = bench_texts(scene);
  *found = (FoundText){0};
  for (guint i = 0; i < texts->len; i++) {
    *found = g_array_index(texts, FoundText, i);
    if (g_str_has_prefix(found->item->text, start)) return true;
  }
  return false;
}

static inline const Scene *bench_page(const Pages *pages, guint index) {
  assert_true(index < pages->scenes->len);
  return g_ptr_array_index(pages->scenes, index);
}
