/* Proofreading a scene as a printer would: what stands in the way of reading. Geometry only: what it means is the caller's. */
#pragma once
#include "scene/scene.h"

typedef enum {
  PROOF_ON_TEXT,  /* two texts overlap */
  PROOF_ON_LINE,  /* a line runs through the text, with no plate between them */
  PROOF_ON_EDGE,  /* the text stands half on a filled shape */
  PROOF_OUTSIDE,  /* part of the text lies off the page or its clip */
  PROOF_TOO_SMALL /* smaller than the smallest size allowed */
} ProofKind;

typedef struct {
  ProofKind kind;
  const SceneItem *text, *other; /* other: the text or path in the way; NULL for the last two kinds */
  double x, y;                   /* of the text's baseline on the page */
  double by;                     /* how much: overlap or overhang in points; the size for PROOF_TOO_SMALL */
} ProofFinding;

/* Findings in paint order; empty when the page reads well. `smallest` in points. Array of ProofFinding, owned by the caller;
 * its items are borrowed from the scene. */
GArray *scene_proof(const Scene *scene, double smallest);
/* "text-on-line" … */
const char *proof_kind_name(ProofKind kind);
