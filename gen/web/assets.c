/* The site's style and images. The theme becomes CSS variables here, so that theme.yaml stays the only place where a colour
 * or a size is said. It must not know any page. */
#include "web/assets.h"

#include <string.h>

#include "base/file.h"
#include "base/number.h"

static void asset_free(gpointer data) {
  Asset *asset = data;
  g_free(asset->name);
  g_free(asset->path);
  g_bytes_unref(asset->bytes);
  g_free(asset);
}

void assets_free(Assets *assets) {
  if (!assets) return;
  g_ptr_array_unref(assets->assets);
  if (assets->fonts) g_ptr_array_unref(assets->fonts);
  g_free(assets);
}

char *assets_hash(const char *bytes, gsize length) {
  g_autofree char *sum = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, length);
  return g_strndup(sum, 8);
}

/* ---- the theme as CSS ---- */

static void append_colors(const Theme *theme, ThemeMode mode, GString *css) {
  for (guint i = 0; i < theme_color_count(theme); i++) {
    ColorToken token = (ColorToken)i;
    g_string_append_printf(css, "--%s:#%06x;", theme_color_name(theme, token), theme_rgb(theme, token, mode));
  }
}

typedef struct { TypeRole role; const char *name; } RoleName;
static const RoleName ROLES[] = {
  {TYPE_REGION_NAME, "region-name"}, {TYPE_H1, "h1"}, {TYPE_H2, "h2"}, {TYPE_H3, "h3"}, {TYPE_FINDING, "finding"},
  {TYPE_KPI_VALUE, "kpi-value"}, {TYPE_KPI_WORD, "kpi-word"}, {TYPE_KPI_MARK, "kpi-mark"}, {TYPE_CHART_TITLE, "chart-title"},
  {TYPE_KPI_LABEL, "kpi-label"}, {TYPE_BODY, "body"}, {TYPE_LABEL, "label"}, {TYPE_SUBTITLE, "subtitle"}, {TYPE_AXIS, "axis"},
  {TYPE_SOURCE, "source"}, {TYPE_KICKER, "kicker"}};

static void append_number(GString *css, double value, const char *unit) {
  number_append_short(css, value, 3);
  g_string_append(css, unit);
}

static void append_types(const Theme *theme, MediumKind medium, GString *css) {
  for (guint i = 0; i < G_N_ELEMENTS(ROLES); i++) {
    const TypeStyle *style = theme_type(theme, ROLES[i].role, medium);
    g_string_append_printf(css, "--type-%s:%d ", ROLES[i].name, style->weight);
    append_number(css, style->size, "px/");
    append_number(css, style->leading / style->size, " var(--font);");
    g_string_append_printf(css, "--track-%s:", ROLES[i].name);
    append_number(css, style->tracking, "em;");
  }
}

void assets_theme_css(const Theme *theme, GString *css) {
  g_string_append_printf(css, ":root{color-scheme:light dark;--font:\"%s\",%s;", theme_font_family(theme), theme_web_fallback(theme));
  append_colors(theme, THEME_LIGHT, css);
  append_types(theme, MEDIUM_WEB_WIDE, css);
  g_string_append(css, "}\n@media (max-width:719px){:root{");
  append_types(theme, MEDIUM_WEB_NARROW, css);
  g_string_append(css, "}}\n@media screen and (prefers-color-scheme:dark){:root{");
  append_colors(theme, THEME_DARK, css);
  g_string_append(css, "}}\n");
}

/* ---- files ---- */

static int by_text(gconstpointer a, gconstpointer b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Names in a folder, sorted; a folder that is not there is empty. */
static GPtrArray *folder_names(const char *path) {
  GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
  const char *name;
  while (dir && (name = g_dir_read_name(dir))) g_ptr_array_add(names, g_strdup(name));
  g_ptr_array_sort(names, by_text);
  return names;
}

static void add_asset(Assets *assets, const char *name, GBytes *bytes) {
  gsize length;
  const char *data = g_bytes_get_data(bytes, &length);
  g_autofree char *hash = assets_hash(data, length);
  const char *dot = strrchr(name, '.');
  Asset *asset = g_new0(Asset, 1);
  asset->name = g_strdup(name);
  asset->path = g_strdup_printf("assets/%.*s.%s%s", (int)(dot ? (gsize)(dot - name) : strlen(name)), name, hash, dot ? dot : "");
  asset->bytes = bytes;
  g_ptr_array_add(assets->assets, asset);
}

static bool read_asset(const char *path, const char *shown, char **contents, gsize *length, Diags *diags) {
  g_autoptr(GError) error = NULL;
  if (file_read(path, contents, length, &error)) return true;
  diags_error(diags, "asset-unreadable", (SourcePos){g_intern_string(shown), 0, 0}, NULL, "%s", error->message);
  return false;
}

static bool load_css(Assets *assets, const char *folder, const Theme *theme, Diags *diags) {
  g_autoptr(GString) css = g_string_new(NULL);
  web_fonts_css(assets->fonts, theme_font_family(theme), css);
  assets_theme_css(theme, css);
  g_autofree char *path = g_build_filename(folder, "css", NULL);
  g_autoptr(GPtrArray) names = folder_names(path);
  bool ok = true;
  for (guint i = 0; i < names->len; i++) {
    const char *name = names->pdata[i];
    if (!g_str_has_suffix(name, ".css")) continue;
    g_autofree char *file = g_build_filename(path, name, NULL), *shown = g_strconcat("site/assets/css/", name, NULL);
    g_autofree char *text = NULL;
    gsize length;
    if (read_asset(file, shown, &text, &length, diags)) g_string_append_len(css, text, (gssize)length);
    else ok = false;
  }
  add_asset(assets, "site.css", g_string_free_to_bytes(g_steal_pointer(&css)));
  return ok;
}

/* Everything else in site/assets and site/assets/icons, under its own name. */
static bool load_images(Assets *assets, const char *folder, Diags *diags) {
  g_autoptr(GPtrArray) names = folder_names(folder);
  bool ok = true;
  for (guint i = 0; i < names->len; i++) {
    const char *name = names->pdata[i];
    g_autofree char *file = g_build_filename(folder, name, NULL), *shown = g_strconcat("site/assets/", name, NULL);
    if (!g_file_test(file, G_FILE_TEST_IS_REGULAR)) continue;
    if (!file_name_is_safe(name)) {
      diags_error(diags, "asset-name", (SourcePos){g_intern_string(shown), 0, 0}, "use small letters, digits, - and .",
                  "\"%s\" cannot be part of an address", name);
      ok = false;
      continue;
    }
    char *bytes;
    gsize length;
    if (read_asset(file, shown, &bytes, &length, diags)) add_asset(assets, name, g_bytes_new_take(bytes, length));
    else ok = false;
  }
  return ok;
}

Assets *assets_load(const Config *config, const Theme *theme, Diags *diags) {
  g_autoptr(Assets) assets = g_new0(Assets, 1);
  assets->assets = g_ptr_array_new_with_free_func(asset_free);
  assets->fonts = web_fonts_find(config, theme, diags);
  if (!assets->fonts) return NULL;
  g_autofree char *folder = config_path(config, "site/assets");
  g_autofree char *icons = g_build_filename(folder, "icons", NULL);
  bool ok = load_css(assets, folder, theme, diags);
  ok = load_images(assets, folder, diags) && ok;
  ok = load_images(assets, icons, diags) && ok;
  return ok ? g_steal_pointer(&assets) : NULL;
}
