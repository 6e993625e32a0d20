/* Setting text blocks: headings, paragraphs, lists, quotes, code. A block is a box of lines; what hangs around it (rule,
 * square, number, bar, ground) is drawn with it. Must not know pages or columns, only its own width. */
#include "layout/compose.h"
#include "doc/plain.h"
#include <string.h>

/* Air and hangings of STYLE.md's text, in points. */
static const double PARAGRAPH_GAP = 6, ITEM_GAP = 4, SECTION_GAP = 9, SECTION_AFTER = 3, RULE_TO_HEAD = 5.5;
static const double HEADING_TO_FIGURE = 9, HEAD_GAP = 8, HEAD_AFTER = 2, LIST_INDENT = 9, NUMBER_GAP = 4, QUOTE_INDENT = 10, WASH_PADDING = 5;

/* A text block of one style at the composer's place. `leaf` gets the text. */
static Box *set_text(Composer *composer, const GPtrArray *nodes, SourcePos pos, const TypeStyle *style, ColorToken color,
                     InlineMode mode, Tag *leaf) {
  LayoutJob *job = composer->job;
  Box *box = compose_add(composer, BOX_TEXT, pos);
  box->width = MIN(composer->width, composer->measure) - composer->indent;
  box->leading = style->leading;
  box->before = box->after = layout_pt(job, PARAGRAPH_GAP);
  leaf->pos = pos;
  box->text = inline_from_nodes(job, nodes, text_font(style), color, leaf);
  inline_set_language(box->text, composer->language);
  double excess = inline_break(box->text, box->width, mode);
  if (excess > 0) {
    g_autofree char *word = inline_widest_word(box->text, box->width);
    g_autofree char *what = g_strdup_printf("the word \"%s\" is too wide for its column", word != NULL ? word : "");
    layout_overflow(job, "layout-word-too-wide", pos, what, excess,
                    "Give the column more twelfths, or put a soft hyphen (&shy;) in the word.");
  }
  box->height = box->top + inline_line_count(box->text) * box->leading;
  return box;
}

/* ---- headings ---- */

/* "Wat valt op" → "wat-valt-op". */
static char *slug_of(const char *title) {
  g_autofree char *ascii = g_str_to_ascii(title, "C");
  GString *slug = g_string_new(NULL);
  for (const char *at = ascii; *at != '\0'; at++) {
    if (g_ascii_isalnum(*at)) g_string_append_c(slug, g_ascii_tolower(*at));
    else if (slug->len > 0 && slug->str[slug->len - 1] != '-') g_string_append_c(slug, '-');
  }
  if (slug->len > 0 && slug->str[slug->len - 1] == '-') g_string_truncate(slug, slug->len - 1);
  if (slug->len == 0) g_string_append_c(slug, 'x');
  return g_string_free(slug, FALSE);
}

static Box *set_heading(Composer *composer, const DocNode *node, TypeRole role, TagType type) {
  LayoutJob *job = composer->job;
  const TypeStyle *style = layout_type(job, role);
  Tag *leaf = tag_add(job->tags, compose_section(composer, node->pos), type);
  Box *box = set_text(composer, node->children, node->pos, style, style->color, INLINE_BALANCED, leaf);
  box->keep_next = true;
  box->after_figure = layout_pt(job, HEADING_TO_FIGURE);
  g_autofree char *plain = plain_text(node->children);
  g_autofree char *slug = slug_of(plain);
  box->id = layout_claim_id(job, slug);
  box->outline = g_steal_pointer(&plain);
  box->outline_level = layout_outline_level(job, type);
  return box;
}

static void open_section(Composer *composer, SourcePos pos, bool in_section) {
  composer->sect = NULL;
  compose_section(composer, pos);
  composer->in_section = in_section;
}

void compose_heading(Composer *composer, const DocNode *node) {
  const LayoutJob *job = composer->job;
  if (!inline_visible(node->children)) return;
  if (node->level <= 1) {
    open_section(composer, node->pos, false);
    Box *box = set_heading(composer, node, TYPE_FINDING, layout_heading(job, 2));
    box->before = job->grid->block_gap;
    box->after = layout_pt(job, PARAGRAPH_GAP);
  } else if (node->level == 2) {
    open_section(composer, node->pos, true);
    Box *box = set_heading(composer, node, TYPE_CHART_TITLE, layout_heading(job, 2));
    box->ruled = true;
    box->top = layout_pt(job, RULE_TO_HEAD);
    box->height += box->top;
    box->before = layout_pt(job, SECTION_GAP);
    box->after = layout_pt(job, SECTION_AFTER);
  } else {
    Box *box = set_heading(composer, node, TYPE_KPI_LABEL, layout_heading(job, composer->in_section ? 3 : 2));
    box->before = layout_pt(job, HEAD_GAP);
    box->after = layout_pt(job, HEAD_AFTER);
  }
}

/* ---- paragraphs ---- */

void compose_paragraph(Composer *composer, const DocNode *node) {
  if (!inline_visible(node->children)) return;
  const TypeStyle *style = layout_type(composer->job, TYPE_BODY);
  Tag *leaf = tag_add(composer->job->tags, compose_section(composer, node->pos), TAG_P);
  set_text(composer, node->children, node->pos, style, style->color, INLINE_RAGGED, leaf);
}

static void code_line(Composer *inner, const DocNode *node, char *line, double before) {
  const TypeStyle *style = layout_type(inner->job, TYPE_LABEL);
  DocNode text = {.type = NODE_TEXT, .text = line, .pos = node->pos};
  g_autoptr(GPtrArray) nodes = g_ptr_array_new();
  g_ptr_array_add(nodes, &text);
  Tag *leaf = tag_add(inner->job->tags, inner->parent, TAG_P);
  Box *box = set_text(inner, nodes, node->pos, style, style->color, INLINE_RAGGED, leaf);
  box->wash = true;
  box->before = before;
  box->after = 0;
}

