/* The theme: colours by token, type styles, strokes, page grid and status thresholds, from theme.yaml. */
#pragma once
#include "config/page.h"

/* Grey holds no colour at all; print is light, except where the theme says otherwise (text in black ink only). */
typedef enum { THEME_LIGHT, THEME_DARK, THEME_GREY, THEME_PRINT, THEME_MODES } ThemeMode;

/* What a fill looks like where grey alone would not tell it from its neighbours. Lengths in points. */
typedef enum { PATTERN_DIAGONAL, PATTERN_CROSSHATCH, PATTERN_HORIZONTAL, PATTERN_DOTS, PATTERN_PLAIN } PatternKind;
typedef struct {
  PatternKind kind;
  double pitch;        /* from mark to mark; of diagonals, along the horizontal */
  double line;         /* width of the lines, or diameter of the dots; plain has an edge only */
  double edge;         /* line around the fill, inside; 0 = none */
  guint32 ink, ground; /* 0xRRGGBB */
} ThemePattern;

/* A colour token's index, resolved once by name; scenes carry these and never RGB. */
typedef guint16 ColorToken;
enum { COLOR_NONE = 0xffff };

/* Text roles of STYLE.md's type scale. */
typedef enum {
  TYPE_REGION_NAME, TYPE_H1, TYPE_H2, TYPE_H3, TYPE_FINDING, TYPE_KPI_VALUE, TYPE_KPI_WORD, TYPE_KPI_MARK,
  TYPE_CHART_TITLE, TYPE_KPI_LABEL, TYPE_BODY, TYPE_LABEL, TYPE_SUBTITLE, TYPE_AXIS, TYPE_SOURCE, TYPE_KICKER,
  TYPE_ROLES
} TypeRole;

/* A medium decides sizes and density; one figure is laid out anew for each, never scaled. */
typedef enum { MEDIUM_PAPER, MEDIUM_WEB_WIDE, MEDIUM_WEB_NARROW, MEDIUM_KINDS } MediumKind;

typedef struct {
  double size;     /* points on paper, px on the web */
  double leading;  /* line height, same unit */
  int weight;      /* 400 500 600 700 */
  double tracking; /* em */
  ColorToken color;
} TypeStyle;

typedef struct Theme Theme;

/* A theme must hold every name that C code asks for: theme.c lists them (COLORS, STROKES), and a unit test compares that
 * list with the code. It may hold more. */
Theme *theme_load(const char *path, const char *display_path, Diags *diags); /* NULL on errors */
void theme_free(Theme *theme);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Theme, theme_free)
/* The theme with its type on paper `scale` times as large; all else is shared. Owned by the caller. */
Theme *theme_scaled(const Theme *theme, double scale);

/* The token's index; an unknown name is a programming error in C code (g_error) — check theme_has_color() first for
 * names from input. */
ColorToken theme_color(const Theme *theme, const char *name);
bool theme_has_color(const Theme *theme, const char *name);
const char *theme_color_name(const Theme *theme, ColorToken token);
guint theme_color_count(const Theme *theme);
/* 0xRRGGBB in a mode. */
guint32 theme_rgb(const Theme *theme, ColorToken token, ThemeMode mode);
/* How a fill of that token is drawn; NULL: plainly. Lines and text of the token have theme_rgb() all the same. */
const ThemePattern *theme_pattern(const Theme *theme, ColorToken token, ThemeMode mode);

const TypeStyle *theme_type(const Theme *theme, TypeRole role, MediumKind medium);
const char *theme_font_family(const Theme *theme);   /* "Inter" */
const char *theme_web_fallback(const Theme *theme);  /* CSS list after it */
const PageGrid *theme_page(const Theme *theme);       /* of templates that say nothing of theirs */
/* A stroke or length of STYLE.md's stroke list by name ("axis", "target", "hatch_pitch"), in points; × the medium's
 * factor. Unknown name: programming error. */
double theme_stroke(const Theme *theme, const char *name);
double theme_web_factor(const Theme *theme);          /* 1.6 */
double theme_factor(const Theme *theme, MediumKind medium); /* on paper 1, or the scale of theme_scaled(); on the web 1.6 */

/* Status thresholds as ratios: a minimum is on course from `on_course` (0.95) and needs attention from `attention`
 * (0.80); a maximum is on course up to `max_on_course` (1.00), attention up to `max_attention` (1.10). */
typedef struct { double on_course, attention, max_on_course, max_attention; } StatusThresholds;
StatusThresholds theme_status(const Theme *theme);

/* SHA-256 over the theme's meaning, for output keys. */
const char *theme_digest(const Theme *theme);
