/* The binder's life, its sources and its comparisons: what figure types ask while binding, so that they need not know the
 * dataset, the locale or the rules of provenance. Every source of which a number is shown is noted here, and nowhere
 * else. It must not know any figure type, nor Markdown. */
#include "doc/binder_internal.h"
#include <math.h>
#include <string.h>

static void unit_forms_free(gpointer data) {
  UnitForms *forms = data;
  const UnitForm all[] = {forms->text,    forms->spoken_one, forms->spoken_other,
                          forms->gap_one, forms->gap_other,  forms->gap_short};
  for (guint i = 0; i < G_N_ELEMENTS(all); i++) g_free(all[i].before), g_free(all[i].after);
  g_free(forms);
}

Binder *binder_new(const DocContext *context, const Region *region, Diags *diags) {
  Binder *binder = g_new0(Binder, 1);
  binder->context = context;
  binder->region = region;
  binder->diags = diags;
  if (context->config->edition) period_parse(context->config->edition, strlen(context->config->edition), &binder->edition);
  binder->units = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, unit_forms_free);
  binder->sources = g_ptr_array_new();
  binder->shown = shown_new();
  return binder;
}

void binder_free(Binder *binder) {
  if (!binder) return;
  g_hash_table_unref(binder->units);
  g_ptr_array_unref(binder->sources);
  if (binder->shown) shown_free(binder->shown);
  g_free(binder);
}

const Region *binder_region(const Binder *binder) { return binder->region; }
const Dataset *binder_dataset(const Binder *binder) { return binder->context->dataset; }
const Locale *binder_locale(const Binder *binder) { return binder->context->locale; }
const Theme *binder_theme(const Binder *binder) { return binder->context->theme; }
const Config *binder_config(const Binder *binder) { return binder->context->config; }

/* ---- Sources ---- */

void binder_begin_figure(Binder *binder, GPtrArray *sources) {
  binder->figure_sources = sources;
  binder->figure_example = false;
}

void binder_end_figure(Binder *binder) { binder->figure_sources = NULL; }

static void add_distinct(GPtrArray *sources, const Source *source) {
  if (!g_ptr_array_find(sources, source, NULL)) g_ptr_array_add(sources, (gpointer)source);
}

void binder_note_source(Binder *binder, const Source *source, bool example) {
  if (source) {
    example = example || source->example;
    add_distinct(binder->sources, source);
    if (binder->figure_sources) add_distinct(binder->figure_sources, source);
  }
  binder->example = binder->example || example;
  binder->figure_example = binder->figure_example || example;
}

void binder_show(Binder *binder, const BoundValue *value) { shown_add_value(binder->shown, value); }

/* A citation that begins like the one before ("voorbeelddata (fictief), …") does not repeat it. */
static const char *shorter_citation(const char *citation, const char *before, const char *word) {
  if (!before || !g_str_has_prefix(before, word) || !g_str_has_prefix(citation, word)) return citation;
  const char *a = strchr(before, ','), *b = strchr(citation, ',');
  if (!a || !b || a - before != b - citation || strncmp(before, citation, (gsize)(a - before)) != 0) return citation;
  return b + 1 + strspn(b + 1, " ");
}

static void add_citation(GString *list, const char *citation, const char **before, const char *word) {
  if (!citation) return;
  const char *rest = shorter_citation(citation, *before, word);
  if (list->len) g_string_append(list, rest == citation ? "; " : ", ");
  g_string_append(list, rest);
  *before = citation;
}

/* Example data stands first: it is what a reader must not miss. */
char *binder_source_line(const Binder *binder, const GPtrArray *sources, bool example) {
  const Locale *locale = binder_locale(binder);
  const char *word = locale_word(locale, "value.example.words"), *before = NULL;
  if (sources->len == 0 && !example) return NULL;
  g_autoptr(GString) list = g_string_new(NULL);
  for (int pass = 0; pass < 2; pass++) {
    for (guint i = 0; i < sources->len; i++) {
      const Source *source = g_ptr_array_index(sources, i);
      const char *citation = source->citation && *source->citation ? source->citation : source->title;
      if (source->example == (pass == 0)) add_citation(list, citation, &before, word);
    }
  }
  if (example && !strstr(list->str, word)) {
    if (list->len) g_string_prepend(list, ", ");
    g_string_prepend(list, word);
  }
  return locale_phrase(locale, "doc.source", "sources", list->str, NULL);
}

/* ---- Comparisons ---- */

const GPtrArray *binder_siblings(const Binder *binder, const Region *region, const char *level) {
  const Config *config = binder_config(binder);
  if (region->members->len > 0) return dataset_level_regions(binder_dataset(binder), region->level->id);
  const Region *parent = level ? region_parent(region, level) : NULL;
  for (guint i = 0; !level && !parent && i < config->benchmarks->len; i++)
    parent = region_parent(region, g_ptr_array_index(config->benchmarks, i));
  return parent && parent != region ? region_members(parent) : NULL;
}

Period binder_period_before(const Binder *binder, const Indicator *indicator, Period period) {
  const GArray *periods = indicator_periods(binder_dataset(binder), indicator);
  Period before = {0};
  for (guint i = 0; i < periods->len; i++) {
    Period candidate = g_array_index(periods, Period, i);
    if (period_compare(candidate, period) < 0 && candidate.kind == period.kind) before = candidate;
  }
  return before;
}

