/* Hiding one cell of a total hides nothing when the others and the total are shown. Two passes, each until nothing changes:
 * the first looks at one equation at a time, which is exact for it and finds nearly all; the second asks for each part
 * of the table that hangs together whether two whole tables exist, both possible for all a reader knows, in which
 * the cell differs by its protection. Having seen both is a proof; not finding them only costs a cell too many.
 *
 * Cells hold true values: memory is wiped before it is given back, also when it grows. */
#include "data/suppression.h"
#include "data/feasible.h"
#include <math.h>
#include <string.h>

static const double TINY = 1e-6;

typedef struct {
  guint cell;
  int sign;
} Term;

typedef struct {
  guint first, count; /* in terms */
  double sum;
} Equation;

/* What two-table proofs have found of a cell so far. */
typedef struct {
  double least, most;
} Seen;

/* An array that leaves nothing behind when it grows. */
typedef struct {
  char *items;
  guint count, size;
} Wiped;

struct Suppression {
  Wiped cells, equations, terms;
  Seen *seen;          /* one a cell */
  guint8 *turns;       /* one a cell: how often it was hidden here and shown again */
  guint *uses_first;   /* a cell's equations: uses[uses_first[c] … uses_first[c + 1] - 1] */
  guint *uses;
  guint *queue;        /* equations to look at again */
  bool *queued;
  guint queue_from, queue_count;
};

/* ---- Arrays ---------------------------------------------------------------------------------------------------- */

static gpointer wiped_add(Wiped *array, gsize item) {
  if (array->count == array->size) {
    guint size = MAX(64, array->size * 2);
    char *items = g_malloc(item * size);
    if (array->count) memcpy(items, array->items, item * array->count);
    if (array->items) explicit_bzero(array->items, item * array->size);
    g_free(array->items);
    array->items = items;
    array->size = size;
  }
  return array->items + item * array->count++;
}

static void wiped_free(Wiped *array, gsize item) {
  if (array->items) explicit_bzero(array->items, item * array->size);
  g_free(array->items);
}

static SuppressionCell *cell_at(const Suppression *s, guint cell) { return &((SuppressionCell *)s->cells.items)[cell]; }
static Equation *equation_at(const Suppression *s, guint equation) { return &((Equation *)s->equations.items)[equation]; }
static const Term *term_at(const Suppression *s, guint term) { return &((const Term *)s->terms.items)[term]; }

Suppression *suppression_new(void) { return g_new0(Suppression, 1); }

void suppression_free(Suppression *s) {
  if (s->seen) explicit_bzero(s->seen, sizeof(Seen) * s->cells.count);
  wiped_free(&s->cells, sizeof(SuppressionCell));
  wiped_free(&s->equations, sizeof(Equation));
  wiped_free(&s->terms, sizeof(Term));
  g_free(s->seen);
  g_free(s->turns);
  g_free(s->uses_first);
  g_free(s->uses);
  g_free(s->queue);
  g_free(s->queued);
  g_free(s);
}

guint suppression_add(Suppression *s, SuppressionCell cell) {
  *(SuppressionCell *)wiped_add(&s->cells, sizeof cell) = cell;
  return s->cells.count - 1;
}

void suppression_begin(Suppression *s, double sum) {
  *(Equation *)wiped_add(&s->equations, sizeof(Equation)) = (Equation){s->terms.count, 0, sum};
}

void suppression_term(Suppression *s, guint cell, int sign) {
  *(Term *)wiped_add(&s->terms, sizeof(Term)) = (Term){cell, sign};
  equation_at(s, s->equations.count - 1)->count++;
}

guint suppression_count(const Suppression *s) { return s->cells.count; }
const SuppressionCell *suppression_cell(const Suppression *s, guint cell) { return cell_at(s, cell); }

