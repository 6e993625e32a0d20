/* What an earlier run left: for each region's folder the key of what was drawn and the files there, kept below
 * .feitenblad/ in the project, one state for each output folder. */
#pragma once
#include <glib.h>
#include <stdbool.h>

typedef struct State State;

/* A missing or damaged state is an empty one: everything is drawn anew then. */
State *state_load(const char *project, const char *output);
bool state_save(const State *state, GError **error);
void state_free(State *state);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(State, state_free)

/* The key of a region's folder when all its files are still there, else NULL. Owned by the caller. */
char *state_key(const State *state, const char *site_path);
guint state_pages(const State *state, const char *site_path);
/* Names of the files in the folder, relative to the site's root; NULL-ended, owned by the caller (g_strfreev). */
char **state_files(const State *state, const char *site_path);
void state_set(State *state, const char *site_path, const char *key, guint pages, const char *const *files, guint count);
void state_forget(State *state, const char *site_path);
