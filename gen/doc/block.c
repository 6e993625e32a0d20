/* A figure block while it is bound: its keys expanded in the scope where it stands, and the helpers by which a type reads
 * them. Every wrong value is a finding at its own place in the template. It must not know any type: what the keys mean is
 * the type's. */
#include "doc/block.h"
#include "base/file.h"
#include "doc/typography.h"
#include <string.h>

enum { ALT_MAX = 300 };

/* An expanded key. */
typedef struct {
  char *text;
  GPtrArray *list;
  GPtrArray *items; /* FigureBlock*; NULL */
  const PlanKey *key;
} BlockValue;

struct FigureBlock {
  Binder *binder;
  const FigurePlan *plan;
  GHashTable *values; /* key → BlockValue* */
};

static void value_free(gpointer data) {
  BlockValue *value = data;
  g_ptr_array_unref(value->list);
  if (value->items) g_ptr_array_unref(value->items);
  g_free(value);
}

static FigureBlock *block_new(Binder *binder, const FigurePlan *plan) {
  FigureBlock *block = g_new0(FigureBlock, 1);
  *block = (FigureBlock){binder, plan, g_hash_table_new_full(g_str_hash, g_str_equal, NULL, value_free)};
  return block;
}

static void block_free(gpointer data) {
  FigureBlock *block = data;
  g_hash_table_unref(block->values);
  g_free(block);
}

/* ---- Reading ---- */

static const BlockValue *value_of(const FigureBlock *block, const char *key) {
  return g_hash_table_lookup(block->values, key);
}

const char *block_string(FigureBlock *block, const char *key) {
  const BlockValue *value = value_of(block, key);
  return value && !value->key->list ? value->text : NULL;
}

const GPtrArray *block_list(FigureBlock *block, const char *key) {
  const BlockValue *value = value_of(block, key);
  return value ? value->list : NULL;
}

FigureBlock *block_item(FigureBlock *block, guint index) {
  const BlockValue *value = value_of(block, "items");
  return value && value->items && index < value->items->len ? g_ptr_array_index(value->items, index) : NULL;
}

SourcePos block_pos(FigureBlock *block, const char *key) {
  const PlanKey *plan = key ? figure_plan_key(block->plan, key) : NULL;
  return plan ? plan->pos : block->plan->pos;
}

Binder *block_binder(FigureBlock *block) { return block->binder; }

void block_error(FigureBlock *block, const char *key, const char *hint, const char *format, ...) {
  va_list args;
  va_start(args, format);
  g_autofree char *message = g_strdup_vprintf(format, args);
  va_end(args);
  diags_error(block->binder->diags, "figure-value", block_pos(block, key), hint, "%s", message);
}

int block_int(FigureBlock *block, const char *key, int fallback) {
  const char *text = block_string(block, key);
  double number;
  if (!text) return fallback;
  if (number_parse(text, strlen(text), '.', '\0', &number) && number == number_round(number, 0) && number >= -1e6 &&
      number <= 1e6)
    return (int)number;
  block_error(block, key, NULL, "'%s' is not a whole number", text);
  return fallback;
}

bool block_bool(FigureBlock *block, const char *key, bool fallback) {
  static const struct {
    const char *word;
    bool value;
  } words[] = {{"true", true}, {"yes", true}, {"false", false}, {"no", false}};
  const char *text = block_string(block, key);
  if (!text) return fallback;
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    if (g_ascii_strcasecmp(text, words[i].word) == 0) return words[i].value;
  block_error(block, key, "write true or false", "'%s' is not true or false", text);
  return fallback;
}

/* ---- Names ---- */

/* The place of an item of a list, or of the scalar. */
static SourcePos item_pos(FigureBlock *block, const char *key, guint index) {
  const BlockValue *value = value_of(block, key);
  const PlanText *text = value && index < value->key->texts->len ? g_ptr_array_index(value->key->texts, index) : NULL;
  return text ? text->pos : block_pos(block, key);
}

static GPtrArray *copy_pointers(const GPtrArray *pointers) {
  GPtrArray *copy = g_ptr_array_sized_new(pointers->len);
  for (guint i = 0; i < pointers->len; i++) g_ptr_array_add(copy, g_ptr_array_index(pointers, i));
  return copy;
}

static void report_unknown(FigureBlock *block, SourcePos pos, const char *what, const char *word, GPtrArray *names) {
  g_ptr_array_add(names, NULL);
  const char *nearest = yaml_nearest(word, (const char *const *)names->pdata);
  g_autofree char *hint = nearest ? g_strdup_printf("did you mean %s?", nearest) : NULL;
  diags_error(block->binder->diags, "figure-unknown-name", pos, hint, "there is no %s '%s'", what, word);
}

