/* Follows one observation back to the rows it was read or computed from. It exists so that whoever doubts a number finds its
 * line in one step. It asks the dataset and the binder what they say to everyone else, so it cannot know more than may be
 * published; it must not print. */
#include "work/explain.h"

#include <math.h>

#include "base/number.h"
#include "config/yaml.h"
#include "data/formula.h"
#include "data/parts.h"
#include "work/plan.h"

static const SourcePos TYPED = {"command line", 0, 0};

static const char *const STATE_WORDS[] = {
    [STATE_VALUE] = "value", [STATE_ROUNDED] = "rounded", [STATE_NIL] = "nil", [STATE_BELOW_HALF_UNIT] = "below_half_unit",
    [STATE_MISSING] = "missing", [STATE_SECRET] = "secret", [STATE_MISSING_OR_SECRET] = "missing_or_secret",
    [STATE_IMPOSSIBLE] = "impossible", [STATE_WITHDRAWN] = "withdrawn", [STATE_ABSENT] = "absent"};
static const char *const STATE_MEANINGS[] = {
    [STATE_VALUE] = "a known value", [STATE_ROUNDED] = "a known value, rounded", [STATE_NIL] = "exactly nothing",
    [STATE_BELOW_HALF_UNIT] = "more than nothing, but rounds to 0", [STATE_MISSING] = "not reported, or too few parts are known",
    [STATE_SECRET] = "known to the source, not shown", [STATE_MISSING_OR_SECRET] = "not reported or not shown: the source does not say which",
    [STATE_IMPOSSIBLE] = "cannot exist", [STATE_WITHDRAWN] = "published before, and taken back since", [STATE_ABSENT] = "the data has no such observation"};

typedef struct { ValueFlags flag; const char *word, *meaning; } FlagMeaning;
static const FlagMeaning FLAGS[] = {
    {FLAG_PROVISIONAL, "provisional", "may still be corrected by its source"}, {FLAG_REVISED, "revised", "corrected by its source"},
    {FLAG_ESTIMATED, "estimated", "estimated"}, {FLAG_BREAK, "break", "not comparable with the period before"},
    {FLAG_EXAMPLE, "example", "generated, nobody measured it"}, {FLAG_AGGREGATED, "aggregated", "computed from parts: lower regions, or old codes that were merged"},
    {FLAG_INCOMPLETE, "incomplete", "not all parts are known"},
    {FLAG_CORRECTED, "corrected", "another number was published before"}};

typedef struct {
  const Project *project;
  Binder *binder;
  ObservationKey key;
  Observation obs;
} Explain;

/* ---- Small pieces ---------------------------------------------------------------------------------------------- */

static void put(json_t *map, const char *key, const char *text) {
  if (text && *text) json_object_set_new(map, key, json_string(text));
}

static void put_number(json_t *map, const char *key, double value, int decimals) {
  if (isfinite(value)) json_object_set_new(map, key, json_real(number_round(value, decimals)));
}

static void put_period(json_t *map, const char *key, Period period) {
  char iso[PERIOD_TEXT];
  put(map, key, period_iso(period, iso));
}

static json_t *region_json(const Region *region) {
  json_t *map = json_object();
  put(map, "code", region->code);
  put(map, "title", region->title);
  put(map, "level", region->level->id);
  return map;
}

static void put_place(json_t *map, SourcePos place) {
  put(map, "file", place.file);
  if (place.file) json_object_set_new(map, "line", json_integer(place.line));
}

/* A value as pages show it, and the row it was read from. */
static void put_reading(json_t *map, const Explain *explain, const ObservationKey *key) {
  const Dataset *dataset = explain->project->dataset;
  BoundValue value = binder_value(explain->binder, key->indicator, key->region, key->period, key->group);
  put(map, "shown", value.text);
  put(map, "state", STATE_WORDS[value.obs.state]);
  put_place(map, dataset_place(dataset, key->indicator, key->region, key->period, key->group));
  bound_value_clear(&value);
}

/* ---- The observation ------------------------------------------------------------------------------------------- */

static json_t *indicator_json(const Indicator *indicator) {
  static const char *const KINDS[] = {"stock", "flow", "rate", "category"};
  json_t *map = json_object();
  put(map, "id", indicator->id);
  put(map, "title", indicator->title);
  put(map, "unit", indicator->unit_label);
  put(map, "kind", KINDS[indicator->kind]);
  put(map, "definition", indicator->definition);
  return map;
}

