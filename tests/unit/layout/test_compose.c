/* The tag tree and the boxes that blocks become: levels of heads, sections, lists, quotes, links. */
#include "unit/layout/doc_builder.h"
#include "layout/compose.h"

typedef struct { Bench *bench; LayoutJob job; GPtrArray *boxes; } Body;

static void set_body(Body *body) {
  body->job = bench_job(body->bench);
  body->boxes = compose_body(&body->job);
}

static void clear_body(Body *body) {
  g_ptr_array_unref(body->boxes);
  bench_job_clear(&body->job);
  bench_free(body->bench);
}

/* "Sect(H2,P,L(LI(LBody)))": the tree below a tag. */
static void append_tree(GString *out, const Tag *tag) {
  for (guint i = 0; i < tag->children->len; i++) {
    const Tag *child = g_ptr_array_index(tag->children, i);
    g_string_append_printf(out, "%s%s", i > 0 ? "," : "", tag_type_name(child->type));
    if (child->children->len == 0) continue;
    g_string_append_c(out, '(');
    append_tree(out, child);
    g_string_append_c(out, ')');
  }
}

static void expect_tree(Body *body, const char *expected) {
  set_body(body);
  g_autoptr(GString) tree = g_string_new(NULL);
  append_tree(tree, tag_tree_root(body->job.tags));
  assert_string_equal(tree->str, expected);
}

static void test_finding_and_sections_are_siblings(void **state) {
  (void)state;
  Body body = {.bench = bench_new("Delft")};
  bench_heading(body.bench, NULL, 1, "Delft ligt op koers.");
  bench_figure(body.bench, NULL, "a", 10);
  bench_heading(body.bench, NULL, 2, "Wat valt op");
  bench_paragraph(body.bench, NULL, "Veel.");
  bench_heading(body.bench, NULL, 3, "Verder");
  bench_paragraph(body.bench, NULL, "Meer.");
  expect_tree(&body, "Sect(H2),Sect(H2),Sect(H2,P,H3,P)");
  clear_body(&body);
}

static void test_figure_in_a_section_is_one_level_lower(void **state) {
  (void)state;
  Body body = {.bench = bench_new("Delft")};
  bench_heading(body.bench, NULL, 2, "Cijfers");
  bench_figure(body.bench, NULL, "a", 10);
  DocNode *row = bench_block(body.bench, NULL, NODE_ROW);
  bench_figure(body.bench, bench_col(body.bench, row, 6), "b", 10);
  expect_tree(&body, "Sect(H2,Sect(H3),Sect(H3))");
  clear_body(&body);
}

static void test_section_in_a_column_stays_there(void **state) {
  (void)state;
  Body body = {.bench = bench_new("Delft")};
  DocNode *row = bench_block(body.bench, NULL, NODE_ROW);
  DocNode *col = bench_col(body.bench, row, 6);
  bench_heading(body.bench, col, 2, "Wat valt op");
  bench_paragraph(body.bench, col, "Veel.");
  bench_figure(body.bench, bench_col(body.bench, row, 6), "a", 10);
  bench_figure(body.bench, NULL, "b", 10);
  expect_tree(&body, "Sect(H2,P),Sect(H2),Sect(H2)");
  clear_body(&body);
}

static void test_subhead_without_a_section_skips_no_level(void **state) {
  (void)state;
  Body body = {.bench = bench_new("Delft")};
  bench_heading(body.bench, NULL, 3, "Alleen");
  bench_paragraph(body.bench, NULL, "Tekst zonder kop.");
  expect_tree(&body, "Sect(H2,P)");
  clear_body(&body);
}

static void test_lists_have_labels_only_when_numbered(void **state) {
  (void)state;
  Body body = {.bench = bench_new("Delft")};
  const char *items[] = {"een", "twee", NULL};
  bench_list(body.bench, NULL, false, items);
  bench_list(body.bench, NULL, true, items);
  expect_tree(&body, "Sect(L(LI(LBody(P)),LI(LBody(P))),L(LI(Lbl,LBody(P)),LI(Lbl,LBody(P))))");
  const Box *square = g_ptr_array_index(body.boxes, 0), *number = g_ptr_array_index(body.boxes, 3);
  assert_int_equal(square->mark, BOX_MARK_SQUARE);
  assert_float_equal(square->indent, 9, 0);
  assert_string_equal(number->mark_text, "2.");
  assert_true(number->mark_tag > 0);
  clear_body(&body);
}

static void test_tight_item_is_its_own_text(void **state) {
  (void)state;
  Body body = {.bench = bench_new("Delft")};
  DocNode *list = bench_block(body.bench, NULL, NODE_LIST);
  bench_inline(body.bench, bench_block(body.bench, list, NODE_ITEM), "een");
  expect_tree(&body, "Sect(L(LI(LBody)))");
  clear_body(&body);
}

static void test_link_and_quote(void **state) {
  (void)state;
  Body body = {.bench = bench_new("Delft")};
  bench_paragraph(body.bench, NULL, "Lees [dit](https://a.nl/) eens.");
  bench_paragraph(body.bench, bench_block(body.bench, NULL, NODE_QUOTE), "Gezegd.");
  expect_tree(&body, "Sect(P(Span,Link,Span),BlockQuote(P))");
  const Box *quote = g_ptr_array_index(body.boxes, 1);
  assert_true(quote->bar > 0);
  clear_body(&body);
}

