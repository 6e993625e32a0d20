/* The table of mergers, checked and connected: a code that went somewhere leads, row by row, to regions of today. This file
 * must not know observations; what becomes of those is merge.c's. */
#include "data/mergers.h"
#include "base/file.h"
#include <math.h>
#include <string.h>

enum { MAX_CHAIN = 16 };
static const double SHARE_SLACK = 0.001;

/* A row. */
typedef struct {
  Period date;
  char *from, *from_name, *from_slug, *to, *to_name;
  MergerKind kind;
  double share; /* NAN = not known */
  int existed;  /* to_existed: 1, 0, or -1 for blank */
  bool counts;  /* not after the reference year */
  SourcePos pos, from_pos, to_pos, share_pos;
} Merger;

struct Mergers {
  const Regions *regions;
  const Catalog *catalog;
  Period reference;
  Diags *diags;
  GPtrArray *rows;      /* Merger*, owned; by date once finished */
  GPtrArray *old;       /* Region*, owned */
  GHashTable *by_code;  /* → Region* of `old` */
  GArray *borders;      /* BorderChange */
  GPtrArray *moved;     /* MovedRegion*, owned */
};

enum { DATE, FROM_CODE, FROM_NAME, FROM_SLUG, TO_CODE, TO_NAME, KIND, SHARE, TO_EXISTED, SOURCE };
static const TableColumn COLUMNS[] = {
    [DATE] = {.name = "date", .needed = true, .key = true},
    [FROM_CODE] = {.name = "from_code", .needed = true, .key = true},
    [FROM_NAME] = {.name = "from_name", .needed = true},
    [FROM_SLUG] = {.name = "from_slug"},
    [TO_CODE] = {.name = "to_code", .needed = true, .key = true},
    [TO_NAME] = {.name = "to_name", .needed = true},
    [KIND] = {.name = "kind", .needed = true},
    [SHARE] = {.name = "share", .raw = true},
    [TO_EXISTED] = {.name = "to_existed"},
    [SOURCE] = {.name = "source", .refers = "sources.id"},
};
const TableShape MERGERS_SHAPE = {COLUMNS, G_N_ELEMENTS(COLUMNS), false};

static const char *const KINDS[] = {"merged", "split", "renamed", "recoded", "province", NULL};
static const char *const BOOLEANS[] = {"false", "true", NULL};

/* ---- Life ------------------------------------------------------------------------------------------------------ */

static void merger_free(gpointer data) {
  Merger *row = data;
  g_free(row->from);
  g_free(row->from_name);
  g_free(row->from_slug);
  g_free(row->to);
  g_free(row->to_name);
  g_free(row);
}

static void old_free(gpointer data) {
  Region *region = data;
  g_free(region->code);
  g_free(region->name);
  g_free(region);
}

static void moved_free(gpointer data) {
  MovedRegion *moved = data;
  g_ptr_array_unref(moved->to);
  g_free(moved);
}

Mergers *mergers_new(const Regions *regions, const Catalog *catalog, Period reference, Diags *diags) {
  Mergers *mergers = g_new0(Mergers, 1);
  *mergers = (Mergers){regions, catalog, reference, diags, g_ptr_array_new_with_free_func(merger_free),
                       g_ptr_array_new_with_free_func(old_free), g_hash_table_new(g_str_hash, g_str_equal),
                       g_array_new(FALSE, FALSE, sizeof(BorderChange)), g_ptr_array_new_with_free_func(moved_free)};
  return mergers;
}

void mergers_free(Mergers *mergers) {
  g_ptr_array_unref(mergers->moved);
  g_array_unref(mergers->borders);
  g_hash_table_unref(mergers->by_code);
  g_ptr_array_unref(mergers->old);
  g_ptr_array_unref(mergers->rows);
  g_free(mergers);
}

/* ---- Reading --------------------------------------------------------------------------------------------------- */

static bool read_date(Mergers *mergers, const Cell *cell, Period *date) {
  *date = cell->period;
  if (cell->missing || cell->bad) return false;
  if (date->kind == PERIOD_DAY || (period_parse(cell->text, cell->length, date) && date->kind == PERIOD_DAY)) return true;
  g_autofree char *found = cell_quote(cell);
  diags_error(mergers->diags, "merger-date", cell->pos, "write it like 2023-01-01", "'%s' is no date", found);
  return false;
}

