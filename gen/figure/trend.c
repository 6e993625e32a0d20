/* Type `trend`: one indicator over the years, with its target and up to three others for comparison. This file
 * binds. It must not know where a line or a label stands. */
#include "figure/trend.h"
#include "figure/types.h"
#include "figure/words.h"
#include <math.h>

enum { COMPARE_MAX = 3 };

static const FigureKey KEYS[] = {{"indicator", true, "id of the indicator"},
                                 {"from", false, "first year; default: the first there is"},
                                 {"to", false, "last year; default: the newest"},
                                 {"compare", false,
                                  "levels to compare with, at most three; default: the first benchmark"},
                                 {"target", false, "whether the target is shown; default: true"},
                                 {"height", false, "of the chart, in mm on paper; default: 57"},
                                 {NULL, false, NULL}};

typedef struct {
  FigureBlock *block;
  Figure *figure;
  Binder *binder;
  const Locale *locale;
  const Indicator *indicator;
  const Region *region;
  Period first, last; /* of the focus line, NONE when it has no point */
} TrendBind;

bool trend_projected(const BoundValue *point) {
  const Observation *obs = &point->obs;
  bool forecast = (obs->flags & FLAG_ESTIMATED) && !(obs->flags & FLAG_AGGREGATED);
  return bound_known(point) && forecast && isfinite(obs->low) && isfinite(obs->high);
}

static void add_series(TrendBind *bind, const Region *region, MarkRole role) {
  const char *label = region->name;
  for (guint i = 0; i < bind->figure->series->len; i++)
    if (g_strcmp0(((const Series *)g_ptr_array_index(bind->figure->series, i))->label, label) == 0)
      label = region->title;
  Series *series = figure_add_series(bind->figure, label, role);
  const GArray *periods = indicator_periods(binder_dataset(bind->binder), bind->indicator);
  int from = block_int(bind->block, "from", G_MININT16), to = block_int(bind->block, "to", G_MAXINT16);
  for (guint i = 0; i < periods->len; i++) {
    Period period = g_array_index(periods, Period, i);
    if (period.year < from || period.year > to) continue;
    BoundValue point = binder_value(bind->binder, bind->indicator, region, period, NULL);
    point.obs.period = period;
    g_array_append_val(series->points, point);
  }
}

static const Region *compared_region(const TrendBind *bind, const char *level) {
  const Config *config = binder_config(bind->binder);
  if (!config_level_by_alias(config, level) && !config_level(config, level)) {
    block_error(bind->block, "compare", "name a level of feitenblad.yaml", "there is no level \"%s\"", level);
    return NULL;
  }
  const Region *parent = region_parent(bind->region, level);
  return parent == bind->region ? NULL : parent;
}

static bool any_known(const Series *series) {
  for (guint i = 0; i < series->points->len; i++)
    if (bound_known(&g_array_index(series->points, BoundValue, i))) return true;
  return false;
}

static void bind_series(TrendBind *bind) {
  add_series(bind, bind->region, ROLE_FOCUS);
  const GPtrArray *asked = block_list(bind->block, "compare");
  const GPtrArray *benchmarks = binder_config(bind->binder)->benchmarks;
  if (asked && asked->len > COMPARE_MAX)
    block_error(bind->block, "compare", "leave out one or more", "%u lines to compare with: there is room for three",
                asked->len);
  /* A total of many regions has nothing to say beside one of its parts. */
  bool rate = bind->indicator->kind == KIND_RATE;
  for (guint i = 0;
       asked ? i < MIN(asked->len, COMPARE_MAX) : rate && i < benchmarks->len && bind->figure->series->len < 2; i++) {
    const Region *region = compared_region(bind, g_ptr_array_index(asked ? asked : benchmarks, i));
    if (!region) continue;
    add_series(bind, region, ROLE_CONTEXT);
    GPtrArray *all = bind->figure->series;
    if (!any_known(g_ptr_array_index(all, all->len - 1))) g_ptr_array_remove_index(all, all->len - 1);
  }
}

