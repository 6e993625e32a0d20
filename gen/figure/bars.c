/* Type `bars`: regions in order of their value, the asked-for region in focus, benchmarks as lines. This file binds:
 * which regions, in which order, which of many are shown. It must not know where a bar stands (bars_draw.c). */
#include "doc/doc.h"
#include "figure/bars.h"
#include "figure/types.h"
#include "figure/words.h"
#include <math.h>
#include <string.h>

enum { ROWS_MAX = 10, REFERENCES_MAX = 2, UNKNOWN_MAX = 3 };

static const FigureKey KEYS[] = {
    {"indicator", true, "id of the indicator"},
    {"regions", false, "siblings, members, a level's plural, or a list of codes; default: siblings"},
    {"within", false, "level whose members are the siblings"},
    {"period", false, "the period shown; default: the newest"},
    {"references", false, "levels drawn as lines, at most two; default: the first and the last benchmark"},
    {"max", false, "rows shown before the middle is left out; default: 10"},
    {NULL, false, NULL}};

typedef struct {
  FigureBlock *block;
  Figure *figure;
  Binder *binder;
  const Locale *locale;
  const Indicator *indicator;
  const Region *region;
  Period period;
  const LevelConfig *level; /* of the bars */
} BarsBind;

/* ---- rows ---- */

/* Known values first, then what is not shown, then what is not known. */
static int state_class(const Mark *mark) {
  return bound_known(&mark->value) ? 0 : bound_secret(&mark->value) ? 1 : 2;
}

static int by_value(gconstpointer a, gconstpointer b, gpointer locale) {
  const Mark *x = *(const Mark *const *)a, *y = *(const Mark *const *)b;
  int class = state_class(x) - state_class(y);
  if (class) return class;
  if (bound_known(&x->value) && x->value.obs.value != y->value.obs.value)
    return x->value.obs.value < y->value.obs.value ? 1 : -1;
  return locale_collate(locale, x->label, y->label);
}

/* How many marks are more (1) or neither more nor less (0). */
static guint count_order(const GPtrArray *marks, const Mark *than, int order) {
  guint count = 0;
  for (guint i = 0; i < marks->len; i++) {
    const Mark *mark = g_ptr_array_index(marks, i);
    count += mark != than && bound_known(&mark->value) && measure_order(&mark->value.obs, &than->value.obs) == order;
  }
  return count;
}

static void rank(GPtrArray *marks) {
  for (guint i = 0; i < marks->len; i++) {
    Mark *mark = g_ptr_array_index(marks, i);
    if (bound_known(&mark->value)) mark->rank = count_order(marks, mark, 1) + 1;
  }
}

static void bind_marks(BarsBind *bind, const GPtrArray *regions) {
  for (guint i = 0; i < regions->len; i++) {
    const Region *region = g_ptr_array_index(regions, i);
    Mark *mark = figure_add_mark(bind->figure->marks, region->name, region == bind->region ? ROLE_FOCUS : ROLE_CONTEXT);
    g_autofree char *path = doc_region_path(region);
    mark->href = g_strconcat(path, "/", NULL);
    bound_value_clear(&mark->value);
    mark->value = binder_value(bind->binder, bind->indicator, region, bind->period, NULL);
    bind->level = region->level;
  }
  g_ptr_array_sort_with_data(bind->figure->marks, by_value, (gpointer)bind->locale);
  rank(bind->figure->marks);
}

/* ---- too many regions: the region, its neighbours in rank and the two ends ---- */

static guint keep(bool *kept, guint index) {
  bool before = kept[index];
  kept[index] = true;
  return before ? 0 : 1;
}

static void keep_rows(bool *kept, guint count, int focus, guint max) {
  guint rows = 0, top = 0, bottom = count;
  for (int i = MAX(focus - 1, 0); focus >= 0 && i <= focus + 1 && i < (int)count; i++) rows += keep(kept, (guint)i);
  for (bool from_top = true; rows < max && top < bottom; from_top = !from_top)
    rows += keep(kept, from_top ? top++ : --bottom);
  /* "1 left out" takes as much room as the one. */
  for (guint i = 1; i + 1 < count; i++)
    if (!kept[i] && kept[i - 1] && kept[i + 1]) kept[i] = true;
}