static bool read_share(Mergers *mergers, const Row *row, Merger *merger) {
  const Cell *cell = row_cell(row, SHARE);
  merger->share = NAN;
  merger->share_pos = cell->pos.line ? cell->pos : row->pos;
  if (!cell->missing && !row_number(row, SHARE, &merger->share, mergers->diags)) return false;
  bool split = merger->kind == MERGER_SPLIT;
  if (!split && isnan(merger->share)) merger->share = 1;
  if (split ? isnan(merger->share) || (merger->share > 0 && merger->share < 1) : merger->share == 1) return true;
  diags_error(mergers->diags, "merger-share", cell->pos, split ? "leave it blank when it is not known" : "leave it blank",
              split ? "a share lies between 0 and 1" : "only of what is split goes a share");
  return false;
}

static bool check_slug(Mergers *mergers, const Cell *cell) {
  if (cell->missing || (!cell->bad && file_name_is_safe(cell->text))) return true;
  g_autofree char *found = cell_quote(cell);
  diags_error(mergers->diags, "region-slug", cell->pos, "use small letters, digits and hyphens, like den-haag",
              "'%s' cannot be part of an address", found);
  return false;
}

void mergers_take(const Row *row, gpointer user_data) {
  Mergers *mergers = user_data;
  Diags *diags = mergers->diags;
  const Cell *from = row_cell(row, FROM_CODE), *to = row_cell(row, TO_CODE), *existed = row_cell(row, TO_EXISTED);
  Merger *merger = g_new0(Merger, 1);
  *merger = (Merger){.from = row_text(row, FROM_CODE), .from_name = row_text(row, FROM_NAME),
                     .from_slug = row_text(row, FROM_SLUG), .to = row_text(row, TO_CODE), .to_name = row_text(row, TO_NAME),
                     .pos = row->pos, .from_pos = from->pos, .to_pos = to->pos};
  bool good = read_date(mergers, row_cell(row, DATE), &merger->date) && !from->missing && !to->missing;
  int kind = cell_word(row_cell(row, KIND), "merger-kind", "the kind", KINDS, -1, diags);
  merger->kind = (MergerKind)MAX(kind, 0);
  merger->existed = cell_word(existed, "merger-existed", "the word", BOOLEANS, -1, diags);
  if (!catalog_find_source(mergers->catalog, row_cell(row, SOURCE), diags) && !row_cell(row, SOURCE)->missing) good = false;
  if (!check_slug(mergers, row_cell(row, FROM_SLUG)) || kind < 0 || !read_share(mergers, row, merger)) good = false;
  if (!strcmp(merger->from, merger->to) && merger->kind != MERGER_RENAMED && good) {
    diags_error(diags, "merger-itself", to->pos, "only a name can change while the code stays", "'%s' goes into itself", to->text);
    good = false;
  }
  if (good) g_ptr_array_add(mergers->rows, merger);
  else merger_free(merger);
}

/* ---- Connecting ------------------------------------------------------------------------------------------------ */

static int by_date(gconstpointer a, gconstpointer b) {
  const Merger *first = *(const Merger *const *)a, *second = *(const Merger *const *)b;
  int order = period_compare(first->date, second->date);
  if (!order) order = strcmp(first->from, second->from);
  return order ? order : strcmp(first->to, second->to);
}

/* Whether the code ceases to be. */
static bool ends(const Merger *row) { return row->kind != MERGER_PROVINCE && strcmp(row->from, row->to); }

static bool is_later(const Mergers *mergers, const Merger *row) {
  Period day = {mergers->reference.year, PERIOD_DAY, 1, 1};
  return mergers->reference.kind != PERIOD_NONE && period_compare(row->date, day) > 0;
}

static void add_old(Mergers *mergers, const Merger *row) {
  if (g_hash_table_contains(mergers->by_code, row->from)) return;
  Region *region = g_new0(Region, 1);
  region->code = g_strdup(row->from);
  region->name = g_strdup(row->from_name);
  region->index = regions_all(mergers->regions)->len + mergers->old->len;
  region->pos = row->pos;
  g_ptr_array_add(mergers->old, region);
  g_hash_table_insert(mergers->by_code, region->code, region);
}

static void judge(Mergers *mergers, Merger *row) {
  const Region *region = regions_by_code(mergers->regions, row->from);
  row->counts = !is_later(mergers, row);
  if (!row->counts || !ends(row)) return;
  if (!region) {
    add_old(mergers, row);
    return;
  }
  row->counts = false;
  if (mergers->reference.kind != PERIOD_NONE)
    diags_error(mergers->diags, "merger-region-stays", row->from_pos, "take the region out of the table of regions, or the row out here",
                "'%s' is dissolved by then, but still a region", row->from);
  else
    diags_add(mergers->diags, DIAG_NOTE, "merger-later", row->from_pos, "take it out of the table of regions when it is",
              "'%s' is still a region: the row does not count yet", row->from);
}

