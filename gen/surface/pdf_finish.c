/* From Cairo's file to the finished one: libqpdf reads it, each page's content is rewritten, what pages refer to is copied,
 * and everything else is ours. It exists to hold the order of these steps. It must not know Cairo; each part's details are
 * in the file named after it. */
#include "surface/pdf_finish.h"
#include "surface/pdf_content.h"
#include "surface/pdf_document.h"
#include "surface/pdf_error.h"
#include "surface/pdf_import.h"
#include "surface/pdf_syntax.h"
#include <stdlib.h>

typedef struct {
  guint content;    /* object number of the rewritten content */
  GString *entries; /* what Cairo says of the page and stays: "/MediaBox … /Resources …" */
} PagePart;

static void part_clear(gpointer data) {
  PagePart *part = data;
  if (part->entries) g_string_free(part->entries, TRUE);
}

/* ---- what Cairo wrote ---- */

/* True and *error set when anything went wrong so far. A warning counts: Cairo's files have none. */
static bool has_failed(qpdf_data q, GError **error) {
  qpdf_error problem = qpdf_has_error(q) ? qpdf_get_error(q) : qpdf_more_warnings(q) ? qpdf_next_warning(q) : NULL;
  if (!problem) return false;
  g_set_error(error, PDF_ERROR, PDF_ERROR_QPDF, "qpdf: %s", qpdf_get_error_full_text(q, problem));
  return true;
}

static bool read_page(PdfDocument *doc, qpdf_data q, guint index, const GArray *marked, PagePart *part, GError **error) {
  qpdf_oh page = qpdf_get_page_n(q, index);
  unsigned char *content = NULL;
  size_t length = 0;
  qpdf_oh_get_page_content_data(q, page, &content, &length);
  if (has_failed(q, error)) {
    free(content);
    return false;
  }
  g_autoptr(GString) rewritten = NULL;
  GArray *tags = NULL;
  bool done = pdf_content_rewrite((const char *)content, length, index, PDF_BACKDROP, marked, doc->pages->tags, &rewritten, &tags, error);
  free(content);
  if (!done) return false;
  g_ptr_array_add(doc->page_tags, tags);
  part->content = pdf_file_reserve(doc->file, 1);
  pdf_file_stream(doc->file, part->content, "", rewritten->str, rewritten->len, true);
  return true;
}

static bool read_pages(PdfDocument *doc, qpdf_data q, const MarkedContent *marked, GArray *parts, GError **error) {
  static const char *const ours[] = {"/Type", "/Parent", "/Contents", "/StructParents", "/Tabs", "/Annots", NULL};
  guint count = (guint)MAX(qpdf_get_num_pages(q), 0);
  if (count != marked->pages->len) {
    g_set_error(error, PDF_ERROR, PDF_ERROR_CONTENT, "%u pages were drawn, Cairo wrote %u", marked->pages->len, count);
    return false;
  }
  qpdf_push_inherited_attributes_to_page(q);
  g_autoptr(PdfImport) import = pdf_import_new(q, doc->file);
  doc->first_page = pdf_file_reserve(doc->file, count);
  g_array_set_size(parts, count);
  for (guint i = 0; i < count; i++) {
    PagePart *part = &g_array_index(parts, PagePart, i);
    if (!read_page(doc, q, i, g_ptr_array_index(marked->pages, i), part, error)) return false;
    part->entries = g_string_new(NULL);
    pdf_import_entries(import, part->entries, qpdf_get_page_n(q, i), ours);
  }
  return !has_failed(q, error);
}

/* Everything that is needed from Cairo's file, so that it can be closed. */
static bool read_cairo(PdfDocument *doc, const MarkedContent *marked, GBytes *cairo_pdf, GArray *parts, GError **error) {
  gsize length;
  const void *data = g_bytes_get_data(cairo_pdf, &length);
  qpdf_data q = qpdf_init();
  qpdf_silence_errors(q);
  qpdf_set_suppress_warnings(q, QPDF_TRUE);
  qpdf_read_memory(q, "cairo.pdf", data, length, NULL);
  bool done = !has_failed(q, error) && read_pages(doc, q, marked, parts, error);
  qpdf_cleanup(&q);
  return done;
}

/* ---- what we add ---- */

