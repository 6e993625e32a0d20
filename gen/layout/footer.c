/* Trust stands at the foot: never a sheet without its sources, edition and page. The short footer is an artifact; the last
 * page's is content, because it says what is said nowhere else. Knows the Doc's sources, not its figures. */
#include "layout/footer.h"
#include "layout/inline.h"
#include "layout/qr.h"
#include <string.h>

static const double RULE = 0.75, RULE_GAP = 5, LAST_RULE_GAP = 6, COLUMN_GAP_MM = 6, SITE_MM = 46, QR_MM = 24;
static const double QR_QUIET = 9; /* white above the code: four modules of a usual one */
static const double SHORT_GAP_MM = 5;
/* Beside the way to the site the sources get a column of at least this width, or else they stand above it. */
static const double LEAST_SOURCES_MM = 60;

struct Footer {
  LayoutJob *job;
  double leading;
  GPtrArray *sources; /* InlineText*: paragraphs on the left of the last page */
  InlineText *site;   /* heading, text and link in the middle; NULL without a site */
  char *address;      /* of the page on the site; NULL without a site */
  bool long_name;     /* the page line takes two lines in the middle column */
  guint lines;        /* of the left column */
  Tag *sect;          /* made when there is something to say */
  double sources_width, site_width;
  bool stacked;       /* the sources stand above the way to the site */
  InlineText *line[2]; /* where a line is all there is: as artifact, and as content on the last page; NULL without sources */
};

static ColorToken color(const LayoutJob *job, const char *token) { return theme_color(job->theme, token); }

static TextFont foot_font(const LayoutJob *job, int weight) {
  const TypeStyle *style = layout_type(job, TYPE_SOURCE);
  return (TextFont){style->size, weight, style->tracking};
}

/* ---- what it says ---- */

static Tag *add_paragraph_tag(Footer *footer) {
  LayoutJob *job = footer->job;
  if (footer->sect == NULL) footer->sect = tag_add(job->tags, job->root, TAG_SECT);
  return tag_add(job->tags, footer->sect, TAG_P);
}

/* "Bronnen a; b." as a paragraph of its own. */
static void add_paragraph(Footer *footer, const char *label, const char *words) {
  LayoutJob *job = footer->job;
  Tag *tag = add_paragraph_tag(footer);
  InlineText *text = inline_new(job);
  if (label != NULL) {
    /* The label is told from its words by weight alone: a listener gets a colon. */
    g_autofree char *head = g_strconcat(label, " ", NULL);
    Tag *span = tag_add(job->tags, tag, TAG_SPAN);
    span->actual_text = g_strconcat(label, ": ", NULL);
    inline_add(text, head, foot_font(job, 600), color(job, "ink2"), span->id);
    tag = tag_add(job->tags, tag, TAG_SPAN);
  }
  inline_add(text, words, foot_font(job, 400), color(job, "ink3"), tag->id);
  inline_break(text, footer->sources_width, INLINE_RAGGED);
  footer->lines += inline_line_count(text);
  g_ptr_array_add(footer->sources, text);
}

static bool holds(const GPtrArray *strings, const char *string) {
  return g_ptr_array_find_with_equal_func((GPtrArray *)strings, string, g_str_equal, NULL);
}

/* Distinct licences of the sources shown, in order. */
char *footer_licences(const LayoutJob *job) {
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; job->doc->sources != NULL && i < job->doc->sources->len; i++) {
    const Source *source = g_ptr_array_index(job->doc->sources, i);
    const char *licence = source->licence;
    if (licence != NULL && licence[0] != '\0' && !holds(names, licence)) g_ptr_array_add(names, (gpointer)licence);
  }
  return names->len > 0 ? locale_list(job->locale, (const char *const *)names->pdata, names->len) : NULL;
}

/* What a citation says beyond the one before it: "maker, a" and "maker, b" are one maker. */
static const char *beyond(const char *citation, const char *before) {
  const char *comma = before != NULL ? strstr(before, ", ") : NULL;
  gsize shared = comma != NULL ? (gsize)(comma - before) + strlen(", ") : 0;
  return shared > 0 && strncmp(citation, before, shared) == 0 ? citation + shared : citation;
}

