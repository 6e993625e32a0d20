/* Reads published rows back. It must not know why they are compared, nor any rule about values. */
#include "work/snapshot.h"

#include <math.h>
#include <string.h>

#include "base/file.h"
#include "base/number.h"
#include "data/csv.h"
#include "web/site.h"

enum { DEPTH = 6 };
enum { CODE, NAME, INDICATOR, PERIOD, GROUP, VALUE, STATE, FLAGS, COLUMNS };
static const char *const NAMES[COLUMNS] = {"code", "name", "indicator", "period", "group", "value", "state", "flags"};

enum { TARGET_CODE, TARGET_INDICATOR, TARGET_KIND, TARGET_VALUE, TARGET_YEAR, BASE_YEAR, BASE_VALUE, TARGET_FLAGS, TARGET_COLUMNS };
static const char *const TARGET_NAMES[TARGET_COLUMNS] = {"code", "indicator", "kind", "value", "year", "base_year", "base_value", "flags"};

enum { MOST_COLUMNS = 8 };
G_STATIC_ASSERT((int)COLUMNS <= MOST_COLUMNS && (int)TARGET_COLUMNS <= MOST_COLUMNS);

struct Snapshot {
  GStringChunk *texts;
  GArray *rows;        /* SnapshotRow */
  GArray *targets;     /* SnapshotTarget; NULL until a table of them was read */
  GHashTable *regions; /* code → name */
};

static Snapshot *snapshot_new(void) {
  Snapshot *snapshot = g_new0(Snapshot, 1);
  snapshot->texts = g_string_chunk_new(1 << 16);
  snapshot->rows = g_array_new(FALSE, FALSE, sizeof(SnapshotRow));
  snapshot->regions = g_hash_table_new(g_str_hash, g_str_equal);
  return snapshot;
}

void snapshot_free(Snapshot *snapshot) {
  if (!snapshot) return;
  g_hash_table_unref(snapshot->regions);
  g_array_unref(snapshot->rows);
  if (snapshot->targets) g_array_unref(snapshot->targets);
  g_string_chunk_free(snapshot->texts);
  g_free(snapshot);
}

/* ---- Order ----------------------------------------------------------------------------------------------------- */

static int compare_series(const SnapshotRow *a, const SnapshotRow *b) {
  int order = strcmp(a->indicator, b->indicator);
  if (!order) order = strcmp(a->code, b->code);
  return order ? order : strcmp(a->group, b->group);
}

int snapshot_row_compare(const SnapshotRow *a, const SnapshotRow *b) {
  int order = compare_series(a, b);
  return order ? order : period_compare(a->period, b->period);
}

bool snapshot_same_series(const SnapshotRow *a, const SnapshotRow *b) { return compare_series(a, b) == 0; }

bool snapshot_has_flag(const SnapshotRow *row, const char *word) {
  gsize length = strlen(word);
  for (const char *at = row->flags; (at = strstr(at, word)); at += length)
    if ((at == row->flags || at[-1] == ' ') && (!at[length] || at[length] == ' ')) return true;
  return false;
}

static int by_owner(gconstpointer a, gconstpointer b) {
  const SnapshotTarget *x = a, *y = b;
  int order = strcmp(x->indicator, y->indicator);
  return order ? order : strcmp(x->code, y->code);
}

static int by_key(gconstpointer a, gconstpointer b) { return snapshot_row_compare(a, b); }

/* ---- Rows ------------------------------------------------------------------------------------------------------ */

typedef struct {
  Snapshot *snapshot;
  int columns[MOST_COLUMNS]; /* where each is in a record */
  bool fits;
  const char *file;
  Diags *diags;
} Reading;

static bool take_header(Reading *reading, const CsvField *fields, guint count, const char *const *names, guint columns) {
  reading->fits = true;
  for (guint c = 0; c < columns; c++) {
    guint i = 0;
    while (i < count && strcmp(fields[i].text, names[c])) i++;
    reading->columns[c] = (int)i;
    if (i < count) continue;
    diags_error(reading->diags, "snapshot-column", (SourcePos){reading->file, 1, 1}, "give a site made by feitenblad",
                "there is no column '%s'", names[c]);
    reading->fits = false;
  }
  return reading->fits;
}

