/* Rows of a CSV file against the schema that describes them. One bad cell does not hide the next: rows go on to the
 * role's reader with what is wrong marked, so that a drop is judged whole in one run. This file must not know what a
 * region or an indicator is. */
#include "data/table.h"
#include "config/yaml.h"
#include <math.h>
#include <string.h>

enum { MAX_FINDINGS = 1000, MAX_ACCEPTED = 1024, MAX_COLUMNS = 10000 };

typedef struct {
  const Resource *resource;
  const TableShape *shape;
  Keys *keys;
  TableRowFunc func;
  gpointer user_data;
  Diags *diags;
  guint first_finding;
  bool header_seen, usable;
  GArray *fields_of;     /* int a column of the file: which field it is, -1 = none */
  Cell *cells;           /* one a field */
  bool *raw, *required;  /* one a field */
  GHashTable **accepted; /* one a field: texts that passed pattern and list, which costs more than a look here */
  int *places;           /* one a column of the shape */
  guint rows;
} Table;

static const Cell NO_CELL = {.text = "", .missing = true};

const Cell *row_cell(const Row *row, guint column) {
  return row->places[column] < 0 ? &NO_CELL : &row->cells[row->places[column]];
}

static const Field *field_at(const Resource *resource, guint index) { return g_ptr_array_index(resource->fields, index); }

char *row_text(const Row *row, guint column) { return g_strdup(row_cell(row, column)->text); }

const Field *row_field(const Row *row, guint column) { return field_at(row->resource, (guint)row->places[column]); }

bool row_number(const Row *row, guint column, double *number, Diags *diags) {
  const Cell *cell = row_cell(row, column);
  *number = NAN;
  return cell->missing ? !cell->bad : cell_number(cell, row_field(row, column), number, diags);
}

static int field_index(const Resource *resource, const char *name) {
  for (guint i = 0; i < resource->fields->len; i++)
    if (!strcmp(field_at(resource, i)->name, name)) return (int)i;
  return -1;
}

/* ---- The shape against the schema ------------------------------------------------------------------------------ */

static const TableColumn *shape_column(const TableShape *shape, const char *name) {
  for (guint i = 0; i < shape->count; i++)
    if (!strcmp(shape->columns[i].name, name)) return &shape->columns[i];
  return NULL;
}

bool table_shape_refers(const TableShape *shape, const char *column, const char *target) {
  const TableColumn *found = shape_column(shape, column);
  return found && found->refers && !strcmp(found->refers, target);
}

bool table_shape_has_key(const TableShape *shape, const Resource *resource, const GPtrArray *fields) {
  guint keys = 0;
  for (guint i = 0; i < shape->count; i++) {
    const TableColumn *column = &shape->columns[i];
    if (!column->key || field_index(resource, column->name) < 0) continue;
    keys++;
    if (!g_ptr_array_find_with_equal_func((GPtrArray *)fields, column->name, g_str_equal, NULL)) return false;
  }
  return keys > 0;
}

static char **shape_names(const TableShape *shape) {
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; i < shape->count; i++) g_ptr_array_add(names, (gpointer)shape->columns[i].name);
  g_ptr_array_add(names, NULL);
  return g_strdupv((char **)names->pdata);
}

static void report_unused(const Table *table, const Field *field) {
  g_auto(GStrv) names = shape_names(table->shape);
  const char *nearest = yaml_nearest(field->name, (const char *const *)names);
  g_autofree char *hint = nearest ? g_strdup_printf("did you mean '%s'?", nearest) : NULL;
  diags_add(table->diags, DIAG_WARNING, "table-unused-column", field->pos, hint,
            "the column '%s' is not one that %s are read from", field->name, role_name(table->resource->role));
}

