/* Link annotations, ours on every Cairo: Cairo's own differ between versions in places, order and what is missing. It must
 * not know how a link's text was drawn, only what it says. */
#include "surface/pdf_document.h"
#include "surface/pdf_syntax.h"
#include "surface/uri.h"
#include "scene/walk.h"
#include <string.h>

static const Tag *link_above(const Tag *tag) {
  while (tag && tag->type != TAG_LINK) tag = tag->parent;
  return tag;
}

static void add_words(GString *words, const char *text) {
  if (words->len > 0 && !g_str_has_suffix(words->str, " ") && !g_str_has_suffix(words->str, "\u00ad"))
    g_string_append_c(words, ' ');
  if (g_str_has_suffix(words->str, "\u00ad")) g_string_truncate(words, words->len - strlen("\u00ad"));
  g_string_append(words, text);
}

static void words_free(gpointer data) {
  g_string_free(data, TRUE);
}

/* What each Link tag's text says: viewers show and read it for the annotation. */
static GHashTable *link_words(const Pages *pages) {
  GHashTable *words = g_hash_table_new_full(NULL, NULL, NULL, words_free);
  for (guint page = 0; page < pages->scenes->len; page++) {
    const Scene *scene = g_ptr_array_index(pages->scenes, page);
    for (guint i = 0; i < scene_length(scene); i++) {
      const SceneItem *item = scene_item(scene, i);
      const Tag *link = item->kind == SCENE_TEXT ? link_above(tag_get(pages->tags, item->tag)) : NULL;
      if (!link) continue;
      GString *text = g_hash_table_lookup(words, link);
      if (!text) g_hash_table_insert(words, (gpointer)link, text = g_string_new(NULL));
      add_words(text, item->text);
    }
  }
  return words;
}

static const Destination *find_destination(const Pages *pages, const char *id) {
  for (guint i = 0; i < pages->destinations->len; i++) {
    const Destination *destination = &g_array_index(pages->destinations, Destination, i);
    if (g_str_equal(destination->id, id)) return destination;
  }
  return NULL;
}

static void add_target(const PdfDocument *doc, GString *out, const char *uri) {
  const Destination *to = uri[0] == '#' ? find_destination(doc->pages, uri + 1) : NULL;
  if (to) {
    g_string_append(out, "/Dest");
    pdf_add_place(doc, out, to->page, to->x, to->y);
    return;
  }
  g_autofree char *encoded = uri_encode(uri);
  g_string_append(out, "/A<</S/URI/URI");
  pdf_add_string(out, encoded);
  g_string_append(out, ">>");
}

/* The rectangle around all lines, and each line's corners: top left, top right, bottom left, bottom right, the order that
 * readers expect (not the one the standard's text gives). They are measured from `left_edge` and `top_edge` of the file. */
static void add_rects(GString *out, const GArray *rects, double left_edge, double top_edge) {
  double bounds[4] = {G_MAXDOUBLE, G_MAXDOUBLE, -G_MAXDOUBLE, -G_MAXDOUBLE};
  g_autoptr(GString) quads = g_string_new(NULL);
  for (guint i = 0; i < rects->len; i++) {
    const double *r = (const double *)(const void *)rects->data + 4 * i;
    double left = left_edge + r[0], right = left + r[2], top = top_edge - r[1], bottom = top - r[3];
    double corners[8] = {left, top, right, top, left, bottom, right, bottom};
    for (int k = 0; k < 8; k++) {
      pdf_add_number(quads, corners[k]);
      g_string_append_c(quads, ' ');
    }
    bounds[0] = MIN(bounds[0], left), bounds[1] = MIN(bounds[1], bottom);
    bounds[2] = MAX(bounds[2], right), bounds[3] = MAX(bounds[3], top);
  }
  g_string_append(out, "/Rect[");
  for (int k = 0; k < 4; k++) {
    pdf_add_number(out, bounds[k]);
    g_string_append_c(out, ' ');
  }
  g_string_append_printf(out, "]/QuadPoints[%s]", quads->str);
}

static void add_link(PdfDocument *doc, guint page, const SceneItem *item, const WalkFrame *frame, GHashTable *words) {
  PdfLink link = {.tag = item->tag, .page = page, .object = pdf_file_reserve(doc->file, 1)};
  const Tag *tag = tag_get(doc->pages->tags, item->tag);
  const GString *text = g_hash_table_lookup(words, tag);
  GString *out = pdf_file_begin(doc->file, link.object);
  g_string_append_printf(out, "<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/P %u 0 R/StructParent %u",
                         pdf_page_object(doc, page), doc->page_tags->len + doc->links->len);
  add_rects(out, item->rects, pdf_x(doc, frame->dx), pdf_y(doc, page, frame->dy));
  pdf_add_text_entry(out, "/Contents", tag->alt ? tag->alt : text ? text->str : item->uri);
  add_target(doc, out, item->uri);
  g_string_append(out, ">>");
  pdf_file_end(doc->file);
  g_array_append_val(doc->links, link);
}

void pdf_add_links(PdfDocument *doc) {
  g_autoptr(GHashTable) words = link_words(doc->pages);
  for (guint page = 0; page < doc->pages->scenes->len; page++) {
    SceneWalk walk;
    scene_walk_init(&walk, g_ptr_array_index(doc->pages->scenes, page));
    for (const SceneItem *item; (item = scene_walk_next(&walk));)
      if (item->kind == SCENE_LINK) add_link(doc, page, item, scene_walk_frame(&walk), words);
  }
}
