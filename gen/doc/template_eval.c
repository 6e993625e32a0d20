/* Computes expressions. Its rule is that nothing false may be said by accident: a name that does not exist, a value that
 * is not known, two things that cannot be compared are findings at their place, never an empty text or a silent "no".
 * `and` and `or` stop early, so that `x.known and x > 3` is safe. It must not know what objects stand for. */
#include "doc/template_internal.h"
#include "config/yaml.h"
#include <math.h>
#include <string.h>

/* ---- Findings ---- */

void expansion_error(Expansion *run, const char *code, SourcePos pos, const char *hint, const char *format, ...) {
  run->failed = true;
  g_autofree char *key = g_strdup_printf("%d:%d:%s", pos.line, pos.column, code);
  if (!g_hash_table_add(run->reported, g_steal_pointer(&key))) return;
  va_list args;
  va_start(args, format);
  g_autofree char *message = g_strdup_vprintf(format, args);
  va_end(args);
  diags_error(run->diags, code, pos, hint, "%s", message);
}

/* Whether a member can be taken of it as it stands: a path, or what is in parentheses already. */
static bool takes_member(const char *written, gsize length) {
  bool path = true;
  int depth = 0;
  for (gsize i = 0; i < length; i++) {
    path = path && (g_ascii_isalnum(written[i]) || strchr("_.-", written[i]));
    depth += (written[i] == '(') - (written[i] == ')');
    if (!path && depth == 0 && i + 1 < length) return false;
  }
  return path || written[0] == '(';
}

/* The condition to write around an expression: `{% if x.known %}`. */
static char *guard_hint(const char *written, gsize length, const char *member) {
  while (length && g_ascii_isspace(*written)) written++, length--;
  while (length && g_ascii_isspace(written[length - 1])) length--;
  const char *dot = *member ? "." : "";
  return g_strdup_printf(takes_member(written, length) ? "put it in {%% if %.*s%s%s %%} … {%% endif %%}"
                                                       : "put it in {%% if (%.*s)%s%s %%} … {%% endif %%}",
                         (int)length, written, dot, member);
}

void expansion_fault(Expansion *run, SourcePos pos, const char *written, gsize length, TemplateFault *fault) {
  if (fault->guard && written && !fault->hint) fault->hint = guard_hint(written, length, fault->guard);
  expansion_error(run, fault->code ? fault->code : "template-value", pos, fault->hint, "%s",
                  fault->message ? fault->message : "this has no value");
  g_clear_pointer(&fault->message, g_free);
  g_clear_pointer(&fault->hint, g_free);
}

static const char *nearest_of(const char *name, GPtrArray *names) {
  g_ptr_array_add(names, NULL);
  return yaml_nearest(name, (const char *const *)names->pdata);
}

static void unknown_name(Expansion *run, const Expr *expr) {
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  scope_names(run->scope, names);
  const char *nearest = nearest_of(expr->name, names);
  g_autofree char *hint = nearest ? g_strdup_printf("did you mean %s?", nearest) : NULL;
  expansion_error(run, "template-unknown-name", expr->pos, hint, "there is no '%s'", expr->name);
}

static void unknown_member(Expansion *run, const Expr *expr, const TemplateValue *value, GPtrArray *names) {
  const char *nearest = nearest_of(expr->name, names);
  g_autofree char *hint = nearest ? g_strdup_printf("did you mean %s?", nearest) : NULL;
  expansion_error(run, "template-unknown-member", expr->pos, hint, "%s has no '%s'", value_kind_name(value),
                  expr->name);
}

const char *value_kind_name(const TemplateValue *value) {
  static const char *const names[] = {"nothing", "true or false", "a number", "a text", "a text", "a list", "a map"};
  return value->kind == VALUE_OBJECT ? value->class->kind : names[value->kind];
}

/* ---- Numbers and texts ---- */

bool value_number(Expansion *run, SourcePos pos, const TemplateValue *value, double *number, int *decimals) {
  if (value->kind == VALUE_NUMBER) {
    *number = value->number;
    *decimals = value->decimals;
    return true;
  }
  if (value->kind == VALUE_OBJECT && value->class->number) {
    TemplateFault fault = {0};
    if (value->class->number(value->self, number, decimals, &fault)) return true;
    expansion_fault(run, pos, NULL, 0, &fault);
    return false;
  }
  if (value->kind == VALUE_NIL)
    expansion_error(run, "template-no-number", pos, "test it first with {% if … %}", "there is no number here");
  else expansion_error(run, "template-no-number", pos, NULL, "%s is not a number", value_kind_name(value));
  return false;
}

static char *print_number(const Locale *locale, double number, int decimals) {
  if (!isfinite(number)) return NULL;
  return decimals < 0 ? number_format(number, 0, &NUMBER_STYLE_MACHINE) : locale_number(locale, number, decimals);
}