/* All sources; example data last and under one name. */
static char *citations(const LayoutJob *job) {
  GString *out = g_string_new(NULL);
  const char *before = NULL;
  guint count = job->doc->sources != NULL ? job->doc->sources->len : 0;
  for (guint i = 0; i < 2 * count; i++) {
    const Source *source = g_ptr_array_index(job->doc->sources, i % count);
    if (source->example != (i >= count)) continue;
    const char *citation = source->citation != NULL && source->citation[0] != '\0' ? source->citation : source->title;
    const char *words = source->example ? beyond(citation, before) : citation;
    if (out->len > 0) g_string_append(out, words != citation ? ", " : "; ");
    g_string_append(out, words);
    before = citation;
  }
  if (out->len > 0) g_string_append_c(out, '.');
  return g_string_free(out, FALSE);
}

/* What was wrong in an earlier edition, with its reason; NULL without. Owned by the caller. */
static char *corrections(const LayoutJob *job) {
  const GPtrArray *all = job->doc->corrections;
  g_autoptr(GString) out = g_string_new(NULL);
  for (guint i = 0; all != NULL && i < all->len; i++) {
    const BoundCorrection *correction = g_ptr_array_index(all, i);
    g_autofree char *words = locale_phrase(job->locale, "layout.correction", "what", correction->what, "when", correction->when,
                                           "reason", correction->reason, NULL);
    g_string_append_printf(out, "%s%s", i > 0 ? " " : "", words);
  }
  return out->len > 0 ? g_strdup(out->str) : NULL;
}

static void set_sources(Footer *footer) {
  LayoutJob *job = footer->job;
  g_autofree char *cited = citations(job), *licence = footer_licences(job), *corrected = corrections(job);
  if (cited[0] != '\0') add_paragraph(footer, locale_word(job->locale, "layout.sources"), cited);
  if (corrected != NULL) add_paragraph(footer, locale_word(job->locale, "layout.corrections"), corrected);
  if (job->doc->example) add_paragraph(footer, NULL, locale_word(job->locale, "layout.example_note"));
  if (job->doc->footer != NULL) add_paragraph(footer, NULL, job->doc->footer);
  if (licence != NULL) add_paragraph(footer, locale_word(job->locale, "layout.licence"), licence);
}

/* An address as it is read: without its scheme, and breaking after slashes. */
char *footer_shown_address(const char *address) {
  const char *scheme = g_strstr_len(address, -1, "://");
  g_auto(GStrv) parts = g_strsplit(scheme != NULL ? scheme + 3 : address, "/", -1);
  return g_strjoinv("/\u200b", parts);
}

/* " · 14 maart 2025 · 1 / 2", what stands behind the name; a page alone has no number. Owned by the caller. */
char *footer_page_words(const LayoutJob *job, guint page, guint pages) {
  g_autofree char *date = locale_period(job->locale, job->doc->edition);
  g_autofree char *this = g_strdup_printf("%u", page + 1), *all = g_strdup_printf("%u", pages);
  g_autofree char *number = locale_phrase(job->locale, "layout.page", "page", this, "pages", all, NULL);
  return g_strjoin(" · ", "", date, pages > 1 ? number : NULL, NULL);
}

static void set_site(Footer *footer) {
  LayoutJob *job = footer->job;
  footer->site = inline_new(job);
  guint head = add_paragraph_tag(footer)->id;
  Tag *tag = add_paragraph_tag(footer);
  guint body = tag_add(job->tags, tag, TAG_SPAN)->id;
  guint link = tag_add(job->tags, tag, TAG_LINK)->id;
  g_autofree char *text = locale_phrase(job->locale, "layout.site_text", "name", job->doc->name, NULL);
  g_autofree char *words = g_strconcat(text, " ", NULL), *address = footer_shown_address(footer->address);
  inline_add(footer->site, locale_word(job->locale, "layout.site"), foot_font(job, 600), color(job, "ink2"), head);
  inline_add_line(footer->site);
  inline_add(footer->site, words, foot_font(job, 400), color(job, "ink3"), body);
  inline_add_link(footer->site, address, footer->address, foot_font(job, 400), color(job, "link"), true, link);
  inline_break(footer->site, footer->site_width, INLINE_RAGGED);
  g_autofree char *page = footer_page_words(job, 9, 10); /* as wide as it gets */
  double line = text_width(job->text, job->doc->name, foot_font(job, 600)) + text_width(job->text, page, foot_font(job, 400));
  footer->long_name = line > footer->site_width;
}

