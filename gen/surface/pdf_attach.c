/* Files that travel inside the PDF: the numbers behind the pages, as PDF/A-3 associated files. It must not know what is
 * in them. */
#include "surface/pdf_attach.h"
#include "surface/pdf_document.h"
#include "surface/pdf_syntax.h"
#include <string.h>

static const char *const RELATIONS[] = {[ATTACHMENT_DATA] = "Data", [ATTACHMENT_SUPPLEMENT] = "Supplement"};

Attachment *pdf_attachment_new(const char *name, const char *mime, const char *description, AttachmentRelation relation,
                               const void *data, gsize length) {
  char *md5 = g_compute_checksum_for_data(G_CHECKSUM_MD5, data, length);
  return attachment_new(name, mime, description, relation, pdf_deflate(data, length, PDF_PACK_FILE), length, md5);
}

static guint add_file(PdfDocument *doc, const Attachment *attachment) {
  gsize length;
  const void *data = g_bytes_get_data(attachment->packed, &length);
  g_autofree char *date = pdf_date(doc->pages->date);
  g_autoptr(GString) entries = g_string_new("/Type/EmbeddedFile/Subtype");
  pdf_add_name(entries, attachment->mime);
  g_string_append_printf(entries, "/Params<</Size %" G_GSIZE_FORMAT "/CheckSum<%s>", attachment->size, attachment->md5);
  if (date) g_string_append_printf(entries, "/ModDate(%s)", date);
  g_string_append(entries, ">>/Filter/FlateDecode");
  guint stream = pdf_file_reserve(doc->file, 2), object = stream + 1;
  pdf_file_stream(doc->file, stream, entries->str, data, length, false);
  GString *out = pdf_file_begin(doc->file, object);
  g_string_append_printf(out, "<</Type/Filespec/AFRelationship/%s", RELATIONS[attachment->relation]);
  pdf_add_text_entry(out, "/F", attachment->name);
  pdf_add_text_entry(out, "/UF", attachment->name);
  pdf_add_text_entry(out, "/Desc", attachment->description);
  g_string_append_printf(out, "/EF<</F %u 0 R/UF %u 0 R>>>>", stream, stream);
  pdf_file_end(doc->file);
  return object;
}

static gint by_name(gconstpointer a, gconstpointer b) {
  const Attachment *x = *(Attachment *const *)a, *y = *(Attachment *const *)b;
  return strcmp(x->name, y->name);
}

void pdf_add_attachments(PdfDocument *doc, GString *catalog) {
  if (doc->pages->attachments->len == 0) return;
  g_autoptr(GPtrArray) sorted = g_ptr_array_new(); /* a name tree is sorted */
  for (guint i = 0; i < doc->pages->attachments->len; i++)
    g_ptr_array_add(sorted, g_ptr_array_index(doc->pages->attachments, i));
  g_ptr_array_sort(sorted, by_name);
  g_autoptr(GString) names = g_string_new(NULL);
  g_string_append(catalog, "/AF[");
  for (guint i = 0; i < sorted->len; i++) {
    const Attachment *attachment = g_ptr_array_index(sorted, i);
    guint file = add_file(doc, attachment);
    g_string_append_printf(catalog, "%u 0 R ", file);
    pdf_add_text(names, attachment->name);
    g_string_append_printf(names, "%u 0 R ", file);
  }
  g_string_append_printf(catalog, "]/Names<</EmbeddedFiles<</Names[%s]>>>>", names->str);
}
