/* Turns a factsheet's expanded Markdown into the Doc's tree. The whole text is parsed by cmark at once, so that link
 * references work everywhere; layout words arrive as comments that only the template engine can write, and are put
 * together here into rows and columns. Raw HTML, pipe tables and images are findings with the author's line. It must not
 * know regions, values or geometry. */
#include "doc/markdown_internal.h"
#include "doc/template.h"
#include <string.h>

DocNode *doc_node_new(NodeType type, SourcePos pos) {
  DocNode *node = g_new0(DocNode, 1);
  node->type = type;
  node->pos = pos;
  bool leaf = type == NODE_TEXT || type == NODE_CODE || type == NODE_CODE_BLOCK || type == NODE_RULE ||
              type == NODE_PAGEBREAK || type == NODE_CARDS || type == NODE_FIGURE || type == NODE_SOFTBREAK ||
              type == NODE_LINEBREAK;
  if (!leaf) node->children = g_ptr_array_new();
  return node;
}

void doc_node_free(DocNode *node) {
  if (!node) return;
  for (guint i = 0; node->children && i < node->children->len; i++) doc_node_free(g_ptr_array_index(node->children, i));
  if (node->children) g_ptr_array_unref(node->children);
  g_free(node->text);
  g_free(node->href);
  g_free(node->lang);
  g_free(node);
}

DocNode *doc_node_add(DocNode *parent, DocNode *child) {
  g_ptr_array_add(parent->children, child);
  return child;
}

SourcePos markdown_pos(const MarkdownReader *reader, cmark_node *node) {
  int line = cmark_node_get_start_line(node);
  while (line <= 0 && (node = cmark_node_parent(node))) line = cmark_node_get_start_line(node);
  const GArray *map = reader->context->line_map;
  if (line > 0 && map && (guint)line <= map->len) line = g_array_index(map, int, line - 1);
  return (SourcePos){reader->context->file, MAX(line, 0), 0};
}

static void error_at(MarkdownReader *reader, const char *code, SourcePos pos, const char *hint, const char *message) {
  diags_error(reader->context->diags, code, pos, hint, "%s", message);
}

/* ---- Rows and columns ---- */

static void begin_col(MarkdownReader *reader, SourcePos pos) {
  reader->place = doc_node_add(reader->row, doc_node_new(NODE_COL, pos));
}

static void layout_row(MarkdownReader *reader, const char *numbers, SourcePos pos) {
  if (reader->row || reader->columns) {
    const DocNode *outer = reader->row ? reader->row : reader->columns;
    g_autofree char *hint = g_strdup_printf("end the one of line %d first", outer->pos.line);
    error_at(reader, "layout-nested", pos, hint, "a row cannot stand in a row or in columns");
    return;
  }
  reader->row = doc_node_add(reader->root, doc_node_new(NODE_ROW, pos));
  g_array_set_size(reader->spans, 0);
  g_auto(GStrv) parts = g_strsplit(numbers, " ", -1);
  for (char **part = parts; *part; part++) {
    int span = **part ? (int)g_ascii_strtoll(*part, NULL, 10) : 0;
    if (span > 0) g_array_append_val(reader->spans, span);
  }
  begin_col(reader, pos);
}

static void end_columns_first(MarkdownReader *reader, SourcePos pos) {
  if (!reader->columns) return;
  g_autofree char *hint =
      g_strdup_printf("end the columns of line %d first, with {%% endcolumns %%}", reader->columns->pos.line);
  error_at(reader, "layout-nested", pos, hint, "the columns in this row are still open");
  reader->columns = NULL;
}

static void layout_col(MarkdownReader *reader, const char *numbers, SourcePos pos) {
  (void)numbers;
  end_columns_first(reader, pos);
  if (reader->row) begin_col(reader, pos);
  else error_at(reader, "layout-stray", pos, "begin with {% row 7 5 %}", "{% col %} stands in no row");
}

/* A `col` right after `row` names the first column a second time. */
static void drop_doubled_col(MarkdownReader *reader) {
  GPtrArray *cols = reader->row->children;
  DocNode *first = g_ptr_array_index(cols, 0);
  if (cols->len != reader->spans->len + 1 || first->children->len > 0) return;
  g_ptr_array_remove_index(cols, 0);
  doc_node_free(first);
}

