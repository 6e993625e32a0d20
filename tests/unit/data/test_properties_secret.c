/* Suppression never reveals: for small random projects every table of whole numbers that agrees with what is published is
 * tried, and each secret cell must take values as far apart as its protection. The search here knows nothing of the solver
 * in gen/data/suppression.c; a test below shows that it finds a secret that is not protected. */
#include "generate.h"
#include <math.h>

enum { CASES = 300, REGION_COUNT = 9, GEMEENTEN = 4, MOST_TABLES = 5, CELLS = REGION_COUNT * MOST_TABLES, EQUATIONS = 48,
       FARTHEST = 60, NODES = 400000 };

/* Four gemeenten in two provincies, and across them in two regio's; a total of a region is that of its members. */
static const char *const CODES[REGION_COUNT] = {"G1", "G2", "G3", "G4", "P1", "P2", "R1", "R2", "NL"};
static const struct { guint total, parts[GEMEENTEN], count; } SUMS[] = {
    {4, {0, 1}, 2}, {5, {2, 3}, 2}, {6, {0, 2}, 2}, {7, {1, 3}, 2}, {8, {0, 1, 2, 3}, 4}};

/* Tables, of which some are the sum of others in each region. */
typedef struct {
  const char *indicator, *period, *group;
} Key;
typedef struct {
  guint count;
  Key keys[MOST_TABLES];
  struct { guint total, parts[MOST_TABLES - 1], count; } sums[2]; /* none has count 0; parts before what is made of them */
} Shape;
static const Shape SHAPES[] = {
    {1, {{"people", "2024", ""}}, {{0}}},
    {2, {{"people", "2024", ""}, {"people", "2024", "g1"}}, {{0, {1}, 1}}},
    {3, {{"people", "2024", ""}, {"people", "2024", "g1"}, {"people", "2024", "g2"}}, {{0, {1, 2}, 2}}},
    {4, {{"people", "2024", ""}, {"people", "2024", "g1"}, {"people", "2024", "g2"}, {"others", "2024", ""}},
     {{0, {1, 2}, 2}, {3, {1}, 1}}},
    {5, {{"people", "2024", ""}, {"people", "2024-Q1", ""}, {"people", "2024-Q2", ""}, {"people", "2024-Q3", ""},
         {"people", "2024-Q4", ""}}, {{0, {1, 2, 3, 4}, 4}}},
    {4, {{"people", "2024-Q1", ""}, {"people", "2024-01", ""}, {"people", "2024-02", ""}, {"people", "2024-03", ""}},
     {{0, {1, 2, 3}, 3}}},
};

/* Σ sign·cell = 0 over some cells, of which those known are in `sum`. */
typedef struct {
  guint cells[8], count;
  int signs[8], sum;
} Sum;

/* What a reader knows: between which whole numbers each cell lies, and how they add up. */
typedef struct {
  int low[CELLS], high[CELLS];
  bool needs[CELLS]; /* a small count; what is hidden for its sake is no secret of its own */
  guint cells;
  Sum sums[EQUATIONS];
  guint count, nodes;
} Reader;

/* ---- The search --------------------------------------------------------------------------------------------------- */

/* Narrows by each equation until nothing changes; false when none is possible. */
static bool narrow(const Reader *reader, int *low, int *high) {
  for (bool changed = true; changed;) {
    changed = false;
    for (guint e = 0; e < reader->count; e++) {
      const Sum *sum = &reader->sums[e];
      int least = 0, most = 0;
      for (guint i = 0; i < sum->count; i++) {
        least += sum->signs[i] > 0 ? low[sum->cells[i]] : -high[sum->cells[i]];
        most += sum->signs[i] > 0 ? high[sum->cells[i]] : -low[sum->cells[i]];
      }
      if (least > 0 || most < 0) return false;
      for (guint i = 0; i < sum->count; i++) {
        guint cell = sum->cells[i];
        bool plus = sum->signs[i] > 0;
        int bottom = plus ? high[cell] - most : high[cell] + least, top = plus ? low[cell] - least : low[cell] + most;
        if (bottom > low[cell]) low[cell] = bottom, changed = true;
        if (top < high[cell]) high[cell] = top, changed = true;
        if (low[cell] > high[cell]) return false;
        if (changed) break;
      }
      if (changed) break;
    }
  }
  return true;
}

