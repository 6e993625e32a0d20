/* The example site as it is published: every region has its files, every page is well-formed, every link leads somewhere,
 * and no page needs anything inline. Builds it into a temporary folder with the program under test (FEITENBLAD); SITE=dir
 * looks at a site that is already there. */
#include "site/site_check.h"
#include <glib/gstdio.h>
#include <unistd.h>

typedef struct {
  char *folder;
  bool made;
  SiteCheck *check;
  GPtrArray *regions; /* paths below the root */
} Fixture;

/* The example project by another name, so that the build's memory stays out of the source tree. */
static char *link_project(const char *parent) {
  static const char *const parts[] = {"feitenblad.yaml", "datasets", "templates", "fonts", "site"};
  char *project = g_build_filename(parent, "project", NULL);
  g_autofree char *here = g_get_current_dir();
  assert_int_equal(g_mkdir(project, 0700), 0);
  for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
    g_autofree char *to = g_build_filename(here, parts[i], NULL), *from = g_build_filename(project, parts[i], NULL);
    assert_int_equal(symlink(to, from), 0);
  }
  return project;
}

static char *build_site(void) {
  const char *binary = g_getenv("FEITENBLAD");
  if (!binary) binary = "build/feitenblad";
  g_autofree char *parent = g_dir_make_tmp("feitenblad-site-XXXXXX", NULL), *project = link_project(parent);
  char *output = g_build_filename(parent, "public", NULL);
  const char *argv[] = {binary, "build", "--project", project, "--output", output, "--format", "svg,html", NULL};
  g_autofree char *errors = NULL;
  int status = 0;
  g_autoptr(GError) error = NULL;
  if (!g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, &errors, &status, &error))
    fail_msg("%s", error->message);
  if (!g_spawn_check_wait_status(status, &error)) fail_msg("%s: %s", error->message, errors);
  return output;
}

static void load_regions(Fixture *fixture) {
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(Config) config = config_load(".", diags);
  assert_non_null(config);
  g_autoptr(Dataset) dataset = dataset_load(config, diags);
  assert_non_null(dataset);
  const GPtrArray *regions = dataset_regions(dataset);
  fixture->regions = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < regions->len; i++) g_ptr_array_add(fixture->regions, doc_region_path(regions->pdata[i]));
}

static int setup(void **state) {
  Fixture *fixture = g_new0(Fixture, 1);
  const char *site = g_getenv("SITE");
  fixture->made = !site;
  fixture->folder = site ? g_strdup(site) : build_site();
  fixture->check = site_check_new(fixture->folder);
  load_regions(fixture);
  *state = fixture;
  return 0;
}

static int teardown(void **state) {
  Fixture *fixture = *state;
  if (fixture->made) {
    g_autofree char *parent = g_path_get_dirname(fixture->folder);
    assert_true(file_remove_tree(parent, NULL));
  }
  site_check_free(fixture->check);
  g_ptr_array_unref(fixture->regions);
  g_free(fixture->folder);
  g_free(fixture);
  return 0;
}

/* All findings at once: the first ten lines say enough. */
static void no_findings(GPtrArray *found) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < found->len && i < 10; i++) g_string_append_printf(text, "%s\n", (const char *)found->pdata[i]);
  guint count = found->len;
  g_ptr_array_unref(found);
  if (count) fail_msg("%u findings:\n%s", count, text->str);
}

static void test_every_region_has_its_files(void **state) {
  Fixture *fixture = *state;
  static const char *const names[] = {"index.html", "data.csv"};
  assert_true(fixture->regions->len > 0);
  for (guint i = 0; i < fixture->regions->len; i++) {
    for (guint k = 0; k < G_N_ELEMENTS(names); k++) {
      g_autofree char *path = g_build_filename(fixture->regions->pdata[i], names[k], NULL);
      if (!site_check_has(fixture->check, path)) fail_msg("%s is missing", path);
    }
  }
  static const char *const shared[] = {"index.html", "404.html", "regios/index.html"};
  for (guint i = 0; i < G_N_ELEMENTS(shared); i++)
    if (!site_check_has(fixture->check, shared[i])) fail_msg("%s is missing", shared[i]);
}