static void index_uses(Suppression *s) {
  s->uses_first = g_new0(guint, s->cells.count + 2);
  s->uses = g_new(guint, s->terms.count + 1);
  s->queue = g_new(guint, s->equations.count + 1);
  s->queued = g_new0(bool, s->equations.count + 1);
  for (guint t = 0; t < s->terms.count; t++) s->uses_first[term_at(s, t)->cell + 2]++;
  for (guint c = 2; c < s->cells.count + 2; c++) s->uses_first[c] += s->uses_first[c - 1];
  for (guint e = 0; e < s->equations.count; e++)
    for (guint t = 0; t < equation_at(s, e)->count; t++)
      s->uses[s->uses_first[term_at(s, equation_at(s, e)->first + t)->cell + 1]++] = e;
}

/* ---- One equation ---------------------------------------------------------------------------------------------- */

/* What an equation says of its terms together: Σ sign·cell over those that are hidden, and the bounds of that sum. */
typedef struct {
  double known, low, high; /* without infinite terms */
  guint low_open, high_open;
} Balance;

static double term_low(const SuppressionCell *cell, int sign) { return sign > 0 ? cell->low : -cell->high; }
static double term_high(const SuppressionCell *cell, int sign) { return sign > 0 ? cell->high : -cell->low; }

static Balance balance_of(const Suppression *s, const Equation *equation) {
  Balance balance = {.known = equation->sum};
  for (guint t = 0; t < equation->count; t++) {
    const Term *term = term_at(s, equation->first + t);
    const SuppressionCell *cell = cell_at(s, term->cell);
    if (!cell->secret) {
      balance.known -= term->sign * cell->value;
      continue;
    }
    double low = term_low(cell, term->sign), high = term_high(cell, term->sign);
    if (isinf(low)) balance.low_open++;
    else balance.low += low;
    if (isinf(high)) balance.high_open++;
    else balance.high += high;
  }
  return balance;
}

/* The cell's bounds by this equation and its own bounds. */
static void narrow(const Balance *balance, const SuppressionCell *cell, int sign, double *low, double *high) {
  double own_low = term_low(cell, sign), own_high = term_high(cell, sign);
  guint low_open = balance->low_open - !isfinite(own_low), high_open = balance->high_open - !isfinite(own_high);
  double others_low = low_open ? -INFINITY : balance->low - (isinf(own_low) ? 0 : own_low);
  double others_high = high_open ? INFINITY : balance->high - (isinf(own_high) ? 0 : own_high);
  double from = MAX(own_low, balance->known - others_high), to = MIN(own_high, balance->known - others_low);
  *low = sign > 0 ? from : -to;
  *high = sign > 0 ? to : -from;
}

static bool equation_protects(const Suppression *s, const Equation *equation) {
  Balance balance = balance_of(s, equation);
  for (guint t = 0; t < equation->count; t++) {
    const Term *term = term_at(s, equation->first + t);
    const SuppressionCell *cell = cell_at(s, term->cell);
    double low, high;
    if (!cell->secret || !(cell->protection > 0)) continue;
    narrow(&balance, cell, term->sign, &low, &high);
    if (high - low < cell->protection - TINY) return false;
  }
  return true;
}

/* ---- Hiding more ----------------------------------------------------------------------------------------------- */

static void look_again(Suppression *s, guint cell) {
  for (guint u = s->uses_first[cell]; u < s->uses_first[cell + 1]; u++) {
    guint equation = s->uses[u];
    if (s->queued[equation]) continue;
    s->queued[equation] = true;
    s->queue[(s->queue_from + s->queue_count++) % s->equations.count] = equation;
  }
}

static void hide(Suppression *s, guint number) {
  SuppressionCell *cell = cell_at(s, number);
  cell->secret = cell->added = true;
  cell->low = cell->floor;
  cell->high = INFINITY;
  s->turns[number]++;
  look_again(s, number);
}

/* A cell that was hidden for another, and that a reader works out all the same, hides nothing: showing it tells nothing new. Only
 * once, so that it ends. */
