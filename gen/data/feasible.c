/* A small simplex, because the question is small: a few dozen equations of ones, asked in both directions for each hidden
 * cell, from a point that is known. A library would be a solver for problems that we do not have (decision 0015). The point
 * may begin anywhere between its bounds: unknowns outside the basis that are between their bounds simply move first.
 *
 * Points are true values of secret cells, so all memory is wiped. This file must not know what they mean. */
#include "data/feasible.h"
#include <math.h>
#include <string.h>

static const double TINY = 1e-9;

enum { OUTSIDE = -1 };

struct Feasible {
  guint rows, columns;  /* columns with the artificial ones, one a row */
  double *table;        /* the equations, solved for the basis: rows × columns */
  double *x, *low, *high;
  int *row_of;          /* a column's row in the basis, or OUTSIDE */
  guint *basis;         /* a row's column */
};

static double *cell(const Feasible *feasible, guint row, guint column) {
  return &feasible->table[(gsize)row * feasible->columns + column];
}

const double *feasible_point(const Feasible *feasible) { return feasible->x; }

void feasible_free(Feasible *feasible) {
  explicit_bzero(feasible->table, sizeof(double) * feasible->rows * feasible->columns);
  explicit_bzero(feasible->x, sizeof(double) * feasible->columns);
  explicit_bzero(feasible->low, sizeof(double) * feasible->columns);
  explicit_bzero(feasible->high, sizeof(double) * feasible->columns);
  g_free(feasible->table);
  g_free(feasible->x);
  g_free(feasible->low);
  g_free(feasible->high);
  g_free(feasible->row_of);
  g_free(feasible->basis);
  g_free(feasible);
}

/* ---- The basis ------------------------------------------------------------------------------------------------- */

static void pivot(Feasible *feasible, guint row, guint column) {
  double by = *cell(feasible, row, column);
  for (guint c = 0; c < feasible->columns; c++) *cell(feasible, row, c) /= by;
  for (guint r = 0; r < feasible->rows; r++) {
    double times = *cell(feasible, r, column);
    if (r == row || fabs(times) < TINY) continue;
    for (guint c = 0; c < feasible->columns; c++) *cell(feasible, r, c) -= times * *cell(feasible, row, c);
    *cell(feasible, r, column) = 0;
  }
  feasible->row_of[feasible->basis[row]] = OUTSIDE;
  feasible->basis[row] = column;
  feasible->row_of[column] = (int)row;
}

static double room(const Feasible *feasible, guint column, int direction) {
  double left = direction > 0 ? feasible->high[column] - feasible->x[column] : feasible->x[column] - feasible->low[column];
  return left > TINY ? left : 0;
}

/* Moves a column outside the basis as far as it and the basis allow, and lets it into the basis when that stops it. */
static void move(Feasible *feasible, guint column, int direction) {
  double step = room(feasible, column, direction);
  int leaving = OUTSIDE;
  for (guint row = 0; row < feasible->rows; row++) {
    double slope = -*cell(feasible, row, column) * direction;
    if (fabs(slope) < TINY) continue;
    guint basic = feasible->basis[row];
    double most = room(feasible, basic, slope > 0 ? 1 : -1) / fabs(slope);
    bool first = leaving != OUTSIDE && most <= step + TINY && basic < feasible->basis[leaving];
    if (most < step - TINY || (leaving != OUTSIDE && first)) leaving = (int)row, step = MIN(step, most);
  }
  for (guint row = 0; row < feasible->rows; row++)
    feasible->x[feasible->basis[row]] -= *cell(feasible, row, column) * direction * step;
  feasible->x[column] += direction * step;
  if (leaving != OUTSIDE) pivot(feasible, (guint)leaving, column);
}

bool feasible_push(Feasible *feasible, guint column, int direction) {
  int row = feasible->row_of[column];
  if (row == OUTSIDE) {
    if (room(feasible, column, direction) <= 0) return false;
    move(feasible, column, direction);
    return true;
  }
  if (room(feasible, column, direction) <= 0) return false;
  /* Bland's rule: the first that helps, so that it ends. */
  for (guint c = 0; c < feasible->columns; c++) {
    double slope = -*cell(feasible, (guint)row, c) * direction;
    if (feasible->row_of[c] != OUTSIDE || fabs(slope) < TINY) continue;
    int way = slope > 0 ? 1 : -1;
    if (room(feasible, c, way) <= 0) continue;
    move(feasible, c, way);
    return true;
  }
  return false;
}

/* ---- Beginning ------------------------------------------------------------------------------------------------- */

/* Takes out what the start leaves over in each equation, through the artificial unknown of its row. */
static void mend_start(Feasible *feasible, guint unknowns) {
  enum { PUSHES = 10000 };
  for (guint row = 0; row < feasible->rows; row++) {
    guint column = unknowns + row;
    int direction = feasible->x[column] > 0 ? -1 : 1;
    for (int i = 0; i < PUSHES && fabs(feasible->x[column]) > TINY; i++)
      if (!feasible_push(feasible, column, direction)) break;
    feasible->low[column] = feasible->high[column] = feasible->x[column];
  }
}

Feasible *feasible_new(guint rows, guint columns, const double *coefs, const double *sums, const double *low,
                       const double *high, const double *start) {
  Feasible *feasible = g_new0(Feasible, 1);
  guint all = columns + rows;
  *feasible = (Feasible){rows, all, g_new0(double, (gsize)rows * all), g_new0(double, all), g_new0(double, all),
                         g_new0(double, all), g_new(int, all), g_new0(guint, rows)};
  memcpy(feasible->x, start, sizeof *start * columns);
  memcpy(feasible->low, low, sizeof *low * columns);
  memcpy(feasible->high, high, sizeof *high * columns);
  for (guint c = 0; c < all; c++) feasible->row_of[c] = OUTSIDE;
  for (guint row = 0; row < rows; row++) {
    guint artificial = columns + row;
    double left = sums[row];
    for (guint c = 0; c < columns; c++) left -= coefs[(gsize)row * columns + c] * start[c];
    memcpy(cell(feasible, row, 0), coefs + (gsize)row * columns, sizeof *coefs * columns);
    *cell(feasible, row, artificial) = 1;
    feasible->x[artificial] = left;
    feasible->low[artificial] = MIN(0, left);
    feasible->high[artificial] = MAX(0, left);
    feasible->basis[row] = artificial;
    feasible->row_of[artificial] = (int)row;
  }
  mend_start(feasible, columns);
  return feasible;
}
