/* Hand-outs in a build, and as a run of their own: made, taken over while nothing in them changes, kept when they fail, and
 * refused as everything else is. A project of sixteen regions. */
#include "unit/figure/project.h"
#include "work/handout.h"
#include <glib/gstdio.h>
#include <sys/stat.h>

static const char SHEET[] = "# Bevinding\n\n```tile\nid: tegel\nindicator: huur\n```\n\n```bars\nid: balken\nindicator: huur\n```\n";
static const char HANDOUT[] = "---\ntitle: Hoe nu verder?\nmeta: 23 juni\ncards: [tegel, balken]\n---\n\n{% cards %}\n";

static void link_part(const Project *project, const char *name) {
  g_autofree char *to = g_build_filename(project->root, name, NULL);
  assert_true(file_link_tree(name, to, NULL));
}

static int setup(void **state) {
  if (project_setup(state)) return 1;
  const Project *project = *state;
  /* Slugs are names here: aa … na. */
  g_autofree char *config = g_strconcat(PROJECT_CONFIG, "handouts:\n  - {id: dag, title: Dag, template: h.md, regions: [G01, G13], "
                                        "profiles: [screen, greyscale]}\n", NULL);
  folder_write(project->root, "feitenblad.yaml", config);
  folder_write(project->root, "templates/t.md", SHEET);
  link_part(project, "templates/theme.yaml");
  link_part(project, "templates/locale");
  link_part(project, "fonts");
  return 0;
}

typedef struct {
  char *site;
  Diags *diags;
  BuildReport report;
  BuildStatus status;
} Run;

static void run_clear(Run *run) {
  g_free(run->site);
  diags_free(run->diags);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Run, run_clear)

static Run build(const Project *project, const char *handout, BuildOptions options) {
  Run run = {.site = g_build_filename(project->root, "public", NULL), .diags = diags_new()};
  folder_write(project->root, "templates/h.md", handout);
  options.project = project->root;
  options.output = run.site;
  options.jobs = 1;
  options.formats = FORMAT_PDF;
  run.status = build_run(&options, NULL, NULL, run.diags, &run.report);
  return run;
}

static void assert_built(const Run *run, BuildStatus status) {
  g_autofree char *found = diags_format(run->diags, 0);
  if (run->status != status) fail_msg("status %d: %s", run->status, found);
}

static void assert_said(const Run *run, const char *words) {
  g_autofree char *found = diags_format(run->diags, 0);
  if (!strstr(found, words)) fail_msg("'%s' is not in:\n%s", words, found);
}

static guint64 inode(const Run *run, const char *name) {
  g_autofree char *path = g_build_filename(run->site, name, NULL);
  GStatBuf status;
  return g_stat(path, &status) == 0 ? status.st_ino : 0;
}

static void an_unchanged_one_is_taken_over(void **state) {
  g_auto(Run) first = build(*state, HANDOUT, (BuildOptions){0});
  assert_built(&first, BUILD_OK);
  guint64 made = inode(&first, "hand-outs/dag.pdf"), grey = inode(&first, "hand-outs/dag-grijs.pdf");
  assert_true(made && grey && !inode(&first, "hand-outs/dag-print.pdf"));
  g_auto(Run) same = build(*state, HANDOUT, (BuildOptions){0});
  assert_built(&same, BUILD_OK);
  assert_true(inode(&same, "hand-outs/dag.pdf") == made && inode(&same, "hand-outs/dag-grijs.pdf") == grey);
  g_auto(Run) some = build(*state, "broken", (BuildOptions){.level = "gemeente"});
  assert_built(&some, BUILD_OK); /* a run for some regions leaves it alone */
  assert_true(inode(&some, "hand-outs/dag.pdf") == made);
  g_auto(Run) other = build(*state, "---\ntitle: Anders\ncards: [tegel]\n---\n\n{% cards %}\n", (BuildOptions){0});
  assert_built(&other, BUILD_OK);
  assert_true(inode(&other, "hand-outs/dag.pdf") && inode(&other, "hand-outs/dag.pdf") != made);
}

