/* Liquid's subset: output, filters, if/elsif/else, for, and the layout words row/col/columns/pagebreak (which become
 * marker lines). Escapes by context. Knows values and scopes, not Markdown's or HTML's grammar; reads no files. Loops are
 * bounded (10 000 iterations, 1 MB of output). */
#pragma once
#include "base/diag.h"
#include "config/locale.h"

typedef struct Template Template;
typedef struct Scope Scope;             /* names → values, with a parent */
typedef struct TemplateValue TemplateValue; /* reference counted */

typedef enum { ESCAPE_NONE, ESCAPE_MARKDOWN, ESCAPE_HTML } EscapeMode;

/* Parses; all findings in one run; NULL on errors. The info strings of fenced blocks named in `verbatim` (NULL-terminated,
 * may be NULL) keep their bodies unexpanded: they are handed to `TemplateHooks.block`. */
Template *template_parse(const char *text, gsize length, const char *file, int line_offset, const char *const *verbatim,
                         Diags *diags);
void template_free(Template *tmpl);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Template, template_free)

/* Called for a verbatim fenced block in the scope where it stands; writes what takes its place to `out`. */
typedef void (*TemplateBlockFunc)(const char *info, const char *body, gsize length, SourcePos body_pos, Scope *scope,
                                  GString *out, gpointer user_data);
typedef struct { TemplateBlockFunc block; gpointer user_data; } TemplateHooks;

/* Expands into `out`. `line_map` (may be NULL): GArray of int, source line of each output line. False on findings. */
bool template_expand(const Template *tmpl, Scope *scope, EscapeMode escape, const TemplateHooks *hooks, GString *out,
                     GArray *line_map, Diags *diags);
/* A short text with {{ }} in it, e.g. a YAML scalar. NULL on findings; owned by the caller. */
char *template_expand_text(const char *text, SourcePos pos, Scope *scope, EscapeMode escape, Diags *diags);

/* Values. */
TemplateValue *template_value_nil(void);
TemplateValue *template_value_bool(bool value);
TemplateValue *template_value_number(double value, int decimals); /* printed in the locale */
TemplateValue *template_value_string(const char *text);
TemplateValue *template_value_safe(const char *markup);           /* printed unescaped: our own markup only */
TemplateValue *template_value_list(void);
TemplateValue *template_value_map(void);
void template_value_append(TemplateValue *list, TemplateValue *item);                      /* takes item */
void template_value_put(TemplateValue *map, const char *key, TemplateValue *item);         /* takes item */
TemplateValue *template_value_ref(TemplateValue *value);
void template_value_unref(TemplateValue *value);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TemplateValue, template_value_unref)

Scope *scope_new(const Locale *locale, Scope *parent);
void scope_free(Scope *scope);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Scope, scope_free)
void scope_set(Scope *scope, const char *name, TemplateValue *value); /* takes value */
