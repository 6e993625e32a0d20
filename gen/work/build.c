/* A build from feitenblad.yaml to a published site: loads once, lets workers make the regions, then publishes all or
 * nothing. It must not print, and must not start Pango in the parent. */
#include "work/build.h"

#include <sys/resource.h>

#include "work/guard.h"
#include "work/handout.h"
#include "work/pool.h"
#include "work/project.h"
#include "work/render.h"

/* All that is loaded before the fork; freed in one place. */
typedef struct {
  Project project;
  Site *site;
  Plan *plan;
  GPtrArray *handouts; /* HandoutPlan* */
  AttachShared *attach;
  State *state;
  Stage *stage;
} Inputs;

static void inputs_clear(Inputs *inputs) {
  if (inputs->stage) stage_free(inputs->stage);
  if (inputs->state) state_free(inputs->state);
  if (inputs->attach) attach_shared_free(inputs->attach);
  if (inputs->handouts) g_ptr_array_unref(inputs->handouts);
  if (inputs->plan) plan_free(inputs->plan);
  if (inputs->site) site_free(inputs->site);
  project_clear(&inputs->project);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Inputs, inputs_clear)

typedef struct {
  RenderShared shared;
  State *state;
  const GPtrArray *handouts; /* HandoutPlan*: tasks behind those of the regions */
  GArray *failed;    /* guint: tasks */
  Diags *diags;
  BuildReport *report;
  BuildProgressFunc progress;
  gpointer user_data;
} Build;

static BuildStatus environment_error(Diags *diags, const char *code, const char *hint, const GError *error) {
  diags_error(diags, code, (SourcePos){NULL, 0, 0}, hint, "%s", error->message);
  return BUILD_ENVIRONMENT;
}

static void free_plan(gpointer plan) { handout_plan_free(plan); }

/* None in a run for some regions only, in which the rest of the site stays as it is. */
static bool plan_handouts(const BuildOptions *options, Inputs *in, Diags *diags) {
  const GPtrArray *orders = in->project.config->handouts;
  in->handouts = g_ptr_array_new_with_free_func(free_plan);
  for (guint i = 0; i < orders->len && (options->formats & FORMAT_PDF) && !in->plan->partial; i++) {
    HandoutPlan *plan =
        handout_plan_new(orders->pdata[i], &in->project.context, in->plan->templates, options->worst_case, diags);
    if (plan) g_ptr_array_add(in->handouts, plan);
  }
  return !diags_has_errors(diags);
}

/* Everything that words in files decide; findings of all of them in one run where one does not need the other. */
static bool load_inputs(const BuildOptions *options, Inputs *in, DocContext *context, Diags *diags) {
  if (!project_load(&in->project, options->project, options->worst_case, diags)) return false;
  *context = in->project.context;
  in->plan = plan_new(options, context, diags);
  if (in->plan) in->attach = attach_shared_new(context, in->plan, diags);
  if (in->plan) plan_handouts(options, in, diags);
  if (options->formats & FORMAT_HTML)
    in->site = site_new(context->config, context->theme, context->locale, context->dataset, diags);
  return in->plan && (in->site || !(options->formats & FORMAT_HTML)) && !diags_has_errors(diags);
}

static bool prepare_stage(const BuildOptions *options, Inputs *in, GError **error) {
  in->stage = stage_new(options->output, error);
  if (!in->stage) return false;
  in->state = state_load(in->project.config->root, options->output);
  if (!in->plan->partial || !stage_has_output(in->stage)) return true;
  if (!stage_copy_output(in->stage, error)) return false;
  if (options->document) return true; /* the other files of its regions stay */
  for (guint i = 0; i < in->plan->regions->len; i++) {
    g_autofree char *path = doc_region_path(in->plan->regions->pdata[i]);
    if (!stage_drop(in->stage, path, error)) return false;
  }
  return true;
}

static gpointer worker_setup(gpointer user_data, GError **error) {
  Build *build = user_data;
  return renderer_new(&build->shared, error);
}

