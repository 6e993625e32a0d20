/* Numbers to text and back. It exists so that one rounding rule holds in every output: half away from zero on the
 * decimal number that people wrote (2.675 is 2.68), not on its binary neighbour (2.67499…). It knows no units, no
 * words and no process locale; no other file parses or prints a floating-point number. */
#include "base/number.h"
#include <math.h>
#include <string.h>

const NumberStyle NUMBER_STYLE_MACHINE = {".", "", "-"};

enum {
  MAX_DECIMALS = 9,
  SHORTEST_MAX = 17,                           /* significant digits that identify any double */
  WHOLE_MAX = 310,                             /* digits of the greatest double, and one for a carry */
  DIGITS_SIZE = WHOLE_MAX + MAX_DECIMALS + 1,
  INPUT_MAX = 100,                             /* characters of a number that is meant as one */
  EXACT_DIGITS = 15                            /* that any double can hold */
};

static const double POWERS[MAX_DECIMALS + 1] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

/* Nearly every number is small and no tie, and then binary arithmetic gives the decimal answer: below 2^31 the product
 * is off by less than 1e-6, so only what comes closer to a half than that needs the decimal text. */
static bool round_scaled(double magnitude, int decimals, guint64 *scaled) {
  double product = magnitude * POWERS[decimals];
  if (!(product < 2147483648.0)) return false;
  double whole = floor(product);
  double fraction = product - whole;
  if (fabs(fraction - 0.5) < 1e-6) return false;
  *scaled = (guint64)whole + (fraction > 0.5);
  return true;
}

/* The shortest decimal digits that read back as `magnitude`, without a point; *point = digits before it. */
static int shortest_digits(double magnitude, char digits[SHORTEST_MAX + 1], int *point) {
  static const char *const formats[] = {"%.14e", "%.15e", "%.16e"};
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  for (gsize i = 0; i < G_N_ELEMENTS(formats); i++) {
    g_ascii_formatd(text, sizeof text, formats[i], magnitude);
    if (g_ascii_strtod(text, NULL) == magnitude) break;
  }
  int count = 0;
  const char *at = text;
  for (; *at && *at != 'e'; at++)
    if (g_ascii_isdigit(*at)) digits[count++] = *at;
  *point = (int)g_ascii_strtoll(at + 1, NULL, 10) + 1;
  return count;
}

/* Adds one in the last of `count` digits; a carry out of the first makes one digit more. */
static int carry(char *digits, int count) {
  int i = count - 1;
  while (i >= 0 && digits[i] == '9') digits[i--] = '0';
  if (i >= 0) {
    digits[i]++;
    return count;
  }
  memmove(digits + 1, digits, (gsize)count);
  digits[0] = '1';
  return count + 1;
}

/* |value| rounded, as digits with the last `decimals` behind the point and at least one before it; their number. */
static int round_digits(double magnitude, int decimals, char out[DIGITS_SIZE]) {
  char digits[SHORTEST_MAX + 1];
  int point = 0;
  int count = shortest_digits(magnitude, digits, &point);
  int keep = MAX(point + decimals, 0);
  int length = keep;
  for (int i = 0; i < keep; i++) out[i] = i < count ? digits[i] : '0';
  /* keep < 0 was cut to 0, where the first digit lies behind the rounding place: then nothing rounds up. */
  bool up = point + decimals >= 0 && keep < count && digits[keep] >= '5';
  if (up) length = carry(out, length);
  int missing = decimals + 1 - length;
  if (missing <= 0) return length;
  memmove(out + missing, out, (gsize)length);
  memset(out, '0', (gsize)missing);
  return decimals + 1;
}

static int scaled_digits(guint64 scaled, int decimals, char out[DIGITS_SIZE]) {
  char reversed[20];
  int count = 0;
  for (; scaled || count <= decimals; scaled /= 10) reversed[count++] = (char)('0' + scaled % 10);
  for (int i = 0; i < count; i++) out[i] = reversed[count - 1 - i];
  return count;
}

static int decimal_digits(double magnitude, int decimals, char out[DIGITS_SIZE]) {
  guint64 scaled;
  if (round_scaled(magnitude, decimals, &scaled)) return scaled_digits(scaled, decimals, out);
  return round_digits(magnitude, decimals, out);
}

static bool all_zero(const char *digits, int count) {
  for (int i = 0; i < count; i++)
    if (digits[i] != '0') return false;
  return true;
}

