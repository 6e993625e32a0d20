/* The tag tree with its words: scenes know which leaf each text belongs to, the tree knows the order. It exists so that a
 * transcript can be made of the same matter as the PDF's structure, by the same rules as pdf_struct.c, without a PDF. It
 * must not know how anything is said. */
#include "surface/reading.h"
#include "surface/pdf_gaps.h"

typedef struct { guint64 place; const char *text; bool gap; } Piece;

struct Reading {
  const TagTree *tree;
  guint count;        /* tags; arrays below go by tag id */
  GArray **pieces;    /* Piece; NULL = none of its own */
  guint64 *first;     /* place of the subtree's first text; G_MAXUINT64 = nowhere */
  guint64 *last;
  bool *last_gap;
  const char **uris;
};

static guint64 place(guint page, guint index) {
  return (guint64)page << 32 | index;
}

static void add_text(Reading *reading, guint id, Piece piece) {
  if (!reading->pieces[id]) reading->pieces[id] = g_array_new(FALSE, FALSE, sizeof(Piece));
  g_array_append_val(reading->pieces[id], piece);
  reading->first[id] = MIN(reading->first[id], piece.place);
  reading->last[id] = piece.place;
  reading->last_gap[id] = piece.gap;
}

/* As pdf.c draws: blanks alone are kept only where they continue their own leaf's text. */
static void read_scenes(Reading *reading, const Pages *pages) {
  g_autoptr(GByteArray) gaps = pdf_gaps(pages);
  guint index = 0;
  for (guint page = 0; page < pages->scenes->len; page++) {
    const Scene *scene = g_ptr_array_index(pages->scenes, page);
    guint open = 0;
    for (guint i = 0; i < scene_length(scene); i++) {
      const SceneItem *item = scene_item(scene, i);
      const Tag *tag = tag_get(reading->tree, item->tag);
      if (item->kind == SCENE_LINK && tag) reading->uris[tag->id] = item->uri;
      if (item->kind != SCENE_TEXT && item->kind != SCENE_LINK) open = 0;
      if (item->kind != SCENE_TEXT) continue;
      bool gap = gaps->data[index++];
      if (!pdf_shows_ink(item->text) && open != item->tag) continue;
      open = item->tag;
      if (tag) add_text(reading, tag->id, (Piece){.place = place(page, index), .text = item->text, .gap = gap});
    }
  }
}

/* Children have higher ids than their parents, so one pass from the end carries everything up. */
static void carry_up(Reading *reading) {
  for (guint id = reading->count; id >= 1; id--) {
    const Tag *tag = tag_get(reading->tree, id);
    if (!tag->parent) continue;
    guint up = tag->parent->id;
    reading->first[up] = MIN(reading->first[up], reading->first[id]);
    if (reading->last[id] < reading->last[up]) continue;
    reading->last[up] = reading->last[id];
    reading->last_gap[up] = reading->last_gap[id];
  }
}

Reading *reading_new(const Pages *pages) {
  Reading *reading = g_new0(Reading, 1);
  reading->tree = pages->tags;
  reading->count = tag_count(pages->tags);
  reading->pieces = g_new0(GArray *, reading->count + 1);
  reading->first = g_new(guint64, reading->count + 1);
  reading->last = g_new0(guint64, reading->count + 1);
  reading->last_gap = g_new0(bool, reading->count + 1);
  reading->uris = g_new0(const char *, reading->count + 1);
  for (guint id = 0; id <= reading->count; id++) reading->first[id] = G_MAXUINT64;
  read_scenes(reading, pages);
  carry_up(reading);
  return reading;
}

void reading_free(Reading *reading) {
  if (!reading) return;
  for (guint id = 0; id <= reading->count; id++)
    if (reading->pieces[id]) g_array_unref(reading->pieces[id]);
  g_free(reading->pieces);
  g_free(reading->first);
  g_free(reading->last);
  g_free(reading->last_gap);
  g_free(reading->uris);
  g_free(reading);
}

bool reading_gap(const Reading *reading, const Tag *tag) { return reading->last_gap[tag->id]; }
const char *reading_uri(const Reading *reading, const Tag *tag) { return reading->uris[tag->id]; }

guint reading_page(const Reading *reading, const Tag *tag) {
  guint64 first = reading->first[tag->id];
  if (first != G_MAXUINT64) return (guint)(first >> 32);
  return tag->type == TAG_FIGURE ? tag->bbox_page : G_MAXUINT;
}

/* Own texts that were drawn before `limit`, from `at` on. */
static guint take_texts(const GArray *pieces, guint at, guint64 limit, GArray *parts) {
  for (; pieces && at < pieces->len; at++) {
    const Piece *piece = &g_array_index(pieces, Piece, at);
    if (piece->place >= limit) break;
    ReadingPart part = {.text = piece->text, .page = (guint)(piece->place >> 32), .gap = piece->gap};
    g_array_append_val(parts, part);
  }
  return at;
}

GArray *reading_parts(const Reading *reading, const Tag *tag) {
  GArray *parts = g_array_new(FALSE, FALSE, sizeof(ReadingPart));
  const GArray *pieces = reading->pieces[tag->id];
  guint at = 0;
  for (guint i = 0; i < tag->children->len; i++) {
    const Tag *child = g_ptr_array_index(tag->children, i);
    at = take_texts(pieces, at, reading->first[child->id], parts);
    ReadingPart part = {.child = child};
    g_array_append_val(parts, part);
  }
  take_texts(pieces, at, G_MAXUINT64, parts);
  return parts;
}
