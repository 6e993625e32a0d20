/* Reads expressions: literals, names with members and indexes, comparisons, and/or, filters, parentheses. `and` binds
 * tighter than `or`, comparisons tighter than both, as people read them (Liquid itself reads right to left). It must not
 * know what a name stands for; filter names are checked here, so that a wrong one is found before any region is bound. */
#include "doc/template_internal.h"
#include "config/yaml.h"
#include <string.h>

void expr_free(Expr *expr) {
  if (!expr) return;
  template_value_unref(expr->literal);
  expr_free(expr->left);
  expr_free(expr->right);
  if (expr->args) g_ptr_array_unref(expr->args);
  g_free(expr);
}

static void free_expr_item(gpointer item) { expr_free(item); }

static Expr *expr_new(ExprKind kind, SourcePos pos) {
  Expr *expr = g_new0(Expr, 1);
  expr->kind = kind;
  expr->pos = pos;
  return expr;
}

/* ---- Reading ---- */

void expr_reader_init(ExprReader *reader, const Token *token, Diags *diags) {
  *reader = (ExprReader){token->start, token->end, token->start, token->pos, 0, diags};
}

void expr_skip_blanks(ExprReader *reader) {
  while (reader->at < reader->end && g_ascii_isspace(*reader->at)) reader->at++;
}

SourcePos expr_here(const ExprReader *reader) { return template_pos(reader->pos, reader->begin, reader->at); }

static bool is_name_start(char c) { return g_ascii_isalpha(c) || c == '_' || (guchar)c >= 0x80; }

/* A hyphen belongs to a name between letters or digits: there is no minus. */
static const char *name_end(const ExprReader *reader) {
  const char *p = reader->at;
  if (p == reader->end || !is_name_start(*p)) return p;
  while (p < reader->end && (is_name_start(*p) || g_ascii_isdigit(*p) ||
                             (*p == '-' && p + 1 < reader->end && (is_name_start(p[1]) || g_ascii_isdigit(p[1])))))
    p++;
  return p;
}

const char *expr_word(ExprReader *reader) {
  expr_skip_blanks(reader);
  const char *end = name_end(reader);
  if (end == reader->at) return NULL;
  g_autofree char *word = g_strndup(reader->at, (gsize)(end - reader->at));
  reader->at = end;
  return g_intern_string(word);
}

bool expr_accept_word(ExprReader *reader, const char *word) {
  expr_skip_blanks(reader);
  gsize length = (gsize)(name_end(reader) - reader->at);
  if (length != strlen(word) || memcmp(reader->at, word, length) != 0) return false;
  reader->at += length;
  return true;
}

static bool accept(ExprReader *reader, const char *mark) {
  expr_skip_blanks(reader);
  gsize length = strlen(mark);
  if ((gsize)(reader->end - reader->at) < length || memcmp(reader->at, mark, length) != 0) return false;
  reader->at += length;
  return true;
}

bool expr_integer(ExprReader *reader, int *value) {
  expr_skip_blanks(reader);
  const char *p = reader->at;
  int number = 0;
  while (p < reader->end && g_ascii_isdigit(*p) && number < 100000) number = number * 10 + (*p++ - '0');
  if (p == reader->at) return false;
  reader->at = p;
  *value = number;
  return true;
}

/* What stands at the reader, for a finding: a word, a quoted text or a character. */
static char *found(ExprReader *reader) {
  expr_skip_blanks(reader);
  if (reader->at == reader->end) return g_strdup("the end");
  const char *end = name_end(reader);
  if (end == reader->at) end = g_utf8_next_char(reader->at);
  return g_strdup_printf("'%.*s'", (int)(MIN(end, reader->end) - reader->at), reader->at);
}

static void *syntax(ExprReader *reader, const char *expected) {
  g_autofree char *what = found(reader);
  diags_error(reader->diags, "template-syntax", expr_here(reader), NULL, "expected %s, found %s", expected, what);
  return NULL;
}

