/* The site's own copies of the theme's font: only the letters Dutch pages use, as woff2. It exists because a page must look
 * the same without asking anyone else for a font. It must not start Pango (the parent may still fork) and must not know
 * what pages say. */
#include "web/font.h"

#include <fontconfig/fontconfig.h>
#include <string.h>

#include "base/file.h"
#include "web/assets.h"

static const int WEIGHTS[] = {400, 500, 600, 700};
static const int FC_WEIGHTS[] = {FC_WEIGHT_REGULAR, FC_WEIGHT_MEDIUM, FC_WEIGHT_SEMIBOLD, FC_WEIGHT_BOLD};

/* Latin with its accents, punctuation, arrows and signs of comparison. */
static const char UNICODES[] = "20-7e,a0-17f,218-21b,2bc,2010-2015,2018-201e,2020-2022,2026,202f,2030,2032,2033,2039,203a,20ac,"
                               "2190-2193,2196-2199,2212,2248,2260,2264,2265,25b2,25bc,25c6,25cf";
static const char FEATURES[] = "kern,mark,mkmk,ccmp,locl,calt,case,tnum";

static void web_font_free(gpointer data) {
  WebFont *font = data;
  g_free(font->source);
  g_free(font->path);
  g_free(font);
}

/* ---- finding ---- */

static FcConfig *open_config(const Config *config) {
  g_autofree char *path = config_path(config, config->fonts);
  FcConfig *fonts = FcConfigCreate();
  if (FcConfigParseAndLoad(fonts, (const FcChar8 *)path, FcFalse) && FcConfigBuildFonts(fonts)) return fonts;
  FcConfigDestroy(fonts);
  return NULL;
}

static char *font_file(FcConfig *fonts, const char *family, int fc_weight) {
  FcPattern *pattern = FcPatternCreate();
  FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)family);
  FcPatternAddInteger(pattern, FC_SLANT, FC_SLANT_ROMAN);
  FcPatternAddInteger(pattern, FC_WEIGHT, fc_weight);
  FcObjectSet *wanted = FcObjectSetBuild(FC_FILE, FC_VARIABLE, NULL);
  FcFontSet *found = FcFontList(fonts, pattern, wanted);
  char *file = NULL;
  for (int i = 0; found && !file && i < found->nfont; i++) {
    FcChar8 *name;
    if (FcPatternGetString(found->fonts[i], FC_FILE, 0, &name) == FcResultMatch) file = g_strdup((const char *)name);
  }
  if (found) FcFontSetDestroy(found);
  FcObjectSetDestroy(wanted);
  FcPatternDestroy(pattern);
  return file;
}

static WebFont *describe(const char *family, int weight, char *source, GError **error) {
  g_autofree char *file = source, *bytes = NULL;
  gsize length;
  if (!file_read(file, &bytes, &length, error)) return NULL;
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  g_checksum_update(sum, (const guchar *)bytes, (gssize)length);
  g_checksum_update(sum, (const guchar *)UNICODES, sizeof UNICODES);
  g_checksum_update(sum, (const guchar *)FEATURES, sizeof FEATURES);
  g_autofree char *name = g_ascii_strdown(family, -1);
  g_strcanon(name, "abcdefghijklmnopqrstuvwxyz0123456789", '-');
  WebFont *font = g_new0(WebFont, 1);
  font->weight = weight;
  font->path = g_strdup_printf("assets/%s-%d.%.8s.woff2", name, weight, g_checksum_get_string(sum));
  font->source = g_steal_pointer(&file);
  return font;
}

static WebFont *find_weight(FcConfig *fonts, const Config *config, const char *family, guint i, Diags *diags) {
  SourcePos pos = {g_intern_string(config->fonts), 0, 0};
  char *file = font_file(fonts, family, FC_WEIGHTS[i]);
  if (!file) {
    diags_error(diags, "no-web-font", pos, "install the Debian package that this file names for the family",
                "the font \"%s\" with weight %d is not there", family, WEIGHTS[i]);
    return NULL;
  }
  g_autoptr(GError) error = NULL;
  WebFont *font = describe(family, WEIGHTS[i], file, &error);
  if (!font) diags_error(diags, "no-web-font", pos, NULL, "%s", error->message);
  return font;
}

