/* Makes hand-outs. Regions are bound one by one, first for the key and then, when it is new, to be laid out behind each other,
 * so that memory grows with what is drawn and not with what is bound. It must not know what a card is or how pages look. */
#include "work/handout.h"

#include <sys/resource.h>

#include "base/clock.h"
#include "base/file.h"
#include "layout/bundle.h"
#include "layout/proof.h"
#include "surface/pdf.h"
#include "surface/pdf_check.h"
#include "work/project.h"

/* ---- planning ---- */

void handout_plan_free(HandoutPlan *plan) {
  if (!plan) return;
  g_ptr_array_unref(plan->regions);
  if (plan->tmpl) doc_template_free(plan->tmpl);
  g_free(plan);
}

static void add_region(HandoutPlan *plan, const Region *region, const DocContext *context, WorstCase worst_case) {
  if (worst_case) region = dataset_worst_region(context->dataset, region->level->id);
  if (region && !g_ptr_array_find(plan->regions, region, NULL)) g_ptr_array_add(plan->regions, (gpointer)region);
}

static void find_regions(HandoutPlan *plan, const DocContext *context, WorstCase worst_case, Diags *diags) {
  const HandoutConfig *order = plan->config;
  for (guint i = 0; i < order->regions->len; i++) {
    const HandoutWord *word = order->regions->pdata[i];
    const Region *region = plan_find_region(context->dataset, word->text, word->pos, diags);
    if (region) add_region(plan, region, context, worst_case);
  }
  const LevelConfig *level = order->level ? plan_find_level(context->config, order->level->text, order->level->pos, diags) : NULL;
  const GPtrArray *all = level ? dataset_level_regions(context->dataset, level->id) : NULL;
  for (guint i = 0; all && i < all->len; i++) add_region(plan, all->pdata[i], context, worst_case);
}

static bool find_sheets(const HandoutPlan *plan, const DocContext *context, Diags *diags) {
  bool complete = true;
  for (guint i = 0; i < plan->regions->len; i++) {
    const char *name = ((const Region *)plan->regions->pdata[i])->level->template;
    if (!g_hash_table_contains(plan->sheets, name))
      g_hash_table_insert(plan->sheets, (gpointer)name, doc_template_load(context->config, context->theme, name, context->types, diags));
    complete = g_hash_table_lookup(plan->sheets, name) && complete;
  }
  return complete;
}

HandoutPlan *handout_plan_new(const HandoutConfig *config, const DocContext *context, GHashTable *sheets, WorstCase worst_case,
                              Diags *diags) {
  guint errors = diags_count(diags, DIAG_ERROR);
  g_autoptr(HandoutPlan) plan = g_new0(HandoutPlan, 1);
  *plan = (HandoutPlan){.config = config, .order = {config->cards, config->per_page}, .regions = g_ptr_array_new(), .sheets = sheets};
  find_regions(plan, context, worst_case, diags);
  plan->tmpl = doc_template_load_handout(context->config, context->theme, config->template, context->types, diags);
  bool complete = find_sheets(plan, context, diags);
  return complete && diags_count(diags, DIAG_ERROR) == errors ? g_steal_pointer(&plan) : NULL;
}

char *handout_path(const HandoutConfig *config) { return g_strconcat("hand-outs/", config->id, NULL); }

/* ---- making ---- */

typedef struct {
  const HandoutPlan *plan;
  const DocContext *context;
  TextEngine *text;
  bool proofread;
  RenderNumbers *numbers;
  BuildProgressFunc progress;
  gpointer user_data;
  BuildReport *report; /* of a run of its own; NULL in a build */
  Diags *diags;
} Making;

static Doc *bind_region(const Making *m, guint index) {
  const Region *region = m->plan->regions->pdata[index];
  const DocTemplate *sheet = g_hash_table_lookup(m->plan->sheets, region->level->template);
  gint64 start = clock_cpu_us();
  Doc *doc = handout_bind(m->plan->tmpl, sheet, &m->plan->order, m->context, region, m->diags);
  m->numbers->cost_us[COST_BIND] += clock_cpu_us() - start;
  return doc;
}