/* Whether a table lies between these bounds. */
static bool exists(Reader *reader, const int *from, const int *to) {
  int low[CELLS], high[CELLS];
  memcpy(low, from, sizeof low);
  memcpy(high, to, sizeof high);
  if (++reader->nodes > NODES || !narrow(reader, low, high)) return false;
  guint open = reader->cells;
  for (guint c = 0; c < reader->cells; c++)
    if (low[c] < high[c] && (open == reader->cells || high[c] - low[c] < high[open] - low[open])) open = c;
  if (open == reader->cells) return true;
  for (int value = low[open], end = high[open]; value <= end; value++) {
    low[open] = high[open] = value;
    if (exists(reader, low, high)) return true;
  }
  return false;
}

/* Whether a table exists with this cell from `from` to `to`. */
static bool can_be(Reader *reader, guint cell, int from, int to) {
  int low[CELLS], high[CELLS];
  memcpy(low, reader->low, sizeof low);
  memcpy(high, reader->high, sizeof high);
  low[cell] = MAX(low[cell], from);
  high[cell] = MIN(high[cell], to);
  return low[cell] <= high[cell] && exists(reader, low, high);
}

/* How far apart the least and the most that a cell can be are. */
static int width_of(Reader *reader, guint cell) {
  int least = reader->low[cell], most = reader->high[cell];
  while (least <= most && !can_be(reader, cell, least, least)) least++;
  while (most > least && !can_be(reader, cell, most, most)) most--;
  return most - least;
}

/* ---- Small projects ------------------------------------------------------------------------------------------------ */

typedef struct {
  const Shape *shape;
  int values[MOST_TABLES][REGION_COUNT]; /* what is true, rows or not */
  bool rows[MOST_TABLES][REGION_COUNT];
  int threshold, protection;
} Counts;

static guint cell_at(guint table, guint region) { return table * REGION_COUNT + region; }

static bool is_made(const Shape *shape, guint table) {
  return (shape->sums[0].count && shape->sums[0].total == table) || (shape->sums[1].count && shape->sums[1].total == table);
}

static void fill(Case *one, Counts *counts) {
  const Shape *shape = counts->shape;
  for (guint t = 0; t < shape->count; t++)
    for (guint r = 0; r < GEMEENTEN && !is_made(shape, t); r++)
      counts->values[t][r] = chance(one, 20) ? 0 : pick(one, 1, chance(one, 50) ? 4 : 14);
  for (guint s = 0; s < G_N_ELEMENTS(shape->sums); s++)
    for (guint r = 0; r < GEMEENTEN; r++)
      for (guint i = 0; i < shape->sums[s].count; i++)
        counts->values[shape->sums[s].total][r] += counts->values[shape->sums[s].parts[i]][r];
  for (guint t = 0; t < shape->count; t++)
    for (guint s = 0; s < G_N_ELEMENTS(SUMS); s++)
      for (guint i = 0; i < SUMS[s].count; i++) counts->values[t][SUMS[s].total] += counts->values[t][SUMS[s].parts[i]];
}

/* With gaps, gemeenten and whole tables may lack; without, only totals of regions. */
static Counts make_counts(Case *one, bool gaps) {
  Counts counts = {.shape = &SHAPES[pick(one, 0, G_N_ELEMENTS(SHAPES) - 1)], .threshold = pick(one, 3, 5)};
  counts.protection = chance(one, 30) ? pick(one, 1, 4) : counts.threshold - 2;
  guint rows_of_totals = (guint)pick(one, 30, 100), rows_of_parts = gaps ? (guint)pick(one, 70, 99) : 100U;
  bool overlap = chance(one, 40);
  fill(one, &counts);
  for (guint t = 0; t < counts.shape->count; t++) {
    bool there = !gaps || chance(one, 93);
    for (guint r = 0; r < REGION_COUNT; r++)
      counts.rows[t][r] = there && (overlap || *CODES[r] != 'R') && chance(one, r < GEMEENTEN ? rows_of_parts : rows_of_totals);
  }
  return counts;
}

