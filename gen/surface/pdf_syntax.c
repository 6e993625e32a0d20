/* The spelling of PDF's basic objects. It exists because new objects are written as text (see pdf_file.c). It must not
 * know what any of them is for. */
#include "surface/pdf_syntax.h"
#include "base/number.h"
#include <string.h>

void pdf_add_string(GString *out, const char *bytes) {
  g_string_append_c(out, '(');
  for (const char *p = bytes; *p; p++) {
    if (*p == '(' || *p == ')' || *p == '\\') g_string_append_c(out, '\\');
    if (*p == '\r' || *p == '\n')
      g_string_append(out, *p == '\n' ? "\\n" : "\\r");
    else
      g_string_append_c(out, *p);
  }
  g_string_append_c(out, ')');
}

static void add_utf16(GString *out, gunichar unit) {
  static const char digits[] = "0123456789ABCDEF";
  for (int shift = 12; shift >= 0; shift -= 4) g_string_append_c(out, digits[unit >> shift & 15]);
}

void pdf_add_text(GString *out, const char *utf8) {
  if (g_str_is_ascii(utf8)) {
    pdf_add_string(out, utf8);
    return;
  }
  g_autofree char *valid = g_utf8_make_valid(utf8, -1);
  g_string_append(out, "<FEFF");
  for (const char *p = valid; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (c >= 0x10000) {
      add_utf16(out, 0xd800 + ((c - 0x10000) >> 10));
      add_utf16(out, 0xdc00 + ((c - 0x10000) & 0x3ff));
    } else {
      add_utf16(out, c);
    }
  }
  g_string_append_c(out, '>');
}

void pdf_add_name(GString *out, const char *name) {
  g_string_append_c(out, '/');
  for (const char *p = name; *p; p++) {
    if (g_ascii_isalnum(*p) || strchr("-_.+", *p))
      g_string_append_c(out, *p);
    else
      g_string_append_printf(out, "#%02X", (guchar)*p);
  }
}

void pdf_add_number(GString *out, double value) {
  number_append_short(out, value, 2);
}

/* Thousands in a document: printf would take longer than packing them. */
void pdf_add_unsigned(GString *out, gsize value) {
  char digits[20];
  int at = sizeof digits;
  do digits[--at] = (char)('0' + value % 10);
  while (value /= 10);
  g_string_append_len(out, digits + at, (gssize)sizeof digits - at);
}

void pdf_add_ref(GString *out, guint object) {
  pdf_add_unsigned(out, object);
  g_string_append_len(out, " 0 R", 4);
}

void pdf_add_text_entry(GString *out, const char *key, const char *utf8) {
  if (!utf8 || !*utf8) return;
  g_string_append_c(out, ' ');
  g_string_append(out, key);
  pdf_add_text(out, utf8);
}
