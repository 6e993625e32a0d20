/* The logical structure: our tag tree as StructElems, with the ids of what was drawn, and the ParentTree that leads back.
 * It exists because Cairo's versions build different trees, and both from paint order. It must not know drawing. */
#include "surface/pdf_document.h"
#include "surface/pdf_syntax.h"

/* A marked content of a tag; order over pages and within a page is reading order inside one leaf. */
typedef struct { guint page, mcid; } Content;

typedef struct {
  PdfDocument *doc;
  const TagTree *tree;
  guint count;     /* tags; arrays below go by tag id */
  guint root;      /* object number of StructTreeRoot */
  guint object;    /* number of the first tag's object; the others follow */
  guint *starts;   /* a tag's contents are contents[starts[id]] … contents[starts[id + 1] - 1] */
  Content *contents;
  guint64 *first;  /* where a tag's subtree is first drawn; G_MAXUINT64 = nowhere */
  bool *linked;    /* tables whose cells name their header cells */
} Structure;

static guint object_of(const Structure *s, guint id) {
  return s->object + id - 1;
}

static guint64 position(Content c) {
  return (guint64)c.page << 32 | c.mcid;
}

/* All contents sorted by tag, in drawing order within one. */
static void collect_contents(Structure *s) {
  const GPtrArray *pages = s->doc->page_tags;
  s->starts = g_new0(guint, s->count + 2);
  for (guint page = 0; page < pages->len; page++) {
    const GArray *tags = g_ptr_array_index(pages, page);
    for (guint i = 0; i < tags->len; i++) s->starts[g_array_index(tags, guint, i) + 1]++;
  }
  for (guint id = 1; id <= s->count + 1; id++) s->starts[id] += s->starts[id - 1];
  s->contents = g_new(Content, s->starts[s->count + 1] + 1);
  g_autofree guint *at = g_memdup2(s->starts, sizeof(guint) * (s->count + 2));
  for (guint page = 0; page < pages->len; page++) {
    const GArray *tags = g_ptr_array_index(pages, page);
    for (guint i = 0; i < tags->len; i++)
      s->contents[at[g_array_index(tags, guint, i)]++] = (Content){.page = page, .mcid = i};
  }
}

/* Children have higher ids than their parents, so one pass from the end carries everything up. */
static void find_first(Structure *s) {
  for (guint id = 1; id <= s->count; id++) s->first[id] = G_MAXUINT64;
  for (guint id = s->count; id >= 1; id--) {
    const Tag *parent = tag_get(s->tree, id)->parent;
    if (s->starts[id] < s->starts[id + 1]) s->first[id] = MIN(s->first[id], position(s->contents[s->starts[id]]));
    if (parent) s->first[parent->id] = MIN(s->first[parent->id], s->first[id]);
  }
}

/* ---- one element ---- */

/* The page that plain ids of this element refer to. */
static guint home_page(const Structure *s, guint id) {
  if (s->starts[id] < s->starts[id + 1]) return s->contents[s->starts[id]].page;
  for (guint i = 0; i < s->doc->links->len; i++) {
    const PdfLink *link = &g_array_index(s->doc->links, PdfLink, i);
    if (link->tag == id) return link->page;
  }
  const Tag *tag = tag_get(s->tree, id);
  return tag->type == TAG_FIGURE ? MIN(tag->bbox_page, s->doc->pages->scenes->len - 1) : G_MAXUINT;
}

static void add_content(const Structure *s, GString *out, Content c, guint home) {
  if (c.page == home)
    g_string_append_printf(out, " %u", c.mcid);
  else
    g_string_append_printf(out, "<</Type/MCR/Pg %u 0 R/MCID %u>>", pdf_page_object(s->doc, c.page), c.mcid);
}

/* A paragraph's own text lies before, between and after its links: each child comes where its first text was drawn. */
static void add_kids(const Structure *s, GString *out, const Tag *tag, guint home) {
  guint at = s->starts[tag->id], end = s->starts[tag->id + 1];
  g_string_append(out, "/K[");
  for (guint i = 0; i < tag->children->len; i++) {
    const Tag *child = g_ptr_array_index(tag->children, i);
    for (; at < end && position(s->contents[at]) < s->first[child->id]; at++) add_content(s, out, s->contents[at], home);
    g_string_append_c(out, ' ');
    pdf_add_ref(out, object_of(s, child->id));
  }
  for (; at < end; at++) add_content(s, out, s->contents[at], home);
  for (guint i = 0; tag->type == TAG_LINK && i < s->doc->links->len; i++) {
    const PdfLink *link = &g_array_index(s->doc->links, PdfLink, i);
    if (link->tag == tag->id)
      g_string_append_printf(out, "<</Type/OBJR/Pg %u 0 R/Obj %u 0 R>>", pdf_page_object(s->doc, link->page), link->object);
  }
  g_string_append_c(out, ']');
}

