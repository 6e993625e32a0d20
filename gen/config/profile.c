/* The profiles by name. It exists so that command line, project file and workers agree on them. It must not know how a PDF
 * is made. */
#include "config/profile.h"
#include <string.h>

const char *const PROFILE_NAMES[] = {"screen", "print", "greyscale", NULL};
G_STATIC_ASSERT(G_N_ELEMENTS(PROFILE_NAMES) == PROFILE_KINDS + 1);

const Profile *profile_get(ProfileKind kind) {
  static const Profile profiles[PROFILE_KINDS] = {
      [PROFILE_SCREEN] = {"screen", "factsheet.pdf", "", THEME_LIGHT},
      [PROFILE_PRINT] = {"print", "factsheet-print.pdf", "-print", THEME_PRINT},
      [PROFILE_GREYSCALE] = {"greyscale", "factsheet-grijs.pdf", "-grijs", THEME_GREY},
  };
  g_assert(kind < PROFILE_KINDS);
  return &profiles[kind];
}

bool profiles_add(Profiles *profiles, const char *name) {
  for (guint kind = 0; kind < PROFILE_KINDS; kind++) {
    if (strcmp(PROFILE_NAMES[kind], name)) continue;
    *profiles |= 1u << kind;
    return true;
  }
  return false;
}

static void read_profile(const YamlNode *node, Profiles *profiles, Diags *diags) {
  const char *name = yaml_text(node);
  if (profiles_add(profiles, name)) return;
  const char *nearest = yaml_nearest(name, PROFILE_NAMES);
  g_autofree char *all = g_strjoinv(", ", (char **)PROFILE_NAMES);
  g_autofree char *hint = nearest ? g_strdup_printf("did you mean '%s'?", nearest) : g_strdup_printf("profiles: %s", all);
  diags_error(diags, "config-profile", yaml_pos(node), hint, "'%s' is no profile", name);
}

Profiles profiles_read(const YamlNode *map, Profiles fallback, Diags *diags) {
  const YamlNode *list = yaml_get(map, "profiles");
  Profiles found = 0;
  if (!list) return fallback;
  if (yaml_kind(list) != YAML_LIST || yaml_length(list) == 0)
    diags_error(diags, "yaml-type", yaml_pos(list), "write profiles: [screen, greyscale]", "'profiles' should be a list");
  else
    for (guint i = 0; i < yaml_length(list); i++) read_profile(yaml_item(list, i), &found, diags);
  return found;
}
