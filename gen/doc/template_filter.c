/* The filters, one row a filter. Arithmetic keeps the decimals it was given; words come from the locale. Filters that only
 * an object understands (of, in, since, group) are handed to it, so that this file knows no regions and no indicators. */
#include "doc/template_internal.h"
#include "config/yaml.h"
#include <math.h>
#include <string.h>

typedef TemplateValue *const *Args;

/* ---- Objects ---- */

static TemplateValue *filter_object(Expansion *run, const Expr *call, TemplateValue *input, Args args, guint count) {
  (void)count;
  if (input->kind != VALUE_OBJECT || !input->class->filter) {
    expansion_error(run, "template-filter-input", call->pos, NULL, "'%s' cannot be asked of %s", call->name,
                    value_kind_name(input));
    return NULL;
  }
  TemplateFault fault = {0};
  TemplateValue *value = input->class->filter(input->self, call->name, args[0], &fault);
  if (!value) {
    const Expr *argument = g_ptr_array_index(call->args, 0);
    expansion_fault(run, argument->pos, NULL, 0, &fault);
  }
  return value;
}

static TemplateValue *filter_default(Expansion *run, const Expr *call, TemplateValue *input, Args args, guint count) {
  (void)run, (void)call, (void)count;
  return template_value_ref(template_value_truth(input) || input->kind == VALUE_BOOL ? input : args[0]);
}

/* ---- Numbers ---- */

static bool argument_number(Expansion *run, const Expr *call, Args args, guint index, double *number, int *decimals) {
  const Expr *argument = g_ptr_array_index(call->args, index);
  return value_number(run, argument->pos, args[index], number, decimals);
}

static TemplateValue *rounded(Expansion *run, const Expr *call, TemplateValue *input, Args args, guint count) {
  double number, places = 0;
  int decimals;
  if (!value_number(run, call->left->pos, input, &number, &decimals)) return NULL;
  if (count && !argument_number(run, call, args, 0, &places, &decimals)) return NULL;
  if (!(places >= 0 && places <= 9 && places == floor(places))) {
    expansion_error(run, "template-filter-arguments", call->pos, NULL, "'%s' takes 0 to 9 decimals", call->name);
    return NULL;
  }
  return template_value_number(number_round(number, (int)places), (int)places);
}

/* "hoger dan", "lager dan" or "vergelijkbaar met": that too when the intervals overlap or the same is shown of both. */
static TemplateValue *filter_compare(Expansion *run, const Expr *call, TemplateValue *input, Args args, guint count) {
  (void)count;
  double a, b;
  int left, right;
  if (!value_number(run, call->left->pos, input, &a, &left) || !argument_number(run, call, args, 0, &b, &right))
    return NULL;
  if (left >= 0) a = number_round(a, left);
  if (right >= 0) b = number_round(b, right);
  double gap = value_difference(input, a, args[0], b);
  const char *key = gap > 0 ? "doc.compare.higher" : gap < 0 ? "doc.compare.lower" : "doc.compare.similar";
  return template_value_string(locale_word(run->scope->locale, key));
}

static TemplateValue *filter_abs(Expansion *run, const Expr *call, TemplateValue *input, Args args, guint count) {
  (void)args, (void)count;
  double number;
  int decimals;
  if (!value_number(run, call->left->pos, input, &number, &decimals)) return NULL;
  return template_value_number(fabs(number), decimals);
}

static TemplateValue *arithmetic(Expansion *run, const Expr *call, TemplateValue *input, Args args, guint count) {
  (void)count;
  double a, b;
  int left, right;
  if (!value_number(run, call->left->pos, input, &a, &left) || !argument_number(run, call, args, 0, &b, &right))
    return NULL;
  int decimals = MAX(MAX(left, right), 0);
  switch (call->name[0]) {
  case 'p': return template_value_number(number_round(a + b, decimals), decimals);
  case 'm': return template_value_number(number_round(a - b, decimals), decimals);
  case 't': return template_value_number(a * b, decimals);
  default: break;
  }
  if (b == 0) {
    expansion_error(run, "template-division", call->pos, "test it first with {% if … > 0 %}", "division by zero");
    return NULL;
  }
  double quotient = a / b;
  return template_value_number(quotient, quotient == floor(quotient) ? decimals : MAX(decimals, 1));
}

