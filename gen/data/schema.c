/* Table Schema: what datapackage.json promises of each column, read once into structs that are cheap to check a million
 * cells against. What is declared here and cannot be checked is an error, because a promise that nobody keeps is worse
 * than none. This file must not know rows, nor what the columns mean to feitenblad. */
#include "data/schema.h"
#include "base/number.h"
#include <math.h>
#include <string.h>

typedef struct {
  const char *name;
  FieldType type;
} TypeName;

/* Those that nothing is computed with are text of a certain form. */
static const TypeName TYPES[] = {{"any", FIELD_ANY},         {"string", FIELD_STRING},   {"integer", FIELD_INTEGER},
                                 {"number", FIELD_NUMBER},   {"boolean", FIELD_BOOLEAN}, {"date", FIELD_DATE},
                                 {"year", FIELD_YEAR},       {"yearmonth", FIELD_YEARMONTH}, {"time", FIELD_STRING},
                                 {"datetime", FIELD_STRING}, {"duration", FIELD_STRING}, {"object", FIELD_STRING},
                                 {"array", FIELD_STRING},    {"list", FIELD_STRING},     {"geopoint", FIELD_STRING},
                                 {"geojson", FIELD_STRING}};
static const char *const TYPE_NAMES[] = {"any",      "string", "integer", "number", "boolean", "date",     "year",    "yearmonth", "time",
                                         "datetime", "duration", "object", "array", "list",   "geopoint", "geojson", NULL};
G_STATIC_ASSERT(G_N_ELEMENTS(TYPE_NAMES) == G_N_ELEMENTS(TYPES) + 1);
static const char *const CONSTRAINTS[] = {"required",  "unique",    "enum",    "pattern", "minimum", "exclusiveMinimum",
                                          "maximum",   "exclusiveMaximum", "minLength", "maxLength", NULL};

static bool has_numbers(FieldType type) { return type == FIELD_INTEGER || type == FIELD_NUMBER; }
static bool has_periods(FieldType type) { return type >= FIELD_DATE; }

void field_free(Field *field) {
  g_free(field->name);
  g_free(field->indicator);
  g_clear_pointer(&field->allowed, g_ptr_array_unref);
  g_clear_pointer(&field->missing, g_ptr_array_unref);
  g_clear_pointer(&field->pattern, g_regex_unref);
  g_strfreev(field->true_values);
  g_strfreev(field->false_values);
  g_free(field);
}

void foreign_key_free(ForeignKey *key) {
  g_clear_pointer(&key->fields, g_ptr_array_unref);
  g_clear_pointer(&key->reference, g_ptr_array_unref);
  g_free(key->resource);
  g_free(key);
}

GPtrArray *schema_texts(const YamlNode *map, const char *key, Diags *diags) {
  GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
  const YamlNode *node = yaml_get(map, key);
  if (!node) return texts;
  if (yaml_kind(node) == YAML_SCALAR) g_ptr_array_add(texts, g_strdup(yaml_text(node)));
  else if (yaml_kind(node) == YAML_MAP)
    diags_error(diags, "package-type", yaml_pos(node), "write a list of texts: [\"…\", \"…\"]", "'%s' should be a list", key);
  else
    for (guint i = 0; i < yaml_length(node); i++) g_ptr_array_add(texts, g_strdup(yaml_text(yaml_item(node, i))));
  return texts;
}

/* The same, ended by NULL; `fallback` when the key is absent. */
static char **texts_or(const YamlNode *map, const char *key, const char *const *fallback, Diags *diags) {
  if (!yaml_get(map, key)) return g_strdupv((char **)fallback);
  g_autoptr(GPtrArray) texts = schema_texts(map, key, diags);
  g_ptr_array_add(texts, NULL);
  return g_strdupv((char **)texts->pdata);
}

/* One ASCII character, or the fallback. */
static char character(const YamlNode *map, const char *key, char fallback, Diags *diags) {
  const char *text = yaml_string(map, key, NULL, diags);
  if (!text) return fallback;
  if (strlen(text) == 1) return *text;
  diags_error(diags, "package-character", yaml_pos(yaml_get(map, key)), NULL, "'%s' should be one character, but is '%s'",
              key, text);
  return fallback;
}

