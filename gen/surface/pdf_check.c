/* Accessibility errors that can be told from pages and tags alone. It exists so that they are found with the author's
 * line at hand, not in a finished file. It must not know Cairo or qpdf. */
#include "surface/pdf_check.h"
#include "scene/text_run.h"
#include "surface/pdf_error.h"
#include "surface/uri.h"
#include "surface/walk.h"

G_DEFINE_QUARK(feitenblad-pdf, pdf_error)

/* "templates/gemeente.md:12: " or nothing. */
static char *place(const Tag *tag) {
  if (!tag || !tag->pos.file) return g_strdup("");
  return tag->pos.line > 0 ? g_strdup_printf("%s:%d: ", tag->pos.file, tag->pos.line)
                           : g_strdup_printf("%s: ", tag->pos.file);
}

static bool refuse(GError **error, const Tag *tag, const char *message) {
  g_autofree char *where = place(tag);
  g_set_error(error, PDF_ERROR, PDF_ERROR_TAGS, "%s%s", where, message);
  return false;
}

static bool is_blank(const char *text) {
  for (const char *p = text ? text : ""; *p; p++)
    if (!g_ascii_isspace(*p)) return false;
  return true;
}

/* Tags whose content must sit in their children. */
static bool holds_text(TagType type) {
  switch (type) {
  case TAG_DOCUMENT:
  case TAG_TABLE:
  case TAG_THEAD:
  case TAG_TBODY:
  case TAG_TR:
  case TAG_L:
  case TAG_LI: return false;
  default: return true;
  }
}

static bool check_headings(const Tag *tag, int *level, GError **error) {
  if (tag->type >= TAG_H1 && tag->type <= TAG_H3) {
    int own = tag->type - TAG_H1 + 1;
    if (own > *level + 1) {
      g_autofree char *message = *level == 0 ? g_strdup_printf("the first heading is an H%d, not an H1", own)
                                             : g_strdup_printf("a heading H%d follows an H%d", own, *level);
      return refuse(error, tag, message);
    }
    *level = own;
  }
  for (guint i = 0; i < tag->children->len; i++)
    if (!check_headings(g_ptr_array_index(tag->children, i), level, error)) return false;
  return true;
}

static bool check_tree(const TagTree *tree, GError **error) {
  for (guint id = 1; id <= tag_count(tree); id++) {
    const Tag *tag = tag_get(tree, id);
    if (tag->type == TAG_FIGURE && is_blank(tag->alt)) return refuse(error, tag, "a figure has no alt text");
  }
  int level = 0;
  return check_headings(tag_tree_root(tree), &level, error);
}

static bool check_text(const Pages *pages, guint page, const SceneWalk *walk, const SceneItem *item, GError **error) {
  const Tag *tag = tag_get(pages->tags, item->tag);
  g_autofree char *message = NULL;
  gunichar missing = item->run ? text_run_missing(item->run) : 0;
  const WalkFrame *frame = scene_walk_frame(walk);
  double x = frame->dx + item->x, y = frame->dy + item->y, size = item->font.size;
  if (item->tag && !tag)
    message = g_strdup_printf("page %u: text \"%s\" has tag %u, which is not in the tree", page + 1, item->text, item->tag);
  else if (tag && !holds_text(tag->type))
    message = g_strdup_printf("page %u: text \"%s\" is tagged %s, which cannot hold text", page + 1, item->text,
                              tag_type_name(tag->type));
  else if (!item->run)
    message = g_strdup_printf("page %u: text \"%s\" was measured without fonts", page + 1, item->text);
  else if (missing)
    message = g_strdup_printf("page %u: no declared font has U+%04X, used in \"%s\"", page + 1, missing, item->text);
  else if (x > frame->clip[2] || x + item->width < frame->clip[0] || y - size > frame->clip[3] || y + size < frame->clip[1])
    message = g_strdup_printf("page %u: text \"%s\" lies outside the page or its clip", page + 1, item->text);
  return message ? refuse(error, tag, message) : true;
}

static bool has_destination(const Pages *pages, const char *id) {
  for (guint i = 0; i < pages->destinations->len; i++)
    if (g_str_equal(g_array_index(pages->destinations, Destination, i).id, id)) return true;
  return false;
}

static bool check_link(const Pages *pages, guint page, const SceneItem *item, GError **error) {
  const Tag *tag = tag_get(pages->tags, item->tag);
  g_autofree char *message = NULL;
  if (!tag || tag->type != TAG_LINK)
    message = g_strdup_printf("page %u: the link to %s has no Link tag", page + 1, item->uri);
  else if (item->uri[0] == '#' ? !has_destination(pages, item->uri + 1) : !uri_is_safe(item->uri))
    message = g_strdup_printf("page %u: a link goes to \"%s\", which %s", page + 1, item->uri,
                              item->uri[0] == '#' ? "does not exist in this document" : "is not a web or mail address");
  return message ? refuse(error, tag, message) : true;
}

static bool check_page(const Pages *pages, guint page, GError **error) {
  SceneWalk walk;
  scene_walk_init(&walk, g_ptr_array_index(pages->scenes, page));
  for (const SceneItem *item; (item = scene_walk_next(&walk));) {
    if (item->kind == SCENE_TEXT && !is_blank(item->text) && !check_text(pages, page, &walk, item, error)) return false;
    if (item->kind == SCENE_LINK && !check_link(pages, page, item, error)) return false;
  }
  return true;
}

bool pdf_check(const Pages *pages, GError **error) {
  if (pages->scenes->len == 0) return refuse(error, NULL, "the document has no pages");
  if (is_blank(pages->title)) return refuse(error, NULL, "the document has no title");
  if (is_blank(pages->language)) return refuse(error, NULL, "the document has no language");
  if (!check_tree(pages->tags, error)) return false;
  for (guint page = 0; page < pages->scenes->len; page++)
    if (!check_page(pages, page, error)) return false;
  return true;
}
