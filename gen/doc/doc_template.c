/* Reads a factsheet template from its file: front matter, body, figure blocks. All that can be found wrong without a
 * region is found here, once. It must not know any region or value. */
#include "doc/doc_template.h"
#include "base/file.h"
#include <string.h>

/* Texts first, in the order of FrontKey; `attach` is the last before what only hand-outs have. */
enum { HANDOUT_NAMES = FRONT_KEYS + 2 };
static const char *const FRONT_NAMES[] = {"title",  "kicker",   "meta",  "running",  "description", "footer", "page",
                                          "attach", "question", "cards", "per_page", "notes",       NULL};
G_STATIC_ASSERT(G_N_ELEMENTS(FRONT_NAMES) == HANDOUT_NAMES + 5);

static void plan_free(gpointer plan) { figure_plan_free(plan); }

static void attach_free(gpointer data) {
  DocAttach *attach = data;
  g_free(attach->name);
  g_free(attach);
}

const GPtrArray *doc_template_attach(const DocTemplate *tmpl) { return tmpl->attach; }

const PageGrid *doc_template_page(const DocTemplate *tmpl) { return &tmpl->page; }

void doc_template_free(DocTemplate *tmpl) {
  if (!tmpl) return;
  if (tmpl->attach) g_ptr_array_unref(tmpl->attach);
  for (guint i = 0; i < FRONT_KEYS; i++) plan_text_free(tmpl->front[i]);
  if (tmpl->handout) {
    plan_text_free(tmpl->handout->question);
    if (tmpl->handout->cards) g_ptr_array_unref(tmpl->handout->cards);
    g_free(tmpl->handout);
  }
  template_free(tmpl->body);
  if (tmpl->plans) g_hash_table_unref(tmpl->plans);
  doc_origin_free(tmpl->origin);
  g_free(tmpl->name);
  g_free(tmpl);
}

/* ---- Front matter ---- */

static void read_attach(DocTemplate *tmpl, const YamlNode *list, Diags *diags) {
  for (guint i = 0; i < yaml_length(list); i++) {
    const YamlNode *item = yaml_item(list, i);
    if (yaml_kind(item) != YAML_SCALAR) break;
    DocAttach *attach = g_new0(DocAttach, 1);
    *attach = (DocAttach){g_strdup(yaml_text(item)), yaml_pos(item)};
    g_ptr_array_add(tmpl->attach, attach);
  }
  if (yaml_kind(list) != YAML_LIST || tmpl->attach->len < yaml_length(list))
    diags_error(diags, "doc-front-matter", yaml_pos(list), "write attach: [name, name] with names of datapackage.json",
                "'attach' is a list of names");
}

static PlanText *front_text(const YamlNode *root, const char *name, Diags *diags) {
  const YamlNode *node = yaml_get(root, name);
  if (!node) return NULL;
  if (yaml_kind(node) != YAML_SCALAR) {
    diags_error(diags, "doc-front-matter", yaml_pos(node), NULL, "'%s' is a text", name);
    return NULL;
  }
  plan_check_title(name, node, diags);
  return plan_text_new(node, diags);
}

static void read_handout_front(HandoutFront *front, const YamlNode *root, Diags *diags) {
  const YamlNode *cards = yaml_get(root, "cards");
  front->question = front_text(root, "question", diags);
  if (cards) front->cards = handout_words_read(cards, "cards", diags);
  front->per_page = handout_per_page_read(root, diags);
  front->notes = yaml_bool(root, "notes", true, diags);
}

/* A hand-out has keys of its own; only sheets carry tables. */
static void check_keys(const YamlNode *root, bool handout, Diags *diags) {
  const char *known[G_N_ELEMENTS(FRONT_NAMES)] = {NULL};
  guint count = 0;
  for (guint i = 0; i < G_N_ELEMENTS(FRONT_NAMES) - 1; i++) {
    bool own = i >= HANDOUT_NAMES, sheets = i == HANDOUT_NAMES - 1;
    if (handout ? !sheets : !own) known[count++] = FRONT_NAMES[i];
  }
  yaml_check_keys(root, known, diags);
}

static void read_front(DocTemplate *tmpl, const Theme *theme, const YamlNode *root, Diags *diags) {
  if (yaml_kind(root) != YAML_MAP) {
    diags_error(diags, "doc-front-matter", yaml_pos(root), "write lines of the form key: value",
                "this is not front matter");
    return;
  }
  check_keys(root, tmpl->handout, diags);
  for (guint i = 0; i < FRONT_KEYS; i++) tmpl->front[i] = front_text(root, FRONT_NAMES[i], diags);
  const YamlNode *attach = yaml_get(root, "attach");
  if (tmpl->handout) read_handout_front(tmpl->handout, root, diags);
  else if (attach) read_attach(tmpl, attach, diags);
  const YamlNode *page = yaml_get(root, "page");
  if (page) page_read(page, theme ? theme_page(theme) : NULL, &tmpl->page, diags);
}

