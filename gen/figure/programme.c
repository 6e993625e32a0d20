/* Type `programme`: the blocks of a meeting side by side, each with the numbers of the cards that it is about. It must not
 * know how cards are chosen or numbered: the binder says which number a card has in this hand-out. */
#include "doc/typography.h"
#include "figure/canvas.h"
#include "figure/types.h"
#include "figure/words.h"

static const FigureKey KEYS[] = {{"items", true, "the blocks, each with a title"}, {NULL, false, NULL}};
static const FigureKey ITEM_KEYS[] = {{"label", false, "what stands above the title: 10.10, Blok 1"},
                                      {"title", true, "what it is about"},
                                      {"text", false, "a few words below the title"},
                                      {"cards", false, "ids of the cards that are discussed"},
                                      {NULL, false, NULL}};

/* Columns of the figure's table, in the order of ITEM_KEYS. */
enum { CELL_LABEL, CELL_TITLE, CELL_TEXT, CELL_CARDS };

/* Without a title of its own there is no heading, only blocks. */
static const char *const BARE = "bare";

/* ---- binding ---- */

/* The numbers that are drawn ("1 2") and said ("Kaart 1 en 2"). */
static void add_cards(TableRow *row, FigureBlock *item) {
  const Locale *locale = binder_locale(block_binder(item));
  const GPtrArray *ids = block_list(item, "cards");
  g_autoptr(GPtrArray) numbers = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; ids && i < ids->len; i++) {
    guint number = block_card(item, "cards", i);
    if (number) g_ptr_array_add(numbers, g_strdup_printf("%u", number));
  }
  g_autofree char *list = locale_list(locale, (const char *const *)numbers->pdata, numbers->len);
  g_autofree char *spoken = locale_phrase(locale, "figure.programme.cards", "numbers", list, NULL);
  g_ptr_array_add(numbers, NULL);
  g_autofree char *text = g_strjoinv(" ", (char **)numbers->pdata);
  figure_table_cell(row, text, *text ? spoken : "");
}

static bool programme_bind(FigureBlock *block, Figure *figure) {
  static const char *const titles[] = {"figure.programme.label", "figure.programme.block", "figure.programme.text",
                                       "figure.programme.card"};
  const Locale *locale = binder_locale(block_binder(block));
  FigureTable *table = figure->table = figure_table_new(locale_word(locale, "figure.programme.title"));
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; i < G_N_ELEMENTS(titles); i++)
    figure_table_column(table, locale_word(locale, titles[i]), COLUMN_TEXT)->row_header = i == CELL_TITLE;
  FigureBlock *item;
  for (guint i = 0; (item = block_item(block, i)); i++) {
    TableRow *row = figure_table_row(table);
    for (guint k = 0; k < CELL_CARDS; k++) {
      const char *text = block_string(item, ITEM_KEYS[k].name);
      g_autofree char *words = text ? typography_set(text) : NULL;
      figure_table_cell(row, words, NULL);
    }
    add_cards(row, item);
    g_ptr_array_add(names, ((TableCell *)g_ptr_array_index(row->cells, CELL_TITLE))->text);
  }
  if (names->len == 0) {
    block_error(block, "items", "write at least one: - title: …", "the programme has no blocks");
    return false;
  }
  if (!figure->title) figure->variant = g_strdup(BARE);
  words_default(&figure->title, g_strdup(table->caption));
  g_autofree char *list = locale_list(locale, (const char *const *)names->pdata, names->len);
  g_autofree char *finding = locale_phrase(locale, "figure.programme.alt", "list", list, NULL);
  words_default(&figure->alt, alt_end(alt_new(finding)));
  return true;
}

/* ---- drawing ---- */

/* In points. */
static const double LEAST_WIDTH = 90, GAP = 11.34, ROW_GAP = 10, RULE_GAP = 3.5;
static const double DISC_GAP = 2, DISC_AIR = 4, DISC_MIDDLE = 5.5;
static const TextLook LABEL = {TYPE_KICKER, 700, "focus-text"}, TITLE = {TYPE_KICKER, 600, "ink"},
                      TEXT = {TYPE_AXIS, 400, "ink2"};

static const TableCell *cell_at(const TableRow *row, guint index) { return g_ptr_array_index(row->cells, index); }

