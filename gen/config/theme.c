/* The look, from theme.yaml: colours by name and mode, type by role and medium, the page, strokes and the thresholds of
 * a status. It checks that everything the program draws with is there, so that drawing never has to ask. It must not
 * know what is drawn, nor hold a value of its own: a theme says everything. */
#include "config/theme.h"
#include "base/number.h"
#include "config/length.h"
#include "config/yaml.h"
#include <string.h>

static const double MIN_POINTS = 7, MIN_PIXELS = 12; /* nothing smaller is readable */

/* The names that C code may ask for; a theme must have them all and may have more. */
static const char *const COLORS[] = {
    "surface", "page", "wash", "track", "grid", "axis", "ink", "ink2", "ink3", "ctx", "ctxbar", "ctx-prov", "focus",
    "focus-text", "focus-prov", "focus-bg", "focus-range", "range", "band", "brand", "on-brand", "on-brand2",
    "brand-tile", "accent", "accent-warm", "link", "ok", "on-ok", "let", "on-let", "let-text", "achter", "achter-edge",
    "on-achter", "achter-text", "seq1", "seq2", "seq3", "seq4", "seq5", "seq1-on", "seq2-on", "seq3-on", "seq4-on",
    "seq5-on", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c1-on", "c2-on", "c3-on", "c4-on", "c5-on", "c6-on",
    "c7-on", "c8-on", NULL};
static const char *const STROKES[] = {
    "figure_rule", "hairline", "separator", "axis", "reference", "reference_dash", "reference_gap", "target",
    "target_diamond", "target_halo", "line_focus", "line_context", "target_path", "target_path_dash",
    "target_path_gap", "projection", "projection_dash", "projection_gap", "hatch", "hatch_pitch", "band_edge",
    "range_cap", "suppressed_edge", "provisional_edge", "segment_gap", "tile_gap", "tile_outline", "tile_highlight",
    "tile_halo", "icon", NULL};
static const char *const MODES[] = {"light", "dark", "grey", "print", NULL};
static const char *const PATTERNS[] = {"diagonal", "crosshatch", "horizontal", "dots", "plain", NULL};
static const char *const ROLES[] = {
    "region_name", "h1", "h2", "h3", "finding", "kpi_value", "kpi_word", "kpi_mark", "chart_title", "kpi_label",
    "body", "label", "subtitle", "axis", "source", "kicker", NULL};
G_STATIC_ASSERT(G_N_ELEMENTS(MODES) == THEME_MODES + 1);
G_STATIC_ASSERT(G_N_ELEMENTS(ROLES) == TYPE_ROLES + 1);

typedef struct {
  char *name;
  guint32 rgb[THEME_MODES];
  bool patterned; /* in grey */
  ThemePattern pattern;
} Color;

struct Theme {
  GArray *colors;       /* Color, by token */
  GHashTable *tokens;   /* name → token + 1 */
  GHashTable *strokes;  /* name → double*, points */
  TypeStyle styles[TYPE_ROLES][MEDIUM_KINDS];
  char *family, *web_fallback;
  PageGrid page;
  double web_factor, paper_scale;
  StatusThresholds status;
  char *digest;
};

static void color_clear(gpointer data) { g_free(((Color *)data)->name); }

static Theme *theme_new(void) {
  Theme *theme = g_new0(Theme, 1);
  theme->paper_scale = 1;
  theme->colors = g_array_new(FALSE, TRUE, sizeof(Color));
  g_array_set_clear_func(theme->colors, color_clear);
  theme->tokens = g_hash_table_new(g_str_hash, g_str_equal);
  theme->strokes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  return theme;
}

void theme_free(Theme *theme) {
  if (!theme) return;
  g_hash_table_unref(theme->tokens);
  g_hash_table_unref(theme->strokes);
  g_array_unref(theme->colors);
  g_free(theme->family);
  g_free(theme->web_fallback);
  g_free(theme->digest);
  g_free(theme);
}

