/* Which outputs show an observation: found by binding every document of every region, as a build would, and looking at what was
 * kept. Nothing is drawn. It must not guess from templates: what is shown may hang on the data. */
#include <string.h>

#include "work/explain.h"
#include "work/handout.h"
#include "work/plan.h"

static bool same_key(const ObservationKey *a, const ObservationKey *b) {
  return a->indicator == b->indicator && a->region == b->region && a->group == b->group && period_equal(a->period, b->period);
}

static guint times_shown(const Shown *shown, const ObservationKey *key) {
  guint times = 0;
  for (guint i = 0; i < shown->observations->len; i++)
    times += same_key(&g_array_index(shown->observations, ObservationKey, i), key);
  return times;
}

static json_t *figures_json(const Doc *doc, const ObservationKey *key) {
  json_t *list = json_array();
  for (guint i = 0; i < doc->figures->len; i++) {
    const Figure *figure = doc->figures->pdata[i];
    g_autoptr(Shown) shown = shown_new();
    shown_add_figure(shown, figure);
    if (times_shown(shown, key))
      json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:i}", "id", figure->id, "type", figure->type->name, "file",
                                            figure->pos.file ? figure->pos.file : "", "line", figure->pos.line));
  }
  return list;
}

/* Figures that show it, or, without any, the words that do; NULL when the document does not. */
static json_t *document_json(const Doc *doc, const DocumentConfig *config, const ObservationKey *key) {
  if (!times_shown(doc->shown, key)) return NULL;
  g_autofree char *path = g_strdup_printf("%s/%s", doc->site_path, config ? config->file : "factsheet.pdf");
  json_t *map = json_pack("{s:s, s:s}", "path", path, "template", doc->template_name);
  json_t *figures = figures_json(doc, key);
  bool words = !json_array_size(figures);
  json_object_set_new(map, "figures", figures);
  if (words) json_object_set_new(map, "words", json_true());
  if (!config) {
    g_autofree char *page = g_strdup_printf("%s/index.html", doc->site_path);
    json_object_set_new(map, "page", json_string(page));
  }
  return map;
}

typedef struct {
  const Project *project;
  const ObservationKey *key;
  json_t *own, *others, *failed;
} Search;

static void search_region(Search *search, const Plan *plan, const Region *region) {
  const GArray *documents = plan_documents(plan, region);
  for (guint i = 0; documents && i < documents->len; i++) {
    const PlanDocument *document = &g_array_index(documents, PlanDocument, i);
    g_autoptr(Diags) unheard = diags_new(); /* `check` tells them */
    g_autoptr(Doc) doc = doc_bind(document->tmpl, &search->project->context, region, unheard);
    if (!doc) {
      g_autofree char *path = doc_region_path(region);
      json_array_append_new(search->failed, json_string(path));
      continue;
    }
    json_t *found = document_json(doc, document->config, search->key);
    if (!found) continue;
    if (region == search->key->region) json_array_append_new(search->own, found);
    else {
      json_array_append(search->others, json_object_get(found, "path"));
      json_decref(found);
    }
  }
}

static void search_handouts(Search *search, const Plan *plan) {
  const DocContext *context = &search->project->context;
  const GPtrArray *orders = context->config->handouts;
  for (guint i = 0; i < orders->len; i++) {
    g_autoptr(Diags) unheard = diags_new();
    g_autoptr(HandoutPlan) handout = handout_plan_new(orders->pdata[i], context, plan->templates, CASE_NONE, unheard);
    bool shows = false;
    for (guint r = 0; handout && !shows && r < handout->regions->len; r++) {
      const Region *region = handout->regions->pdata[r];
      const DocTemplate *sheet = g_hash_table_lookup(handout->sheets, region->level->template);
      g_autoptr(Doc) doc = handout_bind(handout->tmpl, sheet, &handout->order, context, region, unheard);
      shows = doc && times_shown(doc->shown, search->key);
    }
    if (!shows) continue;
    g_autofree char *path = handout_path(handout->config);
    g_autofree char *file = g_strconcat(path, ".pdf", NULL);
    json_array_append_new(search->others, json_string(file));
  }
}

json_t *explain_outputs_json(const Project *project, const ObservationKey *key, Diags *diags) {
  BuildOptions all = {.formats = FORMAT_ALL};
  Search search = {project, key, json_array(), json_array(), json_array()};
  g_autoptr(Plan) plan = plan_new(&all, &project->context, diags);
  for (guint i = 0; plan && i < plan->regions->len; i++) search_region(&search, plan, plan->regions->pdata[i]);
  if (plan) search_handouts(&search, plan);
  g_autofree char *folder = doc_region_path(key->region);
  g_autofree char *data = g_strdup_printf("%s/data.csv", folder);
  json_t *root = json_pack("{s:s, s:o, s:o}", "data", data, "own", search.own, "others", search.others);
  if (json_array_size(search.failed)) json_object_set(root, "not_bound", search.failed);
  json_decref(search.failed);
  return root;
}
