/* What stays of Cairo's file: fonts and whatever else pages refer to. It exists to leave Cairo's structure tree behind and
 * to mend what its fonts lack. It must not know pages. */
#include "surface/pdf_import.h"
#include "surface/pdf_syntax.h"
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct PdfImport {
  qpdf_data source;
  PdfFile *file;
  GHashTable *numbers; /* object number there → here */
  GHashTable *maps;    /* a map from codes to letters, as text → its object here: fonts share those that say the same */
};

PdfImport *pdf_import_new(qpdf_data source, PdfFile *file) {
  PdfImport *import = g_new0(PdfImport, 1);
  import->source = source;
  import->file = file;
  import->numbers = g_hash_table_new(NULL, NULL);
  import->maps = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  return import;
}

void pdf_import_free(PdfImport *import) {
  if (!import) return;
  g_hash_table_unref(import->numbers);
  g_hash_table_unref(import->maps);
  g_free(import);
}

static void add_plain(PdfImport *import, GString *out, qpdf_oh value);
static void add_to_unicode(PdfImport *import, GString *out, qpdf_oh stream);

/* All entries without the brackets. Keys are collected first: libqpdf walks one dictionary at a time. */
void pdf_import_entries(PdfImport *import, GString *out, qpdf_oh dictionary, const char *const *left_out) {
  qpdf_data q = import->source;
  g_autoptr(GPtrArray) keys = g_ptr_array_new_with_free_func(g_free);
  qpdf_oh_begin_dict_key_iter(q, dictionary);
  while (qpdf_oh_dict_more_keys(q)) g_ptr_array_add(keys, g_strdup(qpdf_oh_dict_next_key(q)));
  for (guint i = 0; i < keys->len; i++) {
    const char *key = g_ptr_array_index(keys, i);
    if (g_strv_contains(left_out, key)) continue;
    g_string_append(out, key);
    g_string_append_c(out, ' ');
    qpdf_oh value = qpdf_oh_get_key(q, dictionary, key);
    if (g_str_equal(key, "/ToUnicode") && qpdf_oh_is_stream(q, value))
      add_to_unicode(import, out, value);
    else
      pdf_import_value(import, out, value);
  }
  /* TrueType fonts in Cairo's files lack the map that PDF/A asks for. */
  if (qpdf_oh_is_name_and_equals(q, qpdf_oh_get_key(q, dictionary, "/Subtype"), "/CIDFontType2") &&
      !qpdf_oh_has_key(q, dictionary, "/CIDToGIDMap"))
    g_string_append(out, "/CIDToGIDMap/Identity");
}

static void import_stream(PdfImport *import, guint object, qpdf_oh stream) {
  qpdf_data q = import->source;
  unsigned char *data = NULL;
  size_t length = 0;
  QPDF_BOOL filtered;
  g_autoptr(GString) entries = g_string_new(NULL);
  pdf_import_entries(import, entries, qpdf_oh_get_dict(q, stream), (const char *const[]){"/Length", NULL});
  qpdf_oh_get_stream_data(q, stream, qpdf_dl_none, &filtered, &data, &length);
  pdf_file_stream(import->file, object, entries->str, data ? data : (const unsigned char *)"", length, false);
  free(data);
}

/* Copies the object if that was not done before; its number here. */
static guint import_object(PdfImport *import, qpdf_oh value) {
  gpointer there = GINT_TO_POINTER(qpdf_oh_get_object_id(import->source, value));
  guint object = GPOINTER_TO_UINT(g_hash_table_lookup(import->numbers, there));
  if (object) return object;
  object = pdf_file_reserve(import->file, 1);
  g_hash_table_insert(import->numbers, there, GUINT_TO_POINTER(object));
  if (qpdf_oh_is_stream(import->source, value)) {
    import_stream(import, object, value);
    return object;
  }
  g_autoptr(GString) text = g_string_new(NULL);
  add_plain(import, text, value);
  g_string_append_len(pdf_file_begin(import->file, object), text->str, (gssize)text->len);
  pdf_file_end(import->file);
  return object;
}

