/* The files that a factsheet's PDF carries, named and described. It exists so that the numbers stay with the sheet wherever it
 * is mailed to. Texts are made at every run, for the key; packing is left until a PDF is drawn. It must not know PDF objects,
 * nor how a row or a schema is written. */
#include "work/attach.h"
#include "surface/pdf_attach.h"
#include "web/open_data.h"
#include "work/attach_table.h"
#include "work/provenance.h"
#include <jansson.h>
#include <string.h>

static const char CSV[] = "text/csv", JSON[] = "application/json";

/* One of our own tables: its file, and the file of its schema, which all factsheets share. */
typedef struct {
  const OpenTable *table;
  const char *file, *schema_file, *words, *schema_words;
} OwnTable;

enum { DATA, TARGETS, OWN_TABLES };
static const OwnTable OWN[OWN_TABLES] = {
    [DATA] = {&OPEN_OBSERVATIONS, "data.csv", "data.schema.json", "attach.data", "attach.data_schema"},
    [TARGETS] = {&OPEN_TARGETS, "targets.csv", "targets.schema.json", "attach.targets", "attach.targets_schema"},
};

struct AttachShared {
  const DocContext *context;
  Attachment *schemas[OWN_TABLES];
  char *schema_sums[OWN_TABLES]; /* SHA-256 */
  AttachTables *tables;
};

/* A file of one factsheet: a text of its own, or one that is shared and packed already. */
typedef struct {
  const char *name, *mime, *words;
  AttachmentRelation relation;
  char *text;
  Attachment *shared;
  const char *sha256;    /* of the shared one; borrowed */
  const DocOrigin *from; /* of a table that is attached whole */
} File;

struct Attached {
  const AttachShared *shared;
  GArray *files; /* File */
  char *digest;
};

/* ---- Shared ---------------------------------------------------------------------------------------------------- */

AttachShared *attach_shared_new(const DocContext *context, const Plan *plan, Diags *diags) {
  AttachShared *shared = g_new0(AttachShared, 1);
  shared->context = context;
  for (guint i = 0; i < OWN_TABLES; i++) {
    g_autofree char *schema = open_table_schema(OWN[i].table, context->locale);
    shared->schemas[i] = pdf_attachment_new(OWN[i].schema_file, JSON, locale_word(context->locale, OWN[i].schema_words),
                                            ATTACHMENT_DATA, schema, strlen(schema));
    shared->schema_sums[i] = g_compute_checksum_for_string(G_CHECKSUM_SHA256, schema, -1);
  }
  shared->tables = attach_tables_new(context, plan, diags);
  return shared;
}

void attach_shared_free(AttachShared *shared) {
  for (guint i = 0; i < OWN_TABLES; i++) {
    attachment_unref(shared->schemas[i]);
    g_free(shared->schema_sums[i]);
  }
  attach_tables_free(shared->tables);
  g_free(shared);
}

/* ---- One factsheet --------------------------------------------------------------------------------------------- */

static void file_clear(gpointer data) {
  File *file = data;
  g_free(file->text);
  if (file->shared) attachment_unref(file->shared);
}

static void add_text(Attached *attached, const char *name, const char *mime, const char *words, AttachmentRelation relation,
                     char *text) {
  File file = {.name = name, .mime = mime, .words = words, .relation = relation, .text = text};
  g_array_append_val(attached->files, file);
}

static void add_shared(Attached *attached, Attachment *attachment, const char *sha256, const DocOrigin *from) {
  File file = {.name = attachment->name, .shared = attachment_ref(attachment), .sha256 = sha256, .from = from};
  g_array_append_val(attached->files, file);
}

static void add_own_table(Attached *attached, guint index, char *csv) {
  add_text(attached, OWN[index].file, CSV, OWN[index].words, ATTACHMENT_DATA, csv);
  add_shared(attached, attached->shared->schemas[index], attached->shared->schema_sums[index], NULL);
}

static json_t *resource_json(const OwnTable *own, const Locale *locale) {
  g_autofree char *key = g_strdup_printf("open_data.%s.title", own->table->id);
  return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "profile", "tabular-data-resource", "name", own->table->id, "path",
                   own->file, "title", locale_word(locale, key), "mediatype", CSV, "encoding", "utf-8", "schema",
                   own->schema_file);
}

/* What the ids in the tables stand for: once each, for what is shown. */
static json_t *indicators_json(const Shown *shown) {
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
  json_t *list = json_array();
  for (guint i = 0; i < shown->observations->len; i++) {
    const Indicator *indicator = g_array_index(shown->observations, ObservationKey, i).indicator;
    if (!g_hash_table_add(seen, (gpointer)indicator)) continue;
    json_t *item = json_pack("{s:s, s:s}", "name", indicator->id, "title", indicator->title);
    if (indicator->definition && *indicator->definition)
      json_object_set_new(item, "description", json_string(indicator->definition));
    json_array_append_new(list, item);
  }
  return list;
}

