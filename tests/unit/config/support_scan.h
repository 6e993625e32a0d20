/* For the tests of theme and locale: which names does the code in gen/ ask for? */
#pragma once
#include "base/file.h"
#include <glib.h>

static inline void scan_file(const char *path, GRegex *regex, GHashTable *found) {
  g_autofree char *text = NULL;
  if (!file_read(path, &text, &(gsize){0}, NULL)) return;
  g_autoptr(GMatchInfo) match = NULL;
  for (g_regex_match(regex, text, 0, &match); g_match_info_matches(match); g_match_info_next(match, NULL))
    g_hash_table_add(found, g_match_info_fetch(match, 1));
}

static inline void scan_folder(const char *path, GRegex *regex, GHashTable *found) {
  g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
  for (const char *name; dir && (name = g_dir_read_name(dir));) {
    g_autofree char *below = g_build_filename(path, name, NULL);
    if (g_file_test(below, G_FILE_TEST_IS_DIR)) scan_folder(below, regex, found);
    else if (g_str_has_suffix(name, ".c")) scan_file(below, regex, found);
  }
}

/* What the first group of `pattern` matches in the C files of gen/, each once (char*, owned by the array). */
static inline GPtrArray *scan_sources(const char *pattern) {
  g_autoptr(GRegex) regex = g_regex_new(pattern, 0, 0, NULL);
  g_autoptr(GHashTable) found = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  scan_folder("gen", regex, found);
  GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
  GHashTableIter at;
  gpointer name;
  g_hash_table_iter_init(&at, found);
  while (g_hash_table_iter_next(&at, &name, NULL)) g_ptr_array_add(names, g_strdup(name));
  return names;
}
