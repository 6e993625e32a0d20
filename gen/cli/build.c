/* `feitenblad build`: words typed → BuildOptions, and the report in words. */
#include <glib/gprintf.h>
#include <string.h>

#include "base/number.h"
#include "cli/build_counts.h"
#include "cli/command.h"
#include "cli/options.h"
#include "cli/progress_bar.h"
#include "work/guard.h"

/* What GOption fills; lists are still one string. */
typedef struct {
  char *project, *output, *only, *level, *document, *format, *profile, **accept;
  int jobs;
  gboolean transcript, keep_going;
} Words;

static void words_clear(Words *words) {
  g_free(words->project);
  g_free(words->output);
  g_free(words->only);
  g_free(words->level);
  g_free(words->document);
  g_free(words->format);
  g_free(words->profile);
  g_strfreev(words->accept);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Words, words_clear)

static bool parse_formats(const char *text, OutputFormats *formats, int *status) {
  static const struct { const char *name; OutputFormats format; } NAMES[] = {
      {"pdf", FORMAT_PDF}, {"svg", FORMAT_SVG}, {"html", FORMAT_HTML}, {"png", FORMAT_PNG}};
  *formats = text ? 0 : FORMAT_ALL;
  g_auto(GStrv) words = g_strsplit(text ? text : "", ",", -1);
  for (char **word = words; text && *word; word++) {
    guint i = 0;
    while (i < G_N_ELEMENTS(NAMES) && !g_str_equal(NAMES[i].name, g_strstrip(*word))) i++;
    if (i == G_N_ELEMENTS(NAMES)) {
      g_autofree char *message = g_strdup_printf("--format takes pdf, svg, html and png, not \"%s\"", *word);
      *status = options_refuse("build", message);
      return false;
    }
    *formats |= NAMES[i].format;
  }
  return true;
}

static bool parse_profiles(const char *text, Profiles *profiles, int *status) {
  g_auto(GStrv) words = g_strsplit(text ? text : "", ",", -1);
  for (char **word = words; *word; word++) {
    if (profiles_add(profiles, g_strstrip(*word))) continue;
    g_autofree char *message = g_strdup_printf("--profile takes screen, print and greyscale, not \"%s\"", *word);
    *status = options_refuse("build", message);
    return false;
  }
  return true;
}

static void print_summary(const BuildOptions *options, const BuildReport *report, BuildStatus status, const Diags *diags) {
  g_autofree char *seconds = number_format(report->seconds, 1, &NUMBER_STYLE_MACHINE);
  bool published = status == BUILD_OK || (status == BUILD_PARTIAL && options->keep_going);
  if (published) {
    g_autofree char *where = g_canonicalize_filename(options->output, NULL);
    g_autofree char *index = g_build_filename(where, options->formats & FORMAT_HTML ? "index.html" : NULL, NULL);
    g_printf("%u regions (%u new, %u unchanged, %u failed), %u pages, %u files, %s s: %s\n", report->regions,
             report->regions_done - report->regions_reused - report->regions_failed, report->regions_reused,
             report->regions_failed, report->pages, report->files, seconds, index);
    return;
  }
  g_autofree char *counts = build_counts(report, diags);
  g_printf("%s; nothing was published\n", counts);
}

/* For tests/bench. */
static void print_timings(const BuildReport *report) {
  static const char *const names[COSTS] = {[COST_BIND] = "bind",     [COST_LAYOUT] = "layout", [COST_DRAW] = "draw",
                                           [COST_FINISH] = "finish", [COST_SVG] = "svg",       [COST_HTML] = "html",
                                           [COST_WRITE] = "write"};
  g_printf("timings:");
  for (int i = 0; i < COSTS; i++) g_printf(" %s_us=%" G_GINT64_FORMAT, names[i], report->cost_us[i]);
  g_printf(" regions=%u pages=%u peak_kib=%ld\n", report->regions_done, report->pages, report->peak_kib);
}