guint bars_thin_out(GPtrArray *marks, guint max) {
  guint known = 0, dropped = 0, unknown;
  int focus = -1;
  for (guint i = 0; i < marks->len; i++) {
    const Mark *mark = g_ptr_array_index(marks, i);
    if (!bound_known(&mark->value)) continue;
    if (mark->role == ROLE_FOCUS) focus = (int)i;
    known++;
  }
  if (marks->len <= max) return 0;
  unknown = marks->len - known;
  guint least = known > 0 ? known : UNKNOWN_MAX; /* a chart of nothing says so of some regions */
  for (guint i = marks->len; unknown > UNKNOWN_MAX && i-- > least;) {
    if (((Mark *)g_ptr_array_index(marks, i))->role == ROLE_FOCUS) continue;
    g_ptr_array_remove_index(marks, i);
    dropped++;
  }
  guint room = max > marks->len - known ? max - (marks->len - known) : 1;
  if (known <= room) return dropped;
  g_autofree bool *kept = g_new0(bool, known);
  keep_rows(kept, known, focus, room);
  guint skipped = 0, at = 0;
  for (guint i = 0; i < known; i++) {
    if (!kept[i]) {
      g_ptr_array_remove_index(marks, at);
      skipped++;
      continue;
    }
    ((Mark *)g_ptr_array_index(marks, at))->skipped = skipped;
    skipped = 0;
    at++;
  }
  /* Left out below the last one: said before the first row without a value, or in the note. */
  return dropped + skipped;
}

/* ---- reference lines ---- */

static bool reference_asked(const BarsBind *bind, const GPtrArray *asked, const Mark *mark, guint index, guint count) {
  if (!asked) return index == 0 || index == count - 1;
  for (guint i = 0; i < asked->len; i++) {
    const char *name = g_ptr_array_index(asked, i);
    const LevelConfig *level = config_level_by_alias(binder_config(bind->binder), name);
    if (!level) level = config_level(binder_config(bind->binder), name);
    if (level && level->code && *level->code && g_strcmp0(level->code, mark->letter) == 0) return true;
  }
  return false;
}

static void check_references(const BarsBind *bind, const GPtrArray *asked) {
  const Config *config = binder_config(bind->binder);
  if (asked && asked->len > REFERENCES_MAX)
    block_error(bind->block, "references", "leave out one or more", "%u reference lines: there is room for two",
                asked->len);
  for (guint i = 0; asked && i < asked->len; i++) {
    const char *name = g_ptr_array_index(asked, i);
    if (!config_level_by_alias(config, name) && !config_level(config, name))
      block_error(bind->block, "references", "name a level of feitenblad.yaml", "there is no level \"%s\"", name);
  }
}

/* The region the reader asked for, when it is not among the bars but above them, is a line. */
static void add_own_line(BarsBind *bind) {
  for (guint i = 0; i < bind->figure->marks->len; i++)
    if (((Mark *)g_ptr_array_index(bind->figure->marks, i))->role == ROLE_FOCUS) return;
  BoundValue own = binder_value(bind->binder, bind->indicator, bind->region, bind->period, NULL);
  if (!bound_known(&own)) {
    bound_value_clear(&own);
    return;
  }
  Mark *mark = figure_add_mark(bind->figure->references, bind->region->name, ROLE_FOCUS);
  bound_value_clear(&mark->value);
  mark->value = own;
}

/* The country, which nothing is above, is dashed: so two lines are told apart. */
static bool is_country(const BarsBind *bind, const Mark *mark) {
  const Config *config = binder_config(bind->binder);
  for (guint i = 0; i < config->levels->len; i++) {
    const LevelConfig *level = g_ptr_array_index(config->levels, i);
    if (g_strcmp0(level->code, mark->letter) != 0) continue;
    const Region *region = region_parent(bind->region, level->id);
    return region && region->parents->len == 0;
  }
  return false;
}

