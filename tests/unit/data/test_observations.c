/* The store: what goes in comes out, in any order, and what is replaced is gone. */
#include "data/observations.h"
#include "fixture.h"
#include <math.h>

static Observation value_of(double value) {
  return (Observation){.value = value, .low = NAN, .high = NAN, .state = STATE_VALUE};
}

static bool add(Observations *store, guint region, const char *period, double value) {
  Observation observation = value_of(value);
  observations_name(store, 3, "f.csv");
  Slab *slab = observations_open(store, 1, 2, fixture_period(period));
  bool added = slab_add(slab, region, &observation, 7, 3, (int)value);
  if (!added) assert_string_equal(slab_place(slab, region).file, "f.csv");
  return added;
}

static void test_in_and_out(void **state G_GNUC_UNUSED) {
  g_autoptr(Observations) store = observations_new(3, 2, 200);
  assert_true(add(store, 150, "2024", 1));
  assert_true(add(store, 3, "2022", 2));
  assert_true(add(store, 3, "2023-Q1", 3));
  assert_false(add(store, 150, "2024", 4));
  Observation found = observations_get(store, (CellKey){1, 2, 150, fixture_period("2024")});
  assert_true(found.value == 1 && isnan(found.low) && found.state == STATE_VALUE && found.period.year == 2024);
  assert_int_equal(observations_source(store, (CellKey){1, 2, 150, fixture_period("2024")}), 7);
  assert_int_equal(observations_periods(store, 1, 2), 3);
  assert_int_equal(slab_period(observations_slab(store, 1, 2, 1)).part, 1);
  assert_int_equal(observations_periods(store, 1, 0), 0);
  gsize cells;
  assert_true(observations_bytes(store, &cells) > 0);
  assert_int_equal(cells, 3);
}

static void test_what_is_not_there_is_absent(void **state G_GNUC_UNUSED) {
  g_autoptr(Observations) store = observations_new(3, 2, 200);
  add(store, 0, "2024", 1);
  static const CellKey keys[] = {{0, 0, 0, {2024, PERIOD_YEAR, 0, 0}}, {1, 2, 1, {2024, PERIOD_YEAR, 0, 0}},
                                 {1, 2, 199, {2024, PERIOD_YEAR, 0, 0}}, {1, 2, 0, {2023, PERIOD_YEAR, 0, 0}}};
  for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
    Observation found = observations_get(store, keys[i]);
    assert_int_equal(found.state, STATE_ABSENT);
    assert_true(isnan(found.value) && isnan(found.low) && isnan(found.high));
    assert_true(period_equal(found.period, keys[i].period));
    assert_int_equal(observations_source(store, keys[i]), 0);
  }
}

static void test_intervals_and_parts(void **state G_GNUC_UNUSED) {
  g_autoptr(Observations) store = observations_new(3, 2, 200);
  add(store, 0, "2024", 1);
  add(store, 1, "2024", 2);
  Slab *slab = observations_find(store, 1, 2, fixture_period("2024"));
  Observation secret = {.value = NAN, .low = 1, .high = 4, .state = STATE_SECRET, .flags = FLAG_ESTIMATED, .parts = 2, .parts_all = 3};
  slab_set(slab, 1, &secret, 9);
  Observation found = slab_get(slab, 1), other = slab_get(slab, 0);
  assert_true(isnan(found.value) && found.low == 1 && found.high == 4 && found.parts == 2 && found.parts_all == 3);
  assert_int_equal(found.flags, FLAG_ESTIMATED);
  assert_int_equal(slab_source(slab, 1), 9);
  assert_true(isnan(other.low) && isnan(other.high) && other.parts_all == 0);
}

/* A block of cells that all have an interval, and lose it again. */
static void test_many_intervals(void **state G_GNUC_UNUSED) {
  g_autoptr(Observations) store = observations_new(3, 2, 200);
  for (guint region = 0; region < 200; region++) add(store, region, "2024", region);
  Slab *slab = observations_find(store, 1, 2, fixture_period("2024"));
  for (guint region = 0; region < 200; region++) {
    Observation wide = value_of(region);
    wide.low = region - 1.0;
    wide.high = region + 1.0;
    slab_set(slab, region, &wide, 1);
  }
  for (guint region = 0; region < 200; region++) {
    Observation found = slab_get(slab, region), plain = value_of(region);
    assert_true(found.low == region - 1.0 && found.high == region + 1.0);
    slab_set(slab, region, &plain, 1);
    assert_true(isnan(slab_get(slab, region).low));
  }
}

