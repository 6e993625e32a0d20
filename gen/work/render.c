/* Bind, hash, render if changed. Binding is always done; drawing only when the key over everything shown is new. It must
 * not know of other workers, nor of what is published later. */
#include "work/render.h"

#include "base/clock.h"
#include "layout/layout.h"
#include "layout/proof.h"
#include "surface/pdf.h"
#include "surface/pdf_check.h"
#include "surface/png.h"
#include "surface/svg.h"
#include "surface/transcript.h"
#include <math.h>

struct Renderer {
  const RenderShared *shared;
  TextEngine *text;
  Hyphenator *hyphenator; /* NULL: words of this language are not broken */
  char *common; /* the part of every key that no region changes */
};

const char RENDER_PRODUCER[] = "feitenblad " FEITENBLAD_VERSION;

static char *common_key(const RenderShared *shared, TextEngine *text) {
  const Hyphenator *hyphenator = text_engine_hyphenator(text);
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  const char *parts[] = {RENDER_PRODUCER, theme_digest(shared->context.theme), locale_digest(shared->context.locale),
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

const RenderShared *renderer_shared(const Renderer *renderer) { return renderer->shared; }
TextEngine *renderer_text(const Renderer *renderer) { return renderer->text; }
const char *renderer_key(const Renderer *renderer) { return renderer->common; }

static Profiles profiles_of(const RenderShared *shared, const Region *region) {
  return shared->options->profiles ? shared->options->profiles : region->level->profiles;
}

/* ---- keys ---- */

char *render_state_name(const char *site_path, const DocumentConfig *document) {
  return document ? g_strdup_printf("%s#%s", site_path, document->id) : g_strdup(site_path);
}

void rendered_free(gpointer data) {
  Rendered *rendered = data;
  g_free(rendered->name);
  g_free(rendered->key);
  g_ptr_array_unref(rendered->files);
  g_free(rendered);
}

/* The region's documents besides its factsheet, for its page. Array of SiteDocument, owned by the caller. */
static GArray *other_documents(const RenderShared *shared, const Region *region) {
  const GArray *planned = plan_documents(shared->plan, region);
  GArray *others = g_array_new(FALSE, FALSE, sizeof(SiteDocument));
  for (guint i = 0; i < planned->len; i++) {
    const PlanDocument *other = &g_array_index(planned, PlanDocument, i);
    if (!other->config) continue;
    const PageGrid *page = doc_template_page(other->tmpl);
    double scale = other->config->dpi / 72.0;
    SiteDocument document = {other->config, (int)lround(page->page_width * scale), (int)lround(page->page_height * scale)};
    g_array_append_val(others, document);
  }
  return others;
}

/* What decides the files besides what the Doc shows. The region's page lists its other documents. */
static void add_choices(const Renderer *renderer, const Region *region, const DocumentConfig *document, GString *out) {
  if (document) {
    g_string_append_printf(out, " %s %u %d ", document->file, document->profile, document->dpi);
    return;
  }
  g_string_append_printf(out, " %u ", profiles_of(renderer->shared, region));
  g_autoptr(GArray) others = other_documents(renderer->shared, region);
  for (guint i = 0; i < others->len; i++) {
    const SiteDocument *other = &g_array_index(others, SiteDocument, i);
    g_string_append_printf(out, "%s %s %d %d\n", other->document->file, other->document->label, other->width, other->height);
  }
}

static char *document_key(const Renderer *renderer, const Doc *doc, const DocumentConfig *document, const Attached *attached) {
  g_autoptr(GString) text = g_string_new(renderer->common);
  add_choices(renderer, doc->region, document, text);
  g_string_append(text, doc->digest);
  if (attached) g_string_append(text, attached_digest(attached));
  return g_compute_checksum_for_string(G_CHECKSUM_SHA256, text->str, (gssize)text->len);
}

/* ---- files ---- */

static void failed(Diags *diags, const Doc *doc, const char *what, const GError *error) {
  SourcePos pos = {g_intern_string(doc->template_name), 0, 0};
  diags_error(diags, "output-failed", pos, NULL, "%s: %s: %s", doc->title, what, error->message);
}

/* One step of the making of a document: what it needs, and where its files go. */
typedef struct {
  Renderer *renderer;
  const DocumentConfig *document; /* NULL: the factsheet */
  const Doc *doc;
  const Attached *attached; /* NULL when no PDF is made */
  Pages *pages;
  SiteFiles *out;
  Rendered *made;
  RenderNumbers *numbers;
  Diags *diags;
} Making;

static bool add_pdf(Making *m, ThemeMode mode, const char *name) {
  g_autoptr(GError) error = NULL;
  GBytes *pdf = NULL;
  PdfTimings timings = {0};
  if (!pdf_write(m->pages, m->renderer->shared->context.theme, mode, RENDER_PRODUCER, &pdf, &timings, &error)) {
    failed(m->diags, m->doc, name, error);
    return false;
  }
  m->numbers->cost_us[COST_DRAW] += timings.draw;
  m->numbers->cost_us[COST_FINISH] += timings.finish;
  site_files_add(m->out, g_strdup_printf("%s/%s", m->doc->site_path, name), pdf);
  return true;
}

static void attach(Making *m) {
  gint64 start = clock_cpu_us();
  attached_add_to(m->attached, m->pages);
  m->numbers->cost_us[COST_FINISH] += clock_cpu_us() - start;
}

static bool add_pdfs(Making *m) {
  Profiles profiles = profiles_of(m->renderer->shared, m->doc->region);
  attach(m);
  for (guint kind = 0; kind < PROFILE_KINDS; kind++) {
    const Profile *profile = profile_get(kind);
    if (profiles_have(profiles, kind) && !add_pdf(m, profile->mode, profile->file)) return false;
  }
  return true;
}

static bool add_png(Making *m) {
  g_autoptr(GError) error = NULL;
  GBytes *png = NULL;
  PngOptions options = {.title = m->doc->title, .description = m->doc->description, .language = m->doc->language,
                        .mode = profile_get(m->document->profile)->mode, .scale = m->document->dpi / 72.0,
                        .indexed = true};
  gint64 start = clock_cpu_us();
  if (!png_write(m->pages->scenes->pdata[0], &options, &png, &error)) {
    failed(m->diags, m->doc, m->document->file, error);
    return false;
  }
  m->numbers->cost_us[COST_DRAW] += clock_cpu_us() - start;
  site_files_add(m->out, g_strdup_printf("%s/%s", m->doc->site_path, m->document->file), png);
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
                          .language = m->doc->language, .tags = m->pages->tags, .mode = THEME_LIGHT};
    char *svg = svg_write(m->pages->scenes->pdata[i], &options);
    site_files_add(m->out, g_strdup_printf("%s/factsheet-%u.svg", m->doc->site_path, i + 1), g_bytes_new_take(svg, strlen(svg)));
  }
}

