/* Liquid's subset: output, filters, if/elsif/else, unless, for, assign, comment, and our own: lang, and the layout words
 * row/col/columns/pagebreak/cards (which become marker lines). Escapes by context. Knows values and scopes, not Markdown's or
 * HTML's grammar; reads no files. Loops are bounded (10 000 iterations, 16 MB of output: a page with 300 figures is 2). */
#pragma once
#include "base/diag.h"
#include "config/locale.h"

typedef struct Template Template;
typedef struct Scope Scope;             /* names → values, with a parent */
typedef struct TemplateValue TemplateValue; /* reference counted */

typedef enum { ESCAPE_NONE, ESCAPE_MARKDOWN, ESCAPE_HTML } EscapeMode;

/* Parses; all findings in one run; NULL on errors. `verbatim` (NULL-terminated): the text is Markdown; fenced blocks with
 * one of these info strings keep their bodies unexpanded and are handed to `TemplateHooks.block`, other fenced blocks stay
 * as they are, and layout words are known. NULL: fences mean nothing and layout words are unknown (HTML, notes). */
Template *template_parse(const char *text, gsize length, const char *file, int line_offset, const char *const *verbatim,
                         Diags *diags);
/* A short text that begins at `pos`, e.g. a YAML scalar: no fences, no layout words, no lang. NULL on errors. */
Template *template_parse_text(const char *text, SourcePos pos, Diags *diags);
void template_free(Template *tmpl);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Template, template_free)

/* Calls `func` for each verbatim block, executed or not, in the order of the text. `body` stays the same for the life of
 * the Template and is what the hook gets, so that it can be a key. `pos` is the fence's. */
typedef void (*TemplateBlockVisit)(const char *info, const char *body, gsize length, SourcePos pos, gpointer user_data);
void template_foreach_block(const Template *tmpl, TemplateBlockVisit func, gpointer user_data);

/* Called for a verbatim fenced block in the scope where it stands; what it writes to `out` takes its place (whole lines). */
typedef void (*TemplateBlockFunc)(const char *info, const char *body, gsize length, SourcePos body_pos, Scope *scope,
                                  GString *out, gpointer user_data);
typedef struct { TemplateBlockFunc block; gpointer user_data; } TemplateHooks;

/* A layout word in the output is one line: this, the word with its numbers ("row 7 5"), TEMPLATE_MARK_END. Text can never
 * hold it: control characters are refused in templates and taken out of values. CommonMark reads it as a comment. */
#define TEMPLATE_MARK_BEGIN "<!--\x02"
#define TEMPLATE_MARK_END "-->"

/* Words in another language stand between inline tags in the output: this, the tag ("en"; nothing at the end of the words),
 * TEMPLATE_LANG_END. Around whole blocks they are the layout words "lang en" and "endlang". */
#define TEMPLATE_LANG_BEGIN "<lang to=\"\x02"
#define TEMPLATE_LANG_END "\">"

/* Expands into `out`. `line_map` (may be NULL): GArray of int, source line of each output line. False on findings. */
bool template_expand(const Template *tmpl, Scope *scope, EscapeMode escape, const TemplateHooks *hooks, GString *out,
                     GArray *line_map, Diags *diags);
/* The same for a short text: no hooks, no map. NULL on findings; owned by the caller. */
char *template_expand_string(const Template *tmpl, Scope *scope, EscapeMode escape, Diags *diags);
/* Parses and expands a short text with {{ }} in it. NULL on findings; owned by the caller. */
char *template_expand_text(const char *text, SourcePos pos, Scope *scope, EscapeMode escape, Diags *diags);

/* Values. An empty text and an empty list count as false; nil and a missing member of a map are findings when printed. */
TemplateValue *template_value_nil(void);
TemplateValue *template_value_bool(bool value);
/* Printed in the locale; decimals −1: a whole number without grouping (a year). */
TemplateValue *template_value_number(double value, int decimals);
TemplateValue *template_value_string(const char *text);
TemplateValue *template_value_safe(const char *markup);           /* printed unescaped: our own markup only */
TemplateValue *template_value_list(void);
TemplateValue *template_value_map(void);
void template_value_append(TemplateValue *list, TemplateValue *item);                      /* takes item */
void template_value_put(TemplateValue *map, const char *key, TemplateValue *item);         /* takes item */
TemplateValue *template_value_ref(TemplateValue *value);
void template_value_unref(TemplateValue *value);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TemplateValue, template_value_unref)

/* Why an object could not answer. Code is a static string; message and hint are owned by the fault. With `guard` the
 * evaluator adds the condition to write around the expression, ending in this member ("known"). */
typedef struct { const char *code; char *message, *hint; const char *guard; } TemplateFault;

/* A value that answers when it is asked, such as an indicator. Functions may be NULL. Values that come back are owned. */
typedef struct {
  const char *kind;                                             /* "region": for findings */
  TemplateValue *(*member)(gpointer self, const char *name);    /* NULL: there is no such member */
  void (*members)(gpointer self, GPtrArray *names);             /* adds their names (borrowed), for hints */
  char *(*print)(gpointer self, TemplateFault *fault);          /* NULL on a fault */
  bool (*number)(gpointer self, double *value, int *decimals, TemplateFault *fault); /* false on a fault */
  /* The interval in which a known number may lie; false without one. What overlaps is neither more nor less. */
  bool (*interval)(gpointer self, double *low, double *high);
  bool (*truth)(gpointer self);                                 /* NULL: true */
  bool (*equals_text)(gpointer self, const char *text);         /* NULL: compares what is printed */
  bool (*equals)(gpointer self, gpointer other);                /* of one class */
  /* Filters named as for objects only (of, in, since, group); NULL on a fault. */
  TemplateValue *(*filter)(gpointer self, const char *name, TemplateValue *argument, TemplateFault *fault);
  void (*free)(gpointer self);
  bool safe;                                                    /* what it prints is our own markup */
} TemplateClass;
TemplateValue *template_value_object(const TemplateClass *class, gpointer self); /* takes self */
/* The object behind a value of that class, else NULL. */
gpointer template_value_self(const TemplateValue *value, const TemplateClass *class);
/* The text of a text or safe value, else NULL. */
const char *template_value_text(const TemplateValue *value);
/* The number of a number, else false. */
bool template_value_get_number(const TemplateValue *value, double *number);

Scope *scope_new(const Locale *locale, Scope *parent);
void scope_free(Scope *scope);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Scope, scope_free)
void scope_set(Scope *scope, const char *name, TemplateValue *value); /* takes value */
