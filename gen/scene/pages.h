/* A laid-out document: its pages, its tag tree, and what a PDF needs besides. Made by layout/, read by surface/. */
#pragma once
#include "scene/scene.h"
#include "scene/tag.h"

typedef struct { char *title; int level; guint page; double y; } OutlineEntry;   /* level from 1; page from 0 */
typedef struct { char *id; guint page; double x, y; } Destination;               /* for links "#id" */
typedef struct { char *name, *mime, *description; GBytes *data; } Attachment;    /* AFRelationship Data */

typedef struct {
  Theme *theme;            /* with the type it was laid out in; scenes refer to it */
  GPtrArray *scenes;       /* Scene*, one a page */
  TagTree *tags;
  char *title, *author, *subject, *keywords, *language;
  char *date;              /* ISO day of the edition: creation and modification date */
  GArray *outline;         /* OutlineEntry */
  GArray *destinations;    /* Destination */
  GPtrArray *attachments;  /* Attachment* */
} Pages;

Pages *pages_new(void);
void pages_free(Pages *pages);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pages, pages_free)
