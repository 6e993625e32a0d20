/* From a row to an observation: what was written (a number, a symbol, nothing, a category) and what the columns beside
 * it say become one value with one state. Where the two contradict each other there is no guess but a finding; that of a
 * secret cell never repeats its number, because findings are printed and mailed. This file must not know what
 * disclosure control or aggregation make of it later. */
#include "data/observation_rows.h"
#include "base/number.h"
#include <math.h>
#include <string.h>

/* A data column of a wide table. */
typedef struct {
  guint field;
  const Indicator *indicator;
  Period period; /* PERIOD_NONE = the row's */
  Slab *slab;    /* that the last cell went to, or NULL */
} WideColumn;

/* What the last row named in a column: rows come in runs, and a look here costs less than a hash. */
typedef struct {
  char text[48];
  gconstpointer found;
} Memo;

struct ObservationRows {
  ObservationReading to;
  const Resource *resource;
  GArray *columns;                   /* WideColumn, of a wide table */
  int region_column, period_column;  /* of a wide table; -1 = none */
  const Source *source;              /* of a wide table, or NULL */
  Period wide_period;                /* of the last row of a wide table */
  Memo region, indicator, group, from;
  ObservationRuns *runs;             /* of the file at hand, or NULL */
  guint16 runs_of;                   /* the number of the file that it was looked for */
};

enum { REGION, INDICATOR, PERIOD, GROUP, VALUE, LOW, HIGH, STATE, FLAGS, SOURCE };
static const TableColumn LONG_COLUMNS[] = {
    [REGION] = {.name = "region", .needed = true, .key = true, .refers = "regions.code"},
    [INDICATOR] = {.name = "indicator", .needed = true, .key = true, .refers = "indicators.id"},
    [PERIOD] = {.name = "period", .needed = true, .key = true},
    [GROUP] = {.name = "group", .key = true, .refers = "groups.id"},
    [VALUE] = {.name = "value", .needed = true, .raw = true},
    [LOW] = {.name = "low", .raw = true},
    [HIGH] = {.name = "high", .raw = true},
    [STATE] = {.name = "state"},
    [FLAGS] = {.name = "flags"},
    [SOURCE] = {.name = "source", .refers = "sources.id"},
};
static const TableShape LONG_SHAPE = {LONG_COLUMNS, G_N_ELEMENTS(LONG_COLUMNS), false};
static const TableShape WIDE_SHAPE = {NULL, 0, true};

const TableShape *observation_rows_shape(const Resource *resource) {
  return resource->wide ? &WIDE_SHAPE : &LONG_SHAPE;
}

ObservationRows *observation_rows_new(const ObservationReading *reading) {
  ObservationRows *rows = g_new0(ObservationRows, 1);
  rows->to = *reading;
  rows->columns = g_array_new(FALSE, FALSE, sizeof(WideColumn));
  return rows;
}

void observation_rows_end(ObservationRows *rows) { g_clear_pointer(&rows->runs, observation_runs_free); }

void observation_rows_free(ObservationRows *rows) {
  observation_rows_end(rows);
  g_array_unref(rows->columns);
  g_free(rows);
}

/* ---- Binding a table ------------------------------------------------------------------------------------------- */

static const Field *field_at(const ObservationRows *rows, guint index) {
  return g_ptr_array_index(rows->resource->fields, index);
}

static int field_index(const ObservationRows *rows, const char *name) {
  for (guint i = 0; name && i < rows->resource->fields->len; i++)
    if (!strcmp(field_at(rows, i)->name, name)) return (int)i;
  return -1;
}

static Cell cell_of_text(const char *text, SourcePos pos) {
  return (Cell){.text = text, .length = strlen(text), .pos = pos};
}

static bool bind_wide_column(ObservationRows *rows, guint index) {
  const Field *field = field_at(rows, index);
  if (!field->indicator) return true;
  Cell cell = cell_of_text(field->indicator, field->indicator_pos);
  WideColumn column = {index, catalog_find_indicator(rows->to.catalog, &cell, rows->to.diags), field->period, NULL};
  if (column.period.kind == PERIOD_NONE) column.period = rows->resource->period;
  g_array_append_val(rows->columns, column);
  return column.indicator;
}

static bool bind_wide_source(ObservationRows *rows) {
  if (!rows->resource->source) return true;
  Cell cell = cell_of_text(rows->resource->source, rows->resource->layout_pos);
  rows->source = catalog_find_source(rows->to.catalog, &cell, rows->to.diags);
  return rows->source;
}

