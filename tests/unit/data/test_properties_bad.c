/* Bad input, made of good input by chance: nothing crashes, what is wrong has its place, and no row is dropped in silence.
 * The last is shown by taking out the lines that findings name until nothing is wrong: all other lines must then have been
 * read. */
#include "generate.h"

enum { CASES = 250, MOST_ROUNDS = 60 };

/* ---- Mutations --------------------------------------------------------------------------------------------------- */

/* One quote at most: two of them may make one honest field of several lines. */
static void insert_byte(const Case *one, GString *text, gsize at, bool *quoted) {
  static const char bytes[] = "\n\r,;\t \"09.-Ax\xff\xc3\x01";
  gchar byte = bytes[pick(one, 0, sizeof bytes - 1)]; /* NUL, too */
  if (byte == '"' && *quoted) byte = ',';
  *quoted |= byte == '"';
  g_string_insert_len(text, (gssize)at, &byte, 1);
}

static void mutate(const Case *one, GString *text, gsize from) {
  bool quoted = false;
  for (gint32 i = pick(one, 1, 4); i > 0 && text->len > from + 1; i--) {
    gsize at = from + (gsize)pick(one, 0, (gint32)(text->len - from) - 1);
    switch (pick(one, 0, 9)) {
    case 0: case 1: g_string_erase(text, (gssize)at, MIN(pick(one, 1, 3), (gint32)(text->len - at))); break;
    case 2: g_string_truncate(text, MAX(at, from + (text->len - from) / 2)); break;
    case 3: if (!strchr("\n\"", text->str[at])) text->str[at] ^= (char)(1 << pick(one, 0, 7)); break;
    case 4: for (gsize k = at; k < text->len && text->str[k] != '\n'; k++) if (text->str[k] == ',') text->str[k] = ';'; break;
    default: insert_byte(one, text, at, &quoted);
    }
    for (gsize k = from; k < text->len; k++) { /* a flipped bit may make a quote */
      if (text->str[k] != '"') continue;
      if (quoted && memchr(text->str + from, '"', k - from)) text->str[k] = '\'';
      quoted = true;
    }
  }
}

static char *path_in(const Project *project, const char *file) { return g_build_filename(project->root, "datasets", file, NULL); }

static GString *read_text(const Project *project, const char *file) {
  g_autofree char *path = path_in(project, file), *text = NULL;
  gsize length;
  assert_true(file_read(path, &text, &length, NULL));
  return g_string_new_len(text, (gssize)length);
}

static void expect_places(const Case *one, const Diags *diags) {
  for (guint i = 0; i < diags_length(diags); i++) {
    const Diag *diag = diags_get(diags, i);
    if (!diag->pos.file || diag->pos.line < 1) fail_msg("seed %u: no place: %s [%s]", one->seed, diag->message, diag->code);
  }
}

/* ---- Every table ------------------------------------------------------------------------------------------------- */

static void test_nothing_crashes(void **state G_GNUC_UNUSED) {
  guint refused = 0;
  for (guint32 seed = 5001; seed <= 5000 + CASES; seed++) {
    g_autoptr(Case) one = case_of_all(seed);
    g_autoptr(Project) project = case_project(one, &PLAIN);
    guint table = (guint)pick(one, 0, TABLES);
    g_autofree char *file = table == TABLES ? g_strdup("datapackage.json") : g_strconcat(one->tables[table].name, "-0.csv", NULL);
    if (table < TABLES && !one->tables[table].rows->len) continue;
    g_autoptr(GString) text = read_text(project, file);
    mutate(one, text, 0);
    write_file(project, file, text->str, (gssize)text->len);
    g_autoptr(Dataset) dataset = dataset_load(&project->config, project->diags);
    expect_places(one, project->diags);
    refused += !dataset;
    if (!dataset != diags_has_errors(project->diags)) fail_msg("seed %u: refused without an error, or read with one", seed);
  }
  print_message("%u of %d refused\n", refused, CASES);
  assert_true(refused > CASES / 4);
}

/* ---- Every row --------------------------------------------------------------------------------------------------- */

/* The lines of a text, however they end. */
static GPtrArray *lines_of(const GString *text) {
  GPtrArray *lines = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
  for (gsize at = 0; at < text->len;) {
    gsize end = at;
    while (end < text->len && text->str[end] != '\n' && text->str[end] != '\r') end++;
    g_ptr_array_add(lines, g_bytes_new(text->str + at, end - at));
    end += end + 1 < text->len && text->str[end] == '\r' && text->str[end + 1] == '\n' ? 2 : 1;
    at = end;
  }
  return lines;
}

static void write_lines(const Project *project, const char *file, const GPtrArray *lines) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < lines->len; i++) {
    gsize length;
    const char *bytes = g_bytes_get_data(lines->pdata[i], &length);
    g_string_append_len(text, bytes, (gssize)length);
    g_string_append_c(text, '\n');
  }
  write_file(project, file, text->str, (gssize)text->len);
}

