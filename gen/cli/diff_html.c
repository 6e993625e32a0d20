/* Old beside new for the eye. The bars are a figure as factsheets have them, so that a number looks here as it will look there. It
 * must not decide what is worth telling: the order of the changes says that. */
#include "cli/diff_html.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "cli/report_html.h"
#include "figure/canvas.h"
#include "surface/svg.h"
#include "web/html.h"
#include "work/project.h"

enum { ROWS = 40, FIGURES = 6, BARS = 8, WIDTH = 440 };

typedef struct {
  const Compared *old, *new;
  const Drifts *drifts;
  Theme *theme;
  Locale *locale;
  TextEngine *text;
  GString *out;
} Page;

/* ---- Bars ------------------------------------------------------------------------------------------------------ */

static const Indicator *indicator_of(const Page *page, const char *id) {
  const Indicator *found = page->new->dataset ? dataset_indicator(page->new->dataset, id) : NULL;
  return found || !page->old->dataset ? found : dataset_indicator(page->old->dataset, id);
}

static void add_bar(const Page *page, Figure *figure, const Drift *drift, bool now) {
  char iso[PERIOD_TEXT];
  g_autofree char *label = g_strdup_printf("%s %s, %s %s", drift->code, drift->name ? drift->name : "", now ? "new" : "old",
                                           period_iso(now ? drift->period : drift->before, iso));
  Mark *mark = figure_add_mark(figure->marks, label, now ? ROLE_FOCUS : ROLE_CONTEXT);
  mark->value.obs = (Observation){.value = now ? drift->new_value : drift->old_value, .low = NAN, .high = NAN, .state = STATE_VALUE};
  g_free(mark->value.text);
  g_free(mark->value.spoken);
  mark->value.text = locale_number(page->locale, mark->value.obs.value, figure->decimals);
  mark->value.spoken = g_strdup(mark->value.text);
  figure->axis_max = MAX(figure->axis_max, mark->value.obs.value);
  figure->axis_min = MIN(figure->axis_min, mark->value.obs.value);
}

static const FigureType *bars_type(void) { return figure_type_find(figure_types(), "bars"); }

/* All changes of this kind and indicator that bars can show, the largest first. */
static Figure *figure_of(const Page *page, const Drift *first, guint number) {
  const Indicator *indicator = indicator_of(page, first->indicator);
  g_autofree char *id = g_strdup_printf("change-%u", number);
  Figure *figure = figure_new(bars_type(), id, (SourcePos){NULL, 0, 0});
  const GArray *all = drifts_all(page->drifts);
  figure->decimals = indicator ? indicator->decimals : 0;
  for (guint i = 0; i < all->len && figure->marks->len < 2 * BARS; i++) {
    const Drift *drift = &g_array_index(all, Drift, i);
    bool same = drift->kind == first->kind && g_str_equal(drift->indicator, first->indicator);
    if (!same || !(drift->old_value >= 0) || !(drift->new_value >= 0)) continue;
    add_bar(page, figure, drift, false);
    add_bar(page, figure, drift, true);
  }
  figure->title = g_strdup(indicator ? indicator->title : first->indicator);
  figure->subtitle = g_strdup(indicator ? indicator->unit_label : "");
  figure->alt = g_strdup_printf("%s: old and new values as bars; the table above has the same numbers.", figure->title);
  figure->table = figure_table_new(figure->title);
  return figure;
}

static void figure_html(Page *page, const Drift *first, guint number) {
  Figure *figure = figure_of(page, first, number);
  if (figure->marks->len && figure->axis_max > figure->axis_min) {
    g_autoptr(Scene) scene =
        figure_draw(figure, page->theme, page->locale, page->text, MEDIUM_WEB_WIDE, FIGURE_CHART, WIDTH, NULL, NULL, TAG_H3);
    SvgOptions options = {.id_prefix = figure->id, .title = figure->title, .description = figure->alt, .language = "en", .mode = THEME_LIGHT};
    g_autofree char *svg = svg_write(scene, &options);
    g_string_append(page->out, "<figure><figcaption>");
    html_text(page->out, figure->title);
    g_string_append(page->out, "<br /><span class=\"note\">");
    html_text(page->out, figure->subtitle);
    g_string_append_printf(page->out, "</span></figcaption><div class=\"plate\">%s</div></figure>", svg);
  }
  figure_free(figure);
}

