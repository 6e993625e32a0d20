/* Expanded Markdown into a tree of DocNodes, with the author's lines. */
#pragma once
#include "doc/doc.h"

typedef struct {
  const char *file;          /* interned */
  const GArray *line_map;    /* int: template line of each line of the text */
  const GPtrArray *figures;  /* Figure*: what the markers "figure N" stand for */
  FigureTypes types;
  Diags *diags;
} MarkdownContext;

/* A NODE_ROOT; always a tree, usable when there were no errors. Owned by the caller. */
DocNode *markdown_read(const char *text, gsize length, const MarkdownContext *context);

DocNode *doc_node_new(NodeType type, SourcePos pos);
void doc_node_free(DocNode *node);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DocNode, doc_node_free)
/* Appends; `parent` owns the child. Returns it. */
DocNode *doc_node_add(DocNode *parent, DocNode *child);
