/* Drops name regions as their makers do: "Den Haag", "s-Gravenhage", "358". Here that becomes the region meant, or a finding
 * with the choices. A wrong region is worse than none, so each step back from what is written asks for one candidate only.
 * This file must not know values: what stands in the row beside the region is its reader's. */
#include "data/region_names.h"
#include "config/yaml.h"
#include <string.h>

/* A spelling that the table of variants adds. */
typedef struct {
  char *code, *text;
  SourcePos pos;
} Variant;

struct RegionNames {
  const Config *config;
  const Regions *regions;
  const Mergers *mergers;
  Diags *diags;
  GPtrArray *variants;  /* Variant*, owned */
  GHashTable *written;  /* name → GPtrArray of Region*, those of today and old codes' stand-ins */
  GHashTable *folded;   /* the same by regions_fold_name(), also of names without their brackets */
  GPtrArray *all;       /* char*: names, for "did you mean"; borrowed, ended by NULL */
  const char *told;     /* the file for which it was told that codes are completed */
};

enum { CODE, VARIANT, SEEN_IN };
static const TableColumn COLUMNS[] = {
    [CODE] = {.name = "code", .needed = true, .key = true, .refers = "regions.code"},
    [VARIANT] = {.name = "variant", .needed = true, .key = true},
    [SEEN_IN] = {.name = "seen_in"},
};
const TableShape VARIANTS_SHAPE = {COLUMNS, G_N_ELEMENTS(COLUMNS), false};

static void variant_free(gpointer data) {
  Variant *variant = data;
  g_free(variant->code);
  g_free(variant->text);
  g_free(variant);
}

static GHashTable *new_index(void) {
  return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
}

RegionNames *region_names_new(const Config *config, Diags *diags) {
  RegionNames *names = g_new0(RegionNames, 1);
  *names = (RegionNames){.config = config, .diags = diags, .variants = g_ptr_array_new_with_free_func(variant_free),
                         .written = new_index(), .folded = new_index(), .all = g_ptr_array_new()};
  return names;
}

void region_names_free(RegionNames *names) {
  g_ptr_array_unref(names->all);
  g_hash_table_unref(names->folded);
  g_hash_table_unref(names->written);
  g_ptr_array_unref(names->variants);
  g_free(names);
}

/* ---- Gathering names ------------------------------------------------------------------------------------------- */

void region_names_take(const Row *row, gpointer user_data) {
  RegionNames *names = user_data;
  const Cell *code = row_cell(row, CODE), *text = row_cell(row, VARIANT);
  if (code->missing || code->bad || text->missing || text->bad) return;
  Variant *variant = g_new0(Variant, 1);
  *variant = (Variant){g_strdup(code->text), g_strdup(text->text), code->pos};
  g_ptr_array_add(names->variants, variant);
}

static void add_key(GHashTable *index, char *key, const Region *region) {
  GPtrArray *regions = g_hash_table_lookup(index, key);
  if (!regions) {
    regions = g_ptr_array_new();
    g_hash_table_insert(index, g_strdup(key), regions);
  }
  if (!g_ptr_array_find(regions, region, NULL)) g_ptr_array_add(regions, (gpointer)region);
  g_free(key);
}

static void add_name(RegionNames *names, const char *name, const Region *region) {
  const char *bracket = strstr(name, " (");
  add_key(names->written, g_strdup(name), region);
  add_key(names->folded, regions_fold_name(name), region);
  g_ptr_array_add(names->all, (gpointer)name);
  if (!bracket) return;
  g_autofree char *bare = g_strndup(name, (gsize)(bracket - name));
  add_key(names->folded, regions_fold_name(bare), region);
}

static const Region *by_code(const RegionNames *names, const char *code, bool old) {
  const Region *region = regions_by_code(names->regions, code);
  return region || !old ? region : mergers_old_region(names->mergers, code);
}

void region_names_finish(RegionNames *names, const Regions *regions, const Mergers *mergers) {
  const GPtrArray *today = regions_all(regions), *old = mergers_old_regions(mergers);
  names->regions = regions;
  names->mergers = mergers;
  for (guint i = 0; i < today->len; i++) {
    const Region *region = g_ptr_array_index(today, i);
    add_name(names, region->name, region);
    add_name(names, region->official_name, region);
  }
  for (guint i = 0; i < old->len; i++) add_name(names, ((const Region *)g_ptr_array_index(old, i))->name, g_ptr_array_index(old, i));
  for (guint i = 0; i < names->variants->len; i++) {
    const Variant *variant = g_ptr_array_index(names->variants, i);
    const Region *region = by_code(names, variant->code, true);
    if (region) add_name(names, variant->text, region);
    else
      diags_error(names->diags, "region-unknown", variant->pos, "give a code of the table of regions, like GM0503, or an old one",
                  "there is no region '%s'", variant->code);
  }
  g_ptr_array_add(names->all, NULL);
}

