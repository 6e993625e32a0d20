/* The short way from a wide table into the store. Of the rules of observation_rows.c it knows what they come to for a cell
 * that holds a number, a symbol or nothing, column by column, before the first row is read; a table of which that cannot be
 * said, and a row in which anything else stands, go the long way. A run is rows one below the other of regions one behind
 * the other, because that is how their cells lie in a slab. This file must not know what is wrong with a row, only that it
 * cannot be sure of it. */
#include "data/observation_runs.h"
#include "data/plain_ahead.h"
#include <math.h>
#include <string.h>

enum { REGION_BYTES = 64 };

/* A column of numbers. */
typedef struct {
  const Indicator *indicator;
  Period period; /* PERIOD_NONE = the row's */
  Slab *slab;    /* of the period at hand */
} Column;

struct ObservationRuns {
  ObservationReading to;
  const Resource *resource;
  const Source *source;
  GArray *columns;          /* Column, in the order of the file */
  int region, period;       /* which text of a row; -1 = none */
  PeriodKind period_kind;   /* what periods of rows must be; PERIOD_NONE = any */
  bool opened;              /* the slabs are those of `at` */
  Period at;                /* the period of rows */
  PlainAhead *plain;
  const PlainBatch *batch;  /* or NULL */
  guint row;                /* the first of the batch that was not taken */
};

/* ---- What a column may hold ------------------------------------------------------------------------------------ */

static void add_missing(GArray *words, const GPtrArray *missing, ValueState state) {
  for (guint i = 0; i < missing->len; i++) {
    PlainWord word = {g_ptr_array_index(missing, i), (guint8)state};
    g_array_append_val(words, word);
  }
}

static void add_symbols(GArray *words, const SymbolSet *symbols) {
  for (const Symbol *symbol = symbols->symbols; symbol->text; symbol++) {
    PlainWord word = {symbol->text, (guint8)symbol->state};
    g_array_append_val(words, word);
  }
}

/* A mark that ends with a digit could be taken for a part of the number before it. */
static bool has_clear_marks(const SymbolSet *symbols) {
  for (const SymbolMark *mark = symbols->marks; mark->text; mark++)
    if (g_ascii_isdigit(mark->text[strlen(mark->text) - 1])) return false;
  return true;
}

static bool is_free_text(const Field *field) {
  return (field->type == FIELD_ANY || field->type == FIELD_STRING) && !field->form && !cell_is_bound(field);
}

static double next_above(const Bound *bound) { return bound->exclusive ? nextafter(bound->number, INFINITY) : bound->number; }
static double next_below(const Bound *bound) { return bound->exclusive ? nextafter(bound->number, -INFINITY) : bound->number; }

/* False when the field's promises are not only bounds of its numbers. */
static bool read_bounds(const Field *field, const Indicator *indicator, PlainColumn *column) {
  bool bounds = field->minimum.given || field->maximum.given;
  if (field->allowed || field->pattern || field->min_length >= 0 || field->max_length >= 0) return false;
  if (indicator->kind == KIND_CATEGORY || (bounds && field->type >= FIELD_BOOLEAN)) return false;
  column->least = field->minimum.given ? next_above(&field->minimum) : -INFINITY;
  column->most = field->maximum.given ? next_below(&field->maximum) : INFINITY;
  if (indicator->threshold) column->least = MAX(column->least, 0); /* a count */
  return true;
}

static bool is_there_twice(const ObservationRuns *runs, const Column *column) {
  for (guint i = 0; i < runs->columns->len; i++) {
    const Column *other = &g_array_index(runs->columns, Column, i);
    if (other->indicator == column->indicator && period_equal(other->period, column->period)) return true;
  }
  return false;
}

