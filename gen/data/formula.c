/* Reading a formula. No more of arithmetic than shares and sums need, so that what is secret or missing in it can be told
 * by anyone who reads it. This file must not know indicators: it only keeps their ids. */
#include "data/formula.h"
#include "base/number.h"
#include <string.h>

typedef struct {
  const char *start, *at;
  SourcePos pos;
  Formula *formula;
  Diags *diags;
} Reader;

static void term_clear(gpointer term) { g_free(((FormulaTerm *)term)->id); }

void formula_free(Formula *formula) {
  g_free(formula->text);
  g_array_unref(formula->terms);
  g_free(formula);
}

static SourcePos place(const Reader *reader) {
  SourcePos pos = reader->pos;
  pos.column += (int)g_utf8_strlen(reader->start, reader->at - reader->start);
  return pos;
}

static bool fail(const Reader *reader, const char *wanted) {
  diags_error(reader->diags, "formula", place(reader), "write it like sociale_huur / woningen * 100",
              *reader->at ? "the formula needs %s before '%s'" : "the formula needs %s at its end", wanted, reader->at);
  return false;
}

/* Whether the sign stands here; goes past it. */
static bool take(Reader *reader, char sign) {
  while (*reader->at == ' ') reader->at++;
  if (*reader->at != sign) return false;
  reader->at++;
  while (*reader->at == ' ') reader->at++;
  return true;
}

static bool read_term(Reader *reader, int sign, bool below) {
  static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
  gsize length = strspn(reader->at, letters);
  if (!length || g_ascii_isdigit(*reader->at)) return fail(reader, "an indicator");
  FormulaTerm term = {g_strndup(reader->at, length), NULL, sign, below, place(reader)};
  g_array_append_val(reader->formula->terms, term);
  reader->at += length;
  return true;
}

static bool read_sum(Reader *reader, bool below) {
  if (!read_term(reader, 1, below)) return false;
  while (true) {
    bool minus = !take(reader, '+');
    if (minus && !take(reader, '-')) return true;
    if (!read_term(reader, minus ? -1 : 1, below)) return false;
  }
}

static bool read_side(Reader *reader, bool below) {
  if (!take(reader, '(')) return below ? read_term(reader, 1, true) : read_sum(reader, false);
  return read_sum(reader, below) && (take(reader, ')') || fail(reader, "a ')'"));
}

static bool read_factor(Reader *reader) {
  gsize length = strspn(reader->at, "0123456789.");
  double *factor = &reader->formula->factor;
  if (!number_parse(reader->at, length, '.', '\0', factor) || !(*factor > 0)) return fail(reader, "a number above 0");
  reader->at += length;
  return true;
}

static bool read_all(Reader *reader) {
  bool bracket = take(reader, '(');
  if (bracket) reader->at = reader->start + strspn(reader->start, " ");
  if (!read_side(reader, false)) return false;
  reader->formula->divides = take(reader, '/');
  if (reader->formula->divides && !bracket && reader->formula->terms->len > 1) return fail(reader, "brackets around the sum");
  if (reader->formula->divides && !read_side(reader, true)) return false;
  if (take(reader, '*') && !read_factor(reader)) return false;
  take(reader, ' ');
  return !*reader->at || fail(reader, "nothing more");
}

Formula *formula_parse(const char *text, SourcePos pos, Diags *diags) {
  g_autoptr(Formula) formula = g_new0(Formula, 1);
  *formula = (Formula){g_strdup(text), g_array_new(FALSE, FALSE, sizeof(FormulaTerm)), false, 1};
  g_array_set_clear_func(formula->terms, term_clear);
  Reader reader = {text, text, pos, formula, diags};
  return read_all(&reader) ? g_steal_pointer(&formula) : NULL;
}
