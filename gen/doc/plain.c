/* The words of nodes as plain text, for bookmarks, addresses and what is said of a picture. It must not know what they are for. */
#include "doc/plain.h"

enum { SOFT_HYPHEN = 0xad, ZERO_WIDTH_SPACE = 0x200b };

static void append_plain(const GPtrArray *nodes, GString *out) {
  for (guint i = 0; nodes != NULL && i < nodes->len; i++) {
    const DocNode *node = g_ptr_array_index(nodes, i);
    if (node->type == NODE_SOFTBREAK || node->type == NODE_LINEBREAK) g_string_append_c(out, ' ');
    for (const char *at = node->text; at != NULL && *at != '\0'; at = g_utf8_next_char(at)) {
      gunichar c = g_utf8_get_char(at);
      if (c != SOFT_HYPHEN && c != ZERO_WIDTH_SPACE) g_string_append_unichar(out, c);
    }
    append_plain(node->children, out);
  }
}

char *plain_text(const GPtrArray *nodes) {
  GString *out = g_string_new(NULL);
  append_plain(nodes, out);
  return g_string_free(out, FALSE);
}

static const DocNode *first_finding(const DocNode *node) {
  if (node->type == NODE_HEADING && node->level == 1) return node;
  for (guint i = 0; node->children != NULL && i < node->children->len; i++) {
    const DocNode *found = first_finding(g_ptr_array_index(node->children, i));
    if (found != NULL) return found;
  }
  return NULL;
}

char *plain_finding(const Doc *doc) {
  const DocNode *heading = doc->root != NULL ? first_finding(doc->root) : NULL;
  return heading != NULL ? plain_text(heading->children) : NULL;
}
