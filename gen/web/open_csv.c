/* Published observations and targets as open data: one a row, with their state. What a table's columns are is said once, here:
 * header and schema follow from it. It must not show anything dataset.h does not. */
#include <string.h>

#include "base/number.h"
#include "web/csv.h"
#include "web/open_data.h"
#include "web/site.h"

/* The words of the input format, so that a downloaded file can be read in again. */
static const char *const STATES[] = {
  [STATE_VALUE] = "value", [STATE_ROUNDED] = "rounded", [STATE_NIL] = "nil", [STATE_BELOW_HALF_UNIT] = "below_half_unit",
  [STATE_MISSING] = "missing", [STATE_SECRET] = "secret", [STATE_MISSING_OR_SECRET] = "missing_or_secret",
  [STATE_IMPOSSIBLE] = "impossible", [STATE_WITHDRAWN] = "withdrawn", [STATE_ABSENT] = NULL};
static const char *const KINDS[] = {[TARGET_MINIMUM] = "minimum", [TARGET_MAXIMUM] = "maximum", NULL};
typedef struct { ValueFlags flag; const char *word; } FlagWord;
static const FlagWord FLAGS[] = {
  {FLAG_PROVISIONAL, "provisional"}, {FLAG_REVISED, "revised"}, {FLAG_ESTIMATED, "estimated"}, {FLAG_BREAK, "break"},
  {FLAG_EXAMPLE, "example"}, {FLAG_AGGREGATED, "aggregated"}, {FLAG_INCOMPLETE, "incomplete"},
  {FLAG_CORRECTED, "corrected"}};

#define PERIOD_PATTERN "\\d{4}(-Q[1-4]|-\\d{2}(-\\d{2})?)?"
#define FLAG_PATTERN "(provisional|revised|estimated|break|example|aggregated|incomplete|corrected)"

static const OpenColumn OBSERVATION_COLUMNS[] = {
  {.name = "code", .type = "string", .required = true}, {.name = "name", .type = "string", .required = true},
  {.name = "indicator", .type = "string", .required = true},
  {.name = "period", .type = "string", .required = true, .pattern = PERIOD_PATTERN},
  {.name = "group", .type = "string"}, {.name = "value", .type = "any"}, /* a category has its id here */
  {.name = "low", .type = "number"}, {.name = "high", .type = "number"},
  {.name = "state", .type = "string", .required = true, .words = STATES},
  {.name = "flags", .type = "string", .pattern = FLAG_PATTERN "( " FLAG_PATTERN ")*"},
  {.name = "unit", .type = "string"}, {.name = "source", .type = "string"}};
static const char *const OBSERVATION_KEY[] = {"code", "indicator", "period", "group", NULL};
const OpenTable OPEN_OBSERVATIONS = {"data", OBSERVATION_COLUMNS, G_N_ELEMENTS(OBSERVATION_COLUMNS), OBSERVATION_KEY};

static const OpenColumn TARGET_COLUMNS[] = {
  {.name = "code", .type = "string", .required = true}, {.name = "name", .type = "string", .required = true},
  {.name = "indicator", .type = "string", .required = true},
  {.name = "kind", .type = "string", .required = true, .words = KINDS},
  {.name = "value", .type = "number", .required = true},
  {.name = "year", .type = "string", .pattern = PERIOD_PATTERN},
  {.name = "base_year", .type = "string", .pattern = PERIOD_PATTERN}, {.name = "base_value", .type = "number"},
  {.name = "label", .type = "string"}, {.name = "flags", .type = "string", .pattern = FLAG_PATTERN "( " FLAG_PATTERN ")*"},
  {.name = "unit", .type = "string"}, {.name = "source", .type = "string"}};
static const char *const TARGET_KEY[] = {"code", "indicator", "year", NULL};
const OpenTable OPEN_TARGETS = {"targets", TARGET_COLUMNS, G_N_ELEMENTS(TARGET_COLUMNS), TARGET_KEY};