static FieldType read_type(const YamlNode *map, Diags *diags) {
  const char *name = yaml_string(map, "type", "any", diags);
  for (gsize i = 0; i < G_N_ELEMENTS(TYPES); i++)
    if (!strcmp(TYPES[i].name, name)) return TYPES[i].type;
  const char *nearest = yaml_nearest(name, TYPE_NAMES);
  g_autofree char *hint = nearest ? g_strdup_printf("did you mean '%s'?", nearest) : NULL;
  diags_error(diags, "package-field-type", yaml_pos(yaml_get(map, "type")),
              hint ? hint : "use one of the types of Table Schema, such as string, integer, number or date",
              "the field type '%s' is not read", name);
  return FIELD_ANY;
}

static Bound read_bound(const Field *field, const YamlNode *map, const char *key, Diags *diags) {
  Bound bound = {.exclusive = g_str_has_prefix(key, "exclusive")};
  const char *text = yaml_string(map, key, NULL, diags);
  if (!text) return bound;
  gsize length = strlen(text);
  if (has_numbers(field->type))
    bound.given = number_parse(text, length, '.', '\0', &bound.number) ||
                  number_parse(text, length, field->decimal, field->group, &bound.number);
  else bound.given = has_periods(field->type) && period_parse(text, length, &bound.period);
  if (!bound.given)
    diags_error(diags, "package-constraint", yaml_pos(yaml_get(map, key)),
                "a bound belongs to a number, integer, date, year or yearmonth and is written like one",
                "'%s' cannot bound the column '%s': '%s'", key, field->name, text);
  return bound;
}

static GRegex *read_pattern(const YamlNode *map, Diags *diags) {
  const char *text = yaml_string(map, "pattern", NULL, diags);
  if (!text) return NULL;
  g_autofree char *whole = g_strdup_printf("\\A(?:%s)\\z", text);
  g_autoptr(GError) error = NULL;
  GRegex *pattern = g_regex_new(whole, G_REGEX_OPTIMIZE, 0, &error);
  if (!pattern)
    diags_error(diags, "package-constraint", yaml_pos(yaml_get(map, "pattern")), NULL, "the pattern '%s' is no regular "
                "expression: %s", text, error->message);
  return pattern;
}

static void read_constraints(Field *field, const YamlNode *map, Diags *diags) {
  field->min_length = field->max_length = -1;
  if (!map) return;
  yaml_check_keys(map, CONSTRAINTS, diags);
  field->required = yaml_bool(map, "required", false, diags);
  field->unique = yaml_bool(map, "unique", false, diags);
  field->min_length = yaml_int(map, "minLength", -1, diags);
  field->max_length = yaml_int(map, "maxLength", -1, diags);
  field->minimum = read_bound(field, map, yaml_get(map, "exclusiveMinimum") ? "exclusiveMinimum" : "minimum", diags);
  field->maximum = read_bound(field, map, yaml_get(map, "exclusiveMaximum") ? "exclusiveMaximum" : "maximum", diags);
  field->pattern = read_pattern(map, diags);
  if (yaml_get(map, "enum")) field->allowed = schema_texts(map, "enum", diags);
}

static void read_number_style(Field *field, const YamlNode *map, Diags *diags) {
  field->decimal = character(map, "decimalChar", '.', diags);
  field->group = character(map, "groupChar", '\0', diags);
  field->style_given = yaml_get(map, "decimalChar") || yaml_get(map, "groupChar");
  if (field->decimal == field->group)
    diags_error(diags, "package-character", yaml_pos(map), NULL,
                "decimalChar and groupChar of the column '%s' are the same", field->name);
  if (!yaml_bool(map, "bareNumber", true, diags))
    diags_error(diags, "package-unsupported", yaml_pos(yaml_get(map, "bareNumber")),
                "deliver bare numbers; the unit belongs in the indicators table", "numbers with text around them are not read");
}

static void read_form(Field *field, const YamlNode *map, Diags *diags) {
  const char *type = yaml_string(map, "type", "any", diags), *format = yaml_string(map, "format", "default", diags);
  const YamlNode *items = yaml_get(map, "itemType"), *delimiter = yaml_get(map, "delimiter");
  field->form = form_find(type, format);
  if (!field->form && strcmp(format, "default") && (has_periods(field->type) || field->type == FIELD_STRING))
    diags_error(diags, "package-unsupported", yaml_pos(yaml_get(map, "format")),
                has_periods(field->type) ? "deliver dates as 2024-03-14" : "leave 'format' out, or make it \"default\"",
                "values of the type %s in the format '%s' are not read", type, format);
  if (!strcmp(type, "list") && ((items && strcmp(yaml_text(items), "string")) || delimiter))
    diags_error(diags, "package-unsupported", yaml_pos(items ? items : delimiter), "make it a string with a pattern",
                "what stands in a list is not checked");
}

