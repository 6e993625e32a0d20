/* An agreement as it is shown: its label, its status and one short sentence about it. The rule of the status is data's
 * (progress_of); here it gets words. A sentence that would be too long for a tile is put in fewer words when the locale
 * has them. It must not know how a tile is drawn. */
#include "doc/binder_internal.h"
#include <math.h>
#include <string.h>

/* What a tile of 58 mm holds on one line (STYLE.md, KPI tile). */
enum { SENTENCE_MAX = 36 };

static const char *status_key(Status status) {
  static const char *const keys[] = {[STATUS_NONE] = NULL,
                                     [STATUS_ON_COURSE] = "status.on_course",
                                     [STATUS_ATTENTION] = "status.attention",
                                     [STATUS_BEHIND] = "status.behind"};
  return keys[status];
}

static char *capitalised(const char *text) {
  if (!*text) return g_strdup(text);
  const char *rest = g_utf8_next_char(text);
  g_autofree char *first = g_utf8_strup(text, rest - text);
  return g_strconcat(first, rest, NULL);
}

/* "de afspraak", "het maximum": the locale knows the words that take another article. */
static char *definite(const Locale *locale, const char *label) {
  g_autofree char *key = g_strdup_printf("doc.target.definite.%s", label);
  if (locale_has(locale, key)) return g_strdup(locale_word(locale, key));
  return locale_phrase(locale, "doc.target.definite.other", "label", label, NULL);
}

static const char *sentence_key(const BoundTarget *target) {
  bool maximum = target->kind == TARGET_MAXIMUM;
  if (maximum) return target->progress.gap >= 0 ? "doc.target.within" : "doc.target.above";
  if (target->progress.gap <= 0) return "doc.target.reached";
  bool on_path = target->progress.rule == STATUS_RULE_PATH && target->progress.status == STATUS_ON_COURSE;
  return on_path && target->year.kind != PERIOD_NONE ? "doc.target.on_path" : "doc.target.to_go";
}

/* "nog 6 procentpunt tot de afspraak", or "nog 6 pp …" when brief. */
static char *clause(Binder *binder, const Indicator *indicator, const BoundTarget *target, bool brief) {
  const Locale *locale = binder_locale(binder);
  g_autofree char *gap = binder_gap(binder, indicator, target->progress.gap, brief);
  g_autofree char *value = binder_target_value(binder, indicator, target->value);
  g_autofree char *year = target->year.kind != PERIOD_NONE ? locale_period(locale, target->year) : g_strdup("");
  g_autofree char *the = definite(locale, target->short_label);
  return locale_phrase(locale, sentence_key(target), "gap", gap, "value", value, "year", year, "the", the, "label",
                       target->short_label, NULL);
}

static char *sentence(Binder *binder, const Indicator *indicator, const BoundTarget *target, bool brief) {
  g_autofree char *text = clause(binder, indicator, target, brief);
  return capitalised(text);
}

/* What is drawn as a sign and an abbreviation, in words. */
static char *spoken_status(Binder *binder, const Indicator *indicator, const BoundTarget *target) {
  g_autofree char *words = clause(binder, indicator, target, false);
  return locale_phrase(binder_locale(binder), "doc.target.spoken", "status", target->status_word, "words", words, NULL);
}

static char *status_sentence(Binder *binder, const Indicator *indicator, const BoundTarget *target) {
  char *text = sentence(binder, indicator, target, false);
  if (g_utf8_strlen(text, -1) <= SENTENCE_MAX) return text;
  g_free(text);
  return sentence(binder, indicator, target, true);
}

static double shown(double value, int decimals) { return isfinite(value) ? number_round(value, decimals) : NAN; }

static void word_uncertain(const Locale *locale, BoundTarget *target) {
  target->status_word = capitalised(locale_word(locale, "doc.target.uncertain.word"));
  target->status_text = capitalised(locale_word(locale, "doc.target.uncertain.text"));
  target->status_spoken = g_strdup(target->status_text);
}

/* Ratios are drawn and printed as whole percentages; four decimals keep thresholds honest. */
static void quantise_progress(Progress *progress, int decimals) {
  progress->ratio = shown(progress->ratio, 4);
  progress->level = shown(progress->level, 4);
  progress->gap = shown(progress->gap, decimals);
  progress->path_value = shown(progress->path_value, decimals);
}

BoundTarget binder_target(Binder *binder, const Indicator *indicator, const Region *region, Period period) {
  BoundTarget bound = {.value = NAN, .low_from_base = NAN};
  const Dataset *dataset = binder_dataset(binder);
  Target target;
  if (!dataset_target(dataset, indicator, region, period, &target)) return bound;
  Observation obs = binder_quantise(indicator, dataset_against_target(dataset, indicator, region, period));
  obs.period = period;
  binder_note_source(binder, target.source, false);
  shown_add_target(binder->shown, region, &target);
  bound.present = true;
  bound.uneven = target.uneven;
  bound.kind = target.kind;
  bound.value = target.value;
  bound.low_from_base = target.base_value;
  bound.year = target.year;
  bound.base_year = target.base_year;
  bound.short_label =
      g_strdup(target.label && *target.label ? target.label : locale_word(binder_locale(binder), "doc.target.unnamed"));
  g_autofree char *value = binder_target_value(binder, indicator, target.value);
  bound.label =
      locale_phrase(binder_locale(binder), "doc.target.label", "label", bound.short_label, "value", value, NULL);
  bound.progress = progress_of(&obs, &target, theme_status(binder_theme(binder)));
  quantise_progress(&bound.progress, indicator->decimals);
  if (bound.progress.uncertain) word_uncertain(binder_locale(binder), &bound);
  if (bound.uneven) bound.status_text = capitalised(locale_word(binder_locale(binder), "doc.target.uneven"));
  const char *key = status_key(bound.progress.status);
  if (!key || !isfinite(bound.progress.gap)) return bound;
  bound.status_word = g_strdup(locale_word(binder_locale(binder), key));
  bound.status_text = status_sentence(binder, indicator, &bound);
  bound.status_spoken = spoken_status(binder, indicator, &bound);
  return bound;
}