static GString *begin_table(const OpenTable *table) {
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < table->count; i++) g_string_append_printf(out, "%s%s", i ? "," : "", table->columns[i].name);
  g_string_append(out, "\r\n");
  return out;
}

/* ---- Observations ---------------------------------------------------------------------------------------------- */

/* What a source wrote keeps its decimals; what was computed has those of its indicator and pretends no more. */
static void append_number(GString *out, const Indicator *indicator, const Observation *o, double value) {
  if (value == value) number_append_short(out, value, o->flags & FLAG_AGGREGATED ? indicator->decimals : 9);
}

static void append_value(GString *out, const Indicator *indicator, const Observation *o) {
  if (!observation_known(o)) return;
  guint index = (guint)o->value;
  if (indicator->kind != KIND_CATEGORY) append_number(out, indicator, o, o->value);
  else if (indicator->categories && index < indicator->categories->len)
    csv_append_text(out, ((const Category *)indicator->categories->pdata[index])->id);
}

static void append_flags(GString *out, guint8 flags) {
  bool first = true;
  for (guint i = 0; i < G_N_ELEMENTS(FLAGS); i++) {
    if (!(flags & FLAGS[i].flag)) continue;
    if (!first) g_string_append_c(out, ' ');
    g_string_append(out, FLAGS[i].word);
    first = false;
  }
}

static void append_cells(GString *out, const char *const *cells, guint count) {
  for (guint i = 0; i < count; i++) {
    csv_append_text(out, cells[i]);
    g_string_append_c(out, ',');
  }
}

static void append_end(GString *out, const Indicator *indicator, const Source *source) {
  csv_append_text(out, indicator->unit);
  g_string_append_c(out, ',');
  csv_append_text(out, source ? (source->citation ? source->citation : source->title) : "");
  g_string_append(out, "\r\n");
}

static void append_observation(GString *out, const Dataset *dataset, const ObservationKey *key) {
  const Indicator *indicator = key->indicator;
  Observation o = dataset_observe(dataset, indicator, key->region, key->period, key->group);
  if (o.state >= STATE_ABSENT) return;
  char iso[PERIOD_TEXT];
  const char *first[] = {key->region->code, key->region->name, indicator->id, period_iso(key->period, iso),
                         key->group ? key->group->id : ""};
  append_cells(out, first, G_N_ELEMENTS(first));
  append_value(out, indicator, &o);
  g_string_append_c(out, ',');
  bool interval = indicator->kind != KIND_CATEGORY;
  if (interval) append_number(out, indicator, &o, o.low);
  g_string_append_c(out, ',');
  if (interval) append_number(out, indicator, &o, o.high);
  g_string_append_printf(out, ",%s,", STATES[o.state]);
  append_flags(out, o.flags);
  g_string_append_c(out, ',');
  append_end(out, indicator, dataset_source(dataset, indicator, key->region, key->period, key->group));
}

char *open_observations_csv(const Dataset *dataset, const GArray *keys) {
  GString *out = begin_table(&OPEN_OBSERVATIONS);
  for (guint i = 0; i < keys->len; i++) append_observation(out, dataset, &g_array_index(keys, ObservationKey, i));
  return g_string_free(out, FALSE);
}

typedef void (*KeyFunc)(const ObservationKey *key, gpointer user_data);

/* All keys a region may have, in the order of its file. */
static void each_key(const Dataset *dataset, const Region *region, KeyFunc func, gpointer user_data) {
  const GPtrArray *indicators = dataset_indicators(dataset), *groups = dataset_groups(dataset);
  for (guint i = 0; i < indicators->len; i++) {
    ObservationKey key = {.indicator = indicators->pdata[i], .region = region};
    const GArray *periods = indicator_periods(dataset, key.indicator);
    for (guint j = 0; periods && j < periods->len; j++) {
      key.period = g_array_index(periods, Period, j);
      key.group = NULL;
      func(&key, user_data);
      for (guint k = 0; k < groups->len; k++) {
        key.group = groups->pdata[k];
        func(&key, user_data);
      }
    }
  }
}