/* Values that may carry a label: "x" or {"value": "x", "label": "…"}. Without the blanks around them, as in cells. */
static GPtrArray *labelled(const YamlNode *list, Diags *diags) {
  GPtrArray *values = g_ptr_array_new_with_free_func(g_free);
  if (yaml_kind(list) != YAML_LIST)
    diags_error(diags, "package-type", yaml_pos(list), "write a list: [\"\", \".\"]", "this should be a list of values");
  for (guint i = 0; yaml_kind(list) == YAML_LIST && i < yaml_length(list); i++) {
    const YamlNode *item = yaml_item(list, i);
    if (yaml_kind(item) == YAML_LIST || (yaml_kind(item) == YAML_MAP && !yaml_get(item, "value")))
      diags_error(diags, "package-type", yaml_pos(item), "write {\"value\": \"x\", \"label\": \"…\"}",
                  "this should be a text, or an object with 'value'");
    const YamlNode *value = yaml_kind(item) == YAML_MAP ? yaml_get(item, "value") : item;
    if (value) g_ptr_array_add(values, g_strstrip(g_strdup(yaml_text(value))));
  }
  return values;
}

static GPtrArray *read_missing(const YamlNode *map, Diags *diags) {
  const YamlNode *list = yaml_get(map, "missingValues");
  if (list) return labelled(list, diags);
  GPtrArray *empty = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(empty, g_strdup(""));
  return empty;
}

/* What a column of a wide table holds. */
static void read_meaning(Field *field, const YamlNode *map, Diags *diags) {
  field->indicator = g_strdup(yaml_string(map, "indicator", NULL, diags));
  field->indicator_pos = field->indicator ? yaml_pos(yaml_get(map, "indicator")) : field->pos;
  const char *period = yaml_string(map, "period", NULL, diags);
  if (period && !period_parse(period, strlen(period), &field->period))
    diags_error(diags, "package-period", yaml_pos(yaml_get(map, "period")), "write it like 2024, 2024-Q1 or 2024-03",
                "'%s' is no period", period);
}

static Field *read_field(const YamlNode *map, Diags *diags) {
  static const char *const truths[] = {"true", "True", "TRUE", "1", NULL};
  static const char *const untruths[] = {"false", "False", "FALSE", "0", NULL};
  Field *field = g_new0(Field, 1);
  field->pos = yaml_pos(map);
  field->name = g_strdup(yaml_string(map, "name", "", diags));
  if (!*field->name)
    diags_error(diags, "package-field", field->pos, "give each field the name of its column", "a field without a name");
  field->type = read_type(map, diags);
  read_number_style(field, map, diags);
  read_meaning(field, map, diags);
  field->true_values = texts_or(map, "trueValues", truths, diags);
  field->false_values = texts_or(map, "falseValues", untruths, diags);
  read_form(field, map, diags);
  read_constraints(field, yaml_get(map, "constraints"), diags);
  if (yaml_get(map, "missingValues")) field->missing = read_missing(map, diags);
  if (yaml_get(map, "categories") && !field->allowed) field->allowed = labelled(yaml_get(map, "categories"), diags);
  return field;
}

static void read_fields(Resource *resource, const YamlNode *schema, Diags *diags) {
  const YamlNode *list = yaml_get(schema, "fields");
  if (!list || yaml_kind(list) != YAML_LIST || !yaml_length(list)) {
    diags_error(diags, "package-schema", yaml_pos(list ? list : schema), "list each column with its name and type",
                "the schema of '%s' has no list of fields", resource->name);
    return;
  }
  for (guint i = 0; i < yaml_length(list); i++) {
    Field *field = read_field(yaml_item(list, i), diags);
    const Field *first = resource_field(resource, field->name);
    if (first)
      diags_error(diags, "package-field", field->pos, "each column has one name of its own",
                  "the field '%s' is described twice; the first is on line %d", field->name, first->pos.line);
    g_ptr_array_add(resource->fields, field);
  }
}