/* Each line of code is a paragraph of its own on one ground, so that it may break like text. Empty lines are air. */
void compose_code(Composer *composer, const DocNode *node) {
  g_auto(GStrv) lines = g_strsplit(node->text != NULL ? node->text : "", "\n", -1);
  if (node->text == NULL || node->text[strspn(node->text, " \t\r\n")] == '\0') return;
  const LayoutJob *job = composer->job;
  double padding = layout_pt(job, WASH_PADDING), gap = layout_pt(job, PARAGRAPH_GAP);
  Composer inner = *composer;
  inner.parent = compose_section(composer, node->pos);
  inner.indent += padding;
  inner.width -= padding;
  inner.measure -= padding;
  double before = gap, leading = layout_type(job, TYPE_LABEL)->leading;
  guint first = inner.boxes->len;
  for (guint i = 0; lines[i] != NULL; i++) {
    bool empty = lines[i][strspn(lines[i], " \t\r")] == '\0';
    if (!empty) code_line(&inner, node, lines[i], before);
    before = empty ? before + leading : 0;
  }
  if (inner.boxes->len > first) ((Box *)g_ptr_array_index(inner.boxes, inner.boxes->len - 1))->after = gap;
}

/* ---- lists and quotes ---- */

/* Words, code or a figure. */
static bool holds_anything(const GPtrArray *nodes) {
  if (inline_visible(nodes)) return true;
  for (guint i = 0; nodes != NULL && i < nodes->len; i++) {
    const DocNode *node = g_ptr_array_index(nodes, i);
    if (node->type == NODE_FIGURE || holds_anything(node->children)) return true;
  }
  return false;
}

static bool is_inline(const DocNode *node) { return node->type >= NODE_TEXT; }

static double number_indent(const LayoutJob *job, const DocNode *list, TextFont font) {
  double widest = 0;
  for (guint i = 0; i < list->children->len; i++) {
    g_autofree char *number = g_strdup_printf("%d.", list->start + (int)i);
    widest = MAX(widest, text_width(job->text, number, font));
  }
  return MAX(layout_pt(job, LIST_INDENT), widest + layout_pt(job, NUMBER_GAP));
}

/* An item holds paragraphs, or bare inline nodes when the list is tight. */
static void item_content(Composer *inner, const DocNode *item) {
  if (item->children->len > 0 && is_inline(g_ptr_array_index(item->children, 0))) {
    const TypeStyle *style = layout_type(inner->job, TYPE_BODY);
    set_text(inner, item->children, item->pos, style, style->color, INLINE_RAGGED, inner->parent);
  } else {
    inner->sect = inner->parent;
    compose_nodes(inner, item->children);
  }
}

static void compose_item(Composer *inner, const DocNode *list, guint index, Tag *list_tag, double indent) {
  LayoutJob *job = inner->job;
  const DocNode *item = g_ptr_array_index(list->children, index);
  if (!holds_anything(item->children)) return;
  Tag *li = tag_add(job->tags, list_tag, TAG_LI);
  li->pos = item->pos;
  Tag *body = inner->parent = tag_add(job->tags, li, TAG_LBODY);
  inner->sect = NULL;
  guint first = inner->boxes->len;
  item_content(inner, item);
  if (inner->boxes->len == first) return;
  Box *box = g_ptr_array_index(inner->boxes, first);
  if (index > 0) box->before = layout_pt(job, ITEM_GAP);
  Box *last = g_ptr_array_index(inner->boxes, inner->boxes->len - 1);
  if (index + 1 < list->children->len) last->after = layout_pt(job, ITEM_GAP);
  if (box->kind != BOX_TEXT || box->mark != BOX_MARK_NONE) return; /* a figure, or the first item of a list in it */
  box->mark_indent = indent;
  box->mark = list->ordered ? BOX_MARK_NUMBER : BOX_MARK_SQUARE;
  if (!list->ordered) return;
  box->mark_text = g_strdup_printf("%d.", list->start + (int)index);
  box->mark_tag = tag_add_before(job->tags, body, TAG_LBL)->id;
}

void compose_list(Composer *composer, const DocNode *node) {
  if (!holds_anything(node->children)) return;
  LayoutJob *job = composer->job;
  TextFont font = text_font(layout_type(job, TYPE_BODY));
  double indent = node->ordered ? number_indent(job, node, font) : layout_pt(job, LIST_INDENT);
  Tag *tag = tag_add(job->tags, compose_section(composer, node->pos), TAG_L);
  tag->list_unordered = !node->ordered;
  tag->pos = node->pos;
  Composer inner = *composer;
  inner.indent += indent;
  for (guint i = 0; i < node->children->len; i++) compose_item(&inner, node, i, tag, indent);
}

void compose_quote(Composer *composer, const DocNode *node) {
  if (!holds_anything(node->children)) return;
  Composer inner = *composer;
  inner.parent = inner.sect = tag_add(composer->job->tags, compose_section(composer, node->pos), TAG_BLOCKQUOTE);
  inner.sect->pos = node->pos;
  inner.indent += layout_pt(composer->job, QUOTE_INDENT);
  guint first = inner.boxes->len;
  compose_nodes(&inner, node->children);
  for (guint i = first; i < inner.boxes->len; i++) {
    Box *box = g_ptr_array_index(inner.boxes, i);
    if (box->bar == 0) box->bar = box->indent - composer->indent;
  }
}
