/* The parts of a tile that stand in each of its forms: number, course, steps, benchmarks, and what is heard of them. They exist
 * apart so that the forms (tile_draw.c, tile_wide.c) cannot come to say different things. They must not know where on a
 * tile they stand. */
#include "figure/tile_parts.h"
#include "figure/sparkline.h"
#include "figure/tile.h"
#include "figure/words.h"
#include <math.h>
#include <string.h>

/* ---- the big number ---- */

TileNumber tile_number_split(const Figure *figure) {
  const char *text = figure->value.text ? figure->value.text : "", *end = text + strlen(text);
  while (end > text && end[-1] == '*') end--;
  const char *blank = memchr(text, ' ', (gsize)(end - text));
  bool about = blank && figure->steps->len == 0 && g_unichar_isalpha(g_utf8_get_char(text));
  const char *number = about ? blank + 1 : text;
  return (TileNumber){about ? g_strndup(text, (gsize)(blank - text)) : NULL, g_strndup(number, (gsize)(end - number)),
                       g_strdup(end)};
}

void tile_number_clear(TileNumber *parts) {
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

double tile_number_extra(const FigureCanvas *canvas, const TileNumber *parts) {
  double width = canvas_text_width(canvas, parts->mark, MARK_LOOK);
  return parts->about ? width + canvas_text_width(canvas, parts->about, ABOUT_LOOK) + 3 * canvas->k : width;
}

void tile_number_draw(const Figure *figure, FigureCanvas *canvas, const TileNumber *parts, double baseline,
                        double room, guint leaf) {
  TypeRole role = fitting_role(canvas, parts->number, room - tile_number_extra(canvas, parts), figure->steps->len > 0);
  TextLook look = {role, 700, bound_known(&figure->value) ? "focus" : "ink2"};
  double x = 0;
  if (parts->about) x = canvas_text(canvas, 0, baseline, parts->about, ABOUT_LOOK, ANCHOR_START, leaf) + 3 * canvas->k;
  x += canvas_text(canvas, x, baseline, parts->number, look, ANCHOR_START, leaf);
  canvas_text(canvas, x, baseline - canvas_size(canvas, role) * 0.31, parts->mark, MARK_LOOK, ANCHOR_START, leaf);
}

/* ---- beside or below it ---- */

const Series *tile_series(const Figure *figure) {
  return figure->series->len ? g_ptr_array_index(figure->series, 0) : NULL;
}

bool tile_has_bar(const Figure *figure) {
  return figure->target.present && figure->steps->len == 0;
}

TargetBar tile_bar(const Figure *figure, const TileLeaves *leaves) {
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

bool tile_has_course(const Figure *figure) {
  const Series *series = tile_series(figure);
  return !tile_has_bar(figure) && figure->steps->len == 0 && bound_known(&figure->value) && series && sparkline_possible(series);
}

void tile_course_draw(const Figure *figure, FigureCanvas *canvas, double top, double bottom, guint leaf) {
  double small = canvas_size(canvas, TYPE_AXIS), line = top + small;
  if (!bound_known(&figure->value)) {
    canvas_hatched(canvas, 0, top + target_bar_top(canvas), canvas->width, target_bar_height(canvas));
    return;
  }
  if (!tile_has_course(figure)) return;
  const Series *series = tile_series(figure);
  sparkline_draw(canvas, series, 0, line, canvas->width, bottom - small - 3 * canvas->k - line);
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

void tile_steps_draw(const Figure *figure, FigureCanvas *canvas, double top) {
  double k = canvas->k, y = top + target_bar_top(canvas) + target_bar_height(canvas);
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

/* ---- benchmarks ---- */

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

/* One of them in the list, in words. */
static guint benchmark_leaf(FigureCanvas *canvas, Tag *list, const Mark *mark) {
  Tag *item = canvas_tag(canvas, canvas_tag(canvas, list, TAG_LI), TAG_LBODY);
  if (!item) return 0;
  item->actual_text = g_strdup_printf("%s %s", mark->label, mark->value.spoken ? mark->value.spoken : mark->value.text);
  return item->id;
}

/* Whom the value is of, behind the benchmarks or below them. It is heard with the value. Returns how much lower it made the row. */
static double draw_basis(const Figure *figure, FigureCanvas *canvas, double x, double y, guint leaf) {
  static const TextLook look = {TYPE_AXIS, 400, "ink2"};
  if (!figure->basis) return 0;
  bool fits = x + canvas_text_width(canvas, figure->basis, look) <= canvas->width;
  double extra = fits ? 0 : canvas_leading(canvas, TYPE_AXIS);
  canvas_text(canvas, canvas->width, y + extra, figure->basis, look, ANCHOR_END, leaf);
  return extra;
}

double tile_benchmarks_draw(const Figure *figure, FigureCanvas *canvas, double y, const TileLeaves *leaves) {
  const GPtrArray *marks = figure->references;
  Tag *list = leaves->benchmarks;
  double k = canvas->k, gap = 0, first = y, x = 0;
  bool named = true;
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
    benchmark(canvas, mark, x, y, named, true, benchmark_leaf(canvas, list, mark));
    x += width + CLAMP(gap, 5 * k, 16 * k);
  }
  y += draw_basis(figure, canvas, x, y, leaves->value);
  return y - first;
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

/* Where nothing is known the sentence says again what stands for the number: they are heard once. */
static bool status_repeats_value(const Figure *figure) {
  g_autofree char *value = words_capital(figure->value.spoken);
  return !bound_known(&figure->value) && g_strcmp0(figure->target.status_text, value) == 0;
}

TileLeaves tile_leaves(const Figure *figure, FigureCanvas *canvas, double bar_width, char *change) {
  TileLeaves leaves = {0};
  const Locale *locale = canvas->locale;
  const BoundTarget *target = &figure->target;
  g_autofree char *said = change;
  if (!canvas->sect) return leaves;
  if (canvas->parts & FIGURE_HEAD) {
    leaves.title = canvas_leaf(canvas, canvas->sect, canvas->title_tag);
    if (figure->subtitle && *figure->subtitle) leaves.unit = spoken_leaf(canvas, spoken_unit(figure));
  }
  leaves.value = spoken_leaf(canvas, spoken_value(figure, locale));
  if (tile_has_course(figure)) leaves.course = spoken_leaf(canvas, tile_course(figure, locale));
  FigureCanvas bar_canvas = *canvas;
  bar_canvas.width = bar_width;
  TargetBar bar = tile_bar(figure, &leaves);
  TargetBarWords words = {0};
  if (tile_has_bar(figure)) target_bar_words(&bar_canvas, &bar, &words);
  if (words.amount) leaves.amount = spoken_leaf(canvas, without_marks(figure->amount.text));
  if (words.label) leaves.target = spoken_leaf(canvas, g_strdup(target->label));
  g_free(words.number);
  if (target->status_text && status_repeats_value(figure)) leaves.status = leaves.value;
  else if (target->status_text) leaves.status = spoken_leaf(canvas, g_strdup(target->status_spoken));
  if (said) leaves.change = spoken_leaf(canvas, g_steal_pointer(&said));
  if (figure->references->len) leaves.benchmarks = canvas_tag(canvas, canvas->sect, TAG_L);
  if (leaves.benchmarks) leaves.benchmarks->list_unordered = true;
  return leaves;
}
