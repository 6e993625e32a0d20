/* The writer of the finished file. It exists because libqpdf's C API takes some thirty calls for a dictionary of ten
 * entries and spends half a factsheet's time on packing what was just taken apart; objects as text cost next to nothing.
 * It must not know what the objects are. ISO 32000-1 §7.5.7 (object streams) and §7.5.8 (cross-reference streams). */
#include "surface/pdf_file.h"
#include "surface/pdf_syntax.h"
#include <libdeflate.h>
#include <string.h>

enum { PACK_OBJECTS = 500 }; /* in one object stream: more pack better, fewer open faster */
enum { PACK_LEVEL = 7, PACK_LEVEL_FILE = 9, PACK_LEVEL_ONCE = 12 }; /* of libdeflate: 7 is faster than zlib's 6,
  and packs better than its 9; 12 takes twenty times as long as 9 on a table, for 1.5% */

/* Where an object is: in the file at `at`, or in object stream `stream` as number `at`. */
typedef struct { guint stream; gsize at; } Place;

struct PdfFile {
  GString *out;
  GArray *places;   /* Place by object number; at 0 and stream 0 = not written */
  GString *packed;  /* texts of the object stream in the making */
  GArray *members;  /* gsize: object number and offset in `packed`, in turn */
  bool open;        /* between begin and end */
  struct libdeflate_compressor *packer; /* one for all streams: making it costs more than a small stream */
};

static struct libdeflate_compressor *packer_new(int level) {
  struct libdeflate_compressor *packer = libdeflate_alloc_compressor(level);
  if (!packer) g_error("libdeflate: no memory");
  return packer;
}

PdfFile *pdf_file_new(void) {
  static const char header[] = "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"; /* bytes above 127 say: not text */
  PdfFile *file = g_new0(PdfFile, 1);
  file->out = g_string_sized_new(64 << 10);
  g_string_append(file->out, header);
  file->places = g_array_new(FALSE, TRUE, sizeof(Place));
  g_array_set_size(file->places, 1);
  file->packed = g_string_sized_new(32 << 10);
  file->members = g_array_new(FALSE, FALSE, sizeof(gsize));
  file->packer = packer_new(PACK_LEVEL);
  return file;
}

void pdf_file_free(PdfFile *file) {
  if (!file) return;
  g_string_free(file->out, TRUE);
  g_string_free(file->packed, TRUE);
  g_array_unref(file->places);
  g_array_unref(file->members);
  libdeflate_free_compressor(file->packer);
  g_free(file);
}

guint pdf_file_reserve(PdfFile *file, guint n) {
  guint first = file->places->len;
  g_array_set_size(file->places, first + n);
  return first;
}

static Place *place_of(PdfFile *file, guint object) {
  g_assert(object > 0 && object < file->places->len);
  Place *place = &g_array_index(file->places, Place, object);
  g_assert(place->at == 0 && place->stream == 0);
  return place;
}

/* ---- streams ---- */

/* Adds the packed data to `out`. Compressing memory into memory that is large enough cannot fail. */
static void add_deflated(GString *out, struct libdeflate_compressor *packer, const void *data, gsize length) {
  gsize start = out->len, room = libdeflate_zlib_compress_bound(packer, length);
  g_string_set_size(out, start + room);
  g_string_truncate(out, start + libdeflate_zlib_compress(packer, data, length, out->str + start, room));
}

GBytes *pdf_deflate(const void *data, gsize length, PdfPacking packing) {
  struct libdeflate_compressor *packer = packer_new(packing == PDF_PACK_ONCE ? PACK_LEVEL_ONCE : PACK_LEVEL_FILE);
  GString *out = g_string_new(NULL);
  add_deflated(out, packer, data, length);
  libdeflate_free_compressor(packer);
  return g_string_free_to_bytes(out);
}

/* The dictionary goes first and holds the length, so packed data is moved once. */
static void add_stream(PdfFile *file, guint object, const char *entries, const void *data, gsize length, bool deflate) {
  g_autoptr(GString) packed = NULL;
  if (deflate) {
    packed = g_string_new(NULL);
    add_deflated(packed, file->packer, data, length);
    data = packed->str, length = packed->len;
  }
  place_of(file, object)->at = file->out->len;
  g_string_append_printf(file->out, "%u 0 obj\n<<%s%s/Length %" G_GSIZE_FORMAT ">>\nstream\n", object, entries,
                         deflate ? "/Filter/FlateDecode" : "", length);
  g_string_append_len(file->out, data, (gssize)length);
  g_string_append(file->out, "\nendstream\nendobj\n");
}

