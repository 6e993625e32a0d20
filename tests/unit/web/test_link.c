/* Addresses: relative from every depth, and nothing that leaves the site unseen. */
#include "web/link.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void check_root(const char *path, const char *expected) {
  g_autofree char *root = link_root(path);
  assert_string_equal(root, expected);
}

static void test_root_by_depth(void **state G_GNUC_UNUSED) {
  check_root("index.html", "");
  check_root("nederland/index.html", "../");
  check_root("gemeente/delft/index.html", "../../");
}

static void check_href(const char *address, const char *expected) {
  g_autofree char *href = link_href("../../", address);
  if (expected) assert_string_equal(href, expected);
  else assert_null(href);
}

static void test_inside_becomes_relative(void **state G_GNUC_UNUSED) {
  check_href("/gemeente/delft/", "../../gemeente/delft/index.html");
  check_href("gemeente/delft/", "../../gemeente/delft/index.html");
  check_href("/gemeente/delft/#flexwoningen", "../../gemeente/delft/index.html#flexwoningen");
  check_href("/gemeente/delft/data.csv", "../../gemeente/delft/data.csv");
  check_href("/", "../../index.html");
}

static void test_outside_and_anchors_stay(void **state G_GNUC_UNUSED) {
  check_href("#flexwoningen", "#flexwoningen");
  check_href("https://example.nl/a?b=1&c=2", "https://example.nl/a?b=1&c=2");
  check_href("HTTP://example.nl", "HTTP://example.nl");
  check_href("mailto:info@example.nl", "mailto:info@example.nl");
}

static void test_hostile_is_no_link(void **state G_GNUC_UNUSED) {
  check_href("javascript:alert(1)", NULL);
  check_href("JaVaScRiPt:alert(1)", NULL);
  check_href("data:text/html,x", NULL);
  check_href("vbscript:x", NULL);
  check_href("//evil.example/", NULL);
  check_href("/\\evil.example/", NULL);
  check_href("/../../etc/passwd", NULL);
  check_href("/gemeente/../../x", NULL);
  check_href("java\nscript:alert(1)", NULL);
  check_href("", NULL);
  check_href(NULL, NULL);
}

static void test_canonical_and_base(void **state G_GNUC_UNUSED) {
  g_autofree char *home = link_canonical("https://h.example", "index.html");
  assert_string_equal(home, "https://h.example/");
  g_autofree char *region = link_canonical("https://h.example/sub", "gemeente/delft/index.html");
  assert_string_equal(region, "https://h.example/sub/gemeente/delft/");
  assert_null(link_canonical("", "index.html"));
  g_autofree char *top = link_base_path("https://h.example"), *sub = link_base_path("https://h.example/a/b"), *none = link_base_path("");
  assert_string_equal(top, "/");
  assert_string_equal(sub, "/a/b/");
  assert_string_equal(none, "/");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_root_by_depth), cmocka_unit_test(test_inside_becomes_relative),
    cmocka_unit_test(test_outside_and_anchors_stay), cmocka_unit_test(test_hostile_is_no_link),
    cmocka_unit_test(test_canonical_and_base)};
  return cmocka_run_group_tests_name("web/link", tests, NULL, NULL);
}
