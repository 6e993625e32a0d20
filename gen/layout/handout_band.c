/* Bands of hand-outs. The region's name is content on each of its first pages, because a bundle is cut into regions; the
 * meeting's title is said once. Knows the Doc's head, not its cards. */
#include "layout/handout_band.h"
#include "layout/draw.h"
#include "layout/inline.h"

/* In points, where not said otherwise: STYLE.md §4, "Hand-out". */
static const double BAND_MM = 23.5, TOP_MM = 6, TITLE_GAP = 1.5, BOTTOM = 15, COLUMN_GAP = 16;
static const double NAME = 9.5, NAME_LEADING = 13, LINE_LEADING = 11, MOST_RIGHT = 0.45; /* share of the measure */
static const double RUNNING = 11, PLAIN_RUNNING = 15, RULE = 0.75;

static ColorToken color(const LayoutJob *job, const char *token) { return theme_color(job->theme, token); }
/* Without bands the words stand on the paper. */
static ColorToken loud(const LayoutJob *job) { return color(job, job->grid->band ? "on-brand" : "ink"); }
static ColorToken quiet(const LayoutJob *job) { return color(job, job->grid->band ? "on-brand2" : "ink2"); }

static TextFont font_of(const LayoutJob *job, double size, int weight) { return (TextFont){layout_pt(job, size), weight, 0}; }
static TextFont small_font(const LayoutJob *job) { return (TextFont){layout_type(job, TYPE_KICKER)->size, 400, 0}; }
static TextFont title_font(const LayoutJob *job) { return (TextFont){layout_type(job, TYPE_H1)->size, 700, -0.02}; }

static void draw_ground(const LayoutJob *job, Scene *scene, double height) {
  double out = job->grid->bleed;
  if (!job->grid->band) return;
  scene_rect(scene, -out, -out, job->grid->page_width + 2 * out, height + out, paint_fill(color(job, "brand")));
}

/* ---- right: region, and the lines of `meta` ---- */

typedef struct { char *text; TextFont font; double leading; bool name; } RightLine;

static void right_clear(gpointer line) { g_free(((RightLine *)line)->text); }

static void add_lines(const LayoutJob *job, GArray *lines, const char *text, bool name) {
  TextFont font = name ? font_of(job, NAME, 700) : small_font(job);
  double width = MOST_RIGHT * layout_measure(job->grid), leading = layout_pt(job, name ? NAME_LEADING : LINE_LEADING);
  bool overflow = false;
  g_autoptr(GPtrArray) wrapped = text_wrap(job->text, text, font, width, false, &overflow);
  for (guint i = 0; i < wrapped->len; i++) {
    RightLine line = {g_strdup(g_ptr_array_index(wrapped, i)), font, leading, name};
    g_array_append_val(lines, line);
  }
  if (overflow)
    layout_overflow(job, "layout-header-too-long", layout_doc_pos(job), "a word right in the header is too long",
                    text_longest_word(job->text, text, font) - width, "Make the lines of meta: shorter.");
}

static GArray *right_lines(const LayoutJob *job) {
  GArray *lines = g_array_new(FALSE, FALSE, sizeof(RightLine));
  g_array_set_clear_func(lines, right_clear);
  add_lines(job, lines, job->doc->title, true);
  if (job->doc->meta != NULL && job->doc->meta[0] != '\0') add_lines(job, lines, job->doc->meta, false);
  return lines;
}

static double right_width(const LayoutJob *job, const GArray *lines) {
  double width = 0;
  for (guint i = 0; i < lines->len; i++) {
    const RightLine *line = &g_array_index(lines, RightLine, i);
    width = MAX(width, text_width(job->text, line->text, line->font));
  }
  return width;
}

/* Returns where the lines end. */
static double draw_right(LayoutJob *job, Scene *scene, const GArray *lines, double top) {
  double right = job->grid->page_width - job->grid->margin_right;
  guint name = tag_add(job->tags, job->root, layout_heading(job, 1))->id, rest = 0;
  for (guint i = 0; i < lines->len; i++) {
    const RightLine *line = &g_array_index(lines, RightLine, i);
    if (!line->name && rest == 0) rest = tag_add(job->tags, job->root, TAG_P)->id;
    scene_text(scene, right, layout_baseline(job, line->font, line->leading, top), line->text, line->font,
               line->name ? loud(job) : quiet(job), ANCHOR_END, line->name ? name : rest);
    top += line->leading;
  }
  return top;
}

/* ---- left: kicker and title ---- */

