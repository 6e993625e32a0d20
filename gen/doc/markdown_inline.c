/* Text inside a paragraph: emphasis, code, links, and punctuation as Dutch editors set it. It exists apart because quotes
 * and apostrophes are decided over a whole paragraph, across the borders of emphasis. Links go only where a factsheet may
 * point. It must not know blocks. */
#include "doc/markdown_internal.h"
#include "doc/template.h"
#include "config/yaml.h"
#include "doc/typography.h"
#include <string.h>

/* ---- Links ---- */

/* No blanks and no control characters: what a browser would read differently is refused. */
static bool plain_address(const char *href) {
  for (; *href; href++)
    if ((guchar)*href <= 0x20 || *href == 0x7f || *href == '\\') return false;
  return true;
}

static bool known_anchor(const MarkdownReader *reader, const char *id, const char **nearest) {
  g_autoptr(GPtrArray) ids = g_ptr_array_new();
  const GPtrArray *figures = reader->context->figures;
  for (guint i = 0; i < figures->len; i++) {
    const Figure *figure = g_ptr_array_index(figures, i);
    if (strcmp(figure->id, id) == 0) return true;
    g_ptr_array_add(ids, figure->id);
  }
  g_ptr_array_add(ids, NULL);
  *nearest = yaml_nearest(id, (const char *const *)ids->pdata);
  return false;
}

static void check_link(MarkdownReader *reader, const char *href, SourcePos pos) {
  static const char *const schemes[] = {"https://", "http://", "mailto:"};
  Diags *diags = reader->context->diags;
  for (guint i = 0; i < G_N_ELEMENTS(schemes); i++)
    if (g_str_has_prefix(href, schemes[i]) && href[strlen(schemes[i])] && plain_address(href)) return;
  if (href[0] == '/' && href[1] != '/' && plain_address(href)) return;
  if (href[0] == '#') {
    const char *nearest = NULL;
    if (known_anchor(reader, href + 1, &nearest)) return;
    g_autofree char *hint = nearest ? g_strdup_printf("did you mean #%s?", nearest) : g_strdup("link to a figure's id");
    diags_error(diags, "markdown-link", pos, hint, "there is no figure '%s'", href + 1);
    return;
  }
  diags_error(diags, "markdown-link", pos, "write /gemeente/delft/, #id, https://… or mailto:…",
              "'%s' is not an address a factsheet may link to", href);
}

/* ---- Nodes ---- */

static void read_inlines(MarkdownReader *reader, DocNode *into, cmark_node *node, int depth);

/* cmark cuts text at escapes: pieces are put together, so that quotes see their neighbours. */
static void add_text(DocNode *into, const char *text, SourcePos pos) {
  if (!*text) return;
  DocNode *last = into->children->len ? g_ptr_array_index(into->children, into->children->len - 1) : NULL;
  if (!last || last->type != NODE_TEXT) {
    doc_node_add(into, doc_node_new(NODE_TEXT, pos))->text = g_strdup(text);
    return;
  }
  char *joined = g_strconcat(last->text, text, NULL);
  g_free(last->text);
  last->text = joined;
}

static void read_inline(MarkdownReader *reader, DocNode *into, cmark_node *node, int depth) {
  SourcePos pos = markdown_pos(reader, node);
  Diags *diags = reader->context->diags;
  switch (cmark_node_get_type(node)) {
  case CMARK_NODE_TEXT: add_text(into, cmark_node_get_literal(node), pos); break;
  case CMARK_NODE_SOFTBREAK: doc_node_add(into, doc_node_new(NODE_SOFTBREAK, pos)); break;
  case CMARK_NODE_LINEBREAK: doc_node_add(into, doc_node_new(NODE_LINEBREAK, pos)); break;
  case CMARK_NODE_CODE:
    doc_node_add(into, doc_node_new(NODE_CODE, pos))->text = g_strdup(cmark_node_get_literal(node));
    break;
  case CMARK_NODE_EMPH: read_inlines(reader, doc_node_add(into, doc_node_new(NODE_EMPH, pos)), node, depth); break;
  case CMARK_NODE_STRONG: read_inlines(reader, doc_node_add(into, doc_node_new(NODE_STRONG, pos)), node, depth); break;
  case CMARK_NODE_LINK: {
    DocNode *link = doc_node_add(into, doc_node_new(NODE_LINK, pos));
    link->href = g_strdup(cmark_node_get_url(node));
    check_link(reader, link->href, pos);
    read_inlines(reader, link, node, depth);
    if (!markdown_visible(link))
      diags_error(diags, "markdown-link", pos, "write what it leads to: [words](address)", "the link to '%s' has no words", link->href);
    break;
  }
  case CMARK_NODE_IMAGE:
    diags_error(diags, "markdown-image", pos, "use a figure", "images cannot stand in a factsheet yet");
    break;
  case CMARK_NODE_HTML_INLINE:
    diags_error(diags, "markdown-html", pos, "write it in Markdown; for the sign itself write \\<",
                "HTML cannot stand in a factsheet: %s", cmark_node_get_literal(node));
    break;
  default: break;
  }
}

