/* CSV records over libcsv, with positions. Records are split before libcsv (quote-aware, CRLF, BOM) so that an unclosed
 * quote costs its own record, not the rest of the file. Knows nothing of what columns mean. */
#pragma once
#include "base/diag.h"

typedef enum { CSV_UTF8, CSV_WINDOWS_1252 } CsvEncoding;

/* How a file is written; from the package's dialect. */
typedef struct {
  char delimiter;     /* ',' */
  char quote;         /* '"' */
  char comment;       /* a record that begins with it is passed over; '\0' = none */
  CsvEncoding encoding;
  guint header_rows;  /* records before the first data record: 1 unless preamble/unit rows are declared */
  bool trim;          /* blanks padding a field are not part of it */
} CsvDialect;

typedef struct {
  const char *text;   /* UTF-8, NUL-terminated, borrowed until the callback returns */
  gsize length;
  bool quoted;
  SourcePos pos;
} CsvField;

/* One record; return false to stop. `record` counts from 1, header included. */
typedef bool (*CsvRecordFunc)(const CsvField *fields, guint count, guint record, gpointer user_data);

/* Reads `contents`. Each broken record is a finding and is skipped; reading goes on at the next line. Bytes that are not
 * valid in the encoding are findings at their place. */
void csv_read(const char *contents, gsize length, const char *file, const CsvDialect *dialect, CsvRecordFunc func,
              gpointer user_data, Diags *diags);

/* So many whole records, each of one line, that take so many bytes. */
typedef struct {
  guint records;
  gsize bytes;
} CsvTaken;
/* Is offered the bytes from a record on, and takes what it can; what it leaves is read as ever. `record` and `line` are those of
 * the first. */
typedef CsvTaken (*CsvBulkFunc)(const char *at, const char *end, guint record, int line, gpointer user_data);
void csv_read_bulk(const char *contents, gsize length, const char *file, const CsvDialect *dialect, CsvRecordFunc func,
                   CsvBulkFunc bulk, gpointer user_data, Diags *diags);
