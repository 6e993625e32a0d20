/* Type `tile`, drawn: label, number, course, bar and sentence at fixed heights, so that tiles in a row line up. It
 * must not know how any of it was found. */
#include "figure/sparkline.h"
#include "figure/target_bar.h"
#include "figure/tile.h"
#include "figure/words.h"
#include <math.h>
#include <string.h>

static const TextLook CHANGE_LOOK = {TYPE_AXIS, 500, "ink2"};
static const TextLook STATUS_SIZE = {TYPE_LABEL, 600, NULL};

/* Heights on one tile, from the last line of its head down. */
typedef struct {
  double number;     /* baseline of the big number */
  double bar;        /* top of the bar's block */
  double benchmarks; /* baseline of the row of values */
  double rule;       /* hairline */
} Levels;

/* Leaves in the order of reading, whatever the order of painting; 0 = not drawn. */
typedef struct {
  guint title, unit, value, course, amount, target, status, change;
  Tag *benchmarks;
} Leaves;

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
static double draw_head(const Figure *figure, FigureCanvas *canvas, const Leaves *leaves) {
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

/* The big number in three: "circa " small before it, "26,4%", and the star that is raised behind it. */
typedef struct {
  char *about, *number, *mark;
} NumberParts;

static NumberParts number_split(const Figure *figure) {
  const char *text = figure->value.text ? figure->value.text : "", *end = text + strlen(text);
  while (end > text && end[-1] == '*') end--;
  const char *blank = memchr(text, ' ', (gsize)(end - text));
  bool about = blank && figure->steps->len == 0 && g_unichar_isalpha(g_utf8_get_char(text));
  const char *number = about ? blank + 1 : text;
  return (NumberParts){about ? g_strndup(text, (gsize)(blank - text)) : NULL, g_strndup(number, (gsize)(end - number)),
                       g_strdup(end)};
}

static void number_parts_clear(NumberParts *parts) {
  g_free(parts->about);
  g_free(parts->number);
  g_free(parts->mark);
}

/* The largest role in which `text` is no wider than `width`; words begin smaller than numbers. */
static TypeRole fitting_role(const FigureCanvas *canvas, const char *text, double width, bool word) {
  static const TypeRole roles[] = {TYPE_KPI_VALUE, TYPE_KPI_WORD, TYPE_FINDING};
  for (guint i = word ? 1 : 0; i < G_N_ELEMENTS(roles); i++)
    if (canvas_text_width(canvas, text, (TextLook){roles[i], 700, NULL}) <= width) return roles[i];
  return TYPE_FINDING;
}

static const TextLook MARK_LOOK = {TYPE_KPI_MARK, 700, "focus"}, ABOUT_LOOK = {TYPE_KPI_LABEL, 600, "focus"};

/* Of what stands before and behind the number. */
static double number_extra(const FigureCanvas *canvas, const NumberParts *parts) {
  double width = canvas_text_width(canvas, parts->mark, MARK_LOOK);
  return parts->about ? width + canvas_text_width(canvas, parts->about, ABOUT_LOOK) + 3 * canvas->k : width;
}

static void draw_number(const Figure *figure, FigureCanvas *canvas, const NumberParts *parts, double baseline,
                        double room, guint leaf) {
  TypeRole role = fitting_role(canvas, parts->number, room - number_extra(canvas, parts), figure->steps->len > 0);
  TextLook look = {role, 700, bound_known(&figure->value) ? "focus" : "ink2"};
  double x = 0;
  if (parts->about) x = canvas_text(canvas, 0, baseline, parts->about, ABOUT_LOOK, ANCHOR_START, leaf) + 3 * canvas->k;
  x += canvas_text(canvas, x, baseline, parts->number, look, ANCHOR_START, leaf);
  canvas_text(canvas, x, baseline - canvas_size(canvas, role) * 0.31, parts->mark, MARK_LOOK, ANCHOR_START, leaf);
}

static const Series *own_series(const Figure *figure) {
  return figure->series->len ? g_ptr_array_index(figure->series, 0) : NULL;
}

/* What stands right of the number; 0 = nothing. */
typedef struct { double change, spark; } Beside;

/* Change and sparkline give way to a number that needs their room. */
static Beside beside_number(const Figure *figure, const FigureCanvas *canvas) {
  double k = canvas->k, spark = 46 * k, gap = 4 * k;
  const Series *series = own_series(figure);
  double change = figure->change ? canvas_text_width(canvas, figure->change, CHANGE_LOOK) + 11.5 * k : 0;
  NumberParts parts = number_split(figure);
  double least = canvas_text_width(canvas, parts.number, (TextLook){TYPE_KPI_WORD, 700, NULL}) +
                 number_extra(canvas, &parts) + gap;
  number_parts_clear(&parts);
  bool with_spark = series && sparkline_possible(series) && figure->target.present && least + spark <= canvas->width;
  return (Beside){least + change <= canvas->width ? change : 0, with_spark ? spark : 0};
}

static void draw_value(const Figure *figure, FigureCanvas *canvas, const Levels *levels, double head,
                       const Leaves *leaves) {
  double k = canvas->k, width = canvas->width, gap = 4 * k;
  Beside beside = beside_number(figure, canvas);
  double right = MAX(beside.change, beside.spark);
  NumberParts parts = number_split(figure);
  draw_number(figure, canvas, &parts, levels->number, right > 0 ? width - right - gap : width, leaves->value);
  number_parts_clear(&parts);
  if (beside.spark > 0) {
    scene_group_begin(canvas->scene, "sparkline", 0, 0);
    sparkline_draw(canvas, own_series(figure), width - beside.spark, head + 4.5 * k, beside.spark, 16 * k);
    scene_group_end(canvas->scene);
  }
  if (!(beside.change > 0)) return;
  canvas_text(canvas, width, levels->number + 2 * k, figure->change, CHANGE_LOOK, ANCHOR_END, leaves->change);
  draw_arrow(canvas, width - beside.change + 4.4 * k, levels->number - 0.6 * k, figure->arrow);
}

/* ---- below the number: bar, course or steps ---- */

static bool has_bar(const Figure *figure) {
  return figure->target.present && figure->steps->len == 0;
}

static TargetBar bar_of(const Figure *figure, const Leaves *leaves) {
  const BoundTarget *target = &figure->target;
  return (TargetBar){.value = bound_known(&figure->value) ? figure->value.obs.value : NAN,
                     .target = target->value,
                     .scale = figure->axis_max,
                     .maximum = target->kind == TARGET_MAXIMUM,
                     .amount = figure->amount.text,
                     .label = target->label,
                     .short_label = target->short_label,
                     .ticks = figure->references,
                     .amount_tag = leaves->amount,
                     .label_tag = leaves->target};
}

static bool has_course(const Figure *figure) {
  const Series *series = own_series(figure);
  return !has_bar(figure) && figure->steps->len == 0 && bound_known(&figure->value) && series && sparkline_possible(series);
}

/* Without an agreement there is no bar: the course takes its place, with its first and last year. */
static void draw_course(const Figure *figure, FigureCanvas *canvas, const Levels *levels, guint leaf) {
  double k = canvas->k, small = canvas_size(canvas, TYPE_AXIS);
  double top = levels->bar + small, bottom = levels->benchmarks - 9.2 * k - small;
  if (!bound_known(&figure->value)) {
    canvas_hatched(canvas, 0, levels->bar + target_bar_top(canvas), canvas->width, target_bar_height(canvas));
    return;
  }
  if (!has_course(figure)) return;
  const Series *series = own_series(figure);
  sparkline_draw(canvas, series, 0, top, canvas->width, bottom - small - 3 * k - top);
  const BoundValue *first = NULL, *last = NULL;
  for (guint i = 0; i < series->points->len; i++) {
    const BoundValue *point = &g_array_index(series->points, BoundValue, i);
    if (!bound_known(point)) continue;
    if (!first) first = point;
    last = point;
  }
  g_autofree char *from = locale_period(canvas->locale, first->obs.period),
                  *to = locale_period(canvas->locale, last->obs.period);
  canvas_text(canvas, 0, bottom, from, (TextLook){.role = TYPE_AXIS}, ANCHOR_START, leaf);
  canvas_text(canvas, canvas->width, bottom, to, (TextLook){.role = TYPE_AXIS}, ANCHOR_END, leaf);
}

static double step_at(const FigureCanvas *canvas, guint i, guint count) {
  double first = 5 * canvas->k, last = canvas->width - 6.6 * canvas->k;
  return count > 1 ? first + (last - first) * i / (count - 1) : first;
}

/* All steps in one paragraph: each alone says nothing. */
static guint steps_leaf(const Figure *figure, FigureCanvas *canvas) {
  Tag *tag = canvas_tag(canvas, canvas->sect, TAG_P);
  if (!tag) return 0;
  g_autofree char *list = locale_list(canvas->locale, (const char *const *)figure->steps->pdata, figure->steps->len);
  tag->actual_text = locale_phrase(canvas->locale, "figure.tile.steps", "steps", list, NULL);
  return tag->id;
}

static TextLook step_look(const Figure *figure, guint step) {
  bool own = (int)step == figure->step;
  return (TextLook){TYPE_AXIS, own ? 700 : 400, own ? "ink" : "ink2"};
}

/* Where each step's label begins, NAN for those left out: one that would touch the own step's or its neighbour's. */
static double *step_places(const Figure *figure, const FigureCanvas *canvas, const double *widths) {
  guint count = figure->steps->len;
  double *places = g_new(double, count + 1);
  double gap = 5 * canvas->k, own_left = INFINITY, own_right = -INFINITY, right = -INFINITY;
  for (guint i = 0; i < count; i++)
    places[i] = i == 0 ? 0 : CLAMP(step_at(canvas, i, count) - widths[i] / 2, 0, MAX(canvas->width - widths[i], 0));
  if (figure->step >= 0 && (guint)figure->step < count) {
    own_left = places[figure->step];
    own_right = own_left + widths[figure->step];
  }
  for (guint i = 0; i < count; i++) {
    if ((int)i == figure->step) continue;
    double end = places[i] + widths[i];
    if (places[i] < right + gap || (places[i] < own_right + gap && end + gap > own_left) || end > canvas->width)
      places[i] = NAN;
    else
      right = end;
  }
  return places;
}

/* Drawn from left to right: readers that follow the drawing read the steps in their order. */
static void draw_step_labels(const Figure *figure, FigureCanvas *canvas, double baseline) {
  guint count = figure->steps->len, leaf = 0;
  g_autofree double *widths = g_new(double, count + 1);
  for (guint i = 0; i < count; i++)
    widths[i] = canvas_text_width(canvas, g_ptr_array_index(figure->steps, i), step_look(figure, i));
  g_autofree double *places = step_places(figure, canvas, widths);
  for (guint i = 0; i < count; i++) {
    if (isnan(places[i])) continue;
    if (leaf == 0) leaf = steps_leaf(figure, canvas);
    canvas_text(canvas, places[i], baseline, g_ptr_array_index(figure->steps, i), step_look(figure, i), ANCHOR_START, leaf);
  }
}

static void draw_steps(const Figure *figure, FigureCanvas *canvas, const Levels *levels) {
  double k = canvas->k, y = levels->bar + target_bar_top(canvas) + target_bar_height(canvas);
  guint count = figure->steps->len;
  bool known = figure->step >= 0;
  scene_group_begin(canvas->scene, "steps", 0, 0);
  Paint rest = paint_stroke(canvas_color(canvas, "ctx"), 1.2 * k),
        done = paint_stroke(canvas_color(canvas, "focus"), 2.4 * k);
  scene_line(canvas->scene, step_at(canvas, 0, count), y, step_at(canvas, count - 1, count), y, rest);
  if (figure->step > 0)
    scene_line(canvas->scene, step_at(canvas, 0, count), y, step_at(canvas, (guint)figure->step, count), y, done);
  for (guint i = 0; i < count; i++) {
    double x = step_at(canvas, i, count);
    bool own = (int)i == figure->step, passed = known && (int)i < figure->step;
    Paint paint = canvas_fill(canvas, own || passed ? "focus" : "surface");
    paint.stroke = canvas_color(canvas, own || passed ? "surface" : "ctx");
    paint.width = (own || passed ? 1.2 : 1) * k;
    scene_circle(canvas->scene, x, y, (!own ? 3.4 : i + 1 < count ? 4.6 : 5.4) * k, paint);
    if (i + 1 < count || !own) continue;
    Paint check = paint_stroke(canvas_color(canvas, "surface"), 1.3 * k);
    check.cap = CAP_ROUND;
    check.join = JOIN_ROUND;
    scene_move_to(canvas->scene, x - 2.4 * k, y);
    scene_line_to(canvas->scene, x - 0.7 * k, y + 1.9 * k);
    scene_line_to(canvas->scene, x + 2.4 * k, y - 1.8 * k);
    scene_paint(canvas->scene, check);
  }
  scene_group_end(canvas->scene);
  draw_step_labels(figure, canvas, y - 9 * k);
}

/* ---- benchmarks and sentence ---- */

static const char *short_name(const FigureCanvas *canvas, const char *label) {
  g_autofree char *key = g_strconcat("figure.short.", label, NULL);
  return locale_has(canvas->locale, key) ? locale_word(canvas->locale, key) : label;
}

/* One benchmark at x; only measures when `draw` is false. Returns its width. */
static double benchmark(FigureCanvas *canvas, const Mark *mark, double x, double y, bool named, bool draw, guint leaf) {
  static const TextLook letter = {TYPE_AXIS, 700, "ink2"}, name = {TYPE_AXIS, 400, "ink2"},
                        value = {TYPE_AXIS, 600, "ink"};
  const char *parts[] = {mark->letter, named || !mark->letter ? short_name(canvas, mark->label) : NULL,
                         mark->value.text};
  const TextLook looks[] = {letter, name, value};
  double from = x;
  for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
    if (!parts[i]) continue;
    if (x > from) x += 2.5 * canvas->k;
    if (draw) canvas_text(canvas, x, y, parts[i], looks[i], ANCHOR_START, leaf);
    x += canvas_text_width(canvas, parts[i], looks[i]);
  }
  return x - from;
}

