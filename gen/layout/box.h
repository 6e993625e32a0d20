/* A box: one block with its width set, ready to be placed: text broken into lines, a drawn figure, a row of cells, a flow
 * over columns. Made by compose, placed by flow, drawn by draw. */
#pragma once
#include "figure/canvas.h"
#include "layout/inline.h"

typedef enum { BOX_TEXT, BOX_FIGURE, BOX_TABLE, BOX_ROW, BOX_COLUMNS, BOX_RULE, BOX_PAGEBREAK } BoxKind;
typedef enum { BOX_MARK_NONE, BOX_MARK_SQUARE, BOX_MARK_NUMBER } BoxMark;

typedef struct Box Box;

/* One column of a row, or the content of a column flow. */
typedef struct {
  double x, width;
  GPtrArray *boxes; /* Box* */
  GArray *tops;     /* double: where each box of a row's cell stands below the row's top */
} BoxCell;

struct Box {
  BoxKind kind;
  SourcePos pos;
  double indent, width;  /* from the container's left edge; of what is drawn */
  double height;         /* whole; for BOX_COLUMNS the balanced height */
  double before, after;  /* air wanted above and below */
  bool keep_next;        /* a heading: stays with what follows, and closer to it */
  double after_figure;   /* a heading: air wanted when a figure or a row follows, whose own rule needs it */

  /* where links and the outline go; NULL = nowhere */
  const char *id;
  char *outline;
  int outline_level;

  /* TEXT: parts are lines */
  InlineText *text;
  double leading, top;   /* line height; space above the first line */
  bool ruled;            /* an ink rule on top */
  bool wash;             /* a light ground behind it */
  double bar;            /* quote: its bar this far left of the text; 0 = none */
  BoxMark mark;          /* hangs left of the first line, by mark_indent */
  double mark_indent;
  char *mark_text;
  guint mark_tag;

  /* FIGURE: drawn. TABLE: its parts are rows, drawn when their pages are known */
  const Figure *figure;
  TagType title_tag;
  Scene *scene;
  guint first_tag, end_tag; /* ids a drawn figure got: [first, end) */
  FigureRows *rows;
  Tag *place, *table_sect;  /* where a table's tags go; what its first part made */

  /* ROW: a cell a column. COLUMNS: one cell, flowing over `columns` columns `step` apart */
  GPtrArray *cells;      /* BoxCell* */
  guint columns;
  double step;
};

Box *box_new(BoxKind kind, SourcePos pos, double indent, double width);
void box_free(Box *box);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Box, box_free)
BoxCell *box_add_cell(Box *box, double x, double width, GPtrArray *boxes); /* takes boxes */

/* Air between two boxes; `above` may be NULL (top of a column). */
double box_gap(const Box *above, const Box *below);
/* Parts it may be broken between: lines of text, rows of a table; 1 for what is never broken. */
guint box_parts(const Box *box);
/* Height of parts [first, first + count). */
double box_height(const Box *box, guint first, guint count);
/* How many parts from `first` fit in `height` so that neither side keeps a single line or row; 0 = none. */
guint box_fitting(const Box *box, guint first, double height);
