/* Type `trend`, drawn: lines that are never bridged over what is not known, the target and its path, names at the
 * lines. It must not know where values come from. */
#include "figure/axis.h"
#include "figure/spread.h"
#include "figure/trend.h"
#include "figure/words.h"
#include <math.h>

/* Points in a millimetre, for the height an author asks for. */
static const double MM = 72 / 25.4;
static const double HEIGHT_MM = 57, EMPTY_MM = 26, COLUMN_SHARE = 0.32, COLUMN_MOST = 0.42;
/* Centre to centre, in points: a diamond and a line's end closer than this touch. */
static const double DIAMOND_NEAR = 7.5;
enum { NAMES_MAX = 5 };

typedef struct {
  FigureCanvas *canvas;
  const Figure *figure;
  double left, right, top, bottom; /* of the plot */
  double from, to;                 /* years */
  double measured;                 /* last year with a point */
  double aside;                    /* how far the target's mark stands beyond its year: a line ends where it would be */
  Tag *tag;
  TrendField field;
} Plot;

static double year_x(const Plot *plot, double year) {
  if (!(plot->to > plot->from)) return (plot->left + plot->right) / 2;
  return plot->left + (plot->right - plot->left) * (year - plot->from) / (plot->to - plot->from);
}

static double plot_x(const Plot *plot, Period period) {
  return year_x(plot, period_axis(period));
}

static double plot_y(const Plot *plot, double value) {
  const Figure *figure = plot->figure;
  return plot->bottom - (plot->bottom - plot->top) * (value - figure->axis_min) / (figure->axis_max - figure->axis_min);
}

static guint span_leaf(Plot *plot) {
  return canvas_leaf(plot->canvas, plot->tag, TAG_SPAN);
}

static bool has_scale(const Figure *figure) {
  return figure->axis_max > figure->axis_min;
}

static bool target_shown(const Figure *figure) {
  return figure->target.present && has_scale(figure);
}

/* An agreement without a year is a level: it runs to the last year there is. */
static double target_year(const Plot *plot) {
  double year = period_axis(plot->figure->target.year);
  return isnan(year) ? plot->to : year;
}

/* ---- names ---- */

typedef struct {
  char *text;
  TextLook look;
  double x, y;
} Name;

static void name_clear(gpointer data) {
  g_free(((Name *)data)->text);
}

static const BoundValue *last_known(const Series *series) {
  for (guint i = series->points->len; i-- > 0;) {
    const BoundValue *point = &g_array_index(series->points, BoundValue, i);
    if (bound_known(point) && !trend_projected(point)) return point;
  }
  return NULL;
}

static TextLook series_look(const Series *series) {
  bool focus = series->role == ROLE_FOCUS;
  return (TextLook){TYPE_LABEL, focus ? 700 : 600, focus ? "focus-text" : "ink2"};
}
static const TextLook TARGET_LOOK = {TYPE_LABEL, 700, "ink"};

static char *series_text(const Series *series) {
  const BoundValue *last = last_known(series);
  return last ? g_strdup_printf("%s %s", series->label, last->text) : NULL;
}

/* ---- frame ---- */

static bool series_end_inside(const Plot *plot) {
  return plot->to > plot->measured + 0.01 || !(plot->to > plot->from);
}

/* The names at the right edge decide how much of the width is the plot's. */
static double column_width(Plot *plot) {
  FigureCanvas *canvas = plot->canvas;
  double most = 0, word = 0;
  const Figure *figure = plot->figure;
  for (guint i = 0; i < figure->series->len && !series_end_inside(plot); i++) {
    const Series *series = g_ptr_array_index(figure->series, i);
    g_autofree char *text = series_text(series);
    if (!text) continue;
    most = MAX(most, canvas_text_width(canvas, text, series_look(series)));
    word = MAX(word, canvas_longest_word(canvas, text, series_look(series)));
  }
  if (target_shown(figure) && target_year(plot) >= plot->to - 0.01) {
    g_autofree char *text = words_capital(figure->target.label);
    most = MAX(most, canvas_text_width(canvas, text, TARGET_LOOK));
    word = MAX(word, canvas_longest_word(canvas, text, TARGET_LOOK));
  }
  double limit = MIN(MAX(COLUMN_SHARE * canvas->width, word), COLUMN_MOST * canvas->width);
  return most > 0 ? MIN(most, limit) + 8 * canvas->k : 0;
}

