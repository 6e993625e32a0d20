/* Axes: grid lines with values, years below. Fewer where there is less room, never smaller. It must not know what is
 * plotted. */
#include "figure/axis.h"
#include <math.h>

static const TextLook LOOK = {.role = TYPE_AXIS};

static guint tick_count(const Figure *figure) {
  double steps = (figure->axis_max - figure->axis_min) / figure->axis_step;
  return figure->axis_step > 0 && steps < 50 ? (guint)lround(steps) + 1 : 2;
}

static int tick_decimals(double step) {
  for (int decimals = 0; decimals < 6; decimals++, step *= 10)
    if (fabs(step - round(step)) < 1e-6) return decimals;
  return 6;
}

static double tick_value(const Figure *figure, guint index) {
  return figure->axis_step > 0 ? figure->axis_min + index * figure->axis_step
         : index               ? figure->axis_max
                               : figure->axis_min;
}

static char *tick_text(const FigureCanvas *canvas, const Figure *figure, guint index, bool top) {
  int decimals = MAX(tick_decimals(figure->axis_step), tick_decimals(figure->axis_min));
  g_autofree char *number = locale_number(canvas->locale, tick_value(figure, index), decimals);
  return g_strconcat(number, top ? figure->unit : NULL, NULL);
}

double axis_label_width(const FigureCanvas *canvas, const Figure *figure) {
  double most = 0;
  guint count = tick_count(figure);
  for (guint i = 0; i < count; i++) {
    g_autofree char *text = tick_text(canvas, figure, i, i == count - 1);
    most = MAX(most, canvas_text_width(canvas, text, LOOK));
  }
  return most;
}

void axis_draw_values(FigureCanvas *canvas, const Figure *figure, const AxisFrame *frame) {
  guint count = tick_count(figure), every = 1;
  double size = canvas_size(canvas, TYPE_AXIS), step = (frame->bottom - frame->top) / MAX(count - 1, 1);
  double least = size * (canvas->medium == MEDIUM_WEB_NARROW ? 2.6 : 1.8);
  while (step * every < least && every < count) every++;
  /* Counted from the top, which carries the unit. */
  for (guint i = 0; i < count; i++) {
    if ((count - 1 - i) % every) continue;
    double y = frame->bottom - step * i;
    scene_line(canvas->scene, frame->left, y, frame->right, y, canvas_line_paint(canvas, "grid", "separator"));
    g_autofree char *text = tick_text(canvas, figure, i, i == count - 1);
    canvas_text(canvas, 0, y + size * 0.36, text, LOOK, ANCHOR_START, canvas_leaf(canvas, frame->tag, TAG_SPAN));
  }
}

static double year_x(const AxisFrame *frame, int year) {
  if (!(frame->to > frame->from)) return (frame->left + frame->right) / 2;
  return frame->left + (frame->right - frame->left) * (year - frame->from) / (frame->to - frame->from);
}

/* The smallest step whose labels keep their distance, and one that ends on the last year when there is such a one. */
static int year_step(const AxisFrame *frame, int first, int last, double distance) {
  int span = last - first, fallback = 0;
  for (int step = 1; step <= MAX(span, 1); step++) {
    if (year_x(frame, first + step) - year_x(frame, first) < distance) continue;
    if (span % step == 0 && (!fallback || step <= fallback * 2)) return step;
    if (!fallback) fallback = step;
    if (step > fallback * 2) break;
  }
  return fallback ? fallback : MAX(span, 1);
}

static void draw_year(FigureCanvas *canvas, const AxisFrame *frame, int year) {
  double x = year_x(frame, year), k = canvas->k;
  g_autofree char *text = g_strdup_printf("%d", year);
  double half = canvas_text_width(canvas, text, LOOK) / 2;
  scene_line(canvas->scene, x, frame->bottom, x, frame->bottom + 3 * k, canvas_line_paint(canvas, "axis", "axis"));
  double centre = MAX(MIN(x, canvas->width - half), half);
  canvas_text(canvas, centre, frame->bottom + canvas_size(canvas, TYPE_AXIS) * 1.45, text, LOOK, ANCHOR_MIDDLE,
              canvas_leaf(canvas, frame->tag, TAG_SPAN));
}

void axis_draw_years(FigureCanvas *canvas, const AxisFrame *frame) {
  scene_line(canvas->scene, frame->left, frame->bottom, frame->right, frame->bottom,
             canvas_line_paint(canvas, "axis", "axis"));
  int first = (int)ceil(frame->from), last = (int)floor(frame->to);
  double distance = canvas_text_width(canvas, "0000", LOOK) * 1.5;
  if (last <= first) {
    draw_year(canvas, frame, first);
    return;
  }
  int step = year_step(frame, first, last, distance);
  for (int year = first; year < last; year += step)
    if (year_x(frame, last) - year_x(frame, year) >= distance || year == first) draw_year(canvas, frame, year);
  if (year_x(frame, last) - year_x(frame, first) >= distance * 0.75) draw_year(canvas, frame, last);
}
