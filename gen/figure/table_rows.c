/* The body of the `table` figure: column widths, titles, rows, bars. Where the columns cannot stand side by side
 * each row becomes a name with its values below it. It must not know what a row is about. */
#include "figure/table_rows.h"
#include "figure/target_bar.h"
#include "figure/words.h"
#include <math.h>

static const double SCALE_MAX = 1.2; /* the bar's right end, in targets: the line stands at 83% */

typedef struct {
  FigureCanvas *canvas;
  const FigureTable *table;
  guint count;
  double *x, *w; /* of the columns' contents */
  double bar;    /* length of bars */
  double gap;
  bool whole; /* "circa 11.420*" stays on one line */
  bool flow; /* rows as names with values below */
} Grid;

static void grid_clear(Grid *grid) {
  g_free(grid->x);
  g_free(grid->w);
}

static const TableColumn *column_at(const Grid *grid, guint i) {
  return g_ptr_array_index(grid->table->columns, i);
}

static const TableCell *cell_at(const TableRow *row, guint i) {
  return i < row->cells->len ? g_ptr_array_index(row->cells, i) : NULL;
}

static bool right_aligned(const TableColumn *column) {
  return column->kind == COLUMN_NUMBER;
}

static TextLook title_look(const TableColumn *column) {
  return (TextLook){TYPE_AXIS, column->highlight ? 700 : 600, column->highlight ? "focus-text" : "ink2"};
}

static TextLook cell_look(const TableColumn *column, const TableRow *row) {
  bool strong = column->highlight || row->highlight;
  if (column->row_header)
    return (TextLook){TYPE_LABEL, row->highlight ? 700 : 500, row->highlight ? "focus-text" : "ink"};
  if (column->kind == COLUMN_TEXT) return (TextLook){TYPE_AXIS, 400, "ink2"};
  return (TextLook){TYPE_LABEL, strong ? 700 : 400, strong ? "focus-text" : "ink"};
}

static bool draws_bar(const TableColumn *column, const TableCell *cell) {
  return column->kind == COLUMN_BAR && cell && isfinite(cell->value);
}

/* ---- widths ---- */

/* Mark and percentage behind a bar. */
static double bar_tail(const FigureCanvas *canvas, const TableCell *cell) {
  return 6 * canvas->k + 9 * canvas->k + 3 * canvas->k +
         canvas_text_width(canvas, cell->text, (TextLook){TYPE_LABEL, 600, NULL});
}

static void measure_column(const Grid *grid, guint c, double bar, double *least, double *natural) {
  FigureCanvas *canvas = grid->canvas;
  const TableColumn *column = column_at(grid, c);
  TextLook title = title_look(column);
  *least = canvas_longest_word(canvas, column->title, title);
  *natural = canvas_text_width(canvas, column->title, title);
  for (guint r = 0; r < grid->table->rows->len; r++) {
    const TableRow *row = g_ptr_array_index(grid->table->rows, r);
    const TableCell *cell = cell_at(row, c);
    if (!cell) continue;
    TextLook look = cell_look(column, row);
    double width = draws_bar(column, cell) ? bar + bar_tail(canvas, cell) : canvas_text_width(canvas, cell->text, look);
    *natural = MAX(*natural, width);
    bool whole = column->kind == COLUMN_BAR || (column->kind == COLUMN_NUMBER && grid->whole);
    *least = MAX(*least, whole ? width : canvas_longest_word(canvas, cell->text, look));
  }
}

/* Room left over goes to all columns alike; room that is missing is taken from columns of words, then from the others
 * where they can wrap. */
static bool fit_columns(Grid *grid, double bar) {
  double width = grid->canvas->width - grid->gap * (grid->count - 1), natural = 0, spare[2] = {0};
  g_autofree double *least = g_new0(double, grid->count);
  for (guint c = 0; c < grid->count; c++) {
    measure_column(grid, c, bar, &least[c], &grid->w[c]);
    natural += grid->w[c];
    spare[column_at(grid, c)->kind != COLUMN_TEXT] += grid->w[c] - least[c];
  }
  double missing = MAX(natural - width, 0), words = MIN(missing, spare[0]), numbers = missing - words;
  if (numbers > spare[1]) return false;
  double add = natural < width ? (width - natural) / grid->count : 0, x = 0;
  double take[2] = {spare[0] > 0 ? words / spare[0] : 0, spare[1] > 0 ? numbers / spare[1] : 0};
  for (guint c = 0; c < grid->count; c++) {
    grid->w[c] += add - take[column_at(grid, c)->kind != COLUMN_TEXT] * (grid->w[c] - least[c]);
    grid->x[c] = x;
    x += grid->w[c] + grid->gap;
  }
  grid->bar = bar;
  return true;
}

