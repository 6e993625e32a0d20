/* Whitespace around tags, fenced blocks, comments, and the place of every token. */
#include "support.h"

static void expands_markdown(const char *text, const char *expected) {
  g_autoptr(Diags) diags = diags_new();
  g_autofree char *out = support_expand_into(text, ESCAPE_MARKDOWN, NULL, diags);
  support_expect(diags, "");
  support_text(out, expected);
}

static void tags_on_a_line_leave_no_line(void **state) {
  (void)state;
  support_expands("a\n{% if true %}\nb\n{% endif %}\nc\n", "a\nb\nc\n");
  support_expands("a\n  {% if true %} {% if true %}\t\nb\n{% endif %}{% endif %}", "a\nb\n");
  support_expands("{% comment %} x\ny {% endcomment %}\na", "a");
  support_expands("a {% if true %}\nb{% endif %}\n", "a \nb\n");
  support_expands("{{ name }}\n\n{% if true %}\n\nb\n{% endif %}\n", "Delft\n\n\nb\n");
}

static void dashes_take_all_blanks(void **state) {
  (void)state;
  support_expands("a \n {%- if true -%} \n b \n {%- endif -%} \n c", "abc");
  support_expands("a  {{- name -}}  b", "aDelftb");
  support_expands("a {%- comment %} {{ }} {% endcomment -%} b", "ab");
}

static void one_brace_is_text(void **state) {
  (void)state;
  support_expands("{a} } %} }} { {", "{a} } %} }} { {");
  support_expands("{{ \"}}\" }}{{ '%}' }}", "}}%}");
}

static void fences_keep_their_bodies(void **state) {
  (void)state;
  expands_markdown("```c\n{{ nothing }} {% what %}\n```\n{{ name }}", "```c\n{{ nothing }} {% what %}\n```\nDelft");
  expands_markdown("~~~~\n```\n{{ x }}\n~~~\n~~~~\na", "~~~~\n```\n{{ x }}\n~~~\n~~~~\na");
  expands_markdown("a\n    ```bars\n{{ name }}", "a\n    ```bars\nDelft");
}

static void fences_mean_nothing_in_html(void **state) {
  (void)state;
  support_expands("```bars\n{{ name }}\n```\n", "```bars\nDelft\n```\n");
}

static void unclosed_parts_are_found_in_one_run(void **state) {
  (void)state;
  support_refuses(
      "a {{ name\n\nb {% if true\n\n{{ 'x }}\n\n{{ name }} {% endif %}",
      "1:3 template-unclosed-brace\n3:3 template-unclosed-brace\n5:4 template-unclosed-quote\n7:12 template-stray-tag\n");
  support_refuses("a {{ name {{ name }}", "1:3 template-unclosed-brace\n");
  support_refuses("{% comment %}\nx", "1:1 template-unclosed-tag\n");
  support_refuses("a\n```bars\nid: x\n", "2:1 template-unclosed-fence\n");
}

static void a_misspelt_figure_is_found(void **state) {
  (void)state;
  support_refuses("```bar\nid: x\n```\n", "1:1 figure-unknown-type\n");
  support_refuses("```Bars\nx\n```\n", "1:1 figure-unknown-type\n");
  support_refuses("a\n\n```graph\nindicator: x\n```\n", "3:1 figure-unknown-type\n");
  support_refuses("```bash\nls\n```\n```text\nx\n```\n", "");
  g_autoptr(Diags) diags = diags_new();
  g_free(support_expand_into("```bras\nid: x\n```\n", ESCAPE_MARKDOWN, NULL, diags));
  support_mentions(diags, "did you mean bars?");
}

static void places_count_characters(void **state) {
  (void)state;
  support_refuses("één ‘x’ {{ what }}", "1:12 template-unknown-name\n");
  support_refuses("\xef\xbb\xbf\r\nb {{ what }}\r\n{{ what }}",
                  "2:6 template-unknown-name\n3:4 template-unknown-name\n");
}

static void what_is_no_text_is_refused(void **state) {
  (void)state;
  support_refuses("a\nb\x02\n\x1b", "2:2 template-control-character\n3:1 template-control-character\n");
  support_refuses("a\nbc\xff", "2:3 template-encoding\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(tags_on_a_line_leave_no_line),
      cmocka_unit_test(dashes_take_all_blanks),
      cmocka_unit_test(one_brace_is_text),
      cmocka_unit_test(fences_keep_their_bodies),
      cmocka_unit_test(fences_mean_nothing_in_html),
      cmocka_unit_test(unclosed_parts_are_found_in_one_run),
      cmocka_unit_test(a_misspelt_figure_is_found),
      cmocka_unit_test(places_count_characters),
      cmocka_unit_test(what_is_no_text_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