static void layout_endrow(MarkdownReader *reader, const char *numbers, SourcePos pos) {
  (void)numbers;
  if (reader->row) end_columns_first(reader, pos);
  if (!reader->row) {
    error_at(reader, "layout-stray", pos, "remove it, or begin with {% row 7 5 %}", "{% endrow %} ends no row");
    return;
  }
  drop_doubled_col(reader);
  GPtrArray *cols = reader->row->children;
  if (cols->len != reader->spans->len)
    diags_error(reader->context->diags, "layout-col-count", reader->row->pos, "put {% col %} between the columns",
                "this row has %u widths and %u columns", reader->spans->len, cols->len);
  for (guint i = 0; i < cols->len && i < reader->spans->len; i++)
    ((DocNode *)g_ptr_array_index(cols, i))->span = g_array_index(reader->spans, int, i);
  reader->row = NULL;
  reader->place = reader->root;
}

static void layout_columns(MarkdownReader *reader, const char *numbers, SourcePos pos) {
  if (reader->columns) {
    error_at(reader, "layout-nested", pos, NULL, "columns cannot stand in columns");
    return;
  }
  reader->around = reader->place;
  reader->columns = reader->place = doc_node_add(reader->around, doc_node_new(NODE_COLUMNS, pos));
  reader->columns->columns = (int)g_ascii_strtoll(numbers, NULL, 10);
}

static void layout_endcolumns(MarkdownReader *reader, const char *numbers, SourcePos pos) {
  (void)numbers;
  if (!reader->columns)
    error_at(reader, "layout-stray", pos, "remove it, or begin with {% columns 2 %}",
             "{% endcolumns %} ends no columns");
  else reader->columns = NULL, reader->place = reader->around;
}

static void layout_pagebreak(MarkdownReader *reader, const char *numbers, SourcePos pos) {
  (void)numbers;
  if (reader->row || reader->columns)
    error_at(reader, "layout-nested", pos, "put it before or after", "a page cannot end inside a row or columns");
  else doc_node_add(reader->root, doc_node_new(NODE_PAGEBREAK, pos));
}

static void layout_cards(MarkdownReader *reader, const char *numbers, SourcePos pos) {
  (void)numbers;
  if (reader->row || reader->columns)
    error_at(reader, "layout-nested", pos, "put {% cards %} behind it", "cards cannot stand inside a row or columns");
  else doc_node_add(reader->root, doc_node_new(NODE_CARDS, pos));
}

static void layout_figure(MarkdownReader *reader, const char *numbers, SourcePos pos) {
  guint64 index = g_ascii_strtoull(numbers, NULL, 10);
  if (index >= reader->context->figures->len) return; /* it has findings of its own */
  DocNode *node = doc_node_add(reader->place, doc_node_new(NODE_FIGURE, pos));
  node->figure = g_ptr_array_index(reader->context->figures, index);
}

/* ---- Blocks in another language ---- */

static void layout_lang(MarkdownReader *reader, const char *tag, SourcePos pos) {
  DocNode *div = doc_node_add(reader->place, doc_node_new(NODE_DIV, pos));
  div->lang = g_strdup(tag);
  g_ptr_array_add(reader->langs, reader->place);
  reader->place = div;
}

static void layout_endlang(MarkdownReader *reader, const char *tag, SourcePos pos) {
  (void)tag, (void)pos;
  if (reader->langs->len > 0) reader->place = g_ptr_array_steal_index(reader->langs, reader->langs->len - 1);
}

typedef struct {
  const char *word;
  void (*apply)(MarkdownReader *reader, const char *numbers, SourcePos pos);
} LayoutWord;
static const LayoutWord LAYOUT_WORDS[] = {
    {"row", layout_row},
    {"col", layout_col},
    {"endrow", layout_endrow},
    {"columns", layout_columns},
    {"endcolumns", layout_endcolumns},
    {"pagebreak", layout_pagebreak},
    {"cards", layout_cards},
    {"figure", layout_figure},
    {"lang", layout_lang},
    {"endlang", layout_endlang},
};

/* Blocks in another language hold text only: rows and figures carry words of the program, in the sheet's own language. */
static void apply_word(MarkdownReader *reader, const LayoutWord *word, const char *numbers, SourcePos pos) {
  bool lang = word->apply == layout_lang || word->apply == layout_endlang;
  if (lang || reader->langs->len == 0) {
    word->apply(reader, numbers, pos);
    return;
  }
  g_autofree char *hint = g_strdup_printf("end the {%% lang %%} of line %d first", reader->place->pos.line);
  error_at(reader, "layout-nested", pos, hint, "layout words and figures cannot stand in {% lang %}");
}

/* The words of a marker: "row 7 5"; NULL for an author's HTML. Owned. */
static char *marker_words(const char *html) {
  if (!g_str_has_prefix(html, TEMPLATE_MARK_BEGIN)) return NULL;
  html += strlen(TEMPLATE_MARK_BEGIN);
  const char *end = strstr(html, TEMPLATE_MARK_END);
  return end ? g_strndup(html, (gsize)(end - html)) : NULL;
}

