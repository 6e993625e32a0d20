/* Compares two snapshots. Cells are paired first, then causes are looked for among the pairs, the largest cause first: a slip of
 * a unit in 300 regions is one finding, and none of its cells is told again as "moved". It must not know where the rows came
 * from, and must not print. */
#include "work/drift.h"

#include <math.h>
#include <string.h>

#include "base/number.h"

enum { SLIP_REGIONS = 3, SLIP_POWERS = 3, LEAST_STEPS = 2, LEAST_SURE = 20 };
static const double TOLERANCE = 0.25, SLIP_SAME = 1.05, SLIP_NEXT = 1.35, PAST = 2;

/* Two numbers of one series: of one period, or of the last old and the newest. */
typedef struct {
  const SnapshotRow *old, *new;
  double past; /* of a new period: the largest relative step before; 0 = not known */
  bool next;
  bool told;
} Pair;

struct Drifts {
  const Snapshot *old, *new;
  const Dataset *dataset;
  GArray *all;   /* Drift */
  GArray *pairs; /* Pair: by indicator, then in the order of the rows */
};

static const char *const TITLES[DRIFT_KINDS] = {
    "Unit slips", "Vanished regions", "Vanished indicators", "Moved beyond tolerance", "Changed states", "Vanished values",
    "Changed targets", "Vanished targets",
    "Final values revised without a correction", "Corrected or withdrawn, as declared", "Revised within tolerance", "Now known", "New periods", "New regions", "New indicators",
    "New targets"};

const char *drift_word(DriftKind kind) { return GUARD_KINDS[kind]; }
const char *drift_title(DriftKind kind) { return TITLES[kind]; }

static void add(Drifts *drifts, Drift drift) { g_array_append_val(drifts->all, drift); }

static Drift of_rows(DriftKind kind, const SnapshotRow *old, const SnapshotRow *new) {
  const SnapshotRow *any = new ? new : old;
  return (Drift){.kind = kind, .indicator = any->indicator, .group = any->group, .code = any->code,
                 .before = old ? old->period : (Period){0}, .period = new ? new->period : old->period,
                 .old_text = old ? (*old->text ? old->text : old->state) : NULL,
                 .new_text = new ? (*new->text ? new->text : new->state) : NULL,
                 .old_value = old ? old->value : NAN, .new_value = new ? new->value : NAN, .factor = NAN, .count = 1};
}

static const Indicator *indicator_of(const Drifts *drifts, const char *id) {
  return drifts->dataset ? dataset_indicator(drifts->dataset, id) : NULL;
}

/* One unit of the last decimal that is shown. */
static double step_of(const Drifts *drifts, const char *id) {
  const Indicator *indicator = indicator_of(drifts, id);
  return indicator ? pow(10, -indicator->decimals) : 1;
}

static double relative(const Pair *pair) {
  double from = fabs(pair->old->value), change = fabs(pair->new->value - pair->old->value);
  return from > 0 ? change / from : change > 0 ? INFINITY : 0;
}

/* ---- Rows that are in one of the two only ---------------------------------------------------------------------- */

/* Adds to the change of the same kind, indicator, group and period, or begins it. */
static void tally(Drifts *drifts, GHashTable *tallies, Drift drift) {
  char iso[PERIOD_TEXT];
  g_autofree char *key = g_strdup_printf("%d\t%s\t%s\t%s", drift.kind, drift.indicator, drift.group, period_iso(drift.period, iso));
  gpointer found = g_hash_table_lookup(tallies, key);
  bool counted = drift.kind < DRIFT_BEYOND || drift.kind > DRIFT_REVISED; /* else by the largest change */
  if (!found) {
    if (counted) drift.size = 1;
    add(drifts, drift);
    g_hash_table_insert(tallies, g_steal_pointer(&key), GUINT_TO_POINTER(drifts->all->len));
    return;
  }
  Drift *whole = &g_array_index(drifts->all, Drift, GPOINTER_TO_UINT(found) - 1);
  guint count = whole->count + 1;
  if (!counted && drift.size > whole->size) *whole = drift;
  if (drift.kind == DRIFT_VANISHED_VALUES && count - 2 < DRIFT_NAMED) whole->others[count - 2] = drift.code;
  whole->count = count;
  if (counted) whole->size = count;
}

