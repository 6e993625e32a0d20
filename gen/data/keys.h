/* Unique values, primary keys and foreign keys of all tables of a package, for what the tables' own readers do not check
 * already. Foreign keys are judged at the end, when all tables have been read. */
#pragma once
#include "data/cell.h"

typedef struct Keys Keys;

/* What the readers of tables check themselves. */
typedef struct {
  bool (*unique)(const Resource *resource, const GPtrArray *fields);
  bool (*foreign)(const Package *package, const Resource *resource, const ForeignKey *key);
} KeysCovered;

/* References to resources that are not read are findings. */
Keys *keys_new(const Package *package, KeysCovered covered, Diags *diags);
/* Wipes the values it kept: they may be secret. */
void keys_free(Keys *keys);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Keys, keys_free)

/* Whether rows of the table must be taken. */
bool keys_watch(const Keys *keys, const Resource *resource);
/* Takes one row, its cells in the order of the resource's fields. Findings for what is there twice. */
void keys_row(Keys *keys, const Resource *resource, const Cell *cells, Diags *diags);
/* Findings for references to nothing. */
void keys_finish(Keys *keys, Diags *diags);
