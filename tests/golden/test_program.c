/* The program as its users meet it: what it says of bad words and bad input (compared with goldens), what it leaves alone,
 * and the structure a screen reader finds in one real factsheet. Runs the binary named by $FEITENBLAD. */
#include "golden/project.h"
#include <glib/gstdio.h>

static void words_that_are_wrong(void **state) {
  static const struct { const char *words; int status; } CASES[] = {
      {"--version", 0}, {"--help", 0}, {"build --help", 0}, {"check --help", 0}, {"bild", 64}, {"build --ony x", 64},
      {"build -j 0", 64}, {"build -jx", 64}, {"build --format pdf,doc", 64}, {"build --profile grijs", 64}, {"check x", 64},
      {"check --only nergenshuizen", 2}, {"check --only haaglanden", 2}, {"check --level dorp", 2},
      {"check --project /nonexistent", 2},
      {"handout --help", 0}, {"handout", 64}, {"handout --regions delft --level gemeente", 64}, {"handout --level dorp", 2},
      {"handout --regions delft --per-page 3", 64}, {"handout --regions delft --profile grijs", 64}, {"handout delft", 64},
      {"handout --regions delft --cards dakloss", 2}, {"handout --regions delft --template geen.md", 2}};
  for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_auto(Said) said = run(*state, CASES[i].words);
    if (said.status != CASES[i].status) print_message("feitenblad %s\n%s", CASES[i].words, said.err);
    assert_int_equal(said.status, CASES[i].status);
    assert_true(*said.out || *said.err);
  }
}

static void bad_input_is_told_in_one_run(void **state) {
  replace_in(*state, "datasets/bevolking.csv", "GM0503,inwoners,2021,,", "GM0503,inwoners,2021,,1x");
  replace_in(*state, "datasets/bevolking.csv", "GM0503,inwoners,2022,,", "GM9503,inwoners,2022,,");
  replace_in(*state, "templates/land.md", "{% pagebreak %}", "{% pagebraek %}");
  replace_in(*state, "templates/gemeente.md", "label: Woonzorgvisie", "labell: Woonzorgvisie");
  g_auto(Said) said = run(*state, "build -j1");
  assert_int_equal(said.status, 2);
  g_autofree char *text = findings(&said);
  assert_golden("bad-input.txt", text);
  g_autofree char *site = g_build_filename(((Project *)*state)->folder, "public", NULL);
  assert_false(g_file_test(site, G_FILE_TEST_EXISTS));
}

static void one_region_changes_and_the_rest_stays(void **state) {
  g_auto(Said) first = run(*state, "build --level provincie -j2");
  assert_int_equal(first.status, 0);
  g_autofree char *drenthe = read_file(*state, "public/provincie/drenthe/index.html");
  replace_in(*state, "templates/provincie.md", "# De gemeenten in", "# Alle gemeenten in");
  g_auto(Said) second = run(*state, "build --only provincie/limburg -j1");
  assert_int_equal(second.status, 0);
  g_autofree char *limburg = read_file(*state, "public/provincie/limburg/index.html");
  g_autofree char *still = read_file(*state, "public/provincie/drenthe/index.html");
  assert_non_null(strstr(limburg, "Alle gemeenten in"));
  assert_string_equal(still, drenthe);
}

static void what_failed_keeps_its_last_good_pages(void **state) {
  g_auto(Said) first = run(*state, "build --only delft,ede --format html -j2");
  assert_int_equal(first.status, 0);
  g_autofree char *good = read_file(*state, "public/gemeente/delft/index.html");
  replace_in(*state, "templates/gemeente.md", "## Wat is afgesproken",
             "{% if region.code == \"GM0503\" %}{{ nl_woningen_2030 }}{% else %}Nieuw.{% endif %}\n\n## Wat is afgesproken");
  g_auto(Said) stopped = run(*state, "build --only delft,ede --format html -j2");
  assert_int_equal(stopped.status, 5);
  g_autofree char *text = findings(&stopped);
  assert_golden("unknown-value.txt", text);
  g_autofree char *old_ede = read_file(*state, "public/gemeente/ede/index.html");
  assert_null(strstr(old_ede, "Nieuw."));
  g_auto(Said) kept = run(*state, "build --only delft,ede --format html -j2 --keep-going");
  assert_int_equal(kept.status, 5);
  assert_non_null(strstr(kept.err, "its last good pages are kept"));
  g_autofree char *delft = read_file(*state, "public/gemeente/delft/index.html");
  g_autofree char *ede = read_file(*state, "public/gemeente/ede/index.html");
  assert_string_equal(delft, good);
  assert_non_null(strstr(ede, "Nieuw."));
}

