/* Small counts become secret before anyone can read them, and are gone. */
#include "data/disclosure.h"
#include "fixture.h"
#include <math.h>

static Dataset *load(Project *project) { return fixture_load(project); }

static void check(const Dataset *dataset, const char *region, const char *group, ValueState state, double value) {
  Observation found = fixture_observe(dataset, "people", region, "2024", group);
  assert_int_equal(found.state, state);
  if (state != STATE_SECRET) {
    assert_true(found.value == value);
    return;
  }
  assert_true(isnan(found.value));
  assert_true(found.low == 1 && found.high == 4);
}

static void test_threshold(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("A,people,2024,,1,,,,,\nB,people,2024,,4,,,,provisional,\n"
                                           "C,people,2024,,5,,,,,\nD,people,2024,,0,,,,,\n"
                                           "A,people,2024,ouderen,1,0,4,rounded,,\nB,people,2024,ouderen,,,,nil,,\n"
                                           "P1,people,2024,studenten,4,,,,,\n");
  g_autoptr(Dataset) dataset = load(project);
  check(dataset, "A", NULL, STATE_SECRET, 0);
  check(dataset, "B", NULL, STATE_SECRET, 0);
  check(dataset, "C", NULL, STATE_VALUE, 5);
  check(dataset, "D", NULL, STATE_VALUE, 0);
  check(dataset, "A", "ouderen", STATE_SECRET, 0);
  check(dataset, "B", "ouderen", STATE_NIL, 0);
  check(dataset, "P1", "studenten", STATE_SECRET, 0); /* also above the lowest level */
  assert_int_equal(fixture_observe(dataset, "people", "B", "2024", NULL).flags, FLAG_PROVISIONAL | FLAG_EXAMPLE);
}

static void test_without_threshold_nothing_is_hidden(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("A,homes,2024,,1,,,,,\n");
  g_autoptr(Dataset) dataset = load(project);
  assert_true(fixture_observe(dataset, "homes", "A", "2024", NULL).value == 1);
}

static void test_the_sources_own_secrets_stay_as_they_are(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("A,people,2024,,,10,20,secret,,\nB,people,2024,,,,,secret,,\n");
  g_autoptr(Dataset) dataset = load(project);
  Observation interval = fixture_observe(dataset, "people", "A", "2024", NULL);
  Observation unknown = fixture_observe(dataset, "people", "B", "2024", NULL);
  assert_true(interval.state == STATE_SECRET && interval.low == 10 && interval.high == 20);
  assert_true(unknown.state == STATE_SECRET && isnan(unknown.low) && isnan(unknown.high));
}

/* B's total has no row, but follows from that of P1; and with it B's small group from the other one. */
static void test_what_lacks_follows_from_one_sum_and_tells_in_another(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("A,people,2024,,30,,,,,\nC,people,2024,,20,,,,,\nP1,people,2024,,100,,,,,\n"
                                           "B,people,2024,ouderen,47,,,,,\nB,people,2024,studenten,3,,,,,\n");
  g_autoptr(Dataset) dataset = load(project);
  check(dataset, "B", "studenten", STATE_SECRET, 0);
  Observation other = fixture_observe(dataset, "people", "B", "2024", "ouderen");
  assert_int_equal(other.state, STATE_SECRET);
  assert_true(other.low <= 46 && other.high >= 49);
}

/* Whatever the secret value is, what comes out of the dataset is the same, to the last bit. */
static void test_the_true_value_makes_no_difference(void **state G_GNUC_UNUSED) {
  Observation seen[4][6] = {0};
  for (int secret = 1; secret <= 4; secret++) {
    g_autofree char *rows = g_strdup_printf("A,people,2024,,%d,,,,,\nB,people,2024,,40,,,,,\nC,people,2024,,7,,,,,\n"
                                            "D,people,2024,,%d,,,,,\n", secret, 5 - secret);
    g_autoptr(Project) project = fixture_new(rows);
    g_autoptr(Dataset) dataset = load(project);
    static const char *const regions[] = {"A", "B", "D", "P1", "P2", "NL"};
    for (gsize i = 0; i < G_N_ELEMENTS(regions); i++)
      seen[secret - 1][i] = fixture_observe(dataset, "people", regions[i], "2024", NULL);
  }
  for (int i = 1; i < 4; i++)
    for (int k = 0; k < 6; k++) {
      const Observation *one = &seen[0][k], *other = &seen[i][k];
      assert_memory_equal(&one->value, &other->value, sizeof one->value);
      assert_memory_equal(&one->low, &other->low, sizeof one->low);
      assert_memory_equal(&one->high, &other->high, sizeof one->high);
      assert_int_equal(one->state, other->state);
      assert_int_equal(one->flags, other->flags);
    }
}

