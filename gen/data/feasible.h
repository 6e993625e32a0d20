/* The points that satisfy a set of equations within bounds, and how far one of their coordinates can go: what a reader who
 * is good at sums can find out about a hidden value. Linear programming; knows nothing of cells or statistics. */
#pragma once
#include <glib.h>
#include <stdbool.h>

typedef struct Feasible Feasible;

/* `rows` equations Σ coefs[row][column]·x[column] = sums[row] over `columns` unknowns with finite bounds. `start` lies within
 * the bounds, NAN where it is not known, and need not satisfy the equations: where no point with its known coordinates does, an
 * equation is taken to be off by the least that it must be. `coefs`, from g_new(), becomes its own,
 * the others are copied; all is wiped when freed. */
Feasible *feasible_new(guint rows, guint columns, double *coefs, const double *sums, const double *low, const double *high,
                       const double *start);
void feasible_free(Feasible *feasible);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Feasible, feasible_free)

/* The point at hand: one value a column. Borrowed, and moves with feasible_push(). */
const double *feasible_point(const Feasible *feasible);
/* Moves the point one step towards a larger (direction 1) or smaller (-1) x[column]. False when there is none to take. */
bool feasible_push(Feasible *feasible, guint column, int direction);