Theme *theme_scaled(const Theme *theme, double scale) {
  Theme *scaled = g_new(Theme, 1);
  *scaled = *theme;
  g_array_ref(scaled->colors);
  g_hash_table_ref(scaled->tokens);
  g_hash_table_ref(scaled->strokes);
  scaled->family = g_strdup(theme->family);
  scaled->web_fallback = g_strdup(theme->web_fallback);
  scaled->digest = g_strdup(theme->digest);
  scaled->paper_scale *= scale;
  for (int role = 0; role < TYPE_ROLES; role++) {
    scaled->styles[role][MEDIUM_PAPER].size *= scale;
    scaled->styles[role][MEDIUM_PAPER].leading *= scale;
  }
  return scaled;
}

/* ---- Pieces of the file ---------------------------------------------------------------------------------------- */

/* The map of a key; NULL with a finding when it is not there. */
static const YamlNode *section(const YamlNode *map, const char *key, Diags *diags) {
  const YamlNode *node = yaml_get(map, key);
  if (node && yaml_kind(node) == YAML_MAP) return node;
  diags_error(diags, "theme-missing", yaml_pos(node ? node : map), NULL, "the theme needs a group of keys '%s'", key);
  return NULL;
}

/* The text of a key; NULL with a finding when it is not there. */
static const YamlNode *value(const YamlNode *map, const char *key, Diags *diags) {
  const YamlNode *node = yaml_get(map, key);
  if (node && yaml_kind(node) == YAML_SCALAR && *yaml_text(node)) return node;
  diags_error(diags, "theme-missing", yaml_pos(node ? node : map), NULL, "the theme needs a value for '%s'", key);
  return NULL;
}

static double number(const YamlNode *map, const char *key, double low, double high, Diags *diags) {
  const YamlNode *node = value(map, key, diags);
  double found = node ? yaml_number(map, key, low, diags) : low;
  if (!node || (found >= low && found <= high)) return found;
  g_autofree char *from = number_format(low, 2, &NUMBER_STYLE_MACHINE);
  g_autofree char *to = number_format(high, 2, &NUMBER_STYLE_MACHINE);
  diags_error(diags, "theme-range", yaml_pos(node), NULL, "'%s' is %s; it can be from %s to %s", key, yaml_text(node),
              from, to);
  return low;
}

static int whole(const YamlNode *map, const char *key, int low, int high, Diags *diags) {
  double found = number(map, key, low, high, diags);
  if ((int)found != found)
    diags_error(diags, "theme-range", yaml_pos(yaml_get(map, key)), NULL, "'%s' is %s; it should be a whole number", key,
                yaml_text(yaml_get(map, key)));
  return (int)found;
}

/* "14mm" and "0.9pt" in points, or "16px" in pixels. */
static bool parse_length(const char *text, bool web, double *length) {
  double number;
  LengthUnit unit;
  if (!length_parse(text, &number, &unit) || (unit == LENGTH_PX) != web) return false;
  *length = web ? number : length_points(number, unit);
  return true;
}

static double length(const YamlNode *map, const char *key, Diags *diags) {
  const YamlNode *node = value(map, key, diags);
  double found = 0;
  if (node && !parse_length(yaml_text(node), false, &found))
    diags_error(diags, "theme-length", yaml_pos(node), "write it like 14mm or 0.9pt", "'%s' is no length: '%s'", key,
                yaml_text(node));
  return found;
}

/* The names that `map` must have, with the nearest one that it has as hint. */
static void require(const YamlNode *map, const char *const *names, const char *what, Diags *diags) {
  g_autoptr(GPtrArray) given = g_ptr_array_new();
  for (guint i = 0; i < yaml_length(map); i++) g_ptr_array_add(given, (gpointer)yaml_key(map, i));
  g_ptr_array_add(given, NULL);
  for (; *names; names++) {
    if (yaml_get(map, *names)) continue;
    const char *nearest = yaml_nearest(*names, (const char *const *)given->pdata);
    g_autofree char *hint =
        nearest && !g_strv_contains(names, nearest) ? g_strdup_printf("is it '%s' here?", nearest) : NULL;
    diags_error(diags, "theme-missing", yaml_pos(map), hint, "the theme needs the %s '%s'", what, *names);
  }
}

