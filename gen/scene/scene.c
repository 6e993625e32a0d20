/* The scene as a list: groups, paths, texts and links in paint order. It exists so that one drawing serves PDF, SVG and
 * golden tests alike. It must not know any of them, nor where its numbers came from. Shapes made of paths are in
 * scene_draw.c, icons in svg_path.c, the dump in dump.c. */
#include "scene/scene.h"
#include <math.h>

struct Scene {
  const Theme *theme;
  TextEngine *text;
  double width, height;
  GArray *items;    /* SceneItem */
  GArray *segments; /* Segment */
  guint path_start; /* first segment of the path under construction */
  guint depth;      /* open groups */
  GStringChunk *strings;
};

/* 1/100 of a point or px: less than any device shows, and the same on every machine. Adding 0 turns -0 into 0. */
static double quantised(double value) {
  return round(value * 100) / 100 + 0.0;
}

static void item_clear(gpointer data) {
  SceneItem *item = data;
  if (item->rects) g_array_unref(item->rects);
}

Scene *scene_new(const Theme *theme, TextEngine *text, double width, double height) {
  Scene *scene = g_new0(Scene, 1);
  scene->theme = theme;
  scene->text = text;
  scene->width = quantised(width);
  scene->height = quantised(height);
  scene->items = g_array_new(FALSE, TRUE, sizeof(SceneItem));
  g_array_set_clear_func(scene->items, item_clear);
  scene->segments = g_array_new(FALSE, TRUE, sizeof(Segment));
  scene->strings = g_string_chunk_new(1024);
  return scene;
}

void scene_free(Scene *scene) {
  if (!scene) return;
  g_array_unref(scene->items);
  g_array_unref(scene->segments);
  g_string_chunk_free(scene->strings);
  g_free(scene);
}

double scene_width(const Scene *scene) {
  return scene->width;
}

double scene_height(const Scene *scene) {
  return scene->height;
}

void scene_set_height(Scene *scene, double height) {
  scene->height = quantised(height);
}

const Theme *scene_theme(const Scene *scene) {
  return scene->theme;
}

TextEngine *scene_text_engine(const Scene *scene) {
  return scene->text;
}

guint scene_length(const Scene *scene) {
  return scene->items->len;
}

const SceneItem *scene_item(const Scene *scene, guint index) {
  g_assert(index < scene->items->len);
  return &g_array_index(scene->items, SceneItem, index);
}

const Segment *scene_segments(const Scene *scene) {
  return (const Segment *)(const void *)scene->segments->data;
}

/* A new item at the end; borrowed until the next one. A path that was begun and never painted is a bug in a figure. */
static SceneItem *item_add(Scene *scene, SceneKind kind) {
  g_assert(scene->path_start == scene->segments->len);
  g_array_set_size(scene->items, scene->items->len + 1);
  SceneItem *item = &g_array_index(scene->items, SceneItem, scene->items->len - 1);
  item->kind = kind;
  item->paint = (Paint){.fill = COLOR_NONE, .stroke = COLOR_NONE};
  item->color = COLOR_NONE;
  return item;
}

/* ---- groups ---- */

void scene_group_begin(Scene *scene, const char *name, double dx, double dy) {
  SceneItem *item = item_add(scene, SCENE_GROUP_BEGIN);
  item->dx = quantised(dx);
  item->dy = quantised(dy);
  item->name = g_intern_string(name);
  scene->depth++;
}

void scene_group_clip(Scene *scene, const char *name, double dx, double dy, double x, double y, double w, double h) {
  scene_group_begin(scene, name, dx, dy);
  SceneItem *item = &g_array_index(scene->items, SceneItem, scene->items->len - 1);
  item->clipped = true;
  item->clip[0] = quantised(x);
  item->clip[1] = quantised(y);
  item->clip[2] = quantised(MAX(w, 0));
  item->clip[3] = quantised(MAX(h, 0));
}

void scene_group_end(Scene *scene) {
  g_assert(scene->depth > 0);
  item_add(scene, SCENE_GROUP_END);
  scene->depth--;
}

/* ---- paths ---- */

static void segment_add(Scene *scene, char op, const double *x, guint n) {
  Segment segment = {.op = op};
  for (guint i = 0; i < n; i++) segment.x[i] = quantised(x[i]);
  g_array_append_val(scene->segments, segment);
}