static void test_items_without_a_line_of_their_own(void **state) {
  (void)state;
  Body body = {.bench = bench_new("Delft")};
  const char *items[] = {"een", NULL};
  DocNode *outer = bench_block(body.bench, NULL, NODE_LIST);
  outer->ordered = true, outer->start = 1;
  bench_list(body.bench, bench_block(body.bench, outer, NODE_ITEM), true, items);
  bench_figure(body.bench, bench_block(body.bench, outer, NODE_ITEM), "blok", 20);
  /* One number is drawn beside "een", none beside the figure: no label is left without its sign. */
  expect_tree(&body, "Sect(L(LI(LBody(L(LI(Lbl,LBody(P))))),LI(LBody(Sect(H2)))))");
  clear_body(&body);
}

static void test_nothing_to_see_gets_no_tag(void **state) {
  (void)state;
  Body body = {.bench = bench_new("Delft")};
  bench_heading(body.bench, NULL, 2, " ");
  bench_paragraph(body.bench, NULL, "\u00ad ");
  bench_block(body.bench, bench_block(body.bench, NULL, NODE_LIST), NODE_ITEM);
  bench_block(body.bench, NULL, NODE_CODE_BLOCK)->text = g_strdup("a\n\n\nb\n");
  bench_block(body.bench, NULL, NODE_ROW);
  bench_block(body.bench, NULL, NODE_COLUMNS)->columns = 2;
  bench_block(body.bench, bench_block(body.bench, NULL, NODE_QUOTE), NODE_PARAGRAPH);
  bench_block(body.bench, NULL, NODE_CODE_BLOCK)->text = g_strdup(" \n\n");
  bench_paragraph(body.bench, NULL, "Zie [ ](https://a.nl/) dit.");
  expect_tree(&body, "Sect(P,P),Sect(P(Span))");
  clear_body(&body);
}

static void test_anchors_are_unique(void **state) {
  (void)state;
  Body body = {.bench = bench_new("Delft")};
  bench_heading(body.bench, NULL, 2, "Wat valt óp?");
  bench_heading(body.bench, NULL, 2, "Wat valt op");
  set_body(&body);
  assert_string_equal(((const Box *)g_ptr_array_index(body.boxes, 0))->id, "wat-valt-op");
  assert_string_equal(((const Box *)g_ptr_array_index(body.boxes, 1))->id, "wat-valt-op-2");
  clear_body(&body);
}

static void test_lines_are_no_longer_than_is_readable(void **state) {
  (void)state;
  Body body = {.bench = bench_new("Delft")};
  bench_filler(body.bench, NULL, 100);
  set_body(&body);
  const Box *box = g_ptr_array_index(body.boxes, 0);
  assert_float_equal(box->width, layout_span(body.job.grid, 9), 0.01);
  clear_body(&body);
}

static void expect_finding(Body *body, const char *code, int line) {
  set_body(body);
  assert_int_equal(diags_length(body->bench->diags), 1);
  const Diag *diag = diags_get(body->bench->diags, 0);
  assert_string_equal(diag->code, code);
  assert_int_equal(diag->pos.line, line);
  clear_body(body);
}

static void test_word_wider_than_its_column_is_told(void **state) {
  (void)state;
  Body body = {.bench = bench_new("Delft")};
  DocNode *row = bench_block(body.bench, NULL, NODE_ROW);
  const DocNode *node = bench_paragraph(body.bench, bench_col(body.bench, row, 1), "Arbeidsmarktregio");
  expect_finding(&body, "layout-word-too-wide", node->pos.line);
}

static void test_figure_text_outside_its_width_is_told(void **state) {
  (void)state;
  Body body = {.bench = bench_new("Delft")};
  DocNode *row = bench_block(body.bench, NULL, NODE_ROW);
  const DocNode *node = bench_figure(body.bench, bench_col(body.bench, row, 2), "een-veel-te-lange-naam", 50);
  expect_finding(&body, "layout-figure-too-wide", node->pos.line);
}

static void test_page_break_inside_a_row_is_told(void **state) {
  (void)state;
  Body body = {.bench = bench_new("Delft")};
  DocNode *row = bench_block(body.bench, NULL, NODE_ROW);
  const DocNode *node = bench_block(body.bench, bench_col(body.bench, row, 12), NODE_PAGEBREAK);
  expect_finding(&body, "layout-pagebreak-inside", node->pos.line);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_finding_and_sections_are_siblings),
      cmocka_unit_test(test_figure_in_a_section_is_one_level_lower),
      cmocka_unit_test(test_section_in_a_column_stays_there),
      cmocka_unit_test(test_subhead_without_a_section_skips_no_level),
      cmocka_unit_test(test_lists_have_labels_only_when_numbered),
      cmocka_unit_test(test_tight_item_is_its_own_text),
      cmocka_unit_test(test_link_and_quote),
      cmocka_unit_test(test_items_without_a_line_of_their_own),
      cmocka_unit_test(test_nothing_to_see_gets_no_tag),
      cmocka_unit_test(test_anchors_are_unique),
      cmocka_unit_test(test_lines_are_no_longer_than_is_readable),
      cmocka_unit_test(test_word_wider_than_its_column_is_told),
      cmocka_unit_test(test_figure_text_outside_its_width_is_told),
      cmocka_unit_test(test_page_break_inside_a_row_is_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
