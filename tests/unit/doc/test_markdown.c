/* Markdown into the tree: rows and columns, what is refused, links, and punctuation across emphasis. */
#include "sheet.h"
#include "doc/markdown.h"

#define ROW(n) TEMPLATE_MARK_BEGIN "row " n TEMPLATE_MARK_END "\n"
#define MARK(word) TEMPLATE_MARK_BEGIN word TEMPLATE_MARK_END "\n"

/* `expected` NULL: only the findings count. */
static void check(const char *text, const char *findings, const char *expected) {
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(GPtrArray) figures = g_ptr_array_new();
  g_autoptr(Figure) figure = figure_new(&SHEET_PROBE, "fig", (SourcePos){0});
  g_ptr_array_add(figures, figure);
  MarkdownContext context = {"t.md", NULL, figures, SHEET_TYPES, diags};
  g_autoptr(DocNode) root = markdown_read(text, strlen(text), &context);
  support_expect(diags, findings);
  if (expected) sheet_is(root, expected);
}

static void reads(const char *text, const char *expected) { check(text, "", expected); }
static void refuses(const char *text, const char *findings) { check(text, findings, NULL); }

static void blocks(void **state) {
  (void)state;
  reads(
      "# A\n\nb *c* **d** `e`  \nf\ng\n",
      "root(h1(text 'A'), p(text 'b ', emph(text 'c'), text ' ', strong(text 'd'), text ' ', code 'e', hard, text 'f', soft, text 'g'))");
  reads(
      "- a\n- b\n  1. c\n\n> d\n\n---\n\n```c\nx\n```\n",
      "root(list(item(p(text 'a')), item(p(text 'b'), list(item(p(text 'c'))))), quote(p(text 'd')), rule, code 'x\n')");
}

static void rows_and_columns(void **state) {
  (void)state;
  reads(ROW("7 5") "a\n" MARK("col") MARK("figure 0") MARK("endrow") "b\n",
        "root(row(col7(p(text 'a')), col5(figure fig)), p(text 'b'))");
  reads(ROW("7 5") MARK("col") "a\n" MARK("col") "b\n" MARK("endrow"),
        "root(row(col7(p(text 'a')), col5(p(text 'b'))))");
  reads(ROW("4 8") MARK("col") "a\n" MARK("endrow"), "root(row(col4, col8(p(text 'a'))))");
  reads(
      "- a\n" ROW("12") "- b\n" MARK("columns 2") "c\n" MARK("endcolumns") "d\n" MARK("endrow") MARK("pagebreak") "e",
      "root(list(item(p(text 'a'))), row(col12(list(item(p(text 'b'))), columns(p(text 'c')), p(text 'd'))), break, p(text 'e'))");
}

static void wrong_nesting(void **state) {
  (void)state;
  refuses("a\n\n" ROW("6 6") "b\n", "3 layout-unclosed\n");
  refuses(MARK("endrow") MARK("col") MARK("endcolumns"), "1 layout-stray\n2 layout-stray\n3 layout-stray\n");
  refuses(ROW("6 6") ROW("6 6") MARK("col") MARK("endrow"), "2 layout-nested\n");
  refuses(ROW("6 6") MARK("endrow") ROW("6") MARK("col") "a\n" MARK("col") "b\n" MARK("endrow"),
          "1 layout-col-count\n3 layout-col-count\n");
  refuses(ROW("12") MARK("columns 2") MARK("pagebreak") MARK("endrow"), "3 layout-nested\n4 layout-nested\n");
  refuses(MARK("columns 2") MARK("columns 2") ROW("12") MARK("endcolumns") MARK("columns 2"),
          "2 layout-nested\n3 layout-nested\n5 layout-unclosed\n");
}

static void what_a_factsheet_cannot_hold(void **state) {
  (void)state;
  refuses("<div>x</div>\n\na <b>c</b>\n\n<!-- note -->\n",
          "1 markdown-html\n3 markdown-html\n3 markdown-html\n5 markdown-html\n");
  refuses("a\n\n| x | y |\n| --- | ---: |\n| 1 | 2 |\n\nx|y\n-|-\n", "3 markdown-table\n7 markdown-table\n");
  refuses("![alt](x.png)\n\n#### vier\n", "1 markdown-image\n3 markdown-heading-level\n");
  refuses("- a\n\n  ```probe\n  id: x\n  ```\n\n> " MARK("figure 0"), "3 layout-nested\n7 layout-nested\n");
}

