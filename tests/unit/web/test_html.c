/* What comes from outside stays text, and what is written is well-formed. */
#include "web/html.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void check_text(const char *text, const char *expected) {
  g_autoptr(GString) out = g_string_new(NULL);
  html_text(out, text);
  assert_string_equal(out->str, expected);
}

static void test_hostile_names(void **state G_GNUC_UNUSED) {
  check_text("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;");
  check_text("'s-Gravenhage & \"Delft\"", "&#39;s-Gravenhage &amp; &quot;Delft&quot;");
  check_text("]]> &amp; <!--", "]]&gt; &amp;amp; &lt;!--");
  check_text("Súdwest-Fryslân ’t Hoog €", "Súdwest-Fryslân ’t Hoog €");
}

static void test_no_control_characters(void **state G_GNUC_UNUSED) {
  check_text("a\x01" "b\x1b[31mc\x7f", "ab[31mc");
  check_text("regel\teen\ntwee\r", "regel\teen\ntwee");
  check_text("half \xc3", "half \xef\xbf\xbd");
  check_text("\xff\xfe", "\xef\xbf\xbd\xef\xbf\xbd");
  check_text(NULL, "");
}

static void test_elements(void **state G_GNUC_UNUSED) {
  g_autoptr(GString) out = g_string_new(NULL);
  html_open(out, "a", "href", "x?a=1&b=\"2\"", "class", NULL, "title", "", NULL);
  html_element(out, "b", "strong", "<i>");
  html_element(out, "i", NULL, "");
  html_element(out, "i", NULL, NULL);
  html_close(out, "a");
  html_void(out, "br", NULL);
  assert_string_equal(out->str, "<a href=\"x?a=1&amp;b=&quot;2&quot;\" title=\"\"><b class=\"strong\">&lt;i&gt;</b></a><br />");
}

static void test_numbers(void **state G_GNUC_UNUSED) {
  g_autoptr(GString) out = g_string_new(NULL);
  html_number(out, " x=\"", 83.333333, "%\"");
  html_number(out, " y=\"", -0.001, "\"");
  assert_string_equal(out->str, " x=\"83.33%\" y=\"0\"");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_hostile_names), cmocka_unit_test(test_no_control_characters),
                                     cmocka_unit_test(test_elements), cmocka_unit_test(test_numbers)};
  return cmocka_run_group_tests_name("web/html", tests, NULL, NULL);
}
