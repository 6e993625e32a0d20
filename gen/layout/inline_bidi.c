/* Lines with words from right to left: what Unicode's bidirectional algorithm says of a whole paragraph, carried out line by
 * line. Parts of one style and level are drawn in the order of the text, so that readers get it, and stand where the levels
 * put them. Lines from left to right never come here. */
#include "doc/language.h"
#include "layout/inline_text.h"
#include <string.h>

/* The paragraph as one string; each piece learns where it begins. `own` gets the words of the paragraph's own language. */
static char *paragraph_text(InlineText *text, GString *own) {
  GString *all = g_string_new(NULL);
  guint at = 0;
  for (guint i = 0; i < text->pieces->len; i++) {
    InlinePiece *piece = &g_array_index(text->pieces, InlinePiece, i);
    bool blank = piece->glue == GLUE_BLANK || piece->glue == GLUE_LINE;
    piece->at = at;
    g_string_append(all, piece->text);
    if (!g_array_index(text->styles, InlineStyle, piece->style).foreign) g_string_append(own, piece->text);
    if (blank) g_string_append_c(all, ' ');
    at += (guint)g_utf8_strlen(piece->text, -1) + blank;
  }
  return g_string_free(all, FALSE);
}

void inline_find_levels(InlineText *text) {
  g_clear_pointer(&text->levels, g_free);
  g_autoptr(GString) own = g_string_new(NULL);
  g_autofree char *all = paragraph_text(text, own);
  text->rtl = text->language != NULL ? language_is_rtl(text->language) : text_is_rtl(own->str);
  if (text->rtl || text_has_rtl(all)) text->levels = text_bidi_levels(all, text->rtl);
}

/* Of one style and level. */
typedef struct {
  GString *words;
  guint style;
  guint8 level;
  double x, width;
} Part;

static void part_clear(gpointer data) { g_string_free(((Part *)data)->words, TRUE); }

static Part *part_at(const GArray *parts, guint index) { return &g_array_index(parts, Part, index); }

static void add_character(GArray *parts, gunichar c, guint style, guint8 level) {
  Part *last = parts->len > 0 ? part_at(parts, parts->len - 1) : NULL;
  if (last == NULL || last->style != style || last->level != level) {
    Part part = {.words = g_string_new(NULL), .style = style, .level = level};
    g_array_append_val(parts, part);
    last = part_at(parts, parts->len - 1);
  }
  g_string_append_unichar(last->words, c);
}

/* The line's parts in the order of the text, without the blank at its end. */
static GArray *line_parts(const InlineText *text, guint first, guint end) {
  GArray *parts = g_array_new(FALSE, TRUE, sizeof(Part));
  g_array_set_clear_func(parts, part_clear);
  for (guint i = first; i < end; i++) {
    const InlinePiece *piece = &g_array_index(text->pieces, InlinePiece, i);
    const guint8 *level = text->levels + piece->at;
    for (const char *p = piece->text; *p != '\0'; p = g_utf8_next_char(p))
      add_character(parts, g_utf8_get_char(p), piece->style, *level++);
    if ((piece->glue == GLUE_BLANK || piece->glue == GLUE_LINE) && i + 1 < end) add_character(parts, ' ', piece->style, *level);
  }
  return parts;
}

static bool is_blank(const Part *part) { return strspn(part->words->str, " ") == part->words->len; }

/* A blank of its own cannot be drawn: it goes to the words behind it when they run the same way and are no link's. */
static void give_blanks(const InlineText *text, GArray *parts) {
  for (guint i = 0; i + 1 < parts->len; i++) {
    Part *part = part_at(parts, i), *next = part_at(parts, i + 1);
    bool link = g_array_index(text->styles, InlineStyle, next->style).link >= 0;
    if (!is_blank(part) || link || part->level != next->level) continue;
    g_string_prepend(next->words, part->words->str);
    g_array_remove_index(parts, i);
  }
}

/* A part is shaped by itself: where its letters do not tell its direction (a bracket, a dash), a mark in front does. */
static void mark_direction(Part *part) {
  bool rtl = part->level & 1;
  if (rtl && !text_is_rtl(part->words->str)) g_string_prepend(part->words, "\u200f");
}

/* Rule L2: from the highest level down to the lowest odd one, reverse what is at that level or above. */
static void visual_order(const GArray *parts, guint *order) {
  guint8 highest = 0;
  for (guint i = 0; i < parts->len; i++) {
    order[i] = i;
    highest = MAX(highest, part_at(parts, i)->level);
  }
  for (guint8 level = highest; level > 0; level--) {
    for (guint begin = 0; begin < parts->len; begin++) {
      guint end = begin;
      while (end < parts->len && part_at(parts, order[end])->level >= level) end++;
      for (guint a = begin, b = end; a + 1 < b; a++, b--) {
        guint swapped = order[a];
        order[a] = order[b - 1];
        order[b - 1] = swapped;
      }
      begin = MAX(begin, end);
    }
  }
}

static void place_parts(const InlineDrawing *drawing, GArray *parts) {
  const InlineText *text = drawing->text;
  double total = 0;
  for (guint i = 0; i < parts->len; i++) {
    Part *part = part_at(parts, i);
    mark_direction(part);
    part->width = text_width(text->job->text, part->words->str, g_array_index(text->styles, InlineStyle, part->style).font);
    total += part->width;
  }
  g_autofree guint *order = g_new(guint, parts->len + 1);
  visual_order(parts, order);
  double x = text->rtl ? drawing->x + text->width - total : drawing->x;
  for (guint i = 0; i < parts->len; i++) {
    Part *part = part_at(parts, order[i]);
    part->x = x;
    x += part->width;
  }
}

void inline_draw_bidi(InlineDrawing *drawing, const InlineLine *line) {
  const InlineText *text = drawing->text;
  guint end_unit = line->first + line->count;
  const InlineUnit *last = &g_array_index(text->units, InlineUnit, end_unit - 1);
  guint first = g_array_index(text->units, InlineUnit, line->first).first, end = last->first + last->count;
  bool blank = (last->glue == GLUE_BLANK || last->glue == GLUE_LINE) && end_unit < text->units->len;
  g_autoptr(GArray) parts = line_parts(text, first, end);
  if (parts->len == 0) return;
  if (line->hyphen) g_string_append(part_at(parts, parts->len - 1)->words, INLINE_SHOWN_HYPHEN);
  give_blanks(text, parts);
  place_parts(drawing, parts);
  for (guint i = 0; i < parts->len; i++) {
    const Part *part = part_at(parts, i);
    if (is_blank(part)) {
      drawing->joined = false;
      continue;
    }
    drawing->x = part->x;
    drawing->style = part->style;
    g_string_assign(drawing->run, part->words->str);
    inline_draw_run(drawing, part->width, part->level & 1, blank && i + 1 == parts->len);
  }
}
