/* From Cairo's file to the finished one: read with libqpdf, rewrite each page's content, add everything that is ours as an
 * update, and let libqpdf write the whole small and deterministic. It exists to hold the order of these steps. It must not
 * know Cairo, and each part's details are in the file named after it. */
#include "surface/pdf_finish.h"
#include "surface/pdf_content.h"
#include "surface/pdf_document.h"
#include "surface/pdf_error.h"
#include "surface/pdf_syntax.h"
#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  guint content; /* object number of the rewritten content */
  char *entries; /* what Cairo says of the page and stays: "/MediaBox … /Resources …" */
} PagePart;

static qpdf_data open_pdf(const void *data, gsize length, GError **error) {
  qpdf_data q = qpdf_init();
  qpdf_silence_errors(q);
  qpdf_set_suppress_warnings(q, QPDF_TRUE);
  if (!(qpdf_read_memory(q, "factsheet", data, length, NULL) & QPDF_ERRORS)) return q;
  g_set_error(error, PDF_ERROR, PDF_ERROR_QPDF, "qpdf: %s", qpdf_get_error_full_text(q, qpdf_get_error(q)));
  qpdf_cleanup(&q);
  return NULL;
}

/* True and *error set when anything went wrong since the last look. A warning counts: our own files have none. */
static bool has_failed(qpdf_data q, GError **error) {
  qpdf_error problem = qpdf_has_error(q) ? qpdf_get_error(q) : qpdf_more_warnings(q) ? qpdf_next_warning(q) : NULL;
  if (!problem) return false;
  g_set_error(error, PDF_ERROR, PDF_ERROR_QPDF, "qpdf: %s", qpdf_get_error_full_text(q, problem));
  return true;
}

/* "<< /A 1 /B 2 >>" → " /A 1 /B 2 ", with references kept. */
static char *dictionary_entries(qpdf_data q, qpdf_oh dictionary) {
  const char *text = qpdf_oh_unparse_resolved(q, dictionary);
  const char *start = strstr(text, "<<"), *end = g_strrstr(text, ">>");
  return start && end ? g_strndup(start + 2, (gsize)(end - start - 2)) : g_strdup("");
}

/* ---- what Cairo wrote ---- */

/* TrueType fonts in Cairo's files lack the map that PDF/A asks for. */
static void mend_font(PdfDocument *doc, qpdf_data q, qpdf_oh font) {
  qpdf_oh descendants = qpdf_oh_get_key(q, font, "/DescendantFonts");
  if (!qpdf_oh_is_array(q, descendants)) return;
  qpdf_oh child = qpdf_oh_get_array_item(q, descendants, 0);
  if (!qpdf_oh_is_name_and_equals(q, qpdf_oh_get_key(q, child, "/Subtype"), "/CIDFontType2")) return;
  if (qpdf_oh_has_key(q, child, "/CIDToGIDMap")) return;
  qpdf_oh_replace_key(q, child, "/CIDToGIDMap", qpdf_oh_new_name(q, "/Identity"));
  g_autofree char *entries = dictionary_entries(q, child);
  GString *out = pdf_update_begin(doc->update, (guint)qpdf_oh_get_object_id(q, child));
  g_string_append_printf(out, "<<%s>>", entries);
  pdf_update_end(doc->update);
}

static void mend_fonts(PdfDocument *doc, qpdf_data q, qpdf_oh page) {
  qpdf_oh resources = qpdf_oh_get_key(q, page, "/Resources");
  qpdf_oh fonts = qpdf_oh_get_key_if_dict(q, resources, "/Font");
  if (!qpdf_oh_is_dictionary(q, fonts)) return;
  qpdf_oh_begin_dict_key_iter(q, fonts);
  while (qpdf_oh_dict_more_keys(q)) mend_font(doc, q, qpdf_oh_get_key(q, fonts, qpdf_oh_dict_next_key(q)));
}

static bool read_page(PdfDocument *doc, qpdf_data q, guint index, const GArray *marked, PagePart *part, GError **error) {
  static const char *const dropped[] = {"/Type", "/Parent", "/Contents", "/StructParents", "/Tabs", "/Annots"};
  qpdf_oh page = qpdf_get_page_n(q, index);
  guint object = (guint)qpdf_oh_get_object_id(q, page);
  unsigned char *content = NULL;
  size_t length = 0;
  qpdf_oh_get_page_content_data(q, page, &content, &length);
  if (has_failed(q, error)) return false;
  g_array_append_val(doc->page_objects, object);
  g_autoptr(GString) rewritten = NULL;
  GArray *tags = NULL;
  bool done = pdf_content_rewrite((const char *)content, length, index, marked, doc->pages->tags, &rewritten, &tags, error);
  free(content);
  if (!done) return false;
  g_ptr_array_add(doc->page_tags, tags);
  part->content = pdf_update_stream(doc->update, "", rewritten->str, rewritten->len);
  mend_fonts(doc, q, page);
  for (gsize i = 0; i < G_N_ELEMENTS(dropped); i++) qpdf_oh_remove_key(q, page, dropped[i]);
  part->entries = dictionary_entries(q, page);
  return true;
}

