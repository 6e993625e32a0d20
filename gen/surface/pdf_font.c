/* Small fonts for PDF, cut by HarfBuzz from the fonts that Pango chose: the letters of European languages, without hints
 * (no surface of ours uses them) and with subroutines unfolded (they pack better). It exists because Cairo reads a whole
 * font for each document, and embeds what the font's subroutines drag along. What it holds must not depend on the
 * document, or the same page would differ with what was drawn before it. It must not know pages. */
#include "surface/pdf_font.h"
#include <cairo-ft.h>
#include <glib.h>
#include <hb-subset.h>
#include <stdbool.h>
#include FT_TRUETYPE_TABLES_H

/* What a cut font needs to stay readable; lives as long as Cairo's face. */
typedef struct {
  FT_Library library;
  FT_Face face;
  hb_blob_t *data;
} FaceData;

typedef struct {
  cairo_font_face_t *face; /* NULL: this font is drawn whole */
  hb_map_t *glyphs;        /* id in the whole font → id here */
} SmallFace;

/* The same font at one size. */
typedef struct {
  cairo_scaled_font_t *whole, *small; /* `small` NULL: drawn whole */
  const SmallFace *face;
} SmallFont;

struct PdfFonts {
  GHashTable *faces; /* what tells font files apart → SmallFace* */
  GHashTable *fonts; /* cairo_scaled_font_t* → SmallFont* */
};

/* ---- cutting ---- */

/* Latin with its accents, punctuation, currency, arrows, mathematics, shapes. */
static const hb_codepoint_t ranges[][2] = {{0x20, 0x7e},     {0xa0, 0x17f},    {0x218, 0x21b},   {0x2010, 0x2027},
                                           {0x202f, 0x203a}, {0x20a0, 0x20bf}, {0x2190, 0x2199}, {0x2200, 0x2265},
                                           {0x25a0, 0x25ff}, {0x2713, 0x2718}};
/* Features that text_font.c turns on, or that HarfBuzz applies by itself, and that change which glyph is drawn. */
static const hb_tag_t features[] = {HB_TAG('c', 'c', 'm', 'p'), HB_TAG('l', 'o', 'c', 'l'), HB_TAG('c', 'a', 'l', 't'),
                                    HB_TAG('t', 'n', 'u', 'm')};
static const hb_tag_t dropped[] = {HB_TAG('G', 'P', 'O', 'S'), HB_TAG('G', 'D', 'E', 'F'), HB_TAG('k', 'e', 'r', 'n')};

static hb_subset_input_t *repertoire(void) {
  hb_subset_input_t *input = hb_subset_input_create_or_fail();
  if (!input) return NULL;
  hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_DESUBROUTINIZE);
  for (gsize i = 0; i < G_N_ELEMENTS(ranges); i++)
    hb_set_add_range(hb_subset_input_unicode_set(input), ranges[i][0], ranges[i][1]);
  hb_set_t *kept = hb_subset_input_set(input, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG);
  hb_set_clear(kept);
  for (gsize i = 0; i < G_N_ELEMENTS(features); i++) hb_set_add(kept, features[i]);
  hb_set_t *out = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
  for (gsize i = 0; i < G_N_ELEMENTS(dropped); i++) hb_set_add(out, dropped[i]);
  return input;
}

/* The whole font file as FreeType has it. */
static hb_face_t *whole_face(FT_Face face) {
  FT_ULong length = 0;
  if (FT_Load_Sfnt_Table(face, 0, 0, NULL, &length) != 0) return NULL;
  FT_Byte *bytes = g_malloc(length);
  if (FT_Load_Sfnt_Table(face, 0, 0, bytes, &length) != 0) {
    g_free(bytes);
    return NULL;
  }
  hb_blob_t *blob = hb_blob_create((const char *)bytes, (unsigned)length, HB_MEMORY_MODE_WRITABLE, bytes, g_free);
  hb_face_t *whole = hb_face_create(blob, (unsigned)(face->face_index & 0xffff));
  hb_blob_destroy(blob);
  return whole;
}

/* The cut font's file and the ids in it; NULL when it cannot be cut. */
static hb_blob_t *cut(FT_Face face, hb_map_t **glyphs) {
  hb_face_t *whole = whole_face(face);
  if (!whole) return NULL;
  hb_subset_input_t *input = repertoire();
  hb_subset_plan_t *plan = input ? hb_subset_plan_create_or_fail(whole, input) : NULL;
  hb_face_t *result = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
  hb_blob_t *data = result ? hb_face_reference_blob(result) : NULL;
  if (result) *glyphs = hb_map_copy(hb_subset_plan_old_to_new_glyph_mapping(plan));
  hb_face_destroy(result);
  hb_subset_plan_destroy(plan);
  hb_subset_input_destroy(input);
  hb_face_destroy(whole);
  return data;
}

/* ---- faces ---- */

static void face_data_free(void *pointer) {
  FaceData *data = pointer;
  if (data->face) FT_Done_Face(data->face);
  if (data->library) FT_Done_FreeType(data->library);
  hb_blob_destroy(data->data);
  g_free(data);
}

