/* Progress against a target, by the rules of the programme's design:
 *   with a base:   progress since the base ÷ what the linear path from base to target asks by now;
 *   without:       value ÷ target;
 *   for a maximum: value ÷ maximum.
 * Thresholds come from the theme. Pure functions; no dataset, no text. */
#pragma once
#include "config/theme.h"
#include "data/dataset.h"

typedef enum { STATUS_NONE, STATUS_ON_COURSE, STATUS_ATTENTION, STATUS_BEHIND } Status;
typedef enum { STATUS_RULE_LEVEL, STATUS_RULE_PATH, STATUS_RULE_MAXIMUM } StatusRule;

typedef struct {
  Status status;     /* NONE when the value is not known, the rule cannot be computed, or it is `uncertain` */
  bool uncertain;    /* the value's interval holds numbers of more than one status */
  StatusRule rule;
  double ratio;      /* by the rule; NAN when unknown */
  double level;      /* value ÷ target, NAN when unknown or the target is not above 0 */
  double gap;        /* target − value, in the indicator's unit */
  double path_value; /* what the path asks by now; NAN without base */
} Progress;

/* `now` is the observation's own period. A minimum falls back to the level rule when its year is not after the base year or
 * its value not above the base value. Values already at or past the target are on course. Before and in the base year the
 * path asks nothing yet, and a share of a target of 0 or less says nothing: no ratio then. An uneven target does not compare:
 * nothing but the path is given. Provisional values are judged like others; a value with an interval only when both its ends
 * are judged as it is itself (data/measures.h). */
Progress progress_of(const Observation *observation, const Target *target, StatusThresholds thresholds);
