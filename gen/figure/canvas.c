/* What all figures share when they draw: the anatomy (rule, title, subtitle, chart, note, source), text with its
 * tag, and the looks of what is not known. It exists so that a type draws only its own chart. It must not know any
 * type, nor where a number came from, nor how a scene becomes PDF or SVG. */
#include "figure/canvas.h"
#include "figure/table_rows.h"
#include <math.h>
#include <string.h>

static FigureCanvas canvas_open(const Theme *theme, const Locale *locale, TextEngine *text, MediumKind medium,
                                double width, TagTree *tags, TagType title_tag) {
  FigureCanvas canvas = {.theme = theme,
                         .locale = locale,
                         .text = text,
                         .medium = medium,
                         .parts = FIGURE_ALL,
                         .width = width,
                         .tags = tags,
                         .title_tag = title_tag};
  canvas.k = theme_factor(theme, medium);
  canvas.scene = scene_new(theme, text, width, 0);
  return canvas;
}

static Tag *sect_add(TagTree *tags, Tag *parent, const Figure *figure) {
  if (!tags || !parent) return NULL;
  Tag *sect = tag_add(tags, parent, TAG_SECT);
  sect->pos = figure->pos;
  return sect;
}

Scene *figure_draw(const Figure *figure, const Theme *theme, const Locale *locale, TextEngine *text, MediumKind medium,
                   FigureParts parts, double width, TagTree *tags, Tag *parent, TagType title_tag) {
  FigureCanvas canvas = canvas_open(theme, locale, text, medium, width, parent ? tags : NULL, title_tag);
  canvas.parts = parts;
  canvas.sect = sect_add(tags, parent, figure);
  figure->type->draw(figure, &canvas);
  scene_set_height(canvas.scene, canvas.y);
  return canvas.scene;
}

/* ---- figures that break between rows ---- */

bool figure_splits(const Figure *figure) {
  return figure_type_splits(figure->type);
}

void figure_rows_free(FigureRows *rows) {
  if (!rows) return;
  g_array_unref(rows->rows);
  g_free(rows);
}

FigureRows *figure_rows_measure(const Figure *figure, const Theme *theme, const Locale *locale, TextEngine *text,
                                MediumKind medium, double width) {
  g_assert(figure_splits(figure));
  FigureCanvas canvas = canvas_open(theme, locale, text, medium, width, NULL, TAG_H3);
  FigureRows *rows = g_new0(FigureRows, 1);
  canvas_head(&canvas, figure);
  rows->head = canvas.y;
  rows->rows = table_rows_measure(&canvas, figure, &rows->titles);
  canvas.y = 0;
  canvas_foot(&canvas, figure);
  rows->foot = canvas.y;
  scene_free(canvas.scene);
  return rows;
}

Scene *figure_draw_rows(const Figure *figure, const Theme *theme, const Locale *locale, TextEngine *text,
                        MediumKind medium, double width, guint first_row, guint last_row, bool head, bool foot,
                        TagTree *tags, Tag *parent, TagType title_tag, Tag **sect) {
  g_assert(figure_splits(figure));
  FigureCanvas canvas = canvas_open(theme, locale, text, medium, width, parent ? tags : NULL, title_tag);
  bool continued = sect && *sect;
  canvas.sect = continued ? *sect : sect_add(tags, parent, figure);
  if (sect) *sect = canvas.sect;
  if (head) canvas_table_head(&canvas, figure);
  table_rows_draw(&canvas, figure, first_row, last_row, continued);
  if (foot) canvas_foot(&canvas, figure);
  scene_set_height(canvas.scene, canvas.y);
  return canvas.scene;
}

/* ---- tags ---- */

Tag *canvas_tag(FigureCanvas *canvas, Tag *parent, TagType type) {
  if (!canvas->tags || !parent) return NULL;
  return tag_add(canvas->tags, parent, type);
}

guint canvas_leaf(FigureCanvas *canvas, Tag *parent, TagType type) {
  Tag *tag = canvas_tag(canvas, parent, type);
  return tag ? tag->id : 0;
}

