/* The drawings on a tile: progress bar, course, steps. Lengths along the bar are percentages, so that one drawing fits
 * every width and its letters never shrink. They must not say anything the tile's words do not: listeners skip them. */
#include <math.h>

#include "web/region_page.h"

enum { BAR_TOP = 12, BAR_HEIGHT = 15, SPARK_WIDTH = 76, SPARK_HEIGHT = 28 };
/* A letter takes this share of the narrowest tile. */
static const double LETTER_ROOM = 4.6;

static double share(const Figure *figure, double value) {
  return figure->axis_max > 0 ? CLAMP(value / figure->axis_max, 0, 1) * 100 : 0;
}

/* `fill` is an attribute because an address in a style sheet would be the sheet's, not the page's. */
static const char HATCHING[] = " fill=\"url(#pagina.arcering)\"";

static void rect_html(GString *out, const char *class, const char *fill, double from, double to) {
  if (to <= from) return;
  g_string_append_printf(out, "<rect class=\"%s\"%s", class, fill);
  html_number(out, " x=\"", from, "%\"");
  html_number(out, " width=\"", to - from, "%\"");
  g_string_append_printf(out, " y=\"%d\" height=\"%d\" />", BAR_TOP, BAR_HEIGHT);
}

static void fill_html(GString *out, const Figure *figure) {
  bool maximum = figure->target.kind == TARGET_MAXIMUM;
  double target = share(figure, figure->target.value);
  if (!observation_known(&figure->value.obs)) {
    rect_html(out, "hatched", HATCHING, 0, 100);
    return;
  }
  double value = share(figure, figure->value.obs.value);
  rect_html(out, "track", "", 0, 100);
  if (maximum) rect_html(out, "beyond", HATCHING, target, 100);
  rect_html(out, figure->value.obs.flags & FLAG_PROVISIONAL ? "fill provisional" : "fill", "", 0,
            MAX(maximum ? MIN(value, target) : value, 0.3));
  if (maximum) rect_html(out, "over", "", target, value);
}

static void marker_html(GString *out, double at) {
  html_number(out, "<svg class=\"marker\" overflow=\"visible\" x=\"", at, "%\">");
  g_string_append_printf(out, "<path class=\"halo\" d=\"M0 %dV%d\" /><path class=\"needle\" d=\"M0 %dV%d\" /><path class=\"diamond\" d=\"M0 1 4 5 0 9-4 5Z\" /></svg>",
                         BAR_TOP - 5, BAR_TOP + BAR_HEIGHT + 3, BAR_TOP - 5, BAR_TOP + BAR_HEIGHT + 3);
}

/* ---- benchmarks ---- */

typedef struct { double want, at; const char *letter; } Tick;

static int by_place(gconstpointer a, gconstpointer b) {
  double x = ((const Tick *)a)->want, y = ((const Tick *)b)->want;
  return (x > y) - (x < y);
}

static GArray *ticks_of(const Figure *figure) {
  GArray *ticks = g_array_new(FALSE, FALSE, sizeof(Tick));
  for (guint i = 0; i < figure->references->len; i++) {
    const Mark *mark = figure->references->pdata[i];
    if (!mark->letter || !observation_known(&mark->value.obs) || mark->value.obs.value > figure->axis_max) continue;
    double at = share(figure, mark->value.obs.value);
    g_array_append_vals(ticks, &(Tick){at, at, mark->letter}, 1);
  }
  g_array_sort(ticks, by_place);
  return ticks;
}

/* Pushes letters apart: to the right where they touch, then back where they leave the bar. */
static void spread(GArray *ticks) {
  double limit = 100 - LETTER_ROOM / 2, least = LETTER_ROOM / 2;
  for (guint i = 0; i < ticks->len; i++) {
    Tick *tick = &g_array_index(ticks, Tick, i);
    bool crowded = i + 1 < ticks->len && tick[1].want - tick->want < LETTER_ROOM;
    tick->at = MAX(crowded ? tick->want - LETTER_ROOM / 2 : tick->want, least);
    least = tick->at + LETTER_ROOM;
  }
  for (guint i = ticks->len; i-- > 0;) {
    Tick *tick = &g_array_index(ticks, Tick, i);
    tick->at = MIN(tick->at, limit);
    limit = tick->at - LETTER_ROOM;
  }
}

