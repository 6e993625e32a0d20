/* Finished PDFs, read back by libqpdf: the tree against the pages, links, refusals, and the same bytes twice. */
#include "surface/pdf.h"
#include "surface/pdf_error.h"
#include "unit/surface/sample_pages.h"
#include <glib/gstdio.h>
#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>

static Sample begin(void **state) {
  SampleFixture *f = *state;
  return sample_begin(f->theme, f->engine);
}

static GBytes *write_bytes(const Pages *pages, const Theme *theme) {
  GBytes *pdf = NULL;
  GError *error = NULL;
  if (!pdf_write(pages, theme, THEME_LIGHT, "feitenblad test", &pdf, NULL, &error)) fail_msg("%s", error->message);
  return pdf;
}

/* The finished file opened; warnings are failures. */
typedef struct { GBytes *bytes; qpdf_data q; qpdf_oh root; } Opened;

static Opened open_pages(Sample *s) {
  Opened o = {.bytes = write_bytes(s->pages, s->theme), .q = qpdf_init()};
  qpdf_silence_errors(o.q);
  gsize length;
  const char *data = g_bytes_get_data(o.bytes, &length);
  qpdf_read_memory(o.q, "test", data, length, NULL);
  o.root = qpdf_get_root(o.q);
  assert_false(qpdf_has_error(o.q));
  assert_int_equal(qpdf_get_num_pages(o.q), s->pages->scenes->len);
  assert_false(qpdf_more_warnings(o.q));
  return o;
}

static void close_pages(Opened *o, Sample *s) {
  assert_false(qpdf_has_error(o->q));
  assert_false(qpdf_more_warnings(o->q));
  qpdf_cleanup(&o->q);
  g_bytes_unref(o->bytes);
  pages_free(s->pages);
}

static qpdf_oh at(const Opened *o, qpdf_oh dictionary, const char *key) { return qpdf_oh_get_key(o->q, dictionary, key); }
static int number_at(const Opened *o, qpdf_oh dictionary, const char *key) {
  return qpdf_oh_get_int_value_as_int(o->q, at(o, dictionary, key));
}
static int page_of(const Opened *o, qpdf_oh page) { return qpdf_find_page_by_oh(o->q, page); }

/* ---- the structure as text: "P(0.0 Link(0.1 obj) 1.0)" with page.mcid ---- */

static void add_element(const Opened *o, GString *out, qpdf_oh element, int above);

static void add_kid(const Opened *o, GString *out, qpdf_oh kid, qpdf_oh parent) {
  qpdf_data q = o->q;
  if (qpdf_oh_is_integer(q, kid)) {
    g_string_append_printf(out, "%d.%d", page_of(o, at(o, parent, "/Pg")), qpdf_oh_get_int_value_as_int(q, kid));
  } else if (qpdf_oh_is_name_and_equals(q, at(o, kid, "/Type"), "/MCR")) {
    g_string_append_printf(out, "%d.%d", page_of(o, at(o, kid, "/Pg")), number_at(o, kid, "/MCID"));
  } else if (qpdf_oh_is_name_and_equals(q, at(o, kid, "/Type"), "/OBJR")) {
    g_string_append(out, "obj");
  } else {
    add_element(o, out, kid, qpdf_oh_get_object_id(q, parent));
  }
}

static void add_element(const Opened *o, GString *out, qpdf_oh element, int above) {
  assert_int_equal(qpdf_oh_get_object_id(o->q, at(o, element, "/P")), above);
  g_string_append(out, qpdf_oh_get_name(o->q, at(o, element, "/S")) + 1);
  qpdf_oh kids = at(o, element, "/K");
  int n = qpdf_oh_get_array_n_items(o->q, kids);
  if (n == 0) return;
  g_string_append_c(out, '(');
  for (int i = 0; i < n; i++) {
    if (i > 0) g_string_append_c(out, ' ');
    add_kid(o, out, qpdf_oh_get_array_item(o->q, kids, i), element);
  }
  g_string_append_c(out, ')');
}

static char *structure(const Opened *o) {
  qpdf_oh tree = at(o, o->root, "/StructTreeRoot");
  GString *out = g_string_new(NULL);
  add_element(o, out, qpdf_oh_get_array_item(o->q, at(o, tree, "/K"), 0), qpdf_oh_get_object_id(o->q, tree));
  return g_string_free(out, FALSE);
}

static void check_structure(Sample *s, const char *expected) {
  Opened o = open_pages(s);
  g_autofree char *got = structure(&o);
  assert_string_equal(got, expected);
  close_pages(&o, s);
}

/* ---- every mark leads to the element that holds it, and back ---- */

