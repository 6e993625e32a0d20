/* Files: nothing half written, no link followed, no folder lost in an exchange, no path out of a name. */
#include "support/folder.h"
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

static char *below(void **state, const char *name) { return g_build_filename(*state, name, NULL); }

static void write_text(void **state, const char *name, const char *text) {
  g_autofree char *path = below(state, name);
  g_autoptr(GError) error = NULL;
  if (!file_write(path, text, strlen(text), &error)) fail_msg("%s", error->message);
}

static void check_text(void **state, const char *name, const char *expected) {
  g_autofree char *path = below(state, name);
  g_autofree char *text = NULL;
  gsize length;
  g_autoptr(GError) error = NULL;
  if (!file_read(path, &text, &length, &error)) fail_msg("%s", error->message);
  assert_string_equal(text, expected);
  assert_int_equal(length, strlen(expected));
}

static bool exists(void **state, const char *name) {
  g_autofree char *path = below(state, name);
  struct stat info;
  return lstat(path, &info) == 0;
}

static ino_t inode(void **state, const char *name) {
  g_autofree char *path = below(state, name);
  struct stat info;
  assert_int_equal(lstat(path, &info), 0);
  return info.st_ino;
}

static void make_link(void **state, const char *target, const char *name) {
  g_autofree char *path = below(state, name);
  assert_int_equal(symlink(target, path), 0);
}

static void test_write_and_read(void **state) {
  write_text(state, "a/b/c.txt", "first");
  write_text(state, "a/b/c.txt", "second");
  check_text(state, "a/b/c.txt", "second");
  g_autofree char *binary = below(state, "zero");
  assert_true(file_write(binary, "a\0b", 3, NULL));
  g_autofree char *text = NULL;
  gsize length = 0;
  assert_true(file_read(binary, &text, &length, NULL));
  assert_int_equal(length, 3);
  assert_memory_equal(text, "a\0b", 4);
  g_autofree char *empty = below(state, "empty");
  assert_true(file_write(empty, NULL, 0, NULL));
  check_text(state, "empty", "");
}

static void test_write_leaves_no_trace(void **state) {
  write_text(state, "d/only", "text");
  g_autofree char *folder = below(state, "d");
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  assert_string_equal(g_dir_read_name(dir), "only");
  assert_null(g_dir_read_name(dir));
}

static void test_write_replaces_a_link_not_its_target(void **state) {
  write_text(state, "outside", "safe");
  make_link(state, "outside", "link");
  write_text(state, "link", "mine");
  check_text(state, "outside", "safe");
  check_text(state, "link", "mine");
}

static void test_errors_name_the_path(void **state) {
  g_autofree char *path = below(state, "missing");
  char *text = (char *)"untouched";
  gsize length;
  g_autoptr(GError) error = NULL;
  assert_false(file_read(path, &text, &length, &error));
  assert_true(g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT));
  assert_non_null(strstr(error->message, "missing"));
  write_text(state, "file", "x");
  g_autofree char *inside = below(state, "file/below");
  g_autoptr(GError) second = NULL;
  assert_false(file_write(inside, "x", 1, &second));
  assert_non_null(strstr(second->message, "file"));
}

static void test_remove_tree_follows_no_link(void **state) {
  write_text(state, "precious/keep", "x");
  write_text(state, "tree/a/b", "x");
  write_text(state, "tree/.hidden", "x");
  make_link(state, "../precious", "tree/link");
  make_link(state, "nowhere", "tree/dangling");
  g_autofree char *tree = below(state, "tree");
  assert_true(file_remove_tree(tree, NULL));
  assert_false(exists(state, "tree"));
  check_text(state, "precious/keep", "x");
  assert_true(file_remove_tree(tree, NULL)); /* a missing one is no error */

  make_link(state, "precious", "way");
  g_autofree char *way = below(state, "way/"); /* the slash would lead through the link */
  assert_true(file_remove_tree(way, NULL));
  assert_false(exists(state, "way"));
  check_text(state, "precious/keep", "x");
  assert_false(file_remove_tree("/", NULL));
}

static void test_link_tree(void **state) {
  write_text(state, "old/index.html", "one");
  write_text(state, "old/gemeente/delft/index.html", "two");
  g_autofree char *empty = below(state, "old/empty"), *old = below(state, "old"), *copy = below(state, "new/place/copy");
  assert_int_equal(g_mkdir(empty, 0777), 0);
  make_link(state, "index.html", "old/link");
  g_autoptr(GError) error = NULL;
  if (!file_link_tree(old, copy, &error)) fail_msg("%s", error->message);
  check_text(state, "new/place/copy/gemeente/delft/index.html", "two");
  assert_true(inode(state, "old/index.html") == inode(state, "new/place/copy/index.html"));
  assert_true(exists(state, "new/place/copy/empty"));
  g_autofree char *link = below(state, "new/place/copy/link");
  g_autofree char *target = g_file_read_link(link, NULL);
  assert_string_equal(target, "index.html");
}

