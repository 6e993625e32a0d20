/* The header band is a factsheet's face: whose it is, of what, and where. Its geometry is fixed, so what grows with a
 * region is fitted to it or refused. Knows the Doc's own words, not the body. */
#include "layout/band.h"
#include "layout/draw.h"
#include "layout/inline.h"
#include "layout/locator.h"
#include "layout/name.h"
#include <string.h>

/* From the top of the page, in points where not said otherwise: the line boxes of the header. */
static const double KICKER_TOP_MM = 6.5, CRUMBS_GAP = 8, NAME_GAP = 1, META_GAP = 3, SMALL_LEADING = 11;
static const double LOCATOR_GAP_MM = 6, OPTICAL_LEFT = 0.045; /* em: a capital's side bearing */
static const double RUNNING_NAME = 11, RUNNING_GAP = 7;
static const double SMALL_NAME = 20, SMALL_TOP = 4.5, SMALL_BOTTOM = 1.5;
static const double PLAIN_HEIGHT = 15, PLAIN_RULE = 0.75; /* of the line on a page without bands */

static ColorToken color(const LayoutJob *job, const char *token) { return theme_color(job->theme, token); }

/* The small type of the bands: the kicker's size in another weight. */
static TextFont small_font(const LayoutJob *job, int weight) {
  return (TextFont){layout_type(job, TYPE_KICKER)->size, weight, 0};
}

/* One line of the header; wider than the room beside the locator is a finding. */
static void draw_line(LayoutJob *job, Scene *scene, InlineText *text, double width, double top, double leading,
                      const char *part) {
  inline_break(text, 1e6, INLINE_RAGGED);
  if (inline_line_count(text) == 0) return;
  double excess = inline_line(text, 0)->width - width;
  if (excess > 0) {
    g_autofree char *what = g_strdup_printf("the %s in the header is too long", part);
    layout_overflow(job, "layout-header-too-long", layout_doc_pos(job), what, excess, "Make it shorter in the front matter.");
  }
  inline_draw(text, scene, job->grid->margin_left, top, leading, 0, 1);
}

static void draw_kicker(LayoutJob *job, Scene *scene, Tag *sect, double width, double top) {
  if (job->doc->kicker == NULL || job->doc->kicker[0] == '\0') return;
  const TypeStyle *style = layout_type(job, TYPE_KICKER);
  g_autoptr(InlineText) text = inline_new(job);
  inline_add(text, job->doc->kicker, text_font(style), style->color, tag_add(job->tags, sect, TAG_P)->id);
  draw_line(job, scene, text, width, top, style->leading, "kicker");
}

/* The signs between the crumbs are artifacts: the tags tell them apart. */
static void draw_crumbs(LayoutJob *job, Scene *scene, Tag *sect, double width, double top) {
  const GPtrArray *crumbs = job->doc->crumbs;
  if (crumbs == NULL || crumbs->len == 0) return;
  TextFont font = small_font(job, 500);
  ColorToken ink = color(job, "on-brand2");
  Tag *tag = tag_add(job->tags, sect, TAG_P);
  g_autoptr(InlineText) text = inline_new(job);
  for (guint i = 0; i < crumbs->len; i++) {
    const Crumb *crumb = g_ptr_array_index(crumbs, i);
    if (i > 0) inline_add(text, " › ", font, ink, TAG_ARTIFACT);
    if (crumb->href != NULL) {
      g_autofree char *uri = layout_resolve_href(job, crumb->href, layout_doc_pos(job));
      inline_add_link(text, crumb->title, uri, font, ink, false, tag_add(job->tags, tag, TAG_LINK)->id);
    } else {
      inline_add(text, crumb->title, font, ink, tag_add(job->tags, tag, TAG_SPAN)->id);
    }
  }
  draw_line(job, scene, text, width, top, layout_pt(job, SMALL_LEADING), "line of regions");
}

