/* Fits a name beside the locator. A name is set as large as it can be, never smaller than is still a title; the longest
 * ("Nuenen, Gerwen en Nederwetten") get two lines. Knows a width, not where the name stands. */
#include "layout/name.h"
#include <math.h>

static const double SMALLEST = 18, STEP = 0.5, TWO_LINES_LARGEST = 20;

/* The largest size of one line, in steps, or less than the smallest. */
static double one_line_size(const LayoutJob *job, const TypeStyle *style, double width) {
  double natural = text_width(job->text, job->doc->name, text_font(style));
  double size = style->size;
  if (natural > width) size = STEP * floor(size * width / natural / STEP);
  /* Widths grow with size but for hinting and kerning: make sure. */
  while (size >= layout_pt(job, SMALLEST) &&
         text_width(job->text, job->doc->name, (TextFont){size, style->weight, style->tracking}) > width)
    size -= STEP;
  return size;
}

void name_fit(const LayoutJob *job, double width, NameLines *name) {
  const TypeStyle *style = layout_type(job, TYPE_REGION_NAME);
  double ratio = style->leading / style->size, size = one_line_size(job, style, width);
  bool overflow = false;
  double smallest = layout_pt(job, SMALLEST);
  *name = (NameLines){.font = text_font(style)};
  if (size < smallest) {
    for (size = layout_pt(job, TWO_LINES_LARGEST); size >= smallest; size -= STEP) {
      name->font.size = size;
      g_autoptr(GPtrArray) lines = text_wrap(job->text, job->doc->name, name->font, width, true, &overflow);
      if (lines->len > 2 || overflow) continue;
      name->lines = g_steal_pointer(&lines);
      break;
    }
    size = MAX(size, smallest);
  }
  name->font.size = size;
  name->leading = size * ratio;
  if (name->lines != NULL) return;
  name->lines = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(name->lines, g_strdup(job->doc->name));
  name->excess = MAX(0, text_width(job->text, job->doc->name, name->font) - width);
}

void name_clear(NameLines *name) { g_clear_pointer(&name->lines, g_ptr_array_unref); }
