/* Periods and dates: ISO year, quarter, month or day, packed so that order is chronological. */
#pragma once
#include <glib.h>
#include <stdbool.h>

typedef enum { PERIOD_NONE, PERIOD_YEAR, PERIOD_QUARTER, PERIOD_MONTH, PERIOD_DAY } PeriodKind;

/* A value type; compare with period_compare(). The zero value means "none". */
typedef struct {
  gint16 year;
  guint8 kind; /* PeriodKind */
  guint8 part; /* quarter 1–4, month 1–12 */
  guint8 day;  /* 1–31 for PERIOD_DAY */
} Period;

/* Reads "2024", "2024-Q1" or "2024Q1", "2024-03", "2024-03-14". False when it is none of these or no such day. */
bool period_parse(const char *text, gsize length, Period *period);
/* Reads a day, also as its first moment: "2026-01-15", "2026-01-15T00:00". False for all else, also another time of day. */
bool period_parse_day(const char *text, gsize length, Period *period);
#define PERIOD_DAY_HINT "write a day like 2026-01-15; other times than T00:00 are not known here"
/* The ISO text again ("" for none), in a buffer of at least PERIOD_TEXT bytes. */
enum { PERIOD_TEXT = 16 };
const char *period_iso(Period period, char buffer[PERIOD_TEXT]);
/* By the day on which they start, then the longer one first: 2024 < 2024-Q1 < 2024-01 < 2024-01-01. None before all. */
int period_compare(Period a, Period b);
bool period_equal(Period a, Period b);
/* Where it starts on a time axis in years: 2024 → 2024, 2024-Q3 → 2024.5; NAN for none. */
double period_axis(Period period);
