/* The words: everything the program itself says to a reader stands in the locale file, and here is how words, numbers,
 * periods and lists are put together from it. Code elsewhere holds no word of any language, and this file none either,
 * nor does it know which key means what beyond numbers, dates and lists. */
#include "config/locale.h"
#include "config/yaml.h"
#include <string.h>

struct Locale {
  GHashTable *words; /* dotted key → text */
  char *language;
  NumberStyle numbers;
  char *digest;
};

enum { MONTHS = 12, QUARTERS = 4, ORDINALS = 12 };

/* What this file itself reads; the others' keys are checked by a test. */
static const char *const NEEDED[] = {"language",    "number.decimal", "number.group", "number.minus", "number.ordinal",
                                     "date.day",    "date.month",     "date.quarter", "date.year",    "list.separator",
                                     "list.last"};

void locale_free(Locale *locale) {
  if (!locale) return;
  g_hash_table_unref(locale->words);
  g_free(locale->language);
  g_free(locale->digest);
  g_free(locale);
}

/* ---- Reading --------------------------------------------------------------------------------------------------- */

/* "date.months.3": maps go by their keys, lists by position from 1. */
static char *key_below(const char *prefix, const YamlNode *node, guint index) {
  g_autofree char *number = g_strdup_printf("%u", index + 1);
  const char *name = yaml_kind(node) == YAML_MAP ? yaml_key(node, index) : number;
  return *prefix ? g_strconcat(prefix, ".", name, NULL) : g_strdup(name);
}

static void flatten(Locale *locale, const char *prefix, const YamlNode *node, Diags *diags) {
  if (yaml_kind(node) == YAML_SCALAR) {
    if (!*yaml_text(node) && yaml_is_plain(node))
      diags_error(diags, "locale-empty", yaml_pos(node), "write \"\" if there should be no text", "'%s' has no text",
                  prefix);
    if (!g_hash_table_insert(locale->words, g_strdup(prefix), g_strdup(yaml_text(node))))
      diags_error(diags, "yaml-duplicate-key", yaml_pos(node), "keep one of the two", "'%s' is given twice", prefix);
    return;
  }
  for (guint i = 0; i < yaml_length(node); i++) {
    g_autofree char *key = key_below(prefix, node, i);
    flatten(locale, key, yaml_item(node, i), diags);
  }
}

static void need(const Locale *locale, const char *key, SourcePos pos, Diags *diags) {
  if (!locale_has(locale, key)) diags_error(diags, "locale-missing", pos, NULL, "the locale needs '%s'", key);
}

static void need_list(const Locale *locale, const char *key, guint count, SourcePos pos, Diags *diags) {
  for (guint i = 1; i <= count; i++) {
    g_autofree char *item = g_strdup_printf("%s.%u", key, i);
    need(locale, item, pos, diags);
  }
}

static void copy_sign(char sign[8], const Locale *locale, const char *key, SourcePos pos, Diags *diags) {
  const char *word = locale_word(locale, key);
  if (g_utf8_strlen(word, -1) > 1 || (!*word && sign != locale->numbers.group))
    diags_error(diags, "locale-number", pos, NULL, "'%s' should be one sign, but is '%s'", key, word);
  g_strlcpy(sign, word, 8);
}

static int compare_keys(gconstpointer a, gconstpointer b) { return strcmp(a, b); }

static char *compute_digest(const Locale *locale) {
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  g_autoptr(GList) keys = g_list_sort(g_hash_table_get_keys(locale->words), compare_keys);
  for (const GList *at = keys; at; at = at->next) {
    const char *key = at->data, *word = g_hash_table_lookup(locale->words, key);
    /* With the NULs, so that no two locales run together to the same bytes. */
    g_checksum_update(sum, (const guchar *)key, (gssize)strlen(key) + 1);
    g_checksum_update(sum, (const guchar *)word, (gssize)strlen(word) + 1);
  }
  return g_strdup(g_checksum_get_string(sum));
}

