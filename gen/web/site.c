/* The site as a whole: made once before workers are forked, then asked for pages. It must not draw anything itself, and
 * must start neither Pango nor threads. */
#include <string.h>

#include "web/link.h"
#include "web/moved.h"
#include "web/open_data.h"
#include "web/page.h"

/* What page templates may show of the regions: a renamed region renews every page that can list it. */
static void digest_regions(const Site *site, GString *digest) {
  const GPtrArray *regions = dataset_regions(site->dataset);
  for (guint i = 0; i < regions->len; i++) {
    const Region *region = regions->pdata[i];
    g_autofree char *path = doc_region_path(region);
    g_string_append_printf(digest, "%s\t%s\t%s\t%u\n", region->code, region->title, path, region->members->len);
  }
}

static void digest_assets(const Site *site, GString *digest) {
  for (guint i = 0; i < site->assets->assets->len; i++)
    g_string_append_printf(digest, "%s\n", ((const Asset *)site->assets->assets->pdata[i])->path);
  for (guint i = 0; i < site->assets->fonts->len; i++)
    g_string_append_printf(digest, "%s\n", ((const WebFont *)site->assets->fonts->pdata[i])->path);
}

static void digest_config(const Config *config, GString *digest) {
  const char *parts[] = {config->title, config->subtitle, config->language, config->base_url, config->edition};
  for (guint i = 0; i < G_N_ELEMENTS(parts); i++) g_string_append_printf(digest, "%s\n", parts[i] ? parts[i] : "");
}

Site *site_new(const Config *config, const Theme *theme, const Locale *locale, const Dataset *dataset, Diags *diags) {
  g_autoptr(Site) site = g_new0(Site, 1);
  *site = (Site){.config = config, .theme = theme, .locale = locale, .dataset = dataset};
  g_autoptr(GString) digest = g_string_new(NULL);
  bool ok = page_templates_load(site, digest, diags);
  site->assets = assets_load(config, theme, diags);
  if (!ok || !site->assets) return NULL;
  page_scope_fill(site);
  digest_config(config, digest);
  digest_regions(site, digest);
  digest_assets(site, digest);
  site->digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, digest->str, (gssize)digest->len);
  return g_steal_pointer(&site);
}

void site_free(Site *site) {
  if (!site) return;
  for (guint i = 0; i < PAGE_TEMPLATES; i++)
    if (site->templates[i]) template_free(site->templates[i]);
  if (site->scope) scope_free(site->scope);
  if (site->assets) assets_free(site->assets);
  g_free(site->digest);
  g_free(site);
}

const char *site_digest(const Site *site) {
  return site->digest;
}

bool site_assets(const Site *site, SiteFiles *files, Diags *diags) {
  for (guint i = 0; i < site->assets->assets->len; i++) {
    const Asset *asset = site->assets->assets->pdata[i];
    site_files_add(files, g_strdup(asset->path), g_bytes_ref(asset->bytes));
  }
  char *schema = open_table_schema(&OPEN_OBSERVATIONS, site->locale);
  site_files_add(files, g_strdup("data.schema.json"), g_bytes_new_take(schema, strlen(schema)));
  char *targets = open_table_schema(&OPEN_TARGETS, site->locale);
  site_files_add(files, g_strdup("targets.schema.json"), g_bytes_new_take(targets, strlen(targets)));
  bool ok = true;
  for (guint i = 0; i < site->assets->fonts->len; i++) {
    const WebFont *font = site->assets->fonts->pdata[i];
    GBytes *bytes = web_font_make(font, site->config, diags);
    if (bytes) site_files_add(files, g_strdup(font->path), bytes);
    ok = ok && bytes;
  }
  return ok;
}

static void put_text(TemplateValue *map, const char *key, char *text) {
  template_value_put(map, key, template_value_string(text));
  g_free(text);
}

/* One item a file; `profile` says in words for what it is. */
static Scope *home_scope(const Site *site, const GArray *handouts) {
  Scope *scope = scope_new(site->locale, site->scope);
  TemplateValue *list = template_value_list();
  for (guint i = 0; i < handouts->len; i++) {
    const SiteHandout *made = &g_array_index(handouts, SiteHandout, i);
    for (guint kind = 0; kind < PROFILE_KINDS; kind++) {
      if (!profiles_have(made->profiles, kind)) continue;
      const Profile *profile = profile_get(kind);
      TemplateValue *item = template_value_map();
      put_text(item, "title", g_strdup(made->handout->title));
      put_text(item, "profile", g_strdup(profile->name));
      put_text(item, "href", g_strdup_printf("hand-outs/%s%s.pdf", made->handout->id, profile->suffix));
      template_value_append(list, item);
    }
  }
  scope_set(scope, "handouts", list);
  return scope;
}

/* All of them, with the page where the number stands. */
static Scope *corrections_scope(const Site *site) {
  const DocContext context = {.config = site->config, .theme = site->theme, .locale = site->locale, .dataset = site->dataset};
  g_autoptr(GPtrArray) all = doc_all_corrections(&context);
  Scope *scope = scope_new(site->locale, site->scope);
  scope_set(scope, "corrections", page_corrections_value(all));
  return scope;
}

static bool corrections_page(const Site *site, Scope *scope, SiteFiles *files, Diags *diags) {
  if (!dataset_corrections(site->dataset)->len) return true;
  const PageOptions page = {.kind = PAGE_CORRECTIONS, .path = "correcties/index.html", .title = locale_word(site->locale, "web.corrections_title"),
                            .description = locale_word(site->locale, "web.corrections_description"), .scope = scope};
  return page_add(site, &page, files, diags);
}

bool site_indexes(const Site *site, const GArray *handouts, SiteFiles *files, Diags *diags) {
  g_autoptr(Scope) home = home_scope(site, handouts), corrections = corrections_scope(site);
  /* The server shows this page at any depth, so its links begin at the site's root. */
  g_autofree char *base = link_base_path(site->config->base_url);
  const PageOptions pages[] = {
    {.kind = PAGE_HOME, .path = "index.html", .description = locale_word(site->locale, "web.home_description"),
     .scope = home},
    {.kind = PAGE_REGIONS, .path = "regios/index.html", .title = locale_word(site->locale, "web.regions_title"),
     .description = locale_word(site->locale, "web.regions_description"), .scope = corrections},
    {.kind = PAGE_NOT_FOUND, .path = "404.html", .title = locale_word(site->locale, "web.not_found_title"),
     .description = locale_word(site->locale, "web.not_found_title"), .root = base}};
  bool ok = moved_pages(site, files, diags);
  ok = corrections_page(site, corrections, files, diags) && ok;
  for (guint i = 0; i < G_N_ELEMENTS(pages); i++) ok = page_add(site, &pages[i], files, diags) && ok;
  return ok;
}