static void check_target(Mergers *mergers, const Merger *row) {
  const Region *from = regions_by_code(mergers->regions, row->from), *to = regions_by_code(mergers->regions, row->to);
  if (row->kind == MERGER_PROVINCE && !from)
    diags_error(mergers->diags, "region-unknown", row->from_pos, "give a code of the table of regions", "there is no region '%s'",
                row->from);
  if (to || (row->kind != MERGER_PROVINCE && mergers_old_region(mergers, row->to))) return;
  diags_error(mergers->diags, "merger-nowhere", row->to_pos, "give the code of a region, or of another row that says where it went",
              "'%s' went to '%s', which is no region and goes nowhere", row->from, row->to);
}

/* The shares of one split: all of them together are the whole. */
static void check_shares(Mergers *mergers, guint first, guint count) {
  double total = 0;
  for (guint i = first; i < first + count; i++) total += ((const Merger *)mergers->rows->pdata[i])->share;
  if (isnan(total)) return;
  const Merger *row = mergers->rows->pdata[first];
  if (fabs(total - 1) > SHARE_SLACK)
    diags_error(mergers->diags, "merger-share", row->share_pos, "correct them, or leave what is not known blank",
                "the shares of '%s' do not add up to 1", row->from);
  for (guint i = first; i < first + count; i++) ((Merger *)mergers->rows->pdata[i])->share /= total;
}

static guint split_length(const Mergers *mergers, guint first) {
  const Merger *row = mergers->rows->pdata[first];
  guint count = 1;
  while (first + count < mergers->rows->len) {
    const Merger *next = mergers->rows->pdata[first + count];
    if (strcmp(next->from, row->from) || !period_equal(next->date, row->date)) break;
    count++;
  }
  return count;
}

static void add_border(Mergers *mergers, const char *code, Period date) {
  BorderChange change = {regions_by_code(mergers->regions, code), date};
  if (change.region) g_array_append_val(mergers->borders, change);
}

/* A code that goes in a circle would never arrive. */
static bool arrives(const Mergers *mergers, const char *code, guint depth) {
  if (regions_by_code(mergers->regions, code)) return true;
  for (guint i = 0; depth < MAX_CHAIN && i < mergers->rows->len; i++) {
    const Merger *row = mergers->rows->pdata[i];
    if (row->counts && ends(row) && !strcmp(row->from, code) && !arrives(mergers, row->to, depth + 1)) return false;
  }
  return depth < MAX_CHAIN;
}

static void collect_moved(Mergers *mergers);

void mergers_finish(Mergers *mergers) {
  guint errors = diags_count(mergers->diags, DIAG_ERROR);
  g_ptr_array_sort(mergers->rows, by_date);
  for (guint i = 0; i < mergers->rows->len; i++) judge(mergers, mergers->rows->pdata[i]);
  for (guint i = 0; i < mergers->rows->len; i += split_length(mergers, i)) check_shares(mergers, i, split_length(mergers, i));
  for (guint i = 0; i < mergers->rows->len; i++) {
    const Merger *row = mergers->rows->pdata[i];
    if (!row->counts) continue;
    check_target(mergers, row);
    if (row->kind != MERGER_PROVINCE) continue;
    add_border(mergers, row->from, row->date);
    add_border(mergers, row->to, row->date);
  }
  for (guint i = 0; i < mergers->old->len; i++) {
    const Region *old = mergers->old->pdata[i];
    if (arrives(mergers, old->code, 0)) continue;
    diags_error(mergers->diags, "merger-circle", old->pos, "a code goes to one that goes on later, and ends at a region",
                "'%s' goes round in a circle", old->code);
    return;
  }
  if (diags_count(mergers->diags, DIAG_ERROR) == errors) collect_moved(mergers);
}

/* ---- Asking ---------------------------------------------------------------------------------------------------- */

const GPtrArray *mergers_old_regions(const Mergers *mergers) { return mergers->old; }
const GArray *mergers_border_changes(const Mergers *mergers) { return mergers->borders; }
const GPtrArray *mergers_moved(const Mergers *mergers) { return mergers->moved; }

const Region *mergers_old_region(const Mergers *mergers, const char *code) {
  return g_hash_table_lookup(mergers->by_code, code);
}

