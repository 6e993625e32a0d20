/* Arithmetic on published values that keeps their doubt. It exists so that a sentence, a rank and a figure cannot answer
 * differently whether one value is more than another. It must not know where values come from or how they are worded. */
#include "data/measures.h"
#include <math.h>

/* So that what is the same in decimals is the same in binary. */
static const double TOLERANCE = 1e-9;

static const Measure NONE = {NAN, NAN, NAN};

void measure_range(const Observation *value, double *low, double *high) {
  bool interval = !isnan(value->low) || !isnan(value->high);
  *low = !interval ? value->value : isnan(value->low) ? -INFINITY : value->low;
  *high = !interval ? value->value : isnan(value->high) ? INFINITY : value->high;
}

int measure_order(const Observation *a, const Observation *b) {
  double low_a, high_a, low_b, high_b;
  measure_range(a, &low_a, &high_a);
  measure_range(b, &low_b, &high_b);
  if (low_a > high_b + TOLERANCE) return 1;
  return high_a < low_b - TOLERANCE ? -1 : 0;
}

Measure measure_change(const Observation *from, const Observation *to) {
  if (!observation_known(from) || !observation_known(to)) return NONE;
  double low_from, high_from, low_to, high_to;
  measure_range(from, &low_from, &high_from);
  measure_range(to, &low_to, &high_to);
  return (Measure){to->value - from->value, low_to - high_from, high_to - low_from};
}

bool measure_reached(const Observation *value, const Target *target) {
  if (!observation_known(value)) return false;
  double low, high;
  measure_range(value, &low, &high);
  return target->kind == TARGET_MAXIMUM ? high <= target->value + TOLERANCE : low >= target->value - TOLERANCE;
}

/* What is still to go from one number, a year; 0 when nothing is. */
static double pace_from(double value, const Target *target, double years, int decimals) {
  double change = (target->value - value) / years, unit = pow(10, decimals);
  bool maximum = target->kind == TARGET_MAXIMUM;
  if (maximum ? change >= 0 : change <= 0) return 0;
  return (maximum ? floor(change * unit + TOLERANCE) : ceil(change * unit - TOLERANCE)) / unit;
}

Measure measure_pace(const Observation *value, const Target *target, int decimals) {
  if (!observation_known(value)) return NONE;
  if (measure_reached(value, target)) return (Measure){0, 0, 0};
  double years = period_axis(target->year) - period_axis(value->period), low, high;
  measure_range(value, &low, &high);
  if (!(years > 0) || isinf(low) || isinf(high)) return NONE;
  return (Measure){pace_from(value->value, target, years, decimals), pace_from(high, target, years, decimals),
                   pace_from(low, target, years, decimals)};
}
