/* What the parts of the template engine share: tokens (template_lex.c), steps (template_parse.c), expressions
 * (template_expr.c, template_eval.c), filters (template_filter.c) and the running expansion (template_expand.c). */
#pragma once
#include "doc/template.h"

/* ---- Values ---- */
typedef enum { VALUE_NIL, VALUE_BOOL, VALUE_NUMBER, VALUE_STRING, VALUE_SAFE, VALUE_LIST, VALUE_MAP, VALUE_OBJECT } ValueKind;
struct TemplateValue {
  int refs;
  ValueKind kind;
  union {
    bool truth;
    struct { double number; int decimals; };
    char *text;                                              /* STRING, SAFE */
    GPtrArray *items;                                        /* TemplateValue* */
    GHashTable *map;                                         /* char* → TemplateValue* */
    struct { const TemplateClass *class; gpointer self; };
  };
};
struct Scope {
  const Locale *locale;
  Scope *parent;
  GHashTable *names; /* char* → TemplateValue* */
};
TemplateValue *template_value_take(ValueKind kind, char *text); /* STRING or SAFE; takes text */
bool template_value_truth(const TemplateValue *value);
TemplateValue *scope_get(const Scope *scope, const char *name);        /* borrowed; NULL when unknown */
void scope_names(const Scope *scope, GPtrArray *names);                /* borrowed char* */

/* ---- Tokens ---- */
typedef enum { TOKEN_TEXT, TOKEN_OUTPUT, TOKEN_TAG, TOKEN_BLOCK } TokenKind;
typedef struct {
  TokenKind kind;
  const char *start, *end;        /* TEXT: the text; OUTPUT, TAG: between the braces; BLOCK: the body */
  SourcePos pos;                  /* of start */
  SourcePos open;                 /* OUTPUT, TAG: of the first brace; BLOCK: of the fence; TEXT: pos */
  char *info;                     /* BLOCK: interned */
  bool trim_before, trim_after;   /* {%- -%} */
  bool alone;                     /* TAG: its line holds tags only */
  bool comment;                   /* TAG: a whole comment */
} Token;
/* `text` must live as long as the tokens. Owned by the caller. */
GArray *template_lex(const char *text, gsize length, SourcePos start, const char *const *verbatim, Diags *diags);
/* The place of `at` when `from` stands at `pos`. */
SourcePos template_pos(SourcePos pos, const char *from, const char *at);

/* ---- Expressions ---- */
typedef enum { EXPR_LITERAL, EXPR_NAME, EXPR_MEMBER, EXPR_INDEX, EXPR_BINARY, EXPR_FILTER } ExprKind;
typedef enum { OP_OR, OP_AND, OP_EQUAL, OP_UNEQUAL, OP_LESS, OP_GREATER, OP_LESS_EQUAL, OP_GREATER_EQUAL, OP_CONTAINS } Operator;
typedef struct Filter Filter;
typedef struct Expr Expr;
struct Expr {
  ExprKind kind;
  SourcePos pos;
  TemplateValue *literal;
  const char *name;       /* NAME, MEMBER, FILTER: interned */
  Operator op;
  Expr *left, *right;     /* MEMBER, INDEX, FILTER: left is what it is taken from; INDEX: right is the index */
  GPtrArray *args;        /* FILTER: Expr* */
  const Filter *filter;
};
void expr_free(Expr *expr);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Expr, expr_free)

/* Reads words and expressions from the inside of a tag. */
typedef struct {
  const char *at, *end;
  const char *begin;      /* where `pos` is */
  SourcePos pos;
  int depth;
  Diags *diags;
} ExprReader;
void expr_reader_init(ExprReader *reader, const Token *token, Diags *diags);
void expr_skip_blanks(ExprReader *reader);
SourcePos expr_here(const ExprReader *reader);
const char *expr_word(ExprReader *reader);              /* a name, interned; NULL when there is none */
bool expr_accept_word(ExprReader *reader, const char *word);
bool expr_integer(ExprReader *reader, int *value);      /* digits */
Expr *expr_pipeline(ExprReader *reader);                /* NULL on a finding */
Expr *expr_primary(ExprReader *reader);
bool expr_at_end(ExprReader *reader);                   /* else a finding naming what is left */