static Project *project_of(Case *one, const Counts *counts) {
  add_row(one, REGIONS, "NL|Nederland||nederland|land||");
  for (guint i = 1; i <= 2; i++) {
    add_row(one, REGIONS, "P%u|Deel %u||p%u|provincie||", i, i, i);
    add_row(one, REGIONS, "R%u|Streek %u||r%u|regio||", i, i, i);
    add_row(one, GROUPS, "g%u|Groep|||%u", i, i);
  }
  for (guint i = 1; i <= GEMEENTEN; i++) {
    add_row(one, REGIONS, "G%u|Gemeente %u||g%u|gemeente||", i, i, i);
    add_row(one, MEMBERSHIPS, "G%u|provincie|P%d", i, i <= 2 ? 1 : 2);
    add_row(one, MEMBERSHIPS, "G%u|regio|R%d", i, i % 2 ? 1 : 2);
  }
  add_row(one, SOURCES, "cbs|Kerncijfers|CBS|CBS||2024||false");
  for (guint i = 0; i < 2; i++)
    add_row(one, INDICATORS, "%s|Mensen|aantal|0|flow|higher|sum||%d|%d|||%s||||cbs||", i ? "others" : "people", counts->threshold,
            counts->protection, i ? "people/g1" : "");
  for (guint t = 0; t < counts->shape->count; t++)
    for (guint r = 0; r < REGION_COUNT; r++) {
      const Key *key = &counts->shape->keys[t];
      if (counts->rows[t][r])
        add_row(one, LONG, "%s|%s|%s|%s|%d|||||", CODES[r], key->indicator, key->period, key->group, counts->values[t][r]);
    }
  if (!one->tables[LONG].rows->len) add_row(one, LONG, "G1|people|2020||7|||||");
  return case_project(one, &PLAIN);
}

/* All that adds up, the total first; what has no row is a number all the same, and the same one in each sum. */
static void relate(Reader *reader, const Shape *shape) {
  for (guint t = 0; t < shape->count; t++)
    for (guint s = 0; s < G_N_ELEMENTS(SUMS); s++) {
      Sum sum = {.cells = {cell_at(t, SUMS[s].total)}, .signs = {-1}, .count = 1};
      for (guint i = 0; i < SUMS[s].count; i++) {
        sum.signs[sum.count] = 1;
        sum.cells[sum.count++] = cell_at(t, SUMS[s].parts[i]);
      }
      reader->sums[reader->count++] = sum;
    }
  for (guint s = 0; s < G_N_ELEMENTS(shape->sums); s++)
    for (guint r = 0; shape->sums[s].count && r < REGION_COUNT; r++) {
      Sum sum = {.cells = {cell_at(shape->sums[s].total, r)}, .signs = {-1}, .count = 1};
      for (guint i = 0; i < shape->sums[s].count; i++) {
        sum.signs[sum.count] = 1;
        sum.cells[sum.count++] = cell_at(shape->sums[s].parts[i], r);
      }
      reader->sums[reader->count++] = sum;
    }
}

