/* For the tests of data/: findings as lines of text, and a small project in a folder of its own. */
#pragma once
#include "data/dataset.h"
#include "support/folder.h"

/* "file:line:column code" for each finding up to a severity. */
static inline char *fixture_findings(const Diags *diags, DiagSeverity least) {
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < diags_length(diags); i++) {
    const Diag *diag = diags_get(diags, i);
    if (diag->severity > least) continue;
    g_ptr_array_add(lines, g_strdup_printf("%s:%d:%d %s\n", diag->pos.file ? diag->pos.file : "", diag->pos.line,
                                           diag->pos.column, diag->code));
  }
  g_ptr_array_add(lines, NULL);
  return g_strjoinv("", (char **)lines->pdata);
}

static inline void fixture_expect_up_to(const Diags *diags, DiagSeverity least, const char *expected) {
  g_autofree char *found = fixture_findings(diags, least);
  if (!strcmp(found, expected)) return;
  g_autofree char *full = diags_format(diags, 0);
  fail_msg("expected:\n%sfound:\n%s\n%s", expected, found, full);
}

static inline void fixture_expect(const Diags *diags, const char *expected) {
  fixture_expect_up_to(diags, DIAG_NOTE, expected);
}

/* Whether the message or the hint of any finding has the text. */
static inline bool fixture_mentions(const Diags *diags, const char *text) {
  for (guint i = 0; i < diags_length(diags); i++) {
    const Diag *diag = diags_get(diags, i);
    if (strstr(diag->message, text) || (diag->hint && strstr(diag->hint, text))) return true;
  }
  return false;
}

/* A project with four gemeenten A–D in two provincies (P1: A, B, C; P2: D) of a land, three sources, two groups, a
 * handful of indicators, and the observations a test gives it. */
typedef struct {
  char *root;
  Config config;
  LevelConfig levels[3];
  Diags *diags;
} Project;

static const char FIXTURE_REGIONS[] =
    "code,name,official_name,slug,level,valid_from,valid_to\n"
    "A,Aa,Gemeente Aa,aa,gemeente,,\n"
    "B,'s-Bee,,bee,gemeente,2019-01-01,\n"
    "C,Cée,,cee,gemeente,,\n"
    "D,De,,de,gemeente,,\n"
    "P1,Een,,een,provincie,,\n"
    "P2,Twee,,de,provincie,,\n"
    "NL,Nederland,,nederland,land,,\n";
static const char FIXTURE_MEMBERSHIPS[] =
    "code,division,parent\nA,provincie,P1\nB,provincie,P1\nC,provincie,P1\nD,provincie,P2\n";
static const char FIXTURE_SOURCES[] =
    "id,title,citation,publisher,url,date,licence,example\n"
    "cbs,Kerncijfers,CBS,CBS,https://cbs.example/,2024,CC BY 4.0,false\n"
    "report,Rapport,Rapport,BZK,,2023-06-08,,false\n"
    "vb,Voorbeeld,Voorbeeld,Voorbeeld,,2024-01-01,CC0,true\n";
static const char FIXTURE_GROUPS[] = "id,title,short_title,icon,order\nouderen,Ouderen,,ouderen,2\nstudenten,Studenten,,,1\n";
static const char FIXTURE_INDICATORS[] =
    "id,title,short_title,unit,unit_label,decimals,kind,polarity,aggregation,weight,threshold,categories,source,definition\n"
    "homes,Woningen,,aantal,,0,stock,neutral,sum,,,,cbs,\n"
    "people,Mensen,,aantal,,0,flow,higher,sum,,5,,vb,\n"
    "share,Aandeel,,%,% van de woningen,1,rate,higher,mean,homes,,,cbs,\n"
    "price,Prijs,,EUR,,0,rate,lower,none,,,,cbs,\n"
    "vision,Visie,,status,,0,category,neutral,none,,,geen=Geen|vast=Vastgesteld,cbs,\n";
static const char FIXTURE_TARGETS[] = "indicator,region,level,kind,value,year,base_year,base_value,label,source\n";
static const char FIXTURE_OBSERVATIONS[] = "region,indicator,period,group,value,low,high,state,flags,source\n";

/* A resource of the package; `fields` by the header of its CSV, all of type string but those named number. */
static inline void fixture_add_resource(GString *json, const char *name, const char *header, const char *more) {
  g_auto(GStrv) columns = g_strsplit(header, ",", -1);
  g_string_append_printf(json, "%s  {\"name\": \"%s\", \"path\": \"%s.csv\", %s,\n   \"schema\": {\"fields\": [",
                         strstr(json->str, "\"name\"") ? ",\n" : "", name, name, more);
  for (char **column = columns; *column; column++)
    g_string_append_printf(json, "%s{\"name\": \"%s\", \"type\": \"%s\"}", column == columns ? "" : ", ", *column,
                           g_strv_contains((const char *const[]){"value", "low", "high", "base_value", NULL}, *column)
                               ? "number"
                               : "string");
  g_string_append(json, "]}}");
}

static inline void fixture_write(const Project *project, const char *name, const char *contents, gssize length) {
  g_autofree char *path = g_build_filename(project->root, "datasets", name, NULL);
  assert_true(file_write(path, contents, length < 0 ? strlen(contents) : (gsize)length, NULL));
}

/* Writes one of the tables: a default and the rows a test adds. */
static inline void fixture_table(const Project *project, const char *name, const char *start, const char *rows) {
  g_autofree char *text = g_strconcat(start, rows, NULL), *file = g_strconcat(name, ".csv", NULL);
  fixture_write(project, file, text, -1);
}