/* Centred in its slot, which is one line of the largest size; two lines use a little of the air above. */
static double name_top(const LayoutJob *job, const NameLines *name, double top) {
  double leading = layout_type(job, TYPE_REGION_NAME)->leading, height = name->lines->len * name->leading;
  return name->lines->len == 1 ? top + (leading - height) / 2 : top + leading + layout_pt(job, META_GAP) - height;
}

static void draw_name(LayoutJob *job, Scene *scene, Tag *sect, const NameLines *name, double y) {
  const TypeStyle *style = layout_type(job, TYPE_REGION_NAME);
  if (name->excess > 0)
    layout_overflow(job, "layout-name-too-long", layout_doc_pos(job), "the name does not fit in the header", name->excess,
                    "Give the region a shorter name in the regions table.");
  guint tag = tag_add(job->tags, sect, TAG_H1)->id;
  double x = job->grid->margin_left - OPTICAL_LEFT * name->font.size;
  for (guint i = 0; i < name->lines->len; i++) {
    const char *line = g_ptr_array_index(name->lines, i);
    bool wrapped = i + 1 < name->lines->len && !g_str_has_suffix(line, "-");
    g_autofree char *words = g_strconcat(line, wrapped ? " " : "", NULL);
    double baseline = layout_baseline(job, name->font, name->leading, y + i * name->leading);
    scene_text(scene, x, baseline, words, name->font, style->color, ANCHOR_START, tag);
  }
  draw_anchor(job, NULL, job->doc->name, 1, 0, job->grid->margin_left, 0);
}

/* "Cijfers over 2024 · editie maart 2025": the first part is the loudest. */
static void draw_meta(LayoutJob *job, Scene *scene, Tag *sect, double width, double top) {
  const char *meta = job->doc->meta, *dot = meta != NULL ? strstr(meta, " · ") : NULL;
  if (meta == NULL || meta[0] == '\0') return;
  guint tag = tag_add(job->tags, sect, TAG_P)->id;
  g_autofree char *first = dot != NULL ? g_strndup(meta, (gsize)(dot - meta)) : g_strdup(meta);
  g_autoptr(InlineText) text = inline_new(job);
  inline_add(text, first, small_font(job, 600), color(job, "on-brand"), tag);
  if (dot != NULL) inline_add(text, dot, small_font(job, 400), color(job, "on-brand2"), tag);
  draw_line(job, scene, text, width, top, layout_pt(job, SMALL_LEADING), "line below the name");
}

/* The ground of a band; with a bleed it goes on beyond the edges of the page. */
static void draw_ground(const LayoutJob *job, Scene *scene, double height) {
  double out = job->grid->bleed;
  scene_rect(scene, -out, -out, job->grid->page_width + 2 * out, height + out, paint_fill(color(job, "brand")));
}

/* The widest of the small lines, set at most as wide as they are drawn. */
static double small_width(const LayoutJob *job) {
  const Doc *doc = job->doc;
  g_autoptr(GString) crumbs = g_string_new(NULL);
  for (guint i = 0; doc->crumbs != NULL && i < doc->crumbs->len; i++)
    g_string_append_printf(crumbs, "%s%s", i > 0 ? " › " : "", ((const Crumb *)g_ptr_array_index(doc->crumbs, i))->title);
  double kicker = doc->kicker != NULL ? text_width(job->text, doc->kicker, text_font(layout_type(job, TYPE_KICKER))) : 0;
  double meta = doc->meta != NULL ? text_width(job->text, doc->meta, small_font(job, 600)) : 0;
  return MAX(MAX(kicker, meta), text_width(job->text, crumbs->str, small_font(job, 500)));
}

