/* YAML into a tree that remembers where each key and value stands, so that every later stage can point at the author's
 * own line. It takes the part of YAML that people write by hand: maps, lists and text. Anchors, aliases, tags and
 * further documents are refused, which also takes away the known ways to make a small file grow without end. It must
 * not know what any key means. */
#include "config/yaml.h"
#include "base/file.h"
#include "base/number.h"
#include <limits.h>
#include <string.h>
#include <yaml.h>

enum {
  MAX_DEPTH = 32,
  MAX_BYTES = 1 << 20,  /* far above any project file, and a bound for what a hostile one costs */
  MAX_WORD = 64,        /* longer words get no "did you mean" */
  MAX_DISTANCE = 3
};

struct YamlNode {
  YamlKind kind;
  SourcePos pos;
  bool plain;
  const char *text;  /* in the document's chunk */
  GPtrArray *keys;   /* YamlNode*, scalars; of a map */
  GPtrArray *items;  /* YamlNode*, of a list or map */
};

struct YamlDoc {
  GPtrArray *nodes;    /* owns every node */
  GStringChunk *texts; /* owns every string */
  YamlNode *root;
};

/* What reading needs beside the document. */
typedef struct {
  YamlDoc *doc;
  yaml_parser_t parser;
  const char *text; /* without BOM */
  gsize length;
  const char *file;
  int line_offset;
  Diags *diags;
  bool failed; /* something was found: the document will not be handed out */
} Reader;

static void node_free(gpointer data) {
  YamlNode *node = data;
  g_clear_pointer(&node->keys, g_ptr_array_unref);
  g_clear_pointer(&node->items, g_ptr_array_unref);
  g_free(node);
}

static YamlDoc *doc_new(void) {
  YamlDoc *doc = g_new0(YamlDoc, 1);
  doc->nodes = g_ptr_array_new_with_free_func(node_free);
  doc->texts = g_string_chunk_new(4096);
  return doc;
}

void yaml_doc_free(YamlDoc *doc) {
  if (!doc) return;
  g_ptr_array_unref(doc->nodes);
  g_string_chunk_free(doc->texts);
  g_free(doc);
}

static YamlNode *node_new(YamlDoc *doc, YamlKind kind, SourcePos pos) {
  YamlNode *node = g_new0(YamlNode, 1);
  node->kind = kind;
  node->pos = pos;
  node->text = "";
  if (kind != YAML_SCALAR) node->items = g_ptr_array_new();
  if (kind == YAML_MAP) node->keys = g_ptr_array_new();
  g_ptr_array_add(doc->nodes, node);
  return node;
}

/* ---- Errors of libyaml in plain words -------------------------------------------------------------------------- */

static SourcePos place(const Reader *reader, yaml_mark_t mark) {
  return (SourcePos){reader->file, (int)mark.line + 1 + reader->line_offset, (int)mark.column + 1};
}

typedef struct {
  const char *context, *problem; /* starts of libyaml's texts; NULL = any */
  bool at_context;               /* the place to mend is where it began, not where it was noticed */
  const char *code, *message, *hint;
} Explanation;