/* ---- Colours and strokes --------------------------------------------------------------------------------------- */

static guint32 parse_rgb(const YamlNode *map, const char *key, Diags *diags) {
  const YamlNode *node = value(map, key, diags);
  guint64 rgb = 0;
  if (!node) return 0;
  const char *text = yaml_text(node);
  if (*text != '#' || strlen(text) != 7 || !g_ascii_string_to_unsigned(text + 1, 16, 0, 0xffffff, &rgb, NULL))
    diags_error(diags, "theme-color", yaml_pos(node), "write it like \"#0B5A68\", in quotes", "'%s' is no colour",
                text);
  return (guint32)rgb;
}

/* A printer mixes even a nearly grey tone from colours, and counts the page as one in colour. */
static guint32 parse_grey(const YamlNode *map, const char *key, Diags *diags) {
  guint32 rgb = parse_rgb(map, key, diags), green = rgb >> 8 & 0xff;
  if (rgb >> 16 == green && (rgb & 0xff) == green) return rgb;
  g_autofree char *hint = g_strdup_printf("write it like \"#%02X%02X%02X\"", green, green, green);
  diags_error(diags, "theme-grey", yaml_pos(yaml_get(map, key)), hint, "#%06X is no grey", rgb);
  return rgb;
}

static double positive(const YamlNode *map, const char *key, Diags *diags) {
  guint errors = diags_count(diags, DIAG_ERROR);
  double found = length(map, key, diags);
  if (found <= 0 && diags_count(diags, DIAG_ERROR) == errors)
    diags_error(diags, "theme-pattern", yaml_pos(yaml_get(map, key)), NULL, "'%s' must be more than nothing", key);
  return found;
}

static void check_pattern(const ThemePattern *pattern, const YamlNode *map, Diags *diags) {
  double across = pattern->kind == PATTERN_DIAGONAL || pattern->kind == PATTERN_CROSSHATCH ? G_SQRT2 : 1;
  if (pattern->pitch > 0 && pattern->line * across >= pattern->pitch)
    diags_error(diags, "theme-pattern", yaml_pos(yaml_get(map, "pitch")), "give it a larger pitch, or finer marks",
                "the marks of this pattern touch each other, so that it is a plain fill");
  if (pattern->ink == pattern->ground)
    diags_error(diags, "theme-pattern", yaml_pos(map), NULL, "ink and ground of this pattern are the same");
}

/* PATTERN_PLAIN with a finding when it is none. */
static PatternKind pattern_kind(const YamlNode *node, Diags *diags) {
  for (guint i = 0; PATTERNS[i]; i++)
    if (!strcmp(PATTERNS[i], yaml_text(node))) return (PatternKind)i;
  const char *nearest = yaml_nearest(yaml_text(node), PATTERNS);
  g_autofree char *all = g_strjoinv(", ", (char **)PATTERNS);
  g_autofree char *hint = nearest ? g_strdup_printf("did you mean '%s'?", nearest) : g_strdup_printf("patterns: %s", all);
  diags_error(diags, "theme-pattern", yaml_pos(node), hint, "'%s' is no pattern", yaml_text(node));
  return PATTERN_PLAIN;
}

