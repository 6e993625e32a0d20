/* Where a scene's texts and paths lie on the page. It exists because judging a page needs places, not drawing. It must not
 * judge. */
#include "scene/placed.h"
#include "scene/walk.h"
#include <math.h>
#include <string.h>

double area_overlap(const Area *a, const Area *b) {
  return MIN(MIN(a->x2, b->x2) - MAX(a->x1, b->x1), MIN(a->y2, b->y2) - MAX(a->y1, b->y1));
}

bool area_contains(const Area *outer, const Area *inner, double slack) {
  return outer->x1 <= inner->x1 + slack && outer->y1 <= inner->y1 + slack && outer->x2 >= inner->x2 - slack &&
         outer->y2 >= inner->y2 - slack;
}

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

GArray *scene_place(const Scene *scene) {
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