char *value_print(Expansion *run, SourcePos pos, const TemplateValue *value, const char *written, gsize length) {
  TemplateFault fault = {0};
  char *text = NULL;
  switch (value->kind) {
  case VALUE_STRING:
  case VALUE_SAFE: return g_strdup(value->text);
  case VALUE_NUMBER: text = print_number(run->scope->locale, value->number, value->decimals); break;
  case VALUE_OBJECT: text = value->class->print ? value->class->print(value->self, &fault) : NULL; break;
  case VALUE_BOOL: return g_strdup(value->truth ? "true" : "false");
  case VALUE_LIST: fault.hint = g_strdup("join it: | join"); break;
  case VALUE_NIL: fault.message = g_strdup("there is nothing to print here"), fault.guard = ""; break;
  case VALUE_MAP: break;
  }
  if (text) return text;
  if (!fault.message) fault.message = g_strdup_printf("%s cannot be printed", value_kind_name(value));
  expansion_fault(run, pos, written, length, &fault);
  return NULL;
}

/* ---- Names ---- */

static TemplateValue *eval_member(Expansion *run, const Expr *expr) {
  g_autoptr(TemplateValue) from = expr_eval(run, expr->left);
  if (!from) return NULL;
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  if (from->kind == VALUE_MAP) {
    TemplateValue *value = g_hash_table_lookup(from->map, expr->name);
    if (value) return template_value_ref(value);
    g_autoptr(GList) keys = g_hash_table_get_keys(from->map);
    for (GList *key = keys; key; key = key->next) g_ptr_array_add(names, key->data);
  } else if (from->kind == VALUE_OBJECT && from->class->member) {
    TemplateValue *value = from->class->member(from->self, expr->name);
    if (value) return value;
    if (from->class->members) from->class->members(from->self, names);
  } else if (from->kind == VALUE_LIST) {
    if (strcmp(expr->name, "size") == 0) return template_value_number(from->items->len, 0);
    g_ptr_array_add(names, (gpointer) "size");
  }
  unknown_member(run, expr, from, names);
  return NULL;
}

static TemplateValue *eval_index(Expansion *run, const Expr *expr) {
  g_autoptr(TemplateValue) from = expr_eval(run, expr->left);
  g_autoptr(TemplateValue) index = from ? expr_eval(run, expr->right) : NULL;
  if (!index) return NULL;
  const char *key = template_value_text(index);
  if (key) {
    Expr member = {.kind = EXPR_MEMBER, .pos = expr->right->pos, .name = key, .left = expr->left};
    return eval_member(run, &member);
  }
  double number;
  int decimals;
  if (!value_number(run, expr->right->pos, index, &number, &decimals)) return NULL;
  if (from->kind == VALUE_LIST && number >= 0 && number < from->items->len && number == floor(number))
    return template_value_ref(g_ptr_array_index(from->items, (guint)number));
  if (from->kind == VALUE_LIST)
    expansion_error(run, "template-index", expr->right->pos, "the first has number 0", "the list has %u items",
                    from->items->len);
  else
    expansion_error(run, "template-index", expr->right->pos, NULL, "%s has no numbered items", value_kind_name(from));
  return NULL;
}

/* ---- Comparing ---- */

static bool is_numeric(const TemplateValue *value) {
  return value->kind == VALUE_NUMBER || (value->kind == VALUE_OBJECT && value->class->number);
}

/* Sets *equal; false when reported. */
static bool equal_values(Expansion *run, const Expr *expr, const TemplateValue *left, const TemplateValue *right,
                         bool *equal) {
  if (left->kind != VALUE_OBJECT && right->kind == VALUE_OBJECT) return equal_values(run, expr, right, left, equal);
  const char *a = template_value_text(left), *b = template_value_text(right);
  if (left->kind == VALUE_NIL || right->kind == VALUE_NIL) return *equal = left->kind == right->kind, true;
  if (left->kind == VALUE_BOOL || right->kind == VALUE_BOOL)
    return *equal = template_value_truth(left) == template_value_truth(right), true;
  if (left->kind == VALUE_OBJECT && b && left->class->equals_text)
    return *equal = left->class->equals_text(left->self, b), true;
  if (left->kind == VALUE_OBJECT && right->kind == VALUE_OBJECT && left->class == right->class && left->class->equals)
    return *equal = left->class->equals(left->self, right->self), true;
  if (is_numeric(left) && is_numeric(right)) {
    double x, y;
    int decimals;
    if (!value_number(run, expr->left->pos, left, &x, &decimals) ||
        !value_number(run, expr->right->pos, right, &y, &decimals))
      return false;
    return *equal = fabs(x - y) < 1e-9, true;
  }
  if (a && b) return *equal = strcmp(a, b) == 0, true;
  g_autofree char *x = value_print(run, expr->left->pos, left, NULL, 0);
  g_autofree char *y = value_print(run, expr->right->pos, right, NULL, 0);
  if (!x || !y) return false;
  return *equal = strcmp(x, y) == 0, true;
}