/* What cannot be read aloud is refused by day as by night, each fault at its line, and nothing is published. */
static void what_cannot_be_read_aloud(void **state) {
  replace_in(*state, "templates/gemeente.md", "## Wat is afgesproken", "## Wat is 漢 afgesproken\n\nEen zin met 字.");
  g_auto(Said) checked = run(*state, "check --only delft,schiermonnikoog -j1");
  assert_int_equal(checked.status, 5);
  g_autofree char *text = findings(&checked);
  assert_golden("unreadable.txt", text);
  g_auto(Said) built = run(*state, "build --only delft,schiermonnikoog -j1");
  assert_int_equal(built.status, 5);
  g_autofree char *same = findings(&built);
  assert_string_equal(same, text);
  g_autofree char *site = g_build_filename(((Project *)*state)->folder, "public", NULL);
  assert_false(g_file_test(site, G_FILE_TEST_EXISTS));
}

/* Pages of the site are bound by day as by night, too. */
static void what_a_site_template_lacks(void **state) {
  replace_in(*state, "templates/site/home.html", "{{ count.regio }}", "{{ count.wijk }}");
  replace_in(*state, "templates/site/region.html", "{{ region.name }}", "{{ region.naam }}");
  g_auto(Said) checked = run(*state, "check -j2"), built = run(*state, "build -j2 --format html");
  g_autofree char *found = findings(&checked), *night = findings(&built);
  assert_int_not_equal(checked.status, 0);
  assert_non_null(strstr(found, "templates/site/home.html:"));
  assert_non_null(strstr(found, "templates/site/region.html:"));
  assert_non_null(strstr(night, "templates/site/region.html:"));
}

/* Numbers of objects, spaces at line ends and heights differ between releases of poppler and Inter; the structure does not.
 * Ids of header cells would change with every tag before them. */
static char *structure(const char *pdf) {
  const char *argv[] = {"pdfinfo", "-struct-text", pdf, NULL};
  g_autofree char *out = NULL;
  int wait_status = 1;
  GString *kept = g_string_new(NULL);
  if (!g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, NULL, &wait_status, NULL) || wait_status) {
    print_message("pdfinfo is missing: install poppler-utils (sh packages.sh test)\n");
    fail();
  }
  g_auto(GStrv) lines = g_strsplit(out, "\n", -1);
  for (char **line = lines; *line; line++)
    if (**line && !strstr(*line, "Object ") && !strstr(*line, "/BBox ") && !strstr(*line, "/Headers ")) {
      char *id = strstr(*line, " <th-");
      if (id) *id = '\0';
      g_string_append_printf(kept, "%s\n", g_strchomp(*line));
    }
  return g_string_free(kept, FALSE);
}

static void a_factsheet_reads_in_order(void **state) {
  g_auto(Said) said = run(*state, "build --only schiermonnikoog --format pdf -j1");
  assert_int_equal(said.status, 0);
  g_autofree char *pdf = g_build_filename(((Project *)*state)->folder, "public/gemeente/schiermonnikoog/factsheet.pdf", NULL);
  assert_int_equal(judge(pdf), 0);
  g_autofree char *text = structure(pdf);
  assert_golden("schiermonnikoog.structure.txt", text);
}

/* Rows of a poster: label, value, agreement, status, then what it is compared with. */
static void a_poster_reads_in_order(void **state) {
  g_auto(Said) said = run(*state, "build --only schiermonnikoog --document poster -j1");
  assert_int_equal(said.status, 0);
  g_autofree char *pdf = g_build_filename(((Project *)*state)->folder, "public/gemeente/schiermonnikoog/poster.pdf", NULL);
  assert_int_equal(judge(pdf), 0);
  g_autofree char *text = structure(pdf);
  assert_golden("poster.structure.txt", text);
}