static void one_that_fails_keeps_its_last_good_file(void **state) {
  static const char BAD[] = "---\ntitle: Hoe?\ncards: [tegels]\n---\n\n{% cards %}\n";
  g_auto(Run) good = build(*state, HANDOUT, (BuildOptions){0});
  guint64 made = inode(&good, "hand-outs/dag.pdf");
  g_auto(Run) bad = build(*state, BAD, (BuildOptions){0});
  assert_built(&bad, BUILD_PARTIAL);
  assert_said(&bad, "templates/h.md:3:9: error: Aa: templates/t.md has no figure 'tegels'");
  assert_said(&bad, "Ma: templates/t.md has no figure 'tegels'"); /* of all regions in one run */
  assert_true(inode(&bad, "hand-outs/dag.pdf") == made);
  g_auto(Run) kept = build(*state, BAD, (BuildOptions){.keep_going = true});
  assert_built(&kept, BUILD_PARTIAL);
  assert_said(&kept, "Dag: its last good pages are kept");
  assert_true(made && inode(&kept, "hand-outs/dag.pdf") == made);
}

static void check_lays_it_out(void **state) {
  g_auto(Run) found = build(*state, "---\ntitle: Hoe?\npage: A5\nper_page: 6\ncards: [tegel, balken, tegel]\n---\n\n{% cards %}\n",
                            (BuildOptions){.check_only = true});
  assert_built(&found, BUILD_PARTIAL);
  assert_said(&found, "the card 'tegel' is asked for twice");
  g_auto(Run) high = build(*state, "---\ntitle: Hoe?\npage: A5 landscape\nper_page: 4\ncards: [tegel, balken]\n---\n\n"
                           "Woord.\n\n{% pagebreak %}\n\nWoord.\n\n{% cards %}\n", (BuildOptions){.check_only = true});
  assert_built(&high, BUILD_PARTIAL);
  assert_said(&high, "with 4 cards a page the card \"balken\" is too high for its place");
}

static BuildStatus make(const Project *project, const char *const *regions, const char *output, Diags *diags, BuildReport *report) {
  g_autoptr(GPtrArray) words = handout_words_new();
  for (; *regions; regions++) handout_words_add(words, *regions, (SourcePos){"command line", 0, 0});
  HandoutConfig order = {.id = (char *)"x", .title = (char *)"x", .template = (char *)"h.md", .regions = words};
  HandoutOptions options = {.project = project->root, .order = &order, .output = output};
  return handout_run(&options, NULL, NULL, diags, report);
}

static void a_run_of_its_own(void **state) {
  const Project *project = *state;
  g_autoptr(Diags) diags = diags_new();
  g_autofree char *output = g_build_filename(project->root, "uit/hand.pdf", NULL);
  BuildReport report;
  folder_write(project->root, "templates/h.md", HANDOUT);
  assert_int_equal(make(project, (const char *const[]){"G03", "gn", "NL", NULL}, output, diags, &report), BUILD_INPUT);
  g_autofree char *found = diags_format(diags, 0);
  assert_non_null(strstr(found, "command line: error: no region \"gn\""));
  assert_false(g_file_test(output, G_FILE_TEST_EXISTS));
  assert_int_equal(make(project, (const char *const[]){"G03", "R1", "NL", NULL}, output, diags, &report), BUILD_OK);
  assert_true(report.regions == 3 && report.regions_done == 3 && report.pages >= 3 && report.files == 1);
  g_autofree char *pdf = NULL;
  assert_true(file_read(output, &pdf, NULL, NULL) && g_str_has_prefix(pdf, "%PDF-1.7"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_unchanged_one_is_taken_over),
      cmocka_unit_test(one_that_fails_keeps_its_last_good_file),
      cmocka_unit_test(check_lays_it_out),
      cmocka_unit_test(a_run_of_its_own),
  };
  return cmocka_run_group_tests_name("handout", tests, setup, project_teardown);
}
