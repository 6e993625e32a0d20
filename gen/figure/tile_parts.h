/* What the forms of a tile share; see tile_draw.c and tile_wide.c. Internal to figure/. */
#pragma once
#include "figure/target_bar.h"

/* Leaves in the order of reading, whatever the order of painting; 0 = not drawn. */
typedef struct {
  guint title, unit, value, course, amount, target, status, change;
  Tag *benchmarks;
} TileLeaves;

/* The big number in three: "circa" small before it, "26,4%", and the star that is raised behind it. */
typedef struct {
  char *about, *number, *mark;
} TileNumber;
TileNumber tile_number_split(const Figure *figure);
void tile_number_clear(TileNumber *parts);
/* Width of what stands before and behind the number. */
double tile_number_extra(const FigureCanvas *canvas, const TileNumber *parts);
/* From the left edge, as large as `room` allows. */
void tile_number_draw(const Figure *figure, FigureCanvas *canvas, const TileNumber *parts, double baseline, double room,
                      guint leaf);

const Series *tile_series(const Figure *figure); /* NULL without one */
/* What stands in the place of the bar: the bar itself, or without an agreement the course, with its first and last year. */
bool tile_has_bar(const Figure *figure);
bool tile_has_course(const Figure *figure);
TargetBar tile_bar(const Figure *figure, const TileLeaves *leaves);
/* `top` is that of the bar's block, `bottom` the baseline of the years. Hatched where nothing is known. */
void tile_course_draw(const Figure *figure, FigureCanvas *canvas, double top, double bottom, guint leaf);
void tile_steps_draw(const Figure *figure, FigureCanvas *canvas, double top);

/* The row of values, and whom the own one is of; returns how much lower it ends because it took more than one line. */
double tile_benchmarks_draw(const Figure *figure, FigureCanvas *canvas, double y, const TileLeaves *leaves);

/* What is heard: label, value, agreement, status, change; then what it is compared with. `bar_width` decides which words find
 * room above the bar. Takes `change`; NULL: none is drawn. */
TileLeaves tile_leaves(const Figure *figure, FigureCanvas *canvas, double bar_width, char *change);
