/* The inside of InlineText, shared by the three files that build, break and draw it. */
#pragma once
#include "layout/inline.h"

/* What stands behind a piece; a stronger one swallows a weaker. */
typedef enum { GLUE_NONE, GLUE_SOFT_HYPHEN, GLUE_HYPHEN, GLUE_BLANK, GLUE_LINE } InlineGlue;

typedef struct {
  TextFont font;
  ColorToken color;
  guint tag;    /* leaf, or TAG_ARTIFACT */
  int link;     /* index in links; −1 = none */
  bool underlined;
  double tracking, blank; /* between letters; of a blank between words */
} InlineStyle;

typedef struct {
  const char *text; /* in `strings` */
  double width;
  guint style;
  InlineGlue glue;
} InlinePiece;

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
  GPtrArray *links;                        /* char*: where they go */
};
