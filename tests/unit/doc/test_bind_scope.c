/* What a template sees of a region and its values; and that what is not known cannot be said. */
#include "sheet.h"

static void regions(void **state) {
  sheet_says(*state, "G1",
             "{{ region.name }} {{ region.code }} {{ region.slug }} {{ region.level }} {{ region.url }} {{ region }}",
             "Delft G1 delft gemeente /gemeente/delft/ Delft");
  sheet_says(
      *state, "G1",
      "{{ region.regio.title }} {{ region.arbeidsmarktregio.name }} {{ region.provincie }} {{ region.land.url }}",
      "Regio Haaglanden Haaglanden Zuid-Holland /nederland/");
  sheet_says(*state, "G1", "{{ region.siblings | join }} / {{ region.provincie.members | size }}",
             "Delft, *O'Hara_[x](y)* en 's-Gravenhage / 4");
  sheet_says(*state, "G4", "{% if region.regio %}a{% else %}b{% endif %}{{ region.gemeente.name }}", "bLeeg");
  sheet_says(*state, "R1",
             "{% for g in region.members %}{% if g == region %}!{% endif %}{{ g.slug }} {{ g.flex.text }};{% endfor %}",
             "delft 96;ohara 40;s-gravenhage <5;");
  sheet_says(*state, "G1", "{{ edition | date }}", "14 maart 2025");
  sheet_refuses(*state, "G1", "{{ region.nam }}", "1:11 template-unknown-member\n");
  sheet_refuses(*state, "G4", "{{ region.regio.name }}", "1:17 template-unknown-member\n");
}

static void values(void **state) {
  sheet_says(*state, "G1", "{{ huur }} {{ flex }} {{ visie }} {{ inkomen }}", "26,4%* 96 Vastgesteld €\u00a030.300");
  sheet_says(
      *state, "G1",
      "{{ huur.value }} {{ huur.year }} {{ huur.period }} {{ huur.title }} {{ huur.short_title }} {{ huur.unit_label }}",
      "26,4 2024 2024 Aandeel sociale huur Sociale huur % van de woningvoorraad");
  sheet_says(
      *state, "G1",
      "{{ huur.known }} {{ huur.provisional }} {{ huur.example }} {{ flex.example }} {{ huur.secret }} {{ huur.missing }}",
      "true true false true false false");
  sheet_says(*state, "G1", "{{ huur.spoken }} | {{ huur.source }}",
             "26,4 procent, voorlopig cijfer | CBS, Kerncijfers (2024)");
  sheet_says(*state, "G1", "{{ huur.previous }} {{ huur.previous.year }} {{ huur.change }} {{ flex.change | abs }}",
             "25,3% 2023 1,1 31");
  sheet_says(*state, "G1", "{{ huur.rank | ordinal }} van {{ huur.of | words }}; {{ flex.rank }}",
             "tweede van twee; 1");
  sheet_says(*state, "G3", "{{ flex }} {{ flex.known }} {{ flex.secret }} {{ huur.text }} {{ huur.missing }}",
             "<5 false true – true");
  sheet_says(*state, "G1", "{{ flex | times: 2 }} {{ huur | round }} {{ huur | minus: 25.3 }}", "192 26 1,1");
}

static void values_of_others(void **state) {
  sheet_says(
      *state, "G1",
      "{{ huur | of: region.provincie }} {{ (huur | of: 'G2').value }} {{ huur | in: '2020' }} {{ huur | in: 2020 }}",
      "29,9%** 31,0 25,3% 25,3%");
  sheet_says(*state, "G1", "{{ flex | group: 'ouderen' }} {% if huur < (huur | of: 'ohara') %}lager{% endif %}",
             "12 lager");
  /* 31 lies between 30,2 and 32,5: it is not said to be more than 30,5 */
  sheet_says(*state, "G2",
             "{{ huur > 30.5 }} {{ huur >= 30.5 }} {{ huur < 30.5 }} {{ huur > 30 }} {{ huur < 33 }} {{ huur == 31 }}",
             "false true false true true true");
  /* compared in one period: the other's 2020 */
  sheet_says(*state, "G1", "{{ (huur | in: '2020' | of: 'G2').known }}", "false");
  sheet_refuses(*state, "G4", "{{ huur | of: region.regio }}", "1:22 template-unknown-region\n");
  sheet_refuses(*state, "G1", "{{ huur | of: 'x' }}{{ huur | in: 'May' }}{{ huur | group: 'oudern' }}",
                "1:15 template-unknown-region\n1:35 template-period\n1:60 template-unknown-group\n");
}