static char *content_of(const Opened *o, int page) {
  unsigned char *data = NULL;
  size_t length = 0;
  qpdf_oh_get_page_content_data(o->q, qpdf_get_page_n(o->q, (size_t)page), &data, &length);
  char *text = g_strndup((char *)data, length);
  free(data);
  return text;
}

static guint count_of(const char *text, const char *part) {
  guint n = 0;
  for (const char *p = text; (p = strstr(p, part)); p++) n++;
  return n;
}

static bool holds(const Opened *o, qpdf_oh element, int page, int mcid) {
  qpdf_oh kids = at(o, element, "/K");
  g_autofree char *wanted = g_strdup_printf("%d.%d", page, mcid);
  for (int i = 0; i < qpdf_oh_get_array_n_items(o->q, kids); i++) {
    qpdf_oh kid = qpdf_oh_get_array_item(o->q, kids, i);
    if (qpdf_oh_is_dictionary(o->q, kid) && qpdf_oh_has_key(o->q, kid, "/S")) continue;
    g_autoptr(GString) text = g_string_new(NULL);
    add_kid(o, text, kid, element);
    if (g_str_equal(text->str, wanted)) return true;
  }
  return false;
}

static void test_parent_tree(void **state) {
  SampleFixture *f = *state;
  Sample s = {.pages = sample_factsheet(f->theme, f->engine), .theme = f->theme};
  Opened o = open_pages(&s);
  qpdf_oh tree = at(&o, o.root, "/StructTreeRoot"), nums = at(&o, at(&o, tree, "/ParentTree"), "/Nums");
  int entries = qpdf_oh_get_array_n_items(o.q, nums) / 2;
  assert_int_equal(entries, number_at(&o, tree, "/ParentTreeNextKey"));
  for (int page = 0; page < 2; page++) {
    qpdf_oh oh = qpdf_get_page_n(o.q, (size_t)page), elements = qpdf_oh_get_array_item(o.q, nums, 2 * page + 1);
    g_autofree char *content = content_of(&o, page);
    int marks = qpdf_oh_get_array_n_items(o.q, elements);
    assert_int_equal(number_at(&o, oh, "/StructParents"), page);
    assert_true(qpdf_oh_is_name_and_equals(o.q, at(&o, oh, "/Tabs"), "/S"));
    assert_int_equal(count_of(content, "/MCID "), marks);
    assert_int_equal(count_of(content, "BMC") + count_of(content, "BDC"), count_of(content, "EMC"));
    for (int i = 0; i < marks; i++) assert_true(holds(&o, qpdf_oh_get_array_item(o.q, elements, i), page, i));
  }
  close_pages(&o, &s);
}

static void test_catalog(void **state) {
  SampleFixture *f = *state;
  Sample s = {.pages = sample_factsheet(f->theme, f->engine), .theme = f->theme};
  Opened o = open_pages(&s);
  assert_string_equal(qpdf_get_pdf_version(o.q), "1.7");
  assert_true(qpdf_oh_get_bool_value(o.q, at(&o, at(&o, o.root, "/MarkInfo"), "/Marked")));
  assert_true(qpdf_oh_get_bool_value(o.q, at(&o, at(&o, o.root, "/ViewerPreferences"), "/DisplayDocTitle")));
  assert_string_equal(qpdf_oh_get_utf8_value(o.q, at(&o, o.root, "/Lang")), "nl");
  assert_string_equal(qpdf_get_info_key(o.q, "/CreationDate"), "D:20250314000000Z");
  assert_string_equal(qpdf_get_info_key(o.q, "/ModDate"), "D:20250314000000Z");
  assert_true(qpdf_oh_is_array(o.q, at(&o, o.root, "/AF")) && qpdf_oh_is_array(o.q, at(&o, o.root, "/OutputIntents")));
  unsigned char *xmp = NULL;
  size_t length = 0;
  qpdf_oh_get_stream_data(o.q, at(&o, o.root, "/Metadata"), qpdf_dl_all, NULL, &xmp, &length);
  g_autofree char *text = g_strndup((char *)xmp, length);
  free(xmp);
  assert_non_null(strstr(text, "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>"));
  assert_non_null(strstr(text, "<xmp:ModifyDate>2025-03-14T00:00:00Z</xmp:ModifyDate>"));
  assert_non_null(strstr(text, "Factsheet Delft – één thuis"));
  qpdf_oh first = at(&o, at(&o, o.root, "/Outlines"), "/First");
  assert_string_equal(qpdf_oh_get_utf8_value(o.q, at(&o, first, "/Title")), "Delft");
  assert_int_equal(number_at(&o, first, "/Count"), 2);
  qpdf_oh last = at(&o, first, "/Last");
  assert_string_equal(qpdf_oh_get_utf8_value(o.q, at(&o, last, "/Title")), "Vergeleken");
  assert_int_equal(page_of(&o, qpdf_oh_get_array_item(o.q, at(&o, last, "/Dest"), 0)), 1);
  close_pages(&o, &s);
}