/* ---- Levels ---------------------------------------------------------------------------------------------------- */

static const LevelConfig *level_at(const RegionNames *names, guint index) {
  return g_ptr_array_index(names->config->levels, index);
}

bool region_names_check(const RegionNames *names, const Resource *resource) {
  const RegionsBy *by = &resource->regions_by;
  g_autoptr(GPtrArray) ids = g_ptr_array_new();
  for (guint i = 0; i < names->config->levels->len; i++) {
    if (!by->level || !strcmp(level_at(names, i)->id, by->level)) return true;
    g_ptr_array_add(ids, level_at(names, i)->id);
  }
  g_ptr_array_add(ids, NULL);
  Cell cell = {.text = by->level, .length = strlen(by->level), .pos = by->pos};
  cell_unknown(&cell, "region-level", "the level", (const char *const *)ids->pdata, names->diags);
  return false;
}

/* Old codes are of the lowest level: only its regions merge. */
static bool is_old(const RegionNames *names, const Region *region) { return region->index >= regions_all(names->regions)->len; }

static const char *level_of(const RegionNames *names, const Region *region) {
  return is_old(names, region) ? level_at(names, 0)->id : region->level->id;
}

/* ---- By code --------------------------------------------------------------------------------------------------- */

/* How the codes of a level are made, when all are made alike: letters, then so many digits. */
static bool code_form(const RegionNames *names, const char *level, gsize *letters, gsize *digits, const char **sample) {
  const GPtrArray *regions = regions_of_level(names->regions, level);
  for (guint i = 0; i < regions->len; i++) {
    const char *code = ((const Region *)g_ptr_array_index(regions, i))->code;
    gsize start = strcspn(code, "0123456789"), count = strspn(code + start, "0123456789");
    if (!i) *letters = start, *digits = count, *sample = code;
    if (!count || code[start + count] || start != *letters || count != *digits || strncmp(code, *sample, start)) return false;
  }
  return regions->len > 0;
}

/* The region of a level whose code is the text with its letters and zeros put back; NULL when there is none. */
static const Region *complete_code(const RegionNames *names, const char *level, const char *text, bool old) {
  gsize letters, digits;
  const char *sample;
  if (!code_form(names, level, &letters, &digits, &sample)) return NULL;
  if (!g_ascii_strncasecmp(text, sample, letters)) text += letters;
  gsize length = strspn(text, "0123456789");
  if (!length || length > digits || text[length]) return NULL;
  g_autoptr(GString) code = g_string_new_len(sample, (gssize)letters);
  for (gsize i = length; i < digits; i++) g_string_append_c(code, '0');
  g_string_append(code, text);
  const Region *region = by_code(names, code->str, old);
  return region && !strcmp(level_of(names, region), level) ? region : NULL;
}

static const Region *tell_completed(RegionNames *names, const Cell *cell, const Region *region) {
  if (names->told != cell->pos.file)
    diags_add(names->diags, DIAG_NOTE, "region-completed", cell->pos,
              "in a spreadsheet, make the column text before filling it; then the codes stay whole",
              "the codes in this file lack letters or zeros and are completed, as all are of one level: '%s' is read as %s, and so on",
              cell->text, region->code);
  names->told = cell->pos.file;
  return region;
}

static const Region *find_code(RegionNames *names, const RegionsBy *by, const Cell *cell, bool old) {
  const Region *region = by_code(names, cell->text, old);
  g_autofree char *found = cell_quote(cell), *hint = NULL;
  if (region && by->level && strcmp(level_of(names, region), by->level)) {
    diags_error(names->diags, "region-level", cell->pos, "take the row out, or the level from \"regions\" in datapackage.json",
                "'%s' is a %s, but all regions of this table should be of the level %s", found, level_of(names, region), by->level);
    return NULL;
  }
  if (region) return region;
  if (by->level) region = complete_code(names, by->level, cell->text, old);
  if (region) return tell_completed(names, cell, region);
  for (guint i = 0; !by->level && !hint && i < names->config->levels->len; i++) {
    const char *level = level_at(names, i)->id;
    region = complete_code(names, level, cell->text, old);
    if (region)
      hint = g_strdup_printf("if it is %s (%s) without its letters or zeros, say so in datapackage.json: \"regions\": {\"level\": "
                             "\"%s\"}", region->code, region->name, level);
  }
  if (!hint && g_hash_table_contains(names->written, cell->text))
    hint = g_strdup("if the column has names, say so in datapackage.json: \"regions\": {\"by\": \"name\", \"level\": \"…\"}");
  if (!hint)
    hint = g_strconcat("give a code of the table of regions, like GM0503",
                       old ? "; what became of an old one goes into the table of mergers" : NULL, NULL);
  diags_error(names->diags, "region-unknown", cell->pos, hint, "there is no region '%s'", found);
  return NULL;
}

