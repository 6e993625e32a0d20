/* feitenblad.yaml as a struct that the rest can trust: every path stays inside the project, every part of an address is
 * a safe name, levels and benchmarks refer to each other. It looks at the one file only; whether templates, data,
 * theme and locale exist and are right is found by whoever reads them. */
#include "config/config.h"
#include "base/file.h"
#include "base/period.h"
#include "config/yaml.h"
#include <string.h>

enum { DEFAULT_TIMEOUT = 60, MAX_TIMEOUT = 3600, DEFAULT_CORRECTION_MONTHS = 12, MAX_CORRECTION_MONTHS = 1200 };

static const char CONFIG_FILE[] = "feitenblad.yaml";

static void level_free(gpointer data) {
  LevelConfig *level = data;
  g_free(level->id);
  g_free(level->alias);
  g_free(level->folder);
  g_free(level->template);
  g_free(level->label);
  g_free(level->plural);
  g_free(level->title);
  g_free(level->code);
  g_ptr_array_unref(level->documents);
  g_free(level);
}

void config_free(Config *config) {
  if (!config) return;
  g_free(config->root);
  g_free(config->title);
  g_free(config->subtitle);
  g_free(config->language);
  g_free(config->base_url);
  g_free(config->edition);
  g_free(config->datapackage);
  g_free(config->theme);
  g_free(config->locale);
  g_free(config->fonts);
  g_ptr_array_unref(config->levels);
  g_ptr_array_unref(config->documents);
  g_ptr_array_unref(config->benchmarks);
  g_ptr_array_unref(config->handouts);
  guard_config_free(config->guard);
  g_free(config);
}

/* ---- Single values --------------------------------------------------------------------------------------------- */

/* Where to point for a key: at its value, or at the map when it is absent. */
static SourcePos pos_of(const YamlNode *map, const char *key) {
  const YamlNode *node = yaml_get(map, key);
  return yaml_pos(node ? node : map);
}

static char *text(const YamlNode *map, const char *key, const char *fallback, Diags *diags) {
  return g_strdup(yaml_string(map, key, fallback, diags));
}

static char *required(const YamlNode *map, const char *key, Diags *diags) {
  const char *found = yaml_string(map, key, "", diags);
  if (!*found)
    diags_error(diags, "config-missing", pos_of(map, key), NULL, "'%s' is not given, and there is no default", key);
  return g_strdup(found);
}

/* A path that cannot lead out of the project. */
static char *inner_path(const YamlNode *map, const char *key, const char *fallback, Diags *diags) {
  char *path = text(map, key, fallback, diags);
  g_auto(GStrv) parts = g_strsplit(path, "/", -1);
  bool inside = *path && *path != '/';
  for (char **part = parts; *part; part++) inside = inside && **part && strcmp(*part, ".") && strcmp(*part, "..");
  if (!inside)
    diags_error(diags, "config-path", pos_of(map, key), "give a path below the project folder, without ..",
                "'%s' leads to '%s', which is not inside the project", key, path);
  return path;
}

static char *language(const YamlNode *map, Diags *diags) {
  char *found = text(map, "language", "nl", diags);
  if (g_regex_match_simple("\\A[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\\z", found, 0, 0)) return found;
  diags_error(diags, "config-language", pos_of(map, "language"), "write it like nl or fy", "'%s' is no language code",
              found);
  g_free(found);
  return g_strdup("nl"); /* so that no path is made of it */
}

static char *base_url(const YamlNode *map, Diags *diags) {
  static const char pattern[] =
      "\\Ahttps?://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?(/[A-Za-z0-9._~%-]*)*\\z";
  char *found = text(map, "base_url", "", diags);
  if (*found && !g_regex_match_simple(pattern, found, 0, 0))
    diags_error(diags, "config-url", pos_of(map, "base_url"), "write it like https://www.example.org",
                "'%s' is no address of a website", found);
  while (g_str_has_suffix(found, "/")) found[strlen(found) - 1] = '\0';
  return found;
}

static char *edition(const YamlNode *map, Diags *diags) {
  char *found = required(map, "edition", diags);
  Period period;
  if (*found && (!period_parse(found, strlen(found), &period) || period.kind != PERIOD_DAY))
    diags_error(diags, "config-date", pos_of(map, "edition"), "write year-month-day, like 2025-03-14",
                "'%s' is no date", found);
  return found;
}

