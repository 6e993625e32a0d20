/* Keys across tables, kept apart from reading them because a foreign key can point to a table that is read later, or to
 * its own. Values are kept as joined text in hash tables; that is only done for keys that the readers of regions,
 * indicators and observations do not check anyhow. This file must not know what tables mean. */
#include "data/keys.h"
#include <string.h>

/* The values of one set of columns: to be unique, or to be referred to. */
typedef struct {
  const Resource *resource;
  GArray *columns;    /* guint: positions in resource->fields */
  GHashTable *places; /* joined text → SourcePos* of its first row */
  bool unique;
  bool primary;       /* a row must have it */
  bool nulls;         /* as in SQL: a row without one of the values is like no other */
} KeySet;

/* References that wait for the end. */
typedef struct {
  const Resource *resource;
  GArray *columns;
  const KeySet *target;
  GPtrArray *texts;   /* joined, one a row */
  GArray *places;     /* SourcePos, one a row */
} Reference;

struct Keys {
  GPtrArray *sets, *references;
};

static void wipe_text(gpointer text) {
  explicit_bzero(text, strlen(text));
  g_free(text);
}

static void key_set_free(gpointer data) {
  KeySet *set = data;
  g_array_unref(set->columns);
  g_hash_table_unref(set->places);
  g_free(set);
}

static void reference_free(gpointer data) {
  Reference *reference = data;
  g_array_unref(reference->columns);
  g_ptr_array_unref(reference->texts);
  g_array_unref(reference->places);
  g_free(reference);
}

/* Positions of the named fields; NULL when one is not there (the package's reader has said so for its own fields). */
static GArray *columns_of(const Resource *resource, const GPtrArray *names) {
  g_autoptr(GArray) columns = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint i = 0; i < names->len; i++)
    for (guint column = 0; column < resource->fields->len; column++) {
      const Field *field = g_ptr_array_index(resource->fields, column);
      if (!strcmp(field->name, g_ptr_array_index(names, i))) g_array_append_val(columns, column);
    }
  return columns->len == names->len ? g_steal_pointer(&columns) : NULL;
}

/* Takes `columns`. */
static KeySet *add_set(Keys *keys, const Resource *resource, GArray *columns, bool unique) {
  KeySet *set = g_new0(KeySet, 1);
  *set = (KeySet){resource, columns, g_hash_table_new_full(g_str_hash, g_str_equal, wipe_text, g_free), unique,
                   false, false};
  g_ptr_array_add(keys->sets, set);
  return set;
}

/* NULL when somebody else sees to it. */
static KeySet *add_unique(Keys *keys, const Resource *resource, const GPtrArray *names, const KeysCovered *covered) {
  GArray *columns = names->len && !covered->unique(resource, names) ? columns_of(resource, names) : NULL;
  return columns ? add_set(keys, resource, columns, true) : NULL;
}

static void add_unique_keys(Keys *keys, const Resource *resource, const KeysCovered *covered) {
  KeySet *primary = add_unique(keys, resource, resource->primary_key, covered);
  if (primary) primary->primary = true;
  for (guint i = 0; i < resource->unique_keys->len; i++) {
    KeySet *set = add_unique(keys, resource, g_ptr_array_index(resource->unique_keys, i), covered);
    if (set) set->nulls = true;
  }
  for (guint i = 0; i < resource->fields->len; i++) {
    const Field *field = g_ptr_array_index(resource->fields, i);
    g_autoptr(GPtrArray) name = g_ptr_array_new();
    g_ptr_array_add(name, field->name);
    if (field->unique) add_unique(keys, resource, name, covered);
  }
}

static void add_reference(Keys *keys, const Package *package, const Resource *resource, const ForeignKey *key,
                          Diags *diags) {
  const Resource *other = *key->resource ? package_resource(package, key->resource) : resource;
  GArray *target = other ? columns_of(other, key->reference) : NULL;
  if (!target) {
    diags_error(diags, "package-key", key->pos, "refer to a resource that has a role, and to fields of its schema",
                "the foreign key refers to what is not read in '%s'", key->resource);
    return;
  }
  Reference *reference = g_new0(Reference, 1);
  *reference = (Reference){resource, columns_of(resource, key->fields), add_set(keys, other, target, false),
                           g_ptr_array_new_with_free_func(wipe_text), g_array_new(FALSE, FALSE, sizeof(SourcePos))};
  g_ptr_array_add(keys->references, reference);
}

