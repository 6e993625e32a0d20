/* A whole factsheet: head, body, figures in loops, notes, sources, digest; and findings that name region and line. */
#include "sheet.h"

static Doc *bound(const Sheet *sheet, const char *code, const char *text) {
  g_autoptr(Diags) diags = diags_new();
  Doc *doc = sheet_bind(sheet, code, text, diags);
  support_expect(diags, "");
  assert_non_null(doc);
  return doc;
}

static void heads(void **state) {
  g_autoptr(Doc) doc = bound(*state, "G3", "a\n");
  support_text(doc->title, "’s-Gravenhage");
  support_text(doc->name, "’s-Gravenhage");
  support_text(doc->kicker, "Een thuis");
  support_text(doc->meta, "Editie 14 maart 2025");
  support_text(doc->site_path, "gemeente/s-gravenhage");
  assert_null(doc->footer);
  assert_int_equal(doc->crumbs->len, 3);
  const Crumb *country = g_ptr_array_index(doc->crumbs, 0), *regio = g_ptr_array_index(doc->crumbs, 2);
  support_text(country->title, "Nederland");
  support_text(country->href, "/nederland/");
  support_text(regio->title, "Regio Haaglanden");

  g_autoptr(Doc) own = bound(
      *state, "G1",
      "---\ntitle: \"Factsheet {{ region.name }}\"\nfooter: 'x'\nkicker: \"{% if false %}a{% endif %}\"\n---\n\nb\n");
  support_text(own->title, "Factsheet Delft");
  support_text(own->footer, "x");
  support_text(own->kicker, "Een thuis");
  sheet_is(own->root, "root(p(text 'b'))");
}

static void hostile_names_stay_names(void **state) {
  g_autoptr(Doc) doc = bound(
      *state, "G2", "# {{ region.name }}\n\n{{ region.name }} [{{ region.name }}]({{ region.url }}) {{ flex }}\n");
  sheet_is(
      doc->root,
      "root(h1(text '*O’Hara_[x](y)*'), p(text '*O’Hara_[x](y)* ', link </gemeente/ohara/>(text '*O’Hara_[x](y)*'), text ' 40'))");
}

static void figures_in_loops(void **state) {
  g_autoptr(Doc) doc = bound(
      *state, "R1",
      "a\n{% row 6 6 %}\n{% for g in region.members limit: 2 %}\n{% if forloop.index == 2 %}\n{% col %}\n{% endif %}\n"
      "```probe\nid: \"f-{{ g.slug }}\"\nindicator: huur\ntitle: \"{{ g.name }}\"\n```\n{% endfor %}\n{% endrow %}\n[b](#f-ohara)\n");
  sheet_is(doc->root,
           "root(p(text 'a'), row(col6(figure f-delft), col6(figure f-ohara)), p(link <#f-ohara>(text 'b')))");
  const Figure *figure = g_ptr_array_index(doc->figures, 0);
  support_text(figure->title, "Delft");
  assert_int_equal(figure->pos.line, 7);
}

static void lines_after_loops_are_the_authors(void **state) {
  const char *text =
      "---\ntitle: x\n---\n{% for g in region.siblings %}\n- {{ g.name }}\n{% endfor %}\n\na <b>\n\n#### c\n\n{% row 6 6 %}\nd\n";
  sheet_bind_refuses(*state, "G1", text, "8 markdown-html\n10 markdown-heading-level\n12 layout-unclosed\n");
}

static void findings_name_the_region(void **state) {
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(Doc) doc = sheet_bind(
      *state, "G3", "a {{ huur }}\n\n```probe\nid: x\nindicator: huur\n```\n```probe\nid: x\nindicator: what\n```\n",
      diags);
  assert_null(doc);
  support_expect(diags, "1:6 template-unknown-value\n8:5 figure-value\n");
  support_mentions(diags, "'s-Gravenhage: the id 'x' is used twice");
}