/* ---- By name --------------------------------------------------------------------------------------------------- */

/* Those that have the key, are of the level, and are of today or not; appended to `into`. */
static void collect(const RegionNames *names, GHashTable *index, const char *key, const char *level, bool old, GPtrArray *into) {
  const GPtrArray *regions = g_hash_table_lookup(index, key);
  for (guint i = 0; regions && i < regions->len; i++) {
    gpointer region = g_ptr_array_index(regions, i);
    if (is_old(names, region) == old && (!level || !strcmp(level_of(names, region), level))) g_ptr_array_add(into, region);
  }
}

/* What the text may mean. */
static GPtrArray *candidates(const RegionNames *names, const char *text, const char *level, bool old) {
  g_autofree char *key = regions_fold_name(text);
  GPtrArray *found = g_ptr_array_new();
  for (int past = 0; past <= old && !found->len; past++) {
    collect(names, names->written, text, level, past, found);
    if (!found->len) collect(names, names->folded, key, level, past, found);
  }
  return found;
}

static void report_ambiguous(const RegionNames *names, const RegionsBy *by, const Cell *cell, const GPtrArray *found) {
  g_autoptr(GString) choices = g_string_new(NULL);
  g_autofree char *text = cell_quote(cell);
  bool levels = false;
  for (guint i = 0; i < found->len; i++) {
    const Region *region = g_ptr_array_index(found, i);
    levels |= strcmp(level_of(names, region), level_of(names, g_ptr_array_index(found, 0))) != 0;
    g_string_append_printf(choices, "%s%s (%s %s)", i ? ", " : "", region->name, level_of(names, region), region->code);
  }
  const char *hint = levels && !by->level ? "if the table is of one level, say so in datapackage.json: \"regions\": {\"by\": \"name\", "
                                            "\"level\": \"…\"}"
                                          : "write the whole name, or put codes in this column";
  diags_error(names->diags, "region-ambiguous", cell->pos, hint, "'%s' may be %u regions: %s", text, found->len, choices->str);
}

static void report_unknown_name(const RegionNames *names, const RegionsBy *by, const Cell *cell, bool old) {
  g_autofree char *text = cell_quote(cell), *hint = NULL;
  const char *nearest = yaml_nearest(cell->text, (const char *const *)names->all->pdata);
  if (by_code(names, cell->text, old))
    hint = g_strdup("this is a code; take \"by\": \"name\" out of \"regions\" in datapackage.json if the column has codes");
  else if (nearest) hint = g_strdup_printf("did you mean '%s'? If it is a spelling of its own, add it to the table of variants", nearest);
  else hint = g_strdup("write the name as in the table of regions, or add this spelling to the table of variants");
  diags_error(names->diags, "region-unknown", cell->pos, hint, "there is no %s with the name '%s'",
              by->level ? by->level : "region", text);
}

const Region *region_names_sure(const RegionNames *names, const Resource *resource, const char *text, bool old) {
  const RegionsBy *by = &resource->regions_by;
  if (by->name) {
    g_autoptr(GPtrArray) found = candidates(names, text, by->level, old);
    return found->len == 1 ? g_ptr_array_index(found, 0) : NULL;
  }
  const Region *region = by_code(names, text, old);
  return region && (!by->level || !strcmp(level_of(names, region), by->level)) ? region : NULL;
}

const Region *region_names_find(RegionNames *names, const Resource *resource, const Cell *cell, bool old) {
  const RegionsBy *by = &resource->regions_by;
  if (cell->missing || cell->bad) return NULL;
  if (!by->name) return find_code(names, by, cell, old);
  g_autoptr(GPtrArray) found = candidates(names, cell->text, by->level, old);
  if (found->len == 1) return g_ptr_array_index(found, 0);
  if (found->len) report_ambiguous(names, by, cell, found);
  else report_unknown_name(names, by, cell, old);
  return NULL;
}
