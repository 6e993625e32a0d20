/* The small line in a tile: only its course, no numbers. It must not be read alone: the years and values stand in the
 * tile's table and alt text. */
#include "figure/sparkline.h"
#include "figure/words.h"
#include <math.h>

bool sparkline_possible(const Series *series) {
  guint known = 0;
  for (guint i = 0; i < series->points->len; i++)
    if (bound_known(&g_array_index(series->points, BoundValue, i))) known++;
  return known >= 2;
}

/* Where a point stands in the box; all but `x` … `h` found from the points. */
typedef struct {
  double x, y, w, h, from, span, low, range;
} Scale;

static double scale_x(const Scale *scale, const BoundValue *point) {
  return scale->x + scale->w * (period_axis(point->obs.period) - scale->from) / scale->span;
}

static double scale_y(const Scale *scale, const BoundValue *point) {
  return scale->y + scale->h * (1 - (point->obs.value - scale->low) / scale->range);
}

static Scale scale_make(const BoundValue *first, const BoundValue *last, double x, double y, double w, double h) {
  Scale scale = {.x = x, .y = y, .w = w, .h = h, .from = period_axis(first->obs.period)};
  double low = INFINITY, high = -INFINITY;
  for (const BoundValue *point = first; point <= last; point++) {
    if (!bound_known(point)) continue;
    low = MIN(low, point->obs.value);
    high = MAX(high, point->obs.value);
  }
  scale.span = MAX(period_axis(last->obs.period) - scale.from, 1e-9);
  scale.range = high > low ? high - low : 1;
  scale.low = high > low ? low : low - 0.5; /* a level line runs through the middle */
  return scale;
}

void sparkline_draw(FigureCanvas *canvas, const Series *series, double x, double y, double w, double h) {
  Scene *scene = canvas->scene;
  double k = canvas->k, r = 2.2 * k;
  const BoundValue *first = NULL, *last = NULL;
  for (guint i = 0; i < series->points->len; i++) {
    const BoundValue *point = &g_array_index(series->points, BoundValue, i);
    if (!bound_known(point)) continue;
    if (!first) first = point;
    last = point;
  }
  if (!first || first == last) return;
  Scale scale = scale_make(first, last, x + r, y + r, w - 2 * r, h - 2 * r);
  bool open = false;
  for (const BoundValue *point = first; point <= last; point++) {
    if (bound_known(point))
      (open ? scene_line_to : scene_move_to)(scene, scale_x(&scale, point), scale_y(&scale, point));
    open = bound_known(point);
  }
  Paint line = paint_stroke(canvas_color(canvas, "ctx"), 1.25 * k);
  line.cap = CAP_ROUND;
  line.join = JOIN_ROUND;
  scene_paint(scene, line);
  scene_circle(scene, scale_x(&scale, first), scale_y(&scale, first), r * 0.6, canvas_fill(canvas, "ctx"));
  bool provisional = bound_provisional(last);
  Paint dot = canvas_fill(canvas, provisional ? "surface" : "focus");
  dot.stroke = canvas_color(canvas, provisional ? "focus" : "surface");
  dot.width = (provisional ? 1.2 : 0.8) * k;
  scene_circle(scene, scale_x(&scale, last), scale_y(&scale, last), r, dot);
}
