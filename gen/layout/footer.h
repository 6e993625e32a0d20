/* The feet of the pages: a line on each, and on the last one the sources, the licence and the way to the site. */
#pragma once
#include "layout/job.h"
#include "scene/scene.h"

typedef struct Footer Footer;

/* Sets the last page's footer and hangs its tags behind all others. Owned by the caller. */
Footer *footer_new(LayoutJob *job);
void footer_free(Footer *footer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Footer, footer_free)

/* Where the rule above the footer stands on a page: content ends above it. */
double footer_top(const Footer *footer, bool last);
/* Draws page `page` (from 0) of `pages`. */
void footer_draw(const Footer *footer, Scene *scene, guint page, guint pages);

/* For other feet. Owned by the caller. The licences of the sources shown, as a list; NULL when there are none. */
char *footer_licences(const LayoutJob *job);
/* An address as it is read: without its scheme, breaking after slashes. */
char *footer_shown_address(const char *address);
/* " · 14 maart 2025 · 1 / 2", what stands behind the name; `page` from 0. */
char *footer_page_words(const LayoutJob *job, guint page, guint pages);