static const Indicator *find_indicator(FigureBlock *block, SourcePos pos, const char *id) {
  const Dataset *dataset = binder_dataset(block->binder);
  const Indicator *indicator = dataset_indicator(dataset, id);
  if (indicator) return indicator;
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  const GPtrArray *all = dataset_indicators(dataset);
  for (guint i = 0; i < all->len; i++) g_ptr_array_add(names, ((const Indicator *)g_ptr_array_index(all, i))->id);
  report_unknown(block, pos, "indicator", id, names);
  return NULL;
}

const Indicator *block_indicator(FigureBlock *block, const char *key) {
  const char *id = block_string(block, key);
  if (id && *id) return find_indicator(block, item_pos(block, key, 0), id);
  block_error(block, key, NULL, "%s names no indicator", key);
  return NULL;
}

GPtrArray *block_indicators(FigureBlock *block, const char *key) {
  const GPtrArray *ids = block_list(block, key);
  g_autoptr(GPtrArray) found = g_ptr_array_new();
  bool complete = ids && ids->len > 0;
  if (!complete) block_error(block, key, NULL, "%s names no indicators", key);
  for (guint i = 0; ids && i < ids->len; i++) {
    const Indicator *indicator = find_indicator(block, item_pos(block, key, i), g_ptr_array_index(ids, i));
    if (indicator) g_ptr_array_add(found, (gpointer)indicator);
    else complete = false;
  }
  return complete ? g_steal_pointer(&found) : NULL;
}

Period block_period(FigureBlock *block, const Indicator *indicator) {
  const char *text = block_string(block, "period");
  Period period = {0};
  if (text && !period_parse(text, strlen(text), &period))
    block_error(block, "period", "write 2024, 2024-Q1, 2024-03 or 2024-03-14", "'%s' is not a period", text);
  return text ? period : dataset_latest(binder_dataset(block->binder), indicator, block->binder->region);
}

/* ---- Cards ---- */

guint block_card(FigureBlock *block, const char *key, guint index) {
  const CardIds *cards = block->binder->cards;
  const char *id = g_ptr_array_index(block_list(block, key), index);
  guint number;
  if (!cards) {
    block_error(block, key, "leave it out: a factsheet has no cards", "cards are of hand-outs");
    return 0;
  }
  if (g_ptr_array_find_with_equal_func(cards->chosen, id, g_str_equal, &number)) return number + 1;
  if (g_ptr_array_find_with_equal_func(cards->known, id, g_str_equal, NULL)) return 0;
  g_autoptr(GPtrArray) names = copy_pointers(cards->known);
  report_unknown(block, item_pos(block, key, index), "figure", id, names);
  return 0;
}

/* ---- Regions ---- */

/* A level by its id, alias, label or plural. */
static const LevelConfig *find_level(const FigureBlock *block, const char *word) {
  const Config *config = binder_config(block->binder);
  for (guint i = 0; i < config->levels->len; i++) {
    const LevelConfig *level = g_ptr_array_index(config->levels, i);
    const char *names[] = {level->id, level->alias, level->label, level->plural};
    for (guint j = 0; j < G_N_ELEMENTS(names); j++)
      if (g_strcmp0(names[j], word) == 0) return level;
  }
  return NULL;
}

static GPtrArray *siblings(FigureBlock *block, const char *key) {
  const char *within = block_string(block, "within");
  const LevelConfig *level = within ? find_level(block, within) : NULL;
  if (within && !level) {
    block_error(block, "within", NULL, "there is no level '%s'", within);
    return NULL;
  }
  const GPtrArray *regions = binder_siblings(block->binder, block->binder->region, level ? level->id : NULL);
  if (regions) return copy_pointers(regions);
  block_error(block, within ? "within" : key, "name a level that every region has: within: land", "it belongs to no %s",
              within ? within : "region that has siblings");
  return NULL;
}

static GPtrArray *listed_regions(FigureBlock *block, const char *key, const GPtrArray *words) {
  const Dataset *dataset = binder_dataset(block->binder);
  g_autoptr(GPtrArray) found = g_ptr_array_new();
  bool complete = true;
  for (guint i = 0; i < words->len; i++) {
    const char *word = g_ptr_array_index(words, i);
    const Region *region = dataset_region(dataset, word);
    if (region) {
      g_ptr_array_add(found, (gpointer)region);
      continue;
    }
    complete = false;
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    const GPtrArray *all = dataset_regions(dataset);
    for (guint j = 0; j < all->len; j++) g_ptr_array_add(names, ((const Region *)g_ptr_array_index(all, j))->slug);
    g_ptr_array_add(names, (gpointer) "siblings");
    g_ptr_array_add(names, (gpointer) "members");
    report_unknown(block, item_pos(block, key, i), "region", word, names);
  }
  return complete ? g_steal_pointer(&found) : NULL;
}

