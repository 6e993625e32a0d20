/* The tag tree against the rules of tagged PDF. It exists so that a tree which no screen reader can walk never becomes a
 * file. It must not know pages, scenes or what is drawn: only how often each tag was. */
#include "surface/pdf_check_tree.h"

#define BIT(type) (1u << (type))
#define GROUPS (BIT(TAG_DOCUMENT) | BIT(TAG_SECT) | BIT(TAG_DIV) | BIT(TAG_BLOCKQUOTE) | BIT(TAG_LBODY))
#define BLOCKS (GROUPS | BIT(TAG_TD))
#define HEADINGS (BIT(TAG_H1) | BIT(TAG_H2) | BIT(TAG_H3))
#define RUNNING (HEADINGS | BIT(TAG_P) | BIT(TAG_LBL) | BIT(TAG_LBODY) | BIT(TAG_TH) | BIT(TAG_TD) | BIT(TAG_NOTE))
#define ROWS (BIT(TAG_TABLE) | BIT(TAG_THEAD) | BIT(TAG_TBODY))

/* In which parents an element may stand. */
static const guint PARENTS[TAG_TYPES] = {
    [TAG_SECT] = GROUPS,
    [TAG_DIV] = BLOCKS,
    [TAG_H1] = GROUPS,
    [TAG_H2] = GROUPS,
    [TAG_H3] = GROUPS,
    [TAG_P] = BLOCKS | BIT(TAG_TH) | BIT(TAG_CAPTION) | BIT(TAG_NOTE),
    [TAG_BLOCKQUOTE] = BLOCKS,
    [TAG_L] = BLOCKS | BIT(TAG_L),
    [TAG_LI] = BIT(TAG_L),
    [TAG_LBL] = BIT(TAG_LI) | BIT(TAG_NOTE),
    [TAG_LBODY] = BIT(TAG_LI),
    [TAG_TABLE] = BLOCKS,
    [TAG_THEAD] = BIT(TAG_TABLE),
    [TAG_TBODY] = BIT(TAG_TABLE),
    [TAG_TR] = ROWS,
    [TAG_TH] = BIT(TAG_TR),
    [TAG_TD] = BIT(TAG_TR),
    [TAG_CAPTION] = BIT(TAG_TABLE) | BIT(TAG_FIGURE),
    [TAG_FIGURE] = BLOCKS | BIT(TAG_P),
    [TAG_LINK] = RUNNING | BIT(TAG_SPAN),
    [TAG_SPAN] = RUNNING | BIT(TAG_SPAN) | BIT(TAG_LINK) | BIT(TAG_FIGURE),
    [TAG_NOTE] = BLOCKS | BIT(TAG_P) | BIT(TAG_SPAN),
};

typedef struct {
  const guint *texts, *links; /* by tag id */
  const CheckReport *report;
  int heading;    /* level of the last one */
  bool has_title; /* an H1 */
} TreeCheck;

void check_report(const CheckReport *report, const char *code, const Tag *tag, const char *hint, const char *format, ...) {
  va_list words;
  va_start(words, format);
  g_autofree char *message = g_strdup_vprintf(format, words);
  va_end(words);
  bool placed = tag && tag->pos.file;
  diags_error(report->diags, code, placed ? tag->pos : report->fallback,
              hint ? hint : "This is a fault in feitenblad, not in the template: report it with this line.", "%s%s%s",
              report->subject ? report->subject : "", report->subject ? ": " : "", message);
}

static guint children_of(const Tag *tag, guint types) {
  guint count = 0;
  for (guint i = 0; i < tag->children->len; i++) {
    const Tag *child = g_ptr_array_index(tag->children, i);
    if (types & BIT(child->type)) count++;
  }
  return count;
}

/* ---- one element ---- */

static void check_place(const TreeCheck *check, const Tag *tag) {
  if (!tag->parent || (PARENTS[tag->type] & BIT(tag->parent->type))) return;
  check_report(check->report, "pdf-wrong-nesting", tag, NULL, "an element %s stands in an element %s, which cannot hold it",
               tag_type_name(tag->type), tag_type_name(tag->parent->type));
}

static bool is_blank(const char *text) {
  for (const char *p = text ? text : ""; *p; p = g_utf8_next_char(p))
    if (!g_unichar_isspace(g_utf8_get_char(p))) return false;
  return true;
}

/* A figure may be paths only; an empty cell keeps its place in the grid. */
static void check_content(const TreeCheck *check, const Tag *tag) {
  if (tag->children->len || check->texts[tag->id] || tag->type == TAG_FIGURE || tag->type == TAG_TD) return;
  if (tag->type == TAG_LINK)
    check_report(check->report, "pdf-empty-link", tag, "Write words between the brackets of the link.", "a link has no words");
  else
    check_report(check->report, "pdf-empty-element", tag, NULL, "an element %s has nothing in it", tag_type_name(tag->type));
}

