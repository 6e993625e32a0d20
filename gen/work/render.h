/* One region, from bound Doc to files: bind, compare keys, lay out, draw, write. Runs inside a worker. */
#pragma once
#include "work/attach.h"
#include "work/plan.h"
#include "work/publish.h"
#include "work/state.h"

/* Everything a worker needs; made by the parent before forking, read-only after. */
typedef struct {
  const BuildOptions *options;
  DocContext context;
  const Plan *plan;
  const AttachShared *attach; /* NULL when no PDF is made */
  const Site *site;   /* NULL when no HTML is made */
  const State *state; /* NULL when checking */
  Stage *stage;       /* NULL when checking */
} RenderShared;

/* What one region cost and made; numbers only, sent from worker to parent. */
typedef struct {
  bool ok, reused;
  guint pages;
  gint64 cost_us[COSTS]; /* processor time */
} RenderNumbers;

/* The worker's own state: text engine. Errors name what is missing on this machine. */
typedef struct Renderer Renderer;
Renderer *renderer_new(const RenderShared *shared, GError **error);
void renderer_free(Renderer *renderer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Renderer, renderer_free)

/* Makes the region. `files`: paths written or kept, relative to the site's root (char*). `key`: of what is there now;
 * owned by the caller. Findings go to `diags`. */
RenderNumbers render_region(Renderer *renderer, const Region *region, GPtrArray *files, char **key, Diags *diags);
