/* Puts placed boxes on the scenes of their pages: text with what hangs around it, figures with their tags' boxes moved to
 * the page, tables part by part. Decides nothing about where things stand. */
#include "layout/draw.h"

/* Squares and bars of STYLE.md, in points. */
static const double SQUARE = 4, SQUARE_DROP = 4.2, BAR = 2, WASH_SIDE = 5;

static ColorToken color(const LayoutJob *job, const char *token) { return theme_color(job->theme, token); }

void draw_anchor(LayoutJob *job, const char *id, const char *title, int level, guint page, double x, double y) {
  if (id != NULL) {
    Destination destination = {g_strdup(id), job->first_page + page, x, y};
    g_array_append_val(job->pages->destinations, destination);
  }
  if (level > 0 && title != NULL && title[0] != '\0') {
    OutlineEntry entry = {g_strdup(title), level, job->first_page + page, y};
    g_array_append_val(job->pages->outline, entry);
  }
}

/* ---- text ---- */

/* The square or number before an item: left of it, or right where it reads from the right. */
static void draw_mark(const LayoutJob *job, const Box *box, Scene *scene, double x, double y) {
  bool rtl = inline_is_rtl(box->text);
  double edge = rtl ? x + box->width + box->mark_indent : x - box->mark_indent;
  if (box->mark == BOX_MARK_SQUARE)
    scene_rect(scene, rtl ? edge - layout_pt(job, SQUARE) : edge, y + layout_pt(job, SQUARE_DROP), layout_pt(job, SQUARE),
               layout_pt(job, SQUARE), paint_fill(color(job, "accent")));
  if (box->mark != BOX_MARK_NUMBER) return;
  const TypeStyle *style = layout_type(job, TYPE_BODY);
  TextFont font = {style->size, 600, style->tracking};
  g_autofree char *words = rtl ? g_strconcat("\u200f", box->mark_text, NULL) : g_strdup(box->mark_text);
  scene_text(scene, edge, layout_baseline(job, font, box->leading, y), words, font, style->color, rtl ? ANCHOR_END : ANCHOR_START,
             box->mark_tag);
}

static void draw_text(const LayoutJob *job, const Placement *placement, Scene *scene) {
  const Box *box = placement->box;
  bool whole = box_parts(box) == 1, top = placement->first == 0;
  guint first = whole ? 0 : placement->first, count = whole ? inline_line_count(box->text) : placement->count;
  double x = placement->x, y = placement->y + (top ? box->top : 0), height = count * box->leading;
  bool rtl = inline_is_rtl(box->text);
  if (rtl) x -= box->indent; /* what hangs beside it hangs on the right */
  if (box->ruled && top) {
    double width = layout_pt(job, theme_stroke(job->theme, "figure_rule"));
    double line = placement->y + width / 2;
    scene_line(scene, x, line, x + box->width, line, paint_stroke(color(job, "ink"), width));
  }
  double side = layout_pt(job, WASH_SIDE), bar = layout_pt(job, BAR);
  if (box->wash) scene_rect(scene, x - side, y, box->width + side, height, paint_fill(color(job, "wash")));
  if (box->bar > 0)
    scene_rect(scene, rtl ? x + box->width + box->bar - bar : x - box->bar, y, bar, height, paint_fill(color(job, "band")));
  if (top) draw_mark(job, box, scene, x, y);
  inline_draw(box->text, scene, x, y, box->leading, first, count);
}

/* ---- figures ---- */

/* A figure knows its boxes in its own coordinates only, and not its line of the template. */
static void place_tags(LayoutJob *job, guint first, guint end, const Placement *placement) {
  guint page = placement->page;
  double dx = placement->x, dy = placement->y;
  for (guint id = first; id < end; id++) {
    Tag *tag = tag_get(job->tags, id);
    if (tag->pos.file == NULL) tag->pos = placement->box->pos;
    if (tag->type != TAG_FIGURE) continue;
    tag->bbox[0] += dx;
    tag->bbox[1] += dy;
    tag->bbox_page = job->first_page + page;
  }
}

static void draw_table(LayoutJob *job, const Placement *placement, Scene *scene) {
  Box *box = placement->box;
  guint end = placement->first + placement->count;
  guint first_tag = tag_count(job->tags) + 1;
  g_autoptr(Scene) part = figure_draw_rows(
      box->figure, job->theme, job->locale, job->text, MEDIUM_PAPER, box->width, placement->first, end,
      placement->first == 0, end >= box->rows->rows->len, job->tags, box->place, box->title_tag, &box->table_sect);
  place_tags(job, first_tag, tag_count(job->tags) + 1, placement);
  scene_append(scene, part, placement->x, placement->y);
}

static void draw_box(LayoutJob *job, const Placement *placement) {
  const Box *box = placement->box;
  Scene *scene = layout_page(job, placement->page);
  switch (box->kind) {
  case BOX_TEXT: draw_text(job, placement, scene); break;
  case BOX_TABLE: draw_table(job, placement, scene); break;
  case BOX_FIGURE:
    place_tags(job, box->first_tag, box->end_tag, placement);
    scene_append(scene, box->scene, placement->x, placement->y);
    break;
  case BOX_RULE:
    scene_line(scene, placement->x, placement->y, placement->x + box->width, placement->y,
               paint_stroke(color(job, "grid"), box->height));
    break;
  default: g_assert_not_reached(); /* rows and columns were resolved by flow */
  }
}

void draw_placements(LayoutJob *job, const GArray *placements) {
  for (guint i = 0; i < placements->len; i++) {
    const Placement *placement = &g_array_index(placements, Placement, i);
    const Box *box = placement->box;
    draw_box(job, placement);
    if (placement->first == 0)
      draw_anchor(job, box->id, box->outline, box->outline_level, placement->page, placement->x, placement->y);
  }
}