static bool take_record(const CsvField *fields, guint count, guint record, gpointer user_data) {
  Reading *reading = user_data;
  Snapshot *snapshot = reading->snapshot;
  if (record == 1) return take_header(reading, fields, count, NAMES, COLUMNS);
  const char *texts[COLUMNS];
  for (guint c = 0; c < COLUMNS; c++) {
    if (reading->columns[c] >= (int)count) return true;
    texts[c] = g_string_chunk_insert_const(snapshot->texts, fields[reading->columns[c]].text);
  }
  SnapshotRow row = {.indicator = texts[INDICATOR], .code = texts[CODE], .group = texts[GROUP], .state = texts[STATE],
                     .text = texts[VALUE], .flags = texts[FLAGS], .value = NAN};
  if (!period_parse(texts[PERIOD], strlen(texts[PERIOD]), &row.period)) return true;
  number_parse(row.text, strlen(row.text), '.', '\0', &row.value);
  g_array_append_val(snapshot->rows, row);
  g_hash_table_insert(snapshot->regions, (gpointer)texts[CODE], (gpointer)texts[NAME]);
  return true;
}

static char *target_text(const char *const *texts) {
  GString *out = g_string_new(texts[TARGET_KIND]);
  g_string_append_printf(out, " %s", texts[TARGET_VALUE]);
  if (*texts[TARGET_YEAR]) g_string_append_printf(out, " by %s", texts[TARGET_YEAR]);
  if (*texts[BASE_VALUE]) g_string_append_printf(out, ", from %s in %s", texts[BASE_VALUE], texts[BASE_YEAR]);
  return g_string_free(out, FALSE);
}

static bool take_target(const CsvField *fields, guint count, guint record, gpointer user_data) {
  Reading *reading = user_data;
  Snapshot *snapshot = reading->snapshot;
  if (record == 1) return take_header(reading, fields, count, TARGET_NAMES, TARGET_COLUMNS);
  const char *texts[TARGET_COLUMNS];
  for (guint c = 0; c < TARGET_COLUMNS; c++) {
    if (reading->columns[c] >= (int)count) return true;
    texts[c] = g_string_chunk_insert_const(snapshot->texts, fields[reading->columns[c]].text);
  }
  if (strstr(texts[TARGET_FLAGS], "aggregated")) return true;
  g_autofree char *text = target_text(texts);
  SnapshotTarget target = {texts[TARGET_INDICATOR], texts[TARGET_CODE], g_string_chunk_insert_const(snapshot->texts, text), NAN};
  number_parse(texts[TARGET_VALUE], strlen(texts[TARGET_VALUE]), '.', '\0', &target.value);
  g_array_append_val(snapshot->targets, target);
  return true;
}

static bool read_table(Snapshot *snapshot, const char *text, gsize length, const char *file, CsvRecordFunc take, Diags *diags) {
  static const CsvDialect dialect = {.delimiter = ',', .quote = '"', .header_rows = 1};
  Reading reading = {.snapshot = snapshot, .file = file, .diags = diags};
  guint errors = diags_count(diags, DIAG_ERROR);
  csv_read(text, length, file, &dialect, take, &reading, diags);
  return reading.fits && diags_count(diags, DIAG_ERROR) == errors;
}

static bool read_text(Snapshot *snapshot, const char *text, gsize length, const char *file, Diags *diags) {
  return read_table(snapshot, text, length, file, take_record, diags);
}

static bool read_targets(Snapshot *snapshot, const char *text, gsize length, const char *file, Diags *diags) {
  if (!snapshot->targets) snapshot->targets = g_array_new(FALSE, FALSE, sizeof(SnapshotTarget));
  return read_table(snapshot, text, length, file, take_target, diags);
}

static void sort(Snapshot *snapshot) {
  g_array_sort(snapshot->rows, by_key);
  if (snapshot->targets) g_array_sort(snapshot->targets, by_owner);
}

