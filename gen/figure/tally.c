/* Type `tally`: how many agreements are on course, ask for attention, or are behind. It must not know thresholds:
 * status is decided in data/. */
#include "figure/canvas.h"
#include "figure/types.h"
#include "figure/words.h"

static const FigureKey KEYS[] = {{"indicators", true, "list of indicator ids"}, {NULL, false, NULL}};

static const struct {
  Status status;
  const char *words, *word;
} KINDS[] = {{STATUS_ON_COURSE, "status.tally.on_course", "status.on_course"},
             {STATUS_ATTENTION, "status.tally.attention", "status.attention"},
             {STATUS_BEHIND, "status.tally.behind", "status.behind"}};

/* "bare": without a title of its own it stands as lines beside other text. */
static const char *const BARE = "bare";

static void bind_row(Binder *binder, FigureTable *table, const Indicator *indicator, guint counts[]) {
  const Locale *locale = binder_locale(binder);
  const Region *region = binder_region(binder);
  Period period = dataset_latest(binder_dataset(binder), indicator, region);
  BoundValue value = binder_value(binder, indicator, region, period, NULL);
  BoundTarget target = binder_target(binder, indicator, region, period);
  TableRow *row = figure_table_row(table);
  g_autofree char *when = locale_period(locale, period);
  figure_table_cell(row, indicator->short_title ? indicator->short_title : indicator->title, NULL);
  figure_table_cell(row, when, NULL);
  table_value_cell(row, &value);
  figure_table_cell(row, target.present ? target.label : locale_word(locale, "value.no_target.short"), NULL);
  TableCell *cell =
      figure_table_cell(row, target.status_word ? target.status_word : locale_word(locale, "value.missing.short"),
                        target.status_word ? target.status_word : locale_word(locale, "status.none"));
  cell->status = target.progress.status;
  if (target.present) counts[target.progress.status]++;
  bound_value_clear(&value);
  bound_target_clear(&target);
}

static void bind_words(Binder *binder, Figure *figure, const guint counts[]) {
  const Locale *locale = binder_locale(binder);
  GPtrArray *parts = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < G_N_ELEMENTS(KINDS); i++) {
    guint count = counts[KINDS[i].status];
    if (count == 0) continue;
    Mark *mark = figure_add_mark(figure->marks, "", ROLE_CONTEXT);
    g_free(mark->label);
    mark->label = locale_count(locale, KINDS[i].words, count, NULL);
    mark->status = KINDS[i].status;
    mark->value.obs.state = STATE_VALUE;
    mark->value.obs.value = count;
    mark->value.text = locale_number(locale, count, 0);
    mark->value.spoken = g_strdup(mark->value.text);
    g_ptr_array_add(parts, g_strdup_printf("%s %s", mark->value.text, mark->label));
  }
  g_autofree char *list = locale_list(locale, (const char *const *)parts->pdata, parts->len);
  if (!figure->title) figure->variant = g_strdup(BARE);
  words_default(&figure->title, parts->len ? words_capital(list) : g_strdup(locale_word(locale, "figure.tally.none")));
  g_autofree char *finding =
      locale_phrase(locale, "figure.tally.alt", "region", binder_region(binder)->name, "list", list, NULL);
  words_default(&figure->alt, alt_end(alt_new(parts->len ? finding : figure->title)));
  g_ptr_array_unref(parts);
}

static bool tally_bind(FigureBlock *block, Figure *figure) {
  g_autoptr(GPtrArray) indicators = block_indicators(block, "indicators");
  if (!indicators) return false;
  Binder *binder = block_binder(block);
  const Locale *locale = binder_locale(binder);
  guint counts[STATUS_BEHIND + 1] = {0};
  FigureTable *table = figure->table = figure_table_new(locale_word(locale, "figure.tally.caption"));
  table_header_column(table, locale_word(locale, "figure.table.indicator"));
  static const struct {
    const char *title;
    ColumnKind kind;
  } columns[] = {{"figure.table.period", COLUMN_TEXT},
                 {"figure.table.value", COLUMN_NUMBER},
                 {"figure.table.target", COLUMN_TEXT},
                 {"figure.table.status", COLUMN_STATUS}};
  for (guint i = 0; i < G_N_ELEMENTS(columns); i++)
    figure_table_column(table, locale_word(locale, columns[i].title), columns[i].kind);
  for (guint i = 0; i < indicators->len; i++) bind_row(binder, table, g_ptr_array_index(indicators, i), counts);
  bind_words(binder, figure, counts);
  return true;
}

static void draw_line(const Mark *mark, FigureCanvas *canvas, double number, Tag *list) {
  double k = canvas->k, line = canvas_leading(canvas, TYPE_BODY);
  Tag *item = canvas_tag(canvas, canvas_tag(canvas, list, TAG_LI), TAG_LBODY);
  guint leaf = item ? item->id : 0;
  if (item) item->actual_text = g_strdup_printf("%s %s", mark->value.spoken, mark->label);
  static const TextLook count = {TYPE_BODY, 700, "ink"}, words = {TYPE_BODY, 500, "ink2"};
  double left = 13 * k + 4.5 * k, text = left + number + 4.5 * k;
  canvas_status(canvas, mark->status, 6.5 * k, canvas->y + line / 2, 4.6 * k);
  canvas_text(canvas, left + number, canvas_baseline(canvas, TYPE_BODY, canvas->y), mark->value.text, count, ANCHOR_END,
              leaf);
  g_autoptr(GPtrArray) lines = canvas_wrap(canvas, mark->label, words, canvas->width - text, false);
  for (guint i = 0; i < lines->len; i++, canvas->y += line)
    canvas_text(canvas, text, canvas_baseline(canvas, TYPE_BODY, canvas->y), g_ptr_array_index(lines, i), words,
                ANCHOR_START, leaf);
}

static void tally_draw(const Figure *figure, FigureCanvas *canvas) {
  if (g_strcmp0(figure->variant, BARE) != 0) canvas_head(canvas, figure);
  Tag *list = figure->marks->len ? canvas_tag(canvas, canvas->sect, TAG_L) : NULL;
  if (list) list->list_unordered = true;
  double number = 7 * canvas->k;
  for (guint i = 0; i < figure->marks->len; i++) {
    const Mark *mark = g_ptr_array_index(figure->marks, i);
    number = MAX(number, canvas_text_width(canvas, mark->value.text, (TextLook){TYPE_BODY, 700, NULL}));
  }
  if (figure->marks->len == 0)
    canvas_paragraph(canvas, 0, canvas->width, figure->title, TYPE_LABEL, false,
                     canvas_leaf(canvas, canvas->sect, TAG_P));
  for (guint i = 0; i < figure->marks->len; i++) draw_line(g_ptr_array_index(figure->marks, i), canvas, number, list);
}

const FigureType FIGURE_TYPE_TALLY = {
    .name = "tally", .keys = KEYS, .bind = tally_bind, .draw = tally_draw, .from_table = true, .plain_html = true};
