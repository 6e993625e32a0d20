/* CSV files as they come: from Excel, StatLine, a colleague. libcsv unescapes the fields, but it takes an unclosed quote
 * for a field that runs to the end of the file and says nothing; so records are split here first, aware of quotes, and
 * each with quotes is handed to libcsv alone. That gives every field its place, and a broken record costs only itself.
 *
 * What is read may be secret: every buffer made here is wiped before it is given back. The caller wipes the file's text.
 * This file must not know what columns are or mean. */
#include "data/csv.h"
#include <csv.h>
#include <string.h>

/* A buffer whose old contents never stay behind in freed memory. */
typedef struct {
  char *bytes;
  gsize size, used;
} Scratch;

static void scratch_wipe(Scratch *scratch) {
  if (scratch->bytes) explicit_bzero(scratch->bytes, scratch->size);
  g_free(scratch->bytes);
  *scratch = (Scratch){0};
}

/* Makes it empty, with room for `size` bytes. */
static void scratch_reset(Scratch *scratch, gsize size) {
  scratch->used = 0;
  if (size <= scratch->size) return;
  scratch_wipe(scratch);
  scratch->size = size * 2;
  scratch->bytes = g_malloc(scratch->size);
}

/* What a byte does to the splitter. */
enum { BYTE_STARTS_CHARACTER = 1, BYTE_STOPS = 2, BYTE_CONTROL = 4, BYTE_BLANK = 8 };

typedef struct {
  const guchar *at;
  int line, column;
} Cursor;

typedef struct {
  Cursor cursor;
  const guchar *end; /* after its last byte, blanks and quote included */
  bool quoted;
} FieldSpan;

typedef struct {
  const char *file;
  const CsvDialect *dialect;
  Diags *diags;
  const guchar *end;
  Cursor next;          /* where the next record begins */
  guint record;         /* its number, less one */
  int blank_line;       /* the first blank line since the last record; 0 = none */
  guint8 bytes[256];    /* BYTE_… */
  FieldSpan *spans;     /* the fields of the record at hand, as found by splitting */
  guint span_count, span_size;
  CsvField *fields;     /* the same, as they are handed on; as many as spans */
  guint field_count;
  bool has_quotes;      /* the record at hand has a quoted field */
  bool beyond_ascii;    /* it has a byte above 0x7f */
  bool broken;          /* it cannot be used; a finding says why */
  Scratch utf8, text;   /* it in UTF-8; its fields, each with a NUL */
  struct csv_parser parser;
  gsize parser_size;    /* longest record the parser can hold without growing */
} Reader;

static SourcePos place(const Reader *reader, Cursor cursor) {
  return (SourcePos){reader->file, cursor.line, cursor.column};
}

/* ---- Splitting records ----------------------------------------------------------------------------------------- */

static void classify_bytes(Reader *reader) {
  const CsvDialect *dialect = reader->dialect;
  for (int byte = 0; byte < 256; byte++) {
    bool continues = dialect->encoding == CSV_UTF8 && (byte & 0xc0) == 0x80;
    guint8 class = continues ? 0 : BYTE_STARTS_CHARACTER;
    if (byte < 0x20 && byte != '\t') class |= BYTE_STOPS | BYTE_CONTROL;
    if ((byte == ' ' || byte == '\t') && byte != dialect->delimiter) class |= BYTE_BLANK;
    reader->bytes[byte] = class;
  }
  reader->bytes['\r'] = reader->bytes['\n'] = BYTE_STARTS_CHARACTER | BYTE_STOPS;
  reader->bytes[(guchar)dialect->delimiter] |= BYTE_STOPS;
  reader->bytes[(guchar)dialect->quote] |= BYTE_STOPS;
}

static bool at_line_end(const Reader *reader, Cursor cursor) {
  return cursor.at == reader->end || *cursor.at == '\n' || *cursor.at == '\r';
}

static void pass_byte(const Reader *reader, Cursor *cursor) {
  cursor->column += reader->bytes[*cursor->at] & BYTE_STARTS_CHARACTER;
  cursor->at++;
}