/* "regio", "provincie", "Nederland": the locale's name of the level, else its alias. */
static const char *level_name(const Binder *binder, const LevelConfig *level) {
  g_autofree char *key = g_strdup_printf("level.%s.name", level->alias);
  return locale_has(binder_locale(binder), key) ? locale_word(binder_locale(binder), key) : level->alias;
}

GPtrArray *binder_benchmarks(Binder *binder, const Indicator *indicator, Period period, const Group *group) {
  const Config *config = binder_config(binder);
  GPtrArray *marks = figure_marks_new();
  for (guint i = 0; i < config->benchmarks->len; i++) {
    const Region *region = region_parent(binder->region, g_ptr_array_index(config->benchmarks, i));
    if (!region || region == binder->region) continue;
    Mark *mark = figure_add_mark(marks, level_name(binder, region->level), ROLE_REFERENCE);
    mark->letter = region->level->code && *region->level->code ? g_strdup(region->level->code) : NULL;
    mark->value = binder_value(binder, indicator, region, period, group);
    mark->dashed = region->parents->len == 0; /* the country */
    g_autofree char *path = doc_region_path(region);
    mark->href = g_strconcat(path, "/", NULL);
  }
  return marks;
}

/* ---- Notes ---- */

static void add_note(GString *out, char *note) {
  if (!note) return;
  if (out->len) g_string_append(out, " · ");
  g_string_append(out, note);
  g_free(note);
}

/* "<5: niet getoond"; when secret values show different intervals, what all of them have in common. */
static char *secret_note(const Locale *locale, const GPtrArray *marks) {
  const char *shown = NULL;
  for (guint i = 0; i < marks->len; i++) {
    const Mark *mark = g_ptr_array_index(marks, i);
    const char *text = mark->value.text ? mark->value.text : "";
    if (mark->value.obs.state != STATE_SECRET) continue;
    if (shown && strcmp(shown, text)) return g_strdup(locale_word(locale, "value.secret.note_several"));
    shown = text;
  }
  return shown ? locale_phrase(locale, "value.secret.note", "value", shown, NULL) : NULL;
}

static guint count_state(const GPtrArray *marks, ValueState state) {
  guint count = 0;
  for (guint i = 0; i < marks->len; i++) count += ((Mark *)g_ptr_array_index(marks, i))->value.obs.state == state;
  return count;
}

char *binder_state_note(Binder *binder, const GPtrArray *marks) {
  static const struct {
    guint8 flag;
    const char *key;
  } flags[] = {{FLAG_PROVISIONAL, "value.provisional.note"},
               {FLAG_REVISED, "value.revised.note"},
               {FLAG_ESTIMATED, "value.estimated.note"},
               {FLAG_BREAK, "value.break.note"},
               {FLAG_INCOMPLETE, "value.incomplete.note"}};
  static const struct {
    ValueState state;
    const char *key;
  } states[] = {{STATE_MISSING, "value.missing.note"},
                {STATE_MISSING_OR_SECRET, "value.missing_or_secret.note"},
                {STATE_ABSENT, "value.absent.note"}};
  const Locale *locale = binder_locale(binder);
  g_autoptr(GString) out = g_string_new(NULL);
  guint seen = 0;
  for (guint i = 0; i < marks->len; i++) {
    const Observation *obs = &((Mark *)g_ptr_array_index(marks, i))->value.obs;
    guint own = obs->flags & FLAG_REVISED ? obs->flags & ~(guint)FLAG_PROVISIONAL : obs->flags;
    if (observation_known(obs)) seen |= own;
  }
  for (guint i = 0; i < G_N_ELEMENTS(flags); i++)
    if (seen & flags[i].flag) add_note(out, g_strdup(locale_word(locale, flags[i].key)));
  add_note(out, secret_note(locale, marks));
  for (guint i = 0; i < G_N_ELEMENTS(states); i++) {
    guint count = count_state(marks, states[i].state);
    if (count) add_note(out, locale_count(locale, states[i].key, count, NULL));
  }
  return out->len ? g_string_free(g_steal_pointer(&out), FALSE) : NULL;
}

/* ---- Axes ---- */

enum { AXIS_STEPS = 5 };

/* The smallest of 1, 2, 2.5 and 5 times a power of ten that is not below `raw`. */
static double nice_step(double raw) {
  static const double steps[] = {1, 2, 2.5, 5, 10};
  double power = pow(10, floor(log10(raw)));
  for (guint i = 0; i < G_N_ELEMENTS(steps); i++)
    if (steps[i] * power >= raw * (1 - 1e-9)) return number_round(steps[i] * power, 9);
  return number_round(10 * power, 9);
}

void binder_axis(double low, double high, bool may_break, double *axis_min, double *axis_max, double *axis_step) {
  if (!isfinite(low)) low = 0;
  if (!isfinite(high)) high = low;
  if (high < low) {
    double swap = low;
    low = high;
    high = swap;
  }
  /* A broken axis only where it shows what would else be flat. */
  bool breaks = may_break && low > 0 && low > 0.4 * high;
  double from = breaks || low < 0 ? low : 0, to = high > 0 || breaks ? high : 0;
  if (to - from < 1e-9) to = from + (breaks ? fabs(from) * 0.1 : 1);
  double step = nice_step((to - from) / AXIS_STEPS);
  *axis_step = step;
  *axis_min = number_round(floor(from / step + 1e-9) * step, 9);
  *axis_max = number_round(ceil(to / step - 1e-9) * step, 9);
}
