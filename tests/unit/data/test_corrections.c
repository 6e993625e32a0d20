/* What was published and proved wrong: marked, or taken out before anything is worked out with it. */
#include "fixture.h"
#include <math.h>

static const char HEADER[] = "date,indicator,region,period,group,kind,reason\n";
static const char ROWS[] = "A,homes,2023,,100,,,,,\nB,homes,2023,,200,,,,,\nC,homes,2023,,300,,,,,\nD,homes,2023,,50,,,,,\n"
                           "A,homes,2024,,4711,,,,,\nB,homes,2024,,210,,,,,\nC,homes,2024,,310,,,,,\nD,homes,2024,,60,,,,,\n";

static Project *project_with(const char *observations, const char *corrections) {
  Project *project = fixture_new(observations);
  g_autoptr(GString) table = g_string_new("");
  g_autofree char *header = fixture_header(HEADER);
  project->config.edition = (char *)"2026-03-10";
  fixture_add_resource(table, "corrections", header, "\"feitenblad\": {\"role\": \"corrections\"}");
  fixture_package(project, table->str);
  fixture_table(project, "corrections", HEADER, corrections);
  fixture_table(project, "targets", FIXTURE_TARGETS, "homes,A,,minimum,100,2030,,,afspraak,\n");
  return project;
}

static const Correction *correction_of(const Dataset *dataset, const char *indicator, const char *region, const char *period) {
  return dataset_correction(dataset, dataset_indicator(dataset, indicator), dataset_region(dataset, region), fixture_period(period), NULL);
}

static bool is_marked(const Dataset *dataset, const char *region, const char *period) {
  return fixture_observe(dataset, "homes", region, period, NULL).flags & FLAG_CORRECTED;
}

static ValueState state_of(const Dataset *dataset, const char *region, const char *period) {
  return fixture_observe(dataset, "homes", region, period, NULL).state;
}

