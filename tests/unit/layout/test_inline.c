/* Line breaking over mixed styles, and what is drawn of it. */
#include "doc/plain.h"
#include "unit/layout/doc_builder.h"
#include "layout/inline.h"

/* With the stub metrics at 10 pt a letter is 5.5 wide, a blank 3.5. */
static const TextFont FONT = {10, 400, 0};

typedef struct { Bench *bench; LayoutJob job; Tag *leaf; InlineText *text; } Inline;

static Inline *open_inline(const char *markup, double width, InlineMode mode) {
  Inline *in = g_new0(Inline, 1);
  in->bench = bench_new("Delft");
  in->job = bench_job(in->bench);
  in->leaf = tag_add(in->job.tags, tag_tree_root(in->job.tags), TAG_P);
  const DocNode *node = bench_paragraph(in->bench, NULL, markup);
  in->text = inline_from_nodes(&in->job, node->children, FONT, theme_color(in->job.theme, "ink"), in->leaf);
  inline_break(in->text, width, mode);
  return in;
}

static void close_inline(Inline *in) {
  inline_free(in->text);
  bench_job_clear(&in->job);
  bench_free(in->bench);
  g_free(in);
}

/* The lines as they are drawn, runs joined by "|", lines by "/". */
static char *drawn(Inline *in) {
  g_autoptr(Scene) scene = scene_new(in->job.theme, in->job.text, 500, 500);
  inline_draw(in->text, scene, 0, 0, 12, 0, inline_line_count(in->text));
  GString *out = g_string_new(NULL);
  g_autoptr(GArray) texts = bench_texts(scene);
  double y = 0;
  for (guint i = 0; i < texts->len; i++) {
    const FoundText *found = &g_array_index(texts, FoundText, i);
    if (i > 0) g_string_append(out, found->y > y ? "/" : "|");
    g_string_append(out, found->item->text);
    y = found->y;
  }
  return g_string_free(out, FALSE);
}

static void expect(const char *markup, double width, InlineMode mode, const char *expected) {
  Inline *in = open_inline(markup, width, mode);
  g_autofree char *lines = drawn(in);
  assert_string_equal(lines, expected);
  close_inline(in);
}

static void test_breaks_at_blanks_and_keeps_them(void **state) {
  (void)state;
  expect("een twee drie", 45, INLINE_RAGGED, "een twee /drie");
  expect("een twee drie", 16.5, INLINE_RAGGED, "een /twee /drie"); /* "twee" is too wide: alone */
  expect("  een \n twee ", 100, INLINE_RAGGED, "een twee");
}

/* With Dutch patterns. */
static void expect_hyphenated(const char *markup, double width, InlineMode mode, const char *expected) {
  Inline *in = open_inline(markup, 1000, mode);
  Hyphenator *hyphenator = NULL;
  assert_true(hyphenator_load("nl", &hyphenator, NULL));
  text_engine_set_hyphenator(in->job.text, hyphenator);
  assert_float_equal(inline_break(in->text, width, mode), 0, 0.01);
  g_autofree char *lines = drawn(in);
  assert_string_equal(lines, expected);
  text_engine_set_hyphenator(in->job.text, NULL);
  hyphenator_free(hyphenator);
  close_inline(in);
}

static void test_words_break_where_a_line_would_gape(void **state) {
  (void)state;
  /* Behind "een" three quarters of the line would stay empty. */
  expect_hyphenated("een voorraadbeheerder", 72, INLINE_RAGGED, "een voorraad\u00ad/beheerder");
  /* "de grote" fills the line for four fifths: whole words read better. */
  expect_hyphenated("de grote voorraden", 52, INLINE_RAGGED, "de grote /voorraden");
  /* A title is broken only when a word is wider than the line. */
  expect_hyphenated("een voorraadbeheerder", 100, INLINE_BALANCED, "een /voorraadbeheerder");
  expect_hyphenated("een voorraadbeheerder", 60, INLINE_BALANCED, "een voor\u00ad/raadbe\u00ad/heerder");
}

static void test_styles_stay_together_without_a_blank(void **state) {
  (void)state;
  /* "(96)." is one word of three runs: it moves to the next line as a whole. */
  expect("staan er (**96**).", 60, INLINE_RAGGED, "staan er /(|96|).");
  expect("wees **212 woningen** toe", 500, INLINE_RAGGED, "wees |212 woningen |toe");
}

