/* Drawing broken lines: neighbouring pieces of one style become one text item, so that words stay searchable and the
 * scene small. A line that is broken at a blank keeps it at its end: listeners need it between the words, and it is
 * not measured. Links get a thin underline and their rectangles, one a line. */
#include "layout/inline_text.h"

static const double UNDERLINE_DROP = 0.13, UNDERLINE_WIDTH = 0.5; /* em below the baseline; points */

static const InlineStyle *style_at(const InlineText *text, guint index) {
  return &g_array_index(text->styles, InlineStyle, index);
}

/* One rectangle for what touches on a line. */
static void add_rect(InlineDrawing *drawing, const InlineStyle *style, double width) {
  TextEngine *engine = drawing->text->job->text;
  double ascent = text_ascent(engine, style->font), descent = text_descent(engine, style->font);
  double rect[4] = {drawing->x, drawing->baseline - ascent, width, ascent + descent};
  GArray **rects = &drawing->rects[style->link];
  if (*rects == NULL) *rects = g_array_new(FALSE, FALSE, sizeof rect);
  double *last = (*rects)->len > 0 ? &((double(*)[4])(void *)(*rects)->data)[(*rects)->len - 1][0] : NULL;
  double near = style->font.size;
  bool touches = last != NULL && ABS(last[1] - rect[1]) < 0.01 && rect[0] <= last[0] + last[2] + near && last[0] <= rect[0] + width + near;
  if (touches) {
    double right = MAX(last[0] + last[2], rect[0] + width);
    last[0] = MIN(last[0], rect[0]);
    last[2] = right - last[0];
  } else {
    g_array_append_vals(*rects, rect, 1);
  }
}

/* A blank behind the run is drawn with it, but has no underline and is no part of a link's place. */
void inline_draw_run(InlineDrawing *drawing, double width, bool rtl, bool blank) {
  const InlineStyle *style = style_at(drawing->text, drawing->style);
  if (style->link >= 0) add_rect(drawing, style, width);
  if (style->underlined) {
    double y = drawing->baseline + UNDERLINE_DROP * style->font.size;
    scene_line(drawing->scene, drawing->x, y, drawing->x + width, y, paint_stroke(style->color, UNDERLINE_WIDTH));
  }
  if (blank) g_string_append_c(drawing->run, ' ');
  scene_text(drawing->scene, rtl ? drawing->x + width : drawing->x, drawing->baseline, drawing->run->str, style->font, style->color,
             rtl ? ANCHOR_END : ANCHOR_START, style->tag);
  if (drawing->joined) scene_join(drawing->scene);
  drawing->joined = true;
  g_string_truncate(drawing->run, 0);
}

/* Draws what was gathered and moves on. */
static void draw_run(InlineDrawing *drawing, bool blank) {
  if (drawing->run->len == 0) return;
  const InlineStyle *style = style_at(drawing->text, drawing->style);
  double width = text_width(drawing->text->job->text, drawing->run->str, style->font);
  inline_draw_run(drawing, width, false, blank);
  drawing->x += width + (blank ? style->blank : 0);
}

/* Width of an opening quote at the start of a line: it hangs in the margin, so that the letters stand in one line. */
static double hanging_width(const InlineDrawing *drawing, const InlinePiece *piece) {
  static const char *const QUOTES[] = {"\u2018", "\u201c", "\u201e", NULL};
  for (guint i = 0; QUOTES[i] != NULL; i++)
    if (g_str_has_prefix(piece->text, QUOTES[i]))
      return text_width(drawing->text->job->text, QUOTES[i], style_at(drawing->text, piece->style)->font);
  return 0;
}

static void draw_line(InlineDrawing *drawing, const InlineLine *line) {
  const InlineText *text = drawing->text;
  guint end_unit = line->first + line->count;
  const InlineUnit *last = &g_array_index(text->units, InlineUnit, end_unit - 1);
  guint first = g_array_index(text->units, InlineUnit, line->first).first, end = last->first + last->count;
  for (guint i = first; i < end; i++) {
    const InlinePiece *piece = &g_array_index(text->pieces, InlinePiece, i);
    drawing->style = piece->style;
    g_string_append(drawing->run, piece->text);
    bool blank = piece->glue == GLUE_BLANK || piece->glue == GLUE_LINE;
    if (i + 1 == end) {
      if (line->hyphen) g_string_append(drawing->run, INLINE_SHOWN_HYPHEN);
      draw_run(drawing, blank && end_unit < text->units->len);
    } else if (g_array_index(text->pieces, InlinePiece, i + 1).style != piece->style) {
      draw_run(drawing, blank);
    } else if (blank) {
      g_string_append_c(drawing->run, ' ');
    }
  }
}

/* A line runs on from the one before it when it was not broken at a blank. */
static bool runs_on(const InlineText *text, const InlineLine *line) {
  if (line->first == 0) return false;
  InlineGlue glue = g_array_index(text->units, InlineUnit, line->first - 1).glue;
  return glue != GLUE_BLANK && glue != GLUE_LINE;
}

void inline_draw(const InlineText *text, Scene *scene, double x, double top, double leading, guint first, guint count) {
  guint links = text->links->len;
  g_autoptr(GString) run = g_string_sized_new(128);
  g_autofree GArray **rects = g_new0(GArray *, links + 1);
  InlineDrawing drawing = {.text = text, .scene = scene, .run = run, .rects = rects};
  for (guint i = 0; i < count; i++) {
    const InlineLine *line = &g_array_index(text->lines, InlineLine, first + i);
    const InlineUnit *unit = &g_array_index(text->units, InlineUnit, line->first);
    const InlinePiece *piece = &g_array_index(text->pieces, InlinePiece, unit->first);
    drawing.x = text->levels != NULL ? x : x - hanging_width(&drawing, piece);
    drawing.baseline = layout_baseline(text->job, style_at(text, piece->style)->font, leading, top + i * leading);
    drawing.joined = runs_on(text, line);
    if (text->levels != NULL) inline_draw_bidi(&drawing, line);
    else draw_line(&drawing, line);
  }
  for (guint i = 0; i < links; i++) {
    if (rects[i] == NULL) continue;
    const InlineLink *link = &g_array_index(text->links, InlineLink, i);
    scene_link(scene, link->uri, (const double(*)[4])(void *)rects[i]->data, rects[i]->len, link->tag);
    g_array_unref(rects[i]);
  }
}
