/* Carries out a template's steps: writes texts and values, escaped for where they land, and keeps for each line of the
 * output the line of the template that it came from. Bounds loops and output, because a template is input. It must not
 * know what Markdown makes of the text, only which characters could make it format or link. */
#include "doc/template_internal.h"
#include <math.h>
#include <string.h>

/* ---- Writing ---- */

/* `pos` is where `text` stands in the template; `fixed`: all its lines come from that one line. */
static void write_text(Expansion *run, const char *text, gsize length, SourcePos pos, bool fixed) {
  if (run->stopped) return;
  if (run->out->len - run->out_begin + length > TEMPLATE_MAX_OUTPUT) {
    run->stopped = true;
    expansion_error(run, "template-output-bound", pos, NULL, "the text grows beyond %d bytes", TEMPLATE_MAX_OUTPUT);
    return;
  }
  int line = pos.line;
  for (const char *at = text, *end = text + length; run->line_map && at < end;) {
    if (run->at_line_start) g_array_append_val(run->line_map, line);
    const char *newline = memchr(at, '\n', (gsize)(end - at));
    run->at_line_start = newline != NULL;
    if (newline && !fixed) line++;
    at = newline ? newline + 1 : end;
  }
  g_string_append_len(run->out, text, (gssize)length);
}

/* Characters that format or link anywhere, and those that do so where a line begins (a value may begin one). */
static void escape_markdown(GString *out, const char *text) {
  bool leading = true; /* only digits so far: "3. " would begin a list */
  const char *at = text;
  while (*at == ' ' || *at == '\t' || *at == '\n') at++;
  for (const char *begin = at; *at; at++) {
    guchar c = (guchar)*at;
    bool first = at == begin;
    if (c == '\n' || c == '\t') c = ' ';
    else if (c < 0x20 || c == 0x7f) continue;
    if (strchr("\\`*_[]<>&!|~#", c) || (first && strchr("+-=:", c)) || (leading && !first && strchr(".)", c)))
      g_string_append_c(out, '\\');
    g_string_append_c(out, (char)c);
    leading = leading && g_ascii_isdigit(c);
  }
}

static void escape_html(GString *out, const char *text) {
  for (; *text; text++) {
    switch (*text) {
    case '&': g_string_append(out, "&amp;"); break;
    case '<': g_string_append(out, "&lt;"); break;
    case '>': g_string_append(out, "&gt;"); break;
    case '"': g_string_append(out, "&quot;"); break;
    case '\'': g_string_append(out, "&#39;"); break;
    default:
      if ((guchar)*text >= 0x20 || *text == '\n' || *text == '\t') g_string_append_c(out, *text);
    }
  }
}

static SourcePos start_of(const Expr *expr) {
  while (expr->left) expr = expr->left;
  return expr->pos;
}

static bool is_safe(const TemplateValue *value) {
  return value->kind == VALUE_SAFE || (value->kind == VALUE_OBJECT && value->class->safe);
}

static void run_output(Expansion *run, const Step *step) {
  g_autoptr(TemplateValue) value = expr_eval(run, step->expr);
  if (!value) return;
  g_autofree char *text = value_print(run, start_of(step->expr), value, step->text, step->length);
  if (!text) return;
  if (is_safe(value) || run->escape == ESCAPE_NONE) {
    write_text(run, text, strlen(text), step->pos, true);
    return;
  }
  g_autoptr(GString) escaped = g_string_sized_new(strlen(text) + 8);
  if (run->escape == ESCAPE_MARKDOWN) escape_markdown(escaped, text);
  else escape_html(escaped, text);
  write_text(run, escaped->str, escaped->len, step->pos, true);
}

/* ---- Steps ---- */

static void run_steps(Expansion *run, const GPtrArray *steps);

static void run_if(Expansion *run, const Step *step) {
  for (guint i = 0; i < step->branches->len; i++) {
    const Branch *branch = g_ptr_array_index(step->branches, i);
    int truth = branch->condition ? expr_condition(run, branch->condition) : 1;
    if (truth < 0) return;
    if (truth == (branch->negate ? 0 : 1)) {
      run_steps(run, branch->steps);
      return;
    }
  }
}

static TemplateValue *loop_value(guint index, guint length) {
  TemplateValue *loop = template_value_map();
  template_value_put(loop, "index", template_value_number(index + 1, 0));
  template_value_put(loop, "length", template_value_number(length, 0));
  template_value_put(loop, "first", template_value_bool(index == 0));
  template_value_put(loop, "last", template_value_bool(index + 1 == length));
  return loop;
}

/* How often the loop goes round; false when reported. */
static bool loop_length(Expansion *run, const Step *step, const TemplateValue *list, guint *length) {
  if (list->kind != VALUE_LIST) {
    expansion_error(run, "template-no-list", step->expr->pos, NULL, "%s is not a list", value_kind_name(list));
    return false;
  }
  *length = list->items->len;
  if (!step->limit) return true;
  g_autoptr(TemplateValue) limit = expr_eval(run, step->limit);
  double number;
  int decimals;
  if (!limit || !value_number(run, step->limit->pos, limit, &number, &decimals)) return false;
  if (number < *length) *length = number > 0 ? (guint)floor(number) : 0;
  return true;
}

