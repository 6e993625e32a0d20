/* Bookmarks, and places to jump to. It exists apart because Cairo's outline and ours would need two ways of naming a
 * place. It must not know where the titles come from. */
#include "surface/pdf_document.h"
#include "surface/pdf_syntax.h"

typedef struct { guint parent, first, last, previous, next, descendants; } Node; /* indices into entries + 1; 0 = root */

void pdf_add_place(const PdfDocument *doc, GString *out, guint page, double x, double y) {
  page = MIN(page, doc->pages->scenes->len - 1);
  g_string_append_printf(out, "[%u 0 R/XYZ ", pdf_page_object(doc, page));
  pdf_add_number(out, pdf_x(doc, x));
  g_string_append_c(out, ' ');
  pdf_add_number(out, pdf_y(doc, page, y));
  g_string_append(out, " null]");
}

/* Parents by level: the nearest entry before with a lower one. */
static Node *link_nodes(const GArray *entries) {
  Node *nodes = g_new0(Node, entries->len + 1);
  for (guint i = 1; i <= entries->len; i++) {
    int level = g_array_index(entries, OutlineEntry, i - 1).level;
    guint parent = i - 1;
    while (parent > 0 && g_array_index(entries, OutlineEntry, parent - 1).level >= level) parent = nodes[parent].parent;
    nodes[i].parent = parent;
    nodes[i].previous = nodes[parent].last;
    if (nodes[parent].last)
      nodes[nodes[parent].last].next = i;
    else
      nodes[parent].first = i;
    nodes[parent].last = i;
  }
  for (guint i = entries->len; i >= 1; i--) nodes[nodes[i].parent].descendants += 1 + nodes[i].descendants;
  return nodes;
}

static void add_link(GString *out, const char *key, guint root, guint node) {
  if (node) g_string_append_printf(out, "%s %u 0 R", key, root + node);
}

guint pdf_add_outline(PdfDocument *doc) {
  const GArray *entries = doc->pages->outline;
  if (entries->len == 0) return 0;
  g_autofree Node *nodes = link_nodes(entries);
  guint root = pdf_file_reserve(doc->file, entries->len + 1);
  for (guint i = 0; i <= entries->len; i++) {
    GString *out = pdf_file_begin(doc->file, root + i);
    g_string_append(out, i == 0 ? "<</Type/Outlines" : "<<");
    if (i > 0) {
      const OutlineEntry *entry = &g_array_index(entries, OutlineEntry, i - 1);
      g_string_append(out, "/Title");
      pdf_add_text(out, entry->title);
      g_string_append_printf(out, "/Parent %u 0 R/Dest", root + nodes[i].parent);
      pdf_add_place(doc, out, entry->page, 0, entry->y);
    }
    add_link(out, "/First", root, nodes[i].first);
    add_link(out, "/Last", root, nodes[i].last);
    add_link(out, "/Prev", root, nodes[i].previous);
    add_link(out, "/Next", root, nodes[i].next);
    if (nodes[i].descendants) g_string_append_printf(out, "/Count %u", nodes[i].descendants);
    g_string_append(out, ">>");
    pdf_file_end(doc->file);
  }
  return root;
}
