/* Which corrections a figure or a sheet tells, and in which words. One reason for several values is told once. A value marks its
 * correction for as long as the project says (config.h), so that a page does not keep telling what nobody remembers; what was
 * withdrawn is told for as long as its place is empty. It must not know how notes are set. */
#include "doc/binder_internal.h"
#include "doc/typography.h"
#include <string.h>

enum { NAMED = 4 };

/* Whether the edition is of so many months after it, or later. */
static bool is_over(const Binder *binder, const Correction *correction) {
  Period edition = binder->edition, end = correction->date;
  int month = end.year * 12 + end.part - 1 + binder_config(binder)->correction_months;
  end.year = (gint16)(month / 12);
  end.part = (guint8)(month % 12 + 1);
  return edition.kind != PERIOD_NONE && period_compare(edition, end) >= 0;
}

static const Correction *correction_of(const Binder *binder, const ObservationKey *key, const Observation *obs) {
  if (!(obs->flags & FLAG_CORRECTED) && obs->state != STATE_WITHDRAWN) return NULL;
  const Correction *found = dataset_correction(binder_dataset(binder), key->indicator, key->region, key->period, key->group);
  return found && (found->kind == CORRECTION_WITHDRAWN || !is_over(binder, found)) ? found : NULL;
}

Observation binder_observe(const Binder *binder, const ObservationKey *key) {
  Observation obs = dataset_observe(binder_dataset(binder), key->indicator, key->region, key->period, key->group);
  if (obs.flags & FLAG_CORRECTED && !correction_of(binder, key, &obs)) obs.flags &= (guint8)~FLAG_CORRECTED;
  obs = binder_quantise(key->indicator, obs);
  obs.period = key->period;
  return obs;
}

/* ---- What it is about -------------------------------------------------------------------------------------------- */

/* What the values shown differ in: only that must be named. */
typedef struct {
  bool indicators, regions, periods, groups;
} Telling;

static Telling telling_of(const Binder *binder, const GArray *keys) {
  Telling telling = {0};
  for (guint i = 0; i < keys->len; i++) {
    const ObservationKey *key = &g_array_index(keys, ObservationKey, i), *first = &g_array_index(keys, ObservationKey, 0);
    telling.indicators |= key->indicator != first->indicator;
    telling.regions |= key->region != binder->region;
    telling.periods |= !period_equal(key->period, first->period);
    telling.groups |= key->group != first->group;
  }
  return telling;
}

/* "Dakloze mensen, Delft, 2024"; "" when all of it is clear. Owned. */
static char *what_of(const Binder *binder, const Correction *correction, const Telling *telling) {
  g_autofree char *period = locale_period(binder_locale(binder), correction->period);
  const char *parts[] = {telling->indicators ? correction->indicator->title : NULL,
                         telling->regions && correction->region ? correction->region->title : NULL,
                         telling->groups && correction->group ? correction->group->title : NULL,
                         telling->periods && correction->period.kind != PERIOD_NONE ? period : NULL};
  g_autoptr(GString) what = g_string_new(NULL);
  for (guint i = 0; i < G_N_ELEMENTS(parts); i++)
    if (parts[i]) g_string_append_printf(what, "%s%s", what->len ? ", " : "", parts[i]);
  return typography_name(what->str);
}

/* ---- One reason, told once ---------------------------------------------------------------------------------------- */

typedef struct {
  const Correction *first;
  GPtrArray *whats; /* char* */
} Told;

static void told_clear(gpointer data) { g_ptr_array_unref(((Told *)data)->whats); }

static bool same_telling(const Correction *a, const Correction *b) {
  return a->kind == b->kind && period_equal(a->date, b->date) && !strcmp(a->reason, b->reason);
}

static void tell(GArray *all, const Correction *correction, char *what) {
  guint i = 0;
  while (i < all->len && !same_telling(g_array_index(all, Told, i).first, correction)) i++;
  if (i == all->len) g_array_append_val(all, ((Told){correction, g_ptr_array_new_with_free_func(g_free)}));
  g_ptr_array_add(g_array_index(all, Told, i).whats, what);
}

