/* What a template sees: `region`, and each indicator by its id, as objects that look things up only when asked. A value
 * prints as every other output shows it, with its marks; one that is not known refuses to be printed or compared, so that
 * no sentence can say what the data does not. It must not know the template language, only its values. */
#include "config/yaml.h"
#include "data/measures.h"
#include "doc/binder_internal.h"
#include <math.h>
#include <string.h>

/* ---- Objects ---- */

typedef struct {
  Binder *binder;
  const Region *region;
} RegionObject;

/* An indicator's value. Without a period of its own it is the newest one that `base` has: so two regions are compared in
 * one period. */
typedef struct {
  Binder *binder;
  const Indicator *indicator;
  const Region *region, *base;
  const Group *group;
  Period period;
  bool loaded;
  Observation obs;
} ValueObject;

static const TemplateClass REGION_CLASS, VALUE_CLASS;

static TemplateValue *region_value(Binder *binder, const Region *region) {
  if (!region) return template_value_nil();
  RegionObject *self = g_new(RegionObject, 1);
  *self = (RegionObject){binder, region};
  return template_value_object(&REGION_CLASS, self);
}

static TemplateValue *indicator_value(const ValueObject *value) {
  ValueObject *self = g_new(ValueObject, 1);
  *self = *value;
  self->loaded = false;
  return template_value_object(&VALUE_CLASS, self);
}

static TemplateValue *regions_value(Binder *binder, const GPtrArray *regions) {
  TemplateValue *list = template_value_list();
  for (guint i = 0; regions && i < regions->len; i++)
    template_value_append(list, region_value(binder, g_ptr_array_index(regions, i)));
  return list;
}

/* ---- Region ---- */

static const char *const REGION_MEMBERS[] = {"name",  "official_name", "title",   "slug",     "code",
                                             "level", "url",           "members", "siblings", NULL};

static TemplateValue *region_text(const RegionObject *self, const char *name) {
  const Region *region = self->region;
  const struct {
    const char *name, *text;
  } texts[] = {{"name", region->name},   {"official_name", region->official_name},
               {"title", region->title}, {"slug", region->slug},
               {"code", region->code},   {"level", region->level->label}};
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
    if (strcmp(texts[i].name, name) == 0) return template_value_string(texts[i].text);
  return NULL;
}

static TemplateValue *region_member(gpointer data, const char *name) {
  const RegionObject *self = data;
  Binder *binder = self->binder;
  TemplateValue *text = region_text(self, name);
  if (text) return text;
  if (strcmp(name, "url") == 0) {
    g_autofree char *path = doc_region_path(self->region);
    g_autofree char *url = g_strconcat("/", path, "/", NULL);
    return template_value_string(url);
  }
  if (strcmp(name, "members") == 0) return regions_value(binder, self->region->members);
  if (strcmp(name, "siblings") == 0) return regions_value(binder, binder_siblings(binder, self->region, NULL));
  const Config *config = binder_config(binder);
  if (config_level(config, name) || config_level_by_alias(config, name))
    return region_value(binder, region_parent(self->region, name));
  const Indicator *indicator = dataset_indicator(binder_dataset(binder), name);
  if (!indicator) return NULL;
  ValueObject value = {.binder = binder, .indicator = indicator, .region = self->region, .base = self->region};
  return indicator_value(&value);
}

static void region_members_names(gpointer data, GPtrArray *names) {
  const RegionObject *self = data;
  const Config *config = binder_config(self->binder);
  for (guint i = 0; REGION_MEMBERS[i]; i++) g_ptr_array_add(names, (gpointer)REGION_MEMBERS[i]);
  for (guint i = 0; i < config->levels->len; i++) {
    const LevelConfig *level = g_ptr_array_index(config->levels, i);
    g_ptr_array_add(names, level->alias);
    g_ptr_array_add(names, level->id);
  }
  const GPtrArray *indicators = dataset_indicators(binder_dataset(self->binder));
  for (guint i = 0; i < indicators->len; i++)
    g_ptr_array_add(names, ((const Indicator *)g_ptr_array_index(indicators, i))->id);
}

static char *region_print(gpointer data, TemplateFault *fault) {
  (void)fault;
  return g_strdup(((RegionObject *)data)->region->name);
}

static bool region_equals_text(gpointer data, const char *text) {
  const Region *region = ((RegionObject *)data)->region;
  return strcmp(region->name, text) == 0 || strcmp(region->code, text) == 0 || strcmp(region->slug, text) == 0;
}

