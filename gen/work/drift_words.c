/* Changes in words. It exists so that the terminal, the page, the guard and the report say the same. */
#include <math.h>

#include "base/number.h"
#include "work/drift.h"

static char *short_number(double value, int decimals) {
  GString *out = g_string_new(NULL);
  number_append_short(out, value, decimals);
  return g_string_free(out, FALSE);
}

char *drift_tolerance(const Indicator *indicator) {
  bool own = indicator && indicator->tolerance > 0;
  if (own && !indicator->tolerance_relative) return short_number(indicator->tolerance, 9);
  g_autofree char *percent = short_number(own ? indicator->tolerance * 100 : 25, 4);
  return g_strconcat(percent, "%", NULL);
}

/* "+31%", "-1.2%" of the old value; "" from nothing. */
static char *change_text(const Drift *drift) {
  double from = fabs(drift->old_value);
  if (!(from > 0) || isnan(drift->new_value)) return g_strdup("");
  double percent = (drift->new_value - drift->old_value) / from * 100;
  bool nearly_all = percent < -99 && percent > -100;
  g_autofree char *number = number_format(percent, fabs(percent) < 10 || nearly_all ? 1 : 0, &NUMBER_STYLE_MACHINE);
  return g_strdup_printf("%s%s%%", percent > 0 ? "+" : "", number);
}

static const char *values(guint count) { return count == 1 ? "value" : "values"; }

/* "2024", "2023 → 2024", "2024, ouderen". */
static char *when(const Drift *drift) {
  char before[PERIOD_TEXT], period[PERIOD_TEXT];
  bool next = drift->before.kind != PERIOD_NONE && !period_equal(drift->before, drift->period);
  return g_strdup_printf("%s%s%s%s%s", next ? period_iso(drift->before, before) : "", next ? " → " : "",
                         period_iso(drift->period, period), drift->group && *drift->group ? ", " : "", drift->group ? drift->group : "");
}

static char *region_text(const Drift *drift) { return g_strdup_printf("%s %s", drift->code, drift->name ? drift->name : ""); }

static char *slip_sentence(const Drift *drift, const char *where, const char *time) {
  bool up = drift->factor > 1;
  g_autofree char *times = short_number(up ? drift->factor : 1 / drift->factor, 0);
  return g_strdup_printf("%s %s: %u of %u values %s %s times as %s, %s for one: %s became %s", drift->indicator, time, drift->count,
                         drift->of, drift->count == 1 ? "is" : "are", times, up ? "large" : "small", where, drift->old_text, drift->new_text);
}

/* "2 values, first G1 Name": of what vanished, all are named as far as that goes. */
static char *counted_sentence(const Drift *drift, const char *where, const char *time) {
  g_autoptr(GString) more = g_string_new(NULL);
  guint named = 0;
  while (named < DRIFT_NAMED && drift->others[named]) g_string_append_printf(more, ", %s", drift->others[named++]);
  if (named && named + 1 < drift->count) g_string_append_printf(more, " and %u more", drift->count - named - 1);
  return g_strdup_printf("%s %s: %u %s, %s%s%s", drift->indicator, time, drift->count, values(drift->count), named ? "of " : "first ", where,
                         more->str);
}

/* "flexwoningen: the target of 3 regions, first G1 Name, was minimum 30 and is minimum 40". */
static char *target_sentence(const Drift *drift, const char *where) {
  g_autofree char *of = drift->count > 1 ? g_strdup_printf("%u regions, first %s,", drift->count, where) : g_strdup(where);
  if (drift->kind == DRIFT_TARGET_NEW) return g_strdup_printf("%s: the target of %s is new: %s", drift->indicator, of, drift->new_text);
  if (drift->kind == DRIFT_TARGET_VANISHED) return g_strdup_printf("%s: the target of %s is gone; it was %s", drift->indicator, of, drift->old_text);
  return g_strdup_printf("%s: the target of %s was %s and is %s", drift->indicator, of, drift->old_text, drift->new_text);
}

