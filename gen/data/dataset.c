/* The data stage from end to end: package, tables, mergers, corrections, disclosure control, aggregation, derived indicators, in that order and once. What comes out
 * never changes, so that forked workers share its pages, and holds nothing that may not be published. This file must not
 * know templates or figures: it answers questions about regions, indicators and periods. */
#include "data/dataset.h"
#include "base/number.h"
#include "base/wipe.h"
#include "data/aggregate.h"
#include "data/catalog.h"
#include "data/corrections.h"
#include "data/derive.h"
#include "data/disclosure.h"
#include "data/embargo.h"
#include "data/formula.h"
#include "data/integrity.h"
#include "data/measures.h"
#include "data/merge.h"
#include "data/mergers.h"
#include "data/observation_rows.h"
#include "data/observations.h"
#include "data/parts.h"
#include "data/region_names.h"
#include "data/regions.h"
#include "data/sniff.h"
#include "data/source_text.h"
#include "data/target.h"
#include "data/worst_case.h"
#include <math.h>
#include <string.h>

struct Dataset {
  const Config *config;
  Regions *regions;
  Catalog *catalog;
  Mergers *mergers;
  Corrections *corrections;
  Targets *targets;
  Observations *observations;
  GPtrArray *files;   /* DatasetFile*, owned */
  GPtrArray *entries; /* PackageEntry*, a reference */
  GPtrArray *periods; /* GArray of Period an indicator, owned */
};

static void dataset_file_free(gpointer data) {
  DatasetFile *file = data;
  g_free(file->path);
  g_free(file->sha256);
  g_free(file);
}

void dataset_free(Dataset *dataset) {
  g_clear_pointer(&dataset->observations, observations_free);
  g_clear_pointer(&dataset->targets, targets_free);
  g_clear_pointer(&dataset->corrections, corrections_free);
  g_clear_pointer(&dataset->mergers, mergers_free);
  g_clear_pointer(&dataset->catalog, catalog_free);
  g_clear_pointer(&dataset->regions, regions_free);
  g_ptr_array_unref(dataset->files);
  g_clear_pointer(&dataset->entries, g_ptr_array_unref);
  g_ptr_array_unref(dataset->periods);
  g_free(dataset);
}

static Dataset *dataset_new(const Config *config, const Package *package, Diags *diags) {
  Dataset *dataset = g_new0(Dataset, 1);
  dataset->config = config;
  dataset->regions = regions_new(config, diags);
  dataset->catalog = catalog_new(diags);
  dataset->mergers = mergers_new(dataset->regions, dataset->catalog, package->reference, diags);
  dataset->files = g_ptr_array_new_with_free_func(dataset_file_free);
  dataset->periods = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
  return dataset;
}

/* ---- Reading the tables ---------------------------------------------------------------------------------------- */

typedef struct {
  Dataset *dataset;
  const Package *package;
  Keys *keys;
  RegionNames *names;
  Embargoes *embargoes;
  ObservationRows *rows;
  SourceText *text; /* of the file at hand */
  Diags *diags;
} Loader;

static void take_observation(const Row *row, gpointer user_data) {
  const Loader *loader = user_data;
  observation_rows_take(row, loader->rows);
}

static CsvTaken take_observations(const TableLayout *layout, const char *at, const char *end, int line, gpointer user_data) {
  const Loader *loader = user_data;
  source_text_pass(loader->text, at);
  return observation_rows_take_bulk(layout, at, end, line, loader->rows);
}

/* How the tables of a role are read; observations have a shape for each layout. */
typedef struct {
  const TableShape *shape;
  TableRowFunc take;
} Reader;

