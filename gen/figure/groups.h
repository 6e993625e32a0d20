/* How the breakdown by target group is drawn; groups.c binds it. Internal to figure/. */
#pragma once
#include "figure/canvas.h"

void groups_draw(const Figure *figure, FigureCanvas *canvas);
