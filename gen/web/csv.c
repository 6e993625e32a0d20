/* Cells of text in a CSV that people open in a spreadsheet: names from data are hostile until quoted. It must not know what
 * columns there are. */
#include "web/csv.h"

#include <stdbool.h>
#include <string.h>

/* Text that a spreadsheet takes for a formula gets an apostrophe, also behind blanks, which some programs skip. */
static bool is_formula(const char *text) {
  while (*text == ' ') text++;
  gunichar c = g_utf8_get_char_validated(text, -1);
  switch (c) {
    case '=': case '+': case '-': case '@': case '\t': case '\r': case '\n':
    case 0xff1d: case 0xff0b: case 0xff0d: case 0xff20: /* the same, full width */
    case 0x2212: return true;
    default: return false;
  }
}

void csv_append_text(GString *out, const char *text) {
  if (!text) text = "";
  bool formula = is_formula(text), quoted = strpbrk(text, ",\"\r\n") != NULL;
  if (quoted) g_string_append_c(out, '"');
  if (formula) g_string_append_c(out, '\'');
  for (const char *at = text; *at; at++) {
    if (*at == '"') g_string_append_c(out, '"');
    g_string_append_c(out, *at);
  }
  if (quoted) g_string_append_c(out, '"');
}
