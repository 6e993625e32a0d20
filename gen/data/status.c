/* Whether a region is on course: three rules, one result. Pure arithmetic, so that the same answer stands on paper, on
 * the web and in the data; this file must not know where values come from or how a status is worded. */
#include "data/status.h"
#include "data/measures.h"
#include <math.h>

/* So that 28.5 of 30 is 95%, also in binary. */
static const double TOLERANCE = 1e-9;

static bool has_path(const Target *target) {
  return target->kind == TARGET_MINIMUM && target->base_year.kind != PERIOD_NONE && !isnan(target->base_value) &&
         target->year.kind != PERIOD_NONE && period_axis(target->year) > period_axis(target->base_year) &&
         target->value > target->base_value;
}

/* What the straight line from base to target asks by `now`. */
static double path_value(const Target *target, Period now) {
  double start = period_axis(target->base_year), end = period_axis(target->year);
  double share = (period_axis(now) - start) / (end - start);
  return target->base_value + CLAMP(share, 0, 1) * (target->value - target->base_value);
}

static StatusRule rule_of(const Target *target) {
  if (target->kind == TARGET_MAXIMUM) return STATUS_RULE_MAXIMUM;
  return has_path(target) ? STATUS_RULE_PATH : STATUS_RULE_LEVEL;
}

/* A share of nothing, or of less, says nothing. */
static double share_of(double part, double whole) { return whole > 0 ? part / whole : NAN; }

static Status judge_minimum(double ratio, StatusThresholds thresholds) {
  if (ratio + TOLERANCE >= thresholds.on_course) return STATUS_ON_COURSE;
  return ratio + TOLERANCE >= thresholds.attention ? STATUS_ATTENTION : STATUS_BEHIND;
}

static Status judge_maximum(double ratio, StatusThresholds thresholds) {
  if (ratio - TOLERANCE <= thresholds.max_on_course) return STATUS_ON_COURSE;
  return ratio - TOLERANCE <= thresholds.max_attention ? STATUS_ATTENTION : STATUS_BEHIND;
}

static double ratio_of(double value, const Target *target, const Progress *progress) {
  if (progress->rule != STATUS_RULE_PATH) return share_of(value, target->value);
  return share_of(value - target->base_value, progress->path_value - target->base_value);
}

static Status judge(double value, const Target *target, const Progress *progress, StatusThresholds thresholds) {
  bool maximum = target->kind == TARGET_MAXIMUM;
  if (maximum ? value <= target->value : value >= target->value) return STATUS_ON_COURSE;
  double ratio = ratio_of(value, target, progress);
  if (isnan(ratio)) return STATUS_NONE;
  return maximum ? judge_maximum(ratio, thresholds) : judge_minimum(ratio, thresholds);
}

Progress progress_of(const Observation *observation, const Target *target, StatusThresholds thresholds) {
  Progress progress = {.rule = rule_of(target), .ratio = NAN, .level = NAN, .gap = NAN, .path_value = NAN};
  if (progress.rule == STATUS_RULE_PATH) progress.path_value = path_value(target, observation->period);
  if (target->uneven || !observation_known(observation) || isnan(observation->value)) return progress;
  double value = observation->value, low, high;
  measure_range(observation, &low, &high);
  progress.level = share_of(value, target->value);
  progress.gap = target->value - value;
  progress.ratio = ratio_of(value, target, &progress);
  progress.status = judge(value, target, &progress, thresholds);
  progress.uncertain = judge(low, target, &progress, thresholds) != progress.status ||
                       judge(high, target, &progress, thresholds) != progress.status;
  if (progress.uncertain) progress.status = STATUS_NONE;
  return progress;
}
