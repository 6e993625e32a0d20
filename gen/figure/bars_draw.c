/* Type `bars`, drawn: names beside the bars, or above them where names would take too much of the width. Value
 * labels stand outside the bar and step aside for a reference line. It must not know regions or indicators. */
#include "figure/bars.h"
#include "figure/spread.h"
#include "figure/words.h"
#include <math.h>

/* Names may take this share of the width before they go above their bars. */
static const double NAMES_SHARE = 0.4;
enum { ROWS_WIDE = 14, REFERENCES_MAX = 2 };

/* A line may be the region's own. */
static TextLook reference_look(const Mark *mark) {
  return (TextLook){TYPE_AXIS, 600, mark->role == ROLE_FOCUS ? "focus-text" : "ink"};
}

typedef struct {
  FigureCanvas *canvas;
  const Figure *figure;
  bool above;      /* names above their bars */
  double x0, w;    /* of the plot: where axis_min stands, and the length to axis_max */
  double row, bar; /* heights; `row` without the name when above */
  double top;      /* of the first row */
  Tag *table;
} Plot;

static double plot_x(const Plot *plot, double value) {
  const Figure *figure = plot->figure;
  return plot->x0 + plot->w * (value - figure->axis_min) / (figure->axis_max - figure->axis_min);
}

static TextLook name_look(const Plot *plot, const Mark *mark) {
  bool focus = mark->role == ROLE_FOCUS, known = bound_known(&mark->value) || bound_secret(&mark->value);
  return (TextLook){TYPE_LABEL, focus ? 700 : plot->above ? 500 : 400, known || focus ? "ink" : "ink3"};
}

static TextLook value_look(const Mark *mark) {
  bool focus = mark->role == ROLE_FOCUS;
  return (TextLook){TYPE_LABEL, focus ? 700 : 600, focus ? "focus-text" : "ink"};
}

/* Where the label of a bar begins: outside its end, and beyond any reference line it would stand on. */
static double label_x(const Plot *plot, const Mark *mark) {
  double k = plot->canvas->k, x = plot_x(plot, MAX(mark->value.obs.value, 0)) + 4 * k;
  double width = canvas_text_width(plot->canvas, mark->value.text, value_look(mark));
  const GPtrArray *lines = plot->figure->references;
  for (guint pass = 0; pass < lines->len; pass++) {
    for (guint i = 0; i < lines->len; i++) {
      double line = plot_x(plot, ((const Mark *)g_ptr_array_index(lines, i))->value.obs.value);
      if (line > x - 2.5 * k && line < x + width + 2 * k) x = line + 3.5 * k;
    }
  }
  return x;
}

static bool has_interval(const Mark *mark) {
  const Observation *obs = &mark->value.obs;
  return bound_secret(&mark->value) && isfinite(obs->low) && isfinite(obs->high) && obs->high > obs->low;
}

static char *unknown_words(const Plot *plot, const Mark *mark) {
  if (!has_interval(mark)) return g_strdup(mark->value.spoken);
  return locale_phrase(plot->canvas->locale, "figure.secret", "value", mark->value.text, NULL);
}

static double label_end(const Plot *plot, const Mark *mark) {
  if (bound_known(&mark->value))
    return label_x(plot, mark) + canvas_text_width(plot->canvas, mark->value.text, value_look(mark));
  g_autofree char *words = unknown_words(plot, mark);
  double x = has_interval(mark) ? plot_x(plot, mark->value.obs.high) : plot_x(plot, 0);
  return x + 5 * plot->canvas->k + canvas_text_width(plot->canvas, words, (TextLook){TYPE_LABEL, 400, NULL});
}

/* Shortens the scale until the last label ends within the figure. */
static void fit_width(Plot *plot) {
  double width = plot->canvas->width;
  plot->w = width - plot->x0;
  for (guint pass = 0; pass < 24; pass++) {
    double beyond = 0;
    for (guint i = 0; i < plot->figure->marks->len; i++) {
      const Mark *mark = g_ptr_array_index(plot->figure->marks, i);
      beyond = MAX(beyond, label_end(plot, mark) - width);
    }
    if (beyond <= 0) return;
    plot->w = MAX(plot->w - beyond - 0.5, 0.1 * width);
  }
}

