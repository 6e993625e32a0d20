/* Finds out what kind of state a path is. A drop comes without a project: levels and their rules are then borrowed from the
 * project at hand, so that it is judged as it would be published. It must not compare. */
#include "work/compared.h"

void compared_clear(Compared *side) {
  if (side->snapshot) snapshot_free(side->snapshot);
  if (side->dataset) dataset_free(side->dataset);
  if (side->config) config_free(side->config);
  g_free(side->path);
}

static bool has_file(const char *folder, const char *name) {
  g_autofree char *path = g_build_filename(folder, name, NULL);
  return g_file_test(path, G_FILE_TEST_IS_REGULAR);
}

/* The nearest folder above that is a project; `project` without one. Owned by the caller. */
static char *project_of(const char *package, const char *project) {
  g_autofree char *at = g_path_get_dirname(package);
  for (int up = 0; up < 3; up++) {
    if (has_file(at, "feitenblad.yaml")) return g_steal_pointer(&at);
    char *above = g_path_get_dirname(at);
    g_free(at);
    at = above;
  }
  return g_strdup(project);
}

static bool load_dataset(Compared *side, Diags *diags) {
  side->dataset = side->config ? dataset_load(side->config, diags) : NULL;
  if (side->dataset) side->snapshot = snapshot_of_dataset(side->dataset);
  return side->snapshot;
}

static bool load_package(Compared *side, const char *file, const char *project, Diags *diags) {
  g_autofree char *package = g_canonicalize_filename(file, NULL);
  g_autofree char *folder = project_of(package, project);
  side->config = config_load(folder, diags);
  if (!side->config) return false;
  g_free(side->config->root);
  g_free(side->config->datapackage);
  side->config->root = g_path_get_dirname(package);
  side->config->datapackage = g_path_get_basename(package);
  return load_dataset(side, diags);
}

bool compared_load(Compared *side, const char *path, const char *project, Diags *diags) {
  side->path = g_strdup(path);
  if (g_file_test(path, G_FILE_TEST_IS_REGULAR)) return load_package(side, path, project, diags);
  if (!g_file_test(path, G_FILE_TEST_IS_DIR)) {
    diags_error(diags, "nothing-to-compare", (SourcePos){g_intern_string(path), 0, 0},
                "name a project's folder, a datapackage.json, or a published site", "there is no such file or folder");
    return false;
  }
  if (has_file(path, "feitenblad.yaml")) {
    side->config = config_load(path, diags);
    return load_dataset(side, diags);
  }
  g_autofree char *package = g_build_filename(path, "datapackage.json", NULL);
  if (has_file(path, "datapackage.json")) return load_package(side, package, project, diags);
  side->snapshot = snapshot_of_site(path, diags);
  return side->snapshot;
}
