/* What a PDF is made for. All profiles of a factsheet are the same pages, in other colours. */
#pragma once
#include "config/theme.h"

typedef enum { PROFILE_SCREEN, PROFILE_PRINT, PROFILE_GREYSCALE, PROFILE_KINDS } ProfileKind;
typedef guint Profiles; /* bits 1 << ProfileKind */
enum { PROFILES_DEFAULT = 1 << PROFILE_SCREEN };

typedef struct {
  const char *name; /* as words say it: "greyscale" */
  const char *file; /* in the region's folder: "factsheet-grijs.pdf" */
  const char *suffix; /* of other files of that kind: "-grijs" */
  ThemeMode mode;
} Profile;
const Profile *profile_get(ProfileKind kind);
static inline bool profiles_have(Profiles profiles, ProfileKind kind) { return profiles >> kind & 1; }

/* Adds the profile of that name; false when there is none. */
bool profiles_add(Profiles *profiles, const char *name);
/* A map's `profiles:`, or `fallback`. */
Profiles profiles_read(const YamlNode *map, Profiles fallback, Diags *diags);
extern const char *const PROFILE_NAMES[]; /* NULL-ended, for hints */