/* Width of the names beside the bars, where a long one may take two lines; NAN when that is not enough. */
static double names_width(const Plot *plot) {
  FigureCanvas *canvas = plot->canvas;
  double most = 0, limit = NAMES_SHARE * canvas->width - 6 * canvas->k;
  for (guint i = 0; i < plot->figure->marks->len; i++) {
    const Mark *mark = g_ptr_array_index(plot->figure->marks, i);
    TextLook look = name_look(plot, mark);
    double width = canvas_text_width(canvas, mark->label, look);
    if (width > limit) {
      bool overflow = false;
      g_autoptr(GPtrArray) lines =
          text_wrap(canvas->text, mark->label, canvas_look_font(canvas, look), limit, true, &overflow);
      if (overflow || lines->len > 2) return NAN;
      width = 0;
      for (guint l = 0; l < lines->len; l++)
        width = MAX(width, canvas_text_width(canvas, g_ptr_array_index(lines, l), look));
    }
    most = MAX(most, width);
  }
  return most;
}

static Plot plot_make(const Figure *figure, FigureCanvas *canvas) {
  Plot plot = {.canvas = canvas, .figure = figure};
  double k = canvas->k, names = names_width(&plot);
  plot.above = canvas->medium == MEDIUM_WEB_NARROW || isnan(names) || g_strcmp0(figure->variant, "above") == 0;
  plot.x0 = plot.above ? 0.5 * k : names + 6 * k;
  double size = canvas_size(canvas, TYPE_LABEL);
  bool many = figure->marks->len > ROWS_WIDE;
  plot.bar = (many ? 7 : 9.5) * k;
  plot.row = plot.above ? MAX(plot.bar, size) + 5.5 * k : MAX((many ? 13 : 17.2) * k, size * 1.5);
  fit_width(&plot);
  return plot;
}

/* ---- reference lines ---- */

static double reference_text(Plot *plot, const Mark *mark, double x, double y, bool draw) {
  FigureCanvas *canvas = plot->canvas;
  TextLook look = reference_look(mark);
  double name = canvas_text_width(canvas, mark->label, look), gap = 0.28 * canvas_size(canvas, TYPE_AXIS);
  double value = canvas_text_width(canvas, mark->value.text, look);
  if (draw) {
    Tag *row = canvas_tag(canvas, plot->table, TAG_TR), *head = canvas_tag(canvas, row, TAG_TH),
        *cell = canvas_tag(canvas, row, TAG_TD);
    if (head) head->scope = TAG_SCOPE_ROW;
    if (head) head->actual_text = locale_phrase(canvas->locale, "figure.bars.reference", "label", mark->label, NULL);
    if (cell) cell->actual_text = g_strdup(mark->value.spoken);
    canvas_text(canvas, x, y, mark->label, look, ANCHOR_START, head ? head->id : 0);
    canvas_text(canvas, x + name + gap, y, mark->value.text, look, ANCHOR_START, cell ? cell->id : 0);
  }
  return name + gap + value;
}

typedef struct {
  const Mark *marks[REFERENCES_MAX];
  Spread slots[REFERENCES_MAX];
  guint count;
  bool stacked;
} References;

static References references_place(Plot *plot) {
  References refs = {0};
  const GPtrArray *lines = plot->figure->references;
  double gap = 6 * plot->canvas->k, total = 0;
  for (guint i = 0; i < lines->len && i < REFERENCES_MAX; i++) refs.marks[refs.count++] = g_ptr_array_index(lines, i);
  if (refs.count == 2 && refs.marks[0]->value.obs.value > refs.marks[1]->value.obs.value) {
    const Mark *first = refs.marks[0];
    refs.marks[0] = refs.marks[1];
    refs.marks[1] = first;
  }
  for (guint i = 0; i < refs.count; i++) {
    refs.slots[i] = (Spread){.want = plot_x(plot, refs.marks[i]->value.obs.value),
                             .size = reference_text(plot, refs.marks[i], 0, 0, false)};
    total += refs.slots[i].size;
  }
  refs.stacked = refs.count == 2 && total + gap > plot->canvas->width;
  if (!refs.stacked)
    spread_apart(refs.slots, refs.count, gap, 0, plot->canvas->width);
  else
    for (guint i = 0; i < refs.count; i++) spread_apart(&refs.slots[i], 1, 0, 0, plot->canvas->width);
  return refs;
}

static double references_height(const Plot *plot, const References *refs) {
  if (refs->count == 0) return 2 * plot->canvas->k;
  return canvas_size(plot->canvas, TYPE_AXIS) * 1.25 * (refs->stacked ? 2 : 1) + 5 * plot->canvas->k;
}

