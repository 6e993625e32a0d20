/* The line that a finding points at: cells, carets, and files that are not what they should be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/excerpt.h"
#include "base/file.h"

static char *folder;

static int make_folder(void **state G_GNUC_UNUSED) {
  folder = g_dir_make_tmp("feitenblad-XXXXXX", NULL);
  return folder ? 0 : -1;
}

static int remove_folder(void **state G_GNUC_UNUSED) {
  bool ok = file_remove_tree(folder, NULL);
  g_free(folder);
  return ok ? 0 : -1;
}

/* What is shown of a finding at line:column of a file with that text. */
static void shows(const char *file, const char *text, int line, int column, const char *expected) {
  g_autofree char *path = g_build_filename(folder, file, NULL);
  assert_true(file_write(path, text, strlen(text), NULL));
  g_autoptr(Excerpts) excerpts = excerpts_new(folder);
  g_autoptr(Diags) diags = diags_new();
  diags_error(diags, "code", (SourcePos){file, line, column}, "hint", "message");
  g_autofree char *shown = diags_format_with(diags, 0, excerpts_append, excerpts);
  g_autofree char *whole = g_strdup_printf("%s:%d:%d: error: message [code]\n%s  hint: hint\n", file, line, column, expected);
  assert_string_equal(shown, whole);
}

static void test_caret(void **state G_GNUC_UNUSED) {
  shows("a.csv", "a,b\n1,22,3\n", 2, 3, "  | 1,22,3\n  |   ^~\n");
  shows("a.csv", "\xef\xbb\xbf" "a;b\r\n1;2,2;3\r\n", 2, 3, "  | 1;2,2;3\n  |   ^~~\n");
  shows("a.csv", "Súdwest,\"a, \"\"b\"\"\",3\n", 1, 9, "  | Súdwest,\"a, \"\"b\"\"\",3\n  |         ^~~~~~~~~~\n");
  shows("a.csv", "\x80,x\n", 1, 3, "  | €,x\n  |   ^\n"); /* Windows-1252 */
  shows("a.csv", "a\tb\x1b[31m\n", 1, 3, "  | a\\tb\\u001b[31m\n  |    ^~~~~~~~~~~\n");
  shows("a.md", "# {{ x }}, y\n", 1, 6, "  | # {{ x }}, y\n  |      ^\n");
}

static void test_no_line(void **state G_GNUC_UNUSED) {
  shows("a.csv", "a,b\n", 9, 1, "");
  shows("a.csv", "a,b\n", 1, 9, "");
  shows("a.csv", "", 1, 1, "");
}

static void test_long_lines_are_cut(void **state G_GNUC_UNUSED) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (int i = 100; i < 200; i++) g_string_append_printf(text, "%d,", i);
  g_autofree char *path = g_build_filename(folder, "l.csv", NULL);
  assert_true(file_write(path, text->str, text->len, NULL));
  g_autoptr(Excerpts) excerpts = excerpts_new(folder);
  g_autoptr(GString) out = g_string_new(NULL);
  Diag diag = {DIAG_ERROR, "code", {"l.csv", 1, 4 * 50 + 1}, NULL, NULL};
  excerpts_append(out, &diag, excerpts);
  g_auto(GStrv) lines = g_strsplit(out->str, "\n", -1);
  assert_int_equal(g_utf8_strlen(lines[0], -1), 4 + 1 + 100 + 1);
  const char *caret = strchr(lines[1], '^');
  assert_memory_equal(g_utf8_offset_to_pointer(lines[0], caret - lines[1]), "150,", 4);
  assert_string_equal(caret, "^~~");
}

static void test_cell(void **state G_GNUC_UNUSED) {
  g_autofree char *path = g_build_filename(folder, "c.csv", NULL);
  const char *text = "a,\"b,c\",\n";
  assert_true(file_write(path, text, strlen(text), NULL));
  g_autoptr(Excerpts) excerpts = excerpts_new(folder);
  g_autofree char *quoted = excerpts_cell(excerpts, (SourcePos){"c.csv", 1, 3});
  g_autofree char *empty = excerpts_cell(excerpts, (SourcePos){"c.csv", 1, 9});
  g_autofree char *none = excerpts_cell(excerpts, (SourcePos){"c.csv", 1, 10});
  g_autofree char *missing = excerpts_cell(excerpts, (SourcePos){"d.csv", 1, 1});
  assert_string_equal(quoted, "\"b,c\"");
  assert_string_equal(empty, "");
  assert_null(none);
  assert_null(missing);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_caret), cmocka_unit_test(test_no_line),
                                     cmocka_unit_test(test_long_lines_are_cut), cmocka_unit_test(test_cell)};
  return cmocka_run_group_tests_name("excerpt", tests, make_folder, remove_folder);
}
