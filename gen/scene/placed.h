/* Texts and paths of a scene with the areas that they take on the page: for those who judge it (proof.c, contrast.c). */
#pragma once
#include "scene/scene.h"

typedef struct { double x1, y1, x2, y2; } Area;

typedef struct {
  const SceneItem *item; /* a text with something to see, or a path */
  Area area;             /* of a text: from cap height to baseline, without blanks at its end; of a path: its control points */
  double dx, dy;         /* of its groups */
  Area clip;
  bool rectangle;        /* a path of one closed outline, upright and level */
} Placed;

/* In paint order. Array of Placed, owned by the caller; its items are borrowed from the scene. */
GArray *scene_place(const Scene *scene);
/* The smaller of the two directions; ≤ 0 when they do not overlap, then minus the gap between them. */
double area_overlap(const Area *a, const Area *b);
bool area_contains(const Area *outer, const Area *inner, double slack);
/* An opaque shape that the whole text stands on: what lies below it does not matter. */
static inline bool placed_is_ground(const Placed *path, const Area *text, double slack) {
  return path->item->paint.fill != COLOR_NONE && area_contains(&path->area, text, slack);
}
