/* From a string to glyphs that can be drawn again and again. It exists because Pango's own drawing shapes or copies at
 * each call, and because lines share words: a line is put together from its words' runs, so that a line's width is the sum
 * of its parts and wrapping agrees with drawing. It must not know where a run is drawn. */
#include "scene/text_engine.h"
#include <hb.h>
#include <string.h>

typedef struct {
  GString *text;
  GArray *parts, *glyphs, *clusters;
  double width;
  gunichar missing;
} Builder;

static void builder_init(Builder *b) {
  *b = (Builder){.text = g_string_new(NULL), .parts = g_array_new(FALSE, FALSE, sizeof(TextPart)),
                 .glyphs = g_array_new(FALSE, FALSE, sizeof(cairo_glyph_t)),
                 .clusters = g_array_new(FALSE, FALSE, sizeof(cairo_text_cluster_t))};
}

/* The part that glyphs are added to now: the last one while font and direction stay. */
static TextPart *builder_part(Builder *b, cairo_scaled_font_t *font, bool backward) {
  if (b->parts->len > 0) {
    TextPart *last = &g_array_index(b->parts, TextPart, b->parts->len - 1);
    if (last->font == font && !last->backward && !backward) return last;
  }
  TextPart part = {.font = cairo_scaled_font_reference(font), .glyph = b->glyphs->len, .cluster = b->clusters->len,
                   .byte = (guint)b->text->len, .backward = backward};
  g_array_append_val(b->parts, part);
  return &g_array_index(b->parts, TextPart, b->parts->len - 1);
}

static TextRun *builder_finish(Builder *b, const char *key, TextFont font) {
  TextRun *run = g_new0(TextRun, 1);
  run->key = g_strdup(key);
  run->font = font;
  run->width = b->width;
  run->missing = b->missing;
  run->part_count = b->parts->len;
  run->glyph_count = b->glyphs->len;
  run->cluster_count = b->clusters->len;
  run->text = g_string_free(b->text, FALSE);
  run->parts = (TextPart *)(void *)g_array_free(b->parts, FALSE);
  run->glyphs = (cairo_glyph_t *)(void *)g_array_free(b->glyphs, FALSE);
  run->clusters = (cairo_text_cluster_t *)(void *)g_array_free(b->clusters, FALSE);
  return run;
}

void text_run_free(TextRun *run) {
  if (!run) return;
  for (guint i = 0; i < run->part_count; i++) cairo_scaled_font_destroy(run->parts[i].font);
  g_free((char *)run->key);
  g_free(run->text);
  g_free(run->parts);
  g_free(run->glyphs);
  g_free(run->clusters);
  g_free(run);
}

/* ---- by Pango ---- */

/* Adds the drawn glyphs from..to (visual order) at the pen; returns how many. */
static int add_glyphs(Builder *b, const PangoGlyphString *glyphs, int from, int to) {
  int drawn = 0;
  for (int i = from; i < to; i++) {
    const PangoGlyphInfo *info = &glyphs->glyphs[i];
    if (info->glyph != PANGO_GLYPH_EMPTY) {
      cairo_glyph_t glyph = {.index = info->glyph & PANGO_GLYPH_UNKNOWN_FLAG ? 0 : info->glyph,
                             .x = b->width + (double)info->geometry.x_offset / PANGO_SCALE,
                             .y = (double)info->geometry.y_offset / PANGO_SCALE};
      g_array_append_val(b->glyphs, glyph);
      drawn++;
    }
    b->width += (double)info->geometry.width / PANGO_SCALE;
  }
  return drawn;
}

static void note_missing(Builder *b, const PangoGlyphString *glyphs, int from, int to) {
  for (int i = from; i < to && !b->missing; i++)
    if (glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG && glyphs->glyphs[i].glyph != PANGO_GLYPH_EMPTY)
      b->missing = glyphs->glyphs[i].glyph & ~PANGO_GLYPH_UNKNOWN_FLAG;
}

/* What a cluster says. A letter with its marks may be several glyphs: where these are as many as its composed characters, each
 * gets its own, because a glyph without one reads as whatever the font has it for. */
