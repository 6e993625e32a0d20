/* docs/rekenregels.md: its tables are read, and each sentence there comes out as the page says. */
#include "sheet.h"

static const char DOCS[] = "docs/rekenregels.md";

static const char REGIONS[] = "code,name,official_name,slug,level,valid_from,valid_to\n"
                              "GM1,Aadorp,,aadorp,gemeente,,\nGM2,Beekstad,,beekstad,gemeente,,\n"
                              "GM3,Duinveen,,duinveen,gemeente,,\nGM4,Eemkerk,,eemkerk,gemeente,,\n"
                              "AM1,Overmaas,,overmaas,arbeidsmarktregio,,\nPV1,Provincie,,pv,provincie,,\nNL00,Nederland,,nederland,land,,\n";
static const char MEMBERSHIPS[] = "code,division,parent\nGM1,arbeidsmarktregio,AM1\nGM2,arbeidsmarktregio,AM1\n"
                                  "GM3,arbeidsmarktregio,AM1\nGM4,arbeidsmarktregio,AM1\n";
static const struct { const char *name, *code; } CODES[] = {{"Aadorp", "GM1"}, {"Beekstad", "GM2"}, {"Duinveen", "GM3"}, {"Eemkerk", "GM4"}, {"Overmaas", "AM1"}};

/* The page names regions; tables have codes. */
static char *with_codes(const char *text) {
  GString *out = g_string_new(text);
  for (gsize i = 0; i < G_N_ELEMENTS(CODES); i++) g_string_replace(out, CODES[i].name, CODES[i].code, 0);
  return g_string_free(out, FALSE);
}

static char *block_after(const char *page, const char *name) {
  g_autofree char *fence = g_strdup_printf("```csv %s\n", name);
  const char *start = strstr(page, fence);
  assert_non_null(start);
  start += strlen(fence);
  g_autofree char *text = g_strndup(start, (gsize)(strstr(start, "```") - start));
  return with_codes(text);
}

static const char *code_of(const char *name) {
  for (gsize i = 0; i < G_N_ELEMENTS(CODES); i++)
    if (g_str_equal(CODES[i].name, name)) return CODES[i].code;
  fail_msg("%s: there is no region %s", DOCS, name);
  return NULL;
}

/* "text", or "error: …", a part of the finding. */
static void says(const Sheet *sheet, const char *code, const char *template, const char *expected, int line) {
  g_autoptr(Diags) diags = diags_new();
  g_autofree char *out = sheet_expand(sheet, code, template, diags), *findings = diags_format(diags, 0);
  bool error = g_str_has_prefix(expected, "error: ");
  if (error ? !out && strstr(findings, expected + strlen("error: ")) : !g_strcmp0(out, expected)) return;
  fail_msg("%s:%d: this says\n%s\n%s", DOCS, line, out ? out : "", findings);
}

static guint check_examples(const Sheet *sheet, char **lines) {
  const char *code = NULL, *template = NULL;
  guint examples = 0;
  for (int i = 0; lines[i]; i++) {
    if (g_str_has_prefix(lines[i], "```sjabloon ")) code = code_of(lines[i] + strlen("```sjabloon "));
    else if (g_str_equal(lines[i], "```")) code = template = NULL;
    else if (code && g_str_has_prefix(lines[i], "→ ")) {
      if (!template) fail_msg("%s:%d: an answer without a question", DOCS, i + 1);
      says(sheet, code, template, lines[i] + strlen("→ "), i + 1);
      template = NULL;
      examples++;
    } else if (code) template = lines[i];
  }
  return examples;
}

static void test_examples(void **state G_GNUC_UNUSED) {
  g_autofree char *page = NULL;
  gsize length;
  assert_true(file_read(DOCS, &page, &length, NULL));
  g_autofree char *indicators = block_after(page, "indicators"), *observations = block_after(page, "observations"), *targets = block_after(page, "targets");
  g_autoptr(Sheet) sheet = sheet_new(&(SheetTables){REGIONS, MEMBERSHIPS, indicators, targets, observations});
  g_auto(GStrv) lines = g_strsplit(page, "\n", -1);
  assert_true(check_examples(sheet, lines) >= 20);
}

/* Each measure says what becomes of what is not plain. */
static void test_sections(void **state G_GNUC_UNUSED) {
  g_autofree char *page = NULL;
  gsize length;
  assert_true(file_read(DOCS, &page, &length, NULL));
  g_auto(GStrv) sections = g_strsplit(page, "\n## ", -1);
  assert_true(g_strv_length(sections) > 8);
  for (char **section = sections + 1; *section; section++)
    if (!strstr(*section, "| ontbreekt | geheim | voorlopig | marge | breuk in de reeks |"))
      fail_msg("%s: no table below '%.*s'", DOCS, (int)strcspn(*section, "\n"), *section);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_examples), cmocka_unit_test(test_sections)};
  return cmocka_run_group_tests_name("docs", tests, NULL, NULL);
}
