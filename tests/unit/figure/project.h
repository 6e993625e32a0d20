/* For the tests of binding figures: a small project in a folder of its own with fourteen gemeenten, every state of a
 * value, a group that is hidden beside a known total, and targets of each kind. */
#pragma once
#include "doc/doc.h"
#include "figure/canvas.h"
#include "support/package.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* cmocka last: it needs the types above. */
#include <cmocka.h>

static const char PROJECT_SOURCES[] =
    "id,title,citation,publisher,url,date,licence,example\n"
    "cbs,Kerncijfers,\"CBS, Kerncijfers (2024)\",CBS,https://cbs.example/,2024-06-01,CC BY 4.0,false\n"
    "akkoord,Akkoord,Regionaal akkoord,BZK,,2023-06-08,,false\n";
static const char PROJECT_GROUPS[] = "id,title,short_title,icon,order\nouderen,Ouderen,,ouderen,1\nstudenten,Studenten,"
                                     ",studenten,2\nwoonwagen,Woonwagenbewoners,,woonwagen,3\n";
static const char PROJECT_INDICATORS[] =
    "id,title,short_title,unit,unit_label,decimals,kind,polarity,aggregation,weight,threshold,categories,source,"
    "definition\n"
    "huur,Aandeel sociale huur,Sociale huur,%,% van de woningvoorraad,1,rate,higher,mean,inwoners,,,cbs,\n"
    "flex,Gerealiseerde flexwoningen,Flexwoningen,woningen,gerealiseerd,0,stock,higher,sum,,5,,cbs,\n"
    "uitstroom,Uitstroom,Uitstroom,%,% van de toewijzingen,1,rate,lower,none,,,,cbs,\n"
    "inwoners,Inwoners,Inwoners,inwoners,inwoners,0,stock,neutral,sum,,,,cbs,\n"
    "toewijzingen,Toewijzingen,Toewijzingen,toewijzingen,toewijzingen,0,flow,neutral,sum,,5,,cbs,\n"
    "visie,Woonzorgvisie,Visie,status,stand,0,category,neutral,none,,,geen=Niet gestart|bezig=In "
    "ontwikkeling|vast=Vastgesteld,cbs,\n";
static const char PROJECT_TARGETS[] = "indicator,region,level,kind,value,year,base_year,base_value,label,source\n"
                                      "huur,,gemeente,minimum,30,2030,2020,20,streefwaarde,akkoord\n"
                                      "flex,G01,,minimum,150,2030,,,afspraak,akkoord\n"
                                      "flex,G02,,minimum,8,2030,,,afspraak,akkoord\n"
                                      "uitstroom,,gemeente,maximum,10,,,,maximum,akkoord\n";
static const char PROJECT_CONFIG[] =
    "title: Een thuis\nlanguage: nl\nbase_url: https://x.example\nedition: 2025-03-14\n"
    "datapackage: datasets/datapackage.json\ntheme: templates/theme.yaml\nlocale: templates/locale/nl.yaml\nfonts: "
    "fonts/fonts.conf\n"
    "levels:\n"
    "  - {id: gemeente, folder: gemeente, template: t.md, label: gemeente, plural: gemeenten}\n"
    "  - {id: arbeidsmarktregio, alias: regio, folder: regio, template: t.md, plural: regio’s, title: 'Regio {name}', "
    "code: R}\n"
    "  - {id: land, folder: \"\", template: t.md, code: N}\n"
    "benchmarks: [arbeidsmarktregio, land]\n";
enum { PROJECT_GEMEENTEN = 14 };

typedef struct {
  char *root;
  Config *config;
  Theme *theme;
  Locale *locale;
  Dataset *dataset;
  DocContext context;
} Project;

