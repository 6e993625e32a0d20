/* For tests of properties: random projects by a seed, as tables that can be written to files in many ways. A failure names
 * the seed; the same seed makes the same project again. */
#pragma once
#include "fixture.h"
#include <stdio.h>

/* A table: its columns ("a,b,c") and rows of as many texts. Columns named in `numbers` (between commas) are numbers. */
typedef struct {
  const char *name, *own; /* own: JSON of "feitenblad" */
  const char *columns, *numbers;
  bool wide;              /* a number's column is named after its indicator */
  GPtrArray *rows;        /* GStrv */
} Table;

enum { SOURCES, GROUPS, REGIONS, MEMBERSHIPS, MERGERS, INDICATORS, TARGETS, LONG, WIDE, TABLES };

typedef struct {
  GRand *random;
  guint32 seed;
  guint gemeenten, groups;
  Table tables[TABLES];
} Case;

/* How tables are written down. */
typedef struct {
  char delimiter;
  const char *line_end;
  bool mark, quotes, comma; /* byte order mark; all quoted; decimal comma */
  bool resources, shuffled; /* parts are resources of their own; in any order */
  guint parts;
} Style;
static const Style PLAIN = {.delimiter = ',', .line_end = "\n", .parts = 1};

static const Table EMPTY_TABLES[TABLES] = {
    [SOURCES] = {"sources", "\"role\": \"sources\"", "id,title,citation,publisher,url,date,licence,example", "", false, NULL},
    [GROUPS] = {"groups", "\"role\": \"groups\"", "id,title,short_title,icon,order", "", false, NULL},
    [REGIONS] = {"regions", "\"role\": \"regions\"", "code,name,official_name,slug,level,valid_from,valid_to", "", false, NULL},
    [MEMBERSHIPS] = {"memberships", "\"role\": \"memberships\"", "code,division,parent", "", false, NULL},
    [MERGERS] = {"mergers", "\"role\": \"mergers\"",
                 "date,from_code,from_name,from_slug,to_code,to_name,kind,share,to_existed,source", "", false, NULL},
    [INDICATORS] =
        {"indicators", "\"role\": \"indicators\"",
         "id,title,unit,decimals,kind,polarity,aggregation,weight,threshold,protection,rounding,groups,same_as,numerator,"
         "denominator,categories,source,formula,coverage",
         "", false, NULL},
    [TARGETS] = {"targets", "\"role\": \"targets\"", "indicator,region,level,kind,value,year,base_year,base_value,label,source",
                 ",value,base_value,", false, NULL},
    [LONG] = {"long", "\"role\": \"observations\", \"layout\": \"long\"",
              "region,indicator,period,group,value,low,high,state,flags,source", ",value,low,high,", false, NULL},
    [WIDE] = {"wide",
              "\"role\": \"observations\", \"layout\": \"wide\", \"region\": \"code\", \"period\": \"2021\", \"symbols\": "
              "\"cbs-2011\"",
              "code,homes,share", ",homes,share,", true, NULL},
};

/* ---- Chance ---------------------------------------------------------------------------------------------------- */

static inline gint32 pick(const Case *one, gint32 from, gint32 to) { return g_rand_int_range(one->random, from, to + 1); }
static inline bool chance(const Case *one, guint percent) { return pick(one, 1, 100) <= (gint32)percent; }

static inline void shuffle(const Case *one, gpointer *items, guint count) {
  for (guint i = count; i > 1; i--) {
    guint other = (guint)pick(one, 0, (gint32)i - 1);
    gpointer kept = items[i - 1];
    items[i - 1] = items[other];
    items[other] = kept;
  }
}

/* ---- Rows ------------------------------------------------------------------------------------------------------ */

/* Adds a row given as "a|b|c"; a "!" becomes "|". */
static inline void add_row(Case *one, guint table, const char *format, ...) G_GNUC_PRINTF(3, 4);
static inline void add_row(Case *one, guint table, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  GStrv cells = g_strsplit(text, "|", -1);
  g_auto(GStrv) columns = g_strsplit(one->tables[table].columns, ",", -1);
  assert_int_equal(g_strv_length(cells), g_strv_length(columns));
  for (char **cell = cells; *cell; cell++) g_strdelimit(*cell, "!", '|');
  g_ptr_array_add(one->tables[table].rows, cells);
}

static inline Case *case_new(guint32 seed) {
  Case *one = g_new0(Case, 1);
  one->random = g_rand_new_with_seed(seed);
  one->seed = seed;
  for (guint i = 0; i < TABLES; i++) {
    one->tables[i] = EMPTY_TABLES[i];
    one->tables[i].rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
  }
  return one;
}

static inline void case_free(Case *one) {
  for (guint i = 0; i < TABLES; i++) g_ptr_array_unref(one->tables[i].rows);
  g_rand_free(one->random);
  g_free(one);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Case, case_free)

