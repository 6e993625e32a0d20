/* One idea places everything: fill a column of some height from where the flow stands, and say where it stopped. A page is
 * one column; a column flow is several beside each other; balancing tries heights. A run without a sink only measures.
 * Knows boxes and heights; not what is in them, and not what a page looks like. */
#include "layout/flow.h"
#include "base/number.h"
#include <math.h>

static const double EPSILON = 0.01, ENDLESS = 1e6;
/* Sections that would each fill a column may be this much higher than balanced text, to begin at its top. */
static const double SECTION_SLACK = 1.35;
/* A last page that is filled less than this is worth a word. */
static const double NEARLY_EMPTY = 0.2;
/* When it saves a page, blocks stand a little closer: shares of their usual gap, tried in this order. */
static const double AIRS[] = {1, 0.85, 0.7, 0.55};

/* Where a flow stands: boxes before `box` are placed, and `part` parts of it. For BOX_COLUMNS the inner pair says the
 * same of its own boxes. */
typedef struct { guint box, part, inner_box, inner_part; } FlowPoint;

/* Where placements go, and what did not fit. */
typedef struct {
  GArray *placements;
  LayoutJob *job; /* for findings */
  guint page;
  double x, y;    /* of the column at hand */
} FlowSink;

/* One column to be filled from *at down to `height`. */
typedef struct {
  const GPtrArray *boxes;
  FlowPoint *at;
  double height;
  bool fresh;      /* takes at least one box, whatever its height */
  double air;      /* share of the air between blocks that is kept; 1 = all */
  bool by_section; /* ends before a section head */
  FlowSink *sink;  /* NULL = only measure */
} Fill;

static Box *box_at(const GPtrArray *boxes, guint index) {
  return index < boxes->len ? g_ptr_array_index(boxes, index) : NULL;
}

static void place(FlowSink *sink, Box *box, double dx, double y, guint first, guint count) {
  if (sink == NULL) return;
  Placement placement = {box, sink->page, sink->x + dx + box->indent, sink->y + y, first, count};
  g_array_append_val(sink->placements, placement);
}

static double fill_column(const Fill *fill);

/* ---- columns ---- */

static const GPtrArray *flow_of(const Box *columns) {
  return ((const BoxCell *)g_ptr_array_index(columns->cells, 0))->boxes;
}

/* A column flow's way to be placed: so high, and whether each section head begins a column. */
typedef struct { double height; bool by_section; } ColumnFit;

/* Fills the columns of `box` from *at. Returns the highest one's height. */
static double fill_columns(const Box *box, FlowPoint *at, ColumnFit fit, bool fresh, FlowSink *sink, double y) {
  const GPtrArray *boxes = flow_of(box);
  FlowPoint inner = {.box = at->inner_box, .part = at->inner_part};
  double used = 0;
  for (guint i = 0; i < box->columns && inner.box < boxes->len; i++) {
    FlowSink column;
    if (sink != NULL) {
      column = *sink;
      column.x += box->indent + i * box->step;
      column.y += y;
    }
    Fill fill = {boxes, &inner, fit.height, fresh, 1, fit.by_section, sink != NULL ? &column : NULL};
    double height = fill_column(&fill);
    used = MAX(used, height);
  }
  at->inner_box = inner.box;
  at->inner_part = inner.part;
  return used;
}

static bool columns_done(const Box *box, const FlowPoint *at) { return at->inner_box >= flow_of(box)->len; }

static bool columns_fit(const Box *box, FlowPoint at, double height) {
  double used = fill_columns(box, &at, (ColumnFit){.height = height}, true, NULL, 0);
  return columns_done(box, &at) && used <= height + EPSILON;
}

/* The height of the highest section when there is one for each column; 0 when there is not. */
static double sections_height(const Box *box, const FlowPoint *at) {
  const GPtrArray *boxes = flow_of(box);
  if (at->inner_box > 0 || at->inner_part > 0) return 0;
  guint heads = 0;
  double highest = 0, height = 0;
  for (guint i = 0; i < boxes->len; i++) {
    const Box *inner = box_at(boxes, i);
    if (i == 0 && !inner->ruled) return 0;
    if (inner->ruled) heads++;
    height = inner->ruled ? inner->height : height + box_gap(box_at(boxes, i - 1), inner) + inner->height;
    highest = MAX(highest, height);
  }
  return heads == box->columns ? highest : 0;
}

/* The lowest height at which the rest of the flow fits in its columns. */
static ColumnFit balance(const Box *box, const FlowPoint *at) {
  double low = 0, high = 64;
  while (high < ENDLESS && !columns_fit(box, *at, high)) low = high, high *= 2;
  while (high - low > 0.25) {
    double middle = (low + high) / 2;
    if (columns_fit(box, *at, middle)) high = middle;
    else low = middle;
  }
  double sections = sections_height(box, at);
  if (sections > 0 && sections <= SECTION_SLACK * high) return (ColumnFit){sections + EPSILON, true};
  FlowPoint end = *at;
  double used = fill_columns(box, &end, (ColumnFit){.height = high}, true, NULL, 0);
  return (ColumnFit){MIN(high, used + EPSILON), false};
}

