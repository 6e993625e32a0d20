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
  bool keyed;            /* some key or reference is of this table */
  TableTaker taker;
  Diags *diags;
  guint first_finding;
  bool header_seen, usable;
  GPtrArray *names;      /* GString*, a column of the file: the rows of the header read so far, joined */
  GPtrArray *last;       /* char*: the header row before, as it stands there */
  int footer;            /* the line on which what stands below the table begins; 0 = not yet */
  GArray *fields_of;     /* int a column of the file: which field it is, -1 = none */
  Cell *cells;           /* one a field */
  bool *raw, *required;  /* one a field */
  const GPtrArray **missing; /* one a field: char* */
  GHashTable **accepted; /* one a field: texts that passed pattern and list, which costs more than a look here */
  int *places;           /* one a column of the shape */
  guint rows;
} Table;

/* Of looking ahead: all columns are raw. */
static const TableShape SCAN_SHAPE = {NULL, 0, true};
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
    table->missing[i] = field->missing ? field->missing : resource->missing;
    if (table->shape->others) table->raw[i] |= field->indicator != NULL || table->shape == &SCAN_SHAPE;
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

static bool more_columns(FieldsMatch match) { return match == MATCH_SUBSET || match == MATCH_PARTIAL; }
static bool fewer_columns(FieldsMatch match) { return match == MATCH_SUPERSET || match == MATCH_PARTIAL; }

static void report_order(const Table *table, const CsvField *name, guint column) {
  const Field *field = column < table->resource->fields->len ? field_at(table->resource, column) : NULL;
  diags_error(table->diags, "table-column-order", name->pos, "put the columns in the order of the schema, or let fieldsMatch be \"equal\"",
              "the column '%s' stands where the schema has '%s'", name->text, field ? field->name : "none");
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
    if (index < 0 && !more_columns(table->resource->match)) report_unknown_column(table, &header[i]);
    else if (index >= 0 && found[index]) {
      diags_error(table->diags, "table-duplicate-column", header[i].pos, "give each column a name of its own",
                  "the column '%s' is there twice", header[i].text);
      table->usable = false;
    } else if (index >= 0) found[index] = true;
    if (table->resource->match == MATCH_EXACT && index >= 0 && index != (int)i) report_order(table, &header[i], i);
    g_array_append_val(table->fields_of, index);
  }
  for (guint i = 0; i < table->resource->fields->len; i++) {
    if (found[i]) continue;
    const Field *field = field_at(table->resource, i);
    table->cells[i] = (Cell){.text = "", .missing = true, .pos = header->pos};
    if (fewer_columns(table->resource->match) && !field->required) continue;
    report_missing_column(table, field, header, count);
    table->usable = false;
  }
}

static bool has_row(const GArray *rows, guint row) {
  for (guint i = 0; i < rows->len; i++)
    if (g_array_index(rows, guint, i) == row) return true;
  return false;
}

/* One of several header rows: the names are what stands above each other, joined, without what is there twice. */
static void join_header(Table *table, const CsvField *fields, guint count) {
  for (guint i = 0; i < count && i <= MAX_COLUMNS; i++) {
    if (i == table->names->len) {
      g_ptr_array_add(table->names, g_string_new(NULL));
      g_ptr_array_add(table->last, NULL);
    }
    GString *name = g_ptr_array_index(table->names, i);
    char **last = (char **)&g_ptr_array_index(table->last, i);
    if (!*fields[i].text || !g_strcmp0(*last, fields[i].text)) continue;
    if (name->len) g_string_append(name, table->resource->header_join);
    g_string_append(name, fields[i].text);
    g_free(*last);
    *last = g_strdup(fields[i].text);
  }
}