static void bind_references(BarsBind *bind) {
  const GPtrArray *asked = block_list(bind->block, "references");
  check_references(bind, asked);
  /* A total beside its parts would flatten all bars. */
  if (!asked && bind->indicator->kind != KIND_RATE) return;
  GPtrArray *lines = bind->figure->references;
  if (bind->indicator->kind == KIND_RATE) add_own_line(bind);
  GPtrArray *all = binder_benchmarks(bind->binder, bind->indicator, bind->period, NULL);
  guint count = all->len;
  for (guint i = 0; i < count; i++) {
    Mark *mark = g_ptr_array_index(all, i);
    mark->role = ROLE_REFERENCE;
    if (lines->len < REFERENCES_MAX && bound_known(&mark->value) && reference_asked(bind, asked, mark, i, count))
      continue;
    g_clear_pointer(&mark->letter, g_free);
    bound_value_clear(&mark->value);
    mark->value.obs.state = STATE_ABSENT;
  }
  for (guint i = all->len; i-- > 0;)
    if (bound_absent(&((Mark *)g_ptr_array_index(all, i))->value)) g_ptr_array_remove_index(all, i);
  while (lines->len + all->len > REFERENCES_MAX) g_ptr_array_remove_index(all, 0);
  for (guint i = 0; i < all->len; i++) {
    Mark *mark = g_ptr_array_index(all, i);
    mark->dashed = is_country(bind, mark);
  }
  g_ptr_array_extend_and_steal(lines, all);
}

/* ---- words and table ---- */

static const Mark *focus_mark(const Figure *figure) {
  for (guint i = 0; i < figure->marks->len; i++) {
    const Mark *mark = g_ptr_array_index(figure->marks, i);
    if (mark->role == ROLE_FOCUS) return mark;
  }
  return NULL;
}

static guint known_count(const GPtrArray *marks) {
  guint known = 0;
  for (guint i = 0; i < marks->len; i++)
    if (bound_known(&((const Mark *)g_ptr_array_index(marks, i))->value)) known++;
  return known;
}

static char *finding(const BarsBind *bind, guint known) {
  const Mark *own = focus_mark(bind->figure);
  if (known < 2) return g_strdup(bind->indicator->title);
  if (!own || !own->rank) {
    const Mark *first = g_ptr_array_index(bind->figure->marks, 0);
    g_autofree char *most = binder_format(bind->binder, bind->indicator, first->value.obs.value);
    bool shared = count_order(bind->figure->marks, first, 0);
    return locale_phrase(bind->locale, shared ? "figure.bars.title_first_shared" : "figure.bars.title_first", "region", first->label, "value", most, NULL);
  }
  g_autofree char *ordinal = locale_ordinal(bind->locale, own->rank), *count = locale_number_words(bind->locale, known);
  g_autofree char *value = binder_format(bind->binder, bind->indicator, own->value.obs.value);
  const char *key = count_order(bind->figure->marks, own, 0) ? "figure.bars.title_shared" : "figure.bars.title";
  return locale_phrase(bind->locale, key, "region", own->label, "rank", ordinal, "count", count,
                       "regions", bind->level->plural, "value", value, NULL);
}

static char *alt_text(const BarsBind *bind, guint known) {
  const Figure *figure = bind->figure;
  GString *alt = alt_new(figure->title);
  alt_add_subtitle(alt, figure);
  const Mark *own = focus_mark(figure);
  if (own && bound_known(&own->value)) {
    g_autofree char *value = words_plain(&own->value);
    if (!strstr(figure->title, value))
      alt_add(alt, locale_phrase(bind->locale, "figure.alt.pair", "label", own->label, "value", value, NULL));
  }
  alt_add_marks(alt, bind->locale, figure->references);
  alt_add_unknown(alt, bind->locale, figure->marks);
  alt_add_flags(alt, bind->locale, figure->marks);
  if (known > 1) {
    const Mark *first = g_ptr_array_index(figure->marks, 0), *last = g_ptr_array_index(figure->marks, known - 1);
    if (!figure->alt) { /* else the author's words stand */
      binder_show(bind->binder, &first->value);
      binder_show(bind->binder, &last->value);
    }
    g_autofree char *high = words_plain(&first->value), *low = words_plain(&last->value);
    alt_add(alt, locale_phrase(bind->locale, "figure.bars.alt_ends", "first", first->label, "high", high, "last",
                               last->label, "low", low, NULL));
  }
  return alt_end(alt);
}