/* ---- structure ---- */

static void test_text_and_links_keep_their_order(void **state) {
  Sample s = begin(state);
  Tag *p = tag_add(s.pages->tags, tag_tree_root(s.pages->tags), TAG_P);
  sample_text(&s, 40, 100, "Lees ", 9, 400, p->id);
  sample_link(&s, p, 80, 100, "de site", "https://example.org/");
  sample_text(&s, 130, 100, " of ", 9, 400, p->id);
  sample_link(&s, p, 150, 100, "mail", "mailto:a@example.org");
  sample_text(&s, 180, 100, ".", 9, 400, p->id);
  check_structure(&s, "Document(P(0.0 Link(0.1 obj) 0.2 Link(0.3 obj) 0.4))");
}

static void test_reading_order_is_the_trees(void **state) {
  Sample s = begin(state);
  Tag *root = tag_tree_root(s.pages->tags), *first = tag_add(s.pages->tags, root, TAG_P);
  Tag *second = tag_add(s.pages->tags, root, TAG_P);
  sample_text(&s, 40, 200, "laatst gelezen", 9, 400, second->id);
  sample_text(&s, 40, 100, "eerst gelezen", 9, 400, first->id);
  check_structure(&s, "Document(P(0.1) P(0.0))");
}

static void test_a_paragraph_over_two_pages(void **state) {
  Sample s = begin(state);
  Tag *p = tag_add(s.pages->tags, tag_tree_root(s.pages->tags), TAG_P);
  sample_text(&s, 40, 800, "een", 9, 400, p->id);
  sample_new_page(&s);
  sample_text(&s, 40, 20, "kop van bladzijde", 9, 400, TAG_ARTIFACT);
  sample_text(&s, 40, 40, "twee", 9, 400, p->id);
  check_structure(&s, "Document(P(0.0 1.0))");
}

static void test_what_is_empty(void **state) {
  Sample s = begin(state);
  TagTree *tags = s.pages->tags;
  Tag *root = tag_tree_root(tags), *row = tag_add(tags, tag_add(tags, root, TAG_TABLE), TAG_TR);
  sample_leaf(&s, row, TAG_TH, 40, 100, "Delft", 9, 400)->scope = TAG_SCOPE_ROW;
  tag_add(tags, row, TAG_TD);                                         /* an empty cell keeps its place */
  sample_text(&s, 40, 150, "  \u00a0", 9, 400, row->id);               /* blanks are no content */
  tag_add(tags, root, TAG_FIGURE)->alt = g_strdup("Alleen lijnen");   /* paths only */
  scene_rect(s.scene, 10, 10, 20, 20, paint_fill(theme_color(s.theme, "focus")));
  check_structure(&s, "Document(Table(TR(TH(0.0) TD)) Figure)");
}

static void test_neighbours_share_a_mark(void **state) {
  Sample s = begin(state);
  Tag *p = tag_add(s.pages->tags, tag_tree_root(s.pages->tags), TAG_P);
  for (int i = 0; i < 3; i++) sample_text(&s, 40, 100 + 12 * i, "regel", 9, 400, p->id);
  scene_rect(s.scene, 10, 10, 20, 20, paint_fill(theme_color(s.theme, "focus")));
  sample_text(&s, 40, 140, "regel", 9, 400, p->id);
  check_structure(&s, "Document(P(0.0 0.1))");
}

static void test_paint_over_the_whole_page(void **state) {
  Sample s = begin(state);
  Tag *p = tag_add(s.pages->tags, tag_tree_root(s.pages->tags), TAG_P);
  sample_text(&s, 40, 100, "eerst", 9, 400, p->id);
  scene_rect(s.scene, 0, 0, SAMPLE_W, SAMPLE_H, paint_fill(theme_color(s.theme, "wash")));
  scene_group_begin(s.scene, NULL, -20, -20);
  scene_rect(s.scene, 0, 0, SAMPLE_W + 50, SAMPLE_H + 50, paint_fill(theme_color(s.theme, "wash")));
  scene_group_end(s.scene);
  sample_text(&s, 40, 140, "later", 9, 400, p->id);
  check_structure(&s, "Document(P(0.0 0.1))");
}

