/* A figure as canonical text: one fact a line, in a fixed order, numbers by one module. It feeds the Doc's digest, so what
 * is drawn or said and is not in here would not be rebuilt when it changes; places in the template are left out on
 * purpose, because moving a line changes no figure. */
#include "doc/dump.h"
#include "doc/figure_type.h"
#include <math.h>
#include <string.h>

/* Dumps are made for every region at every run: no formatted printing here. */
static void begin_line(GString *out, int depth, const char *name) {
  static const char blanks[] = "                                                                ";
  g_string_append_len(out, blanks, MIN(depth, (int)sizeof blanks - 1));
  g_string_append(out, name);
  g_string_append_c(out, ' ');
}

/* Texts are quoted, so that no text can look like another line. */
static void append_quoted(GString *out, const char *text) {
  g_string_append_c(out, '"');
  for (gsize plain; *text; text += plain) {
    plain = strcspn(text, "\"\\\n");
    g_string_append_len(out, text, (gssize)plain);
    if (!text[plain]) break;
    g_string_append_c(out, '\\');
    g_string_append_c(out, text[plain] == '\n' ? 'n' : text[plain]);
    plain++;
  }
  g_string_append_c(out, '"');
}

void dump_text(GString *out, int depth, const char *name, const char *text) {
  if (!text) return;
  begin_line(out, depth, name);
  append_quoted(out, text);
  g_string_append_c(out, '\n');
}

static void append_whole(GString *out, gint64 value) {
  char digits[24];
  guint at = sizeof digits;
  guint64 left = value < 0 ? -(guint64)value : (guint64)value;
  do digits[--at] = (char)('0' + left % 10);
  while (left /= 10);
  if (value < 0) digits[--at] = '-';
  g_string_append_len(out, digits + at, (gssize)(sizeof digits - at));
}

void dump_int(GString *out, int depth, const char *name, int value) {
  if (!value) return;
  begin_line(out, depth, name);
  append_whole(out, value);
  g_string_append_c(out, '\n');
}

void dump_number(GString *out, int depth, const char *name, double value) {
  if (isnan(value)) return;
  begin_line(out, depth, name);
  if (value == floor(value) && fabs(value) < 1e15) append_whole(out, (gint64)value);
  else number_append_short(out, value, 9);
  g_string_append_c(out, '\n');
}

void dump_period(GString *out, int depth, const char *name, Period period) {
  char buffer[PERIOD_TEXT];
  if (period.kind == PERIOD_NONE) return;
  begin_line(out, depth, name);
  g_string_append(out, period_iso(period, buffer));
  g_string_append_c(out, '\n');
}

static void append_number(GString *out, char mark, double value) {
  if (isnan(value)) return;
  g_string_append_c(out, ' ');
  g_string_append_c(out, mark);
  if (value == floor(value) && fabs(value) < 1e15) append_whole(out, (gint64)value);
  else number_append_short(out, value, 9);
}

static void append_readings(GString *out, const char *text, const char *spoken) {
  append_quoted(out, text ? text : "");
  if (!spoken || !g_strcmp0(text, spoken)) return;
  g_string_append_c(out, ' ');
  append_quoted(out, spoken);
}

/* There are hundreds of them: one line each. `value "<5" "niet getoond, minder dan 5" s5 [1 ]4 @2024` */
static void dump_value(GString *out, int depth, const char *name, const BoundValue *value) {
  const Observation *obs = &value->obs;
  if (obs->state == STATE_ABSENT && !value->text) return;
  begin_line(out, depth, name);
  append_readings(out, value->text, value->spoken);
  append_number(out, '=', obs->value);
  append_number(out, '[', obs->low);
  append_number(out, ']', obs->high);
  if (obs->state) append_number(out, 's', obs->state);
  if (obs->flags) append_number(out, 'f', obs->flags);
  if (obs->parts_all) append_number(out, 'p', obs->parts), append_number(out, '/', obs->parts_all);
  char period[PERIOD_TEXT];
  if (obs->period.kind) g_string_append(out, " @"), g_string_append(out, period_iso(obs->period, period));
  g_string_append_c(out, '\n');
}

static void dump_marks(GString *out, const char *name, const GPtrArray *marks) {
  for (guint i = 0; i < marks->len; i++) {
    const Mark *mark = g_ptr_array_index(marks, i);
    dump_text(out, 2, name, mark->label);
    dump_int(out, 4, "role", mark->role);
    dump_text(out, 4, "letter", mark->letter);
    dump_text(out, 4, "icon", mark->icon);
    dump_text(out, 4, "href", mark->href);
    dump_int(out, 4, "rank", (int)mark->rank);
    dump_int(out, 4, "skipped", (int)mark->skipped);
    dump_int(out, 4, "dashed", mark->dashed);
    dump_int(out, 4, "status", (int)mark->status);
    dump_value(out, 4, "value", &mark->value);
    dump_value(out, 4, "share", &mark->share);
  }
}

static void dump_series(GString *out, const GPtrArray *all) {
  for (guint i = 0; i < all->len; i++) {
    const Series *series = g_ptr_array_index(all, i);
    dump_text(out, 2, "series", series->label);
    dump_int(out, 4, "role", series->role);
    for (guint j = 0; j < series->points->len; j++)
      dump_value(out, 4, "point", &g_array_index(series->points, BoundValue, j));
  }
}

