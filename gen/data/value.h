/* An observation's value with its state: what every output must carry along and may never turn into 0 or nothing. */
#pragma once
#include "base/period.h"
#include <stdbool.h>

typedef enum {
  STATE_VALUE,             /* known */
  STATE_ROUNDED,           /* known, rounded by the source; with FLAG_ESTIMATED and AGGREGATED, by aggregation */
  STATE_NIL,               /* exactly nothing ("–" of CBS) */
  STATE_BELOW_HALF_UNIT,   /* more than nothing, rounds to 0 ("0" of CBS) */
  STATE_MISSING,           /* not reported */
  STATE_SECRET,            /* known to the source, not shown; [low, high] is the interval that may be published */
  STATE_MISSING_OR_SECRET, /* "." of newer CBS tables */
  STATE_IMPOSSIBLE,        /* cannot exist (blank of CBS) */
  STATE_WITHDRAWN,         /* published before, and taken back since (data/corrections.h) */
  STATE_ABSENT             /* the dataset has no such observation at all */
} ValueState;

typedef enum {
  FLAG_PROVISIONAL = 1 << 0,
  FLAG_REVISED = 1 << 1,
  FLAG_ESTIMATED = 1 << 2,
  FLAG_BREAK = 1 << 3,      /* series break at this period */
  FLAG_EXAMPLE = 1 << 4,    /* generated: "voorbeelddata" */
  FLAG_AGGREGATED = 1 << 5, /* computed by feitenblad from lower regions */
  FLAG_INCOMPLETE = 1 << 6, /* aggregated while some parts are not known */
  FLAG_CORRECTED = 1 << 7   /* corrected after it was published (data/corrections.h) */
} ValueFlags;

/* `value` is meaningful for STATE_VALUE, ROUNDED, NIL (0) and BELOW_HALF_UNIT (0) only, NAN otherwise. For a category it
 * is the index into the indicator's categories. low/high: published interval (uncertainty, or what a secret value may
 * be), NAN when there is none. */
typedef struct {
  double value, low, high;
  guint8 state;       /* ValueState */
  guint8 flags;       /* ValueFlags */
  guint16 parts;      /* aggregated: regions that took part … */
  guint16 parts_all;  /* … of so many */
  Period period;
} Observation;

/* A number that may be computed with. */
static inline bool observation_known(const Observation *o) { return o->state <= STATE_BELOW_HALF_UNIT; }

/* A total of which some parts are known, but too few: nobody failed to report it. */
static inline bool observation_withheld(const Observation *o) {
  return o->state == STATE_MISSING && (o->flags & FLAG_AGGREGATED) && o->parts;
}