static bool bind_number(ObservationRuns *runs, const Field *field, const GPtrArray *missing, bool required, PlainColumn *plain) {
  const GPtrArray *spans = runs->resource->symbols;
  const Indicator *indicator = catalog_indicator(runs->to.catalog, field->indicator);
  Column column = {indicator, field->period.kind != PERIOD_NONE ? field->period : runs->resource->period, NULL};
  const SymbolSet *symbols = symbol_spans_at(spans, column.period);
  plain->kind = PLAIN_NUMBER;
  plain->decimal = field->decimal;
  plain->group = field->group;
  plain->zero = symbols ? symbols->zero : STATE_VALUE;
  if (!indicator || is_there_twice(runs, &column) || !read_bounds(field, indicator, plain)) return false;
  if (spans->len && (column.period.kind == PERIOD_NONE || (symbols && !has_clear_marks(symbols)))) return false;
  if (symbols) add_symbols(plain->words, symbols);
  add_missing(plain->words, missing, required && !spans->len ? STATE_ABSENT : STATE_MISSING);
  g_array_append_val(runs->columns, column);
  return true;
}

static bool bind_period(ObservationRuns *runs, const Field *field) {
  static const PeriodKind kinds[] = {[FIELD_ANY] = PERIOD_NONE,  [FIELD_STRING] = PERIOD_NONE, [FIELD_DATE] = PERIOD_DAY,
                                     [FIELD_YEAR] = PERIOD_YEAR, [FIELD_YEARMONTH] = PERIOD_MONTH};
  bool typed = field->type >= FIELD_DATE;
  if (runs->resource->symbols->len || field->form || cell_is_bound(field) || !(typed || is_free_text(field))) return false;
  runs->period_kind = kinds[field->type];
  return true;
}

/* What one column of the file is; false when it needs more than is done here. */
static bool bind_column(ObservationRuns *runs, const TableLayout *layout, int index, int *texts, PlainColumn *plain) {
  *plain = (PlainColumn){.kind = PLAIN_IGNORED, .words = g_array_new(FALSE, FALSE, sizeof(PlainWord))};
  if (index < 0) return true;
  const Field *field = g_ptr_array_index(layout->resource->fields, (guint)index);
  if (field->indicator) return bind_number(runs, field, layout->missing[index], layout->required[index], plain);
  bool region = !strcmp(field->name, layout->resource->region_column);
  if (!region && g_strcmp0(field->name, layout->resource->period_column))
    return is_free_text(field) && !layout->required[index];
  plain->kind = PLAIN_TEXT;
  add_missing(plain->words, layout->missing[index], STATE_ABSENT);
  *(region ? &runs->region : &runs->period) = (*texts)++;
  return region ? is_free_text(field) : bind_period(runs, field);
}

static guint indicators_of(const Resource *resource) {
  guint count = 0;
  for (guint i = 0; i < resource->fields->len; i++)
    count += ((const Field *)g_ptr_array_index(resource->fields, i))->indicator != NULL;
  return count;
}

static bool bind(ObservationRuns *runs, const TableLayout *layout) {
  const Resource *resource = layout->resource;
  g_autoptr(GArray) columns = g_array_new(FALSE, FALSE, sizeof(PlainColumn));
  bool good = resource->wide;
  int texts = 0;
  for (guint i = 0; i < layout->count; i++) {
    PlainColumn column;
    if (!bind_column(runs, layout, layout->fields[i], &texts, &column)) good = false;
    g_array_append_val(columns, column);
  }
  /* Each column that the table is read by must be there, as what is not there is missing in each row. */
  good = good && runs->region >= 0 && (runs->period >= 0) == (resource->period_column != NULL);
  good = good && runs->columns->len == indicators_of(resource);
  runs->plain = plain_ahead_new(plain_new(&resource->dialect, g_steal_pointer(&columns)));
  return good;
}

ObservationRuns *observation_runs_new(const ObservationReading *to, const TableLayout *layout, const Source *source) {
  if (!layout->resource->wide) return NULL;
  g_autoptr(ObservationRuns) runs = g_new0(ObservationRuns, 1);
  *runs = (ObservationRuns){.to = *to, .resource = layout->resource, .source = source, .region = -1, .period = -1,
                            .at = layout->resource->period, .columns = g_array_new(FALSE, FALSE, sizeof(Column))};
  return bind(runs, layout) ? g_steal_pointer(&runs) : NULL;
}

void observation_runs_free(ObservationRuns *runs) {
  plain_ahead_free(runs->plain);
  g_array_unref(runs->columns);
  g_free(runs);
}