/* Binds and lays out one region more. */
static bool add_region_pages(const Making *m, Bundle *bundle, guint index) {
  g_autoptr(Doc) doc = bind_region(m, index);
  if (!doc) return false;
  gint64 start = clock_cpu_us();
  bool laid_out = bundle_add(bundle, doc, m->diags);
  m->numbers->cost_us[COST_LAYOUT] += clock_cpu_us() - start;
  guint first, end;
  bundle_last(bundle, &first, &end);
  if (laid_out && m->proofread) layout_proof_pages(bundle_pages(bundle), first, end, doc, m->diags);
  return laid_out;
}

/* All regions, also behind one that failed; false when any did. */
static bool lay_out(const Making *m, Bundle *bundle) {
  bool complete = true;
  for (guint i = 0; i < m->plan->regions->len; i++) {
    complete = add_region_pages(m, bundle, i) && complete;
    if (m->report) m->report->regions_done++;
    if (m->progress) m->progress(m->report, ((const Region *)m->plan->regions->pdata[i])->title, m->user_data);
  }
  const Pages *pages = bundle_pages(bundle);
  m->numbers->pages = pages->scenes->len;
  return complete && pdf_check(pages, m->plan->config->title, m->diags);
}

static void failed(Diags *diags, const HandoutPlan *plan, const char *file, const GError *error) {
  diags_error(diags, "output-failed", (SourcePos){g_intern_string(plan->config->template), 0, 0}, NULL, "%s: %s: %s",
              plan->config->title, file, error->message);
}

static GBytes *draw(const Making *m, const Bundle *bundle, ProfileKind kind, const char *file) {
  g_autoptr(GError) error = NULL;
  PdfTimings timings = {0};
  GBytes *pdf = NULL;
  if (!pdf_write(bundle_pages(bundle), m->context->theme, profile_get(kind)->mode, RENDER_PRODUCER, &pdf, &timings, &error)) {
    failed(m->diags, m->plan, file, error);
    return NULL;
  }
  m->numbers->cost_us[COST_DRAW] += timings.draw;
  m->numbers->cost_us[COST_FINISH] += timings.finish;
  return pdf;
}

/* ---- in a build ---- */

Profiles handout_profiles(const RenderShared *shared, const HandoutPlan *plan) {
  return shared->options->profiles ? shared->options->profiles : plan->config->profiles;
}

/* Over the digests of all regions; NULL on findings. */
static char *key_of(const Making *m, const Renderer *renderer) {
  g_autofree char *profiles = g_strdup_printf(" %u ", handout_profiles(renderer_shared(renderer), m->plan));
  g_autoptr(GString) all = g_string_new(renderer_key(renderer));
  g_string_append(all, profiles);
  bool complete = true; /* what is wrong is told of all regions */
  for (guint i = 0; i < m->plan->regions->len; i++) {
    g_autoptr(Doc) doc = bind_region(m, i);
    complete = complete && doc;
    if (doc) g_string_append(all, doc->digest);
  }
  if (!complete) return NULL;
  return g_compute_checksum_for_string(G_CHECKSUM_SHA256, all->str, (gssize)all->len);
}

/* Takes the files of the last build over when they were made from what would be made now. */
static bool reuse(const Making *m, const RenderShared *shared, Rendered *made) {
  g_autofree char *before = shared->state ? state_key(shared->state, made->name) : NULL;
  if (!before || !g_str_equal(before, made->key)) return false;
  g_auto(GStrv) old = state_files(shared->state, made->name);
  for (char **file = old; *file; file++) {
    g_autoptr(GError) error = NULL;
    if (!stage_keep(shared->stage, *file, &error)) return false;
    g_ptr_array_add(made->files, g_strdup(*file));
  }
  m->numbers->reused = true;
  m->numbers->pages = made->pages = state_pages(shared->state, made->name);
  return true;
}

static bool write_profiles(const Making *m, const Bundle *bundle, const RenderShared *shared, Rendered *made) {
  Profiles profiles = handout_profiles(shared, m->plan);
  g_ptr_array_set_size(made->files, 0);
  made->pages = m->numbers->pages;
  for (guint kind = 0; kind < PROFILE_KINDS; kind++) {
    if (!profiles_have(profiles, kind)) continue;
    g_autoptr(GError) error = NULL;
    g_autofree char *file = g_strconcat(made->name, profile_get(kind)->suffix, ".pdf", NULL);
    g_autoptr(GBytes) pdf = draw(m, bundle, kind, file);
    if (!pdf) return false;
    if (!stage_write(shared->stage, file, pdf, &error)) {
      failed(m->diags, m->plan, file, error);
      return false;
    }
    g_ptr_array_add(made->files, g_steal_pointer(&file));
  }
  return true;
}

