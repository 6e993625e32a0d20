/* Expressions: operators, members, indexes; and that what is not there is a finding, never an empty text. */
#include "support.h"

static void operators(void **state) {
  (void)state;
  support_expands(
      "{{ count == 3 }} {{ count != 3 }} {{ count < 3 }} {{ count <= 3 }} {{ count > 2.5 }} {{ count >= 4 }}",
      "true false false true true false");
  support_expands("{{ name == 'Delft' }} {{ name contains \"elf\" }} {{ list contains 'Bee' }} {{ list contains 'x' }}",
                  "true true true false");
  /* and before or, whatever the order */
  support_expands("{{ true or false and false }} {{ false and false or true }} {{ (true or false) and false }}",
                  "true true false");
  support_expands("{{ none == nil }} {{ count == nil }} {{ 0.1 == 0.1 }} {{ -2 < 1 }}", "true false true true");
  support_expands("{{ true and 1 == 1 }}{% if '' %}a{% endif %}{% if none or list %}b{% endif %}", "trueb");
}

static void the_second_half_is_left_alone(void **state) {
  (void)state;
  support_expands("{{ false and none > 3 }} {{ true or what }}", "false true");
}

static void members_and_indexes(void **state) {
  (void)state;
  support_expands("{{ map.title }} {{ map['title'] }} {{ list[1] }} {{ list.size }} {{ (list | first) }}",
                  "Titel Titel Bee 3 Aa");
  support_refuses("{{ map.titel }} {{ what }} {{ list[3] }} {{ list[0.5] }} {{ name.x }} {{ count[0] }}",
                  "1:8 template-unknown-member\n1:20 template-unknown-name\n1:36 template-index\n1:50 template-index\n"
                  "1:66 template-unknown-member\n1:80 template-index\n");
  g_autoptr(Diags) diags = diags_new();
  g_free(support_expand_into("{{ map.titel }}{{ nam }}", ESCAPE_MARKDOWN, NULL, diags));
  support_mentions(diags, "did you mean title?");
  support_mentions(diags, "did you mean name?");
}

static void what_is_not_there_is_found(void **state) {
  (void)state;
  support_refuses(
      "{{ none }}\n{{ list }}\n{{ map }}\n{{ none > 3 }}\n{{ name < 3 }}\n{% if what.x %}{% endif %}",
      "1:4 template-value\n2:4 template-value\n3:4 template-value\n4:4 template-no-number\n5:4 template-no-number\n"
      "6:7 template-unknown-name\n");
  g_autoptr(Diags) diags = diags_new();
  g_free(support_expand_into("{{ none }}", ESCAPE_MARKDOWN, NULL, diags));
  support_mentions(diags, "put it in {% if none %}");
}

static void one_place_is_reported_once(void **state) {
  (void)state;
  support_refuses("{% for x in list %}{{ what }}{{ x.y }}{% endfor %}",
                  "1:23 template-unknown-name\n1:35 template-unknown-member\n");
}

static void numbers_are_printed_in_dutch(void **state) {
  (void)state;
  support_expands("{{ 1234.5 }} {{ 1234567 }} {{ -3 }} {{ share }} {{ year }} {{ 2.50 }}",
                  "1.234,5 1.234.567 −3 26,4 2024 2,50");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(operators),
      cmocka_unit_test(the_second_half_is_left_alone),
      cmocka_unit_test(members_and_indexes),
      cmocka_unit_test(what_is_not_there_is_found),
      cmocka_unit_test(one_place_is_reported_once),
      cmocka_unit_test(numbers_are_printed_in_dutch),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
