/* Pages drawn by Cairo into a PDF whose only tags are spans around text. It exists to keep what Cairo's versions agree on
 * and nothing else; what the tags mean is put in by pdf_finish.c. It must not know regions, figures or PDF objects. */
#include "surface/pdf.h"
#include "base/clock.h"
#include "scene/text_run.h"
#include "surface/draw.h"
#include "surface/pdf_boxes.h"
#include "surface/pdf_check.h"
#include "surface/pdf_error.h"
#include "surface/pdf_finish.h"
#include "surface/pdf_font.h"
#include "surface/pdf_gaps.h"
#include <cairo-pdf.h>
#include <malloc.h>
#include <math.h>

G_DEFINE_QUARK(feitenblad-pdf, pdf_error)

typedef struct {
  cairo_t *cr;
  const Theme *theme;
  ThemeMode mode;
  PdfFonts *fonts;
  const GByteArray *gaps;
  guint text_index; /* among all texts */
  GArray *marked;   /* MarkedText of this page */
  bool open;        /* a span is */
  guint open_tag;
} Drawing;

/* Each zlib stream that Cairo opens is a large allocation; left alone, every one costs an mmap and its page faults. */
static void keep_memory(void) {
  static gsize done = 0;
  if (g_once_init_enter(&done)) {
    mallopt(M_MMAP_THRESHOLD, 64 << 20);
    mallopt(M_TRIM_THRESHOLD, 64 << 20);
    g_once_init_leave(&done, 1);
  }
}