/* ---- A project of every kind of thing --------------------------------------------------------------------------- */

static inline void make_regions(Case *one) {
  static const char *const names[] = {"Aa", "Bee", "Cée", "'s-Dee", "Aa"};
  one->gemeenten = (guint)pick(one, 4, 9);
  one->groups = (guint)pick(one, 0, 3);
  add_row(one, REGIONS, "NL|Nederland||nederland|land||");
  for (int i = 1; i <= 3; i++) add_row(one, REGIONS, "P%d|Deel %d||p%d|provincie||", i, i, i);
  for (int i = 1; i <= 2; i++) add_row(one, REGIONS, "R%d|Streek||r%d|regio||", i, i);
  for (guint i = 1; i <= one->gemeenten; i++) {
    add_row(one, REGIONS, "G%u|%s||g%u|gemeente||", i, names[pick(one, 0, 4)], i);
    add_row(one, MEMBERSHIPS, "G%u|provincie|P%d", i, pick(one, 1, 3));
    if (chance(one, 70)) add_row(one, MEMBERSHIPS, "G%u|regio|R%d", i, pick(one, 1, 2));
  }
  for (guint i = 1; i <= one->groups; i++) add_row(one, GROUPS, "g%u|Groep %u|||%d", i, i, pick(one, 1, 2));
  add_row(one, SOURCES, "cbs|Kerncijfers|CBS, 2024|CBS||2024|CC BY 4.0|false");
  add_row(one, SOURCES, "report|Rapport|\"Rapport\"|BZK||2023-06-08||false");
  add_row(one, SOURCES, "vb|Voorbeeld|Voorbeeld|BZK||2024-01-01|CC0|true");
  add_row(one, MERGERS, "2023-01-01|O1|Oud een|oud-een|G1|Nieuw|merged||true|cbs");
  for (int i = 2, share = pick(one, 1, 4); i <= 4; i++)
    add_row(one, MERGERS, "2023-01-01|O2|Oud twee|oud-twee|G%d|Nieuw|split|0.%d|true|cbs", i, i < 4 ? share : 10 - 2 * share);
}

static inline void make_indicators(Case *one) {
  int coverage = (int)(one->seed % 5) * 25; /* not drawn, so that it moves nothing else */
  add_row(one, INDICATORS, "homes|Woningen|aantal|0|stock|neutral|sum||||||||||cbs||%d", coverage);
  add_row(one, INDICATORS, "people|Mensen|aantal|0|flow|higher|sum||5|||%s|||||cbs||", chance(one, 30) ? "overlap" : "partition");
  add_row(one, INDICATORS, "others|Anderen|aantal|0|flow|higher|sum||%d|%d|||%s||||report||", pick(one, 3, 6), pick(one, 1, 8),
          chance(one, 50) ? "people" : "");
  add_row(one, INDICATORS, "coarse|Rond|aantal|0|stock|higher|sum||||%d||||||vb||", pick(one, 2, 10));
  add_row(one, INDICATORS, "share|Aandeel|%%|1|rate|higher|mean|homes||||||%s|||cbs||%d", chance(one, 50) ? "people" : "", coverage);
  add_row(one, INDICATORS, "price|Prijs|EUR|0|rate|lower|none||||||||||cbs||");
  add_row(one, INDICATORS, "vision|Visie|status|0|category|neutral|none|||||||||geen=Geen!vast=Vast|cbs||");
  add_row(one, INDICATORS, "ratio|Verhouding|%%|1|rate|neutral|none||||||||||cbs|people / homes * 100|");
}

static inline void make_observation(Case *one, const char *region, const char *indicator, const char *period, guint group) {
  static const char *const states[] = {"missing", "nil", "below_half_unit", "secret", "missing_or_secret", "impossible"};
  static const char *const flags[] = {"", "", "", "", "provisional", "revised", "estimated", "break", "provisional estimated"};
  g_autofree char *of = group ? g_strdup_printf("g%u", group) : g_strdup("");
  const char *flag = flags[pick(one, 0, G_N_ELEMENTS(flags) - 1)];
  const char *source = strcmp(indicator, "coarse") && chance(one, 10) ? "report" : "";
  bool rate = !strcmp(indicator, "share") || !strcmp(indicator, "price");
  int value = chance(one, 40) ? pick(one, 0, 9) : pick(one, 0, 900);
  if (!strcmp(indicator, "vision"))
    add_row(one, LONG, "%s|%s|%s|%s|%s|||||", region, indicator, period, of, chance(one, 50) ? "geen" : "vast");
  else if (rate)
    add_row(one, LONG, "%s|%s|%s|%s|%d.%d||||%s|%s", region, indicator, period, of, value / 10, pick(one, 0, 9), flag, source);
  else if (chance(one, 80))
    add_row(one, LONG, "%s|%s|%s|%s|%d||||%s|%s", region, indicator, period, of, value, flag, source);
  else if (chance(one, 30))
    add_row(one, LONG, "%s|%s|%s|%s|%d|%d|%d|rounded|%s|%s", region, indicator, period, of, value, value / 2, value + 3, flag,
            source);
  else if (chance(one, 30))
    add_row(one, LONG, "%s|%s|%s|%s||%d|%d|secret|%s|%s", region, indicator, period, of, value, value + 9, flag, source);
  else
    add_row(one, LONG, "%s|%s|%s|%s||||%s|%s|%s", region, indicator, period, of, states[pick(one, 0, G_N_ELEMENTS(states) - 1)],
            flag, source);
}

