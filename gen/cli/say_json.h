/* JSON on standard output, for every command alike. */
#pragma once
#include <jansson.h>

/* Indented, members in the order in which they were put, one newline at the end. */
void say_json(const json_t *value);
