/* Mergers: what the table may say, what becomes of numbers of old codes, and where their pages went. B is a region since
 * 2019 and made of X and Y; Z went to A, which was there; S was split over A and C; U over C and D, it is not known how. */
#include "data/mergers.h"
#include "fixture.h"
#include <math.h>

#define HEADER "date,from_code,from_name,from_slug,to_code,to_name,kind,share,to_existed,source\n"
static const char TABLE[] =
    "2019-01-01,X,Iks,iks,B,'s-Bee,merged,,,cbs\n"
    "2019-01-01,Y,Ypsilon,ypsilon,B,'s-Bee,merged,,,cbs\n"
    "2022-03-24,Z,Zet,zet,A,Aa,merged,1,,cbs\n"
    "2020-01-01,S,Es,es,A,Aa,split,0.25,,cbs\n"
    "2020-01-01,S,Es,es,C,Cée,split,0.75,,cbs\n"
    "2015-01-01,U,Uu,uu,C,Cée,split,,,cbs\n"
    "2015-01-01,U,Uu,uu,D,De,split,,,cbs\n"
    "2016-01-01,V,Vee,vee,W,Wee,merged,,false,cbs\n"
    "2018-01-01,W,Wee,wee,D,De,renamed,,,cbs\n"
    "2019-01-01,P1,Een,,P2,Twee,province,,,cbs\n";

static Project *project_with(const char *mergers, const char *observations) {
  Project *project = fixture_new(observations);
  g_autoptr(GString) json = g_string_new(NULL);
  fixture_add_resource(json, "mergers", "date,from_code,from_name,from_slug,to_code,to_name,kind,share,to_existed,source",
                       "\"feitenblad\": {\"role\": \"mergers\"}");
  fixture_package(project, json->str);
  fixture_table(project, "targets", FIXTURE_TARGETS, "price,A,,minimum,1,2024,,,,cbs\n");
  fixture_table(project, "mergers", HEADER, mergers);
  return project;
}

typedef struct {
  ValueState state;
  double value;
  guint flags;
} Expected;

static void expect(const Dataset *dataset, const char *indicator, const char *region, const char *period, Expected expected) {
  Observation found = fixture_observe(dataset, indicator, region, period, NULL);
  if (found.state != expected.state || found.flags != expected.flags ||
      !(isnan(expected.value) ? isnan(found.value) : fabs(found.value - expected.value) < 1e-9))
    fail_msg("%s of %s in %s: state %d, value %g, flags %d", indicator, region, period, found.state, found.value, found.flags);
}

