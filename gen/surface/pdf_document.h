/* What the parts of the finisher share: one document on its way from Cairo's file to the finished one. */
#pragma once
#include "scene/pages.h"
#include "surface/pdf_boxes.h"
#include "surface/pdf_file.h"

typedef struct { guint tag, page, object; } PdfLink;

typedef struct {
  const Pages *pages;
  PdfFile *file;
  guint first_page;     /* object number of the first page; the others follow */
  GPtrArray *page_tags; /* GArray of guint, one a page: MCID → tag id */
  GArray *links;        /* PdfLink; its key in the parent tree is the number of pages plus its index */
} PdfDocument;

/* pdf_struct.c: StructTreeRoot with all below it, and the ParentTree. Returns its object number. */
guint pdf_add_structure(PdfDocument *doc);
/* pdf_links.c: one annotation for each link of the scenes, into doc->links. */
void pdf_add_links(PdfDocument *doc);
/* pdf_outline.c: bookmarks; 0 when there are none. */
guint pdf_add_outline(PdfDocument *doc);
/* "[12 0 R/XYZ x y null]": a place on a page, from scene coordinates. */
void pdf_add_place(const PdfDocument *doc, GString *out, guint page, double x, double y);

/* pdf_meta.c: the Info dictionary; the XMP stream; the colour profile (0 and an error when it is not installed). */
guint pdf_add_info(PdfDocument *doc, const char *producer);
guint pdf_add_xmp(PdfDocument *doc, const char *producer);
guint pdf_add_output_intent(PdfDocument *doc, GError **error);
/* pdf_attach.c: the catalog's entries for attached files; nothing when there are none. */
void pdf_add_attachments(PdfDocument *doc, GString *catalog);
/* "D:20250314000000Z" for an ISO day; NULL when there is none. Owned by the caller. */
char *pdf_date(const char *iso_day);

/* Scene coordinates to the file's: from the left, and from the bottom. */
static inline double pdf_x(const PdfDocument *doc, double x) {
  return pdf_boxes_margin(doc->pages) + x;
}
static inline double pdf_y(const PdfDocument *doc, guint page, double y) {
  return pdf_boxes_margin(doc->pages) + scene_height(g_ptr_array_index(doc->pages->scenes, page)) - y;
}
static inline guint pdf_page_object(const PdfDocument *doc, guint page) {
  return doc->first_page + page;
}
