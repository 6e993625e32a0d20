/* Reads a site's files once and finds what is wrong with them. Used by test_site.c only, hence all in one header. */
#pragma once
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "base/file.h"
#include "data/dataset.h"
#include "doc/doc.h"

/* What one page says of itself. */
typedef struct {
  char *path;
  GHashTable *ids;
  GPtrArray *links;  /* char* as written: href and src */
  GPtrArray *refs;   /* char* ids named by aria-labelledby */
  GPtrArray *found;  /* char*: what is wrong */
  int heading, h1;
  bool language, title;
} SitePage;

typedef struct {
  char *root;
  GHashTable *files; /* path below the root → NULL */
  GHashTable *pages; /* path → SitePage* */
} SiteCheck;

static inline void site_finding(GPtrArray *found, const char *path, const char *format, ...) G_GNUC_PRINTF(3, 4);
static inline void site_finding(GPtrArray *found, const char *path, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  g_ptr_array_add(found, g_strdup_printf("%s: %s", path, text));
}

/* ---- one page ---- */

static inline void site_attribute(SitePage *page, const char *element, const char *name, const char *value) {
  if (g_str_equal(name, "id") && !g_hash_table_add(page->ids, g_strdup(value)))
    site_finding(page->found, page->path, "id \"%s\" is there twice", value);
  if (g_str_equal(name, "href") || g_str_equal(name, "src")) g_ptr_array_add(page->links, g_strdup(value));
  if (g_str_equal(name, "style") || g_str_has_prefix(name, "on"))
    site_finding(page->found, page->path, "<%s %s> is inline", element, name);
  if (!g_str_equal(name, "aria-labelledby")) return;
  g_auto(GStrv) ids = g_strsplit(value, " ", -1);
  for (char **id = ids; *id; id++) g_ptr_array_add(page->refs, g_strdup(*id));
}

static inline void site_element(GMarkupParseContext *context G_GNUC_UNUSED, const char *element, const char **names, const char **values,
                                gpointer user_data, GError **error G_GNUC_UNUSED) {
  SitePage *page = user_data;
  if (g_str_equal(element, "script") || g_str_equal(element, "style"))
    site_finding(page->found, page->path, "<%s> is inline", element);
  if (element[0] == 'h' && element[1] >= '1' && element[1] <= '6' && !element[2]) {
    int level = element[1] - '0';
    if (level > page->heading + 1) site_finding(page->found, page->path, "h%d follows h%d", level, page->heading);
    page->heading = level;
    page->h1 += level == 1;
  }
  if (g_str_equal(element, "title")) page->title = true;
  for (; *names; names++, values++) {
    if (g_str_equal(element, "html") && g_str_equal(*names, "lang")) page->language = **values != 0;
    site_attribute(page, element, *names, *values);
  }
}

static inline bool site_parse(const GMarkupParser *parser, const char *text, gsize length, gpointer user_data, GError **error) {
  g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new(parser, G_MARKUP_PREFIX_ERROR_POSITION, user_data, NULL);
  return g_markup_parse_context_parse(context, text, (gssize)length, error) && g_markup_parse_context_end_parse(context, error);
}

static inline void site_page_free(gpointer data) {
  SitePage *page = data;
  g_hash_table_unref(page->ids);
  g_ptr_array_unref(page->links);
  g_ptr_array_unref(page->refs);
  g_ptr_array_unref(page->found);
  g_free(page->path);
  g_free(page);
}

static inline SitePage *site_page_read(const char *root, const char *path) {
  static const GMarkupParser parser = {.start_element = site_element};
  SitePage *page = g_new0(SitePage, 1);
  page->path = g_strdup(path);
  page->ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  page->links = g_ptr_array_new_with_free_func(g_free);
  page->refs = g_ptr_array_new_with_free_func(g_free);
  page->found = g_ptr_array_new_with_free_func(g_free);
  g_autofree char *file = g_build_filename(root, path, NULL), *text = NULL;
  gsize length;
  g_autoptr(GError) error = NULL;
  if (!file_read(file, &text, &length, &error) || !site_parse(&parser, text, length, page, &error))
    site_finding(page->found, path, "%s", error->message);
  if (!page->language) site_finding(page->found, path, "no language");
  if (!page->title) site_finding(page->found, path, "no title");
  if (page->h1 != 1) site_finding(page->found, path, "%d times h1", page->h1);
  for (guint i = 0; i < page->refs->len; i++)
    if (!g_hash_table_contains(page->ids, page->refs->pdata[i]))
      site_finding(page->found, path, "nothing has the id \"%s\"", (const char *)page->refs->pdata[i]);
  return page;
}

