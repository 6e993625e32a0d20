/* How a tile is drawn; tile.c binds it. Internal to figure/. */
#pragma once
#include "figure/canvas.h"

/* What decides the scale: the target stands at 1 / this of the bar. */
double tile_scale_factor(TargetKind kind);
/* "Van 17,5% in 2015 naar 26,4% in 2024": what the sparkline shows. NULL without two known ends. Owned. */
char *tile_course(const Figure *figure, const Locale *locale);
/* `variant: wide`: a row over the width of a page. */
void tile_wide_draw(const Figure *figure, FigureCanvas *canvas);
void tile_draw(const Figure *figure, FigureCanvas *canvas);
