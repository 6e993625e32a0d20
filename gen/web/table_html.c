/* A figure's table in HTML: what "as a table" shows, and the table figure itself. States stay visible as their mark and
 * are said in words. It must not know what kind of figure it belongs to. */
#include <math.h>

#include "web/link.h"
#include "web/region_page.h"

static const char *cell_class(const TableColumn *column) {
  switch (column->kind) {
    case COLUMN_NUMBER: return column->highlight ? "number now" : "number";
    case COLUMN_BAR: return "bar";
    default: return column->highlight ? "now" : NULL;
  }
}

static void head_html(RegionPage *page, const FigureTable *table) {
  GString *out = page->out;
  g_string_append(out, "<thead><tr>");
  for (guint i = 0; i < table->columns->len; i++) {
    const TableColumn *column = table->columns->pdata[i];
    html_open(out, "th", "scope", "col", "class", cell_class(column), NULL);
    mark_html_spoken(out, column->title, column->spoken);
    html_element(out, "small", NULL, column->note);
    html_close(out, "th");
  }
  g_string_append(out, "</tr></thead>");
}

/* Value over target; the target stands at 1 ÷ 1,2 of the width, as in the tiles. */
static void bar_html(RegionPage *page, const TableCell *cell) {
  GString *out = page->out;
  if (isnan(cell->value)) return;
  double width = CLAMP(cell->value / 1.2, 0, 1) * 100;
  g_string_append(out, "<svg class=\"cell-bar\" width=\"100%\" height=\"15\" aria-hidden=\"true\">"
                       "<rect class=\"track\" y=\"2\" width=\"100%\" height=\"11\" />");
  html_number(out, "<rect class=\"fill\" y=\"2\" width=\"", width, "%\" height=\"11\" />");
  g_string_append(out, "<rect class=\"halo\" x=\"82.6%\" width=\"5\" height=\"15\" /><rect class=\"target\" x=\"83.3%\" width=\"2\" height=\"15\" /></svg>");
}

/* The address of the region a row is about; NULL when it is about something else, or about this page's own. */
static char *row_href(const RegionPage *page, const Figure *figure, const char *name) {
  for (guint i = 0; name && i < figure->marks->len; i++) {
    const Mark *mark = figure->marks->pdata[i];
    if (mark->href && mark->role != ROLE_FOCUS && g_str_equal(mark->label, name)) return link_href(page->root, mark->href);
  }
  return NULL;
}

static void row_name_html(RegionPage *page, const Figure *figure, const TableCell *cell) {
  g_autofree char *href = row_href(page, figure, cell->text);
  if (href) html_open(page->out, "a", "href", href, NULL);
  mark_html_spoken(page->out, cell->text, cell->spoken);
  if (href) html_close(page->out, "a");
}

static void cell_html(RegionPage *page, const Figure *figure, const TableColumn *column, const TableCell *cell) {
  const char *tag = column->row_header ? "th" : "td";
  GString *out = page->out;
  html_open(out, tag, "scope", column->row_header ? "row" : NULL, "class", cell_class(column), NULL);
  if (column->kind == COLUMN_BAR) bar_html(page, cell);
  if (column->kind == COLUMN_STATUS && cell->status != STATUS_NONE) {
    html_open(out, "span", "class", mark_status_class(cell->status), NULL);
    mark_html_status(out, cell->status);
    mark_html_spoken(out, cell->text, cell->spoken);
    html_close(out, "span");
  } else if (column->row_header) {
    row_name_html(page, figure, cell);
  } else {
    mark_html_spoken(out, cell->text, cell->spoken);
  }
  html_close(out, tag);
}

static void row_html(RegionPage *page, const Figure *figure, const TableRow *row) {
  const FigureTable *table = figure->table;
  html_open(page->out, "tr", "class", row->highlight ? "focus" : NULL, NULL);
  for (guint i = 0; i < row->cells->len && i < table->columns->len; i++)
    cell_html(page, figure, table->columns->pdata[i], row->cells->pdata[i]);
  html_close(page->out, "tr");
}

/* Wider than a phone: it scrolls in a box of its own, which the keyboard can reach and a listener can name. */
void table_html(RegionPage *page, const Figure *figure) {
  const FigureTable *table = figure->table;
  GString *out = page->out;
  g_autofree char *caption = g_strconcat("_", figure->id, ".tabel", NULL); /* an id of a figure never begins with "_" */
  html_open(out, "div", "class", "scroll", "role", "region", "aria-labelledby", caption, "tabindex", "0", NULL);
  g_string_append(out, "<table>");
  html_open(out, "caption", "id", caption, "class", "unseen", NULL);
  html_text(out, table->caption);
  html_close(out, "caption");
  head_html(page, table);
  g_string_append(out, "<tbody>");
  for (guint i = 0; i < table->rows->len; i++) row_html(page, figure, table->rows->pdata[i]);
  g_string_append(out, "</tbody></table></div>");
}