static int run(const BuildOptions *options, bool timings) {
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(ProgressBar) progress = progress_bar_new();
  BuildReport report;
  BuildStatus status = build_run(options, progress_bar_step, progress, diags, &report);
  progress_bar_end(progress);
  options_print_findings(diags);
  print_summary(options, &report, status, diags);
  if (timings) print_timings(&report);
  return (int)status;
}

static bool parse_accepted(char **words, GArray *accepted, int *status) {
  for (; words && *words; words++) {
    Accepted one;
    if (!accepted_parse(*words, &one)) {
      *status = options_refuse("build", "--accept takes a finding and a reason: --accept 'unit-slip:inkomen=CBS counts in euros now'");
      return false;
    }
    g_array_append_val(accepted, one);
  }
  return true;
}

int command_build(int argc, char **argv) {
  g_auto(Words) words = {.jobs = (int)g_get_num_processors()};
  gboolean timings = FALSE;
  const GOptionEntry entries[] = {
      {"project", 0, 0, G_OPTION_ARG_FILENAME, &words.project, "Folder of feitenblad.yaml (default: here)", "DIR"},
      {"only", 0, 0, G_OPTION_ARG_STRING, &words.only, "Only these regions; the rest of the site stays as it is", "CODE|SLUG,…"},
      {"level", 0, 0, G_OPTION_ARG_STRING, &words.level, "Only regions of this level", "L"},
      {"document", 0, 0, G_OPTION_ARG_STRING, &words.document, "Only this document of the project; all other files stay as they are", "ID"},
      {"jobs", 'j', 0, G_OPTION_ARG_INT, &words.jobs, "Regions made at the same time (default: number of processors)", "N"},
      {"output", 0, 0, G_OPTION_ARG_FILENAME, &words.output, "Folder of the site (default: public in the project)", "DIR"},
      {"format", 0, 0, G_OPTION_ARG_STRING, &words.format, "Which outputs: pdf, svg, html, png (default: all)", "F,…"},
      {"transcript", 0, 0, G_OPTION_ARG_NONE, &words.transcript, "Also write what a screen reader says of each factsheet (factsheet.txt)", NULL},
      {"profile", 0, 0, G_OPTION_ARG_STRING, &words.profile, "PDFs for: screen, print, greyscale (default: what the project says)", "P,…"},
      {"keep-going", 0, 0, G_OPTION_ARG_NONE, &words.keep_going, "Publish although regions failed; those keep their last good pages", NULL},
      {"accept", 0, 0, G_OPTION_ARG_STRING_ARRAY, &words.accept, "Publish although the guard stops on this; kept in .feitenblad/build-report.json", "FINDING[:SUBJECT]=REASON"},
      {"timings", 0, 0, G_OPTION_ARG_NONE, &timings, "Print what each stage cost", NULL},
      {0}};
  int status = 0;
  OutputFormats formats;
  Profiles profiles = 0;
  if (!options_parse("Makes the factsheets and the website of a project.", entries, argc, argv, &status)) return status;
  if (!parse_formats(words.format, &formats, &status)) return status;
  if (words.profile && !parse_profiles(words.profile, &profiles, &status)) return status;
  if (words.jobs < 1 || words.jobs > 256) return options_refuse("build", "-j takes a number from 1 to 256");
  g_autoptr(GArray) accepted = g_array_new(FALSE, FALSE, sizeof(Accepted));
  if (!parse_accepted(words.accept, accepted, &status)) return status;
  g_auto(GStrv) only = options_list(words.only);
  g_autofree char *project = g_strdup(words.project ? words.project : ".");
  g_autofree char *output = words.output ? g_strdup(words.output) : g_build_filename(project, "public", NULL);
  BuildOptions options = {.project = project, .output = output, .only = (const char *const *)only, .level = words.level,
                          .document = words.document, .jobs = words.jobs, .formats = formats, .profiles = profiles,
                          .transcript = words.transcript, .keep_going = words.keep_going, .accepted = accepted};
  return run(&options, timings);
}
