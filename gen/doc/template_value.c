/* The values a template computes with, and the scopes that name them. They exist so that web/ and doc/ can offer the same
 * language over different things: what is behind an object, only its class knows. Nothing here parses or prints. */
#include "doc/template_internal.h"
#include <string.h>

static TemplateValue *value_new(ValueKind kind) {
  TemplateValue *value = g_new0(TemplateValue, 1);
  value->refs = 1;
  value->kind = kind;
  return value;
}

TemplateValue *template_value_nil(void) { return value_new(VALUE_NIL); }

TemplateValue *template_value_bool(bool truth) {
  TemplateValue *value = value_new(VALUE_BOOL);
  value->truth = truth;
  return value;
}

TemplateValue *template_value_number(double number, int decimals) {
  TemplateValue *value = value_new(VALUE_NUMBER);
  value->number = number;
  value->decimals = decimals;
  return value;
}

TemplateValue *template_value_take(ValueKind kind, char *text) {
  TemplateValue *value = value_new(kind);
  value->text = text;
  return value;
}

TemplateValue *template_value_string(const char *text) {
  return template_value_take(VALUE_STRING, g_strdup(text ? text : ""));
}

TemplateValue *template_value_safe(const char *markup) {
  return template_value_take(VALUE_SAFE, g_strdup(markup ? markup : ""));
}

static void unref_item(gpointer item) { template_value_unref(item); }

TemplateValue *template_value_list(void) {
  TemplateValue *value = value_new(VALUE_LIST);
  value->items = g_ptr_array_new_with_free_func(unref_item);
  return value;
}

TemplateValue *template_value_map(void) {
  TemplateValue *value = value_new(VALUE_MAP);
  value->map = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, unref_item);
  return value;
}

TemplateValue *template_value_object(const TemplateClass *class, gpointer self) {
  TemplateValue *value = value_new(VALUE_OBJECT);
  value->class = class;
  value->self = self;
  return value;
}

void template_value_append(TemplateValue *list, TemplateValue *item) {
  g_return_if_fail(list->kind == VALUE_LIST);
  g_ptr_array_add(list->items, item);
}

void template_value_put(TemplateValue *map, const char *key, TemplateValue *item) {
  g_return_if_fail(map->kind == VALUE_MAP);
  g_hash_table_replace(map->map, g_strdup(key), item);
}

TemplateValue *template_value_ref(TemplateValue *value) {
  value->refs++;
  return value;
}

void template_value_unref(TemplateValue *value) {
  if (!value || --value->refs > 0) return;
  if (value->kind == VALUE_STRING || value->kind == VALUE_SAFE) g_free(value->text);
  if (value->kind == VALUE_LIST) g_ptr_array_unref(value->items);
  if (value->kind == VALUE_MAP) g_hash_table_unref(value->map);
  if (value->kind == VALUE_OBJECT && value->class->free) value->class->free(value->self);
  g_free(value);
}

gpointer template_value_self(const TemplateValue *value, const TemplateClass *class) {
  return value && value->kind == VALUE_OBJECT && value->class == class ? value->self : NULL;
}

const char *template_value_text(const TemplateValue *value) {
  return value && (value->kind == VALUE_STRING || value->kind == VALUE_SAFE) ? value->text : NULL;
}

bool template_value_get_number(const TemplateValue *value, double *number) {
  if (!value || value->kind != VALUE_NUMBER) return false;
  *number = value->number;
  return true;
}

bool template_value_truth(const TemplateValue *value) {
  switch (value->kind) {
  case VALUE_NIL: return false;
  case VALUE_BOOL: return value->truth;
  case VALUE_STRING:
  case VALUE_SAFE: return *value->text != '\0';
  case VALUE_LIST: return value->items->len > 0;
  case VALUE_OBJECT: return !value->class->truth || value->class->truth(value->self);
  case VALUE_NUMBER:
  case VALUE_MAP: return true;
  }
  return true;
}

/* ---- Scopes ---- */

Scope *scope_new(const Locale *locale, Scope *parent) {
  Scope *scope = g_new0(Scope, 1);
  scope->locale = locale;
  scope->parent = parent;
  scope->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, unref_item);
  return scope;
}

void scope_free(Scope *scope) {
  if (!scope) return;
  g_hash_table_unref(scope->names);
  g_free(scope);
}

void scope_set(Scope *scope, const char *name, TemplateValue *value) {
  g_hash_table_replace(scope->names, g_strdup(name), value);
}

TemplateValue *scope_get(const Scope *scope, const char *name) {
  for (; scope; scope = scope->parent) {
    TemplateValue *value = g_hash_table_lookup(scope->names, name);
    if (value) return value;
  }
  return NULL;
}

void scope_names(const Scope *scope, GPtrArray *names) {
  for (; scope; scope = scope->parent) {
    GHashTableIter iter;
    gpointer name;
    g_hash_table_iter_init(&iter, scope->names);
    while (g_hash_table_iter_next(&iter, &name, NULL)) g_ptr_array_add(names, name);
  }
}