static bool region_equals(gpointer a, gpointer b) { return ((RegionObject *)a)->region == ((RegionObject *)b)->region; }

static const TemplateClass REGION_CLASS = {.kind = "a region",
                                           .member = region_member,
                                           .members = region_members_names,
                                           .print = region_print,
                                           .equals_text = region_equals_text,
                                           .equals = region_equals,
                                           .free = g_free};

/* ---- Value ---- */

static void load(ValueObject *self) {
  if (self->loaded) return;
  self->loaded = true;
  const Dataset *dataset = binder_dataset(self->binder);
  if (self->period.kind == PERIOD_NONE) self->period = dataset_latest(dataset, self->indicator, self->base);
  if (self->period.kind == PERIOD_NONE) self->period = dataset_latest(dataset, self->indicator, self->region);
  self->obs = (Observation){.value = NAN, .low = NAN, .high = NAN, .state = STATE_ABSENT};
  if (self->period.kind == PERIOD_NONE) return;
  self->obs = binder_observe(self->binder, &(ObservationKey){self->indicator, self->region, self->group, self->period});
}

/* From here on the number is shown, or something that follows from it. */
static const Observation *show(ValueObject *self) {
  load(self);
  binder_note_shown(self->binder, &(ObservationKey){self->indicator, self->region, self->group, self->period}, &self->obs);
  return &self->obs;
}

static bool is_known(ValueObject *self) {
  load(self);
  return observation_known(&self->obs);
}

static char *plain_text_of(ValueObject *self) {
  Observation obs = *show(self);
  obs.flags &= (guint8)~FLAG_CORRECTED;
  return binder_text(self->binder, self->indicator, self->indicator->unit, self->indicator->decimals, &obs);
}

/* In a sentence the word stands in brackets. */
static char *text_of(ValueObject *self) {
  g_autofree char *text = plain_text_of(self);
  bool corrected = is_known(self) && self->obs.flags & FLAG_CORRECTED;
  return g_strconcat(text, corrected ? locale_word(binder_locale(self->binder), "value.corrected.inline") : "", NULL);
}

static char *spoken_of(ValueObject *self) {
  const Observation *obs = show(self);
  return binder_spoken(self->binder, self->indicator, self->indicator->unit, self->indicator->decimals, obs);
}

static void unknown(ValueObject *self, TemplateFault *fault) {
  *fault = (TemplateFault){.code = "template-unknown-value", .guard = "known"};
  g_autofree char *words = spoken_of(self);
  char period[PERIOD_TEXT];
  fault->message = g_strdup_printf("%s of %s is not known%s%s: %s", self->indicator->id, self->region->name,
                                   self->period.kind ? " in " : "", period_iso(self->period, period), words);
}

/* What may be published of a secret value is an answer ("<5"); a value that is missing is none. */
static char *value_text(gpointer data, TemplateFault *fault) {
  ValueObject *self = data;
  if (is_known(self) || self->obs.state == STATE_SECRET) return text_of(self);
  unknown(self, fault);
  return NULL;
}

static bool value_numeric(gpointer data, double *value, int *decimals, TemplateFault *fault) {
  ValueObject *self = data;
  if (!is_known(self)) {
    unknown(self, fault);
    return false;
  }
  *value = show(self)->value;
  *decimals = self->indicator->decimals;
  return true;
}

static bool value_interval(gpointer data, double *low, double *high) {
  ValueObject *self = data;
  if (!is_known(self)) return false;
  measure_range(&self->obs, low, high);
  return true;
}

static bool value_truth(gpointer data) { return is_known(data); }

/* A category by its id or title; else what is printed. */
static bool value_equals_text(gpointer data, const char *text) {
  ValueObject *self = data;
  if (is_known(self) && self->indicator->kind == KIND_CATEGORY) {
    const Category *category = g_ptr_array_index(self->indicator->categories, (guint)show(self)->value);
    if (strcmp(category->id, text) == 0) return true;
  }
  g_autofree char *shown = plain_text_of(self);
  g_autofree char *a = g_utf8_casefold(shown, -1), *b = g_utf8_casefold(text, -1);
  return strcmp(a, b) == 0;
}

static bool value_equals(gpointer a, gpointer b) {
  ValueObject *x = a, *y = b;
  return is_known(x) && is_known(y) && fabs(show(x)->value - show(y)->value) < 1e-9;
}

