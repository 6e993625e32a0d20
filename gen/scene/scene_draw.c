/* Shapes that figures share, made of the scene's own paths: rectangles, lines, circles, hatches, plates. They exist so
 * that all figures draw them alike. They must not know what a shape means. */
#include "scene/scene.h"
#include <math.h>

/* Control points of a quarter circle lie this far along its tangents, in radii. */
static const double KAPPA = 0.5522847498;

void scene_rect(Scene *scene, double x, double y, double w, double h, Paint paint) {
  if (w <= 0 || h <= 0) return;
  scene_move_to(scene, x, y);
  scene_line_to(scene, x + w, y);
  scene_line_to(scene, x + w, y + h);
  scene_line_to(scene, x, y + h);
  scene_close(scene);
  scene_paint(scene, paint);
}

void scene_line(Scene *scene, double x1, double y1, double x2, double y2, Paint paint) {
  scene_move_to(scene, x1, y1);
  scene_line_to(scene, x2, y2);
  scene_paint(scene, paint);
}

void scene_circle(Scene *scene, double cx, double cy, double r, Paint paint) {
  if (r <= 0) return;
  double k = r * KAPPA;
  scene_move_to(scene, cx + r, cy);
  scene_curve_to(scene, cx + r, cy + k, cx + k, cy + r, cx, cy + r);
  scene_curve_to(scene, cx - k, cy + r, cx - r, cy + k, cx - r, cy);
  scene_curve_to(scene, cx - r, cy - k, cx - k, cy - r, cx, cy - r);
  scene_curve_to(scene, cx + k, cy - r, cx + r, cy - k, cx + r, cy);
  scene_close(scene);
  scene_paint(scene, paint);
}

void scene_hatch(Scene *scene, double x, double y, double w, double h, double pitch, Paint paint) {
  g_assert(pitch > 0);
  /* Half a line's width inside, so that ends stay within the box. */
  double inset = MIN(0.55, MIN(w, h) / 4);
  x += inset, y += inset, w -= 2 * inset, h -= 2 * inset;
  if (w <= 0 || h <= 0) return;
  /* Lines rise to the right; each is given by where it meets the bottom edge, which may be left of the box. */
  for (double t = pitch / 2 - h; t < w; t += pitch) {
    double left = MAX(t, 0), right = MIN(t + h, w);
    if (right - left < 0.05) continue;
    scene_move_to(scene, x + left, y + h - (left - t));
    scene_line_to(scene, x + right, y + h - (right - t));
  }
  paint.fill = COLOR_NONE;
  scene_paint(scene, paint);
}

/* From `up` em above the baseline, 1.04 em high. */
static void plate(Scene *scene, Paint paint, double pad, double up, double x, double baseline, const char *text,
                  TextFont font, TextAnchor anchor) {
  if (!text || !*text) return;
  double width = text_width(scene_text_engine(scene), text, font);
  double left = anchor == ANCHOR_START ? x : anchor == ANCHOR_MIDDLE ? x - width / 2 : x - width;
  scene_rect(scene, left - pad, baseline - up * font.size, width + 2 * pad, 1.04 * font.size, paint);
}

void scene_plate(Scene *scene, double x, double baseline, const char *text, TextFont font, TextAnchor anchor) {
  plate(scene, paint_fill(theme_color(scene_theme(scene), "surface")), 1, 0.82, x, baseline, text, font, anchor);
}

/* Labels on fills are numbers: it lies around their middle. */
void scene_plate_on(Scene *scene, ColorToken fill, double x, double baseline, const char *text, TextFont font,
                    TextAnchor anchor) {
  Paint paint = paint_fill(fill);
  paint.plate = true;
  plate(scene, paint, 3, 0.88, x, baseline, text, font, anchor);
}
