/* The Table Schema of a resource: fields, constraints, missing values, keys. Part of reading datapackage.json. */
#pragma once
#include "config/yaml.h"
#include "data/package.h"

/* Fills the fields, missing values and keys of `resource` from its "schema". Findings go to `diags`. */
void schema_read(Resource *resource, const YamlNode *schema, Diags *diags);

void field_free(Field *field);
void foreign_key_free(ForeignKey *key);

/* The texts (char*, owned) of a list, or of a single text; an empty array when the key is absent. */
GPtrArray *schema_texts(const YamlNode *map, const char *key, Diags *diags);
