/* A line without axes beside a number. Internal to figure/. */
#pragma once
#include "figure/canvas.h"

/* Whether there are at least two known points to connect. */
bool sparkline_possible(const Series *series);
/* The line in the box, first and last known point marked; artifact. Gaps are not bridged. */
void sparkline_draw(FigureCanvas *canvas, const Series *series, double x, double y, double w, double h);
