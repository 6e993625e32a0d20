/* Tables, read by row: a cell is said with the header above it, because that is how a screen reader keeps a listener on the
 * track. It must not know anything of the text outside the table. */
#include "surface/transcript_table.h"

typedef struct {
  Voice *voice;
  GPtrArray *rows;     /* const Tag* of type TR, in reading order */
  GPtrArray *headers;  /* char*, one a column: what stands above; NULL = nothing */
  bool heads_stack;    /* the row before was one of headers too */
} Table;

static guint span(const Tag *cell) { return MAX(cell->col_span, 1); }

static void collect_rows(Table *table, const Tag *tag) {
  for (guint i = 0; i < tag->children->len; i++) {
    const Tag *child = g_ptr_array_index(tag->children, i);
    if (child->type == TAG_TR) g_ptr_array_add(table->rows, (gpointer)child);
    else collect_rows(table, child);
  }
}

static guint count_columns(const Table *table) {
  guint most = 0;
  for (guint i = 0; i < table->rows->len; i++) {
    const Tag *row = table->rows->pdata[i];
    guint columns = 0;
    for (guint k = 0; k < row->children->len; k++) columns += span(row->children->pdata[k]);
    most = MAX(most, columns);
  }
  return most;
}

static bool heads_column(const Tag *cell) {
  return cell->type == TAG_TH && cell->scope == TAG_SCOPE_COLUMN;
}

static bool heads_columns(const Tag *row) {
  for (guint i = 0; i < row->children->len; i++)
    if (!heads_column(row->children->pdata[i])) return false;
  return row->children->len > 0;
}

static void set_header(Table *table, guint column, const char *text) {
  char *above = table->heads_stack ? table->headers->pdata[column] : NULL;
  char *header = above && *text ? g_strdup_printf("%s, %s", above, text) : g_strdup(*text ? text : above);
  g_free(table->headers->pdata[column]);
  table->headers->pdata[column] = header;
}

/* What is heard of a cell: the words, after its column's header unless it is one itself. */
static void add_cell(Table *table, const Tag *cell, guint column, GString *out) {
  const Locale *locale = table->voice->locale;
  g_autofree char *text = voice_text(table->voice, cell);
  const char *header = cell->type == TAG_TH ? NULL : table->headers->pdata[column];
  const char *words = *text ? text : locale_word(locale, "transcript.empty");
  g_autofree char *headed = header ? locale_phrase(locale, "transcript.cell", "header", header, "text", words, NULL) : NULL;
  if (out->len > 0) g_string_append(out, locale_word(locale, "transcript.cell_separator"));
  g_string_append(out, headed ? headed : words);
  for (guint i = 0; heads_column(cell) && i < span(cell); i++) set_header(table, column + i, text);
}

static void say_row(Table *table, const Tag *row) {
  bool heads = heads_columns(row);
  g_autoptr(GString) cells = g_string_new(NULL);
  guint column = 0;
  for (guint i = 0; i < row->children->len; i++) {
    const Tag *cell = row->children->pdata[i];
    add_cell(table, cell, column, cells);
    column += span(cell);
  }
  table->heads_stack = heads;
  if (heads) voice_announce(table->voice, locale_word(table->voice->locale, "transcript.header_row"));
  voice_say_at(table->voice, row, cells->str);
}

static void say_caption(Voice *voice, const Tag *table) {
  for (guint i = 0; i < table->children->len; i++) {
    const Tag *child = table->children->pdata[i];
    if (child->type != TAG_CAPTION) continue;
    g_autofree char *text = voice_text(voice, child);
    voice_announce(voice, locale_word(voice->locale, "transcript.caption"));
    voice_say(voice, text);
  }
}

void transcript_table(Voice *voice, const Tag *tag) {
  g_autoptr(GPtrArray) rows = g_ptr_array_new();
  g_autoptr(GPtrArray) headers = g_ptr_array_new_with_free_func(g_free);
  Table table = {.voice = voice, .rows = rows, .headers = headers};
  collect_rows(&table, tag);
  g_ptr_array_set_size(headers, (gint)count_columns(&table));
  g_autofree char *row_count = locale_count(voice->locale, "transcript.rows", rows->len, NULL);
  g_autofree char *column_count = locale_count(voice->locale, "transcript.columns", headers->len, NULL);
  g_autofree char *opening = locale_phrase(voice->locale, "transcript.table", "rows", row_count, "columns", column_count, NULL);
  voice_say_at(voice, tag, opening);
  say_caption(voice, tag);
  if (tag->summary) {
    voice_announce(voice, locale_word(voice->locale, "transcript.summary"));
    voice_say(voice, tag->summary);
  }
  for (guint i = 0; i < rows->len; i++) say_row(&table, rows->pdata[i]);
  voice_say_word(voice, "transcript.table_end");
}