/* ---- the site ---- */

static inline void site_list(SiteCheck *check, const char *folder) {
  g_autofree char *path = g_build_filename(check->root, folder, NULL);
  g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
  assert_non_null(dir);
  for (const char *name; (name = g_dir_read_name(dir));) {
    g_autofree char *below = *folder ? g_strconcat(folder, "/", name, NULL) : g_strdup(name);
    g_autofree char *full = g_build_filename(check->root, below, NULL);
    if (g_file_test(full, G_FILE_TEST_IS_DIR)) site_list(check, below);
    else g_hash_table_add(check->files, g_steal_pointer(&below));
  }
}

static inline SiteCheck *site_check_new(const char *root) {
  SiteCheck *check = g_new0(SiteCheck, 1);
  check->root = g_strdup(root);
  check->files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  check->pages = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, site_page_free);
  site_list(check, "");
  GHashTableIter iter;
  gpointer path;
  g_hash_table_iter_init(&iter, check->files);
  while (g_hash_table_iter_next(&iter, &path, NULL))
    if (g_str_has_suffix(path, ".html")) g_hash_table_insert(check->pages, path, site_page_read(root, path));
  return check;
}

static inline void site_check_free(SiteCheck *check) {
  g_hash_table_unref(check->pages);
  g_hash_table_unref(check->files);
  g_free(check->root);
  g_free(check);
}

static inline bool site_check_has(const SiteCheck *check, const char *path) {
  return g_hash_table_contains(check->files, path);
}

static inline GPtrArray *site_check_pages(const SiteCheck *check) {
  GPtrArray *found = g_ptr_array_new_with_free_func(g_free);
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init(&iter, check->pages);
  while (g_hash_table_iter_next(&iter, NULL, &value)) {
    const SitePage *page = value;
    for (guint i = 0; i < page->found->len; i++) g_ptr_array_add(found, g_strdup(page->found->pdata[i]));
  }
  return found;
}

/* The file a link leads to, below the root: relative to the page, or from the root. NULL: it leaves the site's tree. */
static inline char *site_target(const char *page, const char *link) {
  g_autofree char *base = *link == '/' ? g_strdup("/") : g_path_get_dirname(page);
  g_autofree char *joined = g_strconcat("/", base, "/", link, NULL), *whole = g_canonicalize_filename(joined, "/");
  int depth = 0;
  g_auto(GStrv) parts = g_strsplit(joined, "/", -1);
  for (char **part = parts; *part; part++) {
    if (g_str_equal(*part, "..")) depth--;
    else if (**part && !g_str_equal(*part, ".")) depth++;
    if (depth < 0) return NULL;
  }
  return g_strdup(whole + 1);
}

static inline void site_check_link(const SiteCheck *check, const SitePage *page, const char *link, GPtrArray *found) {
  if (g_str_has_prefix(link, "https://") || g_str_has_prefix(link, "http://") || g_str_has_prefix(link, "mailto:")) return;
  g_auto(GStrv) parts = g_strsplit(link, "#", 2);
  g_autofree char *target = *parts[0] ? site_target(page->path, parts[0]) : g_strdup(page->path);
  if (!target || !site_check_has(check, target)) {
    site_finding(found, page->path, "link to \"%s\" leads nowhere", link);
    return;
  }
  const SitePage *other = g_hash_table_lookup(check->pages, target);
  if (parts[1] && (!other || !g_hash_table_contains(other->ids, parts[1])))
    site_finding(found, page->path, "link to \"%s\": no such place", link);
}

