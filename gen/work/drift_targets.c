/* What became of targets between two snapshots. They are few and set by people, so that any change is one to look at; one decision
 * for all gemeenten is told once. It must not know values, nor what makes a change too large. */
#include "work/drift.h"

#include <math.h>
#include <string.h>

typedef struct {
  const Snapshot *old, *new;
  GArray *all;         /* Drift */
  GHashTable *tallies; /* what is the same of several → place in `all`, plus one */
} Search;

/* Adds to what became of others in the same way, or begins it. */
static void tell(Search *search, DriftKind kind, const SnapshotTarget *old, const SnapshotTarget *new) {
  const SnapshotTarget *any = new ? new : old;
  g_autofree char *key = g_strdup_printf("%d\t%s\t%s\t%s", kind, any->indicator, old ? old->text : "", new ? new->text : "");
  guint at = GPOINTER_TO_UINT(g_hash_table_lookup(search->tallies, key));
  if (at) {
    Drift *drift = &g_array_index(search->all, Drift, at - 1);
    drift->size = ++drift->count;
    return;
  }
  Drift drift = {.kind = kind, .indicator = any->indicator, .code = any->code, .old_text = old ? old->text : NULL,
                 .new_text = new ? new->text : NULL, .old_value = old ? old->value : NAN, .new_value = new ? new->value : NAN,
                 .factor = NAN, .count = 1, .size = 1};
  g_array_append_val(search->all, drift);
  g_hash_table_insert(search->tallies, g_steal_pointer(&key), GUINT_TO_POINTER(search->all->len));
}

static int order_of(const SnapshotTarget *old, const SnapshotTarget *new) {
  if (!old || !new) return old ? -1 : 1;
  int order = strcmp(old->indicator, new->indicator);
  return order ? order : strcmp(old->code, new->code);
}

/* A region that came or went takes its targets along, and is told of by itself. */
static void compare(Search *search, const SnapshotTarget *old, const SnapshotTarget *new) {
  if (!new && snapshot_region(search->new, old->code)) tell(search, DRIFT_TARGET_VANISHED, old, NULL);
  else if (!old && snapshot_region(search->old, new->code)) tell(search, DRIFT_TARGET_NEW, NULL, new);
  else if (old && new && strcmp(old->text, new->text)) tell(search, DRIFT_TARGET_CHANGED, old, new);
}

void drift_find_targets(const Snapshot *old, const Snapshot *new, GArray *all) {
  const GArray *olds = snapshot_targets(old), *news = snapshot_targets(new);
  if (!olds || !news) return;
  Search search = {old, new, all, g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
  for (guint i = 0, j = 0; i < olds->len || j < news->len;) {
    const SnapshotTarget *was = i < olds->len ? &g_array_index(olds, SnapshotTarget, i) : NULL;
    const SnapshotTarget *is = j < news->len ? &g_array_index(news, SnapshotTarget, j) : NULL;
    int order = order_of(was, is);
    compare(&search, order <= 0 ? was : NULL, order >= 0 ? is : NULL);
    i += order <= 0;
    j += order >= 0;
  }
  g_hash_table_unref(search.tallies);
}
