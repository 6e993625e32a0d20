/* Type `table`: numbers in rows and columns, with a bar against the agreement. Rows are indicators, regions, or
 * lines of inline CSV. This file binds. It must not know how wide a column is (table_rows.c). */
#include "figure/table_rows.h"
#include "figure/types.h"
#include "figure/words.h"
#include <math.h>
#include <string.h>

enum { YEARS_DEFAULT = 3, YEARS_APART = 2 };

static const FigureKey KEYS[] = {
    {"indicators", false, "list of indicator ids: one row each"},
    {"indicator", false, "one indicator, with a row for each of `regions`"},
    {"regions", false, "siblings, members, a level's plural, or a list of codes"},
    {"within", false, "level whose members are the siblings"},
    {"years", false, "list of years: one column each; the last one stands out; default: the newest and two before it"},
    {"compare", false, "levels to compare with; default: all benchmarks; [] for none"},
    {"bars", false, "whether a bar against the agreement is shown; default: true"},
    {"csv", false, "the table itself as CSV, with ; or , and a line of titles"},
    {NULL, false, NULL}};

typedef struct {
  FigureBlock *block;
  Figure *figure;
  Binder *binder;
  const Locale *locale;
  const Region *region;
  GArray *years;     /* Period */
  GPtrArray *levels; /* const LevelConfig*: benchmarks that the region has */
  bool bars;
} TableBind;

/* ---- columns ---- */

static void bind_years(TableBind *bind, Period newest) {
  const GPtrArray *asked = block_list(bind->block, "years");
  for (guint i = 0; asked && i < asked->len; i++) {
    const char *text = g_ptr_array_index(asked, i);
    Period period;
    if (period_parse(text, strlen(text), &period))
      g_array_append_val(bind->years, period);
    else
      block_error(bind->block, "years", "write a year as 2024", "\"%s\" is not a period", text);
  }
  if (bind->years->len || newest.kind == PERIOD_NONE) return;
  for (int i = YEARS_DEFAULT - 1; i >= 0; i--) {
    Period period = newest;
    period.year = (gint16)(newest.year - i * YEARS_APART);
    g_array_append_val(bind->years, period);
  }
}

static void bind_levels(TableBind *bind) {
  const Config *config = binder_config(bind->binder);
  const GPtrArray *asked = block_list(bind->block, "compare"), *names = asked ? asked : config->benchmarks;
  for (guint i = 0; i < names->len; i++) {
    const char *name = g_ptr_array_index(names, i);
    const LevelConfig *level = config_level_by_alias(config, name);
    if (!level) level = config_level(config, name);
    if (!level)
      block_error(bind->block, "compare", "name a level of feitenblad.yaml", "there is no level \"%s\"", name);
    const Region *parent = level ? region_parent(bind->region, level->id) : NULL;
    if (parent && parent != bind->region) g_ptr_array_add(bind->levels, (gpointer)level);
  }
}

static const Region *compared(const TableBind *bind, guint i) {
  return region_parent(bind->region, ((const LevelConfig *)g_ptr_array_index(bind->levels, i))->id);
}

static bool has_target(const TableBind *bind, const Indicator *indicator, const Region *region) {
  if (!bind->bars || bind->years->len == 0) return false;
  BoundTarget target =
      binder_target(bind->binder, indicator, region, g_array_index(bind->years, Period, bind->years->len - 1));
  bool present = target.present;
  bound_target_clear(&target);
  return present;
}

static void year_columns(const TableBind *bind, FigureTable *table) {
  for (guint i = 0; i < bind->years->len; i++) {
    g_autofree char *title = locale_period(bind->locale, g_array_index(bind->years, Period, i));
    figure_table_column(table, title, COLUMN_NUMBER)->highlight = i == bind->years->len - 1;
  }
}

static void bar_column(const TableBind *bind, FigureTable *table) {
  if (!bind->bars) return;
  TableColumn *column = figure_table_column(table, locale_word(bind->locale, "figure.table.against"), COLUMN_BAR);
  column->spoken = g_strdup(locale_word(bind->locale, "figure.table.against_spoken"));
  column->note = g_strdup(locale_word(bind->locale, "figure.table.line"));
}