static void append_number(GString *out, double value, int decimals, const NumberStyle *style, bool trim) {
  g_assert(isfinite(value));
  g_assert(decimals >= 0 && decimals <= MAX_DECIMALS);
  char digits[DIGITS_SIZE];
  int count = decimal_digits(fabs(value), decimals, digits);
  int whole = count - decimals;
  if (value < 0 && !all_zero(digits, count)) g_string_append(out, style->minus);
  for (int i = 0; i < whole; i++) {
    if (i && (whole - i) % 3 == 0) g_string_append(out, style->group);
    g_string_append_c(out, digits[i]);
  }
  if (trim)
    while (count > whole && digits[count - 1] == '0') count--;
  if (count == whole) return;
  g_string_append(out, style->decimal);
  g_string_append_len(out, digits + whole, count - whole);
}

char *number_format(double value, int decimals, const NumberStyle *style) {
  GString *out = g_string_sized_new(24);
  append_number(out, value, decimals, style, false);
  return g_string_free(out, FALSE);
}

void number_append_short(GString *out, double value, int max_decimals) {
  append_number(out, value, max_decimals, &NUMBER_STYLE_MACHINE, true);
}

double number_round(double value, int decimals) {
  g_assert(isfinite(value));
  g_assert(decimals >= 0 && decimals <= MAX_DECIMALS);
  guint64 scaled;
  if (round_scaled(fabs(value), decimals, &scaled)) {
    double magnitude = (double)scaled / POWERS[decimals]; /* both exact, so correctly rounded */
    return value < 0 && scaled ? -magnitude : magnitude;
  }
  g_autofree char *text = number_format(value, decimals, &NUMBER_STYLE_MACHINE);
  return g_ascii_strtod(text, NULL);
}

/* ---- Reading --------------------------------------------------------------------------------------------------- */

static gsize sign_length(const char *text, gsize length, bool *negative) {
  static const char minus[] = "\xe2\x88\x92"; /* U+2212 */
  *negative = false;
  if (length && *text == '+') return 1;
  *negative = length && (*text == '-' || (length >= 3 && !memcmp(text, minus, 3)));
  if (!*negative) return 0;
  return *text == '-' ? 1 : 3;
}

/* Copies the digits before the decimal character and checks their groups: "1.234" and "1234", not "1.23", "1234.567"
 * or "0.123" (which is a decimal point in a file declared to use commas). */
static bool copy_whole(const char **at, const char *end, char decimal, char group, char **plain) {
  int first = 0, run = 0, groups = 0;
  const char *start = *at;
  for (; *at < end && **at != decimal; (*at)++) {
    if (g_ascii_isdigit(**at)) {
      run++;
      *(*plain)++ = **at;
    } else if (group && **at == group && run && (!groups || run == 3)) {
      if (!groups) first = run;
      groups++;
      run = 0;
    } else return false;
  }
  if (!groups) return run > 0;
  return run == 3 && first <= 3 && *start != '0';
}

static bool copy_fraction(const char *at, const char *end, char **plain) {
  if (at == end) return true;
  *(*plain)++ = '.';
  if (++at == end) return false;
  for (; at < end; at++) {
    if (!g_ascii_isdigit(*at)) return false;
    *(*plain)++ = *at;
  }
  return true;
}

/* Nearly every number: no sign but '-', no groups, at most 15 digits. Those and the power of ten are exact, so that one division
 * rounds as strtod() does. False when it is anything else, good or bad. */
static bool parse_plain(const char *text, gsize length, char decimal, double *value) {
  static const double powers[EXACT_DIGITS + 1] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  const bool negative = length && *text == '-';
  const char *at = text + negative, *const end = text + length, *point = NULL;
  if (end - at > EXACT_DIGITS || at == end || *at == decimal || end[-1] == decimal) return false;
  gint64 digits = 0;
  for (; at < end; at++) {
    guint digit = (guint)(guchar)*at - '0';
    if (digit <= 9) digits = digits * 10 + digit;
    else if (*at == decimal && !point) point = at;
    else return false;
  }
  double magnitude = point ? (double)digits / powers[end - point - 1] : (double)digits;
  *value = negative && digits ? -magnitude : magnitude;
  return true;
}

bool number_parse(const char *text, gsize length, char decimal, char group, double *value) {
  if (parse_plain(text, length, decimal, value)) return true;
  if (length > INPUT_MAX) return false;
  bool negative;
  const char *at = text + sign_length(text, length, &negative);
  const char *end = text + length;
  char plain[INPUT_MAX + 2] = {0}, *next = plain; /* never on the heap, where it would stay: it may be secret */
  bool good = copy_whole(&at, end, decimal, group, &next) && copy_fraction(at, end, &next);
  double magnitude = good ? g_ascii_strtod(plain, NULL) : 0;
  explicit_bzero(plain, sizeof plain);
  if (!good) return false;
  *value = negative && magnitude > 0 ? -magnitude : magnitude;
  return true;
}
