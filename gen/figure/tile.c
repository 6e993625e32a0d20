/* Type `tile`: one indicator against its agreement, as a KPI tile. This file binds: value, change, target,
 * benchmarks and the table behind it. It must not know where on the tile things stand (tile_draw.c). */
#include "figure/tile.h"
#include "figure/types.h"
#include "figure/words.h"
#include <math.h>

/* A change smaller than this share of what it was counts as level. */
static const double FLAT_SHARE = 0.02;
/* Below this many members "6 van 8" says more than a percentage. */
enum { FEW_MEMBERS = 20, SPARK_MAX = 16 };

static const FigureKey KEYS[] = {{"indicator", true, "id of the indicator"},
                                 {"period", false, "the period shown; default: the newest"},
                                 {"show", false,
                                  "value: the number itself; target: the value as a percentage of its target"},
                                 {"since", false, "year from which the change counts; default: the period before"},
                                 {"variant", false, "wide: a row over the width of a page"},
                                 {"benchmarks", false, "false: without the regions it is compared with"},
                                 {"label", false, "words on top; default: the indicator's short title"},
                                 {"unit", false, "line below the label; default: unit and period"},
                                 {NULL, false, NULL}};

double tile_scale_factor(TargetKind kind) {
  return kind == TARGET_MAXIMUM ? 1.4 : 1.2;
}

typedef struct {
  FigureBlock *block;
  Figure *figure;
  Binder *binder;
  const Locale *locale;
  const Indicator *indicator;
  const Region *region;
  Period period;
  BoundValue own;      /* the indicator's value, before it is set against the target */
  bool corrected;      /* said in the line of its unit: beside so large a number there is no room */
  bool against_target; /* the tile shows a percentage of the target */
} TileBind;

static bool is_count(const Indicator *indicator) {
  return indicator->kind == KIND_STOCK || indicator->kind == KIND_FLOW;
}

static bool read_show(TileBind *bind) {
  const char *show = block_string(bind->block, "show");
  bool possible = bind->figure->target.present && bind->figure->target.value > 0 && !bind->figure->target.uneven;
  if (!show)
    bind->against_target = possible && is_count(bind->indicator);
  else if (g_str_equal(show, "target"))
    bind->against_target = possible;
  else if (!g_str_equal(show, "value")) {
    block_error(bind->block, "show", "use value or target", "\"%s\" is not something a tile can show", show);
    return false;
  }
  return true;
}

static bool read_variant(TileBind *bind) {
  const char *variant = block_string(bind->block, "variant");
  if (!variant) return true;
  bind->figure->variant = g_strdup(variant);
  if (g_str_equal(variant, "wide")) return true;
  block_error(bind->block, "variant", "use wide, or leave it out", "a tile has no variant \"%s\"", variant);
  return false;
}

/* ---- the number, and the count behind it ---- */

static BoundValue share_of_target(Binder *binder, const BoundValue *value, double target) {
  return binder_derived(binder, 100 * value->obs.value / target, "%", 0, value);
}

/* "96* woningen": the number as shown, with the word for what it counts. */
static char *counted(const TileBind *bind, double value, const char *number) {
  g_autofree char *key = g_strdup_printf("value.unit.%s.spoken.%s", bind->indicator->unit, value == 1 ? "one" : "other");
  if (!locale_has(bind->locale, key)) return g_strdup(number);
  return locale_phrase(bind->locale, key, "number", number, NULL);
}

static void bind_value(TileBind *bind) {
  Figure *figure = bind->figure;
  if (!bind->against_target || !bound_known(&bind->own)) {
    figure->value = bound_copy(&bind->own);
    return;
  }
  figure->value = share_of_target(bind->binder, &bind->own, figure->target.value);
  figure->amount.obs = bind->own.obs;
  figure->amount.text = counted(bind, bind->own.obs.value, bind->own.text);
  figure->amount.spoken = g_strdup(bind->own.spoken);
  figure->target.value = 100;
}

/* ---- change and sparkline ---- */

static Period period_before(const TileBind *bind) {
  const GArray *periods = indicator_periods(binder_dataset(bind->binder), bind->indicator);
  Period before = {0};
  for (guint i = 0; i < periods->len; i++) {
    Period period = g_array_index(periods, Period, i);
    if (period_compare(period, bind->period) < 0) before = period;
  }
  return before;
}