static void check_names(const Resource *resource, const GPtrArray *names, SourcePos pos, Diags *diags) {
  for (guint i = 0; i < names->len; i++) {
    const char *name = g_ptr_array_index(names, i);
    if (!resource_field(resource, name))
      diags_error(diags, "package-key", pos, "name a field of the schema", "the key names the field '%s', which '%s' does "
                  "not have", name, resource->name);
  }
}

static ForeignKey *read_foreign_key(const Resource *resource, const YamlNode *map, Diags *diags) {
  const YamlNode *reference = yaml_get(map, "reference");
  ForeignKey *key = g_new0(ForeignKey, 1);
  key->pos = yaml_pos(map);
  key->fields = schema_texts(map, "fields", diags);
  key->reference = reference ? schema_texts(reference, "fields", diags) : g_ptr_array_new();
  key->resource = g_strdup(reference ? yaml_string(reference, "resource", "", diags) : "");
  check_names(resource, key->fields, key->pos, diags);
  if (!key->fields->len || key->fields->len != key->reference->len)
    diags_error(diags, "package-key", key->pos,
                "write {\"fields\": \"…\", \"reference\": {\"resource\": \"…\", \"fields\": \"…\"}}",
                "the foreign key has %u fields and refers to %u", key->fields->len, key->reference->len);
  return key;
}

static void read_unique_keys(Resource *resource, const YamlNode *schema, Diags *diags) {
  const YamlNode *list = yaml_get(schema, "uniqueKeys");
  if (!list) return;
  if (yaml_kind(list) != YAML_LIST)
    diags_error(diags, "package-type", yaml_pos(list), "write a list of lists: [[\"a\", \"b\"]]", "'uniqueKeys' should be a list");
  for (guint i = 0; yaml_kind(list) == YAML_LIST && i < yaml_length(list); i++) {
    const YamlNode *item = yaml_item(list, i);
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    if (yaml_kind(item) == YAML_SCALAR) g_ptr_array_add(names, g_strdup(yaml_text(item)));
    for (guint k = 0; yaml_kind(item) == YAML_LIST && k < yaml_length(item); k++)
      g_ptr_array_add(names, g_strdup(yaml_text(yaml_item(item, k))));
    check_names(resource, names, yaml_pos(item), diags);
    g_ptr_array_add(resource->unique_keys, names);
  }
}

/* In the order of FieldsMatch. */
static const char *const MATCHES[] = {"equal", "exact", "subset", "superset", "partial", NULL};

static void read_match(Resource *resource, const YamlNode *schema, Diags *diags) {
  const YamlNode *node = yaml_get(schema, "fieldsMatch");
  if (node && yaml_kind(node) == YAML_LIST && yaml_length(node) == 1) node = yaml_item(node, 0);
  for (int i = 0; node && MATCHES[i]; i++)
    if (!strcmp(MATCHES[i], yaml_text(node))) {
      resource->match = (FieldsMatch)i;
      return;
    }
  if (node)
    diags_error(diags, "package-fields-match", yaml_pos(node), "use exact, equal, subset, superset or partial",
                "the fieldsMatch '%s' is not known", yaml_text(node));
}

void schema_read(Resource *resource, const YamlNode *schema, Diags *diags) {
  if (!schema || yaml_kind(schema) != YAML_MAP) {
    diags_error(diags, "package-schema", schema ? yaml_pos(schema) : resource->pos,
                "write the schema in datapackage.json itself", "the resource '%s' has no schema", resource->name);
    return;
  }
  read_fields(resource, schema, diags);
  g_ptr_array_extend_and_steal(resource->missing, read_missing(schema, diags));
  read_match(resource, schema, diags);
  g_clear_pointer(&resource->primary_key, g_ptr_array_unref);
  resource->primary_key = schema_texts(schema, "primaryKey", diags);
  const YamlNode *primary = yaml_get(schema, "primaryKey");
  if (primary) check_names(resource, resource->primary_key, yaml_pos(primary), diags);
  read_unique_keys(resource, schema, diags);
  const YamlNode *foreign = yaml_get(schema, "foreignKeys");
  if (foreign && yaml_kind(foreign) != YAML_LIST) {
    diags_error(diags, "package-type", yaml_pos(foreign), "write a list: [{…}]", "'foreignKeys' should be a list");
    return;
  }
  for (guint i = 0; foreign && i < yaml_length(foreign); i++)
    g_ptr_array_add(resource->foreign_keys, read_foreign_key(resource, yaml_item(foreign, i), diags));
}
