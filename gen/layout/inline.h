/* Running text of mixed styles: inline nodes become styled pieces, pieces become lines no wider than a column, lines are
 * drawn with their tags and links. Knows no pages and no blocks. */
#pragma once
#include "layout/job.h"
#include "scene/scene.h"

typedef enum { INLINE_RAGGED, INLINE_BALANCED } InlineMode;

typedef struct {
  guint first, count; /* units */
  double width;       /* without the blank at its end */
  bool hyphen;        /* broken at a soft hyphen */
} InlineLine;

typedef struct InlineText InlineText;

/* Styles `nodes` (DocNode*) on top of `style`; `leaf` carries the text, or gets Span and Link children when there are
 * links in it. Owned by the caller. */
InlineText *inline_from_nodes(LayoutJob *job, const GPtrArray *nodes, TextFont font, ColorToken color, Tag *leaf);
/* Plain text parts one after the other, each with its own font, colour and tag (or TAG_ARTIFACT): for bands and footers. */
InlineText *inline_new(LayoutJob *job);
void inline_add(InlineText *text, const char *words, TextFont font, ColorToken color, guint tag);
/* Underlined when it stands in running text. */
void inline_add_link(InlineText *text, const char *words, const char *uri, TextFont font, ColorToken color,
                     bool underlined, guint tag);
void inline_add_line(InlineText *text); /* ends the line here */
void inline_free(InlineText *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(InlineText, inline_free)

/* Its language's direction is the paragraph's; without one, that of most letters. Before it is broken. */
void inline_set_language(InlineText *text, const char *language);
/* Whether lines run from right to left and stand at the right; known when it is broken. */
bool inline_is_rtl(const InlineText *text);
/* Breaks at blanks, after hyphens between letters, beside ideographs, at U+200B and at soft hyphens; a shown web address also
 * around its punctuation; never at U+00A0, U+202F or U+2011.
 * Returns by how much the widest word exceeds `width` (0 = all fits; it then stands on a line of its own). */
double inline_break(InlineText *text, double width, InlineMode mode);
guint inline_line_count(const InlineText *text);
const InlineLine *inline_line(const InlineText *text, guint index);
/* The first word that is wider than the line, NULL when all fit. Owned by the caller. */
char *inline_widest_word(const InlineText *text, double width);
/* Draws lines [first, first + count) with the first line's box at `top`. */
void inline_draw(const InlineText *text, Scene *scene, double x, double top, double leading, guint first, guint count);

/* Whether there is anything to see in the nodes: what has nothing gets no tag. */
bool inline_visible(const GPtrArray *nodes);
