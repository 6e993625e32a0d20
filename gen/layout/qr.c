/* QR codes for paper, through libqrencode. Dark modules that touch in a row are one rectangle and all of them one path, so
 * that no seams show. Knows nothing of pages; the caller keeps four modules of white around it. */
#include "layout/qr.h"
#include <qrencode.h>

static void draw_row(Scene *scene, const unsigned char *row, int width, double x, double y, double module) {
  for (int start = 0; start < width; start++) {
    if (!(row[start] & 1)) continue;
    int end = start;
    while (end < width && row[end] & 1) end++;
    scene_move_to(scene, x + start * module, y);
    scene_line_to(scene, x + end * module, y);
    scene_line_to(scene, x + end * module, y + module);
    scene_line_to(scene, x + start * module, y + module);
    scene_close(scene);
    start = end;
  }
}

bool qr_draw(Scene *scene, const char *text, double x, double y, double size, ColorToken color) {
  QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
  if (code == NULL) return false;
  double module = size / code->width;
  for (int row = 0; row < code->width; row++)
    draw_row(scene, code->data + row * code->width, code->width, x, y + row * module, module);
  scene_paint(scene, paint_fill(color));
  QRcode_free(code);
  return true;
}
