/* The example's own template on other pages: nothing overflows, neither for a short name nor for the longest, and the file
 * says how large its pages are. Runs the binary named by $FEITENBLAD. */
#include "golden/project.h"

/* `page:` in the front matter of the template of gemeenten. */
static void set_page(const Project *project, const char *page) {
  g_autofree char *front = g_strdup_printf("---\npage: %s\nkicker: ", page);
  replace_in(project, "templates/gemeente.md", "---\nkicker: ", front);
}

static char *pdf_path(const Project *project, const char *region) {
  return g_build_filename(project->folder, "public/gemeente", region, "factsheet.pdf", NULL);
}

/* "Pages: 4" and what else pdfinfo says; words after the file are its options. */
static char *pdf_info(const char *pdf) {
  const char *argv[] = {"pdfinfo", "-box", pdf, NULL};
  char *out = NULL;
  int wait_status = 1;
  if (!g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, NULL, &wait_status, NULL) || wait_status)
    fail_msg("pdfinfo is missing: install poppler-utils (sh packages.sh test)");
  return out;
}

/* The four numbers of a line like "TrimBox:  0.00 0.00 595.28 841.89". */
static void read_box(const char *info, const char *name, double box[4]) {
  g_auto(GStrv) around = g_strsplit(info, name, 2);
  if (g_strv_length(around) != 2) fail_msg("no %s in %s", name, info);
  char *at = around[1];
  for (guint i = 0; i < 4; i++) box[i] = g_ascii_strtod(at, &at);
}

static void expect_box(const char *info, const char *name, double x1, double y1, double x2, double y2) {
  const double expected[] = {x1, y1, x2, y2};
  double box[4];
  read_box(info, name, box);
  for (guint i = 0; i < 4; i++)
    if (ABS(box[i] - expected[i]) > 0.02) fail_msg("%s %g %g %g %g", name, box[0], box[1], box[2], box[3]);
}

/* Builds the two on a page and compares the size of the file's pages, in millimetres. */
static void lays_out(const Project *project, const char *page, double width, double height) {
  g_auto(Said) said = run(project, "build --only delft,nuenen-gerwen-en-nederwetten --format pdf -j2");
  g_autofree char *found = findings(&said);
  if (said.status != 0 || *found) fail_msg("%s: %s", page, said.err);
  g_autofree char *delft = pdf_path(project, "delft"), *nuenen = pdf_path(project, "nuenen-gerwen-en-nederwetten");
  assert_int_equal(judge(delft), 0);
  assert_int_equal(judge(nuenen), 0);
  g_autofree char *info = pdf_info(delft);
  expect_box(info, "MediaBox:", 0, 0, width * 72 / 25.4, height * 72 / 25.4);
}

#define LAYS_OUT(name, page, width, height)      \
  static void name(void **state) {               \
    set_page(*state, page);                      \
    lays_out(*state, page, width, height);       \
  }
LAYS_OUT(on_a3, "A3", 297, 420)
LAYS_OUT(on_a3_landscape, "A3 landscape", 420, 297)
LAYS_OUT(on_a4_landscape, "A4 landscape", 297, 210)
LAYS_OUT(on_a5, "A5", 148, 210)
LAYS_OUT(on_a_slide, "16:9", 338.667, 190.5)
LAYS_OUT(without_bands, "{band: false, footer: line}", 210, 297)

/* 3 mm of bleed, 5 mm of mark and 1 mm of air around an A4. */
static void a_print_shop_knows_where_to_cut(void **state) {
  set_page(*state, "{bleed: 3mm, crop_marks: true}");
  g_auto(Said) said = run(*state, "build --only delft --format pdf,svg -j1");
  assert_int_equal(said.status, 0);
  g_autofree char *pdf = pdf_path(*state, "delft"), *info = pdf_info(pdf);
  const double mm = 72 / 25.4;
  assert_int_equal(judge(pdf), 0);
  expect_box(info, "MediaBox:", 0, 0, 228 * mm, 315 * mm);
  expect_box(info, "BleedBox:", 6 * mm, 6 * mm, 222 * mm, 309 * mm);
  expect_box(info, "TrimBox:", 9 * mm, 9 * mm, 219 * mm, 306 * mm);
  /* On the screen a page is the finished one. */
  g_autofree char *svg = read_file(*state, "public/gemeente/delft/factsheet-1.svg");
  assert_non_null(strstr(svg, "viewBox=\"0 0 595.28 841.89\""));
}

static void a_bleed_alone_makes_the_page_larger(void **state) {
  set_page(*state, "{size: A5, bleed: 5mm}");
  g_auto(Said) said = run(*state, "build --only delft --format pdf -j1");
  assert_int_equal(said.status, 0);
  g_autofree char *pdf = pdf_path(*state, "delft"), *info = pdf_info(pdf);
  const double mm = 72 / 25.4;
  expect_box(info, "MediaBox:", 0, 0, 158 * mm, 220 * mm);
  expect_box(info, "BleedBox:", 0, 0, 158 * mm, 220 * mm);
  expect_box(info, "TrimBox:", 5 * mm, 5 * mm, 153 * mm, 215 * mm);
}