/* Returns how much lower the tile ends because the values took more than one line. */
static double draw_benchmarks(const Figure *figure, FigureCanvas *canvas, double y, Tag *list) {
  const GPtrArray *marks = figure->references;
  double k = canvas->k, gap = 0, first = y, x = 0;
  bool named = true;
  if (marks->len == 0) return 0;
  for (int pass = 0; pass < 2; pass++, named = false) {
    double total = 0;
    for (guint i = 0; i < marks->len; i++)
      total += benchmark(canvas, g_ptr_array_index(marks, i), 0, y, named, false, 0);
    gap = (canvas->width - total) / MAX(marks->len - 1, 1);
    if (gap >= 5 * k) break;
  }
  for (guint i = 0; i < marks->len; i++) {
    const Mark *mark = g_ptr_array_index(marks, i);
    double width = benchmark(canvas, mark, 0, y, named, false, 0);
    if (x > 0 && x + width > canvas->width + 0.01) x = 0, y += canvas_leading(canvas, TYPE_AXIS);
    Tag *item = canvas_tag(canvas, canvas_tag(canvas, list, TAG_LI), TAG_LBODY);
    if (item)
      item->actual_text =
          g_strdup_printf("%s %s", mark->label, mark->value.spoken ? mark->value.spoken : mark->value.text);
    benchmark(canvas, mark, x, y, named, true, item ? item->id : 0);
    x += width + CLAMP(gap, 5 * k, 16 * k);
  }
  return y - first;
}

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

