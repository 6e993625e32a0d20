/* datapackage.json: a contract between who delivers data and this program. jansson judges the syntax (strict JSON, with
 * the place of the first slip); then the text is read once more as YAML, of which JSON is a subset, because that reader
 * keeps the place of every value. This file must not know rows, nor what a role's columns mean. */
#include "data/package.h"
#include "base/file.h"
#include "config/yaml.h"
#include "data/dialect.h"
#include "data/meta.h"
#include "data/schema.h"
#include <jansson.h>
#include <string.h>

static const char *const ROLE_NAMES[ROLES + 1] = {"sources",    "groups",  "regions",      "memberships",  "mergers",
                                                  "variants",   "indicators", "embargoes",  "corrections",  "targets",
                                                  "observations", NULL};
const char *role_name(Role role) { return ROLE_NAMES[role]; }

enum { MAX_PARTS = 1000 };

/* What reading needs to know of the package as a whole. */
typedef struct {
  const char *root, *folder; /* of the project; of the package, below it */
  const YamlNode *dialect;   /* of the package, for resources without one; or NULL */
  bool all;                  /* also resources without a role */
  Diags *diags;
} Reading;

static const char *const FEITENBLAD_KEYS[] = {"role", "layout", "region", "period", "source", "symbols", "footer",
                                             "regions", "embargo", NULL};
static const char *const LAYOUTS[] = {"long", "wide", NULL};

