/* CSV dialects, of both versions of the standard: Table Dialect of version 2, CSVDDF of version 1, and the nesting that
 * frictionless-py writes. What is declared and cannot be read is an error; what is not declared is left to sniffing. This
 * file must not know rows. */
#include "data/dialect.h"
#include "data/schema.h"
#include <string.h>

typedef struct {
  const char *name;
  CsvEncoding encoding;
} EncodingName;

/* As browsers do, what calls itself Latin-1 is read as Windows-1252. */
static const EncodingName ENCODINGS[] = {{"utf-8", CSV_UTF8},          {"utf8", CSV_UTF8},
                                         {"utf-8-sig", CSV_UTF8},
                                         {"windows-1252", CSV_WINDOWS_1252}, {"cp1252", CSV_WINDOWS_1252},
                                         {"iso-8859-1", CSV_WINDOWS_1252},   {"latin1", CSV_WINDOWS_1252},
                                         {"latin-1", CSV_WINDOWS_1252},      {"ascii", CSV_UTF8}};

static const char *const DIALECT_KEYS[] = {"$schema",    "name",        "title",          "description",    "type",
                                           "delimiter",  "quoteChar",   "doubleQuote",    "escapeChar",     "lineTerminator",
                                           "header",     "headerRows",  "headerJoin",     "commentRows",    "commentChar",
                                           "nullSequence", "skipInitialSpace", "caseSensitiveHeader", "csvddfVersion",
                                           "csv",        NULL};
enum { MAX_HEADER_ROW = 1000, MAX_ROW = 100000000 };

static void read_encoding(Resource *resource, const YamlNode *map, Diags *diags) {
  const char *name = yaml_string(map, "encoding", "utf-8", diags);
  resource->declared.encoding = yaml_get(map, "encoding");
  for (gsize i = 0; i < G_N_ELEMENTS(ENCODINGS); i++) {
    if (g_ascii_strcasecmp(ENCODINGS[i].name, name)) continue;
    resource->dialect.encoding = ENCODINGS[i].encoding;
    return;
  }
  diags_error(diags, "package-encoding", yaml_pos(yaml_get(map, "encoding")), "use utf-8 or windows-1252",
              "the encoding '%s' is not read", name);
}

static char separator(const YamlNode *map, const char *key, char fallback, Diags *diags) {
  const char *text = yaml_string(map, key, NULL, diags);
  if (!text) return fallback;
  if (strlen(text) == 1 && (*text == '\t' || (*text > ' ' && *text < 0x7f)) && !g_ascii_isalnum(*text)) return *text;
  diags_error(diags, "package-dialect", yaml_pos(yaml_get(map, key)), "use one character, such as \",\" or \";\"",
              "'%s' cannot be '%s'", key, text);
  return fallback;
}

static int by_number(gconstpointer a, gconstpointer b) {
  guint left = *(const guint *)a, right = *(const guint *)b;
  return (left > right) - (left < right);
}

static void read_rows(GArray *rows, const YamlNode *map, const char *key, guint most, Diags *diags) {
  const YamlNode *list = yaml_get(map, key);
  if (list && yaml_kind(list) != YAML_LIST)
    diags_error(diags, "package-dialect", yaml_pos(list), "write a list: [1, 2]", "'%s' should be a list of rows", key);
  for (guint i = 0; list && yaml_kind(list) == YAML_LIST && i < yaml_length(list); i++) {
    const YamlNode *item = yaml_item(list, i);
    gint64 row = g_ascii_strtoll(yaml_text(item), NULL, 10);
    guint number = (guint)row;
    if (row < 1 || row > most)
      diags_error(diags, "package-dialect", yaml_pos(item), "rows count from 1", "'%s' in '%s' is no row", yaml_text(item), key);
    else g_array_append_val(rows, number);
  }
  g_array_sort(rows, by_number);
}

