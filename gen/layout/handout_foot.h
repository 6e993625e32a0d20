/* The feet of a hand-out's pages: a line, and on the last page of each region the way to its page on the site, room for a
 * question, and under which licences it may be used. */
#pragma once
#include "layout/job.h"
#include "scene/scene.h"

typedef struct HandoutFoot HandoutFoot;
/* Sets it and hangs its tags behind all others. Owned by the caller. */
HandoutFoot *handout_foot_new(LayoutJob *job);
void handout_foot_free(HandoutFoot *foot);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HandoutFoot, handout_foot_free)

/* Where the rule above it stands. */
double handout_foot_top(const HandoutFoot *foot, bool last);
/* Draws page `page` (from 0) of the region's `pages`. */
void handout_foot_draw(const HandoutFoot *foot, Scene *scene, guint page, guint pages);
