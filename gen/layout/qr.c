/* QR codes for paper, through libqrencode. Dark modules that touch in a row are one rectangle, as are equal ones in rows
 * below each other, and all of them are one path, so that no seams show. Knows nothing of pages; the caller keeps four
 * modules of white around it. */
#include "layout/qr.h"
#include <qrencode.h>

/* True when exactly these modules of the row are dark, with light or the edge on both sides. */
static bool is_run(const QRcode *code, int row, int start, int end) {
  if (row < 0 || row >= code->width) return false;
  const unsigned char *modules = code->data + row * code->width;
  if ((start > 0 && modules[start - 1] & 1) || (end < code->width && modules[end] & 1)) return false;
  for (int i = start; i < end; i++)
    if (!(modules[i] & 1)) return false;
  return true;
}

static void draw_row(Scene *scene, const QRcode *code, int row, double x, double y, double module) {
  const unsigned char *modules = code->data + row * code->width;
  for (int start = 0; start < code->width; start++) {
    if (!(modules[start] & 1)) continue;
    int end = start, below = row + 1;
    while (end < code->width && modules[end] & 1) end++;
    while (is_run(code, below, start, end)) below++;
    if (!is_run(code, row - 1, start, end)) {
      scene_move_to(scene, x + start * module, y + row * module);
      scene_line_to(scene, x + end * module, y + row * module);
      scene_line_to(scene, x + end * module, y + below * module);
      scene_line_to(scene, x + start * module, y + below * module);
      scene_close(scene);
    }
    start = end;
  }
}

bool qr_draw(Scene *scene, const char *text, double x, double y, double size, ColorToken color) {
  QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
  if (code == NULL) return false;
  double module = size / code->width;
  for (int row = 0; row < code->width; row++)
    draw_row(scene, code, row, x, y, module);
  scene_paint(scene, paint_fill(color));
  QRcode_free(code);
  return true;
}
