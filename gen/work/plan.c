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

static void mark_word(const Dataset *dataset, const char *word, GHashTable *chosen, Diags *diags) {
  const GPtrArray *all = dataset_regions(dataset);
  g_autoptr(GPtrArray) found = g_ptr_array_new();
  for (guint i = 0; i < all->len; i++)
    if (is_called(all->pdata[i], word)) g_ptr_array_add(found, all->pdata[i]);
  if (found->len == 1) {
    g_hash_table_add(chosen, found->pdata[0]);
  } else if (found->len > 1) {
    g_autofree char *which = addresses(found);
    g_autofree char *hint = g_strdup_printf("write one of %s, or a code", which);
    diags_error(diags, "ambiguous-region", NOWHERE, hint, "%u regions are called \"%s\"", found->len, word);
  } else {
    const char *nearest = nearest_region(dataset, word);
    g_autofree char *hint = nearest ? g_strdup_printf("did you mean \"%s\"?", nearest)
                                    : g_strdup("write a code (GM0503), a slug (delft) or an address (gemeente/delft)");
    diags_error(diags, "unknown-region", NOWHERE, hint, "no region \"%s\"", word);
  }
}

static void mark_only(const Dataset *dataset, const char *const *only, GHashTable *chosen, Diags *diags) {
  for (; *only; only++) mark_word(dataset, *only, chosen, diags);
}

static const LevelConfig *find_level(const Config *config, const char *word, Diags *diags) {
  const LevelConfig *level = config_level(config, word);
  if (!level) level = config_level_by_alias(config, word);
  if (level) return level;
  g_autoptr(GString) known = g_string_new("levels: ");
  for (guint i = 0; i < config->levels->len; i++) {
    const LevelConfig *l = config->levels->pdata[i];
    g_string_append_printf(known, "%s%s", i ? ", " : "", l->alias ? l->alias : l->id);
  }
  diags_error(diags, "unknown-level", NOWHERE, known->str, "no level \"%s\"", word);
  return NULL;
}

static void load_templates(Plan *plan, const DocContext *context, Diags *diags) {
  for (guint i = 0; i < plan->regions->len; i++) {
    const LevelConfig *level = ((const Region *)plan->regions->pdata[i])->level;
    if (g_hash_table_contains(plan->templates, level->template)) continue;
    DocTemplate *tmpl = doc_template_load(context->config, context->theme, level->template, context->types, diags);
    g_hash_table_insert(plan->templates, level->template, tmpl);
  }
}

static void template_destroy(gpointer tmpl) {
  if (tmpl) doc_template_free(tmpl);
}

Plan *plan_new(const BuildOptions *options, const DocContext *context, Diags *diags) {
  guint errors = diags_count(diags, DIAG_ERROR);
  g_autoptr(Plan) plan = g_new0(Plan, 1);
  plan->regions = g_ptr_array_new();
  plan->templates = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, template_destroy);
  plan->partial = options->only || options->level;
  g_autoptr(GHashTable) chosen = g_hash_table_new(NULL, NULL);
  if (options->only) mark_only(context->dataset, options->only, chosen, diags);
  const LevelConfig *level = options->level ? find_level(context->config, options->level, diags) : NULL;
  const GPtrArray *all = dataset_regions(context->dataset);
  for (guint i = 0; i < all->len; i++) {
    const Region *region = all->pdata[i];
    if (options->worst_case && region != dataset_worst_region(context->dataset, region->level->id)) continue;
    bool wanted = (!options->only || g_hash_table_contains(chosen, region)) && (!level || region->level == level);
    if (wanted) g_ptr_array_add(plan->regions, (gpointer)region);
  }
  if (diags_count(diags, DIAG_ERROR) == errors && plan->regions->len == 0)
    diags_error(diags, "nothing-to-build", NOWHERE, "drop --only or --level, or check the regions table", "no region is selected");
  load_templates(plan, context, diags);
  return diags_count(diags, DIAG_ERROR) == errors ? g_steal_pointer(&plan) : NULL;
}

void plan_free(Plan *plan) {
  if (!plan) return;
  g_ptr_array_unref(plan->regions);
  g_hash_table_unref(plan->templates);
  g_free(plan);
}

const DocTemplate *plan_template(const Plan *plan, const Region *region) {
  return g_hash_table_lookup(plan->templates, region->level->template);
}
