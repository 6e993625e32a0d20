/* The one place of web/ that writes angle brackets around something from outside. It exists so that no name, sentence or
 * number can become markup, and that every page is well-formed. It must not know what a page holds. */
#include "web/html.h"

#include <stdarg.h>

#include "base/number.h"

static const char *entity(gunichar c) {
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return NULL;
  }
}

static bool allowed(gunichar c) {
  if (c < 0x20) return c == '\t' || c == '\n';
  if (c >= 0x7f && c <= 0x9f) return false;
  return c != 0xfffe && c != 0xffff;
}

void html_text(GString *out, const char *text) {
  if (!text) return;
  for (const char *at = text; *at;) {
    gunichar c = g_utf8_get_char_validated(at, -1);
    if (c == (gunichar)-1 || c == (gunichar)-2) {
      g_string_append(out, "\xef\xbf\xbd");
      at++;
      continue;
    }
    const char *next = g_utf8_next_char(at);
    const char *escaped = entity(c);
    if (escaped) g_string_append(out, escaped);
    else if (allowed(c)) g_string_append_len(out, at, next - at);
    at = next;
  }
}

void html_attribute(GString *out, const char *name, const char *value) {
  if (!value) return;
  g_string_append_c(out, ' ');
  g_string_append(out, name);
  g_string_append(out, "=\"");
  html_text(out, value);
  g_string_append_c(out, '"');
}

static void open_tag(GString *out, const char *tag, va_list attributes) {
  g_string_append_c(out, '<');
  g_string_append(out, tag);
  for (const char *name = va_arg(attributes, const char *); name; name = va_arg(attributes, const char *))
    html_attribute(out, name, va_arg(attributes, const char *));
}

void html_open(GString *out, const char *tag, ...) {
  va_list attributes;
  va_start(attributes, tag);
  open_tag(out, tag, attributes);
  va_end(attributes);
  g_string_append_c(out, '>');
}

void html_void(GString *out, const char *tag, ...) {
  va_list attributes;
  va_start(attributes, tag);
  open_tag(out, tag, attributes);
  va_end(attributes);
  g_string_append(out, " />");
}

void html_close(GString *out, const char *tag) {
  g_string_append(out, "</");
  g_string_append(out, tag);
  g_string_append_c(out, '>');
}

void html_element(GString *out, const char *tag, const char *class, const char *text) {
  if (!text || !*text) return;
  html_open(out, tag, "class", class, NULL);
  html_text(out, text);
  html_close(out, tag);
}

void html_number(GString *out, const char *before, double value, const char *after) {
  g_string_append(out, before);
  number_append_short(out, value, 2);
  g_string_append(out, after);
}
