/* One entry of `documents:` in feitenblad.yaml. What names a file of the site must be safe and must not take the name of what
 * stands there already. It must not know levels: config.c hands each level its documents. */
#include "config/document.h"
#include "base/file.h"
#include <string.h>

enum { DPI_LEAST = 48, DPI_DEFAULT = 96, DPI_MOST = 600, PAGES_MOST = 999 };

void document_config_free(gpointer data) {
  DocumentConfig *document = data;
  if (!document) return;
  g_free(document->id);
  g_free(document->label);
  g_free(document->template);
  g_free(document->file);
  g_free(document);
}

static SourcePos pos_of(const YamlNode *map, const char *key) {
  const YamlNode *node = yaml_get(map, key);
  return yaml_pos(node ? node : map);
}

static char *required(const YamlNode *map, const char *key, Diags *diags) {
  const char *found = yaml_string(map, key, "", diags);
  if (!*found)
    diags_error(diags, "config-missing", pos_of(map, key), NULL, "'%s' is not given, and there is no default", key);
  return g_strdup(found);
}

/* The index of the key's word among `names`; `fallback` when it is absent, or with a finding when it is none of them. */
static int choice(const YamlNode *map, const char *key, const char *const *names, int fallback, Diags *diags) {
  const char *word = yaml_string(map, key, names[fallback], diags);
  for (int i = 0; names[i]; i++)
    if (!strcmp(names[i], word)) return i;
  const char *nearest = yaml_nearest(word, names);
  g_autofree char *all = g_strjoinv(", ", (char **)names);
  g_autofree char *hint = nearest ? g_strdup_printf("did you mean '%s'?", nearest) : g_strdup_printf("write one of: %s", all);
  diags_error(diags, "config-document", pos_of(map, key), hint, "'%s' is no %s", word, key);
  return fallback;
}

static void check_id(const YamlNode *map, const char *id, Diags *diags) {
  /* Files of these names, or that begin with the first, stand in a region's folder already. */
  static const char *const taken[] = {"factsheet", "index", "data", "figuur", NULL};
  bool clash = g_strv_contains(taken, id) || g_str_has_prefix(id, "factsheet-");
  if (!*id || (!clash && file_name_is_safe(id) && !strchr(id, '.'))) return;
  diags_error(diags, "config-document", pos_of(map, "id"), clash ? "a region's folder has a file of that name; choose another"
              : "use small letters, digits, - and _", "'%s' cannot name a document", id);
}

static int read_dpi(const YamlNode *map, DocumentFormat format, Diags *diags) {
  const YamlNode *node = yaml_get(map, "dpi");
  int dpi = yaml_int(map, "dpi", DPI_DEFAULT, diags);
  if (node && format != DOCUMENT_PNG)
    diags_error(diags, "config-document", yaml_pos(node), "leave it out", "only a document of format png has a 'dpi'");
  else if (dpi < DPI_LEAST || dpi > DPI_MOST)
    diags_error(diags, "config-range", yaml_pos(node), NULL, "'dpi' is %d; it can be %d to %d", dpi, DPI_LEAST, DPI_MOST);
  return dpi;
}

static int read_pages(const YamlNode *map, DocumentFormat format, Diags *diags) {
  int fallback = format == DOCUMENT_PNG ? 1 : 0, pages = yaml_int(map, "pages", fallback, diags);
  bool possible = format == DOCUMENT_PNG ? pages == 1 : pages >= 0 && pages <= PAGES_MOST;
  if (possible) return pages;
  diags_error(diags, "config-range", pos_of(map, "pages"), format == DOCUMENT_PNG ? "leave it out: a picture is one page" : NULL,
              "'pages' is %d; it can be 0 (any number) to %d", pages, PAGES_MOST);
  return fallback;
}

DocumentConfig *document_config_read(const YamlNode *map, Diags *diags) {
  static const char *const keys[] = {"id", "label", "template", "levels", "format", "profile", "pages", "dpi", NULL};
  static const char *const formats[] = {[DOCUMENT_PDF] = "pdf", [DOCUMENT_PNG] = "png", NULL};
  DocumentConfig *document = g_new0(DocumentConfig, 1);
  yaml_check_keys(map, keys, diags);
  document->id = required(map, "id", diags);
  document->label = g_strdup(yaml_string(map, "label", document->id, diags));
  document->template = required(map, "template", diags);
  document->format = (DocumentFormat)choice(map, "format", formats, DOCUMENT_PDF, diags);
  document->profile = (ProfileKind)choice(map, "profile", PROFILE_NAMES, PROFILE_SCREEN, diags);
  document->pages = read_pages(map, document->format, diags);
  document->dpi = read_dpi(map, document->format, diags);
  document->file = g_strconcat(document->id, ".", formats[document->format], NULL);
  check_id(map, document->id, diags);
  return document;
}
