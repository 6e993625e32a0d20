/* The YAML reader: positions an author can trust, plain words for every slip, and nothing a hostile file can win. */
#include "config/yaml.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* cmocka last: it needs the types above. */
#include <cmocka.h>

static YamlDoc *parse_at(const char *text, int line_offset, Diags *diags) {
  return yaml_parse(text, strlen(text), g_intern_static_string("t.yaml"), line_offset, diags);
}

/* Reads text that must be right. */
static YamlDoc *parse(const char *text) {
  g_autoptr(Diags) diags = diags_new();
  YamlDoc *doc = parse_at(text, 0, diags);
  g_autofree char *found = diags_format(diags, 0);
  if (!doc || *found) fail_msg("%s", found);
  return doc;
}

/* Reads text that must be refused; `expected` is how the findings print, without hints. */
static void check_refused(const char *text, const char *expected) {
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(YamlDoc) doc = parse_at(text, 0, diags);
  assert_null(doc);
  GString *found = g_string_new(NULL);
  for (guint i = 0; i < diags_length(diags); i++) {
    const Diag *diag = diags_get(diags, i);
    g_string_append_printf(found, "%d:%d %s\n", diag->pos.line, diag->pos.column, diag->code);
  }
  assert_string_equal(found->str, expected);
  g_string_free(found, TRUE);
}

static void check_pos(SourcePos pos, int line, int column) {
  assert_string_equal(pos.file, "t.yaml");
  assert_int_equal(pos.line, line);
  assert_int_equal(pos.column, column);
}

static void test_tree(void **state G_GNUC_UNUSED) {
  g_autoptr(YamlDoc) doc = parse("# comment\n"
                                 "title: Een thuis\n"
                                 "code: \"030\"\n"
                                 "levels:\n"
                                 "  - id: land\n"
                                 "    n: 1\n"
                                 "  - [a, 'b c']\n"
                                 "text: |\n"
                                 "  one\n"
                                 "  two\n");
  const YamlNode *root = yaml_root(doc);
  assert_int_equal(yaml_kind(root), YAML_MAP);
  assert_int_equal(yaml_length(root), 4);
  assert_string_equal(yaml_key(root, 1), "code");
  assert_string_equal(yaml_text(yaml_get(root, "code")), "030");
  assert_false(yaml_is_plain(yaml_get(root, "code")));
  assert_true(yaml_is_plain(yaml_get(root, "title")));
  assert_string_equal(yaml_text(yaml_get(root, "text")), "one\ntwo\n");
  const YamlNode *levels = yaml_get(root, "levels");
  assert_int_equal(yaml_kind(levels), YAML_LIST);
  assert_string_equal(yaml_text(yaml_get(yaml_item(levels, 0), "id")), "land");
  assert_string_equal(yaml_text(yaml_item(yaml_item(levels, 1), 1)), "b c");
  assert_null(yaml_get(root, "absent"));
  assert_null(yaml_get(levels, "id"));
  assert_int_equal(yaml_length(yaml_get(root, "title")), 0);
  assert_string_equal(yaml_text(levels), "");
}

static void test_positions(void **state G_GNUC_UNUSED) {
  g_autoptr(YamlDoc) doc = parse("één: “twee”\n"
                                 "😀: { sleutel: [é, 🏠, laatste] }\r\n"
                                 "derde:\n"
                                 "  - x\n");
  const YamlNode *root = yaml_root(doc), *inner = yaml_item(root, 1), *list = yaml_get(inner, "sleutel");
  check_pos(yaml_pos(root), 1, 1);
  check_pos(yaml_pos(yaml_item(root, 0)), 1, 6);
  check_pos(yaml_key_pos(root, 1), 2, 1);
  check_pos(yaml_key_pos(inner, 0), 2, 6);
  check_pos(yaml_pos(yaml_item(list, 1)), 2, 19);
  check_pos(yaml_pos(yaml_item(list, 2)), 2, 22);
  check_pos(yaml_pos(yaml_item(yaml_get(root, "derde"), 0)), 4, 5);
}