static const Explanation EXPLANATIONS[] = {
    {NULL, "found a tab", false, "yaml-tab", "a tab stands where only spaces can indent", "indent with spaces"},
    {"while scanning a quoted scalar", NULL, true, "yaml-unclosed-quote", "this quoted text has no end",
     "close it with the same quote; inside '…' a single quote is written twice: ''"},
    {"while parsing a quoted scalar", NULL, false, "yaml-escape",
     "a backslash means something special between double quotes", "use single quotes, or write the backslash twice"},
    {"while parsing a flow", NULL, true, "yaml-unclosed-bracket", "this { or [ opens a list that does not end well",
     "put text that starts with { or [ in quotes, also when it is {{ … }}; else close the bracket"},
    {NULL, "found character that cannot start", false, "yaml-character", "a text cannot begin with this character",
     "put the text in quotes; indent with spaces, never with tabs"},
    {"while parsing a block node", NULL, false, "yaml-character", "a text cannot begin with this character",
     "put the text in quotes"},
    {"while scanning an alias", NULL, true, "yaml-alias", "a text cannot begin with *", "put the text in quotes"},
    {"while scanning an anchor", NULL, true, "yaml-anchor", "a text cannot begin with &", "put the text in quotes"},
    {"while scanning a tag", NULL, true, "yaml-tag", "a text cannot begin with !", "put the text in quotes"},
    {NULL, "found undefined tag handle", false, "yaml-tag", "a text cannot begin with !", "put the text in quotes"},
    {"while scanning a directive", NULL, true, "yaml-character", "a line cannot begin with %", "put the text in quotes"},
    {NULL, "mapping values are not allowed", false, "yaml-colon", "a ':' stands where no key can end",
     "put text that holds ': ' in quotes; check that this line is indented like its neighbours, and that the line above "
     "has a ':' with a space after it"},
    {NULL, "block sequence entries are not allowed", false, "yaml-indent", "a list cannot begin here",
     "begin the list on a line of its own"},
    {"while scanning a simple key", NULL, true, "yaml-key", "this line is no 'key: value'",
     "write a ':' and a space after the key; indent the next lines of a longer text"},
    {"while parsing a block mapping", NULL, false, "yaml-indent", "expected 'key: value' here",
     "give all keys of one group the same indent; put text after a quoted word inside the quotes"},
    {"while parsing a block collection", NULL, false, "yaml-indent", "expected '- item' here",
     "give all items of one list the same indent"},
    {"while scanning a block scalar", NULL, false, "yaml-indent", "the longer text after | or > does not begin well",
     "begin it on the next line, and indent all its lines the same"},
    {NULL, "did not find expected <document start>", false, "yaml-documents", "something stands after the end",
     "close every { and [ once; take out lines with ... or ---"},
};

static bool starts(const char *text, const char *prefix) { return !prefix || (text && g_str_has_prefix(text, prefix)); }

static const Explanation *explain(const yaml_parser_t *parser) {
  for (gsize i = 0; i < G_N_ELEMENTS(EXPLANATIONS); i++)
    if (starts(parser->context, EXPLANATIONS[i].context) && starts(parser->problem, EXPLANATIONS[i].problem))
      return &EXPLANATIONS[i];
  return NULL;
}

/* Where byte `offset` stands: libyaml's reader gives no mark for what is no text at all. */
static SourcePos place_of_byte(const Reader *reader, gsize offset) {
  SourcePos pos = {reader->file, 1 + reader->line_offset, 1};
  for (gsize i = 0; i < MIN(offset, reader->length); i++) {
    guchar byte = (guchar)reader->text[i];
    if (byte == '\n') {
      pos.line++;
      pos.column = 1;
    } else if ((byte & 0xc0) != 0x80) pos.column++;
  }
  return pos;
}

static void report_syntax(Reader *reader) {
  const yaml_parser_t *parser = &reader->parser;
  reader->failed = true;
  if (parser->error == YAML_READER_ERROR) {
    diags_error(reader->diags, "yaml-character", place_of_byte(reader, parser->problem_offset),
                "save the file as UTF-8 text", "this is no text: %s", parser->problem);
    return;
  }
  const Explanation *known = explain(parser);
  if (known) {
    SourcePos pos = place(reader, known->at_context ? parser->context_mark : parser->problem_mark);
    diags_error(reader->diags, known->code, pos, known->hint, "%s", known->message);
  } else
    diags_error(reader->diags, "yaml-syntax", place(reader, parser->problem_mark), NULL, "%s",
                parser->problem ? parser->problem : "cannot be read");
}

static void refuse(Reader *reader, const char *code, yaml_mark_t mark, const char *hint, const char *message) {
  reader->failed = true;
  diags_error(reader->diags, code, place(reader, mark), hint, "%s", message);
}

/* ---- Events into nodes ----------------------------------------------------------------------------------------- */

typedef yaml_event_t Event;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Event, yaml_event_delete)

static YamlNode *read_node(Reader *reader, const Event *event, int depth);

static bool next_event(Reader *reader, Event *event) {
  if (yaml_parser_parse(&reader->parser, event)) return true;
  report_syntax(reader);
  return false;
}

static void refuse_properties(Reader *reader, const Event *event, const yaml_char_t *anchor, const yaml_char_t *tag) {
  if (anchor)
    refuse(reader, "yaml-anchor", event->start_mark, "put text that starts with & in quotes",
           "a value that starts with & names an anchor; those are not used here");
  if (tag)
    refuse(reader, "yaml-tag", event->start_mark, "put text that starts with ! in quotes",
           "a value that starts with ! is a tag; those are not used here");
}