static Grid grid_make(FigureCanvas *canvas, const FigureTable *table) {
  Grid grid = {.canvas = canvas, .table = table, .count = table->columns->len};
  grid.x = g_new0(double, MAX(grid.count, 1));
  grid.w = g_new0(double, MAX(grid.count, 1));
  static const struct { double bar, gap; bool whole; } steps[] = {{72, 7, true}, {54, 7, true}, {40, 6, true}, {40, 6, false}};
  grid.flow = true;
  for (guint i = 0; i < G_N_ELEMENTS(steps) && grid.flow; i++) {
    grid.gap = steps[i].gap * canvas->k;
    grid.whole = steps[i].whole;
    grid.flow = !fit_columns(&grid, steps[i].bar * canvas->k);
  }
  if (grid.flow) grid.bar = 54 * canvas->k;
  return grid;
}

/* ---- bars ---- */

static void draw_bar(const Grid *grid, const TableCell *cell, double x, double middle, guint leaf) {
  FigureCanvas *canvas = grid->canvas;
  double k = canvas->k, w = grid->bar, top = middle - 3.5 * k, line = x + w / SCALE_MAX;
  scene_rect(canvas->scene, x, top, w, 7 * k, canvas_fill(canvas, "track"));
  scene_rect(canvas->scene, x, top, w * CLAMP(cell->value / SCALE_MAX, 0, 1), 7 * k, canvas_fill(canvas, "focus"));
  if (cell->value > SCALE_MAX) target_bar_cut(canvas, x + w, top, 7 * k);
  scene_line(canvas->scene, line, middle - 5.5 * k, line, middle + 5.5 * k,
             paint_stroke(canvas_color(canvas, "surface"), 3 * k));
  scene_line(canvas->scene, line, middle - 5.5 * k, line, middle + 5.5 * k,
             paint_stroke(canvas_color(canvas, "ink"), 1.4 * k));
  canvas_status(canvas, cell->status, x + w + 10.5 * k, middle, 3.3 * k);
  canvas_text(canvas, x + w + 18 * k, canvas_centred(canvas, TYPE_LABEL, middle), cell->text,
              (TextLook){TYPE_LABEL, 600, "ink"}, ANCHOR_START, leaf);
}

/* ---- tags ---- */

/* The table's tag below the figure's, made with its head. */
static Tag *table_tag(FigureCanvas *canvas) {
  for (guint i = 0; canvas->sect && i < canvas->sect->children->len; i++) {
    Tag *child = g_ptr_array_index(canvas->sect->children, i);
    if (child->type == TAG_TABLE) return child;
  }
  return canvas_tag(canvas, canvas->sect, TAG_TABLE);
}

static Tag *body_tag(FigureCanvas *canvas, Tag *table) {
  for (guint i = 0; table && i < table->children->len; i++) {
    Tag *child = g_ptr_array_index(table->children, i);
    if (child->type == TAG_TBODY) return child;
  }
  return canvas_tag(canvas, table, TAG_TBODY);
}

/* A cell without words heads nothing. */
static guint title_tag(FigureCanvas *canvas, Tag *row, const TableColumn *column) {
  Tag *tag = canvas_tag(canvas, row, *column->title ? TAG_TH : TAG_TD);
  if (!tag) return 0;
  if (tag->type == TAG_TH) tag->scope = TAG_SCOPE_COLUMN;
  tag->actual_text = g_strdup(column->spoken);
  return tag->id;
}