char *drift_sentence(const Drift *drift) {
  g_autofree char *time = when(drift), *change = change_text(drift), *where = drift->code ? region_text(drift) : g_strdup("");
  switch (drift->kind) {
    case DRIFT_UNIT_SLIP: return slip_sentence(drift, where, time);
    case DRIFT_VANISHED_REGION:
    case DRIFT_NEW_REGION: return g_strdup(where);
    case DRIFT_VANISHED_INDICATOR:
    case DRIFT_NEW_INDICATOR: return g_strdup(drift->indicator);
    case DRIFT_MOVED:
    case DRIFT_STATE_CHANGED:
      return g_strdup_printf("%s %s, %s: %s became %s%s%s%s", drift->indicator, time, where, drift->old_text, drift->new_text,
                             *change ? " (" : "", change, *change ? ")" : "");
    case DRIFT_UNDECLARED:
    case DRIFT_CORRECTED:
    case DRIFT_REVISED:
      return g_strdup_printf("%s %s: %u %s, most %s: %s became %s", drift->indicator, time, drift->count, values(drift->count), where,
                             drift->old_text, drift->new_text);
    case DRIFT_TARGET_CHANGED:
    case DRIFT_TARGET_VANISHED:
    case DRIFT_TARGET_NEW: return target_sentence(drift, where);
    default: return counted_sentence(drift, where, time);
  }
}

const char *const DRIFT_HEADS[DRIFT_CELLS] = {"indicator", "period", "region", "old", "new", "change"};

/* "3 values: also GM0518, GM0599". */
static char *vanished_cell(const Drift *drift) {
  g_autoptr(GString) text = g_string_new(NULL);
  g_string_printf(text, "%u %s", drift->count, values(drift->count));
  for (guint i = 0; i < DRIFT_NAMED && drift->others[i]; i++) g_string_append_printf(text, "%s%s", i ? ", " : ": also ", drift->others[i]);
  if (drift->count > DRIFT_NAMED + 1) g_string_append(text, " …");
  return g_strdup(text->str);
}

static char *change_cell(const Drift *drift, const char *change) {
  switch (drift->kind) {
    case DRIFT_UNIT_SLIP: {
      bool up = drift->factor > 1;
      g_autofree char *times = short_number(up ? drift->factor : 1 / drift->factor, 0);
      return g_strdup_printf("%s %s, %u of %u values", up ? "×" : "÷", times, drift->count, drift->of);
    }
    case DRIFT_MOVED:
    case DRIFT_STATE_CHANGED: return g_strdup(change);
    case DRIFT_UNDECLARED:
    case DRIFT_CORRECTED:
    case DRIFT_REVISED:
      return g_strdup_printf("%u %s%s%s", drift->count, values(drift->count), *change ? ", most " : "", change);
    case DRIFT_VANISHED_VALUES: return vanished_cell(drift);
    case DRIFT_TARGET_CHANGED:
    case DRIFT_TARGET_VANISHED:
    case DRIFT_TARGET_NEW: return g_strdup_printf("%u %s", drift->count, drift->count == 1 ? "target" : "targets");
    case DRIFT_FILLED:
    case DRIFT_NEW_PERIOD: return g_strdup_printf("%u %s", drift->count, values(drift->count));
    default: return g_strdup("");
  }
}

void drift_cells(const Drift *drift, char *cells[DRIFT_CELLS]) {
  g_autofree char *change = change_text(drift), *time = when(drift), *where = drift->code ? region_text(drift) : NULL;
  bool more = drift->count > 1;
  cells[DRIFT_INDICATOR] = g_strdup(drift->indicator ? drift->indicator : "");
  cells[DRIFT_PERIOD] = g_steal_pointer(&time);
  cells[DRIFT_REGION] = g_strdup_printf("%s%s", where ? where : "", where && more ? " …" : "");
  cells[DRIFT_OLD] = g_strdup(drift->old_text ? drift->old_text : "");
  cells[DRIFT_NEW] = g_strdup(drift->new_text ? drift->new_text : "");
  cells[DRIFT_CHANGE] = change_cell(drift, change);
}