void pdf_file_stream(PdfFile *file, guint object, const char *entries, const void *data, gsize length, bool deflate) {
  add_stream(file, object, entries, data, length, deflate);
}

/* ---- objects in object streams ---- */

static void flush_packed(PdfFile *file) {
  guint n = file->members->len / 2;
  if (n == 0) return;
  g_autoptr(GString) index = g_string_new(NULL);
  for (guint i = 0; i < file->members->len; i++) {
    pdf_add_unsigned(index, g_array_index(file->members, gsize, i));
    g_string_append_c(index, ' ');
  }
  guint object = pdf_file_reserve(file, 1);
  g_autofree char *entries = g_strdup_printf("/Type/ObjStm/N %u/First %" G_GSIZE_FORMAT, n, index->len);
  for (guint i = 0; i < n; i++)
    *place_of(file, (guint)g_array_index(file->members, gsize, 2 * i)) = (Place){.stream = object, .at = i};
  g_string_prepend_len(file->packed, index->str, (gssize)index->len);
  add_stream(file, object, entries, file->packed->str, file->packed->len, true);
  g_string_truncate(file->packed, 0);
  g_array_set_size(file->members, 0);
}

GString *pdf_file_begin(PdfFile *file, guint object) {
  g_assert(!file->open);
  place_of(file, object);
  file->open = true;
  gsize number = object, offset = file->packed->len;
  g_array_append_val(file->members, number);
  g_array_append_val(file->members, offset);
  return file->packed;
}

void pdf_file_end(PdfFile *file) {
  g_assert(file->open);
  file->open = false;
  g_string_append_c(file->packed, '\n');
  if (file->members->len / 2 == PACK_OBJECTS) flush_packed(file);
}

/* ---- the end of the file ---- */

enum { ROW = 7 }; /* type 1 byte, offset or stream 4, index 2 */

static void fill_row(const Place *place, guint8 row[ROW]) {
  guint64 field = place->stream ? place->stream : place->at;
  gsize index = place->stream ? place->at : 0;
  row[0] = place->stream ? 2 : 1;
  for (int i = 0; i < 4; i++) row[1 + i] = (guint8)(field >> (24 - 8 * i));
  row[5] = (guint8)(index >> 8);
  row[6] = (guint8)index;
}

/* Each row as its difference to the one above (PNG "up"): neighbours differ by one, which packs to almost nothing. */
static GByteArray *cross_references(const PdfFile *file) {
  GByteArray *rows = g_byte_array_new();
  guint8 above[ROW] = {0, 0, 0, 0, 0, 0xff, 0xff}, difference[ROW + 1] = {2};
  memcpy(difference + 1, above, ROW);
  g_byte_array_append(rows, difference, ROW + 1); /* object 0: free */
  for (guint i = 1; i < file->places->len; i++) {
    const Place *place = &g_array_index(file->places, Place, i);
    guint8 row[ROW];
    g_assert(place->at != 0 || place->stream != 0); /* reserved, never written */
    fill_row(place, row);
    for (int k = 0; k < ROW; k++) difference[k + 1] = (guint8)(row[k] - above[k]);
    memcpy(above, row, ROW);
    g_byte_array_append(rows, difference, ROW + 1);
  }
  return rows;
}

GBytes *pdf_file_finish(PdfFile *file, guint root, guint info) {
  g_assert(!file->open);
  flush_packed(file);
  guint object = pdf_file_reserve(file, 1);
  gsize start = file->out->len;
  g_autofree char *id = g_compute_checksum_for_data(G_CHECKSUM_MD5, (const guchar *)file->out->str, start);
  g_array_index(file->places, Place, object).at = start;
  g_autoptr(GByteArray) rows = cross_references(file);
  g_array_index(file->places, Place, object).at = 0;
  g_autofree char *entries =
      g_strdup_printf("/Type/XRef/Size %u/Root %u 0 R/Info %u 0 R/ID[<%s><%s>]/W[1 4 2]"
                      "/DecodeParms<</Predictor 12/Columns %d>>",
                      file->places->len, root, info, id, id, ROW);
  add_stream(file, object, entries, rows->data, rows->len, true);
  g_string_append_printf(file->out, "startxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n", start);
  GBytes *bytes = g_bytes_new(file->out->str, file->out->len);
  g_string_truncate(file->out, 0);
  return bytes;
}