/* A paragraph said in the given words; NULL: as it is drawn. Takes them. */
static guint spoken_leaf(FigureCanvas *canvas, char *words) {
  Tag *tag = canvas_tag(canvas, canvas->sect, TAG_P);
  if (tag) tag->actual_text = words;
  else g_free(words);
  return tag ? tag->id : 0;
}

/* The value says what its marks mean: not again in the lines beside it. Owned. */
static char *without_marks(const char *text) {
  g_auto(GStrv) parts = g_strsplit(text, "*", -1);
  return g_strjoinv("", parts);
}

static char *spoken_unit(const Figure *figure) {
  return figure->subtitle_spoken ? g_strdup(figure->subtitle_spoken) : without_marks(figure->subtitle);
}

static char *spoken_value(const Figure *figure, const Locale *locale) {
  if (figure->step < 0) return g_strdup(figure->value.spoken);
  g_autofree char *step = locale_number(locale, figure->step + 1, 0), *count = locale_number(locale, figure->steps->len, 0);
  return locale_phrase(locale, "figure.tile.step", "value", figure->value.spoken, "step", step, "count", count, NULL);
}

/* The sparkline has no words of its own: its ends are said with the change. */
static char *spoken_change(const Figure *figure, const Locale *locale, bool sparkline) {
  const char *change = figure->change_spoken ? figure->change_spoken : figure->change;
  g_autofree char *course = sparkline ? tile_course(figure, locale) : NULL;
  if (!course) return g_strdup(change);
  return locale_phrase(locale, "figure.tile.with_course", "change", change, "course", course, NULL);
}