static bool whole(Expansion *run, const Expr *call, TemplateValue *input, guint *number) {
  double value;
  int decimals;
  if (!value_number(run, call->left->pos, input, &value, &decimals)) return false;
  value = number_round(value, 0);
  if (!(value >= 0 && value <= G_MAXINT32)) {
    expansion_error(run, "template-filter-input", call->pos, NULL, "'%s' takes a whole number from 0", call->name);
    return false;
  }
  *number = (guint)value;
  return true;
}

static TemplateValue *filter_ordinal(Expansion *run, const Expr *call, TemplateValue *input, Args args, guint count) {
  (void)args, (void)count;
  guint number;
  if (!whole(run, call, input, &number)) return NULL;
  return template_value_take(VALUE_STRING, locale_ordinal(run->scope->locale, number));
}

/* Small numbers in words, as far as the locale has them. */
static TemplateValue *filter_words(Expansion *run, const Expr *call, TemplateValue *input, Args args, guint count) {
  (void)args, (void)count;
  guint number;
  if (!whole(run, call, input, &number)) return NULL;
  return template_value_take(VALUE_STRING, locale_number_words(run->scope->locale, number));
}

/* ---- Texts ---- */

typedef char *(*TextChange)(const Locale *locale, const char *text);

static TemplateValue *changed(Expansion *run, const Expr *call, TemplateValue *input, TextChange change) {
  g_autofree char *text = value_print(run, call->left->pos, input, NULL, 0);
  if (!text) return NULL;
  return template_value_take(input->kind == VALUE_SAFE ? VALUE_SAFE : VALUE_STRING, change(run->scope->locale, text));
}

/* Dutch writes a capital IJ as one letter. */
static char *capital(const Locale *locale, const char *text) {
  if (strcmp(locale_language(locale), "nl") == 0 && g_str_has_prefix(text, "ij"))
    return g_strconcat("IJ", text + 2, NULL);
  if (!*text) return g_strdup("");
  const char *rest = g_utf8_next_char(text);
  g_autofree char *first = g_utf8_strup(text, rest - text);
  return g_strconcat(first, rest, NULL);
}

static char *down(const Locale *locale, const char *text) {
  (void)locale;
  return g_utf8_strdown(text, -1);
}

static char *up(const Locale *locale, const char *text) {
  (void)locale;
  return g_utf8_strup(text, -1);
}

static TemplateValue *filter_case(Expansion *run, const Expr *call, TemplateValue *input, Args args, guint count) {
  (void)args, (void)count;
  return changed(run, call, input, call->name[0] == 'c' ? capital : call->name[0] == 'd' ? down : up);
}

static TemplateValue *filter_escape(Expansion *run, const Expr *call, TemplateValue *input, Args args, guint count) {
  (void)args, (void)count;
  if (input->kind == VALUE_SAFE) return template_value_ref(input);
  g_autofree char *text = value_print(run, call->left->pos, input, NULL, 0);
  return text ? template_value_take(VALUE_SAFE, g_markup_escape_text(text, -1)) : NULL;
}

/* A period or date as people write it: "2024-03-14" → "14 maart 2024". */
static TemplateValue *filter_date(Expansion *run, const Expr *call, TemplateValue *input, Args args, guint count) {
  (void)args, (void)count;
  g_autofree char *text = value_print(run, call->left->pos, input, NULL, 0);
  if (!text) return NULL;
  Period period;
  if (period_parse(text, strlen(text), &period))
    return template_value_take(VALUE_STRING, locale_period(run->scope->locale, period));
  expansion_error(run, "template-filter-input", call->left->pos, "write 2024, 2024-Q1, 2024-03 or 2024-03-14",
                  "'%s' is not a date", text);
  return NULL;
}

/* ---- Lists ---- */

