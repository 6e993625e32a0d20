/* Pages → PDF bytes: drawn by Cairo, made conforming by pdf_finish.c. Knows scenes and tags, nothing of regions. */
#pragma once
#include "scene/pages.h"

/* What each step cost, for the benchmark; microseconds of the processor. */
typedef struct { gint64 draw, finish; } PdfTimings;

/* `mode` resolves colours (THEME_LIGHT for screen and print). Errors: Cairo's or qpdf's status; the first fault that
 * pdf_check() finds, which tells all of them with their places. Text of one leaf may be drawn in parts and around child links; blanks lost at line ends are put back. *pdf is
 * owned by the caller. The same input gives the same bytes. `timings` may be NULL. */
bool pdf_write(const Pages *pages, const Theme *theme, ThemeMode mode, const char *producer, GBytes **pdf,
               PdfTimings *timings, GError **error);