static GHashTable *words_of(const Snapshot *snapshot, bool periods) {
  GHashTable *words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  const GArray *rows = snapshot_rows(snapshot);
  for (guint i = 0; i < rows->len; i++) {
    const SnapshotRow *row = &g_array_index(rows, SnapshotRow, i);
    char iso[PERIOD_TEXT];
    g_autofree char *word = g_strdup_printf("%s\t%s", row->indicator, periods ? period_iso(row->period, iso) : "");
    if (!g_hash_table_contains(words, word)) g_hash_table_add(words, g_steal_pointer(&word));
  }
  return words;
}

static bool knows(GHashTable *words, const SnapshotRow *row, bool period) {
  char iso[PERIOD_TEXT];
  g_autofree char *word = g_strdup_printf("%s\t%s", row->indicator, period ? period_iso(row->period, iso) : "");
  return g_hash_table_contains(words, word);
}

typedef struct {
  GHashTable *old_indicators, *new_indicators, *old_periods;
  GHashTable *tallies, *whole; /* whole: regions and indicators told of already */
  GHashTable *declared;        /* declared_key() of cells with a correction that the old state did not have */
} Sets;

static void sets_clear(Sets *sets) {
  GHashTable *all[] = {sets->old_indicators, sets->new_indicators, sets->old_periods, sets->tallies, sets->whole, sets->declared};
  for (guint i = 0; i < G_N_ELEMENTS(all); i++) g_hash_table_unref(all[i]);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Sets, sets_clear)

/* A region or indicator as a whole, once. */
static void tell_whole(Drifts *drifts, Sets *sets, DriftKind kind, const SnapshotRow *row, const char *word, bool region) {
  if (!g_hash_table_add(sets->whole, (gpointer)word)) return;
  Drift drift = {.kind = kind, .old_value = NAN, .new_value = NAN, .factor = NAN, .count = 1, .size = 1};
  if (region) drift.code = row->code;
  else drift.indicator = row->indicator;
  add(drifts, drift);
}

static void take_vanished(Drifts *drifts, Sets *sets, const SnapshotRow *row) {
  if (!snapshot_region(drifts->new, row->code)) tell_whole(drifts, sets, DRIFT_VANISHED_REGION, row, row->code, true);
  else if (!knows(sets->new_indicators, row, false)) tell_whole(drifts, sets, DRIFT_VANISHED_INDICATOR, row, row->indicator, false);
  else tally(drifts, sets->tallies, of_rows(DRIFT_VANISHED_VALUES, row, NULL));
}

static void take_new(Drifts *drifts, Sets *sets, const SnapshotRow *row) {
  if (!snapshot_region(drifts->old, row->code)) tell_whole(drifts, sets, DRIFT_NEW_REGION, row, row->code, true);
  else if (!knows(sets->old_indicators, row, false)) tell_whole(drifts, sets, DRIFT_NEW_INDICATOR, row, row->indicator, false);
  else tally(drifts, sets->tallies, of_rows(knows(sets->old_periods, row, true) ? DRIFT_FILLED : DRIFT_NEW_PERIOD, NULL, row));
}

/* ---- Rows that are in both ------------------------------------------------------------------------------------- */

static char *declared_key(const SnapshotRow *row, const char *code) {
  char iso[PERIOD_TEXT];
  return g_strdup_printf("%s\t%s\t%s\t%s", row->indicator, row->group, period_iso(row->period, iso), code);
}

/* A second correction of one value looks like the first one that still stands: it is told like any other change. */
static bool is_declared(const SnapshotRow *old, const SnapshotRow *new) {
  if (!strcmp(new->state, "withdrawn")) return strcmp(old->state, "withdrawn") != 0;
  return snapshot_has_flag(new, "corrected") && !snapshot_has_flag(old, "corrected");
}

static bool is_changed(const SnapshotRow *old, const SnapshotRow *new) {
  return strcmp(old->text, new->text) || strcmp(old->state, new->state);
}

/* Told by its correction, however large. */
static void take_declared(Drifts *drifts, Sets *sets, const SnapshotRow *old, const SnapshotRow *new) {
  Drift drift = of_rows(DRIFT_CORRECTED, old, new);
  Pair pair = {.old = old, .new = new};
  drift.size = isnan(old->value) || isnan(new->value) ? 0 : relative(&pair);
  if (is_changed(old, new)) tally(drifts, sets->tallies, drift);
  g_hash_table_add(sets->declared, declared_key(new, new->code));
}