/* LF, CRLF or a lone CR. */
static void pass_line_end(const Reader *reader, Cursor *cursor) {
  if (cursor->at == reader->end) return;
  if (*cursor->at == '\r' && cursor->at + 1 < reader->end && cursor->at[1] == '\n') cursor->at++;
  cursor->at++;
  cursor->line++;
  cursor->column = 1;
}

static void pass_blanks(const Reader *reader, Cursor *cursor) {
  if (!reader->dialect->trim) return;
  while (cursor->at < reader->end && reader->bytes[*cursor->at] & BYTE_BLANK) pass_byte(reader, cursor);
}

static void report_control(Reader *reader, Cursor cursor) {
  reader->broken = true;
  diags_error(reader->diags, "csv-control-character", place(reader, cursor),
              "take the character out; the file may be damaged or no text at all",
              "the control character 0x%02X stands here", *cursor.at);
}

/* Runs to the next delimiter, quote or line end, over control characters, which are reported. */
static void pass_text(Reader *reader, Cursor *cursor) {
  const guchar *at = cursor->at, *const end = reader->end;
  int column = cursor->column;
  guchar seen = 0;
  for (; at < end; at++) {
    guint8 class = reader->bytes[*at];
    if (G_UNLIKELY(class & BYTE_CONTROL)) report_control(reader, (Cursor){at, cursor->line, column});
    else if (class & BYTE_STOPS) break;
    column += class & BYTE_STARTS_CHARACTER;
    seen |= *at;
  }
  cursor->at = at;
  cursor->column = column;
  reader->beyond_ascii |= seen >= 0x80;
}

/* The record from here on is lost; go on at the line after `cursor`. */
static bool give_up(Reader *reader, Cursor cursor) {
  while (!at_line_end(reader, cursor)) cursor.at++;
  pass_line_end(reader, &cursor);
  reader->next = cursor;
  return false;
}

static bool report_unclosed(Reader *reader, Cursor quote) {
  diags_error(reader->diags, "csv-unclosed-quote", place(reader, quote),
              "close the quote, or double it when it belongs to the text",
              "a quote is opened here and not closed; this record is skipped");
  return give_up(reader, quote);
}

static bool report_stray(Reader *reader, Cursor stray) {
  diags_error(reader->diags, "csv-stray-quote", place(reader, stray),
              "put quotes around the whole field and double those inside it",
              "a quote stands inside a field; this record is skipped");
  return give_up(reader, stray);
}

/* From the opening quote to what follows the closing one. */
static bool split_quoted(Reader *reader, Cursor *cursor) {
  const guchar quote = (guchar)reader->dialect->quote;
  const Cursor opening = *cursor;
  pass_byte(reader, cursor);
  for (;;) {
    pass_text(reader, cursor);
    if (cursor->at == reader->end) return report_unclosed(reader, opening);
    if (*cursor->at == '\n' || *cursor->at == '\r') {
      pass_line_end(reader, cursor);
      continue;
    }
    bool ends = *cursor->at == quote;
    const Cursor here = *cursor;
    pass_byte(reader, cursor);
    if (!ends) continue;
    if (cursor->at < reader->end && *cursor->at == quote) {
      pass_byte(reader, cursor);
      continue;
    }
    pass_blanks(reader, cursor);
    if (at_line_end(reader, *cursor) || *cursor->at == (guchar)reader->dialect->delimiter) return true;
    return here.line == opening.line ? report_stray(reader, here) : report_unclosed(reader, opening);
  }
}

static inline FieldSpan *add_span(Reader *reader) {
  if (reader->span_count == reader->span_size) {
    reader->span_size = MAX(16, reader->span_size * 2);
    reader->spans = g_renew(FieldSpan, reader->spans, reader->span_size);
    reader->fields = g_renew(CsvField, reader->fields, reader->span_size);
  }
  return &reader->spans[reader->span_count++];
}

