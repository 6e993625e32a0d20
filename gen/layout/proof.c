/* From geometry to the author's words: which text, on which page, from which line of the template. It must not know how
 * pages were made. */
#include "layout/proof.h"
#include "base/number.h"
#include "scene/contrast.h"
#include "scene/proof.h"

/* Nothing smaller on paper (STYLE.md §2). */
static const double SMALLEST = 7;

/* One page, to be judged. */
typedef struct {
  const Pages *pages;
  const Doc *doc;
  Diags *diags;
  guint first, page; /* of all pages; the Doc's begin at `first` */
} Proof;

static const Scene *scene_of(const Proof *proof) { return g_ptr_array_index(proof->pages->scenes, proof->page); }

/* The template line of the first of two items that has one. */
static SourcePos position(const Proof *proof, const SceneItem *first, const SceneItem *second) {
  const SceneItem *items[] = {first, second};
  for (guint i = 0; i < G_N_ELEMENTS(items); i++) {
    if (!items[i] || items[i]->kind != SCENE_TEXT) continue;
    for (const Tag *tag = tag_get(proof->pages->tags, items[i]->tag); tag; tag = tag->parent)
      if (tag->pos.file) return tag->pos;
  }
  return (SourcePos){g_intern_string(proof->doc->template_name), 0, 0};
}

static char *describe(const ProofFinding *finding) {
  g_autofree char *by = number_format(finding->by, 1, &NUMBER_STYLE_MACHINE);
  switch (finding->kind) {
  case PROOF_ON_TEXT: return g_strdup_printf("stands %s pt over \"%s\"", by, finding->other->text);
  case PROOF_ON_LINE: return g_strdup_printf("has %s pt of a line running through it", by);
  case PROOF_ON_EDGE: return g_strdup_printf("stands half on a filled shape, by %s pt", by);
  case PROOF_OUTSIDE: return g_strdup_printf("sticks out of the page or its frame by %s pt", by);
  case PROOF_TOO_SMALL: return g_strdup_printf("is %s pt; nothing on paper is smaller than 7", by);
  }
  return NULL;
}

static void proof_places(const Proof *proof) {
  g_autoptr(GArray) found = scene_proof(scene_of(proof), SMALLEST);
  for (guint i = 0; i < found->len; i++) {
    const ProofFinding *finding = &g_array_index(found, ProofFinding, i);
    g_autofree char *what = describe(finding);
    diags_error(proof->diags, proof_kind_name(finding->kind), position(proof, finding->text, finding->other),
                "Give the block more columns, or say it in fewer words.", "%s, page %u: \"%s\" %s", proof->doc->title,
                proof->page - proof->first + 1, finding->text->text, what);
  }
}

/* A colour that is too weak is weak wherever it stands: its first place is told. */
static void proof_contrast(const Proof *proof, ThemeMode mode, const char *mode_name) {
  static const char *const CODES[] = {"contrast-text", "contrast-mark", "contrast-fills"};
  const Scene *scene = scene_of(proof);
  g_autoptr(GArray) found = scene_contrast(scene, mode, NULL);
  g_autoptr(GHashTable) told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < found->len; i++) {
    const ContrastFinding *finding = &g_array_index(found, ContrastFinding, i);
    const char *color = theme_color_name(scene_theme(scene), finding->color);
    const char *against = finding->against == COLOR_NONE ? "the page" : theme_color_name(scene_theme(scene), finding->against);
    if (!g_hash_table_add(told, g_strdup_printf("%s %s", color, against))) continue;
    g_autofree char *ratio = number_format(finding->ratio, 2, &NUMBER_STYLE_MACHINE);
    bool text = finding->kind == CONTRAST_TEXT;
    diags_error(proof->diags, CODES[finding->kind], position(proof, finding->item, NULL),
                "Change the colour in theme.yaml, or what it stands on.", "%s, page %u%s%s%s: %s on %s has a contrast of %s in %s; %s is the least",
                proof->doc->title, proof->page - proof->first + 1, text ? ", \"" : "", text ? finding->item->text : "", text ? "\"" : "", color,
                against, ratio, mode_name, text ? "4.5" : "3");
  }
}

void layout_proof(const Pages *pages, const Doc *doc, Diags *diags) {
  layout_proof_pages(pages, 0, pages->scenes->len, doc, diags);
}

void layout_proof_pages(const Pages *pages, guint first, guint end, const Doc *doc, Diags *diags) {
  Proof proof = {.pages = pages, .doc = doc, .diags = diags, .first = first, .page = first};
  for (; proof.page < end; proof.page++) {
    proof_places(&proof);
    proof_contrast(&proof, THEME_LIGHT, "light");
    proof_contrast(&proof, THEME_PRINT, "print");
    proof_contrast(&proof, THEME_GREY, "grey");
  }
}
