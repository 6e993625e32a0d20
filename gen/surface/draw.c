/* Paths, clips and colours of a scene in Cairo's words. It exists so that PDF and bitmaps are painted alike. It must not
 * know tags: Cairo's versions disagree on tags around paths, so there are none. */
#include "surface/draw.h"
#include "scene/pattern.h"

static void set_rgb(cairo_t *cr, guint32 rgb) {
  cairo_set_source_rgb(cr, (rgb >> 16 & 0xff) / 255.0, (rgb >> 8 & 0xff) / 255.0, (rgb & 0xff) / 255.0);
}

void draw_color(cairo_t *cr, const Theme *theme, ThemeMode mode, ColorToken color) {
  set_rgb(cr, theme_rgb(theme, color, mode));
}

void draw_group_begin(cairo_t *cr, const SceneItem *item) {
  cairo_save(cr);
  cairo_translate(cr, item->dx, item->dy);
  if (!item->clipped) return;
  cairo_rectangle(cr, item->clip[0], item->clip[1], item->clip[2], item->clip[3]);
  cairo_clip(cr);
}

void draw_group_end(cairo_t *cr) {
  cairo_restore(cr);
}

static void trace(cairo_t *cr, const Segment *s, guint n) {
  for (guint i = 0; i < n; i++, s++) {
    switch (s->op) {
    case 'M': cairo_move_to(cr, s->x[0], s->x[1]); break;
    case 'L': cairo_line_to(cr, s->x[0], s->x[1]); break;
    case 'C': cairo_curve_to(cr, s->x[0], s->x[1], s->x[2], s->x[3], s->x[4], s->x[5]); break;
    default: cairo_close_path(cr);
    }
  }
}

void draw_trace(cairo_t *cr, const Scene *scene, const SceneItem *item) {
  trace(cr, scene_segments(scene) + item->first_segment, item->segments);
}

/* A rectangle as large as the page, drawn as two halves; a picture would show the seam, and needs none. */
static bool fill_whole_page(cairo_t *cr, const Scene *scene, const SceneItem *item) {
  if (cairo_surface_get_type(cairo_get_target(cr)) != CAIRO_SURFACE_TYPE_PDF) return false;
  double x1, y1, x2, y2, w = scene_width(scene), h = scene_height(scene);
  cairo_path_extents(cr, &x1, &y1, &x2, &y2);
  double ox = 0, oy = 0;
  cairo_user_to_device(cr, &ox, &oy);
  if (item->segments > 5 || x1 + ox > 0 || y1 + oy > 0 || x2 + ox < w || y2 + oy < h) return false;
  double middle = (y1 + y2) / 2;
  cairo_new_path(cr);
  cairo_rectangle(cr, x1, y1, x2 - x1, middle - y1);
  cairo_fill(cr);
  cairo_rectangle(cr, x1, middle, x2 - x1, y2 - middle);
  cairo_fill(cr);
  return true;
}

void draw_stroke_style(cairo_t *cr, const Paint *paint) {
  cairo_set_line_width(cr, paint->width);
  cairo_set_line_cap(cr, paint->cap == CAP_ROUND ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
  cairo_set_line_join(cr, paint->join == JOIN_ROUND ? CAIRO_LINE_JOIN_ROUND : CAIRO_LINE_JOIN_MITER);
  double dashes[] = {paint->dash_on, paint->dash_off > 0 ? paint->dash_off : paint->dash_on};
  cairo_set_dash(cr, dashes, paint->dash_on > 0 ? 2 : 0, 0);
}

/* Ground, marks and edge; the edge's outer half is clipped away. */
static void fill_pattern(cairo_t *cr, const Scene *scene, const SceneItem *item, const ThemePattern *pattern) {
  g_autoptr(GArray) marks = pattern_marks(pattern, scene, item);
  set_rgb(cr, pattern->ground);
  cairo_fill(cr);
  cairo_save(cr);
  draw_trace(cr, scene, item);
  cairo_clip(cr);
  set_rgb(cr, pattern->ink);
  trace(cr, (const Segment *)(const void *)marks->data, marks->len);
  draw_stroke_style(cr, &(Paint){.width = pattern->line, .cap = pattern_cap(pattern)});
  cairo_stroke(cr);
  if (pattern->edge > 0) {
    draw_trace(cr, scene, item);
    draw_stroke_style(cr, &(Paint){.width = 2 * pattern->edge});
    cairo_stroke(cr);
  }
  cairo_restore(cr);
}

static void fill_plainly(cairo_t *cr, const Scene *scene, const SceneItem *item, const Theme *theme, ThemeMode mode) {
  if (item->paint.plate)
    set_rgb(cr, theme_pattern(theme, item->paint.fill, mode)->ground);
  else
    draw_color(cr, theme, mode, item->paint.fill);
  if (!fill_whole_page(cr, scene, item)) cairo_fill(cr);
}

void draw_path(cairo_t *cr, const Scene *scene, const SceneItem *item, const Theme *theme, ThemeMode mode) {
  const Paint *paint = &item->paint;
  bool stroked = paint->stroke != COLOR_NONE && paint->width > 0;
  if (pattern_hides(item, theme, mode)) return;
  draw_trace(cr, scene, item);
  if (paint->fill != COLOR_NONE) {
    const ThemePattern *pattern = pattern_of(item, theme, mode);
    if (pattern)
      fill_pattern(cr, scene, item, pattern);
    else
      fill_plainly(cr, scene, item, theme, mode);
    if (stroked) draw_trace(cr, scene, item);
  }
  if (stroked) {
    draw_color(cr, theme, mode, paint->stroke);
    draw_stroke_style(cr, paint);
    cairo_stroke(cr);
  }
}
