/* Pages from site templates. The templates hold the words and the frame, this file what they may name: the site, its
 * assets, its regions. It must not know the content of any page. */
#include "web/page.h"

#include <string.h>

#include "base/file.h"
#include "doc/typography.h"
#include "web/link.h"

static const char *const FILES[PAGE_TEMPLATES] = {
  [PAGE_BASE] = "templates/site/base.html", [PAGE_HOME] = "templates/site/home.html", [PAGE_REGIONS] = "templates/site/regions.html",
  [PAGE_REGION] = "templates/site/region.html", [PAGE_NOT_FOUND] = "templates/site/not-found.html",
  [PAGE_MOVED] = "templates/site/moved.html", [PAGE_CORRECTIONS] = "templates/site/corrections.html"};
static const char *const KINDS[PAGE_TEMPLATES] = {
  [PAGE_BASE] = "", [PAGE_HOME] = "home", [PAGE_REGIONS] = "regions", [PAGE_REGION] = "region", [PAGE_NOT_FOUND] = "not-found",
  [PAGE_MOVED] = "moved", [PAGE_CORRECTIONS] = "corrections"};

/* ---- templates ---- */

static Template *load(const Config *config, const char *file, GString *digest, Diags *diags) {
  g_autofree char *path = config_path(config, file), *text = NULL;
  gsize length;
  g_autoptr(GError) error = NULL;
  if (!file_read(path, &text, &length, &error)) {
    diags_error(diags, "no-site-template", (SourcePos){g_intern_string(file), 0, 0}, "every page of the site needs it", "%s", error->message);
    return NULL;
  }
  g_string_append_len(digest, text, (gssize)length);
  return template_parse(text, length, g_intern_string(file), 0, NULL, diags);
}

bool page_templates_load(Site *site, GString *digest, Diags *diags) {
  bool ok = true;
  for (guint i = 0; i < PAGE_TEMPLATES; i++) {
    site->templates[i] = load(site->config, FILES[i], digest, diags);
    ok = ok && site->templates[i];
  }
  return ok;
}

/* ---- what all pages may name ---- */

static void put_text(TemplateValue *map, const char *key, const char *text) {
  template_value_put(map, key, template_value_string(text ? text : ""));
}

TemplateValue *page_region_value(const Region *region, GPtrArray *members) {
  TemplateValue *map = template_value_map(), *list = template_value_list();
  g_autofree char *path = doc_region_path(region), *folder = g_strconcat(path, "/", NULL);
  put_text(map, "code", region->code);
  g_autofree char *name = typography_name(region->name), *title = typography_name(region->title);
  put_text(map, "name", name);
  put_text(map, "title", title);
  put_text(map, "label", region->level->label);
  put_text(map, "path", folder);
  for (guint i = 0; members && i < members->len; i++) template_value_append(list, template_value_ref(members->pdata[i]));
  template_value_put(map, "members", list);
  return map;
}

TemplateValue *page_corrections_value(const GPtrArray *corrections) {
  TemplateValue *list = template_value_list();
  for (guint i = 0; i < corrections->len; i++) {
    const BoundCorrection *correction = corrections->pdata[i];
    TemplateValue *item = template_value_map();
    put_text(item, "what", correction->what);
    put_text(item, "when", correction->when);
    put_text(item, "reason", correction->reason);
    if (correction->region) template_value_put(item, "region", page_region_value(correction->region, NULL));
    template_value_append(list, item);
  }
  return list;
}

static GPtrArray *member_values(const Region *region, TemplateValue **values) {
  GPtrArray *members = g_ptr_array_new();
  for (guint i = 0; i < region->members->len; i++) {
    const Region *member = region->members->pdata[i];
    if (values[member->index]) g_ptr_array_add(members, values[member->index]);
  }
  return members;
}

/* regions.<alias>: every region of a level, by name. The lowest level stands first in the config: it is what the others
 * hold. */
