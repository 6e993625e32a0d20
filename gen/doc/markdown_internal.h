/* Shared by markdown.c (blocks, rows, columns) and markdown_inline.c (text, links, punctuation). */
#pragma once
#include "doc/markdown.h"
#define CMARK_NO_SHORT_NAMES /* they are NodeType's */
#include <cmark.h>

typedef struct {
  const MarkdownContext *context;
  GPtrArray *lines;       /* const char*: where each line of the text begins */
  DocNode *root;
  DocNode *place;         /* where blocks go now: root, a column, or running columns */
  DocNode *row, *columns; /* open, or NULL; columns may stand in a column of a row */
  DocNode *around;        /* where the open columns stand */
  GArray *spans;          /* int: of the open row */
  GPtrArray *langs;       /* DocNode*: open blocks in another language, innermost last */
  int level;              /* of the heading before; 0 = none */
} MarkdownReader;

enum { MARKDOWN_MAX_DEPTH = 24 };

SourcePos markdown_pos(const MarkdownReader *reader, cmark_node *node);
/* Whether a reader sees anything of it. */
bool markdown_visible(const DocNode *node);
/* The inline children of `node` below `into`, with their punctuation set. */
void markdown_inlines(MarkdownReader *reader, DocNode *into, cmark_node *node);
