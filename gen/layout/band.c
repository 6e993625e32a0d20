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
  draw_line(job, scene, text, width, top, SMALL_LEADING, "line of regions");
}

/* Centred in its slot, which is one line of the largest size; two lines use a little of the air above. */
static void draw_name(LayoutJob *job, Scene *scene, Tag *sect, double width, double top) {
  const TypeStyle *style = layout_type(job, TYPE_REGION_NAME);
  NameLines name;
  name_fit(job, width, &name);
  if (name.excess > 0)
    layout_overflow(job, "layout-name-too-long", layout_doc_pos(job), "the name does not fit in the header", name.excess,
                    "Give the region a shorter name in the regions table.");
  guint tag = tag_add(job->tags, sect, TAG_H1)->id;
  double slot = style->leading + META_GAP, height = name.lines->len * name.leading;
  double y = name.lines->len == 1 ? top + (style->leading - height) / 2 : top + slot - height;
  double x = job->grid->margin_left - OPTICAL_LEFT * name.font.size;
  for (guint i = 0; i < name.lines->len; i++) {
    const char *line = g_ptr_array_index(name.lines, i);
    bool wrapped = i + 1 < name.lines->len && !g_str_has_suffix(line, "-");
    g_autofree char *words = g_strconcat(line, wrapped ? " " : "", NULL);
    double baseline = layout_baseline(job, name.font, name.leading, y + i * name.leading);
    scene_text(scene, x, baseline, words, name.font, style->color, ANCHOR_START, tag);
  }
  name_clear(&name);
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
  draw_line(job, scene, text, width, top, SMALL_LEADING, "line below the name");
}

void band_header(LayoutJob *job, Scene *scene) {
  const PageGrid *grid = job->grid;
  double right = grid->page_width - grid->margin_right;
  double width = layout_measure(grid) - locator_width() - layout_mm(LOCATOR_GAP_MM);
  double kicker = layout_mm(KICKER_TOP_MM), crumbs = kicker + layout_type(job, TYPE_KICKER)->leading + CRUMBS_GAP;
  double name = crumbs + SMALL_LEADING + NAME_GAP;
  if (job->doc->crumbs == NULL || job->doc->crumbs->len == 0) {
    /* The country stands below nothing: the lines that are left close ranks. */
    double half = (CRUMBS_GAP + SMALL_LEADING) / 2;
    kicker += half;
    name -= half;
  }
  double meta = name + layout_type(job, TYPE_REGION_NAME)->leading + META_GAP;
  Tag *sect = tag_add(job->tags, tag_tree_root(job->tags), TAG_SECT);
  scene_group_begin(scene, "header", 0, 0);
  scene_rect(scene, 0, 0, grid->page_width, grid->band_height, paint_fill(color(job, "brand")));
  draw_kicker(job, scene, sect, width, kicker);
  draw_crumbs(job, scene, sect, width, crumbs);
  draw_name(job, scene, sect, width, name);
  draw_meta(job, scene, sect, width, meta);
  locator_draw(job, scene, right, (grid->band_height - locator_height()) / 2);
  scene_group_end(scene);
}

/* ---- running band ---- */

/* Where it belongs, beside the name; left out where the running text leaves no room. */
static void draw_parent(LayoutJob *job, Scene *scene, double x, double room, double baseline) {
  const GPtrArray *crumbs = job->doc->crumbs;
  if (crumbs == NULL || crumbs->len == 0) return;
  const Crumb *parent = g_ptr_array_index(crumbs, crumbs->len - 1);
  TextFont font = small_font(job, 500);
  if (text_width(job->text, parent->title, font) > room) return;
  scene_text(scene, x, baseline, parent->title, font, color(job, "on-brand2"), ANCHOR_START, TAG_ARTIFACT);
}

void band_running(LayoutJob *job, Scene *scene) {
  const PageGrid *grid = job->grid;
  TextFont name = {RUNNING_NAME, 700, -0.01}, small = small_font(job, 500);
  double height = grid->running_band_height, right = grid->page_width - grid->margin_right;
  double baseline = (height + text_cap_height(job->text, name)) / 2;
  const char *running = job->doc->running != NULL ? job->doc->running : "";
  double room = layout_measure(grid) - text_width(job->text, running, small) - 3 * RUNNING_GAP;
  scene_group_begin(scene, "running", 0, 0);
  scene_rect(scene, 0, 0, grid->page_width, height, paint_fill(color(job, "brand")));
  double width = scene_text(scene, grid->margin_left, baseline, job->doc->name, name, color(job, "on-brand"),
                            ANCHOR_START, TAG_ARTIFACT);
  draw_parent(job, scene, grid->margin_left + width + RUNNING_GAP, room - width, baseline);
  if (width <= room) scene_text(scene, right, baseline, running, small, color(job, "on-brand2"), ANCHOR_END, TAG_ARTIFACT);
  scene_group_end(scene);
}
