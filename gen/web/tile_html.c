/* A KPI tile in plain HTML, from the same model as the drawn one: label, number, change, agreement, benchmarks, status. It
 * must not compute anything; the small drawings are tile_bar.c's. */
#include <string.h>

#include "web/region_page.h"

static const char *const ARROWS[] = {
  [TREND_UP] = "M3 11 11 3M4.6 3H11V9.4", [TREND_FLAT] = "M2 7H12M8 3 12 7 8 11", [TREND_DOWN] = "M3 3 11 11M4.6 11H11V4.6"};

/* ---- number and change ---- */

/* Marks behind a number ("*", "**") are raised. */
static void number_html(RegionPage *page, const BoundValue *value) {
  GString *out = page->out;
  const char *text = value->text ? value->text : "";
  gsize length = strlen(text), end = length;
  while (end > 0 && text[end - 1] == '*') end--;
  bool spoken = value->spoken && !g_str_equal(text, value->spoken);
  g_autofree char *number = g_strndup(text, end);
  if (spoken) html_open(out, "span", "aria-hidden", "true", NULL);
  html_text(out, number);
  html_element(out, "sup", NULL, text + end);
  if (spoken) html_close(out, "span");
  if (spoken) html_element(out, "span", "unseen", value->spoken);
}

static void value_html(RegionPage *page, const Figure *figure) {
  bool word = figure->steps->len > 0 || (figure->value.text && g_utf8_strlen(figure->value.text, -1) > 9);
  bool known = observation_known(&figure->value.obs);
  g_autofree char *class = g_strconcat("tile-value", word ? " word" : "", known ? "" : " unknown", NULL);
  html_open(page->out, "p", "class", class, NULL);
  number_html(page, &figure->value);
  html_element(page->out, "small", NULL, figure->value_unit);
  html_close(page->out, "p");
}

static void change_html(RegionPage *page, const Figure *figure) {
  GString *out = page->out;
  if (!figure->change) return;
  html_open(out, "p", "class", "tile-change", NULL);
  if (figure->arrow != TREND_NONE)
    g_string_append_printf(out, "<svg class=\"arrow\" viewBox=\"0 0 14 14\" width=\"14\" height=\"14\" aria-hidden=\"true\"><path d=\"%s\" /></svg> ", ARROWS[figure->arrow]);
  mark_html_spoken(out, figure->change, figure->change_spoken);
  html_close(out, "p");
}

/* ---- agreement ---- */

static void bar_html(RegionPage *page, const Figure *figure) {
  GString *out = page->out;
  const BoundTarget *target = &figure->target;
  html_open(out, "p", "class", target->kind == TARGET_MAXIMUM ? "tile-target maximum" : "tile-target", NULL);
  if (figure->amount.text) {
    html_open(out, "span", "class", "amount", NULL);
    mark_html_spoken(out, figure->amount.text, figure->amount.spoken);
    html_close(out, "span");
    g_string_append_c(out, ' ');
  }
  html_element(out, "span", "label", target->label);
  html_close(out, "p");
  tile_bar_html(page, figure);
}

static void steps_html(RegionPage *page, const Figure *figure) {
  GString *out = page->out;
  g_string_append(out, "<ol class=\"tile-steps\">");
  for (guint i = 0; i < figure->steps->len; i++) {
    bool own = (int)i == figure->step;
    html_open(out, "li", "aria-current", own ? "step" : NULL, NULL);
    html_text(out, figure->steps->pdata[i]);
    html_close(out, "li");
  }
  g_string_append(out, "</ol>");
  tile_steps_html(page, figure);
}

/* "prov." for the eye where the row is narrow, the whole word for listeners. */
static void benchmark_name_html(RegionPage *page, const char *label) {
  g_autofree char *key = g_strconcat("figure.short.", label, NULL);
  bool shorter = locale_has(page->site->locale, key);
  mark_html_spoken(page->out, shorter ? locale_word(page->site->locale, key) : label, label);
}

static void benchmarks_html(RegionPage *page, const Figure *figure) {
  GString *out = page->out;
  if (figure->references->len == 0) return;
  g_string_append(out, "<dl class=\"tile-benchmarks\">");
  for (guint i = 0; i < figure->references->len; i++) {
    const Mark *mark = figure->references->pdata[i];
    g_string_append(out, "<div><dt>");
    if (mark->letter) {
      html_open(out, "b", "aria-hidden", "true", NULL);
      html_text(out, mark->letter);
      html_close(out, "b");
      g_string_append_c(out, ' ');
    }
    benchmark_name_html(page, mark->label);
    g_string_append(out, "</dt><dd>");
    mark_html_spoken(out, mark->value.text, mark->value.spoken);
    g_string_append(out, "</dd></div>");
  }
  g_string_append(out, "</dl>");
}

static void status_html(RegionPage *page, const Figure *figure) {
  const BoundTarget *target = &figure->target;
  if (!target->status_text) return;
  html_open(page->out, "p", "class", mark_status_class(target->progress.status), NULL);
  mark_html_status(page->out, target->progress.status);
  html_open(page->out, "span", NULL);
  mark_html_spoken(page->out, target->status_text, target->status_spoken);
  html_close(page->out, "span");
  html_close(page->out, "p");
}

void tile_html(RegionPage *page, const Figure *figure) {
  GString *out = page->out;
  const Series *series = figure->series->len ? figure->series->pdata[0] : NULL;
  html_open(out, "div", "class", "tile", "id", figure->id, NULL);
  g_string_append(out, "<div class=\"tile-head\">");
  figure_html_title(page, figure, "tile-title", true);
  if (figure->subtitle && *figure->subtitle) {
    html_open(out, "p", "class", "tile-unit", NULL);
    mark_html_spoken(out, figure->subtitle, figure->subtitle_spoken);
    html_close(out, "p");
  }
  g_string_append(out, "</div><div class=\"tile-number\">");
  value_html(page, figure);
  g_string_append(out, "<div class=\"tile-course\">");
  tile_sparkline_html(page, series);
  change_html(page, figure);
  g_string_append(out, "</div></div>");
  if (figure->steps->len) steps_html(page, figure);
  else if (figure->target.present) bar_html(page, figure);
  benchmarks_html(page, figure);
  if (figure->basis) { /* said with the value */
    html_open(out, "p", "class", "tile-basis", "aria-hidden", "true", NULL);
    html_text(out, figure->basis);
    html_close(out, "p");
  }
  status_html(page, figure);
  figure_html_table(page, figure, "web.table_and_source", true);
  html_close(out, "div");
}
