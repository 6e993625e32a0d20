/* Decimal and group characters of columns of which the package does not say them. "1.234" is one thousand or one point two:
 * another number of the column may tell, or of the file; if none does, nobody knows but who made the file. Findings name
 * places and no values, because these may be secret. This file must not know roles. */
#include "data/sniff.h"
#include "data/table.h"
#include <string.h>

typedef enum { WHY_NONE, WHY_BOTH, WHY_TWICE, WHY_DIGITS, WHY_WHOLE, WHY_PLAIN, WHY_FILE } Why;

static const char *const REASONS[] = {
    [WHY_NONE] = "",
    [WHY_BOTH] = "this number has both signs, and the last one is the decimal one",
    [WHY_TWICE] = "in this number the sign stands more than once, so it divides thousands",
    [WHY_DIGITS] = "in this number the sign does not stand before a group of three digits",
    [WHY_WHOLE] = "the column holds whole numbers",
    [WHY_PLAIN] = "this number of four digits or more has no sign between thousands",
    [WHY_FILE] = "the other columns of the file are written so"};

/* Numbers that speak for one decimal sign: how many, and the first of them. */
typedef struct {
  guint count;
  Why why;
  SourcePos pos;
  bool group;             /* one of them has the other sign between thousands */
} Votes;

/* What a column's numbers say of how they are written. */
typedef struct {
  Field *field;           /* NULL = nothing to be found */
  Votes point, comma;
  Why why;
  char decimal, group;
  SourcePos pos;          /* of the first number that tells */
  char unclear;           /* the sign in numbers like 1.234; '\0' = there are none */
  SourcePos unclear_pos;
  SourcePos plain_pos;    /* of a number like 1234; line 0 = there is none */
} Column;

static char other(char sign) { return sign == '.' ? ',' : '.'; }

static void vote(Column *column, Why why, char decimal, bool group, SourcePos pos) {
  Votes *votes = decimal == '.' ? &column->point : &column->comma;
  if (!votes->count++) {
    votes->why = why;
    votes->pos = pos;
  }
  votes->group |= group;
}

static void settle(Column *column, Why why, char decimal, char group, SourcePos pos) {
  column->why = why;
  column->decimal = decimal;
  column->group = group;
  column->pos = pos;
}

/* The majority decides; a number that contradicts it will be an error where it stands. */
static void count_votes(Column *column) {
  bool comma = column->comma.count > column->point.count;
  const Votes *votes = comma ? &column->comma : &column->point;
  char decimal = comma ? ',' : '.';
  if (votes->count) settle(column, votes->why, decimal, votes->group ? other(decimal) : '\0', votes->pos);
}

/* A number without its sign and without the mark behind it; false when it is none. */
static bool bare(const char **text, gsize *length) {
  if (*length && (**text == '-' || **text == '+')) (*text)++, (*length)--;
  while (*length && !g_ascii_isdigit((*text)[*length - 1])) (*length)--;
  for (gsize i = 0; i < *length; i++)
    if (!g_ascii_isdigit((*text)[i]) && (*text)[i] != '.' && (*text)[i] != ',') return false;
  return *length;
}

static void weigh(Column *column, const Cell *cell) {
  const char *text = cell->text, *last = NULL;
  gsize length = cell->length, points = 0, commas = 0;
  if (!bare(&text, &length)) return;
  for (gsize i = 0; i < length; i++) {
    points += text[i] == '.';
    commas += text[i] == ',';
    if (!g_ascii_isdigit(text[i])) last = text + i;
  }
  if (!last) {
    if (length > 3 && *text != '0' && !column->plain_pos.line) column->plain_pos = cell->pos;
    return;
  }
  gsize before = (gsize)(last - text), behind = length - before - 1;
  bool group_like = behind == 3 && before >= 1 && before <= 3 && *text != '0';
  if (points && commas) vote(column, WHY_BOTH, *last, true, cell->pos);
  else if (points + commas > 1) vote(column, WHY_TWICE, other(*last), true, cell->pos);
  else if (!group_like) vote(column, WHY_DIGITS, *last, false, cell->pos);
  else if (column->field->type == FIELD_INTEGER) vote(column, WHY_WHOLE, other(*last), true, cell->pos);
  else if (!column->unclear) {
    column->unclear = *last;
    column->unclear_pos = cell->pos;
  }
}

static void take_row(const Row *row, gpointer user_data) {
  Column *columns = user_data;
  for (guint i = 0; i < row->resource->fields->len; i++)
    if (columns[i].field && !row->cells[i].missing) weigh(&columns[i], &row->cells[i]);
}

