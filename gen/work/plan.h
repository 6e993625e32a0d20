/* The plan: which regions this run makes, and the template of each level. Decides nothing about how. */
#pragma once
#include "doc/doc.h"
#include "work/build.h"

typedef struct {
  GPtrArray *regions;    /* const Region*, in the dataset's order */
  bool partial;          /* --only or --level: the rest of a site stays as it is */
  GHashTable *templates; /* template name → DocTemplate* */
} Plan;

/* Findings name an unknown region or level with the nearest known one; NULL then. Owned by the caller. */
Plan *plan_new(const BuildOptions *options, const DocContext *context, Diags *diags);
void plan_free(Plan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Plan, plan_free)
const DocTemplate *plan_template(const Plan *plan, const Region *region);
