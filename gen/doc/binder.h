/* The binder: how a figure type asks for data while binding. Each answer is final: value, displayed text, spoken text.
 * It notes which sources and periods were shown, for "Bron: …", "bijgewerkt" and provenance. */
#pragma once
#include "config/locale.h"
#include "config/theme.h"
#include "doc/figure.h"

typedef struct Binder Binder;
typedef struct FigureBlock FigureBlock;

/* The block's own keys, already expanded. Absent: NULL / fallback. Findings carry the scalar's place in the template. */
const char *block_string(FigureBlock *block, const char *key);
/* A list, or one scalar as a list of one; NULL when absent. Owned by the block: char*. */
const GPtrArray *block_list(FigureBlock *block, const char *key);
int block_int(FigureBlock *block, const char *key, int fallback);
bool block_bool(FigureBlock *block, const char *key, bool fallback);
SourcePos block_pos(FigureBlock *block, const char *key); /* the key's value, or the block */
Binder *block_binder(FigureBlock *block);
void block_error(FigureBlock *block, const char *key, const char *hint, const char *format, ...) G_GNUC_PRINTF(4, 5);

/* One of the maps in the block's `items`, with keys of its own; NULL behind the last. Borrowed from the block. */
FigureBlock *block_item(FigureBlock *block, guint index);
/* The number that the hand-out's card named by item `index` of that key has: 0 when it is not among the hand-out's cards, or
 * after a finding: no figure of the factsheet, or no hand-out at all. */
guint block_card(FigureBlock *block, const char *key, guint index);

/* Names → things; an unknown one is a finding at `key` with the nearest name as hint, and NULL/NONE. */
const Indicator *block_indicator(FigureBlock *block, const char *key);
GPtrArray *block_indicators(FigureBlock *block, const char *key);   /* const Indicator*, container owned; NULL on error */
/* The block's `period:` or the newest one for the binder's region; none when there is no data or after a finding. */
Period block_period(FigureBlock *block, const Indicator *indicator);
/* `regions:` siblings (members of the parent at `within:`, default the first benchmark level the region has; above the
 * lowest level: all of its level), members (of this region), a level's id, alias, label or plural (all of that level), or
 * a list of codes or slugs. Absent: siblings at the lowest level, members above. Region*, container owned; NULL after a
 * finding. */
GPtrArray *block_regions(FigureBlock *block, const char *key);

const Region *binder_region(const Binder *binder);
const Dataset *binder_dataset(const Binder *binder);
const Locale *binder_locale(const Binder *binder);
const Theme *binder_theme(const Binder *binder);
const Config *binder_config(const Binder *binder);
/* The regions this one is compared with, by config's benchmarks: Mark* with label ("regio", "provincie", "Nederland"),
 * letter and value; levels the region has no parent in, or is itself, are left out. Container owned. */
GPtrArray *binder_benchmarks(Binder *binder, const Indicator *indicator, Period period, const Group *group);

/* Owned texts inside; clear with bound_value_clear(). Notes the source. */
BoundValue binder_value(Binder *binder, const Indicator *indicator, const Region *region, Period period,
                        const Group *group);
/* Notes a value that only words show: what a figure keeps is noted by itself. */
void binder_show(Binder *binder, const BoundValue *value);
/* A value computed from shown ones (share, change, % of target) in the given unit and decimals; carries the flags and the
 * state of what it was made from, and no interval, which would give a secret away in another unit. */
BoundValue binder_derived(Binder *binder, double value, const char *unit, int decimals, const BoundValue *from);
/* "48 van 50 gemeenten": whom a total is of when it leaves some out; NULL when it does not. Owned. */
char *binder_basis(Binder *binder, const Observation *obs);
/* `present` false without one. Status and its sentence (≤ 36 characters when the locale has fewer words for it) are of the
 * region's value in that period. Notes the target's source. Clear with bound_target_clear(). */
BoundTarget binder_target(Binder *binder, const Indicator *indicator, const Region *region, Period period);
void bound_target_clear(BoundTarget *target);
/* A number as this indicator shows it ("26,4%", "1.234", "€ 52 mln"). Owned. */
char *binder_format(Binder *binder, const Indicator *indicator, double value);
/* The same for any unit. Owned. */
char *binder_format_unit(Binder *binder, const char *unit, int decimals, double value);
/* What in these marks' values is not a plain number: "* voorlopig · <5: niet getoond · 2 zonder opgave". NULL when all is
 * plain. Owned. */
char *binder_state_note(Binder *binder, const GPtrArray *marks);
/* Round steps for an axis over [low, high]; from zero unless `may_break`. */
void binder_axis(double low, double high, bool may_break, double *axis_min, double *axis_max, double *axis_step);
