/* Setting figures: a figure draws itself at the width it gets; a table on the page itself is only measured, because it
 * may break between its rows. What sticks out of a figure's width is a finding, never clipped. Must not know any type of
 * figure. */
#include "layout/compose.h"

/* Optical adjustments (a "W" set a little to the left) are no overflow. */
static const double TOLERANCE = 1.5;

/* A text item's right edge without the blank that ends a wrapped line. */
static double text_right(const LayoutJob *job, const SceneItem *item) {
  double blank = g_str_has_suffix(item->text, " ") ? text_width(job->text, " ", item->font) : 0;
  return item->x + item->width - blank;
}

/* The text that sticks out furthest; NULL when none does. */
static const SceneItem *widest_text(const LayoutJob *job, const Scene *scene, double *excess) {
  const SceneItem *widest = NULL;
  double width = scene_width(scene), dx = 0;
  g_autoptr(GArray) shifts = g_array_new(FALSE, FALSE, sizeof(double));
  *excess = TOLERANCE;
  for (guint i = 0; i < scene_length(scene); i++) {
    const SceneItem *item = scene_item(scene, i);
    if (item->kind == SCENE_GROUP_BEGIN) {
      g_array_append_val(shifts, dx);
      dx += item->dx;
    } else if (item->kind == SCENE_GROUP_END && shifts->len > 0) {
      dx = g_array_index(shifts, double, shifts->len - 1);
      g_array_set_size(shifts, shifts->len - 1);
    } else if (item->kind == SCENE_TEXT) {
      double out = MAX(dx + text_right(job, item) - width, -(dx + item->x));
      if (out <= *excess) continue;
      *excess = out;
      widest = item;
    }
  }
  return widest;
}

static void check_width(const LayoutJob *job, const Figure *figure, const Scene *scene) {
  double excess;
  const SceneItem *item = widest_text(job, scene, &excess);
  if (item == NULL) return;
  g_autofree char *what =
      g_strdup_printf("in figure \"%s\" the text \"%s\" sticks out of its column", figure->id, item->text);
  layout_overflow(job, "layout-figure-too-wide", figure->pos, what, excess, "Give the figure more twelfths.");
}

/* The tag a figure hangs below, and the level of its title: see compose.c. */
static Tag *figure_parent(Composer *composer) {
  if (!composer->in_section) composer->sect = NULL;
  return composer->sect != NULL ? composer->sect : composer->parent;
}

static void set_drawn(LayoutJob *job, Box *box, FigureParts parts, Tag *parent) {
  box->first_tag = tag_count(job->tags) + 1;
  box->scene = figure_draw(box->figure, job->theme, job->locale, job->text, MEDIUM_PAPER, parts, box->width, job->tags,
                           parent, box->title_tag);
  box->end_tag = tag_count(job->tags) + 1;
  box->height = scene_height(box->scene);
  check_width(job, box->figure, box->scene);
}

/* The parts are drawn when their pages are known; until then a Div keeps the table's place in the reading order. */
static void set_rows(Composer *composer, Box *box, Tag *parent) {
  LayoutJob *job = composer->job;
  box->kind = BOX_TABLE;
  box->place = tag_add(job->tags, parent, TAG_DIV);
  box->place->pos = box->pos;
  box->rows = figure_rows_measure(box->figure, job->theme, job->locale, job->text, MEDIUM_PAPER, box->width);
  box->height = box_height(box, 0, box_parts(box));
}

/* The id of the figure's heading; 0 when it draws none. */
static guint heading_of(const LayoutJob *job, const Box *box) {
  for (guint id = box->first_tag; id < box->end_tag; id++)
    if (tag_get(job->tags, id)->type == box->title_tag) return id;
  return 0;
}

/* Bookmarks mirror headings: a figure that draws no title has none. */
static bool has_heading(const LayoutJob *job, const Box *box) {
  if (box->kind == BOX_TABLE) return box->figure->title != NULL && box->figure->title[0] != '\0';
  return heading_of(job, box) != 0;
}

void compose_figure(Composer *composer, const DocNode *node) {
  LayoutJob *job = composer->job;
  Tag *parent = figure_parent(composer);
  Box *box = compose_add(composer, BOX_FIGURE, node->pos);
  box->width = composer->width - composer->indent;
  box->figure = node->figure;
  box->title_tag = layout_heading(job, composer->in_section ? 3 : 2);
  box->before = box->after = job->grid->block_gap;
  box->id = layout_own_id(job, node->figure->id);
  if (composer->flows && figure_splits(node->figure)) set_rows(composer, box, parent);
  else set_drawn(job, box, FIGURE_ALL, parent);
  if (!has_heading(job, box)) return;
  box->outline = g_strdup(node->figure->title);
  box->outline_level = layout_outline_level(job, box->title_tag);
}

Box *compose_card(LayoutJob *job, const Figure *figure, double width, Tag *parent, guint *heading) {
  Box *box = box_new(BOX_FIGURE, figure->pos, 0, width);
  box->figure = figure;
  box->title_tag = layout_heading(job, 2);
  box->id = layout_own_id(job, figure->id);
  set_drawn(job, box, FIGURE_ALL | FIGURE_CARD, parent);
  *heading = heading_of(job, box);
  box->outline = g_strdup(figure->title);
  box->outline_level = layout_outline_level(job, box->title_tag);
  return box;
}