static bool hidden(const SnapshotRow *row) { return !strcmp(row->state, "secret") || !strcmp(row->state, "missing_or_secret"); }

static void take_both(Drifts *drifts, Sets *sets, const SnapshotRow *old, const SnapshotRow *new) {
  bool was = *old->text, is = *new->text;
  if (is_declared(old, new)) {
    take_declared(drifts, sets, old, new);
  } else if (!isnan(old->value) && !isnan(new->value)) {
    Pair pair = {.old = old, .new = new};
    g_array_append_val(drifts->pairs, pair);
  } else if (was && is) {
    if (strcmp(old->text, new->text)) add(drifts, of_rows(DRIFT_STATE_CHANGED, old, new));
  } else if (!was && is && !hidden(old)) {
    tally(drifts, sets->tallies, of_rows(DRIFT_FILLED, old, new));
  } else if (was != is || strcmp(old->state, new->state)) {
    add(drifts, of_rows(DRIFT_STATE_CHANGED, old, new));
  }
}

static void walk_both(Drifts *drifts, Sets *sets) {
  const GArray *olds = snapshot_rows(drifts->old), *news = snapshot_rows(drifts->new);
  guint i = 0, j = 0;
  while (i < olds->len || j < news->len) {
    const SnapshotRow *old = i < olds->len ? &g_array_index(olds, SnapshotRow, i) : NULL;
    const SnapshotRow *new = j < news->len ? &g_array_index(news, SnapshotRow, j) : NULL;
    int order = !old ? 1 : !new ? -1 : snapshot_row_compare(old, new);
    if (order < 0) take_vanished(drifts, sets, old);
    else if (order > 0) take_new(drifts, sets, new);
    else take_both(drifts, sets, old, new);
    i += order <= 0;
    j += order >= 0;
  }
}

/* ---- A new period against the last one ------------------------------------------------------------------------- */

/* The largest relative step between neighbours of the old series that ends before `end`. */
static double largest_step(const GArray *rows, guint begin, guint end) {
  double largest = 0;
  const SnapshotRow *before = NULL;
  for (guint i = begin; i < end; i++) {
    const SnapshotRow *row = &g_array_index(rows, SnapshotRow, i);
    if (isnan(row->value)) continue;
    Pair pair = {.old = before, .new = row};
    if (before && before->value != 0) largest = MAX(largest, relative(&pair));
    before = row;
  }
  return largest;
}

/* The newest row of a new series, when it is later than anything the old one has. `at` is moved behind the series. */
static const SnapshotRow *newest_after(const GArray *news, guint *at, const SnapshotRow *last) {
  const SnapshotRow *newest = NULL;
  while (*at < news->len && snapshot_row_compare(&g_array_index(news, SnapshotRow, *at), last) <= 0) (*at)++;
  for (; *at < news->len && snapshot_same_series(&g_array_index(news, SnapshotRow, *at), last); (*at)++) {
    const SnapshotRow *row = &g_array_index(news, SnapshotRow, *at);
    if (!isnan(row->value) && row->period.kind == last->period.kind) newest = row;
  }
  return newest;
}

static void pair_new_periods(Drifts *drifts) {
  const GArray *olds = snapshot_rows(drifts->old), *news = snapshot_rows(drifts->new);
  guint at = 0;
  for (guint begin = 0, end; begin < olds->len; begin = end) {
    const SnapshotRow *first = &g_array_index(olds, SnapshotRow, begin), *known = NULL;
    for (end = begin; end < olds->len && snapshot_same_series(&g_array_index(olds, SnapshotRow, end), first); end++)
      if (!isnan(g_array_index(olds, SnapshotRow, end).value)) known = &g_array_index(olds, SnapshotRow, end);
    const SnapshotRow *newest = newest_after(news, &at, &g_array_index(olds, SnapshotRow, end - 1));
    if (!known || !newest) continue;
    Pair pair = {.old = known, .new = newest, .next = true, .past = largest_step(olds, begin, end)};
    g_array_append_val(drifts->pairs, pair);
  }
}

/* ---- Unit slips ------------------------------------------------------------------------------------------------ */

