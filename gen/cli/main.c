/* The program's door: finds the command and hands over. Everything that is printed is printed in this folder. */
#include <glib.h>
#include <glib/gprintf.h>
#include <string.h>

#include "cli/command.h"

static const Command COMMANDS[] = {
    {"build", "make the factsheets and the website", command_build},
    {"check", "read, bind and lay out everything; write nothing", command_check},
    {"diff", "tell what changed between two drops or published states", command_diff},
    {"explain", "tell where a number comes from, and which outputs show it", command_explain},
    {"handout", "make a hand-out for a webinar: charts with room for notes", command_handout},
};

static void print_help(FILE *out) {
  g_fprintf(out, "Usage: feitenblad COMMAND [OPTION…]\n\nTurns regional data and Markdown into factsheets (PDF, SVG) and a website.\n\nCommands:\n");
  for (guint i = 0; i < G_N_ELEMENTS(COMMANDS); i++) g_fprintf(out, "  %-8s %s\n", COMMANDS[i].name, COMMANDS[i].summary);
  g_fprintf(out, "\n  --help     this text; 'feitenblad COMMAND --help' tells more\n  --version  the version\n");
}

int main(int argc, char **argv) {
  const char *word = argc > 1 ? argv[1] : NULL;
  if (!word) {
    print_help(stderr);
    return EXIT_USAGE;
  }
  if (g_str_equal(word, "--help") || g_str_equal(word, "-h") || g_str_equal(word, "help")) {
    print_help(stdout);
    return 0;
  }
  if (g_str_equal(word, "--version")) {
    g_printf("feitenblad %s\n", FEITENBLAD_VERSION);
    return 0;
  }
  for (guint i = 0; i < G_N_ELEMENTS(COMMANDS); i++)
    if (g_str_equal(word, COMMANDS[i].name)) return COMMANDS[i].run(argc - 1, argv + 1);
  g_fprintf(stderr, "feitenblad: no command \"%s\"\n\n", word);
  print_help(stderr);
  return EXIT_USAGE;
}
