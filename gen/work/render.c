/* Bind, hash, render if changed. Binding is always done; drawing only when the key over everything shown is new. It must
 * not know of other workers, nor of what is published later. */
#include "work/render.h"

#include "base/clock.h"
#include "layout/layout.h"
#include "layout/proof.h"
#include "surface/pdf.h"
#include "surface/pdf_check.h"
#include "surface/svg.h"
#include "surface/transcript.h"

struct Renderer {
  const RenderShared *shared;
  TextEngine *text;
  Hyphenator *hyphenator; /* NULL: words of this language are not broken */
  char *common; /* the part of every key that no region changes */
};

static const char PRODUCER[] = "feitenblad " FEITENBLAD_VERSION;

static char *common_key(const RenderShared *shared, TextEngine *text) {
  const Hyphenator *hyphenator = text_engine_hyphenator(text);
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  const char *parts[] = {PRODUCER, theme_digest(shared->context.theme), locale_digest(shared->context.locale),
                         text_engine_digest(text), hyphenator ? hyphenator_digest(hyphenator) : "-", shared->site ? site_digest(shared->site) : "-",
                         shared->context.config->base_url};
  for (guint i = 0; i < G_N_ELEMENTS(parts); i++) g_checksum_update(sum, (const guchar *)parts[i], (gssize)strlen(parts[i]) + 1);
  g_checksum_update(sum, (const guchar *)&shared->options->formats, sizeof shared->options->formats);
  return g_strdup(g_checksum_get_string(sum));
}

Renderer *renderer_new(const RenderShared *shared, GError **error) {
  g_autoptr(TextEngine) text = text_engine_new(theme_font_family(shared->context.theme), error);
  g_autoptr(Hyphenator) hyphenator = NULL;
  if (!text || !hyphenator_load(shared->context.config->language, &hyphenator, error)) return NULL;
  text_engine_set_hyphenator(text, hyphenator);
  Renderer *renderer = g_new0(Renderer, 1);
  renderer->shared = shared;
  renderer->text = g_steal_pointer(&text);
  renderer->hyphenator = g_steal_pointer(&hyphenator);
  renderer->common = common_key(shared, renderer->text);
  return renderer;
}

void renderer_free(Renderer *renderer) {
  if (!renderer) return;
  text_engine_free(renderer->text);
  hyphenator_free(renderer->hyphenator);
  g_free(renderer->common);
  g_free(renderer);
}

static Profiles profiles_of(const RenderShared *shared, const Region *region) {
  return shared->options->profiles ? shared->options->profiles : region->level->profiles;
}

static char *region_key(const Renderer *renderer, const Doc *doc, const Attached *attached) {
  g_autofree char *profiles = g_strdup_printf(" %u ", profiles_of(renderer->shared, doc->region));
  g_autofree char *joined =
      g_strconcat(renderer->common, profiles, doc->digest, attached ? attached_digest(attached) : NULL, NULL);
  return g_compute_checksum_for_string(G_CHECKSUM_SHA256, joined, -1);
}

static void failed(Diags *diags, const Doc *doc, const char *what, const GError *error) {
  SourcePos pos = {g_intern_string(doc->template_name), 0, 0};
  diags_error(diags, "output-failed", pos, NULL, "%s: %s: %s", doc->title, what, error->message);
}

/* One step of the making of a region: what it needs, and where its files go. */
typedef struct {
  Renderer *renderer;
  const Doc *doc;
  const Attached *attached; /* NULL when no PDF is made */
  Pages *pages;
  SiteFiles *out;
  RenderNumbers *numbers;
  Diags *diags;
} Making;

static bool add_pdf(Making *m, const Profile *profile) {
  g_autoptr(GError) error = NULL;
  GBytes *pdf = NULL;
  PdfTimings timings = {0};
  if (!pdf_write(m->pages, m->renderer->shared->context.theme, profile->mode, PRODUCER, &pdf, &timings, &error)) {
    failed(m->diags, m->doc, profile->file, error);
    return false;
  }
  m->numbers->cost_us[COST_DRAW] += timings.draw;
  m->numbers->cost_us[COST_FINISH] += timings.finish;
  site_files_add(m->out, g_strdup_printf("%s/%s", m->doc->site_path, profile->file), pdf);
  return true;
}

static bool add_pdfs(Making *m) {
  Profiles profiles = profiles_of(m->renderer->shared, m->doc->region);
  gint64 start = clock_cpu_us();
  attached_add_to(m->attached, m->pages);
  m->numbers->cost_us[COST_FINISH] += clock_cpu_us() - start;
  for (guint kind = 0; kind < PROFILE_KINDS; kind++)
    if (profiles_have(profiles, kind) && !add_pdf(m, profile_get(kind))) return false;
  return true;
}

/* Not part of the key: it follows from what the key covers, so a build without the option neither drops nor outdates one. */
static bool wants_transcript(const RenderShared *shared, const char *path) {
  g_autofree char *published = g_build_filename(shared->stage ? stage_output(shared->stage) : "", path, NULL);
  return shared->options->transcript || (shared->stage && g_file_test(published, G_FILE_TEST_IS_REGULAR));
}

static void add_transcript(Making *m) {
  g_autofree char *path = g_strdup_printf("%s/factsheet.txt", m->doc->site_path);
  if (!wants_transcript(m->renderer->shared, path)) return;
  char *text = transcript_write(m->pages, m->renderer->shared->context.locale);
  site_files_add(m->out, g_steal_pointer(&path), g_bytes_new_take(text, strlen(text)));
}

