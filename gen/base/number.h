/* Numbers in and out of text: the only module that parses or prints a floating-point number. */
#pragma once
#include <glib.h>
#include <stdbool.h>
#include <string.h>

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

/* The same for the short numbers that files are full of, eight bytes at a time: "123" or "12.34", with at most seven bytes and
 * no sign; `decimal` is '.' or ','. The length of what it took, of which *value is exactly what number_parse() says, and behind
 * which no digit stands; what does is for the caller to judge. 0 = look at it in another way. Eight bytes must be there. */
enum { NUMBER_SCAN_BYTES = 8 };
static inline gsize number_scan(const char *text, char decimal, double *value) {
  static const double powers[NUMBER_SCAN_BYTES] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7};
  guint64 bytes;
  memcpy(&bytes, text, sizeof bytes);
  bytes = GUINT64_FROM_LE(bytes) ^ 0x3030303030303030; /* the first lowest; digits are 0 to 9 */
  /* The highest bit of each byte that is no digit. Sums that carry spoil only what stands behind the first such byte, and a point
   * or comma carries nothing. */
  guint64 others = ((bytes + 0x7676767676767676) | bytes) & 0x8080808080808080;
  if (!others) return 0;
  guint whole = (guint)__builtin_ctzll(others) / 8, fraction = 0, length = whole;
  bool point = text[whole] == decimal;
  if (point) {
    others &= others - 1;
    if (!others) return 0;
    length = (guint)__builtin_ctzll(others) / 8;
    fraction = length - whole - 1;
    if (!fraction) return 0;
    guint64 before = ((guint64)1 << 8 * whole) - 1;
    bytes = (bytes & before) | (bytes >> 8 & ~before);
  }
  if (!whole) return 0;
  /* Without what stands behind it; pairs of digits, then of pairs, become numbers. */
  bytes <<= 64 - 8 * (whole + fraction);
  bytes = (bytes * 10 + (bytes >> 8)) & 0x00ff00ff00ff00ff;
  bytes = (bytes * 100 + (bytes >> 16)) & 0x0000ffff0000ffff;
  bytes = (bytes * 10000 + (bytes >> 32)) & 0x00000000ffffffff;
  *value = (double)bytes / powers[fraction]; /* both exact, so rounded as it should be */
  return length;
}
