/* How the program helps to judge a drop of data: where a number comes from, what is wrong, what changed, and what stops a
 * publish. Runs the binary named by $FEITENBLAD. */
#include "golden/project.h"

static void words_that_are_wrong(void **state) {
  static const struct { const char *words; int status; } CASES[] = {
      {"explain --help", 0}, {"explain", 64}, {"explain delft", 64}, {"explain delft inwoners 2024 2025", 64},
      {"explain delft inwoners --format xml", 64}, {"explain delf inwoners", 2}, {"explain delft inwoner", 2},
      {"explain delft inwoners 1900", 2}, {"explain delft inwoners gisteren", 2}, {"explain delft inwoners --group ouder", 2},
      {"check --format xml", 64}, {"diff --help", 0}, {"diff", 64}, {"diff .", 64}, {"diff . . --format pdf", 64},
      {"diff . nergens", 2}, {"diff templates .", 2}, {"diff . .", 0}, {"build --accept unit-slip", 64}, {"build --accept =x", 64}};
  for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_auto(Said) said = run(*state, CASES[i].words);
    if (said.status != CASES[i].status) print_message("feitenblad %s\n%s", CASES[i].words, said.err);
    assert_int_equal(said.status, CASES[i].status);
    assert_true(*said.out || *said.err);
  }
  g_auto(Said) said = run(*state, "explain delf inwoner");
  assert_non_null(strstr(said.err, "did you mean \"delft\"?"));
  assert_non_null(strstr(said.err, "did you mean \"inwoners\"?"));
}

/* ---- explain --------------------------------------------------------------------------------------------------- */

static void a_number_is_explained(void **state) {
  static const char *const CASES[][2] = {
      {"explain GM0503 aandeel_corporatie 2021", "explain-value.txt"},
      {"explain regio/haaglanden aandeel_65plus 2025", "explain-mean.txt"},
      {"explain nederland nieuwbouw_sociale_huur 2020", "explain-sum.txt"},
      {"explain voorne-aan-zee inwoners 2020", "explain-merged.txt"},
      {"explain zoetermeer dakloze_mensen_per_10000 2024", "explain-corrected.txt"},
      {"explain zeewolde statushouders 2024", "explain-withdrawn.txt"},
      {"explain GM0037 toewijzingen 2015 --group arbeidsmigranten", "explain-secret.txt"}};
  for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_auto(Said) said = run(*state, CASES[i][0]);
    assert_int_equal(said.status, 0);
    assert_golden(CASES[i][1], said.out);
  }
}

/* The row that holds it is named, and what it holds is not. */
static void a_secret_stays_secret(void **state) {
  replace_in(*state, "datasets/voorbeeld-toewijzingen.csv", "GM0037,toewijzingen,2015,arbeidsmigranten,3,", "GM0037,toewijzingen,2015,arbeidsmigranten,777123,");
  replace_in(*state, "datasets/indicators.csv", "toewijzingen aan aandachtsgroepen,0,flow,neutral,sum,,5,", "toewijzingen aan aandachtsgroepen,0,flow,neutral,sum,,800000,");
  static const char *const FORMATS[] = {"text", "json"};
  for (guint i = 0; i < G_N_ELEMENTS(FORMATS); i++) {
    g_autofree char *words = g_strconcat("explain GM0037 toewijzingen 2015 --group arbeidsmigranten --format ", FORMATS[i], NULL);
    g_auto(Said) said = run(*state, words);
    assert_int_equal(said.status, 0);
    assert_non_null(strstr(said.out, "secret"));
    assert_non_null(strstr(said.out, "799999"));
    assert_null(strstr(said.out, "777123"));
    assert_null(strstr(said.out, "777.123"));
  }
}

static void json_holds_all_parts(void **state) {
  g_auto(Said) said = run(*state, "explain nederland nieuwbouw_sociale_huur 2020 --format json");
  assert_int_equal(said.status, 0);
  assert_non_null(strstr(said.out, "\"code\": \"GM1680\""));
  assert_non_null(strstr(said.out, "\"code\": \"GM0014\""));
  assert_non_null(strstr(said.out, "\"file\": \"datasets/voorbeeld-nieuwbouw.csv\""));
}

