/* The tag tree: the logical structure a screen reader walks, ours from layout to PDF. Reading order is the tree's order,
 * not paint order. Drawn text points to its leaf. Types are the standard structure types of ISO 32000-1 §14.8.4. */
#pragma once
#include "base/diag.h"

typedef enum {
  TAG_DOCUMENT, TAG_SECT, TAG_DIV, TAG_H1, TAG_H2, TAG_H3, TAG_P, TAG_BLOCKQUOTE, TAG_L, TAG_LI, TAG_LBL, TAG_LBODY,
  TAG_TABLE, TAG_THEAD, TAG_TBODY, TAG_TR, TAG_TH, TAG_TD, TAG_CAPTION, TAG_FIGURE, TAG_LINK, TAG_SPAN, TAG_NOTE,
  TAG_TYPES
} TagType;

/* What a drawn text carries that is said elsewhere in the tree, or nowhere: page numbers, running heads, repeated column
 * titles. 0, no tag at all, is a mistake that the PDF refuses. */
#define TAG_ARTIFACT G_MAXUINT

typedef enum { TAG_SCOPE_NONE, TAG_SCOPE_ROW, TAG_SCOPE_COLUMN } TagScope;

typedef struct TagTree TagTree;
typedef struct Tag Tag;

/* Fields are set by whoever makes the tag; strings are owned by the tag. */
struct Tag {
  TagType type;
  guint id;          /* 1…, unique in the tree: what scene items carry */
  Tag *parent;
  GPtrArray *children;  /* Tag* */
  char *alt;         /* Figure: required. Others: rarely */
  char *actual_text; /* replaces what is drawn for a listener ("26,4%*" → "26,4 procent, voorlopig") */
  char *summary;     /* Table: what it shows and what is missing in it, before its cells are read */
  char *language;    /* where it differs from the document's */
  TagScope scope;    /* TH: required */
  guint col_span;    /* TD/TH, 0 or 1 = one */
  bool list_unordered; /* L */
  double bbox[4];    /* Figure: x, y, width, height on its page in points; page in bbox_page (from 0) */
  guint bbox_page;
  SourcePos pos;     /* where the template asked for it: its parent's until set */
};

TagTree *tag_tree_new(void); /* holds one TAG_DOCUMENT */
void tag_tree_free(TagTree *tree);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TagTree, tag_tree_free)
Tag *tag_tree_root(const TagTree *tree);
/* Appends a child; borrowed from the tree. */
Tag *tag_add(TagTree *tree, Tag *parent, TagType type);
/* The same, but read just before `next`, which is in the tree. */
Tag *tag_add_before(TagTree *tree, Tag *next, TagType type);
Tag *tag_get(const TagTree *tree, guint id); /* NULL for 0, TAG_ARTIFACT or unknown */
guint tag_count(const TagTree *tree);
const char *tag_type_name(TagType type);     /* "H1", "TH" … as PDF wants them */
/* The tree as indented text (type, attributes, alt), for golden tests and transcripts. Owned by the caller. */
char *tag_tree_dump(const TagTree *tree);
