/* A value's two readings: what is drawn and what is said. It exists so that each state of an observation has one look and
 * one wording in every output, and so that no number is shown with more digits than it is plotted with. All words come
 * from the locale's `value` section. It must not know regions' names, figures or pages. */
#include "doc/binder_internal.h"
#include <math.h>
#include <string.h>

/* ---- Units ---- */

/* "€ {number} mln" → what stands before and after the number. */
static UnitForm read_form(const Binder *binder, const char *unit, const char *form) {
  g_autofree char *key = g_strdup_printf("value.unit.%s.%s", unit, form);
  if (!locale_has(binder_locale(binder), key)) return (UnitForm){NULL, NULL};
  const char *pattern = locale_word(binder_locale(binder), key);
  const char *number = strstr(pattern, "{number}");
  if (!number) return (UnitForm){g_strdup(pattern), g_strdup("")};
  return (UnitForm){g_strndup(pattern, (gsize)(number - pattern)), g_strdup(number + strlen("{number}"))};
}

static void read_factor(const Binder *binder, const char *unit, UnitForms *forms) {
  forms->factor = 1;
  g_autofree char *key = g_strdup_printf("value.unit.%s.factor", unit);
  if (!locale_has(binder_locale(binder), key)) return;
  const char *text = locale_word(binder_locale(binder), key);
  if (!number_parse(text, strlen(text), '.', '\0', &forms->factor) || forms->factor < 1) forms->factor = 1;
  for (double f = forms->factor; f >= 10; f /= 10) forms->factor_decimals++;
}

const UnitForms *binder_unit(Binder *binder, const char *unit) {
  if (!unit) unit = "";
  UnitForms *forms = g_hash_table_lookup(binder->units, unit);
  if (forms) return forms;
  forms = g_new0(UnitForms, 1);
  forms->text = read_form(binder, unit, "text");
  forms->spoken_one = read_form(binder, unit, "spoken.one");
  forms->spoken_other = read_form(binder, unit, "spoken.other");
  forms->gap_one = read_form(binder, unit, "gap.one");
  forms->gap_other = read_form(binder, unit, "gap.other");
  forms->gap_short = read_form(binder, unit, "gap.short");
  read_factor(binder, unit, forms);
  g_hash_table_insert(binder->units, g_strdup(unit), forms);
  return forms;
}

static char *bare(Binder *binder, const UnitForms *forms, int decimals, double value) {
  int shown = MAX(decimals - forms->factor_decimals, 0);
  return locale_number(binder_locale(binder), number_round(value * forms->factor, shown), shown);
}

/* The number, with its mark, in the form; as it is when the locale has none. */
static char *in_form(const UnitForm *form, const char *number, const char *mark) {
  bool none = !form || !form->before;
  return g_strconcat(none ? "" : form->before, number, mark, none ? "" : form->after, NULL);
}

static char *with_form(Binder *binder, const UnitForms *forms, const UnitForm *form, int decimals, double value) {
  g_autofree char *number = bare(binder, forms, decimals, value);
  return in_form(form, number, "");
}

/* "19,8–23,0", or one number. */
static char *bare_range(Binder *binder, const UnitForms *forms, int decimals, double low, double high) {
  g_autofree char *from = bare(binder, forms, decimals, low), *to = bare(binder, forms, decimals, high);
  if (low == high) return g_steal_pointer(&from);
  return locale_phrase(binder_locale(binder), "number.range", "low", from, "high", to, NULL);
}

static const UnitForm *first_form(const UnitForm *a, const UnitForm *b, const UnitForm *c) {
  return a->before ? a : b->before ? b : c;
}

char *binder_format_unit(Binder *binder, const char *unit, int decimals, double value) {
  const UnitForms *forms = binder_unit(binder, unit);
  return with_form(binder, forms, &forms->text, decimals, value);
}

static const Category *category_of(const Indicator *indicator, double value) {
  if (!indicator || indicator->kind != KIND_CATEGORY || !(value >= 0 && value < indicator->categories->len))
    return NULL;
  return g_ptr_array_index(indicator->categories, (guint)value);
}