static void table_rows(FigureTable *table, const GPtrArray *marks) {
  for (guint i = 0; i < marks->len; i++) {
    const Mark *mark = g_ptr_array_index(marks, i);
    TableRow *row = figure_table_row(table);
    row->highlight = mark->role == ROLE_FOCUS;
    figure_table_cell(row, mark->label, NULL);
    table_value_cell(row, &mark->value);
  }
}

static void bind_table(const BarsBind *bind) {
  FigureTable *table = bind->figure->table = figure_table_new(bind->figure->title);
  g_autofree char *head = words_capital(bind->level ? bind->level->label : ""),
                  *when = locale_period(bind->locale, bind->period);
  table_header_column(table, head);
  figure_table_column(table, when, COLUMN_NUMBER);
  table_rows(table, bind->figure->marks);
  table_rows(table, bind->figure->references);
}

static void bind_note(BarsBind *bind, guint left_out) {
  /* The rows say what is not shown or not known: the note adds what else their marks mean, and who has no row. */
  g_autoptr(GPtrArray) known = g_ptr_array_new();
  for (guint i = 0; i < bind->figure->marks->len; i++) {
    Mark *mark = g_ptr_array_index(bind->figure->marks, i);
    if (bound_known(&mark->value)) g_ptr_array_add(known, mark);
  }
  g_autofree char *states = binder_state_note(bind->binder, known);
  g_autofree char *missing =
      left_out ? locale_count(bind->locale, "figure.bars.left_out", left_out, "regions", bind->figure->noun, NULL)
               : NULL;
  if (states && missing)
    words_default(&bind->figure->note,
                  locale_phrase(bind->locale, "figure.notes", "first", states, "second", missing, NULL));
  else if (states || missing)
    words_default(&bind->figure->note, g_strdup(states ? states : missing));
}

static void bind_axis(Figure *figure) {
  const GPtrArray *lists[] = {figure->marks, figure->references};
  for (guint l = 0; l < G_N_ELEMENTS(lists); l++) {
    for (guint i = 0; i < lists[l]->len; i++) {
      const Observation *obs = &((const Mark *)g_ptr_array_index(lists[l], i))->value.obs;
      double high = observation_known(obs)                              ? obs->value
                    : obs->state == STATE_SECRET && isfinite(obs->high) ? obs->high
                                                                        : 0;
      figure->axis_max = MAX(figure->axis_max, high);
      figure->axis_min = MIN(figure->axis_min, high);
    }
  }
  if (!(figure->axis_max > figure->axis_min)) figure->axis_max = figure->axis_min + 1;
}

static bool all_provisional(const GPtrArray *marks) {
  guint known = 0;
  for (guint i = 0; i < marks->len; i++) {
    const BoundValue *value = &((const Mark *)g_ptr_array_index(marks, i))->value;
    if (bound_known(value) && !bound_provisional(value)) return false;
    if (bound_known(value)) known++;
  }
  return known > 0;
}

static bool bars_bind(FigureBlock *block, Figure *figure) {
  BarsBind bind = {.block = block,
                   .figure = figure,
                   .binder = block_binder(block),
                   .indicator = block_indicator(block, "indicator")};
  if (!bind.indicator) return false;
  g_autoptr(GPtrArray) regions = block_regions(block, "regions");
  if (!regions) return false;
  bind.locale = binder_locale(bind.binder);
  bind.region = binder_region(bind.binder);
  bind.period = block_period(block, bind.indicator);
  bind_marks(&bind, regions);
  figure->noun = g_strdup(bind.level ? bind.level->plural : NULL);
  figure->decimals = bind.indicator->decimals;
  bind_references(&bind);
  guint known = known_count(figure->marks);
  words_default(&figure->title, finding(&bind, known));
  words_default(&figure->subtitle, words_subtitle(bind.binder, figure->title, bind.indicator, bind.period, bind.period,
                                                  all_provisional(figure->marks)));
  words_default(&figure->alt, alt_text(&bind, known));
  bind_table(&bind);
  int max = block_int(block, "max", ROWS_MAX);
  guint left_out = bars_thin_out(figure->marks, (guint)MAX(max, 3));
  bind_note(&bind, left_out);
  bind_axis(figure);
  return true;
}

const FigureType FIGURE_TYPE_BARS = {.name = "bars", .keys = KEYS, .bind = bars_bind, .draw = bars_draw};
