/* Drawing placed boxes on their pages, with destinations and outline. */
#pragma once
#include "layout/flow.h"

/* Draws on job->pages->scenes, which must hold all pages. */
void draw_placements(LayoutJob *job, const GArray *placements);
/* Adds an entry to the outline (level 0 = none) and a destination (id NULL = none) at a place. */
void draw_anchor(LayoutJob *job, const char *id, const char *title, int level, guint page, double x, double y);