static bool show(Suppression *s, guint number) {
  SuppressionCell *cell = cell_at(s, number);
  if (s->turns[number] != 1 || cell->withheld) return false;
  cell->secret = cell->added = false;
  s->turns[number]++;
  look_again(s, number);
  return true;
}

static void withhold(Suppression *s, guint number) {
  SuppressionCell *cell = cell_at(s, number);
  cell->withheld = true;
  cell->low = 0;
  cell->high = INFINITY;
  look_again(s, number);
}

/* How much is lost by hiding: the value; zeros come last. */
static double loss(const SuppressionCell *cell) { return cell->value > 0 ? cell->value : INFINITY; }

typedef struct {
  int cell; /* -1 = none yet */
  double loss;
} Choice;

static void choose_hidden(const Suppression *s, const Equation *equation, Choice *choice) {
  for (guint t = 0; t < equation->count; t++) {
    guint number = term_at(s, equation->first + t)->cell;
    const SuppressionCell *cell = cell_at(s, number);
    if (cell->secret || cell->fixed) continue;
    bool better = choice->cell < 0 || loss(cell) < choice->loss || (loss(cell) == choice->loss && (int)number < choice->cell);
    if (better) *choice = (Choice){(int)number, loss(cell)};
  }
}

/* The last of the terms is the total. */
static void choose_withheld(const Suppression *s, const Equation *equation, Choice *choice) {
  for (guint t = equation->count; t-- > 0 && choice->cell < 0;) {
    guint number = term_at(s, equation->first + t)->cell;
    const SuppressionCell *cell = cell_at(s, number);
    bool tells = cell->low > 0 || !isinf(cell->high);
    if (cell->secret && !cell->fixed && tells) *choice = (Choice){(int)number, 0};
  }
}

/* Gives less away in one of some equations; false when they have nothing left to hide. */
static bool give_less(Suppression *s, const guint *equations, guint count) {
  Choice hidden = {-1, INFINITY}, withheld = {-1, INFINITY};
  for (guint i = 0; i < count; i++) {
    choose_hidden(s, equation_at(s, equations[i]), &hidden);
    if (withheld.cell < 0) choose_withheld(s, equation_at(s, equations[i]), &withheld);
  }
  if (hidden.cell >= 0 && (!isinf(hidden.loss) || withheld.cell < 0)) hide(s, (guint)hidden.cell);
  else if (withheld.cell >= 0) withhold(s, (guint)withheld.cell);
  else return false;
  return true;
}

static void protect_equations(Suppression *s) {
  while (s->queue_count) {
    guint equation = s->queue[s->queue_from];
    s->queue_from = (s->queue_from + 1) % s->equations.count;
    s->queue_count--;
    s->queued[equation] = false;
    while (!equation_protects(s, equation_at(s, equation)))
      if (!give_less(s, &equation, 1)) break;
  }
}

/* ---- Parts of the table that hang together --------------------------------------------------------------------- */

/* The hidden cells that equations tie to each other. */
typedef struct {
  GArray *cells, *equations; /* guint */
} Part;

static void part_clear(Part *part) {
  g_array_unref(part->cells);
  g_array_unref(part->equations);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Part, part_clear)

/* `place` holds a cell's place in its part plus one, `met` the equations that are in one. */
static Part part_of(const Suppression *s, guint start, guint *place, bool *met) {
  Part part = {g_array_new(FALSE, FALSE, sizeof(guint)), g_array_new(FALSE, FALSE, sizeof(guint))};
  g_array_append_val(part.cells, start);
  place[start] = 1;
  for (guint i = 0; i < part.cells->len; i++) {
    guint cell = g_array_index(part.cells, guint, i);
    for (guint u = s->uses_first[cell]; u < s->uses_first[cell + 1]; u++) {
      guint number = s->uses[u];
      const Equation *equation = equation_at(s, number);
      if (met[number]) continue;
      met[number] = true;
      g_array_append_val(part.equations, number);
      for (guint t = 0; t < equation->count; t++) {
        guint other = term_at(s, equation->first + t)->cell;
        if (!cell_at(s, other)->secret || place[other]) continue;
        g_array_append_val(part.cells, other);
        place[other] = part.cells->len;
      }
    }
  }
  return part;
}