/* ---- Steps ---- */
typedef enum { STEP_TEXT, STEP_OUTPUT, STEP_IF, STEP_FOR, STEP_ASSIGN, STEP_LAYOUT, STEP_BLOCK, STEP_LANG } StepKind;
typedef struct { Expr *condition; bool negate; GPtrArray *steps; } Branch; /* condition NULL: else */
typedef struct {
  StepKind kind;
  SourcePos pos, open;
  const char *text;      /* TEXT, BLOCK body, OUTPUT as written */
  gsize length;
  char *word;            /* FOR, ASSIGN: the name; BLOCK: info; LAYOUT: the marker; LANG: the language tag */
  Expr *expr;            /* OUTPUT, ASSIGN; FOR: the list */
  Expr *limit;
  GPtrArray *branches;   /* IF: Branch* */
  GPtrArray *steps;      /* FOR, LANG: Step* */
  bool alone;            /* LANG: around blocks, not words */
} Step;
struct Template {
  char *text;
  GPtrArray *steps;      /* Step* */
};
/* Which tags a text may hold: Liquid's; also lang; also the layout words. */
typedef enum { TAGS_PLAIN, TAGS_MARKUP, TAGS_PAGE } TagSet;
/* Owned by the caller. */
GPtrArray *template_parse_steps(const GArray *tokens, TagSet known, Diags *diags);

/* ---- A running expansion ---- */
typedef struct {
  Scope *scope;           /* where names are looked up now */
  Scope *globals;         /* where assign puts them */
  EscapeMode escape;
  const TemplateHooks *hooks;
  GString *out;
  gsize out_begin;
  GArray *line_map;
  bool at_line_start;
  guint iterations;
  bool stopped;           /* a bound was reached */
  bool failed;
  GHashTable *reported;   /* places that have their finding */
  Diags *diags;
} Expansion;
enum { TEMPLATE_MAX_ITERATIONS = 10000, TEMPLATE_MAX_OUTPUT = 1 << 24, TEMPLATE_MAX_DEPTH = 32 };
/* One finding a place; marks the expansion as failed. */
void expansion_error(Expansion *run, const char *code, SourcePos pos, const char *hint, const char *format, ...)
    G_GNUC_PRINTF(5, 6);
/* Reports and clears the fault. `written`: the expression, for the guard; NULL when not at hand. */
void expansion_fault(Expansion *run, SourcePos pos, const char *written, gsize length, TemplateFault *fault);

/* Owned; NULL when a finding was reported. */
TemplateValue *expr_eval(Expansion *run, const Expr *expr);
/* 1, 0, or −1 when a finding was reported. */
int expr_condition(Expansion *run, const Expr *expr);
/* What a value prints, unescaped; NULL when reported. `written` as in expansion_fault(). */
char *value_print(Expansion *run, SourcePos pos, const TemplateValue *value, const char *written, gsize length);
/* The number behind a value; false when reported. */
bool value_number(Expansion *run, SourcePos pos, const TemplateValue *value, double *number, int *decimals);
/* x − y, the numbers of the two, and 0 where their intervals overlap: nobody may say that one is higher then. */
double value_difference(const TemplateValue *left, double x, const TemplateValue *right, double y);
const char *value_kind_name(const TemplateValue *value);

struct Filter {
  const char *name;
  guint min_args, max_args;
  /* Owned; NULL when reported. Arguments are borrowed. */
  TemplateValue *(*apply)(Expansion *run, const Expr *call, TemplateValue *input, TemplateValue *const *args, guint count);
  const char *usage;
};
const Filter *filter_find(const char *name);
const char *filter_nearest(const char *name); /* NULL: none is near */
