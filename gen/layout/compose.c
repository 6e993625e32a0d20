/* Walks the body of a Doc and sets each block. Sections follow the heads: a head opens one, what follows belongs to it.
 *
 * Heading levels cannot skip: the region's name is H1; the key finding (#) and section heads (##) are H2, because they
 * look alike to siblings; ### is H3. A figure's title is H2 like the heads it stands beside, and H3 in a section that a
 * head opened, in the same container or one around it.
 * Must not know pages: a box is as high as it is, wherever it will stand. */
#include "layout/compose.h"
#include "layout/flow.h"

/* The longest line of running text: columns of twelve, and on a wide page about 85 letters. */
enum { MEASURE_COLUMNS = 9 };
static const double MEASURE_EM = 44;

Box *compose_add(Composer *composer, BoxKind kind, SourcePos pos) {
  Box *box = box_new(kind, pos, composer->indent, composer->width);
  g_ptr_array_add(composer->boxes, box);
  return box;
}

Tag *compose_section(Composer *composer, SourcePos pos) {
  if (composer->sect != NULL) return composer->sect;
  composer->sect = tag_add(composer->job->tags, composer->parent, TAG_SECT);
  composer->sect->pos = pos;
  return composer->sect;
}

static void compose_rule(Composer *composer, const DocNode *node) {
  Box *box = compose_add(composer, BOX_RULE, node->pos);
  box->height = layout_pt(composer->job, theme_stroke(composer->job->theme, "hairline"));
  box->before = box->after = composer->job->grid->block_gap / 2;
}

static void compose_pagebreak(Composer *composer, const DocNode *node) {
  if (composer->flows && composer->indent == 0) {
    compose_add(composer, BOX_PAGEBREAK, node->pos);
    return;
  }
  diags_error(composer->job->diags, "layout-pagebreak-inside", node->pos,
              "Put {% pagebreak %} before or after the row, columns, list or quote.",
              "%s: a page break inside another block has no effect", composer->job->doc->title);
}

/* Blocks in another language: said once, on the outermost tags below the sections, which may go on after them. */
static void compose_div(Composer *composer, const DocNode *node) {
  const TagTree *tags = composer->job->tags;
  const char *outer = composer->language;
  guint first = tag_count(tags) + 1;
  composer->language = node->lang;
  compose_nodes(composer, node->children);
  composer->language = outer;
  for (guint id = first; id <= tag_count(tags); id++) {
    Tag *tag = tag_get(tags, id);
    bool inside = tag->parent->id >= first && tag->parent->type != TAG_SECT;
    if (tag->type != TAG_SECT && !inside && tag->language == NULL) tag->language = g_strdup(node->lang);
  }
}

static void compose_node(Composer *composer, const DocNode *node) {
  switch (node->type) {
  case NODE_HEADING: compose_heading(composer, node); break;
  case NODE_PARAGRAPH: compose_paragraph(composer, node); break;
  case NODE_LIST: compose_list(composer, node); break;
  case NODE_QUOTE: compose_quote(composer, node); break;
  case NODE_RULE: compose_rule(composer, node); break;
  case NODE_CODE_BLOCK: compose_code(composer, node); break;
  case NODE_COLUMNS: compose_columns(composer, node); break;
  case NODE_PAGEBREAK: compose_pagebreak(composer, node); break;
  case NODE_FIGURE: compose_figure(composer, node); break;
  case NODE_DIV: compose_div(composer, node); break;
  case NODE_CARDS: break; /* they fill what is left of the page: cards.c */
  default: compose_nodes(composer, node->children);
  }
}

void compose_nodes(Composer *composer, const GPtrArray *nodes) {
  for (guint i = 0; nodes != NULL && i < nodes->len;) {
    const DocNode *node = g_ptr_array_index(nodes, i);
    if (node->type == NODE_ROW) {
      i += compose_rows(composer, nodes, i);
    } else {
      compose_node(composer, node);
      i++;
    }
  }
}

static void box_free_data(gpointer box) { box_free(box); }

/* What a row's cell or a column flow inherits from where it stands. */
static Composer compose_inside(Composer *outer, double width) {
  Composer inner = *outer;
  if (!outer->in_section) outer->sect = NULL;
  inner.parent = outer->sect != NULL ? outer->sect : outer->parent;
  inner.sect = NULL;
  inner.boxes = g_ptr_array_new_with_free_func(box_free_data);
  inner.indent = 0;
  inner.width = inner.measure = width;
  inner.flows = false;
  return inner;
}

/* ---- rows ---- */

static double cell_height(const BoxCell *cell) {
  if (cell->boxes->len == 0) return 0;
  const Box *last = g_ptr_array_index(cell->boxes, cell->boxes->len - 1);
  return g_array_index(cell->tops, double, cell->boxes->len - 1) + last->height;
}

static void stack_from(BoxCell *cell, guint from) {
  g_array_set_size(cell->tops, cell->boxes->len);
  for (guint i = from; i < cell->boxes->len; i++) {
    double *tops = &g_array_index(cell->tops, double, 0);
    const Box *above = i > 0 ? g_ptr_array_index(cell->boxes, i - 1) : NULL;
    tops[i] = i == 0 ? 0 : tops[i - 1] + above->height + box_gap(above, g_ptr_array_index(cell->boxes, i));
  }
}