static void read_pattern(Color *color, const YamlNode *map, Diags *diags) {
  static const char *const lines[] = {"color", "pattern", "pitch", "line", "edge", "ink", "ground", NULL};
  static const char *const dots[] = {"color", "pattern", "pitch", "radius", "edge", "ink", "ground", NULL};
  static const char *const plain[] = {"color", "pattern", "edge", "ink", "ground", NULL};
  guint errors = diags_count(diags, DIAG_ERROR);
  const YamlNode *node = value(map, "pattern", diags);
  PatternKind kind = node ? pattern_kind(node, diags) : PATTERN_PLAIN;
  color->rgb[THEME_GREY] = parse_grey(map, "color", diags);
  if (diags_count(diags, DIAG_ERROR) > errors) return;
  bool marked = kind != PATTERN_PLAIN, dotted = kind == PATTERN_DOTS;
  yaml_check_keys(map, dotted ? dots : marked ? lines : plain, diags);
  color->patterned = true;
  color->pattern = (ThemePattern){
      .kind = kind,
      .pitch = marked ? positive(map, "pitch", diags) : 0,
      .line = !marked ? 0 : dotted ? 2 * positive(map, "radius", diags) : positive(map, "line", diags),
      .edge = !marked || yaml_get(map, "edge") ? positive(map, "edge", diags) : 0,
      .ink = yaml_get(map, "ink") ? parse_grey(map, "ink", diags) : color->rgb[THEME_GREY],
      .ground = yaml_get(map, "ground") ? parse_grey(map, "ground", diags) : 0xffffff};
  check_pattern(&color->pattern, map, diags);
}

static Color read_color(const char *name, const YamlNode *modes, Diags *diags) {
  Color color = {.name = g_strdup(name)};
  color.rgb[THEME_LIGHT] = parse_rgb(modes, "light", diags);
  color.rgb[THEME_DARK] = parse_rgb(modes, "dark", diags);
  color.rgb[THEME_PRINT] = yaml_get(modes, "print") ? parse_rgb(modes, "print", diags) : color.rgb[THEME_LIGHT];
  const YamlNode *grey = yaml_get(modes, "grey");
  if (grey && yaml_kind(grey) == YAML_MAP) read_pattern(&color, grey, diags);
  else color.rgb[THEME_GREY] = parse_grey(modes, "grey", diags);
  return color;
}

static void read_colors(Theme *theme, const YamlNode *root, Diags *diags) {
  const YamlNode *map = section(root, "colors", diags);
  if (!map) return;
  require(map, COLORS, "colour", diags);
  for (guint i = 0; i < yaml_length(map) && i < COLOR_NONE; i++) {
    const YamlNode *modes = yaml_item(map, i);
    yaml_check_keys(modes, MODES, diags);
    if (yaml_kind(modes) != YAML_MAP) continue;
    Color color = read_color(yaml_key(map, i), modes, diags);
    g_array_append_val(theme->colors, color);
    g_hash_table_insert(theme->tokens, color.name, GUINT_TO_POINTER(theme->colors->len));
  }
}

static void read_strokes(Theme *theme, const YamlNode *root, Diags *diags) {
  const YamlNode *map = section(root, "strokes", diags);
  if (!map) return;
  require(map, STROKES, "stroke", diags);
  for (guint i = 0; i < yaml_length(map); i++) {
    const char *name = yaml_key(map, i);
    double *points = g_new(double, 1);
    *points = length(map, name, diags);
    g_hash_table_insert(theme->strokes, g_strdup(name), points);
  }
}

/* ---- Type ------------------------------------------------------------------------------------------------------ */

/* "33/35pt" or "64/66px". */
static void read_size(TypeStyle *style, const YamlNode *map, const char *key, bool web, Diags *diags) {
  const YamlNode *node = value(map, key, diags);
  if (!node) return;
  const char *text = yaml_text(node), *slash = strchr(text, '/');
  bool read = slash && number_parse(text, (gsize)(slash - text), '.', '\0', &style->size) &&
              parse_length(slash + 1, web, &style->leading);
  if (!read || style->leading < style->size)
    diags_error(diags, "theme-type", yaml_pos(node),
                web ? "write size/line height like 16/24px" : "write size/line height like 8.75/12.4pt",
                "'%s' is no size of type for '%s'", text, key);
  else if (style->size < (web ? MIN_PIXELS : MIN_POINTS))
    diags_error(diags, "theme-type", yaml_pos(node), web ? "12px is the smallest" : "7pt is the smallest",
                "'%s' is too small to read", text);
}

