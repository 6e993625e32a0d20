/* A folder of its own for a test, and files in it. As set-up and tear-down of a cmocka test, *state is its path. */
#pragma once
#include "base/file.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* cmocka last: it needs the types above. */
#include <cmocka.h>

/* Owned by the caller, who gives it to folder_drop(). */
static inline char *folder_new(void) {
  char *folder = g_dir_make_tmp("feitenblad-XXXXXX", NULL);
  assert_non_null(folder);
  return folder;
}

static inline void folder_drop(char *folder) {
  bool ok = file_remove_tree(folder, NULL);
  g_free(folder);
  assert_true(ok);
}

static inline int folder_set_up(void **state) {
  *state = folder_new();
  return 0;
}

static inline int folder_tear_down(void **state) {
  folder_drop(*state);
  return 0;
}

/* `name` may hold folders, which are made. */
static inline void folder_write(const char *folder, const char *name, const char *text) {
  g_autofree char *path = g_build_filename(folder, name, NULL);
  assert_true(file_write(path, text, strlen(text), NULL));
}
