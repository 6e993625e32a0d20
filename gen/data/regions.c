/* Regions with codes, names and addresses, and the divisions that group them. Membership only goes up, to a level that
 * stands later in feitenblad.yaml, so that no circle can be made. This file must not know indicators or values. */
#include "data/regions.h"
#include "base/file.h"
#include "config/yaml.h"
#include <string.h>

enum { MAX_REGIONS = 65000, MAX_CODE = 40 };

struct Regions {
  const Config *config;
  Diags *diags;
  GPtrArray *all;          /* Region*, owned */
  GHashTable *by_code;     /* → Region* */
  GHashTable *by_slug;     /* "level/slug" and slug → Region*; a slug of several → NULL */
  GPtrArray *levels;       /* GPtrArray of Region*, one a level of config */
  GHashTable *sort_keys;   /* Region* → char* */
  char **level_ids;        /* for hints */
};

enum { CODE, NAME, OFFICIAL_NAME, SLUG, LEVEL, VALID_FROM, VALID_TO };
static const TableColumn REGION_COLUMNS[] = {
    [CODE] = {.name = "code", .needed = true, .key = true},
    [NAME] = {.name = "name", .needed = true},
    [OFFICIAL_NAME] = {.name = "official_name"},
    [SLUG] = {.name = "slug", .needed = true},
    [LEVEL] = {.name = "level", .needed = true},
    [VALID_FROM] = {.name = "valid_from"},
    [VALID_TO] = {.name = "valid_to"},
};
const TableShape REGIONS_SHAPE = {REGION_COLUMNS, G_N_ELEMENTS(REGION_COLUMNS), false};

enum { MEMBER, DIVISION, PARENT };
static const TableColumn MEMBERSHIP_COLUMNS[] = {
    [MEMBER] = {.name = "code", .needed = true, .key = true, .refers = "regions.code"},
    [DIVISION] = {.name = "division", .needed = true, .key = true},
    [PARENT] = {.name = "parent", .needed = true, .refers = "regions.code"},
};
const TableShape MEMBERSHIPS_SHAPE = {MEMBERSHIP_COLUMNS, G_N_ELEMENTS(MEMBERSHIP_COLUMNS), false};

static void region_free(gpointer data) {
  Region *region = data;
  g_free(region->code);
  g_free(region->name);
  g_free(region->official_name);
  g_free(region->slug);
  g_free(region->title);
  g_ptr_array_unref(region->parents);
  g_ptr_array_unref(region->members);
  g_free(region);
}

Regions *regions_new(const Config *config, Diags *diags) {
  Regions *regions = g_new0(Regions, 1);
  regions->config = config;
  regions->diags = diags;
  regions->all = g_ptr_array_new_with_free_func(region_free);
  regions->by_code = g_hash_table_new(g_str_hash, g_str_equal);
  regions->by_slug = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  regions->levels = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  regions->level_ids = g_new0(char *, config->levels->len + 1);
  for (guint i = 0; i < config->levels->len; i++) {
    g_ptr_array_add(regions->levels, g_ptr_array_new());
    regions->level_ids[i] = g_strdup(((const LevelConfig *)g_ptr_array_index(config->levels, i))->id);
  }
  return regions;
}

void regions_free(Regions *regions) {
  g_ptr_array_unref(regions->levels);
  g_hash_table_unref(regions->by_slug);
  g_hash_table_unref(regions->by_code);
  g_ptr_array_unref(regions->all);
  g_strfreev(regions->level_ids);
  g_free(regions);
}

/* ---- Reading regions ------------------------------------------------------------------------------------------- */

/* Codes name files (notes/GM0503.md), so they are as strict as file names, but may have capitals. */
static bool code_is_safe(const char *code) {
  if (!g_ascii_isalnum(*code) || strlen(code) > MAX_CODE || strstr(code, "..")) return false;
  for (; *code; code++)
    if (!g_ascii_isalnum(*code) && !strchr("._-", *code)) return false;
  return true;
}

