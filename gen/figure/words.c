/* Words that types share while binding: default titles and subtitles, alt texts, the readings of a state. All Dutch
 * comes from the locale or the data. It must not know geometry, nor any one type. */
#include "figure/words.h"
#include <string.h>

void words_default(char **field, char *text) {
  if (*field && **field) {
    g_free(text);
    return;
  }
  g_free(*field);
  *field = text;
}

char *words_capital(const char *text) {
  if (!text || !*text) return g_strdup("");
  char first[8] = {0};
  g_unichar_to_utf8(g_unichar_toupper(g_utf8_get_char(text)), first);
  return g_strconcat(first, g_utf8_next_char(text), NULL);
}

/* Whether `text` says `part`, whatever the capitals. */
static bool says(const char *text, const char *part) {
  g_autofree char *a = g_utf8_casefold(text, -1), *b = g_utf8_casefold(part, -1);
  return strstr(a, b) != NULL;
}

char *words_subtitle(Binder *binder, const char *title, const Indicator *indicator, Period from, Period to,
                     bool provisional) {
  const Locale *locale = binder_locale(binder);
  g_autofree char *when = words_years(locale, from, to);
  bool with_unit = indicator->unit_label && *indicator->unit_label && !says(indicator->title, indicator->unit_label);
  bool with_title = g_strcmp0(title, indicator->title) != 0;
  static const char *const keys[2][2] = {{"figure.subtitle.period", "figure.subtitle.unit"},
                                         {"figure.subtitle.plain", "figure.subtitle.with_unit"}};
  g_autofree char *text = locale_phrase(locale, keys[with_title][with_unit], "title", indicator->title, "unit",
                                        with_unit ? indicator->unit_label : "", "period", when, "mark",
                                        provisional ? locale_word(locale, "value.provisional.mark") : "", NULL);
  return words_capital(text);
}

char *words_years(const Locale *locale, Period from, Period to) {
  g_autofree char *a = locale_period(locale, from), *b = locale_period(locale, to);
  if (period_equal(from, to)) return g_steal_pointer(&b);
  return locale_phrase(locale, "date.years", "from", a, "to", b, NULL);
}

char *words_plain(const BoundValue *value) {
  char *text = value->word ? g_strndup(value->text, value->word) : g_strdup(value->text ? value->text : "");
  for (gsize end = strlen(text); end && text[end - 1] == '*'; end--) text[end - 1] = '\0';
  return text;
}

/* ---- alt texts ---- */

static bool ends_sentence(const char *text) {
  gsize length = strlen(text);
  return length && strchr(".!?", text[length - 1]);
}

/* A finding that is too long by itself ends at a word. */
GString *alt_new(const char *finding) {
  GString *alt = g_string_new(finding ? finding : "");
  if (g_utf8_strlen(alt->str, -1) >= ALT_MAX) {
    char *end = g_utf8_offset_to_pointer(alt->str, ALT_MAX - 2);
    while (end > alt->str && *end != ' ') end--;
    g_string_truncate(alt, end - alt->str);
    g_string_append(alt, "…");
  } else if (alt->len && !ends_sentence(alt->str)) {
    g_string_append_c(alt, '.');
  }
  return alt;
}

void alt_add(GString *alt, char *sentence) {
  g_autofree char *text = sentence;
  if (!text || !*text) return;
  bool dot = !ends_sentence(text);
  glong length = g_utf8_strlen(alt->str, -1) + g_utf8_strlen(text, -1) + (alt->len ? 1 : 0) + (dot ? 1 : 0);
  if (length > ALT_MAX) return;
  if (alt->len) g_string_append_c(alt, ' ');
  g_string_append(alt, text);
  if (dot) g_string_append_c(alt, '.');
}

char *alt_end(GString *alt) {
  return g_string_free(alt, FALSE);
}

enum { NAMES_MAX = 3 };

static bool same_state(const Mark *mark, const char *words) {
  return !bound_known(&mark->value) && g_strcmp0(mark->value.spoken, words) == 0;
}

/* The names of all marks whose value is unknown in these words, the focus first: "Delft en 4 andere". Owned. */
static char *unknown_names(const Locale *locale, const GPtrArray *marks, const char *words) {
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; i < marks->len; i++) {
    const Mark *mark = g_ptr_array_index(marks, i);
    if (same_state(mark, words)) g_ptr_array_insert(names, mark->role == ROLE_FOCUS ? 0 : -1, mark->label);
  }
  if (names->len <= NAMES_MAX) return locale_list(locale, (const char *const *)names->pdata, names->len);
  g_autofree char *others = locale_count(locale, "figure.alt.names", names->len - 1, NULL);
  const char *list[] = {g_ptr_array_index(names, 0), others};
  return locale_list(locale, list, G_N_ELEMENTS(list));
}