static YamlNode *read_scalar(Reader *reader, const Event *event) {
  YamlNode *node = node_new(reader->doc, YAML_SCALAR, place(reader, event->start_mark));
  const char *text = (const char *)event->data.scalar.value;
  gsize length = event->data.scalar.length;
  refuse_properties(reader, event, event->data.scalar.anchor, event->data.scalar.tag);
  if (strlen(text) != length)
    refuse(reader, "yaml-character", event->start_mark, "take out the \\0", "a text cannot hold the character 0");
  node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
  node->text = g_string_chunk_insert(reader->doc->texts, text);
  return node;
}

static YamlNode *read_list(Reader *reader, const Event *start, int depth) {
  YamlNode *list = node_new(reader->doc, YAML_LIST, place(reader, start->start_mark));
  refuse_properties(reader, start, start->data.sequence_start.anchor, start->data.sequence_start.tag);
  for (;;) {
    g_auto(Event) event = {0};
    if (!next_event(reader, &event)) return NULL;
    if (event.type == YAML_SEQUENCE_END_EVENT) return list;
    YamlNode *item = read_node(reader, &event, depth + 1);
    if (!item) return NULL;
    g_ptr_array_add(list->items, item);
  }
}

static void check_key(Reader *reader, GHashTable *seen, YamlNode *key) {
  const YamlNode *first = g_hash_table_lookup(seen, key->text);
  if (first) {
    reader->failed = true;
    diags_error(reader->diags, "yaml-duplicate-key", key->pos, "keep one of the two",
                "'%s' is given twice; the first is on line %d", key->text, first->pos.line);
  } else g_hash_table_insert(seen, (gpointer)key->text, key);
}

static YamlNode *read_map(Reader *reader, const Event *start, int depth) {
  YamlNode *map = node_new(reader->doc, YAML_MAP, place(reader, start->start_mark));
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  refuse_properties(reader, start, start->data.mapping_start.anchor, start->data.mapping_start.tag);
  for (;;) {
    g_auto(Event) key_event = {0};
    g_auto(Event) value_event = {0};
    if (!next_event(reader, &key_event)) return NULL;
    if (key_event.type == YAML_MAPPING_END_EVENT) return map;
    if (key_event.type == YAML_MAPPING_START_EVENT || key_event.type == YAML_SEQUENCE_START_EVENT) {
      refuse(reader, "yaml-key", key_event.start_mark,
             "put text that starts with { or [ in quotes, also when it is {{ … }}",
             "a { or [ stands where a key or a text should be");
      return NULL;
    }
    YamlNode *key = read_node(reader, &key_event, depth + 1);
    if (!key || !next_event(reader, &value_event)) return NULL;
    check_key(reader, seen, key);
    YamlNode *value = read_node(reader, &value_event, depth + 1);
    if (!value) return NULL;
    g_ptr_array_add(map->keys, key);
    g_ptr_array_add(map->items, value);
  }
}

/* The node that begins with `event`; NULL when reading has to stop. */
static YamlNode *read_node(Reader *reader, const Event *event, int depth) {
  if (depth > MAX_DEPTH) {
    refuse(reader, "yaml-depth", event->start_mark, NULL, "more than 32 levels inside each other");
    return NULL;
  }
  switch (event->type) {
    case YAML_SCALAR_EVENT: return read_scalar(reader, event);
    case YAML_SEQUENCE_START_EVENT: return read_list(reader, event, depth);
    case YAML_MAPPING_START_EVENT: return read_map(reader, event, depth);
    default:
      refuse(reader, "yaml-alias", event->start_mark, "put text that starts with * in quotes",
             "a value that starts with * repeats an anchor; those are not used here");
      return node_new(reader->doc, YAML_SCALAR, place(reader, event->start_mark));
  }
}

/* The stream: at most one document, and nothing after it. */
static void read_stream(Reader *reader) {
  for (;;) {
    g_auto(Event) event = {0};
    if (!next_event(reader, &event)) return;
    switch (event.type) {
      case YAML_STREAM_END_EVENT: return;
      case YAML_STREAM_START_EVENT:
      case YAML_DOCUMENT_END_EVENT: break;
      case YAML_DOCUMENT_START_EVENT:
        if (!reader->doc->root) break;
        refuse(reader, "yaml-documents", event.start_mark, "take out the line with ---",
               "a second document begins here");
        return;
      default:
        reader->doc->root = read_node(reader, &event, 1);
        if (!reader->doc->root) return;
    }
  }
}

