/* Reading what was typed, and telling what is wrong with it. */
#pragma once
#include "base/diag.h"
#include <glib.h>

/* Takes the options of `entries` from the command line; nothing may be left over. False with the exit status set, after telling
 * why. "-j2" is read as "-j 2". */
bool options_parse(const char *summary, const GOptionEntry *entries, int argc, char **argv, int *status);
/* Says what is wrong with the words; returns the exit status. */
int options_refuse(const char *command, const char *message);
/* "a, b" → {"a", "b"}; NULL for NULL. Owned by the caller. */
char **options_list(const char *text);
/* To standard error, as a compiler does; when one cause repeats, the rest of it in one line. */
void options_print_findings(const Diags *diags);