/* Only laid out; nothing is written. */
static bool check(const Making *m) {
  g_autoptr(Bundle) bundle = bundle_new(m->context->config, m->context->theme, m->context->locale, m->text);
  return lay_out(m, bundle);
}

RenderNumbers handout_render(Renderer *renderer, const HandoutPlan *plan, GPtrArray *rendered, Diags *diags) {
  const RenderShared *shared = renderer_shared(renderer);
  RenderNumbers numbers = {0};
  Making m = {.plan = plan, .context = &shared->context, .text = renderer_text(renderer), .numbers = &numbers, .diags = diags,
              .proofread = shared->options->check_only};
  if (!shared->stage) {
    numbers.ok = check(&m);
    return numbers;
  }
  char *key = key_of(&m, renderer);
  if (!key) return numbers;
  Rendered *made = g_new0(Rendered, 1);
  *made = (Rendered){.name = handout_path(plan->config), .key = key, .files = g_ptr_array_new_with_free_func(g_free)};
  g_ptr_array_add(rendered, made);
  numbers.ok = reuse(&m, shared, made);
  if (numbers.ok) return numbers;
  g_autoptr(Bundle) bundle = bundle_new(m.context->config, m.context->theme, m.context->locale, m.text);
  numbers.ok = lay_out(&m, bundle) && write_profiles(&m, bundle, shared, made);
  return numbers;
}

/* ---- a run of its own ---- */

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Project, project_clear)

static void free_template(gpointer tmpl) {
  if (tmpl) doc_template_free(tmpl);
}

static BuildStatus environment_error(Diags *diags, const char *code, const GError *error) {
  diags_error(diags, code, (SourcePos){NULL, 0, 0}, NULL, "%s", error->message);
  return BUILD_ENVIRONMENT;
}

static BuildStatus make_file(const HandoutOptions *options, Making *m) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Bundle) bundle = bundle_new(m->context->config, m->context->theme, m->context->locale, m->text);
  if (!lay_out(m, bundle)) return BUILD_INPUT;
  g_autoptr(GBytes) pdf = draw(m, bundle, options->profile, options->output);
  if (!pdf) return BUILD_INPUT;
  gsize length;
  const char *bytes = g_bytes_get_data(pdf, &length);
  if (!file_write(options->output, bytes, length, &error)) return environment_error(m->diags, "cannot-write", error);
  m->report->files = 1;
  return BUILD_OK;
}

static BuildStatus run(const HandoutOptions *options, Project *project, Making *m) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GHashTable) sheets = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_template);
  if (!project_load(project, options->project, CASE_NONE, m->diags)) return BUILD_INPUT;
  g_autoptr(HandoutPlan) plan = handout_plan_new(options->order, &project->context, sheets, CASE_NONE, m->diags);
  if (!plan || !project_set_fonts(project, m->diags)) return BUILD_INPUT;
  BuildOptions build = {.formats = FORMAT_PDF};
  RenderShared shared = {.options = &build, .context = project->context};
  g_autoptr(Renderer) renderer = renderer_new(&shared, &error);
  if (!renderer) return environment_error(m->diags, "cannot-draw", error);
  m->plan = plan;
  m->context = &project->context;
  m->text = renderer_text(renderer);
  m->report->regions = plan->regions->len;
  return make_file(options, m);
}

BuildStatus handout_run(const HandoutOptions *options, BuildProgressFunc progress, gpointer user_data, Diags *diags,
                        BuildReport *report) {
  gint64 start = g_get_monotonic_time();
  g_auto(Project) project = {0};
  RenderNumbers numbers = {0};
  *report = (BuildReport){0};
  Making m = {.numbers = &numbers, .progress = progress, .user_data = user_data, .report = report, .diags = diags};
  BuildStatus status = run(options, &project, &m);
  struct rusage usage;
  if (getrusage(RUSAGE_SELF, &usage) == 0) report->peak_kib = usage.ru_maxrss;
  report->pages = numbers.pages;
  for (guint i = 0; i < COSTS; i++) report->cost_us[i] = numbers.cost_us[i];
  report->seconds = (double)(g_get_monotonic_time() - start) / G_USEC_PER_SEC;
  return status;
}
