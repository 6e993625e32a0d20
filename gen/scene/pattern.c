/* Patterns of the theme laid over a path: where each line or dot begins and ends. It exists so that paper, picture and SVG
 * show the same marks. It must not know how marks are written, nor which category wears which. */
#include "scene/pattern.h"
#include <math.h>

typedef struct { double x, y, w, h; } Box;

bool pattern_hides(const SceneItem *item, const Theme *theme, ThemeMode mode) {
  return item->paint.plate && !theme_pattern(theme, item->paint.fill, mode);
}

const ThemePattern *pattern_of(const SceneItem *item, const Theme *theme, ThemeMode mode) {
  if (item->paint.fill == COLOR_NONE || item->paint.plate) return NULL;
  return theme_pattern(theme, item->paint.fill, mode);
}

/* Around all points, control points of curves too: marks beyond the path are clipped away. */
static Box box_of(const Scene *scene, const SceneItem *item) {
  double x1 = INFINITY, y1 = INFINITY, x2 = -INFINITY, y2 = -INFINITY;
  const Segment *segment = scene_segments(scene) + item->first_segment;
  for (guint i = 0; i < item->segments; i++, segment++) {
    guint count = segment->op == 'C' ? 6 : segment->op == 'Z' ? 0 : 2;
    for (guint k = 0; k < count; k += 2) {
      x1 = MIN(x1, segment->x[k]), x2 = MAX(x2, segment->x[k]);
      y1 = MIN(y1, segment->x[k + 1]), y2 = MAX(y2, segment->x[k + 1]);
    }
  }
  return (Box){x1, y1, x2 - x1, y2 - y1};
}

/* 1/100, as in a scene. */
static double quantised(double value) { return round(value * 100) / 100 + 0.0; }

static void add_line(GArray *marks, double x1, double y1, double x2, double y2) {
  const Segment line[] = {{'M', {quantised(x1), quantised(y1)}}, {'L', {quantised(x2), quantised(y2)}}};
  g_array_append_vals(marks, line, G_N_ELEMENTS(line));
}

/* At 45 degrees, rising to the right, or falling. Ends stand out by a line's width, so that corners are filled. */
static void add_diagonals(GArray *marks, const Box *box, double pitch, double out, bool falling) {
  for (double t = pitch / 2 - box->h; t < box->w + out; t += pitch) {
    double left = MAX(t - out, -out), right = MIN(t + box->h + out, box->w + out);
    if (right <= left) continue;
    double from = left - t, to = right - t;
    double bottom = box->y + box->h, y1 = falling ? box->y + from : bottom - from;
    double y2 = falling ? box->y + to : bottom - to;
    add_line(marks, box->x + left, y1, box->x + right, y2);
  }
}

/* Whole lines only, in the middle of the box. */
static void add_horizontals(GArray *marks, const Box *box, double pitch, double width) {
  int count = (int)MAX(floor((box->h - width) / pitch), 0) + 1;
  double first = box->y + (box->h - (count - 1) * pitch) / 2;
  for (int i = 0; i < count; i++) add_line(marks, box->x, first + i * pitch, box->x + box->w, first + i * pitch);
}

/* A dot is a line of next to no length with round ends, which every format draws, and writes smallest. */
static void add_dots(GArray *marks, const Box *box, double pitch) {
  int columns = MAX((int)floor(box->w / pitch), 1), rows = MAX((int)floor(box->h / pitch), 1);
  double left = box->x + (box->w - (columns - 1) * pitch) / 2, top = box->y + (box->h - (rows - 1) * pitch) / 2;
  for (int row = 0; row < rows; row++)
    for (int column = 0; column < columns; column++) {
      double x = left + column * pitch, y = top + row * pitch;
      add_line(marks, x, y, x + 0.01, y);
    }
}

GArray *pattern_marks(const ThemePattern *pattern, const Scene *scene, const SceneItem *item) {
  GArray *marks = g_array_new(FALSE, FALSE, sizeof(Segment));
  Box box = box_of(scene, item);
  switch (pattern->kind) {
  case PATTERN_DIAGONAL: add_diagonals(marks, &box, pattern->pitch, pattern->line, false); break;
  case PATTERN_CROSSHATCH:
    add_diagonals(marks, &box, pattern->pitch, pattern->line, false);
    add_diagonals(marks, &box, pattern->pitch, pattern->line, true);
    break;
  case PATTERN_HORIZONTAL: add_horizontals(marks, &box, pattern->pitch, pattern->line); break;
  case PATTERN_DOTS: add_dots(marks, &box, pattern->pitch); break;
  case PATTERN_PLAIN: break;
  }
  return marks;
}
