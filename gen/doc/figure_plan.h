/* A figure block as the author wrote it, read once per template: its type, its keys with their places, and each text
 * parsed as a template. Binding expands it for one region. */
#pragma once
#include "config/yaml.h"
#include "doc/figure_type.h"
#include "doc/template.h"

/* One scalar. `tmpl` is NULL when there is nothing to expand in it. */
typedef struct { char *text; Template *tmpl; SourcePos pos; } PlanText;
/* One key; a scalar is a list of one. `items` (FigurePlan*) in the place of texts where the list holds maps; else NULL. */
typedef struct { const char *key; SourcePos pos; bool list; GPtrArray *texts, *items; } PlanKey;

/* A block, or one map in its list of items. */
typedef struct {
  const FigureType *type;
  SourcePos pos;     /* the fence, or where the map begins */
  GPtrArray *keys;   /* PlanKey* */
} FigurePlan;

/* Syntax, unknown and missing keys are findings, all in one run; NULL then. */
FigurePlan *figure_plan_parse(const FigureType *type, const char *body, gsize length, SourcePos fence, Diags *diags);
void figure_plan_free(FigurePlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FigurePlan, figure_plan_free)
const PlanKey *figure_plan_key(const FigurePlan *plan, const char *key); /* NULL when absent */
PlanText *plan_text_new(const YamlNode *node, Diags *diags);
/* A title or label that was written must have words; other keys may be blank, which is as if they were left out. */
void plan_check_title(const char *key, const YamlNode *node, Diags *diags);
void plan_text_free(PlanText *text);
