/* Binds a factsheet: template and region in, Doc out, with nothing left to look up. It puts the parts in order (scope,
 * front matter, note, body, figures, sources) and owns the result. Which region a finding belongs to is said here, once,
 * for all the parts that cannot know. It must not know geometry, outputs or any figure type. */
#include "doc/doc.h"
#include "base/file.h"
#include "doc/binder_internal.h"
#include "doc/block.h"
#include "doc/doc_template.h"
#include "doc/markdown.h"
#include "doc/typography.h"
#include <string.h>

/* ---- Life ---- */

static void crumb_free(gpointer data) {
  Crumb *crumb = data;
  g_free(crumb->title);
  g_free(crumb->href);
  g_free(crumb);
}

DocOrigin *doc_origin_new(const char *path, const char *text, gsize length) {
  DocOrigin *origin = g_new0(DocOrigin, 1);
  char *sum = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)text, length);
  *origin = (DocOrigin){g_strdup(path), sum, length};
  return origin;
}

DocOrigin *doc_origin_copy(const DocOrigin *origin) {
  DocOrigin *copy = g_new0(DocOrigin, 1);
  *copy = (DocOrigin){g_strdup(origin->path), g_strdup(origin->sha256), origin->size};
  return copy;
}

void doc_origin_free(DocOrigin *origin) {
  if (!origin) return;
  g_free(origin->path);
  g_free(origin->sha256);
  g_free(origin);
}

static void free_origin(gpointer origin) { doc_origin_free(origin); }

static void free_figure(gpointer figure) { figure_free(figure); }

static Doc *doc_new(const Region *region) {
  Doc *doc = g_new0(Doc, 1);
  doc->region = region;
  doc->crumbs = g_ptr_array_new_with_free_func(crumb_free);
  doc->figures = g_ptr_array_new_with_free_func(free_figure);
  doc->sources = g_ptr_array_new();
  doc->corrections = bound_corrections_new();
  doc->shown = shown_new();
  doc->origins = g_ptr_array_new_with_free_func(free_origin);
  return doc;
}

static void handout_free(DocHandout *handout) {
  if (!handout) return;
  g_free(handout->title);
  g_free(handout->question);
  g_ptr_array_unref(handout->cards);
  g_free(handout);
}

void doc_free(Doc *doc) {
  if (!doc) return;
  char *texts[] = {doc->template_name, doc->language,    doc->title,  doc->name,      doc->kicker, doc->meta,
                   doc->running,       doc->description, doc->footer, doc->site_path, doc->digest};
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) g_free(texts[i]);
  handout_free(doc->handout);
  g_ptr_array_unref(doc->crumbs);
  doc_node_free(doc->root);
  g_ptr_array_unref(doc->figures);
  g_ptr_array_unref(doc->sources);
  g_ptr_array_unref(doc->corrections);
  shown_free(doc->shown);
  g_ptr_array_unref(doc->origins);
  g_free(doc);
}

char *doc_region_path(const Region *region) {
  const char *folder = region->level->folder;
  return folder && *folder ? g_strconcat(folder, "/", region->slug, NULL) : g_strdup(region->slug);
}

/* ---- Head ---- */

/* From the country down, over the levels that a region is compared with. */
static void add_crumbs(Doc *doc, const Config *config) {
  for (guint i = config->benchmarks->len; i-- > 0;) {
    const Region *parent = region_parent(doc->region, g_ptr_array_index(config->benchmarks, i));
    if (!parent || parent == doc->region) continue;
    Crumb *crumb = g_new0(Crumb, 1);
    g_autofree char *path = doc_region_path(parent);
    crumb->title = typography_name(parent->title);
    crumb->href = g_strconcat("/", path, "/", NULL);
    g_ptr_array_add(doc->crumbs, crumb);
  }
}

/* A front matter text for this region; NULL when it is not given or comes out empty. */
static char *front_text(const PlanText *text, Scope *scope, Diags *diags) {
  if (!text) return NULL;
  g_autofree char *expanded =
      text->tmpl ? template_expand_string(text->tmpl, scope, ESCAPE_NONE, diags) : g_strdup(text->text);
  if (!expanded) return NULL;
  g_strstrip(expanded);
  return *expanded ? typography_set(expanded) : NULL;
}

static void default_text(char **field, char *text) {
  if (*field) g_free(text);
  else *field = text;
}