char *binder_format(Binder *binder, const Indicator *indicator, double value) {
  const Category *category = category_of(indicator, value);
  if (category) return g_strdup(category->title);
  return binder_format_unit(binder, indicator->unit, indicator->decimals, value);
}

static const UnitForm *spoken_form(const UnitForms *forms, double value) {
  return value == 1 ? first_form(&forms->spoken_one, &forms->spoken_other, &forms->text)
                    : first_form(&forms->spoken_other, &forms->text, &forms->text);
}

static char *say_number(Binder *binder, const char *unit, int decimals, double value) {
  const UnitForms *forms = binder_unit(binder, unit);
  return with_form(binder, forms, spoken_form(forms, value), decimals, value);
}

static const char *mark_of(const Locale *locale, guint8 flags) {
  if (flags & FLAG_REVISED) return locale_word(locale, "value.revised.mark");
  if (flags & FLAG_PROVISIONAL) return locale_word(locale, "value.provisional.mark");
  return "";
}

/* The form for a difference in words. */
static const UnitForm *gap_form(const UnitForms *forms, double shown) {
  return shown == 1 ? first_form(&forms->gap_one, &forms->gap_other, spoken_form(forms, 1))
                    : first_form(&forms->gap_other, spoken_form(forms, shown), &forms->text);
}

char *binder_gap(Binder *binder, const Indicator *indicator, double gap, bool brief) {
  const UnitForms *forms = binder_unit(binder, indicator->unit);
  double shown = number_round(fabs(gap), indicator->decimals);
  const UnitForm *form = brief ? first_form(&forms->gap_short, &forms->text, &forms->text) : gap_form(forms, shown);
  return with_form(binder, forms, form, indicator->decimals, shown);
}

char *binder_difference(Binder *binder, const Indicator *indicator, int decimals, double low, double high, guint8 flags) {
  const UnitForms *forms = binder_unit(binder, indicator->unit);
  double least = MIN(fabs(low), fabs(high)), most = MAX(fabs(low), fabs(high));
  g_autofree char *number = bare_range(binder, forms, decimals, least, most);
  return in_form(gap_form(forms, most), number, mark_of(binder_locale(binder), flags));
}

char *binder_interval(Binder *binder, const Indicator *indicator, const Observation *obs) {
  bool closed = observation_known(obs) && isfinite(obs->low) && isfinite(obs->high) && obs->low < obs->high;
  if (!closed || indicator->kind == KIND_CATEGORY) return NULL;
  const UnitForms *forms = binder_unit(binder, indicator->unit);
  g_autofree char *number = bare_range(binder, forms, indicator->decimals, obs->low, obs->high);
  return in_form(&forms->text, number, "");
}

char *binder_target_value(Binder *binder, const Indicator *indicator, double value) {
  int decimals = value == number_round(value, 0) ? 0 : indicator->decimals;
  /* A factor moves the point: € 30.500 is 30.5 thousand. */
  return binder_format_unit(binder, indicator->unit, decimals, value);
}

/* ---- Unknown values ---- */

/* Locale keys of what stands in a number's place. */
static const char *const STATE_KEYS[] = {
    [STATE_MISSING] = "missing",       [STATE_SECRET] = "secret", [STATE_MISSING_OR_SECRET] = "missing_or_secret",
    [STATE_IMPOSSIBLE] = "impossible", [STATE_WITHDRAWN] = "withdrawn", [STATE_ABSENT] = "absent",
};

/* A secret value shows the interval that may be published: "<5" when it begins at the bottom, "5–9" else. */
static char *secret_reading(Binder *binder, const char *unit, int decimals, const Observation *obs,
                            const char *reading) {
  const Locale *locale = binder_locale(binder);
  double step = pow(10, -decimals);
  const char *form = !isfinite(obs->high) ? "unknown" : !isfinite(obs->low) || obs->low <= step ? "below" : "between";
  g_autofree char *key = g_strdup_printf("value.secret.%s.%s", form, reading);
  if (!isfinite(obs->high)) return g_strdup(locale_word(locale, key));
  g_autofree char *below = binder_format_unit(binder, unit, decimals, number_round(obs->high + step, decimals));
  g_autofree char *high = binder_format_unit(binder, unit, decimals, obs->high);
  g_autofree char *low = binder_format_unit(binder, unit, decimals, isfinite(obs->low) ? obs->low : 0);
  return locale_phrase(locale, key, "below", below, "low", low, "high", high, NULL);
}

