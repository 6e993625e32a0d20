/* Periods as statistics use them: a year, quarter, month or day in ISO writing. It only knows the calendar; what a
 * period is called in the reader's language is the locale's business. */
#include "base/period.h"
#include <math.h>

/* Exactly `count` digits at `text`; -1 when there are other characters. */
static int digits(const char *text, gsize count) {
  int value = 0;
  for (gsize i = 0; i < count; i++) {
    if (!g_ascii_isdigit(text[i])) return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

static bool parse_quarter(const char *text, gsize length, Period *period) {
  if (length != 2 || text[0] != 'Q' || text[1] < '1' || text[1] > '4') return false;
  period->kind = PERIOD_QUARTER;
  period->part = (guint8)(text[1] - '0');
  return true;
}

static bool parse_month(const char *text, gsize length, Period *period) {
  if (length != 2) return false;
  int month = digits(text, 2);
  if (month < 1 || month > 12) return false;
  period->kind = PERIOD_MONTH;
  period->part = (guint8)month;
  return true;
}

static bool parse_day(const char *text, gsize length, Period *period) {
  if (length != 5 || text[2] != '-' || !parse_month(text, 2, period)) return false;
  int day = digits(text + 3, 2);
  if (day < 1 || !g_date_valid_dmy((GDateDay)day, (GDateMonth)period->part, (GDateYear)period->year)) return false;
  period->kind = PERIOD_DAY;
  period->day = (guint8)day;
  return true;
}

bool period_parse(const char *text, gsize length, Period *period) {
  if (length < 4) return false;
  int year = digits(text, 4);
  if (year < 1) return false;
  Period found = {.year = (gint16)year, .kind = PERIOD_YEAR};
  const char *rest = text + 4;
  gsize left = length - 4;
  if (left && *rest == '-') {
    rest++;
    left--;
    if (!parse_quarter(rest, left, &found) && !parse_month(rest, left, &found) && !parse_day(rest, left, &found))
      return false;
  } else if (left && !parse_quarter(rest, left, &found)) return false;
  *period = found;
  return true;
}

bool period_parse_day(const char *text, gsize length, Period *period) {
  static const char midnight[] = "T00:00";
  enum { DAY = sizeof "2026-01-15" - 1 };
  if (length != DAY && (length != DAY + strlen(midnight) || strncmp(text + DAY, midnight, strlen(midnight)))) return false;
  return period_parse(text, DAY, period) && period->kind == PERIOD_DAY;
}

const char *period_iso(Period period, char buffer[PERIOD_TEXT]) {
  switch ((PeriodKind)period.kind) {
    case PERIOD_NONE: buffer[0] = '\0'; break;
    case PERIOD_YEAR: g_snprintf(buffer, PERIOD_TEXT, "%04d", period.year); break;
    case PERIOD_QUARTER: g_snprintf(buffer, PERIOD_TEXT, "%04d-Q%d", period.year, period.part); break;
    case PERIOD_MONTH: g_snprintf(buffer, PERIOD_TEXT, "%04d-%02d", period.year, period.part); break;
    case PERIOD_DAY: g_snprintf(buffer, PERIOD_TEXT, "%04d-%02d-%02d", period.year, period.part, period.day); break;
  }
  return buffer;
}

/* The month in which it starts, 1–12. */
static int start_month(Period period) {
  if (period.kind == PERIOD_QUARTER) return (period.part - 1) * 3 + 1;
  return MAX(period.part, 1);
}

static int rank(Period period) {
  return ((period.year * 16 + start_month(period)) * 32 + MAX(period.day, 1)) * 8 + period.kind;
}

int period_compare(Period a, Period b) {
  int left = rank(a), right = rank(b);
  return (left > right) - (left < right);
}

bool period_equal(Period a, Period b) { return period_compare(a, b) == 0; }

double period_axis(Period period) {
  if (period.kind == PERIOD_NONE) return NAN;
  if (period.kind != PERIOD_DAY) return period.year + (start_month(period) - 1) / 12.0;
  GDate date;
  g_date_clear(&date, 1);
  g_date_set_dmy(&date, period.day, (GDateMonth)period.part, (GDateYear)period.year);
  int days = g_date_is_leap_year((GDateYear)period.year) ? 366 : 365;
  return period.year + ((int)g_date_get_day_of_year(&date) - 1) / (double)days;
}