/* ---- Members of a value ---- */

typedef TemplateValue *(*ValueMember)(ValueObject *self);

static TemplateValue *take_text(char *text) {
  TemplateValue *value = template_value_string(text);
  g_free(text);
  return value;
}

static TemplateValue *member_known(ValueObject *self) { return template_value_bool(is_known(self)); }
static TemplateValue *member_text(ValueObject *self) { return take_text(text_of(self)); }
static TemplateValue *member_spoken(ValueObject *self) { return take_text(spoken_of(self)); }
static TemplateValue *member_title(ValueObject *self) { return template_value_string(self->indicator->title); }
static TemplateValue *member_short_title(ValueObject *self) {
  return template_value_string(self->indicator->short_title);
}
static TemplateValue *member_unit_label(ValueObject *self) {
  return template_value_string(self->indicator->unit_label);
}

static TemplateValue *member_value(ValueObject *self) {
  return is_known(self) ? template_value_number(show(self)->value, self->indicator->decimals) : template_value_nil();
}

static TemplateValue *member_period(ValueObject *self) {
  load(self);
  if (self->period.kind == PERIOD_NONE) return template_value_nil();
  return take_text(locale_period(binder_locale(self->binder), self->period));
}

static TemplateValue *member_year(ValueObject *self) {
  load(self);
  return self->period.kind == PERIOD_NONE ? template_value_nil() : template_value_number(self->period.year, -1);
}

static bool has_flag(ValueObject *self, guint8 flag) {
  load(self);
  return self->obs.flags & flag;
}

static TemplateValue *member_provisional(ValueObject *self) {
  return template_value_bool(has_flag(self, FLAG_PROVISIONAL));
}

static TemplateValue *member_corrected(ValueObject *self) {
  return template_value_bool(has_flag(self, FLAG_CORRECTED));
}

static TemplateValue *member_withdrawn(ValueObject *self) {
  load(self);
  return template_value_bool(self->obs.state == STATE_WITHDRAWN);
}

static TemplateValue *member_example(ValueObject *self) {
  const Source *source = self->indicator->source;
  return template_value_bool(has_flag(self, FLAG_EXAMPLE) || (source && source->example));
}

static TemplateValue *member_secret(ValueObject *self) {
  load(self);
  return template_value_bool(self->obs.state == STATE_SECRET);
}

static TemplateValue *member_missing(ValueObject *self) {
  load(self);
  return template_value_bool(!observation_known(&self->obs) && self->obs.state != STATE_SECRET);
}

static ValueObject earlier(ValueObject *self) {
  load(self);
  ValueObject before = *self;
  before.loaded = false;
  before.period = binder_period_before(self->binder, self->indicator, self->period);
  if (before.period.kind != PERIOD_NONE) return before;
  before.loaded = true; /* nothing to look for */
  before.obs = (Observation){.value = NAN, .low = NAN, .high = NAN, .state = STATE_ABSENT};
  return before;
}

static TemplateValue *member_previous(ValueObject *self) {
  ValueObject before = earlier(self);
  ValueObject *copy = g_new(ValueObject, 1);
  *copy = before;
  return template_value_object(&VALUE_CLASS, copy);
}

static ShownValue shown_value(ValueObject *self) {
  load(self);
  return (ShownValue){{self->indicator, self->region, self->group, self->period}, self->obs};
}

static TemplateValue *change_since(ValueObject *self, ValueObject *before, bool sentence) {
  ShownValue to = shown_value(self), from = shown_value(before);
  bool broken = dataset_breaks(binder_dataset(self->binder), self->indicator, self->region, before->period, self->period, self->group);
  return binder_change_object(self->binder, &from, &to, broken, sentence);
}

static TemplateValue *member_change(ValueObject *self) {
  ValueObject before = earlier(self);
  return change_since(self, &before, false);
}

static TemplateValue *bound_or_nil(ValueObject *self, bool upper) {
  load(self);
  double bound = upper ? self->obs.high : self->obs.low;
  bool known = is_known(self) && isfinite(bound) && self->indicator->kind != KIND_CATEGORY;
  return known ? template_value_number(upper ? show(self)->high : show(self)->low, self->indicator->decimals) : template_value_nil();
}

static TemplateValue *member_low(ValueObject *self) { return bound_or_nil(self, false); }
static TemplateValue *member_high(ValueObject *self) { return bound_or_nil(self, true); }