static void test_attributes(void **state) {
  Sample s = begin(state);
  TagTree *tags = s.pages->tags;
  Tag *table = tag_add(tags, tag_tree_root(tags), TAG_TABLE), *head = tag_add(tags, tag_add(tags, table, TAG_THEAD), TAG_TR);
  Tag *cell = sample_leaf(&s, head, TAG_TH, 40, 100, "Jaar", 9, 400);
  cell->scope = TAG_SCOPE_COLUMN, cell->col_span = 2, cell->actual_text = g_strdup("jaar van meting"), cell->language = g_strdup("nl");
  sample_trend(&s, tag_tree_root(tags), 40, 200);
  Opened o = open_pages(&s);
  qpdf_oh document = qpdf_oh_get_array_item(o.q, at(&o, at(&o, o.root, "/StructTreeRoot"), "/K"), 0), kids = at(&o, document, "/K");
  qpdf_oh th = qpdf_oh_get_array_item(o.q, kids, 0);
  for (int i = 0; i < 3; i++) th = qpdf_oh_get_array_item(o.q, at(&o, th, "/K"), 0);
  assert_true(qpdf_oh_is_name_and_equals(o.q, at(&o, at(&o, th, "/A"), "/Scope"), "/Column"));
  assert_int_equal(number_at(&o, at(&o, th, "/A"), "/ColSpan"), 2);
  assert_string_equal(qpdf_oh_get_utf8_value(o.q, at(&o, th, "/ActualText")), "jaar van meting");
  qpdf_oh figure = qpdf_oh_get_array_item(o.q, kids, 1), box = at(&o, at(&o, figure, "/A"), "/BBox");
  assert_non_null(strstr(qpdf_oh_get_utf8_value(o.q, at(&o, figure, "/Alt")), "26,4%"));
  assert_string_equal(qpdf_oh_unparse(o.q, box), "[ 40 521.89 290 641.89 ]");
  close_pages(&o, &s);
}

/* Rows of TH and TD on the page that is open. */
static void add_row(Sample *s, Tag *group, const char *head, guint span, double y) {
  Tag *row = tag_add(s->pages->tags, group, TAG_TR);
  sample_leaf(s, row, TAG_TH, 40, y, head, 9, 400)->scope = TAG_SCOPE_ROW;
  for (guint c = 0; c < (span ? 1 : 2); c++) sample_leaf(s, row, TAG_TD, 100 + 50 * c, y, "1", 9, 400)->col_span = c == 0 ? span : 0;
}

static Tag *add_grid(Sample *s) {
  Tag *table = tag_add(s->pages->tags, tag_tree_root(s->pages->tags), TAG_TABLE);
  table->summary = g_strdup("Drie kolommen");
  Tag *titles = tag_add(s->pages->tags, tag_add(s->pages->tags, table, TAG_THEAD), TAG_TR);
  static const char *const names[] = {"Gemeente", "2023", "2024"};
  for (guint i = 0; i < 3; i++)
    sample_leaf(s, titles, TAG_TH, 40 + 60 * i, 80, names[i], 9, 400)->scope = TAG_SCOPE_COLUMN;
  return tag_add(s->pages->tags, table, TAG_TBODY);
}

/* "[ (th-000004) ]" of the last row's cell, or "null". */
static char *headers_of_last(Sample *s) {
  Opened o = open_pages(s);
  qpdf_oh element = qpdf_oh_get_array_item(o.q, at(&o, at(&o, o.root, "/StructTreeRoot"), "/K"), 0);
  for (int depth = 0; depth < 4; depth++) {
    qpdf_oh kids = at(&o, element, "/K");
    element = qpdf_oh_get_array_item(o.q, kids, qpdf_oh_get_array_n_items(o.q, kids) - 1);
  }
  bool linked = qpdf_oh_has_key(o.q, element, "/A");
  char *found = g_strdup(linked ? qpdf_oh_unparse(o.q, at(&o, at(&o, element, "/A"), "/Headers")) : "null");
  qpdf_oh tree = at(&o, o.root, "/StructTreeRoot");
  assert_int_equal(qpdf_oh_has_key(o.q, tree, "/IDTree"), linked);
  if (linked) assert_string_equal(qpdf_oh_get_string_value(o.q, qpdf_oh_get_array_item(o.q, at(&o, at(&o, tree, "/IDTree"), "/Names"), 0)), "th-000005");
  close_pages(&o, s);
  return found;
}

static void test_cells_name_their_headers(void **state) {
  Sample s = begin(state);
  add_row(&s, add_grid(&s), "Delft", 0, 100); /* a plain grid: scopes are enough */
  g_autofree char *plain = headers_of_last(&s);
  assert_string_equal(plain, "null");
  s = begin(state);
  add_row(&s, add_grid(&s), "Delft", 2, 100); /* a cell over two columns */
  g_autofree char *spanning = headers_of_last(&s);
  assert_string_equal(spanning, "[ (th-000006) (th-000007) (th-000010) ]");
  s = begin(state);
  Tag *body = add_grid(&s);
  add_row(&s, body, "Delft", 0, 100);
  sample_new_page(&s);
  add_row(&s, body, "Ede", 0, 100); /* a table over two pages */
  g_autofree char *paged = headers_of_last(&s);
  assert_string_equal(paged, "[ (th-000007) (th-000014) ]");
}

