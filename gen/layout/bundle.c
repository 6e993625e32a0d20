/* Lays out hand-outs: band, text, cards, foot, for one region after another, into one Pages. It exists beside layout.c because
 * here pages begin anew within a document. Findings are collected apart: what fails leaves no trace in the result of others,
 * but the document as a whole is not usable then. Must not know any block or figure. */
#include "layout/bundle.h"
#include "layout/cards.h"
#include "layout/compose.h"
#include "layout/draw.h"
#include "layout/flow.h"
#include "layout/handout_band.h"

static const double AIR_MM = 5.5, CARDS_GAP_MM = 5; /* below a band; above the cards */

struct Bundle {
  const Config *config;
  const Theme *theme;
  const Locale *locale;
  TextEngine *text;
  Pages *pages;
  guint regions, first, end;
};

Bundle *bundle_new(const Config *config, const Theme *theme, const Locale *locale, TextEngine *text) {
  Bundle *bundle = g_new0(Bundle, 1);
  *bundle = (Bundle){.config = config, .theme = theme, .locale = locale, .text = text, .pages = pages_new()};
  return bundle;
}

void bundle_free(Bundle *bundle) {
  if (bundle == NULL) return;
  pages_free(bundle->pages);
  g_free(bundle);
}

const Pages *bundle_pages(const Bundle *bundle) { return bundle->pages; }

void bundle_last(const Bundle *bundle, guint *first, guint *end) {
  *first = bundle->first;
  *end = bundle->end;
}

/* Of the document as a whole; one hand-out alone also names its region. */
static void describe(Bundle *bundle, const Doc *doc) {
  Pages *pages = bundle->pages;
  char date[PERIOD_TEXT];
  bool first = bundle->regions == 1;
  g_free(pages->title);
  g_free(pages->keywords);
  pages->title = first ? g_strconcat(doc->handout->title, " · ", doc->title, NULL) : g_strdup(doc->handout->title);
  pages->keywords = g_strdup(first ? doc->title : NULL);
  if (!first) return;
  pages->theme = pages->theme != NULL ? pages->theme : theme_scaled(bundle->theme, doc->page.scale);
  pages->author = g_strdup(bundle->config->title);
  pages->subject = g_strdup(doc->description);
  pages->language = g_strdup(doc->language);
  pages->date = g_strdup(period_iso(doc->edition, date));
}

/* Where the text ends on its last page. */
static double text_bottom(const GArray *placements, guint page, double top) {
  for (guint i = 0; i < placements->len; i++) {
    const Placement *placement = &g_array_index(placements, Placement, i);
    if (placement->page == page) top = MAX(top, placement->y + box_height(placement->box, placement->first, placement->count));
  }
  return top;
}

static void lay_out(LayoutJob *job, Tag *title) {
  for (guint i = 0; i < job->doc->figures->len; i++)
    layout_own_id(job, ((const Figure *)g_ptr_array_index(job->doc->figures, i))->id);
  double band = handout_band_header(job, layout_add_page(job), title), air = layout_mm(job, AIR_MM);
  g_autoptr(GPtrArray) boxes = compose_body(job);
  g_autoptr(Cards) cards = cards_new(job);
  g_autoptr(HandoutFoot) foot = handout_foot_new(job);
  double bottom = handout_foot_top(foot, true);
  PageRoom room = {.left = job->grid->margin_left, .first_top = band, .next_top = handout_band_running_bottom(job),
                   .bottom = bottom, .last_bottom = bottom, .air_above = air, .air_below = layout_mm(job, CARDS_GAP_MM)};
  guint pages = 0;
  g_autoptr(GArray) placements = flow_pages(job, boxes, &room, &pages);
  double top = pages > 1 ? room.next_top + air : band + air;
  if (boxes->len > 0) top = text_bottom(placements, pages - 1, top) + layout_mm(job, CARDS_GAP_MM);
  pages = cards_place(cards, pages - 1, top, boxes->len > 0, foot);
  while (job->pages->scenes->len < job->first_page + pages) handout_band_running(job, layout_add_page(job));
  draw_placements(job, placements);
  cards_draw(cards);
  for (guint i = 0; i < pages; i++) handout_foot_draw(foot, layout_page(job, i), i, pages);
  layout_check_anchors(job);
}

bool bundle_add(Bundle *bundle, const Doc *doc, Diags *diags) {
  g_autoptr(Diags) found = diags_new();
  Pages *pages = bundle->pages;
  TagTree *tags = pages->tags;
  bundle->regions++;
  describe(bundle, doc);
  g_auto(GStrv) parts = g_strsplit(doc->site_path, "/", -1);
  g_autofree char *path = g_strjoinv("-", parts), *prefix = g_strconcat(path, "-", NULL);
  LayoutJob job = {.doc = doc, .config = bundle->config, .theme = pages->theme, .locale = bundle->locale, .text = bundle->text,
                   .diags = found, .pages = pages, .tags = tags, .grid = &doc->page, .first_page = pages->scenes->len,
                   .heading_shift = 1, .id_prefix = prefix};
  layout_job_open(&job);
  bool first = bundle->regions == 1;
  if (first) tag_tree_root(tags)->pos = layout_doc_pos(&job);
  Tag *title = first ? tag_add(tags, tag_tree_root(tags), TAG_H1) : NULL;
  job.root = tag_add(tags, tag_tree_root(tags), TAG_SECT);
  job.root->pos = layout_doc_pos(&job);
  lay_out(&job, title);
  layout_job_close(&job);
  bundle->first = job.first_page;
  bundle->end = pages->scenes->len;
  bool failed = diags_has_errors(found);
  diags_take(diags, found);
  return !failed;
}