static inline char *fixture_header(const char *table) { return g_strndup(table, strcspn(table, "\n")); }

/* The package of all default tables and, if not NULL, one more resource (JSON text). */
static inline void fixture_package(const Project *project, const char *more) {
  static const struct { const char *name, *table, *own; } resources[] = {
      {"sources", FIXTURE_SOURCES, "\"feitenblad\": {\"role\": \"sources\"}"},
      {"groups", FIXTURE_GROUPS, "\"feitenblad\": {\"role\": \"groups\"}"},
      {"regions", FIXTURE_REGIONS, "\"feitenblad\": {\"role\": \"regions\"}"},
      {"memberships", FIXTURE_MEMBERSHIPS, "\"feitenblad\": {\"role\": \"memberships\"}"},
      {"indicators", FIXTURE_INDICATORS, "\"feitenblad\": {\"role\": \"indicators\"}"},
      {"targets", FIXTURE_TARGETS, "\"feitenblad\": {\"role\": \"targets\"}"},
      {"observations", FIXTURE_OBSERVATIONS, "\"feitenblad\": {\"role\": \"observations\", \"layout\": \"long\"}"}};
  g_autoptr(GString) json = g_string_new("{\"resources\": [\n");
  for (gsize i = 0; i < G_N_ELEMENTS(resources); i++) {
    g_autofree char *header = fixture_header(resources[i].table);
    fixture_add_resource(json, resources[i].name, header, resources[i].own);
  }
  if (more) g_string_append_printf(json, ",\n%s", more);
  g_string_append(json, "\n]}\n");
  fixture_write(project, "datapackage.json", json->str, -1);
}

static inline LevelConfig fixture_level(const char *id, const char *alias, const char *title) {
  return (LevelConfig){.id = (char *)id, .alias = (char *)alias, .title = (char *)title};
}

/* A project without files. */
static inline Project *fixture_bare(void) {
  Project *project = g_new0(Project, 1);
  project->root = folder_new();
  project->levels[0] = fixture_level("gemeente", "gemeente", "{name}");
  project->levels[1] = fixture_level("provincie", "prov", "Provincie {name}");
  project->levels[2] = fixture_level("land", "land", "{name}");
  project->config.root = project->root;
  project->config.datapackage = (char *)"datasets/datapackage.json";
  project->config.levels = g_ptr_array_new();
  for (gsize i = 0; i < G_N_ELEMENTS(project->levels); i++) g_ptr_array_add(project->config.levels, &project->levels[i]);
  project->diags = diags_new();
  return project;
}

static inline Project *fixture_new(const char *observations) {
  Project *project = fixture_bare();
  fixture_package(project, NULL);
  fixture_table(project, "sources", FIXTURE_SOURCES, "");
  fixture_table(project, "groups", FIXTURE_GROUPS, "");
  fixture_table(project, "regions", FIXTURE_REGIONS, "");
  fixture_table(project, "memberships", FIXTURE_MEMBERSHIPS, "");
  fixture_table(project, "indicators", FIXTURE_INDICATORS, "");
  fixture_table(project, "targets", FIXTURE_TARGETS, "");
  fixture_table(project, "observations", FIXTURE_OBSERVATIONS, observations);
  return project;
}

/* The same with other indicators, in a table with this header. */
static inline Project *fixture_new_with(const char *header, const char *indicators, const char *observations) {
  Project *project = fixture_new(observations);
  g_autoptr(GString) json = g_string_new("{\"resources\": [");
  const struct { const char *name, *table; } resources[] = {
      {"sources", FIXTURE_SOURCES}, {"groups", FIXTURE_GROUPS}, {"regions", FIXTURE_REGIONS}, {"memberships", FIXTURE_MEMBERSHIPS},
      {"indicators", header}, {"targets", FIXTURE_TARGETS}, {"observations", FIXTURE_OBSERVATIONS}};
  for (gsize i = 0; i < G_N_ELEMENTS(resources); i++) {
    g_autofree char *columns = fixture_header(resources[i].table);
    g_autofree char *role = g_strdup_printf("\"feitenblad\": {\"role\": \"%s\"}", resources[i].name);
    fixture_add_resource(json, resources[i].name, columns, role);
  }
  g_string_append(json, "]}\n");
  fixture_write(project, "datapackage.json", json->str, -1);
  fixture_table(project, "indicators", header, indicators);
  return project;
}

static inline void fixture_free(Project *project) {
  folder_drop(project->root);
  g_ptr_array_unref(project->config.levels);
  diags_free(project->diags);
  g_free(project);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Project, fixture_free)

/* Loads a project that must be right; warnings and notes are allowed. */
static inline Dataset *fixture_load(Project *project) {
  Dataset *dataset = dataset_load(&project->config, project->diags);
  g_autofree char *found = diags_format(project->diags, 0);
  if (!dataset) fail_msg("%s", found);
  return dataset;
}

/* Loads a project that must be refused, with these errors. */
static inline void fixture_refuse(Project *project, const char *expected) {
  g_autoptr(Dataset) dataset = dataset_load(&project->config, project->diags);
  fixture_expect_up_to(project->diags, DIAG_ERROR, expected);
  assert_null(dataset);
}

static inline Period fixture_period(const char *text) {
  Period period = {0};
  assert_true(!*text || period_parse(text, strlen(text), &period));
  return period;
}

static inline Observation fixture_observe(const Dataset *dataset, const char *indicator, const char *region,
                                          const char *period, const char *group) {
  return dataset_observe(dataset, dataset_indicator(dataset, indicator), dataset_region(dataset, region),
                         fixture_period(period), group ? dataset_group(dataset, group) : NULL);
}
