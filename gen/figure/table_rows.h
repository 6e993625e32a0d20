/* Rows of the `table` figure, drawn some at a time so that a page can end between them. Internal to figure/. */
#pragma once
#include "figure/canvas.h"

bool figure_type_splits(const FigureType *type);
/* Heights of the rows (double) at the canvas' width, and of the column titles. Owned by the caller. */
GArray *table_rows_measure(FigureCanvas *canvas, const Figure *figure, double *titles);
/* Column titles and rows [first, last) at the cursor. `continued`: the table's tag is already below canvas->sect and
 * the titles are artifacts. */
void table_rows_draw(FigureCanvas *canvas, const Figure *figure, guint first, guint last, bool continued);