/* Told of the values shown, the newest first. Owned. */
static GArray *told_of(const Binder *binder, const GArray *keys, const Telling *telling) {
  const GPtrArray *known = dataset_corrections(binder_dataset(binder));
  GArray *all = g_array_new(FALSE, FALSE, sizeof(Told));
  g_array_set_clear_func(all, told_clear);
  g_autoptr(GHashTable) found = g_hash_table_new(NULL, NULL);
  for (guint i = 0; known->len && i < keys->len; i++) {
    const ObservationKey *key = &g_array_index(keys, ObservationKey, i);
    Observation obs = dataset_observe(binder_dataset(binder), key->indicator, key->region, key->period, key->group);
    const Correction *correction = correction_of(binder, key, &obs);
    if (correction) g_hash_table_add(found, (gpointer)correction);
  }
  for (guint i = 0; i < known->len; i++)
    if (g_hash_table_contains(found, known->pdata[i])) tell(all, known->pdata[i], what_of(binder, known->pdata[i], telling));
  return all;
}

/* "Delft, 2024; Ede, 2024 en nog 3". Owned. */
static char *whats_text(const Binder *binder, const GPtrArray *whats) {
  const Locale *locale = binder_locale(binder);
  guint named = whats->len > NAMED + 1 ? NAMED : whats->len;
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < named; i++) g_string_append_printf(text, "%s%s", i ? "; " : "", (const char *)whats->pdata[i]);
  if (named == whats->len) return g_strdup(text->str);
  g_autofree char *rest = locale_number(locale, whats->len - named, 0);
  return locale_phrase(locale, "doc.correction.more", "list", text->str, "count", rest, NULL);
}

static char *when_of(const Binder *binder, const Correction *correction, bool begins) {
  static const char *const keys[][2] = {[CORRECTION_CORRECTED] = {"doc.correction.corrected", "doc.correction.corrected_start"},
                                        [CORRECTION_WITHDRAWN] = {"doc.correction.withdrawn", "doc.correction.withdrawn_start"}};
  g_autofree char *date = locale_period(binder_locale(binder), correction->date);
  return locale_phrase(binder_locale(binder), keys[correction->kind][begins], "date", date, NULL);
}

GPtrArray *binder_correction_notes(const Binder *binder, const GArray *keys) {
  GPtrArray *notes = g_ptr_array_new_with_free_func(g_free);
  Telling telling = telling_of(binder, keys);
  g_autoptr(GArray) all = told_of(binder, keys, &telling);
  for (guint i = 0; i < all->len; i++) {
    const Told *told = &g_array_index(all, Told, i);
    g_autofree char *when = when_of(binder, told->first, true), *what = whats_text(binder, told->whats);
    g_autofree char *reason = typography_set(told->first->reason);
    g_ptr_array_add(notes, locale_phrase(binder_locale(binder), *what ? "doc.correction.note_of" : "doc.correction.note", "when", when,
                                         "what", what, "reason", reason, NULL));
  }
  return notes;
}

/* ---- On the sheet ------------------------------------------------------------------------------------------------ */

static void bound_correction_free(gpointer data) {
  BoundCorrection *correction = data;
  g_free(correction->what);
  g_free(correction->when);
  g_free(correction->reason);
  g_free(correction);
}

GPtrArray *bound_corrections_new(void) { return g_ptr_array_new_with_free_func(bound_correction_free); }

static void add_bound(const Binder *binder, GPtrArray *corrections, const Correction *correction, char *what, const Region *region) {
  BoundCorrection *bound = g_new0(BoundCorrection, 1);
  *bound = (BoundCorrection){what, when_of(binder, correction, false), typography_set(correction->reason), region};
  g_ptr_array_add(corrections, bound);
}

void binder_corrections(const Binder *binder, const GArray *keys, GPtrArray *corrections) {
  Telling telling = telling_of(binder, keys);
  telling.indicators = telling.periods = telling.groups = true;
  g_autoptr(GArray) all = told_of(binder, keys, &telling);
  for (guint i = 0; i < all->len; i++) {
    const Told *told = &g_array_index(all, Told, i);
    add_bound(binder, corrections, told->first, whats_text(binder, told->whats), told->whats->len == 1 ? told->first->region : NULL);
  }
}

GPtrArray *doc_all_corrections(const DocContext *context) {
  static const Telling everything = {true, true, true, true};
  g_autoptr(Binder) binder = binder_new(context, NULL, NULL);
  const GPtrArray *known = dataset_corrections(context->dataset);
  GPtrArray *corrections = bound_corrections_new();
  for (guint i = 0; i < known->len; i++) {
    const Correction *correction = known->pdata[i];
    add_bound(binder, corrections, correction, what_of(binder, correction, &everything), correction->region);
  }
  return corrections;
}