/* A task is a region or a hand-out: one of the two is NULL. */
static const Region *task_region(const Build *build, guint task) {
  const GPtrArray *regions = build->shared.plan->regions;
  return task < regions->len ? regions->pdata[task] : NULL;
}

static const HandoutPlan *task_handout(const Build *build, guint task) {
  guint regions = build->shared.plan->regions->len;
  return task < regions ? NULL : build->handouts->pdata[task - regions];
}

/* What the state knows it by, in which words it is told, and which template it is made from. */
typedef struct { char *path; const char *title, *template; } TaskName;

static void task_name_clear(TaskName *name) {
  g_free(name->path);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TaskName, task_name_clear)

static TaskName task_name(const Build *build, guint task) {
  const Region *region = task_region(build, task);
  if (region) return (TaskName){doc_region_path(region), region->title, region->level->template};
  const HandoutConfig *config = task_handout(build, task)->config;
  return (TaskName){handout_path(config), config->title, config->template};
}

/* Result: numbers, then of each document its name, key, pages and files on lines of their own, then the findings. */
static void worker_task(guint task, gpointer worker, gpointer user_data, GString *result) {
  Build *build = user_data;
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(GPtrArray) rendered = g_ptr_array_new_with_free_func(rendered_free);
  const HandoutPlan *handout = task_handout(build, task);
  RenderNumbers n = handout ? handout_render(worker, handout, rendered, diags)
                            : render_region(worker, task_region(build, task), rendered, diags);
  g_string_append_len(result, (const char *)&n, sizeof n);
  g_string_append_printf(result, "%u\n", rendered->len);
  for (guint d = 0; d < rendered->len; d++) {
    const Rendered *made = rendered->pdata[d];
    g_string_append_printf(result, "%s\n%s\n%u\n%u\n", made->name, made->key, made->pages, made->files->len);
    for (guint i = 0; i < made->files->len; i++) g_string_append_printf(result, "%s\n", (const char *)made->files->pdata[i]);
  }
  g_autofree char *findings = diags_serialize(diags);
  g_string_append(result, findings);
}

static char *take_line(const char **at) {
  const char *end = strchr(*at, '\n');
  char *line = g_strndup(*at, (gsize)(end - *at));
  *at = end + 1;
  return line;
}

static guint take_number(const char **at) {
  g_autofree char *line = take_line(at);
  return (guint)g_ascii_strtoull(line, NULL, 10);
}

/* Of a region that failed nothing is remembered: it is made anew. */
static void note_state(Build *build, const RenderNumbers *n, const char **at) {
  guint documents = take_number(at);
  for (guint d = 0; d < documents; d++) {
    g_autofree char *name = take_line(at);
    g_autofree char *key = take_line(at);
    guint pages = take_number(at), count = take_number(at);
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < count; i++) g_ptr_array_add(files, take_line(at));
    if (build->state && n->ok) state_set(build->state, name, key, pages, (const char *const *)files->pdata, files->len);
  }
}

static void add_numbers(BuildReport *report, const RenderNumbers *n, bool region) {
  report->pages += n->pages;
  report->regions_reused += region && n->reused;
  for (int i = 0; i < COSTS; i++) report->cost_us[i] += n->cost_us[i];
}

static void task_done(guint task, const GString *result, const char *failure, gpointer user_data) {
  Build *build = user_data;
  bool region = task_region(build, task);
  g_auto(TaskName) name = task_name(build, task);
  RenderNumbers n = {0};
  if (result) {
    memcpy(&n, result->str, sizeof n);
    const char *at = result->str + sizeof n;
    note_state(build, &n, &at);
    diags_deserialize(build->diags, at);
    add_numbers(build->report, &n, region);
  } else {
    SourcePos pos = {g_intern_string(name.template), 0, 0};
    diags_error(build->diags, "worker-failed", pos, region ? "the region's template or data may be at fault; build it alone with --only"
                : "the hand-out's template or data may be at fault; make it alone with feitenblad handout", "%s: %s", name.title, failure);
  }
  build->report->regions_done += region;
  if (!n.ok) {
    build->report->regions_failed += region;
    g_array_append_val(build->failed, task);
  }
  if (build->progress) build->progress(build->report, name.title, build->user_data);
}

