/* datapackage.json: a contract between who delivers data and this program. jansson judges the syntax (strict JSON, with
 * the place of the first slip); then the text is read once more as YAML, of which JSON is a subset, because that reader
 * keeps the place of every value. This file must not know rows, nor what a role's columns mean. */
#include "data/package.h"
#include "base/file.h"
#include "config/yaml.h"
#include "data/schema.h"
#include <jansson.h>
#include <string.h>

static const char *const ROLE_NAMES[ROLES + 1] = {"sources",    "groups",  "regions",      "memberships",
                                                  "indicators", "targets", "observations", NULL};
const char *role_name(Role role) { return ROLE_NAMES[role]; }

typedef struct {
  const char *name;
  CsvEncoding encoding;
} EncodingName;

/* As browsers do, what calls itself Latin-1 is read as Windows-1252. */
static const EncodingName ENCODINGS[] = {{"utf-8", CSV_UTF8},          {"utf8", CSV_UTF8},
                                         {"windows-1252", CSV_WINDOWS_1252}, {"cp1252", CSV_WINDOWS_1252},
                                         {"iso-8859-1", CSV_WINDOWS_1252},   {"latin1", CSV_WINDOWS_1252},
                                         {"latin-1", CSV_WINDOWS_1252},      {"ascii", CSV_UTF8}};

static const char *const DIALECT_KEYS[] = {"delimiter",   "quoteChar",        "doubleQuote",  "lineTerminator",
                                           "header",      "headerRows",       "commentRows",  "skipInitialSpace",
                                           "$schema",     "csvddfVersion",    "caseSensitiveHeader", NULL};
static const char *const FEITENBLAD_KEYS[] = {"role", "layout", "region", "period", "source", "symbols", NULL};
static const char *const LAYOUTS[] = {"long", "wide", NULL};

static void resource_free(Resource *resource) {
  g_free(resource->name);
  g_free(resource->path);
  g_free(resource->region_column);
  g_free(resource->period_column);
  g_free(resource->source);
  g_ptr_array_unref(resource->fields);
  g_ptr_array_unref(resource->missing);
  g_ptr_array_unref(resource->primary_key);
  g_ptr_array_unref(resource->foreign_keys);
  g_free(resource);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Resource, resource_free)

static Resource *resource_new(const YamlNode *map) {
  Resource *resource = g_new0(Resource, 1);
  resource->pos = resource->layout_pos = yaml_pos(map);
  resource->fields = g_ptr_array_new_with_free_func((GDestroyNotify)field_free);
  resource->missing = g_ptr_array_new_with_free_func(g_free);
  resource->primary_key = g_ptr_array_new_with_free_func(g_free);
  resource->foreign_keys = g_ptr_array_new_with_free_func((GDestroyNotify)foreign_key_free);
  resource->dialect = (CsvDialect){.delimiter = ',', .quote = '"', .header_rows = 1, .header_row = 1, .trim = true};
  return resource;
}

const Field *resource_field(const Resource *resource, const char *name) {
  for (guint i = 0; i < resource->fields->len; i++) {
    const Field *field = g_ptr_array_index(resource->fields, i);
    if (!strcmp(field->name, name)) return field;
  }
  return NULL;
}

static void unknown_word(const char *code, SourcePos pos, const char *what, const char *word, const char *const *known,
                         Diags *diags) {
  const char *nearest = yaml_nearest(word, known);
  g_autofree char *all = g_strjoinv(", ", (char **)known);
  g_autofree char *hint = nearest ? g_strdup_printf("did you mean '%s'?", nearest) : g_strdup_printf("known are: %s", all);
  diags_error(diags, code, pos, hint, "%s '%s' is not known", what, word);
}

/* ---- Where the file is ----------------------------------------------------------------------------------------- */

/* Whether a path from the package stays in the package's folder. */
static bool path_stays(const char *path) {
  if (!*path || g_path_is_absolute(path) || strpbrk(path, "\\:")) return false;
  g_auto(GStrv) parts = g_strsplit(path, "/", -1);
  for (char **part = parts; *part; part++)
    if (!**part || !strcmp(*part, "..") || !strcmp(*part, ".")) return false;
  return true;
}

static void read_path(Resource *resource, const YamlNode *map, const char *folder, Diags *diags) {
  const YamlNode *node = yaml_get(map, "path");
  if (!node || yaml_kind(node) != YAML_SCALAR) {
    diags_error(diags, "package-path", node ? yaml_pos(node) : resource->pos, "give each file a resource of its own",
                "the resource '%s' does not name one file in 'path'", resource->name);
    return;
  }
  const char *path = yaml_text(node);
  if (!path_stays(path))
    diags_error(diags, "package-path", yaml_pos(node), "name a file in or below the folder of datapackage.json",
                "the path '%s' does not stay in the package's folder", path);
  resource->path = strcmp(folder, ".") ? g_build_filename(folder, path, NULL) : g_strdup(path);
  resource->file = g_intern_string(resource->path);
}