/* Where rows stand as names with their values, no column title is there to speak for a cell: it says its own. */
static char *titled_words(const FigureCanvas *canvas, const TableColumn *column, const TableCell *cell) {
  const char *title = column->spoken ? column->spoken : column->title;
  if (column->row_header || !*cell->text || !*title) return g_strdup(cell->spoken);
  return locale_phrase(canvas->locale, "figure.table.titled", "title", title, "value", cell->spoken, NULL);
}

static guint flow_cell_tag(FigureCanvas *canvas, Tag *row, const TableColumn *column, const TableCell *cell) {
  Tag *tag = canvas_tag(canvas, row, column->row_header && *cell->text ? TAG_TH : TAG_TD);
  if (!tag) return 0;
  if (tag->type == TAG_TH) tag->scope = TAG_SCOPE_ROW;
  if (*cell->text) tag->actual_text = titled_words(canvas, column, cell);
  return tag->id;
}

static guint cell_tag(FigureCanvas *canvas, Tag *row, const TableColumn *column, const TableCell *cell) {
  bool heads = column->row_header && *cell->text;
  Tag *tag = canvas_tag(canvas, row, heads ? TAG_TH : TAG_TD);
  if (!tag) return 0;
  if (heads) tag->scope = TAG_SCOPE_ROW;
  if (g_strcmp0(cell->text, cell->spoken) != 0) tag->actual_text = g_strdup(cell->spoken);
  return tag->id;
}

/* ---- columns side by side ---- */

static double titles_height(const Grid *grid) {
  if (grid->flow) return 2 * grid->canvas->k;
  guint lines = 1;
  for (guint c = 0; c < grid->count; c++) {
    g_autoptr(GPtrArray) wrapped =
        canvas_wrap(grid->canvas, column_at(grid, c)->title, title_look(column_at(grid, c)), grid->w[c] + 0.01, false);
    lines = MAX(lines, wrapped->len);
  }
  return lines * canvas_leading(grid->canvas, TYPE_AXIS) + 3 * grid->canvas->k;
}

static void draw_title(const Grid *grid, guint c, double bottom, guint leaf) {
  FigureCanvas *canvas = grid->canvas;
  const TableColumn *column = column_at(grid, c);
  TextLook look = title_look(column), note = {TYPE_AXIS, 400, "ink2"};
  double leading = canvas_leading(canvas, TYPE_AXIS);
  g_autoptr(GPtrArray) lines = canvas_wrap(canvas, column->title, look, grid->w[c] + 0.01, false);
  bool right = right_aligned(column);
  double x = right ? grid->x[c] + grid->w[c] : grid->x[c], end = 0;
  for (guint i = 0; i < lines->len; i++) {
    double baseline = canvas_baseline(canvas, TYPE_AXIS, bottom - 3 * canvas->k - (lines->len - i) * leading);
    end = canvas_text(canvas, x, baseline, g_ptr_array_index(lines, i), look, right ? ANCHOR_END : ANCHOR_START, leaf);
  }
  if (!column->note || right) return;
  double gap = 2.5 * canvas->k, baseline = canvas_baseline(canvas, TYPE_AXIS, bottom - 3 * canvas->k - leading);
  if (end + gap + canvas_text_width(canvas, column->note, note) <= grid->w[c])
    canvas_text(canvas, x + end + gap, baseline, column->note, note, ANCHOR_START, leaf);
}

static void tint_column(const Grid *grid, double top, double height) {
  for (guint c = 0; c < grid->count; c++) {
    if (!column_at(grid, c)->highlight) continue;
    double pad = grid->gap / 2, left = MAX(grid->x[c] - pad, 0),
           right = MIN(grid->x[c] + grid->w[c] + pad, grid->canvas->width);
    scene_rect(grid->canvas->scene, left, top, right - left, height, canvas_fill(grid->canvas, "focus-bg"));
  }
}

static void draw_titles(const Grid *grid, Tag *table, bool continued) {
  FigureCanvas *canvas = grid->canvas;
  double height = titles_height(grid), bottom = canvas->y + height;
  if (!grid->flow) {
    tint_column(grid, canvas->y, height);
    bool body = grid->table->rows->len > 0; /* PDF/UA knows no THead without a TBody */
    Tag *head = body && !continued ? canvas_tag(canvas, table, TAG_THEAD) : table;
    Tag *row = continued ? NULL : canvas_tag(canvas, head, TAG_TR);
    for (guint c = 0; c < grid->count; c++) {
      draw_title(grid, c, bottom, continued ? TAG_ARTIFACT : title_tag(canvas, row, column_at(grid, c)));
    }
  }
  scene_line(canvas->scene, 0, bottom, canvas->width, bottom,
             paint_stroke(canvas_color(canvas, "axis"), 0.75 * canvas->k));
  canvas->y = bottom;
}

