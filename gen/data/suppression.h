/* Complementary (secondary) suppression: which further cells must stay hidden so that no hidden one can be worked out from
 * the rest. Knows cells and equations between them, and nothing of regions, groups or files. After Hundepool et al.,
 * Handbook on Statistical Disclosure Control, on linked tables and the auditing of them. */
#pragma once
#include <glib.h>
#include <stdbool.h>

typedef struct {
  double value;      /* NAN = not even the source tells it */
  double low, high;  /* while secret: what a reader takes for granted; high may be INFINITY */
  double floor;      /* what `low` becomes when the cell is hidden to protect another */
  double protection; /* least width of what a reader can narrow the cell down to; 0 = needs none */
  bool secret;       /* not published */
  bool fixed;        /* may be neither hidden nor shown: no cell of a table, but an unknown of its own */
  bool whole;        /* only whole numbers are possible */
  bool added;        /* out: hidden here, to protect another */
  bool withheld;     /* not even an interval may be published (in: there is none; out: it would give a cell away) */
} SuppressionCell;

typedef struct Suppression Suppression;

Suppression *suppression_new(void);
/* Wipes what it held. */
void suppression_free(Suppression *suppression);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Suppression, suppression_free)

/* Adds a cell; its number, from 0. */
guint suppression_add(Suppression *suppression, SuppressionCell cell);
/* The equation Σ sign·cell = sum: begin it, then give its cells, each with sign 1 or -1, the total last. */
void suppression_begin(Suppression *suppression, double sum);
void suppression_term(Suppression *suppression, guint cell, int sign);

/* Hides cells until none that needs protection can be narrowed down further than its protection: cells of the lowest value
 * first, zeros only when nothing else helps. Where all are hidden and published intervals still tell too much, intervals
 * are withheld, of totals first. Then sets low and high of each cell that was added to what follows from all that is
 * published: an interval that may be published itself. Deterministic. Call it once, after all is added. */
void suppression_solve(Suppression *suppression);

guint suppression_count(const Suppression *suppression);
/* Borrowed until the next suppression_add(). */
const SuppressionCell *suppression_cell(const Suppression *suppression, guint cell);
