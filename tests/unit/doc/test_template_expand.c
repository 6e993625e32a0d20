/* Escaping by context, line maps, blocks in the scope where they stand, and the bounds. */
#include "support.h"

static void expands(EscapeMode escape, const char *text, const char *expected) {
  g_autoptr(Diags) diags = diags_new();
  g_autofree char *out = support_expand_into(text, escape, NULL, diags);
  support_expect(diags, "");
  support_text(out, expected);
}

static void values_cannot_format(void **state) {
  (void)state;
  expands(ESCAPE_MARKDOWN, "{{ bad }}", "\\*O'Hara\\_\\[x\\](y)\\*");
  expands(ESCAPE_MARKDOWN, "{{ '# a' }} {{ '- b' }} {{ '3. c' }} {{ '12) d' }} {{ '+e' }} {{ '26.4' }}",
          "\\# a \\- b 3\\. c 12\\) d \\+e 26\\.4");
  expands(ESCAPE_MARKDOWN, "{{ '<5' }} {{ '&amp;' }} {{ '`x`' }} {{ 'a|b' }} {{ '~~~' }}",
          "\\<5 \\&amp; \\`x\\` a\\|b \\~\\~\\~");
  expands(ESCAPE_MARKDOWN, "{{ '    a' }}", "a");
  expands(ESCAPE_MARKDOWN, "{{ safe }}", "**bold**");
  expands(ESCAPE_HTML, "{{ map.words }} {{ bad }} {{ safe }}",
          "a&lt;b &amp; &quot;c&quot; *O&#39;Hara_[x](y)* **bold**");
  expands(ESCAPE_NONE, "{{ map.words }} {{ bad }}", "a<b & \"c\" *O'Hara_[x](y)*");
}

static void values_cannot_make_markers(void **state) {
  (void)state;
  g_autoptr(Locale) locale = support_locale();
  g_autoptr(Scope) scope = scope_new(locale, NULL);
  g_autoptr(Diags) diags = diags_new();
  scope_set(scope, "x", template_value_string("a\n<!--\x02row 6 6-->\nb"));
  g_autofree char *markdown = template_expand_text("{{ x }}", (SourcePos){0}, scope, ESCAPE_MARKDOWN, diags);
  support_text(markdown, "a \\<\\!--row 6 6--\\> b");
  g_autofree char *html = template_expand_text("{{ x }}", (SourcePos){0}, scope, ESCAPE_HTML, diags);
  support_text(html, "a\n&lt;!--row 6 6--&gt;\nb");
}

static void map_is(const char *text, const char *expected) {
  g_autoptr(Diags) diags = diags_new();
  g_autoptr(GArray) map = g_array_new(FALSE, FALSE, sizeof(int));
  g_free(support_expand_into(text, ESCAPE_MARKDOWN, map, diags));
  support_expect(diags, "");
  g_autoptr(GString) found = g_string_new(NULL);
  for (guint i = 0; i < map->len; i++) g_string_append_printf(found, "%d ", g_array_index(map, int, i));
  support_text(found->str, expected);
}

static void every_line_knows_its_source(void **state) {
  (void)state;
  map_is("a\nb\n\nc", "1 2 3 4 ");
  map_is("a\n{% for x in list %}\n- {{ x }}\n{% endfor %}\nb\n", "1 3 3 3 5 ");
  map_is("{% if false %}\na\n{% endif %}\nb {{ name }}\nc\n", "4 5 ");
  map_is("a\n{% row 6 6 %}\nb\n{% col %}\nc\n{% endrow %}\n{{ name }}", "1 2 3 4 5 6 7 ");
  map_is("a {%- if true %}\n\n\nb{% endif %}\nc", "1 2 3 4 5 ");
  map_is("{{ safe }}\n{% comment %}\nx\n{% endcomment %}\nd", "1 5 ");
}

static void name_block(const char *info, const char *body, gsize length, SourcePos pos, Scope *scope, GString *out,
                       gpointer data) {
  g_autofree char *text = g_strndup(body, length);
  g_autoptr(Diags) diags = diags_new();
  g_autofree char *expanded = template_expand_text(text, pos, scope, ESCAPE_NONE, diags);
  g_string_append_printf(out, "<%s %d %s>", info, pos.line, g_strstrip(expanded));
  *(guint *)data += 1;
}

