/* The short way of plain rows comes to the same as the long one: random wide tables are read twice, the second time with a
 * quote in each row, which nothing but the way depends on. A failure names the seed. */
#include "data/observation_rows.h"
#include "fixture.h"
#include <math.h>
#include <stdio.h>

enum { CASES = 200, REGIONS = 150, COLUMNS = 5 };

static const char *const INDICATORS[COLUMNS] = {"homes", "people", "share", "price", "vision"};

/* A wide table of a project: rows of texts, and how they are written. */
typedef struct {
  GRand *random;
  char delimiter, decimal;
  const char *line_end;
  guint columns;     /* of indicators: the first so many */
  bool period;       /* a column says it */
  bool clean;        /* nothing is wrong with it */
  GString *resource; /* JSON */
  GPtrArray *rows;   /* GStrv: code, period, numbers */
} Wide;

static guint below(Wide *wide, guint most) { return (guint)g_rand_int_range(wide->random, 0, (gint32)most); }
static bool chance(Wide *wide, guint percent) { return below(wide, 100) < percent; }

static const char *any(Wide *wide, const char *const *texts, guint count) { return texts[below(wide, count)]; }
#define ANY(wide, ...) any(wide, (const char *const[]){__VA_ARGS__}, G_N_ELEMENTS(((const char *const[]){__VA_ARGS__})))

/* ---- A table --------------------------------------------------------------------------------------------------- */

static char *number(Wide *wide, guint column) {
  char *text = column == 2   ? g_strdup_printf("%.1f", below(wide, 1000) / 10.0)
               : chance(wide, 5) ? g_strdup_printf("%.3f", g_rand_double(wide->random) * 1e9)
                                 : g_strdup_printf("%u", below(wide, chance(wide, 50) ? 10 : 3000000));
  if (strchr(text, '.')) *strchr(text, '.') = wide->decimal;
  return text;
}

static char *cell(Wide *wide, guint column) {
  if (column == 4) return g_strdup(ANY(wide, "geen", "vast", ""));
  if (chance(wide, 3)) return g_strdup(wide->clean ? ANY(wide, "", "999", "0") : ANY(wide, "", "-", "999", "0", "x"));
  if (!wide->clean && chance(wide, 1))
    return g_strdup(ANY(wide, "twelve", "12*", "-5", "1e3", " 7", "8 ", "1.234", "1,5", ".", "é", "+3", "\"4\"", "2000001", "4\"", "1\x01", "12.5*"));
  return number(wide, column);
}

static void add_row(Wide *wide, guint region, const char *period) {
  GPtrArray *cells = g_ptr_array_new();
  bool odd = !wide->clean && chance(wide, 1);
  g_ptr_array_add(cells, odd ? g_strdup(ANY(wide, "X9", "", "R1", " R007", "Aa")) : g_strdup_printf("R%03u", region));
  if (wide->period) g_ptr_array_add(cells, g_strdup(odd && chance(wide, 50) ? "20x4" : period));
  for (guint i = 0; i < wide->columns; i++) g_ptr_array_add(cells, cell(wide, i));
  if (odd && chance(wide, 10)) g_ptr_array_add(cells, g_strdup("9"));
  g_ptr_array_add(cells, NULL);
  g_ptr_array_add(wide->rows, g_ptr_array_free(cells, FALSE));
}

static void add_rows(Wide *wide) {
  guint start = below(wide, REGIONS), step = chance(wide, 80) ? 1 : 7;
  const char *period = ANY(wide, "2023", "2024");
  for (guint i = 0; i < REGIONS; i++) {
    if (wide->period && chance(wide, 1)) period = ANY(wide, "2022", "2023", "2024-Q1");
    if (chance(wide, 98)) add_row(wide, (start + i * step) % REGIONS, period);
    if (!wide->clean && chance(wide, 1)) add_row(wide, below(wide, REGIONS), period);
  }
  guint old = chance(wide, 20) && wide->rows->len;
  if (old) g_free(((GStrv)wide->rows->pdata[0])[0]);
  if (old) ((GStrv)wide->rows->pdata[0])[0] = g_strdup("OLD");
}

