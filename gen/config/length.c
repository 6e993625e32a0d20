/* One way to read a length, for the theme and for pages alike. Knows units, not what is measured. */
#include "config/length.h"
#include "base/number.h"
#include <string.h>

static const struct { const char *name; double points; } UNITS[] = {
    [LENGTH_MM] = {"mm", 72 / 25.4}, [LENGTH_PT] = {"pt", 1}, [LENGTH_PX] = {"px", 0.75}};

bool length_parse(const char *text, double *number, LengthUnit *unit) {
  gsize size = strlen(text);
  double found;
  for (guint i = 0; size > 2 && i < G_N_ELEMENTS(UNITS); i++) {
    if (strcmp(text + size - 2, UNITS[i].name)) continue;
    if (!number_parse(text, size - 2, '.', '\0', &found) || found < 0) return false;
    *number = found;
    *unit = (LengthUnit)i;
    return true;
  }
  return false;
}

double length_points(double number, LengthUnit unit) { return number * UNITS[unit].points; }
