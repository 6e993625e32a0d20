/* What is worked out from published values: how two of them stand to each other, a change, the pace that a target asks.
 * The rules follow gen/decisions/0018-what-may-be-said-of-two-values.md and are written out for readers in docs/rekenregels.md:
 *   missing, secret and impossible values give no measure: never a guess, nor the bounds of what is secret;
 *   provisional, revised and estimated values count like others, and what is shown of a measure carries their mark;
 *   a value with an interval may be anything in it (Observation.low/high, as its source published them, or as the secret parts
 *   of a total leave it): two whose intervals meet are neither more nor less, and a measure has an interval of its own;
 *   what stands on the two sides of a break in the series is not compared.
 * All take values as they are shown: rounded by the caller. Pure functions; no dataset, no text. */
#pragma once
#include "data/dataset.h"

/* In which a value may lie: itself when it has no interval; a side that is open is infinite. Of a known one. */
void measure_range(const Observation *value, double *low, double *high);
/* 1 when a is more than b, −1 when it is less, 0 when they are equal or their ranges meet. Of known ones. */
int measure_order(const Observation *a, const Observation *b);

/* A number worked out from values; all NAN when there is none. low and high are equal when it is exact. */
typedef struct { double value, low, high; } Measure;

/* to − from. None when either is not known. */
Measure measure_change(const Observation *from, const Observation *to);

/* Whether all that the value may be has reached the target: at least a minimum, at most a maximum. */
bool measure_reached(const Observation *value, const Target *target);
/* How much the value must change each year, from its own period to the target's year, to be at the target then; negative where
 * it must become less, and 0 for what has reached it, whatever the year. None when the value is not known or open to one side,
 * or when the target has no year or one that is not after the value's period. Rounded away from 0, because less would not do. */
Measure measure_pace(const Observation *value, const Target *target, int decimals);