static bool proven(const Suppression *s, guint cell) {
  return s->seen[cell].most - s->seen[cell].least >= cell_at(s, cell)->protection - TINY;
}

static bool needs_proof(const Suppression *s, guint cell) {
  const SuppressionCell *found = cell_at(s, cell);
  return found->secret && found->protection > 0 && s->uses_first[cell] < s->uses_first[cell + 1] && !proven(s, cell);
}

/* Bounds have to be finite; no sum of real counts comes near this. */
static const double FAR = 1e12;

static Feasible *tables_of(const Suppression *s, const Part *part, const guint *place) {
  guint rows = part->equations->len, columns = part->cells->len;
  double *coefs = g_new0(double, (gsize)rows * columns), *sums = g_new0(double, rows);
  double *bounds = g_new0(double, 3 * (gsize)columns), *low = bounds, *high = bounds + columns, *start = high + columns;
  for (guint c = 0; c < columns; c++) {
    const SuppressionCell *cell = cell_at(s, g_array_index(part->cells, guint, c));
    low[c] = cell->low;
    high[c] = MIN(cell->high, FAR);
    start[c] = isnan(cell->value) ? NAN : CLAMP(cell->value, low[c], high[c]);
  }
  for (guint r = 0; r < rows; r++) {
    const Equation *equation = equation_at(s, g_array_index(part->equations, guint, r));
    sums[r] = equation->sum;
    for (guint t = 0; t < equation->count; t++) {
      const Term *term = term_at(s, equation->first + t);
      if (cell_at(s, term->cell)->secret) coefs[(gsize)r * columns + place[term->cell] - 1] += term->sign;
      else sums[r] -= term->sign * cell_at(s, term->cell)->value;
    }
  }
  Feasible *feasible = feasible_new(rows, columns, coefs, sums, low, high, start);
  explicit_bzero(sums, sizeof *sums * rows);
  explicit_bzero(bounds, sizeof *bounds * 3 * columns);
  g_free(sums);
  g_free(bounds);
  return feasible;
}

/* Notes the table at hand as one that is possible, if it is. */
static void note_table(Suppression *s, const Part *part, const Feasible *feasible) {
  const double *x = feasible_point(feasible);
  for (guint c = 0; c < part->cells->len; c++)
    if (cell_at(s, g_array_index(part->cells, guint, c))->whole && fabs(x[c] - round(x[c])) > TINY) return;
  for (guint c = 0; c < part->cells->len; c++) {
    Seen *seen = &s->seen[g_array_index(part->cells, guint, c)];
    seen->least = MIN(seen->least, x[c]);
    seen->most = MAX(seen->most, x[c]);
  }
}

/* `range`: between what it was found to lie; 0 only when it cannot be anything else. */
static bool prove_cell(Suppression *s, const Part *part, Feasible *feasible, guint column, double *range) {
  enum { PUSHES = 2000 };
  guint cell = g_array_index(part->cells, guint, column);
  double ends[2] = {0, 0};
  for (int direction = 1; direction >= -1; direction -= 2) {
    int pushes = 0;
    for (; pushes < PUSHES && !proven(s, cell) && feasible_push(feasible, column, direction); pushes++)
      note_table(s, part, feasible);
    ends[direction > 0] = pushes < PUSHES ? feasible_point(feasible)[column] : direction * INFINITY;
  }
  *range = ends[1] - ends[0];
  return proven(s, cell);
}