/* ---- check ----------------------------------------------------------------------------------------------------- */

static void spoil(const Project *project) {
  replace_in(project, "datasets/bevolking.csv", "GM0503,inwoners,2021,,", "GM0503,inwoners,2021,,1x");
  replace_in(project, "datasets/bevolking.csv", "GM0503,inwoners,2022,,", "GM9503,inwoners,2022,,");
  replace_in(project, "templates/land.md", "{% pagebreak %}", "{% pagebraek %}");
}

static void a_check_points_at_the_cell(void **state) {
  spoil(*state);
  g_auto(Said) said = run(*state, "check -j1");
  assert_int_equal(said.status, 2);
  g_autofree char *text = findings(&said);
  assert_golden("check.txt", text);
}

/* Only the cell, never the row around it, leaves the terminal. */
static void a_check_speaks_to_machines_and_mail(void **state) {
  spoil(*state);
  g_auto(Said) json = run(*state, "check -j1 --format json"), html = run(*state, "check -j1 --format html");
  assert_int_equal(json.status, 2);
  assert_golden("check.json", json.out);
  assert_int_equal(html.status, 2);
  assert_non_null(strstr(html.out, "<code class=\"cell\">GM9503</code>"));
  assert_null(strstr(html.out, "GM9503,"));
  assert_null(strstr(html.out, "<script"));
  assert_null(strstr(html.out, "src="));
  assert_null(strstr(html.out, "href="));
}

/* ---- diff ------------------------------------------------------------------------------------------------------ */

/* A drop with one of each: a slip in all regions and in one, a move, a state, a vanished value and region, a new period. */
static void drop(const Project *project) {
  g_autofree char *income = g_build_filename(project->folder, "datasets/voorbeeld-flexwoningen.csv", NULL);
  g_autofree char *text = read_file(project, "datasets/voorbeeld-flexwoningen.csv");
  g_autoptr(GRegex) counts = g_regex_new("^(GM\\d+,flexwoningen,2023,,[1-9]\\d*)", G_REGEX_MULTILINE, 0, NULL);
  g_autofree char *slipped = g_regex_replace(counts, text, -1, 0, "\\g<1>000", 0, NULL);
  assert_true(file_write(income, slipped, strlen(slipped), NULL));
  replace_in(project, "datasets/bevolking.csv", "GM0518,inwoners,2024,,566221", "GM0518,inwoners,2024,,5662210");
  replace_in(project, "datasets/bevolking.csv", "GM0503,inwoners,2024,,109577", "GM0503,inwoners,2024,,60000");
  replace_in(project, "datasets/bevolking.csv", "GM0014,inwoners,2020,,232874,,,,,cbs-70072ned\n", "");
  replace_in(project, "datasets/voorbeeld-toewijzingen.csv", "GM0014,toewijzingen,2015,,809,,,,", "GM0014,toewijzingen,2015,,,,,secret,");
}

static Said compare(const Project *project, const char *options) {
  g_autofree char *here = g_get_current_dir();
  g_autofree char *words = g_strdup_printf("diff %s . %s", here, options);
  return run(project, words);
}

static void a_diff_tells_what_changed(void **state) {
  drop(*state);
  g_auto(Said) text = compare(*state, "--all"), json = compare(*state, "--format json"), html = compare(*state, "--format html");
  assert_int_equal(text.status, 1);
  assert_golden("diff.txt", strchr(text.out, '\n'));
  assert_int_equal(json.status, 1);
  assert_non_null(strstr(json.out, "\"unit-slip\": 2,"));
  assert_non_null(strstr(json.out, "\"factor\": 1000.0,"));
  assert_int_equal(html.status, 1);
  assert_non_null(strstr(html.out, ">5.662.210<")); /* only the drawing groups thousands */
  assert_null(strstr(html.out, "<script"));
  assert_null(strstr(html.out, "<link"));
  assert_null(strstr(html.out, "href=\"http"));
}