static void check_heading(TreeCheck *check, const Tag *tag) {
  int level = tag->type - TAG_H1 + 1;
  const char *hint = "Put a heading of the level between before it, or lower its level.";
  if (level == 1 && check->has_title)
    check_report(check->report, "pdf-second-title", tag, NULL, "the document has a second heading H1");
  else if (level > check->heading + 1 && check->heading == 0)
    check_report(check->report, "pdf-heading-skipped", tag, hint, "the first heading is an H%d, not an H1", level);
  else if (level > check->heading + 1)
    check_report(check->report, "pdf-heading-skipped", tag, hint, "a heading H%d follows an H%d", level, check->heading);
  check->has_title |= level == 1;
  check->heading = level;
}

static void check_list(const TreeCheck *check, const Tag *tag) {
  if (tag->type == TAG_L && children_of(tag, BIT(TAG_LI)) == 0)
    check_report(check->report, "pdf-list-without-items", tag, NULL, "an element L has no element LI");
  if (tag->type == TAG_LI && children_of(tag, BIT(TAG_LBODY)) != 1)
    check_report(check->report, "pdf-list-without-items", tag, NULL, "an element LI has %u elements LBody, not one",
                 children_of(tag, BIT(TAG_LBODY)));
}

static void check_leaf(const TreeCheck *check, const Tag *tag) {
  if (tag->type == TAG_FIGURE && is_blank(tag->alt))
    check_report(check->report, "pdf-figure-without-alt", tag, "Give the figure an alt: that says what it shows.",
                 "a figure has no alt text");
  if (tag->type == TAG_TH && tag->scope == TAG_SCOPE_NONE)
    check_report(check->report, "pdf-header-without-scope", tag, NULL, "a header cell does not say what it heads");
  if (tag->type == TAG_LINK && check->links[tag->id] == 0)
    check_report(check->report, "pdf-empty-link", tag, NULL, "a Link tag has no place to go to");
}

/* ---- tables ---- */

static guint row_width(const Tag *row) {
  guint width = 0;
  for (guint i = 0; i < row->children->len; i++) {
    const Tag *cell = g_ptr_array_index(row->children, i);
    width += MAX(cell->col_span, 1);
  }
  return width;
}

/* One finding a table: when its first row is the odd one out, all others would be told. */
static bool check_rows(const TreeCheck *check, const Tag *group, guint *width) {
  for (guint i = 0; i < group->children->len; i++) {
    const Tag *child = g_ptr_array_index(group->children, i);
    if (child->type != TAG_TR) {
      if ((BIT(child->type) & ROWS) && !check_rows(check, child, width)) return false;
      continue;
    }
    guint cells = row_width(child);
    if (*width == 0) *width = cells;
    if (cells == *width) continue;
    check_report(check->report, "pdf-uneven-rows", child, NULL, "a row of a table is %u cells wide, the first is %u", cells,
                 *width);
    return false;
  }
  return true;
}

static void check_table(const TreeCheck *check, const Tag *table) {
  guint last = table->children->len - 1, width = 0;
  for (guint i = 0; i < table->children->len; i++) {
    const Tag *child = g_ptr_array_index(table->children, i);
    if (child->type == TAG_CAPTION && i > 0 && i < last)
      check_report(check->report, "pdf-wrong-nesting", child, NULL, "a table has its Caption in the middle");
    const Tag *before = i > 0 ? g_ptr_array_index(table->children, i - 1) : NULL;
    if (child->type == TAG_THEAD && before && before->type != TAG_CAPTION)
      check_report(check->report, "pdf-wrong-nesting", child, NULL, "a table has rows before its THead");
  }
  guint grouped = children_of(table, BIT(TAG_THEAD) | BIT(TAG_TBODY));
  if (grouped && children_of(table, BIT(TAG_TR)))
    check_report(check->report, "pdf-wrong-nesting", table, NULL, "a table has rows beside its THead and TBody");
  if (check_rows(check, table, &width) && width == 0 && table->children->len)
    check_report(check->report, "pdf-empty-element", table, NULL, "a table has no rows");
}

/* ---- all ---- */

static void check_tag(TreeCheck *check, const Tag *tag) {
  check_place(check, tag);
  check_content(check, tag);
  check_leaf(check, tag);
  check_list(check, tag);
  if (HEADINGS & BIT(tag->type)) check_heading(check, tag);
  if (tag->type == TAG_TABLE) check_table(check, tag);
  for (guint i = 0; i < tag->children->len; i++) check_tag(check, g_ptr_array_index(tag->children, i));
}

void pdf_check_tree(const TagTree *tree, const guint *texts, const guint *links, const CheckReport *report) {
  TreeCheck check = {.texts = texts, .links = links, .report = report};
  check_tag(&check, tag_tree_root(tree));
}