static void add_field(Wide *wide, guint column) {
  g_string_append_printf(wide->resource, ", {\"name\": \"c%u\", \"type\": \"%s\", \"decimalChar\": \"%c\", \"indicator\": \"%s\"", column,
                         column == 4 ? "string" : "number", wide->decimal, INDICATORS[!wide->clean && chance(wide, 8) ? 0 : column]);
  if (column < 4 && wide->decimal == ',' && chance(wide, 50)) g_string_append(wide->resource, ", \"groupChar\": \".\"");
  if (!wide->period && chance(wide, 20)) g_string_append(wide->resource, ", \"period\": \"2021\"");
  if (chance(wide, 20)) g_string_append(wide->resource, ", \"missingValues\": [\"\", \"999\"]");
  if (column < 4 && !wide->clean && chance(wide, 20))
    g_string_append_printf(wide->resource, ", \"constraints\": {%s}", ANY(wide, "\"maximum\": 2000000", "\"exclusiveMinimum\": -1", "\"required\": true", "\"minimum\": 1", "\"maxLength\": 6"));
  g_string_append(wide->resource, "}");
}

static Wide *wide_new(guint32 seed) {
  Wide *wide = g_new0(Wide, 1);
  *wide = (Wide){.random = g_rand_new_with_seed(seed), .resource = g_string_new(NULL), .rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev)};
  wide->delimiter = chance(wide, 50) ? ',' : ';';
  wide->decimal = wide->delimiter == ';' && chance(wide, 50) ? ',' : '.';
  wide->line_end = chance(wide, 70) ? "\n" : "\r\n";
  wide->columns = chance(wide, 10) ? COLUMNS : 1 + below(wide, COLUMNS - 1);
  wide->period = chance(wide, 40);
  wide->clean = seed % 2;
  g_string_append_printf(wide->resource,
                         "{\"name\": \"wide\", \"path\": \"wide.csv\", \"encoding\": \"%s\", \"dialect\": {\"delimiter\": \"%c\", \"quoteChar\": \"\\\"\", "
                         "\"header\": true}, \"missingValues\": [\"\", \"-\"],\n\"feitenblad\": {\"role\": \"observations\", \"layout\": \"wide\", "
                         "\"region\": \"code\", %s%s},\n\"schema\": {\"fields\": [{\"name\": \"code\", \"type\": \"string\"}",
                         chance(wide, 80) ? "utf-8" : "windows-1252", wide->delimiter,
                         wide->period ? "\"period\": \"jaar\"" : "\"period\": \"2024\"",
                         ANY(wide, "", "", ", \"symbols\": \"cbs-2011\"", ", \"symbols\": {\"x\": \"secret\", \"-\": \"nil\", \"0\": \"below_half_unit\", \"*\": \"provisional\"}",
                             ", \"source\": \"vb\"", ", \"embargo\": \"2026-01-01\""));
  if (wide->period) g_string_append(wide->resource, ", {\"name\": \"jaar\", \"type\": \"string\"}");
  for (guint i = 0; i < wide->columns; i++) add_field(wide, i);
  g_string_append(wide->resource, ", {\"name\": \"note\", \"type\": \"string\"}]}}");
  add_rows(wide);
  return wide;
}

static void wide_free(Wide *wide) {
  g_rand_free(wide->random);
  g_string_free(wide->resource, TRUE);
  g_ptr_array_unref(wide->rows);
  g_free(wide);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Wide, wide_free)