static void forget(Build *build, const Region *region, const char *path) {
  const GPtrArray *documents = region->level->documents;
  state_forget(build->state, path);
  for (guint i = 0; i < documents->len; i++) {
    g_autofree char *name = render_state_name(path, documents->pdata[i]);
    state_forget(build->state, name);
  }
}

/* A region's folder; a hand-out's files. */
static bool keep_region(Build *build, const Region *region, const char *path, bool *had, GError **error) {
  g_autofree char *old = g_build_filename(stage_output(build->shared.stage), path, NULL);
  forget(build, region, path);
  if (!stage_drop(build->shared.stage, path, error)) return false;
  *had = g_file_test(old, G_FILE_TEST_IS_DIR);
  return !*had || stage_keep(build->shared.stage, path, error);
}

static bool keep_handout(Build *build, const char *path, bool *had, GError **error) {
  g_auto(GStrv) files = state_files(build->state, path);
  state_forget(build->state, path);
  for (char **file = files; *file; file++) {
    g_autofree char *old = g_build_filename(stage_output(build->shared.stage), *file, NULL);
    if (!g_file_test(old, G_FILE_TEST_IS_REGULAR)) continue;
    *had = true;
    if (!stage_keep(build->shared.stage, *file, error)) return false;
  }
  return true;
}

/* What failed keeps its last good pages; what never had any has none, and the report says so. */
static bool keep_last_good(Build *build, GError **error) {
  for (guint i = 0; i < build->failed->len; i++) {
    guint task = g_array_index(build->failed, guint, i);
    g_auto(TaskName) name = task_name(build, task);
    SourcePos pos = {g_intern_string(name.template), 0, 0};
    bool had = false;
    const Region *region = task_region(build, task);
    if (!(region ? keep_region(build, region, name.path, &had, error) : keep_handout(build, name.path, &had, error))) return false;
    diags_add(build->diags, DIAG_WARNING, "kept-last-good", pos, NULL, had ? "%s: its last good pages are kept"
              : "%s: has no pages now, and had none before", name.title);
  }
  return true;
}

/* Those of which there are files now. */
static GArray *made_handouts(const Build *build) {
  GArray *made = g_array_new(FALSE, FALSE, sizeof(SiteHandout));
  for (guint i = 0; i < build->handouts->len; i++) {
    const HandoutPlan *plan = build->handouts->pdata[i];
    SiteHandout handout = {plan->config, handout_profiles(&build->shared, plan)};
    bool failed = false;
    for (guint k = 0; k < build->failed->len; k++)
      failed = failed || task_handout(build, g_array_index(build->failed, guint, k)) == plan;
    if (!failed) g_array_append_val(made, handout);
  }
  return made;
}

static bool write_shared_pages(Build *build, bool indexes, GError **error) {
  const RenderShared *shared = &build->shared;
  if (!shared->site) return true;
  g_autoptr(SiteFiles) files = site_files_new();
  if (!site_assets(shared->site, files, build->diags)) return false;
  g_autoptr(GArray) handouts = made_handouts(build);
  if (indexes && !site_indexes(shared->site, handouts, files, build->diags)) return false;
  for (guint i = 0; i < site_files_length(files); i++) {
    const SiteFile *file = site_files_get(files, i);
    if (!stage_write(shared->stage, file->path, file->bytes, error)) return false;
  }
  return true;
}

/* Binds the site's own pages and throws them away. */
static bool check_shared_pages(Build *build, const BuildOptions *options) {
  g_autoptr(SiteFiles) files = site_files_new();
  g_autoptr(GArray) handouts = made_handouts(build);
  return !build->shared.site || options->worst_case || build->shared.plan->partial ||
         site_indexes(build->shared.site, handouts, files, build->diags);
}