static void draw_reference_lines(Plot *plot, const References *refs, double bottom) {
  FigureCanvas *canvas = plot->canvas;
  for (guint i = 0; i < refs->count; i++) {
    Paint paint = canvas_line_paint(canvas, refs->marks[i]->role == ROLE_FOCUS ? "focus" : "ink", "reference");
    if (refs->marks[i]->dashed) {
      paint.dash_on = canvas_stroke(canvas, "reference_dash");
      paint.dash_off = canvas_stroke(canvas, "reference_gap");
    }
    scene_line(canvas->scene, refs->slots[i].want, plot->top - 2 * canvas->k, refs->slots[i].want, bottom, paint);
  }
}

static void draw_reference_labels(Plot *plot, const References *refs) {
  double line = canvas_size(plot->canvas, TYPE_AXIS) * 1.25;
  for (guint i = 0; i < refs->count; i++) {
    /* Stacked: the upper label's line would cross the lower label if that were the one further right. */
    double y = plot->top - 4 * plot->canvas->k - (refs->stacked && i == 0 ? line : 0);
    reference_text(plot, refs->marks[i], refs->slots[i].at - refs->slots[i].size / 2, y, true);
  }
}

/* ---- rows ---- */

static GPtrArray *name_lines(const Plot *plot, const Mark *mark) {
  double width = plot->above ? plot->canvas->width : plot->x0 - 6 * plot->canvas->k + 0.01;
  return canvas_wrap(plot->canvas, mark->label, name_look(plot, mark), width, !plot->above);
}

static double row_height(const Plot *plot, const Mark *mark) {
  g_autoptr(GPtrArray) lines = name_lines(plot, mark);
  double text = lines->len * canvas_leading(plot->canvas, TYPE_LABEL);
  return plot->above ? plot->row + text : lines->len > 1 ? MAX(plot->row, text + 3 * plot->canvas->k) : plot->row;
}

static double gap_height(const Plot *plot) {
  return canvas_leading(plot->canvas, TYPE_LABEL) + 3 * plot->canvas->k;
}

/* Names above their bars would stand on the axis: there each bar has a piece of its own. */
static void draw_axis(Plot *plot, double from, double to) {
  double x = plot_x(plot, 0);
  if (to > from && !plot->above)
    scene_line(plot->canvas->scene, x, from, x, to, canvas_line_paint(plot->canvas, "axis", "axis"));
}

static void draw_bar(Plot *plot, const Mark *mark, double y) {
  FigureCanvas *canvas = plot->canvas;
  double zero = plot_x(plot, 0), end = plot_x(plot, mark->value.obs.value), left = MIN(zero, end),
         width = fabs(end - zero);
  bool focus = mark->role == ROLE_FOCUS;
  if (!bound_provisional(&mark->value)) {
    scene_rect(canvas->scene, left, y, width, plot->bar, canvas_fill(canvas, focus ? "focus" : "ctxbar"));
    return;
  }
  double edge = canvas_stroke(canvas, "provisional_edge");
  Paint paint = canvas_fill(canvas, focus ? "focus-prov" : "ctx-prov");
  paint.stroke = canvas_color(canvas, focus ? "focus" : "ctxbar");
  paint.width = edge;
  scene_rect(canvas->scene, left + edge / 2, y + edge / 2, width - edge, plot->bar - edge, paint);
}

/* Words in the plot where a bar would be; their short form where there is no room. */
static void draw_words(Plot *plot, double x, double baseline, const char *words, const Mark *mark, const char *color,
                       guint leaf) {
  TextLook look = {TYPE_LABEL, 400, color};
  bool fits = x + canvas_text_width(plot->canvas, words, look) <= plot->canvas->width;
  canvas_text_plate(plot->canvas, x, baseline, fits ? words : mark->value.text, look, ANCHOR_START, leaf);
}

