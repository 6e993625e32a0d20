/* Findings about the input, kept as data until cli/ prints them once, sorted, so that a person sees every error of a
 * run in the order of the files and a worker can hand its own to its parent. It must not know who found what, nor
 * print; and it trusts no text: what comes from a file may hold control characters meant for the terminal. */
#include "base/diag.h"
#include <stdlib.h>
#include <string.h>

struct Diags {
  GPtrArray *items;            /* Diag*, in order of arrival */
  guint counts[DIAG_NOTE + 1]; /* by severity: readers ask after every row */
};

static void diag_free(gpointer data) {
  Diag *diag = data;
  g_free(diag->message);
  g_free(diag->hint);
  g_free(diag);
}

Diags *diags_new(void) {
  Diags *diags = g_new0(Diags, 1);
  diags->items = g_ptr_array_new_with_free_func(diag_free);
  return diags;
}

void diags_free(Diags *diags) {
  if (!diags) return;
  g_ptr_array_unref(diags->items);
  g_free(diags);
}

static void append(Diags *diags, DiagSeverity severity, const char *code, SourcePos pos, const char *message,
                   const char *hint) {
  Diag *diag = g_new0(Diag, 1);
  diag->severity = severity;
  diag->code = code;
  diag->pos = pos;
  diag->message = g_utf8_make_valid(message, -1);
  diag->hint = hint ? g_utf8_make_valid(hint, -1) : NULL;
  g_ptr_array_add(diags->items, diag);
  diags->counts[severity]++;
}

void diags_add(Diags *diags, DiagSeverity severity, const char *code, SourcePos pos, const char *hint,
               const char *format, ...) {
  va_list args;
  va_start(args, format);
  g_autofree char *message = g_strdup_vprintf(format, args);
  va_end(args);
  append(diags, severity, code, pos, message, hint);
}

void diags_error(Diags *diags, const char *code, SourcePos pos, const char *hint, const char *format, ...) {
  va_list args;
  va_start(args, format);
  g_autofree char *message = g_strdup_vprintf(format, args);
  va_end(args);
  append(diags, DIAG_ERROR, code, pos, message, hint);
}

guint diags_count(const Diags *diags, DiagSeverity severity) { return diags->counts[severity]; }

bool diags_has_errors(const Diags *diags) { return diags_count(diags, DIAG_ERROR) > 0; }

guint diags_length(const Diags *diags) { return diags->items->len; }

const Diag *diags_get(const Diags *diags, guint index) {
  g_return_val_if_fail(index < diags->items->len, NULL);
  return g_ptr_array_index(diags->items, index);
}

void diags_take(Diags *into, Diags *from) {
  g_return_if_fail(into != from);
  g_ptr_array_extend_and_steal(into->items, from->items);
  from->items = g_ptr_array_new_with_free_func(diag_free);
  for (int severity = 0; severity <= DIAG_NOTE; severity++) {
    into->counts[severity] += from->counts[severity];
    from->counts[severity] = 0;
  }
}

/* ---- Printing -------------------------------------------------------------------------------------------------- */

/* g_ptr_array_sort() may reorder equals, so the order of arrival decides last. */
typedef struct {
  const Diag *diag;
  guint arrival;
} Entry;

static int compare_entries(gconstpointer a, gconstpointer b) {
  const Entry *left = a, *right = b;
  int order = g_strcmp0(left->diag->pos.file, right->diag->pos.file);
  if (!order) order = (left->diag->pos.line > right->diag->pos.line) - (left->diag->pos.line < right->diag->pos.line);
  if (!order)
    order = (left->diag->pos.column > right->diag->pos.column) - (left->diag->pos.column < right->diag->pos.column);
  return order ? order : (left->arrival > right->arrival) - (left->arrival < right->arrival);
}

/* Characters that could move a cursor, hide text or turn its direction come out as their number. */
void diag_append_printable(GString *out, const char *text) {
  for (const char *at = text; *at; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    GUnicodeType type = g_unichar_type(c);
    if (c == '\n') g_string_append(out, "\\n");
    else if (c == '\t') g_string_append(out, "\\t");
    else if (type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR ||
             (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069))
      g_string_append_printf(out, "\\u%04x", c);
    else g_string_append_unichar(out, c);
  }
}

static void append_place(GString *out, SourcePos pos) {
  if (!pos.file) return;
  g_autofree char *file = g_utf8_make_valid(pos.file, -1);
  diag_append_printable(out, file);
  if (pos.line > 0) g_string_append_printf(out, ":%d", pos.line);
  if (pos.line > 0 && pos.column > 0) g_string_append_printf(out, ":%d", pos.column);
  g_string_append(out, ": ");
}

const char *diag_severity_word(DiagSeverity severity) {
  static const char *const words[] = {"error", "warning", "note"};
  return words[severity];
}

/* What stands between a finding and its hint. */
typedef struct {
  DiagContextFunc func; /* or NULL */
  gpointer user_data;
} Context;

