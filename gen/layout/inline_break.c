/* Breaking pieces into lines: greedy for paragraphs, of about equal length for titles. A soft hyphen is used only when
 * breaking at the blank before it would leave a hole. Knows widths only: no glyphs, no pages. */
#include "layout/inline_text.h"

/* A line that ends at a blank may leave this share of the width empty before a soft hyphen is used instead; a last line
 * shorter than this share is a widow word, which paragraphs avoid. */
static const double HYPHEN_HOLE = 0.25, SHORTEST_LAST = 0.12;
static const double EPSILON = 0.01;

static const InlineUnit *unit_at(const InlineText *text, guint index) {
  return &g_array_index(text->units, InlineUnit, index);
}

/* What is shown when the unit is broken at the soft hyphen behind it. */
static double hyphen_width(const InlineText *text, const InlinePiece *piece) {
  TextFont font = g_array_index(text->styles, InlineStyle, piece->style).font;
  g_autofree char *broken = g_strconcat(piece->text, "\u00ad", NULL);
  return text_width(text->job->text, broken, font) - piece->width;
}

static void make_units(InlineText *text) {
  g_array_set_size(text->units, 0);
  InlineUnit unit = {0};
  for (guint i = 0; i < text->pieces->len; i++) {
    const InlinePiece *piece = &g_array_index(text->pieces, InlinePiece, i);
    unit.count++;
    unit.width += piece->width;
    unit.glue = piece->glue;
    if (piece->glue == GLUE_NONE && i + 1 < text->pieces->len) continue;
    const InlineStyle *style = &g_array_index(text->styles, InlineStyle, piece->style);
    unit.gap = piece->glue == GLUE_BLANK ? style->blank : style->tracking;
    if (piece->glue == GLUE_SOFT_HYPHEN) unit.hyphen = hyphen_width(text, piece);
    g_array_append_val(text->units, unit);
    unit = (InlineUnit){.first = i + 1};
  }
}

/* The longest line from unit `first`; at least one unit, however wide. */
static InlineLine longest_line(const InlineText *text, guint first, double width) {
  InlineLine best = {.first = first}, blank = {0};
  double x = 0;
  for (guint i = first; i < text->units->len; i++) {
    const InlineUnit *unit = unit_at(text, i);
    double end = x + unit->width + unit->hyphen;
    if (end <= width + EPSILON || best.count == 0) {
      best = (InlineLine){first, i - first + 1, end, unit->glue == GLUE_SOFT_HYPHEN};
      if (!best.hyphen) blank = best;
    }
    x += unit->width;
    if (x > width + EPSILON) break;
    if (unit->glue == GLUE_LINE || i + 1 == text->units->len) {
      best = (InlineLine){first, i - first + 1, x, false};
      return best;
    }
    x += unit->gap;
  }
  bool hole = blank.width < (1 - HYPHEN_HOLE) * width;
  return best.hyphen && blank.count > 0 && !hole ? blank : best;
}

/* Fills `lines` (cleared first; NULL = count only). Returns the number of lines; *last is the last one's width. */
static guint break_greedy(const InlineText *text, double width, GArray *lines, double *last) {
  guint count = 0;
  if (lines != NULL) g_array_set_size(lines, 0);
  for (guint first = 0; first < text->units->len; count++) {
    InlineLine line = longest_line(text, first, width);
    if (lines != NULL) g_array_append_val(lines, line);
    if (last != NULL) *last = line.width;
    first += line.count;
  }
  return count;
}

/* The narrowest width, to half a point, that needs no more lines. */
static double balanced_width(const InlineText *text, double width, guint count) {
  double low = 0, high = width;
  for (guint i = 0; i < text->units->len; i++) low = MAX(low, unit_at(text, i)->width);
  low = MIN(low, width);
  while (high - low > 0.5) {
    double middle = (low + high) / 2;
    if (break_greedy(text, middle, NULL, NULL) <= count) high = middle;
    else low = middle;
  }
  return high;
}

/* A paragraph whose last line is one short word reads better a little narrower, if that costs no line. */
static double without_widow_word(const InlineText *text, double width, guint count, double last) {
  if (count < 2 || last >= SHORTEST_LAST * width) return width;
  for (double narrower = 0.97; narrower > 0.85; narrower -= 0.03) {
    double end = 0;
    if (break_greedy(text, narrower * width, NULL, &end) == count && end >= SHORTEST_LAST * width)
      return narrower * width;
  }
  return width;
}

