/* A list of files in memory: what web/ makes and work/ writes. It must not touch the disk. */
#include "web/site.h"

struct SiteFiles {
  GPtrArray *files; /* SiteFile* */
};

static void site_file_free(gpointer data) {
  SiteFile *file = data;
  g_free(file->path);
  g_bytes_unref(file->bytes);
  g_free(file);
}

SiteFiles *site_files_new(void) {
  SiteFiles *files = g_new0(SiteFiles, 1);
  files->files = g_ptr_array_new_with_free_func(site_file_free);
  return files;
}

void site_files_free(SiteFiles *files) {
  if (!files) return;
  g_ptr_array_unref(files->files);
  g_free(files);
}

void site_files_add(SiteFiles *files, char *path, GBytes *bytes) {
  SiteFile *file = g_new0(SiteFile, 1);
  file->path = path;
  file->bytes = bytes;
  g_ptr_array_add(files->files, file);
}

guint site_files_length(const SiteFiles *files) {
  return files->files->len;
}

const SiteFile *site_files_get(const SiteFiles *files, guint index) {
  g_return_val_if_fail(index < files->files->len, NULL);
  return files->files->pdata[index];
}
