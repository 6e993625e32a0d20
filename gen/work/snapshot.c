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

struct Snapshot {
  GStringChunk *texts;
  GArray *rows;        /* SnapshotRow */
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

static int by_key(gconstpointer a, gconstpointer b) { return snapshot_row_compare(a, b); }

/* ---- Rows ------------------------------------------------------------------------------------------------------ */

typedef struct {
  Snapshot *snapshot;
  int columns[COLUMNS]; /* where each is in a record */
  bool fits;
  const char *file;
  Diags *diags;
} Reading;

static bool take_header(Reading *reading, const CsvField *fields, guint count) {
  reading->fits = true;
  for (guint c = 0; c < COLUMNS; c++) {
    guint i = 0;
    while (i < count && strcmp(fields[i].text, NAMES[c])) i++;
    reading->columns[c] = (int)i;
    if (i < count) continue;
    diags_error(reading->diags, "snapshot-column", (SourcePos){reading->file, 1, 1}, "give a site made by feitenblad",
                "there is no column '%s'", NAMES[c]);
    reading->fits = false;
  }
  return reading->fits;
}

static bool take_record(const CsvField *fields, guint count, guint record, gpointer user_data) {
  Reading *reading = user_data;
  Snapshot *snapshot = reading->snapshot;
  if (record == 1) return take_header(reading, fields, count);
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

static bool read_text(Snapshot *snapshot, const char *text, gsize length, const char *file, Diags *diags) {
  static const CsvDialect dialect = {.delimiter = ',', .quote = '"', .header_rows = 1};
  Reading reading = {.snapshot = snapshot, .file = file, .diags = diags};
  guint errors = diags_count(diags, DIAG_ERROR);
  csv_read(text, length, file, &dialect, take_record, &reading, diags);
  return reading.fits && diags_count(diags, DIAG_ERROR) == errors;
}

Snapshot *snapshot_of_dataset(const Dataset *dataset) {
  Snapshot *snapshot = snapshot_new();
  g_autoptr(Diags) ours = diags_new(); /* nothing can be wrong with a table just written */
  for (guint i = 0; i < dataset_regions(dataset)->len; i++) {
    g_autofree char *text = site_region_csv(dataset, dataset_regions(dataset)->pdata[i]);
    read_text(snapshot, text, strlen(text), "data.csv", ours);
  }
  g_array_sort(snapshot->rows, by_key);
  return snapshot;
}

/* ---- A site's folder ------------------------------------------------------------------------------------------- */

static bool read_file(Snapshot *snapshot, const char *path, Diags *diags) {
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  gsize length = 0;
  if (file_read(path, &text, &length, &error)) return read_text(snapshot, text, length, g_intern_string(path), diags);
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
    else if (g_str_equal(name, "data.csv")) ok = read_file(snapshot, path, diags) && ok;
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
  g_array_sort(snapshot->rows, by_key);
  return g_steal_pointer(&snapshot);
}

/* ---- Asking ---------------------------------------------------------------------------------------------------- */

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
  g_hash_table_foreach_remove(snapshot->regions, is_other, codes);
}