static const Reader READERS[ROLES] = {
    [ROLE_SOURCES] = {&SOURCES_SHAPE, catalog_take_source},
    [ROLE_GROUPS] = {&GROUPS_SHAPE, catalog_take_group},
    [ROLE_REGIONS] = {&REGIONS_SHAPE, regions_take},
    [ROLE_MEMBERSHIPS] = {&MEMBERSHIPS_SHAPE, regions_take_membership},
    [ROLE_MERGERS] = {&MERGERS_SHAPE, mergers_take},
    [ROLE_VARIANTS] = {&VARIANTS_SHAPE, region_names_take},
    [ROLE_INDICATORS] = {&INDICATORS_SHAPE, catalog_take_indicator},
    [ROLE_EMBARGOES] = {&EMBARGOES_SHAPE, embargoes_take},
    [ROLE_CORRECTIONS] = {&CORRECTIONS_SHAPE, corrections_take},
    [ROLE_TARGETS] = {&TARGETS_SHAPE, targets_take},
    [ROLE_OBSERVATIONS] = {NULL, take_observation},
};

static const TableShape *shape_of(const Resource *resource) {
  return resource->role == ROLE_OBSERVATIONS ? observation_rows_shape(resource) : READERS[resource->role].shape;
}

static gpointer taker_of(Loader *loader, Role role) {
  const gpointer takers[ROLES] = {
      [ROLE_SOURCES] = loader->dataset->catalog,    [ROLE_GROUPS] = loader->dataset->catalog,
      [ROLE_REGIONS] = loader->dataset->regions,    [ROLE_MEMBERSHIPS] = loader->dataset->regions,
      [ROLE_MERGERS] = loader->dataset->mergers,    [ROLE_VARIANTS] = loader->names,
      [ROLE_INDICATORS] = loader->dataset->catalog, [ROLE_TARGETS] = loader->dataset->targets,
      [ROLE_EMBARGOES] = loader->embargoes,         [ROLE_CORRECTIONS] = loader->dataset->corrections,
      [ROLE_OBSERVATIONS] = loader,
  };
  return takers[role];
}

static bool has_text(const GPtrArray *texts, const char *text) {
  return g_ptr_array_find_with_equal_func((GPtrArray *)texts, text, g_str_equal, NULL);
}

/* Keys that the readers check anyhow, with better words: a second finding would only confuse. */
static bool covers_unique(const Resource *resource, const GPtrArray *fields) {
  if (resource->wide)
    return has_text(fields, resource->region_column) &&
           (!resource->period_column || has_text(fields, resource->period_column));
  return table_shape_has_key(shape_of(resource), resource, fields);
}

static bool covers_foreign(const Package *package, const Resource *resource, const ForeignKey *key) {
  const Resource *other = *key->resource ? package_resource(package, key->resource) : resource;
  if (key->fields->len != 1 || !other) return false;
  const char *column = g_ptr_array_index(key->fields, 0);
  g_autofree char *target = g_strdup_printf("%s.%s", role_name(other->role), (char *)g_ptr_array_index(key->reference, 0));
  if (resource->wide) return !strcmp(column, resource->region_column) && !strcmp(target, "regions.code");
  return table_shape_refers(shape_of(resource), column, target);
}

static void add_file(Dataset *dataset, const char *path, char *sha256, gsize size, bool targets) {
  DatasetFile *file = g_new0(DatasetFile, 1);
  *file = (DatasetFile){g_strdup(path), sha256, size, targets};
  g_ptr_array_add(dataset->files, file);
}

static void read_part(Loader *loader, Resource *resource) {
  g_autofree char *path = config_path(loader->dataset->config, resource->path);
  g_autoptr(GError) error = NULL;
  gsize length;
  loader->text = source_text_open(path, &error);
  if (!loader->text) {
    diags_error(loader->diags, "file-unreadable", resource->pos, "put the file there, or correct its path",
                "'%s' cannot be read: %s", resource->path, error->message);
    return;
  }
  const char *contents = source_text_bytes(loader->text, &length);
  integrity_check(resource, contents, length, loader->diags);
  sniff_resource(resource, contents, length, SNIFF_QUIET, loader->diags);
  TableTaker taker = {READERS[resource->role].take, resource->role == ROLE_OBSERVATIONS ? take_observations : NULL,
                      taker_of(loader, resource->role)};
  table_read(resource, contents, length, shape_of(resource), loader->keys, taker, loader->diags);
  if (loader->rows) observation_rows_end(loader->rows);
  add_file(loader->dataset, resource->path, source_text_close(loader->text), length, resource->role == ROLE_TARGETS);
}

