/* The figure types of this folder. Internal to figure/. */
#pragma once
#include "doc/figure_type.h"

extern const FigureType FIGURE_TYPE_TILE, FIGURE_TYPE_BARS, FIGURE_TYPE_GROUPS, FIGURE_TYPE_TREND, FIGURE_TYPE_TABLE,
    FIGURE_TYPE_TALLY, FIGURE_TYPE_KEY, FIGURE_TYPE_PROGRAMME;
