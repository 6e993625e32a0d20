/* Placing: pages, columns, what stays together, what is too high. */
#include "unit/layout/doc_builder.h"
#include "layout/compose.h"
#include "layout/flow.h"

/* A small page: 200 high, content from 0; the last page has 50 less. */
static const PageRoom ROOM = {.left = 0, .first_top = 0, .next_top = 0, .bottom = 200, .last_bottom = 200};

typedef struct { Bench *bench; LayoutJob job; GPtrArray *boxes; GArray *placed; guint pages; } Flow;

static Flow *open_flow(void) {
  Flow *flow = g_new0(Flow, 1);
  flow->bench = bench_new("Delft");
  flow->job = bench_job(flow->bench);
  return flow;
}

static void run_flow(Flow *flow, PageRoom room) {
  flow->boxes = compose_body(&flow->job);
  flow->placed = flow_pages(&flow->job, flow->boxes, &room, &flow->pages);
}

static void close_flow(Flow *flow) {
  g_ptr_array_unref(flow->boxes);
  g_array_unref(flow->placed);
  bench_job_clear(&flow->job);
  bench_free(flow->bench);
  g_free(flow);
}

static const Placement *placed(const Flow *flow, guint index) {
  assert_true(index < flow->placed->len);
  return &g_array_index(flow->placed, Placement, index);
}

static void test_blocks_go_down_and_on(void **state) {
  (void)state;
  Flow *flow = open_flow();
  for (guint i = 0; i < 3; i++) bench_figure(flow->bench, NULL, i == 0 ? "a" : i == 1 ? "b" : "c", 80);
  run_flow(flow, ROOM);
  assert_int_equal(flow->pages, 2);
  assert_float_equal(placed(flow, 0)->y, 0, 0.01);
  assert_float_equal(placed(flow, 1)->y, 80 + flow->job.grid->block_gap, 0.01);
  assert_int_equal(placed(flow, 2)->page, 1);
  assert_float_equal(placed(flow, 2)->y, 0, 0.01);
  close_flow(flow);
}

static void test_paragraph_breaks_with_two_lines_each(void **state) {
  (void)state;
  Flow *flow = open_flow();
  bench_figure(flow->bench, NULL, "a", 150);
  bench_filler(flow->bench, NULL, 60); /* some five lines of 12.4 */
  run_flow(flow, ROOM);
  assert_int_equal(flow->placed->len, 3);
  const Placement *first = placed(flow, 1), *rest = placed(flow, 2);
  assert_int_equal(first->count, 2);
  assert_int_equal(rest->first, 2);
  assert_true(rest->count >= 2);
  assert_int_equal(rest->page, 1);
  close_flow(flow);
}

static void test_head_stays_with_what_follows(void **state) {
  (void)state;
  Flow *flow = open_flow();
  bench_figure(flow->bench, NULL, "a", 150);
  bench_heading(flow->bench, NULL, 2, "Wat valt op");
  bench_filler(flow->bench, NULL, 60); /* the head and two lines would need 18.4 + 18 + 3 + 24.8 */
  run_flow(flow, ROOM);
  assert_int_equal(placed(flow, 1)->page, 1);
  assert_float_equal(placed(flow, 1)->y, 0, 0.01);
  assert_int_equal(placed(flow, 2)->page, 1);
  close_flow(flow);
}

static void test_head_stays_with_a_whole_figure(void **state) {
  (void)state;
  Flow *flow = open_flow();
  bench_figure(flow->bench, NULL, "a", 60);
  bench_heading(flow->bench, NULL, 2, "Wat valt op");
  bench_figure(flow->bench, NULL, "b", 120);
  run_flow(flow, ROOM);
  assert_int_equal(placed(flow, 1)->page, 1);
  assert_int_equal(placed(flow, 2)->page, 1);
  close_flow(flow);
}

static void test_page_breaks(void **state) {
  (void)state;
  Flow *flow = open_flow();
  bench_block(flow->bench, NULL, NODE_PAGEBREAK); /* at the top: nothing to break */
  bench_figure(flow->bench, NULL, "a", 50);
  bench_block(flow->bench, NULL, NODE_PAGEBREAK);
  bench_figure(flow->bench, NULL, "b", 50);
  bench_block(flow->bench, NULL, NODE_PAGEBREAK); /* at the end: no empty page */
  run_flow(flow, ROOM);
  assert_int_equal(flow->pages, 2);
  assert_int_equal(placed(flow, 1)->page, 1);
  close_flow(flow);
}