static void read_resource(Loader *loader, Resource *resource) {
  if (resource->role >= ROLE_CORRECTIONS && !region_names_check(loader->names, resource)) return;
  if (resource->role == ROLE_OBSERVATIONS && !observation_rows_begin(loader->rows, resource)) return;
  for (guint i = 0; i < resource->parts->len; i++) {
    resource_take_part(resource, i);
    read_part(loader, resource);
  }
}

static void read_roles(Loader *loader, Role first, Role last) {
  for (guint i = 0; i < loader->package->resources->len; i++) {
    Resource *resource = g_ptr_array_index(loader->package->resources, i);
    if (resource->role >= first && resource->role <= last) read_resource(loader, resource);
  }
}

static void check_roles(const Package *package, Diags *diags) {
  static const Role needed[] = {ROLE_SOURCES, ROLE_REGIONS, ROLE_INDICATORS, ROLE_OBSERVATIONS};
  bool found[ROLES] = {false};
  for (guint i = 0; i < package->resources->len; i++)
    found[((const Resource *)g_ptr_array_index(package->resources, i))->role] = true;
  for (gsize i = 0; i < G_N_ELEMENTS(needed); i++)
    if (!found[needed[i]])
      diags_error(diags, "package-role", (SourcePos){g_intern_string(package->path), 1, 1},
                  "list a file with \"feitenblad\": {\"role\": …}", "the package has no table with the role '%s'",
                  role_name(needed[i]));
}

/* ---- Checksums of what may be published ------------------------------------------------------------------------ */

/* A withdrawn count may have been small. */
static bool is_guarded(const Indicator *indicator, const Observation *o) {
  return o->state == STATE_SECRET || o->state == STATE_WITHDRAWN || (indicator->rounding && observation_known(o));
}

static void note_guarded(const Indicator *indicator, const Slab *slab, guint regions, bool *guarded) {
  if (!indicator->rounding && !slab_has(slab, regions, 1 << STATE_SECRET | 1 << STATE_WITHDRAWN)) return;
  for (guint region = 0; region < regions; region++) {
    Observation o = slab_get(slab, region);
    if (is_guarded(indicator, &o)) guarded[slab_resource(slab, region)] = true;
  }
}

/* A row as bytes, into the checksum of its table. */
static void sum_cell(GChecksum *sum, const Indicator *indicator, guint group, const Region *region, const Observation *o) {
  const double numbers[] = {o->value, o->low, o->high};
  const guint8 marks[] = {o->state, o->flags};
  char iso[PERIOD_TEXT];
  g_autofree char *key = g_strdup_printf("%s/%u/%s/%s", indicator->id, group, period_iso(o->period, iso), region->code);
  g_checksum_update(sum, (const guchar *)key, (gssize)strlen(key) + 1);
  g_checksum_update(sum, (const guchar *)numbers, sizeof numbers);
  g_checksum_update(sum, marks, sizeof marks);
}

/* `sums`: one a table; those without secrets have none. */
static void sum_slab(const Dataset *dataset, const Indicator *indicator, guint group, const Slab *slab, GChecksum **sums) {
  const GPtrArray *regions = dataset_regions(dataset);
  for (guint region = 0; region < regions->len; region++) {
    GChecksum *sum = sums[slab_resource(slab, region)];
    Observation o = sum ? slab_get(slab, region) : (Observation){.state = STATE_ABSENT};
    if (o.state != STATE_ABSENT) sum_cell(sum, indicator, group, g_ptr_array_index(regions, region), &o);
  }
}

/* Every slab, for `sums` or else for `guarded`. */
static void each_slab(const Dataset *dataset, bool *guarded, GChecksum **sums) {
  for (guint i = 0; i < dataset_indicators(dataset)->len; i++)
    for (guint group = 0; group <= dataset_groups(dataset)->len; group++)
      for (guint p = 0; p < observations_periods(dataset->observations, i, group); p++) {
        const Indicator *indicator = g_ptr_array_index(dataset_indicators(dataset), i);
        const Slab *slab = observations_slab(dataset->observations, i, group, p);
        if (sums) sum_slab(dataset, indicator, group, slab, sums);
        else note_guarded(indicator, slab, dataset_regions(dataset)->len, guarded);
      }
}