static json_t *flags_json(guint8 flags) {
  json_t *list = json_array();
  for (guint i = 0; i < G_N_ELEMENTS(FLAGS); i++)
    if (flags & FLAGS[i].flag) json_array_append_new(list, json_pack("{s:s, s:s}", "flag", FLAGS[i].word, "means", FLAGS[i].meaning));
  return list;
}

static json_t *value_json(const Explain *explain) {
  const Observation *obs = &explain->obs;
  const Indicator *indicator = explain->key.indicator;
  json_t *map = json_object();
  BoundValue value = binder_value(explain->binder, indicator, explain->key.region, explain->key.period, explain->key.group);
  put(map, "shown", value.text);
  put(map, "said", value.spoken);
  bound_value_clear(&value);
  put(map, "state", STATE_WORDS[obs->state]);
  put(map, "means", STATE_MEANINGS[obs->state]);
  bool number = indicator->kind != KIND_CATEGORY;
  int decimals = obs->flags & FLAG_AGGREGATED ? indicator->decimals : 9;
  if (number && observation_known(obs)) put_number(map, "value", obs->value, decimals);
  if (number) put_number(map, "low", obs->low, decimals);
  if (number) put_number(map, "high", obs->high, decimals);
  json_object_set_new(map, "flags", flags_json(obs->flags));
  return map;
}

static json_t *source_json(const Source *source) {
  json_t *map = json_object();
  put(map, "id", source->id);
  put(map, "citation", source->citation);
  put(map, "publisher", source->publisher);
  put(map, "url", source->url);
  put(map, "licence", source->licence);
  put_period(map, "date", source->date);
  return map;
}

/* ---- Disclosure ------------------------------------------------------------------------------------------------ */

static json_t *disclosure_json(const Explain *explain) {
  const Observation *obs = &explain->obs;
  const Indicator *indicator = explain->key.indicator;
  g_autofree char *rule = g_strdup_printf("counts from 1 to %d of this indicator are not shown", indicator->threshold - 1);
  bool hidden = obs->state == STATE_SECRET || obs->state == STATE_MISSING_OR_SECRET;
  if (!hidden && !indicator->threshold) return NULL;
  json_t *map = json_object();
  json_object_set_new(map, "hidden", json_boolean(hidden));
  if (indicator->threshold) put(map, "rule", rule);
  if (!hidden) return map;
  bool small = indicator->threshold && obs->low == 1 && obs->high == indicator->threshold - 1;
  put(map, "why", obs->flags & FLAG_AGGREGATED ? "all its known parts are secret"
                  : small                      ? "its count is below the threshold, or its source hides it"
                                               : "its source or its protection hides it");
  put_number(map, "low", obs->low, 9);
  put_number(map, "high", obs->high, 9);
  return map;
}

/* ---- Correction ------------------------------------------------------------------------------------------------ */

static json_t *correction_json(const Explain *explain) {
  const ObservationKey *key = &explain->key;
  if (!(explain->obs.flags & FLAG_CORRECTED) && explain->obs.state != STATE_WITHDRAWN) return NULL;
  const Correction *found = dataset_correction(explain->project->dataset, key->indicator, key->region, key->period, key->group);
  if (!found) return NULL;
  json_t *map = json_object();
  put(map, "kind", found->kind == CORRECTION_WITHDRAWN ? "withdrawn" : "corrected");
  put_period(map, "date", found->date);
  put(map, "reason", found->reason);
  if (found->indicator != key->indicator) put(map, "by_way_of", found->indicator->id);
  put_place(map, found->pos);
  return map;
}

/* ---- Aggregation ----------------------------------------------------------------------------------------------- */

static json_t *part_json(const Explain *explain, const Region *member) {
  ObservationKey key = explain->key;
  json_t *map = region_json(member);
  key.region = member;
  json_object_del(map, "level");
  put_reading(map, explain, &key);
  if (!key.indicator->weight || key.indicator->aggregation != AGGREGATE_MEAN) return map;
  json_t *weight = json_object();
  key.indicator = key.indicator->weight;
  put_reading(weight, explain, &key);
  json_object_set_new(map, "weight", weight);
  return map;
}