static void errors_of_a_page_have_a_place(void **state) {
  set_page(*state, "{size: A6, footer: lines}");
  g_auto(Said) said = run(*state, "check --only delft");
  assert_int_equal(said.status, 2);
  assert_non_null(strstr(said.err, "templates/gemeente.md:2:14: error: 'A6' is no size of page"));
  assert_non_null(strstr(said.err, "templates/gemeente.md:2:26: error: 'lines' is no footer"));
}

/* ---- documents besides the factsheet ---- */

static void add_documents(const Project *project) {
  static const char POSTER[] = "---\npage: A3\n---\n# {{ region.name }} bouwt\n";
  static const char CARD[] = "---\npage: { size: 1200px 630px, scale: 2, band: false, footer: line }\n---\n# {{ region.name }}\n";
  g_autofree char *poster = g_build_filename(project->folder, "templates/poster.md", NULL);
  g_autofree char *card = g_build_filename(project->folder, "templates/kaart.md", NULL);
  assert_true(file_write(poster, POSTER, strlen(POSTER), NULL));
  assert_true(file_write(card, CARD, strlen(CARD), NULL));
  replace_in(project, "feitenblad.yaml", "label: Poster op A3, template: poster.md, pages: 1 }",
             "label: Poster, template: poster.md, levels: [gemeente] }");
  replace_in(project, "feitenblad.yaml", "id: kaart, label: Kaart om te delen, template: kaart.md, format: png }",
             "id: kaart, template: kaart.md, format: png, levels: [gemeente, land] }");
}

static bool exists(const Project *project, const char *name) {
  g_autofree char *path = g_build_filename(project->folder, "public", name, NULL);
  return g_file_test(path, G_FILE_TEST_IS_REGULAR);
}

static void documents_stand_beside_the_factsheet(void **state) {
  add_documents(*state);
  g_auto(Said) said = run(*state, "build --only delft,nederland -j2");
  if (said.status != 0) fail_msg("%s", said.err);
  assert_true(exists(*state, "gemeente/delft/factsheet.pdf") && exists(*state, "gemeente/delft/poster.pdf"));
  assert_true(exists(*state, "nederland/kaart.png") && !exists(*state, "nederland/poster.pdf"));
  g_autofree char *page = read_file(*state, "public/gemeente/delft/index.html");
  assert_non_null(strstr(page, "<a href=\"poster.pdf\">Poster (PDF)</a>"));
  assert_non_null(strstr(page, "<a href=\"kaart.png\">kaart (PNG)</a>"));
  assert_non_null(strstr(page, "<meta property=\"og:image\" content=\"https://www.eenthuisvooriedereen.example/gemeente/delft/kaart.png\" />"));
  assert_non_null(strstr(page, "<meta property=\"og:image:width\" content=\"1200\" />"));
  assert_non_null(strstr(page, "<meta property=\"og:image:height\" content=\"630\" />"));
  assert_non_null(strstr(page, "<meta property=\"og:image:alt\" content=\"Delft houdt zich"));
  g_autofree char *home = read_file(*state, "public/index.html");
  assert_null(strstr(home, "og:image"));
  g_autofree char *poster = g_build_filename(((Project *)*state)->folder, "public/gemeente/delft/poster.pdf", NULL);
  assert_int_equal(judge(poster), 0);
  g_autofree char *card = g_build_filename(((Project *)*state)->folder, "public/gemeente/delft/kaart.png", NULL);
  g_autofree char *bytes = NULL;
  gsize length = 0;
  assert_true(file_read(card, &bytes, &length, NULL));
  assert_memory_equal(bytes + 16, "\0\0\x04\xb0\0\0\x02\x76", 8); /* 1200 by 630 pixels */
}

