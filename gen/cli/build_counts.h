/* What a run of the stages came to, in one line. */
#pragma once
#include "work/build.h"

/* "391 regions, 1173 pages checked, 0 errors, 2 warnings, 4.1 s". Owned by the caller. */
char *build_counts(const BuildReport *report, const Diags *diags);
const char *plural(guint count, const char *one, const char *many);
