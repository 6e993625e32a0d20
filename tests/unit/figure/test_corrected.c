/* What was corrected or withdrawn, in each type of figure: marked where it stands, noted below, listed on the sheet. */
#include "project.h"
#include "figure/trend.h"
#include "figure/words.h"

/* The edition is of 2025-03-14. */
static const char TABLE[] = "date,indicator,region,period,group,kind,reason\n"
                            "2025-03-03,huur,G02,2024,,corrected,Een pand telde dubbel.\n"
                            "2025-03-03,huur,G03,2024,,corrected,Een pand telde dubbel.\n"
                            "2025-03-05,huur,G04,2024,,withdrawn,De telling klopte niet.\n"
                            "2025-03-04,huur,G01,2022,,withdrawn,Niet te controleren.\n"
                            "2025-03-04,huur,G01,2023,,corrected,'t Aantal was 'oud'.\n"
                            "2024-03-15,flex,G01,2024,,corrected,Bijna een jaar geleden.\n"
                            "2024-03-14,uitstroom,G01,2024,,corrected,Een jaar geleden.\n"
                            "2024-03-14,visie,G01,2024,,withdrawn,Nog niet vastgesteld.\n"
                            "2025-03-06,toewijzingen,G02,2024,ouderen,corrected,Opnieuw geteld.\n"
                            "2025-03-06,toewijzingen,G02,2024,woonwagen,withdrawn,Nooit ontvangen.\n";

static int setup(void **state) { return project_new(state, TABLE); }

static char *lines(const GPtrArray *texts) {
  g_autoptr(GString) all = g_string_new(NULL);
  for (guint i = 0; i < texts->len; i++) g_string_append_printf(all, "%s%s", i ? "\n" : "", (const char *)texts->pdata[i]);
  return g_strdup(all->str);
}

static char *listed(const Doc *doc) {
  g_autoptr(GString) all = g_string_new(NULL);
  for (guint i = 0; i < doc->corrections->len; i++) {
    const BoundCorrection *one = doc->corrections->pdata[i];
    g_string_append_printf(all, "%s%s | %s | %s", i ? "\n" : "", one->what, one->when, one->reason);
  }
  return g_strdup(all->str);
}

static void expect(const Doc *doc, const char *notes, const char *list) {
  g_autofree char *found = lines(project_figure(doc)->corrections), *on_sheet = listed(doc);
  project_text(found, notes);
  project_text(on_sheet, list);
}

/* One reason is told once; the word stands behind the number, and in the table behind it. */
static void bars(void **state) {
  g_autoptr(Doc) doc = project_bind(*state, "G01", "bars", "indicator: huur\nregions: [G01, G02, G03, G04]\nreferences: [land]");
  const Figure *figure = project_figure(doc);
  g_autofree char *marks = project_marks(figure->marks);
  project_text(marks, "!Aa 40,0%; Ba 38,0%* gecorrigeerd; Ca 36,0% gecorrigeerd; Da –");
  const Mark *second = g_ptr_array_index(figure->marks, 1), *last = g_ptr_array_index(figure->marks, 3);
  g_autofree char *plain = words_plain(&second->value);
  project_text(plain, "38,0%");
  project_text(second->value.spoken, "38,0 procent, voorlopig cijfer, gecorrigeerd");
  project_text(last->value.spoken, "ingetrokken");
  assert_non_null(strstr(figure->alt, "Da: ingetrokken. "));
  assert_non_null(strstr(figure->alt, "2 cijfers zijn gecorrigeerd."));
  expect(doc,
         "Ingetrokken op 5 maart 2025 (Da): De telling klopte niet.\n"
         "Gecorrigeerd op 3 maart 2025 (Ba; Ca): Een pand telde dubbel.",
         "Aandeel sociale huur, Da, 2024 | ingetrokken op 5 maart 2025 | De telling klopte niet.\n"
         "Aandeel sociale huur, Ba, 2024; Aandeel sociale huur, Ca, 2024 | gecorrigeerd op 3 maart 2025 | Een pand telde dubbel.");
}

/* Lines of other regions stand beside it: the region is named, and the year. */
static void trend(void **state) {
  g_autoptr(Doc) doc = project_bind(*state, "G01", "trend", "indicator: huur");
  const Figure *figure = project_figure(doc);
  g_autofree char *said = trend_paper_alt(figure, ((const Project *)*state)->locale);
  expect(doc,
         "Ingetrokken op 4 maart 2025 (Aa, 2022): Niet te controleren.\n"
         "Gecorrigeerd op 4 maart 2025 (Aa, 2023): ’t Aantal was ‘oud’.",
         "Aandeel sociale huur, Aa, 2022 | ingetrokken op 4 maart 2025 | Niet te controleren.\n"
         "Aandeel sociale huur, Aa, 2023 | gecorrigeerd op 4 maart 2025 | ’t Aantal was ‘oud’.");
  assert_non_null(strstr(said, "2022 ingetrokken; 2023 39,0%, gecorrigeerd; 2024 40,0%"));
}

