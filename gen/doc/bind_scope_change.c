/* What a template sees of a change: `value | since: 2020`, and `value.change` from the period before. It exists so that no
 * sentence calls more or less what the intervals or a break in the series do not allow. The rule is data's (measures.h); here it
 * gets words. It must not know regions or the template language. */
#include "base/number.h"
#include "data/measures.h"
#include "doc/binder_internal.h"
#include <math.h>
#include <string.h>

typedef struct {
  Binder *binder;
  ShownValue from, to;
  Measure change; /* none when there is nothing to compare */
  bool broken, sentence;
} ChangeObject;

static const char *const CHANGE_MEMBERS[] = {"known", "value", "text", "amount", "direction", NULL};

static bool change_truth(gpointer data) { return !isnan(((ChangeObject *)data)->change.value); }

static int decimals_of(const ChangeObject *self) { return self->to.key.indicator->decimals; }

static void show(const ChangeObject *self) {
  binder_note_shown(self->binder, &self->from.key, &self->from.obs);
  binder_note_shown(self->binder, &self->to.key, &self->to.obs);
}

static const char *direction_of(const ChangeObject *self) {
  int order = measure_order(&self->to.obs, &self->from.obs);
  if (order) return order > 0 ? "more" : "less";
  return self->change.low == self->change.high ? "same" : "similar";
}

static char *amount_of(const ChangeObject *self) {
  const Measure *change = &self->change;
  return binder_difference(self->binder, self->to.key.indicator, decimals_of(self), change->low, change->high,
                           self->from.obs.flags | self->to.obs.flags);
}

static char *sentence_of(const ChangeObject *self) {
  const Locale *locale = binder_locale(self->binder);
  g_autofree char *amount = amount_of(self), *period = locale_period(locale, self->from.key.period);
  g_autofree char *key = g_strdup_printf("doc.change.%s", direction_of(self));
  return locale_phrase(locale, key, "change", amount, "period", period, NULL);
}

static void unknown(const ChangeObject *self, TemplateFault *fault) {
  char from[PERIOD_TEXT], to[PERIOD_TEXT];
  *fault = (TemplateFault){.code = "template-unknown-value", .guard = "known"};
  fault->message = g_strdup_printf("the change of %s of %s from %s to %s is not known: %s", self->to.key.indicator->id,
                                   self->to.key.region->name, period_iso(self->from.key.period, from),
                                   period_iso(self->to.key.period, to),
                                   self->broken ? "the series is broken between them" : "one of the two values is not");
}

static bool change_number(gpointer data, double *value, int *decimals, TemplateFault *fault) {
  const ChangeObject *self = data;
  if (!change_truth(data)) return unknown(self, fault), false;
  show(self);
  *value = self->change.value;
  *decimals = decimals_of(self);
  return true;
}

static bool change_interval(gpointer data, double *low, double *high) {
  const ChangeObject *self = data;
  if (!change_truth(data)) return false;
  *low = self->change.low;
  *high = self->change.high;
  return true;
}

static char *change_print(gpointer data, TemplateFault *fault) {
  const ChangeObject *self = data;
  double value;
  int decimals;
  if (!change_number(data, &value, &decimals, fault)) return NULL;
  return self->sentence ? sentence_of(self) : locale_number(binder_locale(self->binder), value, decimals);
}

static TemplateValue *take_text(char *text) {
  TemplateValue *value = template_value_string(text);
  g_free(text);
  return value;
}

static TemplateValue *change_member(gpointer data, const char *name) {
  const ChangeObject *self = data;
  const Locale *locale = binder_locale(self->binder);
  if (strcmp(name, "known") == 0) return template_value_bool(change_truth(data));
  if (!g_strv_contains(CHANGE_MEMBERS, name)) return NULL;
  if (!change_truth(data)) return template_value_nil();
  show(self);
  if (strcmp(name, "value") == 0) return template_value_number(self->change.value, decimals_of(self));
  if (strcmp(name, "amount") == 0) return take_text(amount_of(self));
  if (strcmp(name, "text") == 0) return take_text(sentence_of(self));
  g_autofree char *key = g_strdup_printf("doc.change.direction.%s", direction_of(self));
  return template_value_string(locale_word(locale, key));
}

static void change_members(gpointer data, GPtrArray *names) {
  (void)data;
  for (guint i = 0; CHANGE_MEMBERS[i]; i++) g_ptr_array_add(names, (gpointer)CHANGE_MEMBERS[i]);
}

static const TemplateClass CHANGE_CLASS = {.kind = "a change",
                                           .member = change_member,
                                           .members = change_members,
                                           .print = change_print,
                                           .number = change_number,
                                           .interval = change_interval,
                                           .truth = change_truth,
                                           .free = g_free};

TemplateValue *binder_change_object(Binder *binder, const ShownValue *from, const ShownValue *to, bool broken, bool sentence) {
  ChangeObject *self = g_new0(ChangeObject, 1);
  *self = (ChangeObject){.binder = binder, .from = *from, .to = *to, .broken = broken, .sentence = sentence};
  bool number = to->key.indicator->kind != KIND_CATEGORY && !broken;
  if (number)
    dataset_like_for_like(binder_dataset(binder), to->key.indicator, to->key.region, to->key.group, &self->from.obs, &self->to.obs);
  self->change = number ? measure_change(&self->from.obs, &self->to.obs) : (Measure){NAN, NAN, NAN};
  int decimals = decimals_of(self);
  double *parts[] = {&self->change.value, &self->change.low, &self->change.high};
  for (guint i = 0; i < G_N_ELEMENTS(parts); i++)
    if (isfinite(*parts[i])) *parts[i] = number_round(*parts[i], decimals);
  return template_value_object(&CHANGE_CLASS, self);
}