/* The table as text; its last column has the note. */
static char *written(const Wide *wide, const char *note) {
  GString *csv = g_string_new("code");
  if (wide->period) g_string_append_printf(csv, "%cjaar", wide->delimiter);
  for (guint i = 0; i < wide->columns; i++) g_string_append_printf(csv, "%cc%u", wide->delimiter, i);
  g_string_append_printf(csv, "%cnote%s", wide->delimiter, wide->line_end);
  for (guint i = 0; i < wide->rows->len; i++) {
    const char delimiter[] = {wide->delimiter, '\0'};
    g_autofree char *line = g_strjoinv(delimiter, wide->rows->pdata[i]);
    g_string_append_printf(csv, "%s%c%s%s", line, wide->delimiter, note, i % 97 == 96 && !wide->clean ? "\n\n" : wide->line_end);
  }
  return g_string_free(csv, FALSE);
}

/* ---- Its project ----------------------------------------------------------------------------------------------- */

/* The project of all tables here; only the package and the table itself differ. */
static Project *project_new(void) {
  Project *project = fixture_new("");
  g_autoptr(GString) regions = g_string_new("code,name,official_name,slug,level,valid_from,valid_to\nNL,Nederland,,nederland,land,,\n");
  g_autoptr(GString) members = g_string_new("code,division,parent\n");
  for (guint i = 0; i < REGIONS; i++) {
    g_string_append_printf(regions, "R%03u,Naam %u,,r%u,gemeente,,\n", i, i, i);
    g_string_append_printf(members, "R%03u,provincie,P%u\n", i, i * 4 / REGIONS);
  }
  for (guint i = 0; i < 4; i++) g_string_append_printf(regions, "P%u,Deel %u,,p%u,provincie,,\n", i, i, i);
  fixture_write(project, "regions.csv", regions->str, -1);
  fixture_write(project, "memberships.csv", members->str, -1);
  fixture_write(project, "mergers.csv", "date,from_code,from_name,from_slug,to_code,to_name,kind,share,to_existed,source\n"
                                        "2025-01-01,OLD,Oud,oud,R010,Naam 10,merged,,,cbs\n", -1);
  fixture_write(project, "embargoes.csv", "indicator,period,until\nprice,2023,2026-01-01\n", -1);
  project->config.edition = (char *)"2025-06-20";
  return project;
}

/* Not by fixture_write(), which waits for the disk: there are many. */
static void write_quickly(const Project *project, const char *name, const char *text) {
  g_autofree char *path = g_build_filename(project->root, "datasets", name, NULL);
  FILE *file = fopen(path, "w");
  assert_true(file && fputs(text, file) >= 0 && fclose(file) == 0);
}

static void describe(const Project *project, const char *resource) {
  g_autoptr(GString) more = g_string_new(NULL);
  fixture_add_resource(more, "mergers", "date,from_code,from_name,from_slug,to_code,to_name,kind,share,to_existed,source",
                       "\"feitenblad\": {\"role\": \"mergers\"}");
  fixture_add_resource(more, "embargoes", "indicator,period,until", "\"feitenblad\": {\"role\": \"embargoes\"}");
  g_string_append_printf(more, ",\n%s", resource);
  fixture_package(project, more->str);
}

/* Loads the project with this text as the wide table; what was found, as text, is owned by the caller. */
static Dataset *load(Project *project, const char *csv, char **said) {
  write_quickly(project, "wide.csv", csv);
  diags_free(project->diags);
  project->diags = diags_new();
  Dataset *dataset = dataset_load(&project->config, project->diags);
  *said = diags_format(project->diags, 0);
  return dataset;
}

