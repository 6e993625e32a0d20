/* Type `tile`, drawn as a wide row: label and sentence on one line, number and bar below. For posters and cards, where few
 * figures fill a page. It must not know how any of it was found, nor say anything that the narrow form does not. */
#include "figure/tile.h"
#include "figure/tile_parts.h"
#include "figure/words.h"
#include <math.h>

static const TextLook TITLE_LOOK = {.role = TYPE_CHART_TITLE};
static const TextLook UNIT_LOOK = {.role = TYPE_AXIS};
static const double NUMBER_SHARE = 0.25, NUMBER_LEAST = 84, NUMBER_SOME = 0.5, NUMBER_MOST = 0.75;

/* Of the size: how far a comma hangs below the line. */
static const double TAIL = 0.2;

/* The sentence beside the label: in full, or as its one word, or in full below it. */
typedef struct {
  const char *text; /* NULL: there is none */
  TextLook look;
  double width;     /* with its mark */
  bool below;
} Sentence;

/* Where the parts stand; heights from the top of the figure. */
typedef struct {
  double number_width; /* the bar begins right of it */
  double bar;          /* top of its block */
  double bottom;       /* of the bar */
} Rows;

/* ---- head ---- */

static double mark_width(const FigureCanvas *canvas, Status status) {
  return status == STATUS_NONE ? 0 : 12 * canvas->k;
}

static double sentence_width(const FigureCanvas *canvas, const char *text, TextLook look, Status status) {
  return mark_width(canvas, status) + canvas_text_width(canvas, text, look);
}

static Sentence sentence_for(const Figure *figure, const FigureCanvas *canvas) {
  const BoundTarget *target = &figure->target;
  Status status = target->progress.status;
  Sentence sentence = {.text = target->status_text,
                       .look = {TYPE_LABEL, status == STATUS_NONE ? 400 : 600, status_text_token(status)}};
  if (!sentence.text) return sentence;
  bool head = canvas->parts & FIGURE_HEAD;
  double title = head ? canvas_text_width(canvas, figure->title, TITLE_LOOK) : 0, gap = 10 * canvas->k;
  const char *texts[] = {target->status_text, target->status_word};
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
    if (!texts[i]) continue;
    sentence.text = texts[i];
    sentence.width = sentence_width(canvas, texts[i], sentence.look, status);
    if (title + gap + sentence.width <= canvas->width) return sentence;
  }
  sentence.text = target->status_text;
  sentence.below = true;
  return sentence;
}

static void draw_sentence(const Figure *figure, FigureCanvas *canvas, const Sentence *sentence, double x, double baseline,
                          guint leaf) {
  Status status = figure->target.progress.status;
  double k = canvas->k, left = x + mark_width(canvas, status), small = canvas_size(canvas, TYPE_LABEL);
  canvas_status(canvas, status, x + 4.6 * k, baseline - 0.36 * small, 4.2 * k);
  if (!sentence->below) {
    canvas_text(canvas, left, baseline, sentence->text, sentence->look, ANCHOR_START, leaf);
    return;
  }
  g_autoptr(GPtrArray) lines = canvas_wrap(canvas, sentence->text, sentence->look, canvas->width - left, false);
  for (guint i = 0; i < lines->len; i++) {
    canvas_text(canvas, left, baseline, g_ptr_array_index(lines, i), sentence->look, ANCHOR_START, leaf);
    baseline += canvas_leading(canvas, TYPE_LABEL);
    if (i > 0) canvas->y += canvas_leading(canvas, TYPE_LABEL);
  }
}

/* Leaves the cursor below label and sentence. */
static void draw_head(const Figure *figure, FigureCanvas *canvas, const TileLeaves *leaves) {
  double k = canvas->k, rule = canvas_stroke(canvas, "figure_rule");
  Sentence sentence = sentence_for(figure, canvas);
  scene_line(canvas->scene, 0, rule / 2, canvas->width, rule / 2, canvas_line_paint(canvas, "ink", "figure_rule"));
  canvas->y = rule + 4.5 * k;
  double first = canvas_baseline(canvas, TYPE_CHART_TITLE, canvas->y);
  if (canvas->parts & FIGURE_HEAD)
    canvas_paragraph(canvas, 0, canvas->width, figure->title, TYPE_CHART_TITLE, false, leaves->title);
  else
    canvas->y += canvas_leading(canvas, TYPE_CHART_TITLE);
  if (!sentence.text) return;
  if (sentence.below) {
    double baseline = canvas_baseline(canvas, TYPE_LABEL, canvas->y + 2 * k);
    canvas->y += 2 * k + canvas_leading(canvas, TYPE_LABEL);
    draw_sentence(figure, canvas, &sentence, 0, baseline, leaves->status);
  } else {
    draw_sentence(figure, canvas, &sentence, canvas->width - sentence.width, first, leaves->status);
  }
}