static const char *const HEADER = "id,title,unit,decimals,kind,polarity,aggregation,weight,threshold,protection,rounding,groups,"
                                  "same_as,numerator,denominator,categories,source,formula\n";

/* A project with these indicators beside homes and people. */
static Project *project_of(const char *indicators, const char *observations) {
  Project *project = fixture_new(observations);
  g_autofree char *path = g_build_filename(project->root, "datasets", "datapackage.json", NULL), *json = NULL;
  assert_true(file_read(path, &json, NULL, NULL));
  static const char *const added[] = {"protection", "rounding", "groups", "same_as", "numerator", "denominator", NULL};
  g_autoptr(GString) fields = g_string_new("{\"name\": \"threshold\", \"type\": \"string\"}");
  for (guint i = 0; added[i]; i++) g_string_append_printf(fields, ", {\"name\": \"%s\", \"type\": \"string\"}", added[i]);
  g_auto(GStrv) around = g_strsplit(json, "{\"name\": \"threshold\", \"type\": \"string\"}", 2);
  g_autofree char *changed = g_strjoinv(fields->str, around);
  g_auto(GStrv) no_short = g_strsplit(changed, "{\"name\": \"short_title\", \"type\": \"string\"}, {\"name\": \"unit\"", 2);
  g_autofree char *shorter = g_strjoinv("{\"name\": \"unit\"", no_short);
  g_auto(GStrv) no_label = g_strsplit(shorter, "{\"name\": \"unit_label\", \"type\": \"string\"}, ", 2);
  g_autofree char *label = g_strjoinv("", no_label);
  g_auto(GStrv) no_definition = g_strsplit(label, ", {\"name\": \"definition\", \"type\": \"string\"}", 2);
  g_autofree char *final = g_strjoinv(", {\"name\": \"formula\", \"type\": \"string\"}", no_definition);
  fixture_write(project, "datapackage.json", final, -1);
  g_autoptr(GString) table = g_string_new(HEADER);
  g_string_append(table, "homes,Woningen,aantal,0,stock,neutral,sum,,,,,,,,,,cbs,\npeople,Mensen,aantal,0,flow,higher,sum,,5,,,,,,,,vb,\n");
  g_auto(GStrv) rows = g_strsplit(indicators, "\n", -1);
  for (char **row = rows; **row; row++) { /* a formula may be left out */
    g_auto(GStrv) cells = g_strsplit(*row, ",", -1);
    g_string_append_printf(table, "%s%s\n", *row, g_strv_length(cells) < 18 ? "," : "");
  }
  fixture_write(project, "indicators.csv", table->str, -1);
  return project;
}

static void expect(const Dataset *dataset, const char *indicator, const char *region, const char *group, const char *expected) {
  Observation o = fixture_observe(dataset, indicator, region, "2024", group);
  g_autofree char *found = o.state == STATE_SECRET && isnan(o.high) ? g_strdup("secret")
                           : o.state == STATE_SECRET                ? g_strdup_printf("secret %g-%g", o.low, o.high)
                           : observation_known(&o)                  ? g_strdup_printf("%g", o.value)
                                                                    : g_strdup("unknown");
  if (strcmp(found, expected)) fail_msg("%s of %s %s: %s, not %s", indicator, region, group ? group : "", found, expected);
}

static void test_members_of_a_published_total(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("A,people,2024,,3,,,,,\nB,people,2024,,40,,,,,\nC,people,2024,,60,,,,,\n"
                                           "P1,people,2024,,103,,,,,\n");
  g_autoptr(Dataset) dataset = load(project);
  expect(dataset, "people", "A", NULL, "secret 1-4");
  expect(dataset, "people", "B", NULL, "secret 39-42"); /* the smallest of the others */
  expect(dataset, "people", "C", NULL, "60");
  expect(dataset, "people", "P1", NULL, "103");
}

