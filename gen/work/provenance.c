/* Provenance of one factsheet as JSON. It exists so that a reader who has only the PDF can find the sources, and check that
 * a file is the one that was used. Only what this sheet's numbers come from is named, so that a drop of other data leaves
 * the sheet as it is. It must not know how the text travels. */
#include "work/provenance.h"
#include <jansson.h>
#include <string.h>

static void put(json_t *map, const char *key, const char *text) {
  if (text && *text) json_object_set_new(map, key, json_string(text));
}

static void put_period(json_t *map, const char *key, Period period) {
  char iso[PERIOD_TEXT];
  put(map, key, period_iso(period, iso));
}

/* Without a size it is a table with secrets, and the checksum is of its rows as they may be published. */
static json_t *file_json(const char *key, const char *name, const char *sha256, gsize size) {
  if (!size) return json_pack("{s:s, s:s}", key, name, "sha256_published", sha256);
  return json_pack("{s:s, s:s, s:I}", key, name, "sha256", sha256, "bytes", (json_int_t)size);
}

static json_t *region_json(const Region *region) {
  json_t *map = json_object();
  put(map, "code", region->code);
  put(map, "name", region->name);
  put(map, "level", region->level->id);
  return map;
}

static json_t *program_json(const Doc *doc) {
  json_t *used = json_array();
  for (guint i = 0; i < doc->origins->len; i++) {
    const DocOrigin *origin = g_ptr_array_index(doc->origins, i);
    json_array_append_new(used, file_json("path", origin->path, origin->sha256, origin->size));
  }
  return json_pack("{s:s, s:s, s:o}", "name", "feitenblad", "version", FEITENBLAD_VERSION, "used", used);
}

/* ---- Sources --------------------------------------------------------------------------------------------------- */

static int by_period(gconstpointer a, gconstpointer b) {
  return period_compare(*(const Period *)a, *(const Period *)b);
}

static const Source *source_of(const Dataset *dataset, const ObservationKey *key) {
  return dataset_source(dataset, key->indicator, key->region, key->period, key->group);
}

/* The periods of which numbers of this source are shown; NULL when it only gave targets. */
static json_t *periods_json(const Dataset *dataset, const Doc *doc, const Source *source) {
  g_autoptr(GArray) periods = g_array_new(FALSE, FALSE, sizeof(Period));
  for (guint i = 0; i < doc->shown->observations->len; i++) {
    const ObservationKey *key = &g_array_index(doc->shown->observations, ObservationKey, i);
    if (source_of(dataset, key) == source) g_array_append_val(periods, key->period);
  }
  g_array_sort(periods, by_period);
  json_t *list = json_array();
  for (guint i = 0; i < periods->len; i++) {
    char iso[PERIOD_TEXT];
    if (i && period_equal(g_array_index(periods, Period, i), g_array_index(periods, Period, i - 1))) continue;
    json_array_append_new(list, json_string(period_iso(g_array_index(periods, Period, i), iso)));
  }
  return list;
}

static json_t *source_json(const Dataset *dataset, const Doc *doc, const Source *source) {
  json_t *map = json_object(), *periods = periods_json(dataset, doc, source);
  put(map, "id", source->id);
  put(map, "title", source->title);
  put(map, "citation", source->citation);
  put(map, "publisher", source->publisher);
  put(map, "url", source->url);
  put(map, "licence", source->licence);
  put_period(map, "date", source->date);
  if (source->example) json_object_set_new(map, "example", json_true());
  if (json_array_size(periods)) json_object_set_new(map, "periods", periods);
  else json_decref(periods);
  return map;
}

static json_t *sources_json(const Dataset *dataset, const Doc *doc) {
  json_t *list = json_array();
  for (guint i = 0; i < doc->sources->len; i++)
    json_array_append_new(list, source_json(dataset, doc, g_ptr_array_index(doc->sources, i)));
  return list;
}

/* ---- Files ----------------------------------------------------------------------------------------------------- */

/* A file may serve for more than one table of the package; it is named once. */
static bool is_named(const json_t *list, const char *path) {
  for (size_t i = 0; i < json_array_size(list); i++)
    if (g_str_equal(json_string_value(json_object_get(json_array_get(list, i), "path")), path)) return true;
  return false;
}

static json_t *files_json(const Dataset *dataset, const Shown *shown, const ProvenanceMember *members, guint count) {
  const GPtrArray *files = dataset_files(dataset);
  g_autofree bool *marks = g_new0(bool, files->len);
  for (guint i = 0; i < shown->observations->len; i++) {
    const ObservationKey *key = &g_array_index(shown->observations, ObservationKey, i);
    dataset_mark_files(dataset, key->indicator, key->region, key->period, key->group, marks);
  }
  for (guint i = 0; i < shown->targets->len; i++)
    dataset_mark_target_files(dataset, &g_array_index(shown->targets, ShownTarget, i).target, marks);
  json_t *list = json_array();
  for (guint i = 0; i < files->len; i++) {
    const DatasetFile *file = g_ptr_array_index(files, i);
    if (marks[i] && !is_named(list, file->path))
      json_array_append_new(list, file_json("path", file->path, file->sha256, file->size));
  }
  for (guint i = 0; i < count; i++) {
    const DocOrigin *from = members[i].from;
    if (from && !is_named(list, from->path))
      json_array_append_new(list, file_json("path", from->path, from->sha256, from->size));
  }
  return list;
}

static json_t *members_json(const ProvenanceMember *members, guint count) {
  json_t *list = json_array();
  for (guint i = 0; i < count; i++)
    json_array_append_new(list, file_json("name", members[i].name, members[i].sha256, members[i].size));
  return list;
}

char *provenance_json(const DocContext *context, const Doc *doc, const ProvenanceMember *members, guint count) {
  json_t *root = json_object();
  put(root, "title", doc->title);
  json_object_set_new(root, "region", region_json(doc->region));
  if (*context->config->base_url) {
    g_autofree char *address = g_strconcat(context->config->base_url, "/", doc->site_path, "/", NULL);
    put(root, "url", address);
  }
  put_period(root, "edition", doc->edition);
  put_period(root, "updated", doc->updated);
  if (doc->example) json_object_set_new(root, "example", json_true());
  put(root, "digest", doc->digest);
  json_object_set_new(root, "wasGeneratedBy", program_json(doc));
  json_object_set_new(root, "hadPrimarySource", sources_json(context->dataset, doc));
  json_object_set_new(root, "wasDerivedFrom", files_json(context->dataset, doc->shown, members, count));
  json_object_set_new(root, "hadMember", members_json(members, count));
  char *text = json_dumps(root, JSON_COMPACT);
  json_decref(root);
  return text;
}
