/* For tests of our open data: a strict reader of CSV, and a judge of a table by its Table Schema. */
#pragma once
#include "base/number.h"
#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <string.h>

/* Records as arrays of cells (GStrv), the header first. NULL when it is no RFC 4180. */
static inline GPtrArray *open_table_read(const char *csv) {
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GString) cell = g_string_new(NULL);
  bool quoted = false, was_quoted = false;
  for (const char *at = csv; *at; at++) {
    if (quoted && at[0] == '"' && at[1] == '"') g_string_append_c(cell, *at++);
    else if (*at == '"' && (quoted || cell->len == 0)) quoted = !quoted, was_quoted = true;
    else if (quoted) g_string_append_c(cell, *at);
    else if (*at == ',' || (at[0] == '\r' && at[1] == '\n')) {
      g_ptr_array_add(cells, g_strdup(cell->str));
      g_string_truncate(cell, 0);
      was_quoted = false;
      if (*at++ == ',') {
        at--;
        continue;
      }
      g_ptr_array_add(cells, NULL);
      g_ptr_array_add(records, g_ptr_array_steal(cells, NULL));
    } else if (*at == '"' || *at == '\r' || *at == '\n' || was_quoted) return NULL;
    else g_string_append_c(cell, *at);
  }
  return quoted || cell->len || cells->len ? NULL : g_steal_pointer(&records);
}

static inline bool open_table_matches(const char *pattern, const char *text) {
  g_autofree char *whole = g_strdup_printf("^(?:%s)$", pattern);
  return g_regex_match_simple(whole, text, 0, 0);
}

static inline void open_table_cell(GString *wrong, guint row, const json_t *field, const char *text) {
  const char *name = json_string_value(json_object_get(field, "name")), *type = json_string_value(json_object_get(field, "type"));
  const json_t *limits = json_object_get(field, "constraints"), *words = json_object_get(limits, "enum");
  const char *pattern = json_string_value(json_object_get(limits, "pattern"));
  double number;
  if (!*text) {
    if (json_is_true(json_object_get(limits, "required"))) g_string_append_printf(wrong, "row %u: no %s\n", row, name);
    return;
  }
  bool good = !g_str_equal(type, "number") || number_parse(text, strlen(text), '.', '\0', &number);
  bool known = !words;
  for (gsize i = 0; i < json_array_size(words); i++) known = known || g_str_equal(json_string_value(json_array_get(words, i)), text);
  if (!good || !known || (pattern && !open_table_matches(pattern, text)))
    g_string_append_printf(wrong, "row %u: %s is '%s'\n", row, name, text);
}

/* The cells of the primary key, joined. */
static inline char *open_table_key(const json_t *schema, char **row, char **header) {
  const json_t *key = json_object_get(schema, "primaryKey");
  GString *out = g_string_new(NULL);
  for (gsize i = 0; i < json_array_size(key); i++)
    for (guint c = 0; header[c]; c++)
      if (g_str_equal(header[c], json_string_value(json_array_get(key, i)))) g_string_append_printf(out, "%s\x1f", row[c]);
  return g_string_free(out, FALSE);
}

/* What is wrong with the table, a line each; "" when it is what its schema says. Owned by the caller. */
static inline char *open_table_judge(const char *csv, const char *schema_text) {
  GString *wrong = g_string_new(NULL);
  g_autoptr(GPtrArray) rows = open_table_read(csv);
  json_t *schema = json_loads(schema_text, JSON_REJECT_DUPLICATES, NULL), *fields = json_object_get(schema, "fields");
  g_autoptr(GHashTable) keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  if (!rows || !schema || !rows->len) g_string_append(wrong, "no CSV or no schema\n");
  for (guint r = 0; schema && rows && r < rows->len; r++) {
    char **row = rows->pdata[r], **header = rows->pdata[0];
    if (g_strv_length(row) != json_array_size(fields)) {
      g_string_append_printf(wrong, "row %u has %u cells\n", r, g_strv_length(row));
      break;
    }
    for (guint c = 0; row[c]; c++) {
      const json_t *field = json_array_get(fields, c);
      if (r) open_table_cell(wrong, r, field, row[c]);
      else if (!g_str_equal(row[c], json_string_value(json_object_get(field, "name"))))
        g_string_append_printf(wrong, "column %u is %s\n", c, row[c]);
    }
    char *key = open_table_key(schema, row, header);
    if (!g_hash_table_add(keys, key)) g_string_append_printf(wrong, "row %u is there twice\n", r);
  }
  json_decref(schema);
  return g_string_free(wrong, FALSE);
}