/* Above: its only member is the total. */
static void test_a_total_of_one(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("D,people,2024,ouderen,3,,,,,\nD,people,2024,studenten,60,,,,,\nD,people,2024,,63,,,,,\n"
                                           "P2,people,2024,,63,,,,,\n");
  g_autoptr(Dataset) dataset = load(project);
  expect(dataset, "people", "D", "ouderen", "secret 1-4");
  expect(dataset, "people", "D", "studenten", "secret 59-62");
  expect(dataset, "people", "D", NULL, "63");
}

/* Zeros are no help, and all the others are small: the total's interval would narrow them down. */
static void test_small_totals(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("D,people,2024,ouderen,1,,,,,\nD,people,2024,studenten,2,,,,,\nD,people,2024,,3,,,,,\n");
  g_autoptr(Dataset) dataset = load(project);
  expect(dataset, "people", "D", "ouderen", "secret 1-4");
  expect(dataset, "people", "D", "studenten", "secret 1-4");
  expect(dataset, "people", "D", NULL, "secret");
}

static void test_quarters_of_a_year(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("D,people,2024,,100,,,,,\nD,people,2024-Q1,,3,,,,,\nD,people,2024-Q2,,20,,,,,\n"
                                           "D,people,2024-Q3,,30,,,,,\nD,people,2024-Q4,,47,,,,,\n");
  g_autoptr(Dataset) dataset = load(project);
  assert_int_equal(fixture_observe(dataset, "people", "D", "2024-Q1", NULL).state, STATE_SECRET);
  assert_int_equal(fixture_observe(dataset, "people", "D", "2024-Q2", NULL).state, STATE_SECRET);
  assert_int_equal(fixture_observe(dataset, "people", "D", "2024-Q3", NULL).state, STATE_VALUE);
}

/* What is missing may be anything: the total does not tell the hidden part, but it bounds it. */
static void test_missing_parts(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("A,people,2024,,3,,,,,\nB,people,2024,,40,,,,,\nP1,people,2024,,90,,,,,\n");
  g_autoptr(Dataset) dataset = load(project);
  expect(dataset, "people", "A", NULL, "secret 1-4");
  expect(dataset, "people", "B", NULL, "40");
}

static void test_the_sources_own_secrets_are_protected(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("A,homes,2024,,,,,secret,,\nB,homes,2024,,40,,,,,\nC,homes,2024,,60,,,,,\n"
                                           "P1,homes,2024,,170,,,,,\n");
  g_autoptr(Dataset) dataset = load(project);
  expect(dataset, "homes", "A", NULL, "secret");
  expect(dataset, "homes", "B", NULL, "secret 0-110");
  expect(dataset, "homes", "P1", NULL, "170");
}

/* What the source says it lies between cannot make the total: an interval is published all the same, and never upside down. */
static void test_an_interval_that_contradicts_the_total(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("A,homes,2024,,,2,11,secret,,\nB,homes,2024,,40,,,,,\nC,homes,2024,,60,,,,,\n"
                                           "P1,homes,2024,,9,,,,,\n");
  g_autoptr(Dataset) dataset = load(project);
  expect(dataset, "homes", "A", NULL, "secret 2-11");
  expect(dataset, "homes", "P1", NULL, "secret 9-18");
}

static void test_protection(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_of("many,Veel,aantal,0,flow,higher,sum,,5,10,,,,,,,vb\n",
                                          "A,many,2024,,3,,,,,\nB,many,2024,,8,,,,,\nC,many,2024,,60,,,,,\nP1,many,2024,,71,,,,,\n");
  g_autoptr(Dataset) dataset = load(project);
  expect(dataset, "many", "A", NULL, "secret"); /* 1-4 is narrower than ten */
  expect(dataset, "many", "B", NULL, "secret 5-66");
  expect(dataset, "many", "C", NULL, "secret 5-66"); /* of A and B together 11 were known: a reader knows B to be 5 or more */
}

static void test_overlapping_groups(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_of("lap,Lap,aantal,0,flow,higher,sum,,5,,,overlap,,,,,vb\n",
                                          "A,lap,2024,ouderen,3,,,,,\nA,lap,2024,studenten,60,,,,,\nA,lap,2024,,61,,,,,\n");
  g_autoptr(Dataset) dataset = load(project);
  expect(dataset, "lap", "A", "studenten", "60");
  expect(dataset, "lap", "A", NULL, "61");
}