static void take_header(Table *table, const CsvField *fields, guint count, bool is_last) {
  if (table->resource->header_rows->len > 1) join_header(table, fields, count);
  if (!is_last) return;
  if (table->resource->header_rows->len == 1) {
    read_header(table, fields, count);
    return;
  }
  g_autofree CsvField *joined = g_new0(CsvField, table->names->len + 1);
  for (guint i = 0; i < table->names->len; i++) {
    const GString *name = g_ptr_array_index(table->names, i);
    joined[i] = (CsvField){name->str, name->len, false, i < count ? fields[i].pos : fields->pos};
  }
  read_header(table, joined, table->names->len);
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

static bool is_missing(const GPtrArray *missing, const CsvField *field) {
  for (guint i = 0; i < missing->len; i++) {
    const char *text = g_ptr_array_index(missing, i);
    if (*text == *field->text && !strcmp(text, field->text)) return true;
  }
  return false;
}

static void wipe_text(gpointer text) {
  explicit_bzero(text, strlen(text));
  g_free(text);
}

static bool accepted(Table *table, guint index, const Cell *cell) {
  const Field *field = field_at(table->resource, index);
  GHashTable *before = table->accepted[index];
  if (before && g_hash_table_contains(before, cell->text)) return true;
  if (!cell_check(cell, field, table->diags)) return false;
  if (!field->pattern && !field->allowed) return true;
  if (!before) before = table->accepted[index] = g_hash_table_new_full(g_str_hash, g_str_equal, wipe_text, NULL);
  if (g_hash_table_size(before) < MAX_ACCEPTED) g_hash_table_add(before, g_strdup(cell->text));
  return true;
}

static void report_required(const Table *table, const Field *field, const Cell *cell, const char *text) {
  diags_error(table->diags, "table-required", cell->pos, "fill it in",
              *text ? "the column '%s' needs a value, but has '%s'" : "the column '%s' needs a value, but is empty%s",
              field->name, text);
}

static void read_cell(Table *table, guint index, const CsvField *source) {
  Cell *cell = &table->cells[index];
  *cell = (Cell){.text = source->text, .length = source->length, .pos = source->pos,
                 .missing = is_missing(table->missing[index], source)};
  bool raw = table->raw[index];
  if (raw && !cell->missing) return;
  const Field *field = field_at(table->resource, index);
  if (cell->missing) {
    /* A symbol set may give what is missing a meaning; the reader of raw cells knows. */
    cell->bad = table->required[index] && !(raw && table->resource->symbols->len);
    if (cell->bad) report_required(table, field, cell, source->text);
    if (raw) return;
    cell->text = "";
    cell->length = 0;
  } else if (cell_type(cell, field, table->diags)) {
    cell->bad = !accepted(table, index, cell);
  }
}

static void read_row(Table *table, const CsvField *fields, guint count) {
  table->rows++;
  if (count != table->fields_of->len) {
    bool lone = count == 1 && fields->length;
    g_autofree char *footer = g_strdup_printf("if this stands below the table, declare it: \"feitenblad\": {\"footer\": \"%.20s\"}",
                                              fields->text);
    diags_error(table->diags, "table-field-count", fields->pos,
                lone ? footer : "look for a delimiter too many or missing; put quotes around text that holds one",
                "this row has %u fields, the header %u; the row is skipped", count, table->fields_of->len);
    return;
  }
  for (guint i = 0; i < count; i++) {
    int index = g_array_index(table->fields_of, int, i);
    if (index >= 0) read_cell(table, (guint)index, &fields[i]);
  }
  if (table->keys) keys_row(table->keys, table->resource, table->cells, table->diags);
  Row row = {table->resource, table->cells, table->places, fields->pos};
  table->taker.row(&row, table->taker.user_data);
}

/* Whether the record stands below the table, where it is passed over. A row of the table there is a finding: the footer's
 * text may be that of a row. */
static bool below_table(Table *table, const CsvField *fields, guint count) {
  bool alone = true;
  for (guint i = 1; i < count; i++) alone = alone && !fields[i].length;
  for (guint i = 0; !table->footer && alone && i < table->resource->footer->len; i++)
    if (g_str_has_prefix(fields->text, g_ptr_array_index(table->resource->footer, i))) table->footer = fields->pos.line;
  if (!table->footer || alone) return table->footer;
  diags_error(table->diags, "table-after-footer", fields->pos, "take the row away, or let 'footer' name what only stands below the table",
              "a row stands below the footer, which begins on line %d", table->footer);
  return true;
}

static bool too_many(const Table *table, SourcePos pos) {
  if (diags_length(table->diags) - table->first_finding < MAX_FINDINGS) return false;
  diags_error(table->diags, "table-stopped", pos, "mend what is said above first; one cause may be behind all of it",
              "a thousand findings in this file; the rest of it is not read");
  return true;
}

static bool read_record(const CsvField *fields, guint count, guint record, gpointer user_data) {
  Table *table = user_data;
  const GArray *header = table->resource->header_rows;
  if (has_row(table->resource->comment_rows, record)) return true;
  if (has_row(header, record))
    take_header(table, fields, count, record == g_array_index(header, guint, header->len - 1));
  if (record <= table->resource->dialect.header_rows) return true;
  if (!table->header_seen && !header->len) assume_header(table);
  if (!table->header_seen || !table->usable) return false;
  if (below_table(table, fields, count)) return true;
  read_row(table, fields, count);
  return table->shape == &SCAN_SHAPE || !too_many(table, fields->pos);
}

/* Whether a row from this record on is nothing but its cells: header and comments lie behind, no footer can come, no key is
 * kept. */
static bool takes_bulk(const Table *table, guint record) {
  const Resource *resource = table->resource;
  const GArray *comments = resource->comment_rows;
  return table->taker.bulk && table->header_seen && table->usable && record > resource->dialect.header_rows &&
         !resource->footer->len && !table->keyed &&
         (!comments->len || record > g_array_index(comments, guint, comments->len - 1));
}

static CsvTaken read_bulk(const char *at, const char *end, guint record, int line, gpointer user_data) {
  Table *table = user_data;
  if (!takes_bulk(table, record)) return (CsvTaken){0};
  TableLayout layout = {table->resource, (const int *)(gpointer)table->fields_of->data, table->fields_of->len, table->required,
                        table->missing};
  CsvTaken taken = table->taker.bulk(&layout, at, end, line, table->taker.user_data);
  table->rows += taken.records;
  return taken;
}

static void report_empty(const Table *table) {
  SourcePos pos = {table->resource->file, 1, 1};
  if (!table->header_seen)
    diags_error(table->diags, "table-no-header", pos, "the first row names the columns; the dialect can name another",
                "the file has no header row that can be read");
  else if (table->usable && !table->rows)
    diags_add(table->diags, DIAG_WARNING, "table-no-rows", pos, NULL, "the file has a header and no rows");
}

static void free_name(gpointer name) { g_string_free(name, TRUE); }

void table_read(const Resource *resource, const char *contents, gsize length, const TableShape *shape, Keys *keys,
                TableTaker taker, Diags *diags) {
  guint fields = resource->fields->len;
  Table table = {.resource = resource, .shape = shape, .keys = keys, .taker = taker, .diags = diags,
                 .first_finding = diags_length(diags), .fields_of = g_array_new(FALSE, FALSE, sizeof(int)),
                 .cells = g_new0(Cell, fields), .raw = g_new0(bool, fields),
                 .required = g_new0(bool, fields), .missing = g_new0(const GPtrArray *, fields), .accepted = g_new0(GHashTable *, fields),
                 .places = g_new(int, shape->count), .keyed = keys && keys_watch(keys, resource),
                 .last = g_ptr_array_new_with_free_func(g_free),
                 .names = g_ptr_array_new_with_free_func(free_name)};
  if (bind_shape(&table)) {
    csv_read_bulk(contents, length, resource->file, &resource->dialect, read_record, read_bulk, &table, diags);
    report_empty(&table);
  }
  for (guint i = 0; i < fields; i++) g_clear_pointer(&table.accepted[i], g_hash_table_unref);
  g_array_unref(table.fields_of);
  g_ptr_array_unref(table.names);
  g_ptr_array_unref(table.last);
  explicit_bzero(table.cells, sizeof(Cell) * fields); /* numbers of the last row */
  g_free(table.cells);
  g_free(table.raw);
  g_free(table.required);
  g_free(table.missing);
  g_free(table.accepted);
  g_free(table.places);
}

void table_scan(const Resource *resource, const char *contents, gsize length, TableRowFunc func, gpointer user_data) {
  g_autoptr(Diags) unheard = diags_new();
  table_read(resource, contents, length, &SCAN_SHAPE, NULL, (TableTaker){func, NULL, user_data}, unheard);
}
