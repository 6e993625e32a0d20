/* One region's page in the making: what its parts share. Internal to web/. */
#pragma once
#include "web/html.h"
#include "web/page.h"

typedef struct {
  const Site *site;
  const Doc *doc;
  TextEngine *text;
  OutputFormats formats;
  Profiles profiles;
  const GArray *documents; /* SiteDocument */
  guint pages;     /* of the factsheet; 0 = none made */
  const char *root; /* "../../" */
  GString *out;
  SiteFiles *files;
  /* Where the walk is. */
  int span;        /* twelfths of the column */
  int section;     /* level of the heading at the top of the tree that encloses what follows; 0 = none */
  bool has_heading; /* below the region's name */
} RegionPage;

/* node_html.c */
void node_html(RegionPage *page, const DocNode *node);

/* figure_html.c */
void figure_html(RegionPage *page, const Figure *figure);
/* Heading of a figure at the right level below what stands before it. */
void figure_html_title(RegionPage *page, const Figure *figure, const char *class, bool part);
/* Source, note, "as a table" and downloads, below a figure. */
void figure_html_foot(RegionPage *page, const Figure *figure, bool with_table);
/* The table that opens, under the locale's word; with note, source and its own file inside where there is no foot. */
void figure_html_table(RegionPage *page, const Figure *figure, const char *key, bool with_foot);
/* Every figure that says something has a file of its own. */
bool figure_has_file(const Figure *figure);
char *figure_file_href(const Figure *figure);

/* plain_html.c: types that are HTML on the web. False: not one of them. */
bool plain_figure_html(RegionPage *page, const Figure *figure);
/* tile_html.c, tile_bar.c */
void tile_html(RegionPage *page, const Figure *figure);
void tile_bar_html(RegionPage *page, const Figure *figure);
void tile_sparkline_html(RegionPage *page, const Series *series);
void tile_steps_html(RegionPage *page, const Figure *figure);
/* table_html.c */
void table_html(RegionPage *page, const Figure *figure);

/* mark_html.c */
/* The mark of a status, for the eye; the word stands beside it. */
void mark_html_status(GString *out, Status status);
const char *mark_status_class(Status status);
/* An icon of 24 units; nothing when unknown. */
void mark_html_icon(GString *out, const char *icon);
/* What is shown, and for listeners what is said instead when that differs. */
void mark_html_spoken(GString *out, const char *text, const char *spoken);
