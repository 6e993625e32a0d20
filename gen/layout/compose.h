/* From nodes to boxes: sets every block at its width, makes its tags in reading order, and tells what is too wide. */
#pragma once
#include "layout/box.h"

/* Where blocks are being set: a page, a column, a list item. */
typedef struct {
  LayoutJob *job;
  GPtrArray *boxes;    /* Box*: what is set goes here */
  double indent, width;
  double measure;      /* no line of text is longer */
  Tag *parent;         /* of the container */
  Tag *sect;           /* the section that is open in it; NULL = none */
  bool in_section;     /* below a section's head: figure titles are one level lower */
  const char *language; /* of the blocks at hand; NULL = the document's */
  bool flows;          /* boxes may break over pages, tables between their rows */
} Composer;

/* The boxes of the Doc's body, set at the page's measure. Array of Box*, owned by the caller. */
GPtrArray *compose_body(LayoutJob *job);

/* A figure set alone, with room for a number beside its title. *heading: its title's tag, 0 when it draws none. Owned by the
 * caller. */
Box *compose_card(LayoutJob *job, const Figure *figure, double width, Tag *parent, guint *heading);

/* Between compose.c, compose_text.c and compose_figure.c. */
void compose_nodes(Composer *composer, const GPtrArray *nodes);
Box *compose_add(Composer *composer, BoxKind kind, SourcePos pos);
/* The tag that text blocks hang below; opens a section when none is. */
Tag *compose_section(Composer *composer, SourcePos pos);
void compose_heading(Composer *composer, const DocNode *node);
void compose_paragraph(Composer *composer, const DocNode *node);
void compose_list(Composer *composer, const DocNode *node);
void compose_quote(Composer *composer, const DocNode *node);
void compose_code(Composer *composer, const DocNode *node);
void compose_figure(Composer *composer, const DocNode *node);
/* The row at `index`, or, where rows wrap, the like rows that follow it as well. Returns how many. */
guint compose_rows(Composer *composer, const GPtrArray *nodes, guint index);
void compose_columns(Composer *composer, const DocNode *node);
