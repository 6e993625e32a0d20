/* A region's folder: its page, its figures' files, its data. The page holds what the factsheet says, in the same order. It
 * must not know PDF, nor how any figure is drawn. */
#include "web/region_page.h"

#include <string.h>

#include "doc/plain.h"
#include "web/link.h"

static void set_text(Scope *scope, const char *name, const char *text) {
  scope_set(scope, name, template_value_string(text ? text : ""));
}

static void put_text(TemplateValue *map, const char *key, const char *text) {
  template_value_put(map, key, template_value_string(text ? text : ""));
}

static TemplateValue *crumbs_value(const Doc *doc, const char *root) {
  TemplateValue *list = template_value_list();
  for (guint i = 0; doc->crumbs && i < doc->crumbs->len; i++) {
    const Crumb *crumb = doc->crumbs->pdata[i];
    g_autofree char *href = link_href(root, crumb->href);
    TemplateValue *item = template_value_map();
    put_text(item, "title", crumb->title);
    put_text(item, "href", href);
    template_value_append(list, item);
  }
  return list;
}

/* Only an address of the web becomes a link. */
static TemplateValue *sources_value(const Site *site, const Doc *doc) {
  TemplateValue *list = template_value_list();
  for (guint i = 0; doc->sources && i < doc->sources->len; i++) {
    const Source *source = doc->sources->pdata[i];
    bool web = source->url && g_str_has_prefix(source->url, "http");
    g_autofree char *href = web ? link_href("", source->url) : NULL, *date = locale_period(site->locale, source->date);
    TemplateValue *item = template_value_map();
    put_text(item, "citation", source->citation ? source->citation : source->title);
    put_text(item, "publisher", source->publisher);
    put_text(item, "href", href);
    put_text(item, "licence", source->licence);
    put_text(item, "date", source->date.kind == PERIOD_NONE ? "" : date);
    template_value_put(item, "example", template_value_bool(source->example));
    template_value_append(list, item);
  }
  return list;
}

static TemplateValue *figures_value(const Doc *doc) {
  TemplateValue *list = template_value_list();
  for (guint i = 0; i < doc->figures->len; i++) {
    const Figure *figure = doc->figures->pdata[i];
    if (!figure_has_file(figure)) continue;
    g_autofree char *href = figure_file_href(figure);
    TemplateValue *item = template_value_map();
    put_text(item, "title", figure->title);
    put_text(item, "href", href);
    template_value_append(list, item);
  }
  return list;
}

/* "factsheet-1.svg" …: work/ adds the files. */
static TemplateValue *page_files_value(const RegionPage *page) {
  TemplateValue *list = template_value_list();
  for (guint i = 1; (page->formats & FORMAT_SVG) && i <= page->pages; i++) {
    g_autofree char *href = g_strdup_printf("factsheet-%u.svg", i);
    TemplateValue *item = template_value_map();
    put_text(item, "href", href);
    template_value_put(item, "number", template_value_number(i, 0));
    template_value_append(list, item);
  }
  return list;
}

static bool is_picture(const DocumentConfig *document) { return document->format == DOCUMENT_PNG; }

/* The region's other documents that this build makes: work/ adds the files. */
static TemplateValue *documents_value(const RegionPage *page) {
  TemplateValue *list = template_value_list();
  for (guint i = 0; page->documents && i < page->documents->len; i++) {
    const DocumentConfig *document = g_array_index(page->documents, SiteDocument, i).document;
    bool picture = is_picture(document);
    if (!(page->formats & (picture ? FORMAT_PNG : FORMAT_PDF))) continue;
    TemplateValue *item = template_value_map();
    put_text(item, "label", document->label);
    put_text(item, "href", document->file);
    put_text(item, "format", picture ? "PNG" : "PDF");
    template_value_append(list, item);
  }
  return list;
}

/* The regions above it, for maps in the frame: codes by alias; "" where it belongs to none. */
static TemplateValue *parents_value(const Site *site, const Region *region) {
  TemplateValue *map = template_value_map();
  for (guint i = 0; i < site->config->levels->len; i++) {
    const LevelConfig *level = site->config->levels->pdata[i];
    const Region *parent = region_parent(region, level->id);
    put_text(map, level->alias, parent ? parent->code : NULL);
  }
  return map;
}

static void unref_value(gpointer value) {
  template_value_unref(value);
}

