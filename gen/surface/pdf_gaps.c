/* Lines lose the blank at which they were broken; a reader of the tag tree would hear the words run together. This finds
 * those places from the texts of one block (a paragraph, a cell) in drawing order. It must not know how a blank is drawn. */
#include "surface/pdf_gaps.h"
#include "scene/walk.h"
#include <string.h>

typedef struct {
  guint index; /* among all texts */
  guint page;
  double x, y, end, size;
  const char *text;
} Placed;

/* The block that a leaf's text runs on in: links and spans are part of their paragraph. */
static const Tag *block_of(const Tag *tag) {
  while (tag && tag->parent && (tag->type == TAG_SPAN || tag->type == TAG_LINK)) tag = tag->parent;
  return tag;
}

static bool ends_closed(const char *text) {
  gsize length = strlen(text);
  if (length == 0) return true;
  gunichar last = g_utf8_get_char(g_utf8_find_prev_char(text, text + length));
  return g_unichar_isspace(last) || last == 0xad || last == '-' || last == 0x2010 || last == '/';
}

static bool blank_between(const Placed *a, const Placed *b) {
  if (ends_closed(a->text) || g_unichar_isspace(g_utf8_get_char(b->text))) return false;
  if (a->page != b->page) return true;
  /* A raised mark sits close to its value; a new line starts further left or clearly lower. */
  double gap = b->x - a->end, drop = b->y - a->y;
  return gap > 0.12 * a->size || gap < -0.5 * a->size || drop > 0.7 * a->size || drop < -a->size;
}

bool pdf_shows_ink(const char *text) {
  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (!g_unichar_isspace(c) && !g_unichar_iszerowidth(c) && c >= 0x20) return true;
  }
  return false;
}

GByteArray *pdf_gaps(const Pages *pages) {
  GByteArray *gaps = g_byte_array_new();
  g_autoptr(GHashTable) last = g_hash_table_new_full(NULL, NULL, NULL, g_free); /* block Tag* → Placed* */
  for (guint page = 0; page < pages->scenes->len; page++) {
    SceneWalk walk;
    scene_walk_init(&walk, g_ptr_array_index(pages->scenes, page));
    for (const SceneItem *item; (item = scene_walk_next(&walk));) {
      if (item->kind != SCENE_TEXT) continue;
      const WalkFrame *frame = scene_walk_frame(&walk);
      Placed now = {.index = gaps->len, .page = page, .x = frame->dx + item->x, .y = frame->dy + item->y,
                    .end = frame->dx + item->x + item->width, .size = item->font.size, .text = item->text};
      g_byte_array_append(gaps, (const guint8 *)"", 1);
      const Tag *block = block_of(tag_get(pages->tags, item->tag));
      if (!block) continue;
      Placed *before = g_hash_table_lookup(last, block);
      if (before && !item->joined && blank_between(before, &now)) gaps->data[before->index] = 1;
      if (!before) g_hash_table_insert(last, (gpointer)block, before = g_new(Placed, 1));
      *before = now;
    }
  }
  return gaps;
}
