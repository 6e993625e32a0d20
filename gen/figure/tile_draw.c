/* Type `tile`, drawn: label, number, course, bar and sentence at fixed heights, so that tiles in a row line up. It
 * must not know how any of it was found. */
#include "figure/sparkline.h"
#include "figure/tile.h"
#include "figure/tile_parts.h"

static const TextLook CHANGE_LOOK = {TYPE_AXIS, 500, "ink2"};
static const TextLook STATUS_SIZE = {TYPE_LABEL, 600, NULL};

/* Heights on one tile, from the last line of its head down. */
typedef struct {
  double number;     /* baseline of the big number */
  double bar;        /* top of the bar's block */
  double benchmarks; /* baseline of the row of values */
  double rule;       /* hairline */
} Levels;

/* ---- head ---- */

static double draw_lines(FigureCanvas *canvas, double baseline, const char *text, TypeRole role, guint leaf) {
  g_autoptr(GPtrArray) lines = canvas_wrap(canvas, text, (TextLook){.role = role}, canvas_title_width(canvas), false);
  for (guint i = 0; i < lines->len; i++) {
    if (i) baseline += canvas_leading(canvas, role);
    canvas_text(canvas, 0, baseline, g_ptr_array_index(lines, i), (TextLook){.role = role}, ANCHOR_START, leaf);
  }
  return baseline;
}

/* Returns the last baseline. */
static double draw_head(const Figure *figure, FigureCanvas *canvas, const TileLeaves *leaves) {
  double k = canvas->k, rule = canvas_stroke(canvas, "figure_rule");
  scene_line(canvas->scene, 0, rule / 2, canvas->width, rule / 2, canvas_line_paint(canvas, "ink", "figure_rule"));
  double baseline = rule + 3.5 * k + canvas_size(canvas, TYPE_KPI_LABEL) * 0.945;
  baseline = draw_lines(canvas, baseline, figure->title, TYPE_KPI_LABEL, leaves->title);
  if (!figure->subtitle || !*figure->subtitle) return baseline;
  return draw_lines(canvas, baseline + 3 * k + canvas_size(canvas, TYPE_AXIS), figure->subtitle, TYPE_AXIS,
                    leaves->unit);
}

static Levels levels_from(const FigureCanvas *canvas, double head) {
  double k = canvas->k, small = canvas_size(canvas, TYPE_AXIS);
  Levels levels = {.number = head + 4 * k + canvas_size(canvas, TYPE_KPI_VALUE)};
  levels.bar = levels.number + 8.5 * k;
  double bottom = levels.bar + target_bar_top(canvas) + target_bar_height(canvas);
  levels.benchmarks = bottom + 14.6 * k + 1.92 * small;
  levels.rule = levels.benchmarks + 5.5 * k;
  return levels;
}

/* ---- number, change, sparkline ---- */

static void draw_arrow(FigureCanvas *canvas, double x, double y, TrendArrow arrow) {
  Scene *scene = canvas->scene;
  double k = canvas->k, sign = arrow == TREND_UP ? -1 : 1;
  if (arrow == TREND_NONE) return;
  if (arrow == TREND_FLAT) {
    scene_move_to(scene, x - 3.2 * k, y);
    scene_line_to(scene, x + 3 * k, y);
    scene_move_to(scene, x + 0.6 * k, y - 2.3 * k);
    scene_line_to(scene, x + 3 * k, y);
    scene_line_to(scene, x + 0.6 * k, y + 2.3 * k);
  } else {
    scene_move_to(scene, x - 2.6 * k, y - sign * 2.4 * k);
    scene_line_to(scene, x + 2.6 * k, y + sign * 2.4 * k);
    scene_move_to(scene, x - 1 * k, y + sign * 2.6 * k);
    scene_line_to(scene, x + 2.8 * k, y + sign * 2.6 * k);
    scene_line_to(scene, x + 2.8 * k, y - sign * 1.1 * k);
  }
  Paint paint = paint_stroke(canvas_color(canvas, "ink2"), 1.2 * k);
  paint.cap = CAP_ROUND;
  paint.join = JOIN_ROUND;
  scene_paint(scene, paint);
}

/* What stands right of the number; 0 = nothing. */
typedef struct { double change, spark; } Beside;

/* Change and sparkline give way to a number that needs their room. */
static Beside beside_number(const Figure *figure, const FigureCanvas *canvas) {
  double k = canvas->k, spark = 46 * k, gap = 4 * k;
  const Series *series = tile_series(figure);
  double change = figure->change ? canvas_text_width(canvas, figure->change, CHANGE_LOOK) + 11.5 * k : 0;
  TileNumber parts = tile_number_split(figure);
  double least = canvas_text_width(canvas, parts.number, (TextLook){TYPE_KPI_WORD, 700, NULL}) +
                 tile_number_extra(canvas, &parts) + gap;
  tile_number_clear(&parts);
  bool with_spark = series && sparkline_possible(series) && figure->target.present && least + spark <= canvas->width;
  return (Beside){least + change <= canvas->width ? change : 0, with_spark ? spark : 0};
}

