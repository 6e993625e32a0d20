/* Open data of the example project: every row has its state, what is not known has no value in it, and each file is what its
 * schema says. */
#include "unit/web/open_table.h"
#include "web/open_data.h"
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
  Locale *locale;
} Fixture;

static int setup(void **state) {
  Fixture *fixture = g_new0(Fixture, 1);
  fixture->diags = diags_new();
  fixture->config = config_load(".", fixture->diags);
  fixture->dataset = fixture->config ? dataset_load(fixture->config, fixture->diags) : NULL;
  fixture->locale = locale_load("templates/locale/nl.yaml", "nl.yaml", fixture->diags);
  *state = fixture;
  return fixture->locale && fixture->dataset ? 0 : -1;
}

static int teardown(void **state) {
  Fixture *fixture = *state;
  locale_free(fixture->locale);
  dataset_free(fixture->dataset);
  config_free(fixture->config);
  diags_free(fixture->diags);
  g_free(fixture);
  return 0;
}

/* Without the header. */
static GPtrArray *rows_of(const Dataset *dataset, const char *code) {
  const Region *region = dataset_region(dataset, code);
  assert_non_null(region);
  g_autofree char *csv = site_region_csv(dataset, region);
  assert_true(g_str_has_prefix(csv, "code,name,indicator,period,group,value,low,high,state,flags,unit,source\r\n"));
  GPtrArray *rows = open_table_read(csv);
  assert_non_null(rows);
  g_ptr_array_remove_index(rows, 0);
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
  guint secret = 0, small = 0;
  for (guint i = 0; i < rows->len; i++) {
    char **row = rows->pdata[i];
    if (!g_str_equal(row[STATE], "secret") || !*row[LOW]) continue;
    secret++;
    assert_string_equal(row[VALUE], "");
    if (!g_str_equal(row[LOW], "1")) continue; /* hidden to protect another */
    small++;
    assert_string_equal(row[HIGH], "4");
  }
  assert_true(small > 0 && secret > small);
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

/* ---- by their schema ---- */

static void judge(const char *csv, const OpenTable *table, const Locale *locale) {
  g_autofree char *schema = open_table_schema(table, locale), *wrong = open_table_judge(csv, schema);
  if (*wrong) fail_msg("%s", wrong);
}

static void test_files_are_what_their_schema_says(void **state) {
  const Fixture *fixture = *state;
  static const char *const codes[] = {"GM0503", "GM0088", "AM28", "KR01", "PV28", "NL00"};
  for (guint c = 0; c < G_N_ELEMENTS(codes); c++) {
    const Region *region = dataset_region(fixture->dataset, codes[c]);
    g_autofree char *csv = site_region_csv(fixture->dataset, region);
    judge(csv, &OPEN_OBSERVATIONS, fixture->locale);
    g_autoptr(GArray) targets = g_array_new(FALSE, FALSE, sizeof(ShownTarget));
    const GPtrArray *indicators = dataset_indicators(fixture->dataset);
    for (guint i = 0; i < indicators->len; i++) {
      ShownTarget shown = {.region = region};
      Period now = {.year = 2024, .kind = PERIOD_YEAR};
      if (dataset_target(fixture->dataset, indicators->pdata[i], region, now, &shown.target)) g_array_append_val(targets, shown);
    }
    assert_true(targets->len > 0);
    g_autofree char *targets_csv = open_targets_csv(targets);
    judge(targets_csv, &OPEN_TARGETS, fixture->locale);
  }
}

/* The judge itself. */
static void test_what_breaks_a_schema_is_found(void **state) {
  const Locale *locale = ((Fixture *)*state)->locale;
  g_autofree char *schema = open_table_schema(&OPEN_OBSERVATIONS, locale);
  static const char *const WRONG[][2] = {
      {"code,name\r\n", "row 0 has 2 cells\n"},
      {"@a,N,i,2024,,1,,,value,,%,b\r\n", ""},
      {"@a,N,i,2024,,1,x,,value,,%,b\r\n", "row 1: low is 'x'\n"},
      {"@a,N,i,2024,,1,,,known,,%,b\r\n", "row 1: state is 'known'\n"},
      {"@a,N,i,24,,1,,,value,,%,b\r\n", "row 1: period is '24'\n"},
      {"@a,N,,2024,,1,,,value,example  break,%,b\r\n", "row 1: no indicator\nrow 1: flags is 'example  break'\n"},
      {"@a,N,i,2024,,1,,,value,,%,b\r\na,N,i,2024,,1,,,value,,%,b\r\n", "row 2 is there twice\n"}};
  for (guint i = 0; i < G_N_ELEMENTS(WRONG); i++) {
    bool rows = WRONG[i][0][0] == '@';
    g_autofree char *csv = rows ? g_strconcat("code,name,indicator,period,group,value,low,high,state,flags,unit,source\r\n",
                                              WRONG[i][0] + 1, NULL)
                                : g_strdup(WRONG[i][0]);
    g_autofree char *found = open_table_judge(csv, schema);
    assert_string_equal(found, WRONG[i][1]);
  }
}

/* Every column has words in the reader's language. */
static void test_schemas_have_words(void **state) {
  static const OpenTable *const tables[] = {&OPEN_OBSERVATIONS, &OPEN_TARGETS};
  for (guint t = 0; t < G_N_ELEMENTS(tables); t++) {
    g_autofree char *schema = open_table_schema(tables[t], ((Fixture *)*state)->locale);
    assert_null(strstr(schema, "open_data."));
    for (guint i = 0; i < tables[t]->count; i++) assert_non_null(strstr(schema, tables[t]->columns[i].name));
  }
}

/* Names that a spreadsheet would run, and keys that the dataset does not have. */
static void test_hostile_names(void **state) {
  const Fixture *fixture = *state;
  Region hostile = *dataset_region(fixture->dataset, "GM0503");
  hostile.name = (char *)"=HYPERLINK(\"x\"),1\r\n2";
  ObservationKey keys[] = {{.indicator = dataset_indicator(fixture->dataset, "inwoners"), .region = &hostile,
                            .period = {.year = 2021, .kind = PERIOD_YEAR}},
                           {.indicator = dataset_indicator(fixture->dataset, "inwoners"), .region = &hostile,
                            .period = {.year = 1800, .kind = PERIOD_YEAR}}};
  g_autoptr(GArray) shown = g_array_new(FALSE, FALSE, sizeof(ObservationKey));
  g_array_append_vals(shown, keys, G_N_ELEMENTS(keys));
  g_autofree char *csv = open_observations_csv(fixture->dataset, shown);
  judge(csv, &OPEN_OBSERVATIONS, fixture->locale);
  g_autoptr(GPtrArray) rows = open_table_read(csv);
  assert_int_equal(rows->len, 2);
  assert_string_equal(((char **)rows->pdata[1])[NAME], "'=HYPERLINK(\"x\"),1\r\n2");
}

/* A table that is attached whole has passed disclosure control, and holds nothing that was computed. */
static void test_a_whole_table(void **state) {
  const Fixture *fixture = *state;
  const GPtrArray *files = dataset_files(fixture->dataset);
  guint number = 0, secret = 0;
  for (guint i = 0; i < files->len; i++)
    if (g_str_has_suffix(((const DatasetFile *)files->pdata[i])->path, "voorbeeld-statushouders.csv")) number = i;
  g_autofree char *csv = open_resource_csv(fixture->dataset, number);
  judge(csv, &OPEN_OBSERVATIONS, fixture->locale);
  g_autoptr(GPtrArray) rows = open_table_read(csv);
  assert_true(rows->len > 1000);
  for (guint i = 1; i < rows->len; i++) {
    char **row = rows->pdata[i];
    assert_string_equal(row[INDICATOR], "statushouders");
    assert_null(strstr(row[FLAGS], "aggregated"));
    secret += g_str_equal(row[STATE], "secret");
    double value = *row[VALUE] ? g_ascii_strtod(row[VALUE], NULL) : 0;
    assert_true(value == 0 || value >= 5);
  }
  assert_true(secret > 10);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_states), cmocka_unit_test(test_secret_shows_its_interval_only),
      cmocka_unit_test(test_aggregates_say_so), cmocka_unit_test(test_files_are_what_their_schema_says),
      cmocka_unit_test(test_what_breaks_a_schema_is_found), cmocka_unit_test(test_schemas_have_words),
      cmocka_unit_test(test_hostile_names), cmocka_unit_test(test_a_whole_table)};
  return cmocka_run_group_tests_name("web/open_csv", tests, setup, teardown);
}