static void draw_header(LayoutJob *job, Scene *scene) {
  const PageGrid *grid = job->grid;
  double right = grid->page_width - grid->margin_right, width = layout_measure(grid);
  /* On a narrow page the words go before the little map, which says the same as they do. */
  double beside = width - locator_width(job) - layout_mm(job, LOCATOR_GAP_MM);
  bool locator = small_width(job) <= beside;
  if (locator) width = beside;
  double gap = layout_pt(job, CRUMBS_GAP), small = layout_pt(job, SMALL_LEADING), meta_gap = layout_pt(job, META_GAP);
  double kicker = layout_mm(job, KICKER_TOP_MM), crumbs = kicker + layout_type(job, TYPE_KICKER)->leading + gap;
  double name = crumbs + small + layout_pt(job, NAME_GAP);
  if (job->doc->crumbs == NULL || job->doc->crumbs->len == 0) {
    /* The country stands below nothing: the lines that are left close ranks. */
    double half = (gap + small) / 2;
    kicker += half;
    name -= half;
  }
  double meta = name + layout_type(job, TYPE_REGION_NAME)->leading + meta_gap;
  NameLines lines;
  name_fit(job, width, &lines);
  double top = name_top(job, &lines, name), lift = MAX(0, crumbs + small - top);
  if (lines.lines->len > 1) kicker -= lift, crumbs -= lift;
  Tag *sect = tag_add(job->tags, job->root, TAG_SECT);
  draw_ground(job, scene, grid->band_height);
  draw_kicker(job, scene, sect, width, kicker);
  draw_crumbs(job, scene, sect, width, crumbs);
  draw_name(job, scene, sect, &lines, top);
  draw_meta(job, scene, sect, width, meta);
  name_clear(&lines);
  if (locator) locator_draw(job, scene, right, (grid->band_height - locator_height(job)) / 2);
}

/* ---- running band ---- */

/* The one line of a running band, or of a page without bands: where and in which colours. `sect`: on a first page, whose
 * line is content; NULL where all of it is artifacts. */
typedef struct {
  double baseline;
  ColorToken name, small;
  Tag *sect;
} RunningLine;

static TextFont running_font(const LayoutJob *job) { return (TextFont){layout_pt(job, RUNNING_NAME), 700, -0.01}; }

static guint running_tag(LayoutJob *job, const RunningLine *line, TagType type) {
  return line->sect != NULL ? tag_add(job->tags, line->sect, type)->id : TAG_ARTIFACT;
}

/* Where it belongs, beside the name; left out where the running text leaves no room. */
static void draw_parent(LayoutJob *job, Scene *scene, double x, double room, const RunningLine *line) {
  const GPtrArray *crumbs = job->doc->crumbs;
  if (crumbs == NULL || crumbs->len == 0) return;
  const Crumb *parent = g_ptr_array_index(crumbs, crumbs->len - 1);
  TextFont font = small_font(job, 500);
  if (text_width(job->text, parent->title, font) > room) return;
  scene_text(scene, x, line->baseline, parent->title, font, line->small, ANCHOR_START, running_tag(job, line, TAG_P));
}

static void draw_running(LayoutJob *job, Scene *scene, const RunningLine *line) {
  const PageGrid *grid = job->grid;
  TextFont small = small_font(job, 500);
  double right = grid->page_width - grid->margin_right, gap = layout_pt(job, RUNNING_GAP);
  /* The name is not said twice in one line. */
  bool says_more = job->doc->running != NULL && !g_str_equal(job->doc->running, job->doc->name);
  const char *running = says_more ? job->doc->running : "";
  double room = layout_measure(grid) - text_width(job->text, running, small) - 3 * gap;
  double width = scene_text(scene, grid->margin_left, line->baseline, job->doc->name, running_font(job), line->name,
                            ANCHOR_START, running_tag(job, line, TAG_H1));
  draw_parent(job, scene, grid->margin_left + width + gap, room - width, line);
  if (width <= room && running[0] != '\0')
    scene_text(scene, right, line->baseline, running, small, line->small, ANCHOR_END, running_tag(job, line, TAG_P));
}