static bool is_null(const YamlNode *node) {
  return node->kind == YAML_SCALAR && node->plain &&
         (!*node->text || !strcmp(node->text, "~") || !strcmp(node->text, "null"));
}

YamlDoc *yaml_parse(const char *text, gsize length, const char *file, int line_offset, Diags *diags) {
  SourcePos top = {file, 1 + line_offset, 1};
  if (length > MAX_BYTES) {
    diags_error(diags, "yaml-size", top, NULL, "longer than 1 MiB; nothing written by hand is");
    return NULL;
  }
  if (length >= 3 && !memcmp(text, "\xef\xbb\xbf", 3)) {
    text += 3;
    length -= 3;
  }
  g_autoptr(YamlDoc) doc = doc_new();
  Reader reader = {
      .doc = doc, .text = text, .length = length, .file = file, .line_offset = line_offset, .diags = diags};
  g_assert(yaml_parser_initialize(&reader.parser)); /* fails only without memory */
  yaml_parser_set_input_string(&reader.parser, (const unsigned char *)text, length);
  yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
  read_stream(&reader);
  yaml_parser_delete(&reader.parser);
  if (reader.failed) return NULL;
  if (!doc->root || is_null(doc->root)) doc->root = node_new(doc, YAML_MAP, top);
  return g_steal_pointer(&doc);
}

YamlDoc *yaml_load(const char *path, const char *display_path, Diags *diags) {
  const char *file = g_intern_string(display_path);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;
  if (file_read(path, &text, &length, &error)) return yaml_parse(text, length, file, 0, diags);
  diags_error(diags, "file-unreadable", (SourcePos){.file = file}, NULL, "%s", error->message);
  return NULL;
}

/* ---- Looking around -------------------------------------------------------------------------------------------- */

const YamlNode *yaml_root(const YamlDoc *doc) { return doc->root; }
YamlKind yaml_kind(const YamlNode *node) { return node->kind; }
SourcePos yaml_pos(const YamlNode *node) { return node->pos; }
const char *yaml_text(const YamlNode *node) { return node->text; }
bool yaml_is_plain(const YamlNode *node) { return node->plain; }
guint yaml_length(const YamlNode *node) { return node->items ? node->items->len : 0; }

const YamlNode *yaml_item(const YamlNode *list, guint index) {
  g_return_val_if_fail(index < yaml_length(list), NULL);
  return g_ptr_array_index(list->items, index);
}

static const YamlNode *key_node(const YamlNode *map, guint index) {
  g_return_val_if_fail(map->kind == YAML_MAP && index < map->keys->len, NULL);
  return g_ptr_array_index(map->keys, index);
}

const char *yaml_key(const YamlNode *map, guint index) { return key_node(map, index)->text; }
SourcePos yaml_key_pos(const YamlNode *map, guint index) { return key_node(map, index)->pos; }

const YamlNode *yaml_get(const YamlNode *map, const char *key) {
  if (map->kind != YAML_MAP) return NULL;
  for (guint i = 0; i < map->keys->len; i++)
    if (!strcmp(yaml_key(map, i), key)) return yaml_item(map, i);
  return NULL;
}

/* ---- Typed readers --------------------------------------------------------------------------------------------- */

/* The scalar of a key; NULL when absent, empty or, with a finding, no scalar. */
static const YamlNode *scalar_of(const YamlNode *map, const char *key, Diags *diags) {
  const YamlNode *node = yaml_get(map, key);
  if (!node || is_null(node)) return NULL;
  if (node->kind == YAML_SCALAR) return node;
  diags_error(diags, "yaml-type", node->pos, "put text that starts with { or [ in quotes",
              "'%s' should be one value, but is a %s", key, node->kind == YAML_LIST ? "list" : "group of keys");
  return NULL;
}

const char *yaml_string(const YamlNode *map, const char *key, const char *fallback, Diags *diags) {
  const YamlNode *node = scalar_of(map, key, diags);
  return node ? node->text : fallback;
}

static bool read_number(const YamlNode *node, double *value) {
  return node->plain && number_parse(node->text, strlen(node->text), '.', '\0', value);
}

