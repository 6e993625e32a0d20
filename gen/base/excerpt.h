/* The line of an input file that a finding points at. */
#pragma once
#include "base/diag.h"

typedef struct Excerpts Excerpts;

/* Places are below `root`. Files are read when they are first asked for, and kept. */
Excerpts *excerpts_new(const char *root);
void excerpts_free(Excerpts *excerpts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Excerpts, excerpts_free)

/* Appends the line, cut to 100 characters around the place, and below it a caret at the column with ~ to the end of a CSV
 * cell; nothing when the file cannot be read or has no such line. `user_data` is the Excerpts: a DiagContextFunc. */
void excerpts_append(GString *out, const Diag *diag, gpointer user_data);
/* The cell of a CSV file at the finding's place, as it is written, at most 200 bytes; NULL for other files and places. Owned
 * by the caller. */
char *excerpts_cell(Excerpts *excerpts, SourcePos pos);
