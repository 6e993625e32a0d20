/* The list of observations and targets that a factsheet shows. It exists so that what is attached to a factsheet, and what
 * is said of where it came from, is neither more nor less than what can be seen in it. It goes by the values that a bound
 * figure kept: a total that a type looked up and then left out, because it would give a secret part away, is not among
 * them. It must not know the dataset, nor any figure type. */
#include "doc/shown.h"
#include "doc/figure_type.h"
#include <string.h>

Shown *shown_new(void) {
  Shown *shown = g_new0(Shown, 1);
  shown->observations = g_array_new(FALSE, FALSE, sizeof(ObservationKey));
  shown->targets = g_array_new(FALSE, FALSE, sizeof(ShownTarget));
  return shown;
}

void shown_free(Shown *shown) {
  if (!shown) return;
  g_array_unref(shown->observations);
  g_array_unref(shown->targets);
  g_free(shown);
}

void shown_add(Shown *shown, const ObservationKey *key) { g_array_append_vals(shown->observations, key, 1); }

void shown_add_value(Shown *shown, const BoundValue *value) {
  if (value->of.indicator && value->obs.state != STATE_ABSENT) shown_add(shown, &value->of);
}

void shown_add_target(Shown *shown, const Region *region, const Target *target) {
  ShownTarget item = {region, *target};
  g_array_append_val(shown->targets, item);
}

/* ---- Figures ---- */

static void add_marks(Shown *shown, const GPtrArray *marks) {
  for (guint i = 0; i < marks->len; i++) {
    const Mark *mark = g_ptr_array_index(marks, i);
    shown_add_value(shown, &mark->value);
    shown_add_value(shown, &mark->share);
  }
}

static void add_table(Shown *shown, const FigureTable *table) {
  for (guint i = 0; i < table->rows->len; i++) {
    const TableRow *row = g_ptr_array_index(table->rows, i);
    for (guint j = 0; j < row->cells->len; j++) {
      const TableCell *cell = g_ptr_array_index(row->cells, j);
      if (cell->of.indicator && cell->state != STATE_ABSENT) shown_add(shown, &cell->of);
    }
  }
}

void shown_add_figure(Shown *shown, const Figure *figure) {
  shown_add_value(shown, &figure->value);
  shown_add_value(shown, &figure->amount);
  add_marks(shown, figure->marks);
  add_marks(shown, figure->references);
  for (guint i = 0; i < figure->series->len; i++) {
    const Series *series = g_ptr_array_index(figure->series, i);
    for (guint j = 0; j < series->points->len; j++)
      shown_add_value(shown, &g_array_index(series->points, BoundValue, j));
  }
  if (figure->type && figure->type->from_table) add_table(shown, figure->table);
}

/* ---- Order ---- */

static int compare(guint a, guint b) { return (a > b) - (a < b); }

static int compare_regions(const Region *a, const Region *b, const Region *own) {
  if (a == b) return 0;
  return a == own ? -1 : b == own ? 1 : compare(a->index, b->index);
}

static int by_key(gconstpointer first, gconstpointer second, gpointer own) {
  const ObservationKey *a = first, *b = second;
  int order = compare_regions(a->region, b->region, own);
  if (!order) order = compare(a->indicator->index, b->indicator->index);
  if (!order) order = period_compare(a->period, b->period);
  return order ? order : compare(a->group ? a->group->index + 1 : 0, b->group ? b->group->index + 1 : 0);
}

static int by_target(gconstpointer first, gconstpointer second, gpointer own) {
  const ShownTarget *a = first, *b = second;
  int order = compare_regions(a->region, b->region, own);
  if (!order) order = compare(a->target.indicator->index, b->target.indicator->index);
  return order ? order : period_compare(a->target.year, b->target.year);
}

static void sort_distinct(GArray *array, GCompareDataFunc order, const Region *own) {
  gsize size = g_array_get_element_size(array);
  guint kept = 0;
  g_array_sort_with_data(array, order, (gpointer)own);
  for (guint i = 0; i < array->len; i++) {
    const char *item = array->data + i * size;
    char *last = array->data + kept * size;
    if (kept && order(last - size, item, (gpointer)own) == 0) continue;
    if (last != item) memcpy(last, item, size);
    kept++;
  }
  g_array_set_size(array, kept);
}

void shown_finish(Shown *shown, const Region *own) {
  sort_distinct(shown->observations, by_key, own);
  sort_distinct(shown->targets, by_target, own);
}
