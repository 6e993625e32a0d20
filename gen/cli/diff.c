/* `feitenblad diff`: what changed between two published states, as a table, JSON or a page. */
#include <glib/gprintf.h>
#include <math.h>

#include "cli/command.h"
#include "cli/diff_html.h"
#include "cli/options.h"
#include "cli/say_json.h"
#include "work/build.h"

enum { ROWS = 10, CELL_MAX = 34 };

typedef struct {
  char *project, *format, **words;
  gboolean all;
} Words;

static void words_clear(Words *words) {
  g_free(words->project);
  g_free(words->format);
  g_strfreev(words->words);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Words, words_clear)

/* ---- As a table ------------------------------------------------------------------------------------------------ */

/* A cell of that width; longer text is cut. */
static void print_cell(const char *text, int width, bool right) {
  g_autoptr(GString) safe = g_string_new(NULL);
  diag_append_printable(safe, text);
  int length = (int)g_utf8_strlen(safe->str, -1);
  if (length > CELL_MAX) {
    g_autofree char *cut = g_utf8_substring(safe->str, 0, CELL_MAX - 1);
    g_string_printf(safe, "%s…", cut);
    length = CELL_MAX;
  }
  g_printf("  %*s%s%*s", right ? width - length : 0, "", safe->str, right ? 0 : width - length, "");
}

static void print_rows(const GArray *all, guint first, guint count) {
  g_autofree char **cells = g_new0(char *, (gsize)(count + 1) * DRIFT_CELLS);
  int widths[DRIFT_CELLS] = {0};
  for (guint c = 0; c < DRIFT_CELLS; c++) cells[c] = g_strdup(DRIFT_HEADS[c]);
  for (guint i = 0; i < count; i++) drift_cells(&g_array_index(all, Drift, first + i), &cells[(i + 1) * DRIFT_CELLS]);
  for (guint c = 0; c < DRIFT_CELLS; c++) {
    for (guint i = 1; i <= count; i++) widths[c] = MAX(widths[c], MIN(CELL_MAX, (int)g_utf8_strlen(cells[i * DRIFT_CELLS + c], -1)));
    if (widths[c]) widths[c] = MAX(widths[c], (int)g_utf8_strlen(cells[c], -1));
  }
  for (guint i = 0; i <= count; i++) {
    for (guint c = 0; c < DRIFT_CELLS; c++) {
      if (widths[c]) print_cell(cells[i * DRIFT_CELLS + c], widths[c], c == DRIFT_OLD || c == DRIFT_NEW);
      g_free(cells[i * DRIFT_CELLS + c]);
    }
    g_printf("\n");
  }
}

static void print_table(const Compared *old, const Compared *new, const Drifts *drifts, bool everything) {
  const GArray *all = drifts_all(drifts);
  g_printf("%s (%u values) → %s (%u values)\n", old->path, snapshot_rows(old->snapshot)->len, new->path, snapshot_rows(new->snapshot)->len);
  for (guint i = 0, count; i < all->len; i += count) {
    DriftKind kind = g_array_index(all, Drift, i).kind;
    count = drifts_count(drifts, kind);
    guint shown = everything ? count : MIN(count, ROWS);
    g_printf("\n%s: %u\n", drift_title(kind), count);
    print_rows(all, i, shown);
    if (shown < count) g_printf("  … and %u more (--all)\n", count - shown);
  }
  g_printf("\n%s\n", drifts_beyond(drifts) ? "Beyond what was to be expected: see above what moved, changed or vanished; ask its supplier before publishing."
                                           : "Nothing beyond tolerance.");
}

/* ---- As JSON --------------------------------------------------------------------------------------------------- */

static void put(json_t *map, const char *key, const char *text) {
  if (text && *text) json_object_set_new(map, key, json_string(text));
}

static void put_number(json_t *map, const char *key, double value) {
  if (isfinite(value)) json_object_set_new(map, key, json_real(value));
}

