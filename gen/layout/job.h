/* What every step of laying out one document shares: the inputs, all borrowed, and the tag tree that is growing. */
#pragma once
#include "config/locale.h"
#include "doc/doc.h"
#include "scene/pages.h"

typedef struct {
  const Doc *doc;
  const Config *config;
  const Theme *theme; /* at the page's scale */
  const Locale *locale;
  TextEngine *text;
  Diags *diags;
  Pages *pages;       /* scenes, outline and destinations are added here */
  TagTree *tags;      /* pages->tags */
  Tag *root;          /* what the document's parts hang below: the tree's root, or a region's section in a bundle */
  guint first_page;   /* where the document's pages begin among all: pages are counted from there */
  int heading_shift;  /* heading levels that stand above the document in a bundle */
  const char *id_prefix; /* before ids of destinations, so that they differ in a bundle; NULL = none */
  const PageGrid *grid; /* doc->page */
  GHashTable *ids;    /* destination ids given out: char* set */
  GPtrArray *anchors; /* LayoutAnchor*: links to "#id", checked when all ids are known */
} LayoutJob;

typedef struct { char *id; SourcePos pos; } LayoutAnchor;

/* Makes and frees what a job owns: ids and anchors. All else is set by who makes it. */
void layout_job_open(LayoutJob *job);
void layout_job_close(LayoutJob *job);

/* A fixed length in points or millimetres at the page's scale, in points. */
static inline double layout_pt(const LayoutJob *job, double points) { return points * job->grid->scale; }
static inline double layout_mm(const LayoutJob *job, double mm) { return mm * 72.0 / 25.4 * job->grid->scale; }
/* Width of `columns` columns with the gutters between them. */
double layout_span(const PageGrid *grid, int columns);
/* Width between the side margins. */
double layout_measure(const PageGrid *grid);
/* Baseline of the first line in a line box of `leading` whose top is at `top`: half of what is left over goes above. */
double layout_baseline(const LayoutJob *job, TextFont font, double leading, double top);
/* Style of a role on paper. */
const TypeStyle *layout_type(const LayoutJob *job, TypeRole role);

/* The template's first line: the place of what the front matter and the region say. */
SourcePos layout_doc_pos(const LayoutJob *job);
/* A finding about what does not fit. `excess` is in points and is told in millimetres; `what` names the thing. */
void layout_overflow(const LayoutJob *job, const char *code, SourcePos pos, const char *what, double excess,
                     const char *hint);
/* The tag of a heading of that level (1–3) in the document: never above H1 or below H3. */
TagType layout_heading(const LayoutJob *job, int level);
/* The level of the bookmark that mirrors such a heading. */
int layout_outline_level(const LayoutJob *job, TagType heading);
/* A new page behind all others; the document's page `page`, from 0. */
Scene *layout_add_page(LayoutJob *job);
Scene *layout_page(const LayoutJob *job, guint page);
/* The destination id of what is called `id` in this document; its own, whether or not it was asked for before. Owned by the
 * job. */
const char *layout_own_id(LayoutJob *job, const char *id);
/* A new destination id: `wanted`, or with a number behind it when it was given out before. Owned by the job. */
const char *layout_claim_id(LayoutJob *job, const char *wanted);
/* Where a link goes: "#id" stays and is noted for checking, "/path/" gets the site's address in front. Owned. */
char *layout_resolve_href(LayoutJob *job, const char *href, SourcePos pos);
/* Links to ids that nothing in the document has are findings. */
void layout_check_anchors(const LayoutJob *job);
