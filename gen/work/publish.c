/* All-or-nothing publishing. The old site stays up until the new one is whole; a reader never sees a mixture. It must not
 * know what the files are. */
#include "work/publish.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

struct Stage {
  char *output, *path;
  int lock;
};

static bool fail(GError **error, GIOErrorEnum code, const char *format, ...) G_GNUC_PRINTF(3, 4);
static bool fail(GError **error, GIOErrorEnum code, const char *format, ...) {
  va_list args;
  va_start(args, format);
  g_autofree char *message = g_strdup_vprintf(format, args);
  va_end(args);
  g_set_error_literal(error, G_IO_ERROR, code, message);
  return false;
}

/* A hidden neighbour of the output: "public" → ".public<ending>". Owned by the caller. */
static char *neighbour(const char *output, const char *ending) {
  g_autofree char *parent = g_path_get_dirname(output);
  g_autofree char *name = g_path_get_basename(output);
  return g_strdup_printf("%s/.%s%s", parent, name, ending);
}

/* Neither a link nor a mount point: both would survive, or be lost in, an exchange of folders. */
static bool check_target(const char *output, const char *parent, GError **error) {
  struct stat own, above;
  if (lstat(output, &own) != 0)
    return errno == ENOENT || fail(error, g_io_error_from_errno(errno), "%s: %s", output, g_strerror(errno));
  if (S_ISLNK(own.st_mode))
    return fail(error, G_IO_ERROR_NOT_SUPPORTED, "%s is a symbolic link; give --output the folder it points to", output);
  if (!S_ISDIR(own.st_mode))
    return fail(error, G_IO_ERROR_NOT_DIRECTORY, "%s is not a folder; move it away or choose another --output", output);
  if (stat(parent, &above) == 0 && above.st_dev != own.st_dev)
    return fail(error, G_IO_ERROR_NOT_SUPPORTED, "%s is a mount point and cannot be replaced in one step; mount its parent folder, "
                "or give --output a folder inside it", output);
  return true;
}

/* Tries the exchange on two empty folders beside the target, so that an unfit file system shows before an hour's work. */
static bool check_exchange(const char *output, GError **error) {
  g_autofree char *a = neighbour(output, ".probe-a");
  g_autofree char *b = neighbour(output, ".probe-b");
  if (g_mkdir_with_parents(a, 0755) != 0 || g_mkdir_with_parents(b, 0755) != 0) {
    int code = errno;
    rmdir(a);
    return fail(error, g_io_error_from_errno(code), "cannot write beside %s: %s; check the folder's permissions", output, g_strerror(code));
  }
  g_autoptr(GError) inner = NULL;
  bool ok = file_exchange(a, b, &inner);
  rmdir(a);
  rmdir(b);
  return ok || fail(error, G_IO_ERROR_NOT_SUPPORTED, "the file system of %s cannot exchange folders in one step (%s); choose "
                    "another --output", output, inner->message);
}

static int take_lock(const char *output, GError **error) {
  g_autofree char *path = neighbour(output, ".lock");
  int fd = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0644);
  if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0) return fd;
  int code = errno;
  if (fd >= 0) close(fd);
  if (code == EWOULDBLOCK)
    fail(error, G_IO_ERROR_BUSY, "another build is writing %s; wait until it has ended", output);
  else
    fail(error, g_io_error_from_errno(code), "%s: %s", path, g_strerror(code));
  return -1;
}

Stage *stage_new(const char *output, GError **error) {
  g_autofree char *target = g_canonicalize_filename(output, NULL);
  g_autofree char *parent = g_path_get_dirname(target);
  if (g_mkdir_with_parents(parent, 0755) != 0) {
    fail(error, g_io_error_from_errno(errno), "%s: %s", parent, g_strerror(errno));
    return NULL;
  }
  if (!check_target(target, parent, error) || !check_exchange(target, error)) return NULL;
  int lock = take_lock(target, error);
  if (lock < 0) return NULL;
  g_autoptr(Stage) stage = g_new0(Stage, 1);
  stage->output = g_steal_pointer(&target);
  stage->path = neighbour(stage->output, ".new");
  stage->lock = lock;
  if (!file_remove_tree(stage->path, error)) return NULL;
  if (g_mkdir_with_parents(stage->path, 0755) != 0) {
    fail(error, g_io_error_from_errno(errno), "%s: %s", stage->path, g_strerror(errno));
    return NULL;
  }
  return g_steal_pointer(&stage);
}

void stage_free(Stage *stage) {
  if (!stage) return;
  file_remove_tree(stage->path, NULL);
  g_autofree char *lock = neighbour(stage->output, ".lock");
  unlink(lock);
  close(stage->lock);
  g_free(stage->output);
  g_free(stage->path);
  g_free(stage);
}

const char *stage_path(const Stage *stage) { return stage->path; }
const char *stage_output(const Stage *stage) { return stage->output; }
bool stage_has_output(const Stage *stage) { return g_file_test(stage->output, G_FILE_TEST_IS_DIR); }

bool stage_copy_output(Stage *stage, GError **error) {
  return file_remove_tree(stage->path, error) && file_link_tree(stage->output, stage->path, error);
}

bool stage_keep(Stage *stage, const char *site_path, GError **error) {
  g_autofree char *from = g_build_filename(stage->output, site_path, NULL);
  g_autofree char *to = g_build_filename(stage->path, site_path, NULL);
  return file_link_tree(from, to, error);
}

bool stage_drop(Stage *stage, const char *site_path, GError **error) {
  g_autofree char *path = g_build_filename(stage->path, site_path, NULL);
  return file_remove_tree(path, error);
}

bool stage_write(Stage *stage, const char *site_path, GBytes *bytes, GError **error) {
  g_autofree char *path = g_build_filename(stage->path, site_path, NULL);
  g_autofree char *folder = g_path_get_dirname(path);
  if (g_mkdir_with_parents(folder, 0755) != 0)
    return fail(error, g_io_error_from_errno(errno), "%s: %s", folder, g_strerror(errno));
  unlink(path); /* it may be a hard link into the published site */
  gsize length = 0;
  const char *data = g_bytes_get_data(bytes, &length);
  return g_file_set_contents_full(path, data ? data : "", (gssize)length, G_FILE_SET_CONTENTS_NONE, 0644, error);
}

/* Everything reaches the disk once, before the exchange, instead of at every file. */
bool stage_publish(Stage *stage, GError **error) {
  int fd = open(stage->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  bool synced = fd >= 0 && syncfs(fd) == 0;
  int code = errno;
  if (fd >= 0) close(fd);
  if (!synced) return fail(error, g_io_error_from_errno(code), "%s: %s", stage->path, g_strerror(code));
  return file_exchange(stage->path, stage->output, error);
}

guint stage_count_files(const char *folder) {
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  guint count = 0;
  const char *name;
  while (dir && (name = g_dir_read_name(dir))) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    count += g_file_test(path, G_FILE_TEST_IS_DIR) ? stage_count_files(path) : 1;
  }
  return count;
}
