/* What a reader of the finished PDF meets below each tag: its texts and its children, in the order and with the blanks that
 * the structure tree and the page content give them. */
#pragma once
#include "scene/pages.h"

typedef struct Reading Reading;

/* Either a child or a text that was drawn for the tag itself. */
typedef struct {
  const Tag *child; /* NULL = a text */
  const char *text;
  guint page;       /* from 0, of a text */
  bool gap;         /* a blank follows the text */
} ReadingPart;

/* Borrows `pages`, which must outlive it. Texts with an id that the tree does not know are left out, as artifacts are. */
Reading *reading_new(const Pages *pages);
void reading_free(Reading *reading);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Reading, reading_free)

/* ReadingPart. Owned by the caller. */
GArray *reading_parts(const Reading *reading, const Tag *tag);
/* Page on which the tag is first drawn, from 0; G_MAXUINT when nothing of it is text. */
guint reading_page(const Reading *reading, const Tag *tag);
/* A blank follows the last text drawn for the tag or below it. */
bool reading_gap(const Reading *reading, const Tag *tag);
/* Where a Link goes; NULL when it goes nowhere. */
const char *reading_uri(const Reading *reading, const Tag *tag);