/* "Friesland" and "Fryslân" side by side: a listener is told which is the regio. The country needs no such word. */
static void compared_column(const TableBind *bind, FigureTable *table, guint i) {
  const Region *region = compared(bind, i);
  TableColumn *column = figure_table_column(table, region->name, COLUMN_NUMBER);
  g_autofree char *key = g_strdup_printf("level.%s.name", ((const LevelConfig *)g_ptr_array_index(bind->levels, i))->alias);
  if (region->parents->len && locale_has(bind->locale, key))
    column->spoken = locale_phrase(bind->locale, "figure.table.compared", "level", locale_word(bind->locale, key), "region",
                                   region->name, NULL);
}

/* ---- cells ---- */

/* The unit has a column of its own: percentages go without their sign. */
static void number_cell(TableRow *row, const Indicator *indicator, const BoundValue *value) {
  TableCell *cell = table_value_cell(row, value);
  char *sign = bound_known(value) && g_str_equal(indicator->unit, "%") ? strchr(cell->text, '%') : NULL;
  if (sign) memmove(sign, sign + 1, strlen(sign));
}

static void bar_cell(const TableBind *bind, TableRow *row, const Indicator *indicator, const Region *region,
                     const BoundValue *value) {
  if (!bind->bars) return;
  BoundTarget target =
      binder_target(bind->binder, indicator, region, g_array_index(bind->years, Period, bind->years->len - 1));
  bool known = target.present && bound_known(value) && isfinite(target.progress.level);
  if (known) {
    BoundValue share = binder_derived(bind->binder, 100 * target.progress.level, "%", 0, value);
    const char *word = target.status_word ? target.status_word : "";
    g_autofree char *spoken = locale_phrase(bind->locale, *word ? "figure.table.share" : "figure.table.share_only", "share",
                                            share.spoken, "target", target.label, "status", word, NULL);
    TableCell *cell = figure_table_cell(row, share.text, spoken);
    cell->value = number_round(target.progress.level, 2);
    cell->status = target.progress.status;
    cell->state = share.obs.state;
    cell->flags = share.obs.flags;
    bound_value_clear(&share);
  } else {
    const char *key = target.present ? "value.missing.short" : "value.no_target.short";
    figure_table_cell(row, locale_word(bind->locale, key), target.present ? value->spoken : NULL);
  }
  bound_target_clear(&target);
}

/* ---- rows: indicators ---- */

/* What values are in, for the unit's column. */
static const char *unit_text(const TableBind *bind, const Indicator *indicator) {
  bool count = indicator->kind == KIND_STOCK || indicator->kind == KIND_FLOW;
  if (indicator->kind == KIND_CATEGORY) return "";
  if (count && !g_str_has_suffix(indicator->unit, "EUR")) return locale_word(bind->locale, "figure.table.count");
  return indicator->unit_label ? indicator->unit_label : indicator->unit;
}

static void indicator_row(const TableBind *bind, FigureTable *table, const Indicator *indicator) {
  TableRow *row = figure_table_row(table);
  figure_table_cell(row, indicator->short_title ? indicator->short_title : indicator->title, indicator->title);
  figure_table_cell(row, unit_text(bind, indicator), NULL);
  BoundValue last = {.obs = {.value = NAN, .state = STATE_ABSENT}};
  for (guint i = 0; i < bind->years->len; i++) {
    bound_value_clear(&last);
    last = binder_value(bind->binder, indicator, bind->region, g_array_index(bind->years, Period, i), NULL);
    number_cell(row, indicator, &last);
  }
  bar_cell(bind, row, indicator, bind->region, &last);
  bound_value_clear(&last);
  for (guint i = 0; i < bind->levels->len && bind->years->len; i++) {
    BoundValue value = binder_value(bind->binder, indicator, compared(bind, i),
                                    g_array_index(bind->years, Period, bind->years->len - 1), NULL);
    number_cell(row, indicator, &value);
    bound_value_clear(&value);
  }
}

static bool bind_indicators(TableBind *bind) {
  g_autoptr(GPtrArray) indicators = block_indicators(bind->block, "indicators");
  if (!indicators) return false;
  Period newest = {0};
  for (guint i = 0; i < indicators->len; i++) {
    Period latest = dataset_latest(binder_dataset(bind->binder), g_ptr_array_index(indicators, i), bind->region);
    if (period_compare(latest, newest) > 0) newest = latest;
  }
  bind_years(bind, newest);
  bind_levels(bind);
  bool any = false;
  for (guint i = 0; i < indicators->len; i++) any |= has_target(bind, g_ptr_array_index(indicators, i), bind->region);
  bind->bars = any;
  FigureTable *table = bind->figure->table = figure_table_new(bind->figure->title);
  table_header_column(table, locale_word(bind->locale, "figure.table.indicator"));
  figure_table_column(table, locale_word(bind->locale, "figure.table.unit"), COLUMN_TEXT);
  year_columns(bind, table);
  bar_column(bind, table);
  for (guint i = 0; i < bind->levels->len; i++) compared_column(bind, table, i);
  for (guint i = 0; i < indicators->len; i++) indicator_row(bind, table, g_ptr_array_index(indicators, i));
  words_default(&bind->figure->title, g_strdup(locale_word(bind->locale, "figure.table.title")));
  return true;
}