static void test_another_name(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project =
      project_of("old,Oud,aantal,0,flow,higher,sum,,,,,,people/ouderen,,,,vb\n",
                 "A,people,2024,ouderen,30,,,,,\nA,people,2024,studenten,3,,,,,\nA,people,2024,,33,,,,,\nA,old,2024,,30,,,,,\n");
  g_autoptr(Dataset) dataset = load(project);
  expect(dataset, "people", "A", "ouderen", "secret 29-32");
  expect(dataset, "old", "A", NULL, "secret 29-32");
}

static void test_rates(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_of(
      "rate,Aandeel,%,1,rate,higher,mean,homes,,,,,,people,,,vb\n",
      "A,people,2024,,3,,,,,\nB,people,2024,,40,,,,,\nA,rate,2024,,1.5,,,,,\nB,rate,2024,,20,,,,,\nA,homes,2024,,200,,,,,\nB,homes,2024,,200,,,,,\n"
      "C,people,2024,,50,,,,,\nC,rate,2024,,25,,,,,\nC,homes,2024,,200,,,,,\n"
      "P1,rate,2024,,15.5,,,,,\n");
  g_autoptr(Dataset) dataset = load(project);
  expect(dataset, "rate", "A", NULL, "secret");
  expect(dataset, "rate", "B", NULL, "secret"); /* the provincie's rate tells how many there are together */
  expect(dataset, "people", "B", NULL, "secret 39-42");
  expect(dataset, "rate", "C", NULL, "25");
  expect(dataset, "rate", "P1", NULL, "15.5");
}

/* 1.5% of 200 homes is a small count, whether or not it has a row; and so it has to be hidden among others. */
static void test_a_rate_of_a_count_without_row(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_of(
      "rate,Aandeel,%,1,rate,higher,mean,homes,,,,,,people,,,vb\n",
      "A,rate,2024,,1.5,,,,,\nA,homes,2024,,200,,,,,\nB,rate,2024,,20,,,,,\nB,homes,2024,,200,,,,,\n"
      "C,people,2024,,50,,,,,\nP1,people,2024,,93,,,,,\nD,people,2024,,7,,,,,\nD,rate,2024,,3.5,,,,,\nD,homes,2024,,200,,,,,\n"
      "A,rate,2023,,2,,,,,\nA,homes,2023,,200,,,,,\nD,rate,2023,,3,,,,,\nD,homes,2023,,200,,,,,\n"); /* no people at all */
  g_autoptr(Dataset) dataset = load(project);
  expect(dataset, "rate", "A", NULL, "secret");
  expect(dataset, "rate", "B", NULL, "secret");
  expect(dataset, "people", "C", NULL, "50");
  expect(dataset, "rate", "D", NULL, "3.5");
  assert_int_equal(fixture_observe(dataset, "rate", "A", "2023", NULL).state, STATE_SECRET);
  assert_true(fixture_observe(dataset, "rate", "D", "2023", NULL).value == 3);
}

/* A mean of known weights with one rate that the source keeps secret. */
static void test_means(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_of(
      "rate,Aandeel,%,1,rate,higher,mean,homes,,,,,,,,,vb\n",
      "A,rate,2024,,,,,secret,,\nB,rate,2024,,20,,,,,\nC,rate,2024,,25,,,,,\nP1,rate,2024,,15.5,,,,,\n"
      "A,homes,2024,,20,,,,,\nB,homes,2024,,20,,,,,\nC,homes,2024,,20,,,,,\n");
  g_autoptr(Dataset) dataset = load(project);
  expect(dataset, "rate", "B", NULL, "secret");
  expect(dataset, "rate", "C", NULL, "25");
  expect(dataset, "rate", "P1", NULL, "15.5");
}

static void test_rounding(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_of(
      "round,Rond,aantal,0,flow,higher,sum,,,,5,,,,,,vb\nrate,Aandeel,%,1,rate,higher,mean,homes,,,,,,round,,,vb\n",
      "A,round,2024,,3,,,,,\nB,round,2024,,41,,,,,\nC,round,2024,,0,,,nil,,\nP1,round,2024,,44,,,,,\n"
      "A,rate,2024,,1.5,,,,,\nA,homes,2024,,200,,,,,\n");
  g_autoptr(Dataset) dataset = load(project);
  expect(dataset, "round", "A", NULL, "5");
  expect(dataset, "round", "B", NULL, "40");
  expect(dataset, "round", "P1", NULL, "45");
  expect(dataset, "rate", "A", NULL, "2.5"); /* 5 of 200: 1.5 would say that they are 3 */
  assert_int_equal(fixture_observe(dataset, "round", "C", "2024", NULL).state, STATE_ROUNDED);
  assert_int_equal(fixture_observe(dataset, "rate", "A", "2024", NULL).state, STATE_ROUNDED);
}

