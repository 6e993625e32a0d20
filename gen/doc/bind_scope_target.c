/* What a template sees of an agreement: `indicator.target`, and how far the value is towards it. Like a value, what is not
 * known refuses to be printed. It must not know regions or the template language. */
#include "data/measures.h"
#include "doc/binder_internal.h"
#include <math.h>
#include <string.h>

typedef struct {
  Binder *binder;
  const Indicator *indicator;
  BoundTarget target;
  BoundValue level;
  Measure pace;
  bool reached;
  guint8 flags; /* of the value */
} TargetObject;

/* How far a value is towards its target, in percent. */
typedef struct {
  const char *indicator;
  BoundValue value;
} LevelObject;

/* What a value must change each year to be at its target by then. */
typedef struct {
  Binder *binder;
  const Indicator *indicator;
  Measure pace; /* none when it is not known */
  guint8 flags; /* of the value */
} PaceObject;

/* ---- Level ---- */

static const char *const LEVEL_MEMBERS[] = {"known", "value", "text", "spoken", NULL};

static TemplateValue *level_member(gpointer data, const char *name) {
  const LevelObject *self = data;
  bool known = observation_known(&self->value.obs);
  if (strcmp(name, "known") == 0) return template_value_bool(known);
  if (strcmp(name, "value") == 0) return known ? template_value_number(self->value.obs.value, 0) : template_value_nil();
  if (strcmp(name, "text") == 0) return template_value_string(self->value.text);
  return strcmp(name, "spoken") == 0 ? template_value_string(self->value.spoken) : NULL;
}

static void level_members(gpointer data, GPtrArray *names) {
  (void)data;
  for (guint i = 0; LEVEL_MEMBERS[i]; i++) g_ptr_array_add(names, (gpointer)LEVEL_MEMBERS[i]);
}

static bool level_number(gpointer data, double *value, int *decimals, TemplateFault *fault) {
  const LevelObject *self = data;
  *value = self->value.obs.value;
  *decimals = 0;
  if (observation_known(&self->value.obs)) return true;
  *fault = (TemplateFault){.code = "template-unknown-value", .guard = "known"};
  fault->message = g_strdup_printf("how far %s is towards its target is not known", self->indicator);
  return false;
}

static char *level_print(gpointer data, TemplateFault *fault) {
  double value;
  int decimals;
  return level_number(data, &value, &decimals, fault) ? g_strdup(((LevelObject *)data)->value.text) : NULL;
}

static bool level_truth(gpointer data) { return observation_known(&((LevelObject *)data)->value.obs); }

static void level_free(gpointer data) {
  LevelObject *self = data;
  bound_value_clear(&self->value);
  g_free(self);
}

static const TemplateClass LEVEL_CLASS = {.kind = "a level",
                                          .member = level_member,
                                          .members = level_members,
                                          .print = level_print,
                                          .number = level_number,
                                          .truth = level_truth,
                                          .free = level_free};

/* ---- Pace ---- */

static const char *const PACE_MEMBERS[] = {"known", "value", "text", NULL};

/* Rates change slowly: at least one decimal. */
static int pace_decimals(const Indicator *indicator) {
  return indicator->kind == KIND_RATE ? MAX(indicator->decimals, 1) : indicator->decimals;
}

static bool pace_truth(gpointer data) { return !isnan(((PaceObject *)data)->pace.value); }

static bool pace_number(gpointer data, double *value, int *decimals, TemplateFault *fault) {
  const PaceObject *self = data;
  *value = self->pace.value;
  *decimals = pace_decimals(self->indicator);
  if (pace_truth(data)) return true;
  *fault = (TemplateFault){.code = "template-unknown-value", .guard = "known"};
  fault->message = g_strdup_printf("the pace that %s needs is not known: its value is not, or its target has no year to come",
                                   self->indicator->id);
  return false;
}

static bool pace_interval(gpointer data, double *low, double *high) {
  const PaceObject *self = data;
  if (!pace_truth(data)) return false;
  *low = self->pace.low;
  *high = self->pace.high;
  return true;
}

static char *pace_print(gpointer data, TemplateFault *fault) {
  const PaceObject *self = data;
  double value;
  int decimals;
  if (!pace_number(data, &value, &decimals, fault)) return NULL;
  return binder_difference(self->binder, self->indicator, decimals, self->pace.low, self->pace.high, self->flags);
}

static TemplateValue *pace_member(gpointer data, const char *name) {
  const PaceObject *self = data;
  bool known = pace_truth(data);
  if (strcmp(name, "known") == 0) return template_value_bool(known);
  if (!g_strv_contains(PACE_MEMBERS, name)) return NULL;
  if (!known) return template_value_nil();
  if (strcmp(name, "value") == 0) return template_value_number(self->pace.value, pace_decimals(self->indicator));
  g_autofree char *text = pace_print(data, NULL);
  return template_value_string(text);
}

static void pace_members(gpointer data, GPtrArray *names) {
  (void)data;
  for (guint i = 0; PACE_MEMBERS[i]; i++) g_ptr_array_add(names, (gpointer)PACE_MEMBERS[i]);
}

