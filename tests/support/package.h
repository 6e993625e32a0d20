/* datapackage.json for a test, a resource at a time: each is a CSV text that becomes a file, all its columns strings. */
#pragma once
#include "support/folder.h"

/* Adds the table to `resources`, the list inside of "resources": […], and writes datasets/<role>.csv below `root`. Observations are long. */
static inline void package_table(GString *resources, const char *root, const char *role, const char *table) {
  g_autofree char *file = g_strdup_printf("datasets/%s.csv", role), *header = g_strndup(table, strcspn(table, "\n"));
  folder_write(root, file, table);
  g_auto(GStrv) columns = g_strsplit(header, ",", -1);
  g_string_append_printf(resources, "%s{\"name\": \"%s\", \"path\": \"%s.csv\", \"feitenblad\": {\"role\": \"%s\"%s}, \"schema\": {\"fields\": [",
                         resources->len ? ", " : "", role, role, role, strcmp(role, "observations") ? "" : ", \"layout\": \"long\"");
  for (char **column = columns; *column; column++)
    g_string_append_printf(resources, "%s{\"name\": \"%s\", \"type\": \"string\"}", column == columns ? "" : ", ", *column);
  g_string_append(resources, "]}}");
}

static inline void package_write(const GString *resources, const char *root) {
  g_autofree char *json = g_strdup_printf("{\"resources\": [%s]}", resources->str);
  folder_write(root, "datasets/datapackage.json", json);
}
