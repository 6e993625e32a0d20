/* Finds room for the names at line ends inside a plot: right of the end where nothing is in the way, else above or
 * below. It must not know what the lines mean. */
#include "figure/trend.h"
#include <math.h>

typedef struct {
  double left, top, right, bottom;
} Box;

static Box box_of(const TrendLabel *label, double margin) {
  return (Box){label->left - margin, label->baseline - 0.76 * label->size - margin, label->left + label->width + margin,
               label->baseline + 0.22 * label->size + margin};
}

/* How much of a line runs through the box (Liang and Barsky's clipping). */
static double overlap_segment(const Box *box, const TrendSegment *s) {
  double dx = s->x2 - s->x1, dy = s->y2 - s->y1, from = 0, to = 1;
  const double p[] = {-dx, dx, -dy, dy},
               q[] = {s->x1 - box->left, box->right - s->x1, s->y1 - box->top, box->bottom - s->y1};
  for (guint i = 0; i < 4; i++) {
    if (fabs(p[i]) < 1e-9) {
      if (q[i] < 0) return 0;
    } else if (p[i] < 0) {
      from = MAX(from, q[i] / p[i]);
    } else {
      to = MIN(to, q[i] / p[i]);
    }
  }
  return to > from ? (to - from) * hypot(dx, dy) : 0;
}

static double overlap_box(const Box *a, const Box *b) {
  double w = MIN(a->right, b->right) - MAX(a->left, b->left), h = MIN(a->bottom, b->bottom) - MAX(a->top, b->top);
  return w > 0 && h > 0 ? w * h : 0;
}

static double distance(const Box *box, double x, double y) {
  return hypot(MAX(MAX(box->left - x, x - box->right), 0), MAX(MAX(box->top - y, y - box->bottom), 0));
}

/* Such a name would be read as the other line's. */
static bool nearer_to_other(const Box *box, const TrendLabel *own, const TrendLabel *other) {
  return distance(box, other->x, other->y) < distance(box, own->x, own->y);
}

/* Nothing in the way: 0. Leaving the plot or touching another name is worse than crossing a line. */
static double cost(const TrendLabel *labels, guint count, guint index, const TrendField *field, double unit) {
  Box box = box_of(&labels[index], unit), bare = box_of(&labels[index], 0);
  double cost = 0;
  double out = MAX(field->left - bare.left, 0) + MAX(bare.right - field->right, 0) + MAX(field->top - bare.top, 0) +
               MAX(bare.bottom - field->bottom, 0);
  cost += 1000 * out;
  for (guint i = 0; i < index; i++) {
    Box other = box_of(&labels[i], 0);
    cost += 100 * overlap_box(&box, &other);
  }
  for (guint i = 0; i < count; i++)
    if (i != index && nearer_to_other(&bare, &labels[index], &labels[i])) cost += 12;
  for (guint i = 0; i < field->segments->len; i++)
    cost += overlap_segment(&box, &g_array_index(field->segments, TrendSegment, i));
  return cost;
}

/* Offsets from the line's end, in the order of preference: across as a share of the text's width, a gap, and down. */
typedef struct {
  double share, gap, down;
} Place;
static const Place PLACES[] = {{0, 6, 0.36},    {-1, -2, -0.9}, {-0.5, 2, 1.75}, {-0.5, 0, -1.0},
                               {0, 2, 1.6},     {-1, 0, 1.75},  {0, 4, -0.8},    {-0.5, 0, 2.6},
                               {-0.5, 0, -1.9}, {0, 4, 2.4},    {0, 4, 3.2},     {-1, -2, -1.9},  {-1, -2, 2.6},
                               {-0.5, 0, 3.6},  {-0.5, 0, -3},  {-1, 0, -4},     {-1, 0, 4.6}};

void trend_labels_place(TrendLabel *labels, guint count, const TrendField *field, double unit) {
  for (guint i = 0; i < count; i++) {
    TrendLabel *label = &labels[i], best = *label;
    double least = INFINITY;
    for (guint p = 0; p < G_N_ELEMENTS(PLACES) && least > 0; p++) {
      label->left = label->x + PLACES[p].share * label->width + PLACES[p].gap * unit;
      label->baseline = label->y + PLACES[p].down * label->size;
      /* A label may slide along rather than leave the plot. */
      label->left = MAX(MIN(label->left, field->right - label->width), field->left);
      label->baseline = MAX(MIN(label->baseline, field->bottom - 0.25 * label->size), field->top + 0.8 * label->size);
      double now = cost(labels, count, i, field, unit);
      if (now < least) least = now, best = *label;
    }
    *label = best;
  }
}
