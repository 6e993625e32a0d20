/* Type `key`: how to read the page: a strip of samples with a word each, or a list with a sentence each. The words
 * are the locale's; this file knows which samples there are and draws them with the same hands as the figures. It
 * must not know what stands on the page. */
#include "figure/canvas.h"
#include "figure/target_bar.h"
#include "figure/types.h"
#include "figure/words.h"
#include <string.h>

static const FigureKey KEYS[] = {{"items", true, "list of entries, in order"},
                                 {"variant", false, "strip (default) or list"},
                                 {"label", false, "first words of a strip"},
                                 {NULL, false, NULL}};

static const char *const LIST = "list";

/* ---- samples: in a box of the given size with its left edge at x and its middle at y ---- */

typedef void (*SampleFunc)(FigureCanvas *canvas, double x, double y);

static void sample_value(FigureCanvas *canvas, double x, double y) {
  double k = canvas->k;
  scene_rect(canvas->scene, x, y - 2.75 * k, 16 * k, 5.5 * k, canvas_fill(canvas, "track"));
  scene_rect(canvas->scene, x, y - 2.75 * k, 10.5 * k, 5.5 * k, canvas_fill(canvas, "focus"));
}

static void sample_target(FigureCanvas *canvas, double x, double y) {
  double k = canvas->k;
  scene_line(canvas->scene, x + 3 * k, y - 3 * k, x + 3 * k, y + 4.5 * k, canvas_line_paint(canvas, "ink", "target"));
  canvas_diamond(canvas, x + 3 * k, y - 2.6 * k, canvas_stroke(canvas, "target_diamond"), canvas_fill(canvas, "ink"));
}

static void sample_beyond(FigureCanvas *canvas, double x, double y) {
  double k = canvas->k;
  scene_rect(canvas->scene, x, y - 2.75 * k, 16 * k, 5.5 * k, canvas_fill(canvas, "track"));
  scene_hatch(canvas->scene, x, y - 2.75 * k, 16 * k, 5.5 * k, canvas_stroke(canvas, "hatch_pitch"),
              canvas_line_paint(canvas, "ink3", "hatch"));
}

static void sample_course(FigureCanvas *canvas, double x, double y) {
  double k = canvas->k;
  Paint paint = paint_stroke(canvas_color(canvas, "ink3"), 1.25 * k);
  paint.cap = CAP_ROUND;
  paint.join = JOIN_ROUND;
  scene_move_to(canvas->scene, x + k, y + 2.5 * k);
  scene_line_to(canvas->scene, x + 6 * k, y + k);
  scene_line_to(canvas->scene, x + 10 * k, y + 1.6 * k);
  scene_line_to(canvas->scene, x + 14.5 * k, y - 2.5 * k);
  scene_paint(canvas->scene, paint);
  scene_circle(canvas->scene, x + 14.5 * k, y - 2.5 * k, 1.8 * k, canvas_fill(canvas, "focus"));
}

static void sample_secret(FigureCanvas *canvas, double x, double y) {
  canvas_hatched(canvas, x + 0.4 * canvas->k, y - 3.5 * canvas->k, 16 * canvas->k, 7 * canvas->k);
}

static void sample_missing(FigureCanvas *canvas, double x, double y) {
  double k = canvas->k;
  scene_line(canvas->scene, x + k, y - 4.5 * k, x + k, y + 4.5 * k, canvas_line_paint(canvas, "ctx", "axis"));
  scene_line(canvas->scene, x + 5 * k, y, x + 10 * k, y, paint_stroke(canvas_color(canvas, "ink2"), 0.9 * k));
}

static void sample_provisional(FigureCanvas *canvas, double x, double y) {
  double k = canvas->k;
  Paint paint = canvas_fill(canvas, "ctx-prov");
  paint.stroke = canvas_color(canvas, "ctx");
  paint.width = canvas_stroke(canvas, "provisional_edge");
  scene_rect(canvas->scene, x + 0.5 * k, y - 3.5 * k, 16 * k, 7 * k, paint);
}

static void sample_path(FigureCanvas *canvas, double x, double y) {
  double k = canvas->k;
  Paint paint = canvas_line_paint(canvas, "ink", "target_path");
  paint.dash_on = canvas_stroke(canvas, "target_path_dash");
  paint.dash_off = canvas_stroke(canvas, "target_path_gap");
  scene_line(canvas->scene, x, y, x + 15 * k, y, paint);
  canvas_diamond(canvas, x + 18 * k, y, 3.2 * k, canvas_fill(canvas, "ink"));
}