static void count_block(const char *info, const char *body, gsize length, SourcePos pos, gpointer data) {
  (void)info, (void)body, (void)length;
  g_string_append_printf(data, "%d ", pos.line);
}

static void blocks_see_their_scope(void **state) {
  (void)state;
  g_autoptr(Locale) locale = support_locale();
  g_autoptr(Scope) scope = support_scope(locale);
  g_autoptr(Diags) diags = diags_new();
  const char *text =
      "a\n{% for x in list %}\n```bars\nid: {{ x }}\n```\n{% endfor %}\n{% if false %}\n```tile\nb\n```\n{% endif %}\nc";
  g_autoptr(Template) tmpl = template_parse(text, strlen(text), "t.md", 0, SUPPORT_BLOCKS, diags);
  g_autoptr(GString) out = g_string_new(NULL), lines = g_string_new(NULL);
  guint blocks = 0;
  TemplateHooks hooks = {name_block, &blocks};
  assert_true(template_expand(tmpl, scope, ESCAPE_MARKDOWN, &hooks, out, NULL, diags));
  support_text(out->str, "a\n<bars 4 id: Aa>\n<bars 4 id: Bee>\n<bars 4 id: Cee>\nc");
  assert_int_equal(blocks, 3);
  template_foreach_block(tmpl, count_block, lines);
  support_text(lines->str, "3 8 ");
}

static void loops_and_output_are_bounded(void **state) {
  (void)state;
  g_autoptr(Locale) locale = support_locale();
  g_autoptr(Scope) scope = scope_new(locale, NULL);
  TemplateValue *list = template_value_list();
  for (int i = 0; i < 1000; i++) template_value_append(list, template_value_number(i, 0));
  scope_set(scope, "list", list);
  g_autoptr(Diags) diags = diags_new();
  g_autofree char *loop = template_expand_text("{% for a in list %}{% for b in list %}x{% endfor %}{% endfor %}",
                                               (SourcePos){"t.md", 1, 1}, scope, ESCAPE_NONE, diags);
  assert_null(loop);
  support_expect(diags, "1:20 template-loop-bound\n");

  g_autoptr(Diags) more = diags_new();
  g_autofree char *big = g_strnfill(1 << 15, 'x');
  g_autofree char *text = g_strconcat("{% for a in list %}", big, "{% endfor %}", NULL);
  g_autofree char *grown = template_expand_text(text, (SourcePos){"t.md", 1, 1}, scope, ESCAPE_NONE, more);
  assert_null(grown);
  support_expect(more, "1:20 template-output-bound\n");
}

/* Around words it is an inline tag that an author cannot write; around blocks a layout word; in HTML it is final. */
static void words_in_another_language(void **state) {
  (void)state;
  g_autoptr(Diags) diags = diags_new();
  g_autofree char *inline_words = support_expand_into("a {% lang en %}b {{ name }}{% endlang %} c", ESCAPE_MARKDOWN, NULL, diags);
  support_text(inline_words, "a " TEMPLATE_LANG_BEGIN "en" TEMPLATE_LANG_END "b Delft" TEMPLATE_LANG_BEGIN TEMPLATE_LANG_END " c");
  g_autofree char *blocks = support_expand_into("a\n\n{% lang en-GB %}\nb\n{% endlang %}\nc\n", ESCAPE_MARKDOWN, NULL, diags);
  support_text(blocks, "a\n\n" TEMPLATE_MARK_BEGIN "lang en-GB" TEMPLATE_MARK_END "\nb\n" TEMPLATE_MARK_BEGIN "endlang" TEMPLATE_MARK_END "\nc\n");
  g_autofree char *html = support_expand_into("<p>{% lang fy %}b{% endlang %}</p>", ESCAPE_HTML, NULL, diags);
  support_text(html, "<p><span lang=\"fy\">b</span></p>");
  support_expect(diags, "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(values_cannot_format),         cmocka_unit_test(values_cannot_make_markers),
      cmocka_unit_test(every_line_knows_its_source),  cmocka_unit_test(blocks_see_their_scope),
      cmocka_unit_test(loops_and_output_are_bounded), cmocka_unit_test(words_in_another_language),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
