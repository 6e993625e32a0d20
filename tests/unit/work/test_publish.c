/* Staging and publishing: the old site stays whole until the new one is, and unfit targets are refused beforehand. */
#include "support/folder.h"
#include <gio/gio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "work/publish.h"
#include "work/state.h"

static void assert_file(const char *folder, const char *name, const char *text) {
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_autofree char *contents = NULL;
  assert_true(file_read(path, &contents, NULL, NULL));
  assert_string_equal(contents, text);
}

static void assert_no_file(const char *folder, const char *name) {
  g_autofree char *path = g_build_filename(folder, name, NULL);
  assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
}

static void write_stage(Stage *stage, const char *name, const char *text) {
  g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
  assert_true(stage_write(stage, name, bytes, NULL));
}

static void a_new_site_takes_the_old_ones_place(void **state) {
  g_autofree char *output = g_build_filename(*state, "public", NULL);
  folder_write(output, "gemeente/delft/index.html", "old");
  folder_write(output, "gone.html", "old");
  g_autoptr(GError) error = NULL;
  Stage *stage = stage_new(output, &error);
  assert_non_null(stage);
  write_stage(stage, "gemeente/delft/index.html", "new");
  assert_file(output, "gemeente/delft/index.html", "old");
  assert_int_equal(stage_count_files(stage_path(stage)), 1);
  assert_true(stage_publish(stage, &error));
  stage_free(stage);
  assert_file(output, "gemeente/delft/index.html", "new");
  assert_no_file(output, "gone.html");
  assert_no_file(*state, ".public.new");
  assert_no_file(*state, ".public.lock");
}

static void an_unpublished_stage_leaves_no_trace(void **state) {
  g_autofree char *output = g_build_filename(*state, "public", NULL);
  folder_write(output, "index.html", "old");
  Stage *stage = stage_new(output, NULL);
  write_stage(stage, "index.html", "half");
  stage_free(stage);
  assert_file(output, "index.html", "old");
  assert_no_file(*state, ".public.new");
}

static void a_partial_build_changes_only_its_own(void **state) {
  g_autofree char *output = g_build_filename(*state, "public", NULL);
  folder_write(output, "gemeente/delft/index.html", "old delft");
  folder_write(output, "gemeente/delft/extra.svg", "old");
  folder_write(output, "gemeente/ede/index.html", "old ede");
  g_autoptr(GError) error = NULL;
  Stage *stage = stage_new(output, &error);
  assert_true(stage_copy_output(stage, &error));
  assert_true(stage_drop(stage, "gemeente/delft", &error));
  write_stage(stage, "gemeente/delft/index.html", "new delft");
  write_stage(stage, "gemeente/ede/index.html", "never mind");
  assert_file(output, "gemeente/ede/index.html", "old ede"); /* a hard link must not carry the writing back */
  assert_true(stage_drop(stage, "gemeente/ede", &error));
  assert_true(stage_keep(stage, "gemeente/ede", &error));
  assert_true(stage_publish(stage, &error));
  stage_free(stage);
  assert_file(output, "gemeente/delft/index.html", "new delft");
  assert_no_file(output, "gemeente/delft/extra.svg");
  assert_file(output, "gemeente/ede/index.html", "old ede");
}

static void two_builds_do_not_write_one_site(void **state) {
  g_autofree char *output = g_build_filename(*state, "public", NULL);
  Stage *first = stage_new(output, NULL);
  assert_non_null(first);
  g_autoptr(GError) error = NULL;
  assert_null(stage_new(output, &error));
  assert_non_null(strstr(error->message, "another build"));
  stage_free(first);
}

static void a_link_or_a_file_is_refused(void **state) {
  g_autofree char *link = g_build_filename(*state, "link", NULL);
  g_autofree char *file = g_build_filename(*state, "file", NULL);
  g_autoptr(GError) error = NULL;
  assert_int_equal(symlink("/tmp", link), 0);
  assert_null(stage_new(link, &error));
  assert_non_null(strstr(error->message, "symbolic link"));
  g_clear_error(&error);
  folder_write(*state, "file", "x");
  assert_null(stage_new(file, &error));
  assert_non_null(strstr(error->message, "not a folder"));
}

static void state_remembers_only_what_is_still_there(void **state) {
  g_autofree char *output = g_build_filename(*state, "public", NULL);
  const char *files[] = {"gemeente/ede/index.html", "gemeente/ede/data.csv"};
  folder_write(output, files[0], "a");
  folder_write(output, files[1], "b");
  State *first = state_load(*state, output);
  assert_null(state_key(first, "gemeente/ede"));
  state_set(first, "gemeente/ede", "abc", 2, files, 2);
  assert_true(state_save(first, NULL));
  state_free(first);
  State *second = state_load(*state, output);
  g_autofree char *key = state_key(second, "gemeente/ede");
  assert_string_equal(key, "abc");
  assert_int_equal(state_pages(second, "gemeente/ede"), 2);
  g_autofree char *gone = g_build_filename(output, files[1], NULL);
  assert_int_equal(unlink(gone), 0);
  assert_null(state_key(second, "gemeente/ede"));
  state_free(second);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(a_new_site_takes_the_old_ones_place, folder_set_up, folder_tear_down),
      cmocka_unit_test_setup_teardown(an_unpublished_stage_leaves_no_trace, folder_set_up, folder_tear_down),
      cmocka_unit_test_setup_teardown(a_partial_build_changes_only_its_own, folder_set_up, folder_tear_down),
      cmocka_unit_test_setup_teardown(two_builds_do_not_write_one_site, folder_set_up, folder_tear_down),
      cmocka_unit_test_setup_teardown(a_link_or_a_file_is_refused, folder_set_up, folder_tear_down),
      cmocka_unit_test_setup_teardown(state_remembers_only_what_is_still_there, folder_set_up, folder_tear_down),
  };
  return cmocka_run_group_tests_name("work/publish", tests, NULL, NULL);
}
