/* For who makes or delivers a package: does it keep its own promises? The same readers as in a build, but roles count for
 * nothing, and every default that the file had to confirm is told. This file must not know roles. */
#include "data/package_check.h"
#include "base/file.h"
#include "data/integrity.h"
#include "data/keys.h"
#include "data/sniff.h"
#include "data/table.h"
#include <string.h>

static const TableShape ANY_SHAPE = {NULL, 0, true};

static bool covers_no_unique(const Resource *resource, const GPtrArray *fields) { return (void)resource, (void)fields, false; }
static bool covers_no_foreign(const Package *package, const Resource *resource, const ForeignKey *key) {
  return (void)package, (void)resource, (void)key, false;
}

typedef struct {
  PackageCount *count;
  Diags *diags;
} Check;

/* Whether one of the package's sets of symbols has the text, or a mark at its end: then `length` is what is before it. */
static bool is_symbol(const Resource *resource, const Cell *cell, gsize *length) {
  for (guint i = 0; i < resource->symbols->len; i++) {
    const SymbolSet *set = ((const SymbolSpan *)g_ptr_array_index(resource->symbols, i))->set;
    ValueState state;
    if (symbol_set_state(set, cell->text, &state)) return true;
    if (*length == cell->length) symbol_set_take_mark(set, cell->text, length);
  }
  return false;
}

/* A value in a table with symbols: one of them, or a number that may have a mark. Which set is for which year only the
 * role's reader knows. */
static void check_value(const Resource *resource, const Field *field, const Cell *cell, Diags *diags) {
  gsize length = cell->length;
  if (cell->missing || is_symbol(resource, cell, &length)) return;
  g_autofree char *bare = g_strndup(cell->text, length);
  Cell number = *cell;
  number.text = bare;
  number.length = length;
  if (cell_type(&number, field, diags)) cell_check(&number, field, diags);
}

static void take_row(const Row *row, gpointer user_data) {
  Check *check = user_data;
  check->count->rows++;
  for (guint i = 0; i < row->resource->fields->len && row->resource->symbols->len; i++) {
    const Field *field = g_ptr_array_index(row->resource->fields, i);
    if (field->indicator) check_value(row->resource, field, &row->cells[i], check->diags);
  }
}

/* Columns of an indicator are not typed by the table, because symbols may stand there. Without symbols they can be; with
 * symbols, so is the column of values of a long table. */
static void prepare(Resource *resource) {
  for (guint i = 0; i < resource->fields->len; i++) {
    Field *field = g_ptr_array_index(resource->fields, i);
    if (!resource->symbols->len) g_clear_pointer(&field->indicator, g_free);
    else if (!resource->wide && !strcmp(field->name, "value") && !field->indicator) field->indicator = g_strdup(field->name);
  }
}

static void check_part(const char *root, Resource *resource, Keys *keys, PackageCount *count, Diags *diags) {
  g_autofree char *path = g_build_filename(root, resource->path, NULL);
  g_autoptr(GError) error = NULL;
  char *contents;
  gsize length;
  if (!file_read(path, &contents, &length, &error)) {
    diags_error(diags, "file-unreadable", resource->pos, "put the file there, or correct its path", "'%s' cannot be read: %s",
                resource->path, error->message);
    return;
  }
  integrity_check(resource, contents, length, diags);
  if (resource->table) {
    sniff_resource(resource, contents, length, SNIFF_ALL, diags);
    table_read(resource, contents, length, &ANY_SHAPE, keys, (TableTaker){take_row, NULL, &(Check){count, diags}}, diags);
  }
  explicit_bzero(contents, length);
  g_free(contents);
}

void package_check(const char *path, PackageCount *count, Diags *diags) {
  g_autofree char *file = g_file_test(path, G_FILE_TEST_IS_DIR) ? g_build_filename(path, "datapackage.json", NULL) : g_strdup(path);
  const char *root = g_path_is_absolute(file) ? "/" : ".";
  *count = (PackageCount){0, 0};
  g_autoptr(Package) package = package_open(root, file, diags);
  if (!package) return;
  g_autoptr(Keys) keys = keys_new(package, (KeysCovered){covers_no_unique, covers_no_foreign}, diags);
  for (guint i = 0; i < package->resources->len; i++) {
    Resource *resource = g_ptr_array_index(package->resources, i);
    count->tables += resource->table;
    prepare(resource);
    for (guint part = 0; part < resource->parts->len; part++) {
      resource_take_part(resource, part);
      check_part(root, resource, keys, count, diags);
    }
  }
  keys_finish(keys, diags);
}
