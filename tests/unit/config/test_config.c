/* The project file: the example as it stands, the defaults, and every way to get it wrong with its place. */
#include "config/config.h"
#include "support/folder.h"

#define HEAD "title: T\nedition: 2025-03-14\n"
#define LEVEL "levels:\n  - id: gemeente\n    template: gemeente.md\n"

/* Loads a project that consists of `yaml`. */
static Config *load(const char *yaml, Diags *diags) {
  char *root = folder_new();
  folder_write(root, "feitenblad.yaml", yaml);
  Config *config = config_load(root, diags);
  folder_drop(root);
  return config;
}

static void check_refused(const char *yaml, const char *expected) {
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(Config) config = load(yaml, diags);
  GString *found = g_string_new(NULL);
  for (guint i = 0; i < diags_length(diags); i++) {
    const Diag *diag = diags_get(diags, i);
    assert_string_equal(diag->pos.file, "feitenblad.yaml");
    g_string_append_printf(found, "%d:%d %s\n", diag->pos.line, diag->pos.column, diag->code);
  }
  if (strcmp(found->str, expected)) fail_msg("for\n%s\nfound\n%sexpected\n%s", yaml, found->str, expected);
  g_string_free(found, TRUE);
  assert_null(config);
}

static void test_the_example(void **state G_GNUC_UNUSED) {
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(Config) config = config_load(".", diags);
  g_autofree char *found = diags_format(diags, 0);
  assert_string_equal(found, "");
  assert_true(g_path_is_absolute(config->root));
  assert_string_equal(config->title, "Een thuis voor iedereen");
  assert_string_equal(config->edition, "2025-06-20");
  assert_int_equal(config->levels->len, 5);
  assert_string_equal(config_level(config, "arbeidsmarktregio")->alias, "regio");
  assert_ptr_equal(config_level_by_alias(config, "regio"), config_level(config, "arbeidsmarktregio"));
  assert_null(config_level(config, "regio"));
  assert_null(config_level_by_alias(config, "arbeidsmarktregio"));
  assert_string_equal(config_level(config, "land")->folder, "");
  assert_int_equal(config->benchmarks->len, 3);
  assert_string_equal(g_ptr_array_index(config->benchmarks, 0), "arbeidsmarktregio");
  g_autofree char *path = config_path(config, config->datapackage);
  assert_true(g_str_has_suffix(path, "/datasets/datapackage.json"));
}

static void test_defaults(void **state G_GNUC_UNUSED) {
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(Config) config = load(HEAD LEVEL, diags);
  assert_int_equal(diags_length(diags), 0);
  assert_string_equal(config->subtitle, "");
  assert_string_equal(config->language, "nl");
  assert_string_equal(config->base_url, "");
  assert_string_equal(config->datapackage, "datasets/datapackage.json");
  assert_string_equal(config->theme, "templates/theme.yaml");
  assert_string_equal(config->locale, "templates/locale/nl.yaml");
  assert_string_equal(config->fonts, "fonts/fonts.conf");
  assert_int_equal(config->task_timeout, 60);
  assert_int_equal(config->benchmarks->len, 0);
  const LevelConfig *level = config_level(config, "gemeente");
  assert_string_equal(level->alias, "gemeente");
  assert_string_equal(level->folder, "gemeente");
  assert_string_equal(level->label, "gemeente");
  assert_string_equal(level->plural, "gemeente");
  assert_string_equal(level->title, "{name}");
  assert_string_equal(level->code, "");
}

static void test_the_language_chooses_the_locale(void **state G_GNUC_UNUSED) {
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(Config) config = load(HEAD "language: fy\nbase_url: https://www.example.org/x//\n" LEVEL, diags);
  assert_string_equal(config->locale, "templates/locale/fy.yaml");
  assert_string_equal(config->base_url, "https://www.example.org/x");
}

static void test_values(void **state G_GNUC_UNUSED) {
  check_refused("", "1:1 config-missing\n1:1 config-missing\n1:1 config-missing\n");
  check_refused("- a\n", "1:1 yaml-type\n");
  check_refused("title: ''\nedition: 2025-03-14\n" LEVEL, "1:8 config-missing\n");
  check_refused("title: [T]\nedition: 2025-03-14\n" LEVEL, "1:8 yaml-type\n1:8 config-missing\n");
  check_refused("title: T\nedition: 2025-02-29\n" LEVEL, "2:10 config-date\n");
  check_refused("title: T\nedition: 2025-03\n" LEVEL, "2:10 config-date\n");
  check_refused("title: T\nedition: 14-03-2025\n" LEVEL, "2:10 config-date\n");
  check_refused(HEAD "tittle: x\n" LEVEL, "3:1 yaml-unknown-key\n");
  check_refused(HEAD "language: Nederlands\n" LEVEL, "3:11 config-language\n");
  check_refused(HEAD "language: ../..\n" LEVEL, "3:11 config-language\n");
}

