/* What a package or a resource says about itself: names, licences, sources. */
#pragma once
#include "config/yaml.h"

/* Checks what the standard asks of these in `map`, a package or a resource. Findings go to `diags`. */
void meta_check(const YamlNode *map, Diags *diags);
