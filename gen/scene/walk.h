/* A scene's items with the place on the page that their groups give them. */
#pragma once
#include "scene/scene.h"

enum { WALK_DEPTH = 64 };

typedef struct { double dx, dy, clip[4]; } WalkFrame; /* clip: x1 y1 x2 y2 on the page */

typedef struct {
  const Scene *scene;
  guint next, depth;
  WalkFrame frames[WALK_DEPTH];
} SceneWalk;

void scene_walk_init(SceneWalk *walk, const Scene *scene);
/* The next item, or NULL at the end. Its frame is scene_walk_frame() until the next call. */
const SceneItem *scene_walk_next(SceneWalk *walk);
static inline const WalkFrame *scene_walk_frame(const SceneWalk *walk) { return &walk->frames[walk->depth]; }