/* ---- links ---- */

static void test_link_annotations(void **state) {
  Sample s = begin(state);
  TagTree *tags = s.pages->tags;
  Tag *link = tag_add(tags, tag_add(tags, tag_tree_root(tags), TAG_P), TAG_LINK);
  scene_group_begin(s.scene, NULL, 10, 20);
  sample_text(&s, 100, 100, "naar de Voor\u00ad", 9, 400, link->id);
  sample_text(&s, 40, 112, "burgse tabel", 9, 400, link->id);
  scene_link(s.scene, "#tabel", (const double[][4]){{100, 91, 60, 12}, {40, 103, 50, 12}}, 2, link->id);
  scene_group_end(s.scene);
  Tag *out = tag_add(tags, tag_add(tags, tag_tree_root(tags), TAG_P), TAG_LINK);
  sample_text(&s, 40, 200, "site", 9, 400, out->id);
  scene_link(s.scene, "https://example.org/(é)", (const double[][4]){{40, 191, 20, 12}}, 1, out->id);
  Destination destination = {g_strdup("tabel"), 0, 40, 300};
  g_array_append_val(s.pages->destinations, destination);
  Opened o = open_pages(&s);
  qpdf_oh page = qpdf_get_page_n(o.q, 0), annots = at(&o, page, "/Annots"), nums = at(&o, at(&o, at(&o, o.root, "/StructTreeRoot"), "/ParentTree"), "/Nums");
  qpdf_oh annot = qpdf_oh_get_array_item(o.q, annots, 0), other = qpdf_oh_get_array_item(o.q, annots, 1);
  assert_int_equal(qpdf_oh_get_array_n_items(o.q, annots), 2);
  assert_int_equal(number_at(&o, annot, "/F"), 4);
  assert_string_equal(qpdf_oh_get_utf8_value(o.q, at(&o, annot, "/Contents")), "naar de Voorburgse tabel");
  assert_string_equal(qpdf_oh_unparse(o.q, at(&o, annot, "/Rect")), "[ 50 706.89 170 730.89 ]");
  assert_string_equal(qpdf_oh_unparse(o.q, at(&o, annot, "/QuadPoints")),
                      "[ 110 730.89 170 730.89 110 718.89 170 718.89 50 718.89 100 718.89 50 706.89 100 706.89 ]");
  assert_int_equal(page_of(&o, qpdf_oh_get_array_item(o.q, at(&o, annot, "/Dest"), 0)), 0);
  assert_string_equal(qpdf_oh_get_string_value(o.q, at(&o, at(&o, other, "/A"), "/URI")), "https://example.org/%28%C3%A9%29");
  for (int i = 0; i < 2; i++) {
    qpdf_oh each = qpdf_oh_get_array_item(o.q, annots, i);
    int key = number_at(&o, each, "/StructParent");
    qpdf_oh element = qpdf_oh_get_array_item(o.q, nums, 2 * key + 1);
    assert_int_equal(qpdf_oh_get_int_value_as_int(o.q, qpdf_oh_get_array_item(o.q, nums, 2 * key)), key);
    assert_true(qpdf_oh_is_name_and_equals(o.q, at(&o, element, "/S"), "/Link"));
    qpdf_oh kids = at(&o, element, "/K"), objr = qpdf_oh_get_array_item(o.q, kids, qpdf_oh_get_array_n_items(o.q, kids) - 1);
    assert_int_equal(qpdf_oh_get_object_id(o.q, at(&o, objr, "/Obj")), qpdf_oh_get_object_id(o.q, each));
  }
  close_pages(&o, &s);
}