static void test_line_offset(void **state G_GNUC_UNUSED) {
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(YamlDoc) doc = parse_at("id: a\nb: c\n", 40, diags);
  check_pos(yaml_pos(yaml_get(yaml_root(doc), "b")), 42, 4);
  g_autoptr(YamlDoc) wrong = parse_at("id: a\nid: b\n", 40, diags);
  assert_null(wrong);
  check_pos(diags_get(diags, 0)->pos, 42, 1);
  assert_non_null(strstr(diags_get(diags, 0)->message, "line 41"));
}

static void test_byte_order_mark_does_not_count(void **state G_GNUC_UNUSED) {
  g_autoptr(YamlDoc) doc = parse("\xef\xbb\xbf"
                                 "id: a\n");
  check_pos(yaml_key_pos(yaml_root(doc), 0), 1, 1);
  assert_string_equal(yaml_key(yaml_root(doc), 0), "id");
}

static void test_empty_is_an_empty_map(void **state G_GNUC_UNUSED) {
  static const char *const texts[] = {"", "\n\n", "# only a comment\n", "---\n", "--- ~\n", "\xef\xbb\xbf"};
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autoptr(YamlDoc) doc = parse(texts[i]);
    assert_int_equal(yaml_kind(yaml_root(doc)), YAML_MAP);
    assert_int_equal(yaml_length(yaml_root(doc)), 0);
  }
}

static void test_json(void **state G_GNUC_UNUSED) {
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(YamlDoc) doc = parse("{\n\t\"name\": \"data\",\n\t\"n\": -12.5, \"no\": null,\n"
                                 "\t\"a\": [1, {\"b\": true}], \"e\": \"\\u00e9\\/\"\n}\n");
  const YamlNode *root = yaml_root(doc);
  assert_string_equal(yaml_string(root, "name", "", diags), "data");
  assert_true(yaml_number(root, "n", 0, diags) == -12.5);
  assert_string_equal(yaml_string(root, "no", "fallback", diags), "fallback");
  assert_true(yaml_bool(yaml_item(yaml_get(root, "a"), 1), "b", false, diags));
  assert_string_equal(yaml_string(root, "e", "", diags), "é/");
  assert_int_equal(diags_length(diags), 0);
}

static void test_duplicate_keys_are_all_reported(void **state G_GNUC_UNUSED) {
  check_refused("a: 1\nb: 2\na: 3\nc: { d: 1, d: 2 }\n'b': 4\n",
                "3:1 yaml-duplicate-key\n4:12 yaml-duplicate-key\n5:1 yaml-duplicate-key\n");
}

static void test_anchors_aliases_and_tags_are_refused(void **state G_GNUC_UNUSED) {
  check_refused("a: &x 1\nb: *x\nc: !!str 3\nd: ! let op\n*x : 2\n",
                "1:4 yaml-anchor\n2:4 yaml-alias\n3:4 yaml-tag\n4:4 yaml-tag\n5:1 yaml-alias\n");
  check_refused("a: [&x {}, &y []]\n", "1:5 yaml-anchor\n1:12 yaml-anchor\n");
  /* A billion laughs ends at its first anchor. */
  check_refused("a: &a [l]\nb: &b [*a,*a]\n", "1:4 yaml-anchor\n2:4 yaml-anchor\n2:8 yaml-alias\n2:11 yaml-alias\n");
}

static void test_depth(void **state G_GNUC_UNUSED) {
  GString *text = g_string_new(NULL);
  for (int i = 0; i < 31; i++) g_string_append_c(text, '[');
  g_string_append_c(text, 'x');
  for (int i = 0; i < 31; i++) g_string_append_c(text, ']');
  yaml_doc_free(parse(text->str));
  g_string_prepend_c(text, '[');
  g_string_append_c(text, ']');
  check_refused(text->str, "1:33 yaml-depth\n");
  g_string_truncate(text, 0);
  for (int i = 0; i < 100000; i++) g_string_append_c(text, i % 2 ? '{' : '[');
  check_refused(text->str, "1:3 yaml-key\n");
  g_string_truncate(text, 0);
  for (int i = 0; i < 500000; i++) g_string_append_c(text, '[');
  check_refused(text->str, "1:33 yaml-depth\n");
  g_string_truncate(text, 0);
  for (int i = 0; i < 5000; i++) g_string_append(text, "- ");
  check_refused(text->str, "1:65 yaml-depth\n");
  g_string_free(text, TRUE);
}

