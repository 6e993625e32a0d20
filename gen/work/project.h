/* What every run begins with: the project's files as config, theme, locale and dataset. */
#pragma once
#include "doc/doc.h"

typedef struct {
  Config *config;
  Theme *theme;
  Locale *locale;
  Dataset *dataset;
  DocContext context; /* of the four */
} Project;

/* Reads all of them, bent into `worst_case`; findings of all in one run, those of the levels' templates too when the data cannot
 * be used. False on findings. */
bool project_load(Project *project, const char *folder, WorstCase worst_case, Diags *diags);
void project_clear(Project *project);
/* Rendering sees the project's fonts and no others. Before any thread or fork. False with a finding. */
bool project_set_fonts(const Project *project, Diags *diags);