GPtrArray *block_regions(FigureBlock *block, const char *key) {
  const GPtrArray *words = block_list(block, key);
  const Region *region = block->binder->region;
  const char *word = words && words->len == 1 ? g_ptr_array_index(words, 0) : NULL;
  if (!words) word = region->members->len ? "members" : "siblings";
  if (word && strcmp(word, "siblings") == 0) return siblings(block, key);
  if (word && strcmp(word, "members") == 0) return copy_pointers(region->members);
  const LevelConfig *level = word ? find_level(block, word) : NULL;
  if (level) return copy_pointers(dataset_level_regions(binder_dataset(block->binder), level->id));
  return listed_regions(block, key, words);
}

/* ---- Binding ---- */

/* Expands every key; false when one of them has findings. */
static bool expand_keys(FigureBlock *block, Scope *scope) {
  bool complete = true;
  for (guint i = 0; i < block->plan->keys->len; i++) {
    const PlanKey *key = g_ptr_array_index(block->plan->keys, i);
    BlockValue *value = g_new0(BlockValue, 1);
    value->key = key;
    value->list = g_ptr_array_new_with_free_func(g_free);
    g_hash_table_insert(block->values, (gpointer)key->key, value);
    if (key->items) value->items = g_ptr_array_new_with_free_func(block_free);
    for (guint j = 0; key->items && j < key->items->len; j++) {
      FigureBlock *item = block_new(block->binder, g_ptr_array_index(key->items, j));
      g_ptr_array_add(value->items, item);
      complete = expand_keys(item, scope) && complete;
    }
    for (guint j = 0; j < key->texts->len; j++) {
      const PlanText *text = g_ptr_array_index(key->texts, j);
      char *expanded = text->tmpl ? template_expand_string(text->tmpl, scope, ESCAPE_NONE, block->binder->diags)
                                  : g_strdup(text->text);
      complete = complete && expanded;
      g_ptr_array_add(value->list, expanded ? expanded : g_strdup(""));
    }
    value->text = value->list->len ? g_ptr_array_index(value->list, 0) : (char *)"";
  }
  return complete;
}

/* A text of the block, set as a typographer would; NULL when it came out empty, so that the type gives its own. */
static char *own_words(FigureBlock *block, const char *key) {
  const char *text = block_string(block, key);
  if (!text) return NULL;
  g_autofree char *trimmed = g_strstrip(g_strdup(text));
  return *trimmed ? typography_set(trimmed) : NULL;
}

static bool check_id(FigureBlock *block, GHashTable *used) {
  const char *id = block_string(block, "id");
  if (!id || !file_name_is_safe(id)) {
    block_error(block, "id", "use small letters, digits and hyphens, such as sociale-huur", "'%s' cannot name a file",
                id ? id : "");
    return false;
  }
  if (g_hash_table_contains(used, id)) {
    block_error(block, "id", "give each figure an id of its own", "the id '%s' is used twice", id);
    return false;
  }
  g_hash_table_add(used, g_strdup(id));
  return true;
}

static void finish(FigureBlock *block, Figure *figure) {
  Binder *binder = block->binder;
  figure->example = binder->figure_example;
  if (!figure->source) figure->source = binder_source_line(binder, figure->sources, figure->example);
  if (!figure->table) figure->table = figure_table_new(figure->title);
  g_autoptr(Shown) shown = shown_new();
  shown_add_figure(shown, figure);
  g_ptr_array_unref(figure->corrections);
  figure->corrections = binder_correction_notes(binder, shown->observations);
  if (figure->alt && g_utf8_strlen(figure->alt, -1) > ALT_MAX)
    diags_add(binder->diags, DIAG_WARNING, "figure-long-alt", block_pos(block, "alt"),
              "say the finding in one to three sentences", "the alt text has more than %d characters", ALT_MAX);
}

static bool fill_figure(FigureBlock *block, Figure *figure) {
  Diags *diags = block->binder->diags;
  guint errors = diags_count(diags, DIAG_ERROR);
  figure->id = g_strdup(block_string(block, "id"));
  figure->title = own_words(block, "title");
  figure->subtitle = own_words(block, "subtitle");
  figure->alt = own_words(block, "alt");
  figure->note = own_words(block, "note");
  bool bound = block->plan->type->bind(block, figure) && diags_count(diags, DIAG_ERROR) == errors;
  if (bound) finish(block, figure);
  else if (diags_count(diags, DIAG_ERROR) == errors)
    block_error(block, NULL, NULL, "this %s cannot be made", block->plan->type->name);
  return bound;
}

Figure *block_bind(Binder *binder, const FigurePlan *plan, Scope *scope, GHashTable *used) {
  g_autoptr(Figure) figure = figure_new(plan->type, NULL, plan->pos);
  FigureBlock *block = block_new(binder, plan);
  binder_begin_figure(binder, figure->sources); /* numbers in a title have a source too */
  bool complete = expand_keys(block, scope);
  complete = check_id(block, used) && complete && fill_figure(block, figure);
  binder_end_figure(binder);
  block_free(block);
  return complete ? g_steal_pointer(&figure) : NULL;
}