/* As long as a reader may still hold last year's edition. */
static int correction_months(const YamlNode *map, Diags *diags) {
  int months = yaml_int(map, "correction_months", DEFAULT_CORRECTION_MONTHS, diags);
  if (months < 1 || months > MAX_CORRECTION_MONTHS)
    diags_error(diags, "config-range", pos_of(map, "correction_months"), NULL, "'correction_months' is %d; it can be 1 to %d", months,
                MAX_CORRECTION_MONTHS);
  return months;
}

static int timeout(const YamlNode *map, Diags *diags) {
  int seconds = yaml_int(map, "task_timeout", DEFAULT_TIMEOUT, diags);
  if (seconds < 1 || seconds > MAX_TIMEOUT)
    diags_error(diags, "config-range", pos_of(map, "task_timeout"), NULL,
                "'task_timeout' is %d seconds; it can be 1 to %d", seconds, MAX_TIMEOUT);
  return seconds;
}

/* ---- Levels ---------------------------------------------------------------------------------------------------- */

static void check_identifier(const YamlNode *map, const char *key, const char *word, Diags *diags) {
  if (*word && !g_regex_match_simple("\\A[a-z][a-z0-9_]*\\z", word, 0, 0))
    diags_error(diags, "config-name", pos_of(map, key), "use small letters, digits and _; begin with a letter",
                "templates cannot name a level '%s'", word);
}

static void check_title(const YamlNode *map, const char *title, Diags *diags) {
  g_auto(GStrv) around = g_strsplit(title, "{name}", -1);
  g_autofree char *rest = g_strjoinv("", around);
  if (g_strv_length(around) != 2 || strpbrk(rest, "{}"))
    diags_error(diags, "config-title", pos_of(map, "title"), "write it like \"Regio {name}\"",
                "the title '%s' must hold {name} once, and nothing else between braces", title);
}

static void check_folder(const YamlNode *map, const char *folder, Diags *diags) {
  if (*folder && (!file_name_is_safe(folder) || !strcmp(folder, "assets") || !strcmp(folder, "hand-outs")))
    diags_error(diags, "config-folder", pos_of(map, "folder"),
                "use small letters, digits, - and _; 'assets' and 'hand-outs' are taken by the site itself",
                "'%s' cannot be a folder of the site", folder);
}

static void check_code(const YamlNode *map, const char *code, Diags *diags) {
  if (*code && !(g_utf8_strlen(code, -1) == 1 && g_unichar_isupper(g_utf8_get_char(code))))
    diags_error(diags, "config-code", pos_of(map, "code"), "write it like R", "'%s' is not one capital letter", code);
}

static void check_template(const YamlNode *map, const char *template, Diags *diags) {
  if (*template && !(file_name_is_safe(template) && g_str_has_suffix(template, ".md")))
    diags_error(diags, "config-template", pos_of(map, "template"),
                "name a file in templates/ like gemeente.md, in small letters", "'%s' is no template name", template);
}

static LevelConfig *read_level(const YamlNode *map, Profiles common, Diags *diags) {
  LevelConfig *level = g_new0(LevelConfig, 1);
  level->documents = g_ptr_array_new();
  level->id = required(map, "id", diags);
  level->alias = text(map, "alias", level->id, diags);
  level->folder = text(map, "folder", level->alias, diags);
  level->template = required(map, "template", diags);
  level->label = text(map, "label", level->id, diags);
  level->plural = text(map, "plural", level->label, diags);
  level->title = text(map, "title", "{name}", diags);
  level->code = text(map, "code", "", diags);
  level->profiles = profiles_read(map, common, diags);
  check_identifier(map, "id", level->id, diags);
  if (yaml_get(map, "alias")) check_identifier(map, "alias", level->alias, diags);
  check_folder(map, level->folder, diags);
  check_template(map, level->template, diags);
  check_title(map, level->title, diags);
  check_code(map, level->code, diags);
  return level;
}

/* The key by which two levels cannot be told apart, or NULL. */
static const char *shared_key(const LevelConfig *a, const LevelConfig *b) {
  if (!strcmp(a->id, b->id)) return "id";
  if (!strcmp(a->alias, b->alias) || !strcmp(a->alias, b->id) || !strcmp(a->id, b->alias)) return "alias";
  if (!strcmp(a->folder, b->folder)) return "folder";
  return *a->code && !strcmp(a->code, b->code) ? "code" : NULL;
}

static void check_distinct(const Config *config, const LevelConfig *level, const YamlNode *map, Diags *diags) {
  for (guint i = 0; i < config->levels->len; i++) {
    const LevelConfig *other = g_ptr_array_index(config->levels, i);
    const char *key = shared_key(level, other);
    if (key)
      diags_error(diags, "config-duplicate", pos_of(map, key), "give each level its own",
                  "the levels '%s' and '%s' have the same %s", other->id, level->id, key);
  }
}