static const Series *own_series(const Figure *figure) {
  return g_ptr_array_index(figure->series, 0);
}

static const BoundValue *point_at(const Series *series, Period period) {
  for (guint i = 0; i < series->points->len; i++) {
    const BoundValue *point = &g_array_index(series->points, BoundValue, i);
    if (period_equal(point->obs.period, period)) return point;
  }
  return NULL;
}

/* ---- axis ---- */

static void bind_axis(TrendBind *bind) {
  Figure *figure = bind->figure;
  double low = INFINITY, high = -INFINITY;
  for (guint s = 0; s < figure->series->len; s++) {
    const Series *series = g_ptr_array_index(figure->series, s);
    for (guint i = 0; i < series->points->len; i++) {
      const BoundValue *point = &g_array_index(series->points, BoundValue, i);
      if (!bound_known(point)) continue;
      bool band = trend_projected(point);
      low = MIN(low, band ? point->obs.low : point->obs.value);
      high = MAX(high, band ? point->obs.high : point->obs.value);
    }
  }
  if (figure->target.present && isfinite(low)) {
    double base = isnan(figure->target.low_from_base) ? figure->target.value : figure->target.low_from_base;
    low = MIN(low, MIN(figure->target.value, base));
    high = MAX(high, MAX(figure->target.value, base));
  }
  if (!isfinite(low)) return;
  binder_axis(low, high, true, &figure->axis_min, &figure->axis_max, &figure->axis_step);
  if (g_strcmp0(bind->indicator->unit, "%") == 0) figure->unit = g_strdup("%");
}

/* ---- table ---- */

/* What the straight path from base to target asks in a year; NAN outside it. */
static double path_value(const BoundTarget *target, Period period) {
  if (!target->present || isnan(target->low_from_base) || target->base_year.kind == PERIOD_NONE) return NAN;
  double from = period_axis(target->base_year), to = period_axis(target->year), at = period_axis(period);
  if (at < from || at > to || to <= from) return NAN;
  return target->low_from_base + (target->value - target->low_from_base) * (at - from) / (to - from);
}

static void path_cell(const TrendBind *bind, TableRow *row, Period period) {
  double value = path_value(&bind->figure->target, period);
  if (isnan(value) && period_equal(period, bind->figure->target.year)) value = bind->figure->target.value;
  if (isnan(value)) {
    figure_table_cell(row, locale_word(bind->locale, "value.missing.short"),
                      locale_word(bind->locale, "value.no_target.words"));
    return;
  }
  g_autofree char *text = binder_format(bind->binder, bind->indicator, value);
  figure_table_cell(row, text, NULL);
}

static void table_row(const TrendBind *bind, FigureTable *table, Period period) {
  const Figure *figure = bind->figure;
  TableRow *row = figure_table_row(table);
  g_autofree char *when = locale_period(bind->locale, period);
  figure_table_cell(row, when, NULL);
  for (guint i = 0; i < figure->series->len; i++) {
    const BoundValue *point = point_at(g_ptr_array_index(figure->series, i), period);
    if (point)
      table_value_cell(row, point);
    else
      figure_table_cell(row, locale_word(bind->locale, "value.missing.short"),
                        locale_word(bind->locale, "value.absent.words"));
  }
  if (figure->target.present) path_cell(bind, row, period);
  row->highlight = period_equal(period, bind->last);
}

static void bind_table(TrendBind *bind) {
  Figure *figure = bind->figure;
  FigureTable *table = figure->table = figure_table_new(figure->title);
  table_header_column(table, locale_word(bind->locale, "figure.table.period"));
  for (guint i = 0; i < figure->series->len; i++)
    figure_table_column(table, ((const Series *)g_ptr_array_index(figure->series, i))->label, COLUMN_NUMBER);
  if (figure->target.present) figure_table_column(table, figure->target.label, COLUMN_NUMBER);
  const Series *own = own_series(figure);
  for (guint i = 0; i < own->points->len; i++)
    table_row(bind, table, g_array_index(own->points, BoundValue, i).obs.period);
  if (figure->target.present && figure->target.year.kind != PERIOD_NONE && !point_at(own, figure->target.year))
    table_row(bind, table, figure->target.year);
}