static void test_places_are_forgotten(void **state G_GNUC_UNUSED) {
  g_autoptr(Observations) store = observations_new(3, 2, 200);
  add(store, 0, "2024", 12);
  const Slab *slab = observations_find(store, 1, 2, fixture_period("2024"));
  assert_int_equal(slab_place(slab, 0).line, 12);
  observations_seal(store);
  assert_null(slab_place(slab, 0).file);
}

/* The order in which cells come does not matter. */
static void test_any_order(void **state G_GNUC_UNUSED) {
  g_autoptr(GRand) random = g_rand_new_with_seed(5);
  g_autoptr(Observations) forward = observations_new(3, 2, 200), shuffled = observations_new(3, 2, 200);
  guint order[600];
  for (guint i = 0; i < G_N_ELEMENTS(order); i++) order[i] = i;
  for (guint i = G_N_ELEMENTS(order) - 1; i > 0; i--) {
    guint other = (guint)g_rand_int_range(random, 0, (gint)i + 1), kept = order[i];
    order[i] = order[other];
    order[other] = kept;
  }
  for (guint i = 0; i < G_N_ELEMENTS(order); i++) {
    g_autofree char *period = g_strdup_printf("%u", 2000 + i % 30), *other = g_strdup_printf("%u", 2000 + order[i] % 30);
    assert_true(add(forward, i / 30 * 7, period, i));
    assert_true(add(shuffled, order[i] / 30 * 7, other, order[i]));
  }
  for (guint year = 0; year < 30; year++)
    for (guint region = 0; region < 200; region++) {
      CellKey key = {1, 2, region, {(gint16)(2000 + year), PERIOD_YEAR, 0, 0}};
      Observation a = observations_get(forward, key), b = observations_get(shuffled, key);
      assert_int_equal(a.state, b.state);
      assert_true(a.state == STATE_ABSENT || a.value == b.value);
    }
}

static void test_numbers_are_forgotten(void **state G_GNUC_UNUSED) {
  g_autoptr(Observations) store = observations_new(3, 2, 200);
  add(store, 149, "2024", 5);
  add(store, 150, "2024", 6);
  observations_forget(store, 150);
  assert_true(observations_get(store, (CellKey){1, 2, 149, fixture_period("2024")}).value == 5);
  assert_true(observations_get(store, (CellKey){1, 2, 150, fixture_period("2024")}).value == 0);
}

/* Cells of one block that differ in all that blocks share; before and after it is found out. */
static void test_origins_differ(void **state G_GNUC_UNUSED) {
  static const struct { guint16 source, resource; int line; guint8 flags; } cells[] = {
      {1, 1, 40000, 0}, {1, 1, 40001, 0}, {1, 1, 7300, 0}, {1, 1, 0, 0}, {1, 1, 100000, 0}, {1, 1, 40002, FLAG_PROVISIONAL},
      {2, 1, 40003, 0}, {1, 3, 40004, FLAG_EXAMPLE}, {1, 1, 2, 0}};
  for (guint count = 1; count <= G_N_ELEMENTS(cells); count++) {
    g_autoptr(Observations) store = observations_new(1, 0, 64);
    Slab *slab = observations_open(store, 0, 0, fixture_period("2024"));
    for (guint i = 0; i < count; i++) {
      Observation observation = value_of(i);
      observation.flags = cells[i].flags;
      assert_true(slab_add(slab, i, &observation, cells[i].source, cells[i].resource, cells[i].line));
    }
    for (guint i = 0; i < count; i++) {
      assert_int_equal(slab_source(slab, i), cells[i].source);
      assert_int_equal(slab_resource(slab, i), cells[i].resource);
      assert_int_equal(slab_line(slab, i), cells[i].line);
      assert_int_equal(slab_get(slab, i).flags, cells[i].flags);
    }
    assert_int_equal(slab_line(slab, 63), 0);
    assert_int_equal(slab_resource(slab, 63), 0);
    assert_int_equal(slab_flag_sets(slab, FLAG_PROVISIONAL), count > 5 ? SLAB_WITH | SLAB_WITHOUT : SLAB_WITHOUT);
  }
}