static void sample_projection(FigureCanvas *canvas, double x, double y) {
  double k = canvas->k;
  scene_rect(canvas->scene, x, y - 4.5 * k, 20 * k, 9 * k, canvas_fill(canvas, "band"));
  Paint paint = canvas_line_paint(canvas, "focus", "projection");
  paint.dash_on = canvas_stroke(canvas, "projection_dash");
  paint.dash_off = canvas_stroke(canvas, "projection_gap");
  paint.cap = CAP_ROUND;
  scene_line(canvas->scene, x + k, y, x + 20 * k, y, paint);
}

static void sample_status(FigureCanvas *canvas, double x, double y) {
  double k = canvas->k;
  canvas_status(canvas, STATUS_ON_COURSE, x + 4 * k, y, 3.8 * k);
  canvas_status(canvas, STATUS_ATTENTION, x + 13 * k, y, 3.6 * k);
  canvas_status(canvas, STATUS_BEHIND, x + 21.5 * k, y, 3.4 * k);
}

static void sample_cut(FigureCanvas *canvas, double x, double y) {
  double k = canvas->k;
  scene_rect(canvas->scene, x, y - 3.5 * k, 17 * k, 7 * k, canvas_fill(canvas, "focus"));
  target_bar_cut(canvas, x + 17 * k, y - 3.5 * k, 7 * k);
}

/* Entries by the name templates give them; `sample` NULL: words only. `width` of the sample. */
typedef struct {
  const char *name;
  SampleFunc sample;
  double width;
} Item;
static const Item ITEMS[] = {{"stand", sample_value, 16},
                             {"afspraak", sample_target, 6},
                             {"benchmarks", NULL, 0},
                             {"benchmark_land", NULL, 0},
                             {"boven_maximum", sample_beyond, 16},
                             {"lijn", sample_course, 17},
                             {"voorlopig", NULL, 0},
                             {"pp", NULL, 0},
                             {"secret", sample_secret, 17},
                             {"missing", sample_missing, 10},
                             {"provisional", sample_provisional, 17},
                             {"target_path", sample_path, 21},
                             {"projection", sample_projection, 20},
                             {"status", sample_status, 25},
                             {"cut", sample_cut, 17},
                             {"example", NULL, 0}};

static const Item *item_find(const char *name) {
  for (guint i = 0; name && i < G_N_ELEMENTS(ITEMS); i++)
    if (g_str_equal(ITEMS[i].name, name)) return &ITEMS[i];
  return NULL;
}

Scene *figure_key_sample(const char *name, const Theme *theme, TextEngine *text, MediumKind medium) {
  const Item *item = item_find(name);
  if (!item || !item->sample) return NULL;
  FigureCanvas canvas = {.theme = theme, .text = text, .medium = medium, .k = theme_factor(theme, medium)};
  canvas.width = item->width * canvas.k;
  canvas.scene = scene_new(theme, text, canvas.width, 11 * canvas.k);
  item->sample(&canvas, 0, 5.5 * canvas.k);
  return canvas.scene;
}

/* ---- bind ---- */

static char *item_key(const char *name, const char *part) {
  return g_strdup_printf("figure.key.%s.%s", name, part);
}

static char *percent(FigureBlock *block, double ratio) {
  return binder_format_unit(block_binder(block), "%", 0, 100 * ratio);
}

/* An entry's words, with the thresholds of the theme where they are asked for. */
static char *key_text(FigureBlock *block, const char *key) {
  StatusThresholds at = theme_status(binder_theme(block_binder(block)));
  g_autofree char *on_course = percent(block, at.on_course), *attention = percent(block, at.attention);
  g_autofree char *max_on_course = percent(block, at.max_on_course), *max_attention = percent(block, at.max_attention);
  return locale_phrase(binder_locale(block_binder(block)), key, "on_course", on_course, "attention", attention,
                       "max_on_course", max_on_course, "max_attention", max_attention, NULL);
}

/* What is heard: a sign and a word beside it say nothing without the drawing. Owned. */
static char *item_spoken(FigureBlock *block, const char *name) {
  const Locale *locale = binder_locale(block_binder(block));
  g_autofree char *said = item_key(name, "said"), *lead = item_key(name, "lead"), *words = item_key(name, "text");
  if (locale_has(locale, said)) return key_text(block, said);
  g_autofree char *text = key_text(block, words);
  return locale_phrase(locale, "figure.key.spoken", "lead", locale_word(locale, lead), "text", text, NULL);
}

static bool add_item(FigureBlock *block, Figure *figure, const char *name, bool list) {
  const Locale *locale = binder_locale(block_binder(block));
  if (!item_find(name)) {
    g_autoptr(GString) all = g_string_new("use one of:");
    for (guint i = 0; i < G_N_ELEMENTS(ITEMS); i++) g_string_append_printf(all, " %s", ITEMS[i].name);
    block_error(block, "items", all->str, "the key has no entry \"%s\"", name);
    return false;
  }
  /* A strip has a sign in bold only where the words need it ("R P N"). */
  g_autofree char *lead = item_key(name, list ? "lead" : "sign"), *word = item_key(name, list ? "text" : "word");
  Mark *mark = figure_add_mark(figure->marks, locale_has(locale, lead) ? locale_word(locale, lead) : "", ROLE_CONTEXT);
  mark->icon = g_strdup(name);
  mark->value.text = key_text(block, word);
  mark->value.spoken = item_spoken(block, name);
  return true;
}