/* The power of ten that the pair looks like; 0 = none. */
static int power_of(const Pair *pair) {
  double ratio = pair->new->value / pair->old->value, near = pair->next ? SLIP_NEXT : SLIP_SAME;
  if (!(ratio > 0) || isinf(ratio)) return 0;
  int power = (int)round(log10(ratio));
  double off = ratio / pow(10, power);
  return power && ABS(power) <= SLIP_POWERS && off < near && off > 1 / near ? power : 0;
}

/* The pairs of one indicator, kind and period: how many there are, and how many look like each power. */
typedef struct {
  guint all, powers[2 * SLIP_POWERS + 1];
  guint told[2 * SLIP_POWERS + 1]; /* where its Drift is, plus one */
} SlipGroup;

static SlipGroup *slip_group(GHashTable *groups, const Pair *pair) {
  char iso[PERIOD_TEXT];
  g_autofree char *key = g_strdup_printf("%s\t%d\t%s", pair->new->indicator, pair->next, period_iso(pair->new->period, iso));
  SlipGroup *group = g_hash_table_lookup(groups, key);
  if (group) return group;
  group = g_new0(SlipGroup, 1);
  g_hash_table_insert(groups, g_steal_pointer(&key), group);
  return group;
}

/* Several regions at once, or one number that is too large to come to it by chance. From one period to the next numbers may grow:
 * then at least half of all did, or one by 100 or 1000, far more than its series ever did. */
static bool is_slip(const Drifts *drifts, const Pair *pair, const SlipGroup *group, guint index) {
  double least = MIN(fabs(pair->old->value), fabs(pair->new->value));
  bool large = least >= LEAST_SURE * step_of(drifts, pair->new->indicator), many = group->powers[index] >= SLIP_REGIONS;
  if (!pair->next) return many || large;
  if (many && group->powers[index] * 2 >= group->all) return true;
  return large && ABS((int)index - SLIP_POWERS) > 1 && relative(pair) > PAST * pair->past;
}

static void tell_slip(Drifts *drifts, Pair *pair, SlipGroup *group, guint index, int power) {
  pair->told = true;
  if (group->told[index]) {
    g_array_index(drifts->all, Drift, group->told[index] - 1).count++;
    return;
  }
  Drift drift = of_rows(DRIFT_UNIT_SLIP, pair->old, pair->new);
  drift.factor = pow(10, power);
  drift.of = group->all;
  drift.size = group->powers[index];
  add(drifts, drift);
  group->told[index] = drifts->all->len;
}

static void find_slips(Drifts *drifts) {
  g_autoptr(GHashTable) groups = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < drifts->pairs->len; i++) {
    const Pair *pair = &g_array_index(drifts->pairs, Pair, i);
    if (pair->told) continue;
    SlipGroup *group = slip_group(groups, pair);
    group->all += pair->old->value != 0 && pair->new->value != 0;
    group->powers[power_of(pair) + SLIP_POWERS]++;
  }
  for (guint i = 0; i < drifts->pairs->len; i++) {
    Pair *pair = &g_array_index(drifts->pairs, Pair, i);
    int power = pair->told ? 0 : power_of(pair);
    if (!power) continue;
    SlipGroup *group = slip_group(groups, pair);
    guint index = (guint)(power + SLIP_POWERS);
    if (is_slip(drifts, pair, group, index)) tell_slip(drifts, pair, group, index, power);
  }
}

/* ---- What follows from a correction ------------------------------------------------------------------------------ */

/* Whether it is a total of which a part was newly corrected. */
static bool follows(const Drifts *drifts, const Sets *sets, const Pair *pair) {
  const Region *region = drifts->dataset && !pair->next ? dataset_region(drifts->dataset, pair->new->code) : NULL;
  bool found = false;
  for (guint i = 0; region && !found && g_hash_table_size(sets->declared) && i < region->members->len; i++) {
    g_autofree char *key = declared_key(pair->new, ((const Region *)region->members->pdata[i])->code);
    found = snapshot_has_flag(pair->new, "aggregated") && g_hash_table_contains(sets->declared, key);
  }
  return found;
}

static void find_followers(Drifts *drifts, Sets *sets) {
  for (guint i = 0; i < drifts->pairs->len; i++) {
    Pair *pair = &g_array_index(drifts->pairs, Pair, i);
    if (pair->old->value == pair->new->value || !follows(drifts, sets, pair)) continue;
    Drift drift = of_rows(DRIFT_CORRECTED, pair->old, pair->new);
    drift.size = relative(pair);
    tally(drifts, sets->tallies, drift);
    pair->told = true;
  }
}

