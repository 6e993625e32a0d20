/* How the program speaks to machines. It must not know what is said. */
#include "cli/say_json.h"

#include <glib/gprintf.h>
#include <stdlib.h>

void say_json(const json_t *value) {
  /* Nine digits behind the point are what tables hold; fifteen in all never show how a number is kept. */
  char *text = json_dumps(value, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
  g_printf("%s\n", text);
  free(text);
}