static bool check_code(Regions *regions, const Cell *cell) {
  if (cell->missing || cell->bad) return false;
  g_autofree char *found = cell_quote(cell);
  const Region *first = regions_by_code(regions, cell->text);
  if (first)
    diags_error(regions->diags, "region-duplicate", cell->pos, "keep one of the two rows",
                "the region '%s' is given twice; the first is on line %d", found, first->pos.line);
  else if (!code_is_safe(cell->text))
    diags_error(regions->diags, "region-code", cell->pos, "use letters and digits, like GM0503",
                "'%s' cannot be the code of a region", found);
  else if (regions->all->len >= MAX_REGIONS)
    diags_error(regions->diags, "region-too-many", cell->pos, NULL, "more than %d regions", MAX_REGIONS);
  else return true;
  return false;
}

static void check_slug(Regions *regions, const Cell *cell) {
  if (cell->missing || cell->bad || file_name_is_safe(cell->text)) return;
  g_autofree char *found = cell_quote(cell);
  diags_error(regions->diags, "region-slug", cell->pos, "use small letters, digits and hyphens, like den-haag",
              "'%s' cannot be part of an address", found);
}

static Period period_of(Regions *regions, const Cell *cell) {
  Period period = cell->period;
  if (cell->missing || cell->bad || period.kind != PERIOD_NONE) return period;
  if (!period_parse(cell->text, cell->length, &period)) {
    g_autofree char *found = cell_quote(cell);
    diags_error(regions->diags, "region-period", cell->pos, "write it like 2023-01-01", "'%s' is no date", found);
  }
  return period;
}

static char *title_of(const LevelConfig *level, const char *name) {
  g_auto(GStrv) parts = g_strsplit(level->title, "{name}", -1);
  return g_strjoinv(name, parts);
}

void regions_take(const Row *row, gpointer user_data) {
  Regions *regions = user_data;
  const Cell *code = row_cell(row, CODE), *name = row_cell(row, NAME), *official = row_cell(row, OFFICIAL_NAME);
  int level = cell_word(row_cell(row, LEVEL), "region-level", "the level", (const char *const *)regions->level_ids, -1,
                        regions->diags);
  Period from = period_of(regions, row_cell(row, VALID_FROM)), to = period_of(regions, row_cell(row, VALID_TO));
  check_slug(regions, row_cell(row, SLUG));
  if (!check_code(regions, code) || level < 0) return;
  Region *region = g_new0(Region, 1);
  region->pos = row->pos;
  region->code = g_strdup(code->text);
  region->name = g_strdup(name->text);
  region->official_name = g_strdup(official->missing ? name->text : official->text);
  region->slug = row_text(row, SLUG);
  region->level = g_ptr_array_index(regions->config->levels, (guint)level);
  region->title = title_of(region->level, region->name);
  region->parents = g_ptr_array_new();
  region->members = g_ptr_array_new();
  region->valid_from = from;
  region->valid_to = to;
  g_ptr_array_add(regions->all, region);
  g_hash_table_insert(regions->by_code, region->code, region);
}

/* ---- Reading memberships --------------------------------------------------------------------------------------- */

static guint level_index(const Regions *regions, const Region *region) {
  guint index = 0;
  g_ptr_array_find(regions->config->levels, region->level, &index);
  return index;
}

static Region *find_region(const Regions *regions, const Cell *cell) {
  if (cell->missing || cell->bad) return NULL;
  Region *region = regions_by_code(regions, cell->text);
  g_autofree char *found = region ? NULL : cell_quote(cell);
  if (!region)
    diags_error(regions->diags, "region-unknown", cell->pos, "give a code of the table of regions",
                "there is no region '%s'", found);
  return region;
}

static const Region *parent_at(const Region *region, const LevelConfig *level) {
  for (guint i = 0; i < region->parents->len; i++) {
    const Region *parent = g_ptr_array_index(region->parents, i);
    if (parent->level == level) return parent;
  }
  return NULL;
}