static void find_years(Plot *plot) {
  const Figure *figure = plot->figure;
  double from = INFINITY, to = -INFINITY, measured = -INFINITY;
  for (guint s = 0; s < figure->series->len; s++) {
    const Series *series = g_ptr_array_index(figure->series, s);
    for (guint i = 0; i < series->points->len; i++) {
      const BoundValue *point = &g_array_index(series->points, BoundValue, i);
      double at = period_axis(point->obs.period);
      from = MIN(from, at);
      to = MAX(to, at);
      if (bound_known(point) && !trend_projected(point)) measured = MAX(measured, at);
    }
  }
  double year = period_axis(figure->target.year);
  if (target_shown(figure) && isfinite(year)) {
    from = isfinite(from) ? from : year;
    to = MAX(to, year);
    if (figure->target.base_year.kind != PERIOD_NONE) from = MIN(from, period_axis(figure->target.base_year));
  }
  plot->from = isfinite(from) ? from : 0;
  plot->to = isfinite(to) ? to : plot->from;
  plot->measured = isfinite(measured) ? measured : plot->to;
}

/* A line that ends on the target would hide its diamond, and the diamond the line's end. */
static bool ends_on_target(const Plot *plot) {
  const Figure *figure = plot->figure;
  if (!target_shown(figure) || target_year(plot) < plot->to - 0.01) return false;
  double near = DIAMOND_NEAR * plot->canvas->k;
  for (guint i = 0; i < figure->series->len; i++) {
    const BoundValue *last = last_known(g_ptr_array_index(figure->series, i));
    if (last && period_axis(last->obs.period) >= plot->to - 0.01 &&
        fabs(plot_y(plot, last->obs.value) - plot_y(plot, figure->target.value)) < near)
      return true;
  }
  return false;
}

static bool any_projected(const Figure *figure) {
  for (guint s = 0; s < figure->series->len; s++) {
    const Series *series = g_ptr_array_index(figure->series, s);
    for (guint i = 0; i < series->points->len; i++)
      if (trend_projected(&g_array_index(series->points, BoundValue, i))) return true;
  }
  return false;
}

/* Names may stand over the highest line, unless the words beside the divider do. */
static void set_field(Plot *plot) {
  double over = any_projected(plot->figure) ? 0 : canvas_size(plot->canvas, TYPE_AXIS);
  plot->field = (TrendField){g_array_new(FALSE, FALSE, sizeof(TrendSegment)), plot->left, plot->right, plot->top - over,
                             plot->bottom};
}

static Plot plot_make(const Figure *figure, FigureCanvas *canvas) {
  Plot plot = {.canvas = canvas, .figure = figure};
  double small = canvas_size(canvas, TYPE_AXIS), k = canvas->k;
  double height = (!has_scale(figure)   ? EMPTY_MM
                   : figure->height > 0 ? figure->height
                                        : HEIGHT_MM) *
                  MM * k * (canvas->medium == MEDIUM_WEB_WIDE ? 1.25 : 1);
  find_years(&plot);
  double half = canvas_text_width(canvas, "0000", (TextLook){.role = TYPE_AXIS}) / 2;
  plot.left = has_scale(figure) ? axis_label_width(canvas, figure) + 6 * k : half;
  plot.top = canvas->y + small * 1.5;
  plot.bottom = canvas->y + height - small * 1.9;
  plot.aside = ends_on_target(&plot) ? DIAMOND_NEAR * k : 0;
  plot.right = canvas->width - MAX(column_width(&plot) + plot.aside, half);
  set_field(&plot);
  return plot;
}

/* ---- lines ---- */

static void remember(Plot *plot, double x1, double y1, double x2, double y2) {
  g_array_append_val(plot->field.segments, ((TrendSegment){x1, y1, x2, y2}));
}

