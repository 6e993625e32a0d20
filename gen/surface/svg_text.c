/* How SVG spells things, small: absolute commands, no blank where a sign separates. It exists so that svg.c can speak of
 * items only. It must not know what is written. */
#include "surface/svg_text.h"
#include "base/number.h"
#include <math.h>
#include <string.h>

static bool is_xml_char(gunichar c) {
  if (c < 0x20) return c == '\t' || c == '\n';
  return !(c >= 0x7f && c < 0xa0) && c != 0xfffe && c != 0xffff;
}

void svg_add_escaped(GString *out, const char *text) {
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  for (const char *p = valid; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    switch (c) {
    case '&': g_string_append(out, "&amp;"); break;
    case '<': g_string_append(out, "&lt;"); break;
    case '>': g_string_append(out, "&gt;"); break;
    case '"': g_string_append(out, "&quot;"); break;
    default:
      if (is_xml_char(c)) g_string_append_unichar(out, c);
    }
  }
}

void svg_add_identifier(GString *out, const char *name) {
  for (const char *p = name; *p; p++) g_string_append_c(out, g_ascii_isalnum(*p) || *p == '-' || *p == '_' ? *p : '-');
}

void svg_add_number(GString *out, double value) {
  number_append_short(out, value, 2);
}

static void open_attribute(GString *out, const char *key) {
  g_string_append_c(out, ' ');
  g_string_append(out, key);
  g_string_append(out, "=\"");
}

static void add_hex(GString *out, guint32 rgb) {
  static const char digits[] = "0123456789abcdef";
  g_string_append_c(out, '#');
  for (int shift = 20; shift >= 0; shift -= 4) g_string_append_c(out, digits[rgb >> shift & 15]);
}

void svg_add_number_attribute(GString *out, const char *key, double value) {
  open_attribute(out, key);
  svg_add_number(out, value);
  g_string_append_c(out, '"');
}

void svg_add_color_attribute(GString *out, const char *key, const Theme *theme, const SvgOptions *options, ColorToken color) {
  bool variable = color != COLOR_NONE && options->css_variables;
  open_attribute(out, key);
  if (variable) {
    g_string_append(out, "var(--");
    g_string_append(out, theme_color_name(theme, color));
    g_string_append_c(out, ',');
  }
  if (color == COLOR_NONE)
    g_string_append(out, "none");
  else
    add_hex(out, theme_rgb(theme, color, options->mode));
  g_string_append(out, variable ? ")\"" : "\"");
}

static void add_coordinate(GString *out, double value) {
  char last = out->len > 0 ? out->str[out->len - 1] : ' ';
  if (g_ascii_isdigit(last) && !(value < 0)) g_string_append_c(out, ' ');
  svg_add_number(out, value);
}

void svg_add_path_data(GString *out, const Segment *segments, guint n) {
  double x = 0, y = 0;
  for (guint i = 0; i < n; i++) {
    const Segment *s = &segments[i];
    bool level = s->op == 'L' && s->x[1] == y, upright = s->op == 'L' && s->x[0] == x;
    g_string_append_c(out, level ? 'H' : upright ? 'V' : s->op);
    if (s->op == 'Z') continue;
    guint count = s->op == 'C' ? 6 : 2;
    for (guint k = 0; k < count; k++)
      if (!(level && k == 1) && !(!level && upright && k == 0)) add_coordinate(out, s->x[k]);
    x = s->x[count - 2], y = s->x[count - 1];
  }
}

static bool near(double a, double b) {
  return fabs(a - b) < 0.016;
}

bool svg_is_circle(const Segment *s, guint n, double *cx, double *cy, double *r) {
  if (n != 6 || s[0].op != 'M' || s[5].op != 'Z') return false;
  for (guint i = 1; i < 5; i++)
    if (s[i].op != 'C') return false;
  double x = (s[0].x[0] + s[2].x[4]) / 2, y = s[0].x[1], radius = (s[0].x[0] - s[2].x[4]) / 2, k = radius * 0.5522847498;
  const double ends[4][2] = {{x, y + radius}, {x - radius, y}, {x, y - radius}, {x + radius, y}};
  if (radius <= 0) return false;
  for (guint i = 0; i < 4; i++)
    if (!near(s[i + 1].x[4], ends[i][0]) || !near(s[i + 1].x[5], ends[i][1])) return false;
  if (!near(s[1].x[0], x + radius) || !near(s[1].x[1], y + k) || !near(s[3].x[0], x - radius) || !near(s[3].x[1], y - k))
    return false;
  *cx = x, *cy = y, *r = radius;
  return true;
}