/* Takes over `blob`. */
static cairo_font_face_t *open_face(hb_blob_t *blob) {
  static const cairo_user_data_key_t key;
  FaceData *data = g_new0(FaceData, 1);
  data->data = blob;
  unsigned length;
  const FT_Byte *bytes = (const FT_Byte *)hb_blob_get_data(blob, &length);
  if (FT_Init_FreeType(&data->library) == 0 &&
      FT_New_Memory_Face(data->library, bytes, (FT_Long)length, 0, &data->face) == 0) {
    cairo_font_face_t *face = cairo_ft_font_face_create_for_ft_face(data->face, FT_LOAD_NO_HINTING);
    if (cairo_font_face_set_user_data(face, &key, data, face_data_free) == CAIRO_STATUS_SUCCESS) return face;
    cairo_font_face_destroy(face);
  }
  face_data_free(data);
  return NULL;
}

/* A font that varies, or that Cairo thickens or slants, is more than its file. */
static bool is_plain(cairo_scaled_font_t *font, FT_Face face) {
  return FT_IS_SFNT(face) && !FT_HAS_MULTIPLE_MASTERS(face) &&
         cairo_ft_font_face_get_synthesize(cairo_scaled_font_get_font_face(font)) == 0;
}

static SmallFace *small_face_new(cairo_scaled_font_t *font, FT_Face whole) {
  SmallFace *small = g_new0(SmallFace, 1);
  hb_blob_t *blob = is_plain(font, whole) ? cut(whole, &small->glyphs) : NULL;
  if (blob) small->face = open_face(blob);
  return small;
}

static void small_face_free(gpointer data) {
  SmallFace *small = data;
  if (small->face) cairo_font_face_destroy(small->face);
  hb_map_destroy(small->glyphs);
  g_free(small);
}

/* Cairo closes and reopens files as it likes: a face is known by what it says of itself, not by its address. */
static char *face_key(FT_Face face) {
  const TT_Header *head = FT_Get_Sfnt_Table(face, FT_SFNT_HEAD);
  const char *name = FT_Get_Postscript_Name(face);
  return g_strdup_printf("%s %ld %ld %lx", name ? name : "", face->face_index, face->num_glyphs,
                         head ? (gulong)head->CheckSum_Adjust : 0ul);
}

static const SmallFace *find_face(PdfFonts *fonts, cairo_scaled_font_t *font) {
  FT_Face whole = cairo_ft_scaled_font_lock_face(font);
  if (!whole) return NULL;
  g_autofree char *key = face_key(whole);
  SmallFace *small = g_hash_table_lookup(fonts->faces, key);
  if (!small) g_hash_table_insert(fonts->faces, g_steal_pointer(&key), small = small_face_new(font, whole));
  cairo_ft_scaled_font_unlock_face(font);
  return small;
}

/* ---- sizes ---- */

static SmallFont *small_font_new(PdfFonts *fonts, cairo_scaled_font_t *whole) {
  SmallFont *font = g_new0(SmallFont, 1);
  font->whole = cairo_scaled_font_reference(whole);
  font->face = find_face(fonts, whole);
  if (!font->face || !font->face->face) return font;
  cairo_matrix_t size, page;
  cairo_scaled_font_get_font_matrix(whole, &size);
  cairo_scaled_font_get_ctm(whole, &page);
  cairo_font_options_t *options = cairo_font_options_create();
  cairo_scaled_font_get_font_options(whole, options);
  font->small = cairo_scaled_font_create(font->face->face, &size, &page, options);
  cairo_font_options_destroy(options);
  if (cairo_scaled_font_status(font->small) == CAIRO_STATUS_SUCCESS) return font;
  cairo_scaled_font_destroy(font->small);
  font->small = NULL;
  return font;
}

static void small_font_free(gpointer data) {
  SmallFont *font = data;
  cairo_scaled_font_destroy(font->whole);
  cairo_scaled_font_destroy(font->small);
  g_free(font);
}

PdfFonts *pdf_fonts_new(void) {
  PdfFonts *fonts = g_new0(PdfFonts, 1);
  fonts->faces = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, small_face_free);
  fonts->fonts = g_hash_table_new_full(NULL, NULL, NULL, small_font_free);
  return fonts;
}

void pdf_fonts_free(PdfFonts *fonts) {
  if (!fonts) return;
  g_hash_table_unref(fonts->fonts);
  g_hash_table_unref(fonts->faces);
  g_free(fonts);
}

cairo_scaled_font_t *pdf_fonts_small(PdfFonts *fonts, cairo_scaled_font_t *font, cairo_glyph_t *glyphs, int count) {
  if (cairo_scaled_font_get_type(font) != CAIRO_FONT_TYPE_FT) return font;
  SmallFont *found = g_hash_table_lookup(fonts->fonts, font);
  if (!found) g_hash_table_insert(fonts->fonts, font, found = small_font_new(fonts, font));
  if (!found->small) return font;
  const hb_map_t *ids = found->face->glyphs;
  for (int i = 0; i < count; i++)
    if (!hb_map_has(ids, (hb_codepoint_t)glyphs[i].index)) return font;
  for (int i = 0; i < count; i++) glyphs[i].index = hb_map_get(ids, (hb_codepoint_t)glyphs[i].index);
  return found->small;
}