static void dump_target(GString *out, const BoundTarget *target) {
  if (!target->present) return;
  dump_text(out, 2, "target", target->kind == TARGET_MAXIMUM ? "maximum" : "minimum");
  dump_number(out, 4, "value", target->value);
  dump_number(out, 4, "base", target->low_from_base);
  dump_period(out, 4, "year", target->year);
  dump_period(out, 4, "base_year", target->base_year);
  dump_text(out, 4, "label", target->label);
  dump_text(out, 4, "short_label", target->short_label);
  dump_int(out, 4, "status", (int)target->progress.status);
  dump_int(out, 4, "rule", (int)target->progress.rule);
  dump_number(out, 4, "ratio", target->progress.ratio);
  dump_number(out, 4, "level", target->progress.level);
  dump_number(out, 4, "gap", target->progress.gap);
  dump_number(out, 4, "path", target->progress.path_value);
  dump_text(out, 4, "status_word", target->status_word);
  dump_text(out, 4, "status_text", target->status_text);
  dump_text(out, 4, "status_spoken", target->status_spoken);
}

static void dump_cell(GString *out, const TableCell *cell) {
  begin_line(out, 6, "cell");
  append_readings(out, cell->text, cell->spoken);
  append_number(out, '=', cell->value);
  if (cell->status) append_number(out, '!', cell->status);
  if (cell->state) append_number(out, 's', cell->state);
  if (cell->flags) append_number(out, 'f', cell->flags);
  g_string_append_c(out, '\n');
}

static void dump_table(GString *out, const FigureTable *table) {
  if (!table) return;
  dump_text(out, 2, "table", table->caption);
  for (guint i = 0; i < table->columns->len; i++) {
    const TableColumn *column = g_ptr_array_index(table->columns, i);
    dump_text(out, 4, "column", column->title ? column->title : "");
    dump_text(out, 6, "spoken", column->spoken);
    dump_text(out, 6, "note", column->note);
    dump_int(out, 6, "kind", (int)column->kind);
    dump_int(out, 6, "highlight", column->highlight);
    dump_int(out, 6, "row_header", column->row_header);
  }
  for (guint i = 0; i < table->rows->len; i++) {
    const TableRow *row = g_ptr_array_index(table->rows, i);
    dump_text(out, 4, "row", "");
    dump_int(out, 6, "highlight", row->highlight);
    for (guint j = 0; j < row->cells->len; j++) {
      const TableCell *cell = g_ptr_array_index(row->cells, j);
      dump_cell(out, cell);
    }
  }
}

void dump_sources(GString *out, int depth, const GPtrArray *sources) {
  for (guint i = 0; i < sources->len; i++) {
    const Source *source = g_ptr_array_index(sources, i);
    dump_text(out, depth, "source", source->id);
    dump_text(out, depth + 2, "title", source->title);
    dump_text(out, depth + 2, "citation", source->citation);
    dump_text(out, depth + 2, "publisher", source->publisher);
    dump_text(out, depth + 2, "url", source->url);
    dump_text(out, depth + 2, "licence", source->licence);
    dump_period(out, depth + 2, "date", source->date);
    dump_int(out, depth + 2, "example", source->example);
  }
}

void figure_dump(const Figure *figure, GString *out) {
  dump_text(out, 0, "figure", figure->id);
  dump_text(out, 2, "type", figure->type ? figure->type->name : "");
  dump_text(out, 2, "title", figure->title);
  dump_text(out, 2, "subtitle", figure->subtitle);
  dump_text(out, 2, "subtitle_spoken", figure->subtitle_spoken);
  dump_text(out, 2, "source_line", figure->source);
  dump_text(out, 2, "note", figure->note);
  for (guint i = 0; i < figure->corrections->len; i++) dump_text(out, 2, "correction", g_ptr_array_index(figure->corrections, i));
  dump_text(out, 2, "alt", figure->alt);
  dump_text(out, 2, "variant", figure->variant);
  dump_value(out, 2, "value", &figure->value);
  dump_value(out, 2, "amount", &figure->amount);
  dump_text(out, 2, "value_unit", figure->value_unit);
  dump_text(out, 2, "basis", figure->basis);
  dump_int(out, 2, "arrow", (int)figure->arrow);
  dump_text(out, 2, "change", figure->change);
  dump_text(out, 2, "change_spoken", figure->change_spoken);
  dump_target(out, &figure->target);
  dump_marks(out, "mark", figure->marks);
  dump_marks(out, "reference", figure->references);
  dump_series(out, figure->series);
  for (guint i = 0; i < figure->steps->len; i++) dump_text(out, 2, "step", g_ptr_array_index(figure->steps, i));
  if (figure->step >= 0) dump_int(out, 2, "reached", figure->step + 1);
  dump_number(out, 2, "axis_min", figure->axis_min);
  dump_number(out, 2, "axis_max", figure->axis_max);
  dump_number(out, 2, "axis_step", figure->axis_step);
  dump_int(out, 2, "decimals", figure->decimals);
  dump_text(out, 2, "unit", figure->unit);
  dump_text(out, 2, "noun", figure->noun);
  dump_number(out, 2, "height", figure->height);
  dump_table(out, figure->table);
  /* The Doc has them whole. */
  for (guint i = 0; i < figure->sources->len; i++)
    dump_text(out, 2, "source", ((const Source *)g_ptr_array_index(figure->sources, i))->id);
  dump_int(out, 2, "example", figure->example);
}
