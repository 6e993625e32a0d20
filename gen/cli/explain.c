/* `feitenblad explain`: a number, and where it comes from. Text and JSON tell the same tree. */
#include <glib/gprintf.h>
#include <string.h>

#include "base/number.h"
#include "cli/command.h"
#include "cli/options.h"
#include "cli/say_json.h"
#include "work/build.h"
#include "work/explain.h"

enum { PARTS_SHOWN = 20, PAGES_SHOWN = 12, LABEL = 12 };

typedef struct {
  char *project, *group, *format, **words;
} Words;

static void words_clear(Words *words) {
  g_free(words->project);
  g_free(words->group);
  g_free(words->format);
  g_strfreev(words->words);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Words, words_clear)

/* ---- As text --------------------------------------------------------------------------------------------------- */

static const char *text_of(const json_t *map, const char *key) {
  const char *text = json_string_value(json_object_get(map, key));
  return text ? text : "";
}

static bool has(const json_t *map, const char *key) { return json_object_get(map, key) != NULL; }

static void say(const char *label, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void say(const char *label, const char *format, ...) {
  va_list args;
  va_start(args, format);
  g_autofree char *text = g_strdup_vprintf(format, args);
  va_end(args);
  g_printf("%-*s%s\n", LABEL, label, text);
}

/* " · " between what is there. Owned by the caller. */
static char *joined(const json_t *map, const char *const *keys) {
  GString *out = g_string_new(NULL);
  for (; *keys; keys++)
    if (*text_of(map, *keys)) g_string_append_printf(out, "%s%s", out->len ? " · " : "", text_of(map, *keys));
  return g_string_free(out, FALSE);
}

static char *place(const json_t *map) {
  return has(map, "file") ? g_strdup_printf("%s:%d", text_of(map, "file"), (int)json_integer_value(json_object_get(map, "line")))
                          : g_strdup("");
}

static char *number_text(const json_t *map, const char *key) {
  const json_t *number = json_object_get(map, key);
  GString *out = g_string_new(NULL);
  if (number) number_append_short(out, json_number_value(number), 9);
  return g_string_free(out, FALSE);
}

static void say_value(const json_t *root) {
  const json_t *value = json_object_get(root, "value"), *indicator = json_object_get(root, "indicator"), *flag;
  g_autofree char *raw = number_text(value, "value"), *low = number_text(value, "low"), *high = number_text(value, "high");
  say("shown as", "%s  (read aloud: %s)", text_of(value, "shown"), text_of(value, "said"));
  if (*raw) say("number", "%s, unit: %s", raw, text_of(indicator, "unit"));
  if (*low || *high) say("interval", "%s to %s", *low ? low : "?", *high ? high : "?");
  say("state", "%s: %s", text_of(value, "state"), text_of(value, "means"));
  size_t i;
  json_array_foreach(json_object_get(value, "flags"), i, flag)
    say(i ? "" : "flags", "%s: %s", text_of(flag, "flag"), text_of(flag, "means"));
  if (*text_of(indicator, "definition")) say("means", "%s", text_of(indicator, "definition"));
}

static void say_part(const json_t *part, bool weighed) {
  const json_t *weight = json_object_get(part, "weight");
  g_autofree char *from = place(part), *weight_from = place(weight);
  g_autofree char *name = g_strdup_printf("%s %s", text_of(part, "code"), text_of(part, "title"));
  int pad = MAX(0, 36 - (int)g_utf8_strlen(name, -1)), gap = MAX(0, 14 - (int)g_utf8_strlen(text_of(part, "shown"), -1));
  g_printf("%*s%s%*s %*s%s  %s", LABEL + 2, "", name, pad, "", gap, "", text_of(part, "shown"), *from ? from : text_of(part, "state"));
  if (weighed) g_printf("  weight %s %s", text_of(weight, "shown"), *weight_from ? weight_from : text_of(weight, "state"));
  g_printf("\n");
}

/* "17 of 26 parts known (65%), 90% asked"; of a mean, "64% of the weight". */
static void say_coverage(const json_t *computed) {
  const json_t *coverage = json_object_get(computed, "coverage");
  g_autofree char *asked = number_text(coverage, "asked"), *known = number_text(coverage, "known");
  bool weight = g_str_equal(text_of(coverage, "of"), "weight");
  if (!coverage) return;
  say("", "%d of %d parts known (%s%%%s), %s%% asked", (int)json_integer_value(json_object_get(computed, "parts_known")),
      (int)json_integer_value(json_object_get(computed, "parts_all")), known, weight ? " of the weight" : "", asked);
}

static void say_term(const json_t *term) {
  bool minus = g_str_equal(text_of(term, "sign"), "-"), below = json_is_true(json_object_get(term, "below"));
  g_autofree char *from = place(term), *name = g_strdup_printf("%s%s%s", below ? "/ " : "", minus ? "- " : "", text_of(term, "id"));
  int pad = MAX(0, 36 - (int)g_utf8_strlen(name, -1)), gap = MAX(0, 14 - (int)g_utf8_strlen(text_of(term, "shown"), -1));
  g_printf("%*s%s%*s %*s%s  %s\n", LABEL + 2, "", name, pad, "", gap, "", text_of(term, "shown"),
           *from ? from : text_of(term, "state"));
}

static void say_computed(const json_t *computed) {
  const json_t *parts = json_object_get(computed, "parts"), *merged = json_object_get(computed, "merged"), *part;
  size_t i;
  say("computed", "%s", text_of(computed, "formula"));
  json_array_foreach(merged, i, part)
    say(i ? "" : "merged", "with %s %s, on %s", text_of(part, "code"), text_of(part, "name"), text_of(part, "date"));
  say_coverage(computed);
  json_array_foreach(json_object_get(computed, "terms"), i, part) say_term(part);
  json_array_foreach(parts, i, part) {
    if (i == PARTS_SHOWN) break;
    say_part(part, g_str_equal(text_of(computed, "rule"), "mean"));
  }
  if (json_array_size(parts) > PARTS_SHOWN)
    g_printf("%*s… and %d more (--format json has all)\n", LABEL + 2, "", (int)json_array_size(parts) - PARTS_SHOWN);
}

static void say_origin(const json_t *root) {
  static const char *const LICENCE[] = {"publisher", "date", "licence", NULL};
  const json_t *source = json_object_get(root, "source"), *disclosure = json_object_get(root, "disclosure"),
               *correction = json_object_get(root, "correction");
  g_autofree char *corrected_in = place(correction), *from = place(json_object_get(root, "read_from")), *rights = joined(source, LICENCE);
  if (*from) say("read from", "%s", from);
  if (has(root, "computed")) say_computed(json_object_get(root, "computed"));
  if (source) say("source", "%s", text_of(source, "citation"));
  if (*rights) say("", "%s", rights);
  if (*text_of(source, "url")) say("", "%s", text_of(source, "url"));
  if (correction) say(text_of(correction, "kind"), "on %s: %s (%s)", text_of(correction, "date"), text_of(correction, "reason"), corrected_in);
  if (!disclosure) return;
  if (json_is_true(json_object_get(disclosure, "hidden"))) say("hidden", "%s", text_of(disclosure, "why"));
  if (*text_of(disclosure, "rule")) say("protection", "%s", text_of(disclosure, "rule"));
}

static void say_target(const json_t *target) {
  g_autofree char *base = number_text(target, "base_value");
  g_autoptr(GString) rest = g_string_new(text_of(target, "kind"));
  if (*text_of(target, "year")) g_string_append_printf(rest, ", for %s", text_of(target, "year"));
  if (*base) g_string_append_printf(rest, ", from %s in %s", base, text_of(target, "base_year"));
  if (has(target, "parts"))
    g_string_append_printf(rest, ", sum of %d of %d members'", (int)json_integer_value(json_object_get(target, "parts")),
                           (int)json_integer_value(json_object_get(target, "parts_all")));
  say("target", "%s (%s)", text_of(target, "label"), rest->str);
  if (*text_of(target, "status")) say("", "%s: %s", text_of(target, "status"), text_of(target, "stands"));
  const json_t *file;
  size_t i;
  json_array_foreach(json_object_get(target, "files"), i, file) say("", "in %s; source: %s", json_string_value(file), text_of(target, "source"));
}

static void say_list(const char *label, const json_t *list, bool shown) {
  const json_t *item;
  size_t i;
  json_array_foreach(list, i, item) {
    g_autofree char *name = g_strdup_printf("%s %s", text_of(item, "code"), text_of(item, "title"));
    int pad = MAX(0, 38 - (int)g_utf8_strlen(name, -1));
    say(i ? "" : label, "%s%*s%s", name, shown ? pad : 0, "", shown ? text_of(item, "shown") : "");
  }
}

static void say_document(const char *label, const json_t *document) {
  g_autoptr(GString) where = g_string_new(NULL);
  const json_t *figure;
  size_t i;
  json_array_foreach(json_object_get(document, "figures"), i, figure)
    g_string_append_printf(where, "%s%s \"%s\" (%s:%d)", i ? ", " : "", text_of(figure, "type"), text_of(figure, "id"),
                           text_of(figure, "file"), (int)json_integer_value(json_object_get(figure, "line")));
  if (!where->len) g_string_printf(where, "in its sentences (templates/%s)", text_of(document, "template"));
  say(label, "%s%s%s: %s", text_of(document, "page"), *text_of(document, "page") ? ", " : "", text_of(document, "path"), where->str);
}

static void say_outputs(const json_t *outputs) {
  const json_t *own = json_object_get(outputs, "own"), *others = json_object_get(outputs, "others"), *item;
  size_t i;
  say("shown in", "%s", text_of(outputs, "data"));
  json_array_foreach(own, i, item) say_document("", item);
  if (!json_array_size(own)) say("", "no figure or sentence of its own pages");
  json_array_foreach(others, i, item) {
    if (i == PAGES_SHOWN) break;
    say(i ? "" : "and also in", "%s", json_string_value(item));
  }
  if (json_array_size(others) > PAGES_SHOWN) say("", "… and %d more (--format json has all)", (int)json_array_size(others) - PAGES_SHOWN);
  i = json_array_size(json_object_get(outputs, "not_bound"));
  if (i) say("", "%d pages have errors and were not looked at; run 'feitenblad check'", (int)i);
}

static void say_all(const json_t *root) {
  const json_t *region = json_object_get(root, "region"), *indicator = json_object_get(root, "indicator");
  g_printf("%s (%s) · %s (%s) · %s%s%s\n\n", text_of(region, "title"), text_of(region, "code"), text_of(indicator, "title"),
           text_of(indicator, "id"), text_of(root, "period"), has(root, "group") ? " · group " : "", text_of(root, "group"));
  say_value(root);
  say_origin(root);
  if (has(root, "target")) say_target(json_object_get(root, "target"));
  say_list("compared to", json_object_get(root, "benchmarks"), true);
  say_list("counted in", json_object_get(root, "counted_in"), false);
  say_outputs(json_object_get(root, "outputs"));
}

/* ---- The command ----------------------------------------------------------------------------------------------- */

static int run(const char *folder, const ExplainWords *words, bool json) {
  g_autoptr(Diags) diags = diags_new();
  Project project = {0};
  json_t *answer = project_load(&project, folder, CASE_NONE, diags) ? explain_json(&project, words, diags) : NULL;
  options_print_findings(diags);
  if (answer && json) say_json(answer);
  else if (answer) say_all(answer);
  int status = answer ? BUILD_OK : BUILD_INPUT;
  json_decref(answer);
  project_clear(&project);
  return status;
}

int command_explain(int argc, char **argv) {
  g_auto(Words) words = {0};
  const GOptionEntry entries[] = {
      {"project", 0, 0, G_OPTION_ARG_FILENAME, &words.project, "Folder of feitenblad.yaml (default: here)", "DIR"},
      {"group", 0, 0, G_OPTION_ARG_STRING, &words.group, "Of this group (default: the total)", "ID"},
      {"format", 0, 0, G_OPTION_ARG_STRING, &words.format, "text or json (default: text)", "F"},
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &words.words, NULL, "REGION INDICATOR [PERIOD]"},
      {0}};
  int status = 0;
  if (!options_parse("Tells where a number comes from: its file and line, its formula and parts, what is hidden and why, its target,\n"
                     "and which outputs show it. REGION is a code or slug, PERIOD defaults to the newest.\n\n"
                     "  feitenblad explain GM0503 aandeel_corporatie 2021", entries, argc, argv, &status))
    return status;
  guint count = words.words ? g_strv_length(words.words) : 0;
  if (count < 2 || count > 3) return options_refuse("explain", "give a region, an indicator and, if not the newest, a period");
  bool json = words.format && g_str_equal(words.format, "json");
  if (words.format && !json && !g_str_equal(words.format, "text")) return options_refuse("explain", "--format takes text or json");
  ExplainWords asked = {words.words[0], words.words[1], words.words[2], words.group};
  return run(words.project ? words.project : ".", &asked, json);
}