/* No room beside so large a number: the word stands in the line of its unit, and is said once. */
static void tile(void **state) {
  g_autoptr(Doc) doc = project_bind(*state, "G01", "tile", "indicator: flex");
  const Figure *figure = project_figure(doc);
  project_text(figure->subtitle, "% van de afspraak, 2024, gecorrigeerd");
  project_text(figure->value.text, "64%");
  project_text(figure->amount.text, "96 woningen");
  assert_null(strstr(figure->value.spoken, "gecorrigeerd"));
  expect(doc, "Gecorrigeerd op 15 maart 2024 (2024): Bijna een jaar geleden.",
         "Gerealiseerde flexwoningen, 2024 | gecorrigeerd op 15 maart 2024 | Bijna een jaar geleden.");
}

/* After a year a number is just the number; what was withdrawn stays so. */
static void a_year_later(void **state) {
  g_autoptr(Doc) old = project_bind(*state, "G01", "tile", "indicator: uitstroom"), gone = project_bind(*state, "G01", "tile", "indicator: visie");
  assert_null(strstr(project_figure(old)->subtitle, "gecorrigeerd"));
  expect(old, "", "");
  project_text(project_figure(gone)->target.status_text, "Ingetrokken");
  expect(gone, "Ingetrokken op 14 maart 2024: Nog niet vastgesteld.",
         "Woonzorgvisie, 2024 | ingetrokken op 14 maart 2024 | Nog niet vastgesteld.");
}

static void groups(void **state) {
  g_autoptr(Doc) doc = project_bind(*state, "G02", "groups", "indicator: toewijzingen");
  const Figure *figure = project_figure(doc);
  g_autofree char *marks = project_marks(figure->marks);
  project_text(marks, "Studenten 150 75%; Ouderen 50 gecorrigeerd 25%; Woonwagenbewoners –");
  g_autofree char *notes = lines(figure->corrections);
  project_text(notes, "Ingetrokken op 6 maart 2025 (Woonwagenbewoners): Nooit ontvangen.\n"
                      "Gecorrigeerd op 6 maart 2025 (Ouderen): Opnieuw geteld.");
}

/* In a sentence the word stands in brackets, and comparing a text goes by the number. */
static void sentences(void **state) {
  g_autoptr(Diags) diags = diags_new();
  const Project *project = *state;
  folder_write(project->root, "templates/t.md", "{{ flex }} huizen; {% if flex == \"96\" %}ja{% endif %}{% if visie.withdrawn %}, weg{% endif %}"
                                                "{% if flex.corrected %}, nieuw{% endif %}{% if uitstroom.corrected %}, oud{% endif %}\n");
  g_autoptr(DocTemplate) tmpl = doc_template_load(project->config, project->theme, "t.md", figure_types(), diags);
  g_autoptr(Doc) doc = doc_bind(tmpl, &project->context, dataset_region(project->dataset, "G01"), diags);
  g_autofree char *dump = doc_dump(doc), *list = listed(doc);
  assert_non_null(strstr(dump, "96 (gecorrigeerd) huizen; ja, weg, nieuw\""));
  project_text(list, "Gerealiseerde flexwoningen, 2024 | gecorrigeerd op 15 maart 2024 | Bijna een jaar geleden.");
}

/* A sheet's digest is that of what it shows: another reason is another sheet, and no other one changes. */
static void the_digest(void **state) {
  static const char *const regions[] = {"G01", "G05"};
  void *other = NULL;
  g_autofree char *changed = g_strdup(TABLE);
  memcpy(strstr(changed, "Bijna"), "Haast", 5);
  assert_int_equal(project_new(&other, changed), 0);
  for (guint i = 0; i < G_N_ELEMENTS(regions); i++) {
    g_autoptr(Doc) one = project_bind(*state, regions[i], "tile", "indicator: flex"), two = project_bind(other, regions[i], "tile", "indicator: flex");
    if (i) assert_string_equal(one->digest, two->digest);
    else assert_string_not_equal(one->digest, two->digest);
  }
  project_teardown(&other);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(bars),   cmocka_unit_test(trend),     cmocka_unit_test(tile),       cmocka_unit_test(a_year_later),
      cmocka_unit_test(groups), cmocka_unit_test(sentences), cmocka_unit_test(the_digest),
  };
  return cmocka_run_group_tests_name("corrected", tests, setup, project_teardown);
}