static void read_locale(Locale *locale, const YamlNode *root, Diags *diags) {
  SourcePos top = yaml_pos(root);
  if (yaml_kind(root) == YAML_MAP) flatten(locale, "", root, diags);
  else diags_error(diags, "yaml-type", top, NULL, "expected lines of 'key: text'");
  for (gsize i = 0; i < G_N_ELEMENTS(NEEDED); i++) need(locale, NEEDED[i], top, diags);
  need_list(locale, "date.months", MONTHS, top, diags);
  need_list(locale, "date.quarters", QUARTERS, top, diags);
  need_list(locale, "number.ordinals", ORDINALS, top, diags);
  if (diags_has_errors(diags)) return;
  locale->language = g_strdup(locale_word(locale, "language"));
  copy_sign(locale->numbers.decimal, locale, "number.decimal", top, diags);
  copy_sign(locale->numbers.group, locale, "number.group", top, diags);
  copy_sign(locale->numbers.minus, locale, "number.minus", top, diags);
  locale->digest = compute_digest(locale);
}

Locale *locale_load(const char *path, const char *display_path, Diags *diags) {
  g_autoptr(YamlDoc) doc = yaml_load(path, display_path, diags);
  if (!doc) return NULL;
  g_autoptr(Diags) found = diags_new();
  g_autoptr(Locale) locale = g_new0(Locale, 1);
  locale->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  read_locale(locale, yaml_root(doc), found);
  bool usable = !diags_has_errors(found);
  diags_take(diags, found);
  return usable ? g_steal_pointer(&locale) : NULL;
}

const char *locale_language(const Locale *locale) { return locale->language; }
const NumberStyle *locale_number_style(const Locale *locale) { return &locale->numbers; }
const char *locale_digest(const Locale *locale) { return locale->digest; }
bool locale_has(const Locale *locale, const char *key) { return g_hash_table_contains(locale->words, key); }

const char *locale_word(const Locale *locale, const char *key) {
  const char *word = g_hash_table_lookup(locale->words, key);
  if (word) return word;
  g_autofree char *shown = g_strdup_printf("[%s]", key);
  return g_intern_string(shown);
}

/* ---- Phrases --------------------------------------------------------------------------------------------------- */

/* One placeholder and what takes its place. */
typedef struct {
  const char *name, *value;
} Pair;

static const char *find_value(const Pair *pairs, guint count, const char *name, gsize length) {
  for (guint i = 0; i < count; i++)
    if (strlen(pairs[i].name) == length && !memcmp(pairs[i].name, name, length)) return pairs[i].value;
  return NULL;
}

/* Values are put in as they are: braces in them mean nothing. */
static char *fill(const char *pattern, const Pair *pairs, guint count) {
  GString *out = g_string_new(NULL);
  for (const char *at = pattern; *at;) {
    const char *end = *at == '{' ? strchr(at, '}') : NULL;
    const char *value = end ? find_value(pairs, count, at + 1, (gsize)(end - at - 1)) : NULL;
    if (value) {
      g_string_append(out, value);
      at = end + 1;
    } else g_string_append_c(out, *at++);
  }
  return g_string_free(out, FALSE);
}

static void collect(GArray *pairs, va_list args) {
  for (const char *name; (name = va_arg(args, const char *));) {
    Pair pair = {name, va_arg(args, const char *)};
    g_array_append_val(pairs, pair);
  }
}

char *locale_phrase(const Locale *locale, const char *key, ...) {
  g_autoptr(GArray) pairs = g_array_new(FALSE, FALSE, sizeof(Pair));
  va_list args;
  va_start(args, key);
  collect(pairs, args);
  va_end(args);
  return fill(locale_word(locale, key), (const Pair *)(gpointer)pairs->data, pairs->len);
}

/* Counts are whole and may be beyond what a double holds exactly, so they do not pass number_format(). */
static char *format_count(const Locale *locale, guint64 count) {
  g_autofree char *digits = g_strdup_printf("%" G_GUINT64_FORMAT, count);
  gsize length = strlen(digits);
  GString *out = g_string_new(NULL);
  for (gsize i = 0; i < length; i++) {
    if (i && (length - i) % 3 == 0) g_string_append(out, locale->numbers.group);
    g_string_append_c(out, digits[i]);
  }
  return g_string_free(out, FALSE);
}