static inline void make_period(Case *one, const char *indicator, const char *period, bool old) {
  for (guint group = 0; group <= one->groups; group++) {
    for (guint i = 1; i <= one->gemeenten; i++) {
      g_autofree char *code = g_strdup_printf("G%u", i);
      if (chance(one, 85)) make_observation(one, code, indicator, period, group);
    }
    for (int i = 1; i <= 3; i++) {
      g_autofree char *code = g_strdup_printf("P%d", i);
      if (chance(one, 15)) make_observation(one, code, indicator, period, group);
    }
    if (chance(one, 10)) make_observation(one, "NL", indicator, period, group);
    if (old && chance(one, 50)) make_observation(one, "O1", indicator, period, group);
    if (old && chance(one, 50)) make_observation(one, "O2", indicator, period, group);
  }
}

static inline void make_wide(Case *one) {
  static const char *const texts[] = {"0", "3", "12", "250.5", ".", "x", "-", "", "17*", "40**"};
  for (guint i = 1; i <= one->gemeenten; i++)
    if (chance(one, 80)) add_row(one, WIDE, "G%u|%s|%s", i, texts[pick(one, 0, 9)], texts[pick(one, 0, 9)]);
  if (!one->tables[WIDE].rows->len) add_row(one, WIDE, "G1|3|4.5");
}

static inline void make_targets(Case *one) {
  static const char *const indicators[] = {"homes", "people", "share"};
  for (guint i = 0; i < G_N_ELEMENTS(indicators); i++) {
    for (guint g = 1; g <= one->gemeenten; g++)
      if (chance(one, 60)) {
        bool base = chance(one, 60);
        add_row(one, TARGETS, "%s|G%u||%s|%d.5|%d|%s|%s|afspraak|report", indicators[i], g,
                chance(one, 70) ? "minimum" : "maximum", pick(one, 1, 99), pick(one, 2025, 2027),
                base ? (chance(one, 70) ? "2022" : "2023") : "", base ? "20.25" : "");
      }
    if (chance(one, 30)) add_row(one, TARGETS, "%s||provincie|minimum|%d|2030|||afspraak|cbs", indicators[i], pick(one, 1, 99));
    if (chance(one, 30)) add_row(one, TARGETS, "%s|||minimum|%d||||afspraak|cbs", indicators[i], pick(one, 1, 99));
  }
}

static inline Case *case_of_all(guint32 seed) {
  static const char *const indicators[] = {"homes", "people", "others", "coarse", "share", "price", "vision"};
  static const char *const periods[] = {"2022", "2023", "2024", "2024-Q1", "2024-Q2"};
  Case *one = case_new(seed);
  make_regions(one);
  make_indicators(one);
  for (guint i = 0; i < G_N_ELEMENTS(indicators); i++)
    for (guint p = 0; p < G_N_ELEMENTS(periods); p++)
      if (chance(one, p < 3 ? 60 : 15)) make_period(one, indicators[i], periods[p], p == 0);
  if (!one->tables[LONG].rows->len) make_observation(one, "G1", "homes", "2024", 0);
  make_wide(one);
  make_targets(one);
  return one;
}

/* ---- Writing --------------------------------------------------------------------------------------------------- */