static void test_addresses_and_limits(void **state G_GNUC_UNUSED) {
  static const char *const addresses[] = {"www.example.org",  "ftp://example.org", "https://",
                                          "https://a.b/?q",   "javascript:x",      "https://u:p@a.b",
                                          "https://a b",      "https://a.b/\"x",   "https://-a.b"};
  for (gsize i = 0; i < G_N_ELEMENTS(addresses); i++) {
    g_autofree char *yaml = g_strdup_printf(HEAD "base_url: '%s'\n" LEVEL, addresses[i]);
    check_refused(yaml, "3:11 config-url\n");
  }
  check_refused(HEAD "task_timeout: 0\n" LEVEL, "3:15 config-range\n");
  check_refused(HEAD "task_timeout: 3601\n" LEVEL, "3:15 config-range\n");
  check_refused(HEAD "task_timeout: een\n" LEVEL, "3:15 yaml-type\n");
}

static void test_paths_stay_inside(void **state G_GNUC_UNUSED) {
  static const char *const paths[] = {"/etc/passwd", "../x", "a/../../x", "a/..", "./a", "a//b", ".", "a/"};
  for (gsize i = 0; i < G_N_ELEMENTS(paths); i++) {
    g_autofree char *yaml = g_strdup_printf(HEAD "theme: %s\n" LEVEL, paths[i]);
    check_refused(yaml, "3:8 config-path\n");
  }
}

static void test_levels(void **state G_GNUC_UNUSED) {
  check_refused(HEAD "levels: []\n", "3:9 config-missing\n");
  check_refused(HEAD "levels: gemeente\n", "3:9 config-missing\n");
  check_refused(HEAD "levels: [gemeente]\n", "3:10 yaml-type\n");
  check_refused(HEAD "levels: [{ id: a }]\n", "3:10 config-missing\n");
  check_refused(HEAD "levels: [{ id: Gemeente, template: a.md, folder: a }]\n", "3:16 config-name\n");
  check_refused(HEAD "levels: [{ id: a, alias: b-c, template: a.md, folder: a }]\n", "3:26 config-name\n");
  check_refused(HEAD "levels: [{ id: a, template: ../a.md }]\n", "3:29 config-template\n");
  check_refused(HEAD "levels: [{ id: a, template: a.html }]\n", "3:29 config-template\n");
  check_refused(HEAD "levels: [{ id: a, template: a.md, folder: ../a }]\n", "3:43 config-folder\n");
  check_refused(HEAD "levels: [{ id: a, template: a.md, folder: a/b }]\n", "3:43 config-folder\n");
  check_refused(HEAD "levels: [{ id: a, template: a.md, folder: assets }]\n", "3:43 config-folder\n");
  check_refused(HEAD "levels: [{ id: a, template: a.md, title: Regio }]\n", "3:42 config-title\n");
  check_refused(HEAD "levels: [{ id: a, template: a.md, title: \"{name} {nmae}\" }]\n", "3:42 config-title\n");
  check_refused(HEAD "levels: [{ id: a, template: a.md, code: RR }]\n", "3:41 config-code\n");
  check_refused(HEAD "levels: [{ id: a, template: a.md, cod: R }]\n", "3:35 yaml-unknown-key\n");
}

static void check_two_levels(const char *first, const char *second, const char *expected) {
  g_autofree char *yaml = g_strdup_printf(HEAD "levels:\n  - { template: a.md, %s }\n  - { template: a.md, %s }\n", first, second);
  check_refused(yaml, expected);
}

static void test_levels_differ(void **state G_GNUC_UNUSED) {
  check_two_levels("id: a", "id: a, alias: b, folder: c", "5:27 config-duplicate\n");
  check_two_levels("id: a", "id: b, alias: a, folder: c", "5:37 config-duplicate\n");
  check_two_levels("id: a, alias: b", "id: b, alias: c", "5:37 config-duplicate\n");
  check_two_levels("id: a", "id: b, folder: a", "5:38 config-duplicate\n");
  check_two_levels("id: a, code: R", "id: b, code: R", "5:36 config-duplicate\n");
}