static char *parts_words(const Locale *locale, const char *key, const Observation *obs) {
  g_autofree char *parts = locale_number(locale, obs->parts, 0), *all = locale_number(locale, obs->parts_all, 0);
  return locale_phrase(locale, key, "parts", parts, "all", all, NULL);
}

static char *unknown_reading(Binder *binder, const char *unit, int decimals, const Observation *obs,
                             const char *reading) {
  if (obs->state == STATE_SECRET) return secret_reading(binder, unit, decimals, obs, reading);
  if (observation_withheld(obs) && !strcmp(reading, "words")) return parts_words(binder_locale(binder), "value.too_few.words", obs);
  const char *state = obs->state < G_N_ELEMENTS(STATE_KEYS) ? STATE_KEYS[obs->state] : NULL;
  g_autofree char *key = g_strdup_printf("value.%s.%s", state ? state : "absent", reading);
  return g_strdup(locale_word(binder_locale(binder), key));
}

/* ---- Readings ---- */

static bool is_about(const Observation *obs) { return (obs->flags & FLAG_ESTIMATED) && (obs->flags & FLAG_AGGREGATED); }

char *binder_text(Binder *binder, const Indicator *indicator, const char *unit, int decimals, const Observation *obs) {
  const Locale *locale = binder_locale(binder);
  if (!observation_known(obs)) return unknown_reading(binder, unit, decimals, obs, "short");
  const Category *category = category_of(indicator, obs->value);
  g_autofree char *number =
      category ? g_strdup(category->title) : binder_format_unit(binder, unit, decimals, obs->value);
  g_autofree char *about = is_about(obs) ? locale_phrase(locale, "number.about", "number", number, NULL) : NULL;
  const char *corrected = obs->flags & FLAG_CORRECTED ? locale_word(locale, "value.corrected.mark") : "";
  return g_strconcat(about ? about : number, mark_of(locale, obs->flags), corrected, NULL);
}

char *binder_basis(Binder *binder, const Observation *obs) {
  bool lacks = observation_known(obs) && (obs->flags & FLAG_INCOMPLETE) && obs->parts < obs->parts_all;
  return lacks ? parts_words(binder_locale(binder), "value.incomplete.brief", obs) : NULL;
}

static const char ALSO[] = ", ";

static void say_also(GString *out, const char *words) {
  g_string_append(out, ALSO);
  g_string_append(out, words);
}

/* All parts are there, but one of them is incomplete itself: their number would say the opposite. */
static void say_parts(GString *out, const Locale *locale, const Observation *obs) {
  bool counted = obs->parts < obs->parts_all;
  g_autofree char *words = counted ? parts_words(locale, "value.incomplete.words", obs)
                                   : g_strdup(locale_word(locale, "value.incomplete.partly"));
  say_also(out, words);
}

/* The bounds of an uncertain value. Those of a total come from secret parts and are not for reading out. */
static void say_interval(GString *out, Binder *binder, const char *unit, int decimals, const Observation *obs) {
  if (!isfinite(obs->low) || !isfinite(obs->high) || (obs->flags & FLAG_AGGREGATED) || obs->low == obs->high) return;
  const UnitForms *forms = binder_unit(binder, unit);
  g_autofree char *low = with_form(binder, forms, NULL, decimals, obs->low);
  g_autofree char *high = say_number(binder, unit, decimals, obs->high);
  g_autofree char *words = locale_phrase(binder_locale(binder), "value.interval.words", "low", low, "high", high, NULL);
  say_also(out, words);
}