static void links(void **state) {
  (void)state;
  reads(
      "[a](/gemeente/delft/) [b](https://x.nl/?a=1&b=2) [c](mailto:a@b.nl) [d](#fig) [e][r]\n\n[r]: http://r.nl\n",
      "root(p(link </gemeente/delft/>(text 'a'), text ' ', link <https://x.nl/?a=1&b=2>(text 'b'), text ' ', link <mailto:a@b.nl>(text 'c'), "
      "text ' ', link <#fig>(text 'd'), text ' ', link <http://r.nl>(text 'e')))");
  refuses(
      "[a](javascript:x)\n[b](//evil.nl)\n[c](delft/)\n[d](#figg)\n[e](data:x) [f](</a\\\\b>) [g](https://)\n",
      "1 markdown-link\n2 markdown-link\n3 markdown-link\n4 markdown-link\n5 markdown-link\n5 markdown-link\n5 markdown-link\n");
}

static void references_work_across_columns(void **state) {
  (void)state;
  reads(ROW("6 6") "[a][r]\n" MARK("col") "b\n" MARK("endrow") "\n[r]: /x/\n",
        "root(row(col6(p(link </x/>(text 'a'))), col6(p(text 'b'))))");
}

static void punctuation_sees_over_emphasis(void **state) {
  (void)state;
  reads(
      "\"**a**\" 'b *c*' d's 's-Gravenhage -- `\"x\"`",
      "root(p(text '“', strong(text 'a'), text '” ‘b ', emph(text 'c'), text '’ d’s ’s-Gravenhage – ', code '\"x\"'))");
  reads("a \\\"b\\\" c", "root(p(text 'a “b” c'))");
}

#define LANG(tag) TEMPLATE_LANG_BEGIN tag TEMPLATE_LANG_END

static void words_and_blocks_in_another_language(void **state) {
  (void)state;
  reads(LANG("en") "a *b*" LANG("") " c\n", "root(p(span en(text 'a ', emph(text 'b')), text ' c'))");
  reads("a [" LANG("de") "b" LANG("") "](/x/) **" LANG("en") "c " LANG("fy") "d" LANG("") LANG("") "**\n",
        "root(p(text 'a ', link </x/>(span de(text 'b')), text ' ', strong(span en(text 'c ', span fy(text 'd')))))");
  reads(MARK("lang en") "## a\n\n- b\n\n" MARK("lang nl") "c\n" MARK("endlang") MARK("endlang") "d\n",
        "root(div en(h2(text 'a'), list(item(p(text 'b'))), div nl(p(text 'c'))), p(text 'd'))");
  refuses("a **" LANG("en") "b** c" LANG("") "\n", "1 markdown-lang\n1 markdown-lang\n");
  refuses("a " LANG("en") "b\n\nc" LANG("") "\n", "1 markdown-lang\n3 markdown-lang\n");
  refuses("> " LANG("en") "\n> b\n> " LANG("") "\n", "1 markdown-lang\n");
  refuses(MARK("lang en") ROW("6 6") "a\n" MARK("endlang"), "2 layout-nested\n");
  refuses("- a\n\n  " MARK("lang en"), "3 layout-nested\n");
}

static void nothing_to_see_is_not_there(void **state) {
  (void)state;
  reads("-\n- a\n-\n\n>\n\n&nbsp;\n\n1.\n\n&shy;\n\nb\n", "root(list(item(p(text 'a'))), p(text 'b'))");
  reads(ROW("6 6") MARK("col") MARK("endrow") MARK("columns 2") MARK("endcolumns") "a\n", "root(p(text 'a'))");
  reads(LANG("en") LANG("") "\n\n" MARK("lang en") "\n\n" MARK("endlang") "a\n", "root(p(text 'a'))");
  refuses("##\n\n# &nbsp;\n", "1 markdown-heading-empty\n3 markdown-heading-empty\n");
  refuses("[](/a/) [ ](/b/)\n", "1 markdown-link\n1 markdown-link\n");
}

static void headings_do_not_skip(void **state) {
  (void)state;
  reads("# a\n\n## b\n\n### c\n\n### d\n\n## e\n", "root(h1(text 'a'), h2(text 'b'), h3(text 'c'), h3(text 'd'), h2(text 'e'))");
  refuses("# a\n\n### b\n", "3 markdown-heading-skipped\n");
  refuses("### a\n\n## b\n\n# c\n\n### d\n", "1 markdown-heading-skipped\n7 markdown-heading-skipped\n");
}

static void depth_is_bounded(void **state) {
  (void)state;
  g_autoptr(GString) text = g_string_new(NULL);
  for (int i = 0; i < 200; i++) g_string_append(text, "> ");
  g_string_append(text, "a\n");
  refuses(text->str, "1 markdown-too-deep\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(blocks),
      cmocka_unit_test(rows_and_columns),
      cmocka_unit_test(wrong_nesting),
      cmocka_unit_test(what_a_factsheet_cannot_hold),
      cmocka_unit_test(links),
      cmocka_unit_test(references_work_across_columns),
      cmocka_unit_test(punctuation_sees_over_emphasis),
      cmocka_unit_test(words_and_blocks_in_another_language),
      cmocka_unit_test(nothing_to_see_is_not_there),
      cmocka_unit_test(headings_do_not_skip),
      cmocka_unit_test(depth_is_bounded),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