static void test_blank_belongs_to_the_text_before_it(void **state) {
  (void)state;
  Inline *in = open_inline("lees [dit](/a/) [dat](/b/) eens", 500, INLINE_RAGGED);
  g_autofree char *lines = drawn(in);
  assert_string_equal(lines, "lees |dit |dat |eens");
  g_autofree char *tags = tag_tree_dump(in->job.tags);
  assert_non_null(strstr(tags, "Link"));
  assert_int_equal(in->leaf->children->len, 4); /* Span Link Link Span: none for the blank between */
  close_inline(in);
}

static void test_no_break_at_nbsp(void **state) {
  (void)state;
  expect("a €\u00a052\u202fmln b", 46, INLINE_RAGGED, "a /€\u00a052\u202fmln /b");
  expect("e\u2011mail e\u2011mail", 40, INLINE_RAGGED, "e\u2011mail /e\u2011mail");
}

static void test_breaks_after_hyphens_between_letters(void **state) {
  (void)state;
  expect("Midden-Delfland", 60, INLINE_RAGGED, "Midden-/Delfland");
  expect("op 31-12-2024", 60, INLINE_RAGGED, "op /31-12-2024");
  expect("in 's-Hertogenbosch", 80, INLINE_RAGGED, "in /'s-Hertogenbosch");
}

static void test_soft_hyphen_only_when_it_fills_a_hole(void **state) {
  (void)state;
  expect("woon\u00adwagen", 200, INLINE_RAGGED, "woonwagen");
  expect("een woon\u00adwagen", 50, INLINE_RAGGED, "een woon\u00ad/wagen");
  /* The line is full enough without it. */
  expect("eenentwintigste jaar woon\u00adwagens", 136, INLINE_RAGGED, "eenentwintigste jaar /woonwagens");
}

static void test_balanced_lines_are_even(void **state) {
  (void)state;
  expect("aa bb cc dd ee ff", 100, INLINE_RAGGED, "aa bb cc dd ee ff");
  expect("aa bb cc dd ee ff", 80, INLINE_BALANCED, "aa bb cc /dd ee ff");
}

static void test_no_widow_word(void **state) {
  (void)state;
  Inline *in = open_inline("woord woord woord woord woord woord woord 1.", 222, INLINE_RAGGED);
  assert_int_equal(inline_line_count(in->text), 2);
  assert_true(inline_line(in->text, 1)->width > 28);
  close_inline(in);
}

static void test_word_too_wide_is_told(void **state) {
  (void)state;
  Inline *in = open_inline("een aansprakelijkheidswaardevaststellingsveranderingen hier", 100, INLINE_RAGGED);
  assert_true(inline_break(in->text, 100, INLINE_RAGGED) > 100);
  g_autofree char *word = inline_widest_word(in->text, 100);
  assert_string_equal(word, "aansprakelijkheidswaardevaststellingsveranderingen");
  assert_int_equal(inline_line_count(in->text), 3);
  close_inline(in);
}

static void test_link_has_a_rectangle_for_each_line(void **state) {
  (void)state;
  Inline *in = open_inline("zie [de hele handreiking](/kennis/) hier", 100, INLINE_RAGGED);
  g_autoptr(Scene) scene = scene_new(in->job.theme, in->job.text, 500, 500);
  inline_draw(in->text, scene, 0, 0, 12, 0, inline_line_count(in->text));
  guint links = 0;
  for (guint i = 0; i < scene_length(scene); i++) {
    const SceneItem *item = scene_item(scene, i);
    if (item->kind != SCENE_LINK) continue;
    links++;
    assert_string_equal(item->uri, "https://voorbeeld.nl/kennis/");
    assert_int_equal(item->rects->len, 2);
    assert_int_equal(tag_get(in->job.tags, item->tag)->type, TAG_LINK);
    const double *first = (const double *)(void *)item->rects->data;
    assert_float_equal(first[0], 18, 0.01);
    assert_float_equal(first[2], 34.5, 0.01); /* "de hele", without the blank behind it */
  }
  assert_int_equal(links, 1);
  close_inline(in);
}

static void test_opening_quotes_hang(void **state) {
  (void)state;
  Inline *in = open_inline("\u201cJa\u201d zei \u2018s avonds", 40, INLINE_RAGGED);
  g_autoptr(Scene) scene = scene_new(in->job.theme, in->job.text, 500, 500);
  inline_draw(in->text, scene, 20, 0, 12, 0, inline_line_count(in->text));
  g_autoptr(GArray) texts = bench_texts(scene);
  assert_true(texts->len >= 2);
  assert_float_equal(g_array_index(texts, FoundText, 0).item->x, 14.5, 0.01); /* its letters start at 20 */
  for (guint i = 1; i < texts->len; i++) {
    const SceneItem *item = g_array_index(texts, FoundText, i).item;
    assert_float_equal(item->x, g_str_has_prefix(item->text, "\u2018") ? 14.5 : 20, 0.01);
  }
  close_inline(in);
}