bool observation_rows_begin(ObservationRows *rows, const Resource *resource) {
  rows->resource = resource;
  rows->source = NULL;
  rows->region.found = NULL; /* each table has its own way to name them */
  g_array_set_size(rows->columns, 0);
  if (!resource->wide) return true;
  rows->region_column = field_index(rows, resource->region_column);
  rows->period_column = field_index(rows, resource->period_column);
  bool good = bind_wide_source(rows);
  for (guint i = 0; i < resource->fields->len; i++)
    if (!bind_wide_column(rows, i)) good = false;
  return good;
}

/* ---- What a cell says ------------------------------------------------------------------------------------------ */

static bool remembers(const Memo *memo, const Cell *cell) {
  return memo->found && !strcmp(memo->text, cell->text) && !cell->missing && !cell->bad;
}

static gconstpointer remember(Memo *memo, const Cell *cell, gconstpointer found) {
  memo->found = cell->length < sizeof memo->text ? found : NULL;
  if (memo->found) memcpy(memo->text, cell->text, cell->length + 1);
  return found;
}

static const Region *find_region(ObservationRows *rows, const Cell *cell) {
  if (remembers(&rows->region, cell)) return rows->region.found;
  return remember(&rows->region, cell, region_names_find(rows->to.names, rows->resource, cell, true));
}

static const Indicator *find_indicator(ObservationRows *rows, const Cell *cell) {
  if (remembers(&rows->indicator, cell)) return rows->indicator.found;
  const Indicator *indicator = catalog_find_indicator(rows->to.catalog, cell, rows->to.diags);
  if (!indicator || !indicator->formula) return remember(&rows->indicator, cell, indicator);
  diags_error(rows->to.diags, "observation-derived", cell->pos, "take the row out, or the formula",
              "'%s' is made by a formula, and has no rows of its own", indicator->id);
  return NULL;
}

static const Group *find_group(ObservationRows *rows, const Cell *cell) {
  if (remembers(&rows->group, cell)) return rows->group.found;
  return remember(&rows->group, cell, catalog_find_group(rows->to.catalog, cell, rows->to.diags));
}

static const Source *find_source(ObservationRows *rows, const Cell *cell) {
  if (remembers(&rows->from, cell)) return rows->from.found;
  return remember(&rows->from, cell, catalog_find_source(rows->to.catalog, cell, rows->to.diags));
}

static bool read_period(ObservationRows *rows, const Cell *cell, Period *period, guint8 *flags) {
  if (cell->missing || cell->bad) return false;
  gsize length = cell->length;
  *period = cell->period;
  if (period->kind != PERIOD_NONE) return true;
  const SymbolSet *symbols = symbol_spans_at(rows->resource->symbols, (Period){0});
  if (symbols) *flags |= symbol_set_take_mark(symbols, cell->text, &length);
  if (period_parse(cell->text, length, period)) return true;
  g_autofree char *found = cell_quote(cell);
  diags_error(rows->to.diags, "observation-period", cell->pos,
              cell_is_sheet_date(cell) ? "a spreadsheet rewrote it; make the column text there, and write it like 2024-03 or 2024-03-14"
                                       : "write it like 2024, 2024-Q1, 2024-03 or 2024-03-14",
              "'%s' is no period", found);
  return false;
}

static bool read_category(ObservationRows *rows, const Cell *cell, const Indicator *indicator, double *value) {
  g_autoptr(GPtrArray) ids = g_ptr_array_new();
  for (guint i = 0; i < indicator->categories->len; i++) {
    const Category *category = g_ptr_array_index(indicator->categories, i);
    g_ptr_array_add(ids, category->id);
    if (strcmp(category->id, cell->text)) continue;
    *value = i;
    return true;
  }
  g_ptr_array_add(ids, NULL);
  cell_unknown(cell, "observation-category", "the category", (const char *const *)ids->pdata, rows->to.diags);
  return false;
}

static bool read_number(ObservationRows *rows, const Cell *cell, const Field *field, const SymbolSet *symbols,
                        gsize length, double *value) {
  if (number_parse(cell->text, length, field->decimal, field->group, value)) return true;
  g_autofree char *found = cell_quote(cell);
  const char *hint = cell_number_hint(cell, field);
  if (!hint && rows->resource->symbols->len && !symbols)
    hint = "the package's sets of symbols are for other years; add one for this year to \"symbols\"";
  if (!hint) hint = "write a number; if it is a symbol, name it in missingValues, or the set it is from in \"symbols\"";
  diags_error(rows->to.diags, "observation-value", cell->pos, hint, "'%s' is no number", found);
  return false;
}