static void test_profiles(void **state G_GNUC_UNUSED) {
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(Config) config = load(HEAD "profiles: [screen, print]\n" LEVEL "    profiles: [greyscale]\n", diags);
  g_autoptr(Config) common = load(HEAD "profiles: [screen, print]\n" LEVEL, diags);
  g_autoptr(Config) neither = load(HEAD LEVEL, diags);
  assert_int_equal(((LevelConfig *)g_ptr_array_index(config->levels, 0))->profiles, 1 << PROFILE_GREYSCALE);
  assert_int_equal(((LevelConfig *)g_ptr_array_index(common->levels, 0))->profiles, 1 << PROFILE_SCREEN | 1 << PROFILE_PRINT);
  assert_int_equal(((LevelConfig *)g_ptr_array_index(neither->levels, 0))->profiles, PROFILES_DEFAULT);
  check_refused(HEAD "profiles: [screen, grayscale]\n" LEVEL, "3:20 config-profile\n");
  check_refused(HEAD "profiles: screen\n" LEVEL, "3:11 yaml-type\n");
  check_refused(HEAD "profiles: []\n" LEVEL, "3:11 yaml-type\n");
}

static void test_handouts(void **state G_GNUC_UNUSED) {
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(Config) config = load(HEAD LEVEL "handouts:\n  - { id: webinar, level: gemeente, cards: [a, b], per_page: 6 }\n"
                                  "  - { id: dag, regions: [delft, GM0344], profiles: [greyscale], template: dag.md }\n", diags);
  assert_int_equal(config->handouts->len, 2);
  const HandoutConfig *first = g_ptr_array_index(config->handouts, 0), *second = g_ptr_array_index(config->handouts, 1);
  assert_string_equal(first->template, "handout.md");
  assert_string_equal(first->level->text, "gemeente");
  assert_string_equal(((const HandoutWord *)g_ptr_array_index(first->cards, 1))->text, "b");
  assert_int_equal(first->per_page, 6);
  assert_int_equal(first->profiles, PROFILES_DEFAULT);
  assert_int_equal(second->regions->len, 2);
  assert_null(second->level);
  assert_null(second->cards);
  assert_int_equal(second->profiles, 1 << PROFILE_GREYSCALE);
#define HANDOUT(text) HEAD LEVEL "handouts:\n  - { id: w, level: gemeente, " text " }\n"
  check_refused(HANDOUT("per_page: 3"), "7:41 config-range\n");
  check_refused(HANDOUT("cardz: [a]"), "7:31 yaml-unknown-key\n");
  check_refused(HANDOUT("regions: [delft]"), "7:5 config-handout\n");
  check_refused(HANDOUT("template: ../x.md"), "7:41 config-name\n");
  check_refused(HANDOUT("cards: [{a: b}]"), "7:39 yaml-type\n");
  check_refused(HEAD LEVEL "handouts:\n  - { id: Webinar 1, level: gemeente }\n", "7:11 config-name\n");
  check_refused(HEAD LEVEL "handouts:\n  - { id: w }\n", "7:5 config-handout\n");
  check_refused(HEAD LEVEL "handouts:\n  - { id: w, level: gemeente }\n  - { id: w, level: gemeente }\n", "8:5 config-duplicate\n");
  check_refused(HEAD LEVEL "handouts: w\n", "6:11 yaml-type\n");
}

static void test_benchmarks(void **state G_GNUC_UNUSED) {
  static const char levels[] = HEAD "levels:\n  - { id: land, template: a.md, code: N }\n  - { id: wijk, template: a.md }\n";
  g_autofree char *unknown = g_strconcat(levels, "benchmarks: [lnad]\n", NULL);
  check_refused(unknown, "6:14 config-benchmark\n");
  g_autofree char *without_letter = g_strconcat(levels, "benchmarks: [land, wijk]\n", NULL);
  check_refused(without_letter, "6:20 config-benchmark\n");
  g_autofree char *twice = g_strconcat(levels, "benchmarks: [land, land]\n", NULL);
  check_refused(twice, "6:20 config-duplicate\n");
  g_autofree char *no_list = g_strconcat(levels, "benchmarks: land\n", NULL);
  check_refused(no_list, "6:13 yaml-type\n");
}

