/* Boxes: their gaps, and how they break. Knows lines and heights; not where a box stands or what page it is on. */
#include "layout/box.h"

/* Lines or rows that stay together at either side of a break. */
enum { ORPHANS = 2, WIDOWS = 2 };
static const double EPSILON = 0.01;

Box *box_new(BoxKind kind, SourcePos pos, double indent, double width) {
  Box *box = g_new0(Box, 1);
  box->kind = kind;
  box->pos = pos;
  box->indent = indent;
  box->width = width;
  return box;
}

static void cell_free(gpointer data) {
  BoxCell *cell = data;
  g_ptr_array_unref(cell->boxes);
  g_array_unref(cell->tops);
  g_free(cell);
}

void box_free(Box *box) {
  if (box == NULL) return;
  inline_free(box->text);
  g_free(box->outline);
  g_free(box->mark_text);
  scene_free(box->scene);
  if (box->rows != NULL) figure_rows_free(box->rows);
  if (box->cells != NULL) g_ptr_array_unref(box->cells);
  g_free(box);
}

BoxCell *box_add_cell(Box *box, double x, double width, GPtrArray *boxes) {
  if (box->cells == NULL) box->cells = g_ptr_array_new_with_free_func(cell_free);
  BoxCell *cell = g_new0(BoxCell, 1);
  cell->x = x;
  cell->width = width;
  cell->boxes = boxes;
  cell->tops = g_array_new(FALSE, TRUE, sizeof(double));
  g_ptr_array_add(box->cells, cell);
  return cell;
}

double box_gap(const Box *above, const Box *below) {
  if (above == NULL) return 0;
  if (!above->keep_next) return MAX(above->after, below->before);
  return below->kind == BOX_TEXT ? above->after : MAX(above->after, above->after_figure);
}

guint box_parts(const Box *box) {
  if (box->kind == BOX_TABLE) return MAX(box->rows->rows->len, 1);
  if (box->kind != BOX_TEXT || box->keep_next) return 1;
  return MAX(inline_line_count(box->text), 1);
}

static double table_height(const Box *box, guint first, guint count) {
  const FigureRows *rows = box->rows;
  double height = rows->titles;
  if (first == 0) height += rows->head;
  if (first + count >= rows->rows->len) height += rows->foot;
  for (guint i = first; i < first + count && i < rows->rows->len; i++) height += g_array_index(rows->rows, double, i);
  return height;
}

double box_height(const Box *box, guint first, guint count) {
  if (box->kind == BOX_TABLE) return table_height(box, first, count);
  if (box->kind != BOX_TEXT || box_parts(box) == 1) return box->height;
  return (first == 0 ? box->top : 0) + count * box->leading;
}

static guint rows_fitting(const Box *box, guint first, double height) {
  const GArray *rows = box->rows->rows;
  double used = box->rows->titles + (first == 0 ? box->rows->head : 0);
  guint fitting = 0;
  for (guint i = first; i < rows->len; i++, fitting++) {
    used += g_array_index(rows, double, i);
    if (used + (i + 1 == rows->len ? box->rows->foot : 0) > height + EPSILON) break;
  }
  return fitting;
}

static guint lines_fitting(const Box *box, guint first, double height) {
  double room = height + EPSILON - (first == 0 ? box->top : 0);
  return room < 0 ? 0 : (guint)MIN(room / box->leading, box_parts(box) - first);
}

guint box_fitting(const Box *box, guint first, double height) {
  guint left = box_parts(box) - first;
  if (box_height(box, first, left) <= height + EPSILON) return left;
  if (left == 1) return 0;
  guint fitting = box->kind == BOX_TABLE ? rows_fitting(box, first, height) : lines_fitting(box, first, height);
  if (fitting + WIDOWS > left) fitting = left > WIDOWS ? left - WIDOWS : 0;
  return fitting < ORPHANS ? 0 : fitting;
}
