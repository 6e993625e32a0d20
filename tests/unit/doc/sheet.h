/* For the tests of binding: a small project in a folder of its own, with names that would format, every state of a value
 * and each kind of target; and a figure type that notes what its block gives it. */
#pragma once
#include "support.h"
#include <math.h>
#include "doc/binder_internal.h"
#include "doc/block.h"
#include "doc/doc.h"
#include "support/package.h"

/* Delft: known; O'Hara: a hostile name; 's-Gravenhage: secret and provisional; Leeg: without any data. */
static const char SHEET_REGIONS[] = "code,name,official_name,slug,level,valid_from,valid_to\n"
                                    "G1,Delft,Delft,delft,gemeente,,\n"
                                    "G2,*O'Hara_[x](y)*,,ohara,gemeente,,\n"
                                    "G3,'s-Gravenhage,,s-gravenhage,gemeente,,\n"
                                    "G4,Leeg,,leeg,gemeente,,\n"
                                    "R1,Haaglanden,,haaglanden,arbeidsmarktregio,,\n"
                                    "P1,Zuid-Holland,,zuid-holland,provincie,,\n"
                                    "NL,Nederland,,nederland,land,,\n";
static const char SHEET_MEMBERSHIPS[] =
    "code,division,parent\nG1,arbeidsmarktregio,R1\nG2,arbeidsmarktregio,R1\nG3,arbeidsmarktregio,R1\n"
    "G1,provincie,P1\nG2,provincie,P1\nG3,provincie,P1\nG4,provincie,P1\n";
static const char SHEET_SOURCES[] =
    "id,title,citation,publisher,url,date,licence,example\n"
    "cbs,Kerncijfers,\"CBS, Kerncijfers (2024)\",CBS,https://cbs.example/,2024-06-01,CC BY 4.0,false\n"
    "akkoord,Akkoord,Regionaal akkoord,BZK,,2023-06-08,,false\n"
    "vb1,voorbeelddata,\"voorbeelddata (fictief), opgave gemeenten\",wij,,2025-03-01,CC0,true\n"
    "vb2,voorbeelddata,\"voorbeelddata (fictief), opgave corporaties\",wij,,2025-02-01,CC0,true\n";
static const char SHEET_GROUPS[] =
    "id,title,short_title,icon,order\nouderen,Ouderen,,ouderen,1\nstatushouders,Statushouders,,,2\n";
static const char SHEET_INDICATORS[] =
    "id,title,short_title,unit,unit_label,decimals,kind,polarity,aggregation,weight,threshold,categories,source,definition\n"
    "huur,Aandeel sociale huur,Sociale huur,%,% van de woningvoorraad,1,rate,higher,mean,inwoners,,,cbs,\n"
    "flex,Flexwoningen,Flex,woningen,gerealiseerd,0,stock,higher,sum,,5,,vb1,\n"
    "uitstroom,Uitstroom,Uitstroom,%,% van de toewijzingen,1,rate,lower,none,,,,vb2,\n"
    "inkomen,Inkomen,Inkomen,1000 EUR,per huishouden,1,rate,neutral,none,,,,cbs,\n"
    "dichtheid,Dichtheid,Dichtheid,per_km2,inwoners per km²,0,rate,neutral,none,,,,cbs,\n"
    "inwoners,Inwoners,Inwoners,inwoners,inwoners,0,stock,neutral,sum,,,,cbs,\n"
    "visie,Woonzorgvisie,Visie,status,stand,0,category,neutral,none,,,geen=Niet gestart|vast=Vastgesteld,vb1,\n";
static const char SHEET_TARGETS[] = "indicator,region,level,kind,value,year,base_year,base_value,label,source\n"
                                    "huur,,gemeente,minimum,30,,,,streefwaarde,akkoord\n"
                                    "flex,G1,,minimum,150,2030,2020,0,afspraak,akkoord\n"
                                    "flex,G2,,minimum,40,,,,afspraak,akkoord\n"
                                    "uitstroom,,gemeente,maximum,10,,,,maximum,akkoord\n";