double yaml_number(const YamlNode *map, const char *key, double fallback, Diags *diags) {
  const YamlNode *node = scalar_of(map, key, diags);
  double value = fallback;
  if (node && !read_number(node, &value))
    diags_error(diags, "yaml-type", node->pos, "write it like 1234.5: a point, no thousands, no quotes",
                "'%s' should be a number, but is '%s'", key, node->text);
  return value;
}

int yaml_int(const YamlNode *map, const char *key, int fallback, Diags *diags) {
  const YamlNode *node = scalar_of(map, key, diags);
  double value;
  if (!node) return fallback;
  if (read_number(node, &value) && value == number_round(value, 0) && value >= INT_MIN && value <= INT_MAX)
    return (int)value;
  diags_error(diags, "yaml-type", node->pos, "write only digits, without quotes",
              "'%s' should be a whole number, but is '%s'", key, node->text);
  return fallback;
}

bool yaml_bool(const YamlNode *map, const char *key, bool fallback, Diags *diags) {
  const YamlNode *node = scalar_of(map, key, diags);
  if (!node) return fallback;
  if (node->plain && !strcmp(node->text, "true")) return true;
  if (node->plain && !strcmp(node->text, "false")) return false;
  diags_error(diags, "yaml-type", node->pos, "write true or false, without quotes",
              "'%s' should be true or false, but is '%s'", key, node->text);
  return fallback;
}

void yaml_check_keys(const YamlNode *map, const char *const *known, Diags *diags) {
  if (map->kind != YAML_MAP) {
    g_autofree char *keys = g_strjoinv(", ", (char **)known);
    g_autofree char *hint = g_strdup_printf("keys that can stand here: %s", keys);
    diags_error(diags, "yaml-type", map->pos, hint, "expected lines of 'key: value'");
    return;
  }
  for (guint i = 0; i < map->keys->len; i++) {
    const char *key = yaml_key(map, i);
    if (g_strv_contains(known, key)) continue;
    const char *nearest = yaml_nearest(key, known);
    g_autofree char *keys = g_strjoinv(", ", (char **)known);
    g_autofree char *hint = nearest ? g_strdup_printf("did you mean '%s'?", nearest)
                                    : g_strdup_printf("keys that can stand here: %s", keys);
    diags_error(diags, "yaml-unknown-key", yaml_key_pos(map, i), hint, "'%s' is not known here", key);
  }
}

/* ---- Did you mean ---------------------------------------------------------------------------------------------- */

/* How many letters to change, add, take out or swap with their neighbour to make one word of the other. */
static int edit_distance(const gunichar *a, glong a_length, const gunichar *b, glong b_length) {
  int rows[3][MAX_WORD + 1];
  for (glong j = 0; j <= b_length; j++) rows[0][j] = (int)j;
  for (glong i = 1; i <= a_length; i++) {
    int *row = rows[i % 3], *above = rows[(i + 2) % 3], *two_above = rows[(i + 1) % 3];
    row[0] = (int)i;
    for (glong j = 1; j <= b_length; j++) {
      int change = above[j - 1] + (a[i - 1] != b[j - 1]);
      row[j] = MIN(change, MIN(above[j], row[j - 1]) + 1);
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = MIN(row[j], two_above[j - 2] + 1);
    }
  }
  return rows[a_length % 3][b_length];
}

static gunichar *folded(const char *word, glong *length) {
  g_autofree char *valid = g_utf8_make_valid(word, -1);
  g_autofree char *fold = g_utf8_casefold(valid, -1);
  return g_utf8_to_ucs4_fast(fold, -1, length);
}

const char *yaml_nearest(const char *word, const char *const *candidates) {
  glong word_length;
  g_autofree gunichar *letters = folded(word, &word_length);
  if (word_length > MAX_WORD) return NULL;
  const char *best = NULL;
  int best_distance = MAX_DISTANCE + 1;
  for (; *candidates; candidates++) {
    glong length;
    g_autofree gunichar *other = folded(*candidates, &length);
    if (length > MAX_WORD) continue;
    int distance = edit_distance(letters, word_length, other, length);
    /* More than half of the letters wrong is another word, not a slip. */
    if (distance >= best_distance || distance * 2 > MAX(word_length, length)) continue;
    best = *candidates;
    best_distance = distance;
  }
  return best;
}