/* Two regions in one file: one title, a section for each, cards with their numbers. */
static void a_handout_reads_in_order(void **state) {
  g_auto(Said) said = run(*state, "handout --regions schiermonnikoog,GM0503 --profile greyscale --output uit/hand.pdf");
  assert_int_equal(said.status, 0);
  assert_non_null(strstr(said.out, "2 regions, 2 pages"));
  g_autofree char *pdf = g_build_filename(((Project *)*state)->folder, "uit/hand.pdf", NULL);
  assert_int_equal(judge(pdf), 0);
  g_autofree char *text = structure(pdf);
  assert_golden("handout.structure.txt", text);
  g_autofree char *first = read_file(*state, "uit/hand.pdf");
  g_auto(Said) refused = run(*state, "handout --regions delft --per-page 6 --output uit/hand.pdf --cards corporatiewoningen,flexwoningen,"
                                    "statushouders,uitstroom,alle-cijfers,dakloos,aandachtsgroepen,nieuwbouw,in-het-kort,urgenten");
  assert_int_equal(refused.status, 2);
  assert_non_null(strstr(refused.err, "with 6 cards a page the card \"aandachtsgroepen\" is too high for its place"));
  g_autofree char *still = read_file(*state, "uit/hand.pdf");
  assert_string_equal(still, first); /* nothing was written over it */
  g_auto(Said) unknown = run(*state, "handout --regions delft,utrecht --cards dakloss,stand --output uit/hand.pdf");
  assert_int_equal(unknown.status, 2);
  g_autofree char *told = findings(&unknown);
  assert_non_null(strstr(told, "write one of gemeente/utrecht, provincie/utrecht, or a code"));
}

/* What a screen reader says; four sheets that have different things to say. */
static void transcripts(void **state) {
  static const char *const REGIONS[][2] = {{"gemeente/schiermonnikoog", "schiermonnikoog.transcript.txt"},
                                           {"gemeente/delft", "delft.transcript.txt"},
                                           {"koploper/haaglanden", "haaglanden.transcript.txt"},
                                           {"nederland", "nederland.transcript.txt"}};
  g_auto(Said) said = run(*state, "build --transcript --only schiermonnikoog,delft,koploper/haaglanden,nederland --format svg -j2");
  assert_int_equal(said.status, 0);
  for (guint i = 0; i < G_N_ELEMENTS(REGIONS); i++) {
    g_autofree char *path = g_strdup_printf("public/%s/factsheet.txt", REGIONS[i][0]);
    g_autofree char *text = read_file(*state, path);
    assert_golden(REGIONS[i][1], text);
  }
}

static bool exists(const Project *project, const char *name) {
  g_autofree char *path = g_build_filename(project->folder, name, NULL);
  return g_file_test(path, G_FILE_TEST_EXISTS);
}

/* A transcript comes when it is asked for, also for a sheet that needs no drawing; once there it is never out of date and
 * never lost to a build that did not ask, and whoever removes it is rid of it. */
static void a_transcript_stays_as_long_as_it_is_there(void **state) {
  static const char FILE_NAME[] = "public/provincie/drenthe/factsheet.txt";
  static const char *const WORDS[] = {"build --only provincie/drenthe --format svg -j1",
                                      "build --transcript --only provincie/drenthe --format svg -j1"};
  g_auto(Said) plain = run(*state, WORDS[0]);
  assert_int_equal(plain.status, 0);
  assert_false(exists(*state, FILE_NAME));
  g_auto(Said) asked = run(*state, WORDS[1]);
  assert_int_equal(asked.status, 0);
  assert_true(exists(*state, FILE_NAME));
  g_auto(Said) unchanged = run(*state, WORDS[0]);
  assert_non_null(strstr(unchanged.out, "1 unchanged"));
  assert_true(exists(*state, FILE_NAME));
  replace_in(*state, "templates/provincie.md", "# De gemeenten in", "# Alle gemeenten in");
  g_auto(Said) changed = run(*state, WORDS[0]);
  assert_int_equal(changed.status, 0);
  g_autofree char *text = read_file(*state, FILE_NAME);
  assert_non_null(strstr(text, "Alle gemeenten in"));
  g_autofree char *path = g_build_filename(((Project *)*state)->folder, FILE_NAME, NULL);
  assert_int_equal(g_unlink(path), 0);
  g_auto(Said) without = run(*state, WORDS[0]);
  assert_int_equal(without.status, 0);
  assert_false(exists(*state, FILE_NAME));
}

