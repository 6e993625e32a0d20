/* Binds one figure block for a region: expands its keys and lets its type fill the figure. */
#pragma once
#include "doc/binder_internal.h"
#include "doc/figure_plan.h"

/* NULL when there are findings (they are in the binder's diags). `used` are the ids of the document so far (a set of
 * char*), to which the figure's is added. Owned by the caller. */
Figure *block_bind(Binder *binder, const FigurePlan *plan, Scope *scope, GHashTable *used);
