/* Pages → PDF bytes: drawn by Cairo, made conforming by pdf_finish.c. Knows scenes and tags, nothing of regions. */
#pragma once
#include "scene/pages.h"

/* What each step cost, for the benchmark; microseconds. */
typedef struct { gint64 draw, finish; } PdfTimings;

/* `mode` resolves colours (THEME_LIGHT for screen and print). Errors: Cairo's or qpdf's status; text with an id that the
 * tree does not know, in a tag that cannot hold text, without a glyph, or off the page (named with string and page); a figure
 * without alt text; a skipped heading level; a link without a Link tag, to nowhere or to an unsafe scheme; no title or
 * language. Text of one leaf may be drawn in parts and around child links; blanks lost at line ends are put back. *pdf is
 * owned by the caller. The same input gives the same bytes. `timings` may be NULL. */
bool pdf_write(const Pages *pages, const Theme *theme, ThemeMode mode, const char *producer, GBytes **pdf,
               PdfTimings *timings, GError **error);