/* ---- words ---- */

static void find_ends(TrendBind *bind) {
  const Series *own = own_series(bind->figure);
  for (guint i = 0; i < own->points->len; i++) {
    const BoundValue *point = &g_array_index(own->points, BoundValue, i);
    if (!bound_known(point) || trend_projected(point)) continue;
    if (bind->first.kind == PERIOD_NONE) bind->first = point->obs.period;
    bind->last = point->obs.period;
  }
}

static char *course(const TrendBind *bind, const char *key) {
  if (bind->first.kind == PERIOD_NONE || period_equal(bind->first, bind->last)) return NULL;
  const Series *own = own_series(bind->figure);
  const BoundValue *first = point_at(own, bind->first), *last = point_at(own, bind->last);
  g_autofree char *from = locale_period(bind->locale, bind->first), *to = locale_period(bind->locale, bind->last);
  g_autofree char *a = words_plain(first), *b = words_plain(last);
  return locale_phrase(bind->locale, key, "region", bind->region->name, "first", a, "from", from, "last", b, "to", to,
                       NULL);
}

static char *subtitle(const TrendBind *bind) {
  const Figure *figure = bind->figure;
  const Series *own = own_series(figure);
  if (own->points->len == 0) return g_strdup(bind->indicator->title);
  Period from = g_array_index(own->points, BoundValue, 0).obs.period;
  return words_subtitle(bind->binder, bind->figure->title, bind->indicator, from,
                        g_array_index(own->points, BoundValue, own->points->len - 1).obs.period, false);
}

/* A cut axis is said, whoever wrote the subtitle. */
static void say_cut_axis(TrendBind *bind) {
  Figure *figure = bind->figure;
  if (!(figure->axis_min > 0) && !(figure->axis_min < 0 && figure->axis_max < 0)) return;
  g_autofree char *start = binder_format(bind->binder, bind->indicator, figure->axis_min);
  char *text = locale_phrase(bind->locale, "figure.trend.cut", "subtitle", figure->subtitle, "start", start, NULL);
  g_free(figure->subtitle);
  figure->subtitle = text;
}

/* Values of the others in the last year of the focus line. */
static void alt_compared(const TrendBind *bind, GString *alt) {
  g_autoptr(GPtrArray) marks = figure_marks_new();
  for (guint i = 1; i < bind->figure->series->len && bind->last.kind != PERIOD_NONE; i++) {
    const Series *series = g_ptr_array_index(bind->figure->series, i);
    const BoundValue *point = point_at(series, bind->last);
    if (point) figure_add_mark(marks, series->label, ROLE_CONTEXT)->value = bound_copy(point);
  }
  alt_add_marks(alt, bind->locale, marks);
}

/* The points of all lines as marks. Owned. */
static GPtrArray *all_points(const Figure *figure) {
  GPtrArray *marks = figure_marks_new();
  for (guint s = 0; s < figure->series->len; s++) {
    const Series *series = g_ptr_array_index(figure->series, s);
    for (guint i = 0; i < series->points->len; i++) {
      Mark *mark = figure_add_mark(marks, series->label, series->role);
      mark->value = bound_copy(&g_array_index(series->points, BoundValue, i));
    }
  }
  return marks;
}