/* ---- rows: regions ---- */

typedef struct {
  const Region *region;
  BoundValue last;
} RegionRow;

static void region_row_clear(gpointer data) {
  bound_value_clear(&((RegionRow *)data)->last);
}

static int by_value(gconstpointer a, gconstpointer b) {
  const RegionRow *x = a, *y = b;
  bool known_x = bound_known(&x->last), known_y = bound_known(&y->last);
  if (known_x != known_y) return known_x ? -1 : 1;
  if (known_x && x->last.obs.value != y->last.obs.value) return x->last.obs.value < y->last.obs.value ? 1 : -1;
  return (x->region->index > y->region->index) - (x->region->index < y->region->index);
}

static void region_row(const TableBind *bind, FigureTable *table, const Indicator *indicator, const RegionRow *data) {
  TableRow *row = figure_table_row(table);
  row->highlight = data->region == bind->region;
  figure_table_cell(row, data->region->name, NULL);
  for (guint i = 0; i + 1 < bind->years->len; i++) {
    BoundValue value = binder_value(bind->binder, indicator, data->region, g_array_index(bind->years, Period, i), NULL);
    table_value_cell(row, &value);
    bound_value_clear(&value);
  }
  table_value_cell(row, &data->last);
  bar_cell(bind, row, indicator, data->region, &data->last);
}

static bool bind_regions(TableBind *bind) {
  const Indicator *indicator = block_indicator(bind->block, "indicator");
  g_autoptr(GPtrArray) regions = block_regions(bind->block, "regions");
  if (!indicator || !regions || regions->len == 0) return false;
  bind_years(bind, block_period(bind->block, indicator));
  if (bind->years->len == 0) return false;
  g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(RegionRow));
  g_array_set_clear_func(rows, region_row_clear);
  Period last = g_array_index(bind->years, Period, bind->years->len - 1);
  bool any = false;
  for (guint i = 0; i < regions->len; i++) {
    RegionRow row = {.region = g_ptr_array_index(regions, i)};
    row.last = binder_value(bind->binder, indicator, row.region, last, NULL);
    any |= has_target(bind, indicator, row.region);
    g_array_append_val(rows, row);
  }
  bind->bars = any;
  g_array_sort(rows, by_value);
  FigureTable *table = bind->figure->table = figure_table_new(bind->figure->title);
  g_autofree char *head = words_capital(((const Region *)g_ptr_array_index(regions, 0))->level->label);
  table_header_column(table, head);
  year_columns(bind, table);
  bar_column(bind, table);
  for (guint i = 0; i < rows->len; i++) region_row(bind, table, indicator, &g_array_index(rows, RegionRow, i));
  words_default(&bind->figure->title, g_strdup(indicator->title));
  words_default(&bind->figure->subtitle, words_subtitle(bind->binder, bind->figure->title, indicator,
                                                        g_array_index(bind->years, Period, 0), last, false));
  return true;
}

/* ---- rows: CSV ---- */

/* Fields of one line; quotes as usual, doubled inside. */
static GPtrArray *csv_fields(const char *line, char delimiter) {
  GPtrArray *fields = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GString) field = g_string_new(NULL);
  bool quoted = false;
  for (const char *p = line;; p++) {
    if (quoted && p[0] == '"' && p[1] == '"')
      g_string_append_c(field, *p++);
    else if (*p == '"')
      quoted = !quoted;
    else if (*p && (quoted || *p != delimiter))
      g_string_append_c(field, *p);
    else {
      g_ptr_array_add(fields, g_strstrip(g_strdup(field->str)));
      g_string_truncate(field, 0);
    }
    if (!*p) return fields;
  }
}

static bool numeric(const char *text) {
  static const char *const starts[] = {"-", "−", "<", "–", "€", "+", "."};
  if (!*text || g_ascii_isdigit(*text)) return true;
  for (guint i = 0; i < G_N_ELEMENTS(starts); i++)
    if (g_str_has_prefix(text, starts[i])) return true;
  return false;
}

