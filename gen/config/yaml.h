/* YAML with positions, over libyaml's events: one reader for feitenblad.yaml, theme, locale, front matter, the bodies
 * of figure blocks, and (as YAML's subset) datapackage.json. Knows nothing of what the keys mean. */
#pragma once
#include "base/diag.h"

typedef enum { YAML_SCALAR, YAML_LIST, YAML_MAP } YamlKind;

typedef struct YamlDoc YamlDoc;   /* owns all nodes and strings */
typedef struct YamlNode YamlNode; /* borrowed from its YamlDoc */

/* Parses one document. Positions are (file, line + line_offset, column), so a block inside a Markdown file keeps the
 * author's line. Syntax errors, duplicate keys, anchors, aliases, tags, keys that are no text, a second document, more
 * than 1 MiB and nesting deeper than 32 are findings; NULL then. An empty text is an empty map. `file` must be
 * interned. */
YamlDoc *yaml_parse(const char *text, gsize length, const char *file, int line_offset, Diags *diags);
/* Reads the file at `path` and parses it; findings name it `display_path`. A file that cannot be read is one, too. */
YamlDoc *yaml_load(const char *path, const char *display_path, Diags *diags);
void yaml_doc_free(YamlDoc *doc);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(YamlDoc, yaml_doc_free)

const YamlNode *yaml_root(const YamlDoc *doc);
YamlKind yaml_kind(const YamlNode *node);
SourcePos yaml_pos(const YamlNode *node);
/* The scalar's text ("" for the others). `yaml_is_plain` tells an unquoted scalar, so that "030" can stay text. */
const char *yaml_text(const YamlNode *node);
bool yaml_is_plain(const YamlNode *node);

guint yaml_length(const YamlNode *node);                            /* items of a list, pairs of a map */
const YamlNode *yaml_item(const YamlNode *list, guint index);       /* list item, or value of the map's pair */
const char *yaml_key(const YamlNode *map, guint index);
SourcePos yaml_key_pos(const YamlNode *map, guint index);
const YamlNode *yaml_get(const YamlNode *map, const char *key);     /* NULL when absent, or `map` is no map */

/* Typed readers. Absent key, or one without a value ("key:", "key: ~", JSON's null): the fallback. Wrong type: a
 * finding naming the key, and the fallback. Numbers and booleans are written without quotes. */
const char *yaml_string(const YamlNode *map, const char *key, const char *fallback, Diags *diags);
double yaml_number(const YamlNode *map, const char *key, double fallback, Diags *diags);
int yaml_int(const YamlNode *map, const char *key, int fallback, Diags *diags);
bool yaml_bool(const YamlNode *map, const char *key, bool fallback, Diags *diags);
/* A finding for each key not in the NULL-terminated list, with the nearest known key as hint. */
void yaml_check_keys(const YamlNode *map, const char *const *known, Diags *diags);
/* The candidate nearest to `word` (edit distance ≤ 3 and at most half of the letters, without regard to case), or NULL:
 * for "did you mean" hints everywhere. `candidates` ends with NULL. */
const char *yaml_nearest(const char *word, const char *const *candidates);
