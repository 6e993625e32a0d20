/* SVG path data into scene paths, for the icons of the design. It exists so that icons keep the notation they were drawn
 * in. It must not know files or input: icons are part of the program, so a syntax error is a programming error. */
#include "scene/scene.h"
#include <math.h>
#include <string.h>

typedef struct {
  Scene *scene;
  const char *start, *at;
  double dx, dy, scale;
  double x, y;           /* current point, in the icon's units */
  double first_x, first_y;
  double ctrl_x, ctrl_y; /* last control point of a C or S */
  char last;             /* last command, upper case */
} Parser;

G_GNUC_NORETURN static void bad_path(const Parser *p) {
  g_error("svg path: syntax error at \"%s\" in \"%s\"", p->at, p->start);
}

static void skip_blanks(Parser *p) {
  while (*p->at && strchr(" \t\r\n,", *p->at)) p->at++;
}

static bool number_follows(Parser *p) {
  skip_blanks(p);
  return *p->at && strchr("+-.0123456789", *p->at);
}

/* Numbers in path data may touch ("1.8-2.7.9"), which no general parser reads; decimal digits only, no exponents. */
static double next_number(Parser *p) {
  if (!number_follows(p)) bad_path(p);
  bool negative = *p->at == '-';
  if (*p->at == '-' || *p->at == '+') p->at++;
  double mantissa = 0, divisor = 1;
  bool any = false, fraction = false;
  for (;; p->at++) {
    if (g_ascii_isdigit(*p->at)) {
      mantissa = mantissa * 10 + (*p->at - '0');
      if (fraction) divisor *= 10;
      any = true;
    } else if (*p->at == '.' && !fraction) {
      fraction = true;
    } else {
      break;
    }
  }
  if (!any) bad_path(p);
  return negative ? -mantissa / divisor : mantissa / divisor;
}

/* An arc's flags are one digit and may be followed at once by the next number ("0 015"). */
static bool next_flag(Parser *p) {
  skip_blanks(p);
  if (*p->at != '0' && *p->at != '1') bad_path(p);
  return *p->at++ == '1';
}

static double out_x(const Parser *p, double x) {
  return p->dx + x * p->scale;
}

static double out_y(const Parser *p, double y) {
  return p->dy + y * p->scale;
}

static void line_to(Parser *p, double x, double y) {
  p->x = x, p->y = y;
  scene_line_to(p->scene, out_x(p, x), out_y(p, y));
}

static void curve_to(Parser *p, double x1, double y1, double x2, double y2, double x, double y) {
  scene_curve_to(p->scene, out_x(p, x1), out_y(p, y1), out_x(p, x2), out_y(p, y2), out_x(p, x), out_y(p, y));
  p->ctrl_x = x2, p->ctrl_y = y2;
  p->x = x, p->y = y;
}

typedef struct { double cx, cy, rx, ry, sin_phi, cos_phi, start, sweep; } Arc;

/* SVG 1.1 appendix F.6.5: from end points to centre and angles. False when it is a straight line. */
static bool arc_centre(const Parser *p, double rx, double ry, double rotation, bool large, bool sweep, double x,
                       double y, Arc *arc) {
  rx = fabs(rx), ry = fabs(ry);
  if (rx == 0 || ry == 0 || (p->x == x && p->y == y)) return false;
  double phi = rotation * G_PI / 180, c = cos(phi), s = sin(phi);
  double hx = (p->x - x) / 2, hy = (p->y - y) / 2;
  double x1 = c * hx + s * hy, y1 = -s * hx + c * hy;
  double excess = x1 * x1 / (rx * rx) + y1 * y1 / (ry * ry);
  if (excess > 1) rx *= sqrt(excess), ry *= sqrt(excess);
  double denominator = rx * rx * y1 * y1 + ry * ry * x1 * x1;
  double k = sqrt(MAX(0, rx * rx * ry * ry / denominator - 1)) * (large == sweep ? -1 : 1);
  double cx1 = k * rx * y1 / ry, cy1 = -k * ry * x1 / rx;
  double start = atan2((y1 - cy1) / ry, (x1 - cx1) / rx);
  double end = atan2((-y1 - cy1) / ry, (-x1 - cx1) / rx);
  double angle = end - start;
  if (sweep && angle < 0) angle += 2 * G_PI;
  if (!sweep && angle > 0) angle -= 2 * G_PI;
  *arc = (Arc){.cx = c * cx1 - s * cy1 + (p->x + x) / 2, .cy = s * cx1 + c * cy1 + (p->y + y) / 2, .rx = rx, .ry = ry,
               .sin_phi = s, .cos_phi = c, .start = start, .sweep = angle};
  return true;
}

