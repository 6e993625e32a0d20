/* A scene as text, one item a line: what golden tests compare and what a developer reads first when a figure looks
 * wrong. It must stay stable: a change here changes every golden. */
#include "base/number.h"
#include "scene/scene.h"
#include "scene/tag.h"

static void add_numbers(GString *out, const double *values, guint n) {
  for (guint i = 0; i < n; i++) {
    g_string_append_c(out, ' ');
    number_append_short(out, values[i], 2);
  }
}

static void add_number(GString *out, const char *key, double value) {
  g_string_append_printf(out, " %s=", key);
  number_append_short(out, value, 2);
}

/* Blanks that look alike are told apart; so is the soft hyphen that a line break shows. */
static void add_string(GString *out, const char *text) {
  g_string_append(out, " \"");
  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (c == '"' || c == '\\')
      g_string_append_printf(out, "\\%c", (char)c);
    else if (c < 0x20 || c == 0x7f || c == 0xa0 || c == 0xad || (c >= 0x2000 && c <= 0x200f) || c == 0x2011 || c == 0x202f)
      g_string_append_printf(out, "\\u%04x", c);
    else
      g_string_append_unichar(out, c);
  }
  g_string_append_c(out, '"');
}

static void add_color(GString *out, const Scene *scene, const char *key, ColorToken color) {
  if (color != COLOR_NONE) g_string_append_printf(out, " %s=%s", key, theme_color_name(scene_theme(scene), color));
}

static void dump_group(GString *out, const SceneItem *item) {
  g_string_append(out, "group");
  if (item->name) add_string(out, item->name);
  add_numbers(out, (double[]){item->dx, item->dy}, 2);
  if (!item->clipped) return;
  g_string_append(out, " clip");
  add_numbers(out, item->clip, 4);
}

static void dump_path(GString *out, const Scene *scene, const SceneItem *item) {
  const Paint *paint = &item->paint;
  g_string_append(out, "path");
  add_color(out, scene, paint->plate ? "plate" : "fill", paint->fill);
  add_color(out, scene, "stroke", paint->stroke);
  if (paint->stroke != COLOR_NONE) {
    add_number(out, "width", paint->width);
    if (paint->dash_on > 0) {
      add_number(out, "dash", paint->dash_on);
      g_string_append_c(out, ',');
      number_append_short(out, paint->dash_off, 2);
    }
    if (paint->cap == CAP_ROUND) g_string_append(out, " cap=round");
    if (paint->join == JOIN_ROUND) g_string_append(out, " join=round");
  }
  for (guint i = 0; i < item->segments; i++) {
    const Segment *segment = &scene_segments(scene)[item->first_segment + i];
    g_string_append_printf(out, " %c", segment->op);
    add_numbers(out, segment->x, segment->op == 'C' ? 6 : segment->op == 'Z' ? 0 : 2);
  }
}

static void dump_text(GString *out, const Scene *scene, const SceneItem *item) {
  static const char *const anchors[] = {[ANCHOR_START] = "start", [ANCHOR_MIDDLE] = "middle", [ANCHOR_END] = "end"};
  g_string_append(out, "text");
  add_numbers(out, (double[]){item->x, item->y}, 2);
  add_string(out, item->text);
  add_number(out, "size", item->font.size);
  g_string_append_printf(out, " weight=%d", item->font.weight);
  if (item->font.tracking != 0) {
    g_string_append(out, " tracking=");
    number_append_short(out, item->font.tracking, 4);
  }
  add_color(out, scene, "color", item->color);
  if (item->anchor != ANCHOR_START) {
    g_string_append_printf(out, " %s=", anchors[item->anchor]);
    number_append_short(out, item->anchor_x, 2);
  }
  add_number(out, "w", item->width);
  if (item->tag == TAG_ARTIFACT) g_string_append(out, " artifact");
  else if (item->tag) g_string_append_printf(out, " #%u", item->tag);
}

static void dump_link(GString *out, const SceneItem *item) {
  g_string_append(out, "link");
  add_string(out, item->uri);
  for (guint i = 0; i < item->rects->len; i++) {
    g_string_append(out, " [");
    add_numbers(out, (const double *)(const void *)item->rects->data + 4 * i, 4);
    g_string_append(out, " ]");
  }
  if (item->tag) g_string_append_printf(out, " #%u", item->tag);
}

char *scene_dump(const Scene *scene) {
  GString *out = g_string_new("scene");
  add_numbers(out, (double[]){scene_width(scene), scene_height(scene)}, 2);
  g_string_append_c(out, '\n');
  int depth = 1;
  for (guint i = 0; i < scene_length(scene); i++) {
    const SceneItem *item = scene_item(scene, i);
    if (item->kind == SCENE_GROUP_END) depth--;
    g_string_append_printf(out, "%*s", depth * 2, "");
    switch (item->kind) {
    case SCENE_GROUP_BEGIN: dump_group(out, item), depth++; break;
    case SCENE_GROUP_END: g_string_append(out, "end"); break;
    case SCENE_PATH: dump_path(out, scene, item); break;
    case SCENE_TEXT: dump_text(out, scene, item); break;
    case SCENE_LINK: dump_link(out, item); break;
    }
    g_string_append_c(out, '\n');
  }
  return g_string_free(out, FALSE);
}