/* ---- words that may be broken ---- */

/* A line that ends at a blank, or a word that is wider than a line, may leave more room than a ragged edge should. */
static bool wants_hyphens(const InlineText *text, double width, InlineMode mode) {
  for (guint i = 0; i < text->lines->len; i++) {
    const InlineLine *line = &g_array_index(text->lines, InlineLine, i);
    if (line->width > width + EPSILON) return true;
    bool hole = line->width < (1 - HYPHEN_HOLE) * width && unit_at(text, line->first + line->count - 1)->glue != GLUE_LINE;
    if (hole && mode == INLINE_RAGGED && i + 1 < text->lines->len) return true;
  }
  return false;
}

static void add_part(InlineText *text, GArray *pieces, const InlinePiece *whole, const char *part, InlineGlue glue) {
  InlinePiece piece = *whole;
  TextFont font = g_array_index(text->styles, InlineStyle, piece.style).font;
  piece.text = g_string_chunk_insert(text->strings, part);
  piece.width = text_width(text->job->text, piece.text, font);
  piece.glue = glue;
  g_array_append_val(pieces, piece);
}

/* Splits pieces at the places where the reader's language breaks words. False when there are none. */
static bool hyphenate(InlineText *text) {
  const Hyphenator *hyphenator = text_engine_hyphenator(text->job->text);
  if (hyphenator == NULL) return false;
  GArray *pieces = g_array_new(FALSE, TRUE, sizeof(InlinePiece));
  for (guint i = 0; i < text->pieces->len; i++) {
    const InlinePiece *piece = &g_array_index(text->pieces, InlinePiece, i);
    bool foreign = text->language != NULL || g_array_index(text->styles, InlineStyle, piece->style).foreign;
    g_autofree char *broken = foreign ? NULL : hyphenator_text(hyphenator, piece->text);
    if (broken == NULL) {
      g_array_append_val(pieces, *piece);
      continue;
    }
    g_auto(GStrv) parts = g_strsplit(broken, "\u00ad", -1);
    for (guint p = 0; parts[p] != NULL; p++)
      add_part(text, pieces, piece, parts[p], parts[p + 1] != NULL ? GLUE_SOFT_HYPHEN : piece->glue);
  }
  bool any = pieces->len > text->pieces->len;
  g_array_unref(text->pieces);
  text->pieces = pieces;
  if (any) make_units(text);
  return any;
}

double inline_break(InlineText *text, double width, InlineMode mode) {
  make_units(text);
  text->width = width;
  double last = 0, excess = 0;
  guint count = break_greedy(text, width, text->lines, &last);
  bool hyphenated = wants_hyphens(text, width, mode) && hyphenate(text);
  if (hyphenated) count = break_greedy(text, width, text->lines, &last);
  inline_find_levels(text);
  for (guint i = 0; i < text->lines->len; i++)
    excess = MAX(excess, g_array_index(text->lines, InlineLine, i).width - width);
  if (excess > EPSILON) return excess;
  if (hyphenated && mode == INLINE_BALANCED) return 0; /* even lines would cost more hyphens */
  double narrower =
      mode == INLINE_BALANCED ? balanced_width(text, width, count) : without_widow_word(text, width, count, last);
  if (narrower < width) break_greedy(text, narrower, text->lines, NULL);
  return 0;
}

guint inline_line_count(const InlineText *text) { return text->lines->len; }

const InlineLine *inline_line(const InlineText *text, guint index) {
  return &g_array_index(text->lines, InlineLine, index);
}

char *inline_widest_word(const InlineText *text, double width) {
  for (guint i = 0; i < text->units->len; i++) {
    const InlineUnit *unit = unit_at(text, i);
    if (unit->width <= width + EPSILON) continue;
    GString *word = g_string_new(NULL);
    for (guint p = 0; p < unit->count; p++)
      g_string_append(word, g_array_index(text->pieces, InlinePiece, unit->first + p).text);
    return g_string_free(word, FALSE);
  }
  return NULL;
}