double flow_columns_height(const Box *columns) { return balance(columns, &(FlowPoint){0}).height; }

/* ---- one column ---- */

/* What must stay with the top of boxes[index]: all of it, its first lines, or with a head what follows it. */
static double needed_height(const GPtrArray *boxes, guint index, guint part) {
  const Box *box = box_at(boxes, index), *next = box_at(boxes, index + 1);
  if (box->kind == BOX_COLUMNS) {
    double first = flow_of(box)->len > 0 ? needed_height(flow_of(box), 0, 0) : 0;
    return MIN(box->height, first);
  }
  guint left = box_parts(box) - part;
  if (left > 3) return box_height(box, part, 2);
  double height = box_height(box, part, left);
  if (box->keep_next && next != NULL && next->kind != BOX_PAGEBREAK)
    height += box_gap(box, next) + needed_height(boxes, index + 1, 0);
  return height;
}

static void tell_overflow(const FlowSink *sink, const Box *box, double excess) {
  if (sink == NULL || sink->job == NULL) return;
  const char *code = "layout-too-high", *hint = "Give it fewer rows or entries, or put it in a wider column.";
  g_autofree char *what = NULL;
  if (box->figure != NULL) what = g_strdup_printf("figure \"%s\" is higher than the page", box->figure->id);
  else if (box->kind == BOX_ROW) what = g_strdup("the row is higher than the page");
  else what = g_strdup("the block is higher than the page");
  if (box->kind == BOX_ROW) hint = "A row is never split: put less in it, or make two rows of it.";
  layout_overflow(sink->job, code, box->pos, what, excess, hint);
}

static void place_row(FlowSink *sink, const Box *row, double y) {
  if (sink == NULL) return;
  for (guint i = 0; row->cells != NULL && i < row->cells->len; i++) {
    const BoxCell *cell = g_ptr_array_index(row->cells, i);
    for (guint b = 0; b < cell->boxes->len; b++) {
      Box *box = g_ptr_array_index(cell->boxes, b);
      double top = y + g_array_index(cell->tops, double, b);
      FlowSink inner = *sink;
      inner.x += row->indent + cell->x;
      if (box->kind == BOX_ROW) place_row(&inner, box, top);
      else if (box->kind == BOX_COLUMNS) fill_columns(box, &(FlowPoint){0}, balance(box, &(FlowPoint){0}), true, &inner, top);
      else place(&inner, box, 0, top, 0, box_parts(box));
    }
  }
}

static void next_box(FlowPoint *at) { *at = (FlowPoint){.box = at->box + 1}; }

/* Places what fits of a column flow; false when it goes on elsewhere. */
static bool take_columns(const Fill *fill, Box *box, double *y, bool forced) {
  double room = fill->height - *y;
  ColumnFit fit = balance(box, fill->at);
  bool fits = fit.height <= room + 2 * EPSILON;
  double used = fill_columns(box, fill->at, fits ? fit : (ColumnFit){.height = room}, forced || fits, fill->sink, *y);
  *y += used;
  if (!columns_done(box, fill->at)) return false;
  next_box(fill->at);
  return true;
}

/* Places what fits of a box that is no row or columns; false when it goes on elsewhere. */
static bool take_parts(const Fill *fill, Box *box, double *y, bool forced) {
  FlowPoint *at = fill->at;
  double room = fill->height - *y;
  guint left = box_parts(box) - at->part, fitting = box_fitting(box, at->part, room);
  if (fitting == 0) {
    if (!forced) return false;
    /* Alone on a fresh page and still too high: as many parts as there is room for, at least one. */
    fitting = left;
    while (fitting > 1 && box_height(box, at->part, fitting) > room + EPSILON) fitting--;
    double excess = box_height(box, at->part, fitting) - room;
    if (excess > EPSILON) tell_overflow(fill->sink, box, excess);
  }
  place(fill->sink, box, 0, *y, at->part, fitting);
  *y += box_height(box, at->part, fitting);
  if (fitting < left) {
    at->part += fitting;
    return false;
  }
  next_box(at);
  return true;
}

static bool take_box(const Fill *fill, Box *box, double *y, bool forced) {
  if (box->kind == BOX_COLUMNS) return take_columns(fill, box, y, forced);
  if (box->kind != BOX_ROW) return take_parts(fill, box, y, forced);
  double excess = *y + box->height - fill->height;
  if (excess > EPSILON) tell_overflow(fill->sink, box, excess);
  place_row(fill->sink, box, *y);
  *y += box->height;
  next_box(fill->at);
  return true;
}

