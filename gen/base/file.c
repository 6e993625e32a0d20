/* The few things that feitenblad does with files: read whole, write so that a reader sees the old or the new and never
 * half, copy and remove folders without following links, and swap a finished folder into place. It knows no file format
 * and makes no names: names from input pass file_name_is_safe() first. */
#include "base/file.h"
#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAME_MAX_BYTES = 80 };

static bool fail(GError **error, int code, const char *what, const char *path) {
  g_set_error(error, G_FILE_ERROR, (int)g_file_error_from_errno(code), "%s %s: %s", what, path, g_strerror(code));
  return false;
}

bool file_read(const char *path, char **contents, gsize *length, GError **error) {
  return g_file_get_contents(path, contents, length, error);
}

static bool make_parents(const char *path, GError **error) {
  g_autofree char *folder = g_path_get_dirname(path);
  if (g_mkdir_with_parents(folder, 0777) == 0) return true;
  return fail(error, errno, "cannot make the folder", folder);
}

/* The mode is left to the umask, and the new file is never the old inode: files that are hard links of an earlier site
 * must not change with it. */
bool file_write(const char *path, const char *contents, gsize length, GError **error) {
  g_return_val_if_fail(contents || !length, false);
  g_return_val_if_fail(length <= G_MAXSSIZE, false);
  return make_parents(path, error) &&
         g_file_set_contents_full(path, contents ? contents : "", (gssize)length, G_FILE_SET_CONTENTS_CONSISTENT, 0666,
                                  error);
}

/* ---- Trees ----------------------------------------------------------------------------------------------------- */

typedef bool (*Visit)(const FTSENT *entry, gconstpointer data, GError **error);

static int by_name(const FTSENT **a, const FTSENT **b) { return strcmp((*a)->fts_name, (*b)->fts_name); }

/* Visits `path` and all below it in the order of the names, folders before and after what they hold; never through a
 * symbolic link. */
static bool walk(const char *path, Visit visit, gconstpointer data, GError **error) {
  char *roots[] = {(char *)path, NULL};
  FTS *tree = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, by_name);
  if (!tree) return fail(error, errno, "cannot read", path);
  bool ok = true;
  errno = 0;
  for (FTSENT *entry; ok && (entry = fts_read(tree)); errno = 0) {
    bool bad = entry->fts_info == FTS_ERR || entry->fts_info == FTS_DNR || entry->fts_info == FTS_NS;
    ok = bad ? fail(error, entry->fts_errno, "cannot read", entry->fts_path) : visit(entry, data, error);
  }
  if (ok && errno) ok = fail(error, errno, "cannot read", path);
  fts_close(tree);
  return ok;
}

static bool remove_entry(const FTSENT *entry, gconstpointer data G_GNUC_UNUSED, GError **error) {
  if (entry->fts_info == FTS_D) return true;
  int failed = entry->fts_info == FTS_DP ? rmdir(entry->fts_accpath) : unlink(entry->fts_accpath);
  return failed ? fail(error, errno, "cannot remove", entry->fts_path) : true;
}

bool file_remove_tree(const char *path, GError **error) {
  g_return_val_if_fail(path && *path, false);
  /* Also takes off a slash at the end, which would lead through a symbolic link. */
  g_autofree char *root = g_canonicalize_filename(path, NULL);
  struct stat info;
  if (lstat(root, &info) != 0) return errno == ENOENT ? true : fail(error, errno, "cannot remove", root);
  if (!strcmp(root, "/")) return fail(error, EPERM, "will not remove", root);
  return walk(root, remove_entry, NULL, error);
}

static bool copy_symlink(const char *from, const char *to, GError **error) {
  g_autofree char *target = g_file_read_link(from, error);
  if (!target) return false;
  return symlink(target, to) == 0 ? true : fail(error, errno, "cannot make the link", to);
}

static bool link_or_copy(const char *from, const char *to, GError **error) {
  if (link(from, to) == 0) return true;
  if (errno != EXDEV && errno != EPERM && errno != EMLINK && errno != EOPNOTSUPP)
    return fail(error, errno, "cannot link", to);
  g_autofree char *contents = NULL;
  gsize length;
  return file_read(from, &contents, &length, error) && file_write(to, contents, length, error);
}

typedef struct {
  gsize from_length;
  const char *to;
} LinkJob;

static bool link_entry(const FTSENT *entry, gconstpointer data, GError **error) {
  const LinkJob *job = data;
  g_autofree char *to = g_strconcat(job->to, entry->fts_path + job->from_length, NULL);
  switch (entry->fts_info) {
    case FTS_D: return mkdir(to, 0777) == 0 ? true : fail(error, errno, "cannot make the folder", to);
    case FTS_DP: return true;
    case FTS_F: return link_or_copy(entry->fts_accpath, to, error);
    case FTS_SL:
    case FTS_SLNONE: return copy_symlink(entry->fts_accpath, to, error);
    default: return fail(error, EINVAL, "neither file nor folder:", entry->fts_path);
  }
}

bool file_link_tree(const char *from, const char *to, GError **error) {
  g_return_val_if_fail(from && *from && to && *to, false);
  g_autofree char *source = g_canonicalize_filename(from, NULL);
  g_autofree char *target = g_canonicalize_filename(to, NULL);
  g_autofree char *inside = g_strconcat(source, "/", NULL);
  if (g_str_has_prefix(target, inside)) return fail(error, EINVAL, "cannot copy a folder into itself:", target);
  LinkJob job = {strlen(source), target};
  return make_parents(target, error) && walk(source, link_entry, &job, error);
}

bool file_exchange(const char *staged, const char *target, GError **error) {
  if (renameat2(AT_FDCWD, staged, AT_FDCWD, target, RENAME_EXCHANGE) == 0) return true;
  int code = errno;
  struct stat info;
  if (code == ENOENT && lstat(target, &info) != 0 && errno == ENOENT) {
    if (rename(staged, target) == 0) return true;
    code = errno;
  }
  g_autofree char *what = g_strdup_printf("cannot put %s in the place of", staged);
  return fail(error, code, what, target);
}

bool file_name_is_safe(const char *name) {
  if (!name || !(g_ascii_islower(*name) || g_ascii_isdigit(*name))) return false;
  gsize length = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789._-");
  return name[length] == '\0' && length <= NAME_MAX_BYTES && !strstr(name, "..");
}