static DocHandout *handout_new(const HandoutFront *front, Scope *scope, Diags *diags) {
  DocHandout *handout = g_new0(DocHandout, 1);
  handout->question = front_text(front->question, scope, diags);
  handout->per_page = front->per_page;
  handout->notes = front->notes;
  handout->cards = g_ptr_array_new();
  return handout;
}

static void fill_head(Doc *doc, const DocTemplate *tmpl, const DocContext *context, Scope *scope, Diags *diags) {
  const Region *region = doc->region;
  const Config *config = context->config;
  doc->template_name = g_strdup(tmpl->name);
  g_ptr_array_add(doc->origins, doc_origin_copy(tmpl->origin));
  doc->language = g_strdup(locale_language(context->locale));
  doc->name = typography_name(region->name);
  doc->site_path = doc_region_path(region);
  doc->page = tmpl->page;
  period_parse(config->edition, strlen(config->edition), &doc->edition);
  add_crumbs(doc, config);
  char **fields[FRONT_KEYS] = {&doc->title, &doc->kicker, &doc->meta, &doc->running, &doc->description, &doc->footer};
  for (guint i = 0; i < FRONT_KEYS; i++) *fields[i] = front_text(tmpl->front[i], scope, diags);
  if (tmpl->handout) doc->handout = handout_new(tmpl->handout, scope, diags);
  g_autofree char *edition = locale_period(context->locale, doc->edition);
  default_text(&doc->title, typography_name(region->title));
  default_text(&doc->kicker, g_strdup(config->title));
  default_text(&doc->meta, locale_phrase(context->locale, "doc.meta", "edition", edition, NULL));
  default_text(&doc->running, typography_name(region->title));
  default_text(&doc->description,
               locale_phrase(context->locale, "doc.description", "title", doc->title, "project", config->title, NULL));
}

/* ---- Note ---- */

/* templates/notes/<code>.md. Expanded only when it is printed: else its numbers would count as shown. */
typedef struct {
  Template *text;
  Scope *scope;
  Diags *diags;
  DocOrigin *origin;  /* until it is printed */
  GPtrArray *origins; /* of the Doc */
} Note;

static bool note_truth(gpointer data) { return ((Note *)data)->text != NULL; }

static char *note_print(gpointer data, TemplateFault *fault) {
  (void)fault;
  Note *note = data;
  g_autoptr(GString) out = g_string_new(NULL);
  if (note->text) template_expand(note->text, note->scope, ESCAPE_MARKDOWN, NULL, out, NULL, note->diags);
  if (note->origin) g_ptr_array_add(note->origins, g_steal_pointer(&note->origin));
  return g_strstrip(g_strdup(out->str));
}

static void note_free(gpointer data) {
  Note *note = data;
  template_free(note->text);
  doc_origin_free(note->origin);
  g_free(note);
}

static const TemplateClass NOTE_CLASS = {
    .kind = "a note", .print = note_print, .truth = note_truth, .free = note_free, .safe = true};

static bool is_blank(const char *text) { return text[strspn(text, " \t\r\n")] == '\0'; }

/* `note` in the scope: an empty text for a region without one. */
static void set_note(Doc *doc, const DocContext *context, Scope *scope, Diags *diags) {
  g_autofree char *relative = g_strdup_printf("templates/notes/%s.md", doc->region->code);
  g_autofree char *path = config_path(context->config, relative);
  Note *note = g_new0(Note, 1);
  note->scope = scope;
  note->diags = diags;
  note->origins = doc->origins;
  scope_set(scope, "note", template_value_object(&NOTE_CLASS, note));
  if (!g_file_test(path, G_FILE_TEST_EXISTS)) return;
  g_autofree char *text = NULL;
  gsize length = 0;
  g_autoptr(GError) error = NULL;
  const char *file = g_intern_string(relative);
  if (!file_read(path, &text, &length, &error))
    diags_error(diags, "doc-note-read", (SourcePos){file, 0, 0}, NULL, "cannot be read: %s", error->message);
  if (!text || is_blank(text)) return;
  note->text = template_parse(text, length, file, 0, NULL, diags);
  note->origin = doc_origin_new(relative, text, length);
}

/* ---- Body ---- */

typedef struct {
  const DocTemplate *tmpl;
  Binder *binder;
  Doc *doc;
  GHashTable *ids;
} Body;

