/* Regions done, rate and time left. Only shows; decides nothing. */
#include "cli/progress_bar.h"

#include <glib/gprintf.h>
#include <unistd.h>

#include "base/number.h"

enum { BAR_CELLS = 28, REDRAW_MS = 80, LOG_STEPS = 10 };

struct ProgressBar {
  bool terminal;
  gint64 start, drawn;
  guint logged; /* tenths written to the log */
};

ProgressBar *progress_bar_new(void) {
  ProgressBar *progress = g_new0(ProgressBar, 1);
  progress->terminal = isatty(STDERR_FILENO);
  progress->start = g_get_monotonic_time();
  return progress;
}

void progress_bar_free(ProgressBar *progress) { g_free(progress); }

static char *rate_text(const ProgressBar *progress, const BuildReport *report) {
  double seconds = (double)(g_get_monotonic_time() - progress->start) / G_USEC_PER_SEC;
  double rate = seconds > 0 ? report->regions_done / seconds : 0;
  double left = rate > 0 ? (report->regions - report->regions_done) / rate : 0;
  g_autofree char *rate_number = number_format(rate, rate < 10 ? 1 : 0, &NUMBER_STYLE_MACHINE);
  g_autofree char *left_number = number_format(left, 0, &NUMBER_STYLE_MACHINE);
  return g_strdup_printf("%u of %u regions, %s/s, %s s left", report->regions_done, report->regions, rate_number, left_number);
}

static void draw_bar(ProgressBar *progress, const BuildReport *report) {
  gint64 now = g_get_monotonic_time();
  bool last = report->regions_done == report->regions;
  if (!last && now - progress->drawn < REDRAW_MS * 1000) return;
  progress->drawn = now;
  guint full = report->regions ? report->regions_done * BAR_CELLS / report->regions : 0;
  g_autoptr(GString) bar = g_string_new(NULL);
  for (guint i = 0; i < BAR_CELLS; i++) g_string_append(bar, i < full ? "█" : "░");
  g_autofree char *text = rate_text(progress, report);
  g_fprintf(stderr, "\r\033[K%s %s%s", bar->str, text, report->regions_failed ? ", some failed" : "");
  fflush(stderr);
}

static void log_line(ProgressBar *progress, const BuildReport *report) {
  guint step = report->regions ? report->regions_done * LOG_STEPS / report->regions : LOG_STEPS;
  if (step <= progress->logged) return;
  progress->logged = step;
  g_autofree char *text = rate_text(progress, report);
  g_fprintf(stderr, "feitenblad: %s\n", text);
}

void progress_bar_step(const BuildReport *report, const char *region_title, gpointer user_data) {
  (void)region_title;
  ProgressBar *progress = user_data;
  if (progress->terminal) draw_bar(progress, report);
  else log_line(progress, report);
}

void progress_bar_end(ProgressBar *progress) {
  if (progress->terminal && progress->drawn) g_fprintf(stderr, "\r\033[K");
}
