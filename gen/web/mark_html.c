/* Small signs in the text of a page: status marks, icons, and words for listeners. They must not know whose they are. */
#include <string.h>

#include "figure/canvas.h"
#include "web/region_page.h"

/* On a grid of 12 around the middle; classes give the colours. */
static const char *const STATUS_MARKS[] = {
  [STATUS_ON_COURSE] = "<circle class=\"on-course\" r=\"4.4\" /><path class=\"sign\" d=\"M-2 .1-.6 1.7 2.1-1.5\" />",
  [STATUS_ATTENTION] = "<path class=\"attention\" d=\"M0-5.1 5.1 0 0 5.1-5.1 0Z\" /><path class=\"sign\" d=\"M0-2.5V.6M0 2.4V2.5\" />",
  [STATUS_BEHIND] = "<path class=\"behind\" d=\"M-4.7-3.8H4.7L0 4.5Z\" /><path class=\"sign\" d=\"M-1.8-1.3H1.8\" />"};
static const char *const STATUS_CLASSES[] = {
  [STATUS_NONE] = "status", [STATUS_ON_COURSE] = "status status-on-course", [STATUS_ATTENTION] = "status status-attention",
  [STATUS_BEHIND] = "status status-behind"};

void mark_html_status(GString *out, Status status) {
  if (status <= STATUS_NONE || status >= G_N_ELEMENTS(STATUS_MARKS)) return;
  g_string_append_printf(out, "<svg class=\"mark\" viewBox=\"-6 -6 12 12\" width=\"18\" height=\"18\" aria-hidden=\"true\">%s</svg>",
                         STATUS_MARKS[status]);
}

const char *mark_status_class(Status status) {
  return status < G_N_ELEMENTS(STATUS_CLASSES) ? STATUS_CLASSES[status] : STATUS_CLASSES[STATUS_NONE];
}

void mark_html_icon(GString *out, const char *icon) {
  const char *path = figure_icon_path(icon);
  if (!path) return;
  g_string_append_printf(out, "<svg class=\"icon\" viewBox=\"0 0 24 24\" width=\"20\" height=\"20\" aria-hidden=\"true\"><path d=\"%s\" /></svg>", path);
}

void mark_html_spoken(GString *out, const char *text, const char *spoken) {
  if (!text) text = "";
  if (!spoken || !*spoken || g_str_equal(text, spoken)) {
    html_text(out, text);
    return;
  }
  html_open(out, "span", "aria-hidden", "true", NULL);
  html_text(out, text);
  html_close(out, "span");
  html_element(out, "span", "unseen", spoken);
}
