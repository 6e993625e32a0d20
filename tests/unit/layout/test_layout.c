/* Whole documents: header, footers, page numbers, outline, destinations, and what is refused. */
#include "unit/layout/doc_builder.h"

static void test_metadata(void **state) {
  (void)state;
  Bench *bench = bench_new("Delft");
  g_autoptr(Pages) pages = bench_pages(bench);
  assert_string_equal(pages->title, "Delft · Een thuis voor iedereen · Factsheet gemeente");
  assert_string_equal(pages->language, "nl");
  assert_string_equal(pages->date, "2025-03-14");
  assert_string_equal(pages->subject, "Cijfers over wonen.");
  assert_int_equal(pages->scenes->len, 1);
  assert_float_equal(scene_width(bench_page(pages, 0)), 595.28, 0.01);
  bench_free(bench);
}

static void test_header_says_who_and_where(void **state) {
  (void)state;
  Bench *bench = bench_new("Delft");
  bench_crumb(bench, "Nederland", "/nederland/");
  bench_crumb(bench, "Zuid-Holland", NULL);
  g_autoptr(Pages) pages = bench_pages(bench);
  FoundText name, crumb, first, rest;
  assert_true(bench_find_text(bench_page(pages, 0), "Delft", &name));
  assert_float_equal(name.item->font.size, 33, 0);
  assert_int_equal(tag_get(pages->tags, name.item->tag)->type, TAG_H1);
  assert_true(bench_find_text(bench_page(pages, 0), "Nederland", &crumb));
  assert_int_equal(tag_get(pages->tags, crumb.item->tag)->type, TAG_LINK);
  assert_true(bench_find_text(bench_page(pages, 0), "Cijfers over 2024", &first));
  assert_true(bench_find_text(bench_page(pages, 0), "· editie", &rest));
  assert_int_equal(first.item->font.weight, 600);
  assert_int_equal(rest.item->font.weight, 400);
  bench_free(bench);
}

static void test_long_name_stays_beside_the_locator(void **state) {
  (void)state;
  const char *names[] = {"Ee", "Nuenen, Gerwen en Nederwetten", "Koploperregio Groene Metropoolregio Arnhem-Nijmegen"};
  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    Bench *bench = bench_new(names[i]);
    g_autoptr(Pages) pages = bench_pages(bench);
    g_autoptr(GArray) texts = bench_texts(bench_page(pages, 0));
    for (guint t = 0; t < texts->len; t++) {
      const FoundText *found = &g_array_index(texts, FoundText, t);
      const Tag *tag = tag_get(pages->tags, found->item->tag);
      if (tag == NULL || tag->type != TAG_H1) continue;
      assert_true(found->item->font.size >= 18);
      assert_true(found->x + found->item->width < 595.28 - 39.69 - 72.8 - 10);
      assert_true(found->y < theme_page(bench->theme)->band_height - 14);
    }
    bench_free(bench);
  }
}

static void test_endless_name_is_refused(void **state) {
  (void)state;
  Bench *bench = bench_new("Westerschouwenduivelandwalcherenbevelandtholenendeomgevingdaarvan");
  assert_null(bench_layout(bench));
  assert_string_equal(diags_get(bench->diags, 0)->code, "layout-name-too-long");
  bench_free(bench);
}

static void test_every_page_has_its_number(void **state) {
  (void)state;
  Bench *bench = bench_new("Delft");
  for (guint i = 0; i < 3; i++) bench_figure(bench, NULL, i == 0 ? "a" : i == 1 ? "b" : "c", 500);
  g_autoptr(Pages) pages = bench_pages(bench);
  assert_int_equal(pages->scenes->len, 3);
  const char *ends[] = {"1\u00a0/\u00a03", "2\u00a0/\u00a03", "3\u00a0/\u00a03"};
  for (guint i = 0; i < 3; i++) {
    FoundText found;
    assert_true(bench_find_text(bench_page(pages, i), " · 14 maart 2025 · ", &found));
    assert_true(g_str_has_suffix(found.item->text, ends[i]));
    assert_int_equal(found.item->tag, TAG_ARTIFACT);
  }
  FoundText running;
  assert_false(bench_find_text(bench_page(pages, 0), "Een thuis voor iedereen · cijfers", &running));
  assert_true(bench_find_text(bench_page(pages, 1), "Een thuis voor iedereen · cijfers", &running));
  assert_int_equal(running.item->tag, TAG_ARTIFACT);
  bench_free(bench);
}

static void test_sources_short_and_in_full(void **state) {
  (void)state;
  Bench *bench = bench_new("Delft");
  bench_source(bench, "CBS, StatLine 70072ned", "CBS", "CC BY 4.0", false);
  bench_source(bench, "voorbeelddata, opgave gemeenten", "feitenblad", "CC0 1.0", true);
  for (guint i = 0; i < 2; i++) bench_figure(bench, NULL, i == 0 ? "a" : "b", 400);
  g_autoptr(Pages) pages = bench_pages(bench);
  FoundText found;
  assert_true(bench_find_text(bench_page(pages, 0), " voorbeelddata en CBS.", &found));
  assert_int_equal(found.item->tag, TAG_ARTIFACT);
  assert_true(bench_find_text(bench_page(pages, 1), "CBS, StatLine 70072ned; voorbeelddata", &found));
  const Tag *sources = tag_get(pages->tags, found.item->tag)->parent;
  assert_int_equal(sources->type, TAG_P);
  assert_string_equal(((const Tag *)g_ptr_array_index(sources->children, 0))->actual_text, "Bronnen: ");
  assert_true(bench_find_text(bench_page(pages, 1), "CC BY 4.0 en CC0 1.0", &found));
  assert_true(bench_find_text(bench_page(pages, 1), "voorbeeld.nl/", &found));
  assert_int_equal(tag_get(pages->tags, found.item->tag)->type, TAG_LINK);
  bench_free(bench);
}

