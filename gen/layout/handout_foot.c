/* Feet of hand-outs. Each card names its own source: only what the text shows besides is cited here. A page counts within its
 * region, because regions are handed out apart. Knows the Doc's sources, not its cards' places. */
#include "layout/handout_foot.h"
#include "layout/footer.h"
#include "layout/inline.h"
#include "layout/qr.h"
#include <string.h>

/* In points, where not said otherwise: STYLE.md §4, "Hand-out". */
static const double RULE = 0.75, RULE_GAP = 5, QR_MM = 17, QR_QUIET = 7, GAP_MM = 4, SITE_MM = 62, RIGHT_MM = 46;
static const double LEAST_QUESTION_MM = 40, FIRST_LINE = 12, NEXT_LINE = 15, WRITING_RULE = 0.5;

struct HandoutFoot {
  LayoutJob *job;
  double leading;
  char *address;       /* of the region's page; NULL without a site */
  InlineText *site;    /* NULL without */
  InlineText *right;   /* licences; NULL without */
  InlineText *question; /* NULL without */
  double site_width, question_width, right_width;
  bool stacked;        /* no room beside the others: the question stands above them */
};

static ColorToken color(const LayoutJob *job, const char *token) { return theme_color(job->theme, token); }

static TextFont foot_font(const LayoutJob *job, int weight) {
  const TypeStyle *style = layout_type(job, TYPE_SOURCE);
  return (TextFont){style->size, weight, style->tracking};
}

/* ---- what it says ---- */

static void set_widths(HandoutFoot *foot) {
  LayoutJob *job = foot->job;
  double gap = layout_mm(job, GAP_MM), measure = layout_measure(job->grid);
  double qr = foot->address != NULL ? layout_mm(job, QR_MM) + gap : 0;
  foot->right_width = layout_mm(job, RIGHT_MM);
  foot->site_width = layout_mm(job, SITE_MM);
  foot->question_width = measure - qr - foot->site_width - gap - foot->right_width - gap;
  foot->stacked = foot->question_width < layout_mm(job, LEAST_QUESTION_MM);
  if (foot->stacked || job->doc->handout->question == NULL) {
    foot->site_width = measure - qr - gap - foot->right_width;
    foot->question_width = measure;
  }
}

static Tag *add_paragraph(HandoutFoot *foot, Tag **sect) {
  LayoutJob *job = foot->job;
  if (*sect == NULL) *sect = tag_add(job->tags, job->root, TAG_SECT);
  return tag_add(job->tags, *sect, TAG_P);
}

static void set_question(HandoutFoot *foot, Tag **sect) {
  LayoutJob *job = foot->job;
  if (job->doc->handout->question == NULL) return;
  foot->question = inline_new(job);
  inline_add(foot->question, job->doc->handout->question, foot_font(job, 700), color(job, "ink2"), add_paragraph(foot, sect)->id);
  inline_break(foot->question, foot->question_width, INLINE_RAGGED);
}

/* "a; b" of what no figure cites; NULL when there is none. */
static char *uncited(const LayoutJob *job) {
  const Doc *doc = job->doc;
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < doc->sources->len; i++) {
    const Source *source = g_ptr_array_index(doc->sources, i);
    bool cited = false;
    for (guint k = 0; k < doc->figures->len && !cited; k++)
      cited = g_ptr_array_find(((const Figure *)g_ptr_array_index(doc->figures, k))->sources, source, NULL);
    const char *citation = source->citation != NULL && source->citation[0] != '\0' ? source->citation : source->title;
    if (!cited) g_string_append_printf(out, "%s%s", out->len > 0 ? "; " : "", citation);
  }
  bool none = out->len == 0;
  return g_string_free(out, none);
}

static void add_words(HandoutFoot *foot, InlineText *text, const char *words, Tag **sect) {
  if (words == NULL || words[0] == '\0') return;
  inline_add_line(text); /* nothing, where it is the first */
  inline_add(text, words, foot_font(foot->job, 400), color(foot->job, "ink3"), add_paragraph(foot, sect)->id);
}