static void add_cluster(Builder *b, const char *text, int bytes, int glyphs) {
  g_autofree char *composed = glyphs > 1 ? g_utf8_normalize(text, bytes, G_NORMALIZE_NFC) : NULL;
  if (!composed || g_utf8_strlen(composed, -1) != glyphs) {
    cairo_text_cluster_t cluster = {.num_bytes = bytes, .num_glyphs = glyphs};
    g_array_append_val(b->clusters, cluster);
    g_string_append_len(b->text, text, bytes);
    return;
  }
  for (const char *p = composed; *p; p = g_utf8_next_char(p)) {
    cairo_text_cluster_t cluster = {.num_bytes = (int)(g_utf8_next_char(p) - p), .num_glyphs = 1};
    g_array_append_val(b->clusters, cluster);
  }
  g_string_append(b->text, composed);
}

/* Clusters that draw nothing are left out with their text: Cairo would wrap them in nested spans that some readers lose.
 * In a right-to-left item glyphs are visual and text is logical, so clusters are walked in the order of the text while
 * the glyphs are added at once. */
static void add_item(Builder *b, const char *text, PangoItem *item, PangoGlyphString *glyphs, double tracking) {
  PangoGlyphItem glyph_item = {.item = item, .glyphs = glyphs};
  cairo_scaled_font_t *font = pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(item->analysis.font));
  bool backward = item->analysis.level & 1;
  TextPart *part = builder_part(b, font, backward);
  note_missing(b, glyphs, 0, glyphs->num_glyphs);
  if (backward) add_glyphs(b, glyphs, 0, glyphs->num_glyphs);
  PangoGlyphItemIter iter;
  for (gboolean more = pango_glyph_item_iter_init_start(&iter, &glyph_item, text); more;
       more = pango_glyph_item_iter_next_cluster(&iter)) {
    int drawn = 0;
    if (backward) {
      for (int i = iter.end_glyph + 1; i <= iter.start_glyph; i++)
        if (glyphs->glyphs[i].glyph != PANGO_GLYPH_EMPTY) drawn++;
    } else {
      drawn = add_glyphs(b, glyphs, iter.start_glyph, iter.end_glyph);
      b->width += tracking;
    }
    if (drawn > 0) add_cluster(b, text + iter.start_index, iter.end_index - iter.start_index, drawn);
  }
  part->glyphs = b->glyphs->len - part->glyph;
  part->clusters = b->clusters->len - part->cluster;
  part->bytes = (guint)b->text->len - part->byte;
}

typedef struct { double x; PangoGlyphString *glyphs; } PlacedItem;

static void placed_free(gpointer data) {
  PlacedItem *place = data;
  pango_glyph_string_free(place->glyphs);
  g_free(place);
}

static int cluster_count(const char *text, PangoItem *item, PangoGlyphString *glyphs) {
  PangoGlyphItem glyph_item = {.item = item, .glyphs = glyphs};
  PangoGlyphItemIter iter;
  int n = 0;
  for (gboolean more = pango_glyph_item_iter_init_start(&iter, &glyph_item, text); more;
       more = pango_glyph_item_iter_next_cluster(&iter))
    n++;
  return n;
}

/* A font may draw these, but they are no text: nobody else knows what they mean. */
static gunichar first_private(const char *text) {
  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (c >= 0xe000 && g_unichar_type(c) == G_UNICODE_PRIVATE_USE) return c;
  }
  return 0;
}