static const TemplateClass PACE_CLASS = {.kind = "a pace",
                                         .member = pace_member,
                                         .members = pace_members,
                                         .print = pace_print,
                                         .number = pace_number,
                                         .interval = pace_interval,
                                         .truth = pace_truth,
                                         .free = g_free};

/* ---- Target ---- */

static const char *const TARGET_MEMBERS[] = {"known", "value", "text", "label", "year",    "gap",
                                             "path",  "kind",  "level", "pace", "reached", NULL};

static TemplateValue *number_or_nil(double value, int decimals) {
  return isfinite(value) ? template_value_number(value, decimals) : template_value_nil();
}

static char *target_print(gpointer data, TemplateFault *fault) {
  const TargetObject *self = data;
  if (self->target.present) return binder_target_value(self->binder, self->indicator, self->target.value);
  *fault = (TemplateFault){.code = "template-unknown-value", .guard = "known"};
  fault->message = g_strdup_printf("%s has no target here", self->indicator->id);
  return NULL;
}

static TemplateValue *target_level(const TargetObject *self) {
  LevelObject *level = g_new0(LevelObject, 1);
  level->indicator = self->indicator->id;
  level->value = self->level;
  level->value.text = g_strdup(self->level.text);
  level->value.spoken = g_strdup(self->level.spoken);
  return template_value_object(&LEVEL_CLASS, level);
}

static TemplateValue *target_pace(const TargetObject *self) {
  PaceObject *pace = g_new0(PaceObject, 1);
  *pace = (PaceObject){self->binder, self->indicator, self->pace, self->flags};
  return template_value_object(&PACE_CLASS, pace);
}

static TemplateValue *target_member(gpointer data, const char *name) {
  const TargetObject *self = data;
  const BoundTarget *target = &self->target;
  if (strcmp(name, "known") == 0) return template_value_bool(target->present);
  if (!g_strv_contains(TARGET_MEMBERS, name)) return NULL;
  if (strcmp(name, "level") == 0) return target_level(self);
  if (strcmp(name, "pace") == 0) return target_pace(self);
  if (strcmp(name, "reached") == 0) return template_value_bool(self->reached);
  if (!target->present) return template_value_nil();
  int decimals = self->indicator->decimals;
  if (strcmp(name, "value") == 0)
    return template_value_number(target->value, target->value == number_round(target->value, 0) ? 0 : decimals);
  if (strcmp(name, "label") == 0) return template_value_string(target->label);
  if (strcmp(name, "gap") == 0) return number_or_nil(target->progress.gap, decimals);
  if (strcmp(name, "path") == 0) return number_or_nil(target->progress.path_value, decimals);
  if (strcmp(name, "kind") == 0) return template_value_string(target->kind == TARGET_MAXIMUM ? "maximum" : "minimum");
  if (strcmp(name, "year") == 0)
    return target->year.kind == PERIOD_NONE ? template_value_nil() : template_value_number(target->year.year, -1);
  g_autofree char *text = target_print(data, NULL);
  return template_value_string(text);
}

static void target_members(gpointer data, GPtrArray *names) {
  (void)data;
  for (guint i = 0; TARGET_MEMBERS[i]; i++) g_ptr_array_add(names, (gpointer)TARGET_MEMBERS[i]);
}

static bool target_number(gpointer data, double *value, int *decimals, TemplateFault *fault) {
  const TargetObject *self = data;
  *value = self->target.value;
  *decimals = self->indicator->decimals;
  if (self->target.present) return true;
  g_free(target_print(data, fault));
  return false;
}

static bool target_truth(gpointer data) { return ((TargetObject *)data)->target.present; }

static void target_free(gpointer data) {
  TargetObject *self = data;
  bound_target_clear(&self->target);
  bound_value_clear(&self->level);
  g_free(self);
}

static const TemplateClass TARGET_CLASS = {.kind = "a target",
                                           .member = target_member,
                                           .members = target_members,
                                           .print = target_print,
                                           .number = target_number,
                                           .truth = target_truth,
                                           .free = target_free};

TemplateValue *binder_target_object(Binder *binder, const Indicator *indicator, const Observation *obs,
                                    BoundTarget *target) {
  TargetObject *self = g_new0(TargetObject, 1);
  self->binder = binder;
  self->indicator = indicator;
  self->target = *target;
  self->flags = obs->flags;
  self->pace = (Measure){NAN, NAN, NAN};
  if (target->present && !target->uneven) {
    Target bare = {.kind = target->kind, .value = target->value, .year = target->year};
    self->reached = measure_reached(obs, &bare);
    self->pace = measure_pace(obs, &bare, pace_decimals(indicator));
  }
  BoundValue value = {.obs = *obs};
  if (!target->present || target->uneven || !(target->value > 0)) value.obs.state = STATE_ABSENT;
  self->level = binder_derived(binder, 100 * value.obs.value / target->value, "%", 0, &value);
  return template_value_object(&TARGET_CLASS, self);
}
