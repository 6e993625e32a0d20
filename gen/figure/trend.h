/* The parts of the `trend` figure: trend.c binds, trend_draw.c draws, trend_labels.c finds room for names. Internal to
 * figure/. */
#pragma once
#include "figure/canvas.h"

/* The alt text on paper, where no table stands behind the figure: the finding, then every number that is drawn. Owned. */
char *trend_paper_alt(const Figure *figure, const Locale *locale);
void trend_draw(const Figure *figure, FigureCanvas *canvas);
/* A point that is expected, not measured: drawn dotted within its band. */
bool trend_projected(const BoundValue *point);

/* Lines and boxes that labels keep clear of. */
typedef struct {
  double x1, y1, x2, y2;
} TrendSegment;
typedef struct {
  GArray *segments; /* TrendSegment */
  double left, right, top, bottom;
} TrendField;

/* A name that wants to stand near the end of its line. */
typedef struct {
  double x, y;           /* the end of the line */
  double width, size;    /* of the text */
  double left, baseline; /* where it comes to stand */
} TrendLabel;
/* Places the labels one after the other where they touch no line and no label; `unit` is the canvas' k. */
void trend_labels_place(TrendLabel *labels, guint count, const TrendField *field, double unit);