static TemplateValue *member_interval(ValueObject *self) {
  load(self);
  char *text = binder_interval(self->binder, self->indicator, &self->obs);
  if (!text) return template_value_nil();
  show(self);
  return take_text(text);
}

static TemplateValue *member_basis(ValueObject *self) {
  load(self);
  char *text = binder_basis(self->binder, &self->obs);
  return text ? take_text(text) : template_value_nil();
}

/* Among its siblings: the same regions as a `regions: siblings` figure shows. */
static Rank rank_of(ValueObject *self) {
  const GPtrArray *peers = binder_siblings(self->binder, self->region, NULL);
  if (!peers || !is_known(self) || self->indicator->kind == KIND_CATEGORY) return (Rank){0};
  show(self);
  return dataset_rank(binder_dataset(self->binder), self->indicator, self->region, peers, self->period, self->group);
}

static TemplateValue *member_rank(ValueObject *self) {
  Rank rank = rank_of(self);
  return rank.rank ? template_value_number(rank.rank, 0) : template_value_nil();
}

static TemplateValue *member_of(ValueObject *self) {
  Rank rank = rank_of(self);
  return rank.rank ? template_value_number(rank.of, 0) : template_value_nil();
}

/* Whether another has the same rank, because it shows the same or their intervals meet. */
static TemplateValue *member_shared(ValueObject *self) { return template_value_bool(rank_of(self).equal); }

static BoundTarget target_of(ValueObject *self) {
  load(self);
  if (self->group) return (BoundTarget){.value = NAN, .low_from_base = NAN}; /* targets are of totals */
  return binder_target(self->binder, self->indicator, self->region, self->period);
}

static TemplateValue *member_target(ValueObject *self) {
  BoundTarget target = target_of(self);
  return binder_target_object(self->binder, self->indicator, &self->obs, &target);
}

/* The author's words for a status come from the locale; none is an empty text. */
static TemplateValue *member_status(ValueObject *self) {
  static const char *const keys[] = {NULL, "doc.status.on_course", "doc.status.attention", "doc.status.behind"};
  BoundTarget target = target_of(self);
  const char *key = keys[target.progress.status];
  bound_target_clear(&target);
  if (key) show(self);
  return template_value_string(key ? locale_word(binder_locale(self->binder), key) : "");
}

static TemplateValue *member_status_text(ValueObject *self) {
  BoundTarget target = target_of(self);
  TemplateValue *text = template_value_string(target.status_text ? target.status_text : "");
  if (target.status_text) show(self);
  bound_target_clear(&target);
  return text;
}

static TemplateValue *member_source(ValueObject *self) {
  load(self);
  const Source *source =
      dataset_source(binder_dataset(self->binder), self->indicator, self->region, self->period, self->group);
  if (!source) source = self->indicator->source;
  return template_value_string(source ? source->citation : "");
}

static const struct {
  const char *name;
  ValueMember get;
} VALUE_MEMBERS[] = {
    {"known", member_known},
    {"value", member_value},
    {"text", member_text},
    {"spoken", member_spoken},
    {"period", member_period},
    {"year", member_year},
    {"previous", member_previous},
    {"change", member_change},
    {"provisional", member_provisional},
    {"corrected", member_corrected},
    {"withdrawn", member_withdrawn},
    {"example", member_example},
    {"secret", member_secret},
    {"missing", member_missing},
    {"title", member_title},
    {"short_title", member_short_title},
    {"unit_label", member_unit_label},
    {"low", member_low},
    {"high", member_high},
    {"interval", member_interval},
    {"basis", member_basis},
    {"rank", member_rank},
    {"of", member_of},
    {"shared", member_shared},
    {"target", member_target},
    {"status", member_status},
    {"status_text", member_status_text},
    {"source", member_source},
};

static TemplateValue *value_member(gpointer data, const char *name) {
  for (guint i = 0; i < G_N_ELEMENTS(VALUE_MEMBERS); i++)
    if (strcmp(VALUE_MEMBERS[i].name, name) == 0) return VALUE_MEMBERS[i].get(data);
  return NULL;
}

static void value_members(gpointer data, GPtrArray *names) {
  (void)data;
  for (guint i = 0; i < G_N_ELEMENTS(VALUE_MEMBERS); i++) g_ptr_array_add(names, (gpointer)VALUE_MEMBERS[i].name);
}

/* ---- Filters of a value ---- */

