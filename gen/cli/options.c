/* The words that were typed, for every command alike: options, lists, refusals, and findings in words. It must not know what any
 * option means. */
#include "cli/options.h"

#include <glib/gprintf.h>

#include "cli/command.h"

enum { GROUP_AFTER = 8 };

int options_refuse(const char *command, const char *message) {
  g_fprintf(stderr, "feitenblad %s: %s\nTry 'feitenblad %s --help'.\n", command, message, command);
  return EXIT_USAGE;
}

/* GOption wants "-j 2"; everyone types "-j2". Owned by the caller. */
static char **split_jobs(int argc, char **argv) {
  g_autoptr(GStrvBuilder) words = g_strv_builder_new();
  for (int i = 0; i < argc; i++) {
    bool attached = g_str_has_prefix(argv[i], "-j") && g_ascii_isdigit(argv[i][2]);
    g_strv_builder_add(words, attached ? "-j" : argv[i]);
    if (attached) g_strv_builder_add(words, argv[i] + 2);
  }
  return g_strv_builder_end(words);
}

/* Takes the options of `entries` from the command line; nothing may be left over. */
bool options_parse(const char *summary, const GOptionEntry *entries, int argc, char **argv, int *status) {
  g_autofree char *name = g_strconcat("feitenblad ", argv[0], NULL);
  g_autoptr(GOptionContext) context = g_option_context_new(NULL);
  g_autofree char *command = g_strdup(argv[0]);
  g_autoptr(GError) error = NULL;
  g_option_context_set_summary(context, summary);
  g_option_context_add_main_entries(context, entries, NULL);
  g_set_prgname(name);
  g_auto(GStrv) words = split_jobs(argc, argv);
  bool ok = g_option_context_parse_strv(context, &words, &error);
  if (!ok) *status = options_refuse(command, error->message);
  if (ok && words[1]) {
    g_autofree char *message = g_strdup_printf("\"%s\" is not an option", words[1]);
    *status = options_refuse(command, message);
    ok = false;
  }
  return ok;
}

char **options_list(const char *text) {
  if (!text) return NULL;
  char **parts = g_strsplit(text, ",", -1);
  for (char **part = parts; *part; part++) g_strstrip(*part);
  return parts;
}

void options_print_findings(const Diags *diags) {
  g_autofree char *text = diags_format(diags, GROUP_AFTER);
  g_fprintf(stderr, "%s", text);
}
