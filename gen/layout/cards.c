/* Cards in a grid. All cells of a page are equally high and end above its foot; in a row the ruled lines begin at one height,
 * so that a page looks ruled and not scattered. Nothing is clipped or scaled: what is too high is told. Must not know any type
 * of figure. */
#include "layout/cards.h"
#include "layout/compose.h"
#include "layout/draw.h"
#include "layout/handout_band.h"
#include <math.h>

/* STYLE.md §4, "Hand-out": in millimetres, and in points for what follows the type. */
static const double ROW_GAP_MM = 5, FOOT_GAP_MM = 4, LINE_MM = 7.4, NOTES_GAP_MM = 2, NOTES_TOP_MM = 1.5, TOP_AIR_MM = 5.5;
static const double DISC_RIGHT = 5.5, DISC_MIDDLE = 11, DISC_RADIUS = 5.5, NOTE_RULE = 0.5;
enum { LEAST_LINES = 2 };

typedef struct {
  Box *box;
  guint heading; /* its title's tag */
  guint page;
  double x, y, height;
  guint lines;
} Card;

struct Cards {
  LayoutJob *job;
  GArray *cards; /* Card */
  guint columns;
  double width;
};

static void card_clear(gpointer data) { box_free(((Card *)data)->box); }
static Card *card_at(const Cards *cards, guint index) { return &g_array_index(cards->cards, Card, index); }

/* Two stand below each other on an upright page; six stand in twos on it, and in threes on a lying one. */
static guint columns_of(const LayoutJob *job) {
  bool wide = job->grid->page_width > job->grid->page_height;
  switch (job->doc->handout->per_page) {
  case 2: return wide ? 2 : 1;
  case 6: return wide ? 3 : 2;
  default: return 2;
  }
}

Cards *cards_new(LayoutJob *job) {
  Cards *cards = g_new0(Cards, 1);
  const GPtrArray *figures = job->doc->handout->cards;
  cards->job = job;
  cards->cards = g_array_new(FALSE, TRUE, sizeof(Card));
  g_array_set_clear_func(cards->cards, card_clear);
  cards->columns = columns_of(job);
  cards->width = (layout_measure(job->grid) - (cards->columns - 1) * job->grid->gutter) / cards->columns;
  for (guint i = 0; i < figures->len; i++) {
    const Figure *figure = g_ptr_array_index(figures, i);
    Card card = {0};
    card.box = compose_card(job, figure, cards->width, job->root, &card.heading);
    g_array_append_val(cards->cards, card);
    if (card.heading == 0)
      diags_error(job->diags, "layout-card-without-title", figure->pos, "Give the figure a title, or choose another one.",
                  "%s: the figure \"%s\" has no title, so it cannot be a card", job->doc->title, figure->id);
  }
  return cards;
}

void cards_free(Cards *cards) {
  if (cards == NULL) return;
  g_array_unref(cards->cards);
  g_free(cards);
}

/* ---- placing ---- */

static double least_notes(const Cards *cards) {
  return cards->job->doc->handout->notes ? layout_mm(cards->job, NOTES_GAP_MM + LEAST_LINES * LINE_MM) : 0;
}

/* The highest of cards [first, end) with the fewest lines. */
static double needed_height(const Cards *cards, guint first, guint end) {
  double height = 0;
  for (guint i = first; i < end; i++) height = MAX(height, card_at(cards, i)->box->height);
  return height + least_notes(cards);
}

static double cell_height(const Cards *cards, double top, guint count, double bottom) {
  guint rows = (count + cards->columns - 1) / cards->columns;
  return (bottom - layout_mm(cards->job, FOOT_GAP_MM) - top - (rows - 1) * layout_mm(cards->job, ROW_GAP_MM)) / rows;
}

static void tell_too_high(const Cards *cards, guint first, guint end, double height) {
  const LayoutJob *job = cards->job;
  for (guint i = first; i < end; i++) {
    const Box *box = card_at(cards, i)->box;
    double excess = box->height + least_notes(cards) - height;
    if (excess <= 0) continue;
    g_autofree char *what = g_strdup_printf("with %d cards a page the card \"%s\" is too high for its place",
                                            job->doc->handout->per_page, box->figure->id);
    layout_overflow(job, "layout-card-too-high", box->pos, what, excess,
                    "Ask for fewer cards a page, give the figure fewer rows, or leave out the notes (notes: false).");
  }
}

