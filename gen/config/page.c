/* Page formats. A page is said in a few words and must come out whole: what is left unsaid follows the theme's page, in
 * proportion to the format's scale, and what cannot be laid out is refused where it was written. Must not know what stands
 * on a page. */
#include "config/page.h"
#include "base/number.h"
#include "config/length.h"
#include <string.h>

/* Millimetres, upright except for the screen. What is read from further away has larger type by itself. */
static const struct { const char *name; double width, height, scale; } FORMATS[] = {
    {"A3", 297, 420, 1.4}, {"A4", 210, 297, 1}, {"A5", 148, 210, 1}, {"16:9", 338.667, 190.5, 1.4}};

static const char SIZE_HINT[] = "write A3, A4, A5, 16:9, or width and height like \"297mm 210mm\" or \"1200px 630px\"";
static const double LEAST_MM = 50, MOST_MM = 2000, MOST_BLEED_MM = 20, MOST_MARGIN_MM = 500;
static const double LEAST_SCALE = 1, MOST_SCALE = 6; /* below 1 type would be too small to read */
enum { MOST_COLUMNS = 24 };

/* What is read so far. */
typedef struct {
  const YamlNode *node;  /* the whole of `page:` */
  const PageGrid *base;  /* NULL without a theme */
  PageGrid page;
  Diags *diags;
} Reading;

static double mm(double millimetres) { return length_points(millimetres, LENGTH_MM); }

/* ---- Words ---- */

/* The words of "A3 landscape" or of [14mm, 10mm]. Array of char*, owned by the caller. */
static GPtrArray *words_of(const YamlNode *node, Diags *diags) {
  GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
  if (yaml_kind(node) == YAML_MAP)
    diags_error(diags, "page-words", yaml_pos(node), NULL, "one or more words are expected here, not keys");
  if (yaml_kind(node) == YAML_LIST)
    for (guint i = 0; i < yaml_length(node); i++) g_ptr_array_add(words, g_strdup(yaml_text(yaml_item(node, i))));
  g_auto(GStrv) parts = g_strsplit_set(yaml_text(node), " \t", -1);
  for (char **part = parts; *part; part++)
    if (**part) g_ptr_array_add(words, g_strdup(*part));
  return words;
}

/* The index of `word` among `names`, or −1 with a finding. */
static int choose(const char *word, const char *const *names, const char *what, SourcePos pos, Diags *diags) {
  for (int i = 0; names[i]; i++)
    if (!g_ascii_strcasecmp(word, names[i])) return i;
  const char *nearest = yaml_nearest(word, names);
  g_autofree char *all = g_strjoinv(", ", (char **)names);
  g_autofree char *hint = nearest ? g_strdup_printf("did you mean '%s'?", nearest) : g_strdup_printf("write one of: %s", all);
  diags_error(diags, "page-word", pos, hint, "'%s' is no %s", word, what);
  return -1;
}

static double length_in(const char *word, double low_mm, double high_mm, const char *what, SourcePos pos, Diags *diags) {
  double number;
  LengthUnit unit;
  if (!length_parse(word, &number, &unit)) {
    diags_error(diags, "page-length", pos, "write it like 14mm, 40pt or 630px", "the %s '%s' is no length", what, word);
    return mm(low_mm);
  }
  double points = length_points(number, unit);
  if (points >= mm(low_mm) - 0.01 && points <= mm(high_mm)) return points;
  g_autofree char *low = number_format(low_mm, 0, &NUMBER_STYLE_MACHINE), *high = number_format(high_mm, 0, &NUMBER_STYLE_MACHINE);
  diags_error(diags, "page-range", pos, NULL, "the %s is %s; it can be from %smm to %smm", what, word, low, high);
  return mm(low_mm);
}

/* ---- Size ---- */

static void turn(PageGrid *page, const char *word, SourcePos pos, Diags *diags) {
  static const char *const names[] = {"portrait", "landscape", NULL};
  int which = choose(word, names, "orientation", pos, diags);
  if (which < 0 || (page->page_width > page->page_height) == (which == 1)) return;
  double width = page->page_width;
  page->page_width = page->page_height;
  page->page_height = width;
}