typedef struct {
  const Dataset *dataset;
  GString *out;
  guint number;
  bool *marks; /* of the tables; used when only one of them is asked for */
} Rows;

static void add_row(const ObservationKey *key, gpointer user_data) {
  const Rows *rows = user_data;
  append_observation(rows->out, rows->dataset, key);
}

char *site_region_csv(const Dataset *dataset, const Region *region) {
  Rows rows = {.dataset = dataset, .out = begin_table(&OPEN_OBSERVATIONS)};
  each_key(dataset, region, add_row, &rows);
  return g_string_free(rows.out, FALSE);
}

/* ---- Targets --------------------------------------------------------------------------------------------------- */

static void append_target(GString *out, const ShownTarget *shown) {
  const Target *target = &shown->target;
  char year[PERIOD_TEXT], base[PERIOD_TEXT];
  const char *first[] = {shown->region->code, shown->region->name, target->indicator->id, KINDS[target->kind]};
  append_cells(out, first, G_N_ELEMENTS(first));
  number_append_short(out, target->value, 9);
  g_string_append_printf(out, ",%s,%s,", period_iso(target->year, year), period_iso(target->base_year, base));
  if (target->base_value == target->base_value) number_append_short(out, target->base_value, 9);
  g_string_append_c(out, ',');
  csv_append_text(out, target->label);
  g_string_append_c(out, ',');
  bool parts = target->aggregated && target->parts < target->parts_all;
  append_flags(out, (guint8)((target->aggregated ? FLAG_AGGREGATED : 0) | (parts ? FLAG_INCOMPLETE : 0) |
                             (target->source && target->source->example ? FLAG_EXAMPLE : 0)));
  g_string_append_c(out, ',');
  append_end(out, target->indicator, target->source);
}

char *open_targets_csv(const GArray *targets) {
  GString *out = begin_table(&OPEN_TARGETS);
  for (guint i = 0; i < targets->len; i++) append_target(out, &g_array_index(targets, ShownTarget, i));
  return g_string_free(out, FALSE);
}

/* The targets in force for what the region has newest: what its pages can show. */
char *site_region_targets_csv(const Dataset *dataset, const Region *region) {
  g_autoptr(Shown) shown = shown_new();
  const GPtrArray *indicators = dataset_indicators(dataset);
  for (guint i = 0; i < indicators->len; i++) {
    Target target;
    Period newest = dataset_latest(dataset, indicators->pdata[i], region);
    if (dataset_target(dataset, indicators->pdata[i], region, newest, &target)) shown_add_target(shown, region, &target);
  }
  return open_targets_csv(shown->targets);
}

/* ---- A whole table --------------------------------------------------------------------------------------------- */

static void add_row_of_table(const ObservationKey *key, gpointer user_data) {
  const Rows *rows = user_data;
  Observation o = dataset_observe(rows->dataset, key->indicator, key->region, key->period, key->group);
  if (o.state >= STATE_ABSENT || o.flags & FLAG_AGGREGATED) return;
  memset(rows->marks, 0, sizeof(bool) * dataset_files(rows->dataset)->len);
  dataset_mark_files(rows->dataset, key->indicator, key->region, key->period, key->group, rows->marks);
  if (rows->marks[rows->number]) add_row(key, user_data);
}

char *open_resource_csv(const Dataset *dataset, guint number) {
  const GPtrArray *regions = dataset_regions(dataset);
  g_autofree bool *marks = g_new0(bool, dataset_files(dataset)->len);
  Rows rows = {dataset, begin_table(&OPEN_OBSERVATIONS), number, marks};
  for (guint i = 0; i < regions->len; i++) each_key(dataset, regions->pdata[i], add_row_of_table, &rows);
  return g_string_free(rows.out, FALSE);
}