/* ---- How it is written ----------------------------------------------------------------------------------------- */

static void read_encoding(Resource *resource, const YamlNode *map, Diags *diags) {
  const char *name = yaml_string(map, "encoding", "utf-8", diags);
  for (gsize i = 0; i < G_N_ELEMENTS(ENCODINGS); i++) {
    if (g_ascii_strcasecmp(ENCODINGS[i].name, name)) continue;
    resource->dialect.encoding = ENCODINGS[i].encoding;
    return;
  }
  diags_error(diags, "package-encoding", yaml_pos(yaml_get(map, "encoding")), "use utf-8 or windows-1252",
              "the encoding '%s' is not read", name);
}

static char separator(const YamlNode *map, const char *key, char fallback, Diags *diags) {
  const char *text = yaml_string(map, key, NULL, diags);
  if (!text) return fallback;
  if (strlen(text) == 1 && (*text == '\t' || (*text > ' ' && *text < 0x7f)) && !g_ascii_isalnum(*text)) return *text;
  diags_error(diags, "package-dialect", yaml_pos(yaml_get(map, key)), "use one character, such as \",\" or \";\"",
              "'%s' cannot be '%s'", key, text);
  return fallback;
}

/* The names stand in the first of headerRows; the rows after it up to the last of headerRows and commentRows (units,
 * numbers) are passed over, and so are those before it. */
static void read_header_rows(Resource *resource, const YamlNode *map, Diags *diags) {
  static const char *const keys[] = {"headerRows", "commentRows"};
  CsvDialect *dialect = &resource->dialect;
  if (!yaml_bool(map, "header", true, diags)) dialect->header_rows = dialect->header_row = 0;
  for (gsize k = 0; k < G_N_ELEMENTS(keys); k++) {
    const YamlNode *list = yaml_get(map, keys[k]);
    for (guint i = 0; list && i < yaml_length(list); i++) {
      const YamlNode *item = yaml_item(list, i);
      gint64 row = g_ascii_strtoll(yaml_text(item), NULL, 10);
      if (row < 1 || row > 1000)
        diags_error(diags, "package-dialect", yaml_pos(item), "rows count from 1", "'%s' is no row of a header",
                    yaml_text(item));
      else if (k == 0 && i == 0) dialect->header_row = dialect->header_rows = (guint)row;
      else dialect->header_rows = MAX(dialect->header_rows, (guint)row);
    }
  }
}

static void read_dialect(Resource *resource, const YamlNode *map, Diags *diags) {
  const YamlNode *dialect = yaml_get(map, "dialect");
  read_encoding(resource, map, diags);
  if (!dialect) return;
  yaml_check_keys(dialect, DIALECT_KEYS, diags);
  resource->dialect.delimiter = separator(dialect, "delimiter", ',', diags);
  resource->dialect.quote = separator(dialect, "quoteChar", '"', diags);
  if (resource->dialect.delimiter == resource->dialect.quote)
    diags_error(diags, "package-dialect", yaml_pos(dialect), NULL, "delimiter and quoteChar are the same");
  if (!yaml_bool(dialect, "doubleQuote", true, diags))
    diags_error(diags, "package-dialect", yaml_pos(yaml_get(dialect, "doubleQuote")), "double quotes inside a field",
                "quotes that are not doubled cannot be read");
  read_header_rows(resource, dialect, diags);
}

/* ---- What it is for -------------------------------------------------------------------------------------------- */

static bool read_role(Resource *resource, const YamlNode *own, Diags *diags) {
  const char *name = yaml_string(own, "role", "", diags);
  for (Role role = 0; role < ROLES; role++) {
    if (strcmp(ROLE_NAMES[role], name)) continue;
    resource->role = role;
    return true;
  }
  const YamlNode *node = yaml_get(own, "role");
  unknown_word("package-role", yaml_pos(node ? node : own), "the role", name, ROLE_NAMES, diags);
  return false;
}

static void read_symbols(Resource *resource, const YamlNode *own, Diags *diags) {
  const char *id = yaml_string(own, "symbols", NULL, diags);
  if (!id) return;
  resource->symbols = symbol_set_find(id);
  if (!resource->symbols)
    unknown_word("package-symbols", yaml_pos(yaml_get(own, "symbols")), "the symbol set", id, symbol_set_ids(), diags);
}

static void check_column(const Resource *resource, const YamlNode *own, const char *key, const char *name, Diags *diags) {
  const YamlNode *node = yaml_get(own, key);
  if (name && !resource_field(resource, name))
    diags_error(diags, "package-wide", yaml_pos(node), "name a field of the schema", "'%s' names the column '%s', which the "
                "schema does not have", key, name);
}

