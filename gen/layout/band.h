/* The bands on top of the pages: the header with the region's name and place, and the running band after it; on a page
 * without bands one line that says the same. */
#pragma once
#include "layout/job.h"
#include "scene/scene.h"

/* Where the band of page 1, or of a later page, ends. */
double band_bottom(const LayoutJob *job, bool first);
/* Draws the header on page 1 and hangs its tags first in the tree. What does not fit is a finding. */
void band_header(LayoutJob *job, Scene *scene);
/* Draws the band of a later page; all of it artifacts, since the header said it before. */
void band_running(LayoutJob *job, Scene *scene);