static bool write_files(Making *m) {
  gint64 start = clock_cpu_us();
  for (guint i = 0; i < site_files_length(m->out); i++) {
    const SiteFile *file = site_files_get(m->out, i);
    g_autoptr(GError) error = NULL;
    if (!stage_write(m->renderer->shared->stage, file->path, file->bytes, &error)) {
      failed(m->diags, m->doc, file->path, error);
      return false;
    }
    g_ptr_array_add(m->made->files, g_strdup(file->path));
  }
  m->numbers->cost_us[COST_WRITE] += clock_cpu_us() - start;
  return true;
}

static bool add_web_page(Making *m) {
  const RenderShared *shared = m->renderer->shared;
  g_autoptr(GArray) others = other_documents(shared, m->doc->region);
  return !shared->site || site_region(shared->site, m->doc, m->renderer->text, m->pages->scenes->len, shared->options->formats,
                                      profiles_of(shared, m->doc->region), others, m->out, m->diags);
}

static bool make_factsheet(Making *m) {
  const RenderShared *shared = m->renderer->shared;
  OutputFormats formats = shared->options->formats;
  if ((formats & FORMAT_PDF) && !add_pdfs(m)) return false;
  gint64 start = clock_cpu_us();
  if (formats & FORMAT_SVG) add_page_svgs(m);
  gint64 pages_drawn = clock_cpu_us();
  add_transcript(m);
  bool ok = add_web_page(m);
  m->numbers->cost_us[COST_SVG] += pages_drawn - start;
  m->numbers->cost_us[COST_HTML] += clock_cpu_us() - pages_drawn;
  return ok;
}

static bool make_other(Making *m) {
  if (m->document->format == DOCUMENT_PNG) return add_png(m);
  attach(m);
  return add_pdf(m, profile_get(m->document->profile)->mode, m->document->file);
}

/* A table of the region that follows the data, not the page; NULL for other files. */
static char *fresh_table(const Making *m, const char *file) {
  static const struct { const char *name; char *(*write)(const Dataset *dataset, const Region *region); } TABLES[] = {
      {"data.csv", site_region_csv}, {"targets.csv", site_region_targets_csv}};
  for (guint i = 0; i < G_N_ELEMENTS(TABLES); i++) {
    g_autofree char *path = g_strdup_printf("%s/%s", m->doc->site_path, TABLES[i].name);
    if (g_str_equal(file, path)) return TABLES[i].write(m->renderer->shared->context.dataset, m->doc->region);
  }
  return NULL;
}

/* Everything the document showed last time is still right: take its files over. */
static bool reuse(Making *m) {
  const RenderShared *shared = m->renderer->shared;
  g_auto(GStrv) old = state_files(shared->state, m->made->name);
  for (char **file = old; *file; file++) {
    g_autoptr(GError) error = NULL;
    char *table = fresh_table(m, *file);
    if (table) {
      site_files_add(m->out, g_strdup(*file), g_bytes_new_take(table, strlen(table)));
      continue;
    }
    /* A build of one document begins with all that is published. */
    if (!shared->options->document && !stage_keep(shared->stage, *file, &error)) {
      failed(m->diags, m->doc, *file, error);
      return false;
    }
    g_ptr_array_add(m->made->files, g_strdup(*file));
  }
  m->made->pages = state_pages(shared->state, m->made->name);
  return write_files(m);
}