/* What the table of corrections says is no surprise, nor what its totals make of it; what it does not say is told. */
static void a_correction_is_no_surprise(void **state) {
  replace_in(*state, "datasets/voorbeeld-flexwoningen.csv", "GM0503,flexwoningen,2023,,63,", "GM0503,flexwoningen,2023,,630,");
  replace_in(*state, "datasets/bevolking.csv", "GM0503,inwoners,2023,,106086", "GM0503,inwoners,2023,,106087");
  g_auto(Said) before = compare(*state, "--format json");
  assert_int_equal(before.status, 1);
  assert_non_null(strstr(before.out, "\"unit-slip\": 1,"));
  assert_non_null(strstr(before.out, "\"undeclared\": 1,"));
  replace_in(*state, "datasets/correcties.csv", "date,indicator,region,period,group,kind,reason\n",
             "date,indicator,region,period,group,kind,reason\n2025-06-10,flexwoningen,GM0503,2023,,corrected,Een nul was weggevallen.\n");
  g_auto(Said) after = compare(*state, "--all");
  assert_int_equal(after.status, 0);
  assert_non_null(strstr(after.out, "Corrected or withdrawn, as declared: 1\n"));
  assert_non_null(strstr(after.out, "GM0503 Delft …   63  630  5 values, most +900%"));
  assert_non_null(strstr(after.out, "Final values revised without a correction: 1\n"));
}

/* A drop alone is judged by the project at hand; its published site is the same state. */
static void a_site_and_a_package_are_states(void **state) {
  g_auto(Said) built = run(*state, "build --format html -j2");
  assert_int_equal(built.status, 0);
  g_auto(Said) same = run(*state, "diff public datasets/datapackage.json");
  assert_int_equal(same.status, 0);
  assert_non_null(strstr(same.out, "Nothing beyond tolerance."));
  drop(*state);
  g_auto(Said) other = run(*state, "diff public datasets");
  assert_int_equal(other.status, 1);
  assert_non_null(strstr(other.out, "Unit slips: 2"));
}

/* ---- tolerance and guard --------------------------------------------------------------------------------------- */

/* Gives inwoners that tolerance. */
static void declare_tolerance(const Project *project, const char *tolerance) {
  g_autofree char *limits = g_strdup_printf("gemeenten zijn opgeteld.\",,%s,100\ninwoners_per", tolerance);
  replace_in(project, "datasets/indicators.csv", "gemeenten zijn opgeteld.\",,5%,100\ninwoners_per", limits);
}

static void tolerance_is_declared(void **state) {
  static const struct { const char *tolerance, *moved; } CASES[] = {{"90%", "\"moved\": 0,"}, {"1000", "\"moved\": 5,"}, {"5%", "\"moved\": 2,"}};
  const Project *project = *state;
  replace_in(project, "datasets/bevolking.csv", "GM0503,inwoners,2024,,109577", "GM0503,inwoners,2024,,60000");
  g_autofree char *table = read_file(project, "datasets/indicators.csv");
  g_autofree char *path = g_build_filename(project->folder, "datasets/indicators.csv", NULL);
  for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
    declare_tolerance(project, CASES[i].tolerance);
    g_auto(Said) said = compare(project, "--format json");
    if (!strstr(said.out, CASES[i].moved)) print_message("%s: %.400s%s\n", CASES[i].tolerance, said.out, said.err);
    assert_non_null(strstr(said.out, CASES[i].moved));
    assert_true(file_write(path, table, strlen(table), NULL));
  }
  declare_tolerance(project, "veel");
  g_auto(Said) bad = run(project, "check");
  assert_int_equal(bad.status, 2);
  assert_non_null(strstr(bad.err, "[indicator-tolerance]"));
}