/* A greyscale file asks for no colour anywhere; the profiles are the same pages. */
static void profiles_stand_beside_each_other(void **state) {
  const Project *project = *state;
  g_auto(Said) by_project = run(project, "build --only schiermonnikoog,nederland -j1");
  assert_int_equal(by_project.status, 0);
  assert_true(exists(project, "public/gemeente/schiermonnikoog/factsheet.pdf"));
  assert_false(exists(project, "public/gemeente/schiermonnikoog/factsheet-grijs.pdf"));
  assert_true(exists(project, "public/nederland/factsheet.pdf") && exists(project, "public/nederland/factsheet-grijs.pdf"));
  g_auto(Said) by_word = run(project, "build --only schiermonnikoog --profile print,greyscale -j1");
  assert_int_equal(by_word.status, 0);
  assert_false(exists(project, "public/gemeente/schiermonnikoog/factsheet.pdf"));
  assert_true(exists(project, "public/gemeente/schiermonnikoog/factsheet-print.pdf"));
  g_autofree char *page = read_file(project, "public/gemeente/schiermonnikoog/index.html");
  assert_null(strstr(page, "\"factsheet.pdf\""));
  assert_non_null(strstr(page, "\"factsheet-print.pdf\""));
  assert_non_null(strstr(page, "\"factsheet-grijs.pdf\""));
  g_autofree char *grey = g_build_filename(project->folder, "public/gemeente/schiermonnikoog/factsheet-grijs.pdf", NULL);
  assert_int_equal(judge(grey), 0);
  g_autofree char *text = structure(grey);
  assert_golden("schiermonnikoog.structure.txt", text);
}

/* Over all regions, and over what may come: nothing overflows, overlaps, is too small or too pale. */
static void every_page_reads_well(void **state) {
  static const char *const RUNS[] = {"check", "check --worst-case"};
  for (guint i = 0; i < G_N_ELEMENTS(RUNS); i++) {
    g_auto(Said) said = run(*state, RUNS[i]);
    g_autofree char *found = findings(&said);
    assert_string_equal(found, "");
    assert_int_equal(said.status, 0);
    assert_non_null(strstr(said.out, " pages checked, 0 errors, 0 warnings"));
  }
}

static void what_does_not_read_well_is_told(void **state) {
  replace_in(*state, "templates/theme.yaml", "#3E5359", "#AEB3B9");
  g_auto(Said) said = run(*state, "check --only gemeente/delft");
  assert_int_equal(said.status, 5);
  assert_non_null(strstr(said.err, "templates/gemeente.md:"));
  assert_non_null(strstr(said.err, "[contrast-text]"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(words_that_are_wrong, make_project, remove_project),
      cmocka_unit_test_setup_teardown(bad_input_is_told_in_one_run, make_project, remove_project),
      cmocka_unit_test_setup_teardown(one_region_changes_and_the_rest_stays, make_project, remove_project),
      cmocka_unit_test_setup_teardown(what_failed_keeps_its_last_good_pages, make_project, remove_project),
      cmocka_unit_test_setup_teardown(what_cannot_be_read_aloud, make_project, remove_project),
      cmocka_unit_test_setup_teardown(what_a_site_template_lacks, make_project, remove_project),
      cmocka_unit_test_setup_teardown(a_factsheet_reads_in_order, make_project, remove_project),
      cmocka_unit_test_setup_teardown(a_poster_reads_in_order, make_project, remove_project),
      cmocka_unit_test_setup_teardown(a_handout_reads_in_order, make_project, remove_project),
      cmocka_unit_test_setup_teardown(transcripts, make_project, remove_project),
      cmocka_unit_test_setup_teardown(a_transcript_stays_as_long_as_it_is_there, make_project, remove_project),
      cmocka_unit_test_setup_teardown(every_page_reads_well, make_project, remove_project),
      cmocka_unit_test_setup_teardown(what_does_not_read_well_is_told, make_project, remove_project),
      cmocka_unit_test_setup_teardown(profiles_stand_beside_each_other, make_project, remove_project),
  };
  return cmocka_run_group_tests_name("program", tests, NULL, NULL);
}