static int read_weight(const YamlNode *map, Diags *diags) {
  int weight = whole(map, "weight", 400, 700, diags);
  if (weight % 100)
    diags_error(diags, "theme-type", yaml_pos(yaml_get(map, "weight")), NULL,
                "the weight is 400, 500, 600 or 700, not %d", weight);
  return weight;
}

static ColorToken read_type_color(const Theme *theme, const YamlNode *map, Diags *diags) {
  const YamlNode *node = value(map, "color", diags);
  if (!node || theme_has_color(theme, yaml_text(node))) return node ? theme_color(theme, yaml_text(node)) : 0;
  const char *nearest = yaml_nearest(yaml_text(node), COLORS);
  g_autofree char *hint = nearest ? g_strdup_printf("did you mean '%s'?", nearest) : NULL;
  diags_error(diags, "theme-color", yaml_pos(node), hint, "'%s' is no colour of this theme", yaml_text(node));
  return 0;
}

static void read_type(Theme *theme, const YamlNode *root, Diags *diags) {
  static const char *const media[MEDIUM_KINDS] = {"paper", "web_wide", "web_narrow"};
  static const char *const keys[] = {"color", "weight", "tracking", "paper", "web_wide", "web_narrow", NULL};
  const YamlNode *map = section(root, "type", diags);
  if (!map) return;
  yaml_check_keys(map, ROLES, diags);
  for (int role = 0; role < TYPE_ROLES; role++) {
    const YamlNode *node = section(map, ROLES[role], diags);
    if (!node) continue;
    yaml_check_keys(node, keys, diags);
    TypeStyle common = {.weight = read_weight(node, diags),
                        .tracking = number(node, "tracking", -0.1, 0.2, diags),
                        .color = read_type_color(theme, node, diags)};
    for (int medium = 0; medium < MEDIUM_KINDS; medium++) {
      theme->styles[role][medium] = common;
      read_size(&theme->styles[role][medium], node, media[medium], medium != MEDIUM_PAPER, diags);
    }
  }
}

static void read_font(Theme *theme, const YamlNode *root, Diags *diags) {
  static const char *const keys[] = {"family", "web_fallback", NULL};
  const YamlNode *map = section(root, "font", diags);
  if (!map) return;
  yaml_check_keys(map, keys, diags);
  const YamlNode *family = value(map, "family", diags), *fallback = value(map, "web_fallback", diags);
  theme->family = g_strdup(family ? yaml_text(family) : "");
  theme->web_fallback = g_strdup(fallback ? yaml_text(fallback) : "");
  /* Both are written into CSS. */
  if (strpbrk(theme->family, "'\"\\;{}<>") || strpbrk(theme->web_fallback, "\"\\;{}<>"))
    diags_error(diags, "theme-font", yaml_pos(map), "use only names, commas and single quotes",
                "a font name holds a sign that CSS uses");
}

/* ---- Page and status ------------------------------------------------------------------------------------------- */

static void read_page(Theme *theme, const YamlNode *root, Diags *diags) {
  static const char *const keys[] = {"width",  "height",    "margin", "columns",
                                     "gutter", "block_gap", "band",   "running_band", NULL};
  static const char *const margins[] = {"top", "right", "bottom", "left", NULL};
  const YamlNode *map = section(root, "page", diags);
  const YamlNode *margin = map ? section(map, "margin", diags) : NULL;
  if (!margin) return;
  yaml_check_keys(map, keys, diags);
  yaml_check_keys(margin, margins, diags);
  PageGrid *page = &theme->page;
  page->page_width = length(map, "width", diags);
  page->page_height = length(map, "height", diags);
  page->margin_top = length(margin, "top", diags);
  page->margin_right = length(margin, "right", diags);
  page->margin_bottom = length(margin, "bottom", diags);
  page->margin_left = length(margin, "left", diags);
  page->columns = whole(map, "columns", 1, 24, diags);
  page->gutter = length(map, "gutter", diags);
  page->block_gap = length(map, "block_gap", diags);
  page->band_height = length(map, "band", diags);
  page->running_band_height = length(map, "running_band", diags);
  page->band = true;
  page->scale = 1;
  page_has_room(page, yaml_pos(map), diags);
}

