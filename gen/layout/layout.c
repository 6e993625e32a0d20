/* One Doc on paper, step by step: header, body set to boxes, footer, boxes placed on pages, pages drawn. The tag tree
 * grows in that order, so that it reads as the document does. Findings are collected apart: with any, there is no result.
 * Must not know any block or figure. */
#include "layout/layout.h"
#include "layout/band.h"
#include "layout/compose.h"
#include "layout/draw.h"
#include "layout/flow.h"
#include "layout/footer.h"

/* Content stays this far above the footer's rule. */
static const double FOOTER_GAP_MM = 4;

static PageRoom page_room(const LayoutJob *job, const Footer *footer) {
  const PageGrid *grid = job->grid;
  return (PageRoom){.left = grid->margin_left,
                    .first_top = band_bottom(job, true),
                    .next_top = band_bottom(job, false),
                    .bottom = footer_top(footer, false),
                    .last_bottom = footer_top(footer, true),
                    .air_above = grid->block_gap,
                    .air_below = layout_mm(job, FOOTER_GAP_MM)};
}

/* Figures have their own ids; headings get theirs among them. */
static void claim_figure_ids(LayoutJob *job) {
  for (guint i = 0; job->doc->figures != NULL && i < job->doc->figures->len; i++) {
    const Figure *figure = g_ptr_array_index(job->doc->figures, i);
    layout_own_id(job, figure->id);
  }
}

static void lay_out(LayoutJob *job) {
  tag_tree_root(job->tags)->pos = layout_doc_pos(job);
  claim_figure_ids(job);
  band_header(job, layout_add_page(job));
  g_autoptr(GPtrArray) boxes = compose_body(job);
  g_autoptr(Footer) footer = footer_new(job);
  PageRoom room = page_room(job, footer);
  guint pages = 0;
  g_autoptr(GArray) placements = flow_pages(job, boxes, &room, &pages);
  while (job->pages->scenes->len < pages) band_running(job, layout_add_page(job));
  draw_placements(job, placements);
  for (guint i = 0; i < pages; i++) footer_draw(footer, layout_page(job, i), i, pages);
  layout_check_anchors(job);
}

static void describe(const LayoutJob *job) {
  Pages *pages = job->pages;
  const Doc *doc = job->doc;
  char date[PERIOD_TEXT];
  bool kicker = doc->kicker != NULL && doc->kicker[0] != '\0';
  pages->title = kicker ? g_strconcat(doc->name, " · ", doc->kicker, NULL) : g_strdup(doc->title);
  pages->author = g_strdup(job->config->title);
  pages->subject = g_strdup(doc->description);
  pages->language = g_strdup(doc->language);
  pages->date = g_strdup(period_iso(doc->edition, date));
  GString *keywords = g_string_new(doc->title);
  for (guint i = 0; doc->crumbs != NULL && i < doc->crumbs->len; i++)
    g_string_append_printf(keywords, ", %s", ((const Crumb *)g_ptr_array_index(doc->crumbs, i))->title);
  pages->keywords = g_string_free(keywords, FALSE);
}

Pages *layout_doc(const Doc *doc, const Config *config, const Theme *theme, const Locale *locale, TextEngine *text,
                  Diags *diags) {
  g_autoptr(Diags) found = diags_new();
  g_autoptr(Pages) pages = pages_new();
  pages->theme = theme_scaled(theme, doc->page.scale);
  pages->bleed = doc->page.bleed;
  pages->crop_marks = doc->page.crop_marks;
  LayoutJob job = {.doc = doc, .config = config, .theme = pages->theme, .locale = locale, .text = text, .diags = found,
                   .pages = pages, .tags = pages->tags, .root = tag_tree_root(pages->tags), .grid = &doc->page};
  layout_job_open(&job);
  lay_out(&job);
  describe(&job);
  layout_job_close(&job);
  bool failed = diags_has_errors(found);
  diags_take(diags, found);
  return failed ? NULL : g_steal_pointer(&pages);
}