/* G01 Aa … G14 Na in regio R1, all with inwoners; huur falls from 40 by 2 each; G13 gave none, G14's is hidden. */
static inline void project_rows(GString *regions, GString *memberships, GString *observations) {
  for (int i = 1; i <= PROJECT_GEMEENTEN; i++) {
    g_string_append_printf(regions, "G%02d,%ca,,%ca,gemeente,,\n", i, 'A' + i - 1, 'a' + i - 1);
    g_string_append_printf(memberships, "G%02d,arbeidsmarktregio,R1\n", i);
    g_string_append_printf(observations, "G%02d,inwoners,2024,,1000,,,,,\n", i);
    if (i <= 12)
      g_string_append_printf(observations, "G%02d,huur,2024,,%d,,,,%s,\n", i, 42 - 2 * i, i == 2 ? "provisional" : "");
  }
  g_string_append(regions, "R1,Haaglanden,,haaglanden,arbeidsmarktregio,,\nNL,Nederland,,nederland,land,,\n");
  g_string_append(observations, "G13,huur,2024,,,,,missing,,\nG14,huur,2024,,,,,secret,,\n");
  g_string_append(
      observations,
      "G01,huur,2020,,36,,,,,\nG01,huur,2021,,,,,missing,,\nG01,huur,2022,,38,,,,break,\nG01,huur,2023,,39,,,,,\n");
  g_string_append(observations, "G01,flex,2023,,65,,,,,\nG01,flex,2024,,96,,,,,\nG02,flex,2024,,80,,,,provisional,"
                                "\nG03,flex,2024,,3,,,,,\nG04,flex,2024,,,,,missing,,\n");
  g_string_append(observations, "G01,uitstroom,2024,,8.7,,,,,\nG02,uitstroom,2024,,11.2,,,,,\n");
  g_string_append(observations, "G01,visie,2024,,vast,,,,,\nG02,visie,2024,,geen,,,,,\nG03,visie,2024,,bezig,,,,,\n");
  g_string_append(observations, "G01,toewijzingen,2024,,102,,,,,\nG01,toewijzingen,2024,ouderen,70,,,,,\nG01,"
                                "toewijzingen,2024,studenten,30,,,,,\n"
                                "G01,toewijzingen,2024,woonwagen,2,,,,,\n"
                                "G02,toewijzingen,2024,,200,,,,,\nG02,toewijzingen,2024,ouderen,50,,,,,\nG02,"
                                "toewijzingen,2024,studenten,150,,,,,\n"
                                "G02,toewijzingen,2024,woonwagen,,,,missing,,\n");
}

/* With a table of corrections, or NULL. */
static inline int project_new(void **state, const char *corrections) {
  Project *project = g_new0(Project, 1);
  project->root = folder_new();
  g_autoptr(GString) regions = g_string_new("code,name,official_name,slug,level,valid_from,valid_to\n");
  g_autoptr(GString) memberships = g_string_new("code,division,parent\n");
  g_autoptr(GString) observations = g_string_new("region,indicator,period,group,value,low,high,state,flags,source\n");
  project_rows(regions, memberships, observations);
  g_autoptr(GString) resources = g_string_new(NULL);
  package_table(resources, project->root, "regions", regions->str);
  package_table(resources, project->root, "memberships", memberships->str);
  package_table(resources, project->root, "sources", PROJECT_SOURCES);
  package_table(resources, project->root, "groups", PROJECT_GROUPS);
  package_table(resources, project->root, "indicators", PROJECT_INDICATORS);
  package_table(resources, project->root, "targets", PROJECT_TARGETS);
  package_table(resources, project->root, "observations", observations->str);
  if (corrections) package_table(resources, project->root, "corrections", corrections);
  package_write(resources, project->root);
  folder_write(project->root, "feitenblad.yaml", PROJECT_CONFIG);
  g_autoptr(Diags) diags = diags_new();
  project->config = config_load(project->root, diags);
  project->theme = theme_load("templates/theme.yaml", "theme.yaml", diags);
  project->locale = locale_load("templates/locale/nl.yaml", "nl.yaml", diags);
  project->dataset = project->config ? dataset_load(project->config, diags) : NULL;
  g_autofree char *found = diags_format(diags, 0);
  if (!project->theme || !project->locale || !project->dataset) print_error("%s", found);
  project->context = (DocContext){project->config, project->theme, project->locale, project->dataset, figure_types()};
  *state = project;
  return project->dataset ? 0 : 1;
}

static inline int project_setup(void **state) { return project_new(state, NULL); }

