/* One observation out of several, by state: shared by what adds gemeenten up to a provincie and by what puts merged gemeenten
 * together. Pure; this file must not know regions, indicators or where cells are kept. */
#include "data/parts.h"
#include <math.h>

enum { ESTIMATE_BASE = 5 };

/* So that 9 of 10 is 90%, also in binary. */
static const double TOLERANCE = 1e-9;

static const guint8 FLAGS_OF_ANY = FLAG_PROVISIONAL | FLAG_REVISED | FLAG_ESTIMATED | FLAG_EXAMPLE;

static bool has_interval(const Observation *part) { return !isnan(part->low) || !isnan(part->high); }

/* A secret part whose interval is known can be estimated by its middle. */
static bool can_be_estimated(const Observation *part) {
  return (part->state == STATE_SECRET || part->state == STATE_MISSING_OR_SECRET) && !isnan(part->low) && !isnan(part->high);
}

bool parts_takes(const Observation *part) { return observation_known(part) || can_be_estimated(part); }
double parts_middle(const Observation *part) { return observation_known(part) ? part->value : (part->low + part->high) / 2; }

static void gather(Parts *parts, const Observation *part, double weight, guint source) {
  bool secret = !observation_known(part);
  double value = parts_middle(part);
  /* A value without interval is exact; one with an open side stays open there (NAN carries on). */
  double low = has_interval(part) ? part->low : value, high = has_interval(part) ? part->high : value;
  parts->source = parts->parts == 0 || parts->source == source ? source : G_MAXUINT;
  parts->all_flags = parts->parts == 0 ? part->flags : parts->all_flags & part->flags;
  parts->any_flags |= part->flags;
  parts->parts++;
  parts->weight += weight;
  parts->value += weight * value;
  parts->low += weight * low;
  parts->high += weight * high;
  parts->interval |= has_interval(part);
  parts->partial |= part->flags & FLAG_INCOMPLETE;
  parts->rounded |= part->state == STATE_ROUNDED;
  parts->secret += secret;
  parts->nil += part->state == STATE_NIL;
  parts->below_half += part->state == STATE_BELOW_HALF_UNIT;
}

static void note_resource(Parts *parts, guint16 resource, bool first) {
  parts->resource = first || parts->resource == resource ? resource : 0;
}

static void look_at(Parts *parts, const Observation *part, PartOrigin origin) {
  if (part->state != STATE_ABSENT) note_resource(parts, origin.resource, parts->seen == 0);
  parts->seen += part->state != STATE_ABSENT;
  parts->parts_all += part->state != STATE_IMPOSSIBLE;
  parts->any_flags |= part->flags & FLAG_EXAMPLE;
}

void parts_add(Parts *parts, const Observation *part, PartOrigin origin) {
  look_at(parts, part, origin);
  if (parts_takes(part)) gather(parts, part, 1, origin.source);
  else parts->hidden += part->state == STATE_SECRET;
}

void parts_add_many(Parts *parts, const double *values, const guint8 *states, guint count, guint8 flags, PartOrigin origin) {
  Parts sum = *parts;
  for (guint i = 0; i < count; i++) {
    ValueState state = states[i];
    sum.seen += state != STATE_ABSENT;
    sum.parts_all += state != STATE_IMPOSSIBLE;
    sum.hidden += state == STATE_SECRET;
    if (state > STATE_BELOW_HALF_UNIT) continue;
    sum.parts++;
    sum.value += values[i];
    sum.low += values[i];
    sum.high += values[i];
    sum.rounded |= state == STATE_ROUNDED;
    sum.nil += state == STATE_NIL;
    sum.below_half += state == STATE_BELOW_HALF_UNIT;
  }
  guint known = sum.parts - parts->parts;
  sum.weight += known;
  if (known) {
    sum.source = !parts->parts || parts->source == origin.source ? origin.source : G_MAXUINT;
    sum.all_flags = parts->parts ? parts->all_flags & flags : flags;
    sum.any_flags |= flags;
    sum.partial |= flags & FLAG_INCOMPLETE;
  }
  if (sum.seen > parts->seen) {
    note_resource(&sum, origin.resource, !parts->seen);
    sum.any_flags |= flags & FLAG_EXAMPLE;
  }
  *parts = sum;
}