static guint disc_count(const TableCell *cards) {
  guint count = *cards->text ? 1 : 0;
  for (const char *at = cards->text; *at; at++) count += *at == ' ';
  return count;
}

/* The room of so many discs and the air beside them. */
static double discs_width(const FigureCanvas *canvas, guint count) {
  return count ? (count * (canvas_disc_width(canvas) + DISC_GAP * canvas->k) + DISC_AIR * canvas->k) : 0;
}

static void draw_discs(FigureCanvas *canvas, const TableCell *cards, double right, double top, Tag *body) {
  guint count = disc_count(cards);
  if (count == 0) return;
  Tag *tag = canvas_tag(canvas, body, TAG_P);
  if (tag) tag->actual_text = g_strdup(cards->spoken);
  g_auto(GStrv) numbers = g_strsplit(cards->text, " ", -1);
  double step = canvas_disc_width(canvas) + DISC_GAP * canvas->k;
  for (guint i = 0; i < count; i++)
    canvas_disc(canvas, (guint)g_ascii_strtoull(numbers[i], NULL, 10), right - (count - 1 - i) * step,
                top + DISC_MIDDLE * canvas->k, tag ? tag->id : 0);
}

/* Lines of text from `y`. Returns where they end. */
static double draw_lines(FigureCanvas *canvas, double x, double y, double width, const char *text, TextLook look, Tag *body) {
  if (!*text) return y;
  guint leaf = canvas_leaf(canvas, body, TAG_P);
  g_autoptr(GPtrArray) lines = canvas_wrap(canvas, text, look, width, false);
  for (guint i = 0; i < lines->len; i++, y += canvas_leading(canvas, look.role))
    canvas_text(canvas, x, canvas_baseline(canvas, look.role, y), g_ptr_array_index(lines, i), look, ANCHOR_START, leaf);
  return y;
}

/* One block at x, top. Returns where it ends. */
static double draw_item(FigureCanvas *canvas, const TableRow *row, double x, double top, double width, Tag *list) {
  double rule = canvas_stroke(canvas, "figure_rule"), first = top + rule + RULE_GAP * canvas->k, y = first;
  const TableCell *label = cell_at(row, CELL_LABEL), *cards = cell_at(row, CELL_CARDS);
  Tag *body = canvas_tag(canvas, canvas_tag(canvas, list, TAG_LI), TAG_LBODY);
  scene_line(canvas->scene, x, top + rule / 2, x + width, top + rule / 2, canvas_line_paint(canvas, "ink", "figure_rule"));
  double discs = discs_width(canvas, disc_count(cards)); /* on the first line, whatever that is */
  y = draw_lines(canvas, x, y, width - discs, label->text, LABEL, body);
  y = draw_lines(canvas, x, y, *label->text ? width : width - discs, cell_at(row, CELL_TITLE)->text, TITLE, body);
  y = draw_lines(canvas, x, y, width, cell_at(row, CELL_TEXT)->text, TEXT, body);
  draw_discs(canvas, cards, x + width, first, body);
  return y;
}

static void programme_draw(const Figure *figure, FigureCanvas *canvas) {
  if (g_strcmp0(figure->variant, BARE) != 0) canvas_head(canvas, figure);
  const GPtrArray *rows = figure->table->rows;
  double k = canvas->k, gap = GAP * k;
  guint most = MAX((guint)((canvas->width + gap) / (LEAST_WIDTH * k + gap)), 1), lines = (rows->len + most - 1) / most;
  guint columns = (rows->len + lines - 1) / lines;
  double width = (canvas->width - (columns - 1) * gap) / columns, top = canvas->y, bottom = top;
  Tag *list = canvas_tag(canvas, canvas->sect, TAG_L);
  if (list) list->list_unordered = true;
  for (guint i = 0; i < rows->len; i++) {
    if (i > 0 && i % columns == 0) top = bottom + ROW_GAP * k;
    double end = draw_item(canvas, g_ptr_array_index(rows, i), (i % columns) * (width + gap), top, width, list);
    bottom = MAX(bottom, end);
  }
  canvas->y = bottom;
  canvas_foot(canvas, figure);
}

const FigureType FIGURE_TYPE_PROGRAMME = {
    .name = "programme", .keys = KEYS, .item_keys = ITEM_KEYS, .bind = programme_bind, .draw = programme_draw};