/* The names of the codes that were merged into the region; their own values are not kept. */
static json_t *merged_json(const Explain *explain) {
  const GPtrArray *moved = dataset_moved(explain->project->dataset);
  json_t *list = json_array();
  for (guint i = 0; i < moved->len; i++) {
    const MovedRegion *old = moved->pdata[i];
    char iso[PERIOD_TEXT];
    bool later = period_axis(old->date) > period_axis(explain->key.period);
    if (!later || !g_ptr_array_find(old->to, explain->key.region, NULL)) continue;
    json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "code", old->code, "name", old->name, "date", period_iso(old->date, iso)));
  }
  return list;
}

static Observation observe(const Explain *explain, const Indicator *indicator, const Region *region) {
  return dataset_observe(explain->project->dataset, indicator, region, explain->key.period, explain->key.group);
}

/* What a share of a formula is of: the sum under the line. */
static Observation under_the_line(const Explain *explain, const Region *region) {
  const Formula *formula = explain->key.indicator->formula;
  Observation sum = {.value = 0, .low = NAN, .high = NAN, .state = STATE_VALUE};
  for (guint i = 0; i < formula->terms->len; i++) {
    const FormulaTerm *term = &g_array_index(formula->terms, FormulaTerm, i);
    if (!term->below) continue;
    Observation value = observe(explain, term->indicator, region);
    if (!observation_known(&value)) sum.state = STATE_MISSING;
    sum.value += term->sign * value.value;
  }
  return sum;
}

static Parts gather_parts(const Explain *explain) {
  const Indicator *indicator = explain->key.indicator;
  const GPtrArray *members = region_members(explain->key.region);
  bool shares = indicator->formula && indicator->formula->divides;
  Parts parts = {0};
  for (guint i = 0; i < members->len; i++) {
    Observation part = observe(explain, indicator, members->pdata[i]);
    if (!shares && !indicator->weight) {
      parts_add(&parts, &part, (PartOrigin){0});
      continue;
    }
    Observation weight = shares ? under_the_line(explain, members->pdata[i]) : observe(explain, indicator->weight, members->pdata[i]);
    parts_add_weighted(&parts, &part, (PartOrigin){0}, &weight, 0);
  }
  return parts;
}

/* How much of the whole had to be known, and how much is; what old codes held is not kept, only how many were known. */
static void put_coverage(json_t *map, const Explain *explain) {
  const Observation *obs = &explain->obs;
  Parts parts = gather_parts(explain);
  if (!obs->parts_all) return;
  json_object_set_new(map, "parts_known", json_integer(obs->parts));
  json_object_set_new(map, "parts_all", json_integer(obs->parts_all));
  json_t *coverage = json_object();
  put_number(coverage, "asked", 100 * explain->key.indicator->coverage, 1);
  put_number(coverage, "known", parts.parts_all ? 100 * parts_coverage(&parts) : 100.0 * obs->parts / obs->parts_all, 1);
  put(coverage, "of", parts_covers_weight(&parts) ? "weight" : "parts");
  json_object_set_new(map, "coverage", coverage);
}

/* A term as it is shown: of a secret one the interval at most. */
static json_t *formula_json(const Explain *explain) {
  const Formula *formula = explain->key.indicator->formula;
  json_t *map = json_pack("{s:s, s:s}", "rule", "formula", "formula", formula->text), *terms = json_array();
  for (guint i = 0; i < formula->terms->len; i++) {
    const FormulaTerm *term = &g_array_index(formula->terms, FormulaTerm, i);
    ObservationKey key = explain->key;
    key.indicator = term->indicator;
    json_t *item = json_pack("{s:s, s:s, s:s, s:b}", "id", term->id, "title", term->indicator->title, "sign",
                             term->sign > 0 ? "+" : "-", "below", term->below);
    put_reading(item, explain, &key);
    json_array_append_new(terms, item);
  }
  json_object_set_new(map, "terms", terms);
  put_coverage(map, explain);
  return map;
}

static json_t *aggregated_json(const Explain *explain) {
  const Indicator *indicator = explain->key.indicator;
  if (indicator->formula) return formula_json(explain);
  if (!(explain->obs.flags & FLAG_AGGREGATED)) return NULL;
  json_t *map = json_object(), *parts = json_array();
  bool mean = indicator->aggregation == AGGREGATE_MEAN;
  g_autofree char *formula =
      mean ? g_strdup_printf("sum of %s × %s of its parts, divided by the sum of %s", indicator->id, indicator->weight->id, indicator->weight->id)
           : g_strdup("sum of its parts; a secret part counts as the middle of its interval, and the sum is rounded to 5 then");
  put(map, "rule", mean ? "mean" : "sum");
  put(map, "formula", formula);
  put_coverage(map, explain);
  const GPtrArray *members = region_members(explain->key.region);
  if (!members->len) json_object_set_new(map, "merged", merged_json(explain));
  for (guint i = 0; i < members->len; i++) json_array_append_new(parts, part_json(explain, members->pdata[i]));
  json_object_set_new(map, "parts", parts);
  return map;
}

