/* Link targets come from Markdown and data, so they are hostile until looked at. It must not know where they go. */
#include "surface/uri.h"
#include <string.h>

bool uri_is_safe(const char *uri) {
  static const char *const schemes[] = {"http", "https", "mailto", "tel"};
  for (const char *p = uri; *p; p++)
    if ((guchar)*p < 0x20 || *p == 0x7f || *p == '\\') return false;
  gsize length = strcspn(uri, ":/?#");
  if (uri[length] != ':') return *uri != '\0';
  for (gsize i = 0; i < G_N_ELEMENTS(schemes); i++)
    if (length == strlen(schemes[i]) && g_ascii_strncasecmp(uri, schemes[i], length) == 0) return true;
  return false;
}

char *uri_encode(const char *uri) {
  GString *out = g_string_new(NULL);
  for (const char *p = uri; *p; p++) {
    if (g_ascii_isalnum(*p) || strchr("-._~:/?#[]@!$&*+,;=%", *p))
      g_string_append_c(out, *p);
    else
      g_string_append_printf(out, "%%%02X", (guchar)*p);
  }
  return g_string_free(out, FALSE);
}
