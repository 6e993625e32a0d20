/* Tags: what opens and closes what, which words they take, and that all findings of a template come in one run. */
#include "support.h"

static void tags_do_what_they_say(void **state) {
  (void)state;
  support_expands("{% if count == 3 %}a{% elsif true %}b{% else %}c{% endif %}", "a");
  support_expands("{% if count == 4 %}a{% elsif true %}b{% else %}c{% endif %}", "b");
  support_expands("{% if count == 4 %}a{% elsif false %}b{% else %}c{% endif %}", "c");
  support_expands("{% unless count == 4 %}a{% else %}b{% endunless %}", "a");
  support_expands("{% for x in list %}{{ forloop.index }}{{ x }}{% unless forloop.last %}, {% endunless %}{% endfor %}",
                  "1Aa, 2Bee, 3Cee");
  support_expands(
      "{% for x in list limit: 2 %}{% if forloop.first %}{{ forloop.length }}{% endif %}{{ x }}{% endfor %}", "2AaBee");
  support_expands("{% assign n = count | plus: 1 %}{{ n }}{% for x in list %}{% assign n = x %}{% endfor %}{{ n }}",
                  "4Cee");
  support_expands("{% for x in list %}{% for y in list limit: 1 %}{{ x }}{{ y }} {% endfor %}{% endfor %}",
                  "AaAa BeeAa CeeAa ");
}

static void unclosed_tags_name_where_they_opened(void **state) {
  (void)state;
  support_refuses("a\n{% if true %}\nb\n{% for x in list %}\n{% endif %}", "4:1 template-unclosed-tag\n");
  support_refuses("{% if true %}\n{% unless true %}\n", "1:1 template-unclosed-tag\n2:1 template-unclosed-tag\n");
  g_autoptr(Diags) diags = diags_new();
  g_free(support_expand_into("{% if true %}{% for x in list %}\n{% endif %}", ESCAPE_MARKDOWN, NULL, diags));
  support_mentions(diags, "add {% endfor %} before {% endif %} on line 2");
}

static void stray_and_unknown_tags(void **state) {
  (void)state;
  support_refuses("{% endif %}\n{% else %}\n{% endfor %}",
                  "1:1 template-stray-tag\n2:1 template-stray-tag\n3:1 template-stray-tag\n");
  support_refuses("{% fi x %}\n{% %}\n{% colums 2 %}",
                  "1:1 template-unknown-tag\n2:1 template-unknown-tag\n3:1 template-unknown-tag\n");
  support_refuses("{% if true %}{% else %}{% elsif true %}{% else %}{% endif %}",
                  "1:24 template-after-else\n1:40 template-after-else\n");
  support_refuses("{% if true %}{% else if x %}{% endif %}", "1:14 template-syntax\n");
  g_autoptr(Diags) diags = diags_new();
  g_free(support_expand_into("{% colums 2 %}", ESCAPE_MARKDOWN, NULL, diags));
  support_mentions(diags, "did you mean {% columns %}?");
}

static void syntax_is_reported_at_its_place(void **state) {
  (void)state;
  support_refuses("{{ }}\n{{ name name }}\n{{ name | }}\n{{ 'a }}",
                  "1:4 template-syntax\n2:9 template-syntax\n3:11 template-syntax\n4:4 template-unclosed-quote\n");
  support_refuses("{% if name = 3 %}{% endif %}", "1:12 template-syntax\n");
  support_refuses("{% for x of list %}{% endfor %}\n{% assign x %}", "1:10 template-syntax\n2:13 template-syntax\n");
  support_refuses("{{ list[0 }}{{ (name }}{{ name. }}",
                  "1:11 template-syntax\n1:22 template-syntax\n1:33 template-syntax\n");
  support_refuses("{{ name | uppcase }}{{ name | round: 1, 2 }}",
                  "1:11 template-unknown-filter\n1:31 template-filter-arguments\n");
}

static void layout_words_stand_alone(void **state) {
  (void)state;
  support_refuses("a {% row 6 6 %}\n{% col %} b\n", "1:3 layout-not-alone\n2:1 layout-not-alone\n");
  support_refuses(
      "{% row %}\n{% row 7 6 %}\n{% row 0 %}\n{% columns 7 %}\n{% columns %}\n",
      "1:1 layout-row-spans\n2:1 layout-row-spans\n3:1 layout-row-spans\n4:1 layout-columns\n5:1 layout-columns\n");
  support_refuses("{% row 7 x %}\n{% pagebreak now %}", "1:10 template-syntax\n2:14 template-syntax\n");
  g_autoptr(Diags) diags = diags_new();
  g_autofree char *out =
      support_expand_into("a\n{% row 7 5 %}\n{% col %}{% endrow %}\nb", ESCAPE_MARKDOWN, NULL, diags);
  support_expect(diags, "");
  support_text(out, "a\n<!--\x02row 7 5-->\n<!--\x02"
                    "col-->\n<!--\x02"
                    "endrow-->\nb");
}

static void nesting_is_bounded(void **state) {
  (void)state;
  g_autoptr(GString) deep = g_string_new(NULL);
  for (int i = 0; i < 5000; i++) g_string_append(deep, "{% if true %}");
  g_autoptr(Diags) diags = diags_new();
  g_free(support_expand_into(deep->str, ESCAPE_MARKDOWN, NULL, diags));
  support_mentions(diags, "template-too-deep");
  g_autoptr(GString) parens = g_string_new("{{ ");
  for (int i = 0; i < 5000; i++) g_string_append_c(parens, '(');
  g_string_append(parens, " }}");
  support_refuses(parens->str, "1:36 template-too-deep\n");
}

static void languages_are_checked(void **state) {
  (void)state;
  support_refuses("{% lang %}a{% endlang %}\n{% lang engels! %}b{% endlang %}\n{% lang qq %}c{% endlang %}",
                  "1:1 template-language\n2:9 template-language\n3:9 template-language\n");
  support_refuses("{% lang en %}a\n\nb", "1:1 template-unclosed-tag\n");
  support_refuses("a{% endlang %}", "1:2 template-stray-tag\n");
  g_autoptr(Diags) diags = diags_new();
  assert_null(template_parse_text("{% lang en %}a{% endlang %}", (SourcePos){"t.md", 1, 1}, diags));
  support_expect(diags, "1:1 template-unknown-tag\n1:15 template-stray-tag\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(languages_are_checked),
      cmocka_unit_test(tags_do_what_they_say),    cmocka_unit_test(unclosed_tags_name_where_they_opened),
      cmocka_unit_test(stray_and_unknown_tags),   cmocka_unit_test(syntax_is_reported_at_its_place),
      cmocka_unit_test(layout_words_stand_alone), cmocka_unit_test(nesting_is_bounded),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
