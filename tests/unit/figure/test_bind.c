/* Binding: what each type makes of its block, and what it refuses. */
#include "project.h"

/* ---- tile ---- */

static void tile_of_a_rate(void **state) {
  g_autoptr(Doc) doc = project_bind(*state, "G01", "tile", "indicator: huur\nsince: 2022");
  const Figure *figure = project_figure(doc);
  project_text(figure->title, "Sociale huur");
  project_text(figure->subtitle, "% van de woningvoorraad, 2024");
  project_text(figure->value.text, "40,0%");
  project_text(figure->change, "+2,0\u00a0pp sinds 2022");
  assert_int_equal(figure->arrow, TREND_UP);
  assert_float_equal(figure->axis_max, 36, 1e-9);
  project_text(figure->target.label, "streefwaarde 30%");
  assert_null(figure->amount.text);
  assert_int_equal(figure->references->len, 2);
  assert_non_null(strstr(figure->alt, "Van 36,0% in 2020 naar 40,0% in 2024"));
}

/* The series of G01 is broken in 2022. */
static void tile_across_a_break(void **state) {
  g_autoptr(Doc) doc = project_bind(*state, "G01", "tile", "indicator: huur\nsince: 2020");
  assert_null(project_figure(doc)->change);
}

static void tile_against_its_target(void **state) {
  g_autoptr(Doc) doc = project_bind(*state, "G01", "tile", "indicator: flex");
  const Figure *figure = project_figure(doc);
  project_text(figure->value.text, "64%");
  project_text(figure->amount.text, "96 woningen");
  project_text(figure->subtitle, "% van de afspraak, 2024");
  project_text(figure->change, "+31 in 2024");
  assert_float_equal(figure->target.value, 100, 1e-9);
  assert_float_equal(figure->axis_max, 120, 1e-9);
  assert_non_null(strstr(figure->alt, "Afspraak 150"));
}

static void tile_ten_times_its_target(void **state) {
  g_autoptr(Doc) doc = project_bind(*state, "G02", "tile", "indicator: flex");
  const Figure *figure = project_figure(doc);
  project_text(figure->value.text, "1.000%*");
  project_text(figure->amount.text, "80* woningen");
  assert_non_null(strchr(figure->subtitle, '*'));
}

static void tile_of_a_maximum(void **state) {
  g_autoptr(Doc) doc = project_bind(*state, "G02", "tile", "indicator: uitstroom");
  const Figure *figure = project_figure(doc);
  project_text(figure->value.text, "11,2%");
  assert_float_equal(figure->axis_max, 14, 1e-9);
  assert_int_equal(figure->target.progress.status, STATUS_BEHIND);
}

/* The hidden count is not in the tile, nor in its table, nor in any sentence. */
static void tile_that_is_not_shown(void **state) {
  g_autoptr(Doc) doc = project_bind(*state, "G03", "tile", "indicator: flex");
  const Figure *figure = project_figure(doc);
  project_text(figure->value.text, "<5");
  assert_null(figure->amount.text);
  project_text(figure->target.status_text, "Niet getoond, minder dan 5");
  g_autoptr(Doc) missing = project_bind(*state, "G04", "tile", "indicator: flex");
  project_text(project_figure(missing)->value.text, "–");
  project_text(project_figure(missing)->target.status_text, "Geen opgave");
}

static void tile_of_a_category(void **state) {
  g_autoptr(Doc) doc = project_bind(*state, "G03", "tile", "indicator: visie");
  const Figure *figure = project_figure(doc);
  project_text(figure->value.text, "In ontwikkeling");
  assert_int_equal(figure->step, 1);
  assert_int_equal(figure->steps->len, 3);
  project_text(figure->subtitle, "stand in 2024; R P N: vastgesteld");
  project_text(((const Mark *)g_ptr_array_index(figure->references, 0))->value.text, "1 van 3");
  assert_null(figure->change);
}

/* The form changes how a tile is drawn, not what it says. */
static void tile_in_a_wide_form(void **state) {
  g_autoptr(Doc) narrow = project_bind(*state, "G01", "tile", "indicator: visie");
  g_autoptr(Doc) wide = project_bind(*state, "G01", "tile", "indicator: visie\nvariant: wide");
  g_autoptr(Doc) alone = project_bind(*state, "G01", "tile", "indicator: visie\nvariant: wide\nbenchmarks: false");
  project_text(project_figure(wide)->variant, "wide");
  assert_null(project_figure(narrow)->variant);
  project_text(project_figure(wide)->alt, project_figure(narrow)->alt);
  assert_true(project_figure(wide)->references->len > 0);
  assert_int_equal(project_figure(alone)->references->len, 0);
  project_refuses(*state, "tile", "indicator: flex\nvariant: wijd", "wijd");
}

