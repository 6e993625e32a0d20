/* The region's name in the header: one line stepped down until it fits, or two. */
#pragma once
#include "layout/job.h"

typedef struct {
  TextFont font;
  double leading;
  GPtrArray *lines; /* char* */
  double excess;    /* what is too wide at the smallest size; 0 = fits */
} NameLines;

void name_fit(const LayoutJob *job, double width, NameLines *name);
void name_clear(NameLines *name);