static TemplateValue *region_value(const RegionPage *page) {
  const Region *region = page->doc->region;
  g_autoptr(GPtrArray) members = g_ptr_array_new_with_free_func(unref_value);
  for (guint i = 0; i < region->members->len; i++) g_ptr_array_add(members, page_region_value(region->members->pdata[i], NULL));
  TemplateValue *map = page_region_value(region, members);
  template_value_put(map, "in", parents_value(page->site, region));
  return map;
}

/* The factsheet in that profile is among the downloads. */
static TemplateValue *has_pdf(const RegionPage *page, ProfileKind kind) {
  return template_value_bool((page->formats & FORMAT_PDF) && page->pages > 0 && profiles_have(page->profiles, kind));
}

static Scope *region_scope(const RegionPage *page) {
  const Doc *doc = page->doc;
  Scope *scope = scope_new(page->site->locale, page->site->scope);
  g_autofree char *updated = locale_period(page->site->locale, doc->updated);
  scope_set(scope, "region", region_value(page));
  scope_set(scope, "crumbs", crumbs_value(doc, page->root));
  scope_set(scope, "sources", sources_value(page->site, doc));
  scope_set(scope, "corrections", page_corrections_value(doc->corrections));
  scope_set(scope, "figures", figures_value(doc));
  scope_set(scope, "page_files", page_files_value(page));
  scope_set(scope, "documents", documents_value(page));
  set_text(scope, "name", doc->name);
  set_text(scope, "kicker", doc->kicker);
  set_text(scope, "meta", doc->meta);
  set_text(scope, "footer", doc->footer);
  set_text(scope, "updated", doc->updated.kind == PERIOD_NONE ? NULL : updated);
  scope_set(scope, "example", template_value_bool(doc->example));
  scope_set(scope, "has_pdf", has_pdf(page, PROFILE_SCREEN));
  scope_set(scope, "has_print_pdf", has_pdf(page, PROFILE_PRINT));
  scope_set(scope, "has_grey_pdf", has_pdf(page, PROFILE_GREYSCALE));
  scope_set(scope, "has_svg", template_value_bool(page->formats & FORMAT_SVG));
  scope_set(scope, "content", template_value_safe(page->out->str));
  return scope;
}

/* The first of the region's pictures is its card. */
static const SiteDocument *card_of(const RegionPage *page) {
  for (guint i = 0; page->documents && (page->formats & FORMAT_PNG) && i < page->documents->len; i++) {
    const SiteDocument *document = &g_array_index(page->documents, SiteDocument, i);
    if (is_picture(document->document)) return document;
  }
  return NULL;
}

/* What the card says. Owned by the caller. */
static char *card_alt(const RegionPage *page) {
  g_autofree char *finding = plain_finding(page->doc);
  if (!finding) return g_strdup(page->doc->description);
  if (page->doc->name && strstr(finding, page->doc->name)) return g_steal_pointer(&finding);
  return locale_phrase(page->site->locale, "web.card_alt", "title", page->doc->title, "finding", finding, NULL);
}

bool site_region(const Site *site, const Doc *doc, TextEngine *text, guint pages, OutputFormats formats, Profiles profiles,
                 const GArray *documents, SiteFiles *files, Diags *diags) {
  g_autofree char *path = g_strconcat(doc->site_path, "/index.html", NULL), *root = link_root(path);
  g_autoptr(GString) out = g_string_new(NULL);
  RegionPage page = {.site = site, .doc = doc, .text = text, .formats = formats, .profiles = profiles, .documents = documents, .pages = pages,
                     .root = root, .out = out, .files = files, .span = 12};
  node_html(&page, doc->root);
  g_autoptr(Scope) scope = region_scope(&page);
  const SiteDocument *card = card_of(&page);
  g_autofree char *alt = card ? card_alt(&page) : NULL;
  PageImage image = {.alt = alt};
  if (card) image = (PageImage){card->document->file, card->width, card->height, alt};
  PageOptions options = {.kind = PAGE_REGION, .path = path, .title = doc->title, .description = doc->description, .scope = scope,
                         .image = card ? &image : NULL};
  if (!page_add(site, &options, files, diags)) return false;
  char *csv = site_region_csv(site->dataset, doc->region);
  site_files_add(files, g_strconcat(doc->site_path, "/data.csv", NULL), g_bytes_new_take(csv, strlen(csv)));
  char *targets = site_region_targets_csv(site->dataset, doc->region);
  site_files_add(files, g_strconcat(doc->site_path, "/targets.csv", NULL), g_bytes_new_take(targets, strlen(targets)));
  return true;
}
