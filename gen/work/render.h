/* One region, from bound Docs to files: bind, compare keys, lay out, draw, write. Runs inside a worker. */
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

/* A document as it is there now. */
typedef struct {
  char *name;       /* of its state: render_state_name() */
  char *key;
  guint pages;
  GPtrArray *files; /* char*: paths written or kept, relative to the site's root */
} Rendered;
void rendered_free(gpointer rendered);

/* Each document of a region has a state of its own: "gemeente/delft" is the factsheet's with the page and its data,
 * "gemeente/delft#poster" another's. `document` NULL: the factsheet. Owned by the caller. */
char *render_state_name(const char *site_path, const DocumentConfig *document);
/* Makes what the plan wants of the region; what was made is added to `rendered`. Findings go to `diags`. */
RenderNumbers render_region(Renderer *renderer, const Region *region, GPtrArray *rendered, Diags *diags);
/* What hand-outs share with regions: the inputs, the text engine, and the part of every key that no region changes. Borrowed. */
const RenderShared *renderer_shared(const Renderer *renderer);
TextEngine *renderer_text(const Renderer *renderer);
const char *renderer_key(const Renderer *renderer);
extern const char RENDER_PRODUCER[];
