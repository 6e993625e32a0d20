/* Delimiter, quotes, encoding and header of a file of which the package does not say them. The schema helps: a row that
 * holds the names of its fields settles both the delimiter and where the header is. Nothing is weighed that cannot be told
 * to a person in half a sentence. This file must not know roles. */
#include "data/sniff.h"
#include <string.h>

enum { SAMPLE_RECORDS = 200 };
static const char DELIMITERS[] = {',', ';', '\t', '|'};

/* The file as one delimiter divides it. */
typedef struct {
  const Resource *resource;
  char delimiter;
  guint counts[SAMPLE_RECORDS]; /* fields a record */
  guint records;
  guint names_row;              /* the record with the names of the schema; 0 = none */
  guint regular, fields;        /* so many records have the same number of fields, more than one; that number */
} Division;

static bool has_field(const CsvField *fields, guint count, const char *name) {
  for (guint i = 0; i < count; i++)
    if (!strcmp(fields[i].text, name)) return true;
  return false;
}

static bool has_names(const Resource *resource, const CsvField *fields, guint count) {
  guint found = 0;
  for (guint i = 0; i < resource->fields->len; i++)
    found += has_field(fields, count, ((const Field *)g_ptr_array_index(resource->fields, i))->name);
  bool some = resource->match == MATCH_SUPERSET || resource->match == MATCH_PARTIAL;
  return found && (some || found == resource->fields->len);
}

static bool take_record(const CsvField *fields, guint count, guint record, gpointer user_data) {
  Division *division = user_data;
  if (!division->names_row && has_names(division->resource, fields, count)) division->names_row = record;
  division->counts[division->records++] = count;
  return division->records < SAMPLE_RECORDS;
}

static void count_regular(Division *division) {
  for (guint i = 0; i < division->records; i++) {
    guint same = 0;
    for (guint k = 0; k < division->records; k++) same += division->counts[k] == division->counts[i];
    if (division->counts[i] < 2 || same <= division->regular) continue;
    division->regular = same;
    division->fields = division->counts[i];
  }
}

static Division divide(const Resource *resource, char delimiter, const char *contents, gsize length) {
  g_autoptr(Diags) unheard = diags_new();
  Division division = {.resource = resource, .delimiter = delimiter};
  CsvDialect dialect = resource->dialect;
  dialect.delimiter = delimiter;
  if (dialect.quote == delimiter) return division;
  csv_read(contents, length, resource->file, &dialect, take_record, &division, unheard);
  count_regular(&division);
  return division;
}

static bool better(const Division *candidate, const Division *best) {
  bool names = candidate->names_row && candidate->resource->fields->len > 1;
  bool best_names = best->names_row && best->resource->fields->len > 1;
  if (names != best_names) return names;
  return candidate->regular > best->regular;
}

/* ---- What was found, in words and in JSON ---------------------------------------------------------------------- */

typedef struct {
  GString *words, *package, *dialect; /* dialect: the inside of "dialect": {…} */
} Found;

static GString *next(GString *text, const char *separator) {
  if (text->len) g_string_append(text, separator);
  return text;
}

static const char *shown(char delimiter) {
  static const char texts[][4] = {",", ";", "\\t", "|"};
  for (gsize i = 0; i < sizeof DELIMITERS; i++)
    if (DELIMITERS[i] == delimiter) return texts[i];
  return "";
}

static void find_encoding(Resource *resource, const char *contents, gsize length, SniffReport report, Found *found) {
  const char *invalid;
  resource->dialect.encoding = CSV_UTF8;
  if (g_utf8_validate_len(contents, length, &invalid)) {
    if (report != SNIFF_ALL) return;
    g_string_append(next(found->words, "; "), "encoding utf-8, as all of it is valid");
    g_string_append(next(found->package, ", "), "\"encoding\": \"utf-8\"");
    return;
  }
  int line = 1;
  for (const char *at = contents; at < invalid; at++) line += *at == '\n';
  resource->dialect.encoding = CSV_WINDOWS_1252;
  g_string_append_printf(next(found->words, "; "), "encoding windows-1252, as line %d is no UTF-8", line);
  g_string_append(next(found->package, ", "), "\"encoding\": \"windows-1252\"");
}