/* One drawing an indicator, of those that changed most. */
static void figures_html(Page *page, DriftKind kind) {
  const GArray *all = drifts_all(page->drifts);
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  if (!page->text) return;
  g_string_append(page->out, "<div class=\"pair\">");
  for (guint i = 0; i < all->len && g_hash_table_size(seen) < FIGURES; i++) {
    const Drift *drift = &g_array_index(all, Drift, i);
    if (drift->kind == kind && g_hash_table_add(seen, (gpointer)drift->indicator)) figure_html(page, drift, (guint)kind * ROWS + i);
  }
  g_string_append(page->out, "</div>");
}

/* ---- Tables ---------------------------------------------------------------------------------------------------- */

static void row_html(GString *out, const Drift *drift) {
  char *cells[DRIFT_CELLS];
  drift_cells(drift, cells);
  g_string_append(out, "<tr>");
  for (guint c = 0; c < DRIFT_CELLS; c++) {
    html_element(out, "td", c == DRIFT_OLD || c == DRIFT_NEW ? "number" : NULL, *cells[c] ? cells[c] : " ");
    g_free(cells[c]);
  }
  g_string_append(out, "</tr>");
}

static void kind_html(Page *page, DriftKind kind) {
  const GArray *all = drifts_all(page->drifts);
  guint count = drifts_count(page->drifts, kind), shown = 0;
  if (!count) return;
  g_autofree char *title = g_strdup_printf("%s (%u)", drift_title(kind), count);
  html_open(page->out, "section", "class", kind < DRIFT_BEYOND ? "stop" : "note", NULL);
  html_element(page->out, "h2", NULL, title);
  g_string_append(page->out, "<div class=\"scroll\" tabindex=\"0\" role=\"region\"");
  html_attribute(page->out, "aria-label", title);
  g_string_append(page->out, "><table><thead><tr>");
  for (guint c = 0; c < DRIFT_CELLS; c++)
    g_string_append_printf(page->out, "<th scope=\"col\"%s>%s</th>", c == DRIFT_OLD || c == DRIFT_NEW ? " class=\"number\"" : "", DRIFT_HEADS[c]);
  g_string_append(page->out, "</tr></thead><tbody>");
  for (guint i = 0; i < all->len && shown < ROWS; i++) {
    const Drift *drift = &g_array_index(all, Drift, i);
    if (drift->kind != kind) continue;
    row_html(page->out, drift);
    shown++;
  }
  g_string_append(page->out, "</tbody></table></div>");
  if (count > shown) g_string_append_printf(page->out, "<p class=\"more\">… and %u more (--format json has all)</p>", count - shown);
  if (kind == DRIFT_MOVED || kind == DRIFT_UNIT_SLIP) figures_html(page, kind);
  g_string_append(page->out, "</section>");
}

/* ---- The page -------------------------------------------------------------------------------------------------- */

/* What drawing needs; a machine or folder without it gets tables. */
static void load_pens(Page *page, Project *project, const char *folder) {
  g_autoptr(Diags) unheard = diags_new();
  project->config = config_load(folder, unheard);
  if (!project->config || !project_set_fonts(project, unheard)) return;
  g_autofree char *theme = config_path(project->config, project->config->theme);
  g_autofree char *locale = config_path(project->config, project->config->locale);
  page->theme = project->theme = theme_load(theme, project->config->theme, unheard);
  page->locale = project->locale = locale_load(locale, project->config->locale, unheard);
  if (page->theme && page->locale) page->text = text_engine_new(theme_font_family(page->theme), NULL);
}

/* A mail need not know where folders are. */
static char *name_of(const Compared *side) {
  g_autofree char *path = g_canonicalize_filename(side->path, NULL);
  return g_path_get_basename(path);
}

char *diff_html(const Compared *old, const Compared *new, const Drifts *drifts, const char *folder) {
  Project project = {0};
  Page page = {.old = old, .new = new, .drifts = drifts, .out = report_html_begin("What changed")};
  load_pens(&page, &project, folder);
  g_autofree char *was = name_of(old), *is = name_of(new);
  g_autofree char *summary = g_strdup_printf("%s compared with %s. %s", is, was,
                                             drifts_beyond(drifts) ? "Some changes are more than was to be expected: look at these first, "
                                                                     "and ask the supplier before publishing."
                                                                   : "Nothing changed by more than was to be expected.");
  html_element(page.out, "p", "summary", summary);
  for (DriftKind kind = 0; kind < DRIFT_KINDS; kind++) kind_html(&page, kind);
  if (page.text) text_engine_free(page.text);
  project_clear(&project);
  return report_html_end(page.out);
}
