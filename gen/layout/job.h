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
  const PageGrid *grid; /* doc->page */
  GHashTable *ids;    /* destination ids given out: char* set */
  GPtrArray *anchors; /* LayoutAnchor*: links to "#id", checked when all ids are known */
} LayoutJob;

typedef struct { char *id; SourcePos pos; } LayoutAnchor;

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
/* A new destination id: `wanted`, or with a number behind it when it was given out before. Owned by the job. */
const char *layout_claim_id(LayoutJob *job, const char *wanted);
/* Where a link goes: "#id" stays and is noted for checking, "/path/" gets the site's address in front. Owned. */
char *layout_resolve_href(LayoutJob *job, const char *href, SourcePos pos);
