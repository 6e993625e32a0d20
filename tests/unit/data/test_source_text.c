/* The text of a file goes as it is read, and its checksum is that of all of it. */
#include "data/source_text.h"
#include "fixture.h"

enum { STEP = 4 * 1024 * 1024, LENGTH = 2 * STEP + 77777, PATIENCE = 10000 };

static void check_file(gsize length, gsize passed) {
  g_autofree char *folder = g_dir_make_tmp("feitenblad-XXXXXX", NULL), *path = g_build_filename(folder, "t.csv", NULL);
  g_autofree char *bytes = g_malloc(length + 1);
  for (gsize i = 0; i < length; i++) bytes[i] = (char)('a' + i % 23);
  g_autofree char *expected = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, length);
  assert_true(file_write(path, bytes, length, NULL));
  g_autoptr(GError) error = NULL;
  SourceText *text = source_text_open(path, &error);
  assert_non_null(text);
  gsize found;
  const char *read = source_text_bytes(text, &found);
  assert_int_equal(found, length);
  assert_memory_equal(read, bytes, length);
  /* Only what is in the checksum can go, and that grows by whole mebibytes: the rest of what was passed may still be there. */
  for (guint i = 0; passed && i < PATIENCE && *(volatile const char *)read; i++, g_usleep(1000)) source_text_pass(text, read + passed);
  for (gsize i = 0; i < passed / STEP * STEP; i += 4096) assert_int_equal(((volatile const char *)read)[i], 0);
  assert_memory_equal(read + passed, bytes + passed, length - passed);
  g_autofree char *sum = source_text_close(text);
  assert_string_equal(sum, expected);
  assert_true(file_remove_tree(folder, NULL));
}

static void test_large_and_small(void **state G_GNUC_UNUSED) {
  check_file(0, 0);
  check_file(1000, 0);
  check_file(LENGTH, 0);
  check_file(LENGTH, STEP + 5);
}

static void test_no_file(void **state G_GNUC_UNUSED) {
  g_autoptr(GError) error = NULL;
  assert_null(source_text_open("no-such-folder/t.csv", &error));
  assert_non_null(error);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_large_and_small), cmocka_unit_test(test_no_file)};
  return cmocka_run_group_tests_name("source_text", tests, NULL, NULL);
}
