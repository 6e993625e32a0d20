/* Type `groups`, drawn: an icon, a name above its bar, the count and its share behind it. It must not know groups, only
 * marks. */
#include "figure/groups.h"
#include "figure/words.h"
#include <math.h>

typedef struct {
  FigureCanvas *canvas;
  const Figure *figure;
  double x0, w;     /* of the bars */
  double icon, bar; /* sizes */
  bool shares;
  Tag *table;
} Plot;

static TextLook value_look(const Mark *mark) {
  return (TextLook){TYPE_LABEL, 700, mark->role == ROLE_FOCUS ? "focus-text" : "ink"};
}
static const TextLook NAME_LOOK = {TYPE_LABEL, 500, "ink"};
static const TextLook SHARE_LOOK = {TYPE_LABEL, 400, "ink2"};

static double label_width(const Plot *plot, const Mark *mark) {
  double width = canvas_text_width(plot->canvas, mark->value.text, value_look(mark));
  if (!bound_absent(&mark->share))
    width += 3.4 * plot->canvas->k + canvas_text_width(plot->canvas, mark->share.text, SHARE_LOOK);
  return width;
}

static double bar_x(const Plot *plot, double value) {
  return plot->x0 + plot->w * MAX(value, 0) / plot->figure->axis_max;
}

static char *unknown_words(const Plot *plot, const Mark *mark) {
  if (!bound_secret(&mark->value)) return g_strdup(mark->value.spoken);
  return locale_phrase(plot->canvas->locale, "figure.secret", "value", mark->value.text, NULL);
}

/* The bar whose label reaches furthest decides the scale. Where nothing is known hatched boxes would fill the width and
 * look like much: they stay small. */
static void fit_width(Plot *plot) {
  FigureCanvas *canvas = plot->canvas;
  double room = canvas->width - plot->x0 - 4 * canvas->k;
  bool known = false;
  plot->w = room;
  for (guint i = 0; i < plot->figure->marks->len; i++) {
    const Mark *mark = g_ptr_array_index(plot->figure->marks, i);
    bool number = bound_known(&mark->value);
    known |= number && mark->value.obs.value > 0;
    double value = number ? mark->value.obs.value : bound_secret(&mark->value) ? mark->value.obs.high : NAN;
    if (!(value > 0)) continue;
    g_autofree char *words = number ? NULL : unknown_words(plot, mark);
    double label =
        number ? label_width(plot, mark) : canvas_text_width(canvas, words, (TextLook){TYPE_LABEL, 400, NULL});
    plot->w = MIN(plot->w, (room - label) * plot->figure->axis_max / value);
  }
  plot->w = MAX(known ? plot->w : MIN(plot->w, 24 * canvas->k), 10 * canvas->k);
}

static Plot plot_make(const Figure *figure, FigureCanvas *canvas) {
  double k = canvas->k;
  Plot plot = {.canvas = canvas, .figure = figure, .icon = 16 * k, .bar = 6.6 * k};
  bool icons = false;
  for (guint i = 0; i < figure->marks->len; i++) {
    const Mark *mark = g_ptr_array_index(figure->marks, i);
    icons |= mark->icon && figure_icon_exists(mark->icon);
    plot.shares |= !bound_absent(&mark->share);
  }
  plot.x0 = icons ? 22 * k : 0;
  fit_width(&plot);
  return plot;
}

static void draw_known(Plot *plot, const Mark *mark, double y, double baseline, Tag *row, guint leaf) {
  FigureCanvas *canvas = plot->canvas;
  bool focus = mark->role == ROLE_FOCUS;
  double end = bar_x(plot, mark->value.obs.value), edge = canvas_stroke(canvas, "provisional_edge");
  if (bound_provisional(&mark->value)) {
    Paint paint = canvas_fill(canvas, focus ? "focus-prov" : "ctx-prov");
    paint.stroke = canvas_color(canvas, focus ? "focus" : "ctxbar");
    paint.width = edge;
    scene_rect(canvas->scene, plot->x0 + edge / 2, y + edge / 2, end - plot->x0 - edge, plot->bar - edge, paint);
  } else {
    scene_rect(canvas->scene, plot->x0, y, MAX(end - plot->x0, 0.9 * canvas->k), plot->bar,
               canvas_fill(canvas, focus ? "focus" : "ctxbar"));
  }
  double x = end + 4 * canvas->k;
  x += canvas_text(canvas, x, baseline, mark->value.text, value_look(mark), ANCHOR_START, leaf) + 3.4 * canvas->k;
  if (!plot->shares) return;
  Tag *share = canvas_tag(canvas, row, TAG_TD);
  if (bound_absent(&mark->share)) return;
  if (share) share->actual_text = locale_phrase(canvas->locale, "figure.groups.share_spoken", "share", mark->share.spoken, NULL);
  canvas_text(canvas, x, baseline, mark->share.text, SHARE_LOOK, ANCHOR_START, share ? share->id : 0);
}