static void test_last_page_keeps_room_for_its_footer(void **state) {
  (void)state;
  Flow *flow = open_flow();
  bench_figure(flow->bench, NULL, "a", 80);
  bench_figure(flow->bench, NULL, "b", 90);
  PageRoom room = ROOM;
  room.last_bottom = 150;
  run_flow(flow, room);
  assert_int_equal(flow->pages, 2);
  assert_int_equal(placed(flow, 1)->page, 1);
  close_flow(flow);
}

static void test_a_little_less_air_saves_a_page(void **state) {
  (void)state;
  Flow *flow = open_flow();
  bench_figure(flow->bench, NULL, "a", 90);
  bench_figure(flow->bench, NULL, "b", 90);
  PageRoom room = ROOM;
  room.air_above = room.air_below = 4; /* with 0.7 of all air it is 180 + 12.9 + 5.6 */
  run_flow(flow, room);
  assert_int_equal(flow->pages, 1);
  assert_float_equal(placed(flow, 0)->y, 0.7 * 4, 0.01);
  assert_float_equal(placed(flow, 1)->y, 0.7 * 4 + 90 + 0.7 * flow->job.grid->block_gap, 0.01);
  close_flow(flow);
}

static void test_row_shares_its_top_and_is_never_split(void **state) {
  (void)state;
  Flow *flow = open_flow();
  bench_figure(flow->bench, NULL, "a", 100);
  DocNode *row = bench_block(flow->bench, NULL, NODE_ROW);
  bench_figure(flow->bench, bench_col(flow->bench, row, 7), "b", 60);
  bench_figure(flow->bench, bench_col(flow->bench, row, 5), "c", 90);
  bench_figure(flow->bench, NULL, "d", 20);
  run_flow(flow, ROOM);
  const PageGrid *grid = flow->job.grid;
  assert_int_equal(placed(flow, 1)->page, 1);
  assert_float_equal(placed(flow, 1)->y, placed(flow, 2)->y, 0.001);
  assert_float_equal(placed(flow, 2)->x, layout_span(grid, 7) + grid->gutter, 0.001);
  assert_float_equal(placed(flow, 2)->box->width, layout_span(grid, 5), 0.001);
  assert_float_equal(placed(flow, 3)->y, 90 + grid->block_gap, 0.01);
  close_flow(flow);
}

static void test_stacked_figures_in_a_row_align(void **state) {
  (void)state;
  Flow *flow = open_flow();
  DocNode *row = bench_block(flow->bench, NULL, NODE_ROW);
  const char *ids[] = {"a", "b", "c", "d"};
  for (guint i = 0; i < 2; i++) {
    DocNode *col = bench_col(flow->bench, row, 6);
    bench_figure(flow->bench, col, ids[2 * i], i == 0 ? 40 : 55);
    bench_figure(flow->bench, col, ids[2 * i + 1], 40);
  }
  run_flow(flow, ROOM);
  assert_float_equal(placed(flow, 1)->y, placed(flow, 3)->y, 0.001);
  assert_float_equal(placed(flow, 3)->y, 55 + flow->job.grid->block_gap, 0.01);
  close_flow(flow);
}

/* Lines that came into each of two columns. */
static void column_lines(const Flow *flow, guint lines[2]) {
  lines[0] = lines[1] = 0;
  for (guint i = 0; i < flow->placed->len; i++) {
    const Placement *placement = placed(flow, i);
    if (placement->box->kind == BOX_TEXT) lines[placement->x > 100] += placement->count;
  }
}

static void test_columns_are_balanced(void **state) {
  (void)state;
  Flow *flow = open_flow();
  DocNode *columns = bench_block(flow->bench, NULL, NODE_COLUMNS);
  columns->columns = 2;
  bench_filler(flow->bench, columns, 81);
  bench_figure(flow->bench, NULL, "a", 20);
  run_flow(flow, ROOM);
  guint lines[2];
  column_lines(flow, lines);
  assert_true(lines[0] >= 2 && lines[1] >= 2);
  assert_true(lines[0] - lines[1] <= 1);
  const Placement *below = placed(flow, flow->placed->len - 1);
  assert_float_equal(below->y, lines[0] * 12.4 + flow->job.grid->block_gap, 0.1);
  close_flow(flow);
}