/* Columns of numbers stand right; the first column names the rows. */
static void csv_kinds(FigureTable *table) {
  for (guint c = 0; c < table->columns->len; c++) {
    TableColumn *column = g_ptr_array_index(table->columns, c);
    bool numbers = c > 0;
    for (guint r = 0; r < table->rows->len && numbers; r++) {
      const TableRow *row = g_ptr_array_index(table->rows, r);
      numbers = numeric(((const TableCell *)g_ptr_array_index(row->cells, c))->text);
    }
    column->kind = numbers ? COLUMN_NUMBER : COLUMN_TEXT;
  }
}

static bool bind_csv(TableBind *bind, const char *csv) {
  g_auto(GStrv) lines = g_strsplit(csv, "\n", -1);
  FigureTable *table = bind->figure->table = figure_table_new(bind->figure->title);
  char delimiter = lines[0] && strchr(lines[0], ';') ? ';' : ',';
  for (guint i = 0; lines[i]; i++) {
    g_strchomp(lines[i]);
    if (!*lines[i]) continue;
    g_autoptr(GPtrArray) fields = csv_fields(lines[i], delimiter);
    bool titles = table->columns->len == 0;
    if (!titles && fields->len != table->columns->len) {
      block_error(bind->block, "csv", "give each line as many fields as the line of titles",
                  "line %u has %u fields, the titles are %u", i + 1, fields->len, table->columns->len);
      return false;
    }
    TableRow *row = titles ? NULL : figure_table_row(table);
    for (guint f = 0; f < fields->len; f++) {
      const char *text = g_ptr_array_index(fields, f);
      if (row)
        figure_table_cell(row, text, NULL);
      else
        figure_table_column(table, text, COLUMN_TEXT)->row_header = f == 0;
    }
  }
  if (table->columns->len == 0) block_error(bind->block, "csv", "begin with a line of titles", "the table is empty");
  csv_kinds(table);
  words_default(&bind->figure->title, g_strdup(locale_word(bind->locale, "figure.table.title")));
  return table->columns->len > 0;
}

/* ---- */

static void bind_note(const TableBind *bind) {
  g_autoptr(GPtrArray) marks = figure_marks_new();
  const FigureTable *table = bind->figure->table;
  for (guint r = 0; r < table->rows->len; r++) {
    const TableRow *row = g_ptr_array_index(table->rows, r);
    for (guint c = 0; c < row->cells->len; c++) {
      const TableCell *cell = g_ptr_array_index(row->cells, c);
      if (((const TableColumn *)g_ptr_array_index(table->columns, c))->kind != COLUMN_NUMBER) continue;
      Mark *mark = figure_add_mark(marks, "", ROLE_CONTEXT);
      mark->value = (BoundValue){.obs = {.value = 0, .state = cell->state, .flags = cell->flags},
                                 .text = g_strdup(cell->text),
                                 .spoken = g_strdup(cell->spoken)};
    }
  }
  char *note = binder_state_note(bind->binder, marks);
  if (note) words_default(&bind->figure->note, note);
}

static bool table_bind(FigureBlock *block, Figure *figure) {
  TableBind bind = {.block = block, .figure = figure, .binder = block_binder(block)};
  bind.locale = binder_locale(bind.binder);
  bind.region = binder_region(bind.binder);
  bind.bars = block_bool(block, "bars", true);
  bind.years = g_array_new(FALSE, FALSE, sizeof(Period));
  bind.levels = g_ptr_array_new();
  const char *csv = block_string(block, "csv");
  bool ok = csv                                ? bind_csv(&bind, csv)
            : block_string(block, "indicator") ? bind_regions(&bind)
                                               : bind_indicators(&bind);
  if (ok) {
    if (!csv) bind_note(&bind);
    GString *alt = alt_new(figure->title);
    alt_add_subtitle(alt, figure);
    words_default(&figure->alt, alt_end(alt));
  }
  g_array_unref(bind.years);
  g_ptr_array_unref(bind.levels);
  return ok;
}

static void table_draw(const Figure *figure, FigureCanvas *canvas) {
  canvas_table_head(canvas, figure);
  if (canvas->parts & FIGURE_CHART) table_rows_draw(canvas, figure, 0, figure->table->rows->len, false);
  canvas_foot(canvas, figure);
}

bool figure_type_splits(const FigureType *type) {
  return type->draw == table_draw;
}

const FigureType FIGURE_TYPE_TABLE = {
    .name = "table", .keys = KEYS, .bind = table_bind, .draw = table_draw, .full_width_only = true, .from_table = true,
    .plain_html = true};