static inline GPtrArray *site_check_links(const SiteCheck *check) {
  GPtrArray *found = g_ptr_array_new_with_free_func(g_free);
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init(&iter, check->pages);
  while (g_hash_table_iter_next(&iter, NULL, &value)) {
    const SitePage *page = value;
    for (guint i = 0; i < page->links->len; i++) site_check_link(check, page, page->links->pdata[i], found);
  }
  return found;
}

/* ---- other files ---- */

typedef void (*SiteFileFunc)(const SiteCheck *check, const char *path, const char *text, gsize length, GPtrArray *found);

static inline GPtrArray *site_check_files(const SiteCheck *check, const char *suffix, SiteFileFunc func) {
  GPtrArray *found = g_ptr_array_new_with_free_func(g_free);
  GHashTableIter iter;
  gpointer path;
  guint count = 0;
  g_hash_table_iter_init(&iter, check->files);
  while (g_hash_table_iter_next(&iter, &path, NULL)) {
    if (!g_str_has_suffix(path, suffix)) continue;
    count++;
    g_autofree char *file = g_build_filename(check->root, path, NULL), *text = NULL;
    gsize length;
    g_autoptr(GError) error = NULL;
    if (file_read(file, &text, &length, &error)) func(check, path, text, length, found);
    else site_finding(found, path, "%s", error->message);
  }
  if (count == 0) site_finding(found, suffix, "there is not a single one");
  return found;
}

static inline void site_svg(const SiteCheck *check G_GNUC_UNUSED, const char *path, const char *text, gsize length, GPtrArray *found) {
  static const GMarkupParser nothing = {0};
  g_autoptr(GError) error = NULL;
  if (!site_parse(&nothing, text, length, NULL, &error)) site_finding(found, path, "%s", error->message);
  if (strstr(text, "var(")) site_finding(found, path, "a colour is not resolved");
  if (strstr(text, "<script") || strstr(text, "NaN") || strstr(text, "\"nan")) site_finding(found, path, "no picture holds this");
  if (strstr(path, "/figuur/") && !strstr(text, "<title")) site_finding(found, path, "no title");
}

static inline void site_css(const SiteCheck *check, const char *path, const char *text, gsize length G_GNUC_UNUSED, GPtrArray *found) {
  for (const char *at = text; (at = strstr(at, "url("));) {
    at += strlen("url(");
    if (*at == '"') at++;
    g_autofree char *link = g_strndup(at, strcspn(at, "\")"));
    g_autofree char *target = site_target(path, link);
    if (!target || !site_check_has(check, target)) site_finding(found, path, "url \"%s\" leads nowhere", link);
  }
  if (strstr(text, "@import")) site_finding(found, path, "it imports");
}

/* Cells of the record at *at, which then stands behind its end. */
static inline guint site_csv_record(const char **at) {
  guint cells = 1;
  bool quoted = false;
  for (; **at; (*at)++) {
    if (**at == '"') quoted = !quoted;
    else if (!quoted && **at == ',') cells++;
    else if (!quoted && **at == '\n') {
      (*at)++;
      return cells;
    }
  }
  return cells;
}

static inline void site_csv(const SiteCheck *check G_GNUC_UNUSED, const char *path, const char *text, gsize length, GPtrArray *found) {
  if (!g_utf8_validate(text, (gssize)length, NULL)) site_finding(found, path, "not UTF-8");
  if (!g_str_has_prefix(text, "code,name,indicator,period,group,value,low,high,state,flags,unit,source\r\n"))
    site_finding(found, path, "other columns");
  guint line = 0;
  for (const char *at = text; *at;) {
    line++;
    guint cells = site_csv_record(&at);
    if (cells != 12) site_finding(found, path, "record %u has %u cells", line, cells);
  }
  if (line < 2) site_finding(found, path, "no data");
}

static inline GPtrArray *site_check_svgs(const SiteCheck *check) { return site_check_files(check, ".svg", site_svg); }
static inline GPtrArray *site_check_css(const SiteCheck *check) { return site_check_files(check, ".css", site_css); }
static inline GPtrArray *site_check_csvs(const SiteCheck *check) { return site_check_files(check, "data.csv", site_csv); }
