/* What a sheet is said to show: the values its figures kept and its sentences print, no more. */
#include "project.h"

/* "G01 huur 2024 [group]; …" and after " | " the targets. */
static char *listed(const Doc *doc) {
  GString *out = g_string_new(NULL);
  char iso[PERIOD_TEXT];
  for (guint i = 0; i < doc->shown->observations->len; i++) {
    const ObservationKey *key = &g_array_index(doc->shown->observations, ObservationKey, i);
    g_string_append_printf(out, "%s%s %s %s", i ? "; " : "", key->region->code, key->indicator->id, period_iso(key->period, iso));
    if (key->group) g_string_append_printf(out, " %s", key->group->id);
  }
  for (guint i = 0; i < doc->shown->targets->len; i++) {
    const ShownTarget *shown = &g_array_index(doc->shown->targets, ShownTarget, i);
    g_string_append_printf(out, "%s%s %s %s", i ? "; " : " | ", shown->region->code, shown->target.indicator->id,
                           period_iso(shown->target.year, iso));
  }
  return g_string_free(out, FALSE);
}

static void expect(const Doc *doc, const char *expected) {
  g_autofree char *found = listed(doc);
  assert_string_equal(found, expected);
}

static void bars_show_the_rows_that_have_room(void **state) {
  g_autoptr(Doc) doc = project_bind(*state, "G05", "bars", "indicator: huur\nregions: siblings\nreferences: [regio]\nmax: 5\n"
                                                           "alt: Staven.\ntitle: Staven");
  expect(doc, "G05 huur 2024; G04 huur 2024; G06 huur 2024; G13 huur 2024; G14 huur 2024; R1 huur 2024");
  assert_true(project_figure(doc)->table->rows->len > 12);
}

/* Without words of the author, title and alt name the first and the last. */
static void words_of_bars_show_too(void **state) {
  g_autoptr(Doc) doc = project_bind(*state, "G05", "bars", "indicator: huur\nregions: siblings\nreferences: []\nmax: 3");
  g_autofree char *found = listed(doc);
  assert_non_null(strstr(found, "G01 huur 2024"));
  assert_non_null(strstr(found, "G12 huur 2024"));
  assert_null(strstr(found, "G10"));
}

/* G01's total beside its groups gives the hidden group away: the figure does not show it, so it is not listed either. */
static void totals_that_shares_are_of_are_listed(void **state) {
  g_autoptr(Doc) doc = project_bind(*state, "G01", "groups", "indicator: toewijzingen");
  expect(doc, "G01 toewijzingen 2024; G01 toewijzingen 2024 ouderen; G01 toewijzingen 2024 studenten; "
              "G01 toewijzingen 2024 woonwagen");
  g_autoptr(Doc) open = project_bind(*state, "G02", "groups", "indicator: toewijzingen");
  expect(open, "G02 toewijzingen 2024; G02 toewijzingen 2024 ouderen; G02 toewijzingen 2024 studenten; "
               "G02 toewijzingen 2024 woonwagen");
}

static void tiles_show_what_they_are_computed_from(void **state) {
  g_autoptr(Doc) doc = project_bind(*state, "G01", "tile", "indicator: flex");
  expect(doc, "G01 flex 2023; G01 flex 2024 | G01 flex 2030"); /* of the regio too little is known */
}

static void tables_show_their_cells(void **state) {
  g_autoptr(Doc) doc = project_bind(*state, "G01", "table", "indicators: [huur, flex]\nyears: [2023, 2024]\ncompare: [regio]");
  expect(doc, "G01 huur 2023; G01 huur 2024; G01 flex 2023; G01 flex 2024; R1 huur 2024; R1 flex 2024"
              " | G01 huur 2030; G01 flex 2030");
  g_autoptr(Doc) tally = project_bind(*state, "G01", "tally", "indicators: [huur, uitstroom]");
  expect(tally, "G01 huur 2024; G01 uitstroom 2024 | G01 huur 2030; G01 uitstroom ");
}

static void sentences_show_what_they_print(void **state) {
  const Project *project = *state;
  folder_write(project->root, "templates/t.md",
                "{{ huur }} {{ huur | of: region.regio }} {% if flex.known %}{% if visie.known %}a{% endif %}{% endif %}\n");
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(DocTemplate) tmpl = doc_template_load(project->config, project->theme, "t.md", figure_types(), diags);
  g_autoptr(Doc) doc = doc_bind(tmpl, &project->context, dataset_region(project->dataset, "G01"), diags);
  assert_non_null(doc);
  expect(doc, "G01 huur 2024; R1 huur 2024");
  const DocOrigin *origin = g_ptr_array_index(doc->origins, 0);
  assert_string_equal(origin->path, "templates/t.md");
  assert_int_equal(origin->size, 104);
  assert_int_equal(strlen(origin->sha256), 64);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(bars_show_the_rows_that_have_room), cmocka_unit_test(words_of_bars_show_too),
      cmocka_unit_test(totals_that_shares_are_of_are_listed), cmocka_unit_test(tiles_show_what_they_are_computed_from),
      cmocka_unit_test(tables_show_their_cells), cmocka_unit_test(sentences_show_what_they_print),
  };
  return cmocka_run_group_tests_name("figure/shown", tests, project_setup, project_teardown);
}