/* The old site must not change while the new one is written beside it. */
static void test_write_parts_hard_links(void **state) {
  write_text(state, "old/page", "old");
  g_autofree char *old = below(state, "old"), *copy = below(state, "copy");
  assert_true(file_link_tree(old, copy, NULL));
  write_text(state, "copy/page", "new");
  check_text(state, "old/page", "old");
  assert_true(file_remove_tree(copy, NULL));
  check_text(state, "old/page", "old");
}

static void test_link_tree_refuses(void **state) {
  write_text(state, "tree/file", "x");
  write_text(state, "there/file", "y");
  g_autofree char *tree = below(state, "tree"), *there = below(state, "there"), *inside = below(state, "tree/in/it");
  g_autofree char *missing = below(state, "missing"), *fresh = below(state, "fresh");
  assert_false(file_link_tree(tree, there, NULL));
  check_text(state, "there/file", "y");
  assert_false(file_link_tree(tree, inside, NULL));
  assert_false(exists(state, "tree/in"));
  assert_false(file_link_tree(missing, fresh, NULL));
  g_autofree char *pipe = below(state, "tree/pipe");
  assert_int_equal(mkfifo(pipe, 0600), 0);
  g_autoptr(GError) error = NULL;
  assert_false(file_link_tree(tree, fresh, &error));
  assert_non_null(strstr(error->message, "pipe"));
}

static void test_exchange(void **state) {
  write_text(state, "staged/page", "new");
  write_text(state, "public/page", "old");
  g_autofree char *staged = below(state, "staged"), *target = below(state, "public");
  g_autoptr(GError) error = NULL;
  if (!file_exchange(staged, target, &error)) fail_msg("%s", error->message);
  check_text(state, "public/page", "new");
  check_text(state, "staged/page", "old");
}

static void test_exchange_with_nothing(void **state) {
  write_text(state, "staged/page", "new");
  g_autofree char *staged = below(state, "staged"), *target = below(state, "public");
  assert_true(file_exchange(staged, target, NULL));
  check_text(state, "public/page", "new");
  assert_false(exists(state, "staged"));
  g_autoptr(GError) error = NULL;
  assert_false(file_exchange(staged, target, &error)); /* nothing staged: the site stays */
  assert_true(g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT));
  check_text(state, "public/page", "new");
}

static void test_safe_names(void **state G_GNUC_UNUSED) {
  static const char *const safe[] = {"delft", "s-gravenhage", "index.html", "0", "a_b", "nuenen-gerwen-en-nederwetten"};
  static const char *const unsafe[] = {"",   ".",      "..",    ".hidden", "-rf",   "_a",   "a/b", "a\\b", "a..b", "A",
                                       "é",  "a b",    "a\nb",  "a%2f",    "a:b",   "/",    "~",   "a\x7f", "..a", "a.."};
  for (gsize i = 0; i < G_N_ELEMENTS(safe); i++) assert_true(file_name_is_safe(safe[i]));
  for (gsize i = 0; i < G_N_ELEMENTS(unsafe); i++)
    if (file_name_is_safe(unsafe[i])) fail_msg("'%s' was taken for safe", unsafe[i]);
  assert_false(file_name_is_safe(NULL));
  g_autofree char *longest = g_strnfill(80, 'a'), *longer = g_strnfill(81, 'a');
  assert_true(file_name_is_safe(longest));
  assert_false(file_name_is_safe(longer));
}

#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_set_up, folder_tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      WITH_FOLDER(test_write_and_read),
      WITH_FOLDER(test_write_leaves_no_trace),
      WITH_FOLDER(test_write_replaces_a_link_not_its_target),
      WITH_FOLDER(test_errors_name_the_path),
      WITH_FOLDER(test_remove_tree_follows_no_link),
      WITH_FOLDER(test_link_tree),
      WITH_FOLDER(test_write_parts_hard_links),
      WITH_FOLDER(test_link_tree_refuses),
      WITH_FOLDER(test_exchange),
      WITH_FOLDER(test_exchange_with_nothing),
      cmocka_unit_test(test_safe_names),
  };
  return cmocka_run_group_tests_name("file", tests, NULL, NULL);
}