char *locale_count(const Locale *locale, const char *key, guint64 count, ...) {
  g_autofree char *number = format_count(locale, count);
  g_autofree char *form = g_strconcat(key, count == 1 ? ".one" : ".other", NULL);
  g_autoptr(GArray) pairs = g_array_new(FALSE, FALSE, sizeof(Pair));
  Pair first = {"count", number};
  g_array_append_val(pairs, first);
  va_list args;
  va_start(args, count);
  collect(pairs, args);
  va_end(args);
  return fill(locale_word(locale, form), (const Pair *)(gpointer)pairs->data, pairs->len);
}

char *locale_number(const Locale *locale, double value, int decimals) {
  return number_format(value, decimals, &locale->numbers);
}

static const char *list_word(const Locale *locale, const char *list, guint number) {
  char key[64];
  g_snprintf(key, sizeof key, "%s.%u", list, number);
  return locale_word(locale, key);
}

char *locale_period(const Locale *locale, Period period) {
  char year[8], day[8];
  g_snprintf(year, sizeof year, "%d", period.year);
  g_snprintf(day, sizeof day, "%d", period.day);
  switch ((PeriodKind)period.kind) {
    case PERIOD_NONE: break;
    case PERIOD_YEAR: return locale_phrase(locale, "date.year", "year", year, NULL);
    case PERIOD_QUARTER:
      return locale_phrase(locale, "date.quarter", "quarter", list_word(locale, "date.quarters", period.part), "year",
                           year, NULL);
    case PERIOD_MONTH:
      return locale_phrase(locale, "date.month", "month", list_word(locale, "date.months", period.part), "year", year,
                           NULL);
    case PERIOD_DAY:
      return locale_phrase(locale, "date.day", "day", day, "month", list_word(locale, "date.months", period.part),
                           "year", year, NULL);
  }
  return g_strdup("");
}

char *locale_list(const Locale *locale, const char *const *items, guint count) {
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < count; i++) {
    if (i) g_string_append(out, locale_word(locale, i + 1 == count ? "list.last" : "list.separator"));
    g_string_append(out, items[i]);
  }
  return g_string_free(out, FALSE);
}

char *locale_number_words(const Locale *locale, guint number) {
  g_autofree char *key = g_strdup_printf("doc.numbers.%u", number);
  return locale_has(locale, key) ? g_strdup(locale_word(locale, key)) : format_count(locale, number);
}

char *locale_ordinal(const Locale *locale, guint number) {
  if (number >= 1 && number <= ORDINALS) return g_strdup(list_word(locale, "number.ordinals", number));
  g_autofree char *count = format_count(locale, number);
  return locale_phrase(locale, "number.ordinal", "count", count, NULL);
}

/* ---- Order of names -------------------------------------------------------------------------------------------- */

/* Letters and digits without case and accents; what parts words comes before all letters, so that "Den Haag" stands
 * before "Denekamp"; apostrophes and other signs do not count. */
static char *sort_key(const char *name) {
  g_autofree char *valid = g_utf8_make_valid(name, -1);
  g_autofree char *decomposed = g_utf8_normalize(valid, -1, G_NORMALIZE_NFKD);
  g_autofree char *folded = g_utf8_casefold(decomposed, -1);
  GString *key = g_string_new(NULL);
  for (const char *at = folded; *at; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    if (g_unichar_isalnum(c)) g_string_append_unichar(key, c);
    else if (g_unichar_isspace(c) || g_unichar_type(c) == G_UNICODE_DASH_PUNCTUATION) g_string_append_c(key, ' ');
  }
  return g_string_free(key, FALSE);
}

int locale_collate(const Locale *locale G_GNUC_UNUSED, const char *a, const char *b) {
  g_autofree char *left = sort_key(a);
  g_autofree char *right = sort_key(b);
  int order = strcmp(left, right);
  return order ? order : strcmp(a, b); /* so that the order never depends on how the names came in */
}
