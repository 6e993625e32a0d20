/* Mergers (herindelingen): which code went into which, when. A table with the role "mergers", one row for each old code and
 * new code: date, from_code, from_name, from_slug, to_code, to_name, kind, share, to_existed, source.
 *
 *   kind   merged    the old code went whole into the new one
 *          split     it was divided: a row for each new code, with the share that went there; blank = not known
 *          renamed   another name; the code may have changed too
 *          recoded   another code only
 *          province  part of one region above went to another (both codes exist): their own series break there
 *   from_slug    the address the region had, where there is a page now that says where it went
 *   to_existed   whether the new code was there before the date (Noordwijk was, Vijfheerenlanden was not): before it, such a
 *                code stands for a part, on its old borders. Blank: as valid_from in the table of regions says, else yes.
 *
 * Rows after the package's reference_year (1 January) do not count; without one, those whose old code is still a region. */
#pragma once
#include "data/catalog.h"
#include "data/dataset.h"
#include "data/regions.h"
#include "data/table.h"

typedef struct Mergers Mergers;

extern const TableShape MERGERS_SHAPE;

/* `reference`: the year the regions are of; PERIOD_NONE = not said. */
Mergers *mergers_new(const Regions *regions, const Catalog *catalog, Period reference, Diags *diags);
void mergers_free(Mergers *mergers);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Mergers, mergers_free)

/* Row function for table_read(); `user_data` is the Mergers. */
void mergers_take(const Row *row, gpointer user_data);
/* Checks and connects the rows, when all regions are numbered; nothing below is to be asked before. */
void mergers_finish(Mergers *mergers);

/* Stand-ins for the old codes, numbered behind the regions: observations of old codes are kept under them until they are
 * merged. */
const GPtrArray *mergers_old_regions(const Mergers *mergers); /* Region* */
const Region *mergers_old_region(const Mergers *mergers, const char *code); /* NULL when there is none */

/* Whether the region, or old code, was there at the start of a period. */
bool mergers_existed(const Mergers *mergers, const Region *region, Period period);
/* Where an old code of that period is now, through all later rows: appends Successor. */
typedef struct {
  const Region *region;
  double share;      /* of the old code; NAN = not known */
  SourcePos unknown; /* the row that does not say */
} Successor;
void mergers_successors(const Mergers *mergers, const Region *old, Period period, GArray *successors);

/* Regions above whose borders changed on a date. */
typedef struct { const Region *region; Period date; } BorderChange;
const GArray *mergers_border_changes(const Mergers *mergers);

/* As dataset_moved(). */
const GPtrArray *mergers_moved(const Mergers *mergers);
