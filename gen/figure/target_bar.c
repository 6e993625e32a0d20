/* The progress bar with its target: one value, one agreement, benchmarks as ticks below. It exists apart from the tile
 * because its labels have rules of their own. It must not know indicators, regions or periods. */
#include "figure/target_bar.h"
#include "figure/spread.h"
#include "figure/words.h"
#include <math.h>
#include <string.h>

enum { TICKS_MAX = 3 };
static const double TICK_DISTANCE = 0.02;

static const TextLook TARGET_LOOK = {TYPE_AXIS, 600, "ink"};
static const TextLook AMOUNT_LOOK = {TYPE_AXIS, 600, "focus-text"};
static const TextLook LETTER_LOOK = {TYPE_AXIS, 700, NULL};

static int by_value(gconstpointer a, gconstpointer b) {
  double x = (*(const Mark *const *)a)->value.obs.value, y = (*(const Mark *const *)b)->value.obs.value;
  return (x > y) - (x < y);
}

static GPtrArray *sorted_ticks(const GPtrArray *marks) {
  GPtrArray *ticks = g_ptr_array_new();
  for (guint i = 0; marks && i < marks->len; i++) {
    Mark *mark = g_ptr_array_index(marks, i);
    if (mark->letter && bound_known(&mark->value)) g_ptr_array_add(ticks, mark);
  }
  g_ptr_array_sort(ticks, by_value);
  return ticks;
}

bool target_bar_ticks_fit(const GPtrArray *marks, double scale) {
  g_autoptr(GPtrArray) ticks = sorted_ticks(marks);
  if (ticks->len == 0 || ticks->len > TICKS_MAX || !(scale > 0)) return false;
  for (guint i = 0; i < ticks->len; i++) {
    double value = ((const Mark *)g_ptr_array_index(ticks, i))->value.obs.value;
    if (value < 0 || value > scale) return false;
    if (i == 0) continue;
    double before = ((const Mark *)g_ptr_array_index(ticks, i - 1))->value.obs.value;
    if (value - before < TICK_DISTANCE * scale) return false;
  }
  return true;
}

double target_bar_top(const FigureCanvas *canvas) {
  return canvas_size(canvas, TYPE_AXIS) + 7 * canvas->k;
}

double target_bar_height(const FigureCanvas *canvas) {
  return 9 * canvas->k;
}

static double at(const FigureCanvas *canvas, const TargetBar *bar, double value) {
  return canvas->width * CLAMP(value / bar->scale, 0, 1);
}

void target_bar_cut(FigureCanvas *canvas, double right, double y, double height) {
  double k = canvas->k;
  Paint paint = paint_stroke(canvas_color(canvas, "surface"), 1.6 * k);
  for (int i = 0; i < 2; i++) {
    double x = right - 12 * k + i * 4 * k;
    scene_line(canvas->scene, x, y + height + k, x + 5 * k, y - k, paint);
  }
}

static void draw_fill(FigureCanvas *canvas, double y, double height, const TargetBar *bar) {
  Scene *scene = canvas->scene;
  double end = at(canvas, bar, bar->value), target = at(canvas, bar, bar->target);
  scene_rect(scene, 0, y, canvas->width, height, canvas_fill(canvas, "track"));
  if (bar->maximum)
    scene_hatch(scene, target, y, canvas->width - target, height, canvas_stroke(canvas, "hatch_pitch"),
                canvas_line_paint(canvas, "ink3", "hatch"));
  double own = bar->maximum ? MIN(end, target) : end;
  /* Nothing is a value too: it shows as an edge. */
  scene_rect(scene, 0, y, MAX(own, canvas->k), height, canvas_fill(canvas, "focus"));
  if (bar->maximum && end > target) {
    /* With an edge: in grey the fill is white. */
    double edge = 0.6 * canvas->k;
    Paint beyond = canvas_fill(canvas, "achter");
    beyond.stroke = canvas_color(canvas, "achter-edge");
    beyond.width = edge;
    scene_rect(scene, target, y + edge / 2, end - target - edge / 2, height - edge, beyond);
  }
  if (bar->value > bar->scale) target_bar_cut(canvas, canvas->width, y, height);
}

static void draw_marker(FigureCanvas *canvas, double y, double height, double x) {
  double k = canvas->k;
  scene_line(canvas->scene, x, y - 3.4 * k, x, y + height + 1.6 * k,
             canvas_line_paint(canvas, "surface", "target_halo"));
  scene_line(canvas->scene, x, y - 3.4 * k, x, y + height + 1.6 * k, canvas_line_paint(canvas, "ink", "target"));
  canvas_diamond(canvas, x, y - 4.4 * k, canvas_stroke(canvas, "target_diamond"), canvas_fill(canvas, "ink"));
}

