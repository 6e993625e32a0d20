/* Measures what colours do to reading. It exists because a theme is changed in one file and seen on hundreds of pages. It
 * must not know figures: tokens, patterns and places are enough. */
#include "scene/contrast.h"
#include "scene/pattern.h"
#include "scene/placed.h"
#include <math.h>

static const double LEAST_TEXT = 4.5, LEAST_MARK = 3;
static const double SLACK = 0.6;
static const double NEIGHBOUR_GAP = 2; /* points between segments of one bar */

/* Grounds, and fills that mean nothing without the edge or the text that comes with them. */
static const char *const DECORATIVE[] = {"surface", "page",  "wash",  "track",      "grid",     "focus-bg", "range",
                                         "focus-range", "band", "brand", "brand-tile", "ctx-prov", "focus-prov"};

typedef struct {
  const Scene *scene;
  const Theme *theme;
  ThemeMode mode;
  const GArray *placed;
  GArray *found;
  double lowest;
} Contrast;

/* sRGB to linear light: IEC 61966-2-1. */
static double linear(guint32 channel) {
  double c = (channel & 0xff) / 255.0;
  return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(guint32 rgb) {
  return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
}

double contrast_ratio(guint32 a, guint32 b) {
  double x = luminance(a) + 0.05, y = luminance(b) + 0.05;
  return x > y ? x / y : y / x;
}

static bool is_decorative(const Contrast *c, ColorToken token) {
  const char *name = theme_color_name(c->theme, token);
  for (guint i = 0; i < G_N_ELEMENTS(DECORATIVE); i++)
    if (g_str_equal(DECORATIVE[i], name)) return true;
  return false;
}

/* Against a fill as it is drawn: of a pattern, the worse of its two colours. */
static double against_fill(const Contrast *c, guint32 rgb, const SceneItem *fill) {
  const ThemePattern *pattern = theme_pattern(c->theme, fill->paint.fill, c->mode);
  if (!pattern) return contrast_ratio(rgb, theme_rgb(c->theme, fill->paint.fill, c->mode));
  double ground = contrast_ratio(rgb, pattern->ground);
  return fill->paint.plate || pattern->kind == PATTERN_PLAIN ? ground : MIN(ground, contrast_ratio(rgb, pattern->ink));
}

static double size_of(const Area *area) { return (area->x2 - area->x1) * (area->y2 - area->y1); }

/* What the area stands on: the last fill before `index` that holds all of it and is clearly larger; NULL = the page. */
static const SceneItem *ground_of(const Contrast *c, guint index, const Area *area) {
  for (guint i = index; i-- > 0;) {
    const Placed *below = &g_array_index(c->placed, Placed, i);
    if (below->item->kind != SCENE_PATH || pattern_hides(below->item, c->theme, c->mode)) continue;
    bool larger = below->rectangle || size_of(&below->area) > 2 * size_of(area);
    if (larger && placed_is_ground(below, area, SLACK)) return below->item;
  }
  return NULL;
}

static double against_ground(const Contrast *c, guint32 rgb, const SceneItem *ground) {
  return ground ? against_fill(c, rgb, ground)
                : contrast_ratio(rgb, theme_rgb(c->theme, theme_color(c->theme, "surface"), c->mode));
}

static void find(Contrast *c, ContrastKind kind, const SceneItem *item, ColorToken color, const SceneItem *against,
                 double ratio) {
  ContrastFinding finding = {kind, item, color, against ? against->paint.fill : COLOR_NONE, ratio};
  g_array_append_val(c->found, finding);
}

static void check_text(Contrast *c, guint index, const Placed *text) {
  Area inner = {text->area.x1 + SLACK, text->area.y1 + SLACK, text->area.x2 - SLACK, text->area.y2 - SLACK};
  const SceneItem *ground = ground_of(c, index, &inner);
  double ratio = against_ground(c, theme_rgb(c->theme, text->item->color, c->mode), ground);
  c->lowest = MIN(c->lowest, ratio);
  if (ratio < LEAST_TEXT) find(c, CONTRAST_TEXT, text->item, text->item->color, ground, ratio);
}

/* The colour that bounds a shape: its edge where it has one. A pattern brings its own. */
static void check_mark(Contrast *c, guint index, const Placed *mark) {
  const Paint *paint = &mark->item->paint;
  ColorToken token = paint->stroke != COLOR_NONE ? paint->stroke : paint->fill;
  if (token == COLOR_NONE || is_decorative(c, token)) return;
  const ThemePattern *pattern = paint->stroke == COLOR_NONE ? theme_pattern(c->theme, token, c->mode) : NULL;
  guint32 rgb = pattern && pattern->kind != PATTERN_PLAIN ? pattern->ink : theme_rgb(c->theme, token, c->mode);
  const SceneItem *ground = ground_of(c, index, &mark->area);
  if (ground && ground->paint.fill == token) return; /* one shape in parts */
  double ratio = against_ground(c, rgb, ground);
  if (ratio < LEAST_MARK) find(c, CONTRAST_MARK, mark->item, token, ground, ratio);
}

static bool side_by_side(const Placed *a, const Placed *b) {
  double overlap = area_overlap(&a->area, &b->area);
  double shared = MAX(MIN(a->area.x2, b->area.x2) - MAX(a->area.x1, b->area.x1),
                      MIN(a->area.y2, b->area.y2) - MAX(a->area.y1, b->area.y1));
  return overlap <= SLACK && overlap >= -NEIGHBOUR_GAP && shared > SLACK;
}

static bool told_by_pattern(const Contrast *c, ColorToken a, ColorToken b) {
  const ThemePattern *x = theme_pattern(c->theme, a, c->mode), *y = theme_pattern(c->theme, b, c->mode);
  if (!x && !y) return false;
  return !x || !y || x->kind != y->kind || x->pitch != y->pitch || x->ground != y->ground;
}

static void check_neighbours(Contrast *c, guint index, const Placed *fill) {
  ColorToken own = fill->item->paint.fill;
  if (own == COLOR_NONE || !fill->rectangle || is_decorative(c, own)) return;
  for (guint i = 0; i < index; i++) {
    const Placed *other = &g_array_index(c->placed, Placed, i);
    ColorToken token = other->item->kind == SCENE_PATH ? other->item->paint.fill : COLOR_NONE;
    if (token == COLOR_NONE || token == own || !other->rectangle || other->item->paint.plate || is_decorative(c, token)) continue;
    if (!side_by_side(fill, other) || told_by_pattern(c, own, token)) continue;
    double ratio = contrast_ratio(theme_rgb(c->theme, own, c->mode), theme_rgb(c->theme, token, c->mode));
    if (ratio < LEAST_MARK) find(c, CONTRAST_FILLS, fill->item, own, other->item, ratio);
  }
}

GArray *scene_contrast(const Scene *scene, ThemeMode mode, double *lowest) {
  g_autoptr(GArray) placed = scene_place(scene);
  Contrast c = {.scene = scene, .theme = scene_theme(scene), .mode = mode, .placed = placed, .lowest = 21};
  c.found = g_array_new(FALSE, FALSE, sizeof(ContrastFinding));
  for (guint i = 0; i < placed->len; i++) {
    const Placed *p = &g_array_index(placed, Placed, i);
    if (p->item->kind == SCENE_TEXT) {
      check_text(&c, i, p);
    } else if (!p->item->paint.plate) {
      check_mark(&c, i, p);
      if (mode == THEME_GREY) check_neighbours(&c, i, p);
    }
  }
  if (lowest) *lowest = c.lowest;
  return c.found;
}
