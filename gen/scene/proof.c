/* Finds text that cannot be read well: over other text, on lines, half on a fill, off the page, too small. It exists because
 * 391 regions are more pages than anyone looks at. It must not know figures or layout: what a page looks like is all there
 * in its scene. */
#include "scene/proof.h"
#include "scene/placed.h"
#include <math.h>

/* What touches by less than this is not seen. */
static const double SLACK = 0.6;
/* Of the size: how far a g hangs below the baseline, where another text would touch it. */
static const double TAIL = 0.18;

static bool is_text(const Placed *p) { return p->item->kind == SCENE_TEXT; }

/* ---- lines ---- */

/* How much of the segment lies inside of the area (Liang–Barsky: "A new concept and method for line clipping", 1984). */
static double length_inside(const Area *a, double x1, double y1, double x2, double y2) {
  double from = 0, to = 1, dx = x2 - x1, dy = y2 - y1;
  const double p[4] = {-dx, dx, -dy, dy}, q[4] = {x1 - a->x1, a->x2 - x1, y1 - a->y1, a->y2 - y1};
  for (int i = 0; i < 4; i++) {
    if (p[i] == 0) {
      if (q[i] < 0) return 0;
    } else if (p[i] < 0) {
      from = MAX(from, q[i] / p[i]);
    } else {
      to = MIN(to, q[i] / p[i]);
    }
  }
  return from < to ? (to - from) * hypot(dx, dy) : 0;
}

static double curve_at(double a, double b, double c, double d, double t) {
  double u = 1 - t;
  return u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d;
}

/* The longest piece of the stroke that runs through the area. */
static double stroke_inside(const Scene *scene, const Placed *path, const Area *area) {
  const Segment *s = scene_segments(scene) + path->item->first_segment;
  Area a = {area->x1 - path->dx, area->y1 - path->dy, area->x2 - path->dx, area->y2 - path->dy};
  double x = 0, y = 0, start_x = 0, start_y = 0, most = 0;
  enum { STEPS = 8 };
  for (guint i = 0; i < path->item->segments; i++) {
    double to_x = s[i].x[0], to_y = s[i].x[1];
    switch (s[i].op) {
    case 'M': start_x = to_x, start_y = to_y; break;
    case 'L': most = MAX(most, length_inside(&a, x, y, to_x, to_y)); break;
    case 'C':
      for (int k = 1; k <= STEPS; k++) {
        double t = (double)k / STEPS, u = (double)(k - 1) / STEPS;
        const double *c = s[i].x;
        most = MAX(most, length_inside(&a, curve_at(x, c[0], c[2], c[4], u), curve_at(y, c[1], c[3], c[5], u),
                                       curve_at(x, c[0], c[2], c[4], t), curve_at(y, c[1], c[3], c[5], t)));
      }
      to_x = s[i].x[4], to_y = s[i].x[5];
      break;
    case 'Z':
      most = MAX(most, length_inside(&a, x, y, start_x, start_y));
      to_x = start_x, to_y = start_y;
      break;
    }
    x = to_x, y = to_y;
  }
  return most;
}

/* ---- findings ---- */

typedef struct {
  const Scene *scene;
  const GArray *placed;
  double smallest;
  GArray *found;
} Proof;

static void find(Proof *proof, ProofKind kind, const Placed *text, const Placed *other, double by) {
  ProofFinding finding = {.kind = kind, .text = text->item, .other = other ? other->item : NULL, .by = by,
                          .x = text->item->x + text->dx, .y = text->item->y + text->dy};
  g_array_append_val(proof->found, finding);
}

static void check_path(Proof *proof, const Placed *text, const Placed *path, const Area *inner) {
  if (area_overlap(&path->area, inner) < 0) return;
  if (path->item->paint.stroke != COLOR_NONE) {
    double inside = stroke_inside(proof->scene, path, inner);
    if (inside > SLACK) {
      find(proof, PROOF_ON_LINE, text, path, inside);
      return;
    }
  }
  if (path->rectangle && path->item->paint.fill != COLOR_NONE && area_overlap(&path->area, inner) > SLACK &&
      !area_contains(&path->area, inner, SLACK))
    find(proof, PROOF_ON_EDGE, text, path, area_overlap(&path->area, inner));
}

/* Everything between the text and its ground, and everything painted over it. */
static void check_paths(Proof *proof, guint index, const Placed *text) {
  Area inner = text->area;
  inner.x1 += SLACK / 2, inner.x2 -= SLACK / 2, inner.y1 += SLACK / 2, inner.y2 -= SLACK;
  for (guint i = index; i-- > 0;) {
    const Placed *below = &g_array_index(proof->placed, Placed, i);
    if (is_text(below)) continue;
    if (placed_is_ground(below, &inner, SLACK)) break;
    check_path(proof, text, below, &inner);
  }
  for (guint i = index + 1; i < proof->placed->len; i++) {
    const Placed *above = &g_array_index(proof->placed, Placed, i);
    if (!is_text(above)) check_path(proof, text, above, &inner);
  }
}

static void check_texts(Proof *proof, guint index, const Placed *text) {
  Area body = text->area;
  body.y2 += TAIL * text->item->font.size;
  for (guint i = 0; i < index; i++) {
    const Placed *other = &g_array_index(proof->placed, Placed, i);
    if (!is_text(other)) continue;
    Area others = other->area;
    others.y2 += TAIL * other->item->font.size;
    double by = area_overlap(&body, &others);
    if (by > SLACK) find(proof, PROOF_ON_TEXT, text, other, by);
  }
}

static void check_text(Proof *proof, guint index) {
  const Placed *text = &g_array_index(proof->placed, Placed, index);
  if (text->item->font.size < proof->smallest - 1e-6)
    find(proof, PROOF_TOO_SMALL, text, NULL, text->item->font.size);
  const Area *a = &text->area, *clip = &text->clip;
  double out = MAX(MAX(clip->x1 - a->x1, a->x2 - clip->x2), MAX(clip->y1 - a->y1, a->y2 - clip->y2));
  if (out > SLACK) find(proof, PROOF_OUTSIDE, text, NULL, out);
  check_texts(proof, index, text);
  check_paths(proof, index, text);
}

GArray *scene_proof(const Scene *scene, double smallest) {
  g_autoptr(GArray) placed = scene_place(scene);
  Proof proof = {.scene = scene, .placed = placed, .smallest = smallest};
  proof.found = g_array_new(FALSE, FALSE, sizeof(ProofFinding));
  for (guint i = 0; i < placed->len; i++)
    if (is_text(&g_array_index(placed, Placed, i))) check_text(&proof, i);
  return proof.found;
}

const char *proof_kind_name(ProofKind kind) {
  static const char *const NAMES[] = {"text-on-text", "text-on-line", "text-on-edge", "text-outside", "text-too-small"};
  return NAMES[kind];
}