/* The base of a target is a count of its year. */
static void test_bases(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = fixture_new("A,people,2024,,3,,,,,\nB,people,2024,,40,,,,,\n");
  fixture_table(project, "targets", FIXTURE_TARGETS, "people,A,,minimum,20,2030,2024,3,afspraak,report\n"
                                                     "people,B,,minimum,60,2030,2024,40,afspraak,report\n");
  g_autoptr(Dataset) dataset = load(project);
  Target target;
  assert_true(dataset_target(dataset, dataset_indicator(dataset, "people"), dataset_region(dataset, "A"), fixture_period("2024"), &target));
  assert_true(isnan(target.base_value) && target.base_year.kind == PERIOD_NONE && target.value == 20);
  assert_true(dataset_target(dataset, dataset_indicator(dataset, "people"), dataset_region(dataset, "B"), fixture_period("2024"), &target));
  assert_true(target.base_value == 40);
}

/* A total that has no row, and of which a part is secret, is not told by a base; nor what a formula makes of a secret. */
static void test_bases_of_what_is_not_published(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_of(
      "both,Both,aantal,0,stock,higher,none,,,,,,,,,,vb,homes + flats\n"
      "flats,Flats,aantal,0,stock,higher,sum,,5,,,,,,,,vb,\n",
      "A,people,2024,,3,,,,,\nB,people,2024,,40,,,,,\nC,people,2024,,60,,,,,\nD,people,2024,,60,,,,,\n"
      "A,homes,2024,,100,,,,,\nA,flats,2024,,3,,,,,\nB,homes,2024,,100,,,,,\nB,flats,2024,,30,,,,,\n");
  fixture_table(project, "targets", FIXTURE_TARGETS, "people,P1,,minimum,200,2030,2024,103,afspraak,report\n"
                                                     "people,P2,,minimum,200,2030,2024,60,afspraak,report\n"
                                                     "people,,land,minimum,200,2030,2024,163,afspraak,report\n"
                                                     "both,A,,minimum,200,2030,2024,103,afspraak,report\n"
                                                     "both,B,,minimum,200,2030,2024,130,afspraak,report\n");
  g_autoptr(Dataset) dataset = load(project);
  static const struct { const char *indicator, *region; double base; } expected[] = {
      {"people", "P1", NAN}, {"people", "P2", 60}, {"people", "NL", NAN}, {"both", "A", NAN}, {"both", "B", 130}};
  for (gsize i = 0; i < G_N_ELEMENTS(expected); i++) {
    Target target;
    assert_true(dataset_target(dataset, dataset_indicator(dataset, expected[i].indicator),
                               dataset_region(dataset, expected[i].region), fixture_period("2024"), &target));
    bool same = isnan(expected[i].base) ? isnan(target.base_value) : target.base_value == expected[i].base;
    if (!same) fail_msg("the base of %s is %g", expected[i].region, target.base_value);
  }
}

/* What disclosure control took out cannot be found by trying which file has the checksum. */
static void test_checksums(void **state G_GNUC_UNUSED) {
  g_autofree char *first = NULL;
  for (int secret = 1; secret <= 4; secret++) {
    g_autofree char *rows = g_strdup_printf("A,people,2024,,%d,,,,,\nB,people,2024,,40,,,,,\n", secret);
    g_autoptr(Project) project = fixture_new(rows);
    g_autoptr(Dataset) dataset = load(project);
    const GPtrArray *files = dataset_files(dataset);
    const DatasetFile *file = g_ptr_array_index(files, files->len - 1);
    assert_string_equal(file->path, "datasets/observations.csv");
    assert_int_equal(file->size, 0);
    if (!first) first = g_strdup(file->sha256);
    assert_string_equal(file->sha256, first);
  }
}