/* The regions whose number holds this one as a part. */
static json_t *counted_in_json(const Explain *explain) {
  const ObservationKey *key = &explain->key;
  json_t *list = json_array();
  for (guint i = 0; i < key->region->parents->len && !key->region->members->len; i++) {
    const Region *parent = key->region->parents->pdata[i];
    Observation obs = dataset_observe(explain->project->dataset, key->indicator, parent, key->period, key->group);
    if (obs.state != STATE_ABSENT && obs.flags & FLAG_AGGREGATED) json_array_append_new(list, region_json(parent));
  }
  return list;
}

/* ---- Target and benchmarks ------------------------------------------------------------------------------------- */

static void put_target_files(json_t *map, const Dataset *dataset, const Target *target) {
  const GPtrArray *files = dataset_files(dataset);
  g_autofree bool *marks = g_new0(bool, files->len);
  json_t *list = json_array();
  dataset_mark_target_files(dataset, target, marks);
  for (guint i = 0; i < files->len; i++)
    if (marks[i]) json_array_append_new(list, json_string(((const DatasetFile *)files->pdata[i])->path));
  json_object_set_new(map, "files", list);
}

static json_t *target_json(const Explain *explain) {
  const ObservationKey *key = &explain->key;
  const Dataset *dataset = explain->project->dataset;
  Target target;
  if (key->group || !dataset_target(dataset, key->indicator, key->region, key->period, &target)) return NULL;
  BoundTarget bound = binder_target(explain->binder, key->indicator, key->region, key->period);
  json_t *map = json_object();
  put(map, "label", bound.label);
  put(map, "kind", target.kind == TARGET_MINIMUM ? "minimum" : "maximum");
  put_number(map, "value", target.value, 9);
  put_period(map, "year", target.year);
  put_period(map, "base_year", target.base_year);
  put_number(map, "base_value", target.base_value, 9);
  put(map, "status", bound.status_word);
  put(map, "stands", bound.status_text);
  if (target.aggregated) {
    json_object_set_new(map, "parts", json_integer(target.parts));
    json_object_set_new(map, "parts_all", json_integer(target.parts_all));
  }
  if (target.source) put(map, "source", target.source->citation);
  put_target_files(map, dataset, &target);
  bound_target_clear(&bound);
  return map;
}

static json_t *benchmarks_json(const Explain *explain) {
  const ObservationKey *key = &explain->key;
  g_autoptr(GPtrArray) marks = binder_benchmarks(explain->binder, key->indicator, key->period, key->group);
  json_t *list = json_array();
  for (guint i = 0; i < marks->len; i++) {
    const Mark *mark = marks->pdata[i];
    if (mark->value.obs.state == STATE_ABSENT) continue;
    json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "code", mark->value.of.region->code, "title",
                                          mark->value.of.region->title, "shown", mark->value.text));
  }
  return list;
}

/* ---- What was asked -------------------------------------------------------------------------------------------- */

static char *nearest_hint(const char *word, const GPtrArray *names, const char *otherwise) {
  const char *nearest = yaml_nearest(word, (const char *const *)names->pdata);
  if (nearest) return g_strdup_printf("did you mean \"%s\"?", nearest);
  g_autofree char *all = g_strjoinv(", ", (char **)names->pdata);
  return g_strdup_printf("%s: %s", otherwise, all);
}

static const Indicator *find_indicator(const Dataset *dataset, const char *word, Diags *diags) {
  const Indicator *found = dataset_indicator(dataset, word);
  if (found) return found;
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; i < dataset_indicators(dataset)->len; i++)
    g_ptr_array_add(names, ((const Indicator *)dataset_indicators(dataset)->pdata[i])->id);
  g_ptr_array_add(names, NULL);
  g_autofree char *hint = nearest_hint(word, names, "indicators");
  diags_error(diags, "unknown-indicator", TYPED, hint, "no indicator \"%s\"", word);
  return NULL;
}