static void a_guard_stops_what_is_not_accepted(void **state) {
  const Project *project = *state;
  g_auto(Said) first = run(project, "build --format html -j2");
  assert_int_equal(first.status, 0);
  g_autofree char *good = read_file(project, "public/gemeente/den-haag/data.csv");
  drop(project);
  g_auto(Said) stopped = run(project, "build --format html -j2");
  assert_int_equal(stopped.status, 4);
  assert_non_null(strstr(stopped.err, "[unit-slip]"));
  assert_non_null(strstr(stopped.err, "--accept 'unit-slip:inwoners=why'"));
  assert_non_null(strstr(stopped.out, "nothing was published"));
  g_autofree char *still = read_file(project, "public/gemeente/den-haag/data.csv");
  assert_string_equal(still, good);
  /* One of the two is not enough. */
  g_auto(Said) half = run(project, "build --format html -j2 --accept unit-slip:inwoners=nieuwe-telling");
  assert_int_equal(half.status, 4);
  g_auto(Said) passed = run(project, "build --format html -j2 --accept unit-slip:inwoners=nieuwe-telling --accept unit-slip:flexwoningen=eenheid");
  assert_int_equal(passed.status, 0);
  g_autofree char *report = read_file(project, ".feitenblad/build-report.json");
  assert_non_null(strstr(report, "\"status\": 0"));
  assert_non_null(strstr(report, "\"reason\": \"nieuwe-telling\""));
  assert_non_null(strstr(report, "\"finding\": \"unit-slip:flexwoningen\""));
  /* It is what is published now; the reason is kept. */
  g_auto(Said) next = run(project, "build --format html -j2 --accept unit-slip=niets");
  assert_int_equal(next.status, 0);
  assert_non_null(strstr(next.err, "[accept-unused]"));
  g_autofree char *later = read_file(project, ".feitenblad/build-report.json");
  assert_non_null(strstr(later, "\"reason\": \"eenheid\""));
  assert_null(strstr(later, "\"reason\": \"niets\""));
}

static void a_guard_stops_on_findings(void **state) {
  const Project *project = *state;
  replace_in(project, "feitenblad.yaml", "guard:\n", "guard:\n  stop_on: [accept-unused, package-no-role]\n");
  replace_in(project, "datasets/datapackage.json", "\"resources\": [", "\"resources\": [{\"name\": \"los\", \"path\": \"README.md\"},");
  g_auto(Said) stopped = run(project, "build --only delft --format html -j1");
  assert_int_equal(stopped.status, 4);
  assert_non_null(strstr(stopped.err, "[guard-finding]"));
  g_auto(Said) passed = run(project, "build --only delft --format html -j1 --accept package-no-role=leesmij");
  assert_int_equal(passed.status, 0);
}

static void a_guard_is_checked(void **state) {
  replace_in(*state, "feitenblad.yaml", "    unit-slip: stop", "    unit-slop: stop\n    moved: maybe");
  g_auto(Said) said = run(*state, "check");
  assert_int_equal(said.status, 2);
  assert_non_null(strstr(said.err, "unit-slop"));
  assert_non_null(strstr(said.err, "[config-guard]"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(words_that_are_wrong, make_project, remove_project),
      cmocka_unit_test_setup_teardown(a_number_is_explained, make_project, remove_project),
      cmocka_unit_test_setup_teardown(a_secret_stays_secret, make_project, remove_project),
      cmocka_unit_test_setup_teardown(json_holds_all_parts, make_project, remove_project),
      cmocka_unit_test_setup_teardown(a_check_points_at_the_cell, make_project, remove_project),
      cmocka_unit_test_setup_teardown(a_check_speaks_to_machines_and_mail, make_project, remove_project),
      cmocka_unit_test_setup_teardown(a_diff_tells_what_changed, make_project, remove_project),
      cmocka_unit_test_setup_teardown(a_correction_is_no_surprise, make_project, remove_project),
      cmocka_unit_test_setup_teardown(a_site_and_a_package_are_states, make_project, remove_project),
      cmocka_unit_test_setup_teardown(tolerance_is_declared, make_project, remove_project),
      cmocka_unit_test_setup_teardown(a_guard_stops_what_is_not_accepted, make_project, remove_project),
      cmocka_unit_test_setup_teardown(a_guard_stops_on_findings, make_project, remove_project),
      cmocka_unit_test_setup_teardown(a_guard_is_checked, make_project, remove_project),
  };
  return cmocka_run_group_tests_name("judging", tests, NULL, NULL);
}
