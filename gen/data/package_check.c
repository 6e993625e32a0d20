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

static void count_row(const Row *row, gpointer user_data) {
  (void)row;
  (*(guint *)user_data)++;
}

/* Columns of wide tables are raw in a build, because symbols may stand there; here their text is typed, unless there are. */
static void forget_indicators(Resource *resource) {
  for (guint i = 0; i < resource->fields->len && !resource->symbols->len; i++)
    g_clear_pointer(&((Field *)g_ptr_array_index(resource->fields, i))->indicator, g_free);
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
    table_read(resource, contents, length, &ANY_SHAPE, keys, count_row, &count->rows, diags);
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
    forget_indicators(resource);
    for (guint part = 0; part < resource->parts->len; part++) {
      resource_take_part(resource, part);
      check_part(root, resource, keys, count, diags);
    }
  }
  keys_finish(keys, diags);
}