static void add_page_svgs(Making *m) {
  const Locale *locale = m->renderer->shared->context.locale;
  for (guint i = 0; i < m->pages->scenes->len; i++) {
    g_autofree char *number = g_strdup_printf("%u", i + 1);
    g_autofree char *total = g_strdup_printf("%u", m->pages->scenes->len);
    g_autofree char *title = locale_phrase(locale, "web.page_svg_title", "title", m->doc->title, "page", number, "pages", total, NULL);
    g_autofree char *prefix = g_strdup_printf("p%u", i + 1);
    SvgOptions options = {.id_prefix = prefix, .title = title, .description = m->doc->description,
                          .language = m->doc->language, .mode = THEME_LIGHT};
    char *svg = svg_write(m->pages->scenes->pdata[i], &options);
    site_files_add(m->out, g_strdup_printf("%s/factsheet-%u.svg", m->doc->site_path, i + 1), g_bytes_new_take(svg, strlen(svg)));
  }
}

static bool write_files(Making *m, GPtrArray *files) {
  for (guint i = 0; i < site_files_length(m->out); i++) {
    const SiteFile *file = site_files_get(m->out, i);
    g_autoptr(GError) error = NULL;
    if (!stage_write(m->renderer->shared->stage, file->path, file->bytes, &error)) {
      failed(m->diags, m->doc, file->path, error);
      return false;
    }
    g_ptr_array_add(files, g_strdup(file->path));
  }
  return true;
}

static bool make_outputs(Making *m, GPtrArray *files) {
  const RenderShared *shared = m->renderer->shared;
  OutputFormats formats = shared->options->formats;
  if ((formats & FORMAT_PDF) && !add_pdfs(m)) return false;
  gint64 start = clock_cpu_us();
  if (formats & FORMAT_SVG) add_page_svgs(m);
  gint64 pages_drawn = clock_cpu_us();
  add_transcript(m);
  if (shared->site &&
      !site_region(shared->site, m->doc, m->renderer->text, m->pages->scenes->len, formats,
                   profiles_of(shared, m->doc->region), m->out, m->diags))
    return false;
  gint64 drawn = clock_cpu_us();
  bool ok = write_files(m, files);
  m->numbers->cost_us[COST_SVG] = pages_drawn - start;
  m->numbers->cost_us[COST_HTML] = drawn - pages_drawn;
  m->numbers->cost_us[COST_WRITE] = clock_cpu_us() - drawn;
  return ok;
}

/* Everything the region showed last time is still right: take the files over. data.csv follows the data, not the page. */
static bool reuse(Making *m, GPtrArray *files) {
  const RenderShared *shared = m->renderer->shared;
  g_auto(GStrv) old = state_files(shared->state, m->doc->site_path);
  g_autofree char *csv_path = g_strdup_printf("%s/data.csv", m->doc->site_path);
  for (char **file = old; *file; file++) {
    g_autoptr(GError) error = NULL;
    if (g_str_equal(*file, csv_path)) {
      char *csv = site_region_csv(shared->context.dataset, m->doc->region);
      site_files_add(m->out, g_steal_pointer(&csv_path), g_bytes_new_take(csv, strlen(csv)));
      csv_path = g_strdup("");
      continue;
    }
    if (!stage_keep(shared->stage, *file, &error)) {
      failed(m->diags, m->doc, *file, error);
      return false;
    }
    g_ptr_array_add(files, g_strdup(*file));
  }
  m->numbers->reused = true;
  m->numbers->pages = state_pages(shared->state, m->doc->site_path);
  return write_files(m, files);
}

/* All files that are wanted were made from what would be made now. */
static bool can_reuse(const RenderShared *shared, const Doc *doc, const char *now) {
  g_autofree char *before = shared->state ? state_key(shared->state, doc->site_path) : NULL;
  if (!before || !g_str_equal(before, now)) return false;
  g_autofree char *transcript = g_strdup_printf("%s/factsheet.txt", doc->site_path);
  g_auto(GStrv) files = state_files(shared->state, doc->site_path);
  return !wants_transcript(shared, transcript) || g_strv_contains((const char *const *)files, transcript);
}

static bool lay_out(Making *m) {
  const DocContext *context = &m->renderer->shared->context;
  gint64 start = clock_cpu_us();
  m->pages = layout_doc(m->doc, context->config, context->theme, context->locale, m->renderer->text, m->diags);
  m->numbers->cost_us[COST_LAYOUT] = clock_cpu_us() - start;
  if (!m->pages || !pdf_check(m->pages, m->doc->title, m->diags)) return false;
  m->numbers->pages = m->pages->scenes->len;
  return true;
}

RenderNumbers render_region(Renderer *renderer, const Region *region, GPtrArray *files, char **key, Diags *diags) {
  const RenderShared *shared = renderer->shared;
  RenderNumbers numbers = {0};
  gint64 start = clock_cpu_us();
  g_autoptr(Doc) doc = doc_bind(plan_template(shared->plan, region), &shared->context, region, diags);
  g_autoptr(Attached) attached = doc && shared->attach ? attached_new(shared->attach, doc) : NULL;
  numbers.cost_us[COST_BIND] = clock_cpu_us() - start;
  if (!doc) return numbers;
  g_autoptr(SiteFiles) out = site_files_new();
  Making making = {.renderer = renderer, .doc = doc, .attached = attached, .out = out, .numbers = &numbers, .diags = diags};
  g_autofree char *now = region_key(renderer, doc, attached);
  if (can_reuse(shared, doc, now)) {
    numbers.ok = reuse(&making, files);
  } else {
    bool laid_out = lay_out(&making);
    if (laid_out && shared->options->check_only) layout_proof(making.pages, doc, diags);
    numbers.ok = laid_out && (!shared->stage || make_outputs(&making, files));
  }
  pages_free(making.pages);
  text_engine_trim(renderer->text); /* memory stays flat over all regions */
  *key = g_steal_pointer(&now);
  return numbers;
}
