/* Hand-outs: planned from what feitenblad.yaml or the command line orders, made by a build's worker or by a run of their own. */
#pragma once
#include "doc/handout.h"
#include "work/render.h"

/* One hand-out that can be made. */
typedef struct {
  const HandoutConfig *config;
  HandoutOrder order;
  GPtrArray *regions;  /* const Region*, in their order */
  DocTemplate *tmpl;
  GHashTable *sheets;  /* template name → DocTemplate*; borrowed */
} HandoutPlan;

/* Finds regions and templates. `sheets`: the factsheets' templates that are read already; missing ones are added. Findings name
 * what is unknown; NULL then. Owned by the caller. */
HandoutPlan *handout_plan_new(const HandoutConfig *config, const DocContext *context, GHashTable *sheets, WorstCase worst_case,
                              Diags *diags);
void handout_plan_free(HandoutPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HandoutPlan, handout_plan_free)

/* Where its files go, without ending: "hand-outs/webinar". Owned by the caller. */
char *handout_path(const HandoutConfig *config);

/* In which profiles a build makes it. */
Profiles handout_profiles(const RenderShared *shared, const HandoutPlan *plan);

/* In a worker: makes it, or takes it over when nothing in it has changed. As render_region(). */
RenderNumbers handout_render(Renderer *renderer, const HandoutPlan *plan, GPtrArray *rendered, Diags *diags);

/* A run of its own: one file. */
typedef struct {
  const char *project;
  const HandoutConfig *order;
  ProfileKind profile;
  const char *output;   /* the PDF */
} HandoutOptions;

/* Makes the file, atomically, or none. `progress` is called after each region; *report always filled (regions are the
 * hand-out's). */
BuildStatus handout_run(const HandoutOptions *options, BuildProgressFunc progress, gpointer user_data, Diags *diags,
                        BuildReport *report);