static void draw_dot(Plot *plot, const BoundValue *point, double r, const char *token) {
  FigureCanvas *canvas = plot->canvas;
  bool open = bound_provisional(point);
  Paint paint = canvas_fill(canvas, open ? "surface" : token);
  paint.stroke = canvas_color(canvas, open ? token : "surface");
  paint.width = (open ? 1.7 : 0.9) * canvas->k;
  scene_circle(canvas->scene, plot_x(plot, point->obs.period), plot_y(plot, point->obs.value), r, paint);
}

/* A break in the series: two short strokes between the points on either side. */
static void draw_break(Plot *plot, const BoundValue *before, const BoundValue *after) {
  FigureCanvas *canvas = plot->canvas;
  double k = canvas->k, x = (plot_x(plot, before->obs.period) + plot_x(plot, after->obs.period)) / 2;
  double y = (plot_y(plot, before->obs.value) + plot_y(plot, after->obs.value)) / 2;
  for (int i = -1; i <= 1; i += 2)
    scene_line(canvas->scene, x + (i * 1.6 - 1.5) * k, y + 4 * k, x + (i * 1.6 + 1.5) * k, y - 4 * k,
               canvas_line_paint(canvas, "ink2", "target_path"));
}

static void draw_line(Plot *plot, const Series *series) {
  FigureCanvas *canvas = plot->canvas;
  bool focus = series->role == ROLE_FOCUS;
  const BoundValue *before = NULL;
  for (guint i = 0; i < series->points->len; i++) {
    const BoundValue *point = &g_array_index(series->points, BoundValue, i);
    if (!bound_known(point) || trend_projected(point)) {
      before = NULL;
      continue;
    }
    double x = plot_x(plot, point->obs.period), y = plot_y(plot, point->obs.value);
    if (before && !(point->obs.flags & FLAG_BREAK)) {
      remember(plot, plot_x(plot, before->obs.period), plot_y(plot, before->obs.value), x, y);
      scene_line_to(canvas->scene, x, y);
    } else {
      scene_move_to(canvas->scene, x, y);
    }
    before = point;
  }
  Paint paint = canvas_line_paint(canvas, focus ? "focus" : "ctx", focus ? "line_focus" : "line_context");
  paint.cap = CAP_ROUND;
  paint.join = JOIN_ROUND;
  scene_paint(canvas->scene, paint);
}

/* Points that the line alone would not show: the first and last of the focus line, open ones, and those with a gap on
 * both sides. */
static void draw_dots(Plot *plot, const Series *series) {
  double k = plot->canvas->k;
  bool focus = series->role == ROLE_FOCUS;
  const BoundValue *last = last_known(series), *before = NULL;
  guint count = series->points->len;
  for (guint i = 0; i < count; i++) {
    const BoundValue *point = &g_array_index(series->points, BoundValue, i);
    const BoundValue *next = i + 1 < count ? &g_array_index(series->points, BoundValue, i + 1) : NULL;
    bool known = bound_known(point) && !trend_projected(point);
    if (known) {
      bool joined = before && !(point->obs.flags & FLAG_BREAK),
           follows = next && bound_known(next) && !(next->obs.flags & FLAG_BREAK);
      if (before && (point->obs.flags & FLAG_BREAK)) draw_break(plot, before, point);
      if (focus && point == last)
        draw_dot(plot, point, 3 * k, "focus");
      else if ((focus && !joined) || bound_provisional(point) || (!joined && !follows))
        draw_dot(plot, point, 2.3 * k, focus ? "focus" : "ctx");
    }
    before = known ? point : NULL;
  }
}

/* What is not shown: a hatched strip on the floor for its period. */
static void draw_secret(Plot *plot, const Series *series) {
  double half = (plot->right - plot->left) / MAX(plot->to - plot->from, 2) / 2, height = 6 * plot->canvas->k;
  double from = NAN, to = NAN;
  for (guint i = 0; i <= series->points->len; i++) {
    const BoundValue *point = i < series->points->len ? &g_array_index(series->points, BoundValue, i) : NULL;
    if (point && bound_secret(point)) {
      double x = plot_x(plot, point->obs.period);
      if (isnan(from)) from = MAX(x - half, plot->left);
      to = MIN(x + half, plot->right);
    } else if (!isnan(from)) {
      canvas_hatched(plot->canvas, from, plot->bottom - height, to - from, height);
      from = NAN;
    }
  }
}

