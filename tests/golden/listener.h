/* A listener who has nothing but the transcript of one factsheet, and the dataset to know whether what is heard is true. */
#pragma once
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "figure/canvas.h"
#include "layout/layout.h"
#include "surface/transcript.h"

/* What all sheets are made from. */
typedef struct {
  Config *config;
  Theme *theme;
  Locale *locale;
  Dataset *dataset;
  TextEngine *text;
  Diags *diags;
} Project;

typedef struct {
  const Project *project;
  const Region *region;
  DocTemplate *tmpl;
  Doc *doc;
  char **lines; /* the transcript */
} Sheet;

static inline Project *project_open(void) {
  g_autofree char *fonts = g_canonicalize_filename("fonts/fonts.conf", NULL);
  g_setenv("FONTCONFIG_FILE", fonts, TRUE);
  Project *p = g_new0(Project, 1);
  p->diags = diags_new();
  p->config = config_load(".", p->diags);
  p->theme = theme_load("templates/theme.yaml", "theme.yaml", p->diags);
  p->locale = locale_load("templates/locale/nl.yaml", "nl.yaml", p->diags);
  p->dataset = p->config ? dataset_load(p->config, p->diags) : NULL;
  p->text = p->theme ? text_engine_new(theme_font_family(p->theme), NULL) : NULL;
  g_autofree char *found = diags_format(p->diags, 0);
  if (!p->dataset || !p->theme || !p->locale || !p->text) fail_msg("the example project cannot be read: %s", found);
  return p;
}

static inline void project_close(Project *p) {
  text_engine_free(p->text);
  dataset_free(p->dataset);
  locale_free(p->locale);
  theme_free(p->theme);
  config_free(p->config);
  diags_free(p->diags);
  g_free(p);
}

static inline Sheet *sheet_open(const Project *p, const char *code) {
  Sheet *s = g_new0(Sheet, 1);
  s->project = p;
  s->region = dataset_region(p->dataset, code);
  assert_non_null(s->region);
  s->tmpl = doc_template_load(p->config, p->theme, s->region->level->template, figure_types(), p->diags);
  DocContext context = {p->config, p->theme, p->locale, p->dataset, figure_types()};
  s->doc = s->tmpl ? doc_bind(s->tmpl, &context, s->region, p->diags) : NULL;
  g_autoptr(Pages) pages = s->doc ? layout_doc(s->doc, p->config, p->theme, p->locale, p->text, p->diags) : NULL;
  g_autofree char *found = diags_format(p->diags, 0);
  if (!pages) fail_msg("%s cannot be laid out: %s", code, found);
  g_autofree char *text = transcript_write(pages, p->locale);
  s->lines = g_strsplit(text, "\n", -1);
  return s;
}

static inline void sheet_close(Sheet *s) {
  g_strfreev(s->lines);
  doc_free(s->doc);
  doc_template_free(s->tmpl);
  g_free(s);
}

static inline bool is_digit_at(const char *text, const char *at) { return at >= text && g_ascii_isdigit(*at); }

/* Case does not matter; a number is not found inside another one. */
static inline bool says(const char *line, const char *words) {
  g_autofree char *low = g_utf8_strdown(line, -1), *wanted = g_utf8_strdown(words, -1);
  gsize length = strlen(wanted);
  for (const char *at = low; length > 0 && (at = strstr(at, wanted)); at++) {
    const char *end = at + length;
    bool cut_start = g_ascii_isdigit(*at) && (is_digit_at(low, at - 1) || (at > low && strchr(".,", at[-1]) && is_digit_at(low, at - 2)));
    bool cut_end = g_ascii_isdigit(end[-1]) && (g_ascii_isdigit(*end) || (*end && strchr(".,", *end) && g_ascii_isdigit(end[1])));
    if (!cut_start && !cut_end) return true;
  }
  return false;
}

/* One utterance says all of it; NULL ends the words. */
static inline bool G_GNUC_NULL_TERMINATED together(const Sheet *s, ...) {
  for (char **line = s->lines; *line; line++) {
    va_list args;
    va_start(args, s);
    bool all = true;
    for (const char *words; all && (words = va_arg(args, const char *));) all = says(*line, words);
    va_end(args);
    if (all) return true;
  }
  return false;
}

/* Between the heading that is `heading` and the next heading, `words` are said. */
static inline bool below(const Sheet *s, const char *heading, const char *words) {
  bool inside = false;
  for (char **line = s->lines; *line; line++) {
    bool head = g_str_has_prefix(*line, "kop ");
    if (head) inside = strlen(*line) >= strlen("kop 1 ") && g_utf8_collate(*line + strlen("kop 1 "), heading) == 0;
    if (inside && says(*line, words)) return true;
  }
  return false;
}

static inline const Figure *figure_of(const Sheet *s, const char *id) {
  for (guint i = 0; i < s->doc->figures->len; i++) {
    const Figure *figure = s->doc->figures->pdata[i];
    if (g_str_equal(figure->id, id)) return figure;
  }
  return NULL;
}

/* Said below the title of a figure. */
static inline bool below_figure(const Sheet *s, const char *id, const char *words) {
  const Figure *figure = figure_of(s, id);
  return figure && below(s, figure->title, words);
}

static inline bool below_figure_number(const Sheet *s, const char *id, double value, int decimals) {
  g_autofree char *number = locale_number(s->project->locale, value, decimals);
  return below_figure(s, id, number);
}

/* One of the example's indicators, as it is for this region now. */
typedef struct {
  const Indicator *indicator;
  Observation now;
  Target target;
  bool has_target;
  Progress progress;
} Fact;

static inline Fact fact(const Sheet *s, const char *indicator) {
  const Dataset *d = s->project->dataset;
  Fact f = {.indicator = dataset_indicator(d, indicator)};
  assert_non_null(f.indicator);
  Period latest = dataset_latest(d, f.indicator, s->region);
  f.now = dataset_observe(d, f.indicator, s->region, latest, NULL);
  f.has_target = dataset_target(d, f.indicator, s->region, latest, &f.target);
  if (f.has_target) f.progress = progress_of(&f.now, &f.target, theme_status(s->project->theme));
  return f;
}
