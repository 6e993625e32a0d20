/* A region's published observations as open data: one a row, with their state. It must not show anything dataset.h does
 * not. */
#include "base/number.h"
#include "web/csv.h"
#include "web/site.h"

static const char HEADER[] = "code,name,indicator,period,group,value,low,high,state,flags,unit,source\r\n";

/* The words of the input format, so that a downloaded file can be read in again. */
static const char *const STATES[] = {
  [STATE_VALUE] = "value", [STATE_ROUNDED] = "rounded", [STATE_NIL] = "nil", [STATE_BELOW_HALF_UNIT] = "below_half_unit",
  [STATE_MISSING] = "missing", [STATE_SECRET] = "secret", [STATE_MISSING_OR_SECRET] = "missing_or_secret",
  [STATE_IMPOSSIBLE] = "impossible"};
typedef struct { ValueFlags flag; const char *word; } FlagWord;
static const FlagWord FLAGS[] = {
  {FLAG_PROVISIONAL, "provisional"}, {FLAG_REVISED, "revised"}, {FLAG_ESTIMATED, "estimated"}, {FLAG_BREAK, "break"},
  {FLAG_EXAMPLE, "example"}, {FLAG_AGGREGATED, "aggregated"}, {FLAG_INCOMPLETE, "incomplete"}};

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

/* What rows of one indicator share. */
typedef struct {
  const Dataset *dataset;
  const Region *region;
  const Indicator *indicator;
  GString *out;
} Rows;

static void append_row(const Rows *rows, Period period, const Group *group) {
  Observation o = dataset_observe(rows->dataset, rows->indicator, rows->region, period, group);
  if (o.state >= STATE_ABSENT) return;
  const Source *source = dataset_source(rows->dataset, rows->indicator, rows->region, period, group);
  GString *out = rows->out;
  char iso[PERIOD_TEXT];
  const char *first[] = {rows->region->code, rows->region->name, rows->indicator->id, period_iso(period, iso), group ? group->id : ""};
  for (guint i = 0; i < G_N_ELEMENTS(first); i++) {
    csv_append_text(out, first[i]);
    g_string_append_c(out, ',');
  }
  append_value(out, rows->indicator, &o);
  g_string_append_c(out, ',');
  bool interval = rows->indicator->kind != KIND_CATEGORY;
  if (interval) append_number(out, rows->indicator, &o, o.low);
  g_string_append_c(out, ',');
  if (interval) append_number(out, rows->indicator, &o, o.high);
  g_string_append_printf(out, ",%s,", STATES[o.state]);
  append_flags(out, o.flags);
  g_string_append_c(out, ',');
  csv_append_text(out, rows->indicator->unit);
  g_string_append_c(out, ',');
  csv_append_text(out, source ? (source->citation ? source->citation : source->title) : "");
  g_string_append(out, "\r\n");
}

char *site_region_csv(const Dataset *dataset, const Region *region) {
  const GPtrArray *indicators = dataset_indicators(dataset), *groups = dataset_groups(dataset);
  GString *out = g_string_new(HEADER);
  for (guint i = 0; i < indicators->len; i++) {
    Rows rows = {dataset, region, indicators->pdata[i], out};
    const GArray *periods = indicator_periods(dataset, rows.indicator);
    for (guint j = 0; periods && j < periods->len; j++) {
      Period period = g_array_index(periods, Period, j);
      append_row(&rows, period, NULL);
      for (guint k = 0; k < groups->len; k++) append_row(&rows, period, groups->pdata[k]);
    }
  }
  return g_string_free(out, FALSE);
}