/* Everything that names a place on the page moves with the room around it: 10 pt of bleed, 17 pt of marks and air. */
static void test_bleed_and_crop_marks(void **state) {
  Sample s = begin(state);
  TagTree *tags = s.pages->tags;
  s.pages->bleed = 10;
  s.pages->crop_marks = true;
  scene_rect(s.scene, -10, -10, SAMPLE_W + 20, 50, paint_fill(theme_color(s.theme, "brand")));
  Tag *link = tag_add(tags, tag_add(tags, tag_tree_root(tags), TAG_P), TAG_LINK);
  sample_text(&s, 40, 200, "naar de figuur", 9, 400, link->id);
  scene_link(s.scene, "#figuur", (const double[][4]){{40, 191, 20, 12}}, 1, link->id);
  Destination destination = {g_strdup("figuur"), 0, 40, 300};
  g_array_append_val(s.pages->destinations, destination);
  sample_trend(&s, tag_tree_root(tags), 40, 200);
  Opened o = open_pages(&s);
  qpdf_oh page = qpdf_get_page_n(o.q, 0), annot = qpdf_oh_get_array_item(o.q, at(&o, page, "/Annots"), 0);
  assert_string_equal(qpdf_oh_unparse(o.q, at(&o, page, "/BleedBox")), "[ 17.01 17.01 632.29 878.9 ]");
  assert_string_equal(qpdf_oh_unparse(o.q, at(&o, page, "/TrimBox")), "[ 27.01 27.01 622.29 868.9 ]");
  assert_string_equal(qpdf_oh_unparse(o.q, at(&o, annot, "/Rect")), "[ 67.01 665.9 87.01 677.9 ]");
  qpdf_oh place = at(&o, annot, "/Dest");
  assert_string_equal(qpdf_oh_unparse(o.q, qpdf_oh_get_array_item(o.q, place, 2)), "67.01");
  assert_string_equal(qpdf_oh_unparse(o.q, qpdf_oh_get_array_item(o.q, place, 3)), "568.9");
  qpdf_oh document = qpdf_oh_get_array_item(o.q, at(&o, at(&o, o.root, "/StructTreeRoot"), "/K"), 0);
  qpdf_oh figure = qpdf_oh_get_array_item(o.q, at(&o, document, "/K"), 1);
  assert_string_equal(qpdf_oh_unparse(o.q, at(&o, at(&o, figure, "/A"), "/BBox")), "[ 67.01 548.9 317.01 668.9 ]");
  /* Eight lines in one stroke, and nothing under the page. */
  g_autofree char *content = content_of(&o, 0);
  g_auto(GStrv) marks = g_strsplit(content, " l", -1), strokes = g_strsplit(content, "0.25 w", -1);
  assert_true(g_strv_length(marks) - 1 >= 8);
  assert_int_equal(g_strv_length(strokes), 2);
  g_auto(GStrv) before = g_strsplit(strokes[1], " l", -1);
  assert_true(g_strv_length(before) - 1 >= 8);
  assert_null(strstr(strokes[0], " re"));
  close_pages(&o, &s);
}

/* ---- refusals ---- */

static void check_refused(Sample *s, const char *part) {
  GBytes *pdf = NULL;
  g_autoptr(GError) error = NULL;
  if (pdf_write(s->pages, s->theme, THEME_LIGHT, "test", &pdf, NULL, &error)) fail_msg("written, not refused: %s", part);
  assert_null(pdf);
  if (!strstr(error->message, part)) fail_msg("\"%s\" does not say \"%s\"", error->message, part);
  pages_free(s->pages);
}

static void test_refuses_texts(void **state) {
  Sample s = begin(state);
  sample_text(&s, 40, 100, "verdwaald", 9, 400, 99);
  check_refused(&s, "page 1: text \"verdwaald\" has tag 99, which is not in the tree");
  s = begin(state);
  sample_text(&s, 40, 100, "rij", 9, 400, tag_add(s.pages->tags, tag_tree_root(s.pages->tags), TAG_TR)->id);
  check_refused(&s, "\"rij\" is tagged TR");
  s = begin(state);
  sample_text(&s, 4000, 100, "ver weg", 9, 400, TAG_ARTIFACT);
  check_refused(&s, "\"ver weg\" lies outside the page");
  s = begin(state);
  scene_group_clip(s.scene, NULL, 0, 0, 0, 0, 10, 10);
  sample_text(&s, 40, 100, "weggeknipt", 9, 400, TAG_ARTIFACT);
  scene_group_end(s.scene);
  check_refused(&s, "\"weggeknipt\" lies outside");
  s = begin(state);
  sample_leaf(&s, tag_tree_root(s.pages->tags), TAG_P, 40, 100, "Delft 漢", 9, 400);
  check_refused(&s, "no declared font has U+6F22, used in \"Delft 漢\"");
}

static void test_refuses_tags(void **state) {
  Sample s = begin(state);
  Tag *figure = tag_add(s.pages->tags, tag_tree_root(s.pages->tags), TAG_FIGURE);
  figure->pos = (SourcePos){"templates/gemeente.md", 12, 1};
  check_refused(&s, "templates/gemeente.md:12: a figure has no alt text");
  s = begin(state);
  sample_leaf(&s, tag_tree_root(s.pages->tags), TAG_H2, 40, 100, "te diep", 9, 400);
  check_refused(&s, "the first heading is an H2");
  s = begin(state);
  sample_leaf(&s, tag_tree_root(s.pages->tags), TAG_H1, 40, 100, "een", 9, 400);
  sample_leaf(&s, tag_tree_root(s.pages->tags), TAG_H3, 40, 120, "drie", 9, 400);
  check_refused(&s, "a heading H3 follows an H1");
  s = begin(state);
  g_clear_pointer(&s.pages->title, g_free);
  check_refused(&s, "no title");
}