/* A cell of a part that cannot be proven safe leads to one more hidden cell. Then the part is another one and is asked
 * anew; a large one only after all its cells had their turn, because asking is dear and a few cells are not. What is shown again
 * does not change what is possible. */
static bool protect_part(Suppression *s, const Part *part, const guint *place) {
  enum { LARGE = 200 };
  g_autoptr(Feasible) feasible = tables_of(s, part, place);
  bool less = false, shown = false;
  note_table(s, part, feasible);
  for (guint c = 0; c < part->cells->len && (!less || part->cells->len > LARGE); c++) {
    guint cell = g_array_index(part->cells, guint, c);
    double range;
    if (!needs_proof(s, cell) || prove_cell(s, part, feasible, c, &range)) continue;
    bool told = range < TINY && show(s, cell);
    shown |= told;
    if (told) continue;
    less |= give_less(s, s->uses + s->uses_first[cell], s->uses_first[cell + 1] - s->uses_first[cell]) ||
            give_less(s, (const guint *)(void *)part->equations->data, part->equations->len);
  }
  return less || shown;
}

/* A part with a cell that was hidden since the sweep began may lack equations, which an earlier part met: next time. */
static bool is_whole(const Part *part, const bool *secret) {
  for (guint c = 0; c < part->cells->len; c++)
    if (!secret[g_array_index(part->cells, guint, c)]) return false;
  return true;
}

static bool protect_parts(Suppression *s) {
  g_autofree guint *place = g_new0(guint, s->cells.count);
  g_autofree bool *met = g_new0(bool, s->equations.count + 1), *secret = g_new0(bool, s->cells.count);
  bool changed = false;
  for (guint cell = 0; cell < s->cells.count; cell++) secret[cell] = cell_at(s, cell)->secret;
  for (guint cell = 0; cell < s->cells.count; cell++) {
    if (place[cell] || !needs_proof(s, cell)) continue;
    g_auto(Part) part = part_of(s, cell, place, met);
    if (is_whole(&part, secret)) changed |= protect_part(s, &part, place);
  }
  return changed;
}

/* ---- What may be said of what was hidden ----------------------------------------------------------------------- */

/* Bounds that follow from one equation after the other: no reader needs more than sums for them. */
static void narrow_added(Suppression *s) {
  enum { ROUNDS = 4 };
  g_autofree double *low = g_new(double, s->cells.count + 1), *high = g_new(double, s->cells.count + 1);
  for (int round = 0; round < ROUNDS; round++) {
    for (guint c = 0; c < s->cells.count; c++) low[c] = cell_at(s, c)->low, high[c] = cell_at(s, c)->high;
    for (guint e = 0; e < s->equations.count; e++) {
      const Equation *equation = equation_at(s, e);
      Balance balance = balance_of(s, equation);
      for (guint t = 0; t < equation->count; t++) {
        const Term *term = term_at(s, equation->first + t);
        const SuppressionCell *cell = cell_at(s, term->cell);
        double from, to;
        if (!(cell->added || cell->fixed) || cell->withheld || !cell->secret) continue;
        narrow(&balance, cell, term->sign, &from, &to);
        low[term->cell] = MAX(low[term->cell], from);
        high[term->cell] = MIN(high[term->cell], to);
      }
    }
    for (guint c = 0; c < s->cells.count; c++)
      if (low[c] <= high[c]) cell_at(s, c)->low = low[c], cell_at(s, c)->high = high[c]; /* sums may contradict each other */
  }
}

void suppression_solve(Suppression *s) {
  if (!s->equations.count) return;
  index_uses(s);
  s->seen = g_new(Seen, s->cells.count + 1);
  s->turns = g_new0(guint8, s->cells.count + 1);
  for (guint c = 0; c < s->cells.count; c++) {
    s->seen[c] = (Seen){INFINITY, -INFINITY};
    if (cell_at(s, c)->secret) look_again(s, c);
  }
  do protect_equations(s);
  while (protect_parts(s));
  narrow_added(s);
}
