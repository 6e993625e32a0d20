/* Tables: the records of a CSV file, checked against their schema and handed on row by row with typed cells. What the
 * columns of a role mean is the business of the role's reader; it says which columns it wants. */
#pragma once
#include "data/cell.h"
#include "data/keys.h"

/* A column that a role's reader wants. */
typedef struct {
  const char *name;
  bool needed;        /* the schema must have it; and each row a value, unless raw */
  bool key;           /* together these name a row; the reader reports what is there twice */
  const char *refers; /* "regions.code": the reader looks it up and reports what is not there */
  bool raw;           /* the reader types the text itself */
} TableColumn;

typedef struct {
  const TableColumn *columns;
  guint count;
  bool others;        /* columns beside these are expected; those with an indicator are raw */
} TableShape;

/* One row. */
typedef struct {
  const Resource *resource;
  const Cell *cells; /* in the order of the resource's fields */
  const int *places; /* of the shape's columns in `cells`; -1 = not there */
  SourcePos pos;
} Row;

typedef void (*TableRowFunc)(const Row *row, gpointer user_data);

/* The columns of the file at hand, for who takes many rows at once. */
typedef struct {
  const Resource *resource;
  const int *fields;                /* the field of each, -1 = none */
  guint count;
  const bool *required;             /* one a field */
  const GPtrArray *const *missing;  /* one a field: char* */
} TableLayout;

/* Is offered the records from a row on and takes what it can; see CsvBulkFunc. Only where no row needs more than its cells. */
typedef CsvTaken (*TableBulkFunc)(const TableLayout *layout, const char *at, const char *end, int line, gpointer user_data);

/* Who takes the rows of a role. */
typedef struct {
  TableRowFunc row;
  TableBulkFunc bulk; /* or NULL */
  gpointer user_data;
} TableTaker;

/* Reads `contents`. A row with a finding is handed on too, with the cell marked bad. After a thousand findings it stops,
 * says so and leaves the rest. */
void table_read(const Resource *resource, const char *contents, gsize length, const TableShape *shape, Keys *keys,
                TableTaker taker, Diags *diags);

/* Hands on the rows as they are written, untyped and unchecked, without findings: for looking ahead. Rows that cannot be
 * read are left out. */
void table_scan(const Resource *resource, const char *contents, gsize length, TableRowFunc func, gpointer user_data);

/* The cell of a column of the shape; a missing one when the table has no such column. Borrowed. */
const Cell *row_cell(const Row *row, guint column);
/* The field it is described by; only for a column that is there. Borrowed. */
const Field *row_field(const Row *row, guint column);
/* The number in it, whatever its field's type: see cell_number(). */
bool row_number(const Row *row, guint column, double *number, Diags *diags);
/* A copy of its text, owned by the caller; "" when missing. */
char *row_text(const Row *row, guint column);

/* For Keys: whether a reader with this shape reports doubles of these fields itself, or looks up that column. */
bool table_shape_has_key(const TableShape *shape, const Resource *resource, const GPtrArray *fields);
bool table_shape_refers(const TableShape *shape, const char *column, const char *target);