static const char SHEET_OBSERVATIONS[] =
    "region,indicator,period,group,value,low,high,state,flags,source\n"
    "G1,huur,2020,,25.3,,,,,\nG1,huur,2023,,25.3,,,,,\nG1,huur,2024,,26.44,,,,provisional,\n"
    "G2,huur,2024,,31,30.2,32.5,,revised,\nG3,huur,2024,,,,,missing,,\n"
    "G1,flex,2023,,65,,,,,\nG1,flex,2024,,96,,,,,\nG2,flex,2024,,40,,,,,\nG3,flex,2024,,3,,,,,\n"
    "G1,flex,2024,ouderen,12,,,,,\n"
    "G1,uitstroom,2024,,8.7,,,,,\nG2,uitstroom,2024,,11.2,,,,,\n"
    "G2,inkomen,2020,,20,,,,,\nG2,inkomen,2022,,22,,,,break,\nG2,inkomen,2023,,29,28,31,,,\nG2,inkomen,2024,,30,28,32,,,\n"
    "G1,inkomen,2024,,30.3,,,,,\nG1,dichtheid,2024,,4321,,,,,\n"
    "G1,inwoners,2024,,1000,,,,,\nG2,inwoners,2024,,3000,,,,,\nG3,inwoners,2024,,,,,nil,,\n"
    "G1,visie,2024,,vast,,,,,\n";
static const char SHEET_CONFIG[] =
    "title: Een thuis\nlanguage: nl\nbase_url: https://x.example\nedition: 2025-03-14\n"
    "datapackage: datasets/datapackage.json\ntheme: templates/theme.yaml\nlocale: templates/locale/nl.yaml\nfonts: fonts/fonts.conf\n"
    "levels:\n"
    "  - {id: gemeente, folder: gemeente, template: t.md, label: gemeente, plural: gemeenten}\n"
    "  - {id: arbeidsmarktregio, alias: regio, folder: regio, template: t.md, plural: regio’s, title: 'Regio {name}', code: R}\n"
    "  - {id: provincie, folder: provincie, template: t.md, plural: provincies, title: 'Provincie {name}', code: P}\n"
    "  - {id: land, folder: \"\", template: t.md, code: N}\n"
    "benchmarks: [arbeidsmarktregio, provincie, land]\n";

typedef struct {
  char *root;
  Config *config;
  Theme *theme;
  Locale *locale;
  Dataset *dataset;
  DocContext context;
} Sheet;

static inline bool sheet_probe_bind(FigureBlock *block, Figure *figure);
static const FigureKey SHEET_PROBE_KEYS[] = {{"indicator", true, "an indicator"},
                                             {"indicators", false, NULL},
                                             {"regions", false, NULL},
                                             {"within", false, NULL},
                                             {"period", false, NULL},
                                             {"max", false, NULL},
                                             {"share", false, NULL},
                                             {"list", false, NULL},
                                             {NULL, false, NULL}};
static const FigureType SHEET_PROBE = {.name = "probe", .keys = SHEET_PROBE_KEYS, .bind = sheet_probe_bind};
static const FigureType *const SHEET_TYPES[] = {&SHEET_PROBE, NULL};

/* One mark for each region; "max" and "share" are read as a number and a truth. */
static inline bool sheet_probe_bind(FigureBlock *block, Figure *figure) {
  const Indicator *indicator = block_indicator(block, "indicator");
  if (!indicator) return false;
  Period period = block_period(block, indicator);
  if (block_list(block, "indicators")) {
    g_autoptr(GPtrArray) all = block_indicators(block, "indicators");
    if (!all) return false;
  }
  g_autoptr(GPtrArray) regions = block_regions(block, "regions");
  figure->decimals = block_int(block, "max", 7);
  figure->axis_max = block_bool(block, "share", false);
  for (guint i = 0; regions && i < regions->len; i++) {
    const Region *region = g_ptr_array_index(regions, i);
    Mark *mark = figure_add_mark(figure->marks, region->name, ROLE_CONTEXT);
    mark->value = binder_value(block_binder(block), indicator, region, period, NULL);
  }
  return regions != NULL;
}

/* The tables of a project that a test may have of its own. */
typedef struct { const char *regions, *memberships, *indicators, *targets, *observations; } SheetTables;
static const SheetTables SHEET_TABLES = {SHEET_REGIONS, SHEET_MEMBERSHIPS, SHEET_INDICATORS, SHEET_TARGETS, SHEET_OBSERVATIONS};

static inline Sheet *sheet_new(const SheetTables *tables) {
  Sheet *sheet = g_new0(Sheet, 1);
  sheet->root = folder_new();
  g_autoptr(GString) resources = g_string_new(NULL);
  package_table(resources, sheet->root, "regions", tables->regions);
  package_table(resources, sheet->root, "memberships", tables->memberships);
  package_table(resources, sheet->root, "sources", SHEET_SOURCES);
  package_table(resources, sheet->root, "groups", SHEET_GROUPS);
  package_table(resources, sheet->root, "indicators", tables->indicators);
  package_table(resources, sheet->root, "targets", tables->targets);
  package_table(resources, sheet->root, "observations", tables->observations);
  package_write(resources, sheet->root);
  folder_write(sheet->root, "feitenblad.yaml", SHEET_CONFIG);
  g_autoptr(Diags) diags = diags_new();
  sheet->config = config_load(sheet->root, diags);
  sheet->theme = theme_load("templates/theme.yaml", "theme.yaml", diags);
  sheet->locale = support_locale();
  sheet->dataset = sheet->config ? dataset_load(sheet->config, diags) : NULL;
  g_autofree char *found = diags_format(diags, 0);
  if (!sheet->theme || !sheet->dataset) fail_msg("%s", found);
  sheet->context = (DocContext){sheet->config, sheet->theme, sheet->locale, sheet->dataset, SHEET_TYPES};
  return sheet;
}