static void targets(void **state) {
  sheet_says(
      *state, "G1",
      "{{ flex.target }} {{ flex.target.label }} {{ flex.target.year }} {{ flex.target.gap }} {{ flex.target.level }} {{ flex.target.kind }}",
      "150 afspraak 150 2030 54 64% minimum");
  sheet_says(*state, "G1",
             "{{ huur.target }} {{ huur.target.level }} {{ uitstroom.target }} {{ uitstroom.target.kind }}",
             "30% 88%* 10% maximum");
  sheet_says(*state, "G1", "{{ huur.status }} {{ huur.status_text }} {{ inkomen.status }}",
             "let_op Nog 3,6\u00a0pp tot de streefwaarde ");
  sheet_says(*state, "G1", "{% if flex.target.path %}{{ flex.target.path }}{% endif %} {{ flex.target > 100 }}",
             "60 true");
  sheet_says(*state, "G3", "{{ flex.target.known }} {{ huur.target.level.known }} {% if inkomen.target %}a{% endif %}",
             "false false ");
  sheet_refuses(*state, "G1", "{{ inkomen.target }}{{ inkomen.target.gap }}",
                "1:4 template-unknown-value\n1:24 template-value\n");
  sheet_refuses(*state, "G3", "{{ huur.target.level }}", "1:4 template-unknown-value\n");
}

static void categories(void **state) {
  sheet_says(
      *state, "G1",
      "{{ visie == 'vast' }} {{ visie == 'Vastgesteld' }} {{ visie == 'geen' }} {{ visie | downcase }} {{ visie.value }}",
      "true true false vastgesteld 1");
}

static void what_is_not_known_cannot_be_said(void **state) {
  sheet_refuses(
      *state, "G3", "{{ huur }} {{ huur > 3 }} {% if huur.value > 3 %}{% endif %} {{ huur | round }}",
      "1:4 template-unknown-value\n1:15 template-unknown-value\n1:38 template-no-number\n1:65 template-unknown-value\n");
  sheet_refuses(*state, "G3", "{{ flex | plus: 1 }}", "1:4 template-unknown-value\n");
  sheet_says(
      *state, "G3",
      "{% if huur.known and huur > 3 %}a{% else %}b{% endif %}{{ huur | default: 'c' }}{% if huur %}d{% endif %}",
      "bc");
  g_autoptr(Diags) diags = diags_new();
  g_free(sheet_expand(*state, "G3", "{{ huur }}{{ (huur | of: 'G4') }}", diags));
  support_mentions(diags, "huur of 's-Gravenhage is not known in 2024: geen opgave");
  support_mentions(diags, "put it in {% if huur.known %} … {% endif %}");
  support_mentions(diags, "put it in {% if (huur | of: 'G4').known %}");
}

static void shown_numbers_have_their_source_noted(void **state) {
  const Sheet *sheet = *state;
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(Binder) binder = binder_new(&sheet->context, sheet_region(sheet, "G1"), diags);
  g_autoptr(Scope) scope = scope_new(sheet->locale, NULL);
  binder_fill_scope(binder, scope);
  g_free(template_expand_text("{% if flex.known %}a{% endif %}{{ flex.title }}", (SourcePos){0}, scope, ESCAPE_NONE,
                              diags));
  assert_int_equal(binder->sources->len, 0);
  g_free(template_expand_text("{% if flex > 3 %}a{% endif %}", (SourcePos){0}, scope, ESCAPE_NONE, diags));
  assert_int_equal(binder->sources->len, 1);
  assert_true(binder->example);
}

/* Huur of G2 lies between 30,2 and 32,5; that of G1 was shown the same in 2020 and 2023. */
static void comparing(void **state) {
  sheet_says(*state, "G1", "{{ huur | compare: (huur | of: 'G2') }} {{ huur | compare: (huur | in: '2020') }}", "lager dan hoger dan");
  sheet_says(*state, "G1", "{{ (huur | in: '2023') | compare: (huur | in: '2020') }}", "vergelijkbaar met");
  sheet_says(*state, "G2", "{{ huur | compare: 32.4 }}, {{ huur | compare: 32.6 }}, {{ huur | compare: 30.1 }}",
             "vergelijkbaar met, lager dan, hoger dan");
  sheet_says(*state, "G1", "{{ huur | compare: 26.4 }}", "vergelijkbaar met"); /* 26,44 is shown as 26,4 */
  sheet_refuses(*state, "G1", "{{ flex | compare: (flex | of: 'G3') }}", "1:28 template-unknown-value\n");
}