/* Items lie in visual order and are added in the order of the text, which is the order a reader must get. */
static void shape_items(Builder *b, TextEngine *engine, const char *text, TextFont font) {
  int length = (int)strlen(text);
  double tracking = font.tracking * font.size, pen = 0;
  PangoDirection base = text_is_rtl(text) ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR;
  GList *logical = pango_itemize_with_base_dir(engine->context, base, text, 0, length, text_font_attributes(engine, font), NULL);
  GList *visual = pango_reorder_items(logical);
  g_autoptr(GHashTable) placed = g_hash_table_new_full(NULL, NULL, NULL, placed_free); /* PangoItem* → PlacedItem* */
  for (GList *at = visual; at; at = at->next) {
    PangoItem *item = at->data;
    PlacedItem *place = g_new(PlacedItem, 1);
    *place = (PlacedItem){.x = pen, .glyphs = pango_glyph_string_new()};
    pango_shape_item(item, text, length, NULL, place->glyphs, PANGO_SHAPE_NONE);
    pen += (double)pango_glyph_string_get_width(place->glyphs) / PANGO_SCALE;
    if (!(item->analysis.level & 1)) pen += tracking * cluster_count(text, item, place->glyphs);
    g_hash_table_insert(placed, item, place);
  }
  for (GList *at = logical; at; at = at->next) {
    PlacedItem *place = g_hash_table_lookup(placed, at->data);
    b->width = place->x;
    add_item(b, text, at->data, place->glyphs, tracking);
  }
  b->width = pen - (b->clusters->len > 0 ? tracking : 0);
  if (!b->missing) b->missing = first_private(text);
  g_list_free(visual);
  g_list_free_full(logical, (GDestroyNotify)(void *)pango_item_free);
}

/* ---- from words ---- */

/* True when the words of `text` can be shaped apart: left to right and no joining or embedding across blanks. */
static bool words_stand_alone(const char *text) {
  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    bool plain = c < 0x590 || (c >= 0x1e00 && c < 0x2c00);
    bool control = (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f);
    if (!plain || control) return false;
  }
  return true;
}

static void add_run(Builder *b, const TextRun *run) {
  for (guint i = 0; i < run->part_count; i++) {
    const TextPart *source = &run->parts[i];
    TextPart *part = builder_part(b, source->font, source->backward);
    for (guint g = 0; g < source->glyphs; g++) {
      cairo_glyph_t glyph = run->glyphs[source->glyph + g];
      glyph.x += b->width;
      g_array_append_val(b->glyphs, glyph);
    }
    g_array_append_vals(b->clusters, run->clusters + source->cluster, source->clusters);
    g_string_append_len(b->text, run->text + source->byte, source->bytes);
    part->glyphs += source->glyphs;
    part->clusters += source->clusters;
    part->bytes += source->bytes;
  }
  b->width += run->width;
  if (!b->missing) b->missing = run->missing;
}

static void join_words(Builder *b, TextEngine *engine, const char *text, TextFont font) {
  const TextRun *blank = text_shape(engine, " ", font);
  double tracking = font.tracking * font.size;
  g_autoptr(GString) word = g_string_new(NULL);
  for (const char *p = text; *p;) {
    gsize length = *p == ' ' ? 1 : strcspn(p, " ");
    if (p > text) b->width += tracking;
    if (*p == ' ') {
      add_run(b, blank);
    } else {
      g_string_truncate(word, 0);
      g_string_append_len(word, p, (gssize)length);
      add_run(b, text_shape(engine, word->str, font));
    }
    p += length;
  }
}

/* ---- what is asked ---- */

/* What is drawn: valid UTF-8, no control characters, no soft hyphens inside; one at the end becomes "-". */
static char *drawable(const char *text, bool *soft_end) {
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  GString *out = g_string_sized_new(strlen(valid));
  *soft_end = g_str_has_suffix(valid, "\u00ad");
  for (const char *p = valid; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (c == 0xad || c == 0xfeff) continue;
    g_string_append_unichar(out, c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 ? ' ' : c);
  }
  if (*soft_end) g_string_append_c(out, '-');
  return g_string_free(out, FALSE);
}

/* Index and advance of the font's own glyph for a character; false when it has none. */
static bool glyph_of(cairo_scaled_font_t *font, const char *character, unsigned long *index, double *advance) {
  cairo_glyph_t *glyphs = NULL;
  cairo_text_extents_t extents;
  int n = 0;
  cairo_status_t status =
      cairo_scaled_font_text_to_glyphs(font, 0, 0, character, (int)strlen(character), &glyphs, &n, NULL, NULL, NULL);
  bool has = status == CAIRO_STATUS_SUCCESS && n == 1 && glyphs[0].index != 0;
  if (has) {
    *index = glyphs[0].index;
    cairo_scaled_font_glyph_extents(font, glyphs, 1, &extents);
    *advance = extents.x_advance;
  }
  cairo_glyph_free(glyphs);
  return has;
}

