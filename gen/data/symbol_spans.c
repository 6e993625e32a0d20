/* An office changes its signs now and then, and every bureau has its own: so a package can say which set holds in which
 * years, and describe a set itself. This file must not know cells. */
#include "data/symbol_spans.h"
#include "base/number.h"
#include <string.h>

void symbol_span_free(gpointer data) {
  SymbolSpan *span = data;
  for (const Symbol *symbol = span->own ? span->own->symbols : NULL; symbol && symbol->text; symbol++)
    g_free((char *)symbol->text);
  for (const SymbolMark *mark = span->own ? span->own->marks : NULL; mark && mark->text; mark++) g_free((char *)mark->text);
  if (span->own) {
    g_free((Symbol *)span->own->symbols);
    g_free((SymbolMark *)span->own->marks);
  }
  g_free(span->own);
  g_free(span);
}

static void unknown(const char *what, SourcePos pos, const char *word, const char *const *known, Diags *diags) {
  const char *nearest = yaml_nearest(word, known);
  g_autofree char *all = g_strjoinv(", ", (char **)known);
  g_autofree char *hint = nearest ? g_strdup_printf("did you mean '%s'?", nearest) : g_strdup_printf("known are: %s", all);
  diags_error(diags, "package-symbols", pos, hint, "%s '%s' is not known", what, word);
}

static int index_of(const char *const *words, const char *word) {
  for (int i = 0; words[i]; i++)
    if (!strcmp(words[i], word)) return i;
  return -1;
}

static int longest_first(gconstpointer a, gconstpointer b) {
  gsize left = strlen(((const SymbolMark *)a)->text), right = strlen(((const SymbolMark *)b)->text);
  return (left < right) - (left > right);
}

static char **all_words(void) {
  g_autoptr(GStrvBuilder) words = g_strv_builder_new();
  /* The states value and rounded are those of a number. */
  g_strv_builder_addv(words, (const char **)VALUE_STATE_WORDS + STATE_NIL);
  g_strv_builder_addv(words, (const char **)VALUE_FLAG_WORDS);
  return g_strv_builder_end(words);
}

/* A text and the state it stands for, or the flag it is a mark of. */
static void read_symbol(SymbolSet *set, GArray *symbols, GArray *marks, const YamlNode *map, guint index, Diags *diags) {
  g_autofree char *text = g_strstrip(g_strdup(yaml_key(map, index)));
  const YamlNode *node = yaml_item(map, index);
  const char *word = yaml_text(node);
  int state = index_of(VALUE_STATE_WORDS, word), flag = index_of(VALUE_FLAG_WORDS, word);
  double number;
  bool is_number = number_parse(text, strlen(text), '.', '\0', &number);
  if (state < STATE_NIL && flag < 0) {
    g_auto(GStrv) known = all_words();
    unknown("the state", yaml_pos(node), word, (const char *const *)known, diags);
  } else if (is_number && (number != 0 || flag >= 0)) {
    diags_error(diags, "package-symbols", yaml_key_pos(map, index), "choose a text that cannot be a number",
                "'%s' is a number; it cannot be a symbol", text);
  } else if (flag >= 0 && !*text) {
    diags_error(diags, "package-symbols", yaml_key_pos(map, index), "give the mark that stands behind a number",
                "a mark cannot be empty");
  } else if (flag >= 0) {
    SymbolMark mark = {g_steal_pointer(&text), VALUE_FLAGS[flag]};
    g_array_append_val(marks, mark);
  } else {
    Symbol symbol = {g_steal_pointer(&text), (ValueState)state};
    if (is_number) set->zero = symbol.state;
    g_array_append_val(symbols, symbol);
  }
}

static SymbolSet *read_own(const YamlNode *map, Diags *diags) {
  g_autoptr(GArray) symbols = g_array_new(TRUE, TRUE, sizeof(Symbol)), marks = g_array_new(TRUE, TRUE, sizeof(SymbolMark));
  SymbolSet *set = g_new0(SymbolSet, 1);
  set->id = "own";
  set->zero = STATE_VALUE;
  for (guint i = 0; i < yaml_length(map); i++) read_symbol(set, symbols, marks, map, i, diags);
  g_array_sort(marks, longest_first);
  gsize length;
  set->symbols = symbols->len ? g_array_steal(symbols, &length) : g_new0(Symbol, 1);
  set->marks = marks->len ? g_array_steal(marks, &length) : g_new0(SymbolMark, 1);
  return set;
}

static int read_year(const YamlNode *map, const char *key, int fallback, Diags *diags) {
  const YamlNode *node = yaml_get(map, key);
  Period period;
  if (!node) return fallback;
  const char *text = yaml_text(node);
  if (period_parse(text, strlen(text), &period) && period.kind == PERIOD_YEAR) return period.year;
  diags_error(diags, "package-symbols", yaml_pos(node), "write a year: 2018", "'%s' is no year", text);
  return fallback;
}

static SymbolSpan *read_set(const YamlNode *node, Diags *diags) {
  SymbolSpan *span = g_new0(SymbolSpan, 1);
  span->to = G_MAXINT;
  if (yaml_kind(node) == YAML_MAP) {
    span->set = span->own = read_own(node, diags);
  } else if (yaml_kind(node) == YAML_SCALAR) {
    span->set = symbol_set_find(yaml_text(node));
    if (!span->set) unknown("the symbol set", yaml_pos(node), yaml_text(node), symbol_set_ids(), diags);
  } else {
    diags_error(diags, "package-symbols", yaml_pos(node), "name one set, or write {\"x\": \"secret\"}",
                "these are no symbols");
  }
  return span;
}

static void check_overlap(const GPtrArray *spans, const SymbolSpan *span, SourcePos pos, Diags *diags) {
  for (guint i = 0; i < spans->len; i++) {
    const SymbolSpan *other = g_ptr_array_index(spans, i);
    if (span->from > other->to || other->from > span->to) continue;
    diags_error(diags, "package-symbols", pos, "let each set begin after the one before it ends",
                "for %d two sets of symbols are given", MAX(span->from, other->from));
    return;
  }
}

void symbol_spans_read(GPtrArray *spans, const YamlNode *node, Diags *diags) {
  static const char *const keys[] = {"from", "to", "set", NULL};
  if (yaml_kind(node) != YAML_LIST) {
    g_ptr_array_add(spans, read_set(node, diags));
    return;
  }
  for (guint i = 0; i < yaml_length(node); i++) {
    const YamlNode *item = yaml_item(node, i), *set = yaml_get(item, "set");
    if (!set) {
      diags_error(diags, "package-symbols", yaml_pos(item), "write {\"from\": 2018, \"set\": \"cbs-2020\"}",
                  "this says no set of symbols");
      continue;
    }
    yaml_check_keys(item, keys, diags);
    SymbolSpan *span = read_set(set, diags);
    span->from = read_year(item, "from", 0, diags);
    span->to = read_year(item, "to", G_MAXINT, diags);
    if (span->from > span->to)
      diags_error(diags, "package-symbols", yaml_pos(item), NULL, "'from' lies after 'to'");
    check_overlap(spans, span, yaml_pos(item), diags);
    g_ptr_array_add(spans, span);
  }
}

const SymbolSet *symbol_spans_at(const GPtrArray *spans, Period period) {
  for (guint i = 0; i < spans->len; i++) {
    const SymbolSpan *span = g_ptr_array_index(spans, i);
    if (period.kind == PERIOD_NONE || (period.year >= span->from && period.year <= span->to)) return span->set;
  }
  return NULL;
}
