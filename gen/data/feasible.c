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
  guint rows, columns;
  double *table;        /* the equations, solved for the basis: rows × columns */
  double *x, *low, *high; /* of the columns, and behind them of what each row is off, which is no column once it left the basis */
  int *row_of;          /* a column's row in the basis, or OUTSIDE */
  guint *basis;         /* a row's column */
  guint *filled;        /* columns of a row that are not 0: most are */
};

static double *cell(const Feasible *feasible, guint row, guint column) {
  return &feasible->table[(gsize)row * feasible->columns + column];
}

const double *feasible_point(const Feasible *feasible) { return feasible->x; }

void feasible_free(Feasible *feasible) {
  explicit_bzero(feasible->table, sizeof(double) * feasible->rows * feasible->columns);
  guint all = feasible->columns + feasible->rows;
  explicit_bzero(feasible->x, sizeof(double) * all);
  explicit_bzero(feasible->low, sizeof(double) * all);
  explicit_bzero(feasible->high, sizeof(double) * all);
  g_free(feasible->table);
  g_free(feasible->x);
  g_free(feasible->low);
  g_free(feasible->high);
  g_free(feasible->row_of);
  g_free(feasible->basis);
  g_free(feasible->filled);
  g_free(feasible);
}

/* ---- The basis ------------------------------------------------------------------------------------------------- */

static void pivot(Feasible *feasible, guint row, guint column) {
  double by = *cell(feasible, row, column), *pivoted = cell(feasible, row, 0);
  guint *filled = feasible->filled, count = 0;
  for (guint c = 0; c < feasible->columns; c++)
    if (fabs(pivoted[c]) < TINY) pivoted[c] = 0;
    else pivoted[c] /= by, filled[count++] = c;
  for (guint r = 0; r < feasible->rows; r++) {
    double *other = cell(feasible, r, 0), times = other[column];
    if (r == row || fabs(times) < TINY) continue;
    for (guint i = 0; i < count; i++) other[filled[i]] -= times * pivoted[filled[i]];
    other[column] = 0;
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
  if (room(feasible, column, direction) <= 0) return false;
  if (row == OUTSIDE) {
    move(feasible, column, direction);
    return true;
  }
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

/* Takes out what the start leaves over in each equation. Until its turn comes, an equation may be off by anything. */
static void mend_start(Feasible *feasible) {
  enum { PUSHES = 10000 };
  for (guint off = feasible->columns; off < feasible->columns + feasible->rows; off++) {
    int direction = feasible->x[off] > 0 ? -1 : 1;
    feasible->low[off] = MIN(0, feasible->x[off]);
    feasible->high[off] = MAX(0, feasible->x[off]);
    for (int i = 0; i < PUSHES && fabs(feasible->x[off]) > TINY; i++)
      if (!feasible_push(feasible, off, direction)) break;
    feasible->low[off] = feasible->high[off] = feasible->x[off];
  }
}

/* What is known stays as it is until what is not has taken up what it can. */
static void mend_around(Feasible *feasible, const double *low, const double *high, const double *start) {
  for (guint c = 0; c < feasible->columns; c++) {
    bool known = !isnan(start[c]);
    feasible->low[c] = known ? start[c] : low[c];
    feasible->high[c] = known ? start[c] : high[c];
  }
  mend_start(feasible);
  memcpy(feasible->low, low, sizeof *low * feasible->columns);
  memcpy(feasible->high, high, sizeof *high * feasible->columns);
}

Feasible *feasible_new(guint rows, guint columns, double *coefs, const double *sums, const double *low, const double *high,
                       const double *start) {
  Feasible *feasible = g_new0(Feasible, 1);
  guint all = columns + rows;
  *feasible = (Feasible){rows, columns, coefs, g_new0(double, all), g_new0(double, all), g_new0(double, all),
                         g_new(int, all), g_new0(guint, rows), g_new(guint, columns)};
  for (guint c = 0; c < columns; c++) {
    feasible->row_of[c] = OUTSIDE;
    feasible->x[c] = isnan(start[c]) ? low[c] : start[c];
  }
  for (guint row = 0; row < rows; row++) {
    guint off = columns + row;
    double left = sums[row];
    for (guint c = 0; c < columns; c++) left -= *cell(feasible, row, c) * feasible->x[c];
    feasible->x[off] = left;
    feasible->low[off] = -INFINITY;
    feasible->high[off] = INFINITY;
    feasible->basis[row] = off;
    feasible->row_of[off] = (int)row;
  }
  mend_around(feasible, low, high, start);
  return feasible;
}