/* ---- colours and strokes ---- */

ColorToken canvas_color(const FigureCanvas *canvas, const char *token) {
  return theme_color(canvas->theme, token);
}

double canvas_stroke(const FigureCanvas *canvas, const char *name) {
  return theme_stroke(canvas->theme, name) * canvas->k;
}

Paint canvas_line_paint(const FigureCanvas *canvas, const char *token, const char *stroke) {
  return paint_stroke(canvas_color(canvas, token), canvas_stroke(canvas, stroke));
}

Paint canvas_fill(const FigureCanvas *canvas, const char *token) {
  return paint_fill(canvas_color(canvas, token));
}

void canvas_hatched(FigureCanvas *canvas, double x, double y, double w, double h) {
  scene_rect(canvas->scene, x, y, w, h, canvas_fill(canvas, "surface"));
  double pitch = canvas_stroke(canvas, "hatch_pitch") * (h > 26 * canvas->k ? 1.5 : 1);
  scene_hatch(canvas->scene, x, y, w, h, pitch, canvas_line_paint(canvas, "ctx", "hatch"));
  scene_rect(canvas->scene, x, y, w, h, canvas_line_paint(canvas, "ctx", "suppressed_edge"));
}

void canvas_diamond(FigureCanvas *canvas, double x, double y, double r, Paint paint) {
  scene_move_to(canvas->scene, x, y - r);
  scene_line_to(canvas->scene, x + r, y);
  scene_line_to(canvas->scene, x, y + r);
  scene_line_to(canvas->scene, x - r, y);
  scene_close(canvas->scene);
  scene_paint(canvas->scene, paint);
}

/* ---- text ---- */

TextFont canvas_font(const FigureCanvas *canvas, TypeRole role) {
  return text_font(theme_type(canvas->theme, role, canvas->medium));
}

TextFont canvas_look_font(const FigureCanvas *canvas, TextLook look) {
  TextFont font = canvas_font(canvas, look.role);
  if (look.weight) font.weight = look.weight;
  return font;
}

double canvas_size(const FigureCanvas *canvas, TypeRole role) {
  return theme_type(canvas->theme, role, canvas->medium)->size;
}

double canvas_leading(const FigureCanvas *canvas, TypeRole role) {
  return theme_type(canvas->theme, role, canvas->medium)->leading;
}

static ColorToken look_color(const FigureCanvas *canvas, TextLook look) {
  if (look.color) return canvas_color(canvas, look.color);
  return theme_type(canvas->theme, look.role, canvas->medium)->color;
}

double canvas_text_width(const FigureCanvas *canvas, const char *text, TextLook look) {
  return text_width(canvas->text, text, canvas_look_font(canvas, look));
}

double canvas_text(FigureCanvas *canvas, double x, double baseline, const char *text, TextLook look, TextAnchor anchor,
                   guint tag) {
  if (!text || !*text) return 0;
  return scene_text(canvas->scene, x, baseline, text, canvas_look_font(canvas, look), look_color(canvas, look), anchor,
                    tag);
}

double canvas_text_plate(FigureCanvas *canvas, double x, double baseline, const char *text, TextLook look,
                         TextAnchor anchor, guint tag) {
  if (!text || !*text) return 0;
  scene_plate(canvas->scene, x, baseline, text, canvas_look_font(canvas, look), anchor);
  return canvas_text(canvas, x, baseline, text, look, anchor, tag);
}

double canvas_baseline(const FigureCanvas *canvas, TypeRole role, double top) {
  TextFont font = canvas_font(canvas, role);
  double ascent = text_ascent(canvas->text, font), descent = text_descent(canvas->text, font);
  return top + (canvas_leading(canvas, role) + ascent - descent) / 2;
}

double canvas_centred(const FigureCanvas *canvas, TypeRole role, double middle) {
  return middle + canvas_size(canvas, role) * 0.36;
}

double canvas_longest_word(const FigureCanvas *canvas, const char *text, TextLook look) {
  return text_longest_word(canvas->text, text, canvas_look_font(canvas, look));
}