/* The language between our own inline tags; NULL for anything else. Owned. */
static char *lang_tag(cmark_node *node) {
  if (cmark_node_get_type(node) != CMARK_NODE_HTML_INLINE) return NULL;
  const char *html = cmark_node_get_literal(node);
  if (!g_str_has_prefix(html, TEMPLATE_LANG_BEGIN)) return NULL;
  html += strlen(TEMPLATE_LANG_BEGIN);
  return g_strndup(html, strcspn(html, "\""));
}

static void lang_crosses(MarkdownReader *reader, SourcePos pos) {
  diags_error(reader->context->diags, "markdown-lang", pos,
              "begin and end it within the same words, or put both tags on lines of their own around whole blocks",
              "{%% lang %%} … {%% endlang %%} crosses the end of a paragraph, a link or **bold** words");
}

/* Siblings below `into`, and below the words in another language that begin among them. */
static void read_inlines(MarkdownReader *reader, DocNode *into, cmark_node *node, int depth) {
  if (depth > MARKDOWN_MAX_DEPTH) {
    diags_error(reader->context->diags, "markdown-too-deep", markdown_pos(reader, node), NULL,
                "emphasis is nested too deep");
    return;
  }
  g_autoptr(GPtrArray) around = g_ptr_array_new(); /* DocNode* */
  for (cmark_node *child = cmark_node_first_child(node); child; child = cmark_node_next(child)) {
    g_autofree char *lang = lang_tag(child);
    SourcePos pos = markdown_pos(reader, child);
    if (!lang) {
      read_inline(reader, into, child, depth + 1);
    } else if (*lang) {
      g_ptr_array_add(around, into);
      into = doc_node_add(into, doc_node_new(NODE_SPAN, pos));
      into->lang = g_steal_pointer(&lang);
    } else if (around->len > 0) {
      into = g_ptr_array_steal_index(around, around->len - 1);
    } else {
      lang_crosses(reader, pos);
    }
  }
  if (around->len > 0) lang_crosses(reader, into->pos);
}

/* ---- Punctuation ---- */

static void collect_leaves(DocNode *node, GPtrArray *leaves) {
  for (guint i = 0; node->children && i < node->children->len; i++)
    collect_leaves(g_ptr_array_index(node->children, i), leaves);
  if (!node->children) g_ptr_array_add(leaves, node);
}

/* The character at the end of a leaf that faces its neighbour; a break is a blank. */
static gunichar facing(const DocNode *leaf, bool last) {
  if (!leaf) return 0;
  if (leaf->type == NODE_SOFTBREAK || leaf->type == NODE_LINEBREAK) return ' ';
  if (!leaf->text || !*leaf->text) return 0;
  return g_utf8_get_char(last ? g_utf8_prev_char(leaf->text + strlen(leaf->text)) : leaf->text);
}

static void set_punctuation(DocNode *paragraph) {
  g_autoptr(GPtrArray) leaves = g_ptr_array_new();
  collect_leaves(paragraph, leaves);
  for (guint i = 0; i < leaves->len; i++) {
    DocNode *leaf = g_ptr_array_index(leaves, i);
    if (leaf->type != NODE_TEXT) continue;
    gunichar before = i ? facing(g_ptr_array_index(leaves, i - 1), true) : 0;
    gunichar after = i + 1 < leaves->len ? facing(g_ptr_array_index(leaves, i + 1), false) : 0;
    char *set = typography_part(leaf->text, before, after);
    g_free(leaf->text);
    leaf->text = set;
  }
}

void markdown_inlines(MarkdownReader *reader, DocNode *into, cmark_node *node) {
  read_inlines(reader, into, node, 0);
  set_punctuation(into);
}