static void tile_refuses(void **state) {
  project_refuses(*state, "tile", "indicator: flex\nshow: alles", "alles");
  project_refuses(*state, "tile", "indicator: flexx", "flexx");
  project_refuses(*state, "tile", "label: x", "indicator");
}

/* ---- bars ---- */

static void bars_leave_out_the_middle(void **state) {
  g_autoptr(Doc) doc = project_bind(*state, "G07", "bars", "indicator: huur\nregions: siblings");
  const Figure *figure = project_figure(doc);
  g_autofree char *marks = project_marks(figure->marks), *lines = project_marks(figure->references);
  project_text(
      marks,
      "Aa 40,0%; Ba 38,0%*; Ca 36,0%; [2] Fa 30,0%; !Ga 28,0%; Ha 26,0%; [2] Ka 20,0%; La 18,0%; Na geheim; Ma –");
  project_text(lines, "regio 29,0%*; Nederland 29,0%*");
  project_text(figure->title, "Ga staat zevende van twaalf gemeenten met 28,0%");
  assert_true(((const Mark *)g_ptr_array_index(figure->references, 1))->dashed);
  assert_false(((const Mark *)g_ptr_array_index(figure->references, 0))->dashed);
  /* The table has them all, and the lines. */
  assert_int_equal(figure->table->rows->len, 16);
  assert_non_null(strstr(figure->alt, "Ma deed geen opgave"));
}

static void bars_of_few(void **state) {
  g_autoptr(Doc) doc =
      project_bind(*state, "G01", "bars", "indicator: huur\nregions: [G01, G02]\nreferences: [regio]\nmax: 4");
  g_autofree char *marks = project_marks(project_figure(doc)->marks),
                  *lines = project_marks(project_figure(doc)->references);
  project_text(marks, "!Aa 40,0%; Ba 38,0%*");
  project_text(lines, "regio 29,0%*");
}

/* The region of the sheet is a line among its members; totals are none. */
static void bars_of_members(void **state) {
  g_autoptr(Doc) doc = project_bind(*state, "R1", "bars", "indicator: huur\nregions: members");
  g_autofree char *lines = project_marks(project_figure(doc)->references);
  project_text(lines, "!Haaglanden 29,0%*; Nederland 29,0%*");
  project_text(project_figure(doc)->title, "Aa staat bovenaan met 40,0%");
  g_autoptr(Doc) counts = project_bind(*state, "R1", "bars", "indicator: flex\nregions: members");
  assert_int_equal(project_figure(counts)->references->len, 0);
}

static void bars_refuse(void **state) {
  project_refuses(*state, "bars", "indicator: huur\nreferences: [maan]", "maan");
  project_refuses(*state, "bars", "indicator: huur\nreferences: [regio, land, gemeente]", "room for two");
}

/* ---- groups ---- */

/* 102 less 70 and 30 is the hidden 2: neither the total nor shares of it may be shown. */
static void groups_do_not_give_away(void **state) {
  g_autoptr(Doc) doc = project_bind(*state, "G01", "groups", "indicator: toewijzingen");
  const Figure *figure = project_figure(doc);
  g_autofree char *marks = project_marks(figure->marks), *table = project_table(figure->table);
  /* Of a total of 102 a second group is hidden, so that the first cannot be found. */
  project_text(marks, "!Ouderen 70 69%; Studenten 28–31; Woonwagenbewoners <5");
  assert_non_null(strstr(figure->subtitle, "102"));
  assert_null(strstr(table, "30"));
  assert_null(strstr(figure->alt, "30"));
  project_text(figure->title, "Ouderen: de grootste groep in Aa");
}

static void groups_with_a_total(void **state) {
  g_autoptr(Doc) doc = project_bind(*state, "G02", "groups", "indicator: toewijzingen\nhighlight: [ouderen]");
  g_autofree char *marks = project_marks(project_figure(doc)->marks);
  project_text(marks, "Studenten 150 75%; !Ouderen 50 25%; Woonwagenbewoners –");
  /* A group that is not known might be the largest. */
  project_text(project_figure(doc)->title, "Toewijzingen");
  g_autoptr(Doc) plain =
      project_bind(*state, "G02", "groups", "indicator: toewijzingen\nshare: false\ngroups: [studenten, ouderen]");
  g_autofree char *two = project_marks(project_figure(plain)->marks);
  project_text(two, "!Studenten 150; Ouderen 50");
}

