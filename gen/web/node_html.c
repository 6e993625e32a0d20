/* A Doc's tree as HTML, node by node: the same words in the same order as on paper. It must not know figures (it hands them
 * over) nor what stands around the content. */
#include "doc/language.h"
#include "scene/text.h"
#include "web/link.h"
#include "web/region_page.h"

static void children_html(RegionPage *page, const DocNode *node) {
  for (guint i = 0; node->children && i < node->children->len; i++) node_html(page, node->children->pdata[i]);
}

/* Words in another language say which way they run themselves. */
static void gather_words(const DocNode *node, GString *words) {
  if (node->type == NODE_SPAN) return;
  if (node->text) g_string_append(words, node->text);
  for (guint i = 0; node->children && i < node->children->len; i++) gather_words(node->children->pdata[i], words);
}

/* "rtl" for blocks whose words run from right to left, by the same rule as on paper. */
static const char *direction(const DocNode *node) {
  if (node->lang) return language_is_rtl(node->lang) ? "rtl" : NULL;
  if (node->type > NODE_CODE_BLOCK) return NULL;
  g_autoptr(GString) words = g_string_new(NULL);
  gather_words(node, words);
  return text_is_rtl(words->str) ? "rtl" : NULL;
}

static void wrap_html(RegionPage *page, const DocNode *node, const char *tag, const char *class) {
  html_open(page->out, tag, "class", class, "lang", node->lang, "dir", direction(node), NULL);
  children_html(page, node);
  html_close(page->out, tag);
}

/* The region's name is the page's only h1; "#", the key finding, comes below it. */
static void heading_html(RegionPage *page, const DocNode *node) {
  bool sub = node->level >= 3 && page->has_heading;
  wrap_html(page, node, sub ? "h3" : "h2", node->level == 1 ? "finding" : NULL);
  page->has_heading = true;
}

static void link_html(RegionPage *page, const DocNode *node) {
  g_autofree char *href = link_href(page->root, node->href);
  if (!href) {
    children_html(page, node);
    return;
  }
  html_open(page->out, "a", "href", href, NULL);
  children_html(page, node);
  html_close(page->out, "a");
}

/* An item of one paragraph is that paragraph's words. */
static void item_html(RegionPage *page, const DocNode *node) {
  const DocNode *first = node->children->len ? node->children->pdata[0] : NULL;
  html_open(page->out, "li", "dir", direction(node), NULL);
  for (guint i = 0; i < node->children->len; i++) {
    const DocNode *child = node->children->pdata[i];
    bool plain = child == first && child->type == NODE_PARAGRAPH &&
                 (node->children->len == 1 || ((const DocNode *)node->children->pdata[1])->type == NODE_LIST);
    if (plain) children_html(page, child);
    else node_html(page, child);
  }
  html_close(page->out, "li");
}

static void list_html(RegionPage *page, const DocNode *node) {
  g_autofree char *start = node->ordered && node->start > 1 ? g_strdup_printf("%d", node->start) : NULL;
  html_open(page->out, node->ordered ? "ol" : "ul", "start", start, NULL);
  children_html(page, node);
  html_close(page->out, node->ordered ? "ol" : "ul");
}

static void row_html(RegionPage *page, const DocNode *node) {
  g_autoptr(GString) class = g_string_new("row row");
  for (guint i = 0; i < node->children->len; i++)
    g_string_append_printf(class, "-%d", ((const DocNode *)node->children->pdata[i])->span);
  wrap_html(page, node, "div", class->str);
}

static void col_html(RegionPage *page, const DocNode *node) {
  int outer = page->span;
  g_autofree char *class = g_strdup_printf("col span-%d", node->span);
  page->span = node->span;
  wrap_html(page, node, "div", class);
  page->span = outer;
}

/* A heading and what follows it stay together in one column. */
static void columns_html(RegionPage *page, const DocNode *node) {
  int outer = page->span;
  g_autofree char *class = g_strdup_printf("columns columns-%d", CLAMP(node->columns, 1, 4));
  page->span = MAX(1, page->span / MAX(node->columns, 1));
  html_open(page->out, "div", "class", class, NULL);
  for (guint i = 0; i < node->children->len; i++) {
    const DocNode *child = node->children->pdata[i];
    bool begins = i == 0 || (child->type == NODE_HEADING && child->level <= 2);
    if (begins && i > 0) html_close(page->out, "div");
    if (begins) html_open(page->out, "div", "class", "part", NULL);
    node_html(page, child);
  }
  if (node->children->len) html_close(page->out, "div");
  html_close(page->out, "div");
  page->span = outer;
}

/* Headings that stand in no column enclose what follows them. */
static void root_html(RegionPage *page, const DocNode *node) {
  for (guint i = 0; i < node->children->len; i++) {
    const DocNode *child = node->children->pdata[i];
    if (child->type == NODE_HEADING && child->level > 1) page->section = child->level;
    node_html(page, child);
    g_string_append_c(page->out, '\n');
  }
}

static void code_block_html(RegionPage *page, const DocNode *node) {
  html_open(page->out, "pre", NULL);
  html_element(page->out, "code", NULL, node->text);
  html_close(page->out, "pre");
}

/* Nodes that are one element around their children. */
static const char *const ELEMENTS[] = {
  [NODE_PARAGRAPH] = "p", [NODE_QUOTE] = "blockquote", [NODE_EMPH] = "em", [NODE_STRONG] = "strong",
  [NODE_DIV] = "div", [NODE_SPAN] = "span"};

void node_html(RegionPage *page, const DocNode *node) {
  switch (node->type) {
    case NODE_ROOT: root_html(page, node); break;
    case NODE_HEADING: heading_html(page, node); break;
    case NODE_LIST: list_html(page, node); break;
    case NODE_ITEM: item_html(page, node); break;
    case NODE_RULE: html_void(page->out, "hr", NULL); break;
    case NODE_CODE_BLOCK: code_block_html(page, node); break;
    case NODE_ROW: row_html(page, node); break;
    case NODE_COL: col_html(page, node); break;
    case NODE_COLUMNS: columns_html(page, node); break;
    case NODE_PAGEBREAK: break;
    case NODE_FIGURE: figure_html(page, node->figure); break;
    case NODE_TEXT: html_text(page->out, node->text); break;
    case NODE_CODE: html_element(page->out, "code", NULL, node->text); break;
    case NODE_LINK: link_html(page, node); break;
    case NODE_SOFTBREAK: g_string_append_c(page->out, '\n'); break;
    case NODE_LINEBREAK: html_void(page->out, "br", NULL); break;
    default: wrap_html(page, node, ELEMENTS[node->type], NULL);
  }
}
