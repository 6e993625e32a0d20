/* Loads a project, for every command alike. It exists so that all of them find the same things wrong with it. It must not know
 * what is made of it. */
#include "work/project.h"

#include "figure/canvas.h"

void project_clear(Project *project) {
  if (project->dataset) dataset_free(project->dataset);
  if (project->locale) locale_free(project->locale);
  if (project->theme) theme_free(project->theme);
  if (project->config) config_free(project->config);
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

bool project_load(Project *project, const char *folder, WorstCase worst_case, Diags *diags) {
  project->config = config_load(folder, diags);
  if (!project->config) return false;
  const Config *config = project->config;
  g_autofree char *theme_path = config_path(config, config->theme);
  g_autofree char *locale_path_ = config_path(config, config->locale);
  project->theme = theme_load(theme_path, config->theme, diags);
  project->locale = locale_load(locale_path_, config->locale, diags);
  project->dataset = dataset_load(config, diags);
  if (!project->theme || !project->locale || !project->dataset) {
    check_templates(config, project->theme, diags);
    return false;
  }
  dataset_bend(project->dataset, worst_case);
  project->context = (DocContext){config, project->theme, project->locale, project->dataset, figure_types()};
  return true;
}

bool project_set_fonts(const Project *project, Diags *diags) {
  const Config *config = project->config;
  g_autofree char *fonts = config_path(config, config->fonts);
  if (!g_file_test(fonts, G_FILE_TEST_IS_REGULAR)) {
    diags_error(diags, "no-fonts-conf", (SourcePos){g_intern_string(config->fonts), 0, 0},
                "write a fonts.conf that names the fonts to use, or correct \"fonts:\" in feitenblad.yaml", "there is no such file");
    return false;
  }
  g_setenv("FONTCONFIG_FILE", fonts, TRUE);
  return true;
}
