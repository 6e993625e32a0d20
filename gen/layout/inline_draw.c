/* Drawing broken lines: neighbouring pieces of one style become one text item, so that words stay searchable and the
 * scene small. A line that is broken at a blank keeps it at its end: listeners need it between the words, and it is
 * not measured. Links get a thin underline and their rectangles, one a line. */
#include "layout/inline_text.h"

static const double UNDERLINE_DROP = 0.13, UNDERLINE_WIDTH = 0.5; /* em below the baseline; points */
static const char SHOWN_HYPHEN[] = "\u00ad"; /* a soft hyphen that ends a run is one that was used */

typedef struct {
  const InlineText *text;
  Scene *scene;
  double x, baseline;
  GString *run;  /* words gathered so far */
  guint style;   /* theirs */
  GArray **rects; /* per link: double[4] */
  guint *link_tags;
} InlineDrawing;

static const InlineStyle *style_at(const InlineText *text, guint index) {
  return &g_array_index(text->styles, InlineStyle, index);
}

static void add_rect(InlineDrawing *drawing, const InlineStyle *style, double width) {
  TextEngine *engine = drawing->text->job->text;
  double ascent = text_ascent(engine, style->font), descent = text_descent(engine, style->font);
  double rect[4] = {drawing->x, drawing->baseline - ascent, width, ascent + descent};
  GArray **rects = &drawing->rects[style->link];
  if (*rects == NULL) *rects = g_array_new(FALSE, FALSE, sizeof rect);
  drawing->link_tags[style->link] = style->tag;
  double *last = (*rects)->len > 0 ? &((double(*)[4])(void *)(*rects)->data)[(*rects)->len - 1][0] : NULL;
  if (last != NULL && ABS(last[1] - rect[1]) < 0.01) last[2] = rect[0] + rect[2] - last[0];
  else g_array_append_vals(*rects, rect, 1);
}

/* Draws what was gathered. A blank behind it is drawn with it, but has no underline and is no part of a link's place. */
static void draw_run(InlineDrawing *drawing, bool blank) {
  if (drawing->run->len == 0) return;
  const InlineStyle *style = style_at(drawing->text, drawing->style);
  double width = text_width(drawing->text->job->text, drawing->run->str, style->font);
  if (style->link >= 0) add_rect(drawing, style, width);
  if (style->underlined) {
    double y = drawing->baseline + UNDERLINE_DROP * style->font.size;
    scene_line(drawing->scene, drawing->x, y, drawing->x + width, y, paint_stroke(style->color, UNDERLINE_WIDTH));
  }
  if (blank) g_string_append_c(drawing->run, ' ');
  scene_text(drawing->scene, drawing->x, drawing->baseline, drawing->run->str, style->font, style->color, ANCHOR_START,
             style->tag);
  drawing->x += width + (blank ? style->blank : 0);
  g_string_truncate(drawing->run, 0);
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
      if (line->hyphen) g_string_append(drawing->run, SHOWN_HYPHEN);
      draw_run(drawing, blank && end_unit < text->units->len);
    } else if (g_array_index(text->pieces, InlinePiece, i + 1).style != piece->style) {
      draw_run(drawing, blank);
    } else if (blank) {
      g_string_append_c(drawing->run, ' ');
    }
  }
}

void inline_draw(const InlineText *text, Scene *scene, double x, double top, double leading, guint first, guint count) {
  guint links = text->links->len;
  g_autoptr(GString) run = g_string_sized_new(128);
  g_autofree GArray **rects = g_new0(GArray *, links + 1);
  g_autofree guint *link_tags = g_new0(guint, links + 1);
  InlineDrawing drawing = {.text = text, .scene = scene, .run = run, .rects = rects, .link_tags = link_tags};
  for (guint i = 0; i < count; i++) {
    const InlineLine *line = &g_array_index(text->lines, InlineLine, first + i);
    const InlineUnit *unit = &g_array_index(text->units, InlineUnit, line->first);
    const InlinePiece *piece = &g_array_index(text->pieces, InlinePiece, unit->first);
    drawing.x = x - hanging_width(&drawing, piece);
    drawing.baseline = layout_baseline(text->job, style_at(text, piece->style)->font, leading, top + i * leading);
    draw_line(&drawing, line);
  }
  for (guint i = 0; i < links; i++) {
    if (rects[i] == NULL) continue;
    scene_link(scene, g_ptr_array_index(text->links, i), (const double(*)[4])(void *)rects[i]->data, rects[i]->len,
               link_tags[i]);
    g_array_unref(rects[i]);
  }
}