static void seal_checksums(Dataset *dataset, bool *guarded) {
  guint count = dataset->files->len;
  bool any = false;
  g_autofree GChecksum **sums = g_new0(GChecksum *, count + 1);
  each_slab(dataset, guarded, NULL);
  for (guint i = 1; i < count; i++) {
    if (!guarded[i] && !guarded[0]) continue; /* 0: of several, which is not known any more */
    sums[i] = g_checksum_new(G_CHECKSUM_SHA256);
    any = true;
  }
  if (!any) return;
  each_slab(dataset, NULL, sums);
  for (guint i = 1; i < count; i++) {
    DatasetFile *file = g_ptr_array_index(dataset->files, i);
    if (!sums[i]) continue;
    g_free(file->sha256);
    file->sha256 = g_strdup(g_checksum_get_string(sums[i]));
    file->size = 0;
    g_checksum_free(sums[i]);
  }
}

/* ---- Loading --------------------------------------------------------------------------------------------------- */

static int by_period(gconstpointer a, gconstpointer b) { return period_compare(*(const Period *)a, *(const Period *)b); }

static void collect_periods(Dataset *dataset) {
  for (guint i = 0; i < dataset_indicators(dataset)->len; i++) {
    GArray *all = g_array_new(FALSE, FALSE, sizeof(Period)), *periods = g_array_new(FALSE, FALSE, sizeof(Period));
    for (guint group = 0; group <= dataset_groups(dataset)->len; group++)
      for (guint p = 0; p < observations_periods(dataset->observations, i, group); p++) {
        Period period = slab_period(observations_slab(dataset->observations, i, group, p));
        g_array_append_val(all, period);
      }
    g_array_sort(all, by_period);
    for (guint p = 0; p < all->len; p++) {
      Period period = g_array_index(all, Period, p);
      if (!p || !period_equal(period, g_array_index(all, Period, p - 1))) g_array_append_val(periods, period);
    }
    g_array_unref(all);
    g_ptr_array_add(dataset->periods, periods);
  }
}

static Observations *new_store(const Dataset *dataset) {
  return observations_new(dataset_indicators(dataset)->len, dataset_groups(dataset)->len,
                          dataset_regions(dataset)->len + mergers_old_regions(dataset->mergers)->len);
}

static void read_tables(Loader *loader) {
  Dataset *dataset = loader->dataset;
  read_roles(loader, ROLE_SOURCES, ROLE_INDICATORS);
  regions_finish(dataset->regions);
  catalog_finish(dataset->catalog);
  mergers_finish(dataset->mergers);
  region_names_finish(loader->names, dataset->regions, dataset->mergers);
  dataset->targets = targets_new(dataset->config, dataset->regions, loader->names, dataset->catalog,
                                 loader->embargoes, loader->diags);
  dataset->corrections = corrections_new(dataset->config, dataset->catalog, dataset->regions, loader->names, loader->diags);
  dataset->observations = new_store(dataset);
  g_autoptr(Observations) held = new_store(dataset);
  g_autoptr(ObservationRows) rows =
      observation_rows_new(&(ObservationReading){dataset->regions, loader->names, dataset->catalog, loader->embargoes,
                                                 dataset->observations, held, loader->diags});
  loader->rows = rows;
  read_roles(loader, ROLE_EMBARGOES, ROLE_OBSERVATIONS);
  embargoes_tell(loader->embargoes);
  merge_observations(dataset->observations, dataset->mergers, dataset->catalog, dataset->regions, loader->diags);
  corrections_withdraw(dataset->corrections, dataset->observations, held);
  observation_rows_finish(rows);
  keys_finish(loader->keys, loader->diags);
  observations_seal(dataset->observations);
}