static void test_documents(void **state G_GNUC_UNUSED) {
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(Config) config = load(
      HEAD "levels:\n  - { id: gemeente, template: a.md }\n  - { id: land, template: b.md }\n"
           "documents:\n  - { id: poster, template: poster.md, label: Een poster, levels: [gemeente], profile: print, pages: 2 }\n"
           "  - { id: kaart, template: kaart.md, format: png, dpi: 192 }\n", diags);
  assert_int_equal(diags_length(diags), 0);
  const DocumentConfig *poster = config_document(config, "poster"), *card = config_document(config, "kaart");
  assert_string_equal(poster->file, "poster.pdf");
  assert_string_equal(poster->label, "Een poster");
  assert_int_equal(poster->profile, PROFILE_PRINT);
  assert_int_equal(poster->pages, 2);
  assert_int_equal(card->pages, 1);
  assert_string_equal(card->file, "kaart.png");
  assert_string_equal(card->label, "kaart");
  assert_int_equal(card->dpi, 192);
  assert_null(config_document(config, "handout"));
  const GPtrArray *small = config_level(config, "gemeente")->documents, *large = config_level(config, "land")->documents;
  assert_int_equal(small->len, 2);
  assert_ptr_equal(g_ptr_array_index(small, 0), poster);
  assert_int_equal(large->len, 1);
  assert_ptr_equal(g_ptr_array_index(large, 0), card);
}

static void test_documents_are_refused(void **state G_GNUC_UNUSED) {
  static const struct { const char *entry, *expected; } CASES[] = {
      {"{ id: factsheet, template: a.md }", "7:9 config-document\n"},
      {"{ id: factsheet-grijs, template: a.md }", "7:9 config-document\n"},
      {"{ id: data, template: a.md }", "7:9 config-document\n"},
      {"{ id: ../x, template: a.md }", "7:9 config-document\n"},
      {"{ id: a.b, template: a.md }", "7:9 config-document\n"},
      {"{ id: a }", "7:3 config-missing\n"},
      {"{ id: a, template: ../a.md }", "7:22 config-template\n"},
      {"{ id: a, template: a.md, format: jpg }", "7:36 config-document\n"},
      {"{ id: a, template: a.md, profile: grey }", "7:37 config-document\n"},
      {"{ id: a, template: a.md, dpi: 150 }", "7:33 config-document\n"},
      {"{ id: a, template: a.md, format: png, dpi: 1500 }", "7:46 config-range\n"},
      {"{ id: a, template: a.md, pages: -1 }", "7:35 config-range\n"},
      {"{ id: a, template: a.md, format: png, pages: 2 }", "7:48 config-range\n"},
      {"{ id: a, template: a.md, levels: [gemeent] }", "7:37 config-document\n"},
      {"{ id: a, template: a.md, levels: gemeente }", "7:36 yaml-type\n"},
      {"{ id: a, template: a.md, lable: A }", "7:28 yaml-unknown-key\n"},
      {"{ id: a, template: a.md }\n- { id: a, template: b.md }", "8:9 config-duplicate\n"}};
  for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autofree char *yaml = g_strconcat(HEAD LEVEL "documents:\n- ", CASES[i].entry, "\n", NULL);
    check_refused(yaml, CASES[i].expected);
  }
  check_refused(HEAD LEVEL "documents: poster\n", "6:12 yaml-type\n");
}

static void test_hints(void **state G_GNUC_UNUSED) {
  g_autoptr(Diags) diags = diags_new();
  assert_null(load(HEAD "levels:\n  - { id: provincie, template: a.md, code: P }\nbenchmarks: [provinice]\n", diags));
  assert_string_equal(diags_get(diags, 0)->hint, "did you mean 'provincie'?");
  g_autoptr(Diags) nowhere = diags_new();
  assert_null(config_load("/nowhere", nowhere));
  assert_non_null(strstr(diags_get(nowhere, 0)->message, "/nowhere"));
  assert_non_null(strstr(diags_get(nowhere, 0)->hint, "--project"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_the_example),
      cmocka_unit_test(test_defaults),
      cmocka_unit_test(test_the_language_chooses_the_locale),
      cmocka_unit_test(test_values),
      cmocka_unit_test(test_addresses_and_limits),
      cmocka_unit_test(test_paths_stay_inside),
      cmocka_unit_test(test_levels),
      cmocka_unit_test(test_levels_differ),
      cmocka_unit_test(test_profiles),
      cmocka_unit_test(test_handouts),
      cmocka_unit_test(test_benchmarks),
      cmocka_unit_test(test_documents),
      cmocka_unit_test(test_documents_are_refused),
      cmocka_unit_test(test_hints),
  };
  return cmocka_run_group_tests_name("config", tests, NULL, NULL);
}