/* Whom the numbers come from: "voorbeelddata", then publishers. Array of borrowed char*, owned by the caller. */
static GPtrArray *source_names(const LayoutJob *job) {
  GPtrArray *names = g_ptr_array_new();
  if (job->doc->example) g_ptr_array_add(names, (gpointer)locale_word(job->locale, "layout.example"));
  for (guint i = 0; job->doc->sources != NULL && i < job->doc->sources->len; i++) {
    const Source *source = g_ptr_array_index(job->doc->sources, i);
    const char *name = source->publisher != NULL && source->publisher[0] != '\0' ? source->publisher : source->title;
    if (!source->example && !holds(names, name)) g_ptr_array_add(names, (gpointer)name);
  }
  return names;
}

/* All names beside the page line, on as many lines as they need. */
static void set_line(Footer *footer) {
  LayoutJob *job = footer->job;
  g_autoptr(GPtrArray) names = source_names(job);
  if (names->len == 0) return;
  g_autofree char *label = g_strconcat(locale_word(job->locale, "layout.source"), " ", NULL);
  g_autofree char *list = locale_list(job->locale, (const char *const *)names->pdata, names->len);
  g_autofree char *words = g_strconcat(list, ".", NULL), *page = footer_page_words(job, 9, 10);
  double used = text_width(job->text, job->doc->name, foot_font(job, 600)) + text_width(job->text, page, foot_font(job, 400));
  double width = layout_measure(job->grid) - used - layout_mm(job, SHORT_GAP_MM);
  guint tags[] = {TAG_ARTIFACT, add_paragraph_tag(footer)->id};
  for (guint i = 0; i < G_N_ELEMENTS(footer->line); i++) {
    footer->line[i] = inline_new(job);
    inline_add(footer->line[i], label, foot_font(job, 600), color(job, "ink2"), tags[i]);
    inline_add(footer->line[i], words, foot_font(job, 400), color(job, "ink3"), tags[i]);
    inline_break(footer->line[i], width, INLINE_RAGGED);
  }
  footer->lines = inline_line_count(footer->line[0]);
}

/* The widths of the columns: side by side, or on a narrow page above each other. */
static void set_widths(Footer *footer) {
  LayoutJob *job = footer->job;
  double measure = layout_measure(job->grid), gap = layout_mm(job, COLUMN_GAP_MM), qr = layout_mm(job, QR_MM) + gap;
  footer->site_width = layout_mm(job, SITE_MM);
  footer->sources_width = measure - footer->site_width - gap;
  if (footer->address != NULL) footer->sources_width -= qr;
  footer->stacked = footer->sources_width < layout_mm(job, LEAST_SOURCES_MM);
  if (!footer->stacked) return;
  footer->sources_width = measure;
  if (footer->address != NULL) footer->site_width = measure - qr;
}

/* Numbers never stand on a page that does not say where they come from. */
static void refuse_none(const LayoutJob *job) {
  const Doc *doc = job->doc;
  if (doc->sources == NULL || doc->sources->len == 0) return;
  diags_error(job->diags, "layout-no-footer", layout_doc_pos(job), "Write footer: line, or footer: full.",
              "%s: the page shows numbers, so it cannot do without their sources (footer: none)", doc->title);
}

Footer *footer_new(LayoutJob *job) {
  Footer *footer = g_new0(Footer, 1);
  footer->job = job;
  footer->leading = layout_type(job, TYPE_SOURCE)->leading;
  footer->sources = g_ptr_array_new_with_free_func((GDestroyNotify)inline_free);
  if (job->grid->footer == PAGE_FOOTER_NONE) {
    refuse_none(job);
    return footer;
  }
  if (job->config->base_url != NULL && job->config->base_url[0] != '\0' && job->doc->site_path != NULL)
    footer->address = g_strdup_printf("%s/%s/", job->config->base_url, job->doc->site_path);
  set_widths(footer);
  if (job->grid->footer == PAGE_FOOTER_LINE) {
    set_line(footer);
    return footer;
  }
  set_sources(footer);
  if (footer->address != NULL) set_site(footer);
  return footer;
}