bool expr_at_end(ExprReader *reader) {
  expr_skip_blanks(reader);
  if (reader->at == reader->end) return true;
  g_autofree char *what = found(reader);
  SourcePos pos = expr_here(reader);
  bool assignment = *reader->at == '=';
  diags_error(reader->diags, "template-syntax", pos, assignment ? "compare with ==" : NULL, "%s was not expected here",
              what);
  return false;
}

/* ---- Primaries ---- */

static Expr *quoted(ExprReader *reader) {
  SourcePos pos = expr_here(reader);
  const char *close = memchr(reader->at + 1, *reader->at, (gsize)(reader->end - reader->at - 1));
  if (!close) return syntax(reader, "a closing quote");
  Expr *expr = expr_new(EXPR_LITERAL, pos);
  expr->literal = template_value_take(VALUE_STRING, g_strndup(reader->at + 1, (gsize)(close - reader->at - 1)));
  reader->at = close + 1;
  return expr;
}

static Expr *number(ExprReader *reader) {
  SourcePos pos = expr_here(reader);
  const char *p = reader->at;
  if (*p == '-') p++;
  while (p < reader->end && (g_ascii_isdigit(*p) || (*p == '.' && p + 1 < reader->end && g_ascii_isdigit(p[1])))) p++;
  double value;
  if (!number_parse(reader->at, (gsize)(p - reader->at), '.', '\0', &value))
    return syntax(reader, "a number such as 3 or 2.5");
  const char *point = memchr(reader->at, '.', (gsize)(p - reader->at));
  Expr *expr = expr_new(EXPR_LITERAL, pos);
  expr->literal = template_value_number(value, point ? MIN((int)(p - point - 1), 9) : 0);
  reader->at = p;
  return expr;
}

static Expr *name_or_word(ExprReader *reader) {
  SourcePos pos = expr_here(reader);
  const char *word = expr_word(reader);
  TemplateValue *literal = strcmp(word, "true") == 0    ? template_value_bool(true)
                           : strcmp(word, "false") == 0 ? template_value_bool(false)
                           : strcmp(word, "nil") == 0   ? template_value_nil()
                                                        : NULL;
  Expr *expr = expr_new(literal ? EXPR_LITERAL : EXPR_NAME, pos);
  expr->literal = literal;
  expr->name = word;
  return expr;
}

static Expr *parenthesised(ExprReader *reader) {
  SourcePos pos = expr_here(reader);
  reader->at++;
  if (++reader->depth > TEMPLATE_MAX_DEPTH) {
    diags_error(reader->diags, "template-too-deep", pos, "split it with {% assign %}", "too many parentheses");
    return NULL;
  }
  g_autoptr(Expr) inner = expr_pipeline(reader);
  reader->depth--;
  if (!inner) return NULL;
  if (!accept(reader, ")")) return syntax(reader, "')'");
  return g_steal_pointer(&inner);
}

/* .member and [index] behind a primary. Takes `base`. */
static Expr *postfix(ExprReader *reader, Expr *base) {
  g_autoptr(Expr) expr = base;
  while (expr && reader->at < reader->end && (*reader->at == '.' || *reader->at == '[')) {
    SourcePos pos = expr_here(reader);
    bool member = *reader->at++ == '.';
    Expr *next = expr_new(member ? EXPR_MEMBER : EXPR_INDEX, pos);
    next->left = g_steal_pointer(&expr);
    expr = next;
    if (member) {
      next->pos = expr_here(reader);
      if (name_end(reader) == reader->at) return syntax(reader, "a name after the dot");
      next->name = expr_word(reader);
    } else {
      next->right = expr_pipeline(reader);
      if (!next->right) return NULL;
      if (!accept(reader, "]")) return syntax(reader, "']'");
    }
  }
  return g_steal_pointer(&expr);
}

Expr *expr_primary(ExprReader *reader) {
  expr_skip_blanks(reader);
  if (reader->at == reader->end) return syntax(reader, "a value");
  char c = *reader->at;
  if (c == '"' || c == '\'') return postfix(reader, quoted(reader));
  if (g_ascii_isdigit(c) || (c == '-' && reader->at + 1 < reader->end && g_ascii_isdigit(reader->at[1])))
    return number(reader);
  if (c == '(') return postfix(reader, parenthesised(reader));
  if (is_name_start(c)) return postfix(reader, name_or_word(reader));
  return syntax(reader, "a value");
}