static double label_gap(const FigureCanvas *canvas) {
  return 4.6 * canvas->k;
}

/* The target's label stands left of its marker, else right of it. Where both do not fit the amount loses its noun,
 * then the target its number, then the amount goes. */
void target_bar_words(const FigureCanvas *canvas, const TargetBar *bar, TargetBarWords *words) {
  double k = canvas->k, gap = label_gap(canvas), x = at(canvas, bar, bar->target);
  const char *blank = bar->amount ? strrchr(bar->amount, ' ') : NULL;
  *words = (TargetBarWords){.number = blank ? g_strndup(bar->amount, (gsize)(blank - bar->amount)) : NULL};
  const char *pairs[][2] = {{bar->label, bar->amount},
                            {bar->label, words->number},
                            {bar->short_label, bar->amount},
                            {bar->label, NULL},
                            {bar->short_label, NULL}};
  for (guint i = 0; i < G_N_ELEMENTS(pairs); i++) {
    const char *label = pairs[i][0], *amount = pairs[i][1];
    if (!label || (!amount && i < 3 && bar->amount)) continue;
    double width = canvas_text_width(canvas, label, TARGET_LOOK);
    double left = amount ? canvas_text_width(canvas, amount, AMOUNT_LOOK) + 5 * k : 0;
    bool before = x - gap - width >= left, after = x + gap + width <= canvas->width && x + gap >= left;
    if (!before && !after) continue;
    words->label = label;
    words->amount = amount;
    words->before = before;
    return;
  }
}

static void draw_labels(FigureCanvas *canvas, double baseline, double x, const TargetBar *bar) {
  TargetBarWords words;
  target_bar_words(canvas, bar, &words);
  double gap = label_gap(canvas);
  canvas_text(canvas, words.before ? x - gap : x + gap, baseline, words.label, TARGET_LOOK,
              words.before ? ANCHOR_END : ANCHOR_START, bar->label_tag);
  canvas_text(canvas, 0, baseline, words.amount, AMOUNT_LOOK, ANCHOR_START, bar->amount_tag);
  g_free(words.number);
}

static void draw_ticks(FigureCanvas *canvas, double y, const TargetBar *bar) {
  g_autoptr(GPtrArray) ticks = sorted_ticks(bar->ticks);
  double k = canvas->k, size = canvas_size(canvas, TYPE_AXIS);
  Spread slots[TICKS_MAX];
  for (guint i = 0; i < ticks->len; i++) {
    const Mark *mark = g_ptr_array_index(ticks, i);
    slots[i] = (Spread){.want = at(canvas, bar, mark->value.obs.value),
                        .size = canvas_text_width(canvas, mark->letter, LETTER_LOOK)};
  }
  spread_apart(slots, ticks->len, 0.34 * size, 0, canvas->width);
  for (guint i = 0; i < ticks->len; i++) {
    const Mark *mark = g_ptr_array_index(ticks, i);
    scene_move_to(canvas->scene, slots[i].want, y + 0.6 * k);
    scene_line_to(canvas->scene, slots[i].want, y + 3 * k);
    scene_line_to(canvas->scene, slots[i].at, y + 5.4 * k);
    Paint paint = paint_stroke(canvas_color(canvas, "ink2"), 0.9 * k);
    paint.join = JOIN_ROUND;
    scene_paint(canvas->scene, paint);
    /* The row of values says the same in words: the letters are for the eye. */
    canvas_text(canvas, slots[i].at, y + 5.4 * k + 0.92 * size, mark->letter, LETTER_LOOK, ANCHOR_MIDDLE, TAG_ARTIFACT);
  }
}

void target_bar_draw(FigureCanvas *canvas, double y, const TargetBar *bar) {
  double top = y + target_bar_top(canvas), height = target_bar_height(canvas), x = at(canvas, bar, bar->target);
  scene_group_begin(canvas->scene, "target-bar", 0, 0);
  if (isnan(bar->value))
    canvas_hatched(canvas, 0, top, canvas->width, height);
  else
    draw_fill(canvas, top, height, bar);
  draw_marker(canvas, top, height, x);
  draw_labels(canvas, top - 2.6 * canvas->k, x, bar);
  if (target_bar_ticks_fit(bar->ticks, bar->scale)) draw_ticks(canvas, top + height, bar);
  scene_group_end(canvas->scene);
}