static inline void sheet_free(Sheet *sheet) {
  folder_drop(sheet->root);
  dataset_free(sheet->dataset);
  locale_free(sheet->locale);
  theme_free(sheet->theme);
  config_free(sheet->config);
  g_free(sheet);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sheet, sheet_free)

static inline int sheet_setup(void **state) {
  *state = sheet_new(&SHEET_TABLES);
  return 0;
}

static inline int sheet_teardown(void **state) {
  sheet_free(*state);
  return 0;
}

static inline const Region *sheet_region(const Sheet *sheet, const char *code) {
  return dataset_region(sheet->dataset, code);
}
static inline const Indicator *sheet_indicator(const Sheet *sheet, const char *id) {
  return dataset_indicator(sheet->dataset, id);
}
static inline Period sheet_year(int year) { return (Period){.year = (gint16)year, .kind = PERIOD_YEAR}; }

/* A text expanded in a region's scope. NULL on findings. */
static inline char *sheet_expand(const Sheet *sheet, const char *code, const char *text, Diags *diags) {
  g_autoptr(Binder) binder = binder_new(&sheet->context, sheet_region(sheet, code), diags);
  g_autoptr(Scope) scope = scope_new(sheet->locale, NULL);
  binder_fill_scope(binder, scope);
  return template_expand_text(text, (SourcePos){"t.md", 1, 1}, scope, ESCAPE_NONE, diags);
}

static inline void sheet_says(const Sheet *sheet, const char *code, const char *text, const char *expected) {
  g_autoptr(Diags) diags = diags_new();
  g_autofree char *out = sheet_expand(sheet, code, text, diags);
  support_expect(diags, "");
  support_text(out, expected);
}

static inline void sheet_refuses(const Sheet *sheet, const char *code, const char *text, const char *expected) {
  g_autoptr(Diags) diags = diags_new();
  g_autofree char *out = sheet_expand(sheet, code, text, diags);
  assert_null(out);
  support_expect(diags, expected);
}

/* A template file bound for a region. Findings go to `diags`. */
static inline Doc *sheet_bind(const Sheet *sheet, const char *code, const char *text, Diags *diags) {
  folder_write(sheet->root, "templates/t.md", text);
  g_autoptr(DocTemplate) tmpl = doc_template_load(sheet->config, sheet->theme, "t.md", SHEET_TYPES, diags);
  return tmpl ? doc_bind(tmpl, &sheet->context, sheet_region(sheet, code), diags) : NULL;
}

static inline void sheet_bind_refuses(const Sheet *sheet, const char *code, const char *text, const char *expected) {
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(Doc) doc = sheet_bind(sheet, code, text, diags);
  assert_null(doc);
  support_expect(diags, expected);
}

/* "type span[children]…" of a tree: what tests of structure compare. */
static inline void sheet_outline(const DocNode *node, GString *out) {
  static const char *const names[] = {"root", "h",      "p",    "list",    "item",  "quote",  "rule",
                                      "code", "row",    "col",  "columns", "break", "figure", "div",   "cards",
                                      "text", "emph",   "strong", "code",  "link",  "soft",   "hard", "span"};
  g_string_append(out, names[node->type]);
  if (node->level) g_string_append_printf(out, "%d", node->level);
  if (node->span) g_string_append_printf(out, "%d", node->span);
  if (node->figure) g_string_append_printf(out, " %s", node->figure->id);
  if (node->href) g_string_append_printf(out, " <%s>", node->href);
  if (node->lang) g_string_append_printf(out, " %s", node->lang);
  if (node->text) g_string_append_printf(out, " '%s'", node->text);
  if (!node->children || !node->children->len) return;
  g_string_append_c(out, '(');
  for (guint i = 0; i < node->children->len; i++) {
    if (i) g_string_append(out, ", ");
    sheet_outline(g_ptr_array_index(node->children, i), out);
  }
  g_string_append_c(out, ')');
}

static inline void sheet_is(const DocNode *root, const char *expected) {
  g_autoptr(GString) out = g_string_new(NULL);
  sheet_outline(root, out);
  support_text(out->str, expected);
}