/* What is computed keeps the line of the row that it replaces, and takes another source and table. */
static void test_replacing(void **state G_GNUC_UNUSED) {
  g_autoptr(Observations) store = observations_new(3, 2, 200);
  for (guint region = 0; region < 3; region++) add(store, region, "2024", region + 10);
  Slab *slab = observations_find(store, 1, 2, fixture_period("2024"));
  Observation secret = {.value = NAN, .low = NAN, .high = NAN, .state = STATE_SECRET};
  assert_false(slab_has(slab, 200, 1 << STATE_SECRET));
  slab_put(slab, 1, &secret, 8, 4);
  assert_true(slab_has(slab, 200, 1 << STATE_SECRET));
  assert_true(slab_has(slab, 2, 1 << STATE_SECRET | 1 << STATE_NIL));
  assert_false(slab_has(slab, 1, 1 << STATE_SECRET));
  guint16 source, resource;
  assert_true(slab_get_from(slab, 1, &source, &resource).state == STATE_SECRET);
  assert_true(source == 8 && resource == 4 && slab_line(slab, 1) == 11);
  assert_true(slab_get_from(slab, 2, &source, &resource).value == 12);
  assert_true(source == 7 && resource == 3 && slab_line(slab, 2) == 12);
  assert_true(slab_get_from(slab, 3, &source, &resource).state == STATE_ABSENT);
  assert_true(source == 0 && resource == 0);
  Observation plain = value_of(5);
  slab_set(slab, 1, &plain, 8);
  assert_false(slab_has(slab, 200, 1 << STATE_SECRET));
}

static bool same(const Slab *slab, const Slab *other, guint region) {
  Observation a = slab_get(slab, region), b = slab_get(other, region);
  return !memcmp(&a.value, &b.value, sizeof a.value) && a.state == b.state && a.flags == b.flags && isnan(a.low) && isnan(b.low) &&
         slab_line(slab, region) == slab_line(other, region) && slab_source(slab, region) == slab_source(other, region) &&
         slab_resource(slab, region) == slab_resource(other, region);
}

/* Runs beside what is there already, of the same table or another, with and without room for it: as if cell by cell. */
static void test_runs_are_cells(void **state G_GNUC_UNUSED) {
  static const struct { guint first, count; int line; guint16 resource; guint8 flags; } runs[] = {
      {10, 100, 20, 1, 0}, {110, 5, 120, 1, 0}, {0, 10, 300, 1, 0}, {115, 2, 90000, 1, 0}, {117, 83, 7, 2, FLAG_EXAMPLE}, {0, 3, 5, 1, 0}};
  g_autoptr(Observations) store = observations_new(1, 0, 200), other = observations_new(1, 0, 200);
  Slab *slab = observations_open(store, 0, 0, fixture_period("2024")), *cells = observations_open(other, 0, 0, fixture_period("2024"));
  double values[100];
  guint8 states[100];
  for (guint i = 0; i < 100; i++) {
    states[i] = i % 7 ? STATE_VALUE : STATE_MISSING;
    values[i] = i % 7 ? i : NAN;
  }
  for (gsize r = 0; r < G_N_ELEMENTS(runs); r++) {
    bool is_free = slab_is_free(slab, runs[r].first, runs[r].count);
    assert_int_equal(is_free, r + 1 < G_N_ELEMENTS(runs));
    if (!is_free) break;
    slab_add_run(slab, &(SlabRun){runs[r].first, runs[r].count, values, states, runs[r].flags, 7, runs[r].resource, runs[r].line});
    for (guint i = 0; i < runs[r].count; i++) {
      Observation cell = value_of(values[i]);
      cell.state = states[i];
      cell.flags = runs[r].flags;
      assert_true(slab_add(cells, runs[r].first + i, &cell, 7, runs[r].resource, runs[r].line + (int)i));
    }
    for (guint region = 0; region < 200; region++) assert_true(same(slab, cells, region));
    assert_int_equal(slab_has(slab, 200, 1 << STATE_MISSING), slab_has(cells, 200, 1 << STATE_MISSING));
  }
}

/* A store of one table's rows: in the order of the regions, and in another. */
static void test_size(void **state G_GNUC_UNUSED) {
  g_autoptr(Observations) store = observations_new(2, 2, 6400);
  g_autoptr(Observations) other = observations_new(2, 2, 6400);
  for (guint region = 0; region < 6400; region++) {
    add(store, region, "2024", region + 2);
    add(other, region, "2024", 6402 - region);
  }
  gsize cells, bytes = observations_bytes(store, &cells);
  assert_int_equal(cells, 6400);
  assert_true(bytes <= 10 * cells);
  bytes = observations_bytes(other, &cells);
  assert_int_equal(cells, 6400);
  assert_true(bytes <= 12 * cells);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_in_and_out),          cmocka_unit_test(test_what_is_not_there_is_absent),
      cmocka_unit_test(test_intervals_and_parts), cmocka_unit_test(test_many_intervals),
      cmocka_unit_test(test_places_are_forgotten), cmocka_unit_test(test_numbers_are_forgotten),
      cmocka_unit_test(test_any_order),           cmocka_unit_test(test_origins_differ),
      cmocka_unit_test(test_replacing),           cmocka_unit_test(test_runs_are_cells),
      cmocka_unit_test(test_size),
  };
  return cmocka_run_group_tests_name("observations", tests, NULL, NULL);
}
