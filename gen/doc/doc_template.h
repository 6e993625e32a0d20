/* The inside of a DocTemplate, shared by doc_template.c (reading) and doc.c (binding). */
#pragma once
#include "doc/doc.h"
#include "doc/figure_plan.h"

typedef enum { FRONT_TITLE, FRONT_KICKER, FRONT_META, FRONT_RUNNING, FRONT_DESCRIPTION, FRONT_FOOTER, FRONT_KEYS } FrontKey;

/* What only a hand-out's front matter says. */
typedef struct {
  PlanText *question;
  GPtrArray *cards;                /* HandoutWord*: ids; NULL when not given */
  int per_page;
  bool notes;
} HandoutFront;

struct DocTemplate {
  char *name;
  const char *file;                /* "templates/gemeente.md", interned */
  DocOrigin *origin;
  PlanText *front[FRONT_KEYS];     /* NULL when not given */
  GPtrArray *attach;               /* DocAttach* */
  PageGrid page;
  Template *body;
  GHashTable *plans;               /* block body → FigurePlan* */
  FigureTypes types;
  HandoutFront *handout;           /* NULL: a factsheet's template */
};

typedef struct CardIds CardIds;
/* doc_bind() without the last step, the digest; `cards`: of the hand-out, NULL for a factsheet. Findings do not name the
 * region yet. A Doc also after findings. Owned by the caller. */
Doc *doc_bind_parts(const DocTemplate *tmpl, const DocContext *context, const Region *region, const CardIds *cards, Diags *found);
/* The last step: NULL when there are findings, which go to `diags` with the region's name. Takes `doc`. */
Doc *doc_bind_finish(Doc *doc, const Diags *found, Diags *diags);