/* What is expected, from the last point that was measured on. Container owned. */
static GPtrArray *projected_points(const Series *series) {
  GPtrArray *points = g_ptr_array_new();
  const BoundValue *last = last_known(series);
  if (last) g_ptr_array_add(points, (gpointer)last);
  for (guint i = 0; i < series->points->len; i++) {
    const BoundValue *point = &g_array_index(series->points, BoundValue, i);
    if (trend_projected(point)) g_ptr_array_add(points, (gpointer)point);
  }
  return points;
}

typedef enum { COURSE_LOW, COURSE_MIDDLE, COURSE_HIGH } Course;

/* One line through the points, forwards or back; a new path when `begin`. */
static void trace(Plot *plot, const GPtrArray *points, Course course, bool back, bool begin) {
  for (guint i = 0; i < points->len; i++) {
    const BoundValue *point = g_ptr_array_index(points, back ? points->len - 1 - i : i);
    const Observation *obs = &point->obs;
    double value = !trend_projected(point) || course == COURSE_MIDDLE ? obs->value
                   : course == COURSE_LOW                             ? obs->low
                                                                      : obs->high;
    double x = plot_x(plot, obs->period), y = plot_y(plot, value);
    (begin && i == 0 ? scene_move_to : scene_line_to)(plot->canvas->scene, x, y);
  }
}

static void draw_projection(Plot *plot, const Series *series) {
  FigureCanvas *canvas = plot->canvas;
  g_autoptr(GPtrArray) points = projected_points(series);
  if (points->len < 2) return;
  trace(plot, points, COURSE_HIGH, false, true);
  trace(plot, points, COURSE_LOW, true, false);
  scene_close(canvas->scene);
  scene_paint(canvas->scene, canvas_fill(canvas, "band"));
  static const Course edges[] = {COURSE_LOW, COURSE_HIGH};
  for (guint i = 0; i < G_N_ELEMENTS(edges); i++) {
    trace(plot, points, edges[i], false, true);
    scene_paint(canvas->scene, canvas_line_paint(canvas, "focus", "band_edge"));
  }
  trace(plot, points, COURSE_MIDDLE, false, true);
  Paint paint = canvas_line_paint(canvas, "focus", "projection");
  paint.dash_on = canvas_stroke(canvas, "projection_dash");
  paint.dash_off = canvas_stroke(canvas, "projection_gap");
  paint.cap = CAP_ROUND;
  scene_paint(canvas->scene, paint);
  for (guint i = 1; i < points->len; i++) {
    const BoundValue *from = g_ptr_array_index(points, i - 1), *to = g_ptr_array_index(points, i);
    remember(plot, plot_x(plot, from->obs.period), plot_y(plot, from->obs.value), plot_x(plot, to->obs.period),
             plot_y(plot, to->obs.value));
  }
}

/* From the base to the target; without a base the target is a level. */
static void draw_target(Plot *plot) {
  FigureCanvas *canvas = plot->canvas;
  const BoundTarget *target = &plot->figure->target;
  bool path = !isnan(target->low_from_base) && target->base_year.kind != PERIOD_NONE;
  double x1 = path ? plot_x(plot, target->base_year) : plot->left,
         y1 = plot_y(plot, path ? target->low_from_base : target->value);
  double x2 = year_x(plot, target_year(plot)) + plot->aside, y2 = plot_y(plot, target->value);
  Paint paint = canvas_line_paint(canvas, "ink", "target_path");
  paint.dash_on = canvas_stroke(canvas, "target_path_dash");
  paint.dash_off = canvas_stroke(canvas, "target_path_gap");
  scene_line(canvas->scene, x1, y1, x2, y2, paint);
  remember(plot, x1, y1, x2, y2);
  Paint diamond = canvas_fill(canvas, "ink");
  diamond.stroke = canvas_color(canvas, "surface");
  diamond.width = 0.9 * canvas->k;
  double r = 3.6 * canvas->k;
  canvas_diamond(canvas, x2, y2, r, diamond);
  remember(plot, x2, y2 - r, x2, y2 + r);
}

