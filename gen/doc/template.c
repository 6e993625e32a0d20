/* A template's life: checked text in, steps out. The text is copied, line ends made one kind, and refused when it is not
 * UTF-8 or holds control characters, because markers in the output are told from the author's words by one. It must not
 * know the language itself: that is in the files beside it. */
#include "doc/template_internal.h"
#include <string.h>

/* CRLF and CR become LF: lines keep their numbers. */
static char *normal_lines(const char *text, gsize length) {
  GString *out = g_string_sized_new(length + 1);
  for (gsize i = 0; i < length; i++) {
    if (text[i] != '\r') g_string_append_c(out, text[i]);
    else if (i + 1 == length || text[i + 1] != '\n') g_string_append_c(out, '\n');
  }
  return g_string_free(out, FALSE);
}

static bool check_characters(const char *text, gsize length, SourcePos start, Diags *diags) {
  const char *invalid = NULL;
  if (!g_utf8_validate_len(text, length, &invalid)) {
    diags_error(diags, "template-encoding", template_pos(start, text, invalid), "save the file as UTF-8",
                "this is not UTF-8 text");
    return false;
  }
  bool clean = true;
  for (const char *at = text; at < text + length; at++) {
    guchar c = (guchar)*at;
    if ((c >= 0x20 && c != 0x7f) || c == '\n' || c == '\t' || c == '\r') continue;
    diags_error(diags, "template-control-character", template_pos(start, text, at), "remove it",
                "control character 0x%02x", c);
    clean = false;
  }
  return clean;
}

static Template *parse(const char *text, gsize length, SourcePos start, TagSet known, const char *const *verbatim,
                       Diags *diags) {
  if (!check_characters(text, length, start, diags)) return NULL;
  g_autoptr(Diags) found = diags_new();
  g_autoptr(Template) tmpl = g_new0(Template, 1);
  tmpl->text = normal_lines(text, length);
  g_autoptr(GArray) tokens = template_lex(tmpl->text, strlen(tmpl->text), start, verbatim, found);
  tmpl->steps = template_parse_steps(tokens, known, found);
  bool failed = diags_has_errors(found);
  diags_take(diags, found);
  return failed ? NULL : g_steal_pointer(&tmpl);
}

Template *template_parse(const char *text, gsize length, const char *file, int line_offset, const char *const *verbatim,
                         Diags *diags) {
  TagSet known = verbatim ? TAGS_PAGE : TAGS_MARKUP;
  return parse(text, length, (SourcePos){file, line_offset + 1, 1}, known, verbatim, diags);
}

Template *template_parse_text(const char *text, SourcePos pos, Diags *diags) {
  return parse(text, strlen(text), pos, TAGS_PLAIN, NULL, diags);
}

char *template_expand_text(const char *text, SourcePos pos, Scope *scope, EscapeMode escape, Diags *diags) {
  if (!strchr(text, '{')) return g_strdup(text);
  g_autoptr(Template) tmpl = template_parse_text(text, pos, diags);
  return tmpl ? template_expand_string(tmpl, scope, escape, diags) : NULL;
}

void template_free(Template *tmpl) {
  if (!tmpl) return;
  if (tmpl->steps) g_ptr_array_unref(tmpl->steps);
  g_free(tmpl->text);
  g_free(tmpl);
}

static void visit(const GPtrArray *steps, TemplateBlockVisit func, gpointer user_data) {
  for (guint i = 0; i < steps->len; i++) {
    const Step *step = g_ptr_array_index(steps, i);
    if (step->kind == STEP_BLOCK) func(step->word, step->text, step->length, step->open, user_data);
    if (step->steps) visit(step->steps, func, user_data);
    for (guint j = 0; step->branches && j < step->branches->len; j++)
      visit(((Branch *)g_ptr_array_index(step->branches, j))->steps, func, user_data);
  }
}

void template_foreach_block(const Template *tmpl, TemplateBlockVisit func, gpointer user_data) {
  visit(tmpl->steps, func, user_data);
}
