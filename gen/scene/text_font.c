/* Where the engine's fonts come from: a font map of its own, checked against what was declared. It exists because
 * fontconfig replaces a missing family without a word, and the pages would look wrong on one machine only. It must not
 * shape text. */
#include "scene/text_engine.h"
#include <gio/gio.h>
#include <hb-ot.h>
#include <string.h>

/* The packages of families that projects declare. */
static const struct { const char *family, *package; } packages[] = {
    {"Inter", "fonts-inter"},
    {"Noto Sans", "fonts-noto-core"},
    {"Noto Sans Arabic", "fonts-noto-core"},
    {"Noto Sans Hebrew", "fonts-noto-core"},
    {"Noto Sans CJK JP", "fonts-noto-cjk"},
};

static const char *family_package(const char *family) {
  for (gsize i = 0; i < G_N_ELEMENTS(packages); i++)
    if (g_ascii_strcasecmp(packages[i].family, family) == 0) return packages[i].package;
  return NULL;
}

static void set_missing(GError **error, const TextEngine *engine, int weight, const char *found) {
  const char *package = family_package(engine->family);
  g_autofree char *what_to_do = package ? g_strdup_printf("install the Debian package %s", package)
                                        : g_strdup("declare it in fonts/fonts.conf and install its package");
  g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "font \"%s\" in weight %d is not available (found %s): %s",
              engine->family, weight, found ? found : "nothing", what_to_do);
}

static PangoFontDescription *describe(const char *family, double size, int weight) {
  PangoFontDescription *wanted = pango_font_description_new();
  pango_font_description_set_family(wanted, family);
  pango_font_description_set_weight(wanted, (PangoWeight)weight);
  pango_font_description_set_absolute_size(wanted, size * PANGO_SCALE);
  return wanted;
}

static PangoFont *load_font(TextEngine *engine, const char *family, int weight) {
  PangoFontDescription *wanted = describe(family, 100, weight);
  PangoFont *font = pango_font_map_load_font(engine->map, engine->context, wanted);
  pango_font_description_free(wanted);
  return font;
}

static bool is_declared(TextEngine *engine, PangoFont *font, int weight, GError **error) {
  if (!font) {
    set_missing(error, engine, weight, NULL);
    return false;
  }
  PangoFontDescription *found = pango_font_describe(font);
  const char *family = pango_font_description_get_family(found);
  bool same = family && g_ascii_strcasecmp(family, engine->family) == 0 &&
              pango_font_description_get_weight(found) == (PangoWeight)weight &&
              pango_font_description_get_style(found) == PANGO_STYLE_NORMAL;
  if (!same) {
    pango_font_description_unset_fields(found, PANGO_FONT_MASK_SIZE);
    g_autofree char *name = pango_font_description_to_string(found);
    set_missing(error, engine, weight, name);
  }
  pango_font_description_free(found);
  return same;
}

static TextMetrics read_metrics(PangoFont *font) {
  hb_face_t *face = hb_font_get_face(pango_font_get_hb_font(font));
  hb_font_t *unscaled = hb_font_create(face); /* its scale is the em square */
  double em = hb_face_get_upem(face);
  hb_position_t ascent = 0, descent = 0, cap = 0;
  hb_ot_metrics_get_position(unscaled, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER, &ascent);
  hb_ot_metrics_get_position(unscaled, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER, &descent);
  if (!hb_ot_metrics_get_position(unscaled, HB_OT_METRICS_TAG_CAP_HEIGHT, &cap)) cap = (hb_position_t)(0.7 * em);
  hb_font_destroy(unscaled);
  return (TextMetrics){.ascent = ascent / em, .descent = -descent / em, .cap_height = cap / em};
}

/* Positions must not depend on a screen's pixels: no hinting of any kind. */
static PangoContext *context_new(PangoFontMap *map) {
  PangoContext *context = pango_font_map_create_context(map);
  cairo_font_options_t *options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options(context, options);
  cairo_font_options_destroy(options);
  pango_context_set_round_glyph_positions(context, FALSE);
  pango_context_set_base_dir(context, PANGO_DIRECTION_LTR);
  /* Else Pango takes the process's locale, and the same input would give other glyphs elsewhere. One that is written in Latin
   * letters, so that Pango gives other scripts a language of their own, by which fonts.conf knows them. */
  pango_context_set_language(context, pango_language_from_string("en"));
  return context;
}