GPtrArray *web_fonts_find(const Config *config, const Theme *theme, Diags *diags) {
  FcConfig *fonts = open_config(config);
  if (!fonts) {
    diags_error(diags, "no-fonts-conf", (SourcePos){g_intern_string(config->fonts), 0, 0}, NULL, "fontconfig cannot read this file");
    return NULL;
  }
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(web_font_free);
  for (guint i = 0; i < G_N_ELEMENTS(WEIGHTS); i++) {
    WebFont *font = find_weight(fonts, config, theme_font_family(theme), i, diags);
    if (font) g_ptr_array_add(found, font);
  }
  FcConfigDestroy(fonts);
  return found->len == G_N_ELEMENTS(WEIGHTS) ? g_steal_pointer(&found) : NULL;
}

/* ---- making ---- */

/* Runs a tool; a tool that is not there is a finding that names its package. */
static bool run_tool(const char *const *argv, const char *package, Diags *diags) {
  g_autoptr(GError) error = NULL;
  g_autofree char *errors = NULL;
  int status = 0;
  SourcePos nowhere = {NULL, 0, 0};
  if (!g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, &errors, &status, &error)) {
    g_autofree char *hint = g_strdup_printf("install the Debian package %s (sh packages.sh does)", package);
    diags_error(diags, "no-web-font-tool", nowhere, hint, "web fonts need %s: %s", argv[0], error->message);
    return false;
  }
  if (g_spawn_check_wait_status(status, &error)) return true;
  diags_error(diags, "web-font-failed", nowhere, NULL, "%s: %s: %s", argv[0], error->message, g_strstrip(errors));
  return false;
}

static GBytes *subset(const WebFont *font, const char *folder, Diags *diags) {
  g_autofree char *cut = g_build_filename(folder, "cut.otf", NULL), *packed = g_build_filename(folder, "cut.woff2", NULL);
  g_autofree char *unicodes = g_strconcat("--unicodes=", UNICODES, NULL);
  g_autofree char *features = g_strconcat("--layout-features=", FEATURES, NULL);
  g_autofree char *output = g_strconcat("--output-file=", cut, NULL);
  /* Names 0, 13 and 14 are the copyright and the licence: they stay in the file. */
  const char *cutter[] = {"hb-subset", font->source, unicodes, features, "--name-IDs=0,1,2,3,4,6,13,14", "--no-hinting", output, NULL};
  const char *packer[] = {"woff2_compress", cut, NULL};
  if (!run_tool(cutter, "libharfbuzz-bin", diags) || !run_tool(packer, "woff2", diags)) return NULL;
  g_autoptr(GError) error = NULL;
  char *bytes;
  gsize length;
  if (file_read(packed, &bytes, &length, &error)) return g_bytes_new_take(bytes, length);
  diags_error(diags, "web-font-failed", (SourcePos){NULL, 0, 0}, NULL, "%s", error->message);
  return NULL;
}

GBytes *web_font_make(const WebFont *font, const Config *config, Diags *diags) {
  g_autofree char *name = g_path_get_basename(font->path);
  g_autofree char *kept = g_build_filename(config->root, ".feitenblad", "fonts", name, NULL);
  char *bytes;
  gsize length;
  if (file_read(kept, &bytes, &length, NULL)) return g_bytes_new_take(bytes, length);
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp("feitenblad-font-XXXXXX", &error);
  if (!folder) {
    diags_error(diags, "web-font-failed", (SourcePos){NULL, 0, 0}, NULL, "%s", error->message);
    return NULL;
  }
  GBytes *made = subset(font, folder, diags);
  /* A project that cannot be written to makes them again the next time. */
  if (made) file_write(kept, g_bytes_get_data(made, NULL), g_bytes_get_size(made), NULL);
  file_remove_tree(folder, NULL);
  return made;
}

void web_fonts_css(const GPtrArray *fonts, const char *family, GString *css) {
  for (guint i = 0; i < fonts->len; i++) {
    const WebFont *font = fonts->pdata[i];
    g_autofree char *name = g_path_get_basename(font->path);
    g_string_append_printf(css, "@font-face{font-family:\"%s\";font-style:normal;font-weight:%d;font-display:swap;src:url(\"%s\") format(\"woff2\")}\n",
                           family, font->weight, name);
  }
}