/* Without bands: the line stands on the paper, above a rule. */
static void draw_plain(LayoutJob *job, Scene *scene, Tag *sect) {
  const PageGrid *grid = job->grid;
  double top = grid->margin_top, rule = layout_pt(job, PLAIN_RULE), bottom = band_bottom(job, false);
  RunningLine line = {top + text_cap_height(job->text, running_font(job)), color(job, "ink"), color(job, "ink2"), sect};
  draw_running(job, scene, &line);
  scene_line(scene, grid->margin_left, bottom - rule / 2, grid->page_width - grid->margin_right, bottom - rule / 2,
             paint_stroke(color(job, "ctx"), rule));
  if (sect != NULL) draw_anchor(job, NULL, job->doc->name, 1, 0, grid->margin_left, 0);
}

/* ---- small header ---- */

/* On one line as large as there is room for. */
static TextFont small_name_font(const LayoutJob *job, double width) {
  const TypeStyle *style = layout_type(job, TYPE_REGION_NAME);
  TextFont font = {layout_pt(job, SMALL_NAME), style->weight, style->tracking};
  double natural = text_width(job->text, job->doc->name, font);
  if (natural > width) font.size = MAX(font.size * width / natural, layout_pt(job, RUNNING_NAME));
  return font;
}

/* A band without room for crumbs and map: the kicker, with the meta line at its right where it fits; the name below. */
static void draw_small_header(LayoutJob *job, Scene *scene) {
  const PageGrid *grid = job->grid;
  double width = layout_measure(grid), top = layout_pt(job, SMALL_TOP), left = grid->margin_left;
  const TypeStyle *kicker = layout_type(job, TYPE_KICKER);
  NameLines name = {.lines = g_ptr_array_new_with_free_func(g_free), .font = small_name_font(job, width)};
  g_ptr_array_add(name.lines, g_strdup(job->doc->name));
  name.leading = grid->band_height - top - kicker->leading - layout_pt(job, SMALL_BOTTOM);
  name.excess = MAX(0, text_width(job->text, job->doc->name, name.font) - width);
  Tag *sect = tag_add(job->tags, job->root, TAG_SECT);
  draw_ground(job, scene, grid->band_height);
  draw_kicker(job, scene, sect, width, top);
  draw_name(job, scene, sect, &name, top + kicker->leading);
  const char *meta = job->doc->meta != NULL ? job->doc->meta : "", *before = job->doc->kicker != NULL ? job->doc->kicker : "";
  TextFont small = small_font(job, 600);
  double used = text_width(job->text, before, text_font(kicker)) + layout_pt(job, RUNNING_GAP);
  if (meta[0] != '\0' && used + text_width(job->text, meta, small) <= width)
    scene_text(scene, left + width, layout_baseline(job, small, kicker->leading, top), meta, small, color(job, "on-brand"),
               ANCHOR_END, tag_add(job->tags, sect, TAG_P)->id);
  name_clear(&name);
}

double band_bottom(const LayoutJob *job, bool first) {
  const PageGrid *grid = job->grid;
  if (!grid->band) return grid->margin_top + layout_pt(job, PLAIN_HEIGHT);
  return first ? grid->band_height : grid->running_band_height;
}

void band_header(LayoutJob *job, Scene *scene) {
  scene_group_begin(scene, "header", 0, 0);
  if (job->grid->small_band) draw_small_header(job, scene);
  else if (job->grid->band) draw_header(job, scene);
  else draw_plain(job, scene, tag_add(job->tags, job->root, TAG_SECT));
  scene_group_end(scene);
}

void band_running(LayoutJob *job, Scene *scene) {
  double height = job->grid->running_band_height;
  scene_group_begin(scene, "running", 0, 0);
  if (job->grid->band) {
    draw_ground(job, scene, height);
    RunningLine line = {(height + text_cap_height(job->text, running_font(job))) / 2, color(job, "on-brand"),
                        color(job, "on-brand2"), NULL};
    draw_running(job, scene, &line);
  } else {
    draw_plain(job, scene, NULL);
  }
  scene_group_end(scene);
}