static json_t *drift_json(const Drift *drift, const Dataset *dataset) {
  char iso[PERIOD_TEXT];
  json_t *map = json_object();
  const Indicator *indicator = dataset && drift->indicator ? dataset_indicator(dataset, drift->indicator) : NULL;
  g_autofree char *tolerance = drift_tolerance(indicator), *sentence = drift_sentence(drift);
  put(map, "kind", drift_word(drift->kind));
  put(map, "indicator", drift->indicator);
  put(map, "group", drift->group);
  put(map, "code", drift->code);
  put(map, "name", drift->name);
  put(map, "period", period_iso(drift->period, iso));
  if (!period_equal(drift->before, drift->period)) put(map, "before", period_iso(drift->before, iso));
  put(map, "old", drift->old_text);
  put(map, "new", drift->new_text);
  put_number(map, "factor", drift->factor);
  json_object_set_new(map, "count", json_integer(drift->count));
  if (drift->of) json_object_set_new(map, "of", json_integer(drift->of));
  if (drift->kind == DRIFT_MOVED) put(map, "tolerance", tolerance);
  put(map, "message", sentence);
  return map;
}

static json_t *diff_json(const Compared *old, const Compared *new, const Drifts *drifts, const Dataset *dataset) {
  json_t *counts = json_object(), *changes = json_array();
  const GArray *all = drifts_all(drifts);
  for (DriftKind kind = 0; kind < DRIFT_KINDS; kind++)
    json_object_set_new(counts, drift_word(kind), json_integer(drifts_count(drifts, kind)));
  for (guint i = 0; i < all->len; i++) json_array_append_new(changes, drift_json(&g_array_index(all, Drift, i), dataset));
  return json_pack("{s:s, s:s, s:b, s:o, s:o}", "old", old->path, "new", new->path, "beyond", drifts_beyond(drifts), "counts", counts,
                   "changes", changes);
}

/* ---- The command ----------------------------------------------------------------------------------------------- */

static int run(const Words *words, const char *format) {
  const char *project = words->project ? words->project : ".";
  g_autoptr(Diags) diags = diags_new();
  g_auto(Compared) old = {0}, new = {0};
  bool loaded = compared_load(&old, words->words[0], project, diags);
  loaded = compared_load(&new, words->words[1], project, diags) && loaded;
  if (!loaded) {
    options_print_findings(diags);
    return BUILD_INPUT;
  }
  const Dataset *dataset = new.dataset ? new.dataset : old.dataset;
  g_autoptr(Drifts) drifts = drifts_find(old.snapshot, new.snapshot, dataset);
  if (g_str_equal(format, "json")) {
    json_t *answer = diff_json(&old, &new, drifts, dataset);
    say_json(answer);
    json_decref(answer);
  } else if (g_str_equal(format, "html")) {
    g_autofree char *page = diff_html(&old, &new, drifts, project);
    g_printf("%s", page);
  } else {
    print_table(&old, &new, drifts, words->all);
  }
  return drifts_beyond(drifts) ? BUILD_FINDINGS : BUILD_OK;
}

int command_diff(int argc, char **argv) {
  g_auto(Words) words = {0};
  const GOptionEntry entries[] = {
      {"project", 0, 0, G_OPTION_ARG_FILENAME, &words.project, "Whose levels and look are used for what brings none (default: here)", "DIR"},
      {"format", 0, 0, G_OPTION_ARG_STRING, &words.format, "text, json or html (default: text)", "F"},
      {"all", 0, 0, G_OPTION_ARG_NONE, &words.all, "All rows of the table, not the first ten of each kind", NULL},
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &words.words, NULL, "OLD NEW"},
      {0}};
  int status = 0;
  if (!options_parse("Tells what changed between two states, each a project's folder, a datapackage.json or a published site: unit\n"
                     "slips, what moved by more than its indicator's tolerance (25% unless indicators.csv says otherwise in its\n"
                     "column 'tolerance'), what vanished or appeared, changed states, revisions. Compared is what is published.\n\n"
                     "  feitenblad diff public .              the project here with what is published\n\n"
                     "Exit status: 0 nothing beyond tolerance, 1 something is, 2 one of the two cannot be read.", entries, argc, argv, &status))
    return status;
  if (!words.words || g_strv_length(words.words) != 2) return options_refuse("diff", "name two states: the old one and the new one");
  static const char *const FORMATS[] = {"text", "json", "html", NULL};
  const char *format = words.format ? words.format : "text";
  if (!g_strv_contains(FORMATS, format)) return options_refuse("diff", "--format takes text, json or html");
  return run(&words, format);
}