bool text_fonts_load(TextEngine *engine, GError **error) {
  /* A default map made before a fork hangs the child (Pango's fontconfig thread is not there). */
  pango_cairo_font_map_set_default(NULL);
  engine->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
  pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(engine->map), 72);
  engine->context = context_new(engine->map);
  engine->attributes =
      g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)(void *)pango_attr_list_unref);
  for (int i = 0; i < TEXT_WEIGHTS; i++) {
    int weight = 400 + 100 * i;
    g_autoptr(PangoFont) font = load_font(engine, engine->family, weight);
    if (!is_declared(engine, font, weight, error)) return false;
    engine->metrics[i] = read_metrics(font);
  }
  return true;
}

PangoAttrList *text_font_attributes(TextEngine *engine, TextFont font) {
  gint64 key = (gint64)(font.size * PANGO_SCALE + 0.5) * 1024 + font.weight;
  PangoAttrList *list = g_hash_table_lookup(engine->attributes, &key);
  if (list) return list;
  list = pango_attr_list_new();
  PangoFontDescription *wanted = describe(engine->family, font.size, font.weight);
  pango_attr_list_insert(list, pango_attr_font_desc_new(wanted));
  pango_font_description_free(wanted);
  pango_attr_list_insert(list, pango_attr_font_features_new("liga=0, clig=0, tnum=1"));
  g_hash_table_insert(engine->attributes, g_memdup2(&key, sizeof key), list);
  return list;
}

/* A font's head table holds a checksum over the whole file: enough to tell two releases apart. */
static void digest_font(GChecksum *sum, PangoFont *font) {
  hb_face_t *face = hb_font_get_face(pango_font_get_hb_font(font));
  hb_blob_t *head = hb_face_reference_table(face, HB_TAG('h', 'e', 'a', 'd'));
  unsigned int length = 0;
  const char *data = hb_blob_get_data(head, &length);
  if (data) g_checksum_update(sum, (const guchar *)data, length);
  hb_blob_destroy(head);
}

static gint by_string(gconstpointer a, gconstpointer b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* All fonts that the engine may fall back to, by name, so that their order in the map does not matter. */
char *text_fonts_digest(TextEngine *engine) {
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  g_autofree PangoFontFamily **families = NULL;
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  int count = 0;
  pango_font_map_list_families(engine->map, &families, &count);
  for (int i = 0; i < count; i++) g_ptr_array_add(names, g_strdup(pango_font_family_get_name(families[i])));
  g_ptr_array_sort(names, by_string);
  for (guint i = 0; i < names->len; i++) {
    for (int weight = 400; weight <= 700; weight += 100) {
      g_autoptr(PangoFont) font = load_font(engine, g_ptr_array_index(names, i), weight);
      if (font) digest_font(sum, font);
    }
  }
  return g_strdup_printf("cairo %s, pango %s, harfbuzz %s, %s %.16s", cairo_version_string(), pango_version_string(),
                         hb_version_string(), engine->family, g_checksum_get_string(sum));
}

static bool is_east_asian(GUnicodeScript script) {
  return script == G_UNICODE_SCRIPT_HAN || script == G_UNICODE_SCRIPT_HIRAGANA || script == G_UNICODE_SCRIPT_KATAKANA ||
         script == G_UNICODE_SCRIPT_HANGUL || script == G_UNICODE_SCRIPT_BOPOMOFO;
}

char *text_missing_hint(gunichar c) {
  if (g_unichar_type(c) == G_UNICODE_PRIVATE_USE)
    return g_strdup("this is a private character of one font: replace it with a real one");
  if ((c >= 0x1f000 && c <= 0x1faff) || (c >= 0x2600 && c <= 0x27bf))
    return g_strdup("emoji and pictures are not printed: write the word");
  bool asian = is_east_asian(g_unichar_get_script(c)) || (c >= 0x3000 && c <= 0x30ff) || (c >= 0xff00 && c <= 0xffef);
  return g_strdup_printf("declare a fallback family that has it in fonts/fonts.conf (see fonts/README.md): the Debian package %s",
                         asian ? "fonts-noto-cjk has Noto Sans CJK JP" : "fonts-noto-core has Noto Sans for most scripts");
}