static void read_html(MarkdownReader *reader, cmark_node *node, bool top) {
  SourcePos pos = markdown_pos(reader, node);
  g_autofree char *words = marker_words(cmark_node_get_literal(node));
  if (g_str_has_prefix(cmark_node_get_literal(node), TEMPLATE_LANG_BEGIN)) {
    error_at(reader, "markdown-lang", pos, "put it on the line of the words, right before them",
             "{% lang %} begins a block in a list or quote");
    return;
  }
  if (!words) {
    bool comment = g_str_has_prefix(cmark_node_get_literal(node), "<!--");
    error_at(reader, "markdown-html", pos, comment ? "write {% comment %} … {% endcomment %}" : "write it in Markdown",
             "HTML cannot stand in a factsheet");
    return;
  }
  char *numbers = strchr(words, ' ');
  if (numbers) *numbers++ = '\0';
  for (guint i = 0; i < G_N_ELEMENTS(LAYOUT_WORDS); i++) {
    if (strcmp(LAYOUT_WORDS[i].word, words) != 0) continue;
    if (top) apply_word(reader, &LAYOUT_WORDS[i], numbers ? numbers : "", pos);
    else
      error_at(reader, "layout-nested", pos, "put it at the left margin",
               "layout words and figures cannot stand in a list or quote");
  }
}

/* ---- Blocks ---- */

static void read_block(MarkdownReader *reader, DocNode *into, cmark_node *node, int depth);

static void read_blocks(MarkdownReader *reader, DocNode *into, cmark_node *node, int depth) {
  if (depth > MARKDOWN_MAX_DEPTH) {
    error_at(reader, "markdown-too-deep", markdown_pos(reader, node), NULL, "lists and quotes are nested too deep");
    return;
  }
  for (cmark_node *child = cmark_node_first_child(node); child; child = cmark_node_next(child))
    read_block(reader, into, child, depth + 1);
}

static bool has_pipe(const char *line) { return memchr(line, '|', strcspn(line, "\n")) != NULL; }

/* "| --- | --- |" below a line with a pipe: a table elsewhere, plain text in CommonMark. */
static bool is_pipe_table(const MarkdownReader *reader, cmark_node *node) {
  int first = cmark_node_get_start_line(node), last = cmark_node_get_end_line(node);
  for (int i = first; i > 0 && i < last && (guint)i < reader->lines->len; i++) {
    const char *line = g_ptr_array_index(reader->lines, i);
    gsize length = strspn(line, " \t|:-");
    bool ruled = (line[length] == '\n' || line[length] == '\0') && has_pipe(line) && memchr(line, '-', length);
    if (ruled && has_pipe(g_ptr_array_index(reader->lines, i - 1))) return true;
  }
  return false;
}

static void read_paragraph(MarkdownReader *reader, DocNode *into, cmark_node *node) {
  SourcePos pos = markdown_pos(reader, node);
  if (is_pipe_table(reader, node)) {
    error_at(reader, "markdown-table", pos, "use a figure: ```table with the rows below data: |",
             "tables of pipes are not read here");
    return;
  }
  markdown_inlines(reader, doc_node_add(into, doc_node_new(NODE_PARAGRAPH, pos)), node);
}

static void read_heading(MarkdownReader *reader, DocNode *into, cmark_node *node) {
  DocNode *heading = doc_node_add(into, doc_node_new(NODE_HEADING, markdown_pos(reader, node)));
  heading->level = cmark_node_get_heading_level(node);
  if (heading->level > 3)
    error_at(reader, "markdown-heading-level", heading->pos, "use #, ## or ###",
             "a factsheet has three levels of headings");
  else if (heading->level == 3 && reader->level < 2)
    error_at(reader, "markdown-heading-skipped", heading->pos, "use ##, or put a heading with ## before it",
             "a heading with ### stands below no ##");
  reader->level = heading->level;
  markdown_inlines(reader, heading, node);
  if (!markdown_visible(heading))
    error_at(reader, "markdown-heading-empty", heading->pos, "put the whole line in the {% if %}, or remove it",
             "this heading is empty");
}

static void read_code(MarkdownReader *reader, DocNode *into, cmark_node *node) {
  SourcePos pos = markdown_pos(reader, node);
  const char *info = cmark_node_get_fence_info(node), *code = cmark_node_get_literal(node);
  if (info && figure_type_find(reader->context->types, info)) {
    error_at(reader, "layout-nested", pos, "put it at the left margin, outside lists, quotes and notes",
             "a figure cannot stand here");
    return;
  }
  if (strchr(code, TEMPLATE_MARK_BEGIN[4]))
    error_at(reader, "layout-nested", pos, "end the code block first", "layout words and figures cannot stand in code");
  doc_node_add(into, doc_node_new(NODE_CODE_BLOCK, pos))->text = g_strdup(code);
}

