/* Forms of text that Table Schema names and this program keeps as text: times, JSON, addresses, places. */
#pragma once
#include <glib.h>
#include <stdbool.h>

typedef struct {
  const char *type, *format; /* as in datapackage.json */
  const char *name;          /* "a time", for messages */
  const char *hint;
  bool (*holds)(const char *text, gsize length);
} Form;

/* NULL when the type has no such format. */
const Form *form_find(const char *type, const char *format);
