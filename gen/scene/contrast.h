/* Contrast as it is printed: each text against what it stands on, each mark against its ground, neighbouring fills in grey
 * against each other. Ratios after WCAG 2.2 (relative luminance, success criteria 1.4.3 and 1.4.11), which a photocopier
 * sees as well: hue plays no part in them. */
#pragma once
#include "scene/scene.h"

typedef enum {
  CONTRAST_TEXT,  /* text against its ground: less than 4.5 */
  CONTRAST_MARK,  /* a shape or line that means something against its ground: less than 3 */
  CONTRAST_FILLS  /* two fills side by side: less than 3 and no pattern that tells them apart (grey only) */
} ContrastKind;

typedef struct {
  ContrastKind kind;
  const SceneItem *item;
  ColorToken color, against; /* `against` is COLOR_NONE for the bare page */
  double ratio;              /* 1–21 */
} ContrastFinding;

/* Too little contrast in a mode, in paint order. *lowest (may be NULL) is the lowest ratio of text that was seen. Array of
 * ContrastFinding, owned by the caller; its items are borrowed from the scene. */
GArray *scene_contrast(const Scene *scene, ThemeMode mode, double *lowest);
/* 1 for the same luminance, 21 for black on white; 0xRRGGBB. */
double contrast_ratio(guint32 a, guint32 b);