static char *alt_text(const TrendBind *bind) {
  const Figure *figure = bind->figure;
  GString *alt = alt_new(figure->title);
  alt_add_subtitle(alt, figure);
  g_autofree char *told = course(bind, "figure.trend.title");
  if (g_strcmp0(told, figure->title) != 0) alt_add(alt, course(bind, "figure.trend.alt"));
  alt_compared(bind, alt);
  if (figure->target.present) {
    bool dated = figure->target.year.kind != PERIOD_NONE;
    g_autofree char *label = words_capital(figure->target.label);
    g_autofree char *year = dated ? locale_period(bind->locale, figure->target.year) : NULL;
    alt_add(alt, dated ? locale_phrase(bind->locale, "figure.trend.alt_target", "target", label, "year", year, NULL)
                       : g_strdup(label));
  }
  guint gaps = 0;
  const Series *own = own_series(figure);
  for (guint i = 0; i < own->points->len; i++)
    if (!bound_known(&g_array_index(own->points, BoundValue, i))) gaps++;
  if (gaps) alt_add(alt, locale_count(bind->locale, "figure.trend.alt_gaps", gaps, NULL));
  g_autoptr(GPtrArray) points = all_points(figure);
  alt_add_flags(alt, bind->locale, points);
  return alt_end(alt);
}

/* "2024 25,0% (voorlopig)"; what is not known in words. */
static char *said_point(const Locale *locale, const BoundValue *point) {
  g_autofree char *year = locale_period(locale, point->obs.period), *plain = words_plain(point);
  const char *value = bound_known(point) ? plain : point->spoken;
  const char *key = bound_known(point) && bound_provisional(point) ? "figure.trend.point_provisional"
                    : trend_projected(point)                       ? "figure.trend.point_expected"
                                                                   : "figure.trend.point";
  char *said = locale_phrase(locale, key, "year", year, "value", value, NULL);
  if (!point->word) return said;
  g_autofree char *before = said;
  return locale_phrase(locale, "figure.trend.point_corrected", "point", before, NULL);
}

char *trend_paper_alt(const Figure *figure, const Locale *locale) {
  GString *alt = alt_new(figure->alt);
  for (guint s = 0; s < figure->series->len; s++) {
    const Series *series = g_ptr_array_index(figure->series, s);
    g_autoptr(GString) points = g_string_new(NULL);
    for (guint i = 0; i < series->points->len; i++) {
      g_autofree char *said = said_point(locale, &g_array_index(series->points, BoundValue, i));
      g_string_append_printf(points, "%s%s", i ? "; " : "", said);
    }
    if (points->len == 0) continue;
    g_autofree char *line = locale_phrase(locale, "figure.trend.points", "label", series->label, "points", points->str, NULL);
    g_string_append_printf(alt, " %s", line);
  }
  return g_string_free(alt, FALSE);
}

static void bind_note(TrendBind *bind) {
  g_autoptr(GPtrArray) marks = all_points(bind->figure);
  char *note = binder_state_note(bind->binder, marks);
  if (note) words_default(&bind->figure->note, note);
}

static bool trend_bind(FigureBlock *block, Figure *figure) {
  TrendBind bind = {.block = block,
                    .figure = figure,
                    .binder = block_binder(block),
                    .indicator = block_indicator(block, "indicator")};
  if (!bind.indicator) return false;
  bind.locale = binder_locale(bind.binder);
  bind.region = binder_region(bind.binder);
  bind_series(&bind);
  find_ends(&bind);
  Period now = bind.last.kind == PERIOD_NONE ? block_period(block, bind.indicator) : bind.last;
  if (block_bool(block, "target", true)) figure->target = binder_target(bind.binder, bind.indicator, bind.region, now);
  figure->height = block_int(block, "height", 0);
  figure->decimals = bind.indicator->decimals;
  bind_axis(&bind);
  char *title = course(&bind, "figure.trend.title");
  words_default(&figure->title, title ? title : g_strdup(bind.indicator->title));
  words_default(&figure->subtitle, subtitle(&bind));
  say_cut_axis(&bind);
  words_default(&figure->alt, alt_text(&bind));
  bind_note(&bind);
  bind_table(&bind);
  return true;
}

const FigureType FIGURE_TYPE_TREND = {.name = "trend", .keys = KEYS, .bind = trend_bind, .draw = trend_draw};
