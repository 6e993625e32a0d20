/* A scene: what to draw on one page or in one figure, in order, with token colours and real text. Points (paper) or px
 * (web), origin top left, y down. Knows no PDF, no SVG, no data. Strings are copied; tags are ids into the TagTree that
 * travels beside it. */
#pragma once
#include "config/theme.h"
#include "scene/text.h"
#include <stdbool.h>

typedef struct Scene Scene;

typedef enum { CAP_BUTT, CAP_ROUND } LineCap;
typedef enum { JOIN_MITER, JOIN_ROUND } LineJoin;
typedef enum { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END } TextAnchor;

/* A path's paint. Either colour may be COLOR_NONE. Dash on/off in scene units; dash_on 0 = solid. A plate is drawn only
 * where the fill is a pattern in the mode at hand (theme_pattern()), and then plainly in that pattern's ground. */
typedef struct {
  ColorToken fill, stroke;
  bool plate;
  double width;
  double dash_on, dash_off;
  LineCap cap;
  LineJoin join;
} Paint;
static inline Paint paint_fill(ColorToken c) { return (Paint){.fill = c, .stroke = COLOR_NONE}; }
static inline Paint paint_stroke(ColorToken c, double w) { return (Paint){.fill = COLOR_NONE, .stroke = c, .width = w}; }

typedef enum { SCENE_GROUP_BEGIN, SCENE_GROUP_END, SCENE_PATH, SCENE_TEXT, SCENE_LINK } SceneKind;

/* Path segments: 'M' x y, 'L' x y, 'C' x1 y1 x2 y2 x y, 'Z'. */
typedef struct { char op; double x[6]; } Segment;

typedef struct {
  SceneKind kind;
  /* GROUP_BEGIN: children are shifted by dx,dy and clipped to `clip` (x y w h in the shifted space) when `clipped`.
   * `name` (may be NULL) is a role for readers of dumps and SVG classes ("bar", "focus"). */
  double dx, dy, clip[4];
  bool clipped;
  const char *name; /* interned */
  /* PATH */
  guint first_segment, segments; /* in scene_segments() */
  Paint paint;
  /* TEXT: baseline at x,y; `x` is already the left edge (anchor resolved when added); `anchor`/`anchor_x` are kept for
   * SVG, where the viewer's font may differ. */
  const TextRun *run; /* NULL in stub scenes */
  char *text;
  TextFont font;
  ColorToken color;
  TextAnchor anchor;
  double x, y, anchor_x, width;
  guint tag; /* leaf of the tag tree, or TAG_ARTIFACT; 0 = none, as on the web */
  bool joined; /* follows the text before it in its block without a blank, wherever it stands */
  /* LINK: rectangles x y w h (one a line of text) to `uri` ("#id" for a destination in the document). */
  GArray *rects; /* double[4] */
  char *uri;
} SceneItem;

Scene *scene_new(const Theme *theme, TextEngine *text, double width, double height);
void scene_free(Scene *scene);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Scene, scene_free)

double scene_width(const Scene *scene);
double scene_height(const Scene *scene);
void scene_set_height(Scene *scene, double height); /* figures find their height while drawing */
const Theme *scene_theme(const Scene *scene);
TextEngine *scene_text_engine(const Scene *scene);

void scene_group_begin(Scene *scene, const char *name, double dx, double dy);
void scene_group_clip(Scene *scene, const char *name, double dx, double dy, double x, double y, double w, double h);
void scene_group_end(Scene *scene);

/* Building a path: begin, segments, end with its paint. Coordinates are quantised to 1/100. */
void scene_move_to(Scene *scene, double x, double y);
void scene_line_to(Scene *scene, double x, double y);
void scene_curve_to(Scene *scene, double x1, double y1, double x2, double y2, double x, double y);
void scene_close(Scene *scene);
void scene_paint(Scene *scene, Paint paint); /* ends the path begun by the calls above */

void scene_rect(Scene *scene, double x, double y, double w, double h, Paint paint); /* nothing when w or h ≤ 0 */
void scene_line(Scene *scene, double x1, double y1, double x2, double y2, Paint paint);
void scene_circle(Scene *scene, double cx, double cy, double r, Paint paint);
/* Diagonal hatch clipped to the rectangle, as line segments (never a pattern fill). */
void scene_hatch(Scene *scene, double x, double y, double w, double h, double pitch, Paint paint);
/* An SVG path (M m L l H h V v C c S s A a Z z) drawn at x,y scaled by `scale`: for the icons. Syntax errors are programming errors. */
void scene_svg_path(Scene *scene, const char *d, double x, double y, double scale, Paint paint);

/* Text on one line; returns its width. */
double scene_text(Scene *scene, double x, double baseline, const char *text, TextFont font, ColorToken color,
                  TextAnchor anchor, guint tag);
/* Says of the text just added that it runs on from the one before it: no reader may put a blank between. */
void scene_join(Scene *scene);
/* White plate behind text that crosses lines (print: STYLE.md §5), `surface` token. Draw before the text. */
void scene_plate(Scene *scene, double x, double baseline, const char *text, TextFont font, TextAnchor anchor);
/* Plate behind text on a fill of the token `fill`: seen only where that fill is a pattern. Draw before the text. */
void scene_plate_on(Scene *scene, ColorToken fill, double x, double baseline, const char *text, TextFont font,
                    TextAnchor anchor);
void scene_link(Scene *scene, const char *uri, const double (*rects)[4], guint count, guint tag);

/* Adds all items of `part` at dx,dy; `part` stays the caller's. Tag ids must be of the same tree. */
void scene_append(Scene *scene, const Scene *part, double dx, double dy);

guint scene_length(const Scene *scene);
const SceneItem *scene_item(const Scene *scene, guint index);
const Segment *scene_segments(const Scene *scene);

/* One item a line, coordinates to 1/100: what golden tests compare. Owned by the caller. */
char *scene_dump(const Scene *scene);