static double row_padding(const Grid *grid) {
  return 3.3 * grid->canvas->k;
}

static double grid_row_height(const Grid *grid, const TableRow *row) {
  guint lines = 1;
  for (guint c = 0; c < grid->count; c++) {
    const TableCell *cell = cell_at(row, c);
    if (!cell || column_at(grid, c)->kind == COLUMN_BAR) continue;
    g_autoptr(GPtrArray) wrapped =
        canvas_wrap(grid->canvas, cell->text, cell_look(column_at(grid, c), row), grid->w[c] + 0.01, false);
    lines = MAX(lines, wrapped->len);
  }
  return lines * canvas_leading(grid->canvas, TYPE_LABEL) + 2 * row_padding(grid);
}

static void draw_cell(const Grid *grid, const TableRow *row, guint c, double top, Tag *tr) {
  FigureCanvas *canvas = grid->canvas;
  const TableColumn *column = column_at(grid, c);
  const TableCell *cell = cell_at(row, c);
  if (!cell) return;
  guint leaf = cell_tag(canvas, tr, column, cell);
  TextLook look = cell_look(column, row);
  double leading = canvas_leading(canvas, TYPE_LABEL), first = top + row_padding(grid) + leading / 2;
  if (draws_bar(column, cell)) {
    draw_bar(grid, cell, grid->x[c], first, leaf);
    return;
  }
  if (column->kind == COLUMN_BAR) look = (TextLook){TYPE_LABEL, 400, "ink3"};
  if (column->kind == COLUMN_STATUS)
    canvas_status(canvas, cell->status, grid->x[c] + 4.5 * canvas->k, first, 3.3 * canvas->k);
  bool right = right_aligned(column);
  double x = right ? grid->x[c] + grid->w[c]
                   : grid->x[c] + (column->kind == COLUMN_STATUS && cell->status ? 12 * canvas->k : 0);
  g_autoptr(GPtrArray) lines = canvas_wrap(canvas, cell->text, look, grid->w[c] + 0.01, false);
  for (guint i = 0; i < lines->len; i++)
    canvas_text(canvas, x, canvas_centred(canvas, look.role, first + i * leading), g_ptr_array_index(lines, i), look,
                right ? ANCHOR_END : ANCHOR_START, leaf);
}

static void draw_grid_row(const Grid *grid, const TableRow *row, Tag *tr) {
  FigureCanvas *canvas = grid->canvas;
  double height = grid_row_height(grid, row);
  if (row->highlight)
    scene_rect(canvas->scene, 0, canvas->y, canvas->width, height, canvas_fill(canvas, "focus-bg"));
  else
    tint_column(grid, canvas->y, height);
  for (guint c = 0; c < grid->count; c++) draw_cell(grid, row, c, canvas->y, tr);
  canvas->y += height;
  scene_line(canvas->scene, 0, canvas->y, canvas->width, canvas->y, canvas_line_paint(canvas, "grid", "hairline"));
}

/* ---- rows as names with their values below ---- */

/* One value with its column's title; only measured without `draw`. Returns its width. */
static double flow_pair(const Grid *grid, const TableRow *row, guint c, double x, double middle, bool draw,
                        guint leaf) {
  FigureCanvas *canvas = grid->canvas;
  const TableColumn *column = column_at(grid, c);
  const TableCell *cell = cell_at(row, c);
  TextLook title = {TYPE_LABEL, 400, "ink2"}, value = {TYPE_LABEL, column->highlight || row->highlight ? 700 : 600,
                                                       column->highlight ? "focus-text" : "ink"};
  if (draws_bar(column, cell)) {
    if (draw) draw_bar(grid, cell, x, middle, leaf);
    return grid->bar + bar_tail(canvas, cell);
  }
  bool titled = column->kind == COLUMN_NUMBER;
  double baseline = canvas_centred(canvas, TYPE_LABEL, middle), used = 0;
  if (titled) {
    if (draw) canvas_text(canvas, x, baseline, column->title, title, ANCHOR_START, leaf);
    used = canvas_text_width(canvas, column->title, title) + 3 * canvas->k;
  }
  if (draw) canvas_text(canvas, x + used, baseline, cell->text, titled ? value : title, ANCHOR_START, leaf);
  return used + canvas_text_width(canvas, cell->text, titled ? value : title);
}

