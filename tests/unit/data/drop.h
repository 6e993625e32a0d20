/* For the tests of data packages by themselves: a folder with a package and its files, and what package_check() says. */
#pragma once
#include "data/package_check.h"
#include "fixture.h"

typedef struct {
  char *folder;
  Diags *diags;
  PackageCount count;
} Drop;

static inline Drop *drop_new(void) {
  Drop *drop = g_new0(Drop, 1);
  drop->folder = folder_new();
  drop->diags = diags_new();
  return drop;
}

static inline void drop_free(Drop *drop) {
  folder_drop(drop->folder);
  diags_free(drop->diags);
  g_free(drop);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Drop, drop_free)

static inline void drop_write(const Drop *drop, const char *name, const char *text, gssize length) {
  g_autofree char *path = g_build_filename(drop->folder, name, NULL);
  assert_true(file_write(path, text, length < 0 ? strlen(text) : (gsize)length, NULL));
}

static inline void drop_check(Drop *drop) {
  package_check(drop->folder, &drop->count, drop->diags);
}

/* "file:line:column code" for each finding up to a severity, without the folder. */
static inline char *drop_findings(const Drop *drop, DiagSeverity least) {
  g_autofree char *prefix = g_strconcat(drop->folder, "/", NULL), *all = fixture_findings(drop->diags, least);
  g_auto(GStrv) parts = g_strsplit(all, prefix, -1);
  return g_strjoinv("", parts);
}

/* Checks a package of one table `t.csv`: `table` is its resource in JSON, without the braces, name and path. */
static inline Drop *drop_of(const char *table, const char *csv, gssize length) {
  Drop *drop = drop_new();
  g_autofree char *json = g_strdup_printf("{\"resources\": [{\"name\": \"t\", \"path\": \"t.csv\",\n%s}]}\n", table);
  drop_write(drop, "datapackage.json", json, -1);
  drop_write(drop, "t.csv", csv, length);
  drop_check(drop);
  return drop;
}

static inline void drop_expect(Drop *drop, DiagSeverity least, const char *expected) {
  g_autofree char *found = drop_findings(drop, least);
  if (!strcmp(found, expected)) return;
  g_autofree char *full = diags_format(drop->diags, 0);
  fail_msg("expected:\n%sfound:\n%s\n%s", expected, found, full);
}
