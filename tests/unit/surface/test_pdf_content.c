/* The content pass on streams that Cairo writes, would write when it goes wrong, and never should. */
#include "surface/pdf_content.h"
#include "surface/pdf_error.h"
#include "surface/pdf_file.h"
#include "surface/pdf_syntax.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* cmocka last: it needs the types above. */
#include <cmocka.h>

/* Tags 2 = H1, 3 = P. */
static TagTree *make_tree(void) {
  TagTree *tree = tag_tree_new();
  tag_add(tree, tag_tree_root(tree), TAG_H1);
  tag_add(tree, tag_tree_root(tree), TAG_P);
  return tree;
}

/* The result with blanks and line ends folded, or the error's message after "! ". `marks` are tag ids, e.g. "203". */
static char *rewrite(const char *content, const char *marks) {
  g_autoptr(TagTree) tree = make_tree();
  g_autoptr(GArray) marked = g_array_new(FALSE, FALSE, sizeof(MarkedText));
  g_autoptr(GError) error = NULL;
  for (const char *p = marks; *p; p++) {
    MarkedText text = {.tag = (guint)(*p - '0'), .text = *p == '2' ? "kop" : "tekst"};
    g_array_append_val(marked, text);
  }
  /* A copy without a NUL, so that a sanitizer sees a read past the end. */
  gsize length = strlen(content);
  g_autofree char *bytes = g_memdup2(content, length ? length : 1);
  g_autoptr(GString) out = NULL;
  GArray *tags = NULL;
  if (!pdf_content_rewrite(bytes, length, 0, 0, marked, tree, &out, &tags, &error)) return g_strconcat("! ", error->message, NULL);
  g_array_unref(tags);
  for (char *p = out->str; *p; p++)
    if (*p == '\n') *p = ' ';
  g_auto(GStrv) words = g_strsplit(out->str, " ", -1);
  GString *folded = g_string_new(NULL);
  for (int i = 0; words[i]; i++)
    if (*words[i]) g_string_append_printf(folded, "%s%s", folded->len ? " " : "", words[i]);
  return g_string_free(folded, FALSE);
}

static void check(const char *content, const char *marks, const char *expected) {
  g_autofree char *got = rewrite(content, marks);
  assert_string_equal(got, expected);
}

static void check_refused(const char *content, const char *marks, const char *part) {
  g_autofree char *got = rewrite(content, marks);
  if (got[0] != '!' || !strstr(got, part)) fail_msg("\"%s\" gave \"%s\", not \"%s\"", content, got, part);
}

static void test_rectangles_are_said_shortly(void **state G_GNUC_UNUSED) {
  check("1.5 2 m 3.25 2 l 3.25 -4.125 l 1.5 -4.125 l h f", "", "/Artifact BMC 1.5 2 1.75 -6.125 re f EMC");
  check("5 6 m 7 8 l S 0 0 m 0.05 0 l 0.05 10 l 0 10 l h 20 0 m 30 0 l 30 10 l 20 10 l h f*", "",
        "/Artifact BMC 5 6 m 7 8 l S 0 0 0.05 10 re 20 0 10 10 re f* EMC");
  /* Where Cairo goes back to after closing is said by the closing. */
  check("0 0 m 1 0 l 1 2 l h 0 0 m f 0 0 m 1 0 l 1 2 l 0 2 l h 0 0 m 5 5 l S", "",
        "/Artifact BMC 0 0 m 1 0 l 1 2 l h f 0 0 1 2 re 0 0 m 5 5 l S EMC");
  /* Near misses stay as they are: not upright, not closed, a corner more, another order, too fine a number. */
  check("0 0 m 1 0 l 1 2 l 0.5 2 l h f", "", "/Artifact BMC 0 0 m 1 0 l 1 2 l 0.5 2 l h f EMC");
  check("0 0 m 1 0 l 1 2 l 0 2 l S", "", "/Artifact BMC 0 0 m 1 0 l 1 2 l 0 2 l S EMC");
  check("0 0 m 1 0 l 1 2 l 0 2 l 0 1 l h f", "", "/Artifact BMC 0 0 m 1 0 l 1 2 l 0 2 l 0 1 l h f EMC");
  check("0 0 m 0 2 l 1 2 l 1 0 l h f", "", "/Artifact BMC 0 0 m 0 2 l 1 2 l 1 0 l h f EMC");
  check("0 0 m 1.0001 0 l 1.0001 2 l 0 2 l h f", "", "/Artifact BMC 0 0 m 1.0001 0 l 1.0001 2 l 0 2 l h f EMC");
  check("0 0 m 1 0 l 1 1 1 2 1 2 c 0 2 l h f", "", "/Artifact BMC 0 0 m 1 0 l 1 1 1 2 1 2 c 0 2 l h f EMC");
}

