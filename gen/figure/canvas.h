/* A canvas: where a figure type draws: a scene, a medium, a width, a cursor, and the tag tree to hang its parts in. Holds
 * the anatomy that all figures share (rule, title, subtitle, source), so that each type draws only its own chart. */
#pragma once
#include "config/locale.h"
#include "doc/figure_type.h"
#include "scene/scene.h"
#include "scene/tag.h"

typedef enum { FIGURE_HEAD = 1, FIGURE_CHART = 2, FIGURE_FOOT = 4, FIGURE_ALL = 7 } FigureParts;

typedef struct FigureCanvas {
  Scene *scene;
  const Theme *theme;
  const Locale *locale;
  TextEngine *text;
  MediumKind medium;
  FigureParts parts;
  double width;
  double k;         /* factor for strokes and geometry: 1 on paper, theme_web_factor() on the web */
  double y;         /* cursor: where the next part begins */
  TagTree *tags;    /* NULL on the web */
  Tag *sect;        /* the figure's own tag (TAG_SECT), parent of what it draws; NULL on the web */
  TagType title_tag; /* heading level of the figure's title: TAG_H2 or TAG_H3 */
} FigureCanvas;

/* Draws `figure` at the top left of a new scene of that width; the scene's height is the figure's. Tags are hung below
 * `parent` (NULL: none). Owned by the caller. */
Scene *figure_draw(const Figure *figure, const Theme *theme, const Locale *locale, TextEngine *text, MediumKind medium,
                   FigureParts parts, double width, TagTree *tags, Tag *parent, TagType title_tag);

/* The table of figure types, NULL-ended: handed to doc/ at start. */
FigureTypes figure_types(void);

/* For the types. Tags: leaf under a parent, 0 when the canvas has no tree. */
guint canvas_leaf(FigureCanvas *canvas, Tag *parent, TagType type);
Tag *canvas_tag(FigureCanvas *canvas, Tag *parent, TagType type);   /* NULL without a tree */
TextFont canvas_font(const FigureCanvas *canvas, TypeRole role);
ColorToken canvas_color(const FigureCanvas *canvas, const char *token);
double canvas_stroke(const FigureCanvas *canvas, const char *name); /* theme_stroke() × k */
/* Wrapped text at the cursor with the role's style; moves the cursor; returns its height. */
double canvas_paragraph(FigureCanvas *canvas, double x, double width, const char *text, TypeRole role, bool balanced, guint tag);
void canvas_head(FigureCanvas *canvas, const Figure *figure); /* rule, title, subtitle */
void canvas_foot(FigureCanvas *canvas, const Figure *figure); /* note and source */
/* Status mark (shape and colour) centred at x,y with radius r; artifact. */
void canvas_status(FigureCanvas *canvas, Status status, double x, double y, double r);
/* A target group's or other icon of 24 units drawn at x,y in `size`. Unknown id: nothing. */
void canvas_icon(FigureCanvas *canvas, const char *icon, double x, double y, double size, ColorToken color);
bool figure_icon_exists(const char *icon);
const char *figure_icon_path(const char *icon); /* SVG path data, for web/; NULL when unknown */
