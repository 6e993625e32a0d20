/* A hand-out's cards: figures in cells of equal size that fill what is left of a page, each with its number and ruled lines
 * for notes below. */
#pragma once
#include "layout/handout_foot.h"

typedef struct Cards Cards;
/* Draws the figures of the Doc's cards at their width and hangs their tags. A figure without a title, which no card can do
 * without, is a finding. Owned by the caller. */
Cards *cards_new(LayoutJob *job);
void cards_free(Cards *cards);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Cards, cards_free)

/* Places them from `top` of page `page` on, so many a page as the hand-out says; on the first one, where text may stand `above`
 * them, as many rows of them as fit. Returns the number of pages of the document. A card that is too high for its cell is a
 * finding. */
guint cards_place(Cards *cards, guint page, double top, bool above, const HandoutFoot *foot);
/* Draws on pages that must exist. */
void cards_draw(const Cards *cards);