static void test_pages_are_well_formed(void **state) { no_findings(site_check_pages(((Fixture *)*state)->check)); }
static void test_links_resolve(void **state) { no_findings(site_check_links(((Fixture *)*state)->check)); }
static void test_figures_stand_alone(void **state) { no_findings(site_check_svgs(((Fixture *)*state)->check)); }
static void test_style_needs_nobody(void **state) { no_findings(site_check_css(((Fixture *)*state)->check)); }
static void test_data_has_twelve_columns(void **state) { no_findings(site_check_csvs(((Fixture *)*state)->check)); }

static char *read_page(const Fixture *fixture, const char *path) {
  g_autofree char *file = g_build_filename(fixture->folder, path, NULL);
  char *text = NULL;
  g_autoptr(GError) error = NULL;
  if (!g_file_get_contents(file, &text, NULL, &error)) fail_msg("%s", error->message);
  return text;
}

static void says(const char *page, const char *text) {
  if (!strstr(page, text)) fail_msg("'%s' is not in:\n%s", text, page);
}

/* Who comes by an old address is led on; to choose between several is the reader's. */
static void test_old_addresses_lead_on(void **state) {
  g_autofree char *weesp = read_page(*state, "gemeente/weesp/index.html"), *haaren = read_page(*state, "gemeente/haaren/index.html");
  g_autofree char *ubbergen = read_page(*state, "gemeente/ubbergen/index.html");
  says(weesp, "<meta http-equiv=\"refresh\" content=\"0; url=../../gemeente/amsterdam/index.html\" />");
  says(weesp, "<link rel=\"canonical\" href=\"https://www.eenthuisvooriedereen.example/gemeente/amsterdam/\" />");
  says(weesp, "Weesp hoort sinds 24 maart 2022 bij Amsterdam.");
  says(weesp, "<a class=\"button primary\" href=\"../../gemeente/amsterdam/index.html\">Naar Amsterdam</a>");
  says(ubbergen, "Ubbergen hoort sinds 1 januari 2015 bij Groesbeek. Dat is nu Berg en Dal.");
  says(haaren, "Haaren is op 1 januari 2021 verdeeld over Boxtel, Oisterwijk, Tilburg en Vught.");
  assert_null(strstr(haaren, "http-equiv=\"refresh\""));
  g_autofree char *noordwijk = read_page(*state, "gemeente/noordwijk/index.html");
  assert_null(strstr(noordwijk, "http-equiv=\"refresh\""));
}

/* Where a number was wrong it is said: with the number, on the region's page, and in the list of the site. */
static void test_corrections(void **state) {
  g_autofree char *all = read_page(*state, "correcties/index.html"), *index = read_page(*state, "regios/index.html");
  g_autofree char *corrected = read_page(*state, "gemeente/zoetermeer/index.html"), *withdrawn = read_page(*state, "gemeente/zeewolde/index.html");
  g_autofree char *other = read_page(*state, "gemeente/groningen/index.html"), *data = read_page(*state, "gemeente/zeewolde/data.csv");
  const char *newest = strstr(all, "Gecorrigeerd op 2 juni 2025"), *older = strstr(all, "Ingetrokken op 12 mei 2025");
  assert_true(newest && older && newest < older);
  says(all, "<a href=\"../gemeente/zoetermeer/index.html\">");
  says(index, "<a href=\"../correcties/index.html\">Correcties</a>");
  says(corrected, "4,9 gecorrigeerd");
  says(corrected, "<p class=\"source correction\">Gecorrigeerd op 2 juni 2025 (Zoetermeer): Voorbeeld: ");
  says(corrected, "<b>Gehuisveste dak- en thuisloze mensen per 10.000 inwoners, Zoetermeer, 2024</b>, gecorrigeerd op 2 juni 2025. Voorbeeld: ");
  says(withdrawn, "Ingetrokken");
  says(data, ",statushouders,2024,,,,,withdrawn,example,");
  assert_null(strstr(other, "orrectie"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_every_region_has_its_files), cmocka_unit_test(test_pages_are_well_formed),
    cmocka_unit_test(test_links_resolve), cmocka_unit_test(test_figures_stand_alone),
    cmocka_unit_test(test_style_needs_nobody), cmocka_unit_test(test_data_has_twelve_columns),
    cmocka_unit_test(test_old_addresses_lead_on), cmocka_unit_test(test_corrections)};
  return cmocka_run_group_tests_name("site", tests, setup, teardown);
}
