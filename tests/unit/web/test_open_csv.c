/* data.csv of the example project: every row has its state, and what is not known has no value in it. */
#include "web/site.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

enum { CODE, NAME, INDICATOR, PERIOD, GROUP, VALUE, LOW, HIGH, STATE, FLAGS, UNIT, SOURCE, COLUMNS };

typedef struct {
  Diags *diags;
  Config *config;
  Dataset *dataset;
} Fixture;

static int setup(void **state) {
  Fixture *fixture = g_new0(Fixture, 1);
  fixture->diags = diags_new();
  fixture->config = config_load(".", fixture->diags);
  fixture->dataset = fixture->config ? dataset_load(fixture->config, fixture->diags) : NULL;
  *state = fixture;
  return fixture->dataset ? 0 : -1;
}

static int teardown(void **state) {
  Fixture *fixture = *state;
  dataset_free(fixture->dataset);
  config_free(fixture->config);
  diags_free(fixture->diags);
  g_free(fixture);
  return 0;
}

/* Rows as arrays of cells; no cell of the example holds a line end. */
static GPtrArray *rows_of(const Dataset *dataset, const char *code) {
  const Region *region = dataset_region(dataset, code);
  assert_non_null(region);
  g_autofree char *csv = site_region_csv(dataset, region);
  g_auto(GStrv) lines = g_strsplit(csv, "\r\n", -1);
  GPtrArray *rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
  assert_string_equal(lines[0], "code,name,indicator,period,group,value,low,high,state,flags,unit,source");
  for (char **line = lines + 1; **line; line++) {
    g_autoptr(GPtrArray) cells = g_ptr_array_new();
    g_autoptr(GString) cell = g_string_new(NULL);
    bool quoted = false;
    for (const char *at = *line;; at++) {
      if (*at == '"') quoted = !quoted;
      else if (!*at || (*at == ',' && !quoted)) {
        g_ptr_array_add(cells, g_strdup(cell->str));
        g_string_truncate(cell, 0);
        if (!*at) break;
      } else g_string_append_c(cell, *at);
    }
    assert_int_equal(cells->len, COLUMNS);
    g_ptr_array_add(cells, NULL);
    g_ptr_array_add(rows, g_ptr_array_steal(cells, NULL));
  }
  return rows;
}

static bool is_one_of(const char *word, const char *const *words) {
  return g_strv_contains(words, word);
}

static void test_states(void **state) {
  static const char *const known[] = {"value", "rounded", "nil", "below_half_unit", NULL};
  static const char *const unknown[] = {"missing", "secret", "missing_or_secret", "impossible", NULL};
  static const char *const codes[] = {"GM0503", "GM0096", "AM28", "KR01", "PV28", "NL00"};
  for (guint c = 0; c < G_N_ELEMENTS(codes); c++) {
    g_autoptr(GPtrArray) rows = rows_of(((Fixture *)*state)->dataset, codes[c]);
    assert_true(rows->len > 50);
    for (guint i = 0; i < rows->len; i++) {
      char **row = rows->pdata[i];
      assert_string_equal(row[CODE], codes[c]);
      assert_true(*row[SOURCE] && *row[UNIT] && *row[PERIOD]);
      if (is_one_of(row[STATE], known)) assert_true(*row[VALUE]);
      else assert_true(is_one_of(row[STATE], unknown) && !*row[VALUE]);
    }
  }
}

static void test_secret_shows_its_interval_only(void **state) {
  g_autoptr(GPtrArray) rows = rows_of(((Fixture *)*state)->dataset, "GM0096");
  guint secret = 0;
  for (guint i = 0; i < rows->len; i++) {
    char **row = rows->pdata[i];
    if (!g_str_equal(row[STATE], "secret") || !*row[LOW]) continue;
    secret++;
    assert_string_equal(row[LOW], "1");
    assert_string_equal(row[HIGH], "4");
  }
  assert_true(secret > 0);
}

static void test_aggregates_say_so(void **state) {
  g_autoptr(GPtrArray) rows = rows_of(((Fixture *)*state)->dataset, "NL00");
  guint aggregated = 0;
  for (guint i = 0; i < rows->len; i++) {
    char **row = rows->pdata[i];
    if (!strstr(row[FLAGS], "aggregated")) continue;
    aggregated++;
    const char *point = strchr(row[VALUE], '.');
    assert_true(!point || strlen(point) <= 3);
  }
  assert_true(aggregated > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_states), cmocka_unit_test(test_secret_shows_its_interval_only),
                                     cmocka_unit_test(test_aggregates_say_so)};
  return cmocka_run_group_tests_name("web/region_csv", tests, setup, teardown);
}