/* Figures that stand at the same place in all cells begin at the same height, so that their rules align. */
static void align_figures(Box *row) {
  for (guint place = 1;; place++) {
    double top = 0;
    for (guint i = 0; i < row->cells->len; i++) {
      const BoxCell *cell = g_ptr_array_index(row->cells, i);
      if (place >= cell->boxes->len) return;
      const Box *above = g_ptr_array_index(cell->boxes, place - 1), *box = g_ptr_array_index(cell->boxes, place);
      if (above->kind != BOX_FIGURE || box->kind != BOX_FIGURE) return;
      top = MAX(top, g_array_index(cell->tops, double, place));
    }
    for (guint i = 0; i < row->cells->len; i++) {
      BoxCell *cell = g_ptr_array_index(row->cells, i);
      g_array_index(cell->tops, double, place) = top;
      stack_from(cell, place + 1);
    }
  }
}

static double row_height(const Box *row) {
  double height = 0;
  for (guint i = 0; row->cells != NULL && i < row->cells->len; i++)
    height = MAX(height, cell_height(g_ptr_array_index(row->cells, i)));
  return height;
}

/* One line of cells: cols[first, end), `parts` parts of the width in all; a cell has its span of them. */
static Box *compose_line(Composer *composer, const GPtrArray *cols, guint first, guint end, int parts) {
  const PageGrid *grid = composer->job->grid;
  Box *row = compose_add(composer, BOX_ROW, ((const DocNode *)g_ptr_array_index(cols, first))->pos);
  row->before = row->after = grid->block_gap;
  double x = 0;
  for (guint i = first; i < end; i++) {
    const DocNode *col = g_ptr_array_index(cols, i);
    double width = MIN(col->span, parts) * (composer->width + grid->gutter) / parts - grid->gutter;
    Composer inner = compose_inside(composer, width);
    compose_nodes(&inner, col->children);
    stack_from(box_add_cell(row, x, width, inner.boxes), 0);
    x += width + grid->gutter;
  }
  align_figures(row);
  row->height = row_height(row);
  return row;
}

/* Where the line that begins at cols[first] ends: as many cells as there are columns for. */
static guint line_end(const GPtrArray *cols, guint first, int columns, int *used) {
  guint end = first;
  for (*used = 0; end < cols->len; end++) {
    int span = ((const DocNode *)g_ptr_array_index(cols, end))->span;
    if (end > first && *used + span > columns) break;
    *used += span;
  }
  return end;
}

/* A page with fewer columns than twelve: cells keep about their width and go on to the next line. Lines of equal cells keep
 * one grid, of which the last may leave a part open; others are filled. */
static void compose_wrapped(Composer *composer, const GPtrArray *cols, bool equal) {
  int columns = composer->job->grid->columns, used, widest = 0;
  for (guint first = 0, end; first < cols->len; first = end) {
    end = line_end(cols, first, columns, &used);
    widest = MAX(widest, used);
    compose_line(composer, cols, first, end, equal ? widest : used);
  }
}

/* The one span of all of a row's cells; 0 when they differ. */
static int equal_span(const DocNode *row) {
  int span = 0;
  for (guint i = 0; i < row->children->len; i++) {
    int own = ((const DocNode *)g_ptr_array_index(row->children, i))->span;
    if (i > 0 && own != span) return 0;
    span = own;
  }
  return span;
}

guint compose_rows(Composer *composer, const GPtrArray *nodes, guint index) {
  const DocNode *row = g_ptr_array_index(nodes, index);
  if (row->children->len == 0) return 1;
  if (composer->job->grid->columns >= PAGE_TWELFTHS) {
    /* Twelfths of the container: on the page itself these are the grid's columns. */
    compose_line(composer, row->children, 0, row->children->len, PAGE_TWELFTHS)->pos = row->pos;
    return 1;
  }
  /* Rows of equal cells that follow each other are wrapped as one, so that no cell is left alone between them. */
  int span = equal_span(row);
  guint rows = 0;
  g_autoptr(GPtrArray) cols = g_ptr_array_new();
  do {
    row = g_ptr_array_index(nodes, index + rows++);
    for (guint i = 0; i < row->children->len; i++) g_ptr_array_add(cols, g_ptr_array_index(row->children, i));
    row = index + rows < nodes->len ? g_ptr_array_index(nodes, index + rows) : NULL;
  } while (span > 0 && row != NULL && row->type == NODE_ROW && equal_span(row) == span);
  compose_wrapped(composer, cols, span > 0);
  return rows;
}

/* ---- columns ---- */

void compose_columns(Composer *composer, const DocNode *node) {
  const PageGrid *grid = composer->job->grid;
  /* On a page with fewer columns than twelve, each text column keeps three of them. */
  int most = grid->columns < PAGE_TWELFTHS ? MAX(grid->columns / 3, 1) : grid->columns;
  guint columns = (guint)CLAMP(node->columns, 1, most);
  double width = (composer->width - (columns - 1) * grid->gutter) / columns;
  Box *box = compose_add(composer, BOX_COLUMNS, node->pos);
  box->before = box->after = grid->block_gap;
  box->columns = columns;
  box->step = width + grid->gutter;
  Composer inner = compose_inside(composer, width);
  compose_nodes(&inner, node->children);
  box_add_cell(box, 0, width, inner.boxes);
  box->height = flow_columns_height(box);
}

GPtrArray *compose_body(LayoutJob *job) {
  const PageGrid *grid = job->grid;
  double width = layout_measure(grid), longest = MEASURE_EM * layout_type(job, TYPE_BODY)->size;
  if (grid->columns >= PAGE_TWELFTHS) longest = MIN(longest, layout_span(grid, grid->columns * MEASURE_COLUMNS / PAGE_TWELFTHS));
  Composer composer = {.job = job, .boxes = g_ptr_array_new_with_free_func(box_free_data), .width = width,
                       .measure = MIN(width, longest), .parent = job->root,
                       .flows = true};
  if (job->doc->root != NULL) compose_nodes(&composer, job->doc->root->children);
  return composer.boxes;
}
