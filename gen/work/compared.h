/* One side of a comparison: a project, a data package or a published site, read as what it publishes. */
#pragma once
#include "work/snapshot.h"

typedef struct {
  char *path;
  Config *config;   /* NULL for a site */
  Dataset *dataset; /* NULL for a site */
  Snapshot *snapshot;
} Compared;

/* `path`: a folder with feitenblad.yaml; a datapackage.json, or its folder, whose project is looked for above it and is else the
 * one in `project`; or a folder with data.csv files. False with findings. */
bool compared_load(Compared *side, const char *path, const char *project, Diags *diags);
void compared_clear(Compared *side);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Compared, compared_clear)
