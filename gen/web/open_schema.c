/* Table Schema (Frictionless) of our open data. It exists so that a file that leaves us says itself what its columns mean.
 * It must not know any row. */
#include <jansson.h>

#include "web/open_data.h"

static json_t *word(const OpenTable *table, const char *column, const char *what, const Locale *locale) {
  g_autofree char *key = g_strdup_printf("open_data.%s.%s.%s", table->id, column, what);
  return json_string(locale_word(locale, key));
}

static json_t *strings(const char *const *texts) {
  json_t *list = json_array();
  for (; *texts; texts++) json_array_append_new(list, json_string(*texts));
  return list;
}

static json_t *constraints(const OpenColumn *column) {
  json_t *map = json_object();
  if (column->required) json_object_set_new(map, "required", json_true());
  if (column->words) json_object_set_new(map, "enum", strings(column->words));
  if (column->pattern) json_object_set_new(map, "pattern", json_string(column->pattern));
  return map;
}

static json_t *field(const OpenTable *table, const OpenColumn *column, const Locale *locale) {
  json_t *map = json_object(), *limits = constraints(column);
  json_object_set_new(map, "name", json_string(column->name));
  json_object_set_new(map, "type", json_string(column->type));
  json_object_set_new(map, "title", word(table, column->name, "title", locale));
  json_object_set_new(map, "description", word(table, column->name, "description", locale));
  if (json_object_size(limits)) json_object_set_new(map, "constraints", limits);
  else json_decref(limits);
  return map;
}

char *open_table_schema(const OpenTable *table, const Locale *locale) {
  json_t *schema = json_object(), *fields = json_array();
  for (guint i = 0; i < table->count; i++) json_array_append_new(fields, field(table, &table->columns[i], locale));
  json_object_set_new(schema, "fields", fields);
  json_object_set_new(schema, "missingValues", json_pack("[s]", ""));
  json_object_set_new(schema, "primaryKey", strings(table->key));
  char *text = json_dumps(schema, JSON_COMPACT);
  json_decref(schema);
  return text;
}
