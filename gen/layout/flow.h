/* Placing boxes: down a page, over balanced columns, on to the next page. */
#pragma once
#include "layout/box.h"

/* Where parts [first, first + count) of a box come: text, figures, tables and rules only; rows and columns are resolved. */
typedef struct {
  Box *box;
  guint page;
  double x, y;
  guint first, count;
} Placement;

/* The room for blocks, in page coordinates, and the air that blocks keep from its edges. */
typedef struct {
  double left;
  double first_top, next_top;   /* page 1, later pages */
  double bottom, last_bottom;   /* every page, the last page (its footer is higher) */
  double air_above, air_below;
} PageRoom;

/* The height at which a column flow is balanced. */
double flow_columns_height(const Box *columns);
/* Places all boxes. What is higher than a page is a finding. Array of Placement in reading order, owned by the caller. */
GArray *flow_pages(LayoutJob *job, const GPtrArray *boxes, const PageRoom *room, guint *pages);