static void test_size(void **state G_GNUC_UNUSED) {
  g_autofree char *large = g_strnfill((1 << 20) + 1, 'a');
  check_refused(large, "1:1 yaml-size\n");
  large[1 << 20] = '\0';
  yaml_doc_free(parse(large));
  GString *many = g_string_new("[");
  while (many->len < 1 << 20) g_string_append(many, "a,");
  many->str[many->len - 1] = ']';
  g_string_truncate(many, 1 << 20);
  many->str[(1 << 20) - 1] = ']';
  g_autoptr(YamlDoc) list = parse(many->str);
  assert_true(yaml_length(yaml_root(list)) > 500000);
  g_string_free(many, TRUE);
}

static void test_slips_of_authors(void **state G_GNUC_UNUSED) {
  static const char *const slips[][2] = {
      {"a: 1\n\tb: 2\n", "2:1 yaml-tab\n"},
      {"a:\n\tb: 2\n", "2:1 yaml-character\n"},
      {"a: |\n\tx\n", "2:1 yaml-tab\n"},
      {"title: Delft: 30%\n", "1:13 yaml-colon\n"},
      {"a: 1\ntitle: {{ region.name }}\n", "2:9 yaml-key\n"},
      {"title: {{ region.name }} telt\n", "1:9 yaml-key\n"},
      {"title: {% if x %}\n", "1:9 yaml-character\n"},
      {"title: \"open\nb: 2\n", "1:8 yaml-unclosed-quote\n"},
      {"title: 'het 's nachts'\n", "1:14 yaml-indent\n"},
      {"title: 'open\n", "1:8 yaml-unclosed-quote\n"},
      {"title: \"C:\\data\"\n", "1:11 yaml-escape\n"},
      {"a: \"\\u12\"\n", "1:7 yaml-escape\n"},
      {"a: [1, 2\nb: 3\n", "1:4 yaml-unclosed-bracket\n"},
      {"a: {b: 1]\n", "1:4 yaml-unclosed-bracket\n"},
      {"a: {b: 1}}\n", "1:10 yaml-indent\n"},
      {"a: ]\n", "1:4 yaml-character\n"},
      {"a: , x\n", "1:4 yaml-character\n"},
      {"a: \"x\" y\n", "1:8 yaml-indent\n"},
      {"title\nb: 1\n", "2:2 yaml-colon\n"},
      {"a: b\nc:d\ne: f\n", "2:1 yaml-key\n"},
      {"a: @home\n", "1:4 yaml-character\n"},
      {"a: %x\n", "1:4 yaml-character\n"},
      {"a: `x`\n", "1:4 yaml-character\n"},
      {"a: *\n", "1:4 yaml-alias\n"},
      {"a: & b\n", "1:4 yaml-anchor\n"},
      {"a: !foo!bar x\n", "1:4 yaml-tag\n"},
      {"%FOO\na: 1\n", "1:1 yaml-character\n"},
      {"a: 1\n---\nb: 2\n", "2:1 yaml-documents\n"},
      {"a: 1\n...\nb: 2\n", "3:1 yaml-documents\n"},
      {"a: 1\n b: 2\n", "2:3 yaml-colon\n"},
      {"a:\n  - x\n - y\n", "3:2 yaml-indent\n"},
      {"- a\nb: 1\n", "2:1 yaml-indent\n"},
      {"a: - b\n", "1:4 yaml-indent\n"},
      {"a: |x\n", "1:5 yaml-indent\n"},
      {"? [a]\n: 1\n", "1:3 yaml-key\n"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(slips); i++) check_refused(slips[i][0], slips[i][1]);
}

static void test_what_is_no_text(void **state G_GNUC_UNUSED) {
  check_refused("a: é\nb: \xff\n", "2:4 yaml-character\n");
  check_refused("a: é\nb: é\x01\n", "2:5 yaml-character\n");
  check_refused("a: \"\\0\"\n", "1:4 yaml-character\n");
  g_autoptr(Diags) diags = diags_new();
  assert_null(yaml_parse("a: \0b\n", 6, "t.yaml", 0, diags));
  assert_null(yaml_parse("\xfe\xff\0a", 4, "t.yaml", 0, diags)); /* UTF-16 */
  assert_int_equal(diags_count(diags, DIAG_ERROR), 2);
}

/* Whatever the bytes, there is a finding or a document, and nothing breaks. */
static void test_noise(void **state G_GNUC_UNUSED) {
  static const char alphabet[] = "ab:-,[]{}'\"|>&*!#%@` \n\t\\?~\xc3\xa9.0";
  g_autoptr(GRand) random = g_rand_new_with_seed(2);
  for (int round = 0; round < 20000; round++) {
    char text[48];
    int length = g_rand_int_range(random, 0, (int)sizeof text);
    for (int i = 0; i < length; i++) text[i] = alphabet[g_rand_int_range(random, 0, (int)sizeof alphabet - 1)];
    g_autoptr(Diags) diags = diags_new();
    g_autoptr(YamlDoc) doc = yaml_parse(text, (gsize)length, "t.yaml", 0, diags);
    assert_true((doc != NULL) == !diags_has_errors(diags));
    for (guint i = 0; i < diags_length(diags); i++) assert_true(diags_get(diags, i)->pos.line >= 1);
  }
}

static void check_finding(Diags *diags, int line, int column, const char *word) {
  assert_int_equal(diags_length(diags), 1);
  const Diag *diag = diags_get(diags, 0);
  check_pos(diag->pos, line, column);
  if (!strstr(diag->message, word)) fail_msg("'%s' does not name %s", diag->message, word);
  assert_non_null(diag->hint);
}

static void test_typed_readers(void **state G_GNUC_UNUSED) {
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(YamlDoc) doc = parse("s: text\nq: \"12\"\nn: 2.5\ni: -3\nyes: true\nempty:\ntilde: ~\nquoted: ''\nneg: -0\n");
  const YamlNode *map = yaml_root(doc);
  assert_string_equal(yaml_string(map, "s", "f", diags), "text");
  assert_string_equal(yaml_string(map, "n", "f", diags), "2.5");
  assert_string_equal(yaml_string(map, "absent", "f", diags), "f");
  assert_null(yaml_string(map, "absent", NULL, diags));
  assert_string_equal(yaml_string(map, "empty", "f", diags), "f");
  assert_string_equal(yaml_string(map, "quoted", "f", diags), "");
  assert_true(yaml_number(map, "n", 0, diags) == 2.5);
  assert_true(yaml_number(map, "tilde", 9, diags) == 9);
  assert_int_equal(yaml_int(map, "i", 0, diags), -3);
  assert_int_equal(yaml_int(map, "neg", 5, diags), 0);
  assert_true(yaml_bool(map, "yes", false, diags));
  assert_true(yaml_bool(map, "absent", true, diags));
  assert_int_equal(diags_length(diags), 0);
}

static void test_typed_readers_name_the_key(void **state G_GNUC_UNUSED) {
  g_autoptr(YamlDoc) doc = parse("list: [1]\nmap: { a: 1 }\ndutch: 3,5\nquoted: \"3\"\nhalf: 2.5\nlarge: 99999999999\nja: ja\n");
  const YamlNode *map = yaml_root(doc);
  g_autoptr(Diags) one = diags_new();
  assert_string_equal(yaml_string(map, "list", "f", one), "f");
  check_finding(one, 1, 7, "'list'");
  g_autoptr(Diags) two = diags_new();
  assert_string_equal(yaml_string(map, "map", "f", two), "f");
  check_finding(two, 2, 6, "'map'");
  g_autoptr(Diags) three = diags_new();
  assert_true(yaml_number(map, "dutch", 7, three) == 7);
  check_finding(three, 3, 8, "'3,5'");
  g_autoptr(Diags) four = diags_new();
  assert_true(yaml_number(map, "quoted", 7, four) == 7);
  check_finding(four, 4, 9, "'quoted'");
  g_autoptr(Diags) five = diags_new();
  assert_int_equal(yaml_int(map, "half", 7, five), 7);
  check_finding(five, 5, 7, "whole number");
  g_autoptr(Diags) six = diags_new();
  assert_int_equal(yaml_int(map, "large", 7, six), 7);
  check_finding(six, 6, 8, "'large'");
  g_autoptr(Diags) seven = diags_new();
  assert_true(yaml_bool(map, "ja", true, seven));
  check_finding(seven, 7, 5, "true or false");
}

static void test_check_keys(void **state G_GNUC_UNUSED) {
  static const char *const known[] = {"indicator", "regions", "title", NULL};
  g_autoptr(YamlDoc) doc = parse("title: a\n  \nindicater: b\nwidth: 3\n");
  g_autoptr(Diags) diags = diags_new();
  yaml_check_keys(yaml_root(doc), known, diags);
  assert_int_equal(diags_length(diags), 2);
  check_pos(diags_get(diags, 0)->pos, 3, 1);
  assert_string_equal(diags_get(diags, 0)->hint, "did you mean 'indicator'?");
  assert_non_null(strstr(diags_get(diags, 1)->hint, "indicator, regions, title"));
  g_autoptr(YamlDoc) list = parse("- title\n");
  yaml_check_keys(yaml_root(list), known, diags);
  assert_int_equal(diags_length(diags), 3);
}

static void check_nearest(const char *word, const char *expected) {
  static const char *const candidates[] = {"provincie", "gemeente", "land", "regio", "één", NULL};
  const char *nearest = yaml_nearest(word, candidates);
  if (expected) assert_string_equal(nearest, expected);
  else if (nearest) fail_msg("'%s' was taken for '%s'", word, nearest);
}

static void test_nearest(void **state G_GNUC_UNUSED) {
  check_nearest("provinice", "provincie");
  check_nearest("Gemeente", "gemeente");
  check_nearest("gemeenten", "gemeente");
  check_nearest("lnad", "land");
  check_nearest("een", NULL); /* two of three letters differ */
  check_nearest("eén", "één");
  check_nearest("region", "regio");
  check_nearest("zzz", NULL);
  check_nearest("", NULL);
  check_nearest("\xff\xfe", NULL);
  g_autofree char *endless = g_strnfill(100000, 'l');
  check_nearest(endless, NULL);
}

static void test_load_names_a_missing_file(void **state G_GNUC_UNUSED) {
  g_autoptr(Diags) diags = diags_new();
  assert_null(yaml_load("/nowhere/x.yaml", "x.yaml", diags));
  const Diag *diag = diags_get(diags, 0);
  assert_string_equal(diag->code, "file-unreadable");
  assert_ptr_equal(diag->pos.file, g_intern_string("x.yaml"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_tree),
      cmocka_unit_test(test_positions),
      cmocka_unit_test(test_line_offset),
      cmocka_unit_test(test_byte_order_mark_does_not_count),
      cmocka_unit_test(test_empty_is_an_empty_map),
      cmocka_unit_test(test_json),
      cmocka_unit_test(test_duplicate_keys_are_all_reported),
      cmocka_unit_test(test_anchors_aliases_and_tags_are_refused),
      cmocka_unit_test(test_depth),
      cmocka_unit_test(test_size),
      cmocka_unit_test(test_slips_of_authors),
      cmocka_unit_test(test_what_is_no_text),
      cmocka_unit_test(test_noise),
      cmocka_unit_test(test_typed_readers),
      cmocka_unit_test(test_typed_readers_name_the_key),
      cmocka_unit_test(test_check_keys),
      cmocka_unit_test(test_nearest),
      cmocka_unit_test(test_load_names_a_missing_file),
  };
  return cmocka_run_group_tests_name("yaml", tests, NULL, NULL);
}
