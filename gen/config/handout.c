/* Reads `handouts:`. It exists so that a misspelt key or a number of cards that no page can hold is told before anything is
 * bound. It must not know regions or figures: whether they exist is found by whoever makes the hand-out. */
#include "config/handout.h"
#include "base/file.h"
#include <string.h>

static const char *const KEYS[] = {"id", "title", "template", "regions", "level", "cards", "per_page", "profiles", NULL};
static const int PER_PAGE[] = {2, 4, 6};

static void word_free(gpointer data) {
  HandoutWord *word = data;
  if (!word) return;
  g_free(word->text);
  g_free(word);
}

static HandoutWord *word_new(const char *text, SourcePos pos) {
  HandoutWord *word = g_new0(HandoutWord, 1);
  *word = (HandoutWord){g_strdup(text), pos};
  return word;
}

GPtrArray *handout_words_new(void) { return g_ptr_array_new_with_free_func(word_free); }

void handout_words_add(GPtrArray *words, const char *text, SourcePos pos) { g_ptr_array_add(words, word_new(text, pos)); }

GPtrArray *handout_words_read(const YamlNode *node, const char *key, Diags *diags) {
  GPtrArray *words = handout_words_new();
  bool list = yaml_kind(node) == YAML_LIST;
  for (guint i = 0; i < (list ? yaml_length(node) : 1); i++) {
    const YamlNode *item = list ? yaml_item(node, i) : node;
    if (yaml_kind(item) == YAML_SCALAR && *yaml_text(item)) handout_words_add(words, yaml_text(item), yaml_pos(item));
    else diags_error(diags, "yaml-type", yaml_pos(item), NULL, "'%s' is a list of words", key);
  }
  return words;
}

bool handout_per_page_possible(int cards) {
  for (guint i = 0; i < G_N_ELEMENTS(PER_PAGE); i++)
    if (PER_PAGE[i] == cards) return true;
  return false;
}

int handout_per_page_read(const YamlNode *map, Diags *diags) {
  const YamlNode *node = yaml_get(map, "per_page");
  int cards = yaml_int(map, "per_page", 0, diags);
  if (!node || handout_per_page_possible(cards)) return cards;
  diags_error(diags, "config-range", yaml_pos(node), NULL, "'per_page' is %s; a page has 2, 4 or 6 cards", yaml_text(node));
  return 0;
}

static void handout_free(gpointer data) {
  HandoutConfig *handout = data;
  g_free(handout->id);
  g_free(handout->title);
  g_free(handout->template);
  if (handout->regions) g_ptr_array_unref(handout->regions);
  word_free(handout->level);
  if (handout->cards) g_ptr_array_unref(handout->cards);
  g_free(handout);
}

static char *safe_name(const YamlNode *map, const char *key, const char *fallback, const char *hint, Diags *diags) {
  const YamlNode *node = yaml_get(map, key);
  const char *name = yaml_string(map, key, fallback, diags);
  if (!file_name_is_safe(name))
    diags_error(diags, "config-name", yaml_pos(node ? node : map), hint, "'%s' cannot be the '%s' of a hand-out", name, key);
  return g_strdup(name);
}

static void read_regions(HandoutConfig *handout, const YamlNode *map, Diags *diags) {
  const YamlNode *regions = yaml_get(map, "regions"), *level = yaml_get(map, "level");
  handout->regions = regions ? handout_words_read(regions, "regions", diags) : handout_words_new();
  if (level && *yaml_string(map, "level", "", diags)) handout->level = word_new(yaml_text(level), yaml_pos(level));
  if (!regions == !handout->level)
    diags_error(diags, "config-handout", yaml_pos(map), "write regions: [delft, gemeente/utrecht] or level: gemeente",
                "a hand-out is for regions or for a level: one of the two");
}

static HandoutConfig *read_handout(const YamlNode *map, Profiles common, Diags *diags) {
  HandoutConfig *handout = g_new0(HandoutConfig, 1);
  handout->id = safe_name(map, "id", "", "use small letters, digits and hyphens; it names its files", diags);
  handout->title = g_strdup(yaml_string(map, "title", handout->id, diags));
  handout->template = safe_name(map, "template", "handout.md", "name a file in templates/ like handout.md", diags);
  read_regions(handout, map, diags);
  const YamlNode *cards = yaml_get(map, "cards");
  if (cards) handout->cards = handout_words_read(cards, "cards", diags);
  handout->per_page = handout_per_page_read(map, diags);
  handout->profiles = profiles_read(map, common, diags);
  return handout;
}

GPtrArray *handouts_read(const YamlNode *root, Profiles common, Diags *diags) {
  GPtrArray *handouts = g_ptr_array_new_with_free_func(handout_free);
  const YamlNode *list = yaml_get(root, "handouts");
  if (list && yaml_kind(list) != YAML_LIST)
    diags_error(diags, "yaml-type", yaml_pos(list), "begin each hand-out with a dash: - id: …", "'handouts' should be a list");
  for (guint i = 0; list && yaml_kind(list) == YAML_LIST && i < yaml_length(list); i++) {
    const YamlNode *map = yaml_item(list, i);
    yaml_check_keys(map, KEYS, diags);
    if (yaml_kind(map) != YAML_MAP) continue;
    HandoutConfig *handout = read_handout(map, common, diags);
    for (guint k = 0; k < handouts->len; k++)
      if (!strcmp(((HandoutConfig *)g_ptr_array_index(handouts, k))->id, handout->id))
        diags_error(diags, "config-duplicate", yaml_pos(map), "give each hand-out its own", "two hand-outs have the id '%s'",
                    handout->id);
    g_ptr_array_add(handouts, handout);
  }
  return handouts;
}
