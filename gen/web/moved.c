/* Old addresses stay good: links and bookmarks to a gemeente that was merged end where its numbers are now. A page and a
 * `refresh` instead of a redirect, as the site needs no server of its own. This file must not know the table of mergers. */
#include "web/moved.h"
#include "doc/typography.h"
#include "web/link.h"
#include <string.h>

static const char *const KIND_WORDS[] = {
    [MERGER_MERGED] = "merged", [MERGER_SPLIT] = "split", [MERGER_RENAMED] = "renamed", [MERGER_RECODED] = "recoded"};

static void put_text(TemplateValue *map, const char *key, char *text) {
  template_value_put(map, key, template_value_string(text));
  g_free(text);
}

/* What it went into at the time, when that has gone on since. */
static const char *between(const MovedRegion *moved) {
  const Region *now = moved->to->pdata[0];
  bool same = moved->to->len > 1 || !strcmp(moved->to_name, now->name) || !strcmp(moved->to_name, now->official_name);
  return same ? "" : moved->to_name;
}

static TemplateValue *moved_value(const Site *site, const MovedRegion *moved) {
  TemplateValue *map = template_value_map(), *to = template_value_list(), *names = template_value_list();
  put_text(map, "name", typography_name(moved->name));
  put_text(map, "kind", g_strdup(KIND_WORDS[moved->kind]));
  put_text(map, "label", g_strdup(moved->level->label));
  put_text(map, "date", locale_period(site->locale, moved->date));
  put_text(map, "between", typography_name(between(moved)));
  for (guint i = 0; i < moved->to->len; i++) {
    const Region *region = moved->to->pdata[i];
    g_autofree char *name = typography_name(region->title);
    template_value_append(to, page_region_value(region, NULL));
    template_value_append(names, template_value_string(name));
  }
  template_value_put(map, "to", to);
  template_value_put(map, "names", names);
  return map;
}

static bool add_page(const Site *site, const MovedRegion *moved, SiteFiles *files, Diags *diags) {
  const Region *now = moved->to->pdata[0];
  g_autofree char *path = g_build_filename(moved->level->folder, moved->slug, "index.html", NULL), *folder = doc_region_path(now);
  g_autofree char *target = g_strconcat(folder, "/index.html", NULL), *title = typography_name(moved->name);
  g_autofree char *description = locale_phrase(site->locale, "web.moved_description", "name", title, NULL);
  g_autoptr(Scope) scope = scope_new(site->locale, site->scope);
  scope_set(scope, "moved", moved_value(site, moved));
  PageOptions page = {.kind = PAGE_MOVED, .path = path, .title = title, .description = description, .scope = scope,
                      .leads_to = moved->to->len == 1 ? target : NULL};
  return page_add(site, &page, files, diags);
}

bool moved_pages(const Site *site, SiteFiles *files, Diags *diags) {
  const GPtrArray *all = dataset_moved(site->dataset);
  bool ok = true;
  for (guint i = 0; i < all->len; i++) ok = add_page(site, all->pdata[i], files, diags) && ok;
  return ok;
}
