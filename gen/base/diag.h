/* Diagnostics: every error of the product is data with a place, collected, sorted and printed once by cli/. */
#pragma once
#include <glib.h>
#include <stdbool.h>

/* A place in an input file. `file` is project-relative and borrowed for as long as the owner says (interned with
 * g_intern_string() everywhere in this program, so it never dies). Line and column count from 1; 0 = unknown.
 * Columns count Unicode code points. */
typedef struct {
  const char *file;
  int line;
  int column;
} SourcePos;

typedef enum { DIAG_ERROR, DIAG_WARNING, DIAG_NOTE } DiagSeverity;

/* One finding. `code` is a short kebab-case id such as "csv-unclosed-quote" (static string). */
typedef struct {
  DiagSeverity severity;
  const char *code;
  SourcePos pos;
  char *message; /* what is wrong, with what was found */
  char *hint;    /* what to do; may be NULL */
} Diag;

typedef struct Diags Diags;

Diags *diags_new(void);
void diags_free(Diags *diags);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Diags, diags_free)

/* Adds a finding; `hint` (copied, may be NULL) says what to do. */
void diags_add(Diags *diags, DiagSeverity severity, const char *code, SourcePos pos, const char *hint,
               const char *format, ...) G_GNUC_PRINTF(6, 7);
/* Same as diags_add() with DIAG_ERROR. */
void diags_error(Diags *diags, const char *code, SourcePos pos, const char *hint, const char *format, ...)
    G_GNUC_PRINTF(5, 6);

guint diags_count(const Diags *diags, DiagSeverity severity);
bool diags_has_errors(const Diags *diags);
guint diags_length(const Diags *diags);
const Diag *diags_get(const Diags *diags, guint index);

/* Moves all findings of `from` to the end of `into`. */
void diags_take(Diags *into, Diags *from);

/* The findings as a compiler prints them, sorted by file, line, column:
 *   file:line:column: error: message [code]
 *     hint: …
 * Unknown parts of the place are left out. Control characters in what was found come out as \u001b and the like.
 * When more than `group_after` findings share file and code, the rest becomes one line with their number
 * (0 = never group). Owned by the caller. */
char *diags_format(const Diags *diags, guint group_after);

/* The same, with what `context` appends (whole lines, or nothing) between a finding and its hint. */
typedef void (*DiagContextFunc)(GString *out, const Diag *diag, gpointer user_data);
char *diags_format_with(const Diags *diags, guint group_after, DiagContextFunc context, gpointer user_data);
/* All findings in that order. const Diag*, the container owned by the caller. */
GPtrArray *diags_sorted(const Diags *diags);
/* "error", "warning", "note" */
const char *diag_severity_word(DiagSeverity severity);
/* Appends text of unknown origin for a terminal: what could move a cursor, hide text or turn its direction comes out as its
 * number. */
void diag_append_printable(GString *out, const char *text);

/* For passing findings from a worker to its parent: one line a finding, tab separated, escaped (owned by the caller);
 * and back. Reading drops what is not a whole line, because the worker may have died while writing; an empty hint comes
 * back as none. */
char *diags_serialize(const Diags *diags);
void diags_deserialize(Diags *into, const char *text);