static BuildStatus finish(Build *build, const BuildOptions *options) {
  g_autoptr(GError) error = NULL;
  if (options->check_only && !check_shared_pages(build, options)) return BUILD_INPUT;
  if (build->failed->len > 0 && !options->keep_going) return BUILD_PARTIAL;
  if (!build->shared.stage) return build->failed->len > 0 ? BUILD_PARTIAL : BUILD_OK;
  bool indexes = !build->shared.plan->partial || !stage_has_output(build->shared.stage);
  if (!keep_last_good(build, &error) || !write_shared_pages(build, indexes, &error)) {
    if (error) return environment_error(build->diags, "publish-failed", NULL, error);
    return BUILD_INPUT;
  }
  build->report->files = stage_count_files(stage_path(build->shared.stage));
  if (!stage_publish(build->shared.stage, &error)) return environment_error(build->diags, "publish-failed", NULL, error);
  if (!state_save(build->state, &error)) {
    diags_add(build->diags, DIAG_WARNING, "state-not-saved", (SourcePos){NULL, 0, 0}, "the next build draws everything anew", "%s", error->message);
    g_clear_error(&error);
  }
  return build->failed->len > 0 ? BUILD_PARTIAL : BUILD_OK;
}

static BuildStatus run(const BuildOptions *options, Inputs *in, Build *build) {
  g_autoptr(GError) error = NULL;
  if (!load_inputs(options, in, &build->shared.context, build->diags) || !project_set_fonts(&in->project, build->diags)) return BUILD_INPUT;
  if (!options->check_only && !guard_pass(&build->shared.context, in->plan, options->output, options->accepted, build->diags))
    return BUILD_GUARD;
  if (!options->check_only && !prepare_stage(options, in, &error))
    return environment_error(build->diags, "cannot-publish", NULL, error);
  build->shared.plan = in->plan;
  build->shared.site = in->site;
  if (options->formats & FORMAT_PDF) build->shared.attach = in->attach;
  build->shared.stage = in->stage;
  build->shared.state = build->state = in->state;
  build->report->regions = in->plan->regions->len;
  build->handouts = in->handouts;
  Pool pool = {in->plan->regions->len + in->handouts->len, (guint)MAX(options->jobs, 1), (guint)in->project.config->task_timeout,
               worker_setup, worker_task, task_done, build};
  if (!pool_run(&pool, &build->report->peak_kib, &error))
    return environment_error(build->diags, "cannot-draw", NULL, error);
  return finish(build, options);
}

/* For the morning after. */
static void write_report(const BuildOptions *options, const Inputs *in, BuildStatus status, Diags *diags) {
  g_autoptr(GError) error = NULL;
  if (!guard_report(in->project.config->root, (int)status, options->accepted, diags, &error))
    diags_add(diags, DIAG_WARNING, "report-not-saved", (SourcePos){NULL, 0, 0}, "check the folder's permissions", "%s", error->message);
}

BuildStatus build_run(const BuildOptions *options, BuildProgressFunc progress, gpointer user_data, Diags *diags,
                      BuildReport *report) {
  gint64 start = g_get_monotonic_time();
  *report = (BuildReport){0};
  g_auto(Inputs) inputs = {0};
  g_autoptr(GArray) failed = g_array_new(FALSE, FALSE, sizeof(guint));
  Build build = {.failed = failed, .diags = diags, .report = report, .progress = progress, .user_data = user_data};
  build.shared.options = options;
  BuildStatus status = run(options, &inputs, &build);
  if (!options->check_only && inputs.project.config) write_report(options, &inputs, status, diags);
  struct rusage usage;
  if (getrusage(RUSAGE_SELF, &usage) == 0) report->peak_kib = MAX(report->peak_kib, usage.ru_maxrss);
  report->seconds = (double)(g_get_monotonic_time() - start) / G_USEC_PER_SEC;
  return status;
}