static double flow_row(const Grid *grid, const TableRow *row, double y, bool draw, Tag *tr) {
  FigureCanvas *canvas = grid->canvas;
  double k = canvas->k, leading = canvas_leading(canvas, TYPE_LABEL) + 2 * k, x = 0;
  y += row_padding(grid);
  bool begun = false;
  for (guint c = 0; c < grid->count; c++) {
    const TableColumn *column = column_at(grid, c);
    const TableCell *cell = cell_at(row, c);
    if (!cell) continue;
    guint leaf = draw ? flow_cell_tag(canvas, tr, column, cell) : 0;
    if (!*cell->text) continue;
    double width = column->row_header ? INFINITY : flow_pair(grid, row, c, 0, 0, false, 0);
    if (column->row_header || width > canvas->width) {
      TextLook look = cell_look(column, row);
      if (column->row_header) look.weight = 700;
      if (begun) y += leading, x = 0;
      g_autoptr(GPtrArray) lines = canvas_wrap(canvas, cell->text, look, canvas->width, false);
      for (guint i = 0; i < lines->len; i++) {
        if (draw)
          canvas_text(canvas, 0, canvas_centred(canvas, look.role, y + leading / 2), g_ptr_array_index(lines, i), look,
                      ANCHOR_START, leaf);
        if (i + 1 < lines->len) y += leading;
      }
      x = INFINITY;
      begun = true;
      continue;
    }
    if (begun && x + width > canvas->width) y += leading, x = 0;
    flow_pair(grid, row, c, x, y + leading / 2, draw, leaf);
    x += width + 10 * k;
    begun = true;
  }
  return y + (begun ? leading : 0) + row_padding(grid);
}

/* ---- rows ---- */

static double row_height(const Grid *grid, const TableRow *row) {
  return grid->flow ? flow_row(grid, row, 0, false, NULL) : grid_row_height(grid, row);
}

GArray *table_rows_measure(FigureCanvas *canvas, const Figure *figure, double *titles) {
  Grid grid = grid_make(canvas, figure->table);
  GArray *heights = g_array_new(FALSE, FALSE, sizeof(double));
  for (guint i = 0; i < figure->table->rows->len; i++) {
    double height = row_height(&grid, g_ptr_array_index(figure->table->rows, i));
    g_array_append_val(heights, height);
  }
  *titles = titles_height(&grid);
  grid_clear(&grid);
  return heights;
}

void table_rows_draw(FigureCanvas *canvas, const Figure *figure, guint first, guint last, bool continued) {
  Grid grid = grid_make(canvas, figure->table);
  Tag *table = table_tag(canvas);
  scene_group_begin(canvas->scene, "table", 0, 0);
  draw_titles(&grid, table, continued);
  last = MIN(last, figure->table->rows->len);
  Tag *body = first < last ? body_tag(canvas, table) : NULL;
  for (guint i = first; i < last; i++) {
    const TableRow *row = g_ptr_array_index(figure->table->rows, i);
    Tag *tr = canvas_tag(canvas, body, TAG_TR);
    if (!grid.flow) {
      draw_grid_row(&grid, row, tr);
      continue;
    }
    double bottom = flow_row(&grid, row, canvas->y, false, NULL);
    if (row->highlight)
      scene_rect(canvas->scene, 0, canvas->y, canvas->width, bottom - canvas->y, canvas_fill(canvas, "focus-bg"));
    flow_row(&grid, row, canvas->y, true, tr);
    canvas->y = bottom;
    scene_line(canvas->scene, 0, bottom, canvas->width, bottom, canvas_line_paint(canvas, "grid", "hairline"));
  }
  scene_group_end(canvas->scene);
  grid_clear(&grid);
}
