/* Which region a cell of a drop means: by its code, also one that a spreadsheet took the letters and zeros from ("358" for
 * GM0358), or by its name. A table with the role "variants" (code, variant, seen_in) adds spellings that are met in drops.
 *
 * A name is that of the table of regions (name, official_name) or a variant; when none is written just so, one that is the
 * same but for case, accents and signs, or for what stands in brackets behind it ("Bergen" for Bergen (L.)). A region of
 * today comes before one that merged into it. What may mean more than one is never guessed: the finding lists them. */
#pragma once
#include "data/mergers.h"
#include "data/regions.h"
#include "data/table.h"

typedef struct RegionNames RegionNames;

extern const TableShape VARIANTS_SHAPE;

/* Findings of all calls below go to `diags`. */
RegionNames *region_names_new(const Config *config, Diags *diags);
void region_names_free(RegionNames *names);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RegionNames, region_names_free)

/* Row function for table_read(); `user_data` is the RegionNames. */
void region_names_take(const Row *row, gpointer user_data);
/* Call it once, when regions and mergers are finished; nothing below is to be asked before. */
void region_names_finish(RegionNames *names, const Regions *regions, const Mergers *mergers);

/* Whether what the table says of its regions (RegionsBy) can be; else a finding. */
bool region_names_check(const RegionNames *names, const Resource *resource);
/* The region, or with `old` the stand-in of an old code (mergers_old_regions()), that a cell of the table means; NULL with a
 * finding, without one when the cell is missing or bad. That codes were completed is told once a file, as a note. */
const Region *region_names_find(RegionNames *names, const Resource *resource, const Cell *cell, bool old);
/* The same of text alone, only where nothing would be found or told; else NULL. */
const Region *region_names_sure(const RegionNames *names, const Resource *resource, const char *text, bool old);