static const Group *find_group(const Dataset *dataset, const char *word, Diags *diags) {
  const Group *found = dataset_group(dataset, word);
  if (found) return found;
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; i < dataset_groups(dataset)->len; i++) g_ptr_array_add(names, ((const Group *)dataset_groups(dataset)->pdata[i])->id);
  g_ptr_array_add(names, NULL);
  g_autofree char *hint = nearest_hint(word, names, "groups");
  diags_error(diags, "unknown-group", TYPED, hint, "no group \"%s\"", word);
  return NULL;
}

static char *known_periods(const Dataset *dataset, const ObservationKey *key) {
  const GArray *periods = indicator_periods(dataset, key->indicator);
  g_autoptr(GString) list = g_string_new(NULL);
  for (guint i = 0; i < periods->len; i++) {
    Period period = g_array_index(periods, Period, i);
    char iso[PERIOD_TEXT];
    if (dataset_observe(dataset, key->indicator, key->region, period, key->group).state != STATE_ABSENT)
      g_string_append_printf(list, "%s%s", list->len ? ", " : "", period_iso(period, iso));
  }
  return list->len ? g_strdup_printf("there is something for: %s", list->str)
                   : g_strdup_printf("%s has no row for it in any period, and none can be computed", key->region->code);
}

static bool find_period(const Dataset *dataset, const char *word, ObservationKey *key, Diags *diags) {
  if (!word) key->period = dataset_latest(dataset, key->indicator, key->region);
  else if (!period_parse(word, strlen(word), &key->period)) {
    diags_error(diags, "unknown-period", TYPED, "write it like 2024, 2024-Q1, 2024-03 or 2024-03-14", "\"%s\" is no period", word);
    return false;
  }
  Observation obs = dataset_observe(dataset, key->indicator, key->region, key->period, key->group);
  if (key->period.kind != PERIOD_NONE && obs.state != STATE_ABSENT) return true;
  g_autofree char *hint = known_periods(dataset, key);
  diags_error(diags, "no-observation", TYPED, hint, "the data has no %s of %s%s%s", key->indicator->id, key->region->title,
              word ? " in " : "", word ? word : "");
  return false;
}

static bool find_key(const Dataset *dataset, const ExplainWords *words, ObservationKey *key, Diags *diags) {
  key->region = plan_find_region(dataset, words->region, TYPED, diags);
  key->indicator = find_indicator(dataset, words->indicator, diags);
  key->group = words->group ? find_group(dataset, words->group, diags) : NULL;
  if (!key->region || !key->indicator || (words->group && !key->group)) return false;
  return find_period(dataset, words->period, key, diags);
}

/* ---- The whole ------------------------------------------------------------------------------------------------- */

static void put_new(json_t *map, const char *key, json_t *value) {
  bool empty = !value || (json_is_array(value) && !json_array_size(value));
  if (!empty) json_object_set_new(map, key, value);
  else json_decref(value);
}

json_t *explain_json(const Project *project, const ExplainWords *words, Diags *diags) {
  Explain explain = {.project = project};
  ObservationKey *key = &explain.key;
  if (!find_key(project->dataset, words, key, diags)) return NULL;
  g_autoptr(Binder) binder = binder_new(&project->context, key->region, diags);
  explain.binder = binder;
  explain.obs = dataset_observe(project->dataset, key->indicator, key->region, key->period, key->group);
  const Source *source = dataset_source(project->dataset, key->indicator, key->region, key->period, key->group);
  json_t *root = json_object();
  put_new(root, "region", region_json(key->region));
  put_new(root, "indicator", indicator_json(key->indicator));
  put_period(root, "period", key->period);
  if (key->group) put(root, "group", key->group->id);
  put_new(root, "value", value_json(&explain));
  if (source) put_new(root, "source", source_json(source));
  json_t *from = json_object();
  put_place(from, dataset_place(project->dataset, key->indicator, key->region, key->period, key->group));
  if (json_object_size(from)) put_new(root, "read_from", from);
  else json_decref(from);
  put_new(root, "computed", aggregated_json(&explain));
  put_new(root, "correction", correction_json(&explain));
  put_new(root, "disclosure", disclosure_json(&explain));
  put_new(root, "target", target_json(&explain));
  put_new(root, "benchmarks", benchmarks_json(&explain));
  put_new(root, "counted_in", counted_in_json(&explain));
  put_new(root, "outputs", explain_outputs_json(project, key, diags));
  return root;
}