/* Huur of G2 lies between 30,2 and 32,5. A secret value has its bounds in what it prints. */
static void intervals(void **state) {
  sheet_says(*state, "G2", "{{ huur.interval }} {{ huur.low }} {{ huur.high }}", "30,2–32,5% 30,2 32,5");
  sheet_says(*state, "G1", "{% if huur.interval %}a{% endif %}{% if flex.low %}b{% endif %}{% if visie.low %}c{% endif %}.", ".");
  sheet_says(*state, "G3", "{{ flex }}{% if flex.interval %}a{% endif %}{% if flex.high %}b{% endif %}", "<5");
  sheet_says(*state, "R1", "{{ flex }}: {{ flex.interval }}", "circa 140: 137–140"); /* one of its parts is 1 to 4 */
  sheet_refuses(*state, "G1", "{{ huur.low }}", "1:4 template-value\n");
}

static void changes(void **state) {
  sheet_says(*state, "G1", "{{ huur | since: 2020 }}; {{ flex | since: '2023' }}",
             "1,1* procentpunt meer dan in 2020; 31 woningen meer dan in 2023");
  sheet_says(*state, "G1", "{{ huur | in: '2023' | since: 2020 }}; {{ (huur | in: '2023' | since: 2020).direction }}",
             "hetzelfde als in 2020; gelijk");
  sheet_says(*state, "G1", "{{ (flex | since: 2023).direction }} {{ (flex | since: 2023).amount }} {{ (flex | since: 2023).value }} {{ (flex | since: 2023) > 30 }}",
             "meer 31 woningen 31 true");
  /* G2 gained its interval: 31 may be what it was, or not. */
  sheet_says(*state, "G2", "{{ inkomen | since: 2023 }}; {{ (inkomen | since: 2023).direction }}; {{ (inkomen | since: 2023) > 0 }}",
             "vergelijkbaar met 2023; vergelijkbaar; false");
  sheet_says(*state, "G2", "{{ inkomen | since: 2022 }}; {{ inkomen.change.direction }}", "€\u00a06.000–10.000 meer dan in 2022; vergelijkbaar");
  /* Not over a break, and not from what is missing or secret. */
  sheet_says(*state, "G2", "{{ (inkomen | since: 2021).known }} {{ (inkomen | since: 2020).known }}", "false false");
  sheet_says(*state, "G3", "{{ (flex | since: 2023).known }} {{ (huur | since: 2023).known }} {{ huur.change.known }}", "false false false");
  sheet_says(*state, "G1", "{{ (visie | since: 2023).known }}", "false");
  sheet_refuses(*state, "G2", "{{ inkomen | since: 2021 }}{{ (inkomen | since: 2021).value }}", "1:4 template-unknown-value\n1:32 template-value\n");
  sheet_refuses(*state, "G1", "{{ flex | since: 2024 }}{{ flex | since: 'May' }}", "1:18 template-period\n1:42 template-period\n");
  g_autoptr(Diags) diags = diags_new();
  g_free(sheet_expand(*state, "G2", "{{ inkomen | since: 2021 }}", diags));
  support_mentions(diags, "the series is broken between them");
  support_mentions(diags, "put it in {% if (inkomen | since: 2021).known %}");
}

static void paces(void **state) {
  sheet_says(*state, "G1", "{{ flex.target.pace }} {{ flex.target.pace.value }} {{ flex.target.reached }} {{ flex.target.pace > 8 }}",
             "9 woningen 9 false true");
  /* No year; no value; no target; reached all the same. */
  sheet_says(*state, "G1", "{{ huur.target.pace.known }} {{ inkomen.target.pace.known }}", "false false");
  sheet_says(*state, "G3", "{{ huur.target.pace.known }} {{ flex.target.reached }}", "false false");
  sheet_says(*state, "G2", "{{ flex.target.reached }} {{ flex.target.pace }} {{ huur.target.reached }}", "true 0 woningen true");
  sheet_says(*state, "G1", "{% if flex.target.pace %}a{% endif %}{% if huur.target.pace %}b{% endif %}", "a");
  sheet_refuses(*state, "G1", "{{ huur.target.pace }}{% if huur.target.pace.value > 1 %}{% endif %}",
                "1:4 template-unknown-value\n1:46 template-no-number\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(comparing), cmocka_unit_test(intervals), cmocka_unit_test(changes), cmocka_unit_test(paces),
      cmocka_unit_test(regions),
      cmocka_unit_test(values),
      cmocka_unit_test(values_of_others),
      cmocka_unit_test(targets),
      cmocka_unit_test(categories),
      cmocka_unit_test(what_is_not_known_cannot_be_said),
      cmocka_unit_test(shown_numbers_have_their_source_noted),
  };
  return cmocka_run_group_tests(tests, sheet_setup, sheet_teardown);
}