static void test_the_backdrop_is_left_out(void **state G_GNUC_UNUSED) {
  static const char content[] = "1 1 1 rg 0 0 595 421 re f 0 421 595 421 re f 0 0 1 rg 1 2 3 4 re f";
  g_autoptr(TagTree) tree = make_tree();
  g_autoptr(GArray) marked = g_array_new(FALSE, FALSE, sizeof(MarkedText));
  g_autoptr(GString) out = NULL;
  GArray *tags = NULL;
  assert_true(pdf_content_rewrite(content, strlen(content), 0, 2, marked, tree, &out, &tags, NULL));
  assert_string_equal(out->str, "1 g 0 0 1 rg\n/Artifact BMC\n 1 2 3 4 re f\nEMC");
  g_array_unref(tags);
}

static void test_marks_and_artifacts(void **state G_GNUC_UNUSED) {
  check("q 0 0 1 rg 1 2 3 4 re f /Span << /MCID 0 >> BDC BT (a) Tj ET EMC 5 6 m 7 8 l S Q", "2",
        "q 0 0 1 rg /Artifact BMC 1 2 3 4 re f EMC /H1<</MCID 0>>BDC BT (a) Tj ET EMC /Artifact BMC 5 6 m 7 8 l S EMC Q");
  /* Artifact texts lose their id, the others stay dense. */
  check("/Span << /MCID 0 >> BDC BT (a) Tj ET EMC /Span << /MCID 1 >> BDC BT (b) Tj ET EMC", "03",
        "/Artifact BMC BT (a) Tj ET EMC /P<</MCID 0>>BDC BT (b) Tj ET EMC");
}

static void test_neighbours_share_an_artifact(void **state G_GNUC_UNUSED) {
  check("1 2 3 4 re f 1 0 0 rg 5 6 7 8 re f* Q q 1 2 m h B", "",
        "/Artifact BMC 1 2 3 4 re f 1 0 0 rg 5 6 7 8 re f* EMC Q q /Artifact BMC 1 2 m h B EMC");
}

static void test_clips_are_no_paint(void **state G_GNUC_UNUSED) {
  check("q 1 2 3 4 re W n Q 1 2 3 4 re f", "", "q 1 2 3 4 re W n Q /Artifact BMC 1 2 3 4 re f EMC");
  check("/Span << /MCID 0 >> BDC Q q 1 2 3 4 re W n BT (a) Tj ET EMC", "3",
        "/P<</MCID 0>>BDC Q q 1 2 3 4 re W n BT (a) Tj ET EMC");
}

static void test_actual_text_stays(void **state G_GNUC_UNUSED) {
  check("/Span << /MCID 0 >> BDC BT /Span << /ActualText <feff00ad> >> BDC (-) Tj EMC (a) Tj ET EMC", "3",
        "/P<</MCID 0>>BDC BT /Span << /ActualText <feff00ad> >> BDC (-) Tj EMC (a) Tj ET EMC");
}

static void test_strings_are_skipped(void **state G_GNUC_UNUSED) {
  check("/Span << /MCID 0 >> BDC BT [(EMC \\) \\\\ (BT re f) )-3<45>] TJ ET EMC %BT re f", "3",
        "/P<</MCID 0>>BDC BT [(EMC \\) \\\\ (BT re f) )-3<45>] TJ ET EMC %BT re f");
}