/* Wrapped lines from `top`. Returns where they end. */
static double draw_left(LayoutJob *job, Scene *scene, const char *text, TextFont font, double leading, ColorToken ink,
                        double width, double top, guint tag) {
  g_autoptr(InlineText) lines = inline_new(job);
  inline_add(lines, text, font, ink, tag);
  double excess = inline_break(lines, width, INLINE_BALANCED);
  if (excess > 0)
    layout_overflow(job, "layout-header-too-long", layout_doc_pos(job), "a word in the header is too wide", excess,
                    "Make it shorter in the front matter.");
  inline_draw(lines, scene, job->grid->margin_left, top, leading, 0, inline_line_count(lines));
  return top + inline_line_count(lines) * leading;
}

/* Set once to see how high it is (`scene` of its own), then drawn on its ground. */
static double draw_titles(LayoutJob *job, Scene *scene, Tag *title, double width, double top) {
  const TypeStyle *kicker = layout_type(job, TYPE_KICKER), *style = layout_type(job, TYPE_H1);
  if (job->doc->kicker != NULL && job->doc->kicker[0] != '\0') {
    guint tag = title != NULL ? tag_add_before(job->tags, title, TAG_P)->id : TAG_ARTIFACT;
    ColorToken ink = job->grid->band ? kicker->color : quiet(job);
    top = draw_left(job, scene, job->doc->kicker, text_font(kicker), kicker->leading, ink, width, top, tag);
  }
  return draw_left(job, scene, job->doc->handout->title, title_font(job), style->leading, loud(job), width,
                   top + layout_pt(job, TITLE_GAP), title != NULL ? title->id : TAG_ARTIFACT);
}

/* How high the titles are: as artifacts on a scene that nobody sees, so that no tag is left behind. */
static double titles_height(LayoutJob *job, double width) {
  g_autoptr(Scene) unseen = scene_new(job->theme, job->text, width, 1);
  LayoutJob trial = *job;
  g_autoptr(Diags) ignored = diags_new();
  trial.diags = ignored;
  return draw_titles(&trial, unseen, NULL, width, 0);
}

double handout_band_header(LayoutJob *job, Scene *scene, Tag *title) {
  double top = job->grid->band ? layout_mm(job, TOP_MM) : job->grid->margin_top;
  g_autoptr(GArray) lines = right_lines(job);
  double right_height = 0, width = layout_measure(job->grid) - right_width(job, lines) - layout_pt(job, COLUMN_GAP);
  for (guint i = 0; i < lines->len; i++) right_height += g_array_index(lines, RightLine, i).leading;
  double height = top + MAX(titles_height(job, width), right_height) + (job->grid->band ? layout_pt(job, BOTTOM) : 0);
  if (job->grid->band) height = MAX(height, layout_mm(job, BAND_MM));
  scene_group_begin(scene, "header", 0, 0);
  draw_ground(job, scene, height);
  draw_titles(job, scene, title, width, top);
  draw_right(job, scene, lines, top);
  scene_group_end(scene);
  draw_anchor(job, layout_claim_id(job, "begin"), job->doc->title, 1, 0, job->grid->margin_left, 0);
  return height;
}

/* ---- later pages ---- */

double handout_band_running_bottom(const LayoutJob *job) {
  const PageGrid *grid = job->grid;
  return grid->band ? grid->running_band_height : grid->margin_top + layout_pt(job, PLAIN_RUNNING);
}

void handout_band_running(const LayoutJob *job, Scene *scene) {
  const PageGrid *grid = job->grid;
  TextFont bold = font_of(job, RUNNING, 700), small = small_font(job);
  double height = handout_band_running_bottom(job), cap = text_cap_height(job->text, bold), rule = layout_pt(job, RULE);
  double baseline = grid->band ? (height + cap) / 2 : grid->margin_top + cap, right = grid->page_width - grid->margin_right;
  scene_group_begin(scene, "running", 0, 0);
  draw_ground(job, scene, height);
  double width = scene_text(scene, grid->margin_left, baseline, job->doc->title, bold, loud(job), ANCHOR_START, TAG_ARTIFACT);
  if (width + text_width(job->text, job->doc->handout->title, small) + layout_pt(job, COLUMN_GAP) <= layout_measure(grid))
    scene_text(scene, right, baseline, job->doc->handout->title, small, quiet(job), ANCHOR_END, TAG_ARTIFACT);
  if (!grid->band)
    scene_line(scene, grid->margin_left, height - rule / 2, right, height - rule / 2, paint_stroke(color(job, "ctx"), rule));
  scene_group_end(scene);
}