/* The gap above a box. Between figures and rows it may give way; lines of text keep theirs. */
static double gap_above(const Fill *fill, const Box *above, const Box *box) {
  double gap = box_gap(above, box);
  bool text = above != NULL && above->kind == BOX_TEXT && box->kind == BOX_TEXT;
  return text ? gap : gap * fill->air;
}

/* Moves *at and returns the height used. */
static double fill_column(const Fill *fill) {
  FlowPoint *at = fill->at;
  const Box *above = NULL;
  double used = 0;
  while (at->box < fill->boxes->len) {
    Box *box = box_at(fill->boxes, at->box);
    if (box->kind == BOX_PAGEBREAK) {
      next_box(at);
      if (above != NULL) break;
      continue;
    }
    if (fill->by_section && box->ruled && above != NULL) break;
    bool forced = fill->fresh && above == NULL;
    double y = used + gap_above(fill, above, box), top = y;
    if (!forced && y + needed_height(fill->boxes, at->box, at->part) > fill->height + EPSILON) break;
    bool done = take_box(fill, box, &y, forced);
    if (y > top || done) used = y;
    if (!done) break;
    above = box;
  }
  return used;
}

/* ---- pages ---- */

/* From page `last` on, pages keep room for the last page's footer. */
typedef struct { const GPtrArray *boxes; const PageRoom *room; guint last; } PageFill;

/* Whether the author asked for a new page here. */
static bool breaks_before(const GPtrArray *boxes, const FlowPoint *at) {
  bool inside = at->part > 0 || at->inner_box > 0 || at->inner_part > 0;
  return !inside && at->box > 0 && box_at(boxes, at->box - 1)->kind == BOX_PAGEBREAK;
}

static double page_top(const PageFill *pages, guint page, double air) {
  const PageRoom *room = pages->room;
  return (page == 0 ? room->first_top : room->next_top) + air * room->air_above;
}

static double page_height(const PageFill *pages, guint page, double air) {
  const PageRoom *room = pages->room;
  double bottom = page >= pages->last ? room->last_bottom : room->bottom;
  return bottom - air * room->air_below - page_top(pages, page, air);
}

/* The air of a page: a little less when that brings the rest, up to the next page break, onto it. */
static double page_air(const PageFill *pages, FlowPoint start, guint page) {
  for (guint i = 0; i < G_N_ELEMENTS(AIRS); i++) {
    FlowPoint at = start;
    fill_column(&(Fill){pages->boxes, &at, page_height(pages, page, AIRS[i]), true, AIRS[i], false, NULL});
    if (at.box >= pages->boxes->len || breaks_before(pages->boxes, &at)) return AIRS[i];
  }
  return AIRS[0];
}

/* A last page that nobody asked for and that holds next to nothing: by how much the page before it, which begins at
 * `before`, would have to be shorter. */
static void tell_empty_page(LayoutJob *job, const PageFill *pages, FlowPoint before, guint page, const Box *first) {
  double air = AIRS[G_N_ELEMENTS(AIRS) - 1];
  double height = pages->room->last_bottom - air * pages->room->air_below - page_top(pages, page - 1, air);
  double used = fill_column(&(Fill){pages->boxes, &before, ENDLESS, true, air, false, NULL});
  g_autofree char *mm = number_format(ceil((used - height) * 25.4 / 72), 0, &NUMBER_STYLE_MACHINE);
  diags_add(job->diags, DIAG_WARNING, "layout-nearly-empty-page", first->pos,
            "Shorten what stands before it, or let it begin with {% pagebreak %}.",
            "%s: page %u is nearly empty; with %s mm less there would be %u", job->doc->title, page + 1, mm, page);
}

/* Returns the number of pages; places, and tells what is wrong, only with `placements`. */
static guint fill_pages(LayoutJob *job, const PageFill *pages, GArray *placements) {
  FlowPoint at = {0}, before = {0};
  guint page = 0;
  do {
    double air = page_air(pages, at, page), height = page_height(pages, page, air);
    FlowSink sink = {placements, job, page, pages->room->left, page_top(pages, page, air)};
    FlowPoint start = at;
    bool spilled = page > 0 && !breaks_before(pages->boxes, &at);
    double used = fill_column(&(Fill){pages->boxes, &at, height, true, air, false, placements ? &sink : NULL});
    bool last = at.box >= pages->boxes->len;
    if (last && spilled && placements != NULL && used < NEARLY_EMPTY * height)
      tell_empty_page(job, pages, before, page, box_at(pages->boxes, start.box));
    before = start;
    page++;
  } while (at.box < pages->boxes->len);
  return page;
}

GArray *flow_pages(LayoutJob *job, const GPtrArray *boxes, const PageRoom *room, guint *pages) {
  /* First without the last page's higher footer; then every page from that one on keeps room for it. */
  PageFill fill = {boxes, room, G_MAXUINT};
  fill.last = fill_pages(job, &fill, NULL) - 1;
  GArray *placements = g_array_new(FALSE, FALSE, sizeof(Placement));
  *pages = fill_pages(job, &fill, placements);
  return placements;
}