Snapshot *snapshot_of_dataset(const Dataset *dataset) {
  Snapshot *snapshot = snapshot_new();
  g_autoptr(Diags) ours = diags_new(); /* nothing can be wrong with a table just written */
  for (guint i = 0; i < dataset_regions(dataset)->len; i++) {
    g_autofree char *text = site_region_csv(dataset, dataset_regions(dataset)->pdata[i]);
    g_autofree char *targets = site_region_targets_csv(dataset, dataset_regions(dataset)->pdata[i]);
    read_text(snapshot, text, strlen(text), "data.csv", ours);
    read_targets(snapshot, targets, strlen(targets), "targets.csv", ours);
  }
  sort(snapshot);
  return snapshot;
}

/* ---- A site's folder ------------------------------------------------------------------------------------------- */

typedef bool (*ReadTable)(Snapshot *snapshot, const char *text, gsize length, const char *file, Diags *diags);

static bool read_file(Snapshot *snapshot, const char *path, ReadTable read, Diags *diags) {
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  gsize length = 0;
  if (file_read(path, &text, &length, &error)) return read(snapshot, text, length, g_intern_string(path), diags);
  diags_error(diags, "file-unreadable", (SourcePos){g_intern_string(path), 0, 0}, NULL, "%s", error->message);
  return false;
}

static bool walk(Snapshot *snapshot, const char *folder, int depth, Diags *diags) {
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  bool ok = true;
  for (const char *name; dir && depth && (name = g_dir_read_name(dir));) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    if (g_file_test(path, G_FILE_TEST_IS_SYMLINK)) continue;
    if (g_file_test(path, G_FILE_TEST_IS_DIR)) ok = walk(snapshot, path, depth - 1, diags) && ok;
    else if (g_str_equal(name, "data.csv")) ok = read_file(snapshot, path, read_text, diags) && ok;
    else if (g_str_equal(name, "targets.csv")) ok = read_file(snapshot, path, read_targets, diags) && ok;
  }
  return ok;
}

Snapshot *snapshot_of_site(const char *folder, Diags *diags) {
  g_autoptr(Snapshot) snapshot = snapshot_new();
  if (!walk(snapshot, folder, DEPTH, diags)) return NULL;
  if (!snapshot->rows->len) {
    diags_error(diags, "nothing-to-compare", (SourcePos){g_intern_string(folder), 0, 0},
                "name a project's folder, a datapackage.json, or a site made by feitenblad", "no data.csv is there");
    return NULL;
  }
  sort(snapshot);
  return g_steal_pointer(&snapshot);
}

/* ---- Asking ---------------------------------------------------------------------------------------------------- */

const GArray *snapshot_targets(const Snapshot *snapshot) { return snapshot->targets; }
const GArray *snapshot_rows(const Snapshot *snapshot) { return snapshot->rows; }

const char *snapshot_region(const Snapshot *snapshot, const char *code) { return g_hash_table_lookup(snapshot->regions, code); }

static gboolean is_other(gpointer code, gpointer name G_GNUC_UNUSED, gpointer codes) { return !g_hash_table_contains(codes, code); }

void snapshot_keep(Snapshot *snapshot, GHashTable *codes) {
  guint kept = 0;
  for (guint i = 0; i < snapshot->rows->len; i++) {
    SnapshotRow row = g_array_index(snapshot->rows, SnapshotRow, i);
    if (g_hash_table_contains(codes, row.code)) g_array_index(snapshot->rows, SnapshotRow, kept++) = row;
  }
  g_array_set_size(snapshot->rows, kept);
  guint left = 0;
  for (guint i = 0; snapshot->targets && i < snapshot->targets->len; i++) {
    SnapshotTarget target = g_array_index(snapshot->targets, SnapshotTarget, i);
    if (g_hash_table_contains(codes, target.code)) g_array_index(snapshot->targets, SnapshotTarget, left++) = target;
  }
  if (snapshot->targets) g_array_set_size(snapshot->targets, left);
  g_hash_table_foreach_remove(snapshot->regions, is_other, codes);
}
