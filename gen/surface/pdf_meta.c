/* What a PDF says of itself: Info, XMP with the PDF/A and PDF/UA claims, and the colours it means. It exists because Info
 * and XMP must agree to the letter. It must not know the page content. */
#include "base/file.h"
#include "surface/pdf_document.h"
#include "surface/pdf_error.h"
#include "surface/pdf_syntax.h"
#include <string.h>

static const char ICC_PATH[] = "/usr/share/color/icc/sRGB.icc";

/* PDF/A wants each schema that is not its own declared in the file. */
static const char XMP_EXTENSION[] =
    "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" "
    "xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">"
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">"
    "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">"
    "<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>\n";

char *pdf_date(const char *iso_day) {
  if (!iso_day || strlen(iso_day) != 10) return NULL;
  return g_strdup_printf("D:%.4s%.2s%.2s000000Z", iso_day, iso_day + 5, iso_day + 8);
}

guint pdf_add_info(PdfDocument *doc, const char *producer) {
  const Pages *pages = doc->pages;
  g_autofree char *date = pdf_date(pages->date);
  guint object = pdf_file_reserve(doc->file, 1);
  GString *out = pdf_file_begin(doc->file, object);
  g_string_append(out, "<<");
  pdf_add_text_entry(out, "/Title", pages->title);
  pdf_add_text_entry(out, "/Author", pages->author);
  pdf_add_text_entry(out, "/Subject", pages->subject);
  pdf_add_text_entry(out, "/Keywords", pages->keywords);
  pdf_add_text_entry(out, "/Creator", producer);
  pdf_add_text_entry(out, "/Producer", producer);
  pdf_add_text_entry(out, "/CreationDate", date);
  pdf_add_text_entry(out, "/ModDate", date);
  g_string_append(out, ">>");
  pdf_file_end(doc->file);
  return object;
}

/* <name>before text after</name>, when there is a text. */
static void add_element(GString *xmp, const char *name, const char *before, const char *text, const char *after) {
  if (!text || !*text) return;
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  for (char *p = valid; *p; p++)
    if ((guchar)*p < 0x20) *p = ' ';
  g_autofree char *escaped = g_markup_escape_text(valid, -1);
  g_string_append_printf(xmp, "<%s>%s%s%s</%s>", name, before, escaped, after, name);
}

static void add_description(GString *xmp, const Pages *pages, const char *producer) {
  static const char alt[] = "<rdf:Alt><rdf:li xml:lang=\"x-default\">", alt_end[] = "</rdf:li></rdf:Alt>";
  static const char seq[] = "<rdf:Seq><rdf:li>", seq_end[] = "</rdf:li></rdf:Seq>";
  static const char bag[] = "<rdf:Bag><rdf:li>", bag_end[] = "</rdf:li></rdf:Bag>";
  g_autofree char *date = pdf_date(pages->date);
  g_autofree char *stamp = date ? g_strdup_printf("%sT00:00:00Z", pages->date) : NULL;
  add_element(xmp, "dc:title", alt, pages->title, alt_end);
  add_element(xmp, "dc:creator", seq, pages->author, seq_end);
  add_element(xmp, "dc:description", alt, pages->subject, alt_end);
  add_element(xmp, "dc:language", bag, pages->language, bag_end);
  add_element(xmp, "pdf:Keywords", "", pages->keywords, "");
  add_element(xmp, "pdf:Producer", "", producer, "");
  add_element(xmp, "xmp:CreatorTool", "", producer, "");
  add_element(xmp, "xmp:CreateDate", "", stamp, "");
  add_element(xmp, "xmp:ModifyDate", "", stamp, "");
}

guint pdf_add_xmp(PdfDocument *doc, const char *producer) {
  g_autoptr(GString) xmp = g_string_new(
      "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
      "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" "
      "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" "
      "xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">"
      "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>");
  add_description(xmp, doc->pages, producer);
  g_string_append(xmp, "</rdf:Description>\n");
  g_string_append(xmp, XMP_EXTENSION);
  g_string_append(xmp, "</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>");
  guint object = pdf_file_reserve(doc->file, 1);
  /* Not packed: tools that know no PDF find the claims in it. */
  pdf_file_stream(doc->file, object, "/Type/Metadata/Subtype/XML", xmp->str, xmp->len, false);
  return object;
}

/* ---- colour ---- */

/* Read and deflated once in a process: it is the same for every document. */
static GBytes *colour_profile(GError **error) {
  static GBytes *profile = NULL;
  if (g_once_init_enter(&profile)) {
    g_autofree char *data = NULL;
    gsize length;
    bool read = file_read(ICC_PATH, &data, &length, NULL);
    g_once_init_leave(&profile, read ? pdf_deflate(data, length, PDF_PACK_ONCE) : g_bytes_new(NULL, 0));
  }
  if (g_bytes_get_size(profile) > 0) return profile;
  g_set_error(error, PDF_ERROR, PDF_ERROR_SYSTEM, "%s is missing: install the Debian package icc-profiles-free", ICC_PATH);
  return NULL;
}

guint pdf_add_output_intent(PdfDocument *doc, GError **error) {
  GBytes *profile = colour_profile(error);
  if (!profile) return 0;
  gsize length;
  const void *data = g_bytes_get_data(profile, &length);
  guint stream = pdf_file_reserve(doc->file, 2), object = stream + 1;
  pdf_file_stream(doc->file, stream, "/N 3/Filter/FlateDecode", data, length, false);
  GString *out = pdf_file_begin(doc->file, object);
  g_string_append_printf(out,
                         "<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB)"
                         "/DestOutputProfile %u 0 R>>",
                         stream);
  pdf_file_end(doc->file);
  return object;
}
