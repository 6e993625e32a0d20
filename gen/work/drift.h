/* What changed between two published states, and whether it is more than was to be expected. */
#pragma once
#include "work/snapshot.h"

/* The first DRIFT_BEYOND of them are beyond what is expected; the rest is for information. */
typedef enum {
  DRIFT_UNIT_SLIP,          /* values became 10, 100 or 1000 times as large or small */
  DRIFT_VANISHED_REGION,
  DRIFT_VANISHED_INDICATOR,
  DRIFT_MOVED,              /* by more than the indicator's tolerance; a new period also more than twice its largest step before */
  DRIFT_STATE_CHANGED,      /* known to not known, hidden to shown, another category … */
  DRIFT_VANISHED_VALUES,
  DRIFT_TARGET_CHANGED,     /* its kind, value, year or base; of targets that changed alike, once */
  DRIFT_TARGET_VANISHED,
  DRIFT_BEYOND,
  DRIFT_UNDECLARED = DRIFT_BEYOND, /* final values of an old period, within tolerance, that no table of corrections tells of */
  DRIFT_CORRECTED,          /* changed or withdrawn, and the data says so for the first time; and the totals that follow from it */
  DRIFT_REVISED,            /* an old period's other values, within tolerance */
  DRIFT_FILLED,             /* what was missing is known */
  DRIFT_NEW_PERIOD,
  DRIFT_NEW_REGION,
  DRIFT_NEW_INDICATOR,
  DRIFT_TARGET_NEW,
  DRIFT_KINDS
} DriftKind;
const char *drift_word(DriftKind kind);  /* "unit-slip" */
const char *drift_title(DriftKind kind); /* "Unit slips" */

/* Of several, so many more are named. */
enum { DRIFT_NAMED = 5 };

/* One change. What does not apply is NULL, NAN, 0 or PERIOD_NONE. Texts are borrowed from the two snapshots. */
typedef struct {
  DriftKind kind;
  const char *indicator, *group;
  const char *code, *name;     /* the region; of several, the one that changed most */
  Period before, period;       /* differ when a new period is held against the last one */
  const char *old_text, *new_text; /* as published, or the state */
  double old_value, new_value;
  double factor;               /* of a unit slip: 10, 0.01 … */
  const char *others[DRIFT_NAMED]; /* codes of vanished values' regions after the first; NULL behind the last */
  guint count, of;             /* regions or values, of those compared */
  double size;                 /* to sort by: the relative change, or the count */
} Drift;

typedef struct Drifts Drifts;

/* `dataset`: whose indicators say their tolerance; NULL, or an unknown indicator: 25%. Borrows all three. */
Drifts *drifts_find(const Snapshot *old, const Snapshot *new, const Dataset *dataset);
void drifts_free(Drifts *drifts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Drifts, drifts_free)

/* Internal to work/. Adds what became of targets; nothing where one of the two has none published. */
void drift_find_targets(const Snapshot *old, const Snapshot *new, GArray *all);

const GArray *drifts_all(const Drifts *drifts); /* Drift: by kind, the largest first */
guint drifts_count(const Drifts *drifts, DriftKind kind);
bool drifts_beyond(const Drifts *drifts);
/* One sentence about a change, English, with names and numbers. Owned by the caller. */
char *drift_sentence(const Drift *drift);
/* The same as cells of a table; texts owned by the caller. */
enum { DRIFT_INDICATOR, DRIFT_PERIOD, DRIFT_REGION, DRIFT_OLD, DRIFT_NEW, DRIFT_CHANGE, DRIFT_CELLS };
void drift_cells(const Drift *drift, char *cells[DRIFT_CELLS]);
extern const char *const DRIFT_HEADS[DRIFT_CELLS];
/* The tolerance in words: "25%", "5". Owned by the caller. */
char *drift_tolerance(const Indicator *indicator);