static char *change_phrase(const TileBind *bind, const char *phrase, const char *sign, const char *amount, Period from) {
  g_autofree char *when = locale_period(bind->locale, from), *now = locale_period(bind->locale, bind->period);
  return locale_phrase(bind->locale, phrase, "sign", sign, "change", amount, "from", when, "period", now, NULL);
}

/* "0,5 pp" or "56", and as it is said: "0,5 procentpunt", "56 woningen". */
static char *change_amount(const TileBind *bind, double change, bool said) {
  const Indicator *indicator = bind->indicator;
  bool percent = g_str_equal(indicator->unit, "%");
  g_autofree char *number = percent ? locale_number(bind->locale, change, indicator->decimals)
                                    : binder_format_unit(bind->binder, indicator->unit, indicator->decimals, change);
  if (percent) return locale_phrase(bind->locale, said ? "figure.tile.points_spoken" : "figure.tile.points", "value", number, NULL);
  return said && is_count(indicator) ? counted(bind, change, number) : g_steal_pointer(&number);
}

/* Drawn as "+0,5 pp in 2024", said as "0,5 procentpunt meer in 2024". */
static void set_change(const TileBind *bind, double change, bool since, Period from) {
  const char *shown = since ? "figure.tile.change_since" : "figure.tile.change_in";
  g_autofree char *said = g_strdup_printf("figure.tile.%s.%s", change > 0 ? "more" : change < 0 ? "less" : "same",
                                          since ? "since" : "in");
  g_autofree char *amount = change_amount(bind, change, false), *words = change_amount(bind, fabs(change), true);
  bind->figure->change = change_phrase(bind, shown, change > 0 ? "+" : "", amount, from);
  bind->figure->change_spoken = change_phrase(bind, said, "", words, from);
}

/* What the intervals of the two values allow: more, less, or that nothing can be said of it. */
static void set_change_from(const TileBind *bind, Observation before, bool since, Period from) {
  Observation now = bind->own.obs;
  dataset_like_for_like(binder_dataset(bind->binder), bind->indicator, bind->region, NULL, &before, &now);
  Measure change = measure_change(&before, &now);
  if (isnan(change.value)) return;
  double amount = number_round(change.value, bind->indicator->decimals);
  bool flat = fabs(amount) < FLAT_SHARE * fabs(before.value) || !measure_order(&before, &now);
  bind->figure->arrow = flat ? TREND_FLAT : amount > 0 ? TREND_UP : TREND_DOWN;
  if (measure_order(&before, &now) || change.low == change.high) set_change(bind, amount, since, from);
  else bind->figure->change = change_phrase(bind, "figure.tile.similar", "", "", from);
}

static void bind_change(TileBind *bind) {
  int since = block_int(bind->block, "since", 0);
  Period from = since ? (Period){.year = (gint16)since, .kind = PERIOD_YEAR} : period_before(bind);
  if (from.kind == PERIOD_NONE || !bound_known(&bind->own)) return;
  if (dataset_breaks(binder_dataset(bind->binder), bind->indicator, bind->region, from, bind->period, NULL)) return;
  BoundValue before = binder_value(bind->binder, bind->indicator, bind->region, from, NULL);
  if (bound_known(&before)) {
    binder_show(bind->binder, &before);
    set_change_from(bind, before.obs, since != 0, from);
  }
  bound_value_clear(&before);
}

static void bind_series(TileBind *bind) {
  const GArray *periods = indicator_periods(binder_dataset(bind->binder), bind->indicator);
  Series *series = figure_add_series(bind->figure, bind->region->name, ROLE_FOCUS);
  guint end = 0;
  while (end < periods->len && period_compare(g_array_index(periods, Period, end), bind->period) <= 0) end++;
  for (guint i = end > SPARK_MAX ? end - SPARK_MAX : 0; i < end; i++) {
    BoundValue point =
        binder_value(bind->binder, bind->indicator, bind->region, g_array_index(periods, Period, i), NULL);
    g_array_append_val(series->points, point);
  }
}

/* ---- benchmarks ---- */

