/* A laid-out document: its pages, its tag tree, and what a PDF needs besides. Made by layout/, read by surface/. */
#pragma once
#include "scene/scene.h"
#include "scene/tag.h"

typedef struct { char *title; int level; guint page; double y; } OutlineEntry;   /* level from 1; page from 0 */
typedef struct { char *id; guint page; double x, y; } Destination;               /* for links "#id" */

/* What a file is to the document it is attached to (ISO 19005-3 and 32000-2 call it AFRelationship). */
typedef enum {
  ATTACHMENT_DATA,      /* what the pages were drawn from */
  ATTACHMENT_SUPPLEMENT /* what is known besides */
} AttachmentRelation;

/* A file that travels with the document; packed once, however many documents share it. */
typedef struct {
  char *name, *mime, *description;
  AttachmentRelation relation;
  GBytes *packed; /* zlib format */
  gsize size;     /* bytes before packing */
  char *md5;      /* of those, hexadecimal */
} Attachment;

/* The new one is the caller's first reference. Takes `packed` and `md5`. */
Attachment *attachment_new(const char *name, const char *mime, const char *description, AttachmentRelation relation,
                           GBytes *packed, gsize size, char *md5);
Attachment *attachment_ref(Attachment *attachment);
void attachment_unref(Attachment *attachment);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Attachment, attachment_unref)

typedef struct {
  Theme *theme;            /* with the type it was laid out in; scenes refer to it */
  GPtrArray *scenes;       /* Scene*, one a page */
  double bleed;            /* points: what runs to the edges of a scene runs on so far beyond them */
  bool crop_marks;
  TagTree *tags;
  char *title, *author, *subject, *keywords, *language;
  char *date;              /* ISO day of the edition: creation and modification date */
  GArray *outline;         /* OutlineEntry */
  GArray *destinations;    /* Destination */
  GPtrArray *attachments;  /* Attachment*, a reference each */
} Pages;

Pages *pages_new(void);
void pages_free(Pages *pages);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pages, pages_free)