static void read_list(MarkdownReader *reader, DocNode *into, cmark_node *node, int depth) {
  DocNode *list = doc_node_add(into, doc_node_new(NODE_LIST, markdown_pos(reader, node)));
  list->ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
  list->start = list->ordered ? cmark_node_get_list_start(node) : 0;
  read_blocks(reader, list, node, depth);
}

static void read_block(MarkdownReader *reader, DocNode *into, cmark_node *node, int depth) {
  SourcePos pos = markdown_pos(reader, node);
  switch (cmark_node_get_type(node)) {
  case CMARK_NODE_PARAGRAPH: read_paragraph(reader, into, node); break;
  case CMARK_NODE_HEADING: read_heading(reader, into, node); break;
  case CMARK_NODE_LIST: read_list(reader, into, node, depth); break;
  case CMARK_NODE_ITEM: read_blocks(reader, doc_node_add(into, doc_node_new(NODE_ITEM, pos)), node, depth); break;
  case CMARK_NODE_BLOCK_QUOTE:
    read_blocks(reader, doc_node_add(into, doc_node_new(NODE_QUOTE, pos)), node, depth);
    break;
  case CMARK_NODE_CODE_BLOCK: read_code(reader, into, node); break;
  case CMARK_NODE_THEMATIC_BREAK: doc_node_add(into, doc_node_new(NODE_RULE, pos)); break;
  case CMARK_NODE_HTML_BLOCK: read_html(reader, node, false); break;
  default: break;
  }
}

/* ---- Nothing to see ---- */

static bool shows_ink(const char *text) {
  for (; text && *text; text = g_utf8_next_char(text)) {
    gunichar c = g_utf8_get_char(text);
    if (!g_unichar_isspace(c) && !g_unichar_iszerowidth(c) && c != 0xad) return true;
  }
  return false;
}

bool markdown_visible(const DocNode *node) {
  if (node->type == NODE_RULE || node->type == NODE_FIGURE || node->type == NODE_PAGEBREAK || shows_ink(node->text)) return true;
  for (guint i = 0; node->children && i < node->children->len; i++)
    if (markdown_visible(g_ptr_array_index(node->children, i))) return true;
  return false;
}

static bool may_go(NodeType type) {
  return (type >= NODE_PARAGRAPH && type <= NODE_QUOTE) || type == NODE_CODE_BLOCK || type == NODE_ROW || type == NODE_COLUMNS ||
         type == NODE_DIV;
}

/* What a condition left empty is not there: no empty paragraph, list or quote, on paper or on the web. */
static void drop_empty(DocNode *node) {
  for (guint i = node->children ? node->children->len : 0; i-- > 0;) {
    DocNode *child = g_ptr_array_index(node->children, i);
    if (!may_go(child->type) || markdown_visible(child)) {
      drop_empty(child);
    } else {
      g_ptr_array_remove_index(node->children, i);
      doc_node_free(child);
    }
  }
}

/* ---- The text ---- */

static GPtrArray *line_starts(const char *text, gsize length) {
  GPtrArray *lines = g_ptr_array_new();
  for (const char *at = text; at < text + length;) {
    g_ptr_array_add(lines, (gpointer)at);
    const char *newline = memchr(at, '\n', (gsize)(text + length - at));
    at = newline ? newline + 1 : text + length;
  }
  return lines;
}

static void check_open(MarkdownReader *reader) {
  if (reader->row)
    error_at(reader, "layout-unclosed", reader->row->pos, "add {% endrow %} where it ends",
             "{% row %} is never closed");
  if (reader->columns)
    error_at(reader, "layout-unclosed", reader->columns->pos, "add {% endcolumns %} where they end",
             "{% columns %} is never closed");
}

DocNode *markdown_read(const char *text, gsize length, const MarkdownContext *context) {
  g_autoptr(GPtrArray) lines = line_starts(text, length);
  g_autoptr(GArray) spans = g_array_new(FALSE, FALSE, sizeof(int));
  g_autoptr(GPtrArray) langs = g_ptr_array_new();
  DocNode *root = doc_node_new(NODE_ROOT, (SourcePos){context->file, 0, 0});
  MarkdownReader reader = {.context = context, .lines = lines, .root = root, .place = root, .spans = spans, .langs = langs};
  cmark_node *document = cmark_parse_document(text, length, CMARK_OPT_DEFAULT);
  for (cmark_node *node = cmark_node_first_child(document); node; node = cmark_node_next(node)) {
    if (cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK) read_html(&reader, node, true);
    else read_block(&reader, reader.place, node, 0);
  }
  check_open(&reader);
  drop_empty(root);
  cmark_node_free(document);
  return root;
}
