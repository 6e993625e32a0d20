/* The interface of figure types. doc/ reads blocks and binds through it without knowing any type; figure/ holds the table
 * of types and hands it to doc/ at start. */
#pragma once
#include "doc/binder.h"
#include "doc/figure.h"

struct FigureCanvas; /* figure/canvas.h */

/* One key a block of this type may have. */
typedef struct { const char *name; bool required; const char *help; } FigureKey;

struct FigureType {
  const char *name;          /* info string of the fenced block: "bars" */
  const FigureKey *keys;     /* besides id, title, subtitle, alt, note; ended by name NULL */
  const FigureKey *item_keys; /* the key `items` is a list of maps with these keys; NULL: it is no such list */
  /* Fills `figure` from the block. Findings go to the binder's diags; false = figure is unusable. title/subtitle/alt/note
   * of the block are already in `figure` when given; bind fills those that are not, by the locale. */
  bool (*bind)(FigureBlock *block, Figure *figure);
  /* Draws below the canvas' cursor and moves it; tags included. */
  void (*draw)(const Figure *figure, struct FigureCanvas *canvas);
  bool full_width_only;      /* tables, keys: may be refused in narrow columns */
  bool from_table;           /* what it shows stands in its table: others' tables may hold more than is drawn */
  bool plain_html;           /* web/ writes HTML of its own instead of an SVG (tile, tally, key, table) */
};

/* Ended by a NULL pointer. */
typedef const FigureType *const *FigureTypes;
const FigureType *figure_type_find(FigureTypes types, const char *name);
