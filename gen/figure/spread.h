/* Keeps labels on one line apart. Internal to figure/. */
#pragma once
#include <glib.h>

/* A label that wants its centre at `want` and takes `size`; `at` is where it comes to stand. */
typedef struct {
  double want, size, at;
} Spread;

/* Places the slots, which are in order of `want`, at least `gap` apart within [low, high], as near to where they
 * want to be as possible (least squares). When there is not room for all they begin at `low`. */
void spread_apart(Spread *slots, guint count, double gap, double low, double high);
