/* The page a document is laid out on: its formats by name, and what `page:` in a template's front matter says of it. */
#pragma once
#include "base/diag.h"
#include "config/yaml.h"

/* What stands at the foot: all sources, licence and the way to the site on the last page; one line on every page;
 * nothing (for what shows no numbers). */
typedef enum { PAGE_FOOTER_FULL, PAGE_FOOTER_LINE, PAGE_FOOTER_NONE } PageFooter;

/* Lengths in points, of the finished page: bleed lies around it. */
typedef struct {
  double page_width, page_height;
  double margin_left, margin_right, margin_top, margin_bottom;
  int columns;                              /* with fewer than twelve, rows of twelfths wrap */
  double gutter, block_gap;
  bool band;                                /* filled header bands; without: a line with the name below the top margin */
  bool small_band;                          /* the first page has a band as low as the running one */
  double band_height, running_band_height;  /* header band on page 1, on later pages */
  PageFooter footer;
  double scale;                             /* of type, strokes and fixed lengths; 1 = the theme's sizes on paper */
  double bleed;                             /* what is drawn to the edge goes on so far beyond it */
  bool crop_marks;
} PageGrid;

/* Rows are written in twelfths of the page. */
enum { PAGE_TWELFTHS = 12 };

/* Reads a template's `page:`: "A3 landscape", or keys with size, orientation, margins, columns, gutter, scale, band, footer,
 * bleed and crop_marks. What is not said comes from `base` (the theme's page) at the format's scale; columns stay as wide
 * as there, so that a small page has fewer. Findings: unknown words and keys, lengths out of range, no room left. *page is
 * set on success only. `base` may be NULL when there is no theme to go by: then only the words are checked. */
bool page_read(const YamlNode *node, const PageGrid *base, PageGrid *page, Diags *diags);
/* Whether margins, gutters and bands leave room for columns and for half a page of content; a finding at `pos` if not. */
bool page_has_room(const PageGrid *page, SourcePos pos, Diags *diags);