static void draw_unknown(Plot *plot, const Mark *mark, double y, double baseline, guint leaf) {
  FigureCanvas *canvas = plot->canvas;
  const Observation *obs = &mark->value.obs;
  double x = plot->x0;
  bool secret = bound_secret(&mark->value);
  if (secret && isfinite(obs->low) && isfinite(obs->high)) {
    /* From the value of one to the value of four; never so small that the hatch does not show. */
    double low = bar_x(plot, obs->low), high = MAX(bar_x(plot, obs->high), low + 5 * canvas->k);
    canvas_hatched(canvas, low, y, high - low, plot->bar);
    x = high + 4 * canvas->k;
  } else {
    scene_line(canvas->scene, x, y, x, y + plot->bar, canvas_line_paint(canvas, "ctx", "axis"));
    x += 5 * canvas->k;
  }
  g_autofree char *words = unknown_words(plot, mark);
  TextLook look = {TYPE_LABEL, 400, secret ? "ink2" : "ink3"};
  bool fits = x + canvas_text_width(canvas, words, look) <= canvas->width;
  canvas_text(canvas, x, baseline, fits ? words : mark->value.text, look, ANCHOR_START, leaf);
}

static double draw_row(Plot *plot, const Mark *mark, double y) {
  FigureCanvas *canvas = plot->canvas;
  double k = canvas->k, leading = canvas_leading(canvas, TYPE_LABEL), size = canvas_size(canvas, TYPE_LABEL);
  Tag *row = canvas_tag(canvas, plot->table, TAG_TR), *head = canvas_tag(canvas, row, TAG_TH),
      *cell = canvas_tag(canvas, row, TAG_TD);
  if (head) head->scope = TAG_SCOPE_ROW;
  if (cell) cell->actual_text = g_strdup(mark->value.spoken);
  if (cell && plot->shares && !bound_known(&mark->value)) cell->col_span = 2;
  if (mark->icon) canvas_icon(canvas, mark->icon, 0, y + k, plot->icon, canvas_color(canvas, "ink"));
  g_autoptr(GPtrArray) lines = canvas_wrap(canvas, mark->label, NAME_LOOK, canvas->width - plot->x0, false);
  double baseline = y + size * 0.98;
  for (guint i = 0; i < lines->len; i++)
    canvas_text(canvas, plot->x0, baseline + i * leading, g_ptr_array_index(lines, i), NAME_LOOK, ANCHOR_START,
                head ? head->id : 0);
  double bar = y + size * 1.34 + k + (lines->len - 1) * leading;
  baseline = canvas_centred(canvas, TYPE_LABEL, bar + plot->bar / 2);
  if (bound_known(&mark->value))
    draw_known(plot, mark, bar, baseline, row, cell ? cell->id : 0);
  else
    draw_unknown(plot, mark, bar, baseline, cell ? cell->id : 0);
  return MAX(bar + plot->bar + 4.5 * k, y + 22 * k);
}

void groups_draw(const Figure *figure, FigureCanvas *canvas) {
  Tag *table = canvas_table_head(canvas, figure);
  if (canvas->parts & FIGURE_CHART) {
    Plot plot = plot_make(figure, canvas);
    plot.table = table;
    scene_group_begin(canvas->scene, "groups", 0, 0);
    for (guint i = 0; i < figure->marks->len; i++)
      canvas->y = draw_row(&plot, g_ptr_array_index(figure->marks, i), canvas->y);
    scene_group_end(canvas->scene);
  }
  canvas_foot(canvas, figure);
}