/* Whether a change on that day comes after the period began: 2022 is the 1st of January, on which Weesp still was. */
static bool comes_after(const Merger *row, Period period) {
  return period_axis(row->date) > period_axis(period);
}

/* Whether the row's new code was there before it. */
static bool existed_before(const Mergers *mergers, const Merger *row) {
  if (row->existed >= 0) return row->existed;
  const Region *region = regions_by_code(mergers->regions, row->to);
  if (row->kind != MERGER_MERGED && row->kind != MERGER_SPLIT) return false;
  return !region || region->valid_from.kind == PERIOD_NONE || period_axis(region->valid_from) < period_axis(row->date);
}

bool mergers_existed(const Mergers *mergers, const Region *region, Period period) {
  bool old = region->index >= regions_all(mergers->regions)->len, left = !old;
  for (guint i = 0; i < mergers->rows->len; i++) {
    const Merger *row = mergers->rows->pdata[i];
    if (!row->counts || !ends(row) || !comes_after(row, period)) continue;
    if (!strcmp(row->to, region->code) && !existed_before(mergers, row)) return false;
    left = left || !strcmp(row->from, region->code);
  }
  return left;
}

/* The rows are by date: the first from row `from` on that fits is the next thing that happened to the code. */
static void follow(const Mergers *mergers, const char *code, guint from, Successor so_far, GArray *successors) {
  const Merger *next = NULL;
  so_far.region = regions_by_code(mergers->regions, code);
  for (guint i = from; !so_far.region && i < mergers->rows->len; i++) {
    const Merger *row = mergers->rows->pdata[i];
    if (!row->counts || !ends(row) || strcmp(row->from, code)) continue;
    if (next && !period_equal(next->date, row->date)) break;
    next = row;
    Successor successor = so_far;
    successor.share *= row->share;
    if (isnan(row->share) && !successor.unknown.line) successor.unknown = row->pos;
    follow(mergers, row->to, from, successor, successors);
  }
  if (so_far.region) g_array_append_val(successors, so_far);
}

void mergers_successors(const Mergers *mergers, const Region *old, Period period, GArray *successors) {
  guint from = 0;
  while (from < mergers->rows->len && !comes_after(mergers->rows->pdata[from], period)) from++;
  follow(mergers, old->code, from, (Successor){.share = 1}, successors);
}

/* ---- Where pages went ------------------------------------------------------------------------------------------ */

static bool has_page(const Mergers *mergers, const LevelConfig *level, const char *slug) {
  g_autofree char *address = g_strdup_printf("%s/%s", level->id, slug);
  return regions_by_name(mergers->regions, address);
}

static MovedRegion *find_moved(const Mergers *mergers, const char *slug) {
  for (guint i = 0; i < mergers->moved->len; i++) {
    MovedRegion *moved = mergers->moved->pdata[i];
    if (!strcmp(moved->slug, slug)) return moved;
  }
  return NULL;
}

static void collect_row(Mergers *mergers, guint index) {
  const Merger *row = mergers->rows->pdata[index];
  g_autoptr(GArray) successors = g_array_new(FALSE, FALSE, sizeof(Successor));
  follow(mergers, row->to, index, (Successor){.share = 1}, successors);
  const Region *first = successors->len ? g_array_index(successors, Successor, 0).region : NULL;
  if (!first || has_page(mergers, first->level, row->from_slug)) return;
  MovedRegion *moved = find_moved(mergers, row->from_slug);
  if (moved && (strcmp(moved->code, row->from) || !period_equal(moved->date, row->date))) {
    diags_error(mergers->diags, "region-slug", row->pos, "each address leads to one place", "the slug '%s' is that of %s too",
                row->from_slug, moved->code);
    return;
  }
  if (!moved) {
    moved = g_new0(MovedRegion, 1);
    *moved = (MovedRegion){row->from, row->from_name, row->from_slug, row->to_name, first->level, row->date, row->kind,
                           g_ptr_array_new()};
    g_ptr_array_add(mergers->moved, moved);
  }
  for (guint i = 0; i < successors->len; i++) {
    const Region *region = g_array_index(successors, Successor, i).region;
    if (!g_ptr_array_find(moved->to, region, NULL)) g_ptr_array_add(moved->to, (gpointer)region);
  }
}

static void collect_moved(Mergers *mergers) {
  for (guint i = 0; i < mergers->rows->len; i++) {
    const Merger *row = mergers->rows->pdata[i];
    if (row->counts && row->kind != MERGER_PROVINCE && *row->from_slug) collect_row(mergers, i);
  }
}
