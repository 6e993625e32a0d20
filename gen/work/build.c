/* A build from feitenblad.yaml to a published site: loads once, lets workers make the regions, then publishes all or
 * nothing. It must not print, and must not start Pango in the parent. */
#include "work/build.h"

#include <sys/resource.h>

#include "base/file.h"
#include "figure/canvas.h"
#include "work/pool.h"
#include "work/render.h"

/* All that is loaded before the fork; freed in one place. */
typedef struct {
  Config *config;
  Theme *theme;
  Locale *locale;
  Dataset *dataset;
  Site *site;
  Plan *plan;
  AttachShared *attach;
  State *state;
  Stage *stage;
} Inputs;

static void inputs_clear(Inputs *inputs) {
  if (inputs->stage) stage_free(inputs->stage);
  if (inputs->state) state_free(inputs->state);
  if (inputs->attach) attach_shared_free(inputs->attach);
  if (inputs->plan) plan_free(inputs->plan);
  if (inputs->site) site_free(inputs->site);
  if (inputs->dataset) dataset_free(inputs->dataset);
  if (inputs->locale) locale_free(inputs->locale);
  if (inputs->theme) theme_free(inputs->theme);
  if (inputs->config) config_free(inputs->config);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Inputs, inputs_clear)

typedef struct {
  RenderShared shared;
  State *state;
  GPtrArray *failed; /* const Region* */
  Diags *diags;
  BuildReport *report;
  BuildProgressFunc progress;
  gpointer user_data;
} Build;

static BuildStatus environment_error(Diags *diags, const char *code, const char *hint, const GError *error) {
  diags_error(diags, code, (SourcePos){NULL, 0, 0}, hint, "%s", error->message);
  return BUILD_ENVIRONMENT;
}

static void check_template(const Config *config, const Theme *theme, char *name, GHashTable *seen, Diags *diags) {
  if (!g_hash_table_add(seen, name)) return;
  DocTemplate *tmpl = doc_template_load(config, theme, name, figure_types(), diags);
  if (tmpl) doc_template_free(tmpl);
}

/* With data that cannot be used nothing can be planned, but the templates' own errors can still be told in this run. */
static void check_templates(const Config *config, const Theme *theme, Diags *diags) {
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < config->levels->len; i++)
    check_template(config, theme, ((const LevelConfig *)config->levels->pdata[i])->template, seen, diags);
  for (guint i = 0; i < config->documents->len; i++)
    check_template(config, theme, ((const DocumentConfig *)config->documents->pdata[i])->template, seen, diags);
}

/* Everything that words in files decide; findings of all of them in one run where one does not need the other. */
static bool load_inputs(const BuildOptions *options, Inputs *in, DocContext *context, Diags *diags) {
  in->config = config_load(options->project, diags);
  if (!in->config) return false;
  const Config *config = in->config;
  g_autofree char *theme_path = config_path(config, config->theme);
  g_autofree char *locale_path_ = config_path(config, config->locale);
  in->theme = theme_load(theme_path, config->theme, diags);
  in->locale = locale_load(locale_path_, config->locale, diags);
  in->dataset = dataset_load(config, diags);
  if (!in->theme || !in->locale || !in->dataset) {
    check_templates(config, in->theme, diags);
    return false;
  }
  dataset_bend(in->dataset, options->worst_case);
  *context = (DocContext){config, in->theme, in->locale, in->dataset, figure_types()};
  in->plan = plan_new(options, context, diags);
  if (options->formats & FORMAT_HTML) in->site = site_new(config, in->theme, in->locale, in->dataset, diags);
  if (in->plan) in->attach = attach_shared_new(context, in->plan, diags);
  return in->plan && (in->site || !(options->formats & FORMAT_HTML)) && !diags_has_errors(diags);
}

/* Rendering sees the project's fonts and no others. Before any thread or fork. */
static bool set_fonts(const Config *config, Diags *diags) {
  g_autofree char *fonts = config_path(config, config->fonts);
  if (!g_file_test(fonts, G_FILE_TEST_IS_REGULAR)) {
    diags_error(diags, "no-fonts-conf", (SourcePos){g_intern_string(config->fonts), 0, 0},
                "write a fonts.conf that names the fonts to use, or correct \"fonts:\" in feitenblad.yaml", "there is no such file");
    return false;
  }
  g_setenv("FONTCONFIG_FILE", fonts, TRUE);
  return true;
}