static void arc_point(const Arc *a, double ux, double uy, double *x, double *y) {
  *x = a->cx + a->rx * ux * a->cos_phi - a->ry * uy * a->sin_phi;
  *y = a->cy + a->rx * ux * a->sin_phi + a->ry * uy * a->cos_phi;
}

static void arc_to(Parser *p, bool relative) {
  double rx = next_number(p), ry = next_number(p), rotation = next_number(p);
  bool large = next_flag(p), sweep = next_flag(p);
  double x = next_number(p) + (relative ? p->x : 0), y = next_number(p) + (relative ? p->y : 0);
  Arc arc;
  if (!arc_centre(p, rx, ry, rotation, large, sweep, x, y, &arc)) {
    line_to(p, x, y);
    return;
  }
  int pieces = (int)ceil(fabs(arc.sweep) / (G_PI / 2) - 1e-9);
  double step = arc.sweep / pieces, k = 4.0 / 3 * tan(step / 4);
  for (int i = 0; i < pieces; i++) {
    double a = arc.start + i * step, b = a + step, x1, y1, x2, y2, ex, ey;
    arc_point(&arc, cos(a) - k * sin(a), sin(a) + k * cos(a), &x1, &y1);
    arc_point(&arc, cos(b) + k * sin(b), sin(b) - k * cos(b), &x2, &y2);
    arc_point(&arc, cos(b), sin(b), &ex, &ey);
    if (i == pieces - 1) ex = x, ey = y;
    curve_to(p, x1, y1, x2, y2, ex, ey);
  }
}

static void move_to(Parser *p, double x, double y) {
  p->x = p->first_x = x;
  p->y = p->first_y = y;
  scene_move_to(p->scene, out_x(p, x), out_y(p, y));
}

static void cubic_to(Parser *p, bool smooth, double bx, double by) {
  double x1, y1;
  if (smooth) {
    bool follows = p->last == 'C' || p->last == 'S';
    x1 = follows ? 2 * p->x - p->ctrl_x : p->x;
    y1 = follows ? 2 * p->y - p->ctrl_y : p->y;
  } else {
    x1 = next_number(p) + bx;
    y1 = next_number(p) + by;
  }
  double x2 = next_number(p) + bx, y2 = next_number(p) + by;
  double x = next_number(p) + bx, y = next_number(p) + by;
  curve_to(p, x1, y1, x2, y2, x, y);
}

/* One command with one set of its numbers; `command` repeats while numbers follow. */
static void run_command(Parser *p, char command) {
  bool relative = g_ascii_islower(command);
  double bx = relative ? p->x : 0, by = relative ? p->y : 0;
  char kind = g_ascii_toupper(command);
  switch (kind) {
  case 'M': {
    double x = next_number(p) + bx, y = next_number(p) + by;
    move_to(p, x, y);
    break;
  }
  case 'L': {
    double x = next_number(p) + bx, y = next_number(p) + by;
    line_to(p, x, y);
    break;
  }
  case 'H': line_to(p, next_number(p) + bx, p->y); break;
  case 'V': line_to(p, p->x, next_number(p) + by); break;
  case 'C': cubic_to(p, false, bx, by); break;
  case 'S': cubic_to(p, true, bx, by); break;
  case 'A': arc_to(p, relative); break;
  default: bad_path(p);
  }
  p->last = kind;
}

static void close_path(Parser *p) {
  scene_close(p->scene);
  p->x = p->first_x;
  p->y = p->first_y;
  p->last = 'Z';
}

void scene_svg_path(Scene *scene, const char *d, double x, double y, double scale, Paint paint) {
  Parser p = {.scene = scene, .start = d, .at = d, .dx = x, .dy = y, .scale = scale};
  for (skip_blanks(&p); *p.at; skip_blanks(&p)) {
    char command = *p.at;
    if (!g_ascii_isalpha(command)) bad_path(&p);
    p.at++;
    if (command == 'Z' || command == 'z') {
      close_path(&p);
      continue;
    }
    if (p.last == 0 && g_ascii_toupper(command) != 'M') bad_path(&p);
    /* After Z a new subpath may start without M: at the point that Z went back to. */
    if (p.last == 'Z' && g_ascii_toupper(command) != 'M') move_to(&p, p.x, p.y);
    do {
      run_command(&p, command);
      if (command == 'M') command = 'L';
      if (command == 'm') command = 'l';
    } while (number_follows(&p));
  }
  scene_paint(scene, paint);
}
