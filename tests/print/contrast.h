/* How well a page is seen: each fill and line against what it lies on, fills against the fills beside them, text against
 * what is below it, as WCAG 2.2 ratios. `check` judges every page by the areas of its items (scene/contrast.c); this is the
 * witness beside it, which looks at what is painted: a map in which each pixel says whose it is, and through the eyes of a
 * grey printer too. */
#pragma once
#include "base/number.h"
#include "config/theme.h"
#include "scene/pattern.h"
#include "surface/draw.h"
#include <math.h>
#include <string.h>

typedef enum { LOOK_SCREEN, LOOK_GREY, LOOK_SCREEN_COPIED, LOOK_PRINT_COPIED, LOOKS } Look;
static const struct { const char *name; ThemeMode mode; bool copied; } LOOK_OF[LOOKS] = {
    {"screen", THEME_LIGHT, false},
    {"greyscale", THEME_GREY, false},
    {"screen on a grey printer", THEME_LIGHT, true},
    {"print on a grey printer", THEME_PRINT, true}};

/* STYLE.md, section 3: text 4.5, graphics 3. */
static const double LEAST_TEXT = 4.5, LEAST_MARK = 3;
/* Seen as ground, never as a mark of their own: their edges may fade. */
static const char *const GROUNDS[] = {"surface", "page", "wash", "track", "grid", "range", "band", "focus-bg", "focus-range",
                                      "brand", "brand-tile", NULL};

typedef enum { PAIR_TEXT, PAIR_MARK, PAIR_BESIDE, PAIR_KINDS } PairKind;
typedef struct {
  PairKind kind;
  ColorToken one, other; /* the text or mark, and what it stands on or beside */
  double ratio;          /* the lowest met */
  const char *text;      /* some text, borrowed from the scene; NULL */
} Pair;

typedef struct {
  const Theme *theme;
  Look look;
  GArray *pairs; /* Pair, one for each kind and two tokens */
} Contrast;

/* ---- colours ---- */

static inline double linear(double part) {
  return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4);
}

