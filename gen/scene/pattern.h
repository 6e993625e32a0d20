/* A pattern's marks as lines, computed once for every surface: none of them uses its format's own pattern fills, which
 * printers and viewers rasterise. */
#pragma once
#include "scene/scene.h"

/* What a fill of the item is drawn with in `mode`: NULL = plainly; a plate on a plain fill is not drawn at all. */
const ThemePattern *pattern_of(const SceneItem *item, const Theme *theme, ThemeMode mode);
bool pattern_hides(const SceneItem *item, const Theme *theme, ThemeMode mode);

/* The item's marks over the box around its path, to be stroked pattern->line wide with `pattern_cap` and clipped to
 * the path. Array of Segment, owned by the caller. */
GArray *pattern_marks(const ThemePattern *pattern, const Scene *scene, const SceneItem *item);
static inline LineCap pattern_cap(const ThemePattern *pattern) {
  return pattern->kind == PATTERN_DOTS ? CAP_ROUND : CAP_BUTT;
}