static void read_status(Theme *theme, const YamlNode *root, Diags *diags) {
  static const char *const keys[] = {"minimum", "maximum", NULL};
  static const char *const limits[] = {"on_course", "attention", NULL};
  const YamlNode *map = section(root, "status", diags);
  const YamlNode *minimum = map ? section(map, "minimum", diags) : NULL;
  const YamlNode *maximum = map ? section(map, "maximum", diags) : NULL;
  if (!minimum || !maximum) return;
  yaml_check_keys(map, keys, diags);
  yaml_check_keys(minimum, limits, diags);
  yaml_check_keys(maximum, limits, diags);
  StatusThresholds *status = &theme->status;
  status->on_course = number(minimum, "on_course", 0.01, 1, diags);
  status->attention = number(minimum, "attention", 0.01, 1, diags);
  status->max_on_course = number(maximum, "on_course", 0.01, 10, diags);
  status->max_attention = number(maximum, "attention", 0.01, 10, diags);
  if (status->attention > status->on_course)
    diags_error(diags, "theme-range", yaml_pos(minimum), NULL, "'attention' lies above 'on_course'");
  if (status->max_attention < status->max_on_course)
    diags_error(diags, "theme-range", yaml_pos(maximum), NULL, "for a maximum 'attention' lies below 'on_course'");
}

/* ---- Digest ---------------------------------------------------------------------------------------------------- */

static void say(GString *out, const char *name, const double *numbers, guint count) {
  g_string_append(out, name);
  for (guint i = 0; i < count; i++) {
    g_string_append_c(out, ' ');
    number_append_short(out, numbers[i], 6);
  }
  g_string_append_c(out, '\n');
}

static int compare_names(gconstpointer a, gconstpointer b) { return strcmp(a, b); }

static GList *sorted_names(GHashTable *table) { return g_list_sort(g_hash_table_get_keys(table), compare_names); }

/* Everything a theme says, in one order: comments and the order of the file change nothing. */
static char *compute_digest(const Theme *theme) {
  g_autoptr(GString) out = g_string_new(NULL);
  g_autoptr(GList) names = sorted_names(theme->tokens);
  for (const GList *at = names; at; at = at->next) {
    ColorToken token = theme_color(theme, at->data);
    double rgb[THEME_MODES];
    for (int mode = 0; mode < THEME_MODES; mode++) rgb[mode] = theme_rgb(theme, token, (ThemeMode)mode);
    say(out, at->data, rgb, THEME_MODES);
    const ThemePattern *pattern = theme_pattern(theme, token, THEME_GREY);
    if (!pattern) continue;
    double marks[] = {pattern->pitch, pattern->line, pattern->edge, pattern->ink, pattern->ground};
    say(out, PATTERNS[pattern->kind], marks, G_N_ELEMENTS(marks));
  }
  g_autoptr(GList) strokes = sorted_names(theme->strokes);
  for (const GList *at = strokes; at; at = at->next)
    say(out, at->data, g_hash_table_lookup(theme->strokes, at->data), 1);
  for (int role = 0; role < TYPE_ROLES; role++)
    for (int medium = 0; medium < MEDIUM_KINDS; medium++) {
      const TypeStyle *style = &theme->styles[role][medium];
      double numbers[] = {style->size, style->leading, style->weight, style->tracking};
      say(out, theme_color_name(theme, style->color), numbers, G_N_ELEMENTS(numbers));
    }
  const PageGrid *p = &theme->page;
  double page[] = {p->page_width, p->page_height, p->margin_left, p->margin_right, p->margin_top, p->margin_bottom,
                   p->columns, p->gutter, p->block_gap, p->band_height, p->running_band_height, theme->web_factor,
                   theme->status.on_course, theme->status.attention, theme->status.max_on_course,
                   theme->status.max_attention};
  say(out, theme->family, page, G_N_ELEMENTS(page));
  g_string_append(out, theme->web_fallback);
  return g_compute_checksum_for_string(G_CHECKSUM_SHA256, out->str, (gssize)out->len);
}

