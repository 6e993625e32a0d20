/* A research team may ship its whole table with a factsheet: front matter names it, this file makes it ready, once for all
 * sheets. A table of observations is written from the dataset and not copied, because the delivered file holds what disclosure
 * control took out. It must not know PDF objects. */
#include "work/attach_table.h"
#include "base/file.h"
#include "config/yaml.h"
#include "data/package.h"
#include "surface/pdf_attach.h"
#include "web/open_data.h"
#include <jansson.h>
#include <string.h>

/* What a mailbox still takes, and more than anyone reads; and from where on a sheet's size is worth a word. */
enum { LARGEST = 64 << 20, NOTED = 1 << 20 };

struct AttachTables {
  GHashTable *tables;    /* name → AttachTable* */
  GHashTable *templates; /* template name → GPtrArray of AttachTable* */
};

static void table_free(gpointer data) {
  AttachTable *table = data;
  if (table->attachment) attachment_unref(table->attachment);
  g_free(table->sha256);
  g_free(table->resource);
  doc_origin_free(table->from);
  g_free(table);
}

/* ---- One table ------------------------------------------------------------------------------------------------- */

/* The package's own words, with the file's new name; what we wrote ourselves is described by our schema. */
static char *resource_json(const PackageEntry *entry, const char *file) {
  json_t *map = json_loads(entry->json, 0, NULL);
  json_object_set_new(map, "path", json_string(file));
  if (entry->observations) {
    static const char *const stale[] = {"dialect", "bytes", "hash"};
    for (guint i = 0; i < G_N_ELEMENTS(stale); i++) json_object_del(map, stale[i]);
    json_object_set_new(map, "encoding", json_string("utf-8"));
    json_object_set_new(map, "schema", json_string("data.schema.json"));
  }
  char *text = json_dumps(map, JSON_COMPACT);
  json_decref(map);
  return text;
}

/* Such a file has no size of its own; that of observations is written anew. */
static bool holds_secrets(const DocContext *context, const PackageEntry *entry) {
  return entry->number && !((const DatasetFile *)g_ptr_array_index(dataset_files(context->dataset), entry->number))->size;
}

/* The table as it travels, and the file it comes from. NULL with a finding. */
static char *table_text(const DocContext *context, const PackageEntry *entry, SourcePos pos, gsize *length, DocOrigin **from,
                        Diags *diags) {
  if (entry->observations) {
    const DatasetFile *file = g_ptr_array_index(dataset_files(context->dataset), entry->number);
    DocOrigin origin = {file->path, file->sha256, file->size};
    char *csv = open_resource_csv(context->dataset, entry->number);
    *from = doc_origin_copy(&origin);
    *length = strlen(csv);
    return csv;
  }
  g_autofree char *path = config_path(context->config, entry->path);
  g_autoptr(GError) error = NULL;
  char *text = NULL;
  if (holds_secrets(context, entry)) {
    diags_error(diags, "attach-secret", pos, "take the small base values out of it, wait for the end of its embargo, or do not attach it",
                "the table '%s' holds what may not be published", entry->name);
    return NULL;
  }
  if (!file_read(path, &text, length, &error)) {
    diags_error(diags, "attach-unreadable", pos, "put the file there, or correct its path in datapackage.json",
                "the table '%s' cannot be read: %s", entry->name, error->message);
    return NULL;
  }
  *from = doc_origin_new(entry->path, text, *length);
  return text;
}

static Attachment *pack(const DocContext *context, const PackageEntry *entry, const char *file, const char *text, gsize length,
                        SourcePos pos, Diags *diags) {
  if (length > LARGEST) {
    diags_error(diags, "attach-too-large", pos, "offer it for download instead",
                "the table '%s' has %" G_GSIZE_FORMAT " MB; at most %d MB can be attached", entry->name, length >> 20,
                LARGEST >> 20);
    return NULL;
  }
  const char *title = *entry->title ? entry->title : entry->name;
  g_autofree char *words = locale_phrase(context->locale, "attach.table", "title", title, NULL);
  Attachment *attachment = pdf_attachment_new(file, "text/csv", words, ATTACHMENT_DATA, text, length);
  gsize packed = g_bytes_get_size(attachment->packed);
  if (packed > NOTED)
    diags_add(diags, DIAG_NOTE, "attach-large", pos, NULL,
              "the table '%s' makes each of these factsheets %" G_GSIZE_FORMAT " KB larger", entry->name, packed >> 10);
  return attachment;
}