static void bind_table(Figure *figure, const Locale *locale) {
  FigureTable *table = figure->table = figure_table_new(figure->title);
  table_header_column(table, locale_word(locale, "figure.key.sign"));
  figure_table_column(table, locale_word(locale, "figure.key.meaning"), COLUMN_TEXT);
  for (guint i = 0; i < figure->marks->len; i++) {
    const Mark *mark = g_ptr_array_index(figure->marks, i);
    TableRow *row = figure_table_row(table);
    figure_table_cell(row, *mark->label ? mark->label : mark->value.text, NULL);
    figure_table_cell(row, mark->value.text, NULL);
  }
}

static bool key_bind(FigureBlock *block, Figure *figure) {
  const GPtrArray *items = block_list(block, "items");
  const char *variant = block_string(block, "variant"), *label = block_string(block, "label");
  const Locale *locale = binder_locale(block_binder(block));
  if (!items) return false;
  bool list = variant && g_str_equal(variant, LIST);
  if (variant && !list && !g_str_equal(variant, "strip")) {
    block_error(block, "variant", "use strip or list", "a key has no variant \"%s\"", variant);
    return false;
  }
  for (guint i = 0; i < items->len; i++)
    if (!add_item(block, figure, g_ptr_array_index(items, i), list)) return false;
  figure->variant = g_strdup(list ? LIST : "strip");
  words_default(&figure->title,
                g_strdup(label && !list ? label : locale_word(locale, list ? "figure.key.title" : "figure.key.label")));
  words_default(&figure->alt, alt_end(alt_new(figure->title)));
  bind_table(figure, locale);
  return true;
}

static guint item_leaf(FigureCanvas *canvas, Tag *list, const Mark *mark) {
  Tag *body = canvas_tag(canvas, canvas_tag(canvas, list, TAG_LI), TAG_LBODY);
  if (body) body->actual_text = g_strdup(mark->value.spoken);
  return body ? body->id : 0;
}

/* ---- draw: the strip ---- */

static const TextLook LEAD_LOOK = {TYPE_AXIS, 700, "ink"}, WORD_LOOK = {TYPE_AXIS, 400, "ink2"};

/* One entry at x; only measured without `draw`. Returns its width. */
static double strip_item(FigureCanvas *canvas, const Mark *mark, double x, double middle, bool draw, guint leaf) {
  const Item *item = item_find(mark->icon);
  double k = canvas->k, from = x, baseline = canvas_centred(canvas, TYPE_AXIS, middle);
  if (item && item->sample) {
    if (draw) item->sample(canvas, x, middle);
    x += (item->width + 3.5) * k;
  }
  const char *parts[] = {mark->label, mark->value.text};
  const TextLook looks[] = {LEAD_LOOK, WORD_LOOK};
  for (guint i = 0; i < 2; i++) {
    if (!parts[i] || !*parts[i]) continue;
    if (i == 1 && *mark->label) x += 2.5 * k;
    if (draw) canvas_text(canvas, x, baseline, parts[i], looks[i], ANCHOR_START, leaf);
    x += canvas_text_width(canvas, parts[i], looks[i]);
  }
  return x - from;
}

/* First entry of each line, after greedy breaking; entry 0 is the strip's label. */
static GArray *strip_lines(FigureCanvas *canvas, const Figure *figure, double room, double gap, double label) {
  GArray *starts = g_array_new(FALSE, FALSE, sizeof(guint));
  double x = label;
  for (guint i = 0; i < figure->marks->len; i++) {
    double width = strip_item(canvas, g_ptr_array_index(figure->marks, i), 0, 0, false, 0);
    if (starts->len == 0 || x + gap + width > room) {
      if (starts->len)
        x = 0;
      else
        x = label > 0 ? label + gap : 0;
      g_array_append_val(starts, i);
      x += width;
      continue;
    }
    x += gap + width;
  }
  return starts;
}

static double strip_line_width(FigureCanvas *canvas, const Figure *figure, guint from, guint to) {
  double width = 0;
  for (guint i = from; i < to; i++) width += strip_item(canvas, g_ptr_array_index(figure->marks, i), 0, 0, false, 0);
  return width;
}