/* Binds the shape's columns to fields; false when one that is needed is not described. */
static bool bind_shape(Table *table) {
  const Resource *resource = table->resource;
  bool good = true;
  for (guint i = 0; i < table->shape->count; i++) {
    const TableColumn *column = &table->shape->columns[i];
    int place = table->places[i] = field_index(resource, column->name);
    if (place >= 0) {
      table->raw[place] = column->raw;
      table->required[place] |= column->needed && !column->raw;
    }
    if (place >= 0 || !column->needed) continue;
    good = false;
    diags_error(table->diags, "table-role-column", resource->pos, "add the column to the file and the field to the schema",
                "'%s' has no column '%s', which %s need", resource->name, column->name, role_name(resource->role));
  }
  for (guint i = 0; i < resource->fields->len; i++) {
    const Field *field = field_at(resource, i);
    table->required[i] |= field->required;
    if (table->shape->others) table->raw[i] |= field->indicator != NULL;
    else if (!shape_column(table->shape, field->name)) report_unused(table, field);
  }
  return good;
}

/* ---- The header ------------------------------------------------------------------------------------------------ */

static char **field_names(const Resource *resource) {
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; i < resource->fields->len; i++) g_ptr_array_add(names, field_at(resource, i)->name);
  g_ptr_array_add(names, NULL);
  return g_strdupv((char **)names->pdata);
}

static void report_unknown_column(const Table *table, const CsvField *name) {
  g_auto(GStrv) known = field_names(table->resource);
  Cell cell = {.text = name->text, .length = name->length, .pos = name->pos};
  cell_unknown(&cell, "table-unknown-column", "the column", (const char *const *)known, table->diags);
}

static void report_missing_column(const Table *table, const Field *field, const CsvField *header, guint count) {
  static const char separators[] = {',', ';', '\t', '|'};
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; i < count; i++) g_ptr_array_add(names, (gpointer)header[i].text);
  g_ptr_array_add(names, NULL);
  const char *nearest = yaml_nearest(field->name, (const char *const *)names->pdata);
  g_autofree char *hint = nearest ? g_strdup_printf("is it the column '%s'?", nearest) : NULL;
  for (gsize i = 0; count == 1 && i < sizeof separators; i++)
    if (memchr(header->text, separators[i], header->length) && !hint)
      hint = g_strdup_printf("the header is one column; is the delimiter '%c'? Say so in the dialect", separators[i]);
  diags_error(table->diags, "table-missing-column", header->pos, hint, "the file has no column '%s'", field->name);
}

static void read_header(Table *table, const CsvField *header, guint count) {
  g_autofree bool *found = g_new0(bool, table->resource->fields->len + 1);
  table->header_seen = true;
  table->usable = count <= MAX_COLUMNS;
  if (!table->usable) {
    diags_error(table->diags, "table-too-wide", header->pos, "look for a line end that is missing",
                "the header has %u columns; more than %d are not read", count, MAX_COLUMNS);
    return;
  }
  for (guint i = 0; i < count; i++) {
    int index = field_index(table->resource, header[i].text);
    if (index < 0) report_unknown_column(table, &header[i]);
    else if (found[index]) {
      diags_error(table->diags, "table-duplicate-column", header[i].pos, "give each column a name of its own",
                  "the column '%s' is there twice", header[i].text);
      table->usable = false;
    } else found[index] = true;
    g_array_append_val(table->fields_of, index);
  }
  for (guint i = 0; i < table->resource->fields->len; i++) {
    if (found[i]) continue;
    report_missing_column(table, field_at(table->resource, i), header, count);
    table->usable = false;
  }
}

/* Without a header the columns are the schema's, in its order. */
static void assume_header(Table *table) {
  table->header_seen = table->usable = true;
  for (guint i = 0; i < table->resource->fields->len; i++) {
    int index = (int)i;
    g_array_append_val(table->fields_of, index);
  }
}

/* ---- Rows ------------------------------------------------------------------------------------------------------ */

static bool is_missing(const Table *table, const CsvField *field) {
  for (guint i = 0; i < table->resource->missing->len; i++)
    if (!strcmp(g_ptr_array_index(table->resource->missing, i), field->text)) return true;
  return false;
}

static bool accepted(Table *table, guint index, const Cell *cell) {
  const Field *field = field_at(table->resource, index);
  GHashTable *before = table->accepted[index];
  if (before && g_hash_table_contains(before, cell->text)) return true;
  if (!cell_check(cell, field, table->diags)) return false;
  if (!field->pattern && !field->allowed) return true;
  if (!before) before = table->accepted[index] = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  if (g_hash_table_size(before) < MAX_ACCEPTED) g_hash_table_add(before, g_strdup(cell->text));
  return true;
}

