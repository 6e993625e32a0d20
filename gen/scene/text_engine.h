/* Inside of the text engine: shared by text.c, text_font.c, text_shape.c and text_stub.c only. */
#pragma once
#include "scene/text_run.h"
#include <pango/pangocairo.h>

enum { TEXT_WEIGHTS = 4 }; /* 400 500 600 700 */

/* In em. */
typedef struct { double ascent, descent, cap_height; } TextMetrics;

struct TextEngine {
  bool stub;
  char *family;
  PangoFontMap *map;
  PangoContext *context;
  GHashTable *attributes; /* size and weight → PangoAttrList* */
  TextMetrics metrics[TEXT_WEIGHTS];
  GHashTable *runs; /* set of TextRun, by text and font */
  guint generation; /* of text_engine_trim() */
  char *digest;
  const Hyphenator *hyphenator; /* borrowed; NULL = none */
  gpointer companion; /* a surface's own */
  GDestroyNotify companion_free;
};

/* Glyphs of one font and direction; a slice of the run's arrays. */
typedef struct {
  cairo_scaled_font_t *font; /* owned */
  guint glyph, glyphs, cluster, clusters, byte, bytes;
  bool backward;
} TextPart;

struct TextRun {
  const char *key; /* the string asked for */
  TextFont font;
  guint generation; /* last one that used it */
  double width;
  gunichar missing;
  char *text; /* what a reader gets from the glyphs: `key` without what is not drawn */
  TextPart *parts;
  cairo_glyph_t *glyphs; /* relative to the run's origin */
  cairo_text_cluster_t *clusters;
  guint part_count, glyph_count, cluster_count;
};

int text_weight_index(int weight);

/* text_font.c: fills map, context, metrics; the error names the Debian package. */
bool text_fonts_load(TextEngine *engine, GError **error);
PangoAttrList *text_font_attributes(TextEngine *engine, TextFont font); /* borrowed */
char *text_fonts_digest(TextEngine *engine);

/* text_shape.c */
TextRun *text_run_new(TextEngine *engine, const char *text, TextFont font);
void text_run_free(TextRun *run);

/* text_stub.c */
double text_stub_width(const char *text, TextFont font);
extern const TextMetrics TEXT_STUB_METRICS;
