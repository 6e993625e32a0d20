/* What to build. Takes the words of the command line (codes, slugs, levels) and finds regions and templates for them; it
 * must not know how anything is drawn or where it is written. */
#include "work/plan.h"

#include "config/yaml.h"
#include "data/dataset.h"

static const SourcePos NOWHERE = {"command line", 0, 0};

static const char *nearest_region(const Dataset *dataset, const char *word) {
  const GPtrArray *regions = dataset_regions(dataset);
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; i < regions->len; i++) {
    const Region *region = regions->pdata[i];
    g_ptr_array_add(names, region->slug);
    g_ptr_array_add(names, region->code);
  }
  g_ptr_array_add(names, NULL);
  return yaml_nearest(word, (const char *const *)names->pdata);
}

static bool is_called(const Region *region, const char *word) {
  g_autofree char *path = doc_region_path(region);
  return g_str_equal(region->code, word) || g_str_equal(region->slug, word) || g_str_equal(path, word);
}

/* The addresses of all regions that go by this word: "gemeente/utrecht, provincie/utrecht". Owned by the caller. */
static char *addresses(const GPtrArray *regions) {
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < regions->len; i++) {
    g_autofree char *path = doc_region_path(regions->pdata[i]);
    g_string_append_printf(text, "%s%s", i ? ", " : "", path);
  }
  return g_string_free(text, FALSE);
}

const Region *plan_find_region(const Dataset *dataset, const char *word, SourcePos pos, Diags *diags) {
  const GPtrArray *all = dataset_regions(dataset);
  g_autoptr(GPtrArray) found = g_ptr_array_new();
  for (guint i = 0; i < all->len; i++)
    if (is_called(all->pdata[i], word)) g_ptr_array_add(found, all->pdata[i]);
  if (found->len == 1) return found->pdata[0];
  if (found->len > 1) {
    g_autofree char *which = addresses(found);
    g_autofree char *hint = g_strdup_printf("write one of %s, or a code", which);
    diags_error(diags, "ambiguous-region", pos, hint, "%u regions are called \"%s\"", found->len, word);
    return NULL;
  }
  const char *nearest = nearest_region(dataset, word);
  g_autofree char *hint = nearest ? g_strdup_printf("did you mean \"%s\"?", nearest)
                                  : g_strdup("write a code (GM0503), a slug (delft) or an address (gemeente/delft)");
  diags_error(diags, "unknown-region", pos, hint, "no region \"%s\"", word);
  return NULL;
}

static void mark_only(const Dataset *dataset, const char *const *only, GHashTable *chosen, Diags *diags) {
  for (; *only; only++) {
    const Region *region = plan_find_region(dataset, *only, NOWHERE, diags);
    if (region) g_hash_table_add(chosen, (gpointer)region);
  }
}

const LevelConfig *plan_find_level(const Config *config, const char *word, SourcePos pos, Diags *diags) {
  const LevelConfig *level = config_level(config, word);
  if (!level) level = config_level_by_alias(config, word);
  if (level) return level;
  g_autoptr(GString) known = g_string_new("levels: ");
  for (guint i = 0; i < config->levels->len; i++) {
    const LevelConfig *l = config->levels->pdata[i];
    g_string_append_printf(known, "%s%s", i ? ", " : "", l->alias ? l->alias : l->id);
  }
  diags_error(diags, "unknown-level", pos, known->str, "no level \"%s\"", word);
  return NULL;
}

static const DocTemplate *load_template(Plan *plan, const DocContext *context, char *name, Diags *diags) {
  if (!g_hash_table_contains(plan->templates, name))
    g_hash_table_insert(plan->templates, name, doc_template_load(context->config, context->theme, name, context->types, diags));
  return g_hash_table_lookup(plan->templates, name);
}

static void add_document(GArray *documents, const DocumentConfig *config, const DocTemplate *tmpl) {
  PlanDocument document = {config, tmpl};
  g_array_append_val(documents, document);
}

