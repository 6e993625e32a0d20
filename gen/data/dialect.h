/* How a file is written: the "dialect" and "encoding" of a resource. Part of reading datapackage.json. */
#pragma once
#include "config/yaml.h"
#include "data/package.h"

/* Fills dialect, declared, and the rows of header, comment and footer. `dialect` may be NULL. */
void dialect_read(Resource *resource, const YamlNode *map, const YamlNode *dialect, Diags *diags);
/* The lines below the table, from the "feitenblad" of the resource. */
void dialect_read_footer(Resource *resource, const YamlNode *own, Diags *diags);