static void set_site(HandoutFoot *foot, Tag **sect) {
  LayoutJob *job = foot->job;
  const Doc *doc = job->doc;
  foot->site = inline_new(job);
  if (foot->address != NULL) {
    Tag *tag = add_paragraph(foot, sect);
    guint head = tag_add(job->tags, tag, TAG_SPAN)->id, body = tag_add(job->tags, tag, TAG_SPAN)->id;
    guint link = tag_add(job->tags, tag, TAG_LINK)->id;
    g_autofree char *text = locale_phrase(job->locale, "layout.handout.site_text", "name", doc->title, NULL);
    g_autofree char *words = g_strconcat(text, " ", NULL), *address = footer_shown_address(foot->address);
    inline_add(foot->site, locale_word(job->locale, "layout.handout.site"), foot_font(job, 700), color(job, "ink2"), head);
    inline_add_line(foot->site);
    inline_add(foot->site, words, foot_font(job, 400), color(job, "ink3"), body);
    inline_add_link(foot->site, address, foot->address, foot_font(job, 400), color(job, "link"), true, link);
  }
  add_words(foot, foot->site, doc->footer, sect);
  g_autofree char *rest = uncited(job);
  g_autofree char *sources = rest != NULL ? locale_phrase(job->locale, "layout.handout.sources", "list", rest, NULL) : NULL;
  add_words(foot, foot->site, sources, sect);
  inline_break(foot->site, foot->site_width, INLINE_RAGGED);
}

static void set_right(HandoutFoot *foot, Tag **sect) {
  LayoutJob *job = foot->job;
  g_autofree char *licences = footer_licences(job);
  g_autofree char *licence =
      licences != NULL ? locale_phrase(job->locale, "layout.handout.licence", "list", licences, NULL) : NULL;
  foot->right = inline_new(job);
  if (job->doc->example) add_words(foot, foot->right, locale_word(job->locale, "layout.handout.example"), sect);
  add_words(foot, foot->right, licence, sect);
  inline_break(foot->right, foot->right_width, INLINE_RAGGED);
}

HandoutFoot *handout_foot_new(LayoutJob *job) {
  HandoutFoot *foot = g_new0(HandoutFoot, 1);
  Tag *sect = NULL;
  foot->job = job;
  foot->leading = layout_type(job, TYPE_SOURCE)->leading;
  if (job->config->base_url != NULL && job->config->base_url[0] != '\0')
    foot->address = g_strdup_printf("%s/%s/", job->config->base_url, job->doc->site_path);
  set_widths(foot);
  set_question(foot, &sect);
  set_site(foot, &sect);
  set_right(foot, &sect);
  return foot;
}

void handout_foot_free(HandoutFoot *foot) {
  if (foot == NULL) return;
  inline_free(foot->site);
  inline_free(foot->right);
  inline_free(foot->question);
  g_free(foot->address);
  g_free(foot);
}

/* ---- where it stands ---- */

static double question_height(const HandoutFoot *foot) {
  if (foot->question == NULL) return 0;
  return inline_line_count(foot->question) * foot->leading + layout_pt(foot->job, FIRST_LINE + NEXT_LINE);
}

static double below_height(const HandoutFoot *foot) {
  double site = inline_line_count(foot->site) * foot->leading, right = (inline_line_count(foot->right) + 1) * foot->leading;
  double height = layout_pt(foot->job, RULE_GAP) + MAX(site, right);
  if (foot->address == NULL) return height;
  return MAX(height, layout_pt(foot->job, QR_QUIET) + layout_mm(foot->job, QR_MM));
}