static void append_diag(GString *out, const Diag *diag, const Context *context) {
  append_place(out, diag->pos);
  g_string_append_printf(out, "%s: ", diag_severity_word(diag->severity));
  diag_append_printable(out, diag->message);
  g_string_append_printf(out, " [%s]\n", diag->code);
  if (context->func) context->func(out, diag, context->user_data);
  if (!diag->hint || !*diag->hint) return;
  g_string_append(out, "  hint: ");
  diag_append_printable(out, diag->hint);
  g_string_append_c(out, '\n');
}

/* Findings of one cause: the same code in the same file. */
typedef struct {
  guint total, shown;
} Group;

static Group *group_of(GHashTable *groups, const Diag *diag) {
  g_autofree char *key = g_strconcat(diag->code, "\n", diag->pos.file, NULL);
  Group *group = g_hash_table_lookup(groups, key);
  if (!group) {
    group = g_new0(Group, 1);
    g_hash_table_insert(groups, g_steal_pointer(&key), group);
  }
  return group;
}

GPtrArray *diags_sorted(const Diags *diags) {
  g_autoptr(GArray) entries = g_array_new(FALSE, FALSE, sizeof(Entry));
  for (guint i = 0; i < diags->items->len; i++) {
    Entry entry = {diags_get(diags, i), i};
    g_array_append_val(entries, entry);
  }
  g_array_sort(entries, compare_entries);
  GPtrArray *sorted = g_ptr_array_new();
  for (guint i = 0; i < entries->len; i++) g_ptr_array_add(sorted, (gpointer)g_array_index(entries, Entry, i).diag);
  return sorted;
}

char *diags_format_with(const Diags *diags, guint group_after, DiagContextFunc func, gpointer user_data) {
  g_autoptr(GHashTable) groups = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GPtrArray) sorted = diags_sorted(diags);
  const Context context = {func, user_data};
  for (guint i = 0; i < sorted->len; i++) group_of(groups, sorted->pdata[i])->total++;
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < sorted->len; i++) {
    const Diag *diag = sorted->pdata[i];
    Group *group = group_of(groups, diag);
    guint number = ++group->shown;
    if (!group_after || number <= group_after) append_diag(out, diag, &context);
    if (group_after && number == group_after && group->total > group_after) {
      append_place(out, (SourcePos){.file = diag->pos.file});
      g_string_append_printf(out, "%s: and %u more like this [%s]\n", diag_severity_word(diag->severity),
                             group->total - group_after, diag->code);
    }
  }
  return g_string_free(out, FALSE);
}

char *diags_format(const Diags *diags, guint group_after) { return diags_format_with(diags, group_after, NULL, NULL); }

/* ---- From worker to parent ------------------------------------------------------------------------------------- */

enum { FIELD_SEVERITY, FIELD_CODE, FIELD_FILE, FIELD_LINE, FIELD_COLUMN, FIELD_MESSAGE, FIELD_HINT, FIELDS };

char *diags_serialize(const Diags *diags) {
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < diags->items->len; i++) {
    const Diag *diag = diags_get(diags, i);
    g_autofree char *code = g_strescape(diag->code, NULL);
    g_autofree char *file = g_strescape(diag->pos.file ? diag->pos.file : "", NULL);
    g_autofree char *message = g_strescape(diag->message, NULL);
    g_autofree char *hint = g_strescape(diag->hint ? diag->hint : "", NULL);
    g_string_append_printf(out, "%d\t%s\t%s\t%d\t%d\t%s\t%s\n", diag->severity, code, file, diag->pos.line,
                           diag->pos.column, message, hint);
  }
  return g_string_free(out, FALSE);
}

static void deserialize_line(Diags *into, const char *line) {
  g_auto(GStrv) fields = g_strsplit(line, "\t", 0);
  if (g_strv_length(fields) != FIELDS) return;
  guint64 severity, row, column;
  if (!g_ascii_string_to_unsigned(fields[FIELD_SEVERITY], 10, 0, DIAG_NOTE, &severity, NULL) ||
      !g_ascii_string_to_unsigned(fields[FIELD_LINE], 10, 0, G_MAXINT, &row, NULL) ||
      !g_ascii_string_to_unsigned(fields[FIELD_COLUMN], 10, 0, G_MAXINT, &column, NULL))
    return;
  g_autofree char *code = g_strcompress(fields[FIELD_CODE]);
  g_autofree char *file = g_strcompress(fields[FIELD_FILE]);
  g_autofree char *message = g_strcompress(fields[FIELD_MESSAGE]);
  g_autofree char *hint = g_strcompress(fields[FIELD_HINT]);
  SourcePos pos = {*file ? g_intern_string(file) : NULL, (int)row, (int)column};
  append(into, (DiagSeverity)severity, g_intern_string(code), pos, message, *hint ? hint : NULL);
}

/* A worker may die in the middle of a line: only whole lines count. */
void diags_deserialize(Diags *into, const char *text) {
  for (const char *end; (end = strchr(text, '\n')); text = end + 1) {
    g_autofree char *line = g_strndup(text, (gsize)(end - text));
    deserialize_line(into, line);
  }
}