static bool is_list(Expansion *run, const Expr *call, const TemplateValue *input) {
  if (input->kind == VALUE_LIST) return true;
  expansion_error(run, "template-filter-input", call->pos, NULL, "'%s' takes a list, not %s", call->name,
                  value_kind_name(input));
  return false;
}

/* Without a separator: "a, b en c" by the locale. */
static TemplateValue *filter_join(Expansion *run, const Expr *call, TemplateValue *input, Args args, guint count) {
  if (!is_list(run, call, input)) return NULL;
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < input->items->len; i++) {
    char *text = value_print(run, call->left->pos, g_ptr_array_index(input->items, i), NULL, 0);
    if (!text) return NULL;
    g_ptr_array_add(texts, text);
  }
  if (!count)
    return template_value_take(VALUE_STRING,
                               locale_list(run->scope->locale, (const char *const *)texts->pdata, texts->len));
  const Expr *argument = g_ptr_array_index(call->args, 0);
  g_autofree char *separator = value_print(run, argument->pos, args[0], NULL, 0);
  if (!separator) return NULL;
  g_ptr_array_add(texts, NULL);
  return template_value_take(VALUE_STRING, g_strjoinv(separator, (char **)texts->pdata));
}

static TemplateValue *filter_size(Expansion *run, const Expr *call, TemplateValue *input, Args args, guint count) {
  (void)args, (void)count;
  if (input->kind == VALUE_LIST) return template_value_number(input->items->len, 0);
  g_autofree char *text = value_print(run, call->left->pos, input, NULL, 0);
  return text ? template_value_number(g_utf8_strlen(text, -1), 0) : NULL;
}

static TemplateValue *filter_end(Expansion *run, const Expr *call, TemplateValue *input, Args args, guint count) {
  (void)args, (void)count;
  if (!is_list(run, call, input)) return NULL;
  if (!input->items->len) return template_value_nil();
  guint index = call->name[0] == 'f' ? 0 : input->items->len - 1;
  return template_value_ref(g_ptr_array_index(input->items, index));
}

/* ---- The table ---- */

static const Filter FILTERS[] = {
    {"of", 1, 1, filter_object, "| of: region.provincie"},
    {"in", 1, 1, filter_object, "| in: \"2020\""},
    {"since", 1, 1, filter_object, "| since: \"2020\""},
    {"group", 1, 1, filter_object, "| group: \"statushouders\""},
    {"default", 1, 1, filter_default, "| default: \"…\""},
    {"round", 0, 1, rounded, "| round: 1"},
    {"number", 1, 1, rounded, "| number: 1"},
    {"compare", 1, 1, filter_compare, "| compare: other"},
    {"abs", 0, 0, filter_abs, "| abs"},
    {"plus", 1, 1, arithmetic, "| plus: 1"},
    {"minus", 1, 1, arithmetic, "| minus: 1"},
    {"times", 1, 1, arithmetic, "| times: 100"},
    {"divided_by", 1, 1, arithmetic, "| divided_by: 2"},
    {"ordinal", 0, 0, filter_ordinal, "| ordinal"},
    {"words", 0, 0, filter_words, "| words"},
    {"capitalize", 0, 0, filter_case, "| capitalize"},
    {"downcase", 0, 0, filter_case, "| downcase"},
    {"upcase", 0, 0, filter_case, "| upcase"},
    {"escape", 0, 0, filter_escape, "| escape"},
    {"date", 0, 0, filter_date, "| date"},
    {"join", 0, 1, filter_join, "| join: \", \""},
    {"size", 0, 0, filter_size, "| size"},
    {"first", 0, 0, filter_end, "| first"},
    {"last", 0, 0, filter_end, "| last"},
};

const Filter *filter_find(const char *name) {
  for (guint i = 0; i < G_N_ELEMENTS(FILTERS); i++)
    if (strcmp(FILTERS[i].name, name) == 0) return &FILTERS[i];
  return NULL;
}

const char *filter_nearest(const char *name) {
  const char *names[G_N_ELEMENTS(FILTERS) + 1] = {NULL};
  for (guint i = 0; i < G_N_ELEMENTS(FILTERS); i++) names[i] = FILTERS[i].name;
  return yaml_nearest(name, names);
}