double handout_foot_top(const HandoutFoot *foot, bool last) {
  const LayoutJob *job = foot->job;
  double gap = layout_pt(job, RULE_GAP), height = gap + foot->leading;
  if (last) {
    height = below_height(foot);
    if (foot->stacked) height += foot->question != NULL ? question_height(foot) + gap : 0;
    else height = MAX(height, gap + question_height(foot));
  }
  return job->grid->page_height - job->grid->margin_bottom - layout_pt(job, RULE) - height;
}

/* ---- drawing ---- */

static void draw_writing_line(const LayoutJob *job, Scene *scene, double x, double width, double y) {
  scene_line(scene, x, y, x + width, y, paint_stroke(color(job, "ctx"), layout_pt(job, WRITING_RULE)));
}

static void draw_question(const HandoutFoot *foot, Scene *scene, double x, double top) {
  const LayoutJob *job = foot->job;
  if (foot->question == NULL) return;
  guint lines = inline_line_count(foot->question);
  inline_draw(foot->question, scene, x, top, foot->leading, 0, lines);
  double y = top + lines * foot->leading + layout_pt(job, FIRST_LINE);
  draw_writing_line(job, scene, x, foot->question_width, y);
  draw_writing_line(job, scene, x, foot->question_width, y + layout_pt(job, NEXT_LINE));
}

/* "Delft · 20 juni 2025 · 1 / 1", ending at the right margin. */
static void draw_page_line(const HandoutFoot *foot, Scene *scene, double top, guint page, guint pages) {
  LayoutJob *job = foot->job;
  g_autofree char *words = footer_page_words(job, page, pages);
  double right = job->grid->page_width - job->grid->margin_right;
  TextFont bold = foot_font(job, 600), plain = foot_font(job, 400);
  double baseline = layout_baseline(job, plain, foot->leading, top);
  double width = scene_text(scene, right, baseline, words, plain, color(job, "ink3"), ANCHOR_END, TAG_ARTIFACT);
  scene_text(scene, right - width, baseline, job->doc->name, bold, color(job, "ink2"), ANCHOR_END, TAG_ARTIFACT);
}

static void draw_full(const HandoutFoot *foot, Scene *scene, double top, guint page, guint pages) {
  LayoutJob *job = foot->job;
  const PageGrid *grid = job->grid;
  double gap = layout_mm(job, GAP_MM), left = grid->margin_left, bottom = grid->page_height - grid->margin_bottom;
  double qr = layout_mm(job, QR_MM), first = top + layout_pt(job, RULE_GAP);
  if (foot->stacked && foot->question != NULL) {
    draw_question(foot, scene, left, first);
    first += question_height(foot) + layout_pt(job, RULE_GAP);
  }
  if (foot->address != NULL) {
    qr_draw(scene, foot->address, left, bottom - qr, qr, color(job, "ink"));
    left += qr + gap;
  }
  inline_draw(foot->site, scene, left, first, foot->leading, 0, inline_line_count(foot->site));
  if (!foot->stacked) draw_question(foot, scene, left + foot->site_width + gap, first);
  double right = grid->page_width - grid->margin_right - foot->right_width;
  guint lines = inline_line_count(foot->right);
  inline_draw(foot->right, scene, right, first, foot->leading, 0, lines);
  draw_page_line(foot, scene, bottom - foot->leading, page, pages);
}

void handout_foot_draw(const HandoutFoot *foot, Scene *scene, guint page, guint pages) {
  const LayoutJob *job = foot->job;
  bool last = page + 1 == pages;
  double rule = layout_pt(job, RULE), top = handout_foot_top(foot, last), left = job->grid->margin_left;
  scene_group_begin(scene, "footer", 0, 0);
  scene_line(scene, left, top + rule / 2, job->grid->page_width - job->grid->margin_right, top + rule / 2,
             paint_stroke(color(job, "ctx"), rule));
  if (last) draw_full(foot, scene, top + rule, page, pages);
  else draw_page_line(foot, scene, top + rule + layout_pt(job, RULE_GAP), page, pages);
  scene_group_end(scene);
}
