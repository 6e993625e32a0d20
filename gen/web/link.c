/* Where links lead. It exists because pages name each other relatively and because an address from a template is input
 * like any other. It must not know which pages there are. */
#include "web/link.h"

#include <string.h>

char *link_root(const char *path) {
  GString *root = g_string_new(NULL);
  for (const char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) g_string_append(root, "../");
  return g_string_free(root, FALSE);
}

static gboolean is_outside(const char *address) {
  static const char *const SCHEMES[] = {"https://", "http://", "mailto:"};
  for (guint i = 0; i < G_N_ELEMENTS(SCHEMES); i++)
    if (g_ascii_strncasecmp(address, SCHEMES[i], strlen(SCHEMES[i])) == 0) return TRUE;
  return FALSE;
}

/* Below the root: no scheme, no host, no way up, no backslash that a browser reads as a slash, nothing invisible. */
static gboolean is_inside(const char *path) {
  if (*path == '/' || strchr(path, '\\')) return FALSE;
  for (const char *at = path; *at; at++)
    if (g_ascii_iscntrl(*at)) return FALSE;
  g_auto(GStrv) parts = g_strsplit_set(path, "/?#", -1);
  for (char **part = parts; *part; part++)
    if (g_str_equal(*part, "..") || g_str_equal(*part, ".")) return FALSE;
  return strchr(parts[0] ? parts[0] : "", ':') == NULL;
}

char *link_href(const char *root, const char *address) {
  if (!address || !*address) return NULL;
  if (*address == '#') return g_strdup(address);
  if (is_outside(address)) return g_strdup(address);
  const char *path = *address == '/' ? address + 1 : address;
  if (!is_inside(path)) return NULL;
  gsize end = strcspn(path, "?#");
  gboolean folder = end == 0 || path[end - 1] == '/';
  return g_strdup_printf("%s%.*s%s%s", root, (int)end, path, folder ? "index.html" : "", path + end);
}

char *link_canonical(const char *base_url, const char *path) {
  if (!base_url || !*base_url) return NULL;
  gsize length = strlen(path);
  if (g_str_has_suffix(path, "index.html")) length -= strlen("index.html");
  return g_strdup_printf("%s/%.*s", base_url, (int)length, path);
}

char *link_base_path(const char *base_url) {
  const char *host = base_url ? strstr(base_url, "://") : NULL;
  const char *path = host ? strchr(host + 3, '/') : NULL;
  if (!path || !path[1]) return g_strdup("/");
  return g_strdup_printf("%s%s", path, g_str_has_suffix(path, "/") ? "" : "/");
}