/* Each document has a key of its own: what did not change is not made again, and a build of one leaves the others alone. */
static void documents_are_made_when_they_change(void **state) {
  add_documents(*state);
  g_auto(Said) first = run(*state, "build --only delft,nederland -j2");
  assert_int_equal(first.status, 0);
  g_autofree char *page = read_file(*state, "public/gemeente/delft/index.html");
  g_auto(Said) same = run(*state, "build --only delft,nederland -j2");
  assert_non_null(strstr(same.out, "2 unchanged"));
  replace_in(*state, "templates/poster.md", "bouwt", "bouwde");
  replace_in(*state, "templates/gemeente.md", "## Wat valt op", "## Wat er opvalt");
  g_auto(Said) one = run(*state, "build --document poster --only delft -j1");
  assert_int_equal(one.status, 0);
  assert_non_null(strstr(one.out, "1 regions (1 new"));
  g_autofree char *still = read_file(*state, "public/gemeente/delft/index.html");
  assert_string_equal(still, page);
  g_auto(Said) again = run(*state, "build --document poster --only delft -j1");
  assert_non_null(strstr(again.out, "1 unchanged"));
  assert_true(exists(*state, "gemeente/delft/poster.pdf") && exists(*state, "gemeente/delft/kaart.png"));
  g_auto(Said) rest = run(*state, "build --only delft -j1");
  assert_non_null(strstr(rest.out, "1 new"));
  g_autofree char *changed = read_file(*state, "public/gemeente/delft/index.html");
  assert_non_null(strstr(changed, "Wat er opvalt"));
  g_auto(Said) last = run(*state, "build --only delft,nederland -j2");
  assert_non_null(strstr(last.out, "2 unchanged"));
}

/* The key finding stands in both: no edit may change it in one of them. */
static void poster_and_card_say_the_same(void **state) {
  static const char *const FILES[] = {"templates/poster.md", "templates/kaart.md"};
  g_autofree char *poster = read_file(*state, FILES[0]), *card = read_file(*state, FILES[1]);
  char *texts[] = {poster, card};
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
    texts[i] = strstr(texts[i], "{% if toewijzingen_urgenten.status");
    assert_non_null(texts[i]);
    char *end = strstr(texts[i], "{% endif %}\n");
    assert_non_null(end);
    *end = '\0';
  }
  assert_string_equal(texts[0], texts[1]);
}

/* A short name, the longest, and one for which nearly all is missing or secret. */
static void posters_and_cards_of_the_example(void **state) {
  static const char *const CASES[] = {"gemeente/schiermonnikoog", "gemeente/nuenen-gerwen-en-nederwetten", "koploper/haaglanden", "nederland"};
  g_auto(Said) said = run(*state, "build --only schiermonnikoog,nuenen-gerwen-en-nederwetten,koploper/haaglanden,nederland --format pdf,png -j2");
  if (said.status != 0) fail_msg("%s", said.err);
  for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autofree char *poster = g_build_filename(((Project *)*state)->folder, "public", CASES[i], "poster.pdf", NULL);
    assert_int_equal(judge(poster), 0);
    g_autofree char *info = pdf_info(poster);
    assert_non_null(strstr(info, "Pages:           1\n"));
    expect_box(info, "MediaBox:", 0, 0, 297 * 72 / 25.4, 420 * 72 / 25.4);
    g_autofree char *card = g_build_filename(((Project *)*state)->folder, "public", CASES[i], "kaart.png", NULL);
    g_autofree char *bytes = NULL;
    gsize length = 0;
    assert_true(file_read(card, &bytes, &length, NULL));
    assert_memory_equal(bytes + 12, "IHDR\0\0\x04\xb0\0\0\x02\x76\x08\x03", 14); /* 1200 by 630, indexed */
    assert_true(length < 60 * 1024);
    assert_non_null(memmem(bytes, length, "sRGB", 4));
  }
}

static void documents_that_cannot_be_made(void **state) {
  add_documents(*state);
  g_auto(Said) unknown = run(*state, "build --document postr");
  assert_int_equal(unknown.status, 2);
  assert_non_null(strstr(unknown.err, "did you mean \"poster\"?"));
  replace_in(*state, "templates/kaart.md", "# {{ region.name }}", "# {{ region.name }}\n\n{% pagebreak %}\n\nNog iets.");
  g_auto(Said) pages = run(*state, "check --only delft -j1");
  assert_int_equal(pages.status, 5);
  assert_non_null(strstr(pages.err, "templates/kaart.md:1:1: error: Delft: kaart.png has room for one page, and there are 2"));
}

#define PROJECT_TEST(test) cmocka_unit_test_setup_teardown(test, make_project, remove_project)

int main(void) {
  const struct CMUnitTest tests[] = {
      PROJECT_TEST(on_a3),      PROJECT_TEST(on_a3_landscape), PROJECT_TEST(on_a4_landscape), PROJECT_TEST(on_a5),
      PROJECT_TEST(on_a_slide), PROJECT_TEST(without_bands),   PROJECT_TEST(errors_of_a_page_have_a_place),
      PROJECT_TEST(a_print_shop_knows_where_to_cut), PROJECT_TEST(a_bleed_alone_makes_the_page_larger),
      PROJECT_TEST(documents_stand_beside_the_factsheet), PROJECT_TEST(documents_are_made_when_they_change),
      PROJECT_TEST(documents_that_cannot_be_made), PROJECT_TEST(poster_and_card_say_the_same),
      PROJECT_TEST(posters_and_cards_of_the_example),
  };
  return cmocka_run_group_tests_name("pages", tests, NULL, NULL);
}