/* A hyphen of the font's that is not the one it draws for "-": Inter 3 has one for U+00AD, Inter 4 for U+2010. */
static bool other_hyphen(cairo_scaled_font_t *font, unsigned long usual, unsigned long *index, double *advance) {
  static const char *const characters[] = {"\u00ad", "\u2010"};
  for (guint i = 0; i < G_N_ELEMENTS(characters); i++)
    if (glyph_of(font, characters[i], index, advance) && *index != usual) return true;
  return false;
}

/* The hyphen of a broken word reads as U+00AD, so that a listener and a search get the whole word. Only where the font has
 * another hyphen than the usual: in a PDF one glyph reads as one character, and hyphens would turn into soft ones. */
static void soften_last_hyphen(Builder *b) {
  if (!g_str_has_suffix(b->text->str, "-")) return;
  TextPart *part = &g_array_index(b->parts, TextPart, b->parts->len - 1);
  cairo_glyph_t *last = &g_array_index(b->glyphs, cairo_glyph_t, b->glyphs->len - 1);
  unsigned long usual, other;
  double usual_advance, advance;
  if (!glyph_of(part->font, "-", &usual, &usual_advance) || !other_hyphen(part->font, last->index, &other, &advance)) return;
  last->index = other;
  b->width += advance - usual_advance;
  g_string_truncate(b->text, b->text->len - 1);
  g_string_append(b->text, "\u00ad");
  g_array_index(b->clusters, cairo_text_cluster_t, b->clusters->len - 1).num_bytes = 2;
  part->bytes++;
}

TextRun *text_run_new(TextEngine *engine, const char *text, TextFont font) {
  bool soft_end;
  g_autofree char *shown = drawable(text, &soft_end);
  Builder b;
  builder_init(&b);
  if (strchr(shown, ' ') && shown[1] && words_stand_alone(shown))
    join_words(&b, engine, shown, font);
  else if (*shown)
    shape_items(&b, engine, shown, font);
  if (soft_end) soften_last_hyphen(&b);
  return builder_finish(&b, text, font);
}

double text_run_width(const TextRun *run) {
  return run->width;
}

gunichar text_run_missing(const TextRun *run) {
  return run->missing;
}

/* The run's glyphs at x,y; owned by the caller. */
static cairo_glyph_t *glyphs_at(const TextRun *run, double x, double y) {
  cairo_glyph_t *placed = g_new(cairo_glyph_t, run->glyph_count);
  for (guint i = 0; i < run->glyph_count; i++)
    placed[i] = (cairo_glyph_t){.index = run->glyphs[i].index, .x = run->glyphs[i].x + x, .y = run->glyphs[i].y + y};
  return placed;
}

static cairo_scaled_font_t *same_font(gpointer user_data, cairo_scaled_font_t *font, cairo_glyph_t *glyphs, int count) {
  (void)user_data, (void)glyphs, (void)count;
  return font;
}

void text_run_show(const TextRun *run, cairo_t *cr, double x, double y) {
  text_run_show_in(run, cr, x, y, same_font, NULL);
}

void text_run_show_in(const TextRun *run, cairo_t *cr, double x, double y, TextFontFunc choose, gpointer user_data) {
  g_autofree cairo_glyph_t *placed = glyphs_at(run, x, y);
  for (guint i = 0; i < run->part_count; i++) {
    const TextPart *part = &run->parts[i];
    if (part->glyphs == 0) continue;
    cairo_set_scaled_font(cr, choose(user_data, part->font, placed + part->glyph, (int)part->glyphs));
    cairo_show_text_glyphs(cr, run->text + part->byte, (int)part->bytes, placed + part->glyph, (int)part->glyphs,
                           run->clusters + part->cluster, (int)part->clusters,
                           part->backward ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD : 0);
  }
  cairo_new_path(cr);
}

void text_run_fill(const TextRun *run, cairo_t *cr, double x, double y) {
  g_autofree cairo_glyph_t *placed = glyphs_at(run, x, y);
  cairo_new_path(cr);
  for (guint i = 0; i < run->part_count; i++) {
    const TextPart *part = &run->parts[i];
    cairo_set_scaled_font(cr, part->font);
    cairo_glyph_path(cr, placed + part->glyph, (int)part->glyphs);
  }
  cairo_fill(cr);
}
