/* A copy of the example project that a test may spoil, and the program run in it: for the tests that drive the binary named by
 * $FEITENBLAD. */
#pragma once
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <gio/gio.h>

#include "base/file.h"

typedef struct {
  char *folder; /* a copy of the example that a test may spoil */
  char *program;
} Project;

typedef struct {
  int status;
  char *out, *err;
} Said;

static inline void said_clear(Said *said) {
  g_free(said->out);
  g_free(said->err);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Said, said_clear)

static inline int make_project(void **state) {
  static const char *const PARTS[] = {"feitenblad.yaml", "datasets", "templates", "fonts", "site"};
  const char *program = g_getenv("FEITENBLAD");
  Project *project = g_new0(Project, 1);
  project->program = g_canonicalize_filename(program ? program : "build/feitenblad", NULL);
  project->folder = g_dir_make_tmp("feitenblad-XXXXXX", NULL);
  *state = project;
  for (guint i = 0; i < G_N_ELEMENTS(PARTS); i++) {
    g_autofree char *to = g_build_filename(project->folder, PARTS[i], NULL);
    if (!file_link_tree(PARTS[i], to, NULL)) return -1;
  }
  return 0;
}

static inline int remove_project(void **state) {
  Project *project = *state;
  bool ok = file_remove_tree(project->folder, NULL);
  g_free(project->folder);
  g_free(project->program);
  g_free(project);
  return ok ? 0 : -1;
}

/* Runs `feitenblad <words>` in the project's folder. Words are separated by blanks. */
static inline Said run(const Project *project, const char *words) {
  Said said = {0};
  g_autofree char *line = g_strdup_printf("%s %s", project->program, words);
  g_auto(GStrv) argv = g_strsplit(line, " ", -1);
  int wait_status = 0;
  assert_true(g_spawn_sync(project->folder, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &said.out, &said.err, &wait_status, NULL));
  said.status = g_spawn_check_wait_status(wait_status, NULL) ? 0 : wait_status >> 8;
  return said;
}

static inline char *read_file(const Project *project, const char *name) {
  g_autofree char *path = g_build_filename(project->folder, name, NULL);
  char *text = NULL;
  assert_true(file_read(path, &text, NULL, NULL));
  return text;
}

static inline void replace_in(const Project *project, const char *name, const char *from, const char *to) {
  g_autofree char *path = g_build_filename(project->folder, name, NULL);
  g_autofree char *text = read_file(project, name);
  g_auto(GStrv) around = g_strsplit(text, from, 2);
  assert_int_equal(g_strv_length(around), 2);
  g_autofree char *out = g_strjoinv(to, around);
  assert_true(file_write(path, out, strlen(out), NULL));
}

/* The findings among the lines of a run: what is left without progress and timings. */
static inline char *findings(const Said *said) {
  GString *kept = g_string_new(NULL);
  g_auto(GStrv) lines = g_strsplit(said->err, "\n", -1);
  for (char **line = lines; *line; line++)
    if (**line && !g_str_has_prefix(*line, "feitenblad: ")) g_string_append_printf(kept, "%s\n", *line);
  return g_string_free(kept, FALSE);
}

/* An outside judge of the file's syntax: 0 = nothing to report. */
static inline int judge(const char *pdf) {
  const char *argv[] = {"qpdf", "--check", pdf, NULL};
  g_autofree char *out = NULL, *err = NULL;
  int wait_status = 1;
  if (!g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, &err, &wait_status, NULL) || wait_status)
    print_message("qpdf --check %s: %s%s\n", pdf, out ? out : "is qpdf installed?", err ? err : "");
  return wait_status;
}

/* Compares with a golden file of the program; with UPDATE_GOLDEN it becomes one. */
static inline void assert_golden(const char *name, const char *text) {
  g_autofree char *path = g_build_filename("tests/golden/program", name, NULL);
  g_autofree char *expected = NULL;
  if (g_getenv("UPDATE_GOLDEN")) assert_true(file_write(path, text, strlen(text), NULL));
  assert_true(file_read(path, &expected, NULL, NULL));
  if (!g_str_equal(expected, text)) print_message("--- %s, as it is now:\n%s\n", path, text);
  assert_string_equal(text, expected);
}