void regions_take_membership(const Row *row, gpointer user_data) {
  Regions *regions = user_data;
  Region *member = find_region(regions, row_cell(row, MEMBER)), *parent = find_region(regions, row_cell(row, PARENT));
  const Cell *division = row_cell(row, DIVISION);
  int level = cell_word(division, "region-level", "the division", (const char *const *)regions->level_ids, -1,
                        regions->diags);
  if (!member || !parent || level < 0) return;
  const LevelConfig *wanted = g_ptr_array_index(regions->config->levels, (guint)level);
  if (parent->level != wanted)
    diags_error(regions->diags, "membership-level", row_cell(row, PARENT)->pos, "correct the division or the parent",
                "'%s' is no %s but a %s", parent->code, wanted->id, parent->level->id);
  else if (level_index(regions, member) >= (guint)level)
    diags_error(regions->diags, "membership-upside-down", division->pos,
                "a region belongs to one of a level that stands later in feitenblad.yaml", "a %s cannot belong to a %s",
                member->level->id, wanted->id);
  else if (parent_at(member, wanted))
    diags_error(regions->diags, "membership-duplicate", row->pos, "keep one of the two rows",
                "'%s' already belongs to the %s '%s'", member->code, wanted->id, parent_at(member, wanted)->code);
  else g_ptr_array_add(member->parents, parent);
}

/* ---- Order and connection -------------------------------------------------------------------------------------- */

/* Names as a Dutch reader looks them up: without regard to case, accents and apostrophes, the same on each machine. */
char *regions_fold_name(const char *name) {
  g_autofree char *apart = g_utf8_normalize(name, -1, G_NORMALIZE_ALL), *folded = g_utf8_casefold(apart, -1);
  GString *key = g_string_new(NULL);
  for (const char *at = folded; *at; at = g_utf8_next_char(at)) {
    gunichar character = g_utf8_get_char(at);
    if (g_unichar_isalnum(character) || character == ' ') g_string_append_unichar(key, character);
    else if (character == '-') g_string_append_c(key, ' ');
  }
  return g_string_free(key, FALSE);
}

static int by_level_and_name(gconstpointer a, gconstpointer b, gpointer user_data) {
  const Regions *regions = user_data;
  const Region *first = *(const Region *const *)a, *second = *(const Region *const *)b;
  guint first_level = level_index(regions, first), second_level = level_index(regions, second);
  if (first_level != second_level) return first_level < second_level ? -1 : 1;
  int order = strcmp(g_hash_table_lookup(regions->sort_keys, first), g_hash_table_lookup(regions->sort_keys, second));
  return order ? order : strcmp(first->code, second->code);
}

static void put_in_order(Regions *regions) {
  regions->sort_keys = g_hash_table_new_full(NULL, NULL, NULL, g_free);
  for (guint i = 0; i < regions->all->len; i++) {
    const Region *region = g_ptr_array_index(regions->all, i);
    g_hash_table_insert(regions->sort_keys, (gpointer)region, regions_fold_name(region->name));
  }
  g_ptr_array_sort_with_data(regions->all, by_level_and_name, regions);
  g_clear_pointer(&regions->sort_keys, g_hash_table_unref);
  for (guint i = 0; i < regions->all->len; i++) {
    Region *region = g_ptr_array_index(regions->all, i);
    region->index = i;
    g_ptr_array_add(g_ptr_array_index(regions->levels, level_index(regions, region)), region);
  }
}

/* A slug names a folder, so it is unique in its level; alone it is only an address when no other level has it. */
static void index_slugs(Regions *regions) {
  for (guint i = 0; i < regions->all->len; i++) {
    Region *region = g_ptr_array_index(regions->all, i);
    char *full = g_strdup_printf("%s/%s", region->level->id, region->slug);
    const Region *first = g_hash_table_lookup(regions->by_slug, full);
    if (first && *region->slug)
      diags_error(regions->diags, "region-slug", region->pos, "each region of a level needs an address of its own",
                  "the slug '%s' is also that of %s on line %d", region->slug, first->code, first->pos.line);
    bool shared = g_hash_table_contains(regions->by_slug, region->slug);
    g_hash_table_insert(regions->by_slug, full, region);
    g_hash_table_insert(regions->by_slug, g_strdup(region->slug), shared ? NULL : region);
  }
}

