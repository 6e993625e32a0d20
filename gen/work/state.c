/* Build state in a GKeyFile. It only remembers keys and file names; whether a key is still right is render.c's business. */
#include "work/state.h"

#include "base/file.h"

struct State {
  char *path;   /* of the state file */
  char *output; /* the site folder it speaks of, absolute */
  GKeyFile *keys;
};

State *state_load(const char *project, const char *output) {
  State *state = g_new0(State, 1);
  state->output = g_canonicalize_filename(output, NULL);
  g_autofree char *digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, state->output, -1);
  digest[16] = '\0';
  g_autofree char *name = g_strdup_printf("%s.keys", digest);
  state->path = g_build_filename(project, ".feitenblad", name, NULL);
  state->keys = g_key_file_new();
  if (!g_key_file_load_from_file(state->keys, state->path, G_KEY_FILE_NONE, NULL)) {
    g_key_file_unref(state->keys);
    state->keys = g_key_file_new();
  }
  return state;
}

bool state_save(const State *state, GError **error) {
  gsize length = 0;
  g_autofree char *text = g_key_file_to_data(state->keys, &length, NULL);
  return file_write(state->path, text, length, error);
}

void state_free(State *state) {
  if (!state) return;
  g_free(state->path);
  g_free(state->output);
  g_key_file_unref(state->keys);
  g_free(state);
}

char **state_files(const State *state, const char *site_path) {
  char **files = g_key_file_get_string_list(state->keys, site_path, "files", NULL, NULL);
  return files ? files : g_new0(char *, 1);
}

char *state_key(const State *state, const char *site_path) {
  g_autofree char *key = g_key_file_get_string(state->keys, site_path, "key", NULL);
  if (!key) return NULL;
  g_auto(GStrv) files = state_files(state, site_path);
  for (char **file = files; *file; file++) {
    g_autofree char *path = g_build_filename(state->output, *file, NULL);
    if (!g_file_test(path, G_FILE_TEST_IS_REGULAR)) return NULL;
  }
  return g_steal_pointer(&key);
}

guint state_pages(const State *state, const char *site_path) {
  return (guint)MAX(0, g_key_file_get_integer(state->keys, site_path, "pages", NULL));
}

void state_set(State *state, const char *site_path, const char *key, guint pages, const char *const *files, guint count) {
  g_key_file_set_string(state->keys, site_path, "key", key);
  g_key_file_set_integer(state->keys, site_path, "pages", (int)pages);
  g_key_file_set_string_list(state->keys, site_path, "files", files, count);
}

void state_forget(State *state, const char *site_path) { g_key_file_remove_group(state->keys, site_path, NULL); }
