/* A package's own symbols, and sets for some years, in JSON and in rows. */
#include "data/symbol_spans.h"
#include "fixture.h"

#define AT "s.json:"

static GPtrArray *spans_of(const char *json, Diags *diags) {
  GPtrArray *spans = g_ptr_array_new_with_free_func(symbol_span_free);
  g_autofree char *text = g_strdup_printf("{\"symbols\":\n%s}", json);
  g_autoptr(YamlDoc) doc = yaml_parse(text, strlen(text), "s.json", 0, diags);
  symbol_spans_read(spans, yaml_get(yaml_root(doc), "symbols"), diags);
  return spans;
}

static void slip(const char *json, const char *findings, const char *said) {
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(GPtrArray) spans = spans_of(json, diags);
  assert_non_null(spans);
  fixture_expect(diags, findings);
  if (said) assert_true(fixture_mentions(diags, said));
}

static void test_slips(void **state G_GNUC_UNUSED) {
  slip("\"cbs-2012\"", AT "2:1 package-symbols\n", "did you mean 'cbs-2011'?");
  slip("{\"x\": \"secrte\"}", AT "2:7 package-symbols\n", "did you mean 'secret'?");
  slip("{\"x\": \"value\"}", AT "2:7 package-symbols\n", NULL);
  slip("{\"12\": \"secret\"}", AT "2:2 package-symbols\n", "it cannot be a symbol");
  slip("{\"\": \"provisional\"}", AT "2:2 package-symbols\n", "a mark cannot be empty");
  slip("[{\"from\": 2011}]", AT "2:2 package-symbols\n", NULL);
  slip("[{\"from\": \"vorig jaar\", \"set\": \"cbs-2011\"}]", AT "2:11 package-symbols\n", "is no year");
  slip("[{\"from\": 2018, \"to\": 2017, \"set\": \"cbs-2011\"}]", AT "2:2 package-symbols\n", "lies after");
  slip("[{\"to\": 2018, \"set\": \"cbs-2011\"},\n{\"from\": 2018, \"set\": {\"x\": \"secret\"}}]", AT "3:1 package-symbols\n",
       "for 2018 two sets");
  slip("[{\"set\": [\"x\"]}]", AT "2:10 package-symbols\n", NULL);
  slip("{}", "", NULL);
}

static void test_own_set(void **state G_GNUC_UNUSED) {
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(GPtrArray) spans = spans_of("{\"x\": \"secret\", \"nb\": \"missing\", \"0\": \"nil\", \"(v)\": \"provisional\", \"(vv)\": \"revised\"}", diags);
  fixture_expect(diags, "");
  const SymbolSet *set = symbol_spans_at(spans, fixture_period("2024"));
  ValueState state_of = STATE_ABSENT;
  assert_true(symbol_set_state(set, "nb", &state_of));
  assert_int_equal(state_of, STATE_MISSING);
  assert_false(symbol_set_state(set, "", &state_of));
  assert_int_equal(set->zero, STATE_NIL);
  gsize length = strlen("12 (v)");
  assert_int_equal(symbol_set_take_mark(set, "12 (v)", &length), FLAG_PROVISIONAL);
  assert_int_equal(length, 2);
}

static void test_years(void **state G_GNUC_UNUSED) {
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(GPtrArray) spans = spans_of("[{\"to\": 2017, \"set\": \"cbs-2011\"}, {\"from\": 2018, \"to\": 2020, \"set\": \"cbs-2020\"}]", diags);
  fixture_expect(diags, "");
  assert_string_equal(symbol_spans_at(spans, fixture_period("2017-12"))->id, "cbs-2011");
  assert_string_equal(symbol_spans_at(spans, fixture_period("2018-01"))->id, "cbs-2020");
  assert_null(symbol_spans_at(spans, fixture_period("2021")));
}

static Project *project_with(const char *symbols, const char *rows) {
  Project *project = fixture_new("");
  g_autofree char *more = g_strdup_printf(
      "{\"name\": \"own\", \"path\": \"own.csv\", \"feitenblad\": {\"role\": \"observations\", \"symbols\": %s}, \"schema\": {\"fields\": "
      "[{\"name\": \"region\"}, {\"name\": \"indicator\"}, {\"name\": \"period\"}, {\"name\": \"value\", \"type\": \"number\"}]}}", symbols);
  fixture_package(project, more);
  g_autofree char *csv = g_strconcat("region,indicator,period,value\n", rows, NULL);
  fixture_write(project, "own.csv", csv, -1);
  return project;
}

#define BY_YEAR "[{\"to\": 2017, \"set\": \"cbs-2011\"}, {\"from\": 2018, \"set\": {\".\": \"missing_or_secret\", \"g\": \"secret\"}}]"

static void test_rows_by_year(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_with(BY_YEAR, "A,homes,2017,.\nA,homes,2018,.\nA,homes,2019,g\nA,homes,2016,12*\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  assert_int_equal(fixture_observe(dataset, "homes", "A", "2017", NULL).state, STATE_MISSING);
  assert_int_equal(fixture_observe(dataset, "homes", "A", "2018", NULL).state, STATE_MISSING_OR_SECRET);
  assert_int_equal(fixture_observe(dataset, "homes", "A", "2019", NULL).state, STATE_SECRET);
  Observation marked = fixture_observe(dataset, "homes", "A", "2016", NULL);
  assert_int_equal(marked.flags & FLAG_PROVISIONAL, FLAG_PROVISIONAL);
}

static void test_a_sign_of_other_years(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_with(BY_YEAR, "A,homes,2017,g\nB,homes,2018,x\n");
  fixture_refuse(project, "datasets/own.csv:2:14 observation-value\ndatasets/own.csv:3:14 observation-value\n");
  g_autoptr(Project) before = project_with("[{\"from\": 2018, \"set\": \"cbs-2020\"}]", "A,homes,2017,.\n");
  fixture_refuse(before, "datasets/own.csv:2:14 observation-value\n");
  assert_true(fixture_mentions(before->diags, "sets of symbols are for other years"));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_slips),        cmocka_unit_test(test_own_set),
                                     cmocka_unit_test(test_years),        cmocka_unit_test(test_rows_by_year),
                                     cmocka_unit_test(test_a_sign_of_other_years)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