void scene_move_to(Scene *scene, double x, double y) {
  segment_add(scene, 'M', (double[]){x, y}, 2);
}

void scene_line_to(Scene *scene, double x, double y) {
  segment_add(scene, 'L', (double[]){x, y}, 2);
}

void scene_curve_to(Scene *scene, double x1, double y1, double x2, double y2, double x, double y) {
  segment_add(scene, 'C', (double[]){x1, y1, x2, y2, x, y}, 6);
}

void scene_close(Scene *scene) {
  segment_add(scene, 'Z', NULL, 0);
}

void scene_paint(Scene *scene, Paint paint) {
  guint first = scene->path_start, count = scene->segments->len - first;
  bool visible = paint.fill != COLOR_NONE || (paint.stroke != COLOR_NONE && paint.width > 0);
  if (count == 0 || !visible) {
    g_array_set_size(scene->segments, first);
    return;
  }
  scene->path_start = scene->segments->len;
  SceneItem *item = item_add(scene, SCENE_PATH);
  item->first_segment = first;
  item->segments = count;
  paint.width = quantised(paint.width);
  paint.dash_on = quantised(paint.dash_on);
  paint.dash_off = quantised(paint.dash_off);
  item->paint = paint;
}

/* ---- text and links ---- */

static double anchored_left(double x, double width, TextAnchor anchor) {
  return anchor == ANCHOR_START ? x : anchor == ANCHOR_MIDDLE ? x - width / 2 : x - width;
}

double scene_text(Scene *scene, double x, double baseline, const char *text, TextFont font, ColorToken color,
                  TextAnchor anchor, guint tag) {
  if (!text || !*text) return 0;
  /* Everyone downstream walks characters without looking for the end of the string in each. */
  g_autofree char *mended = g_utf8_validate(text, -1, NULL) ? NULL : g_utf8_make_valid(text, -1);
  if (mended) text = mended;
  SceneItem *item = item_add(scene, SCENE_TEXT);
  item->run = text_shape(scene->text, text, font);
  item->width = quantised(item->run ? text_run_width(item->run) : text_width(scene->text, text, font));
  item->text = g_string_chunk_insert(scene->strings, text);
  item->font = font;
  item->color = color;
  item->anchor = anchor;
  item->anchor_x = quantised(x);
  item->x = quantised(anchored_left(x, item->width, anchor));
  item->y = quantised(baseline);
  item->tag = tag;
  return item->width;
}

void scene_join(Scene *scene) {
  SceneItem *item = &g_array_index(scene->items, SceneItem, scene->items->len - 1);
  g_assert(item->kind == SCENE_TEXT);
  item->joined = true;
}

void scene_link(Scene *scene, const char *uri, const double (*rects)[4], guint count, guint tag) {
  if (count == 0) return;
  SceneItem *item = item_add(scene, SCENE_LINK);
  item->uri = g_string_chunk_insert(scene->strings, uri);
  item->tag = tag;
  item->rects = g_array_sized_new(FALSE, FALSE, sizeof(double[4]), count);
  for (guint i = 0; i < count; i++) {
    double rect[4];
    for (guint k = 0; k < 4; k++) rect[k] = quantised(rects[i][k]);
    g_array_append_vals(item->rects, rect, 1);
  }
}

/* ---- scenes in scenes ---- */

static void item_copy(Scene *scene, const Scene *part, const SceneItem *source, guint segment_shift) {
  SceneItem *item = item_add(scene, source->kind);
  *item = *source;
  item->first_segment += segment_shift;
  if (source->text) item->text = g_string_chunk_insert(scene->strings, source->text);
  if (source->uri) item->uri = g_string_chunk_insert(scene->strings, source->uri);
  if (source->rects) item->rects = g_array_copy(source->rects);
  g_assert(part->text == scene->text || !source->run);
}

void scene_append(Scene *scene, const Scene *part, double dx, double dy) {
  g_assert(part != scene && part->depth == 0);
  guint shift = scene->segments->len;
  bool moved = dx != 0 || dy != 0;
  if (moved) scene_group_begin(scene, NULL, dx, dy);
  g_array_append_vals(scene->segments, part->segments->data, part->path_start);
  scene->path_start = scene->segments->len;
  for (guint i = 0; i < part->items->len; i++)
    item_copy(scene, part, &g_array_index(part->items, SceneItem, i), shift);
  if (moved) scene_group_end(scene);
}
