/* The HTML of one made-up factsheet with every kind of node and figure, against tests/golden/html/factsheet.html. Stub
 * metrics and a chart of its own keep it the same on every Debian. UPDATE_GOLDEN=1 writes it anew: look at the difference
 * before committing. */
#include "unit/web/page_bench.h"
#include "base/file.h"

static void draw_chart(const Figure *figure, FigureCanvas *canvas) {
  if (canvas->parts & FIGURE_HEAD) canvas_head(canvas, figure);
  scene_rect(canvas->scene, 0, canvas->y, canvas->width / 2, 12, paint_fill(canvas_color(canvas, "focus")));
  canvas_text(canvas, 0, canvas->y + 30, "Proef & meer", (TextLook){.role = TYPE_LABEL}, ANCHOR_START, 0);
  canvas->y += 40;
  if (canvas->parts & FIGURE_FOOT) canvas_foot(canvas, figure);
}

static const FigureType CHART = {.name = "chart", .draw = draw_chart};
static const FigureType TILE = {.name = "tile", .draw = draw_chart, .plain_html = true};
static const FigureType TALLY = {.name = "tally", .draw = draw_chart, .plain_html = true};
static const FigureType KEY = {.name = "key", .draw = draw_chart, .plain_html = true};
static const FigureType TABLE = {.name = "table", .draw = draw_chart, .plain_html = true};

static void add_table(Figure *figure) {
  figure->table = figure_table_new("Gehuisveste mensen per gemeente");
  figure_table_column(figure->table, "Gemeente", COLUMN_TEXT)->row_header = true;
  figure_table_column(figure->table, "2024", COLUMN_NUMBER)->note = g_strdup("per 10.000");
  TableRow *own = figure_table_row(figure->table);
  own->highlight = true;
  figure_table_cell(own, "Proef", NULL);
  figure_table_cell(own, "3,1*", "3,1, voorlopig cijfer");
  TableRow *other = figure_table_row(figure->table);
  figure_table_cell(other, "'s-Proef", NULL);
  figure_table_cell(other, "<5", "niet getoond, minder dan 5");
}

static Figure *add_figure(PageBench *bench, DocNode *parent, const FigureType *type, const char *id, const char *title) {
  Figure *figure = page_bench_figure(bench, parent, type, id);
  figure->title = g_strdup(title);
  figure->subtitle = g_strdup("Per 10.000 inwoners, 2024");
  figure->source = g_strdup("Bron: voorbeelddata (fictief), opgave gemeenten");
  figure->alt = g_strdup("Proef staat vijfde van zeven.");
  add_table(figure);
  return figure;
}

static void add_tile(PageBench *bench, DocNode *parent) {
  Figure *figure = add_figure(bench, parent, &TILE, "flex", "Flexwoningen");
  figure->value = page_bench_value(STATE_VALUE, 64, FLAG_PROVISIONAL, "64%*", "64%, voorlopig cijfer");
  figure->amount = page_bench_value(STATE_VALUE, 96, 0, "96 woningen", "96 woningen");
  figure->axis_max = 120;
  figure->target = (BoundTarget){.present = true, .kind = TARGET_MINIMUM, .value = 100, .label = g_strdup("afspraak 150"),
                                 .status_word = g_strdup("achter"), .status_text = g_strdup("Nog 54 woningen"),
                                 .status_spoken = g_strdup("achter: nog 54 woningen")};
  figure->target.progress.status = STATUS_BEHIND;
  Mark *mark = figure_add_mark(figure->references, "Nederland", ROLE_REFERENCE);
  mark->letter = g_strdup("N");
  mark->value = page_bench_value(STATE_VALUE, 58, 0, "58%", "58%");
}

static void add_tally(PageBench *bench, DocNode *parent) {
  Figure *figure = add_figure(bench, parent, &TALLY, "stand", "Stand");
  figure->variant = g_strdup("bare");
  Mark *mark = figure_add_mark(figure->marks, "afspraken op koers", ROLE_CONTEXT);
  mark->status = STATUS_ON_COURSE;
  mark->value = page_bench_value(STATE_VALUE, 3, 0, "3", "3");
}

static void add_key(PageBench *bench, DocNode *parent) {
  Figure *figure = add_figure(bench, parent, &KEY, "leeswijzer", "Leeswijzer");
  figure->variant = g_strdup("strip");
  Mark *mark = figure_add_mark(figure->marks, "R P N", ROLE_CONTEXT);
  mark->value = page_bench_value(STATE_VALUE, 0, 0, "regio, provincie, Nederland", NULL);
}

static DocNode *add_col(PageBench *bench, DocNode *row, int span) {
  DocNode *col = page_bench_node(bench, row, NODE_COL, NULL);
  col->span = span;
  return col;
}