/* ---- names at the lines ---- */

static GArray *names_inside(Plot *plot, bool inside) {
  GArray *names = g_array_new(FALSE, FALSE, sizeof(Name));
  g_array_set_clear_func(names, name_clear);
  const Figure *figure = plot->figure;
  bool series_inside = series_end_inside(plot);
  for (guint i = 0; i < figure->series->len && i < NAMES_MAX - 1; i++) {
    const Series *series = g_ptr_array_index(figure->series, i);
    const BoundValue *last = last_known(series);
    if (!last || series_inside != inside) continue;
    g_array_append_val(names, ((Name){series_text(series), series_look(series), plot_x(plot, last->obs.period),
                                      plot_y(plot, last->obs.value)}));
  }
  bool at_edge = target_shown(figure) && target_year(plot) >= plot->to - 0.01 && plot->to > plot->from;
  if (target_shown(figure) && at_edge != inside)
    g_array_append_val(names, ((Name){words_capital(figure->target.label), TARGET_LOOK,
                                      year_x(plot, target_year(plot)) + plot->aside,
                                      plot_y(plot, figure->target.value)}));
  return names;
}

static int by_height(gconstpointer a, gconstpointer b) {
  double x = ((const Name *)a)->y, y = ((const Name *)b)->y;
  return (x > y) - (x < y);
}

/* Right of the plot, pushed apart; wrapped where the column is narrow. */
static void draw_column(Plot *plot) {
  FigureCanvas *canvas = plot->canvas;
  g_autoptr(GArray) names = names_inside(plot, false);
  g_array_sort(names, by_height);
  double k = canvas->k, size = canvas_size(canvas, TYPE_LABEL), line = 1.18 * size, x = plot->right + plot->aside + 6 * k;
  GPtrArray *wrapped[NAMES_MAX];
  Spread slots[NAMES_MAX];
  bool lines = false;
  for (guint i = 0; i < names->len; i++) {
    const Name *name = &g_array_index(names, Name, i);
    wrapped[i] = canvas_wrap(canvas, name->text, name->look, canvas->width - x, false);
    slots[i] = (Spread){.want = name->y, .size = line * wrapped[i]->len};
    lines |= wrapped[i]->len > 1;
  }
  spread_apart(slots, names->len, lines ? 0.3 * size : 0, plot->top - line, plot->bottom + line / 2);
  for (guint i = 0; i < names->len; i++) {
    const Name *name = &g_array_index(names, Name, i);
    double top = slots[i].at - slots[i].size / 2;
    if (fabs(slots[i].at - name->y) > line)
      scene_line(canvas->scene, name->x + 4 * k, name->y, x - 1.5 * k, slots[i].at,
                 canvas_line_paint(canvas, "ctx", "separator"));
    guint leaf = span_leaf(plot);
    for (guint j = 0; j < wrapped[i]->len; j++)
      canvas_text(canvas, x, top + line * (j + 0.5) + 0.36 * size, g_ptr_array_index(wrapped[i], j), name->look,
                  ANCHOR_START, leaf);
    g_ptr_array_unref(wrapped[i]);
  }
}

static void draw_inside(Plot *plot) {
  FigureCanvas *canvas = plot->canvas;
  g_autoptr(GArray) names = names_inside(plot, true);
  TrendLabel labels[NAMES_MAX];
  double size = canvas_size(canvas, TYPE_LABEL);
  for (guint i = 0; i < names->len; i++) {
    const Name *name = &g_array_index(names, Name, i);
    labels[i] = (TrendLabel){
        .x = name->x, .y = name->y, .width = canvas_text_width(canvas, name->text, name->look), .size = size};
  }
  trend_labels_place(labels, names->len, &plot->field, canvas->k);
  for (guint i = 0; i < names->len; i++) {
    const Name *name = &g_array_index(names, Name, i);
    canvas_text_plate(canvas, labels[i].left, labels[i].baseline, name->text, name->look, ANCHOR_START,
                      span_leaf(plot));
  }
}