static void read_wide(Resource *resource, const YamlNode *own, Diags *diags) {
  resource->region_column = g_strdup(yaml_string(own, "region", NULL, diags));
  resource->source = g_strdup(yaml_string(own, "source", NULL, diags));
  const char *period = yaml_string(own, "period", NULL, diags);
  if (period && !period_parse(period, strlen(period), &resource->period)) resource->period_column = g_strdup(period);
  check_column(resource, own, "region", resource->region_column, diags);
  check_column(resource, own, "period", resource->period_column, diags);
  if (!resource->region_column)
    diags_error(diags, "package-wide", yaml_pos(own), "add \"region\": \"…\" with the name of the column of codes",
                "a wide table must say which column names the region");
  guint columns = 0;
  for (guint i = 0; i < resource->fields->len; i++) {
    const Field *field = g_ptr_array_index(resource->fields, i);
    if (!field->indicator) continue;
    columns++;
    if (!period && field->period.kind == PERIOD_NONE)
      diags_error(diags, "package-wide", field->pos, "give the field or the resource a \"period\": \"2024\"",
                  "of which period the column '%s' is, is not said", field->name);
  }
  if (!columns)
    diags_error(diags, "package-wide", yaml_pos(own), "add \"indicator\": \"…\" to the fields that hold values",
                "no column of the wide table '%s' holds an indicator", resource->name);
}

static void read_layout(Resource *resource, const YamlNode *own, Diags *diags) {
  const char *layout = yaml_string(own, "layout", "long", diags);
  const YamlNode *node = yaml_get(own, "layout");
  if (node) resource->layout_pos = yaml_pos(node);
  resource->wide = !strcmp(layout, "wide");
  if (!g_strv_contains(LAYOUTS, layout))
    unknown_word("package-layout", resource->layout_pos, "the layout", layout, LAYOUTS, diags);
  else if (resource->wide) read_wide(resource, own, diags);
}

/* NULL when the resource has no role (a note) or has errors. */
static Resource *read_resource(const YamlNode *map, const char *folder, Diags *diags) {
  guint errors = diags_count(diags, DIAG_ERROR);
  g_autoptr(Resource) resource = resource_new(map);
  resource->name = g_strdup(yaml_string(map, "name", "", diags));
  if (!*resource->name)
    diags_error(diags, "package-resource", resource->pos, "give each resource a name", "a resource without a name");
  const YamlNode *own = yaml_get(map, "feitenblad");
  if (!own) {
    diags_add(diags, DIAG_NOTE, "package-no-role", resource->pos, "add \"feitenblad\": {\"role\": \"…\"} to have it read",
              "the resource '%s' has no role and is not read", resource->name);
    return NULL;
  }
  yaml_check_keys(own, FEITENBLAD_KEYS, diags);
  read_path(resource, map, folder, diags);
  read_dialect(resource, map, diags);
  schema_read(resource, yaml_get(map, "schema"), diags);
  read_symbols(resource, own, diags);
  if (read_role(resource, own, diags) && resource->role == ROLE_OBSERVATIONS) read_layout(resource, own, diags);
  return diags_count(diags, DIAG_ERROR) == errors ? g_steal_pointer(&resource) : NULL;
}

/* ---- The whole package ----------------------------------------------------------------------------------------- */

void package_free(Package *package) {
  g_free(package->path);
  g_free(package->sha256);
  g_ptr_array_unref(package->resources);
  g_ptr_array_unref(package->entries);
  g_free(package);
}

const Resource *package_resource(const Package *package, const char *name) {
  for (guint i = 0; i < package->resources->len; i++) {
    const Resource *resource = g_ptr_array_index(package->resources, i);
    if (!strcmp(resource->name, name)) return resource;
  }
  return NULL;
}

/* jansson says where what it stumbled over ends, and quotes it; people look for where it begins. */
static SourcePos json_place(const char *file, const json_error_t *error) {
  const char *token = strstr(error->text, " near '");
  SourcePos pos = {file, error->line, error->column};
  if (!token) return pos;
  token += strlen(" near '");
  glong length = g_utf8_strlen(token, (gssize)strlen(token) - 1);
  if (length > 1 && length <= pos.column) pos.column -= (int)length - 1;
  return pos;
}

static void entry_free(gpointer data) {
  PackageEntry *entry = data;
  g_free(entry->name);
  g_free(entry->title);
  g_free(entry->path);
  g_free(entry->json);
  g_free(entry);
}

static char *json_text(const json_t *map, const char *key) {
  const char *text = json_string_value(json_object_get(map, key));
  return g_strdup(text ? text : "");
}

