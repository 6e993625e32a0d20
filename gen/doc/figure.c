/* The model of a bound figure: making and freeing it, its marks, series and table. It holds what a type put in and must
 * not know any type, nor how anything is drawn. */
#include "doc/figure.h"
#include "doc/figure_type.h"
#include "doc/typography.h"
#include <math.h>
#include <string.h>

const FigureType *figure_type_find(FigureTypes types, const char *name) {
  for (; types && *types; types++)
    if (strcmp((*types)->name, name) == 0) return *types;
  return NULL;
}

static BoundValue absent(void) {
  return (BoundValue){.obs = {.value = NAN, .low = NAN, .high = NAN, .state = STATE_ABSENT}};
}

void bound_value_clear(BoundValue *value) {
  g_free(value->text);
  g_free(value->spoken);
  *value = absent();
}

void bound_value_unmark(BoundValue *value) {
  if (value->word) value->text[value->word] = '\0';
  if (value->said) value->spoken[value->said] = '\0';
  value->word = value->said = 0;
  value->obs.flags &= (guint8)~FLAG_CORRECTED;
}

void bound_target_clear(BoundTarget *target) {
  g_free(target->label);
  g_free(target->short_label);
  g_free(target->status_word);
  g_free(target->status_text);
  g_free(target->status_spoken);
  *target = (BoundTarget){.value = NAN, .low_from_base = NAN};
}

static void mark_free(gpointer data) {
  Mark *mark = data;
  if (!mark) return;
  g_free(mark->label);
  g_free(mark->letter);
  g_free(mark->icon);
  g_free(mark->href);
  bound_value_clear(&mark->value);
  bound_value_clear(&mark->share);
  g_free(mark);
}

GPtrArray *figure_marks_new(void) { return g_ptr_array_new_with_free_func(mark_free); }

Mark *figure_add_mark(GPtrArray *marks, const char *label, MarkRole role) {
  Mark *mark = g_new0(Mark, 1);
  mark->label = typography_name(label);
  mark->role = role;
  mark->value = absent();
  mark->share = absent();
  g_ptr_array_add(marks, mark);
  return mark;
}

static void clear_point(gpointer data) { bound_value_clear(data); }

static void series_free(gpointer data) {
  Series *series = data;
  g_free(series->label);
  g_array_unref(series->points);
  g_free(series);
}

Series *figure_add_series(Figure *figure, const char *label, MarkRole role) {
  Series *series = g_new0(Series, 1);
  series->label = typography_name(label);
  series->role = role;
  series->points = g_array_new(FALSE, TRUE, sizeof(BoundValue));
  g_array_set_clear_func(series->points, clear_point);
  g_ptr_array_add(figure->series, series);
  return series;
}

/* ---- Table ---- */

static void column_free(gpointer data) {
  TableColumn *column = data;
  g_free(column->title);
  g_free(column->spoken);
  g_free(column->note);
  g_free(column);
}

static void cell_free(gpointer data) {
  TableCell *cell = data;
  g_free(cell->text);
  g_free(cell->spoken);
  g_free(cell);
}

static void row_free(gpointer data) {
  TableRow *row = data;
  g_ptr_array_unref(row->cells);
  g_free(row);
}

FigureTable *figure_table_new(const char *caption) {
  FigureTable *table = g_new0(FigureTable, 1);
  table->caption = typography_set(caption);
  table->columns = g_ptr_array_new_with_free_func(column_free);
  table->rows = g_ptr_array_new_with_free_func(row_free);
  return table;
}

void figure_table_free(FigureTable *table) {
  if (!table) return;
  g_free(table->caption);
  g_ptr_array_unref(table->columns);
  g_ptr_array_unref(table->rows);
  g_free(table);
}

TableColumn *figure_table_column(FigureTable *table, const char *title, ColumnKind kind) {
  TableColumn *column = g_new0(TableColumn, 1);
  column->title = typography_name(title);
  column->kind = kind;
  g_ptr_array_add(table->columns, column);
  return column;
}

TableRow *figure_table_row(FigureTable *table) {
  TableRow *row = g_new0(TableRow, 1);
  row->cells = g_ptr_array_new_with_free_func(cell_free);
  g_ptr_array_add(table->rows, row);
  return row;
}

TableCell *figure_table_cell(TableRow *row, const char *text, const char *spoken) {
  TableCell *cell = g_new0(TableCell, 1);
  cell->text = typography_name(text ? text : "");
  cell->spoken = typography_name(spoken ? spoken : cell->text);
  cell->value = NAN;
  g_ptr_array_add(row->cells, cell);
  return cell;
}

/* ---- Figure ---- */

Figure *figure_new(const FigureType *type, const char *id, SourcePos pos) {
  Figure *figure = g_new0(Figure, 1);
  figure->type = type;
  figure->id = g_strdup(id);
  figure->pos = pos;
  figure->value = absent();
  figure->amount = absent();
  figure->target = (BoundTarget){.value = NAN, .low_from_base = NAN};
  figure->marks = figure_marks_new();
  figure->references = figure_marks_new();
  figure->series = g_ptr_array_new_with_free_func(series_free);
  figure->steps = g_ptr_array_new_with_free_func(g_free);
  figure->step = -1;
  figure->sources = g_ptr_array_new();
  figure->corrections = g_ptr_array_new_with_free_func(g_free);
  return figure;
}

void figure_free(Figure *figure) {
  if (!figure) return;
  char *texts[] = {figure->id,      figure->title,      figure->subtitle, figure->source, figure->note, figure->alt,
                   figure->variant, figure->value_unit, figure->change,   figure->unit,   figure->noun,
                   figure->subtitle_spoken, figure->change_spoken, figure->basis};
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) g_free(texts[i]);
  bound_value_clear(&figure->value);
  bound_value_clear(&figure->amount);
  bound_target_clear(&figure->target);
  g_ptr_array_unref(figure->marks);
  g_ptr_array_unref(figure->references);
  g_ptr_array_unref(figure->series);
  g_ptr_array_unref(figure->steps);
  g_ptr_array_unref(figure->sources);
  g_ptr_array_unref(figure->corrections);
  figure_table_free(figure->table);
  g_free(figure);
}