static void test_plain_text_leaves_marks_out(void **state) {
  (void)state;
  Bench *bench = bench_new("Delft");
  const DocNode *node = bench_paragraph(bench, NULL, "woon\u00adwagen **en** [meer](/a/)");
  g_autofree char *plain = plain_text(node->children);
  assert_string_equal(plain, "woonwagen en meer");
  bench_free(bench);
}

static void test_ideographs_and_addresses_break(void **state) {
  (void)state;
  expect("\u4f4f\u5b85\u306f\u4eba\u6a29", 12, INLINE_RAGGED, "\u4f4f\u5b85/\u306f\u4eba/\u6a29");
  expect("zie [https://v.nl/aa_(b)/50%25?c=d](/a/) na", 80, INLINE_RAGGED, "zie |https://v/.nl/aa_(b)/50/%25?c=d |na");
  expect("[aa_(b)/50%25?c=d](/a/)", 40, INLINE_RAGGED, "aa_(b)/50%25?c=d"); /* words, no address */
}

/* What is not broken at a blank runs on, so that no reader gets a blank between. */
static void test_runs_on(void **state) {
  (void)state;
  Inline *in = open_inline("\u4f4f\u5b85\u306f **a**b c", 12, INLINE_RAGGED);
  g_autoptr(Scene) scene = scene_new(in->job.theme, in->job.text, 500, 500);
  inline_draw(in->text, scene, 0, 0, 12, 0, inline_line_count(in->text));
  GString *joined = g_string_new(NULL);
  for (guint i = 0; i < scene_length(scene); i++) g_string_append_c(joined, scene_item(scene, i)->joined ? '+' : '-');
  assert_string_equal(joined->str, "-+-+-"); /* 住宅 は a b c */
  g_string_free(joined, TRUE);
  close_inline(in);
}

/* Every run as "words@left", in the order of drawing, which is the order of reading. */
static char *placed(Inline *in, double x) {
  g_autoptr(Scene) scene = scene_new(in->job.theme, in->job.text, 500, 500);
  inline_draw(in->text, scene, x, 0, 12, 0, inline_line_count(in->text));
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < scene_length(scene); i++) {
    const SceneItem *item = scene_item(scene, i);
    if (item->kind == SCENE_TEXT) g_string_append_printf(out, "%s%s@%d", out->len > 0 ? " | " : "", item->text, (int)(item->x * 10 + 0.5));
  }
  return g_string_free(out, FALSE);
}

static void expect_placed(const char *markup, const char *language, bool rtl, const char *expected) {
  Inline *in = open_inline(markup, 200, INLINE_RAGGED);
  inline_set_language(in->text, language);
  inline_break(in->text, 200, INLINE_RAGGED);
  assert_int_equal(inline_is_rtl(in->text), rtl);
  g_autofree char *found = placed(in, 10);
  assert_string_equal(found, expected);
  close_inline(in);
}

#define ALEF "\u05d0\u05d0"
#define BET "\u05d1\u05d1"

static void test_words_from_right_to_left(void **state) {
  (void)state;
  /* Two words in a Dutch sentence: the first stands to the right of the second. */
  expect_placed("aa " ALEF " **" BET "** bb", NULL, false, "aa @100 | " ALEF " @355 | " BET "@245 |  bb@500");
}

static void test_paragraph_from_right_to_left(void **state) {
  (void)state;
  /* Right-aligned at 210; "aa 12" keeps its own order within. */
  expect_placed(ALEF " aa 12 " BET, NULL, true, ALEF " @1955 | aa 12@1700 |  " BET "@1555");
  /* A lone bracket in bold runs as the paragraph does. */
  expect_placed(ALEF "**(**aa**)**", NULL, true, ALEF "@1990 | \u200f(@1935 | aa@1825 | \u200f)@1770");
  /* A language decides, whatever the letters. */
  expect_placed("aa.", "ar", true, "aa@1990 | \u200f.@1955");
  expect_placed(ALEF, "en", false, ALEF "@100");
}

static DocNode *add_words(Bench *bench, DocNode *parent, NodeType type, const char *words, const char *lang) {
  DocNode *node = bench_node(bench, parent, type), *text = type == NODE_TEXT ? node : bench_node(bench, node, NODE_TEXT);
  text->text = g_strdup(words);
  if (type == NODE_LINK) node->href = g_strdup("/a/");
  node->lang = g_strdup(lang);
  return node;
}

