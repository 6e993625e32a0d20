/* Figures that are words and tables on the web, not drawings: tile, tally, key, table. It exists so that a phone, a
 * listener and a search engine read them as text. It must not compute anything. */
#include "figure/canvas.h"
#include "surface/svg.h"
#include "web/region_page.h"

/* ---- tally ---- */

static void tally_html(RegionPage *page, const Figure *figure) {
  GString *out = page->out;
  html_open(out, "div", "class", "tally", "id", figure->id, NULL);
  if (g_strcmp0(figure->variant, "bare") != 0) figure_html_title(page, figure, "tile-title", true);
  g_string_append(out, "<ul>");
  for (guint i = 0; i < figure->marks->len; i++) {
    const Mark *mark = figure->marks->pdata[i];
    g_string_append(out, "<li>");
    mark_html_status(out, mark->status);
    g_string_append(out, "<span>");
    html_element(out, "b", NULL, mark->value.text);
    g_string_append_c(out, ' ');
    html_text(out, mark->label);
    g_string_append(out, "</span></li>");
  }
  g_string_append(out, "</ul>");
  html_close(out, "div");
}

/* ---- key ---- */

static void sample_html(RegionPage *page, const Figure *figure, const Mark *mark, guint index) {
  g_autoptr(Scene) scene = mark->icon ? figure_key_sample(mark->icon, page->site->theme, page->text, MEDIUM_WEB_WIDE) : NULL;
  if (!scene) return;
  g_autofree char *prefix = g_strdup_printf("_%s_%u", figure->id, index);
  SvgOptions options = {.id_prefix = prefix, .language = page->doc->language, .css_variables = true, .hidden = true, .mode = THEME_LIGHT};
  g_autofree char *svg = svg_write(scene, &options);
  g_string_append(page->out, svg);
}

static void key_html(RegionPage *page, const Figure *figure) {
  GString *out = page->out;
  bool strip = g_strcmp0(figure->variant, "strip") == 0;
  html_open(out, "div", "class", strip ? "key key-strip" : "key", "id", figure->id, NULL);
  if (strip) html_element(out, "p", "key-title", figure->title);
  else figure_html_title(page, figure, "figure-title", false);
  g_string_append(out, "<ul>");
  for (guint i = 0; i < figure->marks->len; i++) {
    const Mark *mark = figure->marks->pdata[i];
    g_string_append(out, "<li>");
    sample_html(page, figure, mark, i);
    /* A word beside its sample says nothing to who does not see the sample. */
    html_open(out, "span", "aria-hidden", "true", NULL);
    html_element(out, "b", NULL, mark->label);
    if (mark->label && *mark->label) g_string_append_c(out, ' ');
    html_text(out, mark->value.text);
    html_close(out, "span");
    html_element(out, "span", "unseen", mark->value.spoken);
    g_string_append(out, "</li>");
  }
  g_string_append(out, "</ul>");
  html_close(out, "div");
}

/* ---- table ---- */

static void table_figure_html(RegionPage *page, const Figure *figure) {
  GString *out = page->out;
  html_open(out, "figure", "class", "figure", "id", figure->id, NULL);
  g_string_append(out, "<figcaption>");
  figure_html_title(page, figure, "figure-title", false);
  html_element(out, "p", "figure-subtitle", figure->subtitle);
  g_string_append(out, "</figcaption>");
  table_html(page, figure);
  figure_html_foot(page, figure, false);
  html_close(out, "figure");
}

typedef struct { const char *name; void (*write)(RegionPage *page, const Figure *figure); } PlainType;
static const PlainType PLAIN_TYPES[] = {{"tile", tile_html}, {"tally", tally_html}, {"key", key_html}, {"table", table_figure_html}};

bool plain_figure_html(RegionPage *page, const Figure *figure) {
  if (!figure->type->plain_html) return false;
  for (guint i = 0; i < G_N_ELEMENTS(PLAIN_TYPES); i++)
    if (g_str_equal(PLAIN_TYPES[i].name, figure->type->name)) {
      PLAIN_TYPES[i].write(page, figure);
      return true;
    }
  return false;
}