void parts_add_weighted(Parts *parts, const Observation *part, PartOrigin origin, const Observation *weight,
                        guint16 weight_resource) {
  bool weighs = observation_known(weight) && weight->value >= 0;
  look_at(parts, part, origin);
  if (part->state != STATE_ABSENT && weight->state != STATE_ABSENT) note_resource(parts, weight_resource, false);
  parts->weighed = true;
  if (part->state != STATE_IMPOSSIBLE && weighs) parts->weight_all += weight->value;
  else if (part->state != STATE_IMPOSSIBLE) parts->weight_unknown = true;
  if (observation_known(part) && weighs) {
    gather(parts, part, weight->value, origin.source);
    parts->partial |= weight->flags & FLAG_INCOMPLETE;
  } else if (part->state == STATE_SECRET) {
    parts->hidden++;
    if (weighs) parts->weight_hidden += weight->value;
  }
}

static Observation begin(const Parts *parts, ValueState state, bool incomplete) {
  return (Observation){.value = NAN, .low = NAN, .high = NAN, .state = state,
                       .flags = FLAG_AGGREGATED | (incomplete ? FLAG_INCOMPLETE : 0) | (parts->any_flags & FLAG_EXAMPLE),
                       .parts = (guint16)parts->parts, .parts_all = (guint16)parts->parts_all};
}

bool parts_covers_weight(const Parts *parts) { return parts->weighed && !parts->weight_unknown && parts->weight_all > 0; }

static double share_of(const Parts *parts, double weight, guint count) {
  if (parts_covers_weight(parts)) return weight / parts->weight_all;
  return parts->parts_all ? (double)count / parts->parts_all : 0;
}

double parts_coverage(const Parts *parts) { return share_of(parts, parts->weight, parts->parts); }

bool coverage_reaches(double known, double asked) { return known + TOLERANCE >= asked; }

/* What is left when too little is known. */
static Observation not_known(const Parts *parts, double coverage) {
  double reported = share_of(parts, parts->weight + parts->weight_hidden, parts->parts + parts->hidden);
  if (!parts->hidden || !coverage_reaches(reported, coverage)) return begin(parts, STATE_MISSING, true);
  return begin(parts, STATE_SECRET, parts->parts + parts->hidden < parts->parts_all);
}

static bool is_incomplete(const Parts *parts) { return parts->parts < parts->parts_all || parts->partial; }

/* What both rules share: the flags, and whether enough is known. */
static Observation begin_result(const Parts *parts, double coverage) {
  if (!parts->parts_all) return begin(parts, STATE_IMPOSSIBLE, false);
  if (!parts->parts || !coverage_reaches(parts_coverage(parts), coverage)) return not_known(parts, coverage);
  Observation result = begin(parts, STATE_VALUE, is_incomplete(parts));
  result.flags |= (parts->any_flags & FLAGS_OF_ANY) | (parts->all_flags & FLAG_BREAK);
  return result;
}

static double estimate(const Parts *parts) {
  double rounded = round(parts->value / ESTIMATE_BASE) * ESTIMATE_BASE;
  return CLAMP(rounded, parts->low, parts->high);
}

Observation parts_sum(const Parts *parts, double coverage) {
  Observation result = begin_result(parts, coverage);
  if (result.state != STATE_VALUE) return result;
  if (parts->interval && !is_incomplete(parts)) {
    result.low = parts->low;
    result.high = parts->high;
  }
  result.value = parts->value;
  if (parts->rounded) result.state = STATE_ROUNDED;
  if (parts->nil == parts->parts) result.state = STATE_NIL;
  else if (parts->nil + parts->below_half == parts->parts) result.state = STATE_BELOW_HALF_UNIT;
  if (parts->secret == parts->parts) {
    result.state = STATE_SECRET;
    result.value = NAN;
  } else if (parts->secret) {
    result.state = STATE_ROUNDED;
    result.flags |= FLAG_ESTIMATED;
    result.value = estimate(parts);
  }
  return result;
}

Observation parts_mean(const Parts *parts, double coverage) {
  Observation result = begin_result(parts, coverage);
  if (result.state != STATE_VALUE) return result;
  if (!(parts->weight > 0)) return begin(parts, STATE_MISSING, true);
  if (parts->interval && !is_incomplete(parts)) {
    result.low = parts->low / parts->weight;
    result.high = parts->high / parts->weight;
  }
  result.value = parts->value / parts->weight;
  return result;
}

guint16 parts_source(const Parts *parts) { return parts->parts && parts->source != G_MAXUINT ? (guint16)parts->source : 0; }