static void add_text(PageBench *bench, DocNode *parent) {
  page_bench_block(bench, parent, NODE_HEADING, 2, "Wat valt op");
  DocNode *paragraph = page_bench_node(bench, parent, NODE_PARAGRAPH, NULL);
  page_bench_node(bench, paragraph, NODE_TEXT, "Van de <5> woningen zijn er ");
  page_bench_block(bench, paragraph, NODE_STRONG, 0, "96");
  page_bench_node(bench, paragraph, NODE_LINEBREAK, NULL);
  page_bench_block(bench, paragraph, NODE_EMPH, 0, "klaar");
  page_bench_node(bench, paragraph, NODE_SOFTBREAK, NULL);
  page_bench_block(bench, paragraph, NODE_LINK, 0, "Delft")->href = g_strdup("/gemeente/delft/");
  page_bench_node(bench, paragraph, NODE_CODE, "a < b");
  DocNode *list = page_bench_node(bench, parent, NODE_LIST, NULL);
  list->ordered = true;
  list->start = 3;
  page_bench_block(bench, page_bench_node(bench, list, NODE_ITEM, NULL), NODE_PARAGRAPH, 0, "derde");
  page_bench_block(bench, page_bench_node(bench, parent, NODE_QUOTE, NULL), NODE_PARAGRAPH, 0, "Gezegd.");
  page_bench_node(bench, parent, NODE_RULE, NULL);
  page_bench_node(bench, parent, NODE_CODE_BLOCK, "if (a < b)\n");
}

static DocNode *make_doc(PageBench *bench) {
  DocNode *root = page_bench_node(bench, NULL, NODE_ROOT, NULL);
  DocNode *row = page_bench_node(bench, root, NODE_ROW, NULL);
  page_bench_block(bench, add_col(bench, row, 9), NODE_HEADING, 1, "Proef ligt op koers.");
  add_tally(bench, add_col(bench, row, 3));
  row = page_bench_node(bench, root, NODE_ROW, NULL);
  for (int i = 0; i < 2; i++) {
    DocNode *col = add_col(bench, row, 6);
    if (i == 0) add_tile(bench, col);
  }
  add_key(bench, root);
  row = page_bench_node(bench, root, NODE_ROW, NULL);
  DocNode *columns = page_bench_node(bench, add_col(bench, row, 7), NODE_COLUMNS, NULL);
  columns->columns = 2;
  add_text(bench, columns);
  page_bench_block(bench, columns, NODE_HEADING, 2, "Wat is afgesproken");
  add_figure(bench, add_col(bench, row, 5), &CHART, "dakloos", "Proef staat vijfde")->note = g_strdup("* voorlopig");
  page_bench_node(bench, root, NODE_PAGEBREAK, NULL);
  page_bench_block(bench, root, NODE_HEADING, 2, "Alles");
  add_figure(bench, root, &TABLE, "alles", "Alle cijfers");
  return root;
}

/* A tag a line, so that a difference can be read. */
static char *lines(const char *html) {
  g_auto(GStrv) parts = g_strsplit(html, "><", -1);
  g_autofree char *joined = g_strjoinv(">\n<", parts);
  return g_strconcat(joined, "\n", NULL);
}

static void check_golden(const char *name, const char *text) {
  g_autofree char *path = g_build_filename("tests/golden/html", name, NULL), *expected = NULL;
  if (g_getenv("UPDATE_GOLDEN")) assert_true(file_write(path, text, strlen(text), NULL));
  gsize length;
  if (!file_read(path, &expected, &length, NULL)) fail_msg("%s is missing: run with UPDATE_GOLDEN=1", path);
  assert_string_equal(text, expected);
}

static void test_factsheet(void **state G_GNUC_UNUSED) {
  PageBench *bench = page_bench_new(FORMAT_ALL);
  node_html(&bench->page, make_doc(bench));
  page_bench_well_formed(bench);
  g_autofree char *html = lines(bench->out->str);
  check_golden("factsheet.html", html);
  page_bench_free(bench);
}

static void test_files(void **state G_GNUC_UNUSED) {
  static const char *const expected[] = {"stand", "flex", "leeswijzer", "dakloos", "alles"};
  PageBench *bench = page_bench_new(FORMAT_ALL);
  node_html(&bench->page, make_doc(bench));
  assert_int_equal(site_files_length(bench->files), G_N_ELEMENTS(expected));
  for (guint i = 0; i < G_N_ELEMENTS(expected); i++) {
    g_autofree char *path = g_strdup_printf("gemeente/proef/figuur/%s.svg", expected[i]);
    assert_string_equal(site_files_get(bench->files, i)->path, path);
  }
  const SiteFile *chart = site_files_get(bench->files, 3);
  g_autofree char *svg = lines(g_bytes_get_data(chart->bytes, NULL));
  check_golden("dakloos.svg", svg);
  page_bench_free(bench);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_factsheet), cmocka_unit_test(test_files)};
  return cmocka_run_group_tests_name("golden/html", tests, NULL, NULL);
}
