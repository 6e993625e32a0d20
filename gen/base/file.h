/* Files: read whole, write atomically, make folders, exchange folders. Errors come back as GError
 * (G_FILE_ERROR), with the path in the message. Paths are bytes, absolute or from the working folder. */
#pragma once
#include <glib.h>
#include <stdbool.h>

/* Reads a whole file; *contents is NUL-terminated (the NUL does not count) and owned by the caller. */
bool file_read(const char *path, char **contents, gsize *length, GError **error);
/* Writes to a temporary file beside `path`, then renames; parent folders are made. */
bool file_write(const char *path, const char *contents, gsize length, GError **error);
/* Removes a folder and all in it; a missing one is no error. Symbolic links are removed, never followed. */
bool file_remove_tree(const char *path, GError **error);
/* Copies a tree by hard links where the file system allows, else by copying; symbolic links stay links. `to` must not
 * exist; its parents are made. After an error what was made so far stays. Both trees share their files from then on:
 * change one only by file_write(), which makes a new file. */
bool file_link_tree(const char *from, const char *to, GError **error);
/* Puts `staged` in the place of `target` in one step (renameat2 RENAME_EXCHANGE; plain rename when `target` does not
 * exist) and leaves the old tree, if there was one, at `staged`. Symbolic links are exchanged themselves. */
bool file_exchange(const char *staged, const char *target, GError **error);
/* True for a single path component that is safe as a file or folder name: [a-z0-9] then [a-z0-9._-]*, ≤ 80 bytes,
 * no "..". All names from input that become paths pass here. */
bool file_name_is_safe(const char *name);
