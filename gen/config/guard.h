/* What may not be published without somebody saying so: `guard:` in feitenblad.yaml. */
#pragma once
#include "config/yaml.h"

/* What is done with a change: said in the report, or the publish stops. */
typedef enum { GUARD_IGNORE, GUARD_REPORT, GUARD_STOP } GuardAction;
typedef struct { char *kind; GuardAction action; } GuardRule;

typedef struct {
  bool compares;      /* whether changes since the last publish are looked for at all */
  char *compare_with; /* site folder below the project's root; NULL = the folder that is published into */
  GPtrArray *stop_on; /* char*: codes of findings that stop a publish, though they are no errors */
  GPtrArray *drift;   /* GuardRule*: what is not named is reported */
} GuardConfig;

/* The `guard:` of a project; without one nothing is compared and nothing stops.
 * Owned by the caller. */
GuardConfig *guard_config_read(const YamlNode *root, Diags *diags);
void guard_config_free(GuardConfig *guard);
/* What is to be done with a change of that name ("unit-slip"). */
GuardAction guard_action(const GuardConfig *guard, const char *kind);
/* Names of changes that a rule can be about, in the order of DriftKind (work/drift.h), ended by NULL. */
extern const char *const GUARD_KINDS[];