static void ticks_html(GString *out, const Figure *figure) {
  g_autoptr(GArray) ticks = ticks_of(figure);
  spread(ticks);
  for (guint i = 0; i < ticks->len; i++) {
    const Tick *tick = &g_array_index(ticks, Tick, i);
    html_number(out, "<line class=\"tick\" y1=\"29\" y2=\"33\" x1=\"", tick->want, "%\"");
    html_number(out, " x2=\"", tick->want, "%\" />");
    html_number(out, "<line class=\"tick\" y1=\"33\" y2=\"37\" x1=\"", tick->want, "%\"");
    html_number(out, " x2=\"", tick->at, "%\" />");
    html_number(out, "<text class=\"letter\" y=\"49\" x=\"", tick->at, "%\">");
    html_text(out, tick->letter);
    g_string_append(out, "</text>");
  }
}

void tile_bar_html(RegionPage *page, const Figure *figure) {
  GString *out = page->out;
  g_string_append(out, "<svg class=\"progress\" width=\"100%\" height=\"54\" aria-hidden=\"true\">");
  fill_html(out, figure);
  ticks_html(out, figure);
  marker_html(out, share(figure, figure->target.value));
  g_string_append(out, "</svg>");
}

/* ---- course ---- */

typedef struct { const BoundValue *first, *last; double low, high; } Course;

static bool course_of(const Series *series, Course *course) {
  *course = (Course){NULL, NULL, INFINITY, -INFINITY};
  for (guint i = 0; series && i < series->points->len; i++) {
    const BoundValue *point = &g_array_index(series->points, BoundValue, i);
    if (!observation_known(&point->obs)) continue;
    if (!course->first) course->first = point;
    course->last = point;
    course->low = MIN(course->low, point->obs.value);
    course->high = MAX(course->high, point->obs.value);
  }
  return course->first && course->first != course->last;
}

static void spark_point(GString *out, const Course *course, const BoundValue *point, const char *before, const char *between, const char *after) {
  double from = period_axis(course->first->obs.period), to = period_axis(course->last->obs.period);
  double range = course->high > course->low ? course->high - course->low : 1;
  double low = course->high > course->low ? course->low : course->low - 0.5;
  html_number(out, before, 4 + (SPARK_WIDTH - 8) * (period_axis(point->obs.period) - from) / (to - from), between);
  html_number(out, "", SPARK_HEIGHT - 4 - (SPARK_HEIGHT - 8) * (point->obs.value - low) / range, after);
}

void tile_sparkline_html(RegionPage *page, const Series *series) {
  Course course;
  GString *out = page->out;
  if (!course_of(series, &course)) return;
  g_string_append_printf(out, "<svg class=\"spark\" width=\"%d\" height=\"%d\" aria-hidden=\"true\"><path d=\"", SPARK_WIDTH, SPARK_HEIGHT);
  bool open = false;
  for (const BoundValue *point = course.first; point <= course.last; point++) {
    bool known = observation_known(&point->obs);
    if (known) spark_point(out, &course, point, open ? "L" : "M", " ", "");
    open = known;
  }
  g_string_append(out, "\" />");
  spark_point(out, &course, course.first, "<circle class=\"start\" r=\"2\" cx=\"", "\" cy=\"", "\" />");
  bool provisional = course.last->obs.flags & FLAG_PROVISIONAL;
  spark_point(out, &course, course.last, provisional ? "<circle class=\"end provisional\" r=\"3.4\" cx=\"" : "<circle class=\"end\" r=\"3.4\" cx=\"",
              "\" cy=\"", "\" />");
  g_string_append(out, "</svg>");
}

/* ---- steps ---- */

static void step_mark_html(GString *out, double at, bool own, bool passed) {
  html_number(out, "<svg overflow=\"visible\" x=\"", at, "%\">");
  if (own) g_string_append(out, "<circle class=\"own\" cy=\"10\" r=\"9\" /><path class=\"sign\" d=\"M-4 10-1 13 4 7\" />");
  else g_string_append_printf(out, "<circle class=\"%s\" cy=\"10\" r=\"5\" />", passed ? "passed" : "rest");
  g_string_append(out, "</svg>");
}

void tile_steps_html(RegionPage *page, const Figure *figure) {
  GString *out = page->out;
  guint count = figure->steps->len;
  double first = 3, width = count > 1 ? 94.0 / (count - 1) : 0;
  g_string_append(out, "<svg class=\"steps\" width=\"100%\" height=\"20\" aria-hidden=\"true\"><line class=\"way\" x1=\"3%\" x2=\"97%\" y1=\"10\" y2=\"10\" />");
  if (figure->step > 0) html_number(out, "<line class=\"done\" x1=\"3%\" y1=\"10\" y2=\"10\" x2=\"", first + width * figure->step, "%\" />");
  for (guint i = 0; i < count; i++) step_mark_html(out, first + width * i, (int)i == figure->step, (int)i < figure->step);
  g_string_append(out, "</svg>");
}
