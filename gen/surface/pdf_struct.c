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
  guint *objects;  /* object number, 0 = dropped */
  guint *starts;   /* a tag's contents are contents[starts[id]] … contents[starts[id + 1] - 1] */
  Content *contents;
  guint64 *first;  /* where a tag's subtree is first drawn; G_MAXUINT64 = nowhere */
} Structure;

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

/* An empty cell keeps its place in the grid; an alternative text is content even where only paths are drawn. */
static bool stays_when_empty(const Tag *tag) {
  return tag->type == TAG_DOCUMENT || tag->type == TAG_TD || tag->type == TAG_TH || tag->alt || tag->actual_text;
}

/* Children have higher ids than their parents, so one pass from the end carries everything up. */
static void decide_kept(Structure *s) {
  g_autofree bool *kept = g_new0(bool, s->count + 1);
  for (guint id = 1; id <= s->count; id++) s->first[id] = G_MAXUINT64;
  for (guint i = 0; i < s->doc->links->len; i++) kept[g_array_index(s->doc->links, PdfLink, i).tag] = true;
  for (guint id = s->count; id >= 1; id--) {
    const Tag *tag = tag_get(s->tree, id);
    if (s->starts[id] < s->starts[id + 1]) {
      kept[id] = true;
      s->first[id] = MIN(s->first[id], position(s->contents[s->starts[id]]));
    }
    kept[id] |= stays_when_empty(tag);
    if (!kept[id] || !tag->parent) continue;
    kept[tag->parent->id] = true;
    s->first[tag->parent->id] = MIN(s->first[tag->parent->id], s->first[id]);
  }
  guint n = 0;
  for (guint id = 1; id <= s->count; id++) n += kept[id];
  guint next = pdf_file_reserve(s->doc->file, n);
  for (guint id = 1; id <= s->count; id++)
    if (kept[id]) s->objects[id] = next++;
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
    if (!s->objects[child->id]) continue;
    for (; at < end && position(s->contents[at]) < s->first[child->id]; at++) add_content(s, out, s->contents[at], home);
    g_string_append_printf(out, " %u 0 R", s->objects[child->id]);
  }
  for (; at < end; at++) add_content(s, out, s->contents[at], home);
  for (guint i = 0; tag->type == TAG_LINK && i < s->doc->links->len; i++) {
    const PdfLink *link = &g_array_index(s->doc->links, PdfLink, i);
    if (link->tag == tag->id)
      g_string_append_printf(out, "<</Type/OBJR/Pg %u 0 R/Obj %u 0 R>>", pdf_page_object(s->doc, link->page), link->object);
  }
  g_string_append_c(out, ']');
}

/* A header cell must say what it heads; where the figure did not, its place does. */
static TagScope effective_scope(const Tag *tag) {
  if (tag->scope != TAG_SCOPE_NONE) return tag->scope;
  const Tag *row = tag->parent, *group = row ? row->parent : NULL;
  return group && group->type == TAG_THEAD ? TAG_SCOPE_COLUMN : TAG_SCOPE_ROW;
}

static void add_cell(GString *out, const Tag *tag) {
  if (tag->type != TAG_TH && tag->col_span < 2) return;
  g_string_append(out, "/A<</O/Table");
  if (tag->type == TAG_TH)
    g_string_append(out, effective_scope(tag) == TAG_SCOPE_ROW ? "/Scope/Row" : "/Scope/Column");
  if (tag->col_span > 1) g_string_append_printf(out, "/ColSpan %u", tag->col_span);
  g_string_append(out, ">>");
}

static void add_figure(const Structure *s, GString *out, const Tag *tag, guint home) {
  double w = tag->bbox[2], h = tag->bbox[3];
  if (w <= 0 || h <= 0 || home == G_MAXUINT) return;
  double left = tag->bbox[0], bottom = pdf_page_height(s->doc, home) - tag->bbox[1] - h;
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
  case TAG_TD: add_cell(out, tag); break;
  case TAG_L:
    g_string_append(out, tag->list_unordered ? "/A<</O/List/ListNumbering/Disc>>" : "/A<</O/List/ListNumbering/Decimal>>");
    break;
  case TAG_FIGURE: add_figure(s, out, tag, MIN(tag->bbox_page, s->doc->pages->scenes->len - 1)); break;
  case TAG_NOTE: g_string_append_printf(out, "/ID(note-%06u)", tag->id); break;
  default: break;
  }
}

static void add_element(const Structure *s, const Tag *tag) {
  GString *out = pdf_file_begin(s->doc->file, s->objects[tag->id]);
  guint home = home_page(s, tag->id);
  g_string_append_printf(out, "<</S/%s/P %u 0 R", tag_type_name(tag->type), tag->parent ? s->objects[tag->parent->id] : s->root);
  if (home != G_MAXUINT) g_string_append_printf(out, "/Pg %u 0 R", pdf_page_object(s->doc, home));
  pdf_add_text_entry(out, "/Alt", tag->alt);
  pdf_add_text_entry(out, "/ActualText", tag->actual_text);
  pdf_add_text_entry(out, "/Lang", tag->language);
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
    for (guint i = 0; i < tags->len; i++) g_string_append_printf(out, "%u 0 R ", s->objects[g_array_index(tags, guint, i)]);
    g_string_append(out, "]\n");
  }
  for (guint i = 0; i < doc->links->len; i++)
    g_string_append_printf(out, "%u %u 0 R ", pages + i, s->objects[g_array_index(doc->links, PdfLink, i).tag]);
  g_string_append(out, "]>>");
  pdf_file_end(doc->file);
  return object;
}

/* Elements with an /ID must be found by it. */
static void add_id_tree(const Structure *s, GString *out) {
  bool any = false;
  for (guint id = 1; id <= s->count; id++) {
    if (tag_get(s->tree, id)->type != TAG_NOTE || !s->objects[id]) continue;
    g_string_append_printf(out, "%s(note-%06u)%u 0 R", any ? "" : "/IDTree<</Names[", id, s->objects[id]);
    any = true;
  }
  if (any) g_string_append(out, "]>>");
}

guint pdf_add_structure(PdfDocument *doc) {
  Structure s = {.doc = doc, .tree = doc->pages->tags, .count = tag_count(doc->pages->tags)};
  s.objects = g_new0(guint, s.count + 1);
  s.first = g_new(guint64, s.count + 1);
  s.root = pdf_file_reserve(doc->file, 1);
  collect_contents(&s);
  decide_kept(&s);
  for (guint id = 1; id <= s.count; id++)
    if (s.objects[id]) add_element(&s, tag_get(s.tree, id));
  guint parent_tree = add_parent_tree(&s);
  GString *out = pdf_file_begin(doc->file, s.root);
  g_string_append_printf(out, "<</Type/StructTreeRoot/K[%u 0 R]/ParentTree %u 0 R/ParentTreeNextKey %u", s.objects[1],
                         parent_tree, doc->page_tags->len + doc->links->len);
  add_id_tree(&s, out);
  g_string_append(out, ">>");
  pdf_file_end(doc->file);
  g_free(s.objects);
  g_free(s.starts);
  g_free(s.contents);
  g_free(s.first);
  return s.root;
}