static Dataset *load(const Config *config, Diags *diags) {
  guint errors = diags_count(diags, DIAG_ERROR);
  g_autoptr(Package) package = package_load(config, diags);
  if (package) check_roles(package, diags);
  if (!package || diags_count(diags, DIAG_ERROR) > errors) return NULL;
  g_autoptr(Dataset) dataset = dataset_new(config, package, diags);
  g_autoptr(Keys) keys = keys_new(package, (KeysCovered){covers_unique, covers_foreign}, diags);
  g_autoptr(RegionNames) names = region_names_new(config, diags);
  g_autoptr(Embargoes) embargoes = embargoes_new(config, dataset->catalog, diags);
  Loader loader = {dataset, package, keys, names, embargoes, NULL, NULL, diags};
  dataset->entries = g_ptr_array_ref(package->entries);
  add_file(dataset, package->path, g_strdup(package->sha256), package->size, false);
  read_tables(&loader);
  if (diags_count(diags, DIAG_ERROR) > errors) return NULL;
  disclosure_apply(dataset->observations, dataset->catalog, dataset->regions);
  g_autofree bool *guarded = g_new0(bool, dataset->files->len + 1);
  targets_protect(dataset->targets, dataset->observations, guarded);
  embargoes_mark(embargoes, guarded);
  seal_checksums(dataset, guarded);
  aggregate_regions(dataset->observations, dataset->catalog, dataset->regions);
  derive_observations(dataset->observations, dataset->catalog, dataset->regions);
  corrections_mark(dataset->corrections, dataset->observations);
  if (diags_count(diags, DIAG_ERROR) > errors) return NULL;
  collect_periods(dataset);
  return g_steal_pointer(&dataset);
}

Dataset *dataset_load(const Config *config, Diags *diags) {
  Dataset *dataset = load(config, diags);
  wipe_dead_stack();
  return dataset;
}

void dataset_bend(Dataset *dataset, WorstCase bent) {
  worst_case_apply(bent, dataset->regions, dataset->catalog, dataset->targets, dataset->observations);
}

const Region *dataset_worst_region(const Dataset *dataset, const char *level_id) {
  return worst_case_region(dataset->regions, level_id);
}

/* ---- Asking ---------------------------------------------------------------------------------------------------- */

const Config *dataset_config(const Dataset *dataset) { return dataset->config; }
const GPtrArray *dataset_files(const Dataset *dataset) { return dataset->files; }
const GPtrArray *dataset_entries(const Dataset *dataset) { return dataset->entries; }
const GPtrArray *dataset_regions(const Dataset *dataset) { return regions_all(dataset->regions); }
const GPtrArray *dataset_moved(const Dataset *dataset) { return mergers_moved(dataset->mergers); }
const GPtrArray *dataset_corrections(const Dataset *dataset) { return corrections_all(dataset->corrections); }
const GPtrArray *dataset_indicators(const Dataset *dataset) { return catalog_indicators(dataset->catalog); }
const GPtrArray *dataset_groups(const Dataset *dataset) { return catalog_groups(dataset->catalog); }

const Region *dataset_region(const Dataset *dataset, const char *code_or_slug) {
  return regions_by_name(dataset->regions, code_or_slug);
}

const GPtrArray *dataset_level_regions(const Dataset *dataset, const char *level_id) {
  return regions_of_level(dataset->regions, level_id);
}

const Indicator *dataset_indicator(const Dataset *dataset, const char *id) {
  return catalog_indicator(dataset->catalog, id);
}

const Group *dataset_group(const Dataset *dataset, const char *id) { return catalog_group(dataset->catalog, id); }

const GArray *indicator_periods(const Dataset *dataset, const Indicator *indicator) {
  return g_ptr_array_index(dataset->periods, indicator->index);
}

static CellKey key_of(const Indicator *indicator, const Region *region, Period period, const Group *group) {
  return (CellKey){indicator->index, group ? group->index + 1 : 0, region->index, period};
}

Observation dataset_observe(const Dataset *dataset, const Indicator *indicator, const Region *region, Period period,
                            const Group *group) {
  return observations_get(dataset->observations, key_of(indicator, region, period, group));
}

const Source *dataset_source(const Dataset *dataset, const Indicator *indicator, const Region *region, Period period,
                             const Group *group) {
  guint16 number = observations_source(dataset->observations, key_of(indicator, region, period, group));
  return number ? g_ptr_array_index(catalog_sources(dataset->catalog), number - 1U) : indicator->source;
}

