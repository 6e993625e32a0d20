/* Lengths as authors write them: a number and its unit, "14mm". */
#pragma once
#include <glib.h>
#include <stdbool.h>

typedef enum { LENGTH_MM, LENGTH_PT, LENGTH_PX } LengthUnit;

/* "14mm", "0.9pt" or "16px" → number and unit, both untouched on failure; never negative. */
bool length_parse(const char *text, double *number, LengthUnit *unit);
/* In points; a pixel is 1/96 inch. */
double length_points(double number, LengthUnit unit);