static inline int project_teardown(void **state) {
  Project *project = *state;
  folder_drop(project->root);
  dataset_free(project->dataset);
  locale_free(project->locale);
  theme_free(project->theme);
  config_free(project->config);
  g_free(project);
  return 0;
}

/* One block bound for a region; NULL on findings, which go to `diags`. */
static inline Doc *project_try(const Project *project, const char *code, const char *type, const char *body,
                               Diags *diags) {
  g_autofree char *text = g_strdup_printf("# Bevinding\n\n```%s\nid: x\n%s\n```\n", type, body);
  folder_write(project->root, "templates/t.md", text);
  g_autoptr(DocTemplate) tmpl = doc_template_load(project->config, project->theme, "t.md", figure_types(), diags);
  return tmpl ? doc_bind(tmpl, &project->context, dataset_region(project->dataset, code), diags) : NULL;
}

/* The same, which must succeed; drawn in every medium as well, with its alt text and table as all figures have them. */
static inline Doc *project_bind(const Project *project, const char *code, const char *type, const char *body) {
  g_autoptr(Diags) diags = diags_new();
  Doc *doc = project_try(project, code, type, body, diags);
  g_autofree char *found = diags_format(diags, 0);
  if (!doc || doc->figures->len != 1) fail_msg("%s", found);
  const Figure *figure = g_ptr_array_index(doc->figures, 0);
  assert_true(figure->alt && *figure->alt && g_utf8_strlen(figure->alt, -1) <= 300);
  assert_true(figure->title && *figure->title && figure->table && figure->table->columns->len > 0);
  if (strchr(figure->alt, '[') || strchr(figure->alt, '{') || strchr(figure->title, '{'))
    fail_msg("%s: %s", figure->title, figure->alt);
  for (guint r = 0; r < figure->table->rows->len; r++)
    assert_int_equal(((const TableRow *)g_ptr_array_index(figure->table->rows, r))->cells->len,
                     figure->table->columns->len);
  g_autoptr(TextEngine) text = text_engine_new_stub();
  for (int medium = 0; medium < MEDIUM_KINDS; medium++) {
    g_autoptr(TagTree) tags = tag_tree_new();
    g_autoptr(Scene) scene = figure_draw(figure, project->theme, project->locale, text, (MediumKind)medium, FIGURE_ALL,
                                         343, tags, tag_tree_root(tags), TAG_H3);
    assert_true(scene_height(scene) > 0);
  }
  return doc;
}

static inline const Figure *project_figure(const Doc *doc) {
  return g_ptr_array_index(doc->figures, 0);
}

static inline void project_refuses(const Project *project, const char *type, const char *body, const char *mention) {
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(Doc) doc = project_try(project, "G01", type, body, diags);
  g_autofree char *found = diags_format(diags, 0);
  assert_null(doc);
  if (!strstr(found, mention)) fail_msg("'%s' is not in:\n%s", mention, found);
}

/* "label value" of each mark, joined by "; ", with "[n]" for n left out before it. */
static inline char *project_marks(const GPtrArray *marks) {
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < marks->len; i++) {
    const Mark *mark = g_ptr_array_index(marks, i);
    g_string_append(out, i ? "; " : "");
    if (mark->skipped) g_string_append_printf(out, "[%u] ", mark->skipped);
    g_string_append_printf(out, "%s%s %s", mark->role == ROLE_FOCUS ? "!" : "", mark->label, mark->value.text);
    if (mark->share.text) g_string_append_printf(out, " %s", mark->share.text);
  }
  return g_string_free(out, FALSE);
}

static inline void project_text(const char *found, const char *expected) {
  if (g_strcmp0(found, expected)) fail_msg("expected:\n%s\nfound:\n%s", expected, found);
}

/* Cells of the table, a row a line, by " | ". */
static inline char *project_table(const FigureTable *table) {
  GString *out = g_string_new(NULL);
  for (guint r = 0; r < table->rows->len; r++) {
    const TableRow *row = g_ptr_array_index(table->rows, r);
    for (guint c = 0; c < row->cells->len; c++)
      g_string_append_printf(out, "%s%s", c ? " | " : "", ((const TableCell *)g_ptr_array_index(row->cells, c))->text);
    g_string_append_c(out, '\n');
  }
  return g_string_free(out, FALSE);
}