static void all_that_needs_no_region_is_found_at_loading(void **state) {
  const Sheet *sheet = *state;
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(Doc) doc = sheet_bind(
      sheet, "G1", "---\ntitel: x\nkicker: \"{{ x\"\n---\n{% if %}\n\n```prob\nid: a\n```\n\n{{ x | y }}\n", diags);
  assert_null(doc);
  support_expect(diags,
                 "2:1 yaml-unknown-key\n3:10 template-unclosed-brace\n5:1 template-unclosed-tag\n5:7 template-syntax\n"
                 "7:1 figure-unknown-type\n11:8 template-unknown-filter\n");
  g_autoptr(Diags) blocks = diags_new();
  doc_free(sheet_bind(sheet, "G1", "a\n{% if false %}\n```probe\nid: a\nindicatr: x\n```\n{% endif %}\n", blocks));
  support_expect(blocks, "3:1 figure-missing-key\n5:1 yaml-unknown-key\n");
  g_autoptr(Diags) front = diags_new();
  doc_free(sheet_bind(sheet, "G1", "---\ntitle: a\n\nb\n", front));
  support_expect(front, "1:1 doc-front-matter\n");
  g_autoptr(Diags) missing = diags_new();
  assert_null(doc_template_load(sheet->config, NULL, "nowhere.md", SHEET_TYPES, missing));
  support_mentions(missing, "templates/nowhere.md");
}

static void notes_of_one_region(void **state) {
  const Sheet *sheet = *state;
  folder_write(sheet->root, "templates/notes/G1.md", "In *{{ region.name }}*: {{ flex }}.\n\nTweede.\n");
  const char *text = "a\n\n{{ note }}\n\n{% if note %}b{% else %}c{% endif %}\n";
  g_autoptr(Doc) with = bound(sheet, "G1", text), without = bound(sheet, "G4", text);
  sheet_is(with->root,
           "root(p(text 'a'), p(text 'In ', emph(text 'Delft'), text ': 96.'), p(text 'Tweede.'), p(text 'b'))");
  assert_int_equal(with->origins->len, 2);
  support_text(((const DocOrigin *)g_ptr_array_index(with->origins, 1))->path, "templates/notes/G1.md");
  assert_int_equal(without->origins->len, 1);
  g_autoptr(Doc) unprinted = bound(sheet, "G1", "{% if note %}b{% endif %}\n");
  assert_int_equal(unprinted->origins->len, 1);
  sheet_is(without->root, "root(p(text 'a'), p(text 'c'))");
  folder_write(sheet->root, "templates/notes/G3.md", "a\n{{ what }}\n{% row 6 6 %}\n");
  g_autoptr(Diags) diags = diags_new();
  doc_free(sheet_bind(sheet, "G3", text, diags));
  support_expect(diags, "3:1 template-unknown-tag\n");
  support_mentions(diags, "templates/notes/G3.md:3:1");
}

static void sources_are_of_what_is_shown(void **state) {
  g_autoptr(Doc) quiet = bound(*state, "G1", "a\n");
  assert_int_equal(quiet->sources->len, 0);
  assert_int_equal(quiet->updated.kind, PERIOD_NONE);
  g_autoptr(Doc) doc = bound(*state, "G1", "{{ huur }}\n\n```probe\nid: a\nindicator: flex\n```\n");
  assert_int_equal(doc->sources->len, 2);
  assert_true(doc->example);
  char iso[PERIOD_TEXT];
  support_text(period_iso(doc->updated, iso), "2025-03-01");
}

static void digests_follow_what_is_shown(void **state) {
  const char *text = "# {{ region.name }}\n\n```probe\nid: a\nindicator: huur\n```\n";
  g_autoptr(Doc) one = bound(*state, "G1", text), again = bound(*state, "G1", text), other = bound(*state, "G2", text);
  support_text(one->digest, again->digest);
  assert_int_equal(strlen(one->digest), 64);
  assert_string_not_equal(one->digest, other->digest);
  /* moving a line shows nothing else */
  g_autoptr(Doc) moved = bound(*state, "G1", "\n\n# {{ region.name }}\n\n\n```probe\nid: a\nindicator: huur\n```\n");
  support_text(moved->digest, one->digest);
  g_autofree char *dump = doc_dump(one);
  assert_non_null(strstr(
      dump,
      "root \"\"\n  heading \"\"\n    level 1\n    text \"Delft\"\n  figure \"a\"\nfigure \"a\"\n  type \"probe\"\n"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(heads),
      cmocka_unit_test(hostile_names_stay_names),
      cmocka_unit_test(figures_in_loops),
      cmocka_unit_test(lines_after_loops_are_the_authors),
      cmocka_unit_test(findings_name_the_region),
      cmocka_unit_test(all_that_needs_no_region_is_found_at_loading),
      cmocka_unit_test(notes_of_one_region),
      cmocka_unit_test(sources_are_of_what_is_shown),
      cmocka_unit_test(digests_follow_what_is_shown),
  };
  return cmocka_run_group_tests(tests, sheet_setup, sheet_teardown);
}
