/* Findings for a person at a terminal, a machine, and a mail. */
#pragma once
#include "base/diag.h"
#include <jansson.h>

typedef enum { FINDINGS_TEXT, FINDINGS_JSON, FINDINGS_HTML } FindingsFormat;
/* "text", "json" or "html"; NULL is text. False for other words. */
bool findings_format_parse(const char *word, FindingsFormat *format);

/* As options_print_findings(), each with its line of the file below `root` and a caret under the place. */
void findings_print(const Diags *diags, const char *root);
/* {"counts": {"error", "warning", "note"}, "findings": [{file, line, column, severity, code, message, hint, cell}]}, all of them,
 * in order. Only the offending cell is told, not the row around it: JSON and mail travel further than a terminal. Owned. */
json_t *findings_json(const Diags *diags, const char *root);
/* A whole page by itself, findings by file; of one cause at most 20 in full. `summary`: one sentence, may be NULL. Owned. */
char *findings_html(const Diags *diags, const char *root, const char *title, const char *summary);
