/* Small things every step of layout needs: grid arithmetic, line boxes, findings in millimetres, destination ids and
 * addresses. Knows the page's measures, not what stands on it. */
#include "layout/job.h"
#include "base/number.h"

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

const char *layout_claim_id(LayoutJob *job, const char *wanted) {
  char *id = g_strdup(wanted);
  for (guint number = 2; g_hash_table_contains(job->ids, id); number++) {
    g_free(id);
    id = g_strdup_printf("%s-%u", wanted, number);
  }
  g_hash_table_add(job->ids, id);
  return id;
}

char *layout_resolve_href(LayoutJob *job, const char *href, SourcePos pos) {
  if (href == NULL) return g_strdup("");
  if (href[0] == '#') {
    LayoutAnchor *anchor = g_new0(LayoutAnchor, 1);
    anchor->id = g_strdup(href + 1);
    anchor->pos = pos;
    g_ptr_array_add(job->anchors, anchor);
    return g_strdup(href);
  }
  if (href[0] == '/' && job->config->base_url != NULL) return g_strconcat(job->config->base_url, href, NULL);
  return g_strdup(href);
}
