/* The inside of InlineText, shared by the three files that build, break and draw it. */
#pragma once
#include "layout/inline.h"

/* A soft hyphen that ends a run is one that was used. */
#define INLINE_SHOWN_HYPHEN "\u00ad"

/* What stands behind a piece; a stronger one swallows a weaker. */
typedef enum { GLUE_NONE, GLUE_SOFT_HYPHEN, GLUE_HYPHEN, GLUE_BLANK, GLUE_LINE } InlineGlue;

typedef struct {
  TextFont font;
  ColorToken color;
  guint tag;    /* leaf, or TAG_ARTIFACT */
  int link;     /* index in links; −1 = none */
  bool underlined;
  bool address; /* breaks like one */
  bool foreign; /* its own language says which way it runs: no word on the paragraph's direction */
  double tracking, blank; /* between letters; of a blank between words */
} InlineStyle;

typedef struct {
  const char *text; /* in `strings` */
  double width;
  guint style;
  guint at;           /* first character in `levels` */
  InlineGlue glue;
} InlinePiece;

typedef struct { char *uri; guint tag; } InlineLink;

/* Pieces that stay together. */
typedef struct {
  guint first, count; /* pieces */
  double width;
  double gap;         /* to the next unit on the line */
  double hyphen;      /* width of the hyphen shown when broken behind it */
  InlineGlue glue;
} InlineUnit;

struct InlineText {
  LayoutJob *job;
  GStringChunk *strings;
  GArray *styles, *pieces, *units, *lines; /* InlineStyle, InlinePiece, InlineUnit, InlineLine */
  GArray *links;                           /* InlineLink */
  const char *language;                    /* of the paragraph, when it is not the document's */
  double width;                            /* that it was broken for */
  bool rtl;
  guint8 *levels; /* of each character of all pieces with their blanks; NULL = all from left to right */
};

/* inline_bidi.c: finds rtl and levels. */
void inline_find_levels(InlineText *text);

/* inline_draw.c: where runs go. */
typedef struct {
  const InlineText *text;
  Scene *scene;
  double x, baseline;
  GString *run;  /* words gathered so far */
  guint style;   /* theirs */
  bool joined;   /* they run on from what was drawn before */
  GArray **rects; /* per link: double[4] */
} InlineDrawing;
/* Draws the gathered run `width` wide at drawing->x, with what its style wants below it; ends the run. */
void inline_draw_run(InlineDrawing *drawing, double width, bool rtl, bool blank);
/* inline_bidi.c: draws a line of which some part runs from right to left. */
void inline_draw_bidi(InlineDrawing *drawing, const InlineLine *line);
