/* Lines from paragraphs: greedy or balanced, with hyphenation as a last resort. It exists apart from the engine because
 * line breaking needs widths and nothing else. It must not know which engine gave them. */
#include "scene/text.h"
#include <string.h>

/* A line that a blank break fills this far is not hyphenated: a ragged edge reads better than a broken word. */
static const double GOOD_FILL = 0.75;

typedef enum { GLUE_END, GLUE_BLANK, GLUE_HYPHEN, GLUE_SOFT } Glue; /* HYPHEN: also none at all, between ideographs */

/* What never breaks, and what follows it. */
typedef struct {
  char *text;
  Glue glue;
} Piece;

typedef struct {
  TextEngine *engine;
  TextFont font;
  GArray *pieces;
  bool rtl;
} Paragraph;

typedef struct { guint lines, soft; bool overflow; } Tally;

static void piece_clear(gpointer data) {
  g_free(((Piece *)data)->text);
}

static bool is_blank(gunichar c) {
  return c == ' ' || c == '\t' || c == '\r';
}

/* After "sociale-" in "sociale-huur", but not in "-3", "A-4" or "2015-2024": numbers stay whole. */
static bool breaks_after_hyphen(const char *start, const char *hyphen, const char *next) {
  if (hyphen == start || !*next) return false;
  gunichar before = g_utf8_get_char(g_utf8_prev_char(hyphen)), after = g_utf8_get_char(next);
  return g_unichar_isalpha(before) && g_unichar_isalpha(after);
}

static void add_piece(GArray *pieces, GString *word, Glue glue) {
  Piece piece = {.text = g_strdup(word->str), .glue = glue};
  g_array_append_val(pieces, piece);
  g_string_truncate(word, 0);
}

static GArray *split_paragraph(const char *text, gsize length) {
  GArray *pieces = g_array_new(FALSE, FALSE, sizeof(Piece));
  g_array_set_clear_func(pieces, piece_clear);
  g_autoptr(GString) word = g_string_new(NULL);
  for (const char *p = text, *next; p < text + length; p = next) {
    gunichar c = g_utf8_get_char(p);
    next = g_utf8_next_char(p);
    if (is_blank(c)) {
      if (word->len > 0)
        add_piece(pieces, word, GLUE_BLANK);
      else if (pieces->len > 0) /* a soft hyphen before a blank is none */
        g_array_index(pieces, Piece, pieces->len - 1).glue = GLUE_BLANK;
    } else if (c == 0xad) {
      if (word->len > 0 && next < text + length) add_piece(pieces, word, GLUE_SOFT);
    } else {
      g_string_append_unichar(word, c);
      bool hyphen = c == '-' || c == 0x2010;
      bool breaks = next < text + length && (hyphen ? breaks_after_hyphen(text, p, next)
                                                    : text_breaks_between(c, g_utf8_get_char(next)));
      if (breaks) add_piece(pieces, word, GLUE_HYPHEN);
    }
  }
  if (word->len > 0) add_piece(pieces, word, GLUE_END);
  if (pieces->len > 0) g_array_index(pieces, Piece, pieces->len - 1).glue = GLUE_END;
  return pieces;
}

static const Piece *piece_at(const Paragraph *p, guint i) {
  return &g_array_index(p->pieces, Piece, i);
}

/* A line is set by its own first letter: where that is not the paragraph's direction, a mark in front says so. */
static void mark_direction(GString *line, bool rtl) {
  if (text_is_rtl(line->str) == rtl || (!rtl && !text_has_rtl(line->str))) return;
  g_string_prepend(line, rtl ? "\u200f" : "\u200e");
}

/* The line from piece `from` to `to`, both included. */
static GString *line_text(const Paragraph *p, guint from, guint to) {
  GString *line = g_string_new(NULL);
  for (guint i = from; i <= to; i++) {
    g_string_append(line, piece_at(p, i)->text);
    if (i < to && piece_at(p, i)->glue == GLUE_BLANK) g_string_append_c(line, ' ');
    if (i == to && piece_at(p, i)->glue == GLUE_SOFT) g_string_append(line, "\u00ad");
  }
  return line;
}

/* Width of one word's pieces on a line; a used soft hyphen at its end counts. */
static double word_width(const Paragraph *p, guint from, guint to) {
  g_autoptr(GString) word = line_text(p, from, to);
  return text_width(p->engine, word->str, p->font);
}

