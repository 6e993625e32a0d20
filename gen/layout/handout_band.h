/* The bands of a hand-out: what it is for on the left, whom it is about and when on the right. */
#pragma once
#include "layout/job.h"
#include "scene/scene.h"

/* Draws the header on the document's first page and hangs its tags below job->root, or with `title` the meeting's title before
 * it: in a bundle only the first says that aloud. Returns where the band ends. What does not fit is a finding. */
double handout_band_header(LayoutJob *job, Scene *scene, Tag *title);
/* The band of a later page, all of it artifacts; where it ends. */
void handout_band_running(const LayoutJob *job, Scene *scene);
double handout_band_running_bottom(const LayoutJob *job);