/* The region a benchmark stands for, by the letter of its level. */
static const Region *benchmark_region(const TileBind *bind, const Mark *mark) {
  const Config *config = binder_config(bind->binder);
  for (guint i = 0; mark->letter && i < config->levels->len; i++) {
    const LevelConfig *level = g_ptr_array_index(config->levels, i);
    if (g_strcmp0(level->code, mark->letter) == 0) return region_parent(bind->region, level->id);
  }
  return NULL;
}

static BoundValue benchmark_of_target(const TileBind *bind, const Mark *mark, const Region *region) {
  BoundValue value = {.obs.state = STATE_ABSENT};
  if (!bound_known(&mark->value)) return value; /* nor is its target shown */
  BoundTarget target = binder_target(bind->binder, bind->indicator, region, bind->period);
  if (target.present && target.value > 0 && !target.uneven)
    value = share_of_target(bind->binder, &mark->value, target.value);
  bound_target_clear(&target);
  return value;
}

static char *last_step(const TileBind *bind) {
  const GPtrArray *steps = bind->figure->steps;
  return steps->len ? g_utf8_strdown(g_ptr_array_index(steps, steps->len - 1), -1) : g_strdup("");
}

/* How many members reached the last step: "6 van 8", from twenty members on "58%". */
static BoundValue benchmark_of_step(const TileBind *bind, const Region *region) {
  const GPtrArray *members = region_members(region);
  guint known = 0, reached = 0;
  /* Only counted, never shown one by one: no need of their texts. */
  BoundValue from = {.obs = {.state = STATE_VALUE}};
  for (guint i = 0; i < members->len; i++) {
    Observation obs = dataset_observe(binder_dataset(bind->binder), bind->indicator, g_ptr_array_index(members, i),
                                      bind->period, NULL);
    if (!observation_known(&obs)) continue;
    known++;
    if (obs.value >= bind->figure->steps->len - 1) reached++;
    from.obs.flags |= obs.flags & (FLAG_EXAMPLE | FLAG_PROVISIONAL);
  }
  BoundValue result = {.obs.state = STATE_ABSENT};
  if (known == 0) return result;
  result = binder_derived(bind->binder, 100.0 * reached / known, "%", 0, &from);
  g_autofree char *step = last_step(bind), *share = result.spoken;
  if (known < FEW_MEMBERS) {
    g_autofree char *a = locale_number(bind->locale, reached, 0), *b = locale_number(bind->locale, known, 0);
    g_free(result.text);
    g_free(share);
    result.text = locale_phrase(bind->locale, "figure.tile.of", "count", a, "total", b, NULL);
    share = locale_phrase(bind->locale, "figure.tile.of_spoken", "count", a, "total", b, "regions",
                          ((const Region *)g_ptr_array_index(members, 0))->level->plural, NULL);
  }
  result.spoken = locale_phrase(bind->locale, "figure.tile.step_of", "step", step, "share", share, NULL);
  return result;
}

static void bind_benchmarks(TileBind *bind) {
  Figure *figure = bind->figure;
  bool steps = figure->steps->len > 0;
  if (!block_bool(bind->block, "benchmarks", true)) return;
  if (!steps && !bind->against_target && is_count(bind->indicator)) return;
  GPtrArray *marks = binder_benchmarks(bind->binder, bind->indicator, bind->period, NULL);
  for (guint i = 0; i < marks->len; i++) {
    Mark *mark = g_ptr_array_index(marks, i);
    const Region *region = steps || bind->against_target ? benchmark_region(bind, mark) : NULL;
    if (!steps && !bind->against_target) continue;
    BoundValue value = {.obs.state = STATE_ABSENT};
    if (region && steps)
      value = benchmark_of_step(bind, region);
    else if (region)
      value = benchmark_of_target(bind, mark, region);
    bound_value_clear(&mark->value);
    mark->value = value;
  }
  for (guint i = marks->len; i-- > 0;)
    if (bound_absent(&((Mark *)g_ptr_array_index(marks, i))->value)) g_ptr_array_remove_index(marks, i);
  g_ptr_array_extend_and_steal(figure->references, marks);
}

/* ---- category ---- */

