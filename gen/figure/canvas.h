/* A canvas: where a figure type draws: a scene, a medium, a width, a cursor, and the tag tree to hang its parts in.
 * Holds the anatomy that all figures share (rule, title, subtitle, source), so that each type draws only its own
 * chart. */
#pragma once
#include "config/locale.h"
#include "doc/figure_type.h"
#include "scene/scene.h"
#include "scene/tag.h"

/* FIGURE_CARD: alone on a card, with room for the card's number right of the title, and its source even where the page's
 * footer would name it. */
typedef enum { FIGURE_HEAD = 1, FIGURE_CHART = 2, FIGURE_FOOT = 4, FIGURE_ALL = 7, FIGURE_CARD = 8 } FigureParts;

typedef struct FigureCanvas {
  Scene *scene;
  const Theme *theme;
  const Locale *locale;
  TextEngine *text;
  MediumKind medium;
  FigureParts parts;
  double width;
  double k;          /* factor for strokes and geometry: theme_factor() of the medium */
  double y;          /* cursor: where the next part begins */
  TagTree *tags;     /* NULL on the web */
  Tag *sect;         /* the figure's own tag (TAG_SECT), parent of what it draws; NULL on the web */
  TagType title_tag; /* heading level of the figure's title: TAG_H2 or TAG_H3 */
} FigureCanvas;

/* Draws `figure` at the top left of a new scene of that width; the scene's height is the figure's. Tags are hung
 * below `parent` (NULL: none); the bbox of a TAG_FIGURE is in the figure's own coordinates: whoever places the scene
 * moves it. Owned by the caller. */
Scene *figure_draw(const Figure *figure, const Theme *theme, const Locale *locale, TextEngine *text, MediumKind medium,
                   FigureParts parts, double width, TagTree *tags, Tag *parent, TagType title_tag);

/* A figure that may break between its rows (type `table`). Heights are of the medium's unit, at the width asked for. */
typedef struct {
  double head;   /* rule, title and subtitle: once */
  double titles; /* the column titles: again on each part */
  double foot;   /* note and source: once, after the last row */
  GArray *rows;  /* double: height of each row */
} FigureRows;
bool figure_splits(const Figure *figure);
FigureRows *figure_rows_measure(const Figure *figure, const Theme *theme, const Locale *locale, TextEngine *text,
                                MediumKind medium, double width);
void figure_rows_free(FigureRows *rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FigureRows, figure_rows_free)
/* Draws the rows [first_row, last_row) below their column titles, with the figure's head above when `head` and its
 * note and source below when `foot`. The parts of one figure share their tags: *sect is NULL at the first part and
 * is what the first part made at the next ones, where the column titles are artifacts. The scene's height is head +
 * titles + rows + foot as measured. Owned by the caller. */
Scene *figure_draw_rows(const Figure *figure, const Theme *theme, const Locale *locale, TextEngine *text,
                        MediumKind medium, double width, guint first_row, guint last_row, bool head, bool foot,
                        TagTree *tags, Tag *parent, TagType title_tag, Tag **sect);

/* The sample beside an entry of the `key` figure ("stand", "boven_maximum" …) on a scene of its own, for a key in HTML;
 * NULL when the entry has words only. Owned by the caller. */
Scene *figure_key_sample(const char *item, const Theme *theme, TextEngine *text, MediumKind medium);

/* The table of figure types, NULL-ended: handed to doc/ at start. */
FigureTypes figure_types(void);

/* For the types. Tags: leaf under a parent, 0 when the canvas has no tree. */
guint canvas_leaf(FigureCanvas *canvas, Tag *parent, TagType type);
Tag *canvas_tag(FigureCanvas *canvas, Tag *parent, TagType type); /* NULL without a tree */
TextFont canvas_font(const FigureCanvas *canvas, TypeRole role);
ColorToken canvas_color(const FigureCanvas *canvas, const char *token);
double canvas_stroke(const FigureCanvas *canvas, const char *name); /* theme_stroke() × k */

/* How a piece of text looks: a role of the type scale, with another weight (0 = the role's) or colour (NULL = the
 * role's) where the place asks for it. */
typedef struct {
  TypeRole role;
  int weight;
  const char *color;
} TextLook;
TextFont canvas_look_font(const FigureCanvas *canvas, TextLook look);
double canvas_size(const FigureCanvas *canvas, TypeRole role);
double canvas_leading(const FigureCanvas *canvas, TypeRole role);
double canvas_text_width(const FigureCanvas *canvas, const char *text, TextLook look);
double canvas_longest_word(const FigureCanvas *canvas, const char *text, TextLook look); /* between places to break */
/* One line of text; returns its width. The second lays a plate under it, for text over lines. */
double canvas_text(FigureCanvas *canvas, double x, double baseline, const char *text, TextLook look, TextAnchor anchor,
                   guint tag);
double canvas_text_plate(FigureCanvas *canvas, double x, double baseline, const char *text, TextLook look,
                         TextAnchor anchor, guint tag);
/* Lines no wider than `width`; a word that is wider itself is broken with a hyphen. Array of char*, owned. */
GPtrArray *canvas_wrap(const FigureCanvas *canvas, const char *text, TextLook look, double width, bool balanced);
/* The baseline of text whose line begins at `top`, and of text centred on `middle`. */
double canvas_baseline(const FigureCanvas *canvas, TypeRole role, double top);
double canvas_centred(const FigureCanvas *canvas, TypeRole role, double middle);
/* Wrapped text at the cursor with the role's style; moves the cursor; returns its height. */
double canvas_paragraph(FigureCanvas *canvas, double x, double width, const char *text, TypeRole role, bool balanced,
                        guint tag);
double canvas_title_width(const FigureCanvas *canvas);
/* A number on a black disc, as cards have, by its right edge and middle. */
void canvas_disc(FigureCanvas *canvas, guint number, double right, double middle, guint tag);
double canvas_disc_width(const FigureCanvas *canvas);
void canvas_head(FigureCanvas *canvas, const Figure *figure); /* rule, title, subtitle */
/* The same for a chart that is tagged as a table, or is one: the subtitle is the table's Caption, so that who comes to the
 * table without its figure hears what is measured. Returns the Table tag, NULL without a tree. */
Tag *canvas_table_head(FigureCanvas *canvas, const Figure *figure);
void canvas_foot(FigureCanvas *canvas, const Figure *figure); /* note, corrections and source */
/* The hatched box of what is not shown or not known. */
void canvas_hatched(FigureCanvas *canvas, double x, double y, double w, double h);
void canvas_diamond(FigureCanvas *canvas, double x, double y, double r, Paint paint);
Paint canvas_line_paint(const FigureCanvas *canvas, const char *token, const char *stroke);
Paint canvas_fill(const FigureCanvas *canvas, const char *token);
/* Status mark (shape and colour) centred at x,y with radius r; artifact. The token of the words beside it. */
void canvas_status(FigureCanvas *canvas, Status status, double x, double y, double r);
const char *status_text_token(Status status);
/* A target group's or other icon of 24 units drawn at x,y in `size`. Unknown id: nothing. */
void canvas_icon(FigureCanvas *canvas, const char *icon, double x, double y, double size, ColorToken color);
bool figure_icon_exists(const char *icon);
const char *figure_icon_path(const char *icon); /* SVG path data, for web/; NULL when unknown */