void footer_free(Footer *footer) {
  if (footer == NULL) return;
  g_ptr_array_unref(footer->sources);
  inline_free(footer->site);
  for (guint i = 0; i < G_N_ELEMENTS(footer->line); i++) inline_free(footer->line[i]);
  g_free(footer->address);
  g_free(footer);
}

/* ---- where it stands ---- */

static double site_height(const Footer *footer) {
  /* The page number stands below the way to the site, with a line between. */
  guint lines = inline_line_count(footer->site) + (footer->long_name ? 3 : 2);
  return MAX(lines * footer->leading, layout_mm(footer->job, QR_MM));
}

static double last_height(const Footer *footer) {
  const LayoutJob *job = footer->job;
  double gap = layout_pt(job, LAST_RULE_GAP), sources = gap + MAX(footer->lines, 1) * footer->leading;
  if (footer->site == NULL) return sources + (footer->stacked ? footer->leading : 0);
  double site = site_height(footer), quiet = layout_pt(job, QR_QUIET), qr = layout_mm(job, QR_MM);
  if (footer->stacked) return sources + MAX(gap, quiet) + site;
  return MAX(MAX(sources, gap + site), quiet + qr);
}

double footer_top(const Footer *footer, bool last) {
  const LayoutJob *job = footer->job;
  const PageGrid *grid = job->grid;
  double bottom = grid->page_height - grid->margin_bottom;
  if (grid->footer == PAGE_FOOTER_NONE) return bottom;
  bool full = last && grid->footer == PAGE_FOOTER_FULL;
  double height = full ? last_height(footer) : layout_pt(job, RULE_GAP) + MAX(footer->line[0] != NULL ? footer->lines : 1, 1) * footer->leading;
  return bottom - layout_pt(job, RULE) - height;
}

/* ---- drawing ---- */

static void draw_rule(const Footer *footer, Scene *scene, double y) {
  const PageGrid *grid = footer->job->grid;
  double rule = layout_pt(footer->job, RULE), middle = y + rule / 2;
  scene_line(scene, grid->margin_left, middle, grid->page_width - grid->margin_right, middle,
             paint_stroke(color(footer->job, "ctx"), rule));
}

/* The name with its edition and page, ending at `right`. Returns its width. */
static double draw_page_line(const Footer *footer, Scene *scene, double right, double top, guint page, guint pages) {
  LayoutJob *job = footer->job;
  g_autofree char *words = footer_page_words(job, page, pages);
  TextFont bold = foot_font(job, 600), plain = foot_font(job, 400);
  double name = text_width(job->text, job->doc->name, bold), width = name + text_width(job->text, words, plain);
  double baseline = layout_baseline(job, plain, footer->leading, top);
  scene_text(scene, right - width, baseline, job->doc->name, bold, color(job, "ink2"), ANCHOR_START, TAG_ARTIFACT);
  scene_text(scene, right - width + name, baseline, words, plain, color(job, "ink3"), ANCHOR_START, TAG_ARTIFACT);
  return width;
}

/* The same on the last line of the middle column, or on its last two. */
static void draw_page_lines(const Footer *footer, Scene *scene, double left, double bottom, guint page, guint pages) {
  LayoutJob *job = footer->job;
  TextFont bold = foot_font(job, 600), plain = foot_font(job, 400);
  g_autofree char *words = footer_page_words(job, page, pages);
  const char *shown = footer->long_name ? words + strlen(" · ") : words;
  double last = layout_baseline(job, plain, footer->leading, bottom - footer->leading);
  double first = footer->long_name ? last - footer->leading : last;
  double name = scene_text(scene, left, first, job->doc->name, bold, color(job, "ink2"), ANCHOR_START, TAG_ARTIFACT);
  scene_text(scene, footer->long_name ? left : left + name, last, shown, plain, color(job, "ink3"), ANCHOR_START, TAG_ARTIFACT);
}