static cairo_status_t write_bytes(void *closure, const unsigned char *data, unsigned int length) {
  g_byte_array_append(closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void span_end(Drawing *d) {
  if (!d->open) return;
  cairo_tag_end(d->cr, "Span");
  d->open = false;
}

/* Neighbouring texts of one leaf share a span. Artifact text gets one too: that is how pdf_content.c tells it from text
 * that somebody forgot. */
static void span_begin(Drawing *d, const SceneItem *item) {
  if (d->open && d->open_tag == item->tag) return;
  span_end(d);
  cairo_tag_begin(d->cr, "Span", NULL);
  MarkedText text = {.tag = item->tag, .text = item->text};
  g_array_append_val(d->marked, text);
  d->open = true;
  d->open_tag = item->tag;
}

static cairo_scaled_font_t *small_font(gpointer fonts, cairo_scaled_font_t *font, cairo_glyph_t *glyphs, int count) {
  return pdf_fonts_small(fonts, font, glyphs, count);
}

static void draw_text(Drawing *d, const Scene *scene, const SceneItem *item) {
  bool gap = d->gaps->data[d->text_index++];
  /* Blanks alone get an id from Cairo 1.16 and none from 1.18: they are drawn only within a span that has more. */
  if (!pdf_shows_ink(item->text) && !(d->open && d->open_tag == item->tag)) return;
  span_begin(d, item);
  draw_color(d->cr, d->theme, d->mode, item->color);
  const TextRun *run = item->run;
  double x = item->x;
  if (gap) { /* in one go with the text: Cairo drops blanks that come alone */
    g_autofree char *with_blank = g_strconcat(item->text, " ", NULL);
    run = text_shape(scene_text_engine(scene), with_blank, item->font);
    if (text_is_rtl(item->text)) x -= text_run_width(run) - text_run_width(item->run); /* the blank comes on the left */
  }
  text_run_show_in(run, d->cr, x, item->y, small_font, d->fonts);
}

/* Cairo keeps the area of all that was painted as a list of rectangles, which grows with each; on a page that is full from
 * the start it stays at one. In two halves: filling a page at once is a new start (see draw.h). The finisher takes them
 * out, because a page without a ground of its own can take a reader's. */
static void draw_backdrop(Drawing *d, double width, double height) {
  double w = floor(width), half = floor(height / 2); /* beyond the page, Cairo would clip */
  cairo_set_source_rgb(d->cr, 1, 1, 1);
  for (int i = 0; i < PDF_BACKDROP; i++) {
    cairo_rectangle(d->cr, 0, i * half, w, half);
    cairo_fill(d->cr);
  }
}

static void draw_page(Drawing *d, const Scene *scene) {
  for (guint i = 0; i < scene_length(scene); i++) {
    const SceneItem *item = scene_item(scene, i);
    if (item->kind != SCENE_TEXT && item->kind != SCENE_LINK) span_end(d);
    switch (item->kind) {
    case SCENE_GROUP_BEGIN: draw_group_begin(d->cr, item); break;
    case SCENE_GROUP_END: draw_group_end(d->cr); break;
    case SCENE_PATH: draw_path(d->cr, scene, item, d->theme, d->mode); break;
    case SCENE_TEXT: draw_text(d, scene, item); break;
    case SCENE_LINK: break; /* an annotation: pdf_links.c */
    }
  }
  span_end(d);
}

static gpointer fonts_new(void) {
  return pdf_fonts_new();
}

static void fonts_free(gpointer fonts) {
  pdf_fonts_free(fonts);
}

static GArray *marked_page_new(MarkedContent *marked) {
  GArray *page = g_array_new(FALSE, FALSE, sizeof(MarkedText));
  g_ptr_array_add(marked->pages, page);
  return page;
}

static cairo_status_t draw_pages(const Pages *pages, const Theme *theme, ThemeMode mode, const GByteArray *gaps,
                                 MarkedContent *marked, cairo_surface_t *surface) {
  Drawing d = {.theme = theme, .mode = mode, .gaps = gaps};
  d.cr = cairo_create(surface);
  double margin = pdf_boxes_margin(pages);
  for (guint i = 0; i < pages->scenes->len; i++) {
    const Scene *scene = g_ptr_array_index(pages->scenes, i);
    double width = scene_width(scene) + 2 * margin, height = scene_height(scene) + 2 * margin;
    cairo_pdf_surface_set_size(surface, width, height);
    d.marked = marked_page_new(marked);
    d.fonts = text_engine_companion(scene_text_engine(scene), fonts_new, fonts_free);
    draw_backdrop(&d, width, height);
    cairo_save(d.cr);
    cairo_translate(d.cr, margin, margin);
    pdf_boxes_draw_marks(d.cr, pages, scene, mode);
    draw_page(&d, scene);
    cairo_restore(d.cr);
    cairo_show_page(d.cr);
  }
  cairo_status_t status = cairo_status(d.cr);
  cairo_destroy(d.cr);
  cairo_surface_finish(surface);
  return status ? status : cairo_surface_status(surface);
}

/* Cairo's file, or NULL. */
static GBytes *draw_document(const Pages *pages, const Theme *theme, ThemeMode mode, MarkedContent *marked, GError **error) {
  g_autoptr(GByteArray) gaps = pdf_gaps(pages);
  g_autoptr(GByteArray) bytes = g_byte_array_sized_new(64 << 10);
  const Scene *first = g_ptr_array_index(pages->scenes, 0);
  cairo_surface_t *surface =
      cairo_pdf_surface_create_for_stream(write_bytes, bytes, scene_width(first), scene_height(first));
  /* The plainest form, which is read fastest; the finished file says 1.7. */
  cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z"); /* else the clock */
  cairo_status_t status = draw_pages(pages, theme, mode, gaps, marked, surface);
  cairo_surface_destroy(surface);
  if (status == CAIRO_STATUS_SUCCESS) return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
  g_set_error(error, PDF_ERROR, PDF_ERROR_CAIRO, "Cairo: %s", cairo_status_to_string(status));
  return NULL;
}

/* The last line of defence, for a caller that did not ask pdf_check() for all findings. */
static bool is_accessible(const Pages *pages, GError **error) {
  g_autoptr(Diags) found = diags_new();
  if (pdf_check(pages, NULL, found)) return true;
  const Diag *first = diags_get(found, 0);
  g_autofree char *line = first->pos.line > 0 ? g_strdup_printf("%d: ", first->pos.line) : g_strdup("");
  g_autofree char *more = diags_length(found) > 1 ? g_strdup_printf(" (and %u more)", diags_length(found) - 1) : g_strdup("");
  g_set_error(error, PDF_ERROR, PDF_ERROR_TAGS, "%s%s%s%s%s", first->pos.file ? first->pos.file : "",
              first->pos.file ? ":" : "", line, first->message, more);
  return false;
}

bool pdf_write(const Pages *pages, const Theme *theme, ThemeMode mode, const char *producer, GBytes **pdf,
               PdfTimings *timings, GError **error) {
  keep_memory();
  gint64 start = clock_cpu_us();
  if (!is_accessible(pages, error)) return false;
  g_autoptr(GPtrArray) marked_pages = g_ptr_array_new_with_free_func((GDestroyNotify)(void *)g_array_unref);
  MarkedContent marked = {.pages = marked_pages};
  g_autoptr(GBytes) cairo_pdf = draw_document(pages, theme, mode, &marked, error);
  if (!cairo_pdf) return false;
  gint64 drawn = clock_cpu_us();
  if (!pdf_finish(pages, &marked, cairo_pdf, producer, pdf, error)) return false;
  if (timings) *timings = (PdfTimings){.draw = drawn - start, .finish = clock_cpu_us() - drawn};
  return true;
}