Keys *keys_new(const Package *package, KeysCovered covered, Diags *diags) {
  Keys *keys = g_new0(Keys, 1);
  keys->sets = g_ptr_array_new_with_free_func(key_set_free);
  keys->references = g_ptr_array_new_with_free_func(reference_free);
  for (guint i = 0; i < package->resources->len; i++) {
    const Resource *resource = g_ptr_array_index(package->resources, i);
    add_unique_keys(keys, resource, &covered);
    for (guint k = 0; k < resource->foreign_keys->len; k++) {
      const ForeignKey *key = g_ptr_array_index(resource->foreign_keys, k);
      if (!covered.foreign(package, resource, key)) add_reference(keys, package, resource, key, diags);
    }
  }
  return keys;
}

void keys_free(Keys *keys) {
  g_ptr_array_unref(keys->references);
  g_ptr_array_unref(keys->sets);
  g_free(keys);
}

/* The cells of some columns as one text, for which a separator that no cell can hold is used; NULL when all (for a
 * unique key) or any (for a reference) are missing, for then there is nothing to compare. */
static char *joined(const GArray *columns, const Cell *cells, bool whole) {
  guint missing = 0;
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < columns->len; i++) {
    const Cell *cell = &cells[g_array_index(columns, guint, i)];
    missing += cell->missing;
    if (i) g_string_append_c(text, '\x1f');
    g_string_append(text, cell->text);
  }
  if (missing < columns->len && !(whole && missing)) return g_string_free(text, FALSE);
  g_string_free(text, TRUE);
  return NULL;
}

static void add_value(KeySet *set, const Cell *cells, Diags *diags) {
  char *text = joined(set->columns, cells, set->nulls);
  if (!text && set->primary)
    diags_error(diags, "table-primary-key", cells[g_array_index(set->columns, guint, 0)].pos, "fill it in",
                "this row has nothing in its primary key");
  if (!text) return;
  const SourcePos *first = g_hash_table_lookup(set->places, text);
  const Cell *cell = &cells[g_array_index(set->columns, guint, 0)];
  if (!first) {
    SourcePos *place = g_new(SourcePos, 1);
    *place = cell->pos;
    g_hash_table_insert(set->places, text, place);
    return;
  }
  if (set->unique) {
    g_autofree char *shown = g_strdelimit(g_strdup(text), "\x1f", ',');
    bool same = first->file == cell->pos.file; /* a table may have several files */
    g_autofree char *file = g_path_get_basename(first->file);
    diags_error(diags, "table-duplicate", cell->pos, "keep one of the two rows", "'%s' is given twice; the first is on line %d%s%s",
                shown, first->line, same ? "" : " of ", same ? "" : file);
  }
  wipe_text(text);
}

bool keys_watch(const Keys *keys, const Resource *resource) {
  bool watched = false;
  for (guint i = 0; i < keys->sets->len; i++) watched |= ((const KeySet *)g_ptr_array_index(keys->sets, i))->resource == resource;
  for (guint i = 0; i < keys->references->len; i++) watched |= ((const Reference *)g_ptr_array_index(keys->references, i))->resource == resource;
  return watched;
}

void keys_row(Keys *keys, const Resource *resource, const Cell *cells, Diags *diags) {
  for (guint i = 0; i < keys->sets->len; i++) {
    KeySet *set = g_ptr_array_index(keys->sets, i);
    if (set->resource == resource) add_value(set, cells, diags);
  }
  for (guint i = 0; i < keys->references->len; i++) {
    Reference *reference = g_ptr_array_index(keys->references, i);
    char *text = reference->resource == resource ? joined(reference->columns, cells, true) : NULL;
    if (!text) continue;
    g_ptr_array_add(reference->texts, text);
    g_array_append_val(reference->places, cells[g_array_index(reference->columns, guint, 0)].pos);
  }
}

void keys_finish(Keys *keys, Diags *diags) {
  for (guint i = 0; i < keys->references->len; i++) {
    const Reference *reference = g_ptr_array_index(keys->references, i);
    for (guint row = 0; row < reference->texts->len; row++) {
      const char *text = g_ptr_array_index(reference->texts, row);
      if (g_hash_table_contains(reference->target->places, text)) continue;
      g_autofree char *shown = g_strdelimit(g_strdup(text), "\x1f", ',');
      g_autofree char *hint = g_strdup_printf("add it to '%s', or correct it here", reference->target->resource->name);
      diags_error(diags, "table-foreign-key", g_array_index(reference->places, SourcePos, row), hint,
                  "'%s' refers to nothing in '%s'", shown, reference->target->resource->name);
    }
  }
}