static void draw_value(const Figure *figure, FigureCanvas *canvas, const Levels *levels, double head,
                       const TileLeaves *leaves) {
  double k = canvas->k, width = canvas->width, gap = 4 * k;
  Beside beside = beside_number(figure, canvas);
  double right = MAX(beside.change, beside.spark);
  TileNumber parts = tile_number_split(figure);
  tile_number_draw(figure, canvas, &parts, levels->number, right > 0 ? width - right - gap : width, leaves->value);
  tile_number_clear(&parts);
  if (beside.spark > 0) {
    scene_group_begin(canvas->scene, "sparkline", 0, 0);
    sparkline_draw(canvas, tile_series(figure), width - beside.spark, head + 4.5 * k, beside.spark, 16 * k);
    scene_group_end(canvas->scene);
  }
  if (!(beside.change > 0)) return;
  canvas_text(canvas, width, levels->number + 2 * k, figure->change, CHANGE_LOOK, ANCHOR_END, leaves->change);
  draw_arrow(canvas, width - beside.change + 4.4 * k, levels->number - 0.6 * k, figure->arrow);
}

/* ---- sentence ---- */

static void draw_status(const Figure *figure, FigureCanvas *canvas, double rule, guint leaf) {
  double k = canvas->k;
  const BoundTarget *target = &figure->target;
  canvas->y = rule + 14 * k;
  if (!target->status_text) return;
  scene_line(canvas->scene, 0, rule, canvas->width, rule, canvas_line_paint(canvas, "grid", "separator"));
  Status status = target->progress.status;
  double left = status == STATUS_NONE ? 0 : 12 * k;
  TextLook look = STATUS_SIZE;
  look.color = status_text_token(status);
  if (status == STATUS_NONE) look.weight = 400;
  canvas_status(canvas, status, 4.6 * k, rule + 8.4 * k, 4.2 * k);
  g_autoptr(GPtrArray) lines = canvas_wrap(canvas, target->status_text, look, canvas->width - left, false);
  double baseline = canvas_centred(canvas, TYPE_LABEL, rule + 8.4 * k);
  for (guint i = 0; i < lines->len; i++) {
    if (i) baseline += canvas_leading(canvas, TYPE_LABEL), canvas->y += canvas_leading(canvas, TYPE_LABEL);
    canvas_text(canvas, left, baseline, g_ptr_array_index(lines, i), look, ANCHOR_START, leaf);
  }
}

/* ---- what is heard ---- */

/* The sparkline has no words of its own: its ends are said with the change. */
static char *spoken_change(const Figure *figure, const Locale *locale, bool sparkline) {
  const char *change = figure->change_spoken ? figure->change_spoken : figure->change;
  g_autofree char *course = sparkline ? tile_course(figure, locale) : NULL;
  if (!course) return g_strdup(change);
  return locale_phrase(locale, "figure.tile.with_course", "change", change, "course", course, NULL);
}

void tile_draw(const Figure *figure, FigureCanvas *canvas) {
  if (figure->variant) {
    tile_wide_draw(figure, canvas);
    return;
  }
  bool head = canvas->parts & FIGURE_HEAD;
  Beside beside = beside_number(figure, canvas);
  char *change = beside.change > 0 ? spoken_change(figure, canvas->locale, beside.spark > 0) : NULL;
  TileLeaves leaves = tile_leaves(figure, canvas, canvas->width, change);
  double top = head ? draw_head(figure, canvas, &leaves) : 0;
  Levels levels = levels_from(canvas, top);
  TargetBar bar = tile_bar(figure, &leaves);
  draw_value(figure, canvas, &levels, top, &leaves);
  if (figure->steps->len)
    tile_steps_draw(figure, canvas, levels.bar);
  else if (tile_has_bar(figure))
    target_bar_draw(canvas, levels.bar, &bar);
  else
    tile_course_draw(figure, canvas, levels.bar, levels.benchmarks - 9.2 * canvas->k - canvas_size(canvas, TYPE_AXIS),
                     leaves.course);
  double extra = tile_benchmarks_draw(figure, canvas, levels.benchmarks, &leaves);
  draw_status(figure, canvas, levels.rule + extra, leaves.status);
  /* On paper the page's footer names the sources of all tiles, but a card goes alone. */
  if (canvas->medium != MEDIUM_PAPER || canvas->parts & FIGURE_CARD) canvas_foot(canvas, figure);
}