static void test_refuses_links(void **state) {
  static const struct { TagType type; const char *uri, *message; } cases[] = {
      {TAG_P, "https://example.org", "has no Link tag"},
      {TAG_LINK, "#nergens", "\"#nergens\", which does not exist"},
      {TAG_LINK, "javascript:alert(1)", "is not a web or mail address"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    Sample s = begin(state);
    Tag *tag = tag_add(s.pages->tags, tag_tree_root(s.pages->tags), cases[i].type);
    sample_text(&s, 40, 100, "klik", 9, 400, tag->id);
    scene_link(s.scene, cases[i].uri, (const double[][4]){{40, 91, 20, 12}}, 1, tag->id);
    check_refused(&s, cases[i].message);
  }
}

static void test_refuses_stub_metrics(void **state) {
  SampleFixture *f = *state;
  g_autoptr(TextEngine) stub = text_engine_new_stub();
  Sample s = sample_begin(f->theme, stub);
  sample_text(&s, 40, 100, "nagemeten", 9, 400, TAG_ARTIFACT);
  check_refused(&s, "measured without fonts");
}

/* ---- whole files ---- */

static void test_the_same_bytes_twice(void **state) {
  SampleFixture *f = *state;
  g_autoptr(TextEngine) other = sample_engine();
  Pages *a = sample_factsheet(f->theme, f->engine), *b = sample_factsheet(f->theme, other);
  g_autoptr(GBytes) first = write_bytes(a, f->theme), again = write_bytes(a, f->theme), second = write_bytes(b, f->theme);
  assert_true(g_bytes_equal(first, again));
  assert_true(g_bytes_equal(first, second));
  pages_free(a);
  pages_free(b);
}

/* What a program of poppler's says of the file; NULL when it is not installed. */
static char *ask(GBytes *pdf, const char *const *argv) {
  g_autofree char *program = g_find_program_in_path(argv[0]);
  if (!program) {
    print_message("not run: %s is not installed\n", argv[0]);
    return NULL;
  }
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp("feitenblad-XXXXXX.pdf", &path, NULL);
  assert_true(fd >= 0);
  g_close(fd, NULL);
  assert_true(g_file_set_contents(path, g_bytes_get_data(pdf, NULL), (gssize)g_bytes_get_size(pdf), NULL));
  g_autoptr(GPtrArray) words = g_ptr_array_new();
  for (int i = 0; argv[i]; i++) g_ptr_array_add(words, (char *)(g_str_equal(argv[i], "%") ? path : argv[i]));
  g_ptr_array_add(words, NULL);
  char *output = NULL, *errors = NULL;
  assert_true(g_spawn_sync(NULL, (char **)words->pdata, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, &errors, NULL, NULL));
  assert_string_equal(errors, "");
  g_free(errors);
  g_unlink(path);
  return output;
}

/* Cairo writes a map for each font; those with WinAnsi codes share one, which holds for all of WinAnsi. */
static void test_fonts_share_their_letters(void **state) {
  Sample s = begin(state);
  Tag *root = tag_tree_root(s.pages->tags);
  sample_leaf(&s, root, TAG_H1, 40, 60, "Delft – “ja” €", 24, 700);
  sample_leaf(&s, root, TAG_P, 40, 80, "Één gewone zin: 1.234,5%", 9, 400);
  sample_leaf(&s, root, TAG_P, 40, 90, "en een\u00a0halfvette", 9, 600);
  Opened o = open_pages(&s);
  qpdf_oh fonts = at(&o, at(&o, qpdf_get_page_n(o.q, 0), "/Resources"), "/Font");
  int shared = 0, simple = 0;
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  qpdf_oh_begin_dict_key_iter(o.q, fonts);
  while (qpdf_oh_dict_more_keys(o.q)) g_ptr_array_add(names, g_strdup(qpdf_oh_dict_next_key(o.q)));
  for (guint i = 0; i < names->len; i++) {
    qpdf_oh font = at(&o, fonts, names->pdata[i]), map = at(&o, font, "/ToUnicode");
    assert_true(qpdf_oh_is_stream(o.q, map));
    if (!qpdf_oh_is_name_and_equals(o.q, at(&o, font, "/Encoding"), "/WinAnsiEncoding")) continue;
    if (simple++ == 0) shared = qpdf_oh_get_object_id(o.q, map);
    assert_int_equal(qpdf_oh_get_object_id(o.q, map), shared);
  }
  assert_true(simple >= 3);
  close_pages(&o, &s);
}

static void test_what_a_listener_gets(void **state) {
  SampleFixture *f = *state;
  Pages *pages = sample_factsheet(f->theme, f->engine);
  g_autoptr(GBytes) pdf = write_bytes(pages, f->theme);
  g_autofree char *tree = ask(pdf, (const char *const[]){"pdfinfo", "-struct-text", "%", NULL});
  if (tree) {
    /* Lines of a paragraph keep their blanks; a broken word is whole; both labels of the figure are apart. */
    assert_non_null(strstr(tree, "Dat is − 3,6 procentpunt onder de afspraak"));
    assert_non_null(strstr(tree, "in de Leidschendam-Voorburgse buurgemeenten. Voor"));
    assert_non_null(strstr(tree, "\"2015 2024*\""));
    assert_non_null(strstr(tree, "\"20,0%\""));
    assert_null(strstr(tree, "Bron:"));
  }
  g_autofree char *text = ask(pdf, (const char *const[]){"pdftotext", "%", "-", NULL});
  if (text) assert_non_null(strstr(text, "Bron: voorbeelddata · 2 van 2"));
  g_autofree char *checked = ask(pdf, (const char *const[]){"qpdf", "--check", "%", NULL});
  if (checked) assert_non_null(strstr(checked, "No syntax or stream encoding errors"));
  pages_free(pages);
}

static char *hex(const char *bytes, guint length) {
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < length; i++) g_string_append_printf(out, "%02x", (guchar)bytes[i]);
  return g_string_free(out, FALSE);
}