const Correction *dataset_correction(const Dataset *dataset, const Indicator *indicator, const Region *region, Period period,
                                     const Group *group) {
  return corrections_find(dataset->corrections, indicator, region, period, group);
}

/* The newest period of one group (0 = total) in which the region has something. */
static Period latest_of(const Dataset *dataset, const Indicator *indicator, guint group, const Region *region) {
  for (guint i = observations_periods(dataset->observations, indicator->index, group); i-- > 0;) {
    const Slab *slab = observations_slab(dataset->observations, indicator->index, group, i);
    if (slab_get(slab, region->index).state != STATE_ABSENT) return slab_period(slab);
  }
  return (Period){0};
}

Period dataset_latest(const Dataset *dataset, const Indicator *indicator, const Region *region) {
  Period latest = latest_of(dataset, indicator, 0, region);
  guint groups = latest.kind == PERIOD_NONE ? dataset_groups(dataset)->len : 0;
  for (guint group = 1; group <= groups; group++) {
    Period period = latest_of(dataset, indicator, group, region);
    if (period_compare(period, latest) > 0) latest = period;
  }
  return latest;
}

static double share_in_total(const Region *member, gpointer user_data) {
  Observation own = slab_get(user_data, member->index);
  return parts_takes(&own) ? parts_middle(&own) : NAN;
}

bool dataset_target(const Dataset *dataset, const Indicator *indicator, const Region *region, Period period,
                    Target *target) {
  Slab *slab = observations_find(dataset->observations, indicator->index, 0, period);
  Observation total = slab ? slab_get(slab, region->index) : (Observation){.state = STATE_ABSENT};
  bool of_members = observation_known(&total) && total.flags & FLAG_AGGREGATED;
  return targets_find(dataset->targets, indicator, region, period, of_members ? share_in_total : NULL, slab, target);
}

static bool lacks_members(const Indicator *indicator, const Observation *total) {
  return indicator->aggregation == AGGREGATE_SUM && observation_known(total) && total->flags & FLAG_AGGREGATED &&
         total->flags & FLAG_INCOMPLETE;
}

/* Over the members that are in the totals of both slabs. */
static Observation sum_in_both(const Slab *slab, const Slab *other, const Region *region) {
  Parts parts = {0};
  for (guint i = 0; i < region->members->len; i++) {
    guint member = ((const Region *)g_ptr_array_index(region->members, i))->index;
    Observation own = slab_get(slab, member), there = slab_get(other, member);
    if (parts_takes(&own) && parts_takes(&there)) parts_add(&parts, &own, (PartOrigin){0});
  }
  return parts_sum(&parts, 0);
}

Observation dataset_against_target(const Dataset *dataset, const Indicator *indicator, const Region *region, Period period) {
  Observation total = dataset_observe(dataset, indicator, region, period, NULL);
  if (!lacks_members(indicator, &total)) return total;
  const Slab *slab = observations_find(dataset->observations, indicator->index, 0, period);
  Observation inside = sum_in_both(slab, slab, region);
  total.low = inside.low;
  total.high = inside.high;
  return total;
}

void dataset_like_for_like(const Dataset *dataset, const Indicator *indicator, const Region *region, const Group *group,
                           Observation *from, Observation *to) {
  if (!lacks_members(indicator, from) && !lacks_members(indicator, to)) return;
  if (!(from->flags & to->flags & FLAG_AGGREGATED)) return;
  guint number = key_of(indicator, region, from->period, group).group;
  const Slab *then = observations_find(dataset->observations, indicator->index, number, from->period),
             *now = observations_find(dataset->observations, indicator->index, number, to->period);
  if (!then || !now) return;
  Observation before = sum_in_both(then, now, region), after = sum_in_both(now, then, region);
  before.period = from->period;
  after.period = to->period;
  *from = before;
  *to = after;
}

/* ---- Where it came from ---------------------------------------------------------------------------------------- */

/* Tables are numbered in the order in which they are read, after the package itself. */
static void mark(const Dataset *dataset, guint16 resource, bool *marks) {
  if (resource && resource < dataset->files->len) marks[resource] = true;
}

