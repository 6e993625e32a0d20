/* The progress bar of a tile: a value on a scale with a target that pierces the bar. Internal to figure/. */
#pragma once
#include "figure/canvas.h"

typedef struct {
  double value;                    /* NAN: not known, a hatched bar */
  double target, scale;            /* of the same unit; the bar ends at `scale` */
  bool maximum;                    /* the target may not be passed */
  const char *amount;              /* "96 woningen", left above the bar; NULL */
  const char *label, *short_label; /* of the target: "afspraak 150", "afspraak" */
  const GPtrArray *ticks;          /* Mark*: benchmarks below the bar; NULL */
  guint amount_tag, label_tag;
} TargetBar;

/* What stands above the bar; NULL where there is no room for it. Borrowed from the bar, but `number`. */
typedef struct {
  const char *label, *amount;
  char *number;     /* the amount without its noun, where `amount` is that */
  bool before;      /* the label stands left of the marker */
} TargetBarWords;
void target_bar_words(const FigureCanvas *canvas, const TargetBar *bar, TargetBarWords *words);

/* Whether the benchmarks can stand as ticks: at most three, and no two closer than 2% of the scale. */
bool target_bar_ticks_fit(const GPtrArray *marks, double scale);
/* Two slanted gaps before the right end of a bar: it goes on beyond the scale. */
void target_bar_cut(FigureCanvas *canvas, double right, double y, double height);
double target_bar_top(const FigureCanvas *canvas);    /* from the top of the block to the top of the bar */
double target_bar_height(const FigureCanvas *canvas); /* of the bar itself */
/* Draws the block with its top at `y` over the canvas' width. */
void target_bar_draw(FigureCanvas *canvas, double y, const TargetBar *bar);