static void test_counts_add_up(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_with(TABLE, "X,homes,2018,,10,,,,provisional,\nY,homes,2018,,5,,,,break,\nB,homes,2019,,16,,,,,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  expect(dataset, "homes", "B", "2018", (Expected){STATE_VALUE, 15, FLAG_AGGREGATED | FLAG_PROVISIONAL | FLAG_BREAK});
  expect(dataset, "homes", "B", "2019", (Expected){STATE_VALUE, 16, 0});
  fixture_expect(project->diags, "");
}

/* On 1 January 2022 Zet still was; A stands for a part until then. */
static void test_what_was_there_is_a_part(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_with(TABLE, "A,homes,2022,,100,,,,,\nZ,homes,2022,,7,,,,,\nA,homes,2023,,108,,,,,\nA,price,2022,,3,,,,,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  expect(dataset, "homes", "A", "2022", (Expected){STATE_VALUE, 107, FLAG_AGGREGATED});
  expect(dataset, "homes", "A", "2023", (Expected){STATE_VALUE, 108, 0});
  expect(dataset, "price", "A", "2022", (Expected){STATE_VALUE, 3, 0}); /* nothing of Zet: not touched */
}

static void test_shares_stay_the_whole(void **state G_GNUC_UNUSED) {
  for (int whole = 0; whole < 40; whole++) {
    g_autofree char *rows = g_strdup_printf("A,homes,2019,,60,,,,,\nZ,homes,2019,,40,,,,,\nC,homes,2019,,0,,,,,\nS,homes,2019,,%d,,,,,\n", whole);
    g_autoptr(Project) project = project_with(TABLE, rows);
    g_autoptr(Dataset) dataset = fixture_load(project);
    Observation a = fixture_observe(dataset, "homes", "A", "2019", NULL), c = fixture_observe(dataset, "homes", "C", "2019", NULL);
    assert_true(a.value + c.value == 100 + whole && a.value == floor(a.value) && fabs(c.value - whole * 0.75) < 1);
    assert_int_equal(a.flags, FLAG_AGGREGATED | FLAG_ESTIMATED);
  }
}

static void test_unknown_share(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_with(TABLE, "C,homes,2014,,3,,,,,\nU,homes,2014,,5,,,,,\nC,homes,2015,,6,,,,,\nC,homes,2016,,7,,,,,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  expect(dataset, "homes", "C", "2014", (Expected){STATE_MISSING, NAN, FLAG_BREAK});
  expect(dataset, "homes", "C", "2015", (Expected){STATE_VALUE, 6, FLAG_BREAK});
  expect(dataset, "homes", "C", "2016", (Expected){STATE_VALUE, 7, 0});
  fixture_expect(project->diags, "datasets/mergers.csv:7:1 merger-share-unknown\ndatasets/mergers.csv:8:1 merger-share-unknown\n");
}

static void test_chain(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_with(TABLE, "V,homes,2015,,3,,,,,\nW,homes,2017,,4,,,,,\nD,homes,2019,,5,,,,,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  expect(dataset, "homes", "D", "2015", (Expected){STATE_VALUE, 3, 0}); /* whole and alone: as it was */
  expect(dataset, "homes", "D", "2017", (Expected){STATE_VALUE, 4, 0});
}

static void test_rates(void **state G_GNUC_UNUSED) {
  const char *rows = "X,homes,2018,,10,,,,,\nY,homes,2018,,30,,,,,\nX,share,2018,,40,,,,,\nY,share,2018,,20,,,,,\n"
                     "X,share,2017,,40,,,,,\nY,share,2017,,20,,,,,\n"  /* no weights */
                     "X,price,2018,,4,,,,,\nY,price,2018,,4,,,,,\nB,price,2019,,5,,,,,\nB,price,2020,,5,,,,,\n"
                     "W,vision,2017,,vast,,,,,\n";
  g_autoptr(Project) project = project_with(TABLE, rows);
  g_autoptr(Dataset) dataset = fixture_load(project);
  expect(dataset, "share", "B", "2018", (Expected){STATE_VALUE, 25, FLAG_AGGREGATED});
  expect(dataset, "share", "B", "2017", (Expected){STATE_MISSING, NAN, FLAG_BREAK});
  expect(dataset, "price", "B", "2018", (Expected){STATE_MISSING, NAN, FLAG_BREAK});
  expect(dataset, "price", "B", "2019", (Expected){STATE_VALUE, 5, FLAG_BREAK});
  expect(dataset, "price", "B", "2020", (Expected){STATE_VALUE, 5, 0});
  expect(dataset, "vision", "D", "2017", (Expected){STATE_VALUE, 1, 0});
}

/* A split rate is as high everywhere; only what weighs it is divided. */
static void test_rate_of_a_split(void **state G_GNUC_UNUSED) {
  const char *rows = "A,homes,2019,,75,,,,,\nS,homes,2019,,100,,,,,\nA,share,2019,,10,,,,,\nS,share,2019,,50,,,,,\nZ,share,2019,,,,,impossible,,\n";
  g_autoptr(Project) project = project_with(TABLE, rows);
  g_autoptr(Dataset) dataset = fixture_load(project);
  expect(dataset, "share", "A", "2019", (Expected){STATE_VALUE, 20, FLAG_AGGREGATED | FLAG_ESTIMATED});
}

static void test_missing_and_secret_parts(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_with(TABLE, "X,homes,2018,,10,,,,,\nX,homes,2017,,10,,,,,\nY,homes,2017,,,1,4,secret,,\n"
                                                   "X,homes,2016,,,,,missing,,\nY,homes,2016,,,,,missing,,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  expect(dataset, "homes", "B", "2018", (Expected){STATE_VALUE, 10, FLAG_AGGREGATED | FLAG_INCOMPLETE});
  Observation partly = fixture_observe(dataset, "homes", "B", "2018", NULL);
  assert_true(partly.parts == 1 && partly.parts_all == 2);
  Observation secret = fixture_observe(dataset, "homes", "B", "2017", NULL);
  assert_true(secret.state == STATE_ROUNDED && secret.low == 11 && secret.high == 14);
  expect(dataset, "homes", "B", "2016", (Expected){STATE_MISSING, NAN, FLAG_AGGREGATED | FLAG_INCOMPLETE});
}

/* A total has all its parts, but one of them has not: it is as incomplete, of whatever kind it is. */
static void test_incomplete_parts(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_with(TABLE, "A,homes,2018,,1,,,,,\nZ,homes,2018,,1,,,,,\nX,homes,2018,,10,8,12,,,\nC,homes,2018,,2,,,,,\n"
                                                   "S,homes,2018,,0,,,,,\nB,share,2018,,5,,,,,\nA,share,2018,,5,,,,,\nC,share,2018,,5,,,,,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  Observation total = fixture_observe(dataset, "homes", "P1", "2018", NULL), mean = fixture_observe(dataset, "share", "P1", "2018", NULL);
  assert_true(total.value == 14 && total.parts == 3 && total.parts_all == 3);
  assert_true(total.flags & FLAG_INCOMPLETE && isnan(total.low) && isnan(total.high));
  assert_true(mean.value == 5 && mean.parts == 3 && mean.parts_all == 3 && mean.flags & FLAG_INCOMPLETE);
}

/* B's homes are those of X alone: a part of all of B's, and no share of them can be worked out. */
static void test_formulas_of_incomplete_counts(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_with(TABLE, "X,homes,2018,,10,,,,,\nX,people,2018,,10,,,,,\nY,people,2018,,30,,,,,\nA,homes,2018,,50,,,,,\n"
                                                   "Z,homes,2018,,0,,,,,\nA,people,2018,,200,,,,,\nZ,people,2018,,0,,,,,\nS,homes,2018,,0,,,,,\nS,people,2018,,0,,,,,\nC,people,2018,,9,,,,,\n");
  g_autofree char *path = g_build_filename(project->root, "datasets", "datapackage.json", NULL), *package = NULL;
  assert_true(g_file_get_contents(path, &package, NULL, NULL));
  g_autoptr(GString) with = g_string_new(package);
  g_string_replace(with, "{\"name\": \"definition\", ", "{\"name\": \"formula\"}, {\"name\": \"definition\", ", 1);
  fixture_write(project, "datapackage.json", with->str, -1);
  fixture_table(project, "indicators", "id,title,unit,decimals,kind,polarity,aggregation,source,formula,short_title,unit_label,weight,threshold,categories,definition\n"
                "homes,Woningen,aantal,0,stock,neutral,sum,cbs,,,,,,,\npeople,Mensen,aantal,0,stock,neutral,sum,cbs,,,,,,,\n"
                "price,Prijs,EUR,0,rate,lower,none,cbs,,,,,,,\nboth,Samen,aantal,0,stock,neutral,none,cbs,homes + people,,,,,,\n",
                "part,Deel,%,0,rate,neutral,none,cbs,homes / people * 100,,,,,,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  expect(dataset, "both", "B", "2018", (Expected){STATE_VALUE, 50, FLAG_AGGREGATED | FLAG_INCOMPLETE});
  expect(dataset, "part", "B", "2018", (Expected){STATE_MISSING, NAN, FLAG_AGGREGATED | FLAG_INCOMPLETE});
  expect(dataset, "part", "P1", "2018", (Expected){STATE_VALUE, 25, FLAG_AGGREGATED | FLAG_INCOMPLETE | FLAG_ESTIMATED}); /* A alone */
}

/* Suppression sees what is published: three and four people are seven, one and two are a secret. */
static void test_small_parts(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_with(TABLE, "X,people,2018,,3,,,,,\nY,people,2018,,4,,,,,\nX,people,2017,,1,,,,,\nY,people,2017,,2,,,,,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  expect(dataset, "people", "B", "2018", (Expected){STATE_VALUE, 7, FLAG_AGGREGATED | FLAG_EXAMPLE});
  Observation hidden = fixture_observe(dataset, "people", "B", "2017", NULL);
  assert_true(hidden.state == STATE_SECRET && hidden.low == 1 && hidden.high == 4 && isnan(hidden.value));
}

static void test_own_row_wins(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_with(TABLE, "X,homes,2018,,10,,,,,\nY,homes,2018,,5,,,,,\nB,homes,2018,,17,,,,revised,\n"
                                                   "X,homes,2017,,9,,,,,\nY,homes,2017,,5,,,,,\nB,homes,2017,,,,,missing,,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  expect(dataset, "homes", "B", "2018", (Expected){STATE_VALUE, 17, FLAG_REVISED});
  expect(dataset, "homes", "B", "2017", (Expected){STATE_VALUE, 14, FLAG_AGGREGATED});
  fixture_expect(project->diags, "datasets/observations.csv:4:1 merger-own-row\n");
}

static void test_dissolved_by_then(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_with(TABLE, "X,homes,2019,,10,,,,,\nY,homes,2019,,,,,missing,,\nW,homes,2015,,1,,,,,\nQ,homes,2015,,1,,,,,\n");
  fixture_refuse(project, "datasets/observations.csv:5:1 region-unknown\ndatasets/observations.csv:4:1 observation-dissolved\n"
                          "datasets/observations.csv:2:1 observation-dissolved\n");
}

static void test_example_and_real_parts(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_with(TABLE, "X,homes,2018,,10,,,,,vb\nY,homes,2018,,10,,,,,vb\nB,homes,2019,,17,,,,,\n");
  fixture_refuse(project, "datasets/observations.csv:2:1 observation-spliced\n");
}

static void test_provinces_break(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_with(TABLE, "P1,price,2018,,1,,,,,\nP1,price,2019,,2,,,,,\nP1,price,2020,,2,,,,,\nP2,price,2019,,2,,,,,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  expect(dataset, "price", "P1", "2018", (Expected){STATE_VALUE, 1, 0});
  expect(dataset, "price", "P1", "2019", (Expected){STATE_VALUE, 2, FLAG_BREAK});
  expect(dataset, "price", "P1", "2020", (Expected){STATE_VALUE, 2, 0});
  expect(dataset, "price", "P2", "2019", (Expected){STATE_VALUE, 2, 0});
}

/* Every home of any code is in the land once, whatever became of the code. */
static void test_totals_stay(void **state G_GNUC_UNUSED) {
  static const char *const codes[] = {"A", "C", "D", "X", "Y", "Z", "S"};
  for (guint32 seed = 1; seed <= 50; seed++) {
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    g_autoptr(GString) rows = g_string_new(NULL);
    double total = 0, found = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(codes); i++) {
      int homes = g_rand_int_range(random, 0, 10000);
      g_string_append_printf(rows, "%s,homes,2018,,%d,,,,,\n", codes[i], homes);
      total += homes;
    }
    g_autoptr(Project) project = project_with(TABLE, rows->str);
    g_autoptr(Dataset) dataset = fixture_load(project);
    for (const char *code = "ABCD"; *code; code++)
      found += fixture_observe(dataset, "homes", (const char[]){*code, 0}, "2018", NULL).value;
    assert_true(found == total);
    assert_true(fixture_observe(dataset, "homes", "NL", "2018", NULL).value == total);
  }
}

/* ---- The table itself ------------------------------------------------------------------------------------------ */

static void test_bad_tables(void **state G_GNUC_UNUSED) {
  static const struct { const char *rows, *errors; } cases[] = {
      {"2019,X,Iks,,B,Bee,merged,,,\n", "datasets/mergers.csv:2:1 merger-date\n"},
      {"2019-01-01,X,Iks,,B,Bee,eaten,,,\n", "datasets/mergers.csv:2:25 merger-kind\n"},
      {"2019-01-01,X,Iks,,Q,Bee,merged,,,\n", "datasets/mergers.csv:2:19 merger-nowhere\n"},
      {"2019-01-01,X,Iks,,B,Bee,merged,0.5,,\n", "datasets/mergers.csv:2:32 merger-share\n"},
      {"2019-01-01,X,Iks,,B,Bee,split,1.5,,\n", "datasets/mergers.csv:2:31 merger-share\n"},
      {"2019-01-01,X,Iks,,A,Aa,split,0.5,,\n2019-01-01,X,Iks,,C,Cée,split,0.4,,\n", "datasets/mergers.csv:2:30 merger-share\n"},
      {"2019-01-01,X,Iks,,X,Iks,merged,,,\n", "datasets/mergers.csv:2:19 merger-itself\n"},
      {"2019-01-01,X,Iks,,Y,Yps,merged,,,\n2019-01-01,Y,Yps,,X,Iks,merged,,,\n",
       "datasets/mergers.csv:2:1 merger-circle\n"},
      {"2019-01-01,X,Iks,../x,B,Bee,merged,,,\n", "datasets/mergers.csv:2:18 region-slug\n"},
      {"2019-01-01,X,Iks,iks,B,Bee,merged,,,\n2020-01-01,Y,Iks,iks,C,Cée,merged,,,\n", "datasets/mergers.csv:3:1 region-slug\n"},
      {"2019-01-01,X,Iks,,B,Bee,merged,,maybe,\n", "datasets/mergers.csv:2:33 merger-existed\n"},
      {"2019-01-01,X,Iks,,B,Bee,merged,,,nobody\n", "datasets/mergers.csv:2:34 source-unknown\n"},
      {"2019-01-01,P9,Negen,,P2,Twee,province,,,\n", "datasets/mergers.csv:2:12 region-unknown\n"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Project) project = project_with(cases[i].rows, "A,homes,2024,,1,,,,,\n");
    fixture_refuse(project, cases[i].errors);
  }
}

static void set_reference(const Project *project, const char *year) {
  g_autofree char *path = g_build_filename(project->root, "datasets", "datapackage.json", NULL), *text = NULL;
  assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_autofree char *changed = g_strdup_printf("{\"feitenblad\": {\"reference_year\": \"%s\"}, %s", year, text + 1);
  fixture_write(project, "datapackage.json", changed, -1);
}

static void test_later_than_the_regions(void **state G_GNUC_UNUSED) {
  static const char rows[] = "2025-01-01,A,Aa,aa,C,Cée,merged,,,\n";
  g_autoptr(Project) project = project_with(rows, "A,homes,2024,,1,,,,,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  expect(dataset, "homes", "A", "2024", (Expected){STATE_VALUE, 1, 0});
  fixture_expect(project->diags, "datasets/mergers.csv:2:12 merger-later\n");
  g_autoptr(Project) said = project_with(rows, "A,homes,2024,,1,,,,,\n");
  set_reference(said, "2024");
  g_autoptr(Dataset) same = fixture_load(said);
  expect(same, "homes", "A", "2024", (Expected){STATE_VALUE, 1, 0});
  fixture_expect(said->diags, "");
  g_autoptr(Project) wrong = project_with(rows, "A,homes,2024,,1,,,,,\n");
  set_reference(wrong, "2025");
  fixture_refuse(wrong, "datasets/mergers.csv:2:12 merger-region-stays\n");
  g_autoptr(Project) no_year = project_with("", "A,homes,2024,,1,,,,,\n");
  set_reference(no_year, "soon");
  fixture_refuse(no_year, "datasets/datapackage.json:1:35 package-reference-year\n");
}

static void test_where_pages_went(void **state G_GNUC_UNUSED) {
  g_autoptr(GString) rows = g_string_new(TABLE);
  g_string_append(rows, "2017-01-01,C,Ceetje,ceetje,C,Cée,renamed,,,cbs\n2017-01-01,T,Aa oud,aa,D,De,merged,,,cbs\n");
  g_autoptr(Project) project = project_with(rows->str, "A,homes,2024,,1,,,,,\n");
  g_autoptr(Dataset) dataset = fixture_load(project);
  g_autoptr(GString) found = g_string_new(NULL);
  for (guint i = 0; i < dataset_moved(dataset)->len; i++) {
    const MovedRegion *moved = dataset_moved(dataset)->pdata[i];
    g_string_append_printf(found, "%s/%s %s > %s:", moved->level->id, moved->slug, moved->name, moved->to_name);
    for (guint k = 0; k < moved->to->len; k++) g_string_append_printf(found, " %s", ((const Region *)moved->to->pdata[k])->code);
    g_string_append_c(found, '\n');
  }
  /* Not Aa oud: the address is that of another now. */
  assert_string_equal(found->str, "gemeente/uu Uu > Cée: C D\ngemeente/vee Vee > Wee: D\ngemeente/ceetje Ceetje > Cée: C\n"
                                  "gemeente/wee Wee > De: D\ngemeente/iks Iks > 's-Bee: B\ngemeente/ypsilon Ypsilon > 's-Bee: B\n"
                                  "gemeente/es Es > Aa: A C\ngemeente/zet Zet > Aa: A\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_counts_add_up),       cmocka_unit_test(test_what_was_there_is_a_part),
      cmocka_unit_test(test_shares_stay_the_whole), cmocka_unit_test(test_unknown_share),
      cmocka_unit_test(test_chain),               cmocka_unit_test(test_rates),
      cmocka_unit_test(test_rate_of_a_split),     cmocka_unit_test(test_missing_and_secret_parts), cmocka_unit_test(test_incomplete_parts),
      cmocka_unit_test(test_formulas_of_incomplete_counts),
      cmocka_unit_test(test_small_parts),         cmocka_unit_test(test_own_row_wins),
      cmocka_unit_test(test_dissolved_by_then),   cmocka_unit_test(test_example_and_real_parts),
      cmocka_unit_test(test_provinces_break),     cmocka_unit_test(test_totals_stay),
      cmocka_unit_test(test_bad_tables),          cmocka_unit_test(test_later_than_the_regions),
      cmocka_unit_test(test_where_pages_went),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
