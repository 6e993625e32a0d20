/* The example's own data, merged: everybody who was counted under an old code lives in a gemeente of today, once. */
#include "base/number.h"
#include "data/csv.h"
#include "fixture.h"

typedef struct {
  GHashTable *totals; /* "inwoners 2021" → double* */
} Counted;

static double *total_of(GHashTable *totals, const char *indicator, const char *period) {
  g_autofree char *key = g_strdup_printf("%s %s", indicator, period);
  double *total = g_hash_table_lookup(totals, key);
  if (total) return total;
  total = g_new0(double, 1);
  g_hash_table_insert(totals, g_steal_pointer(&key), total);
  return total;
}

static bool count_row(const CsvField *fields, guint count, guint record, gpointer user_data) {
  const Counted *counted = user_data;
  double value;
  assert_true(count == 10);
  if (record > 1 && number_parse(fields[4].text, fields[4].length, '.', '\0', &value))
    *total_of(counted->totals, fields[1].text, fields[2].text) += value;
  return true;
}

static void count_file(const Counted *counted, const char *file) {
  g_autofree char *text = NULL;
  gsize length;
  assert_true(g_file_get_contents(file, &text, &length, NULL));
  g_autoptr(Diags) diags = diags_new();
  CsvDialect dialect = {.delimiter = ',', .quote = '"', .header_rows = 1};
  csv_read(text, length, file, &dialect, count_row, (gpointer)counted, diags);
  assert_int_equal(diags_length(diags), 0);
}

static void check_year(const Dataset *dataset, const Counted *counted, const char *indicator, int year) {
  const GPtrArray *regions = dataset_level_regions(dataset, "gemeente");
  g_autofree char *period = g_strdup_printf("%d", year);
  double sum = 0, raw = *total_of(counted->totals, indicator, period);
  for (guint i = 0; i < regions->len; i++) {
    const Region *region = regions->pdata[i];
    Observation observation = fixture_observe(dataset, indicator, region->code, period, NULL);
    if (observation_known(&observation)) sum += observation.value;
  }
  assert_true(raw > 0);
  if (sum != raw) fail_msg("%s %s: %.0f in the files, %.0f in the gemeenten", indicator, period, raw, sum);
}

static void test_nobody_is_lost(void **state) {
  g_autoptr(GHashTable) totals = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  Counted counted = {totals};
  count_file(&counted, "datasets/bevolking.csv");
  count_file(&counted, "datasets/inkomen.csv");
  for (int year = 2020; year <= 2025; year++) check_year(*state, &counted, "inwoners", year);
  for (int year = 2011; year <= 2023; year++) check_year(*state, &counted, "huishoudens_excl_studenten", year);
  assert_true(*total_of(totals, "inwoners", "2021") == 17475415); /* as CBS has it, in the old codes of its own table */
}

/* Weesp, Voorne, Noordwijkerhout, and three towns of two provinces: no gap and no break. */
static void test_merged_series_are_whole(void **state) {
  static const char *const codes[] = {"GM0363", "GM1992", "GM0575", "GM1961"};
  static const char *const indicators[] = {"besteedbaar_inkomen", "huishoudens_excl_studenten"};
  for (gsize i = 0; i < G_N_ELEMENTS(codes) * G_N_ELEMENTS(indicators); i++)
    for (int year = 2011; year <= 2023; year++) {
      g_autofree char *period = g_strdup_printf("%d", year);
      const char *code = codes[i / 2], *indicator = indicators[i % 2];
      Observation observation = fixture_observe(*state, indicator, code, period, NULL);
      if (observation.state != STATE_VALUE || observation.flags & (FLAG_BREAK | FLAG_INCOMPLETE | FLAG_ESTIMATED))
        fail_msg("%s of %s in %s: state %d, flags %d", indicator, code, period, observation.state, observation.flags);
    }
}

static int setup(void **state) {
  g_autoptr(Diags) diags = diags_new();
  Config *config = config_load(".", diags);
  *state = config ? dataset_load(config, diags) : NULL;
  fixture_expect_up_to(diags, DIAG_WARNING, "");
  return *state ? 0 : -1;
}

static int teardown(void **state) {
  Dataset *dataset = *state;
  Config *config = (Config *)dataset_config(dataset);
  dataset_free(dataset);
  config_free(config);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_nobody_is_lost), cmocka_unit_test(test_merged_series_are_whole)};
  return cmocka_run_group_tests(tests, setup, teardown);
}
