/* Table Schema: types, constraints and keys as declared, and declarations that nobody could keep. */
#include "data/schema.h"
#include "fixture.h"

typedef struct {
  Resource resource;
  YamlDoc *doc;
  Diags *diags;
} Schema;

static void schema_clear(Schema *schema) {
  g_ptr_array_unref(schema->resource.fields);
  g_ptr_array_unref(schema->resource.missing);
  g_ptr_array_unref(schema->resource.primary_key);
  g_ptr_array_unref(schema->resource.foreign_keys);
  g_clear_pointer(&schema->doc, yaml_doc_free);
  diags_free(schema->diags);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Schema, schema_clear)

static void read_schema(Schema *schema, const char *json) {
  *schema = (Schema){.diags = diags_new()};
  schema->resource.name = (char *)"t";
  schema->resource.fields = g_ptr_array_new_with_free_func((GDestroyNotify)field_free);
  schema->resource.missing = g_ptr_array_new_with_free_func(g_free);
  schema->resource.primary_key = g_ptr_array_new_with_free_func(g_free);
  schema->resource.foreign_keys = g_ptr_array_new_with_free_func((GDestroyNotify)foreign_key_free);
  schema->doc = yaml_parse(json, strlen(json), g_intern_static_string("p.json"), 0, schema->diags);
  assert_non_null(schema->doc);
  schema_read(&schema->resource, yaml_root(schema->doc), schema->diags);
}

static void check(const char *json, const char *findings) {
  g_auto(Schema) schema = {0};
  read_schema(&schema, json);
  fixture_expect(schema.diags, findings);
}

static void check_field(const char *more, const char *findings) {
  g_autofree char *json = g_strdup_printf("{\"fields\": [{\"name\": \"a\",\n%s}]}", more);
  check(json, findings);
}

static void test_fields(void **state G_GNUC_UNUSED) {
  g_auto(Schema) schema = {0};
  read_schema(&schema, "{\"fields\": [{\"name\": \"n\", \"type\": \"number\", \"decimalChar\": \",\", \"groupChar\": \".\",\n"
                       "\"constraints\": {\"required\": true, \"unique\": true, \"minimum\": \"0,5\", \"maximum\": 100}},\n"
                       "{\"name\": \"y\", \"type\": \"year\", \"constraints\": {\"minimum\": \"1995\"}},\n"
                       "{\"name\": \"w\", \"constraints\": {\"enum\": [\"a\", \"b\"], \"pattern\": \"[ab]\", \"minLength\": 1}}],\n"
                       "\"missingValues\": [\"\", {\"value\": \" . \", \"label\": \"onbekend\"}],\n"
                       "\"primaryKey\": [\"y\", \"w\"],\n"
                       "\"foreignKeys\": [{\"fields\": \"w\", \"reference\": {\"resource\": \"o\", \"fields\": \"id\"}}]}");
  fixture_expect(schema.diags, "");
  const Resource *resource = &schema.resource;
  const Field *number = resource_field(resource, "n"), *year = resource_field(resource, "y"), *word = resource_field(resource, "w");
  assert_int_equal(number->type, FIELD_NUMBER);
  assert_int_equal(number->decimal, ',');
  assert_int_equal(number->group, '.');
  assert_true(number->required && number->unique && number->minimum.given && number->maximum.given);
  assert_true(number->minimum.number == 0.5 && number->maximum.number == 100);
  assert_int_equal(year->minimum.period.year, 1995);
  assert_int_equal(word->type, FIELD_ANY);
  assert_int_equal(word->allowed->len, 2);
  assert_int_equal(word->min_length, 1);
  assert_int_equal(word->max_length, -1);
  assert_true(g_regex_match(word->pattern, "a", 0, NULL));
  assert_false(g_regex_match(word->pattern, "ab", 0, NULL));
  assert_int_equal(word->pos.line, 4);
  assert_string_equal(g_ptr_array_index(resource->missing, 1), ".");
  assert_int_equal(resource->primary_key->len, 2);
  const ForeignKey *key = g_ptr_array_index(resource->foreign_keys, 0);
  assert_string_equal(key->resource, "o");
  assert_string_equal(g_ptr_array_index(key->reference, 0), "id");
}

static void test_empty_is_missing_unless_said(void **state G_GNUC_UNUSED) {
  g_auto(Schema) schema = {0};
  read_schema(&schema, "{\"fields\": [{\"name\": \"a\"}]}");
  assert_int_equal(schema.resource.missing->len, 1);
  assert_string_equal(g_ptr_array_index(schema.resource.missing, 0), "");
}

static void test_slips(void **state G_GNUC_UNUSED) {
  check("{}", "p.json:1:1 package-schema\n");
  check("{\"fields\": {}}", "p.json:1:12 package-schema\n");
  check("{\"fields\": [{}, \"a\"]}", "p.json:1:13 package-field\np.json:1:17 package-field\np.json:1:17 package-field\n");
  check("{\"fields\": [{\"name\": \"a\"}, {\"name\": \"a\"}]}", "p.json:1:28 package-field\n");
  check_field("\"type\": \"geopoints\"", "p.json:2:9 package-field-type\n");
  check_field("\"type\": \"number\", \"decimalChar\": \",,\"", "p.json:2:34 package-character\n");
  check_field("\"type\": \"number\", \"groupChar\": \".\"", "p.json:1:13 package-character\n");
  check_field("\"type\": \"number\", \"bareNumber\": false", "p.json:2:33 package-unsupported\n");
  check_field("\"type\": \"date\", \"format\": \"%d-%m-%Y\"", "p.json:2:27 package-unsupported\n");
  check_field("\"constraints\": {\"minimum\": 1}", "p.json:2:28 package-constraint\n");
  check_field("\"type\": \"integer\", \"constraints\": {\"maximum\": \"many\"}", "p.json:2:47 package-constraint\n");
  check_field("\"constraints\": {\"pattern\": \"[a\"}", "p.json:2:28 package-constraint\n");
  check_field("\"constraints\": {\"requird\": true}", "p.json:2:17 yaml-unknown-key\n");
  check_field("\"constraints\": {\"required\": \"yes\"}", "p.json:2:29 yaml-type\n");
  check_field("\"period\": \"2021-13\"", "p.json:2:11 package-period\n");
  check("{\"fields\": [{\"name\": \"a\"}],\n\"primaryKey\": \"b\"}", "p.json:2:15 package-key\n");
  check("{\"fields\": [{\"name\": \"a\"}],\n\"missingValues\": \".\"}", "p.json:2:18 package-type\n");
  check("{\"fields\": [{\"name\": \"a\"}],\n\"foreignKeys\": [{\"fields\": \"a\"}]}", "p.json:2:17 package-key\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_fields), cmocka_unit_test(test_empty_is_missing_unless_said),
                                     cmocka_unit_test(test_slips)};
  return cmocka_run_group_tests_name("schema", tests, NULL, NULL);
}