/* A rate, or another name, of what a formula makes would be one more sum over its terms, which nobody looks at: 103 per 1000 of
 * 1000 people tells of homes and 3 flats. */
static void test_relations_of_derived_indicators_are_refused(void **state G_GNUC_UNUSED) {
  static const char flats[] = "flats,Flats,aantal,0,stock,higher,sum,,5,,,,,,,,vb,\n"
                              "both,Both,aantal,0,stock,higher,none,,,,,,,,,,vb,homes + flats\n";
  static const struct { const char *row, *mentions; } cases[] = {
      {"x,X,per_1000,1,rate,higher,mean,people,,,,,,both,,,vb,\n", "'both' is derived"},
      {"x,X,per_1000,1,rate,higher,mean,people,,,,,,flats,both,,vb,\n", "'both' is derived"},
      {"x,X,aantal,0,stock,higher,sum,,,,,,both,,,,vb,\n", "'both' is derived"},
      {"x,X,aantal,0,stock,higher,none,,,,,,people,,,,vb,homes + flats\n", "what a formula makes has no other name"},
      {"x,X,aantal,0,stock,higher,none,,,,10,,,,,,vb,homes + flats\n", "what a formula makes is as secret as its terms"},
      {"x,X,aantal,0,stock,higher,none,,,9,,,,,,,vb,homes + flats\n", "what a formula makes is as secret as its terms"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *rows = g_strconcat(flats, cases[i].row, NULL);
    g_autoptr(Project) project = project_of(rows, "A,homes,2024,,100,,,,,\n");
    g_autoptr(Dataset) dataset = dataset_load(&project->config, project->diags);
    if (dataset || !fixture_mentions(project->diags, cases[i].mentions)) fail_msg("accepted: %s", cases[i].row);
  }
}

static void test_rules_are_refused(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_of(
      "a,A,aantal,0,flow,higher,sum,,5,,5,,,,,,vb\nb,B,%,1,rate,higher,mean,homes,,3,,,,,,,vb\nc,C,aantal,0,flow,higher,sum,,,,,soms,,,,,vb\n"
      "d,D,aantal,0,flow,higher,sum,,,,,,d,,,,vb\ne,E,%,1,rate,higher,mean,homes,,,,,,share,,,vb\nf,F,aantal,0,flow,higher,sum,,,,,,people/ouden,,,,vb\n",
      "");
  g_autoptr(Dataset) dataset = dataset_load(&project->config, project->diags);
  assert_null(dataset);
  assert_true(fixture_mentions(project->diags, "rounded or hidden, not both"));
  assert_true(fixture_mentions(project->diags, "protection is for counts"));
  assert_true(fixture_mentions(project->diags, "'soms'"));
  assert_true(fixture_mentions(project->diags, "the same as itself"));
  assert_true(fixture_mentions(project->diags, "'share'"));
  assert_true(fixture_mentions(project->diags, "'ouden'"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_threshold), cmocka_unit_test(test_without_threshold_nothing_is_hidden),
      cmocka_unit_test(test_the_sources_own_secrets_stay_as_they_are),
      cmocka_unit_test(test_what_lacks_follows_from_one_sum_and_tells_in_another),
      cmocka_unit_test(test_the_true_value_makes_no_difference),
      cmocka_unit_test(test_members_of_a_published_total), cmocka_unit_test(test_a_total_of_one),
      cmocka_unit_test(test_small_totals), cmocka_unit_test(test_quarters_of_a_year), cmocka_unit_test(test_missing_parts),
      cmocka_unit_test(test_the_sources_own_secrets_are_protected), cmocka_unit_test(test_protection),
      cmocka_unit_test(test_an_interval_that_contradicts_the_total),
      cmocka_unit_test(test_overlapping_groups), cmocka_unit_test(test_another_name), cmocka_unit_test(test_rates),
      cmocka_unit_test(test_a_rate_of_a_count_without_row),
      cmocka_unit_test(test_means), cmocka_unit_test(test_rounding), cmocka_unit_test(test_bases),
      cmocka_unit_test(test_bases_of_what_is_not_published),
      cmocka_unit_test(test_checksums), cmocka_unit_test(test_rules_are_refused),
      cmocka_unit_test(test_relations_of_derived_indicators_are_refused),
  };
  return cmocka_run_group_tests_name("disclosure", tests, NULL, NULL);
}