static void test_a_section_a_column(void **state) {
  (void)state;
  Flow *flow = open_flow();
  DocNode *columns = bench_block(flow->bench, NULL, NODE_COLUMNS);
  columns->columns = 2;
  bench_heading(flow->bench, columns, 2, "Een");
  bench_filler(flow->bench, columns, 60);
  bench_heading(flow->bench, columns, 2, "Twee");
  bench_filler(flow->bench, columns, 40);
  run_flow(flow, ROOM);
  assert_int_equal(flow->placed->len, 4);
  assert_float_equal(placed(flow, 0)->x, 0, 0.01);
  assert_true(placed(flow, 2)->x > 100);
  assert_float_equal(placed(flow, 2)->y, 0, 0.01); /* the second head is on top of the second column */
  close_flow(flow);
}

static void test_columns_go_on_over_pages(void **state) {
  (void)state;
  Flow *flow = open_flow();
  bench_figure(flow->bench, NULL, "a", 100);
  DocNode *columns = bench_block(flow->bench, NULL, NODE_COLUMNS);
  columns->columns = 2;
  bench_filler(flow->bench, columns, 400);
  run_flow(flow, ROOM);
  guint next = 0, all = box_parts(placed(flow, 1)->box);
  assert_true(flow->pages >= 2);
  for (guint i = 1; i < flow->placed->len; i++) {
    const Placement *placement = placed(flow, i);
    assert_int_equal(placement->first, next);
    assert_true(placement->y + placement->count * 12.4 <= 200.01);
    next += placement->count;
  }
  assert_int_equal(next, all);
  close_flow(flow);
}

static void test_nearly_empty_last_page_is_told(void **state) {
  (void)state;
  Flow *flow = open_flow();
  bench_figure(flow->bench, NULL, "a", 190);
  const DocNode *node = bench_figure(flow->bench, NULL, "b", 30);
  run_flow(flow, ROOM);
  assert_int_equal(diags_length(flow->bench->diags), 1);
  const Diag *diag = diags_get(flow->bench->diags, 0);
  assert_int_equal(diag->severity, DIAG_WARNING);
  assert_string_equal(diag->message, "Delft: page 2 is nearly empty; with 11 mm less there would be 1");
  assert_int_equal(diag->pos.line, node->pos.line);
  close_flow(flow);
}

static void test_short_page_after_a_break_is_as_asked(void **state) {
  (void)state;
  Flow *flow = open_flow();
  bench_figure(flow->bench, NULL, "a", 190);
  bench_block(flow->bench, NULL, NODE_PAGEBREAK);
  bench_figure(flow->bench, NULL, "b", 30);
  run_flow(flow, ROOM);
  assert_int_equal(diags_length(flow->bench->diags), 0);
  close_flow(flow);
}

static void test_too_high_is_told_with_its_place(void **state) {
  (void)state;
  Flow *flow = open_flow();
  DocNode *row = bench_block(flow->bench, NULL, NODE_ROW);
  bench_figure(flow->bench, bench_col(flow->bench, row, 12), "a", 228.35);
  run_flow(flow, ROOM);
  assert_int_equal(diags_length(flow->bench->diags), 1);
  const Diag *diag = diags_get(flow->bench->diags, 0);
  assert_string_equal(diag->code, "layout-too-high");
  assert_string_equal(diag->message, "Delft: the row is higher than the page by 10.0 mm");
  assert_int_equal(diag->pos.line, row->pos.line);
  assert_string_equal(diag->pos.file, "templates/test.md");
  assert_non_null(diag->hint);
  close_flow(flow);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_blocks_go_down_and_on),
      cmocka_unit_test(test_paragraph_breaks_with_two_lines_each),
      cmocka_unit_test(test_head_stays_with_what_follows),
      cmocka_unit_test(test_head_stays_with_a_whole_figure),
      cmocka_unit_test(test_page_breaks),
      cmocka_unit_test(test_last_page_keeps_room_for_its_footer),
      cmocka_unit_test(test_a_little_less_air_saves_a_page),
      cmocka_unit_test(test_row_shares_its_top_and_is_never_split),
      cmocka_unit_test(test_stacked_figures_in_a_row_align),
      cmocka_unit_test(test_columns_are_balanced),
      cmocka_unit_test(test_a_section_a_column),
      cmocka_unit_test(test_columns_go_on_over_pages),
      cmocka_unit_test(test_nearly_empty_last_page_is_told),
      cmocka_unit_test(test_short_page_after_a_break_is_as_asked),
      cmocka_unit_test(test_too_high_is_told_with_its_place),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
