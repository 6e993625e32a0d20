/* Finds text that cannot be read well: over other text, on lines, half on a fill, off the page, too small. It exists because
 * 391 regions are more pages than anyone looks at. It must not know figures or layout: what a page looks like is all there
 * in its scene. */
#include "scene/proof.h"
#include "scene/walk.h"
#include <math.h>
#include <string.h>

/* What touches by less than this is not seen. */
static const double SLACK = 0.6;
/* Of the size: how far a g hangs below the baseline, where another text would touch it. */
static const double TAIL = 0.18;

typedef struct { double x1, y1, x2, y2; } Area;

/* A text or path where it lies on the page. */
typedef struct {
  const SceneItem *item;
  Area area;    /* of a text: from cap height to baseline, without blanks at its ends */
  double dx, dy;
  Area clip;
  bool rectangle;
} Placed;

static bool is_text(const Placed *p) { return p->item->kind == SCENE_TEXT; }

/* How far two areas overlap: the smaller of the two directions, ≤ 0 when they do not. */
static double overlap(const Area *a, const Area *b) {
  return MIN(MIN(a->x2, b->x2) - MAX(a->x1, b->x1), MIN(a->y2, b->y2) - MAX(a->y1, b->y1));
}

static bool contains(const Area *outer, const Area *inner) {
  return outer->x1 <= inner->x1 + SLACK && outer->y1 <= inner->y1 + SLACK && outer->x2 >= inner->x2 - SLACK &&
         outer->y2 >= inner->y2 - SLACK;
}

/* ---- where things lie ---- */

static Area text_area(const Scene *scene, const SceneItem *item) {
  TextEngine *engine = scene_text_engine(scene);
  g_autofree char *ink = g_strchomp(g_strdup(item->text));
  double width = strlen(ink) == strlen(item->text) ? item->width : text_width(engine, ink, item->font);
  return (Area){item->x, item->y - text_cap_height(engine, item->font), item->x + width, item->y};
}

static Area path_area(const Scene *scene, const SceneItem *item) {
  const Segment *s = scene_segments(scene) + item->first_segment;
  Area a = {INFINITY, INFINITY, -INFINITY, -INFINITY};
  for (guint i = 0; i < item->segments; i++)
    for (guint k = 0; k < (s[i].op == 'C' ? 6u : s[i].op == 'Z' ? 0u : 2u); k += 2) {
      a.x1 = MIN(a.x1, s[i].x[k]), a.x2 = MAX(a.x2, s[i].x[k]);
      a.y1 = MIN(a.y1, s[i].x[k + 1]), a.y2 = MAX(a.y2, s[i].x[k + 1]);
    }
  return a;
}

/* One closed outline of straight lines, each upright or level. */
static bool is_rectangle(const Scene *scene, const SceneItem *item) {
  const Segment *s = scene_segments(scene) + item->first_segment;
  guint n = item->segments;
  if (n < 4 || n > 6 || s[0].op != 'M' || s[n - 1].op != 'Z') return false;
  for (guint i = 1; i + 1 < n; i++)
    if (s[i].op != 'L' || (s[i].x[0] != s[i - 1].x[0] && s[i].x[1] != s[i - 1].x[1])) return false;
  return true;
}

static GArray *place_items(const Scene *scene) {
  GArray *placed = g_array_new(FALSE, FALSE, sizeof(Placed));
  SceneWalk walk;
  scene_walk_init(&walk, scene);
  for (const SceneItem *item; (item = scene_walk_next(&walk));) {
    bool text = item->kind == SCENE_TEXT && item->text[strspn(item->text, " ")];
    if (!text && item->kind != SCENE_PATH) continue;
    const WalkFrame *frame = scene_walk_frame(&walk);
    Placed p = {.item = item, .dx = frame->dx, .dy = frame->dy, .rectangle = !text && is_rectangle(scene, item)};
    p.clip = (Area){frame->clip[0], frame->clip[1], frame->clip[2], frame->clip[3]};
    p.area = text ? text_area(scene, item) : path_area(scene, item);
    p.area.x1 += p.dx, p.area.x2 += p.dx, p.area.y1 += p.dy, p.area.y2 += p.dy;
    g_array_append_val(placed, p);
  }
  return placed;
}

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

/* An opaque shape that the whole text stands on: what lies below it does not matter. */
static bool is_ground(const Placed *path, const Area *text) {
  return path->item->paint.fill != COLOR_NONE && contains(&path->area, text);
}

static void check_path(Proof *proof, const Placed *text, const Placed *path, const Area *inner) {
  if (overlap(&path->area, inner) < 0) return;
  if (path->item->paint.stroke != COLOR_NONE) {
    double inside = stroke_inside(proof->scene, path, inner);
    if (inside > SLACK) {
      find(proof, PROOF_ON_LINE, text, path, inside);
      return;
    }
  }
  if (path->rectangle && path->item->paint.fill != COLOR_NONE && overlap(&path->area, inner) > SLACK &&
      !contains(&path->area, inner))
    find(proof, PROOF_ON_EDGE, text, path, overlap(&path->area, inner));
}

/* Everything between the text and its ground, and everything painted over it. */
static void check_paths(Proof *proof, guint index, const Placed *text) {
  Area inner = text->area;
  inner.x1 += SLACK / 2, inner.x2 -= SLACK / 2, inner.y1 += SLACK / 2, inner.y2 -= SLACK;
  for (guint i = index; i-- > 0;) {
    const Placed *below = &g_array_index(proof->placed, Placed, i);
    if (is_text(below)) continue;
    if (is_ground(below, &inner)) break;
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
    double by = overlap(&body, &others);
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
  g_autoptr(GArray) placed = place_items(scene);
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