/* Types a cell into value, state and flags; STATE_ABSENT when nothing is written. */
static bool read_value(ObservationRows *rows, const Cell *cell, const Field *field, const Indicator *indicator,
                       Observation *observation) {
  const SymbolSet *symbols = symbol_spans_at(rows->resource->symbols, observation->period);
  ValueState state = STATE_ABSENT;
  gsize length = cell->length;
  double value = NAN;
  if ((symbols && symbol_set_state(symbols, cell->text, &state)) || cell->missing) {
    observation->state = state;
    if (state == STATE_NIL) observation->value = 0;
    return true;
  }
  observation->state = STATE_VALUE;
  if (indicator->kind == KIND_CATEGORY) {
    if (!read_category(rows, cell, indicator, &value)) return false;
  } else {
    if (symbols) observation->flags |= symbol_set_take_mark(symbols, cell->text, &length);
    if (!read_number(rows, cell, field, symbols, length, &value)) return false;
    if (symbols && value == 0) observation->state = symbols->zero;
  }
  observation->value = value;
  if (!cell_is_bound(field)) return true;
  Cell typed = *cell;
  typed.number = value;
  return cell_check(&typed, field, rows->to.diags);
}

static bool read_flags(ObservationRows *rows, const Cell *cell, guint8 *flags) {
  if (cell->missing || cell->bad) return !cell->bad;
  g_auto(GStrv) words = g_strsplit_set(cell->text, " |,", -1);
  bool good = true;
  for (char **word = words; *word; word++) {
    if (!**word) continue;
    Cell one = cell_of_text(*word, cell->pos);
    int index = cell_word(&one, "observation-flag", "the flag", VALUE_FLAG_WORDS, -1, rows->to.diags);
    if (index >= 0) *flags |= VALUE_FLAGS[index];
    else good = false;
  }
  return good;
}

/* ---- Value against state --------------------------------------------------------------------------------------- */

static bool contradiction(ObservationRows *rows, const Cell *value, const char *state, bool hide) {
  g_autofree char *found = cell_quote(value);
  diags_error(rows->to.diags, "observation-state", value->pos,
              hide ? "take the value out; low and high may say between which it lies"
                   : "take out the value, or the state that says there is none",
              "the state is %s, but there is a value%s%s%s", state, hide ? "" : " '", hide ? "" : found, hide ? "" : "'");
  return false;
}

/* Makes of what is written and what the state column says one state. */
static bool join_state(ObservationRows *rows, const Cell *value, const Cell *state, Observation *observation) {
  if (state->bad) return false;
  ValueState written = observation->state;
  if (state->missing) {
    if (written != STATE_ABSENT) return true;
    observation->state = STATE_MISSING;
    if (value->length || rows->resource->wide) return true;
    diags_error(rows->to.diags, "observation-empty", value->pos,
                "fill it in, or say in 'state' why there is none: missing, secret, nil, impossible …",
                "there is no value and no state that says why");
    return false;
  }
  int word = cell_word(state, "observation-state", "the state", VALUE_STATE_WORDS, -1, rows->to.diags);
  if (word < 0) return false;
  ValueState declared = (ValueState)word;
  bool hide = declared == STATE_SECRET || declared == STATE_MISSING_OR_SECRET;
  bool nothing = declared == STATE_NIL || declared == STATE_BELOW_HALF_UNIT;
  observation->state = declared;
  if (written == STATE_ABSENT) {
    if (nothing) observation->value = 0;
    if (declared != STATE_VALUE && declared != STATE_ROUNDED) return true;
    diags_error(rows->to.diags, "observation-empty", value->pos, "fill it in, or correct the state",
                "the state is '%s', but there is no value", VALUE_STATE_WORDS[declared]);
    return false;
  }
  bool number = written == STATE_VALUE || written == STATE_BELOW_HALF_UNIT;
  if (written == declared || (number && declared <= STATE_ROUNDED)) return true;
  if (number && nothing && observation->value == 0) return true;
  return contradiction(rows, value, VALUE_STATE_WORDS[declared], hide);
}

