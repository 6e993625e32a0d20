/* Bleed and crop marks. Layout draws in the finished page's coordinates and lets what runs to the edge run on; here the file's
 * page grows around it and says where to cut. It must not know what is drawn. */
#include "surface/pdf_boxes.h"
#include "surface/draw.h"
#include "surface/pdf_syntax.h"

/* In millimetres: marks keep clear of the bleed, and of a finished page that has none. */
static const double LEAST_OFFSET = 3, MARK = 5, AIR = 1;
static const double HAIRLINE = 0.25; /* points */

static double mm(double millimetres) { return millimetres * 72 / 25.4; }

static double mark_offset(const Pages *pages) { return MAX(pages->bleed, mm(LEAST_OFFSET)); }

double pdf_boxes_margin(const Pages *pages) {
  return pages->crop_marks ? mark_offset(pages) + mm(MARK + AIR) : pages->bleed;
}

void pdf_boxes_draw_marks(cairo_t *cr, const Pages *pages, const Scene *scene, ThemeMode mode) {
  if (!pages->crop_marks) return;
  double near = mark_offset(pages), far = near + mm(MARK);
  double xs[] = {0, scene_width(scene)}, ys[] = {0, scene_height(scene)};
  for (guint i = 0; i < 4; i++) {
    double x = xs[i % 2], y = ys[i / 2], out_x = i % 2 ? 1 : -1, out_y = i / 2 ? 1 : -1;
    cairo_move_to(cr, x + out_x * near, y);
    cairo_line_to(cr, x + out_x * far, y);
    cairo_move_to(cr, x, y + out_y * near);
    cairo_line_to(cr, x, y + out_y * far);
  }
  draw_color(cr, scene_theme(scene), mode, theme_color(scene_theme(scene), "ink"));
  cairo_set_line_width(cr, HAIRLINE);
  cairo_stroke(cr);
}

static void add_box(GString *out, const char *name, double from_left, double from_bottom, double width, double height) {
  const double corners[] = {from_left, from_bottom, from_left + width, from_bottom + height};
  g_string_append_printf(out, "%s[", name);
  for (guint i = 0; i < G_N_ELEMENTS(corners); i++) {
    if (i > 0) g_string_append_c(out, ' ');
    pdf_add_number(out, corners[i]);
  }
  g_string_append_c(out, ']');
}

void pdf_boxes_add(GString *out, const Pages *pages, const Scene *scene) {
  double margin = pdf_boxes_margin(pages), bleed = pages->bleed;
  if (margin <= 0) return;
  double width = scene_width(scene), height = scene_height(scene);
  add_box(out, "/BleedBox", margin - bleed, margin - bleed, width + 2 * bleed, height + 2 * bleed);
  add_box(out, "/TrimBox", margin, margin, width, height);
}