/* ---- Runs ------------------------------------------------------------------------------------------------------ */

/* The region of a row, when there is no doubt. */
static const Region *region_of(const ObservationRuns *runs, guint row) {
  const PlainText *text = &runs->batch->texts[runs->region][row];
  char code[REGION_BYTES];
  if (text->length >= sizeof code) return NULL;
  memcpy(code, text->text, text->length);
  code[text->length] = '\0';
  return region_names_sure(runs->to.names, runs->resource, code, true);
}

/* The period of a row; false when it is none that is plain. */
static bool period_of(const ObservationRuns *runs, guint row, Period *period) {
  *period = runs->resource->period;
  if (runs->period < 0) return true;
  const PlainText *text = &runs->batch->texts[runs->period][row];
  if (!period_parse(text->text, text->length, period)) return false;
  return runs->period_kind == PERIOD_NONE || period->kind == runs->period_kind;
}

/* The slabs of a period; false when one of them is under embargo. */
static bool open_slabs(ObservationRuns *runs, Period period) {
  if (runs->opened && period_equal(runs->at, period)) return true;
  runs->at = period;
  runs->opened = true;
  for (guint i = 0; i < runs->columns->len && runs->opened; i++) {
    Column *column = &g_array_index(runs->columns, Column, i);
    Period of = column->period.kind != PERIOD_NONE ? column->period : period;
    runs->opened = !embargoes_would_hold(runs->to.embargoes, runs->resource, column->indicator, of);
    if (runs->opened) column->slab = observations_open(runs->to.observations, column->indicator->index, 0, of);
  }
  return runs->opened;
}

/* How many rows from the one at hand on are one run; `first` is the region of the first. */
static guint run_length(ObservationRuns *runs, guint *first) {
  const PlainBatch *batch = runs->batch;
  Period period;
  const Region *region = region_of(runs, runs->row);
  if (!region || !period_of(runs, runs->row, &period) || !open_slabs(runs, period)) return 0;
  *first = region->index;
  guint length = 1;
  for (; runs->row + length < batch->rows; length++) {
    region = region_of(runs, runs->row + length);
    if (!region || region->index != *first + length) break;
    if (!period_of(runs, runs->row + length, &period) || !period_equal(period, runs->at)) break;
  }
  return length;
}

static bool is_free(const ObservationRuns *runs, guint first, guint count) {
  for (guint i = 0; i < runs->columns->len; i++)
    if (!slab_is_free(g_array_index(runs->columns, Column, i).slab, first, count)) return false;
  return true;
}

static void store(const ObservationRuns *runs, guint first, guint count, int line) {
  observations_name(runs->to.observations, runs->resource->number, runs->resource->file);
  for (guint i = 0; i < runs->columns->len; i++) {
    const Column *column = &g_array_index(runs->columns, Column, i);
    const Source *from = runs->source ? runs->source : column->indicator->source;
    SlabRun run = {.first = first, .count = count, .values = plain_values(runs->batch, i) + runs->row,
                   .states = plain_states(runs->batch, i) + runs->row, .flags = from && from->example ? FLAG_EXAMPLE : 0,
                   .source = catalog_source_number(runs->source), .resource = runs->resource->number, .line = line};
    slab_add_run(column->slab, &run);
  }
}

CsvTaken observation_runs_take(ObservationRuns *runs, const char *at, const char *end, int line) {
  const PlainBatch *batch = runs->batch;
  if (!batch || runs->row >= batch->rows || batch->starts[runs->row] != at)
    runs->batch = batch = plain_ahead_read(runs->plain, at, end, &runs->row);
  guint before = runs->row, first = 0;
  for (guint count; runs->row < batch->rows && (count = run_length(runs, &first)); runs->row += count) {
    if (!is_free(runs, first, count)) break;
    store(runs, first, count, line + (int)(runs->row - before));
  }
  CsvTaken taken = {runs->row - before, (gsize)(batch->starts[runs->row] - at)};
  if (runs->row < batch->rows) runs->row++; /* that one goes the long way */
  return taken;
}