/* Everything that is needed from Cairo's file, so that it can be closed. */
static bool read_pages(PdfDocument *doc, const MarkedContent *marked, GBytes *cairo_pdf, GArray *parts, GError **error) {
  gsize length;
  const void *data = g_bytes_get_data(cairo_pdf, &length);
  qpdf_data q = open_pdf(data, length, error);
  if (!q) return false;
  guint count = (guint)MAX(qpdf_get_num_pages(q), 0);
  int size = qpdf_oh_get_int_value_as_int(q, qpdf_oh_get_key(q, qpdf_get_trailer(q), "/Size"));
  qpdf_push_inherited_attributes_to_page(q);
  bool done = count == marked->pages->len && size > 0;
  if (!done) g_set_error(error, PDF_ERROR, PDF_ERROR_CONTENT, "%u pages were drawn, Cairo wrote %u", marked->pages->len, count);
  if (done) doc->update = pdf_update_new(cairo_pdf, (guint)size);
  for (guint i = 0; done && i < count; i++) {
    PagePart part = {0};
    done = read_page(doc, q, i, g_ptr_array_index(marked->pages, i), &part, error);
    if (done) g_array_append_val(parts, part);
  }
  done = done && !has_failed(q, error);
  qpdf_cleanup(&q);
  return done;
}

/* ---- what we add ---- */

static void add_page(PdfDocument *doc, guint index, const PagePart *part, guint parent) {
  GString *out = pdf_update_begin(doc->update, pdf_page_object(doc, index));
  g_string_append_printf(out, "<</Type/Page/Parent %u 0 R/Contents %u 0 R/Tabs/S/StructParents %u%s", parent,
                         part->content, index, part->entries);
  bool any = false;
  for (guint i = 0; i < doc->links->len; i++) {
    const PdfLink *link = &g_array_index(doc->links, PdfLink, i);
    if (link->page != index) continue;
    g_string_append_printf(out, "%s%u 0 R", any ? " " : "/Annots[", link->object);
    any = true;
  }
  g_string_append(out, any ? "]>>" : ">>");
  pdf_update_end(doc->update);
}

/* Our own page tree: one node, as Cairo's has. Returns its object number. */
static guint add_page_tree(PdfDocument *doc, const GArray *parts) {
  guint object = pdf_update_reserve(doc->update, 1);
  GString *out = pdf_update_begin(doc->update, object);
  g_string_append_printf(out, "<</Type/Pages/Count %u/Kids[", parts->len);
  for (guint i = 0; i < parts->len; i++) g_string_append_printf(out, "%u 0 R ", pdf_page_object(doc, i));
  g_string_append(out, "]>>");
  pdf_update_end(doc->update);
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
  g_string_append_printf(entries,
                         "<</Type/Catalog/Pages %u 0 R/StructTreeRoot %u 0 R/MarkInfo<</Marked true>>/Metadata %u 0 R"
                         "/OutputIntents[%u 0 R]/ViewerPreferences<</DisplayDocTitle true>>",
                         tree, structure, xmp, intent);
  pdf_add_text_entry(entries, "/Lang", doc->pages->language);
  if (outline) g_string_append_printf(entries, "/Outlines %u 0 R/PageMode/UseOutlines", outline);
  pdf_add_attachments(doc, entries);
  guint object = pdf_update_reserve(doc->update, 1);
  GString *out = pdf_update_begin(doc->update, object);
  g_string_append_printf(out, "%s>>", entries->str);
  pdf_update_end(doc->update);
  return object;
}

/* ---- writing ---- */

static bool write_pdf(GBytes *file, GBytes **pdf, GError **error) {
  gsize length;
  const void *data = g_bytes_get_data(file, &length);
  qpdf_data q = open_pdf(data, length, error);
  if (!q) return false;
  qpdf_init_write_memory(q);
  qpdf_set_object_stream_mode(q, qpdf_o_generate);
  qpdf_set_compress_streams(q, QPDF_TRUE);
  qpdf_set_newline_before_endstream(q, QPDF_TRUE); /* PDF/A wants it */
  qpdf_set_deterministic_ID(q, QPDF_TRUE);
  qpdf_set_minimum_pdf_version(q, "1.7");
  qpdf_write(q);
  bool done = !has_failed(q, error);
  if (done) *pdf = g_bytes_new(qpdf_get_buffer(q), qpdf_get_buffer_length(q));
  qpdf_cleanup(&q);
  return done;
}

static void part_clear(gpointer data) {
  g_free(((PagePart *)data)->entries);
}

static bool finish(PdfDocument *doc, const MarkedContent *marked, GBytes *cairo_pdf, const char *producer, GBytes **pdf,
                   GError **error) {
  g_autoptr(GArray) parts = g_array_new(FALSE, TRUE, sizeof(PagePart));
  g_array_set_clear_func(parts, part_clear);
  if (!read_pages(doc, marked, cairo_pdf, parts, error)) return false;
  guint catalog = add_catalog(doc, parts, producer, error);
  if (catalog == 0) return false;
  guint info = pdf_add_info(doc, producer);
  g_autoptr(GBytes) updated = pdf_update_finish(doc->update, catalog, info);
  if (updated) return write_pdf(updated, pdf, error);
  g_set_error(error, PDF_ERROR, PDF_ERROR_CONTENT, "Cairo's file has no cross-reference table");
  return false;
}

bool pdf_finish(const Pages *pages, const MarkedContent *marked, GBytes *cairo_pdf, const char *producer, GBytes **pdf,
                GError **error) {
  PdfDocument doc = {.pages = pages,
                     .page_objects = g_array_new(FALSE, FALSE, sizeof(guint)),
                     .page_tags = g_ptr_array_new_with_free_func((GDestroyNotify)(void *)g_array_unref),
                     .links = g_array_new(FALSE, FALSE, sizeof(PdfLink))};
  bool done = finish(&doc, marked, cairo_pdf, producer, pdf, error);
  g_clear_pointer(&doc.update, pdf_update_free);
  g_array_unref(doc.page_objects);
  g_ptr_array_unref(doc.page_tags);
  g_array_unref(doc.links);
  return done;
}
