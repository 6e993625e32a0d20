/* Tables have a caption, scopes and states in words; headings never jump a level. */
#include "unit/web/page_bench.h"

static const FigureType TABLE = {.name = "table", .plain_html = true};

static Figure *table(PageBench *bench, DocNode *parent, const char *id) {
  Figure *figure = page_bench_figure(bench, parent, &TABLE, id);
  figure->title = g_strdup("Alle cijfers");
  figure->source = g_strdup("Bron: CBS");
  figure->table = figure_table_new("Alle cijfers van Proef");
  figure_table_column(figure->table, "Indicator", COLUMN_TEXT)->row_header = true;
  TableColumn *now = figure_table_column(figure->table, "2024", COLUMN_NUMBER);
  now->highlight = true;
  figure_table_column(figure->table, "T.o.v. afspraak", COLUMN_BAR);
  figure_table_column(figure->table, "Status", COLUMN_STATUS);
  return figure;
}

static void row(Figure *figure, const char *head, const char *text, const char *spoken, double bar, Status status) {
  TableRow *line = figure_table_row(figure->table);
  figure_table_cell(line, head, NULL);
  figure_table_cell(line, text, spoken);
  figure_table_cell(line, "", NULL)->value = bar;
  figure_table_cell(line, "op koers", NULL)->status = status;
}

static void test_table(void **state G_GNUC_UNUSED) {
  PageBench *bench = page_bench_new(FORMAT_HTML);
  Figure *figure = table(bench, NULL, "cijfers");
  row(figure, "Flexwoningen", "96", NULL, 0.6, STATUS_ON_COURSE);
  row(figure, "Urgenten <5", "<5", "niet getoond, minder dan 5", NAN, STATUS_NONE);
  figure_html(&bench->page, figure);
  page_bench_well_formed(bench);
  page_bench_has(bench, "role=\"region\" aria-labelledby=\"_cijfers.tabel\" tabindex=\"0\"");
  page_bench_has(bench, "<caption id=\"_cijfers.tabel\" class=\"unseen\">Alle cijfers van Proef</caption>");
  page_bench_has(bench, "<th scope=\"col\" class=\"number now\">2024</th>");
  page_bench_has(bench, "<th scope=\"row\">Urgenten &lt;5</th>");
  page_bench_has(bench, "<span aria-hidden=\"true\">&lt;5</span><span class=\"unseen\">niet getoond, minder dan 5</span>");
  page_bench_has(bench, "<rect class=\"fill\" y=\"2\" width=\"50%\"");
  page_bench_has(bench, "status-on-course");
  page_bench_has_not(bench, "nan");
  page_bench_free(bench);
}

static void test_heading_levels(void **state G_GNUC_UNUSED) {
  PageBench *bench = page_bench_new(FORMAT_HTML);
  DocNode *root = page_bench_node(bench, NULL, NODE_ROOT, NULL);
  table(bench, root, "eerste");
  page_bench_block(bench, root, NODE_HEADING, 2, "Vergelijking");
  table(bench, root, "tweede");
  node_html(&bench->page, root);
  page_bench_well_formed(bench);
  page_bench_has(bench, "id=\"eerste\"><figcaption><h2 class=\"figure-title\">");
  page_bench_has(bench, "id=\"tweede\"><figcaption><h3 class=\"figure-title\">");
  page_bench_free(bench);
}

static void test_links_in_text(void **state G_GNUC_UNUSED) {
  PageBench *bench = page_bench_new(FORMAT_HTML);
  DocNode *root = page_bench_node(bench, NULL, NODE_ROOT, NULL);
  DocNode *paragraph = page_bench_node(bench, root, NODE_PARAGRAPH, NULL);
  page_bench_block(bench, paragraph, NODE_LINK, 0, "Delft")->href = g_strdup("/gemeente/delft/");
  page_bench_block(bench, paragraph, NODE_LINK, 0, "kwaad")->href = g_strdup("javascript:alert(1)");
  node_html(&bench->page, root);
  page_bench_has(bench, "<p><a href=\"../../gemeente/delft/index.html\">Delft</a>kwaad</p>");
  page_bench_free(bench);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_table), cmocka_unit_test(test_heading_levels), cmocka_unit_test(test_links_in_text)};
  return cmocka_run_group_tests_name("web/table", tests, NULL, NULL);
}
