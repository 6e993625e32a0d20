/* Filters, each with what it takes and refuses. */
#include "support.h"

static void numbers(void **state) {
  (void)state;
  support_expands("{{ 2.675 | round: 2 }} {{ 2.5 | round }} {{ 3 | number: 2 }} {{ -3.5 | abs }}", "2,68 3 3,00 3,5");
  support_expands(
      "{{ 1 | plus: 2.5 }} {{ 1 | minus: 3 }} {{ 2.5 | times: 4 }} {{ 5 | divided_by: 2 }} {{ 4 | divided_by: 2 }}",
      "3,5 −2 10,0 2,5 2");
  support_expands("{{ 3 | divided_by: 8 | times: 100 | round }}", "38");
  support_expands("{{ 3 | words }} {{ 1 | words }} {{ 21 | words }} {{ 5 | ordinal }} {{ 13 | ordinal }}",
                  "drie één 21 vijfde 13e");
}

static void comparing(void **state) {
  (void)state;
  support_expands("{{ 3 | compare: 2 }}, {{ 2 | compare: 3 }}, {{ 2.0 | compare: 2 }}", "hoger dan, lager dan, vergelijkbaar met");
  support_refuses("{{ 3 | compare: name }}", "1:17 template-no-number\n");
}

static void texts(void **state) {
  (void)state;
  support_expands("{{ 'ijsselstein' | capitalize }} {{ 'één' | capitalize }} {{ 'ÉÉN' | downcase }} {{ 'ß' | upcase }}",
                  "IJsselstein Één één SS");
  support_expands(
      "{{ '' | default: 'x' }} {{ none | default: 'y' }} {{ name | default: 'z' }} {{ false | default: 'w' }}",
      "x y Delft false");
  support_expands("{{ 'a<b' | escape }} {{ name | size }}", "a&lt;b 5");
  support_expands("{{ '2024-03-14' | date }} {{ '2024-Q1' | date }} {{ year | date }}",
                  "14 maart 2024 eerste kwartaal 2024 2024");
}

static void lists(void **state) {
  (void)state;
  support_expands("{{ list | join }} {{ list | join: '-' }} {{ list | first }} {{ list | last }} {{ list | size }}",
                  "Aa, Bee en Cee Aa-Bee-Cee Aa Cee 3");
}

static void what_a_filter_cannot_take(void **state) {
  (void)state;
  support_refuses(
      "{{ name | round }}\n{{ 1 | divided_by: 0 }}\n{{ name | join }}\n{{ 'x' | date }}\n{{ -1 | ordinal }}\n{{ 1 | round: 10 }}\n{{ name | of: name }}",
      "1:4 template-no-number\n2:8 template-division\n3:11 template-filter-input\n4:4 template-filter-input\n"
      "5:9 template-filter-input\n6:8 template-filter-arguments\n7:11 template-filter-input\n");
  support_refuses("{{ name | plus }}{{ name | size: 3 }}",
                  "1:11 template-filter-arguments\n1:28 template-filter-arguments\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(numbers),
      cmocka_unit_test(comparing),
      cmocka_unit_test(texts),
      cmocka_unit_test(lists),
      cmocka_unit_test(what_a_filter_cannot_take),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