static void collect_entries(Package *package, json_t *json) {
  g_autofree char *folder = g_path_get_dirname(package->path);
  json_t *item;
  size_t i;
  json_array_foreach(json_object_get(json, "resources"), i, item) {
    if (!json_is_object(item)) continue;
    PackageEntry *entry = g_new0(PackageEntry, 1);
    g_autofree char *path = json_text(item, "path");
    entry->name = json_text(item, "name");
    entry->title = json_text(item, "title");
    if (path_stays(path) && g_str_has_suffix(path, ".csv")) entry->path = g_build_filename(folder, path, NULL);
    json_object_del(item, "feitenblad");
    entry->json = json_dumps(item, JSON_COMPACT);
    g_ptr_array_add(package->entries, entry);
  }
}

/* Which entries are read, and as what. */
static void number_entries(Package *package) {
  for (guint i = 0; i < package->entries->len; i++) {
    PackageEntry *entry = g_ptr_array_index(package->entries, i);
    const Resource *resource = package_resource(package, entry->name);
    if (!resource) continue;
    entry->number = resource->number;
    entry->observations = resource->role == ROLE_OBSERVATIONS;
  }
}

static YamlDoc *parse(Package *package, const char *text, gsize length, const char *file, Diags *diags) {
  json_error_t error;
  g_autoptr(YamlDoc) doc = NULL;
  json_t *json = json_loadb(text, length, 0, &error);
  if (!json) {
    diags_error(diags, "package-json", json_place(file, &error),
                json_error_code(&error) == json_error_invalid_utf8
                    ? "save the file as UTF-8"
                    : "look for a comma or bracket too many or missing, just before this place",
                "this is no JSON: %s", error.text);
    return NULL;
  }
  collect_entries(package, json);
  json_decref(json);
  doc = yaml_parse(text, length, file, 0, diags);
  if (!doc || yaml_kind(yaml_root(doc)) == YAML_MAP) return g_steal_pointer(&doc);
  diags_error(diags, "package-json", (SourcePos){file, 1, 1}, "begin with {", "the package should be one object");
  return NULL;
}

static void add_resource(Package *package, Resource *resource, Diags *diags) {
  const Resource *same = package_resource(package, resource->name);
  if (same)
    diags_error(diags, "package-resource", resource->pos, "give each resource a name of its own",
                "the resource '%s' is listed twice; the first is on line %d", resource->name, same->pos.line);
  g_ptr_array_add(package->resources, resource);
}

static int compare(int a, int b) { return (a > b) - (a < b); }

static int by_role(gconstpointer a, gconstpointer b) {
  const Resource *first = *(const Resource *const *)a, *second = *(const Resource *const *)b;
  if (first->role != second->role) return compare(first->role, second->role);
  int line = compare(first->pos.line, second->pos.line);
  return line ? line : compare(first->pos.column, second->pos.column);
}

static void read_resources(Package *package, const YamlNode *root, const char *file, Diags *diags) {
  const YamlNode *list = yaml_get(root, "resources");
  g_autofree char *folder = g_path_get_dirname(package->path);
  if (!list || yaml_kind(list) != YAML_LIST || !yaml_length(list)) {
    diags_error(diags, "package-resource", list ? yaml_pos(list) : (SourcePos){file, 1, 1},
                "list each file with its role and schema", "the package has no list of resources");
    return;
  }
  for (guint i = 0; i < yaml_length(list); i++) {
    Resource *resource = read_resource(yaml_item(list, i), folder, diags);
    if (resource) add_resource(package, resource, diags);
  }
  g_ptr_array_sort(package->resources, by_role);
  for (guint i = 0; i < package->resources->len; i++)
    ((Resource *)g_ptr_array_index(package->resources, i))->number = (guint16)(i + 1);
}

Package *package_load(const Config *config, Diags *diags) {
  const char *file = g_intern_string(config->datapackage);
  g_autofree char *path = config_path(config, config->datapackage), *text = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;
  if (!file_read(path, &text, &length, &error)) {
    diags_error(diags, "file-unreadable", (SourcePos){file, 0, 0}, "feitenblad.yaml says where the data package is",
                "the data package cannot be read: %s", error->message);
    return NULL;
  }
  gsize mark = g_str_has_prefix(text, "\xef\xbb\xbf") ? 3 : 0;
  g_autoptr(Package) package = g_new0(Package, 1);
  package->path = g_strdup(config->datapackage);
  package->entries = g_ptr_array_new_with_free_func(entry_free);
  package->sha256 = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)text, length);
  package->size = length;
  package->resources = g_ptr_array_new_with_free_func((GDestroyNotify)resource_free);
  g_autoptr(YamlDoc) doc = parse(package, text + mark, length - mark, file, diags);
  if (!doc) return NULL;
  read_resources(package, yaml_root(doc), file, diags);
  number_entries(package);
  return g_steal_pointer(&package);
}
