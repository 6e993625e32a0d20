/* The profiles by name. It exists so that command line, project file and workers agree on them. It must not know how a PDF
 * is made. */
#include "config/profile.h"
#include <string.h>

const char *const PROFILE_NAMES[] = {"screen", "print", "greyscale", NULL};
G_STATIC_ASSERT(G_N_ELEMENTS(PROFILE_NAMES) == PROFILE_KINDS + 1);

const Profile *profile_get(ProfileKind kind) {
  static const Profile profiles[PROFILE_KINDS] = {
      [PROFILE_SCREEN] = {"screen", "factsheet.pdf", THEME_LIGHT},
      [PROFILE_PRINT] = {"print", "factsheet-print.pdf", THEME_PRINT},
      [PROFILE_GREYSCALE] = {"greyscale", "factsheet-grijs.pdf", THEME_GREY},
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