static void set_format(PageGrid *page, const char *word, SourcePos pos, Diags *diags) {
  static const char *const names[] = {"A3", "A4", "A5", "16:9", NULL};
  G_STATIC_ASSERT(G_N_ELEMENTS(names) == G_N_ELEMENTS(FORMATS) + 1);
  for (guint i = 0; i < G_N_ELEMENTS(FORMATS); i++) {
    if (g_ascii_strcasecmp(word, FORMATS[i].name)) continue;
    page->page_width = mm(FORMATS[i].width);
    page->page_height = mm(FORMATS[i].height);
    page->scale = FORMATS[i].scale;
    return;
  }
  const char *nearest = yaml_nearest(word, names);
  g_autofree char *hint = nearest ? g_strdup_printf("did you mean '%s'? %s", nearest, SIZE_HINT) : g_strdup(SIZE_HINT);
  diags_error(diags, "page-size", pos, hint, "'%s' is no size of page", word);
}

/* "A3", "297mm 210mm", and in the short form an orientation behind it. */
static void read_size(Reading *r, const YamlNode *node, bool with_orientation) {
  g_autoptr(GPtrArray) words = words_of(node, r->diags);
  SourcePos pos = yaml_pos(node);
  const char *first = words->len > 0 ? g_ptr_array_index(words, 0) : "";
  guint used = 1;
  if (words->len >= 2 && g_ascii_isdigit(first[0]) && !strchr(first, ':')) {
    used = 2;
    r->page.page_width = length_in(first, LEAST_MM, MOST_MM, "width", pos, r->diags);
    r->page.page_height = length_in(g_ptr_array_index(words, 1), LEAST_MM, MOST_MM, "height", pos, r->diags);
    r->page.scale = 1;
  } else {
    set_format(&r->page, first, pos, r->diags);
  }
  if (with_orientation && words->len == used + 1) turn(&r->page, g_ptr_array_index(words, used), pos, r->diags);
  else if (words->len > used)
    diags_error(r->diags, "page-words", pos, SIZE_HINT, "'%s' is too much here", (char *)g_ptr_array_index(words, used));
}

/* ---- The rest ---- */

/* What is not said: the theme's, in proportion. */
static void scale_defaults(Reading *r) {
  if (!r->base) return;
  const PageGrid *base = r->base;
  PageGrid *page = &r->page;
  double k = page->scale / base->scale;
  page->margin_left = k * base->margin_left;
  page->margin_right = k * base->margin_right;
  page->margin_top = k * base->margin_top;
  page->margin_bottom = k * base->margin_bottom;
  page->gutter = k * base->gutter;
  page->block_gap = k * base->block_gap;
  page->band_height = k * base->band_height;
  page->running_band_height = k * base->running_band_height;
}

static double margin_of(const char *word, SourcePos pos, Diags *diags) {
  return length_in(word, 0, MOST_MARGIN_MM, "margin", pos, diags);
}

/* One value for all sides, two (above and below, left and right), four clockwise from the top, or by name. */
static void read_margins(Reading *r, const YamlNode *node) {
  static const char *const sides[] = {"top", "right", "bottom", "left", NULL};
  double *margins[] = {&r->page.margin_top, &r->page.margin_right, &r->page.margin_bottom, &r->page.margin_left};
  if (yaml_kind(node) == YAML_MAP) {
    yaml_check_keys(node, sides, r->diags);
    for (guint i = 0; i < 4; i++) {
      const YamlNode *side = yaml_get(node, sides[i]);
      if (side) *margins[i] = margin_of(yaml_text(side), yaml_pos(side), r->diags);
    }
    return;
  }
  g_autoptr(GPtrArray) words = words_of(node, r->diags);
  if (words->len != 1 && words->len != 2 && words->len != 4) {
    diags_error(r->diags, "page-margins", yaml_pos(node), "write one value for all sides, two (top and bottom, left and right), "
                "four (top, right, bottom, left), or keys", "%u values are no margins", words->len);
    return;
  }
  for (guint i = 0; i < 4; i++) *margins[i] = margin_of(g_ptr_array_index(words, i % words->len), yaml_pos(node), r->diags);
}

static void read_length(Reading *r, const char *key, double high_mm, double *points) {
  const YamlNode *node = yaml_get(r->node, key);
  if (node) *points = length_in(yaml_text(node), 0, high_mm, key, yaml_pos(node), r->diags);
}

static void read_scale(Reading *r) {
  const YamlNode *node = yaml_get(r->node, "scale");
  if (!node) return;
  double scale = yaml_number(r->node, "scale", r->page.scale, r->diags);
  if (scale >= LEAST_SCALE && scale <= MOST_SCALE) r->page.scale = scale;
  else
    diags_error(r->diags, "page-range", yaml_pos(node), "1 is the size of type on an A4; a larger one is for what is read "
                "from further away", "'scale' is %s; it can be from 1 to 6", yaml_text(node));
}

/* Columns stay about as wide as the theme's, so that what fits in four of them fits in four of these. A page that is only a
 * little narrower keeps the theme's number: one column less would turn its rows upside down. */