static bool prepare_stage(const BuildOptions *options, Inputs *in, GError **error) {
  in->stage = stage_new(options->output, error);
  if (!in->stage) return false;
  in->state = state_load(in->config->root, options->output);
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

/* Result: numbers, then of each document its name, key, pages and files on lines of their own, then the findings. */
static void worker_task(guint task, gpointer worker, gpointer user_data, GString *result) {
  Build *build = user_data;
  const Region *region = build->shared.plan->regions->pdata[task];
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(GPtrArray) rendered = g_ptr_array_new_with_free_func(rendered_free);
  RenderNumbers n = render_region(worker, region, rendered, diags);
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

static void add_numbers(BuildReport *report, const RenderNumbers *n) {
  report->pages += n->pages;
  report->regions_reused += n->reused;
  for (int i = 0; i < COSTS; i++) report->cost_us[i] += n->cost_us[i];
}

static void task_done(guint task, const GString *result, const char *failure, gpointer user_data) {
  Build *build = user_data;
  const Region *region = build->shared.plan->regions->pdata[task];
  RenderNumbers n = {0};
  if (result) {
    memcpy(&n, result->str, sizeof n);
    const char *at = result->str + sizeof n;
    note_state(build, &n, &at);
    diags_deserialize(build->diags, at);
    add_numbers(build->report, &n);
  } else {
    SourcePos pos = {g_intern_string(region->level->template), 0, 0};
    diags_error(build->diags, "worker-failed", pos, "the region's template or data may be at fault; build it alone with --only",
                "%s: %s", region->title, failure);
  }
  build->report->regions_done++;
  if (!n.ok) {
    build->report->regions_failed++;
    g_ptr_array_add(build->failed, (gpointer)region);
  }
  if (build->progress) build->progress(build->report, region->title, build->user_data);
}

static void forget(Build *build, const Region *region, const char *path) {
  const GPtrArray *documents = region->level->documents;
  state_forget(build->state, path);
  for (guint i = 0; i < documents->len; i++) {
    g_autofree char *name = render_state_name(path, documents->pdata[i]);
    state_forget(build->state, name);
  }
}

/* What failed keeps its last good pages; a region that never had any has none, and the report says so. */
static bool keep_last_good(Build *build, GError **error) {
  for (guint i = 0; i < build->failed->len; i++) {
    const Region *region = build->failed->pdata[i];
    g_autofree char *path = doc_region_path(region);
    g_autofree char *old = g_build_filename(stage_output(build->shared.stage), path, NULL);
    SourcePos pos = {g_intern_string(region->level->template), 0, 0};
    forget(build, region, path);
    if (!stage_drop(build->shared.stage, path, error)) return false;
    bool had = g_file_test(old, G_FILE_TEST_IS_DIR);
    if (had && !stage_keep(build->shared.stage, path, error)) return false;
    diags_add(build->diags, DIAG_WARNING, "kept-last-good", pos, NULL, had ? "%s: its last good pages are kept"
              : "%s: has no pages now, and had none before", region->title);
  }
  return true;
}

static bool write_shared_pages(Build *build, bool indexes, GError **error) {
  const RenderShared *shared = &build->shared;
  if (!shared->site) return true;
  g_autoptr(SiteFiles) files = site_files_new();
  if (!site_assets(shared->site, files, build->diags)) return false;
  if (indexes && !site_indexes(shared->site, files, build->diags)) return false;
  for (guint i = 0; i < site_files_length(files); i++) {
    const SiteFile *file = site_files_get(files, i);
    if (!stage_write(shared->stage, file->path, file->bytes, error)) return false;
  }
  return true;
}

static BuildStatus finish(Build *build, const BuildOptions *options) {
  g_autoptr(GError) error = NULL;
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
  if (!load_inputs(options, in, &build->shared.context, build->diags) || !set_fonts(in->config, build->diags)) return BUILD_INPUT;
  if (!options->check_only && !prepare_stage(options, in, &error))
    return environment_error(build->diags, "cannot-publish", NULL, error);
  build->shared.plan = in->plan;
  build->shared.site = in->site;
  if (options->formats & FORMAT_PDF) build->shared.attach = in->attach;
  build->shared.stage = in->stage;
  build->shared.state = build->state = in->state;
  build->report->regions = in->plan->regions->len;
  Pool pool = {in->plan->regions->len, (guint)MAX(options->jobs, 1), (guint)in->config->task_timeout,
               worker_setup, worker_task, task_done, build};
  if (!pool_run(&pool, &build->report->peak_kib, &error))
    return environment_error(build->diags, "cannot-draw", NULL, error);
  return finish(build, options);
}

BuildStatus build_run(const BuildOptions *options, BuildProgressFunc progress, gpointer user_data, Diags *diags,
                      BuildReport *report) {
  gint64 start = g_get_monotonic_time();
  *report = (BuildReport){0};
  g_auto(Inputs) inputs = {0};
  g_autoptr(GPtrArray) failed = g_ptr_array_new();
  Build build = {.failed = failed, .diags = diags, .report = report, .progress = progress, .user_data = user_data};
  build.shared.options = options;
  BuildStatus status = run(options, &inputs, &build);
  struct rusage usage;
  if (getrusage(RUSAGE_SELF, &usage) == 0) report->peak_kib = MAX(report->peak_kib, usage.ru_maxrss);
  report->seconds = (double)(g_get_monotonic_time() - start) / G_USEC_PER_SEC;
  return status;
}