/* What a grey printer makes of a colour is what pdftoppm -gray makes of it: a mean of the parts as they are coded. */
static inline double luminance(guint32 rgb, bool copied) {
  double red = (rgb >> 16 & 0xff) / 255.0, green = (rgb >> 8 & 0xff) / 255.0, blue = (rgb & 0xff) / 255.0;
  if (copied) return linear(0.30 * red + 0.59 * green + 0.11 * blue);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

static inline double ratio_of(double a, double b) {
  return (MAX(a, b) + 0.05) / (MIN(a, b) + 0.05);
}

static inline double contrast_ratio(const Contrast *c, guint32 one, guint32 other) {
  return ratio_of(luminance(one, LOOK_OF[c->look].copied), luminance(other, LOOK_OF[c->look].copied));
}

static inline bool is_ground(const Contrast *c, ColorToken token) {
  return g_strv_contains(GROUNDS, theme_color_name(c->theme, token));
}

/* The lowest and the highest contrast of a plain colour with a fill, which may be a pattern of two. */
static inline void contrast_with_fill(const Contrast *c, guint32 plain, ColorToken fill, bool plate, double *low, double *high) {
  const ThemePattern *pattern = theme_pattern(c->theme, fill, LOOK_OF[c->look].mode);
  if (pattern) {
    double ground = contrast_ratio(c, plain, pattern->ground);
    bool marks = !plate && pattern->kind != PATTERN_PLAIN;
    double ink = plate ? ground : contrast_ratio(c, plain, pattern->ink);
    *low = marks ? MIN(ground, ink) : ground;
    *high = MAX(ground, ink);
  } else {
    *low = *high = contrast_ratio(c, plain, theme_rgb(c->theme, fill, LOOK_OF[c->look].mode));
  }
}

static inline void note_pair(Contrast *c, PairKind kind, ColorToken one, ColorToken other, double ratio, const char *text) {
  for (guint i = 0; i < c->pairs->len; i++) {
    Pair *pair = &g_array_index(c->pairs, Pair, i);
    if (pair->kind != kind || pair->one != one || pair->other != other) continue;
    if (ratio < pair->ratio) pair->ratio = ratio, pair->text = text;
    return;
  }
  Pair pair = {kind, one, other, ratio, text};
  g_array_append_val(c->pairs, pair);
}

/* ---- the map: 0 = paper, else 1 + 2 × item, + 1 for its line ---- */

enum { MAP_SCALE = 3, MAP_BESIDE = 2 * MAP_SCALE }; /* pixels a point; fills this far apart stand beside each other */

typedef struct {
  Contrast *contrast;
  const Scene *scene;
  cairo_surface_t *surface;
  cairo_t *cr;
  int width, height;
  guint32 *before; /* of the rows that a part is painted over */
} Map;

static inline guint32 *map_row(const Map *map, int y) {
  return (guint32 *)(void *)(cairo_image_surface_get_data(map->surface) + (gsize)y * (gsize)cairo_image_surface_get_stride(map->surface));
}

static inline guint32 map_at(const Map *map, int x, int y) { return map_row(map, y)[x] & 0xffffff; }

typedef struct { ColorToken token; bool plate, line, paper; guint item; } Part;

static inline Part part_of(const Map *map, guint32 value) {
  if (value == 0) return (Part){.token = theme_color(map->contrast->theme, "page"), .paper = true};
  const SceneItem *item = scene_item(map->scene, (value - 1) / 2);
  bool line = (value - 1) % 2;
  return (Part){.token = line ? item->paint.stroke : item->paint.fill, .plate = !line && item->paint.plate, .line = line,
                .item = (value - 1) / 2};
}

static inline int by_count(gconstpointer a, gconstpointer b) {
  const guint(*x)[2] = a, (*y)[2] = b;
  return ((*x)[1] < (*y)[1]) - ((*x)[1] > (*y)[1]);
}

/* Values and how often each: guint[2], owned by the caller. */
static inline GArray *tally_new(void) { return g_array_new(FALSE, FALSE, sizeof(guint[2])); }

static inline void tally_add(GArray *tally, guint32 value) {
  for (guint i = 0; i < tally->len; i++) {
    guint *entry = (guint *)(void *)(tally->data + i * sizeof(guint[2]));
    if (entry[0] != value) continue;
    entry[1]++;
    return;
  }
  guint entry[2] = {value, 1};
  g_array_append_val(tally, entry);
}

/* The box in the map of what is about to be painted, within the map. */
static inline bool map_box(const Map *map, bool line, int box[4]) {
  double x1, y1, x2, y2;
  (line ? cairo_stroke_extents : cairo_fill_extents)(map->cr, &x1, &y1, &x2, &y2);
  cairo_user_to_device(map->cr, &x1, &y1);
  cairo_user_to_device(map->cr, &x2, &y2);
  box[0] = CLAMP((int)floor(x1) - 1, 0, map->width), box[1] = CLAMP((int)floor(y1) - 1, 0, map->height);
  box[2] = CLAMP((int)ceil(x2) + 1, 0, map->width), box[3] = CLAMP((int)ceil(y2) + 1, 0, map->height);
  return box[2] > box[0] && box[3] > box[1];
}

/* Paints the current path with the item's number, and gives what was there before. NULL when nothing shows. */
static inline GArray *paint_part(Map *map, guint32 value, bool line) {
  int box[4];
  if (!map_box(map, line, box)) {
    cairo_new_path(map->cr);
    return NULL;
  }
  cairo_surface_flush(map->surface);
  for (int y = box[1]; y < box[3]; y++)
    memcpy(map->before + (gsize)y * (gsize)map->width + box[0], map_row(map, y) + box[0], (gsize)(box[2] - box[0]) * sizeof(guint32));
  cairo_set_source_rgb(map->cr, (value >> 16 & 0xff) / 255.0, (value >> 8 & 0xff) / 255.0, (value & 0xff) / 255.0);
  (line ? cairo_stroke : cairo_fill)(map->cr);
  cairo_surface_flush(map->surface);
  GArray *tally = tally_new();
  for (int y = box[1]; y < box[3]; y++)
    for (int x = box[0]; x < box[2]; x++)
      if (map_at(map, x, y) == value) tally_add(tally, map->before[(gsize)y * (gsize)map->width + (gsize)x] & 0xffffff);
  g_array_sort(tally, by_count);
  return tally;
}

/* What most of a part lies on: its own item's fill left out, and lines, which it hides or crosses. False when that is all. */
static inline bool main_ground(const Map *map, const GArray *tally, guint item, Part *ground) {
  for (guint i = 0; tally && i < tally->len; i++) {
    Part part = part_of(map, ((const guint(*)[2])(const void *)tally->data)[i][0]);
    if (!part.paper && (part.item == item || part.line)) continue;
    *ground = part;
    return true;
  }
  return false;
}

/* ---- looking while it is painted ---- */

/* The highest contrast of a fill, or of the line around it, with its ground. */
static inline double mark_ratio(const Contrast *c, ColorToken token, bool fill, const Part *ground) {
  const ThemePattern *pattern = fill ? theme_pattern(c->theme, token, LOOK_OF[c->look].mode) : NULL;
  guint32 tones[] = {pattern ? pattern->ground : theme_rgb(c->theme, token, LOOK_OF[c->look].mode),
                     pattern ? pattern->ink : theme_rgb(c->theme, token, LOOK_OF[c->look].mode)};
  double best = 0, low, high;
  for (guint i = 0; i < 2; i++) {
    contrast_with_fill(c, tones[i], ground->token, ground->plate, &low, &high);
    best = MAX(best, low);
  }
  return best;
}

static inline void look_at_path(Map *map, guint index, const SceneItem *item) {
  Contrast *c = map->contrast;
  const Paint *paint = &item->paint;
  bool filled = paint->fill != COLOR_NONE && !pattern_hides(item, c->theme, LOOK_OF[c->look].mode);
  bool lined = paint->stroke != COLOR_NONE && paint->width > 0;
  double fill_ratio = 0, line_ratio = 0;
  Part fill_ground = {0}, line_ground = {0};
  bool fill_seen = false, line_seen = false;
  if (filled) {
    draw_trace(map->cr, map->scene, item);
    g_autoptr(GArray) below = paint_part(map, 1 + 2 * index, false);
    fill_seen = main_ground(map, below, index, &fill_ground) && !paint->plate && !is_ground(c, paint->fill);
    if (fill_seen) fill_ratio = mark_ratio(c, paint->fill, true, &fill_ground);
  }
  if (lined) {
    draw_trace(map->cr, map->scene, item);
    draw_stroke_style(map->cr, paint);
    g_autoptr(GArray) below = paint_part(map, 2 + 2 * index, true);
    line_seen = main_ground(map, below, index, &line_ground) && !is_ground(c, paint->stroke);
    if (line_seen) line_ratio = mark_ratio(c, paint->stroke, false, &line_ground);
  }
  /* A light fill is seen by the line around it, a line around a dark fill by that fill. */
  if (fill_seen && !(line_seen && line_ratio > fill_ratio))
    note_pair(c, PAIR_MARK, paint->fill, fill_ground.token, fill_ratio, NULL);
  if (line_seen && !(fill_seen && fill_ratio >= line_ratio))
    note_pair(c, PAIR_MARK, paint->stroke, line_ground.token, line_ratio, NULL);
}

/* Below the letters from baseline to capital height: what covers a tenth of that counts. */
static inline void look_at_text(Map *map, const SceneItem *item) {
  Contrast *c = map->contrast;
  double x1 = item->x, y1 = item->y - 0.73 * item->font.size, x2 = item->x + item->width, y2 = item->y;
  cairo_user_to_device(map->cr, &x1, &y1);
  cairo_user_to_device(map->cr, &x2, &y2);
  g_autoptr(GArray) tally = tally_new();
  guint all = 0;
  for (int y = MAX((int)y1, 0); y < MIN((int)y2, map->height); y++)
    for (int x = MAX((int)x1, 0); x < MIN((int)x2, map->width); x++, all++) tally_add(tally, map_at(map, x, y));
  guint32 rgb = theme_rgb(c->theme, item->color, LOOK_OF[c->look].mode);
  for (guint i = 0; i < tally->len; i++) {
    const guint *entry = ((const guint(*)[2])(const void *)tally->data)[i];
    if (entry[1] * 10 < all) continue;
    Part ground = part_of(map, entry[0]);
    double low, high;
    contrast_with_fill(c, rgb, ground.token, ground.plate, &low, &high);
    note_pair(c, PAIR_TEXT, item->color, ground.token, low, item->text);
  }
}

/* ---- looking when all is painted: fills that touch, or with only a gap between ---- */

/* Two fills differ by pattern when one has what the other has not, or by tone. */
static inline double beside_ratio(const Contrast *c, ColorToken one, ColorToken other) {
  ThemeMode mode = LOOK_OF[c->look].mode;
  const ThemePattern *a = theme_pattern(c->theme, one, mode), *b = theme_pattern(c->theme, other, mode);
  bool marked_a = a && a->kind != PATTERN_PLAIN, marked_b = b && b->kind != PATTERN_PLAIN;
  if (marked_a != marked_b || (marked_a && (a->kind != b->kind || a->ground != b->ground))) return INFINITY;
  guint32 tone_a = a ? a->ground : theme_rgb(c->theme, one, mode), tone_b = b ? b->ground : theme_rgb(c->theme, other, mode);
  return contrast_ratio(c, tone_a, tone_b);
}

/* A run of fill ends where another begins, at most a gap of ground further. */
static inline void count_pair(GHashTable *met, ColorToken one, ColorToken other) {
  guint64 key = (guint64)MIN(one, other) << 32 | MAX(one, other);
  guint count = GPOINTER_TO_UINT(g_hash_table_lookup(met, &key));
  g_hash_table_replace(met, g_memdup2(&key, sizeof key), GUINT_TO_POINTER(count + 1));
}

static inline void look_along(const Map *map, int fixed, bool across, GHashTable *met) {
  int length = across ? map->width : map->height, since = 0;
  guint32 run = 0, last = 0; /* what the walk is in, and the last fill it met */
  bool fill = false;
  for (int i = 0; i < length; i++) {
    guint32 value = across ? map_at(map, i, fixed) : map_at(map, fixed, i);
    if (value != run) {
      Part part = part_of(map, value), before = part_of(map, last);
      run = value;
      fill = value != 0 && !part.line && !part.plate && !is_ground(map->contrast, part.token);
      if (fill && last && since <= MAP_BESIDE && before.token != part.token) count_pair(met, before.token, part.token);
      if (fill) last = value;
    }
    since = fill ? 0 : since + 1;
  }
}

static inline void look_beside(Map *map) {
  g_autoptr(GHashTable) met = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  for (int y = 0; y < map->height; y++) look_along(map, y, true, met);
  for (int x = 0; x < map->width; x++) look_along(map, x, false, met);
  GHashTableIter iter;
  gpointer key, count;
  g_hash_table_iter_init(&iter, met);
  while (g_hash_table_iter_next(&iter, &key, &count)) {
    guint64 pair = *(guint64 *)key;
    if (GPOINTER_TO_UINT(count) < 3 * MAP_SCALE) continue; /* corners that meet */
    ColorToken one = (ColorToken)(pair >> 32), other = (ColorToken)(pair & 0xffff);
    note_pair(map->contrast, PAIR_BESIDE, one, other, beside_ratio(map->contrast, one, other), NULL);
  }
}

/* ---- a whole scene ---- */

static inline void contrast_look(Contrast *c, const Scene *scene) {
  Map map = {.contrast = c, .scene = scene};
  map.width = (int)ceil(scene_width(scene) * MAP_SCALE), map.height = (int)ceil(scene_height(scene) * MAP_SCALE);
  map.surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, map.width, map.height);
  map.before = g_new(guint32, (gsize)map.width * (gsize)map.height);
  map.cr = cairo_create(map.surface);
  cairo_set_antialias(map.cr, CAIRO_ANTIALIAS_NONE);
  cairo_scale(map.cr, MAP_SCALE, MAP_SCALE);
  for (guint i = 0; i < scene_length(scene); i++) {
    const SceneItem *item = scene_item(scene, i);
    if (item->kind == SCENE_GROUP_BEGIN) draw_group_begin(map.cr, item);
    if (item->kind == SCENE_GROUP_END) draw_group_end(map.cr);
    if (item->kind == SCENE_PATH) look_at_path(&map, i, item);
    if (item->kind == SCENE_TEXT) look_at_text(&map, item);
  }
  look_beside(&map);
  cairo_destroy(map.cr);
  cairo_surface_destroy(map.surface);
  g_free(map.before);
}