static bool has_row(const GArray *rows, guint row) { return g_array_binary_search((GArray *)rows, &row, by_number, NULL); }

static void read_header(Resource *resource, const YamlNode *map, Diags *diags) {
  bool header = !map || yaml_bool(map, "header", true, diags);
  if (map) {
    resource->declared.header = yaml_get(map, "header") || yaml_get(map, "headerRows");
    read_rows(resource->header_rows, map, "headerRows", MAX_HEADER_ROW, diags);
    read_rows(resource->comment_rows, map, "commentRows", MAX_ROW, diags);
  }
  guint *last = &resource->dialect.header_rows;
  guint first = 1;
  if (!header) g_array_set_size(resource->header_rows, 0);
  else if (!resource->header_rows->len) {
    while (has_row(resource->comment_rows, first)) first++;
    g_array_append_val(resource->header_rows, first);
  }
  *last = resource->header_rows->len ? g_array_index(resource->header_rows, guint, resource->header_rows->len - 1) : 0;
  /* Units and numbers of columns, right below the names, belong to the header. */
  while (*last && has_row(resource->comment_rows, *last + 1)) ++*last;
}

static void refuse(const YamlNode *map, const char *key, const char *hint, Diags *diags) {
  diags_error(diags, "package-dialect", yaml_pos(yaml_get(map, key)), hint, "'%s' with this value cannot be read", key);
}

static void read_map(Resource *resource, const YamlNode *map, Diags *diags) {
  CsvDialect *dialect = &resource->dialect;
  yaml_check_keys(map, DIALECT_KEYS, diags);
  dialect->delimiter = separator(map, "delimiter", dialect->delimiter, diags);
  dialect->quote = separator(map, "quoteChar", dialect->quote, diags);
  dialect->comment = separator(map, "commentChar", dialect->comment, diags);
  resource->declared.delimiter |= yaml_get(map, "delimiter") != NULL;
  resource->declared.quote |= yaml_get(map, "quoteChar") != NULL;
  if (dialect->delimiter == dialect->quote)
    diags_error(diags, "package-dialect", yaml_pos(map), NULL, "delimiter and quoteChar are the same");
  if (!yaml_bool(map, "doubleQuote", true, diags)) refuse(map, "doubleQuote", "double quotes inside a field", diags);
  if (yaml_string(map, "escapeChar", NULL, diags)) refuse(map, "escapeChar", "double quotes inside a field instead", diags);
  const char *null = yaml_string(map, "nullSequence", NULL, diags);
  if (null) g_ptr_array_add(resource->missing, g_strdup(null));
  const char *join = yaml_string(map, "headerJoin", NULL, diags);
  if (!join) return;
  g_free(resource->header_join);
  resource->header_join = g_strdup(join);
}

void dialect_read(Resource *resource, const YamlNode *map, const YamlNode *dialect, Diags *diags) {
  read_encoding(resource, map, diags);
  if (dialect && yaml_kind(dialect) != YAML_MAP) {
    diags_error(diags, "package-type", yaml_pos(dialect), "write {\"delimiter\": \";\"}", "'dialect' should be an object");
    dialect = NULL;
  }
  const YamlNode *nested = dialect ? yaml_get(dialect, "csv") : NULL;
  if (dialect) read_map(resource, dialect, diags);
  if (nested && yaml_kind(nested) == YAML_MAP) read_map(resource, nested, diags);
  read_header(resource, dialect, diags);
}

void dialect_read_footer(Resource *resource, const YamlNode *own, Diags *diags) {
  g_ptr_array_unref(resource->footer);
  resource->footer = schema_texts(own, "footer", diags);
  for (guint i = 0; i < resource->footer->len; i++)
    if (!*(const char *)g_ptr_array_index(resource->footer, i))
      diags_error(diags, "package-dialect", yaml_pos(yaml_get(own, "footer")), "give the text that it begins with",
                  "the footer is empty");
}