static const char *const LEVEL_KEYS[] = {"id",    "alias",  "folder", "template",
                                         "label", "plural", "title",  "code",     "profiles", NULL};

static void read_levels(Config *config, const YamlNode *root, Profiles common, Diags *diags) {
  const YamlNode *list = yaml_get(root, "levels");
  if (!list || yaml_kind(list) != YAML_LIST || !yaml_length(list)) {
    diags_error(diags, "config-missing", pos_of(root, "levels"), "begin with the smallest: gemeente",
                "'levels' must list at least one level of regions");
    return;
  }
  for (guint i = 0; i < yaml_length(list); i++) {
    const YamlNode *map = yaml_item(list, i);
    yaml_check_keys(map, LEVEL_KEYS, diags);
    if (yaml_kind(map) != YAML_MAP) continue;
    LevelConfig *level = read_level(map, common, diags);
    check_distinct(config, level, map, diags);
    g_ptr_array_add(config->levels, level);
  }
}

/* The level of that id; NULL with a finding that names the nearest. */
static LevelConfig *level_named(const Config *config, const YamlNode *node, const char *code, Diags *diags) {
  const char *id = yaml_text(node);
  g_autoptr(GPtrArray) ids = g_ptr_array_new();
  for (guint i = 0; i < config->levels->len; i++) {
    LevelConfig *level = g_ptr_array_index(config->levels, i);
    if (!strcmp(level->id, id)) return level;
    g_ptr_array_add(ids, level->id);
  }
  g_ptr_array_add(ids, NULL);
  const char *nearest = yaml_nearest(id, (const char *const *)ids->pdata);
  g_autofree char *all = g_strjoinv(", ", (char **)ids->pdata);
  g_autofree char *hint = nearest ? g_strdup_printf("did you mean '%s'?", nearest) : g_strdup_printf("levels: %s", all);
  diags_error(diags, code, yaml_pos(node), hint, "'%s' is the id of no level", id);
  return NULL;
}

/* ---- Documents ------------------------------------------------------------------------------------------------- */

/* Without `levels` a document is for all of them. */
static void assign_levels(Config *config, DocumentConfig *document, const YamlNode *map, Diags *diags) {
  const YamlNode *list = yaml_get(map, "levels");
  if (list && (yaml_kind(list) != YAML_LIST || !yaml_length(list)))
    diags_error(diags, "yaml-type", yaml_pos(list), "write levels: [gemeente]", "'levels' should be a list");
  for (guint i = 0; !list && i < config->levels->len; i++)
    g_ptr_array_add(((LevelConfig *)g_ptr_array_index(config->levels, i))->documents, document);
  for (guint i = 0; list && yaml_kind(list) == YAML_LIST && i < yaml_length(list); i++) {
    LevelConfig *level = level_named(config, yaml_item(list, i), "config-document", diags);
    if (level && !g_ptr_array_find(level->documents, document, NULL)) g_ptr_array_add(level->documents, document);
  }
}

static void read_documents(Config *config, const YamlNode *root, Diags *diags) {
  const YamlNode *list = yaml_get(root, "documents");
  if (list && yaml_kind(list) != YAML_LIST)
    diags_error(diags, "yaml-type", yaml_pos(list), "begin each document with '- id:'", "'documents' should be a list");
  for (guint i = 0; list && yaml_kind(list) == YAML_LIST && i < yaml_length(list); i++) {
    const YamlNode *map = yaml_item(list, i);
    DocumentConfig *document = document_config_read(map, diags);
    check_template(map, document->template, diags);
    if (config_document(config, document->id))
      diags_error(diags, "config-duplicate", pos_of(map, "id"), "give each document its own", "two documents have the id '%s'",
                  document->id);
    g_ptr_array_add(config->documents, document);
    assign_levels(config, document, map, diags);
  }
}

/* ---- Benchmarks ------------------------------------------------------------------------------------------------ */

static void read_benchmark(Config *config, const YamlNode *node, Diags *diags) {
  const char *id = yaml_text(node);
  const LevelConfig *level = level_named(config, node, "config-benchmark", diags);
  if (!level) return;
  if (!*level->code)
    diags_error(diags, "config-benchmark", yaml_pos(node), "add 'code: R' or the like to that level",
                "the level '%s' has no letter to mark it with in a chart", id);
  else if (g_ptr_array_find_with_equal_func(config->benchmarks, id, g_str_equal, NULL))
    diags_error(diags, "config-duplicate", yaml_pos(node), "keep one of the two", "'%s' is listed twice", id);
  else g_ptr_array_add(config->benchmarks, g_strdup(id));
}

