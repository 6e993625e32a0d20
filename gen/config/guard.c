/* Reads which findings and changes stop a publish. It must not know how changes are found; only their names. */
#include "config/guard.h"

#include <string.h>

const char *const GUARD_KINDS[] = {"unit-slip", "vanished-region", "vanished-indicator", "moved", "state-changed", "vanished-values",
                                   "target-changed", "target-vanished",
                                   "undeclared", "corrected", "revised", "filled", "new-period", "new-region", "new-indicator", "target-new", NULL};
static const char *const ACTIONS[] = {[GUARD_IGNORE] = "ignore", [GUARD_REPORT] = "report", [GUARD_STOP] = "stop", NULL};
static const char *const KEYS[] = {"stop_on", "drift", "compare_with", NULL};

static void rule_free(gpointer data) {
  GuardRule *rule = data;
  g_free(rule->kind);
  g_free(rule);
}

void guard_config_free(GuardConfig *guard) {
  if (!guard) return;
  g_free(guard->compare_with);
  g_ptr_array_unref(guard->stop_on);
  g_ptr_array_unref(guard->drift);
  g_free(guard);
}

static void read_codes(GuardConfig *guard, const YamlNode *list, Diags *diags) {
  if (!list) return;
  if (yaml_kind(list) != YAML_LIST) diags_error(diags, "yaml-type", yaml_pos(list), "write stop_on: [code, code]", "'stop_on' should be a list");
  for (guint i = 0; yaml_kind(list) == YAML_LIST && i < yaml_length(list); i++)
    g_ptr_array_add(guard->stop_on, g_strdup(yaml_text(yaml_item(list, i))));
}

static void read_rule(GuardConfig *guard, const YamlNode *map, guint index, Diags *diags) {
  const char *word = yaml_text(yaml_item(map, index));
  int action = 0;
  while (ACTIONS[action] && strcmp(ACTIONS[action], word)) action++;
  if (!ACTIONS[action]) {
    diags_error(diags, "config-guard", yaml_pos(yaml_item(map, index)), "write stop, report or ignore", "'%s' is nothing that can be done with a change", word);
    return;
  }
  GuardRule *rule = g_new0(GuardRule, 1);
  *rule = (GuardRule){g_strdup(yaml_key(map, index)), (GuardAction)action};
  g_ptr_array_add(guard->drift, rule);
}

static char *read_path(const YamlNode *map, Diags *diags) {
  const char *path = yaml_string(map, "compare_with", NULL, diags);
  if (!path) return NULL;
  g_auto(GStrv) parts = g_strsplit(path, "/", -1);
  bool inside = *path && *path != '/';
  for (char **part = parts; *part; part++) inside = inside && **part && strcmp(*part, "..");
  if (!inside)
    diags_error(diags, "config-path", yaml_pos(yaml_get(map, "compare_with")), "give a path below the project folder, without ..",
                "'compare_with' leads to '%s', which is not inside the project", path);
  return g_strdup(path);
}

GuardConfig *guard_config_read(const YamlNode *root, Diags *diags) {
  GuardConfig *guard = g_new0(GuardConfig, 1);
  guard->stop_on = g_ptr_array_new_with_free_func(g_free);
  guard->drift = g_ptr_array_new_with_free_func(rule_free);
  const YamlNode *map = yaml_get(root, "guard");
  if (!map) return guard;
  yaml_check_keys(map, KEYS, diags);
  if (yaml_kind(map) != YAML_MAP) return guard;
  const YamlNode *drift = yaml_get(map, "drift");
  guard->compares = drift != NULL;
  guard->compare_with = read_path(map, diags);
  read_codes(guard, yaml_get(map, "stop_on"), diags);
  if (!drift) return guard;
  yaml_check_keys(drift, GUARD_KINDS, diags);
  for (guint i = 0; yaml_kind(drift) == YAML_MAP && i < yaml_length(drift); i++) read_rule(guard, drift, i, diags);
  return guard;
}

GuardAction guard_action(const GuardConfig *guard, const char *kind) {
  for (guint i = 0; i < guard->drift->len; i++) {
    const GuardRule *rule = guard->drift->pdata[i];
    if (!strcmp(rule->kind, kind)) return rule->action;
  }
  return GUARD_REPORT;
}