static void run_for(Expansion *run, const Step *step) {
  g_autoptr(TemplateValue) list = expr_eval(run, step->expr);
  guint length = 0;
  if (!list || !loop_length(run, step, list, &length)) return;
  Scope *outer = run->scope;
  for (guint i = 0; i < length && !run->stopped; i++) {
    if (++run->iterations > TEMPLATE_MAX_ITERATIONS) {
      run->stopped = true;
      expansion_error(run, "template-loop-bound", step->open, "use limit:", "the loops go round more than %d times",
                      TEMPLATE_MAX_ITERATIONS);
      return;
    }
    g_autoptr(Scope) scope = scope_new(outer->locale, outer);
    scope_set(scope, step->word, template_value_ref(g_ptr_array_index(list->items, i)));
    scope_set(scope, "forloop", loop_value(i, length));
    run->scope = scope;
    run_steps(run, step->steps);
    run->scope = outer;
  }
}

/* Markers and blocks begin on a new line whatever a condition left before them. */
static void begin_line(Expansion *run, SourcePos pos) {
  if (run->out->len > run->out_begin && run->out->str[run->out->len - 1] != '\n') write_text(run, "\n", 1, pos, true);
}

static void run_layout(Expansion *run, const Step *step) {
  begin_line(run, step->open);
  g_autofree char *line = g_strconcat(TEMPLATE_MARK_BEGIN, step->word, TEMPLATE_MARK_END "\n", NULL);
  write_text(run, line, strlen(line), step->open, true);
}

/* Words in another language. In HTML the tags are final; in Markdown they are told from an author's HTML by their mark. */
static void run_lang(Expansion *run, const Step *step) {
  bool html = run->escape == ESCAPE_HTML;
  g_autofree char *begin = NULL;
  const char *end = TEMPLATE_LANG_BEGIN TEMPLATE_LANG_END;
  if (html) {
    begin = g_strdup_printf("<%s lang=\"%s\">", step->alone ? "div" : "span", step->word);
    end = step->alone ? "</div>\n" : "</span>";
  } else if (step->alone) {
    begin_line(run, step->open);
    begin = g_strconcat(TEMPLATE_MARK_BEGIN "lang ", step->word, TEMPLATE_MARK_END "\n", NULL);
    end = TEMPLATE_MARK_BEGIN "endlang" TEMPLATE_MARK_END "\n";
  } else {
    begin = g_strconcat(TEMPLATE_LANG_BEGIN, step->word, TEMPLATE_LANG_END, NULL);
  }
  write_text(run, begin, strlen(begin), step->open, true);
  run_steps(run, step->steps);
  if (step->alone) begin_line(run, step->open);
  write_text(run, end, strlen(end), step->open, true);
}

static void run_block(Expansion *run, const Step *step) {
  if (!run->hooks || !run->hooks->block) return;
  begin_line(run, step->open);
  g_autoptr(GString) text = g_string_new(NULL);
  run->hooks->block(step->word, step->text, step->length, step->pos, run->scope, text, run->hooks->user_data);
  if (text->len && text->str[text->len - 1] != '\n') g_string_append_c(text, '\n');
  write_text(run, text->str, text->len, step->open, true);
}

static void run_step(Expansion *run, const Step *step) {
  switch (step->kind) {
  case STEP_TEXT: write_text(run, step->text, step->length, step->pos, false); break;
  case STEP_OUTPUT: run_output(run, step); break;
  case STEP_IF: run_if(run, step); break;
  case STEP_FOR: run_for(run, step); break;
  case STEP_LAYOUT: run_layout(run, step); break;
  case STEP_BLOCK: run_block(run, step); break;
  case STEP_LANG: run_lang(run, step); break;
  case STEP_ASSIGN: {
    TemplateValue *value = expr_eval(run, step->expr);
    if (value) scope_set(run->globals, step->word, value);
    break;
  }
  }
}

static void run_steps(Expansion *run, const GPtrArray *steps) {
  for (guint i = 0; i < steps->len && !run->stopped; i++) run_step(run, g_ptr_array_index(steps, i));
}

bool template_expand(const Template *tmpl, Scope *scope, EscapeMode escape, const TemplateHooks *hooks, GString *out,
                     GArray *line_map, Diags *diags) {
  g_autoptr(Scope) globals = scope_new(scope->locale, scope);
  g_autoptr(GHashTable) reported = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  Expansion run = {.scope = globals,
                   .globals = globals,
                   .escape = escape,
                   .hooks = hooks,
                   .out = out,
                   .out_begin = out->len,
                   .line_map = line_map,
                   .at_line_start = true,
                   .reported = reported,
                   .diags = diags};
  run_steps(&run, tmpl->steps);
  return !run.failed;
}

char *template_expand_string(const Template *tmpl, Scope *scope, EscapeMode escape, Diags *diags) {
  g_autoptr(GString) out = g_string_new(NULL);
  if (!template_expand(tmpl, scope, escape, NULL, out, NULL, diags)) return NULL;
  return g_string_free(g_steal_pointer(&out), FALSE);
}
