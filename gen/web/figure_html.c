/* A chart on a page: its finding as a heading, the drawing for wide and for narrow screens, its table, source and
 * downloads. It must not know what kind of chart it is. */
#include <string.h>

#include "figure/canvas.h"
#include "surface/svg.h"
#include "web/region_page.h"

enum { NARROW = 343 };

/* Width of a drawing in a column of so many twelfths of 1152 px. */
static double wide_width(int span) {
  static const double WIDTHS[] = {0, 74, 172, 270, 368, 440, 564, 664, 760, 858, 956, 1054, 1152};
  return WIDTHS[CLAMP(span, 1, 12)];
}

/* ---- heading ---- */

void figure_html_title(RegionPage *page, const Figure *figure, const char *class, bool part) {
  int level = page->section >= 2 || (part && page->has_heading) ? 3 : 2;
  if (!figure->title || !*figure->title) return;
  html_element(page->out, level == 3 ? "h3" : "h2", class, figure->title);
  page->has_heading = true;
}

static void caption_html(RegionPage *page, const Figure *figure) {
  g_string_append(page->out, "<figcaption>");
  figure_html_title(page, figure, "figure-title", false);
  html_element(page->out, "p", "figure-subtitle", figure->subtitle);
  g_string_append(page->out, "</figcaption>");
}

/* ---- drawings ---- */

static char *draw(RegionPage *page, const Figure *figure, MediumKind medium, FigureParts parts, double width, const char *prefix) {
  const Site *site = page->site;
  g_autoptr(Scene) scene = figure_draw(figure, site->theme, site->locale, page->text, medium, parts, width, NULL, NULL, TAG_H3);
  SvgOptions options = {.id_prefix = prefix, .title = figure->title, .description = figure->alt, .language = page->doc->language,
                        .css_variables = parts != FIGURE_ALL, .mode = THEME_LIGHT};
  return svg_write(scene, &options);
}

static void inline_html(RegionPage *page, const Figure *figure, MediumKind medium, double width, const char *class) {
  /* An id of a figure never begins with "_". */
  g_autofree char *prefix = g_strdup_printf("_%s_%c", figure->id, medium == MEDIUM_WEB_WIDE ? 'w' : 'n');
  g_autofree char *svg = draw(page, figure, medium, FIGURE_CHART, width, prefix);
  html_open(page->out, "div", "class", class, NULL);
  g_string_append(page->out, svg);
  html_close(page->out, "div");
}

/* One drawing is shown, by the width of the screen; the other is neither seen nor read. */
static void chart_html(RegionPage *page, const Figure *figure) {
  double width = wide_width(page->span);
  inline_html(page, figure, MEDIUM_WEB_WIDE, width, width > 700 ? "chart chart-full" : "chart chart-wide");
  inline_html(page, figure, MEDIUM_WEB_NARROW, NARROW, width > 700 ? "chart chart-full-narrow" : "chart chart-narrow");
}

bool figure_has_file(const Figure *figure) {
  return figure->table && figure->table->rows->len > 0;
}

char *figure_file_href(const Figure *figure) {
  return g_strconcat("figuur/", figure->id, ".svg", NULL);
}

static void add_file(RegionPage *page, const Figure *figure) {
  if (!(page->formats & FORMAT_SVG) || !figure_has_file(figure)) return;
  char *svg = draw(page, figure, MEDIUM_WEB_WIDE, FIGURE_ALL, MAX(wide_width(page->span), NARROW), figure->id);
  g_autofree char *href = figure_file_href(figure);
  site_files_add(page->files, g_strdup_printf("%s/%s", page->doc->site_path, href), g_bytes_new_take(svg, strlen(svg)));
}

/* ---- below the drawing ---- */

/* `key` names what is downloaded, for those who hear the link without its figure. */
static void download_html(RegionPage *page, const Figure *figure, const char *href, const char *word, const char *key, bool save) {
  g_autofree char *label = locale_phrase(page->site->locale, key, "title", figure->title ? figure->title : "", NULL);
  g_string_append(page->out, "<li>");
  html_open(page->out, "a", "href", href, "download", save ? "" : NULL, "aria-label", label, NULL);
  html_text(page->out, word);
  g_string_append(page->out, "</a></li>");
}

static void downloads_html(RegionPage *page, const Figure *figure) {
  g_autofree char *svg = figure_file_href(figure);
  g_string_append(page->out, "<ul class=\"downloads\">");
  if (page->formats & FORMAT_SVG) download_html(page, figure, svg, "SVG", "web.download_figure", true);
  download_html(page, figure, "data.csv", "CSV", "web.download_data", true);
  if ((page->formats & FORMAT_PDF) && profiles_have(page->profiles, PROFILE_SCREEN) && page->pages > 0)
    download_html(page, figure, "factsheet.pdf", "PDF", "web.download_factsheet", false);
  g_string_append(page->out, "</ul>");
}

static void source_html(RegionPage *page, const Figure *figure) {
  html_element(page->out, "p", "source", figure->note);
  for (guint i = 0; i < figure->corrections->len; i++) html_element(page->out, "p", "source correction", figure->corrections->pdata[i]);
  html_element(page->out, "p", "source", figure->source);
}

void figure_html_table(RegionPage *page, const Figure *figure, const char *key, bool with_foot) {
  GString *out = page->out;
  if (!figure_has_file(figure)) return;
  g_string_append(out, "<details class=\"as-table\"><summary>");
  mark_html_icon(out, "tabel");
  html_element(out, "span", NULL, locale_word(page->site->locale, key));
  html_open(out, "span", "class", "unseen", NULL);
  g_string_append(out, ": ");
  html_text(out, figure->title);
  g_string_append(out, "</span></summary>");
  table_html(page, figure);
  if (with_foot) {
    source_html(page, figure);
    downloads_html(page, figure);
  }
  g_string_append(out, "</details>");
}

void figure_html_foot(RegionPage *page, const Figure *figure, bool with_table) {
  source_html(page, figure);
  if (!figure_has_file(figure)) return;
  g_string_append(page->out, "<div class=\"tools\">");
  if (with_table) figure_html_table(page, figure, "web.as_table", false);
  downloads_html(page, figure);
  g_string_append(page->out, "</div>");
}

void figure_html(RegionPage *page, const Figure *figure) {
  add_file(page, figure);
  if (plain_figure_html(page, figure)) return;
  html_open(page->out, "figure", "class", "figure", "id", figure->id, NULL);
  caption_html(page, figure);
  chart_html(page, figure);
  figure_html_foot(page, figure, true);
  html_close(page->out, "figure");
}