/* Tables of several parts. Only asked where they differ: parts of one table leave its number in the cell. */
static void mark_parts(const Dataset *dataset, const Slab *slab, const Region *region, bool *marks) {
  for (guint i = 0; slab && i < region->members->len; i++) {
    guint member = ((const Region *)g_ptr_array_index(region->members, i))->index;
    mark(dataset, slab_resource(slab, member), marks);
  }
}

void dataset_mark_files(const Dataset *dataset, const Indicator *indicator, const Region *region, Period period,
                        const Group *group, bool *marks) {
  for (guint i = 0; indicator->formula && i < indicator->formula->terms->len; i++)
    dataset_mark_files(dataset, g_array_index(indicator->formula->terms, FormulaTerm, i).indicator, region, period, group, marks);
  CellKey key = key_of(indicator, region, period, group);
  const Slab *slab = observations_find(dataset->observations, key.indicator, key.group, period);
  guint16 resource = slab ? slab_resource(slab, key.region) : 0;
  mark(dataset, resource, marks);
  if (!slab || resource || !(slab_get(slab, key.region).flags & FLAG_AGGREGATED)) return;
  mark_parts(dataset, slab, region, marks);
  if (indicator->weight)
    mark_parts(dataset, observations_find(dataset->observations, indicator->weight->index, key.group, period), region, marks);
}

SourcePos dataset_place(const Dataset *dataset, const Indicator *indicator, const Region *region, Period period,
                        const Group *group) {
  CellKey key = key_of(indicator, region, period, group);
  const Slab *slab = observations_find(dataset->observations, key.indicator, key.group, period);
  int line = slab ? slab_line(slab, key.region) : 0;
  guint16 resource = line ? slab_resource(slab, key.region) : 0;
  if (!resource || resource >= dataset->files->len) return (SourcePos){NULL, 0, 0};
  const DatasetFile *file = g_ptr_array_index(dataset->files, resource);
  return (SourcePos){g_intern_string(file->path), line, 0};
}

void dataset_mark_target_files(const Dataset *dataset, const Target *target, bool *marks) {
  mark(dataset, target->resource, marks);
  for (guint i = 0; !target->resource && i < dataset->files->len; i++)
    if (((const DatasetFile *)g_ptr_array_index(dataset->files, i))->targets) marks[i] = true;
}

static double as_shown(double value, const Indicator *indicator) {
  return isnan(value) ? NAN : number_round(value, indicator->decimals);
}

static Observation observe_shown(const Dataset *dataset, const Indicator *indicator, const Region *region, Period period,
                                 const Group *group) {
  Observation shown = dataset_observe(dataset, indicator, region, period, group);
  shown.value = as_shown(shown.value, indicator);
  shown.low = as_shown(shown.low, indicator);
  shown.high = as_shown(shown.high, indicator);
  return shown;
}

Rank dataset_rank(const Dataset *dataset, const Indicator *indicator, const Region *region, const GPtrArray *peers,
                  Period period, const Group *group) {
  Observation own = observe_shown(dataset, indicator, region, period, group);
  bool known = observation_known(&own);
  Rank rank = {.rank = known};
  if (indicator->kind == KIND_CATEGORY) return (Rank){0};
  for (guint i = 0; i < peers->len; i++) {
    const Region *peer = g_ptr_array_index(peers, i);
    Observation other = observe_shown(dataset, indicator, peer, period, group);
    if (!observation_known(&other)) continue;
    int order = known ? measure_order(&other, &own) : -1;
    rank.of++;
    rank.rank += order > 0;
    rank.equal += order == 0 && peer != region;
  }
  return rank;
}

bool dataset_breaks(const Dataset *dataset, const Indicator *indicator, const Region *region, Period from, Period to,
                    const Group *group) {
  const GArray *periods = indicator_periods(dataset, indicator);
  for (guint i = 0; i < periods->len; i++) {
    Period period = g_array_index(periods, Period, i);
    if (period_compare(period, from) <= 0 || period_compare(period, to) > 0) continue;
    if (dataset_observe(dataset, indicator, region, period, group).flags & FLAG_BREAK) return true;
  }
  return false;
}
