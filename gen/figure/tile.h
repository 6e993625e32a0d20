/* How a tile is drawn; tile.c binds it. Internal to figure/. */
#pragma once
#include "figure/canvas.h"

/* What decides the scale: the target stands at 1 / this of the bar. */
double tile_scale_factor(TargetKind kind);
void tile_draw(const Figure *figure, FigureCanvas *canvas);