static void draw_row(Plot *plot, const Mark *mark, double y) {
  FigureCanvas *canvas = plot->canvas;
  double k = canvas->k, height = row_height(plot, mark);
  Tag *row = canvas_tag(canvas, plot->table, TAG_TR), *head = canvas_tag(canvas, row, TAG_TH),
      *cell = canvas_tag(canvas, row, TAG_TD);
  if (head) head->scope = TAG_SCOPE_ROW;
  if (cell) cell->actual_text = g_strdup(mark->value.spoken);
  guint leaf = cell ? cell->id : 0;
  g_autoptr(GPtrArray) lines = name_lines(plot, mark);
  double text = plot->above ? lines->len * canvas_leading(canvas, TYPE_LABEL) : 0;
  double middle = plot->above ? y + text + 1.5 * k + plot->bar / 2 : y + height / 2;
  for (guint i = 0; i < lines->len; i++) {
    double line = canvas_leading(canvas, TYPE_LABEL), centre = middle + (i - (lines->len - 1) / 2.0) * line;
    double baseline =
        plot->above ? canvas_baseline(canvas, TYPE_LABEL, y + i * line) : canvas_centred(canvas, TYPE_LABEL, centre);
    (plot->above ? canvas_text_plate : canvas_text)(canvas, 0, baseline, g_ptr_array_index(lines, i),
                                                    name_look(plot, mark), ANCHOR_START, head ? head->id : 0);
  }
  double bar = middle - plot->bar / 2, baseline = canvas_centred(canvas, TYPE_LABEL, middle), zero = plot_x(plot, 0);
  if (plot->above)
    scene_line(canvas->scene, zero, bar, zero, bar + plot->bar, canvas_line_paint(canvas, "axis", "axis"));
  if (bound_known(&mark->value)) {
    draw_bar(plot, mark, bar);
    canvas_text_plate(canvas, label_x(plot, mark), baseline, mark->value.text, value_look(mark), ANCHOR_START, leaf);
    return;
  }
  double x = plot_x(plot, 0) + 5 * k;
  if (has_interval(mark)) {
    double low = plot_x(plot, mark->value.obs.low), high = plot_x(plot, mark->value.obs.high);
    canvas_hatched(canvas, low, bar, high - low, plot->bar);
    x = high + 4 * k;
  }
  g_autofree char *words = unknown_words(plot, mark);
  draw_words(plot, x, baseline, words, mark, bound_secret(&mark->value) ? "ink2" : "ink3", leaf);
}

static void draw_gap(Plot *plot, const Mark *mark, double y) {
  FigureCanvas *canvas = plot->canvas;
  Tag *row = canvas_tag(canvas, plot->table, TAG_TR), *cell = canvas_tag(canvas, row, TAG_TD);
  const char *noun = plot->figure->noun ? plot->figure->noun : "";
  if (cell) cell->col_span = 2;
  if (cell) cell->actual_text = locale_count(canvas->locale, "figure.bars.gap_spoken", mark->skipped, "regions", noun, NULL);
  g_autofree char *text = locale_count(canvas->locale, "figure.bars.gap", mark->skipped, "regions", noun, NULL);
  double baseline = canvas_centred(canvas, TYPE_LABEL, y + gap_height(plot) / 2);
  canvas_text_plate(canvas, 0, baseline, text, (TextLook){TYPE_AXIS, 400, "ink3"}, ANCHOR_START, cell ? cell->id : 0);
}

/* Heights first: lines run behind the rows. */
static double known_bottom(const Plot *plot, double *bottom) {
  double y = plot->top, known = plot->top;
  for (guint i = 0; i < plot->figure->marks->len; i++) {
    const Mark *mark = g_ptr_array_index(plot->figure->marks, i);
    y += (mark->skipped ? gap_height(plot) : 0) + row_height(plot, mark);
    if (bound_known(&mark->value)) known = y;
  }
  *bottom = y;
  return known;
}

void bars_draw(const Figure *figure, FigureCanvas *canvas) {
  Tag *table = canvas_table_head(canvas, figure);
  if (canvas->parts & FIGURE_CHART) {
    Plot plot = plot_make(figure, canvas);
    References refs = references_place(&plot);
    plot.top = canvas->y + references_height(&plot, &refs);
    plot.table = table;
    double bottom, known = known_bottom(&plot, &bottom), y = plot.top, axis = plot.top;
    scene_group_begin(canvas->scene, "bars", 0, 0);
    draw_reference_lines(&plot, &refs, known > plot.top ? known - 1.5 * canvas->k : bottom);
    bool separated = known == plot.top;
    for (guint i = 0; i < figure->marks->len; i++) {
      const Mark *mark = g_ptr_array_index(figure->marks, i);
      if (mark->skipped) {
        draw_axis(&plot, axis, y);
        draw_gap(&plot, mark, y);
        axis = y += gap_height(&plot);
      }
      if (!separated && !bound_known(&mark->value)) {
        scene_line(canvas->scene, 0, y, canvas->width, y, canvas_line_paint(canvas, "grid", "separator"));
        separated = true;
      }
      draw_row(&plot, mark, y);
      y += row_height(&plot, mark);
    }
    draw_axis(&plot, axis, y);
    draw_reference_labels(&plot, &refs);
    scene_group_end(canvas->scene);
    canvas->y = bottom;
  }
  canvas_foot(canvas, figure);
}