static inline int by_kind_and_ratio(gconstpointer a, gconstpointer b) {
  const Pair *x = a, *y = b;
  return x->kind != y->kind ? (int)x->kind - (int)y->kind : (x->ratio > y->ratio) - (x->ratio < y->ratio);
}

/* The pairs below what they must have, a line each; "" when all is well. Owned by the caller. */
static inline char *contrast_failures(Contrast *c) {
  static const char *const words[PAIR_KINDS][2] = {{"text", "on"}, {"mark", "on"}, {"fill", "beside"}};
  GString *out = g_string_new(NULL);
  g_array_sort(c->pairs, by_kind_and_ratio);
  for (guint i = 0; i < c->pairs->len; i++) {
    const Pair *pair = &g_array_index(c->pairs, Pair, i);
    if (pair->ratio >= (pair->kind == PAIR_TEXT ? LEAST_TEXT : LEAST_MARK)) continue;
    g_autofree char *ratio = number_format(MIN(pair->ratio, 21), 2, &NUMBER_STYLE_MACHINE);
    g_string_append_printf(out, "%s: %s %s %s %s: %s%s%s\n", LOOK_OF[c->look].name, words[pair->kind][0],
                           theme_color_name(c->theme, pair->one), words[pair->kind][1],
                           theme_color_name(c->theme, pair->other), ratio, pair->text ? ", " : "", pair->text ? pair->text : "");
  }
  return g_string_free(out, FALSE);
}
