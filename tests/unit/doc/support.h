/* For the tests of doc/: the Dutch locale, findings as lines of text, and templates expanded over a small scope. */
#pragma once
#include "doc/template.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* cmocka last: it needs the types above. */
#include <cmocka.h>

static inline Locale *support_locale(void) {
  g_autoptr(Diags) diags = diags_new();
  Locale *locale = locale_load("templates/locale/nl.yaml", "nl.yaml", diags);
  g_autofree char *found = diags_format(diags, 0);
  if (!locale) fail_msg("%s", found);
  return locale;
}

/* "line:column code" for each finding, in the order of the lines. */
static inline char *support_findings(const Diags *diags) {
  g_autofree char *text = diags_format(diags, 0);
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  GString *out = g_string_new(NULL);
  for (char **line = lines; *line; line++) {
    const char *code = strrchr(*line, '['), *place = strchr(*line, ':'), *end = strstr(*line, ": error: ");
    if (!end) end = strstr(*line, ": warning: ");
    if (g_str_has_prefix(*line, "  ") || !code || !end) continue;
    g_string_append_len(out, place && place < end ? place + 1 : *line,
                        end - (place && place < end ? place + 1 : *line));
    g_string_append_printf(out, " %.*s\n", (int)strcspn(code + 1, "]"), code + 1);
  }
  return g_string_free(out, FALSE);
}

static inline void support_expect(const Diags *diags, const char *expected) {
  g_autofree char *found = support_findings(diags);
  g_autofree char *full = diags_format(diags, 0);
  if (strcmp(found, expected)) fail_msg("expected:\n%sfound:\n%s\n%s", expected, found, full);
}

/* Whether the message or the hint of any finding has the text. */
static inline void support_mentions(const Diags *diags, const char *text) {
  g_autofree char *full = diags_format(diags, 0);
  if (!strstr(full, text)) fail_msg("'%s' is not in:\n%s", text, full);
}

static inline void support_text(const char *found, const char *expected) {
  if (g_strcmp0(found, expected)) fail_msg("expected:\n%s\nfound:\n%s", expected, found);
}

/* name "Delft", count 3, share 26.4, none nil, list [Aa, Bee, Cee], map {title: Titel, words: "a<b"}, bad with signs. */
static inline Scope *support_scope(const Locale *locale) {
  Scope *scope = scope_new(locale, NULL);
  scope_set(scope, "name", template_value_string("Delft"));
  scope_set(scope, "bad", template_value_string("*O'Hara_[x](y)*"));
  scope_set(scope, "count", template_value_number(3, 0));
  scope_set(scope, "share", template_value_number(26.4, 1));
  scope_set(scope, "year", template_value_number(2024, -1));
  scope_set(scope, "none", template_value_nil());
  scope_set(scope, "safe", template_value_safe("**bold**"));
  TemplateValue *list = template_value_list(), *map = template_value_map();
  template_value_append(list, template_value_string("Aa"));
  template_value_append(list, template_value_string("Bee"));
  template_value_append(list, template_value_string("Cee"));
  template_value_put(map, "title", template_value_string("Titel"));
  template_value_put(map, "words", template_value_string("a<b & \"c\""));
  scope_set(scope, "list", list);
  scope_set(scope, "map", map);
  return scope;
}

static const char *const SUPPORT_BLOCKS[] = {"bars", "tile", "table", NULL};

/* The expansion of a Markdown template; findings go to `diags`. Owned by the caller. */
static inline char *support_expand_into(const char *text, EscapeMode escape, GArray *map, Diags *diags) {
  g_autoptr(Locale) locale = support_locale();
  g_autoptr(Scope) scope = support_scope(locale);
  g_autoptr(Template) tmpl =
      template_parse(text, strlen(text), "t.md", 0, escape == ESCAPE_MARKDOWN ? SUPPORT_BLOCKS : NULL, diags);
  GString *out = g_string_new(NULL);
  if (tmpl) template_expand(tmpl, scope, escape, NULL, out, map, diags);
  return g_string_free(out, FALSE);
}

static inline void support_expands(const char *text, const char *expected) {
  g_autoptr(Diags) diags = diags_new();
  g_autofree char *out = support_expand_into(text, ESCAPE_NONE, NULL, diags);
  support_expect(diags, "");
  support_text(out, expected);
}

/* Parses and expands; the findings must be these. */
static inline void support_refuses(const char *text, const char *expected) {
  g_autoptr(Diags) diags = diags_new();
  g_free(support_expand_into(text, ESCAPE_MARKDOWN, NULL, diags));
  support_expect(diags, expected);
}