/* Not fixture_write(): thousands of files need not be safe on the disk. */
static inline void write_file(const Project *project, const char *name, const char *text, gssize length) {
  g_autofree char *folder = g_build_filename(project->root, "datasets", NULL), *path = g_build_filename(folder, name, NULL);
  assert_int_equal(g_mkdir_with_parents(folder, 0700), 0);
  remove(path); /* it does not shorten a file */
  assert_true(g_file_set_contents_full(path, text, length, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

static inline bool is_number_column(const Table *table, const char *column) {
  g_autofree char *between = g_strdup_printf(",%s,", column);
  return strstr(table->numbers, between);
}

static inline void write_cell(const Case *one, const Style *style, bool number, const char *text, GString *out) {
  g_autoptr(GString) cell = g_string_new(text);
  if (number && style->comma && g_ascii_isdigit(*text)) g_string_replace(cell, ".", ",", 0);
  bool needed = strchr(cell->str, style->delimiter) || strchr(cell->str, '"');
  if (needed || style->quotes || (style->shuffled && chance(one, 3))) {
    g_string_replace(cell, "\"", "\"\"", 0);
    g_string_prepend_c(cell, '"');
    g_string_append_c(cell, '"');
  }
  g_string_append(out, cell->str);
}

/* The rows from `from` to before `to` as a file, with the columns in this order. */
static inline char *table_text(const Case *one, const Table *table, const Style *style, const GPtrArray *order, guint from,
                               guint to) {
  g_auto(GStrv) columns = g_strsplit(table->columns, ",", -1);
  GString *out = g_string_new(style->mark ? "\xef\xbb\xbf" : "");
  for (guint row = from; row <= to; row++) { /* the header first */
    for (guint c = 0; c < order->len; c++) {
      guint column = GPOINTER_TO_UINT(order->pdata[c]);
      char *const *texts = row == from ? columns : table->rows->pdata[row - 1];
      if (c) g_string_append_c(out, style->delimiter);
      write_cell(one, style, row != from && is_number_column(table, columns[column]), texts[column], out);
    }
    g_string_append(out, style->line_end);
  }
  return g_string_free(out, FALSE);
}

static inline char *schema_json(const Table *table, const Style *style) {
  g_auto(GStrv) columns = g_strsplit(table->columns, ",", -1);
  GString *json = g_string_new(NULL);
  for (char **column = columns; *column; column++) {
    g_string_append_printf(json, "%s{\"name\": \"%s\"", column == columns ? "" : ", ", *column);
    if (is_number_column(table, *column)) {
      g_string_append_printf(json, ", \"type\": \"number\", \"decimalChar\": \"%c\"", style->comma ? ',' : '.');
      if (table->wide) g_string_append_printf(json, ", \"indicator\": \"%s\"", *column);
    }
    g_string_append(json, "}");
  }
  return g_string_free(json, FALSE);
}

static inline void add_entry(GPtrArray *entries, const Table *table, const Style *style, const char *name, const char *path) {
  g_autofree char *fields = schema_json(table, style);
  g_autofree char *delimiter = style->delimiter == '\t' ? g_strdup("\\t") : g_strdup_printf("%c", style->delimiter);
  g_ptr_array_add(
      entries,
      g_strdup_printf("{\"name\": \"%s\", \"path\": [%s], \"dialect\": {\"delimiter\": \"%s\"},\n \"feitenblad\": {%s},\n"
                      " \"schema\": {\"fields\": [%s]}}",
                      name, path, delimiter, table->own, fields));
}

static inline void write_table(const Case *one, const Project *project, const Table *table, const Style *style,
                               GPtrArray *entries) {
  g_autoptr(GPtrArray) order = g_ptr_array_new();
  g_autoptr(GString) paths = g_string_new(NULL);
  guint columns = 1, parts = CLAMP(table->rows->len, 1, style->parts);
  for (const char *at = table->columns; *at; at++) columns += *at == ',';
  for (guint i = 0; i < columns; i++) g_ptr_array_add(order, GUINT_TO_POINTER(i));
  if (style->shuffled) shuffle(one, table->rows->pdata, table->rows->len);
  for (guint part = 0; part < parts; part++) {
    g_autofree char *name = g_strdup_printf("%s-%u", table->name, part), *file = g_strconcat(name, ".csv", NULL);
    g_autofree char *path = g_strdup_printf("\"%s\"", file);
    if (style->shuffled) shuffle(one, order->pdata, columns);
    g_autofree char *text =
        table_text(one, table, style, order, table->rows->len * part / parts, table->rows->len * (part + 1) / parts);
    write_file(project, file, text, -1);
    if (style->resources) add_entry(entries, table, style, name, path);
    else g_string_append_printf(paths, "%s%s", part ? ", " : "", path);
  }
  if (!style->resources) add_entry(entries, table, style, table->name, paths->str);
}

/* A project of the case, written in this style. The rows of the case are shuffled with it. */
static inline Project *case_project(const Case *one, const Style *style) {
  static LevelConfig regio = {.id = (char *)"regio", .alias = (char *)"regio", .title = (char *)"{name}"};
  Project *project = fixture_bare();
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_insert(project->config.levels, 1, &regio);
  for (guint i = 0; i < TABLES; i++)
    if (one->tables[i].rows->len) write_table(one, project, &one->tables[i], style, entries);
  if (style->shuffled) shuffle(one, entries->pdata, entries->len);
  g_ptr_array_add(entries, NULL);
  g_autofree char *list = g_strjoinv(",\n", (char **)entries->pdata);
  g_autofree char *json = g_strdup_printf("{\"resources\": [\n%s]}\n", list);
  write_file(project, "datapackage.json", json, -1);
  return project;
}