/* Nothing known at all: the years, and in words why there is no line. */
static void draw_nothing(Plot *plot) {
  const Series *series = plot->figure->series->len ? g_ptr_array_index(plot->figure->series, 0) : NULL;
  if (!series || series->points->len == 0) return;
  const BoundValue *last = &g_array_index(series->points, BoundValue, series->points->len - 1);
  canvas_text(plot->canvas, (plot->left + plot->right) / 2, (plot->top + plot->bottom) / 2, last->spoken,
              (TextLook){TYPE_LABEL, 400, "ink3"}, ANCHOR_MIDDLE, span_leaf(plot));
}

static void draw_divider(Plot *plot) {
  FigureCanvas *canvas = plot->canvas;
  double k = canvas->k;
  if (!any_projected(plot->figure)) return;
  double x = plot->left + (plot->right - plot->left) * (plot->measured + 0.5 - plot->from) / (plot->to - plot->from);
  Paint paint = paint_stroke(canvas_color(canvas, "ctx"), 0.7 * k);
  paint.dash_on = k;
  paint.dash_off = 2 * k;
  scene_line(canvas->scene, x, plot->top - 2 * k, x, plot->bottom, paint);
  TextLook look = {TYPE_AXIS, 400, "ink3"};
  canvas_text(canvas, x - 3 * k, plot->top - 3 * k, locale_word(canvas->locale, "figure.trend.measured"), look,
              ANCHOR_END, span_leaf(plot));
  canvas_text(canvas, x + 3 * k, plot->top - 3 * k, locale_word(canvas->locale, "figure.trend.expected"), look,
              ANCHOR_START, span_leaf(plot));
}

static void draw_plot(Plot *plot) {
  const Figure *figure = plot->figure;
  AxisFrame frame = {plot->left, plot->right, plot->top, plot->bottom, plot->from, plot->to, plot->tag};
  if (has_scale(figure)) axis_draw_values(plot->canvas, figure, &frame);
  axis_draw_years(plot->canvas, &frame);
  draw_divider(plot);
  for (guint i = 0; i < figure->series->len; i++) draw_secret(plot, g_ptr_array_index(figure->series, i));
  if (!has_scale(figure)) {
    draw_nothing(plot);
    return;
  }
  for (guint i = figure->series->len; i-- > 0;) draw_projection(plot, g_ptr_array_index(figure->series, i));
  /* The focus line over the others. */
  for (guint i = figure->series->len; i-- > 1;) draw_line(plot, g_ptr_array_index(figure->series, i));
  if (target_shown(figure)) draw_target(plot);
  if (figure->series->len) draw_line(plot, g_ptr_array_index(figure->series, 0));
  for (guint i = figure->series->len; i-- > 0;) draw_dots(plot, g_ptr_array_index(figure->series, i));
  draw_inside(plot);
  draw_column(plot);
}

void trend_draw(const Figure *figure, FigureCanvas *canvas) {
  canvas_head(canvas, figure);
  if (canvas->parts & FIGURE_CHART) {
    Plot plot = plot_make(figure, canvas);
    plot.tag = canvas_tag(canvas, canvas->sect, TAG_FIGURE);
    double top = canvas->y;
    canvas->y = plot.bottom + canvas_size(canvas, TYPE_AXIS) * 1.9;
    if (plot.tag) {
      plot.tag->alt = trend_paper_alt(figure, canvas->locale);
      plot.tag->bbox[1] = top;
      plot.tag->bbox[2] = canvas->width;
      plot.tag->bbox[3] = canvas->y - top;
    }
    scene_group_begin(canvas->scene, "trend", 0, 0);
    draw_plot(&plot);
    scene_group_end(canvas->scene);
    g_array_unref(plot.field.segments);
  }
  canvas_foot(canvas, figure);
}
