/* Type `groups`: one indicator broken down by target group, with an icon and a bar each. This file binds. It must not know
 * where a bar stands (groups_draw.c). */
#include "figure/groups.h"
#include "figure/types.h"
#include "figure/words.h"
#include <math.h>

static const FigureKey KEYS[] = {{"indicator", true, "id of the indicator"},
                                 {"period", false, "the period shown; default: the newest"},
                                 {"groups", false, "list of group ids; default: all"},
                                 {"highlight", false, "list of groups that the title names; default: the largest"},
                                 {"share", false, "whether shares of the total are shown; default: true"},
                                 {NULL, false, NULL}};

typedef struct {
  FigureBlock *block;
  Figure *figure;
  Binder *binder;
  const Locale *locale;
  const Indicator *indicator;
  Period period;
} GroupsBind;

static int by_value(gconstpointer a, gconstpointer b) {
  const Mark *x = *(const Mark *const *)a, *y = *(const Mark *const *)b;
  int class_x = bound_known(&x->value) ? 0 : bound_secret(&x->value) ? 1 : 2;
  int class_y = bound_known(&y->value) ? 0 : bound_secret(&y->value) ? 1 : 2;
  if (class_x != class_y) return class_x - class_y;
  if (class_x == 0 && x->value.obs.value != y->value.obs.value) return x->value.obs.value < y->value.obs.value ? 1 : -1;
  return x->rank < y->rank ? -1 : x->rank > y->rank;
}

static bool add_group(GroupsBind *bind, const Group *group) {
  Mark *mark = figure_add_mark(bind->figure->marks, group->title, ROLE_CONTEXT);
  mark->icon = g_strdup(group->icon);
  mark->rank = group->index; /* the order of the data, until sorted */
  mark->value = binder_value(bind->binder, bind->indicator, binder_region(bind->binder), bind->period, group);
  if (!bound_absent(&mark->value)) return true;
  g_ptr_array_remove_index(bind->figure->marks, bind->figure->marks->len - 1);
  return false;
}

/* No group has as much as a reason: one row says so, for all. A chart without rows would say nothing, and be no table. */
static void add_nothing(GroupsBind *bind) {
  const char *all = locale_word(bind->locale, "figure.groups.all");
  Mark *mark = figure_add_mark(bind->figure->marks, all, ROLE_CONTEXT);
  mark->rank = G_MAXUINT; /* no group's */
  mark->value.text = g_strdup(locale_word(bind->locale, "value.absent.short"));
  mark->value.spoken = g_strdup(locale_word(bind->locale, "value.absent.words"));
}

static const Group *named_group(const GroupsBind *bind, const char *key, const char *id) {
  const Group *group = dataset_group(binder_dataset(bind->binder), id);
  if (!group) block_error(bind->block, key, "use an id of the groups table", "there is no group \"%s\"", id);
  return group;
}

static bool bind_marks(GroupsBind *bind) {
  const GPtrArray *asked = block_list(bind->block, "groups");
  const GPtrArray *all = dataset_groups(binder_dataset(bind->binder));
  for (guint i = 0; i < (asked ? asked->len : all->len); i++) {
    const Group *group = asked ? named_group(bind, "groups", g_ptr_array_index(asked, i)) : g_ptr_array_index(all, i);
    if (!group) return false;
    add_group(bind, group);
  }
  if (bind->figure->marks->len == 0) add_nothing(bind);
  return true;
}

/* The largest group, when it is larger than any other is known to be or could be. */
static const Mark *largest(const GPtrArray *marks) {
  const Mark *first = marks->len ? g_ptr_array_index(marks, 0) : NULL;
  if (!first || !bound_known(&first->value) || !(first->value.obs.value > 0)) return NULL;
  for (guint i = 1; i < marks->len; i++) {
    const Observation *obs = &((const Mark *)g_ptr_array_index(marks, i))->value.obs;
    double most = observation_known(obs)                              ? obs->value
                  : obs->state == STATE_SECRET && isfinite(obs->high) ? obs->high
                                                                      : INFINITY;
    if (most >= first->value.obs.value) return NULL;
  }
  return first;
}

static bool bind_highlight(GroupsBind *bind) {
  const GPtrArray *asked = block_list(bind->block, "highlight");
  GPtrArray *marks = bind->figure->marks;
  for (guint i = 0; asked && i < asked->len; i++) {
    const Group *group = named_group(bind, "highlight", g_ptr_array_index(asked, i));
    if (!group) return false;
    for (guint j = 0; j < marks->len; j++) {
      Mark *mark = g_ptr_array_index(marks, j);
      if (mark->rank == group->index) mark->role = ROLE_FOCUS;
    }
  }
  g_ptr_array_sort(marks, by_value);
  if (!asked && largest(marks)) ((Mark *)g_ptr_array_index(marks, 0))->role = ROLE_FOCUS;
  for (guint i = 0; i < marks->len; i++) {
    Mark *mark = g_ptr_array_index(marks, i);
    mark->rank = bound_known(&mark->value) ? i + 1 : 0;
  }
  return true;
}

/* ---- what shares are of ---- */

/* ABSENT when there is none to be had. A total that would give a hidden group away is hidden, too: data/ sees to that. */
static BoundValue share_total(GroupsBind *bind) {
  BoundValue total = binder_value(bind->binder, bind->indicator, binder_region(bind->binder), bind->period, NULL);
  binder_show(bind->binder, &total);
  return total;
}