/* ---- tables ---- */

static const Tag *table_of(const Tag *tag) {
  while (tag && tag->type != TAG_TABLE) tag = tag->parent;
  return tag;
}

/* A scope is enough for a plain grid. Where cells span columns, rows come in groups or pages come between, cells name the
 * headers that speak for them. */
static void find_linked(Structure *s) {
  g_autofree guint *pages = g_new0(guint, s->count + 1); /* a table's first page + 1 */
  for (guint id = 1; id <= s->count; id++) {
    const Tag *tag = tag_get(s->tree, id), *table = table_of(tag);
    if (!table) continue;
    bool last = tag->parent == table && g_ptr_array_index(table->children, table->children->len - 1) == tag;
    if (tag->col_span > 1 || (tag->type == TAG_TBODY && !last)) s->linked[table->id] = true;
    for (guint i = s->starts[id]; i < s->starts[id + 1]; i++) {
      guint page = s->contents[i].page + 1;
      if (pages[table->id] == 0) pages[table->id] = page;
      if (pages[table->id] != page) s->linked[table->id] = true;
    }
  }
}

static bool is_linked(const Structure *s, const Tag *cell) {
  const Tag *table = table_of(cell);
  return table && s->linked[table->id];
}

static guint first_column(const Tag *cell) {
  guint column = 0;
  for (guint i = 0; i < cell->parent->children->len; i++) {
    const Tag *before = g_ptr_array_index(cell->parent->children, i);
    if (before == cell) break;
    column += MAX(before->col_span, 1);
  }
  return column;
}

static void add_headers_of(GString *names, const Tag *row, TagScope scope, guint from, guint to) {
  guint column = 0;
  for (guint i = 0; i < row->children->len; i++) {
    const Tag *cell = g_ptr_array_index(row->children, i);
    guint end = column + MAX(cell->col_span, 1);
    bool speaks = cell->type == TAG_TH && cell->scope == scope && column < to && end > from;
    if (speaks) g_string_append_printf(names, "(th-%06u)", cell->id);
    column = end;
  }
}

static void add_headers(const Structure *s, GString *out, const Tag *cell) {
  if (cell->type != TAG_TD || !is_linked(s, cell)) return;
  g_autoptr(GString) names = g_string_new(NULL);
  const Tag *table = table_of(cell);
  guint column = first_column(cell);
  for (guint i = 0; i < table->children->len; i++) {
    const Tag *head = g_ptr_array_index(table->children, i);
    for (guint r = 0; head->type == TAG_THEAD && r < head->children->len; r++)
      add_headers_of(names, g_ptr_array_index(head->children, r), TAG_SCOPE_COLUMN, column, column + MAX(cell->col_span, 1));
  }
  add_headers_of(names, cell->parent, TAG_SCOPE_ROW, 0, G_MAXUINT);
  if (names->len) g_string_append_printf(out, "/Headers[%s]", names->str);
}

static void add_cell(const Structure *s, GString *out, const Tag *tag) {
  g_autoptr(GString) attributes = g_string_new(NULL);
  if (tag->type == TAG_TH)
    g_string_append(attributes, tag->scope == TAG_SCOPE_ROW ? "/Scope/Row" : "/Scope/Column");
  if (tag->col_span > 1) g_string_append_printf(attributes, "/ColSpan %u", tag->col_span);
  add_headers(s, attributes, tag);
  if (attributes->len) g_string_append_printf(out, "/A<</O/Table%s>>", attributes->str);
}

static void add_table(GString *out, const Tag *tag) {
  if (!tag->summary) return;
  g_string_append(out, "/A<</O/Table");
  pdf_add_text_entry(out, "/Summary", tag->summary);
  g_string_append(out, ">>");
}

/* ---- attributes ---- */

static void add_figure(const Structure *s, GString *out, const Tag *tag, guint home) {
  double w = tag->bbox[2], h = tag->bbox[3];
  if (w <= 0 || h <= 0 || home == G_MAXUINT) return;
  double left = pdf_x(s->doc, tag->bbox[0]), bottom = pdf_y(s->doc, home, tag->bbox[1] + h);
  double box[4] = {left, bottom, left + w, bottom + h};
  g_string_append(out, "/A<</O/Layout/Placement/Block/BBox[");
  for (int i = 0; i < 4; i++) {
    pdf_add_number(out, box[i]);
    g_string_append_c(out, ' ');
  }
  g_string_append(out, "]>>");
}