static void interval_of(const TemplateValue *value, double number, double *low, double *high) {
  *low = *high = number;
  if (value->kind == VALUE_OBJECT && value->class->interval) value->class->interval(value->self, low, high);
}

double value_difference(const TemplateValue *left, double x, const TemplateValue *right, double y) {
  double low_x, high_x, low_y, high_y;
  interval_of(left, x, &low_x, &high_x);
  interval_of(right, y, &low_y, &high_y);
  bool overlap = low_x <= high_y && low_y <= high_x;
  return overlap || fabs(x - y) < 1e-9 ? 0 : x - y;
}

static TemplateValue *eval_order(Expansion *run, const Expr *expr, const TemplateValue *left,
                                 const TemplateValue *right) {
  double x, y;
  int decimals;
  if (!value_number(run, expr->left->pos, left, &x, &decimals) ||
      !value_number(run, expr->right->pos, right, &y, &decimals))
    return NULL;
  double gap = value_difference(left, x, right, y);
  switch (expr->op) {
  case OP_LESS: return template_value_bool(gap < 0);
  case OP_GREATER: return template_value_bool(gap > 0);
  case OP_LESS_EQUAL: return template_value_bool(gap <= 0);
  default: return template_value_bool(gap >= 0);
  }
}

static TemplateValue *eval_contains(Expansion *run, const Expr *expr, const TemplateValue *left,
                                    const TemplateValue *right) {
  if (left->kind == VALUE_LIST) {
    for (guint i = 0; i < left->items->len; i++) {
      bool equal = false;
      if (!equal_values(run, expr, g_ptr_array_index(left->items, i), right, &equal)) return NULL;
      if (equal) return template_value_bool(true);
    }
    return template_value_bool(false);
  }
  g_autofree char *text = value_print(run, expr->left->pos, left, NULL, 0);
  g_autofree char *part = text ? value_print(run, expr->right->pos, right, NULL, 0) : NULL;
  return part ? template_value_bool(strstr(text, part) != NULL) : NULL;
}

static TemplateValue *eval_binary(Expansion *run, const Expr *expr) {
  if (expr->op == OP_AND || expr->op == OP_OR) {
    int first = expr_condition(run, expr->left);
    if (first < 0) return NULL;
    if ((expr->op == OP_OR) == (first == 1)) return template_value_bool(first);
    int second = expr_condition(run, expr->right);
    return second < 0 ? NULL : template_value_bool(second);
  }
  g_autoptr(TemplateValue) left = expr_eval(run, expr->left);
  g_autoptr(TemplateValue) right = left ? expr_eval(run, expr->right) : NULL;
  if (!right) return NULL;
  if (expr->op == OP_CONTAINS) return eval_contains(run, expr, left, right);
  if (expr->op != OP_EQUAL && expr->op != OP_UNEQUAL) return eval_order(run, expr, left, right);
  bool equal = false;
  if (!equal_values(run, expr, left, right, &equal)) return NULL;
  return template_value_bool(equal == (expr->op == OP_EQUAL));
}

int expr_condition(Expansion *run, const Expr *expr) {
  g_autoptr(TemplateValue) value = expr_eval(run, expr);
  return value ? template_value_truth(value) : -1;
}

/* ---- Filters ---- */

static void unref_value(gpointer value) { template_value_unref(value); }

static TemplateValue *eval_filter(Expansion *run, const Expr *expr) {
  g_autoptr(TemplateValue) input = expr_eval(run, expr->left);
  if (!input) return NULL;
  g_autoptr(GPtrArray) args = g_ptr_array_new_with_free_func(unref_value);
  for (guint i = 0; i < expr->args->len; i++) {
    TemplateValue *argument = expr_eval(run, g_ptr_array_index(expr->args, i));
    if (!argument) return NULL;
    g_ptr_array_add(args, argument);
  }
  return expr->filter->apply(run, expr, input, (TemplateValue *const *)args->pdata, args->len);
}

TemplateValue *expr_eval(Expansion *run, const Expr *expr) {
  switch (expr->kind) {
  case EXPR_LITERAL: {
    /* A template is shared: its own values are not counted up and down by those who use it. */
    TemplateValue *literal = expr->literal;
    if (literal->kind == VALUE_STRING) return template_value_string(literal->text);
    if (literal->kind == VALUE_NUMBER) return template_value_number(literal->number, literal->decimals);
    return literal->kind == VALUE_BOOL ? template_value_bool(literal->truth) : template_value_nil();
  }
  case EXPR_NAME: {
    TemplateValue *value = scope_get(run->scope, expr->name);
    if (value) return template_value_ref(value);
    unknown_name(run, expr);
    return NULL;
  }
  case EXPR_MEMBER: return eval_member(run, expr);
  case EXPR_INDEX: return eval_index(run, expr);
  case EXPR_BINARY: return eval_binary(run, expr);
  case EXPR_FILTER: return eval_filter(run, expr);
  }
  return NULL;
}