static TemplateValue *regions_value(const Site *site, TemplateValue *count) {
  guint total = dataset_regions(site->dataset)->len;
  g_autofree TemplateValue **values = g_new0(TemplateValue *, total);
  TemplateValue *regions = template_value_map();
  for (guint i = 0; i < site->config->levels->len; i++) {
    const LevelConfig *level = site->config->levels->pdata[i];
    const GPtrArray *all = dataset_level_regions(site->dataset, level->id);
    TemplateValue *list = template_value_list();
    for (guint j = 0; all && j < all->len; j++) {
      const Region *region = all->pdata[j];
      g_autoptr(GPtrArray) members = member_values(region, values);
      values[region->index] = page_region_value(region, members);
      template_value_append(list, template_value_ref(values[region->index]));
    }
    template_value_put(regions, level->alias, list);
    template_value_put(count, level->alias, template_value_number(all ? all->len : 0, 0));
  }
  for (guint i = 0; i < total; i++)
    if (values[i]) template_value_unref(values[i]);
  return regions;
}

static TemplateValue *assets_value(const Assets *assets) {
  TemplateValue *map = template_value_map();
  for (guint i = 0; i < assets->assets->len; i++) {
    const Asset *asset = assets->assets->pdata[i];
    g_autofree char *key = g_strdup(asset->name);
    put_text(map, g_strdelimit(key, ".-", '_'), asset->path);
  }
  return map;
}

static TemplateValue *site_value(const Site *site) {
  const Config *config = site->config;
  TemplateValue *map = template_value_map();
  put_text(map, "title", config->title);
  put_text(map, "subtitle", config->subtitle);
  put_text(map, "language", config->language);
  put_text(map, "base_url", config->base_url);
  Period edition;
  bool dated = config->edition && period_parse(config->edition, strlen(config->edition), &edition);
  g_autofree char *shown = dated ? locale_period(site->locale, edition) : NULL;
  put_text(map, "edition", shown);
  return map;
}

void page_scope_fill(Site *site) {
  TemplateValue *count = template_value_map();
  site->scope = scope_new(site->locale, NULL);
  scope_set(site->scope, "site", site_value(site));
  scope_set(site->scope, "assets", assets_value(site->assets));
  scope_set(site->scope, "regions", regions_value(site, count));
  scope_set(site->scope, "count", count);
}

/* ---- one page ---- */

static void set_text(Scope *scope, const char *name, const char *text) {
  scope_set(scope, name, template_value_string(text ? text : ""));
}

static char *page_title(const Site *site, const char *title) {
  if (!title) return g_strdup(site->config->title);
  return g_strdup_printf("%s · %s", title, site->config->title);
}

/* Other sites want its whole address: without a base URL there is no picture. */
static TemplateValue *image_value(const PageOptions *options, const char *canonical) {
  const PageImage *image = options->image;
  if (!image || !canonical) return template_value_string("");
  TemplateValue *map = template_value_map();
  g_autofree char *href = g_strconcat(canonical, image->file, NULL);
  put_text(map, "href", href);
  template_value_put(map, "width", template_value_number(image->width, -1));
  template_value_put(map, "height", template_value_number(image->height, -1));
  put_text(map, "alt", image->alt);
  return map;
}

bool page_add(const Site *site, const PageOptions *options, SiteFiles *files, Diags *diags) {
  const char *known_by = options->leads_to ? options->leads_to : options->path;
  g_autofree char *relative = link_root(options->path), *canonical = link_canonical(site->config->base_url, known_by);
  g_autofree char *refresh = options->leads_to ? g_strconcat(relative, options->leads_to, NULL) : NULL;
  g_autofree char *title = page_title(site, options->title);
  g_autoptr(Scope) scope = scope_new(site->locale, options->scope ? options->scope : site->scope);
  set_text(scope, "root", options->root ? options->root : relative);
  set_text(scope, "page", KINDS[options->kind]);
  set_text(scope, "title", title);
  set_text(scope, "description", options->description);
  set_text(scope, "canonical", canonical);
  set_text(scope, "refresh", refresh);
  scope_set(scope, "image", image_value(options, canonical));
  g_autoptr(GString) main = g_string_new(NULL);
  if (!template_expand(site->templates[options->kind], scope, ESCAPE_HTML, NULL, main, NULL, diags)) return false;
  scope_set(scope, "main", template_value_safe(main->str));
  g_autoptr(GString) page = g_string_new(NULL);
  if (!template_expand(site->templates[PAGE_BASE], scope, ESCAPE_HTML, NULL, page, NULL, diags)) return false;
  site_files_add(files, g_strdup(options->path), g_string_free_to_bytes(g_steal_pointer(&page)));
  return true;
}