/* No group has a figure: a row says so, for a table without rows is none. */
static void groups_of_which_nothing_is_known(void **state) {
  g_autoptr(Doc) doc = project_bind(*state, "G03", "groups", "indicator: toewijzingen");
  const Figure *figure = project_figure(doc);
  g_autofree char *marks = project_marks(figure->marks), *table = project_table(figure->table);
  project_text(marks, "Alle aandachtsgroepen –");
  project_text(table, "Alle aandachtsgroepen | –\n");
  assert_non_null(strstr(figure->alt, "Alle aandachtsgroepen: geen cijfer."));
}

static void groups_refuse(void **state) {
  project_refuses(*state, "groups", "indicator: toewijzingen\nhighlight: [ouden]", "ouden");
}

/* ---- trend ---- */

static void trend_with_gaps_and_path(void **state) {
  g_autoptr(Doc) doc = project_bind(*state, "G01", "trend", "indicator: huur\nheight: 70");
  const Figure *figure = project_figure(doc);
  const Series *own = g_ptr_array_index(figure->series, 0);
  assert_int_equal(own->points->len, 5);
  assert_int_equal(g_array_index(own->points, BoundValue, 1).obs.state, STATE_MISSING);
  assert_true(g_array_index(own->points, BoundValue, 2).obs.flags & FLAG_BREAK);
  assert_float_equal(figure->height, 70, 1e-9);
  assert_float_equal(figure->target.low_from_base, 20, 1e-9);
  project_text(figure->title, "Aa ging van 36,0% in 2020 naar 40,0% in 2024");
  assert_non_null(strstr(figure->subtitle, "verticale as begint bij"));
  assert_non_null(strstr(figure->alt, "Van 1 jaar ontbreekt het cijfer"));
  g_autofree char *table = project_table(figure->table);
  assert_non_null(strstr(table, "2022 | 38,0%"));
  assert_non_null(strstr(table, "| 22,0%\n")); /* the path in 2022 */
  assert_non_null(strstr(table, "2030 | – | – | 30,0%\n"));
}

static void trend_of_one_year(void **state) {
  g_autoptr(Doc) doc = project_bind(*state, "G01", "trend", "indicator: huur\nfrom: 2024\ntarget: false\ncompare: []");
  assert_int_equal(project_figure(doc)->series->len, 1);
  assert_false(project_figure(doc)->target.present);
  g_autoptr(Doc) none = project_bind(*state, "G13", "trend", "indicator: huur\ncompare: []");
  assert_false(project_figure(none)->axis_max > project_figure(none)->axis_min);
}

static void trend_refuses(void **state) {
  project_refuses(*state, "trend", "indicator: huur\ncompare: [maan]", "maan");
}

/* ---- table ---- */

static void table_of_indicators(void **state) {
  g_autoptr(Doc) doc =
      project_bind(*state, "G01", "table", "indicators: [huur, flex, inwoners]\nyears: [2023, 2024]\ncompare: [regio]");
  g_autofree char *table = project_table(project_figure(doc)->table);
  project_text(table, "Sociale huur | % van de woningvoorraad | 39,0 | 40,0 | 133% | 29,0*\n"
                      "Flexwoningen | aantal | 65 | 96 | 64% | –\n"
                      "Inwoners | aantal | – | 1.000 | geen afspraak | 14.000\n");
}

static void table_of_regions(void **state) {
  g_autoptr(Doc) doc =
      project_bind(*state, "G02", "table", "indicator: flex\nregions: [G01, G02, G03, G04]\nyears: [2023, 2024]");
  g_autofree char *table = project_table(project_figure(doc)->table);
  project_text(table,
               "Aa | 65 | 96 | 64%\nBa | – | 80* | 1.000%*\nCa | – | <5 | geen afspraak\nDa | – | – | geen afspraak\n");
  assert_true(((const TableRow *)g_ptr_array_index(project_figure(doc)->table->rows, 1))->highlight);
}