static void read_columns(Reading *r) {
  const YamlNode *node = yaml_get(r->node, "columns");
  PageGrid *page = &r->page;
  double across = page->page_width - page->margin_left - page->margin_right;
  if (node) {
    int columns = yaml_int(r->node, "columns", 1, r->diags);
    if (columns < 1 || columns > MOST_COLUMNS)
      diags_error(r->diags, "page-range", yaml_pos(node), NULL, "'columns' is %d; it can be 1 to %d", columns, MOST_COLUMNS);
    page->columns = CLAMP(columns, 1, MOST_COLUMNS);
  } else if (r->base) {
    const PageGrid *base = r->base;
    double measure = base->page_width - base->margin_left - base->margin_right;
    double pitch = (measure + base->gutter) / base->columns * page->scale / base->scale;
    int columns = CLAMP((int)((across + page->gutter) / pitch + 0.1), 1, base->columns);
    page->columns = columns * 6 >= base->columns * 5 ? base->columns : columns;
  }
}

static void read_band(Reading *r) {
  static const char *const names[] = {"true", "false", "small", NULL};
  const YamlNode *node = yaml_get(r->node, "band");
  PageGrid *page = &r->page;
  int which = node ? choose(yaml_text(node), names, "band", yaml_pos(node), r->diags) : 0;
  page->band = which != 1;
  page->small_band = which == 2;
  if (page->small_band) page->band_height = page->running_band_height;
}

static void read_parts(Reading *r) {
  static const char *const footers[] = {"full", "line", "none", NULL};
  PageGrid *page = &r->page;
  read_band(r);
  /* The bands begin at the paper's edge; a line of type does not. */
  if (!page->band && page->margin_top <= 0) page->margin_top = page->margin_bottom;
  const YamlNode *footer = yaml_get(r->node, "footer");
  int which = footer ? choose(yaml_text(footer), footers, "footer", yaml_pos(footer), r->diags) : PAGE_FOOTER_FULL;
  page->footer = (PageFooter)MAX(which, 0);
  read_length(r, "bleed", MOST_BLEED_MM, &page->bleed);
  page->crop_marks = yaml_bool(r->node, "crop_marks", false, r->diags);
}

static void read_keys(Reading *r) {
  static const char *const keys[] = {"size", "orientation", "scale", "margins", "columns", "gutter", "gap",
                                     "band", "footer",      "bleed", "crop_marks", NULL};
  yaml_check_keys(r->node, keys, r->diags);
  const YamlNode *size = yaml_get(r->node, "size"), *orientation = yaml_get(r->node, "orientation");
  const YamlNode *margins = yaml_get(r->node, "margins");
  if (size) read_size(r, size, false);
  if (orientation) turn(&r->page, yaml_text(orientation), yaml_pos(orientation), r->diags);
  read_scale(r);
  scale_defaults(r);
  if (margins) read_margins(r, margins);
  read_length(r, "gutter", MOST_MARGIN_MM, &r->page.gutter);
  read_length(r, "gap", MOST_MARGIN_MM, &r->page.block_gap);
  read_columns(r);
  read_parts(r);
}

bool page_has_room(const PageGrid *page, SourcePos pos, Diags *diags) {
  double across = page->page_width - page->margin_left - page->margin_right - (page->columns - 1) * page->gutter;
  double band = page->band ? MAX(page->band_height, page->running_band_height) : page->margin_top;
  double down = page->page_height - page->margin_bottom - band;
  if (across >= page->columns && across > 0 && down >= page->page_height / 2) return true;
  const char *hint = across < page->columns ? "make the margins or the gutter smaller, or take fewer columns"
                     : page->band           ? "make the margins or the scale smaller, or leave out the band (band: false)"
                                            : "make the margins smaller";
  diags_error(diags, "page-room", pos, hint, "margins, gutters and bands leave no room on the page");
  return false;
}

bool page_read(const YamlNode *node, const PageGrid *base, PageGrid *page, Diags *diags) {
  g_autoptr(Diags) found = diags_new();
  Reading r = {.node = node, .base = base, .page = {.scale = 1, .band = true}, .diags = found};
  if (base) r.page = *base;
  if (yaml_kind(node) == YAML_SCALAR) {
    read_size(&r, node, true);
    scale_defaults(&r);
    read_columns(&r);
  } else {
    read_keys(&r);
  }
  if (base && !diags_has_errors(found)) page_has_room(&r.page, yaml_pos(node), found);
  bool usable = !diags_has_errors(found);
  diags_take(diags, found);
  if (usable) *page = r.page;
  return usable;
}