static void bind_block(const char *info, const char *body, gsize length, SourcePos pos, Scope *scope, GString *out,
                       gpointer data) {
  (void)info, (void)length, (void)pos;
  Body *bind = data;
  const FigurePlan *plan = g_hash_table_lookup(bind->tmpl->plans, body);
  Figure *figure = plan ? block_bind(bind->binder, plan, scope, bind->ids) : NULL;
  if (!figure) return;
  g_string_append_printf(out, TEMPLATE_MARK_BEGIN "figure %u" TEMPLATE_MARK_END "\n", bind->doc->figures->len);
  g_ptr_array_add(bind->doc->figures, figure);
}

static void bind_body(Doc *doc, const DocTemplate *tmpl, Binder *binder, Scope *scope, Diags *diags) {
  g_autoptr(GHashTable) ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  Body body = {tmpl, binder, doc, ids};
  TemplateHooks hooks = {bind_block, &body};
  g_autoptr(GString) text = g_string_sized_new(4096);
  g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(int));
  template_expand(tmpl->body, scope, ESCAPE_MARKDOWN, &hooks, text, lines, diags);
  MarkdownContext markdown = {tmpl->file, lines, doc->figures, tmpl->types, diags};
  doc->root = markdown_read(text->str, text->len, &markdown);
}

/* ---- Binding ---- */

static void note_sources(Doc *doc, const Binder *binder) {
  for (guint i = 0; i < binder->sources->len; i++) {
    const Source *source = g_ptr_array_index(binder->sources, i);
    g_ptr_array_add(doc->sources, (gpointer)source);
    if (period_compare(source->date, doc->updated) > 0) doc->updated = source->date;
  }
  doc->example = binder->example;
}

/* The binder knows what sentences show. */
static void take_shown(Doc *doc, Binder *binder) {
  shown_free(doc->shown);
  doc->shown = g_steal_pointer(&binder->shown);
  for (guint i = 0; i < doc->figures->len; i++) shown_add_figure(doc->shown, g_ptr_array_index(doc->figures, i));
  shown_finish(doc->shown, doc->region);
  binder_corrections(binder, doc->shown->observations, doc->corrections);
}

/* Findings in a template are about one region: it is named in each. */
static void pass_on(Diags *into, const Diags *found, const Region *region) {
  for (guint i = 0; i < diags_length(found); i++) {
    const Diag *diag = diags_get(found, i);
    diags_add(into, diag->severity, diag->code, diag->pos, diag->hint, "%s: %s", region->title, diag->message);
  }
}

Doc *doc_bind_parts(const DocTemplate *tmpl, const DocContext *context, const Region *region, const CardIds *cards,
                    Diags *found) {
  g_autoptr(Binder) binder = binder_new(context, region, found);
  Doc *doc = doc_new(region);
  g_autoptr(Scope) scope = scope_new(context->locale, NULL);
  binder->cards = cards;
  binder_fill_scope(binder, scope);
  set_note(doc, context, scope, found);
  fill_head(doc, tmpl, context, scope, found);
  bind_body(doc, tmpl, binder, scope, found);
  note_sources(doc, binder);
  take_shown(doc, binder);
  return doc;
}

Doc *doc_bind_finish(Doc *bound, const Diags *found, Diags *diags) {
  g_autoptr(Doc) doc = bound;
  pass_on(diags, found, doc->region);
  if (diags_has_errors(found)) return NULL;
  g_autofree char *dump = doc_dump(doc);
  doc->digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, dump, -1);
  return g_steal_pointer(&doc);
}

static void refuse_cards(const Doc *doc, Diags *found) {
  for (guint i = 0; i < doc->root->children->len; i++) {
    const DocNode *node = g_ptr_array_index(doc->root->children, i);
    if (node->type == NODE_CARDS)
      diags_error(found, "layout-stray", node->pos, "leave it out", "{%% cards %%} is for hand-outs; this is a factsheet");
  }
}

Doc *doc_bind(const DocTemplate *tmpl, const DocContext *context, const Region *region, Diags *diags) {
  g_autoptr(Diags) found = diags_new();
  Doc *doc = doc_bind_parts(tmpl, context, region, NULL, found);
  refuse_cards(doc, found);
  return doc_bind_finish(doc, found, diags);
}