static void add_attributes(const Structure *s, GString *out, const Tag *tag) {
  switch (tag->type) {
  case TAG_TH:
  case TAG_TD: add_cell(s, out, tag); break;
  case TAG_TABLE: add_table(out, tag); break;
  case TAG_L:
    g_string_append(out, tag->list_unordered ? "/A<</O/List/ListNumbering/Disc>>" : "/A<</O/List/ListNumbering/Decimal>>");
    break;
  case TAG_FIGURE: add_figure(s, out, tag, MIN(tag->bbox_page, s->doc->pages->scenes->len - 1)); break;
  default: break;
  }
}

/* Notes must have a name; header cells have one where others name them. NULL = none. Owned by the caller. */
static char *element_id(const Structure *s, const Tag *tag) {
  if (tag->type == TAG_NOTE) return g_strdup_printf("note-%06u", tag->id);
  return tag->type == TAG_TH && is_linked(s, tag) ? g_strdup_printf("th-%06u", tag->id) : NULL;
}

static void add_element(const Structure *s, const Tag *tag) {
  g_autofree char *name = element_id(s, tag);
  GString *out = pdf_file_begin(s->doc->file, object_of(s, tag->id));
  guint home = home_page(s, tag->id);
  g_string_append_printf(out, "<</S/%s/P %u 0 R", tag_type_name(tag->type), tag->parent ? object_of(s, tag->parent->id) : s->root);
  if (home != G_MAXUINT) g_string_append_printf(out, "/Pg %u 0 R", pdf_page_object(s->doc, home));
  pdf_add_text_entry(out, "/Alt", tag->alt);
  pdf_add_text_entry(out, "/ActualText", tag->actual_text);
  pdf_add_text_entry(out, "/Lang", tag->language);
  if (name) g_string_append_printf(out, "/ID(%s)", name);
  add_attributes(s, out, tag);
  add_kids(s, out, tag, home);
  g_string_append(out, ">>");
  pdf_file_end(s->doc->file);
}

/* ---- the trees ---- */

static guint add_parent_tree(const Structure *s) {
  const PdfDocument *doc = s->doc;
  guint object = pdf_file_reserve(doc->file, 1), pages = doc->page_tags->len;
  GString *out = pdf_file_begin(doc->file, object);
  g_string_append(out, "<</Nums[");
  for (guint page = 0; page < pages; page++) {
    const GArray *tags = g_ptr_array_index(doc->page_tags, page);
    g_string_append_printf(out, "%u[", page);
    for (guint i = 0; i < tags->len; i++) {
      pdf_add_ref(out, object_of(s, g_array_index(tags, guint, i)));
      g_string_append_c(out, ' ');
    }
    g_string_append(out, "]\n");
  }
  for (guint i = 0; i < doc->links->len; i++)
    g_string_append_printf(out, "%u %u 0 R ", pages + i, object_of(s, g_array_index(doc->links, PdfLink, i).tag));
  g_string_append(out, "]>>");
  pdf_file_end(doc->file);
  return object;
}

/* Elements with an /ID must be found by it. Names in a tree are sorted: notes before header cells. */
static void add_id_tree(const Structure *s, GString *out) {
  static const TagType types[] = {TAG_NOTE, TAG_TH};
  g_autoptr(GString) names = g_string_new(NULL);
  for (guint t = 0; t < G_N_ELEMENTS(types); t++) {
    for (guint id = 1; id <= s->count; id++) {
      const Tag *tag = tag_get(s->tree, id);
      g_autofree char *name = tag->type == types[t] ? element_id(s, tag) : NULL;
      if (name) g_string_append_printf(names, "(%s)%u 0 R", name, object_of(s, id));
    }
  }
  if (names->len) g_string_append_printf(out, "/IDTree<</Names[%s]>>", names->str);
}

guint pdf_add_structure(PdfDocument *doc) {
  Structure s = {.doc = doc, .tree = doc->pages->tags, .count = tag_count(doc->pages->tags)};
  s.first = g_new(guint64, s.count + 1);
  s.linked = g_new0(bool, s.count + 1);
  s.root = pdf_file_reserve(doc->file, 1);
  s.object = pdf_file_reserve(doc->file, s.count);
  collect_contents(&s);
  find_first(&s);
  find_linked(&s);
  for (guint id = 1; id <= s.count; id++) add_element(&s, tag_get(s.tree, id));
  guint parent_tree = add_parent_tree(&s);
  GString *out = pdf_file_begin(doc->file, s.root);
  g_string_append_printf(out, "<</Type/StructTreeRoot/K[%u 0 R]/ParentTree %u 0 R/ParentTreeNextKey %u", object_of(&s, 1),
                         parent_tree, doc->page_tags->len + doc->links->len);
  add_id_tree(&s, out);
  g_string_append(out, ">>");
  pdf_file_end(doc->file);
  g_free(s.linked);
  g_free(s.starts);
  g_free(s.contents);
  g_free(s.first);
  return s.root;
}