static void read_benchmarks(Config *config, const YamlNode *root, Diags *diags) {
  const YamlNode *list = yaml_get(root, "benchmarks");
  if (!list) return;
  if (yaml_kind(list) != YAML_LIST)
    diags_error(diags, "yaml-type", yaml_pos(list), "write benchmarks: [provincie, land]",
                "'benchmarks' should be a list");
  for (guint i = 0; yaml_kind(list) == YAML_LIST && i < yaml_length(list); i++)
    read_benchmark(config, yaml_item(list, i), diags);
}

/* ---- The whole ------------------------------------------------------------------------------------------------- */

static const char *const PROJECT_KEYS[] = {"title",       "subtitle", "language", "base_url", "edition",
                                           "datapackage", "theme",    "locale",   "fonts",    "levels",
                                           "documents",   "handouts", "benchmarks", "profiles", "task_timeout", "guard",
                                           "correction_months", NULL};

static Config *read_config(const char *root, const YamlNode *map, Diags *diags) {
  yaml_check_keys(map, PROJECT_KEYS, diags);
  if (yaml_kind(map) != YAML_MAP) return NULL;
  Config *config = g_new0(Config, 1);
  config->levels = g_ptr_array_new_with_free_func(level_free);
  config->documents = g_ptr_array_new_with_free_func(document_config_free);
  config->benchmarks = g_ptr_array_new_with_free_func(g_free);
  config->root = g_canonicalize_filename(root, NULL);
  config->title = required(map, "title", diags);
  config->subtitle = text(map, "subtitle", "", diags);
  config->language = language(map, diags);
  config->base_url = base_url(map, diags);
  config->edition = edition(map, diags);
  config->datapackage = inner_path(map, "datapackage", "datasets/datapackage.json", diags);
  config->theme = inner_path(map, "theme", "templates/theme.yaml", diags);
  g_autofree char *locale = g_strdup_printf("templates/locale/%s.yaml", config->language);
  config->locale = inner_path(map, "locale", locale, diags);
  config->fonts = inner_path(map, "fonts", "fonts/fonts.conf", diags);
  config->task_timeout = timeout(map, diags);
  config->correction_months = correction_months(map, diags);
  Profiles common = profiles_read(map, PROFILES_DEFAULT, diags);
  read_levels(config, map, common, diags);
  read_documents(config, map, diags);
  read_benchmarks(config, map, diags);
  config->handouts = handouts_read(map, common, diags);
  config->guard = guard_config_read(map, diags);
  return config;
}

Config *config_load(const char *root, Diags *diags) {
  g_autofree char *path = g_build_filename(root, CONFIG_FILE, NULL);
  if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
    diags_error(diags, "config-missing", (SourcePos){.file = g_intern_string(CONFIG_FILE)},
                "run feitenblad in the project folder, or name that folder with --project",
                "there is no %s in %s", CONFIG_FILE, root);
    return NULL;
  }
  g_autoptr(YamlDoc) doc = yaml_load(path, CONFIG_FILE, diags);
  if (!doc) return NULL;
  g_autoptr(Diags) found = diags_new();
  g_autoptr(Config) config = read_config(root, yaml_root(doc), found);
  bool usable = !diags_has_errors(found);
  diags_take(diags, found);
  return usable ? g_steal_pointer(&config) : NULL;
}

const LevelConfig *config_level(const Config *config, const char *id) {
  for (guint i = 0; i < config->levels->len; i++) {
    const LevelConfig *level = g_ptr_array_index(config->levels, i);
    if (!strcmp(level->id, id)) return level;
  }
  return NULL;
}

const LevelConfig *config_level_by_alias(const Config *config, const char *alias) {
  for (guint i = 0; i < config->levels->len; i++) {
    const LevelConfig *level = g_ptr_array_index(config->levels, i);
    if (!strcmp(level->alias, alias)) return level;
  }
  return NULL;
}

const DocumentConfig *config_document(const Config *config, const char *id) {
  for (guint i = 0; i < config->documents->len; i++) {
    const DocumentConfig *document = g_ptr_array_index(config->documents, i);
    if (!strcmp(document->id, id)) return document;
  }
  return NULL;
}

char *config_path(const Config *config, const char *relative) { return g_build_filename(config->root, relative, NULL); }