static void bind_steps(TileBind *bind) {
  const GPtrArray *categories = bind->indicator->categories;
  Figure *figure = bind->figure;
  figure->step = -1;
  if (bind->indicator->kind != KIND_CATEGORY || !categories) return;
  for (guint i = 0; i < categories->len; i++)
    g_ptr_array_add(figure->steps, g_strdup(((const Category *)g_ptr_array_index(categories, i))->title));
  if (bound_known(&bind->own)) figure->step = (int)bind->own.obs.value;
}

/* ---- words ---- */

static char *unit_line(const TileBind *bind) {
  g_autofree char *when = locale_period(bind->locale, bind->period);
  const char *star = bound_provisional(&bind->own) ? locale_word(bind->locale, "value.provisional.mark") : "";
  g_autofree char *mark = g_strconcat(star, bind->corrected ? locale_word(bind->locale, "value.corrected.unit") : "", NULL);
  const char *key = "figure.tile.unit_value", *unit = bind->indicator->unit_label;
  if (bind->against_target)
    key = "figure.tile.unit_target", unit = bind->figure->target.short_label;
  else if (bind->indicator->kind == KIND_CATEGORY)
    key = "figure.tile.unit_category";
  const GPtrArray *steps = bind->figure->steps;
  if (steps->len && bind->figure->references->len) key = "figure.tile.unit_steps";
  g_autofree char *last = last_step(bind);
  return locale_phrase(bind->locale, key, "unit", unit ? unit : "", "period", when, "mark", mark, "step", last, NULL);
}

static void bind_words(TileBind *bind) {
  Figure *figure = bind->figure;
  const char *label = block_string(bind->block, "label"), *unit = block_string(bind->block, "unit");
  const Indicator *indicator = bind->indicator;
  words_default(&figure->title, g_strdup(label                    ? label
                                         : indicator->short_title ? indicator->short_title
                                                                  : indicator->title));
  if (!unit && figure->steps->len && figure->references->len && !(figure->subtitle && *figure->subtitle)) {
    g_autofree char *when = locale_period(bind->locale, bind->period);
    figure->subtitle_spoken = locale_phrase(bind->locale, "figure.tile.unit_category", "period", when, "mark", "", NULL);
  }
  words_default(&figure->subtitle, unit ? g_strdup(unit) : unit_line(bind));
  figure->basis = binder_basis(bind->binder, &bind->own.obs);
  BoundTarget *target = &figure->target;
  if (target->status_text || figure->value.obs.state == STATE_ABSENT) return;
  if (!bound_known(&bind->own)) {
    const char *brief = bind->own.obs.state == STATE_SECRET       ? "value.secret.unknown.words"
                        : observation_withheld(&bind->own.obs) ? "value.too_few.brief"
                                                               : NULL;
    target->status_text = words_capital(bind->own.spoken);
    target->status_word = words_capital(brief ? locale_word(bind->locale, brief) : bind->own.spoken);
  } else if (!target->present && figure->steps->len == 0)
    target->status_text = words_capital(locale_word(bind->locale, "value.no_target.words"));
}

char *tile_course(const Figure *figure, const Locale *locale) {
  const Series *series = figure->series->len ? g_ptr_array_index(figure->series, 0) : NULL;
  const BoundValue *first = NULL, *last = NULL;
  for (guint i = 0; series && i < series->points->len; i++) {
    const BoundValue *point = &g_array_index(series->points, BoundValue, i);
    if (!bound_known(point)) continue;
    if (!first) first = point;
    last = point;
  }
  if (first == last) return NULL;
  g_autofree char *a = locale_period(locale, first->obs.period), *b = locale_period(locale, last->obs.period);
  g_autofree char *from = words_plain(first), *to = words_plain(last);
  return locale_phrase(locale, "figure.alt.course", "first", from, "from", a, "last", to, "to", b, NULL);
}