/* Takes from the front of `text` as many characters as fit with a hyphen; at least one. */
static char *break_word(const FigureCanvas *canvas, const char **text, TextLook look, double width) {
  const char *end = g_utf8_next_char(*text);
  for (const char *next = end; *next; next = g_utf8_next_char(next)) {
    g_autofree char *part = g_strdup_printf("%.*s-", (int)(next - *text), *text);
    if (canvas_text_width(canvas, part, look) > width) break;
    end = next;
  }
  char *line = g_strdup_printf("%.*s-", (int)(end - *text), *text);
  *text = end;
  return line;
}

GPtrArray *canvas_wrap(const FigureCanvas *canvas, const char *text, TextLook look, double width, bool balanced) {
  bool overflow = false;
  GPtrArray *lines = text_wrap(canvas->text, text, canvas_look_font(canvas, look), width, balanced, &overflow);
  if (!overflow) return lines;
  GPtrArray *broken = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < lines->len; i++) {
    const char *rest = g_ptr_array_index(lines, i);
    while (canvas_text_width(canvas, rest, look) > width && g_utf8_strlen(rest, -1) > 1)
      g_ptr_array_add(broken, break_word(canvas, &rest, look, width));
    g_ptr_array_add(broken, g_strdup(rest));
  }
  g_ptr_array_unref(lines);
  return broken;
}

double canvas_paragraph(FigureCanvas *canvas, double x, double width, const char *text, TypeRole role, bool balanced,
                        guint tag) {
  if (!text || !*text) return 0;
  TextLook look = {.role = role};
  g_autoptr(GPtrArray) lines = canvas_wrap(canvas, text, look, width, balanced);
  double top = canvas->y;
  for (guint i = 0; i < lines->len; i++) {
    canvas_text(canvas, x, canvas_baseline(canvas, role, canvas->y), g_ptr_array_index(lines, i), look, ANCHOR_START,
                tag);
    canvas->y += canvas_leading(canvas, role);
  }
  return canvas->y - top;
}

/* ---- anatomy ---- */

/* A star at its end in words. NULL: as it is drawn. Owned. */
static char *spoken_subtitle(const FigureCanvas *canvas, const Figure *figure) {
  const char *text = figure->subtitle;
  if (figure->subtitle_spoken) return g_strdup(figure->subtitle_spoken);
  if (!text || !g_str_has_suffix(text, "*")) return NULL;
  bool revised = g_str_has_suffix(text, "**");
  g_autofree char *plain = g_strndup(text, strlen(text) - (revised ? 2 : 1));
  return locale_phrase(canvas->locale, revised ? "figure.alt.revised" : "figure.alt.provisional", "text", plain, NULL);
}

static bool has_text(const char *text) {
  return text && *text;
}

static Tag *title_tag(FigureCanvas *canvas, const Figure *figure) {
  bool drawn = (canvas->parts & FIGURE_HEAD) && has_text(figure->title);
  return drawn ? canvas_tag(canvas, canvas->sect, canvas->title_tag) : NULL;
}

static const double DISC = 5.5, CARD_NUMBER = 18; /* radius; room beside a card's title */

double canvas_title_width(const FigureCanvas *canvas) {
  return canvas->width - (canvas->parts & FIGURE_CARD ? CARD_NUMBER * canvas->k : 0);
}

double canvas_disc_width(const FigureCanvas *canvas) { return 2 * DISC * canvas->k; }

void canvas_disc(FigureCanvas *canvas, guint number, double right, double middle, guint tag) {
  static const TextLook look = {TYPE_AXIS, 700, "surface"};
  double radius = DISC * canvas->k;
  g_autofree char *text = locale_number(canvas->locale, number, 0);
  scene_circle(canvas->scene, right - radius, middle, radius, canvas_fill(canvas, "ink"));
  canvas_text(canvas, right - radius, canvas_centred(canvas, TYPE_AXIS, middle), text, look, ANCHOR_MIDDLE, tag);
}

