/* Small things every step of layout needs: grid arithmetic, line boxes, findings in millimetres, destination ids and
 * addresses. Knows the page's measures, not what stands on it. */
#include "layout/job.h"
#include "base/number.h"
#include <string.h>

static void anchor_free(gpointer data) {
  LayoutAnchor *anchor = data;
  g_free(anchor->id);
  g_free(anchor);
}

void layout_job_open(LayoutJob *job) {
  job->ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  job->anchors = g_ptr_array_new_with_free_func(anchor_free);
}

void layout_job_close(LayoutJob *job) {
  g_clear_pointer(&job->ids, g_hash_table_unref);
  g_clear_pointer(&job->anchors, g_ptr_array_unref);
}

double layout_span(const PageGrid *grid, int columns) {
  double column = (layout_measure(grid) - (grid->columns - 1) * grid->gutter) / grid->columns;
  return columns * column + (columns - 1) * grid->gutter;
}

double layout_measure(const PageGrid *grid) { return grid->page_width - grid->margin_left - grid->margin_right; }

double layout_baseline(const LayoutJob *job, TextFont font, double leading, double top) {
  double ascent = text_ascent(job->text, font), descent = text_descent(job->text, font);
  return top + (leading - ascent - descent) / 2 + ascent;
}

const TypeStyle *layout_type(const LayoutJob *job, TypeRole role) { return theme_type(job->theme, role, MEDIUM_PAPER); }

SourcePos layout_doc_pos(const LayoutJob *job) {
  const Doc *doc = job->doc;
  if (doc->root != NULL && doc->root->pos.file != NULL) return (SourcePos){doc->root->pos.file, 1, 0};
  return (SourcePos){g_intern_string(doc->template_name != NULL ? doc->template_name : ""), 1, 0};
}

void layout_overflow(const LayoutJob *job, const char *code, SourcePos pos, const char *what, double excess,
                     const char *hint) {
  /* A hair's breadth too much is still told as a tenth of a millimetre. */
  g_autofree char *mm = number_format(MAX(excess * 25.4 / 72.0, 0.1), 1, &NUMBER_STYLE_MACHINE);
  diags_error(job->diags, code, pos, hint, "%s: %s by %s mm", job->doc->title, what, mm);
}

TagType layout_heading(const LayoutJob *job, int level) {
  return (TagType)MIN(TAG_H1 + level - 1 + job->heading_shift, TAG_H3);
}

int layout_outline_level(const LayoutJob *job, TagType heading) { return (int)heading - TAG_H1 + 1 - job->heading_shift; }

Scene *layout_add_page(LayoutJob *job) {
  Scene *scene = scene_new(job->theme, job->text, job->grid->page_width, job->grid->page_height);
  g_ptr_array_add(job->pages->scenes, scene);
  return scene;
}

Scene *layout_page(const LayoutJob *job, guint page) { return g_ptr_array_index(job->pages->scenes, job->first_page + page); }

static const char *prefix(const LayoutJob *job) { return job->id_prefix != NULL ? job->id_prefix : ""; }

const char *layout_own_id(LayoutJob *job, const char *id) {
  g_autofree char *own = g_strconcat(prefix(job), id, NULL);
  gpointer known;
  if (g_hash_table_lookup_extended(job->ids, own, &known, NULL)) return known;
  known = g_strdup(own);
  g_hash_table_add(job->ids, known);
  return known;
}

const char *layout_claim_id(LayoutJob *job, const char *wanted) {
  char *id = g_strconcat(prefix(job), wanted, NULL);
  for (guint number = 2; g_hash_table_contains(job->ids, id); number++) {
    g_free(id);
    id = g_strdup_printf("%s%s-%u", prefix(job), wanted, number);
  }
  g_hash_table_add(job->ids, id);
  return id;
}

char *layout_resolve_href(LayoutJob *job, const char *href, SourcePos pos) {
  if (href == NULL) return g_strdup("");
  if (href[0] == '#') {
    LayoutAnchor *anchor = g_new0(LayoutAnchor, 1);
    anchor->id = g_strconcat(prefix(job), href + 1, NULL);
    anchor->pos = pos;
    g_ptr_array_add(job->anchors, anchor);
    return g_strconcat("#", anchor->id, NULL);
  }
  if (href[0] == '/' && job->config->base_url != NULL) return g_strconcat(job->config->base_url, href, NULL);
  return g_strdup(href);
}

void layout_check_anchors(const LayoutJob *job) {
  for (guint i = 0; i < job->anchors->len; i++) {
    const LayoutAnchor *anchor = g_ptr_array_index(job->anchors, i);
    if (g_hash_table_contains(job->ids, anchor->id)) continue;
    diags_error(job->diags, "layout-link-target", anchor->pos,
                "Link to the id of a figure, or to a heading in small letters with hyphens.",
                "%s: the link \"#%s\" leads nowhere in this document", job->doc->title, anchor->id + strlen(prefix(job)));
  }
}