static void test_words_in_another_language_have_a_span(void **state) {
  (void)state;
  Bench *bench = bench_new("Delft");
  LayoutJob job = bench_job(bench);
  DocNode *node = bench_node(bench, NULL, NODE_PARAGRAPH);
  add_words(bench, node, NODE_SPAN, ALEF " " BET " " ALEF " " BET, "he");
  add_words(bench, node, NODE_TEXT, " is dat ", NULL);
  DocNode *link = add_words(bench, node, NODE_LINK, "zie ", NULL);
  add_words(bench, link, NODE_SPAN, "this", "en");
  Tag *leaf = tag_add(job.tags, tag_tree_root(job.tags), TAG_P);
  g_autoptr(InlineText) text = inline_from_nodes(&job, node->children, FONT, theme_color(job.theme, "ink"), leaf);
  inline_break(text, 300, INLINE_RAGGED);
  assert_false(inline_is_rtl(text)); /* the sentence is Dutch, however long the Hebrew in it */
  assert_int_equal(leaf->children->len, 3);
  const Tag *hebrew = g_ptr_array_index(leaf->children, 0), *anchor = g_ptr_array_index(leaf->children, 2);
  assert_string_equal(hebrew->language, "he");
  assert_null(((const Tag *)g_ptr_array_index(leaf->children, 1))->language);
  assert_int_equal(anchor->type, TAG_LINK);
  assert_int_equal(anchor->children->len, 2);
  assert_string_equal(((const Tag *)g_ptr_array_index(anchor->children, 1))->language, "en");
  g_autoptr(Scene) scene = scene_new(job.theme, job.text, 500, 500);
  inline_draw(text, scene, 0, 0, 12, 0, inline_line_count(text));
  const SceneItem *last = scene_item(scene, scene_length(scene) - 1);
  assert_int_equal(last->kind, SCENE_LINK);
  assert_int_equal(last->tag, anchor->id);
  assert_int_equal(last->rects->len, 1); /* both runs of it on one line */
  bench_job_clear(&job);
  bench_free(bench);
}

/* "P(Span Span="(voorlopig)" …)": the kids of the leaf with what is said in their place. */
static void expect_marks(const char *markup, const char *expected) {
  Inline *in = open_inline(markup, 400, INLINE_RAGGED);
  g_autoptr(GString) kids = g_string_new(NULL);
  for (guint i = 0; i < in->leaf->children->len; i++) {
    const Tag *kid = g_ptr_array_index(in->leaf->children, i);
    g_string_append_printf(kids, "%s%s", i ? "," : "", tag_type_name(kid->type));
    if (kid->actual_text) g_string_append_printf(kids, "=%s|", kid->actual_text);
    if (kid->children->len) g_string_append_printf(kids, "(%u)", kid->children->len);
  }
  assert_string_equal(kids->str, expected);
  close_inline(in);
}

static void test_marks_of_a_number_are_said(void **state) {
  (void)state;
  expect_marks("Er zijn 86* woningen.", "Span,Span= (voorlopig) |,Span");
  expect_marks("Dat is 26,4%**.", "Span,Span= (nader voorlopig)|,Span");
  expect_marks("Zie [12* woningen](https://a.nl/).", "Span,Link(3),Span");
  /* A star that marks no number is itself. */
  expect_marks("* voorlopig, een woord* en 3 * 4", "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_breaks_at_blanks_and_keeps_them),
      cmocka_unit_test(test_words_break_where_a_line_would_gape),
      cmocka_unit_test(test_styles_stay_together_without_a_blank),
      cmocka_unit_test(test_blank_belongs_to_the_text_before_it),
      cmocka_unit_test(test_no_break_at_nbsp),
      cmocka_unit_test(test_breaks_after_hyphens_between_letters),
      cmocka_unit_test(test_soft_hyphen_only_when_it_fills_a_hole),
      cmocka_unit_test(test_balanced_lines_are_even),
      cmocka_unit_test(test_no_widow_word),
      cmocka_unit_test(test_word_too_wide_is_told),
      cmocka_unit_test(test_link_has_a_rectangle_for_each_line),
      cmocka_unit_test(test_opening_quotes_hang),
      cmocka_unit_test(test_plain_text_leaves_marks_out),
      cmocka_unit_test(test_ideographs_and_addresses_break),
      cmocka_unit_test(test_runs_on),
      cmocka_unit_test(test_words_from_right_to_left),
      cmocka_unit_test(test_paragraph_from_right_to_left),
      cmocka_unit_test(test_words_in_another_language_have_a_span),
      cmocka_unit_test(test_marks_of_a_number_are_said),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