static void test_example_sources_stand_last_under_one_name(void **state) {
  (void)state;
  Bench *bench = bench_new("Delft");
  bench_source(bench, "voorbeelddata, opgave a", "feitenblad", NULL, true);
  bench_source(bench, "CBS, x", "CBS", NULL, false);
  bench_source(bench, "voorbeelddata, opgave b", "feitenblad", NULL, true);
  bench_source(bench, "CBS, y", "CBS", NULL, false);
  g_autoptr(Pages) pages = bench_pages(bench);
  FoundText found;
  assert_true(bench_find_text(bench_page(pages, 0), "CBS, x; ", &found));
  assert_string_equal(found.item->text, "CBS, x; CBS, y; voorbeelddata, opgave a, opgave b.");
  bench_free(bench);
}

static void test_without_a_site_no_address_and_no_code(void **state) {
  (void)state;
  Bench *bench = bench_new("Delft");
  bench->config.base_url = "";
  g_autoptr(Pages) pages = bench_pages(bench);
  for (guint i = 0; i < scene_length(bench_page(pages, 0)); i++)
    assert_true(scene_item(bench_page(pages, 0), i)->kind != SCENE_LINK);
  bench_free(bench);
}

static void test_outline_and_destinations(void **state) {
  (void)state;
  Bench *bench = bench_new("Delft");
  bench_heading(bench, NULL, 1, "Delft ligt op koers.");
  bench_figure(bench, NULL, "flex", 100);
  bench_heading(bench, NULL, 2, "Wat valt op");
  bench_figure(bench, NULL, "urgenten", 300);
  bench_figure(bench, NULL, "laatste", 300);
  bench_paragraph(bench, NULL, "Zie [de figuur](#flex) en [de kop](#wat-valt-op).");
  g_autoptr(Pages) pages = bench_pages(bench);
  const char *titles[] = {"Delft", "Delft ligt op koers.", "flex", "Wat valt op", "urgenten", "laatste"};
  const int levels[] = {1, 2, 2, 2, 3, 3};
  assert_int_equal(pages->outline->len, 6);
  for (guint i = 0; i < 6; i++) {
    const OutlineEntry *entry = &g_array_index(pages->outline, OutlineEntry, i);
    assert_string_equal(entry->title, titles[i]);
    assert_int_equal(entry->level, levels[i]);
  }
  const Destination *last = &g_array_index(pages->destinations, Destination, pages->destinations->len - 1);
  assert_string_equal(last->id, "laatste");
  assert_int_equal(last->page, 1);
  bench_free(bench);
}

static void test_link_to_nowhere_is_refused(void **state) {
  (void)state;
  Bench *bench = bench_new("Delft");
  const DocNode *node = bench_paragraph(bench, NULL, "Zie [de figuur](#weg).");
  assert_null(bench_layout(bench));
  const Diag *diag = diags_get(bench->diags, 0);
  assert_string_equal(diag->code, "layout-link-target");
  assert_string_equal(diag->message, "Delft: the link \"#weg\" leads nowhere in this document");
  const DocNode *link = g_ptr_array_index(node->children, 1);
  assert_int_equal(diag->pos.line, link->pos.line);
  bench_free(bench);
}

static void test_tag_boxes_of_figures_move_with_them(void **state) {
  (void)state;
  Bench *bench = bench_new("Delft");
  bench_figure(bench, NULL, "a", 500);
  const DocNode *node = bench_figure(bench, NULL, "b", 300);
  node->figure->alt = g_strdup("Een kaart.");
  g_autoptr(Pages) pages = bench_pages(bench);
  guint found = 0;
  for (guint id = 1; id <= tag_count(pages->tags); id++) {
    const Tag *tag = tag_get(pages->tags, id);
    if (tag->type != TAG_FIGURE) continue;
    found++;
    assert_int_equal(tag->bbox_page, 1);
    assert_float_equal(tag->bbox[0], theme_page(bench->theme)->margin_left, 0.01);
    assert_true(tag->bbox[1] > theme_page(bench->theme)->running_band_height);
    assert_float_equal(tag->bbox[3], 300, 0.01);
  }
  assert_int_equal(found, 1);
  bench_free(bench);
}

static void test_same_document_same_pages(void **state) {
  (void)state;
  Bench *bench = bench_new("Delft");
  bench_source(bench, "CBS, StatLine 70072ned", "CBS", "CC BY 4.0", false);
  bench_heading(bench, NULL, 2, "Wat valt op");
  bench_filler(bench, NULL, 300);
  g_autoptr(Pages) one = bench_pages(bench), two = bench_pages(bench);
  g_autofree char *a = scene_dump(bench_page(one, 0)), *b = scene_dump(bench_page(two, 0));
  assert_string_equal(a, b);
  bench_free(bench);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_metadata),
      cmocka_unit_test(test_header_says_who_and_where),
      cmocka_unit_test(test_long_name_stays_beside_the_locator),
      cmocka_unit_test(test_endless_name_is_refused),
      cmocka_unit_test(test_every_page_has_its_number),
      cmocka_unit_test(test_sources_short_and_in_full),
      cmocka_unit_test(test_example_sources_stand_last_under_one_name),
      cmocka_unit_test(test_without_a_site_no_address_and_no_code),
      cmocka_unit_test(test_outline_and_destinations),
      cmocka_unit_test(test_link_to_nowhere_is_refused),
      cmocka_unit_test(test_tag_boxes_of_figures_move_with_them),
      cmocka_unit_test(test_same_document_same_pages),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
