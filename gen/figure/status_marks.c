/* The marks of a status: a shape and a colour each, so that a black-and-white print still tells them apart. They
 * must not know what is measured, nor the words that always stand beside them. */
#include "figure/canvas.h"

static Paint round_stroke(const FigureCanvas *canvas, const char *token, double width) {
  Paint paint = paint_stroke(canvas_color(canvas, token), width);
  paint.cap = CAP_ROUND;
  paint.join = JOIN_ROUND;
  return paint;
}

/* Filled circle with a check. */
static void mark_on_course(FigureCanvas *canvas, double x, double y, double r) {
  scene_circle(canvas->scene, x, y, r, canvas_fill(canvas, "ok"));
  scene_move_to(canvas->scene, x - r * 0.45, y + r * 0.02);
  scene_line_to(canvas->scene, x - r * 0.13, y + r * 0.38);
  scene_line_to(canvas->scene, x + r * 0.47, y - r * 0.34);
  scene_paint(canvas->scene, round_stroke(canvas, "on-ok", r * 0.3));
}

/* Diamond with an exclamation mark. */
static void mark_attention(FigureCanvas *canvas, double x, double y, double r) {
  canvas_diamond(canvas, x, y, r * 1.16, canvas_fill(canvas, "let"));
  scene_line(canvas->scene, x, y - r * 0.58, x, y + r * 0.14, round_stroke(canvas, "on-let", r * 0.3));
  scene_circle(canvas->scene, x, y + r * 0.55, r * 0.17, canvas_fill(canvas, "on-let"));
}

/* Triangle down with a bar. */
static void mark_behind(FigureCanvas *canvas, double x, double y, double r) {
  Paint paint = canvas_fill(canvas, "achter");
  paint.stroke = canvas_color(canvas, "achter-edge");
  paint.width = r * 0.18;
  paint.join = JOIN_ROUND;
  scene_move_to(canvas->scene, x - r * 1.06, y - r * 0.86);
  scene_line_to(canvas->scene, x + r * 1.06, y - r * 0.86);
  scene_line_to(canvas->scene, x, y + r * 1.02);
  scene_close(canvas->scene);
  scene_paint(canvas->scene, paint);
  scene_line(canvas->scene, x - r * 0.42, y - r * 0.3, x + r * 0.42, y - r * 0.3,
             paint_stroke(canvas_color(canvas, "on-achter"), r * 0.3));
}

void canvas_status(FigureCanvas *canvas, Status status, double x, double y, double r) {
  static void (*const draw[])(FigureCanvas *, double, double, double) = {
      [STATUS_ON_COURSE] = mark_on_course, [STATUS_ATTENTION] = mark_attention, [STATUS_BEHIND] = mark_behind};
  if (status == STATUS_NONE || status >= G_N_ELEMENTS(draw)) return;
  scene_group_begin(canvas->scene, "status", 0, 0);
  draw[status](canvas, x, y, r);
  scene_group_end(canvas->scene);
}

const char *status_text_token(Status status) {
  static const char *const tokens[] = {[STATUS_NONE] = "ink2",
                                       [STATUS_ON_COURSE] = "focus-text",
                                       [STATUS_ATTENTION] = "let-text",
                                       [STATUS_BEHIND] = "achter-text"};
  return status < G_N_ELEMENTS(tokens) ? tokens[status] : tokens[STATUS_NONE];
}
