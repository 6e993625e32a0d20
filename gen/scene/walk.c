/* Where a scene's items lie on the page: groups only shift and clip, so a sum and an intersection are enough. It exists
 * for those who need places but draw nothing (links, gaps between words). It must not know PDF or SVG. */
#include "scene/walk.h"

void scene_walk_init(SceneWalk *walk, const Scene *scene) {
  walk->scene = scene;
  walk->next = walk->depth = 0;
  walk->frames[0] = (WalkFrame){.clip = {0, 0, scene_width(scene), scene_height(scene)}};
}

static void enter(SceneWalk *walk, const SceneItem *group) {
  g_assert(walk->depth + 1 < WALK_DEPTH);
  WalkFrame frame = walk->frames[walk->depth];
  frame.dx += group->dx;
  frame.dy += group->dy;
  if (group->clipped) {
    double x = frame.dx + group->clip[0], y = frame.dy + group->clip[1];
    frame.clip[0] = MAX(frame.clip[0], x);
    frame.clip[1] = MAX(frame.clip[1], y);
    frame.clip[2] = MIN(frame.clip[2], x + group->clip[2]);
    frame.clip[3] = MIN(frame.clip[3], y + group->clip[3]);
  }
  walk->frames[++walk->depth] = frame;
}

const SceneItem *scene_walk_next(SceneWalk *walk) {
  if (walk->next >= scene_length(walk->scene)) return NULL;
  const SceneItem *item = scene_item(walk->scene, walk->next++);
  if (item->kind == SCENE_GROUP_BEGIN) enter(walk, item);
  if (item->kind == SCENE_GROUP_END) walk->depth--;
  return item;
}