/* Takes the lines out that are named as errors or blank; how many. The header may not be among them. */
static guint drop_named(const Diags *diags, const char *file, GPtrArray *lines) {
  g_autofree bool *named = g_new0(bool, lines->len + 2);
  guint dropped = 0;
  for (guint i = 0; i < diags_length(diags); i++) {
    const Diag *diag = diags_get(diags, i);
    bool here = g_str_has_suffix(diag->pos.file, file) && diag->pos.line >= 1 && diag->pos.line <= (int)lines->len;
    if (here && diag->severity <= DIAG_WARNING) named[diag->pos.line] = true;
  }
  if (named[1]) return 0;
  for (guint line = lines->len; line > 1; line--)
    if (named[line]) g_ptr_array_remove_index(lines, line - 1), dropped++;
  return dropped;
}

static void note_lines(const Dataset *dataset, const char *file, bool *read) {
  for (guint i = 0; i < dataset_indicators(dataset)->len; i++) {
    const Indicator *indicator = dataset_indicators(dataset)->pdata[i];
    const GArray *periods = indicator_periods(dataset, indicator);
    for (guint p = 0; p < periods->len; p++)
      for (guint g = 0; g <= dataset_groups(dataset)->len; g++)
        for (guint r = 0; r < dataset_regions(dataset)->len; r++) {
          SourcePos pos = dataset_place(dataset, indicator, dataset_regions(dataset)->pdata[r], g_array_index(periods, Period, p),
                                        g ? dataset_groups(dataset)->pdata[g - 1] : NULL);
          if (pos.file && g_str_has_suffix(pos.file, file)) read[pos.line] = true;
        }
  }
}

static bool is_blank(GBytes *line) {
  gsize length;
  const char *bytes = g_bytes_get_data(line, &length);
  for (gsize i = 0; i < length; i++)
    if (bytes[i] != ' ' && bytes[i] != '\t') return false;
  return true;
}

static void expect_read(const Case *one, const Dataset *dataset, const char *file, const GPtrArray *lines) {
  g_autofree bool *read = g_new0(bool, lines->len + 2);
  note_lines(dataset, file, read);
  for (guint line = 2; line <= lines->len; line++)
    if (!read[line] && !is_blank(lines->pdata[line - 1]))
      fail_msg("seed %u: line %u of %s is neither read nor named: %.*s", one->seed, line, file,
               (int)g_bytes_get_size(lines->pdata[line - 1]), (const char *)g_bytes_get_data(lines->pdata[line - 1], NULL));
}

/* Whether all lines but those named were read; false when the header is at fault. */
static bool account(const Case *one, const Project *project, const char *file, guint *dropped) {
  g_autoptr(GString) text = read_text(project, file);
  g_autoptr(GPtrArray) lines = lines_of(text);
  for (guint round = 0; round < MOST_ROUNDS; round++) {
    g_autoptr(Diags) diags = diags_new();
    g_autoptr(Dataset) dataset = dataset_load(&project->config, diags);
    expect_places(one, diags);
    if (dataset) {
      expect_read(one, dataset, file, lines);
      return true;
    }
    guint now = drop_named(diags, file, lines);
    g_autofree char *found = diags_format(diags, 3);
    if (!now && !strstr(found, ".csv:1:")) fail_msg("seed %u: no line is named:\n%s", one->seed, found);
    if (!now) return false;
    *dropped += now;
    write_lines(project, file, lines);
  }
  fail_msg("seed %u: there is no end to it", one->seed);
  return false;
}

static void test_no_row_is_dropped_in_silence(void **state G_GNUC_UNUSED) {
  guint whole = 0, dropped = 0;
  for (guint32 seed = 6001; seed <= 6000 + CASES; seed++) {
    g_autoptr(Case) one = case_of_all(seed);
    g_ptr_array_set_size(one->tables[MERGERS].rows, 0); /* rows of old codes have no place of their own afterwards */
    for (guint i = one->tables[LONG].rows->len; i-- > 0;)
      if (**(char **)one->tables[LONG].rows->pdata[i] == 'O') g_ptr_array_remove_index(one->tables[LONG].rows, i);
    g_autoptr(Project) project = case_project(one, &PLAIN);
    const char *file = chance(one, 80) ? "long-0.csv" : "wide-0.csv";
    g_autoptr(GString) text = read_text(project, file);
    mutate(one, text, chance(one, 90) ? strcspn(text->str, "\n") + 1 : 0);
    write_file(project, file, text->str, (gssize)text->len);
    whole += account(one, project, file, &dropped);
  }
  print_message("%u of %d read in the end, %u lines named\n", whole, CASES, dropped);
  assert_true(whole > CASES / 2 && dropped > CASES / 2);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_nothing_crashes),
      cmocka_unit_test(test_no_row_is_dropped_in_silence),
  };
  return cmocka_run_group_tests_name("properties of bad input", tests, NULL, NULL);
}
