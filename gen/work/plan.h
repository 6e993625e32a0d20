/* The plan: which regions this run makes, and the template of each level. Decides nothing about how. */
#pragma once
#include "doc/doc.h"
#include "work/build.h"

/* One document to be made of each region of a level: its factsheet, or one of the project's other documents. */
typedef struct {
  const DocumentConfig *config; /* NULL: the factsheet */
  const DocTemplate *tmpl;
} PlanDocument;

typedef struct {
  GPtrArray *regions;    /* const Region*, in the dataset's order */
  bool partial;          /* --only, --level or --document: the rest of a site stays as it is */
  GHashTable *templates; /* template name → DocTemplate* */
  GHashTable *documents; /* level → GArray of PlanDocument, the factsheet first */
} Plan;

/* Findings name an unknown region, level or document with the nearest known one; NULL then. Owned by the caller. */
Plan *plan_new(const BuildOptions *options, const DocContext *context, Diags *diags);
/* The region or level that a word names: a code, a slug, an address; an id or alias. NULL with a finding at `pos`. */
const Region *plan_find_region(const Dataset *dataset, const char *word, SourcePos pos, Diags *diags);
const LevelConfig *plan_find_level(const Config *config, const char *word, SourcePos pos, Diags *diags);
void plan_free(Plan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Plan, plan_free)
/* What this run makes of a region. Array of PlanDocument, owned by the plan. */
const GArray *plan_documents(const Plan *plan, const Region *region);