static void test_corrected(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_with(ROWS, "2026-03-03,homes,B,2024,,corrected,Een pand telde dubbel.\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  Observation o = fixture_observe(dataset, "homes", "B", "2024", NULL);
  assert_int_equal(o.state, STATE_VALUE);
  assert_float_equal(o.value, 210, 0);
  assert_true(is_marked(dataset, "B", "2024"));
  assert_false(is_marked(dataset, "B", "2023"));
  assert_false(is_marked(dataset, "A", "2024"));
  assert_false(is_marked(dataset, "P1", "2024")); /* a total is marked by a row of its own */
  const Correction *correction = correction_of(dataset, "homes", "B", "2024");
  assert_non_null(correction);
  assert_string_equal(correction->reason, "Een pand telde dubbel.");
  assert_int_equal(dataset_corrections(dataset)->len, 1);
  fixture_expect_up_to(project->diags, DIAG_WARNING, "");
}

static void test_withdrawn(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_with(ROWS, "2026-03-03,homes,A,2024,,withdrawn,De telling klopte niet.\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  Observation o = fixture_observe(dataset, "homes", "A", "2024", NULL), total = fixture_observe(dataset, "homes", "P1", "2024", NULL);
  assert_int_equal(o.state, STATE_WITHDRAWN);
  assert_false(observation_known(&o));
  assert_true(isnan(o.value) && isnan(o.low) && isnan(o.high));
  assert_float_equal(total.value, 520, 0);
  assert_true(total.flags & FLAG_INCOMPLETE);
  assert_int_equal(total.parts, 2);
  assert_int_equal(total.parts_all, 3);
  Rank rank = dataset_rank(dataset, dataset_indicator(dataset, "homes"), dataset_region(dataset, "C"),
                           dataset_level_regions(dataset, "gemeente"), fixture_period("2024"), NULL);
  assert_true(rank.rank == 1 && rank.of == 3);
  assert_int_equal(state_of(dataset, "A", "2023"), STATE_VALUE);
}

/* A total that would be worked out, too; and all of a period. */
static void test_withdrawn_totals(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_with(ROWS, "2026-03-03,homes,P1,2024,,withdrawn,Niet compleet.\n"
                                                  "2026-03-04,homes,,2023,,withdrawn,De hele telling vervalt.\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  assert_int_equal(state_of(dataset, "P1", "2024"), STATE_WITHDRAWN);
  assert_int_equal(state_of(dataset, "A", "2024"), STATE_VALUE);
  assert_int_equal(state_of(dataset, "NL", "2024"), STATE_VALUE);
  for (const char *const *region = (const char *const[]){"A", "B", "C", "D", "P1", "P2", "NL", NULL}; *region; region++) {
    assert_int_equal(state_of(dataset, *region, "2023"), STATE_WITHDRAWN);
    assert_non_null(correction_of(dataset, "homes", *region, "2023"));
  }
}

static void test_the_newest_counts(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_with(ROWS, "2026-02-01,homes,,2024,,withdrawn,Alles vervalt.\n"
                                                  "2026-03-01,homes,B,2024,,corrected,Opnieuw geteld.\n"
                                                  "2026-03-01,homes,C,2024,,withdrawn,Vervalt.\n"
                                                  "2026-03-01,homes,C,,,corrected,Opnieuw geteld.\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  assert_int_equal(state_of(dataset, "A", "2024"), STATE_WITHDRAWN);
  assert_int_equal(state_of(dataset, "B", "2024"), STATE_VALUE);
  assert_true(is_marked(dataset, "B", "2024"));
  assert_int_equal(state_of(dataset, "C", "2024"), STATE_WITHDRAWN); /* the one that publishes less */
  assert_true(is_marked(dataset, "C", "2023"));
}

static void test_groups(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_with("A,people,2024,,50,,,,,\nA,people,2024,ouderen,20,,,,,\nA,people,2024,studenten,30,,,,,\n"
                                            "B,people,2024,,60,,,,,\nB,people,2024,ouderen,25,,,,,\nB,people,2024,studenten,35,,,,,\n",
                                            "2026-03-03,people,A,2024,total,corrected,Totaal.\n"
                                            "2026-03-03,people,B,2024,ouderen,corrected,Groep.\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  assert_true(fixture_observe(dataset, "people", "A", "2024", NULL).flags & FLAG_CORRECTED);
  assert_false(fixture_observe(dataset, "people", "A", "2024", "ouderen").flags & FLAG_CORRECTED);
  assert_false(fixture_observe(dataset, "people", "B", "2024", NULL).flags & FLAG_CORRECTED);
  assert_true(fixture_observe(dataset, "people", "B", "2024", "ouderen").flags & FLAG_CORRECTED);
}

/* What a formula makes of it goes the same way, and has the same reason. */
static void test_derived(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_with("A,people,2024,,50,,,,,\nA,homes,2024,,100,,,,,\nB,people,2024,,60,,,,,\nB,homes,2024,,100,,,,,\n"
                                            "C,people,2024,,70,,,,,\nC,homes,2024,,100,,,,,\n",
                                            "2026-03-03,people,A,2024,,withdrawn,Vervalt.\n2026-03-03,homes,B,2024,,corrected,Opnieuw geteld.\n"
                                            "2026-03-03,density,C,2024,,withdrawn,Zegt niets.\n");
  static const char indicators[] =
      "id,title,unit,unit_label,decimals,kind,polarity,aggregation,source,formula\n"
      "homes,Woningen,aantal,,0,stock,neutral,sum,cbs,\npeople,Mensen,personen,,0,flow,higher,sum,cbs,\n"
      "density,Mensen per huis,per,,1,rate,neutral,none,cbs,people / homes\n";
  g_autoptr(GString) added = g_string_new("");
  g_autofree char *columns = fixture_header(indicators);
  fixture_add_resource(added, "formulas", columns, "\"feitenblad\": {\"role\": \"indicators\"}");
  g_autofree char *path = g_build_filename(project->root, "datasets", "datapackage.json", NULL), *json = NULL;
  assert_true(file_read(path, &json, &(gsize){0}, NULL));
  g_auto(GStrv) parts = g_strsplit(json, "\"feitenblad\": {\"role\": \"indicators\"},", 2); /* those of the fixture are left out */
  g_autofree char *rest = g_strjoinv("", parts);
  g_string_insert(added, 0, "{\"resources\": [\n");
  g_string_append_printf(added, ",%s", strstr(rest, "[") + 1);
  fixture_write(project, "datapackage.json", added->str, -1);
  fixture_table(project, "formulas", indicators, "");
  g_autoptr(Dataset) dataset = fixture_load(project);
  assert_int_equal(fixture_observe(dataset, "density", "A", "2024", NULL).state, STATE_WITHDRAWN);
  assert_string_equal(correction_of(dataset, "density", "A", "2024")->reason, "Vervalt.");
  Observation b = fixture_observe(dataset, "density", "B", "2024", NULL);
  assert_float_equal(b.value, 0.6, 1e-9);
  assert_true(b.flags & FLAG_CORRECTED);
  assert_int_equal(fixture_observe(dataset, "density", "C", "2024", NULL).state, STATE_WITHDRAWN);
  assert_int_equal(fixture_observe(dataset, "people", "C", "2024", NULL).state, STATE_VALUE);
  assert_false(fixture_observe(dataset, "density", "P1", "2024", NULL).flags & FLAG_CORRECTED);
}

/* A random table of small counts of four gemeenten, with the totals that they make: once with values withdrawn, once with those
 * values missing. */
typedef struct {
  GString *withdrawn, *missing, *corrections;
} Tables;

static void add_count(Tables *tables, const char *region, const char *group, int value, bool gone) {
  g_string_append_printf(tables->withdrawn, "%s,people,2024,%s,%d,,,,,\n", region, group, value);
  if (gone) g_string_append_printf(tables->missing, "%s,people,2024,%s,,,,missing,,\n", region, group);
  else g_string_append_printf(tables->missing, "%s,people,2024,%s,%d,,,,,\n", region, group, value);
  if (gone) g_string_append_printf(tables->corrections, "2026-03-03,people,%s,2024,%s,withdrawn,Vervalt.\n", region, *group ? group : "total");
}

static void fill_tables(Tables *tables, guint32 seed) {
  static const char *const codes[] = {"A", "B", "C", "D", "P1", "NL"}, *const groups[] = {"ouderen", "studenten", ""};
  int counts[6][3] = {0};
  GRand *random = g_rand_new_with_seed(seed);
  for (guint r = 0; r < 4; r++)
    for (guint g = 0; g < 3; g++) {
      counts[r][g] = g < 2 ? g_rand_int_range(random, 0, 9) : counts[r][0] + counts[r][1];
      if (r < 3) counts[4][g] += counts[r][g];
      counts[5][g] += counts[r][g];
    }
  for (guint r = 0; r < 6; r++)
    for (guint g = 0; g < 3; g++) add_count(tables, codes[r], groups[g], counts[r][g], r < 4 && g_rand_int_range(random, 0, 5) == 0);
  g_rand_free(random);
}

static bool same_number(double a, double b) { return isnan(a) ? isnan(b) : a == b; }

static void compare_cells(const Dataset *withdrawn, const Dataset *missing, const char *region, const char *group) {
  Observation a = fixture_observe(withdrawn, "people", region, "2024", group), b = fixture_observe(missing, "people", region, "2024", group);
  assert_int_equal(a.state == STATE_WITHDRAWN ? STATE_MISSING : a.state, b.state);
  assert_true(same_number(a.value, b.value) && same_number(a.low, b.low) && same_number(a.high, b.high));
}

/* Whatever the table of corrections holds, all other cells are what they are when the value was never delivered. */
static void test_withdrawn_is_missing_to_disclosure(void **state G_GNUC_UNUSED) {
  guint secret = 0;
  for (guint32 seed = 1; seed <= 40; seed++) {
    g_autoptr(GString) one = g_string_new(NULL), other = g_string_new(NULL), corrections = g_string_new(NULL);
    fill_tables(&(Tables){one, other, corrections}, seed);
    g_autoptr(Project) first = project_with(one->str, corrections->str), second = project_with(other->str, "");
    g_autoptr(Dataset) withdrawn = fixture_load(first), missing = fixture_load(second);
    for (guint r = 0; r < dataset_regions(withdrawn)->len; r++) {
      const char *code = ((const Region *)dataset_regions(withdrawn)->pdata[r])->code;
      compare_cells(withdrawn, missing, code, NULL);
      compare_cells(withdrawn, missing, code, "ouderen");
      compare_cells(withdrawn, missing, code, "studenten");
      secret += fixture_observe(withdrawn, "people", code, "2024", "ouderen").state == STATE_SECRET;
    }
  }
  assert_true(secret > 40);
}

static const char *checksum_of(const Dataset *dataset, const char *name) {
  const GPtrArray *files = dataset_files(dataset);
  for (guint i = 0; i < files->len; i++)
    if (g_str_has_suffix(((const DatasetFile *)files->pdata[i])->path, name)) return ((const DatasetFile *)files->pdata[i])->sha256;
  fail_msg("no %s", name);
  return NULL;
}

/* A small count that was withdrawn is soon found by trying which one gives the file's checksum. */
static void test_checksums_do_not_tell(void **state G_GNUC_UNUSED) {
  static const char table[] = "2026-03-03,people,A,2024,,withdrawn,Vervalt.\n";
  g_autoptr(Project) one = project_with("A,people,2024,,3,,,,,\nB,people,2024,,60,,,,,\n", table),
                     other = project_with("A,people,2024,,4,,,,,\nB,people,2024,,60,,,,,\n", table);
  g_autoptr(Dataset) first = fixture_load(one), second = fixture_load(other);
  assert_string_equal(checksum_of(first, "observations.csv"), checksum_of(second, "observations.csv"));
}

static void test_slips(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_with(ROWS, "3-3-2026,homes,A,2024,,corrected,Reden.\n2026-03-03,houses,A,2024,,corrected,Reden.\n"
                                                  "2026-03-03,homes,Q,2024,,corrected,Reden.\n2026-03-03,homes,A,mei-24,,corrected,Reden.\n"
                                                  "2026-03-03,homes,A,2024,jongeren,corrected,Reden.\n2026-03-03,homes,A,2024,,fixed,Reden.\n"
                                                  "2026-03-03,homes,A,2024,,corrected,\n"
                                                  "2026-03-02,homes,A,2024,,corrected,Reden.\n2026-03-02,homes,A,2024,,withdrawn,Andere reden.\n");
  fixture_refuse(project, "datasets/corrections.csv:2:1 correction-date\ndatasets/corrections.csv:3:12 indicator-unknown\n"
                          "datasets/corrections.csv:4:18 region-unknown\ndatasets/corrections.csv:5:20 correction-period\n"
                          "datasets/corrections.csv:6:25 group-unknown\ndatasets/corrections.csv:7:26 correction-kind\n"
                          "datasets/corrections.csv:8:36 table-required\ndatasets/corrections.csv:10:1 correction-duplicate\n");
}

static void test_nothing_to_correct(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_with(ROWS, "2026-03-03,homes,A,2019,,corrected,Reden.\n2026-03-03,price,A,,,withdrawn,Reden.\n");
  fixture_refuse(project, "datasets/corrections.csv:3:1 correction-nothing\n");
  assert_true(fixture_mentions(project->diags, "the data has no value 'homes' of A in 2019, so nothing is corrected"));
}

static void test_after_the_edition_it_counts_all_the_same(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_with(ROWS, "2026-03-11,homes,A,2024,,withdrawn,Reden.\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  assert_int_equal(state_of(dataset, "A", "2024"), STATE_WITHDRAWN);
  fixture_expect_up_to(project->diags, DIAG_WARNING, "datasets/corrections.csv:2:1 correction-future\n");
}

static void test_a_reason_may_tell_too_much(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_with("A,people,2024,,3,,,,,\nB,people,2024,,60,,,,,\nC,people,2024,,2,,,,,\nD,people,2024,,70,,,,,\n",
                                            "2026-03-03,people,A,2024,,corrected,Het waren er 3.\n"
                                            "2026-03-03,people,B,2024,,corrected,Het waren er 60.\n"
                                            "2026-03-03,people,C,2024,,withdrawn,Het waren er 2 of 12.\n"
                                            "2026-03-03,people,D,2024,,corrected,Het waren er 3.\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  assert_non_null(dataset);
  fixture_expect_up_to(project->diags, DIAG_WARNING, "datasets/corrections.csv:4:1 correction-tells\n"
                                                     "datasets/corrections.csv:2:1 correction-tells\n");
  assert_false(fixture_mentions(project->diags, "3."));
}

static void test_a_reason_may_be_long(void **state G_GNUC_UNUSED) {
  g_autofree char *reason = g_strnfill(161, 'x'), *rows = g_strdup_printf("2026-03-03,homes,A,2024,,corrected,%s\n2026-03-03,homes,B,2024,,corrected,%s\n",
                                                                         reason, reason + 1);
  g_autoptr(Project) project = project_with(ROWS, rows);
  g_autoptr(Dataset) dataset = fixture_load(project);
  assert_non_null(dataset);
  fixture_expect_up_to(project->diags, DIAG_WARNING, "datasets/corrections.csv:2:36 correction-long\n");
}

static void test_a_value_that_is_missing(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_with("A,homes,2024,,,,,missing,,\nB,homes,2024,,,,,missing,,\n",
                                            "2026-03-03,homes,A,2024,,corrected,Reden.\n2026-03-03,homes,B,2024,,withdrawn,Reden.\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  assert_int_equal(state_of(dataset, "B", "2024"), STATE_WITHDRAWN);
  fixture_expect_up_to(project->diags, DIAG_WARNING, "datasets/corrections.csv:2:1 correction-no-value\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_corrected),
      cmocka_unit_test(test_withdrawn),
      cmocka_unit_test(test_withdrawn_totals),
      cmocka_unit_test(test_the_newest_counts),
      cmocka_unit_test(test_groups),
      cmocka_unit_test(test_derived),
      cmocka_unit_test(test_withdrawn_is_missing_to_disclosure),
      cmocka_unit_test(test_checksums_do_not_tell),
      cmocka_unit_test(test_slips),
      cmocka_unit_test(test_nothing_to_correct),
      cmocka_unit_test(test_after_the_edition_it_counts_all_the_same),
      cmocka_unit_test(test_a_reason_may_tell_too_much),
      cmocka_unit_test(test_a_reason_may_be_long),
      cmocka_unit_test(test_a_value_that_is_missing),
  };
  return cmocka_run_group_tests_name("corrections", tests, NULL, NULL);
}
