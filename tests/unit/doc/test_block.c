/* Figure blocks: read once with the author's places, expanded for a region, and what types ask of them. */
#include "sheet.h"

static FigurePlan *plan_of(const char *body, Diags *diags) {
  return figure_plan_parse(&SHEET_PROBE, body, strlen(body), (SourcePos){"t.md", 10, 1}, diags);
}

static void plan_finds(const char *body, const char *expected) {
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(FigurePlan) plan = plan_of(body, diags);
  assert_null(plan);
  support_expect(diags, expected);
}

static void findings_have_the_authors_places(void **state) {
  (void)state;
  plan_finds("id: a\nindicatr: huur\n", "10:1 figure-missing-key\n12:1 yaml-unknown-key\n");
  plan_finds("indicator: huur\n", "10:1 figure-no-id\n");
  plan_finds("id: a\nindicator: huur\ntitle: \"{{ name | x }} {{\"\n",
             "13:19 template-unknown-filter\n13:24 template-unclosed-brace\n");
  plan_finds("id: a\nindicator: huur\ntitle: {{ region.name }} telt\nregions:\n  - {{ x }}\n",
             "13:8 figure-unquoted-text\n15:5 figure-unquoted-text\n");
  plan_finds("id: a\nindicator: {a: b}\nregions: [[x]]\n", "12:12 figure-key-type\n13:11 figure-key-type\n");
  plan_finds("- a\n- b\n", "11:1 figure-body\n");
  plan_finds("{% if x %}\nid: \"a-{{ x }}: {{ y }}\"\n", "11:1 figure-unquoted-text\n");
}

static void blocks_of_text_need_no_quotes(void **state) {
  (void)state;
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(FigurePlan) plan = plan_of("id: a\nindicator: huur\nlist: |\n  {{ x }}\n  b\nmax: 3\n", diags);
  support_expect(diags, "");
  assert_non_null(plan);
}

/* The figure of a block for Delft. NULL when it has findings. */
static Figure *figure_of(const Sheet *sheet, const char *code, const char *body, Diags *diags) {
  g_autoptr(FigurePlan) plan = plan_of(body, diags);
  if (!plan) return NULL;
  g_autoptr(Binder) binder = binder_new(&sheet->context, sheet_region(sheet, code), diags);
  g_autoptr(Scope) scope = scope_new(sheet->locale, NULL);
  g_autoptr(GHashTable) used = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  binder_fill_scope(binder, scope);
  return block_bind(binder, plan, scope, used);
}

static void marks_are(const Sheet *sheet, const char *code, const char *body, const char *expected) {
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(Figure) figure = figure_of(sheet, code, body, diags);
  support_expect(diags, "");
  g_autoptr(GString) found = g_string_new(NULL);
  for (guint i = 0; i < figure->marks->len; i++) {
    const Mark *mark = g_ptr_array_index(figure->marks, i);
    g_string_append_printf(found, "%s%s %s", i ? ", " : "", mark->label, mark->value.text);
  }
  support_text(found->str, expected);
}

static void regions_by_word_level_or_list(void **state) {
  marks_are(*state, "G1", "id: a\nindicator: flex\n", "Delft 96, *O’Hara_[x](y)* 40, ’s-Gravenhage <5");
  marks_are(*state, "G1", "id: a\nindicator: flex\nregions: siblings\nwithin: provincie\n",
            "Delft 96, Leeg –, *O’Hara_[x](y)* 40, ’s-Gravenhage <5");
  marks_are(*state, "R1", "id: a\nindicator: flex\n", "Delft 96, *O’Hara_[x](y)* 40, ’s-Gravenhage <5");
  marks_are(*state, "G1", "id: a\nindicator: flex\nregions: provincies\n", "Zuid-Holland circa 140");
  marks_are(*state, "G1", "id: a\nindicator: flex\nregions: [G2, leeg, \"{{ region.slug }}\"]\nperiod: 2023\n",
            "*O’Hara_[x](y)* –, Leeg –, Delft 65");
}

static void figure_finds(const Sheet *sheet, const char *body, const char *expected) {
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(Figure) figure = figure_of(sheet, "G1", body, diags);
  assert_null(figure);
  support_expect(diags, expected);
}

static void wrong_names_are_found_at_their_place(void **state) {
  figure_finds(*state, "id: a\nindicator: hur\n", "12:12 figure-unknown-name\n");
  figure_finds(*state, "id: a\nindicator: huur\nregions: [G1, delf]\n", "13:15 figure-unknown-name\n");
  figure_finds(*state, "id: a\nindicator: huur\nindicators: [flex, fle]\n", "13:20 figure-unknown-name\n");
  figure_finds(*state, "id: a\nindicator: huur\nregions: siblings\nwithin: wijk\n", "14:9 figure-value\n");
  figure_finds(*state, "id: a\nindicator: huur\nmax: many\nshare: perhaps\nperiod: May\n",
               "13:6 figure-value\n14:8 figure-value\n15:9 figure-value\n");
  figure_finds(*state, "id: A/b\nindicator: huur\n", "11:5 figure-value\n");
  figure_finds(*state, "id: a\nindicator: huur\ntitle: \"{{ inkomen | of: 'G3' }}\"\n",
               "13:12 template-unknown-value\n");
}

static void words_of_the_block(void **state) {
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(Figure) figure = figure_of(*state, "G1",
                                       "id: \"a-{{ region.slug }}\"\nindicator: huur\nmax: 3\nshare: true\n"
                                       "title: \"{{ region.name }} telt '{{ flex }}' in 's-Gravenhage\"\n"
                                       "subtitle: ' '\nalt: \"{% if flex.known %}Zo{% endif %}\"\n",
                                       diags);
  support_expect(diags, "");
  support_text(figure->id, "a-delft");
  support_text(figure->title, "Delft telt ‘96’ in ’s-Gravenhage");
  assert_null(figure->subtitle);
  support_text(figure->alt, "Zo");
  assert_int_equal(figure->decimals, 3);
  assert_true(figure->axis_max == 1);
  /* the title's number has a source, too */
  support_text(figure->source, "Bron: voorbeelddata (fictief), opgave gemeenten; CBS, Kerncijfers (2024)");
  assert_true(figure->example);
  assert_non_null(figure->table);
}

static void titles_have_words(void **state) {
  g_autoptr(Diags) diags = diags_new();
  assert_null(figure_of(*state, "G1", "id: a\nindicator: huur\ntitle: ' '\n", diags));
  support_expect(diags, "13:8 text-empty\n");
}

static void long_alt_texts_are_warned_of(void **state) {
  g_autofree char *alt = g_strnfill(301, 'x'), *body = g_strdup_printf("id: a\nindicator: huur\nalt: %s\n", alt);
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(Figure) figure = figure_of(*state, "G1", body, diags);
  assert_non_null(figure);
  support_expect(diags, "13:6 figure-long-alt\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(findings_have_the_authors_places),
      cmocka_unit_test(blocks_of_text_need_no_quotes),
      cmocka_unit_test(regions_by_word_level_or_list),
      cmocka_unit_test(wrong_names_are_found_at_their_place),
      cmocka_unit_test(words_of_the_block),
      cmocka_unit_test(titles_have_words),
      cmocka_unit_test(long_alt_texts_are_warned_of),
  };
  return cmocka_run_group_tests(tests, sheet_setup, sheet_teardown);
}