/* The title's text hangs on `title`, the subtitle's below `parent`. */
static void draw_head(FigureCanvas *canvas, const Figure *figure, const Tag *title, Tag *parent) {
  if (!(canvas->parts & FIGURE_HEAD)) return;
  double rule = canvas_stroke(canvas, "figure_rule"), k = canvas->k;
  scene_line(canvas->scene, 0, canvas->y + rule / 2, canvas->width, canvas->y + rule / 2,
             canvas_line_paint(canvas, "ink", "figure_rule"));
  canvas->y += rule + 4.5 * k;
  canvas_paragraph(canvas, 0, canvas_title_width(canvas), figure->title, TYPE_CHART_TITLE, true, title ? title->id : 0);
  if (has_text(figure->subtitle)) {
    canvas->y += k;
    Tag *tag = canvas_tag(canvas, parent, TAG_P);
    if (tag) tag->actual_text = spoken_subtitle(canvas, figure);
    canvas_paragraph(canvas, 0, canvas->width, figure->subtitle, TYPE_SUBTITLE, false, tag ? tag->id : 0);
  }
  canvas->y += 7 * k;
}

void canvas_head(FigureCanvas *canvas, const Figure *figure) {
  draw_head(canvas, figure, title_tag(canvas, figure), canvas->sect);
}

/* `text` without `part` (but its marks) and the sentence's end, when it begins with that. */
static const char *skip_sentence(const char *text, const char *part) {
  gsize length = part ? strlen(part) : 0;
  while (length > 0 && part[length - 1] == '*') length--;
  if (length == 0 || strncmp(text, part, length) != 0) return text;
  text += length;
  return text + strspn(text, ".!? ");
}

Tag *canvas_table_head(FigureCanvas *canvas, const Figure *figure) {
  Tag *title = title_tag(canvas, figure), *table = canvas_tag(canvas, canvas->sect, TAG_TABLE);
  bool captioned = (canvas->parts & FIGURE_HEAD) && has_text(figure->subtitle);
  /* Title and subtitle are heard by themselves. */
  const char *summary = figure->alt ? skip_sentence(skip_sentence(figure->alt, figure->title), figure->subtitle) : "";
  if (table && *summary) table->summary = g_strdup(summary);
  draw_head(canvas, figure, title, captioned ? canvas_tag(canvas, table, TAG_CAPTION) : NULL);
  return table;
}

/* "* voorlopig · ** nader voorlopig" → "sterretje: voorlopig · twee sterretjes: …"; NULL without marks. Owned. */
static char *spoken_note(const Locale *locale, const char *note) {
  if (!strchr(note, '*')) return NULL;
  g_autoptr(GString) said = g_string_new(note);
  g_string_replace(said, "** ", locale_word(locale, "value.revised.sign"), 0);
  g_string_replace(said, "* ", locale_word(locale, "value.provisional.sign"), 0);
  return g_strdup(said->str);
}

static void draw_note(FigureCanvas *canvas, const char *note) {
  Tag *tag = canvas_tag(canvas, canvas->sect, TAG_NOTE);
  if (tag) tag->actual_text = spoken_note(canvas->locale, note);
  canvas_paragraph(canvas, 0, canvas->width, note, TYPE_SOURCE, false, tag ? tag->id : 0);
}

void canvas_foot(FigureCanvas *canvas, const Figure *figure) {
  if (!(canvas->parts & FIGURE_FOOT)) return;
  bool source = has_text(figure->source);
  if (!has_text(figure->note) && !figure->corrections->len && !source) return;
  canvas->y += 5 * canvas->k;
  if (has_text(figure->note)) draw_note(canvas, figure->note);
  for (guint i = 0; i < figure->corrections->len; i++) draw_note(canvas, g_ptr_array_index(figure->corrections, i));
  if (source)
    canvas_paragraph(canvas, 0, canvas->width, figure->source, TYPE_SOURCE, false,
                     canvas_leaf(canvas, canvas->sect, TAG_P));
}
