/* What is published, or would be, as rows that can be compared: the data.csv of every region, whether from a site's folder or
 * from a dataset. Both go through the same text, so that no difference comes from the way. */
#pragma once
#include "data/dataset.h"

/* All texts are borrowed from the snapshot. */
typedef struct {
  const char *indicator, *code, *group; /* group "" = total */
  Period period;
  const char *state; /* the word of data.csv */
  const char *text;  /* the value as written; "" = none */
  const char *flags; /* words of data.csv, with a blank between */
  double value;      /* NAN: none, or a category */
} SnapshotRow;

/* What a region is held to; of totals none, because they follow from it. */
typedef struct {
  const char *indicator, *code;
  const char *text; /* "minimum 150 by 2030, from 0 in 2020" */
  double value;
} SnapshotTarget;

typedef struct Snapshot Snapshot;

Snapshot *snapshot_of_dataset(const Dataset *dataset);
/* Of all data.csv below `folder`; NULL with a finding when there is none, or one cannot be read. */
Snapshot *snapshot_of_site(const char *folder, Diags *diags);
void snapshot_free(Snapshot *snapshot);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Snapshot, snapshot_free)

/* SnapshotTarget, by indicator and code; NULL where none were published, because the site is older than they are. */
const GArray *snapshot_targets(const Snapshot *snapshot);
/* SnapshotRow, by indicator, code, group and period. */
const GArray *snapshot_rows(const Snapshot *snapshot);
/* The region's name; NULL when it has no rows. */
const char *snapshot_region(const Snapshot *snapshot, const char *code);
/* Leaves only rows of these codes (a set). */
void snapshot_keep(Snapshot *snapshot, GHashTable *codes);
int snapshot_row_compare(const SnapshotRow *a, const SnapshotRow *b);
bool snapshot_has_flag(const SnapshotRow *row, const char *word);
/* The same region's series of the same indicator and group. */
bool snapshot_same_series(const SnapshotRow *a, const SnapshotRow *b);