static void test_large_documents(void **state) {
  Sample s = begin(state);
  Tag *root = tag_tree_root(s.pages->tags), *p = NULL;
  for (int page = 0; page < 40; page++) {
    if (page > 0) sample_new_page(&s);
    for (int i = 0; i < 40; i++) {
      if (i % 8 == 0) p = tag_add(s.pages->tags, root, TAG_P);
      sample_text(&s, 40, 40 + 12 * i, "Een regel", 9, 400, p->id);
    }
  }
  g_autofree char *zeros = g_malloc0(3 << 20);
  g_ptr_array_add(s.pages->attachments, pdf_attachment_new("groot (één).csv", "text/csv", NULL, ATTACHMENT_SUPPLEMENT, zeros, 3 << 20));
  Opened o = open_pages(&s);
  qpdf_oh file = qpdf_oh_get_array_item(o.q, at(&o, o.root, "/AF"), 0);
  assert_string_equal(qpdf_oh_get_utf8_value(o.q, at(&o, file, "/UF")), "groot (één).csv");
  assert_string_equal(qpdf_oh_get_name(o.q, at(&o, file, "/AFRelationship")), "/Supplement");
  unsigned char *data = NULL;
  size_t length = 0;
  qpdf_oh stream = at(&o, at(&o, file, "/EF"), "/F"), params = at(&o, qpdf_oh_get_dict(o.q, stream), "/Params");
  assert_int_equal(qpdf_oh_get_int_value_as_int(o.q, at(&o, params, "/Size")), 3 << 20);
  g_autofree char *md5 = g_compute_checksum_for_data(G_CHECKSUM_MD5, (const guchar *)zeros, 3 << 20);
  g_autofree char *said = hex(qpdf_oh_get_string_value(o.q, at(&o, params, "/CheckSum")), 16);
  assert_string_equal(said, md5);
  qpdf_oh_get_stream_data(o.q, stream, qpdf_dl_all, NULL, &data, &length);
  free(data);
  assert_int_equal(length, 3 << 20);
  close_pages(&o, &s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_parent_tree),
      cmocka_unit_test(test_catalog),
      cmocka_unit_test(test_text_and_links_keep_their_order),
      cmocka_unit_test(test_reading_order_is_the_trees),
      cmocka_unit_test(test_a_paragraph_over_two_pages),
      cmocka_unit_test(test_what_is_empty),
      cmocka_unit_test(test_neighbours_share_a_mark),
      cmocka_unit_test(test_paint_over_the_whole_page),
      cmocka_unit_test(test_attributes),
      cmocka_unit_test(test_cells_name_their_headers),
      cmocka_unit_test(test_link_annotations),
      cmocka_unit_test(test_bleed_and_crop_marks),
      cmocka_unit_test(test_refuses_texts),
      cmocka_unit_test(test_refuses_tags),
      cmocka_unit_test(test_refuses_links),
      cmocka_unit_test(test_refuses_stub_metrics),
      cmocka_unit_test(test_the_same_bytes_twice),
      cmocka_unit_test(test_fonts_share_their_letters),
      cmocka_unit_test(test_what_a_listener_gets),
      cmocka_unit_test(test_large_documents),
  };
  return cmocka_run_group_tests_name("pdf", tests, sample_set_up_fonts, sample_tear_down);
}
