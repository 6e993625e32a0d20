/* Walks the body of a Doc and sets each block. Sections follow the heads: a head opens one, what follows belongs to it.
 *
 * Heading levels cannot skip: the region's name is H1; the key finding (#) and section heads (##) are H2, because they
 * look alike to siblings; ### is H3. A figure's title is H2 like the heads it stands beside, and H3 in a section that a
 * head opened, in the same container or one around it.
 * Must not know pages: a box is as high as it is, wherever it will stand. */
#include "layout/compose.h"
#include "layout/flow.h"

/* The longest line of running text, in columns of the grid: about 85 letters. */
enum { MEASURE_COLUMNS = 9 };

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
  box->height = theme_stroke(composer->job->theme, "hairline");
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

static void compose_node(Composer *composer, const DocNode *node) {
  switch (node->type) {
  case NODE_HEADING: compose_heading(composer, node); break;
  case NODE_PARAGRAPH: compose_paragraph(composer, node); break;
  case NODE_LIST: compose_list(composer, node); break;
  case NODE_QUOTE: compose_quote(composer, node); break;
  case NODE_RULE: compose_rule(composer, node); break;
  case NODE_CODE_BLOCK: compose_code(composer, node); break;
  case NODE_ROW: compose_row(composer, node); break;
  case NODE_COLUMNS: compose_columns(composer, node); break;
  case NODE_PAGEBREAK: compose_pagebreak(composer, node); break;
  case NODE_FIGURE: compose_figure(composer, node); break;
  default: compose_nodes(composer, node->children);
  }
}

void compose_nodes(Composer *composer, const GPtrArray *nodes) {
  for (guint i = 0; nodes != NULL && i < nodes->len; i++) compose_node(composer, g_ptr_array_index(nodes, i));
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

void compose_row(Composer *composer, const DocNode *node) {
  const PageGrid *grid = composer->job->grid;
  Box *row = compose_add(composer, BOX_ROW, node->pos);
  row->before = row->after = grid->block_gap;
  double x = 0;
  for (guint i = 0; i < node->children->len; i++) {
    const DocNode *col = g_ptr_array_index(node->children, i);
    /* Twelfths of the container: on the page itself these are the grid's columns. */
    double width = col->span * (composer->width + grid->gutter) / grid->columns - grid->gutter;
    Composer inner = compose_inside(composer, width);
    compose_nodes(&inner, col->children);
    stack_from(box_add_cell(row, x, width, inner.boxes), 0);
    x += width + grid->gutter;
  }
  if (row->cells == NULL) return;
  align_figures(row);
  for (guint i = 0; i < row->cells->len; i++)
    row->height = MAX(row->height, cell_height(g_ptr_array_index(row->cells, i)));
}

/* ---- columns ---- */

void compose_columns(Composer *composer, const DocNode *node) {
  const PageGrid *grid = composer->job->grid;
  guint columns = (guint)CLAMP(node->columns, 1, grid->columns);
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
  double width = layout_measure(job->grid);
  Composer composer = {.job = job, .boxes = g_ptr_array_new_with_free_func(box_free_data), .width = width,
                       .measure = layout_span(job->grid, MEASURE_COLUMNS), .parent = tag_tree_root(job->tags),
                       .flows = true};
  if (job->doc->root != NULL) compose_nodes(&composer, job->doc->root->children);
  return composer.boxes;
}