static bool split_field(Reader *reader, Cursor *cursor) {
  const guchar quote = (guchar)reader->dialect->quote;
  pass_blanks(reader, cursor);
  FieldSpan *span = add_span(reader);
  *span = (FieldSpan){.cursor = *cursor, .quoted = cursor->at < reader->end && *cursor->at == quote};
  if (span->quoted) {
    reader->has_quotes = true;
    if (!split_quoted(reader, cursor)) return false;
  } else {
    pass_text(reader, cursor);
    if (cursor->at < reader->end && *cursor->at == quote) return report_stray(reader, *cursor);
  }
  span->end = cursor->at;
  return true;
}

/* Most records: no quotes, no blanks before a field, ASCII only, in which a column is a byte. False when this is not one;
 * then nothing has happened. Most time goes here. */
static bool split_plain(Reader *reader, const guchar **record_end) {
  const Cursor start = reader->next;
  const guchar delimiter = (guchar)reader->dialect->delimiter, *const end = reader->end;
  const guchar *field = start.at, *at = field;
  guchar seen = 0, blanks = 0;
  for (reader->span_count = 0;; at++) {
    if (at < end) blanks |= reader->bytes[*at];
    while (at < end && !(reader->bytes[*at] & BYTE_STOPS)) seen |= *at++;
    bool ends = at == end || *at == '\n' || *at == '\r';
    if (!ends && *at != delimiter) return false;
    *add_span(reader) = (FieldSpan){{field, start.line, start.column + (int)(field - start.at)}, at, false};
    if (ends) break;
    field = at + 1;
  }
  if (seen >= 0x80 || (blanks & BYTE_BLANK && reader->dialect->trim)) return false;
  *record_end = at;
  reader->next.at = at;
  pass_line_end(reader, &reader->next);
  return true;
}

/* Finds the fields of the record at `next`, moves `next` past it, and gives where its last byte ends. */
static bool split_record(Reader *reader, const guchar **record_end) {
  Cursor cursor = reader->next;
  reader->has_quotes = reader->beyond_ascii = reader->broken = false;
  if (split_plain(reader, record_end)) return true;
  reader->span_count = 0;
  if (!split_field(reader, &cursor)) return false;
  while (!at_line_end(reader, cursor)) {
    pass_byte(reader, &cursor); /* the delimiter */
    if (!split_field(reader, &cursor)) return false;
  }
  *record_end = cursor.at;
  pass_line_end(reader, &cursor);
  reader->next = cursor;
  return !reader->broken;
}

static bool skip_blank_line(Reader *reader) {
  Cursor cursor = reader->next;
  pass_blanks(reader, &cursor);
  if (!at_line_end(reader, cursor)) return false;
  if (reader->record > reader->dialect->header_rows && !reader->blank_line) reader->blank_line = cursor.line;
  pass_line_end(reader, &cursor);
  reader->next = cursor;
  return true;
}

static bool skip_comment(Reader *reader) {
  if (!reader->dialect->comment || *reader->next.at != (guchar)reader->dialect->comment) return false;
  Cursor cursor = reader->next;
  while (!at_line_end(reader, cursor)) cursor.at++;
  pass_line_end(reader, &cursor);
  reader->next = cursor;
  return true;
}

/* A blank line at the end of a file is nothing; between records a row may have been lost there. */
static void report_blank_line(Reader *reader) {
  if (!reader->blank_line) return;
  diags_add(reader->diags, DIAG_WARNING, "csv-blank-line", (SourcePos){reader->file, reader->blank_line, 1},
            "take the line out, or put back what stood there", "a blank line stands between the rows");
  reader->blank_line = 0;
}

/* ---- Encodings ------------------------------------------------------------------------------------------------- */