static void report_required(const Table *table, const Field *field, const Cell *cell, const char *text) {
  diags_error(table->diags, "table-required", cell->pos, "fill it in",
              *text ? "the column '%s' needs a value, but has '%s'" : "the column '%s' needs a value, but is empty%s",
              field->name, text);
}

static void read_cell(Table *table, guint index, const CsvField *source) {
  const Field *field = field_at(table->resource, index);
  Cell *cell = &table->cells[index];
  *cell = (Cell){.text = source->text, .length = source->length, .pos = source->pos, .missing = is_missing(table, source)};
  bool raw = table->raw[index];
  if (cell->missing) {
    /* A symbol set may give what is missing a meaning; the reader of raw cells knows. */
    cell->bad = table->required[index] && !(raw && table->resource->symbols);
    if (cell->bad) report_required(table, field, cell, source->text);
    if (raw) return;
    cell->text = "";
    cell->length = 0;
  } else if (!raw && cell_type(cell, field, table->diags)) {
    cell->bad = !accepted(table, index, cell);
  }
}

static void read_row(Table *table, const CsvField *fields, guint count) {
  table->rows++;
  if (count != table->fields_of->len) {
    diags_error(table->diags, "table-field-count", fields->pos,
                "look for a delimiter too many or missing; put quotes around text that holds one",
                "this row has %u fields, the header %u; the row is skipped", count, table->fields_of->len);
    return;
  }
  for (guint i = 0; i < count; i++) {
    int index = g_array_index(table->fields_of, int, i);
    if (index >= 0) read_cell(table, (guint)index, &fields[i]);
  }
  keys_row(table->keys, table->resource, table->cells, table->diags);
  Row row = {table->resource, table->cells, table->places, fields->pos};
  table->func(&row, table->user_data);
}

static bool too_many(const Table *table, SourcePos pos) {
  if (diags_length(table->diags) - table->first_finding < MAX_FINDINGS) return false;
  diags_error(table->diags, "table-stopped", pos, "mend what is said above first; one cause may be behind all of it",
              "a thousand findings in this file; the rest of it is not read");
  return true;
}

static bool read_record(const CsvField *fields, guint count, guint record, gpointer user_data) {
  Table *table = user_data;
  const CsvDialect *dialect = &table->resource->dialect;
  if (record == dialect->header_row) read_header(table, fields, count);
  if (record <= dialect->header_rows) return true;
  if (!table->header_seen && dialect->header_row == 0) assume_header(table);
  if (!table->header_seen || !table->usable) return false;
  read_row(table, fields, count);
  return !too_many(table, fields->pos);
}

static void report_empty(const Table *table) {
  SourcePos pos = {table->resource->file, 1, 1};
  if (!table->header_seen)
    diags_error(table->diags, "table-no-header", pos, "the first row names the columns; the dialect can name another",
                "the file has no header row that can be read");
  else if (table->usable && !table->rows)
    diags_add(table->diags, DIAG_WARNING, "table-no-rows", pos, NULL, "the file has a header and no rows");
}

void table_read(const Resource *resource, const char *contents, gsize length, const TableShape *shape, Keys *keys,
                TableRowFunc func, gpointer user_data, Diags *diags) {
  guint fields = resource->fields->len;
  Table table = {.resource = resource, .shape = shape, .keys = keys, .func = func, .user_data = user_data, .diags = diags,
                 .first_finding = diags_length(diags), .fields_of = g_array_new(FALSE, FALSE, sizeof(int)),
                 .cells = g_new0(Cell, fields), .raw = g_new0(bool, fields),
                 .required = g_new0(bool, fields), .accepted = g_new0(GHashTable *, fields),
                 .places = g_new(int, shape->count)};
  if (bind_shape(&table)) {
    csv_read(contents, length, resource->file, &resource->dialect, read_record, &table, diags);
    report_empty(&table);
  }
  for (guint i = 0; i < fields; i++) g_clear_pointer(&table.accepted[i], g_hash_table_unref);
  g_array_unref(table.fields_of);
  g_free(table.cells);
  g_free(table.raw);
  g_free(table.required);
  g_free(table.accepted);
  g_free(table.places);
}