static void bind_shares(GroupsBind *bind, const BoundValue *total) {
  if (!block_bool(bind->block, "share", true) || !bound_known(total) || !(total->obs.value > 0)) return;
  for (guint i = 0; i < bind->figure->marks->len; i++) {
    Mark *mark = g_ptr_array_index(bind->figure->marks, i);
    if (!bound_known(&mark->value) || mark->value.obs.value > total->obs.value) continue;
    bound_value_clear(&mark->share);
    /* The count beside it carries the marks. */
    BoundValue plain = {.obs = mark->value.obs};
    plain.obs.flags &= FLAG_EXAMPLE;
    mark->share = binder_derived(bind->binder, 100 * mark->value.obs.value / total->obs.value, "%", 0, &plain);
  }
}

/* ---- words and table ---- */

static char *subtitle(const GroupsBind *bind, const BoundValue *total) {
  g_autofree char *base =
      words_subtitle(bind->binder, bind->figure->title, bind->indicator, bind->period, bind->period, false);
  if (!bound_known(total)) return g_steal_pointer(&base);
  bool rough = total->obs.flags & FLAG_ESTIMATED;
  g_autofree char *number = locale_number(bind->locale, total->obs.value, 0);
  return locale_phrase(bind->locale, rough ? "figure.groups.subtitle_about" : "figure.groups.subtitle", "subtitle",
                       base, "total", number, NULL);
}

static char *finding(const GroupsBind *bind) {
  const Mark *first = largest(bind->figure->marks);
  if (!first) return g_strdup(bind->indicator->title);
  return locale_phrase(bind->locale, "figure.groups.title", "group", first->label, "region",
                       binder_region(bind->binder)->name, NULL);
}

static char *alt_text(const GroupsBind *bind) {
  GString *alt = alt_new(bind->figure->title);
  g_autoptr(GPtrArray) known = g_ptr_array_new();
  for (guint i = 0; i < bind->figure->marks->len && i < 3; i++)
    g_ptr_array_add(known, g_ptr_array_index(bind->figure->marks, i));
  alt_add_subtitle(alt, bind->figure);
  alt_add_marks(alt, bind->locale, known);
  alt_add_unknown(alt, bind->locale, bind->figure->marks);
  alt_add_flags(alt, bind->locale, bind->figure->marks);
  return alt_end(alt);
}

static void bind_table(const GroupsBind *bind) {
  FigureTable *table = bind->figure->table = figure_table_new(bind->figure->title);
  const GPtrArray *marks = bind->figure->marks;
  bool shares = false;
  for (guint i = 0; i < marks->len; i++) shares |= !bound_absent(&((const Mark *)g_ptr_array_index(marks, i))->share);
  g_autofree char *when = locale_period(bind->locale, bind->period);
  table_header_column(table, locale_word(bind->locale, "figure.groups.group"));
  figure_table_column(table, when, COLUMN_NUMBER);
  if (shares) figure_table_column(table, locale_word(bind->locale, "figure.groups.share"), COLUMN_NUMBER);
  for (guint i = 0; i < marks->len; i++) {
    const Mark *mark = g_ptr_array_index(marks, i);
    TableRow *row = figure_table_row(table);
    row->highlight = mark->role == ROLE_FOCUS;
    figure_table_cell(row, mark->label, NULL);
    table_value_cell(row, &mark->value);
    if (shares && !bound_absent(&mark->share))
      table_value_cell(row, &mark->share);
    else if (shares)
      figure_table_cell(row, locale_word(bind->locale, "value.missing.short"), mark->value.spoken);
  }
}

static void bind_axis(Figure *figure) {
  for (guint i = 0; i < figure->marks->len; i++) {
    const Observation *obs = &((const Mark *)g_ptr_array_index(figure->marks, i))->value.obs;
    double high = observation_known(obs)                              ? obs->value
                  : obs->state == STATE_SECRET && isfinite(obs->high) ? obs->high
                                                                      : 0;
    figure->axis_max = MAX(figure->axis_max, high);
  }
  if (!(figure->axis_max > 0)) figure->axis_max = 1;
}

static void bind_note(GroupsBind *bind) {
  g_autoptr(GPtrArray) known = g_ptr_array_new();
  for (guint i = 0; i < bind->figure->marks->len; i++) {
    Mark *mark = g_ptr_array_index(bind->figure->marks, i);
    if (bound_known(&mark->value)) g_ptr_array_add(known, mark);
  }
  char *note = binder_state_note(bind->binder, known);
  if (note) words_default(&bind->figure->note, note);
}

static bool groups_bind(FigureBlock *block, Figure *figure) {
  GroupsBind bind = {.block = block,
                     .figure = figure,
                     .binder = block_binder(block),
                     .indicator = block_indicator(block, "indicator")};
  if (!bind.indicator) return false;
  bind.locale = binder_locale(bind.binder);
  bind.period = block_period(block, bind.indicator);
  if (!bind_marks(&bind) || !bind_highlight(&bind)) return false;
  BoundValue total = share_total(&bind);
  bind_shares(&bind, &total);
  bind_axis(figure);
  words_default(&figure->title, finding(&bind));
  words_default(&figure->subtitle, subtitle(&bind, &total));
  words_default(&figure->alt, alt_text(&bind));
  bind_note(&bind);
  bind_table(&bind);
  bound_value_clear(&total);
  return true;
}

const FigureType FIGURE_TYPE_GROUPS = {.name = "groups", .keys = KEYS, .bind = groups_bind, .draw = groups_draw};