/* Where the line that starts at `from` ends (a piece), and whether it fits. */
static guint line_end(const Paragraph *p, guint from, double width, bool *fits) {
  double tracking = p->font.tracking * p->font.size;
  double blank = text_width(p->engine, " ", p->font) + 2 * tracking;
  double before = 0; /* width of what precedes the current word, its blank included */
  guint word = from, best = from, best_hard = from;
  bool any = false, any_hard = false;
  double hard_width = 0;
  for (guint i = from; i < p->pieces->len; i++) {
    double total = before + word_width(p, word, i);
    if (total > width + 1e-6) {
      /* The hyphen itself may be what is too wide: the word's next end can still fit. */
      if (piece_at(p, i)->glue == GLUE_SOFT) continue;
      break;
    }
    best = i, any = true;
    if (piece_at(p, i)->glue != GLUE_SOFT) best_hard = i, any_hard = true, hard_width = total;
    if (piece_at(p, i)->glue == GLUE_BLANK) {
      before = total + blank;
      word = i + 1;
    }
  }
  *fits = any;
  if (any) {
    bool prefer_hard = any_hard && best != best_hard && hard_width >= GOOD_FILL * width;
    return prefer_hard ? best_hard : best;
  }
  /* Nothing fits: up to the first place where it may break. */
  return from;
}

/* Breaks the paragraph; lines go to `out` when given. */
static Tally break_lines(const Paragraph *p, double width, GPtrArray *out) {
  Tally tally = {0};
  for (guint from = 0; from < p->pieces->len;) {
    bool fits;
    guint to = line_end(p, from, width, &fits);
    tally.lines++;
    if (!fits) tally.overflow = true;
    if (piece_at(p, to)->glue == GLUE_SOFT) tally.soft++;
    if (out) {
      GString *line = line_text(p, from, to);
      mark_direction(line, p->rtl);
      g_ptr_array_add(out, g_string_free(line, FALSE));
    }
    from = to + 1;
  }
  return tally;
}

/* The narrowest width that takes no more lines and breaks no more words: lines come out about equal. */
static double balanced_width(const Paragraph *p, double width, Tally greedy) {
  if (greedy.lines < 2 || greedy.overflow) return width;
  double low = width / greedy.lines / 2, high = width;
  for (int i = 0; i < 12; i++) {
    double middle = (low + high) / 2;
    Tally tally = break_lines(p, middle, NULL);
    if (tally.lines <= greedy.lines && tally.soft <= greedy.soft && !tally.overflow)
      high = middle;
    else
      low = middle;
  }
  return high;
}

/* Adds the lines; false, with nothing added, when a word is wider than a line and `must_fit`. */
static bool wrap_pieces(GPtrArray *lines, const Paragraph *p, double width, bool balanced, bool must_fit, bool *overflow) {
  Tally greedy = break_lines(p, width, NULL);
  if (greedy.overflow && must_fit) return false;
  if (greedy.overflow && overflow) *overflow = true;
  break_lines(p, balanced ? balanced_width(p, width, greedy) : width, lines);
  return true;
}

static bool wrap_text(GPtrArray *lines, TextEngine *engine, const char *text, gsize length, TextFont font, double width,
                      bool balanced, bool must_fit, bool *overflow) {
  g_autoptr(GArray) pieces = split_paragraph(text, length);
  g_autofree char *paragraph = g_strndup(text, length);
  Paragraph p = {.engine = engine, .font = font, .pieces = pieces, .rtl = text_is_rtl(paragraph)};
  if (pieces->len > 0) return wrap_pieces(lines, &p, width, balanced, must_fit, overflow);
  g_ptr_array_add(lines, g_strdup(""));
  return true;
}

/* Labels and titles break between words; inside a word only when it is wider than the line. */
static void wrap_paragraph(GPtrArray *lines, TextEngine *engine, const char *text, gsize length, TextFont font,
                           double width, bool balanced, bool *overflow) {
  const Hyphenator *hyphenator = text_engine_hyphenator(engine);
  if (wrap_text(lines, engine, text, length, font, width, balanced, hyphenator != NULL, overflow)) return;
  g_autofree char *whole = g_strndup(text, length);
  g_autofree char *broken = hyphenator_text(hyphenator, whole);
  if (!broken) broken = g_steal_pointer(&whole);
  wrap_text(lines, engine, broken, strlen(broken), font, width, balanced, false, overflow);
}

double text_longest_word(TextEngine *engine, const char *text, TextFont font) {
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  g_autofree char *one_line = g_strdelimit(g_steal_pointer(&valid), "\n", ' ');
  g_autoptr(GArray) pieces = split_paragraph(one_line, strlen(one_line));
  Paragraph p = {.engine = engine, .font = font, .pieces = pieces};
  double widest = 0;
  for (guint i = 0, word = 0; i < pieces->len; i++) {
    if (piece_at(&p, i)->glue == GLUE_SOFT) continue;
    widest = MAX(widest, word_width(&p, word, i));
    word = i + 1;
  }
  return widest;
}

GPtrArray *text_wrap(TextEngine *engine, const char *text, TextFont font, double width, bool balanced, bool *overflow) {
  GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
  if (overflow) *overflow = false;
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  for (const char *p = valid; *p;) {
    gsize length = strcspn(p, "\n");
    wrap_paragraph(lines, engine, p, length, font, width, balanced, overflow);
    p += length;
    if (*p == '\n') p++;
  }
  return lines;
}
