/* Axes of a plot over the years. Internal to figure/. */
#pragma once
#include "figure/canvas.h"

typedef struct {
  double left, right, top, bottom; /* of the plot */
  double from, to;                 /* years */
  Tag *tag;                        /* what the axis' texts hang below; NULL */
} AxisFrame;

/* Width of the widest value on the figure's vertical axis. */
double axis_label_width(const FigureCanvas *canvas, const Figure *figure);
/* Grid lines with their values; the unit on the top one only. */
void axis_draw_values(FigureCanvas *canvas, const Figure *figure, const AxisFrame *frame);
/* The line at the bottom with years that do not touch; first and last always where they fit. */
void axis_draw_years(FigureCanvas *canvas, const AxisFrame *frame);
