/* A table that is longer than a page: broken between rows, its titles repeated, its tags one table. */
#include "unit/layout/doc_builder.h"

static void add_table(Bench *bench, DocNode *parent, guint rows) {
  Figure *figure = figure_new(figure_type_find(figure_types(), "table"), "alle-cijfers", (SourcePos){0});
  figure->title = g_strdup("Alle cijfers op een rij");
  figure->source = g_strdup("Bron: CBS");
  figure->alt = g_strdup("Alle cijfers.");
  figure->table = figure_table_new("Alle cijfers");
  figure_table_column(figure->table, "Indicator", COLUMN_TEXT)->row_header = true;
  figure_table_column(figure->table, "2024", COLUMN_NUMBER);
  for (guint i = 0; i < rows; i++) {
    TableRow *row = figure_table_row(figure->table);
    g_autofree char *name = g_strdup_printf("rij %02u", i);
    figure_table_cell(row, name, NULL)->value = 0;
    figure_table_cell(row, "12", NULL)->value = 0;
  }
  bench_figure_node(bench, parent, figure);
}

static guint count_tags(const Pages *pages, TagType type) {
  guint count = 0;
  for (guint id = 1; id <= tag_count(pages->tags); id++) count += tag_get(pages->tags, id)->type == type;
  return count;
}

static guint rows_on(const Scene *scene) {
  g_autoptr(GArray) texts = bench_texts(scene);
  guint rows = 0;
  for (guint i = 0; i < texts->len; i++)
    rows += g_str_has_prefix(g_array_index(texts, FoundText, i).item->text, "rij ");
  return rows;
}

static void test_long_table_breaks_between_rows(void **state) {
  (void)state;
  Bench *bench = bench_new("Delft");
  bench_paragraph(bench, NULL, "Voor de tabel.");
  add_table(bench, NULL, 60);
  bench_paragraph(bench, NULL, "Na de tabel.");
  g_autoptr(Pages) pages = bench_pages(bench);
  assert_int_equal(pages->scenes->len, 2);
  assert_int_equal(rows_on(bench_page(pages, 0)) + rows_on(bench_page(pages, 1)), 60);
  assert_true(rows_on(bench_page(pages, 1)) >= 2);
  assert_int_equal(count_tags(pages, TAG_TABLE), 1);
  assert_int_equal(count_tags(pages, TAG_TR), 61);
  FoundText first, again;
  assert_true(bench_find_text(bench_page(pages, 0), "Indicator", &first));
  assert_true(bench_find_text(bench_page(pages, 1), "Indicator", &again));
  assert_int_equal(tag_get(pages->tags, first.item->tag)->type, TAG_TH);
  assert_int_equal(again.item->tag, TAG_ARTIFACT);
  assert_false(bench_find_text(bench_page(pages, 1), "Alle cijfers op een rij", &again));
  bench_free(bench);
}

static void test_table_keeps_its_place_in_reading_order(void **state) {
  (void)state;
  Bench *bench = bench_new("Delft");
  bench_heading(bench, NULL, 2, "Voor");
  add_table(bench, NULL, 5);
  bench_heading(bench, NULL, 2, "Na");
  g_autoptr(Pages) pages = bench_pages(bench);
  g_autofree char *tags = tag_tree_dump(pages->tags);
  const char *table = strstr(tags, "Table"), *before = strstr(tags, "H2"), *after = strstr(before + 2, "H2");
  assert_true(before < table && table < after);
  bench_free(bench);
}

static void test_table_in_a_row_stays_whole(void **state) {
  (void)state;
  Bench *bench = bench_new("Delft");
  bench_figure(bench, NULL, "a", 400);
  add_table(bench, bench_col(bench, bench_block(bench, NULL, NODE_ROW), 12), 20);
  g_autoptr(Pages) pages = bench_pages(bench);
  assert_int_equal(rows_on(bench_page(pages, 0)), 0);
  assert_int_equal(rows_on(bench_page(pages, 1)), 20);
  bench_free(bench);
}

static void test_no_rows_no_body(void **state) {
  (void)state;
  Bench *bench = bench_new("Delft");
  add_table(bench, NULL, 0);
  g_autoptr(Pages) pages = bench_pages(bench);
  assert_int_equal(count_tags(pages, TAG_TR), 1);
  assert_int_equal(count_tags(pages, TAG_TBODY) + count_tags(pages, TAG_THEAD), 0); /* no THead without a TBody */
  bench_free(bench);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_long_table_breaks_between_rows),
      cmocka_unit_test(test_table_keeps_its_place_in_reading_order),
      cmocka_unit_test(test_table_in_a_row_stays_whole),
      cmocka_unit_test(test_no_rows_no_body),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
