/* `feitenblad handout`: the words of an order → one PDF for one or more regions. */
#include <glib/gprintf.h>
#include <string.h>

#include "base/number.h"
#include "cli/command.h"
#include "cli/options.h"
#include "cli/progress_bar.h"
#include "work/handout.h"

static const SourcePos TYPED = {"command line", 0, 0};

typedef struct {
  char *project, *regions, *level, *cards, *profile, *output, *template;
  int per_page;
} Words;

static void words_clear(Words *words) {
  char *texts[] = {words->project, words->regions, words->level, words->cards, words->profile, words->output, words->template};
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) g_free(texts[i]);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Words, words_clear)

/* A list of words as an order has them; NULL for NULL. */
static GPtrArray *words_of(const char *text) {
  g_auto(GStrv) parts = options_list(text);
  if (!parts) return NULL;
  GPtrArray *words = handout_words_new();
  for (char **part = parts; *part; part++)
    if (**part) handout_words_add(words, *part, TYPED);
  return words;
}

/* What cannot be an order at all; NULL when it can. */
static const char *refusal(const Words *words, ProfileKind *profile) {
  if (!words->regions == !words->level) return "name regions with --regions, or a level with --level: one of the two";
  if (words->per_page && !handout_per_page_possible(words->per_page)) return "--per-page takes 2, 4 or 6";
  *profile = PROFILE_SCREEN;
  while (words->profile && *profile < PROFILE_KINDS && !g_str_equal(PROFILE_NAMES[*profile], words->profile)) (*profile)++;
  return *profile == PROFILE_KINDS ? "--profile takes one of screen, print and greyscale" : NULL;
}

static void print_summary(const HandoutOptions *options, const BuildReport *report, BuildStatus status) {
  g_autofree char *seconds = number_format(report->seconds, 1, &NUMBER_STYLE_MACHINE);
  if (status == BUILD_OK)
    g_printf("%u %s, %u %s, %s s: %s\n", report->regions, report->regions == 1 ? "region" : "regions", report->pages,
             report->pages == 1 ? "page" : "pages", seconds, options->output);
  else g_printf("%s s; nothing was written\n", seconds);
}

static int run(const HandoutOptions *options) {
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(ProgressBar) progress = progress_bar_new();
  BuildReport report;
  BuildStatus status = handout_run(options, progress_bar_step, progress, diags, &report);
  progress_bar_end(progress);
  options_print_findings(diags);
  print_summary(options, &report, status);
  return (int)status;
}

int command_handout(int argc, char **argv) {
  g_auto(Words) words = {0};
  const GOptionEntry entries[] = {
      {"project", 0, 0, G_OPTION_ARG_FILENAME, &words.project, "Folder of feitenblad.yaml (default: here)", "DIR"},
      {"regions", 0, 0, G_OPTION_ARG_STRING, &words.regions, "For these regions, in this order", "CODE|SLUG,…"},
      {"level", 0, 0, G_OPTION_ARG_STRING, &words.level, "For all regions of this level", "L"},
      {"cards", 0, 0, G_OPTION_ARG_STRING, &words.cards, "Ids of figures of the factsheet (default: the template's)", "ID,…"},
      {"per-page", 0, 0, G_OPTION_ARG_INT, &words.per_page, "Cards a page: 2, 4 or 6 (default: the template's)", "N"},
      {"profile", 0, 0, G_OPTION_ARG_STRING, &words.profile, "screen, print or greyscale (default: screen)", "P"},
      {"template", 0, 0, G_OPTION_ARG_STRING, &words.template, "File below templates/ (default: handout.md)", "FILE"},
      {"output", 0, 0, G_OPTION_ARG_FILENAME, &words.output, "The PDF (default: hand-out.pdf)", "FILE"},
      {0}};
  int status = 0;
  ProfileKind profile;
  if (!options_parse("Makes a hand-out with charts of regions, and room for notes, as one PDF.", entries, argc, argv, &status))
    return status;
  const char *refused = refusal(&words, &profile);
  if (refused) return options_refuse("handout", refused);
  g_autoptr(GPtrArray) regions = words_of(words.regions), cards = words_of(words.cards);
  if (!regions) regions = handout_words_new();
  HandoutWord level = {words.level, TYPED};
  HandoutConfig order = {.id = (char *)"hand-out", .title = (char *)"hand-out",
                         .template = words.template ? words.template : (char *)"handout.md", .regions = regions,
                         .level = words.level ? &level : NULL, .cards = cards, .per_page = words.per_page};
  HandoutOptions options = {.project = words.project ? words.project : ".", .order = &order, .profile = profile,
                            .output = words.output ? words.output : "hand-out.pdf"};
  return run(&options);
}
