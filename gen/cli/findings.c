/* The same findings in three forms. It exists so that what stopped the night can be mailed and counted, in the words that the
 * terminal shows. It must not judge: severity and words are the finder's. */
#include "cli/findings.h"

#include <glib/gprintf.h>
#include <string.h>

#include "base/excerpt.h"
#include "cli/report_html.h"
#include "web/html.h"

enum { GROUP_AFTER = 8, HTML_GROUP_AFTER = 20 };

bool findings_format_parse(const char *word, FindingsFormat *format) {
  static const char *const NAMES[] = {[FINDINGS_TEXT] = "text", [FINDINGS_JSON] = "json", [FINDINGS_HTML] = "html"};
  for (guint i = 0; i < G_N_ELEMENTS(NAMES); i++) {
    if (word && !g_str_equal(NAMES[i], word)) continue;
    *format = (FindingsFormat)i;
    return true;
  }
  return false;
}

void findings_print(const Diags *diags, const char *root) {
  g_autoptr(Excerpts) excerpts = excerpts_new(root);
  g_autofree char *text = diags_format_with(diags, GROUP_AFTER, excerpts_append, excerpts);
  g_fprintf(stderr, "%s", text);
}

/* ---- For machines ---------------------------------------------------------------------------------------------- */

static void put(json_t *map, const char *key, const char *text) {
  if (text && *text) json_object_set_new(map, key, json_string(text));
}

static void put_count(json_t *map, const char *key, int count) {
  if (count > 0) json_object_set_new(map, key, json_integer(count));
}

json_t *findings_json(const Diags *diags, const char *root) {
  g_autoptr(Excerpts) excerpts = excerpts_new(root);
  g_autoptr(GPtrArray) sorted = diags_sorted(diags);
  json_t *counts = json_object(), *list = json_array();
  for (DiagSeverity severity = DIAG_ERROR; severity <= DIAG_NOTE; severity++)
    json_object_set_new(counts, diag_severity_word(severity), json_integer(diags_count(diags, severity)));
  for (guint i = 0; i < sorted->len; i++) {
    const Diag *diag = sorted->pdata[i];
    g_autofree char *cell = excerpts_cell(excerpts, diag->pos);
    json_t *map = json_object();
    put(map, "file", diag->pos.file);
    put_count(map, "line", diag->pos.line);
    put_count(map, "column", diag->pos.column);
    put(map, "severity", diag_severity_word(diag->severity));
    put(map, "code", diag->code);
    put(map, "message", diag->message);
    put(map, "hint", diag->hint);
    put(map, "cell", cell);
    json_array_append_new(list, map);
  }
  return json_pack("{s:o, s:o}", "counts", counts, "findings", list);
}

/* ---- For a mail ------------------------------------------------------------------------------------------------ */

typedef struct {
  GString *out;
  Excerpts *excerpts;
  const char *file;    /* of the section that is open */
  GHashTable *causes;  /* code and file → how many were met */
  bool open;
} Page;

static void begin_file(Page *page, const Diag *diag) {
  if (page->open && g_strcmp0(page->file, diag->pos.file) == 0) return;
  if (page->open) g_string_append(page->out, "</ol></section>");
  page->file = diag->pos.file;
  page->open = true;
  g_string_append(page->out, "<section>");
  html_element(page->out, "h2", NULL, page->file ? page->file : "The project as a whole");
  g_string_append(page->out, "<ol>");
}

/* How many of this cause there were before. */
static guint count_cause(Page *page, const Diag *diag) {
  g_autofree char *key = g_strconcat(diag->code, "\n", diag->pos.file, NULL);
  guint before = GPOINTER_TO_UINT(g_hash_table_lookup(page->causes, key));
  g_hash_table_insert(page->causes, g_steal_pointer(&key), GUINT_TO_POINTER(before + 1));
  return before;
}

static void finding_html(Page *page, const Diag *diag) {
  g_autofree char *cell = excerpts_cell(page->excerpts, diag->pos);
  GString *out = page->out;
  html_open(out, "li", "class", diag_severity_word(diag->severity), NULL);
  g_string_append(out, "<p>");
  html_element(out, "strong", NULL, diag_severity_word(diag->severity));
  if (diag->pos.line > 0) g_string_append_printf(out, " <span class=\"place\">line %d", diag->pos.line);
  if (diag->pos.line > 0 && diag->pos.column > 0) g_string_append_printf(out, ", column %d", diag->pos.column);
  if (diag->pos.line > 0) g_string_append(out, "</span>");
  g_string_append(out, "<br />");
  html_text(out, diag->message);
  g_string_append(out, " ");
  html_element(out, "code", "code", diag->code);
  g_string_append(out, "</p>");
  if (cell && *cell) {
    g_string_append(out, "<p>In the cell: ");
    html_element(out, "code", "cell", cell);
    g_string_append(out, "</p>");
  }
  if (diag->hint) {
    g_string_append(out, "<p class=\"hint\">What to do: ");
    html_text(out, diag->hint);
    g_string_append(out, "</p>");
  }
  html_close(out, "li");
}

static void more_html(Page *page, const Diag *diag, const Diags *diags) {
  guint more = 0;
  for (guint i = 0; i < diags_length(diags); i++) {
    const Diag *other = diags_get(diags, i);
    more += g_str_equal(other->code, diag->code) && g_strcmp0(other->pos.file, diag->pos.file) == 0;
  }
  g_autofree char *text = g_strdup_printf("… and %u more like this (%s)", more - HTML_GROUP_AFTER, diag->code);
  html_element(page->out, "li", "more", text);
}

char *findings_html(const Diags *diags, const char *root, const char *title, const char *summary) {
  g_autoptr(Excerpts) excerpts = excerpts_new(root);
  g_autoptr(GPtrArray) sorted = diags_sorted(diags);
  g_autoptr(GHashTable) causes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  Page page = {report_html_begin(title), excerpts, NULL, causes, false};
  html_element(page.out, "p", "summary", summary);
  if (!sorted->len) html_element(page.out, "p", NULL, "Nothing was found. The drop can be published.");
  for (guint i = 0; i < sorted->len; i++) {
    const Diag *diag = sorted->pdata[i];
    guint before = count_cause(&page, diag);
    begin_file(&page, diag);
    if (before < HTML_GROUP_AFTER) finding_html(&page, diag);
    if (before == HTML_GROUP_AFTER) more_html(&page, diag, diags);
  }
  if (page.open) g_string_append(page.out, "</ol></section>");
  return report_html_end(page.out);
}