/* ---- Operators ---- */

typedef struct {
  const char *mark;
  Operator op;
} Mark;

/* Two characters before one. */
static const Mark COMPARISONS[] = {{"==", OP_EQUAL},         {"!=", OP_UNEQUAL}, {"<=", OP_LESS_EQUAL},
                                   {">=", OP_GREATER_EQUAL}, {"<>", OP_UNEQUAL}, {"<", OP_LESS},
                                   {">", OP_GREATER}};

static bool comparison(ExprReader *reader, Operator *op) {
  for (guint i = 0; i < G_N_ELEMENTS(COMPARISONS); i++)
    if (accept(reader, COMPARISONS[i].mark)) return *op = COMPARISONS[i].op, true;
  if (!expr_accept_word(reader, "contains")) return false;
  *op = OP_CONTAINS;
  return true;
}

static Expr *binary(Operator op, Expr *left, Expr *right) {
  Expr *expr = expr_new(EXPR_BINARY, left->pos);
  expr->op = op;
  expr->left = left;
  expr->right = right;
  return expr;
}

static Expr *compared(ExprReader *reader) {
  g_autoptr(Expr) left = expr_primary(reader);
  Operator op;
  if (!left || !comparison(reader, &op)) return g_steal_pointer(&left);
  Expr *right = expr_primary(reader);
  return right ? binary(op, g_steal_pointer(&left), right) : NULL;
}

static Expr *chained(ExprReader *reader, const char *word, Operator op, Expr *(*next)(ExprReader *)) {
  g_autoptr(Expr) left = next(reader);
  while (left && expr_accept_word(reader, word)) {
    Expr *right = next(reader);
    if (!right) return NULL;
    left = binary(op, g_steal_pointer(&left), right);
  }
  return g_steal_pointer(&left);
}

static Expr *both(ExprReader *reader) { return chained(reader, "and", OP_AND, compared); }
static Expr *either(ExprReader *reader) { return chained(reader, "or", OP_OR, both); }

/* ---- Filters ---- */

static bool filter_arguments(ExprReader *reader, Expr *call) {
  if (!accept(reader, ":")) return true;
  do {
    Expr *argument = expr_primary(reader);
    if (!argument) return false;
    g_ptr_array_add(call->args, argument);
  } while (accept(reader, ","));
  return true;
}

static bool check_filter(ExprReader *reader, const Expr *call) {
  const Filter *filter = call->filter;
  if (!filter) {
    const char *nearest = filter_nearest(call->name);
    g_autofree char *hint = nearest ? g_strdup_printf("did you mean %s?", nearest) : NULL;
    diags_error(reader->diags, "template-unknown-filter", call->pos, hint, "there is no filter '%s'", call->name);
    return false;
  }
  if (call->args->len >= filter->min_args && call->args->len <= filter->max_args) return true;
  g_autofree char *hint = g_strdup_printf("write %s", filter->usage);
  diags_error(reader->diags, "template-filter-arguments", call->pos, hint, "the filter '%s' has %u values after it",
              call->name, call->args->len);
  return false;
}

/* `| name: a, b`. Takes `input`. An unknown filter is reported and the rest is still read. */
static Expr *filtered(ExprReader *reader, Expr *input) {
  Expr *call = expr_new(EXPR_FILTER, input->pos);
  call->left = input;
  call->args = g_ptr_array_new_with_free_func(free_expr_item);
  g_autoptr(Expr) owned = call;
  expr_skip_blanks(reader);
  call->pos = expr_here(reader);
  call->name = expr_word(reader);
  if (!call->name) return syntax(reader, "a filter's name after |");
  call->filter = filter_find(call->name);
  if (!filter_arguments(reader, call)) return NULL;
  check_filter(reader, call);
  return g_steal_pointer(&owned);
}

Expr *expr_pipeline(ExprReader *reader) {
  Expr *expr = either(reader);
  while (expr && accept(reader, "|")) expr = filtered(reader, expr);
  return expr;
}
