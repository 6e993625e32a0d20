/* How ranked bars are drawn; bars.c binds them. Internal to figure/. */
#pragma once
#include "figure/canvas.h"

/* Of too many marks, in order, keeps the focus, its neighbours and the two ends; each knows how many were left out
 * before it. Returns how many without a row are not said by such a gap. */
guint bars_thin_out(GPtrArray *marks, guint max);
void bars_draw(const Figure *figure, FigureCanvas *canvas);