/* Windows-1252 from 0x80 to 0x9f; 0 = not in use. From 0xa0 on it is Latin-1. */
static const guint16 WINDOWS_1252[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

static bool report_invalid(Reader *reader, const guchar *byte) {
  Cursor cursor = reader->spans[0].cursor;
  for (guint i = 0; i < reader->span_count && reader->spans[i].cursor.at <= byte; i++) cursor = reader->spans[i].cursor;
  while (cursor.at < byte) {
    if (*cursor.at == '\n' || *cursor.at == '\r') pass_line_end(reader, &cursor);
    else pass_byte(reader, &cursor);
  }
  bool utf8 = reader->dialect->encoding == CSV_UTF8;
  diags_error(reader->diags, "csv-invalid-byte", place(reader, cursor),
              utf8 ? "if the file is not UTF-8, give its encoding in datapackage.json: \"encoding\": \"windows-1252\""
                   : "give the encoding the file really has, or save it as UTF-8",
              "the byte 0x%02X is no %s; this record is skipped", *byte, utf8 ? "UTF-8" : "Windows-1252");
  return false;
}

static bool to_utf8(Reader *reader, const guchar *start, const guchar *end) {
  scratch_reset(&reader->utf8, (gsize)(end - start) * 3 + 1);
  for (const guchar *at = start; at < end; at++) {
    gunichar character = *at >= 0x80 && *at < 0xa0 ? WINDOWS_1252[*at - 0x80] : *at;
    if (*at >= 0x80 && !character) return report_invalid(reader, at);
    reader->utf8.used += (gsize)g_unichar_to_utf8(character, reader->utf8.bytes + reader->utf8.used);
  }
  return true;
}

/* ---- Fields ---------------------------------------------------------------------------------------------------- */

static int no_blank(unsigned char byte) {
  (void)byte;
  return 0;
}

/* libcsv grows its buffer with realloc, which leaves the old one unwiped: so give it enough before each record. */
static void parser_reserve(Reader *reader, gsize length) {
  struct csv_parser *parser = &reader->parser;
  if (length + 2 <= reader->parser_size) return;
  if (parser->entry_buf) explicit_bzero(parser->entry_buf, parser->entry_size);
  csv_free(parser);
  csv_init(parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL);
  csv_set_delim(parser, (unsigned char)reader->dialect->delimiter);
  csv_set_quote(parser, (unsigned char)reader->dialect->quote);
  if (!reader->dialect->trim) csv_set_space_func(parser, no_blank);
  reader->parser_size = MAX(1024, (length + 2) * 2);
  csv_set_blk_size(parser, reader->parser_size);
}

static void parser_wipe(Reader *reader) {
  if (reader->parser.entry_buf) explicit_bzero(reader->parser.entry_buf, reader->parser.entry_size);
  csv_free(&reader->parser);
}

/* Hands on a field whose text stands at `text` in the text buffer, with room for a NUL behind it. */
static inline void add_field(Reader *reader, char *text, gsize length) {
  if (reader->dialect->trim) {
    while (length && (text[length - 1] == ' ' || text[length - 1] == '\t')) length--;
    while (length && (*text == ' ' || *text == '\t')) text++, length--;
  }
  text[length] = '\0';
  const FieldSpan *span = &reader->spans[reader->field_count];
  reader->fields[reader->field_count++] = (CsvField){text, length, span->quoted, place(reader, span->cursor)};
}

static void take_field(void *bytes, size_t length, void *user_data) {
  Reader *reader = user_data;
  if (reader->field_count == reader->span_count) return;
  char *copy = reader->text.bytes + reader->text.used;
  memcpy(copy, bytes, length);
  reader->text.used += length + 1;
  add_field(reader, copy, length);
}

/* Without quotes there is nothing to unescape: the fields are where splitting found them. */
static void slice_fields(Reader *reader, const guchar *start, const guchar *end) {
  memcpy(reader->text.bytes, start, (gsize)(end - start));
  const FieldSpan *span = reader->spans;
  for (guint i = 0; i < reader->span_count; i++, span++)
    add_field(reader, reader->text.bytes + (span->cursor.at - start), (gsize)(span->end - span->cursor.at));
}

static bool unescape_fields(Reader *reader, const char *text, gsize length) {
  parser_reserve(reader, length);
  bool parsed = csv_parse(&reader->parser, text, length, take_field, NULL, reader) == length &&
                csv_fini(&reader->parser, take_field, NULL, reader) == 0;
  if (parsed && reader->field_count == reader->span_count) return true;
  diags_error(reader->diags, "csv-malformed", place(reader, reader->spans[0].cursor), NULL,
              "this record cannot be read: %s; it is skipped", csv_strerror(csv_error(&reader->parser)));
  parser_wipe(reader);
  reader->parser_size = 0;
  return false;
}

/* The fields of one record into reader->fields. */
static bool parse_fields(Reader *reader, const guchar *start, const guchar *end) {
  const char *text = (const char *)start, *invalid;
  gsize length = (gsize)(end - start);
  bool convert = reader->beyond_ascii && reader->dialect->encoding == CSV_WINDOWS_1252;
  if (convert) {
    if (!to_utf8(reader, start, end)) return false;
    text = reader->utf8.bytes;
    length = reader->utf8.used;
  } else if (reader->beyond_ascii && !g_utf8_validate_len(text, length, &invalid)) {
    return report_invalid(reader, (const guchar *)invalid);
  }
  scratch_reset(&reader->text, length + reader->span_count + 1);
  reader->field_count = 0;
  if (reader->has_quotes || convert) return unescape_fields(reader, text, length);
  slice_fields(reader, start, end);
  return true;
}

/* ---- The file -------------------------------------------------------------------------------------------------- */

static bool begins_with(const Reader *reader, const char *bytes, gsize length) {
  return (gsize)(reader->end - reader->next.at) >= length && !memcmp(reader->next.at, bytes, length);
}

/* Leaves `next` after a byte order mark; false when the file cannot be text of one of our encodings. */
static bool pass_byte_order_mark(Reader *reader) {
  if (begins_with(reader, "\xef\xbb\xbf", 3)) reader->next.at += 3;
  if (!begins_with(reader, "\xff\xfe", 2) && !begins_with(reader, "\xfe\xff", 2)) return true;
  diags_error(reader->diags, "csv-utf16", place(reader, reader->next), "save it as UTF-8 (in Excel: “CSV UTF-8”)",
              "the file is UTF-16, which is not read");
  return false;
}

/* Offers what comes to who takes many at once. A blank line must be told of first. */
static bool pass_bulk(Reader *reader, CsvBulkFunc bulk, gpointer user_data) {
  if (!bulk || reader->blank_line) return false;
  const char *at = (const char *)reader->next.at, *end = (const char *)reader->end;
  CsvTaken taken = bulk(at, end, reader->record + 1, reader->next.line, user_data);
  reader->next.at += taken.bytes;
  reader->next.line += (int)taken.records;
  reader->record += taken.records;
  return taken.records;
}

static void read_records(Reader *reader, CsvRecordFunc func, CsvBulkFunc bulk, gpointer user_data) {
  bool go_on = true;
  while (go_on && reader->next.at < reader->end) {
    if (pass_bulk(reader, bulk, user_data)) continue;
    const guchar *start = reader->next.at, *end;
    reader->record++;
    if (skip_blank_line(reader) || skip_comment(reader)) continue;
    report_blank_line(reader);
    if (split_record(reader, &end) && parse_fields(reader, start, end))
      go_on = func(reader->fields, reader->field_count, reader->record, user_data);
  }
}

void csv_read(const char *contents, gsize length, const char *file, const CsvDialect *dialect, CsvRecordFunc func,
              gpointer user_data, Diags *diags) {
  csv_read_bulk(contents, length, file, dialect, func, NULL, user_data, diags);
}

void csv_read_bulk(const char *contents, gsize length, const char *file, const CsvDialect *dialect, CsvRecordFunc func,
                   CsvBulkFunc bulk, gpointer user_data, Diags *diags) {
  const guchar *bytes = (const guchar *)contents;
  Reader reader = {.file = file, .dialect = dialect, .diags = diags, .end = bytes + length, .next = {bytes, 1, 1}};
  classify_bytes(&reader);
  csv_init(&reader.parser, 0);
  if (pass_byte_order_mark(&reader)) read_records(&reader, func, bulk, user_data);
  parser_wipe(&reader);
  scratch_wipe(&reader.utf8);
  scratch_wipe(&reader.text);
  g_free(reader.spans);
  g_free(reader.fields);
}