/* The region of the last level, to which all belong. */
static Region *find_country(Regions *regions) {
  guint levels = regions->levels->len;
  const GPtrArray *last = levels ? g_ptr_array_index(regions->levels, levels - 1) : NULL;
  if (levels < 2) return NULL;
  if (last->len == 1) return g_ptr_array_index(last, 0);
  const Region *second = last->len > 1 ? g_ptr_array_index(last, 1) : NULL;
  const Region *any = regions->all->len ? g_ptr_array_index(regions->all, 0) : NULL;
  SourcePos table = {any ? any->pos.file : g_intern_string(regions->config->datapackage), 1, 1};
  diags_error(regions->diags, "region-country", second ? second->pos : table,
              "all regions belong to the region of the last level in feitenblad.yaml",
              "%s region of the level '%s'; one is needed", second ? "there is more than one" : "there is no",
              regions->level_ids[levels - 1]);
  return NULL;
}

/* What a parent belongs to, its children belong to as well. Levels above are complete when those below them ask. */
static void inherit_parents(Region *region) {
  for (guint i = 0; i < region->parents->len; i++) {
    const Region *parent = g_ptr_array_index(region->parents, i);
    for (guint k = 0; k < parent->parents->len; k++) {
      Region *grandparent = g_ptr_array_index(parent->parents, k);
      if (!parent_at(region, grandparent->level)) g_ptr_array_add(region->parents, grandparent);
    }
  }
}

static int by_index(gconstpointer a, gconstpointer b) {
  const Region *first = *(const Region *const *)a, *second = *(const Region *const *)b;
  return (first->index > second->index) - (first->index < second->index);
}

static void connect(Regions *regions) {
  const Region *country = find_country(regions);
  for (guint i = regions->all->len; i-- > 0;) {
    Region *region = g_ptr_array_index(regions->all, i);
    inherit_parents(region);
    g_ptr_array_sort(region->parents, by_index); /* by level, and so the country last */
    if (country && region != country && !parent_at(region, country->level))
      g_ptr_array_add(region->parents, (gpointer)country);
  }
  const GPtrArray *lowest = regions->levels->len ? g_ptr_array_index(regions->levels, 0) : NULL;
  for (guint i = 0; lowest && i < lowest->len; i++) {
    Region *region = g_ptr_array_index(lowest, i);
    for (guint k = 0; k < region->parents->len; k++)
      g_ptr_array_add(((Region *)g_ptr_array_index(region->parents, k))->members, region);
  }
}

void regions_finish(Regions *regions) {
  put_in_order(regions);
  index_slugs(regions);
  connect(regions);
}

/* ---- Asking ---------------------------------------------------------------------------------------------------- */

const GPtrArray *regions_all(const Regions *regions) { return regions->all; }

const GPtrArray *regions_of_level(const Regions *regions, const char *level_id) {
  for (guint i = 0; i < regions->levels->len; i++)
    if (!strcmp(regions->level_ids[i], level_id)) return g_ptr_array_index(regions->levels, i);
  static const GPtrArray none = {0};
  return &none;
}

Region *regions_by_code(const Regions *regions, const char *code) { return g_hash_table_lookup(regions->by_code, code); }

const Region *regions_by_name(const Regions *regions, const char *code_or_slug) {
  const Region *region = regions_by_code(regions, code_or_slug);
  return region ? region : g_hash_table_lookup(regions->by_slug, code_or_slug);
}

const Region *region_parent(const Region *region, const char *level_or_alias) {
  if (!strcmp(region->level->id, level_or_alias) || !g_strcmp0(region->level->alias, level_or_alias)) return region;
  for (guint i = 0; i < region->parents->len; i++) {
    const Region *parent = g_ptr_array_index(region->parents, i);
    if (!strcmp(parent->level->id, level_or_alias) || !g_strcmp0(parent->level->alias, level_or_alias)) return parent;
  }
  return NULL;
}

const GPtrArray *region_members(const Region *parent) { return parent->members; }
