/* Findings: sorted, grouped, printable whatever was found, and the same after the way from worker to parent. */
#include "base/diag.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* cmocka last: it needs the types above. */
#include <cmocka.h>

static SourcePos at(const char *file, int line, int column) { return (SourcePos){file, line, column}; }

static void check_format(const Diags *diags, guint group_after, const char *expected) {
  g_autofree char *text = diags_format(diags, group_after);
  assert_string_equal(text, expected);
}

static void test_sorted_as_a_compiler_prints(void **state G_GNUC_UNUSED) {
  g_autoptr(Diags) diags = diags_new();
  diags_error(diags, "b", at("b.md", 2, 1), NULL, "second file");
  diags_error(diags, "late", at("a.md", 10, 3), "mend %s", "found '%s' and %d", "x", 5);
  diags_add(diags, DIAG_WARNING, "early", at("a.md", 9, 20), "", "line nine");
  diags_add(diags, DIAG_NOTE, "first", at("a.md", 9, 4), NULL, "column four");
  diags_error(diags, "whole", at("a.md", 0, 0), NULL, "the file");
  diags_error(diags, "line", at("a.md", 9, 0), NULL, "the line");
  diags_error(diags, "none", at(NULL, 0, 0), NULL, "no file at all");
  check_format(diags, 0,
               "error: no file at all [none]\n"
               "a.md: error: the file [whole]\n"
               "a.md:9: error: the line [line]\n"
               "a.md:9:4: note: column four [first]\n"
               "a.md:9:20: warning: line nine [early]\n"
               "a.md:10:3: error: found 'x' and 5 [late]\n"
               "  hint: mend %s\n"
               "b.md:2:1: error: second file [b]\n");
  assert_int_equal(diags_count(diags, DIAG_ERROR), 5);
  assert_int_equal(diags_count(diags, DIAG_WARNING), 1);
  assert_int_equal(diags_length(diags), 7);
  assert_string_equal(diags_get(diags, 0)->message, "second file"); /* kept in order of arrival */
}

static void test_equal_places_keep_their_order(void **state G_GNUC_UNUSED) {
  g_autoptr(Diags) diags = diags_new();
  GString *expected = g_string_new(NULL);
  for (int i = 0; i < 50; i++) {
    diags_error(diags, "c", at("f", 1, 1), NULL, "%d", i);
    g_string_append_printf(expected, "f:1:1: error: %d [c]\n", i);
  }
  check_format(diags, 0, expected->str);
  g_string_free(expected, TRUE);
}

static void test_groups(void **state G_GNUC_UNUSED) {
  g_autoptr(Diags) diags = diags_new();
  for (int line = 5; line >= 1; line--) diags_error(diags, "bad", at("a", line, 1), NULL, "row %d", line);
  diags_error(diags, "bad", at("b", 1, 1), NULL, "elsewhere");
  diags_error(diags, "other", at("a", 3, 2), NULL, "another cause");
  check_format(diags, 2,
               "a:1:1: error: row 1 [bad]\n"
               "a:2:1: error: row 2 [bad]\n"
               "a: error: and 3 more like this [bad]\n"
               "a:3:2: error: another cause [other]\n"
               "b:1:1: error: elsewhere [bad]\n");
  g_autofree char *exact = diags_format(diags, 5);
  assert_null(strstr(exact, "more like this"));
}

static void test_hostile_text_is_shown_not_obeyed(void **state G_GNUC_UNUSED) {
  g_autoptr(Diags) diags = diags_new();
  diags_error(diags, "c", at("f\x1b[2J", 1, 1), "a\nb", "%s", "\x1b[31mred\x07 \r\n\t\xff \xe2\x80\xae \xc2\x9b é “ok”");
  check_format(diags, 0,
               "f\\u001b[2J:1:1: error: \\u001b[31mred\\u0007 \\u000d\\n\\t\xef\xbf\xbd \\u202e \\u009b é “ok” [c]\n"
               "  hint: a\\nb\n");
}

static void test_take(void **state G_GNUC_UNUSED) {
  g_autoptr(Diags) into = diags_new();
  g_autoptr(Diags) from = diags_new();
  diags_add(into, DIAG_WARNING, "w", at("a", 1, 1), NULL, "one");
  diags_error(from, "e", at("b", 1, 1), "hint", "two");
  assert_false(diags_has_errors(into));
  diags_take(into, from);
  assert_true(diags_has_errors(into));
  assert_int_equal(diags_length(from), 0);
  assert_false(diags_has_errors(from));
  assert_int_equal(diags_count(into, DIAG_WARNING), 1);
  diags_error(from, "e", at("b", 1, 1), NULL, "from can be used again");
  assert_int_equal(diags_length(from), 1);
  assert_int_equal(diags_length(into), 2);
}

static void test_round_trip(void **state G_GNUC_UNUSED) {
  g_autoptr(Diags) sent = diags_new();
  diags_error(sent, "tabs", at("map\t/één.md", 12, 7), "a\tb\nc\\d", "%s", "tab\t newline\n back\\slash \"quoted\" \x1b é");
  diags_add(sent, DIAG_NOTE, "bare", at(NULL, 0, 0), NULL, "%s", "");
  g_autofree char *text = diags_serialize(sent);
  g_autoptr(Diags) got = diags_new();
  diags_deserialize(got, text);
  assert_int_equal(diags_length(got), 2);
  const Diag *first = diags_get(got, 0), *second = diags_get(got, 1);
  assert_string_equal(first->message, "tab\t newline\n back\\slash \"quoted\" \x1b é");
  assert_string_equal(first->hint, "a\tb\nc\\d");
  assert_string_equal(first->pos.file, "map\t/één.md");
  assert_ptr_equal(first->pos.file, g_intern_string("map\t/één.md"));
  assert_int_equal(first->pos.line, 12);
  assert_int_equal(first->pos.column, 7);
  assert_string_equal(first->code, "tabs");
  assert_null(second->hint);
  assert_null(second->pos.file);
  assert_int_equal(second->severity, DIAG_NOTE);
  g_autofree char *before = diags_format(sent, 0), *after = diags_format(got, 0);
  assert_string_equal(before, after);
}

static void test_a_dead_worker_leaves_half_a_line(void **state G_GNUC_UNUSED) {
  g_autoptr(Diags) sent = diags_new();
  diags_error(sent, "c", at("f", 1, 1), NULL, "whole \\");
  diags_error(sent, "c", at("f", 2, 1), NULL, "cut \\");
  g_autofree char *text = diags_serialize(sent);
  for (gsize length = 0; length < strlen(text); length++) {
    g_autofree char *part = g_strndup(text, length);
    g_autoptr(Diags) got = diags_new();
    diags_deserialize(got, part);
    assert_int_equal(diags_length(got), strchr(part, '\n') ? 1 : 0);
  }
  g_autoptr(Diags) got = diags_new();
  diags_deserialize(got, "garbage\n\n9\tc\tf\t1\t1\tm\t\n0\tc\tf\t-1\t1\tm\t\n0\tc\tf\t1\t1\tm\t\textra\n");
  assert_int_equal(diags_length(got), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_sorted_as_a_compiler_prints),
      cmocka_unit_test(test_equal_places_keep_their_order),
      cmocka_unit_test(test_groups),
      cmocka_unit_test(test_hostile_text_is_shown_not_obeyed),
      cmocka_unit_test(test_take),
      cmocka_unit_test(test_round_trip),
      cmocka_unit_test(test_a_dead_worker_leaves_half_a_line),
  };
  return cmocka_run_group_tests_name("diag", tests, NULL, NULL);
}
