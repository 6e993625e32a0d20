/* The Netherlands as twelve tiles, one a province, with the region's province lit. */
#pragma once
#include "layout/job.h"
#include "scene/scene.h"

double locator_width(const LayoutJob *job);
double locator_height(const LayoutJob *job);
/* Draws with its top right corner at right, top. All of it artifacts: the crumbs say the same in words. */
void locator_draw(LayoutJob *job, Scene *scene, double right, double top);
