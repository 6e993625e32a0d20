/* Reads figure blocks. The YAML is parsed before anything in it is expanded, so that no value from the data can ever turn
 * into a key; and it is parsed once per template, so that an author's slip is one finding and not one for each region.
 * It must not know what a type does with its keys. */
#include "doc/figure_plan.h"
#include <string.h>

/* Keys of every type. */
static const char *const COMMON_KEYS[] = {"id", "title", "subtitle", "alt", "note"};

void plan_text_free(PlanText *text) {
  if (!text) return;
  g_free(text->text);
  template_free(text->tmpl);
  g_free(text);
}

static void text_free(gpointer data) { plan_text_free(data); }

static void key_free(gpointer data) {
  PlanKey *key = data;
  g_ptr_array_unref(key->texts);
  if (key->items) g_ptr_array_unref(key->items);
  g_free(key);
}

void figure_plan_free(FigurePlan *plan) {
  if (!plan) return;
  g_ptr_array_unref(plan->keys);
  g_free(plan);
}

const PlanKey *figure_plan_key(const FigurePlan *plan, const char *key) {
  for (guint i = 0; i < plan->keys->len; i++) {
    const PlanKey *candidate = g_ptr_array_index(plan->keys, i);
    if (strcmp(candidate->key, key) == 0) return candidate;
  }
  return NULL;
}

/* ---- Before YAML ---- */

/* Where the value of a line begins: behind blanks, list dashes and a plain key. */
static const char *value_start(const char *at, const char *end) {
  while (at < end && (*at == ' ' || (*at == '-' && at + 1 < end && at[1] == ' '))) at++;
  const char *key = at;
  while (key < end && (g_ascii_isalnum(*key) || *key == '_' || *key == '-')) key++;
  if (key == at || key >= end || *key != ':') return at;
  for (at = key + 1; at < end && *at == ' ';) at++;
  return at;
}

/* `title: {{ … }}` is a map to YAML, and its message about it helps no author. NULL when the line is fine. */
static const char *unquoted_brace(const char *line, const char *end) {
  const char *value = value_start(line, end);
  return end - value >= 2 && value[0] == '{' && (value[1] == '{' || value[1] == '%') ? value : NULL;
}

static bool check_quotes(const char *body, gsize length, SourcePos fence, Diags *diags) {
  bool clean = true;
  int line = fence.line + 1;
  const char *block = NULL; /* inside `key: |` braces need no quotes */
  for (const char *at = body, *end = body + length; at < end; line++) {
    const char *stop = memchr(at, '\n', (gsize)(end - at));
    if (!stop) stop = end;
    if (block && stop > at && *at != ' ') block = NULL;
    const char *brace = block ? NULL : unquoted_brace(at, stop);
    if (brace) {
      SourcePos pos = {fence.file, line, (int)g_utf8_strlen(at, brace - at) + 1};
      diags_error(diags, "figure-unquoted-text", pos, "put quotes around it: title: \"{{ region.name }} …\"",
                  "a text that begins with {%c needs quotes", brace[1]);
      clean = false;
    }
    if (stop > at && strchr("|>", stop[-1])) block = at;
    at = stop + 1;
  }
  return clean;
}

/* ---- Keys ---- */

/* The place of a scalar's text: behind its quote. */
static SourcePos text_pos(const YamlNode *node) {
  SourcePos pos = yaml_pos(node);
  if (yaml_is_plain(node)) return pos;
  const char *text = yaml_text(node);
  if (!strchr(text, '\n')) pos.column++;
  else pos.line++, pos.column = 1; /* `key: |` goes on below */
  return pos;
}

PlanText *plan_text_new(const YamlNode *node, Diags *diags) {
  PlanText *text = g_new0(PlanText, 1);
  text->text = g_strdup(yaml_text(node));
  text->pos = text_pos(node);
  if (strchr(text->text, '{')) text->tmpl = template_parse_text(text->text, text->pos, diags);
  return text;
}

void plan_check_title(const char *key, const YamlNode *node, Diags *diags) {
  if (strcmp(key, "title") && strcmp(key, "label")) return;
  const char *text = yaml_text(node);
  if (!text[strspn(text, " \t\n")])
    diags_error(diags, "text-empty", yaml_pos(node), "write it, or leave the line out", "this %s is empty", key);
}

static FigurePlan *plan_new(const FigureType *type, SourcePos pos) {
  FigurePlan *plan = g_new0(FigurePlan, 1);
  plan->type = type;
  plan->pos = pos;
  plan->keys = g_ptr_array_new_with_free_func(key_free);
  return plan;
}

static void read_items(FigurePlan *plan, PlanKey *key, const YamlNode *list, Diags *diags);