/* ---- Loading and asking ---------------------------------------------------------------------------------------- */

Theme *theme_load(const char *path, const char *display_path, Diags *diags) {
  static const char *const keys[] = {"font", "colors", "type", "page", "web_factor", "strokes", "status", NULL};
  g_autoptr(YamlDoc) doc = yaml_load(path, display_path, diags);
  if (!doc) return NULL;
  const YamlNode *root = yaml_root(doc);
  g_autoptr(Theme) theme = theme_new();
  g_autoptr(Diags) found = diags_new();
  yaml_check_keys(root, keys, found);
  read_font(theme, root, found);
  read_colors(theme, root, found);
  read_type(theme, root, found);
  read_page(theme, root, found);
  read_strokes(theme, root, found);
  read_status(theme, root, found);
  theme->web_factor = number(root, "web_factor", 0.5, 4, found);
  bool usable = !diags_has_errors(found);
  diags_take(diags, found);
  if (!usable) return NULL;
  theme->digest = compute_digest(theme);
  return g_steal_pointer(&theme);
}

ColorToken theme_color(const Theme *theme, const char *name) {
  guint found = GPOINTER_TO_UINT(g_hash_table_lookup(theme->tokens, name));
  if (!found) g_error("no colour '%s' in the theme", name);
  return (ColorToken)(found - 1);
}

bool theme_has_color(const Theme *theme, const char *name) { return g_hash_table_contains(theme->tokens, name); }

static const Color *color_of(const Theme *theme, ColorToken token) {
  g_assert(token < theme->colors->len);
  return &g_array_index(theme->colors, Color, token);
}

const char *theme_color_name(const Theme *theme, ColorToken token) { return color_of(theme, token)->name; }
guint theme_color_count(const Theme *theme) { return theme->colors->len; }

guint32 theme_rgb(const Theme *theme, ColorToken token, ThemeMode mode) {
  g_assert(mode < THEME_MODES);
  return color_of(theme, token)->rgb[mode];
}

const ThemePattern *theme_pattern(const Theme *theme, ColorToken token, ThemeMode mode) {
  const Color *color = color_of(theme, token);
  return mode == THEME_GREY && color->patterned ? &color->pattern : NULL;
}

const TypeStyle *theme_type(const Theme *theme, TypeRole role, MediumKind medium) {
  g_assert(role < TYPE_ROLES && medium < MEDIUM_KINDS);
  return &theme->styles[role][medium];
}

const char *theme_font_family(const Theme *theme) { return theme->family; }
const char *theme_web_fallback(const Theme *theme) { return theme->web_fallback; }
const PageGrid *theme_page(const Theme *theme) { return &theme->page; }

double theme_stroke(const Theme *theme, const char *name) {
  const double *points = g_hash_table_lookup(theme->strokes, name);
  if (!points) g_error("no stroke '%s' in the theme", name);
  return *points;
}

double theme_web_factor(const Theme *theme) { return theme->web_factor; }
double theme_factor(const Theme *theme, MediumKind medium) {
  return medium == MEDIUM_PAPER ? theme->paper_scale : theme->web_factor;
}
StatusThresholds theme_status(const Theme *theme) { return theme->status; }
const char *theme_digest(const Theme *theme) { return theme->digest; }