/* ---- Moved and revised ----------------------------------------------------------------------------------------- */

static bool is_beyond(const Drifts *drifts, const Pair *pair) {
  const Indicator *indicator = indicator_of(drifts, pair->new->indicator);
  double change = fabs(pair->new->value - pair->old->value), share = relative(pair);
  bool absolute = indicator && indicator->tolerance > 0 && !indicator->tolerance_relative;
  double limit = indicator && indicator->tolerance > 0 ? indicator->tolerance : TOLERANCE;
  if (pair->next && pair->past > 0 && share <= PAST * pair->past) return false;
  if (absolute) return change > limit;
  return share > limit && change > LEAST_STEPS * step_of(drifts, pair->new->indicator);
}

static bool was_final(const SnapshotRow *row) {
  return !snapshot_has_flag(row, "provisional") && !snapshot_has_flag(row, "revised") && !snapshot_has_flag(row, "estimated");
}

/* Totals follow from their parts, which are told of themselves. */
static DriftKind kind_of_revision(const Pair *pair) {
  return was_final(pair->old) && !snapshot_has_flag(pair->new, "aggregated") ? DRIFT_UNDECLARED : DRIFT_REVISED;
}

static void find_moves(Drifts *drifts, Sets *sets) {
  for (guint i = 0; i < drifts->pairs->len; i++) {
    const Pair *pair = &g_array_index(drifts->pairs, Pair, i);
    if (pair->told || pair->old->value == pair->new->value) continue;
    bool beyond = is_beyond(drifts, pair);
    if (pair->next && !beyond) continue;
    Drift drift = of_rows(beyond ? DRIFT_MOVED : kind_of_revision(pair), pair->old, pair->new);
    drift.size = relative(pair);
    if (beyond) add(drifts, drift);
    else tally(drifts, sets->tallies, drift);
  }
}

/* ---- The whole ------------------------------------------------------------------------------------------------- */

static int by_kind(gconstpointer a, gconstpointer b) {
  const Drift *x = a, *y = b;
  if (x->kind != y->kind) return x->kind < y->kind ? -1 : 1;
  if (x->size != y->size) return x->size > y->size ? -1 : 1;
  int order = g_strcmp0(x->indicator, y->indicator);
  if (!order) order = g_strcmp0(x->code, y->code);
  if (!order) order = g_strcmp0(x->group, y->group);
  return order ? order : period_compare(x->period, y->period);
}

static void name_regions(Drifts *drifts) {
  for (guint i = 0; i < drifts->all->len; i++) {
    Drift *drift = &g_array_index(drifts->all, Drift, i);
    if (drift->code) drift->name = snapshot_region(drifts->new, drift->code);
    if (drift->code && !drift->name) drift->name = snapshot_region(drifts->old, drift->code);
  }
}

Drifts *drifts_find(const Snapshot *old, const Snapshot *new, const Dataset *dataset) {
  Drifts *drifts = g_new0(Drifts, 1);
  *drifts = (Drifts){old, new, dataset, g_array_new(FALSE, FALSE, sizeof(Drift)), g_array_new(FALSE, FALSE, sizeof(Pair))};
  g_auto(Sets) sets = {words_of(old, false), words_of(new, false), words_of(old, true),
                       g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL), g_hash_table_new(g_str_hash, g_str_equal),
                       g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
  walk_both(drifts, &sets);
  find_followers(drifts, &sets);
  pair_new_periods(drifts);
  find_slips(drifts);
  find_moves(drifts, &sets);
  drift_find_targets(old, new, drifts->all);
  name_regions(drifts);
  g_array_sort(drifts->all, by_kind);
  return drifts;
}

void drifts_free(Drifts *drifts) {
  if (!drifts) return;
  g_array_unref(drifts->all);
  g_array_unref(drifts->pairs);
  g_free(drifts);
}

const GArray *drifts_all(const Drifts *drifts) { return drifts->all; }

guint drifts_count(const Drifts *drifts, DriftKind kind) {
  guint count = 0;
  for (guint i = 0; i < drifts->all->len; i++) count += g_array_index(drifts->all, Drift, i).kind == kind;
  return count;
}

bool drifts_beyond(const Drifts *drifts) {
  return drifts->all->len && g_array_index(drifts->all, Drift, 0).kind < DRIFT_BEYOND;
}