/* All files that are wanted were made from what would be made now. */
static bool can_reuse(const Making *m) {
  const RenderShared *shared = m->renderer->shared;
  g_autofree char *before = shared->state ? state_key(shared->state, m->made->name) : NULL;
  if (!before || !g_str_equal(before, m->made->key)) return false;
  if (m->document) return true;
  g_autofree char *transcript = g_strdup_printf("%s/factsheet.txt", m->doc->site_path);
  g_auto(GStrv) files = state_files(shared->state, m->made->name);
  return !wants_transcript(shared, transcript) || g_strv_contains((const char *const *)files, transcript);
}

/* ---- documents ---- */

/* A picture is one page, and a poster that goes on overleaf is none. */
static bool has_few_pages(const Making *m) {
  guint pages = m->pages->scenes->len, most = m->document ? (guint)m->document->pages : 0;
  if (most == 0 || pages <= most) return true;
  g_autofree char *room = most == 1 ? g_strdup("one page") : g_strdup_printf("%u pages", most);
  diags_error(m->diags, "document-pages", (SourcePos){m->doc->root->pos.file, 1, 1},
              "put less in it, give it a larger page or a smaller scale, or let it have more pages (feitenblad.yaml)",
              "%s: %s has room for %s, and there are %u", m->doc->title, m->document->file, room, pages);
  return false;
}

static bool lay_out(Making *m) {
  const DocContext *context = &m->renderer->shared->context;
  gint64 start = clock_cpu_us();
  m->pages = layout_doc(m->doc, context->config, context->theme, context->locale, m->renderer->text, m->diags);
  m->numbers->cost_us[COST_LAYOUT] += clock_cpu_us() - start;
  if (!m->pages || !pdf_check(m->pages, m->doc->title, m->diags) || !has_few_pages(m)) return false;
  m->made->pages = m->pages->scenes->len;
  return true;
}

static bool make(Making *m) {
  const RenderShared *shared = m->renderer->shared;
  if (!lay_out(m)) return false;
  if (shared->options->check_only) {
    layout_proof(m->pages, m->doc, m->diags);
    return (m->document || shared->options->worst_case || add_web_page(m)) && !diags_has_errors(m->diags);
  }
  return (m->document ? make_other(m) : make_factsheet(m)) && write_files(m);
}

static bool render_document(Renderer *renderer, const Region *region, const PlanDocument *planned, RenderNumbers *numbers,
                            Rendered *made, Diags *diags) {
  const RenderShared *shared = renderer->shared;
  const DocumentConfig *document = planned->config;
  bool attaches = shared->attach && (!document || document->format == DOCUMENT_PDF);
  gint64 start = clock_cpu_us();
  g_autoptr(Doc) doc = doc_bind(planned->tmpl, &shared->context, region, diags);
  g_autoptr(Attached) attached = doc && attaches ? attached_new(shared->attach, doc) : NULL;
  numbers->cost_us[COST_BIND] += clock_cpu_us() - start;
  if (!doc) return false;
  g_autoptr(SiteFiles) out = site_files_new();
  made->name = render_state_name(doc->site_path, document);
  made->key = document_key(renderer, doc, document, attached);
  Making m = {.renderer = renderer, .document = document, .doc = doc, .attached = attached, .out = out, .made = made,
              .numbers = numbers, .diags = diags};
  bool same = can_reuse(&m), ok = same ? reuse(&m) : make(&m);
  numbers->reused = numbers->reused && same;
  numbers->pages += made->pages;
  pages_free(m.pages);
  text_engine_trim(renderer->text); /* memory stays flat over all regions */
  return ok;
}

/* Whether the run makes files of this kind; the factsheet decides for each of its own. */
static bool is_wanted(const RenderShared *shared, const DocumentConfig *document) {
  if (!document) return true;
  return shared->options->formats & (document->format == DOCUMENT_PNG ? FORMAT_PNG : FORMAT_PDF);
}

RenderNumbers render_region(Renderer *renderer, const Region *region, GPtrArray *rendered, Diags *diags) {
  const RenderShared *shared = renderer->shared;
  const GArray *documents = plan_documents(shared->plan, region);
  RenderNumbers numbers = {.ok = true, .reused = true};
  for (guint i = 0; i < documents->len; i++) {
    const PlanDocument *planned = &g_array_index(documents, PlanDocument, i);
    if (!is_wanted(shared, planned->config)) continue;
    Rendered *made = g_new0(Rendered, 1);
    made->files = g_ptr_array_new_with_free_func(g_free);
    if (render_document(renderer, region, planned, &numbers, made, diags)) {
      g_ptr_array_add(rendered, made);
    } else {
      rendered_free(made);
      numbers.ok = numbers.reused = false;
    }
  }
  return numbers;
}