/* Where nothing is known the sentence below the tile says again what stands for the number: they are heard once. */
static bool status_repeats_value(const Figure *figure) {
  g_autofree char *value = words_capital(figure->value.spoken);
  return !bound_known(&figure->value) && g_strcmp0(figure->target.status_text, value) == 0;
}

/* Label, value, agreement, status; then what it is compared with. */
static Leaves leaves_make(const Figure *figure, FigureCanvas *canvas, bool head) {
  Leaves leaves = {0};
  Tag *sect = canvas->sect;
  const Locale *locale = canvas->locale;
  const BoundTarget *target = &figure->target;
  if (!sect) return leaves;
  if (head) {
    leaves.title = canvas_leaf(canvas, sect, canvas->title_tag);
    if (figure->subtitle && *figure->subtitle) leaves.unit = spoken_leaf(canvas, spoken_unit(figure));
  }
  leaves.value = spoken_leaf(canvas, spoken_value(figure, locale));
  if (has_course(figure)) leaves.course = spoken_leaf(canvas, tile_course(figure, locale));
  TargetBarWords words = {0};
  TargetBar bar = bar_of(figure, &leaves);
  if (has_bar(figure)) target_bar_words(canvas, &bar, &words);
  if (words.amount) leaves.amount = spoken_leaf(canvas, without_marks(figure->amount.text));
  if (words.label) leaves.target = spoken_leaf(canvas, g_strdup(target->label));
  g_free(words.number);
  if (target->status_text && status_repeats_value(figure)) leaves.status = leaves.value;
  else if (target->status_text) leaves.status = spoken_leaf(canvas, g_strdup(target->status_spoken));
  Beside beside = beside_number(figure, canvas);
  if (beside.change > 0) leaves.change = spoken_leaf(canvas, spoken_change(figure, locale, beside.spark > 0));
  if (figure->references->len) leaves.benchmarks = canvas_tag(canvas, sect, TAG_L);
  if (leaves.benchmarks) leaves.benchmarks->list_unordered = true;
  return leaves;
}

void tile_draw(const Figure *figure, FigureCanvas *canvas) {
  bool head = canvas->parts & FIGURE_HEAD;
  Leaves leaves = leaves_make(figure, canvas, head);
  double top = head ? draw_head(figure, canvas, &leaves) : 0;
  Levels levels = levels_from(canvas, top);
  TargetBar bar = bar_of(figure, &leaves);
  draw_value(figure, canvas, &levels, top, &leaves);
  if (figure->steps->len)
    draw_steps(figure, canvas, &levels);
  else if (has_bar(figure))
    target_bar_draw(canvas, levels.bar, &bar);
  else
    draw_course(figure, canvas, &levels, leaves.course);
  double extra = draw_benchmarks(figure, canvas, levels.benchmarks, leaves.benchmarks);
  draw_status(figure, canvas, levels.rule + extra, leaves.status);
  /* On paper the page's footer names the sources of all tiles, but a card goes alone. */
  if (canvas->medium != MEDIUM_PAPER || canvas->parts & FIGURE_CARD) canvas_foot(canvas, figure);
}
