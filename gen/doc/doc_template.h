/* The inside of a DocTemplate, shared by doc_template.c (reading) and doc.c (binding). */
#pragma once
#include "doc/doc.h"
#include "doc/figure_plan.h"

typedef enum { FRONT_TITLE, FRONT_KICKER, FRONT_META, FRONT_RUNNING, FRONT_DESCRIPTION, FRONT_FOOTER, FRONT_KEYS } FrontKey;

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
};