static AttachTable *table_new(const DocContext *context, const PackageEntry *entry, SourcePos pos, Diags *diags) {
  gsize length = 0;
  AttachTable *table = g_new0(AttachTable, 1);
  g_autofree char *file = g_strdup_printf("table-%s.csv", entry->name);
  g_autofree char *text = table_text(context, entry, pos, &length, &table->from, diags);
  if (text) {
    table->sha256 = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)text, length);
    table->resource = resource_json(entry, file);
    table->attachment = pack(context, entry, file, text, length, pos, diags);
  }
  if (table->attachment) return table;
  table_free(table);
  return NULL;
}

/* ---- Names ----------------------------------------------------------------------------------------------------- */

static const PackageEntry *find_entry(const DocContext *context, const DocAttach *attach, Diags *diags) {
  const GPtrArray *entries = dataset_entries(context->dataset);
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; i < entries->len; i++) {
    const PackageEntry *entry = g_ptr_array_index(entries, i);
    if (strcmp(entry->name, attach->name)) {
      g_ptr_array_add(names, entry->name);
      continue;
    }
    if (entry->path && file_name_is_safe(entry->name)) return entry;
    diags_error(diags, "attach-not-a-table", attach->pos,
                entry->path ? "give the resource a name of small letters, digits and hyphens"
                            : "only a CSV file in the folder of datapackage.json can be attached",
                "the resource '%s' cannot be attached", attach->name);
    return NULL;
  }
  g_ptr_array_add(names, NULL);
  const char *nearest = yaml_nearest(attach->name, (const char *const *)names->pdata);
  g_autofree char *hint = nearest ? g_strdup_printf("did you mean %s?", nearest)
                                  : g_strdup("name a resource of datapackage.json, not a file");
  diags_error(diags, "attach-unknown", attach->pos, hint, "there is no resource '%s'", attach->name);
  return NULL;
}

static const AttachTable *find_table(AttachTables *tables, const DocContext *context, const DocAttach *attach, Diags *diags) {
  AttachTable *table = g_hash_table_lookup(tables->tables, attach->name);
  const PackageEntry *entry = table ? NULL : find_entry(context, attach, diags);
  if (entry) table = table_new(context, entry, attach->pos, diags);
  if (entry && table) g_hash_table_insert(tables->tables, g_strdup(attach->name), table);
  return table;
}

static void add_template(AttachTables *tables, const DocContext *context, const char *name, const DocTemplate *tmpl,
                         Diags *diags) {
  const GPtrArray *asked = doc_template_attach(tmpl);
  if (!asked->len) return;
  GPtrArray *list = g_ptr_array_new();
  for (guint i = 0; i < asked->len; i++) {
    const AttachTable *table = find_table(tables, context, g_ptr_array_index(asked, i), diags);
    if (table && !g_ptr_array_find(list, table, NULL)) g_ptr_array_add(list, (gpointer)table);
  }
  g_hash_table_insert(tables->templates, g_strdup(name), list);
}

AttachTables *attach_tables_new(const DocContext *context, const Plan *plan, Diags *diags) {
  AttachTables *tables = g_new0(AttachTables, 1);
  tables->tables = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, table_free);
  tables->templates = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)(void *)g_ptr_array_unref);
  GHashTableIter at;
  gpointer name, tmpl;
  g_hash_table_iter_init(&at, plan->templates);
  while (g_hash_table_iter_next(&at, &name, &tmpl)) add_template(tables, context, name, tmpl, diags);
  return tables;
}

void attach_tables_free(AttachTables *tables) {
  g_hash_table_unref(tables->templates);
  g_hash_table_unref(tables->tables);
  g_free(tables);
}

const GPtrArray *attach_tables_of(const AttachTables *tables, const Doc *doc) {
  return g_hash_table_lookup(tables->templates, doc->template_name);
}
