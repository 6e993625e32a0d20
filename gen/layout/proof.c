/* From geometry to the author's words: which text, on which page, from which line of the template. It must not know how
 * pages were made. */
#include "layout/proof.h"
#include "base/number.h"
#include "scene/proof.h"

/* Nothing smaller on paper (STYLE.md §2). */
static const double SMALLEST = 7;

static SourcePos position(const Pages *pages, const Doc *doc, const ProofFinding *finding) {
  const SceneItem *items[] = {finding->text, finding->other};
  for (guint i = 0; i < G_N_ELEMENTS(items); i++) {
    if (!items[i] || items[i]->kind != SCENE_TEXT) continue;
    for (const Tag *tag = tag_get(pages->tags, items[i]->tag); tag; tag = tag->parent)
      if (tag->pos.file) return tag->pos;
  }
  return (SourcePos){g_intern_string(doc->template_name), 0, 0};
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

void layout_proof(const Pages *pages, const Doc *doc, Diags *diags) {
  for (guint page = 0; page < pages->scenes->len; page++) {
    g_autoptr(GArray) found = scene_proof(g_ptr_array_index(pages->scenes, page), SMALLEST);
    for (guint i = 0; i < found->len; i++) {
      const ProofFinding *finding = &g_array_index(found, ProofFinding, i);
      g_autofree char *what = describe(finding);
      diags_error(diags, proof_kind_name(finding->kind), position(pages, doc, finding),
                  "Give the block more columns, or say it in fewer words.", "%s, page %u: \"%s\" %s", doc->title, page + 1,
                  finding->text->text, what);
    }
  }
}
