/* Open data as it is downloaded: each file through a package that only declares how it is written, with the totals that its
 * makers give. The files are not part of the project; without them the test says so and skips. */
#include "data/sniff.h"
#include "data/table.h"
#include "fixture.h"
#include <math.h>
#include <unistd.h>

#define SHARED "../shared/data"
#define QUOTES "\"quoteChar\": \"\\\"\", \"header\": true}, \"encoding\": \"utf-8\", \"schema\": {\"fieldsMatch\": \"subset\", "
#define SEMICOLON "\"dialect\": {\"delimiter\": \";\", " QUOTES
#define COMMA "\"dialect\": {\"delimiter\": \",\", " QUOTES
#define NAME(name) "{\"name\": \"" name "\"}"
#define WHOLE(name) "{\"name\": \"" name "\", \"type\": \"integer\"}"
#define PEOPLE "Bevolking/Bevolkingssamenstelling op 1 januari/Totale bevolking (aantal)"

/* What is to be found in a file. */
typedef struct {
  const char *path, *resource; /* JSON without name and path */
  const char *column;          /* whose numbers are added up, or NULL */
  const char *where, *equals;  /* only rows with this in that column; `not` turns it round */
  bool not;
  guint rows, known;           /* rows of the file; chosen rows with a number */
  double sum;
} Expected;

typedef struct {
  const Expected *expected;
  guint rows, known;
  double sum;
} Seen;

static const TableShape ANY = {NULL, 0, true};

static const Cell *cell_of(const Row *row, const char *name) {
  for (guint i = 0; i < row->resource->fields->len; i++)
    if (!strcmp(((const Field *)g_ptr_array_index(row->resource->fields, i))->name, name)) return &row->cells[i];
  fail_msg("no column '%s'", name);
  return NULL;
}

static void see(const Row *row, gpointer user_data) {
  Seen *seen = user_data;
  const Expected *expected = seen->expected;
  seen->rows++;
  if (expected->where && !strcmp(cell_of(row, expected->where)->text, expected->equals) == expected->not) return;
  if (!expected->column) return;
  const Cell *cell = cell_of(row, expected->column);
  if (cell->missing) return;
  seen->known++;
  seen->sum += cell->number;
}

static void read_file(const char *root, const Expected *expected) {
  g_autofree char *json = g_strdup_printf("{\"resources\": [{\"name\": \"t\", \"path\": \"data/%s\", %s}]}", expected->path, expected->resource);
  g_autofree char *package_path = g_build_filename(root, "datapackage.json", NULL);
  assert_true(file_write(package_path, json, strlen(json), NULL));
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(Package) package = package_open(root, "datapackage.json", diags);
  fixture_expect(diags, "");
  Resource *resource = g_ptr_array_index(package->resources, 0);
  g_autofree char *path = g_build_filename(root, resource->path, NULL), *contents = NULL;
  gsize length;
  Seen seen = {.expected = expected};
  assert_true(file_read(path, &contents, &length, NULL));
  sniff_resource(resource, contents, length, SNIFF_QUIET, diags);
  table_read(resource, contents, length, &ANY, NULL, (TableTaker){see, NULL, &seen}, diags);
  fixture_expect(diags, "");
  if (seen.rows != expected->rows || seen.known != expected->known || fabs(seen.sum - expected->sum) > 1e-6)
    fail_msg("%s: %u rows, %u known, their sum is %.6f", expected->path, seen.rows, seen.known, seen.sum);
}

