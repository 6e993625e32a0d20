/* `feitenblad check`: everything but drawing and publishing, and what was found as text, JSON or HTML. */
#include <glib/gprintf.h>

#include "cli/build_counts.h"
#include "cli/command.h"
#include "cli/findings.h"
#include "cli/options.h"
#include "cli/progress_bar.h"
#include "cli/say_json.h"
#include "data/package_check.h"

typedef struct {
  char *project, *only, *level, *document, *format, *package;
  int jobs;
  gboolean worst_case;
} Words;

static void words_clear(Words *words) {
  g_free(words->project);
  g_free(words->only);
  g_free(words->level);
  g_free(words->document);
  g_free(words->format);
  g_free(words->package);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Words, words_clear)

/* A finding says in which case it was met. */
static void take_case(Diags *all, const Diags *found, WorstCase bent) {
  for (guint i = 0; i < diags_length(found); i++) {
    const Diag *diag = diags_get(found, i);
    diags_add(all, diag->severity, diag->code, diag->pos, diag->hint, "%s (case %s: %s)", diag->message,
              worst_case_name(bent), worst_case_words(bent));
  }
}

/* Every case, one after the other; the worst status counts. */
static BuildStatus check_worst_cases(BuildOptions *options, Diags *all, BuildReport *sum) {
  BuildStatus worst = BUILD_OK;
  for (WorstCase bent = CASE_NONE + 1; bent < WORST_CASES; bent++) {
    g_autoptr(Diags) found = diags_new();
    BuildReport report;
    options->worst_case = bent;
    worst = MAX(worst, build_run(options, NULL, NULL, found, &report));
    take_case(all, found, bent);
    sum->regions_done += report.regions_done;
    sum->pages += report.pages;
    sum->seconds += report.seconds;
  }
  return worst;
}

static BuildStatus check_once(const BuildOptions *options, Diags *diags, BuildReport *report) {
  g_autoptr(ProgressBar) progress = progress_bar_new();
  BuildStatus status = build_run(options, progress_bar_step, progress, diags, report);
  progress_bar_end(progress);
  return status;
}

/* `counts`: what was looked at, in one line. */
static void print_report(const char *root, FindingsFormat format, const Diags *diags, const char *counts) {
  if (format == FINDINGS_TEXT) {
    findings_print(diags, root);
    g_printf("%s\n", counts);
  } else if (format == FINDINGS_JSON) {
    json_t *found = findings_json(diags, root);
    say_json(found);
    json_decref(found);
  } else {
    g_autofree char *page = findings_html(diags, root, "feitenblad check", counts);
    g_printf("%s", page);
  }
}

/* The package alone: for who makes or delivers one. */
static int check_package(const char *path, FindingsFormat format) {
  g_autoptr(Diags) diags = diags_new();
  PackageCount count;
  package_check(path, &count, diags);
  guint errors = diags_count(diags, DIAG_ERROR), warnings = diags_count(diags, DIAG_WARNING);
  const char *root = g_path_is_absolute(path) ? "/" : "."; /* findings name files as `path` does */
  g_autofree char *counts = g_strdup_printf("%u %s, %u %s checked, %u %s, %u %s", count.tables, plural(count.tables, "table", "tables"),
                                            count.rows, plural(count.rows, "row", "rows"), errors, plural(errors, "error", "errors"),
                                            warnings, plural(warnings, "warning", "warnings"));
  print_report(root, format, diags, counts);
  return errors ? BUILD_INPUT : BUILD_OK;
}

int command_check(int argc, char **argv) {
  g_auto(Words) words = {.jobs = (int)g_get_num_processors()};
  const GOptionEntry entries[] = {
      {"project", 0, 0, G_OPTION_ARG_FILENAME, &words.project, "Folder of feitenblad.yaml (default: here)", "DIR"},
      {"only", 0, 0, G_OPTION_ARG_STRING, &words.only, "Only these regions", "CODE|SLUG,…"},
      {"level", 0, 0, G_OPTION_ARG_STRING, &words.level, "Only regions of this level", "L"},
      {"document", 0, 0, G_OPTION_ARG_STRING, &words.document, "Only this document of the project", "ID"},
      {"jobs", 'j', 0, G_OPTION_ARG_INT, &words.jobs, "Regions checked at the same time (default: number of processors)", "N"},
      {"package", 0, 0, G_OPTION_ARG_FILENAME, &words.package, "Only this data package, against its own schemas; needs no project", "datapackage.json"},
      {"format", 0, 0, G_OPTION_ARG_STRING, &words.format, "text (to standard error), json or html (to standard output)", "F"},
      {"worst-case", 0, 0, G_OPTION_ARG_NONE, &words.worst_case, "Check with the longest name, 0, 100%, ten times the target, all missing, all secret, …", NULL},
      {0}};
  int status = 0;
  FindingsFormat format;
  if (!options_parse("Reads, binds and lays out everything, and writes nothing.", entries, argc, argv, &status)) return status;
  if (words.jobs < 1 || words.jobs > 256) return options_refuse("check", "-j takes a number from 1 to 256");
  if (!findings_format_parse(words.format, &format)) return options_refuse("check", "--format takes text, json or html");
  if (words.package) return check_package(words.package, format);
  g_auto(GStrv) only = options_list(words.only);
  g_autoptr(Diags) diags = diags_new();
  BuildReport report = {0};
  BuildOptions options = {.project = words.project ? words.project : ".", .output = "", .only = (const char *const *)only,
                          .level = words.level, .document = words.document, .jobs = words.jobs, .formats = FORMAT_ALL,
                          .check_only = true};
  status = (int)(words.worst_case ? check_worst_cases(&options, diags, &report) : check_once(&options, diags, &report));
  g_autofree char *counts = build_counts(&report, diags);
  print_report(options.project, format, diags, counts);
  return status;
}
