/* Numbers in and out of text: the only module that parses or prints a floating-point number. */
#pragma once
#include <glib.h>
#include <stdbool.h>

/* How numbers look in the reader's language. Dutch: decimal ",", group ".", minus U+2212. */
typedef struct {
  char decimal[8];
  char group[8]; /* "" = no grouping */
  char minus[8];
} NumberStyle;

/* The style of machines: "." and no grouping, ASCII minus. */
extern const NumberStyle NUMBER_STYLE_MACHINE;

/* `value` with exactly `decimals` (0–9), half away from zero on the decimal value; never "-0". Non-finite values are
 * a programming error. Owned by the caller. */
char *number_format(double value, int decimals, const NumberStyle *style);

/* Shortest text that reads back as `value`, at most `max_decimals`, machine style: for SVG coordinates, CSV, JSON. */
void number_append_short(GString *out, double value, int max_decimals);

/* Rounds half away from zero at `decimals`: the same rounding that number_format() shows. */
double number_round(double value, int decimals);

/* What was read: on failure *value is untouched. Accepts a leading sign (+, -, U+2212), digits, at most one decimal
 * character with digits on both sides, and no groups or all groups when `group` is not '\0': exactly three digits each,
 * the first one to three and not starting with 0 ("0.123" was meant as a decimal point). No blanks, no exponent, at
 * most 100 bytes; never -0. */
bool number_parse(const char *text, gsize length, char decimal, char group, double *value);
