/* Shows where in a line a finding is. It exists because "line 18041, column 34" sends a person to count. It reads files anew,
 * as they are now, and knows nothing of schemas: how cells are parted is seen from what stands before the place. */
#include "base/excerpt.h"

#include <string.h>

#include "base/file.h"

enum { WIDTH = 100, BEFORE = 60, CELL_MAX = 200 };

struct Excerpts {
  char *root;
  GHashTable *files; /* path → char** of lines; no lines when it cannot be read */
};

Excerpts *excerpts_new(const char *root) {
  Excerpts *excerpts = g_new0(Excerpts, 1);
  excerpts->root = g_strdup(root);
  excerpts->files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)(void *)g_strfreev);
  return excerpts;
}

void excerpts_free(Excerpts *excerpts) {
  if (!excerpts) return;
  g_hash_table_unref(excerpts->files);
  g_free(excerpts->root);
  g_free(excerpts);
}

/* Exports from Windows are read as such; what is neither keeps its good bytes. */
static char *to_utf8(char *bytes, gsize length) {
  if (g_utf8_validate(bytes, (gssize)length, NULL)) return bytes;
  char *text = g_convert(bytes, (gssize)length, "UTF-8", "WINDOWS-1252", NULL, NULL, NULL);
  if (!text) text = g_utf8_make_valid(bytes, (gssize)length);
  g_free(bytes);
  return text;
}

static char **lines_of(Excerpts *excerpts, const char *file) {
  char **lines = g_hash_table_lookup(excerpts->files, file);
  if (lines) return lines;
  g_autofree char *path = g_build_filename(excerpts->root, file, NULL);
  char *contents = NULL;
  gsize length = 0;
  if (file_read(path, &contents, &length, NULL)) {
    g_autofree char *text = to_utf8(contents, length);
    lines = g_strsplit(g_str_has_prefix(text, "\xef\xbb\xbf") ? text + 3 : text, "\n", -1);
  } else {
    lines = g_new0(char *, 1);
  }
  for (char **line = lines; *line; line++) g_strchomp(*line);
  g_hash_table_insert(excerpts->files, g_strdup(file), lines);
  return lines;
}

/* NULL when there is no such line. */
static const char *line_at(Excerpts *excerpts, SourcePos pos) {
  if (!pos.file || pos.line < 1) return NULL;
  char **lines = lines_of(excerpts, pos.file);
  for (int i = 1; *lines && i < pos.line; i++) lines++;
  return *lines && **lines ? *lines : NULL;
}

/* Where the column begins; NULL behind the end of the line. */
static const char *column_at(const char *line, int column) {
  return column >= 1 && column <= g_utf8_strlen(line, -1) + 1 ? g_utf8_offset_to_pointer(line, column - 1) : NULL;
}

/* ---- Cells ----------------------------------------------------------------------------------------------------- */

/* What parts this line's cells: the sign before the place, else the first one in the line. */
static char delimiter_of(const char *line, const char *at) {
  const char *before = at;
  while (before > line && strchr(" \"", before[-1])) before--;
  if (before > line && strchr(",;\t|", before[-1])) return before[-1];
  const char *first = strpbrk(line, ";\t|,");
  return first ? *first : ',';
}

static const char *cell_end(const char *line, const char *at) {
  char delimiter = delimiter_of(line, at);
  bool quoted = *at == '"';
  const char *end = at + quoted;
  for (; *end; end++) {
    if (quoted && end[0] == '"' && end[1] == '"') end++;
    else if (quoted && *end == '"') return end + 1;
    else if (!quoted && *end == delimiter) return end;
  }
  return end;
}

static bool is_csv(SourcePos pos) { return pos.file && (g_str_has_suffix(pos.file, ".csv") || g_str_has_suffix(pos.file, ".tsv")); }

char *excerpts_cell(Excerpts *excerpts, SourcePos pos) {
  const char *line = is_csv(pos) ? line_at(excerpts, pos) : NULL, *at = line ? column_at(line, pos.column) : NULL;
  if (!at) return NULL;
  g_autofree char *cell = g_strndup(at, MIN((gsize)(cell_end(line, at) - at), CELL_MAX));
  return g_utf8_make_valid(cell, -1); /* it may have been cut within a character */
}

/* ---- The line with its caret ----------------------------------------------------------------------------------- */

static void append_part(GString *out, const char *from, const char *to) {
  g_autofree char *part = g_strndup(from, (gsize)(to - from));
  diag_append_printable(out, part);
}

/* Cells of a terminal that printable text takes. */
static guint width_of(const char *text) {
  guint width = 0;
  for (; *text; text = g_utf8_next_char(text)) {
    gunichar c = g_utf8_get_char(text);
    width += g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
  }
  return width;
}

static void append_line(GString *out, const char *line, const char *at, const char *end) {
  glong column = g_utf8_pointer_to_offset(line, at), length = g_utf8_strlen(line, -1);
  glong first = length > WIDTH && column > BEFORE ? MIN(column - BEFORE, length - WIDTH) : 0, last = MIN(length, first + WIDTH);
  const char *from = g_utf8_offset_to_pointer(line, first), *to = g_utf8_offset_to_pointer(line, last);
  g_autoptr(GString) before = g_string_new(first ? "…" : ""), cell = g_string_new(NULL);
  append_part(before, from, at);
  append_part(cell, at, MAX(at, MIN(end, to)));
  g_string_append_printf(out, "  | %s", before->str);
  append_part(out, at, to);
  g_string_append_printf(out, "%s\n  | %*s^", last < length ? "…" : "", (int)width_of(before->str), "");
  for (guint i = 1; i < width_of(cell->str); i++) g_string_append_c(out, '~');
  g_string_append_c(out, '\n');
}

void excerpts_append(GString *out, const Diag *diag, gpointer user_data) {
  const char *line = line_at(user_data, diag->pos), *at = line ? column_at(line, diag->pos.column) : NULL;
  if (!at) return;
  append_line(out, line, at, is_csv(diag->pos) ? cell_end(line, at) : at);
}