static bool check_interval(ObservationRows *rows, SourcePos pos, const Indicator *indicator, const Observation *observation) {
  double low = observation->low, high = observation->high;
  if (isnan(low) && isnan(high)) return true;
  const char *wrong = NULL;
  bool secret = observation->state == STATE_SECRET || observation->state == STATE_MISSING_OR_SECRET;
  if (indicator->kind == KIND_CATEGORY) wrong = "a category has no low and high";
  else if (!secret && observation->state > STATE_ROUNDED) wrong = "low and high stand beside a state that has no value";
  else if (low > high) wrong = "low is more than high";
  else if (secret && low == high) wrong = "low and high are the same, and give the secret value away";
  else if (!secret && (observation->value < low || observation->value > high)) wrong = "the value is not between low and high";
  if (wrong) diags_error(rows->to.diags, "observation-interval", pos, "correct low and high", "%s", wrong);
  return !wrong;
}

/* Disclosure control can only judge counts that are counts. */
static bool check_count(ObservationRows *rows, const Cell *cell, const Indicator *indicator, const Observation *observation) {
  if (!indicator->threshold || !(observation->value < 0)) return true;
  g_autofree char *found = cell_quote(cell);
  diags_error(rows->to.diags, "observation-count", cell->pos, "look for a slip; a count is 0 or more",
              "'%s' is less than nothing", found);
  return false;
}

/* ---- Into the store -------------------------------------------------------------------------------------------- */

static void report_duplicate(ObservationRows *rows, SourcePos pos, const Indicator *indicator, const Region *region,
                             const Slab *slab) {
  char iso[PERIOD_TEXT];
  CellPlace first = slab_place(slab, region->index);
  diags_error(rows->to.diags, "observation-duplicate", pos, "keep one of the two",
              "'%s' of %s in %s is given twice; the first is in %s on line %d", indicator->id, region->code,
              period_iso(slab_period(slab), iso), first.file, first.line);
}

static void add(ObservationRows *rows, SourcePos pos, const Indicator *indicator, const Region *region, Slab *slab,
                Observation *observation, const Source *source) {
  const Source *from = source ? source : indicator->source;
  if (from && from->example) observation->flags |= FLAG_EXAMPLE;
  if (!slab_add(slab, region->index, observation, catalog_source_number(source), rows->resource->number, pos.line))
    report_duplicate(rows, pos, indicator, region, slab);
}

static const Observation EMPTY = {.value = NAN, .low = NAN, .high = NAN, .state = STATE_ABSENT};

static void take_long(ObservationRows *rows, const Row *row) {
  const Cell *value = row_cell(row, VALUE), *group_cell = row_cell(row, GROUP), *source_cell = row_cell(row, SOURCE);
  Observation observation = EMPTY;
  const Region *region = find_region(rows, row_cell(row, REGION));
  const Indicator *indicator = find_indicator(rows, row_cell(row, INDICATOR));
  const Group *group = find_group(rows, group_cell);
  const Source *source = find_source(rows, source_cell);
  bool good = region && indicator && (group || group_cell->missing) && (source || source_cell->missing) && !value->bad;
  if (!read_period(rows, row_cell(row, PERIOD), &observation.period, &observation.flags)) good = false;
  if (!read_flags(rows, row_cell(row, FLAGS), &observation.flags)) good = false;
  if (!row_number(row, LOW, &observation.low, rows->to.diags)) good = false;
  if (!row_number(row, HIGH, &observation.high, rows->to.diags)) good = false;
  if (!indicator || value->bad) return; /* how to read the value is not known */
  if (!read_value(rows, value, row_field(row, VALUE), indicator, &observation)) return;
  if (!join_state(rows, value, row_cell(row, STATE), &observation)) return;
  if (!check_count(rows, value, indicator, &observation)) good = false;
  if (!check_interval(rows, value->pos, indicator, &observation)) good = false;
  if (!good) return;
  bool held = embargoes_hold(rows->to.embargoes, rows->resource, indicator, observation.period);
  Slab *slab = observations_open(held ? rows->to.held : rows->to.observations, indicator->index, group ? group->index + 1 : 0,
                                 observation.period);
  add(rows, row->pos, indicator, region, slab, &observation, source);
}

/* Rows come in runs of one period: nearly always the slabs of the last row. */
static void expect_period(ObservationRows *rows, Period period) {
  if (period_equal(rows->wide_period, period)) return;
  for (guint i = 0; i < rows->columns->len; i++) g_array_index(rows->columns, WideColumn, i).slab = NULL;
  rows->wide_period = period;
}