static void expect_same(guint32 seed, const Dataset *one, const Dataset *other) {
  for (guint i = 0; i < dataset_indicators(one)->len; i++) {
    const Indicator *a = dataset_indicators(one)->pdata[i], *b = dataset_indicators(other)->pdata[i];
    const GArray *periods = indicator_periods(one, a);
    assert_int_equal(periods->len, indicator_periods(other, b)->len);
    for (guint p = 0; p < periods->len; p++)
      for (guint r = 0; r < dataset_regions(one)->len; r++) {
        const Region *here = dataset_regions(one)->pdata[r], *there = dataset_regions(other)->pdata[r];
        Period period = g_array_index(periods, Period, p);
        Observation x = dataset_observe(one, a, here, period, NULL), y = dataset_observe(other, b, there, period, NULL);
        bool same = !memcmp(&x.value, &y.value, sizeof x.value) && x.state == y.state && x.flags == y.flags && x.parts == y.parts &&
                    x.parts_all == y.parts_all && !memcmp(&x.low, &y.low, sizeof x.low) && !memcmp(&x.high, &y.high, sizeof x.high);
        int line = dataset_place(one, a, here, period, NULL).line;
        if (!same || line != dataset_place(other, b, there, period, NULL).line ||
            strcmp(dataset_source(one, a, here, period, NULL)->id, dataset_source(other, b, there, period, NULL)->id))
          fail_msg("seed %u: %s of %s differs: %g and %g, state %d and %d, line %d", seed, a->id, here->code, x.value, y.value, x.state, y.state, line);
      }
  }
}

static void test_both_ways_are_the_same(void **state G_GNUC_UNUSED) {
  g_autoptr(Project) project = project_new();
  guint good = 0;
  for (guint32 seed = 1; seed <= CASES; seed++) {
    g_autoptr(Wide) wide = wide_new(seed);
    g_autofree char *plain = written(wide, "n"), *quoted = written(wide, "\"n\"");
    g_autofree char *said = NULL, *expected = NULL;
    describe(project, wide->resource->str);
    g_autoptr(Dataset) here = load(project, plain, &said), there = load(project, quoted, &expected);
    gsize same = 0;
    while (said[same] && said[same] == expected[same]) same++;
    if (said[same] || expected[same])
      fail_msg("seed %u: the short way says\n…%.300s\nand the long way\n…%.300s", seed, said + (same > 80 ? same - 80 : 0),
               expected + (same > 80 ? same - 80 : 0));
    if (!here != !there) fail_msg("seed %u: one is refused", seed);
    if (wide->clean && !here) print_message("seed %u: %s", seed, said);
    if (!here) continue;
    good++;
    expect_same(seed, here, there);
  }
  print_message("%u of %d tables were good\n", good, CASES);
  assert_true(good > CASES / 4);
}

/* ---- Which way it is ------------------------------------------------------------------------------------------- */

typedef struct {
  ObservationRows *rows;
  guint short_way, long_way; /* rows */
} Ways;

static void take(const Row *row, gpointer user_data) {
  Ways *ways = user_data;
  ways->long_way++;
  observation_rows_take(row, ways->rows);
}

static CsvTaken take_bulk(const TableLayout *layout, const char *at, const char *end, int line, gpointer user_data) {
  Ways *ways = user_data;
  CsvTaken taken = observation_rows_take_bulk(layout, at, end, line, ways->rows);
  ways->short_way += taken.records;
  return taken;
}

static void read_table(const Project *project, const Package *package, const char *name, const TableShape *shape, TableTaker taker) {
  g_autofree char *file = g_strconcat(name, ".csv", NULL), *path = g_build_filename(project->root, "datasets", file, NULL), *text = NULL;
  gsize length;
  assert_true(file_read(path, &text, &length, NULL));
  table_read(package_resource(package, name), text, length, shape, NULL, taker, project->diags);
  if (taker.bulk) observation_rows_end(((const Ways *)taker.user_data)->rows);
}