static bool set_region(ValueObject *value, TemplateValue *argument, TemplateFault *fault) {
  const RegionObject *other = template_value_self(argument, &REGION_CLASS);
  const char *code = template_value_text(argument);
  const Region *region = other ? other->region : code ? dataset_region(binder_dataset(value->binder), code) : NULL;
  if (region) return value->region = region, true;
  fault->code = "template-unknown-region";
  fault->message = code ? g_strdup_printf("there is no region '%s'", code)
                        : g_strdup_printf("%s has no such region", value->base->name);
  fault->hint = g_strdup(code ? "write its code or slug" : "test it first, such as {% if region.koploper %}");
  return false;
}

static bool set_period(ValueObject *value, TemplateValue *argument, TemplateFault *fault) {
  const char *text = template_value_text(argument);
  double year;
  if (text && period_parse(text, strlen(text), &value->period)) return true;
  if (template_value_get_number(argument, &year) && year >= 1 && year <= 9999) {
    value->period = (Period){.year = (gint16)year, .kind = PERIOD_YEAR};
    return true;
  }
  fault->code = "template-period";
  fault->message = g_strdup_printf("'%s' is not a period", text ? text : "this");
  fault->hint = g_strdup("write \"2024\", \"2024-Q1\", \"2024-03\" or \"2024-03-14\"");
  return false;
}

static bool set_group(ValueObject *value, TemplateValue *argument, TemplateFault *fault) {
  const char *id = template_value_text(argument);
  value->group = id ? dataset_group(binder_dataset(value->binder), id) : NULL;
  if (value->group) return true;
  const GPtrArray *groups = dataset_groups(binder_dataset(value->binder));
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; i < groups->len; i++) g_ptr_array_add(names, ((const Group *)g_ptr_array_index(groups, i))->id);
  g_ptr_array_add(names, NULL);
  const char *nearest = id ? yaml_nearest(id, (const char *const *)names->pdata) : NULL;
  fault->code = "template-unknown-group";
  fault->message = g_strdup_printf("there is no group '%s'", id ? id : "");
  fault->hint = nearest ? g_strdup_printf("did you mean %s?", nearest) : NULL;
  return false;
}

/* The change from that period to the value's own, which must be later. */
static TemplateValue *filter_since(ValueObject *self, TemplateValue *argument, TemplateFault *fault) {
  load(self);
  ValueObject before = *self;
  before.loaded = false;
  if (!set_period(&before, argument, fault)) return NULL;
  if (self->period.kind == PERIOD_NONE || period_compare(before.period, self->period) < 0)
    return change_since(self, &before, true);
  char then[PERIOD_TEXT], now[PERIOD_TEXT];
  fault->code = "template-period";
  fault->message = g_strdup_printf("%s is not before %s, the period of %s", period_iso(before.period, then),
                                   period_iso(self->period, now), self->indicator->id);
  fault->hint = g_strdup("name an earlier period");
  return NULL;
}

static TemplateValue *value_filter(gpointer data, const char *name, TemplateValue *argument, TemplateFault *fault) {
  ValueObject value = *(ValueObject *)data;
  if (strcmp(name, "since") == 0) return filter_since(&value, argument, fault);
  bool set = strcmp(name, "of") == 0   ? set_region(&value, argument, fault)
             : strcmp(name, "in") == 0 ? set_period(&value, argument, fault)
                                       : set_group(&value, argument, fault);
  return set ? indicator_value(&value) : NULL;
}

static const TemplateClass VALUE_CLASS = {.kind = "an indicator",
                                          .member = value_member,
                                          .members = value_members,
                                          .print = value_text,
                                          .number = value_numeric,
                                          .interval = value_interval,
                                          .truth = value_truth,
                                          .equals_text = value_equals_text,
                                          .equals = value_equals,
                                          .filter = value_filter,
                                          .free = g_free};

/* ---- Scope ---- */

void binder_fill_scope(Binder *binder, Scope *scope) {
  const GPtrArray *indicators = dataset_indicators(binder_dataset(binder));
  for (guint i = 0; i < indicators->len; i++) {
    const Indicator *indicator = g_ptr_array_index(indicators, i);
    ValueObject value = {.binder = binder, .indicator = indicator, .region = binder->region, .base = binder->region};
    scope_set(scope, indicator->id, indicator_value(&value));
  }
  scope_set(scope, "region", region_value(binder, binder->region));
  scope_set(scope, "edition", template_value_string(binder_config(binder)->edition));
}