static Slab *slab_of(const ObservationRows *rows, WideColumn *column, Period period) {
  if (embargoes_hold(rows->to.embargoes, rows->resource, column->indicator, period))
    return observations_open(rows->to.held, column->indicator->index, 0, period);
  if (!column->slab) column->slab = observations_open(rows->to.observations, column->indicator->index, 0, period);
  return column->slab;
}

static void take_wide(ObservationRows *rows, const Row *row) {
  static const Cell no_state = {.text = "", .missing = true};
  const Region *region = find_region(rows, &row->cells[rows->region_column]);
  Period period = rows->resource->period;
  guint8 flags = 0;
  bool good = region;
  if (rows->period_column >= 0 && !read_period(rows, &row->cells[rows->period_column], &period, &flags)) good = false;
  expect_period(rows, period);
  for (guint i = 0; i < rows->columns->len; i++) {
    WideColumn *column = &g_array_index(rows->columns, WideColumn, i);
    const Cell *cell = &row->cells[column->field];
    Observation observation = EMPTY;
    observation.flags = flags;
    observation.period = column->period.kind != PERIOD_NONE ? column->period : period;
    if (cell->bad || !read_value(rows, cell, field_at(rows, column->field), column->indicator, &observation)) continue;
    if (!join_state(rows, cell, &no_state, &observation)) continue;
    if (!check_count(rows, cell, column->indicator, &observation) || !good) continue;
    add(rows, cell->pos, column->indicator, region, slab_of(rows, column, observation.period), &observation, rows->source);
  }
}

void observation_rows_take(const Row *row, gpointer user_data) {
  ObservationRows *rows = user_data;
  observations_name(rows->to.observations, rows->resource->number, rows->resource->file);
  observations_name(rows->to.held, rows->resource->number, rows->resource->file);
  if (rows->resource->wide) take_wide(rows, row);
  else take_long(rows, row);
}

CsvTaken observation_rows_take_bulk(const TableLayout *layout, const char *at, const char *end, int line, gpointer user_data) {
  ObservationRows *rows = user_data;
  if (rows->runs_of != layout->resource->number) {
    rows->runs = observation_runs_new(&rows->to, layout, rows->source);
    rows->runs_of = layout->resource->number;
  }
  return rows->runs ? observation_runs_take(rows->runs, at, end, line) : (CsvTaken){0};
}

/* ---- A generated series beside a real one ---------------------------------------------------------------------- */

/* One region's series must be all example or all real: a line through both would tell something nobody measured. */
static void check_splice(ObservationRows *rows, const Indicator *indicator, guint group, const Region *region) {
  CellPlace places[2] = {{NULL, 0, 0}, {NULL, 0, 0}};
  for (guint i = 0; i < observations_periods(rows->to.observations, indicator->index, group); i++) {
    const Slab *slab = observations_slab(rows->to.observations, indicator->index, group, i);
    Observation observation = slab_get(slab, region->index);
    if (observation.state == STATE_ABSENT) continue;
    CellPlace *place = &places[(observation.flags & FLAG_EXAMPLE) != 0];
    if (!place->file) *place = slab_place(slab, region->index);
  }
  if (places[0].file && places[1].file)
    diags_error(rows->to.diags, "observation-spliced", (SourcePos){places[1].file, places[1].line, 1},
                "give the example an indicator of its own", "'%s' of %s is example data here, but real in %s on line %d",
                indicator->id, region->code, places[0].file, places[0].line);
}

/* Most series are all real, and none of their cells needs a look. */
static bool may_splice(const ObservationRows *rows, guint indicator, guint group) {
  return observations_flag_sets(rows->to.observations, indicator, group, FLAG_EXAMPLE) == (SLAB_WITH | SLAB_WITHOUT);
}

void observation_rows_finish(ObservationRows *rows) {
  const GPtrArray *indicators = catalog_indicators(rows->to.catalog), *regions = regions_all(rows->to.regions);
  for (guint i = 0; i < indicators->len; i++)
    for (guint group = 0; group <= catalog_groups(rows->to.catalog)->len; group++) {
      const Indicator *indicator = g_ptr_array_index(indicators, i);
      bool look = may_splice(rows, indicator->index, group);
      for (guint r = 0; look && r < regions->len; r++)
        check_splice(rows, indicator, group, g_ptr_array_index(regions, r));
    }
}