/* In as many names as fit; the last page has them in full. */
static char *short_sources(const Footer *footer, double width, guint pages) {
  LayoutJob *job = footer->job;
  g_autofree char *last = g_strdup_printf("%u", pages);
  g_autofree char *more = locale_phrase(job->locale, "layout.more", "page", last, NULL);
  g_autoptr(GPtrArray) names = source_names(job);
  for (guint count = names->len; count > 0; count--) {
    g_autofree char *list = locale_list(job->locale, (const char *const *)names->pdata, count);
    g_autofree char *line = g_strconcat(" ", list, ". ", more, NULL);
    if (text_width(job->text, line, foot_font(job, 400)) <= width) return g_steal_pointer(&line);
  }
  return g_strconcat(" ", more, NULL);
}

static void draw_short(const Footer *footer, Scene *scene, double top, guint page, guint pages) {
  LayoutJob *job = footer->job;
  const PageGrid *grid = job->grid;
  TextFont bold = foot_font(job, 600), plain = foot_font(job, 400);
  double used = draw_page_line(footer, scene, grid->page_width - grid->margin_right, top, page, pages);
  const InlineText *line = footer->line[page + 1 == pages];
  if (line != NULL) inline_draw(line, scene, grid->margin_left, top, footer->leading, 0, inline_line_count(line));
  if (grid->footer == PAGE_FOOTER_LINE) return;
  double baseline = layout_baseline(job, plain, footer->leading, top), x = grid->margin_left;
  x += scene_text(scene, x, baseline, locale_word(job->locale, "layout.source"), bold, color(job, "ink2"),
                  ANCHOR_START, TAG_ARTIFACT);
  double room = grid->page_width - grid->margin_right - used - layout_mm(job, SHORT_GAP_MM) - x;
  g_autofree char *sources = short_sources(footer, room, pages);
  scene_text(scene, x, baseline, sources, plain, color(job, "ink3"), ANCHOR_START, TAG_ARTIFACT);
}

/* The way to the site: its text with the page line below, and the code. `left` and `top` are of the text. */
static void draw_site(const Footer *footer, Scene *scene, double left, double top, guint page, guint pages) {
  LayoutJob *job = footer->job;
  const PageGrid *grid = job->grid;
  double right = grid->page_width - grid->margin_right, bottom = grid->page_height - grid->margin_bottom;
  double qr = layout_mm(job, QR_MM);
  inline_draw(footer->site, scene, left, top, footer->leading, 0, inline_line_count(footer->site));
  draw_page_lines(footer, scene, left, bottom, page, pages);
  qr_draw(scene, footer->address, right - qr, bottom - qr, qr, color(job, "ink"));
}

static void draw_full(const Footer *footer, Scene *scene, double top, guint page, guint pages) {
  LayoutJob *job = footer->job;
  const PageGrid *grid = job->grid;
  double right = grid->page_width - grid->margin_right, bottom = grid->page_height - grid->margin_bottom;
  double first = top + layout_pt(job, LAST_RULE_GAP), y = first;
  for (guint i = 0; i < footer->sources->len; i++) {
    const InlineText *text = g_ptr_array_index(footer->sources, i);
    inline_draw(text, scene, grid->margin_left, y, footer->leading, 0, inline_line_count(text));
    y += inline_line_count(text) * footer->leading;
  }
  double beside = right - layout_mm(job, QR_MM + COLUMN_GAP_MM) - footer->site_width;
  if (footer->site == NULL) draw_page_line(footer, scene, right, footer->stacked ? y : first, page, pages);
  else if (footer->stacked) draw_site(footer, scene, grid->margin_left, bottom - site_height(footer), page, pages);
  else draw_site(footer, scene, beside, first, page, pages);
}

void footer_draw(const Footer *footer, Scene *scene, guint page, guint pages) {
  const LayoutJob *job = footer->job;
  if (job->grid->footer == PAGE_FOOTER_NONE) return;
  bool last = page + 1 == pages;
  double rule = footer_top(footer, last), top = rule + layout_pt(job, RULE);
  scene_group_begin(scene, "footer", 0, 0);
  draw_rule(footer, scene, rule);
  if (last && job->grid->footer == PAGE_FOOTER_FULL) draw_full(footer, scene, top, page, pages);
  else draw_short(footer, scene, top + layout_pt(job, RULE_GAP), page, pages);
  scene_group_end(scene);
}
