/* Where a number comes from: its file and line, the rule that computed it, what was hidden and why, and which outputs show
 * it. Made from what may be published only: the true value of a secret cell is not known here. */
#pragma once
#include "work/project.h"
#include <jansson.h>

/* What was asked; words as typed. */
typedef struct {
  const char *region;    /* code, slug or address */
  const char *indicator; /* id */
  const char *period;    /* ISO; NULL = the newest that the region has */
  const char *group;     /* id; NULL = the total */
} ExplainWords;

/* The answer as JSON, in the order in which a person asks; NULL with findings (nearest names as hints) when a word is
 * unknown. Members without anything to say are left out. Owned by the caller. */
json_t *explain_json(const Project *project, const ExplainWords *words, Diags *diags);

/* Internal to work/. Of each document of the key's own region that shows it: file, template, figures, and whether words do;
 * of all other regions: the addresses of the pages that show it. */
json_t *explain_outputs_json(const Project *project, const ObservationKey *key, Diags *diags);