/* What all settled columns agree on; '\0' when they do not, or there are none. */
static char file_decimal(const Column *columns, guint count) {
  char decimal = '\0';
  for (guint i = 0; i < count; i++) {
    if (columns[i].why == WHY_NONE) continue;
    if (decimal && columns[i].decimal != decimal) return '\0';
    decimal = columns[i].decimal;
  }
  return decimal;
}

static void report(const Column *column, Diags *diags) {
  g_autofree char *group = column->group ? g_strdup_printf(", \"groupChar\": \"%c\"", column->group) : g_strdup("");
  g_autofree char *hint =
      g_strdup_printf("if this is right, declare it with the field: \"decimalChar\": \"%c\"%s", column->decimal, group);
  char sign = column->unclear ? column->unclear : column->group ? column->group : column->decimal;
  diags_add(diags, DIAG_NOTE, "number-sniffed", column->pos, hint,
            "the package does not say how numbers are written in the column '%s'; 1%c234 is read as 1%s234, because %s",
            column->field->name, sign, sign == column->decimal ? "." : "", REASONS[column->why]);
}

static void conclude(Column *column, char whole_file, Diags *diags) {
  char sign = column->unclear;
  if (column->why == WHY_NONE && sign && column->plain_pos.line) settle(column, WHY_PLAIN, sign, '\0', column->plain_pos);
  if (column->why == WHY_NONE && sign && whole_file) settle(column, WHY_FILE, whole_file, '\0', column->unclear_pos);
  if (column->why == WHY_NONE && sign)
    diags_error(diags, "number-ambiguous", column->unclear_pos,
                sign == '.' ? "declare it with the field in datapackage.json: \"decimalChar\": \".\" if 1.234 is a little more than one, "
                              "\"decimalChar\": \",\", \"groupChar\": \".\" if it is a thousand"
                            : "declare it with the field in datapackage.json: \"decimalChar\": \",\" if 1,234 is a little more than one, "
                              "\"groupChar\": \",\" if it is a thousand",
                "numbers like 1%c234 in the column '%s' can be read in two ways, and no other number tells which", sign,
                column->field->name);
  if (column->why == WHY_NONE) return;
  if (sign && sign != column->decimal) column->group = sign;
  column->field->decimal = column->decimal;
  column->field->group = column->group;
  if (sign || column->decimal != '.' || column->group) report(column, diags);
}

static inline guint is_digit(char byte) { return (guchar)(byte - '0') < 10; }

/* Up to the first point that three digits follow, or another point right after less; perhaps somewhat before it. Without
 * branches, for many bytes at a time: points are as many as numbers. */
static const char *pass_short_fractions(const char *at, const char *end) {
  enum { STEP = 64, AHEAD = 3 };
  for (; end - at >= STEP + AHEAD; at += STEP) {
    guchar unclear = 0;
    for (guint i = 0; i < STEP; i++) {
      guchar digits = is_digit(at[i + 1]) & is_digit(at[i + 2]) & is_digit(at[i + 3]);
      guchar points = (at[i + 1] == '.') | (at[i + 2] == '.') | (at[i + 3] == '.');
      unclear |= (at[i] == '.') & (digits | points);
    }
    if (unclear) break;
  }
  return at;
}

/* Whether a sign in the file could be other than a decimal point that is plain to see: one that no other point or group of three
 * digits follows, in a file whose fields hold no commas. Most files are left alone by this, and that halves their reading. */
static bool has_unclear_signs(const CsvDialect *dialect, const char *contents, gsize length) {
  bool commas = dialect->delimiter != ',' || memchr(contents, dialect->quote, length);
  if (commas && memchr(contents, ',', length)) return true;
  const char *const end = contents + length, *at = pass_short_fractions(contents, end);
  while ((at = memchr(at, '.', (gsize)(end - at)))) {
    const char *digits = ++at;
    while (at < end && g_ascii_isdigit(*at)) at++;
    if (at - digits == 3 || (at < end && *at == '.')) return true;
  }
  return false;
}

void sniff_numbers(Resource *resource, const char *contents, gsize length, Diags *diags) {
  guint count = resource->fields->len, open = 0;
  g_autofree Column *columns = g_new0(Column, count);
  for (guint i = 0; i < count; i++) {
    Field *field = g_ptr_array_index(resource->fields, i);
    if (field->style_given || (field->type != FIELD_NUMBER && field->type != FIELD_INTEGER)) continue;
    columns[i].field = field;
    field->decimal = '.';
    field->group = '\0';
    open++;
  }
  if (!open || !has_unclear_signs(&resource->dialect, contents, length)) return;
  table_scan(resource, contents, length, take_row, columns);
  for (guint i = 0; i < count; i++) count_votes(&columns[i]);
  char whole_file = file_decimal(columns, count);
  for (guint i = 0; i < count; i++)
    if (columns[i].field) conclude(&columns[i], whole_file, diags);
}