/* Fields that begin, and fields that end, with the quote. */
static void count_quotes(const char *contents, gsize length, char quote, guint *opening, guint *closing) {
  static const char around[] = ",;|\t\r\n";
  *opening = *closing = 0;
  for (gsize i = 0; i < length; i++) {
    if (contents[i] != quote) continue;
    *opening += i == 0 || strchr(around, contents[i - 1]);
    *closing += i + 1 == length || strchr(around, contents[i + 1]);
  }
}

static void find_quote(Resource *resource, const char *contents, gsize length, SniffReport report, Found *found) {
  guint opening, closing, doubles;
  count_quotes(contents, length, '"', &doubles, &closing);
  count_quotes(contents, length, '\'', &opening, &closing);
  bool single = !doubles && opening > 1 && opening == closing;
  resource->dialect.quote = single ? '\'' : '"';
  if (!single && report != SNIFF_ALL) return;
  g_string_append_printf(next(found->words, "; "), "quote %c%s", resource->dialect.quote,
                         single ? ", as fields begin and end with it" : doubles ? "" : ", which is not used");
  g_string_append(next(found->dialect, ", "), single ? "\"quoteChar\": \"'\"" : "\"quoteChar\": \"\\\"\"");
}

static void say_delimiter(const Division *best, SniffReport report, Found *found) {
  if (best->delimiter == ',' && report != SNIFF_ALL) return;
  bool names = best->names_row && best->resource->fields->len > 1;
  g_string_append_printf(next(found->words, "; "), "delimiter '%s'", shown(best->delimiter));
  if (names) g_string_append_printf(found->words, ", as it divides row %u into the names of the schema", best->names_row);
  else if (best->regular) g_string_append_printf(found->words, ", as it divides %u rows into %u fields", best->regular, best->fields);
  else g_string_append(found->words, ", as nothing tells another");
  g_string_append_printf(next(found->dialect, ", "), "\"delimiter\": \"%s\"", shown(best->delimiter));
}

static void find_header(Resource *resource, const Division *best, SniffReport report, Found *found) {
  guint row = best->names_row ? best->names_row : 1;
  g_array_set_size(resource->header_rows, 0);
  g_array_append_val(resource->header_rows, row);
  resource->dialect.header_rows = row;
  if (row == 1 && report != SNIFF_ALL) return;
  g_string_append_printf(next(found->words, "; "), "header in row %u%s", row,
                         best->names_row ? ", which has the names of the schema" : "");
  g_string_append_printf(next(found->dialect, ", "), "\"headerRows\": [%u]", row);
}

static void find_dialect(Resource *resource, const char *contents, gsize length, SniffReport report, Found *found) {
  Declared declared = resource->declared;
  if (!declared.encoding) find_encoding(resource, contents, length, report, found);
  if (!declared.quote) find_quote(resource, contents, length, report, found);
  if (declared.delimiter && declared.header) return;
  char first = declared.delimiter ? resource->dialect.delimiter : DELIMITERS[0];
  Division best = divide(resource, first, contents, length);
  for (gsize i = 1; !declared.delimiter && i < sizeof DELIMITERS; i++) {
    Division candidate = divide(resource, DELIMITERS[i], contents, length);
    if (better(&candidate, &best)) best = candidate;
  }
  resource->dialect.delimiter = best.delimiter;
  if (!declared.delimiter) say_delimiter(&best, report, found);
  if (!declared.header && !resource->comment_rows->len) find_header(resource, &best, report, found);
}

void sniff_resource(Resource *resource, const char *contents, gsize length, SniffReport report, Diags *diags) {
  Found found = {g_string_new(NULL), g_string_new(NULL), g_string_new(NULL)};
  find_dialect(resource, contents, length, report, &found);
  if (found.dialect->len)
    g_string_append_printf(next(found.package, ", "), "\"dialect\": {%s}", found.dialect->str);
  if (found.words->len) {
    g_autofree char *hint = g_strdup_printf("if this is right, declare it in datapackage.json: %s", found.package->str);
    diags_add(diags, DIAG_NOTE, "csv-sniffed", (SourcePos){resource->file, 1, 1}, hint,
              "the package does not say how the file is written; taken from the file: %s", found.words->str);
  }
  g_string_free(found.words, TRUE);
  g_string_free(found.package, TRUE);
  g_string_free(found.dialect, TRUE);
  sniff_numbers(resource, contents, length, diags);
}
