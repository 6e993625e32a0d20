/* The table of figure types: the one place that knows them all. A new type is a file of its own and a line here. */
#include "figure/canvas.h"
#include "figure/types.h"

static const FigureType *const TYPES[] = {&FIGURE_TYPE_TILE,   &FIGURE_TYPE_BARS,
                                          &FIGURE_TYPE_GROUPS, &FIGURE_TYPE_TREND,
                                          &FIGURE_TYPE_TABLE,  &FIGURE_TYPE_TALLY,
                                          &FIGURE_TYPE_KEY,    &FIGURE_TYPE_PROGRAMME,
                                          NULL};

FigureTypes figure_types(void) {
  return TYPES;
}