/* A Data Package of the tables, so that they can be opened together. */
static char *package_json(const AttachShared *shared, const Doc *doc, const GPtrArray *tables) {
  const Locale *locale = shared->context->locale;
  json_t *root = json_object(), *resources = json_array();
  g_autofree char *name = g_strdelimit(g_strdup(doc->site_path), "/", '-');
  json_object_set_new(root, "profile", json_string("tabular-data-package"));
  json_object_set_new(root, "name", json_string(name));
  json_object_set_new(root, "title", json_string(doc->title));
  json_array_append_new(resources, resource_json(&OWN[DATA], locale));
  if (doc->shown->targets->len) json_array_append_new(resources, resource_json(&OWN[TARGETS], locale));
  for (guint i = 0; tables && i < tables->len; i++)
    json_array_append_new(resources, json_loads(((const AttachTable *)g_ptr_array_index(tables, i))->resource, 0, NULL));
  json_object_set_new(root, "resources", resources);
  json_object_set_new(root, "indicators", indicators_json(doc->shown));
  char *text = json_dumps(root, JSON_COMPACT);
  json_decref(root);
  return text;
}

static void add_provenance(Attached *attached, const Doc *doc) {
  g_autofree ProvenanceMember *members = g_new0(ProvenanceMember, attached->files->len);
  guint count = 0;
  for (guint i = 0; i < attached->files->len; i++) {
    const File *file = &g_array_index(attached->files, File, i);
    char *sum = file->text ? g_compute_checksum_for_string(G_CHECKSUM_SHA256, file->text, -1) : g_strdup(file->sha256);
    members[count++] = (ProvenanceMember){file->name, sum, file->text ? strlen(file->text) : file->shared->size, file->from};
  }
  char *json = provenance_json(attached->shared->context, doc, members, count);
  for (guint i = 0; i < count; i++) g_free(members[i].sha256);
  add_text(attached, "provenance.json", JSON, "attach.provenance", ATTACHMENT_SUPPLEMENT, json);
}

static char *digest_of(const Attached *attached) {
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  for (guint i = 0; i < attached->files->len; i++) {
    const File *file = &g_array_index(attached->files, File, i);
    const char *parts[] = {file->name, file->text ? file->text : file->sha256};
    for (guint p = 0; p < G_N_ELEMENTS(parts); p++)
      g_checksum_update(sum, (const guchar *)parts[p], (gssize)strlen(parts[p]) + 1);
  }
  return g_strdup(g_checksum_get_string(sum));
}

Attached *attached_new(const AttachShared *shared, const Doc *doc) {
  const Dataset *dataset = shared->context->dataset;
  Attached *attached = g_new0(Attached, 1);
  attached->shared = shared;
  attached->files = g_array_new(FALSE, FALSE, sizeof(File));
  g_array_set_clear_func(attached->files, file_clear);
  add_own_table(attached, DATA, open_observations_csv(dataset, doc->shown->observations));
  if (doc->shown->targets->len) add_own_table(attached, TARGETS, open_targets_csv(doc->shown->targets));
  const GPtrArray *tables = attach_tables_of(shared->tables, doc);
  for (guint i = 0; tables && i < tables->len; i++) {
    const AttachTable *table = g_ptr_array_index(tables, i);
    add_shared(attached, table->attachment, table->sha256, table->from);
  }
  add_text(attached, "datapackage.json", JSON, "attach.package", ATTACHMENT_DATA, package_json(shared, doc, tables));
  add_provenance(attached, doc);
  attached->digest = digest_of(attached);
  return attached;
}

void attached_free(Attached *attached) {
  if (!attached) return;
  g_array_unref(attached->files);
  g_free(attached->digest);
  g_free(attached);
}

const char *attached_digest(const Attached *attached) {
  return attached->digest;
}

void attached_add_to(const Attached *attached, Pages *pages) {
  const Locale *locale = attached->shared->context->locale;
  for (guint i = 0; i < attached->files->len; i++) {
    const File *file = &g_array_index(attached->files, File, i);
    Attachment *attachment = file->shared ? attachment_ref(file->shared)
                                          : pdf_attachment_new(file->name, file->mime, locale_word(locale, file->words),
                                                               file->relation, file->text, strlen(file->text));
    g_ptr_array_add(pages->attachments, attachment);
  }
}
