/* The tag tree: made by layout/ and figures, walked by surface/ and by transcripts. It exists so that reading order is
 * written down once, apart from what is painted first. It must not know how a PDF stores structure. */
#include "scene/tag.h"
#include <string.h>

struct TagTree {
  GPtrArray *tags; /* Tag*, index = id - 1; owns them */
};

static const char *const type_names[TAG_TYPES] = {
    [TAG_DOCUMENT] = "Document", [TAG_SECT] = "Sect",       [TAG_DIV] = "Div",     [TAG_H1] = "H1",
    [TAG_H2] = "H2",             [TAG_H3] = "H3",           [TAG_P] = "P",         [TAG_BLOCKQUOTE] = "BlockQuote",
    [TAG_L] = "L",               [TAG_LI] = "LI",           [TAG_LBL] = "Lbl",     [TAG_LBODY] = "LBody",
    [TAG_TABLE] = "Table",       [TAG_THEAD] = "THead",     [TAG_TBODY] = "TBody", [TAG_TR] = "TR",
    [TAG_TH] = "TH",             [TAG_TD] = "TD",           [TAG_CAPTION] = "Caption", [TAG_FIGURE] = "Figure",
    [TAG_LINK] = "Link",         [TAG_SPAN] = "Span",       [TAG_NOTE] = "Note",
};

static void tag_free(gpointer data) {
  Tag *tag = data;
  g_ptr_array_unref(tag->children);
  g_free(tag->alt);
  g_free(tag->actual_text);
  g_free(tag->summary);
  g_free(tag->language);
  g_free(tag);
}

static Tag *tag_new(TagTree *tree, Tag *parent, TagType type) {
  Tag *tag = g_new0(Tag, 1);
  tag->type = type;
  tag->parent = parent;
  if (parent) tag->pos = parent->pos;
  tag->children = g_ptr_array_new();
  g_ptr_array_add(tree->tags, tag);
  tag->id = tree->tags->len;
  return tag;
}

TagTree *tag_tree_new(void) {
  TagTree *tree = g_new0(TagTree, 1);
  tree->tags = g_ptr_array_new_with_free_func(tag_free);
  tag_new(tree, NULL, TAG_DOCUMENT);
  return tree;
}

void tag_tree_free(TagTree *tree) {
  if (!tree) return;
  g_ptr_array_unref(tree->tags);
  g_free(tree);
}

Tag *tag_tree_root(const TagTree *tree) {
  return g_ptr_array_index(tree->tags, 0);
}

Tag *tag_add(TagTree *tree, Tag *parent, TagType type) {
  g_assert(parent && type < TAG_TYPES);
  Tag *tag = tag_new(tree, parent, type);
  g_ptr_array_add(parent->children, tag);
  return tag;
}

Tag *tag_add_before(TagTree *tree, Tag *next, TagType type) {
  guint place = 0;
  g_assert(next->parent && g_ptr_array_find(next->parent->children, next, &place));
  Tag *tag = tag_new(tree, next->parent, type);
  g_ptr_array_insert(next->parent->children, (gint)place, tag);
  return tag;
}

Tag *tag_get(const TagTree *tree, guint id) {
  return id == 0 || id > tree->tags->len ? NULL : g_ptr_array_index(tree->tags, id - 1);
}

guint tag_count(const TagTree *tree) {
  return tree->tags->len;
}

const char *tag_type_name(TagType type) {
  g_assert(type < TAG_TYPES);
  return type_names[type];
}

/* Quotes and line ends would break a line of the dump. */
static void dump_text(GString *out, const char *key, const char *text) {
  if (!text) return;
  g_string_append_printf(out, " %s=\"", key);
  for (const char *p = text; *p; p++) {
    if (*p == '"' || *p == '\\') g_string_append_c(out, '\\');
    if (*p == '\n')
      g_string_append(out, "\\n");
    else
      g_string_append_c(out, *p);
  }
  g_string_append_c(out, '"');
}

static void dump_tag(GString *out, const Tag *tag, int depth) {
  g_string_append_printf(out, "%*s%s #%u", depth * 2, "", tag_type_name(tag->type), tag->id);
  if (tag->scope != TAG_SCOPE_NONE)
    g_string_append(out, tag->scope == TAG_SCOPE_ROW ? " scope=row" : " scope=column");
  if (tag->col_span > 1) g_string_append_printf(out, " colspan=%u", tag->col_span);
  if (tag->type == TAG_L) g_string_append(out, tag->list_unordered ? " unordered" : " ordered");
  dump_text(out, "lang", tag->language);
  dump_text(out, "alt", tag->alt);
  dump_text(out, "actual", tag->actual_text);
  dump_text(out, "summary", tag->summary);
  g_string_append_c(out, '\n');
  for (guint i = 0; i < tag->children->len; i++) dump_tag(out, g_ptr_array_index(tag->children, i), depth + 1);
}

char *tag_tree_dump(const TagTree *tree) {
  GString *out = g_string_new(NULL);
  dump_tag(out, tag_tree_root(tree), 0);
  return g_string_free(out, FALSE);
}