/* Reads the wide table of a project, and nothing beyond what that needs. */
static Ways ways_of(Project *project) {
  Ways ways = {NULL, 0, 0};
  g_autoptr(Package) package = package_load(&project->config, project->diags);
  g_autoptr(Regions) regions = regions_new(&project->config, project->diags);
  g_autoptr(Catalog) catalog = catalog_new(project->diags);
  read_table(project, package, "sources", &SOURCES_SHAPE, (TableTaker){catalog_take_source, NULL, catalog});
  read_table(project, package, "regions", &REGIONS_SHAPE, (TableTaker){regions_take, NULL, regions});
  read_table(project, package, "indicators", &INDICATORS_SHAPE, (TableTaker){catalog_take_indicator, NULL, catalog});
  regions_finish(regions);
  catalog_finish(catalog);
  g_autoptr(Mergers) mergers = mergers_new(regions, catalog, package->reference, project->diags);
  g_autoptr(RegionNames) names = region_names_new(&project->config, project->diags);
  mergers_finish(mergers);
  region_names_finish(names, regions, mergers);
  g_autoptr(Embargoes) embargoes = embargoes_new(&project->config, catalog, project->diags);
  guint indicators = catalog_indicators(catalog)->len, all = regions_all(regions)->len;
  g_autoptr(Observations) store = observations_new(indicators, 0, all), held = observations_new(indicators, 0, all);
  g_autoptr(ObservationRows) rows =
      observation_rows_new(&(ObservationReading){regions, names, catalog, embargoes, store, held, project->diags});
  const Resource *resource = package_resource(package, "wide");
  ways.rows = rows;
  assert_true(observation_rows_begin(rows, resource));
  read_table(project, package, "wide", observation_rows_shape(resource), (TableTaker){take, take_bulk, &ways});
  return ways;
}

static Ways ways_of_rows(Project *project, const char *own, const char *field, const char *more) {
  g_autoptr(GString) resource = g_string_new(NULL), csv = g_string_new("code,homes,note\n");
  for (guint i = 0; i < REGIONS - 1; i++) g_string_append_printf(csv, "R%03u,%u,n\n", i, i);
  g_string_append(csv, more);
  g_string_printf(resource,
                  "{\"name\": \"wide\", \"path\": \"wide.csv\", \"encoding\": \"utf-8\", \"dialect\": {\"delimiter\": \",\", "
                  "\"quoteChar\": \"\\\"\", \"header\": true},\n\"feitenblad\": {\"role\": \"observations\", \"layout\": \"wide\", "
                  "\"region\": \"code\", \"period\": \"2024\"%s},\n\"schema\": {\"fields\": [{\"name\": \"code\"}, {\"name\": \"homes\", "
                  "\"type\": \"number\", \"indicator\": \"homes\"%s}, {\"name\": \"note\", \"type\": \"string\"}]}}",
                  own, field);
  describe(project, resource->str);
  write_quickly(project, "wide.csv", csv->str);
  return ways_of(project);
}

static void test_plain_rows_take_the_short_way(void **state G_GNUC_UNUSED) {
  static const struct { const char *own, *field, *more; guint long_way; } cases[] = {
      {"", "", "", 0},
      {"", "", "R149,,\n", 0},
      {", \"symbols\": \"cbs-2011\"", "", "R149,x,\n", 0},
      {"", ", \"constraints\": {\"maximum\": 148}", "", 0},
      {", \"source\": \"cbs\"", "", "R149,\"1\",n\n", 1},
      {"", "", "R149,1,n", 1}, /* no line end */
      {"", "", "R003,1,n\n", 1},
      {"", "", "R149,many,n\n", 1},
      {"", ", \"constraints\": {\"maximum\": 147}", "", 1},
      {"", ", \"constraints\": {\"pattern\": \"[0-9]+\"}", "", REGIONS - 1},
      {", \"embargo\": \"2026-01-01\"", "", "", REGIONS - 1},
      {", \"footer\": \"Bron\"", "", "", REGIONS - 1}};
  g_autoptr(Project) project = project_new();
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    Ways ways = ways_of_rows(project, cases[i].own, cases[i].field, cases[i].more);
    if (ways.long_way != cases[i].long_way || ways.short_way + ways.long_way != REGIONS - 1 + (*cases[i].more != '\0'))
      fail_msg("case %zu: %u rows the short way and %u the long way", i, ways.short_way, ways.long_way);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_both_ways_are_the_same), cmocka_unit_test(test_plain_rows_take_the_short_way)};
  return cmocka_run_group_tests_name("observation_runs", tests, NULL, NULL);
}