char *binder_spoken(Binder *binder, const Indicator *indicator, const char *unit, int decimals,
                    const Observation *obs) {
  const Locale *locale = binder_locale(binder);
  if (!observation_known(obs)) return unknown_reading(binder, unit, decimals, obs, "words");
  const Category *category = category_of(indicator, obs->value);
  g_autofree char *number = category ? g_strdup(category->title) : say_number(binder, unit, decimals, obs->value);
  g_autofree char *about = is_about(obs) ? locale_phrase(locale, "value.about.words", "number", number, NULL) : NULL;
  GString *out = g_string_new(about ? about : number);
  if (!category) say_interval(out, binder, unit, decimals, obs);
  if (obs->state == STATE_BELOW_HALF_UNIT) say_also(out, locale_word(locale, "value.below_half_unit.words"));
  if (obs->flags & FLAG_REVISED) say_also(out, locale_word(locale, "value.revised.words"));
  else if (obs->flags & FLAG_PROVISIONAL) say_also(out, locale_word(locale, "value.provisional.words"));
  if ((obs->flags & FLAG_ESTIMATED) && !is_about(obs)) say_also(out, locale_word(locale, "value.estimated.words"));
  if (obs->flags & FLAG_INCOMPLETE) say_parts(out, locale, obs);
  if (obs->flags & FLAG_CORRECTED) say_also(out, locale_word(locale, "value.corrected.words"));
  return g_string_free(out, FALSE);
}

/* ---- Bound values ---- */

static double rounded(double value, int decimals) { return isfinite(value) ? number_round(value, decimals) : NAN; }

Observation binder_quantise(const Indicator *indicator, Observation obs) {
  if (indicator->kind == KIND_CATEGORY) return obs;
  obs.value = observation_known(&obs) ? rounded(obs.value, indicator->decimals) : NAN;
  obs.low = rounded(obs.low, indicator->decimals);
  obs.high = rounded(obs.high, indicator->decimals);
  if (obs.state == STATE_VALUE && !isfinite(obs.value)) obs.state = STATE_MISSING;
  return obs;
}

/* Both readings; the words of a correction come last in each. */
static void read_value(Binder *binder, const Indicator *indicator, const char *unit, int decimals, BoundValue *value) {
  const Locale *locale = binder_locale(binder);
  value->text = binder_text(binder, indicator, unit, decimals, &value->obs);
  value->spoken = binder_spoken(binder, indicator, unit, decimals, &value->obs);
  if (!observation_known(&value->obs) || !(value->obs.flags & FLAG_CORRECTED)) return;
  value->word = strlen(value->text) - strlen(locale_word(locale, "value.corrected.mark"));
  value->said = strlen(value->spoken) - strlen(locale_word(locale, "value.corrected.words")) - strlen(ALSO);
}

BoundValue binder_value(Binder *binder, const Indicator *indicator, const Region *region, Period period,
                        const Group *group) {
  BoundValue value = {.of = {indicator, region, group, period}};
  value.obs = binder_observe(binder, &value.of);
  if (value.obs.state != STATE_ABSENT)
    binder_note_source(binder, dataset_source(binder_dataset(binder), indicator, region, period, group),
                       value.obs.flags & FLAG_EXAMPLE);
  read_value(binder, indicator, indicator->unit, indicator->decimals, &value);
  return value;
}

BoundValue binder_derived(Binder *binder, double number, const char *unit, int decimals, const BoundValue *from) {
  Observation obs = from->obs;
  obs.low = obs.high = NAN; /* an interval of another unit would give the value away */
  obs.flags &= (guint8)~FLAG_CORRECTED; /* the number that it is made from says so */
  if (observation_known(&obs)) {
    obs.state = isfinite(number) ? STATE_VALUE : STATE_MISSING;
    obs.value = rounded(number, decimals);
  } else {
    obs.value = NAN;
  }
  BoundValue value = {.obs = obs, .of = from->of};
  read_value(binder, NULL, unit, decimals, &value);
  return value;
}

void binder_note_shown(Binder *binder, const ObservationKey *of, const Observation *obs) {
  if (obs->state == STATE_ABSENT) return;
  const Source *source = dataset_source(binder_dataset(binder), of->indicator, of->region, of->period, of->group);
  binder_note_source(binder, source, obs->flags & FLAG_EXAMPLE);
  shown_add(binder->shown, of);
}
