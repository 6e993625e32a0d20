/* What a template sees of an agreement: `indicator.target`, and how far the value is towards it. Like a value, what is not
 * known refuses to be printed. It must not know regions or the template language. */
#include "doc/binder_internal.h"
#include <math.h>
#include <string.h>

typedef struct {
  Binder *binder;
  const Indicator *indicator;
  BoundTarget target;
  BoundValue level;
} TargetObject;

/* How far a value is towards its target, in percent. */
typedef struct {
  const char *indicator;
  BoundValue value;
} LevelObject;

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

/* ---- Target ---- */

static const char *const TARGET_MEMBERS[] = {"known", "value", "text", "label", "year",
                                             "gap",   "path",  "kind", "level", NULL};

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

static TemplateValue *target_member(gpointer data, const char *name) {
  const TargetObject *self = data;
  const BoundTarget *target = &self->target;
  if (strcmp(name, "known") == 0) return template_value_bool(target->present);
  if (!g_strv_contains(TARGET_MEMBERS, name)) return NULL;
  if (strcmp(name, "level") == 0) return target_level(self);
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
  BoundValue value = {.obs = *obs};
  if (!target->present || !(target->value > 0)) value.obs.state = STATE_ABSENT;
  self->level = binder_derived(binder, 100 * value.obs.value / target->value, "%", 0, &value);
  return template_value_object(&TARGET_CLASS, self);
}
