/* Accessibility errors that can be told from pages and tags alone. It exists so that they are found with the author's
 * line at hand, all in one run, and not in a finished file. It must not know Cairo or qpdf. */
#include "surface/pdf_check.h"
#include "scene/text_run.h"
#include "surface/pdf_check_tree.h"
#include "surface/uri.h"
#include "scene/walk.h"

typedef struct {
  const Pages *pages;
  CheckReport report;
  guint page;    /* the one being read, from 0 */
  guint *texts;  /* visible texts by tag id */
  guint *links;  /* annotations by tag id */
  GHashTable *missing; /* "character" and "character at line" that were told */
} Check;

/* Nothing that anyone could see: blanks, signs without width, control characters. */
static bool is_blank(const char *text) {
  for (const char *p = text ? text : ""; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (!g_unichar_isspace(c) && !g_unichar_iszerowidth(c) && c >= 0x20) return false;
  }
  return true;
}

/* Tags whose content must sit in their children. */
static bool holds_text(TagType type) {
  switch (type) {
  case TAG_DOCUMENT:
  case TAG_SECT:
  case TAG_DIV:
  case TAG_BLOCKQUOTE:
  case TAG_TABLE:
  case TAG_THEAD:
  case TAG_TBODY:
  case TAG_TR:
  case TAG_CAPTION:
  case TAG_L:
  case TAG_LI: return false;
  default: return true;
  }
}

/* ---- texts ---- */

static void check_text_tag(Check *check, const SceneItem *item, const Tag *tag) {
  if (item->tag == 0)
    check_report(&check->report, "pdf-untagged-text", NULL, NULL, "page %u: text \"%s\" has no tag", check->page + 1,
                 item->text);
  else if (!tag && item->tag != TAG_ARTIFACT)
    check_report(&check->report, "pdf-unknown-tag", NULL, NULL, "page %u: text \"%s\" has tag %u, which is not in the tree",
                 check->page + 1, item->text, item->tag);
  else if (tag && !holds_text(tag->type))
    check_report(&check->report, "pdf-wrong-nesting", tag, NULL, "page %u: text \"%s\" is tagged %s, which cannot hold text",
                 check->page + 1, item->text, tag_type_name(tag->type));
}

/* Told once for each line of the template; of what repeats a text in a band or footer, only when nothing else had it. */
static void check_missing(Check *check, const SceneItem *item, const Tag *tag) {
  gunichar missing = text_run_missing(item->run);
  if (!missing) return;
  g_autofree char *anywhere = g_strdup_printf("%x", missing);
  g_autofree char *here = g_strdup_printf("%x:%d", missing, tag ? tag->pos.line : 0);
  if (g_hash_table_contains(check->missing, tag ? here : anywhere)) return;
  g_hash_table_add(check->missing, g_steal_pointer(&anywhere));
  g_hash_table_add(check->missing, g_steal_pointer(&here));
  g_autofree char *hint = text_missing_hint(missing);
  check_report(&check->report, "pdf-missing-glyph", tag, hint, "page %u: no declared font has U+%04X, used in \"%s\"",
               check->page + 1, missing, item->text);
}

static void check_text(Check *check, const SceneItem *item, const WalkFrame *frame) {
  const Tag *tag = tag_get(check->pages->tags, item->tag);
  if (is_blank(item->text)) return;
  if (tag) check->texts[tag->id]++;
  check_text_tag(check, item, tag);
  double x = frame->dx + item->x, y = frame->dy + item->y, size = item->font.size;
  if (!item->run)
    check_report(&check->report, "pdf-stub-text", tag, NULL, "page %u: text \"%s\" was measured without fonts",
                 check->page + 1, item->text);
  else
    check_missing(check, item, tag);
  if (x > frame->clip[2] || x + item->width < frame->clip[0] || y - size > frame->clip[3] || y + size < frame->clip[1])
    check_report(&check->report, "pdf-text-outside", tag, NULL, "page %u: text \"%s\" lies outside the page or its clip",
                 check->page + 1, item->text);
}

/* ---- links ---- */

static bool has_destination(const Pages *pages, const char *id) {
  for (guint i = 0; i < pages->destinations->len; i++)
    if (g_str_equal(g_array_index(pages->destinations, Destination, i).id, id)) return true;
  return false;
}

static void check_link(Check *check, const SceneItem *item) {
  const Tag *tag = tag_get(check->pages->tags, item->tag);
  if (tag) check->links[tag->id]++;
  if (!tag || tag->type != TAG_LINK)
    check_report(&check->report, "pdf-link-without-tag", tag, NULL, "page %u: the link to %s has no Link tag",
                 check->page + 1, item->uri);
  if (item->uri[0] == '#' && !has_destination(check->pages, item->uri + 1))
    check_report(&check->report, "pdf-link-target", tag, "Link to the id of a figure or heading of this document.",
                 "page %u: a link goes to \"%s\", which does not exist in this document", check->page + 1, item->uri);
  if (item->uri[0] != '#' && !uri_is_safe(item->uri))
    check_report(&check->report, "pdf-link-target", tag, "Begin the address with https:, http: or mailto:.",
                 "page %u: a link goes to \"%s\", which is not a web or mail address", check->page + 1, item->uri);
}

/* ---- all ---- */

static void check_page(Check *check) {
  SceneWalk walk;
  scene_walk_init(&walk, g_ptr_array_index(check->pages->scenes, check->page));
  for (const SceneItem *item; (item = scene_walk_next(&walk));) {
    if (item->kind == SCENE_TEXT) check_text(check, item, scene_walk_frame(&walk));
    if (item->kind == SCENE_LINK) check_link(check, item);
  }
  if (walk.depth > 0)
    check_report(&check->report, "pdf-open-group", NULL, NULL, "page %u: %u groups are begun and never ended",
                 check->page + 1, walk.depth);
}

static void check_document(const Check *check) {
  static const char hint[] = "Fill it in the template's front matter or in feitenblad.yaml.";
  if (check->pages->scenes->len == 0)
    check_report(&check->report, "pdf-no-pages", NULL, NULL, "the document has no pages");
  if (is_blank(check->pages->title))
    check_report(&check->report, "pdf-no-title", NULL, hint, "the document has no title");
  if (is_blank(check->pages->language))
    check_report(&check->report, "pdf-no-language", NULL, hint, "the document has no language");
}

bool pdf_check(const Pages *pages, const char *subject, Diags *diags) {
  guint tags = tag_count(pages->tags), before = diags_count(diags, DIAG_ERROR);
  g_autofree guint *texts = g_new0(guint, tags + 1), *links = g_new0(guint, tags + 1);
  g_autoptr(GHashTable) missing = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  Check check = {.pages = pages, .texts = texts, .links = links, .missing = missing};
  check.report = (CheckReport){diags, subject, tag_tree_root(pages->tags)->pos};
  check_document(&check);
  for (check.page = 0; check.page < pages->scenes->len; check.page++) check_page(&check);
  pdf_check_tree(pages->tags, texts, links, &check.report);
  return diags_count(diags, DIAG_ERROR) == before;
}