/* ---- number and bar ---- */

/* Bars of rows above each other begin at one place, unless a number needs more. */
static double number_width(const Figure *figure, const FigureCanvas *canvas) {
  double gap = 8 * canvas->k, most = canvas->width * NUMBER_MOST;
  double width = MAX(canvas->width * NUMBER_SHARE, MIN(NUMBER_LEAST * canvas->k, canvas->width * NUMBER_SOME));
  TileNumber number = tile_number_split(figure);
  double least = canvas_text_width(canvas, number.number, (TextLook){TYPE_FINDING, 700, NULL}) +
                 tile_number_extra(canvas, &number) + gap;
  tile_number_clear(&number);
  return CLAMP(least, width, most);
}

static Rows rows_below(const Figure *figure, const FigureCanvas *canvas) {
  Rows rows = {.number_width = number_width(figure, canvas), .bar = canvas->y + canvas->k};
  rows.bottom = rows.bar + target_bar_top(canvas) + target_bar_height(canvas);
  return rows;
}

static double draw_number(const Figure *figure, FigureCanvas *canvas, const Rows *rows, const TileLeaves *leaves) {
  double room = rows->number_width - 8 * canvas->k, y = rows->bottom + 4 * canvas->k;
  TileNumber number = tile_number_split(figure);
  tile_number_draw(figure, canvas, &number, rows->bottom, room, leaves->value);
  tile_number_clear(&number);
  if (!(canvas->parts & FIGURE_HEAD) || !figure->subtitle || !*figure->subtitle)
    return rows->bottom + TAIL * canvas_size(canvas, TYPE_KPI_VALUE);
  g_autoptr(GPtrArray) lines = canvas_wrap(canvas, figure->subtitle, UNIT_LOOK, room, false);
  for (guint i = 0; i < lines->len; i++, y += canvas_leading(canvas, TYPE_AXIS))
    canvas_text(canvas, 0, canvas_baseline(canvas, TYPE_AXIS, y), g_ptr_array_index(lines, i), UNIT_LOOK, ANCHOR_START,
                leaves->unit);
  return y;
}

/* Returns where it ends. */
static double draw_benchmarks(const Figure *figure, FigureCanvas *bar, const Rows *rows, const TileLeaves *leaves) {
  double k = bar->k, size = canvas_size(bar, TYPE_AXIS);
  bool unit = figure->subtitle && *figure->subtitle; /* without it words beside the tile say whom it is of */
  if (figure->references->len == 0 && !(figure->basis && unit)) return rows->bottom;
  if (figure->references->len == 0) { /* beside the unit */
    double y = canvas_baseline(bar, TYPE_AXIS, rows->bottom + 4 * k);
    return y + tile_benchmarks_draw(figure, bar, y, leaves) + 0.28 * size;
  }
  bool ticks = tile_has_bar(figure) && target_bar_ticks_fit(figure->references, figure->axis_max);
  double y = rows->bottom + (ticks ? 9.4 * k + 1.92 * size : 7 * k + 0.92 * size);
  return y + tile_benchmarks_draw(figure, bar, y, leaves) + 0.28 * size;
}

/* Returns where it ends. */
static double draw_bar(const Figure *figure, FigureCanvas *canvas, const Rows *rows, const TileLeaves *leaves) {
  FigureCanvas bar = *canvas;
  bar.width = canvas->width - rows->number_width;
  TargetBar target = tile_bar(figure, leaves);
  scene_group_begin(canvas->scene, "bar", rows->number_width, 0);
  if (figure->steps->len)
    tile_steps_draw(figure, &bar, rows->bar);
  else if (tile_has_bar(figure))
    target_bar_draw(&bar, rows->bar, &target);
  else
    tile_course_draw(figure, &bar, rows->bar - target_bar_top(canvas) / 2, rows->bottom, leaves->course);
  double end = draw_benchmarks(figure, &bar, rows, leaves);
  scene_group_end(canvas->scene);
  return end;
}

void tile_wide_draw(const Figure *figure, FigureCanvas *canvas) {
  TileLeaves leaves = tile_leaves(figure, canvas, canvas->width - number_width(figure, canvas), NULL);
  draw_head(figure, canvas, &leaves);
  Rows rows = rows_below(figure, canvas);
  double number = draw_number(figure, canvas, &rows, &leaves), bar = draw_bar(figure, canvas, &rows, &leaves);
  canvas->y = MAX(number, bar);
  if (canvas->medium != MEDIUM_PAPER) canvas_foot(canvas, figure);
}