static void add_page(PdfDocument *doc, guint index, const PagePart *part, guint parent) {
  GString *out = pdf_file_begin(doc->file, pdf_page_object(doc, index));
  g_string_append_printf(out, "<</Type/Page/Parent %u 0 R/Contents %u 0 R/Tabs/S/StructParents %u%s", parent,
                         part->content, index, part->entries->str);
  pdf_boxes_add(out, doc->pages, g_ptr_array_index(doc->pages->scenes, index));
  bool any = false;
  for (guint i = 0; i < doc->links->len; i++) {
    const PdfLink *link = &g_array_index(doc->links, PdfLink, i);
    if (link->page != index) continue;
    g_string_append_printf(out, "%s%u 0 R", any ? " " : "/Annots[", link->object);
    any = true;
  }
  g_string_append(out, any ? "]>>" : ">>");
  pdf_file_end(doc->file);
}

/* One node, as Cairo's own. Returns its object number. */
static guint add_page_tree(PdfDocument *doc, const GArray *parts) {
  guint object = pdf_file_reserve(doc->file, 1);
  GString *out = pdf_file_begin(doc->file, object);
  g_string_append_printf(out, "<</Type/Pages/Count %u/Kids[", parts->len);
  for (guint i = 0; i < parts->len; i++) g_string_append_printf(out, "%u 0 R ", pdf_page_object(doc, i));
  g_string_append(out, "]>>");
  pdf_file_end(doc->file);
  for (guint i = 0; i < parts->len; i++) add_page(doc, i, &g_array_index(parts, PagePart, i), object);
  return object;
}

/* Object number of the catalog, or 0. */
static guint add_catalog(PdfDocument *doc, const GArray *parts, const char *producer, GError **error) {
  guint intent = pdf_add_output_intent(doc, error);
  if (intent == 0) return 0;
  pdf_add_links(doc);
  guint structure = pdf_add_structure(doc);
  guint outline = pdf_add_outline(doc);
  guint xmp = pdf_add_xmp(doc, producer);
  guint tree = add_page_tree(doc, parts);
  g_autoptr(GString) entries = g_string_new(NULL);
  pdf_add_text_entry(entries, "/Lang", doc->pages->language);
  if (outline) g_string_append_printf(entries, "/Outlines %u 0 R/PageMode/UseOutlines", outline);
  pdf_add_attachments(doc, entries);
  guint object = pdf_file_reserve(doc->file, 1);
  GString *out = pdf_file_begin(doc->file, object);
  g_string_append_printf(out,
                         "<</Type/Catalog/Pages %u 0 R/StructTreeRoot %u 0 R/MarkInfo<</Marked true>>/Metadata %u 0 R"
                         "/OutputIntents[%u 0 R]/ViewerPreferences<</DisplayDocTitle true>>%s>>",
                         tree, structure, xmp, intent, entries->str);
  pdf_file_end(doc->file);
  return object;
}

static bool finish(PdfDocument *doc, const MarkedContent *marked, GBytes *cairo_pdf, const char *producer, GBytes **pdf,
                   GError **error) {
  g_autoptr(GArray) parts = g_array_new(FALSE, TRUE, sizeof(PagePart));
  g_array_set_clear_func(parts, part_clear);
  if (!read_cairo(doc, marked, cairo_pdf, parts, error)) return false;
  guint catalog = add_catalog(doc, parts, producer, error);
  if (catalog == 0) return false;
  guint info = pdf_add_info(doc, producer);
  *pdf = pdf_file_finish(doc->file, catalog, info);
  return true;
}

bool pdf_finish(const Pages *pages, const MarkedContent *marked, GBytes *cairo_pdf, const char *producer, GBytes **pdf,
                GError **error) {
  g_autoptr(PdfFile) file = pdf_file_new();
  g_autoptr(GPtrArray) page_tags = g_ptr_array_new_with_free_func((GDestroyNotify)(void *)g_array_unref);
  g_autoptr(GArray) links = g_array_new(FALSE, FALSE, sizeof(PdfLink));
  PdfDocument doc = {.pages = pages, .file = file, .page_tags = page_tags, .links = links};
  return finish(&doc, marked, cairo_pdf, producer, pdf, error);
}
