/* What a package does not say of how a file is written is read from the file, and reported: never a silent guess. */
#pragma once
#include "data/package.h"

typedef enum {
  SNIFF_QUIET,  /* a default of the standard that the file bears out counts as declared */
  SNIFF_ALL     /* that is reported, too: for who writes a package */
} SniffReport;

/* Completes the dialect of the part at hand and the number style of its columns. Notes say what was taken, why, and how to
 * declare it; numbers that can be read in two ways are an error. */
void sniff_resource(Resource *resource, const char *contents, gsize length, SniffReport report, Diags *diags);
/* The number styles only; part of the above. */
void sniff_numbers(Resource *resource, const char *contents, gsize length, Diags *diags);