static void resource_free(Resource *resource) {
  g_free(resource->name);
  g_free(resource->hash);
  g_free(resource->header_join);
  g_ptr_array_unref(resource->parts);
  g_array_unref(resource->header_rows);
  g_array_unref(resource->comment_rows);
  g_ptr_array_unref(resource->footer);
  g_ptr_array_unref(resource->unique_keys);
  g_ptr_array_unref(resource->symbols);
  g_free(resource->regions_by.level);
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
  resource->parts = g_ptr_array_new_with_free_func(g_free);
  resource->header_rows = g_array_new(FALSE, FALSE, sizeof(guint));
  resource->comment_rows = g_array_new(FALSE, FALSE, sizeof(guint));
  resource->footer = g_ptr_array_new();
  resource->unique_keys = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  resource->symbols = g_ptr_array_new_with_free_func(symbol_span_free);
  resource->header_join = g_strdup(" ");
  resource->role = ROLES;
  resource->bytes = -1;
  resource->dialect = (CsvDialect){.delimiter = ',', .quote = '"', .header_rows = 1, .trim = true};
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

static void add_part(Reading *reading, Resource *resource, const YamlNode *node) {
  const char *path = yaml_text(node);
  if (strstr(path, "://"))
    diags_error(reading->diags, "package-remote", yaml_pos(node), "put the file beside datapackage.json and name it there",
                "'%s' is on the network, from which nothing is read", path);
  else if (yaml_kind(node) != YAML_SCALAR || !path_stays(path))
    diags_error(reading->diags, "package-path", yaml_pos(node), "name a file in or below the folder of datapackage.json",
                "the path '%s' does not stay in the package's folder", path);
  g_ptr_array_add(resource->parts, strcmp(reading->folder, ".") ? g_build_filename(reading->folder, path, NULL) : g_strdup(path));
}

static void read_path(Reading *reading, Resource *resource, const YamlNode *map) {
  const YamlNode *node = yaml_get(map, "path"), *data = yaml_get(map, "data");
  if (data) {
    diags_error(reading->diags, "package-inline-data", yaml_pos(data), "put the data in a CSV file and name it in 'path'",
                "data within datapackage.json is not read");
  } else if (!node || yaml_kind(node) == YAML_MAP || (yaml_kind(node) == YAML_LIST && !yaml_length(node))) {
    diags_error(reading->diags, "package-path", node ? yaml_pos(node) : resource->pos,
                "write \"path\": \"file.csv\", or a list of files of the same form",
                "the resource '%s' does not name its file in 'path'", resource->name);
  }
  if (node && yaml_kind(node) == YAML_SCALAR) add_part(reading, resource, node);
  if (node && yaml_kind(node) == YAML_LIST && yaml_length(node) > MAX_PARTS)
    diags_error(reading->diags, "package-path", yaml_pos(node), "join some of them", "the resource '%s' has more than %d files",
                resource->name, MAX_PARTS);
  for (guint i = 0; node && yaml_kind(node) == YAML_LIST && i < MIN(yaml_length(node), MAX_PARTS); i++)
    add_part(reading, resource, yaml_item(node, i));
  if (resource->parts->len) resource_take_part(resource, 0);
}

void resource_take_part(Resource *resource, guint part) {
  resource->path = g_ptr_array_index(resource->parts, part);
  resource->file = g_intern_string(resource->path);
  resource->number = (guint16)(resource->first_number + part);
}

/* Whether what is declared of the file says that it is CSV. */
static void read_kind(Reading *reading, Resource *resource, const YamlNode *map) {
  const char *format = yaml_string(map, "format", NULL, reading->diags);
  const char *dot = resource->path ? strrchr(resource->path, '.') : NULL;
  if (!format) format = dot ? dot + 1 : "";
  if (!g_ascii_strcasecmp(format, "tsv") && resource->dialect.delimiter == ',' && !resource->declared.delimiter) {
    resource->dialect.delimiter = '\t';
    resource->declared.delimiter = true;
  }
  resource->table = !g_ascii_strcasecmp(format, "csv") || !g_ascii_strcasecmp(format, "tsv") || yaml_get(map, "schema");
  bool packed = g_str_equal(format, "gz") || g_str_equal(format, "zip");
  if (yaml_get(map, "compression") || packed) {
    const YamlNode *node = yaml_get(map, "compression") ? yaml_get(map, "compression") : yaml_get(map, "path");
    diags_error(reading->diags, "package-compression", yaml_pos(node), "unpack the file",
                "the resource '%s' is compressed, which is not read", resource->name);
  } else if (!resource->table && yaml_get(map, "feitenblad")) {
    diags_error(reading->diags, "package-format", resource->pos, "deliver it as CSV",
                "the resource '%s' is %s, which no table is read from", resource->name, *format ? format : "without a format");
  }
}

static void read_integrity(Reading *reading, Resource *resource, const YamlNode *map) {
  static const char *const algorithms[] = {"md5", "sha1", "sha256", "sha384", "sha512", NULL};
  const char *hash = yaml_string(map, "hash", NULL, reading->diags);
  const YamlNode *bytes = yaml_get(map, "bytes");
  if (bytes && !g_ascii_string_to_signed(yaml_text(bytes), 10, 0, G_MAXINT64, &resource->bytes, NULL))
    diags_error(reading->diags, "package-type", yaml_pos(bytes), "write a whole number", "'bytes' is no size");
  if (!hash) return;
  g_auto(GStrv) parts = g_strsplit(hash, ":", 2);
  resource->hash = parts[1] ? g_strdup(hash) : g_strconcat("md5:", hash, NULL);
  if (parts[1] && !g_strv_contains(algorithms, parts[0]))
    unknown_word("package-hash", yaml_pos(yaml_get(map, "hash")), "the checksum", parts[0], algorithms, reading->diags);
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

static void read_regions_by(Resource *resource, const YamlNode *own, Diags *diags) {
  static const char *const keys[] = {"by", "level", NULL}, *const ways[] = {"code", "name", NULL};
  const YamlNode *map = yaml_get(own, "regions");
  if (!map) return;
  if (yaml_kind(map) != YAML_MAP) {
    diags_error(diags, "package-regions", yaml_pos(map), "write {\"by\": \"name\", \"level\": \"…\"}", "'regions' should be an object");
    return;
  }
  yaml_check_keys(map, keys, diags);
  const char *by = yaml_string(map, "by", "code", diags);
  const YamlNode *level = yaml_get(map, "level");
  if (!g_strv_contains(ways, by))
    unknown_word("package-regions", yaml_pos(yaml_get(map, "by")), "the way to name regions", by, ways, diags);
  resource->regions_by = (RegionsBy){!strcmp(by, "name"), g_strdup(yaml_string(map, "level", NULL, diags)),
                                     yaml_pos(level ? level : map)};
}

static void read_embargo(Resource *resource, const YamlNode *own, Diags *diags) {
  const char *until = yaml_string(own, "embargo", NULL, diags);
  if (!until) return;
  resource->embargo_pos = yaml_pos(yaml_get(own, "embargo"));
  if (!period_parse_day(until, strlen(until), &resource->embargo))
    diags_error(diags, "package-embargo", resource->embargo_pos, PERIOD_DAY_HINT, "'%s' is no day", until);
  else if (resource->role < ROLE_TARGETS)
    diags_error(diags, "package-embargo", resource->embargo_pos, "give it to tables of targets or observations",
                "a table of %s cannot be under embargo", role_name(resource->role));
}

/* The value of a key, which may be the name of a JSON file in the package's folder: that is parsed into `doc`. */
static const YamlNode *read_part(Reading *reading, const YamlNode *map, const char *key, YamlDoc **doc) {
  const YamlNode *node = yaml_get(map, key);
  if (!node || yaml_kind(node) != YAML_SCALAR) return node;
  const char *path = yaml_text(node);
  if (!path_stays(path)) {
    diags_error(reading->diags, strstr(path, "://") ? "package-remote" : "package-path", yaml_pos(node),
                "name a JSON file in the package's folder, or write it here", "the %s '%s' cannot be read", key, path);
    return NULL;
  }
  g_autofree char *file = g_build_filename(reading->folder, path, NULL), *full = g_build_filename(reading->root, file, NULL);
  *doc = yaml_load(full, g_intern_string(g_str_has_prefix(file, "./") ? file + 2 : file), reading->diags);
  return *doc ? yaml_root(*doc) : NULL;
}

static void read_table(Reading *reading, Resource *resource, const YamlNode *map) {
  g_autoptr(YamlDoc) schema_doc = NULL, dialect_doc = NULL;
  const YamlNode *dialect = read_part(reading, map, "dialect", &dialect_doc);
  const YamlNode *schema = read_part(reading, map, "schema", &schema_doc);
  dialect_read(resource, map, dialect ? dialect : reading->dialect, reading->diags);
  read_kind(reading, resource, map);
  if (resource->table) schema_read(resource, schema, reading->diags);
}

static void read_own(Resource *resource, const YamlNode *own, bool all, Diags *diags) {
  yaml_check_keys(own, FEITENBLAD_KEYS, diags);
  dialect_read_footer(resource, own, diags);
  if (yaml_get(own, "symbols")) symbol_spans_read(resource->symbols, yaml_get(own, "symbols"), diags);
  read_regions_by(resource, own, diags);
  if (all && !yaml_get(own, "role")) return;
  if (!read_role(resource, own, diags)) return;
  read_embargo(resource, own, diags);
  if (resource->role == ROLE_OBSERVATIONS) read_layout(resource, own, diags);
}

/* NULL when the resource has no role (a note) or has errors. */
static Resource *read_resource(Reading *reading, const YamlNode *map) {
  Diags *diags = reading->diags;
  guint errors = diags_count(diags, DIAG_ERROR);
  g_autoptr(Resource) resource = resource_new(map);
  if (yaml_kind(map) != YAML_MAP) {
    diags_error(diags, "package-resource", resource->pos, "write {\"name\": …, \"path\": …}", "a resource should be an object");
    return NULL;
  }
  resource->name = g_strdup(yaml_string(map, "name", "", diags));
  if (!*resource->name)
    diags_error(diags, "package-resource", resource->pos, "give each resource a name", "a resource without a name");
  const YamlNode *own = yaml_get(map, "feitenblad");
  if (!reading->all && !own) {
    diags_add(diags, DIAG_NOTE, "package-no-role", resource->pos, "add \"feitenblad\": {\"role\": \"…\"} to have it read",
              "the resource '%s' has no role and is not read", resource->name);
    return NULL;
  }
  read_path(reading, resource, map);
  read_integrity(reading, resource, map);
  meta_check(map, diags);
  if (!yaml_get(map, "data")) read_table(reading, resource, map);
  if (own) read_own(resource, own, reading->all, diags);
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

static void number_files(Package *package) {
  guint16 next = 1;
  for (guint i = 0; i < package->resources->len; i++) {
    Resource *resource = g_ptr_array_index(package->resources, i);
    resource->first_number = next;
    resource_take_part(resource, 0);
    next = (guint16)(next + resource->parts->len);
  }
}

static void read_resources(Package *package, const YamlNode *root, const char *root_folder, bool all, Diags *diags) {
  const YamlNode *list = yaml_get(root, "resources");
  g_autofree char *folder = g_path_get_dirname(package->path);
  Reading reading = {root_folder, folder, yaml_get(root, "dialect"), all, diags};
  if (!list || yaml_kind(list) != YAML_LIST || !yaml_length(list)) {
    diags_error(diags, "package-resource", list ? yaml_pos(list) : (SourcePos){g_intern_string(package->path), 1, 1},
                "list each file with its role and schema", "the package has no list of resources");
    return;
  }
  for (guint i = 0; i < yaml_length(list); i++) {
    Resource *resource = read_resource(&reading, yaml_item(list, i));
    if (resource) add_resource(package, resource, diags);
  }
  g_ptr_array_sort(package->resources, by_role);
  number_files(package);
}

static void read_reference(Package *package, const YamlNode *root, Diags *diags) {
  static const char *const keys[] = {"reference_year", NULL};
  const YamlNode *own = yaml_get(root, "feitenblad"), *year = own ? yaml_get(own, "reference_year") : NULL;
  if (own) yaml_check_keys(own, keys, diags);
  const char *text = year && yaml_kind(year) == YAML_SCALAR ? yaml_text(year) : "";
  if (!year || (period_parse(text, strlen(text), &package->reference) && package->reference.kind == PERIOD_YEAR)) return;
  diags_error(diags, "package-reference-year", yaml_pos(year), "write it like 2025", "'%s' is no year", text);
}

static Package *open_package(const char *root, const char *name, bool all, Diags *diags) {
  const char *file = g_intern_string(name);
  g_autofree char *path = g_build_filename(root, name, NULL), *text = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;
  if (!file_read(path, &text, &length, &error)) {
    diags_error(diags, "file-unreadable", (SourcePos){file, 0, 0}, all ? NULL : "feitenblad.yaml says where the data package is",
                "the data package cannot be read: %s", error->message);
    return NULL;
  }
  gsize mark = g_str_has_prefix(text, "\xef\xbb\xbf") ? 3 : 0;
  g_autoptr(Package) package = g_new0(Package, 1);
  package->path = g_strdup(name);
  package->entries = g_ptr_array_new_with_free_func(entry_free);
  package->sha256 = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)text, length);
  package->size = length;
  package->resources = g_ptr_array_new_with_free_func((GDestroyNotify)resource_free);
  g_autoptr(YamlDoc) doc = parse(package, text + mark, length - mark, file, diags);
  if (!doc) return NULL;
  meta_check(yaml_root(doc), diags);
  read_resources(package, yaml_root(doc), root, all, diags);
  read_reference(package, yaml_root(doc), diags);
  number_entries(package);
  return g_steal_pointer(&package);
}

Package *package_load(const Config *config, Diags *diags) {
  return open_package(config->root, config->datapackage, false, diags);
}

Package *package_open(const char *root, const char *file, Diags *diags) { return open_package(root, file, true, diags); }