static void table_of_csv(void **state) {
  g_autoptr(Doc) doc =
      project_bind(*state, "G01", "table",
                   "csv: |\n  Wat;Aantal;Uitleg\n  \"Een; twee\";1.234;\"zegt \"\"ja\"\"\"\n  Drie;<5;niets");
  const FigureTable *table = project_figure(doc)->table;
  g_autofree char *text = project_table(table);
  project_text(text, "Een; twee | 1.234 | zegt \"ja\"\nDrie | <5 | niets\n");
  assert_int_equal(((const TableColumn *)g_ptr_array_index(table->columns, 1))->kind, COLUMN_NUMBER);
  assert_int_equal(((const TableColumn *)g_ptr_array_index(table->columns, 2))->kind, COLUMN_TEXT);
}

static void table_refuses(void **state) {
  project_refuses(*state, "table", "csv: |\n  a;b\n  1;2;3", "3 fields");
  project_refuses(*state, "table", "indicators: [huur]\nyears: [gisteren]", "gisteren");
  project_refuses(*state, "table", "indicators: [huur]\ncompare: [maan]", "maan");
}

/* ---- tally and key ---- */

static void tally_counts(void **state) {
  g_autoptr(Doc) doc = project_bind(*state, "G01", "tally", "indicators: [huur, flex, uitstroom]");
  const Figure *figure = project_figure(doc);
  g_autofree char *marks = project_marks(figure->marks);
  project_text(marks, "afspraken op koers 2; loopt achter 1");
  project_text(figure->variant, "bare");
  g_autoptr(Doc) none = project_bind(*state, "G01", "tally", "indicators: [inwoners]");
  assert_int_equal(project_figure(none)->marks->len, 0);
}

static void key_knows_its_entries(void **state) {
  g_autoptr(Doc) doc = project_bind(*state, "G01", "key", "variant: list\nitems: [secret, missing, status]");
  assert_int_equal(project_figure(doc)->marks->len, 3);
  const Mark *status = g_ptr_array_index(project_figure(doc)->marks, 2);
  assert_non_null(strstr(status->value.text, "95%"));
  g_autoptr(Doc) strip = project_bind(*state, "G01", "key", "items: [stand, benchmarks, pp]");
  project_text(project_figure(strip)->variant, "strip");
  project_refuses(*state, "key", "items: [stand, raadsel]", "raadsel");
  project_refuses(*state, "key", "variant: cirkel\nitems: [stand]", "cirkel");
}

/* What a template gives goes before what the locale would say. */
static void given_words_stand(void **state) {
  g_autoptr(Doc) doc =
      project_bind(*state, "G01", "bars",
                   "indicator: huur\ntitle: Eigen titel\nsubtitle: eigen regel\nalt: Eigen woorden\nnote: eigen noot");
  const Figure *figure = project_figure(doc);
  project_text(figure->title, "Eigen titel");
  project_text(figure->subtitle, "eigen regel");
  project_text(figure->alt, "Eigen woorden");
  project_text(figure->note, "eigen noot");
  assert_non_null(strstr(figure->source, "CBS"));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(tile_of_a_rate),
                                     cmocka_unit_test(tile_across_a_break),
                                     cmocka_unit_test(tile_against_its_target),
                                     cmocka_unit_test(tile_ten_times_its_target),
                                     cmocka_unit_test(tile_of_a_maximum),
                                     cmocka_unit_test(tile_that_is_not_shown),
                                     cmocka_unit_test(tile_of_a_category),
                                     cmocka_unit_test(tile_in_a_wide_form),
                                     cmocka_unit_test(tile_refuses),
                                     cmocka_unit_test(bars_leave_out_the_middle),
                                     cmocka_unit_test(bars_of_few),
                                     cmocka_unit_test(bars_of_members),
                                     cmocka_unit_test(bars_refuse),
                                     cmocka_unit_test(groups_do_not_give_away),
                                     cmocka_unit_test(groups_with_a_total),
                                     cmocka_unit_test(groups_of_which_nothing_is_known),
                                     cmocka_unit_test(groups_refuse),
                                     cmocka_unit_test(trend_with_gaps_and_path),
                                     cmocka_unit_test(trend_of_one_year),
                                     cmocka_unit_test(trend_refuses),
                                     cmocka_unit_test(table_of_indicators),
                                     cmocka_unit_test(table_of_regions),
                                     cmocka_unit_test(table_of_csv),
                                     cmocka_unit_test(table_refuses),
                                     cmocka_unit_test(tally_counts),
                                     cmocka_unit_test(key_knows_its_entries),
                                     cmocka_unit_test(given_words_stand)};
  return cmocka_run_group_tests_name("figure binding", tests, project_setup, project_teardown);
}