static guint count_same(const GPtrArray *marks, const char *words) {
  guint count = 0;
  for (guint i = 0; i < marks->len; i++) count += same_state(g_ptr_array_index(marks, i), words);
  return count;
}

/* Of regions in a sentence; groups, whose names are plural, with a colon. */
static char *unknown_sentence(const Locale *locale, const GPtrArray *marks, const Mark *mark) {
  const char *words = mark->value.spoken;
  g_autofree char *names = unknown_names(locale, marks, words);
  bool interval = bound_secret(&mark->value) && strpbrk(mark->value.text, "0123456789");
  bool unreported = mark->value.obs.state == STATE_MISSING && !observation_withheld(&mark->value.obs);
  const char *key = unreported                             ? "figure.alt.not_given"
                    : interval                             ? "figure.alt.not_shown_value"
                    : bound_secret(&mark->value)           ? "figure.alt.not_shown"
                                                           : NULL;
  if (!mark->href || !key) return locale_phrase(locale, "figure.alt.unknown", "names", names, "state", words, NULL);
  return locale_count(locale, key, count_same(marks, words), "names", names, "value", mark->value.text, NULL);
}

void alt_add_unknown(GString *alt, const Locale *locale, const GPtrArray *marks) {
  g_autoptr(GPtrArray) said = g_ptr_array_new();
  for (guint i = 0; i < marks->len; i++) {
    const Mark *mark = g_ptr_array_index(marks, i);
    const char *words = mark->value.spoken;
    if (bound_known(&mark->value) || !words || g_ptr_array_find_with_equal_func(said, words, g_str_equal, NULL))
      continue;
    g_ptr_array_add(said, (gpointer)words);
    alt_add(alt, unknown_sentence(locale, marks, mark));
  }
}

void alt_add_subtitle(GString *alt, const Figure *figure) {
  const char *text = figure->subtitle ? figure->subtitle : "";
  gsize end = strlen(text);
  while (end > 0 && text[end - 1] == '*') end--;
  alt_add(alt, g_strndup(text, end));
}

void alt_add_flags(GString *alt, const Locale *locale, const GPtrArray *marks) {
  guint known = 0, provisional = 0, estimated = 0, corrected = 0;
  for (guint i = 0; i < marks->len; i++) {
    const BoundValue *value = &((const Mark *)g_ptr_array_index(marks, i))->value;
    if (!bound_known(value)) continue;
    known++;
    if (bound_provisional(value)) provisional++;
    if (value->obs.flags & FLAG_ESTIMATED) estimated++;
    if (value->word) corrected++;
  }
  if (provisional)
    alt_add(alt, g_strdup(locale_word(locale, provisional == known ? "figure.alt.all_provisional" : "figure.alt.some_provisional")));
  if (estimated) alt_add(alt, g_strdup(locale_word(locale, "figure.alt.some_estimated")));
  if (corrected) alt_add(alt, locale_count(locale, "figure.alt.corrected", corrected, NULL));
}

void alt_add_marks(GString *alt, const Locale *locale, const GPtrArray *marks) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < marks->len; i++) {
    const Mark *mark = g_ptr_array_index(marks, i);
    if (!bound_known(&mark->value)) continue;
    g_autofree char *value = words_plain(&mark->value);
    g_autofree char *part = locale_phrase(locale, "figure.alt.pair", "label", mark->label, "value", value, NULL);
    if (text->len) g_string_append(text, ", ");
    g_string_append(text, part);
  }
  alt_add(alt, words_capital(text->str));
}

/* ---- values and cells ---- */

BoundValue bound_copy(const BoundValue *value) {
  return (BoundValue){value->obs, g_strdup(value->text), g_strdup(value->spoken), value->of, value->word, value->said};
}

TableCell *table_value_cell(TableRow *row, const BoundValue *value) {
  TableCell *cell = figure_table_cell(row, value->text ? value->text : "", value->spoken);
  cell->state = value->obs.state;
  cell->flags = value->obs.flags;
  cell->of = value->of;
  return cell;
}

TableColumn *table_header_column(FigureTable *table, const char *title) {
  TableColumn *column = figure_table_column(table, title, COLUMN_TEXT);
  column->row_header = true;
  return column;
}
