/* Two large, unmistakable counts under a raised threshold, and everything that the program makes or says of the project they
 * are in: none holds their digits, however they are written. What lies in memory is test_disclosure_memory's to look through. */
#include "golden/project.h"

#define OBSERVATIONS "datasets/voorbeeld-statushouders.csv"
static const char *const PLANTED[] = {"7654321", "6543217"};

/* The count as digits, and in groups of three with any separator; as it would stand on a page, in JSON or in an address. */
static GRegex *spelling(const char *digits) {
  static const char GAP[] = "(?:[.,' ]|\xc2\xa0|\xe2\x80[\x89\xaf]|&nbsp;|&#160;)?";
  g_autofree char *pattern = g_strdup_printf("%.1s%s%.3s%s%.3s", digits, GAP, digits + 1, GAP, digits + 4);
  GRegex *regex = g_regex_new(pattern, G_REGEX_RAW | G_REGEX_OPTIMIZE, 0, NULL);
  assert_non_null(regex);
  return regex;
}

typedef struct {
  GRegex *spellings[G_N_ELEMENTS(PLANTED)];
  guint files, hits;
  GString *where;
} Search;

static void look(Search *search, const char *name, const char *bytes, gsize length) {
  search->files++;
  for (guint i = 0; i < G_N_ELEMENTS(PLANTED); i++) {
    if (!g_regex_match_full(search->spellings[i], bytes, (gssize)length, 0, 0, NULL, NULL)) continue;
    search->hits++;
    g_string_append_printf(search->where, "%s holds %s\n", name, PLANTED[i]);
  }
}

static void look_at_output(Search *search, const char *name, const char *const *argv) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) process = g_subprocess_newv(argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_autoptr(GBytes) out = NULL;
  if (!process || !g_subprocess_communicate(process, NULL, NULL, &out, NULL, &error)) fail_msg("%s: %s", argv[0], error->message);
  assert_true(g_subprocess_get_successful(process));
  gsize length;
  const char *bytes = g_bytes_get_data(out, &length);
  assert_true(length > 0);
  look(search, name, bytes, length);
}

/* Its streams and attachments unpacked, and its text as a reader copies it. */
static void look_in_pdf(Search *search, const char *path) {
  look_at_output(search, path, (const char *const[]){"qpdf", "--qdf", "--object-streams=disable", path, "-", NULL});
  look_at_output(search, path, (const char *const[]){"pdftotext", path, "-", NULL});
}

static void look_in_folder(Search *search, const char *path) {
  g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
  assert_non_null(dir);
  for (const char *name; (name = g_dir_read_name(dir));) {
    g_autofree char *below = g_build_filename(path, name, NULL), *bytes = NULL;
    gsize length;
    if (g_file_test(below, G_FILE_TEST_IS_DIR)) {
      look_in_folder(search, below);
      continue;
    }
    assert_true(file_read(below, &bytes, &length, NULL));
    look(search, below, bytes, length);
    if (g_str_has_suffix(name, ".pdf")) look_in_pdf(search, below);
  }
}

/* Builds the project and asks every command about it. */
static void look_everywhere(Search *search, const Project *project) {
  static const char *const RUNS[] = {"build --only delft,ede,regio/haaglanden,nederland --transcript --profile screen,greyscale -j2",
                                     "check --only delft,ede",
                                     "check --only delft,ede --format json",
                                     "check --only delft,ede --format html",
                                     "explain GM0503 statushouders 2024",
                                     "explain GM0228 statushouders 2024 --format json",
                                     "explain PV28 statushouders 2024",
                                     "diff . public --all",
                                     "diff . public --format json",
                                     "diff . public --format html"};
  for (guint i = 0; i < G_N_ELEMENTS(RUNS); i++) {
    g_auto(Said) said = run(project, RUNS[i]);
    if (said.status > 1) fail_msg("%s: %d\n%s%s", RUNS[i], said.status, said.out, said.err);
    look(search, RUNS[i], said.out, strlen(said.out));
    look(search, RUNS[i], said.err, strlen(said.err));
  }
  static const char *const FOLDERS[] = {"public", ".feitenblad"};
  for (guint i = 0; i < G_N_ELEMENTS(FOLDERS); i++) {
    g_autofree char *folder = g_build_filename(project->folder, FOLDERS[i], NULL);
    look_in_folder(search, folder);
  }
}

static Search search_new(void) {
  Search search = {.where = g_string_new(NULL)};
  for (guint i = 0; i < G_N_ELEMENTS(PLANTED); i++) search.spellings[i] = spelling(PLANTED[i]);
  return search;
}

static void search_clear(Search *search) {
  for (guint i = 0; i < G_N_ELEMENTS(PLANTED); i++) g_regex_unref(search->spellings[i]);
  g_string_free(search->where, TRUE);
}

static void plant(const Project *project) {
  replace_in(project, OBSERVATIONS, "GM0503,statushouders,2024,,182,", "GM0503,statushouders,2024,,7654321,");
  replace_in(project, OBSERVATIONS, "GM0228,statushouders,2024,,185,", "GM0228,statushouders,2024,,6543217,");
}

static void under_the_threshold_nothing_tells_them(void **state) {
  Search search = search_new();
  plant(*state);
  replace_in(*state, "datasets/indicators.csv", "gehuisveste statushouders,0,flow,higher,sum,,5,", "gehuisveste statushouders,0,flow,higher,sum,,10000000,");
  look_everywhere(&search, *state);
  if (search.hits) fail_msg("%s", search.where->str);
  if (search.files < 200) fail_msg("only %u files were looked at", search.files);
  search_clear(&search);
}

/* So that the search is known to find. */
static void without_a_threshold_everything_does(void **state) {
  Search search = search_new();
  plant(*state);
  replace_in(*state, "datasets/indicators.csv", "gehuisveste statushouders,0,flow,higher,sum,,5,", "gehuisveste statushouders,0,flow,higher,sum,,,");
  look_everywhere(&search, *state);
  static const char *const PLACES[] = {"gemeente/delft/data.csv", "gemeente/delft/index.html", "gemeente/delft/factsheet.pdf", "gemeente/delft/factsheet.txt",
                                       "gemeente/delft/factsheet-1.svg", "explain GM0503", "gemeente/delft/poster.pdf"};
  for (guint i = 0; i < G_N_ELEMENTS(PLACES); i++)
    if (!strstr(search.where->str, PLACES[i])) fail_msg("not found in %s; found:\n%s", PLACES[i], search.where->str);
  search_clear(&search);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(under_the_threshold_nothing_tells_them, make_project, remove_project),
      cmocka_unit_test_setup_teardown(without_a_threshold_everything_does, make_project, remove_project),
  };
  return cmocka_run_group_tests_name("disclosure-planted", tests, NULL, NULL);
}
