/* What a factsheet shows, as keys into the dataset: the numbers that travel with it. Each once, in a fixed order. */
#pragma once
#include "doc/figure.h"

typedef struct {
  const Region *region; /* whose target it is */
  Target target;
} ShownTarget;

typedef struct {
  GArray *observations; /* ObservationKey */
  GArray *targets;      /* ShownTarget */
} Shown;

Shown *shown_new(void);
void shown_free(Shown *shown);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Shown, shown_free)

void shown_add(Shown *shown, const ObservationKey *key);
/* Nothing for a value that is none of the dataset's, such as a number of regions. */
void shown_add_value(Shown *shown, const BoundValue *value);
void shown_add_target(Shown *shown, const Region *region, const Target *target);
/* What is drawn of a figure, not what its table holds besides; targets are noted when they are bound. */
void shown_add_figure(Shown *shown, const Figure *figure);
/* Brings them in order, `own` region first, and leaves each once. */
void shown_finish(Shown *shown, const Region *own);