/* The factsheet and the documents of a level, or the one that was asked for. */
static GArray *level_documents(Plan *plan, const DocContext *context, const LevelConfig *level, const DocumentConfig *only,
                               Diags *diags) {
  GArray *documents = g_array_new(FALSE, FALSE, sizeof(PlanDocument));
  if (!only) add_document(documents, NULL, load_template(plan, context, level->template, diags));
  for (guint i = 0; i < level->documents->len; i++) {
    const DocumentConfig *config = level->documents->pdata[i];
    if (!only || config == only) add_document(documents, config, load_template(plan, context, config->template, diags));
  }
  return documents;
}

static void plan_levels(Plan *plan, const DocContext *context, const DocumentConfig *only, Diags *diags) {
  for (guint i = 0; i < plan->regions->len; i++) {
    const LevelConfig *level = ((const Region *)plan->regions->pdata[i])->level;
    if (g_hash_table_contains(plan->documents, level)) continue;
    g_hash_table_insert(plan->documents, (gpointer)level, level_documents(plan, context, level, only, diags));
  }
}

static const DocumentConfig *find_document(const Config *config, const char *id, Diags *diags) {
  const DocumentConfig *document = config_document(config, id);
  if (document) return document;
  g_autoptr(GPtrArray) ids = g_ptr_array_new();
  for (guint i = 0; i < config->documents->len; i++)
    g_ptr_array_add(ids, ((const DocumentConfig *)config->documents->pdata[i])->id);
  g_ptr_array_add(ids, NULL);
  const char *nearest = yaml_nearest(id, (const char *const *)ids->pdata);
  g_autofree char *all = g_strjoinv(", ", (char **)ids->pdata);
  g_autofree char *hint = nearest ? g_strdup_printf("did you mean \"%s\"?", nearest)
                          : *all  ? g_strdup_printf("documents: %s", all)
                                  : g_strdup("add it to \"documents:\" in feitenblad.yaml");
  diags_error(diags, "unknown-document", NOWHERE, hint, "no document \"%s\"", id);
  return NULL;
}

/* Whether regions of this level get anything in this run. */
static bool level_takes_part(const LevelConfig *level, const DocumentConfig *only) {
  return !only || g_ptr_array_find(level->documents, only, NULL);
}

static void template_destroy(gpointer tmpl) {
  if (tmpl) doc_template_free(tmpl);
}

Plan *plan_new(const BuildOptions *options, const DocContext *context, Diags *diags) {
  guint errors = diags_count(diags, DIAG_ERROR);
  g_autoptr(Plan) plan = g_new0(Plan, 1);
  plan->regions = g_ptr_array_new();
  plan->templates = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, template_destroy);
  plan->documents = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)(void *)g_array_unref);
  plan->partial = options->only || options->level || options->document;
  g_autoptr(GHashTable) chosen = g_hash_table_new(NULL, NULL);
  if (options->only) mark_only(context->dataset, options->only, chosen, diags);
  const DocumentConfig *document = options->document ? find_document(context->config, options->document, diags) : NULL;
  const LevelConfig *level = options->level ? plan_find_level(context->config, options->level, NOWHERE, diags) : NULL;
  const GPtrArray *all = dataset_regions(context->dataset);
  for (guint i = 0; i < all->len; i++) {
    const Region *region = all->pdata[i];
    if (options->worst_case && region != dataset_worst_region(context->dataset, region->level->id)) continue;
    bool wanted = (!options->only || g_hash_table_contains(chosen, region)) && (!level || region->level == level);
    wanted = wanted && level_takes_part(region->level, document);
    if (wanted) g_ptr_array_add(plan->regions, (gpointer)region);
  }
  if (diags_count(diags, DIAG_ERROR) == errors && plan->regions->len == 0)
    diags_error(diags, "nothing-to-build", NOWHERE, "drop --only, --level or --document, or check the regions table", "no region is selected");
  plan_levels(plan, context, document, diags);
  return diags_count(diags, DIAG_ERROR) == errors ? g_steal_pointer(&plan) : NULL;
}

void plan_free(Plan *plan) {
  if (!plan) return;
  g_ptr_array_unref(plan->regions);
  g_hash_table_unref(plan->documents);
  g_hash_table_unref(plan->templates);
  g_free(plan);
}

const GArray *plan_documents(const Plan *plan, const Region *region) {
  return g_hash_table_lookup(plan->documents, region->level);
}
