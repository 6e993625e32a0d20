/* Lines of a canonical dump, shared by figures and documents: depth in blanks, a name, one fact. Facts that are absent
 * (NULL, NAN, 0, no period) leave no line. */
#pragma once
#include "doc/figure.h"

void dump_text(GString *out, int depth, const char *name, const char *text);
void dump_int(GString *out, int depth, const char *name, int value);
void dump_number(GString *out, int depth, const char *name, double value);
void dump_period(GString *out, int depth, const char *name, Period period);
void dump_sources(GString *out, int depth, const GPtrArray *sources);
