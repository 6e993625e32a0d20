/* Metadata that feitenblad does not use itself but passes on with the open data: what breaks the standard here would break
 * the reader of somebody else. This file must not know tables. */
#include "data/meta.h"
#include <string.h>

/* A list of objects that each need one of some keys. */
typedef struct {
  const char *key;
  const char *needs[4]; /* ended by NULL */
  const char *hint;
} ListRule;

static const ListRule LISTS[] = {
    {"licenses", {"name", "path"}, "write [{\"name\": \"CC-BY-4.0\"}]"},
    {"sources", {"title", "path", "email"}, "write [{\"title\": \"CBS, StatLine 70072ned\"}]"},
    {"contributors", {"title", "givenName", "familyName"}, "write [{\"title\": \"Naam\"}]"},
};
static const char *const TEXTS[] = {"title", "description", "homepage", "version", "created", "profile", "encoding"};

static void check_list(const YamlNode *list, const ListRule *rule, Diags *diags) {
  if (yaml_kind(list) != YAML_LIST) {
    diags_error(diags, "package-meta", yaml_pos(list), rule->hint, "'%s' should be a list", rule->key);
    return;
  }
  for (guint i = 0; i < yaml_length(list); i++) {
    const YamlNode *item = yaml_item(list, i);
    bool found = false;
    for (const char *const *need = rule->needs; *need; need++) found |= yaml_get(item, *need) != NULL;
    if (found) continue;
    g_autofree char *needs = g_strjoinv(", ", (char **)rule->needs);
    diags_error(diags, "package-meta", yaml_pos(item), rule->hint, "each of '%s' needs one of: %s", rule->key, needs);
  }
}

static void check_name(const YamlNode *map, Diags *diags) {
  const char *name = yaml_string(map, "name", NULL, diags);
  if (!name || g_regex_match_simple("\\A[-a-z0-9._/]+\\z", name, 0, 0)) return;
  diags_add(diags, DIAG_WARNING, "package-name", yaml_pos(yaml_get(map, "name")), "use small letters, digits, - _ . and no blanks",
            "other programs refuse the name '%s'", name);
}

void meta_check(const YamlNode *map, Diags *diags) {
  if (yaml_kind(map) != YAML_MAP) return;
  check_name(map, diags);
  for (gsize i = 0; i < G_N_ELEMENTS(LISTS); i++)
    if (yaml_get(map, LISTS[i].key)) check_list(yaml_get(map, LISTS[i].key), &LISTS[i], diags);
  for (gsize i = 0; i < G_N_ELEMENTS(TEXTS); i++) yaml_string(map, TEXTS[i], NULL, diags);
}