/* As many lines as every card of the row from `first` has room for. */
static guint lines_in_row(const Cards *cards, guint first, guint end, double height) {
  const LayoutJob *job = cards->job;
  if (!job->doc->handout->notes) return 0;
  double room = height;
  for (guint i = first; i < MIN(first + cards->columns, end); i++) room = MIN(room, height - card_at(cards, i)->box->height);
  return (guint)MAX(floor((room - layout_mm(job, NOTES_GAP_MM)) / layout_mm(job, LINE_MM) + 1e-6), 0);
}

static void place_page(Cards *cards, guint first, guint end, guint page, double top, double height) {
  const LayoutJob *job = cards->job;
  for (guint i = first; i < end; i++) {
    guint column = (i - first) % cards->columns, row = (i - first) / cards->columns;
    Card *card = card_at(cards, i);
    card->page = page;
    card->x = job->grid->margin_left + column * (cards->width + job->grid->gutter);
    card->y = top + row * (height + layout_mm(job, ROW_GAP_MM));
    card->height = height;
    card->lines = lines_in_row(cards, first + row * cards->columns, end, height);
  }
}

/* Below the text there may be room for fewer rows than on a page of cards; 0 = for none. */
static guint fitting_below(const Cards *cards, guint count, double top, const HandoutFoot *foot) {
  for (; count > 0; count = (count - 1) / cards->columns * cards->columns) {
    double bottom = handout_foot_top(foot, count == cards->cards->len);
    if (needed_height(cards, 0, count) <= cell_height(cards, top, count, bottom)) break;
  }
  return count;
}

guint cards_place(Cards *cards, guint page, double top, bool above, const HandoutFoot *foot) {
  const LayoutJob *job = cards->job;
  guint per_page = (guint)job->doc->handout->per_page, count = cards->cards->len;
  double fresh = handout_band_running_bottom(job) + layout_mm(job, TOP_AIR_MM);
  for (guint first = 0, end; first < count || above; first = end, page++, top = fresh, above = false) {
    end = MIN(first + per_page, count);
    if (above) end = fitting_below(cards, end, top, foot);
    if (end == first) continue;
    double height = cell_height(cards, top, end - first, handout_foot_top(foot, end == count));
    tell_too_high(cards, first, end, height);
    place_page(cards, first, end, page, top, height);
  }
  return page;
}

/* ---- drawing ---- */

/* A number on a black disc, read before the title. */
static void draw_number(const LayoutJob *job, Scene *scene, const Card *card, double width, guint number) {
  TextFont font = {layout_type(job, TYPE_AXIS)->size, 700, 0};
  double x = card->x + width - layout_pt(job, DISC_RIGHT), y = card->y + layout_pt(job, DISC_MIDDLE);
  g_autofree char *text = locale_number(job->locale, number, 0);
  scene_circle(scene, x, y, layout_pt(job, DISC_RADIUS), paint_fill(theme_color(job->theme, "ink")));
  scene_text(scene, x, y + text_cap_height(job->text, font) / 2, text, font, theme_color(job->theme, "surface"), ANCHOR_MIDDLE,
             card->heading);
}

/* To write on: nothing to listen to. */
static void draw_notes(const LayoutJob *job, Scene *scene, const Card *card, double width) {
  if (card->lines == 0) return;
  const TypeStyle *style = layout_type(job, TYPE_AXIS);
  TextFont font = {style->size, 500, 0};
  double step = layout_mm(job, LINE_MM), bottom = card->y + card->height, top = bottom - card->lines * step;
  double rule = layout_pt(job, NOTE_RULE);
  scene_group_begin(scene, "notes", 0, 0);
  scene_text(scene, card->x, layout_baseline(job, font, style->leading, top + layout_mm(job, NOTES_TOP_MM)),
             locale_word(job->locale, "layout.handout.notes"), font, theme_color(job->theme, "ink3"), ANCHOR_START, TAG_ARTIFACT);
  for (guint i = 1; i <= card->lines; i++)
    scene_line(scene, card->x, top + i * step - rule / 2, card->x + width, top + i * step - rule / 2,
               paint_stroke(theme_color(job->theme, "ctx"), rule));
  scene_group_end(scene);
}

void cards_draw(const Cards *cards) {
  LayoutJob *job = cards->job;
  g_autoptr(GArray) placements = g_array_new(FALSE, FALSE, sizeof(Placement));
  for (guint i = 0; i < cards->cards->len; i++) {
    const Card *card = card_at(cards, i);
    Placement placement = {card->box, card->page, card->x, card->y, 0, 1};
    g_array_append_val(placements, placement);
    draw_number(job, layout_page(job, card->page), card, cards->width, i + 1);
    draw_notes(job, layout_page(job, card->page), card, cards->width);
  }
  draw_placements(job, placements);
}