static const Expected INDICATORS[] = {
    {"indicatoren/85039NED_KWB2021_gemeenten_afgeleid.csv", SEMICOLON "\"fields\": [" NAME("Gemeentecode") ", " WHOLE("Inwoners") "]}",
     .column = "Inwoners", .rows = 352, .known = 352, .sum = 17475415},
    {"indicatoren/70072ned_2025_bevolking-huishoudens.csv", SEMICOLON "\"fields\": [" NAME("Regio's") ", " WHOLE(PEOPLE) "]}",
     .column = PEOPLE, .where = "Regio's", .equals = "Nederland", .not = true, .rows = 729, .known = 342, .sum = 18044027},
    {"indicatoren/70072ned_2020-2023_bevolking-lang.csv", SEMICOLON "\"fields\": [" NAME("Perioden") ", " NAME("Regio's") ", " WHOLE(PEOPLE)
     "], \"primaryKey\": [\"Perioden\", \"Regio's\"]}",
     .column = PEOPLE, .where = "Perioden", .equals = "2021", .rows = 2908, .known = 352, .sum = 17475415},
    {"indicatoren/70072ned_1995-2025_dichtheid_16062025.csv", SEMICOLON "\"fields\": [" NAME("Perioden") ", {\"name\": "
     "\"Bevolking/Bevolkingssamenstelling op 1 januari/Bevolkingsdichtheid (aantal inwoners per km²)\", \"type\": \"integer\"}]}",
     .column = "Bevolking/Bevolkingssamenstelling op 1 januari/Bevolkingsdichtheid (aantal inwoners per km²)",
     .rows = 22568, .known = 13394, .sum = 10436530},
    {"indicatoren/70072ned_1995-2025_inkomen_04062025.csv", SEMICOLON "\"missingValues\": [\"\", \".\"], \"fields\": [{\"name\": "
     "\"Inkomen en vermogen/Particuliere huishoudens excl. studenten (x 1 000)\", \"type\": \"number\", \"decimalChar\": \".\"}]}",
     .column = "Inkomen en vermogen/Particuliere huishoudens excl. studenten (x 1 000)", .rows = 22568, .known = 4944, .sum = 97511.4},
    {"indicatoren/85980NED_aandachtsgroepen_studenten_2023_uittreksel.csv", SEMICOLON "\"missingValues\": [\"\", \".\"], \"fields\": [{\"name\": "
     "\"Personen/Totaal personen (aantal)\", \"type\": \"number\", \"decimalChar\": \",\", \"groupChar\": \".\"}]}",
     .column = "Personen/Totaal personen (aantal)", .rows = 60, .known = 48, .sum = 81020},
};

/* As StatLine downloads it: title, two rows of names, units, footer. */
static const Expected STATLINE[] = {
    {"indicatoren/70072ned_2021_statline-kopregels.csv",
     "\"encoding\": \"utf-8\", \"dialect\": {\"delimiter\": \";\", \"quoteChar\": \"\\\"\", \"headerRows\": [4, 5], \"headerJoin\": \", \"}, "
     "\"feitenblad\": {\"footer\": \"Bron: CBS\"}, \"schema\": {\"fieldsMatch\": \"exact\", \"fields\": [" NAME("Regio's") ", "
     NAME("Perioden") ", " WHOLE("Bevolking|Bevolkingssamenstelling op 1 januari|Totale bevolking, aantal") ", "
     WHOLE("Bevolking|Bevolkingssamenstelling op 1 januari|Bevolkingsdichtheid, aantal inwoners per km²") ", "
     "{\"name\": \"Milieu en bodemgebruik|Bodemgebruik|Oppervlakte|Land, km²\", \"type\": \"number\", \"decimalChar\": \",\"}]}",
     .column = "Bevolking|Bevolkingssamenstelling op 1 januari|Totale bevolking, aantal", .rows = 723, .known = 352, .sum = 17475415},
    {"indicatoren/70072ned_2021_statline-kopregels.csv",
     "\"encoding\": \"utf-8\", \"dialect\": {\"delimiter\": \";\", \"quoteChar\": \"\\\"\", \"headerRows\": [4], \"commentRows\": [5]}, "
     "\"feitenblad\": {\"footer\": [\"Bron: CBS\"]}, \"schema\": {\"fieldsMatch\": \"subset\", \"fields\": [{\"name\": "
     "\"Milieu en bodemgebruik|Bodemgebruik|Oppervlakte|Land\", \"type\": \"number\", \"decimalChar\": \",\"}]}",
     .column = "Milieu en bodemgebruik|Bodemgebruik|Oppervlakte|Land", .rows = 723, .known = 352, .sum = 33671.12},
};