static const char *next_line(const char *at) {
  const char *newline = strchr(at, '\n');
  return newline ? newline + 1 : at + strlen(at);
}

static bool is_fence(const char *line) {
  gsize length = strcspn(line, "\r\n");
  return length == 3 && memcmp(line, "---", 3) == 0;
}

/* Where the body begins; *lines = how many lines are before it. Without front matter: the text itself. */
static const char *split_front(DocTemplate *tmpl, const Theme *theme, const char *text, int *lines, Diags *diags) {
  *lines = 0;
  if (!is_fence(text)) return text;
  const char *front = next_line(text), *at = front;
  int count = 1;
  while (*at && !is_fence(at)) at = next_line(at), count++;
  if (!*at) {
    diags_error(diags, "doc-front-matter", (SourcePos){tmpl->file, 1, 1}, "end it with a line ---",
                "the front matter is never closed");
    return at;
  }
  g_autoptr(YamlDoc) yaml = yaml_parse(front, (gsize)(at - front), tmpl->file, 1, diags);
  if (yaml) read_front(tmpl, theme, yaml_root(yaml), diags);
  *lines = count + 1;
  return next_line(at);
}

/* ---- Figure blocks ---- */

typedef struct {
  DocTemplate *tmpl;
  Diags *diags;
} PlanReading;

static void read_plan(const char *info, const char *body, gsize length, SourcePos pos, gpointer data) {
  PlanReading *reading = data;
  const FigureType *type = figure_type_find(reading->tmpl->types, info);
  FigurePlan *plan = figure_plan_parse(type, body, length, pos, reading->diags);
  if (plan) g_hash_table_insert(reading->tmpl->plans, (gpointer)body, plan);
}

static GPtrArray *type_names(FigureTypes types) {
  GPtrArray *names = g_ptr_array_new();
  for (; types && *types; types++) g_ptr_array_add(names, (gpointer)(*types)->name);
  g_ptr_array_add(names, NULL);
  return names;
}

static void read_template(DocTemplate *tmpl, const Theme *theme, const char *text, Diags *diags) {
  int lines;
  if (g_str_has_prefix(text, "\xef\xbb\xbf")) text += 3;
  const char *body = split_front(tmpl, theme, text, &lines, diags);
  g_autoptr(GPtrArray) names = type_names(tmpl->types);
  tmpl->body = template_parse(body, strlen(body), tmpl->file, lines, (const char *const *)names->pdata, diags);
  PlanReading reading = {tmpl, diags};
  if (tmpl->body) template_foreach_block(tmpl->body, read_plan, &reading);
}

static DocTemplate *load(const Config *config, const Theme *theme, const char *name, FigureTypes types, bool handout,
                         Diags *diags) {
  g_autofree char *relative = g_strconcat("templates/", name, NULL);
  g_autofree char *path = config_path(config, relative);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;
  SourcePos pos = {g_intern_string(relative), 0, 0};
  if (!file_read(path, &text, &length, &error)) {
    diags_error(diags, "doc-template-read", pos, "feitenblad.yaml names it; write the file or change the name",
                "cannot be read: %s", error->message);
    return NULL;
  }
  if (strlen(text) != length) {
    diags_error(diags, "template-control-character", pos, "save it as plain text", "the file holds a NUL byte");
    return NULL;
  }
  g_autoptr(Diags) found = diags_new();
  g_autoptr(DocTemplate) tmpl = g_new0(DocTemplate, 1);
  tmpl->name = g_strdup(name);
  tmpl->file = pos.file;
  tmpl->origin = doc_origin_new(relative, text, length);
  tmpl->attach = g_ptr_array_new_with_free_func(attach_free);
  tmpl->types = types;
  if (handout) {
    tmpl->handout = g_new0(HandoutFront, 1);
    tmpl->handout->notes = true;
  }
  if (theme) tmpl->page = *theme_page(theme);
  tmpl->plans = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, plan_free);
  read_template(tmpl, theme, text, found);
  bool usable = !diags_has_errors(found);
  diags_take(diags, found);
  return usable ? g_steal_pointer(&tmpl) : NULL;
}

DocTemplate *doc_template_load(const Config *config, const Theme *theme, const char *name, FigureTypes types, Diags *diags) {
  return load(config, theme, name, types, false, diags);
}

DocTemplate *doc_template_load_handout(const Config *config, const Theme *theme, const char *name, FigureTypes types,
                                       Diags *diags) {
  return load(config, theme, name, types, true, diags);
}