/* Black ink alone: what printers make of DeviceGray. */
static void test_greys_are_grey(void **state G_GNUC_UNUSED) {
  check("0 0 0 rg /a0 gs 0.5 0.5 0.5 RG 1 2 m 3 4 l S 1 1 0.9 rg 1 2 3 4 re f", "",
        "0 g /a0 gs 0.5 G /Artifact BMC 1 2 m 3 4 l S 1 1 0.9 rg 1 2 3 4 re f EMC");
  check("/Span << /MCID 0 >> BDC 0.1 0.1 0.1 rg BT (0 0 0 rg) Tj ET EMC", "3",
        "/P<</MCID 0>>BDC 0.1 g BT (0 0 0 rg) Tj ET EMC");
  check("1 2 m 0 0 0 rg 3 4 l S 0 0 rg 1 rg rg 0 0 0", "", "/Artifact BMC 1 2 m 0 0 0 rg 3 4 l S 0 0 rg 1 rg rg EMC 0 0 0");
}

static void test_text_without_a_tag(void **state G_GNUC_UNUSED) {
  check_refused("BT (a) Tj ET", "", "page 1: text without a tag");
  check_refused("/Span << /MCID 0 >> BDC BT (a) Tj ET EMC BT (b) Tj ET", "2", "text without a tag, after the text \"kop\"");
}

static void test_what_cairo_lost(void **state G_GNUC_UNUSED) {
  check_refused("/Span << /MCID 0 >> BDC EMC", "3", "shows nothing");
  check_refused("/Span << /MCID 0 >> BDC BT (a) Tj ET EMC", "32", "dropped the text \"kop\"");
  check_refused("/Span << /MCID 1 >> BDC BT (a) Tj ET EMC", "32", "lost or moved");
  check_refused("/Span << /MCID 0 >> BDC BT (a) Tj ET EMC", "", "lost or moved");
  check_refused("/Span << /MCID 0 >> BDC BT (a) Tj ET EMC /Span << /MCID 0 >> BDC BT (a) Tj ET EMC", "33", "lost or moved");
}

static void test_hostile_streams(void **state G_GNUC_UNUSED) {
  check_refused("/x Do", "", "image or group");
  check_refused("BI ID EI", "", "image or group");
  check_refused("/Span << /MCID 0 >> BDC BT (a) Tj ET", "3", "never ends");
  check_refused("EMC", "", "never began");
  check_refused("/Span BMC BT (a) Tj ET EMC", "3", "without an id");
  check_refused("/Span << /MCID >> BDC", "3", "without an id");
  check_refused("/Span << /MCID 99999999999999 >> BDC", "3", "lost or moved");
  static const char *const cut[] = {"(", "(\\", "<", "<<", "[", "/", "%", "1 2 3 4 re", "/Span <</MCI", ">", ")", "'", "\xff\xfe", ""};
  for (gsize i = 0; i < G_N_ELEMENTS(cut); i++) {
    g_autofree char *got = rewrite(cut[i], "");
    assert_non_null(got);
  }
}

static void test_text_strings(void **state G_GNUC_UNUSED) {
  g_autoptr(GString) out = g_string_new(NULL);
  pdf_add_text(out, "a (b) \\ c\n");
  pdf_add_text(out, "é€😀");
  pdf_add_name(out, "text/csv x");
  pdf_add_number(out, 12.345);
  assert_string_equal(out->str, "(a \\(b\\) \\\\ c\\n)<FEFF00E920ACD83DDE00>/text#2Fcsv#20x12.35");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_rectangles_are_said_shortly),
      cmocka_unit_test(test_the_backdrop_is_left_out),
      cmocka_unit_test(test_marks_and_artifacts),
      cmocka_unit_test(test_neighbours_share_an_artifact),
      cmocka_unit_test(test_clips_are_no_paint),
      cmocka_unit_test(test_actual_text_stays),
      cmocka_unit_test(test_strings_are_skipped),
      cmocka_unit_test(test_greys_are_grey),
      cmocka_unit_test(test_text_without_a_tag),
      cmocka_unit_test(test_what_cairo_lost),
      cmocka_unit_test(test_hostile_streams),
      cmocka_unit_test(test_text_strings),
  };
  return cmocka_run_group_tests_name("pdf content", tests, NULL, NULL);
}
