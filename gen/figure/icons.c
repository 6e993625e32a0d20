/* The icons: our own drawings as SVG path data on a grid of 24, drawn as round strokes. Ids are what data packages
 * name in groups.csv. They must not know where they are shown. */
#include "figure/canvas.h"
#include <stdlib.h>
#include <string.h>

typedef struct { const char *id, *path; } Icon;

/* By id, for the binary search. */
static const Icon ICONS[] = {
  {"arbeid",
   "M4.2 16a7.8 7.8 0 0 1 15.6 0M2.2 16h19.6v2.6H2.2zM10 12.2V6h4v6.2"},
  {"boek",
   "M12 6.6C10 5 7 4.6 3.4 4.8v13.4c3.6-.2 6.6.2 8.6 1.8 2-1.6 5-2 8.6-1.8V4.8C17 4.6 14 5 12 6.6z"
   "M12 6.6V20"},
  {"chev",
   "m6 9 6 6 6-6"},
  {"dakloos",
   "M3 19V6.5M3 15.5h18V19M21 15.5v-1.8a3.2 3.2 0 0 0-3.2-3.2H10v5M4.7 12A1.8 1.8 0 1 0 8.3 12"
   "A1.8 1.8 0 1 0 4.7 12Z"},
  {"doc",
   "M6 3.4h8.4L19 8v12.6H6zM14.2 3.4V8H19M9 12.4h7M9 16h7"},
  {"down",
   "M12 4v11M7.4 10.6 12 15.2l4.6-4.6M4.6 19.8h14.8"},
  {"flex",
   "M3 10.5 12 5l9 5.5M4.6 9.6v9.8h14.8V9.6M12 9.8v9.6M4.6 14.4h14.8"},
  {"geld",
   "M3.4 12A8.6 8.6 0 1 0 20.6 12A8.6 8.6 0 1 0 3.4 12ZM15.6 8.4a4.6 4.6 0 1 0 0 7.2M7.4 10.8h5.4"
   "M7.4 13.4h5.4"},
  {"grafiek",
   "M4 4v16h16M8.4 16v-4.4M12.6 16V7.6M16.8 16v-6.2"},
  {"huis",
   "M3.4 11.4 12 4.2l8.6 7.2M5.6 9.8v10h12.8v-10"},
  {"kaart",
   "M12 21s-6.8-6.2-6.8-11.2a6.8 6.8 0 0 1 13.6 0C18.8 14.8 12 21 12 21zM9.6 9.8A2.4 2.4 0 1 0 14.4 9.8"
   "A2.4 2.4 0 1 0 9.6 9.8Z"},
  {"kal",
   "M5.2 5.4H18.8A1.6 1.6 0 0 1 20.4 7V18.8A1.6 1.6 0 0 1 18.8 20.4H5.2A1.6 1.6 0 0 1 3.6 18.8V7"
   "A1.6 1.6 0 0 1 5.2 5.4ZM3.6 10h16.8M8 3v4.4M16 3v4.4"},
  {"link",
   "M13.6 4.4h6v6M19.4 4.6l-8.6 8.6M17 14v5.6H4.4V7H10"},
  {"menu",
   "M3.6 6.6h16.8M3.6 12h16.8M3.6 17.4h16.8"},
  {"ouderen",
   "M7.9 4.6A2.1 2.1 0 1 0 12.1 4.6A2.1 2.1 0 1 0 7.9 4.6ZM9.8 8.2c-2 1-2.6 3.2-2.4 6.3l2.4.6 1.2 6.1"
   "M7.6 15l-1.4 6.2M9.8 8.6l2 3.6 3 1.3M16.2 21.2v-9c0-1.6 2.3-1.6 2.3 0"},
  {"pijl",
   "M4.4 12h15M13.2 5.8l6.2 6.2-6.2 6.2"},
  {"praktijk",
   "M3.4 11.4 12 4.2l8.6 7.2M5.6 9.8v10h12.8v-10M9.2 14.2l2.1 2.1 3.7-3.9"},
  {"statushouders",
   "M5 5H19A2 2 0 0 1 21 7V17A2 2 0 0 1 19 19H5A2 2 0 0 1 3 17V7A2 2 0 0 1 5 5ZM6.7 10.4"
   "A1.9 1.9 0 1 0 10.5 10.4A1.9 1.9 0 1 0 6.7 10.4ZM5.6 16c.3-1.8 1.5-2.7 3-2.7s2.7.9 3 2.7M14.2 10h4"
   "M14.2 13.8h4"},
  {"studenten",
   "M12 5 2.2 9.6 12 14.2l9.8-4.6zM6.2 11.7v4.4c0 1.4 2.7 2.7 5.8 2.7s5.8-1.3 5.8-2.7v-4.4M21.8 9.6v5.6"},
  {"tabel",
   "M4.8 4.8H19.2A1.4 1.4 0 0 1 20.6 6.2V17.8A1.4 1.4 0 0 1 19.2 19.2H4.8A1.4 1.4 0 0 1 3.4 17.8V6.2"
   "A1.4 1.4 0 0 1 4.8 4.8ZM3.4 9.6h17.2M3.4 14.4h17.2M9.4 9.6v9.6"},
  {"team",
   "M5.3 8.2A2.7 2.7 0 1 0 10.7 8.2A2.7 2.7 0 1 0 5.3 8.2ZM14.2 9.2A2.2 2.2 0 1 0 18.6 9.2"
   "A2.2 2.2 0 1 0 14.2 9.2ZM2.8 18.8c.3-3.6 2.4-5.4 5.2-5.4s4.9 1.8 5.2 5.4zM15 13.6"
   "c3.4-.7 5.8 1.3 6.2 5.2h-4.8"},
  {"uitstroom",
   "M11 3.8H4.8v16.4H11M9.6 12h10.8M16.2 7.8l4.2 4.2-4.2 4.2"},
  {"urgent",
   "M12 20.2S4 15.4 4 9.8C4 7.2 5.9 5.4 8.2 5.4"
   "c1.6 0 3 .8 3.8 2.2.8-1.4 2.2-2.2 3.8-2.2 2.3 0 4.2 1.8 4.2 4.4 0 5.6-8 10.4-8 10.4zM12 9.6v5.2"
   "M9.4 12.2h5.2"},
  {"webinar",
   "M4.6 4.6H19.4A1.6 1.6 0 0 1 21 6.2V15A1.6 1.6 0 0 1 19.4 16.6H4.6A1.6 1.6 0 0 1 3 15V6.2"
   "A1.6 1.6 0 0 1 4.6 4.6ZM10.2 8v5.2l4.4-2.6zM8 20h8"},
  {"wet",
   "M12 4v16M7.5 20h9M5 7.5h14M5 7.5 2.4 13.4h5.2zM19 7.5l-2.6 5.9h5.2z"},
  {"woonwagen",
   "M2.6 16.4V9.2a3 3 0 0 1 3-3h10.2a4.4 4.4 0 0 1 4.4 4.4v5.8H11.6M6.6 16.4h-4M20.2 16.4h2M6.8 17.4"
   "A2.3 2.3 0 1 0 11.4 17.4A2.3 2.3 0 1 0 6.8 17.4ZM6 9.6h4.2v2.8H6zM14 16.4v-6.6h3v6.6"},
  {"zoek",
   "M4.3 10.5A6.2 6.2 0 1 0 16.7 10.5A6.2 6.2 0 1 0 4.3 10.5ZM15.2 15.2l5.4 5.4"},
};

static int icon_compare(const void *key, const void *element) {
  return strcmp(key, ((const Icon *)element)->id);
}

const char *figure_icon_path(const char *icon) {
  if (!icon) return NULL;
  const Icon *found = bsearch(icon, ICONS, G_N_ELEMENTS(ICONS), sizeof(Icon), icon_compare);
  return found ? found->path : NULL;
}

bool figure_icon_exists(const char *icon) {
  return figure_icon_path(icon) != NULL;
}

void canvas_icon(FigureCanvas *canvas, const char *icon, double x, double y, double size, ColorToken color) {
  const char *path = figure_icon_path(icon);
  if (!path) return;
  double scale = size / 24;
  Paint paint = paint_stroke(color, theme_stroke(canvas->theme, "icon") * scale);
  paint.cap = CAP_ROUND;
  paint.join = JOIN_ROUND;
  scene_group_begin(canvas->scene, "icon", 0, 0);
  scene_svg_path(canvas->scene, path, x, y, scale, paint);
  scene_group_end(canvas->scene);
}