static char *alt_text(const TileBind *bind) {
  const Figure *figure = bind->figure;
  g_autofree char *when = locale_period(bind->locale, bind->period);
  g_autofree char *finding =
      locale_phrase(bind->locale, "figure.tile.alt", "label", figure->title, "region", bind->region->name, "value",
                    figure->value.spoken ? figure->value.spoken : "", "period", when, NULL);
  GString *alt = alt_new(finding);
  if (figure->target.present) {
    g_autofree char *label = words_capital(figure->target.label);
    alt_add(alt, figure->target.status_word ? locale_phrase(bind->locale, "figure.tile.alt_target", "target", label,
                                                            "status", figure->target.status_word, NULL)
                                            : g_strdup(label));
  }
  alt_add_marks(alt, bind->locale, figure->references);
  alt_add(alt, tile_course(figure, bind->locale));
  return alt_end(alt);
}

/* ---- table ---- */

static void row_text(FigureTable *table, const char *head, const char *text, const char *spoken) {
  TableRow *row = figure_table_row(table);
  figure_table_cell(row, head, NULL);
  figure_table_cell(row, text, spoken);
}

static void row_value(FigureTable *table, const char *head, const BoundValue *value) {
  TableRow *row = figure_table_row(table);
  figure_table_cell(row, head, NULL);
  table_value_cell(row, value);
}

static void bind_table(const TileBind *bind) {
  const Figure *figure = bind->figure;
  FigureTable *table = bind->figure->table = figure_table_new(figure->title);
  g_autofree char *when = locale_period(bind->locale, bind->period);
  table_header_column(table, locale_word(bind->locale, "figure.tile.what"));
  figure_table_column(table, bind->region->name, COLUMN_NUMBER);
  g_autofree char *head =
      locale_phrase(bind->locale, "figure.tile.row", "what", figure->subtitle, "period", when, NULL);
  row_value(table, head, &figure->value);
  if (figure->amount.text) row_value(table, locale_word(bind->locale, "figure.tile.count"), &figure->amount);
  if (figure->target.present) {
    row_text(table, locale_word(bind->locale, "figure.tile.target"), figure->target.label, NULL);
    if (figure->target.status_word)
      row_text(table, locale_word(bind->locale, "figure.tile.status"), figure->target.status_word, NULL);
  }
  for (guint i = 0; i < figure->references->len; i++) {
    const Mark *mark = g_ptr_array_index(figure->references, i);
    g_autofree char *label = words_capital(mark->label);
    row_value(table, label, &mark->value);
  }
  const Series *series = figure->series->len ? g_ptr_array_index(figure->series, 0) : NULL;
  for (guint i = 0; series && series->points->len > 1 && i < series->points->len; i++) {
    const BoundValue *point = &g_array_index(series->points, BoundValue, i);
    g_autofree char *year = locale_period(bind->locale, point->obs.period);
    row_value(table, year, point);
  }
}

static double tile_scale(const Figure *figure) {
  if (figure->target.present && figure->target.value > 0)
    return figure->target.value * tile_scale_factor(figure->target.kind);
  return bound_known(&figure->value) && figure->value.obs.value > 0 ? figure->value.obs.value * 1.2 : 1;
}

static bool tile_bind(FigureBlock *block, Figure *figure) {
  TileBind bind = {.block = block,
                   .figure = figure,
                   .binder = block_binder(block),
                   .indicator = block_indicator(block, "indicator")};
  if (!bind.indicator) return false;
  bind.locale = binder_locale(bind.binder);
  bind.region = binder_region(bind.binder);
  bind.period = block_period(block, bind.indicator);
  bind.own = binder_value(bind.binder, bind.indicator, bind.region, bind.period, NULL);
  bind.corrected = bind.own.word > 0;
  bound_value_unmark(&bind.own);
  figure->target = binder_target(bind.binder, bind.indicator, bind.region, bind.period);
  bool ok = read_show(&bind) && read_variant(&bind);
  if (ok) {
    bind_value(&bind);
    bind_steps(&bind);
    if (figure->steps->len == 0) {
      bind_change(&bind);
      bind_series(&bind);
    }
    bind_benchmarks(&bind);
    figure->axis_max = tile_scale(figure);
    figure->decimals = bind.indicator->decimals;
    bind_words(&bind);
    bind_table(&bind);
    words_default(&figure->alt, alt_text(&bind));
  }
  bound_value_clear(&bind.own);
  return ok;
}

const FigureType FIGURE_TYPE_TILE = {
    .name = "tile", .keys = KEYS, .bind = tile_bind, .draw = tile_draw, .plain_html = true};
