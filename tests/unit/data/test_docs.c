/* docs/data.md: each example there is read, and says what the page says that it says. */
#include "drop.h"

static const char DOCS[] = "docs/data.md";

/* A fenced block: its info string and text. */
typedef struct {
  char *info, *text;
  int line;
} Block;

static void block_free(gpointer data) {
  Block *block = data;
  g_free(block->info);
  g_free(block->text);
  g_free(block);
}

static GPtrArray *blocks_of(const char *page) {
  GPtrArray *blocks = g_ptr_array_new_with_free_func(block_free);
  g_auto(GStrv) lines = g_strsplit(page, "\n", -1);
  g_autoptr(GString) text = NULL;
  for (int i = 0; lines[i]; i++) {
    if (!g_str_has_prefix(lines[i], "```")) {
      if (text) g_string_append_printf(text, "%s\n", lines[i]);
    } else if (!text) {
      Block *block = g_new0(Block, 1);
      *block = (Block){.info = g_strdup(lines[i] + 3), .line = i + 1};
      g_ptr_array_add(blocks, block);
      text = g_string_new(NULL);
    } else {
      Block *block = g_ptr_array_index(blocks, blocks->len - 1);
      block->text = g_string_free(g_steal_pointer(&text), FALSE);
    }
  }
  assert_null(text);
  return blocks;
}

/* What is said up to warnings, or all when the page shows it; without the folder. */
static char *said(const Drop *drop, bool notes) {
  g_autoptr(Diags) shown = diags_new();
  for (guint i = 0; i < diags_length(drop->diags); i++) {
    const Diag *diag = diags_get(drop->diags, i);
    SourcePos pos = diag->pos;
    pos.file = g_intern_string(pos.file + strlen(drop->folder) + 1);
    if (notes || diag->severity < DIAG_NOTE) diags_add(shown, diag->severity, diag->code, pos, diag->hint, "%s", diag->message);
  }
  return diags_format(shown, 0);
}

/* The package at `first` and the blocks that belong to it; their number. */
static guint read_example(const GPtrArray *blocks, guint first) {
  g_autoptr(Drop) drop = drop_new();
  const Block *package = g_ptr_array_index(blocks, first), *console = NULL;
  drop_write(drop, "datapackage.json", package->text, -1);
  guint next = first + 1;
  for (; next < blocks->len; next++) {
    const Block *block = g_ptr_array_index(blocks, next);
    if (g_str_equal(block->info, "console")) console = block;
    else if (g_str_has_prefix(block->info, "csv ")) drop_write(drop, block->info + strlen("csv "), block->text, -1);
    else break;
  }
  drop_check(drop);
  g_autofree char *found = said(drop, console);
  const char *expected = console ? console->text : "";
  if (strcmp(found, expected)) {
    print_message("%s", found);
    fail_msg("%s:%d: the findings of this package are the above", DOCS, package->line);
  }
  assert_true(drop->count.rows > 0);
  return next - first;
}

static void test_examples(void **state G_GNUC_UNUSED) {
  g_autofree char *page = NULL;
  gsize length;
  assert_true(file_read(DOCS, &page, &length, NULL));
  g_autoptr(GPtrArray) blocks = blocks_of(page);
  guint examples = 0;
  for (guint i = 0; i < blocks->len; examples++) {
    const Block *block = g_ptr_array_index(blocks, i);
    if (!g_str_equal(block->info, "json")) fail_msg("%s:%d: this block belongs to no package", DOCS, block->line);
    i += read_example(blocks, i);
  }
  assert_true(examples >= 7);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_examples)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