static const Expected DIVISIONS[] = {
    {"indeling/85067NED_Gebieden-in-Nederland-2022_data.csv", COMMA "\"fields\": [{\"name\": \"RegioS\", \"constraints\": {\"pattern\": "
     "\"GM\\\\d{4}\"}}, {\"name\": \"Code_6\", \"constraints\": {\"required\": true}}, " WHOLE("Inwonertal_54") "]}", .column = "Inwonertal_54",
     .rows = 345, .known = 345, .sum = 17590672},
    {"indeling/85067NED_Gebieden-in-Nederland-2022_RegioS.csv", COMMA "\"fields\": [" NAME("Key") "]}", .rows = 345},
    {"indeling/85067NED_Gebieden-in-Nederland-2022_DataProperties.csv", COMMA "\"fields\": [" NAME("Key") ", " WHOLE("Position") "]}", .rows = 85},
    {"indeling/85067NED_Gebieden-in-Nederland-2022_CategoryGroups.csv", COMMA "\"fields\": [" NAME("Title") "]}", .rows = 2},
    {"indeling/85067NED_Gebieden-in-Nederland-2022_TableInfos.csv", COMMA "\"fields\": [" NAME("Title") "]}", .rows = 1},
    {"indeling/Gemeenten_alfabetisch_2019_komma_bom.csv", COMMA "\"fields\": [{\"name\": \"Gemeentecode\", \"constraints\": {\"pattern\": "
     "\"\\\\d{4}\"}}]}", .rows = 355},
    {"indeling/gemeente_2024_regios_afgeleid.csv", SEMICOLON "\"fields\": [" NAME("gemeentecode") ", " WHOLE("inwoners_2024") "]}",
     .column = "inwoners_2024", .rows = 342, .known = 342, .sum = 17942942},
    {"indeling/naamvarianten_afgeleid.csv", SEMICOLON "\"fields\": [" NAME("gemeentecode") "]}", .rows = 15},
    {"herindelingen/herindelingen_2015-2023.csv", SEMICOLON "\"fields\": [{\"name\": \"datum\", \"type\": \"date\"}]}", .rows = 91},
    {"herindelingen/gemeentelijsten_per_jaar.csv", SEMICOLON "\"fields\": [{\"name\": \"jaar\", \"type\": \"year\"}]}", .rows = 3604},
};

#define KIND "Regioaanduiding/Soort regio (omschrijving)"
#define INHABITANTS "Bevolking/Aantal inwoners (aantal)"
#define SCALE(kind, count, people) \
  {"schaal/KWB2024_leeftijd-geslacht_met-codes.csv", SEMICOLON "\"fields\": [" NAME(KIND) ", " WHOLE(INHABITANTS) "]}", \
   .column = INHABITANTS, .where = KIND, .equals = kind, .rows = 18310, .known = count, .sum = people}
static const Expected NEIGHBOURHOODS[] = {SCALE("Land", 1, 17942942), SCALE("Gemeente", 342, 17942942), SCALE("Wijk", 3393, 17942715),
                                          SCALE("Buurt", 14574, 17942915)};

static void read_all(const Expected *expected, gsize count) {
  if (!g_file_test(SHARED, G_FILE_TEST_IS_DIR)) {
    print_message("skipped: ../shared/data not there\n");
    skip();
  }
  g_autofree char *root = g_dir_make_tmp("feitenblad-XXXXXX", NULL), *shared = g_canonicalize_filename(SHARED, NULL);
  g_autofree char *link = g_build_filename(root, "data", NULL);
  assert_int_equal(symlink(shared, link), 0);
  for (gsize i = 0; i < count; i++) read_file(root, &expected[i]);
  assert_true(file_remove_tree(root, NULL));
}

static void test_indicators(void **state G_GNUC_UNUSED) { read_all(INDICATORS, G_N_ELEMENTS(INDICATORS)); }
static void test_statline(void **state G_GNUC_UNUSED) { read_all(STATLINE, G_N_ELEMENTS(STATLINE)); }
static void test_divisions(void **state G_GNUC_UNUSED) { read_all(DIVISIONS, G_N_ELEMENTS(DIVISIONS)); }
static void test_neighbourhoods(void **state G_GNUC_UNUSED) { read_all(NEIGHBOURHOODS, G_N_ELEMENTS(NEIGHBOURHOODS)); }

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_indicators), cmocka_unit_test(test_statline),
                                     cmocka_unit_test(test_divisions), cmocka_unit_test(test_neighbourhoods)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
