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

void sparkline_draw(FigureCanvas *canvas, const Series *series, double x, double y, double w, double h) {
  Scene *scene = canvas->scene;
  double k = canvas->k, pad = 2.2 * k, low = INFINITY, high = -INFINITY;
  const BoundValue *first = NULL, *last = NULL;
  for (guint i = 0; i < series->points->len; i++) {
    const BoundValue *point = &g_array_index(series->points, BoundValue, i);
    if (!bound_known(point)) continue;
    low = MIN(low, point->obs.value);
    high = MAX(high, point->obs.value);
    if (!first) first = point;
    last = point;
  }
  if (!first || first == last) return;
  double from = period_axis(first->obs.period), span = MAX(period_axis(last->obs.period) - from, 1e-9);
  double range = high > low ? high - low : 1, middle = high > low ? low : low - 0.5;
#define SPARK_X(p) (x + pad + (w - 2 * pad) * (period_axis((p)->obs.period) - from) / span)
#define SPARK_Y(p) (y + h - pad - (h - 2 * pad) * ((p)->obs.value - middle) / range)
  bool open = false;
  for (const BoundValue *point = first; point <= last; point++) {
    if (!bound_known(point)) open = false;
    else if (open) scene_line_to(scene, SPARK_X(point), SPARK_Y(point));
    else scene_move_to(scene, SPARK_X(point), SPARK_Y(point)), open = true;
  }
  Paint line = paint_stroke(canvas_color(canvas, "ctx"), 1.25 * k);
  line.cap = CAP_ROUND;
  line.join = JOIN_ROUND;
  scene_paint(scene, line);
  scene_circle(scene, SPARK_X(first), SPARK_Y(first), pad * 0.6, canvas_fill(canvas, "ctx"));
  bool provisional = bound_provisional(last);
  Paint dot = canvas_fill(canvas, provisional ? "surface" : "focus");
  dot.stroke = canvas_color(canvas, provisional ? "focus" : "surface");
  dot.width = (provisional ? 1.2 : 0.8) * k;
  scene_circle(scene, SPARK_X(last), SPARK_Y(last), pad, dot);
#undef SPARK_X
#undef SPARK_Y
}