static void draw_strip(const Figure *figure, FigureCanvas *canvas) {
  double k = canvas->k, pad = 6 * k, gap = 6 * k, line = canvas_leading(canvas, TYPE_AXIS) + 2 * k,
         room = canvas->width - 2 * pad;
  double label = canvas_text_width(canvas, figure->title, LEAD_LOOK);
  g_autoptr(GArray) starts = strip_lines(canvas, figure, room, gap, label);
  double height = MAX(starts->len, 1) * line + 4.4 * k, y = canvas->y + 2.2 * k;
  scene_rect(canvas->scene, 0, canvas->y, canvas->width, height, canvas_fill(canvas, "wash"));
  canvas_text(canvas, pad, canvas_centred(canvas, TYPE_AXIS, y + line / 2), figure->title, LEAD_LOOK, ANCHOR_START,
              canvas_leaf(canvas, canvas->sect, canvas->title_tag));
  Tag *list = canvas_tag(canvas, canvas->sect, TAG_L);
  if (list) list->list_unordered = true;
  for (guint l = 0; l < starts->len; l++, y += line) {
    guint from = g_array_index(starts, guint, l),
          to = l + 1 < starts->len ? g_array_index(starts, guint, l + 1) : figure->marks->len;
    double used = strip_line_width(canvas, figure, from, to) + (l == 0 ? label : 0);
    guint gaps = to - from - (l == 0 ? 0 : 1);
    /* One line is spread over the width; the last of several is not. */
    double space = gaps && l + 1 == starts->len && l > 0 ? gap : gaps ? MIN((room - used) / gaps, 26 * k) : gap;
    double x = pad + (l == 0 && label > 0 ? label + space : 0);
    for (guint i = from; i < to; i++) {
      const Mark *mark = g_ptr_array_index(figure->marks, i);
      x += strip_item(canvas, mark, x, y + line / 2, true, item_leaf(canvas, list, mark)) + space;
    }
  }
  canvas->y += height;
}

/* ---- draw: the list ---- */

static const TextLook LIST_LEAD = {TYPE_LABEL, 700, "ink"}, LIST_TEXT = {TYPE_LABEL, 400, "ink2"};

/* Bold lead, then its sentence on the same line and below. The sentence is wrapped with blanks where the lead
 * stands. */
static void draw_entry(FigureCanvas *canvas, const Mark *mark, double x, guint leaf) {
  double width = canvas->width - x, leading = canvas_leading(canvas, TYPE_LABEL);
  double lead = *mark->label ? canvas_text_width(canvas, mark->label, LIST_LEAD) + 2.5 * canvas->k : 0;
  const char *rest = mark->value.text;
  g_autoptr(GPtrArray) first = canvas_wrap(canvas, rest, LIST_TEXT, MAX(width - lead, 1), false);
  canvas_text(canvas, x, canvas_baseline(canvas, TYPE_LABEL, canvas->y), mark->label, LIST_LEAD, ANCHOR_START, leaf);
  const char *line = first->len ? g_ptr_array_index(first, 0) : "";
  if (lead + canvas_text_width(canvas, line, LIST_TEXT) <= width) {
    canvas_text(canvas, x + lead, canvas_baseline(canvas, TYPE_LABEL, canvas->y), line, LIST_TEXT, ANCHOR_START, leaf);
    rest = g_str_has_prefix(rest, line) ? rest + strlen(line) : rest;
    while (*rest == ' ') rest++;
  }
  canvas->y += leading;
  g_autoptr(GPtrArray) lines = canvas_wrap(canvas, rest, LIST_TEXT, width, false);
  for (guint i = 0; *rest && i < lines->len; i++, canvas->y += leading)
    canvas_text(canvas, x, canvas_baseline(canvas, TYPE_LABEL, canvas->y), g_ptr_array_index(lines, i), LIST_TEXT,
                ANCHOR_START, leaf);
}

static void draw_list(const Figure *figure, FigureCanvas *canvas) {
  canvas_head(canvas, figure);
  Tag *list = canvas_tag(canvas, canvas->sect, TAG_L);
  if (list) list->list_unordered = true;
  double k = canvas->k, indent = 30 * k;
  for (guint i = 0; i < figure->marks->len; i++) {
    const Mark *mark = g_ptr_array_index(figure->marks, i);
    const Item *item = item_find(mark->icon);
    if (item && item->sample) item->sample(canvas, 0, canvas->y + canvas_leading(canvas, TYPE_LABEL) / 2);
    draw_entry(canvas, mark, indent, item_leaf(canvas, list, mark));
    canvas->y += 5 * k;
  }
  if (figure->marks->len) canvas->y -= 5 * k;
}

static void key_draw(const Figure *figure, FigureCanvas *canvas) {
  if (g_strcmp0(figure->variant, LIST) == 0)
    draw_list(figure, canvas);
  else
    draw_strip(figure, canvas);
}

const FigureType FIGURE_TYPE_KEY = {
    .name = "key", .keys = KEYS, .bind = key_bind, .draw = key_draw, .plain_html = true};