static void read_key(FigurePlan *plan, const char *name, const YamlNode *node, bool item, Diags *diags) {
  YamlKind kind = yaml_kind(node);
  if (kind == YAML_SCALAR && yaml_is_plain(node) && !*yaml_text(node)) return; /* `key:` */
  PlanKey *key = g_new0(PlanKey, 1);
  key->key = g_intern_string(name);
  key->pos = yaml_pos(node);
  key->list = kind == YAML_LIST;
  key->texts = g_ptr_array_new_with_free_func(text_free);
  g_ptr_array_add(plan->keys, key);
  if (!item && plan->type->item_keys && strcmp(name, "items") == 0) {
    read_items(plan, key, node, diags);
    return;
  }
  if (kind == YAML_MAP) diags_error(diags, "figure-key-type", key->pos, NULL, "'%s' is a text or a list", name);
  if (kind == YAML_SCALAR) {
    g_ptr_array_add(key->texts, plan_text_new(node, diags));
    plan_check_title(name, node, diags);
  }
  for (guint i = 0; kind == YAML_LIST && i < yaml_length(node); i++) {
    const YamlNode *item = yaml_item(node, i);
    if (yaml_kind(item) == YAML_SCALAR) g_ptr_array_add(key->texts, plan_text_new(item, diags));
    else diags_error(diags, "figure-key-type", yaml_pos(item), NULL, "the items of '%s' are texts", name);
  }
}

static void check_known(const FigureKey *keys, const YamlNode *root, bool item, Diags *diags) {
  g_autoptr(GPtrArray) known = g_ptr_array_new();
  for (guint i = 0; !item && i < G_N_ELEMENTS(COMMON_KEYS); i++) g_ptr_array_add(known, (gpointer)COMMON_KEYS[i]);
  for (const FigureKey *key = keys; key && key->name; key++) g_ptr_array_add(known, (gpointer)key->name);
  g_ptr_array_add(known, NULL);
  yaml_check_keys(root, (const char *const *)known->pdata, diags);
}

/* `what`: a block of this type, or one of its items. */
static void check_required(const FigurePlan *plan, const FigureKey *keys, const char *what, Diags *diags) {
  for (const FigureKey *key = keys; key && key->name; key++) {
    if (!key->required || figure_plan_key(plan, key->name)) continue;
    g_autofree char *hint = g_strdup_printf("add %s: (%s)", key->name, key->help ? key->help : key->name);
    diags_error(diags, "figure-missing-key", plan->pos, hint, "this %s has no %s", what, key->name);
  }
}

static void check_id(const FigurePlan *plan, Diags *diags) {
  if (!figure_plan_key(plan, "id"))
    diags_error(diags, "figure-no-id", plan->pos, "add a line such as id: sociale-huur; it names the figure's files",
                "this %s has no id", plan->type->name);
}

static void free_plan(gpointer plan) { figure_plan_free(plan); }

/* A list of maps. */
static void read_items(FigurePlan *plan, PlanKey *key, const YamlNode *list, Diags *diags) {
  key->items = g_ptr_array_new_with_free_func(free_plan);
  if (yaml_kind(list) != YAML_LIST) {
    diags_error(diags, "figure-key-type", yaml_pos(list), "begin each item with a dash: - title: …", "'%s' is a list", key->key);
    return;
  }
  g_autofree char *what = g_strdup_printf("item of the %s", plan->type->name);
  for (guint i = 0; i < yaml_length(list); i++) {
    const YamlNode *map = yaml_item(list, i);
    FigurePlan *item = plan_new(plan->type, yaml_pos(map));
    g_ptr_array_add(key->items, item);
    if (yaml_kind(map) != YAML_MAP) {
      diags_error(diags, "figure-key-type", item->pos, "write - title: …",
                  "the items of '%s' are lines of the form key: value", key->key);
      continue;
    }
    check_known(plan->type->item_keys, map, true, diags);
    for (guint k = 0; k < yaml_length(map); k++) read_key(item, yaml_key(map, k), yaml_item(map, k), true, diags);
    check_required(item, plan->type->item_keys, what, diags);
  }
}

FigurePlan *figure_plan_parse(const FigureType *type, const char *body, gsize length, SourcePos fence, Diags *diags) {
  g_autoptr(Diags) found = diags_new();
  g_autoptr(FigurePlan) plan = plan_new(type, fence);
  g_autoptr(YamlDoc) doc =
      check_quotes(body, length, fence, found) ? yaml_parse(body, length, fence.file, fence.line, found) : NULL;
  const YamlNode *root = doc ? yaml_root(doc) : NULL;
  if (root && yaml_kind(root) != YAML_MAP) {
    diags_error(found, "figure-body", yaml_pos(root), "write lines of the form key: value",
                "this is not a figure's body");
  } else if (root) {
    check_known(type->keys, root, false, found);
    for (guint i = 0; i < yaml_length(root); i++) read_key(plan, yaml_key(root, i), yaml_item(root, i), false, found);
    check_id(plan, found);
    check_required(plan, type->keys, type->name, found);
  }
  bool usable = root && !diags_has_errors(found);
  diags_take(diags, found);
  return usable ? g_steal_pointer(&plan) : NULL;
}