/* An array of plain values (widths, boxes) is copied in one go: one call to libqpdf instead of three an item. */
static bool add_whole(PdfImport *import, GString *out, qpdf_oh array) {
  const char *text = qpdf_oh_unparse_binary(import->source, array);
  if (strstr(text, " R")) return false;
  g_string_append(out, text);
  return true;
}

static void add_plain(PdfImport *import, GString *out, qpdf_oh value) {
  qpdf_data q = import->source;
  switch (qpdf_oh_get_type_code(q, value)) {
  case ot_array:
    if (add_whole(import, out, value)) break;
    g_string_append_c(out, '[');
    for (int i = 0; i < qpdf_oh_get_array_n_items(q, value); i++) {
      if (i > 0) g_string_append_c(out, ' ');
      pdf_import_value(import, out, qpdf_oh_get_array_item(q, value, i));
    }
    g_string_append_c(out, ']');
    break;
  case ot_dictionary:
    g_string_append(out, "<<");
    pdf_import_entries(import, out, value, (const char *const[]){NULL});
    g_string_append(out, ">>");
    break;
  default: g_string_append(out, qpdf_oh_unparse_binary(q, value));
  }
}

/* ---- from codes to letters: Cairo writes a list for each font, though nearly all say WinAnsi ---- */

static const guint16 WIN_ANSI_80[32] = {0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
                                        0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
                                        0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

static guint win_ansi_letter(guint code) {
  if (code >= 0x80 && code < 0xa0) return WIN_ANSI_80[code - 0x80];
  return code < 0x20 || code == 0x7f || code > 0xff ? 0 : code;
}

/* True when all that the map says is "<41> <0041>" and the like. */
static bool says_win_ansi(const char *map) {
  if (!strstr(map, "<00> <ff>\nendcodespacerange") || strstr(map, "beginbfrange")) return false;
  for (const char *at = strstr(map, "beginbfchar"); at; at = strstr(at, "beginbfchar")) {
    for (at = strchr(at, '\n'); at && at[1] == '<'; at = strchr(at + 1, '\n')) {
      char *end;
      guint64 code = g_ascii_strtoull(at + 2, &end, 16);
      if (end != at + 4 || !g_str_has_prefix(end, "> <")) return false;
      guint64 letter = g_ascii_strtoull(end + 3, &end, 16);
      if (*end != '>' || letter != win_ansi_letter((guint)code)) return false;
    }
    if (!at) return false;
  }
  return true;
}

static char *win_ansi_map(void) {
  GString *map = g_string_new("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                              "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
                              "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                              "1 begincodespacerange\n<00> <ff>\nendcodespacerange\n"
                              "2 beginbfrange\n<20> <7e> <0020>\n<a0> <ff> <00a0>\nendbfrange\n27 beginbfchar\n");
  for (guint code = 0x80; code < 0xa0; code++)
    if (win_ansi_letter(code)) g_string_append_printf(map, "<%02x> <%04x>\n", code, win_ansi_letter(code));
  g_string_append(map, "endbfchar\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend");
  return g_string_free(map, FALSE);
}

static void add_to_unicode(PdfImport *import, GString *out, qpdf_oh stream) {
  unsigned char *data = NULL;
  size_t length = 0;
  QPDF_BOOL filtered;
  qpdf_oh_get_stream_data(import->source, stream, qpdf_dl_generalized, &filtered, &data, &length);
  g_autofree char *own = g_strndup((const char *)data, length);
  free(data);
  g_autofree char *map = says_win_ansi(own) ? win_ansi_map() : g_steal_pointer(&own);
  guint object = GPOINTER_TO_UINT(g_hash_table_lookup(import->maps, map));
  if (!object) {
    object = pdf_file_reserve(import->file, 1);
    pdf_file_stream(import->file, object, "/Type/CMap/CMapName/Adobe-Identity-UCS", map, strlen(map), true);
    g_hash_table_insert(import->maps, g_steal_pointer(&map), GUINT_TO_POINTER(object));
  }
  pdf_add_ref(out, object);
}

void pdf_import_value(PdfImport *import, GString *out, qpdf_oh value) {
  if (qpdf_oh_is_indirect(import->source, value))
    g_string_append_printf(out, "%u 0 R", import_object(import, value));
  else
    add_plain(import, out, value);
}