static void read_cell(Reader *reader, const Dataset *dataset, const Counts *counts, guint table, guint r) {
  const Key *key = &counts->shape->keys[table];
  guint cell = cell_at(table, r);
  Observation o = fixture_observe(dataset, key->indicator, CODES[r], key->period, *key->group ? key->group : NULL);
  bool own = counts->rows[table][r], hidden = own && o.state == STATE_SECRET;
  int value = counts->values[table][r];
  reader->low[cell] = 0;
  reader->high[cell] = FARTHEST * (r < GEMEENTEN ? 1 : GEMEENTEN) * (is_made(counts->shape, table) ? MOST_TABLES - 1 : 1);
  reader->needs[cell] = hidden && value < counts->threshold;
  if (own && !hidden) reader->low[cell] = reader->high[cell] = (int)o.value;
  if (hidden && !isnan(o.low)) reader->low[cell] = (int)o.low;
  if (hidden && !isnan(o.high)) reader->high[cell] = (int)o.high;
  if (value < reader->low[cell] || value > reader->high[cell])
    print_message("table %u, %s is %d, but %d to %d is published\n", table, CODES[r], value, reader->low[cell], reader->high[cell]);
  assert_in_range(value, reader->low[cell], reader->high[cell]);
  assert_false(own && value > 0 && value < counts->threshold && !hidden);
}

/* What is published; what is computed from it tells nothing more. */
static Reader reader_of(const Dataset *dataset, const Counts *counts) {
  Reader reader = {.cells = counts->shape->count * REGION_COUNT};
  for (guint t = 0; t < counts->shape->count; t++)
    for (guint r = 0; r < REGION_COUNT; r++) read_cell(&reader, dataset, counts, t, r);
  relate(&reader, counts->shape);
  return reader;
}

typedef struct {
  guint secrets, undecided, told;
} Tally;

static void try_case(guint32 seed, bool gaps, Tally *tally) {
  g_autoptr(Case) one = case_new(seed);
  Counts counts = make_counts(one, gaps);
  g_autoptr(Project) project = project_of(one, &counts);
  g_autoptr(Dataset) dataset = fixture_load(project);
  Reader reader = reader_of(dataset, &counts);
  for (guint cell = 0; cell < reader.cells; cell++) {
    if (!reader.needs[cell]) continue;
    reader.nodes = 0;
    int width = width_of(&reader, cell);
    bool decided = reader.nodes <= NODES;
    tally->secrets++;
    tally->undecided += !decided;
    if (!decided || width >= counts.protection) continue;
    tally->told++;
    print_message("seed %u: %s of table %u is %d wide, protection %d\n", seed, CODES[cell % REGION_COUNT], cell / REGION_COUNT,
                  width, counts.protection);
  }
}

static void try_cases(guint32 first, bool gaps) {
  Tally tally = {0};
  for (guint32 seed = first; seed < first + CASES; seed++) try_case(seed, gaps, &tally);
  print_message("%u secrets, %u undecided, %u told\n", tally.secrets, tally.undecided, tally.told);
  assert_true(tally.secrets > CASES && tally.undecided * 50 < tally.secrets);
  assert_int_equal(tally.told, 0);
}

static void test_no_secret_of_whole_tables_can_be_worked_out(void **state G_GNUC_UNUSED) { try_cases(4001, false); }
static void test_no_secret_of_tables_with_gaps_can_be_worked_out(void **state G_GNUC_UNUSED) { try_cases(5001, true); }

/* A sum of which only one part is hidden tells it; of which two are hidden, not. */
static void test_the_search_finds_what_is_told(void **state G_GNUC_UNUSED) {
  Reader told = {.cells = REGION_COUNT, .high = {4, 20, 20, 20, 40, 40, 40, 40, 80}};
  relate(&told, &SHAPES[0]);
  told.low[1] = told.high[1] = 12;
  told.low[4] = told.high[4] = 15;
  assert_int_equal(width_of(&told, 0), 0);
  told.low[1] = 5;
  told.high[1] = 20;
  assert_int_equal(width_of(&told, 0), 4);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_no_secret_of_whole_tables_can_be_worked_out),
      cmocka_unit_test(test_no_secret_of_tables_with_gaps_can_be_worked_out),
      cmocka_unit_test(test_the_search_finds_what_is_told),
  };
  return cmocka_run_group_tests_name("properties of secrets", tests, NULL, NULL);
}
